/*
 * rate.h
 *		Hits of trials: type rate_summary.
 *
 * Core header.
 */
#ifndef CSQ_RATE_H
#define CSQ_RATE_H

#include "metrics/nps.h"
#include "base/stats.h"
#include "base/summary.h"

/* Stored as three disjoint counts, so that hits <= trials needs no rule of its own. */
typedef struct CsqRateSummary
{
	CsqStored header;
	int64_t   missing; /* rows without an outcome */
	int64_t   hits;
	int64_t   misses;
} CsqRateSummary;

#define CSQ_RATE_COUNTS 3

extern const CsqSummaryType csq_rate_type;

extern CsqRateSummary *csq_rate_new(void);

/* Adds hits of trials; errors 22023 unless 0 <= hits <= trials, 22003 beyond int64. */
extern bool csq_rate_count(CsqRateSummary *s, int64_t hits, int64_t trials, CsqError *err);

static inline CsqShare
csq_rate_share(const CsqRateSummary *s)
{
	CsqShare share = {(double) s->hits, (double) (s->hits + s->misses)};

	return share;
}

/* Newcombe interval, pooled score test; both need trials. */
extern CsqDifference csq_rate_compare(CsqShare a, CsqShare b, double confidence);

/*
 * How many of n ascending cuts a rate reaches, 0..n.  Cuts are shares, or
 * percentages if the highest is above 1.  A cut is the decimal number that it was
 * written as: 999 of 1,000 reach 99.9.
 */
extern bool csq_rate_tier(CsqShare rate, const double *cuts, int n, int *tier, CsqError *err);

/*
 * The fewest trials with which somebody whose true rate is given reaches the cut
 * by the lower end of the Wilson interval, with the given power.  Exact.
 */
#define CSQ_TIER_TRIALS_MAX 100000
extern bool csq_tier_needed(double rate, double cut, double power, double confidence, int *trials, CsqError *err);

#endif /* CSQ_RATE_H */
