/*
 * identity_nodes.c
 *		The ids of an identity graph: found by a trie over their hashes, numbered as
 *		they came.  See identity.h for the layout.
 *
 * Finding an id and adding one cost O(log n) expected; the trie is never rebuilt.
 */
#include "journey/identity.h"

#include "base/sort.h"
#include "journey/journey.h"

#define HEAD      sizeof(CsqIdentity)
#define HASH_SEED UINT64_C(0x6964656e74697479)

static inline size_t
padded(size_t len)
{
	return (len + 3) & ~(size_t) 3;
}

CsqIdentity *
csq_identity_new(CsqIdentityKind kind)
{
	CsqIdentity *g = csq_flat_new(CSQ_IDENTITY_FIRST_SIZE, CSQ_IDENTITY_VERSION);

	g->flat.kind = (uint8_t) kind;
	return g;
}

/* The node of an id, whose hash is given; or 0, and then where in the trie it would go. */
static uint32_t
look_up(const CsqIdentity *g, const CsqText *id, uint64_t hash, uint32_t *parent, int *side)
{
	uint32_t at = g->nnodes > 0 ? 1 : 0;

	*parent = 0;
	*side = 0;
	while (at != 0)
	{
		const CsqIdentityNode *n = csq_identity_node(g, at);
		CsqText                text = csq_identity_id(g, at);

		if (text.len == id->len && (id->len == 0 || memcmp(text.s, id->s, id->len) == 0))
			return at;
		*parent = at;
		*side = (int) (hash & 1);
		hash >>= 1;
		at = n->child[*side];
	}
	return 0;
}

uint32_t
csq_identity_find(const CsqIdentity *g, const CsqText *id)
{
	uint32_t parent;
	int      side;

	return look_up(g, id, csq_hash_bytes(id->s, id->len, HASH_SEED), &parent, &side);
}

/* The node of an id, made if there is none.  Replaces *gp by a larger copy when it is full. */
bool
csq_identity_node_of(CsqIdentity **gp, const CsqText *id, uint32_t *node, CsqError *err)
{
	CsqIdentity *g = *gp;
	uint64_t     hash = csq_hash_bytes(id->s, id->len, HASH_SEED);
	uint32_t     parent;
	int          side;
	size_t       stride = csq_identity_stride(g);

	*node = look_up(g, id, hash, &parent, &side);
	if (*node != 0)
		return true;
	if (id->len < CSQ_MAX_VALUE_SIZE)
		g = csq_flat_room(g, HEAD + g->nnodes * stride, g->back, stride + padded(id->len));
	if (g == NULL || id->len >= CSQ_MAX_VALUE_SIZE)
		return csq_fail(err, CSQ_LIMIT, "identity_graph with %u ids would exceed 1 GB", (*gp)->nnodes) ||
		       csq_hint(err, "Aggregate per region or tenant, or use shorter ids.");
	*gp = g;
	*node = ++g->nnodes;
	g->back += (uint32_t) padded(id->len);
	*csq_identity_node(g, *node) = (CsqIdentityNode){{0, 0}, *node, g->back / 4, (uint32_t) id->len};
	if (g->flat.kind != CSQ_IDENTITY_PLAIN)
	{
		csq_identity_weighted(g, *node)->height = (uint32_t) (hash >> 32);
		csq_identity_weighted(g, *node)->known = g->flat.kind == CSQ_IDENTITY_TIMED ? INT64_MAX : 0;
	}
	if (id->len > 0)
		memcpy((char *) g + csq_flat_size(g) - g->back, id->s, id->len);
	if (parent != 0)
		csq_identity_node(g, parent)->child[side] = *node;
	return true;
}

/* ---- in order ---- */

typedef struct Named
{
	CsqText  id;
	uint32_t node;
} Named;

static int
compare_ids(const void *a, const void *b)
{
	return csq_text_compare(&((const Named *) a)->id, &((const Named *) b)->id);
}

uint32_t *
csq_identity_by_id(const CsqIdentity *g)
{
	uint32_t  n = g->nnodes;
	Named    *named = csq_alloc(((size_t) n + 1) * sizeof *named);
	uint32_t *nodes = csq_alloc(((size_t) n + 1) * sizeof *nodes);

	for (uint32_t i = 0; i < n; i++)
	{
		named[i] = (Named){csq_identity_id(g, i + 1), i + 1};
		csq_poll(i);
	}
	csq_sort(named, n, sizeof *named, compare_ids);
	for (uint32_t i = 0; i < n; i++)
		nodes[i] = named[i].node;
	csq_free(named);
	return nodes;
}
