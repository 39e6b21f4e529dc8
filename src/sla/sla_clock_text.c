/*
 * sla_clock_text.c
 *		Text and binary forms of the SLA clock.
 *
 * Text: {"v":1,"events":[["2026-01-05T09:00:00Z","start"],
 *						  ["2026-01-05T10:00:00Z","pause","waiting for customer"],
 *						  ["2026-01-06T09:00:00Z","extend 15 calendar days"],
 *						  ["2026-01-07T09:00:00Z","stop",null,7]]}		with a seq
 * Binary: version uint8, count uint32, then per event at int64, kind uint8 (+ 128:
 * with a seq), [target kind uint8, amount int64], reason length + 1 uint16 (0: none),
 * bytes, [seq int64].
 * Both are canonical: events in order; text input may have them in any order.
 */
#include "sla/sla.h"

#include "base/instant.h"
#include "base/sort.h"

#define WITH_SEQ 0x80

/* ---- text ---- */

static void
put_event(CsqBuf *b, const CsqClockEvent *e)
{
	csq_buf_str(b, "[\"");
	csq_buf_instant(b, e->at);
	csq_buf_str(b, "\",\"");
	csq_buf_str(b, csq_clock_kind_name(e->kind));
	if (csq_clock_has_amount(e->kind))
	{
		csq_buf_char(b, ' ');
		csq_target_text(b, &e->amount);
	}
	csq_buf_char(b, '"');
	if (e->reason.s != NULL || e->has_seq)
	{
		csq_buf_char(b, ',');
		if (e->reason.s != NULL)
			csq_buf_json(b, e->reason.s, e->reason.len);
		else
			csq_buf_str(b, "null");
	}
	if (e->has_seq)
	{
		csq_buf_char(b, ',');
		csq_buf_i64(b, e->seq);
	}
	csq_buf_char(b, ']');
}

void
csq_clock_text(const CsqClockView *view, CsqBuf *b)
{
	csq_buf_str(b, "{\"v\":1,\"events\":[");
	for (uint32_t i = 0; i < view->n; i++)
	{
		if (i > 0)
			csq_buf_char(b, ',');
		csq_poll(i);
		put_event(b, &view->events[i]);
	}
	csq_buf_str(b, "]}");
}

/* One event: instant, event [, reason or null [, seq]]. */
static bool
parse_event(CsqJson *j, CsqClock **clock, CsqError *err)
{
	CsqClockEvent e;
	CsqText       at;
	CsqText       word;
	CsqText       reason = {NULL, 0};
	bool          has_seq = false;
	int64_t       seq = 0;

	csq_json_open(j, '[');
	if (!csq_json_item(j))
		return csq_json_fail(j, "An event is [instant, event] or [instant, event, reason].");
	at = csq_json_string(j);
	if (!csq_json_item(j))
		return csq_json_fail(j, "An event is [instant, event] or [instant, event, reason].");
	word = csq_json_string(j);
	if (csq_json_item(j))
	{
		if (!csq_json_null(j))
			reason = csq_json_string(j);
		has_seq = csq_json_item(j);
		if (has_seq)
			seq = csq_json_i64(j);
		if (has_seq && csq_json_item(j))
			return csq_json_fail(j, "An event has at most four parts: instant, event, reason, seq.");
	}
	if (j->failed)
		return false;
	if (!csq_clock_event_parse(word.s, word.len, &e, err))
	{
		err->code = CSQ_SYNTAX;
		return false;
	}
	if (!csq_parse_instant(at.s, at.len, &e.at))
		return csq_json_fail(j, "\"%s\" is no instant; write 2026-01-05T09:00:00Z.", csq_quoted(at.s, at.len).s);
	e.reason = reason;
	e.has_seq = has_seq;
	e.seq = seq;
	return csq_clock_add(clock, &e, err);
}

CsqClock *
csq_clock_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "events", NULL};
	CsqClock                *clock = csq_clock_new();
	CsqClockView             view;
	CsqJson                  j;
	unsigned                 seen = 0;
	int                      k;

	csq_json_init(&j, text, len, "sla_clock", err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
	{
		if (k == 0)
		{
			csq_json_version(&j, CSQ_CLOCK_VERSION);
			continue;
		}
		csq_json_open(&j, '[');
		while (csq_json_item(&j))
			if (!parse_event(&j, &clock, err))
				return NULL;
	}
	csq_json_need(&j, names, seen, 1 | 2);
	if (!csq_json_end(&j) || !csq_clock_open(clock, &view, err))
		return NULL;
	return csq_clock_pack(&view, err);
}

/* ---- binary ---- */

void
csq_clock_write(const CsqClockView *view, CsqBuf *b)
{
	csq_put_u8(b, CSQ_CLOCK_VERSION);
	csq_put_u32(b, view->n);
	for (uint32_t i = 0; i < view->n; i++)
	{
		const CsqClockEvent *e = &view->events[i];

		csq_poll(i);
		csq_put_u64(b, (uint64_t) e->at);
		csq_put_u8(b, (uint8_t) (e->kind | (e->has_seq ? WITH_SEQ : 0)));
		if (csq_clock_has_amount(e->kind))
		{
			csq_put_u8(b, csq_target_code(&e->amount));
			csq_put_u64(b, (uint64_t) e->amount.amount);
		}
		csq_put_u16(b, (uint16_t) (e->reason.s == NULL ? 0 : e->reason.len + 1));
		if (e->reason.s != NULL)
			csq_buf_put(b, e->reason.s, e->reason.len);
		if (e->has_seq)
			csq_put_u64(b, (uint64_t) e->seq);
	}
}

static bool
read_event(CsqReader *r, CsqClockEvent *e)
{
	uint16_t len;

	memset(e, 0, sizeof *e);
	e->at = (int64_t) csq_read_u64(r);
	e->kind = csq_read_u8(r);
	e->has_seq = (e->kind & WITH_SEQ) != 0;
	e->kind &= ~WITH_SEQ;
	if (!r->failed && (e->kind < 1 || e->kind > CSQ_CLOCK_KINDS || !csq_is_instant(e->at)))
		return csq_read_fail(r, "An event is of an unknown kind or at an instant out of range.");
	if (csq_clock_has_amount(e->kind))
	{
		csq_target_set_code(&e->amount, csq_read_u8(r));
		e->amount.amount = (int64_t) csq_read_u64(r);
		if (r->failed || !csq_target_check(&e->amount, CSQ_BINARY, r->err))
			return false;
	}
	len = csq_read_u16(r);
	if (len > 0)
	{
		e->reason.len = (size_t) len - 1;
		e->reason.s = csq_read_bytes(r, e->reason.len);
	}
	if (e->has_seq)
		e->seq = (int64_t) csq_read_u64(r);
	if (r->failed)
		return false;
	if (len > CSQ_CLOCK_MAX_REASON + 1 || (len > 0 && !csq_utf8_valid(e->reason.s, e->reason.len)))
		return csq_read_fail(r, "A reason is too long or no well-formed UTF-8.");
	if (len == 0 && e->kind == CSQ_CLOCK_ASSIGN)
		return csq_read_fail(r, "An assignment has no owner.");
	return true;
}

CsqClock *
csq_clock_read(const void *data, size_t len, CsqError *err)
{
	CsqReader    r;
	CsqClockView view;

	csq_reader_init(&r, data, len, "sla_clock", err);
	csq_read_version(&r, CSQ_CLOCK_VERSION);
	view.n = csq_read_count(&r, 11);
	if (r.failed)
		return NULL;
	view.events = csq_alloc((size_t) (view.n + 1) * sizeof *view.events);
	for (uint32_t i = 0; i < view.n; i++)
	{
		csq_poll(i);
		if (!read_event(&r, &view.events[i]))
			return NULL;
		if (i > 0 && csq_clock_event_compare(&view.events[i - 1], &view.events[i]) > 0)
		{
			csq_read_fail(&r, "Its events are not in order.");
			return NULL;
		}
	}
	if (!csq_read_end(&r))
		return NULL;
	return csq_clock_pack(&view, err);
}
