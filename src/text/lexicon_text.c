/*
 * lexicon_text.c
 *		Text and binary forms of a lexicon.
 *
 * Text:   v1; category/fee: 年费 1, "annual fee" 1.5 drop; severity/major/legal: 律师函 1
 *
 *	 lexicon = [ "v1" ";" ] [ group { ";" group } [ ";" ] ]
 *	 group	 = [ axis "/" ] label ":" row { "," row }
 *	 row	 = phrase [ weight [ effect ] ]
 *
 * Axis, label and phrase are bare words (letters, digits, ideographs, _ - .) or
 * JSON strings (output quotes all but ASCII, Latin-1 and Han);
 * a label may hold slashes.  Input takes the signs of an input method, too: ： ； ， 、 ／ “two words” and
 * the ideographic space.  Weight defaults to 1, effect to keep,
 * axis to "category".  Output has every axis and weight, groups and phrases in
 * byte order, effects other than keep.  "v2 exact" says that characters match as
 * written; "v1", which older versions wrote, that and that no phrase has operators.
 *
 * Binary: uint8 version, uint8 1 = exact (not in version 1), uint32 rows, per row uint8 negation, float8 weight and
 * three strings (uint16 length, bytes): in canonical order, each phrase
 * normalised; anything else is refused.
 */
#include "text/lexicon.h"

#include <math.h>
#include <stdlib.h>

/* ---- writing ---- */

static bool
bare_char(uint32_t c)
{
	CsqCharClass k;

	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
		       c == '.';
	k = csq_is_han(c) ? CSQ_CH_HAN : c < 0x2B0 ? csq_char_class(c) : CSQ_CH_OTHER;
	return k == CSQ_CH_HAN || k == CSQ_CH_LATIN;
}

/* Input takes more for a bare word: letters and digits of any script. */
static bool
input_char(uint32_t c)
{
	CsqCharClass k;

	if (bare_char(c))
		return true;
	k = c < 0x80 ? CSQ_CH_PUNCT : csq_char_class(c);
	return csq_class_is_word(k) || k == CSQ_CH_JOINED;
}

static void
write_word(CsqBuf *b, const CsqText *t)
{
	const char *p = t->s;
	const char *end = t->s + t->len;

	while (p < end)
		if (!bare_char(csq_utf8_next(&p, end)))
		{
			csq_buf_json(b, t->s, t->len);
			return;
		}
	csq_buf_put(b, t->s, t->len);
}

/* A label: its parts between slashes are words; a strange one is one string. */
static void
write_label(CsqBuf *b, const CsqText *t)
{
	const char *p = t->s;
	const char *end = t->s + t->len;

	while (p < end)
	{
		uint32_t c = csq_utf8_next(&p, end);

		if (c != '/' && !bare_char(c))
		{
			csq_buf_json(b, t->s, t->len);
			return;
		}
	}
	if (t->s[0] == '/' || end[-1] == '/')
		csq_buf_json(b, t->s, t->len);
	else
		csq_buf_put(b, t->s, t->len);
}

void
csq_lexicon_text(CsqBuf *b, const CsqLexRows *rows)
{
	csq_buf_str(b, rows->exact ? "v2 exact" : "v2");
	for (size_t i = 0; i < rows->n; i++)
	{
		const CsqLexRow *r = &rows->row[i];
		const CsqLexRow *before = i > 0 ? r - 1 : NULL;
		bool same = before != NULL && before->axis.len == r->axis.len && before->label.len == r->label.len &&
		            memcmp(before->axis.s, r->axis.s, r->axis.len) == 0 &&
		            memcmp(before->label.s, r->label.s, r->label.len) == 0;

		csq_poll(i);
		csq_buf_str(b, same ? ", " : "; ");
		if (!same)
		{
			write_word(b, &r->axis);
			csq_buf_char(b, '/');
			write_label(b, &r->label);
			csq_buf_str(b, ": ");
		}
		write_word(b, &r->phrase);
		csq_buf_char(b, ' ');
		csq_buf_double(b, r->weight);
		if (r->negation != CSQ_NEGATION_KEEP)
		{
			csq_buf_char(b, ' ');
			csq_buf_str(b, csq_negation_name(r->negation));
		}
	}
}

/* ---- reading ---- */

typedef struct Parser
{
	const char *start;
	const char *at;
	const char *end;
	CsqError   *err;
	bool        typed; /* by a person: no version stands at the beginning */
} Parser;

static bool
syntax(Parser *p, const char *expected)
{
	const char *where = p->at < p->end ? p->at : p->end;
	const char *next = where;
	uint32_t    c = where < p->end ? csq_utf8_next(&next, p->end) : 0;

	csq_fail(p->err, CSQ_SYNTAX, "invalid input syntax for type csq.lexicon: \"%s\"",
	         csq_quoted(p->start, (size_t) (p->end - p->start)).s);
	if (where == p->end)
		csq_detail(p->err, "Expected %s at the end.", expected);
	else
		csq_detail(p->err, "Expected %s at \"%s\".", expected, csq_quoted(where, (size_t) (p->end - where)).s);
	if (c >= 0x80 && !csq_class_is_word(csq_char_class(c)) && !csq_is_han(c))
		return csq_hint(p->err, "What is no letter or digit stands in quotation marks: \"%.*s\".", (int) (next - where),
		                where);
	return csq_hint(p->err,
	                "A lexicon reads: axis/label: phrase weight effect, \"two words\" 1.5 drop; axis/label: ...");
}

static bool
take(Parser *p, const char *sign)
{
	size_t len = strlen(sign);

	if ((size_t) (p->end - p->at) < len || memcmp(p->at, sign, len) != 0)
		return false;
	p->at += len;
	return true;
}

static void
skip_space(Parser *p)
{
	for (size_t i = 0; p->at < p->end; i++)
	{
		if (*p->at == ' ' || (*p->at >= '\t' && *p->at <= '\r'))
			p->at++;
		else if (!take(p, "\xE3\x80\x80"))
			break;
		csq_poll(i);
	}
}

/* The sign, or its full-width form; the enumeration comma is one, too. */
static bool
next_is(Parser *p, char c)
{
	const char wide[] = {'\xEF', '\xBC', (char) (c - 0x20 + 0x80), '\0'};
	const char half[] = {c, '\0'};

	skip_space(p);
	return take(p, half) || take(p, wide) || (c == ',' && take(p, "\xE3\x80\x81"));
}

/* “two words”, as they stand: p->at is behind the opening quote. */
static bool
read_curly(Parser *p, CsqText *t)
{
	t->s = p->at;
	for (size_t i = 0; p->at < p->end; i++)
	{
		t->len = (size_t) (p->at - t->s);
		if (take(p, "\xE2\x80\x9D"))
			return true;
		csq_utf8_next(&p->at, p->end);
		csq_poll(i);
	}
	return syntax(p, "a closing quote \xE2\x80\x9D");
}

/* A bare word or a JSON string. */
static bool
read_word(Parser *p, CsqText *t, const char *expected)
{
	const char *q;

	skip_space(p);
	t->s = p->at;
	if (p->at < p->end && *p->at == '"')
	{
		CsqJson j;

		csq_json_init(&j, p->at, (size_t) (p->end - p->at), "lexicon", p->err);
		*t = csq_json_string(&j);
		p->at = j.at;
		return !j.failed;
	}
	if (take(p, "\xE2\x80\x9C"))
		return read_curly(p, t);
	q = p->at;
	for (size_t i = 0; q < p->end && input_char(csq_utf8_next(&q, p->end)); i++)
	{
		p->at = q;
		csq_poll(i);
	}
	t->len = (size_t) (p->at - t->s);
	return t->len > 0 || syntax(p, expected);
}

/* axis/label or label, up to and with the colon; a bare label may go on after further slashes. */
static bool
read_group(Parser *p, CsqText *axis, CsqText *label)
{
	CsqText more;

	if (!read_word(p, label, "a label"))
		return false;
	if (!next_is(p, '/'))
	{
		axis->s = CSQ_LEXICON_AXIS;
		axis->len = strlen(CSQ_LEXICON_AXIS);
		return next_is(p, ':') || syntax(p, "a colon");
	}
	*axis = *label;
	if (!read_word(p, label, "a label"))
		return false;
	while (p->at < p->end && *p->at == '/' && label->s + label->len == p->at)
	{
		while (p->at < p->end && *p->at == '/')
			p->at++;
		if (p->at == p->end || !(((unsigned char) *p->at & 0x80) || bare_char((unsigned char) *p->at)) ||
		    !read_word(p, &more, "the rest of a label"))
			return syntax(p, "the rest of a label");
		label->len = (size_t) (p->at - label->s);
	}
	return next_is(p, ':') || syntax(p, "a colon");
}

static bool
is_number_char(char c)
{
	return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
}

/* The weight, if one follows: digits, sign, point, exponent. */
static bool
read_weight(Parser *p, double *weight)
{
	char   number[40];
	char  *stop;
	size_t n = 0;

	skip_space(p);
	while (p->at + n < p->end && n < sizeof number - 1 && is_number_char(p->at[n]))
		n++;
	if (n == 0)
		return true;
	memcpy(number, p->at, n);
	number[n] = '\0';
	*weight = strtod(number, &stop);
	if (*stop != '\0' || !isfinite(*weight))
		return syntax(p, "a finite weight");
	p->at += n;
	return true;
}

static bool
read_row(Parser *p, CsqText axis, CsqText label, CsqLexRows *rows)
{
	CsqText     phrase;
	CsqText     effect;
	double      weight = 1;
	CsqNegation negation = CSQ_NEGATION_KEEP;
	CsqLexRow   row;

	if (!read_word(p, &phrase, "a phrase") || !read_weight(p, &weight))
		return false;
	skip_space(p);
	if (p->at < p->end && (*p->at | 0x20) >= 'a' && (*p->at | 0x20) <= 'z')
	{
		if (!read_word(p, &effect, "keep, flip, drop or hide") ||
		    !csq_negation_parse(&negation, effect.s, effect.len, p->err))
			return false;
	}
	if (p->typed ? !csq_lexicon_typed_row(&row, axis, label, phrase, weight, negation, p->err)
	             : !csq_lexicon_row(&row, axis, label, phrase, weight, negation, p->err))
		return false;
	csq_poll(rows->n);
	csq_lexicon_add_row(rows, &row);
	return true;
}

/* Version 1 knows no operators and no effect hide. */
static bool
all_literal(const CsqLexRows *rows, CsqError *err)
{
	for (size_t i = 0; i < rows->n; i++)
	{
		const CsqLexRow *r = &rows->row[i];

		if (csq_lexicon_is_rule(&r->phrase) || r->negation == CSQ_NEGATION_HIDE)
			return csq_fail(err, CSQ_PARAM, "phrase \"%s\" is not one of version 1",
			                csq_quoted(r->phrase.s, r->phrase.len).s) ||
			       csq_detail(err, "Gaps, conjunctions, edges, classes and the effect hide came with version 2.") ||
			       csq_hint(err, "Begin with v2 or with no version.");
	}
	return true;
}

/* "v1", "v2" or "v2 exact" at the beginning: 1 or 2; 0 when none is there. */
static int
read_version(Parser *p, bool *exact)
{
	const char *at;
	int         version;

	skip_space(p);
	at = p->at;
	if (p->end - at < 2 || at[0] != 'v' || (at[1] != '1' && at[1] != '2') ||
	    (p->end - at > 2 && (bare_char((unsigned char) at[2]) || at[2] == ':' || at[2] == '/')))
		return 0;
	version = at[1] - '0';
	p->at += 2;
	skip_space(p);
	*exact = version == 1;
	if (version == 2 && p->end - p->at >= 5 && memcmp(p->at, "exact", 5) == 0)
	{
		p->at += 5;
		*exact = true;
		skip_space(p);
	}
	return version;
}

bool
csq_lexicon_parse(const char *s, size_t len, CsqLexRows *rows, CsqError *err)
{
	Parser  p = {.start = s, .at = s, .end = s + len, .err = err};
	CsqText axis;
	CsqText label;
	int     version;

	memset(rows, 0, sizeof *rows);
	version = read_version(&p, &rows->exact);
	p.typed = version == 0; /* what csq prints has a version, and is what it was */
	if (version != 0 && p.at < p.end && !next_is(&p, ';'))
		return syntax(&p, "a semicolon");
	skip_space(&p);
	while (p.at < p.end)
	{
		csq_check_interrupts();
		if (!read_group(&p, &axis, &label))
			return false;
		do
			if (!read_row(&p, axis, label, rows))
				return false;
		while (next_is(&p, ','));
		skip_space(&p);
		if (p.at < p.end && !next_is(&p, ';'))
			return syntax(&p, "a comma or semicolon");
		skip_space(&p);
	}
	if (version == 1 && !all_literal(rows, err))
		return false;
	csq_lexicon_canonical(rows);
	return true;
}

/* ---- binary ---- */

static void
write_string(CsqBuf *b, const CsqText *t)
{
	csq_put_u16(b, (uint16_t) t->len);
	csq_buf_put(b, t->s, t->len);
}

void
csq_lexicon_write(CsqBuf *b, const CsqLexRows *rows)
{
	csq_put_u8(b, CSQ_LEXICON_VERSION);
	csq_put_u8(b, rows->exact);
	csq_put_u32(b, (uint32_t) rows->n);
	for (size_t i = 0; i < rows->n; i++)
	{
		const CsqLexRow *r = &rows->row[i];

		csq_poll(i);
		csq_put_u8(b, (uint8_t) r->negation);
		csq_put_double(b, r->weight);
		write_string(b, &r->axis);
		write_string(b, &r->label);
		write_string(b, &r->phrase);
	}
}

static CsqText
read_string(CsqReader *r)
{
	CsqText t = {NULL, csq_read_u16(r)};

	t.s = csq_read_bytes(r, t.len);
	if (!r->failed && !csq_utf8_valid(t.s, t.len))
		csq_read_fail(r, "A string is not valid UTF-8.");
	return t;
}

bool
csq_lexicon_read(const void *data, size_t len, CsqLexRows *rows, CsqError *err)
{
	CsqReader r;
	uint32_t  n;
	uint8_t   version;
	uint8_t   exact;

	memset(rows, 0, sizeof *rows);
	csq_reader_init(&r, data, len, "lexicon", err);
	version = csq_read_version(&r, CSQ_LEXICON_VERSION);
	exact = version == 1 ? 1 : csq_read_u8(&r);
	if (!r.failed && exact > 1)
		return csq_read_fail(&r, "Option %u is not known.", exact);
	rows->exact = exact == 1;
	n = csq_read_count(&r, 15);
	for (uint32_t i = 0; i < n && !r.failed; i++)
	{
		CsqLexRow row;
		CsqLexRow given;
		uint8_t   negation = csq_read_u8(&r);

		csq_poll(i);
		memset(&given, 0, sizeof given);
		given.weight = csq_read_double(&r);
		given.axis = read_string(&r);
		given.label = read_string(&r);
		given.phrase = read_string(&r);
		if (r.failed)
			return false;
		if (negation > CSQ_NEGATION_HIDE)
			return csq_read_fail(&r, "Effect of negation %u is not known.", negation);
		if (!csq_lexicon_row(&row, given.axis, given.label, given.phrase, given.weight, (CsqNegation) negation, err))
			return csq_read_fail(&r, "Row %u breaks a rule for rows of a lexicon.", i);
		if (row.phrase.len != given.phrase.len || memcmp(row.phrase.s, given.phrase.s, row.phrase.len) != 0)
			return csq_read_fail(&r, "The phrase of row %u is not normalised.", i);
		if (rows->n > 0 && csq_lexicon_key_compare(&rows->row[rows->n - 1], &row) >= 0)
			return csq_read_fail(&r, "Row %u is out of order.", i);
		csq_poll(rows->n);
		csq_lexicon_add_row(rows, &row);
	}
	if (!r.failed && version == 1 && !all_literal(rows, err))
		return csq_read_fail(&r, "A row is not one of version 1.");
	return csq_read_end(&r);
}
