/*
 * funnel_events.h
 *		What the one-level funnel_agg collects: type funnel_events.
 *
 * Layout (flat.h): header, the canonical text of the specification padded to 8
 * bytes, records of 16 bytes from the front; from the back, when case ids are
 * texts, a hash table of nslots entries of 4 bytes and before it a dictionary
 * that grows downwards.
 *
 *		record		key int64, word int64
 *		entry		number uint32, length uint32, bytes, padded to 4
 *
 * The key is the case id itself, or the number of the text.  The word is the time
 * of the event and the kind of event it is (time << 6 | kind), so sorting words
 * sorts events.  Events of one kind satisfy the same steps and exclusions of the
 * specification; the kinds are numbered in the order in which its labels are
 * written, so every process numbers them alike.  When each label is in one step
 * and nothing else matters, the kind is the step - 1.
 *
 * An event that matters to no step only says that its case exists: the word
 * CSQ_FUNNEL_KNOWN, which is left out when the record before is of the same case.
 *
 * That leaves 58 bits for times, as in window_funnel: the years -2567 to 6567.
 */
#ifndef CSQ_FUNNEL_EVENTS_H
#define CSQ_FUNNEL_EVENTS_H

#include "funnel.h"

#define CSQ_FUNNEL_EVENTS_VERSION 1
#define CSQ_FUNNEL_MAX_KINDS 64
#define CSQ_FUNNEL_KNOWN INT64_MIN	/* before every event */

/* Flag of a state that owns its memory (flat.h). */
#define CSQ_FUNNEL_OWNED CSQ_FLAT_OWNED

/* How case ids are kept: kind of the header. */
#define CSQ_FUNNEL_INTS 0
#define CSQ_FUNNEL_TEXTS 1

typedef struct CsqFunnelEvents
{
	CsqStored	flat;
	uint32_t	nrecords;
	uint32_t	spec_len;
	uint32_t	back;			/* bytes of dictionary */
	uint32_t	nslots;			/* a power of two, or 0 */
	uint32_t	ntexts;
	uint32_t	reserved;
	uint64_t	spec_hash;		/* so that each row need not compare texts */
	char		spec[];
} CsqFunnelEvents;

typedef struct CsqFunnelRecord
{
	int64_t		key;
	int64_t		word;
} CsqFunnelRecord;

/* What a label is to a specification; equal kinds have equal marks. */
typedef struct CsqFunnelMarks
{
	uint64_t	steps;
	uint64_t	stops;
} CsqFunnelMarks;

/* A specification made ready to collect and to evaluate. */
typedef struct CsqFunnelPlan
{
	const CsqFunnelSpec *spec;
	bool		plain;			/* kinds are steps, and the evaluation of window_funnel serves */
	int			others;			/* the kind of events in no step and no exclusion; -1: they do not matter */
	int			nkinds;
	CsqFunnelMarks kinds[CSQ_FUNNEL_MAX_KINDS];
} CsqFunnelPlan;

/* false when the specification has more kinds of events than a word can hold. */
extern bool csq_funnel_plan(const CsqFunnelSpec *spec, CsqFunnelPlan *plan, CsqError *err);

/* The kind of a label, or -1: it only says that the case exists. */
extern int	csq_funnel_kind(const CsqFunnelPlan *plan, const char *label, size_t len);

extern CsqFunnelEvents *csq_funnel_events_new(uint8_t ids, const char *spec, size_t len);

/* The hash of a specification's text as the state keeps it. */
extern uint64_t csq_funnel_spec_hash(const char *spec, size_t len);

/* Bytes in use, and a copy of only these. */
extern size_t csq_funnel_events_used(const CsqFunnelEvents *fe);
extern void csq_funnel_events_copy(const CsqFunnelEvents *fe, void *to, size_t size);

/* Room for one more record; replaces *fe by a larger copy when it is full. */
extern bool csq_funnel_events_grow(CsqFunnelEvents **fe, CsqError *err);

/* The number of a text that is a case id, new or not. */
extern bool csq_funnel_events_text_id(CsqFunnelEvents **fe, const char *s, size_t len, int64_t *key, CsqError *err);

extern bool csq_funnel_events_merge(CsqFunnelEvents **into, const CsqFunnelEvents *from, CsqError *err);
extern bool csq_funnel_events_check(const void *value, size_t size, CsqError *err);

static inline size_t
csq_funnel_events_front(const CsqFunnelEvents *fe)
{
	return sizeof *fe + (((size_t) fe->spec_len + 7) & ~(size_t) 7) + (size_t) fe->nrecords * sizeof(CsqFunnelRecord);
}

static inline CsqFunnelRecord *
csq_funnel_records(const CsqFunnelEvents *fe)
{
	return (CsqFunnelRecord *) ((char *) fe + sizeof *fe + (((size_t) fe->spec_len + 7) & ~(size_t) 7));
}

/* An event of a case, by its key; word is a packed event or CSQ_FUNNEL_KNOWN. */
static inline bool
csq_funnel_events_add(CsqFunnelEvents **fe, int64_t key, int64_t word, CsqError *err)
{
	CsqFunnelRecord *r = csq_funnel_records(*fe);
	size_t		n = (*fe)->nrecords;

	if (word == CSQ_FUNNEL_KNOWN && n > 0 && r[n - 1].key == key)
		return true;
	if (CSQ_UNLIKELY(csq_funnel_events_front(*fe) + sizeof *r + (*fe)->back + (size_t) (*fe)->nslots * 4 > csq_flat_size(*fe)))
	{
		if (!csq_funnel_events_grow(fe, err))
			return false;
		r = csq_funnel_records(*fe);
	}
	r[n] = (CsqFunnelRecord) {key, word};
	(*fe)->nrecords++;
	return true;
}

/*
 * Calls one per case, in no particular order, with its words sorted; the first
 * may be CSQ_FUNNEL_KNOWN.  Stops when one returns false.
 */
typedef bool (*CsqFunnelEachCase) (void *arg, int64_t key, int64_t *words, size_t n, CsqError *err);

extern bool csq_funnel_events_each(const CsqFunnelEvents *fe, CsqFunnelEachCase one, void *arg, CsqError *err);

/* The funnel of the events: what funnel_agg returns; NULL on error. */
extern CsqFunnel *csq_funnel_events_count(const CsqFunnelEvents *fe, CsqError *err);

/* The text of number n, for n < ntexts; the value is checked. */
extern CsqText *csq_funnel_events_texts(const CsqFunnelEvents *fe);

/* Checks, and brings events into cases in order of their ids; NULL on error.  The text of ids stays where it lies. */
typedef struct CsqFunnelListing CsqFunnelListing;

extern CsqFunnelListing *csq_funnel_events_list(const CsqFunnelEvents *fe, CsqError *err);

/* the four directions (funnel_events_text.c) */
extern CsqFunnelEvents *csq_funnel_events_parse(const char *text, size_t len, CsqError *err);
extern void csq_funnel_events_text(const CsqFunnelListing *l, CsqBuf *out);
extern CsqFunnelEvents *csq_funnel_events_read(const void *data, size_t len, CsqError *err);
extern void csq_funnel_events_write(const CsqFunnelListing *l, CsqBuf *out);

#endif							/* CSQ_FUNNEL_EVENTS_H */
