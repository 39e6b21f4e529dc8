/*
 * lexicon.c
 *		The lexicon value: rows, canonical form, set algebra.
 *
 * A lexicon is a set of rows (axis, label, phrase, weight, negation) with the
 * key (axis, label, phrase).  While it is aggregated it is a growing array of
 * packed rows in any order; whoever reads it sees the canonical form.  When the
 * same key comes with different weights the larger weight wins, of equal
 * weights hide before drop before flip before keep: a maximum, so union is commutative,
 * associative and idempotent, and any split of the rows gives the same value.
 *
 * Cost: reading O(rows) for a canonical value, O(rows log rows) otherwise.
 */
#include "text/lexicon.h"

#include "base/literal.h"
#include "base/sort.h"

#include <math.h>
#include <stdlib.h>

#define ROW_HEADER 13 /* negation, three lengths, weight */

static const char *const negation_names[] = {"keep", "flip", "drop", "hide"};

const char *
csq_negation_name(CsqNegation n)
{
	return negation_names[n];
}

bool
csq_negation_parse(CsqNegation *n, const char *s, size_t len, CsqError *err)
{
	int i = csq_option_of((CsqText){s, len}, negation_names, 4);

	if (i >= 0)
	{
		*n = (CsqNegation) i;
		return true;
	}
	return csq_fail(err, CSQ_PARAM, "unknown effect of negation \"%s\"", csq_quoted(s, len).s) ||
	       csq_hint(
			   err,
			   "Use keep (a negated match counts all the same), flip (it counts against the label), drop (it does not count) or "
			   "hide (the phrase is not meant: what it overlaps does not count).");
}

/* ---- one row ---- */

static bool
check_name(const char *what, CsqText t, CsqError *err)
{
	if (t.len == 0)
		return csq_fail(err, CSQ_PARAM, "%s of a lexicon row is empty", what);
	if (t.len > CSQ_LEXICON_MAX_NAME)
		return csq_fail(err, CSQ_LIMIT, "%s \"%s\" is too long", what, csq_quoted(t.s, t.len).s) ||
		       csq_detail(err, "It has %zu bytes, the limit is %d.", t.len, CSQ_LEXICON_MAX_NAME);
	return true;
}

bool
csq_lexicon_is_rule(const CsqText *phrase)
{
	for (size_t i = 0; i < phrase->len; i++)
		switch (phrase->s[i])
		{
			case '{':
				return true;
			case '.':
				if (i + 1 < phrase->len && phrase->s[i + 1] == '.')
					return true;
				break;
			case '&':
				if (i > 0 && phrase->s[i - 1] == ' ' && i + 1 < phrase->len && phrase->s[i + 1] == ' ')
					return true;
				break;
		}
	return phrase->s[0] == '^' || phrase->s[phrase->len - 1] == '$';
}

static bool
check_length(const CsqChars *chars, CsqText phrase, CsqError *err)
{
	if (chars->n == 0)
		return csq_fail(err, CSQ_PARAM, "phrase \"%s\" has no characters", csq_quoted(phrase.s, phrase.len).s) ||
		       csq_detail(err, "White space and invisible characters do not count.");
	if (chars->n > CSQ_LEXICON_MAX_PHRASE)
		return csq_fail(err, CSQ_LIMIT, "phrase \"%s\" is too long", csq_quoted(phrase.s, phrase.len).s) ||
		       csq_detail(err, "It has %zu characters, the limit is %d.", chars->n, CSQ_LEXICON_MAX_PHRASE);
	return true;
}

/* The phrase in its normal form and, if it has operators, with one space about each. */
static bool
normalize_phrase(CsqText *phrase, bool literal, CsqError *err)
{
	CsqChars  chars;
	CsqBuf    b;
	CsqPhrase p;
	CsqQuoted quoted = csq_quoted(phrase->s, phrase->len);

	if (phrase->len > 16 * CSQ_LEXICON_MAX_PHRASE)
		return csq_fail(err, CSQ_LIMIT, "phrase \"%s\" is too long", quoted.s) ||
		       csq_detail(err, "The limit is %d characters.", CSQ_LEXICON_MAX_PHRASE);
	if (!csq_chars_read(&chars, phrase->s, phrase->len, (CSQ_CHARS_MATCH & ~CSQ_CHARS_LINES) | CSQ_CHARS_NO_MAP, err) ||
	    !check_length(&chars, *phrase, err) || !csq_phrase_parse(&p, chars.cp, chars.n, quoted, err))
		return false;
	if (literal && !p.literal)
		return csq_fail(err, CSQ_PARAM, "phrase \"%s\" of a class is not literal", quoted.s) ||
		       csq_detail(err, "The axis \"class\" names sets of literal phrases, for use as {name} in others.");
	csq_buf_init(&b);
	if (p.literal)
		csq_chars_write(&b, chars.cp, chars.n);
	else
		csq_phrase_text(&b, &p, chars.cp);
	csq_chars_free(&chars);
	phrase->s = b.data;
	phrase->len = b.len;
	return true;
}

static bool
is_class_axis(CsqText axis)
{
	return axis.len == strlen(CSQ_LEXICON_CLASS) && memcmp(axis.s, CSQ_LEXICON_CLASS, axis.len) == 0;
}

bool
csq_lexicon_row(CsqLexRow *row, CsqText axis, CsqText label, CsqText phrase, double weight, CsqNegation negation,
                CsqError *err)
{
	if (!check_name("axis", axis, err) || !check_name("label", label, err))
		return false;
	if (!(fabs(weight) <= CSQ_LEXICON_MAX_WEIGHT))
		return csq_fail(err, CSQ_RANGE, "weight %g of phrase \"%s\" is out of range", weight,
		                csq_quoted(phrase.s, phrase.len).s) ||
		       csq_detail(err, "Weights lie between -%.0f and %.0f.", CSQ_LEXICON_MAX_WEIGHT, CSQ_LEXICON_MAX_WEIGHT);
	if (!normalize_phrase(&phrase, is_class_axis(axis), err))
		return false;
	row->axis = axis;
	row->label = label;
	row->phrase = phrase;
	row->weight = weight == 0 ? 0 : weight; /* no negative zero */
	row->negation = negation;
	return true;
}

/* ---- signs of other languages ---- */

/* A letter, digit or character of another script; signs of those are taken for one. */
static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || ((unsigned char) c & 0x80);
}

/* Bytes of letters that end before, or begin at, a place. */
static size_t
letters_before(const CsqText *t, size_t at)
{
	size_t n = 0;

	while (n < at && is_letter(t->s[at - n - 1]))
		n++;
	return n;
}

static size_t
letters_from(const CsqText *t, size_t at)
{
	size_t n = 0;

	while (at + n < t->len && is_letter(t->s[at + n]))
		n++;
	return n;
}

/* Do words stand on both sides of [from, to), perhaps behind a space? */
static bool
between_words(const CsqText *t, size_t from, size_t to)
{
	while (from > 0 && t->s[from - 1] == ' ')
		from--;
	while (to < t->len && t->s[to] == ' ')
		to++;
	return letters_before(t, from) > 0 && letters_from(t, to) > 0;
}

/* AND, OR or NOT in capitals among words that are not: LOST AND FOUND is a phrase. */
static const char *
capital_operator(const CsqText *t)
{
	static const char *const word[] = {" AND ", " OR ", " NOT "};
	bool                     shouted = true;

	for (size_t i = 0; i < t->len; i++)
		shouted &= !((t->s[i] >= 'a' && t->s[i] <= 'z') || ((unsigned char) t->s[i] & 0x80));
	for (size_t i = 0; i < t->len && !shouted; i++)
		for (size_t k = 0; t->s[i] == ' ' && k < 3; k++)
			if (t->len - i > strlen(word[k]) && memcmp(t->s + i, word[k], strlen(word[k])) == 0)
				return word[k];
	return NULL;
}

/* What stands in a phrase, in its normal form, that other languages know and this one does not? */
static const char *
foreign_sign(const CsqText *t)
{
	for (size_t i = 0; i < t->len; i++)
		switch (t->s[i])
		{
			case '|':
				if (between_words(t, i, i + 1))
					return "|";
				break;
			case '!': /* a !b without its & */
				if (i > 1 && t->s[i - 1] == ' ' && letters_before(t, i - 1) > 0 && letters_from(t, i + 1) > 0)
					return "!";
				break;
			case '*':
				if (i > 0 && t->s[i - 1] == '.' && letters_before(t, i - 1) > 0)
					return ".*";
				if ((i + 1 == t->len && letters_before(t, i) > 3) || (i == 0 && letters_from(t, 1) > 3))
					return "*"; /* f*** and 他*的 are written so */
				break;
			case '%':
				if ((i + 1 == t->len && letters_before(t, i) > 1) || (i == 0 && letters_from(t, 1) > 1))
					return "%";
				break;
			case '\xE3': /* 。。 for an ellipsis */
				if (i + 6 <= t->len && memcmp(t->s + i, "\xE3\x80\x82\xE3\x80\x82", 6) == 0 && i > 0)
				{
					size_t to = i + 6;

					while (to + 3 <= t->len && memcmp(t->s + to, "\xE3\x80\x82", 3) == 0)
						to += 3;
					if (between_words(t, i, to))
						return "\xE3\x80\x82\xE3\x80\x82";
				}
				break;
		}
	return NULL;
}

static bool
check_edges(const char *what, CsqText t, CsqError *err)
{
	if (t.len == 0 || ((unsigned char) t.s[0] > ' ' && (unsigned char) t.s[t.len - 1] > ' '))
		return true; /* empty is refused with the rest */
	return csq_fail(err, CSQ_PARAM, "%s \"%s\" begins or ends with white space", what, csq_quoted(t.s, t.len).s) ||
	       csq_detail(err, "It would be another %s than the one without.", what) ||
	       csq_hint(err, "Write btrim(%s).", what);
}

bool
csq_lexicon_typed_row(CsqLexRow *row, CsqText axis, CsqText label, CsqText phrase, double weight, CsqNegation negation,
                      CsqError *err)
{
	const char *sign;

	if (!check_edges("axis", axis, err) || !check_edges("label", label, err) ||
	    !csq_lexicon_row(row, axis, label, phrase, weight, negation, err))
		return false;
	sign = foreign_sign(&row->phrase);
	if (sign == NULL)
		sign = capital_operator(&phrase);
	if (sign == NULL)
		return true;
	return csq_fail(err, CSQ_PARAM, "phrase \"%s\" has \"%s\", which is no operator of phrases",
	                csq_quoted(phrase.s, phrase.len).s, sign) ||
	       csq_detail(err, "It would be a literal, and only texts with it would match.") ||
	       csq_hint(err, "Wordings are rows of their own (a: refund, refunds); \"a ... b\" leaves a gap, \"a & b\" and "
	                     "\"a & !b\" are conditions. A literal that begins with v2; takes the phrase as it is.");
}

void
csq_lexicon_add_row(CsqLexRows *rows, const CsqLexRow *row)
{
	if (rows->n == rows->cap)
	{
		rows->cap = rows->cap == 0 ? 64 : rows->cap * 2;
		rows->row = rows->row == NULL ? csq_alloc(rows->cap * sizeof *rows->row)
		                              : csq_realloc(rows->row, rows->cap * sizeof *rows->row);
	}
	rows->row[rows->n++] = *row;
}

/* ---- packed rows ---- */

size_t
csq_lexicon_row_size(const CsqLexRow *row)
{
	return ROW_HEADER + row->axis.len + row->label.len + row->phrase.len;
}

void
csq_lexicon_put_row(char *at, const CsqLexRow *row)
{
	unsigned char *p = (unsigned char *) at;

	p[0] = (unsigned char) row->negation;
	p[1] = (unsigned char) row->axis.len;
	p[2] = (unsigned char) row->label.len;
	p[3] = (unsigned char) (row->phrase.len & 0xFF);
	p[4] = (unsigned char) (row->phrase.len >> 8);
	memcpy(at + 5, &row->weight, sizeof row->weight);
	at += ROW_HEADER;
	memcpy(at, row->axis.s, row->axis.len);
	at += row->axis.len;
	memcpy(at, row->label.s, row->label.len);
	at += row->label.len;
	memcpy(at, row->phrase.s, row->phrase.len);
}

/* The row at *p; false when it does not lie within [*p, end) or makes no sense. */
static bool
get_row(const char **p, const char *end, CsqLexRow *row)
{
	const unsigned char *h = (const unsigned char *) *p;
	size_t               size;

	if (end - *p < ROW_HEADER)
		return false;
	row->negation = (CsqNegation) h[0];
	row->axis.len = h[1];
	row->label.len = h[2];
	row->phrase.len = (size_t) h[3] | (size_t) h[4] << 8;
	memcpy(&row->weight, *p + 5, sizeof row->weight);
	size = csq_lexicon_row_size(row);
	if ((size_t) (end - *p) < size || h[0] > CSQ_NEGATION_HIDE || row->axis.len == 0 || row->label.len == 0 ||
	    row->phrase.len == 0 || !(fabs(row->weight) <= CSQ_LEXICON_MAX_WEIGHT))
		return false;
	row->axis.s = *p + ROW_HEADER;
	row->label.s = row->axis.s + row->axis.len;
	row->phrase.s = row->label.s + row->label.len;
	*p += size;
	return true;
}

bool
csq_lexicon_check(const CsqLexicon *lx, size_t size, CsqError *err)
{
	if (!csq_stored_head(lx, size, CSQ_LEXICON_HEADER, CSQ_LEXICON_VERSION, CSQ_LEXICON_TYPE, err))
		return false;
	if (lx->stored.kind != 0 || (lx->stored.flags & ~(CSQ_LEXICON_CANONICAL | CSQ_LEXICON_EXACT)) != 0)
		return csq_stored_invalid(CSQ_LEXICON_TYPE, err, "The header is not one of a lexicon.");
	if (lx->used > size - CSQ_LEXICON_HEADER || lx->nrows > lx->used / ROW_HEADER)
		return csq_stored_invalid(CSQ_LEXICON_TYPE, err, "It is shorter than its header says.");
	return true;
}

bool
csq_lexicon_is_exact(const CsqLexicon *lx)
{
	return lx->stored.version == 1 || (lx->stored.flags & CSQ_LEXICON_EXACT) != 0;
}

bool
csq_lexicon_rows(const CsqLexicon *lx, size_t size, CsqLexRows *rows, CsqError *err)
{
	const char *p = lx->data;
	const char *end;

	memset(rows, 0, sizeof *rows);
	if (!csq_lexicon_check(lx, size, err))
		return false;
	end = lx->data + lx->used;
	rows->exact = csq_lexicon_is_exact(lx);
	rows->cap = lx->nrows + 1;
	rows->row = csq_alloc(rows->cap * sizeof *rows->row);
	for (; rows->n < lx->nrows; rows->n++)
	{
		csq_poll(rows->n);
		if (!get_row(&p, end, &rows->row[rows->n]))
			return csq_stored_invalid(CSQ_LEXICON_TYPE, err,
			                          "A row does not lie within the value or holds what no row holds.");
	}
	if (p != end)
		return csq_stored_invalid(CSQ_LEXICON_TYPE, err, "Bytes are left over behind the last row.");
	if (!(lx->stored.flags & CSQ_LEXICON_CANONICAL))
		csq_lexicon_canonical(rows);
	return true;
}

/* ---- canonical form and algebra ---- */

int
csq_lexicon_key_compare(const CsqLexRow *a, const CsqLexRow *b)
{
	int r = csq_text_compare(&a->axis, &b->axis);

	if (r == 0)
		r = csq_text_compare(&a->label, &b->label);
	return r != 0 ? r : csq_text_compare(&a->phrase, &b->phrase);
}

/* By key; of the same key the row that wins first. */
static int
row_compare(const void *x, const void *y)
{
	const CsqLexRow *a = x;
	const CsqLexRow *b = y;
	int              r = csq_lexicon_key_compare(a, b);

	if (r != 0)
		return r;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return (int) b->negation - (int) a->negation;
}

void
csq_lexicon_canonical(CsqLexRows *rows)
{
	size_t n = 0;

	if (rows->n == 0)
		return;
	csq_sort(rows->row, rows->n, sizeof *rows->row, row_compare);
	for (size_t i = 0; i < rows->n; i++)
		if (n == 0 || csq_lexicon_key_compare(&rows->row[n - 1], &rows->row[i]) != 0)
			rows->row[n++] = rows->row[i];
	rows->n = n;
}

bool
csq_lexicon_equal(const CsqLexRows *a, const CsqLexRows *b)
{
	if (a->n != b->n || a->exact != b->exact)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (row_compare(&a->row[i], &b->row[i]) != 0)
			return false;
	return true;
}

void
csq_lexicon_minus(CsqLexRows *a, const CsqLexRows *b)
{
	size_t n = 0;
	size_t j = 0;

	for (size_t i = 0; i < a->n; i++)
	{
		while (j < b->n && csq_lexicon_key_compare(&b->row[j], &a->row[i]) < 0)
			j++;
		if (j == b->n || csq_lexicon_key_compare(&b->row[j], &a->row[i]) != 0)
			a->row[n++] = a->row[i];
	}
	a->n = n;
}

CsqLexicon *
csq_lexicon_pack(const CsqLexRows *rows, size_t *size, CsqError *err)
{
	size_t      used = 0;
	CsqLexicon *lx;
	char       *p;

	for (size_t i = 0; i < rows->n; i++)
		used += csq_lexicon_row_size(&rows->row[i]);
	if (rows->n > CSQ_LEXICON_MAX_ROWS || used > CSQ_MAX_VALUE_SIZE / 2)
	{
		(void) (csq_fail(err, CSQ_LIMIT, "lexicon of %zu rows and %zu bytes is too large", rows->n, used) ||
		        csq_detail(err, "The limit is %d rows and 512 MB.", CSQ_LEXICON_MAX_ROWS));
		return NULL;
	}
	*size = CSQ_LEXICON_HEADER + used;
	lx = csq_alloc0(*size);
	lx->stored.version = CSQ_LEXICON_VERSION;
	lx->stored.flags = (uint16_t) (CSQ_LEXICON_CANONICAL | (rows->exact ? CSQ_LEXICON_EXACT : 0));
	lx->nrows = (uint32_t) rows->n;
	lx->used = (uint32_t) used;
	p = lx->data;
	for (size_t i = 0; i < rows->n; i++)
	{
		csq_lexicon_put_row(p, &rows->row[i]);
		p += csq_lexicon_row_size(&rows->row[i]);
	}
	return lx;
}
