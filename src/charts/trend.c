/*
 * trend.c
 *		Interrupted time series by least squares, and Theil and Sen's line.
 *
 * Interrupted time series: level and slope before, and how both changed (Wagner et
 * al., Journal of Clinical Pharmacy and Therapeutics 27, 2002); standard errors are
 * Newey and West's (Econometrica 55, 1987) with the Bartlett kernel and
 * floor(4 (n / 100)^(2/9)) lags, so that what lasts from one bucket to the next does
 * not pass for certainty.
 *
 * Trend: the median of the slopes of all pairs of points (Sen, JASA 63, 1968), which a
 * quarter of the points cannot move; its interval is that of Kendall's statistic.
 */
#include "charts/trend.h"

#include <math.h>

#include "base/sort.h"
#include "calendar/zone.h"

/* ---- places ---- */

static double
months_of(int64_t date)
{
	int year, month, day;

	csq_date_split((int32_t) date, &year, &month, &day);
	return year * 12 + month - 1 + (double) (day - 1) / csq_month_length(year, month);
}

double
csq_grid_place(const CsqGrid *g, int64_t at)
{
	int64_t first = g->n > 0 ? g->points[0].at : at;

	if (g->step.months == 0)
		return (double) (at - first) / (double) g->step.ticks;
	if (g->instants)
	{
		at = csq_floor_div(at, CSQ_USEC_PER_DAY);
		first = csq_floor_div(first, CSQ_USEC_PER_DAY);
	}
	return (months_of(at) - months_of(first)) / g->step.months;
}

/* ---- least squares of four columns ---- */

/* m = the inverse of the symmetric matrix a (4 by 4); false: it has none. */
static bool
invert(double a[4][4], double m[4][4])
{
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 4; j++)
			m[i][j] = i == j;
	for (int k = 0; k < 4; k++)
	{
		int best = k;

		for (int i = k + 1; i < 4; i++)
			if (fabs(a[i][k]) > fabs(a[best][k]))
				best = i;
		if (!(fabs(a[best][k]) > 1e-12))
			return false;
		for (int j = 0; j < 4; j++)
		{
			double x = a[k][j], y = m[k][j];

			a[k][j] = a[best][j];
			a[best][j] = x;
			m[k][j] = m[best][j];
			m[best][j] = y;
		}
		for (int i = 0; i < 4; i++)
		{
			double f = i == k ? 0 : a[i][k] / a[k][k];

			for (int j = 0; j < 4; j++)
			{
				a[i][j] -= f * a[k][j];
				m[i][j] -= f * m[k][j];
			}
		}
	}
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 4; j++)
			m[i][j] /= a[i][i];
	return true;
}

typedef struct Row
{
	double x[4];
	double y;
	double e; /* residual */
	double f; /* the same over 1 - leverage: as if the point had not been fitted */
} Row;

/* Newey and West's estimate of the covariance of the sum of x e. */
static void
long_run(const Row *rows, uint32_t n, int lag, bool without, double s[4][4])
{
	memset(s, 0, 16 * sizeof(double));
	for (int l = 0; l <= lag; l++)
	{
		double w = 1 - (double) l / (lag + 1);

		for (uint32_t i = (uint32_t) l; i < n; i++)
			for (int a = 0; a < 4; a++)
				for (int b = 0; b < 4; b++)
				{
					double e = without ? rows[i].f * rows[i - l].f : rows[i].e * rows[i - l].e;
					double v = e * rows[i].x[a] * rows[i - l].x[b];

					s[a][b] += w * v;
					if (l > 0)
						s[b][a] += w * v;
				}
		csq_check_interrupts();
	}
}

static void
sandwich(double m[4][4], double s[4][4], double *se)
{
	for (int j = 0; j < 4; j++)
	{
		double v = 0;

		for (int k = 0; k < 4; k++)
			for (int l = 0; l < 4; l++)
				v += m[j][k] * s[k][l] * m[l][j];
		se[j] = sqrt(v > 0 ? v : 0);
	}
}

static void
leave_out(Row *rows, uint32_t n, double m[4][4])
{
	for (uint32_t i = 0; i < n; i++)
	{
		double h = 0;

		for (int k = 0; k < 4; k++)
			for (int l = 0; l < 4; l++)
				h += rows[i].x[k] * m[k][l] * rows[i].x[l];
		rows[i].f = rows[i].e / (1 - h);
	}
}

/* What binary adds to sums is no change and no residual: a series that lies on its lines has neither error nor p. */
#define ROUNDING 1e-12

static bool
solve(Row *rows, CsqIts *r)
{
	double a[4][4] = {{0}}, m[4][4], s[4][4], c[4] = {0};
	double sse = 0, steps = 0, size = 0;

	for (uint32_t i = 0; i < r->n; i++)
		size = fmax(size, fabs(rows[i].y));
	for (uint32_t i = 0; i < r->n; i++)
		for (int j = 0; j < 4; j++)
		{
			c[j] += rows[i].x[j] * rows[i].y;
			for (int k = 0; k < 4; k++)
				a[j][k] += rows[i].x[j] * rows[i].x[k];
		}
	if (!invert(a, m))
		return false;
	for (int j = 0; j < 4; j++)
	{
		r->b[j] = 0;
		for (int k = 0; k < 4; k++)
			r->b[j] += m[j][k] * c[k];
		if (fabs(r->b[j]) < ROUNDING * size)
			r->b[j] = 0;
	}
	for (uint32_t i = 0; i < r->n; i++)
	{
		rows[i].e = rows[i].y;
		for (int j = 0; j < 4; j++)
			rows[i].e -= r->b[j] * rows[i].x[j];
		if (fabs(rows[i].e) < ROUNDING * size)
			rows[i].e = 0;
		sse += rows[i].e * rows[i].e;
		if (i > 0)
			steps += (rows[i].e - rows[i - 1].e) * (rows[i].e - rows[i - 1].e);
	}
	r->durbin_watson = sse > 0 ? steps / sse : NAN;
	long_run(rows, r->n, r->lag, false, s);
	sandwich(m, s, r->newey_west);
	leave_out(rows, r->n, m);
	long_run(rows, r->n, r->lag, true, s);
	sandwich(m, s, r->se);
	for (int j = 0; j < 4; j++)
	{
		r->ols[j] = sqrt(m[j][j] * sse / (r->n - 4));
		if (r->se[j] < r->ols[j])
			r->se[j] = r->ols[j];
	}
	return true;
}

bool
csq_its(const CsqGrid *g, int64_t intervention, CsqIts *r)
{
	Row   *rows = csq_alloc(((size_t) g->n + 1) * sizeof *rows);
	double start = csq_grid_place(g, intervention);
	bool   done;

	*r = (CsqIts){0};
	for (uint32_t i = 0; i < g->n; i++)
	{
		const CsqPoint *p = &g->points[i];
		double          t = csq_grid_place(g, p->at);
		bool            after = p->at >= intervention;

		if (isnan(p->value))
			continue;
		rows[r->n++] = (Row){{1, t, after, after ? t - start : 0}, p->value, 0, 0};
		r->before += !after;
		r->after += after;
	}
	r->lag = (int) (4 * pow(r->n / 100.0, 2.0 / 9));
	done = r->before >= CSQ_ITS_LEAST && r->after >= CSQ_ITS_LEAST && solve(rows, r);
	csq_free(rows);
	return done;
}

/* ---- Theil and Sen's line ---- */

static int
compare_doubles(const void *a, const void *b)
{
	double x = *(const double *) a;
	double y = *(const double *) b;

	return (x > y) - (x < y);
}

static double
sorted_median(double *v, size_t n)
{
	csq_sort(v, n, sizeof *v, compare_doubles);
	return n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

/*
 * Standard deviation of the residuals.  Not a robust one: a month that the line does not explain must widen
 * the interval.
 */
static double
scale_of(const double *e, uint32_t n)
{
	double sum = 0;

	for (uint32_t i = 0; i < n; i++)
		sum += e[i] * e[i];
	return sqrt(sum / (n - 2));
}

bool
csq_trend(const CsqGrid *g, double z, CsqTrend *r, CsqError *err)
{
	double  *t = csq_alloc(((size_t) g->n + 1) * sizeof *t);
	double  *y = csq_alloc(((size_t) g->n + 1) * sizeof *y);
	double  *slopes;
	size_t   k = 0;
	uint32_t n = 0;
	double   reach, pairs;

	*r = (CsqTrend){0};
	err->code = CSQ_OK;
	for (uint32_t i = 0; i < g->n; i++)
		if (!isnan(g->points[i].value))
		{
			t[n] = csq_grid_place(g, g->points[i].at);
			y[n++] = g->points[i].value;
		}
	r->n = n;
	if (n > CSQ_TREND_MAX_POINTS)
		return csq_fail(err, CSQ_LIMIT, "a trend of %u buckets looks at too many pairs", n) ||
		       csq_detail(err, "The limit is %d buckets.", CSQ_TREND_MAX_POINTS) ||
		       csq_hint(err, "Use wider buckets, for example weeks.");
	if (n < CSQ_TREND_LEAST)
		return false;
	slopes = csq_alloc((size_t) n * n / 2 * sizeof *slopes);
	for (uint32_t i = 1; i < n; i++)
	{
		csq_check_interrupts();
		for (uint32_t j = 0; j < i; j++)
			slopes[k++] = (y[i] - y[j]) / (t[i] - t[j]);
	}
	r->slope = sorted_median(slopes, k);
	/* Kendall's statistic has the variance n (n - 1) (2 n + 5) / 18 (Sen 1968) */
	pairs = (double) k;
	reach = z * sqrt((double) n * (n - 1) * (2.0 * n + 5) / 18);
	r->slope_lo = slopes[reach >= pairs ? 0 : (size_t) ((pairs - reach) / 2)];
	r->slope_hi = slopes[reach >= pairs ? k - 1 : k - 1 - (size_t) ((pairs - reach) / 2)];
	for (uint32_t i = 0; i < n; i++)
	{
		slopes[i] = y[i] - r->slope * t[i];
		r->mean_t += t[i] / n;
	}
	r->intercept = sorted_median(slopes, n);
	for (uint32_t i = 0; i < n; i++)
	{
		slopes[i] = y[i] - r->slope * t[i] - r->intercept;
		r->spread_t += (t[i] - r->mean_t) * (t[i] - r->mean_t);
	}
	r->scale = scale_of(slopes, n);
	csq_free(slopes);
	csq_free(t);
	csq_free(y);
	return true;
}

double
csq_trend_at(const CsqTrend *t, double at, double *se)
{
	double off = at - t->mean_t;

	/* a median costs pi / 2 of the variance of a mean, this slope pi / 3 of that of least squares */
	*se = t->scale * sqrt(1 + 1.5707963267948966 / t->n + 1.0471975511965976 * off * off / t->spread_t);
	return t->intercept + t->slope * at;
}
