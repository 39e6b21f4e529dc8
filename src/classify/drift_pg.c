/*
 * drift_pg.c
 *		SQL shell of drift: two periods of labels or of probabilities.
 */
#include "postgres.h"

#include "fmgr.h"

#include "pg/csq.h"
#include "classify/calibration.h"
#include "classify/drift.h"
#include "metrics/pareto.h"
#include "pg/summary_pg.h"
#include "pg/tally_pg.h"

#define STEPS 10 /* of probability */

static Datum
drift_datum(FunctionCallInfo fcinfo, const double *before, const double *after, size_t n)
{
	CsqDrift d;
	Datum    values[3] = {0};
	bool     nulls[3] = {true, true, true};

	if (csq_drift(before, after, n, &d))
	{
		values[0] = csq_finite_or_null(d.psi, &nulls[0]);
		values[1] = csq_finite_or_null(d.by_chance, &nulls[1]);
		values[2] = csq_finite_or_null(d.p_value, &nulls[2]);
	}
	return csq_row_datum(fcinfo, values, nulls);
}

static const CsqTally *
labels_argument(FunctionCallInfo fcinfo, int n)
{
	struct varlena *value = CSQ_GETARG_VALUE(n);
	CsqError        err;

	if (!csq_tally_check(&csq_pareto_type, value, VARSIZE(value), &err))
		csq_throw(&err);
	return (const CsqTally *) value;
}

/*
 * drift(before pareto_summary, after pareto_summary) -> (psi, by_chance, p_value float8)
 *
 * How far the shares of labels lie apart, rows without a label as one of them. psi: population stability index, a
 * share of zero as 0.0001; by_chance: what it is on average between two samples of these sizes from one population;
 * p_value: of the chi-square test that they are. Weights are taken as counts.
 * NULL:    strict; all columns when a side has no weight, p_value with one label.
 * Cost:    O(labels).
 * Source:  Yurdakul and Naranjo (2020), see drift.c.
 */
PG_FUNCTION_INFO_V1(csq_drift_labels);
Datum
csq_drift_labels(PG_FUNCTION_ARGS)
{
	const CsqTally *a = labels_argument(fcinfo, 0);
	const CsqTally *b = labels_argument(fcinfo, 1);
	CsqTallyRow    *rows_a = csq_tally_rows(&csq_pareto_type, a);
	CsqTallyRow    *rows_b = csq_tally_rows(&csq_pareto_type, b);
	double         *before = csq_alloc(((size_t) a->rows + b->rows + 1) * sizeof *before);
	double         *after = csq_alloc(((size_t) a->rows + b->rows + 1) * sizeof *after);
	size_t          n = 0;

	/* both in the order of their labels */
	for (uint32 i = 0, j = 0; i < a->rows || j < b->rows; n++)
	{
		int d = i == a->rows ? 1 : j == b->rows ? -1 : csq_text_compare(rows_a[i].label, rows_b[j].label);

		csq_poll(n);
		before[n] = d <= 0 ? (double) rows_a[i++].numbers[1] / CSQ_PARETO_UNIT : 0;
		after[n] = d >= 0 ? (double) rows_b[j++].numbers[1] / CSQ_PARETO_UNIT : 0;
	}
	return drift_datum(fcinfo, before, after, n);
}

/*
 * drift(before calibration, after calibration) -> (psi, by_chance, p_value float8)
 *
 * The same for the probabilities of answers, in ten steps: a model that grows unsure meets texts it was not made for.
 * Whether the answers were right does not matter.
 * NULL:    strict; all columns when a side has no answers.
 */
PG_FUNCTION_INFO_V1(csq_drift_probabilities);
Datum
csq_drift_probabilities(PG_FUNCTION_ARGS)
{
	const CsqCalibration *a = csq_summary_arg(fcinfo, 0, &csq_calibration_type);
	const CsqCalibration *b = csq_summary_arg(fcinfo, 1, &csq_calibration_type);
	const int             width = CSQ_CALIBRATION_BINS / STEPS;
	double                before[STEPS], after[STEPS];

	for (int i = 0; i < STEPS; i++)
	{
		before[i] = (double) csq_calibration_sum(a, i * width, (i + 1) * width).n;
		after[i] = (double) csq_calibration_sum(b, i * width, (i + 1) * width).n;
	}
	return drift_datum(fcinfo, before, after, STEPS);
}
