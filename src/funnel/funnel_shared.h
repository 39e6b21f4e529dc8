/*
 * funnel_shared.h
 *		The bridge from journeys of one aggregate that share their labels (journey_shared.h) to funnels.
 *
 * What csq_funnel_hits() makes of a journey, made of its words: neither does the journey have to be written,
 * nor to be read.  A kind of event is looked up in the specification once for all journeys.
 */
#ifndef CSQ_FUNNEL_SHARED_H
#define CSQ_FUNNEL_SHARED_H

#include "funnel/funnel.h"
#include "journey/journey_shared.h"

/* What the kinds of the dictionary that was met last are to a specification. */
typedef struct CsqFunnelKinds CsqFunnelKinds;

/* Of no dictionary yet; NULL: the specification asks for more than words tell. */
extern CsqFunnelKinds *csq_funnel_kinds_new(const CsqFunnelSpec *spec);

/* The events in some step or exclusion (all when rule.keeps_all), unsorted; room for all events. */
extern bool csq_funnel_shared_hits(CsqFunnelKinds *k, const CsqSharedLabels *l, const CsqSharedEvents *e, CsqHit **hits,
                                   size_t *n, CsqError *err);

/* csq_funnel_level() of them; CSQ_FUNNEL_FAILED with *err. */
extern int csq_funnel_shared_level(CsqFunnelKinds *k, const CsqSharedLabels *l, const CsqSharedEvents *e,
                                   CsqError *err);

/* csq_funnel_next() of them; the text lies in the dictionary. */
extern bool csq_funnel_shared_next(const CsqSharedLabels *l, const CsqSharedEvents *e, const CsqFunnelRule *rule,
                                   int level, const int64_t *times, int64_t until, CsqText *next);

#endif /* CSQ_FUNNEL_SHARED_H */
