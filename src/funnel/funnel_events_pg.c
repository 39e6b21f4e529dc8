/*
 * funnel_events_pg.c
 *		SQL shell of the one-level funnel_count_agg and funnel_agg: the type
 *		funnel_events and its aggregates.
 *
 * funnel_count_agg(case, at, activity, spec) collects 16 bytes a row and makes the
 * funnel at the end, because a case may be spread over workers and partitions
 * until then.  funnel_agg collects as many, and each different activity.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "pg/case_id_pg.h"
#include "funnel/funnel.h"
#include "funnel/funnel_events.h"
#include "funnel/funnel_pg.h"
#include "funnel/funnel_terms_pg.h"
#include "calendar/zone_pg.h"
#include "pg/growing_pg.h"
#include "pg/stored_type_pg.h"

/* ---- the type ---- */

/* Cases in order. */
static const void *
opened(const void *value, CsqError *err)
{
	return csq_funnel_events_list(value, err);
}

/*
 * funnel_events_in, _out, _recv, _send
 *
 * Text: {"v":1,"data":"<base64>"} of the binary form, which funnel_events_binary.c says.
 * Errors:  in: 22P02 malformed text; recv: 22P03 for anything but a canonical binary form.
 * Cost:    in, recv: O(n); out, send: O(n log n).
 */
CSQ_STATE_TYPE(funnel_events, csq_funnel_events, .utf8 = true, .open = opened)

/* ---- the specification and the call site ---- */

void *
csq_funnel_site_of_labels(struct varlena *value)
{
	CsqFunnelSite *site = palloc0(sizeof *site);

	if (((const CsqFunnelSpec *) csq_funnel_spec_compile(value))->rule.same != CSQ_SAME_NONE)
		ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
		                errmsg("the specification asks for the same channel or value, and these events have none"),
		                errdetail("Only journeys have channels and values."),
		                errhint("Use funnel_agg(journey_agg(at, activity, channel), spec) in two levels.")));
	site->value = (CsqStoredText *) value;
	site->hash = csq_funnel_spec_fingerprint(site->value->text, CSQ_STORED_TEXT_LEN(site->value));
	return site;
}

void *
csq_funnel_site(struct varlena *value)
{
	CsqFunnelSite *site = csq_funnel_site_of_labels(value);
	CsqError       err;

	if (!csq_funnel_plan(csq_funnel_spec_compile(value), &site->plan, &err))
		csq_throw(&err);
	return site;
}

CSQ_NORETURN static void several_activities(void);

static void
several_activities(void)
{
	ereport(ERROR,
	        (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("the one-level funnel_count_agg takes one activity a row"),
	         errdetail("An activity has the character U+001F, which separates several of one event."),
	         errhint("Use funnel_agg, which keeps the activities themselves.")));
}

CSQ_NORETURN static void time_out_of_range(const char *aggregate, const char *range);

static void
time_out_of_range(const char *aggregate, const char *range)
{
	ereport(ERROR,
	        (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("time of an event out of range for %s", aggregate),
	         errdetail("Times must be finite%s.", range),
	         errhint("Filter such rows, or pass NULL: rows without a time are skipped.")));
}

/* ---- the state ---- */

static size_t
used_events(const void *state)
{
	return csq_funnel_events_used(state);
}

static void
copy_events(const void *state, void *to, size_t size)
{
	csq_funnel_events_copy(state, to, size);
}

static bool
merge_events(void **into, const void *from, CsqError *err)
{
	CsqFunnelEvents *fe = *into;

	if (!csq_funnel_events_merge(&fe, from, err))
		return false;
	*into = fe;
	return true;
}

/* Beside a large state: the numbers that its activities have in it. */
static const CsqGrowing growing_events = {csq_funnel_events_check, used_events, copy_events, merge_events,
                                          sizeof(CsqLabelMemo),    NULL};

/* The state of a transition: argument 0, or none yet. */
typedef struct State
{
	CsqGrowingState  growing;
	CsqFunnelEvents *fe; /* NULL: none yet */
} State;

static inline State
state_arg(FunctionCallInfo fcinfo)
{
	State s;

	s.growing = csq_growing_arg(fcinfo, &growing_events);
	s.fe = s.growing.state;
	return s;
}

/* What the transition returns. */
static inline Datum
state_datum(FunctionCallInfo fcinfo, State *s, const CsqFunnelEvents *was)
{
	s->growing.state = s->fe;
	return csq_growing_datum(fcinfo, &s->growing, was, &growing_events);
}

/* ---- funnel_count_agg(case, at, activity, spec), funnel_agg(case, at, activity, spec) ---- */

/* The terms as bytes, where there is more than a specification. */
static CsqText
terms_text(const CsqFunnelSite *site, const CsqFunnelTermsArgs *args)
{
	CsqFunnelTerms t = {.spec = {site->value->text, CSQ_STORED_TEXT_LEN(site->value)},
	                    .has_as_of = args->has_as_of,
	                    .as_of = args->as_of};
	CsqBuf         b;

	if (args->calendar != NULL)
		t.calendar = args->calendar->text;
	csq_buf_init(&b);
	csq_funnel_terms_write(&t, &b);
	if (b.len > CSQ_FUNNEL_MAX_TERMS)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("the calendar of a funnel is too long"),
		                errdetail("Its text has more than %d bytes.", CSQ_FUNNEL_MAX_TERMS),
		                errhint("Cut it to the years that the events are of, with during().")));
	return (CsqText){b.data, b.len};
}

/* The same with terms of more than a specification; kind: bits of the details. */
static CsqFunnelEvents *
state_on_terms(FunctionCallInfo fcinfo, CsqFunnelEvents *fe, const CsqFunnelSite *site, const CsqFunnelTermsArgs *args,
               const CsqCaseKey *key, uint8 kind)
{
	uint64   hash = csq_funnel_terms_fingerprint(site->hash, args->has_as_of, args->as_of,
                                               args->calendar != NULL ? args->calendar->hash : 0);
	CsqText  text;
	CsqError err;

	kind |= key->kind == CSQ_KEY_TEXT ? CSQ_FUNNEL_TEXTS : CSQ_FUNNEL_INTS;
	if (fe != NULL && CSQ_LIKELY(fe->spec_hash == hash && fe->flat.kind == kind))
		return fe;
	text = terms_text(site, args);
	if (fe == NULL)
	{
		csq_require_utf8();
		csq_refuse_zoneless(fcinfo);
		return csq_funnel_events_new(kind, text.s, text.len);
	}
	if (!csq_funnel_events_fit(fe, kind, hash, text.s, text.len, &err))
		csq_throw(&err);
	return fe;
}

/* The state to add an event of the case to, a new one if need be; details: bits of the kind. */
static inline CsqFunnelEvents *
state_for(FunctionCallInfo fcinfo, CsqFunnelEvents *fe, const CsqFunnelSite *site, const CsqCaseKey *key, uint8 details)
{
	uint8    kind = (key->kind == CSQ_KEY_TEXT ? CSQ_FUNNEL_TEXTS : CSQ_FUNNEL_INTS) | details;
	size_t   len = CSQ_STORED_TEXT_LEN(site->value);
	CsqError err;

	if (fe == NULL)
	{
		csq_require_utf8();
		csq_refuse_zoneless(fcinfo);
		return csq_funnel_events_new(kind, site->value->text, len);
	}
	/* the hash stands for the text: comparing that too would cost more than the rest of the row */
	if (CSQ_UNLIKELY(fe->spec_hash != site->hash || fe->spec_len != len || fe->flat.kind != kind) &&
	    !csq_funnel_events_fit(fe, kind, site->hash, site->value->text, len, &err))
		csq_throw(&err);
	return fe;
}

/*
 * funnel_count_append(funnel_events, case_id T,
 * at timestamptz, activity text, spec funnel_spec) -> funnel_events
 *
 * Transition function of the one-level funnel_count_agg.  Appends in place within an aggregate.
 * NULL:    a row without case or activity (NULL or blank), time or specification is skipped.
 * Errors:  22008 time infinite or out of range; 22023 the specification differs
 *          from row to row, or the state has details; 0A000 a
 *          specification of more than 64 kinds of events, or several
 *          activities in a row; 54000 more than 1 GB of events.
 * Cost:    O(1) amortised.
 */
static Datum
count_event(FunctionCallInfo fcinfo, CsqCaseType type)
{
	State                  s = state_arg(fcinfo);
	const CsqFunnelEvents *was = s.fe;
	CsqFunnelSite         *site;
	CsqCaseKey             key;
	char                   buffer[40];
	CsqError               err;
	text                  *label;
	int64                  at;
	int64                  id;
	int                    kind;

	if (PG_ARGISNULL(2) || csq_no_label(fcinfo, 3) || PG_ARGISNULL(4) || csq_is_nobody(fcinfo, 1, type))
	{
		if (s.fe == NULL)
			PG_RETURN_NULL();
		return state_datum(fcinfo, &s, was);
	}
	site = csq_compiled(fcinfo, 4, csq_funnel_site);
	at = PG_GETARG_TIMESTAMPTZ(2);
	if (CSQ_UNLIKELY(at <= CSQ_WINDOW_MIN_AT || at >= CSQ_WINDOW_END_AT))
		time_out_of_range("funnel_count_agg", " and lie between the years -2567 and 6567");
	csq_case_key(type, PG_GETARG_DATUM(1), buffer, &key);
	label = PG_GETARG_TEXT_PP(3);
	kind = csq_funnel_kind_of(&site->plan, &site->memo, VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label));
	if (CSQ_UNLIKELY(kind == CSQ_KIND_SEVERAL))
		several_activities();
	s.fe = state_for(fcinfo, s.fe, site, &key, 0);
	if (!csq_funnel_events_case(&s.fe, &key, &id, &err) ||
	    !csq_funnel_events_add(&s.fe, id, kind == CSQ_KIND_NONE ? CSQ_FUNNEL_KNOWN : csq_window_pack(at, kind + 1),
	                           &err))
		csq_throw(&err);
	return state_datum(fcinfo, &s, was);
}

CSQ_CASE_FUNCTIONS(csq_funnel_count_append, count_event)
CSQ_TYPED_CASE_FUNCTIONS(csq_funnel_count_append, count_event, 2)

/*
 * funnel_append(funnel_events, case_id T, at timestamptz, activity text, spec funnel_spec
 *		[, as_of timestamptz | clock text] [, working calendar] [, seq bigint]) -> funnel_events
 * funnel_count_append(the same) -> funnel_events, with something behind the specification
 *
 * Transition functions of the one-level funnel_agg and funnel_count_agg.  Append in place within an aggregate.
 * NULL:    a row without case or activity (NULL or blank), time or specification is skipped; a NULL seq is none.
 * Errors:  22008 time infinite; 22023 the specification, as_of or the calendar differs from row to row,
 *          or the state has no details; 22004 as_of or calendar NULL, 22007 a time without a zone; 54000
 *          more than 1 GB of events and different activities.
 * Cost:    O(1) amortised.
 */
static inline Datum
detail_event(FunctionCallInfo fcinfo, CsqCaseType type, const CsqFunnelArgs *args, uint8 kind)
{
	State                  s = state_arg(fcinfo);
	const CsqFunnelEvents *was = s.fe;
	CsqFunnelSite         *site;
	CsqFunnelTermsArgs     terms = {0};
	CsqCaseKey             key;
	char                   buffer[40];
	CsqError               err;
	text                  *label;
	int64                  at;
	int64                  id;
	int64                  seq = 0;
	bool                   has_seq = args->seq > 0 && !PG_ARGISNULL(args->seq);
	bool                   spec_alone = args->as_of + args->calendar + args->calendar_text + args->clock == 0;

	kind |= args->seq > 0 ? CSQ_FUNNEL_SEQS : 0;
	if (PG_ARGISNULL(2) || csq_no_label(fcinfo, 3) || PG_ARGISNULL(4) || csq_is_nobody(fcinfo, 1, type))
	{
		if (s.fe == NULL)
			PG_RETURN_NULL();
		return state_datum(fcinfo, &s, was);
	}
	site = csq_compiled(fcinfo, 4, csq_funnel_site_of_labels);
	if (!spec_alone)
		terms = csq_funnel_terms_args(fcinfo, args);
	at = PG_GETARG_TIMESTAMPTZ(2);
	if (CSQ_UNLIKELY(TIMESTAMP_NOT_FINITE(at)))
		time_out_of_range(kind & CSQ_FUNNEL_COUNTS ? "funnel_count_agg" : "funnel_agg", "");
	csq_case_key(type, PG_GETARG_DATUM(1), buffer, &key);
	label = PG_GETARG_TEXT_PP(3);
	if (has_seq)
		seq = PG_GETARG_INT64(args->seq);
	s.fe =
		spec_alone ? state_for(fcinfo, s.fe, site, &key, kind) : state_on_terms(fcinfo, s.fe, site, &terms, &key, kind);
	if (!csq_funnel_events_case(&s.fe, &key, &id, &err) ||
	    !csq_funnel_events_add_detail(&s.fe, id, at, VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label), s.growing.beside,
	                                  has_seq ? &seq : NULL, &err))
		csq_throw(&err);
	return state_datum(fcinfo, &s, was);
}

/* The time of a row as it is typed: with a zone, or local time of the calendar. */
static inline void
read_time(FunctionCallInfo fcinfo, const CsqFunnelArgs *args)
{
	const CsqCalendar *typed = NULL;

	if (args->clock > 0 && args->calendar + args->calendar_text == 0 && !PG_ARGISNULL(2) && !PG_ARGISNULL(args->clock))
		typed = csq_funnel_clock_calendar(fcinfo, args->clock);
	if (typed != NULL)
		fcinfo->args[2].value = TimestampTzGetDatum(csq_local_arg(fcinfo, 2, TEXTOID, typed));
	else
		csq_read_row_time(fcinfo, 2, args->calendar, args->calendar_text);
}

/* The functions of each type of id for one row of arguments, and those of times as they are typed. */
#define ROW_FUNCTIONS(name, body, kind, ...)                                                                           \
	static Datum body(FunctionCallInfo fcinfo, CsqCaseType type)                                                       \
	{                                                                                                                  \
		return detail_event(fcinfo, type, &(CsqFunnelArgs){__VA_ARGS__}, kind);                                        \
	}                                                                                                                  \
	static Datum body##_typed(FunctionCallInfo fcinfo, CsqCaseType type)                                               \
	{                                                                                                                  \
		read_time(fcinfo, &(CsqFunnelArgs){__VA_ARGS__});                                                              \
		return detail_event(fcinfo, type, &(CsqFunnelArgs){__VA_ARGS__}, kind);                                        \
	}                                                                                                                  \
	CSQ_CASE_FUNCTIONS(name, body)                                                                                     \
	CSQ_CASE_FUNCTIONS(name##_typed, body##_typed)

#define FUNNEL_FUNCTIONS(suffix, ...)                                                                                  \
	ROW_FUNCTIONS(csq_funnel_append##suffix, detail##suffix, CSQ_FUNNEL_DETAILS, __VA_ARGS__)

#define COUNT_FUNCTIONS(suffix, ...)                                                                                   \
	ROW_FUNCTIONS(csq_funnel_count_append##suffix, count##suffix, CSQ_FUNNEL_DETAILS | CSQ_FUNNEL_COUNTS, __VA_ARGS__)

#define BOTH_FUNCTIONS(suffix, ...)                                                                                    \
	FUNNEL_FUNCTIONS(suffix, __VA_ARGS__)                                                                              \
	COUNT_FUNCTIONS(suffix, __VA_ARGS__)

FUNNEL_FUNCTIONS(, 0)
BOTH_FUNCTIONS(_seq, .seq = 5)
BOTH_FUNCTIONS(_as_of, .as_of = 5)
BOTH_FUNCTIONS(_as_of_seq, .as_of = 5, .seq = 6)
BOTH_FUNCTIONS(_calendar, .calendar = 5)
BOTH_FUNCTIONS(_calendar_seq, .calendar = 5, .seq = 6)
BOTH_FUNCTIONS(_as_of_calendar, .as_of = 5, .calendar = 6)
BOTH_FUNCTIONS(_as_of_calendar_seq, .as_of = 5, .calendar = 6, .seq = 7)
BOTH_FUNCTIONS(_clock, .clock = 5)
BOTH_FUNCTIONS(_clock_seq, .clock = 5, .seq = 6)
BOTH_FUNCTIONS(_clock_calendar, .clock = 5, .calendar = 6)
BOTH_FUNCTIONS(_clock_text, .clock = 5, .calendar_text = 6)
BOTH_FUNCTIONS(_as_of_text, .as_of = 5, .calendar_text = 6)
BOTH_FUNCTIONS(_clock_calendar_seq, .clock = 5, .calendar = 6, .seq = 7)

/*
 * funnel_combine(funnel_events, funnel_events) -> funnel_events
 *
 * Combine function of the one-level forms: the events of both; cases with the same id are one case.
 * NULL:    a NULL adds nothing.
 * Errors:  22023 different specifications, ids of different kinds, or only one has details; 54000 more
 *          than 1 GB of events; 22000 a damaged value.
 * Cost:    O(events of the second).
 */
PG_FUNCTION_INFO_V1(csq_funnel_events_combine);
Datum
csq_funnel_events_combine(PG_FUNCTION_ARGS)
{
	return csq_growing_combine(fcinfo, &growing_events);
}

/*
 * funnel(funnel_events) -> funnel
 *
 * Final function of the one-level funnel_count_agg and funnel_agg: a funnel with
 * details where the events have any.  Does not change its argument.
 * NULL:    strict.
 * Errors:  22000 a damaged value; with details 22003 times that do not fit, 54000
 *          more than 1 GB of different next activities, or of work space.
 * Cost:    O(events), O(n log n) for cases whose events came out of order; 16
 *          bytes an event beside the state, none when cases came one after the other.
 */
PG_FUNCTION_INFO_V1(csq_funnel_events_final);
Datum
csq_funnel_events_final(PG_FUNCTION_ARGS)
{
	const CsqFunnelEvents *fe = csq_growing_value(fcinfo, 0, &growing_events, NULL);
	const CsqCalendar     *calendar = NULL;
	CsqFunnelTerms         terms;
	CsqFunnel             *f = NULL;
	CsqError               err;

	if (!csq_funnel_terms_read(fe->spec, fe->spec_len, &terms, &err))
		csq_throw(&err);
	if (terms.calendar.len > 0)
	{
		CsqSpec *spec = palloc(sizeof *spec);

		if (!csq_calendar_parse(terms.calendar.s, terms.calendar.len, spec, &err))
			csq_throw(&err);
		calendar = csq_calendar_compile(spec, csq_zone_get(spec->zone));
	}
	f = csq_funnel_events_count(fe, calendar, &err);
	if (f == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(f);
}
