/*
 * duration_pg.c
 *		duration_summary in SQL: duration_agg() in its forms, and its readers.
 *
 * A transition costs a look-up in the state's own table; how that grows is in
 * lengths.h.  Readers sort the lengths once: O(n log n) of the different ones, which is
 * what a reader costs that says nothing else.
 */
#include "postgres.h"

#include <math.h>

#include "base/literal.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "calendar/calendar_args_pg.h"
#include "metrics/duration.h"
#include "metrics/duration_pg.h"
#include "metrics/rate.h"
#include "pg/args_pg.h"
#include "pg/stored_type_pg.h"

/* ---- the type ---- */

bool
csq_duration_check(const void *value, size_t size, CsqError *err)
{
	return csq_lengths_check(value, size, &csq_duration_type, err);
}

static CsqLengths *
duration_parse(const char *text, size_t len, CsqError *err)
{
	return csq_lengths_parse(text, len, &csq_duration_type, err);
}

static void
duration_text(const void *value, CsqBuf *out)
{
	csq_lengths_text(value, &csq_duration_type, out);
}

static CsqLengths *
duration_read(const void *data, size_t len, CsqError *err)
{
	return csq_lengths_read(data, len, &csq_duration_type, err);
}

static void
duration_write(const void *value, CsqBuf *out)
{
	csq_lengths_write(value, &csq_duration_type, out);
}

static bool
duration_merge(CsqLengths **into, const CsqLengths *from, CsqError *err)
{
	return csq_lengths_merge(into, from, &csq_duration_type, err);
}

/*
 * duration_summary_in, _out, _recv, _send, comparison, hash, json, combine
 *
 * Text: {"v":1,"missing":0,"limits":[usec,...],"ended":times,"open":times,...}, see lengths_text.c.
 * Errors:  in: 22P02; recv: 22P03; combine: 22023 different limits, 22003 out of range.
 * Cost:    O(n log n) of the different lengths, of which there are at most some thousand; combine O(n).
 */
CSQ_STORED_TYPE(duration_summary, duration, .check = csq_duration_check, .open = csq_lengths_open)
CSQ_STORED_JSON(duration_summary, duration_summary_type)
CSQ_STORED_MERGE(duration_summary, CsqLengths, csq_duration_check, duration_merge)

/* ---- counting ---- */

typedef struct Limits
{
	uint32 n;
	int64  usec[FLEXIBLE_ARRAY_MEMBER];
} Limits;

/*
 * A limit as microseconds.  Of business time it has no days: 24 open hours are what nobody means, and how long a
 * working day is depends on the day.
 */
static int64
limit_of(const Interval *i, bool business)
{
	if (business && i->day != 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("a limit of business time is not written in days: %d day%s%s", i->day,
		                       i->day == 1 ? "" : "s", i->time != 0 ? " and more" : ""),
		                errdetail("Durations beside a calendar are open hours, and working days differ in length."),
		                errhint("Write hours, '27 hours' for three days of nine; for working days take "
		                        "rate_agg(in_time(to_at, due_at(calendar, from_at, '3 business days'), as_of)).")));
	return csq_interval_length(i, "a limit of durations");
}

/* An interval[] of limits, once per value and call site. */
static Limits *
compiled_limits(struct varlena *value, bool business)
{
	ArrayType *a = (ArrayType *) value;
	Datum     *items;
	int        n;
	Limits    *l;
	CsqError   err;

	if (ARR_NDIM(a) > 1 || array_contains_nulls(a))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("the limits of durations must be a one-dimensional array without NULL"),
		                errhint("Write for example '{30 minutes, 4 hours, 1 day}'.")));
	deconstruct_array(a, INTERVALOID, sizeof(Interval), false, TYPALIGN_DOUBLE, &items, NULL, &n);
	l = palloc(offsetof(Limits, usec) + (size_t) n * sizeof(int64));
	l->n = (uint32) n;
	for (int i = 0; i < n; i++)
		l->usec[i] = limit_of(DatumGetIntervalP(items[i]), business);
	if (!csq_lengths_limits(l->usec, l->n, &err))
		csq_throw(&err);
	return l;
}

static void *
compile_limits(struct varlena *value)
{
	return compiled_limits(value, false);
}

static void *
compile_business_limits(struct varlena *value)
{
	return compiled_limits(value, true);
}

/* The state of a transition whose limits, if any, are argument argno; 0: it has none. */
static CsqLengths *
state_of(FunctionCallInfo fcinfo, int argno, bool business)
{
	const Limits *limits = NULL;
	CsqLengths   *l;

	if (argno > 0)
	{
		csq_require_given(fcinfo, argno, "the limits of durations", "Leave them out to keep every length.");
		limits = csq_compiled(fcinfo, argno, business ? compile_business_limits : compile_limits);
	}
	if (PG_ARGISNULL(0))
	{
		csq_refuse_zoneless(fcinfo);
		l = csq_lengths_new(&csq_duration_type, limits ? limits->usec : NULL, limits ? limits->n : 0);
		l->flat.flags = business ? CSQ_LENGTHS_BUSINESS : 0;
		return l;
	}
	l = csq_flat_state(fcinfo, csq_duration_check);
	if (limits != NULL &&
	    (l->nlimits != limits->n || memcmp(csq_lengths_limit(l), limits->usec, limits->n * sizeof(int64)) != 0))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("the limits of durations must not change within a group"),
		                errhint("Give duration_agg() a constant array.")));
	return l;
}

static Datum
count_missing(CsqLengths *l)
{
	if (l->missing == INT64_MAX)
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("count of a summary is out of range")));
	l->missing++;
	PG_RETURN_POINTER(l);
}

static inline Datum
count_case(CsqLengths *l, bool open, int64 length)
{
	CsqError err;

	if (CSQ_UNLIKELY(!csq_duration_add(&l, open, length, &err)))
		csq_throw(&err);
	PG_RETURN_POINTER(l);
}

/*
 * duration_append(state, length interval [, limits interval[]]) -> duration_summary
 *
 * Transition of duration_agg(length): a case that took this long; days are 24 hours.
 * NULL:    a NULL length counts as missing.
 * Errors:  22023 negative, or with months; limits that do not ascend or that change.
 * Cost:    O(1) amortised.
 */
PG_FUNCTION_INFO_V1(csq_duration_append_interval);
Datum
csq_duration_append_interval(PG_FUNCTION_ARGS)
{
	CsqLengths     *l = state_of(fcinfo, PG_NARGS() > 2 ? 2 : 0, false);
	const Interval *i;

	if (PG_ARGISNULL(1))
		return count_missing(l);
	i = PG_GETARG_INTERVAL_P(1);
	if (CSQ_LIKELY(i->month == 0 && i->day == 0))
		return count_case(l, false, i->time);
	return count_case(l, false, csq_interval_length(i, "a duration"));
}

/*
 * duration_append(state, seconds float8 [, limits interval[]]) -> duration_summary
 *
 * The same of seconds, to the microsecond.  What is written as the difference of two
 * dates counts days: that is what it is.
 * NULL:    as above.  Errors: 22023 as above; 22003 not finite or beyond 292,000 years.
 */
PG_FUNCTION_INFO_V1(csq_duration_append_seconds);
Datum
csq_duration_append_seconds(PG_FUNCTION_ARGS)
{
	CsqLengths *l = state_of(fcinfo, PG_NARGS() > 2 ? 2 : 0, false);
	float8      usec;

	if (PG_ARGISNULL(1))
		return count_missing(l);
	usec = rint(PG_GETARG_FLOAT8(1) * csq_seconds_of_one(fcinfo, 1) * 1e6);
	csq_require_finite(usec, "a duration");
	if (!(fabs(usec) < 9.2e18))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
		                errmsg("a duration of %g seconds is out of range", PG_GETARG_FLOAT8(1))));
	return count_case(l, false, (int64) usec);
}

/* The instants of a case: from, to, as_of. */
typedef struct Case
{
	bool  known[3];
	int64 at[3];
} Case;

static int64
length_of(int64 from, int64 to)
{
	int64 length;

	if (CSQ_UNLIKELY(!csq_sub_i64(to, from, &length)))
		csq_interval_out_of_range();
	return length;
}

/*
 * One case as known at an instant: open when it has not ended by then, not there
 * when it begins later.
 */
static Datum
count_as_of(FunctionCallInfo fcinfo, const Case *c, int limits, const CsqCalendar *calendar)
{
	int64    from = c->at[0], as_of = c->at[2];
	int64    to = c->known[1] ? c->at[1] : as_of;
	bool     open = !c->known[1];
	int64    length;
	CsqError err;

	if (!c->known[2])
		csq_refuse_null("as_of", "It is the instant at which the data were taken, for example now().");
	if (!c->known[0])
		return count_missing(state_of(fcinfo, limits, calendar != NULL));
	if (from > as_of)
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state_of(fcinfo, limits, calendar != NULL));
	}
	if (to > as_of)
	{ /* infinity too: it has not ended */
		open = true;
		to = as_of;
	}
	if (calendar == NULL || to < from)
		length = length_of(from, to);
	else if (!csq_calendar_elapsed(calendar, from, to, &length, &err))
		csq_throw(&err);
	return count_case(state_of(fcinfo, limits, calendar != NULL), open, length);
}

/* The case in three arguments from the first; of as_of's type it is a text when that is asked. */
static Case
case_args(FunctionCallInfo fcinfo, int first, bool text)
{
	Case c = {{!PG_ARGISNULL(first), !PG_ARGISNULL(first + 1), !PG_ARGISNULL(first + 2)}, {0}};

	if (c.known[0] && c.known[2])
		c.at[0] = csq_instant_arg(fcinfo, first);
	if (c.known[1])
		c.at[1] = PG_GETARG_TIMESTAMPTZ(first + 1);
	if (c.known[2])
		c.at[2] = text ? csq_instant_text_arg(fcinfo, first + 2) : csq_instant_arg(fcinfo, first + 2);
	return c;
}

/*
 * duration_append(state, from_at, to_at timestamptz) -> duration_summary
 *
 * From one instant to another.  Without to_at the case is open, since when nobody can say.
 * NULL:    without from_at it is missing.
 * Errors:  22023 to_at before from_at; 22008 infinite from_at.
 */
PG_FUNCTION_INFO_V1(csq_duration_append_instants);
Datum
csq_duration_append_instants(PG_FUNCTION_ARGS)
{
	CsqLengths *l = state_of(fcinfo, 0, false);
	int64       from;

	if (PG_ARGISNULL(1))
		return count_missing(l);
	from = csq_instant_arg(fcinfo, 1);
	if (PG_ARGISNULL(2) || PG_GETARG_TIMESTAMPTZ(2) == DT_NOEND)
		return count_case(l, true, 0);
	return count_case(l, false, length_of(from, csq_instant_arg(fcinfo, 2)));
}

/*
 * duration_append(state, from_at, to_at, as_of timestamptz [, limits interval[]]) -> duration_summary
 *
 * The same as known at as_of: a case that had not ended by then was open for as
 * long as it had been; one that began later is left out.
 * NULL:    without from_at it is missing; as_of must not be NULL (22004).
 */
PG_FUNCTION_INFO_V1(csq_duration_append_as_of);
Datum
csq_duration_append_as_of(PG_FUNCTION_ARGS)
{
	Case c = case_args(fcinfo, 1, false);

	return count_as_of(fcinfo, &c, PG_NARGS() > 4 ? 4 : 0, NULL);
}

/* duration_append(state, from_at, to_at timestamptz, as_of text [, limits]): 22007 without a zone. */
PG_FUNCTION_INFO_V1(csq_duration_append_as_of_text);
Datum
csq_duration_append_as_of_text(PG_FUNCTION_ARGS)
{
	Case c = case_args(fcinfo, 1, true);

	return count_as_of(fcinfo, &c, PG_NARGS() > 4 ? 4 : 0, NULL);
}

/* ---- times as texts ---- */

/* A text that is a date or an instant with its zone, or infinity. */
static CsqWhen
when_arg(FunctionCallInfo fcinfo, int n)
{
	CsqText text = csq_text_arg(fcinfo, n);
	int     infinite = csq_text_infinity(text);
	CsqWhen when = {CSQ_WHEN_INSTANT, infinite > 0 ? DT_NOEND : DT_NOBEGIN};

	if (infinite != 0)
		return when;
	if (n == 1 && PG_NARGS() == 4 && csq_option_begins(csq_option_text(text.s, text.len), "tz ") > 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("a calendar stands where the time is at which a case began: \"%s\"",
		                       csq_quoted(text.s, text.len).s),
		                errhint("Beside a calendar say as of when: duration_agg(calendar, from_at, to_at, now()).")));
	when = csq_when_of_text(text);
	if (when.kind != CSQ_WHEN_DATE)
		when = (CsqWhen){CSQ_WHEN_INSTANT, csq_instant_of_text(text)};
	return when;
}

/* The case in so many arguments, which of those that is_text says are texts: all dates, or all instants. */
static Case
case_of_texts(FunctionCallInfo fcinfo, const bool *is_text, int n)
{
	Case c = {{false}, {0}};
	int  dates = 0;
	int  instants = 0;

	for (int i = 0; i < n; i++)
	{
		CsqWhen when = {CSQ_WHEN_INSTANT, 0};

		c.known[i] = !PG_ARGISNULL(i + 1);
		if (!c.known[i])
			continue;
		if (is_text[i])
			when = when_arg(fcinfo, i + 1);
		else
			when.at = PG_GETARG_TIMESTAMPTZ(i + 1);
		c.at[i] = when.at;
		if (TIMESTAMP_NOT_FINITE(when.at) && (i != 1 || when.at == DT_NOBEGIN))
			csq_refuse_infinite("timestamp");
		dates += when.kind == CSQ_WHEN_DATE;
		instants += when.kind != CSQ_WHEN_DATE && !TIMESTAMP_NOT_FINITE(when.at);
	}
	if (dates > 0 && instants > 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("a duration cannot be from a date to an instant, nor from an instant to a date"),
		                errdetail("How far they are apart depends on the zone of the date."),
		                errhint("Give dates only, which count whole days, or times with their zone only.")));
	return c;
}

static Datum
append_texts(FunctionCallInfo fcinfo, const bool *is_text)
{
	int         n = Min(PG_NARGS() - 1, 3);
	Case        c = case_of_texts(fcinfo, is_text, n);
	CsqLengths *l;

	if (n == 3)
		return count_as_of(fcinfo, &c, PG_NARGS() > 4 ? 4 : 0, NULL);
	l = state_of(fcinfo, 0, false);
	if (!c.known[0])
		return count_missing(l);
	if (!c.known[1] || c.at[1] == DT_NOEND)
		return count_case(l, true, 0);
	return count_case(l, false, length_of(c.at[0], c.at[1]));
}

/*
 * duration_append(state, began, ended text [, as_of text [, limits interval[]]]) -> duration_summary
 * duration_append(state, began, ended [, as_of [, limits interval[]]]) -> duration_summary, where some are timestamptz
 *
 * The same of times as they are typed, in ISO 8601: with a zone, or dates, which count whole days.
 * NULL:    as above.
 * Errors:  as above; 22007 no time in ISO 8601, or without a zone; 22023 dates and instants in one row.
 */
/* Which of began, ended and as_of are texts. */
#define DURATION_APPEND_TEXTS(name, began, ended, as_of)                                                               \
	PG_FUNCTION_INFO_V1(name);                                                                                         \
	Datum name(PG_FUNCTION_ARGS)                                                                                       \
	{                                                                                                                  \
		static const bool is_text[] = {began, ended, as_of};                                                           \
                                                                                                                       \
		return append_texts(fcinfo, is_text);                                                                          \
	}

DURATION_APPEND_TEXTS(csq_duration_append_texts, true, true, true)
DURATION_APPEND_TEXTS(csq_duration_append_texts_instant, true, true, false)
DURATION_APPEND_TEXTS(csq_duration_append_instant_text, false, true, true)
DURATION_APPEND_TEXTS(csq_duration_append_instant_text_instant, false, true, false)
DURATION_APPEND_TEXTS(csq_duration_append_text_instant, true, false, true)
DURATION_APPEND_TEXTS(csq_duration_append_text_instants, true, false, false)

/* ---- in business time, of dates ---- */

/*
 * duration_append(state, calendar, from_at, to_at, as_of timestamptz [, limits interval[]]) -> duration_summary
 *
 * The same in business time of a calendar.
 * NULL:    as above; without a calendar it is missing.
 * Errors:  as above; those of business_time().
 */
PG_FUNCTION_INFO_V1(csq_duration_append_calendar);
Datum
csq_duration_append_calendar(PG_FUNCTION_ARGS)
{
	int  limits = PG_NARGS() > 5 ? 5 : 0;
	Case c;

	if (PG_ARGISNULL(1))
		return count_missing(state_of(fcinfo, limits, true));
	c = case_args(fcinfo, 2, false);
	return count_as_of(fcinfo, &c, limits, csq_calendar_arg(fcinfo, 1));
}

/*
 * duration_append(state, calendar, from_at, to_at, as_of, [, limits interval[]]) -> duration_summary
 *
 * The same of times as people write them: each a date, a timestamp or a text, which are local time of the calendar, or
 * a timestamptz, and the calendar may be a text.  The types are those with which the function was declared.
 * NULL:    as above.
 * Errors:  as above; those of calendar_instant().
 */
PG_FUNCTION_INFO_V1(csq_duration_append_local);
Datum
csq_duration_append_local(PG_FUNCTION_ARGS)
{
	int                limits = PG_NARGS() > 5 ? 5 : 0;
	Oid               *types;
	int                ntypes;
	const CsqCalendar *calendar;
	Case               c;

	if (PG_ARGISNULL(1))
		return count_missing(state_of(fcinfo, limits, true));
	(void) get_func_signature(fcinfo->flinfo->fn_oid, &types, &ntypes);
	calendar = types[1] == TEXTOID ? csq_calendar_text_arg(fcinfo, 1) : csq_calendar_arg(fcinfo, 1);
	for (int i = 0; i < 3; i++)
	{
		c.known[i] = !PG_ARGISNULL(i + 2);
		c.at[i] = c.known[i] ? csq_local_arg(fcinfo, i + 2, types[i + 2], calendar) : 0;
		if (TIMESTAMP_NOT_FINITE(c.at[i]) && i != 1)
			csq_refuse_infinite("timestamp");
	}
	pfree(types);
	return count_as_of(fcinfo, &c, limits, calendar);
}

/*
 * duration_append(state, from_date, to_date date [, as_of date [, limits interval[]]]) -> duration_summary
 *
 * Whole days from one date to another, open cases as above.
 * NULL, Errors: as above.
 */
PG_FUNCTION_INFO_V1(csq_duration_append_dates);
Datum
csq_duration_append_dates(PG_FUNCTION_ARGS)
{
	bool  dated = PG_NARGS() > 3;
	int   limits = PG_NARGS() > 4 ? 4 : 0;
	int64 from, to;
	bool  open = PG_ARGISNULL(2) || PG_GETARG_DATEADT(2) == DATEVAL_NOEND;

	if (dated)
		csq_require_given(fcinfo, 3, "as_of", "It is the day on which the data were taken, for example current_date.");
	if (PG_ARGISNULL(1))
		return count_missing(state_of(fcinfo, limits, false));
	from = csq_date_arg(fcinfo, 1);
	to = open ? from : csq_date_arg(fcinfo, 2);
	if (dated)
	{
		int64 as_of = csq_date_arg(fcinfo, 3);

		if (from > as_of)
		{
			if (PG_ARGISNULL(0))
				PG_RETURN_NULL();
			PG_RETURN_POINTER(state_of(fcinfo, limits, false));
		}
		open |= to > as_of;
		to = open ? as_of : to;
	}
	return count_case(state_of(fcinfo, limits, false), open, length_of(from * CSQ_USEC_PER_DAY, to * CSQ_USEC_PER_DAY));
}

/* ---- reading ---- */

const CsqLengths *
csq_duration_arg(FunctionCallInfo fcinfo, int n)
{
	return csq_stored_arg(fcinfo, n, &duration_summary_type);
}

static CsqTimes
ended_times(FunctionCallInfo fcinfo)
{
	return csq_lengths_times(csq_duration_arg(fcinfo, 0), CSQ_DURATION_ENDED);
}

/*
 * csq_duration_ended, csq_duration_open, csq_duration_missing(duration_summary) -> int8
 *
 * Cases that have ended; that were open; rows without a length.
 * NULL:    strict.  Cost: O(1) after the check.
 */
PG_FUNCTION_INFO_V1(csq_duration_ended);
Datum
csq_duration_ended(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(csq_duration_arg(fcinfo, 0)->sets[CSQ_DURATION_ENDED].n);
}

PG_FUNCTION_INFO_V1(csq_duration_open);
Datum
csq_duration_open(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(csq_duration_arg(fcinfo, 0)->sets[CSQ_DURATION_OPEN].n);
}

PG_FUNCTION_INFO_V1(csq_duration_missing);
Datum
csq_duration_missing(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(csq_duration_arg(fcinfo, 0)->missing);
}

/*
 * csq_duration_exact(duration_summary) -> bool
 *
 * Are all lengths kept as they were?  Else quantiles, and shares within what is no
 * limit, are good to 1 %.
 * NULL:    strict.
 */
PG_FUNCTION_INFO_V1(csq_duration_exact);
Datum
csq_duration_exact(PG_FUNCTION_ARGS)
{
	const CsqLengths *l = csq_duration_arg(fcinfo, 0);

	PG_RETURN_BOOL(!csq_set_rounded(&l->sets[CSQ_DURATION_ENDED]) && !csq_set_rounded(&l->sets[CSQ_DURATION_OPEN]));
}

/*
 * csq_duration_mean, _stddev, _total, _minimum, _maximum(duration_summary) -> interval
 *
 * Of the cases that have ended, exact sums rounded once to the microsecond.
 * NULL:    strict; NULL without ended cases, _stddev for fewer than two.
 * Errors:  22008 a total beyond 292,000 years.
 */
PG_FUNCTION_INFO_V1(csq_duration_mean);
Datum
csq_duration_mean(PG_FUNCTION_ARGS)
{
	CsqTimes t = ended_times(fcinfo);

	if (t.n == 0)
		PG_RETURN_NULL();
	return csq_mean_length_datum(csq_times_mean(&t));
}

PG_FUNCTION_INFO_V1(csq_duration_stddev);
Datum
csq_duration_stddev(PG_FUNCTION_ARGS)
{
	CsqTimes t = ended_times(fcinfo);

	if (t.n < 2)
		PG_RETURN_NULL();
	return csq_mean_length_datum(csq_times_stddev(&t));
}

PG_FUNCTION_INFO_V1(csq_duration_total);
Datum
csq_duration_total(PG_FUNCTION_ARGS)
{
	const CsqLengthSet *s = &csq_duration_arg(fcinfo, 0)->sets[CSQ_DURATION_ENDED];

	if (s->n == 0)
		PG_RETURN_NULL();
	if (s->sum > (CsqU128) INT64_MAX)
		csq_interval_out_of_range();
	return csq_length_datum((int64) s->sum);
}

PG_FUNCTION_INFO_V1(csq_duration_minimum);
Datum
csq_duration_minimum(PG_FUNCTION_ARGS)
{
	const CsqLengthSet *s = &csq_duration_arg(fcinfo, 0)->sets[CSQ_DURATION_ENDED];

	if (s->n == 0)
		PG_RETURN_NULL();
	return csq_length_datum(s->min);
}

PG_FUNCTION_INFO_V1(csq_duration_maximum);
Datum
csq_duration_maximum(PG_FUNCTION_ARGS)
{
	const CsqLengthSet *s = &csq_duration_arg(fcinfo, 0)->sets[CSQ_DURATION_ENDED];

	if (s->n == 0)
		PG_RETURN_NULL();
	return csq_length_datum(s->max);
}

/*
 * csq_duration_mean_lo, _mean_hi(duration_summary, confidence float8) -> interval
 *
 * Ends of the interval of the mean, not below 0: Student's, with the skewness of the lengths taken out (Hall).
 * NULL:    strict; NULL for fewer than two ended cases, the upper end where all of them took equally long.
 * Errors:  22023 unless 0 < confidence < 1.
 */
static Datum
mean_end(FunctionCallInfo fcinfo, bool upper)
{
	CsqTimes    t = ended_times(fcinfo);
	CsqInterval i;

	csq_require_level(PG_GETARG_FLOAT8(1), "confidence");
	i = csq_times_mean_interval(&t, PG_GETARG_FLOAT8(1));
	if (!isfinite(upper ? i.hi : i.lo))
		PG_RETURN_NULL();
	return csq_mean_length_datum(upper ? i.hi : i.lo);
}

PG_FUNCTION_INFO_V1(csq_duration_mean_lo);
Datum
csq_duration_mean_lo(PG_FUNCTION_ARGS)
{
	return mean_end(fcinfo, false);
}

PG_FUNCTION_INFO_V1(csq_duration_mean_hi);
Datum
csq_duration_mean_hi(PG_FUNCTION_ARGS)
{
	return mean_end(fcinfo, true);
}

/*
 * csq_duration_quantile(duration_summary, q float8) -> interval
 *
 * The shortest length that a share q of the ended cases does not exceed; without
 * q, the median.  A length that occurs while is_exact(), else within 1 % of it.
 * NULL:    strict; NULL without ended cases.
 * Errors:  22023 unless 0 <= q <= 1.
 */
static double
quantile_arg(FunctionCallInfo fcinfo, int nargs)
{
	return PG_NARGS() < nargs ? 0.5 : csq_share_arg(fcinfo, 1, "a quantile");
}

PG_FUNCTION_INFO_V1(csq_duration_quantile);
Datum
csq_duration_quantile(PG_FUNCTION_ARGS)
{
	CsqTimes t = ended_times(fcinfo);
	double   q = quantile_arg(fcinfo, 2);

	if (t.n == 0)
		PG_RETURN_NULL();
	return csq_length_datum(csq_times_quantile(&t, q));
}

/*
 * csq_duration_quantile_lo, _hi(duration_summary, q float8, confidence float8) -> interval
 *
 * Lengths that bound a quantile, by their rank; without q, the median.
 * NULL:    strict; NULL where no length is known to be below, or above.
 * Errors:  22023 unless 0 < confidence < 1.
 */
static Datum
quantile_end(FunctionCallInfo fcinfo, bool upper)
{
	CsqTimes t = ended_times(fcinfo);
	double   q = quantile_arg(fcinfo, 3);
	double   confidence = PG_GETARG_FLOAT8(PG_NARGS() - 1);
	CsqRanks r;

	csq_require_level(confidence, "confidence");
	r = csq_quantile_ranks((double) t.n, q, confidence);
	if (upper ? r.hi > (double) t.n : r.lo < 1)
		PG_RETURN_NULL();
	return csq_length_datum(csq_times_ranked(&t, (int64) (upper ? r.hi : r.lo)));
}

PG_FUNCTION_INFO_V1(csq_duration_quantile_lo);
Datum
csq_duration_quantile_lo(PG_FUNCTION_ARGS)
{
	return quantile_end(fcinfo, false);
}

PG_FUNCTION_INFO_V1(csq_duration_quantile_hi);
Datum
csq_duration_quantile_hi(PG_FUNCTION_ARGS)
{
	return quantile_end(fcinfo, true);
}

/*
 * share_within(duration_summary, within interval) -> float8
 * share_within_lo, share_within_hi(duration_summary, within interval [, confidence float8]) -> float8
 *
 * Share of cases that ended within a limit, and its Wilson interval.  Against it
 * count those that took longer and those that are open and already longer; open
 * cases that may still make it are left out.
 * NULL:    strict; NULL when no case counts.
 * Errors:  22023 a limit that is negative or has months, or days where the durations are business time; unless
 *          0 < confidence < 1.
 */
static bool
share_arg(FunctionCallInfo fcinfo, CsqShare *s)
{
	const CsqLengths *l = csq_duration_arg(fcinfo, 0);

	*s = csq_duration_within(l, limit_of(PG_GETARG_INTERVAL_P(1), csq_lengths_business(l)));
	return s->trials > 0;
}

PG_FUNCTION_INFO_V1(csq_duration_share);
Datum
csq_duration_share(PG_FUNCTION_ARGS)
{
	CsqShare s;

	if (!share_arg(fcinfo, &s))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(s.hits / s.trials);
}

static Datum
share_end(FunctionCallInfo fcinfo, bool upper)
{
	CsqShare    s;
	CsqInterval i;

	csq_require_level(PG_GETARG_FLOAT8(2), "confidence");
	if (!share_arg(fcinfo, &s))
		PG_RETURN_NULL();
	i = csq_wilson(s, csq_z_of(PG_GETARG_FLOAT8(2)));
	PG_RETURN_FLOAT8(upper ? i.hi : i.lo);
}

PG_FUNCTION_INFO_V1(csq_duration_share_lo);
Datum
csq_duration_share_lo(PG_FUNCTION_ARGS)
{
	return share_end(fcinfo, false);
}

PG_FUNCTION_INFO_V1(csq_duration_share_hi);
Datum
csq_duration_share_hi(PG_FUNCTION_ARGS)
{
	return share_end(fcinfo, true);
}

/*
 * csq_duration_rate(duration_summary, within interval) -> rate_summary
 *
 * The same share as a rate_summary, to be compared, tiered and rolled up.
 * NULL:    strict.
 */
PG_FUNCTION_INFO_V1(csq_duration_rate);
Datum
csq_duration_rate(PG_FUNCTION_ARGS)
{
	CsqRateSummary *r = csq_rate_new();
	CsqShare        s;
	CsqError        err;

	share_arg(fcinfo, &s);
	if (!csq_rate_count(r, (int64) rint(s.hits), (int64) rint(s.trials), &err))
		csq_throw(&err);
	PG_RETURN_POINTER(r);
}
