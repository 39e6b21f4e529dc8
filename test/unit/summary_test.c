/*
 * summary_test.c
 *		Tests of the summary types by their descriptions: merging, the four
 *		directions, hostile input; and what is read from a score_summary.
 */
#include "test.h"

#include "metrics/incidence.h"
#include "metrics/mean.h"
#include "metrics/rate.h"
#include "metrics/score.h"

static const CsqSummaryType *const types[] = {&csq_score_type, &csq_rate_type, &csq_mean_type, &csq_incidence_type};

#define TYPES 4

/* What text and write take. */
static const void *
opened(const CsqSummaryType *t, const void *value)
{
	CsqError err;

	return t->stored.open != NULL ? t->stored.open(value, &err) : value;
}

static void *
copy(const CsqSummaryType *t, const void *value)
{
	size_t size = t->size(value);

	return memcpy(csq_alloc(size), value, size);
}

static bool
same(const CsqSummaryType *t, const void *a, const void *b)
{
	CsqBuf x, y;

	if (t->stored.canonical)
		return t->size(a) == t->size(b) && memcmp(a, b, t->size(a)) == 0;
	csq_buf_init(&x);
	csq_buf_init(&y);
	t->stored.write(opened(t, a), &x);
	t->stored.write(opened(t, b), &y);
	return x.len == y.len && memcmp(x.data, y.data, x.len) == 0;
}

static CsqScale
random_scale(void)
{
	CsqScale scale;
	CsqError err;
	int64_t  lo = (int64_t) test_random_below(40) - 20;

	if (test_random_below(2) == 0)
		CHECK(csq_scale_make(0, 10, &scale, &err));
	else
		CHECK(csq_scale_make(lo, lo + 1 + (int64_t) test_random_below(100), &scale, &err));
	return scale;
}

/* A random value; of a given scale where the type has one. */
static void *
random_value(int type, const CsqScale *scale)
{
	int64_t limit = INT64_C(1) << test_random_below(40);

	if (type == 0)
	{
		CsqScoreSummary *s = csq_score_new(scale);

		s->missing = (int64_t) test_random_below((uint64_t) limit);
		for (int i = 0; i < csq_score_points(s); i++)
			s->counts[i] = (int64_t) test_random_below((uint64_t) limit);
		return s;
	}
	else if (type == 2)
	{
		CsqMeanSummary *s = csq_mean_new();
		int             n = (int) test_random_below(6);

		s->missing = (int64_t) test_random_below((uint64_t) limit);
		for (int i = 0; i < n; i++)
		{
			CsqI128  units = (CsqI128) test_random_below((uint64_t) limit) - limit / 2;
			uint32_t scale10 = (uint32_t) test_random_below(12);
			CsqError err;

			CHECK(csq_mean_step(s, units * limit, scale10, true, &err));
		}
		return s;
	}
	else if (type == 3)
	{
		CsqIncidence *s = csq_incidence_new();

		s->missing = (int64_t) test_random_below((uint64_t) limit);
		s->events = (int64_t) test_random_below((uint64_t) limit);
		s->exposure = (CsqU128) test_random_below((uint64_t) limit) * test_random_below((uint64_t) limit);
		return s;
	}
	else
	{
		CsqRateSummary *s = csq_rate_new();

		s->missing = (int64_t) test_random_below((uint64_t) limit);
		s->hits = (int64_t) test_random_below((uint64_t) limit);
		s->misses = (int64_t) test_random_below((uint64_t) limit);
		return s;
	}
}

static void
test_merge(void)
{
	test_section("merging: any order, any split, and back");
	for (int turn = 0; turn < 10000; turn++)
	{
		int                   type = turn % TYPES;
		const CsqSummaryType *t = types[type];
		CsqScale              scale = random_scale();
		void                 *parts[6];
		void                 *left, *right, *front, *back;
		CsqError              err;
		bool                  ok = true;

		for (int i = 0; i < 6; i++)
			parts[i] = random_value(type, &scale);
		/* one after the other; from the end; two halves */
		left = copy(t, parts[0]);
		right = copy(t, parts[5]);
		front = copy(t, parts[0]);
		back = copy(t, parts[3]);
		for (int i = 1; i < 6; i++)
		{
			ok &= t->add(left, parts[i], &err);
			ok &= t->add(right, parts[5 - i], &err);
		}
		for (int i = 1; i < 3; i++)
			ok &= t->add(front, parts[i], &err) && t->add(back, parts[3 + i], &err);
		ok &= t->add(front, back, &err);
		CHECK(ok && same(t, left, right) && same(t, left, front));
		/* take the first four out again */
		for (int i = 0; i < 4; i++)
			ok &= t->subtract(left, parts[i], &err);
		back = copy(t, parts[4]);
		ok &= t->add(back, parts[5], &err);
		CHECK(ok && same(t, left, back));
		csq_host_reset();
	}
}

static void
test_directions(void)
{
	test_section("text and binary form, there and back");
	for (int turn = 0; turn < 10000; turn++)
	{
		int                   type = turn % TYPES;
		const CsqSummaryType *t = types[type];
		CsqScale              scale = random_scale();
		void                 *value = random_value(type, &scale);
		CsqBuf                text, binary;
		CsqError              err;
		void                 *again;

		csq_buf_init(&text);
		csq_buf_init(&binary);
		t->stored.text(opened(t, value), &text);
		t->stored.write(opened(t, value), &binary);
		CHECK(t->stored.check(value, t->size(value), &err));
		again = t->stored.parse(text.data, text.len, &err);
		CHECK(again != NULL && same(t, value, again));
		again = t->stored.read(binary.data, binary.len, &err);
		CHECK(again != NULL && same(t, value, again));

		/* every truncation is refused */
		CHECK(t->stored.read(binary.data, test_random_below(binary.len), &err) == NULL && err.code == CSQ_BINARY);
		CHECK(t->stored.parse(text.data, test_random_below(text.len), &err) == NULL && err.code == CSQ_SYNTAX);
		/* a changed byte is refused or gives another well-formed value */
		binary.data[test_random_below(binary.len)] ^= (char) (1 << test_random_below(8));
		again = t->stored.read(binary.data, binary.len, &err);
		CHECK(again != NULL ? t->stored.check(again, t->size(again), &err)
		                    : err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED);
		text.data[test_random_below(text.len)] = (char) ("0123456789-{}[],:\"x\0"[test_random_below(20)]);
		again = t->stored.parse(text.data, text.len, &err);
		CHECK(again != NULL ? t->stored.check(again, t->size(again), &err)
		                    : err.code == CSQ_SYNTAX || err.code == CSQ_UNSUPPORTED);
		csq_host_reset();
	}
}

static void
test_refusals(void)
{
	static const char *const bad[][2] = {
		{"score_summary", ""},
		{"score_summary", "null"},
		{"score_summary", "{}"},
		{"score_summary", "{\"v\":1}"},
		{"score_summary", "{\"v\":2,\"lo\":0,\"hi\":1,\"counts\":[0,0]}"},
		{"score_summary", "{\"v\":1,\"lo\":0,\"hi\":1,\"counts\":[0]}"},
		{"score_summary", "{\"v\":1,\"lo\":0,\"hi\":1,\"counts\":[0,0,0]}"},
		{"score_summary", "{\"v\":1,\"lo\":1,\"hi\":0,\"counts\":[]}"},
		{"score_summary", "{\"v\":1,\"lo\":0,\"hi\":101,\"counts\":[]}"},
		{"score_summary", "{\"v\":1,\"lo\":-9223372036854775808,\"hi\":9223372036854775807,\"counts\":[]}"},
		{"score_summary", "{\"v\":1,\"lo\":0,\"hi\":1,\"counts\":[0,-1]}"},
		{"score_summary", "{\"v\":1,\"lo\":0,\"hi\":1,\"counts\":[0,1.5]}"},
		{"score_summary", "{\"v\":1,\"lo\":0,\"hi\":1,\"missing\":-1,\"counts\":[0,1]}"},
		{"score_summary", "{\"v\":1,\"lo\":0,\"hi\":1,\"counts\":[9223372036854775807,1]}"},
		{"score_summary", "{\"v\":1,\"lo\":0,\"hi\":1,\"lo\":0,\"counts\":[0,1]}"},
		{"score_summary", "{\"v\":1,\"lo\":0,\"hi\":1,\"counts\":[0,1],\"x\":1}"},
		{"score_summary", "{\"v\":1,\"lo\":0,\"hi\":1,\"counts\":[0,1]} x"},
		{"score_summary", "{\"v\":1,\"lo\":0,\"hi\":2,\"detractors_to\":1,\"counts\":[0,1,0]}"},
		{"score_summary", "{\"v\":1,\"lo\":0,\"hi\":2,\"detractors_to\":1,\"promoters_from\":1,\"counts\":[0,1,0]}"},
		{"score_summary", "{\"v\":1,\"lo\":0,\"hi\":2,\"detractors_to\":1,\"promoters_from\":3,\"counts\":[0,1,0]}"},
		{"rate_summary", "{\"v\":1,\"hits\":2,\"trials\":1}"},
		{"rate_summary", "{\"v\":1,\"hits\":-1,\"trials\":1}"},
		{"rate_summary", "{\"v\":1,\"hits\":1}"},
		{"rate_summary", "{\"v\":1,\"hits\":1,\"trials\":9223372036854775807,\"missing\":1}"},
		{"rate_summary", "{\"v\":1,\"hits\":1,\"hits\":1,\"trials\":1}"},
		{"rate_summary", "[1,2]"},
		{"mean_summary", "{\"v\":1,\"n\":1,\"sum\":\"2\",\"squares\":\"3\"}"}, /* 2 has the square 4 */
		{"mean_summary", "{\"v\":1,\"n\":0,\"sum\":\"0\",\"squares\":\"1\"}"},
		{"mean_summary", "{\"v\":1,\"n\":-1,\"sum\":\"0\",\"squares\":\"0\"}"},
		{"mean_summary", "{\"v\":1,\"n\":1,\"sum\":\"1e3\",\"squares\":\"1000000\"}"},
		{"mean_summary", "{\"v\":1,\"n\":1,\"sum\":\"1.\",\"squares\":\"1\"}"},
		{"mean_summary", "{\"v\":1,\"n\":1,\"sum\":\"\",\"squares\":\"1\"}"},
		{"mean_summary", "{\"v\":1,\"n\":1,\"sum\":\"1\",\"squares\":\"-1\"}"},
		{"mean_summary", "{\"v\":1,\"n\":1,\"sum\":1,\"squares\":\"1\"}"},
		{"incidence", "{\"v\":1,\"events\":1,\"exposure\":\"-1\"}"},
		{"incidence", "{\"v\":1,\"events\":1,\"exposure\":\"0.0000001\"}"},
		{"incidence", "{\"v\":1,\"events\":-1,\"exposure\":\"1\"}"},
		{"incidence", "{\"v\":1,\"events\":1,\"exposure\":\"999999999999999999999999999999999999999\"}"},
	};
	CsqError         err;
	CsqScale         a, b;
	CsqScoreSummary *s;
	CsqRateSummary  *r = csq_rate_new();
	CsqRateSummary  *q = csq_rate_new();

	test_section("what is refused");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
	{
		const CsqSummaryType *t = types[bad[i][0][0] == 's'   ? 0
		                                : bad[i][0][0] == 'r' ? 1
		                                : bad[i][0][0] == 'm' ? 2
		                                                      : 3];

		err.code = CSQ_OK;
		CHECK(t->stored.parse(bad[i][1], strlen(bad[i][1]), &err) == NULL);
		CHECK((err.code == CSQ_SYNTAX || err.code == CSQ_UNSUPPORTED) && err.detail[0] != '\0');
	}
	CHECK(csq_score_type.stored.parse(" { \"counts\" : [1,2] , \"hi\":5,\"lo\":4, \"v\":1 } ",
	                                  strlen(" { \"counts\" : [1,2] , \"hi\":5,\"lo\":4, \"v\":1 } "), &err) != NULL);
	CHECK(csq_scale_make(0, 10, &a, &err) && csq_scale_make(1, 5, &b, &err));
	CHECK(!csq_score_type.add(csq_score_new(&a), csq_score_new(&b), &err) && err.code == CSQ_PARAM);
	b = a;
	CHECK(csq_scale_cut(&b, 5, 9, &err));
	CHECK(!csq_score_type.subtract(csq_score_new(&a), csq_score_new(&b), &err) && err.code == CSQ_PARAM);
	/* a stored value that was damaged */
	s = csq_score_new(&a);
	CHECK(csq_score_type.stored.check(s, csq_score_type.size(s), &err));
	CHECK(!csq_score_type.stored.check(s, csq_score_type.size(s) - 8, &err) && err.code == CSQ_BINARY);
	CHECK(!csq_score_type.stored.check(s, 7, &err));
	s->header.flags = 1;
	CHECK(!csq_score_type.stored.check(s, csq_score_type.size(s), &err));
	/* overflow, and more than there is */
	r->hits = INT64_MAX;
	q->misses = 1;
	CHECK(!csq_rate_type.add(r, q, &err) && err.code == CSQ_RANGE);
	CHECK(!csq_rate_type.subtract(r, q, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_rate_count(q, 2, 1, &err) && !csq_rate_count(q, -1, 1, &err) &&
	      !csq_rate_count(q, INT64_MIN, INT64_MAX, &err));
}

static void
test_scales(void)
{
	static const int known[][4] = {{0, 10, 6, 9}, {1, 10, 6, 9}, {1, 5, 3, 5}, {0, 100, 60, 90},
	                               {1, 7, 4, 7},  {0, 1, 0, 1},  {-5, 5, 1, 4}};
	CsqScale         scale;
	CsqError         err;

	test_section("cut points of usual scales");
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
	{
		CHECK(csq_scale_make(known[i][0], known[i][1], &scale, &err));
		CHECK_EQ_I64(scale.detractors_to, known[i][2]);
		CHECK_EQ_I64(scale.promoters_from, known[i][3]);
	}
	for (int64_t lo = -100; lo < 100; lo++)
		for (int64_t hi = lo + 1; hi <= lo + 100; hi++)
			CHECK(csq_scale_make(lo, hi, &scale, &err));
}

static void
test_reading(void)
{
	test_section("readers against the single answers");
	for (int turn = 0; turn < 10000; turn++)
	{
		CsqScale         scale = random_scale();
		CsqScoreSummary *s = csq_score_new(&scale);
		int              n = (int) test_random_below(40);
		int64_t          from = (int64_t) test_random_below(140) - 30;
		int64_t          to = (int64_t) test_random_below(140) - 30;
		int64_t          between = 0;
		CsqNps           nps = {0, 0, 0};
		long double      mean = 0, around = 0;
		int              answers[40];
		CsqMoments       m;

		for (int i = 0; i < n; i++)
		{
			int a = scale.lo + (int) test_random_below((uint64_t) csq_score_points(s));

			answers[i] = a;
			s->counts[a - scale.lo]++;
			mean += a;
			between += a >= from && a <= to;
			nps.detractors += a <= scale.detractors_to;
			nps.promoters += a >= scale.promoters_from;
		}
		nps.passives = n - nps.detractors - nps.promoters;
		mean /= n;
		for (int i = 0; i < n; i++)
			around += (answers[i] - mean) * (answers[i] - mean);
		m = csq_score_moments(s);
		CHECK_EQ_I64(csq_score_answered(s), n);
		CHECK_EQ_I64(csq_score_between(s, from, to), between);
		CHECK(csq_score_nps(s).detractors == nps.detractors && csq_score_nps(s).passives == nps.passives &&
		      csq_score_nps(s).promoters == nps.promoters);
		CHECK(n > 0 ? fabs(m.mean - (double) mean) < 1e-13 * 100 : isnan(m.mean));
		CHECK(n > 1 ? fabs(m.variance - (double) (around / (n - 1))) <= 1e-12 * (1 + m.variance) : isnan(m.variance));
		csq_host_reset();
	}
	{
		/* huge counts: the variance of half 999, half 1000 */
		CsqScale         scale = {999, 1000, 999, 1000};
		CsqScoreSummary *s = csq_score_new(&scale);

		s->counts[0] = s->counts[1] = INT64_C(1) << 61;
		CHECK_NEAR(csq_score_moments(s).mean, 999.5, 1e-12);
		CHECK_NEAR(csq_score_moments(s).variance, 0.25, 1e-12);
	}
}

static void
test_tiers(void)
{
	double   percent[] = {80, 90, 95};
	double   shares[] = {.8, .9, .95};
	double   down[] = {90, 80};
	double   wide[] = {80, 101};
	double   none[] = {NAN};
	CsqError err;
	int      tier;

	test_section("tiers");
	for (int hits = 0; hits <= 100; hits++)
	{
		int want = (hits >= 80) + (hits >= 90) + (hits >= 95);

		CHECK(csq_rate_tier((CsqShare){hits, 100}, percent, 3, &tier, &err) && tier == want);
		CHECK(csq_rate_tier((CsqShare){hits, 100}, shares, 3, &tier, &err) && tier == want);
	}
	CHECK(csq_rate_tier((CsqShare){1, 2}, percent, 0, &tier, &err) && tier == 0);
	CHECK(!csq_rate_tier((CsqShare){1, 2}, down, 2, &tier, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_rate_tier((CsqShare){1, 2}, wide, 2, &tier, &err) &&
	      !csq_rate_tier((CsqShare){1, 2}, none, 1, &tier, &err));
}

/* Smallest n by its definition: tier() of every outcome, weighted with its probability. */
static int
needed_by_enumeration(double rate, double cut, double power, double confidence)
{
	double z = csq_z_of(confidence);

	for (int n = 1;; n++)
	{
		double reached = 0;

		for (int k = 0; k <= n; k++)
			if (csq_wilson((CsqShare){k, n}, z).lo >= cut - 1e-12)
				reached += exp(csq_log_binomial(k, n, rate));
		if (reached >= power - 1e-12)
			return n;
	}
}

static void
test_certifying(void)
{
	CsqError err;
	int      n = 0;

	test_section("trials to certify a tier");
	CHECK(csq_tier_needed(.90, .80, .8, .9, &n, &err) && n == 80);
	CHECK(csq_tier_needed(.95, .90, .8, .9, &n, &err) && n == 164);
	CHECK(csq_tier_needed(.98, .95, .8, .9, &n, &err) && n == 229);
	CHECK(!csq_tier_needed(.90001, .90, .8, .9, &n, &err) && err.code == CSQ_LIMIT);
	for (int turn = 0; turn < 200; turn++)
	{
		double cut = 0.05 + 0.01 * (double) test_random_below(85);
		double rate = fmin(0.999, cut + 0.08 + 0.01 * (double) test_random_below(20));
		double power = 0.5 + 0.04 * (double) test_random_below(12);
		double confidence = 0.8 + 0.0199 * (double) test_random_below(10);

		CHECK(csq_tier_needed(rate, cut, power, confidence, &n, &err));
		CHECK_EQ_I64(n, needed_by_enumeration(rate, cut, power, confidence));
	}
}

/* The decimals as whole numbers of 10^-6, summed in 128 bits. */
static void
test_means(void)
{
	test_section("means: exact sums against integers, whatever the scale of each number");
	for (int turn = 0; turn < 10000; turn++)
	{
		CsqMeanSummary *s = csq_mean_new();
		CsqMeanSummary *r = csq_mean_new();
		int             n = 1 + (int) test_random_below(20);
		__int128        sum = 0, squares = 0;
		CsqError        err;
		double          mean, variance;

		for (int i = 0; i < n; i++)
		{
			uint32_t scale = (uint32_t) test_random_below(7);
			int64_t  v = (int64_t) test_random_below(2000000) - 1000000;
			int64_t  unit = 1;

			CHECK(csq_mean_step(s, v, scale, true, &err));
			for (uint32_t d = scale; d < 6; d++)
				unit *= 10;
			sum += (__int128) v * unit;
			squares += (__int128) v * unit * v * unit;
			if (i % 2 == 0)
				CHECK(csq_mean_step(r, v, scale, true, &err));
		}
		mean = (double) sum / n / 1e6;
		variance = n > 1 ? ((double) (squares * n - sum * sum)) / n / (n - 1) / 1e12 : NAN;
		CHECK_NEAR(csq_mean_mean(s), mean, 1e-12 * (1 + fabs(mean)));
		CHECK_NEAR(csq_mean_total(s), (double) sum / 1e6, 1e-12 * (1 + fabs(mean) * n));
		if (n > 1)
			CHECK_NEAR(csq_mean_variance(s), variance, 1e-11 * (1 + variance));
		else
			CHECK(isnan(csq_mean_variance(s)));
		CHECK(csq_mean_type.stored.check(s, sizeof *s, &err));
		csq_host_reset();
	}
	{
		/* 10^30 + 1, 10^30 + 2, 10^30 + 3 have the variance 1: nothing is cancelled */
		CsqMeanSummary *s = csq_mean_new();
		CsqI128         large = 1;
		CsqError        err;
		CsqI128         units;

		for (int i = 0; i < 30; i++)
			large *= 10;
		for (int i = 1; i <= 3; i++)
			CHECK(csq_mean_step(s, large + i, 0, true, &err));
		CHECK_NEAR(csq_mean_variance(s), 1, 1e-15);
		CHECK(!csq_mean_step(s, large, 39, true, &err) && err.code == CSQ_RANGE);
		CHECK(!csq_mean_units(1e18, 6, &units, &err) && err.code == CSQ_RANGE);
		CHECK(csq_mean_units(-0.1, 6, &units, &err) && units == -100000);
	}
}

int
main(void)
{
	test_means();
	test_certifying();
	test_merge();
	test_directions();
	test_refusals();
	test_scales();
	test_reading();
	test_tiers();
	return test_done();
}
