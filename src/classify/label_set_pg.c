/*
 * label_set_pg.c
 *		SQL shell of label sets: the probability of the right label, thresholds, sets.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "pg/csq.h"
#include "base/sort.h"
#include "classify/label_set.h"
#include "classify/model_pg.h"
#include "pg/args_pg.h"
#include "pg/summary_pg.h"

/* What the model of argument 1 gives the label of argument 3 for the text of argument 2; false: it knows nothing. */
static bool
right_probability(FunctionCallInfo fcinfo, double *probability)
{
	int            best;
	CsqClassifier *c = csq_classified_at(fcinfo, 1, &best);
	text          *label = PG_GETARG_TEXT_PP(3);
	int            k = csq_model_find_label(c->model, VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label));

	*probability = k < 0 ? 0 : c->p[k];
	return c->known > 0;
}

static Datum
count_right(FunctionCallInfo fcinfo, int step)
{
	CsqCalibration *c;
	CsqError        err;
	double          probability;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3) || !right_probability(fcinfo, &probability))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	c = PG_ARGISNULL(0) ? csq_calibration_new() : csq_summary_state(fcinfo, &csq_calibration_type);
	if (!csq_calibration_count(c, true, probability, step, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(c);
}

/*
 * right_label_append(state calibration, model text_model, document text, label text) -> calibration
 * right_label_remove(the same)
 *
 * One more row, or one less: transition functions of right_label_agg. A label that the model does not know has a
 * probability of 0.
 * NULL:    state: begins one; anything else, and a text in which the model knows nothing: the row is ignored.
 * Errors:  as classify; 22023 more taken out than is in.
 * Cost:    as classify; the model is compiled once per call site.
 */
PG_FUNCTION_INFO_V1(csq_right_label_append);
Datum
csq_right_label_append(PG_FUNCTION_ARGS)
{
	return count_right(fcinfo, 1);
}

PG_FUNCTION_INFO_V1(csq_right_label_remove);
Datum
csq_right_label_remove(PG_FUNCTION_ARGS)
{
	return count_right(fcinfo, -1);
}

static int
bin_argument(FunctionCallInfo fcinfo, int right, int coverage)
{
	int      bin;
	CsqError err;

	csq_require_level(PG_GETARG_FLOAT8(coverage), "coverage");
	if (!csq_label_set_bin(csq_summary_arg(fcinfo, right, &csq_calibration_type), PG_GETARG_FLOAT8(coverage), &bin,
	                       &err))
		csq_throw(&err);
	return bin;
}

/*
 * set_threshold(right_labels calibration, coverage float8) -> float8
 *
 * The probability from which on labels belong to a set that holds the right one with this probability at least; 0
 * when there are too few rows to promise that of fewer than all labels.
 * NULL:    NULL.
 * Errors:  22023 coverage outside (0, 1), or a calibration that counted wrong answers.
 * Source:  Sadinle, Lei and Wasserman (2019), see label_set.c.
 */
PG_FUNCTION_INFO_V1(csq_set_threshold);
Datum
csq_set_threshold(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8((double) bin_argument(fcinfo, 0, 1) / CSQ_CALIBRATION_BINS);
}

typedef struct Ranked
{
	double  probability;
	CsqText label;
} Ranked;

static int
by_probability(const void *a, const void *b)
{
	const Ranked *x = a, *y = b;

	return (x->probability < y->probability) - (x->probability > y->probability);
}

/*
 * label_set(model text_model, document text, right_labels calibration, coverage float8) -> text[]
 *
 * The labels of which one is right with a probability of coverage at least, the likeliest first. Empty: the text
 * is unlike those of the calibration.
 * NULL:    NULL; a text in which the model knows nothing.
 * Errors:  as classify and set_threshold.
 * Cost:    as classify.
 */
PG_FUNCTION_INFO_V1(csq_label_set);
Datum
csq_label_set(PG_FUNCTION_ARGS)
{
	int            bin = bin_argument(fcinfo, 2, 3);
	int            best;
	CsqClassifier *c = csq_classified_at(fcinfo, 0, &best);
	Ranked        *ranked;
	CsqText       *labels;
	uint32         n = 0;

	if (c->known == 0)
		PG_RETURN_NULL();
	ranked = palloc(c->model->labels * sizeof *ranked);
	labels = palloc(c->model->labels * sizeof *labels);
	for (uint32 k = 0; k < c->model->labels; k++)
		if (csq_in_label_set(c->p[k], bin))
			ranked[n++] = (Ranked){c->p[k], csq_model_label(c->model, k)};
	csq_sort(ranked, n, sizeof *ranked, by_probability);
	for (uint32 k = 0; k < n; k++)
		labels[k] = ranked[k].label;
	return csq_texts_datum(labels, n);
}
