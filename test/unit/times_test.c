/*
 * times_test.c
 *		Multisets of lengths of time in few bytes, and stored processes of both versions.
 *
 * Packed and back is the multiset itself; the sum of packed ones is that of the plain
 * ones; damaged bytes are refused or read without harm.  Lengths are of all magnitudes,
 * so that both readers, the quick one and the other, are met at their borders.  The
 * naive sum is that of adding each length, one by one, to a set under construction.
 */
#include "base/columns.h"
#include "base/times.h"

#include "test.h"

#define MOST 700

/* A length: of any magnitude up to this many bits, a multiple of unit when that fits. */
static int64_t
random_length(int bits, int64_t unit)
{
	uint64_t v = test_random_u64() >> (64 - bits);

	return (int64_t) (v - v % (uint64_t) unit);
}

/* A multiset, and the lengths it was made of put into all as well. */
static CsqTimes
random_times(CsqTimesBuild *all)
{
	static const int     bits[] = {3, 8, 20, 40, 46, 47, 54, 55, 56};
	static const int64_t units[] = {1, 1, 1000, 500000, CSQ_USEC_PER_DAY};

	CsqTimesBuild b = {0};
	uint64_t      n = test_random_below(test_random_below(8) == 0 ? MOST : 40);
	int           most = bits[test_random_below(9)];
	int64_t       unit = units[test_random_below(5)];
	CsqError      err;

	for (uint64_t i = 0; i < n; i++)
	{
		int64_t v = random_length(test_random_below(20) == 0 ? 56 : most, unit);
		int     times = test_random_below(50) == 0 ? 300 : test_random_below(10) == 0 ? 2 : 1;

		for (; times > 0; times--)
			CHECK(csq_times_add(&b, v, &err) && (all == NULL || csq_times_add(all, v, &err)));
	}
	return csq_times_done(&b);
}

static CsqBuf
packed(const CsqTimes *t)
{
	CsqBuf b;

	csq_buf_init(&b);
	csq_times_pack(t, &b);
	return b;
}

static void
test_round_trip(void)
{
	test_section("packed and back, alone and with something behind it");
	for (int i = 0; i < 20000; i++)
	{
		CsqTimes  t = random_times(NULL);
		CsqBuf    b = packed(&t);
		size_t    behind = test_random_below(12);
		CsqBuf    plain;
		CsqTimes  back;
		CsqTimes  passed;
		CsqReader r;
		CsqError  err;

		csq_buf_init(&plain);
		csq_times_write(&t, &plain);
		CHECK(b.len <= plain.len + 8);
		for (size_t k = 0; k < behind; k++)
			csq_put_u8(&b, (uint8_t) test_random_u64());
		csq_reader_init(&r, b.data, b.len, "times", &err);
		CHECK(csq_times_unpack(&r, CSQ_TIMES_EXACT, &back) && csq_times_same(&t, &back));
		CHECK((size_t) (r.end - r.at) == behind);
		csq_reader_init(&r, b.data, b.len, "times", &err);
		CHECK(csq_times_skip(&r, &passed) && (size_t) (r.end - r.at) == behind);
		csq_host_reset();
	}
}

static void
test_sums(void)
{
	long rounded = 0;

	test_section("sums of packed and plain sets against adding every length");
	for (int i = 0; i < 10000; i++)
	{
		CsqTimesBuild   all = {0};
		CsqTimes        sets[12];
		const CsqTimes *items[12];
		uint32_t        n = 1 + (uint32_t) test_random_below(12);
		CsqTimes        naive;
		CsqTimes        sum;
		CsqError        err;

		for (uint32_t k = 0; k < n; k++)
		{
			CsqBuf    b;
			CsqReader r;

			sets[k] = random_times(&all);
			items[k] = &sets[k];
			if (test_random_below(3) == 0)
				continue;
			b = packed(&sets[k]);
			csq_reader_init(&r, b.data, b.len, "times", &err);
			CHECK(csq_times_skip(&r, &sets[k]));
		}
		naive = csq_times_done(&all);
		CHECK(csq_times_sum_packed(items, n, &sum, &err) && csq_times_same(&sum, &naive));
		rounded += naive.rounded;
		csq_host_reset();
	}
	CHECK(rounded > 500 && rounded < 9500);
}

static void
test_damage(void)
{
	long refused = 0;

	test_section("damaged bytes are refused or a multiset that can be written and read again");
	for (int i = 0; i < 40000; i++)
	{
		CsqTimes  t = random_times(NULL);
		CsqBuf    b = packed(&t);
		char     *exactly;
		CsqTimes  back;
		CsqReader r;
		CsqError  err;

		for (uint64_t k = test_random_below(3); k > 0; k--)
			b.data[test_random_below(test_random_below(2) == 0 && b.len > 8 ? 8 : b.len)] = (char) test_random_u64();
		if (test_random_below(3) == 0)
			b.len = test_random_below(b.len + 1);
		exactly = csq_alloc(b.len + 1); /* what is read beyond it is seen by those who watch memory */
		memcpy(exactly, b.data, b.len);
		csq_reader_init(&r, exactly, b.len, "times", &err);
		if (csq_times_unpack(&r, CSQ_TIMES_EXACT, &back))
		{
			CsqTimes again;

			b = packed(&back);
			csq_reader_init(&r, b.data, b.len, "times", &err);
			CHECK(csq_times_unpack(&r, CSQ_TIMES_EXACT, &again) && csq_times_same(&back, &again));
		}
		else
			refused++;
		csq_host_reset();
	}
	CHECK(refused > 5000);
}

/* Rounded sets, of which most are read in one go when 8 bytes are behind them, but not without: with and without. */
static void
test_buckets(void)
{
	long read = 0;
	long refused = 0;

	test_section("buckets read in one go and one by one, sound and damaged");
	for (int i = 0; i < 20000; i++)
	{
		CsqTimesBuild build = {0};
		int           bits = 20 + (int) test_random_below(30);
		CsqTimes      t;
		CsqTimes      one;
		CsqTimes      other;
		CsqBuf        b;
		char         *exactly;
		CsqReader     r;
		CsqReader     longer;
		CsqError      err;
		bool          is_read;

		for (uint64_t k = 520 + test_random_below(300); k > 0; k--)
			CHECK(csq_times_add(&build, random_length(bits, 1), &err));
		t = csq_times_done(&build);
		b = packed(&t);
		for (uint64_t k = test_random_below(3); k > 0; k--)
			b.data[test_random_below(test_random_below(2) == 0 ? 60 : b.len)] = (char) test_random_u64();
		exactly = csq_alloc(b.len + 1);
		memcpy(exactly, b.data, b.len);
		csq_reader_init(&r, exactly, b.len, "times", &err);
		is_read = csq_times_unpack(&r, CSQ_TIMES_EXACT, &one) && r.at == r.end;
		for (int k = 0; k < 16; k++)
			csq_put_u8(&b, (uint8_t) test_random_u64());
		csq_reader_init(&longer, b.data, b.len, "times", &err);
		CHECK((csq_times_unpack(&longer, CSQ_TIMES_EXACT, &other) && longer.end - longer.at == 16) == is_read);
		CHECK(!is_read || csq_times_same(&one, &other));
		read += is_read;
		refused += !is_read;
		csq_host_reset();
	}
	CHECK(read > 5000 && refused > 5000);
}

static void
test_numbers(void)
{
	test_section("numbers of 64 bits as varints; one too long is refused");
	for (int i = 0; i < 10000; i++)
	{
		uint64_t  v = i < 3 ? (uint64_t) i - 1 : test_random_u64() >> test_random_below(64);
		CsqBuf    b;
		CsqReader r;
		CsqError  err;

		csq_buf_init(&b);
		csq_put_varint(&b, v);
		csq_reader_init(&r, b.data, b.len, "times", &err);
		CHECK(csq_read_varint(&r) == v && csq_read_end(&r));
		CHECK(v >> 8 * csq_number_width(v) % 64 == 0 || csq_number_width(v) == 8);
		b.data[b.len - 1] = (char) (b.data[b.len - 1] | 128);
		while (b.len < 9)
			csq_put_u8(&b, 255);
		csq_put_u8(&b, 2);
		csq_reader_init(&r, b.data, b.len, "times", &err);
		csq_read_varint(&r);
		CHECK(r.failed);
		csq_host_reset();
	}
}

static void
test_multiply(void)
{
	test_section("products of 128 and 64 bits against a division");
	for (int i = 0; i < 20000; i++)
	{
		CsqU128  v = ((CsqU128) test_random_u64() << 64 | test_random_u64()) >> test_random_below(128);
		uint64_t by = test_random_u64() >> test_random_below(64);
		CsqU128  product = v;
		bool     fits = v == 0 || by <= ~(CsqU128) 0 / v;

		CHECK(csq_u128_multiply(&product, by) == fits);
		CHECK(!fits || product == v * by);
	}
}

int
main(void)
{
	test_multiply();
	test_round_trip();
	test_sums();
	test_damage();
	test_buckets();
	test_numbers();
	return test_done();
}
