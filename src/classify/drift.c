/*
 * drift.c
 *		Drift between two periods: the population stability index with what chance
 *		alone makes of it, and a test.
 *
 * PSI = sum (after - before) ln(after / before) over the shares of all categories:
 * the symmetric Kullback-Leibler divergence.  The rule of thumb (0.1 little, 0.25
 * much) was made for large samples: between two samples of m and n from one
 * population of K categories it is about (K - 1) (1 / m + 1 / n) on average
 * (Yurdakul and Naranjo, Statistical properties of the population stability index,
 * Journal of Risk Model Validation 14, 2020), so that stands beside it.  The test is
 * Pearson's of homogeneity.
 */
#include "base/exact_math.h"
#include "base/stats.h"
#include "classify/drift.h"

#include <math.h>

double
csq_psi_term(double before, double after)
{
	before = before < CSQ_DRIFT_LEAST ? CSQ_DRIFT_LEAST : before;
	after = after < CSQ_DRIFT_LEAST ? CSQ_DRIFT_LEAST : after;
	return (after - before) * (csq_ln(after) - csq_ln(before));
}

bool
csq_drift(const double *before, const double *after, size_t n, CsqDrift *out)
{
	double m = 0, k = 0, chi2 = 0;
	size_t seen = 0;

	*out = (CsqDrift){0, 0, NAN};
	for (size_t i = 0; i < n; i++)
	{
		m += before[i];
		k += after[i];
		seen += before[i] + after[i] > 0;
	}
	if (!(m > 0 && k > 0))
		return false;
	for (size_t i = 0; i < n; i++)
	{
		double both = before[i] + after[i];
		double expected = both * m / (m + k);
		double distance = before[i] - expected;

		csq_poll(i);
		if (both <= 0)
			continue;
		out->psi += csq_psi_term(before[i] / m, after[i] / k);
		/* the squares of both sides, which differ from their expectations by the same */
		chi2 += distance * distance * (1 / expected + 1 / (both - expected));
	}
	out->by_chance = ((double) seen - 1) * (1 / m + 1 / k);
	if (seen > 1)
		out->p_value = csq_chi2_tail(chi2, (double) seen - 1);
	return true;
}
