/*
 * identity_test.c
 *		identity_graph against a naive closure, under every split, and damaged values.
 */
#include "test.h"

#include "journey/identity.h"
#include "journey/journey.h"

#define MAX_IDS   14
#define MAX_EDGES 24

/* ---- the oracle: reach[a][b] by repeated closure ---- */

static bool reach[MAX_IDS][MAX_IDS];
static bool known[MAX_IDS];
static char names[MAX_IDS][8];

static void
close_graph(void)
{
	for (int k = 0; k < MAX_IDS; k++)
		for (int a = 0; a < MAX_IDS; a++)
			for (int b = 0; b < MAX_IDS; b++)
				if (reach[a][k] && reach[k][b])
					reach[a][b] = true;
}

static CsqText
name(int i)
{
	return (CsqText){names[i], strlen(names[i])};
}

static void
random_names(void)
{
	for (int i = 0; i < MAX_IDS; i++)
		for (bool again = true; again;)
		{
			again = false;
			snprintf(names[i], sizeof names[i], "%.*s%d", (int) test_random_below(4), "öz\"",
			         (int) test_random_below(60));
			if (test_random_below(12) == 0)
				names[i][0] = '\0';
			for (int k = 0; k < i; k++)
				again |= strcmp(names[i], names[k]) == 0;
			again |= !csq_utf8_valid(names[i], strlen(names[i]));
		}
}

static void
compare(const CsqIdentity *g)
{
	CsqPeople people = csq_identity_people(g, 0);
	CsqError  err;
	uint32_t  n = 0;

	CHECK(csq_identity_check(g, csq_flat_size(g), &err));
	for (int a = 0; a < MAX_IDS; a++)
	{
		CsqText  id = name(a);
		uint32_t node = csq_identity_find(g, &id);
		int      smallest = a;
		uint32_t size = 1;
		CsqText  person;
		CsqText  expected;

		CHECK_EQ_I64(node != 0, known[a]);
		if (node == 0)
			continue;
		n++;
		for (int b = 0; b < MAX_IDS; b++)
			if (b != a && reach[a][b])
			{
				size++;
				if (strcmp(names[b], names[smallest]) < 0)
					smallest = b;
			}
		person = csq_identity_id(g, people.person[node]);
		expected = name(smallest);
		CHECK(csq_text_compare(&person, &expected) == 0);
		CHECK_EQ_I64(people.size[people.person[node]], size);
	}
	CHECK_EQ_I64(g->nnodes, n);
}

static void
same_text(const CsqIdentity *a, const CsqIdentity *b)
{
	CsqBuf x;
	CsqBuf y;

	csq_buf_init(&x);
	csq_buf_init(&y);
	csq_identity_text(a, &x);
	csq_identity_text(b, &y);
	CHECK_EQ_STR(x.data, y.data);
}

static void
there_and_back(const CsqIdentity *g)
{
	CsqBuf             text;
	CsqBuf             binary;
	CsqError           err;
	const CsqIdentity *again;

	csq_buf_init(&text);
	csq_buf_init(&binary);
	csq_identity_text(g, &text);
	csq_identity_write(g, &binary);
	CHECK((again = csq_identity_parse(text.data, text.len, &err)) != NULL);
	compare(again);
	CHECK((again = csq_identity_read(binary.data, binary.len, &err)) != NULL);
	compare(again);
	same_text(g, again);
	/* no shorter binary form is accepted */
	CHECK(csq_identity_read(binary.data, test_random_below(binary.len), &err) == NULL && err.code == CSQ_BINARY);
}

static void
one_case(void)
{
	CsqIdentity *whole = csq_identity_new(CSQ_IDENTITY_PLAIN);
	CsqIdentity *parts[3];
	CsqIdentity *merged = csq_identity_new(CSQ_IDENTITY_PLAIN);
	CsqError     err;
	int          nedges = (int) test_random_below(MAX_EDGES + 1);

	memset(reach, 0, sizeof reach);
	memset(known, 0, sizeof known);
	random_names();
	for (int i = 0; i < 3; i++)
		parts[i] = csq_identity_new(CSQ_IDENTITY_PLAIN);
	for (int i = 0; i < nedges; i++)
	{
		int           a = (int) test_random_below(MAX_IDS);
		int           b = (int) test_random_below(MAX_IDS);
		CsqText       ta = name(a);
		CsqText       tb = name(b);
		bool          alone = test_random_below(8) == 0;
		CsqIdentity **part = &parts[test_random_below(3)];

		CHECK(csq_identity_add(&whole, &ta, alone ? NULL : &tb, &err));
		CHECK(csq_identity_add(part, alone ? NULL : &tb, &ta, &err));
		known[a] = reach[a][a] = true;
		if (!alone)
			known[b] = reach[b][b] = reach[a][b] = reach[b][a] = true;
	}
	close_graph();
	compare(whole);
	for (int i = 0, k = (int) test_random_below(3); i < 3; i++)
		CHECK(csq_identity_merge(&merged, parts[(i + k) % 3], &err));
	compare(merged);
	same_text(whole, merged);
	there_and_back(merged);
	csq_host_reset();
}

/* A value with a bit changed is refused, or read without harm. */
static void
test_damage(void)
{
	test_section("damaged stored values");
	for (int i = 0; i < 3000; i++)
	{
		CsqIdentity *g = csq_identity_new(CSQ_IDENTITY_PLAIN);
		CsqIdentity *copy = csq_identity_new(CSQ_IDENTITY_PLAIN);
		CsqError     err;
		CsqBuf       out;

		random_names();
		for (int k = 0; k < 8; k++)
		{
			CsqText a = name((int) test_random_below(MAX_IDS));
			CsqText b = name((int) test_random_below(MAX_IDS));

			CHECK(csq_identity_add(&g, &a, &b, &err));
		}
		((unsigned char *) g)[4 + test_random_below(csq_flat_size(g) - 4)] ^=
			(unsigned char) (1 << test_random_below(8));
		csq_buf_init(&out);
		if (csq_identity_check(g, csq_flat_size(g), &err))
		{
			csq_identity_text(g, &out);
			CHECK(csq_identity_merge(&copy, g, &err));
		}
		else
			CHECK(err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED); /* a newer version */
		csq_host_reset();
	}
}

static void
test_text(void)
{
	CsqError                 err;
	CsqBuf                   b;
	CsqIdentity             *g;
	static const char *const wrong[] = {"",
	                                    "{}x",
	                                    "{\"v\":2}",
	                                    "{\"v\":1,\"people\":[[]]}",
	                                    "{\"v\":1,\"people\":[[1]]}",
	                                    "{\"v\":1,\"people\":[\"a\"]}",
	                                    "{\"v\":1,\"persons\":[]}"};
	static const char        mixed[] = "{\"people\":[[\"b\",\"a\"],[\"z\"],[\"c\",\"b\"]],\"v\":1}";
	static const char        backwards[] = "\1\0\0\0\1\0\0\0\2\0\0\0\1b\0\0\0\1a";
	static const char        twice[] = "\1\0\0\0\2\0\0\0\2\0\0\0\1a\0\0\0\1c\0\0\0\2\0\0\0\1b\0\0\0\1c";

	test_section("text and binary forms");
	csq_buf_init(&b);
	CHECK((g = csq_identity_parse(mixed, strlen(mixed), &err)) != NULL);
	csq_identity_text(g, &b);
	CHECK_EQ_STR(b.data, "{\"v\":1,\"people\":[[\"a\",\"b\",\"c\"],[\"z\"]]}");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(csq_identity_parse(wrong[i], strlen(wrong[i]), &err) == NULL &&
		      (err.code == CSQ_SYNTAX || err.code == CSQ_UNSUPPORTED));
	CHECK(csq_identity_read(backwards, sizeof backwards - 1, &err) == NULL && err.code == CSQ_BINARY);
	CHECK(csq_identity_read(twice, sizeof twice - 1, &err) == NULL && err.code == CSQ_BINARY);
	csq_host_reset();
}

/* Long chains and stars, from either end. */
static void
test_shapes(void)
{
	test_section("chains and stars of 100,000");
	for (int shape = 0; shape < 4; shape++)
	{
		CsqIdentity *g = csq_identity_new(CSQ_IDENTITY_PLAIN);
		CsqPeople    people;
		CsqError     err;
		int          npeople = 0;

		for (int i = 1; i < 100000; i++)
		{
			int     k = shape & 1 ? 100000 - i : i;
			char    a[8];
			char    b[8];
			CsqText ta = {a, (size_t) snprintf(a, sizeof a, "%d", k)};
			CsqText tb = {b, (size_t) snprintf(b, sizeof b, "%d", shape & 2 ? 0 : k - 1)};

			if (!csq_identity_add(&g, &ta, &tb, &err))
				break;
		}
		people = csq_identity_people(g, 0);
		CHECK_EQ_I64(g->nnodes, 100000);
		for (uint32_t i = 1; i <= g->nnodes; i++)
			npeople += people.person[i] == i;
		CHECK_EQ_I64(npeople, 1);
		CHECK_EQ_I64(people.size[people.person[77777]], 100000);
		csq_host_reset();
	}
}

int
main(void)
{
	test_section("random graphs against a naive closure, every split");
	for (int i = 0; i < 20000; i++)
		one_case();
	test_damage();
	test_text();
	test_shapes();
	return test_done();
}
