/*
 * core_test.c
 *		Tests of core.c and json_core.c: buffers, hostile readers, UTF-8, JSON.
 */
#include "test.h"

#include "base/json.h"

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

/* Reads {"v":1,"n":[..],"s":".."}; returns the sum of n, or -1. */
static int64_t
read_sample(const char *text, size_t len, CsqText *s, CsqError *err)
{
	CsqJson j;
	CsqText key;
	int64_t sum = 0;

	csq_json_init(&j, text, len, "sample", err);
	csq_json_open(&j, '{');
	while (csq_json_key(&j, &key))
	{
		if (csq_json_is(&key, "v"))
			csq_json_version(&j, 1);
		else if (csq_json_is(&key, "n"))
		{
			csq_json_open(&j, '[');
			while (csq_json_item(&j))
				sum += csq_json_i64(&j);
		}
		else if (csq_json_is(&key, "s"))
			*s = csq_json_string(&j);
		else
			csq_json_unknown(&j, &key);
	}
	return csq_json_end(&j) ? sum : -1;
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
	CHECK_EQ_I64(read_sample(good, strlen(good), &s, &err), 6);
	CHECK(s.len == 9 && memcmp(s.s, "客😀\n\"", 9) == 0);
	CHECK_EQ_I64(read_sample("{\"n\":[-9223372036854775808]}", 28, &s, &err), INT64_MIN);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
	{
		memset(&err, 0, sizeof err);
		CHECK_EQ_I64(read_sample(bad[i], strlen(bad[i]), &s, &err), -1);
		CHECK(err.code == CSQ_SYNTAX && err.detail[0]);
	}
	for (size_t cut = 0; cut < strlen(good) - 2; cut++)
		CHECK_EQ_I64(read_sample(good, cut, &s, &err), -1);

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
		CHECK_EQ_I64(read_sample(b.data, b.len, &s, &err), 0);
		CHECK(s.len == raw.len && memcmp(s.s, raw.data, raw.len) == 0);
		csq_host_reset();
	}
}

int
main(void)
{
	test_integers();
	test_utf8();
	test_errors();
	test_reader();
	test_json();
	csq_host_reset();
	return test_done();
}
