/*
 * evaluation.c
 *		Intervals of figures, their differences and ratios (see evaluation.h;
 *		verdicts are in assess.c, ranks and pairs in ranking.c).
 *
 * Sources
 *	 shares			Wilson 1927; Newcombe, Statistics in Medicine 17 (1998), method 10
 *	 means			Student 1908, Welch 1947; where the skewness is known Hall, JRSS B 54 (1992)
 *	 incidences		Garwood 1936; the test of two is conditional on their sum, as in
 *					Przyborowski and Wilenski 1940, two-sided by likelihood
 *	 MOVER			Zou and Donner, Statistics in Medicine 27 (2008), for differences;
 *					Donner and Zou, Statistical Methods in Medical Research 21 (2012),
 *					for ratios.  For symmetric intervals the latter is Fieller's.
 */
#include "metrics/evaluation.h"

#include <math.h>

#include "metrics/rate.h"

/* ---- figures ---- */

CsqFigure
csq_figure_none(void)
{
	return (CsqFigure){.kind = CSQ_FIGURE_OTHER, .value = NAN, .error = NAN};
}

CsqFigure
csq_figure_share(double hits, double trials)
{
	CsqFigure f = {.kind = CSQ_FIGURE_SHARE, .n = trials, .x = hits, .least = 0, .most = 1, .share = true};

	f.value = trials > 0 ? hits / trials : NAN;
	f.error = sqrt(f.value * (1 - f.value) / trials);
	return f;
}

CsqFigure
csq_figure_nps(const CsqNps *nps)
{
	CsqFigure f = {.kind = CSQ_FIGURE_NPS, .n = csq_nps_n(nps), .nps = *nps, .least = -100, .most = 100};

	f.value = f.n > 0 ? csq_nps_points(nps) : NAN;
	f.error = f.n > 0 ? 100 * sqrt(csq_nps_variance(nps) / f.n) : NAN;
	return f;
}

CsqFigure
csq_figure_mean(double n, double mean, double error, double least, double most)
{
	return (CsqFigure){
		.kind = CSQ_FIGURE_MEAN, .n = n, .value = n > 0 ? mean : NAN, .error = error, .least = least, .most = most};
}

CsqFigure
csq_figure_incidence(double events, double exposure)
{
	CsqFigure f = {
		.kind = CSQ_FIGURE_INCIDENCE, .n = exposure, .x = events, .exposure = exposure, .least = 0, .most = INFINITY};

	f.value = exposure > 0 ? events / exposure : NAN;
	f.error = exposure > 0 ? sqrt(events) / exposure : NAN;
	return f;
}

/* The same figure from factor times as many observations. */
static CsqFigure
scaled(const CsqFigure *f, double factor)
{
	CsqFigure s = *f;

	s.n *= factor;
	s.x *= factor;
	s.exposure *= factor;
	/* a mean of n has n - 1 degrees of freedom, its standard error falls with the root of n */
	s.error /= sqrt(factor);
	if (f->kind == CSQ_FIGURE_NPS && factor != 1)
	{
		s.nps.detractors = (int64_t) fmin(4e18, rint((double) f->nps.detractors * factor));
		s.nps.passives = (int64_t) fmin(4e18, rint((double) f->nps.passives * factor));
		s.nps.promoters = (int64_t) fmin(4e18, rint((double) f->nps.promoters * factor));
	}
	return s;
}

/* ---- Poisson counts ---- */

CsqInterval
csq_poisson_interval(double events, double confidence)
{
	double      tail = 0.5 * (1 - confidence);
	CsqInterval i;

	if (events > 1e8)
	{ /* Wilson and Hilferty's cube, exact to more digits than are printed here */
		double z = csq_z_of(confidence);
		double up = events + 1;

		i.lo = events * pow(1 - 1 / (9 * events) - z / (3 * sqrt(events)), 3);
		i.hi = up * pow(1 - 1 / (9 * up) + z / (3 * sqrt(up)), 3);
		return i;
	}
	i.lo = events > 0 ? csq_gamma_quantile(tail, events) : 0;
	i.hi = csq_gamma_quantile(1 - tail, events + 1);
	return i;
}

/* P(B >= k) for B binomial. */
static double
binomial_tail(double k, double n, double p)
{
	return k <= 0 ? 1 : k > n ? 0 : csq_beta_cdf(p, k, n - k + 1);
}

/* Probability of all outcomes that are no likelier than k of n. */
static double
binomial_test(double k, double n, double p)
{
	double bar = csq_log_binomial(k, n, p) + 1e-7;
	double mode = floor((n + 1) * p);
	double lo, hi;

	if (k > 1e8 && n - k > 1e8) /* the normal's two tails: logarithms of such numbers do not tell outcomes apart */
		return fmin(1, 2 * fmin(binomial_tail(k, n, p), 1 - binomial_tail(k + 1, n, p)));
	if (bar >= csq_log_binomial(mode, n, p))
		return 1;
	if (k < n * p)
	{ /* upwards from the mode the probabilities fall: the first that is no likelier */
		lo = mode;
		hi = n + 1;
		while (hi - lo > 1)
		{
			double mid = floor((lo + hi) / 2);

			if (csq_log_binomial(mid, n, p) <= bar)
				hi = mid;
			else
				lo = mid;
		}
		return fmin(1, 1 - binomial_tail(k + 1, n, p) + binomial_tail(hi, n, p));
	}
	lo = -1;
	hi = mode;
	while (hi - lo > 1)
	{
		double mid = floor((lo + hi) / 2);

		if (csq_log_binomial(mid, n, p) <= bar)
			lo = mid;
		else
			hi = mid;
	}
	return fmin(1, 1 - binomial_tail(lo + 1, n, p) + binomial_tail(k, n, p));
}

double
csq_poisson_test(double events_a, double exposure_a, double events_b, double exposure_b)
{
	double n = events_a + events_b;

	if (n == 0)
		return 1;
	return binomial_test(events_b, n, exposure_b / (exposure_a + exposure_b));
}

/* Exact interval of a binomial share (Clopper and Pearson 1934). */
static CsqInterval
exact_share(double k, double n, double confidence)
{
	double      tail = 0.5 * (1 - confidence);
	CsqInterval i;

	i.lo = k <= 0 ? 0 : csq_beta_quantile(tail, k, n - k + 1);
	i.hi = k >= n ? 1 : csq_beta_quantile(1 - tail, k + 1, n - k);
	return i;
}

/* ---- one figure ---- */

CsqInterval
csq_figure_interval(const CsqFigure *figure, double factor, double confidence)
{
	CsqFigure   f = scaled(figure, factor);
	CsqInterval i = {figure->least, figure->most};
	CsqError    err;

	switch (f.kind)
	{
		case CSQ_FIGURE_SHARE:
			return csq_wilson((CsqShare){f.x, f.n}, csq_z_of(confidence));
		case CSQ_FIGURE_NPS:
			csq_nps_interval(&f.nps, confidence, CSQ_NPS_SCORE, &i, &err); /* fails for no level by this method */
			return i;
		case CSQ_FIGURE_MEAN:
			if (f.n > 1 && f.error == 0)
				return csq_equal_interval(f.n, f.value, f.least, f.most, confidence);
			if (f.n > 1 && f.error > 0)
			{
				i = csq_mean_interval(f.n, f.value, f.error, f.skewness, confidence);
				i.lo = fmax(f.least, i.lo);
				i.hi = fmin(f.most, i.hi);
			}
			return i;
		case CSQ_FIGURE_INCIDENCE:
			i = csq_poisson_interval(f.x, confidence);
			i.lo /= f.exposure;
			i.hi /= f.exposure;
			return i;
		case CSQ_FIGURE_OTHER:
			break;
	}
	return figure->interval(figure, factor, confidence);
}

/* ---- differences ---- */

static const CsqDifference unknown = {NAN, NAN, NAN, NAN, NAN};

static CsqInterval
mover_difference(const CsqFigure *a, const CsqFigure *b, double factor, double confidence)
{
	CsqInterval ia = csq_figure_interval(a, 1, confidence);
	CsqInterval ib = csq_figure_interval(b, factor, confidence);
	double      d = b->value - a->value;

	return (CsqInterval){d - hypot(b->value - ib.lo, ia.hi - a->value), d + hypot(ib.hi - b->value, a->value - ia.lo)};
}

/* The level at which the interval would end at zero, by bisection; NaN where it has no ends at any level. */
static double
mover_p(const CsqFigure *a, const CsqFigure *b)
{
	double      lo = 0, hi = 1;
	CsqInterval least = mover_difference(a, b, 1, 1e-9);

	if (b->value == a->value)
		return 1;
	if (!isfinite(b->value > a->value ? least.lo : least.hi))
		return NAN;
	for (int i = 0; i < 40; i++)
	{
		double      p = 0.5 * (lo + hi);
		CsqInterval d = mover_difference(a, b, 1, 1 - p);

		if (d.lo > 0 || d.hi < 0)
			hi = p;
		else
			lo = p;
	}
	return hi;
}

/* The normal deviate of a two-sided probability, with the sign of a difference. */
static double
signed_z(double p, double difference)
{
	return isnan(p) ? NAN : p >= 1 ? 0 : copysign(-csq_normal_quantile(fmax(p, 1e-300) / 2), difference);
}

static CsqDifference
welch(const CsqFigure *a, const CsqFigure *b, double confidence)
{
	CsqDifference r = {b->value - a->value, NAN, NAN, NAN, NAN};
	double        va = a->error * a->error;
	double        vb = b->error * b->error;

	/* numbers that are all equal do not say how far others are: csq_equal_interval() has what they do say */
	if (a->n > 1 && b->n > 1 && va > 0 && vb > 0)
	{
		double error = sqrt(va + vb);
		double df = (va + vb) * (va + vb) / (va * va / (a->n - 1) + vb * vb / (b->n - 1));
		double half = csq_t_of(confidence, df) * error;

		r.lo = r.difference - half;
		r.hi = r.difference + half;
		r.z = r.difference / error;
		r.p_value = csq_t_two_sided(r.z, df);
	}
	return r;
}

/* The interval of after minus before, had there been factor times as many observations after. */
static CsqDifference
difference(const CsqFigure *a, const CsqFigure *b, double factor, double confidence)
{
	CsqFigure     more = scaled(b, factor);
	CsqDifference r;
	CsqInterval   i;

	switch (b->kind)
	{
		case CSQ_FIGURE_SHARE:
			return csq_rate_compare((CsqShare){a->x, a->n}, (CsqShare){more.x, more.n}, confidence);
		case CSQ_FIGURE_NPS:
			return csq_nps_compare(&a->nps, &more.nps, confidence, true);
		case CSQ_FIGURE_MEAN:
			r = welch(a, &more, confidence);
			if (r.lo == r.lo)
				return r;
			break;
		case CSQ_FIGURE_INCIDENCE:
		case CSQ_FIGURE_OTHER:
			break;
	}
	i = mover_difference(a, b, factor, confidence);
	return (CsqDifference){b->value - a->value, i.lo, i.hi, NAN, NAN};
}

static double
p_of(const CsqFigure *a, const CsqFigure *b, const CsqDifference *d)
{
	if (b->kind == CSQ_FIGURE_INCIDENCE)
		return csq_poisson_test(a->x, a->exposure, b->x, b->exposure);
	if (b->kind == CSQ_FIGURE_MEAN && isnan(d->p_value) && fmin(a->n, b->n) > 1 && (isfinite(d->lo) || isfinite(d->hi)))
		return mover_p(a, b);
	return b->kind == CSQ_FIGURE_OTHER ? mover_p(a, b) : d->p_value;
}

CsqDifference
csq_figure_difference(const CsqFigure *before, const CsqFigure *after, double confidence)
{
	CsqDifference d;

	if (!csq_figure_known(before) || !csq_figure_known(after))
		return unknown;
	d = difference(before, after, 1, confidence);
	d.p_value = p_of(before, after, &d);
	if (isnan(d.z))
		d.z = signed_z(d.p_value, d.difference);
	return d;
}

CsqInterval
csq_figure_change(const CsqFigure *before, const CsqFigure *after, double factor, double confidence)
{
	CsqDifference d = difference(before, after, factor, confidence);

	return (CsqInterval){d.lo, d.hi};
}

/* ---- ratios ---- */

/* Lower (sign -1) or upper (+1) end of b - r a by MOVER. */
static double
line_end(const CsqFigure *a, const CsqFigure *b, CsqInterval ia, CsqInterval ib, double r, int sign)
{
	double of_b = sign < 0 ? b->value - ib.lo : ib.hi - b->value;
	double of_a = (sign < 0) == (r > 0) ? ia.hi - a->value : a->value - ia.lo;

	return b->value - r * a->value + sign * hypot(of_b, r == 0 ? 0 : r * of_a);
}

/* The ratio at which that end is zero: it falls with r as long as a is surely above 0. */
static double
ratio_end(const CsqFigure *a, const CsqFigure *b, CsqInterval ia, CsqInterval ib, int sign)
{
	double lo = -1, hi = 1;

	for (int i = 0; i < 1000 && line_end(a, b, ia, ib, lo, sign) <= 0; i++)
		lo *= 2;
	for (int i = 0; i < 1000 && line_end(a, b, ia, ib, hi, sign) > 0; i++)
		hi *= 2;
	for (int i = 0; i < 200; i++)
	{
		double mid = 0.5 * (lo + hi);

		if (mid <= lo || mid >= hi)
			break;
		if (line_end(a, b, ia, ib, mid, sign) > 0)
			lo = mid;
		else
			hi = mid;
	}
	return 0.5 * (lo + hi);
}

CsqInterval
csq_figure_quotient(const CsqFigure *before, const CsqFigure *after, double factor, double confidence)
{
	CsqInterval ia = csq_figure_interval(before, 1, confidence);
	CsqInterval ib = csq_figure_interval(after, factor, confidence);
	CsqInterval r = {-INFINITY, INFINITY};

	if (after->kind == CSQ_FIGURE_INCIDENCE)
	{
		CsqInterval share = exact_share(after->x * factor, before->x + after->x * factor, confidence);
		double      scale = before->exposure / (after->exposure * factor);

		r.lo = share.lo / (1 - share.lo) * scale;
		r.hi = share.hi >= 1 ? INFINITY : share.hi / (1 - share.hi) * scale;
		return r;
	}
	if (after->least >= 0)
		r.lo = 0;
	if (isfinite(ib.lo) && isfinite(ia.hi) && (ia.lo > 0 || ib.lo >= 0))
		r.lo = fmax(r.lo, ratio_end(before, after, ia, ib, -1)); /* the search may end a hair below 0 */
	if (isfinite(ib.hi) && ia.lo > 0)
		r.hi = ratio_end(before, after, ia, ib, 1);
	/* nor may it end a hair on the wrong side of the ratio */
	r.lo = fmin(r.lo, after->value / before->value);
	r.hi = fmax(r.hi, after->value / before->value);
	return r;
}

CsqDifference
csq_figure_ratio(const CsqFigure *before, const CsqFigure *after, double confidence)
{
	CsqDifference r = unknown;
	CsqInterval   i;

	if (!csq_figure_known(before) || !csq_figure_known(after) || !(before->value > 0))
		return unknown;
	i = csq_figure_quotient(before, after, 1, confidence);
	r.difference = after->value / before->value;
	r.lo = i.lo;
	r.hi = i.hi;
	r.p_value = csq_figure_difference(before, after, confidence).p_value;
	return r;
}

/* ---- difference in differences ---- */

static CsqInterval
did_interval(const CsqFigure treated[2], const CsqFigure control[2], double confidence)
{
	CsqInterval t = csq_figure_change(&treated[0], &treated[1], 1, confidence);
	CsqInterval c = csq_figure_change(&control[0], &control[1], 1, confidence);
	double      dt = treated[1].value - treated[0].value;
	double      dc = control[1].value - control[0].value;

	return (CsqInterval){dt - dc - hypot(dt - t.lo, c.hi - dc), dt - dc + hypot(t.hi - dt, dc - c.lo)};
}

/* How far the end of the interval that is nearer to 0 lies from it, at so many standard deviations. */
static double
did_beyond(const CsqFigure treated[2], const CsqFigure control[2], bool rises, double z)
{
	CsqInterval i = did_interval(treated, control, 1 - 2 * csq_normal_cdf(-z));

	return rises ? i.lo : -i.hi;
}

/*
 * The level at which the interval would end at zero.  The end moves nearly in proportion to z, so a secant that keeps
 * zero between its ends (the Illinois method) takes a few steps; where it moves by jumps, bisection.
 */
static double
did_p(const CsqFigure treated[2], const CsqFigure control[2], bool rises)
{
	double lo = 1e-9, hi = 7; /* beyond 7 the level cannot be told from 1 */
	double at_lo = did_beyond(treated, control, rises, lo), at_hi = did_beyond(treated, control, rises, hi);

	if (isnan(at_lo) || isinf(at_lo))
		return NAN;
	if (at_lo <= 0)
		return 1;
	for (int turn = 0; turn < 80 && at_hi <= 0 && hi - lo > 1e-9; turn++)
	{
		double z = turn < 30 && isfinite(at_hi) ? lo + (hi - lo) * at_lo / (at_lo - at_hi) : 0.5 * (lo + hi);
		double at = did_beyond(treated, control, rises, z);

		if (at > 0)
		{
			lo = z;
			at_lo = at;
			at_hi /= 2;
		}
		else
		{
			hi = z;
			at_hi = at;
			at_lo /= 2;
		}
	}
	return 2 * csq_normal_cdf(-hi);
}

CsqDifference
csq_figure_did(const CsqFigure treated[2], const CsqFigure control[2], double confidence)
{
	CsqDifference r = unknown;
	CsqInterval   i;

	for (int k = 0; k < 2; k++)
		if (!csq_figure_known(&treated[k]) || !csq_figure_known(&control[k]))
			return r;
	i = did_interval(treated, control, confidence);
	r.difference = treated[1].value - treated[0].value - (control[1].value - control[0].value);
	r.lo = fmin(i.lo, r.difference);
	r.hi = fmax(i.hi, r.difference);
	r.p_value = r.difference == 0 ? 1 : did_p(treated, control, r.difference > 0);
	r.z = signed_z(r.p_value, r.difference);
	return r;
}
