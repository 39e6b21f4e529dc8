/*
 * label_set_test.c
 *		Thresholds of label sets against sorted probabilities, and the promise itself:
 *		coverage counted over many draws.
 */
#include "test.h"

#include "classify/label_set.h"

#define MAX_N 60

static double
unit(void)
{
	return (double) test_random_below(1000000001) / 1000000000;
}

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Probabilities as good and bad models give them, some of them equal, some at the ends. */
static double
draw(int kind)
{
	double u = unit();

	switch (kind)
	{
		case 0:
			return u;
		case 1:
			return 1 - u * u * u;
		case 2:
			return floor(u * 4) / 4;
		default:
			return test_random_below(3) == 0 ? 1 : u * u;
	}
}

static CsqCalibration *
count(const double *p, size_t n)
{
	CsqCalibration *c = csq_calibration_new();
	CsqError        err;

	for (size_t i = 0; i < n; i++)
		CHECK(csq_calibration_count(c, true, p[i], 1, &err));
	return c;
}

static void
thresholds(void)
{
	const double levels[] = {0.5, 0.8, 0.9, 0.95, 0.99};

	test_section("the threshold is the bin of the k-th smallest");
	for (int turn = 0; turn < 10000; turn++)
	{
		double          p[MAX_N];
		size_t          n = test_random_below(MAX_N + 1);
		int             kind = (int) test_random_below(4);
		int             hundredths[] = {50, 20, 10, 5, 1};
		CsqCalibration *c;

		for (size_t i = 0; i < n; i++)
			p[i] = draw(kind);
		c = count(p, n);
		qsort(p, n, sizeof *p, by_value);
		for (int l = 0; l < 5; l++)
		{
			size_t   k = (n + 1) * (size_t) hundredths[l] / 100;
			int      bin;
			CsqError err;

			CHECK(csq_label_set_bin(c, levels[l], &bin, &err));
			if (k == 0)
				CHECK(bin == 0);
			else
			{
				/* the k-th and all above it belong to the set, and nothing a bin below it */
				CHECK(csq_in_label_set(p[k - 1], bin));
				CHECK(p[k - 1] < 2.0 / 1200 || !csq_in_label_set(p[k - 1] - 1.001 / 1200, bin));
			}
		}
		csq_host_reset();
	}
}

/* The right label of a new row is in its set at least as often as promised, and not much oftener. */
static void
coverage(void)
{
	const double levels[] = {0.5, 0.9, 0.95};
	const int    turns = 20000;

	test_section("coverage over many draws");
	for (int kind = 0; kind < 4; kind++)
		for (int l = 0; l < 3; l++)
		{
			int held = 0;
			int n = 39;

			for (int turn = 0; turn < turns; turn++)
			{
				double   p[MAX_N];
				int      bin;
				CsqError err;

				for (int i = 0; i < n; i++)
					p[i] = draw(kind);
				CHECK(csq_label_set_bin(count(p, (size_t) n), levels[l], &bin, &err));
				held += csq_in_label_set(draw(kind), bin);
				if ((turn & 63) == 0)
					csq_host_reset();
			}
			/* four standard errors; with ties more than the promise is right */
			CHECK(held >= turns * (levels[l] - 4 * sqrt(levels[l] * (1 - levels[l]) / turns)));
			if (kind < 2)
				CHECK(held <=
				      turns * (levels[l] + 1.0 / (n + 1) + 0.003 + 4 * sqrt(levels[l] * (1 - levels[l]) / turns)));
			csq_host_reset();
		}
}

static void
refusals(void)
{
	CsqCalibration *c = csq_calibration_new();
	CsqError        err;
	int             bin;

	test_section("what is no such calibration");
	CHECK(csq_label_set_bin(c, 0.9, &bin, &err) && bin == 0);
	CHECK(csq_calibration_count(c, true, 0.9, 1, &err) && csq_calibration_count(c, false, 0.1, 1, &err));
	CHECK(!csq_label_set_bin(c, 0.9, &bin, &err));
}

int
main(void)
{
	thresholds();
	coverage();
	refusals();
	return test_done();
}
