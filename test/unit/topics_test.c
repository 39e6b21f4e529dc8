/*
 * topics_test.c
 *		Terms against counting one by one, their z against its formula; planted groups are
 *		found, whatever the order and split of the texts.
 */
#include "test.h"

#include "text/topics.h"

static const char *words[] = {"退款", "到账", "快递", "refund", "late", "ok"};
#define N_WORDS 6

static void
add(CsqTally **t, bool (*f)(CsqTally **, const char *, size_t, CsqError *), const char *text)
{
	CsqError err;

	CHECK(f(t, text, strlen(text), &err));
}

static CsqTally *
new_terms(void)
{
	return csq_tally_new(&csq_terms_type, 0, &(CsqText){"", 0});
}

static void
test_terms(void)
{
	test_section("terms of texts, counted one by one, in any split; their z");
	for (int turn = 0; turn < 2000; turn++)
	{
		CsqTally      *t[2] = {new_terms(), new_terms()}, *part = new_terms();
		int64_t        count[2][N_WORDS] = {{0}}, texts[2] = {0};
		CsqTermChange *c;
		size_t         n;
		CsqError       err;
		double         last = 1e9;

		for (int i = 0; i < 20; i++)
		{
			char text[200] = "";
			int  side = (int) test_random_below(2);
			bool in[N_WORDS] = {false};

			for (size_t k = 1 + test_random_below(4); k > 0; k--)
			{
				size_t w = test_random_below(N_WORDS);

				strcat(text, words[w]);
				strcat(text, " , ");
				in[w] = true;
			}
			for (int w = 0; w < N_WORDS; w++)
				count[side][w] += in[w];
			texts[side]++;
			add(side == 1 && test_random_below(2) ? &part : &t[side], csq_terms_add, text);
		}
		CHECK(csq_tally_merge(&csq_terms_type, &t[1], part, &err));
		c = csq_terms_compare(csq_tally_pack(&csq_terms_type, t[0], &err), csq_tally_pack(&csq_terms_type, t[1], &err),
		                      &n);
		for (size_t i = 0; i < n; i++)
		{
			int    w = 0;
			double a, b, y1, y2, n1 = (double) texts[1], n2 = (double) texts[0], z;

			while (w < N_WORDS &&
			       (strlen(words[w]) != c[i].term.len || memcmp(words[w], c[i].term.s, c[i].term.len) != 0))
				w++;
			CHECK(w < N_WORDS && c[i].before == count[0][w] && c[i].after == count[1][w]);
			y1 = (double) c[i].after;
			y2 = (double) c[i].before;
			a = 10 * (y1 + y2) / (n1 + n2);
			b = 10 - a;
			z = log((y1 + a) / (n1 - y1 + b)) - log((y2 + a) / (n2 - y2 + b));
			z /= sqrt(1 / (y1 + a) + 1 / (n1 - y1 + b) + 1 / (y2 + a) + 1 / (n2 - y2 + b));
			if (y1 + y2 < n1 + n2)
				CHECK_NEAR(c[i].z, z, 1e-9);
			CHECK(c[i].z <= last);
			last = c[i].z;
		}
		csq_host_reset();
	}
}

static const char *themes[3][6] = {
	{"退款一直没有到账", "退款没有处理", "申请退款没有结果", "退款金额不对", "催了退款多次", "要求马上退款"},
	{"快递包裹丢了", "快递员态度恶劣", "快递太慢", "快递送错地方", "快递箱子破损", "快递三天没有动"},
	{"app cannot login again", "login fails in the app", "app login is broken", "the app crashes on login",
     "login code never comes", "no login since monday"},
};

static void
test_topics(void)
{
	test_section("planted groups, in any order and split");
	for (int turn = 0; turn < 100; turn++)
	{
		int       order[18];
		CsqTally *t = csq_tally_new(&csq_topics_type, 0, &(CsqText){"", 0});
		CsqTally *part = csq_tally_new(&csq_topics_type, 0, &(CsqText){"", 0});
		CsqTopic *topic;
		size_t    n;
		int64_t   all = 0;
		CsqError  err;
		char      name[3][100];

		for (int i = 0; i < 18; i++)
			order[i] = i;
		for (int i = 18; i > 1; i--)
		{
			int k = (int) test_random_below((uint64_t) i), x = order[i - 1];

			order[i - 1] = order[k];
			order[k] = x;
		}
		for (int i = 0; i < 18; i++)
			add(test_random_below(2) ? &t : &part, csq_topics_add, themes[order[i] / 6][order[i] % 6]);
		add(&t, csq_topics_add, "x");
		add(&t, csq_topics_add, "");
		CHECK(csq_tally_merge(&csq_topics_type, &t, part, &err));
		CHECK(csq_topics(csq_tally_pack(&csq_topics_type, t, &err), 3, &topic, &n, &err));
		CHECK_EQ_I64(n, 4);
		for (size_t i = 0; i < n; i++)
		{
			all += topic[i].n;
			CHECK(i + 1 == n ? topic[i].terms == 0 && topic[i].n == 1 : topic[i].n == 6 && topic[i].terms >= 1);
			if (i + 1 < n)
				snprintf(name[i], sizeof name[i], "%.*s", (int) topic[i].term[0].len, topic[i].term[0].s);
		}
		CHECK_EQ_I64(all, 19);
		if (n == 4)
		{
			int found = 0;

			for (int i = 0; i < 3; i++)
				found |= strcmp(name[i], "退款") == 0    ? 1
				         : strcmp(name[i], "快递") == 0  ? 2
				         : strcmp(name[i], "login") == 0 ? 4
				                                         : 0;
			CHECK_EQ_I64(found, 7);
		}
		csq_host_reset();
	}
}

static void
test_edges(void)
{
	CsqTally *t = csq_tally_new(&csq_topics_type, 0, &(CsqText){"", 0});
	CsqTopic *topic;
	size_t    n;
	CsqError  err;

	test_section("nothing, one text, equal texts");
	CHECK(csq_topics(csq_tally_pack(&csq_topics_type, t, &err), 0, &topic, &n, &err) && n == 0);
	add(&t, csq_topics_add, "退款");
	CHECK(csq_topics(csq_tally_pack(&csq_topics_type, t, &err), 0, &topic, &n, &err) && n == 1 && topic[0].n == 1);
	for (int i = 0; i < 9; i++)
		add(&t, csq_topics_add, "退款");
	CHECK(csq_topics(csq_tally_pack(&csq_topics_type, t, &err), 5, &topic, &n, &err) && n == 1 && topic[0].n == 10);
	CHECK(csq_term_z(0, 0, 0, 5) == 0 && csq_term_z(5, 5, 5, 5) == 0 && csq_term_z(9, 3, 0, 3) == 0);
	CHECK(csq_term_z(8, 10, 1, 10) > 2 && csq_term_z(1, 10, 8, 10) < -2);
	csq_host_reset();
}

int
main(void)
{
	test_terms();
	test_topics();
	test_edges();
	return test_done();
}
