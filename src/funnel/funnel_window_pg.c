/*
 * funnel_window_pg.c
 *		SQL shell of window_funnel: the level of a case straight from its rows.
 *
 * The direct form of a funnel: no labels, no journey, one word per event.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "funnel/funnel.h"
#include "pg/stored_type_pg.h"

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
	        (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("time of an event out of range for window_funnel"),
	         errdetail("Times must be finite and lie between the years -2567 and 6567."),
	         errhint("Filter such rows, or pass NULL: rows without a time are skipped.")));
}

static void
require_same_window(CsqWindow *w, int64_t within)
{
	CsqWindow other = {.within = within};
	CsqError  err;

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
	CsqWindow *w = PG_ARGISNULL(0) ? NULL : state_arg(fcinfo);
	int64_t    at;
	int        step;
	int64_t    within;

	if (PG_ARGISNULL(3))
		ereport(ERROR,
		        (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("the window of window_funnel must not be null")));
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
		CsqError err;

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
CSQ_STORED_MERGE(window_funnel_state, CsqWindow, csq_window_check, csq_window_merge)

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
	PG_RETURN_INT32(csq_window_level(csq_checked(CSQ_GETARG_VALUE(0), csq_window_check)));
}

/* ---- the type of the state ---- */

/*
 * window_funnel_state_in, _out, _recv, _send
 *
 * Text: {"v":1,"within_us":3600000000,"events":[["2026-01-05T09:00:00Z",1], ...]}; out,
 * events are in order.
 * Errors:  in: 22P02; recv: 22P03.
 * Cost:    recv: O(n); the others: O(n log n).
 */
CSQ_STORED_TYPE(window_funnel_state, csq_window, .check = csq_window_check)
CSQ_STORED_JSON(window_funnel_state, window_funnel_state_type)
