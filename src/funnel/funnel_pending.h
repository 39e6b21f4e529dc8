/*
 * funnel_pending.h
 *		Cases of a funnel that are still under way.
 */
#ifndef CSQ_FUNNEL_PENDING_H
#define CSQ_FUNNEL_PENDING_H

#include "funnel/funnel.h"

/*
 * Could a chain that has begun reach a further step?  hits: the events so far, sorted
 * (csq_funnel_sort), with their clocks; now: the instant until which they are known,
 * with the least clock that a later event may have (next of csq_funnel_now); level:
 * that of hits.  False with *err: too many events.
 */
extern bool csq_funnel_pending(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, const CsqHit *now, int level,
                               bool *pending, CsqError *err);

#endif /* CSQ_FUNNEL_PENDING_H */
