/*
 * solver_test.c
 *		Dual coordinate descent against what it must minimise: the duality gap and
 *		the gradient of the primal, computed here from the definition; with blocks
 *		in memory and in files, which must give the same bits.
 */
#include "test.h"

#include "base/exact_math.h"
#include "classify/solver.h"

#define MAX_DOCS    30
#define MAX_ROWS    12
#define MAX_CLASSES 9

typedef struct Sample
{
	CsqProblem  p;
	CsqBlocks   blocks;
	size_t      n;
	double      x[MAX_DOCS][MAX_ROWS + 1]; /* dense, the bias last */
	CsqFeature  row[MAX_DOCS][MAX_ROWS];
	size_t      rows[MAX_DOCS];
	float       norm[MAX_DOCS];
	uint16_t    label[MAX_DOCS];
	float       weight[MAX_DOCS];
	float       positive[MAX_CLASSES];
	uint8_t     fold[MAX_DOCS];
	int         skip;
	size_t      block_bytes;
	CsqSolution s;
} Sample;

/* The documents as blocks, as many of them in memory as this allows, and no multipliers. */
static void
lay_out(Sample *m, size_t memory)
{
	size_t weights = (m->p.rows + 1) * (size_t) m->p.stride;

	csq_blocks_init(&m->blocks, m->p.columns, memory);
	m->blocks.block_bytes = m->block_bytes;
	for (size_t i = 0; i < m->n; i++)
		csq_blocks_add(&m->blocks, m->label[i], m->weight[i], m->fold[i], m->norm[i], m->row[i], m->rows[i]);
	csq_blocks_finish(&m->blocks);
	m->p.blocks = &m->blocks;
	m->s.w = csq_alloc(weights * sizeof(float));
	m->s.prior = m->p.nb > 0 ? csq_alloc(weights * sizeof(float)) : NULL;
}

static void
make(Sample *m)
{
	CsqProblem *p = &m->p;

	memset(m, 0, sizeof *m);
	m->n = 2 + test_random_below(MAX_DOCS - 2);
	p->rows = 1 + (uint32_t) test_random_below(MAX_ROWS);
	p->classes = 2 + (int) test_random_below(MAX_CLASSES - 1);
	p->columns = p->classes == 2 ? 1 : p->classes;
	p->stride = p->columns == 1 ? 1 : p->columns <= 4 ? 4 : (p->columns + 7) & ~7;
	p->c = test_random_below(2) ? 1 : 0.2;
	p->tolerance = 0.0001;
	p->epochs = 3000;
	p->nb = test_random_below(3) ? 0.35 : 0;
	m->skip = test_random_below(2) ? 1 : CSQ_ALL;
	m->block_bytes = test_random_below(2) ? CSQ_BLOCK_BYTES : 1 + test_random_below(2000);
	for (size_t i = 0; i < m->n; i++)
	{
		double square = 0;

		m->label[i] = (uint16_t) test_random_below((uint64_t) p->classes);
		m->weight[i] = test_random_below(3) ? 1 : 0.3f;
		m->fold[i] = (uint8_t) test_random_below(3);
		for (uint32_t f = 0; f < p->rows; f++)
			if (test_random_below(3) == 0)
			{
				uint32_t count = 1 + (uint32_t) test_random_below(4);

				m->row[i][m->rows[i]++] = f << 8 | count;
				m->x[i][f] = 1 + log(count);
				square += m->x[i][f] * m->x[i][f];
			}
		m->norm[i] = (float) (1 / (square > 0 ? sqrt(square) : 1));
		for (uint32_t f = 0; f < p->rows; f++)
			m->x[i][f] /= square > 0 ? sqrt(square) : 1;
		m->x[i][p->rows] = 1;
	}
	for (int k = 0; k < p->classes; k++)
		m->positive[k] = (float) (1 + test_random_below(3));
	p->positive = test_random_below(3) ? NULL : m->positive;
	lay_out(m, test_random_below(16) ? SIZE_MAX : test_random_below(3000));
}

static bool
in(const Sample *m, size_t i)
{
	return m->skip == CSQ_ALL || m->fold[i] != m->skip;
}

static bool
mine(const Sample *m, size_t i, int j)
{
	return m->p.columns == 1 ? m->label[i] == 1 : m->label[i] == j;
}

static double
cost(const Sample *m, size_t i, int j)
{
	double c = m->p.c * m->weight[i];

	if (m->p.positive && (m->p.columns == 1 || mine(m, i, j)))
		c *= m->positive[m->label[i]];
	return c;
}

/* Prior variance of a weight, from its definition. */
static double
prior(const Sample *m, uint32_t f, int j)
{
	double a = 0, b = 0, A = 0, B = 0, F = m->p.rows, r;

	if (m->p.nb == 0 || f == m->p.rows)
		return 1;
	for (size_t i = 0; i < m->n; i++)
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
	double z = 0;

	for (uint32_t f = 0; f <= m->p.rows; f++)
		z += m->x[i][f] * m->s.w[f * (size_t) m->p.stride + j];
	return z;
}

/* Largest component of the gradient of the primal of any column. */
static double
gradient(const Sample *m, double *primal)
{
	double largest = 0;

	*primal = 0;
	for (int j = 0; j < m->p.columns; j++)
		for (uint32_t f = 0; f <= m->p.rows; f++)
		{
			double w = m->s.w[f * (size_t) m->p.stride + j];
			double v = prior(m, f, j);
			double g = w / v;

			*primal += 0.5 * w * w / v;
			for (size_t i = 0; i < m->n; i++)
			{
				double y = mine(m, i, j) ? 1 : -1;
				double loss = 1 - y * margin(m, i, j);

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
	Sample *m = malloc(sizeof *m);
	double  worst_gap = 0, worst_gradient = 0, worst_prior = 0;
	long    unfinished = 0;

	test_section("optimum: duality gap, gradient, prior");
	for (int turn = 0; turn < 10000; turn++)
	{
		double primal, dual, mine_primal, g;

		make(m);
		csq_solve(&m->p, m->skip, true, &m->s);
		unfinished += !m->s.converged;
		primal = csq_primal(&m->p, m->skip, &m->s);
		dual = csq_dual(&m->p, m->skip, &m->s);
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
	Sample *m = malloc(sizeof *m);

	test_section("warm start");
	for (int turn = 0; turn < 1000; turn++)
	{
		double cold, warm;
		int    epochs;

		make(m);
		csq_solve(&m->p, CSQ_ALL, true, &m->s);
		cold = csq_primal(&m->p, CSQ_ALL, &m->s);
		epochs = m->s.epochs;
		csq_solve(&m->p, CSQ_ALL, false, &m->s);
		warm = csq_primal(&m->p, CSQ_ALL, &m->s);
		CHECK_NEAR(cold, warm, 1e-3 * (1 + cold));
		CHECK(m->s.epochs <= (epochs < 3 ? 3 : epochs));
		csq_solve(&m->p, 2, true, &m->s);
		csq_solve(&m->p, CSQ_ALL, false, &m->s);
		CHECK_NEAR(cold, csq_primal(&m->p, CSQ_ALL, &m->s), 1e-3 * (1 + cold));
		csq_host_reset();
	}
	free(m);
}

typedef struct Margins
{
	const Sample *m;
	size_t        at; /* the next document of the fold is this one or later */
	int           fold;
} Margins;

static void
check_margins(void *arg, float weight, uint16_t label, const float *z)
{
	Margins *a = arg;

	while (a->m->fold[a->at] != a->fold)
		a->at++;
	CHECK(label == a->m->label[a->at] && weight == a->m->weight[a->at]);
	for (int j = 0; j < a->m->p.columns; j++)
		CHECK_NEAR(z[j], margin(a->m, a->at, j), 1e-4);
	a->at++;
}

static void
test_margins(void)
{
	Sample *m = malloc(sizeof *m);

	test_section("margins of every width");
	for (int turn = 0; turn < 1000; turn++)
	{
		make(m);
		csq_solve(&m->p, CSQ_ALL, true, &m->s);
		for (int fold = 0; fold < 3; fold++)
		{
			Margins a = {m, 0, fold};

			csq_solution_margins(&m->p, &m->s, fold, check_margins, &a);
			for (; a.at < m->n; a.at++)
				CHECK(m->fold[a.at] != fold);
		}
		csq_host_reset();
	}
	free(m);
}

/* Wherever the blocks lie, the weights, multipliers and numbers of epochs are the same bits. */
static void
test_files(void)
{
	Sample *m = malloc(sizeof *m);
	long    files = 0;

	test_section("blocks in memory and in files give the same bits");
	for (int turn = 0; turn < 1000; turn++)
	{
		size_t      weights;
		CsqSolution first;
		CsqBlocks   kept;

		make(m);
		weights = (m->p.rows + 1) * (size_t) m->p.stride * sizeof(float);
		m->p.epochs = 1 + (int) test_random_below(40);
		lay_out(m, SIZE_MAX);
		kept = m->blocks;
		CHECK(kept.file == NULL && kept.n > 0 && (m->block_bytes < CSQ_BLOCK_BYTES || kept.n == 1));
		csq_solve(&m->p, m->skip, true, &m->s);
		csq_solve(&m->p, CSQ_ALL, false, &m->s);
		first = m->s;
		for (size_t memory = 4000;; memory /= 2)
		{
			lay_out(m, memory);
			files += m->blocks.file != NULL;
			CHECK(m->blocks.n == kept.n && m->blocks.examples == m->n && (memory > 0 || m->blocks.file != NULL));
			csq_solve(&m->p, m->skip, true, &m->s);
			csq_solve(&m->p, CSQ_ALL, false, &m->s);
			CHECK(m->s.epochs == first.epochs && m->s.converged == first.converged);
			CHECK(memcmp(m->s.w, first.w, weights) == 0);
			CHECK(m->s.prior == NULL || memcmp(m->s.prior, first.prior, weights) == 0);
			for (uint32_t i = 0; i < kept.n; i++)
			{
				CsqBlock a = csq_blocks_get(&kept, i);
				CsqBlock b = csq_blocks_get(&m->blocks, i);

				CHECK(a.n == b.n && memcmp(a.alpha, b.alpha, a.n * (size_t) m->p.columns * sizeof(float)) == 0);
				CHECK(memcmp(a.order, b.order, a.n * sizeof *a.order) == 0);
			}
			csq_blocks_close(&m->blocks);
			if (memory == 0)
				break;
		}
		csq_host_reset();
	}
	CHECK(files > 1000);
	CHECK_EQ_I64(csq_host_files, 0);
	free(m);
}

static void
test_functions(void)
{
	test_section("ln and exp");
	for (int i = 0; i < 100000; i++)
	{
		double x = exp(((double) test_random_below(1000000) / 1e6 - 0.5) * 100);
		double y = ((double) test_random_below(1000000) / 1e6 - 0.5) * 1200;

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
	test_files();
	return test_done();
}
