/*
 * identity_rules_test.c
 *		identity_graph with links that end, ids that are apart and accounts: who is who
 *		at any instant, which links are refused and why, against the rules as they
 *		are written, applied to every row with labels and loops; paths; every merge
 *		tree; damaged values.
 */
#include "test.h"

#include <stdlib.h>

#include "journey/identity_rules.h"
#include "journey/journey.h"
#include "identity_forms.h"

#define MAX_IDS  9
#define MAX_ROWS 24
#define PARTS    4
#define NONE     (-1)

typedef enum RowKind
{
	ROW_LINK,
	ROW_LONE,
	ROW_APART,
	ROW_ACCOUNT
} RowKind;

typedef struct Row
{
	RowKind kind;
	int     a; /* the smaller, but for reading them in */
	int     b;
	int32_t rank;
	int64_t since;
	int64_t until;
} Row;

static char names[MAX_IDS][8]; /* ascending by bytes, so ids compare as their numbers */
static Row  rows[MAX_ROWS];
static int  nrows;
static int  ninstants; /* times are -infinity, 0 .. ninstants - 1, infinity */

static CsqText
name(int i)
{
	return (CsqText){names[i], strlen(names[i])};
}

static int
number(const CsqIdentity *g, uint32_t node)
{
	CsqText id = csq_identity_id(g, node);

	for (int i = 0; i < MAX_IDS; i++)
		if (strlen(names[i]) == id.len && memcmp(names[i], id.s, id.len) == 0)
			return i;
	return NONE;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void
random_input(void)
{
	int nids = 2 + (int) test_random_below(MAX_IDS - 1);
	int rules = (int) test_random_below(4); /* of each kind of rule none, few or many */

	for (int i = 0; i < MAX_IDS; i++)
		snprintf(names[i], sizeof names[i], "%.*s%d", (int) test_random_below(2) * 2, "é",
		         (int) (10 * i + test_random_below(10)));
	qsort(names, MAX_IDS, sizeof names[0], by_bytes);
	ninstants = 1 + (int) test_random_below(5);
	nrows = (int) test_random_below(MAX_ROWS + 1);
	for (int i = 0; i < nrows; i++)
	{
		Row *r = &rows[i];
		int  dice = (int) test_random_below(12);

		r->kind = dice == 0 ? ROW_LONE : dice <= rules ? ROW_APART : dice <= rules * 2 ? ROW_ACCOUNT : ROW_LINK;
		r->a = (int) test_random_below(nids);
		r->b = (int) test_random_below(nids);
		if (r->kind == ROW_APART && r->a == r->b)
			r->b = (r->a + 1) % nids;
		r->rank = 1 + (int32_t) test_random_below(3);
		r->since = test_random_below(3) == 0 ? INT64_MIN : (int64_t) test_random_below(ninstants);
		r->until = test_random_below(2) == 0 ? INT64_MAX : (int64_t) test_random_below(ninstants);
		if (r->kind == ROW_LINK && r->until < r->since)
			r->until = INT64_MAX;
	}
}

static void
add(CsqIdentity **g, const Row *r)
{
	bool     turned = test_random_below(2) == 0;
	CsqText  a = name(turned ? r->b : r->a);
	CsqText  b = name(turned ? r->a : r->b);
	CsqText  first = name(r->a);
	CsqError err;

	switch (r->kind)
	{
		case ROW_LINK:
			CHECK(csq_identity_add_row(g, &a, &b, r->rank, r->since, r->until, &err));
			break;
		case ROW_LONE:
			CHECK(csq_identity_add_row(g, turned ? &first : NULL, turned ? NULL : &first, r->rank, r->since, r->until,
			                           &err));
			break;
		case ROW_APART:
			CHECK(csq_identity_add_apart(g, &a, &b, &err));
			break;
		case ROW_ACCOUNT:
			CHECK(csq_identity_add_account(g, &first, &err));
			break;
	}
}

/* ---- the oracle ---- */

static bool    named[MAX_IDS]; /* by any row */
static int64_t known[MAX_IDS];
static bool    account[MAX_IDS];
static bool    apart[MAX_IDS][MAX_IDS];

/* A row that is a valid link, and what became of it. */
typedef struct Judged
{
	Row             row;
	CsqIdentityFate fate;
	int             made;
	int             one;
	int             other;
} Judged;

static Judged judged[MAX_ROWS];
static int    njudged;
static int    label[MAX_IDS];
static int    cut[MAX_IDS][2]; /* NONE: not cut */

static void
read_rules(void)
{
	memset(named, 0, sizeof named);
	memset(account, 0, sizeof account);
	memset(apart, 0, sizeof apart);
	for (int i = 0; i < MAX_IDS; i++)
		known[i] = INT64_MAX;
	for (int i = 0; i < nrows; i++)
	{
		const Row *r = &rows[i];

		named[r->a] = true;
		if (r->kind == ROW_LINK || r->kind == ROW_APART)
			named[r->b] = true;
		if (r->kind == ROW_ACCOUNT)
			account[r->a] = true;
		if (r->kind == ROW_APART)
			apart[r->a][r->b] = apart[r->b][r->a] = true;
		if ((r->kind == ROW_LINK || r->kind == ROW_LONE) && r->since < known[r->a])
			known[r->a] = r->since;
		if (r->kind == ROW_LINK && r->since < known[r->b])
			known[r->b] = r->since;
	}
}

static int
devices(const Row *r)
{
	return 2 - account[r->a] - account[r->b];
}

/* The order in which links are taken. */
static int
by_turn(const void *px, const void *py)
{
	const Row *x = &((const Judged *) px)->row;
	const Row *y = &((const Judged *) py)->row;

	if ((devices(x) == 0) != (devices(y) == 0))
		return devices(x) == 0 ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank - y->rank;
	if (devices(x) != devices(y))
		return devices(x) - devices(y);
	if (x->since != y->since)
		return x->since < y->since ? -1 : 1;
	if (x->a != y->a)
		return x->a - y->a;
	if (x->b != y->b)
		return x->b - y->b;
	return (x->until < y->until) - (x->until > y->until);
}

static int
size_of(int of)
{
	int n = 0;

	for (int i = 0; i < MAX_IDS; i++)
		n += label[i] == of;
	return n;
}

static int
first_account(int of)
{
	for (int i = 0; i < MAX_IDS; i++)
		if (label[i] == of && account[i])
			return i;
	return NONE;
}

/* The first two ids of two people that are apart. */
static bool
apart_pair(int x, int y, int *one, int *other)
{
	for (int i = 0; i < MAX_IDS; i++)
		for (int k = 0; k < MAX_IDS; k++)
			if (label[i] == x && label[k] == y && apart[i][k])
			{
				*one = i;
				*other = k;
				return true;
			}
	return false;
}

static bool
is_protected(int id)
{
	for (int k = 0; k < MAX_IDS; k++)
		if (apart[id][k])
			return true;
	return account[id];
}

static void
cut_if_first(int device, int u, int v)
{
	int one = u < v ? u : v;
	int other = u < v ? v : u;

	if (cut[device][0] != NONE && (cut[device][0] < one || (cut[device][0] == one && cut[device][1] <= other)))
		return;
	cut[device][0] = one;
	cut[device][1] = other;
}

/* Which ids are linked equally well to two people who must not be one? */
static void
cut_devices(void)
{
	for (int d = 0; d < MAX_IDS; d++)
	{
		int  best = INT32_MAX;
		bool near[MAX_IDS] = {false};

		if (account[d])
			continue;
		for (int pass = 0; pass < 2; pass++)
			for (int i = 0; i < njudged; i++)
			{
				const Row *r = &judged[i].row;
				int        other = r->a == d ? r->b : r->a;

				if ((r->a != d && r->b != d) || !is_protected(other))
					continue;
				if (pass == 0 && r->rank < best)
					best = r->rank;
				if (pass == 1 && r->rank == best)
					near[other] = true;
			}
		for (int u = 0; u < MAX_IDS; u++)
			for (int v = 0; v < MAX_IDS; v++)
			{
				if (!near[u] || !near[v] || label[u] == label[v])
					continue;
				if (first_account(label[u]) != NONE && first_account(label[v]) != NONE)
					cut_if_first(d, u, v);
				for (int p = 0; p < MAX_IDS; p++)
					for (int q = 0; q < MAX_IDS; q++)
						if (label[p] == label[u] && label[q] == label[v] && apart[p][q])
							cut_if_first(d, p, q);
			}
	}
}

static void
judge(Judged *j, const CsqIdentityLimits *limits)
{
	int x = label[j->row.a];
	int y = label[j->row.b];
	int of = cut[j->row.a][0] != NONE ? j->row.a : j->row.b;

	j->made = x == y ? size_of(x) : size_of(x) + size_of(y);
	j->one = j->other = NONE;
	if (cut[of][0] != NONE)
	{
		j->fate = CSQ_FATE_SHARED;
		j->one = cut[of][0];
		j->other = cut[of][1];
	}
	else if (x == y)
		j->fate = CSQ_FATE_KNOWN;
	else if (apart_pair(x, y, &j->one, &j->other))
		j->fate = CSQ_FATE_APART;
	else if (devices(&j->row) > 0 && first_account(x) != NONE && first_account(y) != NONE)
	{
		j->fate = CSQ_FATE_ACCOUNTS;
		j->one = first_account(x);
		j->other = first_account(y);
	}
	else if (limits->max_size > 0 && (uint32_t) j->made > limits->max_size)
		j->fate = CSQ_FATE_SIZE;
	else
	{
		j->fate = CSQ_FATE_TAKEN;
		for (int i = 0; i < MAX_IDS; i++)
			if (label[i] == x)
				label[i] = y;
	}
}

/* Fills judged and label: the rules as they are written. */
static void
apply_rules(const CsqIdentityLimits *limits)
{
	int i;

	njudged = 0;
	for (i = 0; i < nrows; i++)
	{
		Row r = rows[i];

		if (r.kind != ROW_LINK || r.a == r.b || r.rank > limits->max_rank || r.since > limits->at ||
		    (r.until <= limits->at && r.until != INT64_MAX) || r.since == r.until)
			continue;
		if (r.a > r.b)
		{
			r.a = rows[i].b;
			r.b = rows[i].a;
		}
		judged[njudged++].row = r;
	}
	qsort(judged, (size_t) njudged, sizeof judged[0], by_turn);
	for (i = 0; i < MAX_IDS; i++)
	{
		label[i] = i;
		cut[i][0] = cut[i][1] = NONE;
	}
	for (i = 0; i < njudged && devices(&judged[i].row) == 0; i++)
		judge(&judged[i], limits);
	cut_devices();
	for (; i < njudged; i++)
		judge(&judged[i], limits);
}

/* How many links no other makes void. */
static int
count_kept(void)
{
	int kept = 0;

	for (int i = 0; i < nrows; i++)
	{
		const Row *x = &rows[i];
		bool       needed = x->kind == ROW_LINK && x->a != x->b && x->since < x->until;

		for (int k = 0; k < nrows && needed; k++)
		{
			const Row *y = &rows[k];
			bool       pair = (x->a == y->a && x->b == y->b) || (x->a == y->b && x->b == y->a);
			bool       same = x->rank == y->rank && x->since == y->since && x->until == y->until;

			if (y->kind == ROW_LINK && pair && y->rank <= x->rank && y->since <= x->since && y->until >= x->until)
				needed = same && i <= k; /* of equal ones the first */
		}
		kept += needed;
	}
	return kept;
}

static int
name_of(int id)
{
	int held = first_account(label[id]);

	for (int i = 0; held == NONE; i++)
		if (label[i] == label[id])
			held = i;
	return held;
}

/* ---- comparing ---- */

static CsqIdentityLimits
random_limits(void)
{
	CsqIdentityLimits limits = {0, INT32_MAX, INT64_MAX};

	if (test_random_below(4) == 0)
		limits.max_size = 1 + (uint32_t) test_random_below(MAX_IDS);
	if (test_random_below(3) == 0)
		limits.max_rank = 1 + (int32_t) test_random_below(3);
	if (test_random_below(4) > 0)
		limits.at = test_random_below(6) == 0 ? INT64_MIN : (int64_t) test_random_below(ninstants + 2) - 1;
	return limits;
}

static void
compare_links(const CsqIdentityRules *rules, const CsqIdentitySolution *s)
{
	int valid = 0;

	CHECK_EQ_I64(rules->nlinks, count_kept());
	for (uint32_t i = 0; i < rules->nlinks; i++)
	{
		const CsqIdentityRow *link = &rules->links[i];
		int                   a = number(rules->graph, link->a);
		int                   b = number(rules->graph, link->b);
		int                   k;

		for (k = 0; k < njudged; k++)
			if (judged[k].row.a == a && judged[k].row.b == b && judged[k].row.rank == link->rank &&
			    judged[k].row.since == link->since && judged[k].row.until == link->until)
				break;
		CHECK_EQ_I64(s->fate[i] != CSQ_FATE_ABSENT, k < njudged);
		if (k == njudged || s->fate[i] == CSQ_FATE_ABSENT)
			continue;
		valid++;
		CHECK_EQ_I64(s->fate[i], judged[k].fate);
		CHECK_EQ_I64(s->made[i], judged[k].made);
		CHECK_EQ_I64(s->one[i] == 0 ? NONE : number(rules->graph, s->one[i]), judged[k].one);
		CHECK_EQ_I64(s->other[i] == 0 ? NONE : number(rules->graph, s->other[i]), judged[k].other);
	}
	for (int k = 0; k < njudged; k++)
		valid -= judged[k].fate == CSQ_FATE_TAKEN;
	CHECK(valid >= 0); /* every link that was taken is among those that are kept */
}

/* Between any two ids of one person there is a path of links that were taken, and between others none. */
static void
compare_paths(const CsqIdentityRules *rules, const CsqIdentitySolution *s)
{
	CsqIdentityEdge   edges[MAX_ROWS];
	uint32_t          nedges = 0;
	CsqIdentityForest forest;

	for (uint32_t i = 0; i < rules->nlinks; i++)
		if (s->fate[i] == CSQ_FATE_TAKEN)
			edges[nedges++] = (CsqIdentityEdge){rules->links[i].a, rules->links[i].b, i};
	forest = csq_identity_forest(rules->graph->nnodes, edges, nedges);
	for (uint32_t a = 1; a <= rules->graph->nnodes; a++)
		for (uint32_t b = 1; b <= rules->graph->nnodes; b++)
		{
			uint32_t        n;
			uint32_t        at = a;
			bool            seen[MAX_IDS + 1] = {false};
			CsqIdentityHop *hops = csq_identity_path(&forest, a, b, &n);

			CHECK_EQ_I64(hops != NULL, label[number(rules->graph, a)] == label[number(rules->graph, b)]);
			if (hops == NULL)
				continue;
			for (uint32_t i = 0; i < n; i++)
			{
				const CsqIdentityEdge *e = &edges[hops[i].edge];

				seen[at] = true;
				CHECK((e->a == at && e->b == hops[i].node) || (e->b == at && e->a == hops[i].node));
				at = hops[i].node;
				CHECK(!seen[at]);
			}
			CHECK_EQ_I64(at, b);
		}
}

static void
compare_people(const CsqIdentity *g, const CsqIdentityLimits *limits, CsqIdentityAsked *asked)
{
	CsqPeople people = csq_identity_people_as(g, limits);
	uint32_t  listed;
	uint32_t *order = csq_identity_order(&people, INT64_MAX, &listed);
	uint32_t  nknown = 0;

	for (int id = 0; id < MAX_IDS; id++)
	{
		CsqText  text = name(id);
		uint32_t node = csq_identity_find(g, &text);
		uint32_t person = 0;
		uint32_t size;
		bool     there;

		CHECK_EQ_I64(node != 0, named[id]);
		if (node == 0)
			continue;
		there = known[id] <= limits->at;
		nknown += there;
		CHECK_EQ_I64(csq_identity_who(&people, node, INT64_MAX, &person, &size), there);
		CHECK_EQ_I64(csq_identity_person_at(asked, limits, node), person);
		if (!there)
			continue;
		CHECK_EQ_I64(number(g, person), name_of(id));
		CHECK_EQ_I64(size, size_of(label[id]));
	}
	CHECK_EQ_I64(listed, nknown);
	for (uint32_t i = 1; i < listed; i++)
	{
		int before = name_of(number(g, order[i - 1]));
		int here = name_of(number(g, order[i]));

		CHECK(before < here || (before == here && number(g, order[i - 1]) < number(g, order[i])));
	}
}

static void
compare(const CsqIdentity *g)
{
	/* answers are kept, none is, or those of the first parts */
	static const size_t most[] = {CSQ_IDENTITY_ANSWERS, 0, 120};
	CsqIdentityAsked   *asked = csq_identity_asked(g, most[test_random_below(3)]);

	for (int i = 0; i < 4; i++)
	{
		CsqIdentityLimits       limits = random_limits();
		const CsqIdentityRules *rules = csq_identity_rules(g);
		CsqIdentitySolution     solution = csq_identity_solution(rules);

		apply_rules(&limits);
		csq_identity_solve(csq_identity_solver(rules), &limits, &solution);
		compare_links(rules, &solution);
		compare_paths(rules, &solution);
		compare_people(g, &limits, asked);
	}
}

/* The rows dealt out to parts, which are merged. */
static CsqIdentity *
merge_tree(void)
{
	CsqIdentity *parts[PARTS];

	for (int i = 0; i < PARTS; i++)
		parts[i] = csq_identity_new(CSQ_IDENTITY_FULL);
	for (int i = nrows; i-- > 0;)
		add(&parts[test_random_below(PARTS)], &rows[i]);
	return merge_parts(parts, PARTS);
}

static void
one_case(void)
{
	CsqIdentity *whole;
	CsqIdentity *merged;
	CsqError     err;

	random_input();
	read_rules();
	whole = csq_identity_new(CSQ_IDENTITY_FULL);
	for (int i = 0; i < nrows; i++)
		add(&whole, &rows[i]);
	CHECK(csq_identity_check(whole, csq_flat_size(whole), &err));
	merged = merge_tree();
	CHECK(csq_identity_check(merged, csq_flat_size(merged), &err));
	same_forms(whole, merged);
	CHECK(csq_identity_merge(&merged, whole, &err));
	same_forms(whole, merged);
	compare(whole);
	there_and_back(whole);
	csq_host_reset();
}

/* ---- the rest ---- */

/* A value with a bit changed is refused, or read without harm. */
static void
test_damage(void)
{
	test_section("damaged stored values");
	for (int i = 0; i < 10000; i++)
	{
		CsqIdentity *g = csq_identity_new(CSQ_IDENTITY_FULL);
		CsqIdentity *copy;
		CsqError     err;
		CsqBuf       out;

		random_input();
		for (int k = 0; k < nrows; k++)
			add(&g, &rows[k]);
		((unsigned char *) g)[4 + test_random_below(csq_flat_size(g) - 4)] ^=
			(unsigned char) (1 << test_random_below(8));
		csq_buf_init(&out);
		if (csq_identity_check(g, csq_flat_size(g), &err))
		{
			csq_identity_text(g, &out);
			csq_identity_write(g, &out);
			csq_identity_people(g, 0);
			copy = csq_identity_new(g->flat.kind);
			CHECK(csq_identity_merge(&copy, g, &err));
			CHECK(csq_identity_check(copy, csq_flat_size(copy), &err));
		}
		else
			CHECK(err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED); /* a newer version */
		csq_host_reset();
	}
}

static void
test_forms(void)
{
	CsqError                 err;
	CsqBuf                   b;
	CsqIdentity             *g;
	static const char *const same[][2] = {
		{"{\"v\":1,\"accounts\":[\"b\",\"a\",\"b\"],\"apart\":[[\"b\",\"a\"],[\"a\",\"b\"]]}",
	     "{\"v\":1,\"links\":[],\"apart\":[[\"a\",\"b\"]],\"accounts\":[\"a\",\"b\"]}"},
		/* the second says nothing that the first does not, the third is stronger for a while */
		{"{\"v\":1,\"links\":[[\"b\",\"a\",2,\"2026-01-01T00:00:00Z\"],[\"a\",\"b\",3,\"2026-01-02T00:00:00Z\",\"2026-01-03T00:00:00Z\"],"
	     "[\"a\",\"b\",1,\"2026-01-02T00:00:00Z\",\"2026-01-03T00:00:00Z\"]]}",
	     "{\"v\":1,\"links\":[[\"a\",\"b\",1,\"2026-01-02T00:00:00Z\",\"2026-01-03T00:00:00Z\"],[\"a\",\"b\",2,\"2026-01-01T00:00:00Z\"]]}"},
		{"{\"v\":1,\"links\":[[\"a\",\"b\",1,\"-infinity\",\"infinity\"],[\"a\",\"-infinity\"],[\"c\",\"-infinity\"]]}",
	     "{\"v\":1,\"links\":[[\"a\",\"b\",1,\"-infinity\"],[\"c\",\"-infinity\"]]}"},
		/* ends where it began */
		{"{\"v\":1,\"links\":[[\"a\",\"b\",1,\"2026-01-02T00:00:00Z\",\"2026-01-02T00:00:00Z\"]]}",
	     "{\"v\":1,\"links\":[[\"a\",\"2026-01-02T00:00:00Z\"],[\"b\",\"2026-01-02T00:00:00Z\"]]}"},
		{"{\"v\":1,\"links\":[]}", "{\"v\":1,\"links\":[]}"}};
	static const char *const wrong[] = {
		"{\"v\":1,\"links\":[],\"people\":[]}",
		"{\"v\":1,\"apart\":[],\"since\":[]}",
		"{\"v\":1,\"accounts\":[],\"ranked\":[]}",
		"{\"v\":1,\"links\":[[]]}",
		"{\"v\":1,\"links\":[[\"a\"]]}",
		"{\"v\":1,\"links\":[[\"a\",\"b\",1]]}",
		"{\"v\":1,\"links\":[[\"a\",\"b\",0,\"-infinity\"]]}",
		"{\"v\":1,\"links\":[[\"a\",\"b\",2147483648,\"-infinity\"]]}",
		"{\"v\":1,\"links\":[[\"a\",\"b\",\"1\",\"-infinity\"]]}",
		"{\"v\":1,\"links\":[[\"a\",\"b\",1,\"infinity\"]]}",
		"{\"v\":1,\"links\":[[\"a\",\"b\",1,\"-infinity\",\"-infinity\"]]}",
		"{\"v\":1,\"links\":[[\"a\",\"b\",1,\"2026-01-02T00:00:00Z\",\"2026-01-01T00:00:00Z\"]]}",
		"{\"v\":1,\"links\":[[\"a\",\"b\",1,\"-infinity\",\"infinity\",1]]}",
		"{\"v\":1,\"links\":[[\"a\",\"2026-01-01\"]]}",
		"{\"v\":1,\"apart\":[[\"a\"]]}",
		"{\"v\":1,\"apart\":[[\"a\",\"a\"]]}",
		"{\"v\":1,\"apart\":[[\"a\",\"b\",\"c\"]]}",
		"{\"v\":1,\"apart\":[\"a\",\"b\"]}",
		"{\"v\":1,\"accounts\":[[\"a\"]]}",
		"{\"v\":1,\"accounts\":[1]}"};
	/* ids a and b, flags and since when they are known; links */
#define MINUS                         "\200\0\0\0\0\0\0\0"
#define PLUS                          "\177\377\377\377\377\377\377\377"
#define ID(c, f, k)                   "\0\0\0\1" c f k
#define TWO                           "\3\0\0\0\2" ID("a", "\0", MINUS) ID("b", "\0", MINUS)
#define ROW(a, b, rank, since, until) "\0\0\0" a "\0\0\0" b "\0\0\0" rank since until
	static const struct
	{
		const char *bytes;
		size_t      len;
		bool        right;
	} binary[] = {
#define BYTES(b, right) {b, sizeof(b) - 1, right}
		BYTES("\3\0\0\0\0\0\0\0\0", true), BYTES(TWO "\0\0\0\0", true),
		BYTES(TWO "\0\0\0\1" ROW("\0", "\1", "\1", MINUS, PLUS), true),
		BYTES(TWO "\0\0\0\2" ROW("\0", "\1", "\0", MINUS, PLUS) ROW("\0", "\1", "\1", MINUS, PLUS), true),
		BYTES(TWO "\0\0\0\1" ROW("\1", "\0", "\1", MINUS, PLUS), false),
		BYTES(TWO "\0\0\0\1" ROW("\0", "\2", "\1", MINUS, PLUS), false),
		BYTES(TWO "\0\0\0\1" ROW("\0", "\0", "\1", MINUS, PLUS), false),
		BYTES(TWO "\0\0\0\1" ROW("\0", "\1", "\1", MINUS, MINUS), false),
		BYTES(TWO "\0\0\0\1" ROW("\0", "\1", "\1", PLUS, PLUS), false),
		BYTES(TWO "\0\0\0\1" ROW("\0", "\1", "\0", MINUS, MINUS), false),
		/* twice the same, one made void by another, and out of order */
		BYTES(TWO "\0\0\0\2" ROW("\0", "\1", "\1", MINUS, PLUS) ROW("\0", "\1", "\1", MINUS, PLUS), false),
		BYTES(TWO "\0\0\0\2" ROW("\0", "\1", "\1", MINUS, PLUS) ROW("\0", "\1", "\2", MINUS, PLUS), false),
		BYTES(TWO "\0\0\0\2" ROW("\0", "\1", "\1", MINUS, PLUS) ROW("\0", "\1", "\0", MINUS, PLUS), false),
		/* nothing is said of b; an unknown flag; ids that do not ascend; more than there is */
		BYTES("\3\0\0\0\1" ID("b", "\0", PLUS) "\0\0\0\0", false),
		BYTES("\3\0\0\0\1" ID("b", "\1", PLUS) "\0\0\0\0", true),
		BYTES("\3\0\0\0\1" ID("b", "\2", PLUS) "\0\0\0\0", false),
		BYTES("\3\0\0\0\2" ID("b", "\0", MINUS) ID("a", "\0", MINUS) "\0\0\0\0", false),
		BYTES("\3\377\377\377\377", false), BYTES(TWO "\377\377\377\377", false), BYTES("\4\0\0\0\0\0\0\0\0", false)};

	test_section("text and binary forms");
	csq_buf_init(&b);
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
	{
		CHECK((g = csq_identity_parse(same[i][0], strlen(same[i][0]), &err)) != NULL);
		b.len = 0;
		csq_identity_text(g, &b);
		CHECK_EQ_STR(b.data, same[i][1]);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(csq_identity_parse(wrong[i], strlen(wrong[i]), &err) == NULL && err.code == CSQ_SYNTAX);
	for (size_t i = 0; i < sizeof binary / sizeof *binary; i++)
	{
		g = csq_identity_read(binary[i].bytes, binary[i].len, &err);
		CHECK_EQ_I64(g != NULL, binary[i].right);
		CHECK(g != NULL || err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED);
	}
	csq_host_reset();
}

/* Kinds do not mix. */
static void
test_kinds(void)
{
	test_section("kinds");
	for (int a = 0; a <= CSQ_IDENTITY_FULL; a++)
	{
		CsqIdentity *into = csq_identity_new(a);
		CsqError     err;
		bool         merged = csq_identity_merge(&into, csq_identity_new(CSQ_IDENTITY_FULL), &err);

		CHECK_EQ_I64(merged, a == CSQ_IDENTITY_FULL);
		CHECK(merged || (err.code == CSQ_PARAM && strstr(err.message, "with all links") != NULL));
	}
	csq_host_reset();
}

/* The same pair seen again and again takes no room; a kiosk of many accounts is cut. */
static void
test_shapes(void)
{
	CsqIdentity      *g = csq_identity_new(CSQ_IDENTITY_FULL);
	CsqText           kiosk = {"kiosk", 5};
	CsqError          err;
	CsqPeople         people;
	CsqIdentityLimits before = {0, INT32_MAX, 4};
	uint32_t          person;
	uint32_t          size;

	test_section("a pair of 200,000 rows, a kiosk of 20,000 accounts");
	for (int i = 0; i < 200000; i++)
		CHECK(csq_identity_add_row(&g, &(CsqText){"a", 1}, &(CsqText){"b", 1}, 1, i % 1000, INT64_MAX, &err));
	CHECK(csq_flat_size(g) < 20000);
	csq_host_reset();
	g = csq_identity_new(CSQ_IDENTITY_FULL);
	for (int i = 0; i < 20000; i++)
	{
		char    account_name[16];
		char    phone_name[16];
		CsqText a = {account_name, (size_t) snprintf(account_name, sizeof account_name, "a%d", i)};
		CsqText p = {phone_name, (size_t) snprintf(phone_name, sizeof phone_name, "p%d", i)};

		CHECK(csq_identity_add_account(&g, &a, &err));
		CHECK(csq_identity_add_row(&g, &a, &p, 1, 0, INT64_MAX, &err));
		CHECK(csq_identity_add_row(&g, &a, &kiosk, 1, i, INT64_MAX, &err));
	}
	people = csq_identity_people(g, 0);
	CHECK(csq_identity_who(&people, csq_identity_find(g, &kiosk), INT64_MAX, &person, &size));
	CHECK_EQ_I64(size, 1);
	CHECK(csq_identity_who(&people, csq_identity_find(g, &(CsqText){"p77", 3}), INT64_MAX, &person, &size));
	CHECK_EQ_I64(size, 2);
	before.at = 0; /* when only the first account had used it */
	people = csq_identity_people_as(g, &before);
	CHECK(csq_identity_who(&people, csq_identity_find(g, &kiosk), INT64_MAX, &person, &size));
	CHECK_EQ_I64(size, 3);
	csq_host_reset();
}

int
main(void)
{
	test_section("random graphs with ends and rules, every merge tree");
	for (int i = 0; i < 20000; i++)
		one_case();
	test_damage();
	test_forms();
	test_kinds();
	test_shapes();
	return test_done();
}
