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
typedef float V1 __attribute__((may_alias));

/* Loops of a few instructions for each feature, most of them the same few million times over. */
#if defined(__GNUC__) && !defined(__clang__)
#define UNROLLED _Pragma("GCC unroll 4")
#else
#define UNROLLED
#endif

#define MAX_STRIDE 1024
#define FINER      8 /* a violation of a text that came often, with several labels, counts so much more */

typedef struct Work Work;

struct Work
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
	void (*pass)(Work *, const CsqBlock *, CsqBlockPlace *);
};

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
#define HAVE_AVX2
#define WIDE(name) (__builtin_cpu_supports("avx2") ? name##_avx2 : name##_plain)

__attribute__((target("avx2"))) static void
margins_avx2(const float *w, size_t stride, const uint32_t *row, const float *x, size_t n, size_t bias, float *z)
{
	margins_body(w, stride, row, x, n, bias, z);
}
#else
#define WIDE(name) name##_plain
#endif

static void
margins(const float *w, size_t stride, const uint32_t *row, const float *x, size_t n, size_t bias, float *z)
{
	static Margins many = NULL;

	if (CSQ_UNLIKELY(many == NULL))
		many = WIDE(margins);
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

/* Features of a document; a look at interrupts after so many. */
INLINE const CsqFeature *
open_document(Work *w, const CsqBlock *b, size_t i)
{
	w->n = b->start[i + 1] - b->start[i];
	w->work += (w->n + 1) * (size_t) w->p->stride;
	if (CSQ_UNLIKELY(w->work > (size_t) 1 << 18))
	{
		w->work = 0;
		csq_check_interrupts();
	}
	return b->feature + b->start[i];
}

/* Rows and values of a document of a block. */
INLINE void
read_document(Work *w, const CsqBlock *b, size_t i)
{
	const CsqFeature *f = open_document(w, b, i);
	const float      *value = w->p->value != NULL ? w->p->value : csq_feature_tf;
	float             norm = b->norm[i];
	uint32_t         *row = w->row;
	float            *x = w->x;

	for (size_t k = 0, n = w->n; k < n; k++)
	{
		row[k] = CSQ_FEATURE_ID(f[k]);
		x[k] = value[CSQ_FEATURE_COUNT(f[k])] * norm;
	}
}

/* The same and, while they are at hand, the margins of as many columns as V holds: the sum in the same order. */
#define READ_MARGINS(V)                                                                                                \
	{                                                                                                                  \
		V a = *(const V *) (weight + w->p->rows * (sizeof(V) / sizeof(float)));                                        \
                                                                                                                       \
		UNROLLED for (size_t k = 0; k < n; k++)                                                                        \
		{                                                                                                              \
			uint32_t at = CSQ_FEATURE_ID(f[k]);                                                                        \
			float    v = value[CSQ_FEATURE_COUNT(f[k])] * norm;                                                        \
                                                                                                                       \
			row[k] = at;                                                                                               \
			x[k] = v;                                                                                                  \
			a += v * *(const V *) (weight + (size_t) at * (sizeof(V) / sizeof(float)));                                \
		}                                                                                                              \
		*(V *) w->z = a;                                                                                               \
	}

/* Rows, values and margins of a document. */
INLINE void
read_margins(Work *w, const CsqBlock *b, size_t i)
{
	size_t stride = (size_t) w->p->stride;

	if (stride == 1 || stride == 4)
	{
		const CsqFeature *f = open_document(w, b, i);
		const float      *value = w->p->value != NULL ? w->p->value : csq_feature_tf;
		const float      *weight = w->s->w;
		float             norm = b->norm[i];
		uint32_t         *row = w->row;
		float            *x = w->x;
		size_t            n = w->n;

		if (stride == 1)
			READ_MARGINS(V1)
		else
			READ_MARGINS(V4)
		return;
	}
	read_document(w, b, i);
	margins(w->s->w, stride, w->row, w->x, w->n, w->p->rows, w->z);
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
				uint32_t rows = csq_share_rows_in(&b, i, h, folds);

				if (rows == 0)
					continue;
				if (!read)
				{
					read_margins(w, &b, i);
					read = true;
				}
				emit(arg, b.weight[h] * ((float) rows / (float) b.rows[h]), rows, b.label[h], w->z);
			}
		}
	}
	work_free(w);
}

/* Column j of a document of this class: is it a positive example? */
static inline bool
positive(const CsqProblem *p, uint16_t label, int j)
{
	return p->columns == 1 ? label == 1 : label == j;
}

/* ---- steps ---- */

/* With few columns it is cheapest to change all at once. */
#define MOVE_ALL(V)                                                                                                    \
	{                                                                                                                  \
		const size_t wide = sizeof(V) / sizeof(float);                                                                 \
		float       *weight = s->w;                                                                                    \
		const float *prior = s->prior;                                                                                 \
		V            all = {0};                                                                                        \
                                                                                                                       \
		for (int j = 0; j < m; j++)                                                                                    \
			all[column[j]] = step[j];                                                                                  \
		if (prior != NULL)                                                                                             \
			UNROLLED for (size_t f = 0; f < n; f++)                                                                    \
			{                                                                                                          \
				V step_of = all * x[f] * *(const V *) (prior + row[f] * wide);                                         \
                                                                                                                       \
				*(V *) (weight + row[f] * wide) += step_of;                                                            \
			}                                                                                                          \
		else                                                                                                           \
			for (size_t f = 0; f < n; f++)                                                                             \
				*(V *) (weight + row[f] * wide) += all * x[f];                                                         \
		if (prior != NULL)                                                                                             \
			all *= *(const V *) (prior + p->rows * wide);                                                              \
		*(V *) (weight + p->rows * wide) += all;                                                                       \
	}

/* Add steps to the multipliers of (document at hand, columns): changes the weights of its features. */
INLINE void
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

/* With few columns or many that are needed anyway, V of them at once, each in the same order. */
#define DIAGONALS(V)                                                                                                   \
	{                                                                                                                  \
		const size_t wide = sizeof(V) / sizeof(float);                                                                 \
		V            q = {0};                                                                                          \
                                                                                                                       \
		q += 1;                                                                                                        \
		UNROLLED for (size_t f = 0; f < n; f++)                                                                        \
		{                                                                                                              \
			q += x[f] * x[f] * *(const V *) (prior + row[f] * stride + first);                                         \
		}                                                                                                              \
		for (size_t k = 0; k < wide && first + k < columns; k++)                                                       \
			diag[first + k] = q[k];                                                                                    \
	}

/* The diagonal of the dual without the loss, sum x^2 v + 1 for the bias: of this column and of its neighbours. */
INLINE void
read_diagonal(const Work *w, int column, float *diag)
{
	const float    *prior = w->s->prior;
	const float    *x = w->x;
	const uint32_t *row = w->row;
	size_t          n = w->n;
	size_t          stride = (size_t) w->p->stride;
	size_t          columns = (size_t) w->p->columns;
	size_t          first = (size_t) column & ~(size_t) 7;
	float           q = 1;

	if (prior != NULL && stride == 4)
		DIAGONALS(V4)
	else if (prior != NULL && stride >= 8)
		DIAGONALS(V8)
	else
	{
		for (size_t f = 0; f < n; f++)
			q += x[f] * x[f] * (prior ? prior[row[f]] : 1);
		for (size_t j = 0; j < columns; j++)
			diag[j] = q;
	}
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
		w->weight = csq_share_weight(b, i, from, w->skip);
		return;
	}
	memset(w->up, 0, (size_t) p->columns * sizeof *w->up);
	memset(w->down, 0, (size_t) p->columns * sizeof *w->down);
	for (uint32_t h = from; h < to; h++)
	{
		float weight = twice * csq_share_weight(b, i, h, w->skip);
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
			read_diagonal(w, j, diag);
		next = best_multiplier(w->z[j] - diag[j] * alpha[j], diag[j], w->up[j], w->down[j]);
		column[m] = j;
		step[m++] = next - alpha[j];
		alpha[j] = next;
	}
	if (m > 0)
		move(w, column, step, m);
}

/* Visit one document; false when nothing of it can change soon. */
INLINE bool
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

	read_margins(w, b, i);
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
			read_diagonal(w, j, diag);
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
		csq_solver_tell(p, 0, 0, false);
		place->used = 0;
		memset(b.diagonal, 0, b.n * columns * sizeof *b.diagonal);
		if (fresh)
			memset(b.alpha, 0, b.n * columns * sizeof *b.alpha);
		for (uint32_t i = 0; i < b.n; i++)
		{
			const float *alpha = b.alpha + i * columns;
			bool         several = b.share[i + 1] - b.share[i] > 1;
			int          m = 0;

			if (!csq_example_used(&b, skip, i))
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
INLINE void
pass_body(Work *w, const CsqBlock *b, CsqBlockPlace *place)
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

static void
pass_plain(Work *w, const CsqBlock *b, CsqBlockPlace *place)
{
	pass_body(w, b, place);
}

#ifdef HAVE_AVX2
__attribute__((target("avx2"))) static void
pass_avx2(Work *w, const CsqBlock *b, CsqBlockPlace *place)
{
	pass_body(w, b, place);
}
#endif

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
		w->pass(w, &b, place);
		csq_blocks_put(bs, at);
		*any_left |= place->left > 0;
		csq_solver_tell(w->p, seed + 1, w->largest, false);
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
	{
		clear(s->prior, (p->rows + (size_t) 1) * (size_t) p->stride);
		csq_solver_prior(p, skip, s->prior);
	}
	start(w, skip, fresh);
	w->skip = skip;
	w->pass = WIDE(pass);
	w->bound = 1e30f;
	s->converged = false;
	for (s->epochs = 0; s->epochs < p->epochs && !s->converged;)
	{
		bool visited_all;
		bool any_left;

		epoch(w, blocks, s->epochs++, all, &visited_all, &any_left);
		csq_solver_tell(p, s->epochs, w->largest, true);
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
			if (!csq_example_used(&b, skip, i))
				continue;
			read_margins(w, &b, i);
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
			if (!csq_example_used(&b, skip, i))
				continue;
			read_costs(w, &b, i);
			for (int j = 0; j < p->columns; j++)
				sum += document_dual(w, j, b.alpha[i * (size_t) p->columns + j]);
		}
	}
	work_free(w);
	return sum;
}
