/*
 * classifier_float_test.c
 *		What the bytes of a model lose against the floats it was made from: real data.
 *
 * For each labelled set (TSV with a header line; every fifth id is a test row,
 * or the file names the part) a model is trained once; each test row is then
 * read with the float weights as they were trained and with the model, whose
 * rows are quantised and pruned.  Accuracies must not differ by more than .3
 * points in the model's disfavour.  Without the data folder (CSQ_DATA, or
 * ../shared/data beside the tree) only the last section runs, on rows made here.
 */
#include "test.h"

#include "base/exact_math.h"
#include "classify/model.h"

#define MAX_LINE    65536
#define MAX_COLUMNS 8

typedef struct Set
{
	const char *file;
	int         label; /* columns, from 0 */
	int         text;
	int         part; /* -1: by id */
} Set;

static const Set sets[] = {
	{"zh_waimai_sentiment.tsv", 1, 2, -1}, {"zh_gov_complaint.tsv", 1, 2, -1},   {"zh_car_topic.tsv", 1, 3, -1},
	{"zh_weibo_emotion.tsv", 1, 2, -1},    {"zh_unionpay_intent.tsv", 1, 4, -1}, {"en_airline_tweets.tsv", 2, 5, -1},
	{"en_clinc150.tsv", 3, 4, 1},          {"en_cfpb_narratives.tsv", 1, 2, -1},
};

typedef struct Rows
{
	char **label;
	char **text;
	size_t n;
	size_t cap;
} Rows;

static char *
copy_of(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(csq_alloc(n), s, n);
}

static void
add_row(Rows *r, const char *label, const char *text)
{
	if (r->n == r->cap)
	{
		size_t cap = r->cap ? r->cap * 2 : 1024;

		r->label = r->cap ? csq_realloc(r->label, cap * sizeof *r->label) : csq_alloc(cap * sizeof *r->label);
		r->text = r->cap ? csq_realloc(r->text, cap * sizeof *r->text) : csq_alloc(cap * sizeof *r->text);
		r->cap = cap;
	}
	r->label[r->n] = copy_of(label);
	r->text[r->n++] = copy_of(text);
}

static bool
read_set(const Set *s, Rows *train, Rows *test)
{
	static char line[MAX_LINE];
	char        name[1024];
	const char *source = getenv("CSQ_SOURCE");
	FILE       *in;
	bool        head = true;

	if (getenv("CSQ_DATA"))
		snprintf(name, sizeof name, "%s/%s", getenv("CSQ_DATA"), s->file);
	else
		snprintf(name, sizeof name, "%s/../shared/data/%s", source ? source : ".", s->file);
	if ((in = fopen(name, "r")) == NULL)
		return false;
	while (fgets(line, sizeof line, in))
	{
		char *column[MAX_COLUMNS] = {line};
		int   n = 1;
		bool  is_test;

		line[strcspn(line, "\n")] = '\0';
		for (char *p = line; *p && n < MAX_COLUMNS; p++)
			if (*p == '\t')
			{
				*p = '\0';
				column[n++] = p + 1;
			}
		if (head || n <= s->text || n <= s->label || n <= s->part)
		{
			head = false;
			continue;
		}
		if (s->part >= 0 && strcmp(column[s->part], "train") != 0 && strcmp(column[s->part], "test") != 0)
			continue;
		is_test = s->part >= 0 ? column[s->part][1] == 'e' : atoi(column[0]) % 5 == 0;
		add_row(is_test ? test : train, column[s->label], column[s->text]);
	}
	fclose(in);
	return train->n > 0 && test->n > 0;
}

static CsqCorpus *
corpus_of(const Rows *r)
{
	CsqFeatures f = {0};
	CsqCorpus  *c = csq_corpus_new();
	CsqError    err;

	for (size_t i = 0; i < r->n; i++)
	{
		CsqChars    chars;
		CsqFeature *tmp;
		CsqCorpus  *grown;

		CHECK(csq_chars_read(&chars, r->text[i], strlen(r->text[i]), CSQ_FEATURE_CHARS | CSQ_CHARS_NO_MAP, &err));
		csq_features_read(&f, &chars, CSQ_FEATURE_BITS);
		tmp = csq_alloc((2 * f.n + 1) * sizeof *tmp);
		grown = csq_corpus_add(c, r->label[i], strlen(r->label[i]), f.items, f.n, tmp, CSQ_WEIGHT_UNIT, &err);
		CHECK(grown != NULL);
		c = grown;
		csq_free(tmp);
		csq_chars_free(&chars);
	}
	return c;
}

/* The best label by the float weights: the plain definition of a margin. */
static int
best_by_floats(const CsqTrained *t, const char *text)
{
	CsqFeatures f = {0};
	CsqChars    chars;
	CsqError    err;
	double      z[CSQ_MAX_LABELS];
	double      square = 0;
	int         best = 0;

	CHECK(csq_chars_read(&chars, text, strlen(text), CSQ_FEATURE_CHARS | CSQ_CHARS_NO_MAP, &err));
	csq_features_read(&f, &chars, t->bits);
	for (size_t i = 0; i < f.n; i++)
		square +=
			(double) csq_feature_tf[CSQ_FEATURE_COUNT(f.items[i])] * csq_feature_tf[CSQ_FEATURE_COUNT(f.items[i])];
	for (int k = 0; k < t->columns; k++)
		z[k] = t->w[(size_t) t->rows * (size_t) t->stride + (size_t) k];
	for (size_t i = 0; i < f.n; i++)
	{
		uint32_t id = CSQ_FEATURE_ID(f.items[i]);
		size_t   lo = 0, hi = t->rows;

		while (lo < hi)
		{
			size_t mid = (lo + hi) / 2;

			if (t->id[mid] < id)
				lo = mid + 1;
			else
				hi = mid;
		}
		if (lo < t->rows && t->id[lo] == id)
			for (int k = 0; k < t->columns; k++)
				z[k] += csq_feature_tf[CSQ_FEATURE_COUNT(f.items[i])] / sqrt(square) *
				        t->w[lo * (size_t) t->stride + (size_t) k];
	}
	csq_chars_free(&chars);
	if (t->columns == 1)
		return z[0] > 0;
	for (int k = 1; k < t->columns; k++)
		if (z[k] > z[best])
			best = k;
	return best;
}

static bool
is_label(const CsqText *t, const char *label)
{
	return t->len == strlen(label) && memcmp(t->s, label, t->len) == 0;
}

static void
compare(const char *what, const Rows *train, const Rows *test)
{
	CsqTrainOptions options;
	CsqGather       g = {.chunk = corpus_of(train)};
	CsqTrained      t;
	CsqError        err;
	CsqModel       *m;
	CsqClassifier  *c;
	long            floats = 0, bytes = 0, apart = 0;

	csq_train_options_default(&options);
	CHECK(csq_train(&g, &options, NULL, &t, &err));
	m = csq_model_build(&t, &options, &err);
	CHECK(m != NULL);
	c = csq_classifier_new(m);
	for (size_t i = 0; i < test->n; i++)
	{
		int     best = csq_classifier_probabilities(c, test->text[i], strlen(test->text[i]), &err);
		CsqText label = csq_model_label(m, (uint32_t) best);
		bool    by_bytes = is_label(&label, test->label[i]);
		bool    by_floats = is_label(&t.labels[best_by_floats(&t, test->text[i])], test->label[i]);

		bytes += by_bytes;
		floats += by_floats;
		apart += by_bytes != by_floats;
	}
	printf("  %-24s floats %.4f, model %.4f, apart on %ld of %zu\n", what, (double) floats / (double) test->n,
	       (double) bytes / (double) test->n, apart, test->n);
	/* one of them right and the other wrong: a short text at the border may come many times, so not their difference */
	CHECK((size_t) apart * 100 <= test->n);
}

int
main(void)
{
	Rows made[2] = {0};
	char text[200];

	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
	{
		Rows train = {0}, test = {0};

		if (!read_set(&sets[i], &train, &test))
		{
			printf("  %s skipped: no such file in CSQ_DATA or ../shared/data\n", sets[i].file);
			continue;
		}
		test_section(sets[i].file);
		compare(sets[i].file, &train, &test);
	}
	test_section("made here");
	for (int i = 0; i < 6000; i++)
	{
		int k = (int) test_random_below(3);

		snprintf(text, sizeof text, "%c%d %c%d w%d w%d", 'a' + k, (int) test_random_below(40),
		         'a' + (int) test_random_below(3), (int) test_random_below(40), (int) test_random_below(500),
		         (int) test_random_below(500));
		add_row(&made[i % 4 == 0], (const char *[]){"one", "two", "three"}[k], text);
	}
	compare("made here", &made[0], &made[1]);
	return test_done();
}
