/*
 * attainment_test.c
 *		Attainment against plain counting, published figures, and every split.
 *
 * Oracles: Kaplan and Meier's estimate by redistribution to the right (Efron
 * 1967), which shares no formula with the product; Greenwood's sum over clocks;
 * the 6-MP patients of Freireich et al. (Blood 21, 1963), whose table is in every
 * textbook.
 */
#include "test.h"

#include "sla/attainment.h"

#define MAX_CLOCKS 60
#define Z95        1.959963984540054

typedef struct Sample
{
	int     n;
	int64_t seconds[MAX_CLOCKS];
	bool    stopped[MAX_CLOCKS];
} Sample;

static CsqAttainment *
packed(CsqAttainment *a)
{
	CsqError       err;
	CsqAttainment *r;

	CHECK(csq_attainment_check(a, csq_flat_size(a), &err));
	r = csq_attainment_pack(a, &err);
	CHECK(r != NULL && csq_attainment_check(r, csq_flat_size(r), &err));
	return r;
}

static bool
same(const CsqAttainment *a, const CsqAttainment *b)
{
	return csq_flat_size(a) == csq_flat_size(b) && memcmp(a, b, csq_flat_size(a)) == 0;
}

static void
random_sample(Sample *s)
{
	s->n = 1 + (int) test_random_below(MAX_CLOCKS);
	for (int i = 0; i < s->n; i++)
	{
		s->seconds[i] = (int64_t) test_random_below(test_random_below(2) ? 8 : 40);
		s->stopped[i] = test_random_below(3) != 0;
	}
}

static CsqAttainment *
count(const Sample *s)
{
	CsqAttainment *a = csq_attainment_new();
	CsqError       err;

	for (int i = 0; i < s->n; i++)
		CHECK(csq_attainment_add(&a, s->seconds[i] * CSQ_USEC_PER_SEC, s->stopped[i], 1, &err));
	return a;
}

/* Each running clock hands its weight on to those that were watched longer. */
static double
redistributed(const Sample *s, int64_t within)
{
	double weight[MAX_CLOCKS];
	double share = 0;

	for (int i = 0; i < s->n; i++)
		weight[i] = 1.0 / s->n;
	for (int64_t t = 0; t <= within; t++)
	{
		for (int i = 0; i < s->n; i++)
			if (s->stopped[i] && s->seconds[i] == t)
				share += weight[i];
		for (int i = 0; i < s->n; i++)
		{
			int later = 0;

			if (s->stopped[i] || s->seconds[i] != t)
				continue;
			for (int k = 0; k < s->n; k++)
				later += s->seconds[k] > t;
			for (int k = 0; k < s->n && later > 0; k++)
				if (s->seconds[k] > t)
					weight[k] += weight[i] / later;
		}
	}
	return share;
}

/* Greenwood's variance, stop by stop in any order within a second: 1 / (n (n - 1)) telescopes to d / (n (n - d)). */
static double
greenwood(const Sample *s, int64_t within, double survival)
{
	double sum = 0;

	for (int64_t t = 0; t <= within; t++)
	{
		int risk = 0;

		for (int k = 0; k < s->n; k++)
			risk += s->seconds[k] >= t;
		for (int k = 0; k < s->n; k++)
			if (s->stopped[k] && s->seconds[k] == t)
			{
				if (risk > 1)
					sum += 1.0 / ((double) risk * (risk - 1));
				risk--;
			}
	}
	return survival * survival * sum;
}

static void
test_curve(void)
{
	test_section("4000 random samples against redistribution to the right");
	for (int i = 0; i < 4000; i++)
	{
		Sample   s;
		CsqCurve c;
		CsqError err;
		int64_t  last = 0;

		random_sample(&s);
		CHECK(csq_attainment_curve(packed(count(&s)), Z95, &c, &err));
		CHECK_EQ_I64(c.n, s.n);
		for (int k = 0; k < s.n; k++)
			last = s.seconds[k] > last ? s.seconds[k] : last;
		for (int64_t t = 0; t <= last; t++)
		{
			const CsqCurvePoint *p = csq_curve_at(&c, t * CSQ_USEC_PER_SEC + (int64_t) test_random_below(1000000));
			double               expected = redistributed(&s, t);

			CHECK_NEAR(p == NULL ? 0 : p->attained, expected, 1e-12);
			if (p != NULL)
			{
				CHECK_NEAR(p->variance, greenwood(&s, t, 1 - expected), 1e-12);
				CHECK(p->lo <= p->attained + 1e-12 && p->attained <= p->hi + 1e-12 && p->lo >= 0 && p->hi <= 1);
			}
		}
		for (int q = 1; q <= 20; q++)
		{
			int64_t seconds;
			int64_t expected = -1;

			for (int64_t t = 0; t <= last && expected < 0; t++)
				if (redistributed(&s, t) >= q / 20.0 - 1e-9)
					expected = t;
			CHECK_EQ_I64(csq_curve_quantile(&c, q / 20.0, 0, &seconds) ? seconds : -1, expected);
		}
	}
}

static void
test_published(void)
{
	static const int  times[] = {6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35};
	static const char stopped[] = "111010100110001100000";
	static const struct
	{
		int    t;
		double s, se;
	} table[] = {{6, 0.857, 0.0764},  {7, 0.807, 0.0869},  {10, 0.753, 0.0963}, {13, 0.690, 0.1068},
	             {16, 0.627, 0.1141}, {22, 0.538, 0.1282}, {23, 0.448, 0.1346}};
	Sample   s;
	CsqCurve c;
	CsqError err;
	int64_t  seconds;

	test_section("6-MP patients, Freireich et al. 1963");
	s.n = 21;
	for (int i = 0; i < 21; i++)
	{
		s.seconds[i] = times[i];
		s.stopped[i] = stopped[i] == '1';
	}
	CHECK(csq_attainment_curve(packed(count(&s)), Z95, &c, &err));
	CHECK_EQ_I64(c.npoints, 7);
	for (int i = 0; i < 7; i++)
	{
		const CsqCurvePoint *p = csq_curve_at(&c, table[i].t * CSQ_USEC_PER_SEC);

		CHECK_NEAR(1 - p->attained, table[i].s, 0.0006);
		CHECK_NEAR(sqrt(p->variance), table[i].se, 0.00006);
	}
	/* log-log interval at 6: 0.620 to 0.952; median 23, from 13 without upper bound */
	CHECK_NEAR(1 - c.points[0].hi, 0.620, 0.0005);
	CHECK_NEAR(1 - c.points[0].lo, 0.952, 0.0005);
	CHECK(csq_curve_quantile(&c, 0.5, 0, &seconds) && seconds == 23);
	CHECK(csq_curve_quantile(&c, 0.5, -1, &seconds) && seconds == 13);
	CHECK(!csq_curve_quantile(&c, 0.5, 1, &seconds));
}

static void
test_value(void)
{
	test_section("text, binary, order and split give the same value");
	for (int i = 0; i < 4000; i++)
	{
		Sample         s;
		CsqAttainment *p;
		CsqAttainment *parts[3] = {csq_attainment_new(), csq_attainment_new(), csq_attainment_new()};
		CsqBuf         b;
		CsqError       err;

		random_sample(&s);
		p = packed(count(&s));
		csq_buf_init(&b);
		csq_attainment_text(p, &b);
		CHECK(same(p, csq_attainment_parse(b.data, b.len, &err)));
		csq_buf_init(&b);
		csq_attainment_write(p, &b);
		CHECK(same(p, csq_attainment_read(b.data, b.len, &err)));
		for (int k = s.n - 1; k >= 0; k--)
			CHECK(csq_attainment_add(&parts[test_random_below(3)], s.seconds[k] * CSQ_USEC_PER_SEC, s.stopped[k], 1,
			                         &err));
		CHECK(csq_attainment_merge(&parts[0], parts[2], &err) && csq_attainment_merge(&parts[0], parts[1], &err));
		CHECK(same(p, packed(parts[0])));
	}

	test_section("rounding keeps whole seconds exact");
	{
		CsqAttainment *a = csq_attainment_new();
		CsqError       err;
		CsqCurve       c;

		CHECK(csq_attainment_add(&a, 3600 * CSQ_USEC_PER_SEC, true, 1, &err));
		CHECK(csq_attainment_add(&a, 3600 * CSQ_USEC_PER_SEC + 1, true, 1, &err));
		CHECK(csq_attainment_add(&a, 3600 * CSQ_USEC_PER_SEC - 1, false, 1, &err));
		CHECK(!csq_attainment_add(&a, -1, false, 1, &err) && err.code == CSQ_PARAM);
		CHECK(csq_attainment_curve(packed(a), Z95, &c, &err));
		CHECK_EQ_I64(c.points[0].seconds, 3600);
		CHECK_EQ_I64(c.points[0].at_risk, 2);
		CHECK_NEAR(c.points[0].attained, 0.5, 0);
	}

	test_section("memory follows different times, not clocks");
	{
		CsqAttainment *a = csq_attainment_new();
		CsqError       err;

		for (int i = 0; i < 1000000; i++)
			CHECK(csq_attainment_add(&a, (int64_t) test_random_below(5000) * CSQ_USEC_PER_SEC, i % 2 == 0, 1, &err));
		CHECK(csq_flat_size(a) <= 16 * 10000 * 4);
		CHECK_EQ_I64(packed(a)->nentries, 10000);
	}

	test_section("hostile binary values are refused or canonical");
	for (int i = 0; i < 20000; i++)
	{
		static CsqBuf  b;
		CsqAttainment *a;
		CsqError       err;

		if (i % 50 == 0)
		{
			Sample s;

			random_sample(&s);
			csq_buf_init(&b);
			csq_attainment_write(packed(count(&s)), &b);
		}
		b.data[test_random_below(b.len)] = (char) test_random_below(4);
		a = csq_attainment_read(b.data, test_random_below(8) == 0 ? test_random_below(b.len + 1) : b.len, &err);
		if (a == NULL)
			CHECK(err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED);
		else
			CHECK(same(a, packed(a)));
	}
}

/* Acute myelogenous leukaemia (Miller 1997; survival::aml of R): log-rank and restricted means. */
static void
test_two_curves(void)
{
	static const int  maintained[] = {9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161};
	static const char stopped[] = "11011011010";
	static const int  others[] = {5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45};
	static const char stopped_others[] = "111110111111";
	CsqAttainment    *a = csq_attainment_new();
	CsqAttainment    *b = csq_attainment_new();
	CsqCurve          c;
	CsqError          err;
	double            mean, variance, z;

	test_section("two curves: survdiff and survfit(rmean = 40) of R on aml");
	for (int i = 0; i < 11; i++)
		CHECK(csq_attainment_add(&a, maintained[i] * CSQ_USEC_PER_SEC, stopped[i] == '1', 1, &err));
	for (int i = 0; i < 12; i++)
		CHECK(csq_attainment_add(&b, others[i] * CSQ_USEC_PER_SEC, stopped_others[i] == '1', 1, &err));
	a = packed(a);
	b = packed(b);
	z = csq_attainment_log_rank(a, b);
	CHECK_NEAR(z * z, 3.396388699, 1e-8);
	CHECK(z < 0); /* the second stop sooner */
	CHECK_NEAR(csq_attainment_log_rank(b, a), -z, 1e-12);
	CHECK(csq_attainment_curve(a, Z95, &c, &err));
	csq_curve_restricted(&c, 40, &mean, &variance);
	CHECK_NEAR(mean, 28.89772727, 1e-8);
	CHECK_NEAR(sqrt(variance), 3.467577679, 1e-8);
	CHECK(csq_attainment_curve(b, Z95, &c, &err));
	csq_curve_restricted(&c, 40, &mean, &variance);
	CHECK_NEAR(mean, 21.93055556, 1e-8);
	CHECK_NEAR(sqrt(variance), 3.835641163, 1e-8);
	CHECK_EQ_I64(csq_attainment_known(a), 161);
	CHECK(csq_attainment_known(b) == INT64_MAX && csq_attainment_known(csq_attainment_new()) == -1);
}

static bool
refused(const char *text)
{
	CsqError err;

	return csq_attainment_parse(text, strlen(text), &err) == NULL && err.code == CSQ_SYNTAX;
}

static void
test_late(void)
{
	static const int  entered[] = {0, 0, 2, 3, 0, 5, 1, 4};
	static const int  ended[] = {5, 8, 9, 12, 3, 10, 15, 7};
	static const char stopped[] = "11011101";
	static const struct
	{
		int    t, risk;
		double s, se;
	} table[] = {{3, 5, 0.8, 0.178885},      {5, 6, 0.666667, 0.192450},  {7, 6, 0.555556, 0.189758},
	             {8, 5, 0.444444, 0.181444}, {10, 3, 0.296296, 0.171067}, {12, 2, 0.148148, 0.135240}};
	CsqAttainment *a = csq_attainment_new();
	CsqCurve       c;
	CsqError       err;
	CsqBuf         text;
	double         mean, variance;

	test_section("watched late: survfit(Surv(entered, ended, stopped)) of R");
	for (int i = 0; i < 8; i++)
		CHECK(csq_attainment_add_late(&a, entered[i] * CSQ_USEC_PER_SEC, ended[i] * CSQ_USEC_PER_SEC, stopped[i] == '1',
		                              &err));
	CHECK(!csq_attainment_add_late(&a, CSQ_USEC_PER_SEC, CSQ_USEC_PER_SEC, true, &err) && err.code == CSQ_PARAM);
	a = packed(a);
	CHECK(csq_attainment_curve(a, Z95, &c, &err));
	CHECK_EQ_I64(c.n, 8);
	CHECK_EQ_I64(c.npoints, 6);
	for (int i = 0; i < 6; i++)
	{
		CHECK_EQ_I64(c.points[i].seconds, table[i].t);
		CHECK_EQ_I64(c.points[i].at_risk, table[i].risk);
		CHECK_NEAR(1 - c.points[i].attained, table[i].s, 1e-6);
		CHECK_NEAR(sqrt(c.points[i].variance), table[i].se, 1e-6);
	}
	csq_curve_restricted(&c, 12, &mean, &variance);
	CHECK_NEAR(mean, 7.970370370, 1e-8);
	CHECK_NEAR(sqrt(variance), 1.385806621, 1e-8);
	csq_buf_init(&text);
	csq_attainment_text(a, &text);
	CHECK(same(a, csq_attainment_parse(text.data, text.len, &err)));
	CHECK_EQ_STR(text.data, "{\"v\":1,\"stopped\":[[3,1],[5,1],[7,1],[8,1],[10,1],[12,1]],\"running\":[[9,1],[15,1]],"
	                        "\"entered\":[[1,1],[2,1],[3,1],[4,1],[5,1]]}");
	CHECK(refused("{\"v\":1,\"stopped\":[[3,1]],\"running\":[],\"entered\":[[1,2]]}"));
	CHECK(refused("{\"v\":1,\"stopped\":[[3,1]],\"running\":[],\"entered\":[[3,1]]}"));
	csq_host_reset();

	test_section("without open clocks the curve is k / n to the last bit");
	for (int n = 1; n <= 300; n++)
	{
		a = csq_attainment_new();
		for (int i = 1; i <= n; i++)
			CHECK(csq_attainment_add(&a, i * CSQ_USEC_PER_SEC, true, 1, &err));
		CHECK(csq_attainment_add(&a, n * CSQ_USEC_PER_SEC, false, n, &err)); /* still running at the end */
		CHECK(csq_attainment_curve(packed(a), Z95, &c, &err));
		for (int i = 1; i <= n; i++)
			CHECK(c.points[i - 1].attained == (double) i / (2 * n));
		csq_host_reset();
	}
}

int
main(void)
{
	test_two_curves();
	test_late();
	test_curve();
	test_published();
	test_value();
	return test_done();
}
