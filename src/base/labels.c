/*
 * labels.c
 *		Comparing, finding and ranking labels: see labels.h.
 */
#include "base/labels.h"

#include "base/sort.h"

int
csq_text_compare(const CsqText *a, const CsqText *b)
{
	size_t n = a->len < b->len ? a->len : b->len;
	int    c = n > 0 ? memcmp(a->s, b->s, n) : 0;

	return c != 0 ? c : (a->len > b->len) - (a->len < b->len);
}

int
csq_by_text(const void *a, const void *b)
{
	return csq_text_compare(a, b);
}

size_t
csq_text_find(const void *items, size_t n, size_t size, const CsqText *label)
{
	const char *p = items;
	size_t      lo = 0, hi = n;

	while (lo < hi)
	{
		size_t mid = lo + (hi - lo) / 2;
		int    c = csq_text_compare((const CsqText *) (p + mid * size), label);

		if (c == 0)
			return mid;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return n;
}

CsqRanked *
csq_text_rank(const CsqText *labels, uint32_t n, uint32_t *rank)
{
	CsqRanked *ranked = csq_alloc((n + (size_t) 1) * sizeof *ranked);

	for (uint32_t i = 0; i < n; i++)
		ranked[i] = (CsqRanked){labels[i], i};
	csq_sort(ranked, n, sizeof *ranked, csq_by_text);
	if (rank != NULL)
		for (uint32_t i = 0; i < n; i++)
			rank[ranked[i].number] = i;
	return ranked;
}

typedef struct Counted
{
	int64_t  n;
	uint32_t number;
} Counted;

static int
falling(const void *a, const void *b)
{
	int64_t x = ((const Counted *) a)->n;
	int64_t y = ((const Counted *) b)->n;

	return (x < y) - (x > y);
}

uint32_t *
csq_order_by_count(const int64_t *counts, uint32_t n)
{
	Counted  *items = csq_alloc((n + (size_t) 1) * sizeof *items);
	uint32_t *order = csq_alloc((n + (size_t) 1) * sizeof *order);

	for (uint32_t i = 0; i < n; i++)
		items[i] = (Counted){counts[i], i};
	csq_sort(items, n, sizeof *items, falling); /* stable */
	for (uint32_t i = 0; i < n; i++)
		order[i] = items[i].number;
	csq_free(items);
	return order;
}
