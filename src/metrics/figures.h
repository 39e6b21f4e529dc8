/*
 * figures.h
 *		The figures (evaluation.h) of the summaries of this folder, by the name of a metric.
 *
 * Core header.
 */
#ifndef CSQ_FIGURES_H
#define CSQ_FIGURES_H

#include "metrics/duration.h"
#include "metrics/evaluation.h"
#include "metrics/incidence.h"
#include "metrics/mean.h"
#include "metrics/rate.h"
#include "metrics/score.h"

/* The name of a metric: nps, mean, median, p90, within 4 hours ... */
typedef CsqText CsqMetric;

static inline CsqMetric
csq_metric(const char *name)
{
	return (CsqMetric){name, strlen(name)};
}

/*
 * The figure that a summary has by this name; an unknown name is 22023 and lists
 * those there are.  Lengths are in seconds.
 *
 * score: nps, csat (share of the two highest of at most seven points), mean,
 *		  top N, bottom N, at least N, at most N
 * rate: rate;  mean: mean;  incidence: rate
 * duration: mean, median, pN, within LENGTH
 */
extern bool csq_score_figure(const CsqScoreSummary *s, CsqMetric metric, CsqFigure *f, CsqError *err);
extern bool csq_rate_figure(const CsqRateSummary *s, CsqMetric metric, CsqFigure *f, CsqError *err);
extern bool csq_duration_figure(const CsqLengths *l, CsqMetric metric, CsqFigure *f, CsqError *err);
extern bool csq_mean_figure(const CsqMeanSummary *s, CsqMetric metric, CsqFigure *f, CsqError *err);
extern bool csq_incidence_figure(const CsqIncidence *i, CsqMetric metric, CsqFigure *f, CsqError *err);

/* Parts of names, for figures that are made elsewhere. */
extern bool csq_metric_unknown(CsqMetric metric, const char *type, const char *known, CsqError *err); /* fails */
extern bool csq_metric_quantile(CsqMetric metric, double *q);                       /* median, p90, p99.9 */
extern bool csq_metric_length(CsqMetric metric, const char *word, int64_t *length); /* within 4 hours */

#endif /* CSQ_FIGURES_H */
