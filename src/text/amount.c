/*
 * amount.c
 *		Sums of money in a text: 50,000元, 5万, 三千五百块, ¥1200.50, $5k, 1.2 million dollars.
 *
 * An amount is a number (numeral.c) with a currency before or behind it.  A number
 * in 万 or 亿, a Chinese one in w, and one in w that was spent (被骗50w), counts as
 * money without a currency too, unless what it counts follows (五万人, 三万公里).  元
 * and 块 may be followed by 角, 毛 and 分 (七块八毛九, 12块5, 两块半).
 *
 * What is vague gives the least that is meant: of a range its lower end (5-6万,
 * 三千到五千元, 2、3万), 上百万, 百万, 百来万 and 百把 one of the unit.
 *
 * Plain numbers (dates, order numbers, quantities, 300块砖) are no amounts, nor are
 * kinds (百元店) and the head of a table (单位：万元).  English number words are not read.
 *
 * Cost: O(length).
 */
#include <math.h>

#include "text/numeral.h"

typedef struct Word
{
	const char *text; /* as NFKC_Casefold leaves it */
	const char *currency;
	double      scale;
} Word;

static const Word prefixes[] = {
	{"hk$", "HKD", 1},  {"nt$", "TWD", 1},      {"us$", "USD", 1},    {"au$", "AUD", 1},  {"a$", "AUD", 1},
	{"ca$", "CAD", 1},  {"c$", "CAD", 1},       {"sg$", "SGD", 1},    {"s$", "SGD", 1},   {"nz$", "NZD", 1},
	{"r$", "BRL", 1},   {"mx$", "MXN", 1},      {"mop$", "MOP", 1},   {"$", "USD", 1},    {"\xC2\xA5", "CNY", 1},
	{"€", "EUR", 1},    {"\xC2\xA3", "GBP", 1}, {"₩", "KRW", 1},      {"₹", "INR", 1},    {"₽", "RUB", 1},
	{"฿", "THB", 1},    {"₫", "VND", 1},        {"₱", "PHP", 1},      {"rmb", "CNY", 1},  {"rm", "MYR", 1},
	{"rp", "IDR", 1},   {"rs.", "INR", 1},      {"rs", "INR", 1},     {"₺", "TRY", 1},    {"₪", "ILS", 1},
	{"₦", "NGN", 1},    {"₸", "KZT", 1},        {"人民币", "CNY", 1}, {"港币", "HKD", 1}, {"美金", "USD", 1},
	{"美元", "USD", 1}, {"欧元", "EUR", 1},     {"英镑", "GBP", 1},   {"日元", "JPY", 1}, {"日币", "JPY", 1},
	{"台币", "TWD", 1}, {"澳元", "AUD", 1},     {"澳币", "AUD", 1},   {"加元", "CAD", 1}, {"加币", "CAD", 1},
	{"韩币", "KRW", 1}, {"韩元", "KRW", 1},     {"泰铢", "THB", 1},   {"新币", "SGD", 1}, {"马币", "MYR", 1},
	{NULL, NULL, 0}};

static const Word suffixes[] = {
	{"毛钱", "CNY", 0.1},   {"角钱", "CNY", 0.1},   {"分钱", "CNY", 0.01},  {"cents", "USD", 0.01},
	{"pence", "GBP", 0.01}, {"日圆", "JPY", 1},     {"日币", "JPY", 1},     {"円", "JPY", 1},
	{"美圆", "USD", 1},     {"韩币", "KRW", 1},     {"韩圆", "KRW", 1},     {"澳币", "AUD", 1},
	{"加币", "CAD", 1},     {"新币", "SGD", 1},     {"新加坡元", "SGD", 1}, {"马币", "MYR", 1},
	{"令吉", "MYR", 1},     {"林吉特", "MYR", 1},   {"越南盾", "VND", 1},   {"印尼盾", "IDR", 1},
	{"泰币", "THB", 1},     {"里拉", "TRY", 1},     {"迪拉姆", "AED", 1},   {"兰特", "ZAR", 1},
	{"比索", "PHP", 1},     {"葡币", "MOP", 1},     {"法郎", "CHF", 1},     {"纽币", "NZD", 1},
	{"新西兰元", "NZD", 1}, {"francs", "CHF", 1},   {"baht", "THB", 1},     {"ringgit", "MYR", 1},
	{"rubles", "RUB", 1},   {"roubles", "RUB", 1},  {"元", "CNY", 1},       {"圆", "CNY", 1},
	{"块", "CNY", 1},       {"塊", "CNY", 1},       {"人民币", "CNY", 1},   {"美元", "USD", 1},
	{"美金", "USD", 1},     {"美刀", "USD", 1},     {"刀", "USD", 1},       {"港元", "HKD", 1},
	{"港币", "HKD", 1},     {"台币", "TWD", 1},     {"新台币", "TWD", 1},   {"澳元", "AUD", 1},
	{"加元", "CAD", 1},     {"新元", "SGD", 1},     {"欧元", "EUR", 1},     {"欧", "EUR", 1},
	{"英镑", "GBP", 1},     {"日元", "JPY", 1},     {"韩元", "KRW", 1},     {"卢布", "RUB", 1},
	{"卢比", "INR", 1},     {"泰铢", "THB", 1},     {"瑞士法郎", "CHF", 1}, {"澳门元", "MOP", 1},
	{"rmb", "CNY", 1},      {"yuan", "CNY", 1},     {"dollars", "USD", 1},  {"dollar", "USD", 1},
	{"bucks", "USD", 1},    {"euros", "EUR", 1},    {"euro", "EUR", 1},     {"pounds", "GBP", 1},
	{"pound", "GBP", 1},    {"quid", "GBP", 1},     {"yen", "JPY", 1},      {"rupees", "INR", 1},
	{"€", "EUR", 1},        {"\xC2\xA3", "GBP", 1}, {"$", "USD", 1},        {"\xC2\xA5", "CNY", 1},
	{"₫", "VND", 1},        {NULL, NULL, 0}};

static const Word scales[] = {{"million", "", 1e6}, {"thousand", "", 1e3}, {"billion", "", 1e9}, {"trillion", "", 1e12},
                              {"bn", "", 1e9},      {"b", "", 1e9},        {"mn", "", 1e6},      {"k", "", 1e3},
                              {"m", "", 1e6},       {"w", "", 1e4},        {NULL, NULL, 0}};

/* What follows 万 or 亿 when things are counted, not money. */
static const char *const counted[] = {
	"人",   "次",   "公里", "里",   "步",   "个",   "名",   "户",   "条",   "分",   "积",   "台",   "辆",   "吨",
	"字",   "米",   "件",   "张",   "份",   "家",   "粉",   "位",   "火",   "天",   "年",   "小时", "斤",   "只",
	"遍",   "句",   "种",   "万",   "倍",   "平",   "亩",   "棵",   "株",   "头",   "册",   "方",   "立",   "伏",
	"千",   "瓦",   "度",   "余人", "余户", "多人", "座",   "间",   "套",   "栋",   "部",   "把",   "枚",   "颗",
	"粒",   "像",   "居民", "司机", "教师", "业主", "用户", "客户", "村民", "市民", "学生", "群众", "职工", "员工",
	"农民", "观众", "网友", "老师", "考生", "股民", "会员", "公",   "升",   NULL};

/* What makes 元 behind one numeral a part of another word: 三元桥, 二元一次方程, 一元店. */
static const char *const other_yuan[] = {"桥",   "店",   "购",   "夺宝", "复始", "旦",   "宵",   "一次方",
                                         "二次", "方程", "论",   "催化", "正极", "锂电", "电池", "复合",
                                         "乙丙", "里小", "里街", "里站", "里地", "户",   NULL};

/* What stands before a sum in w: 被骗50w, but not 功率50w. */
static const char *const spent[] = {"了", "骗", "失", "亏", "赔", "花", "付", "款", "转", "值", "贷", "借", "欠",
                                    "存", "罚", "走", "卖", "价", "取", "还", "退", "给", "投", "充", "要", NULL};

/* What stands between both: 损失约50w, 损失高达50w. */
static const char *const roughly[] = {"大约", "将近", "接近", "超过", "高达", "共计", "合计", "至少",
                                      "约",   "近",   "超",   "达",   "逾",   "共",   NULL};

/* What makes 百元 a sum. */
static const char *const at_least[] = {"以上", "左右", "上下", "不止", NULL};

/* What stands before 3刀 when it is no dollars: 捅了3刀. */
static const char *const cuts[] = {"捅", "砍", "刺", "扎", "划", "切", "剁", "挨", "戳", "剪", "割", NULL};

static const char *const whom[] = {"我", "他", "她", "你", "人", NULL};

/* What stands before rm 205 when it is a room: in Rm 205. */
static const char *const rooms[] = {"in ", "the ", "my ", "our ", "your ", "this ", "hotel ", NULL};

/* What may follow 5 in 12块5. */
static const char *const after_price[] = {"的", "了", "吧", "吗", "呢", "左右", "钱", "都", "就", "也", "还", NULL};

/* What follows 块 when pieces are counted: 300块砖. */
static const char *const pieces[] = {
	"砖",   "石",   "板",   "表",   "手表", "糖",   "肉",   "饼",   "布",   "屏",   "玻璃", "木",   "瓷",
	"豆腐", "蛋糕", "面包", "冰",   "钢",   "铁",   "牌",   "骨",   "皮",   "肥皂", "香皂", "巧克", "田",
	"土",   "草",   "区域", "荒",   "电池", "电路", "电板", "硬盘", "显卡", "显示", "主板", "芯片", "西瓜",
	"披萨", "鸡",   "牛肉", "排骨", "地砖", "地皮", "地板", "地的", "地，", "空地", "农田", "菜地", "宅基",
	"金牌", "金条", "绿地", "毛巾", "抹布", "水泥", "广告", "黑板", NULL};

/* May a currency begin or end with this character?  Most numbers stand between others and signs. */
static inline bool
may_name(const CsqChars *c, size_t i)
{
	return i < c->n && (c->cp[i] >= 0x80 || (c->cp[i] >= 'a' && c->cp[i] <= 'z') || c->cp[i] == '$' || c->cp[i] == '.');
}

/* Does word stand at i?  Returns the index after it, or i. */
static size_t
word_at(const CsqChars *c, size_t i, const char *word)
{
	const char *p = word;
	const char *end;
	size_t      j = i;

	/* nearly all words are others, and most of them of the other script */
	if (i >= c->n || ((unsigned char) word[0] < 0x80 ? c->cp[i] != (unsigned char) word[0] : c->cp[i] < 0x80))
		return i;
	end = word + strlen(word);
	while (p < end)
	{
		uint32_t cp = csq_utf8_next(&p, end);

		if (j >= c->n || (c->cp[j] != cp && (cp < 0x4E00 || csq_simplified(c->cp[j]) != cp)))
			return i;
		j++;
	}
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

/* 多 余 来 把: more than the number, or about. */
static inline bool
is_loose(const CsqChars *c, size_t i)
{
	return is_cp(c, i, 0x591A) || is_cp(c, i, 0x4F59) || is_cp(c, i, 0x6765) || is_cp(c, i, 0x628A);
}

/* Does one of these words end before i? */
static bool
ends_with(const CsqChars *c, size_t i, const char *const *words)
{
	for (const char *const *w = words; *w != NULL; w++)
	{
		size_t len = csq_utf8_count(*w, strlen(*w));

		if (i >= len && word_at(c, i - len, *w) == i)
			return true;
	}
	return false;
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
	if (i == 0 || !may_name(c, i - 1))
		return NULL;
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
		if ((unsigned char) w->text[0] > 0x7F && i > len && csq_is_han(c->cp[i - 1]) &&
		    (is_numeral(c, i - len - 1) || is_loose(c, i - len - 1) || c->cp[i - len - 1] == ' '))
			continue; /* 500美元300元: the one before's */
		if (strcmp(w->text, "rm") == 0 && ends_with(c, i - len, rooms))
			continue;
		if (w->text[0] < 0x7F && i > len && is_word(c, i - len - 1) &&
		    (w->text[0] != '$' || (c->cp[i - len - 1] >= 'a' && c->cp[i - len - 1] <= 'z')))
			continue;
		*from = i - len;
		return w;
	}
	return NULL;
}

/* ---- amounts ---- */

/* 上, 近, 过, 超, 约 and 逾 before a bare unit, 上百万. */
static bool
is_about(const CsqChars *c, size_t i)
{
	if (i >= c->n || c->cp[i] < 0x4E0A)
		return false;
	return is_cp(c, i, 0x4E0A) || is_cp(c, i, 0x8FD1) || is_cp(c, i, 0x8FC7) || is_cp(c, i, 0x8D85) ||
	       is_cp(c, i, 0x7EA6) || is_cp(c, i, 0x903E);
}

static bool
one_of(const CsqChars *c, size_t i, const char *const *words)
{
	for (const char *const *w = words; *w != NULL; w++)
		if (word_at(c, i, *w) > i)
			return true;
	return false;
}

/* No word goes on at i, but for those that may follow a price. */
static bool
ends_price(const CsqChars *c, size_t i)
{
	return i >= c->n || (csq_is_han(c->cp[i]) ? one_of(c, i, after_price) : !is_word(c, i));
}

/* Is the 刀 at i a dollar?  Behind digits, unless it cuts: 20刀, 20 刀, but not 一刀切 and 捅了3刀. */
static bool
is_dollar(const CsqChars *c, size_t i)
{
	static const char *const tools[] = {"具", "片", "切", "刃", "叉", "法", "工", "口", "锋", "枪", "子", NULL};

	if (one_of(c, i + 1, tools))
		return false;
	i -= i > 0 && c->cp[i - 1] == ' ';
	if (i == 0 || !is_digit(c, i - 1))
		return false;
	while (i > 0 && is_digit(c, i - 1))
		i--;
	while (i > 0 && (c->cp[i - 1] == ' ' || is_cp(c, i - 1, 0x4E86) || ends_with(c, i, whom)))
		i--; /* 了 */
	return !ends_with(c, i, cuts);
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

		if (after == i || (strcmp(s->text, "刀") == 0 && !is_dollar(c, i)))
			continue; /* 一刀切 */
		if (strcmp(s->text, "欧") == 0 && !(i > 0 && is_digit(c, i - 1) && ends_price(c, after)))
			continue; /* 100欧电阻 */
		if (!is_word(c, i) && !csq_is_han(c->cp[i]) && is_digit(c, after))
			continue; /* $ of the next amount */
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
	j += is_loose(c, j) || is_cp(c, j, '+'); /* 500多元, 500+元 */
	if (is_cp(c, j, ' '))
		j++;
	if (!may_name(c, j))
		return NULL;
	for (s = scales; s->text != NULL; s++)
		if (whole_word_at(c, j, s->text) > j && (s->text[1] != '\0' || j == i || !is_cp(c, j - 1, ' ')) &&
		    !is_cp(c, word_at(c, j, s->text), '/'))
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
behind_piece(const CsqChars *c, size_t i)
{
	return i > 0 && (c->cp[i - 1] == 0x5757 || c->cp[i - 1] == 0x584A); /* 块 塊 */
}

/* One digit, Arabic or Chinese, at i that no other numeral follows: its value, or -1. */
static int
lone_digit(const CsqChars *c, size_t i)
{
	int d = -1;

	if (i < c->n)
		d = is_digit(c, i) ? (int) (c->cp[i] - '0') : csq_han_digit(c->cp[i]);
	return d >= 0 && !is_numeral(c, i + 1) && !(is_cp(c, i + 1, '.') && is_digit(c, i + 2)) ? d : -1;
}

/* 角 or 毛 and 分 behind 元 or 块, or 5 behind 12块: adds them to *value; returns the index after them. */
static size_t
small_change(const CsqChars *c, size_t i, double *value)
{
	size_t from = i;
	int    d;

	/* 一百块零五毛 */
	if (is_cp(c, i, 0x96F6) && (is_cp(c, i + 2, 0x89D2) || is_cp(c, i + 2, 0x6BDB) || is_cp(c, i + 2, 0x5206)))
		i++;
	if (is_cp(c, i, 0x534A) && behind_piece(c, i) && ends_price(c, i + 1))
	{
		*value += 0.5; /* 两块半 */
		return i + 1 + is_cp(c, i + 1, 0x94B1);
	}
	d = lone_digit(c, i);
	if (d < 0)
		return from;
	if (is_cp(c, i + 1, 0x89D2) || is_cp(c, i + 1, 0x6BDB)) /* 角 毛 */
	{
		*value += d / 10.0;
		i += 2;
		if (is_cp(c, i, 0x94B1)) /* 钱 */
			return i + 1;
		if (is_cp(c, i, 0x534A) && ends_price(c, i + 1))
		{
			*value += 0.05; /* 两毛半 */
			return i + 1;
		}
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
	if (i > from || !behind_piece(c, i) || !ends_price(c, i + 1))
		return from; /* 2块一碗 */
	*value += d / 10.0;
	return i + 1;
}

static bool
counts_things(const CsqChars *c, size_t i)
{
	i += is_loose(c, i) && !is_cp(c, i, 0x628A);
	return one_of(c, i, counted);
}

/* 20多万, 十来万, 三个亿, 十几个亿: the unit behind 多, 余, 来 or 个; returns the index after it, or i. */
static size_t
take_more(const CsqChars *c, size_t i, CsqNumber *x, double *value)
{
	size_t j = i;
	bool   pieces_of = is_cp(c, j, 0x4E2A); /* 个 */
	bool   more;
	double unit;

	j += pieces_of;
	more = j < c->n && is_loose(c, j) && !is_cp(c, j, 0x628A);
	j += more;
	unit = j < c->n ? csq_han_unit(c->cp[j]) : 0;
	if (j == i || unit == 0 || (pieces_of && unit < 1e8))
		return i;
	*value *= unit;
	x->vague |= more;
	x->bare &= !more;
	if (unit >= 1e4)
		x->big = unit;
	return j + 1;
}

/* 5-6万, 3-5千, 3到5千万: the lower end is of the unit of the upper one, which ends before `after`. */
static void
raise_lower(const CsqChars *c, size_t after, const CsqNumber *x, const CsqNumber *upper, double high, double *value)
{
	double big = upper->big > 0 ? upper->big : 1;
	size_t at = after - (upper->big > 0);
	double unit = at > 1 ? csq_han_unit(c->cp[at - 1]) : 0;

	if (x->big > 0)
		return;
	if (x->unit == 0 && (unit == 100 || unit == 1000) && *value < high / big / unit)
		*value *= big * unit;
	else if (upper->big > 0 && *value < high / big)
		*value *= big;
}

/* 5-6万, 三千到五千元: the second number of a range; returns the index after it, or i. */
static size_t
take_upper(const CsqChars *c, size_t i, CsqNumber *x, double *value)
{
	CsqNumber upper;
	double    high, over;
	size_t    j = i;
	size_t    after;

	if (is_cp(c, i, 0x3001) && i > 0 && lone_digit(c, i + 1) < 0)
	{
		/* 2、3万: two digits that follow each other, of one unit */
		int low = lone_digit(c, i - 1), next = i + 1 < c->n && is_digit(c, i + 1) ? (int) (c->cp[i + 1] - '0') : -1;

		if (next < 0 && i + 1 < c->n)
			next = csq_han_digit(c->cp[i + 1]);
		if (low < 1 || next != low + 1 || (i > 1 && is_numeral(c, i - 2)))
			return i;
		after = csq_read_number(c, i + 1, &upper, &over);
		if (after == i + 1 || (upper.big == 0 && upper.unit == 0))
			return i;
		*value *= over / next;
		x->big = upper.big;
		x->vague = true;
		return after;
	}
	if (!is_cp(c, j, '-') && !is_cp(c, j, '~') && !is_cp(c, j, 0x5230) && !is_cp(c, j, 0x81F3) && !is_cp(c, j, 0x2014))
		return i; /* - ~ 到 至 — */
	for (j++; is_cp(c, j, 0x2014); j++)
		;
	if (j >= c->n || !(is_numeral(c, j) || is_some(c, j)))
		return i;
	after = csq_read_number(c, j, &upper, &high);
	if (after == j || high <= *value)
		return i;
	after = take_more(c, after, &upper, &high);
	raise_lower(c, after, x, &upper, high, value);
	x->big = upper.big > 0 ? upper.big : x->big;
	x->vague = true;
	return after;
}

/* 几块钱, 几元钱, 几毛钱, 几分钱: two at least; but 几块钱一斤 asks for a price. */
static bool
few_coins(const CsqChars *c, size_t i, CsqAmount *a)
{
	static const Word coins[] = {{"几块钱", NULL, 2},   {"几元钱", NULL, 2},    {"几毛钱", NULL, 0.2},
	                             {"几角钱", NULL, 0.2}, {"几分钱", NULL, 0.02}, {NULL, NULL, 0}};

	for (const Word *w = coins; is_cp(c, i, 0x51E0) && w->text != NULL; w++)
		if (word_at(c, i, w->text) > i && !is_cp(c, i + 3, 0x4E00))
		{
			*a = (CsqAmount){.value = w->scale, .from = i, .to = i + 3, .currency = "CNY"};
			return true;
		}
	return false;
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
	if (a->to == i + 2 &&
	    (is_cp(c, a->to, 0x5DFE) || is_cp(c, a->to, 0x8863) || is_cp(c, a->to, 0x53D1) || is_cp(c, a->to, 0x7EBF) ||
	     is_cp(c, a->to, 0x5EA6) || is_cp(c, a->to, 0x5F62) || is_cp(c, a->to, 0x515A)))
		return false; /* 毛巾 毛衣 毛发 毛线, 角度 角形, 五毛党 */
	if (a->to == i + 2 && is_cp(c, i + 1, 0x89D2) && !is_digit(c, i))
		return false; /* 三角, 一角; 五角钱 has 钱 */
	a->from = i;
	strcpy(a->currency, "CNY");
	return true;
}

/* Is the number behind `after` money although no currency is named? */
static bool
is_bare_money(const CsqChars *c, const CsqNumber *x, size_t after)
{
	return x->big > 0 && !x->bare && !counts_things(c, after);
}

/* Where the words before from begin that say how exact a number is; from if there are none. */
static size_t
before_roughly(const CsqChars *c, size_t from)
{
	for (const char *const *w = roughly; *w != NULL; w++)
	{
		size_t len = strlen(*w) / 3; /* characters */

		if (from >= len && word_at(c, from - len, *w) == from)
			return from - len;
	}
	return from;
}

/* w behind digits is 万 where money was spent, and watts, kilometres or oil (5w-30) elsewhere. */
static bool
is_spent(const CsqChars *c, size_t from, size_t to)
{
	static const char *const driven[] = {"跑了", "行了", "驶了", "开了", "走了", "用了", "转了", NULL};

	from = before_roughly(c, from);
	if (is_cp(c, to, '-') || (from > 1 && one_of(c, from - 2, driven)))
		return false;
	for (const char *const *w = spent; from > 0 && *w != NULL; w++)
		if (word_at(c, from - 1, *w) > from - 1)
			return ends_price(c, to) || is_loose(c, to);
	return false;
}

/* 万元 of a table's head: 单位：万元, 金额（亿元）. */
static bool
is_label(const CsqChars *c, size_t from, size_t after)
{
	while (from > 0 && c->cp[from - 1] == ' ')
		from--;
	if (after > from + 1 || from == 0)
		return false;
	return is_cp(c, from - 1, '(') || is_cp(c, from - 1, ':') || is_cp(c, from - 1, '/') || is_cp(c, from - 1, 0x4F4D);
}

/*
 * 1 000 元, 12 500 000, €1 250,50: groups of three behind spaces, where a group cannot be a number of its own (000), or
 * there are several, or a currency stands before; 买1 500元 may be one thing for 500.  The index after them, or after.
 */
static size_t
take_groups(const CsqChars *c, size_t from, size_t after, bool money, double *value)
{
	double v = *value;
	bool   sure = false;
	int    groups = 0;
	size_t i = after;

	for (size_t k = from; k < after; k++)
		if (!is_digit(c, k))
			return after;
	if (after - from > 3 || c->cp[from] == '0')
		return after; /* 021 555 666 */
	while (is_cp(c, i, ' ') && is_digit(c, i + 1) && is_digit(c, i + 2) && is_digit(c, i + 3) && !is_digit(c, i + 4))
	{
		sure |= c->cp[i + 1] == '0';
		for (size_t k = i + 1; k < i + 4; k++)
			v = 10 * v + (c->cp[k] - '0');
		groups++;
		i += 4;
	}
	if (groups == 0 || !(sure || groups > 1 || (money && (i >= c->n || !(is_word(c, i) || csq_is_han(c->cp[i]))))))
		return after;
	if ((is_cp(c, i, ',') || is_cp(c, i, '.')) && is_digit(c, i + 1) && is_digit(c, i + 2) && !is_digit(c, i + 3))
	{
		v += (10 * (c->cp[i + 1] - '0') + (c->cp[i + 2] - '0')) / 100.0;
		i += 3;
	}
	*value = v;
	return i;
}

/* 1 00 元, 5 0 块: zeros that a space cut off, where a currency follows them; the index after them, or after. */
static size_t
take_zeros(const CsqChars *c, size_t from, size_t after, double *value)
{
	double v = *value;
	double scale;
	size_t i = after;
	size_t end;

	for (size_t k = from; k < after; k++)
		if (!is_digit(c, k) || c->cp[from] == '0')
			return after;
	while (is_cp(c, i, ' ') && is_cp(c, i + 1, '0') && v < 1e14)
		for (i++; is_cp(c, i, '0') && v < 1e14; i++)
			v *= 10;
	if (i == after || is_numeral(c, i) || is_cp(c, i, '.') || suffix_after(c, i, &scale, &end) == NULL ||
	    one_of(c, end, other_yuan))
		return after;
	*value = v;
	return i;
}

/* ₹1,50,000 and Rp 1.500.000: groups that only these currencies have; the index after them, or i. */
static size_t
take_foreign(const CsqChars *c, size_t i, const Word *before, double *value)
{
	const Word *currency;
	double      v = 0;
	double      scale;
	size_t      first = i;
	size_t      end;
	uint32_t    sign;
	int         groups = 0;
	int         size = 0;

	for (; is_digit(c, i) && i < first + 3; i++)
		v = 10 * v + (c->cp[i] - '0');
	sign = i < c->n ? c->cp[i] : 0;
	if (i == first || is_digit(c, i) || (sign != ',' && sign != '.'))
		return first;
	while (is_cp(c, i, sign) && is_digit(c, i + 1) && is_digit(c, i + 2) && groups < 4 && size < 3)
	{
		size = is_digit(c, i + 3) ? 3 : 2;
		if (is_digit(c, i + size + 1) || (sign == '.' && size == 2))
			return first;
		for (i++; size > 0 && is_digit(c, i); i++)
			v = 10 * v + (c->cp[i] - '0');
		groups++;
		size = sign == '.' ? 0 : size;
	}
	if (groups == 0 || (sign == ',' && (size != 3 || groups < 2)))
		return first;
	currency = before != NULL ? before : suffix_after(c, i, &scale, &end);
	if (currency == NULL ||
	    (sign == ',' ? strcmp(currency->currency, "INR") != 0
	                 : strcmp(currency->currency, "IDR") != 0 && strcmp(currency->currency, "VND") != 0))
		return first;
	*value = v;
	return i;
}

/* €5,50: a decimal comma, where the currency is one of those that have it; the index after it, or i. */
static size_t
take_comma(const CsqChars *c, size_t i, const Word *before, double *value)
{
	static const char with_comma[] = "EUR PLN CZK SEK DKK NOK BRL HUF TRY RUB";
	const Word       *currency = before;
	double            v = 0;
	double            scale;
	size_t            first = i;
	size_t            end;

	for (; is_digit(c, i) && i < first + 9; i++)
		v = 10 * v + (c->cp[i] - '0');
	if (i == first || !is_cp(c, i, ',') || !is_digit(c, i + 1) || !is_digit(c, i + 2) || is_digit(c, i + 3) ||
	    (is_cp(c, i + 3, ',') && is_digit(c, i + 4)))
		return first;
	if (currency == NULL)
		currency = suffix_after(c, i + 3, &scale, &end);
	if (currency == NULL || strstr(with_comma, currency->currency) == NULL)
		return first;
	*value = v + (10 * (c->cp[i + 1] - '0') + (c->cp[i + 2] - '0')) / 100.0;
	return i + 3;
}

/* $.99: digits behind a point that nothing precedes. */
static const Word *
before_point(const CsqChars *c, size_t i, size_t after, size_t *from, double *value)
{
	const Word *w;

	if (i < 2 || c->cp[i - 1] != '.' || is_word(c, i - 2) || c->cp[i - 2] == ' ' || after > i + 2)
		return NULL;
	w = prefix_before(c, i - 1, from);
	for (size_t k = i; w != NULL && k < after; k++)
		*value /= 10;
	return w;
}

/* Without the last bit that adding and scaling leave: 102.65 for 一百零二块六毛五. */
static double
rounded(double v)
{
	double r = round(v * 1e6) / 1e6;

	return v < 1e9 && fabs(r - v) < v * 1e-12 ? r : v;
}

/* Where 半 stands before the bare unit at i, 半万元, 半个亿; else i. */
static size_t
half_before(const CsqChars *c, size_t i)
{
	double unit = i < c->n ? csq_han_unit(c->cp[i]) : 0;

	if (unit > 0 && i > 0 && is_cp(c, i - 1, 0x534A))
		return i - 1;
	return unit >= 1e8 && i > 1 && is_cp(c, i - 1, 0x4E2A) && is_cp(c, i - 2, 0x534A) ? i - 2 : i;
}

/* Groups, commas and zeros of the number from start to after that are those of its currency; the index after them. */
static size_t
take_written(const CsqChars *c, size_t start, size_t after, const Word *before, double *value)
{
	size_t end;

	if ((end = take_foreign(c, start, before, value)) > after || (end = take_comma(c, start, before, value)) > after)
		after = end;
	after = take_groups(c, start, after, before != NULL, value);
	return before == NULL ? take_zeros(c, start, after, value) : after;
}

/* Two currencies: of 港币三百元 the one before holds, of "￥99 usd 20" the second is the next amount's (NULL). */
static const Word *
agreed(const CsqChars *c, size_t i, size_t after, const Word *before, CsqAmount *a, double *scale)
{
	if (csq_is_han(c->cp[i - 1]) && (is_cp(c, a->to - 1, 0x5143) || behind_piece(c, a->to)) && a->to < after + 3)
		return before;
	a->to = after;
	*scale = 1;
	return NULL;
}

/* Is 元 or 分 behind the numeral from i to after a part of another word: 三元桥, 三元里, 一分钱 (nothing at all)? */
static bool
is_other_word(const CsqChars *c, size_t i, size_t after, size_t to)
{
	if (after != i + 1)
		return false;
	if (is_cp(c, to - 1, 0x5143))
		return one_of(c, to, other_yuan) || (c->cp[i] == 0x4E09 && is_cp(c, to, 0x91CC));
	return c->cp[i] == 0x4E00 && is_cp(c, after, 0x5206);
}

static bool
amount_at(const CsqChars *c, size_t i, CsqAmount *a)
{
	size_t      from = i;
	double      scale;
	CsqNumber   x;
	bool        about = is_about(c, i);
	size_t      start = i + about;
	size_t      after = csq_read_number(c, start, &x, &a->value);
	const Word *before;
	const Word *behind;

	if (after == start || (about && !x.bare))
		return !about && only_change(c, i, a);
	after = take_more(c, after, &x, &a->value);
	before = prefix_before(c, i, &from);
	if (before == NULL)
		before = before_point(c, i, after, &from, &a->value);
	after = take_written(c, start, after, before, &a->value);
	x.bare &= half_before(c, i) == i;
	behind = suffix_after(c, after, &scale, &a->to);
	if (behind == NULL && scale == 1)
	{
		size_t upper = take_upper(c, after, &x, &a->value);

		if (upper > after)
			behind = suffix_after(c, after = upper, &scale, &a->to);
	}
	if (behind == NULL && before == NULL)
	{
		if (scale == 1e4 && (x.chinese || is_spent(c, i, a->to)) && !is_word(c, a->to))
			x.big = 1e4; /* 十五w, 被骗50w */
		else if (!is_bare_money(c, &x, after))
			return only_change(c, i, a);
		else
		{
			scale = 1;
			a->to = after;
		}
	}
	if (behind != NULL && before != NULL && strcmp(behind->currency, before->currency) != 0)
		behind = agreed(c, i, after, before, a, &scale);
	if (a->value == 0 && after > i + 1 && c->cp[i] == '0' && c->cp[i + 1] == '0')
		return false; /* 00元: what is left of another number */
	if (x.bare && !about && (x.big == 0 ? !is_loose(c, after) && !one_of(c, a->to, at_least) : is_label(c, i, after)))
		return false; /* 百元, 千元: a kind of thing; 单位：万元 */
	if (behind != NULL && is_other_word(c, i, after, a->to))
		return false;
	a->value *= scale;
	if (behind != NULL)
		a->value /= 1 / behind->scale;
	if (behind != NULL && behind_piece(c, a->to))
	{
		if (one_of(c, a->to, pieces) ||
		    (after == i + 1 && c->cp[i] == 0x4E00 && !is_cp(c, a->to, 0x94B1) && lone_digit(c, a->to) < 0 &&
		     !(is_cp(c, a->to, 0x534A) && ends_price(c, a->to + 1)) && !is_cp(c, a->to, 0x96F6)) ||
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

/* 5000元-8000元, $1,000-$2,000: the upper end belongs to the range, too. */
static void
take_second(const CsqChars *c, CsqAmount *a)
{
	CsqAmount upper;
	size_t    i = a->to;

	if (!is_cp(c, i, '-') && !is_cp(c, i, '~') && !is_cp(c, i, 0x81F3) && !is_cp(c, i, 0x2014)) /* 至 — */
		return;
	for (i++; is_cp(c, i, 0x2014); i++)
		;
	for (size_t limit = i + 4; i < c->n && i < limit && !is_numeral(c, i) && !is_some(c, i); i++)
		if (is_cp(c, i, ' ') || csq_is_han(c->cp[i]))
			return;
	if (i < c->n && (is_numeral(c, i) || is_some(c, i)) && amount_at(c, i, &upper) &&
	    strcmp(upper.currency, a->currency) == 0 && upper.value > a->value)
		a->to = upper.to;
}

bool
csq_next_amount(const CsqChars *c, size_t *pos, CsqAmount *amount)
{
	size_t i = *pos;

	while (i < c->n)
	{
		csq_poll(i);
		if (c->cp[i] < 0x80 && !is_digit(c, i))
		{
			i++; /* nearly all of a Latin text */
			continue;
		}
		if (few_coins(c, i, amount))
		{
			*pos = amount->to;
			return true;
		}
		if (!is_numeral(c, i) && !is_some(c, i) && !(is_about(c, i) && i + 1 < c->n && csq_han_unit(c->cp[i + 1]) > 0))
		{
			i++;
			continue;
		}
		if (amount_at(c, i, amount))
		{
			size_t half = half_before(c, i);

			if (half < i)
			{
				amount->value /= 2;
				amount->from = half;
			}
			amount->value = rounded(amount->value);
			take_second(c, amount);
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
