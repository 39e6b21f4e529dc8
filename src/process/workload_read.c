/*
 * workload_read.c
 *		What a workload tells: pieces of work, waiting, time at work, batches.
 *
 * A start and a completion belong together when they are of the same activity of the
 * same case: the first completion ends the first start of the same resource; what
 * is left is paired the same way whatever the resource.  Each step sorts once,
 * O(n log n).
 *
 * Waiting: the time between the latest completion in the case so far and a start;
 * there is none while anything of the case is under way.
 *
 * Batches: runs of work of one activity by one resource, for several cases.  The
 * kinds are those of N. Martin et al., Retrieving batch organisation of work insights
 * from event logs, Decision Support Systems 100 (2017), 119-128, and of pm4py.
 */
#include "process/workload.h"

#include "base/sort.h"

#define NONE UINT32_MAX

/* ---- pairing ---- */

/* An event that waits for the other half. */
typedef struct Half
{
	uint32_t record;
	uint32_t of_case;
	uint32_t activity;
	uint32_t resource; /* 0 in the second round: it does not count */
	bool     is_start;
} Half;

/* In a round the halves of one group, in time. */
static int
compare_halves(const void *pa, const void *pb)
{
	const Half *a = pa;
	const Half *b = pb;

	if (a->of_case != b->of_case)
		return a->of_case < b->of_case ? -1 : 1;
	if (a->activity != b->activity)
		return a->activity < b->activity ? -1 : 1;
	if (a->resource != b->resource)
		return a->resource < b->resource ? -1 : 1;
	return (a->record > b->record) - (a->record < b->record);
}

static inline bool
same_group(const Half *a, const Half *b)
{
	return a->of_case == b->of_case && a->activity == b->activity && a->resource == b->resource;
}

static CsqWork
whole_of(const CsqWorkRecord *start, const CsqWorkRecord *end)
{
	const CsqWorkRecord *r = start != NULL ? start : end;
	CsqWork              w;

	memset(&w, 0, sizeof w);
	w.of_case = r->of_case;
	w.activity = r->activity;
	w.resource = r->resource != 0 ? r->resource : end != NULL ? end->resource : 0;
	w.has_start = start != NULL;
	w.has_end = end != NULL;
	w.started = start != NULL ? start->started : end->completed;
	w.completed = end != NULL ? end->completed : 0;
	w.before = NONE;
	return w;
}

/* Pairs what belongs together; the rest stays, in the order of its groups. */
static uint32_t
pair_halves(const CsqWorkView *v, Half *h, uint32_t n, CsqWork *work, uint32_t *nwork)
{
	uint32_t *queue = csq_alloc((n + (size_t) 1) * sizeof *queue); /* starts of the group, from first to last */
	uint32_t  first = 0;
	uint32_t  last = 0;
	bool     *taken = csq_alloc0(n + (size_t) 1);
	uint32_t  left = 0;

	csq_sort(h, n, sizeof *h, compare_halves);
	for (uint32_t i = 0; i < n; i++)
	{
		if (i > 0 && !same_group(&h[i - 1], &h[i]))
			first = last = 0;
		if (h[i].is_start)
			queue[last++] = i;
		else if (first < last)
		{
			uint32_t s = queue[first++];

			taken[s] = taken[i] = true;
			work[(*nwork)++] = whole_of(&v->records[h[s].record], &v->records[h[i].record]);
		}
		csq_poll(i);
	}
	for (uint32_t i = 0; i < n; i++)
		if (!taken[i])
			h[left++] = h[i];
	csq_free(queue);
	csq_free(taken);
	return left;
}

static int
compare_work(const void *pa, const void *pb)
{
	const CsqWork *a = pa;
	const CsqWork *b = pb;

	if (a->of_case != b->of_case)
		return a->of_case < b->of_case ? -1 : 1;
	if (a->started != b->started)
		return a->started < b->started ? -1 : 1;
	if (a->has_end != b->has_end)
		return a->has_end ? -1 : 1;
	if (a->completed != b->completed)
		return a->completed < b->completed ? -1 : 1;
	if (a->activity != b->activity)
		return a->activity < b->activity ? -1 : 1;
	if (a->resource != b->resource)
		return a->resource < b->resource ? -1 : 1;
	return (int) b->has_start - (int) a->has_start;
}

/* What each piece of work waited for. */
static void
find_waiting(CsqWork *w, uint32_t n)
{
	uint32_t latest = NONE; /* of the case so far, the last to be completed */
	uint32_t open = NONE;   /* one that is still under way */

	for (uint32_t i = 0; i < n; i++)
	{
		if (i > 0 && w[i - 1].of_case != w[i].of_case)
			latest = open = NONE;
		if (w[i].has_start && (latest != NONE || open != NONE))
		{
			w[i].overlaps = open != NONE || w[latest].completed > w[i].started;
			w[i].before = latest != NONE ? latest : open;
			w[i].waiting = w[i].overlaps ? 0 : w[i].started - w[latest].completed;
		}
		if (w[i].has_end && (latest == NONE || w[i].completed >= w[latest].completed))
			latest = i;
		if (!w[i].has_end)
			open = i;
		csq_poll(i);
	}
}

CsqWork *
csq_workload_work(const CsqWorkView *v, uint32_t *n)
{
	CsqWork *work = csq_alloc((v->nrecords + (size_t) 1) * sizeof *work);
	Half    *h = csq_alloc((v->nrecords + (size_t) 1) * sizeof *h);
	uint32_t halves = 0;

	*n = 0;
	for (uint32_t i = 0; i < v->nrecords; i++)
	{
		const CsqWorkRecord *r = &v->records[i];

		if (r->kind == CSQ_WORK_WHOLE)
			work[(*n)++] = whole_of(r, r);
		else
			h[halves++] = (Half){i, r->of_case, r->activity, r->resource, r->kind == CSQ_WORK_START};
		csq_poll(i);
	}
	halves = pair_halves(v, h, halves, work, n);
	for (uint32_t i = 0; i < halves; i++)
		h[i].resource = 0;
	halves = pair_halves(v, h, halves, work, n);
	for (uint32_t i = 0; i < halves; i++)
	{
		const CsqWorkRecord *r = &v->records[h[i].record];

		work[(*n)++] = whole_of(h[i].is_start ? r : NULL, h[i].is_start ? NULL : r);
	}
	csq_sort(work, *n, sizeof *work, compare_work);
	find_waiting(work, *n);
	csq_free(h);
	return work;
}

/* ---- time at work ---- */

static int
compare_busy(const void *pa, const void *pb)
{
	const CsqBusy *a = pa;
	const CsqBusy *b = pb;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return (a->to > b->to) - (a->to < b->to);
}

uint32_t
csq_busy_union(CsqBusy *b, uint32_t n, uint32_t *most)
{
	int64_t *ends = csq_alloc((n + (size_t) 1) * sizeof *ends);
	uint32_t ended = 0;
	uint32_t m = 0;

	*most = 0;
	csq_sort(b, n, sizeof *b, compare_busy);
	for (uint32_t i = 0; i < n; i++)
		ends[i] = b[i].to;
	csq_sort(ends, n, sizeof *ends, csq_by_i64);
	for (uint32_t i = 0; i < n; i++)
	{
		/* what ends now makes room first; what takes no time is at once with what is under way */
		while (ended < i && ends[ended] <= b[i].from)
			ended++;
		*most = i + 1 - ended > *most ? i + 1 - ended : *most;
		csq_poll(i);
	}
	for (uint32_t i = 0; i < n; i++)
		if (m > 0 && b[i].from <= b[m - 1].to)
			b[m - 1].to = b[i].to > b[m - 1].to ? b[i].to : b[m - 1].to;
		else
			b[m++] = b[i];
	csq_free(ends);
	return m;
}

/* ---- batches ---- */

static int
compare_for_batches(const void *pa, const void *pb)
{
	const CsqWork *a = *(const CsqWork *const *) pa;
	const CsqWork *b = *(const CsqWork *const *) pb;

	if (a->resource != b->resource)
		return a->resource < b->resource ? -1 : 1;
	if (a->activity != b->activity)
		return a->activity < b->activity ? -1 : 1;
	if (a->started != b->started)
		return a->started < b->started ? -1 : 1;
	if (a->completed != b->completed)
		return a->completed < b->completed ? -1 : 1;
	return (a->of_case > b->of_case) - (a->of_case < b->of_case);
}

/* The run of n pieces from w on. */
static CsqBatch
batch_of(const CsqWork *const *w, uint32_t n, uint32_t *cases)
{
	CsqBatch b = {NULL, w[0]->resource, w[0]->activity, n, 1, w[0]->started, w[0]->completed};
	bool     starts = true;
	bool     ends = true;
	bool     one_by_one = true;

	for (uint32_t i = 0; i < n; i++)
	{
		starts &= w[i]->started == w[0]->started;
		ends &= w[i]->completed == w[0]->completed;
		one_by_one &= i == 0 || w[i]->started >= b.completed;
		b.completed = w[i]->completed > b.completed ? w[i]->completed : b.completed;
		cases[i] = w[i]->of_case;
		csq_poll(i);
	}
	csq_sort(cases, n, sizeof *cases, csq_by_u32);
	for (uint32_t i = 1; i < n; i++)
		b.cases += cases[i] != cases[i - 1];
	b.kind = starts && ends ? "simultaneous"
	         : starts       ? "start"
	         : ends         ? "end"
	         : one_by_one   ? "sequential"
	                        : "concurrent";
	return b;
}

CsqBatch *
csq_workload_batches(const CsqWork *work, uint32_t n, int64_t gap, uint32_t least, uint32_t *nbatches)
{
	const CsqWork **order = csq_alloc((n + (size_t) 1) * sizeof *order);
	uint32_t       *cases = csq_alloc((n + (size_t) 1) * sizeof *cases);
	CsqBatch       *batches = csq_alloc((n + (size_t) 1) * sizeof *batches);
	uint32_t        m = 0;
	uint32_t        to;

	*nbatches = 0;
	for (uint32_t i = 0; i < n; i++)
		if (work[i].has_start && work[i].has_end && work[i].resource != 0)
			order[m++] = &work[i];
	csq_sort(order, m, sizeof *order, compare_for_batches);
	for (uint32_t from = 0; from < m; from = to)
	{
		int64_t  until = order[from]->completed;
		CsqBatch b;

		for (to = from + 1;
		     to < m && order[to]->resource == order[from]->resource && order[to]->activity == order[from]->activity &&
		     (order[to]->started <= until || (uint64_t) order[to]->started - (uint64_t) until <= (uint64_t) gap);
		     to++)
			until = order[to]->completed > until ? order[to]->completed : until;
		if (to - from < least)
			continue;
		b = batch_of(order + from, to - from, cases);
		if (b.cases > 1)
			batches[(*nbatches)++] = b;
		csq_poll(from);
	}
	csq_free(order);
	csq_free(cases);
	return batches;
}

/* ---- who takes part ---- */

uint32_t
csq_workload_resources(const CsqWork *w, uint32_t n, uint32_t *resources)
{
	uint32_t m = 0;
	uint32_t different = 0;

	for (uint32_t i = 0; i < n; i++)
		if (w[i].resource != 0)
			resources[m++] = w[i].resource;
	csq_sort(resources, m, sizeof *resources, csq_by_u32);
	for (uint32_t i = 0; i < m; i++)
		if (i == 0 || resources[i] != resources[i - 1])
			resources[different++] = resources[i];
	return different;
}
