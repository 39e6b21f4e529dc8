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

static void
insertion(char *p, size_t n, size_t size, CsqCompare compare)
{
	char item[MAX_ITEM];

	for (size_t i = 1; i < n; i++)
	{
		size_t to = i;

		if (compare(p + (i - 1) * size, p + i * size) <= 0)
			continue;
		memcpy(item, p + i * size, size);
		while (to > 0 && compare(p + (to - 1) * size, item) > 0)
			to--;
		memmove(p + (to + 1) * size, p + to * size, (i - to) * size);
		memcpy(p + to * size, item, size);
	}
}

/* Merge the runs [a, b) and [b, c) into out; equal items of the first run go first. */
static void
merge(const char *a, const char *b, const char *c, char *out, size_t size, CsqCompare compare)
{
	const char *mid = b;
	size_t      done = 0;

	while (a < mid && b < c)
	{
		const char **from = compare(a, b) <= 0 ? &a : &b;

		memcpy(out, *from, size);
		*from += size;
		out += size;
		csq_poll(++done);
	}
	memcpy(out, a, (size_t) (mid - a));
	out += mid - a;
	memcpy(out, b, (size_t) (c - b));
}

void
csq_sort(void *items, size_t n, size_t size, CsqCompare compare)
{
	char *from = items;
	char *buffer;
	char *to;

	if (n < 2 || is_sorted(items, n, size, compare))
		return;
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
