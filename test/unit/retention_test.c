/*
 * retention_test.c
 *		Periods against a walk over the days, cohorts against counting.
 */
#include "test.h"

#include "base/instant.h"
#include "journey/retention.h"

#define MAX_JOURNEYS 8
#define MAX_EVENTS   7

/* ---- periods ---- */

/* A new period begins where it must, day by day over four centuries and around the year 0. */
static void
walk(CsqPeriod unit, int32_t from, int32_t to)
{
	int32_t before = csq_period_of_date(unit, from - 1);

	for (int32_t d = from; d < to; d++)
	{
		int     y, m, day;
		bool    begins;
		int32_t p = csq_period_of_date(unit, d);

		csq_date_split(d, &y, &m, &day);
		begins = unit == CSQ_PERIOD_DAY ||
		         (unit == CSQ_PERIOD_WEEK
		              ? csq_date_weekday(d) == 0
		              : day == 1 && (unit == CSQ_PERIOD_MONTH || (unit == CSQ_PERIOD_QUARTER ? m % 3 == 1 : m == 1)));
		CHECK_EQ_I64(p, before + begins);
		if (begins)
			CHECK_EQ_I64(csq_period_first(unit, p), d);
		before = p;
	}
}

static void
test_periods(void)
{
	CsqPeriod unit;
	CsqError  err;
	CsqZone   utc;
	int32_t   p;

	test_section("periods against a walk over the days");
	for (unit = CSQ_PERIOD_DAY; unit <= CSQ_PERIOD_YEAR; unit++)
	{
		CsqPeriod again;

		walk(unit, -1000, 146097);
		walk(unit, csq_date_make(-5, 1, 1), csq_date_make(6, 1, 1));
		CHECK(csq_period_parse(csq_period_name(unit), strlen(csq_period_name(unit)), &again, &err) && again == unit);
		csq_zone_init(&utc, "UTC", 0);
		csq_zone_done(&utc);
		CHECK(csq_period_of(unit, &utc, CSQ_END_INSTANT - 1, &p, &err) &&
		      csq_period_first(unit, p) * CSQ_USEC_PER_DAY < CSQ_END_INSTANT);
		CHECK(csq_period_of(unit, &utc, CSQ_MIN_INSTANT, &p, &err) ==
		      (unit == CSQ_PERIOD_DAY || csq_period_first(unit, csq_period_of_date(unit, -2451545)) == -2451545));
	}
	CHECK(!csq_period_parse("fortnight", 9, &unit, &err) && err.code == CSQ_PARAM && err.hint[0]);
	csq_host_reset();
}

/* ---- cohorts ---- */

static const char *const labels[] = {"a", "b",
                                     "a\x1f"
                                     "b"};
static CsqZone           zone;

typedef struct Case
{
	int     n;
	int64_t at[MAX_EVENTS];
	int     seq[MAX_EVENTS];   /* with at in order */
	int     label[MAX_EVENTS]; /* bits: 1 a, 2 b */
} Case;

static Case cases[MAX_JOURNEYS];
static int  ncases;

/* Clocks one hour ahead until some midnight, which comes twice; then level with UTC. */
#define BACK (INT64_C(40) * CSQ_USEC_PER_DAY)

static int64_t
local_day(int64_t at)
{
	return csq_floor_div(at + (at < BACK ? CSQ_USEC_PER_HOUR : 0), CSQ_USEC_PER_DAY);
}

static void
random_cases(void)
{
	ncases = (int) test_random_below(MAX_JOURNEYS + 1);
	for (int k = 0; k < ncases; k++)
	{
		Case *c = &cases[k];

		c->n = (int) test_random_below(MAX_EVENTS + 1);
		for (int i = 0; i < c->n; i++)
		{
			c->at[i] = i > 0 ? c->at[i - 1] +
			                       (int64_t) test_random_below(test_random_below(2) ? 100 : 2000) * CSQ_USEC_PER_MIN * 7
			           : test_random_below(3) ? BACK + ((int64_t) test_random_below(200) - 100) * CSQ_USEC_PER_MIN
			                                  : (int64_t) test_random_below(40) * CSQ_USEC_PER_DAY;
			if (i > 0 && test_random_below(3) == 0)
				c->at[i] = c->at[i - 1];
			c->seq[i] = i > 0 && c->at[i] == c->at[i - 1] && test_random_below(2) ? c->seq[i - 1] : i;
			c->label[i] = 1 + (int) test_random_below(3);
		}
	}
}

static void
open_case(const Case *c, CsqJourneyView *view)
{
	CsqJourney *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqError    err;

	for (int i = 0; i < c->n; i++)
	{
		const char *label = labels[c->label[i] - 1];
		CsqNewEvent e = {.at = c->at[i], .activity = label, .activity_len = strlen(label)};

		e.has_seq = true;
		e.seq = c->seq[i];
		CHECK(csq_journey_add(&j, &e, &err));
	}
	CHECK(csq_journey_open(j, view, &err));
}

static int64_t
found(const CsqCohort *c, int64_t cohort, int64_t n)
{
	for (uint32_t i = 0; i < c->ncells; i++)
		if (csq_cohort_cells(c)[i].cohort == cohort && csq_cohort_cells(c)[i].n == n)
			return csq_cohort_cells(c)[i].count;
	return 0;
}

/* By days: for each day and distance, how many journeys did it? */
static void
check_days(const CsqCohort *given, int first, int again)
{
	const CsqCohort *c = csq_cohort_settled(given);
	int64_t          total = 0;

	for (int64_t day = -1; day < 105; day++)
	{
		bool any = false;

		/* what is found on other days is too many in the end */
		for (int k = 0; k < ncases; k++)
			for (int i = 0; i < cases[k].n; i++)
				any |= local_day(cases[k].at[i]) == day;
		for (int64_t n = -1; any && n < 70; n++)
		{
			int64_t want = 0;

			for (int k = 0; k < ncases; k++)
			{
				const Case *s = &cases[k];
				int         i = 0;
				bool        did = n < 0;

				while (i < s->n && (s->label[i] & first) == 0)
					i++;
				while (i > 0 && i < s->n && s->at[i] == s->at[i - 1] && s->seq[i] == s->seq[i - 1])
					i--;
				if (i == s->n || local_day(s->at[i]) != day)
					continue;
				/* any other event that is not before it, in whatever order those lie that are at one place */
				for (int f = i; n >= 0 && f < s->n && s->at[f] == s->at[i] && s->seq[f] == s->seq[i]; f++)
					for (int a = i; (s->label[f] & first) != 0 && a < s->n; a++)
						did |= a != f && (s->label[a] & again) != 0 && local_day(s->at[a]) == day + n;
				want += did;
			}
			CHECK_EQ_I64(found(c, day, n), want);
			total += want > 0;
		}
	}
	CHECK_EQ_I64(c->ncells, total);
}

static CsqBuf
wire_of(const CsqCohort *c)
{
	CsqBuf   b;
	CsqError err;

	CHECK(csq_cohort_check(c, csq_flat_size(c), &err));
	csq_buf_init(&b);
	csq_cohort_write(c, &b);
	return b;
}

static void
same(const CsqBuf *a, const CsqCohort *c)
{
	CsqBuf b = wire_of(c);

	CHECK(a->len == b.len && memcmp(a->data, b.data, a->len) == 0);
}

static void
one_round(void)
{
	int           first = (int) test_random_below(3);
	int           again = (int) test_random_below(3);
	CsqCohortRule rule = {CSQ_PERIOD_DAY,
	                      "Test/Zone",
	                      {first == 2 ? NULL : labels[first], first == 2 ? 0 : 1},
	                      {again == 2 ? NULL : labels[again], again == 2 ? 0 : 1}};
	CsqError      err;
	CsqCohort    *whole = csq_cohort_new(&rule, &err);
	CsqCohort    *part[2] = {csq_cohort_new(&rule, &err), csq_cohort_new(&rule, &err)};
	CsqCohort    *read;
	CsqBuf        wire;
	CsqBuf        text;
	size_t        cut;

	random_cases();
	for (int k = 0; k < ncases; k++)
	{
		CsqJourneyView view;
		int32_t       *periods;
		int64_t        n;

		open_case(&cases[k], &view);
		CHECK(csq_cohort_add(&whole, &view, &zone, &err) &&
		      csq_cohort_add(&part[test_random_below(2)], &view, &zone, &err));
		n = csq_active_periods(&view, CSQ_PERIOD_DAY, &zone, &periods, &err);
		for (int64_t i = 0; i < n; i++)
		{
			bool any = false;

			CHECK(i == 0 || periods[i] > periods[i - 1]);
			for (int e = 0; e < cases[k].n; e++)
				any |= local_day(cases[k].at[e]) == periods[i];
			CHECK(any);
		}
		for (int e = 0; e < cases[k].n; e++)
		{
			bool any = false;

			for (int64_t i = 0; i < n; i++)
				any |= local_day(cases[k].at[e]) == periods[i];
			CHECK(any);
		}
	}
	check_days(whole, first == 2 ? 3 : first + 1, again == 2 ? 3 : again + 1);
	wire = wire_of(whole);
	CHECK(csq_cohort_merge(&part[1], part[0], &err));
	same(&wire, part[1]);
	csq_buf_init(&text);
	csq_cohort_text(whole, &text);
	CHECK((read = csq_cohort_parse(text.data, text.len, &err)) != NULL);
	if (read != NULL)
		same(&wire, read);
	CHECK((read = csq_cohort_read(wire.data, wire.len, &err)) != NULL);
	if (read != NULL)
		same(&wire, read);
	cut = test_random_below(wire.len);
	CHECK(csq_cohort_read(wire.data, cut, &err) == NULL && err.code == CSQ_BINARY);
}

/* ---- many cells ---- */

#define DAYS 260

static int64_t table[DAYS][DAYS + 1]; /* journeys by first day; came again n - 1 days later, 0 = all */

static void
add_pair(CsqCohort **c, int day, int later)
{
	CsqJourney    *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqNewEvent    e = {.at = day * CSQ_USEC_PER_DAY, .activity = "a", .activity_len = 1};
	CsqJourneyView view;
	CsqError       err;

	CHECK(csq_journey_add(&j, &e, &err));
	e.at += later * CSQ_USEC_PER_DAY + 1;
	CHECK(csq_journey_add(&j, &e, &err) && csq_journey_open(j, &view, &err) && csq_cohort_add(c, &view, &zone, &err));
	csq_free(view.events);
	csq_free(view.labels);
	csq_free(j);
}

static void
check_table(const CsqCohort *given)
{
	const CsqCohort *c = csq_cohort_settled(given);
	int64_t          cells = 0;
	int64_t          wrong = 0;
	CsqError         err;

	CHECK(csq_cohort_check(given, csq_flat_size(given), &err) && csq_cohort_check(c, csq_flat_size(c), &err) &&
	      c->nyoung == 0);
	for (int day = 0; day < DAYS; day++)
		for (int n = 0; n <= DAYS; n++)
			cells += table[day][n] > 0;
	CHECK_EQ_I64(c->ncells, cells);
	for (uint32_t i = 0; i < c->ncells; i++)
	{
		const CsqCohortCell *cell = &csq_cohort_cells(c)[i];

		wrong += table[cell->cohort][cell->n + 1] != cell->count;
	}
	CHECK_EQ_I64(wrong, 0);
}

/* Thousands of cells in any order of arrival, in parts of any size, read in between. */
static void
test_many(void)
{
	CsqCohortRule rule = {CSQ_PERIOD_DAY, "UTC", {NULL, 0}, {NULL, 0}};
	CsqError      err;
	int           with_young = 0;

	test_section("cohorts of many cells against a table");
	csq_zone_init(&zone, "UTC", 0);
	csq_zone_done(&zone);
	for (int round = 0; round < 12; round++)
	{
		CsqCohort *whole = csq_cohort_new(&rule, &err);
		CsqCohort *part[4];
		CsqBuf     wire;
		int        journeys = round < 10 ? 1 + (int) test_random_below(3000) : 20000;

		memset(table, 0, sizeof table);
		for (int k = 0; k < 4; k++)
			part[k] = csq_cohort_new(&rule, &err);
		for (int i = 0; i < journeys; i++)
		{
			int day = round % 3 == 0 ? DAYS - 1 - i % DAYS : round % 3 == 1 ? i % DAYS : (int) test_random_below(DAYS);
			int later = (int) test_random_below((uint64_t) (DAYS - day));

			table[day][0]++;
			table[day][later + 1]++;
			add_pair(&whole, day, later);
			add_pair(&part[test_random_below(16) == 0 ? 0 : 1 + test_random_below(3)], day, later);
			with_young += whole->nyoung > 0;
			if (i % 1000 == 0)
				check_table(whole);
		}
		check_table(whole);
		wire = wire_of(whole);
		for (int k = 3; k > 0; k--)
			CHECK(csq_cohort_merge(&part[0], part[k], &err));
		check_table(part[0]);
		same(&wire, part[0]);
		/* a part that is small beside the rest */
		part[1] = csq_cohort_new(&rule, &err);
		add_pair(&part[1], 0, 0);
		add_pair(&part[1], DAYS - 1, 0);
		CHECK(csq_cohort_merge(&part[0], part[1], &err));
		for (int k = 0; k < 2; k++)
		{
			table[k * (DAYS - 1)][0]++;
			table[k * (DAYS - 1)][1]++;
		}
		check_table(part[0]);
		csq_host_reset();
	}
	CHECK(with_young > 0);
}

/* What the table of cells would cost were each new cell put in its place among all: hours. */
static void
test_speed(void)
{
	CsqCohortRule rule = {CSQ_PERIOD_DAY, "UTC", {NULL, 0}, {NULL, 0}};
	CsqError      err;
	CsqCohort    *c = csq_cohort_new(&rule, &err);

	test_section("a million cells against the order");
	for (int day = 1500; day-- > 0;)
		for (int later = 0; later < 700; later++)
			add_pair(&c, day, later);
	CHECK_EQ_I64(c->ncells, 1500 * 701);
	CHECK(csq_cohort_check(c, csq_flat_size(c), &err));
	csq_host_reset();
}

#define ORDER                                                                                                          \
	"{\"cohorts\":[[\"2026-03-02\",5,0,3]],\"again\":null,\"first\":\"a\",\"zone\":\"UTC\",\"unit\":\"week\",\"v\":1}"

static void
test_refused(void)
{
	static const char *const texts[] = {
		"{\"v\":1,\"unit\":\"week\",\"zone\":\"UTC\",\"first\":null,\"again\":null,\"cohorts\":[[\"2026-03-03\",5]]}",
		"{\"v\":1,\"unit\":\"week\",\"zone\":\"UTC\",\"first\":null,\"again\":null,\"cohorts\":[[\"2026-03-02\",5,0,6]]}",
		"{\"v\":1,\"unit\":\"week\",\"zone\":\"UTC\",\"first\":null,\"again\":null,\"cohorts\":[[\"2026-03-02\",5,1,2,1,2]]}",
		"{\"v\":1,\"unit\":\"week\",\"zone\":\"UTC\",\"first\":null,\"again\":null,\"cohorts\":[[\"2026-03-02\",5],[\"2026-03-02\",5]]}",
		"{\"v\":1,\"unit\":\"week\",\"zone\":\"UTC\",\"first\":null,\"again\":null,\"cohorts\":[[\"2026-03-02\",5,0,3],[\"2026-03-02\",5,1,2]]}",
		"{\"v\":1,\"unit\":\"week\",\"zone\":\"UTC\",\"first\":null,\"again\":null,\"cohorts\":[[\"2026-03-02\"]]}",
		"{\"v\":1,\"unit\":\"week\",\"zone\":\"UTC\",\"first\":null,\"again\":null,\"cohorts\":[[\"2026-03-02\",5,1]]}",
		"{\"v\":1,\"unit\":\"week\",\"zone\":\"UTC\",\"first\":null,\"again\":null,\"cohorts\":[[\"2026-03-02\",0]]}",
		"{\"v\":1,\"unit\":\"week\",\"zone\":\"UTC\",\"first\":null,\"again\":null,\"cohorts\":[[]]}",
		"{\"v\":1,\"unit\":\"decade\",\"zone\":\"UTC\",\"first\":null,\"again\":null,\"cohorts\":[]}",
		"{\"v\":1,\"unit\":\"week\",\"zone\":\"\",\"first\":null,\"again\":null,\"cohorts\":[]}",
		"{\"v\":1,\"unit\":\"week\",\"zone\":\"UTC\",\"first\":null,\"first\":null,\"cohorts\":[]}",
		"{\"v\":1,\"unit\":\"week\",\"zone\":\"UTC\",\"first\":null,\"again\":null}",
		"[]",
		""};
	CsqCohortRule rule = {CSQ_PERIOD_WEEK, "UTC", {"a", 1}, {NULL, 0}};
	CsqCohortRule other = {CSQ_PERIOD_WEEK, "UTC", {"a", 1}, {"", 0}};
	CsqError      err;
	CsqCohort    *a = csq_cohort_new(&rule, &err);
	CsqCohort    *b = csq_cohort_new(&other, &err);

	test_section("what is refused");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		CHECK(csq_cohort_parse(texts[i], strlen(texts[i]), &err) == NULL && err.code == CSQ_SYNTAX);
	/* the order of members is free */
	CHECK(csq_cohort_parse(ORDER, strlen(ORDER), &err) != NULL);
	CHECK(!csq_cohort_merge(&a, b, &err) && err.code == CSQ_PARAM && err.detail[0]);
	csq_host_reset();
}

int
main(void)
{
	test_periods();
	test_section("cohorts against counting, under every split");
	for (int i = 0; i < 10000; i++)
	{
		csq_zone_init(&zone, "Test/Zone", 3600);
		csq_zone_add(&zone, BACK, 0);
		csq_zone_done(&zone);
		one_round();
		csq_host_reset();
	}
	test_many();
	test_speed();
	test_refused();
	return test_done();
}
