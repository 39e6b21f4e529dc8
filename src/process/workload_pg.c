/*
 * workload_pg.c
 *		SQL shell of workloads: working and waiting time, of activities and cases, load, who works with whom, batches.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "common/int.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "pg/args_pg.h"
#include "pg/case_id_pg.h"
#include "pg/growing_pg.h"
#include "pg/stored_type_pg.h"
#include "calendar/calendar_args_pg.h"
#include "base/instant.h"
#include "base/pairs.h"
#include "base/sort.h"
#include "process/workload.h"

/* ---- the type ---- */

static const void *
opened(const void *value, CsqError *err)
{
	CsqWorkView *v = csq_alloc(sizeof *v);

	return csq_workload_check(value, VARSIZE(value), err) && csq_workload_open(value, v, err) ? v : NULL;
}

/*
 * workload_in, _out, _recv, _send, _eq, _ne
 *
 * Text: {"v":1,"data":"<base64 of the binary form>"}.  Binary: see workload.c.  Equal: the same pieces of work.
 * Errors:  in: 22P02, recv: 22P03 for anything but a canonical form.
 * Cost:    O(n log n).
 */
CSQ_SEALED_TYPE(workload, csq_workload, .utf8 = true, .open = opened)
CSQ_STORED_JSON(workload, workload_type)

static size_t
used_workload(const void *state)
{
	return csq_workload_used(state);
}

static void
copy_workload(const void *state, void *to, size_t size)
{
	csq_workload_copy(state, to, size);
}

static bool
merge_workload(void **into, const void *from, CsqError *err)
{
	CsqWorkload *w = *into;
	bool         ok = csq_workload_merge(&w, from, err);

	*into = w;
	return ok;
}

static const CsqGrowing growing = {csq_workload_check, used_workload, copy_workload, merge_workload, 0, NULL};

/*
 * workload_combine(workload, workload) -> workload
 *
 * Operator +, transition and combine function of rollup(workload): the work of both,
 * whichever way a case is split between them.
 * NULL:    a NULL adds nothing.
 * Errors:  54000 a workload above 1 GB; 22000 a damaged value.
 * Cost:    O(size of the second).
 */
PG_FUNCTION_INFO_V1(csq_workload_combine);
Datum
csq_workload_combine(PG_FUNCTION_ARGS)
{
	return csq_growing_combine(fcinfo, &growing);
}

/* ---- collecting ---- */

static bool
is_one_of(const CsqText *t, const char *const *words)
{
	for (; t->s != NULL && *words != NULL; words++)
		if (t->len == strlen(*words) && pg_strncasecmp(t->s, *words, t->len) == 0)
			return true;
	return false;
}

/* What logs call the two steps; all other steps of a lifecycle (schedule, suspend, resume) are none of these. */
static const char *const starts[] = {"start", "started", "begin", "began", "开始", NULL};
static const char *const completions[] = {"complete", "completed", "end",  "ended", "finish",
                                          "finished", "完成",      "结束", NULL};

static inline CsqWorkload *
state_arg(FunctionCallInfo fcinfo, const CsqGrowingState *s)
{
	if (s->state != NULL)
		return s->state;
	csq_require_utf8();
	csq_refuse_zoneless(fcinfo);
	return csq_workload_new();
}

/* What the row says, in the columns from activity on. */
static Datum
append_row(FunctionCallInfo fcinfo, CsqCaseType type, int activity, CsqWorkRecord r)
{
	CsqGrowingState s = csq_growing_arg(fcinfo, &growing);
	const void     *was = s.state;
	CsqWorkload    *w = state_arg(fcinfo, &s);
	char            buffer[40];
	CsqCaseKey      key;
	CsqError        err;

	csq_case_key(type, PG_GETARG_DATUM(1), buffer, &key);
	if (!csq_workload_add(&w, &key, csq_text_arg(fcinfo, activity), csq_label_or_none(fcinfo, activity + 1), r, &err))
		csq_throw(&err);
	s.state = w;
	return csq_growing_datum(fcinfo, &s, was, &growing);
}

/* A row that tells of no work; of_lifecycle: but of another step. */
static Datum
skip_row(FunctionCallInfo fcinfo, bool of_lifecycle)
{
	CsqGrowingState s = csq_growing_arg(fcinfo, &growing);
	const void     *was = s.state;

	if (!of_lifecycle && s.state == NULL)
		PG_RETURN_NULL();
	s.state = state_arg(fcinfo, &s);
	((CsqWorkload *) s.state)->ignored += of_lifecycle;
	return csq_growing_datum(fcinfo, &s, was, &growing);
}

/* The instant of argument n. */
static int64
time_arg(FunctionCallInfo fcinfo, int n)
{
	TimestampTz at = PG_GETARG_TIMESTAMPTZ(n);

	if (!csq_is_instant(at))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
		                errmsg("work cannot start or end at %s", at < 0 ? "-infinity" : "infinity"),
		                errhint("Pass NULL for a completion that has not come yet.")));
	return at;
}

/*
 * workload_append(workload, case_id T, started_at timestamptz, completed_at timestamptz,
 * activity text, resource text) -> workload
 *
 * Transition function of workload_agg: a piece of work.
 * NULL:    a row without case or activity (NULL or blank), or without both times, is skipped; without a
 *          completion the work is under way, without a start it is not known how long it took;
 *          the resource may be NULL (or blank).
 * Errors:  22008 infinite time; 22023 completed before it started; 54000 more than 1 GB.
 * Cost:    O(1) amortised.
 */
static Datum
add_work(FunctionCallInfo fcinfo, CsqCaseType type)
{
	CsqWorkRecord r = {0};

	if (csq_is_nobody(fcinfo, 1, type) || csq_no_label(fcinfo, 4) || (PG_ARGISNULL(2) && PG_ARGISNULL(3)))
		return skip_row(fcinfo, false);
	if (!PG_ARGISNULL(2))
		r.started = time_arg(fcinfo, 2);
	if (!PG_ARGISNULL(3))
		r.completed = time_arg(fcinfo, 3);
	r.kind = PG_ARGISNULL(3) ? CSQ_WORK_START : PG_ARGISNULL(2) ? CSQ_WORK_COMPLETION : CSQ_WORK_WHOLE;
	if (r.kind == CSQ_WORK_WHOLE && r.completed < r.started)
	{
		CsqBuf from, to;

		csq_buf_init(&from);
		csq_buf_init(&to);
		csq_buf_instant(&from, r.started);
		csq_buf_instant(&to, r.completed);
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		         errmsg("work was completed before it was started: %s, %s", to.data, from.data),
		         errhint("Leave such rows out with FILTER (WHERE completed_at >= started_at), and look into them.")));
	}
	return append_row(fcinfo, type, 4, r);
}

/* Whether a text is a date or a time as files have it (2026-03-02, 02.03.2026 10:00, 2026年3月2日), or infinity. */
static bool
looks_like_time(CsqText text)
{
	static const char *const separators[] = {"-", "/", ".", "年", "月"};
	const char              *at = text.s;
	const char              *end = at + text.len;
	CsqWhen                  when;
	bool                     year = false;

	if (csq_parse_when(at, text.len, &when) || csq_text_infinity(text) != 0)
		return true;
	for (int number = 0; number < 3; number++)
	{
		const char *from = at;
		size_t      sign = 0;

		while (at < end && *at >= '0' && *at <= '9')
			at++;
		if (at == from || at - from > 4)
			return false;
		year |= at - from == 4;
		for (size_t i = 0; number < 2 && sign == 0 && i < lengthof(separators); i++)
			sign = csq_begins(at, end, separators[i]);
		if (number < 2 && sign == 0)
			return false;
		at += sign;
	}
	at += csq_begins(at, end, "日");
	return year && (at == end || *at == ' ' || *at == 'T');
}

/* An activity that is a time is the completion of work, as it is typed: the arguments of an event are texts. */
static inline void
refuse_time(CsqText activity)
{
	if (CSQ_LIKELY((activity.s[0] < '0' || activity.s[0] > '9') && activity.s[0] != 'i' && activity.s[0] != '-') ||
	    !looks_like_time(activity))
		return;
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	                errmsg("a time stands where workload_agg has its activity: \"%s\"",
	                       csq_quoted(activity.s, activity.len).s),
	                errdetail("With a text there a row is an event: (case_id, at, activity, resource, lifecycle)."),
	                errhint("Write the completion of work with its type: timestamptz '2026-03-02 10:00+08', "
	                        "completed_at::timestamptz.")));
}

/*
 * workload_append(workload, case_id T, at timestamptz, activity text, resource text, lifecycle text) -> workload
 *
 * Transition function of workload_agg: an event, the start or the completion of work;
 * lifecycle is start or complete in small or capital letters, or a word for it (begin,
 * end, 开始, 完成); events of other steps count as ignored.
 * NULL:    a row without case or activity (NULL or blank) or time is skipped, one without lifecycle ignored.
 * Errors:  22008 infinite time; 22023 a time as activity; 54000 more than 1 GB.
 * Cost:    O(1) amortised.
 */
static Datum
add_step(FunctionCallInfo fcinfo, CsqCaseType type)
{
	CsqWorkRecord r = {0};
	CsqText       step;

	if (csq_is_nobody(fcinfo, 1, type) || PG_ARGISNULL(2) || csq_no_label(fcinfo, 3))
		return skip_row(fcinfo, false);
	refuse_time(csq_trimmed(csq_label_or_none(fcinfo, 3)));
	step = csq_label_or_none(fcinfo, 5);
	if (is_one_of(&step, starts))
	{
		r.kind = CSQ_WORK_START;
		r.started = time_arg(fcinfo, 2);
	}
	else if (is_one_of(&step, completions))
	{
		r.kind = CSQ_WORK_COMPLETION;
		r.completed = time_arg(fcinfo, 2);
	}
	else
		return skip_row(fcinfo, true);
	return append_row(fcinfo, type, 3, r);
}

CSQ_CASE_FUNCTIONS(csq_workload_append, add_work)
CSQ_CASE_FUNCTIONS(csq_workload_append_step, add_step)

/*
 * The same of times as they are typed, with a zone, else 22007.  Work whose completion is a text has the types of an
 * event: refuse_time() tells them apart.
 */
static Datum
add_work_started(FunctionCallInfo fcinfo, CsqCaseType type)
{
	csq_read_typed_time(fcinfo, 2);
	return add_work(fcinfo, type);
}

CSQ_CASE_FUNCTIONS(csq_workload_append_typed, add_work_started)
CSQ_TYPED_CASE_FUNCTIONS(csq_workload_append_step, add_step, 2)

/* ---- reading ---- */

typedef struct Reading
{
	const CsqWorkView *v;
	CsqWork           *work;
	uint32_t           n;
	const CsqCalendar *calendar; /* NULL: physical time */
} Reading;

/* The workload of argument 0; the calendar is argument 1, where there is one.  false: a NULL. */
static bool
reading_args(FunctionCallInfo fcinfo, Reading *r)
{
	if (PG_ARGISNULL(0) || (PG_NARGS() > 1 && PG_ARGISNULL(1)))
		return false;
	r->v = csq_stored_arg(fcinfo, 0, &workload_type);
	r->work = csq_workload_work(r->v, &r->n);
	r->calendar = PG_NARGS() > 1 ? csq_calendar_arg(fcinfo, 1) : NULL;
	return true;
}

static void
add_time(CsqTimesBuild *b, int64 time)
{
	CsqError err;

	if (!csq_times_add(b, time, &err))
		csq_throw(&err);
}

/* mean, p50, p90 and total of lengths into four columns; NULL where there are none. */
static void
put_times(CsqTimesBuild *b, Datum *values, bool *nulls)
{
	CsqTimes t;

	nulls[0] = nulls[1] = nulls[2] = nulls[3] = b->t.n == 0;
	if (b->t.n == 0)
		return;
	t = csq_times_done(b);
	if (t.sum > PG_INT64_MAX)
		csq_interval_out_of_range();
	values[0] = csq_mean_length_datum(csq_times_mean(&t));
	values[1] = csq_length_datum(csq_times_quantile(&t, 0.5));
	values[2] = csq_length_datum(csq_times_quantile(&t, 0.9));
	values[3] = csq_length_datum((int64) t.sum);
}

typedef struct ActivityTimes
{
	int64         n;
	int64         open;
	int64         overlapping;
	CsqTimesBuild working;
	CsqTimesBuild waiting;
} ActivityTimes;

/* The waiting of work that has something before it. */
static inline int64
waiting_of(const Reading *r, const CsqWork *w)
{
	return w->overlaps ? 0 : csq_time_between(r->calendar, r->work[w->before].completed, w->started);
}

/*
 * activity_times(workload [, calendar])
 *		-> setof (activity text, n, timed, open, int8, working_mean, working_p50, working_p90, working_total interval,
 *		waited, overlapping int8, waiting_mean, waiting_p50, waiting_p90, waiting_total interval)
 *
 * Working time, from start to completion, and waiting time, from the latest completion
 * in the case to the start, by activity.  n: pieces of work; timed: with start and
 * completion; open: under way; waited: that come after others in their case;
 * overlapping: of these, that started while others were under way, and waited 0.
 * With a calendar all times are business time.
 * NULL:    no rows; times without any are NULL.
 * Errors:  22000 a damaged value; 22008 a total beyond 292,000 years, or an instant outside the calendar.
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_activity_times);
Datum
csq_activity_times(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	Reading        r;
	ActivityTimes *a;

	if (!reading_args(fcinfo, &r))
		return (Datum) 0;
	a = csq_alloc0((r.v->nlabels + (size_t) 1) * sizeof *a);
	for (uint32_t i = 0; i < r.n; i++)
	{
		const CsqWork *w = &r.work[i];
		ActivityTimes *t = &a[w->activity];

		t->n++;
		t->open += !w->has_end;
		t->overlapping += w->overlaps;
		if (w->has_start && w->has_end)
			add_time(&t->working, csq_time_between(r.calendar, w->started, w->completed));
		if (w->before != UINT32_MAX)
			add_time(&t->waiting, waiting_of(&r, w));
		csq_poll(i);
	}
	for (uint32_t i = 1; i <= r.v->nlabels; i++)
	{
		Datum values[14] = {0};
		bool  nulls[14] = {false};

		if (a[i].n == 0)
			continue;
		values[0] = csq_label_datum(&r.v->entries[i]);
		values[1] = Int64GetDatum(a[i].n);
		values[2] = Int64GetDatum(a[i].working.t.n);
		values[3] = Int64GetDatum(a[i].open);
		put_times(&a[i].working, values + 4, nulls + 4);
		values[8] = Int64GetDatum(a[i].waiting.t.n);
		values[9] = Int64GetDatum(a[i].overlapping);
		put_times(&a[i].waiting, values + 10, nulls + 10);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * waiting_times(workload [, calendar])
 *		-> setof (source text, target text, n, overlapping int8, mean, p50, p90, total interval)
 *
 * The waiting between two activities: source was completed last in the case before
 * target started.  overlapping: target started before that, and waited 0.
 * NULL:    no rows.
 * Errors:  those of activity_times.
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_waiting_times);
Datum
csq_waiting_times(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	Reading        r;
	CsqPairs       pairs;
	CsqTimesBuild *times = NULL;
	int64         *overlapping = NULL;
	uint32_t       room = 0;
	uint32_t      *order;

	if (!reading_args(fcinfo, &r))
		return (Datum) 0;
	csq_pairs_init(&pairs);
	for (uint32_t i = 0; i < r.n; i++)
	{
		const CsqWork *w = &r.work[i];
		uint32_t       e;

		if (w->before == UINT32_MAX)
			continue;
		e = csq_pairs_add(&pairs, r.work[w->before].activity, w->activity);
		if (e == room)
		{
			uint32_t same = room;

			csq_grow0(times, room);
			csq_grow0(overlapping, same);
		}
		add_time(&times[e], waiting_of(&r, w));
		overlapping[e] += w->overlaps;
		csq_poll(i);
	}
	order = csq_pairs_order(&pairs);
	for (uint32_t i = 0; i < pairs.n; i++)
	{
		uint64_t key = pairs.keys[order[i]];
		Datum    values[8] = {0};
		bool     nulls[8] = {false};

		values[0] = csq_label_datum(&r.v->entries[key >> 32]);
		values[1] = csq_label_datum(&r.v->entries[(uint32_t) key]);
		values[2] = Int64GetDatum(times[order[i]].t.n);
		values[3] = Int64GetDatum(overlapping[order[i]]);
		put_times(&times[order[i]], values + 4, nulls + 4);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/* Timed work by resource, and by case within one. */
static int
compare_by_resource(const void *pa, const void *pb)
{
	const CsqWork *a = *(const CsqWork *const *) pa;
	const CsqWork *b = *(const CsqWork *const *) pb;

	if (a->resource != b->resource)
		return a->resource < b->resource ? -1 : 1;
	return (a->of_case > b->of_case) - (a->of_case < b->of_case);
}

/* The row of one resource: n pieces of its work, timed or not. */
static void
load_row(ReturnSetInfo *rsinfo, const Reading *r, const CsqWork *const *w, uint32_t n)
{
	CsqBusy *busy = csq_alloc((n + (size_t) 1) * sizeof *busy);
	Datum    values[10] = {0};
	bool     nulls[10] = {false};
	int64    cases = 0;
	int64    working = 0;
	int64    at_work = 0;
	int64    span = 0;
	uint32_t timed = 0;
	uint32_t most;
	uint32_t m;

	for (uint32_t i = 0; i < n; i++)
	{
		cases += i == 0 || w[i]->of_case != w[i - 1]->of_case;
		if (!w[i]->has_start || !w[i]->has_end)
			continue;
		busy[timed++] = (CsqBusy){w[i]->started, w[i]->completed};
		if (pg_add_s64_overflow(working, csq_time_between(r->calendar, w[i]->started, w[i]->completed), &working))
			csq_interval_out_of_range();
		csq_poll(i);
	}
	m = csq_busy_union(busy, timed, &most);
	for (uint32_t i = 0; i < m; i++)
		at_work += csq_time_between(r->calendar, busy[i].from, busy[i].to); /* disjoint: no more than the span */
	if (m > 0)
		span = csq_time_between(r->calendar, busy[0].from, busy[m - 1].to);
	values[0] = csq_label_datum(&r->v->entries[w[0]->resource]);
	values[1] = Int64GetDatum((int64) n);
	values[2] = Int64GetDatum(cases);
	values[3] = Int64GetDatum((int64) timed);
	values[4] = csq_length_datum(working);
	values[5] = csq_length_datum(at_work);
	values[6] = TimestampTzGetDatum(m > 0 ? busy[0].from : 0);
	values[7] = TimestampTzGetDatum(m > 0 ? busy[m - 1].to : 0);
	values[8] = Float8GetDatum(span > 0 ? (double) at_work / (double) span : 0);
	values[9] = Int32GetDatum((int32) most);
	nulls[4] = nulls[5] = nulls[6] = nulls[7] = m == 0;
	nulls[8] = span == 0;
	csq_srf_row(rsinfo, values, nulls);
	csq_free(busy);
}

/*
 * resource_load(workload [, calendar])
 *		-> setof (resource text, n, cases, timed int8, working, busy interval, first_at, last_at timestamptz,
 *		utilization float8, most_at_once int4)
 *
 * What each resource did: pieces of work and in how many cases; of those with start and
 * completion the working time, each piece for itself; the time it was busy, in which
 * work at the same time counts once; utilization = busy / (last_at - first_at);
 * most_at_once: pieces of work under way at the same time.  With a calendar all times
 * but the two instants are business time.
 * NULL:    no rows; work without a resource is left out.
 * Errors:  those of activity_times.
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_resource_load);
Datum
csq_resource_load(PG_FUNCTION_ARGS)
{
	ReturnSetInfo  *rsinfo = csq_srf_begin(fcinfo);
	Reading         r;
	const CsqWork **order;
	uint32_t        n = 0;
	uint32_t        to;

	if (!reading_args(fcinfo, &r))
		return (Datum) 0;
	order = csq_alloc((r.n + (size_t) 1) * sizeof *order);
	for (uint32_t i = 0; i < r.n; i++)
		if (r.work[i].resource != 0)
			order[n++] = &r.work[i];
	csq_sort(order, n, sizeof *order, compare_by_resource);
	for (uint32_t from = 0; from < n; from = to)
	{
		for (to = from + 1; to < n && order[to]->resource == order[from]->resource; to++)
			csq_poll(to);
		load_row(rsinfo, &r, order + from, to - from);
	}
	return (Datum) 0;
}

/* The end of the run of pieces of one case that begins at from. */
static uint32_t
case_end(const Reading *r, uint32_t from)
{
	uint32_t to = from + 1;

	while (to < r->n && r->work[to].of_case == r->work[from].of_case)
		csq_poll(to++);
	return to;
}

static Datum
case_id_datum(const CsqWorkView *v, uint32_t number)
{
	const unsigned char *s = (const unsigned char *) v->entries[number].s;
	uint64               sorted = 0;

	if (v->kinds[number] != CSQ_KEY_INT)
		return csq_label_datum(&v->entries[number]);
	for (int i = 0; i < 8; i++)
		sorted = sorted << 8 | s[i];
	return CStringGetTextDatum(psprintf(INT64_FORMAT, (int64) (sorted ^ UINT64CONST(1) << 63)));
}

/* The times of one case: what is known of n pieces of its work. */
typedef struct CaseTimes
{
	int64 timed;
	int64 open;
	int64 first; /* instant */
	int64 last;
	int64 working;
	int64 busy;
	int64 waiting;
} CaseTimes;

static CaseTimes
times_of_case(const Reading *r, const CsqWork *w, uint32_t n, CsqBusy *busy)
{
	CaseTimes t = {.first = PG_INT64_MAX, .last = PG_INT64_MIN};
	uint32_t  timed = 0;
	uint32_t  most;
	uint32_t  m;

	for (uint32_t i = 0; i < n; i++)
	{
		t.first = Min(t.first, w[i].started);
		t.open += !w[i].has_end;
		if (w[i].has_end)
			t.last = Max(t.last, w[i].completed);
		if (w[i].before != UINT32_MAX)
			t.waiting += waiting_of(r, &w[i]); /* gaps: no more than the case lasts */
		if (!w[i].has_start || !w[i].has_end)
			continue;
		busy[timed++] = (CsqBusy){w[i].started, w[i].completed};
		if (pg_add_s64_overflow(t.working, csq_time_between(r->calendar, w[i].started, w[i].completed), &t.working))
			csq_interval_out_of_range();
		csq_poll(i);
	}
	t.timed = timed;
	m = csq_busy_union(busy, timed, &most);
	for (uint32_t i = 0; i < m; i++)
		t.busy += csq_time_between(r->calendar, busy[i].from, busy[i].to);
	return t;
}

/*
 * case_times(workload [, calendar])
 *		-> setof (case_id text, n, timed, open, resources int8, started_at, completed_at timestamptz,
 *		duration, working, busy, waiting interval, efficiency float8)
 *
 * What each case took: pieces of work, of these with start and completion (timed) and under way (open), by how
 * many resources; from started_at, the first instant known of it, to completed_at it lasted duration.  Working: the
 * timed pieces, each for itself; busy: the time in which at least one was under way; waiting: as in activity_times,
 * so what is neither busy nor waiting lies where starts are not known.  efficiency = busy / duration.  With a
 * calendar all times but the two instants are business time.
 * NULL:    no rows; completed_at and duration while work is under way; working and busy without timed work;
 *			efficiency unless all work is timed and the case lasted.
 * Errors:  those of activity_times.
 * Cost:    O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_case_times);
Datum
csq_case_times(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	Reading        r;
	CsqBusy       *busy;
	uint32_t      *resources;
	uint32_t       to;
	CsqRows        rows;

	if (!reading_args(fcinfo, &r))
		return (Datum) 0;
	busy = csq_alloc((r.n + (size_t) 1) * sizeof *busy);
	resources = csq_alloc((r.n + (size_t) 1) * sizeof *resources);
	csq_rows_begin(&rows, rsinfo);
	for (uint32_t from = 0; from < r.n; from = to)
	{
		Datum     values[12] = {0};
		bool      nulls[12] = {false};
		CaseTimes t;
		int64     duration;

		to = case_end(&r, from);
		t = times_of_case(&r, &r.work[from], to - from, busy);
		duration = t.open > 0 ? 0 : csq_time_between(r.calendar, t.first, t.last);
		values[0] = case_id_datum(r.v, r.work[from].of_case);
		values[1] = Int64GetDatum((int64) (to - from));
		values[2] = Int64GetDatum(t.timed);
		values[3] = Int64GetDatum(t.open);
		values[4] = Int64GetDatum((int64) csq_workload_resources(&r.work[from], to - from, resources));
		values[5] = TimestampTzGetDatum(t.first);
		values[6] = TimestampTzGetDatum(t.last);
		values[7] = csq_length_datum(duration);
		values[8] = csq_length_datum(t.working);
		values[9] = csq_length_datum(t.busy);
		values[10] = csq_length_datum(t.waiting);
		values[11] = Float8GetDatum(duration > 0 ? (double) t.busy / (double) duration : 0);
		nulls[6] = nulls[7] = t.open > 0;
		nulls[8] = nulls[9] = t.timed == 0;
		nulls[11] = t.timed < (int64) (to - from) || duration == 0;
		csq_rows_put(&rows, values, nulls);
	}
	csq_rows_end(&rows);
	return (Datum) 0;
}

#define MOST_PAIRS (1 << 20) /* of resources: a case of 100,000 resources has five billion */

static void
require_pairs(uint32_t n)
{
	if (n >= MOST_PAIRS)
		ereport(ERROR,
		        (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
		         errmsg("too many pairs of resources worked in the same cases"),
		         errdetail("worked_together tells apart at most %d pairs, those of a resource with itself included.",
		                   MOST_PAIRS),
		         errhint("Take teams for resources, or leave out the cases in which thousands took part.")));
}

/*
 * worked_together(workload) -> setof (a text, b text, cases, cases_a, cases_b int8, share float8)
 *
 * Pairs of resources that took part in the same cases: in how many, in how many each, and the share of all cases
 * of the workload.
 * NULL:    no rows; work without a resource is left out.
 * Errors:  54000 more than a million pairs; 22000 a damaged value.
 * Cost:    O(n log n + the pairs of resources of each case).
 */
PG_FUNCTION_INFO_V1(csq_worked_together);
Datum
csq_worked_together(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	Reading        r;
	CsqPairs       pairs;
	uint32_t      *resources;
	int64         *cases = NULL; /* by slot; a resource with itself: its cases */
	uint32_t       room = 0;
	uint32_t      *order;
	int64          all = 0;
	uint32_t       to;

	if (!reading_args(fcinfo, &r))
		return (Datum) 0;
	csq_pairs_init(&pairs);
	resources = csq_alloc((r.n + (size_t) 1) * sizeof *resources);
	for (uint32_t from = 0; from < r.n; from = to, all++)
	{
		uint32_t n;

		to = case_end(&r, from);
		n = csq_workload_resources(&r.work[from], to - from, resources);
		for (uint32_t i = 0; i < n; i++)
			for (uint32_t k = i; k < n; k++)
			{
				uint32_t e = csq_pairs_add(&pairs, resources[i], resources[k]);

				require_pairs(e);
				if (e == room)
					csq_grow0(cases, room);
				cases[e]++;
				csq_poll(k);
			}
	}
	order = csq_pairs_order(&pairs);
	for (uint32_t i = 0; i < pairs.n; i++)
	{
		uint32_t a = (uint32_t) (pairs.keys[order[i]] >> 32);
		uint32_t b = (uint32_t) pairs.keys[order[i]];
		Datum    values[6] = {0};
		bool     nulls[6] = {false};

		if (a == b)
			continue;
		values[0] = csq_label_datum(&r.v->entries[a]);
		values[1] = csq_label_datum(&r.v->entries[b]);
		values[2] = Int64GetDatum(cases[order[i]]);
		values[3] = Int64GetDatum(cases[csq_pairs_add(&pairs, a, a)]);
		values[4] = Int64GetDatum(cases[csq_pairs_add(&pairs, b, b)]);
		values[5] = Float8GetDatum((double) cases[order[i]] / (double) all);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * batches(workload, gap interval default '15 minutes', at_least int default 2)
 *		-> setof (resource text, activity text, kind text, n int8, cases int8, started_at, completed_at timestamptz)
 *
 * Work of one activity that one resource does for several cases in a run, with at most
 * gap between a piece and what came before: at_least so many pieces, in two cases or
 * more.  kind: simultaneous (all start and end together), start, end (all start, or end,
 * together), sequential (one after the other), else concurrent.
 * NULL:    no rows; work without a resource, start or completion is left out.
 * Errors:  22023 a negative gap, or one with months; at_least below 2.
 * Cost:    O(n log n).
 * Source:  N. Martin et al., Decision Support Systems 100 (2017), 119-128.
 */
PG_FUNCTION_INFO_V1(csq_batches);
Datum
csq_batches(PG_FUNCTION_ARGS)
{
	ReturnSetInfo     *rsinfo = csq_srf_begin(fcinfo);
	const CsqWorkView *v;
	CsqWork           *work;
	CsqBatch          *b;
	uint32_t           n;
	uint32_t           nbatches;
	int64              gap;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return (Datum) 0;
	gap = csq_length_arg(fcinfo, 1, "the gap of batches");
	if (PG_GETARG_INT32(2) < 2)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("a batch has at least 2 pieces of work, not %d", PG_GETARG_INT32(2))));
	v = csq_stored_arg(fcinfo, 0, &workload_type);
	work = csq_workload_work(v, &n);
	b = csq_workload_batches(work, n, gap, (uint32_t) PG_GETARG_INT32(2), &nbatches);
	for (uint32_t i = 0; i < nbatches; i++)
	{
		Datum values[7] = {csq_label_datum(&v->entries[b[i].resource]),
		                   csq_label_datum(&v->entries[b[i].activity]),
		                   CStringGetTextDatum(b[i].kind),
		                   Int64GetDatum((int64) b[i].n),
		                   Int64GetDatum((int64) b[i].cases),
		                   TimestampTzGetDatum(b[i].started),
		                   TimestampTzGetDatum(b[i].completed)};
		bool  nulls[7] = {false};

		csq_srf_row(rsinfo, values, nulls);
		csq_poll(i);
	}
	return (Datum) 0;
}

/*
 * ignored_events(workload) -> int8
 *
 * Events whose step of the lifecycle is neither start nor complete.
 * NULL:    strict.
 */
PG_FUNCTION_INFO_V1(csq_workload_ignored);
Datum
csq_workload_ignored(PG_FUNCTION_ARGS)
{
	const CsqWorkView *v = csq_stored_arg(fcinfo, 0, &workload_type);

	PG_RETURN_INT64((int64) Min(v->ignored, (uint64) PG_INT64_MAX));
}
