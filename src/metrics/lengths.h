/*
 * lengths.h
 *		Several multisets of lengths of time in one value that grows in place: what
 *		durations and calls are made of.
 *
 * Each set follows the rule of base/times.h: up to CSQ_LENGTHS_EXACT different
 * lengths as they are, beyond that rounded to 7 significant bits.  2,048 because
 * that many exact lengths take no more room than the buckets that replace them.  A length is
 * added in O(1): exact ones sit in an open hash table, rounded ones in an array
 * that spans the places in use.  Readers take a set as CsqTimes.
 *
 * A set that has outgrown its first tables, or counts many rows, has a tail in front of
 * its slots, where lengths wait in order of arrival until it is full.  With many groups
 * the tables lie in no near cache: a tail is one cache line, and the misses of counting
 * it overlap; and sums of 128 bits are added once for all that waited.  What waits is in
 * no other field; csq_lengths_settled() counts it.
 *
 * A value may hold lengths of business time, which are not told apart from others
 * by looking at them: a flag of the header says so, and the two do not merge.
 *
 * Limits, where a value has them, are lengths whose share stays exact when the
 * lengths are rounded: how many do not exceed each is counted beside the places.
 *
 * Layout: header, nsets sets, nlimits limits, for each set nlimits counts, then
 * the tail and the slots of each set.  Merging is exact and does not depend on any order.
 *
 * Core header.
 */
#ifndef CSQ_LENGTHS_H
#define CSQ_LENGTHS_H

#include "base/flat.h"
#include "base/stored_type.h"
#include "base/times.h"

#define CSQ_LENGTHS_EXACT  2048
#define CSQ_LENGTHS_SETS   4  /* at most */
#define CSQ_LENGTHS_LIMITS 32 /* at most */
#define CSQ_LENGTHS_TAIL   128
#define CSQ_LENGTHS_MANY   1024 /* rows from which a set of any table has a tail */

typedef struct CsqLengthSet
{
	int64_t  n;
	int64_t  min;
	int64_t  max;
	CsqU128  sum;
	CsqU128  squares;
	uint32_t nvalues; /* different lengths while exact, 0 then */
	uint32_t nslots;
	uint32_t first; /* place of the first slot when rounded */
	uint32_t state; /* CSQ_SET_...; above them how many lengths wait in the tail */
} CsqLengthSet;

#define CSQ_SET_ROUNDED 1u
#define CSQ_SET_TAILED  2u /* has a tail */
#define CSQ_SET_WAITING 4u /* one length in it */

/* Only lengths below this wait, and only while the sums are far from their ends: counting them cannot fail. */
#define CSQ_LENGTHS_WAIT_BELOW (INT64_C(1) << 53)

typedef struct CsqLengths
{
	CsqStored    flat;
	int64_t      missing; /* rows without a length */
	uint32_t     nsets;
	uint32_t     nlimits;
	CsqLengthSet sets[];
} CsqLengths;

/* Flag of the header. */
#define CSQ_LENGTHS_BUSINESS 1

static inline bool
csq_lengths_business(const CsqLengths *l)
{
	return (l->flat.flags & CSQ_LENGTHS_BUSINESS) != 0;
}

/* An exact length and how often it occurs; count 0: a free slot.  A rounded set has only counts. */
typedef struct CsqLengthSlot
{
	int64_t value;
	int64_t count;
} CsqLengthSlot;

/* What a type that consists of such sets says of itself. */
typedef struct CsqLengthsType
{
	const char *name; /* of the SQL type */
	uint32_t    nsets;
	bool        limits; /* may have limits, and may be of business time */
	const char *sets[CSQ_LENGTHS_SETS];
} CsqLengthsType;

/* Limits ascend strictly; false and an error unless they do, are not negative and few enough. */
extern bool        csq_lengths_limits(const int64_t *limits, uint32_t n, CsqError *err);
extern CsqLengths *csq_lengths_new(const CsqLengthsType *type, const int64_t *limits, uint32_t nlimits);

/* ---- layout ---- */

static inline const int64_t *
csq_lengths_limit(const CsqLengths *l)
{
	return (const int64_t *) &l->sets[l->nsets];
}

/* How many lengths of a set do not exceed each limit: counted once it is rounded. */
static inline int64_t *
csq_lengths_reached(const CsqLengths *l, uint32_t set)
{
	return (int64_t *) &l->sets[l->nsets] + (size_t) l->nlimits * (1 + set);
}

static inline size_t
csq_lengths_head(const CsqLengths *l)
{
	return sizeof *l + l->nsets * sizeof(CsqLengthSet) + (size_t) l->nlimits * (1 + l->nsets) * sizeof(int64_t);
}

static inline bool
csq_set_rounded(const CsqLengthSet *s)
{
	return (s->state & CSQ_SET_ROUNDED) != 0;
}

static inline uint32_t
csq_set_waiting(const CsqLengthSet *s)
{
	return s->state / CSQ_SET_WAITING;
}

static inline size_t
csq_set_tail_size(const CsqLengthSet *s)
{
	return s->state & CSQ_SET_TAILED ? CSQ_LENGTHS_TAIL * sizeof(int64_t) : 0;
}

static inline size_t
csq_set_slots_size(const CsqLengthSet *s)
{
	return (size_t) s->nslots * (csq_set_rounded(s) ? sizeof(int64_t) : sizeof(CsqLengthSlot));
}

static inline int64_t *
csq_lengths_tail(const CsqLengths *l, uint32_t set)
{
	char *at = (char *) l + csq_lengths_head(l);

	/* the last one ends with the value */
	if (set + 1 == l->nsets)
		return (int64_t *) ((char *) l + csq_flat_size(l) - csq_set_tail_size(&l->sets[set]) -
		                    csq_set_slots_size(&l->sets[set]));
	for (uint32_t i = 0; i < set; i++)
		at += csq_set_tail_size(&l->sets[i]) + csq_set_slots_size(&l->sets[i]);
	return (int64_t *) at;
}

static inline void *
csq_lengths_slots(const CsqLengths *l, uint32_t set)
{
	return (char *) csq_lengths_tail(l, set) + csq_set_tail_size(&l->sets[set]);
}

static inline uint32_t
csq_lengths_hash(uint32_t nslots, int64_t v)
{
	return (uint32_t) (((uint64_t) v * UINT64_C(0x9e3779b97f4a7c15)) >> 40) & (nslots - 1);
}

/* The slot of an exact length in a table with room: its own, or the free one that it takes. */
static inline CsqLengthSlot *
csq_lengths_find(CsqLengthSlot *slots, uint32_t nslots, int64_t v)
{
	uint32_t at = csq_lengths_hash(nslots, v);

	while (slots[at].count != 0 && slots[at].value != v)
		at = (at + 1) & (nslots - 1);
	return &slots[at];
}

/* Are the sums so far from their ends that a full tail fits? */
static inline bool
csq_set_may_wait(const CsqLengthSet *s)
{
	return (s->n >> 62) == 0 && (s->squares >> 120) == 0 && (s->sum >> 120) == 0;
}

/* The shape of a set: an exact table for so many lengths, or the places from lo to hi in whole octaves. */
extern CsqLengthSet csq_lengths_table(uint32_t nvalues);
extern CsqLengthSet csq_lengths_places(uint32_t lo, uint32_t hi);

/* ---- changing and reading ---- */

/* Adds one length (>= 0) to a set; replaces *l when it grows. */
extern bool csq_lengths_count(CsqLengths **l, uint32_t set, int64_t length, CsqError *err);
extern void csq_lengths_settle(CsqLengths **l, uint32_t set);

/*
 * Puts one behind those that wait already, which most are; false: nothing was added.  A set whose number the compiler
 * knows has its tail at a distance that it knows too.
 */
static inline bool
csq_lengths_wait(CsqLengths *l, uint32_t set, int64_t length)
{
	CsqLengthSet *s = &l->sets[set];
	uint32_t      waiting = csq_set_waiting(s);

	if (CSQ_UNLIKELY((s->state & CSQ_SET_TAILED) == 0 || waiting - 1 >= CSQ_LENGTHS_TAIL - 2 ||
	                 (uint64_t) length >= CSQ_LENGTHS_WAIT_BELOW))
		return false;
	csq_lengths_tail(l, set)[waiting] = length;
	s->state += CSQ_SET_WAITING;
	return true;
}

/* The same of a type without limits, whose first or last set it is: two distances that need no look at the others. */
static inline bool
csq_lengths_wait_at_end(CsqLengths *l, uint32_t nsets, uint32_t set, int64_t length)
{
	CsqLengthSet *s = &l->sets[set];
	uint32_t      waiting = csq_set_waiting(s);
	int64_t      *tail = (int64_t *) &l->sets[nsets];

	if (CSQ_UNLIKELY((s->state & CSQ_SET_TAILED) == 0 || waiting - 1 >= CSQ_LENGTHS_TAIL - 2 ||
	                 (uint64_t) length >= CSQ_LENGTHS_WAIT_BELOW))
		return false;
	if (set > 0)
		tail = (int64_t *) ((char *) l + csq_flat_size(l) - csq_set_slots_size(s)) - CSQ_LENGTHS_TAIL;
	tail[waiting] = length;
	s->state += CSQ_SET_WAITING;
	return true;
}

/* Takes back the last one that waits, of several. */
static inline void
csq_lengths_wait_no_more(CsqLengths *l, uint32_t set)
{
	l->sets[set].state -= CSQ_SET_WAITING;
	csq_lengths_tail(l, set)[csq_set_waiting(&l->sets[set])] = 0;
}

/*
 * Counts one in a small table of few rows that has it: a few lengths again and again, the ends are what they were.
 * With many rows the set is to have a tail, which csq_lengths_count() gives it.
 */
static inline bool
csq_lengths_again(CsqLengths *l, uint32_t set, int64_t length)
{
	CsqLengthSet  *s = &l->sets[set];
	CsqLengthSlot *slot;

	if (s->state != 0 || s->n >= CSQ_LENGTHS_MANY || s->nslots == 0 || (uint64_t) length >= CSQ_LENGTHS_WAIT_BELOW ||
	    !csq_set_may_wait(s))
		return false;
	slot = csq_lengths_find(csq_lengths_slots(l, set), s->nslots, length);
	if (slot->count == 0)
		return false;
	slot->count++;
	s->n++;
	s->sum += (uint64_t) length;
	s->squares += (CsqU128) (uint64_t) length * (uint64_t) length;
	return true;
}

/* Adds one where that needs no room, no other table and no look at the ends of the sums; false: nothing was added. */
static inline bool
csq_lengths_add_there(CsqLengths *l, uint32_t set, int64_t length)
{
	CsqLengthSet *s = &l->sets[set];

	if (CSQ_LIKELY(csq_lengths_wait(l, set, length)) || csq_lengths_again(l, set, length))
		return true;
	/* the first one to wait */
	if ((s->state & CSQ_SET_TAILED) == 0 || csq_set_waiting(s) > 0 || length >= CSQ_LENGTHS_WAIT_BELOW ||
	    !csq_set_may_wait(s))
		return false;
	csq_lengths_tail(l, set)[0] = length;
	s->state += CSQ_SET_WAITING;
	return true;
}

static inline bool
csq_lengths_add(CsqLengths **l, uint32_t set, int64_t length, CsqError *err)
{
	CsqLengthSet *s = &(*l)->sets[set];

	if (CSQ_LIKELY(csq_lengths_add_there(*l, set, length)))
		return true;
	if ((s->state & CSQ_SET_TAILED) == 0 || length >= CSQ_LENGTHS_WAIT_BELOW || !csq_set_may_wait(s))
		return csq_lengths_count(l, set, length, err);
	csq_lengths_tail(*l, set)[csq_set_waiting(s)] = length; /* the tail is full */
	s->state += CSQ_SET_WAITING;
	csq_lengths_settle(l, set);
	return true;
}

/* The same value, or a copy, in which no length waits. */
extern const CsqLengths *csq_lengths_settled(const CsqLengths *l);
extern const void       *csq_lengths_open(const void *value, CsqError *err); /* the same, for a CsqStoredType */

/* Adds all of another value, which is checked; 22023 when their limits differ, or one is of business time. */
extern bool csq_lengths_merge(CsqLengths **into, const CsqLengths *from, const CsqLengthsType *type, CsqError *err);

/* Is this a value of the type?  Reads nothing beyond size. */
extern bool csq_lengths_check(const void *value, size_t size, const CsqLengthsType *type, CsqError *err);

/* A set as sorted lengths, with those that wait; how many do not exceed a limit (exactly, for one of the limits). */
extern CsqTimes csq_lengths_times(const CsqLengths *l, uint32_t set);
extern double   csq_lengths_within(const CsqLengths *l, uint32_t set, const CsqTimes *times, int64_t limit);

/* The four directions, for the CsqStoredType of a type. */
extern CsqLengths *csq_lengths_parse(const char *text, size_t len, const CsqLengthsType *type, CsqError *err);
extern void        csq_lengths_text(const CsqLengths *l, const CsqLengthsType *type, CsqBuf *out);
extern CsqLengths *csq_lengths_read(const void *data, size_t len, const CsqLengthsType *type, CsqError *err);
extern void        csq_lengths_write(const CsqLengths *l, const CsqLengthsType *type, CsqBuf *out);

#endif /* CSQ_LENGTHS_H */
