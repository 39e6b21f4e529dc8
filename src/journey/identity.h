/*
 * identity.h
 *		Which ids belong to one person: state of identity_agg, type identity_graph.
 *
 * What is summarised is a graph whose nodes are ids (cookies, phone numbers,
 * accounts) and whose edges say "the same person".  All that matters of it are its
 * connected components, and a spanning forest is all that is needed to know them,
 * so this is what is kept: one link a node, whatever the number of edges.
 *
 * Links may have a weight: a rank (1 the strongest kind) or the instant since when
 * they are known.  Then the components by the links of weight <= w are wanted, for
 * any w, and the minimum spanning forest is what keeps them all: a link is left out
 * only where lighter ones join the same ids.  Links are ordered by weight and then
 * by their ids, smaller one first, by bytes; so the forest is unique, and that of a
 * union is that of the union of two forests.
 *
 * Layout (flat.h): header, whose kind says which weights there are; nodes from the
 * front; ids from the back.
 *
 *		node	child uint32[2], link uint32, ref uint32, len uint32;
 *				with weights further height, a, b uint32, weight, known int64
 *
 * Where links end, or may be refused because of a rule, no forest is enough: graphs of
 * that kind keep all links and are laid out otherwise (identity_rules.h).
 *
 * Nodes are numbered from 1 in order of arrival.  ref is the distance of the id's
 * bytes from the end in units of 4 bytes.  child makes the nodes a binary trie over
 * the bits of the id's hash, children are newer than their parent.  link leads to a
 * node of the same person, or to itself; following links ends, because it leads to
 * a smaller number without weights, to a higher node with them (identity_links.c).
 */
#ifndef CSQ_IDENTITY_H
#define CSQ_IDENTITY_H

#include "base/core.h"
#include "base/flat.h"
#include "base/json.h"

#define CSQ_IDENTITY_VERSION    1
#define CSQ_IDENTITY_FIRST_SIZE 128
#define CSQ_IDENTITY_FULL_SIZE  256 /* the same for a graph with all links */

/* What the weights of links are: the kind in the header. */
typedef enum CsqIdentityKind
{
	CSQ_IDENTITY_PLAIN = 0,  /* there are none */
	CSQ_IDENTITY_RANKED = 1, /* 1 .. INT32_MAX, 1 the strongest */
	CSQ_IDENTITY_TIMED = 2,  /* known since this instant, or INT64_MIN: from the beginning */
	CSQ_IDENTITY_FULL = 3    /* all links, which may end and be refused: identity_rules.h */
} CsqIdentityKind;

typedef struct CsqIdentityNode
{
	uint32_t child[2];
	uint32_t link;
	uint32_t ref;
	uint32_t len;
} CsqIdentityNode;

/* A link between two ids. */
typedef struct CsqIdentityLink
{
	uint32_t a; /* the smaller id by bytes */
	uint32_t b;
	int64_t  weight;
} CsqIdentityLink;

/* A node of a graph with weights. */
typedef struct CsqIdentityWeighted
{
	CsqIdentityNode node;
	uint32_t        height; /* by the id's hash */
	CsqIdentityLink edge;   /* of the forest, that node.link stands for; zero where that leads to itself */
	int64_t         known;  /* timed: since when anything is known of the id; ranked: 0 */
} CsqIdentityWeighted;

typedef struct CsqIdentity
{
	CsqStored       flat;
	uint32_t        nnodes;
	uint32_t        back;    /* bytes of ids at the end */
	CsqIdentityNode nodes[]; /* without weights: node n is nodes[n - 1] */
} CsqIdentity;

/* One link of the forest, in the order in which links are taken. */
typedef struct CsqIdentityStep
{
	CsqIdentityLink link;
	uint32_t        size;    /* of the person it makes, or would make */
	uint32_t        person;  /* the node that names who it makes; 0: it is refused, size is above the limit */
	uint32_t        renamed; /* the end of the link whose person has another name now; 0: it is refused */
} CsqIdentityStep;

/* With weights, of a node: its way up, and since when something is known of it. */
typedef struct CsqIdentityClimb
{
	int64_t  weight; /* of the step by which it went up */
	int64_t  known;
	uint32_t up;    /* the node above, or itself */
	uint32_t first; /* its first in grown; those of the next begin where they end */
} CsqIdentityClimb;

/* The person of a node after a step. */
typedef struct CsqIdentityGrown
{
	int64_t  weight; /* of the step */
	uint32_t person;
	uint32_t size;
} CsqIdentityGrown;

/* Everybody's person, by any weight of links. */
typedef struct CsqPeople
{
	const CsqIdentity *graph;
	uint32_t           max_size; /* the largest person that is believed; 0: any */

	/* without weights, and with all links; [nnodes + 1] */
	uint32_t *person; /* the node that names the person; 0: not known then */
	uint32_t *size;   /* of the person, at that node */

	/* with weights: see identity_links.c */
	uint32_t         *by_id; /* [nnodes]: nodes ordered by id */
	CsqIdentityStep  *steps; /* [nsteps]: the forest by weight */
	uint32_t          nsteps;
	CsqIdentityClimb *climb; /* [nnodes + 3] */
	CsqIdentityGrown *grown; /* the steps by which each node's person grew */
} CsqPeople;

/* The names of everybody's person, found by the id: see identity_names.c. */
typedef struct CsqIdentityNames
{
	uint32_t *first; /* [mask + 2]: into slots, by the lower bits of the id's hash; NULL: there are too many */
	uint64_t  mask;
	struct CsqIdentitySlot *slots;
} CsqIdentityNames;

/* Where to find an id: a table of the ids' hashes for a graph that is asked often. */
typedef struct CsqIdentityPlace
{
	uint32_t
		mark; /* the upper bits of its hash; in the lowest eight its length, or 255 when it does not fit in begins */
	uint32_t node;   /* 0: none */
	uint64_t begins; /* the first bytes of the id; most are found without another look at memory */
} CsqIdentityPlace;

typedef struct CsqIdentityIndex
{
	CsqIdentityPlace *places;
	uint64_t          mask;
} CsqIdentityIndex;

#define CSQ_IDENTITY_FULL_HEAD (sizeof(CsqIdentity) + 16)
#define CSQ_IDENTITY_FULL_NODE 32

static inline size_t
csq_identity_stride(const CsqIdentity *g)
{
	return g->flat.kind == CSQ_IDENTITY_PLAIN  ? sizeof(CsqIdentityNode)
	       : g->flat.kind == CSQ_IDENTITY_FULL ? CSQ_IDENTITY_FULL_NODE
	                                           : sizeof(CsqIdentityWeighted);
}

static inline CsqIdentityNode *
csq_identity_node(const CsqIdentity *g, uint32_t node)
{
	size_t head = g->flat.kind == CSQ_IDENTITY_FULL ? CSQ_IDENTITY_FULL_HEAD : sizeof *g;

	return (CsqIdentityNode *) ((char *) g + head + (size_t) (node - 1) * csq_identity_stride(g));
}

/* A node of a graph with weights. */
static inline CsqIdentityWeighted *
csq_identity_weighted(const CsqIdentity *g, uint32_t node)
{
	return (CsqIdentityWeighted *) ((char *) g + sizeof *g) + node - 1;
}

static inline CsqText
csq_identity_id(const CsqIdentity *g, uint32_t node)
{
	const CsqIdentityNode *n = csq_identity_node(g, node);

	return (CsqText){(const char *) g + csq_flat_size(g) - (size_t) n->ref * 4, n->len};
}

#define CSQ_IDENTITY_BEGINS 8

/* The first bytes of an id, in memory as they are there, zeros behind them. */
static inline uint64_t
csq_identity_begins(const CsqText *id)
{
	uint64_t begins = 0;

	if (id->len > 0)
		memcpy(&begins, id->s, id->len < CSQ_IDENTITY_BEGINS ? id->len : CSQ_IDENTITY_BEGINS);
	return begins;
}

/* What a table keeps of an id's hash, and of its length what there is room for. */
static inline uint32_t
csq_identity_mark(uint64_t hash, const CsqText *id)
{
	return (uint32_t) (hash >> 32 & ~UINT64_C(255)) | (id->len <= CSQ_IDENTITY_BEGINS ? (uint32_t) id->len : 255);
}

extern CsqIdentity *csq_identity_new(CsqIdentityKind kind);

/* "without ranks or times", "with ranks", "with times", "with all links" */
extern const char *csq_identity_kind_text(int kind);

/*
 * The two ids are one person; either may be NULL.  Replaces *g by a larger copy when
 * it is full.  The first is for a graph without weights, the second for one with.
 */
extern bool csq_identity_add(CsqIdentity **g, const CsqText *a, const CsqText *b, CsqError *err);
extern bool csq_identity_add_weighted(CsqIdentity **g, const CsqText *a, const CsqText *b, int64_t weight,
                                      CsqError *err);

/* from must have passed the check; CSQ_PARAM where the kinds differ. */
extern bool csq_identity_merge(CsqIdentity **into, const CsqIdentity *from, CsqError *err);
extern bool csq_identity_check(const void *value, size_t size, CsqError *err);

/*
 * Who is who; g must have passed the check.  O(ids) without weights, else O(ids log ids).
 *
 * Without weights a person of more than max_size ids (0: no limit) is not believed,
 * each of the ids stands for itself.  With weights links are taken in order, and one
 * that would make a person larger than max_size is not.
 */
extern CsqPeople csq_identity_people(const CsqIdentity *g, uint32_t max_size);

/*
 * The same for any kind; limits beyond max_size count only for a graph with all links,
 * whose people are those at that instant.
 */
typedef struct CsqIdentityLimits
{
	uint32_t max_size; /* 0: any */
	int32_t  max_rank;
	int64_t  at; /* INT64_MAX: by the links that do not end */
} CsqIdentityLimits;

extern CsqPeople csq_identity_people_as(const CsqIdentity *g, const CsqIdentityLimits *limits);

/*
 * The node that names the node's person by links of at most this weight, and the
 * number of its ids (without weights: as found, even if not believed).  False if
 * the id is not known by then.  O(log ids).
 */
extern bool csq_identity_who(const CsqPeople *people, uint32_t node, int64_t weight, uint32_t *person, uint32_t *size);

/*
 * The name of an id's person by links of at most this weight, false if the id is not known
 * by then: what csq_identity_who() says, for a graph with weights that is asked often.
 * All that is needed of people are its steps, for which there is a shorter way.
 */
extern CsqPeople        csq_identity_steps(const CsqIdentity *g, uint32_t max_size);
extern CsqIdentityNames csq_identity_names(const CsqPeople *people);
extern bool csq_identity_name_of(const CsqIdentity *g, const CsqIdentityNames *names, const CsqText *id, int64_t weight,
                                 CsqText *name);

/* The node of an id, 0 when it is unknown.  The index saves the walk down the trie: made in O(ids), then O(1). */
extern uint32_t         csq_identity_find(const CsqIdentity *g, const CsqText *id);
extern CsqIdentityIndex csq_identity_index(const CsqIdentity *g);
extern uint32_t         csq_identity_look_up(const CsqIdentity *g, const CsqIdentityIndex *index, const CsqText *id);

/* All nodes ordered by id, by bytes. */
extern uint32_t *csq_identity_by_id(const CsqIdentity *g);

/*
 * The nodes known by links of at most this weight, *n of them,
 * ordered by who names their person, and then by id, by bytes.
 */
extern uint32_t *csq_identity_order(const CsqPeople *people, int64_t weight, uint32_t *n);

/* Within the core: identity_nodes.c, and identity_links.c for graphs with weights. */
extern uint64_t csq_identity_hash(const CsqText *id);
extern bool     csq_identity_node_of(CsqIdentity **g, const CsqText *id, uint32_t *node, CsqError *err);
extern bool     csq_identity_attach(CsqIdentity *g, CsqIdentityLink e);
extern void     csq_identity_know(CsqIdentity *g, uint32_t node, int64_t weight);
extern bool     csq_identity_merge_weighted(CsqIdentity **into, const CsqIdentity *from, CsqError *err);
extern bool     csq_identity_weight_valid(int kind, int64_t weight);

/* What the check of a node asks of others, side by side: in the nodes each would be a look at memory of its own. */
typedef struct CsqIdentityFacts
{
	uint32_t *height; /* [nnodes + 1] */
	int64_t  *known;
} CsqIdentityFacts;

extern CsqIdentityFacts csq_identity_facts(const CsqIdentity *g);
extern const char      *csq_identity_check_weighted(const CsqIdentity *g, const CsqIdentityFacts *facts, uint32_t node);
extern void             csq_identity_history(CsqPeople *people);
extern bool             csq_identity_who_by(const CsqPeople *people, uint32_t node, int64_t weight, uint32_t *person,
                                            uint32_t *size);

/*
 * The four directions.  Canonical: the same people (with weights:
 * the same forest) give the same text and bytes, whatever the edges were.
 */
extern CsqIdentity *csq_identity_parse(const char *text, size_t len, CsqError *err);
extern void         csq_identity_text(const CsqIdentity *g, CsqBuf *out);
extern CsqIdentity *csq_identity_read(const void *data, size_t len, CsqError *err);
extern void         csq_identity_write(const CsqIdentity *g, CsqBuf *out);

#endif /* CSQ_IDENTITY_H */
