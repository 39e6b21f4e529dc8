/*
 * evaluation_pg.h
 *		compare(), ratio(), did(), assess() and rank_among() of any type that has figures.
 *
 * Shell header: include after csq.h.  A type names the function that takes a figure
 * from an argument; the macro makes the five SQL functions of it.
 */
#ifndef CSQ_EVALUATION_PG_H
#define CSQ_EVALUATION_PG_H

#include "metrics/figures.h"
#include "pg/csq.h"

/* The figure of a value, which is not NULL and not detoasted; raises 22023 for an unknown metric. */
typedef CsqFigure (*CsqFigureOf)(FunctionCallInfo fcinfo, Datum value, CsqMetric metric);

extern Datum csq_evaluate_compare(FunctionCallInfo fcinfo, CsqFigureOf figure, const char *metric);
extern Datum csq_evaluate_ratio(FunctionCallInfo fcinfo, CsqFigureOf figure, const char *metric);
extern Datum csq_evaluate_did(FunctionCallInfo fcinfo, CsqFigureOf figure, const char *metric);
extern Datum csq_evaluate_assess(FunctionCallInfo fcinfo, CsqFigureOf figure);
extern Datum csq_evaluate_rank(FunctionCallInfo fcinfo, CsqFigureOf figure, const char *metric);

/* difference, lo, hi, z, p_value; d may be NULL: a row of NULLs. */
extern Datum csq_difference_datum(FunctionCallInfo fcinfo, const CsqDifference *d);

/*
 * Of a type X with C prefix csq_X, metric being the one that is meant when none is named:
 *
 *	 csq_X_compare(before X, after X, confidence float8 [, metric text]) -> (difference, lo, hi, z, p_value float8)
 *	 csq_X_ratio(the same) -> (ratio, lo, hi, p_value float8)
 *	 csq_X_did(treated_before, treated_after, control_before, control_after X, confidence float8 [, metric text])
 *		-> (difference, lo, hi, z, p_value float8)
 *	 csq_X_assess(baseline X, now X, metric text, kind text, target float8, confidence float8)
 *		-> (baseline, value, lo, hi, change, target_value float8, verdict text, needed int8)
 *	 csq_X_rank(own X, peers X[], best text, confidence float8 [, metric text]) -> (rank, lo, hi int4)
 *
 * NULL:	all but assess are strict; where there is no figure, or no bound, the column is NULL.  assess: the
 * baseline
 *			may be NULL; without a figure the verdict is cannot_tell.
 * Errors:	22023 an unknown metric, kind or best; scores of different scales, business time and any time; unless
 *			0 < confidence < 1; a target of no change.
 * Cost:	O(what the figure costs); assess some 40 intervals more when it cannot tell.
 * Source:	evaluation.c, assess.c, ranking.c.
 */
#define CSQ_EVALUATION_FUNCTION(prefix, verb, call)                                                                    \
	PG_FUNCTION_INFO_V1(csq_##prefix##_##verb);                                                                        \
	Datum csq_##prefix##_##verb(PG_FUNCTION_ARGS)                                                                      \
	{                                                                                                                  \
		return call;                                                                                                   \
	}

/* All but compare, for types whose compare() has arguments of its own. */
#define CSQ_EVALUATION_OTHERS(prefix, figure, metric)                                                                  \
	CSQ_EVALUATION_FUNCTION(prefix, ratio, csq_evaluate_ratio(fcinfo, figure, metric))                                 \
	CSQ_EVALUATION_FUNCTION(prefix, did, csq_evaluate_did(fcinfo, figure, metric))                                     \
	CSQ_EVALUATION_FUNCTION(prefix, assess, csq_evaluate_assess(fcinfo, figure))                                       \
	CSQ_EVALUATION_FUNCTION(prefix, rank, csq_evaluate_rank(fcinfo, figure, metric))

#define CSQ_EVALUATION_FUNCTIONS(prefix, figure, metric)                                                               \
	CSQ_EVALUATION_FUNCTION(prefix, compare, csq_evaluate_compare(fcinfo, figure, metric))                             \
	CSQ_EVALUATION_OTHERS(prefix, figure, metric)

#endif /* CSQ_EVALUATION_PG_H */
