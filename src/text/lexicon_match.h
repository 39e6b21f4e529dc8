/*
 * lexicon_match.h
 *		The compiled lexicon: what lexicon_match.c builds and lexicon_rules.c reads.
 */
#ifndef CSQ_LEXICON_MATCH_H
#define CSQ_LEXICON_MATCH_H

#include "text/lexicon.h"

#define CSQ_LEXICON_MAX_HITS 4000000
#define CSQ_CODE_PAGES       (0x110000 >> 8)

typedef struct CsqTrieEdge
{
	uint32_t state; /* 0 = free: the root's edges are elsewhere */
	uint32_t id;
	uint32_t next;
} CsqTrieEdge;

typedef struct CsqTrieNode
{
	uint64_t kids; /* bit id % 64 for each edge: most that are missing are seen without a look at the table */
	uint32_t fail;
	uint32_t dict;    /* nearest shorter suffix that is a pattern; 0 none */
	uint32_t pattern; /* index + 1; 0 none */
	uint32_t parent;
	uint32_t id; /* of the edge that leads here */
	uint32_t depth;
} CsqTrieNode;

/* A literal, and what it stands for: rows, and parts of phrases of several parts. */
typedef struct CsqLiteral
{
	uint32_t first; /* in rows_of */
	uint32_t nrows;
	uint32_t first_use; /* in use */
	uint32_t nuses;
	uint32_t len;  /* characters */
	bool     left; /* wants a word border before it */
	bool     right;
} CsqLiteral;

/* One part of a phrase.  Phrases that begin alike share their first atom. */
typedef struct CsqAtom
{
	uint32_t gap;    /* most units between the part before and this one */
	uint32_t before; /* atom of the part before; of the first part itself */
	uint32_t term;   /* of the last part */
	bool     first;
	bool     last;
} CsqAtom;

/* An atom that a pattern makes, with what decides whether it does: most of a common character's do not. */
typedef struct CsqUse
{
	uint32_t atom;
	uint32_t before; /* CSQ_FIRST_PART: nothing need stand before */
	uint32_t gap;
} CsqUse;

#define CSQ_FIRST_PART UINT32_MAX

/* The link of an atom that ends last, and the call that it belongs to. */
typedef struct CsqLatest
{
	uint64_t call;
	uint32_t link;
} CsqLatest;

typedef struct CsqRuleTerm
{
	uint32_t rule;
	bool     head; /* the first term: where it stands is the match */
	bool     absent;
	bool     begins;
	bool     ends;
} CsqRuleTerm;

/* A row whose phrase is no literal. */
typedef struct CsqPhraseRule
{
	uint32_t row;
	uint32_t term;
	uint32_t nterms;
} CsqPhraseRule;

/* Marks of the current call, instead of clearing arrays as long as the lexicon. */
typedef struct CsqRuleScratch
{
	CsqLatest *latest; /* by atom */
	uint64_t  *seen;   /* by term: call and sentence in which it stood */
	uint64_t   call;
} CsqRuleScratch;

struct CsqMatcher
{
	CsqLexRow *row; /* canonical order */
	uint32_t   nrows;
	uint32_t  *label; /* of each row */
	uint32_t   nlabels;
	bool       exact;
	bool      *hides; /* by label: has it a row that hides */
	uint32_t   nhides;

	CsqLiteral *pattern;
	uint32_t    npatterns;
	uint32_t    pattern_cap;
	uint32_t   *rows_of; /* rows by pattern */
	CsqUse     *use;     /* by pattern */

	CsqAtom       *atom;
	uint32_t       natoms;
	CsqRuleTerm   *term;
	uint32_t       nterms;
	CsqPhraseRule *rule;
	uint32_t       nrules;
	CsqRuleScratch scratch;
	uint32_t       number_pattern; /* index + 1 of what stands for {number}; 0 not used */
	uint32_t       amount_pattern;

	CsqWordTree *words;
	uint16_t     page[CSQ_CODE_PAGES]; /* 0 = no code point of this page occurs */
	uint16_t (*ids)[256];
	uint32_t     npages;
	uint32_t     page_cap;
	uint32_t     nids;
	uint32_t    *root; /* by id */
	uint32_t     root_cap;
	CsqTrieNode *node;
	uint32_t     nnodes;
	uint32_t     node_cap;
	CsqTrieEdge *edge;
	uint32_t     nedges;
	uint32_t     edge_mask;
};

/* An occurrence of a pattern, by end as they are found. */
typedef struct CsqFound
{
	uint32_t start;
	uint32_t end;
	uint32_t pattern;
} CsqFound;

typedef struct CsqFoundList
{
	CsqFound *item;
	size_t    n;
	size_t    cap;
} CsqFoundList;

typedef struct CsqHitList
{
	CsqLexiconHit *item;
	size_t         n;
	size_t         cap;
} CsqHitList;

extern bool csq_add_found(CsqFoundList *f, CsqFound x, CsqError *err);
extern bool csq_add_hit(CsqHitList *h, CsqLexiconHit x, CsqError *err);

/* ---- building (lexicon_trie.c) ---- */

extern void csq_trie_init(CsqMatcher *m);
extern bool csq_trie_add(CsqMatcher *m, const uint32_t *cp, size_t n, uint32_t *pattern, CsqError *err);
extern void csq_trie_link(CsqMatcher *m);
extern bool csq_trie_find(const CsqMatcher *m, const CsqChars *text, CsqFoundList *found, CsqError *err);

/* ---- phrases of several parts (lexicon_rules.c) ---- */

/* Add the rules of the rows that are no literals; parts become patterns. */
extern bool csq_rules_compile(CsqMatcher *m, CsqError *err);

/* Add the hits of the rules that `found` completes; *links is theirs. */
extern bool csq_rules_find(const CsqMatcher *m, const CsqChars *text, CsqFoundList *found, CsqHitList *hits,
                           const CsqLink **links, CsqError *err);

#endif /* CSQ_LEXICON_MATCH_H */
