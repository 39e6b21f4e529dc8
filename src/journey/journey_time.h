/*
 * journey_time.h
 *		Journeys as states over time: which stage when, for how long.
 *
 * An event puts the case into the stage that its activity names, until the next
 * event.  Neighbouring events with the same activity make one stage.  The last stage
 * has no end; a window gives it one, and the first a beginning: at the beginning of
 * the window the case is in the stage of the last event at or before it, or, where
 * there is none, in the stage that is carried in, if any.  Of events at one time all
 * but the last in the order of the journey make stages of no length.
 */
#ifndef CSQ_JOURNEY_TIME_H
#define CSQ_JOURNEY_TIME_H

#include "base/core.h"
#include "journey/journey.h"

/* A window [from, to); INT64_MIN and INT64_MAX for no bound; from >= to: empty. */
typedef struct CsqJourneyWindow
{
	int64_t from;
	int64_t to;
} CsqJourneyWindow;

typedef struct CsqStage
{
	CsqText label;
	int64_t entered;
	int64_t left; /* INT64_MAX: not yet */
} CsqStage;

/* The stages within the window, in order; returns how many.  carry may be NULL. */
extern uint32_t csq_journey_stages(const CsqJourneyView *view, CsqJourneyWindow window, const CsqText *carry,
                                   CsqStage **stages);

/* The number of the last event at or before an instant, from 1; 0 for none. */
extern uint32_t csq_journey_event_before(const CsqJourneyView *view, int64_t at);

/*
 * The number of the event behind the session that begins with event first (from 0):
 * more than gap later than the one before.
 */
extern uint32_t csq_journey_session_end(const CsqJourneyView *view, uint32_t first, uint64_t gap);

/*
 * The events from first on and before end as a view of their own, with no labels but
 * theirs: a journey may hold many that most of its sessions lack.  number, of a label
 * each and one more, is zero before and after.  What part points to but the text of
 * labels is new.  O(m log m) for m events.
 */
extern void csq_journey_part(const CsqJourneyView *view, uint32_t first, uint32_t end, uint32_t *number,
                             CsqJourneyView *part);

/* ---- activities as something else ---- */

/* label -> to, to.s NULL: leave the event out; ascending by label. */
typedef struct CsqRelabel
{
	CsqText label;
	CsqText to;
} CsqRelabel;

typedef struct CsqRelabels
{
	uint32_t    n;
	CsqRelabel *items;
} CsqRelabels;

/* {"old":"new", "noise":null} */
extern bool csq_relabels_parse(const char *json, size_t len, CsqRelabels *r, CsqError *err);

/* The canonical journey with other activities. */
extern CsqJourney *csq_journey_relabel(const CsqJourneyView *view, const CsqRelabels *r, CsqError *err);

/* ---- effort ---- */

/* What each event, each change of channel, each repetition and each hour costs the customer. */
typedef struct CsqEffort
{
	uint32_t n;
	CsqText *labels; /* ascending */
	double  *weights;
	double   other; /* an activity not named */
	double   per_switch;
	double   per_repeat; /* the same activity as the event before */
	double   per_hour;   /* from the first event to the last */
} CsqEffort;

/* {"activities":{"called":2}, "other":1, "switch":0.5, "repeat":1, "hour":0.1}; all may be left out. */
extern bool csq_effort_parse(const char *json, size_t len, CsqEffort *e, CsqError *err);
extern bool csq_journey_effort(const CsqJourneyView *view, const CsqEffort *e, double *effort, CsqError *err);

#endif /* CSQ_JOURNEY_TIME_H */
