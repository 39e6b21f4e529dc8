/*
 * journey_shared.h
 *		Journeys of one aggregate that share their labels, a word for each event.
 *
 * A journey holds its labels itself, so that it can be stored; of a million journeys
 * that grow side by side each holds the same few, and every event is appended to
 * another one, whose memory is in no cache.  Within an aggregate the labels are kept
 * once for all of them: a pair of activity and channel is a kind, a number, and an
 * event one word, its time above its kind.  Where events have values a second word
 * follows, the value, NaN for none.
 *
 * csq_shared_write() makes the journey that appending the same events one by one
 * (csq_journey_add) would have made, byte for byte: events in order of arrival, labels
 * in the order in which they came, the same slack.  What has no place in a word (times
 * more than 285 years from 2000, a seq, a long label, a kind beyond the 1,024th) is the
 * caller's business: a journey as ever.
 *
 * Cost: an event, one comparison of its label and a store, O(1); writing O(n + l) with
 * l labels, times the depth of their trie.
 *
 * Core header.
 */
#ifndef CSQ_JOURNEY_SHARED_H
#define CSQ_JOURNEY_SHARED_H

#include "base/label_memo.h"
#include "journey/journey.h"

#define CSQ_SHARED_BITS      10
#define CSQ_SHARED_KINDS     (1 << CSQ_SHARED_BITS)
#define CSQ_SHARED_LABELS    (2 * CSQ_SHARED_KINDS)
#define CSQ_SHARED_END_AT    (INT64_C(1) << (63 - CSQ_SHARED_BITS)) /* the year 2285; at least minus that, 1714 */
#define CSQ_SHARED_MAX_LABEL 1000                                   /* bytes */

typedef struct CsqSharedLabel
{
	uint64_t    hash; /* as the dictionary of a journey has it */
	const char *bytes;
	uint32_t    len;
	uint32_t    child[2]; /* the rest belongs to the journey that is being written, if stamp says so */
	uint32_t    stamp;
	uint32_t    ref;
} CsqSharedLabel;

typedef struct CsqSharedKind
{
	uint16_t activity; /* numbers of labels, from 1 */
	uint16_t channel;  /* 0: none */
	uint32_t stamp;
} CsqSharedKind;

/* Made by csq_shared_init(). */
typedef struct CsqSharedLabels
{
	CsqLabelMemo    memo; /* numbers of labels met last */
	bool            full; /* there was a label or a kind too many */
	uint64_t        id;   /* that no other has, not 0; set by whoever makes it */
	uint32_t        nlabels;
	uint32_t        nkinds;
	uint32_t        bits;   /* tables have two to the power of that slots; half of that are labels and kinds at most */
	CsqSharedLabel *labels; /* from 1 */
	CsqSharedKind  *kinds;  /* from 0 */
	uint16_t       *label_slots; /* 0 = free, else a number */
	uint16_t       *kind_slots;  /* likewise, the kind + 1 */

	/* the journey that is being written */
	uint32_t  stamp;
	uint32_t  norder;
	uint32_t  back;
	uint32_t  root;
	bool      values;
	uint16_t *order; /* its labels as they came */
} CsqSharedLabels;

/* Events of one journey: n of them, of one word, or of two with values. */
typedef struct CsqSharedEvents
{
	const int64_t *words;
	uint32_t       n;
	bool           wide;
} CsqSharedEvents;

/* None yet, in zeroed memory.  From csq_alloc(), as what is added later. */
extern void csq_shared_init(CsqSharedLabels *l);

/* The number of a label that was met of late; 0 of any other. */
static inline uint32_t
csq_shared_seen(const CsqSharedLabels *l, const char *s, size_t len)
{
	CsqMemoLabel        label;
	const CsqMemoLabel *place;

	if (!csq_memo_label(s, len, &label))
		return 0;
	place = csq_memo_place((CsqLabelMemo *) &l->memo, &label);
	return csq_memo_holds(place, &label) ? (uint32_t) place->number : 0;
}

/* The number of a label, which is added when it is new, from csq_alloc(); 0: it cannot have one. */
extern uint32_t csq_shared_label(CsqSharedLabels *l, const char *s, size_t len);

static inline uint32_t
csq_shared_slot(const CsqSharedLabels *l, uint32_t activity, uint32_t channel)
{
	return (uint32_t) ((activity | channel << 16) * UINT32_C(0x9e3779b1)) >> (32 - l->bits);
}

/* The kind of an activity and a channel (0: none), by their numbers, if there is one already; else -1. */
static inline int
csq_shared_kind_seen(const CsqSharedLabels *l, uint32_t activity, uint32_t channel)
{
	uint32_t slot = csq_shared_slot(l, activity, channel);
	uint32_t k;

	while ((k = l->kind_slots[slot]) != 0)
	{
		if (CSQ_LIKELY(l->kinds[k - 1].activity == activity && l->kinds[k - 1].channel == channel))
			return (int) k - 1;
		slot = (slot + 1) & ((1u << l->bits) - 1);
	}
	return -1;
}

/* The same, added when it is new; -1: there is no room for it. */
extern int csq_shared_kind(CsqSharedLabels *l, uint32_t activity, uint32_t channel);

static inline bool
csq_shared_has_place(int64_t at)
{
	return (uint64_t) at + CSQ_SHARED_END_AT < 2 * (uint64_t) CSQ_SHARED_END_AT;
}

static inline int64_t
csq_shared_word(int64_t at, int kind)
{
	return (int64_t) ((uint64_t) at << CSQ_SHARED_BITS) | kind;
}

static inline int64_t
csq_shared_time(int64_t word)
{
	return word >> CSQ_SHARED_BITS; /* an arithmetic shift: rounds down */
}

static inline uint32_t
csq_shared_kind_of(int64_t word)
{
	return (uint32_t) word & (CSQ_SHARED_KINDS - 1);
}

/* The times of the first and the last event; false: there is none. */
extern bool csq_shared_span(const CsqSharedEvents *e, int64_t *first, int64_t *last);

/* Bytes of the journey of these events, and it; size is what was said last, of the same events. */
extern size_t csq_shared_size(CsqSharedLabels *l, const CsqSharedEvents *e);
extern void   csq_shared_write(CsqSharedLabels *l, const CsqSharedEvents *e, void *to, size_t size);

#endif /* CSQ_JOURNEY_SHARED_H */
