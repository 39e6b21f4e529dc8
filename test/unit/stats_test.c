/*
 * stats_test.c
 *		Tests of stats.c against published values, closed forms and brute force.
 */
#include "test.h"

#include "base/stats.h"

static double
random_unit(void)
{
	return ((double) (test_random_u64() >> 11) + 0.5) * 0x1p-53;
}

static void
check_relative(double got, double want, double eps)
{
	CHECK_NEAR(got, want, eps * fabs(want) + 1e-300);
}

static void
test_normal(void)
{
	/* 20 digits by arbitrary-precision arithmetic */
	static const double known[][2] = {
		{0.6, 0.25334710313579974132},  {0.75, 0.6744897501960817432},  {0.9, 1.2815515655446005935},
		{0.975, 1.9599639845400538556}, {0.995, 2.5758293035489004539}, {0.02425, -1.9729610513118848376},
		{0.1, -1.2815515655446004353},  {1e-10, -6.3613409024040556},   {1e-300, -37.0470962993611994}};

	test_section("normal distribution");
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		check_relative(csq_normal_quantile(known[i][0]), known[i][1], 2e-15);
	CHECK(csq_normal_quantile(0.5) == 0);
	CHECK(isnan(csq_normal_quantile(0)) && isnan(csq_normal_quantile(1)) && isnan(csq_normal_quantile(NAN)));
	CHECK_NEAR(csq_z_of(0.95), 1.959963984540054, 1e-14);
	CHECK_NEAR(csq_normal_two_sided(2.6502), 0.0080445, 5e-7);
	for (int i = 0; i < 20000; i++)
	{
		double p = i % 2 ? random_unit() : exp(-600 * random_unit());

		check_relative(csq_normal_cdf(csq_normal_quantile(p)), p, 2e-13 * fmax(1, -log(p)));
	}
}

static void
test_beta(void)
{
	/* with whole parameters I_x(a,b) is a tail of the binomial distribution */
	test_section("incomplete beta against binomial sums");
	for (int i = 0; i < 10000; i++)
	{
		int    a = 1 + (int) test_random_below(30);
		int    b = 1 + (int) test_random_below(30);
		double x = random_unit();
		double term = pow(1 - x, a + b - 1);
		double sum = 0;

		for (int k = 0; k <= a + b - 1; k++)
		{
			if (k >= a)
				sum += term;
			term *= (a + b - 1.0 - k) / (k + 1.0) * (x / (1 - x));
		}
		CHECK_NEAR(csq_beta_cdf(x, a, b), sum, 1e-12);
	}
	test_section("incomplete beta");
	check_relative(csq_beta_cdf(0.3, 2, 5), 0.579825, 1e-13);
	check_relative(csq_beta_cdf(0.5, 1000, 1001), 0.50891950557292716, 1e-12);
	check_relative(csq_beta_cdf(0.01, 0.5, 0.5), 0.0637685608585198486, 1e-13);
	check_relative(csq_beta_cdf(0.999, 30, 0.7), 0.906909406248113214, 1e-12);
	CHECK(csq_beta_cdf(0, 2, 3) == 0 && csq_beta_cdf(1, 2, 3) == 1);
	/* of huge counts: qbeta and pbeta of R 4.2, to a millionth of the width */
	CHECK_NEAR(csq_beta_quantile(0.025, 5e8, 5e8 + 1), 0.49996900974842229, 1.6e-11);
	CHECK_NEAR(csq_beta_quantile(0.975, 2e8 + 1, 8e8), 0.20002479316958621, 1.3e-11);
	CHECK_NEAR(csq_beta_quantile(0.025, 5e11, 5e11 + 1), 0.49999902001750773, 5e-13);
	CHECK_NEAR(csq_beta_quantile(1e-6, 1.5e8, 9e11), 0.00016657423176823867, 1.4e-14);
	CHECK_NEAR(csq_beta_cdf(0.5 + 1e-5, 5e8, 5e8), 0.73645537153501328, 1e-6);
	for (int i = 0; i < 2000; i++)
	{ /* both ways hang together where one begins, and order is kept beyond */
		double a = 1e8 * exp(random_unit() * 17);
		double b = 1e8 * exp(random_unit() * 17);
		double p = 1e-7 + 0.4999 * random_unit();
		double x = csq_beta_quantile(p, a, b);

		CHECK(x < a / (a + b) && csq_beta_quantile(1 - p, a, b) > a / (a + b));
		CHECK_NEAR(csq_beta_cdf(x, a, b), p, 1e-5 * p + 1e-6);
	}
	for (int i = 0; i < 1000; i++)
	{
		double a = exp(8 * random_unit() - 2);
		double b = exp(8 * random_unit() - 2);
		double p = random_unit();
		double x = csq_beta_quantile(p, a, b);

		if (x > 1e-300 && x < 1 - 1e-9)
			CHECK_NEAR(csq_beta_cdf(x, a, b), p, 1e-9);
	}
}

static void
test_gamma(void)
{
	test_section("incomplete gamma against Poisson sums");
	for (int i = 0; i < 10000; i++)
	{
		int    a = 1 + (int) test_random_below(40);
		double x = 60 * random_unit();
		double term = exp(-x);
		double sum = 0;

		for (int k = 0; k < a; k++)
		{
			sum += term;
			term *= x / (k + 1);
		}
		CHECK_NEAR(csq_gamma_tail(x, a), sum, 1e-12);
		CHECK_NEAR(csq_gamma_cdf(x, a), 1 - sum, 1e-12);
	}
	test_section("incomplete gamma");
	check_relative(csq_gamma_cdf(3, 2.5), 0.693781081586721599, 1e-13);
	check_relative(csq_gamma_cdf(0.1, 0.3), 0.545912849591796505, 1e-13);
	check_relative(csq_gamma_tail(100, 80), 0.01745132251627543, 1e-12);
	check_relative(csq_gamma_cdf(1e6, 1e6), 0.500132980760872591, 1e-10);
	check_relative(csq_gamma_tail(50, 20), 4.79135730033810114e-7, 1e-12);

	test_section("incomplete gamma where the series gives way to the normal cube root");
	for (int k = -60; k <= 60; k++)
	{
		double x = 1e7 + k / 10.0 * sqrt(1e7);

		CHECK_NEAR(csq_gamma_cdf(x, 1e7), csq_gamma_cdf(x, nextafter(1e7, 0)), 1e-9);
		CHECK_NEAR(csq_gamma_tail(x, 1e7), csq_gamma_tail(x, nextafter(1e7, 0)), 1e-9);
	}
	check_relative(csq_gamma_quantile(0.975, 1e16), 1e16 + 1.959963984540054 * 1e8, 1e-15);
	check_relative(csq_chi2_tail(3.841458820694124, 1), 0.05, 1e-13);
	for (int i = 0; i < 1000; i++)
	{
		double a = exp(10 * random_unit() - 2);
		double p = random_unit();

		CHECK_NEAR(csq_gamma_cdf(csq_gamma_quantile(p, a), a), p, 1e-10);
	}
}

static void
test_student(void)
{
	static const double known[][3] = {{2, 5, 0.101939478829858356},     {1.5, 3.7, 0.213598169202013531},
	                                  {10, 2, 0.00985245702332569085},  {0.1, 1000, 0.920364369023604127},
	                                  {3, 1e6, 0.00269986254142179706}, {2.5, 30.25, 0.0180655134366042581}};

	test_section("Student's t");
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		check_relative(csq_t_two_sided(known[i][0], known[i][1]), known[i][2], 1e-10);
	for (int i = 0; i < 10000; i++)
	{
		double t = exp(10 * random_unit() - 5);

		/* closed forms for one, two and three degrees of freedom */
		CHECK_NEAR(csq_t_two_sided(t, 1), 1 - 2 * atan(t) / M_PI, 1e-13);
		CHECK_NEAR(csq_t_two_sided(-t, 2), 1 - t / sqrt(2 + t * t), 1e-13);
		CHECK_NEAR(csq_t_two_sided(t, 3), 1 - 2 / M_PI * (atan(t / sqrt(3)) + t / sqrt(3) / (1 + t * t / 3)), 1e-13);
	}
	CHECK_NEAR(csq_t_of(0.95, 10), 2.2281388519862739, 1e-12); /* printed tables: 2.228 */
	CHECK_NEAR(csq_t_of(0.99, 4), 4.604094871415897, 1e-10);
	CHECK_NEAR(csq_t_of(0.95, 1e12), csq_z_of(0.95), 1e-9);
	CHECK_NEAR(csq_t_of(0.95, 1e8), csq_z_of(0.95), 1e-7);
	for (int i = 0; i < 500; i++)
	{
		double df = exp(12 * random_unit() - 1);
		double c = random_unit();

		CHECK_NEAR(csq_t_two_sided(csq_t_of(c, df), df), 1 - c, 1e-9);
	}
}

/* Does the score test refuse the share p? */
static bool
refused(double hits, double n, double p, double z)
{
	return fabs(hits / n - p) > z * sqrt(p * (1 - p) / n);
}

static void
test_wilson(void)
{
	CsqInterval i = csq_wilson((CsqShare){45, 50}, csq_z_of(0.95));

	test_section("Wilson: an end is where the score test turns");
	CHECK_NEAR(i.lo, 0.786, 5e-4);
	CHECK_NEAR(i.hi, 0.957, 5e-4);
	for (int turn = 0; turn < 20000; turn++)
	{
		double n = 1 + (double) test_random_below(turn % 3 ? 60 : 100000);
		double hits = (double) test_random_below((uint64_t) n + 1);
		double z = csq_z_of(0.5 + 0.4999 * random_unit());
		double lo = 0, hi = hits / n;

		i = csq_wilson((CsqShare){hits, n}, z);
		CHECK(0 <= i.lo && i.lo <= hits / n && hits / n <= i.hi && i.hi <= 1);
		CHECK((i.lo == 0) == (hits == 0) && (i.hi == 1) == (hits == n));
		/* the lower end again, by bisection on the test itself */
		if (hits > 0)
		{
			for (int step = 0; step < 80; step++)
			{
				double mid = 0.5 * (lo + hi);

				if (refused(hits, n, mid, z))
					lo = mid;
				else
					hi = mid;
			}
			CHECK_NEAR(i.lo, hi, 1e-11);
		}
		/* mirror image */
		CHECK_NEAR(csq_wilson((CsqShare){n - hits, n}, z).lo, 1 - i.hi, 1e-13);
	}
}

static void
test_newcombe(void)
{
	/* Newcombe 1998, table II, method 10 */
	static const double t[][6] = {{56, 70, 48, 80, .0524, .3339}, {9, 10, 3, 10, .1705, .8090},
	                              {6, 7, 2, 7, .0582, .8062},     {5, 56, 0, 29, -.0381, .1926},
	                              {0, 10, 0, 20, -.1611, .2775},  {0, 10, 0, 10, -.2775, .2775},
	                              {10, 10, 0, 20, .6791, 1},      {10, 10, 0, 10, .6075, 1}};

	test_section("Newcombe: published intervals");
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
	{
		CsqInterval r = csq_newcombe((CsqShare){t[i][2], t[i][3]}, (CsqShare){t[i][0], t[i][1]}, csq_z_of(0.95));

		CHECK_NEAR(r.lo, t[i][4], 5.1e-5);
		CHECK_NEAR(r.hi, t[i][5], 5.1e-5);
		/* exchanged samples: mirrored interval */
		CHECK_NEAR(csq_newcombe((CsqShare){t[i][0], t[i][1]}, (CsqShare){t[i][2], t[i][3]}, csq_z_of(0.95)).lo, -r.hi,
		           1e-13);
	}
	test_section("two shares: the square of z is Pearson's chi-square");
	CHECK_NEAR(csq_two_share_z((CsqShare){48, 80}, (CsqShare){56, 70}), 2.6502, 5e-5);
	CHECK(csq_two_share_z((CsqShare){0, 5}, (CsqShare){0, 9}) == 0);
	CHECK(csq_two_share_z((CsqShare){5, 5}, (CsqShare){9, 9}) == 0);
	for (int i = 0; i < 10000; i++)
	{
		double cell[2][2];
		double chi = 0, n, z;

		for (int c = 0; c < 4; c++)
			cell[c / 2][c % 2] = 1 + (double) test_random_below(50);
		n = cell[0][0] + cell[0][1] + cell[1][0] + cell[1][1];
		for (int c = 0; c < 4; c++)
		{
			double expected = (cell[c / 2][0] + cell[c / 2][1]) * (cell[0][c % 2] + cell[1][c % 2]) / n;

			chi += (cell[c / 2][c % 2] - expected) * (cell[c / 2][c % 2] - expected) / expected;
		}
		z = csq_two_share_z((CsqShare){cell[0][0], cell[0][0] + cell[0][1]},
		                    (CsqShare){cell[1][0], cell[1][0] + cell[1][1]});
		CHECK_NEAR(z * z, chi, 1e-9 * (1 + chi));
		CHECK((z > 0) == (cell[1][0] * cell[0][1] > cell[0][0] * cell[1][1]) || fabs(z) < 1e-9);
	}
}

static void
test_binomial(void)
{
	test_section("binomial probabilities");
	for (int i = 0; i < 10000; i++)
	{
		int    n = 1 + (int) test_random_below(60);
		int    k = (int) test_random_below((uint64_t) n + 1);
		double p = random_unit();
		double want = 1;

		for (int j = 1; j <= k; j++)
			want *= (n - k + j) / (double) j * p;
		want *= pow(1 - p, n - k);
		if (want > 1e-250)
			CHECK_NEAR(csq_log_binomial(k, n, p), log(want), 1e-11 * (1 + fabs(log(want))));
	}
	CHECK_NEAR(csq_log_binomial(500, 1000, 0.5), -3.67991899209412934, 1e-12);
	/* the mode of a very large one, by the normal density: 1/sqrt(2 pi n p q) */
	CHECK_NEAR(csq_log_binomial(3e14, 1e15, 0.3), -0.5 * log(2 * M_PI * 1e15 * 0.21), 1e-9);
	CHECK(csq_log_binomial(0, 5, 0) == 0 && csq_log_binomial(5, 5, 1) == 0);
	CHECK(csq_log_binomial(1, 5, 0) == -INFINITY && csq_log_binomial(6, 5, 0.5) == -INFINITY);
}

/* Chi-square of 100,000 draws against the exact probabilities; cells with less than 20 expected are pooled. */
static void
check_draws(int n, double p, CsqRandom *random)
{
	int    draws = 100000;
	int   *seen = csq_alloc0((size_t) (n + 1) * sizeof(int));
	double chi = 0, rest = draws, rest_seen = draws;
	int    cells = 0;

	for (int i = 0; i < draws; i++)
	{
		double k = csq_random_binomial(random, n, p);

		CHECK(k >= 0 && k <= n && k == floor(k));
		seen[(int) k]++;
	}
	for (int k = 0; k <= n; k++)
	{
		double expected = draws * exp(csq_log_binomial(k, n, p));

		if (expected < 20)
			continue;
		chi += (seen[k] - expected) * (seen[k] - expected) / expected;
		rest -= expected;
		rest_seen -= seen[k];
		cells++;
	}
	if (rest > 5)
		chi += (rest_seen - rest) * (rest_seen - rest) / rest;
	CHECK(csq_chi2_tail(chi, cells > 1 ? cells : 1) > 1e-5);
}

static void
test_draws(void)
{
	static const double cases[][2] = {{1, .3},   {5, .5},     {12, .9},    {50, .02},    {100, .1}, {100, .5},
	                                  {101, .7}, {1000, .01}, {1000, .35}, {5000, .002}, {40, .25}, {39, .2564}};
	CsqRandom           random = {7};
	double              sum = 0, squares = 0;

	test_section("binomial draws");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_draws((int) cases[i][0], cases[i][1], &random);
	for (int i = 0; i < 100000; i++)
	{
		double k = (csq_random_binomial(&random, 1e15, 0.3) - 3e14) / sqrt(0.21e15);

		sum += k;
		squares += k * k;
	}
	CHECK_NEAR(sum / 100000, 0, 5 / sqrt(100000));
	CHECK_NEAR(squares / 100000, 1, 5 * sqrt(2.0 / 100000));
	CHECK(csq_random_binomial(&random, 0, 0.5) == 0 && csq_random_binomial(&random, 7, 0) == 0 &&
	      csq_random_binomial(&random, 7, 1) == 7);
}

int
main(void)
{
	test_normal();
	test_beta();
	test_gamma();
	test_student();
	test_wilson();
	test_newcombe();
	test_binomial();
	test_draws();
	return test_done();
}
