/*
 * pattern_condition.c
 *		Conditions on the events of a pattern: their text, in both directions.
 *
 * They stand in brackets behind an event.  A bracket with a set of labels never
 * begins like one: "channel" and "value" are followed by a comparison, "no" by a
 * space and a label.
 */
#include "journey/pattern.h"

#include "base/instant.h"
#include "base/sort.h"

static const char *const  absent_words[] = {"within", NULL};
static const CsqLabelRule channel_labels = {"=!", NULL, false};
static const CsqLabelRule absent_labels = {"", absent_words, false};

static const struct
{
	const char    *sign;
	CsqPatternSign is;
} signs[] = {{"=", CSQ_SIGN_EQ}, {"!=", CSQ_SIGN_NE}, {"<>", CSQ_SIGN_NE}, {"<=", CSQ_SIGN_LE},
             {"<", CSQ_SIGN_LT}, {">=", CSQ_SIGN_GE}, {">", CSQ_SIGN_GT}};

/* The words, in English or Chinese. */
static bool
take_channel(const char **at, const char *end)
{
	return csq_literal_take_word(at, end, "channel") || csq_literal_take_word(at, end, "渠道");
}

static bool
take_value(const char **at, const char *end)
{
	return csq_literal_take_word(at, end, "value") || csq_literal_take_word(at, end, "值");
}

static bool
take_sign(const char **at, const char *end, CsqPatternSign *sign)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (csq_literal_take(at, end, signs[i].sign))
		{
			*sign = signs[i].is;
			return true;
		}
	return false;
}

/* "." alone: no event at all. */
static bool
take_any(const char **at, const char *end)
{
	const char *behind;

	csq_literal_spaces(at, end);
	behind = *at + 1;
	if (*at >= end || **at != '.' || (behind < end && csq_is_word_byte(*behind)))
		return false;
	csq_literal_spaces(&behind, end);
	if (behind < end && *behind == '|')
		return false;
	*at = behind;
	return true;
}

bool
csq_pattern_condition_at(const char *at, const char *end)
{
	CsqPatternSign sign;
	const char    *from;

	if (take_channel(&at, end) || take_value(&at, end))
		return take_sign(&at, end, &sign);
	if (!csq_literal_take_word(&at, end, "no"))
		return false;
	from = at;
	csq_literal_spaces(&at, end);
	return at > from && at < end && strchr("|,]", *at) == NULL;
}

/* Labels separated by "|", ascending, each once. */
static const char *
read_labels(const char **at, const char *end, const CsqLabelRule *rule, CsqPatternCondition *c)
{
	uint32_t kept = 0;

	do
	{
		const char *wrong;
		const char *from;

		csq_literal_spaces(at, end);
		from = *at;
		if (c->kind == CSQ_CONDITION_ABSENT && from < end && *from == '.')
			return "\".\" is any event and stands alone: no . within 30d; quote a label that begins with it.";
		csq_resize(c->labels, c->nlabels + (size_t) 1);
		wrong = csq_literal_label(at, end, rule, &c->labels[c->nlabels]);
		if (wrong != NULL)
			return wrong;
		if (c->labels[c->nlabels++].len == 0 && !(from < end && *from == '"'))
			return "A condition names a label here; quote one with a sign of the language in it.";
	} while (csq_literal_take(at, end, "|"));
	csq_sort(c->labels, c->nlabels, sizeof *c->labels, csq_by_text);
	for (uint32_t i = 0; i < c->nlabels; i++)
		if (kept == 0 || !csq_text_same(&c->labels[kept - 1], &c->labels[i]))
			c->labels[kept++] = c->labels[i];
	c->nlabels = kept;
	return NULL;
}

/* A decimal number, as JSON writes it. */
static const char *
read_value(const char **at, const char *end, double *number)
{
	char     digits[64];
	size_t   n = 0;
	CsqJson  json;
	CsqError ignored;

	csq_literal_spaces(at, end);
	while (*at + n < end && n + 1 < sizeof digits && strchr("+-.0123456789eE", (*at)[n]) != NULL && (*at)[n] != '\0')
	{
		digits[n] = (*at)[n];
		n++;
	}
	csq_json_init(&json, digits, n, "value", &ignored);
	*number = csq_json_double(&json);
	if (n == 0 || !csq_json_end(&json))
		return "A value is compared with a number: value < 3, value >= 0.5.";
	*at += n;
	return NULL;
}

const char *
csq_pattern_condition(const char **at, const char *end, CsqPatternCondition *c)
{
	const char *wrong;

	memset(c, 0, sizeof *c);
	if (take_channel(at, end))
	{
		c->kind = CSQ_CONDITION_CHANNEL;
		if (!take_sign(at, end, &c->sign) || (c->sign != CSQ_SIGN_EQ && c->sign != CSQ_SIGN_NE))
			return "A channel is compared by = or !=: channel = phone|chat.";
		return read_labels(at, end, &channel_labels, c);
	}
	if (take_value(at, end))
	{
		c->kind = CSQ_CONDITION_VALUE;
		if (!take_sign(at, end, &c->sign))
			return "A value is compared by =, !=, <, <=, > or >=: value < 3.";
		return read_value(at, end, &c->number);
	}
	if (!csq_literal_take_word(at, end, "no"))
		return "A condition is channel = phone, value < 3, or no reply within 4h.";
	c->kind = CSQ_CONDITION_ABSENT;
	if (!take_any(at, end) && (wrong = read_labels(at, end, &absent_labels, c)) != NULL)
		return wrong;
	if (!csq_literal_take_word(at, end, "within"))
		return "An absence says within what time: no reply within 4h.";
	return csq_literal_length(at, end, &c->length);
}

void
csq_pattern_conditions_text(const CsqPatternCondition *c, uint32_t n, CsqBuf *out)
{
	static const char *const is[] = {" = ", " != ", " < ", " <= ", " > ", " >= "};

	for (uint32_t i = 0; i < n; i++, c++)
	{
		csq_buf_str(out, i > 0 ? ", " : "[");
		csq_buf_str(out, c->kind == CSQ_CONDITION_CHANNEL ? "channel"
		                 : c->kind == CSQ_CONDITION_VALUE ? "value"
		                                                  : "no ");
		if (c->kind != CSQ_CONDITION_ABSENT)
			csq_buf_str(out, is[c->sign]);
		for (uint32_t l = 0; l < c->nlabels; l++)
		{
			if (l > 0)
				csq_buf_char(out, '|');
			if (c->kind == CSQ_CONDITION_CHANNEL)
				csq_buf_label(out, &c->labels[l], &channel_labels);
			else if (c->labels[l].len > 0 && *c->labels[l].s == '.')
				csq_buf_quoted(out, &c->labels[l]);
			else
				csq_buf_label(out, &c->labels[l], &absent_labels);
		}
		if (c->kind == CSQ_CONDITION_ABSENT && c->nlabels == 0)
			csq_buf_char(out, '.');
		if (c->kind == CSQ_CONDITION_VALUE)
			csq_buf_double(out, c->number);
		if (c->kind == CSQ_CONDITION_ABSENT)
		{
			csq_buf_str(out, " within ");
			csq_buf_length(out, (int64_t) c->length);
		}
	}
	if (n > 0)
		csq_buf_char(out, ']');
}
