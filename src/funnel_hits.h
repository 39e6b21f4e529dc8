/*
 * funnel_hits.h
 *		The bridge from journeys to funnels.
 */
#ifndef CSQ_FUNNEL_HITS_H
#define CSQ_FUNNEL_HITS_H

#include "funnel.h"
#include "journey.h"

/* Check the journey and give its events that are in some step, unsorted; room for all events. */
extern bool csq_funnel_hits(const CsqJourney *j, const CsqFunnelSpec *spec, CsqHit **hits, size_t *n,
							CsqError *err);

#endif							/* CSQ_FUNNEL_HITS_H */
