/*
 * call_pg.c
 *		call_summary in SQL: call_agg(), service levels, waiting and handling times;
 *		Erlang's formulas.
 *
 * Readers check the value, O(n) of its different lengths, and sort those that they ask
 * for, O(n log n): what a reader costs that says nothing else.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "calendar/calendar_args_pg.h"
#include "metrics/call.h"
#include "metrics/erlang.h"
#include "metrics/rate.h"
#include "pg/args_pg.h"
#include "pg/stored_type_pg.h"

/* ---- the type ---- */

static bool
call_check(const void *value, size_t size, CsqError *err)
{
	return csq_lengths_check(value, size, &csq_call_type, err);
}

static CsqLengths *
call_parse(const char *text, size_t len, CsqError *err)
{
	return csq_lengths_parse(text, len, &csq_call_type, err);
}

static void
call_text(const void *value, CsqBuf *out)
{
	csq_lengths_text(value, &csq_call_type, out);
}

static CsqLengths *
call_read(const void *data, size_t len, CsqError *err)
{
	return csq_lengths_read(data, len, &csq_call_type, err);
}

static void
call_write(const void *value, CsqBuf *out)
{
	csq_lengths_write(value, &csq_call_type, out);
}

static bool
call_merge(CsqLengths **into, const CsqLengths *from, CsqError *err)
{
	return csq_lengths_merge(into, from, &csq_call_type, err);
}

/*
 * call_summary_in, _out, _recv, _send, comparison, hash, json, combine
 *
 * Text: {"v":1,"missing":0,"answered":times,"abandoned":times,"waiting":times,"handled":times}, see lengths_text.c.
 * Errors:  in: 22P02; recv: 22P03; combine: 22003 out of range.
 * Cost:    O(n log n) of the different lengths, of which there are at most some thousand; combine O(n).
 */
CSQ_STORED_TYPE(call_summary, call, .check = call_check, .open = csq_lengths_open)
CSQ_STORED_JSON(call_summary, call_summary_type)
CSQ_STORED_MERGE(call_summary, CsqLengths, call_check, call_merge)

/* ---- counting ---- */

/* The lengths that are not just put where they wait to be counted; those that are wrong. */
static pg_noinline CsqLengths *
count_length(CsqLengths *l, uint32 set, int64 from, int64 to, const char *what)
{
	CsqError err;
	CsqBuf   then, since;
	int64    length;

	if (to < from)
	{
		csq_buf_init(&then);
		csq_buf_instant(&then, to);
		csq_buf_init(&since);
		csq_buf_instant(&since, from);
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("a call was %s at %s, before that could be, at %s", what, then.data, since.data),
		                errdetail("A call is offered, then answered or abandoned, then ended."),
		                errhint("Leave such rows out with FILTER, and look into them.")));
	}
	if (!csq_sub_i64(to, from, &length))
		csq_interval_out_of_range();
	if (!csq_lengths_add(&l, set, length, &err))
		csq_throw(&err);
	return l;
}

/* The state is handed on and never pointed to, so that it stays in a register. */
static pg_attribute_always_inline CsqLengths *
add_length(CsqLengths *l, uint32 set, int64 from, int64 to, const char *what)
{
	if (CSQ_LIKELY(to >= from && (csq_lengths_wait(l, set, to - from) || csq_lengths_again(l, set, to - from))))
		return l;
	return count_length(l, set, from, to, what);
}

/* A call that nobody has answered. */
static pg_noinline CsqLengths *
add_unanswered(CsqLengths *l, int64 offered, int64 abandoned, int64 as_of)
{
	if (abandoned != INT64_MAX)
		return add_length(l, CSQ_CALL_ABANDONED, offered, abandoned, "abandoned");
	return add_length(l, CSQ_CALL_WAITING, offered, as_of, "waiting");
}

/* Argument n as an instant that had come by as_of: INT64_MAX if not. */
static inline int64
happened(FunctionCallInfo fcinfo, int n, int64 as_of)
{
	int64 at;

	if (PG_ARGISNULL(n) || PG_GETARG_TIMESTAMPTZ(n) == DT_NOEND)
		return INT64_MAX;
	at = csq_instant_arg(fcinfo, n);
	return at <= as_of ? at : INT64_MAX;
}

/*
 * call_append(state, offered_at, answered_at, abandoned_at, ended_at [, as_of]) -> call_summary
 *
 * Transition of call_agg().  A call that was answered counts as answered, whatever
 * else is said; its handling time ends at ended_at, after-call work included.  What
 * happened after as_of had not happened; without as_of, how long a call that is neither
 * answered nor abandoned has waited is not known.
 * NULL:    without offered_at the call is missing; as_of must not be NULL (22004).
 * Errors:  22023 times out of order; 22008 infinite offered_at.
 * Cost:    O(1) amortised.
 */
static pg_noinline Datum
add_call(FunctionCallInfo fcinfo, bool text)
{
	CsqLengths *l;
	int64       as_of = INT64_MAX - 1;
	int64       offered, answered, abandoned, ended;

	if (PG_NARGS() > 5)
	{
		csq_require_given(fcinfo, 5, "as_of", "It is the instant at which the data were taken, for example now().");
		as_of = text ? csq_instant_text_arg(fcinfo, 5) : csq_instant_arg(fcinfo, 5);
		if (TIMESTAMP_NOT_FINITE(as_of))
			csq_refuse_infinite("timestamp");
	}
	if (PG_ARGISNULL(0))
		csq_refuse_zoneless(fcinfo);
	offered = PG_ARGISNULL(1) ? 0 : csq_instant_arg(fcinfo, 1);
	if (!PG_ARGISNULL(1) && offered > as_of && PG_ARGISNULL(0))
		PG_RETURN_NULL();
	l = PG_ARGISNULL(0) ? csq_lengths_new(&csq_call_type, NULL, 0) : csq_flat_state(fcinfo, call_check);
	if (PG_ARGISNULL(1))
	{
		l->missing++;
		PG_RETURN_POINTER(l);
	}
	if (offered > as_of)
		PG_RETURN_POINTER(l);
	answered = happened(fcinfo, 2, as_of);
	abandoned = happened(fcinfo, 3, as_of);
	ended = happened(fcinfo, 4, as_of);
	if (CSQ_UNLIKELY(answered == INT64_MAX))
		PG_RETURN_POINTER(add_unanswered(l, offered, abandoned, PG_NARGS() > 5 ? as_of : offered));
	l = add_length(l, CSQ_CALL_ANSWERED, offered, answered, "answered");
	if (ended != INT64_MAX)
		l = add_length(l, CSQ_CALL_HANDLED, answered, ended, "ended");
	PG_RETURN_POINTER(l);
}

/*
 * Most rows: there is a state, the call was answered, and its times are in order, which also says that they are
 * finite: as_of is, and only the first could be -infinity.  false: nothing was added.
 */
static pg_attribute_always_inline bool
add_usual_call(FunctionCallInfo fcinfo, int64 as_of)
{
	CsqLengths *l;
	int64       offered = PG_GETARG_TIMESTAMPTZ(1);
	int64       answered = PG_GETARG_TIMESTAMPTZ(2);
	int64       ended = PG_ARGISNULL(4) ? INT64_MAX : PG_GETARG_TIMESTAMPTZ(4);

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || !csq_in_aggregate(fcinfo) ||
	    VARATT_IS_EXTENDED((struct varlena *) PG_GETARG_POINTER(0)))
		return false;
	/* as_of < INT64_MAX */
	if (offered == INT64_MIN || answered < offered || answered > as_of || ended < answered ||
	    (!PG_ARGISNULL(3) && PG_GETARG_TIMESTAMPTZ(3) == INT64_MIN))
		return false;
	l = (CsqLengths *) PG_GETARG_POINTER(0);
	/* whether the second can wait is asked before the first does: what comes to wait is in no other field */
	if (ended > as_of)
		return csq_lengths_wait_at_end(l, CSQ_CALL_SETS, CSQ_CALL_ANSWERED, answered - offered);
	if (!csq_lengths_wait_at_end(l, CSQ_CALL_SETS, CSQ_CALL_HANDLED, ended - answered))
		return false;
	if (csq_lengths_wait_at_end(l, CSQ_CALL_SETS, CSQ_CALL_ANSWERED, answered - offered))
		return true;
	csq_lengths_wait_no_more(l, CSQ_CALL_HANDLED);
	return false;
}

PG_FUNCTION_INFO_V1(csq_call_append);
Datum
csq_call_append(PG_FUNCTION_ARGS)
{
	int64 as_of = INT64_MAX - 1;

	if (PG_NARGS() > 5)
		as_of = PG_ARGISNULL(5) ? INT64_MAX : PG_GETARG_TIMESTAMPTZ(5);
	if (CSQ_LIKELY(as_of != INT64_MAX && add_usual_call(fcinfo, as_of)))
		return PG_GETARG_DATUM(0);
	return add_call(fcinfo, false);
}

/* The same with as_of as a text in ISO 8601: 22007 without a zone. */
PG_FUNCTION_INFO_V1(csq_call_append_text);
Datum
csq_call_append_text(PG_FUNCTION_ARGS)
{
	const int64 *as_of = PG_ARGISNULL(5) ? NULL : csq_constant(fcinfo, 5, csq_compile_instant);

	if (CSQ_LIKELY(as_of != NULL && *as_of < INT64_MAX && add_usual_call(fcinfo, *as_of)))
		return PG_GETARG_DATUM(0);
	return add_call(fcinfo, true);
}

/* All times as texts in ISO 8601 with a zone: 22007 without one. */
static Datum
add_typed_call(FunctionCallInfo fcinfo, bool as_of_text)
{
	for (int n = 1; n <= 4; n++)
		csq_read_typed_time(fcinfo, n);
	return add_call(fcinfo, as_of_text);
}

PG_FUNCTION_INFO_V1(csq_call_append_texts);
Datum
csq_call_append_texts(PG_FUNCTION_ARGS)
{
	return add_typed_call(fcinfo, true);
}

PG_FUNCTION_INFO_V1(csq_call_append_texts_instant);
Datum
csq_call_append_texts_instant(PG_FUNCTION_ARGS)
{
	return add_typed_call(fcinfo, false);
}

/* ---- reading ---- */

static const CsqLengths *
call_arg(FunctionCallInfo fcinfo)
{
	return csq_stored_arg(fcinfo, 0, &call_summary_type);
}

/*
 * csq_call_offered, _answered, _abandoned, _waiting, _missing(call_summary) -> int8
 *
 * Counts.  Offered are all that were answered, abandoned or still wait.
 * NULL:    strict.
 */
PG_FUNCTION_INFO_V1(csq_call_offered);
Datum
csq_call_offered(PG_FUNCTION_ARGS)
{
	const CsqLengths *l = call_arg(fcinfo);

	PG_RETURN_INT64(l->sets[CSQ_CALL_ANSWERED].n + l->sets[CSQ_CALL_ABANDONED].n + l->sets[CSQ_CALL_WAITING].n);
}

PG_FUNCTION_INFO_V1(csq_call_answered);
Datum
csq_call_answered(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(call_arg(fcinfo)->sets[CSQ_CALL_ANSWERED].n);
}

PG_FUNCTION_INFO_V1(csq_call_abandoned);
Datum
csq_call_abandoned(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(call_arg(fcinfo)->sets[CSQ_CALL_ABANDONED].n);
}

PG_FUNCTION_INFO_V1(csq_call_waiting);
Datum
csq_call_waiting(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(call_arg(fcinfo)->sets[CSQ_CALL_WAITING].n);
}

PG_FUNCTION_INFO_V1(csq_call_missing);
Datum
csq_call_missing(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(call_arg(fcinfo)->missing);
}

/*
 * csq_call_service_level(call_summary, variant text, within interval, short_abandon interval) -> float8
 * csq_call_service_rate(the same) -> rate_summary
 *
 * Share of calls served within a threshold, 0 to 1, by a named definition.
 * NULL:    strict; NULL when no call counts.
 * Errors:  22023 an unknown definition; months, negative.
 * Source:  call.c.
 */
static CsqShare
level_arg(FunctionCallInfo fcinfo)
{
	CsqText           name = csq_text_arg(fcinfo, 1);
	CsqServiceVariant variant;
	CsqError          err;

	if (!csq_service_variant(name.s, name.len, &variant, &err))
		csq_throw(&err);
	return csq_service_level(call_arg(fcinfo), variant, csq_length_arg(fcinfo, 2, "the threshold of a service level"),
	                         csq_length_arg(fcinfo, 3, "the limit of a short abandon"));
}

PG_FUNCTION_INFO_V1(csq_call_service_level);
Datum
csq_call_service_level(PG_FUNCTION_ARGS)
{
	CsqShare s = level_arg(fcinfo);

	if (!(s.trials > 0))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(s.hits / s.trials);
}

PG_FUNCTION_INFO_V1(csq_call_service_rate);
Datum
csq_call_service_rate(PG_FUNCTION_ARGS)
{
	CsqShare        s = level_arg(fcinfo);
	CsqRateSummary *r = csq_rate_new();
	CsqError        err;

	if (!csq_rate_count(r, (int64) rint(s.hits), (int64) rint(s.trials), &err))
		csq_throw(&err);
	PG_RETURN_POINTER(r);
}

/*
 * csq_call_asa, csq_call_aht(call_summary) -> interval
 *
 * Mean wait of answered calls; mean handling time of those that have ended.
 * NULL:    strict; NULL without such calls.
 */
static Datum
mean_of(FunctionCallInfo fcinfo, uint32 set)
{
	CsqTimes t = csq_lengths_times(call_arg(fcinfo), set);

	if (t.n == 0)
		PG_RETURN_NULL();
	return csq_mean_length_datum(csq_times_mean(&t));
}

PG_FUNCTION_INFO_V1(csq_call_asa);
Datum
csq_call_asa(PG_FUNCTION_ARGS)
{
	return mean_of(fcinfo, CSQ_CALL_ANSWERED);
}

PG_FUNCTION_INFO_V1(csq_call_aht);
Datum
csq_call_aht(PG_FUNCTION_ARGS)
{
	return mean_of(fcinfo, CSQ_CALL_HANDLED);
}

/*
 * csq_call_longest_wait(call_summary) -> interval
 *
 * The longest wait of any call, those that still wait included.
 * NULL:    strict; NULL without calls.
 */
PG_FUNCTION_INFO_V1(csq_call_longest_wait);
Datum
csq_call_longest_wait(PG_FUNCTION_ARGS)
{
	const CsqLengths *l = call_arg(fcinfo);
	int64             longest = -1;

	for (int i = CSQ_CALL_ANSWERED; i <= CSQ_CALL_WAITING; i++)
		if (l->sets[i].n > 0 && l->sets[i].max > longest)
			longest = l->sets[i].max;
	if (longest < 0)
		PG_RETURN_NULL();
	return csq_length_datum(longest);
}

/*
 * csq_call_wait_quantile(call_summary, q float8) -> interval
 *
 * Quantile of the waits of answered calls.
 * NULL:    strict; NULL without answered calls.  Errors: 22023 unless 0 <= q <= 1.
 */
PG_FUNCTION_INFO_V1(csq_call_wait_quantile);
Datum
csq_call_wait_quantile(PG_FUNCTION_ARGS)
{
	CsqTimes t = csq_lengths_times(call_arg(fcinfo), CSQ_CALL_ANSWERED);
	double   q = csq_share_arg(fcinfo, 1, "a quantile");

	if (t.n == 0)
		PG_RETURN_NULL();
	return csq_length_datum(csq_times_quantile(&t, q));
}

/*
 * csq_call_abandon_rate(call_summary, short_abandon interval) -> float8
 * csq_call_connect_rate(call_summary) -> float8
 *
 * Abandoned, and answered, of the calls whose fate is known; abandons that are not
 * longer than short_abandon are left out of both parts.
 * NULL:    strict; NULL without such calls.
 */
PG_FUNCTION_INFO_V1(csq_call_abandon_rate);
Datum
csq_call_abandon_rate(PG_FUNCTION_ARGS)
{
	const CsqLengths *l = call_arg(fcinfo);
	CsqTimes          gone = csq_lengths_times(l, CSQ_CALL_ABANDONED);
	int64             limit = csq_length_arg(fcinfo, 1, "the limit of a short abandon");
	double            n = (double) gone.n - (limit > 0 ? csq_times_within(&gone, limit) : 0);
	double            all = (double) l->sets[CSQ_CALL_ANSWERED].n + n;

	if (!(all > 0))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(n / all);
}

PG_FUNCTION_INFO_V1(csq_call_connect_rate);
Datum
csq_call_connect_rate(PG_FUNCTION_ARGS)
{
	const CsqLengths *l = call_arg(fcinfo);
	double            all = (double) l->sets[CSQ_CALL_ANSWERED].n + (double) l->sets[CSQ_CALL_ABANDONED].n;

	if (all == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8((double) l->sets[CSQ_CALL_ANSWERED].n / all);
}

/*
 * csq_call_occupancy(call_summary, staffed interval) -> float8
 *
 * Share of the agents' staffed time that handling took; more than 1 says that calls
 * were handled by somebody else, or that the staffed time is wrong.
 * NULL:    strict; NULL when nobody was staffed.
 */
PG_FUNCTION_INFO_V1(csq_call_occupancy);
Datum
csq_call_occupancy(PG_FUNCTION_ARGS)
{
	const CsqLengthSet *s = &call_arg(fcinfo)->sets[CSQ_CALL_HANDLED];
	int64               staffed = csq_length_arg(fcinfo, 1, "staffed time");

	if (staffed == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(csq_u128_double(s->sum) / (double) staffed);
}

/* ---- Erlang ---- */

static int
agents_arg(FunctionCallInfo fcinfo, int n)
{
	int32 agents = PG_GETARG_INT32(n);

	if (agents < 0 || agents > CSQ_ERLANG_AGENTS)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%d is no number of agents", agents),
		                errdetail("It lies between 0 and %d.", CSQ_ERLANG_AGENTS)));
	return agents;
}

static double
positive_arg(FunctionCallInfo fcinfo, int n, const char *what)
{
	double v = PG_GETARG_FLOAT8(n);

	csq_require_finite(v, what);
	if (v < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s must not be negative: %g", what, v)));
	return v;
}

static double
handling_arg(FunctionCallInfo fcinfo, int n)
{
	int64 usec = csq_length_arg(fcinfo, n, "the handling time");

	if (usec == 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the handling time must be above 0")));
	return (double) usec / 1e6;
}

static Datum
defined(FunctionCallInfo fcinfo, double v)
{
	if (!isfinite(v))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(v);
}

/*
 * csq_erlang_b_pg, csq_erlang_c_pg(agents int4, load float8) -> float8
 *
 * Chance that a call is lost where nobody waits (B), and that it has to wait where
 * everybody does (C).  Load in erlangs.
 * NULL:    strict; C is NULL unless load < agents: the queue would grow without end.
 * Errors:  22023 agents outside 0 .. 1,000,000, a negative load.
 * Cost:    O(agents), can be cancelled.  Source: erlang.c.
 */
PG_FUNCTION_INFO_V1(csq_erlang_b_pg);
Datum
csq_erlang_b_pg(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(csq_erlang_b(agents_arg(fcinfo, 0), positive_arg(fcinfo, 1, "the load")));
}

PG_FUNCTION_INFO_V1(csq_erlang_c_pg);
Datum
csq_erlang_c_pg(PG_FUNCTION_ARGS)
{
	return defined(fcinfo, csq_erlang_c(agents_arg(fcinfo, 0), positive_arg(fcinfo, 1, "the load")));
}

/*
 * csq_erlang_level(agents int4, load float8, handling interval, within interval) -> float8
 * csq_erlang_wait(agents int4, load float8, handling interval) -> interval
 *
 * Expected share answered within a threshold, and mean wait of all calls, by Erlang C.
 * NULL:    strict; NULL unless load < agents.
 * Errors:  22023 as above; lengths that are negative, have months, or no handling time.
 */
PG_FUNCTION_INFO_V1(csq_erlang_level);
Datum
csq_erlang_level(PG_FUNCTION_ARGS)
{
	return defined(fcinfo, csq_erlang_share_within(agents_arg(fcinfo, 0), positive_arg(fcinfo, 1, "the load"),
	                                               handling_arg(fcinfo, 2),
	                                               (double) csq_length_arg(fcinfo, 3, "a threshold") / 1e6));
}

PG_FUNCTION_INFO_V1(csq_erlang_wait);
Datum
csq_erlang_wait(PG_FUNCTION_ARGS)
{
	double wait =
		csq_erlang_mean_wait(agents_arg(fcinfo, 0), positive_arg(fcinfo, 1, "the load"), handling_arg(fcinfo, 2));

	if (!isfinite(wait))
		PG_RETURN_NULL();
	return csq_mean_length_datum(wait * 1e6);
}

/*
 * csq_agents_needed(calls float8, period interval, handling interval, share float8, within interval,
 *		most_busy float8) -> int4
 *
 * The fewest agents who answer a share of the calls within a threshold and are busy
 * for at most a share of their time.
 * NULL:    strict.
 * Errors:  22023 a share outside 0 .. 1 or equal to 1, lengths as above; 54000 more than 1,000,000.
 * Cost:    O(agents), can be cancelled.
 */
PG_FUNCTION_INFO_V1(csq_agents_needed);
Datum
csq_agents_needed(PG_FUNCTION_ARGS)
{
	double calls = positive_arg(fcinfo, 0, "the number of calls");
	double period = (double) csq_length_arg(fcinfo, 1, "the period") / 1e6;
	double handling = handling_arg(fcinfo, 2);
	double share = csq_share_arg(fcinfo, 3, "the share to be answered in time");
	double within = (double) csq_length_arg(fcinfo, 4, "a threshold") / 1e6;
	double busy = csq_share_arg(fcinfo, 5, "the share of time that agents may be busy");
	int    agents;

	if (period == 0 || share >= 1 || busy == 0)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("no number of agents can do that"),
		         errdetail("The period must be above 0, the share below 1: some call always waits longer; and agents "
		                   "must be allowed to be busy.")));
	agents = csq_erlang_agents(calls / period * handling, handling, share, within, busy);
	if (agents == 0)
		ereport(ERROR,
		        (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("more than %d agents are needed", CSQ_ERLANG_AGENTS)));
	PG_RETURN_INT32(agents);
}
