/*
 * process_read.c
 *		What is read off a process: counts by activity and by edge, ranks, waiting.
 *
 * All of it follows from the variants, each of which is walked once: O(length of
 * all variants), but for what eventually follows.  Counts fit because csq_process_check() has added them up: an
 * activity occurs at most as often as there are edges and cases.
 */
#include "process/process_columns.h"

#include "base/sort.h"

CsqActivityCounts *
csq_process_activities(const CsqProcess *p)
{
	CsqActivityCounts *all = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *all);
	uint32_t          *seen = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *seen); /* in this variant */

	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		const CsqVariant *v = &p->variants[i];

		all[v->path[0]].starts += v->n;
		all[v->path[v->len - 1]].ends += v->n;
		for (uint32_t k = 0; k < v->len; k++)
		{
			CsqActivityCounts *a = &all[v->path[k]];
			uint32_t           before = seen[v->path[k]]++;

			a->n += v->n;
			if (before == 0)
				a->cases += v->n;
			else if (v->path[k - 1] == v->path[k])
				a->self_loops += v->n;
			else
				a->repetitions += v->n;
			if (before == 1)
				a->reworked_cases += v->n;
		}
		for (uint32_t k = 0; k < v->len; k++)
			seen[v->path[k]] = 0;
		csq_poll(i);
	}
	csq_free(seen);
	return all;
}

/* By source and target in a square, which is found without a search: for few activities. */
static void
edge_cases_of_few(const CsqProcess *p, int64_t *cases)
{
	int       bits = csq_paths_bits(p->nactivities);
	size_t    places = (size_t) 1 << 2 * bits;
	int64_t  *square = csq_alloc0(places * sizeof *square);
	uint32_t *last = csq_alloc0(places * sizeof *last); /* variant that has it, from 1 */

	if (p->paths != NULL)
		csq_paths_pair_cases(p->paths, p->nactivities, square);
	for (uint32_t i = 0; i < p->nvariants && p->paths == NULL; i++)
	{
		const CsqVariant *v = &p->variants[i];

		for (uint32_t k = 1; k < v->len; k++)
		{
			uint32_t e = v->path[k - 1] << bits | v->path[k];

			square[e] += last[e] != i + 1 ? v->n : 0;
			last[e] = i + 1;
		}
		csq_poll(i);
	}
	for (uint32_t e = 0; e < p->nedges; e++)
		cases[e] = square[p->edges[e].source << bits | p->edges[e].target];
	csq_free(square);
	csq_free(last);
}

int64_t *
csq_process_edge_cases(const CsqProcess *p)
{
	int64_t  *cases = csq_alloc0((p->nedges + (size_t) 1) * sizeof *cases);
	uint32_t *last;
	CsqPairs  pairs;

	if (p->is_graph)
	{
		for (uint32_t e = 0; e < p->nedges; e++)
			cases[e] = p->edges[e].cases;
		return cases;
	}
	if (p->nactivities <= CSQ_PAIRS_SIDE)
	{
		edge_cases_of_few(p, cases);
		return cases;
	}
	last = csq_alloc0((p->nedges + (size_t) 1) * sizeof *last);
	csq_pairs_init(&pairs);
	for (uint32_t e = 0; e < p->nedges; e++)
		csq_pairs_add(&pairs, p->edges[e].source, p->edges[e].target); /* slot e */
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		const CsqVariant *v = &p->variants[i];

		for (uint32_t k = 1; k < v->len; k++)
		{
			uint32_t e = csq_pairs_add(&pairs, v->path[k - 1], v->path[k]);

			cases[e] += last[e] != i + 1 ? v->n : 0;
			last[e] = i + 1;
		}
		csq_poll(i);
	}
	csq_free(last);
	return cases;
}

uint32_t *
csq_process_variant_order(const CsqProcess *p)
{
	int64_t  *cases = csq_alloc((p->nvariants + (size_t) 1) * sizeof *cases);
	uint32_t *order;

	for (uint32_t i = 0; i < p->nvariants; i++)
		cases[i] = p->variants[i].n;
	order = csq_order_by_count(cases, p->nvariants);
	csq_free(cases);
	return order;
}

double *
csq_process_excess(const CsqProcess *p)
{
	double *excess = csq_alloc((p->nedges + (size_t) 1) * sizeof *excess);
	CsqU128 total = p->durations.sum;
	int64_t moves = 0;

	for (uint32_t e = 0; e < p->nedges; e++)
		moves += p->edges[e].times.n;
	for (uint32_t e = 0; e < p->nedges; e++)
		excess[e] = csq_u128_double(p->edges[e].times.sum) -
		            (double) p->edges[e].times.n * (csq_u128_double(total) / (double) moves);
	return excess;
}

uint32_t
csq_process_activity(const CsqProcess *p, const CsqText *label)
{
	return (uint32_t) csq_text_find(p->activities, p->nactivities, sizeof *p->activities, label);
}

/* ---- eventually follows ---- */

/* What is counted while the variants are walked. */
typedef struct Follows
{
	CsqPairs    pairs;
	CsqFollows *items; /* by slot; source: the last variant that had the pair, from 1 */
	uint32_t    room;
} Follows;

/* occurrences times before, then once more: n cases have so many pairs more. */
static bool
follows_add(Follows *f, uint32_t source, uint32_t target, int64_t occurrences, uint32_t variant, int64_t n,
            CsqError *err)
{
	uint32_t slot = csq_pairs_add(&f->pairs, source, target);
	int64_t  more;

	if (slot == f->room)
	{
		if (slot >= CSQ_FOLLOWS_MAX)
			return csq_fail(err, CSQ_LIMIT, "too many pairs of activities that follow each other") ||
			       csq_detail(err, "There may be %d different ones.", CSQ_FOLLOWS_MAX) ||
			       csq_hint(err, "Rename rare activities to one name first.");
		csq_grow0(f->items, f->room);
	}
	if (!csq_mul_i64(occurrences, n, &more) || !csq_add_i64(f->items[slot].n, more, &f->items[slot].n))
		return csq_fail(err, CSQ_RANGE, "number of pairs of events out of range");
	if (f->items[slot].source != variant)
		f->items[slot].cases += n;
	f->items[slot].source = variant;
	return true;
}

/*
 * Each event meets the different activities before it, with how often they
 * occurred: O(length x different activities) per variant.
 */
bool
csq_process_follows(const CsqProcess *p, CsqFollows **follows, uint32_t *n, CsqError *err)
{
	Follows   f;
	int64_t  *count = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *count); /* in this variant so far */
	uint32_t *seen = csq_alloc((p->nactivities + (size_t) 1) * sizeof *seen);
	uint32_t *order;

	csq_pairs_init(&f.pairs);
	f.room = 64;
	f.items = csq_alloc0(f.room * sizeof *f.items);
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		const CsqVariant *v = &p->variants[i];
		uint32_t          nseen = 0;

		for (uint32_t k = 0; k < v->len; k++)
		{
			for (uint32_t s = 0; s < nseen; s++)
				if (!follows_add(&f, seen[s], v->path[k], count[seen[s]], i + 1, v->n, err))
					return false;
			if (count[v->path[k]]++ == 0)
				seen[nseen++] = v->path[k];
			csq_poll(k);
		}
		for (uint32_t s = 0; s < nseen; s++)
			count[seen[s]] = 0;
		csq_poll(i);
	}
	order = csq_pairs_order(&f.pairs);
	*n = f.pairs.n;
	*follows = csq_alloc((*n + (size_t) 1) * sizeof **follows);
	for (uint32_t i = 0; i < *n; i++)
	{
		(*follows)[i] = f.items[order[i]];
		(*follows)[i].source = (uint32_t) (f.pairs.keys[order[i]] >> 32);
		(*follows)[i].target = (uint32_t) f.pairs.keys[order[i]];
	}
	csq_free(f.items);
	csq_free(order);
	csq_free(count);
	csq_free(seen);
	return true;
}

/* ---- two processes side by side ---- */

/* The activities of one side: all is by united label. */
static void
compare_activities(const CsqProcess *p, const uint32_t *map, int side, CsqCompared *all)
{
	const CsqActivityCounts *counts = csq_process_activities(p);

	for (uint32_t i = 0; i < p->nactivities; i++)
		all[map[i]].cases[side] = counts[i].cases;
}

/* Edges of either side, merged as both ascend; gives their number. */
static uint32_t
compare_edges(const CsqProcess *const p[2], uint32_t *const map[2], const CsqText *labels, CsqCompared *rows)
{
	const int64_t *cases[2] = {csq_process_edge_cases(p[0]), csq_process_edge_cases(p[1])};
	uint32_t       at[2] = {0, 0};
	uint32_t       n = 0;

	while (at[0] < p[0]->nedges || at[1] < p[1]->nedges)
	{
		uint64_t     key[2];
		CsqCompared *row = &rows[n++];

		for (int s = 0; s < 2; s++)
		{
			const CsqEdge *e = &p[s]->edges[at[s]];

			key[s] = at[s] < p[s]->nedges ? (uint64_t) map[s][e->source] << 32 | map[s][e->target] : UINT64_MAX;
		}
		memset(row, 0, sizeof *row);
		row->is_edge = true;
		for (int s = 1; s >= 0; s--)
			if (key[s] <= key[1 - s])
			{
				row->source = labels[key[s] >> 32];
				row->target = labels[(uint32_t) key[s]];
				row->cases[s] = cases[s][at[s]];
				row->times[s] = &p[s]->edges[at[s]].times;
			}
		at[0] += row->times[0] != NULL;
		at[1] += row->times[1] != NULL;
		csq_poll(n);
	}
	return n;
}

bool
csq_process_compare(const CsqProcess *before, const CsqProcess *after, CsqCompared **rows, uint32_t *n, CsqError *err)
{
	const CsqProcess *const p[2] = {before, after};
	uint32_t               *map[2];
	uint32_t                nlabels;
	CsqText                *labels;
	size_t                  room;

	if (!csq_process_calendar_same(&before->calendar, &after->calendar, err))
		return false;
	for (int s = 0; s < 2; s++)
		map[s] = csq_alloc((p[s]->nactivities + (size_t) 1) * sizeof *map[s]);
	labels = csq_labels_unite(before->activities, before->nactivities, after->activities, after->nactivities, map[0],
	                          map[1], &nlabels);
	room = (size_t) nlabels + before->nedges + after->nedges + 1;
	*rows = csq_alloc0(room * sizeof **rows);
	for (uint32_t i = 0; i < nlabels; i++)
		(*rows)[i].source = labels[i];
	for (int s = 0; s < 2; s++)
		compare_activities(p[s], map[s], s, *rows);
	*n = nlabels + compare_edges(p, map, labels, *rows + nlabels);
	return true;
}
