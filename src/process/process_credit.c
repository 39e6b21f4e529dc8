/*
 * process_credit.c
 *		Attribution: which of the steps before a goal get the credit for it.
 *
 * The touches of a case are its events before the first event of the goal.  A
 * model gives them weights that add up to 1:
 *
 *		first, last		the first or the last touch gets all
 *		linear			all get the same
 *		position		the first and the last get 0.4 each, those between share 0.2;
 *						two get a half each, one gets all
 *		time_decay		2^(-age / half-life), age being the time to the goal
 *
 * Sums run over the variants in their canonical order, so that equal processes
 * give equal figures.
 */
#include "process/process.h"
#include "base/literal.h"

#include <math.h>

bool
csq_credit_parse(const char *s, size_t len, CsqCredit *m, CsqError *err)
{
	static const char *const names[] = {"first", "last", "linear", "position", "time_decay", "markov"};

	for (int i = 0; i < 6; i++)
		if (csq_option_is((CsqText){s, len}, names[i]))
		{
			*m = (CsqCredit) i;
			return true;
		}
	return csq_fail(err, CSQ_PARAM, "unknown model of attribution \"%s\"", csq_quoted(s, len).s) ||
	       csq_hint(
			   err,
			   "The models are first, last, linear, position, time_decay (of a journey) and markov (of a process).");
}

/* Of touch i of n; not for time_decay. */
static inline double
weight_of(CsqCredit m, uint32_t i, uint32_t n)
{
	switch (m)
	{
		case CSQ_CREDIT_FIRST:
			return i == 0;
		case CSQ_CREDIT_LAST:
			return i == n - 1;
		case CSQ_CREDIT_POSITION:
			if (n <= 2)
				return 1.0 / n;
			return i == 0 || i == n - 1 ? 0.4 : 0.2 / (n - 2);
		default:
			return 1.0 / n;
	}
}

void
csq_credit_weights(CsqCredit m, const int64_t *ages, uint32_t n, int64_t half_life, double *weights)
{
	double sum = 0;

	if (m != CSQ_CREDIT_TIME_DECAY)
	{
		for (uint32_t i = 0; i < n; i++)
			weights[i] = weight_of(m, i, n);
		return;
	}
	/* relative to the youngest, the last, so that not all of them vanish */
	for (uint32_t i = 0; i < n; i++)
		sum += weights[i] = exp2(-((double) ages[i] - (double) ages[n - 1]) / (double) half_life);
	for (uint32_t i = 0; i < n; i++)
		weights[i] /= sum;
}

static bool
markov_credit(const CsqProcess *p, uint32_t goal, int64_t touched, double *credit, CsqError *err)
{
	double *without = csq_alloc((p->nactivities + (size_t) 1) * sizeof *without);
	double  with;
	double  sum = 0;

	if (!csq_process_removal(p, goal, false, &with, without, err))
		return false;
	for (uint32_t i = 0; i < p->nactivities; i++)
		sum += without[i] = i == goal ? 0 : fmin(1, fmax(0, 1 - without[i] / with));
	for (uint32_t i = 0; i < p->nactivities && sum > 0; i++)
		credit[i] = without[i] / sum * (double) touched;
	csq_free(without);
	return true;
}

bool
csq_process_credit(const CsqProcess *p, uint32_t goal, CsqCredit m, double *credit, int64_t *untouched, CsqError *err)
{
	int64_t touched = 0;

	memset(credit, 0, p->nactivities * sizeof *credit);
	*untouched = 0;
	for (uint32_t v = 0; v < p->nvariants; v++)
	{
		const CsqVariant *variant = &p->variants[v];
		uint32_t          n = 0;

		while (n < variant->len && variant->path[n] != goal)
			n++;
		if (n == variant->len)
			continue;
		*(n == 0 ? untouched : &touched) += variant->n;
		if (m != CSQ_CREDIT_MARKOV)
			for (uint32_t i = 0; i < n; i++)
				credit[variant->path[i]] += weight_of(m, i, n) * (double) variant->n;
		csq_poll(v);
	}
	return m != CSQ_CREDIT_MARKOV || touched == 0 || markov_credit(p, goal, touched, credit, err);
}
