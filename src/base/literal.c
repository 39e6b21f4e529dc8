/*
 * literal.c
 *		Quoted labels, lengths and gaps of the small languages: see literal.h.
 */
#include "base/literal.h"

#include "base/instant.h"

void
csq_literal_spaces(const char **at, const char *end)
{
	while (*at < end && (**at == ' ' || **at == '\t' || **at == '\n' || **at == '\r'))
		(*at)++;
}

bool
csq_literal_take(const char **at, const char *end, const char *token)
{
	size_t n = strlen(token);

	csq_literal_spaces(at, end);
	if ((size_t) (end - *at) < n || memcmp(*at, token, n) != 0)
		return false;
	*at += n;
	return true;
}

const char *
csq_literal_quoted(const char **at, const char *end, CsqText *label)
{
	const char *p = *at + 1;
	CsqBuf      b;

	csq_buf_init(&b);
	for (;; p++)
	{
		if (p >= end)
			return "A quoted label has no closing quote.";
		if (*p == '"')
		{
			if (end - p < 2 || p[1] != '"')
				break;
			p++;
		}
		csq_buf_char(&b, *p);
	}
	*at = p + 1;
	*label = (CsqText){b.data, b.len};
	return NULL;
}

void
csq_buf_quoted(CsqBuf *out, const CsqText *label)
{
	csq_buf_char(out, '"');
	for (size_t i = 0; i < label->len; i++)
	{
		if (label->s[i] == '"')
			csq_buf_char(out, '"');
		csq_buf_char(out, label->s[i]);
	}
	csq_buf_char(out, '"');
}

const char *
csq_literal_length(const char **at, const char *end, uint64_t *usec)
{
	int64_t length;

	csq_literal_spaces(at, end);
	if (!csq_parse_length(at, end, &length))
		return "A length of time is a number with one of the units w, d, h, m, s, ms, us.";
	*usec = (uint64_t) length;
	return NULL;
}

const char *
csq_literal_gap(const char **at, const char *end, uint64_t *min, uint64_t *max)
{
	const char *open = *at - 1;
	const char *wrong;

	*min = 0;
	*max = CSQ_NO_LIMIT;
	if (csq_literal_take(at, end, "<="))
		wrong = csq_literal_length(at, end, max);
	else if (csq_literal_take(at, end, ">="))
		wrong = csq_literal_length(at, end, min);
	else if ((wrong = csq_literal_length(at, end, min)) == NULL)
	{
		if (!csq_literal_take(at, end, ".."))
			return "A gap is [<=4h], [>=1d] or [1h..2d].";
		wrong = csq_literal_length(at, end, max);
	}
	if (wrong != NULL)
		return wrong;
	if (!csq_literal_take(at, end, "]"))
		return "A gap ends with \"]\".";
	if (*min > *max)
	{
		*at = open;
		return "The least gap is longer than the greatest.";
	}
	return NULL;
}

void
csq_buf_gap(CsqBuf *out, uint64_t min, uint64_t max)
{
	if (min == 0 && max == CSQ_NO_LIMIT)
		return;
	csq_buf_str(out, min == 0 ? "[<=" : max == CSQ_NO_LIMIT ? "[>=" : "[");
	if (min > 0)
		csq_buf_length(out, (int64_t) min);
	if (min > 0 && max != CSQ_NO_LIMIT)
		csq_buf_str(out, "..");
	if (max != CSQ_NO_LIMIT)
		csq_buf_length(out, (int64_t) max);
	csq_buf_char(out, ']');
}
