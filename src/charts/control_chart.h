/*
 * control_chart.h
 *		Control charts of a series: centre, limits, signals, capability.
 *
 * Core header.
 */
#ifndef CSQ_CONTROL_CHART_H
#define CSQ_CONTROL_CHART_H

#include <math.h>

#include "charts/series.h"

typedef enum CsqChartKind
{
	CSQ_CHART_XMR,
	CSQ_CHART_MR,
	CSQ_CHART_XBAR_S,
	CSQ_CHART_S,
	CSQ_CHART_P,
	CSQ_CHART_NP,
	CSQ_CHART_C,
	CSQ_CHART_U,
	CSQ_CHART_P_PRIME,
	CSQ_CHART_U_PRIME,
	CSQ_CHART_G,
	CSQ_CHART_T,
	CSQ_CHART_EWMA,
	CSQ_CHART_CUSUM,
	CSQ_CHART_KINDS
} CsqChartKind;

/* ---- signals ---- */

enum
{
	CSQ_SIGNAL_SHEWHART = 1 << 0,   /* outside the limits */
	CSQ_SIGNAL_WE_2 = 1 << 1,       /* 2 of 3 beyond 2 sigma on the side of this point */
	CSQ_SIGNAL_WE_3 = 1 << 2,       /* 4 of 5 beyond 1 sigma on the side of this point */
	CSQ_SIGNAL_RUN_8 = 1 << 3,      /* 8 in a row on one side */
	CSQ_SIGNAL_NELSON_2 = 1 << 4,   /* 9 in a row on one side */
	CSQ_SIGNAL_NELSON_3 = 1 << 5,   /* 6 in a row rising or falling */
	CSQ_SIGNAL_NELSON_4 = 1 << 6,   /* 14 in a row alternating */
	CSQ_SIGNAL_NELSON_5 = 1 << 7,   /* as western_electric_2 */
	CSQ_SIGNAL_NELSON_6 = 1 << 8,   /* as western_electric_3 */
	CSQ_SIGNAL_NELSON_7 = 1 << 9,   /* 15 in a row within 1 sigma */
	CSQ_SIGNAL_NELSON_8 = 1 << 10,  /* 8 in a row beyond 1 sigma, on both sides */
	CSQ_SIGNAL_EWMA = 1 << 11,      /* the average outside its limits */
	CSQ_SIGNAL_CUSUM_UP = 1 << 12,  /* the sum above its limit */
	CSQ_SIGNAL_CUSUM_DOWN = 1 << 13 /* below */
};

#define CSQ_SIGNALS 14

extern const char *csq_signal_name(int bit);

/* Sets of signals: all, shewhart, western_electric, nelson, or names with commas between.  CSQ_PARAM else. */
extern bool csq_signals_parse(const char *text, size_t len, unsigned *rules, CsqError *err);

/* a - b, and nothing where they differ by what the last digits of a mean make of equal numbers. */
static inline double
csq_chart_apart(double a, double b)
{
	double size = fabs(a) > fabs(b) ? fabs(a) : fabs(b);

	return fabs(a - b) <= 1e-13 * size ? 0 : a - b;
}

/* A point as the rules see it: the figure, and its distance from the centre in standard deviations. */
typedef struct CsqStandard
{
	double value;
	double z;
	bool   outside;
	bool   still; /* nothing varies, or nothing is known: there is no room between the limits */
} CsqStandard;

/* Signals of n points in a row. */
extern void csq_signals(const CsqStandard *points, uint32_t n, unsigned rules, unsigned *signals);

/* ---- charts ---- */

typedef struct CsqChartOptions
{
	bool   screen;     /* XmR: leave moving ranges beyond 3.267 times their mean out, once (Nelson 1982) */
	bool   exact;      /* constants to all digits, not the textbook's 1.128 */
	double limits;     /* limits in standard deviations: 3 */
	double lambda;     /* EWMA: 0.2 */
	double slack;      /* CUSUM: 0.5 */
	double decision;   /* CUSUM: 5 */
	double head_start; /* CUSUM: 0 */
	double centre;     /* given, not estimated; NaN: estimated */
	double sigma;
} CsqChartOptions;

typedef struct CsqChart
{
	CsqChartKind    kind;
	int64_t         baseline_from; /* points whose limits hold: from <= at < to */
	int64_t         baseline_to;
	uint32_t        nphases;
	const int64_t  *phases; /* where new phases begin, ascending */
	unsigned        rules;
	CsqChartOptions options;
} CsqChart;

typedef struct CsqChartPoint
{
	int64_t  at;
	double   value; /* NaN: nothing known of this bucket */
	double   centre;
	double   lcl; /* NaN: none, as centre and ucl where there is too little to say */
	double   ucl;
	unsigned signals;
	int      phase; /* from 1 */
} CsqChartPoint;

extern bool csq_chart_kind(const char *name, size_t len, CsqChartKind *kind, CsqError *err);
extern void csq_chart_defaults(CsqChartOptions *o);
extern bool csq_chart_options(const char *json, size_t len, CsqChartOptions *o, CsqError *err);

/* *points has *n of them.  CSQ_PARAM where the kind does not go with what the series measures. */
extern bool csq_chart(const CsqGrid *grid, const CsqChart *chart, CsqChartPoint **points, uint32_t *n, CsqError *err);

/* Control chart constants of n >= 2 values: sd of the mean of n deviates c4 sigma; sigma of the range of two. */
extern double csq_c4(double n);

/* ---- capability ---- */

typedef struct CsqCapability
{
	double n;
	double mean;
	double sigma_within;  /* from what changes between neighbours, or within buckets */
	double sigma_overall; /* of all values */
	double cp, cp_lo, cp_hi;
	double cpk, cpk_lo, cpk_hi;
	double pp, ppk;
} CsqCapability;

/* lsl or usl may be NaN, not both.  NaN stands for what is not known.  false: fewer than two values. */
extern bool csq_capability(const CsqGrid *grid, double lsl, double usl, double z, bool exact, CsqCapability *c);

#endif /* CSQ_CONTROL_CHART_H */
