/*
 * coverage.h
 *		What the simulations of coverage share: random draws, figures made of them, and
 *		the lines they print.
 */
#ifndef COVERAGE_H
#define COVERAGE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "metrics/figures.h"

#include "host.h"

/* What an interval of 95 % is held to. */
typedef enum Promise
{
	NEAR, /* 93.5 to 96.5 % */
	SAFE, /* exact, or by ranks: 95 % at least (of what chance adds to so many samples 0.3 is let pass) */
	SHOWN /* beyond the documented sizes: printed, not judged */
} Promise;

extern CsqRandom rnd;
extern int       samples;

extern double uniform(void);
extern double normal(void);
extern double exponential(void);
extern double lognormal(void);
extern double stars(void); /* answers from 1 to 5, mean 4.15 */
extern double poisson(double mean);

extern CsqFigure share(double n, double p);

/* Of n draws times a scale: as mean_agg knows it, and as duration_agg and score_agg do, who know the skewness. */
extern CsqFigure mean_of(double (*draw)(void), int n, double scale);
extern CsqFigure skewed_mean_of(double (*draw)(void), int n, double scale);
extern CsqFigure quantile_of(double (*draw)(void), int n, const char *metric, double scale);
extern CsqFigure nps_of(int n, double detractors, double promoters);

extern void report(Promise promise, const char *what, const char *sizes, int hits, int n);
extern void report_exactly(Promise promise, const char *what, const char *sizes, double coverage);

static inline bool
holds(CsqInterval i, double truth)
{
	return !(i.lo > truth) && !(i.hi < truth);
}

/* Coverage of one figure, of what compares two, of a difference in differences: statements that make the figures. */
#define ONE(promise, what, sizes, truth, make)                                                                         \
	do                                                                                                                 \
	{                                                                                                                  \
		int hits_ = 0;                                                                                                 \
		for (int s_ = 0; s_ < samples; s_++)                                                                           \
		{                                                                                                              \
			CsqFigure f_ = make;                                                                                       \
			hits_ += holds(csq_figure_interval(&f_, 1, 0.95), truth);                                                  \
			csq_host_reset();                                                                                          \
		}                                                                                                              \
		report(promise, what, sizes, hits_, samples);                                                                  \
	} while (0)

#define TWO(promise, what, sizes, truth, make_a, make_b, interval)                                                     \
	do                                                                                                                 \
	{                                                                                                                  \
		int hits_ = 0, n_ = 0;                                                                                         \
		for (int s_ = 0; s_ < samples; s_++)                                                                           \
		{                                                                                                              \
			CsqFigure a_ = make_a, b_ = make_b;                                                                        \
			if (!csq_figure_known(&a_) || !csq_figure_known(&b_))                                                      \
				continue;                                                                                              \
			n_++;                                                                                                      \
			hits_ += holds(interval(&a_, &b_, 1, 0.95), truth);                                                        \
			csq_host_reset();                                                                                          \
		}                                                                                                              \
		report(promise, what, sizes, hits_, n_);                                                                       \
	} while (0)

#define DID(promise, what, sizes, truth, make_tb, make_ta, make_cb, make_ca)                                           \
	do                                                                                                                 \
	{                                                                                                                  \
		int hits_ = 0, n_ = 0;                                                                                         \
		for (int s_ = 0; s_ < samples; s_++)                                                                           \
		{                                                                                                              \
			CsqFigure     t_[2] = {make_tb, make_ta}, c_[2] = {make_cb, make_ca};                                      \
			CsqDifference d_ = csq_figure_did(t_, c_, 0.95);                                                           \
			csq_host_reset();                                                                                          \
			if (!(d_.difference == d_.difference))                                                                     \
				continue;                                                                                              \
			n_++;                                                                                                      \
			hits_ += holds((CsqInterval){d_.lo, d_.hi}, truth);                                                        \
		}                                                                                                              \
		report(promise, what, sizes, hits_, n_);                                                                       \
	} while (0)

/* The parts: coverage_curves.c, coverage_series.c, coverage_parts.c */
extern void coverage_curves(void);
extern void coverage_series(void);
extern void coverage_parts(void);

#endif /* COVERAGE_H */
