/*
 * table.h
 *		A hash table in memory: from a hash to the numbers of the caller's items.
 *
 * The caller keeps its items, keys and hashes in arrays of its own, numbered 0, 1,
 * 2, ...; the table is one array of uint32 slots (number + 1; 0 = free) with open
 * addressing and linear probing, at most half full: 8 to 16 bytes an item, one cache
 * line a look-up.  Nothing is ever taken out.
 *
 *		csq_table_each(&t, hash, i)
 *			if (items[i].key == key)
 *				return i;
 *		csq_table_room(&t, n, i, hash_of(&items[i]));
 *		items[n] = ...;
 *		csq_table_put(&t, hash, n++);
 *
 * The place is taken from the low bits of the hash, so those must be good: that of
 * csq_hash_bytes() or csq_mix64() is.
 */
#ifndef CSQ_TABLE_H
#define CSQ_TABLE_H

#include "base/core.h"

typedef struct CsqTable
{
	uint32_t *slots; /* number + 1; 0 = free */
	uint32_t  mask;  /* slots - 1; slots are a power of two */
} CsqTable;

#define CSQ_NO_ITEM UINT32_MAX

/* An empty table with room for n items before it must double. */
static inline void
csq_table_init(CsqTable *t, uint32_t n)
{
	size_t slots = 8;

	while (slots / 2 < n && slots <= UINT32_MAX / 2)
		slots *= 2;
	t->mask = (uint32_t) slots - 1;
	t->slots = csq_alloc0(slots * sizeof *t->slots);
}

/* No room for another item beside n? */
static inline bool
csq_table_full(const CsqTable *t, uint32_t n)
{
	return n > t->mask / 2;
}

/* Twice the slots, all of them free: every item must be put again. */
static inline void
csq_table_double(CsqTable *t)
{
	uint32_t was = t->mask;

	csq_free(t->slots);
	csq_table_init(t, was + 1);
}

/* As many slots as before, all of them free. */
static inline void
csq_table_clear(CsqTable *t)
{
	memset(t->slots, 0, ((size_t) t->mask + 1) * sizeof *t->slots);
}

static inline void
csq_table_put(CsqTable *t, uint64_t hash, uint32_t item)
{
	uint32_t at = (uint32_t) hash & t->mask;

	while (t->slots[at] != 0)
		at = (at + 1) & t->mask;
	t->slots[at] = item + 1;
}

/* Room for another item beside num, hash being that of item i. */
#define csq_table_room(t, num, i, hash)                                                                                \
	do                                                                                                                 \
	{                                                                                                                  \
		uint32_t num_ = (num);                                                                                         \
		if (CSQ_UNLIKELY(csq_table_full((t), num_)))                                                                   \
		{                                                                                                              \
			csq_table_double(t);                                                                                       \
			for (uint32_t i = 0; i < num_; i++)                                                                        \
			{                                                                                                          \
				csq_table_put((t), (hash), i);                                                                         \
				csq_poll(i);                                                                                           \
			}                                                                                                          \
		}                                                                                                              \
	} while (0)

/* A loop over the items whose hash may be this one, item being the number of each. */
#define csq_table_each(t, hash, item)                                                                                  \
	for (uint32_t at_ = (uint32_t) (hash) & (t)->mask, item; (item = (t)->slots[at_] - 1) != CSQ_NO_ITEM;              \
	     at_ = (at_ + 1) & (t)->mask)

#endif /* CSQ_TABLE_H */
