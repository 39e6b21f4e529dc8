/*
 * evaluation.h
 *		Before and after: differences, ratios, verdicts on targets, for any figure
 *		that has an interval.
 *
 * A CsqFigure is one number that was measured, with what is needed to say how sure
 * it is, also had there been more observations.  figures.h makes figures of the
 * types of this folder; other folders make theirs.
 *
 * Core header.
 */
#ifndef CSQ_EVALUATION_H
#define CSQ_EVALUATION_H

#include "base/stats.h"
#include "metrics/nps.h"

typedef enum CsqFigureKind
{
	CSQ_FIGURE_SHARE,     /* x hits of n */
	CSQ_FIGURE_NPS,       /* answers, in points */
	CSQ_FIGURE_MEAN,      /* of n, with standard error */
	CSQ_FIGURE_INCIDENCE, /* x events of an exposure */
	CSQ_FIGURE_OTHER      /* whatever has an interval */
} CsqFigureKind;

typedef struct CsqFigure
{
	CsqFigureKind kind;
	double        n;     /* observations; 0: there is no figure */
	double        value; /* NaN: there is no figure */
	double        least; /* no such figure is below or above these */
	double        most;
	bool          share;    /* a part of a whole: 0 to 1 */
	double        error;    /* standard error */
	double        skewness; /* of the values of a mean; 0: not known, or none */
	double        x;        /* hits, events */
	double        exposure; /* of events */
	CsqNps        nps;

	/*
	 * Interval had there been factor times as many observations with the same
	 * figure; an end that is not known is infinite.  Only for CSQ_FIGURE_OTHER.
	 */
	CsqInterval (*interval)(const struct CsqFigure *f, double factor, double confidence);
	const void *of;
	double      parameter;

	/* Are two values, of which figures were taken, of one scale or kind of time?  Fails where not; NULL: any are. */
	bool (*comparable)(const void *a, const void *b, CsqError *err);
	const void *summary;
} CsqFigure;

extern CsqFigure csq_figure_none(void);
extern CsqFigure csq_figure_share(double hits, double trials);
extern CsqFigure csq_figure_nps(const CsqNps *nps);
extern CsqFigure csq_figure_mean(double n, double mean, double error, double least, double most);
extern CsqFigure csq_figure_incidence(double events, double exposure);

static inline bool
csq_figure_known(const CsqFigure *f)
{
	return f->n > 0 && f->value == f->value;
}

/* Fails with CSQ_PARAM where both say that they are not figures of the same thing. */
static inline bool
csq_figures_comparable(const CsqFigure *a, const CsqFigure *b, CsqError *err)
{
	return a->comparable == NULL || b->comparable != a->comparable || a->comparable(a->summary, b->summary, err);
}

/* Its interval; ends that are not known are infinite. */
extern CsqInterval csq_figure_interval(const CsqFigure *f, double factor, double confidence);

/*
 * After minus before.  Shares: Newcombe's interval, pooled score test.  NPS:
 * adjusted Wald.  Means: Welch; z is his t.  Incidences: exact conditional test.
 * All others, and the interval of incidences: from both intervals by MOVER; the
 * p value is the level at which that interval would end at zero.
 */
extern CsqDifference csq_figure_difference(const CsqFigure *before, const CsqFigure *after, double confidence);

/* After over before; lo and hi infinite, or all NaN, where the baseline may be 0.  z is not filled. */
extern CsqDifference csq_figure_ratio(const CsqFigure *before, const CsqFigure *after, double confidence);

/* (treated after - before) - (control after - before); the p value is the level at which the interval ends at 0. */
extern CsqDifference csq_figure_did(const CsqFigure treated[2], const CsqFigure control[2], double confidence);

/* Their intervals alone, had there been factor times as many observations after. */
extern CsqInterval csq_figure_change(const CsqFigure *before, const CsqFigure *after, double factor, double confidence);
extern CsqInterval csq_figure_quotient(const CsqFigure *before, const CsqFigure *after, double factor,
                                       double confidence);

/* Exact limits of the mean of a Poisson count, and the exact test of a common rate. */
extern CsqInterval csq_poisson_interval(double events, double confidence);
extern double      csq_poisson_test(double events_a, double exposure_a, double events_b, double exposure_b);

/* ---- verdicts ---- */

typedef enum CsqGoalKind
{
	CSQ_TARGET_AT_LEAST,
	CSQ_TARGET_AT_MOST,
	CSQ_TARGET_POINTS,
	CSQ_TARGET_RELATIVE
} CsqGoalKind;

typedef enum CsqVerdict
{
	CSQ_ATTAINED,
	CSQ_MISSED,
	CSQ_CANNOT_TELL,
	CSQ_UNREACHABLE
} CsqVerdict;

typedef struct CsqAssessment
{
	double     baseline; /* NaN where unknown, likewise all below */
	double     value;
	double     lo; /* of what is judged: the present figure, or the change */
	double     hi;
	double     change; /* value - baseline, for relative targets over the baseline */
	double     target_value;
	CsqVerdict verdict;
	double     needed; /* further observations, NaN: more would not settle it, or nothing is open */
} CsqAssessment;

extern bool        csq_target_kind(const char *name, size_t len, CsqGoalKind *kind, CsqError *err);
extern const char *csq_verdict_name(CsqVerdict v);

/* baseline may be NULL.  Fails when a target of change is 0 or a relative one below -1. */
extern bool csq_assess(const CsqFigure *baseline, const CsqFigure *now, CsqGoalKind kind, double target,
                       double confidence, CsqAssessment *a, CsqError *err);

/* ---- ranks and small numbers ---- */

typedef struct CsqRankInterval
{
	int rank;
	int lo; /* the best place that the data allow */
	int hi;
} CsqRankInterval;

/* Place of own among n peers, which do not include it; false without a figure of its own. */
extern bool csq_rank_among(const CsqFigure *own, const CsqFigure *peers, int n, bool highest, double confidence,
                           CsqRankInterval *r);

/* Share of own pulled towards all by so many trials of prior weight. */
extern double csq_shrunk(CsqShare own, CsqShare all, double weight);

/* The prior weight that the spread of the peers' shares supports (infinite: they do not differ). */
extern double csq_prior_weight(const CsqShare *peers, int n, CsqShare *all);

typedef struct CsqPaired
{
	double ratio; /* b_only over a_only */
	double lo;
	double hi;
	double p_value;
	double mid_p;
} CsqPaired;

extern CsqPaired csq_mcnemar(double a_only, double b_only, double confidence);

#endif /* CSQ_EVALUATION_H */
