/*
 * held_out.c
 *		From margins to probabilities, the temperature, and what a model is worth.
 *
 * A model gives a margin for each label; its probabilities are the softmax of
 * margin / temperature.  One number for the whole model: it changes no decision,
 * it needs a few hundred rows, and it is the one that makes confidence and
 * accuracy agree best in the sense of the log loss (Guo et al., On calibration
 * of modern neural networks, 2017).
 *
 * Bits: plain double arithmetic and the series of exact_math.h in the order of
 * the rows, so a trained model is the same on every platform.
 */
#include "base/exact_math.h"
#include "classify/held_out.h"

#define BINS  15
#define PRIOR 0.4
#define FEW   256 /* rows of which the whole range is scanned first, in steps */
#define SCAN  64

/* ---- probabilities ---- */

/* Margin of a label, from those of the columns. */
static inline float
margin_of(const float *z, int columns, int k)
{
	return columns > 1 ? z[k] : k == 1 ? z[0] : -z[0];
}

void
csq_probabilities(const float *z, int classes, int columns, double temperature, double *p)
{
	double largest = -1e300;
	double sum = 0;

	for (int k = 0; k < classes; k++)
	{
		p[k] = margin_of(z, columns, k) / temperature;
		if (p[k] > largest)
			largest = p[k];
	}
	for (int k = 0; k < classes; k++)
		sum += p[k] = csq_exp(p[k] - largest);
	for (int k = 0; k < classes; k++)
		p[k] /= sum;
}

/* ---- calibration ---- */

double
csq_log_loss(const CsqHeldOutRows *h, double temperature)
{
	double  sum = 0, weight = 0;
	double *q = csq_alloc((size_t) h->classes * sizeof *q);

	for (size_t i = 0; i < h->n; i++)
	{
		double own;

		csq_poll(i);
		csq_probabilities(h->z + i * (size_t) h->columns, h->classes, h->columns, temperature, q);
		own = q[h->label[i]];
		sum -= h->weight[i] * csq_ln(own > 1e-300 ? own : 1e-300);
		weight += h->weight[i];
	}
	csq_free(q);
	return weight > 0 ? sum / weight : 0;
}

/*
 * First and second derivative of the log loss by the inverse temperature b: with p the softmax of b z, they are
 * the means of E[z] - z of the label and of Var[z] under p.  The loss is convex in b.
 */
static void
slope(const CsqHeldOutRows *h, double b, double *first, double *second)
{
	double  sum = 0, sum2 = 0, weight = 0;
	double *q = csq_alloc((size_t) h->classes * sizeof *q);

	for (size_t i = 0; i < h->n; i++)
	{
		const float *z = h->z + i * (size_t) h->columns;
		double       mean = 0, square = 0, own;

		csq_poll(i);
		csq_probabilities(z, h->classes, h->columns, 1 / b, q);
		for (int k = 0; k < h->classes; k++)
		{
			double margin = margin_of(z, h->columns, k);

			mean += q[k] * margin;
			square += q[k] * margin * margin;
		}
		own = margin_of(z, h->columns, h->label[i]);
		sum += h->weight[i] * (mean - own);
		sum2 += h->weight[i] * (square - mean * mean);
		weight += h->weight[i];
	}
	csq_free(q);
	*first = weight > 0 ? sum / weight : 0;
	*second = weight > 0 ? sum2 / weight : 0;
}

/* What the temperature e^u must make small. */
static double
objective(const CsqHeldOutRows *h, double u, double pull)
{
	return csq_log_loss(h, csq_exp(u)) + pull * (u - csq_ln(PRIOR)) * (u - csq_ln(PRIOR));
}

/*
 * By Newton's method over the logarithm u, halving the interval where a step would leave it.  A weak pull keeps a
 * handful of separable examples from asking for certainty.  With so few the sum may have two minima: a scan finds
 * the right one.
 */
double
csq_best_temperature(const CsqHeldOutRows *h)
{
	double lo = csq_ln(0.02), hi = csq_ln(5), step = (hi - lo) / SCAN;
	double pull = h->rows > 0 ? 1.0 / (double) h->rows : 1;
	double u = csq_ln(PRIOR);

	if (h->n <= FEW)
	{
		double least = objective(h, u = lo, pull);

		for (int k = 1; k <= SCAN; k++)
		{
			double at = csq_ln(0.02) + k * step;
			double value = objective(h, at, pull);

			if (value < least)
			{
				least = value;
				u = at;
			}
		}
		lo = u - step > lo ? u - step : lo;
		hi = u + step < hi ? u + step : hi;
	}
	for (int round = 0; round < 60; round++)
	{
		double b = csq_exp(-u);
		double first, second, by_u, by_u2, next;

		slope(h, b, &first, &second);
		by_u = -b * first + 2 * pull * (u - csq_ln(PRIOR));
		by_u2 = b * first + b * b * second + 2 * pull;
		if (by_u > 0)
			hi = u;
		else
			lo = u;
		next = by_u2 > 0 ? u - by_u / by_u2 : lo - 1;
		if (!(next > lo && next < hi))
			next = (lo + hi) / 2;
		if (next - u < 1e-3 && u - next < 1e-3)
			return csq_exp(next);
		u = next;
	}
	return csq_exp(u);
}

void
csq_held_out_measure(const CsqHeldOutRows *h, double temperature, CsqHeldOut *out)
{
	size_t  k = (size_t) h->classes;
	double *q = csq_alloc(k * sizeof *q);
	double *hit = csq_alloc0(3 * k * sizeof *hit); /* right, actual, predicted */
	double  bin[BINS][3] = {{0}};
	double  total = 0;
	int     seen = 0;

	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < h->n; i++)
	{
		double weight = h->weight[i];
		size_t best = 0;
		int    b;

		csq_poll(i);
		csq_probabilities(h->z + i * (size_t) h->columns, h->classes, h->columns, temperature, q);
		for (size_t c = 1; c < k; c++)
			if (q[c] > q[best])
				best = c;
		b = (int) (q[best] * BINS);
		b = b >= BINS ? BINS - 1 : b;
		bin[b][0] += weight;
		bin[b][1] += weight * q[best];
		bin[b][2] += best == h->label[i] ? weight : 0;
		hit[best] += best == h->label[i] ? weight : 0;
		hit[k + h->label[i]] += weight;
		hit[2 * k + best] += weight;
		total += weight;
	}
	for (size_t c = 0; c < k; c++)
	{
		out->accuracy += hit[c];
		if (hit[k + c] + hit[2 * k + c] > 0)
		{
			out->macro_f1 += 2 * hit[c] / (hit[k + c] + hit[2 * k + c]);
			seen++;
		}
	}
	for (int b = 0; b < BINS; b++)
		out->ece += bin[b][1] > bin[b][2] ? bin[b][1] - bin[b][2] : bin[b][2] - bin[b][1];
	out->examples = h->rows;
	if (total > 0)
	{
		out->accuracy /= total;
		out->ece /= total;
		out->macro_f1 /= seen;
	}
	out->log_loss = csq_log_loss(h, temperature);
	csq_free(q);
	csq_free(hit);
}
