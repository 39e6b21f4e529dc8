/*
 * coverage_series.c
 *		Coverage of what reads a series: interrupted time series, trends, capability.
 */
#include "charts/control_chart.h"
#include "charts/trend.h"

#include "coverage.h"

static CsqGrid
new_grid(uint32_t n)
{
	CsqGrid g = {false, CSQ_MEASURE_VALUE, {0, 1}, n, csq_alloc0(n * sizeof(CsqPoint))};

	for (uint32_t i = 0; i < n; i++)
		g.points[i] = (CsqPoint){7000 + i, 1, 0, 0, 0};
	return g;
}

/* So many buckets before and after; errors with an autocorrelation; a fall of the level by 2, no change of the slope. */
static void
interrupted(Promise level, Promise slope, int each, double ar)
{
	int  hits[2] = {0}, runs = samples / 2;
	char sizes[60];

	for (int run = 0; run < runs; run++)
	{
		CsqGrid g = new_grid((uint32_t) (2 * each));
		double  e = normal() / sqrt(1 - ar * ar);
		CsqIts  r;

		for (uint32_t i = 0; i < g.n; i++)
		{
			g.points[i].value = 0.1 * i + ((int) i >= each ? -2 : 0) + e;
			e = ar * e + normal();
		}
		if (!csq_its(&g, 7000 + each, 0.95, &r))
			abort();
		for (int j = 0; j < 2; j++)
			hits[j] += r.lo[2 + j] <= -2 + 2 * j && -2 + 2 * j <= r.hi[2 + j];
		csq_host_reset();
	}
	snprintf(sizes, sizeof sizes, "%d and %d, autocorrelation %.1f", each, each, ar);
	report(level, "its: change of level", sizes, hits[0], runs);
	report(slope, "its: change of slope", sizes, hits[1], runs);
}

/* Theil and Sen's line: the bucket three ahead, and the slope. */
static void
trends(Promise promise, int n, double ar)
{
	int  bucket = 0, slope = 0, runs = samples / 4;
	char sizes[60];

	for (int s = 0; s < runs; s++)
	{
		CsqGrid        g = new_grid((uint32_t) n);
		double         e = normal() / sqrt(1 - ar * ar), y;
		CsqTrend       t;
		CsqLineMixture m;
		CsqError       err;

		for (uint32_t i = 0; i < g.n; i++)
		{
			g.points[i].value = 0.3 * i + e;
			e = ar * e + normal();
		}
		for (int i = 0; i < 2; i++)
			e = ar * e + normal();
		if (!csq_trend(&g, 0.95, &t, &err))
			abort();
		csq_trend_at(&t, g.n + 2.0, &m);
		y = csq_mixture_below(&m, 0.3 * (g.n + 2.0) + e, &y);
		bucket += 0.025 <= y && y <= 0.975;
		slope += t.slope_lo <= 0.3 && 0.3 <= t.slope_hi;
		csq_host_reset();
	}
	snprintf(sizes, sizeof sizes, "%d buckets, autocorrelation %.1f", n, ar);
	report(promise, "on_track: bucket three ahead", sizes, bucket, runs);
	report(promise, "on_track: slope", sizes, slope, runs);
}

/* Cp and Cpk of n buckets of so many normal values each; sigma is 1, the limits lie 4 and 5 from the mean. */
static void
capable(int n, int each)
{
	int  cp = 0, cpk = 0;
	char sizes[40];

	for (int s = 0; s < samples; s++)
	{
		CsqPoint      p[200];
		CsqGrid       g = {.measure = CSQ_MEASURE_VALUE, .points = p, .n = (uint32_t) n};
		CsqCapability c;

		for (int i = 0; i < n; i++)
		{
			double x[20], sum = 0, squares = 0;

			for (int k = 0; k < each; k++)
				sum += x[k] = normal();
			for (int k = 0; k < each; k++)
				squares += (x[k] - sum / each) * (x[k] - sum / each);
			p[i] = (CsqPoint){.at = i, .n = each, .sum = sum, .value = sum / each};
			if (each > 1)
				p[i].spread = squares / (each - 1);
		}
		if (!csq_capability(&g, -4, 5, csq_z_of(0.95), true, &c))
			abort();
		cp += c.cp_lo <= 1.5 && 1.5 <= c.cp_hi;
		cpk += c.cpk_lo <= 4 / 3.0 && 4 / 3.0 <= c.cpk_hi;
	}
	snprintf(sizes, sizeof sizes, each > 1 ? "%d buckets of %d values" : "%d values", n, each);
	report(NEAR, "capability: Cp (chi-squared)", sizes, cp, samples);
	report(NEAR, "capability: Cpk (Bissell)", sizes, cpk, samples);
}

void
coverage_series(void)
{
	static const int    each[] = {8, 12, 26, 52, 200};
	static const double ar[] = {0, 0.3, 0.6, 0.8};

	for (int k = 0; k < 5; k++)
		for (int a = 0; a < 4; a++) /* at a dozen the level holds to 0.6, and slopes are wide below it: said on the page */
			interrupted(k > 0 ? NEAR : SHOWN, k > 1 ? NEAR : SHOWN, each[k], ar[a]);
	rnd.state = 20260402; /* parts that can be run again by themselves */
	for (int k = 0; k < 4; k++)
		for (int a = 0; a < 3; a++)
			trends(k > 2 ? NEAR : SHOWN, each[k], ar[a]); /* with fewer they are wide */
	rnd.state = 20260403;
	capable(25, 1);
	capable(100, 1);
	capable(20, 5);
}
