/*
 * solver_test.c
 *		Dual coordinate descent against what it must minimise: the duality gap and
 *		the gradient of the primal, computed here from the definition.
 */
#include "test.h"

#include "exact_math.h"
#include "solver.h"

#define MAX_DOCS 30
#define MAX_ROWS 12
#define MAX_CLASSES 9

typedef struct Sample
{
	CsqProblem	p;
	double		x[MAX_DOCS][MAX_ROWS + 1];	/* dense, the bias last */
	uint64_t	start[MAX_DOCS + 1];
	uint32_t	row[MAX_DOCS * MAX_ROWS];
	float		value[MAX_DOCS * MAX_ROWS];
	uint16_t	label[MAX_DOCS];
	float		weight[MAX_DOCS];
	float		positive[MAX_CLASSES];
	uint8_t		fold[MAX_DOCS];
	bool		folded;
	CsqSolution s;
} Sample;

static void
make(Sample *m)
{
	CsqProblem *p = &m->p;
	uint64_t	at = 0;

	memset(m, 0, sizeof *m);
	p->n = 2 + test_random_below(MAX_DOCS - 2);
	p->rows = 1 + (uint32_t) test_random_below(MAX_ROWS);
	p->classes = 2 + (int) test_random_below(MAX_CLASSES - 1);
	p->columns = p->classes == 2 ? 1 : p->classes;
	p->stride = p->columns == 1 ? 1 : p->columns <= 4 ? 4 : (p->columns + 7) & ~7;
	p->c = test_random_below(2) ? 1 : 0.2;
	p->tolerance = 0.0001;
	p->epochs = 3000;
	p->nb = test_random_below(3) ? 0.35 : 0;
	m->folded = test_random_below(2);
	for (size_t i = 0; i < p->n; i++)
	{
		double		square = 0;

		m->start[i] = at;
		m->label[i] = (uint16_t) test_random_below((uint64_t) p->classes);
		m->weight[i] = test_random_below(3) ? 1 : 0.3f;
		m->fold[i] = (uint8_t) test_random_below(3);
		for (uint32_t f = 0; f < p->rows; f++)
			if (test_random_below(3) == 0)
			{
				m->row[at] = f;
				at++;
				m->x[i][f] = 1 + log(1 + (double) test_random_below(4));
				square += m->x[i][f] * m->x[i][f];
			}
		for (uint32_t f = 0; f < p->rows; f++)
			m->x[i][f] /= square > 0 ? sqrt(square) : 1;
		for (uint64_t k = m->start[i]; k < at; k++)
			m->value[k] = (float) m->x[i][m->row[k]];
		m->x[i][p->rows] = 1;
	}
	m->start[p->n] = at;
	for (int k = 0; k < p->classes; k++)
		m->positive[k] = (float) (1 + test_random_below(3));
	p->start = m->start;
	p->row = m->row;
	p->x = m->value;
	p->label = m->label;
	p->weight = m->weight;
	p->positive = test_random_below(3) ? NULL : m->positive;
	m->s.w = csq_alloc((p->rows + 1) * (size_t) p->stride * sizeof(float));
	m->s.prior = p->nb > 0 ? csq_alloc((p->rows + 1) * (size_t) p->stride * sizeof(float)) : NULL;
	m->s.alpha = csq_alloc0(p->n * (size_t) p->stride * sizeof(float));
}

static bool
in(const Sample *m, size_t i)
{
	return !m->folded || m->fold[i] != 1;
}

static bool
mine(const Sample *m, size_t i, int j)
{
	return m->p.columns == 1 ? m->label[i] == 1 : m->label[i] == j;
}

static double
cost(const Sample *m, size_t i, int j)
{
	double		c = m->p.c * m->weight[i];

	if (m->p.positive && (m->p.columns == 1 || mine(m, i, j)))
		c *= m->positive[m->label[i]];
	return c;
}

/* Prior variance of a weight, from its definition. */
static double
prior(const Sample *m, uint32_t f, int j)
{
	double		a = 0,
				b = 0,
				A = 0,
				B = 0,
				F = m->p.rows,
				r;

	if (m->p.nb == 0 || f == m->p.rows)
		return 1;
	for (size_t i = 0; i < m->p.n; i++)
		for (uint32_t g = 0; in(m, i) && g < m->p.rows; g++)
			if (m->x[i][g] > 0)
			{
				*(mine(m, i, j) ? &A : &B) += m->weight[i];
				if (g == f)
					*(mine(m, i, j) ? &a : &b) += m->weight[i];
			}
	r = (1 - m->p.nb) + m->p.nb * fabs(log((a + 1) / (A + F)) - log((b + 1) / (B + F)));
	return r * r;
}

static double
margin(const Sample *m, size_t i, int j)
{
	double		z = 0;

	for (uint32_t f = 0; f <= m->p.rows; f++)
		z += m->x[i][f] * m->s.w[f * (size_t) m->p.stride + j];
	return z;
}

/* Largest component of the gradient of the primal of any column. */
static double
gradient(const Sample *m, double *primal)
{
	double		largest = 0;

	*primal = 0;
	for (int j = 0; j < m->p.columns; j++)
		for (uint32_t f = 0; f <= m->p.rows; f++)
		{
			double		w = m->s.w[f * (size_t) m->p.stride + j];
			double		v = prior(m, f, j);
			double		g = w / v;

			*primal += 0.5 * w * w / v;
			for (size_t i = 0; i < m->p.n; i++)
			{
				double		y = mine(m, i, j) ? 1 : -1;
				double		loss = 1 - y * margin(m, i, j);

				if (!in(m, i) || loss <= 0)
					continue;
				g -= 2 * cost(m, i, j) * loss * y * m->x[i][f];
				*primal += f == 0 ? cost(m, i, j) * loss * loss : 0;
			}
			largest = fabs(g) > largest ? fabs(g) : largest;
		}
	return largest;
}

static void
test_optimum(void)
{
	Sample	   *m = malloc(sizeof *m);
	double		worst_gap = 0,
				worst_gradient = 0,
				worst_prior = 0;
	long		unfinished = 0;

	test_section("optimum: duality gap, gradient, prior");
	for (int turn = 0; turn < 10000; turn++)
	{
		double		primal,
					dual,
					mine_primal,
					g;

		make(m);
		csq_solve(&m->p, m->folded ? m->fold : NULL, 1, &m->s);
		unfinished += !m->s.converged;
		primal = csq_primal(&m->p, m->folded ? m->fold : NULL, 1, &m->s);
		dual = csq_dual(&m->p, m->folded ? m->fold : NULL, 1, &m->s);
		g = gradient(m, &mine_primal);
		CHECK_NEAR(primal, mine_primal, 1e-4 * (1 + mine_primal));
		CHECK(dual <= primal + 1e-4 * (1 + primal));
		worst_gap = fmax(worst_gap, (primal - dual) / (1 + primal));
		worst_gradient = fmax(worst_gradient, g);
		for (uint32_t f = 0; m->s.prior && f <= m->p.rows; f++)
			for (int j = 0; j < m->p.columns; j++)
				worst_prior = fmax(worst_prior, fabs(m->s.prior[f * (size_t) m->p.stride + j] - prior(m, f, j)));
		csq_host_reset();
	}
	CHECK_EQ_I64(unfinished, 0);
	CHECK(worst_gap < 1e-3);
	CHECK(worst_gradient < 0.02);
	CHECK(worst_prior < 1e-5);
	printf("# largest relative gap %.2g, gradient %.2g, prior error %.2g\n", worst_gap, worst_gradient, worst_prior);
	free(m);
}

/* Starting from other multipliers, or stopping and going on, leads to the same optimum. */
static void
test_warm_start(void)
{
	Sample	   *m = malloc(sizeof *m);

	test_section("warm start");
	for (int turn = 0; turn < 1000; turn++)
	{
		double		cold,
					warm;
		int			epochs;

		make(m);
		csq_solve(&m->p, NULL, 0, &m->s);
		cold = csq_primal(&m->p, NULL, 0, &m->s);
		epochs = m->s.epochs;
		csq_solve(&m->p, NULL, 0, &m->s);
		warm = csq_primal(&m->p, NULL, 0, &m->s);
		CHECK_NEAR(cold, warm, 1e-3 * (1 + cold));
		CHECK(m->s.epochs <= (epochs < 3 ? 3 : epochs));
		memset(m->s.alpha, 0, m->p.n * (size_t) m->p.stride * sizeof(float));
		csq_solve(&m->p, m->fold, 2, &m->s);
		csq_solve(&m->p, NULL, 0, &m->s);
		CHECK_NEAR(cold, csq_primal(&m->p, NULL, 0, &m->s), 1e-3 * (1 + cold));
		csq_host_reset();
	}
	free(m);
}

static void
test_margins(void)
{
	Sample	   *m = malloc(sizeof *m);
	float		z[MAX_CLASSES];

	test_section("margins of every width");
	for (int turn = 0; turn < 1000; turn++)
	{
		make(m);
		csq_solve(&m->p, NULL, 0, &m->s);
		for (size_t i = 0; i < m->p.n; i++)
		{
			csq_solution_margins(&m->p, &m->s, i, z);
			for (int j = 0; j < m->p.columns; j++)
				CHECK_NEAR(z[j], margin(m, i, j), 1e-4);
		}
		csq_host_reset();
	}
	free(m);
}

static void
test_functions(void)
{
	test_section("ln and exp");
	for (int i = 0; i < 100000; i++)
	{
		double		x = exp(((double) test_random_below(1000000) / 1e6 - 0.5) * 100);
		double		y = ((double) test_random_below(1000000) / 1e6 - 0.5) * 1200;

		CHECK_NEAR(csq_ln(x), log(x), 2e-15 * (1 + fabs(log(x))));
		CHECK_NEAR(csq_exp(y) / exp(y), 1, 1e-12);
	}
	CHECK(csq_exp(-1e9) == 0 && csq_exp(1e9) < 1e305 && csq_exp(0) == 1 && csq_ln(1) == 0);
}

int
main(void)
{
	test_functions();
	test_optimum();
	test_warm_start();
	test_margins();
	return test_done();
}
