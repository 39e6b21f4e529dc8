/*
 * sessions_text.c
 *		The session_summary: adding, checking and its four directions.
 *
 * Text: {"v":1,"events":[["2026-01-05T09:00:00Z","opened","phone","spring","ann",7], ...]},
 * time, activity, channel, campaign, who, seq; trailing absent parts left out and absent
 * ones between as null.  Binary: that of a journey (journey_text.c) whose channels are
 * sources.  Both are canonical, as those of journeys are.
 */
#include "journey/sessions.h"

#include "base/instant.h"

#define TYPE      "session_summary"
#define SEPARATOR '\x1e'
#define PARTS     3

/* What a journey says of itself, said of a session_summary. */
static bool
reworded(CsqError *err)
{
	if (err->code == CSQ_LIMIT)
		return csq_fail(err, CSQ_LIMIT, "session_summary exceeds the limit of 1 GB") ||
		       csq_hint(err, "Group by the customer, or make one for each period.");
	return csq_stored_unread(TYPE, err);
}

/* ---- sources as labels ---- */

static bool
check_part(const CsqText *part, const char *what, CsqError *err)
{
	if (part->s == NULL)
		return true;
	if (part->len == 0)
		return csq_fail(err, CSQ_PARAM, "a %s must not be empty", what) ||
		       csq_hint(err, "Make it NULL where there is none: nullif(%s, '').", what);
	if (memchr(part->s, SEPARATOR, part->len) != NULL)
		return csq_fail(err, CSQ_PARAM, "%s \"%s\" has the character U+001E", what, csq_quoted(part->s, part->len).s) ||
		       csq_detail(err, "It separates the parts of what is stored.") ||
		       csq_hint(err, "Remove it with translate(%s, E'\\x1e', '').", what);
	return true;
}

/* The label of a source in a buffer of the caller's or a larger one; s NULL: there is no part. */
static bool
join(const CsqSource *source, char *buffer, size_t size, CsqText *label, CsqError *err)
{
	const CsqText *parts[PARTS] = {&source->who, &source->channel, &source->campaign};
	size_t         len = PARTS - 1;
	char          *to;

	*label = (CsqText){NULL, 0};
	if (!check_part(parts[0], "who", err) || !check_part(parts[1], "channel", err) ||
	    !check_part(parts[2], "campaign", err))
		return false;
	for (int i = 0; i < PARTS; i++)
		len += parts[i]->len;
	if (len == PARTS - 1)
		return true;
	to = len <= size ? buffer : csq_alloc(len);
	*label = (CsqText){to, len};
	for (int i = 0; i < PARTS; i++)
	{
		if (i > 0)
			*to++ = SEPARATOR;
		if (parts[i]->len > 0)
			memcpy(to, parts[i]->s, parts[i]->len);
		to += parts[i]->len;
	}
	return true;
}

/* The parts of a label; false when it is none of a source. */
static bool
split(const CsqText *label, CsqSource *source)
{
	CsqText    *parts[PARTS] = {&source->who, &source->channel, &source->campaign};
	const char *at = label->s;
	const char *end = label->s + label->len;

	for (int i = 0; i < PARTS; i++)
	{
		const char *cut = at < end ? memchr(at, SEPARATOR, (size_t) (end - at)) : NULL;

		if ((cut == NULL) != (i == PARTS - 1))
			return false;
		if (cut == NULL)
			cut = end;
		*parts[i] = cut == at ? (CsqText){NULL, 0} : (CsqText){at, (size_t) (cut - at)};
		at = cut + 1;
	}
	return label->len > PARTS - 1;
}

/* ---- growing ---- */

bool
csq_visits_add(CsqVisits **v, const CsqVisit *e, CsqError *err)
{
	char        buffer[256];
	CsqText     label;
	CsqNewEvent n = {e->at, e->activity.s, NULL, e->activity.len, 0, 0, e->seq, false, e->has_seq};

	if (!join(&e->source, buffer, sizeof buffer, &label, err))
		return false;
	n.channel = label.s;
	n.channel_len = label.len;
	if (!csq_journey_add(v, &n, err))
		return reworded(err);
	if (label.s != NULL && label.s != buffer)
		csq_free((void *) label.s);
	return true;
}

bool
csq_visits_merge(CsqVisits **into, const CsqVisits *from, CsqError *err)
{
	return csq_journey_merge(into, from, err) || reworded(err);
}

/* ---- checking ---- */

static bool
with_values(CsqError *err)
{
	return csq_stored_invalid(TYPE, err, "Its events have values.");
}

static bool
no_source(CsqError *err)
{
	return csq_stored_invalid(TYPE, err, "Where an event comes from is not three parts.");
}

/* Is each channel a source?  The journey is one. */
static bool
check_sources(const CsqVisits *v, CsqError *err)
{
	bool     *used = csq_alloc0((size_t) v->back / 4 + 1);
	size_t    at = 0;
	CsqText   label;
	CsqSource source;
	uint32_t  ref;

	if (v->flat.flags & CSQ_JOURNEY_VALUES)
		return with_values(err);
	for (uint32_t i = 0; i < v->nevents; i++)
	{
		int64_t seq;

		used[csq_journey_event(v, i, &seq).channel] = true;
		csq_poll(i);
	}
	while (csq_journey_next_label(v, &at, &label, &ref))
		if (used[ref] && !split(&label, &source))
			return no_source(err);
	csq_free(used);
	return true;
}

bool
csq_visits_check(const void *value, size_t size, CsqError *err)
{
	if (!csq_stored_head(value, size, sizeof(CsqVisits), CSQ_JOURNEY_VERSION, TYPE, err))
		return false;
	if (!csq_journey_check(value, size, err))
		return reworded(err);
	return check_sources(value, err);
}

bool
csq_visits_open(const CsqVisits *v, CsqVisitsView *view, CsqError *err)
{
	if (!csq_stored_head(v, csq_flat_size(v), sizeof(CsqVisits), CSQ_JOURNEY_VERSION, TYPE, err))
		return false;
	if (!csq_journey_open(v, &view->view, err))
		return reworded(err);
	if (v->flat.flags & CSQ_JOURNEY_VALUES)
		return with_values(err);
	view->sources = csq_alloc0(((size_t) view->view.nlabels + 1) * sizeof *view->sources);
	/* labels of activities only are sources of nothing */
	for (uint32_t i = 0; i < view->view.nevents; i++)
	{
		uint32_t   l = view->view.events[i].channel;
		CsqSource *source = &view->sources[l];

		if (l != 0 && source->who.s == NULL && source->channel.s == NULL && source->campaign.s == NULL &&
		    !split(&view->view.labels[l], source))
			return no_source(err);
		csq_poll(i);
	}
	return true;
}

/* ---- text ---- */

static void
event_text(const CsqVisitsView *v, const CsqEvent *e, CsqBuf *out)
{
	const CsqSource *source = &v->sources[e->channel];
	const CsqText   *parts[] = {&source->channel, &source->campaign, &source->who};
	int              absent = 0;

	csq_buf_str(out, "[\"");
	csq_buf_instant(out, e->at);
	csq_buf_str(out, "\",");
	csq_buf_json(out, v->view.labels[e->activity].s, v->view.labels[e->activity].len);
	for (int i = 0; i < PARTS; i++)
	{
		if (parts[i]->s == NULL)
		{
			absent++;
			continue;
		}
		for (; absent > 0; absent--)
			csq_buf_str(out, ",null");
		csq_buf_char(out, ',');
		csq_buf_json(out, parts[i]->s, parts[i]->len);
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
csq_visits_text(const CsqVisitsView *v, CsqBuf *out)
{
	csq_buf_str(out, "{\"v\":1,\"events\":[");
	for (uint32_t i = 0; i < v->view.nevents; i++)
	{
		if (i > 0)
			csq_buf_char(out, ',');
		event_text(v, &v->view.events[i], out);
		csq_poll(i);
	}
	csq_buf_str(out, "]}");
}

/* The parts behind the activity. */
static bool
parse_rest(CsqJson *json, CsqVisit *e)
{
	CsqText *parts[] = {&e->source.channel, &e->source.campaign, &e->source.who};

	for (int i = 0; csq_json_item(json); i++)
	{
		if (i > PARTS)
			return csq_json_fail(json, "An event has at most six parts: time, activity, channel, campaign, who, seq.");
		if (csq_json_null(json))
			continue;
		if (i < PARTS)
		{
			*parts[i] = csq_json_string(json);
			if (!json->failed && parts[i]->len == 0)
				return csq_json_fail(json, "A channel, campaign or person is null or not empty.");
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
parse_event(CsqJson *json, CsqVisits **v)
{
	CsqVisit e = {.at = 0};
	CsqText  t;
	CsqError why;

	csq_json_open(json, '[');
	if (!csq_json_item(json))
		return csq_json_fail(json, "An event begins with its time.");
	t = csq_json_string(json);
	if (!json->failed && !csq_parse_instant(t.s, t.len, &e.at))
		return csq_json_fail(json, "\"%s\" is not an instant.", csq_quoted(t.s, t.len).s);
	if (!csq_json_item(json))
		return csq_json_fail(json, "An event has a time and an activity.");
	e.activity = csq_json_string(json);
	if (!parse_rest(json, &e))
		return false;
	if (csq_visits_add(v, &e, &why))
		return true;
	if (why.code == CSQ_PARAM)
		return csq_json_fail(json, "A channel, campaign or person has no U+001E.");
	*json->err = why;
	return false;
}

static bool
parse_events(CsqJson *json, CsqVisits **v)
{
	csq_json_open(json, '[');
	while (csq_json_item(json))
		if (!parse_event(json, v))
			return false;
	return !json->failed;
}

CsqVisits *
csq_visits_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "events", NULL};
	CsqVisits               *v = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqVisitsView            view;
	CsqJson                  json;
	unsigned                 seen = 0;
	int                      k;

	csq_json_init(&json, text, len, TYPE, err);
	csq_json_open(&json, '{');
	while ((k = csq_json_member(&json, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&json, CSQ_JOURNEY_VERSION);
		else if (!parse_events(&json, &v))
			return NULL;
	csq_json_need(&json, names, seen, 1 | 2);
	if (!csq_json_end(&json) || !csq_visits_open(v, &view, err))
		return NULL;
	return csq_journey_pack(&view.view, err);
}

/* ---- binary ---- */

void
csq_visits_write(const CsqVisitsView *v, CsqBuf *out)
{
	csq_journey_write(&v->view, out);
}

CsqVisits *
csq_visits_read(const void *data, size_t len, CsqError *err)
{
	CsqReader  r;
	CsqVisits *v;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, CSQ_JOURNEY_VERSION);
	if (r.failed)
		return NULL;
	v = csq_journey_read(data, len, err);
	if (v == NULL)
		reworded(err);
	else if (!csq_visits_check(v, csq_flat_size(v), err))
		v = NULL;
	return v;
}
