/*
 * calendar_args_pg.c
 *		Instants, dates and ranges between SQL and the core: see calendar_args_pg.h.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/multirangetypes.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

#include "pg/args_pg.h"
#include "pg/csq.h"
#include "calendar/calendar_args_pg.h"
#include "calendar/zone_pg.h"

int32
csq_date_arg(FunctionCallInfo fcinfo, int argno)
{
	DateADT date = PG_GETARG_DATEADT(argno);

	if (unlikely(DATE_NOT_FINITE(date)))
		csq_refuse_infinite("date");
	if (unlikely(date >=
	             TIMESTAMP_END_JULIAN - POSTGRES_EPOCH_JDATE)) /* a date reaches 20 times as far as an instant */
	{
		int year;
		int month;
		int day;

		j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
		                errmsg("a date is out of range: %d-%02d-%02d", year, month, day),
		                errdetail("Dates must lie within the range of timestamps, up to 294276-12-31."),
		                errhint("Use NULL for an event that has not happened.")));
	}
	return date;
}

Datum
csq_instant_datum(int64 at)
{
	if (unlikely(at != PG_INT64_MAX && !IS_VALID_TIMESTAMP(at)))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("timestamp out of range")));
	return TimestampTzGetDatum(at);
}

/* A bound of a range of timestamps: no bound and infinity are the same. */
static int64
bound_value(const RangeBound *b)
{
	return b->infinite ? (b->lower ? PG_INT64_MIN : PG_INT64_MAX) : DatumGetTimestampTz(b->val);
}

CsqPauses
csq_pauses_arg(FunctionCallInfo fcinfo, int argno)
{
	MultirangeType *mr = PG_GETARG_MULTIRANGE_P(argno);
	TypeCacheEntry *range = lookup_type_cache(TSTZRANGEOID, TYPECACHE_RANGE_INFO);
	int64          *lohi = palloc(sizeof *lohi * 2 * (Size) mr->rangeCount + 1);
	int             n = 0;

	for (uint32 i = 0; i < mr->rangeCount; i++)
	{
		RangeBound lo, hi;

		multirange_get_bounds(range, mr, i, &lo, &hi);
		lohi[2 * n] = bound_value(&lo);
		lohi[2 * n + 1] = bound_value(&hi);
		if (lohi[2 * n] < lohi[2 * n + 1])
			n++; /* single instants have no duration */
	}
	return (CsqPauses){n, lohi};
}

bool
csq_period_arg(FunctionCallInfo fcinfo, int argno, int64 *from, int64 *to)
{
	RangeType *r = PG_GETARG_RANGE_P(argno);
	RangeBound lo, hi;
	bool       empty;

	range_deserialize(lookup_type_cache(TSTZRANGEOID, TYPECACHE_RANGE_INFO), r, &lo, &hi, &empty);
	if (empty)
		return false;
	*from = bound_value(&lo);
	*to = bound_value(&hi);
	if (TIMESTAMP_NOT_FINITE(*from) || TIMESTAMP_NOT_FINITE(*to))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("the period must have a start and an end"),
		                errhint("For example: '[2026-01-01 00:00+08, 2026-02-01 00:00+08)'.")));
	return true;
}

static RangeType *
make_range_of(TypeCacheEntry *type, Datum lo, bool no_lo, Datum hi, bool no_hi)
{
	RangeBound lower = {.val = lo, .infinite = no_lo, .inclusive = !no_lo, .lower = true};
	RangeBound upper = {.val = hi, .infinite = no_hi, .inclusive = false, .lower = false};

	return csq_make_range(type, &lower, &upper, false);
}

Datum
csq_multirange_datum(const int64 *lohi, int n)
{
	TypeCacheEntry *range = lookup_type_cache(TSTZRANGEOID, TYPECACHE_RANGE_INFO);
	RangeType     **ranges = palloc(sizeof *ranges * (Size) n + 1);

	for (int i = 0; i < n; i++)
		ranges[i] =
			make_range_of(range, csq_instant_datum(lohi[2 * i]), false, csq_instant_datum(lohi[2 * i + 1]), false);
	PG_RETURN_MULTIRANGE_P(make_multirange(TSTZMULTIRANGEOID, range, n, ranges));
}

void
csq_daterange_arg(FunctionCallInfo fcinfo, int argno, int32 *from, int32 *to)
{
	RangeType *r = PG_GETARG_RANGE_P(argno);
	RangeBound lo, hi;
	bool       empty;

	range_deserialize(lookup_type_cache(DATERANGEOID, TYPECACHE_RANGE_INFO), r, &lo, &hi, &empty);
	*from = 0;
	*to = 0;
	if (empty)
		return;
	/* canonical dateranges are [lo, hi); the infinities of dates are the limits of int32 */
	*from = lo.infinite ? PG_INT32_MIN : DatumGetDateADT(lo.val);
	*to = hi.infinite ? PG_INT32_MAX : DatumGetDateADT(hi.val);
}

Datum
csq_daterange_datum(int32 first, int32 last)
{
	TypeCacheEntry *range = lookup_type_cache(DATERANGEOID, TYPECACHE_RANGE_INFO);
	bool            no_end = last == PG_INT32_MAX;

	PG_RETURN_RANGE_P(make_range_of(range, DateADTGetDatum(first), first == PG_INT32_MIN,
	                                DateADTGetDatum(no_end ? 0 : last + 1), no_end));
}

/* ---- calendars in the place of a label ---- */

/* Does it read as a calendar, perhaps once it has a zone?  Hours have digits; a word alone is a label. */
static bool
is_calendar_text(CsqText label, bool *zoneless)
{
	CsqSpec  spec;
	CsqError err;
	CsqBuf   b;
	bool     digits = false;

	for (size_t i = 0; i < label.len; i++)
		digits |= label.s[i] >= '0' && label.s[i] <= '9';
	if (!digits)
		return false;
	*zoneless = false;
	if (csq_calendar_parse(label.s, label.len, &spec, &err))
		return csq_zone_canonical(spec.zone, spec.zone, &err);
	csq_buf_init(&b);
	csq_buf_str(&b, "tz UTC; ");
	csq_buf_put(&b, label.s, label.len);
	*zoneless = true;
	return csq_calendar_parse(b.data, b.len, &spec, &err);
}

void
csq_refuse_calendar(FunctionCallInfo fcinfo, int n, bool strict, const char *function, const char *what,
                    const char *for_calendar)
{
	bool    constant = csq_arg_is_constant(fcinfo, n);
	bool    zoneless;
	CsqText label;

	if (PG_ARGISNULL(n) || (!constant && !strict))
		return;
	label = csq_text_arg(fcinfo, n);
	if (!is_calendar_text(label, &zoneless) || (zoneless && !constant))
		return;
	ereport(ERROR,
	        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	         errmsg("a calendar stands where %s has its %s: \"%s\"", function, what, csq_quoted(label.s, label.len).s),
	         errdetail("It would be the %s of every event, a text%s.", what,
	                   zoneless ? "; as a calendar it lacks its zone" : ""),
	         errhint("%s", for_calendar)));
}
