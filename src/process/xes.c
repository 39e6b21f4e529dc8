/*
 * xes.c
 *		Events from a log of XES (IEEE 1849-2016).
 *
 * One pass over the elements (base/xml.h).  The attributes of a trace or an event
 * are gathered and settled when it ends: of one key given twice the last wins.
 * Traces without a name get one each, which no other trace has, so that they stay
 * cases of their own.  Everything that is not in the result is a problem, in the
 * order of the file; traces are compared when all are there.
 *
 * O(length log length); the memory is bounded by the text.
 */
#include "process/xes.h"

#include <stdio.h>

#include "base/instant.h"
#include "base/literal.h"
#include "base/sort.h"
#include "base/xml.h"

typedef enum Type
{
	TYPE_STRING,
	TYPE_DATE,
	TYPE_INT,
	TYPE_FLOAT,
	TYPE_BOOLEAN,
	TYPE_ID,
	TYPE_LIST,
	TYPE_CONTAINER,
	TYPE_NONE
} Type;

static const char *const type_names[] = {"string", "date", "int", "float", "boolean", "id", "list", "container"};

typedef struct Attribute
{
	Type    type;
	CsqText key;
	CsqText value; /* of a list its JSON */
} Attribute;

typedef struct Reader
{
	CsqXml     xml;
	CsqXes    *xes;
	uint32_t   trace; /* where it is, for problems */
	uint32_t   event;
	uint32_t   n[2]; /* attributes gathered, of the trace and of the event */
	uint32_t   room[2];
	Attribute *attributes[2];
} Reader;

/* ---- problems ---- */

const char *
csq_xes_problem_text(CsqXesKind kind)
{
	static const char *const texts[] = {"key given twice, the last one counts",
	                                    "attribute without a key dropped",
	                                    "attributes of an attribute dropped",
	                                    "no time, kept as text",
	                                    "time without a zone, kept as text",
	                                    "no number, kept as text",
	                                    "no boolean, kept as text",
	                                    "unknown element dropped",
	                                    "attribute of the log dropped",
	                                    "trace without a name, a case of its own",
	                                    "traces of one name are one case",
	                                    "trace without events dropped",
	                                    "event outside any trace, without a case",
	                                    "event without an activity",
	                                    "event without a time"};

	return texts[kind];
}

static void
problem(Reader *r, CsqXesKind kind, CsqText key, CsqText value)
{
	csq_log_problem(&r->xes->problems, (CsqLogProblem){kind, r->trace, r->event, {NULL, 0}, key, value});
}

/* ---- attributes ---- */

static Type
type_of(const CsqText *name)
{
	Type t = TYPE_STRING;

	while (t < TYPE_NONE && !csq_json_is(name, type_names[t]))
		t++;
	return t;
}

/* A number as JSON writes it; what is none stays a string. */
static void
put_number(Reader *r, const Attribute *a, CsqBuf *out)
{
	if (csq_buf_json_number(out, &a->value))
		return;
	problem(r, CSQ_XES_NOT_A_NUMBER, a->key, a->value);
	csq_buf_json(out, a->value.s, a->value.len);
}

static void
put_value(Reader *r, const Attribute *a, CsqBuf *out)
{
	bool yes = csq_json_is(&a->value, "true") || csq_json_is(&a->value, "1");

	if (a->value.s == NULL)
		csq_buf_str(out, "null");
	else if (a->type == TYPE_LIST || a->type == TYPE_CONTAINER)
		csq_buf_put(out, a->value.s, a->value.len);
	else if (a->type == TYPE_INT || a->type == TYPE_FLOAT)
		put_number(r, a, out);
	else if (a->type == TYPE_BOOLEAN && (yes || csq_json_is(&a->value, "false") || csq_json_is(&a->value, "0")))
		csq_buf_str(out, yes ? "true" : "false");
	else
	{
		if (a->type == TYPE_BOOLEAN)
			problem(r, CSQ_XES_NOT_A_BOOLEAN, a->key, a->value);
		csq_buf_json(out, a->value.s, a->value.len);
	}
}

/* What stands within an attribute: of a list its values, everything else is dropped.  Up to its end. */
static bool
read_inside(Reader *r, Attribute *a)
{
	uint32_t depth = r->xml.depth; /* of the attribute itself */
	bool     list = a->type == TYPE_LIST || a->type == TYPE_CONTAINER;
	bool     values = false; /* within a list's element values */
	bool     nested = false;
	CsqBuf   b;

	csq_buf_init(&b);
	for (;;)
	{
		CsqXmlToken t = csq_xml_next(&r->xml);

		if (t == CSQ_XML_DONE || t == CSQ_XML_ERROR)
			return false;
		if (t == CSQ_XML_END && r->xml.depth < depth)
			break;
		if (t == CSQ_XML_END)
		{
			values &= r->xml.depth > depth;
			continue;
		}
		if (list && !values && r->xml.depth == depth + 1 && csq_json_is(&r->xml.name, "values"))
			values = true;
		else if (list && type_of(&r->xml.name) < TYPE_LIST && r->xml.depth == depth + 1 + values)
		{
			Attribute item = {type_of(&r->xml.name), csq_xml_attribute(&r->xml, "key"),
			                  csq_xml_attribute(&r->xml, "value")};

			csq_buf_char(&b, b.len == 0 ? '[' : ',');
			put_value(r, &item, &b);
		}
		else
			nested = true;
	}
	if (nested)
		problem(r, CSQ_XES_NESTED, a->key, (CsqText){NULL, 0});
	if (list)
	{
		csq_buf_str(&b, b.len == 0 ? "[]" : "]");
		a->value = (CsqText){b.data, b.len};
	}
	return true;
}

/* The attribute that has just begun, for the trace (0) or the event (1). */
static bool
read_attribute(Reader *r, int of)
{
	Attribute a = {type_of(&r->xml.name), csq_xml_attribute(&r->xml, "key"), csq_xml_attribute(&r->xml, "value")};

	if (a.type == TYPE_NONE || a.key.s == NULL)
	{
		problem(r, a.type == TYPE_NONE ? CSQ_XES_UNKNOWN_ELEMENT : CSQ_XES_NO_KEY,
		        a.type == TYPE_NONE ? r->xml.name : a.key, a.value);
		return csq_xml_skip(&r->xml);
	}
	if (!read_inside(r, &a))
		return false;
	if (r->n[of] == r->room[of])
		csq_grow(r->attributes[of], r->room[of]);
	r->attributes[of][r->n[of]++] = a;
	return true;
}

static int
by_key(const void *a, const void *b)
{
	return csq_text_compare(&((const Attribute *) a)->key, &((const Attribute *) b)->key);
}

/* The gathered attributes ascend by key, each there once. */
static void
settle(Reader *r, int of)
{
	Attribute *a = r->attributes[of];
	uint32_t   n = 0;

	csq_sort(a, r->n[of], sizeof *a, by_key); /* stable */
	for (uint32_t i = 0; i < r->n[of]; i++)
		if (i + 1 < r->n[of] && by_key(&a[i], &a[i + 1]) == 0)
			problem(r, CSQ_XES_REPEATED_KEY, a[i].key, a[i].value);
		else
			a[n++] = a[i];
	r->n[of] = n;
}

/* Takes an attribute out; its value, s NULL when there is none. */
static CsqText
take(Reader *r, int of, const char *key)
{
	for (uint32_t i = 0; i < r->n[of]; i++)
		if (csq_json_is(&r->attributes[of][i].key, key))
		{
			CsqText value = r->attributes[of][i].value;

			memmove(&r->attributes[of][i], &r->attributes[of][i + 1], (--r->n[of] - i) * sizeof(Attribute));
			return value;
		}
	return (CsqText){NULL, 0};
}

/* Those that are left, as an object. */
static CsqText
as_json(Reader *r, int of)
{
	CsqBuf b;

	if (r->n[of] == 0)
		return (CsqText){"{}", 2};
	csq_buf_init(&b);
	for (uint32_t i = 0; i < r->n[of]; i++)
	{
		const Attribute *a = &r->attributes[of][i];

		csq_buf_char(&b, i == 0 ? '{' : ',');
		csq_buf_json(&b, a->key.s, a->key.len);
		csq_buf_char(&b, ':');
		put_value(r, a, &b);
	}
	csq_buf_char(&b, '}');
	r->n[of] = 0;
	return (CsqText){b.data, b.len};
}

/* ---- events and traces ---- */

/* The time goes into its column; what is none stays among the attributes. */
static void
take_time(Reader *r, CsqXesEvent *e)
{
	CsqText value = take(r, 1, "time:timestamp");
	CsqWhen when;

	if (value.s == NULL)
	{
		problem(r, CSQ_XES_NO_TIME, value, value);
		return;
	}
	e->has_at = csq_parse_when(value.s, value.len, &when) && when.kind == CSQ_WHEN_INSTANT;
	if (e->has_at)
	{
		e->at = when.at;
		return;
	}
	problem(r, csq_parse_when(value.s, value.len, &when) ? CSQ_XES_NO_ZONE : CSQ_XES_NOT_A_TIME,
	        (CsqText){"time:timestamp", 14}, value);
	r->attributes[1][r->n[1]++] = (Attribute){TYPE_STRING, {"time:timestamp", 14}, value}; /* room was there */
}

static bool
read_event(Reader *r, uint32_t trace)
{
	CsqXes     *x = r->xes;
	CsqXesEvent e;

	memset(&e, 0, sizeof e);
	e.trace = trace;
	r->event = x->nevents + 1;
	r->n[1] = 0;
	if (trace == 0)
		problem(r, CSQ_XES_NO_TRACE, (CsqText){NULL, 0}, (CsqText){NULL, 0});
	for (;;)
	{
		CsqXmlToken t = csq_xml_next(&r->xml);

		if (t == CSQ_XML_END)
			break;
		if (t != CSQ_XML_START || !read_attribute(r, 1))
			return false;
	}
	settle(r, 1);
	e.activity = take(r, 1, "concept:name");
	e.resource = take(r, 1, "org:resource");
	e.lifecycle = take(r, 1, "lifecycle:transition");
	if (csq_is_blank(e.activity))
		problem(r, CSQ_XES_NO_ACTIVITY, e.activity, e.activity);
	take_time(r, &e);
	e.attributes = as_json(r, 1);
	if (x->nevents == x->event_room)
		csq_grow(x->events, x->event_room);
	x->events[x->nevents++] = e;
	r->event = 0;
	return true;
}

static bool
read_trace(Reader *r)
{
	CsqXes     *x = r->xes;
	CsqXesTrace t = {{NULL, 0}, false, x->nevents, {NULL, 0}};
	CsqText     none = {NULL, 0};

	r->trace = x->ntraces + 1;
	r->n[0] = 0;
	for (;;)
	{
		CsqXmlToken token = csq_xml_next(&r->xml);

		if (token == CSQ_XML_END)
			break;
		if (token != CSQ_XML_START)
			return false;
		if (csq_json_is(&r->xml.name, "event") ? !read_event(r, r->trace) : !read_attribute(r, 0))
			return false;
	}
	settle(r, 0);
	t.name = take(r, 0, "concept:name");
	t.named = !csq_is_blank(t.name);
	t.nevents = x->nevents - t.nevents;
	t.attributes = as_json(r, 0);
	if (t.nevents == 0)
		problem(r, CSQ_XES_EMPTY_TRACE, none, t.name);
	if (x->ntraces == x->trace_room)
		csq_grow(x->traces, x->trace_room);
	x->traces[x->ntraces++] = t;
	r->trace = 0;
	return true;
}

/* ---- names of traces ---- */

static const CsqXesTrace *
name_of(const void *p)
{
	return *(const CsqXesTrace *const *) p;
}

static int
by_name(const void *a, const void *b)
{
	return csq_text_compare(&name_of(a)->name, &name_of(b)->name);
}

static bool
is_name(CsqXesTrace **sorted, uint32_t n, const CsqText *name)
{
	uint32_t lo = 0;

	while (n > 0)
	{
		uint32_t half = n / 2;
		int      c = csq_text_compare(&sorted[lo + half]->name, name);

		if (c == 0)
			return true;
		if (c < 0)
			lo += half + 1, n -= half + 1;
		else
			n = half;
	}
	return false;
}

/* A name that no trace of the log has for each that has none; names that several have are told. */
static void
name_traces(Reader *r)
{
	CsqXes       *x = r->xes;
	CsqXesTrace **sorted = csq_alloc((x->ntraces + (size_t) 1) * sizeof *sorted);
	CsqText       none = {NULL, 0};
	uint32_t      n = 0;

	for (uint32_t i = 0; i < x->ntraces; i++)
		if (x->traces[i].named)
			sorted[n++] = &x->traces[i];
	csq_sort(sorted, n, sizeof *sorted, by_name);
	for (uint32_t i = 1; i < n; i++)
		if (csq_text_same(&sorted[i - 1]->name, &sorted[i]->name))
		{
			r->trace = (uint32_t) (sorted[i] - x->traces) + 1;
			problem(r, CSQ_XES_REPEATED_NAME, none, sorted[i]->name);
		}
	for (uint32_t i = 0; i < x->ntraces; i++)
	{
		CsqBuf b;

		if (x->traces[i].named)
			continue;
		csq_buf_init(&b);
		csq_buf_printf(&b, "(trace %u)", i + 1);
		while (x->traces[i].name = (CsqText){b.data, b.len}, is_name(sorted, n, &x->traces[i].name))
			csq_buf_char(&b, '\'');
		r->trace = i + 1;
		problem(r, CSQ_XES_UNNAMED_TRACE, none, x->traces[i].name);
		csq_poll(i);
	}
	csq_free(sorted);
}

/* ---- the log ---- */

/* An element of the log that is neither trace nor event. */
static bool
read_other(Reader *r)
{
	const char *const known[] = {"extension", "global", "classifier"};
	CsqText           none = {NULL, 0};

	for (int i = 0; i < 3; i++)
		if (csq_json_is(&r->xml.name, known[i]))
			return csq_xml_skip(&r->xml);
	if (type_of(&r->xml.name) < TYPE_NONE)
		problem(r, CSQ_XES_LOG_ATTRIBUTE, csq_xml_attribute(&r->xml, "key"), csq_xml_attribute(&r->xml, "value"));
	else
		problem(r, CSQ_XES_UNKNOWN_ELEMENT, r->xml.name, none);
	return csq_xml_skip(&r->xml);
}

static bool
not_a_log(Reader *r, CsqError *err)
{
	return csq_fail(err, CSQ_PARAM, "no log of XES: its element is \"%s\"",
	                csq_quoted(r->xml.name.s, r->xml.name.len).s) ||
	       csq_detail(err,
	                  "A document of XES is an element log with elements trace; traces may also stand by themselves.");
}

bool
csq_xes_read(const char *s, size_t len, CsqXes *xes, CsqError *err)
{
	Reader      r;
	CsqXmlToken t;
	bool        any = false;

	memset(xes, 0, sizeof *xes);
	memset(r.n, 0, sizeof r.n);
	memset(r.room, 0, sizeof r.room);
	memset(r.attributes, 0, sizeof r.attributes);
	r.xes = xes;
	r.trace = r.event = 0;
	csq_xml_init(&r.xml, s, len, err);
	while ((t = csq_xml_next(&r.xml)) == CSQ_XML_START || t == CSQ_XML_END)
	{
		if (t == CSQ_XML_END) /* of the log */
			continue;
		any = true;
		if (csq_json_is(&r.xml.name, "log") && r.xml.depth == 1)
			continue;
		if (csq_json_is(&r.xml.name, "trace"))
		{
			if (!read_trace(&r))
				return false;
		}
		else if (csq_json_is(&r.xml.name, "event"))
		{
			if (!read_event(&r, 0))
				return false;
		}
		else if (r.xml.depth == 1)
			return not_a_log(&r, err);
		else if (!read_other(&r))
			return false;
	}
	if (t == CSQ_XML_ERROR)
		return false;
	if (!any && len > 0)
		return csq_fail(err, CSQ_PARAM, "no log of XES: \"%s\"", csq_quoted(s, len).s) ||
		       csq_detail(err, "There is no element in it.");
	name_traces(&r);
	return true;
}
