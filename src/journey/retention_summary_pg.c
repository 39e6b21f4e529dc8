/*
 * retention_summary_pg.c
 *		SQL shell of retention_summary: retention_agg, and retention() with all its options.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "pg/csq.h"
#include "pg/args_pg.h"
#include "pg/case_id_pg.h"
#include "pg/growing_pg.h"
#include "pg/stored_type_pg.h"
#include "base/instant.h"
#include "base/label_dict.h"
#include "base/stats.h"
#include "journey/as_of_pg.h"
#include "journey/retention_summary.h"
#include "base/literal.h"

/* ---- the type ---- */

static const void *
opened(const void *value, CsqError *err)
{
	return csq_returns_pack(value);
}

/*
 * retention_summary_in, _out, _recv, _send, comparison, hash, json
 *
 * Text: {"v":1,"events":[["32 hexadecimal digits","2026-03-02T09:00:00Z","opened","phone"]]}, sorted; the last
 * two may be null or missing.  Binary: see retention_summary.c.
 * Errors:  in: 22P02 malformed text; recv: 22P03 for anything but a canonical form.
 * Cost:    O(n log n).
 */
CSQ_STORED_TYPE(retention_summary, csq_returns, .utf8 = true, .check = csq_returns_check, .open = opened)
CSQ_STORED_JSON(retention_summary, retention_summary_type)

static size_t
used_returns(const void *state)
{
	return csq_returns_used(state);
}

static void
copy_returns(const void *state, void *to, size_t size)
{
	csq_flat_compact(state, size - ((const CsqReturns *) state)->back, to, size);
}

static bool
merge_returns(void **into, const void *from, CsqError *err)
{
	CsqReturns *r = *into;
	bool        ok = csq_returns_merge(&r, from, err);

	*into = r;
	return ok;
}

static const CsqGrowing growing_returns = {csq_returns_check, used_returns, copy_returns, merge_returns, 0, NULL};

/*
 * retention_summary_combine(retention_summary, retention_summary) -> retention_summary
 *
 * The operator +, transition function of rollup and combine function: the events of both.
 * NULL:    a NULL adds nothing.
 * Errors:  54000 above 1 GB, or more than 1,000 activities and segments; 22000 a damaged value.
 * Cost:    O(events of the second).
 */
PG_FUNCTION_INFO_V1(csq_retention_summary_combine);
Datum
csq_retention_summary_combine(PG_FUNCTION_ARGS)
{
	return csq_growing_combine(fcinfo, &growing_returns);
}

/* ---- retention_agg ---- */

/* A unit, which is said on reading, would be everybody's activity or segment. */
static void
refuse_unit(FunctionCallInfo fcinfo, int n, const char *what)
{
	CsqText   label;
	CsqPeriod unit;
	CsqError  err;

	if (n >= PG_NARGS() || PG_ARGISNULL(n) || !csq_arg_is_constant(fcinfo, n))
		return;
	label = csq_text_arg(fcinfo, n);
	if (!csq_period_parse(label.s, label.len, &unit, &err))
		return;
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	                errmsg("a unit of time stands where retention_agg has its %s: \"%s\"", what, csq_period_name(unit)),
	                errdetail("It would be the %s of every event.", what),
	                errhint("The unit is said on reading: retention(summary, as_of, '%s').", csq_period_name(unit))));
}

/*
 * retention_append(retention_summary, who T, at timestamptz [, activity text [, segment text]]) -> retention_summary
 *
 * Transition function of retention_agg.  Appends in place within an aggregate.
 * NULL:    a row without who (NULL or blank) or at is skipped; no activity or segment (NULL or blank) is
 *          one of its own.
 * Errors:  22008 an infinite time; 54000 above 1 GB, or more than 1,000 activities and segments.
 *          22023 the name of a unit as everybody's activity or segment.
 * Cost:    O(1) amortised.
 */
static Datum
append(FunctionCallInfo fcinfo, CsqCaseType type)
{
	CsqGrowingState s = csq_growing_arg(fcinfo, &growing_returns);
	const void     *was = s.state;
	CsqReturns     *r = s.state;
	CsqText         label[2] = {{NULL, 0}, {NULL, 0}};
	CsqCaseKey      who;
	char            buffer[40];
	int64           at;
	CsqError        err;

	if (PG_ARGISNULL(2) || csq_is_nobody(fcinfo, 1, type))
	{
		if (r == NULL)
			PG_RETURN_NULL();
		return csq_growing_datum(fcinfo, &s, was, &growing_returns);
	}
	if (r == NULL)
	{
		csq_require_utf8();
		csq_refuse_zoneless(fcinfo);
		refuse_unit(fcinfo, 3, "activity");
		refuse_unit(fcinfo, 4, "segment");
		r = csq_returns_new();
	}
	at = PG_GETARG_TIMESTAMPTZ(2);
	if (TIMESTAMP_NOT_FINITE(at))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
		                errmsg("time of an event out of range for retention_agg"), errdetail("Times must be finite."),
		                errhint("Filter such rows, or pass NULL: rows without a time are skipped.")));
	csq_case_key(type, PG_GETARG_DATUM(1), buffer, &who);
	for (int i = 0; i < 2; i++)
		if (PG_NARGS() > 3 + i)
			label[i] = csq_label_or_none(fcinfo, 3 + i);
	if (who.kind == CSQ_KEY_INT ? !csq_returns_add_number(&r, who.id, at, &label[0], &label[1], &err)
	                            : !csq_returns_add(&r, (CsqText){who.s, who.len}, at, &label[0], &label[1], &err))
		csq_throw(&err);
	s.state = r;
	return csq_growing_datum(fcinfo, &s, was, &growing_returns);
}

CSQ_CASE_FUNCTIONS(csq_retention_append, append)
CSQ_TYPED_CASE_FUNCTIONS(csq_retention_append, append, 2)

/* ---- retention() ---- */

/* Arguments: the numbers of the SQL functions. */
enum
{
	EVENTS,
	AS_OF,
	UNIT,
	ZONE,
	FIRST,
	AGAIN,
	MODE,
	COHORTS,
	ROLLING,
	BRACKETS,
	WEEK_START,
	BY,
	PERIODS,
	CONFIDENCE
};

/* Raises 22004 for an argument that has a default and is NULL, where NULL means nothing. */
static void
require_options(FunctionCallInfo fcinfo)
{
	static const char *const names[] = {
		[UNIT] = "unit",       [ZONE] = "zone",
		[MODE] = "mode",       [COHORTS] = "cohorts",
		[ROLLING] = "rolling", [WEEK_START] = "week_start",
		[BY] = "by",           [CONFIDENCE] = "confidence",
	};

	for (int i = 0; i <= CONFIDENCE; i++)
		if (names[i] != NULL)
			csq_require_given(fcinfo, i, psprintf("%s of retention", names[i]), "Leave it out for its default.");
}

/* The place of argument n among words; 22023 for another. */
static int
word_arg(FunctionCallInfo fcinfo, int n, const char *name, const char *const *words, const char *hint)
{
	CsqText t = csq_text_arg(fcinfo, n);

	for (int i = 0; words[i] != NULL; i++)
		if (csq_option_is(t, words[i]))
			return i;
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	                errmsg("unknown %s \"%s\"", name, csq_quoted(t.s, t.len).s), errhint("%s", hint)));
}

static void
require_finite(bool finite)
{
	if (!finite)
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("as_of must be finite"),
		                errhint("Leave it out for the last event there is.")));
}

static void
set_as_of(CsqRetentionAsk *ask, CsqAsOf as_of)
{
	ask->as_of = as_of.at;
	ask->known = as_of.known;
}

/* Which arguments do not go together. */
static void
require_fit(const CsqRetentionAsk *ask)
{
	if (ask->rolling && ask->unit > CSQ_PERIOD_WEEK)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		         errmsg("there are no rolling periods by %s", csq_period_name(ask->unit)),
		         errdetail("Rolling periods are days of 24 hours and weeks of 7 of them; the others differ in length."),
		         errhint("Use brackets of days: unit => 'day', rolling => true, brackets => '0-29, 30-59'.")));
	if (ask->after && ask->nbrackets > 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("brackets have no mode \"on or after\""),
		                errhint("Brackets without an end say the same: brackets => '1+, 7+, 30+'.")));
}

static void
ask_args(FunctionCallInfo fcinfo, CsqRetentionAsk *ask)
{
	static const char *const modes[] = {"on", "on or after", NULL};
	static const char *const kinds[] = {"first", "recurring", NULL};
	static const char *const ways[] = {"period", "segment", "period and segment", "all", NULL};
	CsqText                  t = csq_text_arg(fcinfo, UNIT);
	CsqError                 err;
	int                      way;

	*ask = (CsqRetentionAsk){.as_of = INT64_MIN, .known = INT64_MIN, .last = -1};
	if (!csq_period_parse(t.s, t.len, &ask->unit, &err))
		csq_throw(&err);
	ask->zone = csq_zone_arg(fcinfo, ZONE);
	if (!PG_ARGISNULL(FIRST))
		ask->first = csq_text_arg(fcinfo, FIRST);
	if (!PG_ARGISNULL(AGAIN))
		ask->again = csq_text_arg(fcinfo, AGAIN);
	ask->after = word_arg(fcinfo, MODE, "mode", modes, "Use 'on' or 'on or after'.") == 1;
	ask->repeats = word_arg(fcinfo, COHORTS, "kind of cohorts", kinds, "Use 'first' or 'recurring'.") == 1;
	ask->rolling = PG_GETARG_BOOL(ROLLING);
	if (!PG_ARGISNULL(BRACKETS))
	{
		t = csq_text_arg(fcinfo, BRACKETS);
		if (!csq_brackets_parse(t.s, t.len, ask, &err))
			csq_throw(&err);
	}
	t = csq_text_arg(fcinfo, WEEK_START);
	if (!csq_week_start_parse(t.s, t.len, &ask->week_start, &err))
		csq_throw(&err);
	way = word_arg(fcinfo, BY, "way to make cohorts", ways,
	               "Use by => 'period', 'segment', 'period and segment' or 'all'.");
	ask->periods = way == 0 || way == 2;
	ask->segments = way == 1 || way == 2;
	if (!PG_ARGISNULL(PERIODS))
		ask->last = PG_GETARG_INT32(PERIODS);
	if (!PG_ARGISNULL(PERIODS) && ask->last < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("periods must not be negative, but is %d", (int) ask->last),
		                errdetail("It is the n of the last row of a cohort."),
		                errhint("Leave it out for all periods that have begun.")));
	require_fit(ask);
}

/* What else is to be said of a row; NULL for nothing. */
static char *
note_of(const CsqRetention *r, const CsqRetentionRow *row, bool again_known)
{
	const CsqText *again = &r->ask->again;
	const char *pending = row->observed == 0 ? "pending" : row->observed < row->group->size ? "partly pending" : NULL;
	CsqQuoted   name = again->s == NULL ? (CsqQuoted){""} : csq_quoted(again->s, again->len);

	if (!again_known)
		return psprintf("%s%sno event is \"%s\"", pending == NULL ? "" : pending, pending == NULL ? "" : "; ", name.s);
	if (row->n == 0 && row->came < row->observed)
		return psprintf("%s%snot all: \"%s\" is another activity than the first", pending == NULL ? "" : pending,
		                pending == NULL ? "" : "; ", name.s);
	return pending == NULL ? NULL : pstrdup(pending);
}

/* Is there an event with this activity?  A label of the value may be that of segments only. */
static bool
is_known(const CsqReturns *packed, const CsqText *activity)
{
	int label;

	if (activity->s == NULL)
		return true;
	label = csq_dict_find(packed, packed->nlabels, activity->s, activity->len);
	for (uint32 i = 0; label >= 0 && i < packed->nevents; i++)
	{
		if (packed->events[i].activity == (uint32) label + 1)
			return true;
		csq_poll(i);
	}
	return false;
}

static Datum
date_or_null(const CsqRetentionAsk *ask, int64 period, bool *null)
{
	int32 day;

	if (period > INT32_MAX / 366 || period < INT32_MIN / 366)
	{
		*null = true;
		return (Datum) 0;
	}
	day = csq_retention_day(ask, period);
	*null = day >= DATE_END_JULIAN - POSTGRES_EPOCH_JDATE;
	return DateADTGetDatum(day);
}

static void
put_row(CsqRows *rows, const CsqRetention *r, const CsqRetentionRow *row, bool again_known, double z)
{
	const CsqRetentionAsk *ask = r->ask;
	CsqShare               share = {(double) row->came, (double) row->observed};
	char                  *note = note_of(r, row, again_known);
	Datum                  values[14];
	bool                   nulls[14] = {false};

	nulls[0] = nulls[5] = !ask->periods;
	if (ask->periods)
	{
		values[0] = DateADTGetDatum(csq_retention_day(ask, row->group->period));
		nulls[5] = ask->rolling;
		if (!ask->rolling)
			values[5] = date_or_null(ask, (int64) row->group->period + row->n, &nulls[5]);
	}
	values[1] = csq_label_or_null(&r->labels[row->group->segment], &nulls[1]);
	values[2] = Int64GetDatum(row->group->size);
	values[3] = Int32GetDatum(row->n);
	values[4] = Int32GetDatum(row->to_n);
	nulls[4] = row->to_n == INT32_MAX;
	values[6] = Int64GetDatum(row->observed);
	values[7] = Int64GetDatum(row->came);
	values[8] = Int64GetDatum(row->group->size - row->observed);
	values[9] = Int64GetDatum(row->so_far);
	nulls[7] = nulls[10] = nulls[11] = nulls[12] = row->observed == 0;
	if (row->observed > 0)
	{
		CsqInterval interval = csq_wilson(share, z);

		values[10] = Float8GetDatum(share.hits / share.trials);
		values[11] = Float8GetDatum(interval.lo);
		values[12] = Float8GetDatum(interval.hi);
	}
	nulls[13] = note == NULL;
	if (note != NULL)
		values[13] = csq_string_datum(note, strlen(note));
	csq_rows_put(rows, values, nulls);
}

/* Nobody ever did what lets in: no cohort, but a row that says why. */
static void
put_nobody(ReturnSetInfo *rsinfo, const CsqText *first)
{
	char *note = psprintf("no event is \"%s\"", csq_quoted(first->s, first->len).s);
	Datum values[14] = {0};
	bool  nulls[14] = {true, true, false, true, true, true, false, true, false, false, true, true, true, false};

	values[2] = values[6] = values[8] = values[9] = Int64GetDatum(0);
	values[13] = csq_string_datum(note, strlen(note));
	csq_srf_row(rsinfo, values, nulls);
}

static Datum
retention(FunctionCallInfo fcinfo, void (*as_of)(FunctionCallInfo, CsqRetentionAsk *))
{
	ReturnSetInfo    *rsinfo = csq_srf_begin(fcinfo);
	CsqRows           rows;
	CsqRetentionAsk   ask;
	CsqRetention      r;
	CsqRetentionRow   row;
	const CsqReturns *packed;
	CsqError          err;
	bool              again_known;
	bool              own;
	double            z;

	if (PG_ARGISNULL(EVENTS))
		return (Datum) 0;
	require_options(fcinfo);
	csq_require_level(PG_GETARG_FLOAT8(CONFIDENCE), "confidence");
	z = csq_z_of(PG_GETARG_FLOAT8(CONFIDENCE));
	ask_args(fcinfo, &ask);
	if (!PG_ARGISNULL(AS_OF))
		as_of(fcinfo, &ask);
	packed = csq_growing_value(fcinfo, EVENTS, &growing_returns, &own);
	if (!own)
		packed = csq_checked((void *) packed, csq_returns_check);
	if (!csq_retention_by_sets(packed, &ask, false, &r))
	{
		packed = csq_returns_pack(packed);
		if (!csq_retention_count(packed, &ask, &r, &err))
			csq_throw(&err);
	}
	csq_require_rows(csq_retention_rows(&r), 10 * CSQ_SPAN_ROWS, "retention",
	                 "Take a longer unit, or name the periods.");
	again_known = is_known(packed, &ask.again);
	if (r.ngroups == 0 && packed->nevents > 0 && !is_known(packed, &ask.first))
		put_nobody(rsinfo, &ask.first);
	csq_rows_begin(&rows, rsinfo);
	while (csq_retention_next(&r, &row))
		put_row(&rows, &r, &row, again_known, z);
	csq_rows_end(&rows);
	return (Datum) 0;
}

static void
instant_form(FunctionCallInfo fcinfo, CsqRetentionAsk *ask)
{
	require_finite(!TIMESTAMP_NOT_FINITE(PG_GETARG_TIMESTAMPTZ(AS_OF)));
	csq_refuse_zoneless(fcinfo);
	ask->as_of = PG_GETARG_TIMESTAMPTZ(AS_OF);
}

static void
text_form(FunctionCallInfo fcinfo, CsqRetentionAsk *ask)
{
	set_as_of(ask,
	          csq_as_of_text(ask->zone, csq_text_arg(fcinfo, AS_OF),
	                         "For example '2026-03-31' or '2026-03-31 18:00+08'; name the other arguments: unit => "
	                         "'week'."));
}

static void
date_form(FunctionCallInfo fcinfo, CsqRetentionAsk *ask)
{
	require_finite(!DATE_NOT_FINITE(PG_GETARG_DATEADT(AS_OF)));
	set_as_of(ask, csq_as_of_day(ask->zone, PG_GETARG_DATEADT(AS_OF)));
}

/*
 * retention(retention_summary, as_of timestamptz | text | date = NULL, unit text = 'day', zone text = 'UTC',
 *			 first text = NULL, again text = NULL, mode text = 'on', cohorts text = 'first', rolling bool = false,
 *			 brackets text = NULL, week_start text = 'monday', by text = 'period', periods int = NULL,
 *			 confidence float8 = 0.95)
 *		-> setof (cohort date, segment text, size int8, n int, to_n int, period date, observed int8, came int8,
 *				  pending int8, so_far int8, rate float8, lo float8, hi float8, note text)
 *
 * For each cohort and n how many of those for whom the n-th period is over as of then came in
 * it: retention_read.c says what an entry, a return and a period are.
 * NULL:    as_of NULL: the last event; first, again NULL: any activity; brackets, periods NULL: none;
 *          events NULL: no rows.  came, rate, lo, hi are NULL while nobody's period is over.
 * Errors:  22023 an unknown unit, zone, mode, kind, way, day of the week or list of brackets, or ones
 *          that do not go together; 22004 another argument NULL; 22007 as_of that is no time; 22008
 *          as_of or a period out of range; 54000 more than ten million rows.
 * Cost:    O(events log events + rows).
 */
PG_FUNCTION_INFO_V1(csq_retention_as_of_instant);
Datum
csq_retention_as_of_instant(PG_FUNCTION_ARGS)
{
	return retention(fcinfo, instant_form);
}

PG_FUNCTION_INFO_V1(csq_retention_as_of_text);
Datum
csq_retention_as_of_text(PG_FUNCTION_ARGS)
{
	return retention(fcinfo, text_form);
}

PG_FUNCTION_INFO_V1(csq_retention_as_of_date);
Datum
csq_retention_as_of_date(PG_FUNCTION_ARGS)
{
	return retention(fcinfo, date_form);
}

/* ---- counting ---- */

/*
 * num_events(retention_summary), num_people(retention_summary) -> int8
 *
 * NULL:    strict.
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_retention_num_events);
Datum
csq_retention_num_events(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(((const CsqReturns *) csq_stored_arg(fcinfo, 0, &retention_summary_type))->nevents);
}

PG_FUNCTION_INFO_V1(csq_retention_num_people);
Datum
csq_retention_num_people(PG_FUNCTION_ARGS)
{
	const CsqReturns *r = csq_stored_arg(fcinfo, 0, &retention_summary_type);
	int64             n = 0;

	for (uint32 i = 0; i < r->nevents; i++)
	{
		n += i == 0 || memcmp(r->events[i].who, r->events[i - 1].who, sizeof r->events[i].who) != 0;
		csq_poll(i);
	}
	PG_RETURN_INT64(n);
}
