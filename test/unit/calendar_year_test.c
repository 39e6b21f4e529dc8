/*
 * calendar_year_test.c
 *		Rules that repeat every year against a reading of each rule for each date.
 *
 * Random sets of seasons, n-th weekdays, single days and breaks are written as a
 * literal; the oracle walks the dates of five years and asks every rule in turn,
 * minute by minute.
 */
#include "test.h"

#include "calendar/calendar.h"

#define MAX_RULES 6

typedef struct Rule
{
	char     kind; /* r range, w weekday, d day, b break */
	int      m1, d1, m2, d2;
	int      nth;    /* 1..5, 6 last */
	int      month;  /* 0: every month */
	unsigned days;   /* 0: no weekdays named */
	int      lo, hi; /* minutes; closed when hi is 0 */
} Rule;

static const char *const day_names[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
static const char *const nth_names[7] = {"", "1st", "2nd", "3rd", "4th", "5th", "last"};
static const char *const month_names[13] = {"",    "jan", "feb", "mar", "apr", "may", "jun",
                                            "jul", "aug", "sep", "oct", "nov", "dec"};

static void
random_month_day(int *m, int *d)
{
	*m = 1 + (int) test_random_below(12);
	*d = 1 + (int) test_random_below((uint64_t) csq_month_length(2000, *m));
}

static void
random_rule(Rule *r)
{
	memset(r, 0, sizeof *r);
	r->kind = "rwdb"[test_random_below(4)];
	random_month_day(&r->m1, &r->d1);
	random_month_day(&r->m2, &r->d2);
	if (r->kind == 'd' || (r->kind == 'r' && r->m1 == r->m2 && r->d1 == r->d2))
	{
		r->kind = 'd';
		r->m2 = r->m1;
		r->d2 = r->d1;
	}
	r->nth = 1 + (int) test_random_below(6);
	r->month = test_random_below(3) == 0 ? 0 : 1 + (int) test_random_below(12);
	if (r->nth == 6 && (r->month == 0 || r->month == 2))
		r->month = 5;
	if (r->kind == 'w' || (r->kind != 'b' && test_random_below(3) == 0))
		r->days = 1u << test_random_below(7) | (test_random_below(3) == 0 ? 1u << test_random_below(7) : 0);
	r->lo = 15 * (int) test_random_below(80);
	r->hi = r->kind != 'b' && test_random_below(3) == 0 ? 0 : r->lo + 15 * (1 + (int) test_random_below(16));
}

static void
put_days(CsqBuf *b, unsigned days)
{
	bool first = true;

	for (int d = 0; d < 7; d++)
		if (days >> d & 1)
		{
			csq_buf_printf(b, "%s%s", first ? " " : ",", day_names[d]);
			first = false;
		}
}

static void
put_rule(CsqBuf *b, const Rule *r)
{
	if (r->kind == 'w')
		csq_buf_printf(b, "; %s", nth_names[r->nth]);
	else
	{
		csq_buf_printf(b, "; %02d-%02d", r->m1, r->d1);
		if (r->kind != 'd')
			csq_buf_printf(b, "..%02d-%02d", r->m2, r->d2);
	}
	put_days(b, r->days);
	if (r->kind == 'w' && r->month > 0)
		csq_buf_printf(b, " %s", month_names[r->month]);
	if (r->kind == 'b')
		csq_buf_str(b, " break");
	if (r->hi == 0)
		csq_buf_str(b, " closed");
	else
		csq_buf_printf(b, " %02d:%02d-%02d:%02d", r->lo / 60, r->lo % 60, r->hi / 60, r->hi % 60);
}

/* ---- the oracle ---- */

static bool
names_date(const Rule *r, int y, int m, int d)
{
	int at = m * 32 + d;
	int from = r->m1 * 32 + r->d1;
	int to = r->m2 * 32 + r->d2;

	if (r->kind == 'w')
	{
		if (r->month != 0 && r->month != m)
			return false;
		return r->nth == 6 ? d + 7 > csq_month_length(y, m) : (d - 1) / 7 + 1 == r->nth;
	}
	return from <= to ? at >= from && at <= to : at >= from || at <= to;
}

/* A closed range is a kind of its own. */
static char
kind_of(const Rule *r)
{
	return r->kind == 'r' && r->hi == 0 && r->days == 0 ? 'c' : r->kind;
}

/* Is a minute of a date open?  The kinds in the order of their force. */
static bool
open_at(const Rule *rules, int n, int32_t date, int minute)
{
	int  y, m, d;
	int  w = csq_date_weekday(date);
	bool open = w < 5 && minute >= 9 * 60 && minute < 17 * 60;

	csq_date_split(date, &y, &m, &d);
	for (const char *kind = "rwcd"; *kind; kind++)
	{
		bool any = false;
		bool hit = false;
		bool holds = false;

		for (int i = 0; i < n; i++)
		{
			if (kind_of(&rules[i]) != *kind || !names_date(&rules[i], y, m, d))
				continue;
			if (*kind == 'w' && !(rules[i].days >> w & 1))
				continue;
			any = true;
			if (rules[i].days == 0 || rules[i].days >> w & 1)
			{
				hit = true;
				holds = rules[i].hi > 0 && minute >= rules[i].lo && minute < rules[i].hi;
			}
		}
		if (any)
			open = hit && holds;
	}
	for (int i = 0; i < n; i++)
		if (rules[i].kind == 'b' && names_date(&rules[i], y, m, d) && minute >= rules[i].lo && minute < rules[i].hi)
			open = false;
	return open;
}

/* Two rules of one kind that say different things of one weekday of one date. */
static bool
contradict(const Rule *rules, int n)
{
	for (int i = 0; i < n; i++)
		for (int k = 0; k < i; k++)
			for (int32_t date = csq_date_make(2000, 1, 1); date < csq_date_make(2001, 1, 1); date++)
			{
				int      y, m, d;
				unsigned a = rules[i].days ? rules[i].days : 0x7f;
				unsigned b = rules[k].days ? rules[k].days : 0x7f;

				csq_date_split(date, &y, &m, &d);
				if (kind_of(&rules[i]) == kind_of(&rules[k]) && rules[i].kind != 'b' && (a & b) &&
				    names_date(&rules[i], y, m, d) && names_date(&rules[k], y, m, d) &&
				    (rules[i].hi != rules[k].hi || (rules[i].hi != 0 && rules[i].lo != rules[k].lo)))
					return true;
			}
	return false;
}

static bool
hours_hold(CsqHours h, int minute)
{
	for (int i = 0; i < h.n; i++)
		if (minute * CSQ_USEC_PER_MIN >= h.spans[i].lo && minute * CSQ_USEC_PER_MIN < h.spans[i].hi)
			return true;
	return false;
}

static void
check_dates(const CsqSpec *s, const Rule *rules, int n)
{
	for (int32_t date = csq_date_make(2023, 1, 1); date < csq_date_make(2029, 1, 1); date++)
	{
		CsqHours h = csq_spec_owned_net(s, date);
		int      minute = 15 * (int) test_random_below(96);

		for (int k = 0; k < 6; k++, minute = (minute + 225) % 1440)
			CHECK(hours_hold(h, minute) == open_at(rules, n, date, minute));
	}
}

/* Text, JSON and wire give back the same bytes. */
static void
check_forms(const CsqSpec *s)
{
	CsqBuf   wire, text, again;
	CsqSpec  back;
	CsqError err;

	csq_buf_init(&wire);
	csq_calendar_write(&wire, s);
	for (int form = 0; form < 3; form++)
	{
		bool ok;

		csq_buf_init(&text);
		csq_buf_init(&again);
		if (form == 0)
			csq_calendar_text(&text, s);
		else if (form == 1)
			csq_calendar_json(&text, s);
		if (form < 2)
			ok = csq_calendar_parse(text.data, text.len, &back, &err);
		else
		{
			CsqReader r;

			csq_reader_init(&r, wire.data, wire.len, "calendar", &err);
			ok = csq_calendar_read(&r, &back);
		}
		CHECK(ok);
		if (!ok)
			continue;
		csq_calendar_write(&again, &back);
		CHECK(again.len == wire.len && memcmp(again.data, wire.data, wire.len) == 0);
	}
}

static void
test_random(void)
{
	int read = 0;

	test_section("random yearly rules against every date of six years");
	for (int turn = 0; turn < 400; turn++)
	{
		Rule     rules[MAX_RULES];
		int      n = 1 + (int) test_random_below(MAX_RULES);
		CsqBuf   b;
		CsqSpec  s;
		CsqError err;
		bool     ok;

		csq_buf_init(&b);
		csq_buf_str(&b, "tz UTC");
		for (int i = 0; i < n; i++)
		{
			random_rule(&rules[i]);
			put_rule(&b, &rules[i]);
		}
		csq_buf_str(&b, "; weekdays 9-17");
		ok = csq_calendar_parse(b.data, b.len, &s, &err);
		CHECK(ok != contradict(rules, n));
		if (!ok)
			continue;
		read++;
		check_dates(&s, rules, n);
		check_forms(&s);
	}
	CHECK(read > 150);
}

/* ---- known dates ---- */

static bool
parsed(const char *text, CsqSpec *s)
{
	CsqError err;

	if (csq_calendar_parse(text, strlen(text), s, &err))
		return true;
	printf("%s\n%s\n", err.message, err.detail);
	return false;
}

static void
test_known(void)
{
	CsqSpec s;
	CsqBuf  b;

	test_section("holidays by rule: Thanksgiving, spring bank holiday, the old year");
	CHECK(parsed("tz UTC; weekdays 9-17; 4th thu nov closed; last mon may closed; 12-24..01-02 closed", &s));
	CHECK(csq_spec_owned_net(&s, csq_date_make(2026, 11, 26)).n == 0);
	CHECK(csq_spec_owned_net(&s, csq_date_make(2026, 11, 19)).n == 1);
	CHECK(csq_spec_owned_net(&s, csq_date_make(2025, 11, 27)).n == 0);
	CHECK(csq_spec_owned_net(&s, csq_date_make(2026, 5, 25)).n == 0);
	CHECK(csq_spec_owned_net(&s, csq_date_make(2027, 5, 31)).n == 0);
	CHECK(csq_spec_owned_net(&s, csq_date_make(2027, 5, 24)).n == 1);
	CHECK(csq_spec_owned_net(&s, csq_date_make(2027, 1, 1)).n == 0);
	CHECK(csq_spec_owned_net(&s, csq_date_make(2026, 12, 23)).n == 1);

	test_section("a yearly break holds on named dates too, in its own pattern");
	CHECK(parsed("tz UTC; weekdays 9-17; 06-01..06-30 break 12-13; 2026-06-06 10-16; since 2027-01-01; weekdays 9-17",
	             &s));
	CHECK(csq_spec_owned_net(&s, csq_date_make(2026, 6, 6)).n == 2);
	CHECK(csq_spec_owned_net(&s, csq_date_make(2026, 6, 8)).n == 2);
	CHECK(csq_spec_owned_net(&s, csq_date_make(2027, 6, 8)).n == 1);

	test_section("full-width and Chinese forms");
	CHECK(parsed(
		"tz　Asia/Shanghai；周一至周五　０９：００－１２：００、１３：３０—１８：００；周六 9:00～12:00；2026-10-01..2026-10-07 休息",
		&s));
	csq_buf_init(&b);
	csq_calendar_text(&b, &s);
	CHECK_EQ_STR(b.data,
	             "tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00; sat 09:00-12:00; 2026-10-01..2026-10-07 closed");

	test_section("a long interval is what it says");
	CHECK(parsed("tz UTC; mon 10:00-34:30", &s));
	CHECK(s.eras[0].week[0].spans[0].hi == 34 * CSQ_USEC_PER_HOUR + 30 * CSQ_USEC_PER_MIN);
}

static void
test_refused(void)
{
	static const char *const wrong[] = {
		"tz UTC; mon-fri 9-25",
		"tz UTC; mon-fri 9-5",
		"tz UTC; mon-fri 12-2",
		"tz UTC; mon-fri 8~4",
		"tz UTC; mon-fri 09:00-25:00",
		"tz UTC; mon-fri 10-34",
		"tz UTC; 6th sat 9-12",
		"tz UTC; 1st 9-12",
		"tz UTC; last fri closed",
		"tz UTC; last fri feb closed",
		"tz UTC; 12-24 9-12; 12-24 9-13",
		"tz UTC; 1st sat 9-12; 1st,2nd sat 9-13",
		"tz UTC; 12-24..12-32 closed",
		"tz UTC; mon-sun 22:00-06:00; 12-24 break 02:00-03:00",
		"tz UTC; 12-24 break 22:00-06:00",
		"tz UTC; provisional after 2026-12-31; valid ..2026-06-30",
		"tz UTC; provisional 2026-12-31",
	};
	static const char *const right[] = {
		"tz UTC; 2025-10-01..2025-10-08 closed; 2025-10-06 closed",
		"tz UTC; mon 9-17; mon 9-17; 12-25 closed; 12-25 closed",
		"tz UTC; weekdays 9-17; 12-24..01-02 closed; 12-27 9-12",
		"tz UTC; workdays 9-17; weekends 10-14",
		"tz UTC; 24x7; valid 2020-01-01..; provisional after 2026-12-31",
	};
	CsqSpec  s;
	CsqError err;

	test_section("what is refused, and what is no contradiction");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (csq_calendar_parse(wrong[i], strlen(wrong[i]), &s, &err))
			test_report(false, __FILE__, __LINE__, wrong[i]);
		else
			CHECK(err.detail[0] != '\0');
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		test_report(csq_calendar_parse(right[i], strlen(right[i]), &s, &err), __FILE__, __LINE__, right[i]);
	csq_calendar_parse(wrong[0], strlen(wrong[0]), &s, &err);
	CHECK(strstr(err.hint, "24:00 is the last time") != NULL);
}

int
main(void)
{
	test_random();
	test_known();
	test_refused();
	return test_done();
}
