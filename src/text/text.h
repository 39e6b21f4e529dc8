/*
 * text.h
 *		Text as the engines read it: normalised code points with a way back.
 *
 * Everything that reads words (lexicon, classifier, signatures, masking) reads
 * a text once into CsqChars: NFKC_Casefold code points, white space collapsed,
 * each with the span of source bytes that it came from.  So matching is blind
 * to width (ＡＢＣ), case, ligatures and compatibility forms, and evidence can
 * still be quoted from, and counted in, the text that the customer wrote.
 *
 * Nothing here depends on the server's locale, nor on the version of ICU: text is
 * read as of Unicode CSQ_UNICODE_VERSION.  A character that was assigned later
 * stands for itself, as an unassigned one does, whatever a newer ICU knows of it;
 * for older ones Unicode's stability policy keeps NFKC_Casefold as it is.
 */
#ifndef CSQ_TEXT_H
#define CSQ_TEXT_H

#include "base/core.h"

#define CSQ_UNICODE_VERSION 13 /* that of ICU 66 to 68, the oldest which servers of PostgreSQL 15 come with */

/*
 * Longest text that is read: bounds memory (12 bytes a character) and the time
 * of one call.  A longer one is refused with CSQ_LIMIT.
 */
#define CSQ_TEXT_MAX_BYTES ((size_t) 16 * 1024 * 1024)

/* What csq_chars_read() does besides NFKC_Casefold and collapsing white space; 0 = what normalize_text() shows. */
#define CSQ_CHARS_LINES      1 /* white space with a line break in it becomes U+000A, not a space */
#define CSQ_CHARS_JOIN_HAN   2 /* white space without a line break between two Han characters is dropped */
#define CSQ_CHARS_APOSTROPHE 4 /* U+2018, U+2019, U+02BC become ', U+2010 becomes - */
#define CSQ_CHARS_NO_MAP     8 /* at and end are not filled (NULL): for readers that quote nothing */

/* The form in which phrases are compared with texts. */
#define CSQ_CHARS_MATCH (CSQ_CHARS_LINES | CSQ_CHARS_JOIN_HAN | CSQ_CHARS_APOSTROPHE)

typedef struct CsqChars
{
	uint32_t *cp;  /* n normalised code points */
	uint32_t *at;  /* first byte in the source of what cp[i] came from */
	uint32_t *end; /* byte after it: several cp may share one span (a ligature) */
	size_t    n;
	size_t    cap;
} CsqChars;

/*
 * Normalise a text.  Ill-formed bytes read as U+FFFD.  Runs of white space
 * become one space and vanish at both ends; characters that NFKC_Casefold
 * deletes (soft hyphen, zero-width space, variation selectors) vanish.
 * A run of more than 64 combining characters is normalised 64 at a time.
 * false: CSQ_LIMIT (too long), CSQ_UNSUPPORTED (ICU has no data or is too old).
 */
extern bool csq_chars_read(CsqChars *out, const char *text, size_t len, int flags, CsqError *err);

/* The code points as UTF-8. */
extern void csq_chars_write(CsqBuf *b, const uint32_t *cp, size_t n);

/* Release what csq_chars_read() allocated (optional: it is context memory). */
extern void csq_chars_free(CsqChars *c);

/* Number of characters in len bytes of UTF-8. */
extern size_t csq_utf8_count(const char *s, size_t len);

/* ---- classes of characters, of normalised text ---- */

typedef enum CsqCharClass
{
	CSQ_CH_SPACE,    /* white space but U+000A */
	CSQ_CH_HAN,      /* ideographs, with U+3005 and U+3007 */
	CSQ_CH_JOINED,   /* other scripts written without spaces: kana, bopomofo, Thai, Lao, Khmer, Myanmar */
	CSQ_CH_LATIN,    /* Latin letter */
	CSQ_CH_LETTER,   /* any other letter: Cyrillic, Greek, Hangul, Arabic ... */
	CSQ_CH_DIGIT,    /* decimal digit */
	CSQ_CH_MARK,     /* combining mark: belongs to what stands before it */
	CSQ_CH_SENTENCE, /* ends a sentence: . ! ? and their kin, U+000A */
	CSQ_CH_CLAUSE,   /* ends a clause: , ; and their kin */
	CSQ_CH_PUNCT,    /* other punctuation, with the enumeration comma */
	CSQ_CH_OTHER     /* symbols, emoji, controls, unassigned */
} CsqCharClass;

extern const uint8_t csq_ascii_class[128];
extern CsqCharClass  csq_char_class_far(uint32_t cp); /* from 0x80 on */

static inline CsqCharClass
csq_char_class(uint32_t c)
{
	if (c - 0x4E00 < 0x5200)
		return CSQ_CH_HAN;
	return c < 0x80 ? (CsqCharClass) csq_ascii_class[c] : csq_char_class_far(c);
}

/* As csq_char_class(), but a . or , between two digits is CSQ_CH_PUNCT: it ends nothing. */
static inline CsqCharClass
csq_char_class_at(const uint32_t *cp, size_t n, size_t i)
{
	if ((cp[i] == '.' || cp[i] == ',') && i > 0 && i + 1 < n && csq_char_class(cp[i - 1]) == CSQ_CH_DIGIT &&
	    csq_char_class(cp[i + 1]) == CSQ_CH_DIGIT)
		return CSQ_CH_PUNCT;
	return csq_char_class(cp[i]);
}

static inline bool
csq_is_han(uint32_t c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3005 || c == 0x3007 ||
	       (c >= 0x20000 && c <= 0x323AF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x3021 && c <= 0x3029) ||
	       (c >= 0x2E80 && c <= 0x2FDF);
}

/* The simplified character that is written for a traditional one, any other character itself (simplified.c). */
extern uint32_t csq_simplified(uint32_t cp);
extern size_t   csq_traditional_pairs(const uint16_t (**table)[2]);

/* Part of a word that white space or punctuation delimits: a phrase of these matches at word borders only. */
static inline bool
csq_class_is_word(CsqCharClass c)
{
	return c == CSQ_CH_LATIN || c == CSQ_CH_DIGIT || c == CSQ_CH_LETTER || c == CSQ_CH_MARK;
}

/* ---- tokens (text.c) ---- */

/*
 * Calls emit(from, to) for each token of c->cp, in order: a word or number
 * whole (digits may hold . and , between digits, words ' between letters), a
 * run of Han or other joined characters as its overlapping bigrams, a run of
 * one as itself.
 */
typedef void (*CsqTokenFn)(void *arg, size_t from, size_t to);
extern void csq_each_token(const CsqChars *c, CsqTokenFn emit, void *arg);

/* Is there a letter, a digit or an ideograph?  Nothing is known of a text without one. */
extern bool csq_chars_have_words(const CsqChars *t);

/* ---- personal data (pii.c) ---- */

/* The text with personal numbers and addresses masked, character for character. */
extern bool csq_pii_mask(CsqBuf *out, const char *text, size_t len, CsqError *err);

/* ---- amounts of money (amount.c) ---- */

typedef struct CsqAmount
{
	double value;
	char   currency[4]; /* CNY USD EUR GBP HKD JPY, or empty when the text does not say */
	size_t from;        /* in code points of the text read */
	size_t to;
} CsqAmount;

/* The next amount at or after *pos; false at the end.  Linear over a whole text. */
extern bool csq_next_amount(const CsqChars *c, size_t *pos, CsqAmount *amount);

#endif /* CSQ_TEXT_H */
