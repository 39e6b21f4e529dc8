/*
 * series_pg.c
 *		SQL shell of series: the type, its aggregates, and what reads it as it is.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "funcapi.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "base/instant.h"
#include "base/literal.h"
#include "pg/args_pg.h"
#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "pg/stored_type_pg.h"
#include "charts/series_pg.h"

static const void *
opened(const void *value, CsqError *err)
{
	if (!csq_series_check(value, csq_flat_size(value), err))
		return NULL;
	return csq_series_pack(value, err);
}

/*
 * Text: {"v":1,"bucket":"date","measure":"count","rows":[["2026-01-05",3,"3"],...]}, see series_text.c; binary
 *       likewise.
 * Errors: 22P02 text that is none, 22P03 binary input that is none, 0A000 of a newer version.  Cost: O(buckets).
 */
CSQ_STORED_TYPE(series, csq_series, .check = csq_series_check, .open = opened)
CSQ_STORED_JSON(series, series_type)

/*
 * series_combine(series, series) -> series
 *
 * The operator +, transition function of rollup(series) and combine function.
 * NULL:    a NULL adds nothing.
 * Errors:  22023 series of different measures or kinds of buckets; 22003 a sum out of range; 22P03 a damaged value.
 * Cost:    O(buckets of the second).
 */
CSQ_STORED_MERGE(series, CsqSeries, csq_series_check, csq_series_merge)

/* ---- collecting ---- */

/* Argument 1 as a bucket. */
static int64
bucket_arg(FunctionCallInfo fcinfo, bool instants)
{
	int64 at = instants ? PG_GETARG_TIMESTAMPTZ(1) : PG_GETARG_DATEADT(1);

	if (!csq_series_in_range(instants, at))
	{
		const char *said = at < 0 ? "-infinity" : "infinity"; /* all that is out of range of instants */

		if (!instants && !DATE_NOT_FINITE((DateADT) at))
		{
			int year, month, day;

			j2date((int) at + POSTGRES_EPOCH_JDATE, &year, &month, &day);
			said = psprintf("%d-%02d-%02d", year, month, day);
		}
		ereport(ERROR,
		        (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("a bucket of a series is out of range: %s", said),
		         errdetail("Dates are of the years 1 to 9999, instants are finite."),
		         errhint("Leave such rows out with FILTER, and look into them.")));
	}
	return at;
}

/* Argument 0 as the state of this measure, or a new one. */
static CsqSeries *
state_arg(FunctionCallInfo fcinfo, bool instants, CsqSeriesMeasure measure)
{
	CsqSeries *s = PG_ARGISNULL(0) ? csq_series_new(instants, measure) : csq_flat_state(fcinfo, csq_series_check);
	CsqError   err;

	if (PG_ARGISNULL(0) && instants)
		csq_refuse_zoneless(fcinfo); /* date_trunc('day', date) */
	if (!csq_series_alike(s, instants, measure, &err))
		csq_throw(&err);
	return s;
}

static const CsqBucket nothing = {0, 0, 0, 0};

/* Adds to a bucket, of which all but its time is given; n = 0 keeps it and adds nothing. */
static Datum
append(FunctionCallInfo fcinfo, bool instants, CsqSeriesMeasure measure, CsqBucket b)
{
	CsqSeries *s = state_arg(fcinfo, instants, measure);
	CsqError   err;

	b.at = bucket_arg(fcinfo, instants);
	if (!csq_series_add_there(s, &b) && !csq_series_add(&s, &b, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(s);
}

/* The rows that are not the common case: the first one, a new bucket, a full tail, a state that is not our own. */
static pg_noinline Datum
append_new(FunctionCallInfo fcinfo, bool instants, CsqSeriesMeasure measure, int64 at, int64 amount)
{
	CsqSeries *s = state_arg(fcinfo, instants, measure);
	CsqError   err;

	if (!csq_series_add_row(&s, at, amount, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(s);
}

/* Adds one row, of a measure other than a rate. */
static pg_attribute_always_inline Datum
append_row(FunctionCallInfo fcinfo, bool instants, CsqSeriesMeasure measure, int64 amount)
{
	CsqSeries *s = (CsqSeries *) PG_GETARG_POINTER(0);
	int64      at = bucket_arg(fcinfo, instants);
	CsqBucket  b = csq_series_row(measure, at, amount);

	if (CSQ_LIKELY(!PG_ARGISNULL(0) && csq_in_aggregate(fcinfo) && !VARATT_IS_EXTENDED(s) && s->instants == instants &&
	               s->measure == measure &&
	               (s->tail > 0 ? csq_series_wait(s, at, amount) : csq_series_add_there(s, &b))))
		PG_RETURN_POINTER(s);
	return append_new(fcinfo, instants, measure, at, amount);
}

/* The state as it was: a row without a bucket. */
static Datum
unchanged(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_POINTER(csq_flat_state(fcinfo, csq_series_check));
}

static Datum
add_row(FunctionCallInfo fcinfo, bool instants)
{
	if (PG_ARGISNULL(1))
		return unchanged(fcinfo);
	return append_row(fcinfo, instants, CSQ_MEASURE_COUNT, 1);
}

static Datum
add_counted(FunctionCallInfo fcinfo, bool instants)
{
	if (PG_ARGISNULL(1))
		return unchanged(fcinfo);
	if (PG_ARGISNULL(2))
		return append(fcinfo, instants, CSQ_MEASURE_COUNT, nothing);
	if (PG_GETARG_INT64(2) < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("a count of a series is not negative: %lld", (long long) PG_GETARG_INT64(2))));
	return append_row(fcinfo, instants, CSQ_MEASURE_COUNT, PG_GETARG_INT64(2));
}

static pg_noinline int64
large_millionths(float8 value, const char *what)
{
	int64    v;
	CsqError err;

	csq_require_finite(value, what);
	if (!csq_series_millionths(value, &v, &err))
		csq_throw(&err);
	return v;
}

/* A number in millionths. */
static inline int64
millionths(float8 value, const char *what)
{
	int64 v;

	return CSQ_LIKELY(csq_series_small_millionths(value, &v)) ? v : large_millionths(value, what);
}

static Datum
add_value(FunctionCallInfo fcinfo, bool instants)
{
	if (PG_ARGISNULL(1))
		return unchanged(fcinfo);
	if (PG_ARGISNULL(2))
		return append(fcinfo, instants, CSQ_MEASURE_VALUE, nothing);
	return append_row(fcinfo, instants, CSQ_MEASURE_VALUE, millionths(PG_GETARG_FLOAT8(2), "value"));
}

static Datum
add_hit(FunctionCallInfo fcinfo, bool instants)
{
	if (PG_ARGISNULL(1))
		return unchanged(fcinfo);
	if (PG_ARGISNULL(2))
		return append(fcinfo, instants, CSQ_MEASURE_SHARE, nothing);
	return append_row(fcinfo, instants, CSQ_MEASURE_SHARE, PG_GETARG_BOOL(2));
}

static Datum
add_rate(FunctionCallInfo fcinfo, bool instants)
{
	CsqBucket b = {0, 0, 0, 0};
	int64     exposure;

	if (PG_ARGISNULL(1))
		return unchanged(fcinfo);
	if (!PG_ARGISNULL(2) && !PG_ARGISNULL(3))
	{
		csq_require_finite(PG_GETARG_FLOAT8(3), "exposure");
		if (PG_GETARG_INT64(2) < 0 || PG_GETARG_FLOAT8(3) < 0)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			                errmsg("neither events nor exposure of a series are negative: %lld of %g",
			                       (long long) PG_GETARG_INT64(2), PG_GETARG_FLOAT8(3))));
		exposure = millionths(PG_GETARG_FLOAT8(3), "exposure");
		if (exposure == 0 && PG_GETARG_INT64(2) > 0)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			                errmsg("%lld events cannot come from an exposure of %g", (long long) PG_GETARG_INT64(2),
			                       PG_GETARG_FLOAT8(3)),
			                errdetail("Exposure is kept in millionths."),
			                errhint("Leave the bucket out, or count the exposure in a smaller unit.")));
		b.n = 1;
		b.sum = PG_GETARG_INT64(2);
		b.squares = (CsqU128) exposure;
	}
	return append(fcinfo, instants, CSQ_MEASURE_RATE, b);
}

/* Argument 1, a text, as the bucket that it names: a date or, true, an instant; without a zone it is taken as UTC. */
static bool
read_typed_bucket(FunctionCallInfo fcinfo)
{
	CsqWhen when;

	if (PG_ARGISNULL(1))
		return PG_ARGISNULL(0) || ((const CsqSeries *) csq_flat_state(fcinfo, csq_series_check))->instants;
	when = csq_when_of_text(csq_text_arg(fcinfo, 1));
	fcinfo->args[1].value = when.kind == CSQ_WHEN_DATE
	                            ? DateADTGetDatum((DateADT) csq_floor_div(when.at, USECS_PER_DAY))
	                            : TimestampTzGetDatum(when.at);
	return when.kind != CSQ_WHEN_DATE;
}

/*
 * series_append(series, bucket date | timestamptz | timestamp | text [, ...]) -> series
 *
 * Transition functions of series_agg and count_series_agg: a row (count), n bigint (count), value float8, hit bool,
 * events bigint and exposure float8.
 * NULL:    without a bucket the row is ignored; without a value the bucket is kept and gets nothing.
 * Errors:  22007 a text that is no time in ISO 8601; 22008 an infinite bucket; 22003 a value that is not finite or
 *          too large; 22023 negative counts or exposure, events without exposure.
 * Cost:    O(1) for a bucket that is there, amortised O(log n) for a new one.
 */
#define SERIES_APPEND(name, add)                                                                                       \
	PG_FUNCTION_INFO_V1(csq_series_##name##_date);                                                                     \
	Datum csq_series_##name##_date(PG_FUNCTION_ARGS)                                                                   \
	{                                                                                                                  \
		return add(fcinfo, false);                                                                                     \
	}                                                                                                                  \
	PG_FUNCTION_INFO_V1(csq_series_##name##_instant);                                                                  \
	Datum csq_series_##name##_instant(PG_FUNCTION_ARGS)                                                                \
	{                                                                                                                  \
		return add(fcinfo, true);                                                                                      \
	}                                                                                                                  \
	PG_FUNCTION_INFO_V1(csq_series_##name##_text);                                                                     \
	Datum csq_series_##name##_text(PG_FUNCTION_ARGS)                                                                   \
	{                                                                                                                  \
		return add(fcinfo, read_typed_bucket(fcinfo));                                                                 \
	}

SERIES_APPEND(row, add_row)
SERIES_APPEND(counted, add_counted)
SERIES_APPEND(value, add_value)
SERIES_APPEND(hit, add_hit)
SERIES_APPEND(rate, add_rate)

/* ---- arguments and results ---- */

const CsqSeries *
csq_series_arg(FunctionCallInfo fcinfo, int n)
{
	return csq_stored_arg(fcinfo, n, &series_type);
}

/* An interval as a step: months, or days and time. */
static CsqSeriesStep
step_of(FunctionCallInfo fcinfo, int argno, bool instants)
{
	const Interval *i = PG_GETARG_INTERVAL_P(argno);
	CsqSeriesStep   step = {i->month, 0};
	int64           usec = 0;
	bool            ok = csq_interval_usec(i, &usec);

	if (i->month == 0 && instants)
		step.ticks = usec;
	else if (i->month == 0 && usec % USECS_PER_DAY == 0)
		step.ticks = usec / USECS_PER_DAY;
	if (!ok || i->month < 0 || i->month > 1200 || (i->month != 0 && usec != 0) || (i->month == 0 && step.ticks <= 0))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("this interval is no step of a series"),
		                errdetail(instants ? "A step is a number of months, or of days, hours and minutes."
		                                   : "Buckets that are dates lie whole days, weeks or months apart."),
		                errhint("For example interval '1 day', interval '1 week' or interval '1 month'.")));
	return step;
}

void
csq_grid_of(FunctionCallInfo fcinfo, const CsqSeries *s, int step_arg, int64 until, CsqGrid *grid)
{
	CsqSeriesStep step;
	CsqError      err;

	if (step_arg >= 0 && !PG_ARGISNULL(step_arg))
		step = step_of(fcinfo, step_arg, s->instants);
	else if (!csq_series_step(s, &step, &err))
		csq_throw(&err);
	if (!csq_series_grid(s, step, until, grid, &err))
		csq_throw(&err);
}

void
csq_grid_arg(FunctionCallInfo fcinfo, int step_arg, CsqGrid *grid)
{
	csq_grid_of(fcinfo, csq_series_arg(fcinfo, 0), step_arg, PG_INT64_MIN, grid);
}

void
csq_bucket_columns(const CsqGrid *grid, const CsqCalendar *calendar, int64 at, Datum *values, bool *nulls, int date,
                   int instant)
{
	int64 local = grid->instants && calendar != NULL ? csq_calendar_local(calendar, at) : at;

	values[date] = DateADTGetDatum((DateADT) (grid->instants ? csq_floor_div(local, USECS_PER_DAY) : at));
	nulls[date] = false;
	nulls[instant] = !grid->instants;
	values[instant] = TimestampTzGetDatum(at);
}

int64
csq_bucket_of_date(const CsqSeries *s, int32 date)
{
	int64 at;

	if (!s->instants)
		return date;
	if (!csq_mul_i64(date, USECS_PER_DAY, &at))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("date out of range")));
	return at;
}

bool
csq_text_bucket_arg(FunctionCallInfo fcinfo, int n, const char *what, int64 *at)
{
	CsqText given = csq_text_arg(fcinfo, n);
	CsqText text = csq_fold_width(given.s, given.len);
	CsqBuf  b;
	bool    is_date = text.len <= 10;

	csq_buf_init(&b);
	csq_buf_put(&b, text.s, text.len < 60 ? text.len : 60);
	if (is_date)
		csq_buf_str(&b, "T00:00:00Z");
	if (!csq_parse_instant(b.data, b.len, at))
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_DATETIME_FORMAT),
		         errmsg("invalid date: \"%s\"", csq_quoted(given.s, given.len).s),
		         errdetail("It is given for %s.", what),
		         errhint("Write a date like 2026-01-31, or an instant with its zone like 2026-01-31T18:00:00+08:00.")));
	return is_date;
}

/* ---- the points ---- */

static void
point_row(ReturnSetInfo *rsinfo, const CsqGrid *g, const CsqPoint *p)
{
	Datum values[5];
	bool  nulls[5] = {false};

	csq_bucket_columns(g, NULL, p->at, values, nulls, 0, 4);
	values[1] = Float8GetDatum(csq_point_volume(g, p));
	values[2] = Float8GetDatum(p->sum);
	values[3] = csq_number_or_null(p->value, &nulls[3]);
	csq_srf_row(rsinfo, values, nulls);
}

/*
 * points(series, step interval) -> setof (bucket date, volume, total, value float8, at timestamptz)
 *
 * The series bucket by bucket.  volume: what the figure is of (rows, trials, exposure; of counts the count);
 * total: events,
 * hits or the sum of the values; value: the figure, NULL where nothing is known.  Counts are 0 in buckets
 * between the first
 * and the last that nothing was said of.
 * NULL:    no rows without a series; step NULL: as the buckets lie.
 * Errors:  22023 buckets off the step; 54000 beyond 1,000,000 buckets.
 * Cost:    O(buckets).
 */
PG_FUNCTION_INFO_V1(csq_series_points);
Datum
csq_series_points(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqGrid        grid;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	csq_grid_arg(fcinfo, 1, &grid);
	for (uint32 i = 0; i < grid.n; i++)
		point_row(rsinfo, &grid, &grid.points[i]);
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_series_points, CsqSeries, v->nbuckets)

/*
 * peak(series, k int) -> setof (bucket date, volume, total, value float8, at timestamptz)
 *
 * The k busiest buckets, by volume, the busiest first; of equal ones the earlier first.  sum(total) /
 * sum(volume) over the
 * rows is the figure of the peak.
 * NULL:    no rows.
 * Errors:  22023 k below 1, and as points().
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_series_peak_rows);
Datum
csq_series_peak_rows(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqGrid        grid;
	CsqPoint      *top;
	uint32         n;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	if (PG_GETARG_INT32(1) < 1)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		         errmsg("a peak of %d buckets is not possible", PG_GETARG_INT32(1)), errdetail("It has at least 1.")));
	csq_grid_arg(fcinfo, -1, &grid);
	top = csq_series_peak(&grid, (uint32) PG_GETARG_INT32(1), &n);
	for (uint32 i = 0; i < n; i++)
		point_row(rsinfo, &grid, &top[i]);
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_series_peak_rows, CsqSeries, Min(v->nbuckets, csq_planned_int(call, 1, 10)))
