/*
 * stats.h
 *		Distributions, interval methods and sampling that every topic shares.
 *
 * Plain functions of doubles: no state, no memory, no error.  Arguments outside
 * the stated domain give NaN, which no caller lets out: shells validate first.
 */
#ifndef CSQ_STATS_H
#define CSQ_STATS_H

#include "base/core.h"

/* ---- normal distribution ---- */

extern double csq_normal_cdf(double x);
extern double csq_normal_quantile(double p);  /* 0 < p < 1 */
extern double csq_normal_two_sided(double z); /* P(|Z| >= |z|) */

/* Half width of a two-sided interval in standard errors: 1.959964 for 0.95. */
extern double csq_z_of(double confidence);

/* ---- beta, gamma, Student's t ---- */

/*
 * Regularised incomplete beta I_x(a,b) and gamma P(a,x), Q(a,x) = 1 - P, and
 * their inverses.  Shape parameters in (0, 1e9]; relative error below 1e-10.
 */
extern double csq_beta_cdf(double x, double a, double b);
extern double csq_beta_quantile(double p, double a, double b);
extern double csq_gamma_cdf(double x, double a);
extern double csq_gamma_tail(double x, double a);
extern double csq_gamma_quantile(double p, double a);
extern double csq_chi2_tail(double x, double df);

/* Any df > 0; from 1e9 degrees of freedom on, the normal distribution. */
extern double csq_t_two_sided(double t, double df);   /* P(|T| >= |t|) */
extern double csq_t_of(double confidence, double df); /* half width in standard errors */

typedef struct CsqInterval
{
	double lo;
	double hi;
} CsqInterval;

/* ---- means ---- */

/* n / ((n - 1) (n - 2)) * sum of cubes around the mean / s^3; 0 where there is none to speak of. */
extern double csq_skewness(double n, double cubes, double s);

/* Of n > 1 values with this standard error and skewness: Student's interval (skewness 0), or Hall's. */
extern CsqInterval csq_mean_interval(double n, double mean, double error, double skewness, double confidence);

/* What n equal numbers tell of their mean, where least and most are the limits of one; infinite: nothing. */
extern CsqInterval csq_equal_interval(double n, double value, double least, double most, double confidence);

/* ---- shares ---- */

/* A share: hits of trials, trials > 0. */
typedef struct CsqShare
{
	double hits;
	double trials;
} CsqShare;

/* Wilson's score interval of one share: within [0, 1], reaching its ends exactly for 0 and all. */
extern CsqInterval csq_wilson(CsqShare s, double z);

/* Newcombe's hybrid score interval of b - a. */
extern CsqInterval csq_newcombe(CsqShare a, CsqShare b, double z);

/* Pooled score statistic of b - a; 0 when both shares are 0 or both are 1. */
extern double csq_two_share_z(CsqShare a, CsqShare b);

/* ---- binomial distribution and resampling ---- */

/* log P(X = k), X binomial; exact to rounding for any trials (saddle-point expansion). */
extern double csq_log_binomial(double k, double trials, double p);

typedef struct CsqRandom
{
	uint64_t state;
} CsqRandom;

extern double csq_random_unit(CsqRandom *r); /* in (0, 1) */

/* A binomial draw in O(1) expected time whatever the parameters. */
extern double csq_random_binomial(CsqRandom *r, double trials, double p);

#endif /* CSQ_STATS_H */
