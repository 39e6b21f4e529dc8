/*
 * calendar_instant_pg.c
 *		Times as people write them, beside a calendar.
 *
 * A date, a timestamp or a text without a zone is local time of the calendar,
 * whatever the session's settings say; a text with a zone is the instant it names.
 * Functions that take an instant beside a calendar have twins for these three types
 * (made by the script, see tools/expand.pl) that call calendar_instant() first.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "base/instant.h"
#include "base/literal.h"
#include "calendar/calendar_args_pg.h"
#include "pg/args_pg.h"
#include "pg/csq.h"

static Datum
instant_of_local(const CsqCalendar *cal, int64 local)
{
	return csq_instant_datum(csq_calendar_instant(cal, local));
}

int64
csq_local_arg(FunctionCallInfo fcinfo, int n, Oid type, const CsqCalendar *cal)
{
	CsqWhen when = {CSQ_WHEN_LOCAL, 0};

	if (type == DATEOID)
	{
		if (DATE_NOT_FINITE(PG_GETARG_DATEADT(n)))
			return DATE_IS_NOEND(PG_GETARG_DATEADT(n)) ? DT_NOEND : DT_NOBEGIN;
		when.at = csq_date_arg(fcinfo, n) * CSQ_USEC_PER_DAY;
	}
	else if (type == TEXTOID)
	{
		CsqText text = csq_text_arg(fcinfo, n);

		if (csq_text_infinity(text) != 0)
			return csq_text_infinity(text) > 0 ? DT_NOEND : DT_NOBEGIN;
		when = csq_when_of_text(text);
	}
	else
	{
		when = (CsqWhen){type == TIMESTAMPOID ? CSQ_WHEN_LOCAL : CSQ_WHEN_INSTANT, PG_GETARG_TIMESTAMPTZ(n)};
		if (TIMESTAMP_NOT_FINITE(when.at))
			return when.at;
	}
	return when.kind == CSQ_WHEN_INSTANT ? when.at : csq_calendar_instant(cal, when.at);
}

/*
 * calendar_instant(calendar, date) -> timestamptz
 *
 * The local midnight that begins the date, or the first instant after a gap there.
 * NULL:    strict.
 * Errors:  22008 for an infinite date.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_calendar_instant_date);
Datum
csq_calendar_instant_date(PG_FUNCTION_ARGS)
{
	return instant_of_local(csq_calendar_arg(fcinfo, 0), csq_date_arg(fcinfo, 1) * CSQ_USEC_PER_DAY);
}

/*
 * calendar_instant(calendar, timestamp) -> timestamptz
 *
 * The first instant at which the calendar's wall clock shows this time or a later one.
 * NULL:    strict.
 * Errors:  22008 for an infinite timestamp.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_calendar_instant_timestamp);
Datum
csq_calendar_instant_timestamp(PG_FUNCTION_ARGS)
{
	return instant_of_local(csq_calendar_arg(fcinfo, 0), csq_instant_arg(fcinfo, 1));
}

/*
 * calendar_instant(calendar, text) -> timestamptz
 *
 * ISO 8601: with a zone (Z, +08, +08:00) that instant; without one local time of the calendar; a bare date
 * its local midnight.  Full-width digits and signs are read too.
 * NULL:    strict.
 * Errors:  22007 not ISO 8601; 22008 out of range.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_calendar_instant_text);
Datum
csq_calendar_instant_text(PG_FUNCTION_ARGS)
{
	const CsqCalendar *cal = csq_calendar_arg(fcinfo, 0);
	CsqText            text = csq_text_arg(fcinfo, 1);
	CsqWhen            when = csq_when_of_text(text);

	return when.kind == CSQ_WHEN_INSTANT ? csq_instant_datum(when.at) : instant_of_local(cal, when.at);
}

bool
csq_is_time_text(const char *s, size_t len, int64 *at)
{
	CsqText folded = csq_fold_width(s, len);
	CsqWhen when;

	if (folded.len >= 8 && folded.len <= 9 && pg_strncasecmp(folded.s + folded.len - 8, "infinity", 8) == 0)
	{
		*at = *folded.s == '-' ? PG_INT64_MIN : PG_INT64_MAX;
		return true;
	}
	if (!csq_parse_when(folded.s, folded.len, &when))
		return false;
	*at = csq_instant_of_text((CsqText){s, len});
	return true;
}

/*
 * time_text(text) -> timestamptz
 *
 * The instant that a text names, for arguments that are a time or a calendar.
 * NULL:    strict; a text that is no time in ISO 8601.
 * Errors:  22007 a time without a zone.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_time_text);
Datum
csq_time_text(PG_FUNCTION_ARGS)
{
	CsqText text = csq_text_arg(fcinfo, 0);
	int64   at;

	if (!csq_is_time_text(text.s, text.len, &at))
		PG_RETURN_NULL();
	return at == PG_INT64_MIN ? TimestampTzGetDatum(at) : csq_instant_datum(at);
}

int64
csq_received(const CsqCalendar *cal, int64 at, int64 cutoff)
{
	int64    local = csq_calendar_local(cal, at);
	int64    day = csq_floor_div(local, CSQ_USEC_PER_DAY);
	int32    next;
	bool     workday;
	CsqError err;

	if (!csq_calendar_is_workday(cal, (int32) day, &workday, &err))
		csq_throw(&err);
	if (workday && local - day * CSQ_USEC_PER_DAY < cutoff)
		return at;
	if (!csq_calendar_add_days(cal, (int32) day, 1, &next, &err) ||
	    !csq_calendar_next_open(cal, csq_calendar_instant(cal, next * CSQ_USEC_PER_DAY), &at, &err))
		csq_throw(&err);
	return at;
}

/*
 * received_at(calendar, at timestamptz, cutoff time) -> timestamptz
 *
 * The cut-off rule: what comes in on a working day before the local time of the cut-off counts from then; what
 * comes later, or on another day, counts from the first open instant of the next working day.
 * NULL:    strict.
 * Errors:  22008 outside validity, or no working day follows.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_received_at);
Datum
csq_received_at(PG_FUNCTION_ARGS)
{
	return csq_instant_datum(
		csq_received(csq_calendar_arg(fcinfo, 0), csq_instant_arg(fcinfo, 1), PG_GETARG_TIMEADT(2)));
}

/*
 * is_known(calendar, at timestamptz) -> bool
 *
 * Does the calendar know the hours of that instant's date?  False outside its validity and where it goes on
 * provisionally.
 * NULL:    strict.
 * Errors:  22008 for an infinite timestamp.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_is_known);
Datum
csq_is_known(PG_FUNCTION_ARGS)
{
	const CsqCalendar *cal = csq_calendar_arg(fcinfo, 0);
	const CsqSpec     *spec = csq_calendar_spec(cal);
	int64              day = csq_floor_div(csq_calendar_local(cal, csq_instant_arg(fcinfo, 1)), CSQ_USEC_PER_DAY);

	PG_RETURN_BOOL(day >= spec->valid_from && day <= spec->valid_to && day <= spec->known_to);
}
