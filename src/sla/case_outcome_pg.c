/*
 * case_outcome_pg.c
 *		What became of one complaint: its first answer, its last stop or cancel, how often it was reopened.
 *
 * Every view over complaints asks it of each, and whether it is closed hangs on the
 * last of its events, so that it cannot be counted over all events at once without
 * reading them all for a single complaint.  The events are read as case_events_pg.c
 * says; those after the instant of asking have not happened.
 *
 *	 answered   the first stop of the stage response
 *	 stopped    the last stop or cancel of the resolution, or of all stages ('*')
 *	 last       the last start, reopen, stop or cancel of these: by time, then by seq; of one
 *	            instant and seq a stop or cancel comes last, a cancel after a stop and a
 *	            reopen after a start
 *	 reopens    of the resolution
 *
 * Cost: that of reading the events.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "sla/case_events_pg.h"

/* Words of events that count here. */
typedef enum Word
{
	OTHER,
	START,
	REOPEN,
	STOP,
	CANCEL
} Word;

static const char *const words[] = {"", "start", "reopen", "stop", "cancel"};

typedef struct Outcome
{
	bool  answered, stopped, any;
	int64 answered_at, stopped_at;
	Word  last;
	int64 last_at, last_seq;
	bool  last_has_seq;
	int64 reopens;
} Outcome;

/* What a call site keeps. */
typedef struct Outcomes
{
	CsqCaseTable events;
	TupleDesc    desc;
} Outcomes;

static bool
is_text(Datum d, const char *word)
{
	struct varlena *t = (struct varlena *) DatumGetPointer(d);

	return VARSIZE_ANY_EXHDR(t) == strlen(word) && memcmp(VARDATA_ANY(t), word, strlen(word)) == 0;
}

static Word
word_of(Datum d)
{
	for (Word w = START; w <= CANCEL; w++)
		if (is_text(d, words[w]))
			return w;
	return OTHER;
}

/* Does an event come after the last one?  Unknown seq comes after all, as it is sorted. */
static bool
comes_after(const Outcome *o, int64 at, bool has_seq, int64 seq, Word word)
{
	if (!o->any || at != o->last_at)
		return !o->any || at > o->last_at;
	if (has_seq != o->last_has_seq)
		return !has_seq;
	if (has_seq && seq != o->last_seq)
		return seq > o->last_seq;
	return word > o->last;
}

static void
count_event(Outcome *o, bool response, bool resolution, Word word, int64 at, bool has_seq, int64 seq)
{
	if (response && word == STOP)
	{
		o->answered_at = o->answered ? Min(o->answered_at, at) : at;
		o->answered = true;
	}
	if (!resolution || word == OTHER)
		return;
	if (word >= STOP)
	{
		o->stopped_at = o->stopped ? Max(o->stopped_at, at) : at;
		o->stopped = true;
	}
	if (comes_after(o, at, has_seq, seq, word))
	{
		o->last = word;
		o->last_at = at;
		o->last_seq = seq;
		o->last_has_seq = has_seq;
		o->any = true;
	}
}

static void
read_outcome(const CsqCaseEvents *e, int64 as_of, Outcome *o)
{
	memset(o, 0, sizeof *o);
	for (int i = 0; i < e->n; i++)
	{
		Datum stage = e->item[CSQ_CASE_STAGE][i];
		int64 at;
		bool  resolution, has_seq = !e->null[CSQ_CASE_SEQ][i];
		Word  word;

		csq_poll(i);
		if (e->null[CSQ_CASE_STAGE][i] || e->null[CSQ_CASE_AT][i] || e->null[CSQ_CASE_EVENT][i])
			continue;
		at = DatumGetTimestampTz(e->item[CSQ_CASE_AT][i]);
		if (at > as_of)
			continue;
		word = word_of(e->item[CSQ_CASE_EVENT][i]);
		resolution = is_text(stage, "resolution");
		o->reopens += resolution && word == REOPEN;
		count_event(o, is_text(stage, "response"), resolution || is_text(stage, "*"), word, at, has_seq,
		            has_seq ? DatumGetInt64(e->item[CSQ_CASE_SEQ][i]) : 0);
	}
}

static TupleDesc
row_of_call(FunctionCallInfo fcinfo, Outcomes *known, MemoryContext context)
{
	if (known->desc == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(context);
		TupleDesc     desc;

		if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "csq: an outcome is a row");
		known->desc = BlessTupleDesc(CreateTupleDescCopy(desc));
		MemoryContextSwitchTo(old);
	}
	return known->desc;
}

/*
 * case_outcome(events regclass, tenant, complaint_id text, as_of timestamptz)
 *   -> (responded_at, stopped_at timestamptz, last text, reopens bigint)
 *
 * As the banner says; last is start, reopen, stop or cancel.
 * NULL:    an argument: NULL (strict).  Without such an event responded_at, stopped_at or last are NULL.
 * Errors:  whatever reading the table raises.
 * Cost:    as the banner says.
 */
PG_FUNCTION_INFO_V1(csq_case_outcome);
Datum
csq_case_outcome(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Outcomes     *known = csq_call_memory(fcinfo, sizeof *known, &context);
	TupleDesc     desc = row_of_call(fcinfo, known, context);
	CsqCaseEvents events;
	Outcome       o;
	Datum         values[4] = {0};
	bool          nulls[4] = {false};

	csq_case_events_of_table(&known->events, context, PG_GETARG_OID(0), PG_GETARG_DATUM(1), PG_GETARG_DATUM(2),
	                         &events);
	read_outcome(&events, PG_GETARG_TIMESTAMPTZ(3), &o);
	values[0] = TimestampTzGetDatum(o.answered_at);
	nulls[0] = !o.answered;
	values[1] = TimestampTzGetDatum(o.stopped_at);
	nulls[1] = !o.stopped;
	nulls[2] = !o.any;
	if (o.any)
		values[2] = CStringGetTextDatum(words[o.last]);
	values[3] = Int64GetDatum(o.reopens);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(desc, values, nulls)));
}
