/*
 * trend.c
 *		Theil and Sen's line, and the places of buckets on it.
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
