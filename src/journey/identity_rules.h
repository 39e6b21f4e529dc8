/*
 * identity_rules.h
 *		Identity graphs with all links: links that end, ids that are different people,
 *		accounts that no device joins.
 *
 * A forest is enough where links only ever come (identity.h).  It is not where links
 * end, since what joined two ids meanwhile may have been left out of it; nor where a link
 * can be refused, since another that says the same may stand in for it.  So this kind of
 * graph keeps every link, but for those that another of the same two ids makes void:
 * known no later, ending no sooner, of no weaker rank.  What is kept is the set of links
 * that no other makes void.  It does not depend on the order of the rows, and that of a
 * union is that of the union of two such sets; so is the set of pairs that are apart,
 * of accounts, and since when each id is known (the least of its times).
 *
 * Layout (flat.h): header; nodes from the front, room for so many; behind that room
 * links; ids from the back.
 *
 *		header	nnodes, back uint32 as in CsqIdentity; room, nlinks, nsorted, 0 uint32
 *		node	that of CsqIdentity, whose link leads to itself; flags uint32, known int64
 *		link	a < b uint32 by number of node, rank int32, 0, since, until int64
 *
 * Rank 0 says that a and b are different people; it has no times.  known is since when
 * anything is known of the id: -infinity, an instant, or INT64_MAX where only a rule
 * names it.  The first nsorted links are sorted and none of them is void; what
 * came since is put in order when it outnumbers them (O(log n) a link, amortised).
 *
 * Who is who at an instant: links are taken in an order, each unless it is refused.
 *
 *		1. a link between two accounts comes before all others: somebody said so
 *		2. by rank, 1 first
 *		3. a link with an account comes before one between two devices, which are all
 *		   ids that are no accounts
 *		4. the older first, then by ids
 *
 * A link is refused that would join two ids that are apart; two people of whom each has
 * an account, unless it is a link between accounts; or a person of more than max_size
 * ids.  A shared device is cut: an id that is no account and whose best links
 * to accounts, or to ids that are apart from somebody, go to two people who must not be
 * one.  None of its links is taken, because to take one of them would be a guess.
 *
 * A person is named by the smallest of the accounts, by bytes, else of the ids.  The
 * people are the same whatever void links are left out: such a link would come later
 * than the one that makes it void, and be refused with it.
 *
 * Cost: O(links log links) to sort, then O(links log ids) for an instant; without
 * anybody apart.  A link between people of r and s pairs apart adds O(min(r, s)).
 */
#ifndef CSQ_IDENTITY_RULES_H
#define CSQ_IDENTITY_RULES_H

#include "journey/identity.h"

#define CSQ_IDENTITY_ACCOUNT 1 /* flag of a node */

typedef struct CsqIdentityFull
{
	CsqStored flat; /* these three as in CsqIdentity */
	uint32_t  nnodes;
	uint32_t  back;
	uint32_t  room;    /* for nodes, before the links */
	uint32_t  nlinks;  /* apart ones, too */
	uint32_t  nsorted; /* of them in order */
	uint32_t  zero;
} CsqIdentityFull;

typedef struct CsqIdentityFullNode
{
	CsqIdentityNode node;
	uint32_t        flags;
	int64_t         known;
} CsqIdentityFullNode;

typedef struct CsqIdentityRow
{
	uint32_t a;
	uint32_t b;
	int32_t  rank; /* 0: different people */
	uint32_t zero;
	int64_t  since; /* INT64_MIN: always */
	int64_t  until; /* not included; INT64_MAX: it has not ended */
} CsqIdentityRow;

_Static_assert(sizeof(CsqIdentityFull) == CSQ_IDENTITY_FULL_HEAD &&
                   sizeof(CsqIdentityFullNode) == CSQ_IDENTITY_FULL_NODE,
               "identity.h must know both");

static inline CsqIdentityFullNode *
csq_identity_full_node(const CsqIdentity *g, uint32_t node)
{
	return (CsqIdentityFullNode *) ((char *) g + sizeof(CsqIdentityFull)) + node - 1;
}

static inline CsqIdentityRow *
csq_identity_rows(const CsqIdentity *g)
{
	return (CsqIdentityRow *) (csq_identity_full_node(g, 1) + ((const CsqIdentityFull *) g)->room);
}

/* Bytes of header, nodes and links, with the room for nodes. */
static inline size_t
csq_identity_full_front(const CsqIdentity *g)
{
	const CsqIdentityFull *f = (const CsqIdentityFull *) g;

	return sizeof *f + f->room * sizeof(CsqIdentityFullNode) + f->nlinks * sizeof(CsqIdentityRow);
}

/* ---- the state: identity_full.c ---- */

/* Replace *g by a larger copy when it is full.  a and b of add may be NULL. */
extern bool csq_identity_add_row(CsqIdentity **g, const CsqText *a, const CsqText *b, int32_t rank, int64_t since,
                                 int64_t until, CsqError *err);
extern bool csq_identity_add_apart(CsqIdentity **g, const CsqText *a, const CsqText *b, CsqError *err);
extern bool csq_identity_add_account(CsqIdentity **g, const CsqText *id, CsqError *err);

/* Within the core; a row is between two different nodes, in either order. */
extern bool        csq_identity_put_row(CsqIdentity **g, const CsqIdentityRow *row, CsqError *err);
extern bool        csq_identity_merge_full(CsqIdentity **into, const CsqIdentity *from, CsqError *err);
extern const char *csq_identity_check_full(const CsqIdentity *g, size_t size);
extern const char *csq_identity_check_full_node(const CsqIdentity *g, uint32_t node);

/* The rows that no other makes void, *n of them, in the order of the state. */
extern CsqIdentityRow *csq_identity_valid_rows(const CsqIdentity *g, uint32_t *n);

/* The four directions: identity_full_text.c. */
extern void         csq_identity_full_text(const CsqIdentity *g, CsqBuf *out);
extern void         csq_identity_full_write(const CsqIdentity *g, CsqBuf *out);
extern CsqIdentity *csq_identity_full_read(CsqReader *r);
extern bool         csq_identity_parse_row(CsqJson *j, CsqIdentity **g, CsqError *err);
extern bool         csq_identity_parse_apart(CsqJson *j, CsqIdentity **g, CsqError *err);
extern bool         csq_identity_parse_account(CsqJson *j, CsqIdentity **g, CsqError *err);

/* ---- who is who: identity_rules.c ---- */

/* What became of a link. */
typedef enum CsqIdentityFate
{
	CSQ_FATE_ABSENT, /* it is not valid then, or of a weaker rank */
	CSQ_FATE_TAKEN,
	CSQ_FATE_KNOWN, /* other links have joined the two already */
	CSQ_FATE_APART,
	CSQ_FATE_ACCOUNTS,
	CSQ_FATE_SHARED,
	CSQ_FATE_SIZE
} CsqIdentityFate;

/* The links in their order, and the parts that never have anything to do with each other. */
typedef struct CsqIdentityRules
{
	const CsqIdentity *graph;
	uint32_t          *by_id; /* [nnodes] */
	uint32_t          *place; /* [nnodes + 1] of each node in by_id */
	CsqIdentityRow    *links; /* [nlinks], a the smaller id by bytes */
	uint32_t           nlinks;
	uint32_t          *apart_first; /* [nnodes + 2]: into apart */
	uint32_t          *apart;       /* from whom each node is apart */
	uint32_t           nparts;
	uint32_t          *part;       /* [nnodes + 1] of each node */
	uint32_t          *node_first; /* [nparts + 1]: into part_nodes, in the order of ids */
	uint32_t          *part_nodes;
	uint32_t          *link_first; /* [nparts + 1]: into part_links, in the order in which they are taken */
	uint32_t          *part_links;
} CsqIdentityRules;

/* What a solution says; arrays as long as the graph's. */
typedef struct CsqIdentitySolution
{
	uint32_t *person; /* [nnodes + 1] of each node */
	uint32_t *size;   /* [nnodes + 1]: ids of the person that has this name */
	uint8_t  *fate;   /* [nlinks], CsqIdentityFate */
	uint32_t *made;   /* [nlinks]: ids of the person that the link made, or would have */
	uint32_t *one;    /* [nlinks]: for a refused link two ids that must not be one person; 0 for the limit on size */
	uint32_t *other;
	uint32_t *cut; /* [nlinks]: for a link of a shared device that device */
} CsqIdentitySolution;

/* What the solver needs meanwhile; made once for a graph. */
typedef struct CsqIdentitySolver CsqIdentitySolver;

/* g must have passed the check. */
extern CsqIdentityRules   *csq_identity_rules(const CsqIdentity *g);
extern CsqIdentitySolver  *csq_identity_solver(const CsqIdentityRules *rules);
extern CsqIdentitySolution csq_identity_solution(const CsqIdentityRules *rules);

/* Ids, and the links between them in the order in which they are taken. */
typedef struct CsqIdentityScope
{
	const uint32_t *nodes;
	uint32_t        nnodes;
	const uint32_t *links;
	uint32_t        nlinks;
} CsqIdentityScope;

static inline bool
csq_identity_valid(const CsqIdentityLimits *limits, const CsqIdentityRow *link)
{
	return link->rank <= limits->max_rank && link->since <= limits->at &&
	       (limits->at < link->until || link->until == INT64_MAX);
}

extern CsqIdentityScope csq_identity_part(const CsqIdentityRules *rules, uint32_t part);

/*
 * Who is who in a scope that no valid link leaves, such as a part, and in all; writes
 * what the solution says of its ids and links.
 */
extern void csq_identity_solve_scope(CsqIdentitySolver *s, const CsqIdentityLimits *limits,
                                     const CsqIdentityScope *scope, CsqIdentitySolution *solution);
extern void csq_identity_solve(CsqIdentitySolver *s, const CsqIdentityLimits *limits, CsqIdentitySolution *solution);

/* ---- a graph that is asked row by row: identity_asked.c ---- */

typedef struct CsqIdentityAsked CsqIdentityAsked;

#define CSQ_IDENTITY_ANSWERS ((size_t) 64 << 20)

/* Answers of whole parts are kept, up to so many bytes of them. */
extern CsqIdentityAsked *csq_identity_asked(const CsqIdentity *g, size_t most);

/* The node that names the node's person, 0 if it is not known then. */
extern uint32_t csq_identity_person_at(CsqIdentityAsked *asked, const CsqIdentityLimits *limits, uint32_t node);

/* ---- paths: identity_path.c ---- */

typedef struct CsqIdentityEdge
{
	uint32_t a;
	uint32_t b;
	uint32_t link; /* the caller's number */
} CsqIdentityEdge;

/* A forest, to find paths in. */
typedef struct CsqIdentityForest
{
	uint32_t *up;    /* [nnodes + 1]: the node above, or itself */
	uint32_t *depth; /* [nnodes + 1] */
	uint32_t *edge;  /* [nnodes + 1]: the number of the edge to the node above */
} CsqIdentityForest;

/* The edges must not go in circles. */
extern CsqIdentityForest csq_identity_forest(uint32_t nnodes, const CsqIdentityEdge *edges, uint32_t nedges);

/* One step of a path: to this node by this edge. */
typedef struct CsqIdentityHop
{
	uint32_t node;
	uint32_t edge;
} CsqIdentityHop;

/*
 * The path from one node to another, without the first; NULL if there is none.
 * *n: its length, 0 from a node to itself.
 */
extern CsqIdentityHop *csq_identity_path(const CsqIdentityForest *forest, uint32_t from, uint32_t to, uint32_t *n);

#endif /* CSQ_IDENTITY_RULES_H */
