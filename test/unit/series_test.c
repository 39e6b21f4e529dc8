/*
 * series_test.c
 *		Series against plain sums, and every split.
 *
 * Oracle: arrays indexed by bucket that are added up row by row, on random rows in
 * random order, cut into random pieces that are merged in random order and handed
 * over as text, as bytes or as they are.
 */
#include "test.h"

#include "charts/series.h"
#include "calendar/zone.h"

#define SPAN 60

static int apart; /* days between two buckets */

typedef struct Plain
{
	int64_t n[SPAN];
	double  sum[SPAN];
	double  squares[SPAN];
	bool    there[SPAN];
} Plain;

static CsqSeries *
packed(const CsqSeries *s)
{
	CsqError   err;
	CsqSeries *r;

	CHECK(csq_series_check(s, csq_flat_size(s), &err));
	r = csq_series_pack(s, &err);
	CHECK(r != NULL && csq_series_check(r, csq_flat_size(r), &err));
	return r;
}

static bool
same(const CsqSeries *a, const CsqSeries *b)
{
	return csq_flat_size(a) == csq_flat_size(b) && memcmp(a, b, csq_flat_size(a)) == 0;
}

/* By way of text or bytes, or as it is. */
static CsqSeries *
handed_over(CsqSeries *s)
{
	CsqBuf   b;
	CsqError err;

	csq_buf_init(&b);
	switch (test_random_below(3))
	{
		case 0:
			csq_series_text(packed(s), &b);
			s = csq_series_parse(b.data, b.len, &err);
			break;
		case 1:
			csq_series_write(packed(s), &b);
			s = csq_series_read(b.data, b.len, &err);
			break;
	}
	CHECK(s != NULL);
	return s;
}

static CsqBucket
random_row(int measure, Plain *plain)
{
	int       i = (int) test_random_below(SPAN);
	CsqBucket b = {9000 + i * apart, 1, 1, 0};

	if (test_random_below(12) == 0)
		b.n = b.sum = 0; /* nothing to say of this bucket */
	else if (measure == CSQ_MEASURE_VALUE)
	{
		b.sum = (CsqI128) test_random_below(2000000000) - 1000000000;
		b.squares = (CsqU128) (b.sum * b.sum);
	}
	else if (measure == CSQ_MEASURE_SHARE)
		b.sum = (int) test_random_below(2);
	else if (measure == CSQ_MEASURE_RATE)
	{
		b.sum = (int) test_random_below(5);
		b.squares = test_random_below(9000000);
	}
	plain->there[i] = true;
	plain->n[i] += b.n;
	plain->sum[i] += (double) b.sum;
	plain->squares[i] += (double) b.squares;
	return b;
}

static void
check_against(const CsqSeries *s, const Plain *plain)
{
	uint32_t k = 0;

	for (int i = 0; i < SPAN; i++)
	{
		const CsqBucket *b = &csq_series_buckets(s)[k];

		if (!plain->there[i])
			continue;
		CHECK(k < s->nbuckets);
		CHECK_EQ_I64(b->at, 9000 + i * apart);
		CHECK_EQ_I64(b->n, plain->n[i]);
		CHECK((double) b->sum == plain->sum[i]);
		CHECK_NEAR((double) b->squares, plain->squares[i], 1e-9 * plain->squares[i]);
		k++;
	}
	CHECK_EQ_I64(k, s->nbuckets);
}

/* As the aggregates do it. */
static void
add_quickly(CsqSeries **s, const CsqBucket *b)
{
	CsqError err;

	if (!csq_series_add_there(*s, b))
		CHECK(csq_series_add(s, b, &err));
}

static void
test_splits(void)
{
	test_section("any split, any order, text and bytes: the same series");
	for (int round = 0; round < 4000; round++)
	{
		int        measure = (int) test_random_below(4);
		int        pieces = 1 + (int) test_random_below(4);
		int        rows = (int) test_random_below(150);
		Plain      plain = {0};
		CsqSeries *whole = csq_series_new(false, (CsqSeriesMeasure) measure);
		CsqSeries *piece[5];
		CsqError   err;

		apart = 1 + (int) test_random_below(3) * 3;
		for (int i = 0; i < pieces; i++)
			piece[i] = csq_series_new(false, (CsqSeriesMeasure) measure);
		for (int i = 0; i < rows; i++)
		{
			CsqBucket b = random_row(measure, &plain);

			CHECK(csq_series_add(&whole, &b, &err));
			add_quickly(&piece[test_random_below((uint64_t) pieces)], &b);
		}
		check_against(packed(whole), &plain);
		while (pieces > 1)
		{
			int i = (int) test_random_below((uint64_t) pieces);
			int j = (int) test_random_below((uint64_t) pieces - 1);

			if (j >= i)
				j++;
			piece[i] = handed_over(piece[i]);
			CHECK(csq_series_merge(&piece[i], handed_over(piece[j]), &err));
			piece[j] = piece[pieces - 1];
			if (i == pieces - 1)
				i = j;
			pieces--;
		}
		CHECK(same(packed(whole), packed(handed_over(piece[0]))));
		csq_host_reset();
	}
}

#define MANY 3000

/* What an array says of buckets, against a series whose rows waited in a tail. */
typedef struct ManyPlain
{
	int64_t n[MANY];
	CsqI128 sum[MANY];
	CsqU128 squares[MANY];
} ManyPlain;

static void
check_many(const CsqSeries *s, const ManyPlain *plain, const int64_t *at)
{
	uint32_t k = 0;

	for (int i = 0; i < MANY; i++)
	{
		const CsqBucket *b = &csq_series_buckets(s)[k];

		if (plain->n[i] == 0)
			continue;
		CHECK(k++ < s->nbuckets && b->at == at[i] && b->n == plain->n[i] && b->sum == plain->sum[i] &&
		      b->squares == plain->squares[i]);
	}
	CHECK_EQ_I64(k, s->nbuckets);
	CHECK_EQ_I64(s->tail, 0);
}

static int64_t
random_amount(int measure)
{
	if (measure == CSQ_MEASURE_VALUE)
		return (int64_t) test_random_below(2000000000) - 1000000000;
	return (int64_t) test_random_below(measure == CSQ_MEASURE_SHARE ? 2 : 9);
}

/* Adds rows as the aggregate does: in order of time or not, to one of two series. */
static void
add_many(CsqSeries **pieces, int rows, int span, const int64_t *at, ManyPlain *plain)
{
	int      measure = pieces[0]->measure;
	bool     ordered = test_random_below(2) == 0;
	uint64_t waited = 0;
	CsqError err;

	for (int r = 0; r < rows; r++)
	{
		int         i = ordered ? (int) ((int64_t) r * span / rows) : (int) test_random_below((uint64_t) span);
		CsqSeries **to = &pieces[test_random_below(2)];
		int64_t     amount = random_amount(measure);
		CsqBucket   b = csq_series_row((CsqSeriesMeasure) measure, at[i], amount);

		plain->n[i]++;
		plain->sum[i] += b.sum;
		plain->squares[i] += b.squares;
		if (csq_series_wait(*to, at[i], amount))
			waited++;
		else if ((*to)->tail > 0 || !csq_series_add_there(*to, &b))
			CHECK(csq_series_add_row(to, at[i], amount, &err));
		if (test_random_below(1000) == 0)
			CHECK(csq_series_check(*to, csq_flat_size(*to), &err));
	}
	CHECK(span < 1000 || rows < 10000 || waited > 0);
}

static void
test_many(void)
{
	static ManyPlain plain;
	static int64_t   at[MANY];

	test_section("many buckets: rows that wait");
	for (int round = 0; round < 60; round++)
	{
		int        measure = (int) test_random_below(3);
		int        span = 100 + (int) test_random_below(MANY - 100);
		bool       gaps = test_random_below(2) == 0;
		CsqSeries *pieces[2];
		CsqError   err;

		memset(&plain, 0, sizeof plain);
		for (int i = 0; i < MANY; i++)
			at[i] = i == 0 ? -5000000 : at[i - 1] + (gaps ? 1 + (int64_t) test_random_below(9) : 3600);
		for (int i = 0; i < 2; i++)
			pieces[i] = csq_series_new(true, (CsqSeriesMeasure) measure);
		add_many(pieces, (int) test_random_below(30000), span, at, &plain);
		CHECK(csq_series_merge(&pieces[0], handed_over(pieces[1]), &err));
		check_many(packed(handed_over(pieces[0])), &plain, at);
		csq_host_reset();
	}
}

static void
test_damaged_tail(void)
{
	CsqSeries *s = csq_series_new(false, CSQ_MEASURE_SHARE);
	CsqError   err;

	test_section("a tail that no series has is refused");
	for (int i = 0; i < 2000; i++)
		CHECK(csq_series_add_row(&s, 9000 + i % 700, 1, &err));
	CHECK(s->tail > 1 && csq_series_check(s, csq_flat_size(s), &err));
	csq_series_tail(s)[0].amount = 2;
	CHECK(!csq_series_check(s, csq_flat_size(s), &err) && err.code == CSQ_BINARY);
	csq_series_tail(s)[0].amount = 1;
	csq_series_tail(s)[0].at = INT64_MAX;
	CHECK(!csq_series_check(s, csq_flat_size(s), &err) && err.code == CSQ_BINARY);
	csq_series_tail(s)[0].at = 9000;
	s->tail = CSQ_SERIES_TAIL + 2;
	CHECK(!csq_series_check(s, csq_flat_size(s), &err) && err.code == CSQ_BINARY);
	s->tail = 2;
	s->measure = CSQ_MEASURE_RATE;
	CHECK(!csq_series_check(s, csq_flat_size(s), &err) && err.code == CSQ_BINARY);
	s->measure = CSQ_MEASURE_VALUE;
	csq_series_tail(s)[0].amount = INT64_MIN;
	CHECK(!csq_series_check(s, csq_flat_size(s), &err) && err.code == CSQ_BINARY);
}

static CsqSeries *
of_dates(const int32_t *dates, int n, CsqSeriesMeasure measure)
{
	CsqSeries *s = csq_series_new(false, measure);
	CsqError   err;

	for (int i = 0; i < n; i++)
	{
		CsqBucket b = {dates[i], 1, 1, 0};

		CHECK(csq_series_add(&s, &b, &err));
	}
	return packed(s);
}

static void
test_grid(void)
{
	int32_t       months[] = {csq_date_make(2025, 11, 1), csq_date_make(2025, 12, 1), csq_date_make(2026, 1, 1),
	                          csq_date_make(2026, 4, 1)};
	int32_t       weeks[] = {9002, 9009, 9023, 9037};
	int32_t       days[] = {9002, 9009, 9012};
	CsqSeriesStep step;
	CsqGrid       g;
	CsqError      err;
	CsqSeries    *s;

	test_section("steps and empty buckets");
	s = of_dates(months, 4, CSQ_MEASURE_COUNT);
	CHECK(csq_series_step(s, &step, &err) && step.months == 1);
	CHECK(csq_series_grid(s, step, INT64_MIN, &g, &err));
	CHECK_EQ_I64(g.n, 6); /* February and March had none */
	CHECK_EQ_I64(g.points[3].at, csq_date_make(2026, 2, 1));
	CHECK(g.points[3].value == 0 && g.points[5].value == 1);
	s = of_dates(weeks, 4, CSQ_MEASURE_COUNT);
	CHECK(csq_series_step(s, &step, &err) && step.months == 0 && step.ticks == 7);
	CHECK(csq_series_grid(s, step, 9037 + 14, &g, &err));
	CHECK_EQ_I64(g.n, 8);
	s = of_dates(days, 3, CSQ_MEASURE_COUNT);
	CHECK(csq_series_step(s, &step, &err) && step.ticks == 1);
	CHECK(csq_series_grid(s, step, INT64_MIN, &g, &err));
	CHECK_EQ_I64(g.n, 11);
	CHECK(!csq_series_grid(s, (CsqSeriesStep){0, 7}, INT64_MIN, &g, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_series_grid(s, step, 9002 + 2000000, &g, &err) && err.code == CSQ_LIMIT);
	/* what was not measured is not known, and not zero */
	s = of_dates(days, 3, CSQ_MEASURE_SHARE);
	CHECK(csq_series_grid(s, step, INT64_MIN, &g, &err));
	CHECK_EQ_I64(g.n, 3);
}

static void
test_values(void)
{
	static const double values[] = {1e6 + 0.25, 1e6 + 0.5, 1e6 + 1.75, 1e6 - 3};
	CsqSeries          *s = csq_series_new(false, CSQ_MEASURE_VALUE);
	CsqGrid             g;
	CsqError            err;
	double              mean = 0, around = 0;
	int64_t             v;

	test_section("means and variances of values far from zero");
	for (int i = 0; i < 4; i++)
	{
		CsqBucket b = {9000, 1, 0, 0};

		CHECK(csq_series_millionths(values[i], &v, &err));
		b.sum = v;
		b.squares = (CsqU128) ((CsqI128) v * v);
		CHECK(csq_series_add(&s, &b, &err));
		mean += values[i] / 4;
	}
	for (int i = 0; i < 4; i++)
		around += (values[i] - mean) * (values[i] - mean) / 3;
	CHECK(csq_series_grid(packed(s), (CsqSeriesStep){0, 1}, INT64_MIN, &g, &err));
	CHECK_NEAR(g.points[0].value, mean, 1e-9);
	CHECK_NEAR(g.points[0].spread, around, 1e-9);
	CHECK(!csq_series_millionths(1.1e12, &v, &err) && err.code == CSQ_RANGE);
	CHECK(!csq_series_millionths(NAN, &v, &err));
}

static void
test_quick(void)
{
	CsqSeries *s = csq_series_new(true, CSQ_MEASURE_VALUE);
	CsqBucket  far[] = {{0, 1, 1, 1}, {INT64_MAX - 1, 1, 1, 1}};
	CsqBucket  near_end = {0, 1, CSQ_SERIES_MAX_SUM - 1, 0};
	CsqBucket  b = {0, 1, 2, 4};
	CsqError   err;
	int64_t    v, w;

	test_section("the quick ways do what the others do, or nothing");
	CHECK(!csq_series_add_there(s, &b));
	for (int i = 0; i < 2; i++)
		CHECK(csq_series_add(&s, &far[i], &err));
	b.at = INT64_MAX - 2;
	CHECK(!csq_series_add_there(s, &b) && s->nbuckets == 2);
	b.at = -1;
	CHECK(!csq_series_add_there(s, &b));
	b.at = 0;
	CHECK(csq_series_add_there(s, &b) && csq_series_buckets(s)[0].n == 2 && csq_series_buckets(s)[0].squares == 5);
	CHECK(csq_series_add(&s, &near_end, &err) == false && err.code == CSQ_RANGE);
	near_end.sum -= 3;
	CHECK(csq_series_add(&s, &near_end, &err));
	CHECK(!csq_series_add_there(s, &b) && csq_series_buckets(s)[0].sum == CSQ_SERIES_MAX_SUM - 1);
	for (int i = 0; i < 100000; i++)
	{
		double value = ((double) test_random_below(UINT64_MAX) - 9.2e18) / pow(10, (double) test_random_below(20));

		if (i % 3 == 0)
			value = ((double) test_random_below(4000000) - 2000000) / 2e6; /* halves of a millionth */
		if (csq_series_small_millionths(value, &v))
			CHECK(csq_series_millionths(value, &w, &err) && v == w);
		else
			CHECK(!(fabs(value) < 2.25e9));
	}
	CHECK(!csq_series_small_millionths(NAN, &v) && !csq_series_small_millionths(INFINITY, &v));
}

static void
test_peak(void)
{
	CsqSeries *s = csq_series_new(false, CSQ_MEASURE_SHARE);
	CsqGrid    g;
	CsqPoint  *top;
	CsqError   err;
	uint32_t   n;

	test_section("the busiest buckets");
	for (int i = 0; i < 40; i++)
	{
		CsqBucket b = {9000 + i, 10 + i % 7, 5, 0};

		CHECK(csq_series_add(&s, &b, &err));
	}
	CHECK(csq_series_grid(packed(s), (CsqSeriesStep){0, 1}, INT64_MIN, &g, &err));
	top = csq_series_peak(&g, 7, &n);
	CHECK_EQ_I64(n, 7);
	for (int i = 0; i < 5; i++)
		CHECK_EQ_I64(top[i].at, 9006 + 7 * i); /* sixteen trials each, earlier ones first */
	CHECK(top[5].n == 15 && top[5].at == 9005);
}

int
main(void)
{
	test_splits();
	test_many();
	test_damaged_tail();
	test_grid();
	test_values();
	test_quick();
	test_peak();
	return test_done();
}
