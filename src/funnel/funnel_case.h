/*
 * funnel_case.h
 *		What a funnel needs of one case: type funnel_case.
 *
 * A journey keeps every event with its labels, for any question.  Where the
 * question is one funnel, an event is its time and its kind (funnel_events.h:
 * events of one kind satisfy the same steps and exclusions), one word as in
 * window_funnel, and events that matter to nothing are not kept.
 *
 * Layout (flat.h): 24 bytes of header, words from the front in order of arrival;
 * from the back, whole, the events that do not fit a word: those before the year
 * -2567 or after 6567 ('9999-12-31' for example), and those with several
 * activities at once, which together are of no kind.
 *
 * Kinds and marks are numbers only the specification explains: its hash is kept,
 * states of different specifications refuse to merge, and reading names it again.
 */
#ifndef CSQ_FUNNEL_CASE_H
#define CSQ_FUNNEL_CASE_H

#include "funnel/funnel_events.h"

#define CSQ_FUNNEL_CASE_VERSION    1
#define CSQ_FUNNEL_CASE_FIRST_SIZE 128 /* 13 events */

typedef struct CsqFunnelCase
{
	CsqStored flat;
	uint32_t  nevents; /* words */
	uint32_t  nwhole;  /* events at the back */
	uint64_t  spec_hash;
	int64_t   words[];
} CsqFunnelCase;

typedef struct CsqWholeEvent
{
	int64_t        at;
	CsqFunnelMarks marks;
} CsqWholeEvent;

extern CsqFunnelCase *csq_funnel_case_new(uint64_t spec_hash, size_t nevents, size_t nwhole);
extern bool           csq_funnel_case_room(CsqFunnelCase **c, size_t nevents, size_t nwhole, CsqError *err);
extern bool           csq_funnel_case_add_whole(CsqFunnelCase **c, int64_t at, CsqFunnelMarks marks, CsqError *err);
extern bool           csq_funnel_case_merge(CsqFunnelCase **into, const CsqFunnelCase *from, CsqError *err);
extern bool           csq_funnel_case_check(const void *value, size_t size, CsqError *err);

/* The events as the evaluation takes them; false when they are not of this specification, or too many. */
extern bool csq_funnel_case_hits(const CsqFunnelCase *c, const CsqFunnelPlan *plan, uint64_t spec_hash, CsqHit **hits,
                                 size_t *n, CsqError *err);

/* csq_funnel_level() of them; CSQ_FUNNEL_FAILED with *err. */
extern int csq_funnel_case_level(const CsqFunnelCase *c, const CsqFunnelPlan *plan, uint64_t spec_hash, CsqError *err);

extern CsqFunnelCase *csq_funnel_case_parse(const char *text, size_t len, CsqError *err);
extern void           csq_funnel_case_text(const CsqFunnelCase *c, CsqBuf *out);
extern CsqFunnelCase *csq_funnel_case_read(const void *data, size_t len, CsqError *err);
extern void           csq_funnel_case_write(const CsqFunnelCase *c, CsqBuf *out);

static inline CsqWholeEvent *
csq_funnel_case_whole(const CsqFunnelCase *c)
{
	return (CsqWholeEvent *) ((char *) c + csq_flat_size(c)) - c->nwhole;
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
	if (CSQ_UNLIKELY(!csq_funnel_case_room(c, 1, 0, err)))
		return false;
	(*c)->words[(*c)->nevents++] = csq_window_pack(at, kind + 1);
	return true;
}

#endif /* CSQ_FUNNEL_CASE_H */
