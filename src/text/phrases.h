/*
 * phrases.h
 *		The phrases that come with csq, as data: one table for each topic.
 *
 * Labels are the same in every language, so lexicons of several languages add
 * up.  Weights: 2 says it alone, 1 is good evidence, 0.5 is a hint (severity
 * needs a sum of 1).  A phrase is in the normal form that lexicon rows have.
 */
#ifndef CSQ_PHRASES_H
#define CSQ_PHRASES_H

#include "text/lexicon.h"

typedef struct CsqPhraseRow
{
	const char *lang;
	const char *axis;
	const char *label;
	double      weight;
	CsqNegation negation;
	const char *phrases; /* separated by | */
} CsqPhraseRow;

/* Each ends with a row of NULL. */
extern const CsqPhraseRow csq_phrases_product[];
extern const CsqPhraseRow csq_phrases_cause[];
extern const CsqPhraseRow csq_phrases_severity[];
extern const CsqPhraseRow csq_phrases_severity_zh[];
extern const CsqPhraseRow csq_phrases_scene[];
extern const CsqPhraseRow csq_phrases_emotion[];
extern const CsqPhraseRow csq_phrases_script[];

#endif /* CSQ_PHRASES_H */
