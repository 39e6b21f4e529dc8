/*
 * charts_simulation.c
 *		False alarms and detection of charts and surges.
 *
 * Run by charts_simulation.sh; the figures stand in docs/.  Random numbers are those of
 * a fixed seed, so that the figures can be made again.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/stats.h"
#include "charts/control_chart.h"
#include "charts/surge.h"
#include "host.h"

static CsqRandom random_state = {20260401};

static double
uniform(void)
{
	return csq_random_unit(&random_state);
}

static double
normal(void)
{
	return csq_normal_quantile(uniform());
}

/* Marsaglia and Tsang (2000) */
static double
gamma_of(double shape)
{
	double d, c;

	if (shape < 1)
		return gamma_of(shape + 1) * pow(uniform(), 1 / shape);
	d = shape - 1.0 / 3;
	c = 1 / sqrt(9 * d);
	for (;;)
	{
		double x = normal(), v = 1 + c * x;

		if (v <= 0)
			continue;
		v = v * v * v;
		if (log(uniform()) < 0.5 * x * x + d - d * v + d * log(v))
			return d * v;
	}
}

static double
poisson(double mean)
{
	double n = 0, product = 1;

	for (; mean > 30; mean -= 30) /* parts, so that exp() stays far from 0 */
		n += poisson(30);
	for (double limit = exp(-mean); (product *= uniform()) > limit;)
		n++;
	return n;
}

/* Negative binomial counts with variance phi times the mean. */
static double
count(double mean, double phi)
{
	return poisson(phi > 1 ? gamma_of(mean / (phi - 1)) * (phi - 1) : mean);
}

static CsqGrid
new_grid(uint32_t n, CsqSeriesMeasure measure)
{
	CsqGrid g = {false, measure, {0, 1}, n, csq_alloc0(n * sizeof(CsqPoint))};

	for (uint32_t i = 0; i < n; i++)
		g.points[i] = (CsqPoint){7000 + i, 1, 0, 0, 0};
	return g;
}

/* ---- charts ---- */

#define BASE  40
#define AFTER 20

static void
charts(void)
{
	static const char *const sets[] = {"shewhart", "shewhart, run_of_8", "western_electric", "nelson", "all"};
	static const double      shifts[] = {0, 0.5, 1, 2};

	printf("xmr, limits of %d buckets: share of later buckets that signal; detected within %d buckets of a shift\n", BASE,
	       AFTER);
	for (int k = 0; k < 5; k++)
	{
		printf("%-20s", sets[k]);
		for (int j = 0; j < 4; j++)
		{
			long signals = 0, found = 0, runs = 20000;

			for (long run = 0; run < runs; run++)
			{
				CsqGrid        g = new_grid(BASE + AFTER, CSQ_MEASURE_VALUE);
				CsqChart       chart = {CSQ_CHART_XMR, INT64_MIN, 7000 + BASE, 0, NULL, 0, {0}};
				CsqChartPoint *p;
				CsqError       err;
				uint32_t       n, hit = 0;

				for (uint32_t i = 0; i < g.n; i++)
					g.points[i].value = g.points[i].sum = normal() + (i >= BASE ? shifts[j] : 0);
				csq_chart_defaults(&chart.options);
				csq_signals_parse(sets[k], strlen(sets[k]), &chart.rules, &err);
				csq_chart(&g, &chart, &p, &n, &err);
				for (uint32_t i = BASE; i < n; i++)
					hit += p[i].signals != 0;
				signals += hit;
				found += hit > 0;
				csq_host_reset();
			}
			if (j == 0)
				printf("  per bucket %.4f", (double) signals / ((double) runs * AFTER));
			printf("  %.1f sd: %.3f", shifts[j], (double) found / (double) runs);
		}
		printf("\n");
	}
}

/* Shares of many trials whose true share varies from day to day. */
static void
dispersed(void)
{
	static const struct
	{
		CsqChartKind kind;
		const char  *name;
	} kinds[] = {{CSQ_CHART_P, "p"}, {CSQ_CHART_P_PRIME, "p_prime"}};

	printf("\nshares of 5,000 trials, true share 0.05 with a standard deviation of 0.005 from day to day, limits of 40 days: buckets outside\n");
	for (int k = 0; k < 2; k++)
	{
		long out = 0, runs = 3000;

		for (long run = 0; run < runs; run++)
		{
			CsqGrid        g = new_grid(BASE + AFTER, CSQ_MEASURE_SHARE);
			CsqChart       chart = {kinds[k].kind, INT64_MIN, 7000 + BASE, 0, NULL, CSQ_SIGNAL_SHEWHART, {0}};
			CsqChartPoint *p;
			CsqError       err;
			uint32_t       n;

			for (uint32_t i = 0; i < g.n; i++)
			{
				g.points[i].n = 5000;
				g.points[i].sum = csq_random_binomial(&random_state, 5000, 0.05 + 0.005 * normal());
				g.points[i].value = g.points[i].sum / 5000;
			}
			csq_chart_defaults(&chart.options);
			csq_chart(&g, &chart, &p, &n, &err);
			for (uint32_t i = BASE; i < n; i++)
				out += p[i].signals != 0;
			csq_host_reset();
		}
		printf("%-8s %.4f\n", kinds[k].name, (double) out / ((double) runs * AFTER));
	}
}

/* ---- surges ---- */

typedef struct Scene
{
	const char *name;
	double      mean, phi, growth; /* growth per day */
} Scene;

static const double weekday[7] = {1.25, 1.15, 1.1, 1.05, 1.0, 0.8, 0.65};

static CsqSurgePoint *
simulate(const Scene *s, int days, int from, int to, double factor, bool outbreak, int parts)
{
	CsqGrid         g = new_grid((uint32_t) (days * parts), CSQ_MEASURE_COUNT);
	CsqSurgeSlot   *slots;
	CsqSurgeOptions o;
	CsqSurgePoint  *c;
	CsqError        err;
	int             nslots;

	if (parts > 1)
	{
		g.instants = true;
		g.step.ticks = CSQ_USEC_PER_DAY / parts;
	}
	for (int i = 0; i < days * parts; i++)
	{
		int    d = i / parts;
		double m = s->mean * weekday[d % 7] * pow(s->growth, d) * (d >= from && d < to ? factor : 1);

		if (outbreak && d >= from - 45 && d < from - 40)
			m *= 2.2;
		if (parts > 1)
		{
			m *= (1 - 0.9 * cos(6.283185307 * (i % parts) / parts)) / parts;
			g.points[i].at = 7000 * CSQ_USEC_PER_DAY + i * g.step.ticks;
		}
		g.points[i].sum = g.points[i].value = count(m, s->phi);
	}
	csq_surge_slots(&g, NULL, &slots, &nslots, &err);
	csq_surge_defaults(nslots, &o);
	csq_surge(&g, slots, nslots, &o, &c, &err);
	return c;
}

static bool
found(const CsqSurgePoint *c, int from, int to)
{
	for (int i = from; i < to; i++)
		if (c[i].spike || c[i].sustained)
			return true;
	return false;
}

static void
surges(void)
{
	static const Scene scenes[] = {{"mean 30, phi 1.5", 30, 1.5, 1},
	                               {"mean 100, phi 3", 100, 3, 1},
	                               {"mean 30, phi 1.5, +65 % a year", 30, 1.5, 1.00137},
	                               {"mean 4, phi 1.3", 4, 1.3, 1}};

	printf("\nsurges, daily: share of quiet days with a spike, with an alarm that begins; detection of one day x 1.6, five days x 1.3, "
	       "the same after an outbreak\n");
	for (int k = 0; k < 4; k++)
	{
		long spikes = 0, begins = 0, days = 0, one = 0, five = 0, after = 0, runs = 1500;

		for (long run = 0; run < runs; run++)
		{
			int            start = 100 + (int) (uniform() * 7);
			CsqSurgePoint *c = simulate(&scenes[k], 180, 0, 0, 1, false, 1);

			for (int i = 70; i < 180; i++, days++)
			{
				spikes += c[i].spike;
				begins += c[i].first_alarm == c[i].at;
			}
			csq_host_reset();
			one += found(simulate(&scenes[k], 110, start, start + 1, 1.6, false, 1), start, start + 1);
			csq_host_reset();
			five += found(simulate(&scenes[k], 112, start, start + 5, 1.3, false, 1), start, start + 5);
			csq_host_reset();
			after += found(simulate(&scenes[k], 112, start, start + 5, 1.3, true, 1), start, start + 5);
			csq_host_reset();
		}
		printf("%-32s %.4f  %.4f  %.2f  %.2f  %.2f\n", scenes[k].name, (double) spikes / (double) days,
		       (double) begins / (double) days, (double) one / (double) runs, (double) five / (double) runs,
		       (double) after / (double) runs);
	}
	{
		Scene hourly = {"", 240, 1.5, 1};
		long  begins = 0, days = 0, runs = 40, caught = 0;

		for (long run = 0; run < runs; run++)
		{
			CsqSurgePoint *c = simulate(&hourly, 160, 140, 141, 1.6, false, 24);

			for (int i = 70 * 24; i < 140 * 24; i++)
				begins += c[i].first_alarm == c[i].at;
			days += 70;
			caught += found(c, 140 * 24, 141 * 24);
			csq_host_reset();
		}
		printf("hourly, 10 an hour on average, phi 1.5: alarms that begin per quiet day %.4f, one day x 1.6 found %.2f\n",
		       (double) begins / (double) days, (double) caught / (double) runs);
	}
}

int
main(void)
{
	charts();
	dispersed();
	surges();
	return 0;
}
