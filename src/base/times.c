/*
 * times.c
 *		Multisets of lengths of time: exact moments, mergeable quantiles.
 *
 * Up to CSQ_TIMES_EXACT different lengths are kept with their counts.  When there
 * are more, each length is rounded down to its 7 leading bits, which leaves at
 * most 3,712 different ones: a bucket is 1/64 of its lower end wide, and its
 * middle is within 1/128 of any length in it.  512 because a process has a
 * multiset for each edge, and a table of 512 lengths stays in the nearest caches.
 *
 * A part of a multiset never has more different lengths than the whole, and
 * rounding is idempotent, so whether a multiset is rounded, and to what, does not
 * depend on how it was put together.
 *
 * Forms.  Text: [length, count, ...] while exact, else {"min":..,"max":..,
 * "sum":"..","squares":"..","buckets":[lower end, count, ...]}.  Binary: rounded
 * u8, values u32, when rounded min i64, max i64, sum u128, squares u128, then
 * value i64 and count i64 of each.
 */
#include "base/times.h"

#include <math.h>

#include "base/sort.h"
#include "base/stats.h"

static inline int64_t
round_down(int64_t v)
{
	int shift;

	if (v < 128)
		return v;
	shift = 57 - __builtin_clzll((unsigned long long) v);
	return v >> shift << shift;
}

bool
csq_times_too_long(CsqError *err)
{
	return csq_fail(err, CSQ_RANGE, "lengths of time out of range") ||
	       csq_detail(err, "Their number must fit 64 bits, the sum of their squares 128.") ||
	       csq_hint(err, "Look for instants with a year far from the others.");
}

/* ---- moments ---- */

static bool
add_moments(CsqTimes *t, int64_t v, int64_t count, CsqError *err)
{
	return csq_length_moments(&t->n, &t->sum, &t->squares, v, count) || csq_times_too_long(err);
}

double
csq_times_mean(const CsqTimes *t)
{
	CsqU128 whole = t->sum / (uint64_t) t->n;
	CsqU128 rest = t->sum % (uint64_t) t->n;

	return csq_u128_double(whole) + csq_u128_double(rest) / (double) t->n;
}

double
csq_times_stddev(const CsqTimes *t)
{
	/* around the integer part of the mean: what cancels does so in integers, modulo 2^128 */
	CsqU128 centre = t->sum / (uint64_t) t->n;
	CsqU128 rest = t->sum % (uint64_t) t->n;
	CsqU128 around = t->squares - 2 * centre * t->sum + centre * centre * (uint64_t) t->n;
	double  d = csq_u128_double(rest);
	double  variance = (csq_u128_double(around) - d * d / (double) t->n) / (double) (t->n - 1);

	return variance > 0 ? sqrt(variance) : 0;
}

double
csq_times_skewness(const CsqTimes *t)
{
	double mean, cubes = 0;

	if (t->n < 3)
		return 0;
	mean = csq_times_mean(t);
	for (uint32_t i = 0; i < t->nvalues; i++)
	{
		/* a length that was rounded is taken from the middle of its bucket */
		double d = (double) t->values[i] + (t->rounded ? (double) (csq_length_width(t->values[i]) - 1) / 2 : 0) - mean;

		cubes += d * d * d * (double) t->counts[i];
	}
	return csq_skewness((double) t->n, cubes, csq_times_stddev(t));
}

int64_t
csq_times_rank_of(int64_t n, double q)
{
	double  want = ceil(q * (double) n);
	int64_t rank = want < 1 ? 1 : want >= (double) n ? n : (int64_t) want;

	/* 7 of 100 reach 0.07 although 0.07 * 100 is above 7 in binary */
	if (rank > 1 && (double) (rank - 1) / (double) n >= q)
		rank--;
	return rank;
}

/* Of the lengths of a bucket the one nearest to its middle that is written with the fewest digits. */
static int64_t
plain_middle(int64_t low)
{
	static const int64_t units[] = {1,
	                                10,
	                                100,
	                                1000,
	                                10000,
	                                100000,
	                                CSQ_USEC_PER_SEC,
	                                10 * CSQ_USEC_PER_SEC,
	                                CSQ_USEC_PER_MIN,
	                                10 * CSQ_USEC_PER_MIN,
	                                CSQ_USEC_PER_HOUR,
	                                CSQ_USEC_PER_DAY};

	int64_t width = csq_length_width(low);
	int64_t middle = low + width / 2;
	int64_t unit = 1;

	/* an eighth of the width is 1/512 of the length: with the half bucket below 1 % */
	for (size_t i = 0; i < sizeof units / sizeof units[0] && units[i] <= width / 4; i++)
		unit = units[i];
	return (middle + unit / 2) / unit * unit;
}

int64_t
csq_times_ranked(const CsqTimes *t, int64_t rank)
{
	int64_t  seen = 0;
	uint32_t i = 0;
	int64_t  v;

	if (rank <= 1)
		return t->min;
	if (rank >= t->n)
		return t->max;
	while ((seen += t->counts[i]) < rank)
		i++;
	v = t->values[i];
	if (t->rounded && v >= 128)
		v = plain_middle(v);
	return v < t->min ? t->min : v > t->max ? t->max : v;
}

int64_t
csq_times_quantile(const CsqTimes *t, double q)
{
	return csq_times_ranked(t, csq_times_rank_of(t->n, q));
}

double
csq_times_within(const CsqTimes *t, int64_t limit)
{
	int64_t whole = 0;

	if (t->n == 0 || limit < t->min)
		return 0;
	if (limit >= t->max)
		return (double) t->n;
	for (uint32_t i = 0; i < t->nvalues && t->values[i] <= limit; i++)
	{
		int64_t width = t->rounded ? csq_length_width(t->values[i]) : 1;

		if (limit - t->values[i] < width - 1)
			return (double) whole + (double) t->counts[i] * ((double) (limit - t->values[i]) + 1) / (double) width;
		whole += t->counts[i];
	}
	return (double) whole;
}

/* ---- building ---- */

/*
 * Exact lengths are counted in an open hash table, rounded ones in an array of places.
 */
static inline uint32_t
slot(const CsqTimesBuild *b, int64_t v)
{
	return (uint32_t) (((uint64_t) v * UINT64_C(0x9e3779b97f4a7c15)) >> 40) & (b->nslots - 1);
}

static void count_in(CsqTimesBuild *b, int64_t v, int64_t count);

/* A larger table, or, when there are too many values, the array of rounded ones. */
static void
rebuild(CsqTimesBuild *b)
{
	CsqTimesBuild old = *b;

	b->t.rounded = b->t.nvalues > CSQ_TIMES_EXACT;
	b->nslots = b->t.rounded ? CSQ_TIMES_PLACES : b->nslots == 0 ? 8 : b->nslots * 4;
	b->t.nvalues = 0;
	b->t.values = b->t.rounded ? NULL : csq_alloc(b->nslots * sizeof *b->t.values);
	b->t.counts = csq_alloc0(b->nslots * sizeof *b->t.counts);
	for (uint32_t i = 0; i < old.nslots; i++)
		if (old.t.counts[i] != 0)
			count_in(b, old.t.values[i], old.t.counts[i]);
	if (old.nslots > 0)
	{
		csq_free(old.t.values);
		csq_free(old.t.counts);
	}
}

static void
count_in(CsqTimesBuild *b, int64_t v, int64_t count)
{
	uint32_t at;

	if (CSQ_LIKELY(b->t.rounded))
	{
		b->t.counts[csq_length_place(v)] += count;
		return;
	}
	if (CSQ_UNLIKELY(b->nslots == 0))
		rebuild(b);
	at = slot(b, v);
	while (b->t.counts[at] != 0 && b->t.values[at] != v)
		at = (at + 1) & (b->nslots - 1);
	if (b->t.counts[at] == 0)
	{
		b->t.values[at] = v;
		b->t.nvalues++;
	}
	b->t.counts[at] += count;
	if (CSQ_UNLIKELY(b->t.nvalues * 2 > b->nslots || b->t.nvalues > CSQ_TIMES_EXACT))
		rebuild(b);
}

bool
csq_times_add(CsqTimesBuild *b, int64_t time, CsqError *err)
{
	if (!add_moments(&b->t, time, 1, err))
		return false;
	if (b->t.n == 1 || time < b->t.min)
		b->t.min = time;
	if (time > b->t.max)
		b->t.max = time;
	count_in(b, time, 1);
	return true;
}

typedef struct Counted
{
	int64_t value;
	int64_t count;
} Counted;

CsqTimes
csq_times_so_far(const CsqTimesBuild *b)
{
	CsqTimes t = b->t;
	Counted *items = csq_alloc((b->nslots + (size_t) 1) * sizeof *items);
	uint32_t n = 0;

	for (uint32_t i = 0; i < b->nslots; i++)
		if (b->t.counts[i] != 0)
			items[n++] = (Counted){t.rounded ? csq_length_at(i) : b->t.values[i], b->t.counts[i]};
	csq_sort(items, n, sizeof *items, csq_by_i64); /* places ascend, so only exact ones are out of order */
	t.nvalues = n;
	t.values = csq_alloc((n + (size_t) 1) * sizeof *t.values);
	t.counts = csq_alloc((n + (size_t) 1) * sizeof *t.counts);
	for (uint32_t i = 0; i < n; i++)
	{
		t.values[i] = items[i].value;
		t.counts[i] = items[i].count;
	}
	csq_free(items);
	return t;
}

CsqTimes
csq_times_done(CsqTimesBuild *b)
{
	CsqTimes t = csq_times_so_far(b);

	if (b->nslots > 0 && !t.rounded)
		csq_free(b->t.values);
	if (b->nslots > 0)
		csq_free(b->t.counts);
	return t;
}

void
csq_times_reopen(const CsqTimes *t, CsqTimesBuild *b)
{
	b->t = *t;
	b->t.nvalues = 0;
	b->t.values = b->t.counts = NULL;
	b->nslots = 0;
	if (t->rounded)
	{
		b->nslots = CSQ_TIMES_PLACES;
		b->t.counts = csq_alloc0(b->nslots * sizeof *b->t.counts);
	}
	for (uint32_t i = 0; i < t->nvalues; i++)
		count_in(b, t->values[i], t->counts[i]);
}

/* ---- merging ---- */

/* Values of one from i on, of which there are counts, behind those of the sum. */
static void
append_values(const CsqTimes *a, uint32_t i, CsqTimes *sum)
{
	size_t n = a->nvalues - i;

	if (n == 0)
		return;
	memcpy(sum->values + sum->nvalues, a->values + i, n * sizeof *sum->values);
	memcpy(sum->counts + sum->nvalues, a->counts + i, n * sizeof *sum->counts);
	sum->nvalues += (uint32_t) n;
}

/*
 * Values of both in order; no further than to where there are too many to stay exact.  Which of two lengths is the
 * shorter is chance, and what is chance is computed: a branch would be guessed wrong every other time.
 */
static void
merge_exact(const CsqTimes *a, const CsqTimes *b, CsqTimes *sum)
{
	uint32_t i = 0;
	uint32_t j = 0;
	uint32_t n = 0;

	while (i < a->nvalues && j < b->nvalues && n <= CSQ_TIMES_EXACT)
	{
		int64_t  x = a->values[i];
		int64_t  y = b->values[j];
		uint32_t first = x <= y;
		uint32_t second = y <= x;

		sum->values[n] = first ? x : y;
		sum->counts[n++] = (a->counts[i] & -(int64_t) first) + (b->counts[j] & -(int64_t) second);
		i += first;
		j += second;
	}
	sum->nvalues = n;
	append_values(a, i, sum);
	append_values(b, j, sum);
}

/* Values of both in order, rounded; counts cannot overflow, their sum does not. */
static void
merge_rounded(const CsqTimes *a, const CsqTimes *b, CsqTimes *sum)
{
	uint32_t i = 0;
	uint32_t j = 0;

	sum->nvalues = 0;
	while (i < a->nvalues || j < b->nvalues)
	{
		bool    first = j >= b->nvalues || (i < a->nvalues && a->values[i] <= b->values[j]);
		int64_t v = round_down(first ? a->values[i] : b->values[j]);
		int64_t count = first ? a->counts[i++] : b->counts[j++];

		/* rounding one list can step behind the other's rounded value, never by more than its own bucket */
		if (sum->nvalues > 0 && sum->values[sum->nvalues - 1] >= v)
		{
			sum->counts[sum->nvalues - 1] += count;
			continue;
		}
		sum->values[sum->nvalues] = v;
		sum->counts[sum->nvalues++] = count;
	}
}

bool
csq_times_merge(const CsqTimes *a, const CsqTimes *b, CsqTimes *sum, CsqError *err)
{
	size_t room = (size_t) a->nvalues + b->nvalues + 1;

	*sum = *a;
	if (!csq_add_i64(a->n, b->n, &sum->n) || __builtin_add_overflow(a->sum, b->sum, &sum->sum) ||
	    __builtin_add_overflow(a->squares, b->squares, &sum->squares))
		return csq_times_too_long(err);
	if (a->n == 0 || (b->n > 0 && b->min < a->min))
		sum->min = b->min;
	if (b->max > a->max)
		sum->max = b->max;
	sum->values = csq_alloc(room * sizeof *sum->values);
	sum->counts = csq_alloc(room * sizeof *sum->counts);
	sum->rounded = a->rounded || b->rounded;
	if (!sum->rounded)
	{
		merge_exact(a, b, sum);
		sum->rounded = sum->nvalues > CSQ_TIMES_EXACT;
	}
	if (sum->rounded)
		merge_rounded(a, b, sum);
	return true;
}

/* Number, sum and moments of b added to those of a. */
static bool
merge_moments(CsqTimes *a, const CsqTimes *b, CsqError *err)
{
	if (b->n > 0)
	{
		a->min = a->n == 0 || b->min < a->min ? b->min : a->min;
		a->max = a->n == 0 || b->max > a->max ? b->max : a->max;
	}
	return (csq_add_i64(a->n, b->n, &a->n) && !__builtin_add_overflow(a->sum, b->sum, &a->sum) &&
	        !__builtin_add_overflow(a->squares, b->squares, &a->squares)) ||
	       csq_times_too_long(err);
}

/* Rounded values of n > 0 sets, by place; moments: of all of them. */
static void
sum_places(const CsqTimes *const *items, uint32_t n, const CsqTimes *moments, CsqTimes *sum)
{
	int64_t *counts = csq_alloc(CSQ_TIMES_PLACES * sizeof *counts);
	uint32_t first = csq_length_place(moments->min);
	uint32_t last = csq_length_place(moments->max);

	memset(counts + first, 0, (last - first + (size_t) 1) * sizeof *counts);
	sum->nvalues = 0;
	for (uint32_t k = 0; k < n; k++)
		for (uint32_t i = 0; i < items[k]->nvalues; i++)
			counts[csq_length_place(items[k]->values[i])] += items[k]->counts[i];
	for (uint32_t i = first; i <= last; i++)
		sum->nvalues += counts[i] > 0;
	sum->values = csq_alloc((sum->nvalues + (size_t) 1) * sizeof *sum->values);
	sum->counts = csq_alloc((sum->nvalues + (size_t) 1) * sizeof *sum->counts);
	sum->nvalues = 0;
	for (uint32_t i = first; i <= last; i++)
		if (counts[i] > 0)
		{
			sum->values[sum->nvalues] = csq_length_at(i);
			sum->counts[sum->nvalues++] = counts[i];
		}
	csq_free(counts);
}

/*
 * Values of n > 0 exact sets, merged two by two, so that each goes through a logarithm of n merges; false as soon as
 * there are too many to stay exact: what a part has, the whole has.  parts is used up.
 */
static bool
sum_exact(CsqTimes *parts, uint32_t n, CsqTimes *sum)
{
	static const CsqTimes none;
	bool                  own = false;
	uint32_t              m;

	do
	{
		m = 0;
		for (uint32_t k = 0; k < n; k += 2)
		{
			const CsqTimes *a = &parts[k];
			const CsqTimes *b = k + 1 < n ? &parts[k + 1] : &none; /* then a copy */
			CsqTimes        both = none;

			both.values = csq_alloc(((size_t) a->nvalues + b->nvalues + 1) * sizeof *both.values);
			both.counts = csq_alloc(((size_t) a->nvalues + b->nvalues + 1) * sizeof *both.counts);
			merge_exact(a, b, &both);
			for (uint32_t i = k; i < n && i < k + 2 && own; i++)
			{
				csq_free(parts[i].values);
				csq_free(parts[i].counts);
			}
			if (both.nvalues > CSQ_TIMES_EXACT)
				return false;
			parts[m++] = both;
		}
		n = m;
		own = true;
	} while (n > 1);
	*sum = parts[0];
	return true;
}

bool
csq_times_sum(const CsqTimes *const *items, uint32_t n, CsqTimes *sum, CsqError *err)
{
	CsqTimes *parts;
	CsqTimes  moments;

	memset(sum, 0, sizeof *sum);
	moments = *sum;
	for (uint32_t k = 0; k < n; k++)
	{
		if (!merge_moments(&moments, items[k], err))
			return false;
		moments.rounded |= items[k]->rounded;
	}
	if (n > 0 && !moments.rounded)
	{
		parts = csq_alloc(n * sizeof *parts);
		for (uint32_t k = 0; k < n; k++)
			parts[k] = *items[k];
		moments.rounded = !sum_exact(parts, n, sum);
		csq_free(parts);
	}
	if (moments.rounded)
		sum_places(items, n, &moments, sum);
	moments.nvalues = sum->nvalues;
	moments.values = sum->values;
	moments.counts = sum->counts;
	*sum = moments;
	return true;
}

bool
csq_times_same(const CsqTimes *a, const CsqTimes *b)
{
	return a->n == b->n && a->min == b->min && a->max == b->max && a->sum == b->sum && a->squares == b->squares &&
	       a->rounded == b->rounded && a->nvalues == b->nvalues &&
	       (a->nvalues == 0 || (memcmp(a->values, b->values, a->nvalues * sizeof *a->values) == 0 &&
	                            memcmp(a->counts, b->counts, a->nvalues * sizeof *a->counts) == 0));
}

/* ---- checking ---- */

static bool
bad(CsqError *err, const char *why)
{
	return csq_fail(err, CSQ_DATA, "invalid lengths of time") || csq_detail(err, "%s", why);
}

bool
csq_times_check_buckets(CsqTimes *t, const CsqTimes *low, uint32_t exact, CsqError *err)
{
	t->n = low->n;
	if (t->n <= exact)
		return bad(err, "There are too few lengths for buckets.");
	if (t->min < 0 || t->max < t->min || round_down(t->min) != t->values[0] ||
	    round_down(t->max) != t->values[t->nvalues - 1])
		return bad(err, "The shortest and longest are not in the first and last bucket.");
	if (t->sum < low->sum || t->squares < low->squares || t->sum > (CsqU128) (uint64_t) t->max * (uint64_t) t->n ||
	    t->sum - low->sum > low->sum / 64 || t->squares - low->squares > low->squares / 31)
		return bad(err, "The sums do not fit the buckets.");
	return true;
}

bool
csq_times_check(CsqTimes *t, uint32_t exact, CsqError *err)
{
	CsqTimes low = {0};
	CsqError overflow;

	if (!t->rounded && t->nvalues > exact)
		return bad(err, "There are too many different lengths to be exact.");
	for (uint32_t i = 0; i < t->nvalues; i++)
	{
		if (t->values[i] < 0 || t->counts[i] <= 0 || (i > 0 && t->values[i] <= t->values[i - 1]))
			return bad(err, "Lengths must ascend from 0 and their counts be positive.");
		if (t->rounded && round_down(t->values[i]) != t->values[i])
			return bad(err, "A bucket begins at a number of more than 7 bits.");
		if (!add_moments(&low, t->values[i], t->counts[i], &overflow))
			return bad(err, "The sums are out of range.");
	}
	if (t->rounded)
		return csq_times_check_buckets(t, &low, exact, err);
	t->n = low.n;
	t->min = t->nvalues > 0 ? t->values[0] : 0;
	t->max = t->nvalues > 0 ? t->values[t->nvalues - 1] : 0;
	t->sum = low.sum;
	t->squares = low.squares;
	return true;
}

/* ---- forms ---- */

void
csq_put_u128(CsqBuf *out, CsqU128 v)
{
	csq_put_u64(out, (uint64_t) (v >> 64));
	csq_put_u64(out, (uint64_t) v);
}

CsqU128
csq_read_u128(CsqReader *r)
{
	CsqU128 high = csq_read_u64(r);

	return high << 64 | csq_read_u64(r);
}

void
csq_times_write(const CsqTimes *t, CsqBuf *out)
{
	csq_put_u8(out, t->rounded);
	csq_put_u32(out, t->nvalues);
	if (t->rounded)
	{
		csq_put_u64(out, (uint64_t) t->min);
		csq_put_u64(out, (uint64_t) t->max);
		csq_put_u128(out, t->sum);
		csq_put_u128(out, t->squares);
	}
	csq_buf_reserve(out, (size_t) t->nvalues * 16);
	for (uint32_t i = 0; i < t->nvalues; i++)
	{
		uint64_t pair[2] = {csq_be64((uint64_t) t->values[i]), csq_be64((uint64_t) t->counts[i])};

		csq_buf_put(out, pair, sizeof pair);
	}
}

bool
csq_times_read(CsqReader *r, uint32_t exact, CsqTimes *t)
{
	uint8_t     rounded = csq_read_u8(r);
	const char *pairs;
	CsqError    err;

	memset(t, 0, sizeof *t);
	t->nvalues = csq_read_count(r, 16);
	if (!r->failed && rounded > 1)
		csq_read_fail(r, "The kind of a set of times is neither 0 nor 1.");
	t->rounded = rounded == 1;
	if (t->rounded)
	{
		t->min = (int64_t) csq_read_u64(r);
		t->max = (int64_t) csq_read_u64(r);
		t->sum = csq_read_u128(r);
		t->squares = csq_read_u128(r);
	}
	if (r->failed)
		return false;
	t->values = csq_alloc((t->nvalues + (size_t) 1) * sizeof *t->values);
	t->counts = csq_alloc((t->nvalues + (size_t) 1) * sizeof *t->counts);
	pairs = csq_read_bytes(r, (size_t) t->nvalues * 16);
	if (r->failed)
		return false;
	for (uint32_t i = 0; i < t->nvalues; i++)
	{
		uint64_t pair[2];

		memcpy(pair, pairs + (size_t) i * 16, sizeof pair);
		t->values[i] = (int64_t) csq_be64(pair[0]);
		t->counts[i] = (int64_t) csq_be64(pair[1]);
		csq_poll(i);
	}
	return csq_times_check(t, exact, &err) || csq_read_fail(r, "%s", err.detail);
}

void
csq_buf_u128(CsqBuf *b, CsqU128 v)
{
	char digits[40];
	int  n = sizeof digits;

	do
		digits[--n] = (char) ('0' + (int) (v % 10));
	while ((v /= 10) != 0);
	csq_buf_put(b, digits + n, sizeof digits - (size_t) n);
}

CsqU128
csq_json_u128(CsqJson *j)
{
	CsqText t = csq_json_string(j);
	CsqU128 v = 0;

	if (j->failed)
		return 0;
	if (t.len == 0 || t.len > 39 || (t.s[0] == '0' && t.len > 1))
		return (CsqU128) csq_json_fail(j, "\"%s\" is not a sum.", csq_quoted(t.s, t.len).s);
	for (size_t i = 0; i < t.len; i++)
	{
		if (t.s[i] < '0' || t.s[i] > '9' || v > ~(CsqU128) 0 / 10 || (v == ~(CsqU128) 0 / 10 && t.s[i] > '5'))
			return (CsqU128) csq_json_fail(j, "\"%s\" is not a sum.", csq_quoted(t.s, t.len).s);
		v = v * 10 + (unsigned) (t.s[i] - '0');
	}
	return v;
}

static void
values_text(const CsqTimes *t, CsqBuf *out)
{
	csq_buf_char(out, '[');
	for (uint32_t i = 0; i < t->nvalues; i++)
	{
		if (i > 0)
			csq_buf_char(out, ',');
		csq_buf_i64(out, t->values[i]);
		csq_buf_char(out, ',');
		csq_buf_i64(out, t->counts[i]);
	}
	csq_buf_char(out, ']');
}

void
csq_times_text(const CsqTimes *t, CsqBuf *out)
{
	if (!t->rounded)
	{
		values_text(t, out);
		return;
	}
	csq_buf_printf(out, "{\"min\":%lld,\"max\":%lld,\"sum\":\"", (long long) t->min, (long long) t->max);
	csq_buf_u128(out, t->sum);
	csq_buf_str(out, "\",\"squares\":\"");
	csq_buf_u128(out, t->squares);
	csq_buf_str(out, "\",\"buckets\":");
	values_text(t, out);
	csq_buf_char(out, '}');
}

static void
parse_values(CsqJson *j, CsqTimes *t)
{
	uint32_t cap = 0;

	csq_grow(t->values, cap);
	csq_resize(t->counts, cap);
	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		if (t->nvalues == cap)
		{
			csq_grow(t->values, cap);
			csq_resize(t->counts, cap);
		}
		t->values[t->nvalues] = csq_json_i64(j);
		if (!csq_json_item(j))
			csq_json_fail(j, "A length is without its count.");
		t->counts[t->nvalues++] = csq_json_i64(j);
		if (j->failed || t->nvalues > 1 << 16)
			break;
	}
}

bool
csq_times_parse(CsqJson *j, uint32_t exact, CsqTimes *t)
{
	static const char *const names[] = {"min", "max", "sum", "squares", "buckets", NULL};
	CsqError                 err;
	unsigned                 seen = 0;
	int                      k;

	memset(t, 0, sizeof *t);
	if (csq_json_peek(j) == '[')
		parse_values(j, t);
	else
	{
		t->rounded = true;
		csq_json_open(j, '{');
		while ((k = csq_json_member(j, names, &seen)) >= 0)
			if (k < 2)
				*(k == 0 ? &t->min : &t->max) = csq_json_i64(j);
			else if (k < 4)
				*(k == 2 ? &t->sum : &t->squares) = csq_json_u128(j);
			else
				parse_values(j, t);
		csq_json_need(j, names, seen, 31);
	}
	if (j->failed)
		return false;
	return csq_times_check(t, exact, &err) || csq_json_fail(j, "%s", err.detail);
}
