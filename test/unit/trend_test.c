/*
 * trend_test.c
 *		Interrupted time series and trends against published figures.
 *
 * The interrupted series and its coefficients with ordinary and Newey-West (Bartlett,
 * two lags) errors were computed with statsmodels' formulas; Sen's example is that of
 * his paper (JASA 63, 1968, p. 1386).
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
	static const double nw[] = {0.089426, 0.015023, 0.142761, 0.025517};
	double              y[20];
	CsqGrid             g;
	CsqIts              r;

	test_section("interrupted time series");
	for (int t = 0; t < 20; t++)
		y[t] = 10 + 0.5 * t - (t >= 10 ? 3 + 0.2 * (t - 10) : 0);
	g = grid_of(NULL, y, 20);
	CHECK(csq_its(&g, 9010, &r));
	CHECK_NEAR(r.b[0], 10, 1e-9);
	CHECK_NEAR(r.b[1], 0.5, 1e-9);
	CHECK_NEAR(r.b[2], -3, 1e-9);
	CHECK_NEAR(r.b[3], -0.2, 1e-9);
	for (int t = 0; t < 20; t++)
		y[t] += noise[t];
	g = grid_of(NULL, y, 20);
	CHECK(csq_its(&g, 9010, &r));
	CHECK_EQ_I64(r.lag, 2);
	CHECK_NEAR(r.durbin_watson, 3.049994, 1e-6);
	for (int i = 0; i < 4; i++)
	{
		CHECK_NEAR(r.b[i], b[i], 1e-6);
		CHECK_NEAR(r.ols[i], ols[i], 1e-6);
		CHECK_NEAR(r.newey_west[i], nw[i], 1e-6);
		CHECK(r.se[i] >= r.ols[i] && r.se[i] >= nw[i]);
	}
	CHECK(!csq_its(&g, 9007, &r) && r.before == 7 && r.after == 13);
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
	CHECK(csq_trend(&g, 1.8, &r, &err));
	CHECK_NEAR(r.slope, 4, 1e-12);
	CHECK(r.slope_lo < 4 && r.slope_hi > 4 && r.slope_lo > 3 && r.slope_hi < 6);
}

static void
test_random(void)
{
	test_section("trends on random points against all pairs, sorted");
	for (int round = 0; round < 2000; round++)
	{
		int      n = 5 + (int) test_random_below(20);
		double   y[30], slopes[500], se;
		int      k = 0;
		CsqGrid  g;
		CsqTrend r;
		CsqError err;

		for (int i = 0; i < n; i++)
			y[i] = (double) test_random_below(1000) / 10 + i;
		for (int i = 0; i < n; i++)
			for (int j = i + 1; j < n; j++)
				slopes[k++] = (y[j] - y[i]) / (j - i);
		g = grid_of(NULL, y, (uint32_t) n);
		CHECK(csq_trend(&g, 1.96, &r, &err));
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
		CHECK_NEAR(csq_trend_at(&r, 0, &se), r.intercept, 1e-12);
		CHECK(se > r.scale);
		csq_host_reset();
	}
	{
		static const double few[] = {1, 2, 3, 4};
		CsqGrid             g = grid_of(NULL, few, 4);
		CsqTrend            r;
		CsqError            err;

		CHECK(!csq_trend(&g, 1.96, &r, &err) && err.code == CSQ_OK);
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
	test_sen();
	test_random();
	return test_done();
}
