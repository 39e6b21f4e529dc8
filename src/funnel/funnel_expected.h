/*
 * funnel_expected.h
 *		The share of cases that come to a step, those still under way allowed for.
 */
#ifndef CSQ_FUNNEL_EXPECTED_H
#define CSQ_FUNNEL_EXPECTED_H

#include "funnel/funnel_detail.h"

typedef struct CsqFunnelExpected
{
	double share;
	double lo;
	double hi;
} CsqFunnelExpected;

/*
 * Of the cases that reached step 1, the share that comes to this step; z: half width of
 * the interval in standard errors.  False where it is not known: no case, a step that may be
 * left out, order any.
 */
extern bool csq_funnel_expected(const CsqFunnelRule *rule, const CsqFunnelDetail *d, const int64_t *counts, int step,
                                double z, CsqFunnelExpected *e);

#endif /* CSQ_FUNNEL_EXPECTED_H */
