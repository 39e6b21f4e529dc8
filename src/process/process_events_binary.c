/*
 * process_events_binary.c
 *		The binary form of collected events, in both directions.
 *
 * Network byte order: version u8; calendar (length u32, 0 for none, and bytes);
 * labels (count u32, then length u32 and bytes of each, ascending); cases (count
 * u32, then kind u8, the id as length u32 and bytes (kind 1), as i64 (2) or not at
 * all (3: a journey), count of events u32, then at i64, activity u32, resource u32).
 * Version 2, where events have a seq: behind each event whether it has one u8, the seq i64 if so;
 * no journeys.  Version 3, where events have a value: behind the version whether they have a seq u8; behind
 * each event that (as in version 2, if so), then whether it has a value u8, the value f64 if so; no journeys.
 *
 * Canonical: cases in the order ints, strings, journeys, each ascending; events of
 * cases with an id by time, seq (those without one last), activity, resource, value (none first).
 */
#include "process/process.h"

#include <math.h>

#include "base/instant.h"

#define VERSION_SEQS   (CSQ_PROCESS_VERSION + 1)
#define VERSION_VALUES (CSQ_PROCESS_VERSION + 2)

/* What step i has beside its time and labels. */
static void
write_more(const CsqProcessLog *log, uint32_t i, CsqBuf *out)
{
	if (log->seqs != NULL)
	{
		csq_put_u8(out, log->seqs[i].has_seq);
		if (log->seqs[i].has_seq)
			csq_put_u64(out, (uint64_t) log->seqs[i].seq);
	}
	if (log->values != NULL)
	{
		csq_put_u8(out, !isnan(log->values[i]));
		if (!isnan(log->values[i]))
			csq_put_double(out, log->values[i]);
	}
}

void
csq_process_events_write(const CsqProcessLog *log, CsqBuf *out)
{
	csq_put_u8(out, log->values != NULL ? VERSION_VALUES : log->seqs != NULL ? VERSION_SEQS : CSQ_PROCESS_VERSION);
	if (log->values != NULL)
		csq_put_u8(out, log->seqs != NULL);
	csq_put_u32(out, (uint32_t) log->calendar.len);
	csq_buf_put(out, log->calendar.s, log->calendar.len);
	csq_put_u32(out, log->nlabels);
	for (uint32_t l = 1; l <= log->nlabels; l++)
	{
		csq_put_u32(out, (uint32_t) log->labels[l].len);
		csq_buf_put(out, log->labels[l].s, log->labels[l].len);
	}
	csq_put_u32(out, log->ncases);
	for (uint32_t c = 0; c < log->ncases; c++)
	{
		csq_put_u8(out, log->keys[c].kind);
		if (log->keys[c].kind == CSQ_KEY_TEXT)
		{
			csq_put_u32(out, (uint32_t) log->keys[c].len);
			csq_buf_put(out, log->keys[c].s, log->keys[c].len);
		}
		else if (log->keys[c].kind == CSQ_KEY_INT)
			csq_put_u64(out, (uint64_t) log->keys[c].id);
		csq_put_u32(out, log->first[c + 1] - log->first[c]);
		for (uint32_t i = log->first[c]; i < log->first[c + 1]; i++)
		{
			csq_put_u64(out, (uint64_t) log->steps[i].at);
			csq_put_u32(out, log->steps[i].activity);
			csq_put_u32(out, log->steps[i].resource);
			write_more(log, i, out);
		}
		csq_poll(c);
	}
}

static void
read_seq(CsqReader *r, CsqNewEvent *e)
{
	uint8_t has = csq_read_u8(r);

	if (has > 1)
		csq_read_fail(r, "An event has a malformed seq.");
	e->has_seq = has == 1;
	if (e->has_seq)
		e->seq = (int64_t) csq_read_u64(r);
}

static void
read_value(CsqReader *r, CsqNewEvent *e)
{
	uint8_t has = csq_read_u8(r);

	e->has_value = has == 1;
	if (e->has_value)
		e->value = csq_read_double(r);
	if (has > 1 || !isfinite(e->value))
		csq_read_fail(r, "An event has a malformed value.");
}

/* The events of a case; labels come from the view, which holds those of all cases. */
static bool
read_case(CsqReader *r, CsqJourneyView *view, CsqProcessEvents **pe, CsqError *err)
{
	uint8_t    kind = csq_read_u8(r);
	CsqCaseKey key = {kind, "", 0, 0};

	if (kind == CSQ_KEY_TEXT)
	{
		key.len = csq_read_u32(r);
		key.s = csq_read_bytes(r, key.len);
	}
	else if (kind == CSQ_KEY_INT)
		key.id = (int64_t) csq_read_u64(r);
	view->nevents = csq_read_count(r, 16);
	if (r->failed)
		return false;
	if (kind < CSQ_KEY_TEXT || kind > CSQ_KEY_NONE ||
	    (kind == CSQ_KEY_NONE && (*pe)->seq_size + (*pe)->value_size > 0) ||
	    (kind == CSQ_KEY_TEXT && !csq_utf8_valid(key.s, key.len)) || view->nevents == 0)
		return csq_read_fail(r, "A case has a malformed id or no event.");
	view->events = csq_alloc0(view->nevents * sizeof *view->events);
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		CsqEvent   *e = &view->events[i];
		CsqNewEvent n = {0};

		e->at = (int64_t) csq_read_u64(r);
		e->activity = csq_read_u32(r);
		e->channel = csq_read_u32(r);
		if ((*pe)->seq_size > 0)
			read_seq(r, &n);
		if ((*pe)->value_size > 0)
			read_value(r, &n);
		if (r->failed)
			return false;
		if (!csq_is_instant(e->at) || (kind == CSQ_KEY_NONE && i > 0 && e->at < e[-1].at))
			return csq_read_fail(r, "The time of an event is out of range or order.");
		if (e->activity == 0 || e->activity > view->nlabels || e->channel > view->nlabels)
			return csq_read_fail(r, "An event refers to a label that is not there.");
		if (kind == CSQ_KEY_NONE)
			continue;
		n.at = e->at;
		n.activity = view->labels[e->activity].s;
		n.activity_len = view->labels[e->activity].len;
		n.channel = e->channel == 0 ? NULL : view->labels[e->channel].s;
		n.channel_len = view->labels[e->channel].len;
		if (!csq_process_events_add(pe, &key, &n, NULL, err))
			return false;
	}
	if (kind == CSQ_KEY_NONE && !csq_process_events_journey(pe, view, err))
		return false;
	csq_free(view->events);
	return true;
}

CsqProcessEvents *
csq_process_events_read(const void *data, size_t len, CsqZoneName zone_name, CsqError *err)
{
	CsqProcessEvents *pe = csq_process_events_new();
	CsqJourneyView    view;
	CsqProcessLog     log;
	CsqReader         r;
	CsqBuf            again;
	CsqText           calendar;
	uint32_t          n;
	uint8_t           version;
	uint8_t           seqs;

	memset(&view, 0, sizeof view);
	csq_reader_init(&r, data, len, "process_events", err);
	version = csq_read_version(&r, VERSION_VALUES);
	seqs = version == VERSION_VALUES ? csq_read_u8(&r) : version == VERSION_SEQS;
	if (!csq_process_events_keep(pe, seqs > 0, version == VERSION_VALUES, err))
		return NULL;
	calendar.len = csq_read_u32(&r);
	calendar.s = csq_read_bytes(&r, calendar.len);
	if (r.failed || !csq_process_calendar_settle(zone_name, &calendar, err) ||
	    !csq_process_events_bind(&pe, &calendar, err) || !csq_read_labels(&r, false, &view.labels, &view.nlabels))
		return NULL;
	n = csq_read_count(&r, 21);
	for (uint32_t c = 0; c < n && !r.failed; c++)
	{
		if (!read_case(&r, &view, &pe, err))
			return NULL;
		csq_poll(c);
	}
	if (!csq_read_end(&r))
		return NULL;
	/* canonical means: what would be written is what was read */
	csq_buf_init(&again);
	if (!csq_process_log(pe, true, &log, err))
		return NULL;
	csq_process_events_write(&log, &again);
	if (again.len != len || memcmp(again.data, data, len) != 0)
	{
		csq_read_fail(&r, "The labels, cases or events are not in canonical order.");
		return NULL;
	}
	csq_free(again.data);
	return pe;
}
