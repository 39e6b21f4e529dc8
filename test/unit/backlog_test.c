/*
 * backlog_test.c
 *		Tests of backlogs and repeats against brute force; merging under every split,
 *		text and binary forms, hostile input.
 */
#include "test.h"

#include <stdio.h>

#include "metrics/backlog.h"
#include "metrics/repeats.h"

#define MOST 60

typedef struct Case
{
	int64_t opened, closed;
} Case;

static CsqBacklog *
packed(const CsqBacklog *b)
{
	CsqError err;

	CHECK(csq_backlog_check(b, csq_flat_size(b), &err));
	return csq_backlog_pack(b, &err);
}

static bool
same(const void *a, const void *b)
{
	return b != NULL && csq_flat_size(a) == csq_flat_size(b) && memcmp(a, b, csq_flat_size(a)) == 0;
}

/* As the aggregate does it. */
static void
add_quickly(CsqBacklog **b, int64_t opened, int64_t closed)
{
	CsqError err;

	if (!csq_backlog_add_there(*b, opened, closed))
		CHECK(csq_backlog_add(b, opened, closed, &err));
}

static void
test_backlog(void)
{
	test_section("backlog: what is open, its ages, opened and closed, against each case; any split");
	for (int turn = 0; turn < 10000; turn++)
	{
		Case        c[MOST];
		int         n = (int) test_random_below(MOST + 1);
		CsqBacklog *whole = csq_backlog_new();
		CsqBacklog *parts[3] = {csq_backlog_new(), csq_backlog_new(), csq_backlog_new()};
		int64_t     cuts[2] = {3, 9}, counts[3], want[3] = {0, 0, 0};
		int64_t     at = (int64_t) test_random_below(40), to = at + (int64_t) test_random_below(20);
		int64_t     open = 0, came = 0, went = 0, series[20], instants[20];
		CsqBuf      text, binary;
		CsqError    err;

		for (int i = 0; i < n; i++)
		{
			c[i].opened = (int64_t) test_random_below(40);
			c[i].closed = test_random_below(4) == 0 ? CSQ_STILL_OPEN : c[i].opened + (int64_t) test_random_below(20);
			CHECK(csq_backlog_add(&whole, c[i].opened, c[i].closed, &err));
			add_quickly(&parts[test_random_below(3)], c[i].opened, c[i].closed);
			came += c[i].opened >= at && c[i].opened < to;
			went += c[i].closed >= at && c[i].closed < to;
			if (c[i].opened <= at && at < c[i].closed)
			{
				open++;
				want[at - c[i].opened >= 9 ? 2 : at - c[i].opened >= 3]++;
			}
		}
		CHECK_EQ_I64(csq_backlog_open_at(whole, at), open);
		CHECK_EQ_I64(csq_backlog_opened(whole, at, to), came);
		CHECK_EQ_I64(csq_backlog_closed(whole, at, to), went);
		csq_backlog_ages(whole, at, cuts, 2, counts);
		for (int i = 0; i < 3; i++)
			CHECK_EQ_I64(counts[i], want[i]);
		for (int i = 0; i < 20; i++)
			instants[i] = 3 * i - 2;
		csq_backlog_series(whole, instants, 20, series);
		for (int i = 0; i < 20; i++)
			CHECK_EQ_I64(series[i], csq_backlog_open_at(whole, instants[i]));
		csq_buf_init(&text);
		csq_buf_init(&binary);
		csq_backlog_text(packed(parts[1]), &text);
		csq_backlog_write(packed(parts[2]), &binary);
		CHECK(csq_backlog_merge(&parts[0], csq_backlog_read(binary.data, binary.len, &err), &err));
		CHECK(csq_backlog_merge(&parts[0], csq_backlog_parse(text.data, text.len, &err), &err));
		CHECK(same(packed(whole), packed(parts[0])));
		/* hostile */
		if (turn % 2 == 0)
		{
			CsqBacklog *again;

			CHECK(csq_backlog_read(binary.data, test_random_below(binary.len), &err) == NULL);
			binary.data[test_random_below(binary.len)] ^= (char) (1 << test_random_below(8));
			again = csq_backlog_read(binary.data, binary.len, &err);
			CHECK(again != NULL ? same(again, packed(again)) : err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED);
			text.data[test_random_below(text.len)] = (char) ("0123456789-{}[],:\"nTZ\0"[test_random_below(22)]);
			again = csq_backlog_parse(text.data, text.len, &err);
			CHECK(again != NULL ? same(again, packed(again)) : err.code == CSQ_SYNTAX || err.code == CSQ_UNSUPPORTED);
		}
		csq_host_reset();
	}
	{
		CsqBacklog *b = csq_backlog_new();
		CsqError    err;

		CHECK(!csq_backlog_add(&b, 1, 0, &err) && err.code == CSQ_PARAM);
		CHECK(!csq_backlog_add_there(b, 1, 2) && csq_backlog_add(&b, 1, 2, &err));
		CHECK(!csq_backlog_add_there(b, 1, 0) && !csq_backlog_add_there(b, 1, 2) && b->list.nentries == 1);
		b = csq_backlog_new();
		/* memory follows different cases */
		for (int i = 0; i < 100000; i++)
			CHECK(csq_backlog_add(&b, (int64_t) test_random_below(30), CSQ_STILL_OPEN, &err));
		CHECK(csq_flat_size(b) <= 24 * 128 && csq_backlog_open_at(b, 100) == 100000);
		csq_host_reset();
	}
}

static CsqRepeats *
packed_repeats(const CsqRepeats *r)
{
	CsqError err;

	CHECK(csq_repeats_check(r, csq_flat_size(r), &err));
	return csq_repeats_pack(r, &err);
}

static void
test_repeats(void)
{
	static const char *const names[] = {"li", "wang", "ab", "a"};
	static const char *const issues[] = {"fee", "card", "c", "bc", NULL};

	test_section("repeats: chains of each customer and issue against brute force; any split");
	for (int turn = 0; turn < 10000; turn++)
	{
		int         who[MOST], what[MOST], n = (int) test_random_below(MOST + 1);
		int64_t     at[MOST], within = 1 + (int64_t) test_random_below(8), as_of = 20 + (int64_t) test_random_below(30);
		CsqError    err;
		CsqRepeats *whole = csq_repeats_new(within, as_of, &err);
		CsqRepeats *parts[3];
		CsqRepeatCounts c, want = {0, 0, 0, 0};
		CsqBuf          text, binary;

		for (int i = 0; i < 3; i++)
			parts[i] = csq_repeats_new(within, as_of, &err);
		for (int i = 0; i < n; i++)
		{
			CsqText customer, issue = {NULL, 0};

			who[i] = (int) test_random_below(4);
			what[i] = (int) test_random_below(5);
			at[i] = (int64_t) test_random_below(60);
			customer = (CsqText){names[who[i]], strlen(names[who[i]])};
			if (issues[what[i]] != NULL)
				issue = (CsqText){issues[what[i]], strlen(issues[what[i]])};
			CHECK(csq_repeats_add(&whole, customer, issue, at[i], &err));
			CHECK(csq_repeats_add(&parts[test_random_below(3)], customer, issue, at[i], &err));
		}
		for (int i = 0; i < n; i++)
		{
			bool before = false, after = false;

			if (at[i] > as_of)
				continue;
			/* of contacts at one instant the one with the lower number comes first */
			for (int j = 0; j < n; j++)
				if (j != i && at[j] <= as_of && who[j] == who[i] && what[j] == what[i])
				{
					int64_t gap = at[j] - at[i];

					before |= (gap < 0 || (gap == 0 && j < i)) && -gap <= within;
					after |= (gap > 0 || (gap == 0 && j > i)) && gap <= within;
				}
			want.contacts++;
			want.first += !before;
			want.repeated += !before && after;
			want.pending += !before && !after && as_of - at[i] <= within;
			want.over += !before && as_of - at[i] > within;
			want.over_repeated += !before && after && as_of - at[i] > within;
		}
		c = csq_repeats_count(packed_repeats(whole));
		CHECK_EQ_I64(c.contacts, want.contacts);
		CHECK_EQ_I64(c.first, want.first);
		CHECK_EQ_I64(c.repeated, want.repeated);
		CHECK_EQ_I64(c.pending, want.pending);
		CHECK_EQ_I64(c.over, want.over);
		CHECK_EQ_I64(c.over_repeated, want.over_repeated);
		csq_buf_init(&text);
		csq_buf_init(&binary);
		csq_repeats_text(packed_repeats(parts[1]), &text);
		csq_repeats_write(packed_repeats(parts[2]), &binary);
		CHECK(csq_repeats_merge(&parts[0], csq_repeats_read(binary.data, binary.len, &err), &err));
		CHECK(csq_repeats_merge(&parts[0], csq_repeats_parse(text.data, text.len, &err), &err));
		CHECK(same(packed_repeats(whole), packed_repeats(parts[0])));
		if (turn % 2 == 0)
		{
			CsqRepeats *again;

			CHECK(csq_repeats_read(binary.data, test_random_below(binary.len), &err) == NULL);
			binary.data[test_random_below(binary.len)] ^= (char) (1 << test_random_below(8));
			again = csq_repeats_read(binary.data, binary.len, &err);
			CHECK(again != NULL ? same(again, packed_repeats(again))
			                    : err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED);
			text.data[test_random_below(text.len)] = (char) ("0123456789-{}[],:\"nTZ\0"[test_random_below(22)]);
			again = csq_repeats_parse(text.data, text.len, &err);
			CHECK(again != NULL ? same(again, packed_repeats(again))
			                    : err.code == CSQ_SYNTAX || err.code == CSQ_UNSUPPORTED);
		}
		CHECK(!csq_repeats_merge(&whole, csq_repeats_new(within + 1, as_of, &err), &err) && err.code == CSQ_PARAM);
		csq_host_reset();
	}
	{
		CsqError err;

		CHECK(csq_repeats_new(0, 0, &err) == NULL && err.code == CSQ_PARAM);
	}
}

int
main(void)
{
	test_backlog();
	test_repeats();
	return test_done();
}
