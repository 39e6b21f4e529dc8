/*
 * agreement.h
 *		Do reviewers agree?  Krippendorff's alpha.  Core header.
 */
#ifndef CSQ_AGREEMENT_H
#define CSQ_AGREEMENT_H

#include "base/tally.h"

#define CSQ_ALPHA_MAX_VALUES 2000

typedef enum CsqScaleLevel
{
	CSQ_NOMINAL,
	CSQ_ORDINAL,
	CSQ_INTERVAL_SCALE,
	CSQ_RATIO_SCALE
} CsqScaleLevel;

/* Three labels, unit, rater and value, each combination once. */
extern const CsqTallyType csq_ratings_type;

typedef struct CsqAlpha
{
	double  alpha;     /* NaN: not defined */
	double  agreement; /* share of pairs within units that are equal; NaN without any */
	int64_t units;     /* with two ratings or more */
	int64_t ratings;   /* of those units */
} CsqAlpha;

/* CSQ_PARAM where values are no numbers and the level needs them, and where a rater has rated a unit twice. */
extern bool csq_alpha(const CsqTally *packed, CsqScaleLevel level, CsqAlpha *a, CsqError *err);

#endif /* CSQ_AGREEMENT_H */
