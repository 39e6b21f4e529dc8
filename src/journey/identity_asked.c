/*
 * identity_asked.c
 *		Who is who at the instant of each row, in a graph with all links.
 *
 * Nothing changes between two instants at which a link of a part begins or ends.  So a
 * part has as many answers as such instants, and one more, for the time before the first; an
 * answer is worked out when it is first asked for, and kept: 4 bytes for each id of the
 * part.  When all of them come to more than MOST, a part keeps only the answer that
 * was asked for last, which serves rows that come in the order of time.
 *
 *		instants	ascending, of one part
 *		answers[i]	who is who from instants[i - 1] on, before instants[i]
 *
 * Cost: a search among the instants of the id's part; O(links log ids) of the part when the
 * answer is new.
 */
#include "journey/identity_rules.h"

#include "base/sort.h"

#define MOST ((size_t) 64 << 20)

typedef struct Part
{
	int64_t   *instants;
	uint32_t   ninstants;
	uint32_t **answers; /* NULL: the part was never asked for */
	uint32_t  *last;    /* the only answer that is kept, or NULL */
	uint32_t   last_at; /* its place in answers */
} Part;

struct CsqIdentityAsked
{
	const CsqIdentityRules *rules;
	CsqIdentitySolver      *solver;
	CsqIdentitySolution     solution;
	CsqIdentityLimits       limits; /* of the answers, but for the instant */
	uint32_t               *local;  /* [nnodes + 1]: the place of each node in its part */
	Part                   *parts;
	size_t                  held; /* bytes of answers */
};

CsqIdentityAsked *
csq_identity_asked(const CsqIdentity *g)
{
	CsqIdentityAsked       *asked = csq_alloc0(sizeof *asked);
	const CsqIdentityRules *r = csq_identity_rules(g);

	asked->rules = r;
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

static int
compare_instants(const void *pa, const void *pb)
{
	int64_t a = *(const int64_t *) pa;
	int64_t b = *(const int64_t *) pb;

	return (a > b) - (a < b);
}

/* The instants at which something changes in a part. */
static void
find_instants(const CsqIdentityRules *r, uint32_t number, Part *part)
{
	uint32_t first = r->link_first[number];
	uint32_t end = r->link_first[number + 1];
	int64_t *at = csq_alloc(((size_t) (end - first) * 2 + 1) * sizeof *at);
	uint32_t n = 0;
	uint32_t kept = 0;

	for (uint32_t k = first; k < end; k++)
	{
		const CsqIdentityRow *link = &r->links[r->part_links[k]];

		if (link->since != INT64_MIN)
			at[n++] = link->since;
		if (link->until != INT64_MAX)
			at[n++] = link->until;
		csq_poll(k + 1);
	}
	csq_sort(at, n, sizeof *at, compare_instants);
	for (uint32_t i = 0; i < n; i++)
	{
		if (kept == 0 || at[kept - 1] != at[i])
			at[kept++] = at[i];
		csq_poll(i);
	}
	part->instants = at;
	part->ninstants = kept;
	part->answers = csq_alloc0(((size_t) kept + 1) * sizeof *part->answers);
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
		if (part->last != NULL)
			csq_free(part->last);
		part->last = NULL;
	}
	asked->held = 0;
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

/* Works an answer out, into an array of one for each node of the part. */
static void
answer(CsqIdentityAsked *asked, uint32_t number, int64_t at, uint32_t *to)
{
	const CsqIdentityRules *r = asked->rules;
	CsqIdentityLimits       limits = asked->limits;

	limits.at = at;
	csq_identity_solve_part(asked->solver, &limits, number, &asked->solution);
	for (uint32_t i = r->node_first[number]; i < r->node_first[number + 1]; i++)
		to[i - r->node_first[number]] = asked->solution.person[r->part_nodes[i]];
}

static const uint32_t *
answer_at(CsqIdentityAsked *asked, uint32_t number, int64_t at)
{
	const CsqIdentityRules *r = asked->rules;
	Part                   *part = &asked->parts[number];
	size_t                  bytes = (size_t) (r->node_first[number + 1] - r->node_first[number]) * sizeof(uint32_t);
	uint32_t                place;
	uint32_t               *made;

	if (part->answers == NULL)
		find_instants(r, number, part);
	place = place_of(part, at);
	if (part->answers[place] != NULL)
		return part->answers[place];
	if (part->last != NULL && part->last_at == place)
		return part->last;
	if (asked->held + bytes <= MOST)
	{
		made = csq_alloc(bytes);
		answer(asked, number, at, made);
		part->answers[place] = made;
		asked->held += bytes;
		return made;
	}
	if (part->last == NULL)
		part->last = csq_alloc(bytes);
	part->last_at = UINT32_MAX; /* until it is whole */
	answer(asked, number, at, part->last);
	part->last_at = place;
	return part->last;
}

uint32_t
csq_identity_person_at(CsqIdentityAsked *asked, const CsqIdentityLimits *limits, uint32_t node)
{
	const CsqIdentityRules *r = asked->rules;
	uint32_t                part = r->part[node];

	if (csq_identity_full_node(r->graph, node)->known > limits->at)
		return 0;
	if (r->node_first[part + 1] - r->node_first[part] == 1)
		return node;
	if (limits->max_size != asked->limits.max_size || limits->max_rank != asked->limits.max_rank)
	{
		forget(asked);
		asked->limits = *limits;
	}
	return answer_at(asked, part, limits->at)[asked->local[node]];
}
