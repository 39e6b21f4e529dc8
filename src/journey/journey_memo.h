/*
 * journey_memo.h
 *		Dictionaries of journeys that were met before.
 *
 * Whoever reads many journeys with one question (a funnel, a pattern) asks the same
 * of each label of each journey: is the dictionary sound, and what is this label to
 * the question?  The answer depends on the bytes of the dictionary alone, and the
 * journeys of a table share few dictionaries: compact ones (csq_journey_pack) have
 * their labels in the order of their bytes, so theirs are as many as there are sets
 * of activities.  A memo keeps the dictionaries met last with what was found out
 * about them, "facts" of a fixed size by label.
 *
 * The bytes of the dictionary are compared, not only their hash: a journey that was
 * damaged never passes for a sound one.  A memo belongs to one question, lives as
 * long as the memory it was made in, and never allocates after that.
 *
 * Cost: a hash and a comparison of the dictionary, whose length is bounded, instead of
 * a walk through its trie and a look-up of each label.
 */
#ifndef CSQ_JOURNEY_MEMO_H
#define CSQ_JOURNEY_MEMO_H

#include <math.h>

#include "base/instant.h"
#include "journey/journey.h"

#define CSQ_KNOWN_DICTIONARIES 2048
#define CSQ_KNOWN_BYTES        512 /* of the longest dictionary that is remembered */
#define CSQ_KNOWN_LABELS       42  /* so many fit at most */

typedef struct CsqJourneyMemo CsqJourneyMemo;

/* What is known of a dictionary. */
typedef struct CsqKnownLabels
{
	uint32_t       max;    /* the highest ref */
	const uint8_t *number; /* by ref: that of the label, from 1; 0: none begins there */
	const void    *facts;  /* by number, from 1; 0 is unused */
} CsqKnownLabels;

/* The fact about a label; false: this one has none of a fixed size, so the dictionary is not to be remembered. */
typedef bool (*CsqLabelFact)(const void *question, const CsqText *label, void *fact);

extern CsqJourneyMemo *csq_journey_memo_new(size_t fact_size);

/*
 * The labels of a journey, whose head is checked too.  False: this dictionary is not
 * remembered, or the journey is damaged; the caller goes the long way, which says so.
 */
extern bool csq_journey_memo_find(CsqJourneyMemo *memo, const CsqJourney *j, CsqLabelFact fact, const void *question,
                                  CsqKnownLabels *known);

/* Event i, and the number of its activity; 0: it is damaged.  size: csq_journey_event_size(). */
static inline uint32_t
csq_known_event(const CsqJourney *j, const CsqKnownLabels *known, size_t size, size_t i, CsqRawEvent *raw)
{
	const char *p = (const char *) j + sizeof *j + i * size;
	uint32_t    activity;

	memcpy(raw, p, sizeof *raw);
	activity = raw->activity & ~CSQ_HAS_SEQ;
	if (CSQ_UNLIKELY(activity > known->max || raw->channel > known->max || !csq_is_instant(raw->at)))
		return 0;
	if (raw->channel != 0 && known->number[raw->channel] == 0)
		return 0;
	if ((raw->activity & CSQ_HAS_SEQ) && !(j->flat.flags & CSQ_JOURNEY_SEQS))
		return 0;
	if (j->flat.flags & CSQ_JOURNEY_VALUES)
	{
		double value;

		memcpy(&value, p + sizeof *raw, sizeof value);
		if (isinf(value))
			return 0;
	}
	return known->number[activity];
}

#endif /* CSQ_JOURNEY_MEMO_H */
