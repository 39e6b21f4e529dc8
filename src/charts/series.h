/*
 * series.h
 *		One metric over time, by bucket: type series.
 *
 * What control charts, surge detection, interrupted time series and trends read.
 * A bucket is a date (a day, or the first day of a week or month) or an instant
 * (the start of an hour); what it holds depends on what is measured:
 *
 *	 count	rows or events						n rows, sum events
 *	 value	any number							n rows, sum and squares in millionths
 *	 share	yes or no							n trials, sum hits
 *	 rate	events of an exposure				n rows, sum events, squares exposure in millionths
 *
 * All are integers (sums of 128 bits), so merging is exact in any order.  A bucket
 * that was named but got nothing (a NULL value) is kept, with n = 0.
 *
 * Layout (flat.h): header, buckets from the front.  The first nsorted are ascending
 * and distinct, the rest in order of arrival; csq_series_pack makes the canonical
 * form, all sorted and without slack.
 *
 * A series of many buckets has a tail at its end, where rows wait until it is full.
 * Such buckets lie in no near cache: a tail does, and the misses of counting it
 * overlap.  What waits is in no bucket; csq_series_pack counts it.
 *
 * Core header.
 */
#ifndef CSQ_SERIES_H
#define CSQ_SERIES_H

#include "base/flat.h"
#include "base/instant.h"
#include "base/json.h"
#include "base/times.h"
#include "calendar/zone.h"

#define CSQ_SERIES_UNIT       1000000 /* values and exposures are kept in millionths */
#define CSQ_SERIES_MAX_VALUE  1e12
#define CSQ_SERIES_MAX_AMOUNT (INT64_C(1000000) * INT64_C(1000000000000)) /* millionths of the largest value */
#define CSQ_SERIES_MAX_GRID   1000000 /* buckets of one reading, empty ones included */

__extension__ typedef __int128 CsqI128 __attribute__((aligned(8)));

typedef enum CsqSeriesMeasure
{
	CSQ_MEASURE_COUNT,
	CSQ_MEASURE_VALUE,
	CSQ_MEASURE_SHARE,
	CSQ_MEASURE_RATE
} CsqSeriesMeasure;

typedef struct CsqSeries
{
	CsqStored flat;
	uint32_t  nbuckets;
	uint32_t  nsorted;
	uint8_t   instants; /* buckets are instants (microseconds), else dates (days) */
	uint8_t   measure;
	uint16_t  tail; /* 0: it has none; else one more than the rows that wait there */
	uint32_t  unused;
} CsqSeries;

typedef struct CsqBucket
{
	int64_t at;
	int64_t n;
	CsqI128 sum;
	CsqU128 squares;
} CsqBucket;

/* A row that waits: one row of its bucket, and its count, hit or value. */
typedef struct CsqSeriesRow
{
	int64_t at;
	int64_t amount;
} CsqSeriesRow;

#define CSQ_SERIES_TAIL 64 /* rows */

static inline CsqBucket *
csq_series_buckets(const CsqSeries *s)
{
	return (CsqBucket *) ((char *) s + sizeof(CsqSeries));
}

static inline size_t
csq_series_tail_size(const CsqSeries *s)
{
	return s->tail > 0 ? CSQ_SERIES_TAIL * sizeof(CsqSeriesRow) : 0;
}

static inline CsqSeriesRow *
csq_series_tail(const CsqSeries *s)
{
	return (CsqSeriesRow *) ((char *) s + csq_flat_size(s)) - CSQ_SERIES_TAIL;
}

/* One row as a bucket; not of a rate. */
static inline CsqBucket
csq_series_row(CsqSeriesMeasure measure, int64_t at, int64_t amount)
{
	CsqI128 squares = measure == CSQ_MEASURE_VALUE ? (CsqI128) amount * amount : 0;

	return (CsqBucket){at, 1, amount, (CsqU128) squares};
}

/* No sum of int64 counts or values gets there; the text form has 38 digits. */
#define CSQ_SERIES_MAX_SUM ((CsqI128) 10000000000000000000ULL * (CsqI128) 1000000000000000000LL)

/*
 * Adds what *b holds to its bucket where that is easily found: days of which none is missing, the last bucket, or
 * buckets at even distances.  false: nothing was added, csq_series_add() does it or says why not.
 */
static inline bool
csq_series_add_there(CsqSeries *s, const CsqBucket *b)
{
	CsqBucket *to = csq_series_buckets(s);
	uint64_t   past; /* from the first bucket; a huge number before it */
	CsqI128    sum;
	CsqU128    squares;

	if (s->nsorted == 0)
		return false;
	past = (uint64_t) b->at - (uint64_t) to->at;
	if (past < s->nsorted)
		to += past;
	else
	{
		const CsqBucket *last = to + s->nsorted - 1;
		uint64_t         span = (uint64_t) last->at - (uint64_t) to->at;

		if (past > span || span == 0 || (span >> 62) != 0)
			return false;
		if (past == span)
			to += s->nsorted - 1; /* rows in order */
		else
			to += (uint32_t) ((double) (int64_t) past * (double) (s->nsorted - 1) / (double) (int64_t) span + 0.5);
	}
	sum = to->sum + b->sum;
	squares = to->squares + b->squares;
	if (to->at != b->at || (to->n >> 62) != 0 || sum > CSQ_SERIES_MAX_SUM || sum < -CSQ_SERIES_MAX_SUM ||
	    squares < b->squares)
		return false;
	to->n += b->n;
	to->sum = sum;
	to->squares = squares;
	return true;
}

/* Puts a row into the tail; false: there is none, or it is full. */
static inline bool
csq_series_wait(CsqSeries *s, int64_t at, int64_t amount)
{
	if (CSQ_UNLIKELY(s->tail - 1u >= CSQ_SERIES_TAIL))
		return false;
	csq_series_tail(s)[s->tail - 1] = (CsqSeriesRow){at, amount};
	s->tail++;
	return true;
}

extern CsqSeries  *csq_series_new(bool instants, CsqSeriesMeasure measure);
extern const char *csq_measure_name(int measure);

/* Add what *b holds to its bucket; replaces *s when it grows. */
extern bool csq_series_add(CsqSeries **s, const CsqBucket *b, CsqError *err);

/* The same of one row, which may wait in the tail; a series with many buckets gets one.  Not of a rate. */
extern bool csq_series_add_row(CsqSeries **s, int64_t at, int64_t amount, CsqError *err);
extern bool csq_series_merge(CsqSeries **into, const CsqSeries *from, CsqError *err); /* from is checked */
extern bool csq_series_check(const void *value, size_t size, CsqError *err);

/* Same kind of buckets and same measure?  Else CSQ_PARAM, naming both. */
extern bool csq_series_alike(const CsqSeries *a, bool instants, CsqSeriesMeasure measure, CsqError *err);

/* A date of the years 1 to 9999, or an instant. */
static inline bool
csq_series_in_range(bool instants, int64_t at)
{
	return instants ? csq_is_instant(at) : at >= CSQ_DATE_MIN && at <= CSQ_DATE_MAX;
}

/* A value as millionths: |value| <= 1e12. */
extern bool csq_series_millionths(double value, int64_t *result, CsqError *err);

/*
 * The same of most values without a call: below 2^51 the nearest whole number, to even where two are as near, is what
 * is left when 1.5 * 2^52 is added and taken away.  false: ask the other one.
 */
static inline bool
csq_series_small_millionths(double value, int64_t *result)
{
	const double whole = 6755399441055744.0;
	double       v = value * CSQ_SERIES_UNIT;

	if (!(v < 2251799813685248.0 && v > -2251799813685248.0))
		return false;
	*result = (int64_t) ((v + whole) - whole);
	return true;
}

/* The canonical form. */
extern CsqSeries *csq_series_pack(const CsqSeries *s, CsqError *err);

extern CsqSeries *csq_series_parse(const char *text, size_t len, CsqError *err);
extern void       csq_series_text(const CsqSeries *packed, CsqBuf *b);
extern CsqSeries *csq_series_read(const void *data, size_t len, CsqError *err);
extern void       csq_series_write(const CsqSeries *packed, CsqBuf *b);

/* A date or an instant, as the series has them, for messages and the text form. */
extern void csq_buf_bucket(CsqBuf *b, bool instants, int64_t at);

/* ---- the grid: a series as points at even distances ---- */

/* Distance of buckets: whole months, or ticks (days of dates, microseconds of instants). */
typedef struct CsqSeriesStep
{
	int32_t months;
	int64_t ticks;
} CsqSeriesStep;

typedef struct CsqPoint
{
	int64_t at;
	double  n;      /* rows; trials of a share */
	double  sum;    /* events, hits, sum of the values */
	double  spread; /* variance of the values (n > 1); exposure of a rate */
	double  value;  /* the figure: events, mean, share, rate; NaN: nothing known */
} CsqPoint;

typedef struct CsqGrid
{
	bool             instants;
	CsqSeriesMeasure measure;
	CsqSeriesStep    step;
	uint32_t         n;
	CsqPoint        *points;
} CsqGrid;

/*
 * The distance that the buckets of a packed series keep.  Dates: whole months when
 * at least four buckets all lie on the first of a month, weeks when at least four
 * lie a whole number of weeks apart, else days.  Instants: the longest of a day, an
 * hour, 30, 15, 5 and 1 minutes that all distances are multiples of (a day only from
 * four buckets on).  CSQ_PARAM where there is none.
 */
extern bool csq_series_step(const CsqSeries *packed, CsqSeriesStep *step, CsqError *err);

/*
 * Points of a packed series.  Of counts, buckets that nothing was said of are zero,
 * from the first bucket to the last or until, whichever is later; of anything else
 * they are not known and left out.  until: INT64_MIN for none.
 */
extern bool csq_series_grid(const CsqSeries *packed, CsqSeriesStep step, int64_t until, CsqGrid *grid, CsqError *err);

/* The bucket a number of steps later. */
extern int64_t csq_step_add(CsqSeriesStep step, bool instants, int64_t at, int64_t steps);

/* The k points of largest volume (events; trials, exposure, rows), largest first, earlier first among equals. */
extern CsqPoint *csq_series_peak(const CsqGrid *grid, uint32_t k, uint32_t *n);
extern double    csq_point_volume(const CsqGrid *grid, const CsqPoint *p);

#endif /* CSQ_SERIES_H */
