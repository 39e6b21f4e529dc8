/*
 * identity_full.c
 *		The state of an identity graph with all links: see identity_rules.h for the layout.
 *
 * Rows go behind those that are there.  When the new ones outnumber the sorted ones,
 * all are sorted by their ids, and those that another row of the same two ids makes
 * void are left out; so a pair that is seen every day takes the place of one row.
 * Whether a row is void is found in one pass over the rows of its ids by (since, until
 * descending, rank): an earlier one of no greater rank that ends no sooner makes it so.
 * The latest end for each rank so far is kept as stairs, on which ends rise with ranks.
 */
#include "journey/identity_rules.h"

#include "base/instant.h"
#include "base/sort.h"
#include "journey/journey.h"

#define HEAD  sizeof(CsqIdentityFull)
#define NODE  sizeof(CsqIdentityFullNode)
#define ROW   sizeof(CsqIdentityRow)
#define SPARE 64 /* new rows that are never sorted before there are as many */

static inline CsqIdentityFull *
full(CsqIdentity *g)
{
	return (CsqIdentityFull *) g;
}

/* ---- void rows ---- */

/* By ids, then pairs that are apart, then (since, until descending, rank). */
static int
compare_rows(const void *px, const void *py)
{
	const CsqIdentityRow *x = px;
	const CsqIdentityRow *y = py;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b != y->b)
		return x->b < y->b ? -1 : 1;
	if ((x->rank == 0) != (y->rank == 0))
		return x->rank == 0 ? -1 : 1;
	if (x->since != y->since)
		return x->since < y->since ? -1 : 1;
	if (x->until != y->until)
		return x->until > y->until ? -1 : 1;
	return (x->rank > y->rank) - (x->rank < y->rank);
}

typedef struct Stair
{
	int32_t rank;
	int64_t until;
} Stair;

typedef struct Stairs
{
	Stair   *stairs; /* both rise */
	uint32_t n;
	uint32_t room;
} Stairs;

/* Puts a row on the stairs; false if one that is there makes it void. */
static bool
climb(Stairs *s, const CsqIdentityRow *row)
{
	uint32_t lo = 0;
	uint32_t hi = s->n;
	uint32_t past;

	while (lo < hi) /* the first of a greater rank */
	{
		uint32_t mid = lo + (hi - lo) / 2;

		if (s->stairs[mid].rank <= row->rank)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo > 0 && s->stairs[lo - 1].until >= row->until)
		return false;
	if (lo > 0 && s->stairs[lo - 1].rank == row->rank)
		lo--;
	for (past = lo; past < s->n && s->stairs[past].until <= row->until; past++)
		csq_poll(past + 1);
	if (s->n + 1 - (past - lo) > s->room)
	{
		s->room = s->room * 2 + 8;
		s->stairs = s->stairs == NULL ? csq_alloc(s->room * sizeof *s->stairs)
		                              : csq_realloc(s->stairs, s->room * sizeof *s->stairs);
	}
	memmove(&s->stairs[lo + 1], &s->stairs[past], (s->n - past) * sizeof *s->stairs);
	s->stairs[lo] = (Stair){row->rank, row->until};
	s->n += 1 - (past - lo);
	return true;
}

/* Sorts rows and leaves out those that are void; how many are left. */
static uint32_t
tidy(CsqIdentityRow *rows, uint32_t n)
{
	Stairs   stairs = {NULL, 0, 0};
	uint32_t kept = 0;

	csq_sort(rows, n, ROW, compare_rows);
	for (uint32_t i = 0; i < n; i++)
	{
		bool again = kept > 0 && rows[i].a == rows[kept - 1].a && rows[i].b == rows[kept - 1].b;

		csq_poll(i);
		if (!again)
			stairs.n = 0;
		if (rows[i].rank == 0 ? again : !climb(&stairs, &rows[i]))
			continue;
		rows[kept++] = rows[i];
	}
	csq_free(stairs.stairs);
	return kept;
}

static void
put_in_order(CsqIdentity *g)
{
	CsqIdentityFull *f = full(g);
	CsqIdentityRow  *rows = csq_identity_rows(g);
	uint32_t         kept = tidy(rows, f->nlinks);

	memset(&rows[kept], 0, (f->nlinks - kept) * ROW);
	f->nlinks = f->nsorted = kept;
}

CsqIdentityRow *
csq_identity_valid_rows(const CsqIdentity *g, uint32_t *n)
{
	uint32_t        given = ((const CsqIdentityFull *) g)->nlinks;
	CsqIdentityRow *rows = csq_alloc(((size_t) given + 1) * ROW);

	memcpy(rows, csq_identity_rows(g), given * ROW);
	*n = tidy(rows, given);
	return rows;
}

/* ---- adding ---- */

bool
csq_identity_put_row(CsqIdentity **gp, const CsqIdentityRow *given, CsqError *err)
{
	CsqIdentity   *g = *gp;
	CsqIdentityRow row = *given;

	if (row.a > row.b)
	{
		uint32_t swap = row.a;

		row.a = row.b;
		row.b = swap;
	}
	if (full(g)->nlinks - full(g)->nsorted >= full(g)->nsorted + SPARE)
		put_in_order(g);
	g = csq_flat_room(g, csq_identity_full_front(g), g->back, ROW);
	if (g == NULL)
		return csq_fail(err, CSQ_LIMIT, "identity_graph with %u links would exceed 1 GB", full(*gp)->nlinks) ||
		       csq_hint(err, "Aggregate per region or tenant, or leave out links that have ended long ago.");
	*gp = g;
	csq_identity_rows(g)[full(g)->nlinks++] = row;
	return true;
}

static void
know(CsqIdentity *g, uint32_t node, int64_t since)
{
	CsqIdentityFullNode *n = csq_identity_full_node(g, node);

	if (since < n->known)
		n->known = since;
}

bool
csq_identity_add_row(CsqIdentity **g, const CsqText *a, const CsqText *b, int32_t rank, int64_t since, int64_t until,
                     CsqError *err)
{
	uint32_t na = 0;
	uint32_t nb = 0;

	if ((a != NULL && !csq_identity_node_of(g, a, &na, err)) || (b != NULL && !csq_identity_node_of(g, b, &nb, err)))
		return false;
	if (na != 0)
		know(*g, na, since);
	if (nb != 0)
		know(*g, nb, since);
	if (na == 0 || nb == 0 || na == nb || since >= until)
		return true;
	return csq_identity_put_row(g, &(CsqIdentityRow){na, nb, rank, 0, since, until}, err);
}

bool
csq_identity_add_apart(CsqIdentity **g, const CsqText *a, const CsqText *b, CsqError *err)
{
	uint32_t na;
	uint32_t nb;

	if (csq_text_compare(a, b) == 0)
		return csq_fail(err, CSQ_PARAM, "\"%s\" cannot be apart from itself", csq_quoted(a->s, a->len).s) ||
		       csq_detail(err, "Two different ids are two different people.") ||
		       csq_hint(err, "Leave out rows whose ids are the same.");
	return csq_identity_node_of(g, a, &na, err) && csq_identity_node_of(g, b, &nb, err) &&
	       csq_identity_put_row(g, &(CsqIdentityRow){na, nb, 0, 0, INT64_MIN, INT64_MAX}, err);
}

bool
csq_identity_add_account(CsqIdentity **g, const CsqText *id, CsqError *err)
{
	uint32_t node;

	if (!csq_identity_node_of(g, id, &node, err))
		return false;
	csq_identity_full_node(*g, node)->flags |= CSQ_IDENTITY_ACCOUNT;
	return true;
}

bool
csq_identity_merge_full(CsqIdentity **into, const CsqIdentity *from, CsqError *err)
{
	uint32_t              *there = csq_alloc(((size_t) from->nnodes + 1) * sizeof *there);
	const CsqIdentityRow  *rows = csq_identity_rows(from);
	const CsqIdentityFull *f = (const CsqIdentityFull *) from;

	for (uint32_t n = 1; n <= from->nnodes; n++)
	{
		const CsqIdentityFullNode *node = csq_identity_full_node(from, n);
		CsqText                    id = csq_identity_id(from, n);

		if (!csq_identity_node_of(into, &id, &there[n], err))
			return false;
		know(*into, there[n], node->known);
		csq_identity_full_node(*into, there[n])->flags |= node->flags;
		csq_poll(n);
	}
	for (uint32_t i = 0; i < f->nlinks; i++)
	{
		CsqIdentityRow row = rows[i];

		row.a = there[row.a];
		row.b = there[row.b];
		if (row.a != row.b && !csq_identity_put_row(into, &row, err))
			return false;
		csq_poll(i);
	}
	csq_free(there);
	return true;
}

/* ---- checking ---- */

/* What is wrong with the sizes, and with the links; NULL if nothing. */
const char *
csq_identity_check_full(const CsqIdentity *g, size_t size)
{
	const CsqIdentityFull *f = (const CsqIdentityFull *) g;
	const CsqIdentityRow  *rows;

	if (size < HEAD || g->back % 4 != 0 || g->back > size - HEAD || f->room > (size - HEAD - g->back) / NODE ||
	    g->nnodes > f->room || f->nlinks > (size - HEAD - g->back - f->room * NODE) / ROW || f->nsorted > f->nlinks ||
	    f->zero != 0)
		return "Its nodes, links and ids exceed its size.";
	rows = csq_identity_rows(g);
	for (uint32_t i = 0; i < f->nlinks; i++)
	{
		const CsqIdentityRow *r = &rows[i];

		csq_poll(i);
		if (r->a == 0 || r->a >= r->b || r->b > g->nnodes)
			return "A link does not join two ids.";
		if (r->rank == 0
		        ? r->since != INT64_MIN || r->until != INT64_MAX
		        : r->rank < 0 || r->since >= r->until || (r->since != INT64_MIN && !csq_is_instant(r->since)) ||
		              (r->until != INT64_MAX && !csq_is_instant(r->until)))
			return "The rank or a time of a link is out of its range.";
		if (r->rank > 0 &&
		    (csq_identity_full_node(g, r->a)->known > r->since || csq_identity_full_node(g, r->b)->known > r->since))
			return "A link is older than its ids.";
	}
	return NULL;
}

const char *
csq_identity_check_full_node(const CsqIdentity *g, uint32_t node)
{
	const CsqIdentityFullNode *n = csq_identity_full_node(g, node);

	if (n->node.link != node || n->flags > CSQ_IDENTITY_ACCOUNT)
		return "A node is not one of a graph with all links.";
	if (n->known != INT64_MIN && n->known != INT64_MAX && !csq_is_instant(n->known))
		return "It is not known since when an id is known.";
	return NULL;
}
