/*
 * sessions.c
 *		Cutting events into sessions: see sessions.h for the rules.
 *
 * One pass over the events of each person; nothing is kept but the session that is under
 * way.  Where there are several people their events are dealt to them first, by counting.
 */
#include "journey/sessions.h"

const char *
csq_session_cut_name(CsqSessionCut cut)
{
	static const char *const names[] = {"first", "gap", "midnight", "length", "channel", "campaign"};

	return names[cut];
}

CsqSource *
csq_journey_sources(const CsqJourneyView *view)
{
	CsqSource *sources = csq_alloc0(((size_t) view->nlabels + 1) * sizeof *sources);

	for (uint32_t i = 1; i <= view->nlabels; i++)
		sources[i].part[CSQ_CHANNEL] = view->labels[i];
	return sources;
}

/* ---- people ---- */

static bool
is_same(const CsqText *a, const CsqText *b)
{
	if (a->s == NULL || b->s == NULL)
		return a->s == b->s;
	return csq_text_same(a, b);
}

/*
 * The number of each source's person, nobody being 0; *people is their count.  Sources are
 * labels in order and begin with the person, so those of one follow each other.
 */
static uint32_t *
number_people(const CsqJourneyView *view, const CsqSource *sources, uint32_t *people)
{
	uint32_t *person = csq_alloc0(((size_t) view->nlabels + 1) * sizeof *person);
	CsqText   before = {NULL, 0};

	*people = 1;
	for (uint32_t i = 1; i <= view->nlabels; i++)
	{
		if (sources[i].part[CSQ_WHO].s == NULL)
			continue;
		if (!is_same(&before, &sources[i].part[CSQ_WHO]))
			++*people;
		before = sources[i].part[CSQ_WHO];
		person[i] = *people - 1;
		csq_poll(i);
	}
	return person;
}

/* The events person by person, each in order. */
static uint32_t *
deal(const CsqJourneyView *view, const uint32_t *person, uint32_t people)
{
	uint32_t *from = csq_alloc0(((size_t) people + 1) * sizeof *from);
	uint32_t *order = csq_alloc(((size_t) view->nevents + 1) * sizeof *order);

	for (uint32_t i = 0; i < view->nevents; i++)
	{
		from[person[view->events[i].channel] + 1]++;
		csq_poll(i);
	}
	for (uint32_t p = 1; p <= people; p++)
		from[p] += from[p - 1];
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		order[from[person[view->events[i].channel]]++] = i;
		csq_poll(i);
	}
	csq_free(from);
	return order;
}

/* ---- the rules ---- */

static int64_t
local_day(const CsqZone *zone, int64_t at)
{
	return csq_floor_div(at + csq_zone_offset(zone, at), CSQ_USEC_PER_DAY);
}

/* Which rule of time keeps an event at this instant out of the session; CSQ_CUT_FIRST for none. */
static CsqSessionCut
cut_by_time(const CsqSessionWalk *w, const CsqSession *s, int64_t at)
{
	const CsqSessionRule *rule = w->rule;

	if (rule->has_gap && (uint64_t) at - (uint64_t) s->ended > rule->gap)
		return CSQ_CUT_GAP;
	if (rule->at_midnight && local_day(rule->zone, at) > w->day)
		return CSQ_CUT_MIDNIGHT;
	if (rule->has_length && (uint64_t) at - (uint64_t) s->started > rule->length)
		return CSQ_CUT_LENGTH;
	return CSQ_CUT_FIRST;
}

static bool
is_other(const CsqText *of_session, const CsqText *of_event)
{
	return of_session->s != NULL && of_event->s != NULL && !csq_text_same(of_session, of_event);
}

static CsqSessionCut
cut_by(const CsqSessionWalk *w, const CsqSession *s, const CsqEvent *e)
{
	const CsqSource *source = &w->sources[e->channel];
	CsqSessionCut    cut = cut_by_time(w, s, e->at);

	if (cut != CSQ_CUT_FIRST)
		return cut;
	if (w->rule->by_channel && is_other(&s->source.part[CSQ_CHANNEL], &source->part[CSQ_CHANNEL]))
		return CSQ_CUT_CHANNEL;
	if (w->rule->by_campaign && is_other(&s->source.part[CSQ_CAMPAIGN], &source->part[CSQ_CAMPAIGN]))
		return CSQ_CUT_CAMPAIGN;
	return CSQ_CUT_FIRST;
}

/* ---- the walk ---- */

void
csq_sessions_begin(CsqSessionWalk *w, const CsqJourneyView *view, const CsqSource *sources, const CsqSessionRule *rule)
{
	uint32_t  people;
	uint32_t *person = number_people(view, sources, &people);

	*w = (CsqSessionWalk){.view = view, .sources = sources, .rule = rule, .person = person};
	if (people > 1)
		w->order = deal(view, person, people);
}

/* The event at a place of the order, or NULL behind the last. */
static const CsqEvent *
event_at(const CsqSessionWalk *w, uint32_t place)
{
	if (place >= w->view->nevents)
		return NULL;
	return &w->view->events[w->order == NULL ? place : w->order[place]];
}

static bool
is_known(const CsqSessionWalk *w, const CsqEvent *e)
{
	return !w->rule->has_as_of || e->at <= w->rule->as_of;
}

/* An event becomes part of the session. */
static void
take(CsqSessionWalk *w, CsqSession *s, const CsqEvent *e)
{
	const CsqSource *source = &w->sources[e->channel];

	s->ended = e->at;
	s->exit = w->view->labels[e->activity];
	s->nevents++;
	if (s->source.part[CSQ_CHANNEL].s == NULL)
		s->source.part[CSQ_CHANNEL] = source->part[CSQ_CHANNEL];
	if (s->source.part[CSQ_CAMPAIGN].s == NULL)
		s->source.part[CSQ_CAMPAIGN] = source->part[CSQ_CAMPAIGN];
	if (w->rule->at_midnight)
	{
		int64_t day = local_day(w->rule->zone, e->at);

		if (day > w->day)
			w->day = day;
	}
	w->next++;
	csq_poll(w->next);
}

/* Nothing more is known of the person: could an event right after what is known belong to the session? */
static void
close_last(CsqSessionWalk *w, CsqSession *s)
{
	const CsqSessionRule *rule = w->rule;

	s->is_last = true;
	s->is_open = rule->has_as_of && rule->as_of != INT64_MAX && cut_by_time(w, s, rule->as_of + 1) == CSQ_CUT_FIRST;
	w->number = 0;
	w->cut = CSQ_CUT_FIRST;
}

bool
csq_session_next(CsqSessionWalk *w, CsqSession *s)
{
	const CsqEvent *e;
	uint32_t        person;

	/* what came later than is known, at the end of each person's events */
	while ((e = event_at(w, w->next)) != NULL && !is_known(w, e))
	{
		w->next++;
		csq_poll(w->next);
	}
	if (e == NULL)
		return false;
	if (w->number == 0)
		w->day = INT64_MIN;
	*s = (CsqSession){.number = ++w->number, .begun_by = w->cut, .started = e->at};
	s->source.part[CSQ_WHO] = w->sources[e->channel].part[CSQ_WHO];
	s->entry = w->view->labels[e->activity];
	person = w->person[e->channel];
	take(w, s, e);
	while ((e = event_at(w, w->next)) != NULL && w->person[e->channel] == person && is_known(w, e))
	{
		w->cut = cut_by(w, s, e);
		if (w->cut != CSQ_CUT_FIRST)
			return true;
		take(w, s, e);
	}
	close_last(w, s);
	return true;
}

/* ---- session_summary ---- */

static const CsqPartedForm form = {.type = "session_summary",
                                   .names = {"who", "channel", "campaign"},
                                   .order = {CSQ_CHANNEL, CSQ_CAMPAIGN, CSQ_WHO},
                                   .said = "channel, campaign, who",
                                   .too_large = "Group by the customer, or make one for each period."};

CSQ_PARTED_DEFINE(csq_visits, form)
