/*
 * window_funnel.c
 *		SQL shell of window_funnel: the level of a case straight from its rows.
 *
 * The direct form of a funnel: no labels, no journey, one word per event.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "csq.h"
#include "funnel.h"

static CsqWindow *
checked(CsqWindow *w)
{
	return csq_checked(w, csq_window_check);
}

static CsqWindow *
state_arg(FunctionCallInfo fcinfo)
{
	/* header and first events lie in one cache line, the other events of most cases in the next */
	__builtin_prefetch((const char *) PG_GETARG_POINTER(0) + 64, 1);
	return csq_flat_state(fcinfo, csq_window_check);
}

CSQ_NORETURN static void time_out_of_range(void);

static void
time_out_of_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("time of an event out of range for window_funnel"),
			 errdetail("Times must be finite and lie between the years -2567 and 6567."),
			 errhint("Filter such rows, or pass NULL: rows without a time are skipped.")));
}

static void
require_same_window(CsqWindow *w, int64_t within)
{
	CsqWindow	other = {.within = within};
	CsqError	err;

	if (CSQ_UNLIKELY(w->within != within) && !csq_window_merge(&w, &other, &err))
		csq_throw(&err);
}

/*
 * window_funnel_append(window_funnel_state, at timestamptz, step int, within interval) -> window_funnel_state
 *
 * Transition function of window_funnel.  Steps are 1 .. 64; any other number and
 * NULL are no step.
 * NULL:    a row without time is skipped; a row without step makes a case of level 0.
 * Errors:  22004 no window; 22023 window negative, with months, or not the same
 *          on every row; 22008 time infinite or out of range; 54000 above 1 GB.
 * Cost:    O(1) amortised.
 */
PG_FUNCTION_INFO_V1(csq_window_accum);
Datum
csq_window_accum(PG_FUNCTION_ARGS)
{
	CsqWindow  *w = PG_ARGISNULL(0) ? NULL : state_arg(fcinfo);
	int64_t		at;
	int			step;
	int64_t		within;

	if (PG_ARGISNULL(3))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("the window of window_funnel must not be null")));
	within = csq_length_arg(fcinfo, 3, "the window of window_funnel");
	if (w != NULL)
		require_same_window(w, within);
	if (PG_ARGISNULL(1))
	{
		if (w == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(w);
	}
	if (w == NULL)
		w = csq_window_new(within, 0);
	at = PG_GETARG_TIMESTAMPTZ(1);
	if (CSQ_UNLIKELY(at < CSQ_WINDOW_MIN_AT || at >= CSQ_WINDOW_END_AT))
		time_out_of_range();
	step = PG_ARGISNULL(2) ? 0 : PG_GETARG_INT32(2);
	if (step >= 1 && step <= CSQ_FUNNEL_MAX_STEPS)
	{
		CsqError	err;

		if (!csq_window_room(&w, 1, &err))
			csq_throw(&err);
		w->events[w->nevents++] = csq_window_pack(at, step);
	}
	PG_RETURN_POINTER(w);
}

/*
 * window_funnel_merge(window_funnel_state, window_funnel_state) -> window_funnel_state
 *
 * Combine function of window_funnel, transition function of rollup.
 * NULL:    a NULL state adds nothing.
 * Errors:  22023 different windows; 54000 above 1 GB.
 * Cost:    O(events of the second).
 */
PG_FUNCTION_INFO_V1(csq_window_merge_states);
Datum
csq_window_merge_states(PG_FUNCTION_ARGS)
{
	CsqWindow  *into = PG_ARGISNULL(0) ? NULL : state_arg(fcinfo);
	CsqWindow  *from;
	CsqError	err;

	if (PG_ARGISNULL(1))
	{
		if (into == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(into);
	}
	from = checked(CSQ_GETARG_VALUE(1));
	if (into == NULL)
		PG_RETURN_POINTER(from);
	if (!csq_window_merge(&into, from, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(into);
}

/*
 * level(window_funnel_state) -> int
 *
 * The largest k for which k different events are steps 1 .. k in order of time
 * (equal times in either order), the last no later than the window after the
 * first.  Final function of window_funnel.
 * NULL:    strict.
 * Cost:    O(n k), O(n log n) when the events are not in order.
 */
PG_FUNCTION_INFO_V1(csq_window_funnel_level);
Datum
csq_window_funnel_level(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(csq_window_level(checked(CSQ_GETARG_VALUE(0))));
}

/* ---- the type of the state ---- */

/*
 * window_funnel_state_in(cstring) -> window_funnel_state
 *
 * {"v":1,"within_us":3600000000,"events":[["2026-01-05T09:00:00Z",1], ...]}
 * NULL:    strict.
 * Errors:  22P02.
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_window_state_in);
Datum
csq_window_state_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	CsqError	err;
	CsqWindow  *w = csq_window_parse(text, strlen(text), &err);

	if (w == NULL)
		return csq_soft_error(fcinfo, &err);
	PG_RETURN_POINTER(w);
}

/*
 * window_funnel_state_out(window_funnel_state) -> cstring
 *
 * Canonical: events in order.
 * NULL:    strict.
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_window_state_out);
Datum
csq_window_state_out(PG_FUNCTION_ARGS)
{
	CsqBuf		b;

	csq_buf_init(&b);
	csq_window_text(checked(CSQ_GETARG_VALUE(0)), &b);
	PG_RETURN_CSTRING(b.data);
}

/*
 * window_funnel_state_recv(internal) -> window_funnel_state
 *
 * NULL:    strict.
 * Errors:  22P03.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_window_state_recv);
Datum
csq_window_state_recv(PG_FUNCTION_ARGS)
{
	const void *data;
	size_t		len;
	CsqError	err;
	CsqWindow  *w;

	csq_recv_bytes(fcinfo, &data, &len);
	w = csq_window_read(data, len, &err);
	if (w == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(w);
}

/*
 * window_funnel_state_send(window_funnel_state) -> bytea
 *
 * NULL:    strict.
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_window_state_send);
Datum
csq_window_state_send(PG_FUNCTION_ARGS)
{
	CsqBuf		b;

	csq_buf_init(&b);
	csq_window_write(checked(CSQ_GETARG_VALUE(0)), &b);
	return csq_send_bytes(&b);
}
