/*
 * sla_pg.c
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

#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "base/instant.h"
#include "calendar/calendar_args_pg.h"
#include "sla/sla_args_pg.h"
#include "pg/stored_type_pg.h"

/* ---- helpers ---- */

/* Events in order. */
static const void *
opened(const void *value, CsqError *err)
{
	CsqClockView *view = csq_alloc(sizeof *view);

	return csq_clock_open(value, view, err) ? view : NULL;
}

/* Argument 0 as a state that may be appended to. */
static CsqClock *
state_arg(FunctionCallInfo fcinfo)
{
	return csq_flat_state(fcinfo, csq_clock_check);
}

/* ---- the type ---- */

/*
 * sla_clock_in, _out, _recv, _send, _eq, _ne, _hash
 *
 * Text: {"v":1,"events":[[instant, event] or [instant, event, reason], ...]}; in, the
 * order of the events does not matter; out, they are in order and instants in UTC.
 * Binary: see sla_clock_text.c.  Equal: the same multiset of events.
 * Errors:  in: 22P02 malformed text, unknown event; recv: 22P03.
 * Cost:    O(n log n), O(n) for events in order.
 */
CSQ_STORED_TYPE(sla_clock, csq_clock, .utf8 = true, .open = opened)
CSQ_STORED_JSON(sla_clock, sla_clock_type)

/* ---- aggregates ---- */

/*
 * clock_append(sla_clock, at timestamptz, event text [, reason text [, seq bigint]]) -> sla_clock
 *
 * Transition function of clock_agg, and the way to add an event to a stored clock.
 * Appends in place within an aggregate.
 * NULL:    a row without instant or event is skipped; reason and seq may be NULL.
 * Errors:  22023 unknown event, extend or retarget without target, assign without owner;
 *          22008 infinite instant; 54000 reason above 1024 bytes, clock above 1 GB.
 * Cost:    O(1) amortised.
 */
static inline Datum append_event(FunctionCallInfo fcinfo, bool is_text);

PG_FUNCTION_INFO_V1(csq_clock_append);
Datum
csq_clock_append(PG_FUNCTION_ARGS)
{
	return append_event(fcinfo, false);
}

/* The same with the instant as a text with its zone, else 22007. */
PG_FUNCTION_INFO_V1(csq_clock_append_text);
Datum
csq_clock_append_text(PG_FUNCTION_ARGS)
{
	return append_event(fcinfo, true);
}

static inline Datum
append_event(FunctionCallInfo fcinfo, bool is_text)
{
	CsqClock     *c = PG_ARGISNULL(0) ? NULL : state_arg(fcinfo);
	CsqClockEvent e;
	CsqError      err;
	text         *word;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (c == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(c);
	}
	word = PG_GETARG_TEXT_PP(2);
	if (!csq_clock_event_parse(VARDATA_ANY(word), VARSIZE_ANY_EXHDR(word), &e, &err))
		csq_throw(&err);
	e.at = is_text ? csq_instant_of_text(csq_text_arg(fcinfo, 1)) : PG_GETARG_TIMESTAMPTZ(1);
	if (PG_NARGS() > 3 && !PG_ARGISNULL(3))
	{
		text *reason = PG_GETARG_TEXT_PP(3);

		e.reason.s = VARDATA_ANY(reason);
		e.reason.len = VARSIZE_ANY_EXHDR(reason);
	}
	e.has_seq = PG_NARGS() > 4 && !PG_ARGISNULL(4);
	if (e.has_seq)
		e.seq = PG_GETARG_INT64(4);
	if (c == NULL)
	{
		csq_require_utf8();
		csq_refuse_zoneless(fcinfo);
		csq_refuse_calendar_once(
			fcinfo, 3, "clock_agg", "reason",
			"A clock has no calendar: give it to what reads clocks, such as sla_status(clock, target, calendar, as_of).");
		csq_one_state_more(fcinfo);
		c = csq_clock_new(); /* the executor copies it */
	}
	if (!csq_clock_add(&c, &e, &err))
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
CSQ_STORED_MERGE(sla_clock, CsqClock, csq_clock_check, csq_clock_merge)

/* ---- readers ---- */

/*
 * clock_events(sla_clock) -> setof (ord int, at timestamptz, event text, target sla_target, reason text, seq bigint)
 *
 * The events in canonical order.
 * NULL:    no rows.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_clock_events);
Datum
csq_clock_events(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqClockView   view;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	open_clock(fcinfo, 0, &view);
	for (uint32_t i = 0; i < view.n; i++)
	{
		CsqClockEvent *e = &view.events[i];
		Datum          values[6];
		bool           nulls[6] = {false};

		values[0] = Int32GetDatum((int32) i + 1);
		values[1] = TimestampTzGetDatum(e->at);
		values[2] = PointerGetDatum(cstring_to_text(csq_clock_kind_name(e->kind)));
		values[3] = PointerGetDatum(&e->amount);
		nulls[3] = !csq_clock_has_amount(e->kind);
		values[4] = csq_label_or_null(&e->reason, &nulls[4]);
		values[5] = Int64GetDatum(e->seq);
		nulls[5] = !e->has_seq;
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_clock_events, CsqClock, v->nevents)

/*
 * merge_case(sla_clock, merged sla_clock) -> sla_clock
 *
 * The clock of a case into which another was merged: the events of both, but for the cancellations of the merged
 * one, by which help desks close it: it goes on in this case.
 * NULL:    a NULL clock adds nothing.
 * Errors:  54000 clock above 1 GB; 22P03 a damaged stored value.
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_merge_case);
Datum
csq_merge_case(PG_FUNCTION_ARGS)
{
	CsqClock    *c = csq_clock_new();
	CsqClockView view;
	CsqError     err;

	if (PG_ARGISNULL(0) && PG_ARGISNULL(1))
		PG_RETURN_NULL();
	for (int k = 0; k < 2; k++)
	{
		if (PG_ARGISNULL(k))
			continue;
		open_clock(fcinfo, k, &view);
		for (uint32_t i = 0; i < view.n; i++)
			if (k == 0 || view.events[i].kind != CSQ_CLOCK_CANCEL)
				if (!csq_clock_add(&c, &view.events[i], &err))
					csq_throw(&err);
	}
	if (!csq_clock_open(c, &view, &err) || (c = csq_clock_pack(&view, &err)) == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(c);
}
