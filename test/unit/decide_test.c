/*
 * decide_test.c
 *		Tests of decide.c: who decides, against the rules written out once more.
 */
#include "test.h"

#include "classify/decide.h"

static const char *const words[] = {"refund", "fire", "late", "parcel", "thanks", "invoice", "broken", "gas"};

#define NWORDS 8

/* Some of the words, which ones as bits. */
static CsqText
random_text(unsigned *holds)
{
	static char buffer[200];
	size_t      len = 0;

	*holds = (unsigned) test_random_below(1 << NWORDS);
	buffer[0] = '\0';
	for (int w = 0; w < NWORDS; w++)
		if (*holds >> w & 1)
			len += (size_t) snprintf(buffer + len, sizeof buffer - len, "%s ", words[w]);
	return (CsqText){buffer, len};
}

/* A lexicon of one word per label, and its matcher. */
static CsqMatcher *
matcher_of(unsigned members, const double *weight)
{
	static const char *const labels[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
	CsqLexRows               rows = {0};
	CsqError                 err;
	CsqMatcher              *m;

	for (int w = 0; w < NWORDS; w++)
		if (members >> w & 1)
		{
			CsqLexRow row;

			CHECK(csq_lexicon_row(&row, (CsqText){"x", 1}, (CsqText){labels[w], 1},
			                      (CsqText){words[w], strlen(words[w])}, weight[w], CSQ_NEGATION_FLIP, &err));
			csq_lexicon_add_row(&rows, &row);
		}
	csq_lexicon_canonical(&rows);
	m = csq_lexicon_compile(&rows, &err);
	CHECK(m != NULL);
	return m;
}

/* What a lexicon should say: the heaviest word; clear when no other weighs more than half of it.  -1: nothing. */
static int
expected_label(unsigned members, const double *weight, unsigned holds, bool *clear)
{
	int best = -1;

	for (int w = 0; w < NWORDS; w++)
		if ((members & holds) >> w & 1 && (best < 0 || weight[w] > weight[best]))
			best = w;
	*clear = best >= 0;
	for (int w = 0; w < NWORDS; w++)
		if (w != best && (members & holds) >> w & 1 && 2 * weight[w] > weight[best])
			*clear = false;
	return best;
}

/* A classifier that has read a text: only what deciding looks at. */
static CsqClassifier *
classifier_of(double first)
{
	static const int64_t none[2] = {1, 1};
	static CsqText       labels[2] = {{"no", 2}, {"yes", 3}};
	float               *w = csq_alloc0(64 * sizeof *w);
	CsqTrained           t = {.classes = 2, .columns = 1, .stride = 16, .bits = 14, .temperature = 1, .w = w};
	CsqTrainOptions      o;
	CsqError             err;
	CsqClassifier       *c;

	t.labels = labels;
	t.label_weight = csq_alloc(sizeof none);
	memcpy(t.label_weight, none, sizeof none);
	csq_train_options_default(&o);
	c = csq_classifier_new(csq_model_build(&t, &o, &err));
	c->known = 1;
	c->p[0] = first;
	c->p[1] = 1 - first;
	return c;
}

static void
test_decisions(void)
{
	double weight[NWORDS];

	test_section("who decides");
	for (int w = 0; w < NWORDS; w++)
		weight[w] = (double) (1 << w); /* all different, so that the best is one */
	weight[6] = 40;
	for (int round = 0; round < 10000; round++)
	{
		unsigned parts = (unsigned) test_random_below(16), holds;
		unsigned risky = (unsigned) test_random_below(1 << NWORDS), known = (unsigned) test_random_below(1 << NWORDS);
		double   first = (double) test_random_below(101) / 100;
		static CsqLabelNumber number[2] = {{{"no", 2}, CSQ_NEVER_SURE}, {{"yes", 3}, 0.6}};
		CsqLabelNumbers       numbers = {number, 2};
		CsqText               text = random_text(&holds);
		CsqDecide             d = {.min_confidence = 0.7};
		CsqDecision           got;
		CsqError              err;
		int                   best = 1 - first > first, rule = -1, fallback = -1;
		bool                  clear = false, unused, sure = false;
		double                p = best == 0 ? first : 1 - first;

		if (parts & 1)
			d.model = classifier_of(first), d.best = best;
		if (parts & 2)
			d.risk = matcher_of(risky, weight), rule = expected_label(risky, weight, holds, &unused);
		if (parts & 4)
			d.fallback = matcher_of(known, weight), fallback = expected_label(known, weight, holds, &clear);
		if (parts & 8)
			d.thresholds = &numbers;
		if (parts & 1)
			sure = p >= (parts & 8 ? number[best].value : 0.7);
		CHECK(csq_decision_make(&d, text.s, text.len, &got, &err));
		CHECK(got.has_probability == ((parts & 1) != 0) && (!got.has_probability || got.probability == p));
		if (rule >= 0 || (!sure && clear))
		{
			int w = rule >= 0 ? rule : fallback;

			CHECK(got.by == (rule >= 0 ? CSQ_DECIDES_RULE : CSQ_DECIDES_LEXICON));
			CHECK(got.label.len == 1 && got.label.s[0] == 'a' + w);
			CHECK(csq_text_same(&got.evidence, &(CsqText){words[w], strlen(words[w])}));
		}
		else
		{
			CHECK(got.by == (sure ? CSQ_DECIDES_MODEL : CSQ_DECIDES_PERSON));
			CHECK(got.evidence.s == NULL);
			CHECK(sure ? csq_text_same(&got.label, &number[best].label) : got.label.s == NULL);
		}
		csq_host_reset();
	}
}

static void
test_numbers(void)
{
	static const char *const wrong[] = {
		"[]", "1", "{\"a\":2}", "{\"a\":-0.1}", "{\"a\":\"x\"}", "{\"a\":0.1", "{\"a\":0.1,\"b\":0,\"a\":0.1}"};
	static const char good[] = "{\"b\":0.25,\"a\":null,\"\":1}";
	CsqLabelNumbers   n;
	CsqError          err;

	test_section("numbers by label");
	CHECK(csq_label_numbers_parse(good, strlen(good), CSQ_NEVER_SURE, 1, "threshold", &n, &err));
	CHECK(csq_label_number(&n, &(CsqText){"a", 1}, 0.5) == CSQ_NEVER_SURE);
	CHECK(csq_label_number(&n, &(CsqText){"b", 1}, 0.5) == 0.25);
	CHECK(csq_label_number(&n, &(CsqText){"", 0}, 0.5) == 1);
	CHECK(csq_label_number(&n, &(CsqText){"c", 1}, 0.5) == 0.5);
	CHECK(csq_label_numbers_parse("{}", 2, CSQ_NEVER_SURE, 1, "threshold", &n, &err) && n.n == 0);
	CHECK(csq_label_number(&n, &(CsqText){"c", 1}, 0.5) == 0.5);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(!csq_label_numbers_parse(wrong[i], strlen(wrong[i]), CSQ_NEVER_SURE, 1, "threshold", &n, &err) &&
		      err.code == CSQ_PARAM);
	csq_host_reset();
}

int
main(void)
{
	test_numbers();
	test_decisions();
	return test_done();
}
