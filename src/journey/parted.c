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

/* The first part that lies in the channel. */
static inline int
first_of(const CsqPartedForm *form)
{
	return form->with_activity ? 1 : 0;
}

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

/* n texts with separators between, in a buffer of the caller's or a larger one. */
static CsqText
joined(const CsqText *texts, int n, char *buffer, size_t size)
{
	size_t len = (size_t) n - 1;
	char  *label;
	char  *to;

	for (int i = 0; i < n; i++)
		len += texts[i].len;
	to = label = len <= size ? buffer : csq_alloc(len);
	for (int i = 0; i < n; i++)
	{
		if (i > 0)
			*to++ = SEPARATOR;
		if (texts[i].len > 0)
			memcpy(to, texts[i].s, texts[i].len);
		to += texts[i].len;
	}
	return (CsqText){label, len};
}

static bool
check_parts_of(const CsqPartedForm *form, const CsqPartedEvent *e, CsqError *err)
{
	for (int i = 0; i < CSQ_PARTS; i++)
		if (!check_part(&e->parts.part[i], form->names[i], err))
			return false;
	if (!is_right(form, &e->parts) || (form->with_activity && e->parts.part[0].s == NULL))
		return csq_fail(err, CSQ_PARAM, "an event has not the parts it needs") || csq_detail(err, "%s", form->rule);
	return !form->with_activity || e->activity.len == 0 || check_part(&e->activity, "activity", err);
}

/* The parts of a channel; false when it is none.  A part that lies elsewhere is taken to be there. */
static bool
split(const CsqPartedForm *form, const CsqText *label, CsqParts *parts)
{
	const char *at = label->s;
	const char *end = label->s + label->len;
	int         first = first_of(form);

	parts->part[0] = (CsqText){"", 0};
	for (int i = first; i < CSQ_PARTS; i++)
	{
		const char *cut = at < end ? memchr(at, SEPARATOR, (size_t) (end - at)) : NULL;

		if ((cut == NULL) != (i == CSQ_PARTS - 1))
			return false;
		if (cut == NULL)
			cut = end;
		parts->part[i] = cut == at ? (CsqText){NULL, 0} : (CsqText){at, (size_t) (cut - at)};
		at = cut + 1;
	}
	return label->len > (size_t) (CSQ_PARTS - 1 - first) && is_right(form, parts);
}

/* The activity, and the part behind it; false when it has none. */
static bool
split_activity(const CsqPartedForm *form, const CsqText *label, CsqText head[2])
{
	const char *cut;

	head[0] = *label;
	head[1] = (CsqText){NULL, 0};
	if (!form->with_activity)
		return true;
	cut = label->len > 0 ? memchr(label->s, SEPARATOR, label->len) : NULL;
	if (cut == NULL)
		return false;
	head[0].len = (size_t) (cut - label->s);
	head[1] = (CsqText){cut + 1, label->len - head[0].len - 1};
	return head[1].len > 0 && memchr(head[1].s, SEPARATOR, head[1].len) == NULL;
}

/* May an event have no channel? */
static bool
may_be_alone(const CsqPartedForm *form)
{
	return is_right(form, &(CsqParts){{{form->with_activity ? "" : NULL, 0}}});
}

/* ---- growing ---- */

bool
csq_parted_add(const CsqPartedForm *form, CsqJourney **v, const CsqPartedEvent *e, CsqError *err)
{
	char        buffers[2][256];
	int         first = first_of(form);
	CsqText     head[2] = {e->activity, e->parts.part[0]};
	CsqText     labels[2] = {e->activity, {NULL, 0}};
	CsqNewEvent n = {e->at, NULL, NULL, 0, 0, 0, e->seq, false, e->has_seq};

	if (!check_parts_of(form, e, err))
		return false;
	if (form->with_activity)
		labels[0] = joined(head, 2, buffers[0], sizeof buffers[0]);
	for (int i = first; i < CSQ_PARTS && labels[1].s == NULL; i++)
		if (e->parts.part[i].s != NULL)
			labels[1] = joined(e->parts.part + first, CSQ_PARTS - first, buffers[1], sizeof buffers[1]);
	n.activity = labels[0].s;
	n.activity_len = labels[0].len;
	n.channel = labels[1].s;
	n.channel_len = labels[1].len;
	if (!csq_journey_add(v, &n, err))
		return reworded(form, err);
	if (labels[0].s != e->activity.s && labels[0].s != buffers[0])
		csq_free((void *) labels[0].s);
	if (labels[1].s != NULL && labels[1].s != buffers[1])
		csq_free((void *) labels[1].s);
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

/* Has each label its parts?  The journey is one. */
static bool
check_parts(const CsqPartedForm *form, const CsqJourney *v, CsqError *err)
{
	uint8_t *used = csq_alloc0((size_t) v->back / 4 + 1); /* 1: as a channel, 2: as an activity */
	size_t   at = 0;
	CsqText  label;
	CsqText  head[2];
	CsqParts parts;
	uint32_t ref;

	if (v->flat.flags & CSQ_JOURNEY_VALUES)
		return with_values(form, err);
	for (uint32_t i = 0; i < v->nevents; i++)
	{
		int64_t     seq;
		CsqRawEvent e = csq_journey_event(v, i, &seq);

		used[e.channel] |= 1;
		used[e.activity & ~CSQ_HAS_SEQ] |= 2;
		csq_poll(i);
	}
	if ((used[0] & 1) && !may_be_alone(form))
		return no_parts(form, err);
	while (csq_journey_next_label(v, &at, &label, &ref))
		if (((used[ref] & 1) && !split(form, &label, &parts)) ||
		    ((used[ref] & 2) && !split_activity(form, &label, head)))
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
	view->heads = csq_alloc0(((size_t) view->view.nlabels + 1) * sizeof *view->heads);
	for (uint32_t i = 0; i < view->view.nevents; i++)
	{
		const CsqEvent *e = &view->view.events[i];
		CsqParts       *parts = &view->parts[e->channel];
		CsqText        *head = view->heads[e->activity];

		if (e->channel == 0 && !may_be_alone(form))
			return no_parts(form, err);
		if (e->channel != 0 && parts->part[0].s == NULL && parts->part[1].s == NULL && parts->part[2].s == NULL &&
		    !split(form, &view->view.labels[e->channel], parts))
			return no_parts(form, err);
		if (head[0].s == NULL && !split_activity(form, &view->view.labels[e->activity], head))
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
	csq_buf_json(out, csq_parted_activity(v, e)->s, csq_parted_activity(v, e)->len);
	for (int i = 0; i < CSQ_PARTS; i++)
	{
		int            p = form->order[i];
		const CsqText *part = p == 0 && form->with_activity ? &v->heads[e->activity][1] : &v->parts[e->channel].part[p];

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
	if (why.code == CSQ_PARAM && form->rule != NULL && strcmp(why.detail, form->rule) == 0)
		return csq_json_fail(json, "%s", form->rule);
	if (why.code == CSQ_PARAM)
		return csq_json_fail(json, form->with_activity ? "None of activity, %s has U+001E." : "None of %s has U+001E.",
		                     form->said);
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
