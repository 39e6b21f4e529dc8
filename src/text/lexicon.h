/*
 * lexicon.h
 *		Weighted phrases: the value, its text and binary forms, matching, scoring.
 *
 * Shared by lexicon_core.c (the value), lexicon_text.c (its forms),
 * lexicon_match.c (automaton, negation, scores) and lexicon.c (SQL shell).
 */
#ifndef CSQ_LEXICON_H
#define CSQ_LEXICON_H

#include "base/core.h"
#include "base/json.h"
#include "text/text.h"

#define CSQ_LEXICON_VERSION    1
#define CSQ_LEXICON_CANONICAL  1 /* flag: rows are sorted and unique, no slack */
#define CSQ_LEXICON_MAX_ROWS   1000000
#define CSQ_LEXICON_MAX_NAME   255 /* bytes of an axis or label */
#define CSQ_LEXICON_MAX_PHRASE 256 /* characters of a normalised phrase */
#define CSQ_LEXICON_MAX_WEIGHT 1e6
#define CSQ_LEXICON_AXIS       "category" /* where none is given */

/* What a negated match does. */
typedef enum CsqNegation
{
	CSQ_NEGATION_KEEP = 0, /* counts all the same */
	CSQ_NEGATION_FLIP,     /* counts against the label, weaker */
	CSQ_NEGATION_DROP      /* does not count */
} CsqNegation;

/*
 * The stored value.  Rows lie one after another in data: uint8 negation, uint8
 * axis length, uint8 label length, uint16 phrase length (little-endian), double
 * weight (the machine's), axis, label, phrase; unaligned, read by memcpy.
 * A state that still grows has slack behind data[used] and rows in any order,
 * also repeated ones; readers canonicalise.
 */
typedef struct CsqLexicon
{
	CsqStored stored;
	uint32_t  nrows;
	uint32_t  used;
	char      data[];
} CsqLexicon;

#define CSQ_LEXICON_HEADER offsetof(CsqLexicon, data)

typedef struct CsqLexRow
{
	CsqText     axis;
	CsqText     label;
	CsqText     phrase;
	double      weight;
	CsqNegation negation;
} CsqLexRow;

typedef struct CsqLexRows
{
	CsqLexRow *row;
	size_t     n;
	size_t     cap;
} CsqLexRows;

/* ---- the value (lexicon_core.c) ---- */

/* One row from user input: checks everything, normalises the phrase into new memory. */
extern bool        csq_lexicon_row(CsqLexRow *row, CsqText axis, CsqText label, CsqText phrase, double weight,
                                   CsqNegation negation, CsqError *err);
extern const char *csq_negation_name(CsqNegation n);
extern bool        csq_negation_parse(CsqNegation *n, const char *s, size_t len, CsqError *err);

extern void   csq_lexicon_add_row(CsqLexRows *rows, const CsqLexRow *row);
extern size_t csq_lexicon_row_size(const CsqLexRow *row);
extern void   csq_lexicon_put_row(char *at, const CsqLexRow *row);

/* Is a stored value of `size` bytes in order?  CSQ_DATA if not. */
extern bool csq_lexicon_check(const CsqLexicon *lx, size_t size, CsqError *err);

/* The rows of a checked value, canonical: sorted, one per key.  They point into the value. */
extern bool csq_lexicon_rows(const CsqLexicon *lx, size_t size, CsqLexRows *rows, CsqError *err);

/*
 * Sort by (axis, label, phrase) bytes and keep one row of each key: the one with
 * the larger weight, of equal weights the one that drops before flips before
 * keeps.  So the result does not depend on the order of the rows.
 */
extern void csq_lexicon_canonical(CsqLexRows *rows);
extern int  csq_lexicon_key_compare(const CsqLexRow *a, const CsqLexRow *b);
extern bool csq_lexicon_equal(const CsqLexRows *a, const CsqLexRows *b);
extern void csq_lexicon_minus(CsqLexRows *a, const CsqLexRows *b);

/* A canonical value of canonical rows; *size is what vl_len_ must say. */
extern CsqLexicon *csq_lexicon_pack(const CsqLexRows *rows, size_t *size, CsqError *err);

/* ---- its forms (lexicon_text.c) ---- */

extern bool csq_lexicon_parse(const char *s, size_t len, CsqLexRows *rows, CsqError *err);
extern void csq_lexicon_text(CsqBuf *b, const CsqLexRows *rows);
extern bool csq_lexicon_read(const void *data, size_t len, CsqLexRows *rows, CsqError *err);
extern void csq_lexicon_write(CsqBuf *b, const CsqLexRows *rows);

/* ---- words that change what follows (lexicon_words.c) ---- */

typedef enum CsqModifier
{
	CSQ_MOD_NONE = 0,
	CSQ_MOD_NEGATE,
	CSQ_MOD_WEAK, /* negates weakly, as a negator with a degree word behind it */
	CSQ_MOD_DEGREE,
	CSQ_MOD_CONTRAST, /* nothing before it reaches what follows */
	CSQ_MOD_IDIOM     /* looks like a negator and is none */
} CsqModifier;

typedef struct CsqModifierWord
{
	CsqModifier kind;
	double      factor; /* of a degree word */
	const char *words;  /* separated by | */
} CsqModifierWord;

extern const CsqModifierWord csq_modifier_words[]; /* ends with CSQ_MOD_NONE */

/* ---- matching (lexicon_match.c) ---- */

typedef struct CsqMatcher CsqMatcher;

/* One occurrence of a phrase or modifier, in code points of the text. */
typedef struct CsqLexiconHit
{
	uint32_t start;
	uint32_t end;
	uint32_t pattern;
} CsqLexiconHit;

typedef struct CsqScan
{
	const CsqChars *text;
	CsqLexiconHit  *hit; /* by start, of the same start the longest first */
	uint32_t        nhits;
	uint32_t       *first;      /* first[i]: the first hit that starts at i or later; text->n + 1 entries */
	uint32_t        nmodifiers; /* hits that are modifiers */
} CsqScan;

/* What stands before a match. */
typedef struct CsqScope
{
	int    negators;
	bool   weak;   /* a degree word stands between the last negator and the match */
	double degree; /* product, 0.1 to 4 */
} CsqScope;

extern CsqMatcher *csq_lexicon_compile(const CsqLexRows *rows, CsqError *err);
extern bool        csq_lexicon_scan(const CsqMatcher *m, const CsqChars *text, CsqScan *scan, CsqError *err);
extern void        csq_lexicon_scope(const CsqMatcher *m, const CsqScan *scan, uint32_t start, CsqScope *scope);

/* The rows of a hit's phrase: *n indexes into csq_matcher_row(); 0 for a modifier that is no phrase. */
extern const uint32_t  *csq_matcher_rows(const CsqMatcher *m, const CsqLexiconHit *hit, uint32_t *n);
extern const CsqLexRow *csq_matcher_row(const CsqMatcher *m, uint32_t row);
extern uint32_t         csq_matcher_nrows(const CsqMatcher *m);
extern uint32_t         csq_matcher_label(const CsqMatcher *m, uint32_t row);
extern uint32_t         csq_matcher_labels(const CsqMatcher *m);

/* Evidence that counts: of each label the leftmost-longest matches, dropped ones left out. */
typedef struct CsqEvidence
{
	uint32_t hit;
	uint32_t row;
	double   score; /* weight with degree and negation */
	CsqScope scope;
} CsqEvidence;

typedef struct CsqEvidenceList
{
	CsqEvidence *item;
	size_t       n;
} CsqEvidenceList;

extern void csq_lexicon_evidence(const CsqMatcher *m, const CsqScan *scan, CsqEvidenceList *list);

typedef struct CsqLabelScore
{
	uint32_t row;   /* any row of the label: names axis and label */
	uint32_t first; /* start of its first evidence */
	double   score;
} CsqLabelScore;

/* One entry per label that has evidence, in order of (axis, label); *n entries. */
extern CsqLabelScore *csq_lexicon_scores(const CsqMatcher *m, const CsqScan *scan, const CsqEvidenceList *list,
                                         size_t *n);

/* The best label with a score above zero (of one axis if given), or NULL: see the contract of classify(). */
extern const CsqLabelScore *csq_lexicon_best(const CsqMatcher *m, const CsqLabelScore *scores, size_t n,
                                             const CsqText *axis);

/* ---- severity (lexicon_severity.c) ---- */

#define CSQ_SEVERITY_AXIS "severity"

typedef struct CsqReason
{
	int      rank;  /* 1 general, 2 major, 3 urgent */
	CsqText  level; /* as the label writes it */
	CsqText  reason;
	uint32_t from; /* of its first evidence, in code points */
	uint32_t to;
} CsqReason;

typedef struct CsqSeverity
{
	CsqText    level;
	CsqReason *reason; /* the most severe first, then by place */
	size_t     n;
} CsqSeverity;

/* threshold < 0: amounts do not matter. */
extern bool csq_lexicon_severity(const CsqMatcher *m, const CsqScan *scan, double threshold, CsqText amount_level,
                                 CsqSeverity *result, CsqError *err);

#endif /* CSQ_LEXICON_H */
