/*
 * coverage.c
 *		How often the intervals of the measures hold what they are about: simulation.
 *
 * Nominal 95 %.  Random numbers are those of the library with a fixed seed, so the
 * table is the same everywhere.  Prints one line a case: what, sizes, coverage in %.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "charts/control_chart.h"
#include "classify/corrected_share.h"
#include "classify/review_queue.h"
#include "metrics/contributions.h"
#include "metrics/drivers.h"
#include "metrics/figures.h"
#include "sla/attainment.h"

#include "host.h"

static CsqRandom rnd = {20260401};
static int       samples = 20000;

static double
uniform(void)
{
	return csq_random_unit(&rnd);
}

static double
normal(void)
{
	return csq_normal_quantile(uniform());
}

static double
exponential(void)
{
	return -log(uniform());
}

static double
lognormal(void)
{
	return exp(normal());
}

static double
poisson(double mean)
{
	double n = 0;

	for (double t = exponential(); t < mean; t += exponential())
		n++;
	return n;
}

static CsqFigure
share(double n, double p)
{
	return csq_figure_share(csq_random_binomial(&rnd, n, p), n);
}

static CsqFigure
mean_of(double (*draw)(void), int n)
{
	double x[1000], mean = 0, squares = 0;

	for (int i = 0; i < n; i++)
		mean += (x[i] = draw()) / n;
	for (int i = 0; i < n; i++)
		squares += (x[i] - mean) * (x[i] - mean);
	return csq_figure_mean(n, mean, sqrt(squares / (n - 1) / n), -INFINITY, INFINITY);
}

static CsqFigure
quantile_of(double (*draw)(void), int n, const char *metric, double scale)
{
	CsqLengths *l = csq_lengths_new(&csq_duration_type, NULL, 0);
	CsqFigure   f;
	CsqError    err;

	for (int i = 0; i < n; i++)
		csq_duration_add(&l, false, (int64_t) rint(draw() * scale * 1e6), &err);
	csq_duration_figure(l, csq_metric(metric), &f, &err);
	return f;
}

static CsqFigure
nps_of(int n, double detractors, double promoters)
{
	CsqNps c = {0, 0, 0};

	for (int i = 0; i < n; i++)
	{
		double u = uniform();

		if (u < detractors)
			c.detractors++;
		else if (u < detractors + promoters)
			c.promoters++;
		else
			c.passives++;
	}
	return csq_figure_nps(&c);
}

static void
report(const char *what, const char *sizes, int hits, int n)
{
	printf("%-44s | %-28s | %5.1f\n", what, sizes, 100.0 * hits / n);
	fflush(stdout);
	csq_host_reset();
}

static bool
holds(CsqInterval i, double truth)
{
	return i.lo <= truth && truth <= i.hi;
}

/* Coverage of one figure, of a difference, of a ratio: statement blocks that make the figures. */
#define ONE(what, sizes, truth, make)                                                                                  \
	do                                                                                                                 \
	{                                                                                                                  \
		int hits_ = 0;                                                                                                 \
		for (int s_ = 0; s_ < samples; s_++)                                                                           \
		{                                                                                                              \
			CsqFigure f_ = make;                                                                                       \
			hits_ += holds(csq_figure_interval(&f_, 1, 0.95), truth);                                                  \
			csq_host_reset();                                                                                          \
		}                                                                                                              \
		report(what, sizes, hits_, samples);                                                                           \
	} while (0)

#define TWO(what, sizes, truth, make_a, make_b, interval)                                                              \
	do                                                                                                                 \
	{                                                                                                                  \
		int hits_ = 0, n_ = 0;                                                                                         \
		for (int s_ = 0; s_ < samples; s_++)                                                                           \
		{                                                                                                              \
			CsqFigure a_ = make_a, b_ = make_b;                                                                        \
			if (!(a_.value > -1e9 && b_.value > -1e9))                                                                 \
				continue;                                                                                              \
			n_++;                                                                                                      \
			hits_ += holds(interval(&a_, &b_, 1, 0.95), truth);                                                        \
			csq_host_reset();                                                                                          \
		}                                                                                                              \
		report(what, sizes, hits_, n_);                                                                                \
	} while (0)

/* Clocks that stop exponentially, a third of them still running when they were last seen. */
static void
curve_of(int n, CsqCurve *c)
{
	CsqAttainment *a = csq_attainment_new();
	CsqError       err;

	for (int k = 0; k < n; k++)
	{
		double t = exponential(), seen = 0.5 + 2 * uniform();

		csq_attainment_add(&a, (int64_t) ((t < seen ? t : seen) * 1e12), t < seen, 1, &err);
	}
	csq_attainment_curve(csq_attainment_pack(a, &err), csq_z_of(0.95), c, &err);
}

/* Median of such a curve. */
static void
curve_medians(int n)
{
	int  hits = 0;
	char sizes[40];

	for (int s = 0; s < samples; s++)
	{
		CsqCurve c;
		int64_t  lo, hi;

		curve_of(n, &c);
		if (!csq_curve_quantile(&c, 0.5, -1, &lo))
			lo = 0;
		if (!csq_curve_quantile(&c, 0.5, 1, &hi))
			hi = INT64_MAX;
		hits += (double) lo <= log(2) * 1e6 && log(2) * 1e6 <= (double) hi;
		csq_host_reset();
	}
	snprintf(sizes, sizeof sizes, "n = %d, a third open", n);
	report("median (attainment)", sizes, hits, samples);
}

static void
curves(int n, bool restricted)
{
	int    hits = 0;
	char   sizes[40];
	double truth = restricted ? 1 - exp(-1) : 0.5;

	for (int s = 0; s < samples; s++)
	{
		CsqCurve         c;
		double           mean, variance;
		CsqShareInterval i;

		curve_of(n, &c);
		if (restricted)
		{
			csq_curve_restricted(&c, 1e6, &mean, &variance);
			hits += fabs(mean / 1e6 - truth) <= csq_z_of(0.95) * sqrt(variance) / 1e6;
		}
		else
		{
			i = csq_curve_interval(&c, csq_curve_at(&c, (int64_t) (log(2) * 1e12)), 1, csq_z_of(0.95));
			hits += i.lo <= truth && truth <= i.hi;
		}
		csq_host_reset();
	}
	snprintf(sizes, sizeof sizes, "n = %d, a third open", n);
	report(restricted ? "restricted mean (attainment)" : "attained_by (attainment)", sizes, hits, samples);
}

/*
 * Relative weights of k ratings with one common part: normal, outcome b * ratings + noise.  The truth is the weights
 * of a million rows' worth of exact moments.
 */
static void
importance(int64_t n, uint32_t k, const double *b, double common)
{
	CsqDrivers   *exact = csq_drivers_new(k);
	CsqImportance truth[8], found[8];
	double        cov[9][9], r2;
	int           hits = 0, runs = samples / 20 > 0 ? samples / 20 : 1;
	CsqError      err;
	CsqMoment    *product = exact->moments + k + 1;
	char          sizes[64];

	cov[0][0] = 1;
	for (uint32_t i = 1; i <= k; i++)
		for (uint32_t j = 1; j <= k; j++)
			cov[i][j] = i == j ? 1 : common * common;
	for (uint32_t i = 1; i <= k; i++)
	{
		cov[0][i] = 0;
		for (uint32_t j = 1; j <= k; j++)
			cov[0][i] += b[j - 1] * cov[i][j];
		cov[0][0] += b[i - 1] * cov[0][i];
	}
	exact->n = 1000000;
	for (uint32_t i = 0; i <= k; i++)
		for (uint32_t j = i; j <= k; j++)
			*product++ = (CsqMoment) (cov[i][j] * 1e14);
	if (!csq_importance(exact, 0.95, truth, &r2))
		abort();
	for (int run = 0; run < runs; run++)
	{
		CsqDrivers *d = csq_drivers_new(k);

		for (int64_t row = 0; row < n; row++)
		{
			double  f = normal(), y = normal();
			int64_t v[9];

			for (uint32_t j = 0; j < k; j++)
			{
				double x = common * f + sqrt(1 - common * common) * normal();

				y += b[j] * x;
				csq_drivers_value(x, &v[j + 1], &err);
			}
			csq_drivers_value(y, &v[0], &err);
			csq_drivers_add(d, v, &err);
		}
		if (!csq_importance(d, 0.95, found, &r2))
			abort();
		for (uint32_t j = 0; j < k; j++)
			hits += found[j].lo <= truth[j].weight && truth[j].weight <= found[j].hi;
		csq_free(d);
	}
	snprintf(sizes, sizeof sizes, "n = %d, %u ratings", (int) n, k);
	report("importance (resampled)", sizes, hits, runs * (int) k);
}

/* How the texts of a review were chosen. */
typedef enum Choice
{
	BY_LOT,    /* all alike, no weights */
	QUEUE,     /* by review_queue() */
	BY_KIND,   /* three kinds that differ in truth, a fiftieth, a tenth and two fifths of them */
	BY_WEIGHT, /* each with a probability of its own that tells nothing */
} Choice;

#define TEXTS 3000

static CsqReviewItem items[TEXTS];
static bool          truly[TEXTS], called[TEXTS];

/* Texts of which a classifier with a margin calls some so; hits are those.  Choose take of them. */
static size_t
choose(Choice choice, int take, double by_lot, int64_t *hits)
{
	static const double share[3] = {0.5, 0.3, 0.1}, chance[3] = {0.02, 0.1, 0.4};
	size_t              n = 0;

	*hits = 0;
	for (int i = 0; i < TEXTS; i++)
	{
		int    kind = (int) (uniform() * 3);
		double score;

		truly[i] = uniform() < (choice == BY_KIND ? share[kind] : 0.3);
		score = (truly[i] ? 1 : -1) + 0.9 * normal();
		called[i] = score > 0;
		*hits += called[i];
		items[i] = (CsqReviewItem){fabs(score), (uint64_t) (uniform() * 1e18), (uint32_t) i, false, 1};
		if (choice == BY_KIND || choice == BY_WEIGHT)
		{
			double p = choice == BY_KIND ? chance[kind] : fmin(1, 0.08 * exp(0.7 * normal()));

			if (uniform() < p)
			{
				items[n] = items[i];
				items[n++].weight = 1 / p;
			}
		}
	}
	if (choice == QUEUE || choice == BY_LOT)
		n = csq_review_choose(items, TEXTS, (size_t) take, choice == QUEUE ? by_lot : 1);
	return n;
}

static void
corrected(const char *sizes, Choice choice, int take, double by_lot)
{
	static const CsqText yes = {"yes", 3};
	int                  hits = 0, n = 0;

	for (int s = 0; s < samples; s++)
	{
		CsqConfusion *c = csq_confusion_new();
		int64_t       calls, weight;
		size_t        chosen = choose(choice, take, by_lot, &calls);
		CsqCorrected  r;
		CsqError      err;

		for (size_t i = 0; i < chosen; i++)
		{
			uint32_t t = items[i].item;

			if (!csq_confusion_weight(choice == BY_LOT ? 1 : items[i].weight, &weight, &err) ||
			    (c = csq_confusion_add(c, truly[t] ? "yes" : "no", truly[t] ? 3 : 2, called[t] ? "yes" : "no",
			                           called[t] ? 3 : 2, weight, true, &err)) == NULL)
				abort();
		}
		if (csq_corrected_share(c, &yes, calls, TEXTS, csq_z_of(0.95), &r, &err))
		{
			n++;
			hits += r.lo <= 0.3 && 0.3 <= r.hi;
		}
		csq_host_reset();
	}
	report("corrected_share", sizes, hits, n);
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
	report("capability: Cp (chi-squared)", sizes, cp, samples);
	report("capability: Cpk (Bissell)", sizes, cpk, samples);
}

/* The odds of those who changed one way, of pairs of whom so many change. */
static void
pairs(int n, double p)
{
	int  hits = 0;
	char sizes[40];

	for (int s = 0; s < samples; s++)
	{
		double    b = csq_random_binomial(&rnd, n, p);
		CsqPaired r = csq_mcnemar(n - b, b, 0.95);

		hits += !(r.lo > p / (1 - p)) && !(r.hi < p / (1 - p));
	}
	snprintf(sizes, sizeof sizes, "%d pairs that changed", n);
	report("mcnemar (exact)", sizes, hits, samples);
}

/*
 * What one of two segments did beyond the other: events before and after of each, or shares of n rows.  Changes so
 * large that the search always tells them: of those told because they happened to be large none can hold in 95 %.
 */
static void
moved(bool counts, const char *sizes, double n, const double *segment, const double *rest)
{
	CsqText word = counts ? (CsqText){"count", 5} : (CsqText){"rate", 4};
	int     hits = 0, told = 0;
	double  truth = counts ? segment[1] - segment[0] * rest[1] / rest[0]
	                       : (segment[1] - segment[0] - rest[1] + rest[0]) / 5; /* a fifth of all rows */

	for (int s = 0; s < samples; s++)
	{
		CsqTally        *t = csq_tally_new(&csq_contribution_type, 1, &word);
		CsqContribution *c;
		uint32_t         found;
		CsqError         err;

		for (int i = 0; i < 2; i++)
		{
			const double *p = i == 0 ? segment : rest;
			CsqText       labels[3] = {{i == 0 ? "a" : "b", 1}, {NULL, 0}, {NULL, 0}};
			int64_t       row[4];

			for (int k = 0; k < 2; k++)
			{
				double rows = i == 0 ? n : 4 * n;

				row[2 * k + 1] = (int64_t) (counts ? poisson(p[k]) : rows);
				row[2 * k] = (int64_t) (counts ? (double) row[2 * k + 1] : csq_random_binomial(&rnd, rows, p[k]));
			}
			if (!csq_tally_add(&csq_contribution_type, &t, labels, row, &err))
				abort();
		}
		c = csq_contributions(t, 0.05, csq_z_of(0.95), 1, &found);
		for (uint32_t i = 0; i < found; i++)
			if (c[i].label[0].s[0] == 'a')
			{
				told++;
				hits += c[i].lo <= truth && truth <= c[i].hi;
			}
		csq_host_reset();
	}
	if (told < samples * 0.99)
		abort();
	report(counts ? "contributions of counts" : "contributions of shares", sizes, hits, told);
}

/* The true place of one among four others, third. */
static void
ranks(double n)
{
	int  hits = 0;
	char sizes[40];

	for (int s = 0; s < samples; s++)
	{
		CsqFigure       own = share(n, 0.8), peers[4] = {share(n, 0.9), share(n, 0.85), share(n, 0.75), share(n, 0.7)};
		CsqRankInterval r;

		if (!csq_rank_among(&own, peers, 4, true, 0.95, &r))
			abort();
		hits += r.lo <= 3 && 3 <= r.hi;
		csq_host_reset();
	}
	snprintf(sizes, sizeof sizes, "rates of %d, third of five", (int) n);
	report("rank_among (Bonferroni)", sizes, hits, samples);
}

static double
stars(void)
{
	double u = uniform();

	return u < 0.05 ? 1 : u < 0.1 ? 2 : u < 0.2 ? 3 : u < 0.5 ? 4 : 5;
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		samples = atoi(argv[1]);
	printf("%-44s | %-28s | coverage of 95 %%\n", "interval", "case");
	ONE("rate (Wilson)", "n = 20, 0.5", 0.5, share(20, 0.5));
	ONE("rate (Wilson)", "n = 50, 0.9", 0.9, share(50, 0.9));
	ONE("rate (Wilson)", "n = 200, 0.95", 0.95, share(200, 0.95));
	ONE("rate (Wilson)", "n = 200, 0.98", 0.98, share(200, 0.98));
	TWO("compare of rates (Newcombe)", "n = 50, 50; 0.6, 0.8", 0.2, share(50, 0.6), share(50, 0.8), csq_figure_change);
	TWO("compare of rates (Newcombe)", "n = 200, 100; 0.9, 0.95", 0.05, share(200, 0.9), share(100, 0.95),
	    csq_figure_change);
	TWO("ratio of rates (MOVER)", "n = 50, 50; 0.6, 0.8", 0.8 / 0.6, share(50, 0.6), share(50, 0.8),
	    csq_figure_quotient);
	TWO("ratio of rates (MOVER)", "n = 500, 500; 0.1, 0.05", 0.5, share(500, 0.1), share(500, 0.05),
	    csq_figure_quotient);
	ONE("NPS (score)", "n = 20; 0.3, 0.5", 20, nps_of(20, 0.3, 0.5));
	TWO("compare of NPS (adjusted Wald)", "n = 50, 50; 0 to 20", 20, nps_of(50, 0.4, 0.4), nps_of(50, 0.3, 0.5),
	    csq_figure_change);
	ONE("mean (Student), normal", "n = 10", 0, mean_of(normal, 10));
	ONE("mean (Student), scores of 1 to 5", "n = 30, mean 4.15", 4.15, mean_of(stars, 30));
	ONE("mean (Student), exponential", "n = 30", 1, mean_of(exponential, 30));
	ONE("mean (Student), exponential", "n = 100", 1, mean_of(exponential, 100));
	ONE("mean (Student), log-normal", "n = 100", exp(0.5), mean_of(lognormal, 100));
	ONE("mean (Student), log-normal", "n = 500", exp(0.5), mean_of(lognormal, 500));
	TWO("compare of means (Welch), exponential", "n = 50, 100", 0, mean_of(exponential, 50), mean_of(exponential, 100),
	    csq_figure_change);
	TWO("ratio of means (MOVER), exponential", "n = 50, 100", 1, mean_of(exponential, 50), mean_of(exponential, 100),
	    csq_figure_quotient);
	ONE("median (order statistics), log-normal", "n = 10", 1, quantile_of(lognormal, 10, "median", 1));
	ONE("median (order statistics), log-normal", "n = 100", 1, quantile_of(lognormal, 100, "median", 1));
	ONE("p90 (order statistics), log-normal", "n = 100", exp(1.2815515655), quantile_of(lognormal, 100, "p90", 1));
	TWO("compare of medians (MOVER), log-normal", "n = 50, 50", 1, quantile_of(lognormal, 50, "median", 1),
	    quantile_of(lognormal, 50, "median", 2), csq_figure_change);
	TWO("ratio of medians (MOVER), log-normal", "n = 50, 50", 2, quantile_of(lognormal, 50, "median", 1),
	    quantile_of(lognormal, 50, "median", 2), csq_figure_quotient);
	ONE("incidence (exact)", "3 events expected", 3, csq_figure_incidence(poisson(3), 1));
	ONE("incidence (exact)", "50 events expected", 50, csq_figure_incidence(poisson(50), 1));
	TWO("compare of incidences (MOVER)", "20, 30 events expected", 10, csq_figure_incidence(poisson(20), 1),
	    csq_figure_incidence(poisson(30), 1), csq_figure_change);
	TWO("ratio of incidences (exact)", "20, 30 events expected", 1.5, csq_figure_incidence(poisson(20), 1),
	    csq_figure_incidence(poisson(30), 1), csq_figure_quotient);
	{
		int hits = 0;

		for (int s = 0; s < samples; s++)
		{
			CsqFigure     t[2] = {share(100, 0.6), share(100, 0.8)};
			CsqFigure     c[2] = {share(100, 0.6), share(100, 0.65)};
			CsqDifference d = csq_figure_did(t, c, 0.95);

			hits += d.lo <= 0.15 && 0.15 <= d.hi;
		}
		report("did of rates (MOVER)", "n = 100 each", hits, samples);
	}
	curves(50, false);
	curves(200, false);
	curves(50, true);
	curves(200, true);
	curve_medians(50);
	curve_medians(200);
	ranks(50);
	ranks(1000);
	moved(true, "20 to 70 events, rest 200", 0, (const double[]){20, 70}, (const double[]){200, 200});
	moved(true, "100 to 220, rest 900 to 1000", 0, (const double[]){100, 220}, (const double[]){900, 1000});
	moved(false, "200 rows, 0.2 to 0.5", 200, (const double[]){0.2, 0.5}, (const double[]){0.2, 0.2});
	moved(false, "1,000 rows, 0.05 to 0.12", 1000, (const double[]){0.05, 0.12}, (const double[]){0.05, 0.06});
	capable(25, 1);
	capable(100, 1);
	capable(20, 5);
	pairs(20, 0.6);
	importance(100, 2, (const double[]){0.6, 0.3}, 0.5);
	importance(300, 2, (const double[]){0.6, 0.3}, 0.5);
	importance(300, 3, (const double[]){0.5, 0.2, 0.1}, 0.6);
	importance(300, 4, (const double[]){0.5, 0.3, 0.1, 0}, 0.8);
	corrected("300 by lot", BY_LOT, 300, 1);
	corrected("queue of 300, half by lot", QUEUE, 300, 0.5);
	corrected("queue of 500, a fifth by lot", QUEUE, 500, 0.2);
	corrected("kinds by 0.02, 0.1, 0.4", BY_KIND, 0, 0);
	corrected("weights of 250, log-normal", BY_WEIGHT, 0, 0);
	return 0;
}
