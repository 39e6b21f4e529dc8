/*
 * given.h
 *		What is known beside a text: numbers (an embedding, an age) and facts (channel=phone).
 */
#ifndef CSQ_GIVEN_H
#define CSQ_GIVEN_H

#include "base/labels.h"
#include "classify/text_features.h"

#define CSQ_GIVEN_SCHEME 2     /* of a corpus or model whose examples have more than text */
#define CSQ_GIVEN_FIRST  64    /* counts from here on are levels of a given value; text counts to 63 */
#define CSQ_GIVEN_LEVELS 96    /* of either sign */
#define CSQ_MAX_GIVEN    16384 /* numbers */
#define CSQ_MAX_FACTS    1000
#define CSQ_MAX_FEATURES (4 * CSQ_FEATURE_MAX_CHARS + CSQ_MAX_GIVEN + CSQ_MAX_FACTS) /* of an example */

typedef struct CsqGiven
{
	const float   *value; /* finite */
	uint32_t       n;
	const CsqText *fact;
	uint32_t       facts;
} CsqGiven;

/* Values by count, 0 to 255: 1 + ln(count) below CSQ_GIVEN_FIRST, then the levels, then their negatives. */
extern const float csq_given_value[256];

/* What a count of a feature stands for in this scheme. */
static inline const float *
csq_values_of_scheme(unsigned scheme)
{
	return scheme == CSQ_GIVEN_SCHEME ? csq_given_value : csq_feature_tf;
}

/* Add to the features of a text, read with f->extra at least n + facts, what is given beside it. */
extern void csq_features_give(CsqFeatures *f, const CsqGiven *g);

#endif /* CSQ_GIVEN_H */
