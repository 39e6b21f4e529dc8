/*
 * json.c
 *		A pull reader for the JSON text forms of csq's values: see json.h.
 *
 * Strict RFC 8259, depth at most 32, one pass, no tree.  The input is bounded by
 * PostgreSQL's 1 GB text; every loop advances by at least one byte and can be
 * interrupted.
 */
#include "base/json.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_DEPTH 32

void
csq_json_init(CsqJson *j, const char *text, size_t len, const char *type, CsqError *err)
{
	j->start = j->at = text;
	j->end = text + len;
	j->type = type;
	j->err = err;
	j->failed = false;
	j->first = true;
	j->depth = 0;
	j->turns = 0;
}

bool
csq_json_fail(CsqJson *j, const char *fmt, ...)
{
	va_list args;

	if (j->failed)
		return false;
	j->failed = true;
	csq_fail(j->err, CSQ_SYNTAX, "invalid input syntax for type csq.%s: \"%s\"", j->type,
	         csq_quoted(j->start, (size_t) (j->end - j->start)).s);
	va_start(args, fmt);
	vsnprintf(j->err->detail, sizeof j->err->detail, fmt, args);
	va_end(args);
	return false;
}

static void
unexpected(CsqJson *j, const char *wanted)
{
	if (j->at >= j->end)
		csq_json_fail(j, "The text ends where %s should be.", wanted);
	else
		csq_json_fail(j, "Expected %s at byte %td.", wanted, j->at - j->start + 1);
}

char
csq_json_peek(CsqJson *j)
{
	for (size_t i = 0; j->at < j->end && (*j->at == ' ' || *j->at == '\n' || *j->at == '\t' || *j->at == '\r'); i++)
	{
		j->at++;
		csq_poll(i);
	}
	return j->failed || j->at >= j->end ? '\0' : *j->at;
}

static bool
take(CsqJson *j, char c)
{
	if (csq_json_peek(j) != c)
		return false;
	j->at++;
	return true;
}

void
csq_json_open(CsqJson *j, char bracket)
{
	if (!take(j, bracket))
		unexpected(j, bracket == '{' ? "\"{\"" : "\"[\"");
	else if (++j->depth > MAX_DEPTH)
		csq_json_fail(j, "Brackets are nested more than %d deep.", MAX_DEPTH);
	j->first = true;
}

/* Common to objects and arrays: the comma before the next member, or the end. */
static bool
next_member(CsqJson *j, char closing)
{
	csq_poll(j->turns++);
	if (j->failed)
		return false;
	if (take(j, closing))
	{
		j->depth--;
		j->first = false;
		return false;
	}
	if (!j->first && !take(j, ','))
	{
		unexpected(j, closing == '}' ? "\",\" or \"}\"" : "\",\" or \"]\"");
		return false;
	}
	j->first = false;
	return true;
}

bool
csq_json_key(CsqJson *j, CsqText *key)
{
	if (!next_member(j, '}'))
		return false;
	*key = csq_json_string(j);
	if (!j->failed && !take(j, ':'))
		unexpected(j, "\":\"");
	return !j->failed;
}

/* The hint of a key that is not known: those that are. */
static void
name_keys(CsqJson *j, const char *const *names)
{
	char   list[240] = "";
	size_t len = 0;

	for (int k = 0; names[k] != NULL && len + strlen(names[k]) + 6 < sizeof list; k++)
		len += (size_t) snprintf(list + len, sizeof list - len, "%s\"%s\"", k == 0 ? "" : ", ", names[k]);
	csq_hint(j->err, names[1] == NULL ? "The key there is: %s." : "The keys there are: %s.", list);
}

bool
csq_json_once(CsqJson *j, const CsqText *key, unsigned *seen, unsigned bit)
{
	if (*seen & bit)
		return csq_json_fail(j, "The key \"%s\" appears twice.", csq_quoted(key->s, key->len).s);
	*seen |= bit;
	return true;
}

int
csq_json_member(CsqJson *j, const char *const *names, unsigned *seen)
{
	CsqText key;

	if (!csq_json_key(j, &key))
		return -1;
	for (int k = 0; names[k] != NULL; k++)
		if (csq_json_is(&key, names[k]))
			return csq_json_once(j, &key, seen, 1u << k) ? k : -1;
	csq_json_unknown(j, &key);
	name_keys(j, names);
	return -1;
}

bool
csq_json_need(CsqJson *j, const char *const *names, unsigned seen, unsigned need)
{
	for (int k = 0; names[k] != NULL; k++)
		if ((need & ~seen) >> k & 1)
			return csq_json_fail(j, "The key \"%s\" is missing.", names[k]);
	return !j->failed;
}

bool
csq_json_item(CsqJson *j)
{
	return next_member(j, ']');
}

/* The token of a number: RFC 8259 grammar; *integral tells whether it has no fraction or exponent. */
static CsqText
number_token(CsqJson *j, bool *integral)
{
	CsqText     t = {NULL, 0};
	const char *p;

	*integral = true;
	csq_json_peek(j);
	p = j->at;
	if (j->failed)
		return t;
#define DIGIT() (p < j->end && *p >= '0' && *p <= '9')
#define DIGITS()                                                                                                       \
	for (size_t i = 0; DIGIT(); p++, i++)                                                                              \
	csq_poll(i)
	if (p < j->end && *p == '-')
		p++;
	if (!DIGIT())
	{
		unexpected(j, "a number");
		return t;
	}
	if (*p == '0')
		p++;
	else
		DIGITS();
	if (p < j->end && *p == '.')
	{
		*integral = false;
		p++;
		DIGITS();
	}
	if (p < j->end && (*p == 'e' || *p == 'E'))
	{
		*integral = false;
		p++;
		if (p < j->end && (*p == '+' || *p == '-'))
			p++;
		DIGITS();
	}
#undef DIGITS
#undef DIGIT
	t.s = j->at;
	t.len = (size_t) (p - j->at);
	j->at = p;
	return t;
}

int64_t
csq_json_i64(CsqJson *j)
{
	bool    integral;
	CsqText t = number_token(j, &integral);
	size_t  i = 0;
	bool    neg;
	int64_t v = 0;

	if (j->failed)
		return 0;
	if (!integral)
	{
		csq_json_fail(j, "\"%s\" is not a whole number.", csq_quoted(t.s, t.len).s);
		return 0;
	}
	neg = t.s[0] == '-';
	for (i = neg; i < t.len; i++)
		if (!csq_mul_i64(v, 10, &v) || !csq_sub_i64(v, t.s[i] - '0', &v))
		{
			csq_json_fail(j, "\"%s\" is out of range.", csq_quoted(t.s, t.len).s);
			return 0;
		}
	if (!neg && v == INT64_MIN)
	{
		csq_json_fail(j, "\"%s\" is out of range.", csq_quoted(t.s, t.len).s);
		return 0;
	}
	return neg ? v : -v;
}

double
csq_json_double(CsqJson *j)
{
	bool    integral;
	CsqText t = number_token(j, &integral);
	char    tmp[400];
	char   *stop;
	double  v;

	if (j->failed)
		return 0;
	if (t.len >= sizeof tmp)
	{
		csq_json_fail(j, "A number has more than %zu digits.", sizeof tmp - 1);
		return 0;
	}
	memcpy(tmp, t.s, t.len);
	tmp[t.len] = '\0';
	v = strtod(tmp, &stop);
	if (*stop != '\0' || !isfinite(v))
	{
		csq_json_fail(j, "\"%s\" is not a finite number.", csq_quoted(t.s, t.len).s);
		return 0;
	}
	return v;
}

static bool
word(CsqJson *j, const char *w)
{
	size_t n = strlen(w);

	csq_json_peek(j);
	if (j->failed || (size_t) (j->end - j->at) < n || memcmp(j->at, w, n) != 0)
		return false;
	j->at += n;
	return true;
}

bool
csq_json_bool(CsqJson *j)
{
	if (word(j, "true"))
		return true;
	if (!word(j, "false"))
		unexpected(j, "true or false");
	return false;
}

bool
csq_json_null(CsqJson *j)
{
	return word(j, "null");
}

/* Four hex digits after \u; 0x110000 on failure. */
static uint32_t
hex4(CsqJson *j)
{
	uint32_t v = 0;

	if (j->end - j->at < 4)
		return 0x110000;
	for (int i = 0; i < 4; i++)
	{
		char c = *j->at++;

		if (c >= '0' && c <= '9')
			v = v * 16 + (uint32_t) (c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			v = v * 16 + (uint32_t) ((c | 32) - 'a' + 10);
		else
			return 0x110000;
	}
	return v;
}

static bool
escape(CsqJson *j, CsqBuf *out)
{
	static const char from[] = "\"\\/bfnrt";
	static const char to[] = "\"\\/\b\f\n\r\t";
	char              c = j->at < j->end ? *j->at++ : '\0';
	const char       *p = c ? strchr(from, c) : NULL;
	uint32_t          cp;

	if (p != NULL)
	{
		csq_buf_char(out, to[p - from]);
		return true;
	}
	if (c != 'u')
		return csq_json_fail(j, "A backslash in a string must begin a JSON escape.");
	cp = hex4(j);
	if (cp >= 0xD800 && cp <= 0xDBFF && j->end - j->at >= 6 && j->at[0] == '\\' && j->at[1] == 'u')
	{
		uint32_t low;

		j->at += 2;
		low = hex4(j);
		cp = low >= 0xDC00 && low <= 0xDFFF ? 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00) : 0x110000;
	}
	if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		return csq_json_fail(j, "A \\u escape in a string is not a Unicode character other than NUL.");
	csq_buf_utf8(out, cp);
	return true;
}

CsqText
csq_json_string(CsqJson *j)
{
	CsqText     t = {"", 0};
	const char *from;

	if (!take(j, '"'))
	{
		unexpected(j, "a string");
		return t;
	}
	from = j->at;
	for (size_t i = 0; j->at < j->end && *j->at != '"' && *j->at != '\\' && (unsigned char) *j->at >= 0x20; i++)
	{
		j->at++;
		csq_poll(i);
	}
	if (j->at < j->end && *j->at == '"')
	{ /* the usual case: no escape, no copy */
		t.s = from;
		t.len = (size_t) (j->at++ - from);
	}
	else
	{
		CsqBuf b;

		csq_buf_init(&b);
		csq_buf_put(&b, from, (size_t) (j->at - from));
		for (size_t i = 0; j->at < j->end && *j->at != '"'; i++)
		{
			char c = *j->at++;

			csq_poll(i);
			if ((unsigned char) c < 0x20)
			{
				csq_json_fail(j, "A string holds a control character that is not escaped.");
				return t;
			}
			if (c != '\\')
				csq_buf_char(&b, c);
			else if (!escape(j, &b))
				return t;
		}
		if (j->at >= j->end)
		{
			unexpected(j, "the closing quote of a string");
			return t;
		}
		j->at++;
		t.s = b.data;
		t.len = b.len;
	}
	if (!csq_utf8_valid(t.s, t.len))
		csq_json_fail(j, "A string is not valid UTF-8.");
	return t;
}

void
csq_json_skip(CsqJson *j)
{
	CsqText key;
	char    c = csq_json_peek(j);

	if (c == '{' || c == '[')
	{
		csq_json_open(j, c); /* which bounds the depth */
		while (c == '{' ? csq_json_key(j, &key) : csq_json_item(j))
			csq_json_skip(j);
	}
	else if (c == '"')
		(void) csq_json_string(j);
	else if (c == 't' || c == 'f')
		(void) csq_json_bool(j);
	else if (!csq_json_null(j))
	{
		bool integral;

		(void) number_token(j, &integral);
	}
}

void
csq_json_unknown(CsqJson *j, const CsqText *key)
{
	csq_json_fail(j, "There is no key \"%s\".", csq_quoted(key->s, key->len).s);
}

void
csq_json_version(CsqJson *j, int64_t newest)
{
	int64_t v = csq_json_i64(j);

	if (j->failed)
		return;
	if (v < 1)
		csq_json_fail(j, "There is no version %lld.", (long long) v);
	else if (v > newest)
	{
		j->failed = true;
		csq_stored_newer(j->type, j->err, v, newest);
	}
}

bool
csq_json_end(CsqJson *j)
{
	if (csq_json_peek(j) != '\0' || (!j->failed && j->at < j->end))
		csq_json_fail(j, "There is text after the closing bracket.");
	return !j->failed;
}

void
csq_buf_json(CsqBuf *b, const char *s, size_t len)
{
	csq_buf_char(b, '"');
	for (size_t i = 0; i < len; i++)
	{
		unsigned char c = (unsigned char) s[i];

		csq_poll(i);
		if (c == '"' || c == '\\')
		{
			csq_buf_char(b, '\\');
			csq_buf_char(b, (char) c);
		}
		else if (c == '\n')
			csq_buf_str(b, "\\n");
		else if (c == '\t')
			csq_buf_str(b, "\\t");
		else if (c == '\r')
			csq_buf_str(b, "\\r");
		else if (c < 0x20 || c == 0x7f)
			csq_buf_printf(b, "\\u%04x", c);
		else
			csq_buf_char(b, (char) c);
	}
	csq_buf_char(b, '"');
}

#define NUMBER_MAX 300 /* characters of a number that is kept as one */

bool
csq_buf_json_number(CsqBuf *b, const CsqText *text)
{
	char   s[NUMBER_MAX + 1];
	char  *end;
	double v;
	size_t digits;
	size_t from = 0;

	if (text->len == 0 || text->len > NUMBER_MAX)
		return false;
	memcpy(s, text->s, text->len);
	s[text->len] = '\0';
	v = strtod(s, &end);
	if (strspn(s, "+-0123456789.eE") != text->len || *end != '\0' || !isfinite(v))
		return false;
	digits = strspn(s, "-0123456789");
	if (digits == text->len && (s[0] != '-' || s[1] != '\0'))
	{ /* whole: as it stands, however long, but for leading zeros */
		if (s[0] == '-')
			csq_buf_char(b, s[from++]);
		while (s[from] == '0' && s[from + 1] != '\0')
			from++;
		csq_buf_str(b, s + from);
	}
	else
		csq_buf_double(b, v);
	return true;
}
