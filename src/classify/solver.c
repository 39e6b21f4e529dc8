/*
 * solver.c
 *		One-vs-rest support vector machines with squared hinge loss, all classes in
 *		one pass over a document.
 *
 * For each column the problem is
 *
 *		min  1/2 sum_f w_f^2 / v_f  +  sum_i A_i max(0, 1 - w.x_i)^2 + B_i max(0, 1 + w.x_i)^2
 *
 * with a cost A_i of the labels of text i that are the column's class and B_i of
 * its others: one of them is zero, unless the text came with several labels.
 * Such a text has one multiplier, too, of either sign, and its step is exact as
 * well: were it alone, its margin would be (A - B) / (A + B).  So copies that
 * contradict each other cost no epoch.
 *
 * v_f is a prior variance: 1, or the square of (1 - nb) + nb |log-count ratio|,
 * which lets a feature that stands mostly in one class carry more.  The problem
 * is solved in the dual by coordinate descent (Hsieh et al., A dual coordinate
 * descent method for large-scale linear SVM, 2008): no step size, a unique
 * optimum.  w lies feature-major, so the margins of all columns come from one
 * pass over the document's features; most columns then need no step.
 *
 * The documents lie in blocks (blocks.h), some of them perhaps in a file.  An
 * epoch visits the blocks in a permutation, and the documents of a block in
 * another, that depend on the epoch and on numbers of documents alone: a pass
 * over the file takes one read and one write a block, and the result does not
 * depend on where a block lies.  Multipliers and diagonals travel with the block.
 * A document all of whose multipliers are zero and well satisfied is left out
 * (shrinking) until a last round over everything confirms the optimum; a block
 * with none left is not read.
 *
 * Bits: every w[f][j] is computed by the same sequence of single float
 * operations whatever the width of the vectors, AVX2 or not, without fused multiply-add.
 */
#include "base/exact_math.h"
#include "classify/solver.h"

/* Eight columns; in arrays of float no more than their alignment is promised. */
typedef float V8 __attribute__((vector_size(32), aligned(4), may_alias));
typedef float V4 __attribute__((vector_size(16), aligned(4), may_alias));

#define MAX_STRIDE 1024
#define FINER      8 /* a violation of a text that came often, with several labels, counts so much more */

typedef struct Work
{
	const CsqProblem *p;
	CsqSolution      *s;
	float             z[MAX_STRIDE];
	uint32_t         *row; /* the document at hand: its rows and their values */
	float            *x;
	size_t            n;
	uint32_t          skip;    /* the folds that are held out */
	bool              several; /* the document has more labels than one: up and down say what they cost */
	uint16_t          label;   /* otherwise its label and weight */
	float             weight;
	float             up[MAX_STRIDE]; /* 2 A of the document at hand in each column */
	float             down[MAX_STRIDE];
	size_t            work;    /* since the last look at interrupts */
	float             largest; /* violation in this epoch */
	float             bound;   /* multipliers at zero with a gradient above it are let go */
} Work;

/* ---- margins ---- */

#define INLINE static inline __attribute__((always_inline))

/* z[0..8m) = sum over the features in order; m is a constant at each call. */
INLINE void
margins_block(const float *w, size_t stride, const uint32_t *row, const float *x, size_t n, size_t bias, float *z,
              int m)
{
	V8 a[2];

	for (int j = 0; j < m; j++)
		a[j] = *(const V8 *) (w + bias * stride + 8 * j);
	for (size_t i = 0; i < n; i++)
	{
		const float *r = w + (size_t) row[i] * stride;

		for (int j = 0; j < m; j++)
			a[j] += x[i] * *(const V8 *) (r + 8 * j);
	}
	for (int j = 0; j < m; j++)
		*(V8 *) (z + 8 * j) = a[j];
}

/* The same for four columns. */
INLINE void
margins_of_four(const float *w, const uint32_t *row, const float *x, size_t n, size_t bias, float *z)
{
	V4 a = *(const V4 *) (w + bias * 4);

	for (size_t i = 0; i < n; i++)
		a += x[i] * *(const V4 *) (w + (size_t) row[i] * 4);
	*(V4 *) z = a;
}

INLINE void
margins_body(const float *w, size_t stride, const uint32_t *row, const float *x, size_t n, size_t bias, float *z)
{
	size_t k = 0;

	for (; k + 16 <= stride; k += 16)
		margins_block(w + k, stride, row, x, n, bias, z + k, 2);
	if (k < stride)
		margins_block(w + k, stride, row, x, n, bias, z + k, 1);
}

typedef void (*Margins)(const float *, size_t, const uint32_t *, const float *, size_t, size_t, float *);

static void
margins_plain(const float *w, size_t stride, const uint32_t *row, const float *x, size_t n, size_t bias, float *z)
{
	margins_body(w, stride, row, x, n, bias, z);
}

#if defined(__x86_64__) && defined(__GNUC__)
__attribute__((target("avx2"))) static void
margins_avx2(const float *w, size_t stride, const uint32_t *row, const float *x, size_t n, size_t bias, float *z)
{
	margins_body(w, stride, row, x, n, bias, z);
}

static Margins
choose_margins(void)
{
	return __builtin_cpu_supports("avx2") ? margins_avx2 : margins_plain;
}
#else
static Margins
choose_margins(void)
{
	return margins_plain;
}
#endif

static void
margins(const float *w, size_t stride, const uint32_t *row, const float *x, size_t n, size_t bias, float *z)
{
	static Margins many = NULL;

	if (stride == 1)
	{
		float a = w[bias];

		for (size_t i = 0; i < n; i++)
			a += x[i] * w[row[i]];
		z[0] = a;
		return;
	}
	if (stride == 4)
	{
		margins_of_four(w, row, x, n, bias, z);
		return;
	}
	if (CSQ_UNLIKELY(many == NULL))
		many = choose_margins();
	many(w, stride, row, x, n, bias, z);
}

/* ---- documents ---- */

static Work *
work_new(const CsqProblem *p, CsqSolution *s)
{
	Work *w = csq_alloc0(sizeof *w);

	w->p = p;
	w->s = s;
	w->row = csq_alloc((p->blocks->longest + 1) * sizeof *w->row);
	w->x = csq_alloc((p->blocks->longest + 1) * sizeof *w->x);
	return w;
}

static void
work_free(Work *w)
{
	csq_free(w->row);
	csq_free(w->x);
	csq_free(w);
}

/* Rows and values of a document of a block. */
static inline void
read_document(Work *w, const CsqBlock *b, size_t i)
{
	const CsqFeature *f = b->feature + b->start[i];
	size_t            n = b->start[i + 1] - b->start[i];
	float             norm = b->norm[i];
	const float      *value = w->p->value != NULL ? w->p->value : csq_feature_tf;

	w->n = n;
	w->work += (n + 1) * (size_t) w->p->stride;
	if (CSQ_UNLIKELY(w->work > (size_t) 1 << 18))
	{
		w->work = 0;
		csq_check_interrupts();
	}
	for (size_t k = 0; k < n; k++)
	{
		w->row[k] = CSQ_FEATURE_ID(f[k]);
		w->x[k] = value[CSQ_FEATURE_COUNT(f[k])] * norm;
	}
}

static inline void
read_margins(Work *w)
{
	margins(w->s->w, (size_t) w->p->stride, w->row, w->x, w->n, w->p->rows, w->z);
}

/* Zero a piece of memory of any size. */
static void
clear(float *p, size_t n)
{
	const size_t step = (size_t) 1 << 22;

	for (size_t i = 0; i < n; i += step)
	{
		csq_check_interrupts();
		memset(p + i, 0, (n - i < step ? n - i : step) * sizeof *p);
	}
}

static void
tell(const CsqProblem *p, int epoch, float violation, bool done)
{
	if (p->watch == NULL)
		return;
	p->watch->now.epoch = epoch;
	p->watch->now.violation = violation;
	p->watch->now.epoch_done = done;
	p->watch->tell(p->watch);
}

/* Rows of a share that lie in a set of folds. */
static inline uint32_t
rows_in(const CsqBlock *b, size_t i, uint32_t share, uint32_t folds)
{
	uint32_t rows = b->rows[share];
	uint32_t first = (b->fold[i] & ~CSQ_SPREAD) + (uint32_t) b->label[share];
	uint32_t n = rows / CSQ_FOLDS * (uint32_t) __builtin_popcount(folds);

	if (!(b->fold[i] & CSQ_SPREAD))
		return folds >> b->fold[i] & 1 ? rows : 0;
	for (uint32_t k = 0; k < rows % CSQ_FOLDS; k++)
		n += folds >> (first + k) % CSQ_FOLDS & 1;
	return n;
}

/* What a share weighs without the rows of a set of folds. */
static inline float
share_weight(const CsqBlock *b, size_t i, uint32_t share, uint32_t skip)
{
	uint32_t rows = b->rows[share];

	if (skip == CSQ_NONE)
		return b->weight[share];
	return b->weight[share] * ((float) (rows - rows_in(b, i, share, skip)) / (float) rows);
}

/* Is anything of a document left without a set of folds? */
static inline bool
used(const CsqBlock *b, uint32_t skip, size_t i)
{
	if (skip == CSQ_NONE)
		return true;
	for (uint32_t k = b->share[i]; k < b->share[i + 1]; k++)
		if (rows_in(b, i, k, skip) < b->rows[k])
			return true;
	return false;
}

void
csq_solution_margins(const CsqProblem *p, const CsqSolution *s, uint32_t folds, CsqMarginFn emit, void *arg)
{
	CsqSolution at = *s;
	Work       *w = work_new(p, &at);

	for (uint32_t k = 0; k < p->blocks->n; k++)
	{
		CsqBlock b = csq_blocks_get(p->blocks, k);

		csq_check_interrupts();
		for (uint32_t i = 0; i < b.n; i++)
		{
			bool read = false;

			for (uint32_t h = b.share[i]; h < b.share[i + 1]; h++)
			{
				uint32_t rows = rows_in(&b, i, h, folds);

				if (rows == 0)
					continue;
				if (!read)
				{
					read_document(w, &b, i);
					read_margins(w);
					read = true;
				}
				emit(arg, b.weight[h] * ((float) rows / (float) b.rows[h]), rows, b.label[h], w->z);
			}
		}
	}
	work_free(w);
}

/* ---- the prior ---- */

/* Column j of a document of this class: is it a positive example? */
static inline bool
positive(const CsqProblem *p, uint16_t label, int j)
{
	return p->columns == 1 ? label == 1 : label == j;
}

/* Logarithms of small whole numbers, which sums of weights mostly are. */
typedef struct SmallLogs
{
	double ln[256]; /* of 1, 2, ... */
} SmallLogs;

/* ln(x + 1) for x >= 0, to the last bit that of csq_ln() */
static inline double
ln_after(const SmallLogs *logs, double x)
{
	return x < 255 && x == (int) x ? logs->ln[(int) x] : csq_ln(x + 1);
}

/*
 * prior[f][j] = ((1 - nb) + nb |ln((a + 1) / (A + F)) - ln((b + 1) / (B + F))|)^2
 * where a documents of class j and b others hold f, A and B are their sums over
 * all features, F the number of features.
 */
static void
make_prior(const CsqProblem *p, uint32_t skip, CsqSolution *s)
{
	size_t    stride = (size_t) p->stride;
	float    *held = s->prior; /* a, until it is turned into the prior */
	float    *total = csq_alloc((p->rows + (size_t) 1) * sizeof *total);
	double   *own = csq_alloc0(stride * sizeof *own);
	double   *ratio = csq_alloc0(stride * sizeof *ratio);
	double    all = 0;
	SmallLogs logs;

	for (int i = 0; i < 256; i++)
		logs.ln[i] = csq_ln(i + 1);
	clear(total, p->rows + (size_t) 1);
	clear(held, (p->rows + (size_t) 1) * stride);
	for (uint32_t k = 0; k < p->blocks->n; k++)
	{
		CsqBlock b = csq_blocks_get(p->blocks, k);

		csq_check_interrupts();
		tell(p, 0, 0, false);
		for (uint32_t i = 0; i < b.n; i++)
		{
			double n = (double) (b.start[i + 1] - b.start[i]);

			if (!used(&b, skip, i))
				continue;
			for (uint32_t h = b.share[i]; h < b.share[i + 1]; h++)
			{
				size_t column = p->columns == 1 ? 0 : b.label[h];
				bool   mine = p->columns > 1 || b.label[h] == 1;
				float  weight = share_weight(&b, i, h, skip);

				for (uint32_t f = b.start[i]; f < b.start[i + 1]; f++)
				{
					size_t row = CSQ_FEATURE_ID(b.feature[f]);

					total[row] += weight;
					if (mine)
						held[row * stride + column] += weight;
				}
				all += n * weight;
				if (mine)
					own[column] += n * weight;
			}
		}
	}
	for (int j = 0; j < p->columns; j++)
		ratio[j] = csq_ln(all - own[j] + p->rows) - csq_ln(own[j] + p->rows);
	for (uint32_t f = 0; f < p->rows; f++)
	{
		double none = -ln_after(&logs, (double) total[f]); /* of a class that never holds f */

		csq_poll(f);
		for (int j = 0; j < p->columns; j++)
		{
			double a = held[f * stride + j];
			double b = (double) total[f] - a;
			double r = ratio[j] + (a == 0 ? none : ln_after(&logs, a) - ln_after(&logs, b < 0 ? 0 : b));

			r = (1 - p->nb) + p->nb * (r < 0 ? -r : r);
			held[f * stride + j] = p->given != NULL && p->given[f] ? 1 : (float) (r * r);
		}
	}
	for (int j = 0; j < p->columns; j++)
		held[p->rows * stride + j] = 1;
	csq_free(total);
	csq_free(own);
	csq_free(ratio);
}

/* ---- steps ---- */

/* With few columns it is cheapest to change all at once. */
#define MOVE_ALL(V)                                                                                                    \
	{                                                                                                                  \
		V all = {0};                                                                                                   \
                                                                                                                       \
		for (int j = 0; j < m; j++)                                                                                    \
			all[column[j]] = step[j];                                                                                  \
		for (size_t f = 0; f <= n; f++)                                                                                \
		{                                                                                                              \
			size_t at = (f < n ? row[f] : p->rows) * stride;                                                           \
			V      change = all * (f < n ? x[f] : 1);                                                                  \
                                                                                                                       \
			if (s->prior != NULL)                                                                                      \
				change *= *(const V *) (s->prior + at);                                                                \
			*(V *) (s->w + at) += change;                                                                              \
		}                                                                                                              \
	}

/* Add steps to the multipliers of (document at hand, columns): changes the weights of its features. */
static inline void
move(Work *w, const int *column, const float *step, int m)
{
	const CsqProblem *p = w->p;
	CsqSolution      *s = w->s;
	const uint32_t   *row = w->row;
	const float      *x = w->x;
	size_t            n = w->n;
	size_t            stride = (size_t) p->stride;

	if (stride == 4)
		MOVE_ALL(V4)
	else if (stride == 8)
		MOVE_ALL(V8)
	else
		for (size_t f = 0; f <= n; f++)
		{
			size_t at = (f < n ? row[f] : p->rows) * stride;
			float  v = f < n ? x[f] : 1;

			if (s->prior != NULL)
				for (int j = 0; j < m; j++)
					s->w[at + column[j]] += step[j] * v * s->prior[at + column[j]];
			else
				for (int j = 0; j < m; j++)
					s->w[at + column[j]] += step[j] * v;
		}
}

/* The diagonal of the dual without the loss: sum x^2 v + 1 for the bias. */
static float
diagonal(const Work *w, int column)
{
	const float *prior = w->s->prior;
	const float *x = w->x;
	float        q = 1;

	for (size_t f = 0; f < w->n; f++)
		q += x[f] * x[f] * (prior ? prior[w->row[f] * (size_t) w->p->stride + column] : 1);
	return q;
}

/* 1 / (2 C) of the document at hand, which has one label, in a column */
static inline float
softness(const Work *w, bool mine)
{
	const CsqProblem *p = w->p;
	float             cost = (float) p->c * w->weight;

	if (p->positive != NULL)
		cost *= p->columns > 1 ? (mine ? p->positive[w->label] : 1) : p->positive[w->label];
	return 0.5f / cost;
}

/* Labels and weights of a document: what it costs on either side of each column. */
static void
read_costs(Work *w, const CsqBlock *b, size_t i)
{
	const CsqProblem *p = w->p;
	uint32_t          from = b->share[i];
	uint32_t          to = b->share[i + 1];
	float             twice = 2 * (float) p->c;
	float             all = 0;

	w->several = to - from > 1;
	if (!w->several)
	{
		w->label = b->label[from];
		w->weight = share_weight(b, i, from, w->skip);
		return;
	}
	memset(w->up, 0, (size_t) p->columns * sizeof *w->up);
	memset(w->down, 0, (size_t) p->columns * sizeof *w->down);
	for (uint32_t h = from; h < to; h++)
	{
		float weight = twice * share_weight(b, i, h, w->skip);
		float factor = p->positive != NULL ? p->positive[b->label[h]] : 1;

		all += weight;
		if (p->columns > 1)
			w->up[b->label[h]] = weight;
		else
			*(b->label[h] == 1 ? w->up : w->down) = weight * factor;
	}
	for (int j = 0; j < p->columns && p->columns > 1; j++)
	{
		w->down[j] = all - w->up[j];
		w->up[j] *= p->positive != NULL ? p->positive[j] : 1;
	}
}

/* The margin that a multiplier b asks for: b = up max(0, 1 - z) - down max(0, 1 + z). */
static inline float
settled(float b, float up, float down, float z)
{
	if (b == 0 && up == 0)
		return z < -1 ? z : -1;
	if (b == 0 && down == 0)
		return z > 1 ? z : 1;
	if (b >= 2 * up && up > 0)
		return 1 - b / up;
	if (b <= -2 * down && down > 0)
		return -1 - b / down;
	return (up - down - b) / (up + down);
}

/* The multiplier for which both hold, where the margin is z + q b. */
static inline float
best_multiplier(float z, float q, float up, float down)
{
	float b = (up - down - (up + down) * z) / (1 + (up + down) * q);

	if (z + q * b > 1)
		return -down * (1 + z) / (1 + down * q);
	if (z + q * b < -1)
		return up * (1 - z) / (1 + up * q);
	return b;
}

static inline void
note_violation(Work *w, float violation)
{
	if (violation > w->largest)
		w->largest = violation;
}

/*
 * Visit a document of several labels.  When it came often its margins lie within
 * -1 and 1, and their differences decide: they must be finer.
 */
static void
visit_several(Work *w, float *alpha, float *diag, bool often)
{
	int   column[MAX_STRIDE];
	float step[MAX_STRIDE];
	int   m = 0;

	for (int j = 0; j < w->p->columns; j++)
	{
		float g = w->z[j] - settled(alpha[j], w->up[j], w->down[j], w->z[j]);
		float next;

		if (g < 0)
			g = -g;
		note_violation(w, often ? FINER * g : g);
		if (g < 1e-6f)
			continue;
		if (diag[j] == 0)
			diag[j] = diagonal(w, j);
		next = best_multiplier(w->z[j] - diag[j] * alpha[j], diag[j], w->up[j], w->down[j]);
		column[m] = j;
		step[m++] = next - alpha[j];
		alpha[j] = next;
	}
	if (m > 0)
		move(w, column, step, m);
}

/* Visit one document; false when nothing of it can change soon. */
static bool
visit(Work *w, const CsqBlock *b, size_t i)
{
	const CsqProblem *p = w->p;
	float            *alpha = b->alpha + i * (size_t) p->columns;
	float            *diag = b->diagonal + i * (size_t) p->columns;
	float             soft_mine;
	float             soft_other;
	bool              alive = false;
	int               column[MAX_STRIDE];
	float             step[MAX_STRIDE];
	int               m = 0;

	read_document(w, b, i);
	read_margins(w);
	read_costs(w, b, i);
	if (CSQ_UNLIKELY(w->several))
	{
		visit_several(w, alpha, diag, b->fold[i] & CSQ_SPREAD);
		return true;
	}
	soft_mine = softness(w, true);
	soft_other = softness(w, false);
	for (int j = 0; j < p->columns; j++)
	{
		bool  mine = positive(p, w->label, j);
		float soft = mine ? soft_mine : soft_other;
		float g = (mine ? w->z[j] : -w->z[j]) - 1 + alpha[j] * soft;
		float violation = alpha[j] == 0 ? (g < 0 ? -g : 0) : (g < 0 ? -g : g);
		float next;

		if (alpha[j] == 0 && g >= 0)
		{
			alive |= g <= w->bound;
			continue;
		}
		alive = true;
		note_violation(w, violation);
		if (violation < 1e-6f)
			continue;
		if (diag[j] == 0)
			diag[j] = diagonal(w, j);
		next = alpha[j] - g / (diag[j] + soft);
		if (next < 0)
			next = 0;
		column[m] = j;
		step[m++] = mine ? next - alpha[j] : alpha[j] - next;
		alpha[j] = next;
	}
	if (m > 0)
		move(w, column, step, m);
	return alive;
}

/* The documents to train, and the weights from the multipliers that they have already. */
static void
start(Work *w, uint32_t skip, bool fresh)
{
	const CsqProblem *p = w->p;
	size_t            columns = (size_t) p->columns;
	int               column[MAX_STRIDE];
	float             step[MAX_STRIDE];

	for (uint32_t k = 0; k < p->blocks->n; k++)
	{
		CsqBlockPlace *place = &p->blocks->place[k];
		CsqBlock       b = csq_blocks_get(p->blocks, k);

		csq_check_interrupts();
		tell(p, 0, 0, false);
		place->used = 0;
		memset(b.diagonal, 0, b.n * columns * sizeof *b.diagonal);
		if (fresh)
			memset(b.alpha, 0, b.n * columns * sizeof *b.alpha);
		for (uint32_t i = 0; i < b.n; i++)
		{
			const float *alpha = b.alpha + i * columns;
			bool         several = b.share[i + 1] - b.share[i] > 1;
			int          m = 0;

			if (!used(&b, skip, i))
				continue;
			b.order[place->used++] = i;
			for (int j = 0; j < p->columns; j++)
				if (alpha[j] != 0)
				{
					column[m] = j;
					step[m++] = several || positive(p, b.label[b.share[i]], j) ? alpha[j] : -alpha[j];
				}
			if (m == 0)
				continue;
			read_document(w, &b, i);
			move(w, column, step, m);
		}
		place->left = place->used;
		csq_blocks_put(p->blocks, k);
	}
}

/* A permutation that depends on n and the seed alone. */
static void
shuffle(uint32_t *order, size_t n, uint64_t seed)
{
	uint64_t state = csq_mix64(seed + UINT64_C(0x9e3779b97f4a7c15) * (n + 1));

	for (size_t i = n; i > 1; i--)
	{
		uint64_t r;
		uint32_t t;

		state += UINT64_C(0x9e3779b97f4a7c15);
		r = (csq_mix64(state) >> 32) * i >> 32;
		t = order[i - 1];
		order[i - 1] = order[r];
		order[r] = t;
	}
}

/* One pass over what is left of a block; what cannot change soon is swapped behind it. */
static void
pass(Work *w, const CsqBlock *b, CsqBlockPlace *place)
{
	uint32_t *order = b->order;
	uint32_t  n = place->left;

	for (uint32_t k = 0; k < n;)
	{
		uint32_t i = order[k];

		if (visit(w, b, i))
			k++;
		else
		{
			order[k] = order[--n];
			order[n] = i;
		}
	}
	place->left = n;
}

/*
 * One pass over what is left of all blocks; with all, over everything.
 * Were all documents visited, and are any left?
 */
static void
epoch(Work *w, uint32_t *blocks, int seed, bool all, bool *visited_all, bool *any_left)
{
	CsqBlocks *bs = w->p->blocks;

	w->largest = 0;
	*visited_all = true;
	*any_left = false;
	shuffle(blocks, bs->n, (uint64_t) seed);
	for (uint32_t k = 0; k < bs->n; k++)
	{
		uint32_t       at = blocks[k];
		CsqBlockPlace *place = &bs->place[at];
		CsqBlock       b;

		if (all)
			place->left = place->used;
		*visited_all &= place->left == place->used;
		if (place->left == 0)
			continue;
		b = csq_blocks_get(bs, at);
		shuffle(b.order, place->left, (uint64_t) seed + ((uint64_t) at << 32));
		pass(w, &b, place);
		csq_blocks_put(bs, at);
		*any_left |= place->left > 0;
		tell(w->p, seed + 1, w->largest, false);
	}
}

void
csq_solve(const CsqProblem *p, uint32_t skip, bool fresh, CsqSolution *s)
{
	Work     *w = work_new(p, s);
	uint32_t *blocks = csq_alloc((p->blocks->n + 1) * sizeof *blocks);
	bool      all = true;

	for (uint32_t i = 0; i < p->blocks->n; i++)
		blocks[i] = i;
	clear(s->w, (p->rows + (size_t) 1) * (size_t) p->stride);
	if (s->prior != NULL)
		make_prior(p, skip, s);
	start(w, skip, fresh);
	w->skip = skip;
	w->bound = 1e30f;
	s->converged = false;
	for (s->epochs = 0; s->epochs < p->epochs && !s->converged;)
	{
		bool visited_all;
		bool any_left;

		epoch(w, blocks, s->epochs++, all, &visited_all, &any_left);
		tell(p, s->epochs, w->largest, true);
		w->bound = s->violation = w->largest;
		all = false;
		if (w->largest > (float) p->tolerance && any_left)
			continue;
		s->converged = visited_all;
		all = true; /* once more over everything */
		w->bound = 1e30f;
	}
	work_free(w);
	csq_free(blocks);
}

/* ---- the objectives, for tests ---- */

/* Sum of squares of the weights under the prior. */
static double
square_length(const CsqProblem *p, const CsqSolution *s)
{
	double sum = 0;

	for (size_t f = 0; f <= p->rows; f++)
		for (int j = 0; j < p->columns; j++)
		{
			double w = s->w[f * (size_t) p->stride + j];

			sum += w * w / (s->prior ? s->prior[f * (size_t) p->stride + j] : 1);
		}
	return sum;
}

/* phi(z) = up/2 max(0, 1 - z)^2 + down/2 max(0, 1 + z)^2 of the document at hand, for either kind. */
static double
document_loss(const Work *w, int j, double z)
{
	bool   mine = !w->several && positive(w->p, w->label, j);
	double cost = w->several ? 0 : 1 / (double) softness(w, mine);
	double up = w->several ? w->up[j] : mine ? cost : 0;
	double down = w->several ? w->down[j] : mine ? 0 : cost;
	double sum = 0;

	if (z < 1)
		sum += up / 2 * (1 - z) * (1 - z);
	if (z > -1)
		sum += down / 2 * (1 + z) * (1 + z);
	return sum;
}

/* Minus the conjugate of phi at minus the multiplier. */
static double
document_dual(const Work *w, int j, float alpha)
{
	double z;

	if (!w->several)
		return alpha - 0.5 * alpha * alpha * (double) softness(w, positive(w->p, w->label, j));
	z = settled(alpha, w->up[j], w->down[j], w->up[j] == 0 ? -1 : 1);
	return alpha * z + document_loss(w, j, z);
}

double
csq_primal(const CsqProblem *p, uint32_t skip, const CsqSolution *s)
{
	double      sum = 0.5 * square_length(p, s);
	CsqSolution at = *s;
	Work       *w = work_new(p, &at);

	w->skip = skip;
	for (uint32_t k = 0; k < p->blocks->n; k++)
	{
		CsqBlock b = csq_blocks_get(p->blocks, k);

		for (uint32_t i = 0; i < b.n; i++)
		{
			if (!used(&b, skip, i))
				continue;
			read_document(w, &b, i);
			read_margins(w);
			read_costs(w, &b, i);
			for (int j = 0; j < p->columns; j++)
				sum += document_loss(w, j, w->z[j]);
		}
	}
	work_free(w);
	return sum;
}

double
csq_dual(const CsqProblem *p, uint32_t skip, const CsqSolution *s)
{
	double      sum = -0.5 * square_length(p, s);
	CsqSolution at = *s;
	Work       *w = work_new(p, &at);

	w->skip = skip;
	for (uint32_t k = 0; k < p->blocks->n; k++)
	{
		CsqBlock b = csq_blocks_get(p->blocks, k);

		for (uint32_t i = 0; i < b.n; i++)
		{
			if (!used(&b, skip, i))
				continue;
			read_costs(w, &b, i);
			for (int j = 0; j < p->columns; j++)
				sum += document_dual(w, j, b.alpha[i * (size_t) p->columns + j]);
		}
	}
	work_free(w);
	return sum;
}
