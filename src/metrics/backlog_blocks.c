/*
 * backlog_blocks.c
 *		Cases of a large backlog, packed 512 at a time.
 *
 * An entry of a case takes 24 bytes, so that most of the time of a backlog of
 * millions went into getting memory and copying it.  Once a backlog is large and few
 * of its cases are alike, cases wait behind its entries in order of arrival, and each
 * 512 of them become a block:
 *
 *		base    int64	the earliest opening
 *		unit    uint8	what all are multiples of: a day, an hour, a minute, a second, a millisecond, a microsecond
 *		opened  uint8	bytes of an opening: 1, 2, 4 or 8
 *		length  uint8	and of a length
 *		zero    uint8[5]
 *		512 openings, units after base
 *		512 lengths in units; the largest number that fits says that the case is still open
 *
 * Openings in order and lengths of hours in whole seconds take 4 bytes a case.  A block
 * is exact and is never changed; its cases are in no entry.  Reading goes over the
 * entries, the blocks and what waits (CsqBacklogRun); whoever needs one sorted list has
 * csq_backlog_unpack() make entries of all.  Cost: O(1) a case.
 */
#include "metrics/backlog.h"

#include "base/summary.h"
#include "base/times.h"

#define N           CSQ_BACKLOG_BLOCK
#define PACKED_FROM 20000 /* entries, half a megabyte */
#define MOST_CASES  ((CSQ_MAX_VALUE_SIZE - sizeof(CsqBacklog)) / sizeof(CsqBacklogEntry))

typedef struct Block
{
	int64_t base;
	uint8_t unit;
	uint8_t opened;
	uint8_t length;
	uint8_t zero[5];
} Block;

/* The cases of a block in its units; length UINT64_MAX: still open. */
typedef struct Numbers
{
	uint64_t opened[N];
	uint64_t length[N];
} Numbers;

static const uint64_t units[] = {UINT64_C(86400000000), UINT64_C(3600000000), 60000000, 1000000, 1000, 1};

#define NUNITS (sizeof units / sizeof *units)

static size_t
block_size(const Block *b)
{
	return sizeof *b + (size_t) N * (b->opened + b->length);
}

/* ---- making a block ---- */

/* Are all multiples of this unit?  Inlined with a constant, so that nothing is divided. */
static inline __attribute__((always_inline)) bool
divide(const CsqBacklogCase *c, int64_t base, uint64_t unit, Numbers *to)
{
	for (int i = 0; i < N; i++)
	{
		uint64_t since = (uint64_t) c[i].opened - (uint64_t) base;
		uint64_t length = c[i].closed == CSQ_STILL_OPEN ? 0 : (uint64_t) c[i].closed - (uint64_t) c[i].opened;

		to->opened[i] = since / unit;
		to->length[i] = length / unit;
		if (to->opened[i] * unit != since || to->length[i] * unit != length)
			return false;
	}
	return true;
}

static uint8_t
divide_all(const CsqBacklogCase *c, int64_t base, Numbers *to)
{
	if (divide(c, base, units[0], to))
		return 0;
	if (divide(c, base, units[1], to))
		return 1;
	if (divide(c, base, units[2], to))
		return 2;
	if (divide(c, base, units[3], to))
		return 3;
	if (divide(c, base, units[4], to))
		return 4;
	divide(c, base, 1, to);
	return 5;
}

/* Bytes of a number; spare: how many numbers at the end are not for use. */
static uint8_t
width_of(uint64_t most, uint64_t spare)
{
	if (most <= UINT8_MAX - spare)
		return 1;
	if (most <= UINT16_MAX - spare)
		return 2;
	return most <= UINT32_MAX - spare ? 4 : 8;
}

/* Writes numbers with so many bytes each; what follows them. */
static char *
put_numbers(char *to, const uint64_t *v, uint8_t width)
{
	uint8_t  *to8 = (uint8_t *) to;
	uint16_t *to16 = (uint16_t *) to;
	uint32_t *to32 = (uint32_t *) to;

	if (width == 1)
		for (int i = 0; i < N; i++)
			to8[i] = (uint8_t) v[i];
	else if (width == 2)
		for (int i = 0; i < N; i++)
			to16[i] = (uint16_t) v[i];
	else if (width == 4)
		for (int i = 0; i < N; i++)
			to32[i] = (uint32_t) v[i];
	else
		memcpy(to, v, N * sizeof *v);
	return to + (size_t) N * width;
}

/* Makes a block of N cases where they lie, and says its size. */
static size_t
pack_block(CsqBacklogCase *c)
{
	Numbers  v;
	Block    head = {c[0].opened, 0, 0, 0, {0}};
	uint64_t latest = 0, longest = 0;
	char    *to = (char *) c;

	for (int i = 1; i < N; i++)
		head.base = c[i].opened < head.base ? c[i].opened : head.base;
	head.unit = divide_all(c, head.base, &v);
	for (int i = 0; i < N; i++)
	{
		latest = v.opened[i] > latest ? v.opened[i] : latest;
		longest = v.length[i] > longest ? v.length[i] : longest;
		v.length[i] = c[i].closed == CSQ_STILL_OPEN ? UINT64_MAX : v.length[i];
	}
	head.opened = width_of(latest, 0);
	head.length = width_of(longest, 1);
	memcpy(to, &head, sizeof head);
	put_numbers(put_numbers(to + sizeof head, v.opened, head.opened), v.length, head.length);
	return block_size(&head);
}

/* ---- reading a block ---- */

static const char *
get_numbers(const char *from, uint64_t *v, uint8_t width)
{
	const uint8_t  *from8 = (const uint8_t *) from;
	const uint16_t *from16 = (const uint16_t *) from;
	const uint32_t *from32 = (const uint32_t *) from;

	if (width == 1)
		for (int i = 0; i < N; i++)
			v[i] = from8[i];
	else if (width == 2)
		for (int i = 0; i < N; i++)
			v[i] = from16[i];
	else if (width == 4)
		for (int i = 0; i < N; i++)
			v[i] = from32[i];
	else
		memcpy(v, from, N * sizeof *v);
	return from + (size_t) N * width;
}

static void
get_block(const Block *b, Numbers *v)
{
	uint64_t open = b->length == 8 ? UINT64_MAX : (UINT64_C(1) << (8 * b->length)) - 1;

	get_numbers(get_numbers((const char *) (b + 1), v->opened, b->opened), v->length, b->length);
	for (int i = 0; i < N; i++)
		v->length[i] = v->length[i] == open ? UINT64_MAX : v->length[i];
}

static void
block_entries(const Block *b, CsqBacklogEntry *to)
{
	Numbers  v;
	uint64_t unit = units[b->unit];

	get_block(b, &v);
	for (int i = 0; i < N; i++)
	{
		to[i].opened = (int64_t) ((uint64_t) b->base + v.opened[i] * unit);
		to[i].closed =
			v.length[i] == UINT64_MAX ? CSQ_STILL_OPEN : (int64_t) ((uint64_t) to[i].opened + v.length[i] * unit);
		to[i].count = 1;
	}
}

/* Bytes before the blocks. */
static size_t
entries_used(const CsqBacklog *b)
{
	return sizeof *b + b->list.nentries * sizeof(CsqBacklogEntry);
}

static const Block *
first_block(const CsqBacklog *b)
{
	return (const Block *) (csq_backlog_entries(b) + b->list.nentries);
}

static const Block *
next_block(const Block *b)
{
	return (const Block *) ((const char *) b + block_size(b));
}

bool
csq_backlog_next(CsqBacklogRun *r)
{
	const CsqBacklog *b = r->b;

	csq_check_interrupts();
	if (r->done++ == 0)
	{
		r->entries = csq_backlog_entries(b);
		r->n = b->list.nentries;
		r->block = first_block(b);
		return true;
	}
	r->entries = r->buffer;
	if (r->done - 2 < b->nblocks)
	{
		block_entries(r->block, r->buffer);
		r->block = next_block(r->block);
		r->n = N;
		return true;
	}
	r->n = r->done - 2 == b->nblocks ? b->nwaiting : 0;
	for (uint32_t i = 0; i < r->n; i++)
		r->buffer[i] = (CsqBacklogEntry){csq_backlog_waiting(b)[i].opened, csq_backlog_waiting(b)[i].closed, 1};
	return r->n > 0;
}

int64_t
csq_backlog_blocks_open_at(const CsqBacklog *b, int64_t at)
{
	const Block *block = first_block(b);
	int64_t      open = 0;
	Numbers      v;

	for (uint32_t k = 0; k < b->nblocks; k++, block = next_block(block))
	{
		uint64_t units_to = ((uint64_t) at - (uint64_t) block->base) / units[block->unit];
		int32_t  n = 0;

		csq_poll(k);
		if (at < block->base)
			continue;
		get_block(block, &v);
		for (int i = 0; i < N; i++)
			n += v.opened[i] <= units_to && v.length[i] > units_to - v.opened[i];
		open += n;
	}
	for (uint32_t i = 0; i < b->nwaiting; i++)
		open += csq_backlog_waiting(b)[i].opened <= at && at < csq_backlog_waiting(b)[i].closed;
	return open;
}

/* ---- changing ---- */

void
csq_backlog_begin_packing(CsqBacklog *b)
{
	int64_t total = 0;

	if (b->list.nentries < PACKED_FROM)
		return;
	/* cases that are alike cost nothing more as entries */
	for (uint32_t i = 0; i < b->list.nentries; i++)
		if (!csq_add_i64(total, csq_backlog_entries(b)[i].count, &total))
			return;
	b->packing = total / 4 * 3 <= b->list.nentries;
}

/* Makes a block of the cases that wait, which are N. */
static CsqBacklog *
pack_waiting(CsqBacklog *b)
{
	size_t used = csq_backlog_used(b);

	/* a block of numbers that cannot be packed is longer by its head */
	b = csq_flat_room(b, used, 0, sizeof(Block));
	if (b == NULL)
		return NULL;
	b->packed += (uint32_t) pack_block(csq_backlog_waiting(b));
	b->nblocks++;
	b->nwaiting = 0;
	if (csq_backlog_used(b) < used)
		memset((char *) b + csq_backlog_used(b), 0, used - csq_backlog_used(b));
	return b;
}

CsqBacklog *
csq_backlog_add_packing(CsqBacklog *b, int64_t opened, int64_t closed)
{
	if (b->nwaiting == N)
		b = pack_waiting(b);
	/* no more than fit when all are entries, whatever the plan */
	if (b == NULL || csq_backlog_cases(b) + N > MOST_CASES)
		return NULL;
	b = csq_flat_room(b, csq_backlog_used(b), 0, (N - b->nwaiting) * sizeof(CsqBacklogCase));
	if (b != NULL)
		csq_backlog_waiting(b)[b->nwaiting++] = (CsqBacklogCase){opened, closed};
	return b;
}

CsqBacklog *
csq_backlog_unpack(CsqBacklog *b)
{
	size_t        front = entries_used(b);
	size_t        size = csq_backlog_used(b) - front;
	size_t        cases = csq_backlog_cases(b);
	CsqBacklog   *from = csq_alloc(sizeof *b + size); /* what is packed, without entries */
	CsqBacklogRun r = {.b = from};

	memcpy(from, b, sizeof *b);
	memcpy(from + 1, (char *) b + front, size);
	from->list.nentries = from->list.nsorted = 0;
	b = csq_flat_resize(b, sizeof *b + cases * sizeof(CsqBacklogEntry), front, 0);
	while (csq_backlog_next(&r))
	{
		memcpy(csq_backlog_entries(b) + b->list.nentries, r.entries, r.n * sizeof *r.entries);
		b->list.nentries += r.n;
	}
	b->nblocks = b->packed = b->nwaiting = b->packing = 0;
	csq_free(from);
	return b;
}

/* ---- checking ---- */

/* No case of it can be wrong, by the widths of its numbers alone. */
static bool
all_in_range(const Block *b)
{
	uint64_t most = (UINT64_C(1) << (8 * (b->opened & 7))) + (UINT64_C(1) << (8 * (b->length & 7)));
	uint64_t past;

	return b->opened < 8 && b->length < 8 && !__builtin_mul_overflow(most, units[b->unit], &past) &&
	       past < (uint64_t) INT64_MAX / 2 && b->base < INT64_MAX / 2 && csq_is_instant(b->base + (int64_t) past);
}

static bool
block_check(const Block *b, CsqError *err)
{
	CsqU128 unit = units[b->unit];
	Numbers v;

	if (!csq_is_instant(b->base))
		return csq_stored_invalid("backlog", err, "An instant is out of range.");
	if (all_in_range(b))
		return true;
	get_block(b, &v);
	for (int i = 0; i < N; i++)
	{
		CsqU128 opened = (CsqU128) ((__int128) b->base - CSQ_MIN_INSTANT) + v.opened[i] * unit;
		CsqU128 closed = v.length[i] == UINT64_MAX ? opened : opened + v.length[i] * unit;

		if (closed >= (CsqU128) ((__int128) CSQ_END_INSTANT - CSQ_MIN_INSTANT))
			return csq_stored_invalid("backlog", err, "An instant is out of range.");
	}
	return true;
}

static bool
is_width(uint8_t w)
{
	return w == 1 || w == 2 || w == 4 || w == 8;
}

bool
csq_backlog_blocks_check(const CsqBacklog *b, CsqError *err)
{
	static const uint8_t zero[5] = {0};

	size_t      entries = entries_used(b);
	size_t      left = csq_flat_size(b) - entries;
	const char *at = (const char *) b + entries;

	if (b->packing > 1 || (b->packing == 0 && (b->nblocks != 0 || b->packed != 0 || b->nwaiting != 0)))
		return csq_stored_invalid("backlog", err, "Its header makes no sense.");
	if (b->packed % 8 != 0 || b->nwaiting > N || csq_backlog_cases(b) > MOST_CASES || left < b->packed ||
	    left - b->packed < b->nwaiting * sizeof(CsqBacklogCase))
		return csq_stored_invalid("backlog", err, "It has more cases than its size allows.");
	left = b->packed;
	for (uint32_t i = 0; i < b->nblocks; i++)
	{
		const Block *block = (const Block *) at;

		csq_poll(i);
		if (left < sizeof *block || block->unit >= NUNITS || !is_width(block->opened) || !is_width(block->length) ||
		    memcmp(block->zero, zero, sizeof zero) != 0 || left < block_size(block))
			return csq_stored_invalid("backlog", err, "A block of cases makes no sense.");
		if (!block_check(block, err))
			return false;
		left -= block_size(block);
		at += block_size(block);
	}
	return left == 0 || csq_stored_invalid("backlog", err, "Its blocks do not fill their room.");
}
