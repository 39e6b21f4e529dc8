/*
 * identity_nodes.c
 *		The ids of an identity graph: found by a trie over their hashes, numbered as
 *		they came.  See identity.h for the layout.
 *
 * Finding an id and adding one cost O(log n) expected; the trie is never rebuilt.
 */
#include "journey/identity.h"

#include "base/labels.h"
#include "base/sort.h"
#include "journey/identity_rules.h"
#include "journey/journey.h"

#define HEAD      sizeof(CsqIdentity)
#define HASH_SEED UINT64_C(0x6964656e74697479)

uint64_t
csq_identity_hash(const CsqText *id)
{
	return csq_hash_bytes(id->s, id->len, HASH_SEED);
}

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

	return look_up(g, id, csq_identity_hash(id), &parent, &side);
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
	uint64_t     hash = csq_identity_hash(id);
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
	uint64_t         hashes[8]; /* of the next ids */

	while (index.mask < (uint64_t) g->nnodes * 2)
		index.mask = index.mask * 2 + 1;
	index.places = csq_alloc0((index.mask + 1) * sizeof *index.places);
	for (uint32_t n = 1; n <= 8 && n <= g->nnodes; n++)
	{
		CsqText id = csq_identity_id(g, n);

		hashes[n & 7] = csq_identity_hash(&id);
	}
	for (uint32_t n = 1; n <= g->nnodes; n++)
	{
		CsqText  id = csq_identity_id(g, n);
		uint64_t hash = hashes[n & 7];
		uint64_t at = hash & index.mask;

		if (n + 8 <= g->nnodes)
		{
			CsqText ahead = csq_identity_id(g, n + 8);

			hashes[n & 7] = csq_identity_hash(&ahead);
			__builtin_prefetch(&index.places[hashes[n & 7] & index.mask]);
		}
		while (index.places[at].node != 0)
			at = (at + 1) & index.mask;
		index.places[at] = (CsqIdentityPlace){csq_identity_mark(hash, &id), n, csq_identity_begins(&id)};
		csq_poll(n);
	}
	return index;
}

uint32_t
csq_identity_look_up(const CsqIdentity *g, const CsqIdentityIndex *index, const CsqText *id)
{
	uint64_t                hash = csq_identity_hash(id);
	uint32_t                mark = csq_identity_mark(hash, id);
	uint64_t                begins = csq_identity_begins(id);
	const CsqIdentityPlace *p;

	for (uint64_t at = hash & index->mask; (p = &index->places[at])->node != 0; at = (at + 1) & index->mask)
	{
		CsqText here;

		if (p->mark != mark || p->begins != begins)
			continue;
		if (id->len <= CSQ_IDENTITY_BEGINS)
			return p->node;
		here = csq_identity_id(g, p->node);
		if (csq_text_same(&here, id))
			return p->node;
	}
	return 0;
}

/* ---- in order ---- */

/* The eight bytes of an id from this place on, as a number that orders as they do. */
static uint64_t
bytes_from(const CsqText *id, size_t from)
{
	uint64_t begins = 0;

	if (id->len > from)
		memcpy(&begins, id->s + from, id->len - from < sizeof begins ? id->len - from : sizeof begins);
	return csq_be64(begins);
}

/* How many bytes all ids begin with alike: "customer 17" and "customer 18" differ late. */
static size_t
common_prefix(const CsqIdentity *g)
{
	CsqText first = csq_identity_id(g, 1);
	size_t  common = first.len;

	for (uint32_t n = 2; n <= g->nnodes && common > 0; n++)
	{
		CsqText id = csq_identity_id(g, n);
		size_t  len = 0;

		while (len < common && len < id.len && id.s[len] == first.s[len])
			len++;
		common = len;
		csq_poll(n);
	}
	return common;
}

/* Ids of which the bytes so far are alike. */
typedef struct Alike
{
	CsqText  id;
	uint32_t node;
} Alike;

static int
compare_ids(const void *pa, const void *pb)
{
	return csq_text_compare(&((const Alike *) pa)->id, &((const Alike *) pb)->id);
}

static void
sort_alike(const CsqIdentity *g, CsqKeyed *items, size_t n)
{
	Alike *alike = csq_alloc(n * sizeof *alike);

	for (size_t i = 0; i < n; i++)
		alike[i] = (Alike){csq_identity_id(g, (uint32_t) items[i].item), (uint32_t) items[i].item};
	csq_sort(alike, n, sizeof *alike, compare_ids);
	for (size_t i = 0; i < n; i++)
		items[i].item = alike[i].node;
	csq_free(alike);
}

uint32_t *
csq_identity_by_id(const CsqIdentity *g)
{
	uint32_t  n = g->nnodes;
	CsqKeyed *list = csq_alloc(((size_t) n + 1) * sizeof *list);
	uint32_t *nodes = csq_alloc(((size_t) n + 1) * sizeof *nodes);
	size_t    common = n > 0 ? common_prefix(g) : 0;

	for (uint32_t i = 0; i < n; i++)
	{
		CsqText id = csq_identity_id(g, i + 1);

		list[i] = (CsqKeyed){bytes_from(&id, common), i + 1};
		csq_poll(i);
	}
	csq_sort_keyed(list, n);
	for (uint32_t from = 0, to; from < n; from = to)
	{
		for (to = from + 1; to < n && list[to].key == list[from].key; to++)
			csq_poll(to);
		if (to > from + 1)
			sort_alike(g, &list[from], to - from);
		csq_poll(to);
	}
	for (uint32_t i = 0; i < n; i++)
		nodes[i] = (uint32_t) list[i].item;
	csq_free(list);
	return nodes;
}
