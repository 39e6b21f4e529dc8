/*
 * journey_time_pg.c
 *		SQL shell of journeys over time: stages, time_in, state_at, sessions,
 *		relabel, contacts, effort.
 *
 * Two forms of stages and time_in, with and without a calendar, share one C function
 * each: where the calendar is, is known by the number of arguments.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

#include "pg/csq.h"
#include "base/instant.h"
#include "journey/journey_pg.h"
#include "journey/journey_time.h"

/* ---- arguments ---- */

/* Argument n, a tstzrange, NULL for all time; whether bounds belong to it makes no difference to lengths. */
static CsqJourneyWindow
window_arg(FunctionCallInfo fcinfo, int n)
{
	CsqJourneyWindow w = {INT64_MIN, INT64_MAX};
	RangeBound       lower;
	RangeBound       upper;
	bool             empty;

	if (PG_ARGISNULL(n))
		return w;
	csq_refuse_zoneless(fcinfo);
	range_deserialize(lookup_type_cache(TSTZRANGEOID, TYPECACHE_RANGE_INFO), PG_GETARG_RANGE_P(n), &lower, &upper,
	                  &empty);
	if (empty)
		return (CsqJourneyWindow){0, 0};
	/* infinity as a bound is the same as no bound */
	if (!lower.infinite)
		w.from = DatumGetTimestampTz(lower.val);
	if (!upper.infinite)
		w.to = DatumGetTimestampTz(upper.val);
	return w;
}

/* Arguments from n on: [calendar,] window, carry.  The stages, and the calendar or NULL. */
static uint32
stage_args(FunctionCallInfo fcinfo, int n, CsqStage **stages, const CsqCalendar **calendar)
{
	bool             has_calendar = PG_NARGS() == n + 3;
	CsqJourneyView   view;
	CsqJourneyWindow window = window_arg(fcinfo, n + has_calendar);
	CsqText          carry = {NULL, 0};

	*calendar = has_calendar ? csq_calendar_arg(fcinfo, n) : NULL;
	if (!PG_ARGISNULL(n + 1 + has_calendar))
	{
		if (window.from == INT64_MIN)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			                errmsg("a stage can be carried into a window with a beginning only"),
			                errhint("Give the window too, for example during => '[2026-01-01Z, 2026-02-01Z)'.")));
		carry = csq_text_arg(fcinfo, n + 1 + has_calendar);
	}
	csq_journey_arg(fcinfo, 0, &view);
	return csq_journey_stages(&view, window, carry.s != NULL ? &carry : NULL, stages);
}

int64
csq_stage_spent(const CsqStage *s, const CsqCalendar *calendar)
{
	return csq_time_between(calendar, s->entered, s->left);
}

/* ---- stages ---- */

/*
 * stages(journey [, calendar] [, during tstzrange [, carry text]])
 *		-> setof (stage text, entered timestamptz, left timestamptz, spent interval)
 *
 * The stages in order, clipped to the window: neighbouring events with the same
 * activity are one stage, which lasts until the next event.  The last stage is left
 * at the end of the window; without one left and spent are NULL.  With a calendar
 * spent is business time.
 * NULL:    journey or calendar NULL: no rows; during NULL: all time; carry NULL: nothing
 *          is carried in.
 * Errors:  22023 carry without the beginning of a window; those of the calendar.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_journey_stages_sql);
Datum
csq_journey_stages_sql(PG_FUNCTION_ARGS)
{
	ReturnSetInfo     *rsinfo = csq_srf_begin(fcinfo);
	const CsqCalendar *calendar;
	CsqStage          *stages;
	uint32             n;

	if (PG_ARGISNULL(0) || (PG_NARGS() == 4 && PG_ARGISNULL(1)))
		return (Datum) 0;
	n = stage_args(fcinfo, 1, &stages, &calendar);
	for (uint32 i = 0; i < n; i++)
	{
		const CsqStage *s = &stages[i];
		bool            open = s->left == INT64_MAX;
		Datum           values[4] = {0};
		bool            nulls[4] = {false, false, open, open};

		values[0] = csq_label_datum(&s->label);
		values[1] = TimestampTzGetDatum(s->entered);
		values[2] = TimestampTzGetDatum(s->left);
		if (!open)
			values[3] = csq_length_datum(csq_stage_spent(s, calendar));
		csq_srf_row(rsinfo, values, nulls);
		pfree(DatumGetPointer(values[0]));
		if (!open)
			pfree(DatumGetPointer(values[3]));
		csq_poll(i);
	}
	return (Datum) 0;
}

/*
 * time_spent(journey, stage text [, calendar] [, during tstzrange [, carry text]]) -> interval
 *
 * The sum of spent over the stages of this name that stages() gives; a stage that has
 * not been left counts for nothing.  Hours only.
 * NULL:    journey, stage or calendar NULL: NULL; during NULL: all time; carry NULL:
 *          nothing is carried in.  0 when the case never was in the stage.
 * Errors:  as stages(); 22008 interval out of range.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_time_spent);
Datum
csq_time_spent(PG_FUNCTION_ARGS)
{
	const CsqCalendar *calendar;
	CsqStage          *stages;
	CsqText            stage;
	uint32             n;
	int64_t            sum = 0;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || (PG_NARGS() == 5 && PG_ARGISNULL(2)))
		PG_RETURN_NULL();
	stage = csq_text_arg(fcinfo, 1);
	n = stage_args(fcinfo, 2, &stages, &calendar);
	for (uint32 i = 0; i < n; i++)
		if (stages[i].left != INT64_MAX && csq_text_compare(&stages[i].label, &stage) == 0)
		{
			if (!csq_add_i64(sum, csq_stage_spent(&stages[i], calendar), &sum))
				csq_interval_out_of_range();
		}
	PG_RETURN_DATUM(csq_length_datum(sum));
}

/*
 * state_at(journey, at timestamptz [, carry text]) -> text
 *
 * The activity of the last event at or before an instant, carry where there is none.
 * NULL:    journey or at NULL: NULL; carry may be NULL.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_state_at);
Datum
csq_state_at(PG_FUNCTION_ARGS)
{
	CsqJourneyView view;
	uint32         i;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	csq_journey_arg(fcinfo, 0, &view);
	csq_refuse_zoneless(fcinfo);
	i = csq_journey_event_before(&view, PG_GETARG_TIMESTAMPTZ(1));
	if (i > 0)
		return csq_label_datum(&view.labels[view.events[i - 1].activity]);
	if (PG_ARGISNULL(2))
		PG_RETURN_NULL();
	return PG_GETARG_DATUM(2);
}

/*
 * duration(journey, working calendar) -> interval
 *
 * Business time from the first to the last event, hours only.
 * NULL:    strict; NULL for an empty journey.
 * Errors:  22008 events outside the validity of the calendar.
 * Cost:    O(n), and one business_time().
 */
PG_FUNCTION_INFO_V1(csq_duration_working);
Datum
csq_duration_working(PG_FUNCTION_ARGS)
{
	const CsqCalendar *calendar = csq_calendar_arg(fcinfo, 1);
	CsqStage           whole;
	CsqError           err;

	if (!csq_journey_span(CSQ_GETARG_VALUE(0), &whole.entered, &whole.left, &err))
	{
		if (err.code != CSQ_OK)
			csq_throw(&err);
		PG_RETURN_NULL();
	}
	PG_RETURN_DATUM(csq_length_datum(csq_stage_spent(&whole, calendar)));
}

/* ---- journeys from journeys ---- */

/*
 * sessions(journey, gap interval) -> setof journey
 *
 * The journey cut wherever more than gap lies between an event and the next.
 * NULL:    no rows; an empty journey has no sessions.
 * Errors:  22023 a gap with months, or negative.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_sessions);
Datum
csq_sessions(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqJourneyView view;
	CsqRows        rows;
	uint32_t      *number;
	uint64         gap;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	gap = (uint64) csq_length_arg(fcinfo, 1, "the gap between sessions");
	csq_journey_arg(fcinfo, 0, &view);
	number = csq_alloc0((view.nlabels + (size_t) 1) * sizeof *number);
	csq_rows_begin(&rows, rsinfo);
	for (uint32 first = 0, end; first < view.nevents; first = end)
	{
		CsqJourneyView part;
		CsqError       err;
		bool           null = false;
		CsqJourney    *j;
		Datum          value;

		end = csq_journey_session_end(&view, first, gap);
		csq_journey_part(&view, first, end, number, &part);
		j = csq_journey_pack(&part, &err);
		if (j == NULL)
			csq_throw(&err);
		value = PointerGetDatum(j);
		csq_rows_put(&rows, &value, &null);
	}
	csq_rows_end(&rows);
	return (Datum) 0;
}

/* CsqCompile: the mapping of relabel. */
static void *
compile_relabels(struct varlena *value)
{
	CsqRelabels *r = palloc(sizeof *r);
	CsqError     err;
	CsqText      text = csq_jsonb_text(value);

	if (!csq_relabels_parse(text.s, text.len, r, &err))
		csq_throw(&err);
	return r;
}

/*
 * relabel(journey, mapping jsonb) -> journey
 *
 * The journey with other activities: those that are keys of the mapping become its
 * values, events whose value is null are left out, all others stay.
 * NULL:    strict.
 * Errors:  22023 anything but an object of strings and nulls; an activity that is not named, but is but for case,
 *          width and spaces.
 * Cost:    O(n log n), O(n) for events in order, and the activities that are not named times the mapping, which is
 *          read once per query.
 */
PG_FUNCTION_INFO_V1(csq_relabel);
Datum
csq_relabel(PG_FUNCTION_ARGS)
{
	const CsqRelabels *r = csq_compiled(fcinfo, 1, compile_relabels);
	CsqJourneyView     view;
	CsqError           err;
	CsqJourney        *j;

	csq_journey_arg(fcinfo, 0, &view);
	j = csq_journey_relabel(&view, r, &err);
	if (j == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(j);
}

/* ---- effort ---- */

/*
 * contacts(journey, activities text[]) -> int
 *
 * Number of events with one of these activities.
 * NULL:    strict; NULL elements match nothing.
 * Cost:    O(n log n), O(n) for events in order, and O((l + m) log m) for m activities and l labels.
 */
PG_FUNCTION_INFO_V1(csq_contacts);
Datum
csq_contacts(PG_FUNCTION_ARGS)
{
	CsqJourneyView view;
	CsqText       *activities;
	bool          *counts;
	uint32         nactivities;
	int32          n = 0;

	csq_journey_arg(fcinfo, 0, &view);
	activities = csq_texts_arg(fcinfo, 1, &nactivities);
	counts = csq_labels_among(&view, activities, nactivities);
	for (uint32 i = 0; i < view.nevents; i++)
		n += counts[view.events[i].activity];
	PG_RETURN_INT32(n);
}

/* CsqCompile: the weights of effort. */
static void *
compile_effort(struct varlena *value)
{
	CsqEffort *e = palloc(sizeof *e);
	CsqError   err;
	CsqText    text = csq_jsonb_text(value);

	if (!csq_effort_parse(text.s, text.len, e, &err))
		csq_throw(&err);
	return e;
}

/*
 * effort(journey, weights jsonb) -> float8
 *
 * What the journey cost the customer: the weight of each event's activity ("activities",
 * "other" for those not named), of each change of channel ("switch"), of each event with
 * the activity of the one before ("repeat"), and of each hour from the first event to
 * the last ("hour").  Weights left out are 0.
 * NULL:    strict; 0 for an empty journey.
 * Errors:  22023 anything else in weights, or an activity that they name in another case, width or with other
 *          spaces; 22003 a sum that is not finite.
 * Cost:    O(n log n), O(n) for events in order; the weights are read once per query.
 */
PG_FUNCTION_INFO_V1(csq_effort);
Datum
csq_effort(PG_FUNCTION_ARGS)
{
	const CsqEffort *e = csq_compiled(fcinfo, 1, compile_effort);
	CsqJourneyView   view;
	CsqError         err;
	double           sum;

	csq_journey_arg(fcinfo, 0, &view);
	if (!csq_journey_effort(&view, e, &sum, &err))
		csq_throw(&err);
	csq_require_finite(sum, "the effort of a journey");
	PG_RETURN_FLOAT8(sum);
}
