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
 *
 * The same rule with another limit serves the multisets that grow in place
 * (metrics/lengths.h), which are read as CsqTimes and have the same forms.
 */
#define CSQ_TIMES_EXACT 512

/* Rounded lengths are few enough for an array: as many as there are numbers of at most 7 significant bits. */
#define CSQ_TIMES_PLACES 3712

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

	/* Where csq_times_skip passed by: the packed form, from which csq_times_sum_packed takes all of the above. */
	const unsigned char *packed;
	const unsigned char *packed_end; /* of all that was read with it */
	size_t               packed_size;
} CsqTimes;

/* The same under construction: values in an open hash table, or rounded ones in an array. */
typedef struct CsqTimesBuild
{
	CsqTimes t;      /* counts, and values unless rounded, of nslots; count 0 = free */
	uint32_t nslots; /* 0 = none yet */
} CsqTimesBuild;

extern bool     csq_times_add(CsqTimesBuild *b, int64_t time, CsqError *err);
extern CsqTimes csq_times_done(CsqTimesBuild *b);
extern CsqTimes csq_times_so_far(const CsqTimesBuild *b);              /* the same, and b goes on */
extern void     csq_times_reopen(const CsqTimes *t, CsqTimesBuild *b); /* b, which is zero, begins with these */
extern bool     csq_times_merge(const CsqTimes *a, const CsqTimes *b, CsqTimes *sum, CsqError *err);
/* The sum of n of them: the same as merging one after the other, in one go. */
extern bool csq_times_sum(const CsqTimes *const *items, uint32_t n, CsqTimes *sum, CsqError *err);
extern bool csq_times_same(const CsqTimes *a, const CsqTimes *b);

/*
 * The smallest length that at least a share q of them do not exceed (0 <= q <= 1).
 * While they are exact one that occurs, else within 1 % of it and no finer than
 * that: 06:40:00, not 06:40:24.973312.  n must be > 0.
 */
extern int64_t csq_times_quantile(const CsqTimes *t, double q);

/* The length of this rank (1 .. n) in ascending order, as above; and the rank of a quantile. */
extern int64_t csq_times_ranked(const CsqTimes *t, int64_t rank);
extern int64_t csq_times_rank_of(int64_t n, double q);

/*
 * How many lengths are not above a limit.  When rounded: exact at bucket borders,
 * between them in proportion.
 */
extern double csq_times_within(const CsqTimes *t, int64_t limit);
extern double csq_times_mean(const CsqTimes *t);
extern double csq_times_stddev(const CsqTimes *t);   /* of a sample; n > 1 */
extern double csq_times_skewness(const CsqTimes *t); /* 0 where there is none to speak of */

extern void csq_times_write(const CsqTimes *t, CsqBuf *out);
/* exact: up to how many different lengths such a multiset keeps as they are. */
extern bool csq_times_read(CsqReader *r, uint32_t exact, CsqTimes *t);
/* The same in few bytes, for stored values (times_packed.c). */
extern void csq_times_pack(const CsqTimes *t, CsqBuf *out);
extern bool csq_times_unpack(CsqReader *r, uint32_t exact, CsqTimes *t);
/* Of what was checked before: not read until it is summed (csq_times_sum_packed), and packed as it lies. */
extern bool csq_times_skip(CsqReader *r, CsqTimes *t);
/* The same of what is checked now, which tells all but the values. */
extern bool csq_times_pass(CsqReader *r, uint32_t exact, CsqTimes *t);
extern bool csq_times_sum_packed(const CsqTimes *const *items, uint32_t n, CsqTimes *sum, CsqError *err);
/* Values and counts as read, with the moments when rounded; fills the rest. */
extern bool csq_times_check(CsqTimes *t, uint32_t exact, CsqError *err);
/* What of that is left to say of buckets in order; low: number, sum and sum of squares as if all were at lower ends. */
extern bool csq_times_check_buckets(CsqTimes *t, const CsqTimes *low, uint32_t exact, CsqError *err);
extern void csq_times_text(const CsqTimes *t, CsqBuf *out);
extern bool csq_times_parse(CsqJson *j, uint32_t exact, CsqTimes *t);

extern void    csq_put_u128(CsqBuf *b, CsqU128 v); /* binary */
extern CsqU128 csq_read_u128(CsqReader *r);
extern void    csq_buf_u128(CsqBuf *b, CsqU128 v);
extern CsqU128 csq_json_u128(CsqJson *j); /* a string of digits */

/* ---- rounding ---- */

/* The place of a length: the number of lengths of 7 bits below it, which ascends with it. */
static inline uint32_t
csq_length_place(int64_t v)
{
	int shift;

	if (v < 128)
		return (uint32_t) v;
	shift = 57 - __builtin_clzll((unsigned long long) v);
	return (uint32_t) shift * 64 + (uint32_t) (v >> shift);
}

/* The lowest length of a place. */
static inline int64_t
csq_length_at(uint32_t place)
{
	return place < 128 ? place : (int64_t) (place % 64 + 64) << (place / 64 - 1);
}

/* How many lengths share the place that begins at this length. */
static inline int64_t
csq_length_width(int64_t v)
{
	return v < 128 ? 1 : INT64_C(1) << (57 - __builtin_clzll((unsigned long long) v));
}

/* v times by; false when it overflows.  Without a division, which takes as long as thirty of these. */
static inline bool
csq_u128_multiply(CsqU128 *v, uint64_t by)
{
	CsqU128 low = (CsqU128) (uint64_t) *v * by;
	CsqU128 high = (CsqU128) (uint64_t) (*v >> 64) * by + (low >> 64);

	*v = high << 64 | (uint64_t) low;
	return high >> 64 == 0;
}

/* Adds count lengths to number, sum and sum of squares; false when one of them overflows. */
static inline bool
csq_length_moments(int64_t *n, CsqU128 *sum, CsqU128 *squares, int64_t v, int64_t count)
{
	CsqU128 square = (CsqU128) (uint64_t) v * (uint64_t) v;

	if (count != 1 && !csq_u128_multiply(&square, (uint64_t) count))
		return false;
	return csq_add_i64(*n, count, n) && !__builtin_add_overflow(*squares, square, squares) &&
	       !__builtin_add_overflow(*sum, (CsqU128) (uint64_t) v * (uint64_t) count, sum);
}

/* Fails: a length that is too long to be summed. */
extern bool csq_times_too_long(CsqError *err);

static inline double
csq_u128_double(CsqU128 v)
{
	return (double) (uint64_t) (v >> 64) * 18446744073709551616.0 + (double) (uint64_t) v;
}

#endif /* CSQ_TIMES_H */
