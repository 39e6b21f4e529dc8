/*
 * ocel_xml.c
 *		Object-centric logs of OCEL 2.0 as XML: the same log as JSON, which ocel.c reads.
 *
 *		<log>
 *		  <object-types> <object-type name="order"> <attributes> <attribute name="price" type="float"/> ...
 *		  <event-types> <event-type name="placed"> ...
 *		  <objects> <object id="o1" type="order">
 *			<attributes> <attribute name="price" time="1970-01-01T00:00:00Z">30</attribute> </attributes>
 *			<objects> <relationship object-id="c1" qualifier="of"/> </objects> ...
 *		  <events> <event id="e1" type="placed" time="2026-03-02T09:00:00Z">
 *			<attributes> <attribute name="by">ann</attribute> </attributes>
 *			<objects> <relationship object-id="o1" qualifier="what"/> </objects> ...
 *
 * The text of an attribute is a number, true or false where its type is declared so and it
 * is one, and stays text otherwise.  So types are read first, wherever they stand.  A
 * relation is an element relationship, as in the examples of the standard, or object,
 * as in its schema, or relobj, which some tools write.
 *
 * What the format does not have becomes a key that it does not have, and with it a problem:
 * "<comment>" for an element, "@colour" for an attribute of XML.
 *
 * O(length log types); the memory is bounded by the text.
 */
#include "process/ocel.h"

#include "base/sort.h"
#include "base/xml.h"

/* What an attribute of a type of events or objects is declared to be. */
typedef struct Declared
{
	CsqText key; /* the first member: they are found by it */
	CsqText type;
} Declared;

typedef struct Reader
{
	CsqXml    xml;
	Declared *declared;
	size_t    ndeclared;
	uint32_t  room;
	CsqBuf    lists[2]; /* of objects and of events, as JSON */
	bool      seen[2];
	CsqBuf    stray; /* members of the log that are none */
} Reader;

/* An object or event on its way. */
typedef struct Thing
{
	bool    event;
	CsqText type;
	CsqBuf  head;
	CsqBuf  attributes;
	CsqBuf  relations;
} Thing;

typedef bool (*Child)(Reader *r, Thing *thing);

/* Goes through the elements of the one that has just begun, up to its end. */
static bool
each(Reader *r, Child child, Thing *thing)
{
	for (;;)
	{
		CsqXmlToken t = csq_xml_next(&r->xml);

		if (t == CSQ_XML_END)
			return true;
		if (t != CSQ_XML_START || !child(r, thing))
			return false;
	}
}

/* ---- members ---- */

static void
put_comma(CsqBuf *b)
{
	if (b->len > 0)
		csq_buf_char(b, ',');
}

static void
put_member(CsqBuf *b, const char *before, const CsqText *key, const char *after, const CsqText *value)
{
	CsqBuf name;

	csq_buf_init(&name);
	csq_buf_str(&name, before);
	csq_buf_put(&name, key->s, key->len);
	csq_buf_str(&name, after);
	put_comma(b);
	csq_buf_json(b, name.data, name.len);
	csq_buf_char(b, ':');
	if (value == NULL)
		csq_buf_str(b, "null");
	else
		csq_buf_json(b, value->s, value->len);
	csq_free(name.data);
}

/* The attributes of the element: those that are known by the names of JSON, pairs of names up to NULL. */
static void
put_attributes(const Reader *r, CsqBuf *b, const char *const *known)
{
	for (uint32_t i = 0; i < r->xml.nattributes; i++)
	{
		const char *const *k = known;

		while (*k != NULL && !csq_json_is(&r->xml.attributes[i], *k))
			k += 2;
		if (*k != NULL)
			put_member(b, "", &(CsqText){k[1], strlen(k[1])}, "", &r->xml.values[i]);
		else
			put_member(b, "@", &r->xml.attributes[i], "", &r->xml.values[i]);
	}
}

/* An element that is none of the format. */
static bool
stray(Reader *r, CsqBuf *b)
{
	put_member(b, "<", &r->xml.name, ">", NULL);
	return csq_xml_skip(&r->xml);
}

/* ---- types ---- */

/* An attribute of a type of events or objects, which are told apart. */
static CsqText
declared_key(bool event, const CsqText *type, const CsqText *name)
{
	CsqBuf b;

	csq_buf_init(&b);
	csq_buf_char(&b, event ? 'e' : 'o');
	csq_buf_put(&b, type->s, type->len);
	csq_buf_char(&b, '\0');
	csq_buf_put(&b, name->s, name->len);
	return (CsqText){b.data, b.len};
}

static bool
declare(Reader *r, Thing *type)
{
	CsqText name = csq_xml_attribute(&r->xml, "name");
	CsqText is = csq_xml_attribute(&r->xml, "type");

	if (csq_json_is(&r->xml.name, "attribute") && name.s != NULL && is.s != NULL)
	{
		if (r->ndeclared == r->room)
			csq_grow(r->declared, r->room);
		r->declared[r->ndeclared++] = (Declared){declared_key(type->event, &type->type, &name), is};
	}
	return csq_xml_skip(&r->xml);
}

static bool
declare_all(Reader *r, Thing *type)
{
	return csq_json_is(&r->xml.name, "attributes") ? each(r, declare, type) : csq_xml_skip(&r->xml);
}

static bool
read_type(Reader *r, Thing *type)
{
	type->type = csq_xml_attribute(&r->xml, "name");
	return type->type.s == NULL ? csq_xml_skip(&r->xml) : each(r, declare_all, type);
}

/* An element of the log, for its types. */
static bool
read_types(Reader *r, Thing *nothing)
{
	Thing type = {.event = csq_json_is(&r->xml.name, "event-types")};

	(void) nothing;
	if (type.event || csq_json_is(&r->xml.name, "object-types"))
		return each(r, read_type, &type);
	return csq_xml_skip(&r->xml);
}

/* ---- objects and events ---- */

static CsqText
trimmed(CsqText text)
{
	while (text.len > 0 && strchr(" \t\r\n", text.s[0]) != NULL)
		text.s++, text.len--;
	while (text.len > 0 && strchr(" \t\r\n", text.s[text.len - 1]) != NULL)
		text.len--;
	return text;
}

/* A value as JSON: of the declared type if it is of that. */
static void
put_value(const Reader *r, const Thing *thing, const CsqText *name, const CsqText *value, CsqBuf *b)
{
	CsqText key = declared_key(thing->event, &thing->type, name);
	size_t  at = csq_text_find(r->declared, r->ndeclared, sizeof *r->declared, &key);
	CsqText type = at < r->ndeclared ? r->declared[at].type : (CsqText){"", 0};
	CsqText word = trimmed(*value);
	bool    number = csq_json_is(&type, "integer") || csq_json_is(&type, "float");
	bool    yes = csq_json_is(&word, "true") || csq_json_is(&word, "1");

	csq_free((void *) key.s);
	if (number && csq_buf_json_number(b, &word))
		return;
	if (csq_json_is(&type, "boolean") && (yes || csq_json_is(&word, "false") || csq_json_is(&word, "0")))
		csq_buf_str(b, yes ? "true" : "false");
	else
		csq_buf_json(b, value->s, value->len);
}

static bool
read_attribute(Reader *r, Thing *thing)
{
	static const char *const known[] = {"name", "name", "time", "time", NULL};
	CsqText                  name = csq_xml_attribute(&r->xml, "name");
	CsqText                  value;
	CsqText                  within;
	CsqBuf                   members;

	if (!csq_json_is(&r->xml.name, "attribute"))
		return stray(r, &thing->head);
	csq_buf_init(&members);
	put_attributes(r, &members, known);
	if (!csq_xml_text(&r->xml, &value, &within))
		return false;
	if (within.s != NULL)
		put_member(&members, "<", &within, ">", NULL);
	put_comma(&members);
	csq_buf_str(&members, "\"value\":");
	put_value(r, thing, name.s != NULL ? &name : &(CsqText){"", 0}, &value, &members);
	put_comma(&thing->attributes);
	csq_buf_char(&thing->attributes, '{');
	csq_buf_put(&thing->attributes, members.data, members.len);
	csq_buf_char(&thing->attributes, '}');
	csq_free(members.data);
	csq_free((void *) value.s);
	return true;
}

static bool
read_relation(Reader *r, Thing *thing)
{
	static const char *const known[] = {"object-id", "objectId", "qualifier", "qualifier", NULL};
	CsqBuf                   members;

	if (!csq_json_is(&r->xml.name, "relationship") && !csq_json_is(&r->xml.name, "object") &&
	    !csq_json_is(&r->xml.name, "relobj"))
		return stray(r, &thing->head);
	csq_buf_init(&members);
	put_attributes(r, &members, known);
	put_comma(&thing->relations);
	csq_buf_char(&thing->relations, '{');
	csq_buf_put(&thing->relations, members.data, members.len);
	csq_buf_char(&thing->relations, '}');
	csq_free(members.data);
	return csq_xml_skip(&r->xml);
}

static bool
read_part(Reader *r, Thing *thing)
{
	if (csq_json_is(&r->xml.name, "attributes"))
		return each(r, read_attribute, thing);
	if (csq_json_is(&r->xml.name, "objects"))
		return each(r, read_relation, thing);
	return stray(r, &thing->head);
}

static bool
read_thing(Reader *r, Thing *kind)
{
	static const char *const of_object[] = {"id", "id", "type", "type", NULL};
	static const char *const of_event[] = {"id", "id", "type", "type", "time", "time", NULL};
	Thing                    thing = {.event = kind->event, .type = csq_xml_attribute(&r->xml, "type")};
	CsqBuf                  *list = &r->lists[kind->event];

	if (!csq_json_is(&r->xml.name, kind->event ? "event" : "object"))
		return stray(r, &r->stray);
	csq_buf_init(&thing.head);
	csq_buf_init(&thing.attributes);
	csq_buf_init(&thing.relations);
	if (thing.type.s == NULL)
		thing.type = (CsqText){"", 0};
	put_attributes(r, &thing.head, kind->event ? of_event : of_object);
	if (!each(r, read_part, &thing))
		return false;
	put_comma(list);
	csq_buf_char(list, '{');
	csq_buf_put(list, thing.head.data, thing.head.len);
	csq_buf_str(list, thing.head.len > 0 ? ",\"attributes\":[" : "\"attributes\":[");
	csq_buf_put(list, thing.attributes.data, thing.attributes.len);
	csq_buf_str(list, "],\"relationships\":[");
	csq_buf_put(list, thing.relations.data, thing.relations.len);
	csq_buf_str(list, "]}");
	csq_free(thing.head.data);
	csq_free(thing.attributes.data);
	csq_free(thing.relations.data);
	return true;
}

/* ---- the log ---- */

static bool
read_list(Reader *r, Thing *nothing)
{
	Thing kind = {.event = csq_json_is(&r->xml.name, "events")};

	(void) nothing;
	if (kind.event || csq_json_is(&r->xml.name, "objects"))
	{
		r->seen[kind.event] = true;
		return each(r, read_thing, &kind);
	}
	if (csq_json_is(&r->xml.name, "event-types") || csq_json_is(&r->xml.name, "object-types"))
		return csq_xml_skip(&r->xml);
	if (csq_json_is(&r->xml.name, "global"))
		return csq_fail(r->xml.err, CSQ_UNSUPPORTED, "a log of OCEL 1.0 is not read") ||
		       csq_detail(r->xml.err, "It has an element \"global\".") ||
		       csq_hint(r->xml.err, "Write it as OCEL 2.0 with the tool that it comes from.");
	return stray(r, &r->stray);
}

static bool
no_log(Reader *r, const char *s, size_t len, const char *why)
{
	return csq_fail(r->xml.err, CSQ_PARAM, "no log of OCEL 2.0: \"%s\"", csq_quoted(s, len).s) ||
	       csq_detail(r->xml.err, "%s", why) ||
	       csq_hint(r->xml.err, "It looks like <log><objects><object id=\"o1\" type=\"order\"/></objects><events>"
	                            "<event id=\"e1\" type=\"opened\" time=\"2026-03-02T09:00:00Z\"><objects><relationship "
	                            "object-id=\"o1\"/></objects></event></events></log>.");
}

/* Goes through the elements of the log, which is the only one. */
static bool
read_log(Reader *r, const char *s, size_t len, Child child, CsqError *err)
{
	CsqXmlToken t;

	csq_xml_init(&r->xml, s, len, err);
	t = csq_xml_next(&r->xml);
	if (t == CSQ_XML_DONE || (t == CSQ_XML_START && !csq_json_is(&r->xml.name, "log")))
		return no_log(r, s, len, "Its element is not \"log\".");
	if (t != CSQ_XML_START || !each(r, child, NULL))
		return false;
	t = csq_xml_next(&r->xml);
	return t == CSQ_XML_DONE || (t != CSQ_XML_ERROR && no_log(r, s, len, "There is more behind the element \"log\"."));
}

bool
csq_ocel_read_xml(const char *s, size_t len, CsqOcel *log, CsqError *err)
{
	Reader *r = csq_alloc0(sizeof *r);
	CsqBuf  json;

	csq_buf_init(&r->lists[0]);
	csq_buf_init(&r->lists[1]);
	csq_buf_init(&r->stray);
	if (!read_log(r, s, len, read_types, err))
		return false;
	csq_sort(r->declared, r->ndeclared, sizeof *r->declared, csq_by_text);
	if (!read_log(r, s, len, read_list, err))
		return false;
	if (!r->seen[0] || !r->seen[1])
		return no_log(r, s, len, "It has no element \"events\" or no element \"objects\".");
	csq_buf_init(&json);
	csq_buf_str(&json, "{\"objects\":[");
	csq_buf_put(&json, r->lists[0].data, r->lists[0].len);
	csq_buf_str(&json, "],\"events\":[");
	csq_buf_put(&json, r->lists[1].data, r->lists[1].len);
	csq_buf_char(&json, ']');
	if (r->stray.len > 0)
		csq_buf_char(&json, ',');
	csq_buf_put(&json, r->stray.data, r->stray.len);
	csq_buf_char(&json, '}');
	return csq_ocel_read(json.data, json.len, log, err);
}
