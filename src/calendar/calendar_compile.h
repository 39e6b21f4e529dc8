/*
 * calendar_compile.h
 *		The compiled calendar: shared by calendar_compile.c, which builds it, and
 *		calendar.c, which asks it.  Nobody else includes this.
 *
 * Two sums run side by side, indexed by CsqSum: open microseconds of local
 * wall-clock time (W), and working days (C).  Both are sums of a value per local
 * date, and dates come in two kinds:
 *
 *	 - exceptions, each with a knot of its own (date rules, the date after one,
 *	   dates with breaks, the first date of an era, dates the zone skipped);
 *	 - runs between them, where a weekly pattern, refined by yearly rules, repeats.
 *
 * knot k holds the sum of all dates before it (at[k]); a run also holds bias so
 * that sum(D) = bias + F(D), F being the closed form of the pattern.  Yearly rules
 * repeat after 400 years, and are listed once for that cycle.
 *
 * On top of W lies the zone: segment i runs from instant from[i] with one offset,
 * and E(t) = bias[i] + W(t + offset[i]) is the open time before t.  Each
 * question is then one or two binary searches and some arithmetic.
 */
#ifndef CSQ_CALENDAR_COMPILE_H
#define CSQ_CALENDAR_COMPILE_H

#include "calendar/calendar.h"

#define BUCKET_SHIFT 44 /* 203 days: about one transition */

typedef enum CsqSum
{
	SUM_OPEN,
	SUM_DAYS
} CsqSum;

/* The open intervals of one local date, clipped to it, with running totals. */
typedef struct DaySet
{
	CsqHours hours;
	int64_t *cum; /* hours.n + 1 */
	int64_t  total;
} DaySet;

/* A pattern's share in one sum. */
typedef struct PatternSum
{
	int64_t  cum7[8]; /* over the days of a week, from Monday */
	int64_t  h0;      /* weekly sum up to 2000-01-01 */
	int64_t  cycle;   /* over 400 years; only with yearly rules */
	int64_t *ycum;    /* sum from 2000-01-01 up to yearly date j */
	int64_t *ycorr;   /* what yearly dates before j add to the weekly sum */
} PatternSum;

typedef struct Pattern
{
	int32_t    since;
	int        set[7];
	bool       work[7];
	int        ny;
	int32_t   *ydays; /* days since 2000-01-01 within 400 years, ascending */
	int       *yset;
	bool      *ywork;
	PatternSum sum[2];
} Pattern;

struct CsqCalendar
{
	const CsqSpec *spec;
	const CsqZone *zone;
	int64_t        valid_lo; /* instants; INT64_MIN and INT64_MAX for no limit */
	int64_t        valid_hi;

	int      nsets;
	DaySet  *sets;
	int      npatterns;
	Pattern *patterns;

	int      nknots;
	int32_t *kdate; /* the first is INT32_MIN */
	int     *kset;  /* -1: a run */
	bool    *kwork;
	int     *kpattern;
	int64_t *kat[2]; /* the first is INT64_MIN */
	int64_t *kbias[2];

	int      nsegs;
	int64_t *from; /* the first is INT64_MIN */
	int64_t *offset;
	int64_t *at; /* the first is INT64_MIN */
	int64_t *bias;
	int      nbuckets;
	int     *bucket; /* segment that holds at from[1] + i * 2^BUCKET_SHIFT */
	bool     cyclic;
	int64_t  cycle_from;
	int64_t  cycle_at;    /* E(cycle_from) */
	int64_t  cycle_total; /* open time of a cycle */
};

static inline int64_t
week_sum(const PatternSum *p, int64_t day)
{
	int64_t q = csq_floor_div(day + 5, 7);

	return q * p->cum7[7] + p->cum7[day + 5 - 7 * q];
}

/* First index whose item is not below key. */
static inline int
lower_bound_i32(const int32_t *a, int n, int32_t key)
{
	const int32_t *base = a;

	while (n > 0)
	{
		int half = n / 2;

		base += base[half] < key ? n - half : 0;
		n = half;
	}
	return (int) (base - a);
}

/* F of a run: the closed form of a pattern's sum up to a day. */
static inline int64_t
pattern_sum(const Pattern *p, CsqSum which, int64_t day)
{
	const PatternSum *s = &p->sum[which];
	int64_t           cycle;
	int32_t           in_cycle;

	if (CSQ_LIKELY(p->ny == 0))
		return week_sum(s, day);
	cycle = csq_floor_div(day, CSQ_CYCLE_DAYS);
	in_cycle = (int32_t) (day - cycle * CSQ_CYCLE_DAYS);
	return cycle * s->cycle + week_sum(s, in_cycle) - s->h0 + s->ycorr[lower_bound_i32(p->ydays, p->ny, in_cycle)];
}

/* Open local time before a local time. */
extern int64_t csq_calendar_wall(const CsqCalendar *c, int64_t local);

#endif /* CSQ_CALENDAR_COMPILE_H */
