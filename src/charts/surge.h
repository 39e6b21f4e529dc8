/*
 * surge.h
 *		Is this bucket more than what the weeks before let expect?
 *
 * Core header.
 */
#ifndef CSQ_SURGE_H
#define CSQ_SURGE_H

#include "calendar/calendar.h"
#include "charts/series.h"

#define CSQ_SURGE_CLASSES   8  /* Monday to Sunday, and holidays */
#define CSQ_SURGE_MAX_SLOTS 96 /* quarters of an hour */
#define CSQ_SURGE_HOLIDAY   7

/* Where a bucket stands: its day, its kind of day, its place in the day. */
typedef struct CsqSurgeSlot
{
	int32_t day;
	int16_t slot;
	int16_t kind;
} CsqSurgeSlot;

typedef struct CsqSurgeOptions
{
	int    window;   /* days (weeks of a weekly series) that are looked back on */
	int    skip;     /* the last ones before a day, left out */
	int    least;    /* days that must be known */
	double spike;    /* a bucket by itself: score above this */
	double minimum;  /* ... and at least so many, and so many in the last four buckets */
	double slack;    /* CUSUM */
	double decision; /* CUSUM alarms above this */
	double cap;      /* ... and grows no further than this */
} CsqSurgeOptions;

typedef struct CsqSurgePoint
{
	int64_t at;
	double  n;
	double  expected; /* NaN: too little is known */
	double  bound;    /* the largest figure that is no spike */
	double  score;
	double  p_value; /* of so many or more */
	double  cusum;
	bool    spike;
	bool    sustained;
	int64_t first_alarm; /* where the alarms that this one goes on with began; INT64_MIN: no alarm */
} CsqSurgePoint;

/*
 * The places of the points, and how many a day has (*nslots; 0: a weekly series).  calendar may be NULL: days and
 * hours are UTC's then, and there are no holidays.  CSQ_PARAM for steps other than weeks, days and parts of a day.
 */
extern bool csq_surge_slots(const CsqGrid *grid, const CsqCalendar *calendar, CsqSurgeSlot **slots, int *nslots,
                            CsqError *err);

extern void csq_surge_defaults(int nslots, CsqSurgeOptions *o);
extern bool csq_surge_options(const char *json, size_t len, CsqSurgeOptions *o, CsqError *err);

/* One result for each point.  CSQ_PARAM where the series is not one of counts. */
extern bool csq_surge(const CsqGrid *grid, const CsqSurgeSlot *slots, int nslots, const CsqSurgeOptions *o,
                      CsqSurgePoint **points, CsqError *err);

/* Benjamini and Hochberg (1995): which of n p-values (NaN: none) are found at a false discovery rate q. */
extern void csq_fdr(const double *p, uint32_t n, double q, bool *found);

#endif /* CSQ_SURGE_H */
