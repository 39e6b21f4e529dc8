/*
 * sla_target_test.c
 *		Targets: text, and deadlines in days against a loop over dates.
 *
 * Deadlines in open time are tested with calendars; here the loop goes date by
 * date, takes the end of each and asks whether a pause suspends it.
 */
#include "test.h"

#include "calendar_zones.h"
#include "base/han_number.h"
#include "base/instant.h"
#include "sla/sla_target.h"

static CsqTarget
target(const char *text)
{
	CsqTarget t;
	CsqError  err;

	if (!csq_target_parse(text, strlen(text), &t, &err))
	{
		printf("%s: %s %s\n", text, err.message, err.detail);
		CHECK(!"a target does not parse");
	}
	return t;
}

static void
test_text(void)
{
	static const char *const good[][2] = {
		{"3个工作日", "3 business days"},
		{"2小时", "2 hours"},
		{"２ 小时３０ 分钟", "150 minutes"},
		{"4个工作小时", "4 business hours"},
		{"15个自然日", "15 calendar days"},
		{"30分钟内", "30 minutes"},
		{"2自然周", "2 calendar weeks"},
		{"1个自然月", "1 calendar month"},
		{"15个自然日，顺延", "15 calendar days to next business day"},
		{"15 calendar days to the next business day", "15 calendar days to next business day"},
		{"1 calendar month to next business day", "1 calendar month to next business day"},
		{"1 hour, 30 minutes", "90 minutes"},
		{"4 business hours", "4 business hours"},
		{"1.5 business hours", "90 business minutes"},
		{" BUSINESS  2 Hours ", "2 business hours"},
		{"60 working minutes", "1 business hour"},
		{"3 business days", "3 business days"},
		{"1 working day", "1 business day"},
		{"15 calendar days", "15 calendar days"},
		{"calendar 1 day", "1 calendar day"},
		{"8 calendar weeks", "8 calendar weeks"},
		{"1 calendar month", "1 calendar month"},
		{"10 minutes", "10 minutes"},
		{"72 hours", "72 hours"},
		{"72 calendar hours", "72 hours"},
		{"30 seconds", "30 seconds"},
		{"1h 30min", "90 minutes"},
		{"1 business hour 30 minutes", "90 business minutes"},
		{"0.000001s", "0.000001 seconds"},
		{"0 business hours", "0 business hours"},
		{"0 hours", "0 hours"},
		{"1000000 hours", "1000000 hours"},
		{"1 second", "1 second"},
		{"61.25 seconds", "61.25 seconds"},
	};
	static const char *const bad[] = {
		"",
		" ",
		"4",
		"hours",
		"3 days",
		"1 week",
		"1 month",
		"-1 hour",
		"1.5 business days",
		"2 business weeks",
		"2 business months",
		"1 fortnight",
		"4 business hours 2 calendar hours",
		"1 calendar day 2 hours",
		"1 hour 2 business days",
		"1.0000001 hours",
		"1000001 hours",
		"1000001 calendar days",
		"9999999999999 hours",
		"1e3 hours",
		"4 business",
		"1. hours",
		"NaN hours",
		"3 business days to next business day",
		"3 hours to next business day",
		"15 calendar days to next business day 2 hours",
		"15 calendar days to next",
		"15日",
		"2个月",
		"3个工作周",
		"工作日",
		"3工作日顺延",
	};

	test_section("text of targets");
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
	{
		CsqTarget t = target(good[i][0]);
		CsqTarget back;
		CsqBuf    b;
		CsqReader r;
		CsqError  err;

		csq_buf_init(&b);
		csq_target_text(&b, &t);
		CHECK_EQ_STR(b.data, good[i][1]);
		back = target(b.data);
		CHECK(memcmp(&t, &back, sizeof t) == 0);
		b.len = 0;
		csq_target_write(&b, &t);
		csq_reader_init(&r, b.data, b.len, "sla_target", &err);
		CHECK(csq_target_read(&r, &back) && memcmp(&t, &back, sizeof t) == 0);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
	{
		CsqTarget t;
		CsqError  err;

		if (csq_target_parse(bad[i], strlen(bad[i]), &t, &err))
			printf("accepted: \"%s\"\n", bad[i]);
		CHECK(!csq_target_parse(bad[i], strlen(bad[i]), &t, &err) && err.message[0]);
	}
}

static bool
suspended(CsqPauses p, int64_t at, bool *for_ever)
{
	for (int i = 0; i < p.n; i++)
		if (p.lohi[2 * i] < at && at <= p.lohi[2 * i + 1])
		{
			*for_ever = p.lohi[2 * i + 1] == INT64_MAX;
			return true;
		}
	return false;
}

/* The n-th date after receipt whose end is not suspended. */
static int64_t
walk_days(const CsqCalendar *c, int32_t day, int64_t n, bool business, CsqPauses p)
{
	CsqError err;
	int64_t  at = INT64_MIN;

	while (n > 0)
	{
		bool counts = true;
		bool for_ever = false;

		day++;
		if (business)
			CHECK(csq_calendar_close_of(c, day, &counts, &at, &err));
		else
			at = csq_calendar_instant(c, (day + 1) * DAY_);
		if (!counts)
			continue;
		if (!suspended(p, at, &for_ever))
			n--;
		else if (for_ever)
			return INT64_MAX;
	}
	return at;
}

/* The end of a term, or of the first working day after it whose end is not suspended. */
static int64_t
rolled(const CsqCalendar *c, int64_t end, CsqPauses p)
{
	CsqError err;
	int32_t  day;
	bool     works, for_ever = false;

	if (end == INT64_MAX)
		return end;
	day = (int32_t) csq_floor_div(csq_calendar_local(c, end - 1), DAY_);
	CHECK(csq_calendar_is_workday(c, day, &works, &err));
	while (!works)
	{
		day++;
		CHECK(csq_calendar_is_workday(c, day, &works, &err));
		if (!works)
			continue;
		end = csq_calendar_instant(c, (day + 1) * DAY_);
		if (suspended(p, end, &for_ever))
			works = false;
		if (for_ever)
			return INT64_MAX;
	}
	return end;
}

static const char *const hours[] = {
	"mon-fri 09:00-17:00; 2024-03-12..2024-03-14 closed; 2024-03-16 as fri",
	"mon-sat 22:00-06:00; sun 01:30-02:30",
	"daily 00:00-24:00",
	"wed 09:00-09:01",
};

static void
random_pauses(CsqPauses *p, int64_t *lohi, int64_t from)
{
	static const int64_t lengths[] = {HOUR_, DAY_, 6 * DAY_, 40 * DAY_};

	p->n = 0;
	p->lohi = lohi;
	for (int i = (int) test_random_below(6); i > 0; i--)
	{
		lohi[2 * p->n] = from + (int64_t) (test_random_u64() % (uint64_t) (9 * DAY_));
		from = lohi[2 * p->n + 1] =
			lohi[2 * p->n] + 1 + (int64_t) (test_random_u64() % (uint64_t) lengths[test_random_below(4)]);
		p->n++;
	}
	if (p->n > 0 && test_random_below(12) == 0)
		lohi[2 * p->n - 1] = INT64_MAX;
	if (p->n > 0 && test_random_below(12) == 0)
		lohi[0] = INT64_MIN;
}

static void
test_days(void)
{
	test_section("targets in days against a loop over dates");
	for (int zi = 0; zi < NZONES; zi++)
		for (int h = 0; h < 4; h++)
		{
			CsqZone      z;
			CsqSpec      spec;
			CsqCalendar *c;
			char         text[200];
			CsqError     err;
			int32_t      centre =
				csq_date_make(zone_cases[zi].near[0].y, zone_cases[zi].near[0].m, zone_cases[zi].near[0].d);

			make_zone(&z, &zone_cases[zi]);
			snprintf(text, sizeof text, "tz %s; %s", z.name, hours[h]);
			CHECK(csq_calendar_parse(text, strlen(text), &spec, &err));
			c = csq_calendar_compile(&spec, &z);
			for (int turn = 0; turn < 500; turn++)
			{
				int64_t   start = (centre - 12) * DAY_ + (int64_t) (test_random_u64() % (uint64_t) (14 * DAY_));
				int32_t   day = (int32_t) csq_floor_div(csq_calendar_local(c, start), DAY_);
				int64_t   n = 1 + (int64_t) test_random_below(turn % 10 ? 8 : 60);
				int64_t   lohi[16];
				CsqPauses pauses;
				CsqTarget t = {.amount = n};
				int64_t   due, breach, want;

				random_pauses(&pauses, lohi, start - 3 * DAY_);
				for (int business = 0; business < 2; business++)
				{
					t.kind = business ? CSQ_TARGET_BUSINESS_DAYS : CSQ_TARGET_CALENDAR_DAYS;
					want = walk_days(c, day, n, business, pauses);
					CHECK(csq_target_due(c, start, &t, pauses, &due, &err));
					CHECK_EQ_I64(due, want);
					CHECK(csq_target_breach(c, start, &t, pauses, &breach, &err) && breach == due);
				}
				t.kind = CSQ_TARGET_CALENDAR_WEEKS;
				CHECK(csq_target_due(c, start, &t, pauses, &due, &err));
				want = walk_days(c, day, 7 * n, false, pauses);
				CHECK_EQ_I64(due, want);
				t.rolls = 1;
				CHECK(csq_target_due(c, start, &t, pauses, &due, &err));
				CHECK_EQ_I64(due, rolled(c, want, pauses));
			}
			csq_host_reset();
		}
}

/* Elapsed time: seconds that are not paused, one by one. */
static void
test_elapsed(void)
{
	CsqZone      z;
	CsqSpec      spec;
	CsqCalendar *c;
	CsqError     err;

	test_section("targets in elapsed time against a walk");
	make_zone(&z, &zone_cases[0]);
	CHECK(csq_calendar_parse("tz UTC", 6, &spec, &err));
	c = csq_calendar_compile(&spec, &z);
	for (int turn = 0; turn < 3000; turn++)
	{
		int64_t   lohi[6];
		CsqPauses pauses = {0, lohi};
		int64_t   at = 0;
		int       want = (int) test_random_below(40);
		int       used = 0;
		CsqTarget t = {.amount = want, .kind = CSQ_TARGET_ELAPSED_TIME};
		int64_t   due, breach;

		for (; pauses.n < 3; pauses.n++)
		{
			lohi[2 * pauses.n] = at + 1 + (int64_t) test_random_below(12);
			at = lohi[2 * pauses.n + 1] = lohi[2 * pauses.n] + 1 + (int64_t) test_random_below(12);
		}
		CHECK(csq_target_due(c, 2, &t, pauses, &due, &err) && csq_target_breach(c, 2, &t, pauses, &breach, &err));
		at = 2;
		for (;; at++)
		{ /* microsecond by microsecond */
			bool paused = false;

			for (int i = 0; i < 3; i++)
				paused = paused || (at >= lohi[2 * i] && at < lohi[2 * i + 1]);
			if (used == want && want > 0 && due >= 0)
			{
				CHECK_EQ_I64(due, at);
				due = -1;
			}
			if (!paused && used++ == want)
			{
				CHECK_EQ_I64(breach, at);
				if (want == 0)
					CHECK_EQ_I64(due, at);
				break;
			}
		}
	}
	csq_host_reset();
}

static void
test_facts(void)
{
	CsqZone           z;
	CsqSpec           spec;
	CsqCalendar      *c;
	CsqPauses         none = {0, NULL};
	CsqTarget         t;
	int64_t           at;
	CsqError          err;
	static const char uk[] = "tz Europe/Berlin; mon-fri 09:00-17:00; 2025-04-18, 2025-04-21 closed";

	test_section("single deadlines");
	make_zone(&z, &zone_cases[1]);
	CHECK(csq_calendar_parse(uk, strlen(uk), &spec, &err));
	c = csq_calendar_compile(&spec, &z);
#define DUE(text, day, hour, day2, hour2)                                                                              \
	(t = target(text),                                                                                                 \
	 CHECK(csq_target_due(c, csq_calendar_instant(c, (day) *DAY_ + (hour) *HOUR_), &t, none, &at, &err)),              \
	 CHECK_EQ_I64(csq_calendar_local(c, at), (day2) *DAY_ + (hour2) *HOUR_))
	/* Maundy Thursday 2025-04-17: Easter does not count */
	DUE("3 business days", csq_date_make(2025, 4, 17), 10, csq_date_make(2025, 4, 24), 17);
	/* received on a closed day, or after closing: the day of receipt does not count anyway */
	DUE("1 business day", csq_date_make(2025, 4, 19), 10, csq_date_make(2025, 4, 22), 17);
	DUE("1 business day", csq_date_make(2025, 4, 17), 20, csq_date_make(2025, 4, 22), 17);
	DUE("0 business days", csq_date_make(2025, 4, 17), 10, csq_date_make(2025, 4, 17), 17);
	DUE("0 business days", csq_date_make(2025, 4, 17), 20, csq_date_make(2025, 4, 22), 17);
	DUE("0 business days", csq_date_make(2025, 4, 19), 20, csq_date_make(2025, 4, 22), 17);
	DUE("8 calendar weeks", csq_date_make(2025, 4, 17), 10, csq_date_make(2025, 6, 13), 0);
	DUE("0 calendar days", csq_date_make(2025, 4, 17), 10, csq_date_make(2025, 4, 18), 0);
	DUE("1 calendar month", csq_date_make(2025, 1, 31), 10, csq_date_make(2025, 3, 1), 0);
	DUE("1 calendar month", csq_date_make(2024, 1, 31), 10, csq_date_make(2024, 3, 1), 0);
	DUE("13 calendar months", csq_date_make(2024, 12, 30), 10, csq_date_make(2026, 1, 31), 0);
	DUE("0 business hours", csq_date_make(2025, 4, 17), 20, csq_date_make(2025, 4, 22), 9);
	DUE("8 business hours", csq_date_make(2025, 4, 17), 9, csq_date_make(2025, 4, 17), 17);
	DUE("24 hours", csq_date_make(2025, 3, 29), 12, csq_date_make(2025, 3, 30), 13);
	t = target("8 business hours");
	CHECK(csq_target_breach(c, csq_calendar_instant(c, csq_date_make(2025, 4, 17) * DAY_ + 9 * HOUR_), &t, none, &at,
	                        &err));
	CHECK_EQ_I64(csq_calendar_local(c, at), csq_date_make(2025, 4, 22) * DAY_ + 9 * HOUR_);
	t = target("1000000 calendar months");
	CHECK(!csq_target_due(c, INT64_C(9223371331199999999), &t, none, &at, &err) && err.code == CSQ_DATETIME);
	t = target("1000000 business days");
	CHECK(!csq_target_due(c, INT64_C(9223371331199999999), &t, none, &at, &err) && err.code == CSQ_DATETIME);

	test_section("garbage for the binary reader of targets");
	for (int turn = 0; turn < 20000; turn++)
	{
		uint8_t   bytes[16];
		CsqReader r;

		for (int i = 0; i < 16; i++)
			bytes[i] = (uint8_t) (i == 0 ? test_random_below(9) : test_random_u64() & (test_random_below(3) ? 0 : 255));
		csq_reader_init(&r, bytes, test_random_below(2) ? 9 : test_random_below(16), "sla_target", &err);
		if (csq_target_read(&r, &t))
		{
			CsqBuf    b;
			CsqTarget back;

			csq_buf_init(&b);
			csq_target_text(&b, &t);
			back = target(b.data);
			CHECK(memcmp(&t, &back, sizeof t) == 0);
		}
		else
			CHECK(err.code == CSQ_BINARY);
	}
	csq_host_reset();
}

/* Numbers as they are said: each digit with its order, one nought for what is left out, 十二 and not 一十二. */
static void
say_number(CsqBuf *b, int n)
{
	static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	static const char *const orders[] = {"千", "百", "十", ""};
	bool                     begun = false, nought = false;

	csq_buf_init(b);
	for (int i = 0, value = 1000; i < 4; i++, value /= 10)
	{
		int digit = n / value % 10;

		if (digit == 0)
		{
			nought = begun;
			continue;
		}
		if (nought)
			csq_buf_str(b, "零");
		if (digit != 1 || value != 10 || begun)
			csq_buf_str(b, digit == 2 && value >= 100 ? "两" : digits[digit]);
		csq_buf_str(b, orders[i]);
		begun = true;
		nought = false;
	}
}

static void
test_chinese_numbers(void)
{
	CsqBuf      b;
	int64_t     got;
	const char *at;

	test_section("Chinese numerals from 1 to 9999");
	for (int n = 1; n < 10000; n++)
	{
		say_number(&b, n);
		at = b.data;
		CHECK(csq_chinese_number(&at, b.data + b.len, &got) && at == b.data + b.len);
		CHECK_EQ_I64(got, n);
		if (n % 100 == 20 && n > 100 && n / 100 % 10 > 0)
		{ /* 一百二 is 120 as well */
			at = b.data;
			CHECK(csq_chinese_number(&at, b.data + b.len - strlen("十"), &got));
			CHECK_EQ_I64(got, n);
		}
		if (n % 512 == 0)
			csq_host_reset();
	}
	at = "小时";
	CHECK(!csq_chinese_number(&at, at + strlen("小时"), &got));
	at = "零";
	CHECK(!csq_chinese_number(&at, at + strlen("零"), &got));
}

int
main(void)
{
	test_chinese_numbers();
	test_text();
	test_days();
	test_elapsed();
	test_facts();
	return test_done();
}
