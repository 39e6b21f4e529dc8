/*
 * journey.h
 *		One case's events as a value: state of journey_agg, type journey.
 *
 * A journey is a lossless multiset of events (at, seq, activity, channel,
 * value).  Its canonical order is at, seq (events without a seq last), activity,
 * channel (none first), value (none first); labels compare by bytes.
 *
 * Layout (flat.h): 24 bytes of header, events from the front, label dictionary
 * from the back.
 *
 *		event		at int64, activity uint32, channel uint32 [, value float8] [, seq int64]
 *		label entry	child uint32[2], len uint32, bytes, padded to 4
 *
 * A label is referred to by the distance of its entry from the end of the value
 * in units of 4 bytes (its "ref"), so refs survive growth.  The entries form a
 * binary trie over the bits of the label's hash, children are always newer than
 * their parent (greater ref): one lookup costs a few comparisons, and there is
 * no table to rebuild.  Events carry the last two fields only in journeys in
 * which some event has them (flags), so the usual event takes 16 bytes.
 *
 * An event with several activities (one row that satisfies several steps) is one
 * event whose label holds them all, ascending by bytes, each once, with U+001F
 * (the unit separator) between: csq_label_next_part() gives them one by one.  So
 * such events cost no more than others, others cost nothing for them, and every
 * reader that does not look into labels is right as it is.
 *
 * Stored journeys have slack and keep events in order of arrival: appending is
 * O(1), merging is appending, and readers sort.  csq_journey_pack() makes the
 * canonical form: sorted, no slack, only labels in use, those in ascending order from
 * the end, so that journeys of the same activities have the same dictionary.
 */
#ifndef CSQ_JOURNEY_H
#define CSQ_JOURNEY_H

#include "base/core.h"
#include "base/flat.h"
#include "base/json.h"

#define CSQ_JOURNEY_VERSION    1
#define CSQ_JOURNEY_VALUES     1                            /* flag: events have room for a value */
#define CSQ_JOURNEY_SEQS       2                            /* flag: events have room for a seq */
#define CSQ_JOURNEY_FIRST_SIZE 256                          /* 5 events and their labels */
#define CSQ_JOURNEY_LABEL_SEED UINT64_C(0x6a6f75726e657931) /* of the hash whose bits lead through the dictionary */

typedef struct CsqJourney
{
	CsqStored flat;
	uint32_t  nevents;
	uint32_t  back; /* bytes of dictionary at the end */
	uint32_t  nlabels;
	uint32_t  root; /* ref of the first label, 0 = none */
} CsqJourney;

/* An event on its way in: labels are bytes, channel NULL = none. */
typedef struct CsqNewEvent
{
	int64_t     at;
	const char *activity;
	const char *channel;
	size_t      activity_len;
	size_t      channel_len;
	double      value;
	int64_t     seq;
	bool        has_value;
	bool        has_seq;
} CsqNewEvent;

/* An event as readers see it: labels are indexes into the view's sorted labels, from 1; 0 = none. */
typedef struct CsqEvent
{
	int64_t  at;
	int64_t  seq;   /* 0 when there is none */
	double   value; /* 0 when there is none */
	uint32_t activity;
	uint32_t channel;
	bool     has_value;
	bool     has_seq;
} CsqEvent;

/* A journey opened for reading. */
typedef struct CsqJourneyView
{
	uint32_t  nlabels;
	uint32_t  nevents;
	CsqText  *labels; /* [1 .. nlabels], ascending by bytes; they point into the journey */
	CsqEvent *events; /* in canonical order */
} CsqJourneyView;

/* The events of a journey as they are stored, for readers that need less than a view. */
typedef struct CsqRawEvent
{
	int64_t  at;
	uint32_t activity; /* ref | CSQ_HAS_SEQ */
	uint32_t channel;  /* ref, 0 = none */
} CsqRawEvent;

#define CSQ_HAS_SEQ UINT32_C(0x80000000)

static inline size_t
csq_journey_event_size(const CsqJourney *j)
{
	return sizeof(CsqRawEvent) + (j->flat.flags & CSQ_JOURNEY_VALUES ? 8 : 0) +
	       (j->flat.flags & CSQ_JOURNEY_SEQS ? 8 : 0);
}

/* Event i as it is stored; *seq is 0 when it has none. */
static inline CsqRawEvent
csq_journey_event(const CsqJourney *j, size_t i, int64_t *seq)
{
	size_t      size = csq_journey_event_size(j);
	const char *p = (const char *) j + sizeof(CsqJourney) + i * size;
	CsqRawEvent raw;

	memcpy(&raw, p, sizeof raw);
	*seq = 0;
	if (raw.activity & CSQ_HAS_SEQ)
		memcpy(seq, p + size - 8, 8);
	return raw;
}

/* The value of event i; false: it has none.  See journey.c for how "none" is stored. */
extern bool csq_journey_value(const CsqJourney *j, size_t i, double *value);

/* ---- labels that stand for several activities ---- */

#define CSQ_LABEL_SEPARATOR '\x1f'

static inline bool
csq_label_is_set(const CsqText *label)
{
	return label->len > 0 && memchr(label->s, CSQ_LABEL_SEPARATOR, label->len) != NULL;
}

/* The activities of a label, one after the other: start with *rest = the label, whose s must not be NULL. */
static inline bool
csq_label_next_part(CsqText *rest, CsqText *part)
{
	const char *cut;

	if (rest->s == NULL)
		return false;
	cut = rest->len > 0 ? memchr(rest->s, CSQ_LABEL_SEPARATOR, rest->len) : NULL;
	*part = (CsqText){rest->s, cut != NULL ? (size_t) (cut - rest->s) : rest->len};
	*rest = cut != NULL ? (CsqText){cut + 1, rest->len - part->len - 1} : (CsqText){NULL, 0};
	return true;
}

/* The label for n > 0 activities, which are sorted in place and may repeat. */
extern CsqText csq_label_join(CsqText *parts, uint32_t n);

/* By label of the view: does it hold one of these activities, which are sorted in place? */
struct CsqJourneyView;
extern bool *csq_labels_among(const struct CsqJourneyView *view, CsqText *activities, uint32_t n);

extern CsqJourney *csq_journey_new(size_t size);

/* First and last instant; false with err->code CSQ_OK when there is no event. */
extern bool csq_journey_span(const CsqJourney *j, int64_t *first, int64_t *last, CsqError *err);

/* Append to *j, replacing *j by a larger copy when it is full. */
extern bool csq_journey_add(CsqJourney **j, const CsqNewEvent *e, CsqError *err);

/* Append all events of from, which must have passed csq_journey_check. */
extern bool csq_journey_merge(CsqJourney **into, const CsqJourney *from, CsqError *err);

/* The header alone: events and labels lie within the value.  O(1). */
extern bool csq_journey_head(const CsqJourney *j, size_t size, CsqError *err);

/* Is this value, of this many bytes, a journey?  O(events + labels). */
extern bool csq_journey_check(const void *value, size_t size, CsqError *err);

/*
 * Check all but the events: for readers that check those themselves.  known[ref]
 * is the number of the label, 1, 2, ... from the newest; 0 where none begins;
 * it has back / 4 + 1 items.
 */
extern bool csq_journey_labels(const CsqJourney *j, uint32_t **known, CsqError *err);

/* Check, decode and sort. */
extern bool csq_journey_open(const CsqJourney *j, CsqJourneyView *view, CsqError *err);

/* Which events a path shows. */
typedef enum CsqPathMode
{
	CSQ_PATH_ALL,
	CSQ_PATH_NO_REPEATS, /* of neighbours with the same activity the first */
	CSQ_PATH_FIRST,      /* of all events with the same activity the first */
	CSQ_PATH_LAST
} CsqPathMode;

extern void csq_journey_thin(CsqJourneyView *view, CsqPathMode mode);

/* The canonical journey of a view's events (which the caller may have thinned out). */
extern CsqJourney *csq_journey_pack(const CsqJourneyView *view, CsqError *err);

/* Bytes of a checked journey without its slack, and it without slack. */
extern size_t csq_journey_used(const CsqJourney *j);
extern void   csq_journey_copy(CsqJourney *to, const CsqJourney *from);

/* One that owns its memory (flat.h) as a value, slack included, which becomes zero. */
extern void csq_journey_plain(CsqJourney *to, const CsqJourney *from);

/* Canonical order of events of one view (const CsqEvent *). */
extern int csq_event_compare(const void *a, const void *b);

/* Order of journeys: by number of events, then event by event; 0 = same multiset. */
extern int csq_journey_compare(const CsqJourneyView *a, const CsqJourneyView *b);

/*
 * For each label of the dictionary (checked), from the newest to the oldest:
 * returns the next entry's text and ref; start with *at = 0.
 */
extern bool csq_journey_next_label(const CsqJourney *j, size_t *at, CsqText *label, uint32_t *ref);

/* the four directions (journey_text.c); the journeys returned are canonical */
extern CsqJourney *csq_journey_parse(const char *text, size_t len, CsqError *err);
extern void        csq_journey_text(const CsqJourneyView *view, CsqBuf *out);
extern CsqJourney *csq_journey_read(const void *data, size_t len, CsqError *err);
extern void        csq_journey_write(const CsqJourneyView *view, CsqBuf *out);

#endif /* CSQ_JOURNEY_H */
