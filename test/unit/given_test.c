/*
 * given_test.c
 *		Numbers and facts beside a text: levels, training and reading, every split.
 */
#include "test.h"

#include "classify/gather.h"
#include "classify/model.h"

#include <string.h>

#define NUMBERS 3

typedef struct Row
{
	const char *label;
	char        text[64];
	float       number[NUMBERS];
	CsqText     fact;
	bool        known; /* the numbers are */
} Row;

static void
test_levels(void)
{
	test_section("values are kept to a twentieth, their sign always");
	for (int i = 0; i < 10000; i++)
	{
		float v = (float) (ldexp((double) test_random_below(1000000) / 1e6 + 1e-9, (int) test_random_below(14) - 7));
		float size = v;
		CsqFeatures f = {.extra = 1};
		CsqChars    none = {0};
		CsqGiven    g = {.value = &v, .n = 1};
		float       kept;

		if (test_random_below(2))
			v = -v;
		csq_features_read(&f, &none, CSQ_FEATURE_BITS);
		csq_features_give(&f, &g);
		if (f.n == 0)
		{
			CHECK(size < 1.0f / 64);
			continue;
		}
		CHECK(f.n == 1 && CSQ_FEATURE_COUNT(f.items[0]) >= CSQ_GIVEN_FIRST);
		kept = csq_given_value[CSQ_FEATURE_COUNT(f.items[0])];
		CHECK((kept < 0) == (v < 0));
		if (size <= 128)
			CHECK(fabsf(kept - v) <= 0.051f * size);
		csq_host_reset();
	}
	for (int k = 0; k < CSQ_GIVEN_FIRST; k++)
		CHECK(csq_given_value[k] == csq_feature_tf[k]);
	for (int k = 0; k < CSQ_GIVEN_LEVELS; k++)
		CHECK_NEAR(csq_given_value[CSQ_GIVEN_FIRST + k], pow(2, -6 + 13.0 * k / 95), 1e-5 * pow(2, -6 + 13.0 * k / 95));
}

static void
make_row(Row *r)
{
	static const char *const words[] = {"card", "fee", "app", "loan", "late", "rude", "queue", "lost"};
	static const char *const labels[] = {"a", "b", "c"};
	static const char *const facts[] = {"channel=phone", "channel=web", "channel=branch"};
	int                      k = (int) test_random_below(3);

	memset(r, 0, sizeof *r);
	r->label = labels[k];
	for (int i = 0; i < 4; i++)
	{
		strcat(r->text, words[test_random_below(8)]);
		strcat(r->text, " ");
	}
	for (int j = 0; j < NUMBERS; j++)
		r->number[j] = (float) ((j == k) + ((double) test_random_below(1000) / 1000 - 0.5));
	r->fact.s = facts[test_random_below(4) ? k : (int) test_random_below(3)];
	r->fact.len = strlen(r->fact.s);
	r->known = test_random_below(10) != 0;
}

static CsqGiven
given_of(const Row *r)
{
	return (CsqGiven){r->number, r->known ? NUMBERS : 0, &r->fact, 1};
}

static CsqFeatures
features_of(const Row *r, int bits)
{
	CsqFeatures f = {.extra = NUMBERS + 1};
	CsqGiven    g = given_of(r);
	CsqChars    chars;
	CsqError    err;

	csq_chars_read(&chars, r->text, strlen(r->text), CSQ_FEATURE_CHARS | CSQ_CHARS_NO_MAP, &err);
	csq_features_read(&f, &chars, bits);
	csq_features_give(&f, &g);
	return f;
}

static CsqCorpus *
add_row(CsqCorpus *c, const Row *r)
{
	CsqFeatures f = features_of(r, CSQ_FEATURE_BITS);
	CsqFeature *tmp = csq_alloc((2 * f.n + 1) * sizeof *tmp);
	CsqError    err;

	CHECK(csq_corpus_give(c, r->known ? NUMBERS : 0, &err));
	return csq_corpus_add(c, r->label, strlen(r->label), f.items, f.n, tmp, CSQ_WEIGHT_UNIT, &err);
}

static CsqBuf
bytes_of(const CsqCorpus *c)
{
	CsqBuf b;

	csq_buf_init(&b);
	csq_corpus_write(c, &b);
	return b;
}

static bool
same(CsqBuf a, CsqBuf b)
{
	return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

/* What the model says of a row, from floats and the definition. */
static void
plain_margins(const CsqTrained *t, const Row *r, double *z)
{
	CsqFeatures f = features_of(r, t->bits);
	double      square = 0;

	for (size_t k = 0; k < f.n; k++)
		square += pow(csq_given_value[CSQ_FEATURE_COUNT(f.items[k])], 2);
	for (int j = 0; j < t->columns; j++)
		z[j] = t->w[(size_t) t->rows * (size_t) t->stride + (size_t) j];
	for (size_t k = 0; k < f.n; k++)
		for (uint32_t row = 0; row < t->rows; row++)
			if (t->id[row] == CSQ_FEATURE_ID(f.items[k]))
				for (int j = 0; j < t->columns; j++)
					z[j] += csq_given_value[CSQ_FEATURE_COUNT(f.items[k])] / sqrt(square) *
					        t->w[(size_t) row * (size_t) t->stride + (size_t) j];
}

static void
check_model(const CsqCorpus *c)
{
	CsqGather       g = {.chunk = (CsqCorpus *) c};
	CsqTrainOptions o;
	CsqTrained      t;
	CsqModel       *m;
	CsqModel       *again;
	CsqClassifier  *reader;
	CsqBuf          b;
	CsqError        err;
	long            right = 0;

	csq_train_options_default(&o);
	CHECK(csq_train(&g, &o, NULL, &t, &err) && (m = csq_model_build(&t, &o, &err)) != NULL);
	csq_buf_init(&b);
	csq_model_text(m, &b);
	again = csq_model_parse(b.data, b.len, &err);
	CHECK(again != NULL && again->scheme == CSQ_GIVEN_SCHEME && again->given == NUMBERS &&
	      csq_flat_size(again) == csq_flat_size(m) && memcmp(again, m, csq_flat_size(m)) == 0 &&
	      csq_model_check(again, csq_flat_size(again), &err));
	reader = csq_classifier_new(again);
	for (int i = 0; i < 300; i++)
	{
		Row      r;
		double   z[3];
		int      best;
		CsqGiven given;

		make_row(&r);
		given = given_of(&r);
		reader->given = &given;
		best = csq_classifier_probabilities(reader, r.text, strlen(r.text), &err);
		plain_margins(&t, &r, z);
		for (int j = 0; j < t.columns; j++)
			CHECK_NEAR(reader->z[j], z[j], 0.25);
		right += best >= 0 && t.labels[best].s[0] == r.label[0];
	}
	CHECK(right > 225); /* the words say nothing; the rest gives most away */
}

static void
test_training(void)
{
	test_section("what is given beside a text is learned, whatever the order and the split");
	for (int turn = 0; turn < 12; turn++)
	{
		enum
		{
			N = 500
		};
		Row       *rows = calloc(N, sizeof *rows);
		CsqCorpus *serial = csq_corpus_new();
		CsqCorpus *part[3];
		CsqCorpus *other = csq_corpus_new();
		CsqBuf     b;
		CsqError   err;

		for (int k = 0; k < 3; k++)
			part[k] = csq_corpus_new();
		for (int i = 0; i < N; i++)
		{
			make_row(&rows[i]);
			serial = add_row(serial, &rows[i]);
		}
		for (int i = N - 1; i >= 0; i--)
		{
			size_t k = test_random_below(3);

			part[k] = add_row(part[k], &rows[i]);
		}
		b = bytes_of(part[1]);
		CHECK((part[1] = csq_corpus_read(b.data, b.len, &err)) != NULL && part[1]->given == NUMBERS &&
		      csq_corpus_check(part[1], csq_flat_size(part[1]), &err));
		CHECK(csq_corpus_merge(&part[2], part[0], &err) && csq_corpus_merge(&part[2], part[1], &err));
		CHECK(same(bytes_of(serial), bytes_of(part[2])));
		check_model(part[2]);
		/* text alone, or another number of numbers, does not join */
		CHECK(!csq_corpus_join(serial, other, &err) && err.code == CSQ_PARAM);
		CHECK(!csq_corpus_give(serial, NUMBERS + 1, &err) && err.code == CSQ_PARAM);
		CHECK(!csq_corpus_give(serial, CSQ_MAX_GIVEN + 1, &err) && err.code == CSQ_LIMIT);
		free(rows);
		csq_host_reset();
	}
}

int
main(void)
{
	test_levels();
	test_training();
	return test_done();
}
