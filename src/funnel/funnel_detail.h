/*
 * funnel_detail.h
 *		What funnel_agg keeps beside the counts: times between steps, and
 *		where the lost ones went.
 *
 * Of each case that reached a step, the chosen chain tells the times: from the
 * step taken before (gap) and from its first step (total).  Of a case that did
 * not reach the last step, the next activity says where it went: that of the
 * first event later than the last event of the chain (of several at that time,
 * the first in the order of the journey), or that the journey ended, or that it is
 * not over: as of the instant that was said the case can still go on.
 *
 * As of an instant a case that did not reach the last step also says how long it was
 * watched: from its first step until that instant (wait).
 *
 * Times are multisets (times.h) and the next activities are counted exactly,
 * so details add up in any order.
 */
#ifndef CSQ_FUNNEL_DETAIL_H
#define CSQ_FUNNEL_DETAIL_H

#include "funnel/funnel.h"
#include "funnel/funnel_outcome.h"
#include "journey/journey.h"
#include "base/times.h"
#include "base/pairs.h"

/* Cases of one level that went on with one activity, or ended, or are pending (funnel_pending.h). */
typedef struct CsqFunnelLost
{
	uint32_t level;
	bool     end; /* the journey ended, or is pending; label is empty */
	CsqText  label;
	int64_t  n;
	bool     pending;
} CsqFunnelLost;

typedef struct CsqFunnelDetail
{
	uint32_t       nsteps;
	CsqTimes       gap[CSQ_FUNNEL_MAX_STEPS]; /* by step - 1 */
	CsqTimes       total[CSQ_FUNNEL_MAX_STEPS];
	bool           has_waits;                  /* some */
	CsqTimes       wait[CSQ_FUNNEL_MAX_STEPS]; /* by level - 1 */
	uint32_t       nlost;
	CsqFunnelLost *lost; /* ascending by level, then the end first, then pending, then label by bytes */
} CsqFunnelDetail;

/* The details of a funnel that has them (checked), those under way worked in; labels point into f. */
extern bool csq_funnel_detail(const CsqFunnel *f, CsqFunnelDetail *d, CsqError *err);

/*
 * Count a case with details; next = NULL when the journey ended, a text without bytes
 * (s NULL) when the case is pending.  Replaces *f when it is full.
 */
extern bool csq_funnel_add_case(CsqFunnel **f, const CsqFunnelRule *rule, const CsqFunnelOutcome *o,
                                const CsqText *next, CsqError *err);

/*
 * Details of many cases at once: of each as for csq_funnel_add_case, at level 1
 * and above.  Space depends on the number of different next activities; their
 * texts stay where they lie.
 */
typedef struct CsqFunnelBuild CsqFunnelBuild;

extern CsqFunnelBuild *csq_funnel_build_new(void);
extern bool            csq_funnel_build_add(CsqFunnelBuild *b, const CsqFunnelRule *rule, const CsqFunnelOutcome *o,
                                            const CsqText *next, CsqError *err);
extern bool            csq_funnel_build_done(CsqFunnelBuild *b, uint32_t nsteps, CsqFunnelDetail *d, CsqError *err);

/* The counts and the specification of f with these details; NULL on error (funnel.c). */
extern CsqFunnel *csq_funnel_with_details(const CsqFunnel *f, const CsqFunnelDetail *d, CsqError *err);

/* The time of the last event of the chain that times gives. */
extern int64_t csq_funnel_last_time(const CsqFunnelRule *rule, int level, const int64_t *times);

/*
 * The activity of the first event later than the chain that times gives (of
 * several at that time the first in the order of the journey), none after until;
 * false when there is none.  The journey's labels and events are checked.
 */
extern bool csq_funnel_next(const CsqJourney *j, const CsqFunnelRule *rule, int level, const int64_t *times,
                            int64_t until, CsqText *next);

/* The forms of details within those of the funnel. */
extern bool csq_funnel_detail_sum(const CsqFunnelDetail *a, const CsqFunnelDetail *b, CsqFunnelDetail *sum,
                                  CsqError *err);
extern bool csq_funnel_detail_check(const CsqFunnelDetail *d, const int64_t *counts, CsqError *err);
/* full: with the waits */
extern void csq_funnel_detail_write(const CsqFunnelDetail *d, bool full, CsqBuf *out);
extern bool csq_funnel_detail_read(CsqReader *r, uint32_t nsteps, bool full, CsqFunnelDetail *d);
extern void csq_funnel_detail_text(const CsqFunnelDetail *d, CsqBuf *out);
extern bool csq_funnel_detail_parse(CsqJson *json, CsqFunnelDetail *d);
extern void csq_funnel_log_write(const CsqFunnelRule *rule, const CsqFunnelOutcome *o, const CsqText *next,
                                 CsqBuf *out);
extern bool csq_funnel_log_read(const void *log, size_t len, uint32_t nsteps, CsqFunnelDetail *d, CsqError *err);

#endif /* CSQ_FUNNEL_DETAIL_H */
