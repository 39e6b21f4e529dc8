/*
 * identity_core.c
 *		Union-find in a flat value: see identity.h for what is stored.
 *
 * find() halves the path it walks and links always lead to smaller numbers, which
 * makes m operations cost O(m log n) (Tarjan and van Leeuwen 1984) without a rank to
 * store.  Two graphs are merged by adding the links of the one to the other: forest
 * and forest give a forest of the union, so any split of the edges gives the same
 * people.
 *
 * Text: {"v":1,"people":[["ann@example.com","cookie 7"],["bob"]]}.  Binary (network
 * byte order): version u8, people u32, for each of them the number of ids u32, then
 * length u32 and bytes of each.  In both the ids of a person ascend by bytes, and so
 * do the people by their first id, who names the person.
 */
#include "identity.h"

#include "journey.h"
#include "sort.h"

#define HEAD sizeof(CsqIdentity)
#define HASH_SEED UINT64_C(0x6964656e74697479)

static inline size_t
padded(size_t len)
{
	return (len + 3) & ~(size_t) 3;
}

CsqIdentity *
csq_identity_new(size_t size)
{
	return csq_flat_new(padded(size < CSQ_IDENTITY_FIRST_SIZE ? CSQ_IDENTITY_FIRST_SIZE : size), CSQ_IDENTITY_VERSION);
}

/* ---- nodes ---- */

/* The node of an id; or 0, and then where in the trie it would go. */
static uint32_t
look_up(const CsqIdentity *g, const CsqText *id, uint32_t *parent, int *side)
{
	uint64_t	hash = csq_hash_bytes(id->s, id->len, HASH_SEED);
	uint32_t	at = g->nnodes > 0 ? 1 : 0;

	*parent = 0;
	*side = 0;
	while (at != 0)
	{
		const CsqIdentityNode *n = &g->nodes[at - 1];
		CsqText		text = csq_identity_id(g, at);

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
	uint32_t	parent;
	int			side;

	return look_up(g, id, &parent, &side);
}

static bool
node_of(CsqIdentity **gp, const CsqText *id, uint32_t *node, CsqError *err)
{
	CsqIdentity *g = *gp;
	uint32_t	parent;
	int			side;
	size_t		front = HEAD + (size_t) g->nnodes * sizeof(CsqIdentityNode);

	*node = look_up(g, id, &parent, &side);
	if (*node != 0)
		return true;
	if (id->len < CSQ_MAX_VALUE_SIZE)
		g = csq_flat_room(g, front, g->back, sizeof(CsqIdentityNode) + padded(id->len));
	if (g == NULL || id->len >= CSQ_MAX_VALUE_SIZE)
		return csq_fail(err, CSQ_LIMIT, "identity_graph with %u ids would exceed 1 GB", (*gp)->nnodes) ||
			csq_hint(err, "Aggregate per region or tenant, or use shorter ids.");
	*gp = g;
	*node = ++g->nnodes;
	g->back += (uint32_t) padded(id->len);
	g->nodes[*node - 1] = (CsqIdentityNode) {{0, 0}, *node, g->back / 4, (uint32_t) id->len};
	if (id->len > 0)
		memcpy((char *) g + csq_flat_size(g) - g->back, id->s, id->len);
	if (parent != 0)
		g->nodes[parent - 1].child[side] = *node;
	return true;
}

static uint32_t
find(CsqIdentity *g, uint32_t node)
{
	CsqIdentityNode *nodes = g->nodes - 1;	/* nodes are numbered from 1 */

	while (nodes[node].link != node)
		node = nodes[node].link = nodes[nodes[node].link].link;
	return node;
}

bool
csq_identity_add(CsqIdentity **g, const CsqText *a, const CsqText *b, CsqError *err)
{
	uint32_t	na = 0;
	uint32_t	nb = 0;

	if ((a != NULL && !node_of(g, a, &na, err)) || (b != NULL && !node_of(g, b, &nb, err)))
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
	for (uint32_t n = 1; n <= from->nnodes; n++)
	{
		CsqText		id = csq_identity_id(from, n);
		CsqText		linked = csq_identity_id(from, from->nodes[n - 1].link);

		if (!csq_identity_add(into, &id, &linked, err))
			return false;
		if (CSQ_UNLIKELY((n & 0xFFF) == 0))
			csq_check_interrupts();
	}
	return true;
}

/* ---- checking ---- */

static bool
corrupt(CsqError *err, const char *why)
{
	return csq_fail(err, CSQ_DATA, "invalid identity_graph") || csq_detail(err, "%s", why);
}

bool
csq_identity_check(const void *value, size_t size, CsqError *err)
{
	const CsqIdentity *g = value;

	if (size < HEAD || size % 4 != 0 || csq_flat_size(g) != size)
		return corrupt(err, "Its size is not that of an identity_graph.");
	if (g->flat.version != CSQ_IDENTITY_VERSION || g->flat.kind != 0 || g->flat.flags != 0)
		return corrupt(err, "It was written by another version of csq.") ||
			csq_hint(err, "Upgrade the csq library on this server.");
	if (g->nnodes > (size - HEAD) / sizeof(CsqIdentityNode) || g->back % 4 != 0 ||
		g->back > size - HEAD - g->nnodes * sizeof(CsqIdentityNode))
		return corrupt(err, "Its nodes and ids exceed its size.");
	for (uint32_t n = 1; n <= g->nnodes; n++)
	{
		const CsqIdentityNode *node = &g->nodes[n - 1];

		if (node->link == 0 || node->link > n)
			return corrupt(err, "A link does not lead to an older id.");
		for (int i = 0; i < 2; i++)
			if (node->child[i] != 0 && (node->child[i] <= n || node->child[i] > g->nnodes))
				return corrupt(err, "A child is not newer than its parent.");
		if (node->ref > g->back / 4 || node->len > (size_t) node->ref * 4)
			return corrupt(err, "An id exceeds the value.");
		if (CSQ_UNLIKELY((n & 0xFFFF) == 0))
			csq_check_interrupts();
	}
	return true;
}

/* ---- who is who ---- */

CsqPeople
csq_identity_people(const CsqIdentity *g)
{
	size_t		n = (size_t) g->nnodes + 1;
	uint32_t   *root = csq_alloc(n * sizeof *root);
	CsqPeople	people = {g, 0, csq_alloc0(n * sizeof(uint32_t)), csq_alloc0(n * sizeof(uint32_t))};

	/* links lead to smaller numbers, so one pass finds the roots; person: smallest id of a root's nodes */
	for (uint32_t i = 1; i <= g->nnodes; i++)
	{
		uint32_t	link = g->nodes[i - 1].link;
		uint32_t   *smallest;

		root[i] = link == i ? i : root[link];
		smallest = &people.person[root[i]];
		people.npeople += *smallest == 0;
		if (*smallest != 0)
		{
			CsqText		a = csq_identity_id(g, i);
			CsqText		b = csq_identity_id(g, *smallest);

			if (csq_text_compare(&a, &b) >= 0)
				continue;
		}
		*smallest = i;
		if (CSQ_UNLIKELY((i & 0xFFF) == 0))
			csq_check_interrupts();
	}
	/* a root comes before its nodes: go from the end, to overwrite its entry last */
	for (uint32_t i = g->nnodes; i >= 1; i--)
	{
		people.person[i] = people.person[root[i]];
		people.size[people.person[i]]++;
	}
	csq_free(root);
	return people;
}

typedef struct Member
{
	CsqText		id;
	uint32_t	node;
	uint32_t	rank;			/* of the person's id among all ids */
} Member;

static int
compare_ids(const void *a, const void *b)
{
	return csq_text_compare(&((const Member *) a)->id, &((const Member *) b)->id);
}

static int
compare_ranks(const void *pa, const void *pb)
{
	const Member *a = pa;
	const Member *b = pb;

	return (a->rank > b->rank) - (a->rank < b->rank);
}

uint32_t *
csq_identity_order(const CsqPeople *people)
{
	uint32_t	n = people->graph->nnodes;
	Member	   *members = csq_alloc(((size_t) n + 1) * sizeof *members);
	uint32_t   *rank = csq_alloc(((size_t) n + 1) * sizeof *rank);

	for (uint32_t i = 0; i < n; i++)
		members[i] = (Member) {csq_identity_id(people->graph, i + 1), i + 1, 0};
	csq_sort(members, n, sizeof *members, compare_ids);
	for (uint32_t i = 0; i < n; i++)
		rank[members[i].node] = i;
	for (uint32_t i = 0; i < n; i++)
		members[i].rank = rank[people->person[members[i].node]];
	csq_sort(members, n, sizeof *members, compare_ranks);	/* stable: ids stay in order */
	for (uint32_t i = 0; i < n; i++)
		rank[i] = members[i].node;
	csq_free(members);
	return rank;
}

/* ---- text ---- */

void
csq_identity_text(const CsqIdentity *g, CsqBuf *out)
{
	CsqPeople	people = csq_identity_people(g);
	uint32_t   *order = csq_identity_order(&people);

	csq_buf_str(out, "{\"v\":1,\"people\":[");
	for (uint32_t i = 0; i < g->nnodes; i++)
	{
		CsqText		id = csq_identity_id(g, order[i]);

		if (people.person[order[i]] == order[i])
			csq_buf_str(out, i > 0 ? "],[" : "[");
		else
			csq_buf_char(out, ',');
		csq_buf_json(out, id.s, id.len);
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	csq_buf_str(out, g->nnodes > 0 ? "]]}" : "]}");
	csq_free(order);
}

static bool
parse_person(CsqJson *j, CsqIdentity **g, CsqError *err)
{
	CsqText		first = {NULL, 0};
	bool		any = false;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		CsqText		id = csq_json_string(j);

		if (j->failed)
			return false;
		if (!any)
			first = id;
		any = true;
		if (!csq_identity_add(g, &first, &id, err))
			return false;
	}
	return !j->failed && (any || csq_json_fail(j, "A person has at least one id."));
}

CsqIdentity *
csq_identity_parse(const char *text, size_t len, CsqError *err)
{
	CsqIdentity *g = csq_identity_new(0);
	CsqJson		j;
	CsqText		key;

	csq_json_init(&j, text, len, "identity_graph", err);
	csq_json_open(&j, '{');
	while (csq_json_key(&j, &key))
	{
		if (csq_json_is(&key, "v"))
			csq_json_version(&j, CSQ_IDENTITY_VERSION);
		else if (csq_json_is(&key, "people"))
		{
			csq_json_open(&j, '[');
			while (csq_json_item(&j))
				if (!parse_person(&j, &g, err))
					return NULL;
		}
		else
			csq_json_unknown(&j, &key);
	}
	return csq_json_end(&j) ? g : NULL;
}

/* ---- binary ---- */

void
csq_identity_write(const CsqIdentity *g, CsqBuf *out)
{
	CsqPeople	people = csq_identity_people(g);
	uint32_t   *order = csq_identity_order(&people);

	csq_put_u8(out, CSQ_IDENTITY_VERSION);
	csq_put_u32(out, people.npeople);
	for (uint32_t i = 0; i < g->nnodes; i++)
	{
		CsqText		id = csq_identity_id(g, order[i]);

		if (people.person[order[i]] == order[i])
			csq_put_u32(out, people.size[order[i]]);
		csq_put_u32(out, (uint32_t) id.len);
		csq_buf_put(out, id.s, id.len);
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	csq_free(order);
}

static bool
read_person(CsqReader *r, CsqIdentity **g, CsqText *before)
{
	uint32_t	n = csq_read_count(r, 4);
	CsqText		first = {NULL, 0};
	CsqText		last = {NULL, 0};

	if (!r->failed && n == 0)
		csq_read_fail(r, "A person has no id.");
	for (uint32_t i = 0; i < n && !r->failed; i++)
	{
		CsqText		id = {NULL, csq_read_count(r, 1)};

		id.s = csq_read_bytes(r, id.len);
		if (r->failed)
			return false;
		if (!csq_utf8_valid(id.s, id.len))
			return csq_read_fail(r, "An id is not valid UTF-8.");
		if (i == 0)
			first = id;
		if (i > 0 ? csq_text_compare(&last, &id) >= 0 : before->s != NULL && csq_text_compare(before, &id) >= 0)
			return csq_read_fail(r, "Ids do not ascend.");
		if (csq_identity_find(*g, &id) != 0)
			return csq_read_fail(r, "An id belongs to two people.");
		if (!csq_identity_add(g, &first, &id, r->err))
			return false;
		last = id;
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	*before = first;
	return !r->failed;
}

CsqIdentity *
csq_identity_read(const void *data, size_t len, CsqError *err)
{
	CsqIdentity *g = csq_identity_new(0);
	CsqText		before = {NULL, 0};
	CsqReader	r;
	uint32_t	people;

	csq_reader_init(&r, data, len, "identity_graph", err);
	if (csq_read_u8(&r) != CSQ_IDENTITY_VERSION && !r.failed)
		csq_read_fail(&r, "The version is not known to this version of csq.");
	people = csq_read_count(&r, 8);
	for (uint32_t i = 0; i < people && !r.failed; i++)
		if (!read_person(&r, &g, &before))
			return NULL;
	return csq_read_end(&r) ? g : NULL;
}
