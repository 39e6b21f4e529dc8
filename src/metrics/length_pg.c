/*
 * length_pg.c
 *		Lengths of time for reports: seconds(), readable(); and in_time().
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "calendar/calendar_args_pg.h"
#include "pg/args_pg.h"

/*
 * csq_seconds(interval) -> float8
 *
 * An interval as seconds; days are 24 hours.
 * NULL:    strict.  Errors: 22023 months, which have no length.  Cost: O(1).
 */
PG_FUNCTION_INFO_V1(csq_seconds);
Datum
csq_seconds(PG_FUNCTION_ARGS)
{
	const Interval *i = PG_GETARG_INTERVAL_P(0);

	if (i->month != 0)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("an interval with months has no length in seconds"),
		         errdetail("Months differ in length."), errhint("Write it in days, for example interval '30 days'.")));
	PG_RETURN_FLOAT8((double) i->day * 86400 + (double) i->time / 1e6);
}

/* ---- for people ---- */

typedef struct Unit
{
	int64       usec;
	const char *name;
} Unit;

/* The two largest units of a length >= 0, the last one rounded. */
static void
put_units(CsqBuf *out, int64 usec, const Unit *units, int n)
{
	int first = 0;

	if (usec < CSQ_USEC_PER_MIN)
		usec = CSQ_USEC_PER_MIN; /* 59.6 s */
	while (first < n - 1 && usec < units[first].usec)
		first++;
	if (first < n - 1)
	{
		int64 unit = units[first + 1].usec;

		/* 59 min 59.7 s is 1 h: rounding may reach the next unit */
		usec += unit / 2;
		usec -= usec % unit;
		if (first > 0 && usec >= units[first - 1].usec)
			first--;
	}
	csq_buf_printf(out, "%lld %s", (long long) (usec / units[first].usec), units[first].name);
	if (first < n - 1 && usec % units[first].usec >= units[first + 1].usec)
		csq_buf_printf(out, " %lld %s", (long long) (usec % units[first].usec / units[first + 1].usec),
		               units[first + 1].name);
}

/* Below a minute: three digits of seconds, below a second whole milliseconds or microseconds. */
static void
put_short(CsqBuf *out, int64 usec)
{
	double seconds = (double) usec / 1e6;

	if (usec >= 9950000)
		csq_buf_printf(out, "%.0f s", seconds);
	else if (usec >= 999500)
	{
		int tenths = (int) rint(seconds * 10);

		csq_buf_printf(out, tenths % 10 == 0 ? "%d s" : "%d.%d s", tenths / 10, tenths % 10);
	}
	else if (usec >= 1000)
		csq_buf_printf(out, "%.0f ms", seconds * 1e3);
	else
		csq_buf_printf(out, usec == 0 ? "0 s" : "%d us", (int) usec);
}

static const Unit clock_units[] = {
	{CSQ_USEC_PER_DAY, "d"}, {CSQ_USEC_PER_HOUR, "h"}, {CSQ_USEC_PER_MIN, "min"}, {CSQ_USEC_PER_SEC, "s"}};

/* Its sign, which it writes, taken off a length. */
static int64
unsigned_length(CsqBuf *out, int64 usec)
{
	if (usec >= 0)
		return usec;
	csq_buf_char(out, '-');
	return usec == INT64_MIN ? INT64_MAX : -usec;
}

/*
 * csq_readable(interval) -> text
 *
 * A length as a person says it, by its two largest units: 37 d 4 h, 5 min 20 s, 1.2 s.
 * NULL:    strict.  Months stand before the rest: 1 y 2 mon 3 d.  Cost: O(1).
 */
PG_FUNCTION_INFO_V1(csq_readable);
Datum
csq_readable(PG_FUNCTION_ARGS)
{
	const Interval *i = PG_GETARG_INTERVAL_P(0);
	CsqBuf          out;
	int64           usec;

	csq_buf_init(&out);
	if (i->month != 0)
	{
		if (i->month / 12 != 0)
			csq_buf_printf(&out, "%d y ", i->month / 12);
		if (i->month % 12 != 0)
			csq_buf_printf(&out, "%d mon ", i->month % 12);
		if (i->day != 0)
			csq_buf_printf(&out, "%d d ", i->day);
		out.len--;
		return csq_text_datum(&out);
	}
	if (!csq_interval_usec(i, &usec))
		csq_interval_out_of_range();
	usec = unsigned_length(&out, usec);
	if (usec < 59500000)
		put_short(&out, usec);
	else
		put_units(&out, usec, clock_units, lengthof(clock_units));
	return csq_text_datum(&out);
}

/*
 * csq_readable_calendar(interval, calendar) -> text
 *
 * A length of business time in working days of the calendar's week: 4 working days
 * 3 h.  A working day is as long as those of the week are on average.
 * NULL:    strict.
 * Errors:  22023 months; a calendar whose week has no open time.
 * Cost:    O(1) beside that of a compiled calendar.
 */
PG_FUNCTION_INFO_V1(csq_readable_calendar);
Datum
csq_readable_calendar(PG_FUNCTION_ARGS)
{
	const CsqSpec *spec = csq_calendar_spec(csq_calendar_arg(fcinfo, 1));
	const CsqEra  *era = &spec->eras[spec->neras - 1];
	int64          open = 0;
	int            days = 0;
	Interval      *i = PG_GETARG_INTERVAL_P(0);
	int64          usec;
	Unit           units[4] = {{0, "working days"}, clock_units[1], clock_units[2], clock_units[3]};
	CsqBuf         out;
	int            at;

	csq_buf_init(&out);
	for (int d = 0; d < 7; d++)
	{
		days += era->week[d].n > 0;
		for (int k = 0; k < era->week[d].n; k++)
			open += era->week[d].spans[k].hi - era->week[d].spans[k].lo;
	}
	if (days == 0)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the week of the calendar has no working days")));
	if (i->month != 0 || !csq_interval_usec(i, &usec))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("an interval with months is no length of business time")));
	units[0].usec = open / days;
	usec = unsigned_length(&out, usec);
	if (usec < 59500000)
		put_short(&out, usec);
	else
		put_units(&out, usec, units, 4);
	at = out.data[0] == '-';
	if (strncmp(out.data + at, "1 working days", 14) == 0)
		memmove(out.data + at + 13, out.data + at + 14, out.len-- - at - 13);
	return csq_text_datum(&out);
}

/* ---- in time ---- */

/*
 * csq_in_time(stopped_at, due_at, as_of timestamptz) -> bool
 * csq_in_time_date(stopped_at, due_at, as_of date) -> bool
 * csq_in_time_text(stopped_at, due_at, as_of text) -> bool
 *
 * Was something done by when it was due, as known at as_of?  True when it was, false
 * once it is overdue, done or not, NULL while that is open: rate_agg() of it counts
 * what was never done as a miss.  Done at the very instant it was due is in time.
 * NULL:    NULL without due_at.  Without as_of, what is not done is open.  What was
 *          done after as_of was not done then.
 * Errors:  of texts: 22007 not ISO 8601, or not all of one kind: with a zone, without
 *          one, or bare dates.
 * Cost:    O(1).
 */
static Datum
in_time(FunctionCallInfo fcinfo, int64 stopped, int64 due, int64 as_of)
{
	bool done = !PG_ARGISNULL(0) && (PG_ARGISNULL(2) || stopped <= as_of);

	if (PG_ARGISNULL(1))
		PG_RETURN_NULL();
	if (done)
		PG_RETURN_BOOL(stopped <= due);
	if (!PG_ARGISNULL(2) && as_of > due)
		PG_RETURN_BOOL(false);
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(csq_in_time);
Datum
csq_in_time(PG_FUNCTION_ARGS)
{
	int *seen = csq_call_word(fcinfo);

	if (CSQ_UNLIKELY(*seen == 0))
	{
		csq_refuse_zoneless(fcinfo);
		*seen = 1;
	}
	return in_time(fcinfo, PG_ARGISNULL(0) ? 0 : PG_GETARG_TIMESTAMPTZ(0),
	               PG_ARGISNULL(1) ? 0 : PG_GETARG_TIMESTAMPTZ(1), PG_ARGISNULL(2) ? 0 : PG_GETARG_TIMESTAMPTZ(2));
}

PG_FUNCTION_INFO_V1(csq_in_time_date);
Datum
csq_in_time_date(PG_FUNCTION_ARGS)
{
	return in_time(fcinfo, PG_ARGISNULL(0) ? 0 : DatumGetInt32(PG_GETARG_DATUM(0)),
	               PG_ARGISNULL(1) ? 0 : DatumGetInt32(PG_GETARG_DATUM(1)),
	               PG_ARGISNULL(2) ? 0 : DatumGetInt32(PG_GETARG_DATUM(2)));
}

PG_FUNCTION_INFO_V1(csq_in_time_text);
Datum
csq_in_time_text(PG_FUNCTION_ARGS)
{
	CsqWhen when[3] = {0};
	int     first = -1;

	for (int i = 0; i < 3; i++)
	{
		if (PG_ARGISNULL(i))
			continue;
		if (csq_text_infinity(csq_text_arg(fcinfo, i)) != 0)
		{
			when[i].at = csq_text_infinity(csq_text_arg(fcinfo, i)) > 0 ? PG_INT64_MAX : PG_INT64_MIN;
			continue; /* later than any, or earlier, of whatever kind */
		}
		when[i] = csq_when_of_text(csq_text_arg(fcinfo, i));
		if (first >= 0 && when[i].kind != when[first].kind)
			ereport(ERROR, (errcode(ERRCODE_INVALID_DATETIME_FORMAT),
			                errmsg("\"%s\" and \"%s\" cannot be compared",
			                       csq_quoted(csq_text_arg(fcinfo, first).s, csq_text_arg(fcinfo, first).len).s,
			                       csq_quoted(csq_text_arg(fcinfo, i).s, csq_text_arg(fcinfo, i).len).s),
			                errdetail("Times are compared when all have a zone, when none has, or when all are dates."),
			                errhint("Write the zone with each: '2026-03-02 09:00+08'.")));
		first = first < 0 ? i : first;
	}
	return in_time(fcinfo, when[0].at, when[1].at, when[2].at);
}
