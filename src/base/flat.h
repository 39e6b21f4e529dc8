/*
 * flat.h
 *		Growing flat values: one varlena with slack, appended in place, doubled.
 *
 * An aggregate that collects things keeps them in a single varlena per group, so
 * that HashAggregate stays linear in the number of groups (no memory context,
 * no hash table and no expanded object per group).  The layout is that of a
 * page with two ends:
 *
 *		| header | items that grow upwards -> ...slack... <- bytes that grow downwards |
 *		0        head                                                                  size
 *
 * The front usually holds fixed-size records, the back a dictionary of labels
 * addressed by its distance from the end, which stays true when the value grows.
 * The size of the varlena is its capacity; how much of either end is used is in
 * the topic's own header.  Slack is always zero, because a value is stored with
 * it.
 *
 * csq_flat_room() gives the same value when there is room, else a copy of twice
 * the size (a power of two, which is what the memory manager hands out anyway).
 * It never frees the old value: in an aggregate that belongs to the executor.
 */
#ifndef CSQ_FLAT_H
#define CSQ_FLAT_H

#include "base/core.h"

/* PostgreSQL's encoding of the size of a plain, uncompressed varlena. */
static inline uint32_t
csq_flat_size(const void *value)
{
	uint32_t word = ((const CsqStored *) value)->vl_len_;

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return word & 0x3FFFFFFF;
#else
	return word >> 2;
#endif
}

static inline void
csq_flat_set_size(void *value, size_t size)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	((CsqStored *) value)->vl_len_ = (uint32_t) size & 0x3FFFFFFF;
#else
	((CsqStored *) value)->vl_len_ = (uint32_t) size << 2;
#endif
}

/* A zeroed value of exactly this size. */
static inline void *
csq_flat_new(size_t size, uint8_t version)
{
	CsqStored *v = csq_alloc0(size);

	csq_flat_set_size(v, size);
	v->version = version;
	return v;
}

/*
 * Flag of a state that owns its memory: it grows by csq_realloc, which for large
 * ones moves page tables and not pages, and its slack is not zero.  Only within an
 * aggregate, never in a value that leaves it, which every type's check refuses.  The
 * uppermost flag: types count theirs from below.
 */
#define CSQ_FLAT_OWNED 0x8000

/* The same value with another size, its used front and back kept: a copy, or the same block when it owns its memory. */
static inline void *
csq_flat_resize(void *value, size_t size, size_t front, size_t back)
{
	size_t was = csq_flat_size(value);
	char  *copy;

	if (((const CsqStored *) value)->flags & CSQ_FLAT_OWNED)
	{
		copy = csq_realloc(value, size);
		memmove(copy + size - back, copy + was - back, back);
	}
	else
	{
		copy = csq_alloc(size);
		memcpy(copy, value, front);
		memset(copy + front, 0, size - front - back);
		memcpy(copy + size - back, (const char *) value + was - back, back);
	}
	csq_flat_set_size(copy, size);
	return copy;
}

/* A copy without slack, of size bytes: the used front, and the rest from the back. */
static inline void
csq_flat_compact(const void *value, size_t front, void *to, size_t size)
{
	memcpy(to, value, front);
	memcpy((char *) to + front, (const char *) value + csq_flat_size(value) - (size - front), size - front);
	csq_flat_set_size(to, size);
	((CsqStored *) to)->flags &= (uint16_t) ~CSQ_FLAT_OWNED;
}

/*
 * Room for more bytes between the used front (header included) and the used
 * back.  NULL when the value would exceed 1 GB: the caller reports that.
 */
static inline void *
csq_flat_room(void *value, size_t front, size_t back, size_t more)
{
	size_t need = front + back + more;
	size_t grown = 64;

	if (CSQ_LIKELY(need <= csq_flat_size(value)))
		return value;
	if (need > CSQ_MAX_VALUE_SIZE)
		return NULL;
	while (grown < need)
		grown *= 2;
	if (grown > CSQ_MAX_VALUE_SIZE)
		grown = CSQ_MAX_VALUE_SIZE & ~(size_t) 7;
	if (grown < need)
		return NULL;
	return csq_flat_resize(value, grown, front, back);
}

#endif /* CSQ_FLAT_H */
