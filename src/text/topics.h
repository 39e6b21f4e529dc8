/*
 * topics.h
 *		Terms of many texts, what is new between two of them, and texts grouped by what they have in common.
 */
#ifndef CSQ_TOPICS_H
#define CSQ_TOPICS_H

#include "base/tally.h"
#include "text/text.h"

/* One label, a token; the number of texts that have it.  The label without bytes counts the texts. */
extern const CsqTallyType csq_terms_type;

/* One label, the beginning of a text; how often it came. */
extern const CsqTallyType csq_topics_type;

/* Adds a text; replaces *t when it grows. */
extern bool csq_terms_add(CsqTally **t, const char *text, size_t len, CsqError *err);
extern bool csq_topics_add(CsqTally **t, const char *text, size_t len, CsqError *err);

/* Log-odds of y1 of n1 against y2 of n2 over their standard error, under a prior of the pooled share (topics.c). */
extern double csq_term_z(double y1, double n1, double y2, double n2);

typedef struct CsqTermChange
{
	CsqText term;
	int64_t before;
	int64_t after;
	double  z;
} CsqTermChange;

/* All terms of either, the largest z (more frequent after) first; n of them.  Both packed. */
extern CsqTermChange *csq_terms_compare(const CsqTally *before, const CsqTally *after, size_t *n);

#define CSQ_TOPIC_TERMS 5

typedef struct CsqTopic
{
	int64_t n;
	CsqText term[CSQ_TOPIC_TERMS];
	int     terms;
	CsqText example; /* in the tally */
} CsqTopic;

#define CSQ_MAX_TOPICS 50

/*
 * At most groups groups (0: as many as the square root of half the texts, 2 to 30), the largest first; the last, of
 * no terms, holds what has nothing in common with the rest.  The tally is packed.
 */
extern bool csq_topics(const CsqTally *packed, int groups, CsqTopic **topics, size_t *n, CsqError *err);

#endif /* CSQ_TOPICS_H */
