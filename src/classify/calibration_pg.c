/*
 * calibration_pg.c
 *		SQL shell of calibration: counting probabilities against the truth, thresholds.
 *
 * A calibration is a fixed number of bins: each reader costs one pass over them.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "pg/rows_pg.h"
#include "utils/builtins.h"

#include "pg/summary_pg.h"
#include "classify/calibration.h"
#include "base/stats.h"

CSQ_SUMMARY_FUNCTIONS(calibration, csq_calibration_type)

/* ---- counting ---- */

static CsqCalibration *
state_of(FunctionCallInfo fcinfo)
{
	if (!PG_ARGISNULL(0))
		return csq_summary_state(fcinfo, &csq_calibration_type);
	return csq_calibration_new();
}

static Datum
count_row(FunctionCallInfo fcinfo, bool known, bool hit, double probability, int step)
{
	CsqCalibration *c;
	CsqError        err;

	if (!known)
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	c = state_of(fcinfo);
	if (!csq_calibration_count(c, hit, probability, step, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(c);
}

static Datum
count_labels(FunctionCallInfo fcinfo, int step)
{
	bool known = !PG_ARGISNULL(1) && !PG_ARGISNULL(2) && !PG_ARGISNULL(3);
	bool hit = false;

	if (known)
	{
		text *actual = PG_GETARG_TEXT_PP(1);
		text *predicted = PG_GETARG_TEXT_PP(2);

		hit = VARSIZE_ANY_EXHDR(actual) == VARSIZE_ANY_EXHDR(predicted) &&
		      memcmp(VARDATA_ANY(actual), VARDATA_ANY(predicted), VARSIZE_ANY_EXHDR(actual)) == 0;
	}
	return count_row(fcinfo, known, hit, known ? PG_GETARG_FLOAT8(3) : 0, step);
}

/*
 * calibration_append(state calibration, actual text, predicted text, probability float8) -> calibration
 * calibration_remove(the same)
 *
 * One more answer, or one less: transition functions of calibration_agg(actual, predicted, probability).
 * NULL:    state: begins one; anything else: the row is ignored (no answer was given, or the truth is not known).
 * Errors:  22003 probability outside 0..1; 22023 more taken out than is in.
 * Cost:    O(1), in place.
 */
PG_FUNCTION_INFO_V1(csq_calibration_append);
Datum
csq_calibration_append(PG_FUNCTION_ARGS)
{
	return count_labels(fcinfo, 1);
}

PG_FUNCTION_INFO_V1(csq_calibration_remove);
Datum
csq_calibration_remove(PG_FUNCTION_ARGS)
{
	return count_labels(fcinfo, -1);
}

/*
 * calibration_append(state, hit bool, probability float8), calibration_remove:
 * the same for any forecast of a yes or no.
 */
PG_FUNCTION_INFO_V1(csq_calibration_append_hit);
Datum
csq_calibration_append_hit(PG_FUNCTION_ARGS)
{
	bool known = !PG_ARGISNULL(1) && !PG_ARGISNULL(2);

	return count_row(fcinfo, known, known && PG_GETARG_BOOL(1), known ? PG_GETARG_FLOAT8(2) : 0, 1);
}

PG_FUNCTION_INFO_V1(csq_calibration_remove_hit);
Datum
csq_calibration_remove_hit(PG_FUNCTION_ARGS)
{
	bool known = !PG_ARGISNULL(1) && !PG_ARGISNULL(2);

	return count_row(fcinfo, known, known && PG_GETARG_BOOL(1), known ? PG_GETARG_FLOAT8(2) : 0, -1);
}

/* ---- figures ---- */

static const CsqCalibration *
argument(FunctionCallInfo fcinfo)
{
	return csq_summary_arg(fcinfo, 0, &csq_calibration_type);
}

static int
bins_argument(FunctionCallInfo fcinfo, int n)
{
	int bins = PG_GETARG_INT32(n);

	if (bins < 1 || bins > CSQ_CALIBRATION_BINS || CSQ_CALIBRATION_BINS % bins != 0)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%d bins are not possible", bins),
		         errdetail("The number of bins divides %d: 10, 12, 15, 20, 25, 50, 100 ...", CSQ_CALIBRATION_BINS)));
	return bins;
}

static Datum
number_or_null(FunctionCallInfo fcinfo, double v)
{
	if (isnan(v))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(v);
}

/*
 * ece(calibration, bins int DEFAULT 15) -> float8
 *
 * Expected calibration error: mean distance between the probability and the share of right answers over bins of
 * equal width, weighted by answers.
 * NULL:    without answers.
 * Errors:  22023 bins does not divide 1,200.
 * Source:  Naeini et al., Obtaining well calibrated probabilities using Bayesian binning (2015).
 */
PG_FUNCTION_INFO_V1(csq_ece);
Datum
csq_ece(PG_FUNCTION_ARGS)
{
	int bins = bins_argument(fcinfo, 1);

	return number_or_null(fcinfo, csq_calibration_ece(argument(fcinfo), bins));
}

/* brier(calibration) -> float8: mean squared distance of the probability from 1 (right) or 0 (wrong). */
PG_FUNCTION_INFO_V1(csq_brier);
Datum
csq_brier(PG_FUNCTION_ARGS)
{
	return number_or_null(fcinfo, csq_calibration_brier(argument(fcinfo)));
}

/*
 * threshold_for(calibration, "precision" float8) -> float8
 * threshold_for(calibration, "precision" float8, confidence float8) -> float8
 *
 * The least probability from which on answers are right with at least this share, in steps of 1/1200; with a
 * confidence its lower Wilson limit must reach the share.  For classify(model, text, min_confidence).
 * NULL:    no threshold is enough.
 * Errors:  22023 precision or confidence outside (0, 1).
 */
PG_FUNCTION_INFO_V1(csq_threshold_for);
Datum
csq_threshold_for(PG_FUNCTION_ARGS)
{
	csq_require_level(PG_GETARG_FLOAT8(1), "precision");
	return number_or_null(fcinfo, csq_calibration_threshold(argument(fcinfo), PG_GETARG_FLOAT8(1), 0));
}

PG_FUNCTION_INFO_V1(csq_threshold_for_confidence);
Datum
csq_threshold_for_confidence(PG_FUNCTION_ARGS)
{
	csq_require_level(PG_GETARG_FLOAT8(1), "precision");
	csq_require_level(PG_GETARG_FLOAT8(2), "confidence");
	return number_or_null(
		fcinfo, csq_calibration_threshold(argument(fcinfo), PG_GETARG_FLOAT8(1), csq_z_of(PG_GETARG_FLOAT8(2))));
}

/* n, share of right answers and its 95 % Wilson limits into values; NULL shares without answers. */
static void
put_hits(Datum *values, bool *nulls, double hits, double n)
{
	CsqInterval i;

	nulls[0] = nulls[1] = nulls[2] = n <= 0;
	if (n <= 0)
		return;
	i = csq_wilson((CsqShare){hits, n}, csq_z_of(0.95));
	values[0] = Float8GetDatum(hits / n);
	values[1] = Float8GetDatum(i.lo);
	values[2] = Float8GetDatum(i.hi);
}

/*
 * coverage_curve(calibration, steps int DEFAULT 20)
 *		-> setof (threshold float8, answered int8, coverage float8, accuracy, accuracy_lo, accuracy_hi float8)
 *
 * What answering only from a threshold on costs in coverage and brings in accuracy.
 * NULL:    accuracy where nothing is answered; no rows for NULL.
 * Errors:  22023 steps does not divide 1,200.
 */
PG_FUNCTION_INFO_V1(csq_coverage_curve);
Datum
csq_coverage_curve(PG_FUNCTION_ARGS)
{
	ReturnSetInfo        *rsinfo = csq_srf_begin(fcinfo);
	int                   steps = bins_argument(fcinfo, 1);
	const CsqCalibration *c = argument(fcinfo);
	int                   width = CSQ_CALIBRATION_BINS / steps;
	double                all = (double) csq_calibration_sum(c, 0, CSQ_CALIBRATION_BINS).n;

	for (int i = 0; i < steps && all > 0; i++)
	{
		CsqCalibrationBin s = csq_calibration_sum(c, i * width, CSQ_CALIBRATION_BINS);
		Datum values[6] = {Float8GetDatum((double) i / steps), Int64GetDatum(s.n), Float8GetDatum((double) s.n / all)};
		bool  nulls[6] = {false};

		put_hits(values + 3, nulls + 3, (double) s.hits, (double) s.n);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS(csq_coverage_curve, csq_planned_int(call, 1, -1))

/*
 * reliability(calibration, bins int DEFAULT 15)
 *		-> setof (lo float8, hi float8, answers int8,
 *		mean_probability float8, accuracy, accuracy_lo, accuracy_hi float8)
 *
 * The reliability diagram: one row per bin of probability that has answers.
 * NULL:    no rows.
 * Errors:  22023 bins does not divide 1,200.
 */
PG_FUNCTION_INFO_V1(csq_reliability);
Datum
csq_reliability(PG_FUNCTION_ARGS)
{
	ReturnSetInfo        *rsinfo = csq_srf_begin(fcinfo);
	int                   bins = bins_argument(fcinfo, 1);
	const CsqCalibration *c = argument(fcinfo);
	int                   width = CSQ_CALIBRATION_BINS / bins;

	for (int i = 0; i < bins; i++)
	{
		CsqCalibrationBin s = csq_calibration_sum(c, i * width, (i + 1) * width);
		Datum             values[7] = {Float8GetDatum((double) i / bins), Float8GetDatum((double) (i + 1) / bins),
		                               Int64GetDatum(s.n)};
		bool              nulls[7] = {false};

		if (s.n == 0)
			continue;
		values[3] = Float8GetDatum((double) s.probability / CSQ_PROBABILITY_UNIT / (double) s.n);
		put_hits(values + 4, nulls + 4, (double) s.hits, (double) s.n);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS(csq_reliability, csq_planned_int(call, 1, -1))

/* answers(calibration) -> int8: how many answers were counted. */
PG_FUNCTION_INFO_V1(csq_calibration_answers);
Datum
csq_calibration_answers(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(csq_calibration_sum(argument(fcinfo), 0, CSQ_CALIBRATION_BINS).n);
}
