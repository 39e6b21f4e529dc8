/*
 * xml.c
 *		A reader of XML, element by element.
 *
 * A state machine over the bytes: the end of each construct is looked for once, so
 * the time is linear.  What is read is checked as far as it matters: tags must
 * close each other, attributes be quoted and different, references known.
 *
 * Source: Extensible Markup Language (XML) 1.0, fifth edition, W3C 2008.
 */
#include "base/xml.h"

static CsqXmlToken
bad(CsqXml *x, const char *at, const char *why)
{
	size_t left = (size_t) (x->end - at);

	csq_fail(x->err, CSQ_SYNTAX, "malformed XML at \"%s\"", csq_quoted(at, left < 60 ? left : 60).s);
	csq_detail(x->err, "%s  (byte %zu)", why, (size_t) (at - x->begin) + 1);
	return CSQ_XML_ERROR;
}

static inline bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static inline void
skip_spaces(CsqXml *x)
{
	for (; x->at < x->end && is_space(*x->at); x->at++)
		csq_poll(x->turn++);
}

static inline bool
begins(const CsqXml *x, const char *what)
{
	size_t len = strlen(what);

	return (size_t) (x->end - x->at) >= len && memcmp(x->at, what, len) == 0;
}

/* Behind the next what; false when there is none. */
static bool
skip_past(CsqXml *x, const char *what)
{
	size_t      len = strlen(what);
	const char *at = x->at;

	while ((size_t) (x->end - at) >= len && (at = memchr(at, what[0], (size_t) (x->end - at) - len + 1)) != NULL)
	{
		if (memcmp(at, what, len) == 0)
		{
			x->at = at + len;
			return true;
		}
		at++;
		csq_poll(x->turn++);
	}
	return false;
}

static CsqText
read_name(CsqXml *x)
{
	CsqText name = {x->at, 0};

	for (; x->at < x->end && !is_space(*x->at) && strchr("=/>\"'<&", *x->at) == NULL; x->at++)
		csq_poll(x->turn++);
	name.len = (size_t) (x->at - name.s);
	return name;
}

static CsqText
local_name(CsqText name)
{
	const char *colon = name.len > 0 ? memchr(name.s, ':', name.len) : NULL;

	return colon == NULL ? name : (CsqText){colon + 1, name.len - (size_t) (colon + 1 - name.s)};
}

/* ---- values ---- */

/* &#10; or &#xA;: the character, 0 when it is none that XML knows.  s is what stands between # and the semicolon. */
static uint32_t
character(const char *s, size_t len)
{
	bool     hex = len > 0 && s[0] == 'x';
	uint32_t c = 0;

	if (len - hex == 0 || len > 9)
		return 0;
	for (size_t i = hex; i < len; i++)
	{
		char     d = s[i];
		uint32_t v = d >= '0' && d <= '9'          ? (uint32_t) (d - '0')
		             : hex && d >= 'a' && d <= 'f' ? (uint32_t) (d - 'a' + 10)
		             : hex && d >= 'A' && d <= 'F' ? (uint32_t) (d - 'A' + 10)
		                                           : 99;

		if (v == 99 || c > 0x10FFFF)
			return 0;
		c = c * (hex ? 16 : 10) + v;
	}
	return c == 9 || c == 10 || c == 13 || (c >= 32 && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE) ||
	               (c >= 0x10000 && c <= 0x10FFFF)
	           ? c
	           : 0;
}

/* A reference at *at, which is behind the ampersand. */
static bool
put_reference(CsqBuf *b, const char **at, const char *end)
{
	static const char *const names[] = {"amp", "lt", "gt", "quot", "apos"};
	size_t                   most = (size_t) (end - *at) < 12 ? (size_t) (end - *at) : 12;
	const char              *stop = memchr(*at, ';', most);
	size_t                   len = stop == NULL ? 0 : (size_t) (stop - *at);
	uint32_t                 c = 0;

	if (stop == NULL)
		return false;
	if (**at == '#')
		c = character(*at + 1, len - 1);
	for (int i = 0; i < 5; i++)
		if (strlen(names[i]) == len && memcmp(names[i], *at, len) == 0)
			c = (uint32_t) "&<>\"'"[i];
	if (c == 0)
		return false;
	csq_buf_utf8(b, c);
	*at = stop + 1;
	return true;
}

/* A quoted value: references resolved, white space as spaces. */
static bool
read_value(CsqXml *x, CsqText *value)
{
	char        quote = *x->at;
	const char *from = x->at + 1;
	const char *to = memchr(from, quote, (size_t) (x->end - from));
	bool        plain = true;
	CsqBuf      b;

	if (to == NULL)
		return bad(x, x->at, "The value of this attribute has no end.") != CSQ_XML_ERROR;
	for (const char *c = from; c < to; c++)
	{
		if (*c == '<' || ((unsigned char) *c < 32 && !is_space(*c)))
			return bad(x, c, "This character may not stand in a value.") != CSQ_XML_ERROR;
		plain &= *c != '&' && (unsigned char) *c >= 32;
		csq_poll(x->turn++);
	}
	x->at = to + 1;
	*value = (CsqText){from, (size_t) (to - from)};
	if (plain)
		return true;
	csq_buf_init(&b);
	while (from < to)
	{
		if (*from != '&')
			csq_buf_char(&b, is_space(*from) ? ' ' : *from), from++;
		else if (from++, !put_reference(&b, &from, to))
			return bad(x, from - 1, "This reference is neither a predefined entity nor a character of XML.") !=
			       CSQ_XML_ERROR;
		csq_poll(x->turn++);
	}
	*value = (CsqText){b.data, b.len};
	return true;
}

static bool
read_attributes(CsqXml *x)
{
	for (x->nattributes = 0;; x->nattributes++)
	{
		const char *was = x->at;
		CsqText     name;

		skip_spaces(x);
		if (x->at == x->end || *x->at == '/' || *x->at == '>')
			return true;
		name = read_name(x);
		if (x->at == was || name.len == 0)
			return bad(x, x->at, "An attribute is a name and a quoted value, with space before it.") != CSQ_XML_ERROR;
		if (x->nattributes == CSQ_XML_ATTRIBUTES)
			return csq_fail(x->err, CSQ_LIMIT, "more than %d attributes of one element", CSQ_XML_ATTRIBUTES);
		for (uint32_t i = 0; i < x->nattributes; i++)
			if (x->attributes[i].len == name.len && memcmp(x->attributes[i].s, name.s, name.len) == 0)
				return bad(x, name.s, "An element has an attribute twice.") != CSQ_XML_ERROR;
		skip_spaces(x);
		if (x->at == x->end || *x->at++ != '=')
			return bad(x, name.s, "An attribute has a value.") != CSQ_XML_ERROR;
		skip_spaces(x);
		if (x->at == x->end || (*x->at != '"' && *x->at != '\''))
			return bad(x, name.s, "The value of an attribute is quoted.") != CSQ_XML_ERROR;
		x->attributes[x->nattributes] = name;
		if (!read_value(x, &x->values[x->nattributes]))
			return false;
	}
}

/* ---- tags ---- */

static CsqXmlToken
end_tag(CsqXml *x)
{
	const char *from = x->at;
	CsqText     name;

	x->at += 2;
	name = read_name(x);
	skip_spaces(x);
	if (x->at == x->end || *x->at++ != '>')
		return bad(x, from, "This tag has no end.");
	if (x->depth == 0 || x->open[x->depth - 1].len != name.len ||
	    memcmp(x->open[x->depth - 1].s, name.s, name.len) != 0)
		return bad(x, from, "This tag closes an element that is not open.");
	x->depth--;
	x->name = local_name(name);
	return CSQ_XML_END;
}

static CsqXmlToken
start_tag(CsqXml *x)
{
	const char *from = x->at++;
	CsqText     name = read_name(x);

	if (name.len == 0)
		return bad(x, from, "An element has a name.");
	if (x->depth == CSQ_XML_DEPTH)
	{
		csq_fail(x->err, CSQ_LIMIT, "elements lie more than %d deep in each other", CSQ_XML_DEPTH);
		return CSQ_XML_ERROR;
	}
	if (!read_attributes(x))
		return CSQ_XML_ERROR;
	if (x->at < x->end && *x->at == '/')
	{
		x->at++;
		x->closed = true;
	}
	if (x->at == x->end || *x->at++ != '>')
		return bad(x, from, "This tag has no end.");
	x->open[x->depth++] = name;
	x->name = local_name(name);
	return CSQ_XML_START;
}

/* What is no element, at "<!" or "<?". */
static bool
pass_over(CsqXml *x)
{
	const char *from = x->at;

	if (begins(x, "<!DOCTYPE"))
		return bad(x, from, "A document type declaration, and entities with it, are not read.") != CSQ_XML_ERROR ||
		       csq_hint(x->err, "Leave it out.");
	if (begins(x, "<!--") ? skip_past(x, "-->") : begins(x, "<![CDATA[") ? skip_past(x, "]]>") : skip_past(x, "?>"))
		return true;
	return bad(x, from, "This has no end.") != CSQ_XML_ERROR;
}

void
csq_xml_init(CsqXml *x, const char *s, size_t len, CsqError *err)
{
	x->begin = x->at = s;
	x->end = s + len;
	x->err = err;
	x->turn = 0;
	x->depth = x->nattributes = 0;
	x->closed = false;
	x->name = (CsqText){NULL, 0};
}

CsqXmlToken
csq_xml_next(CsqXml *x)
{
	if (x->closed)
	{
		x->closed = false;
		x->name = local_name(x->open[--x->depth]);
		return CSQ_XML_END;
	}
	for (;;)
	{
		const char *tag = x->at < x->end ? memchr(x->at, '<', (size_t) (x->end - x->at)) : NULL;

		csq_poll(x->turn++);
		if (tag == NULL)
		{
			x->at = x->end;
			return x->depth == 0 ? CSQ_XML_DONE : bad(x, x->open[x->depth - 1].s, "This element has no end.");
		}
		x->at = tag;
		if (x->end - tag < 2)
			return bad(x, tag, "This tag has no end.");
		if (tag[1] == '/')
			return end_tag(x);
		if (tag[1] != '!' && tag[1] != '?')
			return start_tag(x);
		if (!pass_over(x))
			return CSQ_XML_ERROR;
	}
}

CsqText
csq_xml_attribute(const CsqXml *x, const char *name)
{
	for (uint32_t i = 0; i < x->nattributes; i++)
		if (csq_json_is(&x->attributes[i], name))
			return x->values[i];
	return (CsqText){NULL, 0};
}

/* Text up to the next tag: references resolved, sections of CDATA as they stand. */
static bool
put_text(CsqXml *x, CsqBuf *b)
{
	while (x->at < x->end)
	{
		const char *from = x->at;

		csq_poll(x->turn++);
		if (*from == '&')
		{
			x->at++;
			if (!put_reference(b, &x->at, x->end))
				return bad(x, from, "This reference is neither a predefined entity nor a character of XML.") !=
				       CSQ_XML_ERROR;
		}
		else if (*from != '<')
		{
			if ((unsigned char) *from < 32 && !is_space(*from))
				return bad(x, from, "This character may not stand in a text.") != CSQ_XML_ERROR;
			csq_buf_char(b, *from);
			x->at++;
		}
		else if (!begins(x, "<!") && !begins(x, "<?"))
			return true;
		else
		{
			bool section = begins(x, "<![CDATA[");

			if (!pass_over(x))
				return false;
			if (section)
				csq_buf_put(b, from + 9, (size_t) (x->at - from) - 12);
		}
	}
	return true; /* that the element has no end is found by who looks for it */
}

bool
csq_xml_text(CsqXml *x, CsqText *text, CsqText *within)
{
	uint32_t depth = x->depth;
	CsqBuf   b;

	*within = (CsqText){NULL, 0};
	csq_buf_init(&b);
	for (;;)
	{
		if (!x->closed && x->depth == depth && !put_text(x, &b))
			return false;
		switch (csq_xml_next(x))
		{
			case CSQ_XML_END:
				if (x->depth >= depth)
					break;
				*text = (CsqText){b.data, b.len};
				return true;
			case CSQ_XML_START:
				*within = x->name;
				break;
			default:
				return false;
		}
	}
}

bool
csq_xml_skip(CsqXml *x)
{
	uint32_t depth = x->depth;

	for (;;)
		switch (csq_xml_next(x))
		{
			case CSQ_XML_END:
				if (x->depth < depth)
					return true;
				break;
			case CSQ_XML_START:
				break;
			default:
				return false;
		}
}
