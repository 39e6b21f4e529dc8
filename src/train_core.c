/*
 * train_core.c
 *		Training: corpus to matrix, held-out calibration, final weights.
 *
 *	1. The distinct examples in canonical order (corpus_core.c).
 *	2. Features that at least min_count examples hold become rows, numbered in
 *	   ascending order.  If weights, multipliers and matrix would exceed the
 *	   memory option, neighbouring features are folded together (one bit less);
 *	   from 2^14 on documents are left out instead.  The examples are sorted by a hash,
 *	   so the first n of them are a random sample.
 *	3. A tenth of the examples, chosen by hash, is kept back and the rest
 *	   trained; the temperature minimises the log loss of what was kept back.
 *	   With few examples this is repeated for more tenths, up to all ten.
 *	4. All examples are trained, starting from the multipliers of step 3.
 */
#include "exact_math.h"
#include "train.h"

#define FOLDS 10
#define ENOUGH_HELD_OUT 200		/* tenths are held out until there are so many examples */
#define BINS 15
#define MAX_NB_COLUMNS 48		/* of more labels each has too few examples for its log-count ratios: they cost accuracy */

/* ---- the matrix ---- */

/* Decode the features of an example at this many bits; returns how many. */
static size_t
decode(const CsqCorpus *c, const CsqExample *e, int shift, CsqFeature *out)
{
	const unsigned char *p = (const unsigned char *) c + e->at;
	uint32_t	prev = UINT32_MAX;
	size_t		n = 0;

	for (uint32_t k = 0; k < e->n; k++)
	{
		CsqFeature	f = csq_corpus_next(&p, &prev);
		uint32_t	id = CSQ_FEATURE_ID(f) >> shift;
		uint32_t	count = CSQ_FEATURE_COUNT(f);

		if (n > 0 && CSQ_FEATURE_ID(out[n - 1]) == id)
		{
			count += CSQ_FEATURE_COUNT(out[n - 1]);
			n--;
		}
		out[n++] = id << 8 | (count < CSQ_FEATURE_MAX_COUNT ? count : CSQ_FEATURE_MAX_COUNT);
	}
	return n;
}

/* What a problem of this size takes while it is trained. */
static double
footprint(double n, double rows, double features, int stride, int bits, bool nb)
{
	return rows * stride * (nb ? 8.0 : 4.0) + n * (stride * 8.0 + 40) + features * 8 + 1.25 * (double) (UINT64_C(1) << bits);
}

typedef struct Shape
{
	size_t		n;				/* examples used */
	int			bits;
	uint32_t	rows;
	uint64_t	features;		/* entries of the matrix */
	uint8_t    *held;			/* per feature: number of examples that hold it, at most 255 */
} Shape;

static void
count_features(const CsqCorpus *c, const CsqExamples *ex, const CsqTrainOptions *o, CsqFeature *room, Shape *s)
{
	size_t		size = (size_t) 1 << s->bits;

	s->held = csq_alloc0(size);
	for (size_t i = 0; i < s->n; i++)
	{
		size_t		n = decode(c, &ex->items[i], CSQ_FEATURE_BITS - s->bits, room);

		if ((i & 0x3F) == 0)
			csq_check_interrupts();
		for (size_t k = 0; k < n; k++)
			if (s->held[CSQ_FEATURE_ID(room[k])] < 255)
				s->held[CSQ_FEATURE_ID(room[k])]++;
	}
	s->rows = 0;
	for (size_t f = 0; f < size; f++)
		s->rows += s->held[f] >= o->min_count;
}

/* Number of bits and examples that fit the memory. */
static bool
choose_shape(const CsqCorpus *c, const CsqExamples *ex, const CsqTrainOptions *o, int stride, CsqFeature *room, Shape *s,
			 CsqError *err)
{
	double		budget = (double) o->memory;
	bool		nb = o->nb > 0 && stride <= MAX_NB_COLUMNS;
	double		per_example = ex->n ? (double) ex->features / (double) ex->n : 0;

	s->bits = o->bits;
	s->n = ex->n;
	for (;;)
	{
		count_features(c, ex, o, room, s);
		if (footprint((double) s->n, s->rows, per_example * (double) s->n, stride, s->bits, nb) <= budget)
			return true;
		csq_free(s->held);
		/* fold while that frees a good part, then sample */
		if (s->bits > 14 && footprint(0, s->rows, 0, stride, s->bits, nb) > budget / 4)
			s->bits--;
		else if (s->n >= 2000)
			s->n -= s->n / 4;
		else if (s->bits > 12)
			s->bits--;
		else
			return csq_fail(err, CSQ_PARAM, "memory of %lld bytes is too little to train %u labels", (long long) o->memory,
							ex->n_labels) ||
				csq_hint(err, "Raise the option \"memory\", or train fewer labels at once.");
	}
}

/* Rows of features: a bit each, and how many bits are set before each word. */
typedef struct Numbering
{
	uint64_t   *bits;
	uint32_t   *before;
} Numbering;

/* Number of the row of a feature, -1 when it has none. */
static inline int64_t
row_of(const Numbering *n, uint32_t feature)
{
	uint64_t	word = n->bits[feature >> 6];
	uint64_t	bit = UINT64_C(1) << (feature & 63);

	if (!(word & bit))
		return -1;
	return n->before[feature >> 6] + __builtin_popcountll(word & (bit - 1));
}

/* Number the features that enough examples hold, and note their ids. */
static Numbering
number_rows(const Shape *s, int min_count, uint32_t *id)
{
	size_t		size = (size_t) 1 << s->bits;
	Numbering	n = {csq_alloc0(size / 8), csq_alloc(size / 64 * sizeof(uint32_t))};
	uint32_t	rows = 0;

	for (size_t f = 0; f < size; f++)
	{
		if ((f & 63) == 0)
			n.before[f >> 6] = rows;
		if (s->held[f] >= min_count)
		{
			n.bits[f >> 6] |= UINT64_C(1) << (f & 63);
			id[rows++] = (uint32_t) f;
		}
	}
	return n;
}

static void
fill_matrix(const CsqCorpus *c, const CsqExamples *ex, const CsqTrainOptions *o, CsqFeature *room, const Shape *s,
			CsqProblem *p, CsqTrained *t)
{
	Numbering	number;
	uint64_t	at = 0;
	uint64_t	cap = 0;

	t->id = csq_alloc((s->rows + (size_t) 1) * sizeof *t->id);
	p->rows = s->rows;
	number = number_rows(s, o->min_count, t->id);
	for (size_t i = 0; i < s->n; i++)
		cap += ex->items[i].n;
	p->n = s->n;
	p->start = csq_alloc((p->n + 1) * sizeof *p->start);
	p->weight = csq_alloc((p->n + 1) * sizeof *p->weight);
	p->label = csq_alloc((p->n + 1) * sizeof *p->label);
	p->row = csq_alloc((cap + 1) * sizeof *p->row);
	p->x = csq_alloc((cap + 1) * sizeof *p->x);
	for (size_t i = 0; i < p->n; i++)
	{
		const CsqExample *e = &ex->items[i];
		size_t		n = decode(c, e, CSQ_FEATURE_BITS - s->bits, room);
		float		square = 0,
					norm;

		if ((i & 0x3F) == 0)
			csq_check_interrupts();
		p->start[i] = at;
		for (size_t k = 0; k < n; k++)
		{
			float		x = csq_feature_tf[CSQ_FEATURE_COUNT(room[k])];
			int64_t		row = row_of(&number, CSQ_FEATURE_ID(room[k]));

			square += x * x;	/* features that the model does not know make a document long, too */
			if (row < 0)
				continue;
			p->row[at] = (uint32_t) row;
			p->x[at++] = x;
		}
		norm = square > 0 ? (float) (1 / csq_sqrt(square)) : 0;
		for (uint64_t k = p->start[i]; k < at; k++)
			p->x[k] *= norm;
		p->weight[i] = (float) ((double) e->weight / CSQ_WEIGHT_UNIT);
		p->label[i] = (uint16_t) e->label;
		if (!csq_add_i64(t->label_weight[e->label], e->weight, &t->label_weight[e->label]))
			t->label_weight[e->label] = INT64_MAX;
	}
	p->start[p->n] = at;
	csq_free(number.bits);
	csq_free(number.before);
}

/* ---- probabilities ---- */

void
csq_probabilities(const float *z, int classes, int columns, double temperature, double *p)
{
	double		largest = -1e300;
	double		sum = 0;

	for (int k = 0; k < classes; k++)
	{
		p[k] = (columns > 1 ? z[k] : k == 1 ? z[0] : -z[0]) / temperature;
		if (p[k] > largest)
			largest = p[k];
	}
	for (int k = 0; k < classes; k++)
		sum += p[k] = csq_exp(p[k] - largest);
	for (int k = 0; k < classes; k++)
		p[k] /= sum;
}

/* ---- calibration ---- */

/* Margins of the examples that were held out. */
typedef struct HeldOut
{
	float	   *z;				/* n * columns */
	uint32_t   *doc;
	size_t		n;
	size_t		cap;
} HeldOut;

static double
log_loss(const CsqProblem *p, const HeldOut *h, double temperature)
{
	double		sum = 0,
				weight = 0;
	double	   *q = csq_alloc((size_t) p->classes * sizeof *q);

	for (size_t i = 0; i < h->n; i++)
	{
		uint32_t	doc = h->doc[i];

		if ((i & 0xFF) == 0)
			csq_check_interrupts();
		csq_probabilities(h->z + i * (size_t) p->columns, p->classes, p->columns, temperature, q);
		sum -= p->weight[doc] * csq_ln(q[p->label[doc]] > 1e-300 ? q[p->label[doc]] : 1e-300);
		weight += p->weight[doc];
	}
	csq_free(q);
	return weight > 0 ? sum / weight : 0;
}

/*
 * The temperature with the least log loss, by golden section over its logarithm.
 * A weak pull towards 0.4 keeps a handful of separable examples from asking for
 * certainty.
 */
static double
best_temperature(const CsqProblem *p, const HeldOut *h)
{
	double		lo = csq_ln(0.02),
				hi = csq_ln(5),
				prior = csq_ln(0.4);
	const double golden = 0.6180339887498949;
	double		pull = h->n > 0 ? 1.0 / (double) h->n : 1;
	double		a = hi - golden * (hi - lo),
				b = lo + golden * (hi - lo);
	double		fa = log_loss(p, h, csq_exp(a)) + pull * (a - prior) * (a - prior);
	double		fb = log_loss(p, h, csq_exp(b)) + pull * (b - prior) * (b - prior);

	while (hi - lo > 0.005)
	{
		if (fa <= fb)
		{
			hi = b;
			b = a;
			fb = fa;
			a = hi - golden * (hi - lo);
			fa = log_loss(p, h, csq_exp(a)) + pull * (a - prior) * (a - prior);
		}
		else
		{
			lo = a;
			a = b;
			fa = fb;
			b = lo + golden * (hi - lo);
			fb = log_loss(p, h, csq_exp(b)) + pull * (b - prior) * (b - prior);
		}
	}
	return csq_exp((lo + hi) / 2);
}

static void
measure(const CsqProblem *p, const HeldOut *h, double temperature, CsqHeldOut *out)
{
	size_t		k = (size_t) p->classes;
	double	   *q = csq_alloc(k * sizeof *q);
	double	   *hit = csq_alloc0(3 * k * sizeof *hit);	/* right, actual, predicted */
	double		bin[BINS][3] = {{0}};
	double		total = 0;
	int			seen = 0;

	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < h->n; i++)
	{
		uint32_t	doc = h->doc[i];
		double		weight = p->weight[doc];
		size_t		best = 0;
		int			b;

		csq_probabilities(h->z + i * (size_t) p->columns, p->classes, p->columns, temperature, q);
		for (size_t c = 1; c < k; c++)
			if (q[c] > q[best])
				best = c;
		b = (int) (q[best] * BINS);
		b = b >= BINS ? BINS - 1 : b;
		bin[b][0] += weight;
		bin[b][1] += weight * q[best];
		bin[b][2] += best == p->label[doc] ? weight : 0;
		hit[best] += best == p->label[doc] ? weight : 0;
		hit[k + p->label[doc]] += weight;
		hit[2 * k + best] += weight;
		total += weight;
	}
	for (size_t c = 0; c < k; c++)
	{
		out->accuracy += hit[c];
		if (hit[k + c] + hit[2 * k + c] > 0)
		{
			out->macro_f1 += 2 * hit[c] / (hit[k + c] + hit[2 * k + c]);
			seen++;
		}
	}
	for (int b = 0; b < BINS; b++)
		out->ece += bin[b][1] > bin[b][2] ? bin[b][1] - bin[b][2] : bin[b][2] - bin[b][1];
	out->examples = (int64_t) h->n;
	if (total > 0)
	{
		out->accuracy /= total;
		out->ece /= total;
		out->macro_f1 /= seen;
	}
	out->log_loss = log_loss(p, h, temperature);
	csq_free(q);
	csq_free(hit);
}

/* Train without one tenth after the other until enough examples were held out. */
static void
calibrate(const CsqProblem *p, const CsqExamples *ex, CsqSolution *s, CsqTrained *t)
{
	uint8_t    *fold = csq_alloc(p->n + 1);
	HeldOut		h = {0};

	h.z = csq_alloc((p->n + 1) * (size_t) p->columns * sizeof *h.z);
	h.doc = csq_alloc((p->n + 1) * sizeof *h.doc);
	for (size_t i = 0; i < p->n; i++)
		fold[i] = (uint8_t) (csq_mix64(ex->items[i].hash) % FOLDS);
	for (uint8_t f = 0; f < FOLDS && h.n < ENOUGH_HELD_OUT; f++)
	{
		csq_solve(p, fold, f, s);
		for (size_t i = 0; i < p->n; i++)
			if (fold[i] == f)
			{
				csq_solution_margins(p, s, i, h.z + h.n * (size_t) p->columns);
				h.doc[h.n++] = (uint32_t) i;
			}
		/* examples held out next must not have been seen; those of this tenth start at zero */
		if (h.n < ENOUGH_HELD_OUT && f + 1 < FOLDS)
			memset(s->alpha, 0, p->n * (size_t) p->stride * sizeof *s->alpha);
	}
	t->temperature = best_temperature(p, &h);
	measure(p, &h, t->temperature, &t->held_out);
	csq_free(h.z);
	csq_free(h.doc);
	csq_free(fold);
}

/* ---- training ---- */

/* Factors that give every class the same total cost, at most tenfold. */
static float *
balance(const CsqProblem *p, const int64_t *label_weight)
{
	float	   *f = csq_alloc((size_t) p->classes * sizeof *f);
	int64_t		largest = 1;

	for (int k = 0; k < p->classes; k++)
		if (label_weight[k] > largest)
			largest = label_weight[k];
	for (int k = 0; k < p->classes; k++)
	{
		double		r = label_weight[k] > 0 ? (double) largest / (double) label_weight[k] : 1;

		f[k] = (float) (r > 10 ? 10 : r);
	}
	return f;
}

static bool
check_labels(const CsqExamples *ex, CsqError *err)
{
	if (ex->n_labels == 1)
		return csq_fail(err, CSQ_PARAM, "all examples have the label \"%s\"",
						csq_quoted(ex->labels[0].s, ex->labels[0].len).s) ||
			csq_detail(err, "A classifier needs examples of at least two labels.") ||
			csq_hint(err, "Add examples that are none of these, for example with the label \"other\".");
	return ex->n_labels > 1 || csq_fail(err, CSQ_PARAM, "a text_corpus without examples cannot be trained");
}

bool
csq_train(const CsqCorpus *corpus, const CsqTrainOptions *options, CsqTrained *out, CsqError *err)
{
	CsqExamples ex;
	CsqProblem	p = {0};
	CsqSolution s = {0};
	Shape		shape;
	CsqFeature *room;
	uint32_t	longest = 0;

	memset(out, 0, sizeof *out);
	if (!csq_train_options_check(options, err) || !csq_corpus_examples(corpus, &ex, err) || !check_labels(&ex, err))
		return false;
	out->labels = ex.labels;
	out->classes = p.classes = (int) ex.n_labels;
	out->columns = p.columns = p.classes == 2 ? 1 : p.classes;
	out->stride = p.stride = p.columns == 1 ? 1 : p.columns <= 4 ? 4 : (p.columns + 7) & ~7;
	out->label_weight = csq_alloc0((size_t) p.classes * sizeof *out->label_weight);
	for (size_t i = 0; i < ex.n; i++)
		if (ex.items[i].n > longest)
			longest = ex.items[i].n;
	room = csq_alloc((longest + 1) * sizeof *room);
	if (!choose_shape(corpus, &ex, options, p.stride, room, &shape, err))
		return false;
	fill_matrix(corpus, &ex, options, room, &shape, &p, out);
	csq_free(shape.held);
	csq_free(room);
	p.c = options->c;
	p.tolerance = options->tolerance;
	p.epochs = options->epochs;
	p.nb = p.columns <= MAX_NB_COLUMNS ? options->nb : 0;
	if (options->balance)
		p.positive = balance(&p, out->label_weight);
	s.w = csq_alloc((p.rows + (size_t) 1) * (size_t) p.stride * sizeof *s.w);
	s.prior = p.nb > 0 ? csq_alloc((p.rows + (size_t) 1) * (size_t) p.stride * sizeof *s.prior) : NULL;
	s.alpha = csq_alloc0((p.n * (size_t) p.stride + 1) * sizeof *s.alpha);
	calibrate(&p, &ex, &s, out);
	csq_solve(&p, NULL, 0, &s);
	out->bits = shape.bits;
	out->rows = p.rows;
	out->w = s.w;
	out->epochs = s.epochs;
	out->converged = s.converged;
	out->examples = (int64_t) p.n;
	out->offered = (int64_t) ex.n;
	return true;
}
