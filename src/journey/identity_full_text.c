/*
 * identity_full_text.c
 *		Text and binary forms of an identity graph with all links, in both directions.
 *
 * Text: links by ids, rank, since and until; then ids that were known before their first
 * link, by id; then pairs that are apart, and accounts, where there are any.
 *
 *		{"v":1,"links":[["ann","cookie 7",2,"2026-03-02T09:00:00Z","2026-04-01T00:00:00Z"],["ann","+86 139",1,"-infinity"],["bob","-infinity"]],
 *		 "apart":[["ann","bob"]],"accounts":["ann","bob"]}
 *
 * A link without an end has not ended.  Input takes any order and void links.
 *
 * Binary (network byte order): 3 u8; ids u32, for each of them, ascending by bytes,
 * length u32, bytes, flags u8 (1: account), known i64; links u32, for each of them in
 * the order of the text, pairs that are apart having rank 0, the places of its ids a u32 < b u32,
 * rank i32, since i64, until i64.
 */
#include "journey/identity_rules.h"

#include "base/instant.h"
#include "base/sort.h"
#include "journey/journey.h"

#define VERSION_FULL 3

/* A link in canonical order: ids as places. */
static int
compare_placed(const void *px, const void *py)
{
	const CsqIdentityRow *x = px;
	const CsqIdentityRow *y = py;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b != y->b)
		return x->b < y->b ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->since != y->since)
		return x->since < y->since ? -1 : 1;
	return (x->until > y->until) - (x->until < y->until);
}

/* The valid links with places for ids, in canonical order. */
static CsqIdentityRow *
placed_rows(const CsqIdentity *g, const uint32_t *by_id, uint32_t *n)
{
	CsqIdentityRow *rows = csq_identity_valid_rows(g, n);
	uint32_t       *place = csq_alloc(((size_t) g->nnodes + 1) * sizeof *place);

	for (uint32_t i = 0; i < g->nnodes; i++)
		place[by_id[i]] = i;
	for (uint32_t i = 0; i < *n; i++)
	{
		uint32_t a = place[rows[i].a];
		uint32_t b = place[rows[i].b];

		rows[i].a = a < b ? a : b;
		rows[i].b = a < b ? b : a;
		csq_poll(i);
	}
	csq_sort(rows, *n, sizeof *rows, compare_placed);
	csq_free(place);
	return rows;
}

/* ---- text ---- */

static void
id_text(const CsqIdentity *g, uint32_t node, CsqBuf *out)
{
	CsqText id = csq_identity_id(g, node);

	csq_buf_json(out, id.s, id.len);
}

static void
time_text(CsqBuf *out, int64_t at)
{
	csq_buf_str(out, ",\"");
	if (at == INT64_MIN)
		csq_buf_str(out, "-infinity");
	else
		csq_buf_instant(out, at);
	csq_buf_char(out, '"');
}

static void
row_text(const CsqIdentity *g, const uint32_t *by_id, const CsqIdentityRow *row, CsqBuf *out)
{
	csq_buf_char(out, '[');
	id_text(g, by_id[row->a], out);
	csq_buf_char(out, ',');
	id_text(g, by_id[row->b], out);
	if (row->rank > 0)
	{
		csq_buf_char(out, ',');
		csq_buf_i64(out, row->rank);
		time_text(out, row->since);
		if (row->until != INT64_MAX)
			time_text(out, row->until);
	}
	csq_buf_char(out, ']');
}

/* The rows that are links, or those that say who is apart; whether there were any. */
static bool
rows_text(const CsqIdentity *g, const uint32_t *by_id, const CsqIdentityRow *rows, uint32_t n, bool apart, CsqBuf *out)
{
	bool any = false;

	for (uint32_t i = 0; i < n; i++)
	{
		csq_poll(i);
		if ((rows[i].rank == 0) != apart)
			continue;
		if (any)
			csq_buf_char(out, ',');
		else if (apart)
			csq_buf_str(out, ",\"apart\":[");
		any = true;
		row_text(g, by_id, &rows[i], out);
	}
	return any;
}

/* The ids of whom more is known than by their links. */
static void
lone_text(const CsqIdentity *g, const uint32_t *by_id, const CsqIdentityRow *rows, uint32_t n, bool any, CsqBuf *out)
{
	int64_t *linked = csq_alloc(((size_t) g->nnodes + 1) * sizeof *linked);

	for (uint32_t i = 0; i < g->nnodes; i++)
		linked[i] = INT64_MAX;
	for (uint32_t i = 0; i < n; i++)
	{
		csq_poll(i);
		if (rows[i].rank == 0)
			continue;
		if (rows[i].since < linked[rows[i].a])
			linked[rows[i].a] = rows[i].since;
		if (rows[i].since < linked[rows[i].b])
			linked[rows[i].b] = rows[i].since;
	}
	for (uint32_t i = 0; i < g->nnodes; i++)
	{
		int64_t known = csq_identity_full_node(g, by_id[i])->known;

		csq_poll(i);
		if (known >= linked[i])
			continue;
		csq_buf_str(out, any ? ",[" : "[");
		any = true;
		id_text(g, by_id[i], out);
		time_text(out, known);
		csq_buf_char(out, ']');
	}
	csq_free(linked);
}

void
csq_identity_full_text(const CsqIdentity *g, CsqBuf *out)
{
	uint32_t       *by_id = csq_identity_by_id(g);
	uint32_t        n;
	CsqIdentityRow *rows = placed_rows(g, by_id, &n);
	bool            any = false;

	csq_buf_str(out, "{\"v\":1,\"links\":[");
	lone_text(g, by_id, rows, n, rows_text(g, by_id, rows, n, false, out), out);
	csq_buf_char(out, ']');
	if (rows_text(g, by_id, rows, n, true, out))
		csq_buf_char(out, ']');
	for (uint32_t i = 0; i < g->nnodes; i++)
	{
		csq_poll(i);
		if ((csq_identity_full_node(g, by_id[i])->flags & CSQ_IDENTITY_ACCOUNT) == 0)
			continue;
		csq_buf_str(out, any ? "," : ",\"accounts\":[");
		any = true;
		id_text(g, by_id[i], out);
	}
	csq_buf_str(out, any ? "]}" : "}");
	csq_free(rows);
	csq_free(by_id);
}

/* An instant, or the word for none on this side. */
static bool
parse_time(CsqJson *j, const CsqText *text, const char *word, int64_t none, int64_t *at)
{
	*at = none;
	return csq_json_is(text, word) || csq_parse_instant(text->s, text->len, at) ||
	       csq_json_fail(j, "\"%s\" is not an instant such as 2026-01-05T09:00:00Z, nor %s.",
	                     csq_quoted(text->s, text->len).s, word);
}

/* [a, b, rank, since], [a, b, rank, since, until] or [a, since] */
bool
csq_identity_parse_row(CsqJson *j, CsqIdentity **g, CsqError *err)
{
	CsqText item[5];
	int     n = 0;
	int64_t rank = 1;
	int64_t since = INT64_MIN;
	int64_t until = INT64_MAX;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		if (n == 2)
			rank = csq_json_i64(j);
		else if (n < 5)
			item[n] = csq_json_string(j);
		if (j->failed || ++n > 5)
			break;
	}
	if (!j->failed && n != 2 && n != 4 && n != 5)
		csq_json_fail(j, "A link is [id, id, rank, since] or [id, id, rank, since, until], an id [id, since].");
	if (!j->failed && (rank < 1 || rank > INT32_MAX))
		csq_json_fail(j, "A rank is from 1 to %d, not %lld.", INT32_MAX, (long long) rank);
	if (j->failed || !parse_time(j, &item[n == 2 ? 1 : 3], "-infinity", INT64_MIN, &since) ||
	    (n == 5 && !parse_time(j, &item[4], "infinity", INT64_MAX, &until)))
		return false;
	if (since > until)
		return csq_json_fail(j, "A link cannot end before it began.");
	return csq_identity_add_row(g, &item[0], n == 2 ? NULL : &item[1], (int32_t) rank, since, until, err);
}

/* [a, b] */
bool
csq_identity_parse_apart(CsqJson *j, CsqIdentity **g, CsqError *err)
{
	CsqText id[2];
	int     n = 0;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		if (n < 2)
			id[n] = csq_json_string(j);
		if (j->failed || ++n > 2)
			break;
	}
	if (!j->failed && n != 2)
		csq_json_fail(j, "Ids that are different people are [id, id].");
	if (!j->failed && csq_text_compare(&id[0], &id[1]) == 0)
		csq_json_fail(j, "\"%s\" cannot be apart from itself.", csq_quoted(id[0].s, id[0].len).s);
	return !j->failed && csq_identity_add_apart(g, &id[0], &id[1], err);
}

bool
csq_identity_parse_account(CsqJson *j, CsqIdentity **g, CsqError *err)
{
	CsqText id = csq_json_string(j);

	return !j->failed && csq_identity_add_account(g, &id, err);
}

/* ---- binary ---- */

void
csq_identity_full_write(const CsqIdentity *g, CsqBuf *out)
{
	uint32_t       *by_id = csq_identity_by_id(g);
	uint32_t        n;
	CsqIdentityRow *rows = placed_rows(g, by_id, &n);

	csq_put_u8(out, VERSION_FULL);
	csq_put_u32(out, g->nnodes);
	for (uint32_t i = 0; i < g->nnodes; i++)
	{
		const CsqIdentityFullNode *node = csq_identity_full_node(g, by_id[i]);
		CsqText                    id = csq_identity_id(g, by_id[i]);

		csq_put_u32(out, (uint32_t) id.len);
		csq_buf_put(out, id.s, id.len);
		csq_put_u8(out, (uint8_t) node->flags);
		csq_put_u64(out, (uint64_t) node->known);
		csq_poll(i);
	}
	csq_put_u32(out, n);
	for (uint32_t i = 0; i < n; i++)
	{
		csq_put_u32(out, rows[i].a);
		csq_put_u32(out, rows[i].b);
		csq_put_u32(out, (uint32_t) rows[i].rank);
		csq_put_u64(out, (uint64_t) rows[i].since);
		csq_put_u64(out, (uint64_t) rows[i].until);
		csq_poll(i);
	}
	csq_free(rows);
	csq_free(by_id);
}

/* Node n becomes the n-th by bytes. */
static bool
read_nodes(CsqReader *r, CsqIdentity **g)
{
	uint32_t n = csq_read_count(r, 13);
	CsqText  last = {NULL, 0};

	for (uint32_t i = 0; i < n && !r->failed; i++)
	{
		CsqText  id;
		uint32_t node;
		uint8_t  flags;

		csq_poll(i);
		id.len = csq_read_count(r, 1);
		id.s = csq_read_bytes(r, id.len);
		flags = csq_read_u8(r);
		if (r->failed)
			return false;
		if (!csq_utf8_valid(id.s, id.len))
			return csq_read_fail(r, "An id is not valid UTF-8.");
		if (i > 0 && csq_text_compare(&last, &id) >= 0)
			return csq_read_fail(r, "Ids do not ascend.");
		if (!csq_identity_node_of(g, &id, &node, r->err))
			return false;
		csq_identity_full_node(*g, node)->flags = flags;
		csq_identity_full_node(*g, node)->known = (int64_t) csq_read_u64(r);
		last = id;
	}
	return !r->failed;
}

/* Every id must be named by something: a time, a flag, or a pair that is apart. */
static bool
all_named(CsqReader *r, const CsqIdentity *g, const CsqIdentityRow *rows, uint32_t nrows)
{
	bool *apart = csq_alloc0((size_t) g->nnodes + 1);

	for (uint32_t i = 0; i < nrows; i++)
		if (rows[i].rank == 0)
			apart[rows[i].a] = apart[rows[i].b] = true;
	for (uint32_t n = 1; n <= g->nnodes; n++)
	{
		const CsqIdentityFullNode *node = csq_identity_full_node(g, n);

		csq_poll(n);
		if (node->known == INT64_MAX && node->flags == 0 && !apart[n])
			return csq_read_fail(r, "Nothing is said of an id.");
	}
	csq_free(apart);
	return true;
}

/* The links, which must be in order, and none of them void. */
static bool
read_rows(CsqReader *r, CsqIdentity **g)
{
	uint32_t        n = csq_read_count(r, 28);
	CsqIdentityRow *rows = csq_alloc(((size_t) n + 1) * sizeof *rows);
	CsqIdentityRow *kept;
	uint32_t        nkept;
	CsqError        err;

	for (uint32_t i = 0; i < n && !r->failed; i++)
	{
		rows[i] = (CsqIdentityRow){0};
		rows[i].a = csq_read_u32(r);
		rows[i].b = csq_read_u32(r);
		rows[i].rank = (int32_t) csq_read_u32(r);
		rows[i].since = (int64_t) csq_read_u64(r);
		rows[i].until = (int64_t) csq_read_u64(r);
		if (!r->failed && (rows[i].a >= rows[i].b || rows[i].b >= (*g)->nnodes))
			return csq_read_fail(r, "A link does not join two ids.");
		if (!r->failed && i > 0 && compare_placed(&rows[i - 1], &rows[i]) >= 0)
			return csq_read_fail(r, "Links are not in order.");
		rows[i].a++;
		rows[i].b++;
		if (r->failed || !csq_identity_put_row(g, &rows[i], r->err))
			return false;
		rows[i].a--; /* places again, to compare with the next */
		rows[i].b--;
		csq_poll(i);
	}
	if (r->failed)
		return false;
	if (!csq_identity_check(*g, csq_flat_size(*g), &err))
		return csq_read_fail(r, "%s", err.detail);
	kept = csq_identity_valid_rows(*g, &nkept);
	if (nkept != n)
		return csq_read_fail(r, "A link says nothing that another does not say.");
	csq_free(rows);
	return all_named(r, *g, kept, nkept);
}

CsqIdentity *
csq_identity_full_read(CsqReader *r)
{
	CsqIdentity *g = csq_identity_new(CSQ_IDENTITY_FULL);

	return read_nodes(r, &g) && read_rows(r, &g) && csq_read_end(r) ? g : NULL;
}
