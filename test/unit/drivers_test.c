/*
 * drivers_test.c
 *		Relative weights against closed forms, every split, and the coverage of the intervals.
 *
 * Two ratings with correlation r: Johnson's weights have a closed form.  Weights add up to
 * R squared, which least squares gives without any of this.
 */
#include "test.h"

#include "base/stats.h"
#include "metrics/drivers.h"

static double
uniform(void)
{
	return ((double) (test_random_u64() >> 11) + 0.5) / 9007199254740992.0;
}

static CsqDrivers *
sample(int n, double a, double b, double common)
{
	CsqDrivers *d = csq_drivers_new(2);
	CsqError    err;

	for (int i = 0; i < n; i++)
	{
		double  f = csq_normal_quantile(uniform());
		double  x = common * f + sqrt(1 - common * common) * csq_normal_quantile(uniform());
		double  y = common * f + sqrt(1 - common * common) * csq_normal_quantile(uniform());
		double  v[3] = {a * x + b * y + csq_normal_quantile(uniform()), x, y};
		int64_t q[3];

		for (int j = 0; j < 3; j++)
			CHECK(csq_drivers_value(v[j], &q[j], &err));
		CHECK(csq_drivers_add(d, q, &err));
	}
	return d;
}

/* Johnson's weight of the first of two ratings: r their correlation, p and q those with the outcome. */
static double
two_weights(double r, double p, double q)
{
	double s = (sqrt(1 + r) + sqrt(1 - r)) / 2, t = (sqrt(1 + r) - sqrt(1 - r)) / 2; /* root of the correlations */
	double det = s * s - t * t;
	double b0 = (s * p - t * q) / det, b1 = (s * q - t * p) / det;

	return s * s * b0 * b0 + t * t * b1 * b1;
}

static double
correlation(const CsqDrivers *d, int i, int j)
{
	static const int at[3][3] = {{0, 1, 2}, {1, 3, 4}, {2, 4, 5}};
	double           n = (double) d->n;

#define COV(a, b) ((double) d->moments[3 + at[a][b]] - (double) d->moments[a] * (double) d->moments[b] / n)
	return COV(i, j) / sqrt(COV(i, i) * COV(j, j));
}

static void
test_weights(void)
{
	test_section("weights of two ratings in closed form; they add up to R squared");
	for (int round = 0; round < 300; round++)
	{
		CsqDrivers   *d = sample(100, uniform(), uniform(), 0.9 * uniform());
		CsqImportance w[2];
		double        r2, r = correlation(d, 1, 2), p = correlation(d, 0, 1), q = correlation(d, 0, 2);

		CHECK(csq_importance(d, 0.95, w, &r2));
		CHECK_NEAR(w[0].weight, two_weights(r, p, q), 1e-9);
		CHECK_NEAR(w[1].weight, two_weights(r, q, p), 1e-9);
		CHECK_NEAR(r2, (p * p + q * q - 2 * p * q * r) / (1 - r * r), 1e-9);
		CHECK_NEAR(w[0].share + w[1].share, 1, 1e-9);
		csq_host_reset();
	}
}

static void
test_coverage(void)
{
	int hit = 0, runs = 600;
	/* true correlations of the sample below: 0.25 between ratings */
	double common = 0.5, r = 0.25, a = 0.6, b = 0.3;
	double var = a * a + b * b + 2 * a * b * r + 1;
	double truth = two_weights(r, (a + b * r) / sqrt(var), (b + a * r) / sqrt(var));

	test_section("coverage of the 95 % interval with 300 rows");
	for (int round = 0; round < runs; round++)
	{
		CsqDrivers   *d = sample(300, a, b, common);
		CsqImportance w[2];
		double        r2;

		CHECK(csq_importance(d, 0.95, w, &r2));
		hit += w[0].lo <= truth && truth <= w[0].hi;
		csq_host_reset();
	}
	printf("coverage %.3f\n", (double) hit / runs);
	CHECK(hit > runs * 0.92 && hit < runs * 0.98);
}

static void
test_splits(void)
{
	test_section("any split, text and bytes: the same sums");
	for (int round = 0; round < 2000; round++)
	{
		CsqDrivers *whole = csq_drivers_new(3), *a = csq_drivers_new(3), *b = csq_drivers_new(3);
		CsqBuf      text, bytes;
		CsqError    err;

		for (int i = (int) test_random_below(40); i > 0; i--)
		{
			int64_t v[4];

			for (int j = 0; j < 4; j++)
				v[j] = (int64_t) test_random_below(200000) - 100000;
			CHECK(csq_drivers_add(whole, v, &err));
			CHECK(csq_drivers_add(test_random_below(2) ? a : b, v, &err));
		}
		csq_buf_init(&text);
		csq_buf_init(&bytes);
		csq_drivers_text(a, &text);
		csq_drivers_write(b, &bytes);
		a = csq_drivers_parse(text.data, text.len, &err);
		b = csq_drivers_read(bytes.data, bytes.len, &err);
		CHECK(a != NULL && b != NULL && csq_drivers_merge(&a, b, &err));
		CHECK(memcmp(a, whole, csq_flat_size(whole)) == 0);
		csq_host_reset();
	}
}

int
main(void)
{
	test_weights();
	test_coverage();
	test_splits();
	return test_done();
}
