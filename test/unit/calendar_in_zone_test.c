/*
 * calendar_in_zone_test.c
 *		Calendars on the clock of another zone, against a walk from minute to minute.
 *
 * Random hours in one zone are moved to another, near the changes of both clocks.
 * Every minute of the dates must be open in both or in neither.  A refusal must
 * have its reason: two minutes that the new clock shows alike, one open and one not.
 */
#include "test.h"

#include "calendar/calendar.h"
#include "calendar_zones.h"

#define DAYS 16

static const char *const weekdays[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

static void
put_hours(CsqBuf *b)
{
	int at = (int) test_random_below(48) * 15;
	int n = 1 + (int) test_random_below(2);

	if (test_random_below(8) == 0)
	{
		csq_buf_str(b, " 00:00-24:00");
		return;
	}
	for (int i = 0; i < n; i++)
	{
		int to = at + 15 * (1 + (int) test_random_below(i + 1 < n ? 20 : 48));

		csq_buf_printf(b, " %02d:%02d-%02d:%02d", at / 60, at % 60, to / 60 % 24, to % 60);
		if (to >= 1440)
			break;
		at = to + 15;
		if (at >= 1440)
			break;
	}
}

static void
random_text(CsqBuf *b, const char *zone, int32_t first)
{
	csq_buf_init(b);
	csq_buf_printf(b, "tz %s", zone);
	if (test_random_below(10) == 0)
		csq_buf_str(b, "; daily 00:00-24:00");
	else
		for (int d = 0; d < 7; d++)
			if (test_random_below(4) > 0)
			{
				csq_buf_printf(b, "; %s", weekdays[d]);
				put_hours(b);
			}
	for (int i = 0; i < 3; i++)
	{
		csq_buf_printf(b, "; %s", csq_date_text(first + 5 * i + (int32_t) test_random_below(5)).s);
		if (test_random_below(2) == 0)
			csq_buf_str(b, " closed");
		else
			put_hours(b);
	}
	if (test_random_below(3) == 0)
		csq_buf_printf(b, "; %s break 10:00-10:45", csq_date_text(first + (int32_t) test_random_below(DAYS)).s);
}

/* Does the new clock show two minutes of the dates alike, of which one is open? */
static bool
shows_both(const CsqCalendar *c, const CsqZone *to, int64_t lo, int64_t hi)
{
	CsqError err;

	for (int64_t at = lo; at < hi; at += MIN_)
	{
		int64_t local = at + csq_zone_offset(to, at);
		bool    a, b;

		for (int64_t other = at + 30 * MIN_; other <= at + 120 * MIN_ && other < hi; other += 30 * MIN_)
			if (other + csq_zone_offset(to, other) == local)
			{
				CHECK(csq_calendar_is_open(c, at, &a, &err) && csq_calendar_is_open(c, other, &b, &err));
				if (a != b)
					return true;
			}
	}
	return false;
}

static void
compare_minutes(const CsqCalendar *c, const CsqCalendar *moved, int64_t lo, int64_t hi)
{
	CsqError err;
	bool     a, b;
	int      differ = 0;

	for (int64_t at = lo; at < hi; at += MIN_)
	{
		if (!csq_calendar_is_open(c, at, &a, &err) || !csq_calendar_is_open(moved, at, &b, &err))
		{
			CHECK(!"a minute of the dates has no answer");
			return;
		}
		differ += a != b;
	}
	CHECK_EQ_I64(differ, 0);
}

/* The result is a value like another: its text gives it back. */
static void
check_text(const CsqSpec *r)
{
	CsqBuf   text, again;
	CsqSpec  back;
	CsqError err;

	csq_buf_init(&text);
	csq_buf_init(&again);
	csq_calendar_text(&text, r);
	CHECK(csq_calendar_parse(text.data, text.len, &back, &err));
	csq_calendar_text(&again, &back);
	CHECK(text.len == again.len && memcmp(text.data, again.data, text.len) == 0);
}

static void
test_random_moves(void)
{
	int cases = 2000;
	int refused = 0;

	test_section("random hours on another clock, minute by minute");
	for (int turn = 0; turn < cases; turn++)
	{
		const ZoneCase *a = &zone_cases[test_random_below(NZONES)];
		const ZoneCase *b = &zone_cases[test_random_below(NZONES)];
		const ZoneCase *near = test_random_below(2) ? a : b;
		int             k = (int) test_random_below(3);
		CsqZone         za, zb;
		CsqSpec         spec, r;
		CsqBuf          text;
		CsqError        err;
		CsqCalendar    *c;
		int32_t         first =
			csq_date_make(near->near[k].y, near->near[k].m, near->near[k].d) - (int32_t) test_random_below(DAYS);
		int64_t lo, hi;

		make_zone(&za, a);
		make_zone(&zb, b);
		random_text(&text, a->name, first);
		if (!csq_calendar_parse(text.data, text.len, &spec, &err))
		{
			printf("%.*s: %s\n", (int) text.len, text.data, err.message);
			CHECK(!"a calendar does not parse");
			return;
		}
		c = csq_calendar_compile(&spec, &za);
		lo = csq_zone_first(&zb, first * DAY_);
		hi = csq_zone_first(&zb, (first + DAYS) * DAY_);
		if (!csq_calendar_in_zone(c, &zb, first, first + DAYS, &r, &err))
		{
			CHECK(err.code == CSQ_PARAM && shows_both(c, &zb, lo, hi));
			refused++;
			continue;
		}
		compare_minutes(c, csq_calendar_compile(&r, &zb), lo, hi);
		check_text(&r);
		csq_host_reset();
	}
	CHECK(refused > 0 && refused < cases / 4);
}

/* Three desks around the world are open day and night on working days. */
static void
test_three_desks(void)
{
	static const char *const desks[] = {"tz UTC; mon-fri 00:00-08:00", "tz Europe/Berlin; mon-fri 09:00-17:00",
	                                    "tz America/New_York; mon-fri 11:00-19:00"};
	static const int         zone_of[] = {6, 1, 0};
	CsqSpec                  all, before, part, one;
	CsqZone                  utc, z[3];
	CsqError                 err;
	CsqBuf                   text;
	int32_t                  from = csq_date_make(2026, 1, 1);

	test_section("three desks around the world");
	make_zone(&utc, &zone_cases[6]);
	for (int i = 0; i < 3; i++)
	{
		make_zone(&z[i], &zone_cases[zone_of[i]]);
		CHECK(csq_calendar_parse(desks[i], strlen(desks[i]), &one, &err));
		CHECK(csq_calendar_in_zone(csq_calendar_compile(&one, &z[i]), &utc, from, from + 60, &part, &err));
		if (i > 0)
			CHECK(csq_calendar_combine(&before, &part, '|', &all, &err));
		before = i > 0 ? all : part;
	}
	csq_buf_init(&text);
	csq_calendar_text(&text, &all);
	csq_buf_put(&text, "", 1);
	CHECK_EQ_STR(text.data, "tz UTC; mon-fri 00:00-24:00; valid 2026-01-01..2026-03-01");
}

static void
test_refusals(void)
{
	CsqSpec      spec, r;
	CsqZone      z;
	CsqError     err;
	CsqCalendar *c;

	test_section("refusals");
	make_zone(&z, &zone_cases[6]);
	CHECK(csq_calendar_parse("tz UTC; daily 9-17; valid 2026-01-01..2026-12-31", 48, &spec, &err));
	c = csq_calendar_compile(&spec, &z);
	CHECK(!csq_calendar_in_zone(c, &z, 0, INT32_MAX, &r, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_calendar_in_zone(c, &z, 5, 5, &r, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_calendar_in_zone(c, &z, 9400, 9500, &r, &err)); /* before it is valid */
}

int
main(void)
{
	test_random_moves();
	test_three_desks();
	test_refusals();
	return test_done();
}
