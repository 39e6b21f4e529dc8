/*
 * retention_summary_test.c
 *		Who came back: every option against counting person by person, and the four forms.
 */
#include "test.h"

#include "base/instant.h"
#include "journey/retention_summary.h"

#define MAX_EVENTS 14
#define PEOPLE     4
#define HOUR       CSQ_USEC_PER_HOUR

static const char *const labels[] = {"a", "b", "\xe5\xae\xa2"};

typedef struct Event
{
	int     who;
	int64_t at;
	int     activity; /* 0 = none */
	int     segment;
} Event;

static Event   events[MAX_EVENTS];
static int     nevents;
static CsqZone zone;

/* Clocks an hour ahead until a midnight, then half an hour behind, so that a day comes twice; then level with UTC. */
#define BACK (INT64_C(20) * CSQ_USEC_PER_DAY - HOUR / 2)

static void
random_events(void)
{
	nevents = (int) test_random_below(MAX_EVENTS + 1);
	for (int i = 0; i < nevents; i++)
		events[i] = (Event){(int) test_random_below(PEOPLE),
		                    test_random_below(3) ? (int64_t) test_random_below(40 * 24 * 4) * HOUR / 4
		                                         : BACK + ((int64_t) test_random_below(8) - 4) * HOUR / 4,
		                    (int) test_random_below(4), (int) test_random_below(4)};
}

static void
put(CsqReturns **r, const Event *e)
{
	char     id[8];
	CsqText  text[4] = {{NULL, 0}, {labels[0], 1}, {labels[1], 1}, {labels[2], 3}};
	CsqError err;

	CHECK(csq_returns_add(r, (CsqText){id, (size_t) snprintf(id, sizeof id, "%d", e->who)}, e->at, &text[e->activity],
	                      &text[e->segment], &err));
}

/* ---- counting ---- */

static int64_t
day_of(int64_t at)
{
	return csq_floor_div(at + (at < BACK ? HOUR : 0), CSQ_USEC_PER_DAY);
}

/* By walking over the days from one long before: how many times has a period begun? */
static int64_t
number(const CsqRetentionAsk *ask, int64_t at)
{
	int64_t n = 0;
	int64_t day = day_of(at);

	if (ask->unit == CSQ_PERIOD_DAY)
		return day;
	for (int64_t d = -400; d <= day; d++)
	{
		int year, month, dom;

		csq_date_split((int32_t) d, &year, &month, &dom);
		n += ask->unit == CSQ_PERIOD_WEEK ? csq_date_weekday((int32_t) d) == ask->week_start : dom == 1;
	}
	return n;
}

static int
event_order(const Event *a, const Event *b)
{
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->activity != b->activity ? a->activity - b->activity : a->segment - b->segment;
}

static void
sort_by_time(void)
{
	for (int i = 1; i < nevents; i++)
		for (int k = i; k > 0 && event_order(&events[k - 1], &events[k]) > 0; k--)
		{
			Event e = events[k];

			events[k] = events[k - 1];
			events[k - 1] = e;
		}
}

/* Does the event enter a cohort? */
static bool
is_entry(const CsqRetentionAsk *ask, int i, int64_t known, int first)
{
	if (events[i].at > known || (first != 0 && events[i].activity != first))
		return false;
	for (int k = 0; k < i; k++)
		if (events[k].who == events[i].who && (first == 0 || events[k].activity == first) &&
		    (!ask->repeats || number(ask, events[k].at) >= number(ask, events[i].at)))
			return false;
	return true;
}

static int64_t
periods_between(const CsqRetentionAsk *ask, int64_t from, int64_t to)
{
	if (ask->rolling)
		return (to - from) / (ask->unit == CSQ_PERIOD_WEEK ? 7 * CSQ_USEC_PER_DAY : CSQ_USEC_PER_DAY);
	return number(ask, to) - number(ask, from);
}

typedef struct Sum
{
	int64_t size, observed, came, so_far;
} Sum;

/* What a row says, from the events themselves; again: 0 is any. */
static Sum
count(const CsqRetentionAsk *ask, const CsqRetentionRow *row, int64_t as_of, int64_t known, int first, int again)
{
	Sum sum = {0, 0, 0, 0};

	for (int i = 0; i < nevents; i++)
	{
		int64_t begun = periods_between(ask, events[i].at, as_of);
		bool    came = false;
		bool    over;

		if (!is_entry(ask, i, known, first) || (ask->segments && events[i].segment != (int) row->group->segment) ||
		    (ask->periods &&
		     csq_retention_day(ask, row->group->period) !=
		         csq_retention_day(
					 ask, csq_period_of_date(ask->unit, (int32_t) day_of(events[i].at) -
		                                                    (ask->unit == CSQ_PERIOD_WEEK ? ask->week_start : 0)))))
			continue;
		for (int k = 0; k < nevents; k++)
		{
			int64_t n = periods_between(ask, events[i].at, events[k].at);

			came |= events[k].who == events[i].who && events[k].at >= events[i].at && events[k].at <= known &&
			        (again == 0 || events[k].activity == again) && n >= row->n && (n <= row->to_n || ask->after);
		}
		over = begun > (row->to_n == INT32_MAX ? row->n : row->to_n);
		sum.size++;
		sum.observed += over;
		sum.came += over && came;
		sum.so_far += !over && came;
	}
	return sum;
}

static CsqRetentionAsk
random_ask(int *first, int *again)
{
	static const char *const brackets[] = {"0", "0,1-2,3-6,7+", "1+, 0-40, 2-2", "\xef\xbc\x93\xef\xbc\x8b"};
	CsqRetentionAsk          ask = {.unit = (CsqPeriod) test_random_below(3), .zone = &zone, .last = -1};
	CsqError                 err;

	ask.as_of = ask.known = INT64_MIN;
	*first = (int) test_random_below(4);
	*again = (int) test_random_below(4);
	if (*first > 0)
		ask.first = (CsqText){labels[*first - 1], strlen(labels[*first - 1])};
	if (*again > 0)
		ask.again = (CsqText){labels[*again - 1], strlen(labels[*again - 1])};
	ask.week_start = (int) test_random_below(7);
	ask.repeats = test_random_below(2) == 1;
	ask.rolling = ask.unit <= CSQ_PERIOD_WEEK && test_random_below(2) == 1;
	ask.periods = test_random_below(2) == 1;
	ask.segments = test_random_below(2) == 1;
	if (test_random_below(2))
		ask.as_of = (int64_t) test_random_below(45) * CSQ_USEC_PER_DAY + (int64_t) test_random_below(2) * HOUR;
	if (ask.as_of != INT64_MIN && test_random_below(2))
		ask.known = ask.as_of - 1;
	if (test_random_below(4) == 0)
		ask.last = (int64_t) test_random_below(9);
	if (test_random_below(2))
		CHECK(csq_brackets_parse(brackets[test_random_below(4)], 0, &ask, &err) == false);
	ask.nbrackets = 0;
	if (test_random_below(2))
	{
		const char *list = brackets[test_random_below(4)];

		CHECK(csq_brackets_parse(list, strlen(list), &ask, &err));
	}
	else
		ask.after = test_random_below(2) == 1;
	return ask;
}

static void
check_rows(const CsqReturns *packed)
{
	int             first, again;
	CsqRetentionAsk ask = random_ask(&first, &again);
	CsqRetention    r;
	CsqRetentionRow row;
	CsqError        err;
	int64_t         as_of = ask.as_of;
	int64_t         known;
	int64_t         rows = 0;
	int64_t         people = 0;
	int             entries = 0;

	for (int i = 0; ask.as_of == INT64_MIN && i < nevents; i++)
		as_of = events[i].at > as_of ? events[i].at : as_of;
	known = ask.known == INT64_MIN ? as_of : ask.known;
	CHECK(csq_retention_count(packed, &ask, &r, &err));
	while (csq_retention_next(&r, &row))
	{
		Sum sum = count(&ask, &row, as_of, known, first, again);

		rows++;
		CHECK_EQ_I64(row.group->size, sum.size);
		CHECK_EQ_I64(row.observed, sum.observed);
		CHECK_EQ_I64(row.came, sum.came);
		/* a period of a day that comes twice is not listed: its last return counts for the one that has begun */
		if (as_of < BACK || as_of >= BACK + HOUR)
			CHECK_EQ_I64(row.so_far, sum.so_far);
		people += row.n == (ask.nbrackets > 0 ? ask.brackets[0].lo : 0) && r.n == 1 ? row.group->size : 0;
	}
	CHECK_EQ_I64(rows, csq_retention_rows(&r));
	for (int i = 0; i < nevents; i++)
		entries += is_entry(&ask, i, known, first);
	CHECK_EQ_I64(people, entries);
}

/* ---- forms ---- */

static CsqBuf
wire_of(const CsqReturns *r)
{
	CsqBuf   b;
	CsqError err;

	CHECK(csq_returns_check(r, csq_flat_size(r), &err));
	csq_buf_init(&b);
	csq_returns_write(csq_returns_pack(r), &b);
	return b;
}

static void
same(const CsqBuf *a, const CsqReturns *r)
{
	CsqBuf b = wire_of(r);

	CHECK(a->len == b.len && memcmp(a->data, b.data, a->len) == 0);
}

static void
check_forms(const CsqReturns *whole)
{
	CsqBuf      wire = wire_of(whole);
	CsqBuf      text;
	CsqReturns *part[2] = {csq_returns_new(), csq_returns_new()};
	CsqReturns *read;
	CsqError    err;
	size_t      cut = test_random_below((uint32_t) wire.len);

	for (int i = nevents - 1; i >= 0; i--)
		put(&part[test_random_below(2)], &events[i]);
	CHECK(csq_returns_merge(&part[0], part[1], &err));
	same(&wire, part[0]);
	csq_buf_init(&text);
	csq_returns_text(csq_returns_pack(whole), &text);
	CHECK((read = csq_returns_parse(text.data, text.len, &err)) != NULL);
	if (read != NULL)
		same(&wire, read);
	CHECK((read = csq_returns_read(wire.data, wire.len, &err)) != NULL);
	if (read != NULL)
		same(&wire, read);
	CHECK(csq_returns_read(wire.data, cut, &err) == NULL && err.code == CSQ_BINARY);
}

static void
make_zone(void)
{
	csq_zone_init(&zone, "Test/Zone", 3600);
	csq_zone_add(&zone, BACK, 0);
	csq_zone_done(&zone);
}

/* ---- many, refused ---- */

static void
test_many(void)
{
	CsqReturns     *r = csq_returns_new();
	CsqReturns     *p;
	CsqRetentionAsk ask = {.zone = &zone, .last = -1, .as_of = INT64_MIN, .known = INT64_MIN, .repeats = true};
	CsqRetention    found;
	CsqRetentionRow row;
	CsqError        err;
	bool            in_order = true;

	test_section("many events are in order; one person with many entries");
	for (int i = 0; i < 20000; i++)
		put(&r, &(Event){(int) test_random_below(3000), (int64_t) test_random_below(1000) * HOUR,
		                 (int) test_random_below(4), 0});
	p = csq_returns_pack(r);
	for (uint32_t i = 1; i < p->nevents; i++)
		in_order &= memcmp(p->events[i].who, p->events[i - 1].who, 16) != 0 || p->events[i].at >= p->events[i - 1].at;
	CHECK(in_order && p->nevents == 20000);
	for (uint32_t i = 2; i < p->nevents; i++)
		in_order &= p->events[i].who[0] >= p->events[i - 1].who[0];
	CHECK(in_order);
	r = csq_returns_new();
	for (int day = 0; day < 1000; day++)
		for (int k = 0; k < 20; k++)
			put(&r, &(Event){1, day * CSQ_USEC_PER_DAY + k * HOUR, 0, 0});
	CHECK(csq_retention_count(csq_returns_pack(r), &ask, &found, &err));
	for (int64_t n = 0; csq_retention_next(&found, &row); n++)
		CHECK(row.n == n && row.observed == 999 - n && row.came == row.observed && row.so_far == 1);
	CHECK_EQ_I64(csq_retention_rows(&found), 1000);
	csq_host_reset();
}

/* What an event says, whatever its labels are numbered: adds up to the same for the same events. */
static uint64_t
sum_of_events(const CsqReturns *r)
{
	CsqText *labels = csq_returns_labels(r);
	uint64_t sum = 0;

	for (uint32_t i = 0; i < r->nevents; i++)
	{
		const CsqReturn *e = &r->events[i];
		uint64_t         h = csq_mix64(csq_mix64(csq_mix64(e->who[0]) ^ e->who[1]) ^ (uint64_t) e->at);

		h = e->activity == 0 ? h : csq_hash_bytes(labels[e->activity].s, labels[e->activity].len, h);
		sum += e->segment == 0 ? ~h : csq_hash_bytes(labels[e->segment].s, labels[e->segment].len, h + 1);
	}
	return sum;
}

static int
in_order(const CsqReturn *a, const CsqReturn *b)
{
	uint64_t x[5] = {a->who[0], a->who[1], (uint64_t) a->at, a->activity, a->segment};
	uint64_t y[5] = {b->who[0], b->who[1], (uint64_t) b->at, b->activity, b->segment};

	for (int i = 0; i < 5; i++)
		if (x[i] != y[i])
			return x[i] < y[i];
	return true;
}

static void
test_order(void)
{
	test_section("packed: the same events, ascending, for few and many people, some with nearly all events");
	for (int round = 0; round < 300; round++)
	{
		int         n = (int) test_random_below(round % 10 == 0 ? 60000 : 3000);
		int         people = 1 + (int) test_random_below(round % 3 == 0 ? 5 : 20000);
		int         heavy = (int) test_random_below(100); /* percent of the events are of one */
		CsqReturns *r = csq_returns_new();
		CsqReturns *p;
		bool        ascending = true;

		for (int i = 0; i < n; i++)
			put(&r, &(Event){(int) test_random_below(100) < heavy ? 0 : (int) test_random_below((uint64_t) people),
			                 (int64_t) test_random_below(5000) * HOUR, (int) test_random_below(4),
			                 (int) test_random_below(3)});
		p = csq_returns_pack(r);
		for (uint32_t i = 1; i < p->nevents; i++)
			ascending &= in_order(&p->events[i - 1], &p->events[i]);
		CHECK(ascending && p->nevents == (uint32_t) n);
		CHECK(sum_of_events(r) == sum_of_events(p));
		csq_host_reset();
	}
}

/* ---- by sets ---- */

/* Whatever is asked of whole periods: the sets of periods answer what the events in order do, or nothing. */
static bool
same_by_sets(const CsqReturns *r, CsqRetentionAsk *ask)
{
	CsqRetention    by_order;
	CsqRetention    by_sets;
	CsqRetentionRow a;
	CsqRetentionRow b;
	CsqError        err;

	ask->first.s = ask->again.s = NULL;
	ask->rolling = ask->segments = false;
	ask->nbrackets = 0;
	if (!csq_retention_by_sets(r, ask, true, &by_sets))
		return false;
	CHECK(csq_retention_count(csq_returns_pack(r), ask, &by_order, &err));
	CHECK_EQ_I64(csq_retention_rows(&by_sets), csq_retention_rows(&by_order));
	CHECK_EQ_I64(by_sets.as_of, by_order.as_of);
	while (csq_retention_next(&by_order, &a))
	{
		CHECK(csq_retention_next(&by_sets, &b));
		CHECK(a.group->period == b.group->period && a.group->segment == b.group->segment &&
		      a.group->size == b.group->size);
		CHECK(a.n == b.n && a.to_n == b.to_n && a.observed == b.observed && a.came == b.came && a.so_far == b.so_far);
	}
	CHECK(!csq_retention_next(&by_sets, &b));
	return true;
}

/* Who has this hash. */
static void
put_who(CsqReturns *r, uint32_t i, uint64_t x, uint64_t y)
{
	r->events[i].who[0] = x;
	r->events[i].who[1] = y;
}

static void
test_sets(void)
{
	long answered = 0;

	test_section("by sets of periods: what the events in order say, in zones with every sort of change");
	for (int round = 0; round < 20000; round++)
	{
		int             first, again;
		CsqRetentionAsk ask = random_ask(&first, &again);
		CsqReturns     *r = csq_returns_new();
		int             n = (int) test_random_below(round % 100 == 0 ? 3000 : 40);
		uint64_t        people = 1 + test_random_below(round % 100 == 0 ? 700 : 6);
		uint64_t        days = round % 4 == 0 ? 900 : 60;

		switch (round % 5)
		{
			case 0:
				make_zone(); /* a day comes twice */
				break;
			case 1: /* an hour ahead for twenty days, which no day notices */
				csq_zone_init(&zone, "Summer", 3600);
				csq_zone_add(&zone, 10 * CSQ_USEC_PER_DAY + HOUR, 7200);
				csq_zone_add(&zone, 30 * CSQ_USEC_PER_DAY + HOUR, 3600);
				break;
			case 2: /* a day is left out */
				csq_zone_init(&zone, "Line", -11 * 3600);
				csq_zone_add(&zone, 15 * CSQ_USEC_PER_DAY + 11 * HOUR, 13 * 3600);
				break;
			default:
				csq_zone_init(&zone, "Fixed", round % 5 == 3 ? 0 : 20700);
		}
		if (round % 3 == 0)
			ask.unit = (CsqPeriod) test_random_below(5);
		for (int i = 0; i < n; i++)
			put(&r, &(Event){(int) test_random_below(people), (int64_t) test_random_below(days * 96) * HOUR / 4,
			                 (int) test_random_below(4), (int) test_random_below(4)});
		/* nobody has a hash of zero, but a value may say so; and many that begin alike */
		for (uint32_t i = 0; i < r->nevents && round % 7 == 0; i++)
			put_who(r, i, test_random_below(3), test_random_below(4));
		answered += same_by_sets(r, &ask);
		csq_host_reset();
	}
	CHECK(answered > 10000);

	test_section("by sets of periods: what is too much is left to the other");
	for (int kind = 0; kind < 3; kind++)
	{
		CsqRetentionAsk ask = {.zone = &zone, .last = -1, .as_of = INT64_MIN, .known = INT64_MIN, .periods = true};
		CsqReturns     *r = csq_returns_new();
		CsqRetention    found;

		csq_zone_init(&zone, "Fixed", 0);
		for (int i = 0; i < 5000; i++)
		{
			put(&r, &(Event){i, (int64_t) (kind == 1 ? i : i % 30) * CSQ_USEC_PER_DAY, 0, 0});
			if (kind == 0) /* all begin at one place */
				put_who(r, (uint32_t) i, 0, (uint64_t) (i + 1));
		}
		ask.unit = kind == 1 ? CSQ_PERIOD_DAY : CSQ_PERIOD_WEEK;
		if (kind == 2) /* the same, but nothing is too much */
			CHECK(same_by_sets(r, &ask));
		else
			CHECK(!csq_retention_by_sets(r, &ask, true, &found));
		csq_host_reset();
	}
}

static void
test_refused(void)
{
	static const char *const texts[] = {
		"",
		"{}",
		"{\"v\":1}",
		"{\"v\":2,\"events\":[]}",
		"{\"v\":1,\"events\":[[]]}",
		"{\"v\":1,\"events\":[[\"a\"]]}",
		"{\"v\":1,\"events\":[[\"00000000000000000000000000000001\"]]}",
		"{\"v\":1,\"events\":[[\"00000000000000000000000000000001\",\"2026\"]]}",
		"{\"v\":1,\"events\":[[\"00000000000000000000000000000001\",\"2026-01-01T00:00:00Z\",\"\"]]}",
		"{\"v\":1,\"events\":[[\"0000000000000000000000000000000G\",\"2026-01-01T00:00:00Z\"]]}",
		"{\"v\":1,\"events\":[[\"00000000000000000000000000000001\",\"2026-01-01T00:00:00Z\",1]]}",
		"{\"v\":1,\"events\":[[\"00000000000000000000000000000001\",\"2026-01-01T00:00:00Z\",\"a\",\"b\",\"c\"]]}"};
	static const char *const lists[] = {"", ",", "1,", "1-", "-1", "a", "3-1", "1 2", "1++", "123456789", "1-2-3"};
	CsqRetentionAsk          ask;
	CsqError                 err;
	int                      day;

	test_section("what is refused");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		CHECK(csq_returns_parse(texts[i], strlen(texts[i]), &err) == NULL && err.message[0]);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		CHECK(!csq_brackets_parse(lists[i], strlen(lists[i]), &ask, &err) && err.code == CSQ_PARAM);
	CHECK(csq_week_start_parse("Sunday", 6, &day, &err) && day == 6);
	CHECK(csq_week_start_parse("tue", 3, &day, &err) && day == 1);
	CHECK(!csq_week_start_parse("tue.", 4, &day, &err) && !csq_week_start_parse("", 0, &day, &err));
	csq_host_reset();
}

int
main(void)
{
	test_section("every option against counting, under every split and in every form");
	for (int i = 0; i < 12000; i++)
	{
		CsqReturns *r = csq_returns_new();

		make_zone();
		random_events();
		for (int k = 0; k < nevents; k++)
			put(&r, &events[k]);
		check_forms(r);
		sort_by_time();
		for (int k = 0; k < 3; k++)
		{
			/* segments are numbered as the labels that occur */
			CsqReturns *packed = csq_returns_pack(r);
			CsqText    *known = csq_returns_labels(packed);
			Event       kept[MAX_EVENTS];

			memcpy(kept, events, sizeof kept);
			for (int e = 0; e < nevents; e++)
				for (uint32_t n = 0; n <= packed->nlabels; n++)
					if (events[e].segment > 0 && known[n].s != NULL &&
					    known[n].len == strlen(labels[kept[e].segment - 1]) &&
					    memcmp(known[n].s, labels[kept[e].segment - 1], known[n].len) == 0)
						events[e].segment = (int) n;
			check_rows(packed);
			memcpy(events, kept, sizeof kept);
		}
		csq_host_reset();
	}
	make_zone(); /* what was reset took the one before with it */
	test_many();
	test_order();
	test_sets();
	test_refused();
	return test_done();
}
