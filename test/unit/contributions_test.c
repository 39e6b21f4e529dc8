/*
 * contributions_test.c
 *		The search on data without and with a change that was put there.
 *
 * Without one, a search finds anything at all in about as many cases as its rate says, though
 * it looks at dozens of combinations.  With one, what it finds first is that combination.
 */
#include "test.h"

#include "base/stats.h"
#include "metrics/contributions.h"

static CsqRandom random_state = {7};

/* 3 by 4 by 2 cells; counts or hits; the cell (1, 2, any) changes by a factor. */
static CsqTally *
cube(bool counts, double factor)
{
	CsqText   word = counts ? (CsqText){"count", 5} : (CsqText){"rate", 4};
	CsqTally *t = csq_tally_new(&csq_contribution_type, 3, &word);
	CsqError  err;

	for (int a = 0; a < 3; a++)
		for (int b = 0; b < 4; b++)
			for (int c = 0; c < 2; c++)
			{
				char    name[3][4];
				CsqText labels[3];
				double  f = a == 1 && b == 2 ? factor : 1;
				int64_t n[4];

				snprintf(name[0], 4, "a%d", a);
				snprintf(name[1], 4, "b%d", b);
				snprintf(name[2], 4, "c%d", c);
				for (int i = 0; i < 3; i++)
					labels[i] = (CsqText){name[i], 2};
				for (int k = 0; k < 2; k++)
				{
					/* as good as Poisson counts of 100 */
					n[2 * k + 1] = (int64_t) csq_random_binomial(&random_state, 10000, 0.01 * (k && counts ? f : 1));
					n[2 * k] =
						counts ? n[2 * k + 1]
							   : (int64_t) csq_random_binomial(&random_state, (double) n[2 * k + 1], 0.2 * (k ? f : 1));
				}
				CHECK(csq_tally_add(&csq_contribution_type, &t, labels, n, &err));
			}
	return t;
}

static void
test_nothing(bool counts)
{
	int runs = 1500, any = 0;

	for (int round = 0; round < runs; round++)
	{
		uint32_t         n;
		CsqContribution *c = csq_contributions(cube(counts, 1), 0.05, 1.96, 20, &n);

		any += n > 0 && c[0].found;
		csq_host_reset();
	}
	printf("%s: something found in %.3f of searches without a change\n", counts ? "counts" : "shares",
	       (double) any / runs);
	CHECK(any < 0.075 * runs);
}

static void
test_planted(bool counts)
{
	int runs = 300, right = 0, covered = 0;

	for (int round = 0; round < runs; round++)
	{
		uint32_t         n;
		CsqContribution *c = csq_contributions(cube(counts, counts ? 2.2 : 3), 0.05, 1.96, 20, &n);

		right += n > 0 && c[0].found && !c[0].explained && c[0].mask == 3 && c[0].label[0].s[1] == '1' &&
		         c[0].label[1].s[1] == '2';
		/* 220 rows a cell instead of 100, in two cells */
		covered += n > 0 && c[0].mask == 3 && c[0].lo <= 240 && c[0].hi >= 240;
		csq_host_reset();
	}
	printf("%s: the planted combination comes first in %.3f\n", counts ? "counts" : "shares", (double) right / runs);
	CHECK(right > 0.85 * runs);
	CHECK(!counts || covered > 0.85 * right);
}

/* The segment of cells (1, 2, any) in the result, or NULL. */
static const CsqContribution *
planted(const CsqContribution *c, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (c[i].mask == 3 && c[i].label[0].s[1] == '1' && c[i].label[1].s[1] == '2')
			return &c[i];
	return NULL;
}

/* An effect as large as a segment says it must be is found in about eight of ten searches, half of it seldom. */
static void
test_smallest(bool counts)
{
	double sum = 0, share[2];
	int    n_sum = 0;

	for (int round = 0; round < 300; round++)
	{
		uint32_t               n;
		CsqContribution       *c = csq_contributions(cube(counts, counts ? 1.4 : 2), 0.05, 1.96, 20, &n);
		const CsqContribution *p = planted(c, n);

		sum += p == NULL ? 0 : p->smallest;
		n_sum += p != NULL;
		csq_host_reset();
	}
	CHECK(n_sum > 100);
	for (int half = 0; half < 2; half++)
	{
		/* 200 rows, or 40 hits of 200 in 2,400 */
		double wanted = sum / n_sum / (1 + half);
		double factor = 1 + (counts ? wanted / 200 : wanted / 0.2 * 2400 / 200);
		int    found = 0;

		for (int round = 0; round < 1000; round++)
		{
			uint32_t               n;
			CsqContribution       *c = csq_contributions(cube(counts, factor), 0.05, 1.96, 20, &n);
			const CsqContribution *p = planted(c, n);

			found += p != NULL && p->found;
			csq_host_reset();
		}
		share[half] = found / 1000.0;
	}
	printf("%s: an effect of the size said is found in %.3f of searches, half of it in %.3f\n",
	       counts ? "counts" : "shares", share[0], share[1]);
	CHECK(share[0] > 0.7 && share[0] < 0.9);
	CHECK(share[1] < 0.4);
}

int
main(void)
{
	test_section("counts without a change");
	test_nothing(true);
	test_section("shares without a change");
	test_nothing(false);
	test_section("a change of counts that was put there");
	test_planted(true);
	test_section("a change of shares that was put there");
	test_planted(false);
	test_section("the smallest effect that is found");
	test_smallest(true);
	test_smallest(false);
	return test_done();
}
