/*
 * identity_names.c
 *		Who an id was, by any weight of links, for a graph that is asked row by row.
 *
 * The walk and the search of csq_identity_who() touch memory in some twenty places.
 * Here each id has the list of its persons' names instead, one after the other: since
 * when it is known, by itself, and then each weight by which its person got another
 * name.  A look-up is the end of one short list.
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

/* A change of a node's name, in the order of the steps. */
typedef struct Change
{
	int64_t  weight;
	uint32_t node;
	uint32_t name;
} Change;

typedef struct Rings
{
	uint32_t *root;
	uint32_t *next; /* of the same person, in a ring */
	uint32_t *name; /* of the person, at its root */
	Change   *changes;
	size_t    nchanges;
	size_t    max;
} Rings;

static uint32_t
root_of(const Rings *r, uint32_t node)
{
	while (r->root[node] != node)
		node = r->root[node] = r->root[r->root[node]];
	return node;
}

/* The members of the ring are called so from now on; false when there are too many changes. */
static bool
rename_ring(Rings *r, uint32_t root, uint32_t name, int64_t weight)
{
	uint32_t node = root;

	do
	{
		if (r->nchanges == r->max)
			return false;
		r->changes[r->nchanges++] = (Change){weight, node, name};
		node = r->next[node];
		csq_poll(r->nchanges);
	} while (node != root);
	r->name[root] = name;
	return true;
}

/* All changes of names; false when there are too many. */
static bool
follow(Rings *r, const CsqPeople *p)
{
	for (uint32_t i = 0; i < p->nsteps; i++)
	{
		const CsqIdentityStep *step = &p->steps[i];
		uint32_t               a;
		uint32_t               b;
		uint32_t               swap;

		csq_poll(i);
		if (step->person == 0)
			continue;
		a = root_of(r, step->link.a);
		b = root_of(r, step->link.b);
		if ((r->name[a] != step->person && !rename_ring(r, a, step->person, step->link.weight)) ||
		    (r->name[b] != step->person && !rename_ring(r, b, step->person, step->link.weight)))
			return false;
		swap = r->next[a];
		r->next[a] = r->next[b];
		r->next[b] = swap;
		r->root[a] = b;
	}
	return true;
}

/* The changes, each in the list of its node. */
static CsqIdentityNames
lists(const CsqPeople *p, const Rings *r)
{
	uint32_t         n = p->graph->nnodes;
	CsqIdentityNames names;
	uint32_t         at = 0;

	names.first = csq_alloc0(((size_t) n + 2) * sizeof *names.first);
	names.names = csq_alloc(((size_t) n + r->nchanges + 1) * sizeof *names.names);
	for (size_t i = 0; i < r->nchanges; i++)
	{
		names.first[r->changes[i].node]++;
		csq_poll(i);
	}
	for (uint32_t node = 1; node <= n; node++)
	{
		const CsqIdentityNode *self = csq_identity_node(p->graph, node);
		uint32_t               count = names.first[node] + 1;

		names.names[at] = (CsqIdentityName){csq_identity_weighted(p->graph, node)->known, self->ref, self->len};
		names.first[node] = at + 1;
		at += count;
		csq_poll(node);
	}
	/* each start moves on while its list fills, to where the next begins */
	for (size_t i = 0; i < r->nchanges; i++)
	{
		const Change          *c = &r->changes[i];
		const CsqIdentityNode *name = csq_identity_node(p->graph, c->name);

		names.names[names.first[c->node]++] = (CsqIdentityName){c->weight, name->ref, name->len};
		csq_poll(i);
	}
	for (uint32_t node = n + 1; node > 1; node--)
		names.first[node] = names.first[node - 1];
	names.first[1] = 0;
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
	r.root = csq_alloc(bytes);
	r.next = csq_alloc(bytes);
	r.name = csq_alloc(bytes);
	r.changes = csq_alloc((r.max + 1) * sizeof *r.changes);
	for (uint32_t i = 0; i <= n; i++)
		r.root[i] = r.next[i] = r.name[i] = i;
	if (follow(&r, p))
		names = lists(p, &r);
	csq_free(r.root);
	csq_free(r.next);
	csq_free(r.name);
	csq_free(r.changes);
	return names;
}

bool
csq_identity_name_of(const CsqIdentity *g, const CsqIdentityNames *names, uint32_t node, int64_t weight, CsqText *name)
{
	const CsqIdentityName *first = &names->names[names->first[node]];
	const CsqIdentityName *last = &names->names[names->first[node + 1]];

	while (last > first && last[-1].weight > weight)
		last--;
	if (last == first)
		return false;
	*name = (CsqText){(const char *) g + csq_flat_size(g) - (size_t) last[-1].ref * 4, last[-1].len};
	return true;
}
