/*
 * identity.c
 *		Union-find in a flat value, and who is who: see identity.h for what is stored.
 *
 * find() halves the path it walks and links always lead to smaller numbers, which
 * makes m operations cost O(m log n) (Tarjan and van Leeuwen 1984) without a rank to
 * store.  Two graphs are merged by adding the links of the one to the other: forest
 * and forest give a forest of the union, so any split of the edges gives the same
 * people.  Nodes and ids are kept by identity_nodes.c, links with weights by
 * identity_links.c; the text and binary forms are in identity_text.c.
 */
#include "journey/identity.h"

#include "journey/identity_rules.h"
#include "journey/journey.h"
#include "base/sort.h"

#define TYPE "identity_graph"

#define HEAD sizeof(CsqIdentity)

const char *
csq_identity_kind_text(int kind)
{
	return kind == CSQ_IDENTITY_PLAIN    ? "without ranks or times"
	       : kind == CSQ_IDENTITY_RANKED ? "with ranks"
	       : kind == CSQ_IDENTITY_TIMED  ? "with times"
	                                     : "with all links";
}

static uint32_t
find(CsqIdentity *g, uint32_t node)
{
	CsqIdentityNode *nodes = g->nodes - 1; /* nodes are numbered from 1 */

	while (nodes[node].link != node)
		node = nodes[node].link = nodes[nodes[node].link].link;
	return node;
}

bool
csq_identity_add(CsqIdentity **g, const CsqText *a, const CsqText *b, CsqError *err)
{
	uint32_t na = 0;
	uint32_t nb = 0;

	if ((a != NULL && !csq_identity_node_of(g, a, &na, err)) || (b != NULL && !csq_identity_node_of(g, b, &nb, err)))
		return false;
	if (na == 0 || nb == 0)
		return true;
	na = find(*g, na);
	nb = find(*g, nb);
	(*g)->nodes[(na > nb ? na : nb) - 1].link = na < nb ? na : nb;
	return true;
}

bool
csq_identity_merge(CsqIdentity **into, const CsqIdentity *from, CsqError *err)
{
	if ((*into)->flat.kind != from->flat.kind)
		return csq_fail(err, CSQ_PARAM, "cannot merge an identity_graph %s and one %s",
		                csq_identity_kind_text((*into)->flat.kind), csq_identity_kind_text(from->flat.kind)) ||
		       csq_detail(
				   err,
				   "All graphs of a merge have links of the same form: identity_agg(a, b), with a rank, with a time, or with an end (as apart_agg and account_agg).") ||
		       csq_hint(
				   err,
				   "Make all of one form: identity_agg(a, b, '-infinity', NULL) goes with apart_agg and account_agg.");
	if (from->flat.kind == CSQ_IDENTITY_FULL)
		return csq_identity_merge_full(into, from, err);
	if (from->flat.kind != CSQ_IDENTITY_PLAIN)
		return csq_identity_merge_weighted(into, from, err);
	for (uint32_t n = 1; n <= from->nnodes; n++)
	{
		CsqText id = csq_identity_id(from, n);
		CsqText linked = csq_identity_id(from, from->nodes[n - 1].link);

		if (!csq_identity_add(into, &id, &linked, err))
			return false;
		csq_poll(n);
	}
	return true;
}

/* ---- checking ---- */

/* What is wrong with a node; NULL if nothing.  bytes: of the ids up to it. These do not overlap, so it is linear. */
static const char *
check_node(const CsqIdentity *g, const CsqIdentityFacts *facts, uint32_t n, uint64_t *bytes)
{
	const CsqIdentityNode *node = csq_identity_node(g, n);

	for (int i = 0; i < 2; i++)
		if (node->child[i] != 0 && (node->child[i] <= n || node->child[i] > g->nnodes))
			return "A child is not newer than its parent.";
	if (node->ref > g->back / 4 || node->len > (size_t) node->ref * 4)
		return "An id exceeds the value.";
	*bytes += node->len;
	if (*bytes > g->back)
		return "Ids exceed the value.";
	if (!csq_utf8_valid(csq_identity_id(g, n).s, node->len))
		return "An id is not valid UTF-8.";
	if (g->flat.kind == CSQ_IDENTITY_FULL)
		return csq_identity_check_full_node(g, n);
	if (g->flat.kind != CSQ_IDENTITY_PLAIN)
		return csq_identity_check_weighted(g, facts, n);
	return node->link == 0 || node->link > n ? "A link does not lead to an older id." : NULL;
}

bool
csq_identity_check(const void *value, size_t size, CsqError *err)
{
	const CsqIdentity *g = value;
	CsqIdentityFacts   facts = {NULL, NULL};
	const char        *wrong = NULL;
	uint64_t           bytes = 0;

	if (!csq_stored_head(value, size, HEAD, CSQ_IDENTITY_VERSION, TYPE, err))
		return false;
	if (size % 4 != 0 || csq_flat_size(g) != size)
		return csq_stored_invalid(TYPE, err, "Its size is not that of an identity_graph.");
	if (g->flat.kind > CSQ_IDENTITY_FULL || g->flat.flags != 0)
		return csq_stored_invalid(TYPE, err, "Its kind of links is not known.");
	if (g->flat.kind == CSQ_IDENTITY_FULL)
	{
		wrong = csq_identity_check_full(g, size);
		if (wrong != NULL)
			return csq_stored_invalid(TYPE, err, "%s", wrong);
	}
	else if (g->nnodes > (size - HEAD) / csq_identity_stride(g) || g->back % 4 != 0 ||
	         g->back > size - HEAD - g->nnodes * csq_identity_stride(g))
		return csq_stored_invalid(TYPE, err, "Its nodes and ids exceed its size.");
	if (g->flat.kind == CSQ_IDENTITY_RANKED || g->flat.kind == CSQ_IDENTITY_TIMED)
		facts = csq_identity_facts(g);
	for (uint32_t n = 1; n <= g->nnodes && wrong == NULL; n++)
	{
		wrong = check_node(g, &facts, n, &bytes);
		csq_poll(n);
	}
	csq_free(facts.height);
	csq_free(facts.known);
	return wrong == NULL || csq_stored_invalid(TYPE, err, "%s", wrong);
}

/* ---- who is who ---- */

/* Without weights: everybody's person by following links. */
static void
follow_links(CsqPeople *people)
{
	const CsqIdentity *g = people->graph;
	size_t             n = (size_t) g->nnodes + 1;
	uint32_t          *root = csq_alloc(n * sizeof *root);

	people->person = csq_alloc0(n * sizeof(uint32_t));
	people->size = csq_alloc0(n * sizeof(uint32_t));
	/* links lead to smaller numbers, so one pass finds the roots; person: smallest id of a root's nodes */
	for (uint32_t i = 1; i <= g->nnodes; i++)
	{
		uint32_t  link = g->nodes[i - 1].link;
		uint32_t *smallest;

		csq_poll(i);
		root[i] = link == i ? i : root[link];
		smallest = &people->person[root[i]];
		if (*smallest != 0)
		{
			CsqText a = csq_identity_id(g, i);
			CsqText b = csq_identity_id(g, *smallest);

			if (csq_text_compare(&a, &b) >= 0)
				continue;
		}
		*smallest = i;
	}
	/* a root comes before its nodes: go from the end, to overwrite its entry last */
	for (uint32_t i = g->nnodes; i >= 1; i--)
	{
		people->person[i] = people->person[root[i]];
		people->size[people->person[i]]++;
		csq_poll(i);
	}
	csq_free(root);
}

/* With all links: everybody's person under the limits; 0 for who is not known then. */
static void
follow_rules(CsqPeople *people, const CsqIdentityLimits *limits)
{
	const CsqIdentityRules *rules = csq_identity_rules(people->graph);
	CsqIdentitySolution     solution = csq_identity_solution(rules);

	csq_identity_solve(csq_identity_solver(rules), limits, &solution);
	people->by_id = rules->by_id;
	people->person = solution.person;
	people->size = solution.size;
	for (uint32_t n = 1; n <= people->graph->nnodes; n++)
		if (csq_identity_full_node(people->graph, n)->known > limits->at)
			people->person[n] = 0;
}

CsqPeople
csq_identity_people(const CsqIdentity *g, uint32_t max_size)
{
	return csq_identity_people_as(g, &(CsqIdentityLimits){max_size, INT32_MAX, INT64_MAX});
}

CsqPeople
csq_identity_people_as(const CsqIdentity *g, const CsqIdentityLimits *limits)
{
	CsqPeople people = {.graph = g, .max_size = limits->max_size};

	if (g->flat.kind == CSQ_IDENTITY_FULL)
		follow_rules(&people, limits);
	else if (g->flat.kind == CSQ_IDENTITY_PLAIN)
		follow_links(&people);
	else
		csq_identity_history(&people);
	return people;
}

bool
csq_identity_who(const CsqPeople *people, uint32_t node, int64_t weight, uint32_t *person, uint32_t *size)
{
	if (people->person == NULL)
		return csq_identity_who_by(people, node, weight, person, size);
	*person = people->person[node];
	*size = people->size[*person];
	if (*person == 0)
		return false;
	if (people->graph->flat.kind == CSQ_IDENTITY_PLAIN && people->max_size > 0 && *size > people->max_size)
		*person = node;
	return true;
}

typedef struct Member
{
	uint32_t node;
	uint32_t rank; /* of the person's id among all ids */
} Member;

static int
compare_ranks(const void *pa, const void *pb)
{
	const Member *a = pa;
	const Member *b = pb;

	return (a->rank > b->rank) - (a->rank < b->rank);
}

/* The person among whom a node is listed: without weights as found, too large to be believed or not. */
static bool
listed_under(const CsqPeople *people, uint32_t node, int64_t weight, uint32_t *person)
{
	uint32_t size;

	if (people->person == NULL)
		return csq_identity_who(people, node, weight, person, &size);
	*person = people->person[node];
	return *person != 0;
}

uint32_t *
csq_identity_order(const CsqPeople *people, int64_t weight, uint32_t *known)
{
	uint32_t  n = people->graph->nnodes;
	Member   *members = csq_alloc(((size_t) n + 1) * sizeof *members);
	uint32_t *rank = csq_alloc(((size_t) n + 1) * sizeof *rank);
	uint32_t *nodes = people->by_id != NULL ? people->by_id : csq_identity_by_id(people->graph);
	uint32_t  person;

	*known = 0;
	for (uint32_t i = 0; i < n; i++)
		rank[nodes[i]] = i;
	for (uint32_t i = 0; i < n; i++)
	{
		if (listed_under(people, nodes[i], weight, &person))
			members[(*known)++] = (Member){nodes[i], rank[person]};
		csq_poll(i);
	}
	csq_sort(members, *known, sizeof *members, compare_ranks); /* stable: ids stay in order */
	for (uint32_t i = 0; i < *known; i++)
		rank[i] = members[i].node;
	csq_free(members);
	if (nodes != people->by_id)
		csq_free(nodes);
	return rank;
}
