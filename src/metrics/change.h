/*
 * change.h
 *		Why a figure moved: what the mix of segments did, and what they did themselves.  Core header.
 */
#ifndef CSQ_CHANGE_H
#define CSQ_CHANGE_H

#include "base/tally.h"

/*
 * One label, the segment; sum and weight before, sum and weight after.  The figure of a segment is sum / weight, in the
 * unit that the metric says: see change.c.
 */
extern const CsqTallyType csq_change_type;

typedef struct CsqChangePart
{
	CsqText segment;
	double  share_before;
	double  share_after;
	double  value_before; /* NaN: the segment was not there */
	double  value_after;
	double  mix;
	double  within;
	double  total;
} CsqChangePart;

/* The parts, largest effect first; what they belong to is not known (*n = 0) when a period has no weight at all. */
extern CsqChangePart *csq_change_parts(const CsqTally *packed, uint32_t *n);

#endif /* CSQ_CHANGE_H */
