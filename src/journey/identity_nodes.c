/*
 * identity_nodes.c
 *		The ids of an identity graph: found by a trie over their hashes, numbered as
 *		they came.  See identity.h for the layout.
 *
 * Finding an id and adding one cost O(log n) expected; the trie is never rebuilt.
 */
#include "journey/identity.h"

#include "base/sort.h"
#include "journey/identity_rules.h"
#include "journey/journey.h"

#define HEAD      sizeof(CsqIdentity)
#define BEGINS    sizeof(((CsqIdentityPlace *) 0)->begins)
#define HASH_SEED UINT64_C(0x6964656e74697479)

static inline size_t
padded(size_t len)
{
	return (len + 3) & ~(size_t) 3;
}

CsqIdentity *
csq_identity_new(CsqIdentityKind kind)
{
	/* room for two ids of some 40 bytes and a link, or without ranks and times for more */
	CsqIdentity *g = csq_flat_new(kind == CSQ_IDENTITY_FULL ? CSQ_IDENTITY_FULL_SIZE : CSQ_IDENTITY_FIRST_SIZE,
	                              CSQ_IDENTITY_VERSION);

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

/* In a graph with all links: room for one more node and the bytes of its id, a multiple of 4; NULL above 1 GB. */
static CsqIdentity *
room_before_links(CsqIdentity *g, size_t id_bytes)
{
	CsqIdentityFull *f = (CsqIdentityFull *) g;
	uint32_t         more = f->nnodes < f->room ? 0 : f->room < 4 ? 4 : f->room;
	size_t           bytes = more * sizeof(CsqIdentityFullNode);
	char            *rows;

	g = csq_flat_room(g, csq_identity_full_front(g), g->back, bytes + id_bytes);
	if (g == NULL || more == 0)
		return g;
	f = (CsqIdentityFull *) g;
	rows = (char *) csq_identity_rows(g);
	memmove(rows + bytes, rows, f->nlinks * sizeof(CsqIdentityRow));
	memset(rows, 0, bytes);
	f->room += more;
	return g;
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
		g = g->flat.kind == CSQ_IDENTITY_FULL
		        ? room_before_links(g, padded(id->len))
		        : csq_flat_room(g, HEAD + g->nnodes * stride, g->back, stride + padded(id->len));
	if (g == NULL || id->len >= CSQ_MAX_VALUE_SIZE)
		return csq_fail(err, CSQ_LIMIT, "identity_graph with %u ids would exceed 1 GB", (*gp)->nnodes) ||
		       csq_hint(err, "Aggregate per region or tenant, or use shorter ids.");
	*gp = g;
	*node = ++g->nnodes;
	g->back += (uint32_t) padded(id->len);
	*csq_identity_node(g, *node) = (CsqIdentityNode){{0, 0}, *node, g->back / 4, (uint32_t) id->len};
	if (g->flat.kind == CSQ_IDENTITY_FULL)
		csq_identity_full_node(g, *node)->known = INT64_MAX;
	else if (g->flat.kind != CSQ_IDENTITY_PLAIN)
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

/* ---- a graph that is asked often ---- */

CsqIdentityIndex
csq_identity_index(const CsqIdentity *g)
{
	CsqIdentityIndex index = {.mask = 15};

	while (index.mask < (uint64_t) g->nnodes * 2)
		index.mask = index.mask * 2 + 1;
	index.places = csq_alloc0((index.mask + 1) * sizeof *index.places);
	for (uint32_t n = 1; n <= g->nnodes; n++)
	{
		const CsqIdentityNode *node = csq_identity_node(g, n);
		CsqText                id = csq_identity_id(g, n);
		uint64_t               hash = csq_hash_bytes(id.s, id.len, HASH_SEED);
		uint64_t               at = hash & index.mask;

		while (index.places[at].node != 0)
			at = (at + 1) & index.mask;
		index.places[at] = (CsqIdentityPlace){(uint32_t) (hash >> 32), n, node->ref, node->len, {0}};
		if (id.len > 0)
			memcpy(index.places[at].begins, id.s, id.len < BEGINS ? id.len : BEGINS);
		csq_poll(n);
	}
	return index;
}

uint32_t
csq_identity_look_up(const CsqIdentity *g, const CsqIdentityIndex *index, const CsqText *id)
{
	uint64_t                hash = csq_hash_bytes(id->s, id->len, HASH_SEED);
	const char             *end = (const char *) g + csq_flat_size(g);
	const CsqIdentityPlace *p;

	for (uint64_t at = hash & index->mask; (p = &index->places[at])->node != 0; at = (at + 1) & index->mask)
		if (p->hash == hash >> 32 && p->len == id->len &&
		    (id->len == 0 || memcmp(p->len <= BEGINS ? p->begins : end - (size_t) p->ref * 4, id->s, id->len) == 0))
			return p->node;
	return 0;
}

/* ---- in order ---- */

typedef struct Named
{
	uint64_t begins; /* its first 8 bytes, which order most */
	CsqText  id;
	uint32_t node;
} Named;

static int
compare_ids(const void *pa, const void *pb)
{
	const Named *a = pa;
	const Named *b = pb;

	return a->begins != b->begins ? (a->begins < b->begins ? -1 : 1) : csq_text_compare(&a->id, &b->id);
}

static Named
named(const CsqIdentity *g, uint32_t node)
{
	Named n = {0, csq_identity_id(g, node), node};

	memcpy(&n.begins, n.id.s, n.id.len < sizeof n.begins ? n.id.len : sizeof n.begins);
	n.begins = csq_be64(n.begins);
	return n;
}

uint32_t *
csq_identity_by_id(const CsqIdentity *g)
{
	uint32_t  n = g->nnodes;
	Named    *list = csq_alloc(((size_t) n + 1) * sizeof *list);
	uint32_t *nodes = csq_alloc(((size_t) n + 1) * sizeof *nodes);

	for (uint32_t i = 0; i < n; i++)
	{
		list[i] = named(g, i + 1);
		csq_poll(i);
	}
	csq_sort(list, n, sizeof *list, compare_ids);
	for (uint32_t i = 0; i < n; i++)
		nodes[i] = list[i].node;
	csq_free(list);
	return nodes;
}
