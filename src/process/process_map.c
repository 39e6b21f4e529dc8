/*
 * process_map.c
 *		The map of the journeys in a log of events.
 *
 * What journey_map_agg makes of events in one step: collected as process_agg collects
 * them (process_events.c), brought into cases (process_log.c), and each case counted
 * as the journey it is (journey/journey_map.c).  So the map is that of one journey
 * per case, to the byte.
 *
 * Why not one journey per case in a hash table of the server: each row would touch a
 * state somewhere else, which is in no cache.  Here rows are written one behind the
 * other, and looked up by case when all are there, many at a time.  O(events), and
 * O(n log n) for cases whose events came out of order.
 */
#include "process/process_map.h"

#include <math.h>

#include "calendar/calendar.h"

/* A case on its way into the map. */
typedef struct Case
{
	CsqJourneyView view;
	CsqMapLabels   of;
	int64_t       *spent; /* by stage but the last */
	uint32_t       room;
} Case;

static void
case_room(Case *c, uint32_t n)
{
	if (CSQ_LIKELY(n <= c->room))
		return;
	c->room = n < 64 ? 64 : n < UINT32_MAX / 2 ? n * 2 : n;
	c->view.events = csq_realloc(c->view.events, c->room * sizeof *c->view.events);
	c->spent = csq_realloc(c->spent, c->room * sizeof *c->spent);
}

/* The events of a case as those of a journey. */
static void
open_case(const CsqProcessLog *log, uint32_t number, Case *c)
{
	uint32_t from = log->first[number];

	c->view.nevents = log->first[number + 1] - from;
	case_room(c, c->view.nevents);
	for (uint32_t i = 0; i < c->view.nevents; i++)
	{
		const CsqStep *s = &log->steps[from + i];
		CsqEvent      *e = &c->view.events[i];

		/* what orders the events has done so: the map asks for no seq */
		*e = (CsqEvent){.at = s->at, .activity = s->activity, .channel = s->resource};
		if (log->values != NULL && !isnan(log->values[from + i]))
		{
			e->value = log->values[from + i];
			e->has_value = true;
		}
		csq_poll(i);
	}
}

/* The time in each stage but the last; false: out of range. */
static bool
spend(Case *c, const CsqCalendar *calendar, uint32_t *n, CsqError *err)
{
	const CsqEvent *e = c->view.events;
	int64_t         entered = e[0].at;

	*n = 0;
	for (uint32_t i = 1; i < c->view.nevents; i++)
	{
		int64_t *spent = &c->spent[*n];

		if (e[i].activity == e[i - 1].activity)
			continue;
		if (!csq_calendar_between(calendar, entered, e[i].at, spent, err))
			return false;
		entered = e[i].at;
		++*n;
		csq_poll(i);
	}
	return true;
}

bool
csq_process_map(const CsqProcessLog *log, const CsqCalendar *calendar, CsqMap *m, CsqError *err)
{
	CsqMapBuild *b = csq_map_build(csq_map_calendar(&log->calendar));
	Case         c = {{log->nlabels, 0, log->labels, csq_alloc(sizeof(CsqEvent))},
	                  csq_map_labels(log->nlabels),
	                  csq_alloc(sizeof(int64_t)),
	                  0};
	uint32_t     nspent;

	for (uint32_t i = 0; i < log->ncases; i++)
	{
		open_case(log, i, &c);
		if (!csq_map_values_check(&c.view, err) || !spend(&c, calendar, &nspent, err) ||
		    !csq_map_add_case(b, &c.view, &c.of, c.spent, nspent, err))
			return false;
		csq_poll(i);
	}
	return csq_map_done(b, m, err);
}
