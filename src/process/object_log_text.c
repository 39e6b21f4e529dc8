/*
 * object_log_text.c
 *		Object-centric event logs as documents of OCEL 2.0, in its JSON form.
 *
 * What a log knows is written: types of objects and of events, objects, events in the
 * order of the log, and which event is about which object, each once.  It keeps no
 * attributes, qualifiers and relations between objects, so those are empty.
 *
 * OCEL knows an object and an event by its id alone; a log knows an object by its type and
 * id, and an event by its id, time, seq and activity.  A log in which an id is that of two
 * is refused: under one id they would be one.
 *
 * O(n log n) for n relations.
 * Source: A. Berti and others, OCEL 2.0 Specification (2023), section 4.
 */
#include "process/object_log.h"

#include "base/instant.h"
#include "base/json.h"
#include "base/sort.h"

/* What has an id: an object with its type, or an event with its activity. */
typedef struct Listed
{
	CsqText id;
	CsqText of;
} Listed;

typedef struct List
{
	uint32_t n;
	Listed  *items;
} List;

static int
by_type_and_id(const void *a, const void *b)
{
	int c = csq_text_compare(&((const Listed *) a)->of, &((const Listed *) b)->of);

	return c != 0 ? c : csq_by_text(a, b);
}

static bool
is_object(const CsqPartedView *log, const CsqEvent *row)
{
	return log->parts[row->channel].part[CSQ_OBJECT_ID].s != NULL;
}

/* A row of another event than the one before it. */
static bool
begins_event(const CsqEvent *rows, uint32_t i)
{
	return i == 0 || rows[i - 1].at != rows[i].at || rows[i - 1].has_seq != rows[i].has_seq ||
	       rows[i - 1].seq != rows[i].seq || rows[i - 1].activity != rows[i].activity;
}

/* The objects, by type and id. */
static List
objects_of(const CsqPartedView *log)
{
	List     list = {0, csq_alloc(((size_t) log->view.nlabels + 1) * sizeof *list.items)};
	uint32_t kept = 0;

	for (uint32_t l = 1; l <= log->view.nlabels; l++)
	{
		const CsqParts *x = &log->parts[l];

		if (x->part[CSQ_OBJECT_ID].s != NULL)
			list.items[list.n++] = (Listed){x->part[CSQ_OBJECT_ID], x->part[CSQ_OBJECT_TYPE]};
		csq_poll(l);
	}
	csq_sort(list.items, list.n, sizeof *list.items, by_type_and_id);
	for (uint32_t i = 0; i < list.n; i++)
		if (i == 0 || by_type_and_id(&list.items[i - 1], &list.items[i]) != 0)
			list.items[kept++] = list.items[i];
	list.n = kept;
	return list;
}

/* The events, in the order of the log. */
static List
events_of(const CsqPartedView *log)
{
	List list = {0, csq_alloc(((size_t) log->view.nevents + 1) * sizeof *list.items)};

	for (uint32_t i = 0; i < log->view.nevents; i++)
	{
		const CsqText *head = log->heads[log->view.events[i].activity];

		if (begins_event(log->view.events, i))
			list.items[list.n++] = (Listed){head[1], head[0]};
		csq_poll(i);
	}
	return list;
}

/* Sorts by id; 22023 for an id that is there twice. */
static bool
each_once(List list, const char *what, const char *as, const char *hint, CsqError *err)
{
	csq_sort(list.items, list.n, sizeof *list.items, csq_by_text);
	for (uint32_t i = 1; i < list.n; i++)
	{
		const Listed *x = &list.items[i - 1];
		const Listed *y = &list.items[i];

		if (csq_text_same(&x->id, &y->id))
			return csq_fail(err, CSQ_PARAM, "%s \"%s\" stands for two: %s \"%s\" and %s \"%s\"", what,
			                csq_quoted(x->id.s, x->id.len).s, as, csq_quoted(x->of.s, x->of.len).s, as,
			                csq_quoted(y->of.s, y->of.len).s) ||
			       csq_detail(err, "OCEL knows objects and events by their ids alone.") || csq_hint(err, "%s", hint);
	}
	return true;
}

static void
put_member(CsqBuf *out, const char *before, const CsqText *t)
{
	csq_buf_str(out, before);
	csq_buf_json(out, t->s, t->len);
}

/* The types of a list, each once. */
static void
put_types(CsqBuf *out, const char *key, List list)
{
	bool any = false;

	csq_buf_printf(out, "\"%s\":[", key);
	csq_sort(list.items, list.n, sizeof *list.items, by_type_and_id);
	for (uint32_t i = 0; i < list.n; i++)
	{
		if (i > 0 && csq_text_same(&list.items[i - 1].of, &list.items[i].of))
			continue;
		put_member(out, any ? ",{\"name\":" : "{\"name\":", &list.items[i].of);
		csq_buf_str(out, ",\"attributes\":[]}");
		any = true;
		csq_poll(i);
	}
	csq_buf_str(out, "],");
}

static void
put_objects(CsqBuf *out, List list)
{
	csq_buf_str(out, "\"objects\":[");
	for (uint32_t i = 0; i < list.n; i++)
	{
		put_member(out, i > 0 ? ",{\"id\":" : "{\"id\":", &list.items[i].id);
		put_member(out, ",\"type\":", &list.items[i].of);
		csq_buf_str(out, ",\"attributes\":[],\"relationships\":[]}");
		csq_poll(i);
	}
	csq_buf_str(out, "],");
}

static void
put_events(CsqBuf *out, const CsqPartedView *log)
{
	const CsqEvent *rows = log->view.events;
	bool            any = false; /* object of the event */

	csq_buf_str(out, "\"events\":[");
	for (uint32_t i = 0; i < log->view.nevents; i++)
	{
		bool           begins = begins_event(rows, i);
		const CsqText *head = log->heads[rows[i].activity];

		if (begins)
		{
			put_member(out, i > 0 ? "]},{\"id\":" : "{\"id\":", &head[1]);
			put_member(out, ",\"type\":", &head[0]);
			csq_buf_str(out, ",\"time\":\"");
			csq_buf_instant(out, rows[i].at);
			csq_buf_str(out, "\",\"attributes\":[],\"relationships\":[");
			any = false;
		}
		if (is_object(log, &rows[i]) && (begins || rows[i].channel != rows[i - 1].channel))
		{
			put_member(out,
			           any ? ",{\"objectId\":" : "{\"objectId\":", &log->parts[rows[i].channel].part[CSQ_OBJECT_ID]);
			csq_buf_str(out, ",\"qualifier\":\"\"}");
			any = true;
		}
		csq_poll(i);
	}
	csq_buf_str(out, log->view.nevents > 0 ? "]}]" : "]");
}

bool
csq_object_log_ocel(const CsqPartedView *log, CsqBuf *out, CsqError *err)
{
	List objects = objects_of(log);
	List events = events_of(log);

	if (!each_once(objects, "object id", "type",
	               "Give object_log_agg() ids that have their type in them: object_type || ':' || object_id.", err) ||
	    !each_once(events, "event id", "activity",
	               "Give object_log_agg() an id for each event: events of one id that differ in time, activity or seq "
	               "are several.",
	               err))
		return false;
	csq_buf_char(out, '{');
	put_types(out, "objectTypes", objects); /* sorts them by type and id again */
	put_types(out, "eventTypes", events);
	put_objects(out, objects);
	put_events(out, log);
	csq_buf_char(out, '}');
	csq_free(objects.items);
	csq_free(events.items);
	return true;
}
