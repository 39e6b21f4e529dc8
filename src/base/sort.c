/*
 * sort.c
 *		Stable merge sort that can be interrupted.
 *
 * qsort() of the C library can neither be cancelled nor be relied on to be
 * stable.  This one checks whether the input is sorted, sorts runs of RUN items
 * by insertion, then merges runs bottom-up through one buffer: O(n log n)
 * comparisons, O(n) memory, an interrupt check every few thousand items.
 */
#include "base/sort.h"

#define RUN      12
#define MAX_ITEM 128 /* largest item the insertion step can hold */

/* Always, so that the size of an item is a constant where it is known. */
#define CSQ_INLINE static inline __attribute__((always_inline))

static bool
is_sorted(const char *p, size_t n, size_t size, CsqCompare compare)
{
	for (size_t i = 1; i < n; i++)
	{
		if (compare(p + (i - 1) * size, p + i * size) > 0)
			return false;
		csq_poll(i);
	}
	return true;
}

CSQ_INLINE void
insertion(char *p, size_t n, size_t size, CsqCompare compare)
{
	char item[MAX_ITEM];

	for (size_t i = 1; i < n; i++)
	{
		size_t to = i;

		if (compare(p + (i - 1) * size, p + i * size) <= 0)
			continue;
		memcpy(item, p + i * size, size);
		do
		{
			memcpy(p + to * size, p + (to - 1) * size, size);
			to--;
		} while (to > 0 && compare(p + (to - 1) * size, item) > 0);
		memcpy(p + to * size, item, size);
	}
}

/* Merge the runs [a, b) and [b, c) into out; equal items of the first run go first. */
CSQ_INLINE void
merge(const char *a, const char *b, const char *c, char *out, size_t size, CsqCompare compare)
{
	const char *mid = b;
	size_t      done = 0;

	while (a < mid && b < c)
	{
		if (compare(a, b) <= 0)
		{
			memcpy(out, a, size);
			a += size;
		}
		else
		{
			memcpy(out, b, size);
			b += size;
		}
		out += size;
		csq_poll(++done);
	}
	memcpy(out, a, (size_t) (mid - a));
	out += mid - a;
	memcpy(out, b, (size_t) (c - b));
}

CSQ_INLINE void
sort(void *items, size_t n, size_t size, CsqCompare compare)
{
	char *from = items;
	char *buffer;
	char *to;

	for (size_t i = 0; i < n; i += RUN)
	{
		insertion(from + i * size, n - i < RUN ? n - i : RUN, size, compare);
		csq_poll(i / RUN);
	}
	if (n <= RUN)
		return;
	buffer = to = csq_alloc(n * size);
	for (size_t width = RUN; width < n; width *= 2)
	{
		char *swap = from;

		for (size_t i = 0; i < n; i += 2 * width)
		{
			size_t mid = n - i < width ? n : i + width;
			size_t end = n - i < 2 * width ? n : i + 2 * width;

			merge(from + i * size, from + mid * size, from + end * size, to + i * size, size, compare);
		}
		csq_check_interrupts();
		from = to;
		to = swap;
	}
	if (from != items)
		memcpy(items, from, n * size);
	csq_free(buffer);
}

/* The same for each of the usual sizes: an item of a size that is known is moved without a call. */
static void
sort_8(void *items, size_t n, CsqCompare compare)
{
	sort(items, n, 8, compare);
}

static void
sort_16(void *items, size_t n, CsqCompare compare)
{
	sort(items, n, 16, compare);
}

static void
sort_24(void *items, size_t n, CsqCompare compare)
{
	sort(items, n, 24, compare);
}

static void
sort_32(void *items, size_t n, CsqCompare compare)
{
	sort(items, n, 32, compare);
}

void
csq_sort(void *items, size_t n, size_t size, CsqCompare compare)
{
	if (n < 2 || is_sorted(items, n, size, compare))
		return;
	if (size == 8)
		sort_8(items, n, compare);
	else if (size == 16)
		sort_16(items, n, compare);
	else if (size == 24)
		sort_24(items, n, compare);
	else if (size == 32)
		sort_32(items, n, compare);
	else
		sort(items, n, size, compare);
}

/* ---- by whole numbers ---- */

#define FEW 64 /* so many are compared: the counts of a byte would take longer */

static int
compare_keys(const void *pa, const void *pb)
{
	const CsqKeyed *a = pa;
	const CsqKeyed *b = pb;

	return (a->key > b->key) - (a->key < b->key);
}

/* One byte of the key: from one array into the other, stable. */
static void
sort_byte(const CsqKeyed *from, CsqKeyed *to, size_t n, int shift)
{
	size_t place[256] = {0};
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
	{
		place[(from[i].key >> shift) & 255]++;
		csq_poll(i);
	}
	for (int b = 0; b < 256; b++)
	{
		size_t count = place[b];

		place[b] = sum;
		sum += count;
	}
	for (size_t i = 0; i < n; i++)
	{
		to[place[(from[i].key >> shift) & 255]++] = from[i];
		csq_poll(i);
	}
}

void
csq_sort_keyed(CsqKeyed *items, size_t n)
{
	uint64_t  differ = 0;
	bool      sorted = true;
	CsqKeyed *from = items;
	CsqKeyed *buffer;
	CsqKeyed *to;

	if (n <= FEW)
	{
		csq_sort(items, n, sizeof *items, compare_keys);
		return;
	}
	for (size_t i = 1; i < n; i++)
	{
		differ |= items[i].key ^ items[0].key;
		sorted &= items[i - 1].key <= items[i].key;
		csq_poll(i);
	}
	if (sorted)
		return;
	buffer = to = csq_alloc(n * sizeof *to);
	for (int shift = 0; shift < 64; shift += 8)
		if (((differ >> shift) & 255) != 0)
		{
			CsqKeyed *swap = from;

			sort_byte(from, to, n, shift);
			from = to;
			to = swap;
		}
	if (from != items)
		memcpy(items, from, n * sizeof *items);
	csq_free(buffer);
}

/* ---- by a number ---- */

#define CSQ_BY(name, type)                                                                                             \
	int name(const void *a, const void *b)                                                                             \
	{                                                                                                                  \
		type x = *(const type *) a;                                                                                    \
		type y = *(const type *) b;                                                                                    \
		return (x > y) - (x < y);                                                                                      \
	}

CSQ_BY(csq_by_i32, int32_t)
CSQ_BY(csq_by_u32, uint32_t)
CSQ_BY(csq_by_i64, int64_t)
CSQ_BY(csq_by_u64, uint64_t)
CSQ_BY(csq_by_double, double)
