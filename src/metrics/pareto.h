/*
 * pareto.h
 *		Pareto charts: reasons by weight, the vital few first.  Core header.
 */
#ifndef CSQ_PARETO_H
#define CSQ_PARETO_H

#include "base/tally.h"

#define CSQ_PARETO_UNIT 1000000 /* weights are kept in millionths */

/* One label, the reason (without bytes: not known); rows and weight. */
extern const CsqTallyType csq_pareto_type;

typedef struct CsqParetoRow
{
	CsqText label;
	int64_t n;
	int64_t weight;
	double  share;
	double  cumulative;
	bool    vital;
} CsqParetoRow;

/* Rows by falling weight, equal ones by their labels, what is not known last; vital: up to a cumulative share. */
extern CsqParetoRow *csq_pareto_rows(const CsqTally *packed, double vital, uint32_t *n);

#endif /* CSQ_PARETO_H */
