/*
 * coverage.c
 *		How often the intervals of the measures hold what they are about: simulation.
 *
 * Nominal 95 %.  Random numbers are those of the library with a fixed seed, so the
 * table is the same everywhere.  Prints a line a case: what, sizes, coverage in %, and
 * whether it is what is promised; the last line counts, and so does the exit status.
 */
#include "metrics/defect.h"

#include "coverage.h"

CsqRandom rnd = {20260401};
int       samples = 20000;

/* ---- draws ---- */

double
uniform(void)
{
	return csq_random_unit(&rnd);
}

double
normal(void)
{
	return csq_normal_quantile(uniform());
}

double
exponential(void)
{
	return -log(uniform());
}

double
lognormal(void)
{
	return exp(normal());
}

double
stars(void)
{
	double u = uniform();

	return u < 0.05 ? 1 : u < 0.1 ? 2 : u < 0.2 ? 3 : u < 0.5 ? 4 : 5;
}

double
poisson(double mean)
{
	double n = 0;

	for (double t = exponential(); t < mean; t += exponential())
		n++;
	return n;
}

/* ---- figures ---- */

CsqFigure
share(double n, double p)
{
	return csq_figure_share(csq_random_binomial(&rnd, n, p), n);
}

CsqFigure
skewed_mean_of(double (*draw)(void), int n, double scale)
{
	double    x[1000], mean = 0, squares = 0, cubes = 0;
	CsqFigure f;

	for (int i = 0; i < n; i++)
		mean += (x[i] = scale * draw()) / n;
	for (int i = 0; i < n; i++)
	{
		squares += (x[i] - mean) * (x[i] - mean);
		cubes += (x[i] - mean) * (x[i] - mean) * (x[i] - mean);
	}
	f = csq_figure_mean(n, mean, sqrt(squares / (n - 1) / n), -INFINITY, INFINITY);
	f.skewness = csq_skewness(n, cubes, sqrt(squares / (n - 1)));
	return f;
}

CsqFigure
mean_of(double (*draw)(void), int n, double scale)
{
	CsqFigure f = skewed_mean_of(draw, n, scale);

	f.skewness = 0;
	return f;
}

CsqFigure
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

static CsqNps
answers(int n, double detractors, double promoters)
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
	return c;
}

CsqFigure
nps_of(int n, double detractors, double promoters)
{
	CsqNps c = answers(n, detractors, promoters);

	return csq_figure_nps(&c);
}

/* ---- lines ---- */

static int good, bad, shown;

static void
judge(Promise promise, const char *what, const char *sizes, double coverage, double chance)
{
	bool kept = promise == SAFE ? coverage >= 94.7 - chance : coverage >= 93.5 - chance && coverage <= 96.5 + chance;

	if (promise == SHOWN)
		shown++;
	else if (kept)
		good++;
	else
		bad++;
	printf("%-44s | %-36s | %5.1f | %s\n", what, sizes, coverage,
	       promise == SHOWN ? "" : kept ? "ok" : promise == SAFE ? "below 95" : "not within 93.5 to 96.5");
	fflush(stdout);
	csq_host_reset();
}

void
report_exactly(Promise promise, const char *what, const char *sizes, double coverage)
{
	judge(promise, what, sizes, coverage, 0);
}

void
report(Promise promise, const char *what, const char *sizes, int hits, int n)
{
	/* fewer samples than the table's: three standard errors more */
	judge(promise, what, sizes, 100.0 * hits / n, samples < 20000 ? 300 * sqrt(0.05 * 0.95 / n) : 0);
}

/* ---- shares ---- */

/* Wilson's interval of n trials, summed over all outcomes. */
static double
wilson(double n, double p)
{
	double sum = 0, spread = sqrt(n * p * (1 - p));

	for (double k = fmax(0, floor(n * p - 9 * spread - 12)); k <= fmin(n, n * p + 9 * spread + 12); k++)
		if (holds(csq_wilson((CsqShare){k, n}, csq_z_of(0.95)), p))
			sum += exp(csq_log_binomial(k, n, p));
	return 100 * sum;
}

/* Its worst, mean and best over sizes from 20 to 2,000 and shares with so many expected of either kind at least. */
static void
wilson_from(Promise promise, int least)
{
	static const int sizes[] = {20, 30, 50, 80, 100, 150, 200, 300, 500, 1000, 2000};
	double           lowest = 100, highest = 0, sum = 0, cases = 0;
	char             said[60];

	for (int i = 0; i < 11; i++)
		for (int k = 0; k < 60 && sizes[i] >= 2 * least; k++)
		{
			double p = (double) least / sizes[i], c;

			p += (0.5 - p) * (k / 59.0) * (k / 59.0);
			c = wilson(sizes[i], p);
			lowest = fmin(lowest, c);
			highest = fmax(highest, c);
			sum += c;
			cases++;
		}
	snprintf(said, sizeof said, "from %d of either kind on: lowest", least);
	report_exactly(promise, "rate (Wilson), exactly", said, lowest);
	snprintf(said, sizeof said, "from %d of either kind on: highest", least);
	report_exactly(promise, "rate (Wilson), exactly", said, highest);
	snprintf(said, sizeof said, "from %d of either kind on: on average", least);
	report_exactly(NEAR, "rate (Wilson), exactly", said, sum / cases);
}

/* The exact interval of defects per million opportunities, and of the sigma level that follows. */
static void
defects(int64_t n, double p)
{
	int  hits = 0, levels = 0;
	char sizes[60];

	for (int s = 0; s < samples; s++)
	{
		CsqDefectSummary *d = csq_defect_new();
		CsqInterval       i;
		CsqError          err;

		if (!csq_defect_add(d, (int64_t) csq_random_binomial(&rnd, (double) n, p), n, 1, &err))
			abort();
		i = csq_defect_share(d, 0.95);
		hits += holds(i, p);
		levels += holds((CsqInterval){csq_sigma_level(i.hi, 1.5), csq_sigma_level(i.lo, 1.5)}, csq_sigma_level(p, 1.5));
		csq_host_reset();
	}
	snprintf(sizes, sizeof sizes, "%d opportunities, %g", (int) n, p);
	report(SAFE, "dpmo (Clopper-Pearson)", sizes, hits, samples);
	report(SAFE, "sigma_level", sizes, levels, samples);
}

static void
shares(void)
{
	wilson_from(NEAR, 20);
	wilson_from(SHOWN, 10);
	wilson_from(SHOWN, 5);
	ONE(SHOWN, "rate (Wilson)", "n = 200, 0.98: 4 of a kind", 0.98, share(200, 0.98));
	defects(200, 0.02);
	defects(1000, 0.005);
	TWO(NEAR, "compare of rates (Newcombe)", "n = 50, 50; 0.6, 0.8", 0.2, share(50, 0.6), share(50, 0.8),
	    csq_figure_change);
	TWO(NEAR, "compare of rates (Newcombe)", "n = 200, 100; 0.9, 0.95", 0.05, share(200, 0.9), share(100, 0.95),
	    csq_figure_change);
	TWO(NEAR, "ratio of rates (MOVER)", "n = 50, 50; 0.6, 0.8", 0.8 / 0.6, share(50, 0.6), share(50, 0.8),
	    csq_figure_quotient);
	TWO(NEAR, "ratio of rates (MOVER)", "n = 500, 500; 0.1, 0.05", 0.5, share(500, 0.1), share(500, 0.05),
	    csq_figure_quotient);
	DID(NEAR, "did of rates (MOVER)", "n = 50 each", 0.15, share(50, 0.6), share(50, 0.8), share(50, 0.6),
	    share(50, 0.65));
	DID(NEAR, "did of rates (MOVER)", "n = 100 each", 0.15, share(100, 0.6), share(100, 0.8), share(100, 0.6),
	    share(100, 0.65));
}

/* ---- scores ---- */

static void
nps_by(Promise promise, CsqNpsMethod method, const char *name, int n, double detractors, double promoters)
{
	int  hits = 0, runs = method == CSQ_NPS_BOOTSTRAP ? samples / 10 : samples;
	char what[60], sizes[60];

	for (int s = 0; s < runs; s++)
	{
		CsqNps      c = answers(n, detractors, promoters);
		CsqInterval i;
		CsqError    err;

		if (!csq_nps_interval(&c, 0.95, method, &i, &err))
			abort();
		hits += holds(i, 100 * (promoters - detractors));
		csq_host_reset();
	}
	snprintf(what, sizeof what, "NPS (%s)", name);
	snprintf(sizes, sizeof sizes, "n = %d; %g, %g", n, detractors, promoters);
	report(promise, what, sizes, hits, runs);
}

static void
scores(void)
{
	nps_by(NEAR, CSQ_NPS_SCORE, "score", 20, 0.3, 0.5);
	nps_by(NEAR, CSQ_NPS_SCORE, "score", 100, 0.1, 0.7);
	nps_by(NEAR, CSQ_NPS_ADJUSTED_WALD, "adjusted_wald", 20, 0.3, 0.5);
	nps_by(NEAR, CSQ_NPS_ADJUSTED_WALD, "adjusted_wald", 100, 0.1, 0.7);
	nps_by(SHOWN, CSQ_NPS_WALD, "wald", 20, 0.3, 0.5);
	nps_by(NEAR, CSQ_NPS_WALD, "wald", 100, 0.1, 0.7);
	nps_by(NEAR, CSQ_NPS_BOOTSTRAP, "bootstrap", 100, 0.1, 0.7);
	TWO(NEAR, "compare of NPS (adjusted Wald)", "n = 50, 50; 0 to 20", 20, nps_of(50, 0.4, 0.4), nps_of(50, 0.3, 0.5),
	    csq_figure_change);
	TWO(NEAR, "ratio of NPS (MOVER)", "n = 200, 200; 40 to 60", 1.5, nps_of(200, 0.2, 0.6), nps_of(200, 0.1, 0.7),
	    csq_figure_quotient);
	DID(NEAR, "did of NPS (MOVER)", "n = 50 each", 20, nps_of(50, 0.4, 0.4), nps_of(50, 0.3, 0.5),
	    nps_of(50, 0.3, 0.4), nps_of(50, 0.3, 0.4));
	ONE(NEAR, "mean of a score (Hall)", "n = 20, mean 4.15", 4.15, skewed_mean_of(stars, 20, 1));
	ONE(NEAR, "mean of a score (Hall)", "n = 50, mean 4.15", 4.15, skewed_mean_of(stars, 50, 1));
	TWO(NEAR, "compare_mean (Welch)", "scores, n = 20, 30", 0, skewed_mean_of(stars, 20, 1),
	    skewed_mean_of(stars, 30, 1), csq_figure_change);
	DID(NEAR, "did of mean scores (MOVER)", "n = 30 each", 0, skewed_mean_of(stars, 30, 1),
	    skewed_mean_of(stars, 30, 1), skewed_mean_of(stars, 30, 1), skewed_mean_of(stars, 30, 1));
}

/* ---- means and lengths ---- */

static void
means(void)
{
	double m = exp(0.5);

	ONE(NEAR, "mean (Student), normal", "n = 10", 0, mean_of(normal, 10, 1));
	ONE(NEAR, "mean (Student), scores of 1 to 5", "n = 30, mean 4.15", 4.15, mean_of(stars, 30, 1));
	ONE(SHOWN, "mean (Student), exponential", "n = 30", 1, mean_of(exponential, 30, 1));
	ONE(NEAR, "mean (Student), exponential", "n = 50", 1, mean_of(exponential, 50, 1));
	ONE(NEAR, "mean (Student), exponential", "n = 100", 1, mean_of(exponential, 100, 1));
	ONE(SHOWN, "mean (Student), log-normal", "n = 100", m, mean_of(lognormal, 100, 1));
	ONE(NEAR, "mean (Student), log-normal", "n = 500", m, mean_of(lognormal, 500, 1));
	ONE(NEAR, "mean of lengths (Hall), exponential", "n = 10", 1, skewed_mean_of(exponential, 10, 1));
	ONE(NEAR, "mean of lengths (Hall), exponential", "n = 30", 1, skewed_mean_of(exponential, 30, 1));
	ONE(SHOWN, "mean of lengths (Hall), log-normal", "n = 30", m, skewed_mean_of(lognormal, 30, 1));
	ONE(NEAR, "mean of lengths (Hall), log-normal", "n = 100", m, skewed_mean_of(lognormal, 100, 1));
	ONE(NEAR, "mean of lengths (Hall), log-normal", "n = 200", m, skewed_mean_of(lognormal, 200, 1));
	TWO(NEAR, "compare of means (Welch), exponential", "n = 50, 100", 0.3, mean_of(exponential, 50, 1),
	    mean_of(exponential, 100, 1.3), csq_figure_change);
	TWO(SHOWN, "compare of means (Welch), log-normal", "n = 30, 30", 0.3 * m, mean_of(lognormal, 30, 1),
	    mean_of(lognormal, 30, 1.3), csq_figure_change);
	TWO(NEAR, "compare of means (Welch), log-normal", "n = 100, 100", 0.3 * m, mean_of(lognormal, 100, 1),
	    mean_of(lognormal, 100, 1.3), csq_figure_change);
	TWO(NEAR, "ratio of means (MOVER), exponential", "n = 50, 100", 1.3, mean_of(exponential, 50, 1),
	    mean_of(exponential, 100, 1.3), csq_figure_quotient);
	TWO(NEAR, "ratio of mean lengths (MOVER), exponential", "n = 20, 30", 1.3, skewed_mean_of(exponential, 20, 1),
	    skewed_mean_of(exponential, 30, 1.3), csq_figure_quotient);
	TWO(NEAR, "ratio of mean lengths (MOVER), log-normal", "n = 100, 100", 1.3, skewed_mean_of(lognormal, 100, 1),
	    skewed_mean_of(lognormal, 100, 1.3), csq_figure_quotient);
	DID(NEAR, "did of means (MOVER), exponential", "n = 50 each", 0.3, mean_of(exponential, 50, 1),
	    mean_of(exponential, 50, 1.3), mean_of(exponential, 50, 1), mean_of(exponential, 50, 1));
	DID(NEAR, "did of means (MOVER), log-normal", "n = 100 each", 0.3 * m, mean_of(lognormal, 100, 1),
	    mean_of(lognormal, 100, 1.3), mean_of(lognormal, 100, 1), mean_of(lognormal, 100, 1));
}

static void
lengths(void)
{
#define LENGTHS(n, metric, scale) quantile_of(lognormal, n, metric, scale)
	ONE(SAFE, "median (order statistics), log-normal", "n = 10", 1, LENGTHS(10, "median", 1));
	ONE(SAFE, "median (order statistics), log-normal", "n = 100", 1, LENGTHS(100, "median", 1));
	ONE(SAFE, "p90 (order statistics), log-normal", "n = 100", exp(1.2815515655), LENGTHS(100, "p90", 1));
	TWO(SAFE, "compare of medians (MOVER), log-normal", "n = 50, 50", 1, LENGTHS(50, "median", 1),
	    LENGTHS(50, "median", 2), csq_figure_change);
	TWO(SAFE, "ratio of medians (MOVER), log-normal", "n = 50, 50", 2, LENGTHS(50, "median", 1),
	    LENGTHS(50, "median", 2), csq_figure_quotient);
	DID(SAFE, "did of medians (MOVER), log-normal", "n = 50 each", 1, LENGTHS(50, "median", 1),
	    LENGTHS(50, "median", 2), LENGTHS(50, "median", 1), LENGTHS(50, "median", 1));
#undef LENGTHS
}

/* ---- counts per exposure ---- */

#define EVENTS(mean) csq_figure_incidence(poisson(mean), 1)

static void
incidences(void)
{
	ONE(SAFE, "incidence (exact)", "3 events expected", 3, EVENTS(3));
	ONE(SAFE, "incidence (exact)", "50 events expected", 50, EVENTS(50));
	TWO(SAFE, "compare of incidences (MOVER)", "20, 30 events expected", 10, EVENTS(20), EVENTS(30), csq_figure_change);
	TWO(SAFE, "ratio of incidences (exact)", "20, 30 events expected", 1.5, EVENTS(20), EVENTS(30),
	    csq_figure_quotient);
	DID(SAFE, "did of incidences (MOVER)", "20, 30; 20, 20 events", 10, EVENTS(20), EVENTS(30), EVENTS(20),
	    EVENTS(20));
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		samples = atoi(argv[1]);
	printf("%-44s | %-36s | holds | promised\n", "interval", "case");
	shares();
	scores();
	means();
	lengths();
	incidences();
	coverage_curves();
	coverage_series();
	coverage_parts();
	printf("%d as promised, %d not; %d beyond the documented sizes\n", good, bad, shown);
	return bad > 0;
}
