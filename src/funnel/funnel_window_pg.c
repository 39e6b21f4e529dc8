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
#include "funnel/funnel_case.h"
#include "funnel/funnel_pg.h"

CSQ_NORETURN static void time_out_of_range(void);

static void
time_out_of_range(void)
{
	ereport(ERROR,
	        (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("time of an event out of range for window_funnel"),
	         errdetail("Times must be finite and lie between the years -2567 and 6567."),
	         errhint("Filter such rows, or pass NULL: rows without a time are skipped.")));
}

/* The window of most rows: no months, and the years that there are. */
static inline bool
usual_window(const Interval *within, uint64 *usec)
{
	*usec = (uint64) within->day * (uint64) CSQ_USEC_PER_DAY + (uint64) within->time;
	return within->month == 0 && within->day >= 0 && within->day <= 10000000 && within->time >= 0 &&
	       within->time <= INT64_MAX / 2;
}

/* Adds the step of a row, where a word is all there is to add.  Else false. */
static inline bool
add_usual(FunctionCallInfo fcinfo, CsqFunnelCase *w)
{
	int step = PG_GETARG_INT32(2);

	return step >= 1 && step <= CSQ_FUNNEL_MAX_STEPS && csq_funnel_case_add_usual(w, PG_GETARG_TIMESTAMPTZ(1), step);
}

/* Most rows: the case has begun.  Else false. */
static inline bool
usual_row(FunctionCallInfo fcinfo)
{
	CsqFunnelCase *w = csq_usual_state(fcinfo, 4);
	uint64         within;

	if (w == NULL)
		return false;
	csq_funnel_case_prefetch(w);
	return usual_window(PG_GETARG_INTERVAL_P(3), &within) && w->key == within &&
	       csq_funnel_case_is(w, CSQ_CASE_OF_WINDOW) && add_usual(fcinfo, w);
}

/* The same of the row that begins a case, when it is not the first case of this call site: the case, else NULL. */
static inline CsqFunnelCase *
usual_first_row(FunctionCallInfo fcinfo)
{
	CsqFunnelCase *w;
	uint64         within;

	if (!PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3) || !csq_in_aggregate(fcinfo) ||
	    !csq_has_call_memory(fcinfo) || !usual_window(PG_GETARG_INTERVAL_P(3), &within))
		return NULL;
	w = csq_funnel_case_begin(fcinfo, CSQ_CASE_OF_WINDOW, within);
	return add_usual(fcinfo, w) ? w : NULL;
}

static Datum append_row(FunctionCallInfo fcinfo);

/*
 * window_funnel_append(funnel_case, at timestamptz, step int, within interval) -> funnel_case
 *
 * Transition function of window_funnel.  Steps are 1 .. 64; any other number and
 * NULL are no step.
 * NULL:    a row without time is skipped; a row without step makes a case of level 0.
 * Errors:  22004 no window; 22023 window negative, with months, or not the same
 *          on every row; 22008 time infinite or out of range; 54000 above 1 GB.
 * Cost:    O(1) amortised.
 */
PG_FUNCTION_INFO_V1(csq_window_funnel_append);
Datum
csq_window_funnel_append(PG_FUNCTION_ARGS)
{
	if (CSQ_LIKELY(usual_row(fcinfo)))
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	return append_row(fcinfo);
}

/* The same of a time as it is typed: 22007 without a zone. */
PG_FUNCTION_INFO_V1(csq_window_funnel_append_typed);
Datum
csq_window_funnel_append_typed(PG_FUNCTION_ARGS)
{
	csq_read_typed_time(fcinfo, 1);
	return csq_window_funnel_append(fcinfo);
}

/* The window, as every row has to name it. */
static int64
window_arg(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(3))
		ereport(ERROR,
		        (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("the window of window_funnel must not be null")));
	return csq_length_arg(fcinfo, 3, "the window of window_funnel");
}

static int64
time_arg(FunctionCallInfo fcinfo)
{
	int64 at = PG_GETARG_TIMESTAMPTZ(1);

	if (CSQ_UNLIKELY(at < CSQ_WINDOW_MIN_AT || at >= CSQ_WINDOW_END_AT))
		time_out_of_range();
	return at;
}

static pg_noinline Datum
append_row(FunctionCallInfo fcinfo)
{
	CsqFunnelCase *w = usual_first_row(fcinfo);
	int64_t        at;
	int            step;
	int64_t        within;

	if (CSQ_LIKELY(w != NULL))
		PG_RETURN_POINTER(w);
	w = PG_ARGISNULL(0) ? NULL : csq_funnel_case_state(fcinfo);
	within = window_arg(fcinfo);
	if (w != NULL)
		csq_funnel_case_require(w, CSQ_CASE_OF_WINDOW, (uint64_t) within);
	if (PG_ARGISNULL(1))
	{
		if (w == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(w);
	}
	if (w == NULL)
	{
		csq_refuse_zoneless(fcinfo);
		w = csq_funnel_case_begin(fcinfo, CSQ_CASE_OF_WINDOW, (uint64_t) within);
	}
	at = time_arg(fcinfo);
	step = PG_ARGISNULL(2) ? 0 : PG_GETARG_INT32(2);
	if (step >= 1 && step <= CSQ_FUNNEL_MAX_STEPS)
	{
		CsqError err;

		if (!csq_funnel_case_add_word(&w, at, step, &err))
			csq_throw(&err);
	}
	PG_RETURN_POINTER(w);
}

/*
 * level(funnel_case) -> int
 *
 * The largest k for which k different events are steps 1 .. k in order of time
 * (equal times in either order), the last no later than the window after the
 * first.  Final function of window_funnel.
 * NULL:    strict.
 * Errors:  22023 a case that was collected for a specification.
 * Cost:    O(n k), O(n log n) when the events are not in order.
 */
PG_FUNCTION_INFO_V1(csq_window_funnel_level);
Datum
csq_window_funnel_level(PG_FUNCTION_ARGS)
{
	const CsqFunnelCase *w = (const CsqFunnelCase *) PG_GETARG_POINTER(0);
	CsqError             err;
	int                  level;

	/* most cases are words and lie there plain: that they are in order is seen at once */
	if (VARATT_IS_EXTENDED((const struct varlena *) w) || !csq_funnel_case_of_words(w, CSQ_CASE_OF_WINDOW))
		w = csq_checked(CSQ_GETARG_VALUE(0), csq_funnel_case_check);
	level = csq_funnel_case_window_level(w, &err);
	if (level == CSQ_FUNNEL_FAILED)
		csq_throw(&err);
	PG_RETURN_INT32(level);
}
