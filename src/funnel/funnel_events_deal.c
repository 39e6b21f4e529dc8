/*
 * funnel_events_deal.c
 *		Collected events brought to their cases.
 *
 * The events are dealt out in two passes.  The first spreads the records over
 * parts by a hash of the case, so that a part fits the cache; the second numbers
 * the cases of a part with a small hash table and brings the words of each case
 * together.  Each case is then sorted, which it usually is, and handed over; with
 * details whoever takes it needs no order.  O(n) time and 16 bytes a record beside
 * the state, O(n log n) for cases whose events came out of order.  Where the rows
 * came in the order of their cases, both passes are left out, and so are the 16
 * bytes a record.
 */
#include "funnel/funnel_events.h"

#define PART_RECORDS  8192 /* what a part should hold: 128 kB */
#define MAX_PART_BITS 10

static inline uint64_t
hash_key(int64_t key)
{
	return (uint64_t) key * UINT64_C(0x9e3779b97f4a7c15);
}

/*
 * Not table.h: the key lies in the slot, so a record costs one cache line.  By table.h,
 * with the keys in an array beside it, to number 1,000 to 10,000 cases takes 1.7 to 2.1 times as long.
 */
typedef struct Slot
{
	int64_t  key;
	uint32_t number; /* + 1; 0 = free */
} Slot;

/* The cases of a part; kept from part to part. */
typedef struct Cases
{
	Slot            *slots;
	uint32_t         nslots; /* a power of two */
	uint32_t         n;
	int64_t         *keys;    /* by case; room for nslots / 2 */
	uint32_t        *count;   /* events of each, then where the next one goes */
	uint32_t        *of;      /* case of each record; room for the largest part */
	int64_t         *words;   /* by case */
	CsqFunnelRecord *records; /* with details instead of words */
} Cases;

static void
cases_room(Cases *c, uint32_t nslots)
{
	c->nslots = nslots;
	c->slots = csq_alloc0(nslots * sizeof *c->slots);
	csq_resize(c->keys, nslots / 2);
	csq_resize(c->count, nslots / 2);
}

static inline Slot *
slot_of(const Cases *c, int64_t key)
{
	uint32_t at = (uint32_t) (hash_key(key) >> 20) & (c->nslots - 1);

	while (c->slots[at].number != 0 && c->slots[at].key != key)
		at = (at + 1) & (c->nslots - 1);
	return &c->slots[at];
}

static void
cases_grow(Cases *c)
{
	Slot    *old = c->slots;
	uint32_t nold = c->nslots;

	cases_room(c, nold * 4);
	for (uint32_t i = 0; i < nold; i++)
		if (old[i].number != 0)
			*slot_of(c, old[i].key) = old[i];
	csq_free(old);
}

static inline uint32_t
case_number(Cases *c, int64_t key)
{
	Slot *s = slot_of(c, key);

	if (CSQ_LIKELY(s->number != 0))
		return s->number - 1;
	if (CSQ_UNLIKELY(c->n == c->nslots / 2))
	{
		cases_grow(c);
		s = slot_of(c, key);
	}
	s->key = key;
	s->number = c->n + 1;
	c->keys[c->n] = key;
	c->count[c->n] = 0;
	return c->n++;
}

/* Bits of a record's key below its case. */
static inline int
case_shift(const CsqFunnelEvents *fe)
{
	return csq_funnel_has_details(fe) ? CSQ_FUNNEL_LABEL_BITS : 0;
}

/* Hand over the events from .. to - 1 of a case. */
static bool
hand_over(const Cases *c, int64_t id, uint32_t from, uint32_t to, CsqEachDealtCase one, void *arg, CsqError *err)
{
	CsqDealtCase each = {.id = id, .n = to - from};

	if (c->records != NULL)
		each.records = c->records + from;
	else
	{
		csq_window_sort(c->words + from, each.n);
		each.words = c->words + from;
	}
	return one(arg, &each, err);
}

/* Records of whole cases: bring each case's events together and hand them over. */
static bool
deal_part(Cases *c, const CsqFunnelRecord *r, uint32_t n, int shift, CsqEachDealtCase one, void *arg, CsqError *err)
{
	uint32_t sum = 0;

	c->n = 0;
	memset(c->slots, 0, c->nslots * sizeof *c->slots);
	for (uint32_t i = 0; i < n; i++)
	{
		int64_t  id = r[i].key >> shift;
		uint32_t k = i > 0 && id == r[i - 1].key >> shift ? c->of[i - 1] : case_number(c, id);

		c->of[i] = k;
		c->count[k]++;
		csq_poll(i);
	}
	for (uint32_t k = 0; k < c->n; k++)
	{
		uint32_t size = c->count[k];

		c->count[k] = sum;
		sum += size;
	}
	for (uint32_t i = 0; i < n; i++)
	{
		uint32_t to = c->count[c->of[i]]++;

		if (c->records != NULL)
			c->records[to] = r[i];
		else
			c->words[to] = r[i].word;
		csq_poll(i);
	}
	for (uint32_t k = 0; k < c->n; k++)
	{
		uint32_t first = k > 0 ? c->count[k - 1] : 0; /* each has moved to its end */

		if (!hand_over(c, c->keys[k], first, c->count[k], one, arg, err))
			return false;
		csq_poll(k);
	}
	return true;
}

/* Are the cases ascending, so that the records of each stand together? */
static bool
in_case_order(const CsqFunnelRecord *r, uint32_t n, int shift)
{
	for (uint32_t i = 1; i < n; i++)
	{
		if (r[i].key >> shift < r[i - 1].key >> shift)
			return false;
		csq_poll(i);
	}
	return true;
}

/* Records in the order of their cases: nothing to deal out, each run is a case. */
static bool
each_run(const CsqFunnelRecord *r, uint32_t n, CsqEachDealtCase one, void *arg, CsqError *err)
{
	uint32_t room = 1024;
	int64_t *words = csq_alloc(room * sizeof *words);
	Cases    c = {.words = words};
	uint32_t m = 0;

	for (uint32_t i = 0; i < n; i++)
	{
		if (CSQ_UNLIKELY(m == room))
		{
			room = room > n / 2 ? n : room * 2;
			c.words = csq_resize(words, room);
		}
		words[m++] = r[i].word;
		if (i + 1 == n || r[i + 1].key != r[i].key)
		{
			if (!hand_over(&c, r[i].key, 0, m, one, arg, err))
				return false;
			m = 0;
		}
		csq_poll(i);
	}
	csq_free(words);
	return true;
}

/* The same with details, where the records are handed over as they lie. */
static bool
each_run_of_records(const CsqFunnelRecord *r, uint32_t n, int shift, CsqEachDealtCase one, void *arg, CsqError *err)
{
	for (uint32_t i = 0, from = 0; i < n; i++)
	{
		if (i + 1 == n || r[i + 1].key >> shift != r[i].key >> shift)
		{
			CsqDealtCase each = {.id = r[i].key >> shift, .n = i + 1 - from, .records = r + from};

			if (!one(arg, &each, err))
				return false;
			from = i + 1;
		}
		csq_poll(i);
	}
	return true;
}

/* The records by part; first[p] is where part p begins. */
static CsqFunnelRecord *
spread(const CsqFunnelRecord *r, uint32_t n, int shift, int bits, uint32_t *first)
{
	CsqFunnelRecord *out = csq_alloc((size_t) n * sizeof *out);
	uint32_t         next[1 << MAX_PART_BITS] = {0};
	uint32_t         sum = 0;

	for (uint32_t i = 0; i < n; i++)
	{
		next[hash_key(r[i].key >> shift) >> (64 - bits)]++;
		csq_poll(i);
	}
	for (int p = 0; p < 1 << bits; p++)
	{
		uint32_t size = next[p];

		first[p] = next[p] = sum;
		sum += size;
	}
	first[1 << bits] = sum;
	for (uint32_t i = 0; i < n; i++)
	{
		out[next[hash_key(r[i].key >> shift) >> (64 - bits)]++] = r[i];
		csq_poll(i);
	}
	return out;
}

bool
csq_funnel_events_each(const CsqFunnelEvents *fe, CsqEachDealtCase one, void *arg, CsqError *err)
{
	const CsqFunnelRecord *r = csq_funnel_records(fe);
	uint32_t               n = fe->nrecords;
	int                    shift = case_shift(fe);
	uint32_t               first[(1 << MAX_PART_BITS) + 1];
	size_t                 largest = 1;
	int                    bits = 0;
	Cases                  c = {0};

	if (in_case_order(r, n, shift))
		return shift > 0 ? each_run_of_records(r, n, shift, one, arg, err) : each_run(r, n, one, arg, err);
	while (bits < MAX_PART_BITS && n >> bits > 2 * PART_RECORDS)
		bits++;
	if (bits > 0)
		r = spread(r, n, shift, bits, first);
	else
	{
		first[0] = 0;
		first[1] = n;
	}
	for (int p = 0; p < 1 << bits; p++)
		if (first[p + 1] - first[p] > largest)
			largest = first[p + 1] - first[p];
	cases_room(&c, 1024);
	c.of = csq_alloc(largest * sizeof *c.of);
	if (shift > 0)
		c.records = csq_alloc(largest * sizeof *c.records);
	else
		c.words = csq_alloc(largest * sizeof *c.words);
	for (int p = 0; p < 1 << bits; p++)
		if (!deal_part(&c, r + first[p], first[p + 1] - first[p], shift, one, arg, err))
			return false;
	csq_free(c.slots);
	csq_free(c.keys);
	csq_free(c.count);
	csq_free(c.of);
	csq_free(shift > 0 ? (void *) c.records : (void *) c.words);
	if (bits > 0)
		csq_free((void *) r);
	return true;
}
