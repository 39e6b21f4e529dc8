/*
 * attainment_compare_pg.c
 *		Evaluation of attainment in SQL: figures by name, the log-rank test, restricted
 *		means, and the risk of a breach.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "base/literal.h"
#include "base/stats.h"
#include "metrics/evaluation_pg.h"
#include "pg/args_pg.h"
#include "sla/attainment.h"

/* ---- figures ---- */

static CsqAttainmentRead *
read_of(Datum value)
{
	CsqAttainment     *a;
	CsqAttainmentRead *r;
	CsqError           err;

	a = csq_attainment_pack(csq_checked(PG_DETOAST_DATUM(value), csq_attainment_check), &err);
	r = a == NULL ? NULL : csq_attainment_open(a, &err);
	if (r == NULL)
		csq_throw(&err);
	return r;
}

static CsqFigure
attainment_figure(FunctionCallInfo fcinfo, Datum value, CsqMetric metric)
{
	CsqFigure f;
	CsqError  err;

	if (!csq_attainment_figure(read_of(value), metric, &f, &err))
		csq_throw(&err);
	return f;
}

/* ratio, did, assess, rank_among: see evaluation_pg.h. */
CSQ_EVALUATION_OTHERS(attainment, attainment_figure, "median")

/*
 * csq_attainment_compare(before attainment, after attainment, confidence float8, metric text)
 *		-> (difference, lo, hi, z, p_value float8)
 *
 * Do clocks take longer?  z and p_value are those of the log-rank test, z positive
 * when it takes longer.  difference, lo and hi, in seconds: of the mean time within the
 * longest limit up to which both curves are known.  That is the metric log-rank, which is
 * meant when none is named; of others the change of that figure, see evaluation_pg.h.
 * NULL:    strict; NULL where a side has no clocks, z and p_value where no stop tells
 *          the two apart.
 * Errors:  22023 unless 0 < confidence < 1; an unknown metric.
 * Cost:    O(different seconds).
 * Source:  attainment_compare.c.
 */
PG_FUNCTION_INFO_V1(csq_attainment_compare);
Datum
csq_attainment_compare(PG_FUNCTION_ARGS)
{
	CsqAttainmentRead *a, *b;
	CsqDifference      d;

	if (!csq_option_is(csq_text_arg(fcinfo, 3), "log-rank"))
		return csq_evaluate_compare(fcinfo, attainment_figure, NULL);
	a = read_of(PG_GETARG_DATUM(0));
	b = read_of(PG_GETARG_DATUM(1));
	csq_require_level(PG_GETARG_FLOAT8(2), "confidence");
	if (a->curve.n == 0 || b->curve.n == 0)
		return csq_difference_datum(fcinfo, NULL);
	d = csq_attainment_difference(a, b, PG_GETARG_FLOAT8(2));
	return csq_difference_datum(fcinfo, &d);
}

/*
 * csq_restricted_mean(attainment, within interval) -> interval
 * csq_restricted_mean_lo, _hi(attainment, within interval, confidence float8) -> interval
 *
 * Mean time until a clock stops, or until the limit for those that do not: the mean
 * that open clocks leave known, and its normal interval.
 * NULL:    strict; NULL where the curve is not known up to the limit.
 * Errors:  22023 months, negative; unless 0 < confidence < 1.
 * Cost:    O(different seconds).
 */
static Datum
restricted(FunctionCallInfo fcinfo, int which)
{
	CsqFigure f =
		csq_attainment_restricted(read_of(PG_GETARG_DATUM(0)), (double) csq_length_arg(fcinfo, 1, "a limit") / 1e6);
	CsqInterval i = {f.value, f.value};

	if (which != 0)
	{
		csq_require_level(PG_GETARG_FLOAT8(2), "confidence");
		i = csq_figure_interval(&f, 1, PG_GETARG_FLOAT8(2));
	}
	if (isnan(f.value))
		PG_RETURN_NULL();
	return csq_mean_length_datum((which < 0 ? i.lo : i.hi) * 1e6);
}

PG_FUNCTION_INFO_V1(csq_restricted_mean);
Datum
csq_restricted_mean(PG_FUNCTION_ARGS)
{
	return restricted(fcinfo, 0);
}

PG_FUNCTION_INFO_V1(csq_restricted_mean_lo);
Datum
csq_restricted_mean_lo(PG_FUNCTION_ARGS)
{
	return restricted(fcinfo, -1);
}

PG_FUNCTION_INFO_V1(csq_restricted_mean_hi);
Datum
csq_restricted_mean_hi(PG_FUNCTION_ARGS)
{
	return restricted(fcinfo, 1);
}

/* ---- risk ---- */

/* Share that has not stopped by a time; NaN where nothing is known. */
static double
not_stopped(const CsqAttainmentRead *r, int64 usec)
{
	const CsqCurvePoint *p = csq_curve_at(&r->curve, usec);

	if (r->curve.n == 0 || usec / CSQ_USEC_PER_SEC > r->known)
		return NAN;
	return p == NULL ? 1 : 1 - p->attained;
}

/* What breach_risk() says; NaN where it is not known. */
static double
risk_of(const CsqAttainmentRead *r, int64 elapsed, int64 target)
{
	double now = not_stopped(r, elapsed);
	double then = not_stopped(r, target);

	if (elapsed >= target)
		return 1;
	return now > 0 && !isnan(then) ? then / now : NAN;
}

static void *
compile_read(struct varlena *value)
{
	return read_of(PointerGetDatum(value));
}

/*
 * breach_risk(attainment, elapsed interval, target interval) -> float8
 *
 * Chance that a clock which has run for so long will not stop within the target:
 * S(target) / S(elapsed) of the curve, as read off clocks like it.  1 once the target
 * is over.
 * NULL:    strict; NULL where the curve is not known, or where no clock of it ran so long.
 * Errors:  22023 months, negative.
 * Cost:    O(log different seconds) after the curve, which is made once per value and call site.
 */
PG_FUNCTION_INFO_V1(csq_breach_risk);
Datum
csq_breach_risk(PG_FUNCTION_ARGS)
{
	const CsqAttainmentRead *r = csq_compiled(fcinfo, 0, compile_read);
	double                   risk =
		risk_of(r, csq_length_arg(fcinfo, 1, "the time that a clock has run"), csq_length_arg(fcinfo, 2, "a target"));

	if (isnan(risk))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(risk);
}

/* Elements of argument n, an interval[]. */
static int
intervals_arg(FunctionCallInfo fcinfo, int n, Datum **item, bool **null)
{
	int count;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(n), INTERVALOID, sizeof(Interval), false, TYPALIGN_DOUBLE, item, null,
	                  &count);
	return count;
}

/*
 * breach_risks(attainment, elapsed interval[], target interval[]) -> float8[]
 *
 * breach_risk() of many clocks of one curve.
 * NULL:    strict; an element as breach_risk(), also where either is NULL.
 * Errors:  22023 months, negative; 2202E arrays of different lengths.
 * Cost:    O(different seconds + n log different seconds).
 */
PG_FUNCTION_INFO_V1(csq_breach_risks);
Datum
csq_breach_risks(PG_FUNCTION_ARGS)
{
	CsqAttainmentRead *r = read_of(PG_GETARG_DATUM(0));
	Datum             *elapsed, *target, *risk;
	bool              *no_elapsed, *no_target;
	int                n = intervals_arg(fcinfo, 1, &elapsed, &no_elapsed);
	int                lower = 1;

	if (intervals_arg(fcinfo, 2, &target, &no_target) != n)
		ereport(ERROR, (errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR), errmsg("elapsed and target differ in length"),
		                errdetail("Each clock has a time that it has run and a target.")));
	risk = palloc((Size) Max(n, 1) * sizeof *risk);
	for (int i = 0; i < n; i++)
	{
		double x = NAN;

		csq_poll((uint32) i);
		if (!no_elapsed[i] && !no_target[i])
			x = risk_of(r, csq_interval_length(DatumGetIntervalP(elapsed[i]), "the time that a clock has run"),
			            csq_interval_length(DatumGetIntervalP(target[i]), "a target"));
		no_elapsed[i] = isnan(x);
		risk[i] = Float8GetDatum(x);
	}
	if (n == 0)
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(FLOAT8OID));
	PG_RETURN_ARRAYTYPE_P(construct_md_array(risk, no_elapsed, 1, &n, &lower, FLOAT8OID, sizeof(float8),
	                                         FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/* ---- clocks that were watched late ---- */

/*
 * attainment_append(attainment, entered interval, elapsed interval, stopped bool) -> attainment
 *
 * Transition function of attainment_agg(entered, elapsed, stopped): a clock that had
 * run for entered when it came under observation.
 * NULL:    a row with a NULL is skipped.
 * Errors:  22023 unless 0 <= entered < elapsed, months; 54000 above 1 GB.
 */
PG_FUNCTION_INFO_V1(csq_attainment_append_late);
Datum
csq_attainment_append_late(PG_FUNCTION_ARGS)
{
	CsqAttainment *a;
	CsqError       err;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(csq_flat_state(fcinfo, csq_attainment_check));
	}
	a = PG_ARGISNULL(0) ? csq_attainment_new() : csq_flat_state(fcinfo, csq_attainment_check);
	if (!csq_attainment_add_late(&a, csq_length_arg(fcinfo, 1, "the time of a clock"),
	                             csq_length_arg(fcinfo, 2, "the time of a clock"), PG_GETARG_BOOL(3), &err))
		csq_throw(&err);
	PG_RETURN_POINTER(a);
}
