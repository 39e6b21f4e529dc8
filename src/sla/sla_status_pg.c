/*
 * sla_status_pg.c
 *		SQL shell of what an SLA clock says: status, cycles, segments, audit, chains.
 *
 * Each function opens the clock, replays it (sla_replay.c), judges it on a
 * calendar (sla_status.c) and returns rows.  Calendars are compiled once per
 * call site.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "sla/sla_args_pg.h"

/* ---- status ---- */

#define STATUS_COLUMNS 10

static void
status_columns(const CsqSlaStatus *s, Datum *values, bool *nulls)
{
	nulls[0] = s->state == CSQ_SLA_UNKNOWN;
	values[0] = nulls[0] ? (Datum) 0 : PointerGetDatum(cstring_to_text(csq_sla_state_name(s->state)));
	values[1] = TimestampTzGetDatum(s->started);
	nulls[1] = !s->has_start;
	values[2] = TimestampTzGetDatum(s->stopped);
	nulls[2] = !s->has_stop;
	nulls[3] = !s->has_due;
	nulls[4] = !s->has_breach;
	values[3] = s->has_due ? csq_instant_datum(s->due) : (Datum) 0;
	values[4] = s->has_breach ? csq_instant_datum(s->breach) : (Datum) 0;
	values[5] = TimestampTzGetDatum(s->breached);
	nulls[5] = !s->has_breached;
	nulls[6] = !s->has_elapsed;
	values[6] = s->has_elapsed ? csq_length_datum(s->elapsed) : (Datum) 0;
	nulls[7] = !s->has_paused;
	values[7] = s->has_paused ? csq_length_datum(s->paused) : (Datum) 0;
	nulls[8] = !s->has_remaining;
	values[8] = s->has_remaining ? csq_length_datum(s->remaining) : (Datum) 0;
	values[9] = Float8GetDatum(s->used);
	nulls[9] = !s->has_used;
}

/* Of arguments (sla_clock, sla_target, calendar, as_of, reopen, retarget). */
static CsqSlaStatus
status_of(FunctionCallInfo fcinfo)
{
	CsqSlaRules  rules = {reopen_arg(fcinfo, 4), retarget_arg(fcinfo, 5)};
	CsqClockView view;
	CsqSlaStatus s;
	CsqError     err;

	open_clock(fcinfo, 0, &view);
	if (!csq_sla_status(&view, target_arg(fcinfo, 1), csq_calendar_arg(fcinfo, 2), rules, csq_instant_arg(fcinfo, 3),
	                    &s, &err))
		csq_throw(&err);
	return s;
}

/*
 * sla_status(sla_clock, sla_target, calendar, as_of timestamptz, reopen text, retarget text)
 *   -> (state text, started_at, stopped_at, due_at, breach_at,
 *   breached_at timestamptz, elapsed, paused, remaining interval, used float8)
 *
 * The clock's last cycle as it stood at an instant; later events have not happened.
 * Intervals count open time for business targets, time round the clock for others;
 * hours only.  breached_at: the first instant from which the target then in force was
 * exceeded, also if a later change healed it.
 * NULL:    strict; columns that do not apply are NULL.
 * Errors:  22023 unknown rule, extension that does not fit the target; 22008 outside the calendar's validity;
 *          54000 more than 64 open pauses.
 * Cost:    O(events log n) for n rules of the calendar.
 */
PG_FUNCTION_INFO_V1(csq_sla_status_row);
Datum
csq_sla_status_row(PG_FUNCTION_ARGS)
{
	CsqSlaStatus s = status_of(fcinfo);
	Datum        values[STATUS_COLUMNS];
	bool         nulls[STATUS_COLUMNS];

	status_columns(&s, values, nulls);
	return csq_row_datum(fcinfo, values, nulls);
}

/*
 * sla_state(sla_clock, sla_target, calendar, as_of timestamptz, reopen text, retarget text) -> text
 *
 * The state of sla_status alone, for filters and counts.
 * NULL:    strict.
 * Errors:  as sla_status.
 * Cost:    as sla_status, without making a row.
 */
PG_FUNCTION_INFO_V1(csq_sla_state);
Datum
csq_sla_state(PG_FUNCTION_ARGS)
{
	CsqSlaStatus s = status_of(fcinfo);

	if (s.state == CSQ_SLA_UNKNOWN)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(csq_sla_state_name(s.state)));
}

/*
 * sla_cycles(sla_clock, sla_target, calendar, as_of timestamptz, reopen text, retarget text)
 *   -> setof (cycle int, the columns of sla_status)
 *
 * Every cycle with its own result: after reopening with new_cycle the earlier ones keep theirs.
 * A clock that never started has no cycle.
 * NULL:    no rows.
 * Errors:  as sla_status.
 * Cost:    as sla_status for each cycle.
 */
PG_FUNCTION_INFO_V1(csq_sla_cycles);
Datum
csq_sla_cycles(PG_FUNCTION_ARGS)
{
	ReturnSetInfo     *rsinfo = csq_srf_begin(fcinfo);
	const CsqCalendar *cal;
	CsqSlaRules        rules;
	CsqClockView       view;
	CsqReplay          r;
	CsqError           err;

	for (int i = 0; i < 6; i++)
		if (PG_ARGISNULL(i))
			return (Datum) 0;
	rules = (CsqSlaRules){reopen_arg(fcinfo, 4), retarget_arg(fcinfo, 5)};
	cal = csq_calendar_arg(fcinfo, 2);
	open_clock(fcinfo, 0, &view);
	if (!csq_sla_replay(&view, target_arg(fcinfo, 1), rules, csq_instant_arg(fcinfo, 3), false, &r, &err))
		csq_throw(&err);
	for (uint32_t i = 0; i < r.nruns; i++)
	{
		Datum        values[1 + STATUS_COLUMNS];
		bool         nulls[1 + STATUS_COLUMNS];
		CsqSlaStatus s;

		if (i + 1 < r.nruns && r.runs[i + 1].cycle == r.runs[i].cycle)
			continue; /* restarted: the last run speaks for the cycle */
		if (!csq_sla_judge(&r, i, cal, &s, &err))
			csq_throw(&err);
		values[0] = Int32GetDatum(s.cycle);
		nulls[0] = false;
		status_columns(&s, values + 1, nulls + 1);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/* ---- segments ---- */

typedef struct SegmentSink
{
	CsqRows         rows;
	const CsqSpell *spell;
	int64           nrows;
} SegmentSink;

static void
put_segment(SegmentSink *sink, int64 lo, int64 hi, const char *state, int64 counted)
{
	Datum values[6];
	bool  nulls[6] = {false};

	csq_require_rows(++sink->nrows, CSQ_SPAN_ROWS, "sla_segments",
	                 "Take an earlier as_of; sla_status() sums up any span.");
	values[0] = TimestampTzGetDatum(lo);
	values[1] = TimestampTzGetDatum(hi);
	values[2] = PointerGetDatum(cstring_to_text(state));
	values[3] = csq_length_datum(counted);
	values[4] = csq_label_or_null(&sink->spell->reason, &nulls[4]);
	values[5] = csq_label_or_null(&sink->spell->owner, &nulls[5]);
	csq_rows_put(&sink->rows, values, nulls);
}

/* A running spell, cut where the calendar opens and closes. */
static void
put_running(SegmentSink *sink, const CsqCalendar *cal)
{
	int64    at = sink->spell->lo;
	int64    to = sink->spell->hi;
	CsqError err;

	while (at < to)
	{
		bool  found;
		int64 lo;
		int64 hi;

		if (!csq_calendar_next_range(cal, at, to, &found, &lo, &hi, &err))
			csq_throw(&err);
		if (!found)
			lo = hi = to;
		if (hi > to)
			hi = to;
		if (at < lo)
			put_segment(sink, at, lo, "idle", 0);
		if (lo < hi)
			put_segment(sink, lo, hi, "running", hi - lo);
		at = hi;
	}
}

/*
 * sla_segments(sla_clock, calendar, as_of timestamptz, reopen text)
 *   -> setof (from_at, to_at timestamptz, state text, counted interval, reason text, owner text)
 *
 * What each second from the first event to as_of was: pending, running (counted), idle (running, but closed),
 * paused (reason: why), stopped, cancelled.  The rows touch each other without gap or overlap.  An event that
 * changed nothing is a row of no length, state ignored, its reason says why.
 * NULL:    no rows.
 * Errors:  22023 unknown rule; 22008 outside the calendar's validity; 54000 more than a million rows.
 * Cost:    O(events + openings on the way).
 */
PG_FUNCTION_INFO_V1(csq_sla_segments);
Datum
csq_sla_segments(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {"pending", "running", "paused", "stopped", "cancelled", "ignored"};
	SegmentSink              sink;
	CsqSlaRules              rules = {CSQ_REOPEN_RESUME, CSQ_RETARGET_CARRY};
	const CsqCalendar       *cal;
	CsqClockView             view;
	CsqReplay                r;
	CsqError                 err;
	ReturnSetInfo           *rsinfo = csq_srf_begin(fcinfo);

	for (int i = 0; i < 4; i++)
		if (PG_ARGISNULL(i))
			return (Datum) 0;
	rules.reopen = reopen_arg(fcinfo, 3);
	cal = csq_calendar_arg(fcinfo, 1);
	open_clock(fcinfo, 0, &view);
	if (!csq_sla_replay(&view, NULL, rules, csq_instant_arg(fcinfo, 2), true, &r, &err))
		csq_throw(&err);
	sink.nrows = 0;
	csq_rows_begin(&sink.rows, rsinfo);
	for (uint32_t i = 0; i < r.nspells; i++)
	{
		sink.spell = &r.spells[i];
		if (sink.spell->state == CSQ_SPELL_RUNNING)
			put_running(&sink, cal);
		else
			put_segment(&sink, sink.spell->lo, sink.spell->hi, names[sink.spell->state], 0);
	}
	csq_rows_end(&sink.rows);
	return (Datum) 0;
}

/* ---- owners ---- */

typedef struct OwnerTime
{
	CsqText owner;
	int64   elapsed;
	int64   paused;
	int32   spells;
} OwnerTime;

static OwnerTime *
find_owner(OwnerTime *owners, int *n, const CsqText *owner)
{
	for (int i = 0; i < *n; i++)
		if ((owners[i].owner.s == NULL) == (owner->s == NULL) && owners[i].owner.len == owner->len &&
		    (owner->s == NULL || memcmp(owners[i].owner.s, owner->s, owner->len) == 0))
			return &owners[i];
	memset(&owners[*n], 0, sizeof *owners);
	owners[*n].owner = *owner;
	return &owners[(*n)++];
}

/*
 * owner_times(sla_clock, calendar, as_of timestamptz, reopen text)
 *   -> setof (owner text, elapsed interval, paused interval, holdings int)
 *
 * Open time that the clock ran, and was paused, in the hands of each owner (assign events), in the order in
 * which they first held it.  The sums over owners are those of the clock: over all cycles, or the last one
 * when reopening resumes or is ignored (then there is one).
 * NULL:    no rows; time before the first assignment has a NULL owner.
 * Errors:  as sla_segments.
 * Cost:    O(events log n + events * owners).
 */
PG_FUNCTION_INFO_V1(csq_owner_times);
Datum
csq_owner_times(PG_FUNCTION_ARGS)
{
	ReturnSetInfo     *rsinfo = csq_srf_begin(fcinfo);
	CsqSlaRules        rules = {CSQ_REOPEN_RESUME, CSQ_RETARGET_CARRY};
	const CsqCalendar *cal;
	OwnerTime         *owners;
	OwnerTime         *held = NULL;
	int                n = 0;
	CsqClockView       view;
	CsqReplay          r;
	CsqError           err;

	for (int i = 0; i < 4; i++)
		if (PG_ARGISNULL(i))
			return (Datum) 0;
	rules.reopen = reopen_arg(fcinfo, 3);
	cal = csq_calendar_arg(fcinfo, 1);
	open_clock(fcinfo, 0, &view);
	if (!csq_sla_replay(&view, NULL, rules, csq_instant_arg(fcinfo, 2), true, &r, &err))
		csq_throw(&err);
	owners = palloc(sizeof *owners * ((Size) view.n + 1));
	for (uint32_t i = 0; i < r.nspells; i++)
	{
		const CsqSpell *s = &r.spells[i];
		OwnerTime      *o;
		int64           usec;

		csq_poll(i);
		if (s->state != CSQ_SPELL_RUNNING && s->state != CSQ_SPELL_PAUSED)
			continue;
		o = find_owner(owners, &n, &s->owner);
		if (!csq_calendar_elapsed(cal, s->lo, s->hi, &usec, &err))
			csq_throw(&err);
		*(s->state == CSQ_SPELL_RUNNING ? &o->elapsed : &o->paused) += usec;
		o->spells += o != held;
		held = o;
	}
	for (int i = 0; i < n; i++)
	{
		Datum values[4];
		bool  nulls[4] = {false};

		values[0] = csq_label_or_null(&owners[i].owner, &nulls[0]);
		values[1] = csq_length_datum(owners[i].elapsed);
		values[2] = csq_length_datum(owners[i].paused);
		values[3] = Int32GetDatum(owners[i].spells);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/* ---- thresholds ---- */

/*
 * threshold_at(calendar, start_at timestamptz, sla_target, share float8 [, pauses tstzmultirange]) -> timestamptz
 *
 * Earliest instant at which a share of the target is used up: 0.8 for 80 %.  For day targets the time from start
 * to the deadline is divided: open time for business days, time round the clock for calendar days.
 * NULL:    strict.
 * Errors:  22023 share not in 0 .. 10; as due_at.
 * Cost:    as due_at.
 */
PG_FUNCTION_INFO_V1(csq_threshold_at);
Datum
csq_threshold_at(PG_FUNCTION_ARGS)
{
	const CsqCalendar *cal = csq_calendar_arg(fcinfo, 0);
	CsqPauses          pauses = {0, NULL};
	int64              at;
	CsqError           err;

	if (PG_NARGS() > 4)
		pauses = csq_pauses_arg(fcinfo, 4);
	if (PG_GETARG_FLOAT8(3) > 10)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("a share of the target must not be above 10, not %g", PG_GETARG_FLOAT8(3)),
		                errhint("Write 80 %% as 0.8.")));
	if (!csq_sla_threshold(cal, csq_instant_arg(fcinfo, 1), target_arg(fcinfo, 2), PG_GETARG_FLOAT8(3), pauses, &at,
	                       &err))
		csq_throw(&err);
	return csq_instant_datum(at);
}

static Datum
scaled(const CsqTarget *t, double share)
{
	CsqTarget *r = palloc(sizeof *r);
	CsqError   err;

	if (!csq_sla_scale(t, share, r, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(r);
}

/*
 * sla_target_scale(sla_target, share float8) -> sla_target
 *
 * Implements *: a share of a target that is a time, rounded to the microsecond.
 * NULL:    strict.
 * Errors:  22023 for day targets and for a share not in 0 .. 1000000; 22003 too large.
 */
PG_FUNCTION_INFO_V1(csq_sla_target_scale);
Datum
csq_sla_target_scale(PG_FUNCTION_ARGS)
{
	return scaled(target_arg(fcinfo, 0), PG_GETARG_FLOAT8(1));
}

/* sla_target_scale(share float8, sla_target) -> sla_target: the same, commuted. */
PG_FUNCTION_INFO_V1(csq_sla_target_scale_left);
Datum
csq_sla_target_scale_left(PG_FUNCTION_ARGS)
{
	return scaled(target_arg(fcinfo, 1), PG_GETARG_FLOAT8(0));
}

/* ---- fingerprint ---- */

/*
 * sla_fingerprint(sla_target, calendar) -> int8
 *
 * Changes when the target, the calendar or the zone's rules in the server's time zone database change: kept
 * beside a stored deadline it tells whether the deadline is stale.
 * NULL:    strict.
 * Cost:    O(size of the calendar and its zone).
 */
PG_FUNCTION_INFO_V1(csq_sla_fingerprint);
Datum
csq_sla_fingerprint(PG_FUNCTION_ARGS)
{
	const CsqCalendar *cal = csq_calendar_arg(fcinfo, 1);
	const CsqZone     *zone = csq_calendar_zone(cal);
	CsqBuf             b;

	csq_buf_init(&b);
	csq_target_write(&b, target_arg(fcinfo, 0));
	csq_calendar_write(&b, csq_calendar_spec(cal));
	for (int i = 0; i < zone->n; i++)
	{
		csq_put_u64(&b, (uint64_t) zone->spans[i].from);
		csq_put_u64(&b, (uint64_t) zone->spans[i].offset);
	}
	PG_RETURN_INT64((int64) csq_hash_bytes(b.data, b.len, 0));
}
