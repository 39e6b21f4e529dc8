/*
 * identity_asked.c
 *		Who is who at the instant of each row, in a graph with all links.
 *
 * Nothing changes between two instants at which a link of a part begins or ends.  So a
 * part has as many answers as such instants, and one more, for the time before the first; an
 * answer is worked out when it is first asked for, and kept: 4 bytes for each id of the
 * part.
 *
 *		instants	ascending, of one part
 *		answers[i]	who is who from instants[i - 1] on, before instants[i]
 *
 * Where all answers of a part would take more than is left of the bytes allowed, none
 * of it is kept.  Then the ids that valid links connect with the one asked for are
 * gathered, which are few even where a telephone number handed on from one to the next has
 * connected thousands by and by; and these alone are worked out.  Nothing else matters
 * to them, since people are joined by valid links only.
 *
 * Cost: a search among the instants of the id's part, and O(links log ids) of the part
 * when the answer is new; else all links that the gathered ids ever had, and sorting
 * those that are valid.
 */
#include "journey/identity_rules.h"

#include "base/sort.h"

typedef struct Part
{
	int64_t   *instants;
	uint32_t   ninstants;
	uint32_t **answers; /* NULL: the part was never asked for, or none is kept */
	bool       large;   /* none is kept */
} Part;

struct CsqIdentityAsked
{
	const CsqIdentityRules *rules;
	CsqIdentitySolver      *solver;
	CsqIdentitySolution     solution;
	CsqIdentityLimits       limits; /* of the answers, but for the instant */
	uint32_t               *local;  /* [nnodes + 1]: the place of each node in its part */
	Part                   *parts;
	size_t                  most; /* bytes of answers */
	size_t                  held; /* that all answers of the parts take which are kept */

	/* for parts whose answers are not kept */
	uint32_t *first; /* [nnodes + 2]: into at; NULL: not made yet */
	uint32_t *at;    /* the links of each node */
	uint32_t *seen;  /* [nnodes + 1]: the search that found it last */
	uint32_t  search;
	uint32_t *nodes; /* [nnodes] */
	uint32_t *links; /* [nlinks] */
};

CsqIdentityAsked *
csq_identity_asked(const CsqIdentity *g, size_t most)
{
	CsqIdentityAsked       *asked = csq_alloc0(sizeof *asked);
	const CsqIdentityRules *r = csq_identity_rules(g);

	asked->rules = r;
	asked->most = most;
	asked->solver = csq_identity_solver(r);
	asked->solution = csq_identity_solution(r);
	asked->local = csq_alloc0(((size_t) g->nnodes + 1) * sizeof *asked->local);
	asked->parts = csq_alloc0(((size_t) r->nparts + 1) * sizeof *asked->parts);
	for (uint32_t i = 0; i < g->nnodes; i++)
	{
		uint32_t node = r->part_nodes[i];

		asked->local[node] = i - r->node_first[r->part[node]];
		csq_poll(i);
	}
	return asked;
}

/* The instants at which something changes in a part. */
static void
find_instants(const CsqIdentityRules *r, uint32_t number, Part *part)
{
	CsqIdentityScope scope = csq_identity_part(r, number);
	int64_t         *at = csq_alloc(((size_t) scope.nlinks * 2 + 1) * sizeof *at);
	uint32_t         n = 0;
	uint32_t         kept = 0;

	for (uint32_t k = 0; k < scope.nlinks; k++)
	{
		const CsqIdentityRow *link = &r->links[scope.links[k]];

		if (link->since != INT64_MIN)
			at[n++] = link->since;
		if (link->until != INT64_MAX)
			at[n++] = link->until;
		csq_poll(k + 1);
	}
	csq_sort(at, n, sizeof *at, csq_by_i64);
	for (uint32_t i = 0; i < n; i++)
	{
		if (kept == 0 || at[kept - 1] != at[i])
			at[kept++] = at[i];
		csq_poll(i);
	}
	part->instants = at;
	part->ninstants = kept;
}

/* Sees to it that it is known of the part whether its answers are kept. */
static void
look_at(CsqIdentityAsked *asked, uint32_t number)
{
	Part  *part = &asked->parts[number];
	size_t bytes = (size_t) csq_identity_part(asked->rules, number).nnodes * sizeof(uint32_t);

	if (part->large || part->answers != NULL)
		return;
	find_instants(asked->rules, number, part);
	bytes = (bytes + sizeof(uint32_t *)) * ((size_t) part->ninstants + 1);
	part->large = bytes > asked->most - asked->held;
	if (part->large)
	{
		csq_free(part->instants);
		return;
	}
	asked->held += bytes;
	part->answers = csq_alloc0(((size_t) part->ninstants + 1) * sizeof *part->answers);
}

/* The answers are those under other limits: forget them. */
static void
forget(CsqIdentityAsked *asked)
{
	for (uint32_t p = 0; p < asked->rules->nparts; p++)
	{
		Part *part = &asked->parts[p];

		csq_poll(p);
		if (part->answers == NULL)
			continue;
		for (uint32_t i = 0; i <= part->ninstants; i++)
			if (part->answers[i] != NULL)
			{
				csq_free(part->answers[i]);
				part->answers[i] = NULL;
			}
	}
}

/* How many of the part's instants have come. */
static uint32_t
place_of(const Part *part, int64_t at)
{
	uint32_t lo = 0;
	uint32_t hi = part->ninstants;

	while (lo < hi)
	{
		uint32_t mid = lo + (hi - lo) / 2;

		if (part->instants[mid] <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static uint32_t
kept_answer(CsqIdentityAsked *asked, const CsqIdentityLimits *limits, uint32_t node)
{
	const CsqIdentityRules *r = asked->rules;
	Part                   *part = &asked->parts[r->part[node]];
	CsqIdentityScope        scope = csq_identity_part(r, r->part[node]);
	uint32_t                place = place_of(part, limits->at);
	uint32_t               *answer = part->answers[place];

	if (answer == NULL)
	{
		csq_identity_solve_scope(asked->solver, limits, &scope, &asked->solution);
		answer = csq_alloc((size_t) scope.nnodes * sizeof *answer);
		for (uint32_t i = 0; i < scope.nnodes; i++)
			answer[i] = asked->solution.person[scope.nodes[i]];
		part->answers[place] = answer;
	}
	return answer[asked->local[node]];
}

/* ---- parts whose answers are not kept ---- */

/* The links of each node: counted two places on, so that filling moves each start to where it belongs. */
static void
find_links(CsqIdentityAsked *asked)
{
	const CsqIdentityRules *r = asked->rules;
	uint32_t                n = r->graph->nnodes;
	uint32_t               *first = csq_alloc0(((size_t) n + 3) * sizeof *first);

	asked->at = csq_alloc(((size_t) r->nlinks * 2 + 1) * sizeof *asked->at);
	asked->seen = csq_alloc0(((size_t) n + 1) * sizeof *asked->seen);
	asked->nodes = csq_alloc(((size_t) n + 1) * sizeof *asked->nodes);
	asked->links = csq_alloc(((size_t) r->nlinks + 1) * sizeof *asked->links);
	for (uint32_t i = 0; i < r->nlinks; i++)
	{
		first[r->links[i].a + 2]++;
		first[r->links[i].b + 2]++;
		csq_poll(i);
	}
	for (uint32_t i = 2; i <= n + 2; i++)
		first[i] += first[i - 1];
	for (uint32_t i = 0; i < r->nlinks; i++)
	{
		asked->at[first[r->links[i].a + 1]++] = i;
		asked->at[first[r->links[i].b + 1]++] = i;
		csq_poll(i);
	}
	asked->first = first;
}

/* Everybody whom valid links connect with a node, and these links in their order. */
static CsqIdentityScope
gather(CsqIdentityAsked *asked, const CsqIdentityLimits *limits, uint32_t node)
{
	const CsqIdentityRules *r = asked->rules;
	uint32_t                nnodes = 0;
	uint32_t                nlinks = 0;

	if (asked->first == NULL)
		find_links(asked);
	if (++asked->search == 0) /* the numbers have gone round */
	{
		memset(asked->seen, 0, ((size_t) r->graph->nnodes + 1) * sizeof *asked->seen);
		asked->search = 1;
	}
	asked->seen[node] = asked->search;
	asked->nodes[nnodes++] = node;
	for (uint32_t i = 0; i < nnodes; i++)
	{
		uint32_t from = asked->nodes[i];

		for (uint32_t k = asked->first[from]; k < asked->first[from + 1]; k++)
		{
			const CsqIdentityRow *link = &r->links[asked->at[k]];
			uint32_t              to = link->a == from ? link->b : link->a;

			csq_poll(k + 1);
			if (!csq_identity_valid(limits, link))
				continue;
			if (link->a == from) /* each link once */
				asked->links[nlinks++] = asked->at[k];
			if (asked->seen[to] == asked->search)
				continue;
			asked->seen[to] = asked->search;
			asked->nodes[nnodes++] = to;
		}
	}
	csq_sort(asked->links, nlinks, sizeof *asked->links, csq_by_u32);
	return (CsqIdentityScope){asked->nodes, nnodes, asked->links, nlinks};
}

uint32_t
csq_identity_person_at(CsqIdentityAsked *asked, const CsqIdentityLimits *limits, uint32_t node)
{
	const CsqIdentityRules *r = asked->rules;
	uint32_t                part = r->part[node];
	CsqIdentityScope        scope;

	if (csq_identity_full_node(r->graph, node)->known > limits->at)
		return 0;
	if (r->node_first[part + 1] - r->node_first[part] == 1)
		return node;
	if (limits->max_size != asked->limits.max_size || limits->max_rank != asked->limits.max_rank)
	{
		forget(asked);
		asked->limits = *limits;
	}
	look_at(asked, part);
	if (!asked->parts[part].large)
		return kept_answer(asked, limits, node);
	scope = gather(asked, limits, node);
	csq_identity_solve_scope(asked->solver, limits, &scope, &asked->solution);
	return asked->solution.person[node];
}
