/*
 * process_ways.c
 *		The ways that cases took, sorted and packed.
 *
 * Nearly every case may have a way of its own, so this is a large part of making a
 * process, and most of it would be memory that is touched for the first time: ways
 * are sorted and written as they lie, without a variant of each.  They are dealt out
 * by length.  Those of one length, which are few enough for the near caches, get a
 * word that ascends with the first activities of the path, as many as it holds, and
 * are sorted by radix, byte by byte from the last, leaving out bytes in which none
 * differ.  Where the word holds the whole path, which is usual, the path is written
 * from it; else runs of equal words are sorted by comparison.  O(steps) but for those
 * runs, and for ways of LENGTHS activities or more, which are all sorted by comparison.
 */
#include "process/process_ways.h"

#include "base/sort.h"

#define LENGTHS     4096
#define RADIX_LEAST 256 /* fewer are sorted by comparison */
#define KEY_BITS    64

typedef struct KeyedWay
{
	uint64_t key;
	uint32_t way;
} KeyedWay;

/* Ways of one length. */
typedef struct Length
{
	uint32_t n;
	uint32_t to; /* behind the last that was dealt out */
	uint64_t all[CSQ_PATHS_COLUMNS];
} Length;

typedef struct Packing
{
	const CsqWays *ways;
	int            bits; /* of an activity in a key */
	Length        *lengths;
	uint32_t       nlengths; /* the last is of those that long or longer */
	KeyedWay      *items;
	KeyedWay      *other; /* as many as of the commonest length */
} Packing;

static inline uint32_t
activity_at(const CsqWays *ways, const CsqWay *w, uint32_t k)
{
	return ways->rank[ways->width == 1 ? ((const uint8_t *) w->path)[k] : ((const uint32_t *) w->path)[k]];
}

/* ---- dealing out ---- */

/* Ascends with the path; two of one length have the same when the first activities are. */
static inline uint64_t
path_key(const CsqWays *ways, const CsqWay *w, int bits)
{
	uint32_t held = (uint32_t) (KEY_BITS / bits);
	uint32_t n = w->len < held ? w->len : held;
	uint64_t key = 0;

	if (CSQ_LIKELY(ways->width == 1))
		for (uint32_t k = 0; k < n; k++)
			key = key << bits | ways->rank[((const uint8_t *) w->path)[k]];
	else
		for (uint32_t k = 0; k < n; k++)
			key = key << bits | ways->rank[((const uint32_t *) w->path)[k]];
	return key << (KEY_BITS - (int) n * bits); /* n * bits > 0 */
}

static inline Length *
length_of(const Packing *p, const CsqWay *w)
{
	return &p->lengths[w->len < p->nlengths ? w->len : p->nlengths - 1];
}

/* Counts, and room; returns the steps of all. */
static uint64_t
measure(Packing *p)
{
	const CsqWays *ways = p->ways;
	uint64_t       steps = 0;
	uint32_t       longest = 0;
	uint32_t       most = 0;
	uint32_t       at = 0;

	for (uint32_t i = 0; i < ways->n; i++)
		longest = ways->items[i].len > longest ? ways->items[i].len : longest;
	p->nlengths = longest < LENGTHS ? longest + 1 : LENGTHS + 1;
	p->lengths = csq_alloc0(p->nlengths * sizeof *p->lengths);
	for (uint32_t i = 0; i < ways->n; i++)
	{
		const CsqWay *w = &ways->items[i];
		Length       *length = length_of(p, w);

		steps += w->len;
		length->n++;
		for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
			length->all[c] |= csq_paths_number(c, w->n, w->total);
		csq_poll(i);
	}
	for (uint32_t l = 0; l < p->nlengths; l++)
	{
		p->lengths[l].to = at;
		at += p->lengths[l].n;
		most = p->lengths[l].n > most ? p->lengths[l].n : most;
	}
	p->items = csq_alloc((ways->n + (size_t) 1) * sizeof *p->items);
	p->other = csq_alloc((most + (size_t) 1) * sizeof *p->other);
	return steps;
}

static void
deal_out(Packing *p)
{
	for (uint32_t i = 0; i < p->ways->n; i++)
	{
		const CsqWay *w = &p->ways->items[i];

		p->items[length_of(p, w)->to++] = (KeyedWay){path_key(p->ways, w, p->bits), i};
		csq_poll(i);
	}
}

/* ---- sorting those of one length ---- */

/* Gives what is sorted by key: items, or other. */
static KeyedWay *
sort_by_key(KeyedWay *items, KeyedWay *other, uint32_t n)
{
	uint64_t differ = 0;

	for (uint32_t i = 1; i < n; i++)
		differ |= items[i].key ^ items[0].key;
	if (n < RADIX_LEAST)
		csq_sort(items, n, sizeof *items, csq_by_u64);
	for (int shift = 0; shift < KEY_BITS && n >= RADIX_LEAST; shift += 8)
	{
		uint32_t  at[257] = {0};
		KeyedWay *swap = items;

		if ((differ >> shift & 255) == 0)
			continue;
		for (uint32_t i = 0; i < n; i++)
			at[(items[i].key >> shift & 255) + 1]++;
		for (int b = 1; b < 256; b++)
			at[b] += at[b - 1];
		for (uint32_t i = 0; i < n; i++)
			other[at[items[i].key >> shift & 255]++] = items[i];
		items = other;
		other = swap;
		csq_check_interrupts();
	}
	return items;
}

/* A way that its key does not tell apart. */
typedef struct Tied
{
	const CsqWays *ways;
	uint32_t       way;
} Tied;

/* By length, then path. */
static int
compare_tied(const void *pa, const void *pb)
{
	const Tied   *a = pa;
	const CsqWay *x = &a->ways->items[a->way];
	const CsqWay *y = &a->ways->items[((const Tied *) pb)->way];

	if (x->len != y->len)
		return x->len < y->len ? -1 : 1;
	for (uint32_t k = 0; k < x->len; k++)
	{
		uint32_t s = activity_at(a->ways, x, k);
		uint32_t t = activity_at(a->ways, y, k);

		if (s != t)
			return s < t ? -1 : 1;
	}
	return 0;
}

/* Some ways by comparison alone. */
static void
sort_tied(const CsqWays *ways, KeyedWay *items, uint32_t n)
{
	Tied *tied = csq_alloc(n * sizeof *tied);

	for (uint32_t i = 0; i < n; i++)
		tied[i] = (Tied){ways, items[i].way};
	csq_sort(tied, n, sizeof *tied, compare_tied);
	for (uint32_t i = 0; i < n; i++)
		items[i].way = tied[i].way; /* their keys are the same, or not needed any more */
	csq_free(tied);
}

static void
sort_runs(const CsqWays *ways, KeyedWay *items, uint32_t n)
{
	uint32_t end;

	for (uint32_t i = 0; i < n; i = end)
	{
		for (end = i + 1; end < n && items[end].key == items[i].key; end++)
			csq_poll(end);
		if (end - i > 1)
			sort_tied(ways, items + i, end - i);
	}
}

/* ---- writing those of one length ---- */

/* Paths that their keys hold. */
static void
write_keys(unsigned char *to, const KeyedWay *items, uint32_t n, uint32_t len, int bits, int width)
{
	uint64_t mask = (UINT64_C(1) << bits) - 1; /* bits <= 32 */

	for (uint32_t i = 0; i < n; i++)
	{
		uint64_t key = items[i].key;
		int      left = KEY_BITS;

		if (CSQ_LIKELY(width == 1))
			for (uint32_t k = 0; k < len; k++)
				to[k] = (unsigned char) (key >> (left -= bits) & mask);
		else
			for (uint32_t k = 0; k < len; k++)
				csq_column_set(to, k, width, key >> (left -= bits) & mask);
		to += (size_t) len * (size_t) width;
		csq_poll(i);
	}
}

static void
write_paths(unsigned char *to, const CsqWays *ways, const KeyedWay *items, uint32_t n, int width)
{
	for (uint32_t i = 0; i < n; i++)
	{
		const CsqWay *w = &ways->items[items[i].way];

		for (uint32_t k = 0; k < w->len; k++)
			if (width == 1)
				to[k] = (unsigned char) activity_at(ways, w, k);
			else
				csq_column_set(to, k, width, activity_at(ways, w, k));
		to += (size_t) w->len * (size_t) width;
		csq_poll(i);
	}
}

/* n ways of one length in order. */
static void
write_length(const Packing *p, const KeyedWay *items, uint32_t n, const uint64_t all[CSQ_PATHS_COLUMNS], CsqBuf *out,
             int width)
{
	const CsqWay  *ways = p->ways->items;
	uint32_t       len = ways[items[0].way].len;
	int            widths[CSQ_PATHS_COLUMNS];
	unsigned char *to;

	csq_paths_length(out, len, n, all, width, widths);
	for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
	{
		to = csq_column_new(out, n, widths[c]);
		for (uint32_t i = 0; i < n && widths[c] > 0; i++)
		{
			const CsqWay *w = &ways[items[i].way];

			if (CSQ_LIKELY(i + CSQ_PATHS_AHEAD < n))
				__builtin_prefetch(&ways[items[i + CSQ_PATHS_AHEAD].way].total);
			csq_column_set(to, i, widths[c], csq_paths_number(c, w->n, w->total));
			csq_poll(i);
		}
	}
	to = csq_column_new(out, (size_t) n * len, width);
	if (len <= (uint32_t) (KEY_BITS / p->bits))
		write_keys(to, items, n, len, p->bits, width);
	else
		write_paths(to, p->ways, items, n, width);
}

/* Long ways, of which few have one length. */
static void
write_long(const Packing *p, KeyedWay *items, uint32_t n, CsqBuf *out, int width)
{
	const CsqWay *ways = p->ways->items;
	uint32_t      end;

	sort_tied(p->ways, items, n);
	for (uint32_t i = 0; i < n; i = end)
	{
		uint64_t all[CSQ_PATHS_COLUMNS] = {0};

		for (end = i; end < n && ways[items[end].way].len == ways[items[i].way].len; end++)
			for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
				all[c] |= csq_paths_number(c, ways[items[end].way].n, ways[items[end].way].total);
		write_length(p, items + i, end - i, all, out, width);
	}
}

void
csq_ways_pack(const void *arg, CsqBuf *out, int width)
{
	Packing   p = {.ways = arg, .bits = 1};
	KeyedWay *items;

	while (p.bits < 32 && p.ways->nactivities > UINT64_C(1) << p.bits)
		p.bits++;
	csq_paths_begin(out, p.ways->n, measure(&p), width);
	deal_out(&p);
	items = p.items;
	for (uint32_t l = 0; l < p.nlengths; l++)
	{
		const Length *length = &p.lengths[l];
		KeyedWay     *sorted;

		if (length->n == 0)
			continue;
		if (l >= LENGTHS)
		{
			write_long(&p, items, length->n, out, width);
			break;
		}
		sorted = sort_by_key(items, p.other, length->n);
		if (l > (uint32_t) (KEY_BITS / p.bits))
			sort_runs(p.ways, sorted, length->n);
		write_length(&p, sorted, length->n, length->all, out, width);
		items += length->n;
	}
	csq_free(p.items);
	csq_free(p.other);
	csq_free(p.lengths);
}
