/*
 * trend_test.c
 *		Interrupted time series and trends against published figures and full matrices.
 *
 * The interrupted series and its coefficients with ordinary errors were computed with
 * statsmodels' formulas; Sen's example is that of his paper (JASA 63, 1968, p. 1386).
 */
#include "test.h"

#include "base/stats.h"
#include "charts/trend.h"
#include "calendar/zone.h"

static CsqGrid
grid_of(const double *at, const double *y, uint32_t n)
{
	CsqGrid g = {false, CSQ_MEASURE_VALUE, {0, 1}, n, csq_alloc(n * sizeof(CsqPoint))};

	for (uint32_t i = 0; i < n; i++)
		g.points[i] = (CsqPoint){9000 + (at != NULL ? (int64_t) at[i] : i), 1, y[i], 0, y[i]};
	return g;
}

static void
test_its(void)
{
	static const double noise[] = {.3, -.1, .2, -.4, .1, .5, -.3, 0,  -.2, .1,
	                               .4, -.2, .3, -.5, .2, .1, -.1, .3, -.4, .2};
	static const double b[] = {10.096364, 0.483030, -2.839394, -0.195758};
	static const double ols[] = {0.182339, 0.034155, 0.279572, 0.048303};
	double              y[20];
	CsqGrid             g;
	CsqIts              r;

	test_section("interrupted time series");
	for (int t = 0; t < 20; t++)
		y[t] = 10 + 0.5 * t - (t >= 10 ? 3 + 0.2 * (t - 10) : 0);
	g = grid_of(NULL, y, 20);
	CHECK(csq_its(&g, 9010, 0.95, &r));
	CHECK_NEAR(r.b[0], 10, 1e-9);
	CHECK_NEAR(r.b[1], 0.5, 1e-9);
	CHECK_NEAR(r.b[2], -3, 1e-9);
	CHECK_NEAR(r.b[3], -0.2, 1e-9);
	for (int t = 0; t < 20; t++)
		y[t] += noise[t];
	g = grid_of(NULL, y, 20);
	CHECK(csq_its(&g, 9010, 0.95, &r));
	CHECK_NEAR(r.durbin_watson, 3.049994, 1e-6);
	for (int i = 0; i < 4; i++)
	{
		CHECK_NEAR(r.ols[i], ols[i], 1e-6);
		CHECK_NEAR(r.b[i], b[i], ols[i]); /* not those of least squares, but near */
	}
	CHECK(r.autocorrelation < 0); /* signs that alternate */
	for (int i = 2; i < 4; i++)
	{
		CHECK(r.lo[i] < r.b[i] && r.b[i] < r.hi[i]);
		CHECK((r.p[i] < 0.05) == (r.hi[i] < 0 || r.lo[i] > 0));
	}
	CHECK(!csq_its(&g, 9007, 0.95, &r) && r.before == 7 && r.after == 13);
}

/* Solves the n equations a x = b by elimination with b of k columns in place; the log of the determinant. */
static double
eliminate(double *a, double *b, int n, int k)
{
	double log_det = 0;

	for (int c = 0; c < n; c++)
	{
		int best = c;

		for (int i = c + 1; i < n; i++)
			if (fabs(a[i * n + c]) > fabs(a[best * n + c]))
				best = i;
		for (int j = 0; j < n && best != c; j++)
		{
			double x = a[c * n + j];

			a[c * n + j] = a[best * n + j];
			a[best * n + j] = x;
		}
		for (int j = 0; j < k && best != c; j++)
		{
			double x = b[c * k + j];

			b[c * k + j] = b[best * k + j];
			b[best * k + j] = x;
		}
		log_det += log(fabs(a[c * n + c]));
		for (int i = 0; i < n; i++)
		{
			double f = i == c ? 0 : a[i * n + c] / a[c * n + c];

			for (int j = c; j < n && f != 0; j++)
				a[i * n + j] -= f * a[c * n + j];
			for (int j = 0; j < k && f != 0; j++)
				b[i * k + j] -= f * b[c * k + j];
		}
	}
	for (int i = 0; i < n; i++)
		for (int j = 0; j < k; j++)
			b[i * k + j] /= a[i * n + i];
	return log_det;
}

/* What one rho says by the matrix of all correlations: log-likelihood, coefficients and errors. */
static double
by_matrices(const double *at, const double (*x)[4], const double *y, int n, double rho, double *b, double *se)
{
	double v[60 * 60], z[60 * 5], m[16], inverse[20] = {0}, rss = 0, log_det;

	for (int i = 0; i < n; i++)
	{
		for (int j = 0; j < n; j++)
			v[i * n + j] = pow(rho, fabs(at[i] - at[j])) / (1 - rho * rho);
		for (int j = 0; j < 5; j++)
			z[i * 5 + j] = j < 4 ? x[i][j] : y[i];
	}
	log_det = eliminate(v, z, n, 5); /* z = V^-1 (X, y) */
	for (int j = 0; j < 4; j++)
		for (int k = 0; k < 5; k++)
		{
			double sum = 0;

			for (int i = 0; i < n; i++)
				sum += x[i][j] * z[i * 5 + k];
			if (k < 4)
				m[j * 4 + k] = sum;
			else
				inverse[j * 5 + 4] = sum;
			inverse[j * 5 + (k < 4 ? k : j)] = k < 4 ? j == k : inverse[j * 5 + j];
		}
	log_det += eliminate(m, inverse, 4, 5);
	for (int i = 0; i < n; i++)
	{
		double e = y[i], ve = z[i * 5 + 4];

		for (int j = 0; j < 4; j++)
		{
			e -= inverse[j * 5 + 4] * x[i][j];
			ve -= inverse[j * 5 + 4] * z[i * 5 + j];
		}
		rss += e * ve;
	}
	for (int j = 0; j < 4; j++)
	{
		b[j] = inverse[j * 5 + 4];
		se[j] = sqrt(rss / (n - 4) * inverse[j * 5 + j]);
	}
	return -log_det / 2 - (n - 4) / 2.0 * log(rss);
}

/* The probabilities below both ends, and of the smaller side of 0, integrated anew with many more steps. */
static void
test_mixture(int n, int gap, int round)
{
	enum
	{
		STEPS = 1200
	};
	double  at[60], x[60][4], y[60], e = 0, below[2][3] = {{0}}, all[2] = {0}, top = 0;
	CsqGrid g;
	CsqIts  r;

	for (int i = 0; i < n; i++)
	{
		at[i] = i == 0 ? 0 : at[i - 1] + 1 + (double) (test_random_below(3) == 0 ? test_random_below(gap) : 0);
		e = 0.25 * (round % 4) * e + ((double) test_random_below(2001) + (double) test_random_below(2001)) / 1000 - 2;
		y[i] = 50 + e + (i >= n / 2 ? 2 : 0);
	}
	for (int i = 0; i < n; i++)
		memcpy(x[i], (double[4]){1, at[i], i >= n / 2, i >= n / 2 ? at[i] - at[n / 2] : 0}, sizeof x[i]);
	g = grid_of(at, y, (uint32_t) n);
	CHECK(csq_its(&g, 9000 + (int64_t) at[n / 2], 0.95, &r));
	for (int k = 0; k <= STEPS; k++)
	{
		double rho = tanh(-3 + 6.0 * k / STEPS), b[4], se[4], likelihood = by_matrices(at, x, y, n, rho, b, se);

		if (k == 0)
			top = likelihood;
		for (int j = 0; j < 2; j++)
		{
			double w = exp(likelihood - top) * (1 - rho * rho) * (j == 0 ? 1 / sqrt(1 - rho * rho) : 1) *
			           (k == 0 || k == STEPS ? 0.5 : 1);
			double where[3] = {r.lo[2 + j], r.hi[2 + j], 0};

			all[j] += w;
			for (int m = 0; m < 3; m++)
			{
				double t = (where[m] - b[2 + j]) / se[2 + j], tail = csq_t_two_sided(t, n - 4) / 2;

				below[j][m] += w * (t > 0 ? 1 - tail : tail);
			}
		}
	}
	for (int j = 0; j < 2; j++)
	{
		CHECK_NEAR(below[j][0] / all[j], 0.025, 2e-6);
		CHECK_NEAR(below[j][1] / all[j], 0.975, 2e-6);
		CHECK_NEAR(2 * fmin(below[j][2] / all[j], 1 - below[j][2] / all[j]), r.p[2 + j], 4e-6);
	}
	csq_host_reset();
}

static void
test_sen(void)
{
	static const double t[] = {1, 2, 3, 4, 10, 12, 18};
	static const double y[] = {9, 15, 19, 20, 45, 55, 78};
	CsqGrid             g = grid_of(t, y, 7);
	CsqTrend            r;
	CsqError            err;

	test_section("the median of the slopes: Sen's example");
	CHECK(csq_trend(&g, 0.93, &r, &err));
	CHECK_NEAR(r.slope, 4, 1e-12);
	CHECK(r.slope_lo < 4 && r.slope_hi > 4 && r.slope_lo > 3 && r.slope_hi < 6);
}

static void
test_random(void)
{
	test_section("trends on random points against all pairs, sorted");
	for (int round = 0; round < 2000; round++)
	{
		int            n = 5 + (int) test_random_below(20);
		double         y[30], slopes[500], far[2], density;
		int            k = 0;
		CsqGrid        g;
		CsqTrend       r;
		CsqError       err;
		CsqLineMixture m;

		for (int i = 0; i < n; i++)
			y[i] = (double) test_random_below(1000) / 10 + i;
		for (int i = 0; i < n; i++)
			for (int j = i + 1; j < n; j++)
				slopes[k++] = (y[j] - y[i]) / (j - i);
		g = grid_of(NULL, y, (uint32_t) n);
		CHECK(csq_trend(&g, 0.95, &r, &err));
		{
			int below = 0, above = 0;

			for (int i = 0; i < k; i++)
			{
				below += slopes[i] < r.slope - 1e-12;
				above += slopes[i] > r.slope + 1e-12;
			}
			CHECK(2 * below <= k && 2 * above <= k);
		}
		CHECK(r.slope_lo <= r.slope && r.slope <= r.slope_hi);
		for (int i = 0; i < 2; i++)
		{ /* further ahead is less certain; the line is in the middle */
			CHECK_NEAR(csq_trend_at(&r, n + 4 + 10 * i, &m), r.intercept + r.slope * (n + 4 + 10 * i), 1e-9);
			far[i] = csq_mixture_quantile(&m, 0.975) - csq_mixture_quantile(&m, 0.025);
			CHECK_NEAR(csq_mixture_below(&m, r.intercept + r.slope * (n + 4 + 10 * i), &density), 0.5, 1e-9);
		}
		CHECK(far[1] > far[0] && far[0] > 0);
		csq_host_reset();
	}
	{
		static const double few[] = {1, 2, 3, 4};
		CsqGrid             g = grid_of(NULL, few, 4);
		CsqTrend            r;
		CsqError            err;

		CHECK(!csq_trend(&g, 0.95, &r, &err) && err.code == CSQ_OK);
	}
	{ /* months are steps of one, whatever their days */
		CsqGrid g = {false, CSQ_MEASURE_VALUE, {1, 0}, 1, csq_alloc(sizeof(CsqPoint))};

		g.points[0].at = csq_date_make(2026, 1, 1);
		CHECK_NEAR(csq_grid_place(&g, csq_date_make(2026, 3, 1)), 2, 1e-12);
		CHECK_NEAR(csq_grid_place(&g, csq_date_make(2026, 9, 30)), 8 + 29.0 / 30, 1e-12);
	}
}

int
main(void)
{
	test_its();
	test_section("the mixture over all autocorrelations against full matrices");
	for (int round = 0; round < 40; round++)
		test_mixture(16 + round % 9, 1 + round % 3, round);
	for (int round = 0; round < 4; round++)
		test_mixture(60, 1 + 4 * (round % 2), round);
	test_sen();
	test_random();
	return test_done();
}
