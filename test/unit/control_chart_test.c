/*
 * control_chart_test.c
 *		Rules, limits and capability against published figures.
 *
 * Rules: the series and the points that they flag are those of the tests of the R
 * package qcc (test-rules.R); where two rule sets share a rule both are checked.  The
 * screened XmR chart is the example of NHSRplotthedots (vignette "deviations"); the
 * constants are those of the tables of Montgomery, appendix VI.
 */
#include "test.h"

#include "charts/control_chart.h"

/* Which points (from 1) carry a signal, as text. */
static void
expect(const double *z, uint32_t n, unsigned rule, const char *want)
{
	CsqStandard points[40];
	unsigned    signals[40];
	char        got[200] = "";

	for (uint32_t i = 0; i < n; i++)
		points[i] = (CsqStandard){z[i], z[i], fabs(z[i]) > 3};
	csq_signals(points, n, rule, signals);
	for (uint32_t i = 0; i < n; i++)
		if (signals[i] != 0)
			snprintf(got + strlen(got), sizeof got - strlen(got), "%u ", i + 1);
	CHECK_EQ_STR(got, want);
}

#define EXPECT(rule, want, ...)                                                                                        \
	do                                                                                                                 \
	{                                                                                                                  \
		static const double z[] = {__VA_ARGS__};                                                                       \
		expect(z, sizeof z / sizeof *z, rule, want);                                                                   \
	} while (0)

static void
test_rules(void)
{
	test_section("rules of Western Electric and Nelson");
	EXPECT(CSQ_SIGNAL_SHEWHART, "2 3 ", 0, 3.2, -3.5, 2.9);
	EXPECT(CSQ_SIGNAL_WE_2, "4 ", 0, 2.5, 1.0, 2.6, 0);
	EXPECT(CSQ_SIGNAL_WE_3, "6 ", 0, 1.2, 1.3, 0.2, 1.4, 1.5);
	EXPECT(CSQ_SIGNAL_RUN_8, "8 ", -1, -1, -1, -1, -1, -1, -1, -1, 1);
	EXPECT(CSQ_SIGNAL_RUN_8, "8 ", 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 3.2);
	EXPECT(CSQ_SIGNAL_WE_3, "4 5 6 7 8 ", 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 3.2);
	EXPECT(CSQ_SIGNAL_WE_2, "2 3 4 5 6 7 8 ", 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 3.2);
	EXPECT(CSQ_SIGNAL_SHEWHART, "2 3 ", 0, 3.2, -3.4, 3);
	EXPECT(CSQ_SIGNAL_NELSON_2, "9 10 19 20 ", .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, -.5, -.5, -.5, -.5, -.5, -.5,
	       -.5, -.5, -.5, -.5);
	EXPECT(CSQ_SIGNAL_NELSON_3, "6 7 13 14 ", 1, 2, 3, 4, 5, 6, 7, 7, 6, 5, 4, 3, 2, 1);
	EXPECT(CSQ_SIGNAL_NELSON_4, "14 15 ", 1, 3, 2, 4, 3, 5, 4, 6, 5, 7, 6, 8, 7, 9, 8);
	EXPECT(CSQ_SIGNAL_NELSON_5, "4 7 ", 0, 2.3, 0.4, 2.2, -2.4, -0.2, -2.5);
	EXPECT(CSQ_SIGNAL_NELSON_6, "5 10 ", 1.2, 1.3, 0.2, 1.4, 1.5, -1.2, -1.3, -0.1, -1.4, -1.5);
	EXPECT(CSQ_SIGNAL_NELSON_7, "15 16 ", .3, .3, .3, .3, .3, .3, .3, .3, .3, .3, .3, .3, .3, .3, .3, .3, 1.2);
	EXPECT(CSQ_SIGNAL_NELSON_8, "8 ", 1.2, -1.3, 1.1, -1.4, 1.5, -1.2, 1.3, -1.1, 0.2);
	EXPECT(CSQ_SIGNAL_NELSON_8, "", 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2);
}

/* Points signalled by the definition of a rule, each looked at by itself. */
static unsigned
by_definition(const CsqStandard *p, uint32_t i)
{
	unsigned r = 0;
	bool     ok;
	int      up, down;

#define LAST(k, what)                                                                                                  \
	(ok = i + 1 >= (k), up = down = 0);                                                                                \
	for (uint32_t j = i + 1 - (k); ok && j <= i; j++)                                                                  \
	{                                                                                                                  \
		what;                                                                                                          \
	}
	up = down = 0;
	for (uint32_t j = i >= 4 ? i - 4 : 0; j <= i; j++) /* on the side of this point, which is beyond it too */
	{
		up += (p[i].z > 0 ? p[j].z : -p[j].z) > 1;
		down += j + 3 > i && (p[i].z > 0 ? p[j].z : -p[j].z) > 2;
	}
	r |= fabs(p[i].z) > 2 && down >= 2 ? CSQ_SIGNAL_WE_2 | CSQ_SIGNAL_NELSON_5 : 0;
	r |= fabs(p[i].z) > 1 && up >= 4 ? CSQ_SIGNAL_WE_3 | CSQ_SIGNAL_NELSON_6 : 0;
	LAST(8, (up += p[j].z > 0, down += p[j].z < 0));
	r |= up == 8 || down == 8 ? CSQ_SIGNAL_RUN_8 : 0;
	LAST(9, (up += p[j].z > 0, down += p[j].z < 0));
	r |= up == 9 || down == 9 ? CSQ_SIGNAL_NELSON_2 : 0;
	LAST(6, if (j > i - 5)(up += p[j].value > p[j - 1].value, down += p[j].value < p[j - 1].value));
	r |= up == 5 || down == 5 ? CSQ_SIGNAL_NELSON_3 : 0;
	LAST(14, if (j > i - 12)(up += (p[j].value - p[j - 1].value) * (p[j - 1].value - p[j - 2].value) < 0));
	r |= up == 12 ? CSQ_SIGNAL_NELSON_4 : 0;
	LAST(15, up += fabs(p[j].z) <= 1 && !p[j].still);
	r |= up == 15 ? CSQ_SIGNAL_NELSON_7 : 0;
	LAST(8, (up += p[j].z > 1, down += p[j].z < -1));
	r |= up + down == 8 && up > 0 && down > 0 ? CSQ_SIGNAL_NELSON_8 : 0;
	return r;
}

static void
test_rules_random(void)
{
	unsigned mask = CSQ_SIGNAL_RUN_8 | CSQ_SIGNAL_NELSON_2 | CSQ_SIGNAL_NELSON_3 | CSQ_SIGNAL_NELSON_4 |
	                CSQ_SIGNAL_NELSON_7 | CSQ_SIGNAL_NELSON_8 | CSQ_SIGNAL_WE_2 | CSQ_SIGNAL_WE_3 |
	                CSQ_SIGNAL_NELSON_5 | CSQ_SIGNAL_NELSON_6;

	test_section("rules on random series against their definition");
	for (int round = 0; round < 20000; round++)
	{
		CsqStandard p[30];
		unsigned    got[30];
		int         shape = (int) test_random_below(4);

		for (int i = 0; i < 30; i++)
		{
			/* shapes that make every rule fire now and then: few values, saws, slopes */
			p[i].z = ((double) test_random_below(7) - 3) * 0.6;
			if (shape == 1)
				p[i].z = (i % 2 ? 1.5 : -1.5) * (test_random_below(15) > 0);
			if (shape == 2)
				p[i].z = 0.3 * (double) test_random_below(2);
			if (shape == 3)
				p[i].z = i > 0 ? p[i - 1].z + (test_random_below(6) > 0 ? 0.1 : -0.2) : -1;
			p[i].value = p[i].z;
			p[i].outside = false;
			p[i].still = shape == 2 && i == (int) test_random_below(60);
		}
		csq_signals(p, 30, mask, got);
		for (uint32_t i = 0; i < 30; i++)
			CHECK_EQ_I64(got[i], by_definition(p, i));
	}
}

/* ---- limits ---- */

static CsqGrid
grid_of(CsqSeriesMeasure measure, const double *n, const double *sum, uint32_t count)
{
	CsqGrid g = {false, measure, {0, 1}, count, csq_alloc(count * sizeof(CsqPoint))};

	for (uint32_t i = 0; i < count; i++)
	{
		double d = n != NULL ? n[i] : 1;

		g.points[i] = (CsqPoint){9000 + i, measure == CSQ_MEASURE_RATE ? 1 : d, sum[i],
		                         measure == CSQ_MEASURE_RATE ? d : 0, sum[i] / d};
	}
	return g;
}

static CsqChartPoint *
chart_of(const CsqGrid *g, CsqChartKind kind, const CsqChartOptions *options)
{
	CsqChart       chart = {kind, INT64_MIN, INT64_MAX, 0, NULL, ~0U, {0}};
	CsqChartPoint *points = NULL;
	CsqError       err;
	uint32_t       n;

	csq_chart_defaults(&chart.options);
	if (options != NULL)
		chart.options = *options;
	CHECK(csq_chart(g, &chart, &points, &n, &err));
	CHECK_EQ_I64(n, g->n);
	return points;
}

static void
test_limits(void)
{
	static const double nhs[] = {1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1};
	static const double hits[] = {12, 15, 8, 10, 4};
	static const double trials[] = {50, 50, 100, 50, 20};
	CsqGrid             g = grid_of(CSQ_MEASURE_VALUE, NULL, nhs, 18);
	CsqChartPoint      *c = chart_of(&g, CSQ_CHART_XMR, NULL);
	CsqChartOptions     o;
	double              p, s;

	test_section("limits: XmR as published, p and np by hand");
	CHECK_NEAR(c[0].centre, 1.9444444, 1e-6);
	CHECK_NEAR(c[0].lcl, -3.063, 2e-3); /* published with 2.66 for 3 / 1.128 */
	CHECK_NEAR(c[0].ucl, 6.952, 2e-3);
	CHECK(c[4].signals & CSQ_SIGNAL_SHEWHART);
	csq_chart_defaults(&o);
	o.screen = true;
	c = chart_of(&g, CSQ_CHART_XMR, &o);
	CHECK_NEAR(c[0].lcl, -0.716, 1e-3);
	CHECK_NEAR(c[0].ucl, 4.604, 1e-3);
	g = grid_of(CSQ_MEASURE_SHARE, trials, hits, 5);
	c = chart_of(&g, CSQ_CHART_P, NULL);
	p = 49.0 / 270;
	CHECK_NEAR(c[2].centre, p, 1e-12);
	s = 3 * sqrt(p * (1 - p) / 100);
	CHECK_NEAR(c[2].ucl, p + s, 1e-12);
	CHECK_NEAR(c[2].lcl, p - s, 1e-12);
	CHECK(c[4].lcl == 0);
	c = chart_of(&g, CSQ_CHART_NP, NULL);
	CHECK_NEAR(c[2].ucl, 100 * (p + s), 1e-9);
	CHECK_NEAR(c[2].value, 8, 1e-12);
	/* p': z = (p - p0) / sigma, and the mean moving range of z over 1.128 */
	{
		double range = 0, last = 0;

		for (int i = 0; i < 5; i++)
		{
			double z = (hits[i] / trials[i] - p) / sqrt(p * (1 - p) / trials[i]);

			range += i > 0 ? fabs(z - last) : 0;
			last = z;
		}
		c = chart_of(&g, CSQ_CHART_P_PRIME, NULL);
		CHECK_NEAR(c[2].ucl, p + s * range / 4 / 1.128, 1e-12);
	}
}

static void
test_memory(void)
{
	static const double x[] = {11, 13, 12};
	static const double y[] = {1.5, 0.5, 0.6, -1.5, -0.5, -0.8};
	static const double want[] = {1, 1, 1.1, -1, -1, -1.3};
	CsqGrid             g = grid_of(CSQ_MEASURE_VALUE, NULL, x, 3);
	CsqChartOptions     o;
	CsqChartPoint      *c;

	test_section("EWMA and CUSUM as in the tests of qcc");
	csq_chart_defaults(&o);
	o.centre = 10;
	o.sigma = 2;
	o.lambda = 0.5;
	o.limits = 2;
	c = chart_of(&g, CSQ_CHART_EWMA, &o);
	CHECK_NEAR(c[0].value, 10.5, 1e-12);
	CHECK_NEAR(c[1].value, 11.75, 1e-12);
	CHECK_NEAR(c[2].value, 11.875, 1e-12);
	CHECK_NEAR(c[0].ucl, 12, 1e-12);
	CHECK_NEAR(c[1].ucl, 10 + 2 * sqrt(1.25), 1e-12);
	CHECK_NEAR(c[2].ucl, 10 + 2 * sqrt(1.3125), 1e-12);
	g = grid_of(CSQ_MEASURE_VALUE, NULL, y, 6);
	csq_chart_defaults(&o);
	o.centre = 0;
	o.sigma = 1;
	o.decision = 1;
	c = chart_of(&g, CSQ_CHART_CUSUM, &o);
	for (int i = 0; i < 6; i++)
	{
		CHECK_NEAR(c[i].value, want[i], 1e-12);
		CHECK_EQ_I64(c[i].signals, i == 2 ? CSQ_SIGNAL_CUSUM_UP : i == 5 ? CSQ_SIGNAL_CUSUM_DOWN : 0);
	}
}

static void
test_constants(void)
{
	test_section("constants of Montgomery's tables; limits of an xbar-s chart");
	CHECK_NEAR(csq_c4(2), 0.797885, 1e-6);
	CHECK_NEAR(csq_c4(5), 0.939986, 1e-6);
	CHECK_NEAR(csq_c4(25), 0.989640, 1e-6);
	{
		CsqGrid        g = {false, CSQ_MEASURE_VALUE, {0, 1}, 4, csq_alloc(4 * sizeof(CsqPoint))};
		CsqChartPoint *c;

		for (int i = 0; i < 4; i++)
			g.points[i] = (CsqPoint){9000 + i, 5, 50, 4, 10}; /* five values, mean 10, s = 2 */
		c = chart_of(&g, CSQ_CHART_XBAR_S, NULL);
		CHECK_NEAR(c[0].ucl, 10 + 1.4273 * 2, 1e-3); /* A3 */
		c = chart_of(&g, CSQ_CHART_S, NULL);
		CHECK_NEAR(c[0].ucl, 2.0890 * 2, 1e-3); /* B4 */
		CHECK_NEAR(c[0].lcl, 0, 1e-12);         /* B3 */
	}
}

/* Two phases, and a baseline within the first one. */
static void
test_phases(void)
{
	static const double y[] = {10, 12, 11, 13, 30, 31, 29, 30, 32, 31};
	int64_t             starts[] = {9004};
	CsqGrid             g = grid_of(CSQ_MEASURE_VALUE, NULL, y, 10);
	CsqChart            chart = {CSQ_CHART_XMR, INT64_MIN, INT64_MAX, 1, starts, ~0U, {0}};
	CsqChartPoint      *c;
	CsqError            err;
	uint32_t            n;

	test_section("phases and frozen baselines");
	csq_chart_defaults(&chart.options);
	CHECK(csq_chart(&g, &chart, &c, &n, &err));
	CHECK_NEAR(c[0].centre, 11.5, 1e-12);
	CHECK_NEAR(c[4].centre, 30.5, 1e-12);
	CHECK(c[3].phase == 1 && c[4].phase == 2);
	CHECK_EQ_I64(c[4].signals, 0);
	chart.nphases = 0;
	chart.baseline_to = 9004;
	CHECK(csq_chart(&g, &chart, &c, &n, &err));
	CHECK_NEAR(c[9].centre, 11.5, 1e-12);
	CHECK_NEAR(c[9].ucl, 11.5 + 3 * (5.0 / 3) / 1.128, 1e-12);
	CHECK(c[4].signals & CSQ_SIGNAL_SHEWHART);
	chart.kind = CSQ_CHART_P;
	CHECK(!csq_chart(&g, &chart, &c, &n, &err) && err.code == CSQ_PARAM);
}

static void
test_rare(void)
{
	static const double days[] = {10, 3, 25, 8, 14, 2, 31, 7};
	CsqGrid             g = grid_of(CSQ_MEASURE_VALUE, NULL, days, 8);
	CsqChartPoint      *c = chart_of(&g, CSQ_CHART_T, NULL);
	double              y[8], mean = 0, range = 0;

	test_section("charts of rare events");
	for (int i = 0; i < 8; i++)
	{
		y[i] = pow(days[i], 1 / 3.6);
		mean += y[i] / 8;
		range += i > 0 ? fabs(y[i] - y[i - 1]) / 7 : 0;
	}
	CHECK_NEAR(c[0].ucl, pow(mean + 3 * range / 1.128, 3.6), 1e-9);
	CHECK_NEAR(c[0].centre, pow(mean, 3.6), 1e-9);
	c = chart_of(&g, CSQ_CHART_G, NULL);
	CHECK_NEAR(c[0].ucl, 12.5 + 3 * sqrt(12.5 * 13.5), 1e-9);
	CHECK_NEAR(c[0].centre, 9, 1e-12); /* the median */
	CHECK(c[0].lcl == 0);
}

static void
test_capability(void)
{
	static const double y[] = {9, 11, 10, 12, 8, 10};
	CsqGrid             g = grid_of(CSQ_MEASURE_VALUE, NULL, y, 6);
	CsqCapability       c;

	test_section("capability by hand");
	CHECK(csq_capability(&g, 4, 18, 1.959964, false, &c));
	CHECK_NEAR(c.mean, 10, 1e-12);
	CHECK_NEAR(c.sigma_overall, sqrt(2.0), 1e-12);
	CHECK_NEAR(c.sigma_within, (2 + 1 + 2 + 4 + 2) / 5.0 / 1.128, 1e-12);
	CHECK_NEAR(c.cp, 14 / (6 * c.sigma_within), 1e-12);
	CHECK_NEAR(c.cpk, 6 / (3 * c.sigma_within), 1e-12);
	CHECK_NEAR(c.ppk, 6 / (3 * sqrt(2.0)), 1e-12);
	/*
	 * The mean of five moving ranges has a relative variance of 0.155063 (test/oracles/charts.R integrates it) and is
	 * worth 3.474492 degrees of freedom: c4 0.931424, qchisq of 0.025 and 0.975 0.3320226 and 10.2163446 in R.
	 */
	CHECK_NEAR(c.cp_lo / c.cp, sqrt(0.332022588 / 3.474491719) / 0.931424056, 1e-5);
	CHECK_NEAR(c.cp_hi / c.cp, sqrt(10.216344647 / 3.474491719) / 0.931424056, 1e-5);
	CHECK(csq_capability(&g, NAN, 18, 1.959964, false, &c) && isnan(c.cp));
	CHECK_NEAR(c.cpk, 8 / (3 * c.sigma_within), 1e-12);
}

/* Montgomery, Introduction to Statistical Quality Control, 8th edition (2019), tables 9.1, 9.3 and 9.10. */
static void
test_montgomery(void)
{
	static const double x[] = {9.45,  7.99,  9.29,  11.66, 12.16, 10.18, 8.04,  11.46, 9.20,  10.34,
	                           9.03,  11.47, 10.51, 9.40,  10.08, 9.37,  10.62, 10.31, 8.52,  10.84,
	                           10.90, 9.33,  12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52};
	static const double ewma[] = {9.945,   9.7495,  9.70355, 9.8992,  10.1253, 10.1307, 9.92167, 10.0755,
	                              9.98796, 10.0232, 9.92384, 10.0785, 10.1216, 10.0495, 10.0525, 9.98426,
	                              10.0478, 10.074,  9.91864, 10.0108, 10.0997, 10.0227, 10.2495, 10.3745,
	                              10.3971, 10.4654, 10.4568, 10.5731, 10.6468, 10.6341};
	CsqGrid             g = grid_of(CSQ_MEASURE_VALUE, NULL, x, 30);
	CsqChartOptions     o;
	CsqChartPoint      *c;

	test_section("CUSUM and EWMA as published by Montgomery");
	csq_chart_defaults(&o);
	o.centre = 10;
	o.sigma = 1;
	c = chart_of(&g, CSQ_CHART_CUSUM, &o);
	CHECK_NEAR(c[4].value, 2.82, 1e-9);
	CHECK_NEAR(c[27].value, 4.47, 1e-9);
	CHECK_NEAR(c[28].value, 5.28, 1e-9);
	CHECK_NEAR(c[29].value, 5.30, 1e-9);
	for (int i = 0; i < 30; i++)
		CHECK_EQ_I64(c[i].signals, i >= 28 ? CSQ_SIGNAL_CUSUM_UP : 0);
	o.lambda = 0.1;
	o.limits = 2.7;
	c = chart_of(&g, CSQ_CHART_EWMA, &o);
	for (int i = 0; i < 30; i++)
		CHECK_NEAR(c[i].value, ewma[i], 6e-5);
	CHECK_NEAR(c[0].ucl, 10.27, 1e-9);
	CHECK_NEAR(c[29].ucl, 10.62, 5e-3);
	CHECK_NEAR(c[29].lcl, 9.38, 5e-3);
}

/* What never varies gives no signal, whatever the last digit of its mean; what then does is one. */
static void
test_standing_still(void)
{
	static const CsqChartKind kinds[] = {CSQ_CHART_XMR, CSQ_CHART_MR, CSQ_CHART_EWMA, CSQ_CHART_CUSUM, CSQ_CHART_T};

	test_section("figures that stand still, and one that then does not");
	for (int turn = 0; turn < 20000; turn++)
	{
		double       x[61], n[61];
		uint32_t     count = 2 + (uint32_t) test_random_below(59);
		double       level = (double) (1 + test_random_below(99999)) * pow(10, (double) test_random_below(14) - 5);
		bool         ratio = turn % 3 == 0;
		CsqChartKind kind = ratio ? (turn % 2 ? CSQ_CHART_U_PRIME : CSQ_CHART_U) : kinds[test_random_below(5)];
		unsigned     quiet = ratio && kind == CSQ_CHART_U ? CSQ_SIGNAL_NELSON_7 : 0; /* too near to the centre it is */
		CsqChart     chart = {kind, 9000, 9000 + count, 0, NULL, ~0U, {0}};
		CsqChartPoint *points;
		CsqGrid        g;
		CsqError       err;
		uint32_t       got;

		for (uint32_t i = 0; i <= count; i++)
		{
			double times = (double) (1 + test_random_below(9)); /* the same rate of more, and of less */

			x[i] = ratio ? 7 * times : level;
			n[i] = 0.3 * times;
		}
		g = grid_of(ratio ? CSQ_MEASURE_RATE : CSQ_MEASURE_VALUE, ratio ? n : NULL, x, count + 1);
		csq_chart_defaults(&chart.options);
		CHECK(csq_chart(&g, &chart, &points, &got, &err));
		for (uint32_t i = 0; i <= count; i++)
			CHECK_EQ_I64(points[i].signals & ~quiet, 0);
		if (!ratio)
		{
			CsqCapability c;

			CHECK(csq_capability(&g, 0, 2 * level, 1.96, false, &c) && c.sigma_overall == 0 && c.sigma_within == 0);
		}
		g.points[count].sum *= 1.0001;
		g.points[count].value *= 1.0001;
		CHECK(csq_chart(&g, &chart, &points, &got, &err));
		for (uint32_t i = 0; i < count; i++)
			CHECK_EQ_I64(points[i].signals & ~quiet, 0);
		CHECK(kind == CSQ_CHART_U || points[count].signals != 0);
		CHECK(kind == CSQ_CHART_CUSUM ? isnan(points[count].value) : !isnan(points[count].value));
	}
}

int
main(void)
{
	test_rules();
	test_rules_random();
	test_limits();
	test_memory();
	test_constants();
	test_phases();
	test_rare();
	test_capability();
	test_montgomery();
	test_standing_still();
	return test_done();
}
