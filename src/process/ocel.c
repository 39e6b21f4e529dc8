/*
 * ocel.c
 *		Object-centric events from a log of OCEL 2.0 as JSON.
 *
 *		{"objectTypes": [...], "eventTypes": [...],
 *		 "objects": [{"id": "o1", "type": "order", "attributes": [{"name": "price", "time": "...", "value": 5}],
 *					  "relationships": [{"objectId": "c1", "qualifier": "of"}]}, ...],
 *		 "events": [{"id": "e1", "type": "opened", "time": "2026-03-02T09:00:00Z", "attributes": [...],
 *					 "relationships": [{"objectId": "o1", "qualifier": "what"}]}, ...]}
 *
 * One pass over the text; keys come in any order, so the types of objects are looked up
 * when all is there.  The lists of types declare what follows and are passed over.
 * Everything else that is not in the result is a problem, in the order of the text, then
 * what is only seen when all is there.
 *
 * O(length log length); the memory is bounded by the text.
 *
 * Source: A. Berti and others, OCEL (Object-Centric Event Log) 2.0 Specification (2023).
 */
#include "process/ocel.h"

#include <stdio.h>

#include "base/instant.h"
#include "base/literal.h"
#include "base/sort.h"

typedef struct Attribute
{
	CsqText name;  /* the first member: they are sorted by it */
	CsqText value; /* JSON */
	int64_t at;
} Attribute;

typedef struct Reader
{
	CsqJson    j;
	CsqOcel   *log;
	uint32_t   event; /* where it is, for problems */
	CsqText    object;
	uint32_t   n; /* attributes gathered */
	uint32_t   room;
	Attribute *attributes;
	bool       seen_events;
	bool       seen_objects;
	bool       seen_older; /* keys of OCEL 1.0 */
} Reader;

static const CsqText none = {NULL, 0};

/* ---- problems ---- */

const char *
csq_ocel_problem_text(CsqOcelKind kind)
{
	static const char *const texts[] = {"event without an id, which gets one",
	                                    "event id given twice",
	                                    "event without a type, without an activity",
	                                    "event without a time",
	                                    "no time, left out",
	                                    "time without a zone, left out",
	                                    "event without objects",
	                                    "relation without an object dropped",
	                                    "relation given twice, kept once",
	                                    "object that the log does not list, without a type",
	                                    "object without an id dropped",
	                                    "object id given twice, the first one counts",
	                                    "object without a type",
	                                    "attribute without a name dropped",
	                                    "attribute given twice, the last one counts",
	                                    "unknown key dropped"};

	return texts[kind];
}

static void
problem(Reader *r, CsqOcelKind kind, CsqText key, CsqText value)
{
	csq_log_problem(&r->log->problems, (CsqLogProblem){kind, 0, r->event, r->object, key, value});
}

/* ---- values ---- */

/* The value that comes, as it is written. */
static CsqText
raw_value(Reader *r)
{
	const char *from;

	csq_json_peek(&r->j); /* passes over white space */
	from = r->j.at;
	csq_json_skip(&r->j);
	return (CsqText){from, (size_t) (r->j.at - from)};
}

/* A string; a number as it is written; of anything else nothing, but it is read. */
static CsqText
word(Reader *r)
{
	char    c = csq_json_peek(&r->j);
	CsqText t;

	if (c == '"')
		return csq_json_string(&r->j);
	t = raw_value(r);
	return c == '-' || (c >= '0' && c <= '9') ? t : none;
}

static void
unknown(Reader *r, const CsqText *key)
{
	problem(r, CSQ_OCEL_UNKNOWN_KEY, *key, raw_value(r));
}

static bool
instant(Reader *r, const CsqText *text, int64_t *at)
{
	static const CsqText key = {"time", 4};
	CsqWhen              when;

	if (!csq_parse_when(text->s, text->len, &when))
		problem(r, CSQ_OCEL_NOT_A_TIME, key, *text);
	else if (when.kind != CSQ_WHEN_INSTANT)
		problem(r, CSQ_OCEL_NO_ZONE, key, *text);
	else
	{
		*at = when.at;
		return true;
	}
	return false;
}

/* ---- attributes ---- */

static void
read_attribute(Reader *r)
{
	Attribute a = {none, {"null", 4}, CSQ_MIN_INSTANT};
	CsqText   key;
	CsqText   time = none;

	csq_json_open(&r->j, '{');
	while (csq_json_key(&r->j, &key))
		if (csq_json_is(&key, "name"))
			a.name = word(r);
		else if (csq_json_is(&key, "value"))
			a.value = raw_value(r);
		else if (csq_json_is(&key, "time"))
			time = word(r);
		else
			unknown(r, &key);
	if (r->j.failed)
		return;
	if (time.s != NULL)
		instant(r, &time, &a.at);
	if (a.name.s == NULL)
	{
		problem(r, CSQ_OCEL_ATTRIBUTE_WITHOUT_NAME, none, a.value);
		return;
	}
	if (r->n == r->room)
		csq_grow(r->attributes, r->room);
	r->attributes[r->n++] = a;
}

static void
read_attributes(Reader *r)
{
	r->n = 0;
	csq_json_open(&r->j, '[');
	while (csq_json_item(&r->j))
		read_attribute(r);
}

static int
by_name_and_time(const void *a, const void *b)
{
	const Attribute *x = a;
	const Attribute *y = b;
	int              c = csq_text_compare(&x->name, &y->name);

	return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

/* The attributes gathered as a JSON object: of each the last value.  changing: several are usual. */
static CsqText
object_of_attributes(Reader *r, bool changing)
{
	CsqBuf b;

	csq_sort(r->attributes, r->n, sizeof *r->attributes, by_name_and_time);
	csq_buf_init(&b);
	csq_buf_char(&b, '{');
	for (uint32_t i = 0; i < r->n; i++)
	{
		const Attribute *a = &r->attributes[i];

		if (i + 1 < r->n && csq_text_same(&a->name, &a[1].name))
		{
			if (!changing || a->at == a[1].at)
				problem(r, CSQ_OCEL_ATTRIBUTE_TWICE, a->name, a->value);
			continue;
		}
		if (b.len > 1)
			csq_buf_char(&b, ',');
		csq_buf_json(&b, a->name.s, a->name.len);
		csq_buf_char(&b, ':');
		csq_buf_put(&b, a->value.s, a->value.len);
	}
	csq_buf_char(&b, '}');
	r->n = 0;
	return (CsqText){b.data, b.len};
}

/* ---- events ---- */

static void
read_relation(Reader *r)
{
	CsqOcel        *log = r->log;
	CsqOcelRelation x = {none, none, none};
	CsqText         key;

	csq_json_open(&r->j, '{');
	while (csq_json_key(&r->j, &key))
		if (csq_json_is(&key, "objectId"))
			x.object = word(r);
		else if (csq_json_is(&key, "qualifier"))
			x.qualifier = word(r);
		else
			unknown(r, &key);
	if (r->j.failed)
		return;
	if (x.object.s == NULL)
	{
		problem(r, CSQ_OCEL_RELATION_WITHOUT_OBJECT, none, x.qualifier);
		return;
	}
	if (log->nrelations == log->relation_room)
		csq_grow(log->relations, log->relation_room);
	log->relations[log->nrelations++] = x;
}

static void
read_relations(Reader *r)
{
	csq_json_open(&r->j, '[');
	while (csq_json_item(&r->j))
		read_relation(r);
}

/* A relation and its place. */
typedef struct Placed
{
	CsqText  object;
	CsqText  qualifier;
	uint32_t place;
} Placed;

static int
by_object_and_qualifier(const void *a, const void *b)
{
	const Placed *x = a;
	const Placed *y = b;
	int           c = csq_text_compare(&x->object, &y->object);

	if (c == 0 && (x->qualifier.s == NULL || y->qualifier.s == NULL))
		return (x->qualifier.s != NULL) - (y->qualifier.s != NULL);
	return c != 0 ? c : csq_text_compare(&x->qualifier, &y->qualifier);
}

/* Of the same relation given twice the first one stays. */
static void
drop_repeated(Reader *r, CsqOcelEvent *e)
{
	CsqOcelRelation *x = r->log->relations + e->first;
	Placed          *sorted = csq_alloc((e->nrelations + (size_t) 1) * sizeof *sorted);
	uint32_t         n = 0;

	for (uint32_t i = 0; i < e->nrelations; i++)
		sorted[i] = (Placed){x[i].object, x[i].qualifier, i};
	csq_sort(sorted, e->nrelations, sizeof *sorted, by_object_and_qualifier);
	for (uint32_t i = 1; i < e->nrelations; i++)
		if (by_object_and_qualifier(&sorted[i - 1], &sorted[i]) == 0)
		{
			problem(r, CSQ_OCEL_RELATION_TWICE, sorted[i].qualifier, sorted[i].object);
			x[sorted[i].place].object = none;
		}
	for (uint32_t i = 0; i < e->nrelations; i++)
		if (x[i].object.s != NULL)
			x[n++] = x[i];
	r->log->nrelations -= e->nrelations - n;
	e->nrelations = n;
	csq_free(sorted);
}

static void
read_event(Reader *r)
{
	CsqOcel     *log = r->log;
	CsqOcelEvent e = {none, none, none, false, 0, log->nrelations, 0};
	CsqText      key;
	CsqText      time = none;

	r->event = log->nevents + 1;
	r->n = 0;
	csq_json_open(&r->j, '{');
	while (csq_json_key(&r->j, &key))
		if (csq_json_is(&key, "id"))
			e.id = word(r);
		else if (csq_json_is(&key, "type"))
			e.activity = word(r);
		else if (csq_json_is(&key, "time"))
			time = word(r);
		else if (csq_json_is(&key, "attributes"))
			read_attributes(r);
		else if (csq_json_is(&key, "relationships"))
			read_relations(r);
		else
			unknown(r, &key);
	if (r->j.failed)
		return;
	e.attributes = object_of_attributes(r, false);
	e.nrelations = log->nrelations - e.first;
	if (e.nrelations > 1)
		drop_repeated(r, &e);
	if (csq_is_blank(e.activity))
		problem(r, CSQ_OCEL_NO_ACTIVITY, none, none);
	if (time.s == NULL)
		problem(r, CSQ_OCEL_NO_TIME, none, none);
	else
		e.has_at = instant(r, &time, &e.at);
	if (e.nrelations == 0)
		problem(r, CSQ_OCEL_NO_OBJECT, none, none);
	if (log->nevents == log->event_room)
		csq_grow(log->events, log->event_room);
	log->events[log->nevents++] = e;
}

/* ---- objects ---- */

static void
read_object(Reader *r)
{
	CsqOcel      *log = r->log;
	CsqOcelObject o = {none, none, none, {"[]", 2}, {"[]", 2}};
	CsqText       key;

	r->n = 0;
	csq_json_open(&r->j, '{');
	while (csq_json_key(&r->j, &key))
		if (csq_json_is(&key, "id"))
			o.id = r->object = word(r);
		else if (csq_json_is(&key, "type"))
			o.type = word(r);
		else if (csq_json_is(&key, "attributes"))
		{
			csq_json_peek(&r->j);
			o.history.s = r->j.at;
			read_attributes(r);
			o.history.len = (size_t) (r->j.at - o.history.s);
		}
		else if (csq_json_is(&key, "relationships"))
			o.related = raw_value(r);
		else
			unknown(r, &key);
	if (!r->j.failed)
	{
		o.attributes = object_of_attributes(r, true);
		if (o.id.s == NULL)
			problem(r, CSQ_OCEL_OBJECT_WITHOUT_ID, none, o.type);
		else
		{
			if (o.type.s == NULL)
				problem(r, CSQ_OCEL_OBJECT_WITHOUT_TYPE, none, none);
			if (log->nobjects == log->object_room)
				csq_grow(log->objects, log->object_room);
			log->objects[log->nobjects++] = o;
		}
	}
	r->object = none;
}

/* ---- when all is there ---- */

/* Ids of events: one for each that has none, and what is given twice. */
static void
settle_events(Reader *r)
{
	CsqOcel   *log = r->log;
	CsqText   *ids = csq_alloc((log->nevents + (size_t) 1) * sizeof *ids);
	CsqRanked *ranked;
	uint32_t   n = 0;

	for (uint32_t i = 0; i < log->nevents; i++)
		if (log->events[i].id.s != NULL)
			ids[n++] = log->events[i].id;
	csq_sort(ids, n, sizeof *ids, csq_by_text);
	for (uint32_t i = 0; i < log->nevents; i++)
	{
		CsqBuf b;

		csq_poll(i);
		if (log->events[i].id.s != NULL)
			continue;
		csq_buf_init(&b);
		csq_buf_printf(&b, "(event %u)", i + 1);
		for (uint64_t turn = 0; csq_text_find(ids, n, sizeof *ids, &(CsqText){b.data, b.len}) < n; turn++)
		{
			csq_buf_char(&b, '\'');
			csq_poll(turn);
		}
		r->event = i + 1;
		log->events[i].id = (CsqText){b.data, b.len};
		problem(r, CSQ_OCEL_EVENT_WITHOUT_ID, none, log->events[i].id);
	}
	ids = csq_alloc((log->nevents + (size_t) 1) * sizeof *ids);
	for (uint32_t i = 0; i < log->nevents; i++)
		ids[i] = log->events[i].id;
	ranked = csq_text_rank(ids, log->nevents, NULL);
	for (uint32_t i = 1; i < log->nevents; i++)
		if (csq_text_same(&ranked[i - 1].text, &ranked[i].text))
		{
			r->event = ranked[i].number + 1;
			problem(r, CSQ_OCEL_EVENT_ID_TWICE, none, ranked[i].text);
		}
	r->event = 0;
}

/* Objects once each, and the types of those that events are related to. */
static void
settle_objects(Reader *r)
{
	CsqOcel   *log = r->log;
	CsqText   *ids = csq_alloc((log->nobjects + (size_t) 1) * sizeof *ids);
	CsqRanked *ranked;
	uint32_t   distinct = 0;
	uint32_t   n = 0;
	uint64_t   turn = 0;

	for (uint32_t i = 0; i < log->nobjects; i++)
		ids[i] = log->objects[i].id;
	ranked = csq_text_rank(ids, log->nobjects, NULL);
	for (uint32_t i = 0; i < log->nobjects; i++)
		if (distinct > 0 && csq_text_same(&ranked[distinct - 1].text, &ranked[i].text))
		{
			CsqOcelObject *o = &log->objects[ranked[i].number];

			r->object = o->id;
			problem(r, CSQ_OCEL_OBJECT_ID_TWICE, none, o->type);
			o->id = none;
		}
		else
			ranked[distinct++] = ranked[i];
	r->object = none;
	for (uint32_t e = 0; e < log->nevents; e++)
		for (uint32_t k = 0; k < log->events[e].nrelations; k++)
		{
			CsqOcelRelation *x = &log->relations[log->events[e].first + k];
			size_t           at = csq_text_find(ranked, distinct, sizeof *ranked, &x->object);

			if (at < distinct)
				x->type = log->objects[ranked[at].number].type;
			else
			{
				r->event = e + 1;
				r->object = x->object;
				problem(r, CSQ_OCEL_UNKNOWN_OBJECT, none, none);
			}
			csq_poll(turn++); /* events may have one relation each */
		}
	for (uint32_t i = 0; i < log->nobjects; i++)
		if (log->objects[i].id.s != NULL)
			log->objects[n++] = log->objects[i];
	log->nobjects = n;
}

/* ---- the log ---- */

static void
read_log(Reader *r)
{
	CsqText key;

	csq_json_open(&r->j, '{');
	while (csq_json_key(&r->j, &key))
	{
		bool events = csq_json_is(&key, "events");
		bool objects = csq_json_is(&key, "objects");

		if (events || objects)
		{
			csq_json_open(&r->j, '[');
			while (csq_json_item(&r->j))
				if (events)
					read_event(r);
				else
					read_object(r);
			r->seen_events |= events;
			r->seen_objects |= objects;
			r->event = 0;
			r->object = none;
		}
		else if (csq_json_is(&key, "eventTypes") || csq_json_is(&key, "objectTypes"))
			csq_json_skip(&r->j);
		else
		{
			r->seen_older |= csq_begins(key.s, key.s + key.len, "ocel:") > 0;
			unknown(r, &key);
		}
	}
}

bool
csq_ocel_read(const char *s, size_t len, CsqOcel *log, CsqError *err)
{
	Reader r;
	char   why[sizeof err->detail] = "It has no key \"events\" or no key \"objects\".";
	bool   read;

	memset(log, 0, sizeof *log);
	memset(&r, 0, sizeof r);
	r.log = log;
	csq_json_init(&r.j, s, len, "OCEL", err);
	read_log(&r);
	read = csq_json_end(&r.j);
	if (read && r.seen_events && r.seen_objects)
	{
		settle_events(&r);
		settle_objects(&r);
		return true;
	}
	if (read && r.seen_older)
		return csq_fail(err, CSQ_UNSUPPORTED, "a log of OCEL 1.0 is not read") ||
		       csq_detail(err, "Its keys begin with \"ocel:\".") ||
		       csq_hint(err, "Write it as OCEL 2.0 with the tool that it comes from.");
	if (!read)
		memcpy(why, err->detail, sizeof why);
	return csq_fail(err, CSQ_PARAM, "no log of OCEL 2.0: \"%s\"", csq_quoted(s, len).s) || csq_detail(err, "%s", why) ||
	       csq_hint(
			   err,
			   "It looks like {\"objects\":[{\"id\":\"o1\",\"type\":\"order\"}],\"events\":[{\"id\":\"e1\",\"type\":"
			   "\"opened\",\"time\":\"2026-03-02T09:00:00Z\",\"relationships\":[{\"objectId\":\"o1\"}]}]}.");
}
