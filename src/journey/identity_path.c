/*
 * identity_path.c
 *		Paths in the forest of the links that were taken: why two ids are one person.
 *
 * Each tree is walked from one of its nodes, O(nodes) in all; then each node knows the
 * one above it, and a path is found by going up from the deeper of its ends until they
 * meet.
 */
#include "journey/identity_rules.h"

/* For each node the edges at it: first[node] ... first[node + 1] in at. */
static uint32_t *
edges_at(uint32_t nnodes, const CsqIdentityEdge *edges, uint32_t nedges, uint32_t **first)
{
	uint32_t *at = csq_alloc(((size_t) nedges * 2 + 1) * sizeof *at);
	uint32_t *start = csq_alloc0(((size_t) nnodes + 3) * sizeof *start);

	/* counted two places on, so that filling moves each start one place down to where it belongs */
	for (uint32_t i = 0; i < nedges; i++)
	{
		start[edges[i].a + 2]++;
		start[edges[i].b + 2]++;
		csq_poll(i);
	}
	for (uint32_t i = 2; i <= nnodes + 2; i++)
		start[i] += start[i - 1];
	for (uint32_t i = 0; i < nedges; i++)
	{
		at[start[edges[i].a + 1]++] = i;
		at[start[edges[i].b + 1]++] = i;
		csq_poll(i);
	}
	*first = start;
	return at;
}

CsqIdentityForest
csq_identity_forest(uint32_t nnodes, const CsqIdentityEdge *edges, uint32_t nedges)
{
	CsqIdentityForest f;
	uint32_t         *first;
	uint32_t         *at = edges_at(nnodes, edges, nedges, &first);
	uint32_t         *queue = csq_alloc(((size_t) nnodes + 1) * sizeof *queue);
	size_t            bytes = ((size_t) nnodes + 1) * sizeof(uint32_t);

	f.up = csq_alloc0(bytes);
	f.depth = csq_alloc0(bytes);
	f.edge = csq_alloc0(bytes);
	for (uint32_t top = 1; top <= nnodes; top++)
	{
		uint32_t n = 0;

		csq_poll(top);
		if (f.up[top] != 0)
			continue;
		f.up[top] = top;
		queue[n++] = top;
		for (uint32_t i = 0; i < n; i++)
		{
			uint32_t node = queue[i];

			csq_poll(i);
			for (uint32_t k = first[node]; k < first[node + 1]; k++)
			{
				const CsqIdentityEdge *e = &edges[at[k]];
				uint32_t               to = e->a == node ? e->b : e->a;

				if (f.up[to] != 0)
					continue;
				f.up[to] = node;
				f.depth[to] = f.depth[node] + 1;
				f.edge[to] = at[k];
				queue[n++] = to;
			}
		}
	}
	csq_free(queue);
	csq_free(first);
	csq_free(at);
	return f;
}

/* Where the ways up of two nodes meet, 0 if they do not. */
static uint32_t
meeting(const CsqIdentityForest *f, uint32_t x, uint32_t y)
{
	for (uint32_t turns = 1; x != y; turns++)
	{
		if (f->depth[x] < f->depth[y])
		{
			uint32_t swap = x;

			x = y;
			y = swap;
		}
		if (f->up[x] == x)
			return 0;
		x = f->up[x];
		csq_poll(turns);
	}
	return x;
}

CsqIdentityHop *
csq_identity_path(const CsqIdentityForest *f, uint32_t from, uint32_t to, uint32_t *n)
{
	uint32_t        top = meeting(f, from, to);
	uint32_t        length;
	uint32_t        k;
	CsqIdentityHop *hops;

	*n = 0;
	if (top == 0)
		return NULL;
	length = f->depth[from] + f->depth[to] - 2 * f->depth[top];
	hops = csq_alloc(((size_t) length + 1) * sizeof *hops);
	for (; from != top; from = f->up[from])
		hops[(*n)++] = (CsqIdentityHop){f->up[from], f->edge[from]};
	for (k = length; to != top; to = f->up[to])
		hops[--k] = (CsqIdentityHop){to, f->edge[to]};
	*n = length;
	return hops;
}
