/*
 * identity_links.c
 *		Identity graphs whose links have weights: the minimum spanning forest, kept
 *		as links arrive, and what it says about people.
 *
 * Kruskal's method takes links by weight and joins two roots, here always the lower
 * one under the higher, heights being drawn from the hash of the id.  The trees that
 * come of it are stored: a node's link leads to the node under which it was put,
 * edge is the link of the forest that was taken then.  Along a path to a root nodes get
 * higher; paths are O(log n) long, as heights are as good as random; and the root at
 * weight w of a node is where a walk over edges of at most w ends.
 *
 * A new edge is put in as if it had been there from the start (attach): walk from
 * both ends to the roots of its turn; if they are one, it is the heaviest of a cycle
 * and not of the forest.  Else the lower root goes under the higher one; and if it
 * had gone elsewhere later, that later edge now has to be put in from there on.  (What
 * had gone under that root in between is now two steps from where Kruskal's method
 * would have put it; root_at mends that as it passes.)  So a link costs O(log n),
 * whatever came before, and nothing is ever kept but the forest.
 *
 * Reading (history) runs Kruskal's method once more, over the forest sorted by
 * weight, with the limit on the size of a person.  For each root the steps are noted
 * by which its person grew, so that any id's person by any weight is a walk and a
 * binary search.
 *
 * A limit on size refuses links of the forest only.  A link that was left out,
 * because lighter ones join its ids already, does not stand in for a refused one.
 */
#include "journey/identity.h"

#include "base/instant.h"
#include "journey/journey.h"
#include "base/sort.h"

/* ---- keeping the forest ---- */

/* The order of links. */
static int
compare_edges(const CsqIdentity *g, const CsqIdentityLink *x, const CsqIdentityLink *y)
{
	CsqText s;
	CsqText t;

	if (x->weight != y->weight)
		return x->weight < y->weight ? -1 : 1;
	if (x->a == y->a && x->b == y->b)
		return 0;
	s = csq_identity_id(g, x->a == y->a ? x->b : x->a);
	t = csq_identity_id(g, x->a == y->a ? y->b : y->a);
	return csq_text_compare(&s, &t);
}

static bool
is_above(const CsqIdentityWeighted *nodes, uint32_t x, uint32_t y)
{
	return nodes[x].height != nodes[y].height ? nodes[x].height > nodes[y].height : x > y;
}

static void
lower_first(const CsqIdentityWeighted *nodes, uint32_t *x, uint32_t *y)
{
	if (is_above(nodes, *x, *y))
	{
		uint32_t swap = *x;

		*x = *y;
		*y = swap;
	}
}

/*
 * The root of a node when it is the turn of edge e.  Where the node above has gone
 * further up by a lighter edge since, the node goes there too.
 */
static uint32_t
root_at(const CsqIdentity *g, CsqIdentityWeighted *nodes, uint32_t n, const CsqIdentityLink *e)
{
	uint32_t up;

	for (uint32_t turns = 1; (up = nodes[n].node.link) != n && compare_edges(g, &nodes[n].edge, e) <= 0; turns++)
	{
		while (nodes[up].node.link != up && nodes[up].edge.weight < nodes[n].edge.weight)
			up = nodes[n].node.link = nodes[up].node.link;
		n = up;
		csq_poll(turns);
	}
	return n;
}

/* Add a link between two different nodes, in either order; false if the forest keeps the number of its links. */
bool
csq_identity_attach(CsqIdentity *g, CsqIdentityLink e)
{
	CsqIdentityWeighted *nodes = csq_identity_weighted(g, 0); /* nodes are numbered from 1 */
	CsqText              a = csq_identity_id(g, e.a);
	CsqText              b = csq_identity_id(g, e.b);
	uint32_t             x = e.a;
	uint32_t             y = e.b;

	if (csq_text_compare(&a, &b) > 0)
		e = (CsqIdentityLink){e.b, e.a, e.weight};
	for (uint32_t turns = 1;; turns++)
	{
		CsqIdentityLink later;
		uint32_t        under;

		x = root_at(g, nodes, x, &e);
		y = root_at(g, nodes, y, &e);
		if (x == y)
			return false;
		lower_first(nodes, &x, &y);
		under = nodes[x].node.link;
		later = nodes[x].edge;
		nodes[x].node.link = y;
		nodes[x].edge = e;
		if (under == x)
			return true;
		x = under;
		e = later;
		csq_poll(turns);
	}
}

/* Something is known of the id from this time on. */
void
csq_identity_know(CsqIdentity *g, uint32_t node, int64_t weight)
{
	CsqIdentityWeighted *n = csq_identity_weighted(g, node);

	if (g->flat.kind == CSQ_IDENTITY_TIMED && weight < n->known)
		n->known = weight;
}

bool
csq_identity_add_weighted(CsqIdentity **g, const CsqText *a, const CsqText *b, int64_t weight, CsqError *err)
{
	uint32_t na = 0;
	uint32_t nb = 0;

	if ((a != NULL && !csq_identity_node_of(g, a, &na, err)) || (b != NULL && !csq_identity_node_of(g, b, &nb, err)))
		return false;
	if (na != 0)
		csq_identity_know(*g, na, weight);
	if (nb != 0)
		csq_identity_know(*g, nb, weight);
	if (na != 0 && nb != 0 && na != nb)
		csq_identity_attach(*g, (CsqIdentityLink){na, nb, weight});
	return true;
}

/* Both of the same kind. */
bool
csq_identity_merge_weighted(CsqIdentity **into, const CsqIdentity *from, CsqError *err)
{
	uint32_t *there = csq_alloc(((size_t) from->nnodes + 1) * sizeof *there);

	for (uint32_t n = 1; n <= from->nnodes; n++)
	{
		CsqText id = csq_identity_id(from, n);

		if (!csq_identity_node_of(into, &id, &there[n], err))
			return false;
		csq_identity_know(*into, there[n], csq_identity_weighted(from, n)->known);
		csq_poll(n);
	}
	for (uint32_t n = 1; n <= from->nnodes; n++)
	{
		const CsqIdentityWeighted *w = csq_identity_weighted(from, n);

		if (w->node.link != n && there[w->edge.a] != there[w->edge.b])
			csq_identity_attach(*into, (CsqIdentityLink){there[w->edge.a], there[w->edge.b], w->edge.weight});
		csq_poll(n);
	}
	csq_free(there);
	return true;
}

/* ---- checking ---- */

bool
csq_identity_weight_valid(int kind, int64_t weight)
{
	if (kind == CSQ_IDENTITY_RANKED)
		return weight >= 1 && weight <= INT32_MAX;
	return weight == INT64_MIN || csq_is_instant(weight);
}

CsqIdentityFacts
csq_identity_facts(const CsqIdentity *g)
{
	size_t           n = (size_t) g->nnodes + 1;
	CsqIdentityFacts facts = {csq_alloc0(n * sizeof *facts.height), csq_alloc0(n * sizeof *facts.known)};

	for (uint32_t i = 1; i <= g->nnodes; i++)
	{
		const CsqIdentityWeighted *w = csq_identity_weighted(g, i);

		facts.height[i] = w->height;
		facts.known[i] = w->known;
		csq_poll(i);
	}
	return facts;
}

/* What is wrong with a node, beyond what all nodes have; NULL if nothing. */
const char *
csq_identity_check_weighted(const CsqIdentity *g, const CsqIdentityFacts *facts, uint32_t node)
{
	const CsqIdentityWeighted *n = csq_identity_weighted(g, node);
	uint32_t                   to = n->node.link;

	if (g->flat.kind == CSQ_IDENTITY_RANKED ? n->known != 0 : !csq_identity_weight_valid(g->flat.kind, n->known))
		return "It is not known since when an id is known.";
	if (to == 0 || to > g->nnodes ||
	    (to != node && (facts->height[to] != n->height ? facts->height[to] < n->height : to < node)))
		return "A link does not lead to a higher id.";
	if (to == node)
		return n->edge.a != 0 || n->edge.b != 0 || n->edge.weight != 0 ? "A root has a link." : NULL;
	if (n->edge.a == 0 || n->edge.a > g->nnodes || n->edge.b == 0 || n->edge.b > g->nnodes || n->edge.a == n->edge.b)
		return "A link does not join two ids.";
	if (!csq_identity_weight_valid(g->flat.kind, n->edge.weight) || facts->known[n->edge.a] > n->edge.weight ||
	    facts->known[n->edge.b] > n->edge.weight)
		return "The weight of a link is out of its range.";
	return NULL;
}

/* ---- who is who ---- */

/* The edges of the forest in order, by weight and then by ids, as steps still to be taken.  rank: of each node's id. */
static void
sort_edges(CsqPeople *p, const uint32_t *rank)
{
	uint32_t         n = p->graph->nnodes;
	CsqIdentityLink *edges = csq_alloc(((size_t) n + 1) * sizeof *edges);
	CsqKeyed        *order = csq_alloc(((size_t) n + 1) * sizeof *order);

	for (uint32_t i = 1; i <= n; i++)
	{
		const CsqIdentityWeighted *w = csq_identity_weighted(p->graph, i);

		csq_poll(i);
		if (w->node.link == i)
			continue;
		edges[p->nsteps] = w->edge;
		order[p->nsteps] = (CsqKeyed){(uint64_t) w->edge.weight ^ UINT64_C(1) << 63, p->nsteps};
		p->nsteps++;
	}
	csq_sort_keyed(order, p->nsteps);
	for (uint32_t from = 0, to; from < p->nsteps; from = to)
	{
		for (to = from + 1; to < p->nsteps && order[to].key == order[from].key; to++)
			csq_poll(to);
		for (uint32_t i = from; i < to && to > from + 1; i++)
		{
			const CsqIdentityLink *e = &edges[order[i].item];

			order[i].key = (uint64_t) rank[e->a] << 32 | rank[e->b];
		}
		csq_sort_keyed(&order[from], to - from);
		csq_poll(to);
	}
	p->steps = csq_alloc(((size_t) n + 1) * sizeof *p->steps);
	for (uint32_t i = 0; i < p->nsteps; i++)
	{
		if (i + 16 < p->nsteps)
			__builtin_prefetch(&edges[order[i + 16].item]);
		p->steps[i] = (CsqIdentityStep){edges[order[i].item], 0, 0, 0};
	}
	csq_free(edges);
	csq_free(order);
}

/*
 * For each node the steps that made its person grow, in order:
 * grown[climb[node].first] and on.  grower: the node of a step, 0 for none.
 */
static void
index_steps(CsqPeople *p, const uint32_t *grower)
{
	uint32_t n = p->graph->nnodes;

	p->grown = csq_alloc(((size_t) p->nsteps + 1) * sizeof *p->grown);
	/* counted two places on, so that filling moves each start one place down to where it belongs */
	for (uint32_t i = 0; i < p->nsteps; i++)
	{
		if (grower[i] != 0)
			p->climb[grower[i] + 2].first++;
		csq_poll(i);
	}
	for (uint32_t i = 2; i <= n + 2; i++)
		p->climb[i].first += p->climb[i - 1].first;
	for (uint32_t i = 0; i < p->nsteps; i++)
	{
		const CsqIdentityStep *step = &p->steps[i];

		if (grower[i] != 0)
			p->grown[p->climb[grower[i] + 1].first++] = (CsqIdentityGrown){step->link.weight, step->person, step->size};
		csq_poll(i);
	}
}

/* The people while steps are taken: at the root of each what is known of it. */
typedef struct Tree
{
	uint32_t root; /* or a node nearer to it */
	uint32_t size;
	uint32_t person;
	uint32_t rank; /* of the person's id among all ids */
} Tree;

static uint32_t
root_of(Tree *trees, uint32_t node)
{
	while (trees[node].root != node)
		node = trees[node].root = trees[trees[node].root].root;
	return node;
}

/* Take the step if the limit allows it; the node that is the root of who it makes, or 0. */
static uint32_t
take(CsqPeople *p, CsqIdentityStep *step, Tree *trees)
{
	uint32_t x = root_of(trees, step->link.a);
	uint32_t y = root_of(trees, step->link.b);

	step->size = x == y ? trees[x].size : trees[x].size + trees[y].size;
	if (x == y || (p->max_size > 0 && step->size > p->max_size))
		return 0;
	step->renamed = trees[x].rank < trees[y].rank ? step->link.b : step->link.a;
	if (p->climb != NULL)
	{
		lower_first(csq_identity_weighted(p->graph, 0), &x, &y);
		p->climb[x].up = y;
		p->climb[x].weight = step->link.weight;
	}
	else if (trees[x].size > trees[y].size)
	{
		uint32_t swap = x;

		x = y;
		y = swap;
	}
	trees[x].root = y;
	trees[y].size = step->size;
	if (trees[x].rank < trees[y].rank)
	{
		trees[y].person = trees[x].person;
		trees[y].rank = trees[x].rank;
	}
	step->person = trees[y].person;
	return y;
}

/* Fills the steps; grower: by which node each made a person grow, may be NULL. */
static void
take_steps(CsqPeople *p, uint32_t *grower)
{
	uint32_t  n = p->graph->nnodes;
	Tree     *trees = csq_alloc(((size_t) n + 1) * sizeof *trees);
	uint32_t *rank = csq_alloc0(((size_t) n + 1) * sizeof *rank);

	p->by_id = csq_identity_by_id(p->graph);
	for (uint32_t i = 0; i < n; i++)
	{
		rank[p->by_id[i]] = i;
		csq_poll(i);
	}
	for (uint32_t i = 0; i <= n; i++)
		trees[i] = (Tree){i, 1, i, rank[i]};
	sort_edges(p, rank);
	for (uint32_t i = 0; i < p->nsteps; i++)
	{
		uint32_t root;

		if (i + 8 < p->nsteps)
		{
			__builtin_prefetch(&trees[p->steps[i + 8].link.a]);
			__builtin_prefetch(&trees[p->steps[i + 8].link.b]);
		}
		root = take(p, &p->steps[i], trees);
		if (grower != NULL)
			grower[i] = root;
		csq_poll(i);
	}
	csq_free(rank);
	csq_free(trees);
}

CsqPeople
csq_identity_steps(const CsqIdentity *g, uint32_t max_size)
{
	CsqPeople p = {.graph = g, .max_size = max_size};

	if (g->flat.kind == CSQ_IDENTITY_RANKED || g->flat.kind == CSQ_IDENTITY_TIMED)
		take_steps(&p, NULL);
	return p;
}

/* Fills what is said of graphs with weights. */
void
csq_identity_history(CsqPeople *p)
{
	uint32_t  n = p->graph->nnodes;
	uint32_t *grower = csq_alloc(((size_t) n + 1) * sizeof *grower);

	p->climb = csq_alloc0(((size_t) n + 3) * sizeof *p->climb);
	for (uint32_t i = 0; i <= n; i++)
	{
		p->climb[i].up = i;
		p->climb[i].known = i > 0 ? csq_identity_weighted(p->graph, i)->known : 0;
		csq_poll(i);
	}
	take_steps(p, grower);
	index_steps(p, grower);
	csq_free(grower);
}

bool
csq_identity_who_by(const CsqPeople *p, uint32_t node, int64_t weight, uint32_t *person, uint32_t *size)
{
	const CsqIdentityClimb *at = &p->climb[node];
	uint32_t                lo;
	uint32_t                hi;

	if (at->known > weight)
		return false;
	while (at->up != node && at->weight <= weight)
		at = &p->climb[node = at->up];
	/* the last step of at most this weight */
	lo = at[0].first;
	hi = at[1].first;
	while (lo < hi)
	{
		uint32_t mid = lo + (hi - lo) / 2;

		if (p->grown[mid].weight <= weight)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == at->first)
	{
		*person = node;
		*size = 1;
		return true;
	}
	*person = p->grown[lo - 1].person;
	*size = p->grown[lo - 1].size;
	return true;
}
