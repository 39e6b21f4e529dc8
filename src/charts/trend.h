/*
 * trend.h
 *		Interrupted time series, and where a trend leads.
 *
 * Core header.
 */
#ifndef CSQ_TREND_H
#define CSQ_TREND_H

#include "charts/lines.h"
#include "charts/series.h"

#define CSQ_ITS_LEAST        8    /* points on each side */
#define CSQ_TREND_LEAST      5    /* points of a trend */
#define CSQ_TREND_MAX_POINTS 3000 /* all pairs are looked at */

/* y = level + slope t + level_change [t >= t0] + slope_change (t - t0) [t >= t0], t in buckets from the first. */
typedef struct CsqIts
{
	double   b[4];  /* level, slope, level_change, slope_change */
	double   lo[4]; /* of the two changes */
	double   hi[4];
	double   p[4];
	double   ols[4];          /* standard errors as if buckets were independent */
	double   durbin_watson;   /* of the residuals of least squares */
	double   autocorrelation; /* from one bucket to the next; NAN: the series lies on its lines */
	uint32_t before;
	uint32_t after;
	uint32_t n;
} CsqIts;

/* false: fewer than CSQ_ITS_LEAST points on a side (before and after are set). */
extern bool csq_its(const CsqGrid *grid, int64_t intervention, double confidence, CsqIts *r);

/* Theil and Sen's line. */
typedef struct CsqTrend
{
	uint32_t     n;
	double       slope; /* per bucket */
	double       slope_lo;
	double       slope_hi;
	double       intercept; /* at the first bucket */
	bool         on_line;   /* the series lies on a line: no errors, and no intervals */
	CsqLines     lines;     /* by least squares: how errors last */
	CsqLineTurn *turns;
} CsqTrend;

/* false: fewer than CSQ_TREND_LEAST points, or (err->code CSQ_LIMIT) too many. */
extern bool csq_trend(const CsqGrid *grid, double confidence, CsqTrend *t, CsqError *err);

/* The figure of a single bucket at a place; how sure it is, unless the series lies on its line. */
extern double csq_trend_at(const CsqTrend *t, double at, CsqLineMixture *m);

/* Buckets from the first point to an instant or date of the grid. */
extern double csq_grid_place(const CsqGrid *grid, int64_t at);

#endif /* CSQ_TREND_H */
