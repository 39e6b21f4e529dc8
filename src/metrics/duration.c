/*
 * duration.c
 *		duration_summary: what is read from lengths of time (see duration.h).
 *
 * Sources: the interval of a quantile by order statistics is that of Conover,
 * Practical Nonparametric Statistics, 3rd ed. (1999), section 3.2; the mean's is
 * Student's.
 */
#include "metrics/duration.h"

#include <math.h>

const CsqLengthsType csq_duration_type = {
	.name = "duration_summary",
	.nsets = 2,
	.limits = true,
	.sets = {"ended", "open"},
};

bool
csq_duration_add(CsqLengths **l, bool open, int64_t length, CsqError *err)
{
	if (CSQ_UNLIKELY(length < 0))
		return csq_fail(err, CSQ_PARAM, "a duration must not be negative: %.15g seconds", (double) length / 1e6) ||
		       csq_detail(err, "What ends does so after it began.") ||
		       csq_hint(err, "Leave such rows out with FILTER (WHERE to_at >= from_at), and look into them.");
	return csq_lengths_add(l, open ? CSQ_DURATION_OPEN : CSQ_DURATION_ENDED, length, err);
}

CsqShare
csq_duration_within(const CsqLengths *l, int64_t limit)
{
	CsqTimes ended = csq_lengths_times(l, CSQ_DURATION_ENDED);
	CsqTimes open = csq_lengths_times(l, CSQ_DURATION_OPEN);
	double   over = (double) open.n - csq_lengths_within(l, CSQ_DURATION_OPEN, &open, limit);
	CsqShare s = {csq_lengths_within(l, CSQ_DURATION_ENDED, &ended, limit), (double) ended.n + over};

	return s;
}

bool
csq_duration_comparable(const void *a, const void *b, CsqError *err)
{
	return csq_lengths_business(a) == csq_lengths_business(b) ||
	       csq_fail(err, CSQ_PARAM, "durations of business time and of any time cannot be compared") ||
	       csq_detail(err, "One counts the open hours of a calendar, the other all hours.") ||
	       csq_hint(err, "Give the same calendar before and after, or none.");
}

CsqInterval
csq_times_mean_interval(const CsqTimes *t, double confidence)
{
	CsqInterval i = {NAN, NAN};

	if (t->n < 2)
		return i;
	if (csq_times_stddev(t) == 0)
		return csq_equal_interval((double) t->n, csq_times_mean(t), 0, INFINITY, confidence);
	i = csq_mean_interval((double) t->n, csq_times_mean(t), csq_times_stddev(t) / sqrt((double) t->n),
	                      csq_times_skewness(t), confidence);
	i.lo = fmax(0, i.lo);
	return i;
}

/* P(B >= k) for B binomial of n trials with q: n may be any number. */
static double
at_least(double k, double n, double q)
{
	if (k <= 0)
		return 1;
	if (k > n)
		return 0;
	return csq_beta_cdf(q, k, n - k + 1);
}

/* The largest k in 0 .. n + 1 for which P(B >= k) is at least p (it falls with k). */
static double
last_rank(double n, double q, double p)
{
	double lo = 0, hi = floor(n) + 1;

	while (hi - lo > 1)
	{
		double mid = floor((lo + hi) / 2);

		if (at_least(mid, n, q) >= p)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

CsqRanks
csq_quantile_ranks(double n, double q, double confidence)
{
	double   tail = 0.5 * (1 - confidence);
	CsqRanks r;

	if (n > 1e9)
	{
		double half = csq_z_of(confidence) * sqrt(n * q * (1 - q));

		r.lo = fmax(0, floor(n * q - half));
		r.hi = fmin(n + 1, ceil(n * q + half) + 1);
		return r;
	}
	/* length lo fails to be a lower bound when fewer than lo are below: P(B >= lo) must be 1 - tail or more */
	r.lo = last_rank(n, q, 1 - tail);
	/* length hi fails to be an upper bound when hi or more are below */
	r.hi = last_rank(n, q, tail) + 1;
	if (at_least(r.hi - 1, n, q) <= tail)
		r.hi -= 1;
	return r;
}
