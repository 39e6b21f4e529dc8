/*
 * calendar_pg.c
 *		SQL shell of calendars: type, questions, algebra.
 *
 * A stored calendar is a header and the wire bytes of calendar_spec.c.  Questions
 * use its compiled form, made once per value and call site by csq_compiled().
 *
 * All functions are strict: NULL gives NULL.
 *
 * IMMUTABLE is honest in the sense of PostgreSQL's own timezone(text, timestamptz):
 * results depend on the time zone database of the server and on nothing else.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/jsonb.h"
#include "utils/timestamp.h"

#include "pg/args_pg.h"
#include "calendar/calendar.h"
#include "calendar/calendar_args_pg.h"
#include "pg/stored_type_pg.h"
#include "calendar/zone_pg.h"
#include "base/literal.h"
#include "calendar/calendar_build.h"

#define CALENDAR_VERSION 1
#define OPEN_RANGES_MAX  1000000

/* ---- values ---- */

struct varlena *
csq_calendar_value(const char *wire, size_t len)
{
	Calendar *v = palloc0(sizeof *v + len);

	SET_VARSIZE(v, sizeof *v + len);
	v->stored.version = CALENDAR_VERSION;
	memcpy(v->data, wire, len);
	return (struct varlena *) v;
}

static Calendar *
make_value(const CsqSpec *spec)
{
	CsqBuf b;

	csq_buf_init(&b);
	csq_calendar_write(&b, spec);
	if (b.len > CSQ_MAX_VALUE_SIZE - sizeof(Calendar))
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("calendar too large")));
	return (Calendar *) csq_calendar_value(b.data, b.len);
}

static void
read_value(const Calendar *v, CsqSpec *spec)
{
	CsqReader r;
	CsqError  err;

	if (!csq_stored_check(v, VARSIZE(v), sizeof *v, "calendar", &err))
		csq_throw(&err);
	csq_reader_init(&r, v->data, VARSIZE(v) - sizeof *v, "calendar", &err);
	if (!csq_calendar_read(&r, spec))
	{
		CsqError damaged;

		csq_stored_invalid("calendar", &damaged, "%s", err.detail);
		csq_throw(&damaged);
	}
}

void *
csq_calendar_of_value(struct varlena *value)
{
	CsqSpec *spec = palloc(sizeof *spec);

	read_value((const Calendar *) value, spec);
	return csq_calendar_compile(spec, csq_zone_get(spec->zone));
}

const CsqCalendar *
csq_calendar_arg(FunctionCallInfo fcinfo, int argno)
{
	return csq_compiled(fcinfo, argno, csq_calendar_of_value);
}

/* ---- type ---- */

static Calendar *
calendar_parse(const char *text, size_t len, CsqError *err)
{
	CsqSpec spec;

	return csq_calendar_parse(text, len, &spec, err) && csq_zone_canonical(spec.zone, spec.zone, err)
	           ? make_value(&spec)
	           : NULL;
}

void
csq_throw_calendar_text(const char *s, size_t len, CsqError *err)
{
	size_t digits = 0;

	while (digits < len && s[digits] >= '0' && s[digits] <= '9')
		digits++;
	if (len > 0 && digits == len)
		csq_hint(err, "A seq in its place is a number, not a text: seq::bigint.");
	csq_throw(err);
}

static void *
compile_text(struct varlena *text)
{
	CsqError  err;
	Calendar *value = calendar_parse(VARDATA(text), VARSIZE(text) - VARHDRSZ, &err);

	if (value == NULL)
		csq_throw_calendar_text(VARDATA(text), VARSIZE(text) - VARHDRSZ, &err);
	return csq_calendar_of_value((struct varlena *) value);
}

const CsqCalendar *
csq_calendar_text_arg(FunctionCallInfo fcinfo, int argno)
{
	return csq_compiled(fcinfo, argno, compile_text);
}

static Calendar *
calendar_read(const void *data, size_t len, CsqError *err)
{
	CsqReader r;
	CsqSpec   spec;

	csq_reader_init(&r, data, len, "calendar", err);
	csq_read_version(&r, CALENDAR_VERSION);
	return csq_calendar_read(&r, &spec) && csq_zone_canonical(spec.zone, spec.zone, err) ? make_value(&spec) : NULL;
}

static const void *
opened(const void *value, CsqError *err)
{
	CsqSpec *spec = csq_alloc(sizeof *spec);

	read_value(value, spec);
	return spec;
}

static void
calendar_text(const CsqSpec *spec, CsqBuf *out)
{
	csq_calendar_text(out, spec);
}

static void
calendar_write(const CsqSpec *spec, CsqBuf *out)
{
	csq_put_u8(out, CALENDAR_VERSION);
	csq_calendar_write(out, spec);
}

/*
 * calendar_in, _out, _recv, _send, _eq, _ne, _hash
 *
 * Text: in, the literal language (calendar_text.c) or JSON; out, the canonical literal.
 * Binary: version byte and wire form (calendar_spec.c).  Equal: both say the same (not:
 * they have the same open hours).
 * Errors:  in: 22P02 syntax; recv: 22P03; both: 22023 unknown time zone, 54000 too large.
 * Cost:    in: O(n log n); the others: O(n).
 */
CSQ_STORED_TYPE(calendar, calendar, .canonical = true, .open = opened)

/*
 * calendar(jsonb) -> calendar
 *
 * Errors:  as calendar_in.
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_calendar_from_jsonb);
Datum
csq_calendar_from_jsonb(PG_FUNCTION_ARGS)
{
	CsqText  text = csq_jsonb_arg(fcinfo, 0);
	CsqSpec  spec;
	CsqError err;

	if (!csq_calendar_parse_json(text.s, text.len, &spec, &err) || !csq_zone_canonical(spec.zone, spec.zone, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(make_value(&spec));
}

/*
 * calendar_jsonb(calendar) -> jsonb
 *
 * The JSON form; casts back to the same value.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_calendar_jsonb);
Datum
csq_calendar_jsonb(PG_FUNCTION_ARGS)
{
	CsqSpec spec;
	CsqBuf  b;

	read_value(CSQ_GETARG_VALUE(0), &spec);
	csq_buf_init(&b);
	csq_calendar_json(&b, &spec);
	PG_RETURN_DATUM(DirectFunctionCall1(jsonb_in, CStringGetDatum(b.data)));
}

/* ---- open time ---- */

/*
 * is_open(calendar, timestamptz) -> bool
 *
 * Does the local wall-clock time lie in one of the half-open intervals of its date?
 * Errors:  22008 outside validity, or for an infinite timestamp.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_is_open);
Datum
csq_is_open(PG_FUNCTION_ARGS)
{
	const CsqCalendar *c = csq_calendar_arg(fcinfo, 0);
	bool               open;
	CsqError           err;

	if (!csq_calendar_is_open(c, csq_instant_arg(fcinfo, 1), &open, &err))
		csq_throw(&err);
	PG_RETURN_BOOL(open);
}

/* Open microseconds between arguments 1 and 2, without the pauses of argument 3 if there is one. */
static int64
elapsed(FunctionCallInfo fcinfo)
{
	const CsqCalendar *c = csq_calendar_arg(fcinfo, 0);
	int64              from = csq_instant_arg(fcinfo, 1);
	int64              to = csq_instant_arg(fcinfo, 2);
	int64              usec;
	CsqError           err;

	if (!(PG_NARGS() == 4 ? csq_calendar_elapsed_pauses(c, from, to, csq_pauses_arg(fcinfo, 3), &usec, &err)
	                      : csq_calendar_elapsed(c, from, to, &usec, &err)))
		csq_throw(&err);
	return usec;
}

/*
 * business_time(calendar, from timestamptz, to timestamptz [, pauses tstzmultirange]) -> interval
 *
 * Physical time of the open instants between two, pauses taken out; hours only (no
 * days or months), negative when to < from.
 * Errors:  22008 outside validity, or for an infinite timestamp.
 * Cost:    O(log n) and the same for each pause.
 */
PG_FUNCTION_INFO_V1(csq_business_time);
Datum
csq_business_time(PG_FUNCTION_ARGS)
{
	Interval *r = palloc0(sizeof *r);

	r->time = elapsed(fcinfo);
	PG_RETURN_INTERVAL_P(r);
}

/*
 * business_seconds(calendar, from timestamptz, to timestamptz [, pauses tstzmultirange]) -> float8
 *
 * business_time in seconds.
 * Errors:  as business_time.
 * Cost:    as business_time.
 */
PG_FUNCTION_INFO_V1(csq_business_seconds);
Datum
csq_business_seconds(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8((double) elapsed(fcinfo) / 1e6);
}

/* An amount of open time given as interval: no days or months, which mean different things. */
static int64
amount_arg(FunctionCallInfo fcinfo, int argno)
{
	Interval *v = PG_GETARG_INTERVAL_P(argno);

	if (v->month != 0 || v->day != 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("business time is counted in hours, minutes and seconds, not in days or months"),
		                errdetail("The interval is \"%s\".",
		                          DatumGetCString(DirectFunctionCall1(interval_out, IntervalPGetDatum(v)))),
		                errhint("Use add_business_days() for working days, or write the hours: '24 hours'.")));
	if (v->time == PG_INT64_MIN)
		csq_interval_out_of_range();
	return v->time;
}

static Datum
move(FunctionCallInfo fcinfo, int64 usec, bool back)
{
	const CsqCalendar *c = csq_calendar_arg(fcinfo, 0);
	int64              from = csq_instant_arg(fcinfo, 1);
	CsqPauses          none = {0, NULL};
	int64              at;
	CsqError           err;

	if (usec < 0)
	{
		usec = -usec;
		back = !back;
	}
	if (!(back ? csq_calendar_subtract(c, from, usec, &at, &err) : csq_calendar_due(c, from, usec, none, &at, &err)))
		csq_throw(&err);
	return csq_instant_datum(at);
}

/*
 * business_add(calendar, timestamptz, interval) -> timestamptz
 *
 * Earliest instant by which that much open time has passed; with zero the next open
 * instant (the argument itself if open); negative amounts subtract.
 * Errors:  22008 outside validity, no open time, infinite; 22023 for days or months.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_business_add);
Datum
csq_business_add(PG_FUNCTION_ARGS)
{
	return move(fcinfo, amount_arg(fcinfo, 2), false);
}

/*
 * business_subtract(calendar, timestamptz, interval) -> timestamptz
 *
 * Latest instant from which that much open time passes until the argument; with
 * zero the previous close (the argument itself if it is within open time).
 * Errors:  as business_add.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_business_subtract);
Datum
csq_business_subtract(PG_FUNCTION_ARGS)
{
	return move(fcinfo, amount_arg(fcinfo, 2), true);
}

/* ---- openings ---- */

/*
 * next_open(calendar, timestamptz) -> timestamptz
 *
 * Start of the open stretch that holds or follows an instant, from it on: the
 * argument itself if open.
 * Errors:  22008 outside validity, no open time, infinite.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_next_open);
Datum
csq_next_open(PG_FUNCTION_ARGS)
{
	const CsqCalendar *c = csq_calendar_arg(fcinfo, 0);
	int64              at;
	CsqError           err;

	if (!csq_calendar_next_open(c, csq_instant_arg(fcinfo, 1), &at, &err))
		csq_throw(&err);
	return csq_instant_datum(at);
}

/*
 * next_close(calendar, timestamptz) -> timestamptz
 *
 * End of the open stretch that holds or follows an instant; infinity if it never ends.
 * Errors:  as next_open.
 * Cost:    O(log n); grows with the number of days that are open without a break.
 */
PG_FUNCTION_INFO_V1(csq_next_close);
Datum
csq_next_close(PG_FUNCTION_ARGS)
{
	const CsqCalendar *c = csq_calendar_arg(fcinfo, 0);
	int64              at;
	CsqError           err;

	if (!csq_calendar_next_close(c, csq_instant_arg(fcinfo, 1), &at, &err))
		csq_throw(&err);
	return csq_instant_datum(at);
}

/*
 * open_ranges(calendar, tstzrange) -> tstzmultirange
 *
 * The open stretches within a period, [start, end) each.
 * Errors:  22008 unbounded period or outside validity; 54000 more than 1,000,000 stretches.
 * Cost:    O(log n) for each stretch.
 */
PG_FUNCTION_INFO_V1(csq_open_ranges);
Datum
csq_open_ranges(PG_FUNCTION_ARGS)
{
	const CsqCalendar *c = csq_calendar_arg(fcinfo, 0);
	int64              from, to;
	int64             *list;
	int                n = 0;
	int                cap = 64;
	CsqError           err;

	if (!csq_period_arg(fcinfo, 1, &from, &to))
		from = to = 0; /* an empty period */
	list = palloc(sizeof *list * 2 * cap);
	for (;;)
	{
		bool found;

		CHECK_FOR_INTERRUPTS();
		if (n == cap)
		{
			cap *= 2;
			list = repalloc(list, sizeof *list * 2 * cap);
		}
		if (!csq_calendar_next_range(c, from, to, &found, &list[2 * n], &list[2 * n + 1], &err))
			csq_throw(&err);
		if (!found)
			break;
		from = list[2 * n + 1];
		if (++n > OPEN_RANGES_MAX)
			ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("too many open ranges"),
			                errdetail("A result holds at most %d ranges.", OPEN_RANGES_MAX),
			                errhint("Ask for a shorter period.")));
	}
	return csq_multirange_datum(list, n);
}

/* ---- working days ---- */

static bool
is_workday(const CsqCalendar *c, int32 date)
{
	bool     workday;
	CsqError err;

	if (!csq_calendar_is_workday(c, date, &workday, &err))
		csq_throw(&err);
	return workday;
}

/*
 * is_business_day(calendar, date) -> bool
 *
 * Does the date own open hours (a shift counts for the date on which it starts)?
 * Errors:  22008 outside validity, or for an infinite date.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_is_business_day);
Datum
csq_is_business_day(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(is_workday(csq_calendar_arg(fcinfo, 0), csq_date_arg(fcinfo, 1)));
}

/*
 * add_business_days(calendar, date, int) -> date
 *
 * The n-th working day after a date (before it, if negative), which itself is not
 * counted; with zero the date, or the next working day if it is none.
 * Errors:  22008 outside validity, no working day, infinite.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_add_business_days);
Datum
csq_add_business_days(PG_FUNCTION_ARGS)
{
	int32    date;
	CsqError err;

	if (!csq_calendar_add_days(csq_calendar_arg(fcinfo, 0), csq_date_arg(fcinfo, 1), PG_GETARG_INT32(2), &date, &err))
		csq_throw(&err);
	PG_RETURN_DATEADT(date);
}

/*
 * add_business_days(calendar, timestamptz, int) -> timestamptz
 *
 * The same on the local date, at the same local time; where the clock skips that
 * time the instant of the change, where it shows it twice the first.
 * Errors:  as above.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_add_business_days_at);
Datum
csq_add_business_days_at(PG_FUNCTION_ARGS)
{
	const CsqCalendar *c = csq_calendar_arg(fcinfo, 0);
	int64              local = csq_calendar_local(c, csq_instant_arg(fcinfo, 1));
	int64              date = csq_floor_div(local, CSQ_USEC_PER_DAY);
	int32              result;
	CsqError           err;

	if (!csq_calendar_add_days(c, (int32) date, PG_GETARG_INT32(2), &result, &err))
		csq_throw(&err);
	return csq_instant_datum(csq_calendar_instant(c, local + (result - date) * CSQ_USEC_PER_DAY));
}

/*
 * business_days(calendar, from date, to date) -> int
 *
 * Working days after from, up to and including to; negative when to < from.  So
 * business_days(c, d, add_business_days(c, d, n)) = n.
 * Errors:  22008 outside validity, or for an infinite date.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_business_days);
Datum
csq_business_days(PG_FUNCTION_ARGS)
{
	int64    days;
	CsqError err;

	if (!csq_calendar_count_days(csq_calendar_arg(fcinfo, 0), csq_date_arg(fcinfo, 1), csq_date_arg(fcinfo, 2), &days,
	                             &err))
		csq_throw(&err);
	PG_RETURN_INT32((int32) days);
}

/*
 * close_of_business(calendar, date) -> timestamptz
 *
 * When the last interval ends that the date owns (after midnight for a night shift).
 * NULL:    the date is no working day.
 * Errors:  22008 outside validity, or for an infinite date.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_close_of_business);
Datum
csq_close_of_business(PG_FUNCTION_ARGS)
{
	bool     found;
	int64    at;
	CsqError err;

	if (!csq_calendar_close_of(csq_calendar_arg(fcinfo, 0), csq_date_arg(fcinfo, 1), &found, &at, &err))
		csq_throw(&err);
	if (!found)
		PG_RETURN_NULL();
	return csq_instant_datum(at);
}

/*
 * business_hours(calendar, date) -> interval
 *
 * Open time between the local midnights of a date (of a night shift, the part
 * that lies on this date).
 * Errors:  22008 outside validity, or for an infinite date.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_business_hours);
Datum
csq_business_hours(PG_FUNCTION_ARGS)
{
	const CsqCalendar *c = csq_calendar_arg(fcinfo, 0);
	int64              date = csq_date_arg(fcinfo, 1);
	Interval          *r = palloc0(sizeof *r);
	CsqError           err;

	is_workday(c, (int32) date); /* within range? */
	if (!csq_calendar_elapsed(c, csq_calendar_instant(c, date * CSQ_USEC_PER_DAY),
	                          csq_calendar_instant(c, (date + 1) * CSQ_USEC_PER_DAY), &r->time, &err))
		csq_throw(&err);
	PG_RETURN_INTERVAL_P(r);
}

/* ---- what a calendar says ---- */

/* calendar_zone(calendar) -> text: the name of its time zone. */
PG_FUNCTION_INFO_V1(csq_calendar_zone_name);
Datum
csq_calendar_zone_name(PG_FUNCTION_ARGS)
{
	CsqSpec spec;

	read_value(CSQ_GETARG_VALUE(0), &spec);
	PG_RETURN_TEXT_P(cstring_to_text(spec.zone));
}

/* calendar_valid(calendar) -> daterange: the dates for which its hours are known. */
PG_FUNCTION_INFO_V1(csq_calendar_valid);
Datum
csq_calendar_valid(PG_FUNCTION_ARGS)
{
	CsqSpec spec;

	read_value(CSQ_GETARG_VALUE(0), &spec);
	return csq_daterange_datum(spec.valid_from, spec.valid_to);
}

/* ---- algebra ---- */

static Datum
combine(FunctionCallInfo fcinfo, char op)
{
	CsqSpec  a, b, r;
	CsqError err;

	read_value(CSQ_GETARG_VALUE(0), &a);
	read_value(CSQ_GETARG_VALUE(1), &b);
	if (!csq_calendar_combine(&a, &b, op, &r, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(make_value(&r));
}

/*
 * calendar & calendar -> calendar
 *
 * Open when both are; a date owns what it owns in the left one.  Valid where both are.
 * Errors:  22023 different time zones, no common validity; 54000; 0A000 a yearly rule
 *          around 29 February together with shifts across midnight.
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_calendar_and);
Datum
csq_calendar_and(PG_FUNCTION_ARGS)
{
	return combine(fcinfo, '&');
}

/*
 * calendar | calendar -> calendar
 *
 * Open when one of them is.  Valid where both are.
 * Errors:  22023 different time zones, no common validity; 54000.
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_calendar_or);
Datum
csq_calendar_or(PG_FUNCTION_ARGS)
{
	return combine(fcinfo, '|');
}

/*
 * calendar - calendar -> calendar
 *
 * Open when the left one is and the right one is not.
 * Errors, cost: as &.
 */
PG_FUNCTION_INFO_V1(csq_calendar_minus);
Datum
csq_calendar_minus(PG_FUNCTION_ARGS)
{
	return combine(fcinfo, '-');
}

/*
 * during(calendar, daterange) -> calendar
 *
 * The calendar on the dates of the range, closed on all others (a shift belongs to
 * the date on which it starts).  during(a, r1) | during(b, r2) is a calendar whose
 * rules change on a date.
 * Errors:  22023 for dates beyond the years 1 to 9999.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_during);
Datum
csq_during(PG_FUNCTION_ARGS)
{
	CsqSpec  a, r;
	int32    from, to;
	CsqError err;

	read_value(CSQ_GETARG_VALUE(0), &a);
	csq_daterange_arg(fcinfo, 1, &from, &to);
	if (!csq_calendar_during(&a, from, to, &r, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(make_value(&r));
}

/*
 * in_zone(calendar, zone text, days daterange) -> calendar
 *
 * The same open instants on the wall clock of another zone, valid on these dates of it: desks in several zones
 * become one calendar by |.  A stretch of at most 24 hours belongs to the date on which it begins there, a
 * longer one to each of its dates.
 * NULL:    strict.
 * Errors:  22023 an unknown zone, a range without end or of more than 100 years, hours that begin or end within
 *          an hour that the clock shows twice; 22008 dates outside the calendar's validity.
 * Cost:    O(n log n) of the open stretches of the range.
 */
PG_FUNCTION_INFO_V1(csq_in_zone);
Datum
csq_in_zone(PG_FUNCTION_ARGS)
{
	const CsqCalendar *c = csq_calendar_arg(fcinfo, 0);
	char               zone[CSQ_ZONE_NAME_MAX + 1];
	int32              from, to;
	CsqSpec            r;
	CsqError           err;

	csq_daterange_arg(fcinfo, 2, &from, &to);
	if (!csq_zone_canonical(text_to_cstring(PG_GETARG_TEXT_PP(1)), zone, &err) ||
	    !csq_calendar_in_zone(c, csq_zone_get(zone), from, to, &r, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(make_value(&r));
}

/*
 * provisional(calendar) -> calendar
 *
 * The calendar that goes on after its validity by its weekly and yearly hours, until more is known.  Its text says
 * "provisional after" and the last date that is known; is_known() tells which side of it an instant is on.
 * NULL:    strict.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_provisional);
Datum
csq_provisional(PG_FUNCTION_ARGS)
{
	CsqSpec a, r;

	read_value(CSQ_GETARG_VALUE(0), &a);
	csq_calendar_provisional(&a, &r);
	PG_RETURN_POINTER(make_value(&r));
}

/* The dates of an array as rules; NULLs are left out. */
static int
date_rules(FunctionCallInfo fcinfo, int argno, int as, CsqDateRule *rules)
{
	Datum *dates;
	bool  *nulls;
	int    count, n = 0;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(argno), DATEOID, sizeof(DateADT), true, TYPALIGN_INT, &dates, &nulls,
	                  &count);
	for (int i = 0; i < count; i++)
	{
		if (nulls[i])
			continue;
		if (DATE_NOT_FINITE(DatumGetDateADT(dates[i])))
			ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("a calendar names finite dates")));
		rules[n++] = (CsqDateRule){DatumGetDateADT(dates[i]), as, {0, NULL}};
	}
	return n;
}

/*
 * with_holidays(calendar, closed date[], worked date[], worked_as text) -> calendar
 *
 * The calendar with dates that are closed and dates that are worked with the hours of a weekday, as a table of
 * holidays has them.  They replace what the calendar says of those dates.
 * NULL:    strict; NULLs within the arrays are left out.
 * Errors:  22023 a date in both lists, an unknown weekday; 22008 an infinite date; 54000 too many.
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_with_holidays);
Datum
csq_with_holidays(PG_FUNCTION_ARGS)
{
	CsqText      as = csq_text_arg(fcinfo, 3);
	int          weekday;
	CsqDateRule *rules;
	CsqSpec      a, r;
	int          n;
	CsqError     err;

	if (!csq_weekday_parse(csq_option_text(as.s, as.len), &weekday))
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("\"%s\" is no weekday", csq_quoted(as.s, as.len).s),
		         errdetail("Worked dates have the hours of a weekday: mon, tue, wed, thu, fri, sat or sun.")));
	read_value(CSQ_GETARG_VALUE(0), &a);
	n = ArrayGetNItems(ARR_NDIM(PG_GETARG_ARRAYTYPE_P(1)), ARR_DIMS(PG_GETARG_ARRAYTYPE_P(1))) +
	    ArrayGetNItems(ARR_NDIM(PG_GETARG_ARRAYTYPE_P(2)), ARR_DIMS(PG_GETARG_ARRAYTYPE_P(2)));
	rules = palloc(sizeof *rules * ((Size) n + 1));
	n = date_rules(fcinfo, 1, -1, rules);
	n += date_rules(fcinfo, 2, weekday, rules + n);
	if (!csq_calendar_with_days(&a, rules, n, &r, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(make_value(&r));
}

/*
 * calendar_unknown(name text) -> calendar
 *
 * Never returns: the error of default_calendar() for a name it does not know.
 * Errors:  22023 always.
 */
PG_FUNCTION_INFO_V1(csq_calendar_unknown);
Datum
csq_calendar_unknown(PG_FUNCTION_ARGS)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	                errmsg("there is no default calendar \"%s\"", text_to_cstring(PG_GETARG_TEXT_PP(0))),
	                errhint("Known are: CN, CN-24x7, 24x7.")));
	PG_RETURN_NULL();
}
