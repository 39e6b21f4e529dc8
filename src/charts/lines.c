/*
 * lines.c
 *		Straight lines through a series whose errors last, by how much nobody knows.
 *
 * What lasts from one bucket to the next must not pass for certainty, and how much lasts
 * is not known from so few buckets: an estimate of it is too small, and intervals that
 * take it for the truth, or Newey and West's, hold 82 to 91 of 100.  So the
 * autocorrelation rho of the errors (from one bucket to the next; rho^k over a gap of k)
 * is integrated out.  For each rho generalised least squares give coefficients, Student's
 * t with n - k degrees of freedom (k coefficients) and the likelihood of rho with lines
 * and variance integrated out (that of REML: Zellner and Tiao, JASA 59, 1964; Harville,
 * Biometrika 61, 1974)
 *
 *	 L(rho) = |V|^(-1/2) |X' V^-1 X|^(-1/2) RSS^(-(n-k)/2)
 *
 * and the interval is that of the mixture of these t by L(rho) times a weight: for
 * levels 1 / sqrt(1 - rho^2), the reference prior (Berger and Yang, Econometric Theory
 * 10, 1994), for slopes 1; each chosen for coverage, which test/bench/coverage_series.c
 * shows.
 *
 * Cost: sums of products over pairs of neighbours are taken once, O(n); each rho then
 * costs some 200 multiplications for each length of a gap that occurs.
 */
#include "charts/lines.h"

#include <math.h>

#include "base/stats.h"

#define COLUMNS CSQ_LINES_COLUMNS
#define TURNS   CSQ_LINES_TURNS /* of rho in one pass: even, by Simpson's rule */
#define EDGE    3.0             /* atanh(rho) goes from -EDGE to EDGE: rho to 0.995 */
#define DEEP    25              /* log-likelihoods so far below the highest count for nothing */
#define ROUNDING                                                                                                       \
	1e-12 /* what binary adds to sums is no change and no residual: such a series has neither error nor p */

/* Neighbours that are so many buckets apart: sums of products of the columns of the later, of both, of the earlier. */
struct CsqLineGap
{
	double buckets;
	double n;
	double later[COLUMNS + 1][COLUMNS + 1];
	double both[COLUMNS + 1][COLUMNS + 1];
	double earlier[COLUMNS + 1][COLUMNS + 1];
};

/* ---- least squares ---- */

/* Orthonormal columns by Gram and Schmidt, twice, so that they are so to rounding; false: one lies in the others. */
static bool
orthonormal(CsqLines *l)
{
	for (int j = 0; j < l->k; j++)
	{
		double size = 0, length = 0;

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
		for (uint32_t i = 0; i < l->n; i++)
			length += l->rows[i].v[j] * l->rows[i].v[j];
		if (!(length > 1e-20 * size))
			return false;
		l->r[j][j] = sqrt(length);
		for (uint32_t i = 0; i < l->n; i++)
			l->rows[i].v[j] /= l->r[j][j];
		csq_check_interrupts();
	}
	for (int j = l->k - 1; j >= 0; j--)
		for (int k = j; k < l->k; k++)
		{
			double sum = j == k;

			for (int m = j + 1; m <= k; m++)
				sum -= l->r[j][m] * l->back[m][k];
			l->back[j][k] = sum / l->r[j][j];
		}
	return true;
}

/* What the columns leave, fitted once again: to rounding.  c: how much of each orthonormal column there was. */
static void
take_out(CsqLines *l, double *c)
{
	for (uint32_t i = 0; i < l->n; i++)
		l->rows[i].v[l->k] = l->rows[i].y;
	for (int turn = 0; turn < 2; turn++)
		for (int j = 0; j < l->k; j++)
		{
			double dot = 0;

			for (uint32_t i = 0; i < l->n; i++)
				dot += l->rows[i].v[j] * l->rows[i].v[l->k];
			for (uint32_t i = 0; i < l->n; i++)
				l->rows[i].v[l->k] -= dot * l->rows[i].v[j];
			c[j] += dot;
		}
}

bool
csq_lines_fit(CsqLines *l)
{
	double c[COLUMNS] = {0}, size = 0, steps = 0;

	if (!orthonormal(l))
		return false;
	for (uint32_t i = 0; i < l->n; i++)
		size = fmax(size, fabs(l->rows[i].y));
	take_out(l, c);
	for (int j = 0; j < l->k; j++)
	{
		for (int k = j; k < l->k; k++)
			l->b[j] += l->back[j][k] * c[k];
		if (fabs(l->b[j]) < ROUNDING * size)
			l->b[j] = 0;
	}
	for (uint32_t i = 0; i < l->n; i++)
	{
		double *e = &l->rows[i].v[l->k];

		if (fabs(*e) < ROUNDING * size)
			*e = 0;
		l->squares += *e * *e;
		if (i > 0)
			steps += (*e - l->rows[i - 1].v[l->k]) * (*e - l->rows[i - 1].v[l->k]);
	}
	l->durbin_watson = l->squares > 0 ? steps / l->squares : NAN;
	for (int j = 0; j < l->k; j++)
	{
		double sum = 0;

		for (int k = j; k < l->k; k++)
			sum += l->back[j][k] * l->back[j][k];
		l->error[j] = sqrt(sum * l->squares / (l->n - l->k));
	}
	return true;
}

/* ---- one autocorrelation ---- */

static void
gather_gaps(CsqLines *l)
{
	uint32_t room = 0;

	for (uint32_t i = 1; i < l->n; i++)
	{
		const double *a = l->rows[i - 1].v, *b = l->rows[i].v;
		double        apart = fmax(1, rint(l->rows[i].place - l->rows[i - 1].place));
		uint32_t      at = 0;
		CsqLineGap   *g;

		csq_poll(i);
		while (at < l->ngaps && l->gaps[at].buckets != apart)
			at++;
		if (at == l->ngaps)
		{
			if (l->ngaps == room)
			{
				room = room > 0 ? 2 * room : 4;
				l->gaps = l->gaps == NULL ? csq_alloc(room * sizeof(CsqLineGap))
				                          : csq_realloc(l->gaps, room * sizeof(CsqLineGap));
			}
			memset(&l->gaps[l->ngaps], 0, sizeof(CsqLineGap));
			l->gaps[l->ngaps++].buckets = apart;
		}
		g = &l->gaps[at];
		g->n++;
		for (int j = 0; j <= l->k; j++)
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
factorise(const CsqLines *l, CsqLineTurn *t)
{
	const double *first = l->rows[0].v;
	double        kept = 1 - t->rho * t->rho, (*f)[COLUMNS + 1] = t->factor;

	t->log_likelihood = log(kept) / 2;
	for (int j = 0; j <= l->k; j++)
		for (int k = 0; k <= j; k++)
			f[j][k] = kept * first[j] * first[k];
	for (uint32_t i = 0; i < l->ngaps; i++)
	{
		const CsqLineGap *g = &l->gaps[i];
		double            q = pow(t->rho, g->buckets), w = kept / (1 - q * q);

		t->log_likelihood += g->n * log(w) / 2;
		for (int j = 0; j <= l->k; j++)
			for (int k = 0; k <= j; k++)
				f[j][k] += w * (g->later[j][k] - q * g->both[j][k] + q * q * g->earlier[j][k]);
	}
	for (int j = 0; j <= l->k; j++)
		for (int k = 0; k <= j; k++)
		{
			for (int m = 0; m < k; m++)
				f[j][k] -= f[j][m] * f[k][m];
			f[j][k] = j == k ? sqrt(fmax(f[j][j], 1e-300)) : f[j][k] / f[k][k];
		}
	for (int j = 0; j < l->k; j++)
		t->log_likelihood -= log(f[j][j]);
	t->log_likelihood -= ((double) l->n - l->k) * log(f[l->k][l->k]);
	t->s = f[l->k][l->k] / sqrt((double) l->n - l->k);
}

void
csq_lines_solve(const CsqLines *l, const CsqLineTurn *t, double *v)
{
	for (int k = 0; k < l->k; k++)
	{
		for (int m = 0; m < k; m++)
			v[k] -= t->factor[k][m] * v[m];
		v[k] /= t->factor[k][k];
	}
}

static void
fit(const CsqLines *l, double rho, CsqLineTurn *t)
{
	double c[COLUMNS] = {0};

	t->rho = rho;
	factorise(l, t);
	for (int j = l->k - 1; j >= 0; j--)
	{
		c[j] = t->factor[l->k][j];
		for (int m = j + 1; m < l->k; m++)
			c[j] -= t->factor[m][j] * c[m];
		c[j] /= t->factor[j][j];
	}
	for (int j = 0; j < l->k; j++)
	{
		double v[COLUMNS], sum = 0;

		t->b[j] = l->b[j];
		for (int k = 0; k < l->k; k++)
		{
			t->b[j] += l->back[j][k] * c[k];
			v[k] = l->back[j][k];
		}
		csq_lines_solve(l, t, v);
		for (int k = 0; k < l->k; k++)
			sum += v[k] * v[k];
		t->se[j] = t->s * sqrt(sum);
	}
}

/* ---- all of them ---- */

/* Turns where the likelihood is, closer and closer until a fair part of them count. */
static void
fit_all(const CsqLines *l, CsqLineTurn *turns)
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

void
csq_lines_turns(CsqLines *l, CsqLineTurn *turns)
{
	gather_gaps(l);
	fit_all(l, turns);
	csq_free(l->gaps);
	l->gaps = NULL;
}

/* ---- the mixture ---- */

/* Simpson's rule over atanh(rho), where a weight of 1 in rho is 1 - rho^2. */
void
csq_lines_weigh(const CsqLineTurn *turns, bool level, CsqLineMixture *m)
{
	double all = 0;

	for (int i = 0; i <= TURNS; i++)
	{
		double kept = 1 - turns[i].rho * turns[i].rho;

		m->share[i] =
			exp(turns[i].log_likelihood) * (level ? sqrt(kept) : kept) * (i == 0 || i == TURNS ? 1 : 2 + 2 * (i % 2));
		all += m->share[i];
	}
	for (int i = 0; i <= TURNS; i++)
		m->share[i] /= all;
}

void
csq_lines_coefficient(const CsqLines *l, const CsqLineTurn *turns, int j, CsqLineMixture *m)
{
	m->df = (double) l->n - l->k;
	for (int i = 0; i <= TURNS; i++)
	{
		m->centre[i] = turns[i].b[j];
		m->error[i] = turns[i].se[j];
	}
}

double
csq_mixture_mean(const CsqLineMixture *m)
{
	double sum = 0;

	for (int i = 0; i <= TURNS; i++)
		sum += m->share[i] * m->centre[i];
	return sum;
}

/* The probability of less than x; *density: its derivative. */
double
csq_mixture_below(const CsqLineMixture *m, double x, double *density)
{
	double p = 0, height = exp(lgamma((m->df + 1) / 2) - lgamma(m->df / 2)) / sqrt(m->df * 3.14159265358979323846);

	*density = 0;
	for (int i = 0; i <= TURNS; i++)
	{
		double t = (x - m->centre[i]) / m->error[i], tail;

		if (m->share[i] < 1e-15)
			continue;
		tail = csq_t_two_sided(t, m->df) / 2;
		p += m->share[i] * (t > 0 ? 1 - tail : tail);
		*density += m->share[i] * height * exp(-(m->df + 1) / 2 * log1p(t * t / m->df)) / m->error[i];
	}
	return p;
}

/* Newton's steps between ends that close in: the quantile lies between those of the parts. */
double
csq_mixture_quantile(const CsqLineMixture *m, double p)
{
	double half = csq_t_of(fabs(1 - 2 * p), m->df) * (p < 0.5 ? -1 : 1), lo = INFINITY, hi = -INFINITY, x;

	for (int i = 0; i <= TURNS; i++)
		if (m->share[i] >= 1e-15)
		{
			lo = fmin(lo, m->centre[i] + half * m->error[i]);
			hi = fmax(hi, m->centre[i] + half * m->error[i]);
		}
	x = (lo + hi) / 2;
	for (int turn = 0; turn < 100 && hi - lo > 1e-14 * (fabs(lo) + fabs(hi)); turn++)
	{
		double density, off = csq_mixture_below(m, x, &density) - p, next;

		if (off > 0)
			hi = x;
		else
			lo = x;
		next = x - off / density;
		if (!(next > lo && next < hi))
			next = (lo + hi) / 2;
		if (fabs(next - x) <= 1e-13 * fmax(fabs(x), m->error[0]))
			return next;
		x = next;
	}
	return x;
}
