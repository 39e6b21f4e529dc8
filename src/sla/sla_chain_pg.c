/*
 * sla_chain_pg.c
 *		SQL shell: chains of stages, what-if, pause audit.
 */
#include "postgres.h"

#include "pg/rows_pg.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/lsyscache.h"

#include "pg/csq.h"
#include "sla/sla_args_pg.h"
#include "base/sort.h"

#define MAX_STAGES 1000

/* ---- arrays ---- */

typedef struct Items
{
	int    n;
	Datum *values;
	bool  *nulls;
} Items;

static Items
items_of(ArrayType *array)
{
	Items r;
	int16 len;
	bool  byval;
	char  align;

	get_typlenbyvalalign(ARR_ELEMTYPE(array), &len, &byval, &align);
	deconstruct_array(array, ARR_ELEMTYPE(array), len, byval, align, &r.values, &r.nulls, &r.n);
	return r;
}

static Items
items_arg(FunctionCallInfo fcinfo, int argno, const char *what, int n, bool nulls)
{
	Items r = items_of(PG_GETARG_ARRAYTYPE_P(argno));

	if (n >= 0 && r.n != n)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%d stages, but %d %s", n, r.n, what),
		                errdetail("The arrays of a chain have one item for each stage."),
		                errhint("Build them with array_agg(... ORDER BY ...) from one table of stages.")));
	for (int i = 0; i < r.n && !nulls; i++)
		if (r.nulls[i])
			ereport(ERROR,
			        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("stage %d has no value in %s", i + 1, what)));
	return r;
}

typedef struct Calendars
{
	int                n;
	const CsqCalendar *items[FLEXIBLE_ARRAY_MEMBER];
} Calendars;

/* A calendar[] compiled. */
static void *
compile_calendars(struct varlena *value)
{
	Items      in = items_of((ArrayType *) value);
	Calendars *r = palloc(offsetof(Calendars, items) + sizeof(*r->items) * (Size) Max(in.n, 1));

	r->n = in.n;
	for (int i = 0; i < in.n; i++)
	{
		if (in.nulls[i])
			ereport(ERROR,
			        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("stage %d has no value in calendars", i + 1)));
		r->items[i] = csq_calendar_of_value((struct varlena *) PG_DETOAST_DATUM_COPY(in.values[i]));
	}
	return r;
}

/* ---- chains ---- */

static CsqText
text_item(Datum d)
{
	text   *t = DatumGetTextPP(d);
	CsqText r = {VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)};

	return r;
}

static bool
is_text(const CsqText *t, const char *word)
{
	return strlen(word) == t->len && memcmp(t->s, word, t->len) == 0;
}

/* trigger, previous, budget, or the name of an earlier stage */
static int
find_anchor(const CsqChainStage *stages, int i, const CsqText *word)
{
	if (is_text(word, "trigger"))
		return CSQ_ANCHOR_TRIGGER;
	if (is_text(word, "previous"))
		return CSQ_ANCHOR_PREVIOUS;
	if (is_text(word, "budget"))
		return CSQ_ANCHOR_BUDGET;
	for (int k = 0; k < i; k++)
		if (stages[k].name.len == word->len && memcmp(stages[k].name.s, word->s, word->len) == 0)
			return k;
	ereport(
		ERROR,
		(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	     errmsg("stage %d has an unknown anchor \"%s\"", i + 1, csq_quoted(word->s, word->len).s),
	     errdetail(
			 "A stage is counted from trigger, previous (its completion), budget (the deadline of the previous one) or an earlier stage by name.")));
	return 0;
}

static CsqChainStage *
stages_arg(FunctionCallInfo fcinfo, int *n)
{
	Items            names = items_arg(fcinfo, 0, "names", -1, false);
	Items            targets = items_arg(fcinfo, 1, "targets", names.n, false);
	Items            anchors = items_arg(fcinfo, 2, "anchors", names.n, false);
	Items            done = items_arg(fcinfo, 5, "completion times", names.n, true);
	const Calendars *cals = csq_compiled(fcinfo, 3, compile_calendars);
	CsqChainStage   *stages;

	if (names.n > MAX_STAGES)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
		                errmsg("a chain has at most %d stages, not %d", MAX_STAGES, names.n)));
	if (cals->n != 1 && cals->n != names.n)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%d stages, but %d calendars", names.n, cals->n),
		         errdetail("Give one calendar for all stages, or one for each.")));
	stages = palloc0(sizeof *stages * (Size) Max(names.n, 1));
	for (int i = 0; i < names.n; i++)
	{
		CsqText anchor = text_item(anchors.values[i]);

		stages[i].name = text_item(names.values[i]);
		stages[i].target = *target_of(targets.values[i]);
		stages[i].cal = cals->items[cals->n == 1 ? 0 : i];
		stages[i].anchor = find_anchor(stages, i, &anchor);
		stages[i].done = !done.nulls[i];
		if (stages[i].done)
			stages[i].done_at = DatumGetTimestampTz(done.values[i]);
		if (stages[i].done && TIMESTAMP_NOT_FINITE(stages[i].done_at))
			ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			                errmsg("stage %d is completed at an infinite time", i + 1),
			                errhint("Use NULL for a stage that is not completed.")));
	}
	*n = names.n;
	return stages;
}

/*
 * sla_chain(names text[], targets sla_target[], anchors text[], calendars calendar[], trigger_at timestamptz,
 *           done_at timestamptz[], as_of timestamptz, pauses tstzmultirange)
 *   -> setof (stage int, name text, state text, anchor_at, due_at, breach_at, done_at timestamptz,
 *             elapsed, slack, spent interval, share float8, critical bool)
 *
 * All stages of a case in one call, see sla_chain.c.  anchors: trigger, previous, budget, or the name of an
 * earlier stage.  calendars: one for all or one for each.  slack: what is left of the target at completion or now,
 * negative when overrun.  spent: the stage's own part of the way, from the completion before it; share: of the sum;
 * critical: the stage with the largest.  A pending stage has a projected anchor and deadline.
 * NULL:    no rows when an argument is NULL; a NULL in done_at is a stage not completed; a deadline, and what hangs on
 *          it, is NULL where it lies past the days that a calendar knows.
 * Errors:  22023 arrays of different lengths, unknown anchor; 54000 more than 1000 stages; as due_at.
 * Cost:    O(stages^2 + stages log n).
 */
PG_FUNCTION_INFO_V1(csq_sla_chain_rows);
Datum
csq_sla_chain_rows(PG_FUNCTION_ARGS)
{
	ReturnSetInfo  *rsinfo = csq_srf_begin(fcinfo);
	CsqChainStage  *stages;
	CsqStageResult *results;
	int64           as_of;
	int             n;
	CsqError        err;

	for (int i = 0; i < 8; i++)
		if (PG_ARGISNULL(i))
			return (Datum) 0;
	stages = stages_arg(fcinfo, &n);
	as_of = csq_instant_arg(fcinfo, 6);
	results = palloc(sizeof *results * (Size) Max(n, 1));
	if (!csq_sla_chain(stages, n, csq_instant_arg(fcinfo, 4), as_of, csq_pauses_arg(fcinfo, 7), results, &err))
		csq_throw(&err);
	for (int i = 0; i < n; i++)
	{
		const CsqStageResult *r = &results[i];
		Datum                 values[12];
		bool                  nulls[12] = {false};

		values[0] = Int32GetDatum(i + 1);
		values[1] = csq_label_or_null(&stages[i].name, &nulls[1]);
		nulls[2] = r->state == CSQ_STAGE_UNKNOWN;
		values[2] = nulls[2] ? (Datum) 0 : PointerGetDatum(cstring_to_text(csq_stage_state_name(r->state)));
		nulls[3] = !r->projected;
		values[3] = r->projected ? csq_instant_datum(r->anchor) : (Datum) 0;
		nulls[4] = !r->has_due;
		nulls[5] = !r->has_breach;
		values[4] = r->has_due ? csq_instant_datum(r->due) : (Datum) 0;
		values[5] = r->has_breach ? csq_instant_datum(r->breach) : (Datum) 0;
		values[6] = TimestampTzGetDatum(stages[i].done_at);
		nulls[6] = !stages[i].done || stages[i].done_at > as_of;
		nulls[7] = !r->has_elapsed;
		nulls[8] = !r->has_slack;
		values[7] = csq_length_datum(r->elapsed);
		values[8] = csq_length_datum(r->slack);
		nulls[9] = nulls[10] = !r->has_spent;
		values[9] = csq_length_datum(r->spent);
		values[10] = Float8GetDatum(r->share);
		values[11] = BoolGetDatum(r->critical);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS(csq_sla_chain_rows, csq_planned_elements(call, 0))

/* ---- what if ---- */

/*
 * what_if(sla_clock, target sla_target, calendar, other_target sla_target, other_calendar calendar, as_of timestamptz,
 *         reopen text, other_reopen text, retarget text)
 *   -> (state, other_state text, due_at, other_due_at, breached_at, other_breached_at timestamptz,
 *       elapsed, other_elapsed interval, changed bool)
 *
 * One history under two policies, side by side; changed: the verdict (met or not, so far) differs.
 * NULL:    strict.
 * Errors:  as sla_status.
 * Cost:    two of sla_status.
 */
PG_FUNCTION_INFO_V1(csq_what_if);
Datum
csq_what_if(PG_FUNCTION_ARGS)
{
	CsqRetarget  retarget = retarget_arg(fcinfo, 8);
	int64        as_of = csq_instant_arg(fcinfo, 5);
	Datum        values[9];
	bool         nulls[9] = {false};
	bool         good[2];
	bool         undecided = false;
	CsqClockView view;

	open_clock(fcinfo, 0, &view);
	for (int k = 0; k < 2; k++)
	{
		CsqSlaRules  rules = {reopen_arg(fcinfo, 6 + k), retarget};
		CsqSlaStatus s;
		CsqError     err;

		if (!csq_sla_status(&view, target_arg(fcinfo, 1 + 2 * k), csq_calendar_arg(fcinfo, 2 + 2 * k), rules, as_of, &s,
		                    &err))
			csq_throw(&err);
		good[k] = s.state != CSQ_SLA_BREACHED && s.state != CSQ_SLA_OVERDUE;
		undecided = undecided || s.state == CSQ_SLA_UNKNOWN;
		nulls[k] = s.state == CSQ_SLA_UNKNOWN;
		values[k] = nulls[k] ? (Datum) 0 : PointerGetDatum(cstring_to_text(csq_sla_state_name(s.state)));
		nulls[2 + k] = !s.has_due;
		values[2 + k] = s.has_due ? csq_instant_datum(s.due) : (Datum) 0;
		nulls[4 + k] = !s.has_breached;
		values[4 + k] = TimestampTzGetDatum(s.breached);
		nulls[6 + k] = !s.has_elapsed;
		values[6 + k] = csq_length_datum(s.elapsed);
	}
	values[8] = BoolGetDatum(good[0] != good[1]);
	nulls[8] = undecided;
	return csq_row_datum(fcinfo, values, nulls);
}

/* ---- pause audit ---- */

/* Sorted instants of a timestamptz[]. */
static int64 *
contacts_arg(FunctionCallInfo fcinfo, int argno, int *n)
{
	Items  in = items_of(PG_GETARG_ARRAYTYPE_P(argno));
	int64 *r = palloc(sizeof *r * (Size) (in.n + 1));

	*n = 0;
	for (int i = 0; i < in.n; i++)
		if (!in.nulls[i] && !TIMESTAMP_NOT_FINITE(DatumGetTimestampTz(in.values[i])))
			r[(*n)++] = DatumGetTimestampTz(in.values[i]);
	csq_sort(r, (size_t) *n, sizeof *r, csq_by_i64);
	return r;
}

/* A length of open time, or INT64_MAX for NULL. */
static int64
cap_arg(FunctionCallInfo fcinfo, int argno)
{
	Interval *v;

	if (PG_ARGISNULL(argno))
		return PG_INT64_MAX;
	v = PG_GETARG_INTERVAL_P(argno);
	if (v->month != 0 || v->day != 0 || v->time < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("the longest pause is given in hours, minutes and seconds"),
		                errdetail("It is a length of open time; days and months mean different things."),
		                errhint("For example: interval '8 hours'.")));
	return v->time;
}

/*
 * cap_pauses(sla_clock, calendar, longest interval) -> sla_clock
 *
 * The clock with a resume added to each pause at the instant from which it would hide more open time than longest: a
 * pause cap, for sla_status(cap_pauses(...), ...).
 * NULL:    strict.
 * Errors:  22023 longest not positive or in days; 22008 outside the calendar's validity.
 * Cost:    O(events log n) for each pause within a pause.
 */
PG_FUNCTION_INFO_V1(csq_cap_pauses);
Datum
csq_cap_pauses(PG_FUNCTION_ARGS)
{
	const CsqCalendar *cal = csq_calendar_arg(fcinfo, 1);
	int64              longest = cap_arg(fcinfo, 2);
	CsqClockView       view;
	CsqClock          *c;
	CsqError           err;

	if (longest == 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the longest pause must be above zero"),
		                errhint("To judge without any pause, leave the pause events out of clock_agg().")));
	open_clock(fcinfo, 0, &view);
	if (!csq_sla_cap_pauses(&view, cal, longest, &err))
		csq_throw(&err);
	c = csq_clock_pack(&view, &err);
	if (c == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(c);
}

/* The paused spells, those that only an ignored event or a new owner parted put together again. */
static int
merged_pauses(const CsqReplay *r, CsqSpell *out)
{
	int n = 0;

	for (uint32_t i = 0; i < r->nspells; i++)
	{
		const CsqSpell *s = &r->spells[i];
		CsqSpell       *last = n > 0 ? &out[n - 1] : NULL;

		if (s->state != CSQ_SPELL_PAUSED)
			continue;
		if (last != NULL && last->hi == s->lo && !last->open_end && (last->reason.s == NULL) == (s->reason.s == NULL) &&
		    last->reason.len == s->reason.len &&
		    (s->reason.s == NULL || memcmp(last->reason.s, s->reason.s, s->reason.len) == 0))
		{
			last->hi = s->hi;
			last->open_end = s->open_end;
		}
		else
			out[n++] = *s;
	}
	return n;
}

/* First contact at or after an instant, or INT64_MAX. */
static int64
next_contact(const int64 *contacts, int n, int64 at)
{
	int lo = 0;
	int hi = n;

	while (lo < hi)
	{
		int mid = (lo + hi) / 2;

		if (contacts[mid] < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n ? contacts[lo] : PG_INT64_MAX;
}

/*
 * pause_audit(sla_clock, calendar, as_of timestamptz, contacts timestamptz[], longest interval)
 *   -> setof (from_at, to_at timestamptz, reason text, hidden, wall, hidden_after_contact interval, findings text[])
 *
 * Each pause, how much open time it took off the clock, and what is odd about it:
 *   no reason       it was given none
 *   outside hours   the calendar was closed all along: it changed nothing
 *   not resumed     nobody ended it; a stop, a cancellation or as_of did
 *   too long        it hides more than the longest allowed
 *   contact         a contact (the customer replied) fell into it; hidden_after_contact is what it hid from then on
 * The sum of hidden is the paused time of sla_status.  Pauses that overlap for different reasons are cut where the
 * set of reasons changes.
 * NULL:    no rows; longest NULL: no limit.
 * Errors:  22023 longest in days; 22008 outside the calendar's validity.
 * Cost:    O(pauses log n + contacts log contacts).
 */
PG_FUNCTION_INFO_V1(csq_pause_audit);
Datum
csq_pause_audit(PG_FUNCTION_ARGS)
{
	ReturnSetInfo     *rsinfo = csq_srf_begin(fcinfo);
	CsqSlaRules        rules = {CSQ_REOPEN_RESUME, CSQ_RETARGET_CARRY};
	const CsqCalendar *cal;
	CsqClockView       view;
	CsqReplay          r;
	CsqSpell          *pauses;
	int64             *contacts;
	int64              longest;
	int                ncontacts;
	int                n;
	CsqError           err;

	for (int i = 0; i < 4; i++)
		if (PG_ARGISNULL(i))
			return (Datum) 0;
	cal = csq_calendar_arg(fcinfo, 1);
	contacts = contacts_arg(fcinfo, 3, &ncontacts);
	longest = cap_arg(fcinfo, 4);
	open_clock(fcinfo, 0, &view);
	if (!csq_sla_replay(&view, NULL, rules, csq_instant_arg(fcinfo, 2), true, &r, &err))
		csq_throw(&err);
	pauses = palloc(sizeof *pauses * ((Size) r.nspells + 1));
	n = merged_pauses(&r, pauses);
	for (int i = 0; i < n; i++)
	{
		const CsqSpell *p = &pauses[i];
		int64           contact = next_contact(contacts, ncontacts, p->lo);
		int64           hidden = csq_time_between(cal, p->lo, p->hi);
		Datum           found[5];
		int             nfound = 0;
		Datum           values[7];
		bool            nulls[7] = {false};

		if (p->reason.s == NULL)
			found[nfound++] = CStringGetTextDatum("no reason");
		if (hidden == 0)
			found[nfound++] = CStringGetTextDatum("outside hours");
		if (p->open_end)
			found[nfound++] = CStringGetTextDatum("not resumed");
		if (hidden > longest)
			found[nfound++] = CStringGetTextDatum("too long");
		if (contact < p->hi)
			found[nfound++] = CStringGetTextDatum("contact");
		values[0] = TimestampTzGetDatum(p->lo);
		values[1] = TimestampTzGetDatum(p->hi);
		values[2] = csq_label_or_null(&p->reason, &nulls[2]);
		values[3] = csq_length_datum(hidden);
		values[4] = csq_length_datum(p->hi - p->lo);
		nulls[5] = contact >= p->hi;
		values[5] = nulls[5] ? (Datum) 0 : csq_length_datum(csq_time_between(cal, contact, p->hi));
		values[6] = PointerGetDatum(construct_array(found, nfound, TEXTOID, -1, false, TYPALIGN_INT));
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}
