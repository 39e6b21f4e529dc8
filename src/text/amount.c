/*
 * amount.c
 *		Sums of money in a text: 50,000元, 5万, 三千五百块, ¥1200.50, $5k, 1.2 million dollars.
 *
 * An amount is a number with a currency before or behind it.  Numbers are read
 * in Arabic digits (grouped by commas, with decimals), in Chinese numerals, or
 * mixed (3万5千); a digit that ends a Chinese number after a unit counts in the
 * next lower unit (三千五 = 3500).  A number in 万 or 亿 without a currency counts
 * as money too, unless what it counts follows (五万人, 三万公里).  Plain numbers
 * (dates, order numbers, quantities) are not amounts, nor is a number of more
 * than 15 digits.  English number words are not read.
 *
 * Cost: O(length).
 */
#include "text/text.h"

typedef struct Word
{
	const char *text; /* as NFKC_Casefold leaves it */
	const char *currency;
	double      scale;
} Word;

static const Word prefixes[] = {
	{"hk$", "HKD", 1},      {"us$", "USD", 1},    {"$", "USD", 1},   {"\xC2\xA5", "CNY", 1}, {"\xE2\x82\xAC", "EUR", 1},
	{"\xC2\xA3", "GBP", 1}, {"rmb", "CNY", 1},    {"cny", "CNY", 1}, {"usd", "USD", 1},      {"eur", "EUR", 1},
	{"gbp", "GBP", 1},      {"人民币", "CNY", 1}, {NULL, NULL, 0}};

static const Word suffixes[] = {{"元", "CNY", 1},     {"圆", "CNY", 1},      {"块", "CNY", 1},     {"人民币", "CNY", 1},
                                {"美元", "USD", 1},   {"美金", "USD", 1},    {"美刀", "USD", 1},   {"刀", "USD", 1},
                                {"港元", "HKD", 1},   {"港币", "HKD", 1},    {"欧元", "EUR", 1},   {"英镑", "GBP", 1},
                                {"日元", "JPY", 1},   {"rmb", "CNY", 1},     {"cny", "CNY", 1},    {"yuan", "CNY", 1},
                                {"usd", "USD", 1},    {"dollars", "USD", 1}, {"dollar", "USD", 1}, {"bucks", "USD", 1},
                                {"eur", "EUR", 1},    {"euros", "EUR", 1},   {"euro", "EUR", 1},   {"gbp", "GBP", 1},
                                {"pounds", "GBP", 1}, {"pound", "GBP", 1},   {NULL, NULL, 0}};

static const Word scales[] = {{"million", "", 1e6}, {"thousand", "", 1e3}, {"billion", "", 1e9}, {"mn", "", 1e6},
                              {"k", "", 1e3},       {"m", "", 1e6},        {"w", "", 1e4},       {NULL, NULL, 0}};

/* What follows 万 or 亿 when things are counted, not money. */
static const char *const counted[] = {"人", "次",   "公里", "里", "步", "个", "名", "户", "条", "分", "积", "台",
                                      "辆", "吨",   "字",   "米", "件", "张", "份", "家", "粉", "位", "火", "天",
                                      "年", "小时", "斤",   "只", "遍", "句", "种", "万", "倍", "平", NULL};

/* Does word stand at i?  Returns the index after it, or i. */
static size_t
word_at(const CsqChars *c, size_t i, const char *word)
{
	const char *p = word;
	const char *end = word + strlen(word);
	size_t      j = i;

	while (p < end)
		if (j >= c->n || c->cp[j++] != csq_utf8_next(&p, end))
			return i;
	return j;
}

/* Like word_at, but a Latin word must end there. */
static size_t
whole_word_at(const CsqChars *c, size_t i, const char *word)
{
	size_t j = word_at(c, i, word);

	if (j > i && word[0] >= 'a' && word[0] <= 'z' && j < c->n && csq_class_is_word(csq_char_class(c->cp[j])))
		return i;
	return j;
}

static const Word *
prefix_before(const CsqChars *c, size_t i, size_t *from)
{
	if (i > 0 && c->cp[i - 1] == ' ')
		i--;
	for (const Word *w = prefixes; w->text != NULL; w++)
	{
		size_t len = csq_utf8_count(w->text, strlen(w->text));

		if (i < len || word_at(c, i - len, w->text) != i)
			continue;
		if (w->text[0] >= 'a' && w->text[0] <= 'z' && i > len && csq_class_is_word(csq_char_class(c->cp[i - len - 1])))
			continue;
		*from = i - len;
		return w;
	}
	return NULL;
}

/* ---- numbers ---- */

static int
han_digit(uint32_t c)
{
	static const uint32_t table[][10] = {
		{0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D}, /* 零一二三四五六七八九 */
		{0x3007, 0x58F9, 0x8D30, 0x53C1, 0x8086, 0x4F0D, 0x9646, 0x67D2, 0x634C, 0x7396} /* 〇壹贰叁肆伍陆柒捌玖 */
	};

	if (c == 0x4E24) /* 两 */
		return 2;
	for (int t = 0; t < 2; t++)
		for (int d = 0; d < 10; d++)
			if (table[t][d] == c)
				return d;
	return -1;
}

static double
han_unit(uint32_t c)
{
	switch (c)
	{
		case 0x5341: /* 十 */
		case 0x62FE: /* 拾 */
			return 10;
		case 0x767E: /* 百 */
		case 0x4F70: /* 佰 */
			return 100;
		case 0x5343: /* 千 */
		case 0x4EDF: /* 仟 */
			return 1000;
		case 0x4E07: /* 万 */
		case 0x842C: /* 萬 */
			return 1e4;
		case 0x4EBF: /* 亿 */
		case 0x5104: /* 億 */
			return 1e8;
	}
	return 0;
}

static inline bool
is_digit(const CsqChars *c, size_t i)
{
	return i < c->n && c->cp[i] >= '0' && c->cp[i] <= '9';
}

static inline bool
is_numeral(const CsqChars *c, size_t i)
{
	return i < c->n && (is_digit(c, i) || (c->cp[i] >= 0x3007 && (han_digit(c->cp[i]) >= 0 || han_unit(c->cp[i]) > 0)));
}

/* 1,234,567.89; a number of more than 15 digits gives a negative value. */
static size_t
arabic(const CsqChars *c, size_t i, double *value)
{
	double v = 0;
	double unit = 1;
	int    digits = 0;

	for (;;)
	{
		for (; is_digit(c, i); i++, digits++)
			v = digits < 16 ? v * 10 + (c->cp[i] - '0') : v;
		if (i < c->n && c->cp[i] == ',' && is_digit(c, i + 1) && is_digit(c, i + 2) && is_digit(c, i + 3) &&
		    !is_digit(c, i + 4))
			i++;
		else
			break;
	}
	if (i < c->n && c->cp[i] == '.' && is_digit(c, i + 1))
		for (i++; is_digit(c, i); i++, digits++)
			if (digits < 16)
			{
				v = v * 10 + (c->cp[i] - '0');
				unit *= 10;
			}
	*value = digits > 15 ? -1 : v / unit;
	return i;
}

typedef struct Number
{
	double total;   /* finished 万 and 亿 sections */
	double section; /* under the next 万 or 亿 */
	double digit;   /* read, unit not seen yet; negative: none */
	double unit;    /* last unit */
	bool   zero;    /* 零 since the last unit */
	bool   single;  /* digit is one Chinese or Arabic digit */
	bool   big;     /* 万 or 亿 was seen */
} Number;

static bool
take_unit(Number *x, double unit)
{
	if (unit < 1e4)
	{
		if (x->digit < 0 && (unit != 10 || x->section > 0 || x->total > 0))
			return false;
		x->section += (x->digit < 0 ? 1 : x->digit) * unit;
	}
	else
	{
		if (x->digit >= 0)
			x->section += x->digit;
		if (x->section <= 0)
			return false;
		if (unit > 1e4)
			x->total = (x->total + x->section) * unit;
		else
			x->total += x->section * unit;
		x->section = 0;
		x->big = true;
	}
	x->digit = -1;
	x->unit = unit;
	x->zero = false;
	return true;
}

/* Take a digit or an Arabic number at i; returns the index after it, or i. */
static size_t
take_digit(const CsqChars *c, size_t i, Number *x)
{
	int    d = han_digit(c->cp[i]);
	double v;
	size_t end = i + 1;

	if (d < 0)
	{
		if (x->digit >= 0 || !is_digit(c, i))
			return i;
		end = arabic(c, i, &v);
		if (v < 0)
			return i;
		x->single = end == i + 1;
		x->digit = v;
		return end;
	}
	if (d == 0 && x->digit < 0)
	{
		x->zero = true;
		return end;
	}
	if (x->digit >= 0 && (x->unit > 0 || x->digit > 1e14))
		return i; /* 三千五六: stop */
	x->single = x->digit < 0;
	x->digit = (x->digit < 0 ? 0 : x->digit * 10) + d;
	return end;
}

/* Read the number at i: returns the index after it, or i when there is none. */
static size_t
read_number(const CsqChars *c, size_t i, double *value, bool *big)
{
	Number x = {.digit = -1};
	size_t start = i;

	while (is_numeral(c, i))
	{
		double unit = han_unit(c->cp[i]);

		if (unit > 0)
		{
			if (!take_unit(&x, unit))
				break;
			i++;
		}
		else
		{
			size_t next = take_digit(c, i, &x);

			if (next == i)
				break;
			i = next;
		}
	}
	if (i == start || is_numeral(c, i))
		return start;
	if (x.digit >= 0)
		x.section += x.unit >= 100 && x.single && !x.zero ? x.digit * x.unit / 10 : x.digit;
	*value = x.total + x.section;
	*big = x.big;
	return i;
}

/* ---- amounts ---- */

/* The currency behind the number, if any: sets the end and the value's scale. */
static const Word *
suffix_after(const CsqChars *c, size_t i, double *scale, size_t *end)
{
	const Word *s;
	size_t      j = i;

	*scale = 1;
	*end = i;
	if (j < c->n && (c->cp[j] == 0x591A || c->cp[j] == 0x4F59 || c->cp[j] == 0x6765)) /* 多 余 来 */
		j++;
	if (j < c->n && c->cp[j] == ' ')
		j++;
	for (s = scales; s->text != NULL; s++)
		if (whole_word_at(c, j, s->text) > j)
		{
			*scale = s->scale;
			j = *end = word_at(c, j, s->text);
			if (j < c->n && c->cp[j] == ' ')
				j++;
			break;
		}
	for (s = suffixes; s->text != NULL; s++)
		if (whole_word_at(c, j, s->text) > j)
		{
			*end = whole_word_at(c, j, s->text);
			if (*end < c->n && c->cp[*end - 1] == 0x5757 && c->cp[*end] == 0x94B1) /* 块 钱 */
				(*end)++;
			return s;
		}
	return NULL;
}

static bool
counts_things(const CsqChars *c, size_t i)
{
	if (i < c->n && (c->cp[i] == 0x591A || c->cp[i] == 0x4F59))
		i++;
	for (const char *const *w = counted; *w != NULL; w++)
		if (word_at(c, i, *w) > i)
			return true;
	return false;
}

static bool
amount_at(const CsqChars *c, size_t i, CsqAmount *a)
{
	size_t      from = i;
	double      scale;
	bool        big = false;
	size_t      after = read_number(c, i, &a->value, &big);
	const Word *before;
	const Word *behind;

	if (after == i)
		return false;
	if (after + 1 < c->n && (c->cp[after] == 0x591A || c->cp[after] == 0x4F59) && han_unit(c->cp[after + 1]) > 0)
	{
		double unit = han_unit(c->cp[after + 1]); /* 20多万 */

		a->value *= unit;
		big = unit >= 1e4;
		after += 2;
	}
	before = prefix_before(c, i, &from);
	behind = suffix_after(c, after, &scale, &a->to);
	if (behind == NULL && before == NULL)
	{
		if (!big || counts_things(c, after))
			return false;
		scale = 1;
		a->to = after;
	}
	if (behind != NULL && before != NULL && strcmp(behind->currency, before->currency) != 0)
	{
		behind = NULL; /* "￥99 usd 20": the next amount's */
		a->to = after;
		scale = 1;
	}
	if (behind != NULL && after == i + 1 && c->cp[i] == 0x4E00 && a->to == after + 1 && c->cp[after] == 0x5757)
		return false; /* 一块: together */
	a->from = from;
	a->value *= scale;
	strcpy(a->currency, behind != NULL ? behind->currency : before != NULL ? before->currency : "");
	return true;
}

bool
csq_next_amount(const CsqChars *c, size_t *pos, CsqAmount *amount)
{
	size_t i = *pos;

	while (i < c->n)
	{
		csq_poll(i);
		if (!is_numeral(c, i))
		{
			i++;
			continue;
		}
		if (amount_at(c, i, amount))
		{
			*pos = amount->to;
			return true;
		}
		while (is_numeral(c, i) || (i < c->n && (c->cp[i] == '.' || c->cp[i] == ',') && is_digit(c, i + 1)))
			i++; /* what is left of this number is no number of its own */
	}
	*pos = i;
	return false;
}
