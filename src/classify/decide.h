/*
 * decide.h
 *		Who decides about a text: rules, model, lexicon or a person.
 *
 * The order: what must never be missed is found by rules first; then the model,
 * where it is sure enough of its label; then a lexicon that names one label clearly;
 * else a person.
 */
#ifndef CSQ_DECIDE_H
#define CSQ_DECIDE_H

#include "classify/model.h"
#include "text/lexicon.h"

/* Numbers by label, in the order of the labels' bytes. */
typedef struct CsqLabelNumber
{
	CsqText label;
	double  value;
} CsqLabelNumber;

typedef struct CsqLabelNumbers
{
	CsqLabelNumber *items;
	size_t          n;
} CsqLabelNumbers;

/*
 * {label: number, ...}: from 0 to most, null reads as none.  CSQ_PARAM when it is
 * no such object, a number is out of range or a label is there twice; what names the
 * numbers in messages.
 */
extern bool csq_label_numbers_parse(const char *json, size_t len, double none, double most, const char *what,
                                    CsqLabelNumbers *out, CsqError *err);

/* The number of a label; otherwise when it has none. */
extern double csq_label_number(const CsqLabelNumbers *numbers, const CsqText *label, double otherwise);

#define CSQ_NEVER_SURE 2.0 /* a threshold that no probability reaches */

typedef enum CsqDecider
{
	CSQ_DECIDES_NOBODY, /* there is no text */
	CSQ_DECIDES_RULE,
	CSQ_DECIDES_MODEL,
	CSQ_DECIDES_LEXICON,
	CSQ_DECIDES_PERSON
} CsqDecider;

extern const char *const csq_decider_names[]; /* by CsqDecider */

/* What decides; each part may be missing. */
typedef struct CsqDecide
{
	const CsqClassifier   *model; /* after it has read the text */
	int                    best;  /* its likeliest label */
	const CsqMatcher      *risk;
	const CsqMatcher      *fallback;
	const CsqLabelNumbers *thresholds;
	double                 min_confidence; /* of labels without a threshold */
} CsqDecide;

typedef struct CsqDecision
{
	CsqDecider by;
	bool       has_probability; /* of the likeliest label, also where the model does not decide */
	double     probability;
	CsqText    label;    /* s NULL: none */
	CsqText    evidence; /* words of the text; s NULL: none */
} CsqDecision;

extern bool csq_decision_make(const CsqDecide *d, const char *text, size_t len, CsqDecision *decision, CsqError *err);

#endif /* CSQ_DECIDE_H */
