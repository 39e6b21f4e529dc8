/*
 * near_duplicate_test.c
 *		Signatures against sets of 3-grams that are counted here one by one.
 */
#include "test.h"

#include "text/near_duplicate.h"

static const char *pieces[] = {"退款", "一直", "没有", "到账", "客服", "refund", "THE ", "late", "7",    "，",
                               "。",   " ",    "!",    "Ａ",   "投诉", "平台",   "不",   "處理", "card", "ok"};

static void
make_text(char *s, int n)
{
	s[0] = '\0';
	for (int i = 0; i < n; i++)
		strcat(s, pieces[test_random_below(sizeof pieces / sizeof *pieces)]);
}

/* Another text: the same with some pieces exchanged at the end. */
static void
change_text(char *to, const char *from)
{
	CsqBuf b;

	csq_buf_init(&b);
	csq_buf_put(&b, from, strlen(from));
	for (size_t i = test_random_below(8); i > 0; i--)
		csq_buf_str(&b, pieces[test_random_below(sizeof pieces / sizeof *pieces)]);
	strcpy(to, b.data);
}

typedef struct Grams
{
	uint32_t gram[2000][3];
	size_t   n;
} Grams;

static void
naive_grams(const CsqChars *c, Grams *g)
{
	uint32_t kept[2000];
	size_t   n = 0;

	g->n = 0;
	for (size_t i = 0; i < c->n; i++)
	{
		CsqCharClass k = csq_char_class(c->cp[i]);

		if (k == CSQ_CH_HAN || k == CSQ_CH_JOINED || k == CSQ_CH_LATIN || k == CSQ_CH_LETTER || k == CSQ_CH_DIGIT ||
		    k == CSQ_CH_MARK)
			kept[n++] = c->cp[i];
	}
	for (size_t i = 0; i + 3 <= n || (i == 0 && n > 0); i++)
	{
		uint32_t x[3] = {kept[i], i + 1 < n ? kept[i + 1] : 0, i + 2 < n ? kept[i + 2] : 0};
		bool     seen = false;

		for (size_t k = 0; k < g->n; k++)
			seen |= memcmp(g->gram[k], x, sizeof x) == 0;
		if (!seen)
			memcpy(g->gram[g->n++], x, sizeof x);
	}
}

static size_t
in_both(const Grams *a, const Grams *b)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			n += memcmp(a->gram[i], b->gram[k], sizeof a->gram[i]) == 0;
	return n;
}

static CsqSignature *
sign(const char *s, CsqChars *chars)
{
	CsqError err;

	CHECK(csq_chars_read(chars, s, strlen(s), CSQ_SIGNATURE_CHARS, &err));
	return csq_signature_new(chars);
}

static void
test_estimates(void)
{
	static Grams ga, gb;
	double       squares = 0, bias = 0;
	long         pairs = 0, banded = 0;
	double       expected = 0, away = 0;

	test_section("likeness and containment against the sets themselves");
	for (int turn = 0; turn < 10000; turn++)
	{
		char          a[400], b[400];
		CsqChars      ca, cb;
		CsqSignature *x, *y;
		int32_t       p[CSQ_SIGNATURE_BANDS], q[CSQ_SIGNATURE_BANDS];
		double        j, both;
		bool          hit = false;

		make_text(a, (int) test_random_below(30));
		change_text(b, a);
		x = sign(a, &ca);
		y = sign(b, &cb);
		naive_grams(&ca, &ga);
		naive_grams(&cb, &gb);
		CHECK((x == NULL) == (ga.n == 0) && (y == NULL) == (gb.n == 0));
		if (x == NULL || y == NULL)
		{
			csq_host_reset();
			continue;
		}
		CHECK_EQ_I64(x->grams, ga.n);
		both = (double) in_both(&ga, &gb);
		j = both / ((double) ga.n + (double) gb.n - both);
		CHECK_NEAR(csq_signature_similarity(x, y), j, 0.32);
		away += fabs(csq_signature_containment(x, y) - both / (double) ga.n);
		CHECK(csq_signature_similarity(x, y) == csq_signature_similarity(y, x));
		CHECK(csq_signature_similarity(x, x) == 1 && csq_signature_containment(x, x) == 1);
		CHECK(csq_signature_containment(x, y) <= 1);
		squares += (csq_signature_similarity(x, y) - j) * (csq_signature_similarity(x, y) - j);
		bias += csq_signature_similarity(x, y) - j;
		pairs++;
		csq_signature_bands(x, p);
		csq_signature_bands(y, q);
		for (int i = 0; i < CSQ_SIGNATURE_BANDS; i++)
			for (int k = 0; k < CSQ_SIGNATURE_BANDS; k++)
				hit |= p[i] == q[k];
		banded += hit;
		expected += 1 - pow(1 - pow(j, CSQ_SIGNATURE_ROWS), CSQ_SIGNATURE_BANDS);
		csq_host_reset();
	}
	printf("# root mean square error %.3f, bias %.4f; bands found %ld of %.0f expected\n", sqrt(squares / pairs),
	       bias / pairs, banded, expected);
	CHECK(sqrt(squares / pairs) < 0.0625);
	CHECK(fabs(bias / pairs) < 0.01);
	CHECK(away / pairs < 0.06);
	CHECK(fabs((double) banded - expected) < 0.02 * expected);
}

static void
test_forms(void)
{
	test_section("what does not count, binary form, damage");
	for (int turn = 0; turn < 1000; turn++)
	{
		char          a[400];
		CsqChars      c;
		CsqSignature *x;
		CsqSignature *y;
		CsqBuf        b;
		CsqError      err;

		make_text(a, 3 + (int) test_random_below(20));
		if ((x = sign(a, &c)) == NULL)
			continue;
		CHECK(csq_signature_check(x, csq_flat_size(x), &err));
		csq_buf_init(&b);
		csq_signature_write(x, &b);
		y = csq_signature_read(b.data, b.len, &err);
		CHECK(y != NULL && memcmp(x, y, sizeof *x) == 0);
		CHECK(csq_signature_read(b.data, test_random_below(b.len), &err) == NULL);
		x->unused = 1;
		CHECK(!csq_signature_check(x, csq_flat_size(x), &err) && err.code == CSQ_BINARY);
		x->unused = x->grams = 0;
		CHECK(!csq_signature_check(x, csq_flat_size(x), &err));
		csq_host_reset();
	}
	{
		CsqChars c;

		CHECK(csq_signature_similarity(sign("Refund, please!", &c), sign("ＲＥＦＵＮＤ please", &c)) == 1);
		CHECK(csq_signature_similarity(sign("退款，一直没到账。", &c), sign("退款一直 没到账", &c)) == 1);
		CHECK(sign("，。!! \n", &c) == NULL);
		CHECK(csq_signature_similarity(sign("ok", &c), sign("OK!", &c)) == 1);
		CHECK(csq_signature_similarity(sign("ok", &c), sign("no", &c)) == 0);
	}
	csq_host_reset();
}

int
main(void)
{
	test_estimates();
	test_forms();
	return test_done();
}
