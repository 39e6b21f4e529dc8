/*
 * mean.h
 *		Exact sums of decimal numbers and of their squares: type mean_summary.
 *
 * Core header.
 */
#ifndef CSQ_MEAN_H
#define CSQ_MEAN_H

#include "base/summary.h"
#include "base/times.h"

#define CSQ_MEAN_SUM     4 /* limbs of 64 bits */
#define CSQ_MEAN_SQUARES 6
#define CSQ_MEAN_SCALE   38 /* most digits behind the decimal point */

__extension__ typedef __int128 CsqI128 __attribute__((aligned(8)));

/* Sums in units of 10^-scale, squares of its square.  Which scale it is does not tell values apart. */
typedef struct CsqMeanSummary
{
	CsqStored header;
	int64_t   missing;
	int64_t   n;
	uint32_t  scale;
	uint32_t  negative;          /* the sum is below 0 */
	uint64_t  sum[CSQ_MEAN_SUM]; /* its magnitude */
	uint64_t  squares[CSQ_MEAN_SQUARES];
} CsqMeanSummary;

extern const CsqSummaryType csq_mean_type;

extern CsqMeanSummary *csq_mean_new(void);

/* Adds, or takes out, units * 10^-scale; 22003 beyond what the sums hold. */
extern bool csq_mean_step(CsqMeanSummary *s, CsqI128 units, uint32_t scale, bool add, CsqError *err);

/* A float8 at a scale: units of 10^-scale; 22003 beyond 2^63 of them. */
extern bool csq_mean_units(double value, uint32_t scale, CsqI128 *units, CsqError *err);

/* Exact sums, rounded once; NaN where undefined. */
extern double csq_mean_total(const CsqMeanSummary *s);
extern double csq_mean_mean(const CsqMeanSummary *s);
extern double csq_mean_variance(const CsqMeanSummary *s); /* of a sample */

/* The total in millionths; 22003 when it has more decimals or does not fit. */
extern bool csq_mean_millionths(const CsqMeanSummary *s, int64_t *total, CsqError *err);

/* The total as decimal text. */
extern void csq_mean_total_text(const CsqMeanSummary *s, CsqBuf *out);

#endif /* CSQ_MEAN_H */
