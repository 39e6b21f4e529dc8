/*
 * process_variants.c
 *		The paths of cases: comparing, sorting, finding them.
 *
 * Nearly every case of a log may be a variant of its own, so sorting them is a large
 * part of making a process.  Each gets a word that ascends with its length and the
 * first activities of its path; the words are sorted by radix, byte by byte from the
 * last, leaving out bytes in which none differ, and runs of equal words, whose paths
 * are longer than a word holds, by comparison.  O(n) but for those runs.
 */
#include "process/process_variants.h"

#include "base/sort.h"

int
csq_variant_compare(const CsqVariant *a, const CsqVariant *b)
{
	if (a->len != b->len)
		return a->len < b->len ? -1 : 1;
	for (uint32_t i = 0; i < a->len; i++)
		if (a->path[i] != b->path[i])
			return a->path[i] < b->path[i] ? -1 : 1;
	return 0;
}

/* ---- sorting ---- */

/* A variant with what decides most comparisons. */
typedef struct KeyedVariant
{
	uint64_t          key;
	const CsqVariant *v;
} KeyedVariant;

#define KEY_LENGTH_BITS 16
#define RADIX_LEAST     256 /* fewer are sorted by comparison */

/* Ascends with length and path; variants of one key may still differ. */
static uint64_t
variant_key(const CsqVariant *v, int bits)
{
	uint32_t longest = (1 << KEY_LENGTH_BITS) - 1;
	int      left = 64 - KEY_LENGTH_BITS;
	uint64_t key;

	if (v->len >= longest)
		return ~UINT64_C(0) << left;
	key = v->len;
	for (uint32_t i = 0; left >= bits; i++, left -= bits)
		key = key << bits | (i < v->len ? v->path[i] : 0);
	return key << left;
}

static int
compare_keyed(const void *pa, const void *pb)
{
	const KeyedVariant *a = pa;
	const KeyedVariant *b = pb;

	if (CSQ_LIKELY(a->key != b->key))
		return a->key < b->key ? -1 : 1;
	return csq_variant_compare(a->v, b->v);
}

/* By one byte of the key, stable; at[b]: how many have byte b. */
static void
radix_pass(const KeyedVariant *from, KeyedVariant *to, uint32_t n, int shift, const uint32_t *count)
{
	uint32_t at[256];
	uint32_t sum = 0;

	for (int b = 0; b < 256; b++)
	{
		at[b] = sum;
		sum += count[b];
	}
	for (uint32_t i = 0; i < n; i++)
	{
		to[at[from[i].key >> shift & 255]++] = from[i];
		csq_poll(i);
	}
}

/* Gives what is sorted by key: items or other, which has as much room. */
static KeyedVariant *
sort_by_key(KeyedVariant *items, KeyedVariant *other, uint32_t n)
{
	uint32_t *counts = csq_alloc0(8 * 256 * sizeof *counts);

	for (uint32_t i = 0; i < n; i++)
	{
		for (int byte = 0; byte < 8; byte++)
			counts[byte * 256 + (items[i].key >> (byte * 8) & 255)]++;
		csq_poll(i);
	}
	for (int byte = 0; byte < 8; byte++)
	{
		const uint32_t *count = &counts[byte * 256];
		KeyedVariant   *swap = items;

		if (count[items[0].key >> (byte * 8) & 255] == n)
			continue;
		radix_pass(items, other, n, byte * 8, count);
		items = other;
		other = swap;
		csq_check_interrupts();
	}
	csq_free(counts);
	return items;
}

/* Runs of one key by their paths. */
static void
sort_runs(KeyedVariant *items, uint32_t n)
{
	uint32_t end;

	for (uint32_t i = 0; i < n; i = end)
	{
		for (end = i + 1; end < n && items[end].key == items[i].key; end++)
			csq_poll(end);
		if (end - i > 1)
			csq_sort(items + i, end - i, sizeof *items, compare_keyed);
	}
}

CsqVariant *
csq_variants_sorted(const CsqVariant *items, uint32_t n, uint32_t nactivities)
{
	KeyedVariant *order = csq_alloc(2 * (n + (size_t) 1) * sizeof *order);
	KeyedVariant *by_key = order;
	CsqVariant   *sorted = csq_alloc((n + (size_t) 1) * sizeof *sorted);
	int           bits = 1;

	while (bits < 32 && nactivities > UINT64_C(1) << bits)
		bits++;
	for (uint32_t i = 0; i < n; i++)
		order[i] = (KeyedVariant){variant_key(&items[i], bits), &items[i]};
	if (n >= RADIX_LEAST)
	{
		by_key = sort_by_key(order, order + n, n);
		sort_runs(by_key, n);
	}
	else
		csq_sort(order, n, sizeof *order, compare_keyed);
	for (uint32_t i = 0; i < n; i++)
	{
		if (i + 16 < n)
			__builtin_prefetch(by_key[i + 16].v);
		sorted[i] = *by_key[i].v;
	}
	csq_free(order);
	return sorted;
}

/* ---- finding ---- */

void
csq_variants_init(CsqVariants *v)
{
	v->n = 0;
	v->room = 128;
	v->items = csq_alloc(v->room * sizeof *v->items);
	v->hashes = csq_alloc(v->room * sizeof *v->hashes);
	csq_table_init(&v->table, v->room);
}

CsqVariant *
csq_variants_find(CsqVariants *v, const uint32_t *path, uint32_t len)
{
	CsqVariant want = {len, path, 0, 0};
	uint64_t   hash = len;

	for (uint32_t i = 0; i < len; i++)
		hash = (hash ^ path[i]) * UINT64_C(0x9fb21c651e98df25), hash ^= hash >> 32;
	hash = csq_mix64(hash);
	csq_table_each(&v->table, hash,
	               i) if (v->hashes[i] == hash && csq_variant_compare(&v->items[i], &want) == 0) return &v->items[i];
	csq_table_room(&v->table, v->n, i, v->hashes[i]);
	if (CSQ_UNLIKELY(v->n == v->room))
	{
		csq_grow(v->items, v->room);
		csq_resize(v->hashes, v->room);
	}
	v->items[v->n] = want;
	v->hashes[v->n] = hash;
	csq_table_put(&v->table, hash, v->n);
	return &v->items[v->n++];
}
