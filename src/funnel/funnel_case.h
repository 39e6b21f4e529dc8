/*
 * funnel_case.h
 *		What a funnel needs of one case: type funnel_case.
 *
 * A journey keeps every event with its labels, for any question.  Where the
 * question is one funnel, an event is its time and its kind (funnel_events.h:
 * events of one kind satisfy the same steps and exclusions), one word, and events
 * that matter to nothing are not kept.  funnel_case_agg keeps them for a
 * specification; window_funnel for steps 1, 2, ... within a window, where the kind
 * is the step - 1.
 *
 * Layout (flat.h): 24 bytes of header, words from the front in order of arrival;
 * from the back, whole, the events that do not fit a word: those before the year
 * -2567 or after 6567 ('9999-12-31' for example), and those with several
 * activities at once, which together are of no kind.  window_funnel refuses the
 * former and does not know the latter.
 *
 * Kinds and marks are numbers only the specification explains: its hash is kept,
 * states of different specifications refuse to merge, and reading names it again.
 */
#ifndef CSQ_FUNNEL_CASE_H
#define CSQ_FUNNEL_CASE_H

#include "funnel/funnel_events.h"

#define CSQ_FUNNEL_CASE_VERSION    1
#define CSQ_FUNNEL_CASE_FIRST_SIZE 128 /* 13 events */

#define CSQ_CASE_OF_SPEC   0 /* kinds of the header */
#define CSQ_CASE_OF_WINDOW 1

typedef struct CsqFunnelCase
{
	CsqStored flat;
	uint32_t  nevents; /* words */
	uint32_t  nwhole;  /* events at the back */
	uint64_t  key;     /* hash of the specification, or the window in microseconds */
	int64_t   words[];
} CsqFunnelCase;

typedef struct CsqWholeEvent
{
	int64_t        at;
	CsqFunnelMarks marks;
} CsqWholeEvent;

extern CsqFunnelCase *csq_funnel_case_new(uint8_t kind, uint64_t key, size_t nevents, size_t nwhole);

/* Room for so many more of each: replaces *c by a larger copy when it is full. */
extern bool csq_funnel_case_grow(CsqFunnelCase **c, size_t nevents, size_t nwhole, CsqError *err);

extern bool csq_funnel_case_add_whole(CsqFunnelCase **c, int64_t at, CsqFunnelMarks marks, CsqError *err);
extern bool csq_funnel_case_merge(CsqFunnelCase **into, const CsqFunnelCase *from, CsqError *err);
extern bool csq_funnel_case_check(const void *value, size_t size, CsqError *err);

/* The events as the evaluation takes them; false when they are not of this specification, or too many. */
extern bool csq_funnel_case_hits(const CsqFunnelCase *c, const CsqFunnelPlan *plan, uint64_t spec_hash, CsqHit **hits,
                                 size_t *n, CsqError *err);

/* The level of a case of window_funnel; CSQ_FUNNEL_FAILED with *err. */
extern int csq_funnel_case_window_level(const CsqFunnelCase *c, CsqError *err);

/* csq_funnel_level() of them; CSQ_FUNNEL_FAILED with *err. */
extern int csq_funnel_case_level(const CsqFunnelCase *c, const CsqFunnelPlan *plan, uint64_t spec_hash, CsqError *err);

/* The same of csq_funnel_case_of_words(), where the plan is plain and this its hash.  Else false. */
extern bool csq_funnel_case_plain_level(const CsqFunnelCase *c, const CsqFunnelPlan *plan, uint64_t spec_hash,
                                        int *level);

/* The binary form. */
extern CsqFunnelCase *csq_funnel_case_read(const void *data, size_t len, CsqError *err);
extern void           csq_funnel_case_write(const CsqFunnelCase *c, CsqBuf *out);

static inline CsqWholeEvent *
csq_funnel_case_whole(const CsqFunnelCase *c)
{
	return (CsqWholeEvent *) ((char *) c + csq_flat_size(c)) - c->nwhole;
}

/* A case of this kind as this version writes it: version, kind and flags are one word. */
static inline bool
csq_funnel_case_is(const CsqFunnelCase *c, uint8_t kind)
{
	const CsqStored is = {.version = CSQ_FUNNEL_CASE_VERSION, .kind = kind};

	return memcmp(&c->flat.version, &is.version, sizeof is - offsetof(CsqStored, version)) == 0;
}

/* The same of one that holds words alone, as many as it has room for: all that csq_funnel_case_check() asks of it. */
static inline bool
csq_funnel_case_of_words(const CsqFunnelCase *c, uint8_t kind)
{
	size_t size = csq_flat_size(c);

	return size >= sizeof *c && (size & 7) == 0 && csq_funnel_case_is(c, kind) && c->nwhole == 0 &&
	       c->nevents <= (size - sizeof *c) / sizeof(int64_t) && (kind != CSQ_CASE_OF_WINDOW || c->key <= INT64_MAX);
}

/* The usual event of a case that has room: false, and nothing done, for any other. */
static inline bool
csq_funnel_case_add_usual(CsqFunnelCase *c, int64_t at, int step)
{
	if (CSQ_UNLIKELY((uint64_t) at + CSQ_WINDOW_END_AT >= 2 * (uint64_t) CSQ_WINDOW_END_AT || c->nwhole != 0 ||
	                 sizeof *c + ((uint64_t) c->nevents + 1) * sizeof(int64_t) > csq_flat_size(c)))
		return false;
	c->words[c->nevents++] = csq_window_pack(at, step);
	return true;
}

/* An event that fits a word. */
static inline bool
csq_funnel_case_add_word(CsqFunnelCase **c, int64_t at, int step, CsqError *err)
{
	size_t used = sizeof **c + (*c)->nevents * sizeof(int64_t) + (size_t) (*c)->nwhole * sizeof(CsqWholeEvent);

	if (CSQ_UNLIKELY(csq_flat_size(*c) - used < sizeof(int64_t)) && !csq_funnel_case_grow(c, 1, 0, err))
		return false;
	(*c)->words[(*c)->nevents++] = csq_window_pack(at, step);
	return true;
}

/* An event with this label, of the kind that csq_funnel_kind() gives it. */
static inline bool
csq_funnel_case_add(CsqFunnelCase **c, const CsqFunnelPlan *plan, int64_t at, int kind, const char *label, size_t len,
                    CsqError *err)
{
	if (kind == CSQ_KIND_NONE)
		return true;
	if (CSQ_UNLIKELY(kind == CSQ_KIND_SEVERAL))
		return csq_funnel_case_add_whole(c, at, csq_funnel_marks(plan, label, len), err);
	if (CSQ_UNLIKELY(at < CSQ_WINDOW_MIN_AT || at >= CSQ_WINDOW_END_AT))
		return csq_funnel_case_add_whole(c, at, plan->kinds[kind], err);
	return csq_funnel_case_add_word(c, at, kind + 1, err);
}

#endif /* CSQ_FUNNEL_CASE_H */
