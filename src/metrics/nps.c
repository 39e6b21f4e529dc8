/*
 * nps.c
 *		NPS: estimate, intervals, comparison, sample sizes (see nps.h).
 *
 * One answer is -1 (detractor), 0 or 1 (promoter); NPS is 100 times its mean.
 *
 * Sources: Tango, Statistics in Medicine 17 (1998), and May & Johnson, ibid. 16
 * (1997), for the score interval of a difference of two shares of one
 * multinomial sample; Rocks, arXiv:1601.07235, for its use with NPS and for the
 * pseudo-answers 3/4, 3/2, 3/4.  Exact enumeration gives for 10 answers a mean
 * coverage of .963 (score), .955 (adjusted Wald) and .880 (Wald) at nominal .95.
 *
 * One answer shows no spread: Wald and bootstrap, which take the spread for that of
 * the answers, have no interval then.  Score and adjusted Wald do not need it.
 */
#include "metrics/nps.h"
#include "base/literal.h"
#include "base/sort.h"

#include <math.h>

/* Bootstrap: the number of resamples and the seed are part of the definition. */
#define RESAMPLES 9999
#define SEED      UINT64_C(20030401)

bool
csq_nps_method(const char *name, size_t len, CsqNpsMethod *method, CsqError *err)
{
	static const char *const names[] = {"score", "adjusted_wald", "wald", "bootstrap"};
	int                      i = csq_option_of((CsqText){name, len}, names, 4);

	if (i >= 0)
	{
		*method = (CsqNpsMethod) i;
		return true;
	}
	return csq_fail(err, CSQ_PARAM, "unknown interval method \"%s\"", csq_quoted(name, len).s) ||
	       csq_hint(err, "The methods are score, adjusted_wald, wald and bootstrap.");
}

/* ---- estimate ---- */

double
csq_nps_points(const CsqNps *c)
{
	return 100 * (double) (c->promoters - c->detractors) / csq_nps_n(c);
}

/* r + d - (r - d)^2 for shares r and d, which need not come from whole counts. */
static double
variance_of(double r, double d)
{
	return fmax(0, r + d - (r - d) * (r - d));
}

double
csq_nps_variance(const CsqNps *c)
{
	double n = csq_nps_n(c);

	return variance_of((double) c->promoters / n, (double) c->detractors / n);
}

/* Mean of one answer and its standard error, after adding pseudo answers. */
typedef struct Estimate
{
	double mean;
	double error;
} Estimate;

static Estimate
estimate(const CsqNps *c, bool adjusted)
{
	double   extra = adjusted ? 0.75 : 0;
	double   n = csq_nps_n(c) + 4 * extra;
	double   r = ((double) c->promoters + extra) / n;
	double   d = ((double) c->detractors + extra) / n;
	Estimate e = {r - d, sqrt(variance_of(r, d) / n)};

	return e;
}

static CsqInterval
in_points(double lo, double hi)
{
	CsqInterval i = {100 * fmax(-1, lo), 100 * fmin(1, hi)};

	return i;
}

/* ---- the score interval ---- */

/*
 * Squared score statistic over z^2 n, minus one: is the mean theta refused?
 *
 * Under the mean theta the share of detractors is estimated by the root q of the
 * likelihood equation 2 q^2 + B q + C = 0 (all per answer); one answer then has
 * the variance 2 q + theta (1 - theta).
 */
static bool
score_refuses(double r, double d, double theta, double zz_n)
{
	double b = -d - r + (2 - r + d) * theta;
	double c = -d * theta * (1 - theta);
	double root = sqrt(fmax(0, b * b - 8 * c));
	/* of (root - b) / 4 the form without cancellation */
	double q = b <= 0 ? (root - b) / 4 : root + b > 0 ? -2 * c / (root + b) : 0;
	double variance = 2 * fmax(q, fmax(0, -theta)) + theta * (1 - theta);
	double distance = r - d - theta;

	return distance * distance > zz_n * fmax(0, variance);
}

/* The border between the accepted mean inside and the end outside, by bisection. */
static double
score_end(double r, double d, double inside, double outside, double zz_n)
{
	if (!score_refuses(r, d, outside, zz_n))
		return outside;
	for (int i = 0; i < 100; i++)
	{
		double mid = 0.5 * (inside + outside);

		if (mid == inside || mid == outside)
			break;
		if (score_refuses(r, d, mid, zz_n))
			outside = mid;
		else
			inside = mid;
	}
	return inside;
}

static CsqInterval
score_interval(const CsqNps *c, double z)
{
	double n = csq_nps_n(c);
	double r = (double) c->promoters / n;
	double d = (double) c->detractors / n;
	double zz_n = z * z / n;

	return in_points(c->detractors == n ? -1 : score_end(r, d, r - d, -1, zz_n),
	                 c->promoters == n ? 1 : score_end(r, d, r - d, 1, zz_n));
}

/* ---- the bootstrap ---- */

static const CsqInterval no_interval = {NAN, NAN};

/*
 * A multinomial resample needs only the three counts: draw the promoters, then
 * the detractors among the rest.  Both draws take O(1), so the whole costs the
 * same for ten answers and for ten billion.
 */
static bool
bootstrap_interval(const CsqNps *c, double confidence, CsqInterval *result, CsqError *err)
{
	double    n = csq_nps_n(c);
	double    r = (double) c->promoters / n;
	double    rest = (double) (c->passives + c->detractors);
	double    d = rest > 0 ? (double) c->detractors / rest : 0;
	double   *draws;
	CsqRandom random = {SEED};
	int       rank = (int) ((RESAMPLES + 1) * 0.5 * (1 - confidence) + 1e-6);

	if (rank < 1)
		return csq_fail(err, CSQ_PARAM, "confidence %g is too high for the method bootstrap", confidence) ||
		       csq_detail(err, "Its %d resamples resolve levels up to %g.", RESAMPLES, 1 - 2.0 / (RESAMPLES + 1)) ||
		       csq_hint(err, "Use the method score.");
	if (n < 2)
	{
		*result = no_interval;
		return true;
	}
	draws = csq_alloc(RESAMPLES * sizeof(double));
	for (int i = 0; i < RESAMPLES; i++)
	{
		double promoters = csq_random_binomial(&random, n, r);

		draws[i] = promoters - csq_random_binomial(&random, n - promoters, d);
		csq_poll(i);
	}
	csq_sort(draws, RESAMPLES, sizeof *draws, csq_by_double);
	*result = in_points(draws[rank - 1] / n, draws[RESAMPLES - rank] / n);
	csq_free(draws);
	return true;
}

bool
csq_nps_interval(const CsqNps *c, double confidence, CsqNpsMethod method, CsqInterval *result, CsqError *err)
{
	double   z = csq_z_of(confidence);
	Estimate e;

	switch (method)
	{
		case CSQ_NPS_SCORE:
			*result = score_interval(c, z);
			return true;
		case CSQ_NPS_BOOTSTRAP:
			return bootstrap_interval(c, confidence, result, err);
		case CSQ_NPS_ADJUSTED_WALD:
		case CSQ_NPS_WALD:
			break;
	}
	if (method == CSQ_NPS_WALD && csq_nps_n(c) < 2)
	{
		*result = no_interval;
		return true;
	}
	e = estimate(c, method == CSQ_NPS_ADJUSTED_WALD);
	*result = in_points(e.mean - z * e.error, e.mean + z * e.error);
	/* pseudo-answers pull the mean inwards, and -100 out of its own interval: it is drawn out to it */
	result->lo = fmin(result->lo, csq_nps_points(c));
	result->hi = fmax(result->hi, csq_nps_points(c));
	return true;
}

/* ---- comparison ---- */

CsqDifference
csq_nps_compare(const CsqNps *a, const CsqNps *b, double confidence, bool adjusted)
{
	Estimate      first = estimate(a, adjusted);
	Estimate      second = estimate(b, adjusted);
	double        shift = second.mean - first.mean;
	double        error = hypot(first.error, second.error);
	double        z = csq_z_of(confidence);
	CsqDifference r;

	r.difference = csq_nps_points(b) - csq_nps_points(a);
	if (!adjusted && (csq_nps_n(a) < 2 || csq_nps_n(b) < 2))
	{
		r.lo = r.hi = r.z = r.p_value = NAN;
		return r;
	}
	/* of very few answers the pseudo-answers make so much that their interval need not hold what was measured */
	r.lo = fmin(r.difference, 100 * fmax(-2, shift - z * error));
	r.hi = fmax(r.difference, 100 * fmin(2, shift + z * error));
	/* without any spread a shift is certain, and in no units of an error of zero */
	r.z = error > 0 ? shift / error : shift == 0 ? 0 : NAN;
	r.p_value = error > 0 ? csq_normal_two_sided(r.z) : shift == 0;
	return r;
}

/* ---- sample sizes ---- */

/* Round up, but not for the last digits of a whole number. */
static double
whole(double n)
{
	return fmax(1, ceil(n - 1e-9));
}

double
csq_nps_needed_for_margin(double margin, double variance, double confidence)
{
	double z = csq_z_of(confidence) * 100 / margin;

	return whole(z * z * variance - 3);
}

double
csq_nps_needed(double difference, double variance, double power, double confidence)
{
	double z = (csq_z_of(confidence) + csq_normal_quantile(power)) * 100 / difference;

	return whole(z * z * 2 * variance - 3);
}

double
csq_shares_needed(double a, double b, double power, double confidence)
{
	double z = (csq_z_of(confidence) + csq_normal_quantile(power)) / (a - b);

	return whole(z * z * (a * (1 - a) + b * (1 - b)));
}
