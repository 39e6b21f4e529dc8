/*
 * journey_pg.c
 *		SQL shell of the type journey: input and output, aggregates, readers.
 *
 * journey_agg's state is its result: the transition function appends to it in
 * place, rollup and the parallel combine step append one to the other.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "base/instant.h"
#include "calendar/calendar_args_pg.h"
#include "journey/journey.h"
#include "journey/journey_pg.h"
#include "journey/journey_shared_pg.h"
#include "pg/stored_type_pg.h"
#include "base/literal.h"

/* ---- helpers ---- */

static CsqJourney *
checked(CsqJourney *j)
{
	return csq_checked(j, csq_journey_check);
}

void
csq_journey_arg(FunctionCallInfo fcinfo, int n, CsqJourneyView *view)
{
	CsqError err;

	if (!csq_journey_open(CSQ_GETARG_VALUE(n), view, &err))
		csq_throw(&err);
}

static Datum
packed(const CsqJourneyView *view)
{
	CsqError    err;
	CsqJourney *j = csq_journey_pack(view, &err);

	if (j == NULL)
		csq_throw(&err);
	return PointerGetDatum(j);
}

/* Argument 0, not NULL, as a state that may be appended to. */
static CsqJourney *
state_arg(FunctionCallInfo fcinfo)
{
	csq_fetch_state(fcinfo, CSQ_JOURNEY_LINES);
	return csq_flat_state(fcinfo, csq_journey_check);
}

void
csq_event_time_is_infinite(int64 at)
{
	ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
	                errmsg("an event of a journey cannot happen at %s", at < 0 ? "-infinity" : "infinity"),
	                errhint("Filter such rows, or pass NULL: rows without a time are skipped.")));
}

/* ---- the type ---- */

static const void *
opened(const void *value, CsqError *err)
{
	CsqJourneyView *view = csq_alloc(sizeof *view);

	return csq_journey_open(value, view, err) ? view : NULL;
}

/*
 * journey_in, _out, _recv, _send
 *
 * Text: {"v":1,"events":[[at, activity, channel, value, seq], ...]}; the last three
 * may be null or left out; in, in any order; out, in order, instants in UTC.  Binary:
 * see journey_text.c.
 * Errors:  in: 22P02 malformed text (also an instant out of range); recv: 22P03.
 * Cost:    O(n log n), O(n) for events in order.
 */
CSQ_STORED_TYPE(journey, csq_journey, .utf8 = true, .open = opened)
CSQ_STORED_JSON(journey, journey_type)

/* ---- aggregates ---- */

/* The event of this row, at this time with this activity; argument 3 is the channel, 4 the value, 5 the seq, if any. */
static inline void
event_of_row(FunctionCallInfo fcinfo, int64 at, CsqText activity, CsqNewEvent *e)
{
	memset(e, 0, sizeof *e);
	e->at = at;
	csq_require_event_time(at);
	e->activity = activity.s;
	e->activity_len = activity.len;
	if (PG_NARGS() > 3)
	{
		CsqText channel = csq_label_or_none(fcinfo, 3);

		e->channel = channel.s;
		e->channel_len = channel.len;
	}
	if (PG_NARGS() > 4 && !PG_ARGISNULL(4))
	{
		e->value = PG_GETARG_FLOAT8(4);
		csq_require_finite(e->value, "the value of an event");
		e->has_value = true;
	}
	if (PG_NARGS() > 5 && !PG_ARGISNULL(5))
	{
		e->seq = PG_GETARG_INT64(5);
		e->has_seq = true;
	}
}

/* What is asked before the first event of a group. */
static void
before_first_event(FunctionCallInfo fcinfo)
{
	csq_require_utf8();
	csq_refuse_zoneless(fcinfo);
	csq_refuse_calendar_once(
		fcinfo, 3, "journey_agg", "channel",
		"A journey has no calendar: give it to what reads journeys, such as process_agg(journey, calendar).");
}

/* The state with the event of this row: an object where groups lie in a hash table, or a journey. */
static Datum
append_event(FunctionCallInfo fcinfo, int64 at, CsqText activity)
{
	CsqSharedState *s = PG_ARGISNULL(0) ? NULL : csq_shared_state(fcinfo);
	CsqJourney     *j = PG_ARGISNULL(0) || s != NULL ? NULL : state_arg(fcinfo);
	CsqNewEvent     e;
	CsqError        err;

	event_of_row(fcinfo, at, activity, &e);
	if (s == NULL && j == NULL)
	{
		before_first_event(fcinfo);
		csq_one_state_more(fcinfo);
		s = e.has_seq ? NULL : csq_shared_begin(fcinfo, PG_NARGS() > 4);
		if (s == NULL)
			j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	}
	else if (fcinfo->context == NULL) /* by name */
		csq_refuse_zoneless(fcinfo);
	if (s != NULL)
	{
		csq_shared_add(s, &e);
		return EOHPGetRWDatum(&s->hdr);
	}
	if (!csq_journey_add(&j, &e, &err))
		csq_throw(&err);
	return PointerGetDatum(j);
}

/* A row that is skipped: the state as it is. */
static Datum
skipped(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	if (csq_shared_state(fcinfo) != NULL)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	PG_RETURN_POINTER(state_arg(fcinfo));
}

/* The time of the row: argument 1, as a text with its zone. */
static inline int64
time_arg(FunctionCallInfo fcinfo, bool is_text)
{
	return is_text ? csq_instant_of_text(csq_text_arg(fcinfo, 1)) : PG_GETARG_TIMESTAMPTZ(1);
}

/* The number of the label in argument n, if it was met of late; else 0. */
static inline uint32
seen_arg(FunctionCallInfo fcinfo, int n, const CsqSharedArena *a)
{
	CsqText label;

	return csq_plain_text_arg(fcinfo, n, &label) ? csq_shared_seen(&a->labels, label.s, label.len) : 0;
}

/* The event of a row as a word with what it consists of, if all of it was met of late. */
typedef struct SeenEvent
{
	int    kind;
	bool   has_value;
	float8 value;
} SeenEvent;

static inline bool
seen_event(FunctionCallInfo fcinfo, const CsqSharedArena *a, SeenEvent *e)
{
	uint32 activity = seen_arg(fcinfo, 2, a);
	uint32 channel = 0;

	e->has_value = false;
	if (activity == 0 || (PG_NARGS() > 3 && !PG_ARGISNULL(3) && (channel = seen_arg(fcinfo, 3, a)) == 0))
		return false;
	if (PG_NARGS() > 4 && !PG_ARGISNULL(4))
	{
		e->value = PG_GETARG_FLOAT8(4);
		e->has_value = true;
		if (!a->wide || isnan(e->value) || isinf(e->value))
			return false;
	}
	e->kind = csq_shared_kind_seen(&a->labels, activity, channel);
	return e->kind >= 0;
}

/* Is there an event in this row at all, and one that may have been seen? */
static inline bool
may_be_seen(FunctionCallInfo fcinfo, const CsqSharedArena *a)
{
	return a != NULL && !PG_ARGISNULL(1) && !PG_ARGISNULL(2) && (PG_NARGS() <= 5 || PG_ARGISNULL(5));
}

/* Most rows of most aggregates: a word is all there is to add.  Else false, and nothing is done. */
static inline bool
usual_row(FunctionCallInfo fcinfo)
{
	CsqSharedArena *a = csq_shared_arena(fcinfo);
	CsqSharedState *s;
	SeenEvent       e;

	if (!may_be_seen(fcinfo, a) || PG_ARGISNULL(0))
		return false;
	csq_fetch_state(fcinfo, 3);
	if (!seen_event(fcinfo, a, &e))
		return false;
	s = csq_shared_usual_state(fcinfo, a);
	return s != NULL &&
	       csq_shared_add_usual(s, a->wide, PG_GETARG_TIMESTAMPTZ(1), e.kind, e.has_value ? &e.value : NULL);
}

/* The same of the row that begins a group, when it is not the first group of this call: the state, else 0. */
static inline Datum
usual_first_row(FunctionCallInfo fcinfo)
{
	CsqSharedArena *a = csq_shared_arena(fcinfo);
	CsqSharedState *s;
	SeenEvent       e;

	if (!may_be_seen(fcinfo, a) || !PG_ARGISNULL(0) || !seen_event(fcinfo, a, &e) ||
	    !csq_shared_has_place(PG_GETARG_TIMESTAMPTZ(1)) || (s = csq_shared_begin_again(fcinfo, a)) == NULL)
		return (Datum) 0;
	csq_one_state_more(fcinfo);
	(void) csq_shared_add_usual(s, a->wide, PG_GETARG_TIMESTAMPTZ(1), e.kind, e.has_value ? &e.value : NULL);
	return EOHPGetRWDatum(&s->hdr);
}

static pg_noinline Datum
append_one(FunctionCallInfo fcinfo, bool is_text)
{
	Datum begun = is_text ? (Datum) 0 : usual_first_row(fcinfo);

	if (begun != (Datum) 0)
		return begun;
	if (PG_ARGISNULL(1) || csq_no_label(fcinfo, 2))
		return skipped(fcinfo);
	return append_event(fcinfo, time_arg(fcinfo, is_text), csq_text_arg(fcinfo, 2));
}

/*
 * journey_append(journey, at timestamptz, activity text [, channel text [, value float8 [, seq int8]]]) -> journey
 * journey_append(journey, at text, the same) -> journey
 *
 * Transition functions of journey_agg.  Append in place within an aggregate.
 * NULL:    a row without time or activity (NULL or blank) is skipped; channel (or blank), value and seq may be NULL.
 * Errors:  22008 infinite time; 22003 value not finite; 54000 journey above 1 GB; 22007 a text without a zone.
 * Cost:    O(1) amortised.
 */
PG_FUNCTION_INFO_V1(csq_journey_append);
Datum
csq_journey_append(PG_FUNCTION_ARGS)
{
	if (CSQ_LIKELY(usual_row(fcinfo)))
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	return append_one(fcinfo, false);
}

PG_FUNCTION_INFO_V1(csq_journey_append_text);
Datum
csq_journey_append_text(PG_FUNCTION_ARGS)
{
	return append_one(fcinfo, true);
}

static Datum append_set(FunctionCallInfo fcinfo, bool is_text);

/*
 * journey_append(journey, at timestamptz | text, activities text[] [, channel text, value float8, seq int8]) -> journey
 *
 * The same for a row that stands for several activities: one event with all of them.
 * NULL:    NULL and blank elements are left out; a row without time or without any activity is skipped;
 *          channel, value and seq may be NULL.
 * Errors:  as with one activity; 22023 an activity with the character U+001F.
 * Cost:    O(m log m) for m activities, amortised.
 */
PG_FUNCTION_INFO_V1(csq_journey_append_set);
Datum
csq_journey_append_set(PG_FUNCTION_ARGS)
{
	return append_set(fcinfo, false);
}

PG_FUNCTION_INFO_V1(csq_journey_append_set_text);
Datum
csq_journey_append_set_text(PG_FUNCTION_ARGS)
{
	return append_set(fcinfo, true);
}

/* The activities of a row: argument 2 without what is NULL or blank. */
static CsqText *
activities_arg(FunctionCallInfo fcinfo, uint32 *n)
{
	CsqText *activities = csq_texts_arg(fcinfo, 2, n);
	uint32   kept = 0;

	for (uint32 i = 0; i < *n; i++)
		if (!csq_is_blank(activities[i]))
			activities[kept++] = activities[i];
	*n = kept;
	return activities;
}

static Datum
append_set(FunctionCallInfo fcinfo, bool is_text)
{
	CsqText *activities = NULL;
	uint32   n = 0;

	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2))
		activities = activities_arg(fcinfo, &n);
	for (uint32 i = 0; i < n; i++)
		if (csq_label_is_set(&activities[i]))
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			                errmsg("activity \"%s\" has the character U+001F",
			                       csq_quoted(activities[i].s, activities[i].len).s),
			                errdetail("It separates the activities of one event."),
			                errhint("Remove it with translate(activity, E'\\x1f', '').")));
	if (n == 0)
		return skipped(fcinfo);
	return append_event(fcinfo, time_arg(fcinfo, is_text), csq_label_join(activities, n));
}

/*
 * journey_merge(journey, journey) -> journey
 *
 * Transition function of rollup(journey) and combine function of both: all events
 * of the one and the other, duplicates included.
 * NULL:    a NULL journey adds nothing.
 * Errors:  54000 journey above 1 GB; 22000 a damaged stored value.
 * Cost:    O(events of the second).
 */
CSQ_STORED_MERGE(journey, CsqJourney, csq_journey_check, csq_journey_merge)

/* ---- readers ---- */

/*
 * events(journey) -> setof (ord int, at timestamptz, activity text, channel text, value float8, gap interval)
 *
 * The events in canonical order; gap is the time since the event before, NULL
 * for the first, hours part only.
 * NULL:    no rows.
 * Errors:  22008 a gap longer than an interval holds (292,000 years).
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_events);
Datum
csq_events(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqJourneyView view;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	csq_journey_arg(fcinfo, 0, &view);
	for (uint32_t i = 0; i < view.nevents; i++)
	{
		const CsqEvent *e = &view.events[i];
		Datum           values[6] = {0};
		bool            nulls[6] = {false};

		values[0] = Int32GetDatum((int32) i + 1);
		values[1] = TimestampTzGetDatum(e->at);
		values[2] = csq_label_datum(&view.labels[e->activity]);
		nulls[3] = e->channel == 0;
		if (e->channel != 0)
			values[3] = csq_label_datum(&view.labels[e->channel]);
		nulls[4] = !e->has_value;
		values[4] = Float8GetDatum(e->value);
		nulls[5] = i == 0;
		if (i > 0)
			values[5] = csq_length_between(e[-1].at, e->at);
		csq_srf_row(rsinfo, values, nulls);
		pfree(DatumGetPointer(values[2]));
		if (!nulls[3])
			pfree(DatumGetPointer(values[3]));
		if (!nulls[5])
			pfree(DatumGetPointer(values[5]));
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_events, CsqJourney, v->nevents)

static Datum
path_of(const CsqJourneyView *view)
{
	Datum *labels = csq_alloc((view->nlabels + (size_t) 1) * sizeof *labels);
	Datum *items = csq_alloc((view->nevents + (size_t) 1) * sizeof *items);

	for (uint32_t i = 1; i <= view->nlabels; i++)
		labels[i] = csq_label_datum(&view->labels[i]);
	for (uint32_t i = 0; i < view->nevents; i++)
		items[i] = labels[view->events[i].activity];
	return PointerGetDatum(construct_array(items, (int) view->nevents, TEXTOID, -1, false, TYPALIGN_INT));
}

/*
 * trace(journey) -> text[]
 *
 * The activities in canonical order: the variant of the case.
 * NULL:    strict; an empty journey has an empty path.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_trace);
Datum
csq_trace(PG_FUNCTION_ARGS)
{
	CsqJourneyView view;

	csq_journey_arg(fcinfo, 0, &view);
	return path_of(&view);
}

/* The journey of argument 0 without what the mode in argument 1 leaves out. */
static void
thinned_arg(FunctionCallInfo fcinfo, CsqJourneyView *view)
{
	static const char *const modes[] = {"all", "no repeats", "first", "last"};
	CsqText                  name = csq_text_arg(fcinfo, 1);
	int                      mode = csq_option_of(name, modes, 4);

	if (mode < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("unknown mode of a path: \"%s\"", csq_quoted(name.s, name.len).s),
		                errhint("Use all, no repeats, first or last.")));
	csq_journey_arg(fcinfo, 0, view);
	csq_journey_thin(view, (CsqPathMode) mode);
}

/*
 * trace(journey, mode text) -> text[]
 *
 * The path without what a question does not need: 'all', 'no repeats' (neighbours
 * with the same activity count as one), 'first' or 'last' (each activity where it
 * occurs first or last).
 * NULL:    strict.
 * Errors:  22023 another mode.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_trace_mode);
Datum
csq_trace_mode(PG_FUNCTION_ARGS)
{
	CsqJourneyView view;

	thinned_arg(fcinfo, &view);
	return path_of(&view);
}

static bool
span(FunctionCallInfo fcinfo, int64_t *first, int64_t *last)
{
	const CsqSharedState *shared = csq_shared_arg(fcinfo, 0);
	CsqError              err;

	if (shared != NULL)
	{
		CsqSharedEvents events = csq_shared_events(shared);

		return csq_shared_span(&events, first, last);
	}
	if (csq_journey_span(CSQ_GETARG_VALUE(0), first, last, &err))
		return true;
	if (err.code != CSQ_OK)
		csq_throw(&err);
	return false;
}

/*
 * started(journey) -> timestamptz
 *
 * Time of the first event.
 * NULL:    strict; NULL for an empty journey.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_started);
Datum
csq_started(PG_FUNCTION_ARGS)
{
	int64_t first;
	int64_t last;

	if (!span(fcinfo, &first, &last))
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(first);
}

/*
 * ended(journey) -> timestamptz
 *
 * Time of the last event.
 * NULL:    strict; NULL for an empty journey.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_ended);
Datum
csq_ended(PG_FUNCTION_ARGS)
{
	int64_t first;
	int64_t last;

	if (!span(fcinfo, &first, &last))
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(last);
}

/*
 * duration(journey) -> interval
 *
 * Time from the first to the last event, hours part only.
 * NULL:    strict; NULL for an empty journey.
 * Errors:  22008 longer than an interval holds.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_duration);
Datum
csq_duration(PG_FUNCTION_ARGS)
{
	int64_t first;
	int64_t last;

	if (!span(fcinfo, &first, &last))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(csq_length_between(first, last));
}

/*
 * num_events(journey) -> int
 *
 * NULL:    strict.
 * Cost:    O(1) after reading the value.
 */
PG_FUNCTION_INFO_V1(csq_num_events);
Datum
csq_num_events(PG_FUNCTION_ARGS)
{
	const CsqSharedState *shared = csq_shared_arg(fcinfo, 0);

	if (shared != NULL)
		PG_RETURN_INT32((int32) shared->n);
	PG_RETURN_INT32((int32) ((const CsqJourney *) checked(CSQ_GETARG_VALUE(0)))->nevents);
}

/*
 * switches(journey) -> int
 *
 * How often the channel changes from one event to the next; events without a
 * channel are passed over.
 * NULL:    strict.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_switches);
Datum
csq_switches(PG_FUNCTION_ARGS)
{
	CsqJourneyView view;
	uint32_t       last = 0;
	int32          n = 0;

	csq_journey_arg(fcinfo, 0, &view);
	for (uint32_t i = 0; i < view.nevents; i++)
	{
		uint32_t channel = view.events[i].channel;

		if (channel == 0)
			continue;
		n += last != 0 && channel != last;
		last = channel;
	}
	PG_RETURN_INT32(n);
}

/* ---- journeys from journeys ---- */

/*
 * compact(journey) -> journey
 *
 * The canonical form: events sorted, no slack, only labels in use.
 * NULL:    strict.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_compact);
Datum
csq_compact(PG_FUNCTION_ARGS)
{
	CsqJourneyView view;

	csq_journey_arg(fcinfo, 0, &view);
	return packed(&view);
}

/*
 * slice(journey, tstzrange) -> journey
 *
 * The events whose time lies in the range.
 * NULL:    strict; an empty journey when there are none.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_slice);
Datum
csq_slice(PG_FUNCTION_ARGS)
{
	RangeType      *range = PG_GETARG_RANGE_P(1);
	TypeCacheEntry *type = lookup_type_cache(TSTZRANGEOID, TYPECACHE_RANGE_INFO);
	CsqJourneyView  view;
	RangeBound      lower;
	RangeBound      upper;
	bool            empty;
	uint32_t        n = 0;

	csq_journey_arg(fcinfo, 0, &view);
	csq_refuse_zoneless(fcinfo);
	range_deserialize(type, range, &lower, &upper, &empty);
	for (uint32_t i = 0; i < view.nevents && !empty; i++)
	{
		TimestampTz at = view.events[i].at;
		TimestampTz lo = lower.infinite ? 0 : DatumGetTimestampTz(lower.val);
		TimestampTz hi = upper.infinite ? 0 : DatumGetTimestampTz(upper.val);

		if ((lower.infinite || at > lo || (at == lo && lower.inclusive)) &&
		    (upper.infinite || at < hi || (at == hi && upper.inclusive)))
			view.events[n++] = view.events[i];
	}
	view.nevents = n;
	return packed(&view);
}

/*
 * keep(journey, activities text[]) -> journey
 *
 * The events with one of these activities.
 * NULL:    strict; NULL elements match nothing; an empty journey when there are none.
 * Cost:    O(n log n + (l + m) log m) for m activities and l labels.
 */
PG_FUNCTION_INFO_V1(csq_keep);
Datum
csq_keep(PG_FUNCTION_ARGS)
{
	CsqJourneyView view;
	CsqText       *activities;
	bool          *keep;
	uint32         nactivities;
	uint32_t       n = 0;

	csq_journey_arg(fcinfo, 0, &view);
	activities = csq_texts_arg(fcinfo, 1, &nactivities);
	keep = csq_labels_among(&view, activities, nactivities);
	for (uint32_t i = 0; i < view.nevents; i++)
		if (keep[view.events[i].activity])
			view.events[n++] = view.events[i];
	view.nevents = n;
	return packed(&view);
}

/*
 * collapse(journey, mode text default 'no repeats') -> journey
 *
 * The journey without what a question does not need: the events of trace(journey,
 * mode), with their times, channels and values.  Of repeated events the first stays
 * ('no repeats' and 'first') or the last.
 * NULL:    strict.
 * Errors:  22023 another mode.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_collapse);
Datum
csq_collapse(PG_FUNCTION_ARGS)
{
	CsqJourneyView view;

	thinned_arg(fcinfo, &view);
	return packed(&view);
}
