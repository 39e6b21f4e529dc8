/*
 * attainment.h
 *		How long it takes until a clock stops, with clocks that still run: type attainment.
 *
 * An exact multiset of (seconds, stopped or still running).  Times are whole
 * seconds: a stop is rounded up, a running clock down, so that "within N seconds"
 * is exact for whole N.  Memory is bounded by the number of different seconds,
 * not by the number of clocks.
 *
 * Sorted entries with a tail (entries.h); csq_attainment_pack makes the canonical form,
 * which is all sorted and has no slack.
 *
 * Core header.
 */
#ifndef CSQ_ATTAINMENT_H
#define CSQ_ATTAINMENT_H

#include "base/entries.h"
#include "base/json.h"
#include "metrics/figures.h"

#define CSQ_ATTAINMENT_VERSION     1
#define CSQ_ATTAINMENT_MAX_SECONDS INT64_C(1000000000000) /* 31,000 years */

typedef CsqEntries CsqAttainment;

/* What happened to a clock. */
typedef enum CsqClockWhat
{
	CSQ_CLOCK_STOPPED,
	CSQ_CLOCK_RUNNING,
	CSQ_CLOCK_ENTERED /* beside a stop or a run that began to be watched late */
} CsqClockWhat;

/*
 * key: seconds * 2, plus 1 unless the clock stopped; CSQ_KEY_ENTERED is set where it came under observation, which
 * values of version 0.1.0 do not have.  Entries are in order of csq_clock_compare: at one time stops come first, so
 * that who was last seen running then was at risk of them, and who came under observation was not.
 */
#define CSQ_KEY_ENTERED (INT64_C(1) << 62)

static inline int64_t
csq_clock_key(int64_t seconds, CsqClockWhat what)
{
	return 2 * seconds + (what != CSQ_CLOCK_STOPPED) + (what == CSQ_CLOCK_ENTERED ? CSQ_KEY_ENTERED : 0);
}

static inline CsqClockWhat
csq_clock_what(int64_t key)
{
	return (key & CSQ_KEY_ENTERED) != 0 ? CSQ_CLOCK_ENTERED : (key & 1) != 0 ? CSQ_CLOCK_RUNNING : CSQ_CLOCK_STOPPED;
}

static inline int64_t
csq_clock_seconds(int64_t key)
{
	return (key & ~CSQ_KEY_ENTERED) / 2;
}

/* A number that grows with the second and, within it, with what happened; the key may come from anywhere. */
static inline uint64_t
csq_clock_place(int64_t key)
{
	return ((uint64_t) key & ~(uint64_t) CSQ_KEY_ENTERED) << 1 | ((uint64_t) key >> 62 & 1);
}

/* Three-way. */
static inline int
csq_clock_compare(int64_t a, int64_t b)
{
	uint64_t x = csq_clock_place(a), y = csq_clock_place(b);

	return (x > y) - (x < y);
}

typedef struct CsqAttainmentEntry
{
	int64_t key;
	int64_t count;
} CsqAttainmentEntry;

static inline CsqAttainmentEntry *
csq_attainment_entries(const CsqAttainment *a)
{
	return (CsqAttainmentEntry *) ((char *) a + sizeof(CsqAttainment));
}

extern CsqAttainment *csq_attainment_new(void);

/* Add n clocks of this many microseconds; replaces *a when it grows. */
extern bool csq_attainment_add(CsqAttainment **a, int64_t usec, bool stopped, int64_t n, CsqError *err);

/*
 * The same of a clock that is watched only since it had run for so long: before
 * that it could not have been seen to stop.  22023 unless it was watched for some time.
 */
extern bool csq_attainment_add_late(CsqAttainment **a, int64_t entered, int64_t usec, bool stopped, CsqError *err);
extern bool csq_attainment_merge(CsqAttainment **into, const CsqAttainment *from, CsqError *err); /* from is checked */
extern bool csq_attainment_check(const void *value, size_t size, CsqError *err);

/* The canonical form. */
extern CsqAttainment *csq_attainment_pack(const CsqAttainment *a, CsqError *err);

extern CsqAttainment *csq_attainment_parse(const char *text, size_t len, CsqError *err);
extern void           csq_attainment_text(const CsqAttainment *packed, CsqBuf *b);
extern CsqAttainment *csq_attainment_read(const void *data, size_t len, CsqError *err);
extern void           csq_attainment_write(const CsqAttainment *packed, CsqBuf *b);

/* ---- the curve (of a packed value) ---- */

/* One step of the product-limit curve: at a time at which at least one clock stopped. */
typedef struct CsqCurvePoint
{
	int64_t seconds;
	int64_t at_risk; /* clocks that had run that long */
	int64_t stops;
	int64_t running;   /* seen for less than the next step, no longer */
	double  greenwood; /* variance of log S */
	double  attained;  /* share that stops within seconds */
	double  variance;  /* Greenwood's, of attained */
	double  lo;
	double  hi;
} CsqCurvePoint;

typedef struct CsqCurve
{
	int64_t        n;
	int64_t        stops;
	int64_t        first_risk; /* watched from the beginning */
	uint32_t       npoints;
	CsqCurvePoint *points;
	double         z;
} CsqCurve;

/* z: half width of the interval in standard errors. */
extern bool csq_attainment_curve(const CsqAttainment *packed, double z, CsqCurve *curve, CsqError *err);

/* Interval of the share at a point, had there been factor times as many clocks; p NULL: before the first stop. */
typedef struct CsqShareInterval
{
	double lo;
	double hi;
} CsqShareInterval;

extern CsqShareInterval csq_curve_interval(const CsqCurve *curve, const CsqCurvePoint *p, double factor, double z);

/* Seconds up to which the curve is known: the longest run, where that was no stop; else without end. */
extern int64_t csq_attainment_known(const CsqAttainment *packed);

/* Mean time within so many seconds (time until it stops, or that limit), and its variance. */
extern void csq_curve_restricted(const CsqCurve *curve, double within, double *mean, double *variance);

/* Log-rank test: positive when the second takes longer; NaN when no stop tells them apart.  Both packed. */
extern double csq_attainment_log_rank(const CsqAttainment *first, const CsqAttainment *second);

/* The point that holds at a time, or NULL before the first stop. */
extern const CsqCurvePoint *csq_curve_at(const CsqCurve *curve, int64_t usec);

/*
 * Smallest number of seconds by which a share q has stopped; false if that was
 * not observed.  which: 0 estimate, -1 lower and +1 upper end of its interval.
 */
extern bool csq_curve_quantile(const CsqCurve *curve, double q, int which, int64_t *seconds);

/* ---- figures ---- */

/* A curve with what is read of it. */
typedef struct CsqAttainmentRead
{
	const CsqAttainment *packed;
	CsqCurve             curve;
	int64_t              known; /* seconds up to which it is known */
} CsqAttainmentRead;

/* NULL: an error. */
extern CsqAttainmentRead *csq_attainment_open(const CsqAttainment *packed, CsqError *err);

/*
 * The figure of this name: "within 4 hours" (a share), "mean within 4 hours", median, p90 (seconds); an unknown name
 * is 22023.  The figure points to what was read.
 */
extern bool csq_attainment_figure(const CsqAttainmentRead *r, CsqMetric metric, CsqFigure *f, CsqError *err);

/* The mean time within so many seconds; no figure where the curve is not known that far. */
extern CsqFigure csq_attainment_restricted(const CsqAttainmentRead *r, double within);

/* Of the mean time within the longest limit up to which both are known, with z and p value of the log-rank test. */
extern CsqDifference csq_attainment_difference(const CsqAttainmentRead *before, const CsqAttainmentRead *after,
                                               double confidence);

#endif /* CSQ_ATTAINMENT_H */
