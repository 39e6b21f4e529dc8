/*
 * stats.c
 *		Distributions, interval methods and sampling: see stats.h.
 *
 * Methods
 *	 normal quantile	Hastings' approximation (Abramowitz & Stegun 26.2.23), then
 *						Halley steps on erfc(), which libm computes to the last bits
 *	 beta, gamma		continued fractions by Lentz's method and power series, with
 *						the prefactor from a logarithm of B(a,b) free of cancellation
 *	 Wilson				Wilson 1927; Newcombe: Statistics in Medicine 17 (1998), method 10
 *	 binomial			probabilities by Loader's saddle-point form (2000); draws by
 *						inversion for a small mean, else by Hoermann's transformed
 *						rejection (BTRS, 1993)
 *
 * Every loop has a fixed bound.
 */
#include "base/stats.h"

#include <math.h>

#define SQRT_2PI     2.50662827463100050242
#define LOG_SQRT_2PI 0.91893853320467274178
#define TINY         1e-300
#define EPS          1e-16
#define LARGE_DF     1e9

/* ---- normal distribution ---- */

double
csq_normal_cdf(double x)
{
	return 0.5 * erfc(-x * M_SQRT1_2);
}

double
csq_normal_two_sided(double z)
{
	return erfc(fabs(z) * M_SQRT1_2);
}

double
csq_normal_quantile(double p)
{
	double tail = p < 0.5 ? p : 1 - p;
	double t, x;

	if (!(p > 0 && p < 1))
		return NAN;
	if (p == 0.5)
		return 0;
	t = sqrt(-2 * log(tail));
	x = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
	/* x > 0 is the upper quantile of tail, good to 4.5e-4: each step triples the digits */
	for (int i = 0; i < 3; i++)
	{
		double u = (tail - 0.5 * erfc(x * M_SQRT1_2)) * SQRT_2PI * exp(0.5 * x * x);

		x -= u / (1 + 0.5 * x * u);
	}
	return p < 0.5 ? -x : x;
}

double
csq_z_of(double confidence)
{
	return -csq_normal_quantile(0.5 * (1 - confidence));
}

/* ---- logarithms of gamma and beta ---- */

/* log Gamma(x+1) - [(x+1/2) log x - x + log sqrt(2 pi)]: the error of Stirling's formula. */
static double
stirling_error(double x)
{
	double w;

	if (x == 0)
		return 0; /* only ever met together with the limit of x log x */
	if (x < 16)
		return lgamma(x + 1) - (x + 0.5) * log(x) + x - LOG_SQRT_2PI;
	w = 1 / (x * x);
	return (1.0 / 12 - w * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680 - w * (1.0 / 1188 - w * 691.0 / 360360))))) /
	       x;
}

static double
log_beta(double a, double b)
{
	double p = a < b ? a : b;
	double q = a < b ? b : a;
	double s = p + q;

	if (q < 16)
		return lgamma(p) + lgamma(q) - lgamma(s);
	/* log Gamma(q) - log Gamma(s) = log s/q + (q+1/2) log q/s + p - p log s + errors: no large terms */
	return lgamma(p) + p - p * log(s) + (q - 0.5) * log1p(-p / s) + stirling_error(q) - stirling_error(s);
}

/* ---- incomplete beta ---- */

/* Continued fraction of I_x(a,b), converging fast for x < (a+1)/(a+b+2). */
static double
beta_fraction(double x, double a, double b)
{
	double c = 1, d = 1 - (a + b) * x / (a + 1), h;

	if (fabs(d) < TINY)
		d = TINY;
	h = d = 1 / d;
	for (int m = 1; m <= 200000; m++)
	{
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		double step;

		d = 1 + even * d;
		c = 1 + even / c;
		d = 1 / (fabs(d) < TINY ? TINY : d);
		c = fabs(c) < TINY ? TINY : c;
		h *= d * c;
		d = 1 + odd * d;
		c = 1 + odd / c;
		d = 1 / (fabs(d) < TINY ? TINY : d);
		c = fabs(c) < TINY ? TINY : c;
		step = d * c;
		h *= step;
		if (fabs(step - 1) < 3 * EPS)
			break;
	}
	return h;
}

/* I_x(a,b) given x and its complement y, both exact. */
static double
beta_cdf(double x, double y, double a, double b)
{
	double front;

	if (x <= 0)
		return 0;
	if (y <= 0)
		return 1;
	front = exp(a * (x < 0.5 ? log(x) : log1p(-y)) + b * (y < 0.5 ? log(y) : log1p(-x)) - log_beta(a, b));
	if (x < (a + 1) / (a + b + 2))
		return front * beta_fraction(x, a, b) / a;
	return 1 - front * beta_fraction(y, b, a) / b;
}

/*
 * Of counts beyond 1e8 the distribution is normal but for its skewness (Cornish and Fisher's first term), to some 1e-8
 * of its width; the continued fraction would lose more to the logarithms of numbers that large, and from 1e14 on
 * everything.
 */
#define BETA_HUGE 1e8

typedef struct BetaShape
{
	double mean;
	double deviation;
	double skewness;
} BetaShape;

static BetaShape
beta_shape(double a, double b)
{
	double    n = a + b;
	BetaShape s = {a / n, sqrt(a / n * (b / n) / (n + 1)), 2 * (b - a) / (n + 2) * sqrt((n + 1) / a / b)};

	return s;
}

double
csq_beta_cdf(double x, double a, double b)
{
	if (a > BETA_HUGE && b > BETA_HUGE)
	{
		BetaShape s = beta_shape(a, b);
		double    z = fmax(-38, fmin(38, (x - s.mean) / s.deviation));

		return csq_normal_cdf(z - s.skewness * (z * z - 1) / 6);
	}
	return beta_cdf(x, 1 - x, a, b);
}

/* Bisection down to neighbouring doubles: at most ~1,100 steps near 0, typically 60. */
double
csq_beta_quantile(double p, double a, double b)
{
	double lo = 0, hi = 1;

	if (!(p >= 0 && p <= 1))
		return NAN;
	if (p == 0 || p == 1)
		return p;
	if (a > BETA_HUGE && b > BETA_HUGE)
	{
		BetaShape s = beta_shape(a, b);
		double    z = csq_normal_quantile(p);

		return s.mean + s.deviation * (z + s.skewness * (z * z - 1) / 6);
	}
	for (int i = 0; i < 1100; i++)
	{
		double mid = 0.5 * (lo + hi);

		if (mid <= lo || mid >= hi)
			break;
		if (csq_beta_cdf(mid, a, b) < p)
			lo = mid;
		else
			hi = mid;
	}
	return hi;
}

/* ---- incomplete gamma ---- */

/*
 * From this shape on the cube root of a gamma variable is normal to some 1e-9 (Wilson and Hilferty, Proceedings of the
 * National Academy of Sciences 17, 1931), and the series below take ever longer.
 */
#define GAMMA_NORMAL 1e7

/* Sets P and Q, each without cancellation. */
static void
gamma_both(double x, double a, double *p, double *q)
{
	double front;

	if (x <= 0)
	{
		*p = 0;
		*q = 1;
		return;
	}
	if (a >= GAMMA_NORMAL)
	{
		double z = 3 * sqrt(a) * (expm1(log1p((x - a) / a) / 3) + 1 / (9 * a));

		*p = csq_normal_cdf(z);
		*q = csq_normal_cdf(-z);
		return;
	}
	/* x^a e^-x / Gamma(a+1), with the large terms taken together */
	front = a < 16 ? exp(a * log(x) - x - lgamma(a + 1))
	               : exp(a * (log1p((x - a) / a) - (x - a) / a) - stirling_error(a) - LOG_SQRT_2PI - 0.5 * log(a));
	if (x < a + 1)
	{
		double term = 1, sum = 1;

		for (int n = 1; n <= 1000000 && term > sum * EPS; n++)
			sum += term *= x / (a + n);
		*p = front * sum;
		*q = 1 - *p;
	}
	else
	{
		double b = x + 1 - a, c = 1 / TINY, d = 1 / b, h = d;

		for (int n = 1; n <= 1000000; n++)
		{
			double an = -n * (n - a);
			double step;

			b += 2;
			d = an * d + b;
			c = b + an / c;
			d = 1 / (fabs(d) < TINY ? TINY : d);
			c = fabs(c) < TINY ? TINY : c;
			step = d * c;
			h *= step;
			if (fabs(step - 1) < 3 * EPS)
				break;
		}
		*q = front * a * h;
		*p = 1 - *q;
	}
}

double
csq_gamma_cdf(double x, double a)
{
	double p, q;

	gamma_both(x, a, &p, &q);
	return p;
}

double
csq_gamma_tail(double x, double a)
{
	double p, q;

	gamma_both(x, a, &p, &q);
	return q;
}

double
csq_gamma_quantile(double p, double a)
{
	double lo = 0, hi = a + 1;

	if (!(p >= 0 && p < 1))
		return NAN;
	if (p == 0)
		return 0;
	for (int i = 0; i < 64 && csq_gamma_tail(hi, a) > 1 - p; i++)
		hi *= 2;
	for (int i = 0; i < 1200; i++)
	{
		double mid = 0.5 * (lo + hi);
		double cdf, tail;

		if (mid <= lo || mid >= hi)
			break;
		gamma_both(mid, a, &cdf, &tail);
		if (p < 0.5 ? cdf < p : tail > 1 - p)
			lo = mid;
		else
			hi = mid;
	}
	return hi;
}

double
csq_chi2_tail(double x, double df)
{
	return csq_gamma_tail(0.5 * x, 0.5 * df);
}

/* ---- Student's t ---- */

double
csq_t_two_sided(double t, double df)
{
	double tt = t * t;

	if (df >= LARGE_DF)
		return csq_normal_two_sided(t);
	if (!(tt <= 1e300))
		return 0;
	return beta_cdf(df / (df + tt), tt / (df + tt), 0.5 * df, 0.5);
}

double
csq_skewness(double n, double cubes, double s)
{
	return n > 2 && s > 0 ? n / ((n - 1) * (n - 2)) * cubes / (s * s * s) : 0;
}

/*
 * Where the cubic that takes the skewness out of a mean, w + g w^2 / 3 + g^2 w^3 / 27 + g / 6n, has the value t
 * (Hall, JRSS B 54, 1992); w and t in standard deviations.
 */
static double
hall(double t, double n, double g)
{
	double u = g * (t - g / (6 * n));

	if (g == 0)
		return t;
	return 3 / g * (u > -0.5 ? expm1(log1p(u) / 3) : cbrt(1 + u) - 1);
}

CsqInterval
csq_mean_interval(double n, double mean, double error, double skewness, double confidence)
{
	double root = sqrt(n), s = error * root, t = csq_t_of(confidence, n - 1) / root;

	return (CsqInterval){mean - s * hall(t, n, skewness), mean - s * hall(-t, n, skewness)};
}

/*
 * Numbers that are all equal have no spread, and Student's interval no width: two answers of 5 would prove a mean of 5.
 * What they do prove is that few others can be: were their share larger than 1 - q, n numbers would not all have been
 * alike in more than half of what the confidence leaves.  Those few lie within the limits of the figure, if it has any.
 */
CsqInterval
csq_equal_interval(double n, double value, double least, double most, double confidence)
{
	double      q = pow(0.5 * (1 - confidence), 1 / n);
	CsqInterval i = {-INFINITY, INFINITY};

	if (isfinite(least))
		i.lo = fmin(value, least + q * (value - least));
	if (isfinite(most))
		i.hi = fmax(value, most - q * (most - value));
	return i;
}

double
csq_t_of(double confidence, double df)
{
	double alpha = 1 - confidence;
	double lo = 0, hi = csq_z_of(confidence);

	if (df >= LARGE_DF)
		return hi;
	for (int i = 0; i < 1000 && csq_t_two_sided(hi, df) > alpha; i++)
		hi *= 2;
	for (int i = 0; i < 200; i++)
	{
		double mid = 0.5 * (lo + hi);

		if (mid <= lo || mid >= hi)
			break;
		if (csq_t_two_sided(mid, df) > alpha)
			lo = mid;
		else
			hi = mid;
	}
	return hi;
}

/* ---- shares ---- */

CsqInterval
csq_wilson(CsqShare s, double z)
{
	double      n = s.trials;
	double      p = s.hits / n;
	double      zz = z * z / n;
	double      centre = (p + 0.5 * zz) / (1 + zz);
	double      half = sqrt(zz * (p * (1 - p) + 0.25 * zz)) / (1 + zz);
	CsqInterval r;

	r.lo = s.hits <= 0 ? 0 : fmax(0, centre - half);
	r.hi = s.hits >= n ? 1 : fmin(1, centre + half);
	return r;
}

CsqInterval
csq_newcombe(CsqShare a, CsqShare b, double z)
{
	double      p = a.hits / a.trials;
	double      q = b.hits / b.trials;
	CsqInterval wa = csq_wilson(a, z);
	CsqInterval wb = csq_wilson(b, z);
	CsqInterval r;

	r.lo = fmax(-1, q - p - hypot(q - wb.lo, wa.hi - p));
	r.hi = fmin(1, q - p + hypot(wb.hi - q, p - wa.lo));
	return r;
}

double
csq_two_share_z(CsqShare a, CsqShare b)
{
	double hits = a.hits + b.hits;
	double trials = a.trials + b.trials;
	double pooled = hits / trials;
	double variance = pooled * ((trials - hits) / trials) * (1 / a.trials + 1 / b.trials);

	if (hits <= 0 || hits >= trials)
		return 0;
	return (b.hits / b.trials - a.hits / a.trials) / sqrt(variance);
}

/* ---- binomial distribution ---- */

/* x log(x/m) + m - x without cancellation near x = m. */
static double
deviance(double x, double m)
{
	double v = (x - m) / (x + m);

	if (x == 0)
		return m;
	if (fabs(v) < 0.1)
	{
		/* x log(x/m) = 2x atanh(v), whose first term makes (x-m) v with the rest */
		double sum = (x - m) * v;
		double term = 2 * x * v;

		for (int j = 3; j < 100; j += 2)
		{
			double next = sum + (term *= v * v) / j;

			if (next == sum)
				break;
			sum = next;
		}
		return sum;
	}
	return x * log(x / m) + m - x;
}

double
csq_log_binomial(double k, double trials, double p)
{
	double q = 1 - p;

	if (k < 0 || k > trials)
		return -INFINITY;
	if (p <= 0 || q <= 0)
		return k == (p <= 0 ? 0 : trials) ? 0 : -INFINITY;
	if (k == 0)
		return trials * log1p(-p);
	if (k == trials)
		return trials * log(p);
	return stirling_error(trials) - stirling_error(k) - stirling_error(trials - k) - deviance(k, trials * p) -
	       deviance(trials - k, trials * q) + 0.5 * (log(trials / k) - log(trials - k)) - LOG_SQRT_2PI;
}

/* ---- resampling ---- */

double
csq_random_unit(CsqRandom *r)
{
	r->state += UINT64_C(0x9e3779b97f4a7c15);
	return ((double) (csq_mix64(r->state) >> 11) + 0.5) * 0x1p-53;
}

/* Mean below 10: walk up the distribution; far beyond 110 nothing is left to find. */
static double
binomial_by_inversion(CsqRandom *r, double trials, double p)
{
	double odds = p / (1 - p);
	double u = csq_random_unit(r);
	double probability = exp(trials * log1p(-p));

	for (double k = 0; k < trials && k < 200; k++)
	{
		if (u < probability)
			return k;
		u -= probability;
		probability *= odds * (trials - k) / (k + 1);
	}
	return trials < 200 ? trials : 200;
}

/* Mean of 10 or more and p <= 1/2: transformed rejection, about 1.5 turns on average. */
static double
binomial_by_rejection(CsqRandom *r, double trials, double p)
{
	double sd = sqrt(trials * p * (1 - p));
	double b = 1.15 + 2.53 * sd;
	double a = -0.0873 + 0.0248 * b + 0.01 * p;
	double squeeze = 0.92 - 4.2 / b;
	double alpha = (2.83 + 5.1 / b) * sd;
	double mode = floor((trials + 1) * p);
	double top = csq_log_binomial(mode, trials, p);

	for (int turn = 0; turn < 10000; turn++)
	{
		double u = csq_random_unit(r) - 0.5;
		double v = csq_random_unit(r);
		double us = 0.5 - fabs(u);
		double k = floor((2 * a / us + b) * u + trials * p + 0.5);

		if (k < 0 || k > trials)
			continue;
		if (us >= 0.07 && v <= squeeze)
			return k;
		if (log(v * alpha / (a / (us * us) + b)) <= csq_log_binomial(k, trials, p) - top)
			return k;
	}
	return mode;
}

double
csq_random_binomial(CsqRandom *r, double trials, double p)
{
	if (trials <= 0 || p <= 0)
		return 0;
	if (p >= 1)
		return trials;
	if (p > 0.5)
		return trials - csq_random_binomial(r, trials, 1 - p);
	return trials * p < 10 ? binomial_by_inversion(r, trials, p) : binomial_by_rejection(r, trials, p);
}
