/*
 * journey_shared.c
 *		Journeys of one aggregate that share their labels: kinds, and writing.
 *
 * See journey_shared.h.  A journey is written in three passes over its events, which
 * lie side by side: which labels there are and where each goes in the dictionary, which
 * says how large the journey is; the events; and then the labels.  What a label or a
 * kind is to the journey in hand stands beside it with the stamp of that journey, so
 * that nothing has to be emptied from one to the next.
 */
#include "journey/journey_shared.h"

#include <math.h>

#define ENTRY_HEAD 12 /* of a label in a journey: child[2], len; see journey.c */

#define FIRST_BITS 7

/* ---- labels and kinds ---- */

static inline uint32_t
next_slot(const CsqSharedLabels *l, uint32_t slot)
{
	return (slot + 1) & ((1u << l->bits) - 1);
}

static inline uint32_t
label_slot(const CsqSharedLabels *l, uint64_t hash)
{
	return (uint32_t) (hash >> (64 - l->bits));
}

/* Tables for this many, and in their slots what there is. */
static void
set_bits(CsqSharedLabels *l, uint32_t bits)
{
	size_t   slots = (size_t) 1 << bits;
	uint32_t slot;

	l->bits = bits;
	l->labels = csq_resized(l->labels, sizeof *l->labels, slots / 2 + 1);
	l->kinds = csq_resized(l->kinds, sizeof *l->kinds, slots / 2);
	l->order = csq_resized(l->order, sizeof *l->order, slots / 2);
	l->label_slots = csq_resized(l->label_slots, sizeof *l->label_slots, slots);
	l->kind_slots = csq_resized(l->kind_slots, sizeof *l->kind_slots, slots);
	memset(l->label_slots, 0, slots * sizeof *l->label_slots);
	memset(l->kind_slots, 0, slots * sizeof *l->kind_slots);
	for (uint32_t n = 1; n <= l->nlabels; n++)
	{
		for (slot = label_slot(l, l->labels[n].hash); l->label_slots[slot] != 0;)
			slot = next_slot(l, slot);
		l->label_slots[slot] = (uint16_t) n;
	}
	for (uint32_t k = 0; k < l->nkinds; k++)
	{
		for (slot = csq_shared_slot(l, l->kinds[k].activity, l->kinds[k].channel); l->kind_slots[slot] != 0;)
			slot = next_slot(l, slot);
		l->kind_slots[slot] = (uint16_t) (k + 1);
	}
}

void
csq_shared_init(CsqSharedLabels *l)
{
	set_bits(l, FIRST_BITS);
	memset(&l->labels[0], 0, sizeof l->labels[0]);
}

/* Room for one more, of so many there are; false: there are too many. */
static bool
room(CsqSharedLabels *l, uint32_t n, uint32_t most)
{
	if (n == most)
	{
		l->full = true;
		return false;
	}
	if (n == (1u << l->bits) / 2)
		set_bits(l, l->bits + 1);
	return true;
}

static void
remember(CsqSharedLabels *l, const char *s, size_t len, uint32_t number)
{
	CsqMemoLabel label;

	if (!csq_memo_label(s, len, &label))
		return;
	label.number = (int32_t) number;
	*csq_memo_place(&l->memo, &label) = label;
}

uint32_t
csq_shared_label(CsqSharedLabels *l, const char *s, size_t len)
{
	uint64_t hash;
	uint32_t slot;
	char    *bytes;

	if (len > CSQ_SHARED_MAX_LABEL)
		return 0;
	hash = csq_hash_bytes(s, len, CSQ_JOURNEY_LABEL_SEED);
	for (slot = label_slot(l, hash); l->label_slots[slot] != 0; slot = next_slot(l, slot))
	{
		const CsqSharedLabel *label = &l->labels[l->label_slots[slot]];

		if (label->hash == hash && label->len == len && memcmp(label->bytes, s, len) == 0)
		{
			remember(l, s, len, l->label_slots[slot]);
			return l->label_slots[slot];
		}
	}
	if (!room(l, l->nlabels, CSQ_SHARED_LABELS))
		return 0;
	bytes = csq_alloc(len + 1);
	memcpy(bytes, s, len);
	for (slot = label_slot(l, hash); l->label_slots[slot] != 0;)
		slot = next_slot(l, slot);
	l->label_slots[slot] = (uint16_t) ++l->nlabels;
	l->labels[l->nlabels] = (CsqSharedLabel){.hash = hash, .bytes = bytes, .len = (uint32_t) len};
	remember(l, s, len, l->nlabels);
	return l->nlabels;
}

int
csq_shared_kind(CsqSharedLabels *l, uint32_t activity, uint32_t channel)
{
	int      kind = csq_shared_kind_seen(l, activity, channel);
	uint32_t slot;

	if (kind >= 0 || !room(l, l->nkinds, CSQ_SHARED_KINDS))
		return kind;
	for (slot = csq_shared_slot(l, activity, channel); l->kind_slots[slot] != 0;)
		slot = next_slot(l, slot);
	l->kinds[l->nkinds] = (CsqSharedKind){(uint16_t) activity, (uint16_t) channel, 0};
	l->kind_slots[slot] = (uint16_t) ++l->nkinds;
	return (int) l->nkinds - 1;
}

/* ---- reading ---- */

bool
csq_shared_span(const CsqSharedEvents *e, int64_t *first, int64_t *last)
{
	size_t  step = e->wide ? 2 : 1;
	int64_t lo = INT64_MAX;
	int64_t hi = INT64_MIN;

	for (size_t i = 0; i < e->n; i++)
	{
		int64_t at = csq_shared_time(e->words[i * step]);

		lo = at < lo ? at : lo;
		hi = at > hi ? at : hi;
		csq_poll(i);
	}
	*first = lo;
	*last = hi;
	return e->n > 0;
}

/* ---- writing ---- */

static inline size_t
entry_size(size_t len)
{
	return (ENTRY_HEAD + len + 3) & ~(size_t) 3;
}

static inline CsqSharedKind *
kind_of(CsqSharedLabels *l, const CsqSharedEvents *e, uint32_t i)
{
	return &l->kinds[(uint64_t) e->words[e->wide ? 2 * (size_t) i : i] & (CSQ_SHARED_KINDS - 1)];
}

static inline double
value_of(const CsqSharedEvents *e, uint32_t i)
{
	double value;

	memcpy(&value, &e->words[2 * (size_t) i + 1], sizeof value);
	return value;
}

/* A label of the journey in hand, which goes where csq_journey_add() would put it. */
static void
place(CsqSharedLabels *l, uint32_t number)
{
	CsqSharedLabel *label = &l->labels[number];
	uint64_t        hash = label->hash;
	uint32_t        at = l->root;

	if (label->stamp == l->stamp)
		return;
	label->stamp = l->stamp;
	label->child[0] = label->child[1] = 0;
	l->back += (uint32_t) entry_size(label->len);
	label->ref = l->back / 4;
	l->order[l->norder++] = (uint16_t) number;
	if (at == 0)
		l->root = number;
	while (at != 0)
	{
		uint32_t *next = &l->labels[at].child[hash & 1];

		hash >>= 1;
		at = *next;
		if (at == 0)
			*next = number;
	}
}

static void
begin(CsqSharedLabels *l)
{
	if (++l->stamp == 0)
	{
		for (uint32_t i = 0; i <= l->nlabels; i++)
			l->labels[i].stamp = 0;
		for (uint32_t i = 0; i < l->nkinds; i++)
			l->kinds[i].stamp = 0;
		l->stamp = 1;
	}
	l->norder = l->back = l->root = 0;
	l->values = false;
}

size_t
csq_shared_size(CsqSharedLabels *l, const CsqSharedEvents *e)
{
	size_t used;
	size_t size = CSQ_JOURNEY_FIRST_SIZE;

	begin(l);
	for (uint32_t i = 0; i < e->n; i++)
	{
		CsqSharedKind *kind = kind_of(l, e, i);

		if (e->wide)
			l->values |= !isnan(value_of(e, i));
		if (kind->stamp == l->stamp)
			continue;
		kind->stamp = l->stamp;
		place(l, kind->activity);
		if (kind->channel != 0)
			place(l, kind->channel);
	}
	used = sizeof(CsqJourney) + e->n * (sizeof(CsqRawEvent) + (l->values ? sizeof(double) : 0)) + l->back;
	while (size < used)
		size *= 2;
	return size;
}

static char *
put_events(CsqSharedLabels *l, const CsqSharedEvents *e, char *p)
{
	for (uint32_t i = 0; i < e->n; i++)
	{
		const CsqSharedKind *kind = kind_of(l, e, i);
		CsqRawEvent raw = {e->words[e->wide ? 2 * (size_t) i : i] >> CSQ_SHARED_BITS, l->labels[kind->activity].ref,
		                   kind->channel != 0 ? l->labels[kind->channel].ref : 0};

		memcpy(p, &raw, sizeof raw);
		p += sizeof raw;
		if (l->values)
		{
			double value = value_of(e, i);

			memcpy(p, &value, sizeof value);
			p += sizeof value;
		}
	}
	return p;
}

void
csq_shared_write(CsqSharedLabels *l, const CsqSharedEvents *e, void *to, size_t size)
{
	CsqJourney *j = to;
	char       *end = (char *) to + size;
	char       *p;

	memset(j, 0, sizeof *j);
	csq_flat_set_size(j, size);
	j->flat.version = CSQ_JOURNEY_VERSION;
	j->flat.flags = l->values ? CSQ_JOURNEY_VALUES : 0;
	j->nevents = e->n;
	j->back = l->back;
	j->nlabels = l->norder;
	j->root = l->labels[l->root].ref;
	p = put_events(l, e, (char *) (j + 1));
	memset(p, 0, (size_t) (end - l->back - p));
	for (uint32_t i = 0; i < l->norder; i++)
	{
		const CsqSharedLabel *label = &l->labels[l->order[i]];
		char                 *entry = end - (size_t) label->ref * 4;
		uint32_t              head[3] = {0, 0, label->len};
		size_t                padded = entry_size(label->len);

		for (int side = 0; side < 2; side++)
			if (label->child[side] != 0)
				head[side] = l->labels[label->child[side]].ref;
		memset(entry + padded - 4, 0, 4);
		memcpy(entry, head, sizeof head);
		memcpy(entry + ENTRY_HEAD, label->bytes, label->len);
	}
}
