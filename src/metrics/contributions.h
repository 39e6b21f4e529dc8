/*
 * contributions.h
 *		Which combinations of dimensions moved a figure.  Core header.
 */
#ifndef CSQ_CONTRIBUTIONS_H
#define CSQ_CONTRIBUTIONS_H

#include "base/tally.h"

#define CSQ_MAX_DIMENSIONS 3

/* Three labels, the dimensions; sum and number before, sum and number after.  Parameter: how many dimensions. */
extern const CsqTallyType csq_contribution_type;

typedef struct CsqContribution
{
	CsqText  label[CSQ_MAX_DIMENSIONS];
	unsigned mask;   /* bit i: dimension i is fixed */
	double   before; /* count, or share */
	double   after;
	double   effect; /* beyond what the rest did */
	double   lo;
	double   hi;
	double   p_value;
	double   smallest; /* an effect of this size would be found in eight of ten searches like this one */
	bool     found;
	bool     explained; /* nothing is left of it without a found part of it */
	double   numbers[4];
} CsqContribution;

/*
 * The combinations that differ from the rest and from every wider one that they are part of, found ones first,
 * then by
 * size of their effect; found at a false discovery rate over all combinations looked at.
 */
extern CsqContribution *csq_contributions(const CsqTally *packed, double rate, double z, int64_t least, uint32_t *n);

#endif /* CSQ_CONTRIBUTIONS_H */
