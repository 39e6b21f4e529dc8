/*
 * funnel_expected.c
 *		Conversion as of an instant: the product-limit estimate.
 *
 * The time from the first step to a later one is known for the cases that came to it.
 * Of any other case it is known that it is longer than the case was watched, whether
 * it is pending or has dropped out: until when a case is watched says nothing of what
 * becomes of it, which is what the estimate asks for.  Cases without an instant are over:
 * they were watched for ever.  So the share within time t is 1 - S(t), S the product
 * over the times at which cases came of 1 - came / at risk (Kaplan and Meier, JASA 53
 * (1958)); what counts as at risk at a time are the cases that neither came before nor
 * were watched for less.  The estimate is 1 - S at the longest time at which a case came.
 *
 * The interval is Greenwood's on the scale of log(-log S); where that has no value,
 * Wilson's for the cases that were watched to the end.  When nobody was watched for less
 * than the longest time it is the plain share, k of n.
 */
#include "funnel/funnel_expected.h"

#include <math.h>

#include "base/stats.h"

typedef struct Curve
{
	double s;         /* S */
	double greenwood; /* of log S */
	double at_risk;   /* at the last time */
} Curve;

/* Cases of the levels below the step that were watched for less than t: the watches are walked along with t. */
typedef struct Watched
{
	const CsqTimes *t;
	uint32_t        i;
	int64_t         gone;
} Watched;

static int64_t
gone_before(Watched *w, int n, int64_t t)
{
	int64_t sum = 0;

	for (int l = 0; l < n; l++)
	{
		while (w[l].i < w[l].t->nvalues && w[l].t->values[w[l].i] < t)
			w[l].gone += w[l].t->counts[w[l].i++];
		sum += w[l].gone;
	}
	return sum;
}

static Curve
curve_of(const CsqFunnelDetail *d, const CsqTimes *came, int step, int64_t cases)
{
	Watched w[CSQ_FUNNEL_MAX_STEPS];
	Curve   c = {1, 0, (double) cases};
	int64_t before = 0;

	for (int l = 0; l < step - 1; l++)
		w[l] = (Watched){&d->wait[l], 0, 0};
	for (uint32_t i = 0; i < came->nvalues; i++)
	{
		double n = (double) (cases - before - gone_before(w, step - 1, came->values[i]));
		double k = (double) came->counts[i];

		n = n < k ? k : n; /* rounded lengths may lie a little early */
		c.at_risk = n;
		c.s *= 1 - k / n;
		c.greenwood += n > k ? k / (n * (n - k)) : 0;
		before += came->counts[i];
		csq_poll(i);
	}
	return c;
}

bool
csq_funnel_expected(const CsqFunnelRule *rule, const CsqFunnelDetail *d, const int64_t *counts, int step, double z,
                    CsqFunnelExpected *e)
{
	const CsqTimes *came = &d->total[step - 1];
	int64_t         cases = 0;
	int64_t         reached = 0;
	bool            all = true; /* nobody was watched for less than the longest time */
	Curve           c;
	CsqInterval     wilson;

	for (int l = 1; l <= rule->nsteps; l++)
	{
		cases += counts[l];
		reached += l >= step ? counts[l] : 0;
		all &= l >= step || d->wait[l - 1].n == 0 || d->wait[l - 1].min >= came->max;
	}
	if (cases == 0 || rule->order == CSQ_ORDER_ANY || (rule->optional >> (step - 1) & 1))
		return false;
	*e = (CsqFunnelExpected){1, 1, 1};
	if (step == 1)
		return true;
	c = all ? (Curve){1 - (double) reached / (double) cases, 0, (double) cases} : curve_of(d, came, step, cases);
	e->share = all ? (double) reached / (double) cases : 1 - c.s;
	wilson = csq_wilson((CsqShare){e->share * c.at_risk, c.at_risk}, z);
	e->lo = wilson.lo;
	e->hi = wilson.hi;
	if (!all && c.s > 0 && c.s < 1)
	{
		double se = sqrt(c.greenwood) / -log(c.s);

		e->lo = 1 - pow(c.s, exp(-z * se));
		e->hi = 1 - pow(c.s, exp(z * se));
	}
	return true;
}
