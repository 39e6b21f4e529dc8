/*
 * text.c
 *		Reading text: NFKC_Casefold with a map back, classes of characters, tokens.
 *
 * Most of a complaint needs no normaliser: ASCII, ideographs, full-width forms
 * and common punctuation are mapped by arithmetic.  Only what remains goes to
 * ICU, one segment at a time, a segment being what stands between two places
 * where ICU says that normalisation can be cut (unorm2_hasBoundaryBefore).  So
 * a changed length shifts nothing: each output code point keeps the byte span
 * of its segment.
 *
 * ICU's normaliser is a singleton that ICU owns; it is fetched on first use and
 * never closed, and u_cleanup() is never called: the server's own collations use
 * the same library.  No call below hands ICU more than 64 characters, so nothing
 * is uninterruptible and no length overflows int32.
 *
 * Cost: about 3 ns a character on the fast path, 60-100 ns a segment through ICU.
 */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utypes.h>
#include <unicode/utf16.h>

#include "text/text.h"

#define MAX_SEGMENT  64                     /* code points: Unicode's stream-safe format has 30 */
#define MAX_EXPANDED (MAX_SEGMENT * 2 * 20) /* UTF-16 units: NFKC expands at most 18-fold */

static const UNormalizer2 *
normalizer(CsqError *err)
{
	static const UNormalizer2 *nfkc_cf = NULL;

	if (CSQ_UNLIKELY(nfkc_cf == NULL))
	{
		UErrorCode          status = U_ZERO_ERROR;
		const UNormalizer2 *n = unorm2_getNFKCCasefoldInstance(&status);
		UVersionInfo        unicode;

		u_getUnicodeVersion(unicode);
		if (unicode[0] < CSQ_UNICODE_VERSION)
		{
			(void) (csq_fail(err, CSQ_UNSUPPORTED, "ICU knows Unicode %u only", unicode[0]) ||
			        csq_detail(err, "Texts are read as of Unicode %d, so that every server reads them alike.",
			                   CSQ_UNICODE_VERSION) ||
			        csq_hint(err, "Install ICU 66 or newer."));
			return NULL;
		}
		if (U_FAILURE(status))
		{
			(void) (csq_fail(err, CSQ_UNSUPPORTED, "ICU cannot normalise text: %s", u_errorName(status)) ||
			        csq_hint(err, "Check that ICU's data library is installed."));
			return NULL;
		}
		nfkc_cf = n;
	}
	return nfkc_cf;
}

/*
 * Was it assigned by the version of Unicode that text is read as of?  Others
 * are not shown to the normaliser, and belong to no class: a newer ICU must not
 * read them in another way than an older one.
 */
static bool
is_settled(uint32_t c)
{
	UVersionInfo age;

	u_charAge((UChar32) c, age);
	return age[0] > 0 && age[0] <= CSQ_UNICODE_VERSION;
}

/* ---- white space and writing ---- */

static bool
is_line_break(uint32_t c)
{
	return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool
is_space(uint32_t c)
{
	if (c < 0x80)
		return c == 0x20 || (c >= 0x09 && c <= 0x0D);
	return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202F || c == 0x205F || c == 0x3000;
}

typedef struct Writer
{
	CsqChars *out;
	int       flags;
	bool      space; /* white space is waiting to be written */
	bool      line;  /* ... with a line break in it */
	uint32_t  space_at;
	uint32_t  space_end;
} Writer;

static void
grow(CsqChars *c, int flags)
{
	c->cap = c->cap + c->cap / 2 + 16;
	csq_resize(c->cp, c->cap);
	if (!(flags & CSQ_CHARS_NO_MAP))
	{
		csq_resize(c->at, c->cap);
		csq_resize(c->end, c->cap);
	}
}

static inline void
append(Writer *w, uint32_t cp, uint32_t at, uint32_t end)
{
	CsqChars *c = w->out;

	if (CSQ_UNLIKELY(c->n == c->cap))
		grow(c, w->flags);
	c->cp[c->n] = cp;
	if (!(w->flags & CSQ_CHARS_NO_MAP))
	{
		c->at[c->n] = at;
		c->end[c->n] = end;
	}
	c->n++;
}

/* Write the white space that waits before cp, as the flags want it. */
static void
flush_space(Writer *w, uint32_t cp)
{
	CsqChars *c = w->out;
	bool      line = w->line && (w->flags & CSQ_CHARS_LINES);

	w->space = w->line = false;
	if (c->n == 0)
		return;
	if (!line && (w->flags & CSQ_CHARS_JOIN_HAN) && csq_is_han(cp) && csq_is_han(c->cp[c->n - 1]))
		return;
	append(w, line ? 0x0A : 0x20, w->space_at, w->space_end);
}

static inline void
put(Writer *w, uint32_t cp, uint32_t at, uint32_t end)
{
	if (CSQ_UNLIKELY(is_space(cp)))
	{
		if (!w->space)
			w->space_at = at;
		w->space = true;
		w->space_end = end;
		w->line |= is_line_break(cp);
		return;
	}
	if (CSQ_UNLIKELY(w->space))
		flush_space(w, cp);
	if ((w->flags & CSQ_CHARS_APOSTROPHE) && CSQ_UNLIKELY((cp >= 0x2010 && cp <= 0x2019) || cp == 0x02BC))
		cp = cp == 0x2018 || cp == 0x2019 || cp == 0x02BC ? '\'' : cp == 0x2010 ? '-' : cp;
	append(w, cp, at, end);
}

/* ---- normalising ---- */

/*
 * What NFKC_Casefold makes of a character that stands alone, where that is one
 * character fixed by Unicode's stability policy; else UINT32_MAX: ask ICU.
 */
static inline uint32_t
fast_map(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	if (c >= 0x4E00 && c <= 0x9FFF)
		return c;
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c >= 0xFF21 && c <= 0xFF3A ? c - 0xFEE0 + 32 : c - 0xFEE0;
	if (c == 0x3000)
		return 0x20;
	if (c >= 0x3001 && c <= 0x3020)
		return c;
	if (c >= 0x2012 && c <= 0x2016)
		return c;
	if (c >= 0x2018 && c <= 0x201E)
		return c;
	if (c >= 0x3400 && c <= 0x4DBF)
		return c;
	return UINT32_MAX;
}

/* Can text be cut before c? */
static inline bool
boundary_before(const UNormalizer2 *norm, uint32_t c)
{
	if (c < 0x300 || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xFF01 && c <= 0xFF5E) || (c >= 0x3000 && c <= 0x3020))
		return true;
	return !is_settled(c) || unorm2_hasBoundaryBefore(norm, (UChar32) c);
}

/* csq_utf8_next(), with the short way for ASCII and the common ideographs. */
static inline uint32_t
next_char(const char **p, const char *limit)
{
	const unsigned char *u = (const unsigned char *) *p;

	if (u[0] < 0x80)
	{
		(*p)++;
		return u[0];
	}
	if (u[0] >= 0xE4 && u[0] <= 0xE9 && limit - *p >= 3 && (u[1] & 0xC0) == 0x80 && (u[2] & 0xC0) == 0x80)
	{
		*p += 3;
		return (uint32_t) (u[0] & 0x0F) << 12 | (uint32_t) (u[1] & 0x3F) << 6 | (u[2] & 0x3F);
	}
	return csq_utf8_next(p, limit);
}

/* Does a character that begins with this byte leave the one before it alone?  U+0000-U+02FF and U+4000-U+9FFF do. */
static inline bool
lead_stands_alone(unsigned char lead)
{
	return lead < 0xCC || (lead >= 0xE4 && lead <= 0xE9);
}

/* Does what follows at p leave the character before it alone? */
static inline bool
stands_alone(const UNormalizer2 *norm, const char *p, const char *limit)
{
	return p == limit || lead_stands_alone((unsigned char) *p) || boundary_before(norm, csq_utf8_next(&p, limit));
}

/* Normalise the segment that starts at *p; moves *p behind it. */
static bool
slow_segment(Writer *w, const UNormalizer2 *norm, const char *text, const char **p, const char *limit, CsqError *err)
{
	UChar      source[MAX_SEGMENT * 2];
	UChar      result[MAX_EXPANDED];
	int32_t    n = 0;
	uint32_t   at = (uint32_t) (*p - text);
	int        taken = 0;
	UErrorCode status = U_ZERO_ERROR;

	while (*p < limit && taken < MAX_SEGMENT)
	{
		const char *q = *p;
		uint32_t    c = csq_utf8_next(&q, limit);

		if (taken > 0 && boundary_before(norm, c))
			break;
		U16_APPEND_UNSAFE(source, n, c);
		*p = q;
		taken++;
	}
	n = unorm2_normalize(norm, source, n, result, MAX_EXPANDED, &status);
	if (U_FAILURE(status))
		return csq_fail(err, CSQ_UNSUPPORTED, "ICU cannot normalise text: %s", u_errorName(status));
	for (int32_t i = 0; i < n;)
	{
		uint32_t c;

		U16_NEXT(result, i, n, c);
		put(w, c, at, (uint32_t) (*p - text));
	}
	return true;
}

size_t
csq_utf8_count(const char *s, size_t len)
{
	size_t n = 0;
	size_t i = 0;

	for (; i + 8 <= len; i += 8)
	{
		uint64_t w;

		/* a byte that continues a character has bit 7 and not bit 6 */
		memcpy(&w, s + i, 8);
		w = (w >> 7) & ~(w >> 6) & UINT64_C(0x0101010101010101);
		n += 8 - (size_t) ((w * UINT64_C(0x0101010101010101)) >> 56);
	}
	for (; i < len; i++)
		n += ((unsigned char) s[i] & 0xC0) != 0x80;
	return n;
}

static void
chars_init(CsqChars *c, const char *text, size_t len, int flags)
{
	memset(c, 0, sizeof *c);
	c->cap = csq_utf8_count(text, len) + 8;
	c->cp = csq_alloc(c->cap * sizeof *c->cp);
	if (!(flags & CSQ_CHARS_NO_MAP))
	{
		c->at = csq_alloc(c->cap * sizeof *c->at);
		c->end = csq_alloc(c->cap * sizeof *c->end);
	}
}

/*
 * Common ideographs, ASCII letters and digits from p on, as long as the next character leaves them alone; returns
 * where they end.  No white space waits.  What the loop over any character does with each of these, without asking.
 */
static const char *
read_plain(Writer *w, const char *text, const char *p, const char *limit)
{
	CsqChars *c = w->out;
	size_t    n = c->n;
	bool      map = !(w->flags & CSQ_CHARS_NO_MAP);

	for (; n < c->cap && limit - p > 3; n++)
	{
		const unsigned char *u = (const unsigned char *) p;
		uint32_t             lead = u[0];
		uint32_t             cp;
		uint32_t             bytes = 1;

		csq_poll(n);
		if (lead - 0xE4 < 6)
		{
			cp = (lead & 0x0F) << 12 | (uint32_t) (u[1] & 0x3F) << 6 | (u[2] & 0x3F);
			if (((u[1] ^ 0x80) | (u[2] ^ 0x80)) >= 0x40 || cp < 0x4E00)
				break;
			bytes = 3;
		}
		else if ((lead | 0x20) - 'a' < 26)
			cp = lead | 0x20;
		else if (lead - '0' < 10)
			cp = lead;
		else
			break;
		if (!lead_stands_alone(u[bytes]))
			break;
		c->cp[n] = cp;
		if (map)
		{
			c->at[n] = (uint32_t) (p - text);
			c->end[n] = (uint32_t) (p - text) + bytes;
		}
		p += bytes;
	}
	c->n = n;
	return p;
}

bool
csq_chars_read(CsqChars *out, const char *text, size_t len, int flags, CsqError *err)
{
	const UNormalizer2 *norm = normalizer(err);
	const char         *p = text;
	const char         *limit = text + len;
	Writer              w = {.out = out, .flags = flags};
	uint32_t            turns = 0;

	if (norm == NULL)
		return false;
	if (len > CSQ_TEXT_MAX_BYTES)
		return csq_fail(err, CSQ_LIMIT, "text of %zu bytes is too long to read", len) ||
		       csq_detail(err, "The limit is %zu bytes.", CSQ_TEXT_MAX_BYTES) ||
		       csq_hint(err, "Split the text, for example into turns or pages.");
	chars_init(out, text, len, flags);
	while (p < limit)
	{
		const char *start;
		uint32_t    c;
		uint32_t    mapped;

		if (!w.space)
			p = read_plain(&w, text, p, limit);
		start = p;
		c = next_char(&p, limit);
		mapped = fast_map(c);

		csq_poll(++turns);
		if (CSQ_LIKELY(mapped != UINT32_MAX) ? stands_alone(norm, p, limit) : !is_settled(c))
		{
			if (CSQ_UNLIKELY(mapped == UINT32_MAX))
				mapped = c;
			put(&w, mapped, (uint32_t) (start - text), (uint32_t) (p - text));
			continue;
		}
		p = start;
		if (!slow_segment(&w, norm, text, &p, limit, err))
			return false;
	}
	return true;
}

void
csq_chars_write(CsqBuf *b, const uint32_t *cp, size_t n)
{
	for (size_t from = 0; from < n;)
	{
		size_t to = n - from > 8192 ? from + 8192 : n;

		csq_check_interrupts();
		csq_buf_reserve(b, (to - from) * 3);
		for (; from < to; from++)
		{
			uint32_t c = cp[from];

			if (c < 0x80)
				b->data[b->len++] = (char) c;
			else if (c >= 0x800 && c < 0x10000)
			{
				b->data[b->len++] = (char) (0xE0 | (c >> 12));
				b->data[b->len++] = (char) (0x80 | ((c >> 6) & 0x3F));
				b->data[b->len++] = (char) (0x80 | (c & 0x3F));
			}
			else
			{
				csq_buf_utf8(b, c);
				csq_buf_reserve(b, (to - from) * 3);
			}
		}
		b->data[b->len] = '\0';
	}
}

void
csq_chars_free(CsqChars *c)
{
	csq_free(c->cp);
	if (c->at != NULL)
		csq_free(c->at);
	if (c->end != NULL)
		csq_free(c->end);
	memset(c, 0, sizeof *c);
}

/* ---- classes ---- */

/* Classes of the characters below 0x80, sixteen a line. */
enum
{
	S = CSQ_CH_SPACE,
	L = CSQ_CH_LATIN,
	D = CSQ_CH_DIGIT,
	E = CSQ_CH_SENTENCE,
	C = CSQ_CH_CLAUSE,
	P = CSQ_CH_PUNCT,
	O = CSQ_CH_OTHER
};

/* clang-format off */
const uint8_t csq_ascii_class[128] = {
	O, O, O, O, O, O, O, O, O, S, E, S, S, S, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	S, E, P, P, O, P, P, P, P, P, P, O, C, P, E, P,
	D, D, D, D, D, D, D, D, D, D, P, C, O, O, O, E,
	P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, P, P, P, O, P,
	O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, P, O, P, O, O
};
/* clang-format on */

static bool
is_joined(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x30FF && c != 0x30FB && c != 0x3099 && c != 0x309A && c != 0x30A0) ||
	       (c >= 0x3105 && c <= 0x312F) || (c >= 0x31A0 && c <= 0x31BF) || (c >= 0x31F0 && c <= 0x31FF) ||
	       (c >= 0x0E01 && c <= 0x0E4E && c != 0x0E3F) || (c >= 0x0E81 && c <= 0x0ECD) ||
	       (c >= 0x1000 && c <= 0x103F) || (c >= 0x1780 && c <= 0x17D3);
}

static bool
is_latin(uint32_t c)
{
	return (c >= 0xC0 && c <= 0x2AF && c != 0xD7 && c != 0xF7) || c == 0xAA || c == 0xBA ||
	       (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x2C60 && c <= 0x2C7F) || (c >= 0xA722 && c <= 0xA788);
}

CsqCharClass
csq_char_class_far(uint32_t c)
{
	if (csq_is_han(c))
		return CSQ_CH_HAN;
	if (is_latin(c))
		return CSQ_CH_LATIN;
	if (is_joined(c))
		return CSQ_CH_JOINED;
	if (is_space(c))
		return CSQ_CH_SPACE;
	if (c == 0x3002 || c == 0xFF61 || c == 0xFF01 || c == 0xFF1F || c == 0xFF0E || c == 0x061F || c == 0x0964)
		return CSQ_CH_SENTENCE;
	if (c == 0xFF0C || c == 0xFF1B || c == 0x060C || c == 0x061B)
		return CSQ_CH_CLAUSE;
	if (!is_settled(c))
		return CSQ_CH_OTHER;
	switch (U_GET_GC_MASK((UChar32) c))
	{
		case U_GC_LU_MASK:
		case U_GC_LL_MASK:
		case U_GC_LT_MASK:
		case U_GC_LM_MASK:
		case U_GC_LO_MASK:
			return CSQ_CH_LETTER;
		case U_GC_MN_MASK:
		case U_GC_ME_MASK:
		case U_GC_MC_MASK:
			return CSQ_CH_MARK;
		case U_GC_ND_MASK:
			return CSQ_CH_DIGIT;
		default:
			return (U_GET_GC_MASK((UChar32) c) & U_GC_P_MASK) ? CSQ_CH_PUNCT : CSQ_CH_OTHER;
	}
}

/* ---- tokens ---- */

/* Does the word that holds cp[i - 1] go on at i? */
static bool
word_goes_on(const uint32_t *cp, size_t n, size_t i)
{
	CsqCharClass before;
	CsqCharClass after;

	if (csq_class_is_word(csq_char_class(cp[i])))
		return true;
	if (i + 1 >= n)
		return false;
	before = csq_char_class(cp[i - 1]);
	after = csq_char_class(cp[i + 1]);
	if (cp[i] == '.' || cp[i] == ',')
		return before == CSQ_CH_DIGIT && after == CSQ_CH_DIGIT;
	if (cp[i] == '\'' || cp[i] == 0x2019)
		return before != CSQ_CH_DIGIT && (after == CSQ_CH_LATIN || after == CSQ_CH_LETTER);
	return false;
}

void
csq_each_token(const CsqChars *c, CsqTokenFn emit, void *arg)
{
	size_t i = 0, turns = 0;

	while (i < c->n)
	{
		CsqCharClass k = csq_char_class(c->cp[i]);
		size_t       from = i++;

		csq_poll(turns++);
		if (k == CSQ_CH_HAN || k == CSQ_CH_JOINED)
		{
			while (i < c->n && (k = csq_char_class(c->cp[i])) != CSQ_CH_SPACE &&
			       (k == CSQ_CH_HAN || k == CSQ_CH_JOINED || k == CSQ_CH_MARK))
				i++;
			if (i - from == 1)
				emit(arg, from, i);
			for (size_t j = from; j + 1 < i; j++)
			{
				csq_poll(j);
				emit(arg, j, j + 2);
			}
		}
		else if (csq_class_is_word(k))
		{
			while (i < c->n && word_goes_on(c->cp, c->n, i))
				i++;
			emit(arg, from, i);
		}
	}
}

bool
csq_chars_have_words(const CsqChars *t)
{
	for (size_t i = 0; i < t->n; i++)
	{
		CsqCharClass k = csq_char_class(t->cp[i]);

		csq_poll(i);
		if (k == CSQ_CH_HAN || k == CSQ_CH_JOINED || csq_class_is_word(k))
			return true;
	}
	return false;
}
