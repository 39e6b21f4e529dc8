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
		/* a value without a case has no room for one */
		b = packed(csq_backlog_new());
		CHECK(csq_flat_size(b) == sizeof *b && !csq_backlog_add_there(b, 1, 2) && csq_backlog_add(&b, 1, 2, &err));
		CHECK(csq_flat_size(b) > sizeof *b && csq_backlog_open_at(packed(b), 1) == 1);
		b = csq_backlog_new();
		/* memory follows different cases */
		for (int i = 0; i < 100000; i++)
			CHECK(csq_backlog_add(&b, (int64_t) test_random_below(30), CSQ_STILL_OPEN, &err));
		CHECK(csq_flat_size(b) <= 24 * 128 && csq_backlog_open_at(b, 100) == 100000);
		csq_host_reset();
	}
}

#define LARGE 30000

/* A case: in order of time or not, by days down to microseconds, over hours or thousands of years. */
static Case
random_case(int i, int64_t unit, uint64_t span, uint64_t longest, bool ordered)
{
	Case c;

	if (span == UINT64_MAX)
	{
		c.opened = CSQ_MIN_INSTANT + (int64_t) test_random_below(INT64_MAX);
		c.closed =
			(int64_t) ((uint64_t) c.opened + test_random_below((uint64_t) CSQ_END_INSTANT - (uint64_t) c.opened));
		return c;
	}
	c.opened = 1000 + (ordered ? i : (int64_t) test_random_below(span)) * unit;
	c.closed = c.opened + (int64_t) test_random_below(longest) * unit;
	if (test_random_below(5) == 0)
		c.closed = CSQ_STILL_OPEN;
	return c;
}

/* Every reading against each case. */
static void
check_large(const CsqBacklog *b, const Case *c, int n)
{
	static const int64_t cuts[2] = {1000000, INT64_C(86400000000)};

	int64_t  open = 0, came = 0, went = 0, counts[3], want[3] = {0, 0, 0}, later;
	int64_t  at = n > 0 ? c[test_random_below((uint64_t) n)].opened : 0;
	int64_t  to = n > 0 ? c[test_random_below((uint64_t) n)].closed : 0;
	CsqError err;

	at += test_random_below(2) == 0 ? 0 : 1;
	for (int i = 0; i < n; i++)
	{
		came += c[i].opened >= at && c[i].opened < to;
		went += c[i].closed >= at && c[i].closed < to;
		if (c[i].opened <= at && at < c[i].closed)
		{
			open++;
			want[(uint64_t) at - (uint64_t) c[i].opened >= (uint64_t) cuts[1]
			         ? 2
			         : (uint64_t) at - (uint64_t) c[i].opened >= (uint64_t) cuts[0]]++;
		}
	}
	CHECK(csq_backlog_check(b, csq_flat_size(b), &err));
	CHECK_EQ_I64(csq_backlog_open_at(b, at), open);
	CHECK_EQ_I64(csq_backlog_opened(b, at, to), came);
	CHECK_EQ_I64(csq_backlog_closed(b, at, to), went);
	csq_backlog_ages(b, at, cuts, 2, counts);
	for (int i = 0; i < 3; i++)
		CHECK_EQ_I64(counts[i], want[i]);
	csq_backlog_series(b, &at, 1, &later);
	CHECK_EQ_I64(later, open);
}

/* Bytes of a block, of its header or of its numbers, or of the header of the value. */
static void
damage(const CsqBacklog *b)
{
	size_t      entries = csq_entries_used(b, &csq_backlog_entries_type);
	CsqBacklog *copy = csq_alloc(csq_flat_size(b));
	CsqError    err;

	for (int i = 0; i < 60; i++)
	{
		size_t at = i % 2 == 0 ? 8 + test_random_below(sizeof *b - 8)
		                       : entries + test_random_below(b->packed < 100 ? b->packed + 1 : 100);

		memcpy(copy, b, csq_flat_size(b));
		((char *) copy)[at] ^= (char) (1 << test_random_below(8));
		if (csq_backlog_check(copy, csq_flat_size(copy), &err))
			CHECK(csq_backlog_open_at(copy, 5000) >= 0 && csq_backlog_pack(copy, &err) != NULL);
		else
			CHECK(err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED);
	}
}

static void
test_large(void)
{
	static const int64_t  units[] = {INT64_C(86400000000), INT64_C(3600000000), 60000000, 1000000, 1000, 1, 7};
	static const uint64_t spans[] = {200, 60000, 100000000, UINT64_MAX};
	static Case           c[LARGE];

	test_section("large backlogs: packed cases against each case, and against entries alone; any split");
	for (int turn = 0; turn < 28; turn++)
	{
		int64_t     unit = units[turn % 7];
		uint64_t    span = spans[turn / 7 % 4];
		uint64_t    longest = (uint64_t[]){100, 300, 70000, 1000000}[test_random_below(4)];
		bool        ordered = turn % 3 == 0 && span != UINT64_MAX;
		int         n = LARGE - (int) test_random_below(LARGE / 10);
		CsqBacklog *whole = csq_backlog_new();
		CsqBacklog *parts[2] = {csq_backlog_new(), csq_backlog_new()};
		void       *entries = csq_backlog_new();
		CsqError    err;

		for (int i = 0; i < n; i++)
		{
			CsqBacklogEntry e;

			c[i] = random_case(i, unit, span, longest, ordered);
			e = (CsqBacklogEntry){c[i].opened, c[i].closed, 1};
			add_quickly(&whole, c[i].opened, c[i].closed);
			add_quickly(&parts[test_random_below(8) == 0], c[i].opened, c[i].closed);
			CHECK(csq_entries_add(&entries, &csq_backlog_entries_type, &e, &err));
		}
		check_large(whole, c, n);
		CHECK(span == 200 || (whole->packing && parts[0]->packing && whole->nblocks > 5));
		CHECK(same(packed(whole), packed(entries)));
		damage(whole);
		CHECK(csq_backlog_merge(&parts[turn % 2], parts[(turn + 1) % 2], &err));
		CHECK(same(packed(parts[turn % 2]), packed(whole)));
		/* and goes on */
		CHECK(csq_backlog_merge(&whole, csq_backlog_new(), &err) && !whole->packing);
		for (int i = 0; i < 1000; i++)
			add_quickly(&whole, c[i].opened, c[i].closed);
		CHECK_EQ_I64(csq_backlog_opened(whole, INT64_MIN, INT64_MAX), n + 1000);
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
	test_large();
	test_repeats();
	return test_done();
}
