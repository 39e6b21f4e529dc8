/*
 * stage_status_pg.c
 *		The clocks of one case: every stage under the first policy that holds, in one call.
 *
 * A case comes as its facts and its events (case_events_pg.c); policies
 * come as one value, compiled once per call site (policy_set_pg.c): a workspace may
 * have more tenants than the value cache has places, and their cases come mixed, so
 * that the compiled forms lie in a table of their own.
 *
 * Of a stage's clock are the events of that stage and of '*', all stages.  Where
 * none of its own events starts it, it starts at its anchor: at the receipt, or when
 * the stage it waits for first stops; what was done before that was done at once, so
 * that the start is no later than the stage's own first stop.
 *
 * Cost: O(policies tried + stages * events log events), no call of a function per stage.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "base/table.h"
#include "pg/csq.h"
#include "sla/case_events_pg.h"
#include "sla/policy_pg.h"
#include "sla/sla_args_pg.h"

/* ---- policies of many tenants ---- */

#define MOST_SETS 1024 /* then the table begins anew */

typedef struct Set
{
	uint64        hash;
	Jsonb        *value;
	MemoryContext context; /* of both */
	CsqPolicySet *set;
} Set;

/* What a call site keeps. */
typedef struct Sets
{
	CsqTable table;
	Set     *item;
	uint32   n;
	uint32   last;

	CsqCaseTable events; /* where they are read from a table */
} Sets;

static bool
is_value(const Set *s, const Jsonb *value)
{
	return VARSIZE(s->value) == VARSIZE(value) && memcmp(s->value, value, VARSIZE(value)) == 0;
}

static void
begin_sets(FunctionCallInfo fcinfo, Sets *sets, MemoryContext context)
{
	MemoryContext old = MemoryContextSwitchTo(context);

	if (sets->item == NULL)
	{
		csq_refuse_zoneless(fcinfo);
		sets->item = palloc(MOST_SETS * sizeof *sets->item);
		csq_table_init(&sets->table, MOST_SETS);
	}
	else
	{
		for (uint32 i = 0; i < sets->n; i++)
			MemoryContextDelete(sets->item[i].context);
		csq_table_clear(&sets->table);
	}
	sets->n = 0;
	MemoryContextSwitchTo(old);
}

/* Argument 0 compiled. */
static CsqPolicySet *
policies_arg(FunctionCallInfo fcinfo)
{
	MemoryContext context, old;
	Sets         *sets = csq_call_memory(fcinfo, sizeof *sets, &context);
	Jsonb        *value = PG_GETARG_JSONB_P(0);
	uint64        hash;
	Set           s;

	if (sets->n > 0 && is_value(&sets->item[sets->last], value))
		return sets->item[sets->last].set;
	if (sets->item == NULL || sets->n == MOST_SETS)
		begin_sets(fcinfo, sets, context);
	hash = csq_hash_bytes(value, VARSIZE(value), 0);
	csq_table_each(&sets->table, hash, i) if (sets->item[i].hash == hash && is_value(&sets->item[i], value)) return sets
		->item[sets->last = i]
		.set;
	s.hash = hash;
	s.context = AllocSetContextCreate(context, "csq policies", ALLOCSET_SMALL_SIZES);
	old = MemoryContextSwitchTo(s.context);
	s.value = palloc(VARSIZE(value));
	memcpy(s.value, value, VARSIZE(value));
	s.set = csq_policy_set_of_value((struct varlena *) s.value);
	MemoryContextSwitchTo(old);
	csq_table_put(&sets->table, hash, sets->n);
	sets->item[sets->n] = s;
	sets->last = sets->n++;
	return s.set;
}

/* ---- events ---- */

static CsqText
text_of(Datum d)
{
	struct varlena *t = PG_DETOAST_DATUM_PACKED(d);

	return (CsqText){VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)};
}

static bool
is_word(CsqText t, const char *word)
{
	return t.len == strlen(word) && memcmp(t.s, word, t.len) == 0;
}

static void
read_facts(FunctionCallInfo fcinfo, CsqFacts *facts)
{
	Datum *item;
	bool  *null;
	int    n;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &item, &null, &n);
	memset(facts, 0, sizeof *facts);
	if (n != CSQ_FACTS)
		ereport(ERROR, (errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR), errmsg("facts are %d texts, not %d", CSQ_FACTS, n),
		                errdetail("They are channel, product, branch, severity, category, segment, source, each a text "
		                          "or NULL.")));
	for (int f = 0; f < CSQ_FACTS; f++)
		if (!null[f])
			facts->text[f] = text_of(item[f]);
	facts->tags = PG_ARGISNULL(2) ? NULL : PG_GETARG_ARRAYTYPE_P(2);
}

/* ---- a stage ---- */

static bool
is_event(const CsqCaseEvents *e, int i, CsqText stage, const char *word)
{
	CsqText own;

	if (e->null[CSQ_CASE_STAGE][i] || e->null[CSQ_CASE_EVENT][i])
		return false;
	own = text_of(e->item[CSQ_CASE_STAGE][i]);
	return csq_text_same(&own, &stage) && is_word(text_of(e->item[CSQ_CASE_EVENT][i]), word);
}

/* Where a stage without a start of its own starts; false if it has one, or what it waits for has not stopped. */
static bool
anchored(const CsqCaseEvents *e, const CsqPolicy *p, int64 received_at, int64 *at)
{
	bool waits = p->anchor.s != NULL;
	bool stopped = false;

	for (int i = 0; i < e->n; i++)
	{
		csq_poll(i);
		if (is_event(e, i, p->stage, "start"))
			return false;
	}
	*at = waits ? PG_INT64_MAX : received_at;
	for (int i = 0; waits && i < e->n; i++)
	{
		bool its = is_event(e, i, p->anchor, "stop");

		csq_poll(i);
		if ((!its && !is_event(e, i, p->stage, "stop")) || e->null[CSQ_CASE_AT][i])
			continue;
		stopped |= its;
		*at = Min(*at, DatumGetTimestampTz(e->item[CSQ_CASE_AT][i]));
	}
	return !waits || stopped;
}

static void
add(CsqClock **clock, CsqClockEvent *event)
{
	CsqError err;

	if (*clock == NULL)
		*clock = csq_clock_new();
	if (!csq_clock_add(clock, event, &err))
		csq_throw(&err);
}

/* The events of a stage as a clock, NULL if there are none. */
static CsqClock *
stage_clock(const CsqCaseEvents *e, const CsqPolicy *p, int64 received_at)
{
	CsqClock     *clock = NULL;
	CsqClockEvent event;
	CsqError      err;
	int64         at;

	for (int i = 0; i < e->n; i++)
	{
		CsqText stage, word;

		csq_poll(i);
		if (e->null[CSQ_CASE_STAGE][i] || e->null[CSQ_CASE_AT][i] || e->null[CSQ_CASE_EVENT][i])
			continue;
		stage = text_of(e->item[CSQ_CASE_STAGE][i]);
		if (!csq_text_same(&stage, &p->stage) && !is_word(stage, "*"))
			continue;
		word = text_of(e->item[CSQ_CASE_EVENT][i]);
		if (!csq_clock_event_parse(word.s, word.len, &event, &err))
			csq_throw(&err);
		event.at = DatumGetTimestampTz(e->item[CSQ_CASE_AT][i]);
		if (!e->null[CSQ_CASE_REASON][i])
			event.reason = text_of(e->item[CSQ_CASE_REASON][i]);
		event.has_seq = !e->null[CSQ_CASE_SEQ][i];
		event.seq = event.has_seq ? DatumGetInt64(e->item[CSQ_CASE_SEQ][i]) : 0;
		add(&clock, &event);
	}
	if (anchored(e, p, received_at, &at))
	{
		event = (CsqClockEvent){.at = at, .kind = CSQ_CLOCK_START, .has_seq = true};
		add(&clock, &event);
	}
	return clock;
}

#define COLUMNS 13

static Datum
seconds(int64 usec)
{
	return Float8GetDatum((double) usec / 1e6);
}

/* A stage that nothing is known of is pending. */
static void
put_stage(ReturnSetInfo *rsinfo, const CsqPolicySet *set, const CsqPolicy *p, const CsqSlaStatus *s)
{
	Datum       values[COLUMNS];
	bool        nulls[COLUMNS] = {false};
	CsqSlaState state = s == NULL || s->state == CSQ_SLA_UNKNOWN ? CSQ_SLA_PENDING : s->state;

	values[0] = csq_label_datum(&p->stage);
	values[1] = csq_label_or_null(&p->id, &nulls[1]);
	values[2] = Int32GetDatum((int32) (p - set->policy) + 1);
	values[3] = PointerGetDatum(cstring_to_text(csq_sla_state_name(state)));
	memset(nulls + 4, true, COLUMNS - 4);
#define PUT(n, known, value)                                                                                           \
	if (s != NULL && (known))                                                                                          \
	{                                                                                                                  \
		nulls[n] = false;                                                                                              \
		values[n] = value;                                                                                             \
	}
	PUT(4, s->has_start, TimestampTzGetDatum(s->started))
	PUT(5, s->has_due, csq_instant_datum(s->due))
	PUT(6, s->has_stop, TimestampTzGetDatum(s->stopped))
	PUT(7, s->has_breached, TimestampTzGetDatum(s->breached))
	PUT(8, s->has_elapsed, seconds(s->elapsed))
	PUT(9, s->has_paused, seconds(s->paused))
	PUT(10, s->has_remaining, seconds(s->remaining))
	PUT(11, s->has_used, Float8GetDatum(s->used))
	PUT(12, state == CSQ_SLA_MET || state == CSQ_SLA_BREACHED || state == CSQ_SLA_OVERDUE,
	    BoolGetDatum(state == CSQ_SLA_MET))
#undef PUT
	csq_srf_row(rsinfo, values, nulls);
}

/* The clocks of a case, its events read; policies, facts, tags, received_at and as_of are arguments 0 to 4. */
static void
put_stages(FunctionCallInfo fcinfo, CsqPolicySet *set, const CsqCaseEvents *events)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	CsqFacts       facts;
	int64          received_at, as_of;
	DateADT        date;
	bool          *done;

	read_facts(fcinfo, &facts);
	received_at = csq_instant_arg(fcinfo, 3);
	as_of = csq_instant_arg(fcinfo, 4);
	date = csq_policy_date(set, received_at);
	done = palloc0((Size) set->stages + 1);
	for (int i = 0; i < set->n; i++)
	{
		CsqPolicy   *p = &set->policy[i];
		CsqClock    *clock;
		CsqClockView view;
		CsqSlaStatus status;
		CsqError     err;

		if (done[p->number_of_stage] || !csq_policy_holds(p, date, &facts))
			continue;
		done[p->number_of_stage] = true;
		clock = stage_clock(events, p, received_at);
		if (clock != NULL &&
		    (!csq_clock_open(clock, &view, &err) ||
		     !csq_sla_status(&view, &p->target, csq_policy_calendar(set, p), p->rules, as_of, &status, &err)))
			csq_throw(&err);
		put_stage(rsinfo, set, p, clock == NULL ? NULL : &status);
	}
}

/* NULL: there are no rows. */
static CsqPolicySet *
policies_of_call(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(3) || PG_ARGISNULL(4))
		return NULL;
	return policies_arg(fcinfo);
}

/*
 * stage_status(policies jsonb, facts text[], tags text[], received_at, as_of timestamptz,
 *              stages text[], at timestamptz[], events text[], reasons text[], seqs bigint[])
 *   -> setof (stage, policy_id text, place int, state text, started_at, due_at, stopped_at, breached_at timestamptz,
 *             elapsed_seconds, paused_seconds, remaining_seconds, used float8, in_time bool)
 *
 * The clock of each stage of a case under the first policy that holds for its facts, as sla_status() judges it;
 * place is that of the policy in the list.
 * NULL:    no policies, no facts, received_at or as_of: no rows; no events: nothing has happened.  A fact or tags
 *          that are NULL are not known.
 * Errors:  22023 policies or a condition that mean nothing, an unknown event; 2202E arrays of different lengths;
 *          else as clock_agg and sla_status.
 * Cost:    as the banner says.
 */
PG_FUNCTION_INFO_V1(csq_stage_status);
Datum
csq_stage_status(PG_FUNCTION_ARGS)
{
	CsqPolicySet *set;
	CsqCaseEvents events;

	csq_srf_begin(fcinfo);
	set = policies_of_call(fcinfo);
	if (set == NULL)
		return (Datum) 0;
	csq_case_events_of_arrays(fcinfo, 5, &events);
	put_stages(fcinfo, set, &events);
	return (Datum) 0;
}

/*
 * stage_status(policies jsonb, facts text[], tags text[], received_at, as_of timestamptz,
 *              events regclass, tenant, complaint_id text) -> the same
 *
 * The events are those of the complaint in complaint_event of a workspace.
 * NULL:    also events, tenant or complaint_id: no rows.
 * Errors:  as above; whatever reading the table raises.
 * Cost:    besides a look into its index.
 */
PG_FUNCTION_INFO_V1(csq_stage_status_of);
Datum
csq_stage_status_of(PG_FUNCTION_ARGS)
{
	CsqPolicySet *set;
	CsqCaseEvents events;
	MemoryContext context;
	Sets         *sets;

	csq_srf_begin(fcinfo);
	if (PG_ARGISNULL(5) || PG_ARGISNULL(6) || PG_ARGISNULL(7))
		return (Datum) 0;
	set = policies_of_call(fcinfo);
	if (set == NULL)
		return (Datum) 0;
	sets = csq_call_memory(fcinfo, sizeof *sets, &context);
	csq_case_events_of_table(&sets->events, context, PG_GETARG_OID(5), PG_GETARG_DATUM(6), PG_GETARG_DATUM(7), &events);
	put_stages(fcinfo, set, &events);
	return (Datum) 0;
}
