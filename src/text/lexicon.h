/*
 * lexicon.h
 *		Weighted phrases: the value, its text and binary forms, matching, scoring.
 *
 * lexicon.c keeps the value, lexicon_phrase.c its phrase language, lexicon_text.c
 * its forms, lexicon_negation.c and lexicon_words.c what denies a match,
 * lexicon_match.c the automaton, lexicon_rules.c phrases of several parts,
 * lexicon_score.c evidence and scores, lexicon_severity.c and emotion.c what is
 * read from them; lexicon_pg.c and emotion_pg.c are the SQL shell.
 */
#ifndef CSQ_LEXICON_H
#define CSQ_LEXICON_H

#include "base/core.h"
#include "base/json.h"
#include "text/text.h"

/*
 * Version 2 has the phrase language, the effect hide, and reads traditional
 * characters and signs inside a phrase as the writer meant them unless the value
 * is exact.  Version 1 is read still: its phrases are literal and exact.
 */
#define CSQ_LEXICON_TYPE       "lexicon"
#define CSQ_LEXICON_VERSION    2
#define CSQ_LEXICON_CANONICAL  1 /* flag: rows are sorted and unique, no slack */
#define CSQ_LEXICON_EXACT      2 /* flag: characters match as written */
#define CSQ_LEXICON_MAX_ROWS   1000000
#define CSQ_LEXICON_MAX_NAME   255 /* bytes of an axis or label */
#define CSQ_LEXICON_MAX_PHRASE 256 /* characters of a normalised phrase */
#define CSQ_LEXICON_MAX_WEIGHT 1e6
#define CSQ_LEXICON_AXIS       "category" /* where none is given */
#define CSQ_LEXICON_CLASS      "class"    /* rows of this axis name sets of phrases for {label} */

/* What a negated match does. */
typedef enum CsqNegation
{
	CSQ_NEGATION_KEEP = 0, /* counts all the same */
	CSQ_NEGATION_FLIP,     /* counts against the label, weaker */
	CSQ_NEGATION_DROP,     /* does not count */
	CSQ_NEGATION_HIDE      /* the row counts nothing itself: it hides what it overlaps */
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
	bool       exact; /* of a union: only if both are */
} CsqLexRows;

/* ---- the value (lexicon.c) ---- */

/* One row from user input: checks everything, normalises the phrase into new memory. */
extern bool csq_lexicon_row(CsqLexRow *row, CsqText axis, CsqText label, CsqText phrase, double weight,
                            CsqNegation negation, CsqError *err);
/* The same of a row that a person typed: signs of other languages (a|b, refund*, %fee%, a AND b) are refused. */
extern bool        csq_lexicon_typed_row(CsqLexRow *row, CsqText axis, CsqText label, CsqText phrase, double weight,
                                         CsqNegation negation, CsqError *err);
extern const char *csq_negation_name(CsqNegation n);
extern bool        csq_negation_parse(CsqNegation *n, const char *s, size_t len, CsqError *err);

/* Is a phrase in its normal form no literal? */
extern bool csq_lexicon_is_rule(const CsqText *phrase);

extern void   csq_lexicon_add_row(CsqLexRows *rows, const CsqLexRow *row);
extern size_t csq_lexicon_row_size(const CsqLexRow *row);
extern void   csq_lexicon_put_row(char *at, const CsqLexRow *row);

/* Is a stored value of `size` bytes in order?  CSQ_DATA if not. */
extern bool csq_lexicon_check(const CsqLexicon *lx, size_t size, CsqError *err);

/* Do its characters match as written? */
extern bool csq_lexicon_is_exact(const CsqLexicon *lx);

/* The rows of a checked value, canonical: sorted, one per key.  They point into the value. */
extern bool csq_lexicon_rows(const CsqLexicon *lx, size_t size, CsqLexRows *rows, CsqError *err);

/*
 * Sort by (axis, label, phrase) bytes and keep one row of each key: the one with
 * the larger weight, of equal weights the one that hides before drops before flips
 * before keeps.  So the result does not depend on the order of the rows.
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

/* ---- the phrase language (lexicon_phrase.c) ---- */

#define CSQ_PHRASE_MAX_PARTS 16 /* of a phrase, all terms together */
#define CSQ_PHRASE_GAP       8  /* of "..." */
#define CSQ_PHRASE_MAX_GAP   64
#define CSQ_PHRASE_TOUCH     UINT32_MAX /* as a gap: only white space between */

typedef struct CsqPhrasePart
{
	uint32_t from; /* in the code points of the phrase: the literal, or the name of the class */
	uint32_t to;
	bool     is_class;
	uint32_t gap; /* most units between the part before and this one; of the first part 0 */
} CsqPhrasePart;

/* Parts that follow each other. */
typedef struct CsqPhraseTerm
{
	uint32_t first;
	uint32_t n;
	bool     absent; /* & !: must not stand in the sentence */
	bool     begins; /* ^: stands at the beginning of the sentence */
	bool     ends;   /* $: at its end */
} CsqPhraseTerm;

typedef struct CsqPhrase
{
	CsqPhrasePart part[CSQ_PHRASE_MAX_PARTS];
	CsqPhraseTerm term[CSQ_PHRASE_MAX_PARTS];
	uint32_t      nparts;
	uint32_t      nterms;
	bool          literal; /* one literal part and nothing else */
} CsqPhrase;

/* Read a normalised phrase; quoted is what the user wrote, for messages. */
extern bool csq_phrase_parse(CsqPhrase *p, const uint32_t *cp, size_t n, CsqQuoted quoted, CsqError *err);
extern void csq_phrase_text(CsqBuf *b, const CsqPhrase *p, const uint32_t *cp);

/* ---- words that deny and strengthen (lexicon_words.c, lexicon_negation.c) ---- */

typedef enum CsqModifier
{
	CSQ_MOD_NONE = 0,
	CSQ_MOD_NEGATE,
	CSQ_MOD_WEAK, /* negates weakly, as a negator with a degree word behind it */
	CSQ_MOD_DEGREE,
	CSQ_MOD_PASS, /* carries a denial on to what follows: 没有[任何]损失 */
	CSQ_MOD_LINK, /* does so even between two negators: 不[是]不满意 */
	CSQ_MOD_STOP, /* looks like a negator, or holds one, and is none */
	CSQ_MOD_AFTER /* negates what stands before it: 满意[不了] */
} CsqModifier;

typedef struct CsqModifierWord
{
	CsqModifier kind;
	double      factor; /* of a degree word */
	const char *words;  /* separated by | */
} CsqModifierWord;

extern const CsqModifierWord csq_modifier_words[]; /* ends with CSQ_MOD_NONE */
extern const char *const     csq_often_words;      /* the class {often}, separated by | */
extern const char *const     csq_complain_words;   /* the class {complain} */
extern const char *const     csq_people_words;     /* the class {people} */

/* What is said about a match. */
typedef struct CsqScope
{
	int    negators;
	bool   weak;   /* a degree word stands between the nearest negator and the match */
	double degree; /* product, 0.1 to 4 */
} CsqScope;

typedef struct CsqWordTree CsqWordTree;

extern CsqWordTree *csq_word_tree(CsqError *err);

/*
 * Add to *scope what stands before t->cp[start], not before t->cp[limit], and for
 * csq_scope_after() what stands from t->cp[end] on.
 */
extern void csq_scope_before(const CsqWordTree *w, const CsqChars *t, size_t limit, size_t start, CsqScope *scope);
extern void csq_scope_after(const CsqWordTree *w, const CsqChars *t, size_t end, CsqScope *scope);

/* ---- matching (lexicon_match.c) ---- */

typedef struct CsqMatcher CsqMatcher;

/* One row whose phrase stands in the text, in code points; one occurrence of a phrase of three labels is three. */
typedef struct CsqLexiconHit
{
	uint32_t start;
	uint32_t end;
	uint32_t row;
	uint32_t chain; /* of a phrase of several parts: its last link + 1; 0 none */
} CsqLexiconHit;

/* An occurrence of a part, and of the parts before it. */
typedef struct CsqLink
{
	uint32_t start;
	uint32_t end;
	uint32_t before; /* link of the part before + 1; 0 none */
} CsqLink;

typedef struct CsqScan
{
	const CsqChars *text;
	CsqLexiconHit  *hit; /* by start, of the same start the longest first, then by row; without what is hidden */
	uint32_t        nhits;
	const CsqLink  *link;
} CsqScan;

extern CsqMatcher *csq_lexicon_compile(const CsqLexRows *rows, CsqError *err);
extern bool        csq_lexicon_scan(const CsqMatcher *m, const CsqChars *text, CsqScan *scan, CsqError *err);
extern void csq_lexicon_scope(const CsqMatcher *m, const CsqScan *scan, const CsqLexiconHit *hit, CsqScope *scope);

extern const CsqLexRow *csq_matcher_row(const CsqMatcher *m, uint32_t row);
extern uint32_t         csq_matcher_nrows(const CsqMatcher *m);
extern uint32_t         csq_matcher_label(const CsqMatcher *m, uint32_t row);
extern uint32_t         csq_matcher_labels(const CsqMatcher *m);
extern bool             csq_matcher_is_class(const CsqMatcher *m, uint32_t row); /* a row that names a class */

/* ---- evidence and scores (lexicon_score.c) ---- */

/* Evidence that counts: of each label the leftmost-longest matches, dropped ones left out. */
typedef struct CsqEvidence
{
	const CsqLexiconHit *hit;
	double               score; /* weight with degree and negation */
	CsqScope             scope;
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
extern CsqLabelScore *csq_lexicon_scores(const CsqMatcher *m, const CsqEvidenceList *list, size_t *n);

/* The best label with a score above zero (of one axis if given), or NULL: see the contract of classify(). */
extern const CsqLabelScore *csq_lexicon_best(const CsqMatcher *m, const CsqLabelScore *scores, size_t n,
                                             const CsqText *axis);

/* Has the lexicon rows of this axis?  CSQ_PARAM, naming those that it has. */
extern bool csq_lexicon_check_axis(const CsqMatcher *m, const CsqText *axis, CsqError *err);

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
