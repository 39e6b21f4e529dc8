/*
 * pairs.c
 *		Counting pairs of indexes: edges between activities, handovers between resources.
 *
 * An open hash table from (source, target) to a slot; callers keep what they
 * count in arrays of their own, by slot.  O(1) per pair, O(pairs) memory.
 */
#include "base/pairs.h"

#include "base/sort.h"

#define FIRST 32

void
csq_pairs_init(CsqPairs *p)
{
	p->n = 0;
	p->cap = FIRST;
	p->keys = csq_alloc(p->cap * sizeof *p->keys);
	csq_table_init(&p->table, p->cap); /* the two double together */
	memset(p->square, 0, sizeof p->square);
}

static inline uint32_t
hash_key(uint64_t key)
{
	return (uint32_t) ((key * UINT64_C(0x9e3779b97f4a7c15)) >> 32);
}

uint32_t
csq_pairs_add_any(CsqPairs *p, uint32_t source, uint32_t target)
{
	uint64_t key = (uint64_t) source << 32 | target;

	csq_table_each(&p->table, hash_key(key), i) if (CSQ_LIKELY(p->keys[i] == key)) return i;
	if (CSQ_UNLIKELY(p->n == p->cap))
	{
		csq_grow(p->keys, p->cap);
		csq_table_double(&p->table);
		for (uint32_t i = 0; i < p->n; i++)
			csq_table_put(&p->table, hash_key(p->keys[i]), i);
	}
	p->keys[p->n] = key;
	csq_table_put(&p->table, hash_key(key), p->n);
	return p->n++;
}

typedef struct Slot
{
	uint64_t key;
	uint32_t slot;
} Slot;

uint32_t *
csq_pairs_order(const CsqPairs *p)
{
	Slot     *slots = csq_alloc((p->n + (size_t) 1) * sizeof *slots);
	uint32_t *order = csq_alloc((p->n + (size_t) 1) * sizeof *order);

	for (uint32_t i = 0; i < p->n; i++)
		slots[i] = (Slot){p->keys[i], i};
	csq_sort(slots, p->n, sizeof *slots, csq_by_u64);
	for (uint32_t i = 0; i < p->n; i++)
		order[i] = slots[i].slot;
	csq_free(slots);
	return order;
}
