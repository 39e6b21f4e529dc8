/*
 * funnel_hits.h
 *		The bridge from journeys to funnels.
 */
#ifndef CSQ_FUNNEL_HITS_H
#define CSQ_FUNNEL_HITS_H

#include "calendar/calendar.h"
#include "funnel/funnel.h"
#include "journey/journey.h"

/* From now on what labels are to the specification is remembered from journey to journey. */
extern void csq_funnel_remember(CsqFunnelSpec *spec);

/*
 * Check the journey and give its events that are in some step or exclusion (all when rule.keeps_all), unsorted;
 * room for all events.
 */
extern bool csq_funnel_hits(const CsqJourney *j, const CsqFunnelSpec *spec, CsqHit **hits, size_t *n, CsqError *err);

/* Those that are not later than this, sorted; returns how many. */
extern size_t csq_funnel_hits_until(CsqHit *hits, size_t n, int64_t until);

/*
 * Measure gaps and windows in the open time of a calendar: sorts the hits and sets
 * their clocks.  A validity error of the calendar is passed on.
 */
extern bool csq_funnel_clock(CsqHit *hits, size_t n, const CsqCalendar *calendar, CsqError *err);

/*
 * The instant as_of beside hits that are sorted and have their clocks (n > 0; with a calendar some of them are in a
 * step).  now: the instant itself.  next: the same, but with the clock of the first instant behind it, which is the
 * least that an event may have that is not known yet.  A validity error of the calendar is passed on.
 */
extern bool csq_funnel_now(const CsqHit *hits, size_t n, int64_t as_of, const CsqCalendar *calendar, CsqHit *now,
                           CsqHit *next, CsqError *err);

#endif /* CSQ_FUNNEL_HITS_H */
