/*
 * identity_rules.c
 *		Who is who in a graph with all links, under its rules: see identity_rules.h.
 *
 * Links that never had anything to do with each other are parts; each part is solved by
 * itself, for any instant, with union-find over its links in their order.  A root knows
 * the size of its person, the name, one account, and the ring of its ids that are apart
 * from somebody: two rings become one by changing places of their successors.  Whether
 * two people are apart is asked of the one of fewer pairs.
 */
#include "journey/identity_rules.h"

#include "base/sort.h"
#include "journey/journey.h"

#define NO_NODE 0

/* ---- the links in their order, and in parts ---- */

static bool
is_account(const CsqIdentity *g, uint32_t node)
{
	return (csq_identity_full_node(g, node)->flags & CSQ_IDENTITY_ACCOUNT) != 0;
}

/* A link with all that says when it is taken. */
typedef struct Turn
{
	CsqIdentityRow link;
	uint32_t       devices; /* among its two ids */
	uint32_t       a;       /* places of the ids */
	uint32_t       b;
} Turn;

static int
compare_turns(const void *px, const void *py)
{
	const Turn *x = px;
	const Turn *y = py;

	if ((x->devices == 0) != (y->devices == 0))
		return x->devices == 0 ? -1 : 1;
	if (x->link.rank != y->link.rank)
		return x->link.rank < y->link.rank ? -1 : 1;
	if (x->devices != y->devices)
		return x->devices < y->devices ? -1 : 1;
	if (x->link.since != y->link.since)
		return x->link.since < y->link.since ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

static uint32_t
top_of(uint32_t *root, uint32_t node)
{
	while (root[node] != node)
		node = root[node] = root[root[node]];
	return node;
}

/* From whom each node is apart: counted two places on, so that filling moves each start to where it belongs. */
static void
gather_apart(CsqIdentityRules *r, const CsqIdentityRow *rows, uint32_t nrows, uint32_t napart)
{
	r->apart_first = csq_alloc0(((size_t) r->graph->nnodes + 3) * sizeof *r->apart_first);
	r->apart = csq_alloc(((size_t) napart * 2 + 1) * sizeof *r->apart);
	for (uint32_t i = 0; i < nrows; i++)
	{
		csq_poll(i);
		if (rows[i].rank != 0)
			continue;
		r->apart_first[rows[i].a + 2]++;
		r->apart_first[rows[i].b + 2]++;
	}
	for (uint32_t i = 2; i <= r->graph->nnodes + 2; i++)
		r->apart_first[i] += r->apart_first[i - 1];
	for (uint32_t i = 0; i < nrows; i++)
	{
		csq_poll(i);
		if (rows[i].rank != 0)
			continue;
		r->apart[r->apart_first[rows[i].a + 1]++] = rows[i].b;
		r->apart[r->apart_first[rows[i].b + 1]++] = rows[i].a;
	}
}

static void
order_links(CsqIdentityRules *r)
{
	const CsqIdentity *g = r->graph;
	uint32_t           nrows;
	CsqIdentityRow    *rows = csq_identity_valid_rows(g, &nrows);
	Turn              *turns = csq_alloc(((size_t) nrows + 1) * sizeof *turns);

	for (uint32_t i = 0; i < nrows; i++)
	{
		CsqIdentityRow link = rows[i];

		csq_poll(i);
		if (link.rank == 0)
			continue;
		if (r->place[link.a] > r->place[link.b])
		{
			link.a = rows[i].b;
			link.b = rows[i].a;
		}
		turns[r->nlinks++] =
			(Turn){link, 2u - is_account(g, link.a) - is_account(g, link.b), r->place[link.a], r->place[link.b]};
	}
	csq_sort(turns, r->nlinks, sizeof *turns, compare_turns);
	r->links = csq_alloc(((size_t) r->nlinks + 1) * sizeof *r->links);
	for (uint32_t i = 0; i < r->nlinks; i++)
		r->links[i] = turns[i].link;
	gather_apart(r, rows, nrows, nrows - r->nlinks);
	csq_free(turns);
	csq_free(rows);
}

/* Items in order, each of part of[i], into lists by part: those of part p from first[p] to first[p + 1]. */
static uint32_t *
by_part(const uint32_t *items, const uint32_t *of, uint32_t n, uint32_t nparts, uint32_t **first)
{
	uint32_t *start = csq_alloc0(((size_t) nparts + 3) * sizeof *start);
	uint32_t *list = csq_alloc(((size_t) n + 1) * sizeof *list);

	for (uint32_t i = 0; i < n; i++)
	{
		start[of[i] + 2]++;
		csq_poll(i);
	}
	for (uint32_t p = 2; p <= nparts + 1; p++)
		start[p] += start[p - 1];
	for (uint32_t i = 0; i < n; i++)
	{
		list[start[of[i] + 1]++] = items[i];
		csq_poll(i);
	}
	*first = start;
	return list;
}

static void
find_parts(CsqIdentityRules *r)
{
	uint32_t  n = r->graph->nnodes;
	uint32_t *root = csq_alloc(((size_t) n + 1) * sizeof *root);
	uint32_t *of = csq_alloc(((size_t) (n > r->nlinks ? n : r->nlinks) + 1) * sizeof *of);
	uint32_t *all = csq_alloc(((size_t) r->nlinks + 1) * sizeof *all);

	for (uint32_t i = 0; i <= n; i++)
		root[i] = i;
	for (uint32_t i = 0; i < r->nlinks; i++)
	{
		root[top_of(root, r->links[i].a)] = top_of(root, r->links[i].b);
		all[i] = i;
		csq_poll(i);
	}
	r->part = csq_alloc(((size_t) n + 1) * sizeof *r->part);
	for (uint32_t i = 1; i <= n; i++)
		if (top_of(root, i) == i)
			r->part[i] = r->nparts++;
	for (uint32_t i = 1; i <= n; i++)
	{
		r->part[i] = r->part[top_of(root, i)];
		csq_poll(i);
	}
	for (uint32_t i = 0; i < n; i++)
		of[i] = r->part[r->by_id[i]];
	r->part_nodes = by_part(r->by_id, of, n, r->nparts, &r->node_first);
	for (uint32_t i = 0; i < r->nlinks; i++)
		of[i] = r->part[r->links[i].a];
	r->part_links = by_part(all, of, r->nlinks, r->nparts, &r->link_first);
	csq_free(all);
	csq_free(of);
	csq_free(root);
}

CsqIdentityRules *
csq_identity_rules(const CsqIdentity *g)
{
	CsqIdentityRules *r = csq_alloc0(sizeof *r);

	r->graph = g;
	r->by_id = csq_identity_by_id(g);
	r->place = csq_alloc0(((size_t) g->nnodes + 1) * sizeof *r->place);
	for (uint32_t i = 0; i < g->nnodes; i++)
		r->place[r->by_id[i]] = i;
	order_links(r);
	find_parts(r);
	return r;
}

/* ---- solving ---- */

struct CsqIdentitySolver
{
	const CsqIdentityRules *rules;
	CsqIdentityLimits       limits;
	CsqIdentitySolution    *to;
	const CsqIdentityScope *scope;

	uint32_t *turn; /* [nnodes + 1]: the scope that a node was last in */
	uint32_t  turns;

	/* [nnodes + 1]; of a person, at its root */
	uint32_t *root;
	uint32_t *size;
	uint32_t *name;
	uint32_t *account; /* the smallest, or none */
	uint32_t *ring;    /* an id that is apart from somebody, or none */
	uint32_t *next;    /* of each such id, in the ring of its person */
	uint32_t *pairs;   /* of the ids in the ring */

	/* of each node */
	uint32_t *cut_one; /* a shared device: two ids that it would join, or none */
	uint32_t *cut_other;
	uint32_t *best; /* the place in near of its first link to somebody who is protected, for shared devices */
	int32_t  *rank; /* of its best such links; 0: none */
	uint32_t *seen; /* at a root: the device that has seen it last */
	uint32_t *near; /* [2 * nlinks]: those links' other ids */
};

CsqIdentitySolver *
csq_identity_solver(const CsqIdentityRules *rules)
{
	CsqIdentitySolver *s = csq_alloc0(sizeof *s);
	size_t             bytes = ((size_t) rules->graph->nnodes + 1) * sizeof(uint32_t);
	uint32_t         **arrays[] = {&s->root,  &s->size,    &s->name,      &s->account, &s->ring, &s->next,
	                               &s->pairs, &s->cut_one, &s->cut_other, &s->best,    &s->seen, &s->turn};

	s->rules = rules;
	for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
		*arrays[i] = csq_alloc0(bytes);
	s->rank = csq_alloc0(((size_t) rules->graph->nnodes + 1) * sizeof *s->rank);
	s->near = csq_alloc(((size_t) rules->nlinks * 2 + 1) * sizeof *s->near);
	return s;
}

CsqIdentitySolution
csq_identity_solution(const CsqIdentityRules *rules)
{
	size_t              nodes = ((size_t) rules->graph->nnodes + 1) * sizeof(uint32_t);
	size_t              links = ((size_t) rules->nlinks + 1) * sizeof(uint32_t);
	CsqIdentitySolution solution;

	solution.person = csq_alloc0(nodes);
	solution.size = csq_alloc0(nodes);
	solution.fate = csq_alloc0((size_t) rules->nlinks + 1);
	solution.made = csq_alloc0(links);
	solution.one = csq_alloc0(links);
	solution.other = csq_alloc0(links);
	solution.cut = csq_alloc0(links);
	return solution;
}

static bool
is_ruled(const CsqIdentityRules *r, uint32_t node)
{
	return r->apart_first[node] < r->apart_first[node + 1];
}

static void
begin_node(CsqIdentitySolver *s, uint32_t n)
{
	const CsqIdentityRules *r = s->rules;

	s->turn[n] = s->turns;
	s->root[n] = s->name[n] = n;
	s->size[n] = 1;
	s->account[n] = is_account(r->graph, n) ? n : NO_NODE;
	s->ring[n] = is_ruled(r, n) ? n : NO_NODE;
	s->next[n] = n;
	s->pairs[n] = r->apart_first[n + 1] - r->apart_first[n];
	s->cut_one[n] = s->cut_other[n] = NO_NODE;
	s->rank[n] = 0;
	s->seen[n] = NO_NODE;
}

/* The root of a node that somebody is apart from; none if it is not in this scope. */
static uint32_t
root_of_other(CsqIdentitySolver *s, uint32_t node)
{
	return s->turn[node] == s->turns ? top_of(s->root, node) : NO_NODE;
}

/* Does the pair (one, other) come before the pair (u, v)? */
static bool
comes_first(const CsqIdentityRules *r, uint32_t one, uint32_t other, uint32_t u, uint32_t v)
{
	return r->place[one] != r->place[u] ? r->place[one] < r->place[u] : r->place[other] < r->place[v];
}

/* Are two people, given by their roots, apart?  Then the first pair of ids that says so, one of x and one of y. */
static bool
are_apart(CsqIdentitySolver *s, uint32_t x, uint32_t y, uint32_t *one, uint32_t *other)
{
	const CsqIdentityRules *r = s->rules;
	bool                    turned = s->pairs[x] > s->pairs[y];
	uint32_t                from = turned ? y : x;
	uint32_t                to = turned ? x : y;
	uint32_t                node = s->ring[from];

	*one = *other = NO_NODE;
	if (node == NO_NODE || s->ring[to] == NO_NODE)
		return false;
	do
	{
		for (uint32_t i = r->apart_first[node]; i < r->apart_first[node + 1]; i++)
		{
			uint32_t u = turned ? r->apart[i] : node;
			uint32_t v = turned ? node : r->apart[i];

			csq_poll(i + 1);
			if (root_of_other(s, r->apart[i]) == to && (*one == NO_NODE || comes_first(r, u, v, *one, *other)))
			{
				*one = u;
				*other = v;
			}
		}
		node = s->next[node];
	} while (node != s->ring[from]);
	return *one != NO_NODE;
}

/* The better name of two: an account, then the smaller. */
static uint32_t
better_name(const CsqIdentityRules *r, uint32_t x, uint32_t y)
{
	bool ax = is_account(r->graph, x);
	bool ay = is_account(r->graph, y);

	return ax != ay ? (ax ? x : y) : r->place[x] < r->place[y] ? x : y;
}

static void
join(CsqIdentitySolver *s, uint32_t x, uint32_t y)
{
	uint32_t swap;

	if (s->size[x] > s->size[y])
	{
		swap = x;
		x = y;
		y = swap;
	}
	s->root[x] = y;
	s->size[y] += s->size[x];
	s->name[y] = better_name(s->rules, s->name[x], s->name[y]);
	if (s->account[x] != NO_NODE)
		s->account[y] = s->account[y] == NO_NODE ? s->account[x] : better_name(s->rules, s->account[x], s->account[y]);
	if (s->ring[x] != NO_NODE && s->ring[y] != NO_NODE)
	{
		swap = s->next[s->ring[x]];
		s->next[s->ring[x]] = s->next[s->ring[y]];
		s->next[s->ring[y]] = swap;
	}
	else if (s->ring[x] != NO_NODE)
		s->ring[y] = s->ring[x];
	s->pairs[y] += s->pairs[x];
}

/* What becomes of a valid link. */
static CsqIdentityFate
fate_of(CsqIdentitySolver *s, uint32_t i, bool between_accounts)
{
	const CsqIdentityRow *link = &s->rules->links[i];
	uint32_t              x = top_of(s->root, link->a);
	uint32_t              y = top_of(s->root, link->b);
	uint32_t              cut = s->cut_one[link->a] != NO_NODE ? link->a : link->b;

	s->to->made[i] = x == y ? s->size[x] : s->size[x] + s->size[y];
	s->to->one[i] = s->to->other[i] = NO_NODE;
	if (s->cut_one[cut] != NO_NODE)
	{
		s->to->one[i] = s->cut_one[cut];
		s->to->other[i] = s->cut_other[cut];
		s->to->cut[i] = cut;
		return CSQ_FATE_SHARED;
	}
	if (x == y)
		return CSQ_FATE_KNOWN;
	if (are_apart(s, x, y, &s->to->one[i], &s->to->other[i]))
		return CSQ_FATE_APART;
	if (!between_accounts && s->account[x] != NO_NODE && s->account[y] != NO_NODE)
	{
		s->to->one[i] = s->account[x];
		s->to->other[i] = s->account[y];
		return CSQ_FATE_ACCOUNTS;
	}
	if (s->limits.max_size > 0 && s->to->made[i] > s->limits.max_size)
		return CSQ_FATE_SIZE;
	join(s, x, y);
	return CSQ_FATE_TAKEN;
}

/* ---- shared devices ---- */

static bool
is_protected(const CsqIdentityRules *r, uint32_t node)
{
	return is_account(r->graph, node) || is_ruled(r, node);
}

/* Calls for both ends of the scope's valid links: node, no account, is linked to near, who is protected. */
typedef void (*CsqNear)(CsqIdentitySolver *s, uint32_t node, uint32_t near, int32_t rank);

static void
each_near(CsqIdentitySolver *s, CsqNear call)
{
	const CsqIdentityRules *r = s->rules;

	for (uint32_t k = 0; k < s->scope->nlinks; k++)
	{
		const CsqIdentityRow *link = &r->links[s->scope->links[k]];

		csq_poll(k + 1);
		if (!csq_identity_valid(&s->limits, link))
			continue;
		if (!is_account(r->graph, link->a) && is_protected(r, link->b))
			call(s, link->a, link->b, link->rank);
		if (!is_account(r->graph, link->b) && is_protected(r, link->a))
			call(s, link->b, link->a, link->rank);
	}
}

static void
note_rank(CsqIdentitySolver *s, uint32_t node, uint32_t near, int32_t rank)
{
	(void) near;
	if (s->rank[node] == 0 || rank < s->rank[node])
	{
		s->rank[node] = rank;
		s->best[node] = 0;
	}
	if (rank == s->rank[node])
		s->best[node]++;
}

static void
note_near(CsqIdentitySolver *s, uint32_t node, uint32_t near, int32_t rank)
{
	if (rank == s->rank[node])
		s->near[s->best[node]++] = near;
}

/* Two of whom one device is near, if they must not be one person. */
static void
cut_between(CsqIdentitySolver *s, uint32_t device, uint32_t u, uint32_t v)
{
	const CsqIdentityRules *r = s->rules;

	if (r->place[u] > r->place[v])
	{
		uint32_t swap = u;

		u = v;
		v = swap;
	}
	if (s->cut_one[device] == NO_NODE || comes_first(r, u, v, s->cut_one[device], s->cut_other[device]))
	{
		s->cut_one[device] = u;
		s->cut_other[device] = v;
	}
}

/* Cuts a device that is near n people of whom two must not be one; near: one id of each link. */
static void
consider(CsqIdentitySolver *s, uint32_t device, const uint32_t *near, uint32_t n)
{
	const CsqIdentityRules *r = s->rules;
	uint32_t                held = NO_NODE; /* the smallest near id of somebody with an account */

	for (uint32_t i = 0; i < n; i++)
	{
		uint32_t root = top_of(s->root, near[i]);

		s->seen[root] = device;
		csq_poll(i);
		if (s->account[root] != NO_NODE && (held == NO_NODE || r->place[near[i]] < r->place[held]))
			held = near[i];
	}
	for (uint32_t i = 0; i < n; i++)
	{
		uint32_t root = top_of(s->root, near[i]);
		uint32_t node = s->ring[root];

		csq_poll(i);
		if (s->account[root] != NO_NODE && root != top_of(s->root, held))
			cut_between(s, device, held, near[i]);
		if (node == NO_NODE)
			continue;
		do
		{
			for (uint32_t k = r->apart_first[node]; k < r->apart_first[node + 1]; k++)
			{
				uint32_t other = root_of_other(s, r->apart[k]);

				csq_poll(k + 1);
				if (other != NO_NODE && other != root && s->seen[other] == device)
					cut_between(s, device, node, r->apart[k]);
			}
			node = s->next[node];
		} while (node != s->ring[root]);
	}
}

/* Finds the shared devices, when the links between accounts have been taken. */
static void
cut_devices(CsqIdentitySolver *s)
{
	uint32_t at = 0;

	each_near(s, note_rank);
	for (uint32_t k = 0; k < s->scope->nnodes; k++)
	{
		uint32_t n = s->scope->nodes[k];
		uint32_t count = s->rank[n] == 0 ? 0 : s->best[n];

		s->best[n] = at;
		at += count;
		csq_poll(k);
	}
	each_near(s, note_near); /* each place moves on, to where the next begins */
	at = 0;
	for (uint32_t k = 0; k < s->scope->nnodes; k++)
	{
		uint32_t n = s->scope->nodes[k];

		if (s->best[n] - at > 1)
			consider(s, n, &s->near[at], s->best[n] - at);
		at = s->best[n];
		csq_poll(k);
	}
}

/* ---- a scope, and all ---- */

CsqIdentityScope
csq_identity_part(const CsqIdentityRules *r, uint32_t part)
{
	return (CsqIdentityScope){&r->part_nodes[r->node_first[part]], r->node_first[part + 1] - r->node_first[part],
	                          &r->part_links[r->link_first[part]], r->link_first[part + 1] - r->link_first[part]};
}

void
csq_identity_solve_scope(CsqIdentitySolver *s, const CsqIdentityLimits *limits, const CsqIdentityScope *scope,
                         CsqIdentitySolution *solution)
{
	const CsqIdentityRules *r = s->rules;
	bool                    ruled = false;
	bool                    accounts = true;

	s->limits = *limits;
	s->to = solution;
	s->scope = scope;
	if (++s->turns == 0) /* the numbers have gone round */
	{
		memset(s->turn, 0, ((size_t) r->graph->nnodes + 1) * sizeof *s->turn);
		s->turns = 1;
	}
	for (uint32_t k = 0; k < scope->nnodes; k++)
	{
		begin_node(s, scope->nodes[k]);
		ruled |= is_protected(r, scope->nodes[k]);
		csq_poll(k);
	}
	for (uint32_t k = 0; k < scope->nlinks; k++)
	{
		uint32_t              i = scope->links[k];
		const CsqIdentityRow *link = &r->links[i];

		csq_poll(k);
		if (accounts && !(is_account(r->graph, link->a) && is_account(r->graph, link->b)))
		{
			accounts = false;
			if (ruled)
				cut_devices(s);
		}
		solution->fate[i] = (uint8_t) (csq_identity_valid(limits, link) ? fate_of(s, i, accounts) : CSQ_FATE_ABSENT);
	}
	for (uint32_t k = 0; k < scope->nnodes; k++)
	{
		uint32_t root = top_of(s->root, scope->nodes[k]);

		solution->person[scope->nodes[k]] = s->name[root];
		solution->size[s->name[root]] = s->size[root];
		csq_poll(k);
	}
}

void
csq_identity_solve(CsqIdentitySolver *s, const CsqIdentityLimits *limits, CsqIdentitySolution *solution)
{
	for (uint32_t part = 0; part < s->rules->nparts; part++)
	{
		CsqIdentityScope scope = csq_identity_part(s->rules, part);

		csq_identity_solve_scope(s, limits, &scope, solution);
		csq_poll(part);
	}
}
