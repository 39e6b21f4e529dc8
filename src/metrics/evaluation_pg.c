/*
 * evaluation_pg.c
 *		Before and after in SQL: the five functions of evaluation_pg.h for the
 *		summaries of this folder, shares of few cases, and pairs.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "metrics/duration_pg.h"
#include "metrics/evaluation_pg.h"
#include "pg/args_pg.h"
#include "pg/summary_pg.h"
#include "base/literal.h"

/* ---- arguments and results ---- */

static double
confidence_arg(FunctionCallInfo fcinfo, int n)
{
	double confidence = PG_GETARG_FLOAT8(n);

	csq_require_level(confidence, "confidence");
	return confidence;
}

/* The metric that argument n names, or the usual one where there is no such argument. */
static CsqMetric
metric_arg(FunctionCallInfo fcinfo, int n, const char *usual)
{
	return PG_NARGS() > n ? csq_text_arg(fcinfo, n) : csq_metric(usual);
}

/* A number that is known, else NULL. */
static Datum
known(double v, bool *null)
{
	*null = !isfinite(v);
	return Float8GetDatum(v);
}

Datum
csq_difference_datum(FunctionCallInfo fcinfo, const CsqDifference *d)
{
	Datum values[5];
	bool  nulls[5];

	values[0] = known(d != NULL ? d->difference : NAN, &nulls[0]);
	values[1] = known(d != NULL ? d->lo : NAN, &nulls[1]);
	values[2] = known(d != NULL ? d->hi : NAN, &nulls[2]);
	values[3] = known(d != NULL ? d->z : NAN, &nulls[3]);
	values[4] = known(d != NULL ? d->p_value : NAN, &nulls[4]);
	return csq_row_datum(fcinfo, values, nulls);
}

/* Raises 22023 where figures are not of the same thing: other scales, open hours and all hours. */
static void
require_comparable(const CsqFigure *a, const CsqFigure *b)
{
	CsqError err;

	if (!csq_figures_comparable(a, b, &err))
		csq_throw(&err);
}

/* ---- the functions ---- */

Datum
csq_evaluate_compare(FunctionCallInfo fcinfo, CsqFigureOf figure, const char *usual)
{
	double        confidence = confidence_arg(fcinfo, 2);
	CsqMetric     metric = metric_arg(fcinfo, 3, usual);
	CsqFigure     a = figure(fcinfo, PG_GETARG_DATUM(0), metric);
	CsqFigure     b = figure(fcinfo, PG_GETARG_DATUM(1), metric);
	CsqDifference d;

	require_comparable(&a, &b);
	d = csq_figure_difference(&a, &b, confidence);
	return csq_difference_datum(fcinfo, &d);
}

Datum
csq_evaluate_ratio(FunctionCallInfo fcinfo, CsqFigureOf figure, const char *usual)
{
	double        confidence = confidence_arg(fcinfo, 2);
	CsqMetric     metric = metric_arg(fcinfo, 3, usual);
	CsqFigure     a = figure(fcinfo, PG_GETARG_DATUM(0), metric);
	CsqFigure     b = figure(fcinfo, PG_GETARG_DATUM(1), metric);
	CsqDifference r;
	Datum         values[4];
	bool          nulls[4];

	require_comparable(&a, &b);
	r = csq_figure_ratio(&a, &b, confidence);
	values[0] = known(r.difference, &nulls[0]);
	values[1] = known(r.lo, &nulls[1]);
	values[2] = known(r.hi, &nulls[2]);
	values[3] = known(r.p_value, &nulls[3]);
	return csq_row_datum(fcinfo, values, nulls);
}

Datum
csq_evaluate_did(FunctionCallInfo fcinfo, CsqFigureOf figure, const char *usual)
{
	double        confidence = confidence_arg(fcinfo, 4);
	CsqMetric     metric = metric_arg(fcinfo, 5, usual);
	CsqFigure     f[4];
	CsqDifference d;

	for (int i = 0; i < 4; i++)
	{
		f[i] = figure(fcinfo, PG_GETARG_DATUM(i), metric);
		require_comparable(&f[0], &f[i]);
	}
	d = csq_figure_did(f, f + 2, confidence);
	return csq_difference_datum(fcinfo, &d);
}

Datum
csq_evaluate_assess(FunctionCallInfo fcinfo, CsqFigureOf figure)
{
	static const char *const names[] = {"", "", "the metric", "the kind of target", "the target", "the confidence"};
	CsqGoalKind              kind;
	CsqMetric                metric;
	CsqText                  kind_name;
	CsqFigure                baseline, now;
	CsqAssessment            a;
	CsqError                 err;
	Datum                    values[8];
	bool                     nulls[8] = {false};

	for (int i = 2; i < 6; i++)
		csq_require_given(fcinfo, i, names[i], NULL);
	metric = csq_text_arg(fcinfo, 2);
	kind_name = csq_text_arg(fcinfo, 3);
	csq_require_finite(PG_GETARG_FLOAT8(4), "target");
	if (!csq_target_kind(kind_name.s, kind_name.len, &kind, &err))
		csq_throw(&err);
	baseline = PG_ARGISNULL(0) ? csq_figure_none() : figure(fcinfo, PG_GETARG_DATUM(0), metric);
	now = PG_ARGISNULL(1) ? csq_figure_none() : figure(fcinfo, PG_GETARG_DATUM(1), metric);
	require_comparable(&baseline, &now);
	if (!csq_assess(&baseline, &now, kind, PG_GETARG_FLOAT8(4), confidence_arg(fcinfo, 5), &a, &err))
		csq_throw(&err);
	values[0] = known(a.baseline, &nulls[0]);
	values[1] = known(a.value, &nulls[1]);
	values[2] = known(a.lo, &nulls[2]);
	values[3] = known(a.hi, &nulls[3]);
	values[4] = known(a.change, &nulls[4]);
	values[5] = known(a.target_value, &nulls[5]);
	values[6] = CStringGetTextDatum(csq_verdict_name(a.verdict));
	nulls[7] = !isfinite(a.needed);
	values[7] = Int64GetDatum(nulls[7] ? 0 : (int64) a.needed);
	return csq_row_datum(fcinfo, values, nulls);
}

/* The figures of an array of values; its NULLs are nobody. */
static CsqFigure *
figures_arg(FunctionCallInfo fcinfo, int argno, CsqFigureOf figure, CsqMetric metric, int *n)
{
	ArrayType *a = PG_GETARG_ARRAYTYPE_P(argno);
	int16      length;
	bool       by_value;
	char       align;
	Datum     *items;
	bool      *nulls;
	CsqFigure *figures;
	int        nitems;

	get_typlenbyvalalign(ARR_ELEMTYPE(a), &length, &by_value, &align);
	deconstruct_array(a, ARR_ELEMTYPE(a), length, by_value, align, &items, &nulls, &nitems);
	figures = palloc(((size_t) nitems + 1) * sizeof *figures);
	*n = 0;
	for (int i = 0; i < nitems; i++)
		if (!nulls[i])
			figures[(*n)++] = figure(fcinfo, items[i], metric);
	return figures;
}

Datum
csq_evaluate_rank(FunctionCallInfo fcinfo, CsqFigureOf figure, const char *usual)
{
	CsqMetric       metric = metric_arg(fcinfo, 4, usual);
	CsqText         best = csq_text_arg(fcinfo, 2);
	double          confidence = confidence_arg(fcinfo, 3);
	CsqFigure       own = figure(fcinfo, PG_GETARG_DATUM(0), metric);
	bool            highest = csq_option_is(best, "highest");
	int             n;
	CsqFigure      *peers = figures_arg(fcinfo, 1, figure, metric, &n);
	CsqRankInterval r;
	Datum           values[3];
	bool            nulls[3] = {false};

	if (!highest && !csq_option_is(best, "lowest"))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("\"%s\" does not say which figure is best", csq_quoted(best.s, best.len).s),
		                errhint("Say highest or lowest.")));
	for (int i = 0; i < n; i++)
		require_comparable(&own, &peers[i]);
	nulls[0] = nulls[1] = nulls[2] = !csq_rank_among(&own, peers, n, highest, confidence, &r);
	values[0] = Int32GetDatum(r.rank);
	values[1] = Int32GetDatum(r.lo);
	values[2] = Int32GetDatum(r.hi);
	return csq_row_datum(fcinfo, values, nulls);
}

/* ---- figures of the types ---- */

/* A detoasted value that passed the check of its type. */
#define CHECKED(value, check) csq_checked(PG_DETOAST_DATUM(value), check)

static CsqFigure
score_figure(FunctionCallInfo fcinfo, Datum value, CsqMetric metric)
{
	CsqFigure f;
	CsqError  err;

	if (!csq_score_figure(CHECKED(value, csq_score_type.stored.check), metric, &f, &err))
		csq_throw(&err);
	return f;
}

static CsqFigure
rate_figure(FunctionCallInfo fcinfo, Datum value, CsqMetric metric)
{
	CsqFigure f;
	CsqError  err;

	if (!csq_rate_figure(CHECKED(value, csq_rate_type.stored.check), metric, &f, &err))
		csq_throw(&err);
	return f;
}

static CsqFigure
mean_figure(FunctionCallInfo fcinfo, Datum value, CsqMetric metric)
{
	CsqFigure f;
	CsqError  err;

	if (!csq_mean_figure(CHECKED(value, csq_mean_type.stored.check), metric, &f, &err))
		csq_throw(&err);
	return f;
}

static CsqFigure
incidence_figure(FunctionCallInfo fcinfo, Datum value, CsqMetric metric)
{
	CsqFigure f;
	CsqError  err;

	if (!csq_incidence_figure(CHECKED(value, csq_incidence_type.stored.check), metric, &f, &err))
		csq_throw(&err);
	return f;
}

static CsqFigure
duration_figure(FunctionCallInfo fcinfo, Datum value, CsqMetric metric)
{
	CsqFigure f;
	CsqError  err;

	if (!csq_duration_figure(CHECKED(value, csq_duration_check), metric, &f, &err))
		csq_throw(&err);
	return f;
}

CSQ_EVALUATION_OTHERS(score_summary, score_figure, "nps")
CSQ_EVALUATION_FUNCTIONS(rate_summary, rate_figure, "rate")
CSQ_EVALUATION_FUNCTIONS(mean_summary, mean_figure, "mean")
CSQ_EVALUATION_FUNCTIONS(incidence, incidence_figure, "rate")
CSQ_EVALUATION_FUNCTIONS(duration_summary, duration_figure, "mean")

/* ---- shares of few cases, pairs ---- */

static CsqShare
share_of(Datum value)
{
	return csq_rate_share(CHECKED(value, csq_rate_type.stored.check));
}

/*
 * csq_shrunk(own rate_summary, everybody rate_summary, weight float8) -> float8
 *
 * The rate of own pulled towards that of everybody as if weight more trials had gone
 * like theirs.
 * NULL:    strict; NULL when everybody has no trials.
 * Errors:  22023 a weight that is not positive.
 * Source:  ranking.c.
 */
PG_FUNCTION_INFO_V1(csq_shrunk_by_weight);
Datum
csq_shrunk_by_weight(PG_FUNCTION_ARGS)
{
	CsqShare own = share_of(PG_GETARG_DATUM(0));
	CsqShare all = share_of(PG_GETARG_DATUM(1));
	double   weight = PG_GETARG_FLOAT8(2);

	if (!(weight > 0 && isfinite(weight)))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("the weight of everybody must be a number of trials above 0, not %g", weight)));
	if (all.trials == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(csq_shrunk(own, all, weight));
}

/*
 * csq_shrunk_among(own rate_summary, peers rate_summary[]) -> float8
 *
 * The same with the weight that the spread of the peers supports: where they differ
 * no more than by chance, it is their common rate.
 * NULL:    strict; NULL when no peer has trials.  NULLs among the peers are nobody.
 * Cost:    O(peers).
 */
PG_FUNCTION_INFO_V1(csq_shrunk_among);
Datum
csq_shrunk_among(PG_FUNCTION_ARGS)
{
	CsqShare   own = share_of(PG_GETARG_DATUM(0));
	CsqShare   all;
	int        n;
	CsqFigure *figures = figures_arg(fcinfo, 1, rate_figure, csq_metric("rate"), &n);
	CsqShare  *peers = palloc(((size_t) n + 1) * sizeof *peers);
	double     weight;

	for (int i = 0; i < n; i++)
		peers[i] = (CsqShare){figures[i].x, figures[i].n};
	weight = csq_prior_weight(peers, n, &all);
	if (all.trials == 0)
		PG_RETURN_NULL();
	if (weight == 0 && own.trials == 0)
		PG_RETURN_FLOAT8(all.hits / all.trials);
	PG_RETURN_FLOAT8(csq_shrunk(own, all, weight));
}

/*
 * csq_mcnemar_test(a_only int8, b_only int8, confidence float8) -> (ratio, lo, hi, p_value, mid_p float8)
 *
 * The same people twice: those with the first outcome only and those with the
 * second only.  Ratio of second to first with its exact interval; exact two-sided
 * test and its mid-p form.
 * NULL:    strict; ratio, lo, hi NULL where undefined or without bound.
 * Errors:  22023 negative counts; unless 0 < confidence < 1.
 * Source:  ranking.c.
 */
PG_FUNCTION_INFO_V1(csq_mcnemar_test);
Datum
csq_mcnemar_test(PG_FUNCTION_ARGS)
{
	int64     a = PG_GETARG_INT64(0);
	int64     b = PG_GETARG_INT64(1);
	double    confidence = confidence_arg(fcinfo, 2);
	CsqPaired r;
	Datum     values[5];
	bool      nulls[5];

	if (a < 0 || b < 0 || a > 1000000000 || b > 1000000000)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("%lld and %lld are no numbers of pairs", (long long) a, (long long) b),
		                errdetail("Each lies between 0 and 1000000000.")));
	r = csq_mcnemar((double) a, (double) b, confidence);
	values[0] = known(r.ratio, &nulls[0]);
	values[1] = known(r.lo, &nulls[1]);
	values[2] = known(r.hi, &nulls[2]);
	values[3] = known(r.p_value, &nulls[3]);
	values[4] = known(r.mid_p, &nulls[4]);
	return csq_row_datum(fcinfo, values, nulls);
}
