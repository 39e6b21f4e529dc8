/*
 * pii.c
 *		Masking personal data: telephone and identity numbers, bank cards and accounts, plates, e-mail.
 *
 * The output has as many characters as the input, so offsets found in either
 * hold in both; each masked character becomes one asterisk.  Digits are read
 * through their full-width forms.  A number is a sequence of digit groups; one
 * sign may stand between groups, in the layouts that people write:
 *
 *	 mobile		11 digits 1[3-9]..., whole or in groups, perhaps after 86 or
 *				0086; or 11 digits in Chinese numerals					keeps 3 + 4
 *	 landline	area code 0... and 7 or 8 digits, or 86 and both			keeps area + 4
 *	 abroad		+ and 9 to 15 digits; (415) 555-2671						keeps country or area + 4
 *	 identity	17 digits and a digit or X in any groups; birth date
 *				and check character must be right						keeps 2 + 2
 *				of the United States: 078-05-1120						keeps the last 4
 *	 bank card	13 to 19 digits with a right Luhn digit in any groups, that
 *				begin with 2 to 6 or 9									keeps the last 4
 *	 IBAN		15 to 34 letters and digits, together or in fours, with right
 *				check digits (ISO 13616)								keeps 2 + 4
 *	 plate		of a Chinese car: province, letter, 5 or 6 characters	keeps 2
 *	 e-mail		local@domain.tld										keeps 1 and the domain
 *	 named		what a word before it says it is (labels[]), also with
 *				wrong check digits										see there
 *
 * Between groups stand one or two spaces of any width, or a hyphen, dash, point, dot or
 * underscore with spaces beside it or without, or a parenthesis.  A number never begins or ends
 * inside a longer run of digits, and groups that read as dates (2019-10-16) are
 * none.  Of several readings from one place the longest wins.  One order number
 * in ten of 13 to 19 digits passes the Luhn test and is masked too: the safe side.
 *
 * Cost: O(length): at most 19 digits are read ahead from each group.
 */
#include "text/numeral.h"

#define MAX_DIGITS 19
#define MAX_GROUPS 19
#define MAX_NAMED  30 /* digits of an account whose name stands before it */

typedef struct Source
{
	uint32_t *cp;   /* code points that one can see, with full-width ASCII folded */
	uint32_t *at;   /* byte offsets, n + 1: of the character, behind which invisible ones may stand */
	uint8_t  *mask; /* 1 = masked */
	size_t    n;
} Source;

/* Digit groups read from one place. */
typedef struct Number
{
	int      digit[MAX_DIGITS + 1];
	size_t   where[MAX_DIGITS + 1]; /* index of each digit */
	int      n;
	int      end[MAX_GROUPS]; /* digits up to and with each group */
	int      groups;
	uint32_t sign[MAX_GROUPS]; /* the first character between a group and the next */
} Number;

static inline bool
digit_at(const Source *s, size_t i)
{
	return i < s->n && s->cp[i] >= '0' && s->cp[i] <= '9';
}

/* Is c one of the signs that people put between groups? */
static bool
is_separator(uint32_t c)
{
	return c == '-' || c == '_' || c == '.' || c == 0xB7 || c == 0x2022 || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

/* What stands between two groups from i on: one or two spaces, a sign with a space beside it or none, a parenthesis;
 * the index behind it, or i. */
static size_t
separator_at(const Source *s, size_t i, size_t first)
{
	size_t   j = i;
	uint32_t before = first > 0 ? s->cp[first - 1] : 0;

	if (j < s->n && s->cp[j] == ')' && (before == '(' || before == '+'))
		j++;
	while (j < s->n && j < i + 2 && s->cp[j] == ' ')
		j++;
	if (j < s->n && (is_separator(s->cp[j]) || (s->cp[j] == '(' && before == '+')))
	{
		if (s->cp[j] == '.' && j > i && s->cp[j - 1] == ' ')
			return i;
		j++;
		if (j < s->n && s->cp[j] == 0x2014 && s->cp[j - 1] == 0x2014) /* —— is one dash */
			j++;
		if (j < s->n && s->cp[j] == ' ' && s->cp[j - 1] != '.')
			j++;
	}
	return digit_at(s, j) ? j : i;
}

/* Read the groups that begin at i, as many as fit. */
static void
read_groups(const Source *s, size_t i, Number *num)
{
	size_t first = i;

	num->n = num->groups = 0;
	while (num->groups < MAX_GROUPS)
	{
		int    before = num->n;
		size_t next;

		for (; digit_at(s, i) && num->n < MAX_DIGITS; i++, num->n++)
		{
			num->digit[num->n] = (int) (s->cp[i] - '0');
			num->where[num->n] = i;
		}
		if (digit_at(s, i))
		{
			num->n = before; /* the run goes on past what any number has */
			return;
		}
		num->end[num->groups++] = num->n;
		next = separator_at(s, i, first);
		if (next == i)
			return;
		if (num->groups == MAX_GROUPS)
			return;
		num->sign[num->groups - 1] = s->cp[i];
		i = next;
	}
}

/* Digits of group g. */
static int
group_size(const Number *num, int g)
{
	return num->end[g] - (g > 0 ? num->end[g - 1] : 0);
}

/* The sign that stands between groups from..groups - 1, or 0 when there are several. */
static uint32_t
sign_of(const Number *num, int from, int groups)
{
	for (int g = from; g + 2 < groups; g++)
		if (num->sign[g] != num->sign[g + 1])
			return 0;
	return num->sign[from];
}

/* Do groups from..groups - 1 look like a date, 2019-10-16 or 1998 2005? */
static bool
is_dated(const Number *num, int from, int groups)
{
	int at = from > 0 ? num->end[from - 1] : 0;

	if (groups - from < 2 || group_size(num, from) != 4)
		return false;
	return (num->digit[at] == 1 && num->digit[at + 1] >= 8) || (num->digit[at] == 2 && num->digit[at + 1] == 0);
}

/* The groups in which people write the 11 digits of a mobile number. */
static bool
mobile_groups(const Number *num, int from, int groups, int first)
{
	static const char *const known[] = {"b", "344", "335", "38", "434", "443", "56", "65", "74", "3224", "32222", NULL};
	char                     written[MAX_GROUPS + 1];

	for (int g = from; g < groups; g++)
	{
		int size = group_size(num, g) - (g == from ? first : 0);

		written[g - from] = (char) (size < 10 ? '0' + size : 'a' + size - 10);
	}
	written[groups - from] = '\0';
	for (const char *const *k = known; *k != NULL; k++)
		if (strcmp(*k, written) == 0)
			return !is_dated(num, from, groups);
	/* any other layout, with one sign throughout: digit by digit, or in groups of two and more */
	if (groups - from < 3 || sign_of(num, from, groups) == 0 || num->sign[from] == '.' || is_dated(num, from, groups))
		return false;
	for (int g = from; g < groups; g++)
	{
		int size = group_size(num, g) - (g == from ? first : 0);

		if (groups - from == 11 ? size != 1 : size < 2 || (g == from && size < 3))
			return false;
	}
	return true;
}

/* A mobile number, perhaps with 86 or 0086 before it, in a group of its own or not: *skip digits of that. */
static bool
is_mobile(const Number *num, int groups, int *skip)
{
	static const int code[] = {0, 0, 8, 6};
	int              n = num->end[groups - 1];

	*skip = n - 11;
	if (n != 11 && n != 13 && n != 15)
		return false;
	for (int i = 0; i < *skip; i++)
		if (num->digit[i] != code[4 - *skip + i])
			return false;
	if (num->digit[*skip] != 1 || num->digit[*skip + 1] < 3)
		return false;
	if (*skip > 0 && num->end[0] == *skip)
		return groups > 1 && mobile_groups(num, 1, groups, 0);
	return num->end[0] > *skip && mobile_groups(num, 0, groups, *skip);
}

/* Digits of the area code at the beginning of d, which begins behind the 0: 10, 2x, else three; 0 for none. */
static int
area_digits(const int *d)
{
	return d[0] == 0 ? 0 : (d[0] == 1 && d[1] == 0) || d[0] == 2 ? 2 : d[0] == 1 ? 0 : 3;
}

/* 010-12345678, 0755 8123 4567, (021)87654321, 01087654321, +86 10 8765 4321: *area digits before the rest. */
static bool
is_landline(const Number *num, int groups, int *area)
{
	int n = num->end[groups - 1];
	int code = num->digit[0] == 8 && num->digit[1] == 6                                                        ? 2
	           : num->digit[0] == 0 && num->digit[1] == 0 && n > 4 && num->digit[2] == 8 && num->digit[3] == 6 ? 4
	                                                                                                           : 0;
	int first = code > 0 && num->end[0] == code ? 1 : 0; /* the group of the area */
	int rest;

	if (code > 0 && (first == 0 || groups < 3))
		return false;
	if (code == 0 && num->digit[0] != 0)
		return false;
	*area = groups > first + 1 ? num->end[first] : code == 0 ? 1 + area_digits(num->digit + 1) : 0;
	rest = n - *area;
	if (code > 0 && *area - code != area_digits(num->digit + code) && num->digit[code] != 0)
		return false;
	if (code == 0 && (num->digit[1] == 0 || *area != 1 + area_digits(num->digit + 1)))
		return false;
	if (groups > first + 1 && (groups > first + 3 || group_size(num, first + 1) < 3))
		return false;
	return *area > 1 && (rest == 7 || rest == 8) && num->digit[*area] >= (groups > first + 1 ? 1 : 2);
}

/* Groups of exactly these sizes, one sign between them. */
static bool
laid_out(const Number *num, int groups, int from, int a, int b, int c)
{
	return groups - from == 3 && group_size(num, from) == a && group_size(num, from + 1) == b &&
	       group_size(num, from + 2) == c;
}

/* (415) 555-2671, 1-415-555-2671; no free number (800, 888, 400). */
static bool
is_american(const Number *num, int groups, int *area)
{
	int        from = groups == 4 && num->end[0] == 1 && num->digit[0] == 1 ? 1 : 0;
	const int *d = num->digit + from;

	*area = 3 + from;
	return laid_out(num, groups, from, 3, 3, 4) && d[0] >= 2 && d[3] >= 2 && (d[1] != 0 || d[2] != 0) &&
	       !(d[0] == 8 && d[1] == d[2]);
}

/* 078-05-1120: a social security number of the United States. */
static bool
is_social(const Number *num, int groups)
{
	const int *d = num->digit;

	return laid_out(num, groups, 0, 3, 2, 4) && sign_of(num, 0, groups) == '-' && (d[0] > 0 || d[1] > 0 || d[2] > 0) &&
	       d[0] < 9 && !(d[0] == 6 && d[1] == 6 && d[2] == 6) && (d[3] > 0 || d[4] > 0) &&
	       (d[5] > 0 || d[6] > 0 || d[7] > 0 || d[8] > 0);
}

/* +44 20 7946 0958: the digits of a number that begins behind a plus; *country digits stay. */
static bool
is_foreign(const Source *s, const Number *num, int groups, int *country)
{
	size_t i = num->where[0];
	int    n = num->end[groups - 1];

	if (i == 0 || s->cp[i - 1] != '+' || (i > 1 && csq_class_is_word(csq_char_class(s->cp[i - 2]))))
		return false;
	*country = num->end[0] <= 3 ? num->end[0] : 3;
	return n >= 9 && n <= 15 && num->digit[0] > 0 && !(num->digit[0] == 8 && num->digit[1] == 6);
}

/* Are all groups but the last of two digits or more, and no date? */
static bool
plain_groups(const Number *num, int groups)
{
	bool pairs = groups > 2; /* 21 22 23 24: a list */

	if (groups > 8)
		return false;
	for (int g = 0; g < groups; g++)
		pairs &= group_size(num, g) <= 2;
	if (pairs)
		return false;
	for (int g = 0; g + 1 < groups; g++)
		if (group_size(num, g) < 2)
			return false;
	return !(is_dated(num, 0, groups) && group_size(num, 1) <= 2);
}

/* 17 digits, then last (0-10): date of birth plausible and check character right? */
static bool
is_identity(const int *d, int last)
{
	static const int weight[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
	static const int check[11] = {1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2};
	int              year = d[6] * 1000 + d[7] * 100 + d[8] * 10 + d[9];
	int              month = d[10] * 10 + d[11];
	int              day = d[12] * 10 + d[13];
	int              sum = 0;

	if (d[0] == 0 || year < 1800 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	for (int i = 0; i < 17; i++)
		sum += weight[i] * d[i];
	return check[sum % 11] == last;
}

static bool
is_card(const Number *num, int groups)
{
	int n = num->end[groups - 1];
	int sum = 0;

	if (n < 13 || num->digit[0] < 2 || (num->digit[0] > 6 && num->digit[0] != 9) || !plain_groups(num, groups))
		return false;
	for (int i = 0; i < n; i++)
	{
		int v = num->digit[n - 1 - i];

		if (i % 2 == 1)
			v = v > 4 ? 2 * v - 9 : 2 * v;
		sum += v;
	}
	return sum % 10 == 0;
}

static void
mask_digits(Source *s, const Number *num, int from, int to)
{
	for (int i = from; i < to; i++)
		s->mask[num->where[i]] = 1;
}

/* Is there an identity number in the first groups, perhaps with an X behind? */
static bool
identity_at(Source *s, const Number *num, int groups, size_t *next)
{
	int    n = num->end[groups - 1];
	size_t after = num->where[n - 1] + 1;

	if (n == 18 && plain_groups(num, groups) && is_identity(num->digit, num->digit[17]))
	{
		mask_digits(s, num, 2, 16);
		*next = after;
		return true;
	}
	if (n == 17 && plain_groups(num, groups) && after < s->n && (s->cp[after] == 'X' || s->cp[after] == 'x') &&
	    is_identity(num->digit, 10) && !(after + 1 < s->n && csq_class_is_word(csq_char_class(s->cp[after + 1]))))
	{
		mask_digits(s, num, 2, 16);
		*next = after + 1;
		return true;
	}
	return false;
}

/* Mask the number that begins with the digit at i; returns where to go on. */
static size_t
mask_number(Source *s, size_t i)
{
	Number num;
	size_t next;
	int    skip;

	read_groups(s, i, &num);
	for (int g = num.groups; g > 0; g--)
	{
		int n = num.end[g - 1];

		if (n < 9)
			break;
		if (identity_at(s, &num, g, &next))
			return next;
		if (is_mobile(&num, g, &skip))
			mask_digits(s, &num, skip + 3, n - 4);
		else if (is_landline(&num, g, &skip))
			mask_digits(s, &num, skip, n - 4);
		else if (is_foreign(s, &num, g, &skip) || is_american(&num, g, &skip))
			mask_digits(s, &num, skip, n - 4);
		else if (is_social(&num, g))
			mask_digits(s, &num, 0, n - 4);
		else if (is_card(&num, g))
			mask_digits(s, &num, 0, n - 4);
		else
			continue;
		return num.where[n - 1] + 1;
	}
	while (digit_at(s, i))
		i++;
	return i;
}

/* ---- IBAN ---- */

#define IBAN_LEAST 15
#define IBAN_MOST  34

/* The value of a letter or digit in an IBAN: 0 to 35; -1: it is neither. */
static int
iban_value(const Source *s, size_t i)
{
	uint32_t c = i < s->n ? s->cp[i] : 0;

	if (c >= '0' && c <= '9')
		return (int) (c - '0');
	c |= 0x20;
	return c >= 'a' && c <= 'z' ? (int) (c - 'a') + 10 : -1;
}

static int
iban_rest(int rest, int value)
{
	return (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
}

/*
 * Two letters at i, two digits, and more of both, together or in groups of four: masked where the check digits are
 * right, the longest such.  Returns where to go on; i when there is none.
 */
static size_t
mask_iban(Source *s, size_t i)
{
	size_t where[IBAN_MOST];
	size_t end = 0; /* characters of the longest */
	size_t n = 0;
	size_t k = i;
	bool   groups = i + 4 < s->n && s->cp[i + 4] == ' ';
	int    rest = 0;

	if (iban_value(s, i) < 10 || iban_value(s, i + 1) < 10 || !digit_at(s, i + 2) || !digit_at(s, i + 3) ||
	    (i > 0 && iban_value(s, i - 1) >= 0))
		return i;
	while (n < IBAN_MOST && iban_value(s, k) >= 0)
	{
		if (n >= 4)
			rest = iban_rest(rest, iban_value(s, k));
		where[n++] = k++;
		if (n >= IBAN_LEAST && iban_value(s, k) < 0)
		{
			int all = rest;

			for (size_t head = 0; head < 4; head++)
				all = iban_rest(all, iban_value(s, where[head]));
			if (all == 1)
				end = n;
		}
		k += groups && n % 4 == 0 && k < s->n && s->cp[k] == ' ';
	}
	if (end == 0)
		return i;
	for (size_t m = 2; m < end - 4; m++)
		s->mask[where[m]] = 1;
	return where[end - 1] + 1;
}

/* ---- plates ---- */

static bool
is_province(uint32_t c)
{
	static const char provinces[] = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
	const char *p = provinces;
	const char *end = provinces + sizeof provinces - 1;

	c = csq_simplified(c);
	while (p < end)
		if (csq_utf8_next(&p, end) == c)
			return true;
	return false;
}

/* 学 警 港 澳 领 挂 试 超: the last character of some plates. */
static bool
is_plate_end(uint32_t c)
{
	c = csq_simplified(c);
	return c == 0x5B66 || c == 0x8B66 || c == 0x6E2F || c == 0x6FB3 || c == 0x9886 || c == 0x6302 || c == 0x8BD5 ||
	       c == 0x8D85;
}

static uint32_t
upper_at(const Source *s, size_t i)
{
	uint32_t c = i < s->n ? s->cp[i] : 0;

	return c >= 'a' && c <= 'z' ? c - 32 : c;
}

/* A plate whose province stands at i: three digits at least among its last five or six characters. */
static void
mask_plate(Source *s, size_t i)
{
	size_t   at = i + 1;
	uint32_t letter;
	size_t   from;
	size_t   to;
	int      digits = 0;

	if (at + 1 < s->n && s->cp[at] == ' ')
		at++;
	letter = upper_at(s, at);
	from = at + 1;
	if (letter < 'A' || letter > 'Z' || letter == 'I' || !is_province(s->cp[i]))
		return;
	if (from < s->n && (s->cp[from] == ' ' || s->cp[from] == '-' || s->cp[from] == '.' || s->cp[from] == 0xB7 ||
	                    s->cp[from] == 0x2022))
		from++;
	for (to = from; to < s->n && to < from + 7; to++)
	{
		uint32_t c = upper_at(s, to);

		if (c >= '0' && c <= '9')
			digits++;
		else if (c < 'A' || c > 'Z' || c == 'I' || c == 'O')
			break;
	}
	if (to - from == 4 && to < s->n && is_plate_end(s->cp[to]))
		to++; /* 粤Z1234港 */
	if ((to - from != 5 && to - from != 6) || digits < 3)
		return;
	for (size_t k = from; k < to; k++)
		s->mask[k] = 1;
}

/* ---- numbers in words ---- */

/* A digit as it is spoken, 幺 for 一; -1 for none. */
static int
spoken_digit(uint32_t c)
{
	return c == 0x5E7A || c == 0x5E7E ? 1 : c == 0x4E24 ? -1 : csq_han_digit(c);
}

/* 一三八零零一三八零零零: a mobile number whose first digit stands at i. */
static void
mask_spoken(Source *s, size_t i)
{
	size_t n = 0;

	if ((i > 0 && spoken_digit(s->cp[i - 1]) >= 0) || spoken_digit(s->cp[i]) != 1)
		return;
	while (i + n < s->n && n < 12 && spoken_digit(s->cp[i + n]) >= 0)
		n++;
	if (n == 11 && spoken_digit(s->cp[i + 1]) >= 3)
		memset(s->mask + i + 3, 1, 4);
}

/* ---- e-mail ---- */

static bool
local_char(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
	       c == '%' || c == '+' || c == '-';
}

static bool
is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Does a domain with a top level of two letters or more follow at i? */
static bool
domain_at(const Source *s, size_t i)
{
	size_t label = i; /* where the current label begins */

	for (size_t start = i; i < s->n && i - start < 255; i++)
	{
		uint32_t c = s->cp[i];

		if (c == '.' && i > label)
		{
			size_t j = i + 1;

			while (j < s->n && j - i < 64 && is_letter(s->cp[j]))
				j++;
			if (j - i > 2)
				return true;
			label = i + 1;
		}
		else if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '-')
			return false;
	}
	return false;
}

static void
mask_email(Source *s, size_t at)
{
	size_t from = at;

	while (from > 0 && at - from < 320 && local_char(s->cp[from - 1]))
		from--;
	if (from == at || !domain_at(s, at + 1))
		return;
	s->mask[from] = 0;
	for (size_t i = from + 1; i < at; i++)
		s->mask[i] = 1;
	if (at - from == 1)
		s->mask[from] = 1; /* nothing else to hide */
}

/* ---- numbers that the text names ---- */

/* A word that says what the number behind it is, so that its check digit need not be right. */
typedef struct Label
{
	const char *word;
	int         least, most; /* digits */
	int         head, tail;  /* of them stay readable */
	bool        letters;     /* one or two may stand before the digits */
} Label;

static const Label labels[] = {
	{"身份证", 15, 18, 2, 2, false},  {"证件", 15, 18, 2, 2, false}, {"卡", 12, 19, 0, 4, false},
	{"card", 12, 19, 0, 4, false},    {"账", 9, 30, 0, 4, false}, /* 账号 */
	{"帐", 9, 30, 0, 4, false},       {"账户", 9, 30, 0, 4, false},  {"帐户", 9, 30, 0, 4, false},
	{"account", 9, 30, 0, 4, false},  {"acct", 9, 30, 0, 4, false},  {"护照", 7, 9, 0, 2, true},
	{"通行证", 7, 10, 0, 2, true},    {"回乡证", 7, 10, 0, 2, true}, {"台胞证", 7, 10, 0, 2, true},
	{"passport", 7, 9, 0, 2, true},   {"电话", 7, 8, 0, 4, false},   {"座机", 7, 8, 0, 4, false},
	{"固话", 7, 8, 0, 4, false},      {"手机", 7, 8, 0, 4, false},   {"phone", 7, 8, 0, 4, false},
	{"telephone", 7, 8, 0, 4, false}, {"tel", 7, 8, 0, 4, false},
};

/* What may stand between a label and its number. */
static const char *const between[] = {"号码", "号", "码", "是", "为", "number", "num", "no.",
                                      "no",   "is", ":",  "#",  "(",  "=",      " "};

#define MOST_BETWEEN 6

/* Where a word begins that ends just before i; i when it does not stand there. */
static size_t
word_before(const Source *s, size_t i, const char *word)
{
	const char *p = word;
	const char *end = word + strlen(word);
	size_t      n = csq_utf8_count(word, strlen(word));
	size_t      from = i - n;

	if (n > i)
		return i;
	for (size_t k = from; k < i; k++)
	{
		uint32_t c = csq_simplified(s->cp[k]);

		if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != csq_utf8_next(&p, end))
			return i;
	}
	/* a Latin word is whole */
	return *word >= 'a' && *word <= 'z' && from > 0 && is_letter(s->cp[from - 1]) ? i : from;
}

/* The label of the number that begins at i, or NULL. */
static const Label *
label_before(const Source *s, size_t i)
{
	uint32_t c = i > 0 ? s->cp[i - 1] : 0;

	if (c < 0x80 && !is_letter(c) && c != ' ' && c != ':' && c != '.' && c != '#' && c != '(' && c != '=')
		return NULL;
	for (int turn = 0; turn <= MOST_BETWEEN && i > 0; turn++)
	{
		size_t was = i;

		for (size_t k = 0; k < sizeof labels / sizeof *labels; k++)
			if (word_before(s, i, labels[k].word) < i)
				return &labels[k];
		for (size_t k = 0; k < sizeof between / sizeof *between && i == was; k++)
			i = word_before(s, i, between[k]);
		if (i == was)
			return NULL;
	}
	return NULL;
}

/* 20260302 */
static bool
is_compact_date(const Source *s, const size_t *where, int n)
{
	int month, day;

	if (n != 8 ||
	    !((s->cp[where[0]] == '1' && s->cp[where[1]] == '9') || (s->cp[where[0]] == '2' && s->cp[where[1]] == '0')))
		return false;
	month = (int) (s->cp[where[4]] - '0') * 10 + (int) (s->cp[where[5]] - '0');
	day = (int) (s->cp[where[6]] - '0') * 10 + (int) (s->cp[where[7]] - '0');
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* 元, 块, 万, % behind a number: it counts something. */
static bool
is_amount_at(const Source *s, size_t i)
{
	return i < s->n && (s->cp[i] == 0x5143 || s->cp[i] == 0x5757 || s->cp[i] == 0x4E07 || s->cp[i] == 0x842C ||
	                    s->cp[i] == '%' || ((s->cp[i] == '.' || s->cp[i] == ',') && digit_at(s, i + 1)));
}

/* Mask the number at i, which may begin with letters, if a label says what it is; returns where to go on. */
static size_t
mask_labelled(Source *s, size_t i)
{
	const Label *label = label_before(s, i);
	size_t       where[MAX_NAMED + 1], j = i;
	int          n = 0;
	Number       num;

	if (label == NULL)
		return i;
	for (int k = 0; label->letters && k < 2 && j < s->n && is_letter(s->cp[j]); k++)
		j++;
	if (!digit_at(s, j))
		return i;
	read_groups(s, j, &num);
	if (num.groups > 0 && is_dated(&num, 0, num.groups))
		return i;
	for (size_t next = j;; j = next)
	{
		for (; digit_at(s, j) && n <= label->most; j++)
			where[n++] = j;
		next = j < s->n && s->cp[j] == '.' ? j : separator_at(s, j, i);
		if (next == j || n > label->most)
			break;
	}
	if (label->most == 18 && n == 17 && j < s->n && (s->cp[j] == 'X' || s->cp[j] == 'x'))
		where[n++] = j++;
	if (n < label->least || n > label->most || (label->most == 18 && n > 15 && n < 18) ||
	    is_compact_date(s, where, n) || is_amount_at(s, j))
		return i;
	for (int k = label->head; k < n - label->tail; k++)
		s->mask[where[k]] = 1;
	return j;
}

/* ---- the whole text ---- */

/* What nobody sees: marks of direction and zero width that a copied number holds, soft hyphens, variation selectors. */
static bool
is_invisible(uint32_t c)
{
	return c == 0xAD || c == 0x34F || c == 0x61C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

/* The character as numbers are read: full-width forms, spaces of any width. */
static uint32_t
plain(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c - 0xFEE0;
	return c == 0x3000 || c == 0xA0 || c == '\t' || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ? ' ' : c;
}

static void
read_source(Source *s, const char *text, size_t len)
{
	const char *p = text;
	const char *end = text + len;
	size_t      cap = csq_utf8_count(text, len) + 1;
	size_t      turns = 0;

	s->cp = csq_alloc(cap * sizeof *s->cp);
	s->at = csq_alloc((cap + 1) * sizeof *s->at);
	s->mask = csq_alloc0(cap + 1);
	s->n = 0;
	while (p < end && s->n < cap)
	{
		uint32_t c;

		s->at[s->n] = (uint32_t) (p - text);
		c = csq_utf8_next(&p, end);
		csq_poll(turns++);
		if (!is_invisible(c))
			s->cp[s->n++] = plain(c);
	}
	s->at[s->n] = (uint32_t) (p - text);
}

static void
write_masked(CsqBuf *out, const Source *s, const char *text)
{
	csq_buf_reserve(out, s->at[s->n]);
	csq_buf_put(out, text, s->at[0]);
	for (size_t i = 0; i < s->n;)
	{
		size_t j = i;

		while (j < s->n && s->mask[j] == s->mask[i])
			j++;
		if (s->mask[i])
			for (size_t k = i; k < j; k++)
			{
				const char *p = text + s->at[k];

				csq_utf8_next(&p, text + s->at[k + 1]);
				csq_buf_char(out, '*');
				csq_buf_put(out, p, s->at[k + 1] - (size_t) (p - text)); /* the invisible behind it */
			}
		else
			csq_buf_put(out, text + s->at[i], s->at[j] - s->at[i]);
		i = j;
	}
}

/* Mask what begins at i: by its own digits, else by the word before it; returns where to go on. */
static size_t
mask_number_at(Source *s, size_t i)
{
	size_t next = digit_at(s, i) ? mask_number(s, i) : mask_iban(s, i);
	size_t named;

	if (next > i && memchr(s->mask + i, 1, next - i) != NULL)
		return next;
	/* E12345678: one or two letters and digits */
	if (!digit_at(s, i) &&
	    (!is_letter(s->cp[i]) || (i > 0 && is_letter(s->cp[i - 1])) || !(digit_at(s, i + 1) || digit_at(s, i + 2))))
		return next;
	named = mask_labelled(s, i);
	return named > i ? named : next;
}

bool
csq_pii_mask(CsqBuf *out, const char *text, size_t len, CsqError *err)
{
	Source s;
	size_t turns = 0;

	if (len > CSQ_TEXT_MAX_BYTES)
		return csq_fail(err, CSQ_LIMIT, "text of %zu bytes is too long to read", len) ||
		       csq_detail(err, "The limit is %zu bytes.", CSQ_TEXT_MAX_BYTES) ||
		       csq_hint(err, "Split the text, for example into turns or pages.");
	read_source(&s, text, len);
	for (size_t i = 0; i < s.n;)
	{
		size_t next = mask_number_at(&s, i);

		csq_poll(++turns);
		i = next > i ? next : i + 1;
	}
	for (size_t i = 0; i < s.n; i++)
	{
		if (s.cp[i] == '@')
			mask_email(&s, i);
		else if (s.cp[i] >= 0x4E00)
		{
			mask_plate(&s, i);
			mask_spoken(&s, i);
		}
	}
	write_masked(out, &s, text);
	csq_free(s.cp);
	csq_free(s.at);
	csq_free(s.mask);
	return true;
}
