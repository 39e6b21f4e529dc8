/*
 * sla.c
 *		SQL shell of the type sla_clock: input and output, aggregates, events.
 *
 * clock_agg's state is its result: the transition function appends to it in
 * place, rollup and the parallel combine step append one to the other.  What a
 * clock says is in sla_status.c.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "csq.h"
#include "calendar_args.h"
#include "instant.h"
#include "sla.h"

/* ---- helpers ---- */

static CsqClock *
checked(CsqClock *c)
{
	return csq_checked(c, csq_clock_check);
}

static void
open_arg(FunctionCallInfo fcinfo, int n, CsqClockView *view)
{
	CsqError	err;

	if (!csq_clock_open(CSQ_GETARG_VALUE(n), view, &err))
		csq_throw(&err);
}

/* Argument 0 as a state that may be appended to. */
static CsqClock *
state_arg(FunctionCallInfo fcinfo)
{
	return csq_flat_state(fcinfo, csq_clock_check);
}

/* ---- the type ---- */

/*
 * sla_clock_in(cstring) -> sla_clock
 *
 * {"v":1,"events":[[instant, event] or [instant, event, reason], ...]}; the order of
 * the events does not matter.
 * NULL:    strict.
 * Errors:  22P02 malformed text, unknown event.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_sla_clock_in);
Datum
csq_sla_clock_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	CsqError	err;
	CsqClock   *c;

	csq_require_utf8();
	c = csq_clock_parse(text, strlen(text), &err);
	if (c == NULL)
		return csq_soft_error(fcinfo, &err);
	PG_RETURN_POINTER(c);
}

/*
 * sla_clock_out(sla_clock) -> cstring
 *
 * The canonical text: events in order, instants in UTC, whatever the settings.
 * NULL:    strict.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_sla_clock_out);
Datum
csq_sla_clock_out(PG_FUNCTION_ARGS)
{
	CsqClockView view;
	CsqBuf		b;

	open_arg(fcinfo, 0, &view);
	csq_buf_init(&b);
	csq_clock_text(&b, &view);
	PG_RETURN_CSTRING(b.data);
}

/*
 * sla_clock_recv(internal) -> sla_clock
 *
 * NULL:    strict.
 * Errors:  22P03 for anything but a canonical binary form.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_sla_clock_recv);
Datum
csq_sla_clock_recv(PG_FUNCTION_ARGS)
{
	const void *data;
	size_t		len;
	CsqError	err;
	CsqClock   *c;

	csq_require_utf8();
	csq_recv_bytes(fcinfo, &data, &len);
	c = csq_clock_read(data, len, &err);
	if (c == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(c);
}

/*
 * sla_clock_send(sla_clock) -> bytea
 *
 * The canonical binary form, see sla_clock_text.c.
 * NULL:    strict.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_sla_clock_send);
Datum
csq_sla_clock_send(PG_FUNCTION_ARGS)
{
	CsqClockView view;
	CsqBuf		b;

	open_arg(fcinfo, 0, &view);
	csq_buf_init(&b);
	csq_clock_write(&b, &view);
	return csq_send_bytes(&b);
}

static bool
same_events(FunctionCallInfo fcinfo)
{
	CsqClockView a;
	CsqClockView b;

	open_arg(fcinfo, 0, &a);
	open_arg(fcinfo, 1, &b);
	if (a.n != b.n)
		return false;
	for (uint32_t i = 0; i < a.n; i++)
		if (csq_clock_event_compare(&a.events[i], &b.events[i]) != 0)
			return false;
	return true;
}

/*
 * sla_clock_eq(sla_clock, sla_clock) -> bool
 *
 * The same multiset of events?
 * NULL:    strict.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_sla_clock_eq);
Datum
csq_sla_clock_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(same_events(fcinfo));
}

/* sla_clock_ne(sla_clock, sla_clock) -> bool: not sla_clock_eq. */
PG_FUNCTION_INFO_V1(csq_sla_clock_ne);
Datum
csq_sla_clock_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!same_events(fcinfo));
}

/*
 * sla_clock_hash(sla_clock) -> int4
 *
 * Agrees with sla_clock_eq: the hash of the canonical binary form.
 * NULL:    strict.
 */
PG_FUNCTION_INFO_V1(csq_sla_clock_hash);
Datum
csq_sla_clock_hash(PG_FUNCTION_ARGS)
{
	CsqClockView view;
	CsqBuf		b;

	open_arg(fcinfo, 0, &view);
	csq_buf_init(&b);
	csq_clock_write(&b, &view);
	PG_RETURN_INT32((int32) csq_hash_bytes(b.data, b.len, 0));
}

/* ---- aggregates ---- */

/*
 * clock_append(sla_clock, at timestamptz, event text [, reason text]) -> sla_clock
 *
 * Transition function of clock_agg, and the way to add an event to a stored clock.
 * Appends in place within an aggregate.
 * NULL:    a row without instant or event is skipped; reason may be NULL.
 * Errors:  22023 unknown event, extend or retarget without target, assign without owner;
 *          22008 infinite instant; 54000 reason above 1024 bytes, clock above 1 GB.
 * Cost:    O(1) amortised.
 */
PG_FUNCTION_INFO_V1(csq_clock_accum);
Datum
csq_clock_accum(PG_FUNCTION_ARGS)
{
	CsqClock   *c = PG_ARGISNULL(0) ? NULL : state_arg(fcinfo);
	CsqClockEvent e;
	CsqError	err;
	text	   *word;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (c == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(c);
	}
	word = PG_GETARG_TEXT_PP(2);
	if (!csq_clock_event_parse(VARDATA_ANY(word), VARSIZE_ANY_EXHDR(word), &e, &err))
		csq_throw(&err);
	e.at = PG_GETARG_TIMESTAMPTZ(1);
	if (PG_NARGS() > 3 && !PG_ARGISNULL(3))
	{
		text	   *reason = PG_GETARG_TEXT_PP(3);

		e.reason.s = VARDATA_ANY(reason);
		e.reason.len = VARSIZE_ANY_EXHDR(reason);
	}
	if (c == NULL)
	{
		csq_require_utf8();
		c = csq_clock_new();	/* the executor copies it */
	}
	if (!csq_clock_append(&c, &e, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(c);
}

/*
 * clock_merge(sla_clock, sla_clock) -> sla_clock
 *
 * Transition function of rollup(sla_clock) and combine function of both: all events
 * of the one and the other, duplicates included.
 * NULL:    a NULL clock adds nothing.
 * Errors:  54000 clock above 1 GB; 22P03 a damaged stored value.
 * Cost:    O(events of the second).
 */
PG_FUNCTION_INFO_V1(csq_clock_merge_states);
Datum
csq_clock_merge_states(PG_FUNCTION_ARGS)
{
	CsqClock   *into = PG_ARGISNULL(0) ? NULL : state_arg(fcinfo);
	CsqClock   *from;
	CsqError	err;

	if (PG_ARGISNULL(1))
	{
		if (into == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(into);
	}
	from = checked(CSQ_GETARG_VALUE(1));
	if (into == NULL)
		PG_RETURN_POINTER(from);	/* the executor copies it */
	if (!csq_clock_merge(&into, from, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(into);
}

/* ---- readers ---- */

static Datum
text_or_null(const CsqText *t, bool *null)
{
	*null = t->s == NULL;
	return *null ? (Datum) 0 : PointerGetDatum(cstring_to_text_with_len(t->s, (int) t->len));
}

/*
 * clock_events(sla_clock) -> setof (ord int, at timestamptz, event text, target sla_target, reason text)
 *
 * The events in canonical order, simultaneous ones in the order in which they count.
 * NULL:    no rows.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_clock_events);
Datum
csq_clock_events(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqClockView view;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	open_arg(fcinfo, 0, &view);
	for (uint32_t i = 0; i < view.n; i++)
	{
		CsqClockEvent *e = &view.events[i];
		Datum		values[5];
		bool		nulls[5] = {false};

		values[0] = Int32GetDatum((int32) i + 1);
		values[1] = TimestampTzGetDatum(e->at);
		values[2] = PointerGetDatum(cstring_to_text(csq_clock_kind_name(e->kind)));
		values[3] = PointerGetDatum(&e->amount);
		nulls[3] = !csq_clock_has_amount(e->kind);
		values[4] = text_or_null(&e->reason, &nulls[4]);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}
