/*
 * coverage_curves.c
 *		Coverage of what allows for cases under way: attainment and funnels.
 */
#include "funnel/funnel_expected.h"
#include "sla/attainment.h"

#include "coverage.h"

/* Clocks that stop exponentially with a mean of so many million seconds, of a mean of 1 a third still runs. */
static const CsqAttainmentRead *
clocks(int n, double mean)
{
	CsqAttainment *a = csq_attainment_new();
	CsqError       err;

	for (int k = 0; k < n; k++)
	{
		double t = mean * exponential(), seen = 0.5 + 2 * uniform();

		csq_attainment_add(&a, (int64_t) ((t < seen ? t : seen) * 1e12), t < seen, 1, &err);
	}
	return csq_attainment_open(csq_attainment_pack(a, &err), &err);
}

static CsqFigure
figure(int n, double mean, const char *metric)
{
	CsqFigure f;
	CsqError  err;

	if (!csq_attainment_figure(clocks(n, mean), csq_metric(metric), &f, &err))
		abort();
	return f;
}

/* Seconds: half of the clocks of mean 1 have stopped by then. */
#define HALF "within 693147 seconds"
#define AREA "mean within 1000000 seconds"

static double
by_half(double mean)
{
	return 1 - exp(-log(2) / mean);
}

static double
area(double mean, double within)
{
	return mean * (1 - exp(-within / mean));
}

/* compare() without a metric: the mean time within the longest limit that both know. */
static void
compared(Promise promise, int n, int m)
{
	int  hits = 0;
	char sizes[60];

	for (int s = 0; s < samples; s++)
	{
		const CsqAttainmentRead *a = clocks(n, 1), *b = clocks(m, 1.3);
		CsqDifference            d = csq_attainment_difference(a, b, 0.95);
		int64_t                  known = a->known < b->known ? a->known : b->known;
		double                   within = (double) known / 1e6;

		if (known == INT64_MAX)
			within = fmax((double) a->curve.points[a->curve.npoints - 1].seconds,
			              (double) b->curve.points[b->curve.npoints - 1].seconds) /
			         1e6;
		hits += holds((CsqInterval){d.lo / 1e6, d.hi / 1e6}, area(1.3, within) - area(1, within));
		csq_host_reset();
	}
	snprintf(sizes, sizeof sizes, "n = %d, %d", n, m);
	report(promise, "compare of attainment (restricted means)", sizes, hits, samples);
}

/* Two steps: so many cases come to the second in the end, after exponential times; each is watched for some time. */
static void
expected(Promise promise, int n, double in_the_end)
{
	int           hits = 0;
	char          sizes[60];
	CsqFunnelRule rule = {.nsteps = 2};

	for (int s = 0; s < samples; s++)
	{
		CsqFunnelDetail   d = {.nsteps = 2, .has_waits = true};
		CsqTimesBuild     came = {0}, wait = {0};
		int64_t           counts[3] = {0};
		CsqFunnelExpected e;
		CsqError          err;

		for (int k = 0; k < n; k++)
		{
			bool   comes = uniform() < in_the_end;
			double t = exponential(), watched = 12 * uniform();

			if (comes && t <= watched)
			{
				counts[2]++;
				csq_times_add(&came, (int64_t) (t * 1e6), &err);
			}
			else
			{
				counts[1]++;
				csq_times_add(&wait, (int64_t) (watched * 1e6), &err);
			}
		}
		d.total[1] = csq_times_done(&came);
		d.wait[0] = csq_times_done(&wait);
		if (!csq_funnel_expected(&rule, &d, counts, 2, csq_z_of(0.95), &e))
			abort();
		hits += e.lo <= in_the_end && in_the_end <= e.hi;
		csq_host_reset();
	}
	snprintf(sizes, sizeof sizes, "%d cases, %.1f in the end", n, in_the_end);
	report(promise, "expected_share of a funnel (Kaplan-Meier)", sizes, hits, samples);
}

void
coverage_curves(void)
{
	ONE(NEAR, "attained_by", "n = 50, a third open", 0.5, figure(50, 1, HALF));
	ONE(NEAR, "attained_by", "n = 200, a third open", 0.5, figure(200, 1, HALF));
	ONE(NEAR, "restricted mean", "n = 50, a third open", area(1, 1) * 1e6, figure(50, 1, AREA));
	ONE(NEAR, "restricted mean", "n = 200, a third open", area(1, 1) * 1e6, figure(200, 1, AREA));
	ONE(NEAR, "median of attainment", "n = 50, a third open", log(2) * 1e6, figure(50, 1, "median"));
	ONE(NEAR, "median of attainment", "n = 200, a third open", log(2) * 1e6, figure(200, 1, "median"));
	compared(NEAR, 50, 50);
	compared(NEAR, 200, 100);
	TWO(NEAR, "compare of attained_by (MOVER)", "n = 50, 50", by_half(1.3) - 0.5, figure(50, 1, HALF),
	    figure(50, 1.3, HALF), csq_figure_change);
	TWO(NEAR, "compare of mean within (MOVER)", "n = 50, 50", (area(1.3, 1) - area(1, 1)) * 1e6, figure(50, 1, AREA),
	    figure(50, 1.3, AREA), csq_figure_change);
	TWO(SAFE, "compare of medians of attainment (MOVER)", "n = 100, 100", 0.3 * log(2) * 1e6, figure(100, 1, "median"),
	    figure(100, 1.3, "median"), csq_figure_change);
	TWO(NEAR, "ratio of attained_by (MOVER)", "n = 50, 50", by_half(1.3) / 0.5, figure(50, 1, HALF),
	    figure(50, 1.3, HALF), csq_figure_quotient);
	TWO(SAFE, "ratio of medians of attainment (MOVER)", "n = 100, 100", 1.3, figure(100, 1, "median"),
	    figure(100, 1.3, "median"), csq_figure_quotient);
	DID(NEAR, "did of attained_by (MOVER)", "n = 100 each", by_half(1.3) - 0.5, figure(100, 1, HALF),
	    figure(100, 1.3, HALF), figure(100, 1, HALF), figure(100, 1, HALF));
	DID(NEAR, "did of mean within (MOVER)", "n = 100 each", (area(1.3, 1) - area(1, 1)) * 1e6, figure(100, 1, AREA),
	    figure(100, 1.3, AREA), figure(100, 1, AREA), figure(100, 1, AREA));
	DID(SAFE, "did of medians of attainment (MOVER)", "n = 100 each", 0.3 * log(2) * 1e6, figure(100, 1, "median"),
	    figure(100, 1.3, "median"), figure(100, 1, "median"), figure(100, 1, "median"));
	expected(NEAR, 100, 0.6);
	expected(NEAR, 400, 0.3);
}
