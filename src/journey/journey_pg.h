/*
 * journey_pg.h
 *		What the shell files of journeys share.
 *
 * Shell header: include after csq.h.
 */
#ifndef CSQ_JOURNEY_PG_H
#define CSQ_JOURNEY_PG_H

#include "utils/timestamp.h"

#include "calendar/calendar_args_pg.h"
#include "journey/journey.h"
#include "journey/journey_time.h"
#include "pg/args_pg.h"

#define CSQ_JOURNEY_LINES                                                                                              \
	12 /* of a state that are fetched at once: ten events with a channel and a value, and labels */

/* Argument n, a journey, checked and opened; raises. */
extern void csq_journey_arg(FunctionCallInfo fcinfo, int n, CsqJourneyView *view);

/* Raises 22008 for an infinite time. */
CSQ_NORETURN extern void csq_event_time_is_infinite(int64 at);

static inline void
csq_require_event_time(int64 at)
{
	if (CSQ_UNLIKELY(!csq_is_instant(at)))
		csq_event_time_is_infinite(at);
}

/* Time spent in a stage that has been left, business time with a calendar; raises 22008. */
extern int64 csq_stage_spent(const CsqStage *s, const CsqCalendar *calendar);

#endif /* CSQ_JOURNEY_PG_H */
