/*
 * times.h
 *		Multisets of lengths of time, and the 128-bit sums that they keep.
 */
#ifndef CSQ_TIMES_H
#define CSQ_TIMES_H

#include "base/core.h"
#include "base/json.h"

/* Memory of the server is aligned to 8 bytes, the type by itself wants 16. */
__extension__ typedef unsigned __int128 CsqU128 __attribute__((aligned(8)));

/*
 * A multiset of lengths of time (microseconds, >= 0).  Up to CSQ_TIMES_EXACT
 * different lengths are kept as they are; beyond that each is rounded down to 7
 * significant bits.  Which of the two depends on the multiset alone, so merging
 * in any order gives the same bytes.  n, min, max, sum and sum of squares are
 * always exact.
 */
#define CSQ_TIMES_EXACT 512

typedef struct CsqTimes
{
	int64_t  n;
	int64_t  min;
	int64_t  max;
	CsqU128  sum;
	CsqU128  squares;
	bool     rounded;
	uint32_t nvalues;
	int64_t *values; /* ascending */
	int64_t *counts; /* > 0 */
} CsqTimes;

/* The same under construction: values in an open hash table, or rounded ones in an array. */
typedef struct CsqTimesBuild
{
	CsqTimes t;      /* counts, and values unless rounded, of nslots; count 0 = free */
	uint32_t nslots; /* 0 = none yet */
} CsqTimesBuild;

extern bool     csq_times_add(CsqTimesBuild *b, int64_t time, CsqError *err);
extern CsqTimes csq_times_done(CsqTimesBuild *b);
extern bool     csq_times_merge(const CsqTimes *a, const CsqTimes *b, CsqTimes *sum, CsqError *err);
extern bool     csq_times_same(const CsqTimes *a, const CsqTimes *b);

/*
 * The smallest length that at least a share q of them do not exceed (0 <= q <= 1).
 * Exact up to CSQ_TIMES_EXACT different lengths, else within 1/128 of the true
 * one.  n must be > 0.
 */
extern int64_t csq_times_quantile(const CsqTimes *t, double q);
extern double  csq_times_mean(const CsqTimes *t);
extern double  csq_times_stddev(const CsqTimes *t); /* of a sample; n > 1 */

extern void csq_times_write(const CsqTimes *t, CsqBuf *out);
extern bool csq_times_read(CsqReader *r, CsqTimes *t);
extern void csq_times_text(const CsqTimes *t, CsqBuf *out);
extern bool csq_times_parse(CsqJson *j, CsqTimes *t);

extern void    csq_buf_u128(CsqBuf *b, CsqU128 v);
extern CsqU128 csq_json_u128(CsqJson *j); /* a string of digits */

static inline double
csq_u128_double(CsqU128 v)
{
	return (double) (uint64_t) (v >> 64) * 18446744073709551616.0 + (double) (uint64_t) v;
}

#endif /* CSQ_TIMES_H */
