/*
 * times_packed.c
 *		Multisets of lengths of time in few bytes, for values that hold many of them.
 *
 * A length of exact multisets takes 16 bytes in their binary form (times.c), where its
 * count is nearly always 1 and its neighbours are near.  Here a multiset is
 *
 *		kind u8			0 exact, 1 rounded
 *		values varint
 *		when rounded: min varint, max varint, sum u128, squares u128
 *		when there are values:
 *		unit varint		the largest number that divides all of them; 1 when rounded
 *		first varint	in units
 *		widths u8, u8	of the two columns (columns.h)
 *		gaps			from one value to the next, less 1, in units
 *		counts			less 1
 *
 * where the values of a rounded multiset are the numbers of their places
 * (csq_length_place).  Lengths of whole seconds take two or three bytes, those to the
 * microsecond four or five, rounded ones one and their count.  Equal multisets give
 * equal bytes; what is read is checked by the rules of times.c, not whether unit and
 * widths are the smallest, on which nothing depends.
 */
#include "base/columns.h"
#include "base/times.h"

/* ---- writing ---- */

static uint64_t
gcd(uint64_t a, uint64_t b)
{
	while (b != 0)
	{
		uint64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* The largest number that divides all values; 1 when there is none. */
static uint64_t
unit_of(const CsqTimes *t)
{
	uint64_t unit = 0;

	for (uint32_t i = 0; i < t->nvalues && unit != 1; i++)
		if (unit == 0 || (uint64_t) t->values[i] % unit != 0)
			unit = gcd((uint64_t) t->values[i], unit);
	return unit == 0 ? 1 : unit;
}

static inline uint64_t
scaled(const CsqTimes *t, uint32_t i, uint64_t unit)
{
	return t->rounded ? csq_length_place(t->values[i]) : (uint64_t) t->values[i] / unit;
}

static void
pack_values(const CsqTimes *t, CsqBuf *out)
{
	uint64_t       unit = t->rounded ? 1 : unit_of(t);
	uint64_t      *gaps = csq_alloc(t->nvalues * sizeof *gaps);
	uint64_t       before = scaled(t, 0, unit);
	uint64_t       all_gaps = 0;
	uint64_t       all_counts = (uint64_t) t->counts[0] - 1;
	int            width;
	unsigned char *column;

	for (uint32_t i = 1; i < t->nvalues; i++)
	{
		uint64_t v = scaled(t, i, unit);

		gaps[i - 1] = v - before - 1;
		before = v;
		all_gaps |= gaps[i - 1];
		all_counts |= (uint64_t) t->counts[i] - 1;
	}
	csq_put_varint(out, unit);
	csq_put_varint(out, scaled(t, 0, unit));
	width = csq_number_width(all_gaps);
	csq_put_u8(out, (uint8_t) width);
	csq_put_u8(out, (uint8_t) csq_number_width(all_counts));
	column = csq_column_new(out, t->nvalues - 1, width);
	for (uint32_t i = 0; i + 1 < t->nvalues; i++)
		csq_column_set(column, i, width, gaps[i]);
	width = csq_number_width(all_counts);
	column = csq_column_new(out, t->nvalues, width);
	for (uint32_t i = 0; i < t->nvalues && width > 0; i++)
		csq_column_set(column, i, width, (uint64_t) t->counts[i] - 1);
	csq_free(gaps);
}

void
csq_times_pack(const CsqTimes *t, CsqBuf *out)
{
	if (t->packed != NULL)
	{
		csq_buf_put(out, t->packed, t->packed_size);
		return;
	}
	csq_put_u8(out, t->rounded);
	csq_put_varint(out, t->nvalues);
	if (t->rounded)
	{
		csq_put_varint(out, (uint64_t) t->min);
		csq_put_varint(out, (uint64_t) t->max);
		csq_put_u128(out, t->sum);
		csq_put_u128(out, t->squares);
	}
	if (t->nvalues > 0)
		pack_values(t, out);
}

/* ---- reading ---- */

/* v more units than *at, in one of which at least it is; false when that is no length. */
static inline bool
step(int64_t *at, uint64_t units, uint64_t unit)
{
	uint64_t way;
	uint64_t to;

	if (__builtin_mul_overflow(units, unit, &way) || __builtin_add_overflow((uint64_t) *at, way, &to) || to > INT64_MAX)
		return false;
	*at = (int64_t) to;
	return true;
}

/* The two columns, and where they begin. */
typedef struct Packed
{
	uint64_t  unit;
	uint64_t  first;
	CsqColumn gaps;
	CsqColumn counts;
} Packed;

/* Lengths that occur once each, in one go with their moments; the last. */
static uint64_t
unpack_singles(const Packed *p, uint32_t n, int64_t *restrict values, int64_t *restrict counts, CsqTimes *moments)
{
	CsqColumn gaps = p->gaps;
	uint64_t  unit = p->unit;
	uint64_t  at = p->first * unit;
	uint64_t  sum = at;
	CsqU128   squares = (CsqU128) at * at;

	values[0] = (int64_t) at;
	counts[0] = 1;
	for (uint32_t i = 1; i < n; i++)
	{
		at += (csq_column_within(&gaps, i - 1) + 1) * unit;
		values[i] = (int64_t) at;
		counts[i] = 1;
		sum += at;
		squares += (CsqU128) at * at;
	}
	moments->n = n;
	moments->sum = sum;
	moments->squares = squares;
	return at;
}

/* The same of lengths that occur a few times. */
static uint64_t
unpack_counted(const Packed *p, uint32_t n, int64_t *restrict values, int64_t *restrict counts, CsqTimes *moments)
{
	CsqColumn gaps = p->gaps;
	CsqColumn more = p->counts;
	uint64_t  unit = p->unit;
	uint64_t  at = p->first * unit;
	uint64_t  sum = 0;
	uint64_t  cases = 0;
	CsqU128   squares = 0;

	for (uint32_t i = 0; i < n; i++)
	{
		uint64_t count = csq_column_within(&more, i) + 1;

		if (CSQ_LIKELY(i > 0))
			at += (csq_column_within(&gaps, i - 1) + 1) * unit;
		values[i] = (int64_t) at;
		counts[i] = (int64_t) count;
		cases += count;
		sum += at * count;
		squares += (CsqU128) (at * count) * at;
	}
	moments->n = (int64_t) cases;
	moments->sum = sum;
	moments->squares = squares;
	return at;
}

/*
 * The usual multisets: few lengths, each a few times, whose steps cannot leave 63 bits.
 * 512 lengths of less than 54 bits, or 256 times as many of 46, add up to 63 bits and their squares to less than 128:
 * where the longest is longer than that, the moments are wrong, and false is returned.
 */
static bool
unpack_plain(const Packed *p, CsqTimes *t)
{
	bool     single = p->counts.width == 0;
	uint64_t last = single ? unpack_singles(p, t->nvalues, t->values, t->counts, t)
	                       : unpack_counted(p, t->nvalues, t->values, t->counts, t);

	t->min = t->values[0];
	t->max = (int64_t) last;
	return last >> (single ? 54 : 46) == 0;
}

static inline bool
is_plain(const Packed *p, uint32_t n)
{
	uint64_t most = p->unit > 0 ? (uint64_t) INT64_MAX / p->unit : 0; /* units */

	return p->counts.width <= 1 && p->gaps.width < 6 && n <= 512 && p->first < most &&
	       (p->gaps.mask + 1) * n < most - p->first && csq_column_is_within(&p->counts, n) &&
	       csq_column_is_within(&p->gaps, n);
}

/* Buckets of which each has at most 2^16 lengths, in one go with the moments of their lower ends. */
static inline bool
are_few(const Packed *p, uint32_t n)
{
	return p->unit == 1 && p->first < CSQ_TIMES_PLACES && p->counts.width <= 2 && p->gaps.width <= 2 &&
	       csq_column_is_within(&p->counts, n) && csq_column_is_within(&p->gaps, n);
}

/* False where there is no such place, or one of more than two years, of which sums might not fit. */
static bool
unpack_buckets(const Packed *p, uint32_t n, int64_t *restrict values, int64_t *restrict counts, CsqTimes *low)
{
	CsqColumn gaps = p->gaps;
	CsqColumn more = p->counts;
	uint64_t  end = csq_length_place(INT64_C(1) << 46);
	uint64_t  place = p->first;
	uint64_t  cases = 0;
	CsqU128   sum = 0;
	CsqU128   squares = 0;

	for (uint32_t i = 0; i < n; i++)
	{
		uint64_t count = csq_column_within(&more, i) + 1;
		uint64_t at;

		if (CSQ_LIKELY(i > 0))
			place += csq_column_within(&gaps, i - 1) + 1;
		if (CSQ_UNLIKELY(place >= end))
			return false;
		at = (uint64_t) csq_length_at((uint32_t) place);
		values[i] = (int64_t) at;
		counts[i] = (int64_t) count;
		cases += count;
		sum += at * count;
		squares += (CsqU128) (at * count) * at;
	}
	low->n = (int64_t) cases;
	low->sum = sum;
	low->squares = squares;
	return true;
}

static bool
unpack_values(const Packed *p, CsqTimes *t)
{
	int64_t at = 0;
	bool    fits = step(&at, p->first, p->unit);

	for (uint32_t i = 0; i < t->nvalues && fits; i++)
	{
		uint64_t count = csq_column_get(&p->counts, i);

		t->values[i] = at;
		t->counts[i] = (int64_t) (count + (count <= INT64_MAX)); /* what is too much stays or gets negative */
		if (i + 1 < t->nvalues)
		{
			uint64_t gap = csq_column_get(&p->gaps, i);

			fits = gap < UINT64_MAX && step(&at, gap + 1, p->unit);
		}
	}
	for (uint32_t i = 0; i < t->nvalues && t->rounded && fits; i++)
	{
		fits = t->values[i] < CSQ_TIMES_PLACES;
		t->values[i] = csq_length_at(fits ? (uint32_t) t->values[i] : 0);
	}
	return fits;
}

static bool
read_columns(CsqReader *r, uint32_t n, Packed *p)
{
	uint8_t widths[2];

	p->unit = csq_read_varint(r);
	p->first = csq_read_varint(r);
	widths[0] = csq_read_u8(r);
	widths[1] = csq_read_u8(r);
	p->gaps = csq_read_column(r, n - 1, widths[0]);
	p->counts = csq_read_column(r, n, widths[1]);
	return !r->failed;
}

/* What comes before the columns; false when it breaks a rule. */
static bool
read_head(CsqReader *r, uint32_t exact, CsqTimes *t)
{
	uint8_t  kind = csq_read_u8(r);
	uint64_t n = csq_read_varint(r);

	memset(t, 0, sizeof *t);
	if (kind > 1)
		csq_read_fail(r, "The kind of a set of times is neither 0 nor 1.");
	t->rounded = kind == 1;
	if (n > (t->rounded ? CSQ_TIMES_PLACES : exact))
		csq_read_fail(r, "There are too many different lengths.");
	if (t->rounded)
	{
		t->min = (int64_t) csq_read_varint(r);
		t->max = (int64_t) csq_read_varint(r);
		t->sum = csq_read_u128(r);
		t->squares = csq_read_u128(r);
	}
	t->nvalues = (uint32_t) n;
	return !r->failed;
}

bool
csq_times_unpack(CsqReader *r, uint32_t exact, CsqTimes *t)
{
	Packed   p;
	CsqTimes low;
	CsqError err;

	if (!read_head(r, exact, t))
		return false;
	t->values = csq_alloc((2 * (size_t) t->nvalues + 1) * sizeof *t->values);
	t->counts = t->values + t->nvalues;
	if (t->nvalues > 0 && !read_columns(r, t->nvalues, &p))
		return false;
	if (t->nvalues > 0 && t->rounded && are_few(&p, t->nvalues) &&
	    unpack_buckets(&p, t->nvalues, t->values, t->counts, &low))
		return csq_times_check_buckets(t, &low, exact, &err) || csq_read_fail(r, "%s", err.detail);
	if (t->nvalues > 0 && !t->rounded && is_plain(&p, t->nvalues))
	{
		if (unpack_plain(&p, t))
			return true;
	}
	else if (t->nvalues > 0 && !unpack_values(&p, t))
		return csq_read_fail(r, "A length of time is out of range.");
	return csq_times_check(t, exact, &err) || csq_read_fail(r, "%s", err.detail);
}

static void
passed_by(const CsqReader *r, const unsigned char *from, CsqTimes *t)
{
	t->packed = from;
	t->packed_end = r->end;
	t->packed_size = (size_t) (r->at - from);
}

bool
csq_times_skip(CsqReader *r, CsqTimes *t)
{
	const unsigned char *from = r->at;
	Packed               p;

	if (!read_head(r, CSQ_TIMES_EXACT, t) || (t->nvalues > 0 && !read_columns(r, t->nvalues, &p)))
		return false;
	memset(t, 0, sizeof *t);
	passed_by(r, from, t);
	return true;
}

bool
csq_times_pass(CsqReader *r, uint32_t exact, CsqTimes *t)
{
	const unsigned char *from = r->at;

	if (!csq_times_unpack(r, exact, t))
		return false;
	csq_free(t->values); /* with the counts */
	t->values = t->counts = NULL;
	passed_by(r, from, t);
	return true;
}

bool
csq_times_sum_packed(const CsqTimes *const *items, uint32_t n, CsqTimes *sum, CsqError *err)
{
	const CsqTimes **all = csq_alloc((n + (size_t) 1) * sizeof *all);
	CsqTimes        *unpacked = csq_alloc((n + (size_t) 1) * sizeof *unpacked);
	bool             done;

	/* those of one sum at a time, so that they stay in the nearest caches */
	for (uint32_t k = 0; k < n; k++)
	{
		CsqReader r;

		all[k] = items[k];
		if (items[k]->packed == NULL)
			continue;
		csq_reader_init(&r, items[k]->packed, (size_t) (items[k]->packed_end - items[k]->packed), "times", err);
		if (!csq_times_unpack(&r, CSQ_TIMES_EXACT, &unpacked[k]))
			return false;
		all[k] = &unpacked[k];
	}
	done = csq_times_sum(all, n, sum, err);
	for (uint32_t k = 0; k < n; k++)
		if (all[k] == &unpacked[k])
			csq_free(unpacked[k].values); /* with the counts */
	csq_free(unpacked);
	csq_free(all);
	return done;
}
