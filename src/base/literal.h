/*
 * literal.h
 *		What the small languages for journeys (funnel_spec, pattern) share:
 *		quoted labels and bounds of a gap.
 *
 * The readers take what they know from *at on and advance it; on failure they
 * return what is wrong as a sentence, with *at where it is wrong, and the caller
 * dresses it up as an error of its type.  They return NULL on success.
 */
#ifndef CSQ_LITERAL_H
#define CSQ_LITERAL_H

#include "base/core.h"
#include "base/json.h"

#define CSQ_NO_LIMIT UINT64_MAX

/* A byte of a word: letters of any script, digits, underscore. */
static inline bool
csq_is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
	       (unsigned char) c >= 0x80;
}

/*
 * 22P02 for a text of that type: what is wrong, and at which character, with what stands there.  start, at and end are
 * of the half-width form.
 */
extern bool csq_literal_fail(CsqError *err, const char *type, CsqText given, const char *start, const char *at,
                             const char *end, const char *why);

/*
 * What an input method gives in place of ASCII (U+FF01 .. U+FF5E, the ideographic space, the enumeration comma, curly
 * double quotes, the wave dash) as its half-width twin; what stands between quotes stays.  One character becomes one
 * character, so csq_literal_column() of the result counts in the original too.  The text itself when there is nothing
 * to do.
 */
extern CsqText csq_fold_width(const char *text, size_t len);
extern size_t  csq_literal_column(const char *text, const char *at); /* in characters, from 1 */

/* Bytes of the white space that a text begins with, 0 for none: that of files and input methods, U+00A0, U+3000. */
static inline size_t
csq_blank_at(const char *s, size_t len)
{
	if (len > 0 && (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n'))
		return 1;
	if (len > 1 && memcmp(s, "\xC2\xA0", 2) == 0)
		return 2;
	return len > 2 && memcmp(s, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

/* Nothing but white space: the empty field of a file, which is nobody's id. */
static inline bool
csq_is_blank(CsqText id)
{
	for (size_t n; id.len > 0; id.s += n, id.len -= n)
		if ((n = csq_blank_at(id.s, id.len)) == 0)
			return false;
	return true;
}

/*
 * The one reader of option words ("week", "at_least", "no repeats"): any case of ASCII letters, full width, white
 * space at the ends; a space, a dash and an underscore are one.  Words are written small in the code.
 */
extern CsqText csq_option_text(const char *s, size_t len); /* half width, without white space at the ends */
extern bool    csq_option_is(CsqText given, const char *word);
extern bool    csq_option_same(CsqText a, CsqText b);                         /* would the one be read as the other? */
extern int     csq_option_of(CsqText given, const char *const *words, int n); /* which of n, or -1 */
extern size_t  csq_option_begins(CsqText given, const char *word); /* bytes of it that an option text begins with */

extern void csq_literal_spaces(const char **at, const char *end);

/*
 * A token or a whole word; spaces before it are skipped.  Tokens are read in the forms of input methods and of other
 * languages too: arrows of any shape (→ ⇒ => -->), ⇝, ≤ and ≥.  Words are read in any case of ASCII letters.
 */
extern bool csq_literal_take(const char **at, const char *end, const char *token);
extern bool csq_literal_take_word(const char **at, const char *end, const char *word);

/* "In Call", a quote inside is doubled; *at is the opening quote. */
extern const char *csq_literal_quoted(const char **at, const char *end, CsqText *label);
extern void        csq_buf_quoted(CsqBuf *out, const CsqText *label);

/*
 * The one rule for labels: "quoted", or bare: letters of any script, digits, spaces inside and whatever has no meaning
 * in the languages, up to | [ ] { } ? ; " ( ) < > * , ~ ^ $ !~ -> or a sign in more.  A bare label ends before a clause
 * ("within" and a number), before a word of stops (ends with NULL, may be NULL), and, where a dot is any event, before
 * a dot that stands alone.  Empty when there is none.  What is more likely a slip than a name must be quoted: a bare
 * label that begins with "!" or "not", ends with a clause that is misspelt ("in 7d", "max 2h", "withn 7 days"), or
 * has what another language means by it ('a', `a`, a%, a !b, a = b, a && b, a -- b, a。).
 */
typedef struct CsqLabelRule
{
	const char        *more;
	const char *const *stops;
	bool               dot_is_any;
} CsqLabelRule;

extern const char *csq_literal_label(const char **at, const char *end, const CsqLabelRule *rule, CsqText *label);

/* Bare where that reads back to the same, also as a part of something longer; else quoted. */
extern void csq_buf_label(CsqBuf *out, const CsqText *label, const CsqLabelRule *rule);

/* A whole word stands here, in any case of ASCII letters. */
extern bool csq_literal_word_at(const char *at, const char *end, const char *word);

/* The clause "within 7d", also "7天内", if it stands here; *found says whether. */
extern const char *csq_literal_within(const char **at, const char *end, uint64_t *usec, bool *found);

/* A length of time, and what stands behind "[": <=4h], >=1d], 1h..2d]; CSQ_NO_LIMIT = no greatest. */
extern const char *csq_literal_length(const char **at, const char *end, uint64_t *usec);
extern const char *csq_literal_gap(const char **at, const char *end, uint64_t *min, uint64_t *max);
extern void csq_buf_gap(CsqBuf *out, uint64_t min, uint64_t max); /* with both brackets; nothing when unbounded */

#endif /* CSQ_LITERAL_H */
