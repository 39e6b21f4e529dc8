/*
 * pairs.c
 *		Counting pairs of indexes: edges between activities, handovers between resources.
 *
 * An open hash table from (source, target) to a slot; callers keep what they
 * count in arrays of their own, by slot.  O(1) per pair, O(pairs) memory.
 */
#include "base/pairs.h"

#include "base/sort.h"

#define FIRST 64

void
csq_pairs_init(CsqPairs *p)
{
	p->n = 0;
	p->ntable = FIRST;
	p->cap = FIRST / 2;
	p->keys = csq_alloc(p->cap * sizeof *p->keys);
	p->table = csq_alloc0(p->ntable * sizeof *p->table);
	memset(p->square, 0, sizeof p->square);
}

static inline uint32_t
place(const CsqPairs *p, uint64_t key)
{
	return (uint32_t) ((key * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & (p->ntable - 1);
}

static void
grow(CsqPairs *p)
{
	p->ntable *= 2;
	p->cap *= 2;
	p->keys = csq_realloc(p->keys, p->cap * sizeof *p->keys);
	csq_free(p->table);
	p->table = csq_alloc0(p->ntable * sizeof *p->table);
	for (uint32_t i = 0; i < p->n; i++)
	{
		uint32_t at = place(p, p->keys[i]);

		while (p->table[at] != 0)
			at = (at + 1) & (p->ntable - 1);
		p->table[at] = i + 1;
	}
}

uint32_t
csq_pairs_add_any(CsqPairs *p, uint32_t source, uint32_t target)
{
	uint64_t key = (uint64_t) source << 32 | target;
	uint32_t at = place(p, key);

	for (; p->table[at] != 0; at = (at + 1) & (p->ntable - 1))
		if (CSQ_LIKELY(p->keys[p->table[at] - 1] == key))
			return p->table[at] - 1;
	if (p->n == p->cap)
	{
		grow(p);
		return csq_pairs_add_any(p, source, target);
	}
	p->keys[p->n] = key;
	p->table[at] = ++p->n;
	return p->n - 1;
}

typedef struct Slot
{
	uint64_t key;
	uint32_t slot;
} Slot;

static int
compare_slot(const void *a, const void *b)
{
	uint64_t x = ((const Slot *) a)->key;
	uint64_t y = ((const Slot *) b)->key;

	return (x > y) - (x < y);
}

uint32_t *
csq_pairs_order(const CsqPairs *p)
{
	Slot     *slots = csq_alloc((p->n + (size_t) 1) * sizeof *slots);
	uint32_t *order = csq_alloc((p->n + (size_t) 1) * sizeof *order);

	for (uint32_t i = 0; i < p->n; i++)
		slots[i] = (Slot){p->keys[i], i};
	csq_sort(slots, p->n, sizeof *slots, compare_slot);
	for (uint32_t i = 0; i < p->n; i++)
		order[i] = slots[i].slot;
	csq_free(slots);
	return order;
}
