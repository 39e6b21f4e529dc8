/*
 * retention.h
 *		Who comes back: periods in which a journey was active, life cycles, cohorts.
 *
 * A period is a day, a week from Monday, a month, a quarter or a year of the wall
 * clock of a zone; it is a number (of days, weeks ... from some day), so that the
 * distance of two periods is a subtraction.
 *
 * A cohort is all journeys whose first event (of a certain activity, or of any) lies
 * in the same period.  A journey came again n periods later when it has another
 * event (of a certain activity, or of any), later in the order of the journey than
 * that first one, in the period of its cohort plus n.
 *
 * Stored (flat.h): header, cells from the front, the two activities at the back.  A
 * cell counts journeys; n = -1 is the size of the cohort.  The cells are two runs, each
 * ascending by cohort and n, without a cell in both: the old ones, and behind them the
 * young ones, which become old when they are more than the square root of the old.  So
 * a count costs O(log cells), a new cell O(sqrt(cells)), and a state may be read at any
 * time (csq_cohort_settled).  Counts add up, so do cohorts of different journeys.
 */
#ifndef CSQ_RETENTION_H
#define CSQ_RETENTION_H

#include "base/core.h"
#include "base/flat.h"
#include "journey/journey.h"
#include "base/json.h"
#include "calendar/zone.h"

/* ---- periods ---- */

typedef enum CsqPeriod
{
	CSQ_PERIOD_DAY,
	CSQ_PERIOD_WEEK,
	CSQ_PERIOD_MONTH,
	CSQ_PERIOD_QUARTER,
	CSQ_PERIOD_YEAR
} CsqPeriod;

extern bool        csq_period_parse(const char *s, size_t len, CsqPeriod *unit, CsqError *err);
extern const char *csq_period_name(CsqPeriod unit);

/* Number of the period of a date, first day of a period. */
extern int32_t csq_period_of_date(CsqPeriod unit, int32_t date);
extern int32_t csq_period_first(CsqPeriod unit, int32_t period);

/* Number of the period of an instant; false: it begins before the first date there is. */
extern bool csq_period_of(CsqPeriod unit, const CsqZone *zone, int64_t at, int32_t *period, CsqError *err);

/* The periods in which the journey has an event, ascending, each once; -1 on error. */
extern int64_t csq_active_periods(const CsqJourneyView *view, CsqPeriod unit, const CsqZone *zone, int32_t **periods,
                                  CsqError *err);

/* ---- cohorts ---- */

#define CSQ_COHORT_VERSION 1
#define CSQ_COHORT_ANY     UINT32_MAX /* length of an activity that is not given */

typedef struct CsqCohort
{
	CsqStored flat;
	uint32_t  ncells;
	uint32_t  nyoung; /* of these, at their end */
	uint32_t  unit;
	uint32_t  first_len;                   /* at the end of the value */
	uint32_t  again_len;                   /* before it */
	uint32_t  unused;                      /* zero */
	char      zone[CSQ_ZONE_NAME_MAX + 1]; /* the rest is zero */
} CsqCohort;

typedef struct CsqCohortCell
{
	int32_t cohort; /* period */
	int32_t n;      /* periods later, -1 for the size */
	int64_t count;  /* > 0 */
} CsqCohortCell;

/* What a cohort is made of; s NULL = any activity. */
typedef struct CsqCohortRule
{
	CsqPeriod   unit;
	const char *zone; /* canonical name */
	CsqText     first;
	CsqText     again;
} CsqCohortRule;

extern CsqCohort    *csq_cohort_new(const CsqCohortRule *rule, CsqError *err);
extern CsqCohortRule csq_cohort_rule(const CsqCohort *c); /* points into c */

/* The same with all cells in one order: itself, or a copy. */
extern const CsqCohort     *csq_cohort_settled(const CsqCohort *c);
extern const CsqCohortCell *csq_cohort_cells(const CsqCohort *settled);

/* Is this the rule of the cohort?  Fills err with both if not. */
extern bool csq_cohort_same_rule(const CsqCohort *c, const CsqCohortRule *rule, CsqError *err);

/* Count a journey; one without the first event counts for nothing. */
extern bool csq_cohort_add(CsqCohort **c, const CsqJourneyView *view, const CsqZone *zone, CsqError *err);
extern bool csq_cohort_merge(CsqCohort **into, const CsqCohort *from, CsqError *err);
extern bool csq_cohort_check(const void *value, size_t size, CsqError *err);

/* the four directions; what is returned has no slack */
extern CsqCohort *csq_cohort_parse(const char *text, size_t len, CsqError *err);
extern void       csq_cohort_text(const CsqCohort *c, CsqBuf *out);
extern CsqCohort *csq_cohort_read(const void *data, size_t len, CsqError *err);
extern void       csq_cohort_write(const CsqCohort *c, CsqBuf *out);

#endif /* CSQ_RETENTION_H */
