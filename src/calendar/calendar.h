/*
 * calendar.h
 *		Calendars: the value, its compiled form, and the questions one can ask.
 *
 * A calendar comes in three shapes:
 *
 *	 stored		header + the wire bytes of csq_calendar_write(); compared by bytes
 *	 CsqSpec	what was said: zone name, weekly hours, date rules, breaks, ...
 *	 CsqCalendar	compiled: prefix sums over days and zone spans, answers in O(log n)
 *
 * The one rule: an instant is open iff its local wall-clock time lies in one of
 * the half-open intervals of that local date (or in one that began the date
 * before and crosses midnight).  Elapsed business time is the physical time of
 * the open instants.  Every function below follows from that.
 *
 * The SLA engine builds on the second half of this header.
 */
#ifndef CSQ_CALENDAR_H
#define CSQ_CALENDAR_H

#include "base/core.h"
#include "calendar/zone.h"

/* ---- what was said ---- */

#define CSQ_DAY_END_MAX         (48 * CSQ_USEC_PER_HOUR)
#define CSQ_CALENDAR_MAX_SPANS  64     /* intervals of one day */
#define CSQ_CALENDAR_MAX_DATES  100000 /* date rules; also breaks */
#define CSQ_CALENDAR_MAX_ERAS   1000
#define CSQ_CALENDAR_MAX_YEARLY 1000 /* over all eras */

/* An interval [lo, hi) in microseconds from the midnight that begins its date. */
typedef struct CsqSpan
{
	int64_t lo;
	int64_t hi; /* more than 24 h: crosses into the next date */
} CsqSpan;

/* Sorted, neither overlapping nor touching.  The spans are shared and never modified. */
typedef struct CsqHours
{
	int            n;
	const CsqSpan *spans;
} CsqHours;

/* Every year on this month and day: hours by weekday (Monday 0). */
typedef struct CsqYearly
{
	int      month;
	int      day;
	CsqHours week[7];
} CsqYearly;

/* The weekly pattern that holds from a date on. */
typedef struct CsqEra
{
	int32_t    since; /* INT32_MIN for the first */
	CsqHours   week[7];
	int        nyearly;
	CsqYearly *yearly; /* ascending */
} CsqEra;

typedef struct CsqDateRule
{
	int32_t  date;
	int      as;    /* weekday whose hours hold, or -1: hours */
	CsqHours hours; /* empty: closed */
} CsqDateRule;

/* Closed whatever else is said, on the wall clock of that date. */
typedef struct CsqBreak
{
	int32_t  date;
	CsqHours hours; /* within 0 .. 24 h */
} CsqBreak;

typedef struct CsqSpec
{
	char         zone[CSQ_ZONE_NAME_MAX + 1];
	int32_t      valid_from; /* INT32_MIN: no limit */
	int32_t      valid_to;   /* inclusive; INT32_MAX: no limit */
	int32_t      known_to;   /* later dates are provisional: weekly and yearly hours go on; INT32_MAX: none */
	int          neras;
	CsqEra      *eras;
	int          ndates;
	CsqDateRule *dates;
	int          nbreaks;
	CsqBreak    *breaks;
} CsqSpec;

/* calendar_spec.c */
extern CsqHours csq_hours_make(CsqSpan *raw, int n); /* sorts and merges raw in place, which it keeps */
extern bool     csq_hours_equal(CsqHours a, CsqHours b);
extern bool     csq_week_is_uniform(const CsqHours *week);          /* the same hours on all seven days */
extern CsqHours csq_hours_combine(CsqHours a, CsqHours b, char op); /* '|' '&' '-' */
extern CsqHours csq_hours_window(CsqHours a, int64_t lo, int64_t hi, int64_t shift); /* clip, then move */
extern CsqHours csq_spec_owned(const CsqSpec *s, int32_t date);     /* that begin on the date, breaks not taken out */
extern CsqHours csq_spec_owned_net(const CsqSpec *s, int32_t date); /* breaks taken out */
extern CsqHours csq_spec_breaks(const CsqSpec *s, int32_t date);
/* What is said of the date itself; NULL: nothing. */
extern const CsqDateRule *csq_spec_date_rule(const CsqSpec *s, int32_t date);
extern const CsqEra      *csq_spec_era(const CsqSpec *s, int32_t date);
extern const CsqYearly   *csq_era_yearly(const CsqEra *era, int month, int day);
extern bool               csq_calendar_check(const CsqSpec *s, CsqCode code, CsqError *err);
extern void               csq_calendar_write(CsqBuf *b, const CsqSpec *s);
extern bool               csq_calendar_read(CsqReader *r, CsqSpec *s);

/* calendar_text.c, calendar_json.c */
extern bool csq_calendar_parse(const char *text, size_t len, CsqSpec *s, CsqError *err); /* literal or JSON */
extern void csq_calendar_text(CsqBuf *b, const CsqSpec *s);
extern bool csq_calendar_parse_json(const char *text, size_t len, CsqSpec *s, CsqError *err);
extern void csq_calendar_json(CsqBuf *b, const CsqSpec *s);

/* calendar_algebra.c */
extern bool csq_calendar_combine(const CsqSpec *a, const CsqSpec *b, char op, CsqSpec *r, CsqError *err);
extern bool csq_calendar_during(const CsqSpec *a, int32_t from, int32_t to, CsqSpec *r,
                                CsqError *err); /* to exclusive */

/* The calendar goes on after its validity by its weekly and yearly hours, marked as provisional. */
extern void csq_calendar_provisional(const CsqSpec *a, CsqSpec *r);

/* n rules for dates added, in any order, in place of what it says of them.  22023: a date twice, differently. */
extern bool csq_calendar_with_days(const CsqSpec *a, const CsqDateRule *rules, int n, CsqSpec *r, CsqError *err);

/* ---- compiled ---- */

typedef struct CsqCalendar CsqCalendar;

/* Sorted, disjoint [lo, hi) pairs: lohi[2 * i], lohi[2 * i + 1]; INT64_MIN and INT64_MAX for no bound. */
typedef struct CsqPauses
{
	int            n;
	const int64_t *lohi;
} CsqPauses;

/* spec and zone must live as long as the result. */
extern CsqCalendar   *csq_calendar_compile(const CsqSpec *spec, const CsqZone *zone);
extern const CsqSpec *csq_calendar_spec(const CsqCalendar *c);
extern const CsqZone *csq_calendar_zone(const CsqCalendar *c);

/* The instant up to which the hours are known; INT64_MAX: for ever.  Errors of what lies past it are CSQ_BEYOND. */
extern int64_t csq_calendar_known_until(const CsqCalendar *c);

/* Instants are UTC microseconds.  false: err holds a validity or no-open-time error. */
extern bool csq_calendar_is_open(const CsqCalendar *c, int64_t at, bool *open, CsqError *err);
extern bool csq_calendar_elapsed(const CsqCalendar *c, int64_t from, int64_t to, int64_t *usec, CsqError *err);

/* The same; without a calendar (c NULL) the physical time. */
extern bool csq_too_far_apart(CsqError *err);

static inline bool
csq_calendar_between(const CsqCalendar *c, int64_t from, int64_t to, int64_t *usec, CsqError *err)
{
	if (CSQ_UNLIKELY(c != NULL))
		return csq_calendar_elapsed(c, from, to, usec, err);
	return csq_sub_i64(to, from, usec) || csq_too_far_apart(err);
}

extern bool csq_calendar_elapsed_pauses(const CsqCalendar *c, int64_t from, int64_t to, CsqPauses pauses, int64_t *usec,
                                        CsqError *err);

/*
 * usec >= 0 of open time after (before) an instant.  due: the earliest instant at
 * which they have passed; breach: the last one, from which on more has passed; with
 * 0 both give the next open instant.  subtract mirrors due.  INT64_MAX: a pause
 * without end comes first.
 */
extern bool csq_calendar_due(const CsqCalendar *c, int64_t from, int64_t usec, CsqPauses pauses, int64_t *at,
                             CsqError *err);
extern bool csq_calendar_breach(const CsqCalendar *c, int64_t from, int64_t usec, CsqPauses pauses, int64_t *at,
                                CsqError *err);
extern bool csq_calendar_subtract(const CsqCalendar *c, int64_t from, int64_t usec, int64_t *at, CsqError *err);

/*
 * [next_open, next_close) is the open stretch that holds or follows an instant;
 * close is INT64_MAX when it never ends.
 */
extern bool csq_calendar_next_open(const CsqCalendar *c, int64_t at, int64_t *open, CsqError *err);
extern bool csq_calendar_next_close(const CsqCalendar *c, int64_t at, int64_t *close, CsqError *err);

/* Next open stretch within [*at, to), clipped; *found false at the end.  Set *at to *hi to go on. */
extern bool csq_calendar_next_range(const CsqCalendar *c, int64_t at, int64_t to, bool *found, int64_t *lo, int64_t *hi,
                                    CsqError *err);

/* Dates: a working day is an existing date that owns open time. */
extern bool csq_calendar_is_workday(const CsqCalendar *c, int32_t date, bool *workday, CsqError *err);
extern bool csq_calendar_count_days(const CsqCalendar *c, int32_t from, int32_t to, int64_t *days,
                                    CsqError *err); /* (from, to] */
extern bool csq_calendar_add_days(const CsqCalendar *c, int32_t date, int64_t n, int32_t *result, CsqError *err);
extern bool csq_calendar_close_of(const CsqCalendar *c, int32_t date, bool *found, int64_t *at, CsqError *err);

/*
 * calendar_in_zone.c: the same open instants on the clock of another zone, valid on its dates from <= d < to.
 * 22023: more than 100 years, or hours that begin or end within an hour that this clock shows twice.
 */
extern bool csq_calendar_in_zone(const CsqCalendar *c, const CsqZone *zone, int32_t from, int32_t to, CsqSpec *r,
                                 CsqError *err);

/* Local wall-clock time of an instant, and the first instant that shows it or a later one. */
extern int64_t csq_calendar_local(const CsqCalendar *c, int64_t at);
extern int64_t csq_calendar_instant(const CsqCalendar *c, int64_t local);

#endif /* CSQ_CALENDAR_H */
