/*
 * score.h
 *		The exact histogram of survey scores: type score_summary.
 *
 * Core header.
 */
#ifndef CSQ_SCORE_H
#define CSQ_SCORE_H

#include "metrics/nps.h"
#include "base/stats.h"
#include "base/summary.h"

#define CSQ_SCORE_POINTS_MAX 101  /* 0..100 is the widest scale */
#define CSQ_SCORE_POINT_MAX  1000 /* points lie in -1000..1000 */

/* The points of a question and how NPS reads them. */
typedef struct CsqScale
{
	int16_t lo; /* lowest and highest point */
	int16_t hi;
	int16_t detractors_to; /* lo <= detractors_to < promoters_from <= hi */
	int16_t promoters_from;
} CsqScale;

typedef struct CsqScoreSummary
{
	CsqStored header;
	CsqScale  scale;
	int64_t   missing;  /* rows whose score is NULL */
	int64_t   counts[]; /* counts[i]: answers with score lo + i; no slack */
} CsqScoreSummary;

static inline int
csq_score_points(const CsqScoreSummary *s)
{
	return s->scale.hi - s->scale.lo + 1;
}

extern const CsqSummaryType csq_score_type;

/* The scale lo..hi with the usual cut points; false and an error if it is none. */
extern bool csq_scale_make(int64_t lo, int64_t hi, CsqScale *scale, CsqError *err);
extern bool csq_scale_cut(CsqScale *scale, int64_t detractors_to, int64_t promoters_from, CsqError *err);
extern bool csq_scale_same(const CsqScale *a, const CsqScale *b, CsqError *err);
extern bool csq_scale_refuses(const CsqScale *scale, int64_t score, CsqError *err); /* fails */

extern CsqScoreSummary *csq_score_new(const CsqScale *scale);

/* ---- reading a summary ---- */

extern int64_t csq_score_answered(const CsqScoreSummary *s);
extern int64_t csq_score_between(const CsqScoreSummary *s, int64_t from, int64_t to);
extern CsqNps  csq_score_nps(const CsqScoreSummary *s);

/*
 * Do the answers look like those to a question of 5 points, collected on the scale 0 to 10: at least so many of them,
 * each from 1 to 5?  Then all are detractors, and NPS is -100 whatever they say.
 */
#define CSQ_SCORE_FEW  5
#define CSQ_SCORE_MANY 30 /* where every second answer is 0 or above 5, one group in a thousand million */
extern bool csq_score_like_five(const CsqScoreSummary *s, int64_t at_least);

/*
 * Do the answers end below the end of their scale, as those to a question of fewer points do: nobody above the point
 * top, and at least so many on it?  Where as many choose higher points as that one, n there and none above are one
 * chance in 2^n.  Answers that are all the same say nothing of their question.  top is at least three points below the
 * end of a scale of 8 to 11 points, one of a shorter one.
 */
extern bool csq_score_stops_short(const CsqScoreSummary *s, int64_t at_least, int *top);

/* The scale that these answers may be of: from 0 if that was given, else 1, or the lowest point. */
extern int csq_score_lowest(const CsqScoreSummary *s);

/* Number of answers, mean, sample variance: exact sums, rounded once; NaN where undefined.  Skewness: else 0. */
typedef struct CsqMoments
{
	double n;
	double mean;
	double variance;
	double skewness;
} CsqMoments;

extern CsqMoments csq_score_moments(const CsqScoreSummary *s);

/* CSAT means the two highest points where there are at most so many; a longer scale must say which. */
#define CSQ_CSAT_POINTS 7
extern bool csq_score_refuses_csat(const CsqScoreSummary *s, CsqError *err); /* fails */

#endif /* CSQ_SCORE_H */
