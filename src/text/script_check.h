/*
 * script_check.h
 *		What an agent must and must not say, and when: rules over the turns of a conversation.
 */
#ifndef CSQ_SCRIPT_CHECK_H
#define CSQ_SCRIPT_CHECK_H

#include "base/json.h"
#include "text/text.h"

typedef struct CsqScript CsqScript;

/* A turn; times in seconds, NaN when they are not known. */
typedef struct CsqTurn
{
	CsqText   speaker;
	CsqText   text;
	double    start;
	double    end;
	double    sentiment; /* NaN: not given */
	bool      read;      /* of what follows */
	CsqChars  chars;
	uint32_t *place; /* of the characters that count */
	size_t    places;
} CsqTurn;

typedef struct CsqFact
{
	CsqText key;
	CsqText value;
} CsqFact;

typedef struct CsqTranscript
{
	CsqTurn *turn;
	size_t   n;
	size_t   cap;
	CsqFact *fact; /* a fact that is a list has an item for each */
	size_t   facts;
	size_t   fact_cap;
} CsqTranscript;

typedef enum CsqRuleVerdict
{
	CSQ_FAILED,
	CSQ_PASSED,
	CSQ_NOT_APPLICABLE, /* by applies_when, or what it needs is not known */
} CsqRuleVerdict;

typedef struct CsqScriptResult
{
	CsqText        rule;
	CsqRuleVerdict verdict;
	double         weight;
	bool           red_line;
	int            turn;     /* from 1; 0: none */
	CsqText        evidence; /* in the text of the turn; NULL: none */
} CsqScriptResult;

/* Both from the text of a JSON value; false and CSQ_SYNTAX or CSQ_PARAM. */
extern bool csq_script_parse(const char *json, size_t len, CsqScript **script, CsqError *err);
extern bool csq_transcript_parse(const char *json, size_t len, CsqTranscript *t, CsqError *err);

extern size_t csq_script_rules(const CsqScript *s);
extern bool   csq_script_rule(const CsqScript *s, size_t rule, CsqTranscript *t, CsqScriptResult *r, CsqError *err);

/*
 * Where a phrase is said in a text, at least to this likeness: the share of its pairs of characters that stand within
 * one and a half times its length.  1, and phrases of fewer than four characters: letter by letter, words whole.  Where
 * most of them stand, or with "first" the first place where enough do.
 */
extern bool csq_script_find(const CsqChars *text, const CsqChars *phrase, double likeness, bool first, size_t *from,
                            size_t *to);

#define CSQ_SCRIPT_MAX_PHRASE 200 /* characters of a phrase */

/* The indexes of the characters that count, into at, which has room for all; how many there are. */
extern size_t csq_script_places(const CsqChars *c, uint32_t *at);

/* The same in the characters that count of a text (ta, n of them) and of a phrase (pa, m of them). */
extern bool csq_script_find_in(const CsqChars *t, const uint32_t *ta, size_t n, const CsqChars *p, const uint32_t *pa,
                               size_t m, double likeness, bool first, size_t *from, size_t *to);

#endif /* CSQ_SCRIPT_CHECK_H */
