/*
 * object_log.c
 *		Object-centric event logs: the type, and what is read off them.
 *
 * The canonical order of the rows is that of the events, those of one event and one
 * relation beside each other.  One pass numbers them; a counting sort deals the relations
 * to the objects, each way in the order of the events.
 *
 * O(n log n) for n relations; the memory is a small multiple of the log's.
 */
#include "process/object_log.h"

#include "base/sort.h"

#define NONE UINT32_MAX

/* ---- the type ---- */

/* An event has an id, and an object a type and an id. */
static bool
is_relation(const CsqParts *x)
{
	return x->part[CSQ_OBJECT_EVENT].s != NULL &&
	       (x->part[CSQ_OBJECT_TYPE].s == NULL) == (x->part[CSQ_OBJECT_ID].s == NULL);
}

static const CsqPartedForm form = {.type = "object_log",
                                   .with_activity = true,
                                   .names = {"event_id", "object_type", "object_id"},
                                   .order = {CSQ_OBJECT_EVENT, CSQ_OBJECT_TYPE, CSQ_OBJECT_ID},
                                   .said = "event_id, object_type, object_id",
                                   .too_large = "Make one for each period, and read them one by one.",
                                   .rule = "An event has an id, and an object a type and an id.",
                                   .right = is_relation};

CSQ_PARTED_DEFINE(csq_object_log, form)

/* ---- numbering ---- */

/* A label of relations by its object. */
typedef struct Named
{
	CsqText  type;
	CsqText  id;
	uint32_t label;
} Named;

static int
by_type_and_id(const void *a, const void *b)
{
	const Named *x = a;
	const Named *y = b;
	int          c = csq_text_compare(&x->type, &y->type);

	return c != 0 ? c : csq_text_compare(&x->id, &y->id);
}

/* Types and objects; gives the object of each label, NONE where there is none. */
static uint32_t *
number_objects(const CsqPartedView *log, CsqObjects *o)
{
	uint32_t  nlabels = log->view.nlabels;
	uint32_t *object = csq_alloc(((size_t) nlabels + 1) * sizeof *object);
	Named    *named = csq_alloc(((size_t) nlabels + 1) * sizeof *named);
	uint32_t  n = 0;

	for (uint32_t l = 0; l <= nlabels; l++)
	{
		const CsqParts *x = &log->parts[l];

		object[l] = NONE;
		if (x->part[CSQ_OBJECT_ID].s != NULL)
			named[n++] = (Named){x->part[CSQ_OBJECT_TYPE], x->part[CSQ_OBJECT_ID], l};
		csq_poll(l);
	}
	csq_sort(named, n, sizeof *named, by_type_and_id);
	o->types = csq_alloc(((size_t) n + 1) * sizeof *o->types);
	o->first_object = csq_alloc(((size_t) n + 1) * sizeof *o->first_object);
	for (uint32_t i = 0; i < n; i++)
	{
		if (i == 0 || !csq_text_same(&named[i - 1].type, &named[i].type))
		{
			o->types[o->ntypes] = named[i].type;
			o->first_object[o->ntypes++] = o->nobjects++;
		}
		else if (!csq_text_same(&named[i - 1].id, &named[i].id))
			o->nobjects++;
		object[named[i].label] = o->nobjects - 1;
		csq_poll(i);
	}
	o->first_object[o->ntypes] = o->nobjects;
	csq_free(named);
	return object;
}

/* The number of each label's activity, which it shares with other events. */
static uint32_t *
number_activities(const CsqPartedView *log, CsqObjects *o)
{
	size_t    n = (size_t) log->view.nlabels + 1;
	uint32_t *activity = csq_alloc0(n * sizeof *activity);
	uint32_t *rank;

	o->activities = csq_alloc(n * sizeof *o->activities);
	o->number = csq_alloc0(n * sizeof *o->number);
	for (uint32_t l = 1; l <= log->view.nlabels; l++)
	{
		const CsqText *a = &log->heads[l][0];

		if (a->s == NULL)
			continue;
		/* labels of one activity follow each other: no activity has the separator */
		if (o->nactivities == 0 || !csq_text_same(&o->activities[o->nactivities - 1], a))
			o->activities[o->nactivities++] = *a;
		activity[l] = o->nactivities - 1;
		csq_poll(l);
	}
	rank = csq_alloc(((size_t) o->nactivities + 1) * sizeof *rank);
	csq_text_rank(o->activities, o->nactivities, rank);
	csq_sort(o->activities, o->nactivities, sizeof *o->activities, csq_by_text);
	for (uint32_t l = 1; l <= log->view.nlabels; l++)
		if (log->heads[l][0].s != NULL)
			activity[l] = rank[activity[l]];
	csq_free(rank);
	return activity;
}

/* Are two rows, one after the other, of one event?  Its id is in the label of its activity. */
static bool
same_event(const CsqEvent *a, const CsqEvent *b)
{
	return a->at == b->at && a->has_seq == b->has_seq && a->seq == b->seq && a->activity == b->activity;
}

void
csq_objects(const CsqPartedView *log, CsqObjects *o)
{
	const CsqEvent *rows = log->view.events;
	uint32_t        n = log->view.nevents;
	uint32_t       *activity;
	uint32_t       *object;
	uint32_t       *event; /* of each row; NONE: it has no object, or says nothing new */
	uint32_t        sum = 0;

	memset(o, 0, sizeof *o);
	object = number_objects(log, o);
	activity = number_activities(log, o);
	event = csq_alloc(((size_t) n + 1) * sizeof *event);
	o->events = csq_alloc(((size_t) n + 1) * sizeof *o->events);
	o->first = csq_alloc0(((size_t) o->nobjects + 2) * sizeof *o->first);
	for (uint32_t i = 0; i < n; i++)
	{
		bool same = i > 0 && same_event(&rows[i - 1], &rows[i]);

		if (!same)
			o->events[o->nevents++] = (CsqObjectEvent){rows[i].at, activity[rows[i].activity], 0};
		event[i] = NONE;
		if (object[rows[i].channel] != NONE && !(same && rows[i].channel == rows[i - 1].channel))
		{
			event[i] = o->nevents - 1;
			o->events[o->nevents - 1].nobjects++;
			o->first[object[rows[i].channel]]++;
		}
		csq_poll(i);
	}
	for (uint32_t k = 0; k <= o->nobjects; k++)
		sum = o->first[k] += sum;
	o->way = csq_alloc(((size_t) sum + 1) * sizeof *o->way);
	for (uint32_t i = n; i-- > 0;)
	{
		if (event[i] != NONE)
			o->way[--o->first[object[rows[i].channel]]] = event[i];
		csq_poll(i);
	}
	csq_free(event);
	csq_free(activity);
	csq_free(object);
}

/* ---- edges ---- */

/* A step on the way of an object. */
typedef struct Step
{
	uint32_t type;
	uint32_t source; /* activities */
	uint32_t target;
	uint32_t from; /* events */
	uint32_t to;
	uint32_t place; /* in the order of the objects */
} Step;

static int
compare_u32(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int
by_edge(const Step *x, const Step *y)
{
	int c = compare_u32(x->type, y->type);

	if (c == 0)
		c = compare_u32(x->source, y->source);
	return c != 0 ? c : compare_u32(x->target, y->target);
}

static int
by_edge_and_pair(const void *a, const void *b)
{
	const Step *x = a;
	const Step *y = b;
	int         c = by_edge(x, y);

	if (c == 0)
		c = compare_u32(x->from, y->from);
	return c != 0 ? c : compare_u32(x->to, y->to);
}

static Step *
all_steps(const CsqObjects *o, uint32_t *n)
{
	Step *steps = csq_alloc(((size_t) o->first[o->nobjects] + 1) * sizeof *steps);

	*n = 0;
	for (uint32_t t = 0; t < o->ntypes; t++)
		for (uint32_t k = o->first_object[t]; k < o->first_object[t + 1]; k++)
			for (uint32_t i = o->first[k] + 1; i < o->first[k + 1]; i++)
			{
				uint32_t from = o->way[i - 1];
				uint32_t to = o->way[i];

				steps[*n] = (Step){t, o->events[from].activity, o->events[to].activity, from, to, *n};
				++*n;
				csq_poll(*n);
			}
	return steps;
}

/* The time between the events of a step. */
static bool
add_pair(const CsqObjects *o, const Step *s, CsqTimesBuild *times, CsqError *err)
{
	int64_t time;

	if (!csq_sub_i64(o->events[s->to].at, o->events[s->from].at, &time))
		return csq_fail(err, CSQ_RANGE, "time between two events out of range") ||
		       csq_detail(err, "Events of one object lie at most 292,277 years apart.");
	return csq_times_add(times, time, err);
}

/* In how many objects each edge is; edge: by place. */
static void
count_objects(const CsqObjects *o, const uint32_t *edge, CsqObjectEdge *edges, uint32_t n)
{
	uint32_t *last = csq_alloc0(((size_t) n + 1) * sizeof *last);
	uint32_t  place = 0;

	for (uint32_t k = 0; k < o->nobjects; k++)
		for (uint32_t i = o->first[k] + 1; i < o->first[k + 1]; i++, place++)
		{
			edges[edge[place]].objects += last[edge[place]] != k + 1;
			last[edge[place]] = k + 1;
			csq_poll(place);
		}
	csq_free(last);
}

bool
csq_edges_of_objects(const CsqObjects *o, CsqObjectEdge **edges, uint32_t *n, CsqError *err)
{
	uint32_t       nsteps;
	uint32_t       room = 0;
	Step          *steps = all_steps(o, &nsteps);
	uint32_t      *edge = csq_alloc(((size_t) nsteps + 1) * sizeof *edge);
	CsqTimesBuild  times = {{0}, 0};
	CsqObjectEdge *e = NULL;

	*n = 0;
	*edges = NULL;
	csq_sort(steps, nsteps, sizeof *steps, by_edge_and_pair);
	for (uint32_t i = 0; i < nsteps; i++)
	{
		const Step *s = &steps[i];

		if (i == 0 || by_edge(&steps[i - 1], s) != 0)
		{
			if (e != NULL)
				e->times = csq_times_done(&times);
			if (*n == room)
				csq_grow(*edges, room);
			e = &(*edges)[(*n)++];
			*e = (CsqObjectEdge){s->type, s->source, s->target, 0, 0, {0}};
			times = (CsqTimesBuild){{0}, 0};
		}
		if ((i == 0 || by_edge_and_pair(&steps[i - 1], s) != 0) && !add_pair(o, s, &times, err))
			return false;
		e->steps++;
		edge[s->place] = *n - 1;
		csq_poll(i);
	}
	if (e != NULL)
		e->times = csq_times_done(&times);
	count_objects(o, edge, *edges, *n);
	csq_free(edge);
	csq_free(steps);
	return true;
}

/* ---- activities ---- */

/* What is counted of a type, by activity, and what was counted last. */
typedef struct Counting
{
	CsqObjectActivity *of;
	uint32_t          *touched; /* activities of the type */
	uint32_t           ntouched;
	uint32_t          *object; /* by activity: the last object with it, from 1 */
	uint32_t          *type;   /* by event: the last type with it, from 1 */
	uint32_t          *times;  /* by event: objects of that type */
} Counting;

static void
count_way(const CsqObjects *o, uint32_t type, uint32_t k, Counting *c)
{
	for (uint32_t i = o->first[k]; i < o->first[k + 1]; i++)
	{
		uint32_t           e = o->way[i];
		uint32_t           a = o->events[e].activity;
		CsqObjectActivity *x = &c->of[a];

		if (x->relations++ == 0)
			c->touched[c->ntouched++] = a;
		x->starts += i == o->first[k];
		x->ends += i + 1 == o->first[k + 1];
		if (c->object[a] == k + 1)
			x->repeated++;
		else
			x->objects++;
		c->object[a] = k + 1;
		if (c->type[e] != type + 1)
			c->times[e] = 0;
		c->type[e] = type + 1;
		x->events += c->times[e] == 0;
		x->shared += ++c->times[e] == 2;
		csq_poll(i);
	}
}

CsqObjectActivity *
csq_activities_of_objects(const CsqObjects *o, uint32_t *n)
{
	size_t             na = (size_t) o->nactivities + 1;
	size_t             ne = (size_t) o->nevents + 1;
	uint32_t           room = 0;
	CsqObjectActivity *rows = NULL;
	int64_t           *all = csq_alloc0(na * sizeof *all);
	int64_t           *alone = csq_alloc0(na * sizeof *alone);
	Counting           c = {.ntouched = 0};

	c.of = csq_alloc0(na * sizeof *c.of);
	c.touched = csq_alloc(na * sizeof *c.touched);
	c.object = csq_alloc0(na * sizeof *c.object);
	c.type = csq_alloc0(ne * sizeof *c.type);
	c.times = csq_alloc(ne * sizeof *c.times);
	*n = 0;
	for (uint32_t e = 0; e < o->nevents; e++)
	{
		all[o->events[e].activity]++;
		alone[o->events[e].activity] += o->events[e].nobjects == 0;
	}
	for (uint32_t t = 0; t < o->ntypes; t++)
	{
		c.ntouched = 0;
		for (uint32_t k = o->first_object[t]; k < o->first_object[t + 1]; k++)
			count_way(o, t, k, &c);
		csq_sort(c.touched, c.ntouched, sizeof *c.touched, csq_by_u32);
		for (uint32_t i = 0; i < c.ntouched; i++)
		{
			CsqObjectActivity x = c.of[c.touched[i]];

			x.type = t;
			x.activity = c.touched[i];
			x.lost = all[x.activity] - x.events;
			if (*n == room)
				csq_grow(rows, room);
			rows[(*n)++] = x;
			memset(&c.of[x.activity], 0, sizeof *c.of);
		}
	}
	for (uint32_t a = 0; a < o->nactivities; a++)
		if (alone[a] > 0)
		{
			if (*n == room)
				csq_grow(rows, room);
			rows[(*n)++] = (CsqObjectActivity){.type = o->ntypes, .activity = a, .events = alone[a]};
		}
	return rows;
}

/* ---- processes ---- */

/* The labels of one case, from 1: those that it has and no others, since they are gone through for each case. */
static uint32_t
number_case(const CsqObjects *o, uint32_t k, CsqText *labels, CsqEvent *events)
{
	const uint32_t *way = o->way + o->first[k];
	uint32_t        nevents = o->first[k + 1] - o->first[k];
	uint32_t        n = 0;

	for (uint32_t i = 0; i < nevents; i++)
	{
		const CsqObjectEvent *e = &o->events[way[i]];

		if (o->number[e->activity] == 0)
		{
			labels[++n] = o->activities[e->activity];
			o->number[e->activity] = n;
		}
		events[i] = (CsqEvent){.at = e->at, .activity = o->number[e->activity]};
		csq_poll(i);
	}
	for (uint32_t i = 0; i < nevents; i++)
		o->number[o->events[way[i]].activity] = 0;
	return n;
}

bool
csq_process_of_objects(const CsqObjects *o, uint32_t type, CsqProcess *p, CsqError *err)
{
	CsqProcessEvents *pe = csq_process_events_new();
	CsqText          *labels = NULL;
	CsqJourneyView    case_view = {0, 0, NULL, NULL};
	uint32_t          room = 0;
	CsqProcessLog     log;

	for (uint32_t k = o->first_object[type]; k < o->first_object[type + 1]; k++)
	{
		case_view.nevents = o->first[k + 1] - o->first[k];
		if (room <= case_view.nevents)
		{
			room = case_view.nevents + 1;
			csq_resize(case_view.events, room);
			csq_resize(labels, room);
			labels[0] = (CsqText){NULL, 0};
			case_view.labels = labels;
		}
		case_view.nlabels = number_case(o, k, labels, case_view.events);
		if (!csq_process_events_journey(&pe, &case_view, err))
			return false;
		csq_poll(k);
	}
	return csq_process_log_checked(pe, false, &log, err) && csq_process_build(&log, NULL, p, err);
}
