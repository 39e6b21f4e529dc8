/*
 * surge_test.c
 *		Surges against a plain computation, published figures and sums.
 *
 * Oracle: the daily model written down once more, directly from its description: sorted
 * arrays for medians, sums over all days for means, and the tail of the negative
 * binomial distribution by adding its terms up.
 */
#include "test.h"

#include "charts/surge.h"

static int
compare_doubles(const void *a, const void *b)
{
	double x = *(const double *) a, y = *(const double *) b;

	return (x > y) - (x < y);
}

static double
plain_median(double *v, int n)
{
	qsort(v, (size_t) n, sizeof *v, compare_doubles);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

/* Expected figure and variance factor of day t, with the 56 days up to t - 4. */
static void
plain_model(const double *y, int t, double *mean, double *factor)
{
	double mu[7], w[56], r[56], list[56], chi = 0, sw = 0, day = 0, phi = 0;
	int    from = t - 59;

	for (int d = 0; d < 7; d++)
	{
		int k = 0;

		for (int i = 0; i < 56; i++)
			if ((from + i) % 7 == d)
				list[k++] = sqrt(y[from + i] + 0.375);
		mu[d] = plain_median(list, k);
		mu[d] = fmax(0, mu[d] * mu[d] - 0.375);
	}
	for (int round = 0; round < 3; round++)
	{
		for (int i = 0; i < 56; i++)
			list[i] = r[i] = fabs(2 * sqrt(y[from + i] + 0.375) - 2 * sqrt(mu[(from + i) % 7] + 0.375));
		if (round == 0)
			phi = fmax(1, pow(1.4826 * plain_median(list, 56), 2) * 56 / 49);
		for (int i = 0; i < 56; i++)
		{
			double z = r[i] / sqrt(phi);

			w[i] = z >= 4 ? 0 : z >= 2.58 ? 2.58 * 2.58 / (z * z) : 1;
		}
		for (int d = 0; d < 7; d++)
		{
			double s = 0, n = 0;

			for (int i = 0; i < 56; i++)
				if ((from + i) % 7 == d)
				{
					s += w[i] * y[from + i];
					n += w[i];
				}
			if (n > 0)
				mu[d] = s / n;
		}
	}
	for (int i = 0; i < 56; i++)
	{
		double m = mu[(from + i) % 7];

		chi += w[i] * (y[from + i] - m) * (y[from + i] - m) / fmax(m, 0.05);
		sw += w[i];
		day += (from + i) % 7 == t % 7 ? w[i] : 0;
	}
	*mean = fmax(mu[t % 7], 0.05);
	*factor = fmax(1, chi / (sw - 7)) * (1 + 1 / day);
}

/* P(Y >= y) as one minus the sum of the terms below. */
static double
plain_tail(double y, double mean, double factor)
{
	double size = mean / (factor - 1), p = 1 / factor, sum = 0;

	for (int k = 0; k < y; k++)
		sum += exp(lgamma(k + size) - lgamma(size) - lgamma(k + 1.0) + size * log(p) + k * log(1 - p));
	return 1 - sum;
}

static double
random_poisson(double mean)
{
	double limit = exp(-mean), product = 1;
	int    k = -1;

	do
	{
		k++;
		product *= (double) (test_random_u64() >> 11) / 9007199254740992.0;
	} while (product > limit);
	return k;
}

static CsqGrid
random_grid(uint32_t n, double *y)
{
	CsqGrid g = {false, CSQ_MEASURE_COUNT, {0, 1}, n, csq_alloc(n * sizeof(CsqPoint))};
	double  mean = 1 + (double) test_random_below(40);

	for (uint32_t i = 0; i < n; i++)
	{
		double m = mean * (1 + 0.5 * ((7000 + i) % 7 < 5)) * (test_random_below(40) == 0 ? 3 : 1);

		y[i] = random_poisson(m);
		g.points[i] = (CsqPoint){7000 + i, 1, y[i], 0, y[i]};
	}
	return g;
}

static void
test_model(void)
{
	CsqSurgeOptions o;

	test_section("daily model on random counts against a plain computation");
	csq_surge_defaults(1, &o);
	CHECK_NEAR(o.spike, 2.8, 1e-9);
	for (int round = 0; round < 400; round++)
	{
		double         y[140], cusum = 0;
		CsqGrid        g = random_grid(140, y);
		CsqSurgeSlot  *s;
		CsqSurgePoint *c;
		CsqError       err;
		int            nslots;

		CHECK(csq_surge_slots(&g, NULL, &s, &nslots, &err) && nslots == 1);
		CHECK(csq_surge(&g, s, nslots, &o, &c, &err));
		for (int t = 0; t < 140; t++)
		{
			double mean, factor, sd, score;

			CHECK(isnan(c[t].expected) == (t < 31));
			if (t < 60)
			{
				cusum = c[t].cusum > 0 ? c[t].cusum : 0;
				continue;
			}
			plain_model(y, t, &mean, &factor);
			CHECK_NEAR(c[t].expected, mean, 1e-9 * mean);
			sd = sqrt(4.0 / 9 * pow(mean, 1.0 / 3) * factor);
			score = (pow(y[t], 2.0 / 3) - pow(mean, 2.0 / 3)) / sd;
			CHECK_NEAR(c[t].score, score, 1e-8);
			CHECK_NEAR(c[t].bound, pow(pow(mean, 2.0 / 3) + 2.8 * sd, 1.5), 1e-7 * mean);
			cusum = fmin(6.7, fmax(0, cusum + fmin(score, 3) - 0.5));
			CHECK_NEAR(c[t].cusum, cusum, 1e-7);
			CHECK(c[t].spike == (score > 2.8 && y[t] >= 5 && y[t] + y[t - 1] + y[t - 2] + y[t - 3] >= 5));
			if (t % 10 == 0)
				CHECK_NEAR(c[t].p_value, plain_tail(y[t], mean, factor), 1e-8);
		}
		csq_host_reset();
	}
}

static void
test_outbreak(void)
{
	double          y[200];
	CsqGrid         g = random_grid(200, y);
	CsqSurgeSlot   *s;
	CsqSurgePoint  *c;
	CsqSurgeOptions o;
	CsqError        err;
	int             nslots;
	double          clean;

	test_section("an earlier surge in the weeks before does not hide the next");
	csq_surge_defaults(1, &o);
	for (int i = 0; i < 200; i++)
		g.points[i].sum = 100 + 15 * sin(i * 12.9898) * cos(i * 78.233);
	for (int i = 0; i < 200; i++)
		g.points[i].sum = floor(g.points[i].sum);
	CHECK(csq_surge_slots(&g, NULL, &s, &nslots, &err) && csq_surge(&g, s, nslots, &o, &c, &err));
	clean = c[190].expected;
	for (int i = 150; i < 155; i++)
		g.points[i].sum *= 3;
	g.points[190].sum *= 2;
	CHECK(csq_surge(&g, s, nslots, &o, &c, &err));
	CHECK(c[150].spike && c[154].sustained);
	CHECK_EQ_I64(c[154].first_alarm, c[150].at);
	CHECK_NEAR(c[190].expected, clean, 0.1 * clean);
	CHECK(c[190].spike && c[190].p_value < 1e-3);
	CHECK(c[180].first_alarm == INT64_MIN);
}

/* Parts of a day: counts that are a product, without noise. */
static void
test_hours(void)
{
	static const double hour[4] = {2, 10, 30, 18};
	CsqGrid       g = {true, CSQ_MEASURE_COUNT, {0, 6 * CSQ_USEC_PER_HOUR}, 4 * 100, csq_alloc(400 * sizeof(CsqPoint))};
	CsqSurgeSlot *s;
	CsqSurgePoint  *c;
	CsqSurgeOptions o;
	CsqError        err;
	int             nslots;

	test_section("parts of a day: a product of day and hour is found again");
	for (int i = 0; i < 400; i++)
		g.points[i] = (CsqPoint){7000 * CSQ_USEC_PER_DAY + i * 6 * CSQ_USEC_PER_HOUR, 1,
		                         hour[i % 4] * (1 + (i / 4 + 7000) % 7), 0, 0};
	CHECK(csq_surge_slots(&g, NULL, &s, &nslots, &err) && nslots == 4);
	csq_surge_defaults(nslots, &o);
	CHECK_NEAR(erfc(o.spike / sqrt(2)) * 4, erfc(2.8 / sqrt(2)), 1e-9);
	CHECK(csq_surge(&g, s, nslots, &o, &c, &err));
	for (int i = 300; i < 400; i++)
		CHECK_NEAR(c[i].expected, g.points[i].sum, 0.01 * g.points[i].sum);
	g.step.ticks = 7 * CSQ_USEC_PER_HOUR;
	CHECK(!csq_surge_slots(&g, NULL, &s, &nslots, &err) && err.code == CSQ_PARAM);
}

static void
test_fdr(void)
{
	/* Benjamini and Hochberg (1995), section 3.2: thrombolysis */
	static const double p[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
	                           0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000};
	bool                found[15];

	test_section("false discovery rate as in the paper");
	csq_fdr(p, 15, 0.05, found);
	for (int i = 0; i < 15; i++)
		CHECK(found[i] == (i < 4));
}

int
main(void)
{
	test_model();
	test_outbreak();
	test_hours();
	test_fdr();
	return test_done();
}
