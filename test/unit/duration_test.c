/*
 * duration_test.c
 *		Tests of durations: lengths that grow in place against sorted arrays, merging
 *		under every split, the four directions, hostile input, intervals.
 */
#include "test.h"

#include "metrics/duration.h"

static const CsqLengthsType *const type = &csq_duration_type;

#define MOST 9000

static int64_t all[2][MOST];
static int     n_all[2];

static int
compare_i64(const void *a, const void *b)
{
	int64_t x = *(const int64_t *) a;
	int64_t y = *(const int64_t *) b;

	return (x > y) - (x < y);
}

static CsqBuf
written(const CsqLengths *l)
{
	CsqBuf b;

	csq_buf_init(&b);
	csq_lengths_write(l, type, &b);
	return b;
}

static bool
same(const CsqLengths *a, const CsqLengths *b)
{
	CsqBuf x = written(a);
	CsqBuf y = written(b);

	return x.len == y.len && memcmp(x.data, y.data, x.len) == 0;
}

static bool
checked(const CsqLengths *l)
{
	CsqError err;
	bool     ok = csq_lengths_check(l, csq_flat_size(l), type, &err);

	if (!ok)
		printf("%s: %s\n", err.message, err.detail);
	return ok;
}

/* Random cases: few or many different lengths, small or large; some open. */
static void
random_cases(int most)
{
	uint64_t kinds[] = {40, 3000, 100000, UINT64_C(1) << 36, UINT64_C(1) << 56};
	uint64_t span = kinds[test_random_below(5)];
	int64_t  unit = test_random_below(2) == 0 || span > UINT64_C(1) << 40 ? 1 : 1000000;
	int      n = (int) test_random_below((uint64_t) most + 1);

	n_all[0] = n_all[1] = 0;
	for (int i = 0; i < n; i++)
	{
		int open = test_random_below(5) == 0;

		all[open][n_all[open]++] = (int64_t) test_random_below(span) * unit;
	}
}

static CsqLengths *
collected(int from, int to, const int64_t *limits, uint32_t nlimits)
{
	CsqLengths *l = csq_lengths_new(type, limits, nlimits);
	CsqError    err;

	for (int open = 0; open < 2; open++)
		for (int i = from; i < to && i < n_all[open]; i++)
			CHECK(csq_duration_add(&l, open, all[open][i], &err));
	return l;
}

static int
different(const int64_t *sorted, int n)
{
	int k = 0;

	for (int i = 0; i < n; i++)
		k += i == 0 || sorted[i] != sorted[i - 1];
	return k;
}

static void
check_set(const CsqLengths *collected_lengths, int set, const int64_t *limits, uint32_t nlimits)
{
	const CsqLengths *l = csq_lengths_settled(collected_lengths);
	CsqTimes          t = csq_lengths_times(l, (uint32_t) set);
	int               n = n_all[set];
	bool              exact;
	double            sum = 0;

	qsort(all[set], (size_t) n, sizeof all[set][0], compare_i64);
	exact = different(all[set], n) <= CSQ_LENGTHS_EXACT;
	CHECK_EQ_I64(t.n, n);
	CHECK(t.rounded == !exact);
	for (uint32_t i = 0; i < nlimits; i++)
	{
		int within = 0;

		while (within < n && all[set][within] <= limits[i])
			within++;
		CHECK_EQ_I64((int64_t) csq_lengths_within(l, (uint32_t) set, &t, limits[i]), within);
	}
	if (n == 0)
		return;
	for (int q = 1; q < 20; q++)
	{
		int     rank = (q * n + 19) / 20;
		int64_t want = all[set][rank - 1];
		int64_t got = csq_times_quantile(&t, q / 20.0);

		if (exact)
			CHECK_EQ_I64(got, want);
		else
			CHECK_NEAR((double) got, (double) want, (double) want / 100);
	}
	for (int i = 0; i < n; i++)
		sum += (double) all[set][i];
	CHECK_EQ_I64(t.min, all[set][0]);
	CHECK_EQ_I64(t.max, all[set][n - 1]);
	CHECK_NEAR(csq_times_mean(&t), sum / n, 1e-9 * (1 + sum / n));
	if (n > 2 && t.min < t.max)
	{
		double squares = 0, cubes = 0, want;

		for (int i = 0; i < n; i++)
		{
			double d = (double) all[set][i] - sum / n;

			squares += d * d;
			cubes += d * d * d;
		}
		want = cubes / n / pow(squares / n, 1.5) * sqrt(n * (n - 1.0)) / (n - 2);
		CHECK_NEAR(csq_times_skewness(&t), want, exact ? 1e-6 : 0.05);
	}
}

static void
test_collecting(void)
{
	test_section("lengths: exact up to 2,048 different ones, within 1 % beyond, limits always exact");
	for (int turn = 0; turn < 2000; turn++)
	{
		int64_t     limits[3] = {(int64_t) test_random_below(1000000), 0, INT64_C(20000000000)};
		uint32_t    nlimits = test_random_below(2) == 0 ? 3 : 0;
		CsqLengths *l;

		limits[1] = limits[0] + 1 + (int64_t) test_random_below(UINT64_C(10000000000));
		random_cases(turn % 20 == 0 ? MOST : 100);
		l = collected(0, MOST, limits, nlimits);
		CHECK(checked(l));
		check_set(l, 0, limits, nlimits);
		check_set(l, 1, limits, nlimits);
		csq_host_reset();
	}
}

static void
test_splits(void)
{
	test_section("merging: any split in any order gives the same bytes, through text and binary too");
	for (int turn = 0; turn < 10000; turn++)
	{
		int64_t     limits[2] = {1000, 50000};
		uint32_t    nlimits = turn % 3 == 0 ? 2 : 0;
		CsqLengths *whole, *parts[3], *sum, *again;
		int         cut1, cut2, order[3] = {0, 1, 2};
		CsqError    err;
		CsqBuf      text, binary;

		random_cases(turn % 50 == 0 ? MOST : 60);
		whole = collected(0, MOST, limits, nlimits);
		cut1 = (int) test_random_below((uint64_t) n_all[0] + 2);
		cut2 = cut1 + (int) test_random_below((uint64_t) n_all[0] + 2);
		parts[0] = collected(0, cut1, limits, nlimits);
		parts[1] = collected(cut1, cut2, limits, nlimits);
		parts[2] = collected(cut2, MOST, limits, nlimits);
		for (int i = 2; i > 0; i--)
		{
			int j = (int) test_random_below((uint64_t) i + 1);
			int k = order[i];

			order[i] = order[j];
			order[j] = k;
		}
		csq_buf_init(&text);
		csq_lengths_text(parts[order[1]], type, &text);
		binary = written(parts[order[2]]);
		sum = parts[order[0]];
		again = csq_lengths_parse(text.data, text.len, type, &err);
		CHECK(again != NULL && checked(again) && same(again, parts[order[1]]));
		CHECK(csq_lengths_merge(&sum, again, type, &err));
		again = csq_lengths_read(binary.data, binary.len, type, &err);
		CHECK(again != NULL && checked(again) && same(again, parts[order[2]]));
		CHECK(csq_lengths_merge(&sum, again, type, &err));
		CHECK(checked(sum) && same(sum, whole));
		csq_host_reset();
	}
}

static void
test_hostile(void)
{
	test_section("hostile input is refused, or is another well-formed value");
	for (int turn = 0; turn < 4000; turn++)
	{
		int64_t     limits[2] = {1000, 50000};
		CsqLengths *l, *again;
		CsqBuf      text, binary;
		CsqError    err;

		random_cases(turn % 100 == 0 ? MOST : 12);
		l = collected(0, MOST, limits, turn % 2 == 0 ? 2 : 0);
		csq_buf_init(&text);
		csq_lengths_text(l, type, &text);
		binary = written(l);
		CHECK(csq_lengths_read(binary.data, test_random_below(binary.len), type, &err) == NULL);
		CHECK(csq_lengths_parse(text.data, test_random_below(text.len), type, &err) == NULL);
		binary.data[test_random_below(binary.len)] ^= (char) (1 << test_random_below(8));
		again = csq_lengths_read(binary.data, binary.len, type, &err);
		CHECK(again != NULL ? checked(again) : err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED);
		text.data[test_random_below(text.len)] = (char) ("0123456789-{}[],:\"x\0"[test_random_below(20)]);
		again = csq_lengths_parse(text.data, text.len, type, &err);
		CHECK(again != NULL ? checked(again) : err.code == CSQ_SYNTAX || err.code == CSQ_UNSUPPORTED);
		/* what lies on disk may be anything: reading what passes the check stays within it */
		((char *) l)[8 + test_random_below(csq_flat_size(l) - 8)] ^= (char) (1 << test_random_below(8));
		if (csq_lengths_check(l, csq_flat_size(l), type, &err))
			written(l);
		csq_host_reset();
	}
}

static void
test_refusals(void)
{
	int64_t     a[2] = {1000000, 2000000};
	int64_t     b[1] = {1000000};
	CsqLengths *x = csq_lengths_new(type, a, 2);
	CsqLengths *y = csq_lengths_new(type, b, 1);
	CsqError    err;

	test_section("refusals");
	CHECK(!csq_lengths_merge(&x, y, type, &err) && err.code == CSQ_PARAM);
	CHECK_EQ_STR(err.detail, "One counts the limits {1, 2} seconds, the other {1}.");
	CHECK(!csq_duration_add(&x, false, -1, &err) && err.code == CSQ_PARAM);
	a[1] = a[0];
	CHECK(!csq_lengths_limits(a, 2, &err) && err.code == CSQ_PARAM);
	CHECK(csq_duration_add(&x, false, INT64_MAX, &err) && csq_duration_add(&x, false, INT64_MAX, &err));
	CHECK(csq_duration_add(&x, false, INT64_MAX, &err) && csq_duration_add(&x, false, INT64_MAX, &err));
	CHECK(!csq_duration_add(&x, false, INT64_MAX, &err) && err.code == CSQ_RANGE);
	csq_host_reset();
}

/* An open case already longer than the limit counts against it; one still shorter does not count. */
static void
test_open(void)
{
	CsqLengths *l = csq_lengths_new(type, NULL, 0);
	CsqError    err;
	CsqShare    s;

	test_section("open cases count when they are already longer than the limit");
	for (int i = 1; i <= 3; i++)
		csq_duration_add(&l, false, i * 10, &err);
	for (int i = 1; i <= 7; i++)
		csq_duration_add(&l, true, i * 10, &err);
	s = csq_duration_within(l, 30);
	CHECK(s.hits == 3 && s.trials == 7); /* open 40, 50, 60, 70; open 30 may yet end in time */
	s = csq_duration_within(l, 29);
	CHECK(s.hits == 2 && s.trials == 3 + 5);
	csq_host_reset();
}

/*
 * Ranks against R: qbinom(0.025, n, q) and qbinom(0.975, n, q) + 1, and against the
 * definition by brute force; Conover's table gives 6 and 15 for the median of 20.
 */
static void
test_ranks(void)
{
	static const struct
	{
		int    n;
		double q;
		int    lo, hi;
	} known[] = {{20, 0.5, 6, 15}, {10, 0.5, 2, 9},    {5, 0.5, 0, 6},
	             {6, 0.5, 1, 6},   {100, 0.9, 84, 96}, {100, 0.5, 40, 61}};

	test_section("ranks of the interval of a quantile");
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
	{
		CsqRanks r = csq_quantile_ranks(known[i].n, known[i].q, 0.95);

		CHECK_EQ_I64((int64_t) r.lo, known[i].lo);
		CHECK_EQ_I64((int64_t) r.hi, known[i].hi);
	}
	for (int turn = 0; turn < 3000; turn++)
	{
		int      n = 1 + (int) test_random_below(80);
		double   q = 0.01 + 0.98 * (double) test_random_below(1000) / 1000;
		double   confidence = turn % 2 == 0 ? 0.95 : 0.8;
		double   below = 0; /* P(B <= k - 1) */
		int      lo = 0, hi = n + 1;
		CsqRanks r = csq_quantile_ranks(n, q, confidence);

		for (int k = 1; k <= n; k++)
		{
			below += exp(csq_log_binomial(k - 1, n, q));
			if (below <= (1 - confidence) / 2)
				lo = k;
			if (1 - below <= (1 - confidence) / 2 && hi > n)
				hi = k;
		}
		CHECK_EQ_I64((int64_t) r.lo, lo);
		CHECK_EQ_I64((int64_t) r.hi, hi);
	}
	csq_host_reset();
}

int
main(void)
{
	test_collecting();
	test_splits();
	test_hostile();
	test_refusals();
	test_open();
	test_ranks();
	return test_done();
}
