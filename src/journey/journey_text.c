/*
 * journey_text.c
 *		The journey in its four directions: text, parse, write, read.
 *
 * Text: {"v":1,"events":[["2026-01-05T09:00:00Z","opened","phone",-0.5,7], ...]}
 * with trailing absent parts left out and absent ones between as null.
 * Binary (network byte order): version u8, flags u8, labels (count u32, then
 * length u32 and bytes of each, ascending), events (count u32, then at i64,
 * activity u32, channel u32, [value f8], [has_seq u8, seq i64], ascending).
 * Both are canonical: one multiset of events has one text and one binary form.
 */
#include "journey/journey.h"

#include <math.h>

#include "base/instant.h"

/* ---- text ---- */

static void
event_text(const CsqJourneyView *view, const CsqEvent *e, CsqBuf *out)
{
	csq_buf_str(out, "[\"");
	csq_buf_instant(out, e->at);
	csq_buf_str(out, "\",");
	csq_buf_json(out, view->labels[e->activity].s, view->labels[e->activity].len);
	if (e->channel != 0)
	{
		csq_buf_char(out, ',');
		csq_buf_json(out, view->labels[e->channel].s, view->labels[e->channel].len);
	}
	else if (e->has_value || e->has_seq)
		csq_buf_str(out, ",null");
	if (e->has_value)
	{
		csq_buf_char(out, ',');
		csq_buf_double(out, e->value);
	}
	else if (e->has_seq)
		csq_buf_str(out, ",null");
	if (e->has_seq)
	{
		csq_buf_char(out, ',');
		csq_buf_i64(out, e->seq);
	}
	csq_buf_char(out, ']');
}

void
csq_journey_text(const CsqJourneyView *view, CsqBuf *out)
{
	csq_buf_str(out, "{\"v\":1,\"events\":[");
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		if (i > 0)
			csq_buf_char(out, ',');
		event_text(view, &view->events[i], out);
		csq_poll(i);
	}
	csq_buf_str(out, "]}");
}

/* After the activity: channel, value, seq, each of which may be null or left out with the rest. */
static bool
parse_rest(CsqJson *json, CsqNewEvent *e)
{
	CsqText t;

	if (!csq_json_item(json))
		return !json->failed;
	if (!csq_json_null(json))
	{
		t = csq_json_string(json);
		e->channel = t.s;
		e->channel_len = t.len;
	}
	if (!csq_json_item(json))
		return !json->failed;
	if (!csq_json_null(json))
	{
		e->value = csq_json_double(json);
		e->has_value = true;
	}
	if (!csq_json_item(json))
		return !json->failed;
	if (!csq_json_null(json))
	{
		e->seq = csq_json_i64(json);
		e->has_seq = true;
	}
	if (csq_json_item(json))
		return csq_json_fail(json, "An event has at most five parts: time, activity, channel, value, seq.");
	return !json->failed;
}

static bool
parse_event(CsqJson *json, CsqJourney **j)
{
	CsqNewEvent e = {0};
	CsqText     t;

	csq_json_open(json, '[');
	if (!csq_json_item(json))
		return csq_json_fail(json, "An event begins with its time.");
	t = csq_json_string(json);
	if (!json->failed && !csq_parse_instant(t.s, t.len, &e.at))
	{
		csq_json_fail(json, "\"%s\" is not an instant.", csq_quoted(t.s, t.len).s);
		return csq_hint(json->err, "Write it as 2026-01-05T09:00:00Z or with an offset, 2026-01-05T17:00:00+08:00.");
	}
	if (!csq_json_item(json))
		return csq_json_fail(json, "An event has a time and an activity.");
	t = csq_json_string(json);
	e.activity = t.s;
	e.activity_len = t.len;
	return parse_rest(json, &e) && csq_journey_add(j, &e, json->err);
}

static bool
parse_events(CsqJson *json, CsqJourney **j)
{
	csq_json_open(json, '[');
	while (csq_json_item(json))
		if (!parse_event(json, j))
			return false;
	return !json->failed;
}

CsqJourney *
csq_journey_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "events", NULL};
	CsqJourney              *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqJourneyView           view;
	CsqJson                  json;
	unsigned                 seen = 0;
	int                      k;

	csq_json_init(&json, text, len, "journey", err);
	csq_json_open(&json, '{');
	while ((k = csq_json_member(&json, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&json, CSQ_JOURNEY_VERSION);
		else if (!parse_events(&json, &j))
			return NULL;
	csq_json_need(&json, names, seen, 1 | 2);
	if (!csq_json_end(&json) || !csq_journey_open(j, &view, err))
		return NULL;
	return csq_journey_pack(&view, err);
}

/* ---- binary ---- */

/* Which labels occur, and which flags the events need. */
static uint8_t
used_labels(const CsqJourneyView *view, uint32_t *number)
{
	uint8_t  flags = 0;
	uint32_t n = 0;

	memset(number, 0, (view->nlabels + (size_t) 1) * sizeof *number);
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		number[view->events[i].activity] = number[view->events[i].channel] = 1;
		flags |=
			(view->events[i].has_value ? CSQ_JOURNEY_VALUES : 0) | (view->events[i].has_seq ? CSQ_JOURNEY_SEQS : 0);
		csq_poll(i);
	}
	number[0] = 0;
	for (uint32_t i = 1; i <= view->nlabels; i++)
		if (number[i] != 0)
			number[i] = ++n;
	return flags;
}

void
csq_journey_write(const CsqJourneyView *view, CsqBuf *out)
{
	uint32_t *number = csq_alloc((view->nlabels + (size_t) 1) * sizeof *number);
	uint8_t   flags = used_labels(view, number);
	uint32_t  n = 0;

	for (uint32_t i = 1; i <= view->nlabels; i++)
		n += number[i] != 0;
	csq_put_u8(out, CSQ_JOURNEY_VERSION);
	csq_put_u8(out, flags);
	csq_put_u32(out, n);
	for (uint32_t i = 1; i <= view->nlabels; i++)
		if (number[i] != 0)
		{
			csq_put_u32(out, (uint32_t) view->labels[i].len);
			csq_buf_put(out, view->labels[i].s, view->labels[i].len);
		}
	csq_put_u32(out, view->nevents);
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		const CsqEvent *e = &view->events[i];

		csq_put_u64(out, (uint64_t) e->at);
		csq_put_u32(out, number[e->activity]);
		csq_put_u32(out, number[e->channel]);
		if (flags & CSQ_JOURNEY_VALUES)
			csq_put_double(out, e->has_value ? e->value : NAN);
		if (flags & CSQ_JOURNEY_SEQS)
		{
			csq_put_u8(out, e->has_seq);
			csq_put_u64(out, (uint64_t) e->seq);
		}
		csq_poll(i);
	}
	csq_free(number);
}

static bool
read_event(CsqReader *r, uint8_t flags, const CsqJourneyView *view, CsqEvent *e)
{
	e->at = (int64_t) csq_read_u64(r);
	e->activity = csq_read_u32(r);
	e->channel = csq_read_u32(r);
	if (flags & CSQ_JOURNEY_VALUES)
	{
		e->value = csq_read_double(r);
		e->has_value = !isnan(e->value);
		if (!e->has_value)
			e->value = 0;
	}
	if (flags & CSQ_JOURNEY_SEQS)
	{
		uint8_t has = csq_read_u8(r);

		e->has_seq = has == 1;
		e->seq = (int64_t) csq_read_u64(r);
		if (!r->failed && (has > 1 || (has == 0 && e->seq != 0)))
			return csq_read_fail(r, "The seq of an event is malformed.");
	}
	if (r->failed)
		return false;
	if (!csq_is_instant(e->at))
		return csq_read_fail(r, "The time of an event is out of range.");
	if (e->activity == 0 || e->activity > view->nlabels || e->channel > view->nlabels)
		return csq_read_fail(r, "An event refers to a label that is not there.");
	if (isinf(e->value) || (e->value == 0 && signbit(e->value)))
		return csq_read_fail(r, "The value of an event is not a finite number.");
	return true;
}

/* All labels in use, all fields in use: one multiset has one binary form. */
static bool
read_is_canonical(CsqReader *r, const CsqJourneyView *view, uint8_t flags)
{
	uint32_t *number = csq_alloc((view->nlabels + (size_t) 1) * sizeof *number);

	if (used_labels(view, number) != flags)
		return csq_read_fail(r, "The fields announced are not those in use.");
	for (uint32_t i = 1; i <= view->nlabels; i++)
		if (number[i] == 0)
			return csq_read_fail(r, "Label %u is not in use.", i);
	csq_free(number);
	return true;
}

CsqJourney *
csq_journey_read(const void *data, size_t len, CsqError *err)
{
	CsqReader      r;
	CsqJourneyView view;
	uint8_t        flags;

	csq_reader_init(&r, data, len, "journey", err);
	csq_read_version(&r, CSQ_JOURNEY_VERSION);
	flags = csq_read_u8(&r);
	if (!r.failed && flags > (CSQ_JOURNEY_VALUES | CSQ_JOURNEY_SEQS))
		csq_read_fail(&r, "It has flags %u.", flags);
	if (r.failed || !csq_read_labels(&r, true, &view.labels, &view.nlabels))
		return NULL;
	view.nevents = csq_read_count(&r, 16 + (flags & CSQ_JOURNEY_VALUES ? 8 : 0) + (flags & CSQ_JOURNEY_SEQS ? 9 : 0));
	if (r.failed)
		return NULL;
	view.events = csq_alloc0((view.nevents + (size_t) 1) * sizeof *view.events);
	for (uint32_t i = 0; i < view.nevents; i++)
	{
		if (!read_event(&r, flags, &view, &view.events[i]))
			return NULL;
		if (i > 0 && csq_event_compare(&view.events[i - 1], &view.events[i]) > 0)
		{
			csq_read_fail(&r, "Event %u is out of order.", i + 1);
			return NULL;
		}
		csq_poll(i);
	}
	if (!csq_read_end(&r) || !read_is_canonical(&r, &view, flags))
		return NULL;
	return csq_journey_pack(&view, err);
}
