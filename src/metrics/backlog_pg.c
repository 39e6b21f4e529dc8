/*
 * backlog_pg.c
 *		backlog and repeats in SQL.
 */
#include "postgres.h"

#include "pg/rows_pg.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "calendar/calendar_args_pg.h"
#include "metrics/backlog.h"
#include "metrics/duration.h"
#include "metrics/rate.h"
#include "metrics/repeats.h"
#include "pg/args_pg.h"
#include "pg/case_id_pg.h"
#include "pg/growing_pg.h"
#include "pg/stored_type_pg.h"

#define SERIES_MAX 1000000

/* ---- the types ---- */

static const void *
opened_backlog(const void *value, CsqError *err)
{
	return csq_backlog_pack(value, err);
}

/*
 * backlog_in, _out, _recv, _send, comparison, hash, json, combine
 *
 * Text: {"v":1,"missing":0,"cases":[[opened, closed or null, count],...]}, in any order; out, ascending.
 * Errors:  in: 22P02; recv: 22P03; combine: 22003, 54000 above 1 GB.
 * Cost:    O(n log n); recv: O(n).
 */
CSQ_STORED_TYPE(backlog, csq_backlog, .check = csq_backlog_check, .open = opened_backlog)
CSQ_STORED_JSON(backlog, backlog_type)
CSQ_STORED_MERGE(backlog, CsqBacklog, csq_backlog_check, csq_backlog_merge)

static size_t
used_backlog(const void *state)
{
	return csq_backlog_used(state);
}

static void
copy_backlog(const void *state, void *to, size_t size)
{
	csq_flat_compact(state, size, to, size);
}

static bool
merge_backlog(void **into, const void *from, CsqError *err)
{
	CsqBacklog *value = *into;
	bool        ok = csq_backlog_merge(&value, from, err);

	*into = value;
	return ok;
}

/* Beside a large backlog that is being packed: where the next case goes, so that most rows look at nothing else. */
typedef struct Intake
{
	CsqBacklogCase *next; /* NULL: cases do not wait to be packed */
	CsqBacklogCase *end;
} Intake;

static bool
settle_backlog(void **state, void *beside, CsqError *err)
{
	Intake *in = beside;

	csq_backlog_waiting_to(*state, in->next);
	*in = (Intake){NULL, NULL};
	return true;
}

static const CsqGrowing growing_backlog = {csq_backlog_check, used_backlog,   copy_backlog,
                                           merge_backlog,     sizeof(Intake), settle_backlog};

static const void *
opened_repeats(const void *value, CsqError *err)
{
	return csq_repeats_pack(value, err);
}

/*
 * repeats_in, _out, _recv, _send, comparison, hash, json, combine
 *
 * Text: {"v":1,"within":usec,"as_of":instant,"missing":0,"contacts":[[hash, instant],...]}.
 * Errors:  in: 22P02; recv: 22P03; combine: 22023 another window or as_of, 54000 above 1 GB.
 * Cost:    O(n log n); recv: O(n).
 */
CSQ_STORED_TYPE(repeats, csq_repeats, .check = csq_repeats_check, .open = opened_repeats)
CSQ_STORED_JSON(repeats, repeats_type)
CSQ_STORED_MERGE(repeats, CsqRepeats, csq_repeats_check, csq_repeats_merge)

static size_t
used_repeats(const void *state)
{
	return csq_entries_used(state, &csq_repeats_entries_type);
}

static void
copy_repeats(const void *state, void *to, size_t size)
{
	csq_flat_compact(state, size, to, size);
}

static bool
merge_repeats(void **into, const void *from, CsqError *err)
{
	CsqRepeats *value = *into;
	bool        ok = csq_repeats_merge(&value, from, err);

	*into = value;
	return ok;
}

static const CsqGrowing growing_repeats = {csq_repeats_check, used_repeats, copy_repeats, merge_repeats, 0, NULL};

/* ---- backlog ---- */

/* The cases that are not just put behind the others: the first one, those for which there is no room, wrong ones. */
static pg_noinline Datum
add_new_case(FunctionCallInfo fcinfo, int64 opened, int64 closed)
{
	CsqGrowingState s = csq_growing_arg(fcinfo, &growing_backlog);
	const void     *was = s.state;
	CsqBacklog     *b = s.state != NULL ? s.state : csq_backlog_new();
	Intake         *in = s.beside;
	CsqError        err;

	if (in != NULL)
		csq_backlog_waiting_to(b, in->next);
	if (PG_ARGISNULL(1))
		b->missing++;
	else if (!csq_backlog_add(&b, opened, closed, &err))
		csq_throw(&err);
	s.state = b;
	if (in != NULL)
		in->next = csq_backlog_room(b, &in->end);
	return csq_growing_datum(fcinfo, &s, was, &growing_backlog);
}

static pg_attribute_always_inline Datum
add_case(FunctionCallInfo fcinfo, int64 opened, int64 closed)
{
	const CsqLargeState *l;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || !csq_in_aggregate(fcinfo) ||
	    !VARATT_IS_EXTERNAL_EXPANDED_RW((struct varlena *) PG_GETARG_POINTER(0)))
		return add_new_case(fcinfo, opened, closed);
	l = csq_large_arg(fcinfo, 0, &growing_backlog);
	if (CSQ_LIKELY(l != NULL && ((const Intake *) l->beside)->next == NULL &&
	               csq_backlog_add_there(l->state, opened, closed)))
		return PG_GETARG_DATUM(0);
	return add_new_case(fcinfo, opened, closed);
}

/*
 * Most rows of instants: a case that waits to be packed.  Times in order are finite but for the ends: an opening at
 * -infinity, and a closing at infinity, which is none (CSQ_STILL_OPEN).
 */
static pg_attribute_always_inline bool
add_usual_case(FunctionCallInfo fcinfo)
{
	const CsqLargeState *l;
	Intake              *in;
	int64                opened = PG_GETARG_TIMESTAMPTZ(1);
	int64                closed = PG_ARGISNULL(2) ? CSQ_STILL_OPEN : PG_GETARG_TIMESTAMPTZ(2);

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || !csq_in_aggregate(fcinfo) ||
	    !VARATT_IS_EXTERNAL_EXPANDED_RW((struct varlena *) PG_GETARG_POINTER(0)))
		return false;
	l = csq_large_arg(fcinfo, 0, &growing_backlog);
	if (l == NULL || opened == DT_NOBEGIN || opened == DT_NOEND || closed < opened)
		return false;
	in = l->beside;
	if (in->next >= in->end)
		return false;
	*in->next++ = (CsqBacklogCase){opened, closed};
	return true;
}

/*
 * backlog_append(state, opened_at, closed_at timestamptz) -> backlog
 * backlog_append(state, opened_on, closed_on date) -> backlog
 *
 * Transition of backlog_agg().  Without a closing, or at infinity, the case is open.
 * Dates count as their beginnings in UTC: asked by date, they are days of whatever zone.
 * NULL:    without an opening the case is missing.
 * Errors:  22023 closed before opened; 22008 infinite opening; 54000 above 1 GB.
 * Cost:    O(log n) amortised.
 */
PG_FUNCTION_INFO_V1(csq_backlog_append);
Datum
csq_backlog_append(PG_FUNCTION_ARGS)
{
	bool open;

	if (CSQ_LIKELY(add_usual_case(fcinfo)))
		return PG_GETARG_DATUM(0);
	open = PG_ARGISNULL(2) || PG_GETARG_TIMESTAMPTZ(2) == DT_NOEND;
	if (PG_ARGISNULL(0))
		csq_refuse_zoneless(fcinfo);
	return add_case(fcinfo, PG_ARGISNULL(1) ? 0 : csq_instant_arg(fcinfo, 1),
	                open ? CSQ_STILL_OPEN : csq_instant_arg(fcinfo, 2));
}

PG_FUNCTION_INFO_V1(csq_backlog_append_dates);
Datum
csq_backlog_append_dates(PG_FUNCTION_ARGS)
{
	bool open = PG_ARGISNULL(2) || PG_GETARG_DATEADT(2) == DATEVAL_NOEND;

	return add_case(fcinfo, PG_ARGISNULL(1) ? 0 : csq_date_arg(fcinfo, 1) * CSQ_USEC_PER_DAY,
	                open ? CSQ_STILL_OPEN : csq_date_arg(fcinfo, 2) * CSQ_USEC_PER_DAY);
}

/* Argument n, a text or an instant, as a time; *day is -1 until the first text says whether the row is of days. */
static int64
typed_time(FunctionCallInfo fcinfo, int n, bool text, int *day)
{
	CsqText given;
	bool    date;
	int64   at;

	if (!text)
		return csq_instant_arg(fcinfo, n);
	given = csq_text_arg(fcinfo, n);
	if (n == 2 && csq_text_infinity(given) > 0)
		return CSQ_STILL_OPEN;
	date = csq_text_infinity(given) == 0 && csq_when_of_text(given).kind == CSQ_WHEN_DATE;
	if (*day >= 0 && date != *day)
		ereport(ERROR, (errcode(ERRCODE_INVALID_DATETIME_FORMAT),
		                errmsg("a case has a date and an instant: \"%s\"", csq_quoted(given.s, given.len).s),
		                errdetail("It does not say in which time zone the day begins."),
		                errhint("Write both as dates, or both with their zone: '2026-03-02 09:00+08'.")));
	*day = date;
	at = date ? csq_when_of_text(given).at : csq_instant_of_text(given);
	if (TIMESTAMP_NOT_FINITE(at))
		csq_refuse_infinite("timestamp");
	return at;
}

static Datum
add_typed_case(FunctionCallInfo fcinfo, bool opened_text, bool closed_text)
{
	int   day = opened_text && closed_text ? -1 : 0;
	bool  open = PG_ARGISNULL(2) || (!closed_text && PG_GETARG_TIMESTAMPTZ(2) == DT_NOEND);
	int64 opened, closed;

	if (PG_ARGISNULL(0))
		csq_refuse_zoneless(fcinfo);
	opened = PG_ARGISNULL(1) ? 0 : typed_time(fcinfo, 1, opened_text, &day);
	closed = open ? CSQ_STILL_OPEN : typed_time(fcinfo, 2, closed_text, &day);
	return add_case(fcinfo, opened, closed);
}

/*
 * backlog_append(state, opened_at text, closed_at text) -> backlog
 * backlog_append(state, opened_at timestamptz, closed_at text) and the other way round -> backlog
 *
 * The same of times as they are typed, in ISO 8601: with a zone, or both dates.
 * NULL:    as above.
 * Errors:  as above; 22007 no time in ISO 8601, one without a zone, a date beside an instant.
 */
PG_FUNCTION_INFO_V1(csq_backlog_append_texts);
Datum
csq_backlog_append_texts(PG_FUNCTION_ARGS)
{
	return add_typed_case(fcinfo, true, true);
}

PG_FUNCTION_INFO_V1(csq_backlog_append_instant_text);
Datum
csq_backlog_append_instant_text(PG_FUNCTION_ARGS)
{
	return add_typed_case(fcinfo, false, true);
}

PG_FUNCTION_INFO_V1(csq_backlog_append_text_instant);
Datum
csq_backlog_append_text_instant(PG_FUNCTION_ARGS)
{
	return add_typed_case(fcinfo, true, false);
}

static const CsqBacklog *
backlog_arg(FunctionCallInfo fcinfo)
{
	bool  own;
	void *b = (void *) csq_growing_value(fcinfo, 0, &growing_backlog, &own);

	/* what an aggregate of this query has just made is read where it lies */
	return own ? b : csq_checked(b, csq_backlog_check);
}

/*
 * Argument n as an instant.  A date, or a text that is one, is its beginning in UTC, as in backlog_agg(date, date);
 * where in the world a day begins, a backlog of instants does not know.
 */
static int64
when_arg(FunctionCallInfo fcinfo, int n, const CsqBacklog *b)
{
	Oid     type = get_fn_expr_argtype(fcinfo->flinfo, n);
	CsqWhen when;

	if (type == DATEOID)
		when = (CsqWhen){CSQ_WHEN_DATE, csq_date_arg(fcinfo, n) * CSQ_USEC_PER_DAY};
	else if (type == TEXTOID)
		when = csq_when_of_text(csq_text_arg(fcinfo, n));
	else
	{
		csq_refuse_zoneless(fcinfo);
		return csq_instant_arg(fcinfo, n);
	}
	if (when.kind == CSQ_WHEN_DATE && !csq_backlog_is_daily(b))
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a backlog of instants cannot be asked by day"),
		         errdetail("It does not know in which time zone the day begins."),
		         errhint("Ask at an instant, '2026-03-02 00:00+08' or day::timestamp AT TIME ZONE 'Asia/Shanghai', or "
		                 "make the backlog of dates: backlog_agg(opened_on, closed_on).")));
	return when.kind == CSQ_WHEN_DATE ? when.at : csq_instant_of_text(csq_text_arg(fcinfo, n));
}

/* Is argument n a day? */
static bool
is_day(FunctionCallInfo fcinfo, int n)
{
	Oid type = get_fn_expr_argtype(fcinfo->flinfo, n);

	return type == DATEOID || (type == TEXTOID && csq_when_of_text(csq_text_arg(fcinfo, n)).kind == CSQ_WHEN_DATE);
}

/* Ages on a day are days: '{1,7}' are seconds, and every case would be older.  So is a step from day to day. */
static void
require_days(FunctionCallInfo fcinfo, int n, const int64 *cuts, int num_cuts, const char *what)
{
	CsqBuf cut;

	for (int i = 0; i < num_cuts; i++)
		if (cuts[i] % CSQ_USEC_PER_DAY != 0 && is_day(fcinfo, n))
		{
			csq_buf_init(&cut);
			csq_buf_length(&cut, cuts[i]);
			ereport(ERROR,
			        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s of %s is no number of days", what, cut.data),
			         errdetail("What is asked by day is counted in whole days."),
			         errhint("Write the unit, as in '7 days'; a number alone counts seconds.")));
		}
}

/*
 * csq_backlog_at(backlog, at timestamptz | date | text) -> int8
 * csq_backlog_came, csq_backlog_went(backlog, from, to timestamptz | date | text) -> int8
 *
 * Cases open at an instant: opened by then and not closed by then.  Cases opened, and
 * closed, from an instant until before another.
 * NULL:    strict.
 * Errors:  22008 infinite; 22007 a text without zone; 22023 a day asked of a backlog of instants.
 * Cost:    O(cases), without sorting.
 */
PG_FUNCTION_INFO_V1(csq_backlog_at);
Datum
csq_backlog_at(PG_FUNCTION_ARGS)
{
	const CsqBacklog *b = backlog_arg(fcinfo);

	PG_RETURN_INT64(csq_backlog_open_at(b, when_arg(fcinfo, 1, b)));
}

PG_FUNCTION_INFO_V1(csq_backlog_came);
Datum
csq_backlog_came(PG_FUNCTION_ARGS)
{
	const CsqBacklog *b = backlog_arg(fcinfo);

	PG_RETURN_INT64(csq_backlog_opened(b, when_arg(fcinfo, 1, b), when_arg(fcinfo, 2, b)));
}

PG_FUNCTION_INFO_V1(csq_backlog_went);
Datum
csq_backlog_went(PG_FUNCTION_ARGS)
{
	const CsqBacklog *b = backlog_arg(fcinfo);

	PG_RETURN_INT64(csq_backlog_closed(b, when_arg(fcinfo, 1, b), when_arg(fcinfo, 2, b)));
}

/*
 * csq_backlog_missing(backlog) -> int8
 *
 * Rows without an opening.  NULL: strict.
 */
PG_FUNCTION_INFO_V1(csq_backlog_missing);
Datum
csq_backlog_missing(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(backlog_arg(fcinfo)->missing);
}

/*
 * csq_backlog_ageing(backlog, at timestamptz | date, cuts interval[]) -> setof ("from" interval, "to" interval, n int8)
 *
 * The cases open at an instant by age: from a cut until before the next, the last
 * without end.  Ages without cases are there with 0.
 * NULL:    no rows.
 * Errors:  22023 cuts that do not ascend, with months, negative, or more than 1,000.
 * Cost:    O(cases * cuts).
 */
PG_FUNCTION_INFO_V1(csq_backlog_ageing);
Datum
csq_backlog_ageing(PG_FUNCTION_ARGS)
{
	ReturnSetInfo    *rsinfo = csq_srf_begin(fcinfo);
	Datum            *items;
	int               n;
	int64            *cuts, *counts;
	const CsqBacklog *b;
	CsqBuf            cut;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return (Datum) 0;
	b = backlog_arg(fcinfo);
	if (ARR_NDIM(PG_GETARG_ARRAYTYPE_P(2)) > 1 || array_contains_nulls(PG_GETARG_ARRAYTYPE_P(2)))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("the cuts of ages must be a one-dimensional array without NULL"),
		                errhint("Write for example '{1 day, 3 days, 7 days}'.")));
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(2), INTERVALOID, sizeof(Interval), false, TYPALIGN_DOUBLE, &items, NULL,
	                  &n);
	cuts = palloc(((size_t) n + 1) * sizeof *cuts);
	counts = palloc(((size_t) n + 1) * sizeof *counts);
	for (int i = 0; i < n; i++)
	{
		cuts[i] = csq_interval_length(DatumGetIntervalP(items[i]), "an age");
		if (cuts[i] <= (i > 0 ? cuts[i - 1] : 0) || n > 1000)
		{
			csq_buf_init(&cut);
			csq_buf_length(&cut, cuts[i]);
			ereport(ERROR,
			        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the cuts of ages must ascend from above 0"),
			         n > 1000 ? errdetail("There are %d, at most 1,000 are counted.", n)
			         : i == 0 ? errdetail("The first is %s.", cut.data)
			                  : errdetail("%s is not longer than the cut before it.", cut.data)));
		}
	}
	require_days(fcinfo, 1, cuts, n, "an age");
	csq_backlog_ages(b, when_arg(fcinfo, 1, b), cuts, n, counts);
	for (int i = 0; i <= n; i++)
	{
		Datum values[3];
		bool  nulls[3] = {false, i == n, false};

		values[0] = csq_length_datum(i > 0 ? cuts[i - 1] : 0);
		values[1] = i < n ? csq_length_datum(cuts[i]) : (Datum) 0;
		values[2] = Int64GetDatum(counts[i]);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS(csq_backlog_ageing, csq_planned_elements(call, 2) < 0 ? -1 : csq_planned_elements(call, 2) + 1)

/*
 * csq_backlog_ages_of(backlog, at timestamptz | date) -> duration_summary
 *
 * The ages of the cases open at an instant: their median, 90th percentile, maximum.
 * NULL:    strict; NULL when none is open.
 * Cost:    O(cases).
 */
PG_FUNCTION_INFO_V1(csq_backlog_ages_of);
Datum
csq_backlog_ages_of(PG_FUNCTION_ARGS)
{
	const CsqBacklog *b = backlog_arg(fcinfo);
	int64             at = when_arg(fcinfo, 1, b);
	CsqLengths       *l = csq_lengths_new(&csq_duration_type, NULL, 0);
	CsqBacklogRun     r = {.b = b};
	CsqError          err;

	while (csq_backlog_next(&r))
		for (uint32 i = 0; i < r.n; i++)
		{
			const CsqBacklogEntry *e = &r.entries[i];
			int64                  age;

			csq_poll(i);
			if (!csq_backlog_is_open(e, at))
				continue;
			if (!csq_sub_i64(at, e->opened, &age))
				csq_interval_out_of_range();
			for (int64 k = 0; k < e->count; k++)
			{
				csq_poll((uint64_t) k);
				if (!csq_duration_add(&l, false, age, &err))
					csq_throw(&err);
			}
		}
	if (l->sets[CSQ_DURATION_ENDED].n == 0)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(l);
}

/*
 * Argument n of a series of instants.  Days as texts find this series, too: its instants would be the beginnings of
 * days in UTC, which other zones show as another day.
 */
static int64
series_end(FunctionCallInfo fcinfo, int n, const CsqBacklog *b)
{
	CsqText text;

	if (get_fn_expr_argtype(fcinfo->flinfo, n) != TEXTOID || !csq_backlog_is_daily(b))
		return when_arg(fcinfo, n, b);
	text = csq_text_arg(fcinfo, n);
	if (csq_when_of_text(text).kind == CSQ_WHEN_DATE)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		         errmsg("the text \"%s\" asks a backlog of dates for instants", csq_quoted(text.s, text.len).s),
		         errdetail("The rows of instants show days differently in each time zone."),
		         errhint("Say that it is a date: backlog_series(b, date '2026-03-01', date '2026-03-31', '1 day').")));
	return when_arg(fcinfo, n, b);
}

/* The backlog at from and every step after it, as instants or as days. */
static Datum
series_rows(FunctionCallInfo fcinfo, bool days)
{
	ReturnSetInfo    *rsinfo = csq_srf_begin(fcinfo);
	int64             from, to, step, *at, *open;
	int64             n;
	const CsqBacklog *b;

	for (int i = 0; i < 4; i++)
		if (PG_ARGISNULL(i))
			return (Datum) 0;
	b = backlog_arg(fcinfo);
	from = days ? when_arg(fcinfo, 1, b) : series_end(fcinfo, 1, b);
	to = days ? when_arg(fcinfo, 2, b) : series_end(fcinfo, 2, b);
	step = csq_length_arg(fcinfo, 3, "the step of a backlog");
	if (days)
		require_days(fcinfo, 1, &step, 1, "a step");
	if (to < from)
		return (Datum) 0;
	n = step > 0 ? (int64) (((uint64) to - (uint64) from) / (uint64) step) + 1 : SERIES_MAX + 1;
	if (n > SERIES_MAX)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the step of a backlog is too short"),
		                errdetail("At most %d rows are made.", SERIES_MAX)));
	at = palloc((size_t) n * sizeof *at);
	open = palloc((size_t) n * sizeof *open);
	for (int64 i = 0; i < n; i++)
		at[i] = from + i * step;
	csq_backlog_series(b, at, (int) n, open);
	for (int64 i = 0; i < n; i++)
	{
		Datum day = DateADTGetDatum((DateADT) (at[i] / CSQ_USEC_PER_DAY));
		Datum values[2] = {days ? day : TimestampTzGetDatum(at[i]), Int64GetDatum(open[i])};
		bool  nulls[2] = {false, false};

		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * csq_backlog_rows(backlog, from, to timestamptz | text, step interval) -> setof (at timestamptz, open_cases int8)
 * csq_backlog_day_rows(backlog, from, to date, step interval) -> setof (at date, open_cases int8)
 *
 * The backlog at from and every step after it, up to to.
 * NULL:    no rows.
 * Errors:  22023 a step that is not above 0, with months, of dates not of whole days, or more than 1,000,000 rows;
 *          dates as texts of a backlog of dates.
 * Cost:    O((cases + rows) log rows).
 */
PG_FUNCTION_INFO_V1(csq_backlog_rows);
Datum
csq_backlog_rows(PG_FUNCTION_ARGS)
{
	return series_rows(fcinfo, false);
}

PG_FUNCTION_INFO_V1(csq_backlog_day_rows);
Datum
csq_backlog_day_rows(PG_FUNCTION_ARGS)
{
	return series_rows(fcinfo, true);
}

/* ---- repeats ---- */

/*
 * repeat_append(state, customer text | bigint | uuid, issue text, at timestamptz | text, within interval,
 * as_of timestamptz | text) -> repeats
 *
 * Transition of repeat_agg().  Contacts later than as_of are left out.  A customer who is a number is his digits.
 * NULL:    a row without customer (NULL or blank) or instant is missing; without an issue (NULL or blank) it belongs
 *          to the others of the customer without one; within and as_of must not be NULL (22004).
 * Errors:  22023 a window that is not above 0, or that changes; 22007 a text without a zone; 22008 an infinite as_of;
 *          54000 above 1 GB.
 * Cost:    O(log n) amortised.
 */
static Datum
add_contact(FunctionCallInfo fcinfo, CsqCaseType type, bool at_text, bool as_of_text)
{
	CsqGrowingState s = csq_growing_arg(fcinfo, &growing_repeats);
	const void     *was = s.state;
	CsqRepeats     *r = s.state;
	int64           within, as_of, at;
	CsqText         issue = {NULL, 0};
	char            digits[40];
	CsqError        err;

	if (PG_ARGISNULL(4) || PG_ARGISNULL(5))
		csq_refuse_null("the window of repeats and as_of",
		                "as_of is the instant up to which contacts are known, for example now().");
	within = csq_length_arg(fcinfo, 4, "the window of repeats");
	as_of = as_of_text ? csq_instant_text_arg(fcinfo, 5) : csq_instant_arg(fcinfo, 5);
	if (TIMESTAMP_NOT_FINITE(as_of))
		csq_refuse_infinite("timestamp");
	if (r == NULL)
	{
		csq_refuse_zoneless(fcinfo);
		if ((r = csq_repeats_new(within, as_of, &err)) == NULL)
			csq_throw(&err);
	}
	else if (!csq_repeats_same(r, within, as_of, &err))
		csq_throw(&err);
	if (csq_is_nobody(fcinfo, 1, type) || PG_ARGISNULL(3))
		r->missing++;
	else
	{
		if (!PG_ARGISNULL(2) && !csq_is_blank(csq_text_arg(fcinfo, 2)))
			issue = csq_text_arg(fcinfo, 2);
		at = at_text ? csq_instant_of_text(csq_text_arg(fcinfo, 3)) : csq_instant_arg(fcinfo, 3);
		if (TIMESTAMP_NOT_FINITE(at))
			csq_refuse_infinite("timestamp");
		if (!csq_repeats_add(&r, csq_case_text(type, PG_GETARG_DATUM(1), digits), issue, at, &err))
			csq_throw(&err);
	}
	s.state = r;
	return csq_growing_datum(fcinfo, &s, was, &growing_repeats);
}

#define REPEAT_FUNCTION(name, type, at_text, as_of_text)                                                               \
	PG_FUNCTION_INFO_V1(name);                                                                                         \
	Datum name(PG_FUNCTION_ARGS)                                                                                       \
	{                                                                                                                  \
		return add_contact(fcinfo, type, at_text, as_of_text);                                                         \
	}

#define REPEAT_FUNCTIONS(id, type)                                                                                     \
	REPEAT_FUNCTION(csq_repeat_append_##id##_at_at, type, false, false)                                                \
	REPEAT_FUNCTION(csq_repeat_append_##id##_at_text, type, false, true)                                               \
	REPEAT_FUNCTION(csq_repeat_append_##id##_text_at, type, true, false)                                               \
	REPEAT_FUNCTION(csq_repeat_append_##id##_text_text, type, true, true)

REPEAT_FUNCTIONS(text, CSQ_CASE_TEXT)
REPEAT_FUNCTIONS(bigint, CSQ_CASE_BIGINT)
REPEAT_FUNCTIONS(uuid, CSQ_CASE_UUID)

static CsqRepeatCounts
counts_arg(FunctionCallInfo fcinfo)
{
	return csq_repeats_count(csq_stored_arg(fcinfo, 0, &repeats_type));
}

/*
 * csq_repeats_contacts, _first, _repeated, _pending, _missing(repeats) -> int8
 *
 * All contacts; first ones; first ones that were repeated within the window; those that
 * still may be; rows without customer or instant.
 * NULL:    strict.  Cost: O(n log n), O(n) when sorted.
 */
PG_FUNCTION_INFO_V1(csq_repeats_contacts);
Datum
csq_repeats_contacts(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(counts_arg(fcinfo).contacts);
}

PG_FUNCTION_INFO_V1(csq_repeats_first);
Datum
csq_repeats_first(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(counts_arg(fcinfo).first);
}

PG_FUNCTION_INFO_V1(csq_repeats_repeated);
Datum
csq_repeats_repeated(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(counts_arg(fcinfo).repeated);
}

PG_FUNCTION_INFO_V1(csq_repeats_pending);
Datum
csq_repeats_pending(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(counts_arg(fcinfo).pending);
}

PG_FUNCTION_INFO_V1(csq_repeats_missing);
Datum
csq_repeats_missing(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(((const CsqRepeats *) csq_stored_arg(fcinfo, 0, &repeats_type))->missing);
}

/*
 * csq_repeats_rate, csq_repeats_resolved, csq_repeats_share(repeats) -> rate_summary
 *
 * Of the first contacts whose window is over: those repeated, and those not (resolved at
 * first contact).  A young one counts in neither, repeated or not: the others of its age
 * could not be counted, so the rate would be too high.  share: contacts that are repeats, of all.
 * NULL:    strict.
 */
static Datum
rate_of(int64 hits, int64 trials)
{
	CsqRateSummary *r = csq_rate_new();
	CsqError        err;

	if (!csq_rate_count(r, hits, trials, &err))
		csq_throw(&err);
	return PointerGetDatum(r);
}

PG_FUNCTION_INFO_V1(csq_repeats_rate);
Datum
csq_repeats_rate(PG_FUNCTION_ARGS)
{
	CsqRepeatCounts c = counts_arg(fcinfo);

	return rate_of(c.over_repeated, c.over);
}

PG_FUNCTION_INFO_V1(csq_repeats_resolved);
Datum
csq_repeats_resolved(PG_FUNCTION_ARGS)
{
	CsqRepeatCounts c = counts_arg(fcinfo);

	return rate_of(c.over - c.over_repeated, c.over);
}

PG_FUNCTION_INFO_V1(csq_repeats_share);
Datum
csq_repeats_share(PG_FUNCTION_ARGS)
{
	CsqRepeatCounts c = counts_arg(fcinfo);

	return rate_of(c.contacts - c.first, c.contacts);
}
