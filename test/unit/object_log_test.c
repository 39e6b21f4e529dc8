/*
 * object_log_test.c
 *		Object-centric logs against naive counting over relations.
 *
 * The model is an array of events and a table of which event is about which object.  The
 * log is made of its relations in any order, some of them twice, in two parts that are
 * merged.  Every figure is counted by loops over all events and objects.
 */
#include "test.h"

#include "process/object_log.h"
#include "process/ocel.h"

#define EVENTS     9
#define TYPES      3
#define OBJECTS    4 /* of each type */
#define ACTIVITIES 3

static const char *const types[TYPES] = {"item", "a", "order"}; /* not in the order of bytes */
static const char *const activities[ACTIVITIES] = {"sent", "item", "a\x1d"};

typedef struct Event
{
	int64_t at;
	int     activity;
	int     id; /* events of one id that differ otherwise are different ones */
	bool    about[TYPES][OBJECTS];
} Event;

static Event events[EVENTS];
static int   nevents;
static bool  apart; /* no id is that of two */

static CsqText
text_of(const char *s)
{
	return (CsqText){s, strlen(s)};
}

/* In the order of the log: time, activity, id; there is no seq. */
static int
compare(const void *a, const void *b)
{
	const Event *x = a;
	const Event *y = b;
	int          c = (x->at > y->at) - (x->at < y->at);

	if (c == 0)
		c = strcmp(activities[x->activity], activities[y->activity]);
	return c != 0 ? c : x->id - y->id;
}

static void
random_events(void)
{
	nevents = 1 + (int) test_random_below(EVENTS);
	apart = test_random_below(2) == 0;
	memset(events, 0, sizeof events);
	for (int e = 0; e < nevents; e++)
	{
		bool again = false;

		do
		{
			events[e].at = (int64_t) test_random_below(5) * 1000000;
			events[e].activity = (int) test_random_below(ACTIVITIES);
			events[e].id = apart ? e : (int) test_random_below(9);
			again = false;
			for (int other = 0; other < e; other++)
				again |= compare(&events[e], &events[other]) == 0;
		} while (again);
		for (int t = 0; t < TYPES; t++)
			for (int o = 0; o < OBJECTS; o++)
				events[e].about[t][o] = test_random_below(3) == 0;
	}
	qsort(events, (size_t) nevents, sizeof *events, compare);
}

static char
name_of(int type, int object)
{
	return (char) ('a' + object + (apart ? type * OBJECTS : 0));
}

/* One row of the log, into one of its parts; type -1: without an object. */
static void
add(CsqObjectLog **parts, const Event *e, int type, int object)
{
	char           id[2] = {(char) ('0' + e->id), 0};
	char           name[2] = {name_of(type, object), 0};
	CsqPartedEvent x = {.at = e->at, .activity = text_of(activities[e->activity])};
	CsqError       err;

	x.parts.part[CSQ_OBJECT_EVENT] = text_of(id);
	if (type >= 0)
	{
		x.parts.part[CSQ_OBJECT_TYPE] = text_of(types[type]);
		x.parts.part[CSQ_OBJECT_ID] = text_of(name);
	}
	CHECK(csq_object_log_add(&parts[test_random_below(2)], &x, &err));
}

static void
open_log(CsqPartedView *view, CsqObjects *o)
{
	CsqObjectLog *parts[2] = {csq_journey_new(CSQ_JOURNEY_FIRST_SIZE), csq_journey_new(CSQ_JOURNEY_FIRST_SIZE)};
	CsqError      err;

	for (int twice = 0; twice < 2; twice++)
		for (int e = nevents - 1; e >= 0; e--)
		{
			bool alone = true;

			for (int t = 0; t < TYPES; t++)
				for (int k = 0; k < OBJECTS; k++)
					if (events[e].about[t][k])
					{
						alone = false;
						if (twice == 0 || test_random_below(3) == 0)
							add(parts, &events[e], t, k);
					}
			if ((alone && twice == 0) || test_random_below(6) == 0) /* beside those with objects it says nothing */
				add(parts, &events[e], -1, 0);
		}
	CHECK(csq_object_log_check(parts[1], csq_flat_size(parts[1]), &err));
	CHECK(csq_object_log_merge(&parts[0], parts[1], &err));
	CHECK(csq_object_log_open(parts[0], view, &err));
	csq_objects(view, o);
}

/* The event that comes next on the way of an object; nevents: none. */
static int
next_of(int e, int t, int o)
{
	do
		e++;
	while (e < nevents && !events[e].about[t][o]);
	return e;
}

/* ---- edges ---- */

typedef struct Figures
{
	int64_t pairs;
	int64_t objects;
	int64_t steps;
	int64_t total; /* time of the pairs */
} Figures;

static Figures
naive_edge(int t, int source, int target)
{
	Figures f = {0, 0, 0, 0};
	bool    pair[EVENTS][EVENTS] = {{false}};

	for (int o = 0; o < OBJECTS; o++)
	{
		int64_t steps = f.steps;

		for (int e = 0; e < nevents; e++)
		{
			int next = events[e].about[t][o] ? next_of(e, t, o) : nevents;

			if (next == nevents || events[e].activity != source || events[next].activity != target)
				continue;
			f.steps++;
			if (!pair[e][next])
			{
				f.pairs++;
				f.total += events[next].at - events[e].at;
			}
			pair[e][next] = true;
		}
		f.objects += f.steps > steps;
	}
	return f;
}

static void
check_edges(const CsqObjects *o)
{
	CsqObjectEdge *edges;
	uint32_t       n;
	uint32_t       seen = 0;
	CsqError       err;

	CHECK(csq_edges_of_objects(o, &edges, &n, &err));
	for (uint32_t i = 1; i < n; i++)
		CHECK(edges[i - 1].type < edges[i].type ||
		      (edges[i - 1].type == edges[i].type &&
		       (edges[i - 1].source < edges[i].source ||
		        (edges[i - 1].source == edges[i].source && edges[i - 1].target < edges[i].target))));
	for (int t = 0; t < TYPES; t++)
		for (int a = 0; a < ACTIVITIES; a++)
			for (int b = 0; b < ACTIVITIES; b++)
			{
				Figures want = naive_edge(t, a, b);

				for (uint32_t i = 0; i < n; i++)
				{
					const CsqObjectEdge *e = &edges[i];

					if (!csq_json_is(&o->types[e->type], types[t]) ||
					    !csq_json_is(&o->activities[e->source], activities[a]) ||
					    !csq_json_is(&o->activities[e->target], activities[b]))
						continue;
					seen++;
					CHECK_EQ_I64(e->times.n, want.pairs);
					CHECK_EQ_I64(e->objects, want.objects);
					CHECK_EQ_I64(e->steps, want.steps);
					CHECK_EQ_I64((int64_t) e->times.sum, want.total);
					want.steps = 0;
				}
				CHECK_EQ_I64(want.steps, 0);
			}
	CHECK_EQ_I64(seen, n);
}

/* ---- activities ---- */

static CsqObjectActivity
naive_activity(int t, int a)
{
	CsqObjectActivity x = {0};
	bool              with[OBJECTS] = {false};

	for (int e = 0; e < nevents; e++)
	{
		int n = 0;

		if (events[e].activity != a)
			continue;
		for (int o = 0; o < OBJECTS; o++)
		{
			int first = next_of(-1, t, o);

			if (!events[e].about[t][o])
				continue;
			n++;
			x.objects += !with[o];
			with[o] = true;
			x.starts += first == e;
			x.ends += next_of(e, t, o) == nevents;
		}
		x.relations += n;
		x.events += n > 0;
		x.shared += n > 1;
		x.lost += n == 0;
	}
	x.repeated = x.relations - x.objects;
	return x;
}

static void
check_activities(const CsqObjects *o)
{
	uint32_t           n;
	uint32_t           seen = 0;
	int64_t            alone = 0;
	CsqObjectActivity *rows = csq_activities_of_objects(o, &n);

	for (int t = 0; t < TYPES; t++)
		for (int a = 0; a < ACTIVITIES; a++)
		{
			CsqObjectActivity want = naive_activity(t, a);
			bool              found = want.events == 0;

			for (uint32_t i = 0; i < n; i++)
			{
				const CsqObjectActivity *x = &rows[i];

				if (x->type == o->ntypes || !csq_json_is(&o->types[x->type], types[t]) ||
				    !csq_json_is(&o->activities[x->activity], activities[a]))
					continue;
				seen++;
				found = true;
				CHECK(x->events == want.events && x->objects == want.objects && x->relations == want.relations);
				CHECK(x->shared == want.shared && x->repeated == want.repeated && x->lost == want.lost);
				CHECK(x->starts == want.starts && x->ends == want.ends);
			}
			CHECK(found);
		}
	for (int e = 0; e < nevents; e++)
	{
		static const bool none[TYPES][OBJECTS];

		alone += memcmp(events[e].about, none, sizeof none) == 0;
	}
	for (uint32_t i = 0; i < n; i++)
		if (rows[i].type == o->ntypes)
		{
			seen++;
			alone -= rows[i].events;
		}
	CHECK_EQ_I64(alone, 0);
	CHECK_EQ_I64(seen, n);
}

/* ---- processes ---- */

/* Each variant is what some objects of the type do, and all of them are counted. */
static void
check_process(const CsqObjects *o, uint32_t type, int t)
{
	CsqProcess p;
	CsqError   err;
	int64_t    cases = 0;

	CHECK(csq_process_of_objects(o, type, &p, &err));
	for (uint32_t i = 0; i < p.nvariants; i++)
	{
		int64_t same = 0;

		for (int k = 0; k < OBJECTS; k++)
		{
			uint32_t at = 0;
			bool     is = true;

			for (int e = next_of(-1, t, k); e < nevents; e = next_of(e, t, k), at++)
				is = is && at < p.variants[i].len &&
				     csq_json_is(&p.activities[p.variants[i].path[at]], activities[events[e].activity]);
			same += is && at == p.variants[i].len;
		}
		CHECK_EQ_I64(p.variants[i].n, same);
		cases += same;
	}
	CHECK_EQ_I64(csq_process_cases(&p), cases);
	CHECK_EQ_I64(cases, o->first_object[type + 1] - o->first_object[type]);
}

/* ---- OCEL ---- */

/* Does an object of this name, of any type, have an event; or of how many types? */
static int
types_of_name(int k)
{
	int n = 0;

	for (int t = 0; t < TYPES; t++)
		n += next_of(-1, t, k) < nevents;
	return n;
}

static bool
is_clash(void)
{
	bool clash = false;

	for (int k = 0; k < OBJECTS && !apart; k++)
		clash |= types_of_name(k) > 1;
	for (int e = 0; e < nevents; e++)
		for (int other = 0; other < e; other++)
			clash |= events[e].id == events[other].id;
	return clash;
}

/* One event of the document against that of the model: each relation once, of the right type. */
static void
check_event(const CsqOcel *log, const CsqOcelEvent *x, const Event *e)
{
	uint32_t n = 0;

	CHECK(x->has_at && x->at == e->at && csq_json_is(&x->activity, activities[e->activity]));
	CHECK(x->id.len == 1 && x->id.s[0] == (char) ('0' + e->id));
	for (int t = 0; t < TYPES; t++)
		for (int k = 0; k < OBJECTS; k++)
		{
			bool found = false;

			for (uint32_t i = 0; i < x->nrelations; i++)
			{
				const CsqOcelRelation *r = &log->relations[x->first + i];

				found |= r->object.s[0] == name_of(t, k) && csq_json_is(&r->type, types[t]);
			}
			CHECK(found == e->about[t][k]);
			n += found;
		}
	CHECK_EQ_I64(x->nrelations, n);
}

/* What is written is read again without anything to tell but events without objects; true: it was written. */
static bool
check_ocel(const CsqPartedView *view, const CsqObjects *o)
{
	CsqBuf   b;
	CsqOcel  log;
	CsqError err;

	csq_buf_init(&b);
	if (!csq_object_log_ocel(view, &b, &err))
	{
		CHECK(is_clash() && err.code == CSQ_PARAM && err.hint[0] != 0);
		return false;
	}
	CHECK(!is_clash());
	CHECK(csq_ocel_read(b.data, b.len, &log, &err));
	CHECK(log.nevents == (uint32_t) nevents && log.nobjects == o->nobjects);
	for (int e = 0; e < nevents; e++)
		check_event(&log, &log.events[e], &events[e]);
	for (uint32_t i = 0; i < log.problems.n; i++)
		CHECK(log.problems.items[i].kind == CSQ_OCEL_NO_OBJECT);
	return true;
}

static void
test_figures(void)
{
	int shared = 0;
	int written = 0;

	test_section("object logs: edges, activities, processes and OCEL by loops over all events and objects");
	for (int round = 0; round < 12000; round++)
	{
		CsqPartedView view;
		CsqObjects    o;

		random_events();
		open_log(&view, &o);
		CHECK_EQ_I64(o.nevents, nevents);
		check_edges(&o);
		check_activities(&o);
		for (uint32_t i = 0; i < o.ntypes; i++)
			for (int t = 0; t < TYPES; t++)
				if (csq_json_is(&o.types[i], types[t]))
					check_process(&o, i, t);
		written += check_ocel(&view, &o);
		for (uint32_t e = 0; e < o.nevents; e++)
			shared += o.events[e].nobjects > 1;
		csq_host_reset();
	}
	CHECK(shared > 10000);
	CHECK(written > 5000 && written < 11000);
}

static void
test_refused(void)
{
	static const char *const bad[][2] = {{"a", "t\x1eo"},
	                                     {"a\x1e", "t\x1eo"},
	                                     {"a\x1e"
	                                      "e\x1e",
	                                      "t\x1eo"},
	                                     {"a\x1e"
	                                      "e",
	                                      ""},
	                                     {"a\x1e"
	                                      "e",
	                                      "t\x1e"},
	                                     {"a\x1e"
	                                      "e",
	                                      "\x1eo"},
	                                     {"a\x1e"
	                                      "e",
	                                      "t"},
	                                     {"a\x1e"
	                                      "e",
	                                      "t\x1eo\x1ex"}};
	CsqError                 err;

	test_section("object logs: journeys that are none");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
	{
		CsqObjectLog *v = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		CsqPartedView view;
		CsqNewEvent   e = {.activity = bad[i][0],
		                   .activity_len = strlen(bad[i][0]),
		                   .channel = bad[i][1],
		                   .channel_len = strlen(bad[i][1])};

		CHECK(csq_journey_add(&v, &e, &err));
		CHECK(!csq_object_log_check(v, csq_flat_size(v), &err));
		CHECK(!csq_object_log_open(v, &view, &err));
		CHECK(strstr(err.message, "object_log") != NULL);
	}
	csq_host_reset();
}

/*
 * As many activities and types or objects as relations: the process of a type, and a case of it, take what they
 * have, not what the log has.
 */
static void
test_memory(void)
{
	enum
	{
		N = 4000
	};

	test_section("object logs: processes in the memory of their events");
	for (int of_one_type = 0; of_one_type < 2; of_one_type++)
	{
		CsqObjectLog *v = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		CsqPartedView view;
		CsqObjects    o;
		CsqProcess    p;
		CsqError      err;
		uint64_t      before;

		for (int i = 0; i < N; i++)
		{
			char           text[20];
			CsqText        id = {text, (size_t) snprintf(text, sizeof text, "%d", i)};
			CsqPartedEvent e = {.at = i, .activity = id, .parts = {{id, of_one_type ? (CsqText){"t", 1} : id, id}}};

			CHECK(csq_object_log_add(&v, &e, &err));
		}
		CHECK(csq_object_log_open(v, &view, &err));
		csq_objects(&view, &o);
		CHECK_EQ_I64(o.ntypes, of_one_type ? 1 : N);
		before = csq_host_asked;
		for (uint32_t t = 0; t < o.ntypes; t++)
			CHECK(csq_process_of_objects(&o, t, &p, &err));
		/* a process begins with 66 kB; labels of all activities would be 80 kB more, their numbers 16 for each case */
		CHECK(csq_host_asked - before < (uint64_t) N * (of_one_type ? 6000 : 100000));
		csq_host_reset();
	}
}

/* Each event, and each of its relations, is looked up when all is there: a cancel is asked for in both. */
static void
test_document(void)
{
	enum
	{
		N = 50000
	};
	uint64_t polls[2]; /* of passing over the list, as one of types, and of reading it */

	test_section("object logs: a document of many events with one object each can be cancelled");
	for (int read = 0; read < 2; read++)
	{
		CsqBuf   b;
		CsqOcel  log;
		CsqError err;
		uint64_t before;

		csq_buf_init(&b);
		csq_buf_printf(&b, "{\"objects\":[],\"%s\":[{}", read ? "events" : "eventTypes");
		for (int i = 0; i < N; i++)
			csq_buf_str(&b, ",{\"relationships\":[{\"objectId\":1}]}");
		csq_buf_str(&b, read ? "]}" : "],\"events\":[]}");
		before = csq_host_polls;
		CHECK(csq_ocel_read(b.data, b.len, &log, &err));
		polls[read] = csq_host_polls - before;
		CHECK_EQ_I64(log.nrelations, read ? N : 0);
		csq_host_reset();
	}
	/* reading, sorting, and each of the two: 302 more; by the first two alone 206 */
	CHECK(polls[1] - polls[0] >= 6 * (N / 1024));
}

int
main(void)
{
	test_document();
	test_figures();
	test_memory();
	test_refused();
	return test_done();
}
