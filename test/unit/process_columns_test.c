/*
 * process_columns_test.c
 *		The variants of a stored process as columns: what is read of them and what two
 *		of them make, against the same of variants that are structs.
 *
 * Groups of few and of many activities, of more variants than the bytes count in which
 * pairs are gathered, of one case each and of many; columns at the very end of what can
 * be read, and with bytes behind them.
 */
#include "test.h"

#include "process/process_columns.h"

#define MOST_STEPS 40

typedef struct Variants
{
	uint32_t    n;
	CsqVariant *v;
} Variants;

static uint32_t
below(uint32_t n)
{
	return (uint32_t) test_random_below(n);
}

/* By length, then by activities: the order of variants. */
static int
compare_variants(const void *a, const void *b)
{
	const CsqVariant *x = a;
	const CsqVariant *y = b;

	if (x->len != y->len)
		return x->len < y->len ? -1 : 1;
	for (uint32_t k = 0; k < x->len; k++)
		if (x->path[k] != y->path[k])
			return x->path[k] < y->path[k] ? -1 : 1;
	return 0;
}

/* In order, equal ones added up. */
static void
settle(Variants *all)
{
	uint32_t n = 0;

	qsort(all->v, all->n, sizeof *all->v, compare_variants);
	for (uint32_t i = 0; i < all->n; i++)
		if (n > 0 && compare_variants(&all->v[n - 1], &all->v[i]) == 0)
		{
			all->v[n - 1].n += all->v[i].n;
			all->v[n - 1].total += all->v[i].total;
		}
		else
			all->v[n++] = all->v[i];
	all->n = n;
}

static Variants
random_variants(uint32_t most, uint32_t nactivities, uint32_t longest, uint32_t from_len)
{
	Variants all = {below(most + 1), NULL};
	bool     single = below(2) == 0; /* most variants are of one case */

	all.v = csq_alloc((all.n + 1) * sizeof *all.v);
	for (uint32_t i = 0; i < all.n; i++)
	{
		uint32_t *path = csq_alloc(MOST_STEPS * sizeof *path);

		all.v[i].len = from_len + below(longest);
		/* those of an odd length have few activities */
		for (uint32_t k = 0; k < all.v[i].len; k++)
			path[k] = below(all.v[i].len % 2 == 1 && nactivities > 8 ? 8 : nactivities);
		all.v[i].path = path;
		all.v[i].n = single && below(20) > 0 ? 1 : 1 + below(1000);
		all.v[i].total = (CsqU128) test_random_u64() << (below(20) == 0 ? 30 : 0);
		all.v[i].total >>= below(3) * 24;
	}
	settle(&all);
	return all;
}

/* As columns, in memory of their own that ends behind them, or some bytes later. */
static CsqPaths
columns_of(const Variants *all)
{
	CsqBuf    b;
	CsqReader r;
	CsqPaths  paths;
	CsqError  err;
	char     *exact;
	size_t    slack = below(2) == 0 ? 0 : below(20);

	csq_buf_init(&b);
	csq_paths_pack(all->v, all->n, 1, &b);
	exact = csq_alloc0(b.len + slack + 1);
	memcpy(exact, b.data, b.len);
	csq_reader_init(&r, exact, b.len + slack, "process", &err);
	CHECK(csq_paths_read(&r, 1, &paths) && paths.nvariants == all->n);
	return paths;
}

static void
check_pair_cases(const Variants *all, const CsqPaths *paths, uint32_t nactivities)
{
	static int64_t want[CSQ_PAIRS_SIDE * CSQ_PAIRS_SIDE];
	static int64_t cases[CSQ_PAIRS_SIDE * CSQ_PAIRS_SIDE];

	int    bits = csq_paths_bits(nactivities);
	size_t places = (size_t) 1 << 2 * bits;

	CHECK(bits >= 3 && nactivities <= UINT32_C(1) << bits && (bits == 3 || nactivities > UINT32_C(1) << (bits - 1)));
	memset(want, 0, sizeof want);
	for (uint32_t i = 0; i < all->n; i++)
		for (uint32_t k = 1; k < all->v[i].len; k++)
		{
			const uint32_t *path = all->v[i].path;
			uint32_t        first = 1;

			while (path[first - 1] != path[k - 1] || path[first] != path[k])
				first++;
			if (first == k)
				want[path[k - 1] << bits | path[k]] += all->v[i].n;
		}
	csq_paths_pair_cases(paths, nactivities, cases);
	CHECK(memcmp(want, cases, places * sizeof *want) == 0);
}

/* map: the activities of a and b under the numbers of the sum, or NULL. */
static void
check_merge(const Variants *a, const Variants *b, const uint32_t *map_a, const uint32_t *map_b)
{
	CsqPaths   x = columns_of(a);
	CsqPaths   y = columns_of(b);
	Variants   both = {a->n + b->n, csq_alloc((a->n + b->n + 1) * sizeof(CsqVariant))};
	CsqPaths   sum;
	CsqProcess p = {0};
	CsqReader  r;
	CsqError   err;
	CsqBuf     out;

	CsqPathsPair pair = {.paths = {&x, &y}, .maps = {map_a, map_b}};

	for (uint32_t i = 0; i < both.n; i++)
	{
		const uint32_t *map = i < a->n ? map_a : map_b;
		CsqVariant      v = i < a->n ? a->v[i] : b->v[i - a->n];
		uint32_t       *path = csq_alloc(MOST_STEPS * sizeof *path);

		for (uint32_t k = 0; k < v.len; k++)
			path[k] = map == NULL ? v.path[k] : map[v.path[k]];
		v.path = path;
		both.v[i] = v;
	}
	settle(&both);
	csq_buf_init(&out);
	csq_put_u8(&out, 7); /* something lies before */
	csq_paths_pack_pair(&pair, &out);
	csq_reader_init(&r, out.data + 1, out.len - 1, "process", &err);
	CHECK(!pair.overflow && csq_paths_read(&r, 1, &sum) && csq_read_end(&r) && sum.nvariants == pair.nvariants);
	csq_paths_unpack(&sum, &p);
	CHECK_EQ_I64(p.nvariants, both.n);
	for (uint32_t i = 0; i < p.nvariants && i < both.n; i++)
		CHECK(compare_variants(&p.variants[i], &both.v[i]) == 0 && p.variants[i].n == both.v[i].n &&
		      p.variants[i].total == both.v[i].total);
}

static void
check_columns(uint32_t most, uint32_t longest)
{
	static const uint32_t sizes[] = {1, 2, 6, 7, 8, 9, 16, 31};
	uint32_t              n = sizes[below(8)];
	uint32_t              from_len = below(4) == 0 ? 1 + below(12) : 1;
	Variants              a = random_variants(most, n, longest, from_len);
	Variants              b = random_variants(below(3) == 0 ? 2 : most, n, longest, from_len);
	CsqPaths              paths = columns_of(&a);
	uint32_t              map_a[CSQ_PAIRS_SIDE];
	uint32_t              map_b[CSQ_PAIRS_SIDE];

	check_pair_cases(&a, &paths, n);
	check_merge(&a, &b, NULL, NULL);
	/* each has labels of its own: one is left out of either */
	for (uint32_t i = 0; i < n; i++)
	{
		map_a[i] = i + (i >= n / 2);
		map_b[i] = i + (i >= n / 3);
	}
	check_merge(&a, &b, map_a, below(2) == 0 ? map_b : NULL);
	csq_host_reset();
}

/* Counts and sums of times that fit in each, not together; and those that just fit. */
static void
check_overflow(int64_t n, CsqU128 total, bool fits)
{
	uint32_t     path[2] = {1, 0};
	CsqVariant   v = {2, path, n, total};
	Variants     a = {1, &v};
	CsqPaths     x = columns_of(&a);
	CsqPathsPair pair = {.paths = {&x, &x}};
	CsqBuf       out;

	csq_buf_init(&out);
	csq_paths_pack_pair(&pair, &out);
	CHECK(pair.overflow == !fits);
	csq_host_reset();
}

int
main(void)
{
	test_section("sums that do not fit");
	check_overflow(INT64_MAX / 2, 5, true);
	check_overflow(INT64_MAX / 2 + 1, 5, false);
	check_overflow(1, ~(CsqU128) 0 >> 1, true);
	check_overflow(1, (~(CsqU128) 0 >> 1) + 1, false);
	test_section("few variants");
	for (int i = 0; i < 10000; i++)
		check_columns(6, 12);
	test_section("many variants");
	for (int i = 0; i < 300; i++)
		check_columns(1500, 3 + below(20));
	return test_done();
}
