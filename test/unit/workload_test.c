/*
 * workload_test.c
 *		Workloads: pairing and waiting against loops over all events, every split, the binary form.
 */
#include "process/workload.h"

#include "test.h"

#define MAX_ROWS 24

typedef struct Row
{
	int     c; /* below 3 a number, else a text */
	int     activity;
	int     resource; /* -1: none */
	int     kind;
	int64_t at;
	int64_t until; /* of a whole piece */
	bool    taken;
} Row;

static Row               rows[MAX_ROWS];
static int               nrows;
static const char *const labels[] = {"work", "x", "", "投诉", "ann"};

static CsqText
label(int i)
{
	return i < 0 ? (CsqText){NULL, 0} : (CsqText){labels[i], strlen(labels[i])};
}

static CsqWorkload *
add_row(CsqWorkload *w, const Row *r)
{
	static const char *const ids[] = {"A", "1", "a longer id than eight bytes"};
	CsqCaseKey               key = {CSQ_KEY_INT, NULL, 0, r->c - 1};
	CsqWorkRecord            rec = {0};
	CsqError                 err;

	if (r->c >= 3)
		key = (CsqCaseKey){CSQ_KEY_TEXT, ids[r->c - 3], strlen(ids[r->c - 3]), 0};
	rec.kind = (uint32_t) r->kind;
	rec.started = r->kind == CSQ_WORK_COMPLETION ? 0 : r->at;
	rec.completed = r->kind == CSQ_WORK_COMPLETION ? r->at : r->kind == CSQ_WORK_WHOLE ? r->until : 0;
	CHECK(csq_workload_add(&w, &key, label(r->activity), label(r->resource), rec, &err));
	return w;
}

static void
random_rows(void)
{
	nrows = (int) test_random_below(MAX_ROWS + 1);
	for (int i = 0; i < nrows; i++)
	{
		Row *r = &rows[i];

		r->c = (int) test_random_below(6);
		r->activity = (int) test_random_below(3);
		r->resource = (int) test_random_below(4) + 1;
		r->resource = r->resource == 4 ? -1 : r->resource;
		r->kind = (int) test_random_below(3);
		r->at = (int64_t) test_random_below(12) - 3;
		r->until = r->at + (int64_t) test_random_below(6);
		r->taken = false;
	}
}

static CsqWorkView
opened(const CsqWorkload *w)
{
	CsqWorkView v;
	CsqError    err;

	CHECK(csq_workload_check(w, csq_flat_size(w), &err));
	CHECK(csq_workload_open(w, &v, &err));
	return v;
}

static CsqBuf
written(const CsqWorkload *w)
{
	CsqWorkView v = opened(w);
	CsqBuf      b;

	csq_buf_init(&b);
	csq_workload_write(&v, &b);
	return b;
}

static bool
same(const CsqBuf *a, const CsqBuf *b)
{
	return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

/* ---- merging and forms ---- */

static void
test_merge(void)
{
	test_section("workload: every split, binary there and back");
	for (int round = 0; round < 10000; round++)
	{
		CsqWorkload *all = csq_workload_new();
		CsqWorkload *parts[3];
		CsqWorkload *back;
		CsqBuf       want;
		CsqBuf       got;
		CsqError     err;

		random_rows();
		for (int i = 0; i < 3; i++)
			parts[i] = csq_workload_new();
		for (int i = 0; i < nrows; i++)
			all = add_row(all, &rows[i]);
		for (int i = nrows; i-- > 0;)
		{
			uint64_t p = test_random_below(3);

			parts[p] = add_row(parts[p], &rows[i]);
		}
		CHECK(csq_workload_merge(&parts[2], parts[0], &err) && csq_workload_merge(&parts[1], parts[2], &err));
		want = written(all);
		got = written(parts[1]);
		CHECK(same(&want, &got));
		back = csq_workload_read(want.data, want.len, &err);
		CHECK(back != NULL);
		got = written(back);
		CHECK(same(&want, &got));
		/* nothing but that is read */
		if (want.len > 0)
		{
			size_t at = test_random_below(want.len);
			char   was = want.data[at];

			want.data[at] = (char) (was ^ (1 << test_random_below(8)));
			back = csq_workload_read(want.data, want.len, &err);
			if (back != NULL)
			{
				got = written(back);
				CHECK(same(&want, &got));
			}
			want.data[at] = was;
			CHECK(csq_workload_read(want.data, at, &err) == NULL);
		}
		csq_host_reset();
	}
}

/* ---- pairing and waiting ---- */

typedef struct Naive
{
	const Row *start;
	const Row *end;
} Naive;

static bool
earlier(const Row *a, const Row *b)
{
	return a->at != b->at ? a->at < b->at : a->kind < b->kind;
}

static int
by_time(const void *pa, const void *pb)
{
	const Row *a = pa;
	const Row *b = pb;

	if (a->at != b->at || a->kind != b->kind)
		return earlier(a, b) ? -1 : 1;
	return (a->resource > b->resource) - (a->resource < b->resource);
}

/* The first completion ends the first start; in round 1 only of the same resource. */
static int
pair_naively(Naive *pairs)
{
	int n = 0;

	qsort(rows, (size_t) nrows, sizeof rows[0], by_time);
	for (int round = 1; round <= 2; round++)
		for (int e = 0; e < nrows; e++)
			for (int s = 0; s < nrows && rows[e].kind == CSQ_WORK_COMPLETION && !rows[e].taken; s++)
				if (rows[s].kind == CSQ_WORK_START && !rows[s].taken && rows[s].c == rows[e].c &&
				    rows[s].activity == rows[e].activity && rows[s].at <= rows[e].at &&
				    (round == 2 || rows[s].resource == rows[e].resource))
				{
					rows[s].taken = rows[e].taken = true;
					pairs[n++] = (Naive){&rows[s], &rows[e]};
				}
	for (int i = 0; i < nrows; i++)
		if (rows[i].kind == CSQ_WORK_WHOLE)
			pairs[n++] = (Naive){&rows[i], &rows[i]};
		else if (!rows[i].taken)
			pairs[n++] = rows[i].kind == CSQ_WORK_START ? (Naive){&rows[i], NULL} : (Naive){NULL, &rows[i]};
	return n;
}

static int64_t
end_of(const Naive *p)
{
	return p->end == NULL ? INT64_MAX : p->end->kind == CSQ_WORK_WHOLE ? p->end->until : p->end->at;
}

/* Sums that tell one set of pieces from another, and the waiting by the definition. */
static void
check_work(const CsqWork *w, uint32_t n, const Naive *pairs, int npairs)
{
	int64_t want[4] = {0};
	int64_t got[4] = {0};

	CHECK_EQ_I64(n, npairs);
	for (int i = 0; i < npairs; i++)
	{
		const Naive *p = &pairs[i];

		want[0] += p->start != NULL && p->end != NULL;
		want[1] += p->start == NULL;
		want[2] += p->start != NULL && p->end != NULL ? (end_of(p) - p->start->at) * (end_of(p) + 17) : 0;
		want[3] += p->start != NULL && p->end == NULL ? p->start->at * p->start->at : 0;
	}
	for (uint32_t i = 0; i < n; i++)
	{
		bool    overlaps = false;
		bool    any = false;
		int64_t latest = INT64_MIN;

		got[0] += w[i].has_start && w[i].has_end;
		got[1] += !w[i].has_start;
		got[2] += w[i].has_start && w[i].has_end ? (w[i].completed - w[i].started) * (w[i].completed + 17) : 0;
		got[3] += w[i].has_end ? 0 : w[i].started * w[i].started;
		for (uint32_t k = 0; k < i; k++)
			if (w[k].of_case == w[i].of_case)
			{
				CHECK(w[k].started <= w[i].started);
				any = true;
				overlaps |= !w[k].has_end || w[k].completed > w[i].started;
				latest = w[k].has_end && w[k].completed > latest ? w[k].completed : latest;
			}
		if (!w[i].has_start || !any)
			CHECK(w[i].before == UINT32_MAX && w[i].waiting == 0);
		else
		{
			CHECK(w[i].before < i && w[i].overlaps == overlaps);
			CHECK_EQ_I64(w[i].waiting, overlaps ? 0 : w[i].started - latest);
		}
	}
	for (int k = 0; k < 4; k++)
		CHECK_EQ_I64(got[k], want[k]);
}

static void
test_pairs(void)
{
	test_section("workload: starts and completions, waiting");
	for (int round = 0; round < 20000; round++)
	{
		CsqWorkload *w = csq_workload_new();
		CsqWorkView  v;
		CsqWork     *work;
		uint32_t     n;
		Naive        pairs[MAX_ROWS];

		random_rows();
		for (int i = 0; i < nrows; i++)
			w = add_row(w, &rows[i]);
		v = opened(w);
		work = csq_workload_work(&v, &n);
		check_work(work, n, pairs, pair_naively(pairs));
		csq_host_reset();
	}
}

/* ---- time at work and batches ---- */

static void
test_busy(void)
{
	test_section("workload: time at work against counting each instant");
	for (int round = 0; round < 20000; round++)
	{
		CsqBusy  b[8];
		int      at[40] = {0};
		uint32_t n = (uint32_t) test_random_below(9);
		uint32_t most;
		uint32_t m;
		int      want = 0;
		int      highest = 0;
		int64_t  got = 0;

		for (uint32_t i = 0; i < n; i++)
		{
			b[i].from = (int64_t) test_random_below(20);
			b[i].to = b[i].from + 1 + (int64_t) test_random_below(10);
			for (int64_t t = b[i].from; t < b[i].to; t++)
				at[t]++;
		}
		for (int t = 0; t < 40; t++)
		{
			want += at[t] > 0;
			highest = at[t] > highest ? at[t] : highest;
		}
		m = csq_busy_union(b, n, &most);
		for (uint32_t i = 0; i < m; i++)
		{
			got += b[i].to - b[i].from;
			CHECK(i == 0 || b[i].from > b[i - 1].to);
		}
		CHECK_EQ_I64(got, want);
		CHECK_EQ_I64(most, highest);
		csq_host_reset();
	}
}

/* The transitive closure of "within gap": pieces of one activity and resource that hang together. */
static void
test_batches(void)
{
	test_section("workload: batches against joining neighbours");
	for (int round = 0; round < 20000; round++)
	{
		CsqWork   w[10];
		int       group[10];
		uint32_t  n = (uint32_t) test_random_below(11);
		uint32_t  nb;
		int64_t   gap = (int64_t) test_random_below(4);
		uint32_t  least = 2 + (uint32_t) test_random_below(2);
		uint32_t  want = 0;
		CsqBatch *b;

		memset(w, 0, sizeof w);
		for (uint32_t i = 0; i < n; i++)
		{
			w[i].has_start = w[i].has_end = true;
			w[i].of_case = 1 + (uint32_t) test_random_below(4);
			w[i].activity = 1 + (uint32_t) test_random_below(2);
			w[i].resource = (uint32_t) test_random_below(3);
			w[i].started = (int64_t) test_random_below(20);
			w[i].completed = w[i].started + (int64_t) test_random_below(4);
			group[i] = (int) i;
		}
		for (uint32_t again = 0; again < n; again++)
			for (uint32_t i = 0; i < n; i++)
				for (uint32_t k = 0; k < n; k++)
					if (w[i].activity == w[k].activity && w[i].resource == w[k].resource &&
					    w[i].started <= w[k].completed + gap && w[k].started <= w[i].completed + gap &&
					    group[k] < group[i])
						group[i] = group[k];
		for (uint32_t g = 0; g < n; g++)
		{
			uint32_t size = 0;
			bool     cases = false;

			for (uint32_t i = 0; i < n; i++)
			{
				size += group[i] == (int) g;
				cases |= group[i] == (int) g && w[i].of_case != w[g].of_case;
			}
			want += size >= least && cases && w[g].resource != 0;
		}
		b = csq_workload_batches(w, n, gap, least, &nb);
		CHECK_EQ_I64(nb, want);
		for (uint32_t i = 0; i < nb; i++)
			CHECK(b[i].n >= least && b[i].cases > 1 && b[i].cases <= b[i].n && b[i].started <= b[i].completed);
		csq_host_reset();
	}
}

int
main(void)
{
	test_merge();
	test_pairs();
	test_busy();
	test_batches();
	return test_done();
}
