/*
 * sessions_test.c
 *		Sessions against the definition of them, and the session_summary in its forms.
 *
 * The oracle has no walk and no state: for each event of a person it asks for the latest
 * event before it, itself included, that begins a session, and whether an event begins one
 * it decides from the events since the last beginning, all of them at once.
 */
#include "test.h"

#include "base/instant.h"
#include "base/sort.h"
#include "journey/sessions.h"

#define MAX_EVENTS 14
#define HOUR       CSQ_USEC_PER_HOUR

static const char *const people[] = {NULL, "ann", "b", "\xe5\xae\x89"};
static const char *const channels[] = {NULL, "web", "app"};
static const char *const campaigns[] = {NULL, "x", "web"};
static const char *const activities[] = {"ann", "go", "web"};

typedef struct Event
{
	int     who;
	int64_t at;
	int64_t seq; /* -1: none */
	int     activity;
	int     channel;
	int     campaign;
} Event;

static Event   events[MAX_EVENTS];
static int     nevents;
static CsqZone zone;

/* Clocks two hours ahead until an hour past a midnight, then level with UTC: the hours around it come twice. */
#define BACK (INT64_C(2) * CSQ_USEC_PER_DAY - HOUR)

static void
random_events(void)
{
	nevents = (int) test_random_below(MAX_EVENTS + 1);
	for (int i = 0; i < nevents; i++)
		events[i] = (Event){(int) test_random_below(4),         (int64_t) test_random_below(4 * 24 * 2) * HOUR / 2,
		                    (int64_t) test_random_below(3) - 1, (int) test_random_below(3),
		                    (int) test_random_below(3),         (int) test_random_below(3)};
}

static CsqText
text_of(const char *s)
{
	return (CsqText){s, s == NULL ? 0 : strlen(s)};
}

static void
put(CsqVisits **v, const Event *e)
{
	CsqVisit n = {.at = e->at, .activity = text_of(activities[e->activity])};
	CsqError err;

	n.parts = (CsqSource){{text_of(people[e->who]), text_of(channels[e->channel]), text_of(campaigns[e->campaign])}};
	n.has_seq = e->seq >= 0;
	n.seq = n.has_seq ? e->seq : 0;
	CHECK(csq_visits_add(v, &n, &err));
}

static int
by_name(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b);
}

static int
by_order(const void *pa, const void *pb)
{
	const Event *a = pa;
	const Event *b = pb;
	int          c;

	if ((c = by_name(people[a->who], people[b->who])) != 0)
		return c;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if ((a->seq < 0) != (b->seq < 0))
		return a->seq < 0 ? 1 : -1;
	if (a->seq != b->seq)
		return a->seq < b->seq ? -1 : 1;
	if ((c = by_name(activities[a->activity], activities[b->activity])) != 0)
		return c;
	if ((c = by_name(channels[a->channel], channels[b->channel])) != 0)
		return c;
	return by_name(campaigns[a->campaign], campaigns[b->campaign]);
}

/* ---- the definition ---- */

static int64_t
day_of(int64_t at)
{
	return csq_floor_div(at + (at < BACK ? 2 * HOUR : 0), CSQ_USEC_PER_DAY);
}

static bool
is_known(const CsqSessionRule *rule, int i)
{
	return !rule->has_as_of || events[i].at <= rule->as_of;
}

/* The first known value of a field from event from on, before event to; 0 for none. */
static int
first_known(int from, int to, bool campaign)
{
	for (int i = from; i < to; i++)
		if ((campaign ? events[i].campaign : events[i].channel) != 0)
			return campaign ? events[i].campaign : events[i].channel;
	return 0;
}

/* Does time cut at an instant behind the events from..to - 1, which are a session of a person whose first is person? */
static CsqSessionCut
time_cuts(const CsqSessionRule *rule, int person, int from, int to, int64_t at)
{
	bool later = true;

	for (int i = person; i < to; i++)
		later &= day_of(at) > day_of(events[i].at);
	if (rule->has_gap && at - events[to - 1].at > (int64_t) rule->gap)
		return CSQ_CUT_GAP;
	if (rule->at_midnight && later)
		return CSQ_CUT_MIDNIGHT;
	if (rule->has_length && at - events[from].at > (int64_t) rule->length)
		return CSQ_CUT_LENGTH;
	return CSQ_CUT_FIRST;
}

static CsqSessionCut
cuts(const CsqSessionRule *rule, int person, int from, int i)
{
	CsqSessionCut cut = time_cuts(rule, person, from, i, events[i].at);
	int           channel = first_known(from, i, false);
	int           campaign = first_known(from, i, true);

	if (cut != CSQ_CUT_FIRST)
		return cut;
	if (rule->by_channel && channel != 0 && events[i].channel != 0 && events[i].channel != channel)
		return CSQ_CUT_CHANNEL;
	if (rule->by_campaign && campaign != 0 && events[i].campaign != 0 && events[i].campaign != campaign)
		return CSQ_CUT_CAMPAIGN;
	return CSQ_CUT_FIRST;
}

static bool
is_text(const CsqText *t, const char *s)
{
	return s == NULL ? t->s == NULL : t->s != NULL && t->len == strlen(s) && memcmp(t->s, s, t->len) == 0;
}

static void
check_session(const CsqSession *s, const CsqSessionRule *rule, int person, int from, int to, bool last)
{
	bool open = last && rule->has_as_of && rule->as_of != INT64_MAX &&
	            time_cuts(rule, person, from, to, rule->as_of + 1) == CSQ_CUT_FIRST;

	CHECK(s->started == events[from].at && s->ended == events[to - 1].at);
	CHECK_EQ_I64(s->nevents, to - from);
	CHECK(is_text(&s->entry, activities[events[from].activity]) &&
	      is_text(&s->exit, activities[events[to - 1].activity]));
	CHECK(is_text(&s->source.part[CSQ_WHO], people[events[from].who]));
	CHECK(is_text(&s->source.part[CSQ_CHANNEL], channels[first_known(from, to, false)]));
	CHECK(is_text(&s->source.part[CSQ_CAMPAIGN], campaigns[first_known(from, to, true)]));
	CHECK(s->is_last == last && s->is_open == open);
}

/* events[] is in order. */
static void
check_sessions(const CsqVisitsView *v, const CsqSessionRule *rule)
{
	CsqSessionWalk walk;
	CsqSession     s;
	CsqSessionCut  begun_by = CSQ_CUT_FIRST;

	csq_sessions_begin(&walk, &v->view, v->parts, rule);
	for (int i = 0, person = 0, from = 0, number = 1; i < nevents; i++)
	{
		bool          last = i + 1 == nevents || events[i + 1].who != events[i].who || !is_known(rule, i + 1);
		CsqSessionCut cut;

		if (i > 0 && events[i].who != events[i - 1].who)
		{
			person = from = i;
			number = 1;
		}
		if (!is_known(rule, i))
			continue;
		cut = last ? CSQ_CUT_FIRST : cuts(rule, person, from, i + 1);
		if (!last && cut == CSQ_CUT_FIRST)
			continue;
		CHECK(csq_session_next(&walk, &s));
		CHECK_EQ_I64(s.number, number);
		CHECK_EQ_I64(s.begun_by, begun_by);
		check_session(&s, rule, person, from, i + 1, last);
		begun_by = cut;
		from = i + 1;
		number++;
	}
	CHECK(!csq_session_next(&walk, &s));
}

static CsqSessionRule
random_rule(void)
{
	static const int64_t ends[] = {INT64_MIN, INT64_MAX, 2 * CSQ_USEC_PER_DAY - 1, BACK, 50 * HOUR};
	CsqSessionRule       rule = {.zone = &zone};

	rule.has_gap = test_random_below(4) > 0;
	rule.gap = test_random_below(8) * (uint64_t) HOUR;
	rule.has_length = test_random_below(2);
	rule.length = test_random_below(30) * (uint64_t) HOUR;
	rule.at_midnight = test_random_below(2);
	rule.by_channel = test_random_below(2);
	rule.by_campaign = test_random_below(2);
	rule.has_as_of = test_random_below(3) > 0;
	rule.as_of = test_random_below(2) ? ends[test_random_below(5)] : (int64_t) test_random_below(100) * HOUR;
	return rule;
}

/* ---- forms ---- */

static CsqBuf
wire_of(const CsqVisits *v)
{
	CsqVisitsView view;
	CsqBuf        b;
	CsqError      err;

	csq_buf_init(&b);
	CHECK(csq_visits_check(v, csq_flat_size(v), &err) && csq_visits_open(v, &view, &err));
	csq_visits_write(&view, &b);
	return b;
}

static void
same(const CsqBuf *a, const CsqVisits *v)
{
	CsqBuf b = wire_of(v);

	CHECK(a->len == b.len && memcmp(a->data, b.data, a->len) == 0);
}

static void
check_forms(const CsqVisits *whole, const CsqVisitsView *view)
{
	CsqBuf     wire = wire_of(whole);
	CsqBuf     text;
	CsqVisits *part[2] = {csq_journey_new(CSQ_JOURNEY_FIRST_SIZE), csq_journey_new(CSQ_JOURNEY_FIRST_SIZE)};
	CsqVisits *read;
	CsqError   err;
	size_t     cut = test_random_below((uint32_t) wire.len);

	for (int i = nevents - 1; i >= 0; i--)
		put(&part[test_random_below(2)], &events[i]);
	CHECK(csq_visits_merge(&part[0], part[1], &err));
	same(&wire, part[0]);
	csq_buf_init(&text);
	csq_visits_text(view, &text);
	CHECK((read = csq_visits_parse(text.data, text.len, &err)) != NULL);
	if (read != NULL)
		same(&wire, read);
	CHECK((read = csq_visits_read(wire.data, wire.len, &err)) != NULL);
	if (read != NULL)
		same(&wire, read);
	CHECK(csq_visits_read(wire.data, cut, &err) == NULL && err.code == CSQ_BINARY);
}

static void
test_refused(void)
{
	static const char *const texts[] = {"",
	                                    "{}",
	                                    "{\"v\":1}",
	                                    "{\"v\":2,\"events\":[]}",
	                                    "{\"v\":1,\"events\":[[]]}",
	                                    "{\"v\":1,\"events\":[[\"2026-01-01T00:00:00Z\"]]}",
	                                    "{\"v\":1,\"events\":[[\"2026\",\"a\"]]}",
	                                    "{\"v\":1,\"events\":[[\"2026-01-01T00:00:00Z\",\"a\",\"\"]]}",
	                                    "{\"v\":1,\"events\":[[\"2026-01-01T00:00:00Z\",\"a\",\"\\u001e\"]]}",
	                                    "{\"v\":1,\"events\":[[\"2026-01-01T00:00:00Z\",\"a\",1]]}",
	                                    "{\"v\":1,\"events\":[[\"2026-01-01T00:00:00Z\",\"a\",null,null,null,1,2]]}"};
	static const char *const labels[] = {"web", "\x1e\x1e", "a\x1e", "a\x1e\x1e\x1e", ""};
	CsqError                 err;

	test_section("what is refused");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		CHECK(csq_visits_parse(texts[i], strlen(texts[i]), &err) == NULL && err.message[0]);
	/* a journey is none unless its channels are sources, and nothing has a value */
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
	{
		CsqJourney *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		CsqNewEvent e = {.activity = "\x1e", .activity_len = 1, .channel = labels[i], .channel_len = strlen(labels[i])};

		CHECK(csq_journey_add(&j, &e, &err) && !csq_visits_check(j, csq_flat_size(j), &err) && err.code == CSQ_BINARY);
	}
	for (int has_value = 0; has_value < 2; has_value++)
	{
		CsqJourney *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		CsqNewEvent e = {.activity = "\x1e", .activity_len = 1, .has_value = has_value};

		CHECK(csq_journey_add(&j, &e, &err) && csq_visits_check(j, csq_flat_size(j), &err) == !has_value);
	}
	csq_host_reset();
}

/* A source that no buffer holds. */
static void
test_long(void)
{
	char          name[1000];
	CsqVisits    *v = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqVisit      e = {.at = 0, .activity = {"a", 1}};
	CsqVisitsView view;
	CsqError      err;

	test_section("long names");
	memset(name, 'n', sizeof name);
	e.parts = (CsqSource){{{name, sizeof name}, {name, 500}, {name, 1}}};
	CHECK(csq_visits_add(&v, &e, &err) && csq_visits_open(v, &view, &err));
	CHECK(view.parts[view.view.events[0].channel].part[CSQ_WHO].len == sizeof name);
	CHECK(view.parts[view.view.events[0].channel].part[CSQ_CHANNEL].len == 500);
	CHECK(view.parts[view.view.events[0].channel].part[CSQ_CAMPAIGN].len == 1);
	csq_host_reset();
}

int
main(void)
{
	test_section("every rule against the definition, under every split and in every form");
	for (int i = 0; i < 20000; i++)
	{
		CsqVisits    *v = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		CsqVisitsView view;
		CsqError      err;

		csq_zone_init(&zone, "Test/Zone", 7200);
		csq_zone_add(&zone, BACK, 0);
		csq_zone_done(&zone);
		random_events();
		for (int k = 0; k < nevents; k++)
			put(&v, &events[k]);
		CHECK(csq_visits_open(v, &view, &err));
		check_forms(v, &view);
		csq_sort(events, (size_t) nevents, sizeof *events, by_order);
		for (int k = 0; k < 4; k++)
		{
			CsqSessionRule rule = random_rule();

			check_sessions(&view, &rule);
		}
		csq_host_reset();
	}
	test_refused();
	test_long();
	return test_done();
}
