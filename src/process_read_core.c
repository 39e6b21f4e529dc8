/*
 * process_read_core.c
 *		What is read off a process: counts by activity and by edge, ranks, waiting.
 *
 * All of it follows from the variants, each of which is walked once: O(length of
 * all variants).  Counts fit because csq_process_check() has added them up: an
 * activity occurs at most as often as there are edges and cases.
 */
#include "process.h"

#include "sort.h"

CsqActivityCounts *
csq_process_activities(const CsqProcess *p)
{
	CsqActivityCounts *all = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *all);
	uint32_t   *seen = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *seen);	/* in this variant */

	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		const CsqVariant *v = &p->variants[i];

		all[v->path[0]].starts += v->n;
		all[v->path[v->len - 1]].ends += v->n;
		for (uint32_t k = 0; k < v->len; k++)
		{
			CsqActivityCounts *a = &all[v->path[k]];
			uint32_t	before = seen[v->path[k]]++;

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
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	csq_free(seen);
	return all;
}

int64_t *
csq_process_edge_cases(const CsqProcess *p)
{
	int64_t    *cases = csq_alloc0((p->nedges + (size_t) 1) * sizeof *cases);
	uint32_t   *last = csq_alloc0((p->nedges + (size_t) 1) * sizeof *last);	/* variant that has it, from 1 */
	CsqPairs	pairs;

	csq_pairs_init(&pairs);
	for (uint32_t e = 0; e < p->nedges; e++)
		csq_pairs_add(&pairs, p->edges[e].source, p->edges[e].target);	/* slot e */
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		const CsqVariant *v = &p->variants[i];

		for (uint32_t k = 1; k < v->len; k++)
		{
			uint32_t	e = csq_pairs_add(&pairs, v->path[k - 1], v->path[k]);

			if (last[e] != i + 1)
				cases[e] += v->n;
			last[e] = i + 1;
		}
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	csq_free(last);
	return cases;
}

typedef struct Ranked
{
	int64_t		n;
	uint32_t	variant;
} Ranked;

static int
falling(const void *a, const void *b)
{
	int64_t		x = ((const Ranked *) a)->n;
	int64_t		y = ((const Ranked *) b)->n;

	return (x < y) - (x > y);
}

uint32_t *
csq_process_variant_order(const CsqProcess *p)
{
	Ranked	   *items = csq_alloc((p->nvariants + (size_t) 1) * sizeof *items);
	uint32_t   *order = csq_alloc((p->nvariants + (size_t) 1) * sizeof *order);

	for (uint32_t i = 0; i < p->nvariants; i++)
		items[i] = (Ranked) {p->variants[i].n, i};
	csq_sort(items, p->nvariants, sizeof *items, falling);
	for (uint32_t i = 0; i < p->nvariants; i++)
		order[i] = items[i].variant;
	csq_free(items);
	return order;
}

double *
csq_process_excess(const CsqProcess *p)
{
	double	   *excess = csq_alloc((p->nedges + (size_t) 1) * sizeof *excess);
	CsqU128		total = p->durations.sum;
	int64_t		moves = 0;

	for (uint32_t e = 0; e < p->nedges; e++)
		moves += p->edges[e].times.n;
	for (uint32_t e = 0; e < p->nedges; e++)
		excess[e] = csq_u128_double(p->edges[e].times.sum) -
			(double) p->edges[e].times.n * (csq_u128_double(total) / (double) moves);
	return excess;
}

uint32_t
csq_process_flow(const CsqProcess *p, uint32_t step, CsqFlow **flow)
{
	CsqPairs	pairs;
	uint32_t	cap = 64;
	int64_t    *n = csq_alloc0(cap * sizeof *n);
	uint32_t   *order;

	csq_pairs_init(&pairs);
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		const CsqVariant *v = &p->variants[i];
		uint32_t	slot;

		if (v->len <= step)
			continue;
		slot = csq_pairs_add(&pairs, v->path[step], v->len == step + 1 ? p->nactivities : v->path[step + 1]);
		if (slot == cap)
		{
			n = csq_realloc(n, (size_t) cap * 2 * sizeof *n);
			memset(n + cap, 0, cap * sizeof *n);
			cap *= 2;
		}
		n[slot] += v->n;
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	order = csq_pairs_order(&pairs);
	*flow = csq_alloc((pairs.n + (size_t) 1) * sizeof **flow);
	for (uint32_t i = 0; i < pairs.n; i++)
		(*flow)[i] = (CsqFlow) {(uint32_t) (pairs.keys[order[i]] >> 32), (uint32_t) pairs.keys[order[i]], n[order[i]]};
	csq_free(order);
	csq_free(n);
	return pairs.n;
}
