/*
 * nps.h
 *		Net Promoter Score as a statistic of three counts.
 *
 * Everything here is in points, -100 to 100, and a pure function of the counts.
 * Core header.
 */
#ifndef CSQ_NPS_H
#define CSQ_NPS_H

#include "base/stats.h"

typedef struct CsqNps
{
	int64_t detractors;
	int64_t passives;
	int64_t promoters;
} CsqNps;

typedef enum CsqNpsMethod
{
	CSQ_NPS_SCORE,         /* Tango / May & Johnson: best worst case, always within -100..100 */
	CSQ_NPS_ADJUSTED_WALD, /* three pseudo-answers 3/4, 3/2, 3/4: narrowest at nominal coverage */
	CSQ_NPS_WALD,          /* textbook: too narrow below about 100 answers */
	CSQ_NPS_BOOTSTRAP      /* percentiles of multinomial resamples, fixed seed */
} CsqNpsMethod;

extern bool csq_nps_method(const char *name, size_t len, CsqNpsMethod *method, CsqError *err);

/* Number of answers; every other function wants at least one. */
static inline double
csq_nps_n(const CsqNps *c)
{
	return (double) (c->detractors + c->passives + c->promoters);
}

extern double csq_nps_points(const CsqNps *c);

/* Variance of one answer coded -1, 0, 1. */
extern double csq_nps_variance(const CsqNps *c);

extern bool csq_nps_interval(const CsqNps *c, double confidence, CsqNpsMethod method, CsqInterval *result,
                             CsqError *err);

/* A difference between two periods or groups. */
typedef struct CsqDifference
{
	double difference; /* second minus first */
	double lo;
	double hi;
	double z;
	double p_value; /* two-sided */
} CsqDifference;

/* Adjusted (both samples get the pseudo-answers) or plain Wald. */
extern CsqDifference csq_nps_compare(const CsqNps *a, const CsqNps *b, double confidence, bool adjusted);

/* ---- sample sizes ---- */

/* Answers needed so that the interval is estimate +- margin points. */
extern double csq_nps_needed_for_margin(double margin, double variance, double confidence);

/* Answers needed in each of two periods to see a difference of so many points. */
extern double csq_nps_needed(double difference, double variance, double power, double confidence);

/* Trials needed in each of two periods to tell share a from share b. */
extern double csq_shares_needed(double a, double b, double power, double confidence);

#endif /* CSQ_NPS_H */
