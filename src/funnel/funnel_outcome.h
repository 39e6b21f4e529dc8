/*
 * funnel_outcome.h
 *		What a funnel counts of one case.
 */
#ifndef CSQ_FUNNEL_OUTCOME_H
#define CSQ_FUNNEL_OUTCOME_H

#include "calendar/calendar.h"
#include "funnel/funnel.h"

/* How cases are looked at. */
typedef struct CsqFunnelView
{
	const CsqFunnelRule *rule;
	const CsqCalendar   *calendar; /* NULL: gaps and windows go by the clock on the wall */
	bool                 has_as_of;
	int64_t              as_of;       /* later events are left out */
	bool                 counts_only; /* the level and whether it is pending */
} CsqFunnelView;

typedef struct CsqFunnelOutcome
{
	int      level; /* or CSQ_FUNNEL_OUT */
	bool     any;   /* order any: steps beyond the level may be taken */
	bool     pending;
	uint64_t seen;                           /* steps that some event satisfies */
	uint64_t taken;                          /* steps of the chain */
	int64_t  times[CSQ_FUNNEL_MAX_STEPS];    /* of these, as csq_funnel_steps gives them */
	int64_t  clocks[CSQ_FUNNEL_MAX_STEPS];   /* the same on the clock that gaps are measured on */
	int64_t  attempts[CSQ_FUNNEL_MAX_STEPS]; /* of these, 0 for the others */
	int64_t  wait; /* as of an instant: how long a case below the last step was watched since its first; else -1 */
} CsqFunnelOutcome;

/*
 * The outcome of a case of these events (in any order); later ones are cut off and the
 * rest is sorted.  An attempt at a step of the chain is an event that satisfies it,
 * later than the step taken before and earlier than the step taken next; of the first step
 * no earlier than the window before the next, of the last one reached up to the
 * completion, or where it was not completed to the end.  The chain's own event is one.
 */
extern bool csq_funnel_outcome(const CsqFunnelView *view, CsqHit *hits, size_t n, CsqFunnelOutcome *o, CsqError *err);

#endif /* CSQ_FUNNEL_OUTCOME_H */
