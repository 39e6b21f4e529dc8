/*
 * identity_links_test.c
 *		identity_graph with ranks and times: every threshold against a search in the
 *		whole multigraph, the forest and its limit on size against Kruskal's method
 *		over a sorted list, every merge tree, and damaged values.
 */
#include "test.h"

#include <stdlib.h>

#include "journey/identity.h"
#include "journey/journey.h"
#include "identity_forms.h"

#define MAX_IDS  9
#define MAX_ROWS 26
#define PARTS    4

/* A row of the input: b < 0 for a lone id. */
typedef struct Row
{
	int     a;
	int     b;
	int64_t weight;
} Row;

static char            names[MAX_IDS][8]; /* ascending by bytes, so ids compare as their numbers */
static Row             rows[MAX_ROWS];
static int             nrows;
static CsqIdentityKind kind;
static int64_t         thresholds[8];
static int             nthresholds;

/* ---- input ---- */

static CsqText
name(int i)
{
	return (CsqText){names[i], strlen(names[i])};
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

	kind = test_random_below(2) == 0 ? CSQ_IDENTITY_RANKED : CSQ_IDENTITY_TIMED;
	for (int i = 0; i < MAX_IDS; i++)
		snprintf(names[i], sizeof names[i], "%.*s%d", (int) test_random_below(2) * 2, "é",
		         (int) (10 * i + test_random_below(10)));
	qsort(names, MAX_IDS, sizeof names[0], by_bytes);
	nthresholds = 1 + (int) test_random_below(6);
	for (int i = 0; i < nthresholds; i++)
		thresholds[i] = kind == CSQ_IDENTITY_RANKED           ? i + 1
		                : i == 0 && test_random_below(2) == 0 ? INT64_MIN
		                                                      : (i - 2) * INT64_C(86400000000) + i;
	nrows = 1 + (int) test_random_below(MAX_ROWS);
	for (int i = 0; i < nrows; i++)
		rows[i] = (Row){(int) test_random_below(nids), test_random_below(7) == 0 ? -1 : (int) test_random_below(nids),
		                thresholds[test_random_below(nthresholds)]};
}

static void
add(CsqIdentity **g, const Row *row)
{
	CsqError err;
	CsqText  a = name(row->a);
	CsqText  b = row->b >= 0 ? name(row->b) : a;
	bool     swapped = test_random_below(2) == 0;

	if (row->b < 0)
		CHECK(csq_identity_add_weighted(g, swapped ? NULL : &a, swapped ? &a : NULL, row->weight, &err));
	else
		CHECK(csq_identity_add_weighted(g, swapped ? &b : &a, swapped ? &a : &b, row->weight, &err));
}

/* ---- oracles ---- */

/* The ids reached from one by rows of at most this weight. */
static void
search(int from, int64_t weight, bool *reached)
{
	memset(reached, 0, MAX_IDS * sizeof *reached);
	reached[from] = true;
	for (bool more = true; more;)
	{
		more = false;
		for (int i = 0; i < nrows; i++)
			if (rows[i].b >= 0 && rows[i].weight <= weight && reached[rows[i].a] != reached[rows[i].b])
				reached[rows[i].a] = reached[rows[i].b] = more = true;
	}
}

/* Is the id known at this weight: ranked, if ever; timed, by then? */
static bool
is_known(int id, int64_t weight)
{
	for (int i = 0; i < nrows; i++)
		if ((rows[i].a == id || rows[i].b == id) && (kind == CSQ_IDENTITY_RANKED || rows[i].weight <= weight))
			return true;
	return false;
}

static int
compare_rows(const void *px, const void *py)
{
	const Row *x = px;
	const Row *y = py;

	if (x->weight != y->weight)
		return x->weight < y->weight ? -1 : 1;
	return x->a != y->a ? x->a - y->a : x->b - y->b;
}

/* Kruskal's method over the rows, colours instead of trees: the forest in order. */
static int
kruskal(Row *forest)
{
	Row sorted[MAX_ROWS];
	int colour[MAX_IDS];
	int n = 0;
	int nforest = 0;

	for (int i = 0; i < nrows; i++)
		if (rows[i].b >= 0 && rows[i].a != rows[i].b)
			sorted[n++] = rows[i].a < rows[i].b ? rows[i] : (Row){rows[i].b, rows[i].a, rows[i].weight};
	qsort(sorted, n, sizeof *sorted, compare_rows);
	for (int i = 0; i < MAX_IDS; i++)
		colour[i] = i;
	for (int i = 0; i < n; i++)
	{
		int old = colour[sorted[i].b];

		if (colour[sorted[i].a] == old)
			continue;
		forest[nforest++] = sorted[i];
		for (int k = 0; k < MAX_IDS; k++)
			if (colour[k] == old)
				colour[k] = colour[sorted[i].a];
	}
	return nforest;
}

/*
 * Take the forest's links of at most this weight that keep people small;
 * colour: each id's person; -1 in size[]: not reached.
 */
static void
kruskal_limited(const Row *forest, int n, uint32_t max_size, int64_t weight, int *colour, uint32_t *would, bool *taken)
{
	for (int i = 0; i < MAX_IDS; i++)
		colour[i] = i;
	for (int i = 0; i < n && forest[i].weight <= weight; i++)
	{
		int old = colour[forest[i].b];
		int new = colour[forest[i].a];

		would[i] = 0;
		for (int k = 0; k < MAX_IDS; k++)
			would[i] += colour[k] == old || colour[k] == new;
		taken[i] = max_size == 0 || would[i] <= max_size;
		for (int k = 0; taken[i] && k < MAX_IDS; k++)
			if (colour[k] == old)
				colour[k] = new;
	}
}

/* ---- comparing ---- */

static void
compare_threshold(const CsqPeople *people, int64_t weight)
{
	int       nknown = 0;
	uint32_t  n;
	uint32_t *order = csq_identity_order(people, weight, &n);
	CsqText   last = {NULL, 0};

	for (int id = 0; id < MAX_IDS; id++)
	{
		CsqText  text = name(id);
		uint32_t node = csq_identity_find(people->graph, &text);
		uint32_t person = 0;
		uint32_t size = 0;
		bool     known = node != 0 && csq_identity_who(people, node, weight, &person, &size);
		bool     reached[MAX_IDS];
		int      count = 0;
		int      smallest = -1;

		CHECK_EQ_I64(node != 0, is_known(id, INT64_MAX));
		CHECK_EQ_I64(known, is_known(id, weight));
		if (!known)
			continue;
		nknown++;
		search(id, weight, reached);
		for (int k = 0; k < MAX_IDS; k++)
			if (reached[k])
			{
				count++;
				if (smallest < 0)
					smallest = k;
			}
		text = csq_identity_id(people->graph, person);
		CHECK(text.len == strlen(names[smallest]) && memcmp(text.s, names[smallest], text.len) == 0);
		CHECK_EQ_I64(size, count);
	}
	CHECK_EQ_I64(n, nknown);
	/* listed by person, then id */
	for (uint32_t i = 0; i < n; i++)
	{
		uint32_t person;
		uint32_t size;
		CsqText  text;

		CHECK(csq_identity_who(people, order[i], weight, &person, &size));
		text = csq_identity_id(people->graph, person);
		CHECK(i == 0 || csq_text_compare(&last, &text) <= 0);
		if (i > 0 && csq_text_compare(&last, &text) == 0)
		{
			CsqText before = csq_identity_id(people->graph, order[i - 1]);
			CsqText here = csq_identity_id(people->graph, order[i]);

			CHECK(csq_text_compare(&before, &here) < 0);
		}
		last = text;
	}
}

/* The lists of names and the table of ids say what the walk and the trie say. */
static void
compare_names(const CsqPeople *people, int64_t weight)
{
	const CsqIdentity *g = people->graph;
	CsqIdentityNames   lists = csq_identity_names(people);
	CsqPeople          steps = csq_identity_steps(g, people->max_size);
	CsqIdentityNames   shorter = csq_identity_names(&steps);
	CsqIdentityIndex   index = csq_identity_index(g);
	CsqText            other = {"other", 5};
	CsqText            unlisted;

	CHECK(lists.first != NULL || g->nnodes == 0);
	for (uint32_t node = 1; node <= g->nnodes; node++)
	{
		CsqText  id = csq_identity_id(g, node);
		CsqText  listed;
		uint32_t person;
		uint32_t size;
		bool     known = csq_identity_who(people, node, weight, &person, &size);

		CHECK_EQ_I64(csq_identity_look_up(g, &index, &id), node);
		CHECK_EQ_I64(csq_identity_name_of(g, &shorter, &id, weight, &listed), known);
		CHECK_EQ_I64(csq_identity_name_of(g, &lists, &id, weight, &listed), known);
		if (!known)
			continue;
		id = csq_identity_id(g, person);
		CHECK(csq_text_compare(&id, &listed) == 0);
	}
	CHECK_EQ_I64(csq_identity_look_up(g, &index, &other), 0);
	CHECK(lists.first == NULL || !csq_identity_name_of(g, &lists, &other, INT64_MAX, &unlisted));
}

static void
compare_limited(const CsqIdentity *g, const Row *forest, int n)
{
	uint32_t  max_size = (uint32_t) test_random_below(MAX_IDS + 1);
	int64_t   weight = test_random_below(3) == 0 ? INT64_MAX : thresholds[test_random_below(nthresholds)];
	CsqPeople people = csq_identity_people(g, max_size);
	int       colour[MAX_IDS];
	uint32_t  would[MAX_ROWS];
	bool      taken[MAX_ROWS];

	compare_names(&people, weight);
	kruskal_limited(forest, n, max_size, weight, colour, would, taken);
	CHECK_EQ_I64(people.nsteps, n);
	for (int i = 0; i < n; i++)
	{
		CsqText a = csq_identity_id(g, people.steps[i].link.a);
		CsqText b = csq_identity_id(g, people.steps[i].link.b);
		CsqText expected_a = name(forest[i].a);
		CsqText expected_b = name(forest[i].b);

		CHECK(csq_text_compare(&a, &expected_a) == 0 && csq_text_compare(&b, &expected_b) == 0);
		CHECK_EQ_I64(people.steps[i].link.weight, forest[i].weight);
		if (forest[i].weight > weight)
			continue;
		CHECK_EQ_I64(people.steps[i].size, would[i]);
		CHECK_EQ_I64(people.steps[i].person != 0, taken[i]);
	}
	for (int id = 0; id < MAX_IDS; id++)
	{
		CsqText  text = name(id);
		uint32_t node = csq_identity_find(g, &text);
		uint32_t person;
		uint32_t size;
		int      smallest = 0;
		uint32_t count = 0;

		if (node == 0 || !csq_identity_who(&people, node, weight, &person, &size))
			continue;
		while (colour[smallest] != colour[id])
			smallest++;
		for (int k = 0; k < MAX_IDS; k++)
			count += colour[k] == colour[id];
		text = csq_identity_id(g, person);
		CHECK(text.len == strlen(names[smallest]) && memcmp(text.s, names[smallest], text.len) == 0);
		CHECK_EQ_I64(size, count);
	}
}

/* The rows dealt out to parts, which are merged. */
static CsqIdentity *
merge_tree(void)
{
	CsqIdentity *parts[PARTS];

	for (int i = 0; i < PARTS; i++)
		parts[i] = csq_identity_new(kind);
	for (int i = nrows; i-- > 0;)
		add(&parts[test_random_below(PARTS)], &rows[i]);
	return merge_parts(parts, PARTS);
}

static void
one_case(void)
{
	CsqIdentity *whole;
	CsqIdentity *merged;
	CsqPeople    people;
	CsqError     err;
	Row          forest[MAX_ROWS];
	int          nforest;

	random_input();
	whole = csq_identity_new(kind);
	for (int i = 0; i < nrows; i++)
		add(&whole, &rows[i]);
	CHECK(csq_identity_check(whole, csq_flat_size(whole), &err));
	merged = merge_tree();
	CHECK(csq_identity_check(merged, csq_flat_size(merged), &err));
	same_forms(whole, merged);
	people = csq_identity_people(merged, 0);
	for (int i = 0; i < nthresholds; i++)
		compare_threshold(&people, thresholds[i]);
	compare_threshold(&people, INT64_MAX);
	compare_threshold(&people, thresholds[0] == INT64_MIN ? INT64_MIN : thresholds[0] - 1);
	nforest = kruskal(forest);
	compare_limited(merged, forest, nforest);
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
		CsqIdentity *g;
		CsqIdentity *copy;
		CsqError     err;
		CsqBuf       out;

		random_input();
		g = csq_identity_new(kind);
		for (int k = 0; k < nrows; k++)
			add(&g, &rows[k]);
		((unsigned char *) g)[4 + test_random_below(csq_flat_size(g) - 4)] ^=
			(unsigned char) (1 << test_random_below(8));
		csq_buf_init(&out);
		if (csq_identity_check(g, csq_flat_size(g), &err))
		{
			csq_identity_text(g, &out);
			csq_identity_write(g, &out);
			copy = csq_identity_new(g->flat.kind);
			CHECK(csq_identity_merge(&copy, g, &err));
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
		{"{\"ranked\":[[\"c\"],[\"b\",\"a\",2],[\"a\",\"b\",1],[\"b\",\"b\",1]],\"v\":1}",
	     "{\"v\":1,\"ranked\":[[\"a\",\"b\",1],[\"c\"]]}"},
		{"{\"v\":1,\"ranked\":[[\"a\",\"b\",3],[\"b\",\"c\",3],[\"c\",\"a\",3],[\"a\"]]}",
	     "{\"v\":1,\"ranked\":[[\"a\",\"b\",3],[\"a\",\"c\",3]]}"},
		{"{\"v\":1,\"ranked\":[]}", "{\"v\":1,\"ranked\":[]}"},
		{"{\"v\":1,\"since\":[]}", "{\"v\":1,\"since\":[]}"},
		{"{\"v\":1,\"since\":[[\"b\",\"a\",\"2026-01-02 01:00:00+01\"],[\"b\",\"-infinity\"],[\"a\",\"2026-01-03T00:00:00Z\"]]}",
	     "{\"v\":1,\"since\":[[\"a\",\"b\",\"2026-01-02T00:00:00Z\"],[\"b\",\"-infinity\"]]}"}};
	static const char *const wrong[] = {"{\"ranked\":[],\"people\":[]}",
	                                    "{\"since\":[],\"ranked\":[]}",
	                                    "{\"ranked\":[[\"a\",\"b\"]]}",
	                                    "{\"ranked\":[[]]}",
	                                    "{\"ranked\":[[\"a\",\"b\",0]]}",
	                                    "{\"ranked\":[[\"a\",\"b\",2147483648]]}",
	                                    "{\"ranked\":[[\"a\",\"b\",\"1\"]]}",
	                                    "{\"ranked\":[[\"a\",\"b\",1,1]]}",
	                                    "{\"since\":[[\"a\"]]}",
	                                    "{\"since\":[[]]}",
	                                    "{\"since\":[[\"a\",\"b\",\"infinity\"]]}",
	                                    "{\"since\":[[\"a\",\"b\"]]}",
	                                    "{\"since\":[[\"a\",\"b\",\"2026-01-01\"]]}",
	                                    "{\"since\":[[\"a\",\"b\",\"-infinity\",\"c\"]]}",
	                                    "{\"since\":[[\"a\",1]]}",
	                                    "{\"v\":1}"};
	/* kind 1, two ids a and b, links */
#define TWO                "\2\1\0\0\0\2\0\0\0\1a\0\0\0\1b"
#define LINK_1(a, b, rank) "\0\0\0" a "\0\0\0" b "\0\0\0\0\0\0\0" rank
	static const struct
	{
		const char *bytes;
		size_t      len;
		bool        right;
	} binary[] = {
#define BYTES(b, right) {b, sizeof(b) - 1, right}
		BYTES(TWO "\0\0\0\0", true),
		BYTES(TWO "\0\0\0\1" LINK_1("\0", "\1", "\1"), true),
		BYTES(TWO "\0\0\0\1" LINK_1("\1", "\0", "\1"), false),
		BYTES(TWO "\0\0\0\1" LINK_1("\0", "\2", "\1"), false),
		BYTES(TWO "\0\0\0\1" LINK_1("\0", "\0", "\1"), false),
		BYTES(TWO "\0\0\0\1" LINK_1("\0", "\1", "\0"), false),
		BYTES(TWO "\0\0\0\2" LINK_1("\0", "\1", "\1") LINK_1("\0", "\1", "\2"), false),
		BYTES("\2\1\0\0\0\2\0\0\0\1b\0\0\0\1a\0\0\0\0", false),
		BYTES("\2\0\0\0\0\0\0\0\0\0", false),
		BYTES("\2\3\0\0\0\0\0\0\0\0", false),
		BYTES("\3\1\0\0\0\0\0\0\0\0", false),
		BYTES("\2\1\0\0\0\3\0\0\0\1a\0\0\0\1b\0\0\0\1c\0\0\0\2" LINK_1("\0", "\2", "\1") LINK_1("\0", "\1", "\1"),
	          false),
		BYTES("\2\2\0\0\0\1\0\0\0\1a\200\0\0\0\0\0\0\0\0\0\0\0", true),
		BYTES("\2\2\0\0\0\1\0\0\0\1a\177\377\377\377\377\377\377\377\0\0\0\0", false)};

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
	for (int a = 0; a <= CSQ_IDENTITY_TIMED; a++)
		for (int b = 0; b <= CSQ_IDENTITY_TIMED; b++)
		{
			CsqIdentity *into = csq_identity_new(a);
			CsqError     err;
			bool         merged = csq_identity_merge(&into, csq_identity_new(b), &err);

			CHECK_EQ_I64(merged, a == b);
			CHECK(merged || (err.code == CSQ_PARAM && strstr(err.message, csq_identity_kind_text(a)) != NULL &&
			                 strstr(err.message, csq_identity_kind_text(b)) != NULL));
		}
	csq_host_reset();
}

static uint32_t
longest_path(const CsqIdentity *g)
{
	uint32_t longest = 0;

	for (uint32_t i = 1; i <= g->nnodes; i++)
	{
		uint32_t steps = 0;

		for (uint32_t n = i; csq_identity_weighted(g, n)->node.link != n; n = csq_identity_weighted(g, n)->node.link)
			steps++;
		if (steps > longest)
			longest = steps;
	}
	return longest;
}

/* Chains and stars, weights rising, falling and all the same: paths stay short. */
static void
test_shapes(void)
{
	test_section("chains and stars of 50,000");
	for (int shape = 0; shape < 6; shape++)
	{
		CsqIdentity *g = csq_identity_new(CSQ_IDENTITY_TIMED);
		CsqPeople    people;
		CsqError     err;
		uint32_t     person;
		uint32_t     size;
		CsqText      zero = {"0", 1};

		for (int i = 1; i < 50000; i++)
		{
			char    a[8];
			char    b[8];
			CsqText ta = {a, (size_t) snprintf(a, sizeof a, "%d", i)};
			CsqText tb = {b, (size_t) snprintf(b, sizeof b, "%d", shape & 1 ? 0 : i - 1)};

			if (!csq_identity_add_weighted(&g, &ta, &tb, shape / 2 == 0 ? i : shape / 2 == 1 ? 50000 - i : 7, &err))
				break;
		}
		CHECK(csq_identity_check(g, csq_flat_size(g), &err));
		CHECK_EQ_I64(g->nnodes, 50000);
		CHECK(longest_path(g) < 60);
		people = csq_identity_people(g, 0);
		CHECK(csq_identity_who(&people, csq_identity_find(g, &zero), INT64_MAX, &person, &size));
		CHECK_EQ_I64(size, 50000);
		/* a chain whose ends lower the name of the whole each time has too many names to list */
		CHECK_EQ_I64(csq_identity_names(&people).first == NULL, shape == 2);
		/* the chain and the star whose weights rise grow by one a step */
		if (shape / 2 == 0)
		{
			CHECK(csq_identity_who(&people, csq_identity_find(g, &zero), 1234, &person, &size));
			CHECK_EQ_I64(size, 1235);
		}
		csq_host_reset();
	}
}

/* The table of ids finds those of every length, and no others that begin alike. */
static void
test_index(void)
{
	CsqIdentity     *g = csq_identity_new(CSQ_IDENTITY_TIMED);
	CsqIdentityIndex index;
	CsqIdentityNames lists;
	CsqPeople        steps;
	CsqError         err;
	char             text[64];

	test_section("ids of every length");
	memset(text, 'x', sizeof text);
	for (size_t len = 0; len < sizeof text; len += 1 + len % 3)
		CHECK(csq_identity_add_weighted(&g, &(CsqText){text, len}, NULL, 0, &err));
	index = csq_identity_index(g);
	steps = csq_identity_steps(g, 0);
	lists = csq_identity_names(&steps);
	for (size_t len = 0; len < sizeof text; len++)
		for (int changed = 0; changed < 2; changed++)
		{
			CsqText  id = {text, len};
			CsqText  self;
			uint32_t node;

			if (len > 0)
				text[len - 1] = changed ? 'y' : 'x';
			node = csq_identity_find(g, &id);
			CHECK_EQ_I64(csq_identity_look_up(g, &index, &id), node);
			CHECK(node == 0 || len == 0 || !changed);
			CHECK_EQ_I64(csq_identity_name_of(g, &lists, &id, 0, &self), node != 0);
			CHECK(node == 0 || csq_text_same(&self, &id));
			CHECK(!csq_identity_name_of(g, &lists, &id, -1, &self));
			if (len > 0)
				text[len - 1] = 'x';
		}
	csq_host_reset();
}

/* Ids in order: short and long, few letters, with and without a beginning that all share. */
static void
test_order(void)
{
	test_section("ids in order");
	for (int turn = 0; turn < 3000; turn++)
	{
		CsqIdentity *g = csq_identity_new(CSQ_IDENTITY_TIMED);
		CsqError     err;
		uint32_t    *order;
		bool         seen[301] = {false};
		size_t       prefix = test_random_below(20);
		size_t       most = 1 + test_random_below(20);

		for (uint64_t i = test_random_below(turn % 2 == 0 ? 20 : 300); i > 0; i--)
		{
			char   id[64];
			size_t len = prefix + test_random_below(most);

			for (size_t k = 0; k < len; k++)
				id[k] = k < prefix || test_random_below(5) == 0 ? 'm' : (char) ("an\xc3z"[test_random_below(4)]);
			CHECK(csq_identity_add_weighted(&g, &(CsqText){id, len}, NULL, 0, &err));
		}
		order = csq_identity_by_id(g);
		for (uint32_t i = 0; i < g->nnodes; i++)
		{
			CsqText before = csq_identity_id(g, order[i > 0 ? i - 1 : 0]);
			CsqText here = csq_identity_id(g, order[i]);

			CHECK(!seen[order[i]]);
			seen[order[i]] = true;
			CHECK(i == 0 || csq_text_compare(&before, &here) < 0);
		}
		csq_host_reset();
	}
}

int
main(void)
{
	test_section("random multigraphs with ranks and times, every merge tree");
	for (int i = 0; i < 25000; i++)
		one_case();
	test_damage();
	test_forms();
	test_kinds();
	test_index();
	test_order();
	test_shapes();
	return test_done();
}
