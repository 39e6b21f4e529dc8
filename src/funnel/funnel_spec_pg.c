/*
 * funnel_spec_pg.c
 *		SQL shell of one case: funnel_spec, level, steps.
 *
 * A stored funnel_spec is its canonical text behind the common header; level and
 * steps read it through csq_compiled(), so a constant is parsed once per query.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "base/instant.h"
#include "pg/args_pg.h"
#include "pg/csq.h"
#include "calendar/calendar_args_pg.h"
#include "funnel/funnel.h"
#include "funnel/funnel_hits.h"
#include "funnel/funnel_pending.h"
#include "funnel/funnel_pg.h"
#include "journey/as_of_pg.h"
#include "journey/retention.h"
#include "pg/stored_type_pg.h"

/* ---- funnel_spec ---- */

static bool
spec_check(const void *value, size_t size, CsqError *err)
{
	return csq_stored_text_check(value, size, "funnel_spec", CSQ_FUNNEL_VERSION, err);
}

static void *
spec_parse(const char *text, size_t len, CsqError *err)
{
	CsqFunnelSpec *spec = csq_funnel_spec_parse(text, len, err);
	CsqBuf         canonical;

	if (spec == NULL)
		return NULL;
	csq_buf_init(&canonical);
	csq_funnel_spec_text(spec, &canonical);
	return csq_stored_text_new(&canonical, CSQ_FUNNEL_VERSION);
}

static void *
spec_read(const void *data, size_t len, CsqError *err)
{
	return csq_stored_text_read(data, len, "funnel_spec", CSQ_FUNNEL_VERSION, spec_parse, err);
}

/*
 * funnel_spec_in, _out, _recv, _send, _eq, _ne
 *
 * Text: 'opened -> replied[<=4h] -> resolved|closed; within 7d; not reopened'; the
 * grammar is in funnel_spec.c.  Binary: version u8, then the canonical text.
 * Errors:  in: 22P02 malformed, gaps or "between" with order any; 0A000 a named
 *          calendar, exclusions apart around optional steps; 54000 above 64 steps, 64
 *          exclusions or 1,024 labels; recv: 22P03 for anything but a canonical form.
 * Cost:    O(length).
 */
static const CsqStoredType funnel_spec_type = {.utf8 = true,
                                               .canonical = true,
                                               .check = spec_check,
                                               .parse = spec_parse,
                                               .text = csq_stored_text_text,
                                               .read = spec_read,
                                               .write = csq_stored_text_write};

CSQ_STORED_FUNCTIONS(funnel_spec, funnel_spec_type)

void *
csq_funnel_spec_compile(struct varlena *value)
{
	const CsqStoredText *v = csq_checked(value, spec_check);
	CsqError             err;
	CsqFunnelSpec       *spec = csq_funnel_spec_stored(v->text, CSQ_STORED_TEXT_LEN(v), &err);

	if (spec == NULL)
		csq_throw(&err);
	csq_funnel_remember(spec);
	return spec;
}

CsqFunnelKinds *
csq_funnel_kinds(CsqFunnelSpec *spec)
{
	if (spec->kinds == NULL && spec->rule.same == CSQ_SAME_NONE)
	{
		MemoryContext caller = MemoryContextSwitchTo(GetMemoryChunkContext(spec));

		spec->kinds = csq_funnel_kinds_new(spec);
		MemoryContextSwitchTo(caller);
	}
	return spec->kinds;
}

size_t
csq_funnel_hits_arg(FunctionCallInfo fcinfo, int n, CsqFunnelSpec *spec, CsqHit **hits, const CsqJourney **j,
                    const CsqSharedState **s)
{
	size_t   nhits;
	CsqError err;
	bool     done;

	*s = csq_funnel_shared_arg(fcinfo, n, spec);
	*j = *s != NULL ? NULL : CSQ_GETARG_VALUE(n);
	if (*s != NULL)
	{
		CsqSharedEvents events = csq_shared_events(*s);

		done = csq_funnel_shared_hits(spec->kinds, &(*s)->arena->labels, &events, hits, &nhits, &err);
	}
	else
		done = csq_funnel_hits(*j, spec, hits, &nhits, &err);
	if (!done)
		csq_throw(&err);
	return nhits;
}

/*
 * labels(funnel_spec) -> text[]
 *
 * The activities that a specification names in its steps and exclusions, each once, in the order they are written.
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_spec_labels);
Datum
csq_funnel_spec_labels(PG_FUNCTION_ARGS)
{
	const CsqFunnelSpec *spec = csq_compiled(fcinfo, 0, csq_funnel_spec_compile);
	CsqText             *labels = csq_alloc(((size_t) spec->nlabels + 1) * sizeof *labels);

	for (int i = 0; i < spec->nlabels; i++)
		labels[i] = spec->labels[i].text;
	PG_RETURN_DATUM(csq_texts_datum(labels, (uint32) spec->nlabels));
}

/* ---- one case ---- */

void
csq_funnel_clock_arg(FunctionCallInfo fcinfo, CsqHit *hits, size_t n)
{
	CsqError err;

	if (PG_NARGS() > 2 && !csq_funnel_clock(hits, n, csq_calendar_arg(fcinfo, 2), &err))
		csq_throw(&err);
}

int64
csq_as_of_arg(FunctionCallInfo fcinfo, int n)
{
	if (PG_ARGISNULL(n))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("as_of of a funnel must not be null"),
		                errdetail("It says until when the events are known."),
		                errhint("Leave it out when every case is over.")));
	csq_require_as_of(PG_GETARG_TIMESTAMPTZ(n));
	return PG_GETARG_TIMESTAMPTZ(n);
}

void
csq_require_as_of(int64 as_of)
{
	if (!csq_is_instant(as_of))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("as_of of a funnel must not be infinite"),
		                errdetail("It says until when the events are known."),
		                errhint("Give the time of the export, or leave as_of out when every case is over.")));
}

Datum
csq_level_datum(FunctionCallInfo fcinfo, int level)
{
	if (level == CSQ_FUNNEL_OUT)
		PG_RETURN_NULL();
	PG_RETURN_INT32(level);
}

/* The events of argument 0 that matter to the specification, with a third argument on the clock of that calendar. */
static size_t
hits_of(FunctionCallInfo fcinfo, CsqFunnelSpec *spec, CsqHit **hits)
{
	const CsqJourney     *j;
	const CsqSharedState *s;
	size_t                n = csq_funnel_hits_arg(fcinfo, 0, spec, hits, &j, &s);

	csq_funnel_clock_arg(fcinfo, *hits, n);
	return n;
}

/*
 * level(journey, funnel_spec [, working calendar]) -> int
 *
 * The number of the last step that a chain reaches: different events satisfy the
 * steps in order, within the gaps and the window, no exclusion between them; with
 * order any the largest number of steps that different events satisfy within one
 * window, all of them when only optional ones are left out.  With a calendar gaps
 * and window are open time.
 * NULL:    strict; a journey that is dropped (not ... drop journey).
 * Errors:  with a calendar 22008 for a step outside its validity; 54000 above 22
 *          million events that matter.
 * Cost:    O(n k); see funnel.c for events at the same time.
 * Source:  latest start per level, tie groups by bipartite matching.
 */
PG_FUNCTION_INFO_V1(csq_level);
Datum
csq_level(PG_FUNCTION_ARGS)
{
	CsqFunnelSpec        *spec = csq_compiled(fcinfo, 1, csq_funnel_spec_compile);
	const CsqSharedState *shared = PG_NARGS() == 2 ? csq_funnel_shared_arg(fcinfo, 0, spec) : NULL;
	CsqHit               *hits;
	size_t                n;

	if (shared != NULL)
		PG_RETURN_DATUM(csq_level_datum(fcinfo, csq_funnel_level_of_words(spec, shared)));
	n = hits_of(fcinfo, spec, &hits);
	PG_RETURN_DATUM(csq_level_datum(fcinfo, csq_funnel_level(&spec->rule, hits, n)));
}

/* What steps() returns for these events. */
Datum
csq_steps_datum(FunctionCallInfo fcinfo, const CsqFunnelRule *rule, CsqHit *hits, size_t n)
{
	int64_t  times[CSQ_FUNNEL_MAX_STEPS];
	Datum    items[CSQ_FUNNEL_MAX_STEPS];
	bool     nulls[CSQ_FUNNEL_MAX_STEPS];
	CsqError err;
	int      level = csq_funnel_steps(rule, hits, n, times, &err);
	int      length = rule->order == CSQ_ORDER_ANY && level > 0 ? rule->nsteps : level;
	int      from = 1;

	if (level == CSQ_FUNNEL_FAILED)
		csq_throw(&err);
	if (level == CSQ_FUNNEL_OUT)
		PG_RETURN_NULL();
	if (level == 0)
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(TIMESTAMPTZOID));
	for (int i = 0; i < length; i++)
	{
		nulls[i] = times[i] == CSQ_NO_TIME;
		items[i] = TimestampTzGetDatum(times[i]);
	}
	PG_RETURN_ARRAYTYPE_P(
		construct_md_array(items, nulls, 1, &length, &from, TIMESTAMPTZOID, 8, FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/*
 * steps(journey, funnel_spec [, working calendar]) -> timestamptz[]
 *
 * The times of the chosen chain, step s at place s: as many as the level, NULL for
 * an optional step not taken; with order any one for each step, NULL where none.
 * Which chain: see csq_funnel_steps in funnel.h.
 * NULL:    strict; a journey that is dropped.  An empty array at level 0.
 * Errors:  those of level; 54000 more than 1 GB of work space (a span of many
 *          million events).
 * Cost:    O(n k) time and space between start and completion.
 */
PG_FUNCTION_INFO_V1(csq_steps);
Datum
csq_steps(PG_FUNCTION_ARGS)
{
	CsqFunnelSpec *spec = csq_compiled(fcinfo, 1, csq_funnel_spec_compile);
	CsqHit        *hits;
	size_t         n = hits_of(fcinfo, spec, &hits);
	PG_RETURN_DATUM(csq_steps_datum(fcinfo, &spec->rule, hits, n));
}

/* Argument n of entered; hint: NULL, or another than that of the period. */
static CsqPeriod
entered_unit(FunctionCallInfo fcinfo, int n, const char *hint)
{
	CsqText   word = csq_text_arg(fcinfo, n);
	CsqPeriod unit;
	CsqError  err;

	if (!csq_period_parse(word.s, word.len, &unit, &err))
	{
		if (hint != NULL)
		{
			err.hint[0] = '\0';
			csq_hint(&err, "%s", hint);
		}
		csq_throw(&err);
	}
	return unit;
}

/* The first day of the period in which the chain begins. */
static Datum
entered(FunctionCallInfo fcinfo, const CsqZone *zone, CsqPeriod unit, const CsqFunnelRule *rule, CsqHit *hits, size_t n)
{
	int64_t  times[CSQ_FUNNEL_MAX_STEPS];
	int64_t  first = INT64_MAX;
	int32_t  period;
	CsqError err;
	int      level;

	level = csq_funnel_steps(rule, hits, n, times, &err);
	if (level == CSQ_FUNNEL_FAILED)
		csq_throw(&err);
	if (level == CSQ_FUNNEL_OUT || level == 0)
		PG_RETURN_NULL();
	for (int i = 0; i < (rule->order == CSQ_ORDER_ANY ? rule->nsteps : level); i++)
		if (times[i] != CSQ_NO_TIME && times[i] < first)
			first = times[i];
	if (!csq_period_of(unit, zone, first, &period, &err))
		csq_throw(&err);
	PG_RETURN_DATEADT(csq_period_first(unit, period));
}

/*
 * entered(journey, funnel_spec, unit text = 'day', zone text = 'UTC') -> date
 *
 * The first day of the period (day, week from Monday, month, quarter, year of the wall
 * clock of the zone) in which the chain that steps() gives begins.
 * NULL:    strict; a journey at level 0, or dropped.
 * Errors:  22023 an unknown unit or zone; those of steps; 22008 a date out of range.
 * Cost:    that of steps.
 */
PG_FUNCTION_INFO_V1(csq_entered);
Datum
csq_entered(PG_FUNCTION_ARGS)
{
	CsqFunnelSpec *spec = csq_compiled(fcinfo, 1, csq_funnel_spec_compile);
	CsqHit        *hits;
	size_t         n;
	CsqPeriod      unit;
	CsqError       err;

	/* before the zone: behind a calendar without its type it is the period */
	unit = entered_unit(fcinfo, 2,
	                    "Use day, week, month, quarter or year; a calendar comes with its type, '...'::csq.calendar.");
	if (!csq_funnel_hits(CSQ_GETARG_VALUE(0), spec, &hits, &n, &err))
		csq_throw(&err);
	return entered(fcinfo, csq_zone_arg(fcinfo, 3), unit, &spec->rule, hits, n);
}

/*
 * entered(journey, funnel_spec, working calendar, unit text = 'day') -> date
 *
 * The same with gaps and window in the calendar's open time, and periods in its zone.
 * NULL:    strict; a journey at level 0, or dropped.
 * Errors:  as without a calendar; 22008 a step outside its validity.
 * Cost:    that of steps.
 */
PG_FUNCTION_INFO_V1(csq_entered_working);
Datum
csq_entered_working(PG_FUNCTION_ARGS)
{
	CsqFunnelSpec *spec = csq_compiled(fcinfo, 1, csq_funnel_spec_compile);
	CsqHit        *hits;
	size_t         n = hits_of(fcinfo, spec, &hits);

	return entered(fcinfo, csq_calendar_zone(csq_calendar_arg(fcinfo, 2)), entered_unit(fcinfo, 3, NULL), &spec->rule,
	               hits, n);
}

/*
 * is_pending(journey, funnel_spec, as_of timestamptz [, working calendar]) -> bool
 *
 * Is the case, as of this instant, under way in the funnel: it has begun, has not
 * reached the last step, and events later than as_of may still take a chain that
 * has begun to a further step?  Events later than as_of are left out.  With a
 * calendar gaps and window are open time.
 * NULL:    strict.
 * Errors:  22008 as_of infinite; with a calendar as_of or a step outside its validity;
 *          54000 above 22 million events that matter.
 * Cost:    a few times that of level().
 */
PG_FUNCTION_INFO_V1(csq_is_pending);
Datum
csq_is_pending(PG_FUNCTION_ARGS)
{
	const CsqFunnelSpec *spec = csq_compiled(fcinfo, 1, csq_funnel_spec_compile);
	const CsqCalendar   *calendar = PG_NARGS() > 3 ? csq_calendar_arg(fcinfo, 3) : NULL;
	int64                as_of = csq_as_of_arg(fcinfo, 2);
	CsqHit              *hits;
	CsqHit              *copy;
	CsqHit               now;
	CsqHit               next;
	size_t               n;
	int                  level;
	bool                 pending;
	CsqError             err;

	if (!csq_funnel_hits(CSQ_GETARG_VALUE(0), spec, &hits, &n, &err))
		csq_throw(&err);
	n = csq_funnel_hits_until(hits, n, as_of);
	if (n == 0)
		PG_RETURN_BOOL(false);
	if (calendar != NULL && !csq_funnel_clock(hits, n, calendar, &err))
		csq_throw(&err);
	copy = csq_alloc(n * sizeof *copy);
	memcpy(copy, hits, n * sizeof *copy);
	level = csq_funnel_level(&spec->rule, copy, n);
	if (level < 1 || level >= spec->rule.nsteps)
		PG_RETURN_BOOL(false);
	if (!csq_funnel_now(hits, n, as_of, calendar, &now, &next, &err) ||
	    !csq_funnel_pending(&spec->rule, hits, n, &next, level, &pending, &err))
		csq_throw(&err);
	PG_RETURN_BOOL(pending);
}
