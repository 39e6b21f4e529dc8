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
	CsqProblem    p;
	CsqBlocks     blocks;
	size_t        n;
	double        x[MAX_DOCS][MAX_ROWS + 1]; /* dense, the bias last */
	CsqFeature    row[MAX_DOCS][MAX_ROWS];
	size_t        rows[MAX_DOCS];
	float         norm[MAX_DOCS];
	CsqLabelShare share[MAX_DOCS][MAX_CLASSES]; /* labels ascend */
	size_t        shares[MAX_DOCS];
	float         positive[MAX_CLASSES];
	uint8_t       fold[MAX_DOCS];
	uint32_t      skip;
	size_t        block_bytes;
	CsqSolution   s;
} Sample;

/* The documents as blocks, as many of them in memory as this allows, and no multipliers. */
static void
lay_out(Sample *m, size_t memory)
{
	size_t weights = (m->p.rows + 1) * (size_t) m->p.stride;

	csq_blocks_init(&m->blocks, m->p.columns, memory);
	m->blocks.block_bytes = m->block_bytes;
	for (size_t i = 0; i < m->n; i++)
		csq_blocks_add(&m->blocks, m->share[i], m->shares[i], m->fold[i], m->norm[i], m->row[i], m->rows[i]);
	csq_blocks_finish(&m->blocks);
	m->p.blocks = &m->blocks;
	m->s.w = csq_alloc(weights * sizeof(float));
	m->s.prior = m->p.nb > 0 ? csq_alloc(weights * sizeof(float)) : NULL;
}

/* One label, or several; in one fold, or in all. */
static void
make_shares(Sample *m, size_t i)
{
	bool several = test_random_below(3) == 0;
	int  one = (int) test_random_below((uint64_t) m->p.classes);

	m->fold[i] = (uint8_t) test_random_below(3);
	if (test_random_below(3) == 0)
		m->fold[i] |= CSQ_SPREAD;
	for (int k = 0; k < m->p.classes; k++)
		if (k == one || (several && test_random_below(2)))
		{
			CsqLabelShare *s = &m->share[i][m->shares[i]++];

			s->label = (uint16_t) k;
			s->weight = test_random_below(3) ? 1 : 0.3f;
			s->rows = 1 + (uint32_t) test_random_below(25);
			if (several)
				s->weight *= (float) s->rows / 5;
		}
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
	p->tolerance = 0.0005;
	p->epochs = 3000;
	p->nb = test_random_below(3) ? 0.35 : 0;
	m->skip = test_random_below(2) ? 1u << test_random_below(3) | 1u << test_random_below(3) : CSQ_NONE;
	m->block_bytes = test_random_below(2) ? CSQ_BLOCK_BYTES : 1 + test_random_below(2000);
	for (size_t i = 0; i < m->n; i++)
	{
		double square = 0;

		make_shares(m, i);
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

/* Rows of a share in a set of folds, counted one by one. */
static uint32_t
rows_in(const Sample *m, size_t i, size_t k, uint32_t folds)
{
	const CsqLabelShare *s = &m->share[i][k];
	uint32_t             n = 0;

	if (!(m->fold[i] & CSQ_SPREAD))
		return folds >> m->fold[i] & 1 ? s->rows : 0;
	for (uint32_t row = 0; row < s->rows; row++)
		n += folds >> ((m->fold[i] & 0x7Fu) + s->label + row) % 10 & 1;
	return n;
}

/* What a share weighs in training. */
static double
weight(const Sample *m, size_t i, size_t k)
{
	const CsqLabelShare *s = &m->share[i][k];

	return m->skip == CSQ_NONE ? s->weight : (double) s->weight * (s->rows - rows_in(m, i, k, m->skip)) / s->rows;
}

static bool
mine(const Sample *m, uint16_t label, int j)
{
	return m->p.columns == 1 ? label == 1 : label == j;
}

static double
cost(const Sample *m, size_t i, size_t k, int j)
{
	uint16_t label = m->share[i][k].label;
	double   c = m->p.c * weight(m, i, k);

	if (m->p.positive && (m->p.columns == 1 || mine(m, label, j)))
		c *= m->positive[label];
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
		for (size_t k = 0; k < m->shares[i]; k++)
			for (uint32_t g = 0; g < m->p.rows; g++)
				if (m->x[i][g] > 0)
				{
					bool own = mine(m, m->share[i][k].label, j);

					*(own ? &A : &B) += weight(m, i, k);
					if (g == f)
						*(own ? &a : &b) += weight(m, i, k);
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
				for (size_t k = 0; k < m->shares[i]; k++)
				{
					double y = mine(m, m->share[i][k].label, j) ? 1 : -1;
					double loss = 1 - y * margin(m, i, j);

					if (loss <= 0)
						continue;
					g -= 2 * cost(m, i, k, j) * loss * y * m->x[i][f];
					*primal += f == 0 ? cost(m, i, k, j) * loss * loss : 0;
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
	CHECK(worst_gradient < 0.3); /* of costs up to 45 */
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
		csq_solve(&m->p, CSQ_NONE, true, &m->s);
		cold = csq_primal(&m->p, CSQ_NONE, &m->s);
		epochs = m->s.epochs;
		csq_solve(&m->p, CSQ_NONE, false, &m->s);
		warm = csq_primal(&m->p, CSQ_NONE, &m->s);
		CHECK_NEAR(cold, warm, 1e-3 * (1 + cold));
		CHECK(m->s.epochs <= (epochs < 3 ? 3 : epochs));
		csq_solve(&m->p, 1u << 2, true, &m->s);
		csq_solve(&m->p, CSQ_NONE, false, &m->s);
		CHECK_NEAR(cold, csq_primal(&m->p, CSQ_NONE, &m->s), 1e-3 * (1 + cold));
		csq_host_reset();
	}
	free(m);
}

typedef struct Margins
{
	const Sample *m;
	int64_t       rows[MAX_DOCS][MAX_CLASSES]; /* seen so far, over all folds */
	double        weight[MAX_DOCS][MAX_CLASSES];
	size_t        at; /* the next document of the fold is this one or later */
	size_t        share;
	uint32_t      folds;
} Margins;

static void
check_margins(void *arg, float weight, uint32_t rows, uint16_t label, const float *z)
{
	Margins *a = arg;

	/* the next share that has rows in the fold */
	while (a->at < a->m->n && (a->share == a->m->shares[a->at] || rows_in(a->m, a->at, a->share, a->folds) == 0))
		if (a->share++ >= a->m->shares[a->at])
			a->at++, a->share = 0;
	CHECK(a->at < a->m->n && label == a->m->share[a->at][a->share].label);
	if (a->at == a->m->n)
		return;
	CHECK_EQ_I64(rows, rows_in(a->m, a->at, a->share, a->folds));
	a->rows[a->at][a->share] += rows;
	a->weight[a->at][a->share] += weight;
	for (int j = 0; j < a->m->p.columns; j++)
		CHECK_NEAR(z[j], margin(a->m, a->at, j), 1e-4);
	a->share++;
}

static void
test_margins(void)
{
	Sample *m = malloc(sizeof *m);

	test_section("margins of every width; each row is held out once");
	for (int turn = 0; turn < 1000; turn++)
	{
		Margins a = {0};

		make(m);
		a.m = m;
		csq_solve(&m->p, CSQ_NONE, true, &m->s);
		for (a.folds = 3; a.folds < 1 << 10; a.folds <<= 2)
		{
			a.at = a.share = 0;
			csq_solution_margins(&m->p, &m->s, a.folds, check_margins, &a);
		}
		for (size_t i = 0; i < m->n; i++)
			for (size_t k = 0; k < m->shares[i]; k++)
			{
				CHECK_EQ_I64(a.rows[i][k], m->share[i][k].rows);
				CHECK_NEAR(a.weight[i][k], m->share[i][k].weight, 1e-4 * (1 + m->share[i][k].weight));
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
		csq_solve(&m->p, CSQ_NONE, false, &m->s);
		first = m->s;
		for (size_t memory = 4000;; memory /= 2)
		{
			lay_out(m, memory);
			files += m->blocks.file != NULL;
			CHECK(m->blocks.n == kept.n && m->blocks.examples == m->n && (memory > 0 || m->blocks.file != NULL));
			csq_solve(&m->p, m->skip, true, &m->s);
			csq_solve(&m->p, CSQ_NONE, false, &m->s);
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
