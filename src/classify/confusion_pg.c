/*
 * confusion_pg.c
 *		SQL shell of confusion: counting answers against the truth, reading figures.
 *
 * A reader costs the check of the value and one pass over its cells; those that give rows
 * sort them.  The figures are strict, and NULL where they are not defined.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "pg/rows_pg.h"
#include "catalog/pg_type_d.h"
#include "nodes/execnodes.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "pg/args_pg.h"
#include "classify/confusion.h"
#include "base/stats.h"
#include "pg/stored_type_pg.h"

/* ---- type ---- */

/*
 * confusion_in, _out, _recv, _send
 *
 * Forms: see confusion.c.
 * Errors:  in: 22P02; recv, a damaged stored value: 22P03; of a newer version: 0A000.
 */
CSQ_STORED_TYPE(confusion, csq_confusion, .check = csq_confusion_check)
CSQ_STORED_JSON(confusion, confusion_type)

static CsqConfusion *
confusion_argument(FunctionCallInfo fcinfo, int n)
{
	return csq_checked(CSQ_GETARG_VALUE(n), csq_confusion_check);
}

/* ---- counting ---- */

typedef enum Rows
{
	ALIKE,    /* one row each */
	WEIGHTED, /* as many rows as the weight says */
	SAMPLED   /* one row that stands for so many */
} Rows;

static Datum
count_row(FunctionCallInfo fcinfo, Rows rows, int step)
{
	bool          weighted = rows != ALIKE;
	CsqConfusion *c;
	CsqText       actual;
	CsqText       predicted = {NULL, 0};
	int64         weight = CSQ_CONFUSION_UNIT;
	CsqError      err;

	if (PG_ARGISNULL(1) || (weighted && PG_ARGISNULL(3)))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	csq_require_utf8();
	if (weighted && !csq_confusion_weight(PG_GETARG_FLOAT8(3), &weight, &err))
		csq_throw(&err);
	actual = csq_text_arg(fcinfo, 1);
	if (!PG_ARGISNULL(2))
		predicted = csq_text_arg(fcinfo, 2);
	c = PG_ARGISNULL(0) ? csq_confusion_new() : csq_flat_state(fcinfo, csq_confusion_check);
	c = csq_confusion_add(c, actual.s, actual.len, predicted.s, predicted.len, step * weight, rows == SAMPLED, &err);
	if (c == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(c);
}

/*
 * confusion_append(state confusion, actual text, predicted text [, weight float8]) -> confusion
 * confusion_remove(the same)
 *
 * One more answer, or one less (moving windows): transition functions of confusion_agg.
 * NULL:    state: an empty table; actual or weight: the row is ignored; predicted: no answer was given.
 * Errors:  22023 empty label, weight outside (0, 10^9], more taken out than is in; 54000 more than 1,000 labels.
 * Cost:    O(labels) to find the labels, in place.
 */
PG_FUNCTION_INFO_V1(csq_confusion_append);
Datum
csq_confusion_append(PG_FUNCTION_ARGS)
{
	return count_row(fcinfo, ALIKE, 1);
}

PG_FUNCTION_INFO_V1(csq_confusion_append_weight);
Datum
csq_confusion_append_weight(PG_FUNCTION_ARGS)
{
	return count_row(fcinfo, WEIGHTED, 1);
}

PG_FUNCTION_INFO_V1(csq_confusion_remove);
Datum
csq_confusion_remove(PG_FUNCTION_ARGS)
{
	return count_row(fcinfo, ALIKE, -1);
}

PG_FUNCTION_INFO_V1(csq_confusion_remove_weight);
Datum
csq_confusion_remove_weight(PG_FUNCTION_ARGS)
{
	return count_row(fcinfo, WEIGHTED, -1);
}

/*
 * review_append(state confusion, actual text, predicted text, weight float8) -> confusion
 * review_remove(the same)
 *
 * The same of a row that was chosen with a probability of 1 / weight: transition functions of review_agg.
 */
PG_FUNCTION_INFO_V1(csq_review_append);
Datum
csq_review_append(PG_FUNCTION_ARGS)
{
	return count_row(fcinfo, SAMPLED, 1);
}

PG_FUNCTION_INFO_V1(csq_review_remove);
Datum
csq_review_remove(PG_FUNCTION_ARGS)
{
	return count_row(fcinfo, SAMPLED, -1);
}

/* confusion_merge(a confusion, b confusion) -> confusion: both together; a NULL is an empty table. */
CSQ_STORED_MERGE(confusion, CsqConfusion, csq_confusion_check, csq_confusion_merge)

/* ---- figures ---- */

static Datum
figure(FunctionCallInfo fcinfo, double (*f)(const CsqConfusion *))
{
	double v = f(confusion_argument(fcinfo, 0));

	if (isnan(v))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(v);
}

/* accuracy(confusion) -> float8: share of the answers that are right; NULL without answers. */
PG_FUNCTION_INFO_V1(csq_accuracy);
Datum
csq_accuracy(PG_FUNCTION_ARGS)
{
	return figure(fcinfo, csq_confusion_accuracy);
}

/* coverage(confusion) -> float8: share of the rows that got an answer; NULL without rows. */
PG_FUNCTION_INFO_V1(csq_coverage);
Datum
csq_coverage(PG_FUNCTION_ARGS)
{
	return figure(fcinfo, csq_confusion_coverage);
}

/* macro_f1(confusion) -> float8: mean over the labels of 2 TP / (actual + predicted); withheld answers are misses. */
PG_FUNCTION_INFO_V1(csq_macro_f1);
Datum
csq_macro_f1(PG_FUNCTION_ARGS)
{
	return figure(fcinfo, csq_confusion_macro_f1);
}

/* weighted_f1(confusion) -> float8: the same mean, labels weighted by their actual rows. */
PG_FUNCTION_INFO_V1(csq_weighted_f1);
Datum
csq_weighted_f1(PG_FUNCTION_ARGS)
{
	return figure(fcinfo, csq_confusion_weighted_f1);
}

/* kappa(confusion) -> float8: Cohen's kappa of the answers; NULL when both sides know one label only. */
PG_FUNCTION_INFO_V1(csq_kappa_confusion);
Datum
csq_kappa_confusion(PG_FUNCTION_ARGS)
{
	return figure(fcinfo, csq_confusion_kappa);
}

static double
in_rows(int64 weight)
{
	return (double) weight / CSQ_CONFUSION_UNIT;
}

/* A share and its Wilson interval into three columns; NULLs without trials. */
static void
put_share(Datum *values, bool *nulls, double hits, double trials, double z)
{
	CsqInterval i;

	nulls[0] = nulls[1] = nulls[2] = trials <= 0;
	if (trials <= 0)
		return;
	i = csq_wilson((CsqShare){hits, trials}, z);
	values[0] = Float8GetDatum(hits / trials);
	values[1] = Float8GetDatum(i.lo);
	values[2] = Float8GetDatum(i.hi);
}

/*
 * per_label(confusion, confidence float8 DEFAULT 0.95)
 *		-> setof (label text, actual_n, predicted_n, hits, "precision",
 *		precision_lo, precision_hi, recall, recall_lo, recall_hi, f1 float8)
 *
 * One row per label in byte order; Wilson limits, which take weights for counts of rows.
 * NULL:    no rows.
 * Errors:  22023 unless 0 < confidence < 1.
 */
PG_FUNCTION_INFO_V1(csq_per_label);
Datum
csq_per_label(PG_FUNCTION_ARGS)
{
	ReturnSetInfo   *rsinfo = csq_srf_begin(fcinfo);
	CsqConfusionView v;
	CsqLabelCounts  *s;
	double           z;

	csq_require_level(PG_GETARG_FLOAT8(1), "confidence");
	z = csq_z_of(PG_GETARG_FLOAT8(1));
	csq_confusion_view(confusion_argument(fcinfo, 0), &v);
	s = csq_confusion_by_label(&v);
	for (uint32_t i = 0; i < v.n_labels; i++)
	{
		Datum  values[11] = {0};
		bool   nulls[11] = {false};
		double actual = in_rows(s[i].actual);
		double predicted = in_rows(s[i].predicted);
		double hits = in_rows(s[i].hits);

		values[0] = csq_label_datum(&v.labels[i]);
		values[1] = Float8GetDatum(actual);
		values[2] = Float8GetDatum(predicted);
		values[3] = Float8GetDatum(hits);
		put_share(values + 4, nulls + 4, hits, predicted, z);
		put_share(values + 7, nulls + 7, hits, actual, z);
		values[10] = Float8GetDatum(2 * hits / (actual + predicted));
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_per_label, CsqConfusion, v->labels)

static int
by_weight(const void *a, const void *b)
{
	const CsqCell *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	if (x->actual != y->actual)
		return x->actual < y->actual ? -1 : 1;
	return x->predicted < y->predicted ? -1 : x->predicted > y->predicted;
}

/*
 * top_confusions(confusion, top int DEFAULT 10) -> setof (actual text, predicted text, n float8, share float8)
 *
 * The most frequent wrong answers; share is of the rows with that actual label.
 * NULL:    no rows.
 * Errors:  22023 unless top >= 1.
 */
PG_FUNCTION_INFO_V1(csq_top_confusions);
Datum
csq_top_confusions(PG_FUNCTION_ARGS)
{
	ReturnSetInfo   *rsinfo = csq_srf_begin(fcinfo);
	int32            top = PG_GETARG_INT32(1);
	CsqConfusionView v;
	CsqLabelCounts  *s;
	uint32_t         wrong = 0;

	if (top < 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("top must be 1 or more, not %d", top)));
	csq_confusion_view(confusion_argument(fcinfo, 0), &v);
	s = csq_confusion_by_label(&v);
	for (uint32_t i = 0; i < v.n_cells; i++)
		if (v.cells[i].predicted != v.cells[i].actual && v.cells[i].predicted != CSQ_NO_ANSWER)
			v.cells[wrong++] = v.cells[i];
	qsort(v.cells, wrong, sizeof *v.cells, by_weight);
	for (uint32_t i = 0; i < wrong && i < (uint32_t) top; i++)
	{
		const CsqCell *c = &v.cells[i];
		Datum          values[4] = {csq_label_datum(&v.labels[c->actual]), csq_label_datum(&v.labels[c->predicted]),
		                            Float8GetDatum(in_rows(c->weight)),
		                            Float8GetDatum((double) c->weight / (double) s[c->actual].actual)};
		bool           nulls[4] = {false, false, false, false};

		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_top_confusions, CsqConfusion, Min(v->cells, csq_planned_int(call, 1, 10)))

/*
 * cells(confusion) -> setof (actual text, predicted text, n float8)
 *
 * The table, cells that occur, in the order of the labels' bytes; predicted is NULL where no answer was given.
 * NULL:    no rows.
 */
PG_FUNCTION_INFO_V1(csq_confusion_cells);
Datum
csq_confusion_cells(PG_FUNCTION_ARGS)
{
	ReturnSetInfo   *rsinfo = csq_srf_begin(fcinfo);
	CsqConfusionView v;

	csq_confusion_view(confusion_argument(fcinfo, 0), &v);
	for (uint32_t i = 0; i < v.n_cells; i++)
	{
		const CsqCell *c = &v.cells[i];
		bool           none = c->predicted == CSQ_NO_ANSWER;
		Datum          values[3] = {csq_label_datum(&v.labels[c->actual]),
                           none ? (Datum) 0 : csq_label_datum(&v.labels[c->predicted]),
		                            Float8GetDatum(in_rows(c->weight))};
		bool           nulls[3] = {false, none, false};

		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_confusion_cells, CsqConfusion, v->cells)

/* labels(confusion) -> text[]: that occur, in the order of their bytes. */
PG_FUNCTION_INFO_V1(csq_confusion_labels);
Datum
csq_confusion_labels(PG_FUNCTION_ARGS)
{
	CsqConfusionView v;
	Datum           *items;

	csq_confusion_view(confusion_argument(fcinfo, 0), &v);
	items = palloc((v.n_labels + 1) * sizeof *items);
	for (uint32_t i = 0; i < v.n_labels; i++)
		items[i] = csq_label_datum(&v.labels[i]);
	PG_RETURN_ARRAYTYPE_P(construct_array(items, (int) v.n_labels, TEXTOID, -1, false, TYPALIGN_INT));
}
