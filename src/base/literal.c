/*
 * literal.c
 *		Quoted labels, lengths and gaps of the small languages: see literal.h.
 */
#include "base/literal.h"

#include "base/han_number.h"
#include "base/instant.h"
#include "base/nearest.h"

/* The twin of the character at p, or 0; *size is its bytes. */
static char
half_width(const char *p, const char *end, size_t *size)
{
	const unsigned char *u = (const unsigned char *) p;
	unsigned             c;

	*size = 3;
	if (end - p < 3 || (u[0] & 0xF0) != 0xE0)
		return 0;
	c = (unsigned) (u[0] & 0x0F) << 12 | (unsigned) (u[1] & 0x3F) << 6 | (u[2] & 0x3F);
	if (c >= 0xFF01 && c <= 0xFF5E)
		return (char) (c - 0xFF01 + '!');
	return c == 0x3000 ? ' ' : c == 0x3001 ? ',' : c == 0x201C || c == 0x201D ? '"' : c == 0x301C ? '~' : 0;
}

CsqText
csq_fold_width(const char *text, size_t len)
{
	const char *end = text + len;
	const char *p = text;
	const char *opened = NULL; /* the quote that we are behind */
	size_t      size;
	CsqBuf      b;

	csq_check_interrupts(); /* a long text has taken its time to come here */
	for (; p < end && ((unsigned char) *p < 0x80 || !half_width(p, end, &size)); p++)
		if ((p - text) % 1048576 == 1048575)
			csq_check_interrupts();
	if (p == end)
		return (CsqText){text, len};
	csq_buf_init(&b);
	for (p = text; p < end;)
	{
		char twin = half_width(p, end, &size);
		bool quote = twin == '"' || *p == '"';

		if ((p - text) % 4096 == 4095)
			csq_check_interrupts();
		if (opened != NULL)
		{ /* “ is closed by ”, any other quote by its own kind */
			bool closes = quote && (*opened == '"' ? *p == '"' : twin == '"');

			csq_buf_put(&b, closes ? "\"" : p, closes ? 1 : twin ? size : 1);
			opened = closes ? NULL : opened;
			p += *p == '"' || !twin ? 1 : size;
			continue;
		}
		if (quote)
			opened = p;
		if (twin)
			csq_buf_char(&b, twin);
		else
			csq_buf_char(&b, *p);
		p += twin ? size : 1;
	}
	return (CsqText){b.data, b.len};
}

/* ---- option words ---- */

static bool
is_option_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

CsqText
csq_option_text(const char *s, size_t len)
{
	CsqText t = csq_fold_width(s, len);

	while (t.len > 0 && is_option_space(*t.s))
		t = (CsqText){t.s + 1, t.len - 1};
	while (t.len > 0 && is_option_space(t.s[t.len - 1]))
		t.len--;
	return t;
}

/* A character of an option word as they are compared. */
static char
option_char(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char) (c - 'A' + 'a');
	return is_option_space(c) || c == '-' ? '_' : c;
}

size_t
csq_option_begins(CsqText given, const char *word)
{
	size_t n = strlen(word);

	if (given.len < n)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (option_char(given.s[i]) != option_char(word[i]))
			return 0;
	return n;
}

bool
csq_option_is(CsqText given, const char *word)
{
	if (csq_json_is(&given, word))
		return true;
	given = csq_option_text(given.s, given.len);
	return given.len == strlen(word) && csq_option_begins(given, word) == given.len && given.len > 0;
}

bool
csq_option_same(CsqText a, CsqText b)
{
	/* most differ in their first letter */
	if (a.len > 0 && b.len > 0 && *a.s > ' ' && *b.s > ' ' && option_char(*a.s) != option_char(*b.s))
		return false;
	a = csq_option_text(a.s, a.len);
	b = csq_option_text(b.s, b.len);
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (option_char(a.s[i]) != option_char(b.s[i]))
			return false;
	return true;
}

int
csq_option_of(CsqText given, const char *const *words, int n)
{
	for (int i = 0; i < n; i++)
		if (csq_json_is(&given, words[i]))
			return i;
	for (int i = 0; i < n; i++)
		if (csq_option_is(given, words[i]))
			return i;
	return -1;
}

size_t
csq_literal_column(const char *text, const char *at)
{
	size_t n = 1;

	for (; text < at; text++)
	{
		n += ((unsigned char) *text & 0xC0) != 0x80;
		csq_poll(n);
	}
	return n;
}

void
csq_literal_spaces(const char **at, const char *end)
{
	for (size_t i = 0; *at < end && (**at == ' ' || **at == '\t' || **at == '\n' || **at == '\r'); i++)
	{
		(*at)++;
		csq_poll(i);
	}
}

/* Signs of one character that mean a token; what writes -> with more strokes is in sign_at(). */
static const struct
{
	const char *sign;
	const char *token;
} signs[] = {{"→", "->"}, {"⟶", "->"}, {"⇒", "->"}, {"⟹", "->"}, {"➔", "->"}, {"➜", "->"}, {"➝", "->"},
             {"➞", "->"}, {"➡", "->"}, {"⇨", "->"}, {"↦", "->"}, {"⇝", "~>"}, {"↝", "~>"}, {"⤳", "~>"},
             {"≤", "<="}, {"≦", "<="}, {"⩽", "<="}, {"≥", ">="}, {"≧", ">="}, {"⩾", ">="}, {"≠", "!="}};

static const char *const dashes[] = {"-", "=", "—", "–", "−", "‒", "―"};

/* The token that is written here by another sign, or NULL; *size is its bytes. */
static const char *
sign_at(const char *at, const char *end, size_t *size)
{
	const char *p = at;
	size_t      n;

	if ((unsigned char) *at >= 0x80)
		for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
			if ((*size = csq_begins(at, end, signs[i].sign)) > 0)
				return signs[i].token;
	do /* dashes and ">" */
	{
		n = 0;
		for (size_t i = 0; i < sizeof dashes / sizeof *dashes && n == 0 && p < end; i++)
			n = csq_begins(p, end, dashes[i]);
		p += n;
	} while (n > 0 && p - at < 16);
	if (p == at || p >= end || *p != '>')
		return NULL;
	*size = (size_t) (p - at) + 1;
	return "->";
}

bool
csq_literal_take(const char **at, const char *end, const char *token)
{
	const char *other;
	size_t      n = 0;

	csq_literal_spaces(at, end);
	if (*at < end && strlen(token) == 2 && (other = sign_at(*at, end, &n)) != NULL && strcmp(other, token) != 0)
		n = 0;
	if (n == 0)
		n = csq_begins(*at, end, token);
	*at += n;
	return n > 0;
}

bool
csq_literal_take_word(const char **at, const char *end, const char *word)
{
	csq_literal_spaces(at, end);
	if (!csq_literal_word_at(*at, end, word))
		return false;
	*at += strlen(word);
	return true;
}

bool
csq_literal_fail(CsqError *err, const char *type, CsqText given, const char *start, const char *at, const char *end,
                 const char *why)
{
	csq_fail(err, CSQ_SYNTAX, "invalid input syntax for type %s: \"%s\"", type, csq_quoted(given.s, given.len).s);
	if (at < end)
		return csq_detail(err, "%s At character %zu: \"%s\".", why, csq_literal_column(start, at),
		                  csq_quoted(at, (size_t) (end - at)).s);
	return csq_detail(err, "%s At the end.", why);
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

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
}

bool
csq_literal_word_at(const char *at, const char *end, const char *word)
{
	size_t n = strlen(word);
	size_t ignored;

	if ((size_t) (end - at) < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (lower(at[i]) != word[i])
			return false;
	at += n;
	return at == end || !csq_is_word_byte(*at) || sign_at(at, end, &ignored) != NULL;
}

/* "within" and a number: a clause, whether its length can be read or not. */
static bool
within_at(const char *at, const char *end)
{
	int64_t number;

	if (!csq_literal_take_word(&at, end, "within"))
		return false;
	csq_literal_spaces(&at, end);
	return at < end && ((*at >= '0' && *at <= '9') || csq_chinese_number(&at, end, &number));
}

const char *
csq_literal_within(const char **at, const char *end, uint64_t *usec, bool *found)
{
	static const char *const ends[] = {"以内", "之内", "内", "以內", "之內", "內"};
	const char              *from;

	*found = csq_literal_take_word(at, end, "within");
	if (*found)
		return csq_literal_length(at, end, usec);
	from = *at;
	if (csq_literal_length(at, end, usec) == NULL)
		for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
			if (csq_literal_take(at, end, ends[i]))
			{
				*found = true;
				return NULL;
			}
	*at = from;
	return NULL;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Does a bare label end here?  At a sign, or where a word begins, at one of the stops. */
static bool
label_ends(const char *from, const char *at, const char *end, const CsqLabelRule *rule)
{
	size_t size;

	if (*at == '\0' || strchr("|[]{}?;\"()<>*,~^$", *at) != NULL || strchr(rule->more, *at) != NULL ||
	    sign_at(at, end, &size) != NULL || (end - at > 1 && *at == '!' && at[1] == '~'))
		return true;
	if (at > from && !is_space(at[-1]))
		return false;
	for (const char *const *stop = rule->stops; stop != NULL && *stop != NULL; stop++)
		if (csq_literal_word_at(at, end, *stop))
			return true;
	if (rule->dot_is_any && *at == '.' && (end - at == 1 || !csq_is_word_byte(at[1])))
		return true;
	return within_at(at, end);
}

/* One of the words, if it stands here. */
static bool
take_one(const char **at, const char *end, const char *const *words)
{
	for (; *words != NULL; words++)
		if (csq_literal_take(at, end, *words))
			return true;
	return false;
}

/* Does a length of time stand here up to the end of the label, and as in a clause: behind such a word, or with 内? */
static bool
is_clause(const CsqText *label, const char *word, const char *word_end, const char *number)
{
	static const CsqText     within = {"within", sizeof "within" - 1};
	CsqText                  typed;
	static const char *const english[] = {"in", "with", "under", "than", "max", "maximum", NULL};
	static const char *const chinese[] = {"在", "于", "限", "不超过", "最多", "少于", NULL};
	const char              *end = label->s + label->len;
	uint64_t                 usec;
	bool                     found;

	if (take_one(&number, end, chinese))
		return (csq_literal_within(&number, end, &usec, &found) == NULL && found && number == end) ||
		       (csq_literal_length(&number, end, &usec) == NULL && number == end);
	if (csq_literal_within(&number, end, &usec, &found) == NULL && found)
		return number == end;
	for (const char *const *other = english; *other != NULL; other++)
		if (csq_literal_word_at(word, word_end, *other))
			return csq_literal_length(&number, end, &usec) == NULL && number == end;
	typed = (CsqText){word, (size_t) (word_end - word)};
	return csq_nearest_label(&within, &typed, 1) == 0 && csq_literal_length(&number, end, &usec) == NULL &&
	       number == end;
}

/* Where a bare label ends with what looks like a clause; NULL: nowhere. */
static const char *
clause_tail(const CsqText *label)
{
	for (const char *s = label->s + 1; s < label->s + label->len; s++)
	{
		const char *word_end = s;
		const char *word;

		csq_poll((uint64_t) (s - label->s));
		if (((*s < '0' || *s > '9') && (unsigned char) *s < 0x80) || !is_space(s[-1]))
			continue;
		while (word_end > label->s && is_space(word_end[-1]))
			word_end--;
		for (word = word_end; word > label->s && !is_space(word[-1]);)
			word--;
		if (is_clause(label, word, word_end, s))
			return word;
	}
	return NULL;
}

/* What belongs to SQL or to another language of patterns, as a sentence; *at: where.  NULL: nothing does. */
static const char *
foreign(const CsqText *label, const char **at)
{
	static const char *const quotes[][2] = {{"'", "'"}, {"`", "`"}, {"‘", "’"}, {"「", "」"}, {"『", "』"}};
	const char              *end = label->s + label->len;

	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
	{
		size_t open = strlen(quotes[i][0]), close = strlen(quotes[i][1]);

		if (label->len >= open + close && memcmp(label->s, quotes[i][0], open) == 0 &&
		    memcmp(end - close, quotes[i][1], close) == 0)
			return "Labels are quoted by double quotes, here and in brackets: \"In Call\".";
	}
	if (label->len > 1 && (*label->s == '%' || (end[-1] == '%' && (end[-2] < '0' || end[-2] > '9') && end[-2] != ' ')))
		return "\"%\" stands for nothing here: a label is a whole name, or is quoted; several are a|b.";
	if (label->len > 3 && memcmp(end - 3, "。", 3) == 0)
		return "Nothing ends with a full stop here; quote a label that does.";
	for (const char *s = label->s + 1; s < end; s++)
	{
		size_t rest = (size_t) (end - s);

		csq_poll((uint64_t) (s - label->s));
		if (!is_space(s[-1]))
			continue;
		*at = s;
		if (rest > 1 && *s == '!' && !is_space(s[1]))
			return "\"!\" alone does not mean absence: patterns write a !~x~> b, funnels ; not x.";
		if (rest > 1 && s[0] == '-' && s[1] == '-')
			return "There are no comments here; quote a label with \"--\" in it.";
		if ((rest > 1 && s[0] == '&' && s[1] == '&') || (*s == '=' && (rest == 1 || is_space(s[1]) || s[1] == '=')))
			return "Patterns have conditions in brackets, a[channel = phone]; quote a label with such a sign.";
	}
	*at = label->s;
	return NULL;
}

/* A character that is not seen, and so typed by nobody: spaces that do not break, marks without width.  NULL: none. */
static const char *
invisible(const CsqText *label)
{
	static const char *const chars[] = {"\xC2\xA0",     "\xC2\xAD",     "\xE2\x80\x87", "\xE2\x80\x8B", "\xE2\x80\x8E",
	                                    "\xE2\x80\x8F", "\xE2\x80\xAF", "\xE2\x81\xA0", "\xEF\xBB\xBF"};
	const char              *end = label->s + label->len;

	for (const char *s = label->s; s < end; s++)
	{
		csq_poll((uint64_t) (s - label->s));
		if (*s != '\xC2' && *s != '\xE2' && *s != '\xEF')
			continue;
		for (size_t i = 0; i < sizeof chars / sizeof *chars; i++)
			if ((size_t) (end - s) >= strlen(chars[i]) && memcmp(s, chars[i], strlen(chars[i])) == 0)
				return s;
	}
	return NULL;
}

/* Does the label end with a unit of time? */
static bool
ends_with_unit(const CsqText *label)
{
	static const char *const units[] = {"second", "minute", "hour", "day", "week", "month", "year"};
	const char              *end = label->s + label->len;
	const char              *word;

	if (end[-1] == 's')
		end--;
	for (word = end; word > label->s && !is_space(word[-1]);)
		word--;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if ((size_t) (end - word) == strlen(units[i]) && csq_literal_word_at(word, end, units[i]))
			return true;
	return false;
}

/* A word between two spaces by which people join events or begin a clause.  NULL: none. */
static const char *
joining_word(const CsqText *label)
{
	static const char *const words[] = {"then", "followed by", "within", "然后", "之后"};
	const char              *end = label->s + label->len;

	for (const char *s = label->s + 1; s < end; s++)
	{
		csq_poll((uint64_t) (s - label->s));
		if (!is_space(s[-1]))
			continue;
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		{
			const char *behind = s + strlen(words[i]);

			if (behind < end && is_space(*behind) && csq_literal_word_at(s, end, words[i]) &&
			    (*words[i] != 'w' || ends_with_unit(label)))
				return s;
		}
	}
	return NULL;
}

/* What makes a bare label more likely a slip than a name, as a sentence; *at: where. */
static const char *
slip(const CsqText *label, const char **at)
{
	const char *end = label->s + label->len;
	const char *tail = label->len > 0 ? clause_tail(label) : NULL;
	const char *word = label->len > 0 ? joining_word(label) : NULL;

	*at = label->len > 0 ? invisible(label) : NULL;
	if (*at != NULL)
		return "A character that is not seen stands here, such as a no-break space; leave it out, or quote the label.";
	*at = word;
	if (word != NULL)
		return "Events are joined by signs, and a clause is \"; within 7d\"; quote a label with such a word in it.";
	/* a clause without its length */
	if (tail == NULL && label->len > 7 && is_space(end[-7]) && csq_literal_word_at(end - 6, end, "within"))
		tail = end - 6;
	*at = tail != NULL ? tail : label->s;
	if (tail != NULL)
		return "A clause is written \"; within 7d\"; quote a label that ends like one.";
	if (label->len == 1 && *label->s == '.')
		return "\".\" is any event in patterns, and nothing here; quote an activity of that name.";
	if (label->len > 0 && *label->s == '!')
		return "\"!\" alone does not mean absence; quote a label that begins with it.";
	if (label->len > 4 && is_space(label->s[3]) && csq_literal_word_at(label->s, end, "not"))
		return "\"not\" does not mean absence here; quote a label that begins with it.";
	return foreign(label, at);
}

const char *
csq_literal_label(const char **at, const char *end, const CsqLabelRule *rule, CsqText *label)
{
	const char *from;
	const char *to;
	const char *wrong;

	csq_literal_spaces(at, end);
	if (*at < end && **at == '"')
		return csq_literal_quoted(at, end, label);
	for (from = *at; *at < end && !label_ends(from, *at, end, rule); (*at)++)
		if ((*at - from) % 4096 == 4095)
			csq_check_interrupts();
	for (to = *at; to > from && is_space(to[-1]);)
		to--;
	*label = (CsqText){from, (size_t) (to - from)};
	wrong = slip(label, &from);
	if (wrong != NULL)
		*at = from;
	return wrong;
}

void
csq_buf_label(CsqBuf *out, const CsqText *label, const CsqLabelRule *rule)
{
	const char *end = label->s + label->len;
	bool        bare = label->len > 0 && !is_space(*label->s) && !is_space(end[-1]) &&
	            csq_fold_width(label->s, label->len).s == label->s;
	const char *ignored;

	for (const char *s = label->s; bare && s < end; s++)
		bare = (csq_is_word_byte(*s) || strchr(" -./:#+&@%='!", *s) != NULL) && !label_ends(label->s, s, end, rule) &&
		       !(*s == ' ' && s[1] == ' ') && !csq_literal_word_at(s, end, "within");
	if (bare && slip(label, &ignored) == NULL)
		csq_buf_put(out, label->s, label->len);
	else
		csq_buf_quoted(out, label);
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
	static const char forms[] = "A gap is [<=4h], [>=1d] or [1h..2d].";
	const char       *open = *at - 1;
	const char       *wrong;

	*min = 0;
	*max = CSQ_NO_LIMIT;
	if (csq_literal_take(at, end, "<="))
		wrong = csq_literal_length(at, end, max);
	else if (csq_literal_take(at, end, ">="))
		wrong = csq_literal_length(at, end, min);
	else if (*at < end && strchr("<>=", **at) != NULL) /* spaces are behind it */
		return forms;
	else if ((wrong = csq_literal_length(at, end, min)) == NULL)
	{
		if (!csq_literal_take(at, end, ".."))
			return forms;
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
