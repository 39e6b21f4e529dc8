/*
 * call_test.c
 *		Tests of service levels and of Erlang's formulas: published figures, and
 *		enumeration of small queues.
 */
#include "test.h"

#include "metrics/call.h"
#include "metrics/erlang.h"

static void
add(CsqLengths **l, int set, int n, int64_t seconds)
{
	CsqError err;

	for (int i = 0; i < n; i++)
		CHECK(csq_lengths_add(l, (uint32_t) set, seconds * CSQ_USEC_PER_SEC, &err));
}

static double
level(const CsqLengths *l, const char *name)
{
	CsqServiceVariant v;
	CsqError          err;
	CsqShare          s;

	CHECK(csq_service_variant(name, strlen(name), &v, &err));
	s = csq_service_level(l, v, 20 * CSQ_USEC_PER_SEC, 5 * CSQ_USEC_PER_SEC);
	return s.hits / s.trials;
}

static void
test_levels(void)
{
	CsqLengths       *l = csq_lengths_new(&csq_call_type, NULL, 0);
	CsqServiceVariant v;
	CsqError          err;

	test_section("service level: ICMI's example, all definitions");
	add(&l, CSQ_CALL_ANSWERED, 860, 15);
	add(&l, CSQ_CALL_ANSWERED, 140, 40);
	add(&l, CSQ_CALL_ABANDONED, 10, 4);
	add(&l, CSQ_CALL_ABANDONED, 10, 12);
	add(&l, CSQ_CALL_ABANDONED, 40, 60);
	CHECK_NEAR(level(l, "abandons_positive"), 0.830189, 5e-7);
	CHECK_NEAR(level(l, "answered_only"), 0.86, 1e-12);
	CHECK_NEAR(level(l, "abandons_negative"), 0.811321, 5e-7);
	CHECK_NEAR(level(l, "ignore_abandons_within"), 0.826923, 5e-7);
	CHECK_NEAR(level(l, "short_abandons_positive"), 0.820755, 5e-7);
	CHECK_NEAR(level(l, "ignore_short"), 0.819048, 5e-7);
	CHECK(!csq_service_variant("standard", 8, &v, &err) && err.code == CSQ_PARAM);
	/* one that has waited 21 s counts against every definition, one that has waited 20 s against none */
	add(&l, CSQ_CALL_WAITING, 1, 20);
	CHECK_NEAR(level(l, "answered_only"), 0.86, 1e-12);
	add(&l, CSQ_CALL_WAITING, 1, 21);
	CHECK_NEAR(level(l, "answered_only"), 860.0 / 1001, 1e-12);
	CHECK_NEAR(level(l, "ignore_short"), 860.0 / 1051, 1e-12);
	csq_host_reset();
}

static void
test_erlang(void)
{
	static const struct
	{
		int    n;
		double load, b, c;
	} known[] = {
		{1, 1, 0.5, NAN},
		{2, 1, 0.2, 0.3333333},
		{5, 3, 0.1100543, 0.2361516},
		{10, 5, 0.0183846, NAN},
		{10, 8, NAN, 0.4091802},
		{12, 10, NAN, 0.4493882},
		{20, 15, 0.0455932, 0.1604294},
		{100, 90, 0.0269574, 0.2169405},
	};

	test_section("Erlang B and C: tables, and pyworkforce's tests");
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
	{
		if (!isnan(known[i].b))
			CHECK_NEAR(csq_erlang_b(known[i].n, known[i].load), known[i].b, 5e-8);
		if (!isnan(known[i].c))
			CHECK_NEAR(csq_erlang_c(known[i].n, known[i].load), known[i].c, 5e-8);
	}
	/* 100 calls in 30 minutes of 3 minutes each; 200 of 180 s: A = 20 */
	CHECK_NEAR(csq_erlang_c(14, 10), 0.1741319, 5e-8);
	CHECK_NEAR(csq_erlang_share_within(14, 10, 3, 0.33), 0.8878527, 5e-8);
	CHECK_NEAR(csq_erlang_mean_wait(14, 10, 3), 0.1305990, 5e-8);
	CHECK_NEAR(csq_erlang_share_within(15, 10, 3, 0.33), 0.9411267, 5e-8);
	CHECK_NEAR(csq_erlang_share_within(24, 20, 180, 20), 0.8088819, 5e-8);
	CHECK_NEAR(csq_erlang_mean_wait(24, 20, 180), 13.41325, 5e-6);
	CHECK_EQ_I64(csq_erlang_agents(10, 3, 0.8, 0.33, 0.85), 14);
	CHECK_EQ_I64(csq_erlang_agents(10, 3, 0.8, 0.33, 0.7), 15);
	CHECK_EQ_I64(csq_erlang_agents(20, 180, 0.8, 20, 1), 24);
	CHECK(isnan(csq_erlang_c(10, 10)) && isnan(csq_erlang_c(3, 7)) && csq_erlang_b(0, 3) == 1 &&
	      csq_erlang_b(3, 0) == 0);

	test_section("Erlang B from the sum of its definition");
	for (int turn = 0; turn < 10000; turn++)
	{
		int    n = (int) test_random_below(60);
		double load = 0.01 + (double) test_random_below(6000) / 100;
		double term = 1, sum = 1;

		for (int k = 1; k <= n; k++)
			sum += term *= load / k;
		CHECK_NEAR(csq_erlang_b(n, load), term / sum, 1e-12);
	}

	test_section("thousands of agents: neither overflow nor cancellation");
	for (int n = 1000; n <= 100000; n *= 10)
	{
		double load = n - 1.5 * sqrt(n);
		double c = csq_erlang_c(n, load);
		double h, beta = (n - load) / sqrt(load);

		/* Halfin and Whitt 1981: the limit for many agents */
		h = 1 / (1 + beta * csq_normal_cdf(beta) / (exp(-beta * beta / 2) / sqrt(2 * M_PI)));
		CHECK_NEAR(c, h, 0.6 / sqrt(n));
		CHECK(csq_erlang_agents(load, 300, 0.8, 20, 1) > (int) load);
		csq_host_reset();
	}
	CHECK(csq_erlang_b(100000, 1) >= 0);
}

int
main(void)
{
	test_levels();
	test_erlang();
	return test_done();
}
