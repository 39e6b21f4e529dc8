/*
 * defect.h
 *		defect_summary: defects of units, each with opportunities for one.  Core header.
 */
#ifndef CSQ_DEFECT_H
#define CSQ_DEFECT_H

#include "base/stats.h"
#include "base/summary.h"

typedef struct CsqDefectSummary
{
	CsqStored header;
	int64_t   counts[3];
} CsqDefectSummary;

enum
{
	CSQ_DEFECTS,
	CSQ_UNITS,
	CSQ_OPPORTUNITIES /* of all units together */
};

extern const CsqSummaryType csq_defect_type;
extern CsqDefectSummary    *csq_defect_new(void);

/* Adds defects found in units with opportunities each. */
extern bool csq_defect_add(CsqDefectSummary *s, int64_t defects, int64_t units, int64_t opportunities, CsqError *err);

/* Exact interval of the share of defective opportunities (Clopper and Pearson); opportunities > 0. */
extern CsqInterval csq_defect_share(const CsqDefectSummary *s, double confidence);

/* Product of the shares of units without a defect; NaN of no steps, and where a step has no units or more defects. */
extern double csq_rolled_yield(int n, const CsqDefectSummary *const *steps);

/*
 * The number of standard deviations that leaves a share of defects beyond it, plus the shift; NaN for shares
 * 0 and 1.
 */
extern double csq_sigma_level(double share, double shift);

#endif /* CSQ_DEFECT_H */
