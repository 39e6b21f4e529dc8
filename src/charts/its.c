/*
 * its.c
 *		Interrupted time series: level and slope before, and how both changed.
 *
 * The lines are those of Wagner et al. (Journal of Clinical Pharmacy and Therapeutics
 * 27, 2002).  What lasts from one bucket to the next must not pass for certainty, and
 * how much lasts is not known from so few buckets: an estimate of it is too small, and
 * intervals that take it for the truth, or Newey and West's, hold 82 to 91 of 100.  So
 * the autocorrelation rho of the errors (from one bucket to the next; rho^k over a gap
 * of k) is integrated out.  For each rho generalised least squares give coefficients,
 * Student's t with n - 4 degrees of freedom and the likelihood of rho with lines and
 * variance integrated out (that of REML: Zellner and Tiao, JASA 59, 1964; Harville,
 * Biometrika 61, 1974)
 *
 *	 L(rho) = |V|^(-1/2) |X' V^-1 X|^(-1/2) RSS^(-(n-4)/2)
 *
 * and the interval is that of the mixture of these t by L(rho) times a weight: for
 * changes of the level 1 / sqrt(1 - rho^2), the reference prior (Berger and Yang,
 * Econometric Theory 10, 1994), for slopes 1; each chosen for coverage, which
 * test/bench/coverage_series.c shows.
 *
 * Cost: sums of products over pairs of neighbours are taken once, O(n); each rho then
 * costs some 200 multiplications for each length of a gap that occurs.
 */
#include <math.h>

#include "base/stats.h"
#include "charts/trend.h"

#define COLUMNS 5   /* four of the lines, and what they leave */
#define TURNS   100 /* of rho in one pass: even, by Simpson's rule */
#define EDGE    3.0 /* atanh(rho) goes from -EDGE to EDGE: rho to 0.995 */
#define DEEP    25  /* log-likelihoods so far below the highest count for nothing */
#define ROUNDING                                                                                                       \
	1e-12 /* what binary adds to sums is no change and no residual: such a series has neither error nor p */

/* Neighbours that are so many buckets apart: sums of products of the columns of the later, of both, of the earlier. */
typedef struct Gap
{
	double buckets;
	double n;
	double later[COLUMNS][COLUMNS];
	double both[COLUMNS][COLUMNS];
	double earlier[COLUMNS][COLUMNS];
} Gap;

typedef struct Row
{
	double place; /* in buckets */
	double y;
	double v[COLUMNS]; /* first of the lines, then orthonormal, and the residual */
} Row;

typedef struct Lines
{
	Row     *rows;
	uint32_t n;
	double   r[4][4];    /* lines = orthonormal columns times r, upper triangle */
	double   back[4][4]; /* its inverse */
	double   b[4];       /* by least squares */
	Gap     *gaps;
	uint32_t ngaps;
} Lines;

/* What one rho says. */
typedef struct Turn
{
	double rho;
	double log_likelihood;
	double b[4];
	double se[4];
	double share; /* of the mixture */
} Turn;

/* ---- least squares ---- */

/* Orthonormal columns by Gram and Schmidt, twice, so that they are so to rounding; false: one lies in the others. */
static bool
orthonormal(Lines *l)
{
	for (int j = 0; j < 4; j++)
	{
		double size = 0, length;

		for (uint32_t i = 0; i < l->n; i++)
			size += l->rows[i].v[j] * l->rows[i].v[j];
		for (int turn = 0; turn < 2; turn++)
			for (int k = 0; k < j; k++)
			{
				double dot = 0;

				for (uint32_t i = 0; i < l->n; i++)
					dot += l->rows[i].v[k] * l->rows[i].v[j];
				for (uint32_t i = 0; i < l->n; i++)
					l->rows[i].v[j] -= dot * l->rows[i].v[k];
				l->r[k][j] += dot;
			}
		length = 0;
		for (uint32_t i = 0; i < l->n; i++)
			length += l->rows[i].v[j] * l->rows[i].v[j];
		if (!(length > 1e-20 * size))
			return false;
		l->r[j][j] = sqrt(length);
		for (uint32_t i = 0; i < l->n; i++)
			l->rows[i].v[j] /= l->r[j][j];
		csq_check_interrupts();
	}
	for (int j = 3; j >= 0; j--)
		for (int k = j; k < 4; k++)
		{
			double sum = j == k;

			for (int m = j + 1; m <= k; m++)
				sum -= l->r[j][m] * l->back[m][k];
			l->back[j][k] = sum / l->r[j][j];
		}
	return true;
}

/* Coefficients, residuals (the fifth column), Durbin and Watson; the sum of squares that remains. */
static double
least_squares(Lines *l, CsqIts *r)
{
	double c[4] = {0}, size = 0, squares = 0, steps = 0;

	for (uint32_t i = 0; i < l->n; i++)
		size = fmax(size, fabs(l->rows[i].y));
	for (int turn = 0; turn < 2; turn++) /* what the first leaves is fitted once again: to rounding */
		for (int j = 0; j < 4; j++)
		{
			double dot = 0;

			for (uint32_t i = 0; i < l->n; i++)
			{
				if (turn == 0 && j == 0)
					l->rows[i].v[4] = l->rows[i].y;
				dot += l->rows[i].v[j] * l->rows[i].v[4];
			}
			for (uint32_t i = 0; i < l->n; i++)
				l->rows[i].v[4] -= dot * l->rows[i].v[j];
			c[j] += dot;
		}
	for (int j = 0; j < 4; j++)
	{
		for (int k = j; k < 4; k++)
			l->b[j] += l->back[j][k] * c[k];
		if (fabs(l->b[j]) < ROUNDING * size)
			l->b[j] = 0;
	}
	for (uint32_t i = 0; i < l->n; i++)
	{
		double *e = &l->rows[i].v[4];

		if (fabs(*e) < ROUNDING * size)
			*e = 0;
		squares += *e * *e;
		if (i > 0)
			steps += (*e - l->rows[i - 1].v[4]) * (*e - l->rows[i - 1].v[4]);
	}
	r->durbin_watson = squares > 0 ? steps / squares : NAN;
	for (int j = 0; j < 4; j++)
	{
		double sum = 0;

		for (int k = j; k < 4; k++)
			sum += l->back[j][k] * l->back[j][k];
		r->ols[j] = sqrt(sum * squares / (l->n - 4));
	}
	return squares;
}

/* ---- one autocorrelation ---- */

static void
gather_gaps(Lines *l)
{
	uint32_t room = 0;

	for (uint32_t i = 1; i < l->n; i++)
	{
		const double *a = l->rows[i - 1].v, *b = l->rows[i].v;
		double        apart = fmax(1, rint(l->rows[i].place - l->rows[i - 1].place));
		uint32_t      at = 0;
		Gap          *g;

		csq_poll(i);
		while (at < l->ngaps && l->gaps[at].buckets != apart)
			at++;
		if (at == l->ngaps)
		{
			if (l->ngaps == room)
			{
				room = room > 0 ? 2 * room : 4;
				l->gaps = l->gaps == NULL ? csq_alloc(room * sizeof(Gap)) : csq_realloc(l->gaps, room * sizeof(Gap));
			}
			memset(&l->gaps[l->ngaps], 0, sizeof(Gap));
			l->gaps[l->ngaps++].buckets = apart;
		}
		g = &l->gaps[at];
		g->n++;
		for (int j = 0; j < COLUMNS; j++)
			for (int k = 0; k <= j; k++)
			{
				g->later[j][k] += b[j] * b[k];
				g->both[j][k] += a[j] * b[k] + b[j] * a[k];
				g->earlier[j][k] += a[j] * a[k];
			}
	}
}

/* Generalised least squares with this rho: Cholesky's factor of the products of lines and residual, less their past. */
static void
fit(const Lines *l, double rho, Turn *t)
{
	const double *first = l->rows[0].v;
	double        f[COLUMNS][COLUMNS], kept = 1 - rho * rho, c[4], s;

	t->rho = rho;
	t->log_likelihood = log(kept) / 2;
	for (int j = 0; j < COLUMNS; j++)
		for (int k = 0; k <= j; k++)
			f[j][k] = kept * first[j] * first[k];
	for (uint32_t i = 0; i < l->ngaps; i++)
	{
		const Gap *g = &l->gaps[i];
		double     q = pow(rho, g->buckets), w = kept / (1 - q * q);

		t->log_likelihood += g->n * log(w) / 2;
		for (int j = 0; j < COLUMNS; j++)
			for (int k = 0; k <= j; k++)
				f[j][k] += w * (g->later[j][k] - q * g->both[j][k] + q * q * g->earlier[j][k]);
	}
	for (int j = 0; j < COLUMNS; j++)
		for (int k = 0; k <= j; k++)
		{
			for (int m = 0; m < k; m++)
				f[j][k] -= f[j][m] * f[k][m];
			f[j][k] = j == k ? sqrt(fmax(f[j][j], 1e-300)) : f[j][k] / f[k][k];
		}
	for (int j = 0; j < 4; j++)
		t->log_likelihood -= log(f[j][j]);
	t->log_likelihood -= (l->n - 4.0) * log(f[4][4]);
	s = f[4][4] / sqrt(l->n - 4.0);
	for (int j = 3; j >= 0; j--)
	{
		c[j] = f[4][j];
		for (int m = j + 1; m < 4; m++)
			c[j] -= f[m][j] * c[m];
		c[j] /= f[j][j];
	}
	for (int j = 0; j < 4; j++)
	{
		double v[4], sum = 0;

		t->b[j] = l->b[j];
		for (int k = 0; k < 4; k++)
		{
			t->b[j] += l->back[j][k] * c[k];
			v[k] = l->back[j][k];
			for (int m = 0; m < k; m++)
				v[k] -= f[k][m] * v[m];
			v[k] /= f[k][k];
			sum += v[k] * v[k];
		}
		t->se[j] = s * sqrt(sum);
	}
}

/* ---- all of them ---- */

/* Turns where the likelihood is, closer and closer until a fair part of them count. */
static void
fit_all(const Lines *l, Turn *turns)
{
	double from = -EDGE, to = EDGE;

	for (int pass = 0; pass < 12; pass++)
	{
		int    first = TURNS, last = 0;
		double best = -INFINITY, step = (to - from) / TURNS, begin = from;

		csq_check_interrupts();
		for (int i = 0; i <= TURNS; i++)
		{
			fit(l, tanh(begin + i * step), &turns[i]);
			best = fmax(best, turns[i].log_likelihood);
		}
		for (int i = 0; i <= TURNS; i++)
			if (turns[i].log_likelihood > best - DEEP)
			{
				first = i < first ? i : first;
				last = i;
			}
		for (int i = 0; i <= TURNS; i++)
			turns[i].log_likelihood -= best;
		if (last - first >= TURNS / 2)
			break;
		from = begin + (first > 0 ? first - 1 : 0) * step;
		to = begin + (last < TURNS ? last + 1 : TURNS) * step;
	}
}

/* Shares of the mixture: Simpson's rule over atanh(rho), where a weight of 1 in rho is 1 - rho^2. */
static void
weigh(Turn *turns, bool reference)
{
	double all = 0;

	for (int i = 0; i <= TURNS; i++)
	{
		double kept = 1 - turns[i].rho * turns[i].rho;

		turns[i].share = exp(turns[i].log_likelihood) * (reference ? sqrt(kept) : kept) *
		                 (i == 0 || i == TURNS ? 1 : 2 + 2 * (i % 2));
		all += turns[i].share;
	}
	for (int i = 0; i <= TURNS; i++)
		turns[i].share /= all;
}

/* The mixture's probability of less than x; *density: its derivative. */
static double
below(const Turn *turns, int j, double df, double x, double *density)
{
	double p = 0, height = exp(lgamma((df + 1) / 2) - lgamma(df / 2)) / sqrt(df * 3.14159265358979323846);

	*density = 0;
	for (int i = 0; i <= TURNS; i++)
	{
		double t = (x - turns[i].b[j]) / turns[i].se[j], tail;

		if (turns[i].share < 1e-15)
			continue;
		tail = csq_t_two_sided(t, df) / 2;
		p += turns[i].share * (t > 0 ? 1 - tail : tail);
		*density += turns[i].share * height * exp(-(df + 1) / 2 * log1p(t * t / df)) / turns[i].se[j];
	}
	return p;
}

/* Newton's steps between ends that close in: the quantile lies between those of the parts. */
static double
quantile(const Turn *turns, int j, double df, double p)
{
	double half = csq_t_of(fabs(1 - 2 * p), df) * (p < 0.5 ? -1 : 1), lo = INFINITY, hi = -INFINITY, x;

	for (int i = 0; i <= TURNS; i++)
		if (turns[i].share >= 1e-15)
		{
			lo = fmin(lo, turns[i].b[j] + half * turns[i].se[j]);
			hi = fmax(hi, turns[i].b[j] + half * turns[i].se[j]);
		}
	x = (lo + hi) / 2;
	for (int turn = 0; turn < 100 && hi - lo > 1e-14 * (fabs(lo) + fabs(hi)); turn++)
	{
		double density, off = below(turns, j, df, x, &density) - p, next;

		if (off > 0)
			hi = x;
		else
			lo = x;
		next = x - off / density;
		if (!(next > lo && next < hi))
			next = (lo + hi) / 2;
		if (fabs(next - x) <= 1e-13 * fmax(fabs(x), turns[0].se[j]))
			return next;
		x = next;
	}
	return x;
}

static void
integrate(const Lines *l, double confidence, CsqIts *r)
{
	Turn   turns[TURNS + 1];
	double df = l->n - 4.0;

	fit_all(l, turns);
	r->autocorrelation = 0;
	for (int j = 0; j < 4; j++)
	{
		double density, p;

		weigh(turns, j % 2 == 0);
		r->b[j] = 0;
		for (int i = 0; i <= TURNS; i++)
			r->b[j] += turns[i].share * turns[i].b[j];
		if (j == 0)
			for (int i = 0; i <= TURNS; i++)
				r->autocorrelation += turns[i].share * turns[i].rho;
		if (j < 2)
			continue;
		r->lo[j] = quantile(turns, j, df, (1 - confidence) / 2);
		r->hi[j] = quantile(turns, j, df, (1 + confidence) / 2);
		p = below(turns, j, df, 0, &density);
		r->p[j] = 2 * fmin(p, 1 - p);
	}
}

/* On its lines a series has no errors. */
static void
certain(const Lines *l, CsqIts *r)
{
	r->autocorrelation = NAN;
	for (int j = 0; j < 4; j++)
	{
		r->b[j] = r->lo[j] = r->hi[j] = l->b[j];
		r->p[j] = l->b[j] == 0 ? 1 : 0;
	}
}

bool
csq_its(const CsqGrid *g, int64_t intervention, double confidence, CsqIts *r)
{
	Lines  l = {0};
	double start = csq_grid_place(g, intervention);
	bool   done;

	*r = (CsqIts){0};
	l.rows = csq_alloc(((size_t) g->n + 1) * sizeof *l.rows);
	for (uint32_t i = 0; i < g->n; i++)
	{
		const CsqPoint *p = &g->points[i];
		double          t = csq_grid_place(g, p->at);
		bool            after = p->at >= intervention;

		csq_poll(i);
		if (isnan(p->value))
			continue;
		l.rows[l.n++] = (Row){t, p->value, {1, t, after, after ? t - start : 0, 0}};
		r->before += !after;
		r->after += after;
	}
	r->n = l.n;
	done = r->before >= CSQ_ITS_LEAST && r->after >= CSQ_ITS_LEAST && orthonormal(&l);
	if (done && least_squares(&l, r) > 0)
	{
		gather_gaps(&l);
		integrate(&l, confidence, r);
		csq_free(l.gaps);
	}
	else if (done)
		certain(&l, r);
	csq_free(l.rows);
	return done;
}
