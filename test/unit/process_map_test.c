/*
 * process_map_test.c
 *		Maps of logs against maps of one journey per case.
 *
 * Random events of few cases, with many at the same time; the oracle makes a journey
 * of each case, whose order of events is code of its own, and counts these.  However
 * the events are dealt to parts, merged, written and read, the bytes are the same.
 */
#include "process_events_forms.h"
#include "test.h"

#include <math.h>

#include "process/process_map.h"

#define MAX_ROWS  60
#define MAX_CASES 6

typedef struct Row
{
	int         c;
	CsqNewEvent e;
} Row;

static const char *const labels[] = {"b", "", "a", "投诉"};
static const char *const channels[] = {"web", "a"};
static const double      values[] = {-1, 0.25, 0, -0.0, 1e9, 0.0000004};
static Row               rows[MAX_ROWS];
static int               nrows;
static bool              seqs;
static int               ids; /* 0: integers, 1: short texts, 2: long ones, 3: texts of both kinds */

static void
random_rows(void)
{
	int cases = 1 + (int) test_random_below(MAX_CASES);
	int span = test_random_below(2) == 0 ? 4 : 100000;

	nrows = 1 + (int) test_random_below(MAX_ROWS);
	seqs = test_random_below(2) == 0;
	ids = (int) test_random_below(4);
	for (int i = 0; i < nrows; i++)
	{
		CsqNewEvent e = {.at = (int64_t) test_random_below((uint64_t) span) * CSQ_USEC_PER_SEC};

		e.activity = labels[test_random_below(4)];
		e.activity_len = strlen(e.activity);
		if (test_random_below(3) > 0)
		{
			e.channel = channels[test_random_below(2)];
			e.channel_len = strlen(e.channel);
		}
		e.has_value = test_random_below(3) > 0;
		if (e.has_value)
			e.value = values[test_random_below(6)];
		e.has_seq = seqs && test_random_below(4) > 0;
		if (e.has_seq)
			e.seq = (int64_t) test_random_below(4) - 1;
		rows[i] = (Row){(int) test_random_below((uint64_t) cases), e};
	}
}

static CsqCaseKey
key_of(int c, char id[32])
{
	CsqCaseKey key = {ids == 0 ? CSQ_KEY_INT : CSQ_KEY_TEXT, id, 0, c * INT64_C(-3000000000)};
	bool       is_long = ids == 2 || (ids == 3 && c % 2 == 0);

	key.len = (size_t) snprintf(id, 32, is_long ? "the case of number %d" : "case %d", c);
	return key;
}

static CsqProcessEvents *
new_events(void)
{
	CsqProcessEvents *pe = csq_process_events_new();
	CsqError          err;

	CHECK(csq_process_events_keep(pe, seqs, true, &err));
	return pe;
}

static void
add_row(CsqProcessEvents **pe, const Row *r, CsqProcessIntake *in)
{
	char       id[32];
	CsqCaseKey key = key_of(r->c, id);
	CsqError   err;

	CHECK(csq_process_events_add(pe, &key, &r->e, in, &err));
}

static CsqBuf
wire_of(const CsqMap *m)
{
	CsqBuf   b;
	CsqError err;

	CHECK(csq_map_check(m, &err));
	csq_buf_init(&b);
	csq_journey_map_write(m, &b);
	return b;
}

static CsqBuf
map_of(const CsqProcessEvents *pe)
{
	CsqProcessLog log;
	CsqMap        m;
	CsqError      err;

	CHECK(csq_process_log(pe, test_random_below(2) == 0, &log, &err));
	CHECK(csq_process_map(&log, NULL, &m, &err));
	return wire_of(&m);
}

static bool
same(const CsqBuf *a, const CsqBuf *b)
{
	return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

/* ---- the oracle ---- */

static CsqBuf
map_of_journeys(void)
{
	CsqMapBuild *b = csq_map_build(0);
	CsqMap       m;
	CsqError     err;

	for (int c = 0; c < MAX_CASES; c++)
	{
		CsqJourney    *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		CsqJourneyView view;
		int64_t        spent[MAX_ROWS];
		uint32_t       n = 0;
		uint32_t       begin = 0;

		for (int i = 0; i < nrows; i++)
			if (rows[i].c == c)
				CHECK(csq_journey_add(&j, &rows[i].e, &err));
		CHECK(csq_journey_open(j, &view, &err));
		for (uint32_t i = 1; i < view.nevents; i++)
			if (view.events[i].activity != view.events[begin].activity)
			{
				spent[n++] = view.events[i].at - view.events[begin].at;
				begin = i;
			}
		CHECK(csq_map_add_journey(b, &view, spent, n, &err));
	}
	CHECK(csq_map_done(b, &m, &err));
	return wire_of(&m);
}

/* ---- splits ---- */

static CsqBuf
map_of_parts(void)
{
	CsqProcessEvents *part[4];
	int               n = 1 + (int) test_random_below(4);
	CsqError          err;

	for (int i = 0; i < n; i++)
		part[i] = new_events();
	for (int i = nrows; i-- > 0;)
		add_row(&part[test_random_below((uint64_t) n)], &rows[i], NULL);
	for (; n > 1; n--)
	{
		if (test_random_below(2) == 0)
			part[n - 1] = travel(part[n - 1]);
		CHECK(csq_process_events_check(part[n - 1], csq_flat_size(part[n - 1]), &err));
		CHECK(csq_process_events_merge(&part[test_random_below((uint64_t) n - 1)], part[n - 1], &err));
	}
	return map_of(part[0]);
}

static void
one_round(void)
{
	CsqProcessEvents *pe = new_events();
	CsqProcessIntake *in = csq_alloc0(sizeof *in);
	CsqError          err;
	CsqBuf            want;
	CsqBuf            whole;
	CsqBuf            parts;

	random_rows();
	CHECK(csq_process_events_keep(pe, seqs, true, &err));
	for (int i = 0; i < nrows; i++)
		add_row(&pe, &rows[i], in);
	CHECK(csq_process_events_settle(&pe, in, &err));
	want = map_of_journeys();
	whole = map_of(pe);
	parts = map_of_parts();
	CHECK(same(&want, &whole));
	CHECK(same(&want, &parts));
}

static void
test_refused(void)
{
	CsqProcessEvents *with;
	CsqProcessEvents *without = csq_process_events_new();
	CsqCaseKey        key = {CSQ_KEY_INT, "", 0, 1};
	CsqNewEvent       e = {.at = 0, .activity = "a", .activity_len = 1, .value = 2e9, .has_value = true};
	CsqProcessLog     log;
	CsqMap            m;
	CsqBuf            b;
	CsqError          err;

	test_section("what is refused");
	seqs = false;
	with = new_events();
	CHECK(csq_process_events_add(&with, &key, &e, NULL, &err) &&
	      csq_process_events_add(&without, &key, &e, NULL, &err));
	CHECK(csq_process_log(with, true, &log, &err) && !csq_process_map(&log, NULL, &m, &err) && err.code == CSQ_RANGE &&
	      strstr(err.message, "2e+09") != NULL);
	CHECK(!csq_process_events_merge(&with, without, &err) && err.code == CSQ_PARAM && err.hint[0]);
	CHECK(!csq_process_events_merge(&without, with, &err) && err.code == CSQ_PARAM);
	csq_buf_init(&b);
	csq_process_events_write(&log, &b);
	for (size_t cut = 0; cut < b.len; cut++)
		CHECK(csq_process_events_read(b.data, cut, NULL, &err) == NULL);
	for (size_t at = 0; at < b.len; at++) /* every damaged byte is refused, or gives a value that is one */
		for (int bit = 0; bit < 8; bit++)
		{
			CsqProcessEvents *pe;

			((char *) b.data)[at] ^= (char) (1 << bit);
			pe = csq_process_events_read(b.data, b.len, NULL, &err);
			CHECK(pe == NULL || csq_process_events_check(pe, csq_flat_size(pe), &err));
			((char *) b.data)[at] ^= (char) (1 << bit);
		}
	with->value_size = 4;
	CHECK(!csq_process_events_check(with, csq_flat_size(with), &err) && err.code == CSQ_BINARY);
	with->value_size = 8;
	with->njourneys = 1;
	CHECK(!csq_process_events_check(with, csq_flat_size(with), &err) && err.code == CSQ_BINARY);
	with->njourneys = 0;
	*(double *) ((char *) with + sizeof *with + 24) = INFINITY;
	CHECK(!csq_process_events_check(with, csq_flat_size(with), &err) && err.code == CSQ_BINARY);
	csq_host_reset();
}

int
main(void)
{
	test_section("maps of events against maps of journeys, under every split");
	for (int i = 0; i < 20000; i++)
	{
		one_round();
		csq_host_reset();
	}
	test_refused();
	return test_done();
}
