/*
 * drift_test.c
 *		The population stability index and its test: formulas written here with libm,
 *		and what chance makes of them, by simulation.
 */
#include "test.h"

#include "base/stats.h"
#include "classify/drift.h"

#define MAX_K 12

static void
formulas(void)
{
	test_section("psi and chi-square from their definitions");
	for (int turn = 0; turn < 10000; turn++)
	{
		double   a[MAX_K], b[MAX_K], m = 0, k = 0, psi = 0, chi2 = 0;
		size_t   n = 1 + test_random_below(MAX_K);
		int      seen = 0;
		CsqDrift d, back;

		for (size_t i = 0; i < n; i++)
		{
			m += a[i] = (double) (test_random_below(3) == 0 ? 0 : test_random_below(60));
			k += b[i] = (double) (test_random_below(3) == 0 ? 0 : test_random_below(60));
		}
		CHECK(csq_drift(a, b, n, &d) == (m > 0 && k > 0));
		if (m == 0 || k == 0)
			continue;
		for (size_t i = 0; i < n; i++)
		{
			double p = fmax(a[i] / m, 0.0001), q = fmax(b[i] / k, 0.0001);
			double ea = (a[i] + b[i]) * m / (m + k), eb = (a[i] + b[i]) * k / (m + k);

			psi += (q - p) * log(q / p);
			if (ea + eb > 0)
			{
				chi2 += (a[i] - ea) * (a[i] - ea) / ea + (b[i] - eb) * (b[i] - eb) / eb;
				seen++;
			}
		}
		CHECK_NEAR(d.psi, psi, 1e-9);
		CHECK_NEAR(d.by_chance, (seen - 1) * (1 / m + 1 / k), 1e-12);
		if (seen > 1)
			CHECK_NEAR(d.p_value, csq_chi2_tail(chi2, seen - 1), 1e-9);
		else
			CHECK(isnan(d.p_value));
		/* both ways alike */
		CHECK(csq_drift(b, a, n, &back));
		CHECK_NEAR(d.psi, back.psi, 1e-12);
	}
}

/* Two samples of one population: psi is by_chance on average, and one test in twenty says otherwise. */
static void
chance(void)
{
	const int turns = 10000;
	double    psi = 0, by_chance = 0;
	int       alarms = 0;

	test_section("two samples of one population");
	for (int turn = 0; turn < turns; turn++)
	{
		double   a[5] = {0}, b[5] = {0};
		CsqDrift d;

		for (int i = 0; i < 400; i++)
			a[test_random_below(4) == 0 ? 0 : 1 + test_random_below(4)]++;
		for (int i = 0; i < 300; i++)
			b[test_random_below(4) == 0 ? 0 : 1 + test_random_below(4)]++;
		CHECK(csq_drift(a, b, 5, &d));
		psi += d.psi / turns;
		by_chance += d.by_chance / turns;
		alarms += d.p_value < 0.05;
	}
	CHECK_NEAR(psi, by_chance, 0.05 * by_chance);
	CHECK_NEAR(alarms / (double) turns, 0.05, 0.01);
}

int
main(void)
{
	formulas();
	chance();
	return test_done();
}
