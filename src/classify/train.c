/*
 * train.c
 *		Training: examples to blocks of rows, held-out calibration, final weights.
 *
 *	1. The distinct texts in canonical order, each with the labels that it came
 *	   with, read as often as it takes (gather.c): counted once for each number of
 *	   bits that is tried, then turned into blocks (blocks.c).
 *	2. Features that at least min_count texts hold become rows, numbered in
 *	   ascending order.  If the weights would exceed the memory option,
 *	   neighbouring features are folded together (one bit less).  All examples are
 *	   used, however many there are: what they take lies in files.
 *	3. A tenth of the rows (of few rows two tenths) is kept back and the rest
 *	   trained; the temperature minimises the log loss of what was kept back.
 *	   With too few rows this is repeated for more tenths, up to all ten.
 *	4. All examples are trained, starting from the multipliers of step 3.
 *
 * What is kept back must look like the rows that will come.  A text that came
 * once or a few times lies in one tenth, chosen by hash, with all its rows: the
 * next text will be another one, and two equal rows are more often one row twice.
 * A text that came REPEATED times or more is a form, a canned answer, a sensor's
 * message: it will come again, so of its rows a tenth is kept back each time, and
 * it counts as its rows where features are counted.
 */
#include "base/exact_math.h"
#include "classify/held_out.h"
#include "classify/train.h"

#define REPEATED  5    /* rows of a text that will come again */
#define FEW_ROWS  1000 /* of fewer rows one tenth after the other is held out until there are ENOUGH of them */
#define ENOUGH    200
#define MANY_ROWS 10000 /* of fewer rows two tenths at once until there are FIFTHS_ENOUGH texts; else one tenth is */
#define FIFTHS_ENOUGH                                                                                                  \
	900 /* standard error of the accuracy 0.01, of the temperature 3 %; more costs more than it tells */
#define MAX_MARGINS    (1 << 20) /* kept of the examples held out, but at least those of MIN_HELD_OUT */
#define MIN_HELD_OUT   1000
#define MIN_BITS       12
#define MAX_NB_COLUMNS 48 /* of more labels each has too few examples for its log-count ratios: they cost accuracy */

/* ---- texts ---- */

/* The distinct texts one after the other, with their shares. */
typedef struct Texts
{
	CsqMerge      *m;
	CsqExample     ahead; /* the next example */
	bool           more;  /* there is one */
	CsqBuf         bytes; /* features of the text */
	CsqExample     text;  /* the text; weight and rows of all its labels */
	CsqLabelShare *share;
	size_t         n;
	size_t         cap;
	int64_t       *label_weight; /* grow by what is read, unless NULL */
	bool           too_much;     /* a weight overflowed */
} Texts;

static void
texts_init(Texts *t, CsqMerge *m)
{
	memset(t, 0, sizeof *t);
	t->m = m;
	t->cap = 16;
	t->share = csq_alloc(t->cap * sizeof *t->share);
	csq_buf_init(&t->bytes);
}

static void
texts_rewind(Texts *t)
{
	csq_merge_rewind(t->m);
	t->more = csq_merge_next(t->m, &t->ahead);
}

static bool
next_text(Texts *t)
{
	if (!t->more)
		return false;
	t->bytes.len = 0;
	csq_buf_put(&t->bytes, t->ahead.features, t->ahead.len);
	t->text = t->ahead;
	t->text.features = (const unsigned char *) t->bytes.data;
	t->text.weight = t->text.rows = 0;
	t->n = 0;
	do
	{
		const CsqExample *e = &t->ahead;

		if (t->n == t->cap)
			t->share = csq_realloc(t->share, (t->cap *= 2) * sizeof *t->share);
		t->share[t->n++] = (CsqLabelShare){(uint16_t) e->label, e->rows > UINT32_MAX ? UINT32_MAX : (uint32_t) e->rows,
		                                   (float) ((double) e->weight / CSQ_WEIGHT_UNIT)};
		csq_example_add(&t->text, e);
		t->too_much |= e->weight == INT64_MAX;
		if (t->label_weight != NULL && !csq_add_i64(t->label_weight[e->label], e->weight, &t->label_weight[e->label]))
			t->label_weight[e->label] = INT64_MAX;
		t->more = csq_merge_next(t->m, &t->ahead);
	} while (t->more && csq_example_same_text(&t->text, &t->ahead));
	return true;
}

/* ---- features to rows ---- */

/* Counts of two features that fold into one; what is given beside a text is no count: the first stays. */
static uint32_t
folded(uint32_t count, uint32_t other, uint8_t scheme)
{
	uint32_t most = scheme == CSQ_GIVEN_SCHEME ? CSQ_GIVEN_FIRST - 1 : CSQ_FEATURE_MAX_COUNT;

	if (count > most || other > most)
		return other;
	return count + other < most ? count + other : most;
}

/* Decode the features of an example at this many bits; returns how many. */
static size_t
decode(const CsqExample *e, int shift, uint8_t scheme, CsqFeature *out)
{
	const unsigned char *p = e->features;
	uint32_t             prev = UINT32_MAX;
	size_t               n = 0;

	for (uint32_t k = 0; k < e->n; k++)
	{
		CsqFeature f = csq_corpus_next(&p, &prev);
		uint32_t   id = CSQ_FEATURE_ID(f) >> shift;
		uint32_t   count = CSQ_FEATURE_COUNT(f);

		if (n > 0 && CSQ_FEATURE_ID(out[n - 1]) == id)
		{
			count = folded(count, CSQ_FEATURE_COUNT(out[n - 1]), scheme);
			n--;
		}
		out[n++] = id << 8 | count;
	}
	return n;
}

/* Room for the features of any example. */
typedef struct Room
{
	CsqFeature *items;
	uint32_t    cap;
} Room;

static CsqFeature *
room_for(Room *r, uint32_t n)
{
	if (r->cap < n)
	{
		if (r->items != NULL)
			csq_free(r->items);
		r->cap = n + n / 2;
		r->items = csq_alloc(r->cap * sizeof *r->items);
	}
	return r->items;
}

typedef struct Shape
{
	int      bits;
	uint32_t rows;
	int64_t  n;     /* distinct texts */
	int64_t  total; /* rows of them */
	int64_t *label_weight;
	uint8_t  scheme;
	uint8_t *held; /* per feature: number of texts that hold it, at most 255 */
} Shape;

/* The first feature from f on that a text holds; 2^bits without any.  Most are held by none. */
static size_t
next_held(const Shape *s, size_t f)
{
	size_t   size = (size_t) 1 << s->bits;
	uint64_t eight;

	for (; f < size && (f & 7) != 0; f++)
		if (s->held[f] != 0)
			return f;
	for (; f < size; f += 8)
	{
		memcpy(&eight, s->held + f, sizeof eight);
		if (eight != 0)
			break;
	}
	for (; f < size; f++)
		if (s->held[f] != 0)
			return f;
	return size;
}

/* Bytes of weights, priors and counts while this is trained. */
static double
footprint(double rows, int stride, int bits, bool nb)
{
	return rows * (stride * (nb ? 8.0 : 4.0) + 8) + 1.25 * (double) (UINT64_C(1) << bits);
}

static void
tell(CsqWatch *watch, const char *phase, int64_t examples)
{
	if (watch == NULL)
		return;
	watch->now.phase = phase;
	watch->now.epoch = 0;
	watch->now.violation = 0;
	watch->now.epoch_done = false;
	watch->now.examples = examples;
	watch->tell(watch);
}

/* Texts by feature, and the weights of the labels, in one pass. */
static bool
count_features(Texts *t, const CsqTrainOptions *o, int classes, Room *room, Shape *s, CsqWatch *watch, CsqError *err)
{
	size_t size = (size_t) 1 << s->bits;

	s->held = csq_alloc0(size);
	memset(s->label_weight, 0, (size_t) classes * sizeof *s->label_weight);
	t->label_weight = s->label_weight;
	texts_rewind(t);
	s->total = 0;
	for (s->n = 0; next_text(t); s->n++)
	{
		CsqFeature *items = room_for(room, t->text.n);
		size_t      n = decode(&t->text, CSQ_FEATURE_BITS - s->bits, s->scheme, items);
		unsigned    copies = t->text.rows < REPEATED ? 1 : t->text.rows > 255 ? 255 : (unsigned) t->text.rows;

		if ((s->n & 0xFFF) == 0xFFF)
			tell(watch, "counting features", s->n + 1);
		if (!csq_add_i64(s->total, t->text.rows, &s->total))
			s->total = INT64_MAX;
		for (size_t k = 0; k < n; k++)
		{
			uint8_t *held = &s->held[CSQ_FEATURE_ID(items[k])];
			unsigned more = *held + copies;

			*held = (uint8_t) (more < 255 ? more : 255);
		}
	}
	t->label_weight = NULL;
	s->rows = 0;
	for (size_t f = next_held(s, 0); f < size; f = next_held(s, f + 1))
		s->rows += s->held[f] >= o->min_count;
	return !t->too_much || csq_fail(err, CSQ_RANGE, "the weights of equal examples add up to too much");
}

/* The largest number of bits whose weights fit the memory. */
static bool
choose_shape(Texts *t, const CsqTrainOptions *o, int classes, int stride, Room *room, Shape *s, CsqWatch *watch,
             CsqError *err)
{
	bool nb = o->nb > 0 && stride <= MAX_NB_COLUMNS;

	s->bits = o->bits;
	for (;;)
	{
		double least;

		if (!count_features(t, o, classes, room, s, watch, err))
			return false;
		least = s->rows;
		if (footprint(least, stride, s->bits, nb) <= (double) o->memory)
			return true;
		csq_free(s->held);
		/* folding once leaves half of the rows or more: numbers of bits that cannot do need no counting */
		do
		{
			if (s->bits == MIN_BITS)
				return csq_fail(err, CSQ_PARAM, "memory of %lld bytes is too little to train %d labels",
				                (long long) o->memory, classes) ||
				       csq_detail(err, "Weights of %d labels for 2^%d features take %.0f bytes.", classes, MIN_BITS,
				                  footprint(1 << MIN_BITS, stride, MIN_BITS, nb)) ||
				       csq_hint(err, "Raise the option \"memory\", or train fewer labels at once.");
			s->bits--;
			least /= 2;
		} while (s->bits > MIN_BITS && footprint(least, stride, s->bits, nb) > (double) o->memory);
	}
}

/* Rows of features: a bit each, and how many bits are set before each word. */
typedef struct Numbering
{
	uint64_t *bits;
	uint32_t *before;
} Numbering;

/* Number the features that enough examples hold, and note their ids. */
static Numbering
number_rows(const Shape *s, int min_count, uint32_t *id)
{
	size_t    size = (size_t) 1 << s->bits;
	Numbering n = {csq_alloc0(size / 8), csq_alloc0(size / 64 * sizeof(uint32_t))};
	uint32_t  rows = 0;
	size_t    word = 0; /* the first whose count is not noted yet; counts behind the last row mean nothing */

	for (size_t f = next_held(s, 0); f < size; f = next_held(s, f + 1))
	{
		for (; word <= f >> 6; word++)
			n.before[word] = rows;
		if (s->held[f] >= min_count)
		{
			n.bits[f >> 6] |= UINT64_C(1) << (f & 63);
			id[rows++] = (uint32_t) f;
		}
	}
	return n;
}

/*
 * Features of a text to rows, in place, and the sum of the squares of their values; returns how many have a row.
 * Which have one is anyone's guess, so none is skipped: the next takes its place.
 */
static inline __attribute__((always_inline)) size_t
keep_rows_body(const Numbering *number, const float *value, CsqFeature *items, size_t n, float *squares)
{
	size_t kept = 0;
	float  sum = 0;

	for (size_t k = 0; k < n; k++)
	{
		uint32_t feature = CSQ_FEATURE_ID(items[k]);
		uint32_t count = CSQ_FEATURE_COUNT(items[k]);
		uint64_t word = number->bits[feature >> 6];
		uint64_t below = (UINT64_C(1) << (feature & 63)) - 1;
		uint32_t row = number->before[feature >> 6] + (uint32_t) __builtin_popcountll(word & below);

		sum += value[count] * value[count]; /* features that the model does not know make a document long, too */
		items[kept] = row << 8 | count;
		kept += word >> (feature & 63) & 1;
	}
	*squares = sum;
	return kept;
}

typedef size_t (*KeepRows)(const Numbering *, const float *, CsqFeature *, size_t, float *);

static size_t
keep_rows_plain(const Numbering *number, const float *value, CsqFeature *items, size_t n, float *squares)
{
	return keep_rows_body(number, value, items, n, squares);
}

#if defined(__x86_64__) && defined(__GNUC__)
__attribute__((target("popcnt"))) static size_t
keep_rows_popcnt(const Numbering *number, const float *value, CsqFeature *items, size_t n, float *squares)
{
	return keep_rows_body(number, value, items, n, squares);
}
#define KEEP_ROWS (__builtin_cpu_supports("popcnt") ? keep_rows_popcnt : keep_rows_plain)
#else
#define KEEP_ROWS keep_rows_plain
#endif

/* All texts as rows, with the values' norms. */
static void
fill_blocks(Texts *texts, const CsqTrainOptions *o, Room *room, const Shape *s, CsqBlocks *b, CsqTrained *t,
            CsqWatch *watch)
{
	Numbering         number;
	KeepRows          keep_rows = KEEP_ROWS;
	const float      *value = csq_values_of_scheme(s->scheme);
	const CsqExample *e = &texts->text;
	int64_t           seen = 0;
	int64_t           spilled = watch != NULL ? watch->now.spilled : 0;

	t->id = csq_alloc((s->rows + (size_t) 1) * sizeof *t->id);
	t->given = csq_alloc0(s->rows + (size_t) 1);
	number = number_rows(s, o->min_count, t->id);
	texts_rewind(texts);
	while (next_text(texts))
	{
		CsqFeature *items = room_for(room, e->n);
		size_t      n = decode(e, CSQ_FEATURE_BITS - s->bits, s->scheme, items);
		uint8_t     fold = (uint8_t) ((csq_mix64(e->hash) >> 32) % CSQ_FOLDS);
		float       square;
		size_t      kept = keep_rows(&number, value, items, n, &square);

		for (size_t k = 0; k < kept && s->scheme == CSQ_GIVEN_SCHEME; k++)
			t->given[CSQ_FEATURE_ID(items[k])] |= CSQ_FEATURE_COUNT(items[k]) >= CSQ_GIVEN_FIRST;
		if (e->rows >= REPEATED)
			fold |= CSQ_SPREAD;
		csq_blocks_add(b, texts->share, texts->n, fold, square > 0 ? (float) (1 / csq_sqrt(square)) : 0, items, kept);
		if ((++seen & 0xFFF) == 0)
		{
			if (watch != NULL)
				watch->now.spilled = spilled + (int64_t) b->file_end;
			tell(watch, "numbering features", seen);
		}
	}
	csq_blocks_finish(b);
	csq_free(number.bits);
	csq_free(number.before);
}

/* ---- calibration ---- */

static void
keep_margins(void *arg, float weight, uint32_t rows, uint16_t label, const float *z)
{
	CsqHeldOutRows *h = arg;

	if (h->n == h->most)
		return;
	if (h->n == h->cap)
	{
		csq_grow(h->weight, h->cap);
		csq_resize(h->label, h->cap);
		csq_resize(h->z, h->cap * (size_t) h->columns);
	}
	memcpy(h->z + h->n * (size_t) h->columns, z, (size_t) h->columns * sizeof *z);
	h->weight[h->n] = weight;
	h->label[h->n++] = label;
	h->rows += rows;
}

static CsqHeldOutRows
held_out_new(const CsqProblem *p)
{
	CsqHeldOutRows h = {p->classes, p->columns, 0, 64, (size_t) (MAX_MARGINS / p->columns), 0, NULL, NULL, NULL};

	if (h.most < MIN_HELD_OUT)
		h.most = MIN_HELD_OUT;
	h.z = csq_alloc(h.cap * (size_t) h.columns * sizeof *h.z);
	h.weight = csq_alloc(h.cap * sizeof *h.weight);
	h.label = csq_alloc(h.cap * sizeof *h.label);
	return h;
}

/* Train without one part after the other until enough was held out: rows, and of medium numbers of rows texts. */
static void
calibrate(const CsqProblem *p, int64_t rows, CsqSolution *s, CsqTrained *t)
{
	CsqHeldOutRows h = held_out_new(p);
	bool           fifths = rows >= FEW_ROWS && rows < MANY_ROWS;
	uint32_t       part = fifths ? 3 : 1;

	for (int f = 0; f < CSQ_FOLDS && (fifths ? h.n < FIFTHS_ENOUGH : h.rows < ENOUGH); f += fifths ? 2 : 1)
	{
		/* rows held out now must not have been seen before */
		csq_solve(p, part << f, true, s);
		csq_solution_margins(p, s, part << f, keep_margins, &h);
	}
	t->temperature = csq_best_temperature(&h);
	csq_held_out_measure(&h, t->temperature, &t->held_out);
	csq_free(h.z);
	csq_free(h.weight);
	csq_free(h.label);
}

/* ---- training ---- */

/* Factors that give every class the same total cost, at most tenfold. */
static float *
balance(const CsqProblem *p, const int64_t *label_weight)
{
	float  *f = csq_alloc((size_t) p->classes * sizeof *f);
	int64_t largest = 1;

	for (int k = 0; k < p->classes; k++)
		if (label_weight[k] > largest)
			largest = label_weight[k];
	for (int k = 0; k < p->classes; k++)
	{
		double r = label_weight[k] > 0 ? (double) largest / (double) label_weight[k] : 1;

		f[k] = (float) (r > 10 ? 10 : r);
	}
	return f;
}

static bool
check_labels(const CsqText *labels, uint32_t n, CsqError *err)
{
	if (n == 1)
		return csq_fail(err, CSQ_PARAM, "all examples have the label \"%s\"",
		                csq_quoted(labels[0].s, labels[0].len).s) ||
		       csq_detail(err, "A classifier needs examples of at least two labels.") ||
		       csq_hint(err, "Add examples that are none of these, for example with the label \"other\".");
	return n > 1 || csq_fail(err, CSQ_PARAM, "a text_corpus without examples cannot be trained");
}

/* Memory for blocks: what the chunk leaves of it. */
static size_t
block_memory(const CsqGather *g)
{
	size_t memory = csq_spill_memory();

	return g->levels > 0 ? memory - memory / 4 : memory / 2;
}

static void
solve(CsqProblem *p, const CsqTrainOptions *o, int64_t rows, CsqTrained *t)
{
	CsqSolution s = {0};
	size_t      size = (p->rows + (size_t) 1) * (size_t) p->stride;

	p->c = o->c;
	p->tolerance = o->tolerance;
	p->epochs = o->epochs;
	p->nb = p->columns <= MAX_NB_COLUMNS ? o->nb : 0;
	if (o->balance)
		p->positive = balance(p, t->label_weight);
	s.w = csq_alloc(size * sizeof *s.w);
	s.prior = p->nb > 0 ? csq_alloc(size * sizeof *s.prior) : NULL;
	tell(p->watch, "calibrating", (int64_t) p->blocks->examples);
	calibrate(p, rows, &s, t);
	tell(p->watch, "training", (int64_t) p->blocks->examples);
	csq_solve(p, CSQ_NONE, false, &s);
	if (s.prior != NULL)
		csq_free(s.prior);
	t->w = s.w;
	t->epochs = s.epochs;
	t->converged = s.converged;
	t->violation = s.violation;
}

bool
csq_train(const CsqGather *g, const CsqTrainOptions *options, CsqWatch *watch, CsqTrained *out, CsqError *err)
{
	CsqText   *labels;
	uint32_t  *rank;
	CsqMerge  *m;
	CsqBlocks  blocks;
	CsqProblem p = {0};
	Shape      shape = {0};
	Room       room = {0};
	Texts      texts;

	memset(out, 0, sizeof *out);
	if (!csq_train_options_check(options, err))
		return false;
	csq_dict_rank(g->chunk, g->chunk->labels, &labels, &rank);
	if (!check_labels(labels, g->chunk->labels, err))
		return false;
	out->labels = labels;
	out->classes = p.classes = (int) g->chunk->labels;
	out->columns = p.columns = p.classes == 2 ? 1 : p.classes;
	out->stride = p.stride = p.columns == 1 ? 1 : p.columns <= 4 ? 4 : (p.columns + 7) & ~7;
	out->scheme = shape.scheme = g->chunk->scheme;
	out->numbers = g->chunk->given;
	p.value = csq_values_of_scheme(shape.scheme);
	out->label_weight = shape.label_weight = csq_alloc((size_t) p.classes * sizeof *out->label_weight);
	if (watch != NULL)
		watch->now.spilled = g->spilled;
	m = csq_merge_new(g, rank);
	texts_init(&texts, m);
	if (!choose_shape(&texts, options, p.classes, p.stride, &room, &shape, watch, err))
		return false;
	csq_blocks_init(&blocks, p.columns, block_memory(g));
	fill_blocks(&texts, options, &room, &shape, &blocks, out, watch);
	csq_merge_free(m);
	csq_free(shape.held);
	p.blocks = &blocks;
	p.given = out->given;
	p.rows = shape.rows;
	p.watch = watch;
	solve(&p, options, shape.total, out);
	out->bits = shape.bits;
	out->rows = p.rows;
	out->examples = shape.n;
	csq_blocks_close(&blocks);
	return true;
}
