/*
 * surge_pg.c
 *		SQL shell of surge detection and of false discovery rates.
 */
#include "postgres.h"

#include <math.h>

#include "pg/rows_pg.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "base/literal.h"
#include "pg/args_pg.h"
#include "charts/series_pg.h"
#include "charts/surge.h"

/* What as_of is: a date, an instant, or either as text. */
typedef enum AsOf
{
	AS_OF_DATE,
	AS_OF_INSTANT,
	AS_OF_TEXT,
	AS_OF_NOTHING /* and the calendar is a literal */
} AsOf;

/* The last bucket that as_of (argument n) lets know of, INT64_MIN for NULL; what lies beyond is cut off. */
static int64
until_arg(FunctionCallInfo fcinfo, int n, AsOf kind, const CsqSeries *s, const CsqCalendar *calendar)
{
	int64 at;
	bool  is_date = kind == AS_OF_DATE;

	if (n < 0 || PG_ARGISNULL(n))
		return PG_INT64_MIN;
	if (kind == AS_OF_DATE)
		at = csq_date_arg(fcinfo, n) * USECS_PER_DAY;
	else if (kind == AS_OF_INSTANT)
		at = csq_instant_arg(fcinfo, n);
	else
		is_date = csq_text_bucket_arg(fcinfo, n, "as_of", &at);
	if (!s->instants)
		return csq_floor_div(is_date || calendar == NULL ? at : csq_calendar_local(calendar, at), USECS_PER_DAY);
	/* a date is the whole day */
	if (is_date)
		at = (calendar == NULL ? at + USECS_PER_DAY : csq_calendar_instant(calendar, at + USECS_PER_DAY)) - 1;
	return at;
}

static void
surge_row(ReturnSetInfo *rsinfo, const CsqGrid *g, const CsqCalendar *calendar, const CsqSurgePoint *p)
{
	Datum values[12];
	bool  nulls[12] = {false};
	bool  alarm = p->spike || p->sustained;

	csq_bucket_columns(g, calendar, p->at, values, nulls, 0, 11);
	values[1] = Float8GetDatum(p->n);
	values[2] = csq_number_or_null(p->expected, &nulls[2]);
	values[3] = csq_number_or_null(p->bound, &nulls[3]);
	values[4] = csq_number_or_null(p->score, &nulls[4]);
	values[5] = BoolGetDatum(alarm);
	nulls[5] = nulls[2];
	nulls[6] = !alarm;
	if (alarm)
		values[6] = CStringGetTextDatum(p->spike && p->sustained ? "spike and sustained"
		                                : p->spike               ? "spike"
		                                                         : "sustained");
	values[7] = csq_number_or_null(p->p_value, &nulls[7]);
	values[8] = csq_number_or_null(p->cusum, &nulls[8]);
	nulls[9] = nulls[10] = !alarm;
	if (alarm)
	{
		Datum first[2];
		bool  none[2];

		csq_bucket_columns(g, calendar, p->first_alarm, first, none, 0, 1);
		values[9] = first[0];
		values[10] = first[1];
		nulls[10] = none[1];
	}
	csq_srf_row(rsinfo, values, nulls);
}

/* calendar, as_of, options, step: numbers of the arguments, -1 for none. */
static Datum
surge(FunctionCallInfo fcinfo, int calendar_arg, int as_of_arg, AsOf kind, int options_arg, int step_arg)
{
	ReturnSetInfo     *rsinfo = csq_srf_begin(fcinfo);
	const CsqCalendar *calendar = NULL;
	const CsqSeries   *s;
	CsqGrid            grid;
	CsqSurgeSlot      *slots;
	CsqSurgeOptions    o;
	CsqSurgePoint     *points;
	CsqError           err;
	int64              until;
	int                nslots;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	s = csq_series_arg(fcinfo, 0);
	if (calendar_arg >= 0 && !PG_ARGISNULL(calendar_arg))
		calendar = kind == AS_OF_NOTHING ? csq_calendar_text_arg(fcinfo, calendar_arg)
		                                 : csq_calendar_arg(fcinfo, calendar_arg);
	until = until_arg(fcinfo, as_of_arg, kind, s, calendar);
	csq_grid_of(fcinfo, s, step_arg, until, &grid);
	while (until != PG_INT64_MIN && grid.n > 0 && grid.points[grid.n - 1].at > until)
		grid.n--; /* nothing after it was known then */
	if (!csq_surge_slots(&grid, calendar, &slots, &nslots, &err))
		csq_throw(&err);
	csq_surge_defaults(nslots, &o);
	if (options_arg >= 0 && !PG_ARGISNULL(options_arg))
	{
		CsqText options = csq_jsonb_arg(fcinfo, options_arg);

		if (!csq_surge_options(options.s, options.len, &o, &err))
			csq_throw(&err);
	}
	if (!csq_surge(&grid, slots, nslots, &o, &points, &err))
		csq_throw(&err);
	for (uint32 i = 0; i < grid.n; i++)
		surge_row(rsinfo, &grid, calendar, &points[i]);
	return (Datum) 0;
}

/*
 * surge(series, calendar, as_of date | timestamptz | text, options jsonb, step interval), surge(series, as_of ...)
 *		-> setof (bucket date, n, expected, bound, score float8, alarm bool, kind text, p_value, cusum float8,
 *				  first_alarm date, first_alarm_at timestamptz, at timestamptz)
 *
 * Each bucket of a series of counts against the weeks before it: what was expected, up to where it is no spike,
 * how far it
 * is off, and whether that is an alarm.  kind: spike, sustained, or both; first_alarm: where the alarms that
 * this one goes on
 * with began.  as_of: what lies after it is not read, and buckets without rows up to it are zero.  The calendar gives
 * holidays and the zone of hours.
 * NULL:    no rows without a series; NULL for the others is their default.  expected to cusum and alarm are NULL
 *          where fewer than four weeks are known before.
 * Errors:  22023 a series that is not of counts, a step that is not a week, a day or a part of it, an unknown
 *          option; 22007 an
 *          as_of that is no date; days beyond the validity of the calendar.
 * Cost:    O(window) for each day.
 * Source:  see surge.c.
 */
PG_FUNCTION_INFO_V1(csq_surge_rows);
Datum
csq_surge_rows(PG_FUNCTION_ARGS)
{
	return surge(fcinfo, 1, 2, AS_OF_DATE, 3, 4);
}

CSQ_PLANNED_ROWS_OF(csq_surge_rows, CsqSeries, v->nbuckets)

PG_FUNCTION_INFO_V1(csq_surge_rows_instant);
Datum
csq_surge_rows_instant(PG_FUNCTION_ARGS)
{
	return surge(fcinfo, 1, 2, AS_OF_INSTANT, 3, 4);
}

PG_FUNCTION_INFO_V1(csq_surge_rows_text);
Datum
csq_surge_rows_text(PG_FUNCTION_ARGS)
{
	return surge(fcinfo, 1, 2, AS_OF_TEXT, 3, 4);
}

PG_FUNCTION_INFO_V1(csq_surge_as_of_date);
Datum
csq_surge_as_of_date(PG_FUNCTION_ARGS)
{
	return surge(fcinfo, -1, 1, AS_OF_DATE, -1, -1);
}

PG_FUNCTION_INFO_V1(csq_surge_as_of_instant);
Datum
csq_surge_as_of_instant(PG_FUNCTION_ARGS)
{
	return surge(fcinfo, -1, 1, AS_OF_INSTANT, -1, -1);
}

/* A literal in the second place is a calendar when it reads like one: "tz UTC; mon-fri 9-18", or JSON. */
PG_FUNCTION_INFO_V1(csq_surge_as_of_text);
Datum
csq_surge_as_of_text(PG_FUNCTION_ARGS)
{
	CsqText given = {NULL, 0};

	if (!PG_ARGISNULL(1))
		given = csq_fold_width(csq_text_arg(fcinfo, 1).s, csq_text_arg(fcinfo, 1).len);
	if (given.len > 0 && (memchr(given.s, ';', given.len) != NULL || memchr(given.s, '{', given.len) != NULL))
		return surge(fcinfo, 1, -1, AS_OF_NOTHING, -1, -1);
	return surge(fcinfo, -1, 1, AS_OF_TEXT, -1, -1);
}

/*
 * fdr(p_values float8[], rate float8) -> bool[]
 *
 * Which of many tests to believe, so that of those believed a share of at most rate is expected to be false.
 * NULL:    strict; a NULL among the p-values is no test, and its answer is NULL.
 * Errors:  22023 a p-value or rate outside 0..1.
 * Cost:    O(n log n).
 * Source:  Benjamini and Hochberg, JRSS B 57 (1995).
 */
PG_FUNCTION_INFO_V1(csq_fdr_found);
Datum
csq_fdr_found(PG_FUNCTION_ARGS)
{
	double  rate = PG_GETARG_FLOAT8(1);
	Datum  *elements;
	bool   *nulls;
	bool   *found;
	double *p;
	int     n, dims, lower = 1;

	csq_require_level(rate, "rate");
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(0), FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &elements,
	                  &nulls, &n);
	p = palloc(((size_t) n + 1) * sizeof *p);
	found = palloc((size_t) n + 1);
	for (int i = 0; i < n; i++)
	{
		p[i] = nulls[i] ? NAN : DatumGetFloat8(elements[i]);
		if (!nulls[i] && !(p[i] >= 0 && p[i] <= 1))
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%g is no p-value", p[i]),
			                errdetail("It is a probability between 0 and 1.")));
	}
	csq_fdr(p, (uint32) n, rate, found);
	if (n == 0)
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(BOOLOID));
	for (int i = 0; i < n; i++)
		elements[i] = BoolGetDatum(found[i]);
	dims = n;
	PG_RETURN_ARRAYTYPE_P(construct_md_array(elements, nulls, 1, &dims, &lower, BOOLOID, 1, true, TYPALIGN_CHAR));
}
