/*
 * held_out_test.c
 *		The temperature and the figures of what was held out, against a scan of all
 *		temperatures and the definitions, written here with libm.
 */
#include "test.h"

#include "classify/held_out.h"

#define MAX_N       600
#define FEW         40
#define MAX_CLASSES 6

static float    z[MAX_N * MAX_CLASSES];
static float    weight[MAX_N];
static uint16_t label[MAX_N];

static double
unit(void)
{
	return (double) test_random_below(1000001) / 1000000;
}

/* Random margins that know the label, or not, or are sure of the wrong one; a few rows or many. */
static CsqHeldOutRows
random_rows(uint64_t most)
{
	CsqHeldOutRows h = {
		.classes = 2 + (int) test_random_below(MAX_CLASSES - 1), .z = z, .weight = weight, .label = label};
	double scale = exp(4 * unit() - 3);
	double knows = 2 * unit() - 0.3;

	h.columns = h.classes == 2 ? 1 : h.classes;
	h.n = h.cap = h.most = 1 + test_random_below(most);
	for (size_t i = 0; i < h.n; i++)
	{
		label[i] = (uint16_t) test_random_below((uint64_t) h.classes);
		weight[i] = test_random_below(2) ? 1 : (float) (0.1 + 3 * unit());
		for (int k = 0; k < h.columns; k++)
		{
			double sign = h.columns == 1 ? (label[i] == 1 ? 1 : -1) : k == label[i];

			z[i * (size_t) h.columns + (size_t) k] = (float) (scale * (2 * unit() - 1 + knows * sign));
		}
		h.rows += 1 + (int64_t) test_random_below(3);
	}
	return h;
}

static double
probability(const CsqHeldOutRows *h, size_t i, int k, double temperature)
{
	double sum = 0;
	double own = 0;

	for (int j = 0; j < h->classes; j++)
	{
		const float *row = z + i * (size_t) h->columns;
		double       margin = h->columns > 1 ? row[j] : j == 1 ? row[0] : -row[0];

		sum += exp(margin / temperature);
		own = j == k ? exp(margin / temperature) : own;
	}
	return own / sum;
}

static double
loss(const CsqHeldOutRows *h, double temperature)
{
	double sum = 0, all = 0;

	for (size_t i = 0; i < h->n; i++)
	{
		sum -= weight[i] * log(fmax(probability(h, i, label[i], temperature), 1e-300));
		all += weight[i];
	}
	return sum / all;
}

static double
objective(const CsqHeldOutRows *h, double u)
{
	double from = u - log(0.4);

	return loss(h, exp(u)) + from * from / (double) h->rows;
}

static void
temperatures(int turns, uint64_t most, double steps, double slack)
{
	double lo = log(0.02), hi = log(5);

	test_section(most > FEW ? "the temperature of many rows" : "the temperature against a scan");
	for (int turn = 0; turn < turns; turn++)
	{
		CsqHeldOutRows h = random_rows(most);
		double         t = csq_best_temperature(&h);
		double         least = INFINITY;

		for (int k = 0; k <= steps; k++)
			least = fmin(least, objective(&h, lo + (hi - lo) * k / steps));
		CHECK(t >= 0.0199 && t <= 5.001);
		CHECK(objective(&h, log(t)) <= least + slack);
		CHECK_NEAR(csq_log_loss(&h, t), loss(&h, t), 1e-9);
	}
}

/* Accuracy, F1 and calibration error from their definitions. */
static void
figures(void)
{
	test_section("figures of what was held out");
	for (int turn = 0; turn < 10000; turn++)
	{
		CsqHeldOutRows h = random_rows(FEW);
		double         t = 0.1 + unit();
		double         all = 0, right = 0, f1 = 0, ece = 0, gap[15] = {0};
		double         hit[MAX_CLASSES] = {0}, is[MAX_CLASSES] = {0}, said[MAX_CLASSES] = {0};
		int            seen = 0;
		CsqHeldOut     out;

		csq_held_out_measure(&h, t, &out);
		for (size_t i = 0; i < h.n; i++)
		{
			int    best = 0;
			double p;

			for (int k = 1; k < h.classes; k++)
				best = probability(&h, i, k, t) > probability(&h, i, best, t) ? k : best;
			p = probability(&h, i, best, t);
			gap[(int) fmin(p * 15, 14)] += weight[i] * (p - (best == label[i]));
			all += weight[i];
			right += best == label[i] ? weight[i] : 0;
			hit[best] += best == label[i] ? weight[i] : 0;
			is[label[i]] += weight[i];
			said[best] += weight[i];
		}
		for (int k = 0; k < h.classes; k++)
			if (is[k] + said[k] > 0)
			{
				f1 += 2 * hit[k] / (is[k] + said[k]);
				seen++;
			}
		for (int b = 0; b < 15; b++)
			ece += fabs(gap[b]) / all;
		CHECK_NEAR(out.accuracy, right / all, 1e-9);
		CHECK_NEAR(out.macro_f1, f1 / seen, 1e-9);
		CHECK_NEAR(out.ece, ece, 1e-6);
		CHECK_NEAR(out.log_loss, loss(&h, t), 1e-9);
		CHECK(out.examples == h.rows);
	}
}

int
main(void)
{
	temperatures(10000, FEW, 300, 1e-5);
	temperatures(300, MAX_N, 100, 1e-3);
	figures();
	return test_done();
}
