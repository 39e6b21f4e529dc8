/*
 * coverage_parts.c
 *		Coverage of what looks into the parts: corrected shares, segments, drivers, pairs, places.
 */
#include "classify/corrected_share.h"
#include "classify/review_queue.h"
#include "metrics/contributions.h"
#include "metrics/drivers.h"

#include "coverage.h"

/*
 * Relative weights of k ratings with one common part: normal, outcome b * ratings + noise.  The truth is the weights
 * of a million rows' worth of exact moments.
 */
static void
importance(int64_t n, uint32_t k, const double *b, double common)
{
	CsqDrivers   *exact = csq_drivers_new(k);
	CsqImportance truth[8], found[8];
	double        cov[9][9], r2;
	int           hits = 0, runs = samples / 20 > 0 ? samples / 20 : 1;
	CsqError      err;
	CsqMoment    *product = exact->moments + k + 1;
	char          sizes[64];

	cov[0][0] = 1;
	for (uint32_t i = 1; i <= k; i++)
		for (uint32_t j = 1; j <= k; j++)
			cov[i][j] = i == j ? 1 : common * common;
	for (uint32_t i = 1; i <= k; i++)
	{
		cov[0][i] = 0;
		for (uint32_t j = 1; j <= k; j++)
			cov[0][i] += b[j - 1] * cov[i][j];
		cov[0][0] += b[i - 1] * cov[0][i];
	}
	exact->n = 1000000;
	for (uint32_t i = 0; i <= k; i++)
		for (uint32_t j = i; j <= k; j++)
			*product++ = (CsqMoment) (cov[i][j] * 1e14);
	if (!csq_importance(exact, 0.95, truth, &r2))
		abort();
	for (int run = 0; run < runs; run++)
	{
		CsqDrivers *d = csq_drivers_new(k);

		for (int64_t row = 0; row < n; row++)
		{
			double  f = normal(), y = normal();
			int64_t v[9];

			for (uint32_t j = 0; j < k; j++)
			{
				double x = common * f + sqrt(1 - common * common) * normal();

				y += b[j] * x;
				csq_drivers_value(x, &v[j + 1], &err);
			}
			csq_drivers_value(y, &v[0], &err);
			csq_drivers_add(d, v, &err);
		}
		if (!csq_importance(d, 0.95, found, &r2))
			abort();
		for (uint32_t j = 0; j < k; j++)
			hits += found[j].lo <= truth[j].weight && truth[j].weight <= found[j].hi;
		csq_free(d);
	}
	snprintf(sizes, sizeof sizes, "n = %d, %u ratings", (int) n, k);
	report(NEAR, "importance (resampled)", sizes, hits, runs * (int) k);
}

/* How the texts of a review were chosen. */
typedef enum Choice
{
	BY_LOT,    /* all alike, no weights */
	QUEUE,     /* by review_queue() */
	BY_KIND,   /* three kinds that differ in truth, a fiftieth, a tenth and two fifths of them */
	BY_WEIGHT, /* each with a probability of its own that tells nothing */
} Choice;

#define TEXTS 3000

static CsqReviewItem items[TEXTS];
static bool          truly[TEXTS], called[TEXTS];

/* Texts of which a classifier with a margin calls some so; hits are those.  Choose take of them. */
static size_t
choose(Choice choice, int take, double by_lot, int64_t *hits)
{
	static const double share[3] = {0.5, 0.3, 0.1}, chance[3] = {0.02, 0.1, 0.4};
	size_t              n = 0;

	*hits = 0;
	for (int i = 0; i < TEXTS; i++)
	{
		int    kind = (int) (uniform() * 3);
		double score;

		truly[i] = uniform() < (choice == BY_KIND ? share[kind] : 0.3);
		score = (truly[i] ? 1 : -1) + 0.9 * normal();
		called[i] = score > 0;
		*hits += called[i];
		items[i] = (CsqReviewItem){fabs(score), (uint64_t) (uniform() * 1e18), (uint32_t) i, false, 1};
		if (choice == BY_KIND || choice == BY_WEIGHT)
		{
			double p = choice == BY_KIND ? chance[kind] : fmin(1, 0.08 * exp(0.7 * normal()));

			if (uniform() < p)
			{
				items[n] = items[i];
				items[n++].weight = 1 / p;
			}
		}
	}
	if (choice == QUEUE || choice == BY_LOT)
		n = csq_review_choose(items, TEXTS, (size_t) take, choice == QUEUE ? by_lot : 1);
	return n;
}

static void
corrected(const char *sizes, Choice choice, int take, double by_lot)
{
	static const CsqText yes = {"yes", 3};
	int                  hits = 0, n = 0;

	for (int s = 0; s < samples; s++)
	{
		CsqConfusion *c = csq_confusion_new();
		int64_t       calls, weight;
		size_t        chosen = choose(choice, take, by_lot, &calls);
		CsqCorrected  r;
		CsqError      err;

		for (size_t i = 0; i < chosen; i++)
		{
			uint32_t t = items[i].item;

			if (!csq_confusion_weight(choice == BY_LOT ? 1 : items[i].weight, &weight, &err) ||
			    (c = csq_confusion_add(c, truly[t] ? "yes" : "no", truly[t] ? 3 : 2, called[t] ? "yes" : "no",
			                           called[t] ? 3 : 2, weight, true, &err)) == NULL)
				abort();
		}
		if (csq_corrected_share(c, &yes, calls, TEXTS, csq_z_of(0.95), &r, &err))
		{
			n++;
			hits += r.lo <= 0.3 && 0.3 <= r.hi;
		}
		csq_host_reset();
	}
	report(NEAR, "corrected_share", sizes, hits, n);
}

/* The odds of those who changed one way, of pairs of whom so many change. */
static void
pairs(int n, double p)
{
	int  hits = 0;
	char sizes[40];

	for (int s = 0; s < samples; s++)
	{
		double    b = csq_random_binomial(&rnd, n, p);
		CsqPaired r = csq_mcnemar(n - b, b, 0.95);

		hits += !(r.lo > p / (1 - p)) && !(r.hi < p / (1 - p));
	}
	snprintf(sizes, sizeof sizes, "%d pairs that changed", n);
	report(SAFE, "mcnemar (exact)", sizes, hits, samples);
}

/*
 * What one of two segments did beyond the other: events before and after of each, or shares of n rows.  Changes so
 * large that the search always tells them: of those told because they happened to be large none can hold in 95 %.
 */
static void
moved(bool counts, const char *sizes, double n, const double *segment, const double *rest)
{
	CsqText word = counts ? (CsqText){"count", 5} : (CsqText){"rate", 4};
	int     hits = 0, told = 0;
	double  truth = counts ? segment[1] - segment[0] * rest[1] / rest[0]
	                       : (segment[1] - segment[0] - rest[1] + rest[0]) / 5; /* a fifth of all rows */

	for (int s = 0; s < samples; s++)
	{
		CsqTally        *t = csq_tally_new(&csq_contribution_type, 1, &word);
		CsqContribution *c;
		uint32_t         found;
		CsqError         err;

		for (int i = 0; i < 2; i++)
		{
			const double *p = i == 0 ? segment : rest;
			CsqText       labels[3] = {{i == 0 ? "a" : "b", 1}, {NULL, 0}, {NULL, 0}};
			int64_t       row[4];

			for (int k = 0; k < 2; k++)
			{
				double rows = i == 0 ? n : 4 * n;

				row[2 * k + 1] = (int64_t) (counts ? poisson(p[k]) : rows);
				row[2 * k] = (int64_t) (counts ? (double) row[2 * k + 1] : csq_random_binomial(&rnd, rows, p[k]));
			}
			if (!csq_tally_add(&csq_contribution_type, &t, labels, row, &err))
				abort();
		}
		c = csq_contributions(t, 0.05, csq_z_of(0.95), 1, &found);
		for (uint32_t i = 0; i < found; i++)
			if (c[i].label[0].s[0] == 'a')
			{
				told++;
				hits += c[i].lo <= truth && truth <= c[i].hi;
			}
		csq_host_reset();
	}
	if (told < samples * 0.99)
		abort();
	report(NEAR, counts ? "contributions of counts" : "contributions of shares", sizes, hits, told);
}

/* The true place of one among four others, third. */
static void
ranks(double n)
{
	int  hits = 0;
	char sizes[40];

	for (int s = 0; s < samples; s++)
	{
		CsqFigure       own = share(n, 0.8), peers[4] = {share(n, 0.9), share(n, 0.85), share(n, 0.75), share(n, 0.7)};
		CsqRankInterval r;

		if (!csq_rank_among(&own, peers, 4, true, 0.95, &r))
			abort();
		hits += r.lo <= 3 && 3 <= r.hi;
		csq_host_reset();
	}
	snprintf(sizes, sizeof sizes, "rates of %d, third of five", (int) n);
	report(SAFE, "rank_among (Bonferroni)", sizes, hits, samples);
}

void
coverage_parts(void)
{
	ranks(50);
	ranks(1000);
	moved(true, "20 to 70 events, rest 200", 0, (const double[]){20, 70}, (const double[]){200, 200});
	moved(true, "100 to 220, rest 900 to 1000", 0, (const double[]){100, 220}, (const double[]){900, 1000});
	moved(false, "200 rows, 0.2 to 0.5", 200, (const double[]){0.2, 0.5}, (const double[]){0.2, 0.2});
	moved(false, "1,000 rows, 0.05 to 0.12", 1000, (const double[]){0.05, 0.12}, (const double[]){0.05, 0.06});
	pairs(20, 0.6);
	importance(100, 2, (const double[]){0.6, 0.3}, 0.5);
	importance(300, 2, (const double[]){0.6, 0.3}, 0.5);
	importance(300, 3, (const double[]){0.5, 0.2, 0.1}, 0.6);
	importance(300, 4, (const double[]){0.5, 0.3, 0.1, 0}, 0.8);
	corrected("300 by lot", BY_LOT, 300, 1);
	corrected("queue of 300, half by lot", QUEUE, 300, 0.5);
	corrected("queue of 500, a fifth by lot", QUEUE, 500, 0.2);
	corrected("kinds by 0.02, 0.1, 0.4", BY_KIND, 0, 0);
	corrected("weights of 250, log-normal", BY_WEIGHT, 0, 0);
}
