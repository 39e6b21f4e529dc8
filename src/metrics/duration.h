/*
 * duration.h
 *		How long things took, and how long those have lasted that have not ended:
 *		type duration_summary.
 *
 * Two sets of lengths (lengths.h): of the cases that have ended, and of those that
 * were open, for as long as they had been.  An open case says "longer than this".
 *
 * Core header.
 */
#ifndef CSQ_DURATION_H
#define CSQ_DURATION_H

#include "base/stats.h"
#include "metrics/lengths.h"

enum
{
	CSQ_DURATION_ENDED,
	CSQ_DURATION_OPEN
};

extern const CsqLengthsType csq_duration_type;

/* Adds a case that took this long, or that was open for so long; 22023 when it is negative. */
extern bool csq_duration_add(CsqLengths **l, bool open, int64_t length, CsqError *err);

/*
 * A case within a limit: hits are those that ended within it, misses those that
 * took longer or are open and already longer.  Open cases that are not yet longer
 * are in neither.
 */
extern CsqShare csq_duration_within(const CsqLengths *l, int64_t limit);

/* ---- statistics of a multiset of lengths, t->n > 0 ---- */

/* Interval of the mean by Student's t, not below 0; both ends NaN for fewer than two lengths. */
/* Both of business time, or neither; a and b are CsqLengths. */
extern bool csq_duration_comparable(const void *a, const void *b, CsqError *err);

extern CsqInterval csq_times_mean_interval(const CsqTimes *t, double confidence);

/*
 * Ranks (1 .. n) whose lengths bound the quantile q with at least the confidence,
 * by the binomial distribution: 0 and n + 1 mean that no length does.
 */
typedef struct CsqRanks
{
	double lo;
	double hi;
} CsqRanks;

extern CsqRanks csq_quantile_ranks(double n, double q, double confidence);

#endif /* CSQ_DURATION_H */
