/*
 * labels.c
 *		Comparing, finding, ranking and numbering labels: see labels.h.
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

void
csq_names_init(CsqNames *names, uint32_t n)
{
	*names = (CsqNames){0};
	csq_table_init(&names->table, n);
}

uint32_t
csq_names_number(CsqNames *names, const CsqText *label)
{
	uint64_t hash = csq_hash_bytes(label->s, label->len, 0);
	char    *copy;

	csq_table_each(&names->table, hash, i)
	{
		if (names->hashes[i] == hash && csq_text_same(&names->items[i], label))
			return i;
	}
	csq_table_room(&names->table, names->n, i, names->hashes[i]);
	if (names->n == names->room)
	{
		csq_grow(names->items, names->room);
		csq_resize(names->hashes, names->room);
	}
	copy = csq_alloc(label->len + 1);
	memcpy(copy, label->s, label->len);
	names->items[names->n] = (CsqText){copy, label->len};
	names->hashes[names->n] = hash;
	csq_table_put(&names->table, hash, names->n);
	return names->n++;
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

bool
csq_read_labels(CsqReader *r, bool sorted, CsqText **labels, uint32_t *n)
{
	CsqText *list;

	*n = csq_read_count(r, 4);
	*labels = list = csq_alloc((*n + (size_t) 1) * sizeof *list);
	list[0] = (CsqText){"", 0};
	for (uint32_t i = 1; i <= *n && !r->failed; i++)
	{
		list[i].len = csq_read_u32(r);
		list[i].s = csq_read_bytes(r, list[i].len);
		if (r->failed)
			break;
		if (!csq_utf8_valid(list[i].s, list[i].len))
			return csq_read_fail(r, "Label %u is not valid UTF-8.", i);
		if (sorted && i > 1 && csq_text_compare(&list[i - 1], &list[i]) >= 0)
			return csq_read_fail(r, "Label %u is out of order.", i);
		csq_poll(i);
	}
	return !r->failed;
}

void
csq_buf_person(CsqBuf *out, const uint64_t who[2])
{
	csq_buf_printf(out, "%016llx%016llx", (unsigned long long) who[0], (unsigned long long) who[1]);
}

bool
csq_parse_person(const CsqText *text, uint64_t who[2])
{
	if (text->len != 32)
		return false;
	for (int i = 0; i < 32; i++)
	{
		char c = text->s[i];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
			return false;
		who[i / 16] = who[i / 16] << 4 | (uint64_t) (c <= '9' ? c - '0' : c - 'a' + 10);
	}
	return true;
}
