/*
 * funnel_hits.h
 *		The bridge from journeys to funnels.
 */
#ifndef CSQ_FUNNEL_HITS_H
#define CSQ_FUNNEL_HITS_H

#include "calendar/calendar.h"
#include "funnel/funnel.h"
#include "journey/journey.h"

/*
 * Check the journey and give its events that are in some step or exclusion (all when rule.keeps_all), unsorted;
 * room for all events.
 */
/* From now on what labels are to the specification is remembered from journey to journey. */
extern void csq_funnel_remember(CsqFunnelSpec *spec);

extern bool csq_funnel_hits(const CsqJourney *j, const CsqFunnelSpec *spec, CsqHit **hits, size_t *n, CsqError *err);

/* Those that are not later than this, sorted; returns how many. */
extern size_t csq_funnel_hits_until(CsqHit *hits, size_t n, int64_t until);

/*
 * Measure gaps and windows in the open time of a calendar: sorts the hits and sets
 * their clocks.  A validity error of the calendar is passed on.
 */
extern bool csq_funnel_clock(CsqHit *hits, size_t n, const CsqCalendar *calendar, CsqError *err);

#endif /* CSQ_FUNNEL_HITS_H */
