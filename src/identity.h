/*
 * identity.h
 *		Which ids belong to one person: state of identity_agg, type identity_graph.
 *
 * What is summarised is a graph whose nodes are ids (cookies, phone numbers,
 * accounts) and whose edges say "the same person".  All that matters of it are its
 * connected components, and a spanning forest is all that is needed to know them,
 * so this is what is kept: one link a node, whatever the number of edges.
 *
 * Layout (flat.h): header, nodes from the front, ids from the back.
 *
 *		node	child uint32[2], link uint32, ref uint32, len uint32
 *
 * Nodes are numbered from 1 in order of arrival.  link leads to a node of the same
 * person with a smaller number, or to itself; so following links ends.  ref is the
 * distance of the id's bytes from the end in units of 4 bytes.  child makes the
 * nodes a binary trie over the bits of the id's hash, children are newer than
 * their parent.
 */
#ifndef CSQ_IDENTITY_H
#define CSQ_IDENTITY_H

#include "core.h"
#include "flat.h"
#include "json_core.h"

#define CSQ_IDENTITY_VERSION 1
#define CSQ_IDENTITY_FIRST_SIZE 128

typedef struct CsqIdentityNode
{
	uint32_t	child[2];
	uint32_t	link;
	uint32_t	ref;
	uint32_t	len;
} CsqIdentityNode;

typedef struct CsqIdentity
{
	CsqStored	flat;
	uint32_t	nnodes;
	uint32_t	back;			/* bytes of ids at the end */
	CsqIdentityNode nodes[];	/* node n is nodes[n - 1] */
} CsqIdentity;

/* Everybody's person. */
typedef struct CsqPeople
{
	const CsqIdentity *graph;
	uint32_t	npeople;
	uint32_t   *person;			/* [nnodes + 1]: the node with the smallest id of the same person */
	uint32_t   *size;			/* [nnodes + 1]: of the person, at that node */
} CsqPeople;

static inline CsqText
csq_identity_id(const CsqIdentity *g, uint32_t node)
{
	const CsqIdentityNode *n = &g->nodes[node - 1];

	return (CsqText) {(const char *) g + csq_flat_size(g) - (size_t) n->ref * 4, n->len};
}

extern CsqIdentity *csq_identity_new(size_t size);

/* The two ids are one person; either may be NULL.  Replaces *g by a larger copy when it is full. */
extern bool csq_identity_add(CsqIdentity **g, const CsqText *a, const CsqText *b, CsqError *err);

/* from must have passed the check. */
extern bool csq_identity_merge(CsqIdentity **into, const CsqIdentity *from, CsqError *err);
extern bool csq_identity_check(const void *value, size_t size, CsqError *err);

/* Who is who; g must have passed the check.  O(ids). */
extern CsqPeople csq_identity_people(const CsqIdentity *g);

/* The node of an id, 0 when it is unknown. */
extern uint32_t csq_identity_find(const CsqIdentity *g, const CsqText *id);

/* All nodes, ordered by person and id, by bytes. */
extern uint32_t *csq_identity_order(const CsqPeople *people);

/* The four directions.  Canonical: the same people give the same text and bytes, whatever the edges were. */
extern CsqIdentity *csq_identity_parse(const char *text, size_t len, CsqError *err);
extern void csq_identity_text(const CsqIdentity *g, CsqBuf *out);
extern CsqIdentity *csq_identity_read(const void *data, size_t len, CsqError *err);
extern void csq_identity_write(const CsqIdentity *g, CsqBuf *out);

#endif							/* CSQ_IDENTITY_H */
