/*
 * tally_test.c
 *		Tallies against a plain array, and every split.
 */
#include "test.h"

#include "base/tally.h"

#define KEYS 60

static const CsqTallyType type = {"tally", "label", 2, 2, false, 2, "share", 0, 1, "salt"};
static const CsqTallyType set = {"tally", "label", 2, 1, true, 0, NULL, 0, 0, NULL};

static CsqText
text_of(char *buffer, int i)
{
	int n = snprintf(buffer, 40, "%.*s%d", i % 3 * 3, "\xe6\x8a\x95\xe8\xaf\x89 complaint", i);

	return (CsqText){buffer, i == 0 ? 0 : (size_t) n};
}

static CsqTally *
packed(const CsqTallyType *y, const CsqTally *t)
{
	CsqError  err;
	CsqTally *r;

	CHECK(csq_tally_check(y, t, csq_flat_size(t), &err));
	r = csq_tally_pack(y, t, &err);
	CHECK(r != NULL && csq_tally_check(y, r, csq_flat_size(r), &err) && r->slots == 0);
	return r;
}

static CsqTally *
handed_over(const CsqTallyType *y, CsqTally *t)
{
	CsqBuf   b;
	CsqError err;

	csq_buf_init(&b);
	switch (test_random_below(3))
	{
		case 0:
			csq_tally_text(y, t, &b);
			t = csq_tally_parse(y, b.data, b.len, &err);
			break;
		case 1:
			csq_tally_write(y, t, &b);
			t = csq_tally_read(y, b.data, b.len, &err);
			break;
	}
	CHECK(t != NULL);
	return t;
}

static void
test_splits(const CsqTallyType *y)
{
	CsqText salt = {"pepper", y->word != NULL ? 6 : 0};
	double  share = y->parameter != NULL ? 0.05 : 0;

	for (int round = 0; round < 3000; round++)
	{
		int64_t      sum[KEYS][2] = {{0}};
		bool         there[KEYS] = {false};
		int          n = 0, pieces = 1 + (int) test_random_below(4), rows = (int) test_random_below(200);
		CsqTally    *whole = csq_tally_new(y, share, &salt);
		CsqTally    *piece[5];
		CsqTallyRow *list;
		CsqError     err;

		for (int i = 0; i < pieces; i++)
			piece[i] = csq_tally_new(y, share, &salt);
		for (int i = 0; i < rows; i++)
		{
			int     k = (int) test_random_below(KEYS);
			int64_t numbers[2] = {(int64_t) test_random_below(5), (int64_t) test_random_below(9) - 4};
			char    a[40], b[40];
			CsqText labels[2] = {text_of(a, k % 8), text_of(b, k)};

			if (y->once)
				numbers[0] = 1;
			n += !there[k];
			there[k] = true;
			sum[k][0] += numbers[0];
			sum[k][1] += numbers[1];
			CHECK(csq_tally_add(y, &whole, labels, numbers, &err));
			CHECK(csq_tally_add(y, &piece[test_random_below((uint64_t) pieces)], labels, numbers, &err));
		}
		list = csq_tally_rows(y, whole);
		CHECK_EQ_I64(whole->rows, n);
		for (uint32_t i = 0; i < whole->rows; i++)
		{
			int k = 0;

			for (int d = 0; d < KEYS; d++)
			{
				char    b[40];
				CsqText label = text_of(b, d);

				if (csq_text_same(&label, &list[i].label[1]))
					k = d;
			}
			CHECK_EQ_I64(list[i].numbers[0], y->once ? 1 : sum[k][0]);
			if (!y->once)
				CHECK_EQ_I64(list[i].numbers[1], sum[k][1]);
		}
		for (; pieces > 1; pieces--)
			CHECK(csq_tally_merge(y, &piece[pieces - 2], handed_over(y, piece[pieces - 1]), &err));
		{
			CsqTally *a = packed(y, whole), *b = packed(y, handed_over(y, piece[0]));

			CHECK(csq_flat_size(a) == csq_flat_size(b) && memcmp(a, b, csq_flat_size(a)) == 0);
		}
		csq_host_reset();
	}
}

static void
test_damage(void)
{
	CsqText   salt = {"pepper", 6};
	CsqTally *t = csq_tally_new(&type, 0.05, &salt);
	CsqError  err;

	test_section("damaged values are refused or harmless; other parameters do not merge");
	for (int i = 0; i < 20; i++)
	{
		char    a[40];
		CsqText labels[2] = {text_of(a, i), text_of(a, i)};
		int64_t numbers[2] = {i, -i};

		CHECK(csq_tally_add(&type, &t, labels, numbers, &err));
	}
	for (int round = 0; round < 30000; round++)
	{
		size_t    size = csq_flat_size(t);
		CsqTally *bad = csq_alloc(size);

		memcpy(bad, t, size);
		for (uint64_t k = 1 + test_random_below(3); k > 0; k--)
			((unsigned char *) bad)[8 + test_random_below(size - 8)] = (unsigned char) test_random_u64();
		if (csq_tally_check(&type, bad, size, &err))
		{
			CsqTally *r = csq_tally_pack(&type, bad, &err);

			(void) (r != NULL && csq_tally_merge(&type, &bad, r, &err));
		}
		csq_free(bad);
	}
	{
		CsqText   other = {"salt", 4};
		CsqTally *o = csq_tally_new(&type, 0.05, &other);

		CHECK(!csq_tally_merge(&type, &t, o, &err) && err.code == CSQ_PARAM);
		o = csq_tally_new(&type, 0.1, &salt);
		CHECK(!csq_tally_merge(&type, &t, o, &err) && err.code == CSQ_PARAM);
	}
}

int
main(void)
{
	test_section("any split, any order, text and bytes: the same sums");
	test_splits(&type);
	test_section("the same for sets");
	test_splits(&set);
	test_damage();
	return test_done();
}
