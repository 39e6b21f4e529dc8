/*
 * sampling_test.c
 *		Hashes, samples, plans, agreement and defects against published figures.
 *
 * XXH64: the vectors of xxHash's own documentation and of its Python package.  Plans: the
 * master table II-A of MIL-STD-105E, and the AcceptanceSampling manual.  Alpha: the four
 * raters of Krippendorff as in irr::kripp.alpha.  Yields: the tests of the R package
 * SixSigma.
 */
#include "test.h"

#include "metrics/agreement.h"
#include "metrics/defect.h"
#include "metrics/sampling.h"

static CsqText
text_of(const char *s)
{
	return (CsqText){s, strlen(s)};
}

static void
test_hash(void)
{
	test_section("XXH64 as published");
	CHECK(csq_xxh64("", 0, 0) == UINT64_C(0xEF46DB3751D8E999));
	CHECK(csq_xxh64("a", 1, 0) == UINT64_C(0xD24EC4F1A98C6E5B));
	CHECK(csq_xxh64("abc", 3, 0) == UINT64_C(0x44BC2CF5AD770999));
	CHECK(csq_xxh64("Nobody inspects the spammish repetition", 39, 0) == UINT64_C(0xFBCEA83C8A378BF1));
}

/* Sizes, shares and stability of samples. */
static void
test_picks(void)
{
	test_section("samples: exact size, largest remainder, inclusion, any order");
	for (int round = 0; round < 2000; round++)
	{
		double    share = (double) test_random_below(101) / 100;
		CsqText   salt = text_of("2026-03");
		CsqTally *t = csq_tally_new(&csq_qa_sample_type, share, &salt);
		int       n[6] = {0}, got[6] = {0}, all = 0, strata = 1 + (int) test_random_below(6);
		CsqPick  *p;
		CsqError  err;
		uint32_t  count;
		double    weight = 0;

		for (int i = (int) test_random_below(80); i >= 0; i--)
		{
			char    key[20], stratum[20];
			int     s = (int) test_random_below((uint64_t) strata);
			CsqText labels[2];
			int64_t one = 1;

			snprintf(key, sizeof key, "call %d", i);
			snprintf(stratum, sizeof stratum, "agent %d", s);
			labels[0] = text_of(stratum);
			labels[1] = text_of(key);
			CHECK(csq_tally_add(&csq_qa_sample_type, &t, labels, &one, &err));
			n[s]++;
			all++;
		}
		p = csq_qa_picks(t, 0, &count);
		CHECK_EQ_I64(count, (int64_t) ceil(share * all - 1e-9));
		for (uint32_t i = 0; i < count; i++)
		{
			int s = p[i].stratum.s[6] - '0';

			got[s]++;
			weight += 1 / p[i].inclusion;
			CHECK(i == 0 || p[i].place == 1 || p[i].place == p[i - 1].place + 1);
			CHECK(p[i].place == 1 || csq_stable_hash(&p[i - 1].key, &salt) < csq_stable_hash(&p[i].key, &salt));
		}
		for (int s = 0; s < strata; s++)
			CHECK(got[s] >= floor(share * n[s] + 1e-9) && got[s] <= floor(share * n[s] + 1e-9) + 1);
		for (int s = 0; s < strata; s++)
			weight += got[s] == 0 ? n[s] : 0;
		CHECK_NEAR(weight, all, 1e-9);
		p = csq_qa_picks(t, 2, &count);
		memset(got, 0, sizeof got);
		for (uint32_t i = 0; i < count; i++)
			got[p[i].stratum.s[6] - '0']++;
		for (int s = 0; s < strata; s++)
			CHECK(got[s] >= (n[s] < 2 ? n[s] : 2));
		csq_host_reset();
	}
}

static void
check_plan(int64_t lot, double aql, const char *level, char code, int64_t n, int64_t accept)
{
	CsqPlan  p;
	CsqText  l = text_of(level);
	CsqError err;

	CHECK(csq_accept_table(lot, aql, &l, &p, &err));
	CHECK_EQ_I64(p.code, code);
	CHECK_EQ_I64(p.n, n);
	CHECK_EQ_I64(p.accept, accept);
}

static void
test_plans(void)
{
	CsqPlan  p;
	CsqText  l = {"II", 2};
	CsqError err;

	test_section("acceptance plans");
	check_plan(1000, 2.5, "II", 'J', 80, 5);
	check_plan(1000, 0.65, "II", 'J', 80, 1);
	check_plan(2000, 2.5, "II", 'K', 125, 7);
	check_plan(400, 2.5, "II", 'H', 50, 3);
	check_plan(200, 2.5, "II", 'G', 32, 2);
	check_plan(120, 0.65, "II", 'F', 20, 0);
	check_plan(200, 0.65, "II", 'F', 20, 0); /* arrow up */
	check_plan(400, 0.65, "II", 'J', 80, 1); /* arrow down */
	check_plan(400, 10, "II", 'H', 50, 10);
	check_plan(2000, 10, "II", 'K', 125, 21);
	check_plan(20000, 10, "II", 'K', 125, 21); /* arrow up */
	check_plan(20000, 1.0, "II", 'M', 315, 7);
	check_plan(1000, 2.5, "I", 'G', 32, 2);
	check_plan(1000, 2.5, "III", 'K', 125, 7);
	CHECK(!csq_accept_table(1000, 3, &l, &p, &err) && err.code == CSQ_PARAM);
	CHECK(csq_accept_search(0.05, 0.95, 0.15, 0.075, &p, &err));
	CHECK(p.n == 80 && p.accept == 7);
	CHECK_NEAR(csq_accept_probability(80, 7, 0.05), 0.953408, 1e-6);
	CHECK_NEAR(csq_accept_probability(80, 7, 0.15), 0.072717, 1e-6);
	CHECK(csq_accept_search(0.01, 0.95, 0.05, 0.10, &p, &err) && p.n == 132 && p.accept == 3);
	CHECK(csq_accept_search(0.02, 0.95, 0.08, 0.10, &p, &err) && p.n == 98 && p.accept == 4);
	CHECK_NEAR(csq_accept_probability(80, 5, 0.025), 0.9848, 5e-5);
	CHECK_NEAR(csq_accept_probability(50, 3, 0.025), 0.9638, 5e-5);
}

static void
test_alpha(void)
{
	static const char ratings[] = "11.1"
								  "2232"
								  "3333"
								  "3333"
								  "2222"
								  "1234"
								  "4444"
								  "1121"
								  "2222"
								  ".555"
								  "..11"
								  "..3.";
	CsqTally         *t = csq_tally_new(&csq_ratings_type, 0, &(CsqText){"", 0});
	CsqAlpha          a;
	CsqError          err;

	test_section("Krippendorff's alpha of four raters");
	for (int i = 0; i < 48; i++)
	{
		char    unit[10], rater[10], value[2] = {ratings[i], 0};
		CsqText labels[3];
		int64_t one = 1;

		if (ratings[i] == '.')
			continue;
		snprintf(unit, sizeof unit, "u%d", i / 4);
		snprintf(rater, sizeof rater, "r%d", i % 4);
		labels[0] = text_of(unit);
		labels[1] = text_of(rater);
		labels[2] = text_of(value);
		CHECK(csq_tally_add(&csq_ratings_type, &t, labels, &one, &err));
	}
	CHECK(csq_alpha(t, CSQ_NOMINAL, &a, &err));
	CHECK_NEAR(a.alpha, 0.7434211, 1e-7);
	CHECK(csq_alpha(t, CSQ_ORDINAL, &a, &err));
	CHECK_NEAR(a.alpha, 0.8153875, 1e-6);
	CHECK(csq_alpha(t, CSQ_INTERVAL_SCALE, &a, &err));
	CHECK_NEAR(a.alpha, 0.8491071, 1e-7);
	CHECK(csq_alpha(t, CSQ_RATIO_SCALE, &a, &err));
	CHECK_NEAR(a.alpha, 0.7974028, 1e-7);
	CHECK_EQ_I64(a.units, 11);
	CHECK_EQ_I64(a.ratings, 40);
}

static void
test_defects(void)
{
	static const double dpmo[] = {3.397673, 232.6291, 6209.665, 66807.20, 308537.5, 691462.5};
	CsqDefectSummary   *s = csq_defect_new();
	CsqError            err;
	CsqInterval         i;

	test_section("defects per million and sigma levels");
	for (int k = 0; k < 6; k++)
		CHECK_NEAR(csq_sigma_level(dpmo[k] / 1e6, 1.5), 6 - k, 1e-6);
	CHECK(csq_defect_add(s, 20, 1915, 1, &err));
	CHECK_NEAR(csq_sigma_level(20 / 1915.0, 1.5), 3.810008, 1e-6);
	i = csq_defect_share(s, 0.95);
	/* the interval's ends are those shares at which 20 or more, 20 or fewer have 2.5 % */
	CHECK_NEAR(csq_accept_probability(1915, 19, i.lo), 0.975, 1e-9);
	CHECK_NEAR(csq_accept_probability(1915, 20, i.hi), 0.025, 1e-9);
	CHECK(!csq_defect_add(s, 5, 2, 2, &err) && err.code == CSQ_PARAM);
	CHECK(csq_defect_add(s, 3, 2, 2, &err));
	CHECK_EQ_I64(s->counts[CSQ_OPPORTUNITIES], 1919);
}

/* Against the fraction of two whole numbers that doubles hold exactly, which is rounded once. */
static void
test_rolled_yield(void)
{
	CsqDefectSummary *step[3] = {csq_defect_new(), csq_defect_new(), csq_defect_new()};

	test_section("rolled yield is rounded once");
	CHECK(isnan(csq_rolled_yield(0, NULL)));
	for (int i = 0; i < 20000; i++)
	{
		int    n = 1 + (int) test_random_below(3);
		double good = 1, units = 1;

		for (int k = 0; k < n; k++)
		{
			int64_t *c = step[k]->counts;

			c[CSQ_UNITS] = 1 + (int64_t) test_random_below(i % 2 == 0 ? 20 : 200000);
			c[CSQ_DEFECTS] = (int64_t) test_random_below((uint64_t) c[CSQ_UNITS] + 1);
			good *= (double) (c[CSQ_UNITS] - c[CSQ_DEFECTS]);
			units *= (double) c[CSQ_UNITS];
		}
		CHECK(csq_rolled_yield(n, (const CsqDefectSummary *const *) step) == good / units);
	}
	step[0]->counts[CSQ_DEFECTS] = step[0]->counts[CSQ_UNITS] + 1;
	CHECK(isnan(csq_rolled_yield(1, (const CsqDefectSummary *const *) step)));
}

int
main(void)
{
	test_hash();
	test_picks();
	test_plans();
	test_alpha();
	test_defects();
	test_rolled_yield();
	return test_done();
}
