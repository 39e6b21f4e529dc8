/*
 * identity_names.c
 *		Who an id was, by any weight of links, for a graph that is asked row by row.
 *
 * The walk and the search of csq_identity_who() touch memory in some twenty places.
 * Here each id has the list of its persons' names instead, one after the other: since
 * when it is known, by itself, and then each weight by which its person got another
 * name.  A look-up reads one short list, to which the index of ids leads without asking for the node.
 *
 *		first[node] ... first[node + 1]		places in names, by ascending weight
 *
 * An id changes its name when its person joins one of a smaller name.  In a random
 * order that happens O(log n) times; in the worst one n times, so the lists are given
 * up when they come to more than NAMES_EACH for each id, and the walk is taken.
 * O(names) to make: the members of a person are a ring, and two rings become one by
 * changing places of their successors.
 */
#include "journey/identity.h"

#define NAMES_EACH 12

typedef struct Rings
{
	uint32_t *next;    /* of the same person, in a ring */
	uint32_t *renamed; /* the nodes that get another name, step after step */
	uint32_t *upto;    /* of each step, where its nodes end */
	size_t    n;       /* of renamed */
	size_t    max;
} Rings;

/* All in the ring of a node have another name from now on; false when there are too many changes. */
static bool
rename_ring(Rings *r, uint32_t from)
{
	uint32_t node = from;

	do
	{
		if (r->n == r->max)
			return false;
		r->renamed[r->n++] = node;
		node = r->next[node];
		csq_poll(r->n);
	} while (node != from);
	return true;
}

/* All changes of names; false when there are too many. */
static bool
follow(Rings *r, const CsqPeople *p)
{
	for (uint32_t i = 0; i < p->nsteps; i++)
	{
		const CsqIdentityStep *step = &p->steps[i];
		uint32_t               a = step->link.a;
		uint32_t               b = step->link.b;
		uint32_t               swap;

		csq_poll(i);
		if (i + 8 < p->nsteps)
		{
			__builtin_prefetch(&r->next[step[8].link.a]);
			__builtin_prefetch(&r->next[step[8].link.b]);
		}
		r->upto[i] = (uint32_t) r->n;
		if (step->person == 0)
			continue;
		if (!rename_ring(r, step->renamed))
			return false;
		r->upto[i] = (uint32_t) r->n;
		swap = r->next[a];
		r->next[a] = r->next[b];
		r->next[b] = swap;
	}
	return true;
}

/* Where the bytes of an id lie. */
typedef struct Where
{
	uint32_t ref;
	uint32_t len;
} Where;

/* The changes, each in the list of its node. */
static CsqIdentityNames
lists(const CsqPeople *p, const Rings *r)
{
	uint32_t         n = p->graph->nnodes;
	Where           *ids = csq_alloc0(((size_t) n + 1) * sizeof *ids);
	CsqIdentityNames names;
	uint32_t         at = 0;

	names.first = csq_alloc0(((size_t) n + 2) * sizeof *names.first);
	names.names = csq_alloc(((size_t) n + r->n + 1) * sizeof *names.names);
	for (size_t i = 0; i < r->n; i++)
	{
		if (i + 16 < r->n)
			__builtin_prefetch(&names.first[r->renamed[i + 16]]);
		names.first[r->renamed[i]]++;
		csq_poll(i);
	}
	for (uint32_t node = 1; node <= n; node++)
	{
		const CsqIdentityWeighted *w = csq_identity_weighted(p->graph, node);
		uint32_t                   count = names.first[node] + 1;

		ids[node] = (Where){w->node.ref, w->node.len};
		names.names[at] = (CsqIdentityName){w->known, w->node.ref, w->node.len};
		names.first[node] = at + 1;
		at += count;
		csq_poll(node);
	}
	/* each start moves on while its list fills, to where the next begins */
	for (uint32_t k = 0, i = 0; k < p->nsteps; k++)
	{
		CsqIdentityName name = {p->steps[k].link.weight, ids[p->steps[k].person].ref, ids[p->steps[k].person].len};

		if (k + 8 < p->nsteps)
			__builtin_prefetch(&ids[p->steps[k + 8].person]);
		for (; i < r->upto[k]; i++)
		{
			if (i + 16 < r->n)
				__builtin_prefetch(&names.first[r->renamed[i + 16]]);
			if (i + 8 < r->n)
				__builtin_prefetch(&names.names[names.first[r->renamed[i + 8]]]);
			names.names[names.first[r->renamed[i]]++] = name;
			csq_poll(i);
		}
		csq_poll(k);
	}
	for (uint32_t node = n + 1; node > 1; node--)
	{
		names.first[node] = names.first[node - 1];
		names.names[names.first[node] - 1].len |= CSQ_IDENTITY_LAST;
		csq_poll(node);
	}
	names.first[1] = 0;
	csq_free(ids);
	return names;
}

CsqIdentityNames
csq_identity_names(const CsqPeople *p)
{
	uint32_t         n = p->graph->nnodes;
	size_t           bytes = ((size_t) n + 1) * sizeof(uint32_t);
	Rings            r = {.max = (size_t) n * (NAMES_EACH - 1)};
	CsqIdentityNames names = {NULL, NULL};

	if (p->graph->flat.kind == CSQ_IDENTITY_PLAIN || (size_t) n * NAMES_EACH > UINT32_MAX)
		return names;
	r.next = csq_alloc(bytes);
	r.renamed = csq_alloc((r.max + 1) * sizeof *r.renamed);
	r.upto = csq_alloc(((size_t) p->nsteps + 1) * sizeof *r.upto);
	for (uint32_t i = 0; i <= n; i++)
		r.next[i] = i;
	if (follow(&r, p))
		names = lists(p, &r);
	csq_free(r.next);
	csq_free(r.renamed);
	csq_free(r.upto);
	return names;
}

bool
csq_identity_name_of(const CsqIdentity *g, const CsqIdentityNames *names, uint32_t at, int64_t weight, CsqText *name)
{
	const CsqIdentityName *n = &names->names[at];

	if (n->weight > weight)
		return false;
	while ((n->len & CSQ_IDENTITY_LAST) == 0 && n[1].weight <= weight)
		n++;
	*name = (CsqText){(const char *) g + csq_flat_size(g) - (size_t) n->ref * 4, n->len & ~CSQ_IDENTITY_LAST};
	return true;
}
