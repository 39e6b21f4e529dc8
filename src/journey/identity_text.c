/*
 * identity_text.c
 *		Text and binary forms of identity_graph, in both directions.
 *
 * Text without weights: {"v":1,"people":[["ann@example.com","cookie 7"],["bob"]]}; the
 * ids of a person ascend by bytes, and so do the people by their first id, who names
 * the person.  With weights the links of the forest in their order, then what is
 * known of ids beyond that:
 *
 *		{"v":1,"ranked":[["ann@example.com","cookie 7",1],["bob"]]}
 *		{"v":1,"since":[["ann@example.com","cookie 7","2026-03-02T09:00:00Z"],["bob","-infinity"]]}
 *
 * an id without links; an id that was known before its first link, by (instant, id).
 * Input takes any order and any links, and keeps the forest.
 *
 * Binary (network byte order) without weights: 1 u8, people u32, for each of them the
 * number of ids u32, then length u32 and bytes of each.  With weights: 2 u8, kind u8,
 * ids u32, for each of them, ascending by bytes, length u32, bytes and, in a graph
 * with times, known i64; links u32, for each of them in order the places of its ids
 * a u32 < b u32, weight i64.
 */
#include "journey/identity.h"

#include "base/instant.h"
#include "journey/identity_rules.h"
#include "journey/journey.h"
#include "base/sort.h"

#define VERSION_PEOPLE CSQ_IDENTITY_VERSION /* first byte of the binary forms */
#define VERSION_LINKS  2
#define VERSION_NEWEST 3 /* identity_full_text.c */

/* ---- text ---- */

static void
people_text(const CsqIdentity *g, CsqBuf *out)
{
	CsqPeople people = csq_identity_people(g, 0);
	uint32_t  n;
	uint32_t *order = csq_identity_order(&people, INT64_MAX, &n);

	csq_buf_str(out, "{\"v\":1,\"people\":[");
	for (uint32_t i = 0; i < n; i++)
	{
		CsqText id = csq_identity_id(g, order[i]);

		if (people.person[order[i]] == order[i])
			csq_buf_str(out, i > 0 ? "],[" : "[");
		else
			csq_buf_char(out, ',');
		csq_buf_json(out, id.s, id.len);
		csq_poll(i);
	}
	csq_buf_str(out, n > 0 ? "]]}" : "]}");
	csq_free(order);
}

/* An id of whom more is to be said than its links. */
typedef struct Lone
{
	int64_t  known;
	uint32_t node;
} Lone;

static int
compare_lone(const void *px, const void *py)
{
	const Lone *x = px;
	const Lone *y = py;

	return (x->known > y->known) - (x->known < y->known);
}

/* Those ids, in order. */
static Lone *
lone_ids(const CsqPeople *people, uint32_t *n)
{
	const CsqIdentity *g = people->graph;
	int64_t           *linked = csq_alloc(((size_t) g->nnodes + 1) * sizeof *linked);
	Lone              *lone = csq_alloc(((size_t) g->nnodes + 1) * sizeof *lone);

	for (uint32_t i = 0; i <= g->nnodes; i++)
		linked[i] = INT64_MAX;
	for (uint32_t i = people->nsteps; i-- > 0;)
	{
		linked[people->steps[i].link.a] = linked[people->steps[i].link.b] = people->steps[i].link.weight;
		csq_poll(i);
	}
	*n = 0;
	for (uint32_t i = 0; i < g->nnodes; i++)
	{
		uint32_t node = people->by_id[i];
		int64_t  known = csq_identity_weighted(g, node)->known;

		if (g->flat.kind == CSQ_IDENTITY_RANKED ? linked[node] == INT64_MAX : known < linked[node])
			lone[(*n)++] = (Lone){known, node};
		csq_poll(i);
	}
	csq_sort(lone, *n, sizeof *lone, compare_lone); /* stable: ids stay in order */
	csq_free(linked);
	return lone;
}

static void
since_text(CsqBuf *out, int64_t since)
{
	if (since == INT64_MIN)
	{
		csq_buf_str(out, "\"-infinity\"");
		return;
	}
	csq_buf_char(out, '"');
	csq_buf_instant(out, since);
	csq_buf_char(out, '"');
}

static void
link_text(const CsqIdentity *g, const CsqIdentityLink *link, CsqBuf *out)
{
	CsqText a = csq_identity_id(g, link->a);
	CsqText b = csq_identity_id(g, link->b);

	csq_buf_char(out, '[');
	csq_buf_json(out, a.s, a.len);
	csq_buf_char(out, ',');
	csq_buf_json(out, b.s, b.len);
	csq_buf_char(out, ',');
	if (g->flat.kind == CSQ_IDENTITY_RANKED)
		csq_buf_i64(out, link->weight);
	else
		since_text(out, link->weight);
	csq_buf_char(out, ']');
}

static void
links_text(const CsqIdentity *g, CsqBuf *out)
{
	CsqPeople people = csq_identity_people(g, 0);
	uint32_t  nlone;
	Lone     *lone = lone_ids(&people, &nlone);

	csq_buf_str(out, g->flat.kind == CSQ_IDENTITY_RANKED ? "{\"v\":1,\"ranked\":[" : "{\"v\":1,\"since\":[");
	for (uint32_t i = 0; i < people.nsteps; i++)
	{
		if (i > 0)
			csq_buf_char(out, ',');
		link_text(g, &people.steps[i].link, out);
		csq_poll(i);
	}
	for (uint32_t i = 0; i < nlone; i++)
	{
		CsqText id = csq_identity_id(g, lone[i].node);

		csq_buf_str(out, i + people.nsteps > 0 ? ",[" : "[");
		csq_buf_json(out, id.s, id.len);
		if (g->flat.kind == CSQ_IDENTITY_TIMED)
		{
			csq_buf_char(out, ',');
			since_text(out, lone[i].known);
		}
		csq_buf_char(out, ']');
		csq_poll(i);
	}
	csq_buf_str(out, "]}");
}

void
csq_identity_text(const CsqIdentity *g, CsqBuf *out)
{
	if (g->flat.kind == CSQ_IDENTITY_FULL)
		csq_identity_full_text(g, out);
	else if (g->flat.kind == CSQ_IDENTITY_PLAIN)
		people_text(g, out);
	else
		links_text(g, out);
}

static bool
parse_person(CsqJson *j, CsqIdentity **g, CsqError *err)
{
	CsqText first = {NULL, 0};
	bool    any = false;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		CsqText id = csq_json_string(j);

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

/* [a, b, rank] or [a] */
static bool
parse_ranked(CsqJson *j, CsqIdentity **g, CsqError *err)
{
	CsqText id[2];
	int     n = 0;
	int64_t rank = 0;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		if (n < 2)
			id[n] = csq_json_string(j);
		else
			rank = csq_json_i64(j);
		if (j->failed || ++n > 3)
			break;
	}
	if (!j->failed && n != 1 && n != 3)
		csq_json_fail(j, "A link is [id, id, rank], an id without links [id].");
	if (!j->failed && n == 3 && !csq_identity_weight_valid(CSQ_IDENTITY_RANKED, rank))
		csq_json_fail(j, "A rank is from 1 to %d, not %lld.", INT32_MAX, (long long) rank);
	return !j->failed && csq_identity_add_weighted(g, &id[0], n == 3 ? &id[1] : NULL, rank, err);
}

/* [a, b, since] or [a, since] */
static bool
parse_since(CsqJson *j, CsqIdentity **g, CsqError *err)
{
	CsqText item[3];
	int     n = 0;
	int64_t since = INT64_MIN;

	csq_json_open(j, '[');
	while (n < 4 && csq_json_item(j))
	{
		if (n < 3)
			item[n] = csq_json_string(j);
		if (j->failed)
			return false;
		n++;
	}
	if (!j->failed && n != 2 && n != 3)
		csq_json_fail(j, "A link is [id, id, since], an id [id, since].");
	if (!j->failed && !csq_json_is(&item[n - 1], "-infinity") &&
	    !csq_parse_instant(item[n - 1].s, item[n - 1].len, &since))
		csq_json_fail(j, "\"%s\" is not an instant such as 2026-01-05T09:00:00Z, nor -infinity.",
		              csq_quoted(item[n - 1].s, item[n - 1].len).s);
	return !j->failed && csq_identity_add_weighted(g, &item[0], n == 3 ? &item[1] : NULL, since, err);
}

typedef bool (*ParseItem)(CsqJson *j, CsqIdentity **g, CsqError *err);

/* The list behind one key; *g is made by the first. */
static bool
parse_list(CsqJson *j, CsqIdentityKind kind, ParseItem item, CsqIdentity **g, CsqError *err)
{
	if (*g == NULL)
		*g = csq_identity_new(kind);
	if ((*g)->flat.kind != kind)
		return csq_json_fail(
			j, "An identity_graph has people, ranked links, links since an instant, or links with apart and "
			   "accounts, not two of them.");
	csq_json_open(j, '[');
	while (csq_json_item(j))
		if (!item(j, g, err))
			return false;
	return !j->failed;
}

CsqIdentity *
csq_identity_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const     names[] = {"v", "people", "ranked", "since", "links", "apart", "accounts", NULL};
	static const CsqIdentityKind kinds[] = {CSQ_IDENTITY_PLAIN, CSQ_IDENTITY_PLAIN, CSQ_IDENTITY_RANKED,
	                                        CSQ_IDENTITY_TIMED, CSQ_IDENTITY_FULL,  CSQ_IDENTITY_FULL,
	                                        CSQ_IDENTITY_FULL};
	static const ParseItem       items[] = {NULL,
	                                        parse_person,
	                                        parse_ranked,
	                                        parse_since,
	                                        csq_identity_parse_row,
	                                        csq_identity_parse_apart,
	                                        csq_identity_parse_account};
	CsqIdentity                 *g = NULL;
	CsqJson                      j;
	unsigned                     seen = 0;
	int                          k;

	csq_json_init(&j, text, len, "identity_graph", err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&j, CSQ_IDENTITY_VERSION);
		else if (!parse_list(&j, kinds[k], items[k], &g, err))
			return NULL;
	csq_json_need(&j, names, seen, 1);
	if (!j.failed && g == NULL)
		csq_json_fail(
			&j, "One of the keys \"people\", \"ranked\", \"since\", \"links\", \"apart\" and \"accounts\" is needed.");
	return csq_json_end(&j) ? g : NULL;
}

/* ---- binary ---- */

static void
write_people(const CsqIdentity *g, CsqBuf *out)
{
	CsqPeople people = csq_identity_people(g, 0);
	uint32_t  n;
	uint32_t *order = csq_identity_order(&people, INT64_MAX, &n);
	uint32_t  npeople = 0;

	for (uint32_t i = 1; i <= n; i++)
	{
		npeople += people.person[i] == i;
		csq_poll(i);
	}
	csq_put_u8(out, VERSION_PEOPLE);
	csq_put_u32(out, npeople);
	for (uint32_t i = 0; i < n; i++)
	{
		CsqText id = csq_identity_id(g, order[i]);

		if (people.person[order[i]] == order[i])
			csq_put_u32(out, people.size[order[i]]);
		csq_put_u32(out, (uint32_t) id.len);
		csq_buf_put(out, id.s, id.len);
		csq_poll(i);
	}
	csq_free(order);
}

static void
write_links(const CsqIdentity *g, CsqBuf *out)
{
	CsqPeople people = csq_identity_people(g, 0);
	uint32_t *place = csq_alloc(((size_t) g->nnodes + 1) * sizeof *place);

	csq_put_u8(out, VERSION_LINKS);
	csq_put_u8(out, g->flat.kind);
	csq_put_u32(out, g->nnodes);
	for (uint32_t i = 0; i < g->nnodes; i++)
	{
		uint32_t node = people.by_id[i];
		CsqText  id = csq_identity_id(g, node);

		place[node] = i;
		csq_put_u32(out, (uint32_t) id.len);
		csq_buf_put(out, id.s, id.len);
		if (g->flat.kind == CSQ_IDENTITY_TIMED)
			csq_put_u64(out, (uint64_t) csq_identity_weighted(g, node)->known);
		csq_poll(i);
	}
	csq_put_u32(out, people.nsteps);
	for (uint32_t i = 0; i < people.nsteps; i++)
	{
		const CsqIdentityLink *link = &people.steps[i].link;

		csq_put_u32(out, place[link->a]);
		csq_put_u32(out, place[link->b]);
		csq_put_u64(out, (uint64_t) link->weight);
	}
	csq_free(place);
}

void
csq_identity_write(const CsqIdentity *g, CsqBuf *out)
{
	if (g->flat.kind == CSQ_IDENTITY_FULL)
		csq_identity_full_write(g, out);
	else if (g->flat.kind == CSQ_IDENTITY_PLAIN)
		write_people(g, out);
	else
		write_links(g, out);
}

static bool
read_id(CsqReader *r, CsqText *id)
{
	id->len = csq_read_count(r, 1);
	id->s = csq_read_bytes(r, id->len);
	if (r->failed)
		return false;
	return csq_utf8_valid(id->s, id->len) || csq_read_fail(r, "An id is not valid UTF-8.");
}

static bool
read_person(CsqReader *r, CsqIdentity **g, CsqText *before)
{
	uint32_t n = csq_read_count(r, 4);
	CsqText  first = {NULL, 0};
	CsqText  last = {NULL, 0};

	if (!r->failed && n == 0)
		csq_read_fail(r, "A person has no id.");
	for (uint32_t i = 0; i < n && !r->failed; i++)
	{
		CsqText id;

		if (!read_id(r, &id))
			return false;
		if (i == 0)
			first = id;
		if (i > 0 ? csq_text_compare(&last, &id) >= 0 : before->s != NULL && csq_text_compare(before, &id) >= 0)
			return csq_read_fail(r, "Ids do not ascend.");
		if (csq_identity_find(*g, &id) != 0)
			return csq_read_fail(r, "An id belongs to two people.");
		if (!csq_identity_add(g, &first, &id, r->err))
			return false;
		last = id;
		csq_poll(i);
	}
	*before = first;
	return !r->failed;
}

static CsqIdentity *
read_people(CsqReader *r)
{
	CsqIdentity *g = csq_identity_new(CSQ_IDENTITY_PLAIN);
	CsqText      before = {NULL, 0};
	uint32_t     people = csq_read_count(r, 8);

	for (uint32_t i = 0; i < people && !r->failed; i++)
	{
		if (!read_person(r, &g, &before))
			return NULL;
		csq_poll(i);
	}
	return csq_read_end(r) ? g : NULL;
}

/* The ids of a graph with weights: node n is the n-th by bytes. */
static bool
read_ids(CsqReader *r, CsqIdentity **g)
{
	bool     timed = (*g)->flat.kind == CSQ_IDENTITY_TIMED;
	uint32_t n = csq_read_count(r, timed ? 12 : 4);
	CsqText  last = {NULL, 0};

	for (uint32_t i = 0; i < n && !r->failed; i++)
	{
		CsqText id;
		int64_t known = 0;

		if (!read_id(r, &id))
			return false;
		if (i > 0 && csq_text_compare(&last, &id) >= 0)
			return csq_read_fail(r, "Ids do not ascend.");
		if (timed)
			known = (int64_t) csq_read_u64(r);
		if (!r->failed && timed && !csq_identity_weight_valid(CSQ_IDENTITY_TIMED, known))
			return csq_read_fail(r, "It is not known since when an id is known.");
		if (r->failed || !csq_identity_add_weighted(g, &id, NULL, known, r->err))
			return false;
		last = id;
		csq_poll(i);
	}
	return !r->failed;
}

/* Do links x and y, whose ids are numbered by bytes, come in this order? */
static bool
in_order(const CsqIdentityLink *x, const CsqIdentityLink *y)
{
	if (x->weight != y->weight)
		return x->weight < y->weight;
	return x->a != y->a ? x->a < y->a : x->b < y->b;
}

static bool
read_link(CsqReader *r, CsqIdentity *g, CsqIdentityLink *last)
{
	CsqIdentityLink link;

	link.a = csq_read_u32(r);
	link.b = csq_read_u32(r);
	link.weight = (int64_t) csq_read_u64(r);
	if (r->failed)
		return false;
	if (link.a >= link.b || link.b >= g->nnodes)
		return csq_read_fail(r, "A link does not join two ids.");
	link.a++;
	link.b++;
	if (!csq_identity_weight_valid(g->flat.kind, link.weight) ||
	    csq_identity_weighted(g, link.a)->known > link.weight || csq_identity_weighted(g, link.b)->known > link.weight)
		return csq_read_fail(r, "The weight of a link is out of its range.");
	if (last->a != 0 && !in_order(last, &link))
		return csq_read_fail(r, "Links are not in order.");
	*last = link;
	return csq_identity_attach(g, link) || csq_read_fail(r, "Links go in a circle.");
}

static CsqIdentity *
read_links(CsqReader *r)
{
	uint8_t         kind = csq_read_u8(r);
	CsqIdentity    *g;
	CsqIdentityLink last = {0, 0, 0};
	uint32_t        n;

	if (!r->failed && kind != CSQ_IDENTITY_RANKED && kind != CSQ_IDENTITY_TIMED)
		csq_read_fail(r, "The kind of links is not known to this version of csq.");
	if (r->failed)
		return NULL;
	g = csq_identity_new(kind);
	if (!read_ids(r, &g))
		return NULL;
	n = csq_read_count(r, 16);
	for (uint32_t i = 0; i < n && !r->failed; i++)
	{
		if (!read_link(r, g, &last))
			return NULL;
		csq_poll(i);
	}
	return csq_read_end(r) ? g : NULL;
}

CsqIdentity *
csq_identity_read(const void *data, size_t len, CsqError *err)
{
	CsqReader r;
	uint8_t   version;

	csq_reader_init(&r, data, len, "identity_graph", err);
	version = csq_read_version(&r, VERSION_NEWEST);
	if (r.failed)
		return NULL;
	return version == VERSION_PEOPLE  ? read_people(&r)
	       : version == VERSION_LINKS ? read_links(&r)
	                                  : csq_identity_full_read(&r);
}
