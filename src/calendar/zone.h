/*
 * zone.h
 *		A time zone as the core sees it: spans of constant offset from UTC.
 *
 * spans[i] holds from spans[i].from (an instant) to spans[i + 1].from.  The first
 * begins at INT64_MIN.  A zone whose rules never end ("DST from the last Sunday of
 * March") is cyclic: from cycle_from on, its spans repeat every 400 years, because
 * 400 Gregorian years are 146,097 days, a whole number of weeks.  spans then
 * cover exactly one cycle from cycle_from, and spans[cycle_first].from is
 * cycle_from itself.
 *
 * The shell builds a zone from PostgreSQL's time zone library (zone.c), tests
 * build one from a table of transitions.
 */
#ifndef CSQ_ZONE_CORE_H
#define CSQ_ZONE_CORE_H

#include "base/core.h"

#define CSQ_ZONE_NAME_MAX 63
#define CSQ_CYCLE_DAYS    146097
#define CSQ_CYCLE_USEC    (CSQ_CYCLE_DAYS * CSQ_USEC_PER_DAY)

typedef struct CsqZoneSpan
{
	int64_t from;   /* UTC */
	int64_t offset; /* local time minus UTC, microseconds */
} CsqZoneSpan;

typedef struct CsqZone
{
	char         name[CSQ_ZONE_NAME_MAX + 1];
	int          n;
	int          cap;
	CsqZoneSpan *spans;
	bool         cyclic;
	int          cycle_first;
	int64_t      cycle_from;
} CsqZone;

/* Start a zone with the offset that holds before the first transition (seconds). */
extern void csq_zone_init(CsqZone *z, const char *name, int64_t offset_sec);

/* Append a transition; times ascend strictly. A transition that changes nothing is dropped. */
extern void csq_zone_add(CsqZone *z, int64_t from, int64_t offset_sec);

/* Mark the start of the cycle; transitions added later must lie within 400 years of it. */
extern void csq_zone_cycle(CsqZone *z, int64_t cycle_from);

/* When nothing was added since csq_zone_cycle(), the zone is not cyclic at all. */
extern void csq_zone_done(CsqZone *z);

/* Span j counted on through the cycles; false when a zone that is not cyclic has no such span. */
extern bool csq_zone_span(const CsqZone *z, int j, CsqZoneSpan *span);

/* Index of the span that holds at an instant, for csq_zone_span(). */
extern int csq_zone_find(const CsqZone *z, int64_t at);

/*
 * From a local wall-clock time to an instant: the first one that shows it or a
 * later time (in a gap: the transition), and the last one before which the clock
 * shows earlier times (in an overlap: the second pass).
 */
extern int64_t csq_zone_first(const CsqZone *z, int64_t local);
extern int64_t csq_zone_last(const CsqZone *z, int64_t local);

/* Offset at an instant, microseconds. */
extern int64_t csq_zone_offset(const CsqZone *z, int64_t at);

/* ---- civil dates, proleptic Gregorian, days since 2000-01-01 ---- */

extern int32_t csq_date_make(int year, int month, int day);
extern void    csq_date_split(int32_t date, int *year, int *month, int *day);
extern int     csq_month_length(int year, int month);

/* Monday is 0. */
static inline int
csq_date_weekday(int32_t date)
{
	return (int) csq_floor_mod((int64_t) date + 5, 7);
}

typedef struct CsqDateText
{
	char s[16];
} CsqDateText;

/* "2026-10-01"; years outside 1 to 9999 print with more digits or a sign. */
extern CsqDateText csq_date_text(int32_t date);

/* Years 1 to 9999: dates that a calendar may name. */
#define CSQ_DATE_MIN (-730119)
#define CSQ_DATE_MAX 2921939

#endif /* CSQ_ZONE_CORE_H */
