/*
 * compare_pg.c
 *		Before and after of scores: compare(), compare_mean(); and how much data it
 *		takes to see a change.  What all summaries have is in evaluation_pg.c.
 *
 * Always second minus first, with its interval and a two-sided test: compare(
 * before, after) is positive when the metric rose.  Either side without data
 * gives a row of NULLs, never an error: a dashboard asks for empty months.
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "pg/summary_pg.h"
#include "metrics/duration_pg.h"
#include "metrics/evaluation_pg.h"
#include "metrics/rate.h"
#include "metrics/score.h"

/* One row of float8 columns; NaN stands for NULL. */
static Datum
row_of(FunctionCallInfo fcinfo, const double *columns, int n)
{
	TupleDesc desc;
	Datum     values[8];
	bool      nulls[8];

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE || desc->natts != n || n > 8)
		elog(ERROR, "csq: function %u must return a row of %d columns", fcinfo->flinfo->fn_oid, n);
	for (int i = 0; i < n; i++)
	{
		nulls[i] = isnan(columns[i]);
		values[i] = Float8GetDatum(columns[i]);
	}
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

static float8
confidence_argument(FunctionCallInfo fcinfo, int n)
{
	float8 confidence = PG_GETARG_FLOAT8(n);

	csq_require_level(confidence, "confidence");
	return confidence;
}

/* Arguments 0 and 1, which must have the same scale. */
static void
score_pair(FunctionCallInfo fcinfo, const CsqScoreSummary **a, const CsqScoreSummary **b)
{
	CsqError err;

	*a = csq_summary_arg(fcinfo, 0, &csq_score_type);
	*b = csq_summary_arg(fcinfo, 1, &csq_score_type);
	if (!csq_scale_same(&(*a)->scale, &(*b)->scale, &err))
		csq_throw(&err);
}

/*
 * csq_compare_score(before score_summary, after score_summary, confidence float8, method text)
 *		-> (difference, lo, hi, z, p_value float8)
 *
 * Difference of NPS in points, after minus before.  The difference is that of the
 * two NPS; interval and test are those of the method, adjusted_wald or wald.
 * NULL:    strict; a row of NULLs if a side has no answers; of wald no interval and no test if one has one answer.
 * Errors:  22023 different scales; unless 0 < confidence < 1; another method.
 * Cost:    O(points).  Source: nps.c.
 */
PG_FUNCTION_INFO_V1(csq_compare_score);
Datum
csq_compare_score(PG_FUNCTION_ARGS)
{
	const CsqScoreSummary *a;
	const CsqScoreSummary *b;
	float8                 confidence = confidence_argument(fcinfo, 2);
	text                  *name = PG_GETARG_TEXT_PP(3);
	CsqNpsMethod           method;
	CsqNps                 na, nb;
	CsqDifference          d;
	CsqError               err;

	score_pair(fcinfo, &a, &b);
	if (!csq_nps_method(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), &method, &err))
		csq_throw(&err);
	if (method != CSQ_NPS_ADJUSTED_WALD && method != CSQ_NPS_WALD)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("method \"%s\" does not compare two samples", text_to_cstring(name)),
		                errhint("Use adjusted_wald or wald.")));
	na = csq_score_nps(a);
	nb = csq_score_nps(b);
	if (csq_nps_n(&na) == 0 || csq_nps_n(&nb) == 0)
		return csq_difference_datum(fcinfo, NULL);
	d = csq_nps_compare(&na, &nb, confidence, method == CSQ_NPS_ADJUSTED_WALD);
	return csq_difference_datum(fcinfo, &d);
}

/*
 * csq_compare_mean(before score_summary, after score_summary, confidence float8)
 *		-> (difference, lo, hi, t, df, p_value float8)
 *
 * Difference of the means, after minus before, by Welch's t.
 * NULL:    strict; a row of NULLs if a side has fewer than two answers.  Where all
 *          answers of a side are equal there is no t: the interval is that of did() and assess().
 * Errors:  22023 different scales; unless 0 < confidence < 1.
 * Cost:    O(points).  Source: Welch 1947.
 */
PG_FUNCTION_INFO_V1(csq_compare_mean);
Datum
csq_compare_mean(PG_FUNCTION_ARGS)
{
	const CsqScoreSummary *a;
	const CsqScoreSummary *b;
	float8                 confidence = confidence_argument(fcinfo, 2);
	double                 columns[6] = {NAN, NAN, NAN, NAN, NAN, NAN};
	CsqMoments             ma, mb;
	double                 va, vb;

	score_pair(fcinfo, &a, &b);
	ma = csq_score_moments(a);
	mb = csq_score_moments(b);
	if (ma.n < 2 || mb.n < 2)
		return row_of(fcinfo, columns, 6);
	columns[0] = mb.mean - ma.mean;
	va = ma.variance / ma.n;
	vb = mb.variance / mb.n;
	if (va > 0 && vb > 0)
	{
		double error = sqrt(va + vb);
		double df = (va + vb) * (va + vb) / (va * va / (ma.n - 1) + vb * vb / (mb.n - 1));
		double half = csq_t_of(confidence, df) * error;

		columns[1] = columns[0] - half;
		columns[2] = columns[0] + half;
		columns[3] = columns[0] / error;
		columns[4] = df;
		columns[5] = csq_t_two_sided(columns[3], df);
	}
	else
	{
		CsqFigure     fa, fb;
		CsqDifference d;
		CsqError      err;

		if (!csq_score_figure(a, csq_metric("mean"), &fa, &err) || !csq_score_figure(b, csq_metric("mean"), &fb, &err))
			csq_throw(&err);
		d = csq_figure_difference(&fa, &fb, confidence);
		columns[1] = d.lo;
		columns[2] = d.hi;
		columns[5] = d.p_value;
	}
	return row_of(fcinfo, columns, 6);
}

/* ---- how much data it takes ---- */

static Datum
sample_size(double n)
{
	if (!(n < 9.2e18))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("the sample size needed is out of range"),
		                errhint("Ask for a larger difference.")));
	PG_RETURN_INT64((int64) n);
}

static float8
points_argument(FunctionCallInfo fcinfo, int n, const char *what, double limit)
{
	float8 points = PG_GETARG_FLOAT8(n);

	csq_require_finite(points, what);
	if (points == 0 || fabs(points) > limit)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("%s must be above 0 and at most %g points, not %g", what, limit, points)));
	return fabs(points);
}

static float8
variance_argument(FunctionCallInfo fcinfo, int n)
{
	float8 variance = PG_GETARG_FLOAT8(n);

	csq_require_finite(variance, "variance");
	if (!(variance > 0 && variance <= 1))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("variance must be above 0 and at most 1, not %g", variance),
		                errdetail("It is the variance of one answer coded -1, 0 or 1; typical are 0.6 to 0.8.")));
	return variance;
}

static float8
level_argument(FunctionCallInfo fcinfo, int n, const char *what)
{
	float8 level = PG_GETARG_FLOAT8(n);

	csq_require_level(level, what);
	return level;
}

/*
 * csq_sample_needed_shares(before float8, after float8, power float8, confidence float8) -> int8
 *
 * Trials needed in each of two periods so that the change of a rate is found with
 * the given power: (z + z')^2 (p q + p' q') / (p - p')^2, rounded up.
 * NULL:    strict.  Errors: 22023 unless both are shares 0 to 1 and differ.  Cost: O(1).
 */
PG_FUNCTION_INFO_V1(csq_sample_needed_shares);
Datum
csq_sample_needed_shares(PG_FUNCTION_ARGS)
{
	float8 a = PG_GETARG_FLOAT8(0);
	float8 b = PG_GETARG_FLOAT8(1);

	if (!(a >= 0 && a <= 1 && b >= 0 && b <= 1) || a == b)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("the rates %g and %g cannot be told apart by a sample", a, b),
		                errdetail("They must differ and lie between 0 and 1."),
		                (a > 1 || b > 1) ? errhint("Write 0.78 for 78 %%.") : 0));
	return sample_size(
		csq_shares_needed(a, b, level_argument(fcinfo, 2, "power"), level_argument(fcinfo, 3, "confidence")));
}

/*
 * csq_sample_needed_nps(difference float8, variance float8, power float8, confidence float8) -> int8
 *
 * Answers needed in each of two periods to find a difference of NPS of so many
 * points: (z + z')^2 2 s^2 / d^2 - 3, rounded up.
 * NULL:    strict.  Errors: 22023 unless 0 < |difference| <= 200 and 0 < variance <= 1.
 * Cost:    O(1).
 */
PG_FUNCTION_INFO_V1(csq_sample_needed_nps);
Datum
csq_sample_needed_nps(PG_FUNCTION_ARGS)
{
	return sample_size(csq_nps_needed(points_argument(fcinfo, 0, "difference", 200), variance_argument(fcinfo, 1),
	                                  level_argument(fcinfo, 2, "power"), level_argument(fcinfo, 3, "confidence")));
}

/*
 * csq_sample_needed_summary(score_summary, difference float8, power float8, confidence float8) -> int8
 *
 * The same with the variance of the answers of a summary.
 * NULL:    strict; NULL without answers, or where all answers fall in one group.
 * Errors:  22023 as above.  Cost: O(points).
 */
PG_FUNCTION_INFO_V1(csq_sample_needed_summary);
Datum
csq_sample_needed_summary(PG_FUNCTION_ARGS)
{
	CsqNps c = csq_score_nps(csq_summary_arg(fcinfo, 0, &csq_score_type));
	float8 difference = points_argument(fcinfo, 1, "difference", 200);
	float8 power = level_argument(fcinfo, 2, "power");
	float8 confidence = level_argument(fcinfo, 3, "confidence");

	if (csq_nps_n(&c) == 0 || csq_nps_variance(&c) == 0)
		PG_RETURN_NULL();
	return sample_size(csq_nps_needed(difference, csq_nps_variance(&c), power, confidence));
}

/*
 * csq_sample_needed_mean(mean_summary, difference float8, power float8, confidence float8) -> int8
 * csq_sample_needed_duration(duration_summary, difference interval, power float8, confidence float8) -> int8
 *
 * Cases needed in each of two periods to find a difference of the mean, at the
 * variance of this summary: (z + z')^2 2 s^2 / d^2, rounded up.
 * NULL:    strict; NULL for fewer than two cases, or where none differs.
 * Errors:  22023 a difference of 0.  Cost: O(1), of durations that of a reader.
 */
static Datum
mean_needed(FunctionCallInfo fcinfo, double difference, double variance)
{
	double z =
		csq_z_of(level_argument(fcinfo, 3, "confidence")) + csq_normal_quantile(level_argument(fcinfo, 2, "power"));

	if (difference == 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("no sample shows a difference of 0")));
	if (!(variance > 0))
		PG_RETURN_NULL();
	return sample_size(fmax(2, ceil(z * z * 2 * variance / (difference * difference) - 1e-9)));
}

PG_FUNCTION_INFO_V1(csq_sample_needed_mean);
Datum
csq_sample_needed_mean(PG_FUNCTION_ARGS)
{
	const CsqMeanSummary *s = csq_summary_arg(fcinfo, 0, &csq_mean_type);

	csq_require_finite(PG_GETARG_FLOAT8(1), "difference");
	return mean_needed(fcinfo, PG_GETARG_FLOAT8(1), csq_mean_variance(s));
}

PG_FUNCTION_INFO_V1(csq_sample_needed_duration);
Datum
csq_sample_needed_duration(PG_FUNCTION_ARGS)
{
	CsqTimes t = csq_lengths_times(csq_duration_arg(fcinfo, 0), CSQ_DURATION_ENDED);
	double   deviation = t.n > 1 ? csq_times_stddev(&t) : NAN;

	return mean_needed(fcinfo, (double) csq_length_arg(fcinfo, 1, "difference"), deviation * deviation);
}

/*
 * csq_sample_needed_nps_margin(margin float8, variance float8, confidence float8) -> int8
 *
 * Answers needed for NPS +- margin points: z^2 s^2 / d^2 - 3, rounded up.
 * NULL:    strict.  Errors: 22023 unless 0 < margin <= 100 and 0 < variance <= 1.
 * Cost:    O(1).
 */
PG_FUNCTION_INFO_V1(csq_sample_needed_nps_margin);
Datum
csq_sample_needed_nps_margin(PG_FUNCTION_ARGS)
{
	return sample_size(csq_nps_needed_for_margin(points_argument(fcinfo, 0, "margin", 100),
	                                             variance_argument(fcinfo, 1),
	                                             level_argument(fcinfo, 2, "confidence")));
}

/*
 * csq_sample_needed_tier(rate float8, cut float8, power float8, confidence float8) -> int8
 *
 * Trials after which somebody with this true rate reaches the tier by tier(...,
 * 'lower_bound', confidence) with the given power; by the exact binomial.
 * NULL:    strict.  Errors: 22023 unless 0 < cut < rate <= 1; 54000 beyond 100,000.
 * Cost:    O(result), at most 0.2 s, can be cancelled.
 */
PG_FUNCTION_INFO_V1(csq_sample_needed_tier);
Datum
csq_sample_needed_tier(PG_FUNCTION_ARGS)
{
	float8   rate = PG_GETARG_FLOAT8(0);
	float8   cut = PG_GETARG_FLOAT8(1);
	float8   power = level_argument(fcinfo, 2, "power");
	float8   confidence = level_argument(fcinfo, 3, "confidence");
	CsqError err;
	int      trials;

	if (!(cut > 0 && cut < rate && rate <= 1))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("a rate of %g cannot be certified to reach %g", rate, cut),
		                errdetail("The cut must be above 0 and below the rate, the rate at most 1."),
		                rate > 1 ? errhint("Write 0.95 for 95 %%.") : 0));
	if (!csq_tier_needed(rate, cut, power, confidence, &trials, &err))
		csq_throw(&err);
	PG_RETURN_INT64(trials);
}
