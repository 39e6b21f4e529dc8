/*
 * classifier_test.c
 *		Corpora and models: every split of the rows gives the same bytes, in memory
 *		and in files; what is read back is what was written; bytes classify as floats
 *		do; evidence adds up.
 */
#include "test.h"

#include "classify/model.h"

static const char *topics[3][12] = {
	{"退款", "退费", "钱没到账", "refund", "money back", "charged twice", "扣款", "账单", "invoice", "手续费",
     "多扣了钱", "fee"},
	{"快递", "物流太慢", "包裹丢了", "delivery", "late parcel", "courier", "配送", "送货上门", "tracking", "shipping",
     "签收", "驿站"},
	{"客服态度差", "没人接电话", "rude agent", "排队太久", "waiting on hold", "态度恶劣", "敷衍", "not helpful",
     "挂断电话", "推诿", "ignored", "机器人"},
};
static const char *noise[] = {"你好", "我要投诉", "please", "hello",     "昨天", "今天", "order", "一直",
                              "还是", "!",        "123",    "thank you", "麻烦", "，",   "。",    " "};
static const char *names[3] = {"billing", "delivery", "service"};

typedef struct Row
{
	const char *label;
	char        text[300];
	int64_t     weight;
} Row;

static void
make_row(Row *r, int classes)
{
	int k = (int) test_random_below((uint64_t) classes);
	int n = 2 + (int) test_random_below(6);

	r->label = names[k];
	r->text[0] = '\0';
	r->weight = test_random_below(4) ? CSQ_WEIGHT_UNIT : (int64_t) (1 + test_random_below(3 * CSQ_WEIGHT_UNIT));
	for (int i = 0; i < n; i++)
	{
		strcat(r->text, test_random_below(3)
		                    ? topics[test_random_below(8) ? k : (int) test_random_below(3)][test_random_below(12)]
		                    : noise[test_random_below(16)]);
		strcat(r->text, test_random_below(2) ? " " : "");
	}
}

/* The features of a row, with twice as much room behind them. */
static CsqFeatures
read_row(const Row *r, CsqFeature **tmp)
{
	CsqFeatures f = {0};
	CsqChars    chars;
	CsqError    err;

	csq_chars_read(&chars, r->text, strlen(r->text), CSQ_FEATURE_CHARS | CSQ_CHARS_NO_MAP, &err);
	csq_features_read(&f, &chars, CSQ_FEATURE_BITS);
	*tmp = csq_alloc((2 * f.n + 1) * sizeof **tmp);
	return f;
}

static CsqCorpus *
add_row(CsqCorpus *c, const Row *r)
{
	CsqFeature *tmp;
	CsqFeatures f = read_row(r, &tmp);
	CsqError    err;

	return csq_corpus_add(c, r->label, strlen(r->label), f.items, f.n, tmp, r->weight, &err);
}

static void
gather_row(CsqGather *g, const Row *r)
{
	CsqFeature *tmp;
	CsqFeatures f = read_row(r, &tmp);
	CsqError    err;

	CHECK(csq_gather_add(g, r->label, strlen(r->label), f.items, f.n, tmp, r->weight, &err));
}

static void
shuffle_rows(Row *rows, size_t n)
{
	for (size_t i = n; i > 1; i--)
	{
		size_t j = test_random_below(i);
		Row    t = rows[i - 1];

		rows[i - 1] = rows[j];
		rows[j] = t;
	}
}

static CsqBuf
corpus_bytes(const CsqCorpus *c)
{
	CsqBuf b;

	csq_buf_init(&b);
	csq_corpus_write(c, &b);
	return b;
}

static bool
train_corpus(CsqCorpus *c, const CsqTrainOptions *o, CsqTrained *t, CsqError *err)
{
	CsqGather g = {.chunk = c};

	return csq_train(&g, o, NULL, t, err);
}

static CsqModel *
train_one(CsqCorpus *c, const CsqTrainOptions *o, CsqTrained *t)
{
	CsqError  err;
	CsqModel *m = NULL;

	if (!train_corpus(c, o, t, &err) || (m = csq_model_build(t, o, &err)) == NULL)
		printf("%s\n", err.message);
	return m;
}

static CsqBuf
model_bytes(const CsqModel *m)
{
	CsqBuf b;

	csq_buf_init(&b);
	csq_model_write(m, &b);
	return b;
}

static bool
same(CsqBuf a, CsqBuf b)
{
	return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

/* Serial = any order = any split into parts merged in any order = text and binary round trips. */
/* A copy of a stored value with up to three bytes changed, most often near its ends. */
static void *
damaged_copy(const void *value)
{
	size_t size = csq_flat_size(value);
	char  *copy = csq_alloc(size);

	memcpy(copy, value, size);
	for (uint64_t n = 1 + test_random_below(3); n > 0; n--)
	{
		size_t near = test_random_below(2) ? size : size < 200 ? size : 200;
		size_t at = test_random_below(near);

		at = test_random_below(3) == 0 ? size - 1 - at : at;
		if (at >= 4) /* the size is the server's */
			copy[at] =
				(char) (test_random_below(2) ? (int) test_random_below(256) : copy[at] ^ 1 << test_random_below(8));
	}
	return copy;
}

/* Is refused, or is a corpus like any other. */
static void
check_damaged_corpus(const CsqCorpus *good)
{
	CsqCorpus *c = damaged_copy(good);
	CsqError   err;
	CsqBuf     b;

	if (!csq_corpus_check(c, csq_flat_size(c), &err))
	{
		CHECK(err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED);
		return;
	}
	csq_buf_init(&b);
	csq_corpus_write(c, &b);
	/* labels without an example are not written */
	CHECK(csq_corpus_read(b.data, b.len, &err) != NULL || strcmp(err.detail, "A label has no example.") == 0);
}

static void
check_damaged_model(const CsqModel *good)
{
	CsqModel *m = damaged_copy(good);
	CsqError  err;
	CsqBuf    b;

	if (!csq_model_check(m, csq_flat_size(m), &err))
	{
		CHECK(err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED);
		return;
	}
	csq_buf_init(&b);
	csq_model_write(m, &b);
	CHECK(csq_model_read(b.data, b.len, &err) != NULL);
	csq_free(b.data);
	csq_free(m);
}

/* Copies of few texts: the memory of few, and to the byte what adding up by hand gives. */
static void
test_copies(void)
{
	enum
	{
		POOL = 50,
		COPIES = 60000
	};

	test_section("copies of one text take the memory of one");
	for (int turn = 0; turn < 4; turn++)
	{
		Row       *pool = calloc(POOL, sizeof *pool);
		int64_t    count[POOL] = {0};
		CsqCorpus *c = csq_corpus_new();
		CsqCorpus *merged = csq_corpus_new();
		CsqCorpus *want = csq_corpus_new();
		CsqError   err;

		for (int i = 0; i < POOL; i++)
			make_row(&pool[i], 3);
		for (int i = 0; i < COPIES; i++)
		{
			size_t k = test_random_below(turn == 0 ? 1 : POOL);

			c = add_row(c, &pool[k]);
			count[k]++;
		}
		CHECK(csq_flat_size(c) <= 128 * 1024 && csq_corpus_check(c, csq_flat_size(c), &err));
		for (int i = 0; i < POOL; i++)
		{
			CsqCorpus *one = add_row(csq_corpus_new(), &pool[i]);
			CsqExample e;
			size_t     at = 0;

			CHECK(csq_corpus_scan(one, &at, &e));
			e.weight *= count[i];
			e.rows = count[i];
			if (count[i] > 0)
				want = csq_corpus_put(want, pool[i].label, strlen(pool[i].label), &e, &err);
		}
		CHECK(same(corpus_bytes(want), corpus_bytes(c)));
		for (int i = 0; i < 300; i++)
			CHECK(csq_corpus_merge(&merged, want, &err));
		CHECK(csq_flat_size(merged) <= 256 * 1024);
		free(pool);
	}
}

static void
test_splits(void)
{
	test_section("every split gives the same corpus and model");
	for (int turn = 0; turn < 400; turn++)
	{
		size_t          n = 2 + test_random_below(40);
		Row            *rows = calloc(n, sizeof *rows);
		CsqCorpus      *serial = csq_corpus_new();
		CsqCorpus      *part[4];
		CsqCorpus      *merged;
		CsqCorpus      *again;
		CsqTrainOptions o;
		CsqTrained      t;
		CsqBuf          a, text;
		CsqError        err;

		for (size_t i = 0; i < n; i++)
		{
			make_row(&rows[i], 3);
			if (i > 0 && test_random_below(5) == 0)
				rows[i] = rows[test_random_below(i)];
			serial = add_row(serial, &rows[i]);
		}
		a = corpus_bytes(serial);
		shuffle_rows(rows, n);
		for (int k = 0; k < 4; k++)
			part[k] = csq_corpus_new();
		for (size_t i = 0; i < n; i++)
		{
			size_t k = test_random_below(4);

			part[k] = add_row(part[k], &rows[i]);
		}
		/* one part by way of its bytes, one by way of its text */
		text = corpus_bytes(part[1]);
		CHECK((part[1] = csq_corpus_read(text.data, text.len, &err)) != NULL);
		CHECK(csq_corpus_check(part[1], csq_flat_size(part[1]), &err));
		part[1]->flat.version++;
		CHECK(!csq_corpus_check(part[1], csq_flat_size(part[1]), &err) && err.code == CSQ_UNSUPPORTED);
		part[1]->flat.version--;
		csq_buf_init(&text);
		csq_corpus_text(part[2], &text);
		CHECK((part[2] = csq_corpus_parse(text.data, text.len, &err)) != NULL);
		merged = part[3];
		CHECK(csq_corpus_merge(&merged, part[1], &err) && csq_corpus_merge(&merged, part[0], &err) &&
		      csq_corpus_merge(&merged, part[2], &err));
		CHECK(same(a, corpus_bytes(merged)));
		again = csq_corpus_read(a.data, a.len, &err);
		CHECK(again != NULL && same(a, corpus_bytes(again)));
		for (int k = 0; k < 20; k++)
			check_damaged_corpus(merged);
		csq_train_options_default(&o);
		o.min_count = 1;
		if (turn % 3 == 0)
			o.balance = 1;
		if (serial->labels >= 2 && turn % 4 == 0)
		{
			CsqBuf m = model_bytes(train_one(serial, &o, &t));

			CHECK(same(m, model_bytes(train_one(merged, &o, &t))));
			CHECK(same(m, model_bytes(train_one(again, &o, &t))));
		}
		free(rows);
		csq_host_reset();
	}
}

/* What a merge gives, as bytes. */
static CsqBuf
merged_bytes(const CsqGather *g)
{
	CsqBuf    b;
	CsqText  *labels;
	uint32_t *rank;
	CsqMerge *m;

	csq_buf_init(&b);
	csq_dict_rank(g->chunk, g->chunk->labels, &labels, &rank);
	m = csq_merge_new(g, rank);
	for (int round = 0; round < 2; round++)
	{
		CsqExample e;

		b.len = 0;
		csq_merge_rewind(m);
		while (csq_merge_next(m, &e))
		{
			csq_put_u64(&b, e.hash);
			csq_put_u64(&b, (uint64_t) e.weight);
			csq_put_u64(&b, (uint64_t) e.rows);
			csq_buf_put(&b, labels[e.label].s, labels[e.label].len);
			csq_put_u32(&b, e.n);
			csq_buf_put(&b, e.features, e.len);
		}
	}
	csq_merge_free(m);
	return b;
}

static bool
ascending(const CsqGather *g)
{
	CsqText   *labels;
	uint32_t  *rank;
	CsqMerge  *m;
	CsqExample e;
	CsqExample last = {0};

	csq_dict_rank(g->chunk, g->chunk->labels, &labels, &rank);
	m = csq_merge_new(g, rank);
	while (csq_merge_next(m, &e))
	{
		if (e.hash < last.hash ||
		    (e.hash == last.hash && e.label <= last.label)) /* no two texts of a test have one hash */
			return false;
		last = e;
	}
	csq_merge_free(m);
	return true;
}

/* Runs of any size, merged over any number of levels, give what a corpus in memory gives. */
static void
test_gather(void)
{
	int deepest = 0;

	test_section("examples in files: the same in the same order");
	for (int turn = 0; turn < 300; turn++)
	{
		size_t     n = 1 + (turn % 20 ? test_random_below(100) : 1500 + test_random_below(1500));
		Row       *rows = calloc(n, sizeof *rows);
		CsqGather *memory = csq_gather_new();
		CsqGather *file = csq_gather_new();
		CsqGather *parts = csq_gather_new();
		CsqGather *part = NULL;
		CsqCorpus *flat;
		CsqBuf     a;
		CsqError   err;

		memory->limit = SIZE_MAX;
		for (size_t i = 0; i < n; i++)
		{
			make_row(&rows[i], 3);
			if (i > 0 && test_random_below(4) == 0)
				rows[i] = rows[test_random_below(i)];
			gather_row(memory, &rows[i]);
		}
		a = merged_bytes(memory);
		CHECK(memory->levels == 0 && ascending(memory));
		shuffle_rows(rows, n);
		file->limit = turn % 20 ? test_random_below(20000) : 1;
		for (size_t i = 0; i < n; i++)
		{
			gather_row(file, &rows[i]);
			/* and in parts, as workers do it */
			if (part == NULL)
			{
				part = csq_gather_new();
				part->limit = 1 + test_random_below(4000);
			}
			gather_row(part, &rows[i]);
			if (test_random_below(30) == 0 || i == n - 1)
			{
				parts->limit = 1 + test_random_below(4000);
				flat = csq_gather_flatten(part, &err);
				CHECK(flat != NULL && csq_gather_corpus(parts, csq_corpus_packed(flat), &err));
				csq_gather_close(part);
				part = NULL;
			}
		}
		deepest = file->levels > deepest ? file->levels : deepest;
		CHECK(same(a, merged_bytes(file)));
		CHECK(same(a, merged_bytes(parts)));
		csq_gather_settle(file);
		CHECK(file->levels == 0 || file->chunk->records == 0);
		CHECK(same(a, merged_bytes(file)));
		CHECK(same(corpus_bytes(memory->chunk), corpus_bytes(csq_gather_flatten(file, &err))));
		csq_gather_close(file);
		csq_gather_close(parts);
		CHECK_EQ_I64(csq_host_files, 0);
		free(rows);
		csq_host_reset();
	}
	CHECK(deepest == 3);
}

/* A model does not depend on the memory that there was to collect and to train. */
static void
test_spilled_training(void)
{
	static const size_t memories[] = {0, 1000000, 3000000, 5000000};

	test_section("the same model whatever the memory");
	for (int turn = 0; turn < 6; turn++)
	{
		size_t          n = turn == 0 ? 12000 : 300 + test_random_below(1500);
		Row            *rows = calloc(n, sizeof *rows);
		CsqCorpus      *c = csq_corpus_new();
		CsqTrainOptions o;
		CsqTrained      t;
		CsqModel       *m;
		CsqBuf          a;
		size_t          usual = csq_host_memory;

		csq_train_options_default(&o);
		o.nb = turn % 2 ? 0 : 0.35;
		for (size_t i = 0; i < n; i++)
		{
			make_row(&rows[i], 2 + turn % 2);
			c = add_row(c, &rows[i]);
		}
		m = train_one(c, &o, &t);
		a = model_bytes(m);
		CHECK(t.examples > (int64_t) n / 2 && t.held_out.accuracy > 0.7);
		for (size_t k = 0; k < sizeof memories / sizeof *memories; k++)
		{
			uint64_t   before = csq_host_spilled;
			CsqGather *g;
			CsqError   err;

			shuffle_rows(rows, n);
			csq_host_memory = memories[k];
			g = csq_gather_new();
			g->limit = k % 2 ? 20000 : g->limit;
			for (size_t i = 0; i < n; i++)
				gather_row(g, &rows[i]);
			if (k < 2)
				csq_gather_settle(g);
			CHECK(csq_train(g, &o, NULL, &t, &err));
			CHECK(same(a, model_bytes(csq_model_build(&t, &o, &err))));
			CHECK(memories[k] > 0 || csq_host_spilled > before);
			csq_gather_close(g);
			CHECK_EQ_I64(csq_host_files, 0);
		}
		csq_host_memory = usual;
		free(rows);
		csq_host_reset();
	}
}

/* Two and three labels, with and without scaling: what is written is read back, bytes agree with floats, both learn. */
/* The largest weight of a feature: what is dropped when it is a small share of the largest of all. */
static float
row_weight(const CsqTrained *t, uint32_t row)
{
	float largest = 0;

	for (int j = 0; j < t->columns; j++)
		largest = fmaxf(largest, fabsf(t->w[(size_t) row * (size_t) t->stride + (size_t) j]));
	return largest;
}

static void
test_models(void)
{
	test_section("models: round trip, bytes against floats, accuracy");
	for (int turn = 0; turn < 24; turn++)
	{
		int             classes = 2 + turn % 2;
		CsqCorpus      *c = csq_corpus_new();
		CsqTrainOptions o;
		CsqTrained      t;
		CsqModel       *m;
		CsqModel       *again;
		CsqClassifier  *reader;
		CsqError        err;
		CsqBuf          text;
		float           top = 0;
		long            right = 0, differ = 0, total = 600;
		Row             r;

		for (int i = 0; i < 300; i++)
		{
			make_row(&r, classes);
			c = add_row(c, &r);
		}
		csq_train_options_default(&o);
		o.prune = turn % 4 < 2 ? 0 : 0.02;
		o.nb = turn % 3 ? 0.35 : 0;
		if (turn % 5 == 0)
			o.bits = 14;
		m = train_one(c, &o, &t);
		csq_buf_init(&text);
		csq_model_text(m, &text);
		again = csq_model_parse(text.data, text.len, &err);
		CHECK(again != NULL && csq_flat_size(again) == csq_flat_size(m) && memcmp(again, m, csq_flat_size(m)) == 0);
		CHECK(csq_model_check(again, csq_flat_size(again), &err));
		again->scheme += 2;
		CHECK(!csq_model_check(again, csq_flat_size(again), &err) && err.code == CSQ_UNSUPPORTED);
		again->scheme -= 2;
		for (int k = 0; k < 200; k++)
			check_damaged_model(again);
		CHECK(m->held_out.examples >= 200 && m->held_out.accuracy > 0.7);
		reader = csq_classifier_new(again);
		for (uint32_t row = 0; row < t.rows; row++)
			top = row_weight(&t, row) > top ? row_weight(&t, row) : top;
		for (long i = 0; i < total; i++)
		{
			CsqFeatures f = {0};
			CsqChars    chars;
			double      z[3] = {0};
			double      sum = 0, square = 0;
			int         best;
			int         float_best = 0;

			make_row(&r, classes);
			best = csq_classifier_probabilities(reader, r.text, strlen(r.text), &err);
			for (int k = 0; k < classes; k++)
				sum += reader->p[k];
			CHECK_NEAR(sum, 1, 1e-12);
			CHECK(csq_classifier_gap(reader) >= 0);
			right += strcmp(names[best], r.label) == 0;
			/* the same by floats, from the definition */
			csq_chars_read(&chars, r.text, strlen(r.text), CSQ_FEATURE_CHARS, &err);
			csq_features_read(&f, &chars, t.bits);
			for (size_t k = 0; k < f.n; k++)
				square += pow(1 + log(CSQ_FEATURE_COUNT(f.items[k])), 2);
			for (int j = 0; j < t.columns; j++)
				z[j] = t.w[(size_t) t.rows * (size_t) t.stride + (size_t) j];
			for (size_t k = 0; k < f.n; k++)
				for (uint32_t row = 0; row < t.rows; row++)
					if (t.id[row] == CSQ_FEATURE_ID(f.items[k]) && row_weight(&t, row) >= (float) o.prune * top)
						for (int j = 0; j < t.columns; j++)
							z[j] += (1 + log(CSQ_FEATURE_COUNT(f.items[k]))) / sqrt(square) *
							        t.w[(size_t) row * (size_t) t.stride + (size_t) j];
			for (int j = 0; j < t.columns; j++)
				CHECK_NEAR(reader->z[j], z[j], 0.03);
			if (t.columns == 1)
				float_best = z[0] > 0;
			else
				for (int j = 1; j < t.columns; j++)
					if (z[j] > z[float_best])
						float_best = j;
			differ += float_best != best;
		}
		CHECK(right > 0.75 * (double) total);
		CHECK(differ < 0.02 * (double) total);
		csq_host_reset();
	}
}

/* Evidence lies within the text, does not overlap, and points where the label's words stand. */
static void
test_explain(void)
{
	CsqCorpus      *c = csq_corpus_new();
	CsqTrainOptions o;
	CsqTrained      t;
	CsqClassifier  *reader;
	CsqError        err;
	Row             r;
	const char     *text = "你好，ＲＥＦＵＮＤ please";
	CsqTermSpan    *e;
	size_t          n;

	test_section("evidence");
	for (int i = 0; i < 400; i++)
	{
		make_row(&r, 3);
		c = add_row(c, &r);
	}
	csq_train_options_default(&o);
	reader = csq_classifier_new(train_one(c, &o, &t));
	CHECK(csq_classifier_explain(reader, text, strlen(text), 0, &e, &n, &err));
	CHECK(n >= 1 && e[0].contribution > 0);
	CHECK(n >= 1 && strncmp(text + e[0].from, "ＲＥＦＵＮＤ", strlen("ＲＥＦＵＮＤ")) == 0);
	for (int turn = 0; turn < 3000; turn++)
	{
		make_row(&r, 3);
		csq_classifier_explain(reader, r.text, strlen(r.text), (int) test_random_below(3), &e, &n, &err);
		for (size_t i = 0; i < n; i++)
		{
			CHECK(e[i].from < e[i].to && e[i].to <= strlen(r.text) && e[i].contribution != 0);
			CHECK(csq_utf8_valid(r.text + e[i].from, e[i].to - e[i].from));
			CHECK(i == 0 || fabs(e[i - 1].contribution) >= fabs(e[i].contribution));
			for (size_t k = 0; k < i; k++)
				CHECK(e[k].to <= e[i].from || e[i].to <= e[k].from);
		}
	}
	csq_host_reset();
}

/* Less memory: fewer bits, never fewer examples; too little: an error. */
static void
test_memory(void)
{
	CsqCorpus      *c = csq_corpus_new();
	CsqTrainOptions o;
	CsqTrained      t;
	CsqError        err;
	Row             r;
	int             bits = CSQ_FEATURE_BITS;
	int64_t         examples = 0;

	test_section("memory bounds the model");
	for (int i = 0; i < 6000; i++)
	{
		make_row(&r, 3);
		c = add_row(c, &r);
	}
	csq_train_options_default(&o);
	for (o.memory = 64 << 20; o.memory >= 1 << 20; o.memory /= 2)
	{
		CHECK(train_corpus(c, &o, &t, &err));
		CHECK(t.bits <= bits && t.bits >= 12);
		CHECK((double) t.rows * (t.stride * 8 + 8) + 1.25 * (1 << t.bits) <= (double) o.memory);
		CHECK(examples == 0 || t.examples == examples);
		examples = t.examples;
		bits = t.bits;
	}
	CHECK(bits < 20);
	o.memory = 1;
	CHECK(!train_corpus(c, &o, &t, &err) && err.code == CSQ_PARAM);
	csq_host_reset();
}

/* Many labels in little memory. */
static void
test_many_labels(void)
{
	CsqCorpus      *c = csq_corpus_new();
	CsqTrainOptions o;
	CsqTrained      t;
	CsqError        err;

	test_section("many labels in little memory");
	for (int i = 0; i < 2000; i++)
	{
		char name[20];
		Row  r;

		make_row(&r, 3);
		snprintf(name, sizeof name, "l%d", i % 1000);
		r.label = name;
		c = add_row(c, &r);
	}
	csq_train_options_default(&o);
	o.epochs = 1;
	o.min_count = 1;
	o.memory = 1 << 20;
	/* 2^12 features are the fewest, and more than 261 of them occur */
	CHECK(!train_corpus(c, &o, &t, &err) && err.code == CSQ_PARAM);
	o.memory = 18 << 20;
	CHECK(train_corpus(c, &o, &t, &err) && t.classes == 1000 && t.rows > 261 &&
	      t.rows * (1000.0 * 4 + 8) + 1.25 * (1 << t.bits) <= (double) o.memory);
	csq_host_reset();
}

static void
expect_fail(const char *json, const char *message)
{
	CsqTrainOptions o;
	CsqError        err = {0};

	csq_train_options_default(&o);
	CHECK(!csq_train_options_parse(&o, json, strlen(json), &err));
	CHECK_EQ_STR(err.message, message);
}

static void
test_errors(void)
{
	CsqCorpus      *c = csq_corpus_new();
	CsqTrainOptions o;
	CsqTrained      t;
	CsqError        err;
	int64_t         w;
	Row             r = {"", "x", 1};

	test_section("errors");
	csq_train_options_default(&o);
	CHECK(csq_train_options_check(&o, &err));
	CHECK(!train_corpus(c, &o, &t, &err));
	CHECK(add_row(c, &r) == NULL);
	r.label = "one";
	c = add_row(c, &r);
	CHECK(!train_corpus(c, &o, &t, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_corpus_weight(0, &w, &err) && !csq_corpus_weight(NAN, &w, &err) && !csq_corpus_weight(-1, &w, &err) &&
	      !csq_corpus_weight(INFINITY, &w, &err));
	CHECK(csq_corpus_weight(0.3, &w, &err) && w == 300000);
	expect_fail("{\"C\":1}", "option \"C\" is not known");
	expect_fail("{\"c\":0}", "option \"c\" must not be 0");
	expect_fail("{\"epochs\":1.5}", "option \"epochs\" must be a whole number, not 1.5");
	expect_fail("{\"balance\":1}", "option \"balance\" must be a boolean");
	expect_fail("[1]", "options must be a JSON object, not [1]");
	/* more labels than allowed */
	for (int i = 0; i < CSQ_MAX_LABELS + 1 && c != NULL; i++)
	{
		char name[20];

		snprintf(name, sizeof name, "l%d", i);
		r.label = name;
		c = add_row(c, &r);
		CHECK(c != NULL || i >= CSQ_MAX_LABELS - 1);
	}
	CHECK(c == NULL);
	csq_host_reset();
}

int
main(void)
{
	test_splits();
	test_gather();
	test_spilled_training();
	test_models();
	test_explain();
	test_memory();
	test_many_labels();
	test_errors();
	test_copies();
	return test_done();
}
