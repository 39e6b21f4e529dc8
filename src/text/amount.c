/*
 * amount.c
 *		Sums of money in a text: 50,000元, 5万, 三千五百块, ¥1200.50, $5k, 1.2 million dollars.
 *
 * An amount is a number with a currency before or behind it.  Numbers are read
 * in Arabic digits (grouped by commas, with decimals), in Chinese numerals (三点五万
 * too), or mixed (3万5千, 30 万); a digit that ends a Chinese number after a unit
 * counts in the next lower unit (三千五 = 3500).  A number in 万 or 亿, and a Chinese
 * one in w, counts as money without a currency too, unless what it counts follows
 * (五万人, 三万公里).  元 and 块 may be followed by 角, 毛 and 分 (七块八毛九, 12块5).
 *
 * What is vague gives the least that is meant: of a range its lower end (五六千,
 * 5-6万, 三千到五千元), 几 and 数 two of their unit (几万 = 20000), behind 十 nothing
 * (十几万 = 100000), 上百万 and 百万 one.
 *
 * Plain numbers (dates, order numbers, quantities, 300块砖) are no amounts, nor is a
 * number of more than 15 digits.  English number words are not read.
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

static const Word prefixes[] = {{"hk$", "HKD", 1},      {"nt$", "TWD", 1}, {"us$", "USD", 1},      {"au$", "AUD", 1},
                                {"a$", "AUD", 1},       {"ca$", "CAD", 1}, {"c$", "CAD", 1},       {"sg$", "SGD", 1},
                                {"s$", "SGD", 1},       {"nz$", "NZD", 1}, {"r$", "BRL", 1},       {"mx$", "MXN", 1},
                                {"mop$", "MOP", 1},     {"$", "USD", 1},   {"\xC2\xA5", "CNY", 1}, {"€", "EUR", 1},
                                {"\xC2\xA3", "GBP", 1}, {"₩", "KRW", 1},   {"₹", "INR", 1},        {"₽", "RUB", 1},
                                {"฿", "THB", 1},        {"₫", "VND", 1},   {"₱", "PHP", 1},        {"rmb", "CNY", 1},
                                {"人民币", "CNY", 1},   {NULL, NULL, 0}};

static const Word suffixes[] = {
	{"元", "CNY", 1},    {"圆", "CNY", 1},     {"块", "CNY", 1},      {"塊", "CNY", 1},       {"人民币", "CNY", 1},
	{"美元", "USD", 1},  {"美金", "USD", 1},   {"美刀", "USD", 1},    {"刀", "USD", 1},       {"港元", "HKD", 1},
	{"港币", "HKD", 1},  {"台币", "TWD", 1},   {"新台币", "TWD", 1},  {"澳元", "AUD", 1},     {"加元", "CAD", 1},
	{"新元", "SGD", 1},  {"欧元", "EUR", 1},   {"英镑", "GBP", 1},    {"日元", "JPY", 1},     {"韩元", "KRW", 1},
	{"卢布", "RUB", 1},  {"卢比", "INR", 1},   {"泰铢", "THB", 1},    {"瑞士法郎", "CHF", 1}, {"澳门元", "MOP", 1},
	{"rmb", "CNY", 1},   {"yuan", "CNY", 1},   {"dollars", "USD", 1}, {"dollar", "USD", 1},   {"bucks", "USD", 1},
	{"euros", "EUR", 1}, {"euro", "EUR", 1},   {"pounds", "GBP", 1},  {"pound", "GBP", 1},    {"quid", "GBP", 1},
	{"yen", "JPY", 1},   {"rupees", "INR", 1}, {"€", "EUR", 1},       {"\xC2\xA3", "GBP", 1}, {NULL, NULL, 0}};

static const Word scales[] = {{"million", "", 1e6}, {"thousand", "", 1e3}, {"billion", "", 1e9}, {"mn", "", 1e6},
                              {"k", "", 1e3},       {"m", "", 1e6},        {"w", "", 1e4},       {NULL, NULL, 0}};

/* What follows 万 or 亿 when things are counted, not money. */
static const char *const counted[] = {
	"人",   "次",   "公里", "里",   "步",   "个",   "名",   "户",   "条",   "分",   "积",   "台",   "辆",   "吨",
	"字",   "米",   "件",   "张",   "份",   "家",   "粉",   "位",   "火",   "天",   "年",   "小时", "斤",   "只",
	"遍",   "句",   "种",   "万",   "倍",   "平",   "亩",   "棵",   "株",   "头",   "册",   "方",   "立",   "伏",
	"千",   "瓦",   "度",   "余人", "余户", "多人", "座",   "间",   "套",   "栋",   "部",   "把",   "枚",   "颗",
	"粒",   "像",   "居民", "司机", "教师", "业主", "用户", "客户", "村民", "市民", "学生", "群众", "职工", "员工",
	"农民", "观众", "网友", "老师", "考生", "股民", "会员", "公",   "升",   NULL};

/* What may follow 5 in 12块5. */
static const char *const after_price[] = {"的", "了", "吧", "吗", "呢", "左右", "钱", "都", "就", "也", "还", NULL};

/* What follows 块 when pieces are counted: 300块砖. */
static const char *const pieces[] = {
	"砖",   "石",   "板",   "表",   "手表", "糖",   "肉",   "饼",   "布",   "屏",   "玻璃", "木",   "瓷",
	"豆腐", "蛋糕", "面包", "冰",   "钢",   "铁",   "牌",   "骨",   "皮",   "肥皂", "香皂", "巧克", "田",
	"土",   "草",   "区域", "荒",   "电池", "电路", "电板", "硬盘", "显卡", "显示", "主板", "芯片", "西瓜",
	"披萨", "鸡",   "牛肉", "排骨", "地砖", "地皮", "地板", "地的", "地，", "空地", "农田", "菜地", "宅基",
	"金牌", "金条", "绿地", "毛巾", "抹布", "水泥", "广告", "黑板", NULL};

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

static inline bool
is_word(const CsqChars *c, size_t i)
{
	return i < c->n && csq_class_is_word(csq_char_class(c->cp[i]));
}

/* The currency of the three letters at i, if they are a code that is a word there. */
static const Word *
code_at(const CsqChars *c, size_t i)
{
	static const Word known[] = {
#define CODE(lower, upper) {lower, upper, 1}
		CODE("cny", "CNY"), CODE("usd", "USD"), CODE("eur", "EUR"), CODE("gbp", "GBP"), CODE("jpy", "JPY"),
		CODE("hkd", "HKD"), CODE("twd", "TWD"), CODE("krw", "KRW"), CODE("sgd", "SGD"), CODE("aud", "AUD"),
		CODE("cad", "CAD"), CODE("chf", "CHF"), CODE("inr", "INR"), CODE("thb", "THB"), CODE("myr", "MYR"),
		CODE("rub", "RUB"), CODE("nzd", "NZD"), CODE("sek", "SEK"), CODE("nok", "NOK"), CODE("dkk", "DKK"),
		CODE("mop", "MOP"), CODE("php", "PHP"), CODE("idr", "IDR"), CODE("vnd", "VND"), CODE("brl", "BRL"),
		CODE("zar", "ZAR"), CODE("mxn", "MXN"), CODE("aed", "AED"), CODE("sar", "SAR"), CODE("pln", "PLN"),
		CODE("ils", "ILS"), CODE("czk", "CZK"), CODE("huf", "HUF"), CODE("egp", "EGP"), CODE("kzt", "KZT"),
		CODE("ngn", "NGN"), CODE("pkr", "PKR")
#undef CODE
	};

	for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
		if (word_at(c, i, known[k].text) > i)
			return &known[k];
	return NULL;
}

static const Word *
prefix_before(const CsqChars *c, size_t i, size_t *from)
{
	const Word *code;

	if (i > 0 && c->cp[i - 1] == ' ')
		i--;
	if (i >= 3 && (i == 3 || !is_word(c, i - 4)) && (code = code_at(c, i - 3)) != NULL)
	{
		*from = i - 3;
		return code;
	}
	for (const Word *w = prefixes; w->text != NULL; w++)
	{
		size_t len = csq_utf8_count(w->text, strlen(w->text));

		if (i < len || word_at(c, i - len, w->text) != i)
			continue;
		if (w->text[0] < 0x7F && i > len && is_word(c, i - len - 1) &&
		    (w->text[0] != '$' || (c->cp[i - len - 1] >= 'a' && c->cp[i - len - 1] <= 'z')))
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
	double big;     /* last of 万 and 亿; 0 none */
	bool   zero;    /* 零 since the last unit */
	bool   single;  /* digit is one Chinese or Arabic digit */
	bool   bare;    /* begins with a unit that is no 十: 百万 */
	bool   vague;   /* has 几, 数 or 上: the least that is meant */
	bool   chinese; /* all in Chinese numerals */
} Number;

static inline bool
is_cp(const CsqChars *c, size_t i, uint32_t cp)
{
	return i < c->n && c->cp[i] == cp;
}

/* 几 and 数 before a unit. */
static bool
is_some(const CsqChars *c, size_t i)
{
	return i + 1 < c->n && (c->cp[i] == 0x51E0 || c->cp[i] == 0x5E7E || c->cp[i] == 0x6570) &&
	       han_unit(c->cp[i + 1]) > 0;
}

/* 上, 近, 过, 超 and 好 before a bare unit, 上百万. */
static bool
is_about(const CsqChars *c, size_t i)
{
	return i < c->n && (c->cp[i] == 0x4E0A || c->cp[i] == 0x8FD1 || c->cp[i] == 0x8FC7 || c->cp[i] == 0x8D85);
}

static bool
take_unit(Number *x, double unit)
{
	if (unit < 1e4)
	{
		if (x->digit < 0 && x->section > 0)
			return false;
		x->bare |= x->digit < 0 && unit != 10 && x->total <= 0;
		x->section += (x->digit < 0 ? 1 : x->digit) * unit;
	}
	else
	{
		if (x->digit >= 0)
			x->section += x->digit;
		if (x->section <= 0 && x->total <= 0 && x->unit == 0)
		{
			x->bare = true;
			x->section = 1;
		}
		if (x->section <= 0 && unit <= 1e4)
			return false;
		if (unit > 1e4)
			x->total = (x->total + x->section) * unit;
		else
			x->total += x->section * unit;
		x->section = 0;
		x->big = unit;
	}
	x->digit = -1;
	x->unit = unit;
	x->zero = false;
	return true;
}

/* 三点五: the fraction behind a Chinese digit at i - 1; the index after it, or i. */
static size_t
take_fraction(const CsqChars *c, size_t i, Number *x)
{
	double unit = 1;
	size_t j = i + 1;

	if (!is_cp(c, i, 0x70B9) || x->unit > 0 || j >= c->n || han_digit(c->cp[j]) < 0)
		return i;
	for (; j < c->n && han_digit(c->cp[j]) >= 0 && j < i + 12; j++)
	{
		unit /= 10;
		x->digit += han_digit(c->cp[j]) * unit;
	}
	if (j < c->n && han_unit(c->cp[j]) > 0 && han_unit(c->cp[j]) < 100)
		return i; /* 三点五十: a time */
	x->single = false;
	return j;
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
		x->chinese = false;
		if (is_cp(c, end, ' ') && end + 1 < c->n && han_unit(c->cp[end + 1]) >= 1e4)
			end++; /* 30 万 */
		return end;
	}
	if (d == 0 && x->digit < 0)
	{
		x->zero = true;
		return end;
	}
	if (x->digit >= 0 && x->single && d == (int) x->digit + 1 && x->digit >= 1 &&
	    (end >= c->n || han_digit(c->cp[end]) < 0))
	{
		x->vague = true; /* 五六千, 十七八万: the lower of the two */
		return end;
	}
	if (x->digit >= 0 && (x->unit > 0 || x->digit > 1e14))
		return i; /* 三千五七: stop */
	x->single = x->digit < 0;
	x->digit = (x->digit < 0 ? 0 : x->digit * 10) + d;
	if (x->single)
	{
		double whole = x->digit;
		size_t fraction = take_fraction(c, end, x);

		if (fraction == end)
			x->digit = whole;
		return fraction;
	}
	return end;
}

/* 几, 数 and 十几: at least two, behind a unit nothing. */
static size_t
take_some(const CsqChars *c, size_t i, Number *x)
{
	if (x->digit >= 0 || !(is_some(c, i) || (x->unit == 10 && (is_cp(c, i, 0x51E0) || is_cp(c, i, 0x5E7E)))))
		return i;
	x->vague = true;
	if (x->unit == 0)
		x->digit = 2;
	return i + 1;
}

/* Read the number at i: returns the index after it, or i when there is none. */
static size_t
read_number(const CsqChars *c, size_t i, Number *x, double *value)
{
	size_t start = i;

	*x = (Number){.digit = -1, .chinese = true};
	while (i < c->n)
	{
		double unit = is_numeral(c, i) ? han_unit(c->cp[i]) : 0;
		size_t next = unit > 0 ? i + take_unit(x, unit) : is_numeral(c, i) ? take_digit(c, i, x) : take_some(c, i, x);

		if (next == i)
			break;
		i = next;
	}
	if (i == start || is_numeral(c, i))
		return start;
	if (x->digit >= 0)
		x->section += x->unit >= 100 && x->single && !x->zero ? x->digit * x->unit / 10 : x->digit;
	*value = x->total + x->section;
	return i;
}

/* ---- amounts ---- */

static bool
one_of(const CsqChars *c, size_t i, const char *const *words)
{
	for (const char *const *w = words; *w != NULL; w++)
		if (word_at(c, i, *w) > i)
			return true;
	return false;
}

/* The currency word at i, if any; *end is the index after it. */
static const Word *
currency_at(const CsqChars *c, size_t i, size_t *end)
{
	const Word *code = code_at(c, i);

	if (code != NULL && !is_word(c, i + 3))
	{
		*end = i + 3;
		return code;
	}
	for (const Word *s = suffixes; s->text != NULL; s++)
	{
		size_t after = whole_word_at(c, i, s->text);

		if (after == i || (strcmp(s->text, "刀") == 0 && !(i > 0 && is_digit(c, i - 1))))
			continue; /* 一刀切 */
		*end = after;
		return s;
	}
	return NULL;
}

/* The currency behind the number, if any: sets the end, the value's scale and whether it is 块. */
static const Word *
suffix_after(const CsqChars *c, size_t i, double *scale, size_t *end)
{
	const Word *s;
	size_t      j = i;

	*scale = 1;
	*end = i;
	if (j < c->n && (c->cp[j] == 0x591A || c->cp[j] == 0x4F59 || c->cp[j] == 0x6765)) /* 多 余 来 */
		j++;
	if (is_cp(c, j, ' '))
		j++;
	for (s = scales; s->text != NULL; s++)
		if (whole_word_at(c, j, s->text) > j)
		{
			*scale = s->scale;
			j = *end = word_at(c, j, s->text);
			if (is_cp(c, j, ' '))
				j++;
			break;
		}
	return currency_at(c, j, end);
}

static inline bool
is_piece(const CsqChars *c, size_t i)
{
	return c->cp[i] == 0x5757 || c->cp[i] == 0x584A; /* 块 塊 */
}

/* One digit, Arabic or Chinese, at i that no other numeral follows: its value, or -1. */
static int
lone_digit(const CsqChars *c, size_t i)
{
	int d = -1;

	if (i < c->n)
		d = is_digit(c, i) ? (int) (c->cp[i] - '0') : han_digit(c->cp[i]);
	return d >= 0 && !is_numeral(c, i + 1) && !(is_cp(c, i + 1, '.') && is_digit(c, i + 2)) ? d : -1;
}

/* 角 or 毛 and 分 behind 元 or 块, or 5 behind 12块: adds them to *value; returns the index after them. */
static size_t
small_change(const CsqChars *c, size_t i, double *value)
{
	int d = lone_digit(c, i);

	if (d < 0)
		return i;
	if (is_cp(c, i + 1, 0x89D2) || is_cp(c, i + 1, 0x6BDB)) /* 角 毛 */
	{
		*value += d / 10.0;
		i += 2;
		if (is_cp(c, i, 0x94B1)) /* 钱 */
			return i + 1;
		d = lone_digit(c, i);
		if (d < 0 || (!is_cp(c, i + 1, 0x5206) && one_of(c, i + 1, counted)))
			return i;
		*value += d / 100.0;
		return i + 1 + is_cp(c, i + 1, 0x5206); /* 分 */
	}
	if (is_cp(c, i + 1, 0x5206))
	{
		*value += d / 100.0;
		return i + 2;
	}
	if (!is_piece(c, i - 1) || is_word(c, i + 1) ||
	    (i + 1 < c->n && csq_is_han(c->cp[i + 1]) && !one_of(c, i + 1, after_price)))
		return i; /* 2块一碗 */
	*value += d / 10.0;
	return i + 1;
}

static bool
counts_things(const CsqChars *c, size_t i)
{
	if (i < c->n && (c->cp[i] == 0x591A || c->cp[i] == 0x4F59))
		i++;
	return one_of(c, i, counted);
}

/* 20多万: the unit behind 多 or 余. */
static size_t
take_more(const CsqChars *c, size_t i, Number *x, double *value)
{
	if (i + 1 >= c->n || (c->cp[i] != 0x591A && c->cp[i] != 0x4F59) || han_unit(c->cp[i + 1]) == 0)
		return i;
	*value *= han_unit(c->cp[i + 1]);
	if (han_unit(c->cp[i + 1]) >= 1e4)
		x->big = han_unit(c->cp[i + 1]);
	return i + 2;
}

/* 5-6万, 三千到五千元: the second number of a range; returns the index after it, or i. */
static size_t
take_upper(const CsqChars *c, size_t i, Number *x, double *value)
{
	Number upper;
	double high;
	size_t j = i;
	size_t after;

	if (!is_cp(c, j, '-') && !is_cp(c, j, '~') && !is_cp(c, j, 0x5230) && !is_cp(c, j, 0x81F3) && !is_cp(c, j, 0x2014))
		return i; /* - ~ 到 至 — */
	for (j++; is_cp(c, j, 0x2014); j++)
		;
	if (j >= c->n || !is_numeral(c, j))
		return i;
	after = read_number(c, j, &upper, &high);
	if (after == j || high <= *value)
		return i;
	after = take_more(c, after, &upper, &high);
	if (x->big == 0 && upper.big > 0 && *value < high / upper.big)
		*value *= upper.big;
	x->big = upper.big > 0 ? upper.big : x->big;
	x->vague = true;
	return after;
}

/* 5毛, 8角5分 without 元 before it. */
static bool
only_change(const CsqChars *c, size_t i, CsqAmount *a)
{
	a->value = 0;
	a->to = small_change(c, i, &a->value);
	if (i > 0 && is_numeral(c, i - 1))
		return false;
	if (a->to == i || !(is_cp(c, i + 1, 0x89D2) || is_cp(c, i + 1, 0x6BDB)) ||
	    (a->to == i + 2 && is_cp(c, i + 1, 0x89D2) && one_of(c, a->to, counted)))
		return false;
	if (a->to == i + 2 && (is_cp(c, a->to, 0x5DFE) || is_cp(c, a->to, 0x8863) || is_cp(c, a->to, 0x53D1) ||
	                       is_cp(c, a->to, 0x7EBF) || is_cp(c, a->to, 0x5EA6) || is_cp(c, a->to, 0x5F62)))
		return false; /* 毛巾 毛衣 毛发 毛线, 角度 角形 */
	if (a->to == i + 2 && is_cp(c, i + 1, 0x89D2) && !is_digit(c, i))
		return false; /* 三角, 一角; 五角钱 has 钱 */
	a->from = i;
	strcpy(a->currency, "CNY");
	return true;
}

/* Is the number behind `after` money although no currency is named? */
static bool
is_bare_money(const CsqChars *c, const Number *x, size_t after)
{
	return x->big > 0 && !x->bare && !counts_things(c, after);
}

static bool
amount_at(const CsqChars *c, size_t i, CsqAmount *a)
{
	size_t      from = i;
	double      scale;
	Number      x;
	bool        about = is_about(c, i);
	size_t      start = i + about;
	size_t      after = read_number(c, start, &x, &a->value);
	const Word *before;
	const Word *behind;

	if (after == start || (about && !x.bare))
		return !about && only_change(c, i, a);
	after = take_more(c, after, &x, &a->value);
	before = prefix_before(c, i, &from);
	behind = suffix_after(c, after, &scale, &a->to);
	if (behind == NULL && scale == 1)
	{
		size_t upper = take_upper(c, after, &x, &a->value);

		if (upper > after)
			behind = suffix_after(c, after = upper, &scale, &a->to);
	}
	if (behind == NULL && before == NULL)
	{
		if (scale == 1e4 && x.chinese && !is_word(c, a->to))
			x.big = 1e4; /* 十五w */
		else if (!is_bare_money(c, &x, after))
			return only_change(c, i, a);
		else
		{
			scale = 1;
			a->to = after;
		}
	}
	if (behind != NULL && before != NULL && strcmp(behind->currency, before->currency) != 0)
	{
		behind = NULL; /* "￥99 usd 20": the next amount's */
		a->to = after;
		scale = 1;
	}
	if (x.bare && !about && x.big == 0)
		return false; /* 百元, 千元: a kind of thing */
	a->value *= scale;
	if (behind != NULL && is_piece(c, a->to - 1))
	{
		if (one_of(c, a->to, pieces) ||
		    (after == i + 1 && c->cp[i] == 0x4E00 && !is_cp(c, a->to, 0x94B1) && lone_digit(c, a->to) < 0) ||
		    (is_cp(c, a->to, 0x5730) && !is_cp(c, a->to + 1, 0x94C1)))
			return false;            /* 一块: together; 两块地, but 两块地铁票 */
		if (is_cp(c, a->to, 0x94B1)) /* 钱 */
			a->to++;
	}
	if (behind != NULL && strcmp(behind->currency, "CNY") == 0)
		a->to = small_change(c, a->to, &a->value);
	a->from = from;
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
		if (!is_numeral(c, i) && !is_some(c, i) && !(is_about(c, i) && i + 1 < c->n && han_unit(c->cp[i + 1]) > 0))
		{
			i++;
			continue;
		}
		if (amount_at(c, i, amount))
		{
			*pos = amount->to;
			return true;
		}
		i += !is_numeral(c, i);
		while (is_numeral(c, i) || (i < c->n && (c->cp[i] == '.' || c->cp[i] == ',') && is_digit(c, i + 1)))
			i++; /* what is left of this number is no number of its own */
	}
	*pos = i;
	return false;
}
