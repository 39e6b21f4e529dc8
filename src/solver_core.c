/*
 * solver_core.c
 *		One-vs-rest support vector machines with squared hinge loss, all classes in
 *		one pass over a document.
 *
 * For each column the problem is
 *
 *		min  1/2 sum_f w_f^2 / v_f  +  sum_i C_i max(0, 1 - y_i w.x_i)^2
 *
 * with a prior variance v_f: 1, or the square of (1 - nb) + nb |log-count
 * ratio|, which lets a feature that stands mostly in one class carry more.  It
 * is solved in the dual by coordinate descent (Hsieh et al., A dual coordinate
 * descent method for large-scale linear SVM, 2008): no step size, a unique
 * optimum.  w lies feature-major, so the margins of all columns come from one
 * pass over the document's features; most columns then need no step.
 *
 * Documents are visited in a permutation that depends on n and the epoch alone.
 * A document all of whose multipliers are zero and well satisfied is left out
 * (shrinking) until a last round over everything confirms the optimum.
 *
 * Bits: every w[f][j] is computed by the same sequence of single float
 * operations whatever the width of the vectors, AVX2 or not, without fused multiply-add.
 */
#include "exact_math.h"
#include "solver.h"

/* Eight columns; in arrays of float no more than their alignment is promised. */
typedef float V8 __attribute__((vector_size(32), aligned(4), may_alias));
typedef float V4 __attribute__((vector_size(16), aligned(4), may_alias));

#define MAX_STRIDE 1024

typedef struct Work
{
	const CsqProblem *p;
	CsqSolution *s;
	float		z[MAX_STRIDE];
	float	   *q;				/* n * stride: diagonal of the dual, 0 = not computed yet */
	float		largest;		/* violation in this epoch */
	float		bound;			/* multipliers at zero with a gradient above it are let go */
} Work;

/* ---- margins ---- */

#define INLINE static inline __attribute__((always_inline))

/* z[0..8m) = sum over the features in order; m is a constant at each call. */
INLINE void
margins_block(const float *w, size_t stride, const uint32_t *row, const float *x, size_t n, size_t bias, float *z, int m)
{
	V8			a[2];

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
	V4			a = *(const V4 *) (w + bias * 4);

	for (size_t i = 0; i < n; i++)
		a += x[i] * *(const V4 *) (w + (size_t) row[i] * 4);
	*(V4 *) z = a;
}

INLINE void
margins_body(const float *w, size_t stride, const uint32_t *row, const float *x, size_t n, size_t bias, float *z)
{
	size_t		k = 0;

	for (; k + 16 <= stride; k += 16)
		margins_block(w + k, stride, row, x, n, bias, z + k, 2);
	if (k < stride)
		margins_block(w + k, stride, row, x, n, bias, z + k, 1);
}

typedef void (*Margins) (const float *, size_t, const uint32_t *, const float *, size_t, size_t, float *);

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
		float		a = w[bias];

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

void
csq_solution_margins(const CsqProblem *p, const CsqSolution *s, size_t doc, float *z)
{
	size_t		n = (size_t) (p->start[doc + 1] - p->start[doc]);
	float		all[MAX_STRIDE];

	margins(s->w, (size_t) p->stride, p->row + p->start[doc], p->x + p->start[doc], n, p->rows, all);
	memcpy(z, all, (size_t) p->columns * sizeof *z);
}

/* ---- the prior ---- */

/* Column j of a document of this class: is it a positive example? */
static inline bool
positive(const CsqProblem *p, uint16_t label, int j)
{
	return p->columns == 1 ? label == 1 : label == j;
}

static inline bool
used(const uint8_t *use, uint8_t skip, size_t i)
{
	return use == NULL || use[i] != skip;
}

/*
 * prior[f][j] = ((1 - nb) + nb |ln((a + 1) / (A + F)) - ln((b + 1) / (B + F))|)^2
 * where a documents of class j and b others hold f, A and B are their sums over
 * all features, F the number of features.
 */
static void
make_prior(const CsqProblem *p, const uint8_t *use, uint8_t skip, CsqSolution *s)
{
	size_t		stride = (size_t) p->stride;
	float	   *held = s->prior;	/* a, until it is turned into the prior */
	float	   *total = csq_alloc0((p->rows + 1) * sizeof *total);
	double	   *own = csq_alloc0(stride * sizeof *own);
	double	   *ratio = csq_alloc0(stride * sizeof *ratio);
	double		all = 0;

	memset(held, 0, (p->rows + 1) * stride * sizeof *held);
	for (size_t i = 0; i < p->n; i++)
	{
		size_t		column = p->columns == 1 ? 0 : p->label[i];
		bool		mine = p->columns > 1 || p->label[i] == 1;

		if (!used(use, skip, i))
			continue;
		for (uint64_t f = p->start[i]; f < p->start[i + 1]; f++)
		{
			total[p->row[f]] += p->weight[i];
			if (mine)
				held[p->row[f] * stride + column] += p->weight[i];
		}
		all += (double) (p->start[i + 1] - p->start[i]) * p->weight[i];
		if (mine)
			own[column] += (double) (p->start[i + 1] - p->start[i]) * p->weight[i];
	}
	for (int j = 0; j < p->columns; j++)
		ratio[j] = csq_ln(all - own[j] + p->rows) - csq_ln(own[j] + p->rows);
	for (uint32_t f = 0; f < p->rows; f++)
	{
		double		none = -csq_ln((double) total[f] + 1);	/* of a class that never holds f */

		if ((f & 0xFFF) == 0)
			csq_check_interrupts();
		for (int j = 0; j < p->columns; j++)
		{
			double		a = held[f * stride + j];
			double		b = (double) total[f] - a;
			double		r = ratio[j] + (a == 0 ? none : csq_ln(a + 1) - csq_ln((b < 0 ? 0 : b) + 1));

			r = (1 - p->nb) + p->nb * (r < 0 ? -r : r);
			held[f * stride + j] = (float) (r * r);
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
#define MOVE_ALL(V) \
	{ \
		V			all = {0}; \
		\
		for (int j = 0; j < m; j++) \
			all[column[j]] = step[j]; \
		for (size_t f = 0; f <= n; f++) \
		{ \
			size_t		at = (f < n ? row[f] : p->rows) * stride; \
			V			change = all * (f < n ? x[f] : 1); \
			\
			if (s->prior != NULL) \
				change *= *(const V *) (s->prior + at); \
			*(V *) (s->w + at) += change; \
		} \
	}

/* Add steps to the multipliers of (document, columns): changes the weights of its features. */
static inline void
move(const CsqProblem *p, CsqSolution *s, size_t i, const float *x, const int *column, const float *step, int m)
{
	const uint32_t *row = p->row + p->start[i];
	size_t		n = (size_t) (p->start[i + 1] - p->start[i]);
	size_t		stride = (size_t) p->stride;

	if (stride == 4)
		MOVE_ALL(V4)
	else if (stride == 8)
		MOVE_ALL(V8)
	else
		for (size_t f = 0; f <= n; f++)
		{
			size_t		at = (f < n ? row[f] : p->rows) * stride;
			float		v = f < n ? x[f] : 1;

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
diagonal(const CsqProblem *p, const CsqSolution *s, size_t i, const float *x, int column)
{
	const uint32_t *row = p->row + p->start[i];
	size_t		n = (size_t) (p->start[i + 1] - p->start[i]);
	float		q = 1;

	for (size_t f = 0; f < n; f++)
		q += x[f] * x[f] * (s->prior ? s->prior[row[f] * (size_t) p->stride + column] : 1);
	return q;
}

/* 1 / (2 C) of (document, column) */
static inline float
softness(const CsqProblem *p, size_t i, bool mine)
{
	float		cost = (float) p->c * p->weight[i];

	if (p->positive != NULL)
		cost *= p->columns > 1 ? (mine ? p->positive[p->label[i]] : 1) : p->positive[p->label[i]];
	return 0.5f / cost;
}

/* Visit one document; false when nothing of it can change soon. */
static bool
visit(Work *w, size_t i)
{
	const CsqProblem *p = w->p;
	CsqSolution *s = w->s;
	size_t		n = (size_t) (p->start[i + 1] - p->start[i]);
	const float *x = p->x + p->start[i];
	float	   *alpha = s->alpha + i * (size_t) p->stride;
	float	   *diag = w->q + i * (size_t) p->stride;
	float		soft_mine = softness(p, i, true);
	float		soft_other = softness(p, i, false);
	bool		alive = false;
	int			column[MAX_STRIDE];
	float		step[MAX_STRIDE];
	int			m = 0;

	margins(s->w, (size_t) p->stride, p->row + p->start[i], x, n, p->rows, w->z);
	for (int j = 0; j < p->columns; j++)
	{
		bool		mine = positive(p, p->label[i], j);
		float		soft = mine ? soft_mine : soft_other;
		float		g = (mine ? w->z[j] : -w->z[j]) - 1 + alpha[j] * soft;
		float		violation = alpha[j] == 0 ? (g < 0 ? -g : 0) : (g < 0 ? -g : g);
		float		next;

		if (alpha[j] == 0 && g >= 0)
		{
			alive |= g <= w->bound;
			continue;
		}
		alive = true;
		if (violation > w->largest)
			w->largest = violation;
		if (violation < 1e-6f)
			continue;
		if (diag[j] == 0)
			diag[j] = diagonal(p, s, i, x, j);
		next = alpha[j] - g / (diag[j] + soft);
		if (next < 0)
			next = 0;
		column[m] = j;
		step[m++] = mine ? next - alpha[j] : alpha[j] - next;
		alpha[j] = next;
	}
	if (m > 0)
		move(p, s, i, x, column, step, m);
	return alive;
}

/* Weights from multipliers that are there already. */
static void
warm_start(Work *w, const uint32_t *order, size_t n)
{
	const CsqProblem *p = w->p;
	int			column[MAX_STRIDE];
	float		step[MAX_STRIDE];

	for (size_t k = 0; k < n; k++)
	{
		size_t		i = order[k];
		const float *alpha = w->s->alpha + i * (size_t) p->stride;
		int			m = 0;

		for (int j = 0; j < p->columns; j++)
			if (alpha[j] != 0)
			{
				column[m] = j;
				step[m++] = positive(p, p->label[i], j) ? alpha[j] : -alpha[j];
			}
		if ((k & 0xFF) == 0)
			csq_check_interrupts();
		if (m > 0)
			move(p, w->s, i, p->x + p->start[i], column, step, m);
	}
}

/* A permutation that depends on n and the seed alone. */
static void
shuffle(uint32_t *order, size_t n, uint64_t seed)
{
	uint64_t	state = csq_mix64(seed + UINT64_C(0x9e3779b97f4a7c15) * (n + 1));

	for (size_t i = n; i > 1; i--)
	{
		uint64_t	r;
		uint32_t	t;

		state += UINT64_C(0x9e3779b97f4a7c15);
		r = (csq_mix64(state) >> 32) * i >> 32;
		t = order[i - 1];
		order[i - 1] = order[r];
		order[r] = t;
	}
}

/* One pass over the first n of order; what cannot change soon is swapped behind them.  Returns how many are left. */
static size_t
epoch(Work *w, uint32_t *order, size_t n)
{
	w->largest = 0;
	for (size_t k = 0; k < n;)
	{
		uint32_t	i = order[k];

		if ((k & 0x3F) == 0)
			csq_check_interrupts();
		if (visit(w, i))
			k++;
		else
		{
			order[k] = order[--n];
			order[n] = i;
		}
	}
	return n;
}

void
csq_solve(const CsqProblem *p, const uint8_t *use, uint8_t skip, CsqSolution *s)
{
	size_t		stride = (size_t) p->stride;
	uint32_t   *order = csq_alloc((p->n + 1) * sizeof *order);
	Work	   *w = csq_alloc0(sizeof *w);
	size_t		n = 0,
				left;

	for (size_t i = 0; i < p->n; i++)
		if (used(use, skip, i))
			order[n++] = (uint32_t) i;
	w->p = p;
	w->s = s;
	w->q = csq_alloc0((p->n * stride + 1) * sizeof *w->q);
	memset(s->w, 0, (p->rows + 1) * stride * sizeof *s->w);
	if (s->prior != NULL)
		make_prior(p, use, skip, s);
	warm_start(w, order, n);
	left = n;
	w->bound = 1e30f;
	s->converged = false;
	for (s->epochs = 0; s->epochs < p->epochs && !s->converged;)
	{
		size_t		visited = left;

		shuffle(order, left, (uint64_t) s->epochs++);
		left = epoch(w, order, left);
		w->bound = w->largest;
		if (w->largest > (float) p->tolerance && left > 0)
			continue;
		s->converged = visited == n;
		left = n;				/* once more over everything */
		w->bound = 1e30f;
	}
	csq_free(w->q);
	csq_free(w);
	csq_free(order);
}

/* ---- the objectives, for tests ---- */

double
csq_primal(const CsqProblem *p, const uint8_t *use, uint8_t skip, const CsqSolution *s)
{
	double		sum = 0;
	float	   *z = csq_alloc((size_t) p->stride * sizeof *z);

	for (size_t f = 0; f <= p->rows; f++)
		for (int j = 0; j < p->columns; j++)
		{
			double		w = s->w[f * (size_t) p->stride + j];

			sum += 0.5 * w * w / (s->prior ? s->prior[f * (size_t) p->stride + j] : 1);
		}
	for (size_t i = 0; i < p->n; i++)
	{
		if (!used(use, skip, i))
			continue;
		csq_solution_margins(p, s, i, z);
		for (int j = 0; j < p->columns; j++)
		{
			bool		mine = positive(p, p->label[i], j);
			double		loss = 1 - (mine ? z[j] : -z[j]);

			if (loss > 0)
				sum += loss * loss / (2 * softness(p, i, mine));
		}
	}
	csq_free(z);
	return sum;
}

double
csq_dual(const CsqProblem *p, const uint8_t *use, uint8_t skip, const CsqSolution *s)
{
	double		sum = 0;

	for (size_t f = 0; f <= p->rows; f++)
		for (int j = 0; j < p->columns; j++)
		{
			double		w = s->w[f * (size_t) p->stride + j];

			sum -= 0.5 * w * w / (s->prior ? s->prior[f * (size_t) p->stride + j] : 1);
		}
	for (size_t i = 0; i < p->n; i++)
		if (used(use, skip, i))
			for (int j = 0; j < p->columns; j++)
			{
				double		a = s->alpha[i * (size_t) p->stride + j];

				sum += a - 0.5 * a * a * softness(p, i, positive(p, p->label[i], j));
			}
	return sum;
}
