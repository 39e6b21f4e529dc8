/*
 * funnel_level.h
 *		What the parts of the evaluation share: tie groups, matching, the forward
 *		pass.  Private to funnel_level.c, funnel_level_any.c and funnel_chain.c; the
 *		banner of funnel_level.c says how it works.
 *
 * Within these files a step is its index q = 0 .. nsteps - 1; a level is the
 * number of the step last taken, 0 before the first.  Sets of levels 1 .. 64 are
 * masks with bit level - 1, which is also the bit of the step that led there.
 */
#ifndef CSQ_FUNNEL_ENGINE_H
#define CSQ_FUNNEL_ENGINE_H

#include "funnel/funnel.h"

/* Events of a tie group that are alike. */
typedef struct CsqTieSet
{
	uint64_t steps;
	uint64_t cover; /* levels a chain must not be left at with such an event unused */
	uint64_t held;  /* steps that hold an event of the set, in the matching */
	int      count; /* at most nsteps + 1 are told apart */
	bool     seen;  /* in the search for an augmenting path */
} CsqTieSet;

/* A tie group: hits that may be read in any order. */
typedef struct CsqTieGroup
{
	int64_t    at;
	int64_t    clock;
	uint64_t   present; /* steps of some event */
	uint64_t   cover;   /* levels of some event's exclusions: a chain passing by there is broken */
	bool       tied;    /* several events of which a chain may take several */
	bool       plain;   /* every event is in one step, none is excluded: presence decides */
	size_t     nsets;   /* only when tied and not plain */
	size_t     cap;
	CsqTieSet *sets;
} CsqTieGroup;

typedef struct CsqFunnelEngine
{
	const CsqFunnelRule *rule;
	const CsqHit        *hits;
	size_t               n;
	uint64_t             stops;                       /* exclusion clauses in force */
	bool                 covers;                      /* some, or order strict */
	uint64_t             tied_ok;                     /* step may lie at the same time as the step before */
	uint64_t             after[CSQ_FUNNEL_MAX_STEPS]; /* [level]: steps that may come next */
	uint8_t from[CSQ_FUNNEL_MAX_STEPS]; /* [step]: the least level it may come after; all up to the step's own index */
	CsqTieGroup group;
} CsqFunnelEngine;

/* A level and the best chain that reaches it: indexes of the hits that begin and complete it. */
typedef struct CsqReached
{
	int    level;
	size_t start;
	size_t end;
} CsqReached;

/* Distance of two instants, exact over the whole range. */
static inline uint64_t
csq_distance(int64_t from, int64_t to)
{
	return (uint64_t) to - (uint64_t) from;
}

static inline uint64_t
csq_bit(int q)
{
	return UINT64_C(1) << q;
}

/* Steps or levels below bit q. */
static inline uint64_t
csq_below(int q)
{
	return q >= 64 ? ~UINT64_C(0) : csq_bit(q) - 1;
}

static inline bool
csq_same_group(const CsqFunnelRule *rule, const CsqHit *a, const CsqHit *b)
{
	return a->at == b->at && (rule->ties != CSQ_TIES_SEQ || (a->seq == b->seq && a->no_seq == b->no_seq));
}

/* Is the chain from hit start to hit end one to prefer to r, by the rule's choice? */
extern bool csq_funnel_prefers(const CsqFunnelRule *rule, const CsqHit *hits, const CsqReached *r, int level,
                               size_t start, size_t end);

extern void   csq_engine_init(CsqFunnelEngine *e, const CsqFunnelRule *rule, const CsqHit *hits, size_t n);
extern void   csq_engine_done(CsqFunnelEngine *e);
extern void   csq_engine_forbid(CsqFunnelEngine *e, uint64_t stops); /* put exclusion clauses in force */
extern size_t csq_engine_load(CsqFunnelEngine *e,
                              size_t           i); /* the group that begins at hit i; returns the index after it */

/*
 * Of the loaded group: levels a chain reaches that comes in at level a and takes
 * step q first: where it may end, and where it may be left to go on.
 */
extern void csq_engine_climb(CsqFunnelEngine *e, int a, int q, uint64_t *end, uint64_t *on);

/*
 * Can a chain climb from level a to b within the loaded group with all steps of
 * need, and any of may?  on: it goes on, so no event may break it.
 */
extern bool csq_engine_takes(CsqFunnelEngine *e, int a, int b, uint64_t need, uint64_t may, bool on);

/* The highest level and its preferred chain; level_only: only the level counts. */
extern CsqReached csq_engine_forward(CsqFunnelEngine *e, bool level_only);

/* Evaluate with the exclusions that break chains, then with all: CSQ_FUNNEL_OUT in level when these lower it. */
extern CsqReached csq_engine_reach(CsqFunnelEngine *e, bool level_only);

/* The exclusion clauses of some hit. */
extern uint64_t csq_engine_stops(const CsqFunnelRule *rule, const CsqHit *hits, size_t n);

/* The hits in order of their parts, each part as it was; and where the part that begins at from ends. */
extern CsqHit *csq_funnel_by_part(const CsqHit *hits, size_t n);
extern size_t  csq_funnel_next_part(const CsqHit *sorted, size_t n, size_t from);

/* order any (funnel_level_any.c): hits are sorted. */
extern CsqReached csq_any_reach(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, bool level_only);
extern void       csq_any_choose(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, const CsqReached *r,
                                 int64_t *times);

#endif /* CSQ_FUNNEL_ENGINE_H */
