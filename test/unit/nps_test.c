/*
 * nps_test.c
 *		Tests of nps.c: published figures, the score test by brute force,
 *		exact coverage.
 */
#include "test.h"

#include "metrics/nps.h"

static CsqNps
counts(int64_t d, int64_t p, int64_t r)
{
	CsqNps c = {d, p, r};

	return c;
}

static CsqInterval
interval(const CsqNps *c, double confidence, CsqNpsMethod method)
{
	CsqInterval i = {NAN, NAN};
	CsqError    err;

	CHECK(csq_nps_interval(c, confidence, method, &i, &err));
	return i;
}

static void
test_figures(void)
{
	CsqNps        after = counts(20, 30, 50);
	CsqNps        before = counts(30, 40, 30);
	CsqNps        all = counts(0, 0, 10);
	CsqDifference d = csq_nps_compare(&before, &after, 0.95, false);
	CsqInterval   i;

	test_section("published figures");
	CHECK_NEAR(csq_nps_points(&after), 30, 0);
	CHECK_NEAR(d.difference, 30, 1e-12);
	CHECK_NEAR(d.difference / 100 / d.z, 0.11, 1e-12);
	CHECK_NEAR(d.lo, 8.44, 5e-3);
	CHECK_NEAR(d.hi, 51.56, 5e-3);
	CHECK_NEAR(d.p_value, 0.006386, 5e-7);
	d = csq_nps_compare(&before, &after, 0.95, true);
	CHECK_NEAR(d.difference, 30, 1e-12);
	CHECK_NEAR((d.lo + d.hi) / 2, 29.13, 5e-3);
	CHECK_NEAR((d.lo + d.hi) / 200 / d.z, 0.108226, 5e-7);
	CHECK_NEAR(d.lo, 7.91, 1e-2);
	CHECK_NEAR(d.hi, 50.34, 1e-2);
	CHECK_NEAR(d.p_value, 0.007119, 5e-7);
	/* exchanged, mirrored */
	CHECK_NEAR(csq_nps_compare(&after, &before, 0.95, true).hi, -d.lo, 1e-12);

	/* ten promoters: the adjusted interval would reach 106.3 */
	i = interval(&all, 0.95, CSQ_NPS_ADJUSTED_WALD);
	CHECK(i.hi == 100);
	CHECK_NEAR(10.0 / 13 + 1.959963984540054 * sqrt((11.5 / 13 - 100.0 / 169) / 13), 1.063, 5e-4);
	CHECK_NEAR(i.lo, 100 * (10.0 / 13 - 1.959963984540054 * sqrt((11.5 / 13 - 100.0 / 169) / 13)), 1e-9);
	i = interval(&all, 0.95, CSQ_NPS_WALD);
	CHECK(i.lo == 100 && i.hi == 100);
	i = interval(&all, 0.95, CSQ_NPS_SCORE);
	CHECK(i.hi == 100 && i.lo > 30 && i.lo < 75);
	i = interval(&all, 0.95, CSQ_NPS_BOOTSTRAP);
	CHECK(i.lo == 100 && i.hi == 100);
}

static void
test_sample_sizes(void)
{
	test_section("sample sizes");
	CHECK(csq_nps_needed(15, 0.6, 0.8, 0.95) == 416);
	CHECK(csq_nps_needed(15, 0.7, 0.8, 0.95) == 486);
	CHECK(csq_nps_needed(15, 0.81, 0.8, 0.95) == 563);
	CHECK(csq_nps_needed_for_margin(5, 0.7, 0.95) == 1073);
	CHECK(csq_nps_needed_for_margin(10, 0.7, 0.95) == 266);
	CHECK(csq_nps_needed_for_margin(15, 0.7, 0.95) == 117);
	CHECK(csq_shares_needed(.78, .90, .8, .95) == 143);
	CHECK(csq_shares_needed(.65, .78, .8, .95) == 186);
	CHECK(csq_shares_needed(.65, .80, .8, .95) == 136);
	CHECK(csq_shares_needed(.23, .15, .8, .95) == 374);
	CHECK(csq_shares_needed(.12, .06, .8, .95) == 354);
	CHECK(csq_shares_needed(.68, .75, .8, .95) == 649);
	CHECK(csq_shares_needed(.032, .015, .8, .95) == 1243);
	CHECK(csq_shares_needed(.052, .035, .8, .95) == 2257);
	CHECK(csq_shares_needed(.9, .78, .8, .95) == 143);
}

/*
 * The score statistic by its definition: maximise the likelihood of the counts
 * under the mean theta over the share q of detractors (concave: ternary search),
 * then standardise.
 */
static double
log_likelihood(const CsqNps *c, double theta, double q)
{
	double share[3] = {q, 1 - 2 * q - theta, q + theta};
	double count[3] = {(double) c->detractors, (double) c->passives, (double) c->promoters};
	double sum = 0;

	for (int i = 0; i < 3; i++)
		if (count[i] > 0)
			sum += count[i] * (share[i] > 0 ? log(share[i]) : -1e6);
	return sum;
}

static double
score_statistic(const CsqNps *c, double theta)
{
	double n = csq_nps_n(c);
	double lo = fmax(0, -theta);
	double hi = (1 - theta) / 2;
	double variance;

	for (int i = 0; i < 120; i++)
	{
		double a = lo + (hi - lo) / 3;
		double b = hi - (hi - lo) / 3;

		if (log_likelihood(c, theta, a) < log_likelihood(c, theta, b))
			lo = a;
		else
			hi = b;
	}
	variance = lo + hi + theta - theta * theta;
	return fabs(csq_nps_points(c) / 100 - theta) / sqrt(fmax(variance, 1e-300) / n);
}

static void
test_score_interval(void)
{
	test_section("score interval against the likelihood maximised numerically");
	for (int turn = 0; turn < 10000; turn++)
	{
		uint64_t    size = turn % 4 ? 12 : 300;
		CsqNps      c = counts((int64_t) test_random_below(size), (int64_t) test_random_below(size),
		                       (int64_t) test_random_below(size));
		double      confidence = turn % 2 ? 0.95 : 0.5 + 0.0049 * (double) test_random_below(100);
		double      z = csq_z_of(confidence);
		CsqInterval i;
		CsqNps      mirror = counts(c.promoters, c.passives, c.detractors);

		if (csq_nps_n(&c) == 0)
			continue;
		i = interval(&c, confidence, CSQ_NPS_SCORE);
		CHECK(-100 <= i.lo && i.lo <= csq_nps_points(&c) && csq_nps_points(&c) <= i.hi && i.hi <= 100);
		if (i.lo > -100)
			CHECK_NEAR(score_statistic(&c, i.lo / 100), z, 1e-5 * z);
		if (i.hi < 100)
			CHECK_NEAR(score_statistic(&c, i.hi / 100), z, 1e-5 * z);
		CHECK_NEAR(interval(&mirror, confidence, CSQ_NPS_SCORE).lo, -i.hi, 1e-9);
		/* what lies between the ends is accepted, what lies beyond is not: one interval, not several */
		for (int k = 1; k < 8 && turn % 10 == 0; k++)
		{
			double inside = i.lo + (i.hi - i.lo) * k / 8;
			double below = -100 + (i.lo + 100) * k / 8;
			double above = i.hi + (100 - i.hi) * k / 8;

			CHECK(score_statistic(&c, inside / 100) <= z * (1 + 1e-6));
			CHECK(i.lo == -100 || score_statistic(&c, below / 100) >= z * (1 - 1e-6));
			CHECK(i.hi == 100 || score_statistic(&c, above / 100) >= z * (1 - 1e-6));
		}
	}
}

/* Mean and least coverage over the trinomial populations on a grid of 0.05, all outcomes enumerated. */
static void
coverage(int n, CsqNpsMethod method, double *mean, double *least)
{
	int         populations = 0;
	CsqInterval table[21][21];

	*mean = 0;
	*least = 1;
	for (int d = 0; d <= n; d++)
		for (int r = 0; d + r <= n; r++)
		{
			CsqNps c = counts(d, n - d - r, r);

			table[d][r] = interval(&c, 0.95, method);
		}
	for (int i = 1; i < 20; i++)
		for (int j = 1; i + j < 20; j++)
		{
			double pd = i * 0.05, pr = j * 0.05, truth = 100 * (pr - pd), covered = 0;

			for (int d = 0; d <= n; d++)
				for (int r = 0; d + r <= n; r++)
					if (table[d][r].lo <= truth + 1e-9 && truth - 1e-9 <= table[d][r].hi)
						covered += exp(lgamma(n + 1) - lgamma(d + 1) - lgamma(r + 1) - lgamma(n - d - r + 1) +
						               d * log(pd) + r * log(pr) + (n - d - r) * log(1 - pd - pr));
			*mean += covered;
			*least = fmin(*least, covered);
			populations++;
		}
	*mean /= populations;
	CHECK_EQ_I64(populations, 171);
}

static void
test_coverage(void)
{
	static const struct
	{
		int          n;
		CsqNpsMethod method;
		double       mean, least;
	} study[] = {
		{5, CSQ_NPS_WALD, .805, .404},  {5, CSQ_NPS_ADJUSTED_WALD, .954, .897},  {5, CSQ_NPS_SCORE, .970, .922},
		{10, CSQ_NPS_WALD, .880, .649}, {10, CSQ_NPS_ADJUSTED_WALD, .955, .930}, {10, CSQ_NPS_SCORE, .963, .940},
		{20, CSQ_NPS_WALD, .920, .740}, {20, CSQ_NPS_ADJUSTED_WALD, .951, .939}, {20, CSQ_NPS_SCORE, .955, .944}};

	test_section("coverage by exact enumeration");
	for (size_t i = 0; i < sizeof study / sizeof *study; i++)
	{
		double mean, least;

		coverage(study[i].n, study[i].method, &mean, &least);
		CHECK_NEAR(mean, study[i].mean, 6e-4);
		CHECK_NEAR(least, study[i].least, 6e-4);
	}
}

/* P(promoters - detractors <= k) of a resample, by enumeration. */
static double
resample_cdf(const CsqNps *c, double k)
{
	int    n = (int) csq_nps_n(c);
	double shares[3] = {c->detractors / (double) n, c->passives / (double) n, c->promoters / (double) n};
	double sum = 0;

	for (int d = 0; d <= n; d++)
		for (int r = 0; d + r <= n; r++)
			if (r - d <= k)
			{
				double p = exp(lgamma(n + 1) - lgamma(d + 1) - lgamma(r + 1) - lgamma(n - d - r + 1));

				sum += p * pow(shares[0], d) * pow(shares[1], n - d - r) * pow(shares[2], r);
			}
	return sum;
}

static void
test_bootstrap(void)
{
	double      noise = 5 * sqrt(0.025 * 0.975 / 9999);
	CsqError    err;
	CsqInterval i;
	CsqNps      huge = counts(INT64_C(1) << 60, INT64_C(1) << 60, INT64_C(1) << 61);

	test_section("bootstrap against the enumerated distribution of resamples");
	for (int turn = 0; turn < 100; turn++)
	{
		CsqNps c =
			counts((int64_t) test_random_below(8), (int64_t) test_random_below(8), 1 + (int64_t) test_random_below(30));
		double      n = csq_nps_n(&c);
		CsqInterval again;
		double      lo, hi;

		i = interval(&c, 0.95, CSQ_NPS_BOOTSTRAP);
		again = interval(&c, 0.95, CSQ_NPS_BOOTSTRAP);
		CHECK(i.lo == again.lo && i.hi == again.hi);
		lo = round(i.lo / 100 * n);
		hi = round(i.hi / 100 * n);
		CHECK(resample_cdf(&c, lo - 1) <= 0.025 + noise && resample_cdf(&c, lo) >= 0.025 - noise);
		CHECK(resample_cdf(&c, hi - 1) <= 0.975 + noise && resample_cdf(&c, hi) >= 0.975 - noise);
	}
	/* as many answers as there can be: Wald's interval to the last digit that matters */
	i = interval(&huge, 0.95, CSQ_NPS_BOOTSTRAP);
	CHECK_NEAR(i.lo, 25, 1e-6);
	CHECK(i.hi > i.lo);
	CHECK(!csq_nps_interval(&huge, 0.99999, CSQ_NPS_BOOTSTRAP, &i, &err) && err.code == CSQ_PARAM);
}

static void
test_large(void)
{
	CsqNps       c = counts(INT64_C(2000000000000), INT64_C(3000000000000), INT64_C(5000000000000));
	CsqInterval  score = interval(&c, 0.95, CSQ_NPS_SCORE);
	CsqInterval  wald = interval(&c, 0.95, CSQ_NPS_WALD);
	CsqInterval  adjusted = interval(&c, 0.95, CSQ_NPS_ADJUSTED_WALD);
	CsqNpsMethod m;
	CsqError     err;

	test_section("large samples: all methods agree");
	CHECK_NEAR(score.lo, wald.lo, 1e-9);
	CHECK_NEAR(score.hi, wald.hi, 1e-9);
	CHECK_NEAR(adjusted.lo, wald.lo, 1e-9);
	CHECK_NEAR(wald.hi - wald.lo, 2 * 196 * sqrt(0.61 / 1e13), 1e-8);
	CHECK(csq_nps_method("wald", 4, &m, &err) && m == CSQ_NPS_WALD);
	CHECK(!csq_nps_method("", 0, &m, &err) && !csq_nps_method("wal", 3, &m, &err));
}

/* What takes the spread of the answers for that of all has no interval of one answer; the others do. */
static void
test_one_answer(void)
{
	CsqNps two = counts(1, 0, 1);

	test_section("one answer shows no spread");
	for (int i = 0; i < 3; i++)
	{
		CsqNps        one = counts(i == 0, i == 1, i == 2);
		CsqDifference plain = csq_nps_compare(&one, &two, 0.95, false);
		CsqDifference back = csq_nps_compare(&two, &one, 0.95, false);
		CsqDifference adjusted = csq_nps_compare(&one, &two, 0.95, true);

		CHECK(isnan(interval(&one, 0.95, CSQ_NPS_WALD).lo) && isnan(interval(&one, 0.95, CSQ_NPS_WALD).hi));
		CHECK(isnan(interval(&one, 0.95, CSQ_NPS_BOOTSTRAP).lo));
		CHECK(interval(&one, 0.95, CSQ_NPS_SCORE).hi > interval(&one, 0.95, CSQ_NPS_SCORE).lo);
		CHECK(interval(&one, 0.95, CSQ_NPS_ADJUSTED_WALD).hi > interval(&one, 0.95, CSQ_NPS_ADJUSTED_WALD).lo);
		CHECK_NEAR(plain.difference, csq_nps_points(&two) - csq_nps_points(&one), 1e-12);
		CHECK(isnan(plain.lo) && isnan(plain.hi) && isnan(plain.z) && isnan(plain.p_value) && isnan(back.lo));
		CHECK(adjusted.hi > adjusted.lo && adjusted.p_value > 0);
	}
	CHECK(interval(&two, 0.95, CSQ_NPS_WALD).hi > interval(&two, 0.95, CSQ_NPS_WALD).lo);
}

int
main(void)
{
	test_figures();
	test_sample_sizes();
	test_score_interval();
	test_coverage();
	test_bootstrap();
	test_one_answer();
	test_large();
	return test_done();
}
