/*
 * evaluation_test.c
 *		Tests of before and after: published figures and those of R 4.2 (named where
 *		used), and properties of verdicts on random figures.
 */
#include "test.h"

#include "metrics/figures.h"
#include "sla/attainment.h"

static CsqFigure
normal_figure(const double *x, int n)
{
	double mean = 0, squares = 0;

	for (int i = 0; i < n; i++)
		mean += x[i] / n;
	for (int i = 0; i < n; i++)
		squares += (x[i] - mean) * (x[i] - mean);
	return csq_figure_mean(n, mean, sqrt(squares / (n - 1) / n), -INFINITY, INFINITY);
}

static void
test_published(void)
{
	static const double sleep1[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
	static const double sleep2[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
	static const double x[] = {12, 15, 11, 14, 18, 13, 16, 12};
	static const double y[] = {8, 9, 11, 7, 10, 9, 8, 12};
	CsqFigure           a, b, control[2], treated[2];
	CsqDifference       d;
	CsqInterval         i;

	test_section("differences and ratios: published figures, and R's");
	/* Newcombe 1998, example (a): 56 of 70 against 48 of 80 */
	a = csq_figure_share(48, 80);
	b = csq_figure_share(56, 70);
	d = csq_figure_difference(&a, &b, 0.95);
	CHECK_NEAR(d.lo, 0.0524, 5e-5);
	CHECK_NEAR(d.hi, 0.3339, 5e-5);
	CHECK_NEAR(d.p_value, 0.008045, 5e-7);
	/* t.test(sleep2, sleep1): Student's sleep data, Welch */
	a = normal_figure(sleep1, 10);
	b = normal_figure(sleep2, 10);
	d = csq_figure_difference(&a, &b, 0.95);
	CHECK_NEAR(d.z, 1.860813467, 1e-9);
	CHECK_NEAR(d.p_value, 0.07939414019, 1e-10);
	CHECK_NEAR(d.lo, -0.2054832307, 1e-9);
	CHECK_NEAR(d.hi, 3.365483231, 1e-8);
	i = csq_figure_interval(&a, 1, 0.95); /* t.test(sleep1) */
	CHECK_NEAR(i.lo, -0.5297804135, 1e-9);
	CHECK_NEAR(i.hi, 2.029780414, 1e-8);
	/* a ratio of means by Fieller's theorem, computed in R from its formula with the t of 7 degrees of freedom */
	a = normal_figure(x, 8);
	b = normal_figure(y, 8);
	d = csq_figure_ratio(&a, &b, 0.95);
	CHECK_NEAR(d.lo, 0.5401874347, 1e-9);
	CHECK_NEAR(d.hi, 0.8205821817, 1e-9);
	/* poisson.test: 27 against 20; 14 of 300 against 3 of 120.5 */
	a = csq_figure_incidence(20, 1);
	b = csq_figure_incidence(27, 1);
	d = csq_figure_ratio(&a, &b, 0.95);
	CHECK_NEAR(d.difference, 1.35, 1e-12);
	CHECK_NEAR(d.lo, 0.7294597393, 1e-9);
	CHECK_NEAR(d.hi, 2.538833303, 1e-8);
	CHECK_NEAR(d.p_value, 0.3816933977, 1e-9);
	a = csq_figure_incidence(14, 300);
	b = csq_figure_incidence(3, 120.5);
	d = csq_figure_ratio(&a, &b, 0.95);
	CHECK_NEAR(d.difference, 0.5334914049, 1e-9);
	CHECK_NEAR(d.lo, 0.09830266773, 1e-9);
	CHECK_NEAR(d.hi, 1.911478652, 1e-8);
	CHECK_NEAR(d.p_value, 0.4259279, 1e-7);
	/* poisson.test(27), poisson.test(0), poisson.test(20, 94.32) */
	i = csq_poisson_interval(27, 0.95);
	CHECK_NEAR(i.lo, 17.79317013, 1e-8);
	CHECK_NEAR(i.hi, 39.28358245, 1e-8);
	CHECK_NEAR(csq_poisson_test(499980000, 1, 500020000, 1), 0.20591454810136567, 1e-6); /* binom.test */
	a = csq_figure_incidence(1e15, 1e15); /* of huge counts the end below stays below */
	d = csq_figure_ratio(&a, &a, 0.95);
	CHECK_NEAR(d.lo, 1 - 1.959964 * sqrt(2e-15), 1e-12);
	CHECK_NEAR(d.hi, 1 + 1.959964 * sqrt(2e-15), 1e-12);
	i = csq_poisson_interval(0, 0.95);
	CHECK(i.lo == 0);
	CHECK_NEAR(i.hi, 3.688879454, 1e-9);
	a = csq_figure_incidence(20, 94.32);
	i = csq_figure_interval(&a, 1, 0.95);
	CHECK_NEAR(i.lo, 0.1295220482, 1e-9);
	CHECK_NEAR(i.hi, 0.3274849226, 1e-9);
	/* difference in differences of shares: Wald's error would be 0.056859, his p value 0.034818 */
	control[0] = csq_figure_share(40, 200);
	control[1] = csq_figure_share(44, 200);
	treated[0] = csq_figure_share(50, 200);
	treated[1] = csq_figure_share(30, 200);
	d = csq_figure_did(treated, control, 0.95);
	CHECK_NEAR(d.difference, -0.12, 1e-12);
	CHECK_NEAR(d.difference / d.z, 0.056859, 5e-4);
	CHECK_NEAR(d.p_value, 0.034818, 2e-3);
	CHECK(d.lo < -0.22 && d.hi > -0.01 && d.hi < 0);
}

/* Newcombe, Statistics in Medicine 17 (1998): 857, methods 3 and 5 for one share; 873, method 10 for two. */
static void
test_newcombe(void)
{
	static const double one[][6] = {{81, 263, 0.2553, 0.3662, 0.2527, 0.3676},
	                                {15, 148, 0.0624, 0.1605, 0.0578, 0.1617},
	                                {0, 20, 0, 0.1611, 0, 0.1684},
	                                {1, 29, 0.0061, 0.1718, 0.0009, 0.1776}};
	static const double two[][6] = {
		{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},  {6, 7, 2, 7, 0.0582, 0.8062},
		{5, 56, 0, 29, -0.0381, 0.1926},  {0, 10, 0, 20, -0.1611, 0.2775}, {0, 10, 0, 10, -0.2775, 0.2775},
		{10, 10, 0, 20, 0.6791, 1.0000},  {10, 10, 0, 10, 0.6075, 1.0000},
	};

	test_section("Newcombe's tables: one share, and the difference of two");
	for (int i = 0; i < 4; i++)
	{
		double      hits = one[i][0], trials = one[i][1];
		CsqFigure   f = csq_figure_share(hits, trials);
		CsqInterval w = csq_figure_interval(&f, 1, 0.95);

		CHECK_NEAR(w.lo, one[i][2], 5e-5);
		CHECK_NEAR(w.hi, one[i][3], 5e-5);
		CHECK_NEAR(hits > 0 ? csq_beta_quantile(0.025, hits, trials - hits + 1) : 0, one[i][4], 5e-5);
		CHECK_NEAR(csq_beta_quantile(0.975, hits + 1, trials - hits), one[i][5], 5e-5);
	}
	for (int i = 0; i < 8; i++)
	{
		CsqFigure     after = csq_figure_share(two[i][0], two[i][1]);
		CsqFigure     before = csq_figure_share(two[i][2], two[i][3]);
		CsqDifference d = csq_figure_difference(&before, &after, 0.95);

		CHECK_NEAR(d.lo, two[i][4], 5e-5);
		CHECK_NEAR(d.hi, two[i][5], 5e-5);
	}
}

/* Remission of children with leukaemia, Freireich and others, Blood 21 (1963): placebo and 6-MP, chi-squared 16.79. */
static void
test_freireich(void)
{
	static const int placebo[] = {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};
	static const int treated[] = {6,   6,   6,   -6, 7,  -9,  10,  -10, -11, 13, 16,
	                              -17, -19, -20, 22, 23, -25, -32, -32, -34, -35};
	CsqAttainment   *a = csq_attainment_new(), *b = csq_attainment_new();
	CsqError         err;
	double           z;

	test_section("the log-rank test of the 6-MP trial");
	for (int i = 0; i < 21; i++)
	{
		CHECK(csq_attainment_add(&a, placebo[i] * CSQ_USEC_PER_SEC, true, 1, &err));
		CHECK(csq_attainment_add(&b, abs(treated[i]) * CSQ_USEC_PER_SEC, treated[i] > 0, 1, &err));
	}
	z = csq_attainment_log_rank(csq_attainment_pack(a, &err), csq_attainment_pack(b, &err));
	CHECK_NEAR(z * z, 16.79, 5e-3);
	CHECK(z > 0);
}

static void
test_pairs(void)
{
	CsqPaired r = csq_mcnemar(5, 15, 0.95);

	test_section("pairs: binom.test(15, 20) of R and its odds");
	CHECK_NEAR(r.p_value, 0.04138946533, 1e-10);
	CHECK_NEAR(r.lo, 0.5089541283 / (1 - 0.5089541283), 1e-9);
	CHECK_NEAR(r.hi, 0.9134285309 / (1 - 0.9134285309), 1e-8);
	CHECK_NEAR(r.mid_p, 0.04138946533 - exp(csq_log_binomial(5, 20, 0.5)), 1e-10);
	r = csq_mcnemar(0, 0, 0.95);
	CHECK(r.p_value == 1 && isnan(r.ratio));
	r = csq_mcnemar(0, 4, 0.95);
	CHECK_NEAR(r.p_value, 0.125, 1e-12);
	CHECK(isnan(r.hi) && r.lo > 0.6);
	for (int a = 0; a < 40; a++)
		for (int b = 0; b < 40; b++)
		{
			double p = 0;

			for (int k = 0; k <= a + b; k++)
				if (k <= (a < b ? a : b) || k >= (a > b ? a : b))
					p += exp(csq_log_binomial(k, a + b, 0.5));
			CHECK_NEAR(csq_mcnemar(a, b, 0.95).p_value, fmin(1, p), 1e-10);
		}
}

/* Two-sided exact test by adding up what is no likelier. */
static void
test_poisson_pairs(void)
{
	test_section("two Poisson counts: the exact test against enumeration");
	for (int turn = 0; turn < 10000; turn++)
	{
		int    a = (int) test_random_below(30);
		int    b = (int) test_random_below(30);
		double ea = 1 + (double) test_random_below(50);
		double eb = 1 + (double) test_random_below(50);
		double p = 0, bar;

		if (a + b == 0)
			continue;
		bar = csq_log_binomial(b, a + b, eb / (ea + eb)) + 1e-7;
		for (int k = 0; k <= a + b; k++)
			if (csq_log_binomial(k, a + b, eb / (ea + eb)) <= bar)
				p += exp(csq_log_binomial(k, a + b, eb / (ea + eb)));
		CHECK_NEAR(csq_poisson_test(a, ea, b, eb), fmin(1, p), 1e-9);
	}
}

static CsqAssessment
assess(const CsqFigure *baseline, const CsqFigure *now, const char *kind, double target)
{
	CsqGoalKind   k;
	CsqAssessment a;
	CsqError      err;

	CHECK(csq_target_kind(kind, strlen(kind), &k, &err));
	CHECK(csq_assess(baseline, now, k, target, 0.95, &a, &err));
	return a;
}

static void
test_verdicts(void)
{
	CsqFigure     base = csq_figure_share(78, 100);
	CsqFigure     now = csq_figure_share(90, 100);
	CsqFigure     none = csq_figure_none();
	CsqFigure     zero = csq_figure_incidence(0, 100);
	CsqFigure     some = csq_figure_incidence(5, 100);
	CsqAssessment a;
	CsqError      err;
	CsqGoalKind   kind;

	test_section("verdicts");
	/* 78 % raised by 40 % would be 109 % */
	a = assess(&base, &now, "relative", 0.4);
	CHECK(a.verdict == CSQ_UNREACHABLE && isnan(a.needed));
	CHECK_NEAR(a.target_value, 1.092, 1e-12);
	CHECK(assess(&base, &now, "points", 0.22).verdict != CSQ_UNREACHABLE);
	CHECK(assess(&base, &now, "points", 0.23).verdict == CSQ_UNREACHABLE);
	CHECK(assess(&base, &now, "points", -0.79).verdict == CSQ_UNREACHABLE);
	CHECK(assess(&base, &now, "at_least", 1.01).verdict == CSQ_UNREACHABLE);
	CHECK(assess(&base, &now, "at_most", -0.01).verdict == CSQ_UNREACHABLE);
	CHECK(assess(&base, &now, "points", -0.05).verdict == CSQ_MISSED);
	CHECK(assess(&base, &now, "points", 0.01).verdict == CSQ_ATTAINED);
	/* Wilson, 90 of 100: 0.8256 to 0.9448 */
	a = assess(NULL, &now, "at_least", 0.82);
	CHECK(a.verdict == CSQ_ATTAINED && a.needed == 0 && isnan(a.baseline) && isnan(a.change));
	CHECK_NEAR(a.lo, 0.8256, 5e-5);
	CHECK_NEAR(a.hi, 0.9448, 5e-5);
	CHECK(assess(NULL, &now, "at_least", 0.95).verdict == CSQ_MISSED);
	CHECK(assess(NULL, &now, "at_most", 0.95).verdict == CSQ_ATTAINED);
	/* the target is the figure: no number of further observations settles it */
	a = assess(NULL, &now, "at_least", 0.9);
	CHECK(a.verdict == CSQ_CANNOT_TELL && isnan(a.needed));
	/* nothing was measured, or there is no share of nothing */
	CHECK(assess(&base, &none, "points", 0.1).verdict == CSQ_CANNOT_TELL);
	CHECK(assess(&none, &now, "points", 0.1).verdict == CSQ_CANNOT_TELL);
	a = assess(&zero, &some, "relative", -0.5);
	CHECK(a.verdict == CSQ_CANNOT_TELL && isnan(a.change) && isnan(a.target_value));
	CHECK(!csq_assess(&base, &now, CSQ_TARGET_POINTS, 0, 0.95, &a, &err) && err.code == CSQ_PARAM);
	/* a percentage of a share would be attained by anything, or by nothing */
	CHECK(!csq_assess(&base, &now, CSQ_TARGET_AT_MOST, 5, 0.95, &a, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_assess(&base, &now, CSQ_TARGET_AT_MOST, 1, 0.95, &a, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_assess(&base, &now, CSQ_TARGET_AT_LEAST, 95, 0.95, &a, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_assess(&base, &now, CSQ_TARGET_POINTS, -5, 0.95, &a, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_assess(&base, &some, CSQ_TARGET_RELATIVE, -20, 0.95, &a, &err) && err.code == CSQ_PARAM);
	CHECK(csq_assess(&base, &some, CSQ_TARGET_AT_MOST, 5, 0.95, &a, &err) && a.verdict == CSQ_ATTAINED);
	CHECK(!csq_target_kind("percent", 7, &kind, &err) && err.code == CSQ_PARAM);
}

/* With the number that is needed the verdict is one, with one less it is not. */
static void
test_needed(void)
{
	test_section("what is needed settles it, and no less does");
	for (int turn = 0; turn < 10000; turn++)
	{
		double        n = 5 + (double) test_random_below(300);
		double        x = (double) test_random_below((uint64_t) n + 1);
		double        m = 5 + (double) test_random_below(3000);
		double        y = (double) test_random_below((uint64_t) m + 1);
		CsqFigure     now = csq_figure_share(x, n);
		CsqFigure     base = csq_figure_share(y, m);
		bool          change = test_random_below(2) == 0;
		double        target = (double) test_random_below(999) / 1000 + 0.0005;
		CsqAssessment a = assess(change ? &base : NULL, &now, change ? "points" : "at_least", target);
		CsqAssessment b;
		CsqFigure     more;

		CHECK(a.verdict == CSQ_CANNOT_TELL || !(a.needed > 0));
		CHECK(a.verdict != CSQ_ATTAINED || a.lo >= target);
		CHECK(a.verdict != CSQ_MISSED || a.hi < target);
		if (a.verdict != CSQ_CANNOT_TELL || isnan(a.needed))
			continue;
		more = csq_figure_share(x / n * (n + a.needed), n + a.needed);
		b = assess(change ? &base : NULL, &more, change ? "points" : "at_least", target);
		CHECK(b.verdict != CSQ_CANNOT_TELL || a.needed > 1e9);
		more = csq_figure_share(x / n * (n + a.needed - 1), n + a.needed - 1);
		b = assess(change ? &base : NULL, &more, change ? "points" : "at_least", target);
		CHECK(b.verdict == CSQ_CANNOT_TELL || a.needed > 1e9);
	}
}

static void
test_ratio_properties(void)
{
	test_section("ratios: inside out, they are the inverse; equal figures give 1 inside the interval");
	for (int turn = 0; turn < 10000; turn++)
	{
		double        n = 5 + (double) test_random_below(300);
		double        m = 5 + (double) test_random_below(300);
		CsqFigure     a = csq_figure_share(1 + (double) test_random_below((uint64_t) n), n);
		CsqFigure     b = csq_figure_share(1 + (double) test_random_below((uint64_t) m), m);
		CsqDifference r = csq_figure_ratio(&a, &b, 0.9);
		CsqDifference s = csq_figure_ratio(&b, &a, 0.9);
		CsqDifference d = csq_figure_difference(&a, &b, 0.9);

		CHECK_NEAR(r.difference * s.difference, 1, 1e-12);
		CHECK_NEAR(r.lo * s.hi, 1, 1e-6);
		CHECK_NEAR(r.hi * s.lo, 1, 1e-6);
		CHECK(r.lo <= r.difference && r.difference <= r.hi);
		/* the ratio interval holds 1 just when MOVER's of the difference holds 0, which for shares is Newcombe's */
		CHECK((r.lo > 1 + 1e-9) <= (d.lo > -1e-9) && (r.hi < 1 - 1e-9) <= (d.hi < 1e-9));
	}
}

static void
test_ranks(void)
{
	CsqFigure       own = csq_figure_share(90, 100);
	CsqFigure       peers[4] = {csq_figure_share(95, 100), csq_figure_share(40, 100), csq_figure_share(88, 100),
	                            csq_figure_none()};
	CsqFigure       sure[2] = {csq_figure_share(990, 1000), csq_figure_share(500, 1000)};
	CsqRankInterval r;
	CsqFigure       none = csq_figure_none();

	test_section("ranks");
	CHECK(csq_rank_among(&own, peers, 4, true, 0.95, &r) && r.rank == 2 && r.lo == 1 && r.hi == 3);
	CHECK(csq_rank_among(&own, peers, 4, false, 0.95, &r) && r.rank == 3 && r.lo == 2 && r.hi == 4);
	CHECK(csq_rank_among(&own, sure, 2, true, 0.95, &r) && r.rank == 2 && r.lo == 2 && r.hi == 2);
	CHECK(csq_rank_among(&own, peers, 0, true, 0.95, &r) && r.rank == 1 && r.lo == 1 && r.hi == 1);
	CHECK(!csq_rank_among(&none, peers, 3, true, 0.95, &r));
}

/* Agents whose true rates are drawn from a beta distribution of a known weight: the estimate finds it. */
static void
test_shrinking(void)
{
	static CsqShare peers[4000];
	CsqShare        all;
	CsqRandom       random = {1};
	double          weight;

	test_section("shrinking: the prior weight of simulated agents");
	for (int i = 0; i < 4000; i++)
	{
		/* Beta(24, 8) has weight 32: the 24th smallest of 31 uniform numbers */
		double u[31];
		double n = 20 + (double) test_random_below(200);

		for (int j = 0; j < 31; j++)
		{
			double v = csq_random_unit(&random);
			int    k = j;

			for (; k > 0 && u[k - 1] > v; k--)
				u[k] = u[k - 1];
			u[k] = v;
		}
		peers[i] = (CsqShare){csq_random_binomial(&random, n, u[23]), n};
	}
	weight = csq_prior_weight(peers, 4000, &all);
	CHECK_NEAR(weight, 32, 4);
	CHECK_NEAR(all.hits / all.trials, 0.75, 0.01);
	CHECK_NEAR(csq_shrunk((CsqShare){3, 3}, (CsqShare){800, 1000}, 20), 19.0 / 23, 1e-12);
	for (int i = 0; i < 4000; i++)
		peers[i] = (CsqShare){75, 100};
	CHECK(isinf(csq_prior_weight(peers, 4000, &all)));
	CHECK(csq_shrunk((CsqShare){1, 1}, all, INFINITY) == 0.75);
}

static void
test_metrics(void)
{
	CsqError    err;
	CsqFigure   f;
	CsqLengths *l = csq_lengths_new(&csq_duration_type, NULL, 0);
	CsqScale    scale;

	test_section("figures by the names of metrics");
	for (int i = 1; i <= 100; i++)
		CHECK(csq_duration_add(&l, i > 90, i * CSQ_USEC_PER_MIN, &err));
	CHECK(csq_duration_figure(l, csq_metric("median"), &f, &err) && f.value == 45 * 60);
	CHECK(csq_duration_figure(l, csq_metric("p90"), &f, &err) && f.value == 81 * 60);
	CHECK(csq_duration_figure(l, csq_metric("p99.9"), &f, &err) && f.value == 90 * 60);
	CHECK(csq_duration_figure(l, csq_metric("mean"), &f, &err) && f.value == 45.5 * 60);
	CHECK(csq_duration_figure(l, csq_metric("within 30 min"), &f, &err) && f.x == 30 && f.n == 100);
	CHECK(csq_duration_figure(l, csq_metric("within 95 min"), &f, &err) && f.x == 90 && f.n == 95);
	CHECK(!csq_duration_figure(l, csq_metric("p100"), &f, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_duration_figure(l, csq_metric("p9x"), &f, &err) && !csq_duration_figure(l, csq_metric(""), &f, &err));
	CHECK(!csq_duration_figure(l, csq_metric("within soon"), &f, &err));
	CHECK(csq_scale_make(1, 5, &scale, &err));
	{
		CsqScoreSummary *s = csq_score_new(&scale);

		for (int i = 0; i < 5; i++)
			s->counts[i] = i + 1; /* 1 2 3 4 5 */
		CHECK(csq_score_figure(s, csq_metric("csat"), &f, &err) && f.x == 9 && f.n == 15);
		CHECK(csq_score_figure(s, csq_metric("top 1"), &f, &err) && f.x == 5);
		CHECK(csq_score_figure(s, csq_metric("bottom 2"), &f, &err) && f.x == 3);
		CHECK(csq_score_figure(s, csq_metric("at least 3"), &f, &err) && f.x == 12);
		CHECK(csq_score_figure(s, csq_metric("at most 3"), &f, &err) && f.x == 6);
		CHECK(csq_score_figure(s, csq_metric("mean"), &f, &err) && fabs(f.value - 55.0 / 15) < 1e-12);
		CHECK(csq_score_figure(s, csq_metric("nps"), &f, &err) && fabs(f.value + 100.0 / 15) < 1e-12);
		CHECK(csq_score_figure(s, csq_metric(" NPS"), &f, &err) &&
		      !csq_score_figure(s, csq_metric("promoters"), &f, &err));
	}
	CHECK(csq_scale_make(0, 10, &scale, &err));
	CHECK(!csq_score_figure(csq_score_new(&scale), csq_metric("csat"), &f, &err) && err.code == CSQ_PARAM);
}

/* ---- figures of all kinds, few and many, alike and not ---- */

#define KINDS 9

/* A random figure of a kind: often of 1, 2 or 3, often of equal values, sometimes of none. */
static CsqFigure
random_figure(int kind)
{
	static const int sizes[] = {0, 1, 1, 2, 2, 3, 3, 5, 12, 40};
	int              n = sizes[test_random_below(10)];
	int              shape = (int) test_random_below(5);
	int              level = (int) test_random_below(10);
	CsqFigure        f = csq_figure_none();
	CsqError         err;
	CsqNps           nps = {0};
	double           sum = 0, squares = 0;
	int64_t          hits = 0;
	CsqLengths      *lengths = csq_lengths_new(&csq_duration_type, NULL, 0);
	CsqAttainment   *clocks = csq_attainment_new();

	for (int i = 0; i < n; i++)
	{
		int64_t x = shape == 0 ? level : shape == 1 ? 0 : (int64_t) test_random_below(shape == 2 ? 2 : 11);

		sum += (double) x;
		squares += (double) (x * x);
		hits += x > 3;
		nps.promoters += x > 8;
		nps.passives += x > 6 && x < 9;
		nps.detractors += x < 7;
		CHECK(csq_duration_add(&lengths, test_random_below(4) == 0, x * CSQ_USEC_PER_MIN, &err));
		CHECK(csq_attainment_add(&clocks, x * CSQ_USEC_PER_MIN, test_random_below(4) > 0, 1, &err));
	}
	if (kind == 0)
		return csq_figure_share((double) hits, n);
	if (kind == 1)
		return csq_figure_nps(&nps);
	if (kind == 2 || kind == 3) /* a score from 0 to 10, amounts without limits */
		return csq_figure_mean(n, sum / n, n > 1 ? sqrt(fmax(0, squares - sum * sum / n) / (n - 1) / n) : NAN,
		                       kind == 2 ? 0 : -INFINITY, kind == 2 ? 10 : INFINITY);
	if (kind == 4)
		return csq_figure_incidence(sum, 10 * n);
	if (kind < 7)
		CHECK(csq_duration_figure(lengths, csq_metric(kind == 5 ? "mean" : "median"), &f, &err));
	else
	{
		CsqAttainmentRead *read = csq_attainment_open(csq_attainment_pack(clocks, &err), &err);

		CHECK(csq_attainment_figure(read, csq_metric(kind == 7 ? "mean within 7 min" : "p75"), &f, &err));
	}
	return f;
}

/* lo <= value <= hi where they are known, p from 0 to 1 and against the interval nowhere; nothing else. */
static void
check_difference(CsqDifference d, bool agrees)
{
	CHECK(!isinf(d.difference) && d.lo != INFINITY && d.hi != -INFINITY);
	CHECK(isnan(d.lo) || d.lo <= d.difference);
	CHECK(isnan(d.hi) || d.hi >= d.difference);
	CHECK(isnan(d.p_value) || (d.p_value >= 0 && d.p_value <= 1));
	if (!agrees || isnan(d.p_value) || isnan(d.lo) || fabs(d.p_value - 0.05) < 1e-6)
		return;
	CHECK((d.lo > 0 || d.hi < 0) == (d.p_value < 0.05));
}

static void
check_opposite(CsqDifference d, CsqDifference e)
{
	if (isnan(d.difference))
	{
		CHECK(isnan(e.difference) && isnan(e.lo) && isnan(e.hi) && isnan(e.p_value));
		return;
	}
	CHECK_NEAR(d.difference, -e.difference, 1e-9);
	CHECK(isfinite(d.lo) == isfinite(e.hi) && isfinite(d.hi) == isfinite(e.lo) && isnan(d.p_value) == isnan(e.p_value));
	if (isfinite(d.lo))
		CHECK_NEAR(d.lo, -e.hi, 1e-6 * fmax(1, fabs(d.lo)));
	if (!isnan(d.p_value))
		CHECK_NEAR(d.p_value, e.p_value, 1e-6);
}

static void
test_all_kinds(void)
{
	test_section("figures of all kinds: intervals in order, before and after exchanged, p and interval of one mind");
	for (int turn = 0; turn < 30000; turn++)
	{
		int           kind = turn % KINDS;
		CsqFigure     a[2] = {random_figure(kind), random_figure(kind)};
		CsqDifference d = csq_figure_difference(&a[0], &a[1], 0.95);
		CsqDifference r = csq_figure_ratio(&a[0], &a[1], 0.95);
		CsqDifference s = csq_figure_ratio(&a[1], &a[0], 0.95);
		CsqInterval   i;
		CsqError      err;

		for (int m = 0; kind == 1 && a[0].n > 0 && m <= CSQ_NPS_WALD; m++)
		{
			CHECK(csq_nps_interval(&a[0].nps, 0.9, (CsqNpsMethod) m, &i, &err));
			if (m == CSQ_NPS_WALD && csq_nps_n(&a[0].nps) < 2)
				CHECK(isnan(i.lo) && isnan(i.hi)); /* one answer shows no spread */
			else
				CHECK(-100 <= i.lo && i.lo <= a[0].value && a[0].value <= i.hi && i.hi <= 100);
		}
		if (csq_figure_known(&a[0]))
		{
			i = csq_figure_interval(&a[0], 1, 0.9);
			CHECK(isnan(i.lo) || (i.lo <= a[0].value + 1e-12 && i.lo >= a[0].least - 1e-12));
			CHECK(isnan(i.hi) || (i.hi >= a[0].value - 1e-12 && i.hi <= a[0].most + 1e-12));
		}

		check_difference(d, kind == 3 || kind >= 6);
		check_opposite(d, csq_figure_difference(&a[1], &a[0], 0.95));
		check_difference(r, false);
		if (r.difference > 0 && s.difference > 0)
		{
			CHECK_NEAR(r.difference * s.difference, 1, 1e-12);
			CHECK(!(r.lo > 1e-6) || fabs(r.lo * s.hi - 1) < 1e-5);
		}
	}
}

static void
test_did_of_all_kinds(void)
{
	test_section("differences of differences of all kinds: the same, and the interval of the level p ends at 0");
	for (int turn = 0; turn < 10000; turn++)
	{
		int           kind = turn % KINDS;
		CsqFigure     a[2] = {random_figure(kind), random_figure(kind)};
		CsqFigure     b[2] = {random_figure(kind), random_figure(kind)};
		CsqFigure     back[2] = {a[1], a[0]};
		CsqFigure     forth[2] = {b[1], b[0]};
		CsqDifference t;

		if (kind == 4 && test_random_below(8) > 0)
			continue; /* exact intervals of counts take their time */
		t = csq_figure_did(a, b, 0.95);
		check_difference(t, true);
		check_opposite(t, csq_figure_did(b, a, 0.95));
		check_opposite(t, csq_figure_did(back, forth, 0.95));
		if (t.p_value > 1e-9 && t.p_value < 0.999999 && kind < 5)
		{ /* the interval of that level ends at 0 */
			CsqDifference at = csq_figure_did(a, b, 1 - t.p_value);
			double        end = t.difference > 0 ? at.lo : at.hi;

			CHECK_NEAR(end, 0, 1e-5 * fmax(1, fabs(t.difference)));
		}
	}
}

static CsqInterval
known_exactly(const CsqFigure *f, double factor, double confidence)
{
	double width = 0 * factor * confidence;

	return (CsqInterval){f->value - width, f->value + width};
}

/* Twelve after ten is a fifth more, whatever binary makes of it. */
static void
test_targets_met_exactly(void)
{
	test_section("a change that is just what was asked for is attained");
	for (int turn = 0; turn < 20000; turn++)
	{
		CsqFigure a = csq_figure_none(), b;
		bool      relative = test_random_below(2) == 0;
		double    unit = pow(10, (double) test_random_below(7) - 3);
		int       from = 1 + (int) test_random_below(500);
		int       to = 1 + (int) test_random_below(999);
		double    target = relative ? (double) (to - from) / from : (to - from) * unit;

		if (from == to || (relative && to >= 3 * from))
			continue;
		a.n = 100;
		a.value = from * unit;
		a.most = INFINITY;
		a.interval = known_exactly;
		b = a;
		b.value = to * unit;
		CHECK(assess(&a, &b, relative ? "relative" : "points", target).verdict == CSQ_ATTAINED);
		CHECK(assess(&a, &b, relative ? "relative" : "points", target * (1 + 1e-9)).verdict == CSQ_MISSED);
	}
}

/* n equal answers of a scale: the end of the interval is where so many alike have just half of what is left. */
static void
test_equal_numbers(void)
{
	CsqFigure   f = csq_figure_mean(2, 5, 0, 1, 5);
	CsqInterval i = csq_figure_interval(&f, 1, 0.95);
	CsqRandom   random = {7};
	int         alike = 0;

	test_section("numbers that are all equal: what they tell ends at the limits of the scale");
	CHECK(i.hi == 5);
	CHECK_NEAR(i.lo, 1 + 4 * sqrt(0.025), 1e-12);
	/* a population of 5 and 1 with that mean: two answers of 5 come in 2.5 % of samples */
	for (int turn = 0; turn < 400000; turn++)
		alike += csq_random_unit(&random) < (i.lo - 1) / 4 && csq_random_unit(&random) < (i.lo - 1) / 4;
	CHECK_NEAR(alike / 400000.0, 0.025, 0.001);
	/* beside numbers that do vary: as far as each could be (MOVER), not as if it were known to be 5 */
	{
		CsqFigure     v = csq_figure_mean(100, 4, 0.1, 1, 5);
		CsqInterval   iv = csq_figure_interval(&v, 1, 0.95);
		CsqDifference d = csq_figure_difference(&f, &v, 0.95);

		CHECK_NEAR(d.lo, -1 - (4 - iv.lo), 1e-12);
		CHECK_NEAR(d.hi, -1 + hypot(iv.hi - 4, 5 - i.lo), 1e-12);
		CHECK(d.p_value > 0.9 && d.z <= 0);
	}
	/* without limits nothing; two clocks of one minute each are not sure to the second */
	f = csq_figure_mean(400, 3, 0, -INFINITY, INFINITY);
	i = csq_figure_interval(&f, 1, 0.95);
	CHECK(isinf(i.lo) && isinf(i.hi));
	i = csq_equal_interval(100, 60, 0, INFINITY, 0.9);
	CHECK_NEAR(i.lo, 60 * pow(0.05, 0.01), 1e-12);
	CHECK(isinf(i.hi));
}

int
main(void)
{
	test_published();
	test_newcombe();
	test_freireich();
	test_pairs();
	test_poisson_pairs();
	test_verdicts();
	test_needed();
	test_ratio_properties();
	test_ranks();
	test_shrinking();
	test_metrics();
	test_all_kinds();
	test_did_of_all_kinds();
	test_targets_met_exactly();
	test_equal_numbers();
	return test_done();
}
