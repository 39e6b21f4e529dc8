/*
 * parted.c
 *		Journeys with parts: adding, checking and their four directions.
 *
 * Every function is that of journeys, and then looks at what is in the channels.  What a
 * journey says of itself is said of the type.
 */
#include "journey/parted.h"

#include "base/instant.h"

#define SEPARATOR '\x1e'

static bool
reworded(const CsqPartedForm *form, CsqError *err)
{
	if (err->code == CSQ_LIMIT)
		return csq_fail(err, CSQ_LIMIT, "%s exceeds the limit of 1 GB", form->type) ||
		       csq_hint(err, "%s", form->too_large);
	return csq_stored_unread(form->type, err);
}

/* ---- parts as labels ---- */

static bool
check_part(const CsqText *part, const char *what, CsqError *err)
{
	if (part->s == NULL)
		return true;
	if (part->len == 0)
		return csq_fail(err, CSQ_PARAM, "%s must not be empty", what) ||
		       csq_hint(err, "Make it NULL where there is none: nullif(%s, '').", what);
	if (memchr(part->s, SEPARATOR, part->len) != NULL)
		return csq_fail(err, CSQ_PARAM, "%s \"%s\" has the character U+001E", what, csq_quoted(part->s, part->len).s) ||
		       csq_detail(err, "It separates the parts of what is stored.") ||
		       csq_hint(err, "Remove it with translate(%s, E'\\x1e', '').", what);
	return true;
}

static bool
is_right(const CsqPartedForm *form, const CsqParts *parts)
{
	return form->right == NULL || form->right(parts);
}

/* The label of parts in a buffer of the caller's or a larger one; s NULL: there is no part. */
static bool
join(const CsqPartedForm *form, const CsqParts *parts, char *buffer, size_t size, CsqText *label, CsqError *err)
{
	size_t len = CSQ_PARTS - 1;
	char  *to;

	*label = (CsqText){NULL, 0};
	for (int i = 0; i < CSQ_PARTS; i++)
		if (!check_part(&parts->part[i], form->names[i], err))
			return false;
	if (!is_right(form, parts))
		return csq_fail(err, CSQ_PARAM, "an event has not the parts it needs") || csq_detail(err, "%s", form->rule);
	for (int i = 0; i < CSQ_PARTS; i++)
		len += parts->part[i].len;
	if (len == CSQ_PARTS - 1)
		return true;
	to = len <= size ? buffer : csq_alloc(len);
	*label = (CsqText){to, len};
	for (int i = 0; i < CSQ_PARTS; i++)
	{
		if (i > 0)
			*to++ = SEPARATOR;
		if (parts->part[i].len > 0)
			memcpy(to, parts->part[i].s, parts->part[i].len);
		to += parts->part[i].len;
	}
	return true;
}

/* The parts of a label; false when it is none. */
static bool
split(const CsqPartedForm *form, const CsqText *label, CsqParts *parts)
{
	const char *at = label->s;
	const char *end = label->s + label->len;

	for (int i = 0; i < CSQ_PARTS; i++)
	{
		const char *cut = at < end ? memchr(at, SEPARATOR, (size_t) (end - at)) : NULL;

		if ((cut == NULL) != (i == CSQ_PARTS - 1))
			return false;
		if (cut == NULL)
			cut = end;
		parts->part[i] = cut == at ? (CsqText){NULL, 0} : (CsqText){at, (size_t) (cut - at)};
		at = cut + 1;
	}
	return label->len > CSQ_PARTS - 1 && is_right(form, parts);
}

/* ---- growing ---- */

bool
csq_parted_add(const CsqPartedForm *form, CsqJourney **v, const CsqPartedEvent *e, CsqError *err)
{
	char        buffer[256];
	CsqText     label;
	CsqNewEvent n = {e->at, e->activity.s, NULL, e->activity.len, 0, 0, e->seq, false, e->has_seq};

	if (!join(form, &e->parts, buffer, sizeof buffer, &label, err))
		return false;
	n.channel = label.s;
	n.channel_len = label.len;
	if (!csq_journey_add(v, &n, err))
		return reworded(form, err);
	if (label.s != NULL && label.s != buffer)
		csq_free((void *) label.s);
	return true;
}

bool
csq_parted_merge(const CsqPartedForm *form, CsqJourney **into, const CsqJourney *from, CsqError *err)
{
	return csq_journey_merge(into, from, err) || reworded(form, err);
}

/* ---- checking ---- */

static bool
with_values(const CsqPartedForm *form, CsqError *err)
{
	return csq_stored_invalid(form->type, err, "Its events have values.");
}

static bool
no_parts(const CsqPartedForm *form, CsqError *err)
{
	return csq_stored_invalid(form->type, err, "Where an event comes from is not three parts.");
}

/* Has each channel its parts?  The journey is one. */
static bool
check_parts(const CsqPartedForm *form, const CsqJourney *v, CsqError *err)
{
	bool    *used = csq_alloc0((size_t) v->back / 4 + 1);
	size_t   at = 0;
	CsqText  label;
	CsqParts parts;
	uint32_t ref;

	if (v->flat.flags & CSQ_JOURNEY_VALUES)
		return with_values(form, err);
	for (uint32_t i = 0; i < v->nevents; i++)
	{
		int64_t seq;

		used[csq_journey_event(v, i, &seq).channel] = true;
		csq_poll(i);
	}
	if (used[0] && !is_right(form, &(CsqParts){{{NULL, 0}}}))
		return no_parts(form, err);
	while (csq_journey_next_label(v, &at, &label, &ref))
		if (used[ref] && !split(form, &label, &parts))
			return no_parts(form, err);
	csq_free(used);
	return true;
}

bool
csq_parted_check(const CsqPartedForm *form, const void *value, size_t size, CsqError *err)
{
	if (!csq_stored_head(value, size, sizeof(CsqJourney), CSQ_JOURNEY_VERSION, form->type, err))
		return false;
	if (!csq_journey_check(value, size, err))
		return reworded(form, err);
	return check_parts(form, value, err);
}

bool
csq_parted_open(const CsqPartedForm *form, const CsqJourney *v, CsqPartedView *view, CsqError *err)
{
	if (!csq_stored_head(v, csq_flat_size(v), sizeof(CsqJourney), CSQ_JOURNEY_VERSION, form->type, err))
		return false;
	if (!csq_journey_open(v, &view->view, err))
		return reworded(form, err);
	if (v->flat.flags & CSQ_JOURNEY_VALUES)
		return with_values(form, err);
	view->parts = csq_alloc0(((size_t) view->view.nlabels + 1) * sizeof *view->parts);
	/* labels of activities only have no parts */
	for (uint32_t i = 0; i < view->view.nevents; i++)
	{
		uint32_t  l = view->view.events[i].channel;
		CsqParts *parts = &view->parts[l];

		if (l == 0 && !is_right(form, parts))
			return no_parts(form, err);
		if (l != 0 && parts->part[0].s == NULL && parts->part[1].s == NULL && parts->part[2].s == NULL &&
		    !split(form, &view->view.labels[l], parts))
			return no_parts(form, err);
		csq_poll(i);
	}
	return true;
}

/* ---- text ---- */

static void
event_text(const CsqPartedForm *form, const CsqPartedView *v, const CsqEvent *e, CsqBuf *out)
{
	int absent = 0;

	csq_buf_str(out, "[\"");
	csq_buf_instant(out, e->at);
	csq_buf_str(out, "\",");
	csq_buf_json(out, v->view.labels[e->activity].s, v->view.labels[e->activity].len);
	for (int i = 0; i < CSQ_PARTS; i++)
	{
		const CsqText *part = &v->parts[e->channel].part[form->order[i]];

		if (part->s == NULL)
		{
			absent++;
			continue;
		}
		for (; absent > 0; absent--)
			csq_buf_str(out, ",null");
		csq_buf_char(out, ',');
		csq_buf_json(out, part->s, part->len);
	}
	if (e->has_seq)
	{
		for (; absent > 0; absent--)
			csq_buf_str(out, ",null");
		csq_buf_char(out, ',');
		csq_buf_i64(out, e->seq);
	}
	csq_buf_char(out, ']');
}

void
csq_parted_text(const CsqPartedForm *form, const CsqPartedView *v, CsqBuf *out)
{
	csq_buf_str(out, "{\"v\":1,\"events\":[");
	for (uint32_t i = 0; i < v->view.nevents; i++)
	{
		if (i > 0)
			csq_buf_char(out, ',');
		event_text(form, v, &v->view.events[i], out);
		csq_poll(i);
	}
	csq_buf_str(out, "]}");
}

/* The parts behind the activity. */
static bool
parse_rest(const CsqPartedForm *form, CsqJson *json, CsqPartedEvent *e)
{
	for (int i = 0; csq_json_item(json); i++)
	{
		CsqText *part = i < CSQ_PARTS ? &e->parts.part[form->order[i]] : NULL;

		if (i > CSQ_PARTS)
			return csq_json_fail(json, "An event has at most six parts: time, activity, %s, seq.", form->said);
		if (csq_json_null(json))
			continue;
		if (part != NULL)
		{
			*part = csq_json_string(json);
			if (!json->failed && part->len == 0)
				return csq_json_fail(json, "Each of %s is null or not empty.", form->said);
		}
		else
		{
			e->seq = csq_json_i64(json);
			e->has_seq = true;
		}
	}
	return !json->failed;
}

static bool
parse_event(const CsqPartedForm *form, CsqJson *json, CsqJourney **v)
{
	CsqPartedEvent e = {.at = 0};
	CsqText        t;
	CsqError       why;

	csq_json_open(json, '[');
	if (!csq_json_item(json))
		return csq_json_fail(json, "An event begins with its time.");
	t = csq_json_string(json);
	if (!json->failed && !csq_parse_instant(t.s, t.len, &e.at))
		return csq_json_fail(json, "\"%s\" is not an instant.", csq_quoted(t.s, t.len).s);
	if (!csq_json_item(json))
		return csq_json_fail(json, "An event has a time and an activity.");
	e.activity = csq_json_string(json);
	if (!parse_rest(form, json, &e))
		return false;
	if (csq_parted_add(form, v, &e, &why))
		return true;
	if (why.code == CSQ_PARAM && !is_right(form, &e.parts))
		return csq_json_fail(json, "%s", form->rule);
	if (why.code == CSQ_PARAM)
		return csq_json_fail(json, "None of %s has U+001E.", form->said);
	*json->err = why;
	return false;
}

static bool
parse_events(const CsqPartedForm *form, CsqJson *json, CsqJourney **v)
{
	csq_json_open(json, '[');
	while (csq_json_item(json))
		if (!parse_event(form, json, v))
			return false;
	return !json->failed;
}

CsqJourney *
csq_parted_parse(const CsqPartedForm *form, const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "events", NULL};
	CsqJourney              *v = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqPartedView            view;
	CsqJson                  json;
	unsigned                 seen = 0;
	int                      k;

	csq_json_init(&json, text, len, form->type, err);
	csq_json_open(&json, '{');
	while ((k = csq_json_member(&json, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&json, CSQ_JOURNEY_VERSION);
		else if (!parse_events(form, &json, &v))
			return NULL;
	csq_json_need(&json, names, seen, 1 | 2);
	if (!csq_json_end(&json) || !csq_parted_open(form, v, &view, err))
		return NULL;
	return csq_journey_pack(&view.view, err);
}

/* ---- binary ---- */

CsqJourney *
csq_parted_read(const CsqPartedForm *form, const void *data, size_t len, CsqError *err)
{
	CsqReader   r;
	CsqJourney *v;

	csq_reader_init(&r, data, len, form->type, err);
	csq_read_version(&r, CSQ_JOURNEY_VERSION);
	if (r.failed)
		return NULL;
	v = csq_journey_read(data, len, err);
	if (v == NULL)
		reworded(form, err);
	else if (!csq_parted_check(form, v, csq_flat_size(v), err))
		v = NULL;
	return v;
}
