/*
 * text_test.c
 *		Normalising with a map back, tokens, masking and amounts against
 *		independent constructions.
 */
#include "test.h"
#include "text/text.h"

static void
read_ok(CsqChars *c, const char *s, size_t len, int flags)
{
	CsqError err;

	CHECK(csq_chars_read(c, s, len, flags, &err));
}

static void
check_norm(const char *in, int flags, const char *out)
{
	CsqChars c;
	CsqBuf   b;

	read_ok(&c, in, strlen(in), flags);
	csq_buf_init(&b);
	csq_chars_write(&b, c.cp, c.n);
	CHECK_EQ_STR(b.data, out);
}

static void
test_normalize(void)
{
	test_section("normalize: fixed cases");
	check_norm("", 0, "");
	check_norm("  \t　 ", 0, "");
	check_norm("ＡＢＣ１２３！", 0, "abc123!");
	check_norm("ﬁne ㎏ Ⅳ", 0, "fine kg iv");
	check_norm("e\xCC\x81", 0, "\xC3\xA9");
	check_norm("Cafe\xCC\x81s", 0, "caf\xC3\xA9s");
	check_norm("STRASSE Straße", 0, "strasse strasse");
	check_norm("信\xE2\x80\x8B用", 0, "信用");
	check_norm("a \n\t b", 0, "a b");
	check_norm("a \n\t b", CSQ_CHARS_LINES, "a\nb");
	check_norm("信 用\n卡", CSQ_CHARS_MATCH, "信用\n卡");
	check_norm("信 用\n卡", 0, "信 用 卡");
	check_norm("don\xE2\x80\x99t", CSQ_CHARS_APOSTROPHE, "don't");
	check_norm("don\xE2\x80\x99t", 0, "don\xE2\x80\x99t");
	check_norm("。，；", 0, "。,;");
	check_norm("<\xCC\xB8", 0, "\xE2\x89\xAE");                /* a sign that composes with what follows */
	check_norm("\xEA\xB0\x80\xE1\x86\xA8", 0, "\xEA\xB0\x81"); /* Hangul LV + T */
}

/*
 * Characters that Unicode assigned after the version that text is read as of:
 * the same whatever this ICU knows of them.
 */
static void
test_settled(void)
{
	static const uint32_t later[] = {
		0xA7C0,  0xA7D0,  0x2C2F,           /* 14: letters with a lower case */
		0x1E030, 0x1DF25, 0x323AF,          /* 15 */
		0x1C89,  0xA7CB,  0xA7DC,  0x10D50, /* 16: letters with a lower case */
		0x0897,  0x10EC5, 0x1E5EE,          /* combining marks of 14 to 16 */
		0x1FAE8, 0x20C1                     /* symbols */
	};

	test_section("normalize: characters of later versions of Unicode");
	check_norm("\xEA\x9F\x87", 0, "\xEA\x9F\x88"); /* of 13 itself: has a lower case */
	for (size_t i = 0; i < sizeof later / sizeof *later; i++)
	{
		CsqBuf       b;
		CsqBuf       want;
		CsqCharClass k = csq_char_class(later[i]);

		csq_buf_init(&b);
		csq_buf_init(&want);
		/* between letters, an accent that composes, and another of its kind */
		csq_buf_str(&b, "Ae");
		csq_buf_utf8(&b, later[i]);
		csq_buf_str(&b, "\xCC\x81\xE4\xBF\xA1");
		csq_buf_utf8(&b, later[i]);
		csq_buf_utf8(&b, later[i]);
		csq_buf_str(&want, "ae");
		csq_buf_utf8(&want, later[i]);
		csq_buf_str(&want, "\xCC\x81\xE4\xBF\xA1");
		csq_buf_utf8(&want, later[i]);
		csq_buf_utf8(&want, later[i]);
		check_norm(b.data, 0, want.data);
		CHECK(k == CSQ_CH_OTHER || (k == CSQ_CH_LATIN && later[i] < 0xB000) ||
		      (k == CSQ_CH_HAN && later[i] == 0x323AF));
	}
}

/* Pieces that normalise on their own, whatever stands beside them. */
static const struct
{
	const char *raw;
	const char *norm;
} pieces[] = {{"a", "a"},
              {"B", "b"},
              {"Ｃ", "c"},
              {"ﬁ", "fi"},
              {"㎏", "kg"},
              {"e\xCC\x81", "\xC3\xA9"},
              {"信", "信"},
              {"用", "用"},
              {"，", ","},
              {"。", "。"},
              {"…", "..."},
              {"①", "1"},
              {"🙂", "🙂"},
              {"n\xCC\x83", "\xC3\xB1"},
              {"Ω", "ω"},
              {"７", "7"},
              {"\xEF\xB7\xBA", "صلى الله عليه وسلم"},
              {"豈", "豈"},
              {"（", "("}};

static void
test_offsets(void)
{
	test_section("offsets: pieces of known normal form");
	for (int round = 0; round < 20000; round++)
	{
		CsqBuf   raw;
		CsqBuf   want;
		CsqBuf   got;
		uint32_t at[600];
		uint32_t end[600];
		size_t   n = 0;
		CsqChars c;
		bool     space = true;
		int      count = (int) test_random_below(20);

		csq_buf_init(&raw);
		csq_buf_init(&want);
		csq_buf_init(&got);
		for (int i = 0; i < count; i++)
		{
			size_t      k = test_random_below(sizeof pieces / sizeof pieces[0] + 2);
			uint32_t    from = (uint32_t) raw.len;
			const char *p;

			if (k >= sizeof pieces / sizeof pieces[0])
			{
				if (space || i == count - 1)
					continue;
				csq_buf_str(&raw, k % 2 ? " \t" : "　");
				csq_buf_char(&want, ' ');
				at[n] = from;
				end[n++] = (uint32_t) raw.len;
				space = true;
				continue;
			}
			csq_buf_str(&raw, pieces[k].raw);
			for (p = pieces[k].norm; *p;)
			{
				csq_utf8_next(&p, pieces[k].norm + strlen(pieces[k].norm));
				at[n] = from;
				end[n++] = (uint32_t) raw.len;
			}
			csq_buf_str(&want, pieces[k].norm);
			space = false;
		}
		if (space && n > 0)
			csq_buf_str(&raw, "z"), csq_buf_str(&want, "z"), at[n] = (uint32_t) raw.len - 1,
															 end[n++] = (uint32_t) raw.len;
		read_ok(&c, raw.data, raw.len, 0);
		csq_chars_write(&got, c.cp, c.n);
		CHECK_EQ_STR(got.data, want.data);
		CHECK_EQ_I64((int64_t) c.n, (int64_t) n);
		for (size_t i = 0; i < n && i < c.n; i++)
			CHECK(c.at[i] == at[i] && c.end[i] == end[i]);
		csq_chars_free(&c);
		csq_free(raw.data);
		csq_free(want.data);
		csq_free(got.data);
	}
	test_section("offsets: any bytes, and long runs of marks");
	for (int round = 0; round < 20000; round++)
	{
		char     s[40];
		size_t   len = test_random_below(sizeof s);
		CsqChars c;

		for (size_t i = 0; i < len; i++)
			s[i] = test_random_below(3) ? "\xCC\x81\xE4\xBD\xA0"
			                              "aA \n"[test_random_below(9)]
			                            : (char) test_random_below(256);
		read_ok(&c, s, len, (int) test_random_below(8));
		for (size_t i = 0; i < c.n; i++)
			CHECK(c.at[i] < c.end[i] && c.end[i] <= len && (i == 0 || c.at[i] >= c.at[i - 1]) && c.cp[i] <= 0x10FFFF);
		csq_chars_free(&c);
	}
	{
		size_t   len = 200001;
		char    *s = csq_alloc(len);
		CsqChars c;

		s[0] = 'a';
		for (size_t i = 1; i < len; i += 2)
			memcpy(s + i, i % 4 == 1 ? "\xCC\x81" : "\xCC\xA3", 2);
		read_ok(&c, s, len, 0);
		CHECK(c.n > 90000 && c.n <= 100001);
		csq_chars_free(&c);
	}
}

static char tokens[2000];
static void
collect(void *arg, size_t from, size_t to)
{
	CsqChars *c = arg;
	CsqBuf    b;

	csq_buf_init(&b);
	csq_chars_write(&b, c->cp + from, to - from);
	strcat(strcat(tokens, b.data), "|");
}

static void
check_tokens(const char *in, const char *out)
{
	CsqChars c;

	read_ok(&c, in, strlen(in), CSQ_CHARS_MATCH);
	tokens[0] = '\0';
	csq_each_token(&c, collect, &c);
	CHECK_EQ_STR(tokens, out);
}

static void
test_tokens(void)
{
	test_section("tokens");
	check_tokens("", "");
	check_tokens("我的卡", "我的|的卡|");
	check_tokens("卡", "卡|");
	check_tokens("can't log-in 3.5万 50,000, v2.", "can't|log|in|3.5|万|50,000|v2|");
	check_tokens("信 用卡App闪退", "信用|用卡|app|闪退|");
	check_tokens("信\n用", "信|用|");
}

/* ---- amounts: write a number in Chinese and read it back ---- */

static void
write_han(CsqBuf *b, int64_t v)
{
	static const char *const digit[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	static const struct
	{
		int64_t     v;
		const char *name;
	} unit[] = {{100000000, "亿"}, {10000, "万"}, {1000, "千"}, {100, "百"}, {10, "十"}};

	for (int i = 0; i < 5; i++)
		if (v >= unit[i].v)
		{
			int64_t rest = v % unit[i].v;

			write_han(b, v / unit[i].v);
			csq_buf_str(b, unit[i].name);
			if (rest > 0 && rest < unit[i].v / 10)
				csq_buf_str(b, digit[0]);
			if (rest > 0)
				write_han(b, rest);
			return;
		}
	csq_buf_str(b, digit[v]);
}

static void
check_amount(const char *s, double value, const char *currency)
{
	CsqChars  c;
	CsqAmount a;
	size_t    pos = 0;

	read_ok(&c, s, strlen(s), CSQ_CHARS_LINES);
	if (value < 0)
	{
		CHECK(!csq_next_amount(&c, &pos, &a));
		return;
	}
	if (!csq_next_amount(&c, &pos, &a))
	{
		CHECK_EQ_STR(s, "has an amount");
		return;
	}
	CHECK_NEAR(a.value, value, 1e-6 * (value + 1));
	CHECK_EQ_STR(a.currency, currency);
	CHECK(!csq_next_amount(&c, &pos, &a));
}

/* Vague sums, change, units, signs, what is no money; -1: none. */
static const struct
{
	const char *text;
	double      value;
	const char *currency;
} asked[] = {
	{"百八十块", 80, "CNY"},
	{"千儿八百块", 800, "CNY"},
	{"千把块", 1000, "CNY"},
	{"万把块钱", 10000, "CNY"},
	{"百余元", 100, "CNY"},
	{"百来块", 100, "CNY"},
	{"百十块钱", 100, "CNY"},
	{"一百几十块", 100, "CNY"},
	{"十来万", 100000, ""},
	{"百来万", 1000000, ""},
	{"约百元", 100, "CNY"},
	{"百元以上", 100, "CNY"},
	{"逾百万元", 1000000, "CNY"},
	{"三个亿", 3e8, ""},
	{"两个多亿", 2e8, ""},
	{"十几个亿", 1e9, ""},
	{"一个亿人口", -1, ""},
	{"两块半", 2.5, "CNY"},
	{"半万元", 5000, "CNY"},
	{"亏了半亿元", 5e7, "CNY"},
	{"半百万元", 500000, "CNY"},
	{"一块半", 1.5, "CNY"},
	{"一块半成品", -1, ""},
	{"两毛半", 0.25, "CNY"},
	{"8分钱", 0.08, "CNY"},
	{"50分钱", 0.5, "CNY"},
	{"一百块零五毛", 100.5, "CNY"},
	{"三元零五分", 3.05, "CNY"},
	{"零点五元", 0.5, "CNY"},
	{"廿元", 20, "CNY"},
	{"卅万元", 300000, "CNY"},
	{"廿五元", 25, "CNY"},
	{"兩萬元", 20000, "CNY"},
	{"貳拾萬圓整", 200000, "CNY"},
	{"七塊八毛九", 7.89, "CNY"},
	{"幾萬塊", 20000, "CNY"},
	{"500臺幣", 500, "TWD"},
	{"1000円", 1000, "JPY"},
	{"25 cents", 0.25, "USD"},
	{"5$", 5, "USD"},
	{"100￥", 100, "CNY"},
	{"$1.2bn", 1.2e9, "USD"},
	{"EUR 1.234,56", 1234.56, "EUR"},
	{"1.234.567,89 €", 1234567.89, "EUR"},
	{"被骗50w", 500000, ""},
	{"损失了3.5w", 35000, ""},
	{"损失约3.5w", 35000, ""},
	{"损失高达20w", 200000, ""},
	{"被骗了将近5w", 50000, ""},
	{"跑了大约10w", -1, ""},
	{"功率约50w", -1, ""},
	{"高达50w", -1, ""},
	{"100W灯泡", -1, ""},
	{"功率50w", -1, ""},
	{"2、3万", 20000, ""},
	{"两、三千元", 2000, "CNY"},
	{"5000元-8000元", 5000, "CNY"},
	{"$1,000-$2,000", 1000, "USD"},
	{"几十元至几百元", 20, "CNY"},
	{"三元桥", -1, ""},
	{"二元一次方程", -1, ""},
	{"一元店", -1, ""},
	{"万元户", -1, ""},
	{"没退一分钱", -1, ""},
	{"98元购10支", 98, "CNY"},
	{"收了50元店员", 50, "CNY"},
	{"五毛党", -1, ""},
	{"单位：万元", -1, ""},
	{"金额（亿元）", -1, ""},
	{"罚款万元", 10000, "CNY"},
	{"1 000 元", 1000, "CNY"},
	{"2 000.50元", 2000.5, "CNY"},
	{"€1 250,50", 1250.5, "EUR"},
	{"买1 500元", 500, "CNY"},
	{"￥5 100ml", 5, "CNY"},
	{"5 000 公里", -1, ""},
	{"1 000", -1, ""},
	{"半亿", 5e7, ""},
	{"赔半个亿", 5e7, ""},
	{"半个亿人口", -1, ""},
	{"500+元", 500, "CNY"},
	{"100+200元", 200, "CNY"},
	{"100欧", 100, "EUR"},
	{"100欧电阻", -1, ""},
	{"10欧姆", -1, ""},
};

static void
test_amounts(void)
{
	test_section("amounts: fixed cases");
	check_amount("五万", 50000, "");
	check_amount("赔我5万元！", 50000, "CNY");
	check_amount("50,000元", 50000, "CNY");
	check_amount("￥1200.50", 1200.5, "CNY");
	check_amount("扣了三千块", 3000, "CNY");
	check_amount("三千五百块钱", 3500, "CNY");
	check_amount("三千五块", 3500, "CNY");
	check_amount("3万5千元", 35000, "CNY");
	check_amount("一百零五元", 105, "CNY");
	check_amount("贰拾万元", 200000, "CNY");
	check_amount("20多万", 200000, "");
	check_amount("$1,200.50", 1200.5, "USD");
	check_amount("5k dollars", 5000, "USD");
	check_amount("1.2 million dollars", 1.2e6, "USD");
	check_amount("usd 20", 20, "USD");
	check_amount("1亿美元", 1e8, "USD");
	check_amount("人民币300元", 300, "CNY");
	check_amount("５００元", 500, "CNY");
	check_amount("五万人", -1, "");
	check_amount("万一不行", -1, "");
	check_amount("我们一块去", -1, "");
	check_amount("12378", -1, "");
	check_amount("2026年3月1日", -1, "");
	check_amount("12345678901234567元", -1, "");
	check_amount("千万不要", -1, "");
	check_amount("三点五万元", 35000, "CNY");
	check_amount("十二点五万块", 125000, "CNY");
	check_amount("三百二十点五元", 320.5, "CNY");
	check_amount("十二点五十分", -1, "");
	check_amount("3-5千元", 3000, "CNY");
	check_amount("3到5千万", 3e7, "");
	check_amount("100-2千元", 100, "CNY");
	check_amount("好几块钱", 2, "CNY");
	check_amount("幾毛錢", 0.2, "CNY");
	check_amount("几块钱一斤", -1, "");
	check_amount("几块砖", -1, "");
	check_amount("几个亿美元", 2e8, "USD");
	check_amount("1 00 元", 100, "CNY");
	check_amount("1 0 0元", 100, "CNY");
	check_amount("00元", -1, "");
	check_amount("RM50", 50, "MYR");
	check_amount("收了RM 1,200.50", 1200.5, "MYR");
	check_amount("stayed in Rm 205", -1, "");
	check_amount("Rp1.500.000", 1.5e6, "IDR");
	check_amount("500.000 VND", 5e5, "VND");
	check_amount("₹1,50,000", 1.5e5, "INR");
	check_amount("1,50,000 rupees", 1.5e5, "INR");
	check_amount("Rs. 500", 500, "INR");
	check_amount("€5,50", 5.5, "EUR");
	check_amount("12,99 euros", 12.99, "EUR");
	check_amount("€1,500", 1500, "EUR");
	check_amount("R$ 99,90", 99.9, "BRL");
	check_amount("$.99", 0.99, "USD");
	check_amount("20 刀", 20, "USD");
	check_amount("捅了他3刀", -1, "");
	check_amount("50刀片", -1, "");
	check_amount("港幣三百元", 300, "HKD");
	check_amount("用了一百多美元", 100, "USD");
	check_amount("三元里", -1, "");
	check_amount("五六千元", 5000, "CNY");
	check_amount("十七八万元", 170000, "CNY");
	check_amount("十几万元", 100000, "CNY");
	check_amount("上百万元", 1000000, "CNY");
	check_amount("百万元", 1000000, "CNY");
	check_amount("几万元", 20000, "CNY");
	check_amount("数十万元", 200000, "CNY");
	check_amount("30 万元", 300000, "CNY");
	check_amount("十五W", 150000, "");
	check_amount("12块5", 12.5, "CNY");
	check_amount("七块八毛九", 7.89, "CNY");
	check_amount("5毛钱", 0.5, "CNY");
	check_amount("12元5角8分", 12.58, "CNY");
	check_amount("NT$500", 500, "TWD");
	check_amount("HKD 300", 300, "HKD");
	check_amount("300 sgd", 300, "SGD");
	check_amount("3000到5000元", 3000, "CNY");
	check_amount("5-6万", 50000, "");
	check_amount("300块砖", -1, "");
	check_amount("两块地", -1, "");
	check_amount("下午三点五十分", -1, "");
	check_amount("60W灯泡", -1, "");
	check_amount("百元大钞", -1, "");
	check_amount("3到5天", -1, "");
	test_section("amounts: kinds that were asked about one by one");
	for (size_t k = 0; k < sizeof asked / sizeof asked[0]; k++)
		check_amount(asked[k].text, asked[k].value, asked[k].currency);
	test_section("amounts: Chinese numerals written and read");
	for (int round = 0; round < 10000; round++)
	{
		int64_t v = 1 + (int64_t) test_random_below(round % 2 ? 100000 : 99999999);
		CsqBuf  b;

		csq_buf_init(&b);
		write_han(&b, v);
		csq_buf_str(&b, "元");
		check_amount(b.data, (double) v, "CNY");
		csq_free(b.data);
	}
}

/* Groups of three digits behind spaces: a million and more, thousands behind a sign, thousands that end in 0.. */
static void
test_spaced_amounts(void)
{
	test_section("amounts: digits in groups of three behind spaces");
	for (int round = 0; round < 10000; round++)
	{
		int     kind = round % 3;
		int64_t v =
			kind == 0 ? 1000000 + (int64_t) test_random_below(998000000) : 1000 + (int64_t) test_random_below(999000);
		CsqBuf b;

		if (kind == 2)
			v = v / 1000 * 1000 + (int64_t) test_random_below(100);
		csq_buf_init(&b);
		csq_buf_str(&b, kind == 1 ? "€" : "");
		if (v >= 1000000)
			csq_buf_printf(&b, "%d %03d %03d", (int) (v / 1000000), (int) (v / 1000 % 1000), (int) (v % 1000));
		else
			csq_buf_printf(&b, "%d %03d", (int) (v / 1000), (int) (v % 1000));
		csq_buf_str(&b, kind == 1 ? "" : round % 2 ? "元" : " dollars");
		check_amount(b.data, (double) v, kind == 1 ? "EUR" : round % 2 ? "CNY" : "USD");
		csq_free(b.data);
	}
}

/* An amount in one of the ways that people write it; returns its value. */
static double
write_amount(CsqBuf *b, const char **currency)
{
	static const char *const han[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	static const struct
	{
		const char *code;
		const char *before;
		const char *behind;
	} money[] = {{"CNY", "￥", "元"},   {"USD", "$", "美元"},   {"TWD", "NT$", "新台币"}, {"HKD", "HK$", "港币"},
	             {"EUR", "€", "欧元"},  {"GBP", "£", "英镑"},   {"SGD", "sgd ", "新元"},  {"JPY", "JPY ", "日元"},
	             {"AUD", "A$", "澳元"}, {"CHF", "CHF ", " chf"}};
	int     k = (int) test_random_below(sizeof money / sizeof money[0]);
	int64_t v = 1 + (int64_t) test_random_below(99999);
	int     d = 1 + (int) test_random_below(9);
	int     e = 1 + (int) test_random_below(9);

	*currency = "CNY";
	switch (test_random_below(16))
	{
		case 0: /* digits with a sign before */
			*currency = money[k].code;
			csq_buf_printf(b, "%s%lld.%02d", money[k].before, (long long) v, d * 10 + e);
			return (double) v + (d * 10 + e) / 100.0;
		case 1: /* with a word behind */
			*currency = money[k].code;
			csq_buf_printf(b, "%lld%s", (long long) v, money[k].behind);
			return (double) v;
		case 2: /* grouped by commas */
			csq_buf_printf(b, "%lld,%03lld元", (long long) v / 1000 + 1, (long long) v % 1000);
			return (double) ((v / 1000 + 1) * 1000 + v % 1000);
		case 3: /* decimals in 万, spaced */
			csq_buf_printf(b, "%d.%d%s万元", d, e, test_random_below(2) ? " " : "");
			return (d * 10 + e) * 1000;
		case 4: /* decimals in Chinese */
			csq_buf_printf(b, "%s点%s%s元", han[d], han[e], test_random_below(2) ? "万" : "亿");
			return strstr(b->data, "亿") ? (d * 10 + e) * 1e7 : (d * 10 + e) * 1e3;
		case 5: /* the lower of two */
			d = d % 8 + 1;
			csq_buf_printf(b, "%s%s千块", han[d], han[d + 1]);
			return d * 1000;
		case 6: /* a range */
			csq_buf_printf(b, "%lld%s%lld元", (long long) v, test_random_below(2) ? "到" : "-", (long long) v + d);
			return (double) v;
		case 7: /* so many */
			csq_buf_str(b, test_random_below(2) ? "几万元" : "数万元");
			return 20000;
		case 8:
			csq_buf_str(b, test_random_below(2) ? "十几万块" : "十多万块");
			return 100000;
		case 9:
			csq_buf_str(b, test_random_below(2) ? "上百万元" : "百万元");
			return 1000000;
		case 10: /* 角 and 分 */
			csq_buf_printf(b, "%d%s%d%s%d%s", (int) v, test_random_below(2) ? "元" : "块", d,
			               test_random_below(2) ? "角" : "毛", e, test_random_below(2) ? "分" : "");
			return (double) v + d / 10.0 + e / 100.0;
		case 11: /* so many 亿, perhaps more */
			csq_buf_printf(b, "%d个%s亿", d, test_random_below(2) ? "多" : "");
			*currency = "";
			return d * 1e8;
		case 12: /* a unit and more or less */
			csq_buf_printf(b, "%s%s块", test_random_below(2) ? "千" : "万", test_random_below(2) ? "把" : "余");
			return strstr(b->data, "千") ? 1000 : 10000;
		case 13: /* and a half */
			csq_buf_printf(b, "%s块半", han[d]);
			return d + 0.5;
		case 14: /* both ends with their currency */
			csq_buf_printf(b, "%lld元%s%lld元", (long long) v, test_random_below(2) ? "-" : "至", (long long) v + d);
			return (double) v;
		default:
			csq_buf_printf(b, "%d块%d", (int) v, d);
			return (double) v + d / 10.0;
	}
}

/* Something with a number that is no money. */
static void
write_no_amount(CsqBuf *b)
{
	static const char *const things[] = {
		"万人",     "块砖",   "块地板", "万公里", "年",    "号楼",   "块面包", "个月", "天", "次", "万平方米",
		"块广告牌", "亿人次", "点半到", "%",      "W灯泡", "路公交", "栋",     "度电", "米", "岁", "元素"};
	int k = (int) test_random_below(sizeof things / sizeof things[0]);

	if (strcmp(things[k], "元素") == 0) /* 5元素 reads as money: known, not tested */
		k = 0;
	csq_buf_printf(b, "%d%s", 2 + (int) test_random_below(900), things[k]);
}

static void
test_written_amounts(void)
{
	static const char *const carrier[] = {"他们扣了我", "客服说要赔", "，我不同意，", "refund of ",
	                                      "合计",       "。",         "包括"};

	test_section("amounts: written in every way, and numbers that are none, within a text");
	for (int round = 0; round < 10000; round++)
	{
		CsqBuf      b;
		double      want[4];
		const char *currency[4];
		int         n = 0;
		CsqChars    c;
		CsqAmount   a;
		size_t      pos = 0;

		csq_buf_init(&b);
		for (int i = 0; i < 4; i++)
		{
			csq_buf_str(&b, carrier[test_random_below(sizeof carrier / sizeof carrier[0])]);
			if (test_random_below(2))
			{
				CsqBuf one;

				csq_buf_init(&one);
				want[n] = write_amount(&one, &currency[n]);
				n++;
				csq_buf_put(&b, one.data, one.len);
			}
			else
				write_no_amount(&b);
			csq_buf_str(&b, "，");
		}
		read_ok(&c, b.data, b.len, CSQ_CHARS_LINES);
		for (int i = 0; i < n; i++)
		{
			if (!csq_next_amount(&c, &pos, &a))
			{
				CHECK_EQ_STR(b.data, "has more amounts");
				break;
			}
			if (fabs(a.value - want[i]) > 1e-6 * want[i] || strcmp(a.currency, currency[i]) != 0)
				CHECK_EQ_STR(b.data, currency[i]);
			CHECK_NEAR(a.value, want[i], 1e-6 * want[i]);
		}
		if (csq_next_amount(&c, &pos, &a))
			CHECK_EQ_STR(b.data, "has no more amounts");
		csq_host_reset();
	}
}

/* ---- personal data ---- */

static void
check_mask(const char *in, const char *out)
{
	CsqBuf   b;
	CsqError err;

	csq_buf_init(&b);
	CHECK(csq_pii_mask(&b, in, strlen(in), &err));
	CHECK_EQ_STR(b.data, out);
	CHECK_EQ_I64((int64_t) csq_utf8_count(b.data, b.len), (int64_t) csq_utf8_count(in, strlen(in)));
}

static void
test_pii(void)
{
	char s[64];
	char want[64];

	test_section("mask_pii: fixed cases");
	check_mask("电话13812345678。", "电话138****5678。");
	check_mask("138 1234 5678 / 138-1234-5678", "138 **** 5678 / 138-****-5678");
	check_mask("+86 13912345678, 8613912345678", "+86 139****5678, 86139****5678");
	check_mask("１３８１２３４５６７８", "１３８****５６７８");
	check_mask("\xE2\x80\xAD"
	           "138\xE2\x80\x8B"
	           "1234 5678\xE2\x80\xAC"
	           " x",
	           "\xE2\x80\xAD"
	           "138\xE2\x80\x8B"
	           "**** 5678\xE2\x80\xAC"
	           " x");
	check_mask("138\xC2\xA0"
	           "1234\xC2\xA0"
	           "5678 138\t1234\t5678",
	           "138\xC2\xA0"
	           "****\xC2\xA0"
	           "5678 138\t****\t5678");
	check_mask("138\xE2\x80\x91"
	           "1234\xE2\x80\x91"
	           "5678",
	           "138\xE2\x80\x91"
	           "****\xE2\x80\x91"
	           "5678");
	check_mask("滬A12345 遼B·12345 京A1234學", "滬A***** 遼B·***** 京A*****");
	check_mask("12812345678 1381234567 138123456789", "12812345678 1381234567 138123456789");
	check_mask("11010519491231002X", "11**************2X");
	check_mask("11010519491231002x 110105194912310021", "11**************2x 110105194912310021");
	check_mask("110105 19491231 002X", "11**** ******** **2X");
	check_mask("4111111111111111 4111 1111 1111 1111 4111111111111112",
	           "************1111 **** **** **** 1111 4111111111111112");
	check_mask("a.bc@example.com x@y.cn no@host @a.com", "a***@example.com *@y.cn no@host @a.com");
	check_mask("20260301 12345", "20260301 12345");
	check_mask("卡号9558800100112233448", "卡号***************3448");
	check_mask("6222 020200112234568", "**** ***********4568");
	check_mask("008613800138000 +86138 0013 8000 138.0013.8000", "0086138****8000 +86138 **** 8000 138.****.8000");
	check_mask("1101 0519 4912 3100 2X", "11** **** **** **** 2X");
	check_mask("1380 013 8000, 13800 138000", "138* *** 8000, 138** **8000");
	check_mask("010-12345678, 010-82345678, 0755 8123 4567", "010-****5678, 010-****5678, 0755 **** 4567");
	check_mask("湘A12345 粤B·D12345 京AF12345x 新A楼", "湘A***** 粤B·****** 京AF12345x 新A楼");
	check_mask("1998 2005 123, 2019-10-16 1234", "1998 2005 123, 2019-10-16 1234");
	check_mask("1 3 8 0 0 1 3 8 0 0 0, 138·0013·8000, 138 — 0013 — 8000, 138  0013  8000",
	           "1 3 8 * * * * 8 0 0 0, 138·****·8000, 138 — **** — 8000, 138  ****  8000");
	check_mask("一三八零零一三八零零零，幺三八零零幺三八零零零, 一二三四五六七八九零一",
	           "一三八****八零零零，幺三八****八零零零, 一二三四五六七八九零一");
	check_mask("(010)62345678 01062345678 0755-82345678 +86 10 62345678 400-820-8820, 95588",
	           "(010)****5678 010****5678 0755-****5678 +86 10 ****5678 400-820-8820, 95588");
	check_mask("(415) 555-2671, 415.555.2671, +1 (415) 555-2671, +44 20 7946 0958, 800-555-0199, 888-555-0199",
	           "(415) ***-2671, 415.***.2671, +1 (***) ***-2671, +44 ** **** 0958, 800-555-0199, 888-555-0199");
	check_mask("SSN 078-05-1120, 000-12-3456, 666-12-3456, 123-45-67890",
	           "SSN ***-**-1120, 000-12-3456, 666-12-3456, 123-45-67890");
	check_mask("京A1234学 粤Z1234港 京 A12345 川A8888 新A股", "京A***** 粤Z***** 京 A***** 川A8888 新A股");
	check_mask("21 22 23 24 25 26 27 28 29 栋 D190（20151115）", "21 22 23 24 25 26 27 28 29 栋 D190（20151115）");
	check_mask("IBAN DE89 3704 0044 0532 0130 00 ok, DE89370400440532013000.",
	           "IBAN DE** **** **** **** **30 00 ok, DE****************3000.");
	check_mask("账号gb82WEST12345698765432，GB82 WEST 1234 5698 7654 32",
	           "账号gb****************5432，GB** **** **** **** **54 32");
	check_mask("DE88370400440532013000 xDE89370400440532013000 DE89370400440532013000x",
	           "DE88370400440532013000 xDE89370400440532013000 DE89370400440532013000x");
	test_section("mask_pii: random cards and identity numbers, right and wrong");
	for (int round = 0; round < 10000; round++)
	{
		int  n = 13 + (int) test_random_below(7);
		int  sum = 0;
		bool good = test_random_below(2);

		s[0] = (char) ('2' + test_random_below(5));
		for (int i = 1; i < n; i++)
			s[i] = (char) ('0' + test_random_below(10));
		s[n] = '\0';
		for (int i = 1; i < n; i++) /* all but the check digit */
		{
			int d = s[n - 1 - i] - '0';

			sum += i % 2 ? d / 5 + d * 2 % 10 : d;
		}
		s[n - 1] = (char) ('0' + (10 - sum % 10 + (good ? 0 : 1 + test_random_below(9))) % 10);
		if (n == 18)
			s[10] = '9'; /* month 9x: no identity number */
		if (n == 18)
			continue;
		strcpy(want, s);
		if (good)
			memset(want, '*', (size_t) n - 4);
		check_mask(s, want);
	}
	for (int round = 0; round < 10000; round++)
	{
		int64_t r = 1;
		int64_t total = 0;
		int     bump = (int) test_random_below(3);
		int     check;

		snprintf(s, sizeof s, "%06d%04d%02d%02d%03d", 100000 + (int) test_random_below(900000),
		         1900 + (int) test_random_below(120), 1 + (int) test_random_below(12), 1 + (int) test_random_below(28),
		         (int) test_random_below(1000));
		for (int i = 16; i >= 0; i--) /* ISO 7064: weights are powers of two modulo 11 */
		{
			r = r * 2 % 11;
			total += (s[i] - '0') * r;
		}
		check = (int) ((12 - total % 11) % 11);
		check = (check + bump) % 11;
		s[17] = (char) (check == 10 ? 'X' : '0' + check);
		s[18] = '\0';
		strcpy(want, s);
		if (bump == 0)
			memset(want + 2, '*', 14);
		else
		{
			int digits = s[17] == 'X' ? 17 : 18;
			int sum = 0;

			for (int i = 0; i < digits; i++)
			{
				int d = s[digits - 1 - i] - '0';

				sum += i % 2 ? d / 5 + d * 2 % 10 : d;
			}
			if (sum % 10 == 0 && ((s[0] >= '2' && s[0] <= '6') || s[0] == '9'))
				memset(want, '*', (size_t) digits - 4); /* no identity number, but a card */
		}
		check_mask(s, want);
	}
}

/* Digits and what they should become, in the same groups of three or more, with one kind of separator. */
static void
write_groups(CsqBuf *in, CsqBuf *out, const char *digits, const char *mask)
{
	const char *sep = &" \0-\0."[2 * test_random_below(3)];
	size_t      n = strlen(digits);

	for (size_t i = 0; i < n;)
	{
		size_t len = n - i < 6 ? n - i : 3 + test_random_below(3);

		csq_buf_str(in, i > 0 ? sep : "");
		csq_buf_str(out, i > 0 ? sep : "");
		csq_buf_put(in, digits + i, len);
		csq_buf_put(out, mask + i, len);
		i += len;
	}
}

static void
test_grouped_pii(void)
{
	test_section("mask_pii: cards in groups of any size");
	for (int round = 0; round < 10000; round++)
	{
		char   digits[20];
		char   hidden[20];
		CsqBuf in;
		CsqBuf out;
		int    n = 13 + (int) test_random_below(7);
		int    sum = 0;

		for (int i = 0; i < n; i++)
			digits[i] = (char) ('0' + test_random_below(10));
		digits[0] = "3456"[test_random_below(4)];
		if (n == 18)
			digits[10] = '9';
		for (int i = 1; i < n; i++)
		{
			int d = digits[n - 1 - i] - '0';

			sum += i % 2 ? d / 5 + d * 2 % 10 : d;
		}
		digits[n - 1] = (char) ('0' + (10 - sum % 10) % 10);
		digits[n] = '\0';
		strcpy(hidden, digits);
		memset(hidden, '*', (size_t) n - 4);
		csq_buf_init(&in);
		csq_buf_init(&out);
		write_groups(&in, &out, digits, hidden);
		check_mask(in.data, out.data);
		csq_host_reset();
	}
}

/* Is the check right, the letters and digits taken as one long number (ISO 7064, MOD 97-10)? */
static int
long_number_mod_97(const char *s)
{
	char digits[128];
	int  n = 0;
	int  rest = 0;

	for (; *s != '\0'; s++)
		n += snprintf(digits + n, sizeof digits - (size_t) n, "%d", *s <= '9' ? *s - '0' : *s - 'A' + 10);
	for (int i = 0; i < n; i++)
		rest = (rest * 10 + digits[i] - '0') % 97;
	return rest;
}

static void
test_iban(void)
{
	int chance = 0;

	test_section("mask_pii: accounts with right and wrong check digits, together and in fours");
	for (int round = 0; round < 10000; round++)
	{
		char     body[40];
		char     turned[48];
		char     iban[48];
		CsqBuf   in;
		CsqBuf   out;
		int      n = 11 + (int) test_random_below(20);
		bool     good = test_random_below(2);
		bool     fours = test_random_below(2);
		int      check;
		CsqError err;

		for (int i = 0; i < n; i++)
			body[i] = (char) (test_random_below(3) == 0 ? 'A' + (int) test_random_below(26)
			                                            : '0' + (int) test_random_below(10));
		body[0] = 'W'; /* no longer a telephone number */
		body[n] = '\0';
		snprintf(turned, sizeof turned, "%sDE00", body);
		check = 98 - long_number_mod_97(turned);
		if (!good)
			check = check >= 50 ? check - 1 - (int) test_random_below(40) : check + 1 + (int) test_random_below(40);
		snprintf(iban, sizeof iban, "DE%02d%s", check, body);
		csq_buf_init(&in);
		csq_buf_init(&out);
		for (int i = 0; i < n + 4; i++)
		{
			if (fours && i > 0 && i % 4 == 0)
			{
				csq_buf_char(&in, ' ');
				csq_buf_char(&out, ' ');
			}
			csq_buf_char(&in, iban[i]);
			csq_buf_char(&out, i >= 2 && i < n ? '*' : iban[i]);
		}
		if (good)
			check_mask(in.data, out.data);
		else
		{
			csq_buf_init(&out);
			CHECK(csq_pii_mask(&out, in.data, in.len, &err));
			/* in fours its beginning may be right by chance: once in 97 for each group that it might end with */
			CHECK(fours || memcmp(out.data, in.data, 4) == 0);
			chance += memcmp(out.data, in.data, 4) != 0;
		}
		csq_host_reset();
	}
	CHECK(chance < 125);
}

/* Mobile numbers in any groups of two and more, the first of three; with one digit too few or many, too. */
static void
test_grouped_phones(void)
{
	static const char *const signs[] = {"", " ", "-", "  ", " - ", "·", "—", "_"};
	static const char *const codes[] = {"", "+86 ", "86-", "0086 "};

	test_section("mask_pii: telephones in groups of any size");
	for (int round = 0; round < 10000; round++)
	{
		char        digits[16];
		CsqBuf      in;
		CsqBuf      out;
		const char *sign = signs[test_random_below(sizeof signs / sizeof signs[0])];
		int         n = test_random_below(8) == 0 ? (test_random_below(2) ? 10 : 12) : 11;
		const char *code = n == 11 && *sign ? codes[test_random_below(4)] : "";
		int         dated;

		for (int i = 0; i < n; i++)
			digits[i] = (char) ('0' + test_random_below(10));
		digits[0] = '1';
		digits[1] = (char) ('3' + test_random_below(7));
		csq_buf_init(&in);
		csq_buf_init(&out);
		csq_buf_str(&in, code);
		csq_buf_str(&out, code);
		dated = 0;
		for (int i = 0; i < n;)
		{
			int len = i == 0 ? 3 + (int) test_random_below(2) : 2 + (int) test_random_below(3);

			if (n - i - len < 2)
				len = n - i;
			dated |= i == 0 && len == 4 && digits[1] >= '8';
			csq_buf_str(&in, i > 0 ? sign : "");
			csq_buf_str(&out, i > 0 ? sign : "");
			for (int k = i; k < i + len; k++)
			{
				csq_buf_char(&in, digits[k]);
				csq_buf_char(&out, n == 11 && k >= 3 && k < 7 ? '*' : digits[k]);
			}
			i += len;
		}
		if (n != 11 && *sign)
			dated = 1; /* a part of it may be something else */
		if (!dated)
			check_mask(in.data, out.data);
		csq_host_reset();
	}
}

/* The class of an ASCII character by its definition, and characters counted byte by byte. */
static CsqCharClass
plain_class(uint32_t c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
		return CSQ_CH_LATIN;
	if (c >= '0' && c <= '9')
		return CSQ_CH_DIGIT;
	if (c == '.' || c == '!' || c == '?' || c == '\n')
		return CSQ_CH_SENTENCE;
	if (c == ',' || c == ';')
		return CSQ_CH_CLAUSE;
	if (c == ' ' || (c >= 0x09 && c <= 0x0D))
		return CSQ_CH_SPACE;
	return c < 0x20 || c == 0x7F || strchr("$+<=>^`|~", (int) c) != NULL ? CSQ_CH_OTHER : CSQ_CH_PUNCT;
}

static void
test_characters(void)
{
	test_section("characters: classes of ASCII, counting");
	for (uint32_t c = 0; c < 0x80; c++)
		CHECK_EQ_I64(csq_char_class(c), plain_class(c));
	CHECK(csq_char_class(0x4DFF) == CSQ_CH_OTHER && csq_char_class(0x4E00) == CSQ_CH_HAN &&
	      csq_char_class(0x9FFF) == CSQ_CH_HAN && csq_char_class(0xA000) == CSQ_CH_LETTER);
	for (int k = 0; k < 10000; k++)
	{
		char   s[64];
		size_t len = test_random_below(sizeof s);
		size_t n = 0;

		for (size_t i = 0; i < len; i++)
			n += ((s[i] = (char) test_random_u64()) & 0xC0) != 0x80;
		CHECK_EQ_I64((int64_t) csq_utf8_count(s, len), (int64_t) n);
	}
}

/* Each traditional character has the simplified one of its row, every other character stands for itself. */
static void
test_simplified(void)
{
	const uint16_t(*pair)[2];
	size_t n = csq_traditional_pairs(&pair);
	size_t k = 0;

	test_section("simplified characters");
	for (uint32_t c = 0; c < 0x11000; c++)
	{
		uint32_t want = k < n && pair[k][0] == c ? pair[k++][1] : c;

		if (csq_simplified(c) != want)
			CHECK_EQ_I64(csq_simplified(c), want);
	}
	CHECK_EQ_I64((int64_t) k, (int64_t) n);
	CHECK_EQ_I64(csq_simplified(0x6BBA), 0x6740);
	CHECK_EQ_I64(csq_simplified(0x10FFFF), 0x10FFFF);
}

int
main(void)
{
	test_characters();
	test_simplified();
	test_normalize();
	test_settled();
	test_offsets();
	test_tokens();
	test_amounts();
	test_spaced_amounts();
	test_written_amounts();
	test_pii();
	test_grouped_pii();
	test_iban();
	test_grouped_phones();
	return test_done();
}
