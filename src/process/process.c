/*
 * process.c
 *		From a log of cases to a process, adding processes, checking one.
 *
 * Building reads each case once: its path goes into a hash table of variants,
 * each pair of neighbours into the times of its edge and the handovers, its span
 * into the durations.  O(events), then a sort of the variants.
 *
 * Adding unites the labels, which keeps their order, so the ascending lists of
 * both sides merge like zips.  O(size of both).
 *
 * What ties the parts of a process together, and is checked: the edges are those
 * of the variants and as frequent; the durations are as many as the cases; their
 * sum is the sum of the times on all edges and of the variants' totals.
 */
#include "process/process_columns.h"

#include "calendar/calendar.h"
#include "base/sort.h"
#include "process/process_variants.h"

#define TYPE "process"

/* ---- building ---- */

typedef struct Build
{
	const CsqProcessLog *log;
	const CsqCalendar   *calendar; /* NULL = physical time */
	uint32_t            *activity; /* by label: number among the activities */
	uint32_t            *resource;
	uint32_t            *paths; /* room for the path of each event */
	CsqVariants          variants;
	CsqPairs             edges;
	CsqTimesBuild       *times;  /* by edge */
	uint32_t             ntimes; /* room */
	CsqPairs             handovers;
	int64_t             *nhandovers; /* by handover */
	uint32_t             handover_room;
	CsqTimesBuild        durations;
} Build;

static bool
add_edge(Build *b, const CsqStep *s, CsqError *err)
{
	int64_t  gap;
	uint32_t e = csq_pairs_add(&b->edges, b->activity[s[0].activity], b->activity[s[1].activity]);

	if (CSQ_UNLIKELY(e == b->ntimes))
	{
		csq_grow0(b->times, b->ntimes);
	}
	return csq_calendar_between(b->calendar, s[0].at, s[1].at, &gap, err) && csq_times_add(&b->times[e], gap, err);
}

static void
add_handover(Build *b, const CsqStep *s)
{
	uint32_t h = csq_pairs_add(&b->handovers, s[0].resource, s[1].resource);

	if (CSQ_UNLIKELY(h == b->handover_room))
	{
		csq_grow0(b->nhandovers, b->handover_room);
	}
	b->nhandovers[h]++;
}

static bool
add_case(Build *b, uint32_t c, CsqError *err)
{
	uint32_t       from = b->log->first[c];
	uint32_t       n = b->log->first[c + 1] - from;
	const CsqStep *s = b->log->steps + from;
	uint32_t      *path = b->paths + from;
	int64_t        span;
	CsqVariant    *v;

	path[0] = b->activity[s[0].activity];
	for (uint32_t i = 1; i < n; i++)
	{
		path[i] = b->activity[s[i].activity];
		if (!add_edge(b, &s[i - 1], err))
			return false;
		if (s[i - 1].resource != 0 && s[i].resource != 0)
			add_handover(b, &s[i - 1]);
	}
	if (!csq_calendar_between(b->calendar, s[0].at, s[n - 1].at, &span, err))
		return false;
	v = csq_variants_find(&b->variants, path, n);
	v->n++;
	v->total += (uint64_t) span; /* below 2^63 * 2^32 */
	return csq_times_add(&b->durations, span, err);
}

/* Number the labels in use as activities, from 0. */
static void
number_activities(Build *b, CsqProcess *p)
{
	const CsqProcessLog *log = b->log;

	b->activity = csq_alloc0((log->nlabels + (size_t) 1) * sizeof *b->activity);
	p->activities = csq_alloc((log->nlabels + (size_t) 1) * sizeof *p->activities);
	for (uint32_t l = 1; l <= log->nlabels; l++)
		if (log->is_activity[l])
		{
			p->activities[p->nactivities] = log->labels[l];
			b->activity[l] = p->nactivities++;
		}
}

static void
finish_handovers(Build *b, CsqProcess *p)
{
	const CsqProcessLog *log = b->log;
	uint32_t            *order = csq_pairs_order(&b->handovers);

	b->resource = csq_alloc0((log->nlabels + (size_t) 1) * sizeof *b->resource);
	for (uint32_t i = 0; i < b->handovers.n; i++)
		b->resource[b->handovers.keys[i] >> 32] = b->resource[(uint32_t) b->handovers.keys[i]] = 1;
	p->resources = csq_alloc((log->nlabels + (size_t) 1) * sizeof *p->resources);
	for (uint32_t l = 1; l <= log->nlabels; l++)
		if (b->resource[l] != 0)
		{
			p->resources[p->nresources] = log->labels[l];
			b->resource[l] = p->nresources++;
		}
	p->nhandovers = b->handovers.n;
	p->handovers = csq_alloc((p->nhandovers + (size_t) 1) * sizeof *p->handovers);
	for (uint32_t i = 0; i < p->nhandovers; i++)
	{
		uint64_t key = b->handovers.keys[order[i]];

		p->handovers[i] = (CsqHandover){b->resource[key >> 32], b->resource[(uint32_t) key], b->nhandovers[order[i]]};
	}
}

static void
finish_edges(Build *b, CsqProcess *p)
{
	uint32_t *order = csq_pairs_order(&b->edges);

	p->nedges = b->edges.n;
	p->edges = csq_alloc0((p->nedges + (size_t) 1) * sizeof *p->edges);
	for (uint32_t i = 0; i < p->nedges; i++)
	{
		uint64_t key = b->edges.keys[order[i]];

		p->edges[i].source = (uint32_t) (key >> 32);
		p->edges[i].target = (uint32_t) key;
		p->edges[i].times = csq_times_done(&b->times[order[i]]);
	}
}

bool
csq_process_build(const CsqProcessLog *log, const CsqCalendar *calendar, CsqProcess *p, CsqError *err)
{
	Build b;

	memset(&b, 0, sizeof b);
	memset(p, 0, sizeof *p);
	b.log = log;
	b.calendar = calendar;
	p->calendar = log->calendar;
	number_activities(&b, p);
	b.paths = csq_alloc((log->first[log->ncases] + (size_t) 1) * sizeof *b.paths);
	csq_variants_init(&b.variants);
	csq_pairs_init(&b.edges);
	csq_pairs_init(&b.handovers);
	b.ntimes = b.handover_room = 64;
	b.times = csq_alloc0(b.ntimes * sizeof *b.times);
	b.nhandovers = csq_alloc0(b.handover_room * sizeof *b.nhandovers);
	for (uint32_t c = 0; c < log->ncases; c++)
	{
		if (!add_case(&b, c, err))
			return false;
		csq_poll(c);
	}
	csq_free(b.variants.table.slots);
	csq_free(b.variants.hashes);
	p->nvariants = b.variants.n;
	p->variants = csq_variants_sorted(b.variants.items, p->nvariants, p->nactivities);
	csq_free(b.variants.items);
	finish_edges(&b, p);
	finish_handovers(&b, p);
	p->durations = csq_times_done(&b.durations);
	return true;
}

/* ---- adding ---- */

CsqText *
csq_labels_unite(const CsqText *a, uint32_t na, const CsqText *b, uint32_t nb, uint32_t *map_a, uint32_t *map_b,
                 uint32_t *n)
{
	CsqText *all = csq_alloc(((size_t) na + nb + 1) * sizeof *all);
	uint32_t i = 0;
	uint32_t j = 0;

	*n = 0;
	while (i < na || j < nb)
	{
		int c = i >= na ? 1 : j >= nb ? -1 : csq_text_compare(&a[i], &b[j]);

		all[*n] = c <= 0 ? a[i] : b[j];
		if (c <= 0)
			map_a[i++] = *n;
		if (c >= 0)
			map_b[j++] = *n;
		csq_poll((*n)++);
	}
	return all;
}

static uint32_t *
new_map(uint32_t n)
{
	return csq_alloc(((size_t) n + 1) * sizeof(uint32_t));
}

static bool
same_numbers(const uint32_t *map, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (map[i] != i)
			return false;
	return true;
}

/* The variants of a process under new numbers, which may be the old ones: then themselves. */
static const CsqVariant *
renumber(const CsqProcess *p, const uint32_t *map)
{
	CsqVariant *v;
	size_t      total = 0;
	uint32_t   *path;

	if (same_numbers(map, p->nactivities))
		return p->variants;
	v = csq_alloc((p->nvariants + (size_t) 1) * sizeof *v);
	for (uint32_t i = 0; i < p->nvariants; i++)
		total += p->variants[i].len;
	path = csq_alloc((total + 1) * sizeof *path);
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		v[i] = p->variants[i];
		v[i].path = path;
		for (uint32_t k = 0; k < v[i].len; k++)
			*path++ = map[p->variants[i].path[k]];
		csq_poll(i);
	}
	return v;
}

static bool
add_variants(const CsqProcess *a, const CsqProcess *b, const uint32_t *map_a, const uint32_t *map_b, CsqProcess *sum,
             CsqError *err)
{
	const CsqVariant *x = renumber(a, map_a);
	const CsqVariant *y = renumber(b, map_b);
	uint32_t          i = 0;
	uint32_t          j = 0;

	sum->variants = csq_alloc(((size_t) a->nvariants + b->nvariants + 1) * sizeof *sum->variants);
	while (i < a->nvariants || j < b->nvariants)
	{
		int         c = i >= a->nvariants ? 1 : j >= b->nvariants ? -1 : csq_variant_compare(&x[i], &y[j]);
		CsqVariant *v = &sum->variants[sum->nvariants++];

		*v = c <= 0 ? x[i] : y[j];
		if (c == 0 && (!csq_add_i64(v->n, y[j].n, &v->n) || __builtin_add_overflow(v->total, y[j].total, &v->total)))
			return csq_process_too_many(err);
		i += c <= 0;
		j += c >= 0;
		csq_poll(sum->nvariants);
	}
	return true;
}

static bool
add_edges(const CsqProcess *a, const CsqProcess *b, const uint32_t *map_a, const uint32_t *map_b, CsqProcess *sum,
          CsqError *err)
{
	uint32_t i = 0;
	uint32_t j = 0;

	sum->edges = csq_alloc(((size_t) a->nedges + b->nedges + 1) * sizeof *sum->edges);
	while (i < a->nedges || j < b->nedges)
	{
		uint64_t x =
			i < a->nedges ? (uint64_t) map_a[a->edges[i].source] << 32 | map_a[a->edges[i].target] : UINT64_MAX;
		uint64_t y =
			j < b->nedges ? (uint64_t) map_b[b->edges[j].source] << 32 | map_b[b->edges[j].target] : UINT64_MAX;
		uint64_t key = x < y ? x : y;
		CsqEdge *e = &sum->edges[sum->nedges++];

		e->source = (uint32_t) (key >> 32);
		e->target = (uint32_t) key;
		e->cases = 0; /* variants tell */
		if (x == y)
		{
			if (!csq_times_merge(&a->edges[i].times, &b->edges[j].times, &e->times, err))
				return false;
		}
		else
			e->times = x < y ? a->edges[i].times : b->edges[j].times;
		i += x == key;
		j += y == key;
		csq_poll(sum->nedges);
	}
	return true;
}

static bool
add_handovers(const CsqProcess *a, const CsqProcess *b, const uint32_t *map_a, const uint32_t *map_b, CsqProcess *sum,
              CsqError *err)
{
	uint32_t i = 0;
	uint32_t j = 0;

	sum->handovers = csq_alloc(((size_t) a->nhandovers + b->nhandovers + 1) * sizeof *sum->handovers);
	while (i < a->nhandovers || j < b->nhandovers)
	{
		const CsqHandover *g = i < a->nhandovers ? &a->handovers[i] : NULL;
		const CsqHandover *h = j < b->nhandovers ? &b->handovers[j] : NULL;
		uint64_t           x = g != NULL ? (uint64_t) map_a[g->source] << 32 | map_a[g->target] : UINT64_MAX;
		uint64_t           y = h != NULL ? (uint64_t) map_b[h->source] << 32 | map_b[h->target] : UINT64_MAX;
		uint64_t           key = x < y ? x : y;
		int64_t            n = 0;

		if ((x == key && !csq_add_i64(n, g->n, &n)) || (y == key && !csq_add_i64(n, h->n, &n)))
			return csq_process_too_many(err);
		csq_poll(sum->nhandovers);
		sum->handovers[sum->nhandovers++] = (CsqHandover){(uint32_t) (key >> 32), (uint32_t) key, n};
		i += x == key;
		j += y == key;
	}
	return true;
}

bool
csq_process_add(const CsqProcess *a, const CsqProcess *b, CsqProcess *sum, CsqError *err)
{
	uint32_t *map_a = new_map(a->nactivities);
	uint32_t *map_b = new_map(b->nactivities);
	uint32_t *who_a = new_map(a->nresources);
	uint32_t *who_b = new_map(b->nresources);

	if (!csq_process_calendar_same(&a->calendar, &b->calendar, err))
		return false;
	memset(sum, 0, sizeof *sum);
	sum->calendar = a->calendar;
	sum->activities =
		csq_labels_unite(a->activities, a->nactivities, b->activities, b->nactivities, map_a, map_b, &sum->nactivities);
	sum->resources =
		csq_labels_unite(a->resources, a->nresources, b->resources, b->nresources, who_a, who_b, &sum->nresources);
	return add_variants(a, b, map_a, map_b, sum, err) && add_edges(a, b, map_a, map_b, sum, err) &&
	       add_handovers(a, b, who_a, who_b, sum, err) &&
	       csq_times_merge(&a->durations, &b->durations, &sum->durations, err);
}

/* ---- adding many at once ---- */

/* The processes that are added, with their labels' numbers in the sum. */
typedef struct Adding
{
	CsqProcess *p;
	uint32_t    n;
	uint32_t  **activity; /* by process: from its numbers to those of the sum */
	uint32_t  **resource;
} Adding;

/* The labels of all, ascending, each once; maps[i] leads there from list i. */
static CsqText *
unite_all(const CsqText *const *lists, const uint32_t *lengths, uint32_t n, uint32_t **maps, uint32_t *nall)
{
	size_t   total = 0;
	CsqText *all;
	uint32_t m = 0;

	for (uint32_t i = 0; i < n; i++)
		total += lengths[i];
	all = csq_alloc((total + 1) * sizeof *all);
	total = 0;
	for (uint32_t i = 0; i < n; i++)
	{
		if (lengths[i] > 0)
			memcpy(all + total, lists[i], lengths[i] * sizeof *all);
		total += lengths[i];
		csq_poll(i);
	}
	csq_sort(all, total, sizeof *all, csq_by_text);
	for (size_t i = 0; i < total; i++)
		if (m == 0 || csq_text_compare(&all[m - 1], &all[i]) != 0)
			all[m++] = all[i];
	for (uint32_t i = 0; i < n; i++)
	{
		maps[i] = new_map(lengths[i]);
		for (uint32_t k = 0; k < lengths[i]; k++)
		{
			maps[i][k] = (uint32_t) csq_text_find(all, m, sizeof *all, &lists[i][k]);
			csq_poll(k);
		}
	}
	*nall = m;
	return all;
}

static void
unite_labels(Adding *a, CsqProcess *sum)
{
	const CsqText **lists = csq_alloc((a->n + (size_t) 1) * sizeof *lists);
	uint32_t       *lengths = csq_alloc((a->n + (size_t) 1) * sizeof *lengths);

	a->activity = csq_alloc((a->n + (size_t) 1) * sizeof *a->activity);
	a->resource = csq_alloc((a->n + (size_t) 1) * sizeof *a->resource);
	for (uint32_t i = 0; i < a->n; i++)
	{
		lists[i] = a->p[i].activities;
		lengths[i] = a->p[i].nactivities;
	}
	sum->activities = unite_all(lists, lengths, a->n, a->activity, &sum->nactivities);
	for (uint32_t i = 0; i < a->n; i++)
	{
		lists[i] = a->p[i].resources;
		lengths[i] = a->p[i].nresources;
	}
	sum->resources = unite_all(lists, lengths, a->n, a->resource, &sum->nresources);
	csq_free(lists);
	csq_free(lengths);
}

static bool
too_large(CsqError *err)
{
	return csq_fail(err, CSQ_LIMIT, "sum of processes is too large") ||
	       csq_detail(err, "Their variants, edges and handovers must be fewer than 2^32 each.");
}

/* Can the variants of all be merged as they are stored? */
static bool
are_packed(const Adding *a, const CsqProcess *sum)
{
	for (uint32_t i = 0; i < a->n; i++)
		if (a->p[i].variants != NULL || a->p[i].paths == NULL || a->p[i].paths->width != 1)
			return false;
	return csq_paths_width(sum->nactivities) == 1;
}

/* They come together when the sum is packed. */
static void
pair_packed(const Adding *a, CsqProcess *sum)
{
	CsqPathsPair *pair = csq_alloc0(sizeof *pair);

	for (uint32_t i = 0; i < 2; i++)
	{
		pair->paths[i] = a->p[i].paths;
		pair->maps[i] = same_numbers(a->activity[i], a->p[i].nactivities) ? NULL : a->activity[i];
	}
	sum->pair = pair;
}

static bool
add_all_variants(const Adding *a, CsqProcess *sum, CsqError *err)
{
	uint64_t    total = 0;
	CsqVariant *all;
	uint32_t    n = 0;

	for (uint32_t i = 0; i < a->n; i++)
		total += a->p[i].nvariants;
	if (total >= UINT32_MAX)
		return too_large(err);
	if (a->n == 2 && are_packed(a, sum))
	{
		pair_packed(a, sum);
		return true;
	}
	for (uint32_t i = 0; i < a->n; i++)
		if (a->p[i].variants == NULL && a->p[i].paths != NULL)
			csq_paths_unpack(a->p[i].paths, &a->p[i]);
	if (a->n == 2) /* two ascending lists lie in order, where sorting goes back and forth between them */
		return add_variants(&a->p[0], &a->p[1], a->activity[0], a->activity[1], sum, err);
	all = csq_alloc((total + 1) * sizeof *all);
	for (uint32_t i = 0; i < a->n; i++)
	{
		const CsqVariant *v = renumber(&a->p[i], a->activity[i]);

		if (a->p[i].nvariants > 0)
			memcpy(all + n, v, a->p[i].nvariants * sizeof *v);
		n += a->p[i].nvariants;
	}
	sum->variants = csq_variants_sorted(all, n, sum->nactivities);
	csq_free(all);
	for (uint32_t i = 0; i < n; i++)
	{
		CsqVariant *last = &sum->variants[sum->nvariants - (sum->nvariants > 0)];

		if (sum->nvariants == 0 || csq_variant_compare(last, &sum->variants[i]) != 0)
			sum->variants[sum->nvariants++] = sum->variants[i];
		else if (!csq_add_i64(last->n, sum->variants[i].n, &last->n) ||
		         __builtin_add_overflow(last->total, sum->variants[i].total, &last->total))
			return csq_process_too_many(err);
		csq_poll(i);
	}
	return true;
}

/* An edge or a handover of one of them, under its number in the sum. */
typedef struct Part
{
	uint64_t        key;
	const CsqTimes *times; /* of an edge */
	int64_t         n;     /* of a handover; of an edge of a graph: its cases */
} Part;

static bool
add_all_edges(const Adding *a, CsqProcess *sum, CsqError *err)
{
	uint64_t         total = 0;
	Part            *parts;
	const CsqTimes **times = csq_alloc((a->n + (size_t) 1) * sizeof *times); /* one edge is in each once at most */
	uint32_t         n = 0;
	uint32_t         to;

	for (uint32_t i = 0; i < a->n; i++)
		total += a->p[i].nedges;
	if (total >= UINT32_MAX)
		return too_large(err);
	parts = csq_alloc((total + 1) * sizeof *parts);
	for (uint32_t i = 0; i < a->n; i++)
		for (uint32_t e = 0; e < a->p[i].nedges; e++)
		{
			const CsqEdge *x = &a->p[i].edges[e];

			parts[n++] =
				(Part){(uint64_t) a->activity[i][x->source] << 32 | a->activity[i][x->target], &x->times, x->cases};
			csq_poll(n);
		}
	csq_sort(parts, n, sizeof *parts, csq_by_u64);
	sum->edges = csq_alloc((n + (size_t) 1) * sizeof *sum->edges);
	for (uint32_t from = 0; from < n; from = to)
	{
		CsqEdge *e = &sum->edges[sum->nedges++];

		e->cases = 0;
		for (to = from; to < n && parts[to].key == parts[from].key; to++)
		{
			times[to - from] = parts[to].times;
			if (!csq_add_i64(e->cases, parts[to].n, &e->cases))
				return csq_process_too_many(err);
		}
		e->source = (uint32_t) (parts[from].key >> 32);
		e->target = (uint32_t) parts[from].key;
		if (!csq_times_sum_packed(times, to - from, &e->times, err))
			return false;
		csq_check_interrupts();
	}
	csq_free(parts);
	csq_free(times);
	return true;
}

static bool
add_all_handovers(const Adding *a, CsqProcess *sum, CsqError *err)
{
	uint64_t total = 0;
	Part    *parts;
	uint32_t n = 0;

	for (uint32_t i = 0; i < a->n; i++)
		total += a->p[i].nhandovers;
	if (total >= UINT32_MAX)
		return too_large(err);
	parts = csq_alloc((total + 1) * sizeof *parts);
	for (uint32_t i = 0; i < a->n; i++)
		for (uint32_t h = 0; h < a->p[i].nhandovers; h++)
		{
			const CsqHandover *x = &a->p[i].handovers[h];

			parts[n++] = (Part){(uint64_t) a->resource[i][x->source] << 32 | a->resource[i][x->target], NULL, x->n};
			csq_poll(n);
		}
	csq_sort(parts, n, sizeof *parts, csq_by_u64);
	sum->handovers = csq_alloc((n + (size_t) 1) * sizeof *sum->handovers);
	for (uint32_t i = 0; i < n; i++)
	{
		CsqHandover *last = &sum->handovers[sum->nhandovers - (sum->nhandovers > 0)];

		if (i == 0 || parts[i].key != parts[i - 1].key)
			sum->handovers[sum->nhandovers++] =
				(CsqHandover){(uint32_t) (parts[i].key >> 32), (uint32_t) parts[i].key, parts[i].n};
		else if (!csq_add_i64(last->n, parts[i].n, &last->n))
			return csq_process_too_many(err);
		csq_poll(i);
	}
	csq_free(parts);
	return true;
}

bool
csq_process_add_all(CsqProcess *p, uint32_t n, CsqProcess *sum, CsqError *err)
{
	Adding           a = {p, n, NULL, NULL};
	const CsqTimes **durations = csq_alloc((n + (size_t) 1) * sizeof *durations);

	memset(sum, 0, sizeof *sum);
	sum->calendar = p[0].calendar;
	for (uint32_t i = 0; i < n; i++)
	{
		if (!csq_process_calendar_same(&p[0].calendar, &p[i].calendar, err))
			return false;
		durations[i] = &p[i].durations;
	}
	unite_labels(&a, sum);
	return add_all_variants(&a, sum, err) && add_all_edges(&a, sum, err) && add_all_handovers(&a, sum, err) &&
	       csq_times_sum_packed(durations, n, &sum->durations, err);
}

/* ---- checking ---- */

bool
csq_process_labels_check(const CsqText *labels, uint32_t n, CsqError *err)
{
	for (uint32_t i = 0; i < n; i++)
	{
		if (!csq_utf8_valid(labels[i].s, labels[i].len))
			return csq_stored_invalid(TYPE, err, "A label is not valid UTF-8.");
		if (i > 0 && csq_text_compare(&labels[i - 1], &labels[i]) >= 0)
			return csq_stored_invalid(TYPE, err, "Labels must ascend by their bytes.");
	}
	return true;
}

/* What the check finds in the variants. */
typedef struct Seen
{
	CsqPairs edges;
	int64_t *counts; /* by edge: how often it occurs */
	uint32_t room;
	bool    *used; /* by activity */
	CsqU128  total;
	int      bits;
	int64_t *few; /* counts by source and target (csq_paths_bits), where there are few activities; else NULL */
} Seen;

static bool
no_activity(CsqError *err)
{
	return csq_stored_invalid(TYPE, err, "A variant refers to an activity that is not there.");
}

/* So often from source to target, which are both used then. */
static bool
seen_edge(Seen *seen, uint32_t source, uint32_t target, int64_t n, CsqError *err)
{
	uint32_t e = csq_pairs_add(&seen->edges, source, target);

	if (e == seen->room)
		csq_grow0(seen->counts, seen->room);
	seen->used[source] = seen->used[target] = true;
	return csq_add_i64(seen->counts[e], n, &seen->counts[e]) ||
	       csq_stored_invalid(TYPE, err, "An edge occurs too often.");
}

/* Counts in the square: all steps of all paths are fewer than 2^32, so of less than 2^31 cases each their sums fit. */
static bool
seen_few(const Seen *seen, const CsqVariant *v, uint32_t nactivities, CsqError *err)
{
	uint32_t before = v->path[0];

	for (uint32_t k = 1; k < v->len; k++)
	{
		uint32_t a = v->path[k];

		if (CSQ_UNLIKELY(a >= nactivities))
			return no_activity(err);
		seen->few[before << seen->bits | a] += v->n;
		before = a;
	}
	return true;
}

/* The path of a variant. */
static bool
seen_path(Seen *seen, const CsqVariant *v, uint32_t nactivities, CsqError *err)
{
	if (v->path[0] >= nactivities)
		return no_activity(err);
	seen->used[v->path[0]] = true;
	if (CSQ_LIKELY(seen->few != NULL && v->n < INT64_C(1) << 31))
		return seen_few(seen, v, nactivities, err);
	for (uint32_t k = 1; k < v->len; k++)
	{
		if (v->path[k] >= nactivities)
			return no_activity(err);
		if (!seen_edge(seen, v->path[k - 1], v->path[k], v->n, err))
			return false;
	}
	return true;
}

/* Variants as they are stored; counts the edges they contain. */
static bool
check_paths(const CsqProcess *p, Seen *seen, int64_t *cases, CsqError *err)
{
	CsqPathSums *sums = csq_alloc(sizeof *sums);

	if (!csq_paths_sum(p->paths, p->nactivities, sums))
		return csq_stored_invalid(TYPE, err, "Its variants break a rule.");
	seen->few = sums->pairs;
	memcpy(seen->used, sums->used, p->nactivities * sizeof *seen->used);
	seen->total = sums->total;
	*cases = sums->cases;
	csq_free(sums);
	return true;
}

/* The variants themselves; counts the edges they contain. */
static bool
check_variants(const CsqProcess *p, Seen *seen, CsqError *err)
{
	bool    few = csq_paths_are_few(p->nactivities);
	bool    packed = p->paths != NULL && few;
	size_t  places;
	int64_t cases = 0;

	csq_pairs_init(&seen->edges);
	seen->used = csq_alloc0(p->nactivities + (size_t) 1);
	csq_grow0(seen->counts, seen->room);
	seen->bits = few ? csq_paths_bits(p->nactivities) : 0;
	places = few ? (size_t) 1 << 2 * seen->bits : 0;
	if (few && !packed)
		seen->few = csq_alloc0(places * sizeof *seen->few);
	if (packed && !check_paths(p, seen, &cases, err))
		return false;
	for (uint32_t i = 0; i < p->nvariants && !packed; i++)
	{
		const CsqVariant *v = &p->variants[i];

		if (v->len == 0 || v->n <= 0 || !csq_add_i64(cases, v->n, &cases) ||
		    __builtin_add_overflow(seen->total, v->total, &seen->total))
			return csq_stored_invalid(TYPE, err, "A variant has no activity, no case or too many.");
		if (!seen_path(seen, v, p->nactivities, err))
			return false;
		if (i > 0 && csq_variant_compare(v - 1, v) >= 0)
			return csq_stored_invalid(TYPE, err, "Variants must ascend by length and path.");
		csq_poll(i);
	}
	for (uint32_t e = 0; e < places; e++)
		if (seen->few[e] > 0 &&
		    !seen_edge(seen, e >> seen->bits, e & ((UINT32_C(1) << seen->bits) - 1), seen->few[e], err))
			return false;
	for (uint32_t a = 0; a < p->nactivities; a++)
		if (!seen->used[a])
			return csq_stored_invalid(TYPE, err, "An activity is in no variant.");
	if (cases != p->durations.n)
		return csq_stored_invalid(TYPE, err, "There must be one duration for each case.");
	csq_free(seen->used);
	csq_free(seen->few);
	return true;
}

static bool
check_handovers(const CsqProcess *p, int64_t moves, CsqError *err)
{
	bool   *used = csq_alloc0(p->nresources + (size_t) 1);
	int64_t n = 0;

	for (uint32_t i = 0; i < p->nhandovers; i++)
	{
		const CsqHandover *h = &p->handovers[i];

		if (h->source >= p->nresources || h->target >= p->nresources || h->n <= 0 || !csq_add_i64(n, h->n, &n))
			return csq_stored_invalid(TYPE, err, "A handover refers to a resource that is not there, or has no count.");
		if (i > 0 && (h->source < h[-1].source || (h->source == h[-1].source && h->target <= h[-1].target)))
			return csq_stored_invalid(TYPE, err, "Handovers must ascend by source and target.");
		used[h->source] = used[h->target] = true;
	}
	for (uint32_t r = 0; r < p->nresources; r++)
		if (!used[r])
			return csq_stored_invalid(TYPE, err, "A resource is in no handover.");
	csq_free(used);
	return n <= moves || csq_stored_invalid(TYPE, err, "There are more handovers than moves.");
}

bool
csq_process_check(const CsqProcess *p, CsqError *err)
{
	Seen     *seen = csq_alloc0(sizeof *seen);
	uint32_t *order;
	int64_t   moves = 0;
	CsqU128   of_edges = 0;

	if (!csq_process_labels_check(p->activities, p->nactivities, err) ||
	    !csq_process_labels_check(p->resources, p->nresources, err) || !check_variants(p, seen, err))
		return false;
	if (seen->edges.n != p->nedges)
		return csq_stored_invalid(TYPE, err, "The edges must be those of the variants.");
	order = csq_pairs_order(&seen->edges);
	for (uint32_t i = 0; i < p->nedges; i++)
	{
		const CsqEdge *e = &p->edges[i];

		if (seen->edges.keys[order[i]] != ((uint64_t) e->source << 32 | e->target) ||
		    seen->counts[order[i]] != e->times.n)
			return csq_stored_invalid(TYPE, err, "The edges must be those of the variants, and as frequent.");
		if (!csq_add_i64(moves, e->times.n, &moves) || __builtin_add_overflow(of_edges, e->times.sum, &of_edges))
			return csq_stored_invalid(TYPE, err, "The counts of the edges are out of range.");
	}
	if (of_edges != p->durations.sum || seen->total != p->durations.sum)
		return csq_stored_invalid(
			TYPE, err, "The times on the edges, the totals of the variants and the durations must have one sum.");
	csq_free(seen->counts);
	csq_free(seen);
	csq_free(order);
	return check_handovers(p, moves, err);
}
