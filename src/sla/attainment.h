/*
 * attainment.h
 *		How long it takes until a clock stops, with clocks that still run: type attainment.
 *
 * An exact multiset of (seconds, stopped or still running).  Times are whole
 * seconds: a stop is rounded up, a running clock down, so that "within N seconds"
 * is exact for whole N.  Memory is bounded by the number of different seconds,
 * not by the number of clocks.
 *
 * Layout (flat.h): header, entries from the front.  The first nsorted entries are
 * ascending and distinct, the rest are in order of arrival; csq_attainment_pack
 * makes the canonical form, which is all sorted and has no slack.
 *
 * Core header.
 */
#ifndef CSQ_ATTAINMENT_H
#define CSQ_ATTAINMENT_H

#include "base/flat.h"
#include "base/json.h"

#define CSQ_ATTAINMENT_VERSION     1
#define CSQ_ATTAINMENT_MAX_SECONDS INT64_C(1000000000000) /* 31,000 years */

typedef struct CsqAttainment
{
	CsqStored flat;
	uint32_t  nentries;
	uint32_t  nsorted;
} CsqAttainment;

/* key: seconds * 2, plus 1 if the clock still ran: at one time, stops come first. */
typedef struct CsqAttainmentEntry
{
	int64_t key;
	int64_t count;
} CsqAttainmentEntry;

extern CsqAttainment *csq_attainment_new(void);

/* Add n clocks of this many microseconds; replaces *a when it grows. */
extern bool csq_attainment_add(CsqAttainment **a, int64_t usec, bool stopped, int64_t n, CsqError *err);
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
	int64_t running;  /* seen for less than the next step, no longer */
	double  attained; /* share that stops within seconds */
	double  variance; /* Greenwood's, of attained */
	double  lo;
	double  hi;
} CsqCurvePoint;

typedef struct CsqCurve
{
	int64_t        n;
	int64_t        stops;
	uint32_t       npoints;
	CsqCurvePoint *points;
	double         z;
} CsqCurve;

/* z: half width of the interval in standard errors. */
extern bool csq_attainment_curve(const CsqAttainment *packed, double z, CsqCurve *curve, CsqError *err);

/* The point that holds at a time, or NULL before the first stop. */
extern const CsqCurvePoint *csq_curve_at(const CsqCurve *curve, int64_t usec);

/* Interval of the share attained before the first stop: nothing, and what n failures still allow. */
extern double csq_curve_first_hi(const CsqCurve *curve);

/*
 * Smallest number of seconds by which a share q has stopped; false if that was
 * not observed.  which: 0 estimate, -1 lower and +1 upper end of its interval.
 */
extern bool csq_curve_quantile(const CsqCurve *curve, double q, int which, int64_t *seconds);

#endif /* CSQ_ATTAINMENT_H */
