/*
 * process_pg.c
 *		SQL shell of processes: the two types, process_agg, rollup.
 *
 * process_agg collects events (process_events) and makes the process of them at
 * the end, because a case may be spread over workers and partitions until then.
 * rollup adds processes of different cases.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "calendar/calendar_args_pg.h"
#include "pg/case_id_pg.h"
#include "pg/folding_pg.h"
#include "pg/growing_pg.h"
#include "base/instant.h"
#include "process/process.h"
#include "process/process_cases.h"
#include "process/process_map.h"
#include "process/process_pg.h"
#include "pg/stored_type_pg.h"
#include "calendar/zone_pg.h"

#define SHOWN_ACTIVITIES 12 /* in an error */

/* ---- collected events: the type ---- */

/* Cases in canonical order. */
static const void *
events_opened(const void *value, CsqError *err)
{
	CsqProcessLog *log = csq_alloc(sizeof *log);

	return csq_process_log(value, true, log, err) ? log : NULL;
}

static CsqProcessEvents *
events_read(const void *data, size_t len, CsqError *err)
{
	return csq_process_events_read(data, len, csq_zone_canonical, err);
}

#define events_write csq_process_events_write

/*
 * process_events_in, _out, _recv, _send
 *
 * Text: {"v":1,"data":"<base64>"} of the binary form, which process_events_binary.c says.
 * Errors:  in: 22P02 malformed text, 22023 unknown time zone of the calendar; recv:
 *          22P03 for anything but a canonical binary form.
 * Cost:    in: O(n); the others: O(n log n).
 */
CSQ_STATE_TYPE(process_events, events, .utf8 = true, .open = events_opened)

/* ---- process_agg ---- */

static size_t
used_events(const void *state)
{
	return csq_process_events_used(state);
}

static void
copy_events(const void *state, void *to, size_t size)
{
	csq_process_events_copy(state, to, size);
}

static bool
merge_events(void **into, const void *from, CsqError *err)
{
	CsqProcessEvents *pe = *into;

	if (!csq_process_events_merge(&pe, from, err))
		return false;
	*into = pe;
	return true;
}

static bool
settle_events(void **state, void *beside, CsqError *err)
{
	CsqProcessEvents *pe = *state;

	if (!csq_process_events_settle(&pe, beside, err))
		return false;
	*state = pe;
	return true;
}

static const CsqGrowing growing_events = {csq_process_events_check, used_events,  copy_events, merge_events,
                                          sizeof(CsqProcessIntake), settle_events};

/* The arguments that not every form has, by number; 0 for none. */
typedef struct RowArgs
{
	int  resource; /* of journey_map_agg: the channel */
	int  calendar;
	int  calendar_text;
	int  seq;
	int  value;
	bool is_map; /* journey_map_agg, whose events have values */
} RowArgs;

/* Once per call site: the resource, when there is one, is no calendar. */
static inline void
look_at_resource(FunctionCallInfo fcinfo, const RowArgs *args)
{
	int *seen = csq_call_word(fcinfo);

	if (CSQ_LIKELY(*seen != 0))
		return;
	*seen = 1;
	if (args->resource > 0 && args->is_map)
		csq_refuse_calendar(
			fcinfo, args->resource, true, "journey_map_agg", "channel",
			"Write journey_map_agg(case_id, at, activity, channel, value, seq, 'tz Asia/Shanghai; mon-fri 9-18').");
	else if (args->resource > 0)
		csq_refuse_calendar(
			fcinfo, args->resource, true, "process_agg", "resource",
			"Write process_agg(case_id, at, activity, 'tz Asia/Shanghai; mon-fri 9-18'::csq.calendar).");
}

/* ---- the calendar of process_agg ---- */

/* A calendar that compiles and whose bytes can be read. */
static void *
compile_calendar(struct varlena *value)
{
	csq_calendar_of_value(value);
	return value;
}

static CsqText
calendar_arg(FunctionCallInfo fcinfo, int n, const char *function)
{
	const Calendar *value;

	if (PG_ARGISNULL(n))
		csq_refuse_null(psprintf("the calendar of %s", function), "Leave it out for physical time.");
	value = csq_compiled(fcinfo, n, compile_calendar);
	return (CsqText){value->data, VARSIZE(value) - sizeof *value};
}

CsqText
csq_process_calendar_arg(FunctionCallInfo fcinfo, int n)
{
	return calendar_arg(fcinfo, n, "process_agg");
}

/* CsqCompile: the wire form (CsqText) of the text of a calendar. */
static void *
compile_calendar_text(struct varlena *value)
{
	CsqText *wire = palloc(sizeof *wire);
	CsqText  literal = {VARDATA(value), VARSIZE(value) - VARHDRSZ};
	CsqError err;

	if (!csq_process_calendar_parse(&literal, csq_zone_canonical, wire, &err))
		csq_throw(&err);
	csq_calendar_of_value(csq_calendar_value(wire->s, wire->len));
	return wire;
}

static CsqText
calendar_text_arg(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? csq_process_calendar_arg(fcinfo, n) /* raises */
	                       : *(const CsqText *) csq_compiled(fcinfo, n, compile_calendar_text);
}

/* The state, made when there is none yet, takes the calendar, if there is one, and what its events have. */
static inline void
bind(FunctionCallInfo fcinfo, const RowArgs *args, CsqProcessEvents **pe)
{
	CsqText  calendar = {"", 0};
	bool     is_new = *pe == NULL;
	CsqError err;

	if (is_new)
		*pe = csq_process_events_new();
	if (CSQ_UNLIKELY(is_new || ((*pe)->seq_size > 0) != (args->seq > 0) || ((*pe)->value_size > 0) != args->is_map) &&
	    !csq_process_events_keep(*pe, args->seq > 0, args->is_map, &err))
		csq_throw(&err);
	if (args->calendar > 0)
		calendar = calendar_arg(fcinfo, args->calendar, args->is_map ? "journey_map_agg" : "process_agg");
	else if (args->calendar_text > 0)
		calendar = calendar_text_arg(fcinfo, args->calendar_text);
	else if (CSQ_LIKELY((*pe)->calendar == 0))
		return;
	if (!csq_process_events_bind(pe, &calendar, &err))
		csq_throw(&err);
}

/*
 * The calendar of collected events, compiled; NULL when they have none.  Made once
 * per calendar and call site: argument 1, which process() does not have, stands
 * for it.
 */
static const CsqCalendar *
calendar_of_log(FunctionCallInfo fcinfo, const CsqProcessLog *log)
{
	LOCAL_FCINFO(call, 2);

	if (log->calendar.len == 0)
		return NULL;
	InitFunctionCallInfoData(*call, fcinfo->flinfo, 2, InvalidOid, NULL, NULL);
	call->args[1].value = PointerGetDatum(csq_calendar_value(log->calendar.s, log->calendar.len));
	call->args[1].isnull = false;
	return csq_calendar_arg(call, 1);
}

static inline Datum
append_row(FunctionCallInfo fcinfo, CsqCaseType type, const RowArgs *args)
{
	CsqGrowingState   s = csq_growing_arg(fcinfo, &growing_events);
	CsqProcessEvents *pe = s.state;
	const void       *was = pe;
	CsqNewEvent       e;
	CsqCaseKey        key;
	CsqText           resource = {NULL, 0};
	char              buffer[40];
	CsqError          err;
	text             *label;

	if (PG_ARGISNULL(2) || csq_no_label(fcinfo, 3) || csq_is_nobody(fcinfo, 1, type))
	{
		if (pe == NULL)
			PG_RETURN_NULL();
		return csq_growing_datum(fcinfo, &s, was, &growing_events);
	}
	e.at = PG_GETARG_TIMESTAMPTZ(2);
	if (CSQ_UNLIKELY(!csq_is_instant(e.at)))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
		                errmsg("an event of a %s cannot happen at %s", args->is_map ? "journey" : "process",
		                       e.at < 0 ? "-infinity" : "infinity"),
		                errhint("Filter such rows, or pass NULL: rows without a time are skipped.")));
	look_at_resource(fcinfo, args);
	csq_case_key(type, PG_GETARG_DATUM(1), buffer, &key);
	label = PG_GETARG_TEXT_PP(3);
	e.activity = VARDATA_ANY(label);
	e.activity_len = VARSIZE_ANY_EXHDR(label);
	resource = args->resource > 0 ? csq_label_or_none(fcinfo, args->resource) : resource;
	e.channel = resource.s;
	e.channel_len = resource.len;
	e.has_seq = args->seq > 0 && !PG_ARGISNULL(args->seq);
	if (e.has_seq)
		e.seq = PG_GETARG_INT64(args->seq);
	e.has_value = args->value > 0 && !PG_ARGISNULL(args->value);
	if (e.has_value)
	{
		e.value = PG_GETARG_FLOAT8(args->value);
		csq_require_finite(e.value, "the value of an event");
	}
	if (pe == NULL)
	{
		csq_require_utf8();
		csq_refuse_zoneless(fcinfo);
	}
	bind(fcinfo, args, &pe);
	if (!csq_process_events_add(&pe, &key, &e, s.beside, &err))
		csq_throw(&err);
	s.state = pe;
	return csq_growing_datum(fcinfo, &s, was, &growing_events);
}

/*
 * process_append(process_events, case_id T, at timestamptz,
 * activity text [, resource text] [, calendar] [, seq bigint]) -> process_events
 *
 * Transition function of the one-level process_agg.  Appends in place within an aggregate.
 * NULL:    a row without case or activity (NULL or blank) or time is skipped; the resource may be NULL (or
 *          blank); a seq that is NULL is none.
 * Errors:  22008 infinite time; 54000 more than 1 GB of events;
 *          22004 a NULL calendar; 22023 another calendar than that of the events so far,
 *          or the text of a calendar as the resource of the first row; 22P02 a text that is no calendar.
 * Cost:    O(1) amortised.
 */
static Datum
add_event(FunctionCallInfo fcinfo, CsqCaseType type)
{
	return append_row(fcinfo, type, &(RowArgs){.resource = PG_NARGS() > 4 ? 4 : 0, .calendar = PG_NARGS() > 5 ? 5 : 0});
}

CSQ_CASE_FUNCTIONS(csq_process_append, add_event)

/* Of a row as it is typed: the time. */
static inline void
read_time(FunctionCallInfo fcinfo, const RowArgs *args)
{
	csq_read_row_time(fcinfo, 2, args->calendar, args->calendar_text);
}

static Datum
add_typed_event(FunctionCallInfo fcinfo, CsqCaseType type)
{
	read_time(fcinfo, &(RowArgs){.calendar = PG_NARGS() > 5 ? 5 : 0});
	return add_event(fcinfo, type);
}

CSQ_CASE_FUNCTIONS(csq_process_append_typed, add_typed_event)

/* The functions of each type of id for one row of arguments, and those of times as they are typed. */
#define APPEND_FUNCTIONS(suffix, ...)                                                                                  \
	static Datum add##suffix(FunctionCallInfo fcinfo, CsqCaseType type)                                                \
	{                                                                                                                  \
		return append_row(fcinfo, type, &(RowArgs){__VA_ARGS__});                                                      \
	}                                                                                                                  \
	static Datum add_typed##suffix(FunctionCallInfo fcinfo, CsqCaseType type)                                          \
	{                                                                                                                  \
		read_time(fcinfo, &(RowArgs){__VA_ARGS__});                                                                    \
		return append_row(fcinfo, type, &(RowArgs){__VA_ARGS__});                                                      \
	}                                                                                                                  \
	CSQ_CASE_FUNCTIONS(csq_process_append##suffix, add##suffix)                                                        \
	CSQ_CASE_FUNCTIONS(csq_process_append##suffix##_typed, add_typed##suffix)

APPEND_FUNCTIONS(_calendar, .calendar = 4)
APPEND_FUNCTIONS(_working, .resource = 4, .calendar_text = 5)
APPEND_FUNCTIONS(_seq, .seq = 4)
APPEND_FUNCTIONS(_resource_seq, .resource = 4, .seq = 5)
APPEND_FUNCTIONS(_calendar_seq, .calendar = 4, .seq = 5)
APPEND_FUNCTIONS(_resource_calendar_seq, .resource = 4, .calendar = 5, .seq = 6)

/*
 * journey_map_append(process_events, case_id T, at timestamptz | text, activity text
 * [, channel text [, value float8 [, seq bigint [, working calendar]]]]) -> process_events
 *
 * Transition function of the one-level journey_map_agg.  Appends in place within an aggregate.
 * NULL:    a row without case (NULL or blank), time or activity is skipped; channel, value and seq may be NULL.
 * Errors:  22008 infinite time; 22003 a value not finite; 54000 more than 1 GB of events; 22004 a NULL calendar;
 *          22023 another calendar than that of the events so far, or the text of a calendar as the channel of the
 *          first row; 22007 a text that is no time, or has no zone where there is no calendar.
 * Cost:    O(1) amortised.
 */
static Datum
add_map_event(FunctionCallInfo fcinfo, CsqCaseType type)
{
	int n = PG_NARGS();

	return append_row(fcinfo, type,
	                  &(RowArgs){.resource = n > 4 ? 4 : 0,
	                             .value = n > 5 ? 5 : 0,
	                             .seq = n > 6 ? 6 : 0,
	                             .calendar = n > 7 ? 7 : 0,
	                             .is_map = true});
}

CSQ_CASE_FUNCTIONS(csq_map_append, add_map_event)

static Datum
add_typed_map_event(FunctionCallInfo fcinfo, CsqCaseType type)
{
	read_time(fcinfo, &(RowArgs){.calendar = PG_NARGS() > 7 ? 7 : 0});
	return add_map_event(fcinfo, type);
}

CSQ_CASE_FUNCTIONS(csq_map_append_typed, add_typed_map_event)

/*
 * process_combine(process_events, process_events) -> process_events
 *
 * Combine function of process_agg: the events of both; cases with the same id are one case.
 * NULL:    a NULL adds nothing.
 * Errors:  54000 more than 1 GB of events; 22000 a damaged value; 22023 different calendars.
 * Cost:    O(events of the second).
 */
PG_FUNCTION_INFO_V1(csq_process_events_combine);
Datum
csq_process_events_combine(PG_FUNCTION_ARGS)
{
	return csq_growing_combine(fcinfo, &growing_events);
}

static Datum
packed(const CsqProcess *p)
{
	CsqError err;
	void    *value = csq_process_pack(p, &err);

	if (value == NULL)
		csq_throw(&err);
	return PointerGetDatum(value);
}

/*
 * process(process_events) -> process
 *
 * Final function of process_agg.  Does not change its argument.
 * NULL:    strict.
 * Errors:  22003 the squares of the times do not fit 128 bits; 54000 process above 1 GB;
 *          22008 an event outside the validity of the calendar.
 * Cost:    O(events), and O(v log v) for the variants.
 */
PG_FUNCTION_INFO_V1(csq_process_final);
Datum
csq_process_final(PG_FUNCTION_ARGS)
{
	CsqProcessLog           log;
	CsqProcess              p;
	CsqError                err;
	bool                    own;
	const CsqProcessEvents *pe = csq_growing_value(fcinfo, 0, &growing_events, &own);

	if (!(own ? csq_process_log_checked : csq_process_log)(pe, false, &log, &err) ||
	    !csq_process_build(&log, calendar_of_log(fcinfo, &log), &p, &err))
		csq_throw(&err);
	return packed(&p);
}

/*
 * journey_map(process_events) -> journey_map
 *
 * Final function of the one-level journey_map_agg: the map of one journey per case.  Does not change its argument.
 * NULL:    strict.
 * Errors:  22003 a value beyond 1e9, sums out of range; 22008 times too far apart, an event outside the validity of the
 *          calendar; 54000 a map above 1 GB.
 * Cost:    O(events).
 */
PG_FUNCTION_INFO_V1(csq_process_map_final);
Datum
csq_process_map_final(PG_FUNCTION_ARGS)
{
	CsqProcessLog           log;
	CsqMap                  m;
	CsqError                err;
	bool                    own;
	CsqJourneyMap          *v;
	const CsqProcessEvents *pe = csq_growing_value(fcinfo, 0, &growing_events, &own);

	if (!(own ? csq_process_log_checked : csq_process_log)(pe, false, &log, &err) ||
	    !csq_process_map(&log, calendar_of_log(fcinfo, &log), &m, &err) || (v = csq_journey_map_pack(&m, &err)) == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(v);
}

/*
 * process_graph(process_events) -> process_graph
 *
 * Final function of process_graph_agg of events: process() without variants.  Does not change its argument.
 * NULL:    strict.
 * Errors:  22003 the squares of the times do not fit 128 bits; 22008 an event outside the validity of the calendar.
 * Cost:    O(events).
 */
PG_FUNCTION_INFO_V1(csq_process_graph_final);
Datum
csq_process_graph_final(PG_FUNCTION_ARGS)
{
	CsqProcessLog           log;
	CsqProcessCases        *cases = csq_process_cases_new(true);
	CsqError                err;
	bool                    own;
	void                   *graph;
	const CsqProcessEvents *pe = csq_growing_value(fcinfo, 0, &growing_events, &own);

	if (!(own ? csq_process_log_checked : csq_process_log)(pe, false, &log, &err) ||
	    !csq_process_cases_log(cases, &log, calendar_of_log(fcinfo, &log), &err) ||
	    (graph = csq_process_cases_pack(cases, &err)) == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(graph);
}

/* ---- process: the type ---- */

void
csq_process_arg(FunctionCallInfo fcinfo, int n, CsqProcess *p)
{
	void    *value = CSQ_GETARG_VALUE(n);
	CsqError err;

	if (!csq_process_open(value, VARSIZE(value), p, &err))
		csq_throw(&err);
}

void
csq_process_packed_arg(FunctionCallInfo fcinfo, int n, CsqProcess *p)
{
	void    *value = CSQ_GETARG_VALUE(n);
	CsqError err;

	if (!csq_process_open_packed(value, VARSIZE(value), p, &err))
		csq_throw(&err);
}

uint32_t
csq_require_activity(const CsqProcess *p, const CsqText *label, const char *function)
{
	uint32_t a = csq_process_activity(p, label);
	CsqBuf   known;

	if (a < p->nactivities)
		return a;
	csq_buf_init(&known);
	for (uint32_t i = 0; i < p->nactivities && i < SHOWN_ACTIVITIES; i++)
		csq_buf_printf(&known, i == 0 ? "\"%s\"" : ", \"%s\"", csq_quoted(p->activities[i].s, p->activities[i].len).s);
	ereport(ERROR,
	        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	         errmsg("%s: the process has no activity \"%s\"", function, csq_quoted(label->s, label->len).s),
	         errdetail("Its activities are %s%s.", known.data, p->nactivities > SHOWN_ACTIVITIES ? " and others" : ""),
	         errhint("activities(process) lists them all.")));
	return a;
}

/* A stored process as its parts, checked. */
static const void *
value_opened(const void *value, CsqError *err)
{
	CsqProcess *p = csq_alloc(sizeof *p);

	return csq_process_open(value, VARSIZE(value), p, err) ? p : NULL;
}

static void *
value_parse(const char *text, size_t len, CsqError *err)
{
	CsqProcess p;

	return csq_process_parse(text, len, csq_zone_canonical, &p, err) ? csq_process_pack(&p, err) : NULL;
}

static void *
value_read(const void *data, size_t len, CsqError *err)
{
	CsqProcess p;

	return csq_process_read(data, len, csq_zone_canonical, &p, err) ? csq_process_pack(&p, err) : NULL;
}

#define value_text  csq_process_text
#define value_write csq_process_write

/*
 * process_in, _out, _recv, _send, _eq, _ne
 *
 * Forms: see process_text.c; how they are stored and compared: process_stored.c.
 * Errors:  in: 22P02 malformed text, or parts that contradict each other; recv: 22P03
 *          for anything but a canonical binary form.
 * Cost:    O(length).
 */
CSQ_STORED_TYPE(process, value, .utf8 = true, .canonical = true, .plain = csq_process_plain, .open = value_opened)
CSQ_STORED_JSON(process, process_type)

/* ---- adding up ---- */

static void *
open_process(void *value, CsqError *err)
{
	CsqProcess p;

	return csq_process_open_to_add(value, VARSIZE(value), &p, err) ? value : NULL;
}

static bool
same_calendar(const void *a, const void *b, CsqError *err)
{
	CsqText x = csq_process_calendar_in(a);
	CsqText y = csq_process_calendar_in(b);

	return csq_process_calendar_same(&x, &y, err);
}

static const CsqFolding process_folding = {open_process, same_calendar, csq_process_merge, true, NULL};

/*
 * process_combine(process, process) -> process
 *
 * Operator +, transition and combine function of rollup(process): the cases of
 * both, which must be different cases.  Exact, in any order.
 * NULL:    a NULL adds nothing.
 * Errors:  22003 counts out of range; 54000 process above 1 GB; 22000 a damaged value;
 *          22023 different calendars.
 * Cost:    O(size of both); in rollup that of the second, times a logarithm.
 */
PG_FUNCTION_INFO_V1(csq_process_combine);
Datum
csq_process_combine(PG_FUNCTION_ARGS)
{
	return csq_folding_combine(fcinfo, &process_folding);
}

/*
 * calendar_of(process) -> calendar
 *
 * The calendar whose business time all times of the process are.
 * NULL:    strict; NULL when the times are physical.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_process_calendar_of);
Datum
csq_process_calendar_of(PG_FUNCTION_ARGS)
{
	CsqProcess p;

	csq_process_arg(fcinfo, 0, &p);
	if (p.calendar.len == 0)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(csq_calendar_value(p.calendar.s, p.calendar.len));
}
