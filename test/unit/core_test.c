/*
 * core_test.c
 *		Tests of what lies at the bottom of base/: buffers, growing arrays, hostile
 *		readers, UTF-8, JSON, labels, hash tables.
 */
#include "test.h"

#include "base/flat.h"
#include "base/json.h"
#include "base/labels.h"
#include "base/sort.h"
#include "base/table.h"

static void
test_integers(void)
{
	static const int64_t edge[] = {INT64_MIN, INT64_MIN + 1, -7, -1, 0, 1, 7, INT64_MAX - 1, INT64_MAX};

	test_section("integers");
	for (int64_t a = -50; a <= 50; a++)
		for (int64_t b = 1; b <= 9; b++)
		{
			CHECK_EQ_I64(csq_floor_div(a, b), (int64_t) floor((double) a / (double) b));
			CHECK(csq_floor_mod(a, b) >= 0 && csq_floor_mod(a, b) < b);
			CHECK_EQ_I64(csq_floor_div(a, b) * b + csq_floor_mod(a, b), a);
		}
	for (size_t i = 0; i < sizeof edge / sizeof *edge; i++)
	{
		CsqBuf b;
		char   expected[32];

		csq_buf_init(&b);
		csq_buf_i64(&b, edge[i]);
		snprintf(expected, sizeof expected, "%" PRId64, edge[i]);
		CHECK_EQ_STR(b.data, expected);
	}
}

static void
test_utf8(void)
{
	static const char *bad[] = {"\xff",     "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
	                            "\xe4\xb8", "a\x80"};

	test_section("utf8");
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp += 7)
	{
		CsqBuf      b;
		const char *p;

		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		csq_buf_init(&b);
		csq_buf_utf8(&b, cp);
		p = b.data;
		CHECK(csq_utf8_valid(b.data, b.len));
		CHECK_EQ_I64(csq_utf8_next(&p, b.data + b.len), cp);
		CHECK(p == b.data + b.len);
		csq_free(b.data);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!csq_utf8_valid(bad[i], strlen(bad[i])));
	CHECK(!csq_utf8_valid("a\0b", 3));
}

/* A string is valid when each of its characters is: taken alone they are too short for eight bytes at a time. */
static void
test_utf8_strings(void)
{
	static const char *part[] = {"a", "e", "z", "\x7f", "\xc3\xa9", "\xe5\xb7\xa5", "\xf0\x9f\x98\x80"};

	test_section("utf8 strings");
	for (int round = 0; round < 100000; round++)
	{
		char   s[64];
		size_t len = 0;
		size_t n = test_random_below(14);
		bool   valid = true;

		for (size_t i = 0; i < n; i++)
		{
			const char *p = part[test_random_below(test_random_below(2) ? 4 : 7)];

			memcpy(s + len, p, strlen(p));
			len += strlen(p);
		}
		if (len > 0 && test_random_below(2))
			s[test_random_below((uint32_t) len)] = (char) (test_random_below(3) ? test_random_below(256) : 0);
		for (size_t i = 0; i < len && valid;)
		{
			unsigned char c = (unsigned char) s[i];
			size_t        width = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

			valid = i + width <= len && csq_utf8_valid(s + i, width);
			i += width;
		}
		CHECK(csq_utf8_valid(s, len) == valid);
	}
}

static void
test_errors(void)
{
	CsqError err;
	char     longtext[2000];

	test_section("errors");
	memset(longtext, 'x', sizeof longtext);
	for (size_t i = 0; i + 3 < sizeof longtext; i += 3)
		memcpy(longtext + i, "客", 3);
	longtext[1998] = '\0';
	for (int pad = 0; pad < 6; pad++)
	{
		CHECK(!csq_fail(&err, CSQ_PARAM, "%.*s%s", pad, "abcdef", longtext));
		CHECK(csq_utf8_valid(err.message, strlen(err.message)));
		CHECK(strlen(err.message) > sizeof err.message - 5);
	}
	for (size_t n = 0; n < 200; n++)
	{
		CsqQuoted q = csq_quoted(longtext, n * 3);

		CHECK(csq_utf8_valid(q.s, strlen(q.s)));
	}
}

static void
test_reader(void)
{
	CsqBuf    b;
	CsqReader r;
	CsqError  err;

	test_section("reader");
	csq_buf_init(&b);
	csq_put_u8(&b, 1);
	csq_put_u16(&b, 0x1234);
	csq_put_u32(&b, 0xdeadbeef);
	csq_put_u64(&b, UINT64_C(0x0123456789abcdef));
	csq_put_double(&b, -1.5);
	csq_put_u32(&b, 2);
	csq_buf_str(&b, "ab");
	for (size_t cut = 0; cut <= b.len; cut++)
	{
		csq_reader_init(&r, b.data, cut, "thing", &err);
		uint8_t     u8 = csq_read_u8(&r);
		uint16_t    u16 = csq_read_u16(&r);
		uint32_t    u32 = csq_read_u32(&r);
		uint64_t    u64 = csq_read_u64(&r);
		double      d = csq_read_double(&r);
		uint32_t    n = csq_read_count(&r, 1);
		const char *s = csq_read_bytes(&r, n);

		CHECK(csq_read_end(&r) == (cut == b.len));
		if (cut == b.len)
			CHECK(u8 == 1 && u16 == 0x1234 && u32 == 0xdeadbeef && u64 == UINT64_C(0x0123456789abcdef) && d == -1.5 &&
			      n == 2 && memcmp(s, "ab", 2) == 0);
		else
			CHECK(err.code == CSQ_BINARY && err.detail[0]);
	}
	csq_put_u8(&b, 0);
	csq_reader_init(&r, b.data, 1, "thing", &err);
	CHECK(!csq_read_end(&r));
}

static void
test_grow(void)
{
	int64_t *items = NULL, *same = NULL;
	int      n = 0, cap = 0;

	test_section("growing arrays");
	for (; n < 5000; n++)
	{
		if (n == cap)
		{
			csq_grow(items, cap);
			csq_resize(same, (size_t) cap);
			CHECK(cap >= 8 && (cap & (cap - 1)) == 0 && cap > n);
		}
		items[n] = n;
		same[n] = -n;
	}
	for (int i = 0; i < n; i++)
		CHECK(items[i] == i && same[i] == -i);
	csq_host_reset();
}

static void
test_stored(void)
{
	CsqStored v = {0, 1, 0, 0};
	CsqError  err;
	CsqReader r;

	test_section("headers of stored values");
	csq_flat_set_size(&v, sizeof v);
	CHECK(csq_stored_check(&v, sizeof v, 8, "thing", &err));
	CHECK(!csq_stored_check(&v, sizeof v - 1, 8, "thing", &err) && err.code == CSQ_BINARY);
	CHECK(!csq_stored_check(&v, sizeof v, 9, "thing", &err) && err.code == CSQ_BINARY);
	v.version = 0;
	CHECK(!csq_stored_check(&v, sizeof v, 8, "thing", &err) && err.code == CSQ_BINARY);
	CHECK_EQ_STR(err.message, "invalid value of type csq.thing");
	v.version = 3;
	CHECK(csq_stored_head(&v, sizeof v, 8, 3, "thing", &err));
	CHECK(!csq_stored_head(&v, sizeof v, 8, 2, "thing", &err) && err.code == CSQ_UNSUPPORTED);
	CHECK_EQ_STR(err.message, "version 3 of type csq.thing is not known");
	CHECK_EQ_STR(err.detail, "This version of csq reads versions 1 to 2.");
	v.version = 1;
	v.flags = 1;
	CHECK(!csq_stored_check(&v, sizeof v, 8, "thing", &err) && err.code == CSQ_BINARY);
	v.flags = 0;
	v.kind = 1;
	CHECK(!csq_stored_check(&v, sizeof v, 8, "thing", &err) && err.code == CSQ_BINARY);
	for (int version = 0; version < 256; version++)
	{
		unsigned char byte = (unsigned char) version;

		csq_reader_init(&r, &byte, 1, "thing", &err);
		csq_read_version(&r, 2);
		CHECK(csq_read_end(&r) == (version == 1 || version == 2));
		CHECK(!r.failed || err.code == (version == 0 ? CSQ_BINARY : CSQ_UNSUPPORTED));
	}
}

/* Reads {"v":1,"n":[..],"s":".."}, which needs v when strict; returns the sum of n, or -1. */
static int64_t
read_sample(const char *text, size_t len, bool strict, CsqText *s, CsqError *err)
{
	static const char *const names[] = {"v", "n", "s", NULL};
	CsqJson                  j;
	int                      k;
	unsigned                 seen = 0;
	int64_t                  sum = 0;

	csq_json_init(&j, text, len, "sample", err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&j, 1);
		else if (k == 1)
		{
			csq_json_open(&j, '[');
			while (csq_json_item(&j))
				sum += csq_json_i64(&j);
		}
		else
			*s = csq_json_string(&j);
	if (strict)
		csq_json_need(&j, names, seen, 1);
	return csq_json_end(&j) ? sum : -1;
}

/* What is wrong with the members: one wording each. */
static void
test_json_members(void)
{
	static const struct
	{
		const char *text;
		CsqCode     code;
		const char *detail;
	} wrong[] = {
		{"{\"n\":[1]}", CSQ_SYNTAX, "The key \"v\" is missing."},
		{"{}", CSQ_SYNTAX, "The key \"v\" is missing."},
		{"{\"v\":1,\"v\":1}", CSQ_SYNTAX, "The key \"v\" appears twice."},
		{"{\"v\":1,\"n\":[],\"n\":[]}", CSQ_SYNTAX, "The key \"n\" appears twice."},
		{"{\"v\":1,\"x\":1}", CSQ_SYNTAX, "There is no key \"x\"."},
		{"{\"v\":1,\"\":1}", CSQ_SYNTAX, "There is no key \"\"."},
		{"{\"v\":0}", CSQ_SYNTAX, "There is no version 0."},
		{"{\"v\":-9}", CSQ_SYNTAX, "There is no version -9."},
		{"{\"v\":2}", CSQ_UNSUPPORTED, "This version of csq reads version 1."},
	};
	CsqError err;
	CsqText  s = {"", 0};

	test_section("members of objects");
	CHECK_EQ_I64(read_sample("{\"n\":[4,5],\"v\":1}", 17, true, &s, &err), 9);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
	{
		CHECK_EQ_I64(read_sample(wrong[i].text, strlen(wrong[i].text), true, &s, &err), -1);
		CHECK(err.code == wrong[i].code);
		CHECK_EQ_STR(err.detail, wrong[i].detail);
	}
	read_sample("{\"vv\":1}", 8, true, &s, &err);
	CHECK_EQ_STR(err.hint, "The keys there are: \"v\", \"n\", \"s\".");
	csq_host_reset();
}

/* Whatever the shape of a text, a reader asks for interrupts at least once in 100 kB. */
static void
test_json_interrupts(void)
{
	static const struct
	{
		const char *head, *body, *tail;
	} shape[] = {
		{"{\"n\":[1", ",1", "]}"},
		{"{\"n\":[1", ",         1", "]}"},
		{"{\"s\":\"", "x", "\"}"},
		{"{\"s\":\"\\n", "x", "\"}"},
		{"{\"s\":\"", "\\u5ba2", "\"}"},
		{"{\"s\":\"", "客", "\"}"},
		{"{\"s\":", "    ", "\"\"}"},
		{"{\"n\":[", "7", "]}"},
		{"{\"n\":[0.", "7", "]}"},
		{"{\"n\":[1e0", "7", "]}"},
		{"", "\n", "{}"},
		{"{\"s\":\"\"}", " ", ""},
		{"{\"n\":[1", ",\"a\"", "]}"},
	};
	CsqError err;
	CsqText  s = {"", 0};

	test_section("JSON of any shape can be interrupted");
	for (size_t i = 0; i < sizeof shape / sizeof *shape; i++)
	{
		size_t   size = strcmp(shape[i].body, ",\"a\"") == 0 ? 10 : 4000000;
		uint64_t before;
		CsqBuf   b;

		csq_buf_init(&b);
		csq_buf_str(&b, shape[i].head);
		while (b.len < size)
			csq_buf_str(&b, shape[i].body);
		csq_buf_str(&b, shape[i].tail);
		before = csq_host_polls;
		read_sample(b.data, b.len, false, &s, &err);
		CHECK(csq_host_polls - before >= b.len / 100000);
		csq_buf_init(&b);
		before = csq_host_polls;
		csq_buf_json(&b, s.s, s.len);
		CHECK(csq_host_polls - before >= s.len / 100000);
		s = (CsqText){"", 0};
		csq_host_reset();
	}
}

static void
test_json(void)
{
	static const char  good[] = " {\"v\": 1, \"n\" : [1,2 ,3],\"s\":\"\\u5ba2\\ud83d\\ude00\\n\\\"\"} ";
	static const char *bad[] = {"",
	                            "{",
	                            "{}}",
	                            "[]",
	                            "{\"v\":2}",
	                            "{\"v\":0}",
	                            "{\"n\":[1,]}",
	                            "{\"n\":[1 2]}",
	                            "{\"n\":[1.5]}",
	                            "{\"n\":[9223372036854775808]}",
	                            "{\"n\":[-9223372036854775809]}",
	                            "{\"x\":1}",
	                            "{\"s\":\"\\ud800\"}",
	                            "{\"s\":\"\\x\"}",
	                            "{\"s\":\"a",
	                            "{\"s\":\"\x01\"}",
	                            "{\"s\":\"\xff\"}",
	                            "{\"s\":\"\\u0000\"}",
	                            "{\"n\":[01]}",
	                            "{,}",
	                            "{\"n\":[-]}",
	                            "null"};
	CsqError           err;
	CsqText            s = {"", 0};

	test_section("json");
	CHECK_EQ_I64(read_sample(good, strlen(good), false, &s, &err), 6);
	CHECK(s.len == 9 && memcmp(s.s, "客😀\n\"", 9) == 0);
	CHECK_EQ_I64(read_sample("{\"n\":[-9223372036854775808]}", 28, false, &s, &err), INT64_MIN);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
	{
		memset(&err, 0, sizeof err);
		CHECK_EQ_I64(read_sample(bad[i], strlen(bad[i]), false, &s, &err), -1);
		CHECK((err.code == CSQ_SYNTAX || err.code == CSQ_UNSUPPORTED) && err.detail[0]);
	}
	for (size_t cut = 0; cut < strlen(good) - 2; cut++)
		CHECK_EQ_I64(read_sample(good, cut, false, &s, &err), -1);

	/* what is written is read back */
	for (int i = 0; i < 10000; i++)
	{
		CsqBuf raw, b;

		csq_buf_init(&raw);
		csq_buf_init(&b);
		for (int n = (int) test_random_below(12); n > 0; n--)
			csq_buf_utf8(&raw, (uint32_t) (1 + test_random_below(test_random_below(2) ? 0x80 : 0xD7FF)));
		csq_buf_str(&b, "{\"s\":");
		csq_buf_json(&b, raw.data, raw.len);
		csq_buf_str(&b, "}");
		CHECK_EQ_I64(read_sample(b.data, b.len, false, &s, &err), 0);
		CHECK(s.len == raw.len && memcmp(s.s, raw.data, raw.len) == 0);
		csq_host_reset();
	}
}

/* ---- labels and tables ---- */

static void
test_labels(void)
{
	test_section("labels");
	for (int round = 0; round < 3000; round++)
	{
		uint32_t   n = (uint32_t) test_random_below(30), order_of[40];
		CsqText    label[40];
		int64_t    count[40];
		uint32_t   rank[40], *order;
		CsqRanked *ranked;
		char       bytes[40][4];

		for (uint32_t i = 0; i < n; i++)
		{
			label[i] = (CsqText){bytes[i], test_random_below(4)};
			for (size_t k = 0; k < label[i].len; k++)
				bytes[i][k] = (char) ("ab\0\xff"[test_random_below(4)]);
			count[i] = (int64_t) test_random_below(4) - 1;
			order_of[i] = 0;
		}
		ranked = csq_text_rank(label, n, rank);
		order = csq_order_by_count(count, n);
		for (uint32_t i = 0; i < n; i++)
		{
			uint32_t before = 0, most = 0;
			size_t   at = csq_text_find(ranked, n, sizeof *ranked, &label[i]);

			for (uint32_t k = 0; k < n; k++)
			{
				int c = csq_text_compare(&label[k], &label[i]);

				before += c < 0 || (c == 0 && k < i);
				most += count[k] > count[i] || (count[k] == count[i] && k < i);
				CHECK((c == 0) == csq_text_same(&label[k], &label[i]));
			}
			CHECK(rank[i] == before && ranked[before].number == i && order[most] == i);
			CHECK(at < n && csq_text_same(&ranked[at].text, &label[i]));
			order_of[order[i]]++;
		}
		for (uint32_t i = 0; i < n; i++)
			CHECK(order_of[i] == 1);
		CHECK(csq_text_find(ranked, n, sizeof *ranked, &(CsqText){"abab", 4}) == n);
		csq_host_reset();
	}
}

static uint64_t
hash_of(uint64_t key, int bits)
{
	return csq_mix64(key) >> (64 - bits); /* few bits: many collisions */
}

static void
test_table(void)
{
	test_section("hash tables");
	for (int round = 0; round < 300; round++)
	{
		uint64_t keys[400];
		uint32_t n = 0, want = (uint32_t) test_random_below(400);
		int      bits = 3 + (int) test_random_below(60);
		CsqTable t;

		csq_table_init(&t, (uint32_t) test_random_below(2 * want + 1));
		for (uint32_t turn = 0; turn < want; turn++)
		{
			uint64_t key = test_random_below(want);
			uint32_t found = CSQ_NO_ITEM, known = CSQ_NO_ITEM;

			csq_table_each(&t, hash_of(key, bits), i) if (keys[i] == key)
			{
				found = i;
				break;
			}
			for (uint32_t i = 0; i < n; i++)
				if (keys[i] == key)
					known = i;
			CHECK(found == known);
			if (found != CSQ_NO_ITEM)
				continue;
			csq_table_room(&t, n, i, hash_of(keys[i], bits));
			CHECK(n < t.mask);
			keys[n] = key;
			csq_table_put(&t, hash_of(key, bits), n++);
		}
		csq_table_clear(&t);
		csq_table_each(&t, 5, i) CHECK(i == 0 && false);
		csq_host_reset();
	}
}

/* Keys that differ in any of their bytes, against a search for the place of each. */
static void
test_sort_keyed(void)
{
	test_section("sorting by keys");
	for (int turn = 0; turn < 2000; turn++)
	{
		size_t    n = test_random_below(turn % 2 == 0 ? 12 : 200);
		CsqKeyed *items = csq_alloc((n + 1) * sizeof *items);
		CsqKeyed *sorted = csq_alloc((n + 1) * sizeof *sorted);
		uint64_t  mask = test_random_u64() & test_random_u64() & test_random_u64();
		uint64_t  base = test_random_u64();

		if (turn % 5 == 0)
			mask = UINT64_C(3) << test_random_below(63); /* many that are alike */
		for (size_t i = 0; i < n; i++)
			sorted[i] = items[i] = (CsqKeyed){turn % 7 == 0 ? i / 3 : (test_random_u64() & mask) | (base & ~mask), i};
		csq_sort_keyed(sorted, n);
		for (size_t i = 0; i < n; i++)
		{
			size_t place = 0;

			for (size_t k = 0; k < n; k++)
				place += items[k].key < items[i].key || (items[k].key == items[i].key && k < i);
			CHECK(sorted[place].item == i && sorted[place].key == items[i].key);
		}
		csq_host_reset();
	}
}

/* The hash as it is defined, byte by byte: stored values hold hashes, so it never changes. */
static uint64_t
plain_hash(const unsigned char *p, size_t len, uint64_t seed)
{
	uint64_t h = seed ^ (UINT64_C(0x9e3779b97f4a7c15) * (uint64_t) len);

	for (size_t from = 0; from < len; from += 8)
	{
		uint64_t w = 0;

		for (size_t i = 0; i < 8 && from + i < len; i++)
			w |= (uint64_t) p[from + i] << (8 * i);
		h = csq_mix64(h ^ w) + (len - from >= 8 ? UINT64_C(0x9e3779b97f4a7c15) : 0);
	}
	return csq_mix64(h);
}

static void
test_hash(void)
{
	test_section("hashes of bytes");
	for (int round = 0; round < 20000; round++)
	{
		size_t         len = (size_t) test_random_below(40);
		uint64_t       seed = (uint64_t) test_random_below(1000);
		unsigned char *bytes = csq_alloc(len + 1); /* what is read beyond it is found by the checked build */

		for (size_t i = 0; i < len; i++)
			bytes[i] = (unsigned char) test_random_below(256);
		CHECK(csq_hash_bytes(bytes, len, seed) == plain_hash(bytes, len, seed));
		csq_free(bytes);
	}
}

/* Numbers of every length, the ends of each, and both signs. */
static void
test_hash_decimal(void)
{
	test_section("hashes of numbers in decimal");
	for (int round = 0; round < 40000; round++)
	{
		const uint64_t seeds[2] = {(uint64_t) test_random_below(1000), UINT64_C(0xc2b2ae3d27d4eb4f)};
		int64_t        number = test_random_below(10);
		int            digits = (int) test_random_below(19);
		uint64_t       hashes[2];
		char           text[32];
		size_t         len;

		for (int d = 0; d < digits && number < INT64_MAX / 10; d++)
			number = number * 10 + (round % 3 == 0 ? 9 : round % 3 == 1 ? 0 : test_random_below(10));
		if (round % 16 == 0)
			number = round % 32 == 0 ? INT64_MIN + round / 32 : INT64_MAX - round / 32;
		else if (round % 7 == 0)
			number = -number;
		len = (size_t) snprintf(text, sizeof text, "%lld", (long long) number);
		csq_hash_decimal(number, seeds, hashes);
		CHECK(hashes[0] == csq_hash_bytes(text, len, seeds[0]) && hashes[1] == csq_hash_bytes(text, len, seeds[1]));
	}
}

/* Against a list that is searched: the same numbers, and the bytes are copies. */
static void
test_names(void)
{
	test_section("names");
	for (int round = 0; round < 200; round++)
	{
		CsqNames names;
		char     list[400][5];
		size_t   len[400];
		uint32_t n = 0;

		csq_names_init(&names, (uint32_t) test_random_below(9));
		for (int i = 0; i < 400; i++)
		{
			char     bytes[5];
			CsqText  label = {bytes, test_random_below(4)};
			uint32_t k = 0;

			for (size_t b = 0; b < label.len; b++)
				bytes[b] = (char) ('a' + test_random_below(5));
			while (k < n && !(len[k] == label.len && memcmp(list[k], bytes, label.len) == 0))
				k++;
			if (k == n)
			{
				memcpy(list[n], bytes, label.len);
				len[n++] = label.len;
			}
			CHECK(csq_names_number(&names, &label) == k);
			CHECK(names.n == n);
		}
		for (uint32_t k = 0; k < n; k++)
			CHECK(names.items[k].len == len[k] && memcmp(names.items[k].s, list[k], len[k]) == 0);
	}
}

/* The extremes of each type, where differences would overflow. */
static void
test_by_number(void)
{
	static const int32_t  i32[] = {INT32_MIN, -1, 0, 1, INT32_MAX};
	static const uint32_t u32[] = {0, 1, INT32_MAX, UINT32_C(0x80000000), UINT32_MAX};
	static const int64_t  i64[] = {INT64_MIN, -1, 0, 1, INT64_MAX};
	static const uint64_t u64[] = {0, 1, INT64_MAX, UINT64_C(1) << 63, UINT64_MAX};
	static const double   d[] = {-INFINITY, -1e300, 0, 5e-324, INFINITY};

	test_section("by number");
	for (int i = 0; i < 5; i++)
		for (int k = 0; k < 5; k++)
		{
			int order = (i > k) - (i < k);

			CHECK(csq_by_i32(&i32[i], &i32[k]) == order && csq_by_u32(&u32[i], &u32[k]) == order);
			CHECK(csq_by_i64(&i64[i], &i64[k]) == order && csq_by_u64(&u64[i], &u64[k]) == order);
			CHECK(csq_by_double(&d[i], &d[k]) == order);
		}
}

int
main(void)
{
	test_hash();
	test_hash_decimal();
	test_integers();
	test_utf8();
	test_utf8_strings();
	test_errors();
	test_grow();
	test_reader();
	test_stored();
	test_json();
	test_json_members();
	test_json_interrupts();
	test_labels();
	test_names();
	test_table();
	test_sort_keyed();
	test_by_number();
	csq_host_reset();
	return test_done();
}
