/*
 * attainment_pg.c
 *		SQL shell of attainment: the share of clocks that stop within a time, with
 *		clocks that still run counted for what they are.
 *
 * attainment_agg's state is its result.  Readers put it into canonical form and
 * walk the product-limit curve once: O(different seconds).
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "funcapi.h"
#include "pg/rows_pg.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/args_pg.h"
#include "sla/attainment.h"
#include "base/stats.h"
#include "pg/stored_type_pg.h"

/* ---- the type ---- */

/* In canonical form. */
static const void *
opened(const void *value, CsqError *err)
{
	return csq_attainment_pack(value, err);
}

/*
 * attainment_in, _out, _recv, _send, _eq, _ne
 *
 * Text: {"v":1,"stopped":[[seconds,count],...],"running":[[seconds,count],...]}, "entered" likewise
 * where clocks were watched late; in, in any order; out, ascending.  Equal: the same clocks,
 * stopped or running, equally often.
 * Errors:  in: 22P02; recv: 22P03.
 * Cost:    O(n log n); recv: O(n).
 */
CSQ_STORED_TYPE(attainment, csq_attainment, .check = csq_attainment_check, .open = opened)
CSQ_STORED_JSON(attainment, attainment_type)

/* ---- helpers ---- */

/* Argument 0 as a state that may be added to. */
static CsqAttainment *
state_arg(FunctionCallInfo fcinfo)
{
	return csq_flat_state(fcinfo, csq_attainment_check);
}

/* An interval without months as microseconds; its days are 24 hours, as those of a difference of timestamps. */
static int64
usec_arg(FunctionCallInfo fcinfo, int n)
{
	Interval *v = PG_GETARG_INTERVAL_P(n);
	int64     usec;

	if (v->month != 0)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the time of a clock is not counted in months"),
		         errdetail("Months have different lengths."), errhint("Write it in hours, minutes and seconds.")));
	if (!csq_interval_usec(v, &usec))
		csq_interval_out_of_range();
	return usec;
}

static Datum
seconds_datum(int64 seconds)
{
	return csq_length_datum(seconds * USECS_PER_SEC); /* at most 1e12 seconds */
}

static void
curve_arg(FunctionCallInfo fcinfo, int n, double confidence, CsqCurve *curve)
{
	CsqError err;

	csq_require_level(confidence, "confidence");
	if (!csq_attainment_curve(csq_stored_arg(fcinfo, n, &attainment_type), csq_z_of(confidence), curve, &err))
		csq_throw(&err);
}

/* ---- aggregates ---- */

/*
 * attainment_append(attainment, elapsed interval, stopped bool) -> attainment
 * attainment_append(attainment, seconds float8, stopped bool) -> attainment
 *
 * Transition functions of attainment_agg.
 * NULL:    a row without time, or of which it is not known whether it stopped, is skipped.
 * Errors:  22023 negative time, months; 22003 not finite; 54000 above 1 GB.
 * Cost:    O(log n) amortised.
 */
static Datum
append(FunctionCallInfo fcinfo, int64 usec)
{
	CsqAttainment *a = PG_ARGISNULL(0) ? csq_attainment_new() : state_arg(fcinfo);
	CsqError       err;

	if (!csq_attainment_add(&a, usec, PG_GETARG_BOOL(2), 1, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(a);
}

static Datum
unchanged(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state_arg(fcinfo));
}

PG_FUNCTION_INFO_V1(csq_attainment_append_interval);
Datum
csq_attainment_append_interval(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return unchanged(fcinfo);
	return append(fcinfo, usec_arg(fcinfo, 1));
}

PG_FUNCTION_INFO_V1(csq_attainment_append_seconds);
Datum
csq_attainment_append_seconds(PG_FUNCTION_ARGS)
{
	double seconds;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return unchanged(fcinfo);
	seconds = PG_GETARG_FLOAT8(1) * csq_seconds_of_one(fcinfo, 1);
	csq_require_finite(seconds, "the time of a clock");
	if (seconds < 0 || seconds >= (double) CSQ_ATTAINMENT_MAX_SECONDS)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("the time of a clock is out of range: %g seconds", seconds),
		                errdetail("Attainment counts from 0 to 1000000000000 seconds.")));
	return append(fcinfo, (int64) rint(seconds * 1e6));
}

/*
 * attainment_merge(attainment, attainment) -> attainment
 *
 * Transition function of rollup(attainment) and combine function.
 * NULL:    a NULL adds nothing.
 * Errors:  22P03 a damaged value; 54000 above 1 GB.
 * Cost:    O(entries of the second), amortised O(log n) each.
 */
CSQ_STORED_MERGE(attainment, CsqAttainment, csq_attainment_check, csq_attainment_merge)

/* ---- readers ---- */

/*
 * num_clocks, num_stopped(attainment) -> int8
 *
 * How many clocks were counted, and how many of them stopped.
 * NULL:    strict.  Cost: O(n).
 */
PG_FUNCTION_INFO_V1(csq_attainment_num_clocks);
Datum
csq_attainment_num_clocks(PG_FUNCTION_ARGS)
{
	CsqCurve curve;

	curve_arg(fcinfo, 0, 0.95, &curve);
	PG_RETURN_INT64(curve.n);
}

PG_FUNCTION_INFO_V1(csq_attainment_num_stopped);
Datum
csq_attainment_num_stopped(PG_FUNCTION_ARGS)
{
	CsqCurve curve;

	curve_arg(fcinfo, 0, 0.95, &curve);
	PG_RETURN_INT64(curve.stops);
}

static bool
known_until(const CsqAttainment *a, int64 usec)
{
	return a->nentries > 0 && usec / USECS_PER_SEC <= csq_attainment_known(a);
}

/* which: 0 estimate, -1 and +1 ends of the interval. */
static Datum
attained(FunctionCallInfo fcinfo, int which, double confidence)
{
	int64                usec = usec_arg(fcinfo, 1);
	const CsqAttainment *a = csq_stored_arg(fcinfo, 0, &attainment_type);
	const CsqCurvePoint *p;
	CsqCurve             curve;
	CsqError             err;

	csq_require_level(confidence, "confidence");
	if (!csq_attainment_curve(a, csq_z_of(confidence), &curve, &err))
		csq_throw(&err);
	if (!known_until(a, usec))
		PG_RETURN_NULL();
	p = csq_curve_at(&curve, usec);
	if (p == NULL)
		PG_RETURN_FLOAT8(which > 0 ? csq_curve_interval(&curve, NULL, 1, curve.z).hi : 0);
	PG_RETURN_FLOAT8(which == 0 ? p->attained : which < 0 ? p->lo : p->hi);
}

/*
 * attained_by(attainment, within interval) -> float8
 *
 * Share of clocks that stop within a time: product-limit estimate, so that clocks which still run count for as
 * long as they have been watched.
 * NULL:    strict; NULL beyond the longest time if that clock still ran: nothing is known there.
 * Errors:  22023 months.
 * Cost:    O(n).
 * Source:  Kaplan and Meier, JASA 53 (1958).
 */
PG_FUNCTION_INFO_V1(csq_attained_by);
Datum
csq_attained_by(PG_FUNCTION_ARGS)
{
	return attained(fcinfo, 0, 0.95);
}

/*
 * attained_lo, attained_hi(attainment, within interval, confidence float8) -> float8
 *
 * Ends of the interval of attained_by: Greenwood's variance on the scale of log(-log), exact binomial where that
 * has no value (nobody has stopped yet, or everybody).
 * NULL:    as attained_by.
 * Errors:  22023 unless 0 < confidence < 1.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_attained_lo);
Datum
csq_attained_lo(PG_FUNCTION_ARGS)
{
	return attained(fcinfo, -1, PG_GETARG_FLOAT8(2));
}

PG_FUNCTION_INFO_V1(csq_attained_hi);
Datum
csq_attained_hi(PG_FUNCTION_ARGS)
{
	return attained(fcinfo, 1, PG_GETARG_FLOAT8(2));
}

static Datum
quantile(FunctionCallInfo fcinfo, int which, double confidence)
{
	double   q = PG_GETARG_FLOAT8(1);
	int64    seconds;
	CsqCurve curve;

	if (!(q > 0 && q <= 1))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("a quantile of attainment must be above 0 and at most 1, not %g", q),
		                q > 1 && q <= 100 ? errhint("Write %g for %g %%.", q / 100, q) : 0));
	curve_arg(fcinfo, 0, confidence, &curve);
	if (!csq_curve_quantile(&curve, q, which, &seconds))
		PG_RETURN_NULL();
	return seconds_datum(seconds);
}

/*
 * quantile(attainment, q float8) -> interval
 *
 * Shortest time within which a share q stops: the target that 95 % would meet is quantile(a, 0.95).
 * NULL:    strict; NULL if so many were not seen to stop.
 * Errors:  22023 unless 0 < q <= 1.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_attainment_quantile);
Datum
csq_attainment_quantile(PG_FUNCTION_ARGS)
{
	return quantile(fcinfo, 0, 0.95);
}

/*
 * quantile_lo, quantile_hi(attainment, q float8, confidence float8) -> interval
 *
 * Ends of the interval of a quantile: where the ends of the curve's interval reach q.
 * NULL:    strict; NULL where they do not reach it: no bound.
 * Errors:  22023 as quantile; unless 0 < confidence < 1.
 * Cost:    O(n).
 * Source:  Brookmeyer and Crowley, Biometrics 38 (1982).
 */
PG_FUNCTION_INFO_V1(csq_attainment_quantile_lo);
Datum
csq_attainment_quantile_lo(PG_FUNCTION_ARGS)
{
	return quantile(fcinfo, -1, PG_GETARG_FLOAT8(2));
}

PG_FUNCTION_INFO_V1(csq_attainment_quantile_hi);
Datum
csq_attainment_quantile_hi(PG_FUNCTION_ARGS)
{
	return quantile(fcinfo, 1, PG_GETARG_FLOAT8(2));
}

/*
 * curve(attainment, confidence float8)
 *   -> setof (within interval, at_risk int8, stops int8, still_running int8, attained, std_error, lo, hi float8)
 *
 * The curve step by step: one row for each second in which a clock stopped.  still_running: clocks last seen
 * running between this step and the next.
 * NULL:    no rows.
 * Errors:  22023 unless 0 < confidence < 1.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_attainment_curve_rows);
Datum
csq_attainment_curve_rows(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqCurve       curve;
	Interval       within = {0};

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	curve_arg(fcinfo, 0, PG_GETARG_FLOAT8(1), &curve);
	for (uint32 i = 0; i < curve.npoints; i++)
	{
		const CsqCurvePoint *p = &curve.points[i];
		Datum                values[8];
		bool                 nulls[8] = {false};

		within.time = p->seconds * USECS_PER_SEC;
		values[0] = IntervalPGetDatum(&within);
		values[1] = Int64GetDatum(p->at_risk);
		values[2] = Int64GetDatum(p->stops);
		values[3] = Int64GetDatum(p->running);
		values[4] = Float8GetDatum(p->attained);
		values[5] = Float8GetDatum(sqrt(p->variance));
		values[6] = Float8GetDatum(p->lo);
		values[7] = Float8GetDatum(p->hi);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_attainment_curve_rows, CsqEntries, v->nentries)
