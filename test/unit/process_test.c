/*
 * process_test.c
 *		Processes against a plain array of events and naive counting.
 *
 * The model keeps rows (case, time, activity, resource) in an array; the naive
 * process sorts them and counts by loops over everything.  A process built in
 * one go, from any split of the rows, from journeys, and by adding processes of
 * any split of the cases must be the same bytes and give the naive figures.
 */
#include "process_events_forms.h"
#include "test.h"

#include "calendar/calendar.h"
#include "process/process.h"

#define MAX_ROWS 160
#define LABELS   6

typedef struct Row
{
	int     c;
	int64_t at;
	int     activity;
	int     resource; /* -1 = none */
	int     seq;      /* where there are any; -1 = none */
} Row;

static Row               rows[MAX_ROWS];
static int               nrows;
static bool              text_ids;
static int               long_ids; /* texts of more than 8 bytes: 0 none, 1 all, 2 some */
static bool              business; /* times of the calendar below */
static bool              by_seq;   /* events have a seq, or may have one */
static const char *const names[LABELS] = {"b", "", "a", "ab", "\xe6\x8a\x95\xe8\xaf\x89", "c"};
static const char *const people[3] = {"zoe", "a", "Bob"};

/* ---- business time, from Monday to Friday, 09:00 to 17:00 UTC ---- */

static const char literal[] = "tz UTC; mon-fri 09:00-17:00";

static CsqText
calendar_wire(void)
{
	CsqText  wire = {literal, sizeof literal - 1};
	CsqError err;

	CHECK(csq_process_calendar_parse(&wire, NULL, &wire, &err));
	return wire;
}

static const CsqCalendar *
calendar_compiled(void)
{
	CsqSpec *spec = csq_alloc(sizeof *spec);
	CsqZone *zone = csq_alloc0(sizeof *zone);
	CsqError err;

	CHECK(csq_calendar_parse(literal, sizeof literal - 1, spec, &err));
	csq_zone_init(zone, "UTC", 0);
	csq_zone_done(zone);
	return csq_calendar_compile(spec, zone);
}

/* Open time since 2000-01-01, a Saturday, day by day. */
static int64_t
open_before(int64_t at)
{
	static int64_t before[5000];
	int64_t        day = at / CSQ_USEC_PER_DAY;
	int64_t        in_day = at % CSQ_USEC_PER_DAY - 9 * CSQ_USEC_PER_HOUR;

	for (int d = 0; before[4999] == 0 && d < 4999; d++)
		before[d + 1] = before[d] + (d % 7 >= 2 ? 8 * CSQ_USEC_PER_HOUR : 0);
	if (in_day < 0 || day % 7 < 2)
		in_day = 0;
	return before[day] + (in_day > 8 * CSQ_USEC_PER_HOUR ? 8 * CSQ_USEC_PER_HOUR : in_day);
}

static int64_t
time_between(int64_t from, int64_t to)
{
	return business ? open_before(to) - open_before(from) : to - from;
}

static CsqProcessEvents *
new_events(void)
{
	CsqProcessEvents *pe = csq_process_events_new();
	CsqText           wire = calendar_wire();
	CsqError          err;

	CHECK(!business || csq_process_events_bind(&pe, &wire, &err));
	CHECK(csq_process_events_order(pe, by_seq, &err));
	return pe;
}

static void
random_rows(int max)
{
	int     cases = 1 + (int) test_random_below(8);
	int     labels = 1 + (int) test_random_below(LABELS);
	int64_t span = test_random_below(3) == 0 ? 4 : test_random_below(2) == 0 ? 100000 : INT64_C(400000000000000);

	nrows = 1 + (int) test_random_below((uint64_t) max);
	text_ids = test_random_below(2) == 0;
	long_ids = (int) test_random_below(3);
	business = test_random_below(3) == 0;
	by_seq = test_random_below(3) == 0;
	for (int i = 0; i < nrows; i++)
	{
		rows[i].c = (int) test_random_below((uint64_t) cases) - 3;
		rows[i].at = (int64_t) test_random_below((uint64_t) span);
		rows[i].activity = (int) test_random_below((uint64_t) labels);
		rows[i].resource = (int) test_random_below(4) - 1;
		rows[i].seq = by_seq ? (int) test_random_below(5) - 1 : -1;
	}
}

static CsqNewEvent
event_of(const Row *r)
{
	CsqNewEvent e = {0};

	e.at = r->at;
	e.activity = names[r->activity];
	e.activity_len = strlen(e.activity);
	if (r->resource >= 0)
	{
		e.channel = people[r->resource];
		e.channel_len = strlen(e.channel);
	}
	e.has_seq = r->seq >= 0;
	e.seq = e.has_seq ? (r->seq - 1) * INT64_C(5000000000) : 0;
	return e;
}

static void
take_row(CsqProcessEvents **pe, const Row *r, CsqProcessIntake *in)
{
	char        id[32];
	CsqCaseKey  key;
	CsqNewEvent e = event_of(r);
	CsqError    err;

	key.kind = text_ids ? CSQ_KEY_TEXT : CSQ_KEY_INT;
	key.s = id;
	key.len = (size_t) snprintf(id, sizeof id,
	                            long_ids == 1 || (long_ids == 2 && r->c % 2 != 0) ? "case number %d" : "case %d", r->c);
	key.id = r->c * INT64_C(3000000000);
	CHECK(csq_process_events_add(pe, &key, &e, in, &err));
}

static void
add_row(CsqProcessEvents **pe, const Row *r)
{
	take_row(pe, r, NULL);
}

/* The stored process of collected events. */
static CsqStored *
value_of(const CsqProcessEvents *pe)
{
	CsqProcessLog log;
	CsqProcess    p;
	CsqError      err;
	CsqStored    *v;

	CHECK(csq_process_log(pe, false, &log, &err));
	CHECK(csq_process_build(&log, log.calendar.len > 0 ? calendar_compiled() : NULL, &p, &err));
	v = csq_process_pack(&p, &err);
	CHECK(v != NULL && csq_process_open(v, csq_flat_size(v), &p, &err));
	return v;
}

static CsqStored *
value_of_rows(void)
{
	CsqProcessEvents *pe = new_events();

	for (int i = 0; i < nrows; i++)
		add_row(&pe, &rows[i]);
	return value_of(pe);
}

/* The same as a large state takes them in: memory of its own, labels remembered, long ids looked up together. */
static CsqStored *
value_taken_in(void)
{
	CsqProcessEvents *pe = new_events();
	CsqProcessIntake *in = csq_alloc0(sizeof *in);
	int               owned = (int) test_random_below(8);
	CsqProcessLog     log;
	CsqProcess        p;
	CsqError          err;

	for (int i = 0; i < nrows; i++)
	{
		if (i == owned)
			pe->flat.flags |= CSQ_FLAT_OWNED;
		take_row(&pe, &rows[i], in);
		if (test_random_below(20) == 0)
			CHECK(csq_process_events_settle(&pe, in, &err) && in->nwaiting == 0);
	}
	CHECK(csq_process_events_settle(&pe, in, &err));
	CHECK(csq_process_log_checked(pe, test_random_below(2) == 0, &log, &err));
	CHECK(csq_process_build(&log, log.calendar.len > 0 ? calendar_compiled() : NULL, &p, &err));
	return csq_process_pack(&p, &err);
}

static bool
same(const CsqStored *a, const CsqStored *b)
{
	return csq_flat_size(a) == csq_flat_size(b) && memcmp(a, b, csq_flat_size(a)) == 0;
}

/* ---- the naive process ---- */

static int
compare_rows(const void *pa, const void *pb)
{
	const Row *a = pa;
	const Row *b = pb;
	int        c;

	if (a->c != b->c)
		return a->c < b->c ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if ((a->seq < 0) != (b->seq < 0))
		return a->seq < 0 ? 1 : -1;
	if (a->seq != b->seq)
		return a->seq < b->seq ? -1 : 1;
	if ((c = strcmp(names[a->activity], names[b->activity])) != 0)
		return c;
	if ((a->resource < 0) != (b->resource < 0))
		return a->resource < 0 ? -1 : 1;
	return a->resource < 0 ? 0 : strcmp(people[a->resource], people[b->resource]);
}

static int
compare_i64(const void *a, const void *b)
{
	int64_t x = *(const int64_t *) a;
	int64_t y = *(const int64_t *) b;

	return (x > y) - (x < y);
}

static bool
is_label(const CsqText *t, const char *s)
{
	return csq_json_is(t, s);
}

/* The figures of one edge, by going through the sorted rows. */
static void
check_edge(const CsqProcess *p, uint32_t i, int64_t cases)
{
	const CsqEdge *e = &p->edges[i];
	int64_t        gaps[MAX_ROWS];
	int            n = 0;
	int64_t        naive_cases = 0;
	int            last = INT32_MIN;
	double         sum = 0;
	double         square = 0;

	for (int k = 1; k < nrows; k++)
		if (rows[k].c == rows[k - 1].c && is_label(&p->activities[e->source], names[rows[k - 1].activity]) &&
		    is_label(&p->activities[e->target], names[rows[k].activity]))
		{
			gaps[n] = time_between(rows[k - 1].at, rows[k].at);
			sum += (double) gaps[n++];
			naive_cases += rows[k].c != last;
			last = rows[k].c;
		}
	CHECK(n > 0);
	CHECK_EQ_I64(e->times.n, n);
	CHECK_EQ_I64(cases, naive_cases);
	qsort(gaps, (size_t) n, sizeof gaps[0], compare_i64);
	CHECK_EQ_I64(e->times.min, gaps[0]);
	CHECK_EQ_I64(e->times.max, gaps[n - 1]);
	for (int q = 0; q <= 4; q++)
	{
		int rank = (int) ceil(q * 0.25 * n);

		CHECK_EQ_I64(csq_times_quantile(&e->times, q * 0.25), gaps[rank < 1 ? 0 : rank - 1]);
	}
	CHECK_NEAR(csq_times_mean(&e->times), sum / n, 1e-9 * (1 + sum));
	for (int k = 0; k < n; k++)
		square += ((double) gaps[k] - sum / n) * ((double) gaps[k] - sum / n);
	if (n > 1)
		CHECK_NEAR(csq_times_stddev(&e->times), sqrt(square / (n - 1)), 1e-6 * (1 + sum / n));
}

static void
check_activity(const CsqText *label, const CsqActivityCounts *a)
{
	CsqActivityCounts want = {0};
	int               in_case = 0;

	for (int k = 0; k < nrows; k++)
	{
		bool first = k == 0 || rows[k - 1].c != rows[k].c;
		bool last = k == nrows - 1 || rows[k + 1].c != rows[k].c;

		if (first)
			in_case = 0;
		if (!is_label(label, names[rows[k].activity]))
			continue;
		want.n++;
		want.starts += first;
		want.ends += last;
		want.cases += in_case == 0;
		want.reworked_cases += in_case == 1;
		if (in_case > 0 && rows[k - 1].activity == rows[k].activity)
			want.self_loops++;
		else if (in_case > 0)
			want.repetitions++;
		in_case++;
	}
	CHECK(memcmp(&want, a, sizeof want) == 0);
	CHECK_EQ_I64(a->n, a->cases + a->self_loops + a->repetitions);
}

static void
check_handovers(const CsqProcess *p)
{
	int64_t total = 0;
	int64_t naive = 0;

	for (int k = 1; k < nrows; k++)
		naive += rows[k].c == rows[k - 1].c && rows[k].resource >= 0 && rows[k - 1].resource >= 0;
	for (uint32_t i = 0; i < p->nhandovers; i++)
	{
		int64_t n = 0;

		for (int k = 1; k < nrows; k++)
			n += rows[k].c == rows[k - 1].c && rows[k].resource >= 0 && rows[k - 1].resource >= 0 &&
			     is_label(&p->resources[p->handovers[i].source], people[rows[k - 1].resource]) &&
			     is_label(&p->resources[p->handovers[i].target], people[rows[k].resource]);
		CHECK_EQ_I64(p->handovers[i].n, n);
		total += n;
	}
	CHECK_EQ_I64(total, naive);
}

/* The variants: each case has one, and their counts add up to the cases. */
static void
check_variants(const CsqProcess *p)
{
	int64_t found[MAX_ROWS] = {0};
	int64_t cases = 0;

	for (int from = 0, to; from < nrows; from = to)
	{
		uint32_t hits = 0;

		for (to = from; to < nrows && rows[to].c == rows[from].c;)
			to++;
		cases++;
		for (uint32_t i = 0; i < p->nvariants; i++)
		{
			bool match = p->variants[i].len == (uint32_t) (to - from);

			for (int k = from; match && k < to; k++)
				match = is_label(&p->activities[p->variants[i].path[k - from]], names[rows[k].activity]);
			hits += match;
			found[i] += match;
		}
		CHECK_EQ_I64(hits, 1);
	}
	CHECK_EQ_I64(cases, csq_process_cases(p));
	for (uint32_t i = 0; i < p->nvariants; i++)
		CHECK_EQ_I64(p->variants[i].n, found[i]);
}

static void
check_naive(const CsqStored *v)
{
	CsqProcess         p;
	CsqError           err;
	int64_t           *cases;
	CsqActivityCounts *all;
	double             excess = 0;
	int64_t            longest = 0;

	CHECK(csq_process_open(v, csq_flat_size(v), &p, &err));
	qsort(rows, (size_t) nrows, sizeof rows[0], compare_rows);
	cases = csq_process_edge_cases(&p);
	for (uint32_t i = 0; i < p.nedges; i++)
	{
		check_edge(&p, i, cases[i]);
		excess += csq_process_excess(&p)[i];
	}
	CHECK_NEAR(excess, 0, 1e-6 * (1 + csq_u128_double(p.durations.sum)));
	all = csq_process_activities(&p);
	for (uint32_t i = 0; i < p.nactivities; i++)
		check_activity(&p.activities[i], &all[i]);
	check_handovers(&p);
	check_variants(&p);
	for (int from = 0, to; from < nrows; from = to)
	{
		for (to = from; to < nrows && rows[to].c == rows[from].c;)
			to++;
		if (time_between(rows[from].at, rows[to - 1].at) > longest)
			longest = time_between(rows[from].at, rows[to - 1].at);
	}
	CHECK_EQ_I64(p.durations.max, longest);
}

/* ---- splits ---- */

/* Rows in a random order dealt to parts, the parts merged in a random tree, some through text or binary. */
static CsqStored *
split_rows(void)
{
	CsqProcessEvents *part[5];
	int               n = 1 + (int) test_random_below(5);
	CsqError          err;

	for (int i = 0; i < n; i++)
		part[i] = new_events();
	for (int i = nrows - 1; i > 0; i--)
	{
		int k = (int) test_random_below((uint64_t) i + 1);
		Row r = rows[i];

		rows[i] = rows[k];
		rows[k] = r;
	}
	for (int i = 0; i < nrows; i++)
		add_row(&part[test_random_below((uint64_t) n)], &rows[i]);
	for (; n > 1; n--)
	{
		int into = (int) test_random_below((uint64_t) n - 1);

		if (test_random_below(2) == 0)
			part[n - 1] = travel(part[n - 1]);
		CHECK(csq_process_events_check(part[n - 1], csq_flat_size(part[n - 1]), &err));
		CHECK(csq_process_events_merge(&part[into], part[n - 1], &err));
	}
	return value_of(part[0]);
}

/* By journeys, which keep the seq themselves, merged, some through text or binary: the nested form. */
static CsqStored *
by_journeys(void)
{
	CsqProcessEvents *a = new_events();
	CsqProcessEvents *b = new_events();
	CsqError          err;

	CHECK(csq_process_events_order(a, false, &err) && csq_process_events_order(b, false, &err));
	for (int c = -3; c < 8; c++)
	{
		CsqJourney    *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		CsqJourneyView view;

		for (int i = 0; i < nrows; i++)
			if (rows[i].c == c)
			{
				CsqNewEvent e = event_of(&rows[i]);

				CHECK(csq_journey_add(&j, &e, &err));
			}
		CHECK(csq_journey_open(j, &view, &err));
		CHECK(csq_process_events_journey(test_random_below(2) == 0 ? &a : &b, &view, &err));
	}
	CHECK(csq_process_events_merge(&a, travel(b), &err));
	return value_of(test_random_below(2) == 0 ? travel(a) : a);
}

/* Text, binary and the stored form of version 1 of a process. */
static CsqStored *
through(const CsqStored *v)
{
	CsqProcess       p;
	CsqProcess       again;
	CsqBuf           b;
	CsqError         err;
	const CsqStored *plain;

	CHECK(csq_process_open(v, csq_flat_size(v), &p, &err));
	csq_buf_init(&b);
	switch (test_random_below(3))
	{
		case 0:
			csq_process_text(&p, &b);
			CHECK(csq_process_parse(b.data, b.len, NULL, &again, &err));
			break;
		case 1:
			csq_process_write(&p, &b);
			CHECK(csq_process_read(b.data, b.len, NULL, &again, &err));
			break;
		default:
			csq_process_write(&p, &b);
			plain = csq_process_plain(v, &err);
			CHECK(v->version == 2 && plain->version == 1 && csq_process_plain(plain, &err) == plain);
			CHECK(csq_flat_size(plain) == b.len + sizeof *plain && memcmp(plain + 1, b.data, b.len) == 0);
			CHECK(csq_process_open(plain, csq_flat_size(plain), &again, &err));
			break;
	}
	return csq_process_pack(&again, &err);
}

/* Processes of any split of the cases, added in a random tree. */
static CsqStored *
split_cases(void)
{
	CsqStored *part[4];
	int        of[16];
	int        n = 1 + (int) test_random_below(4);
	CsqError   err;

	for (int c = 0; c < 16; c++)
		of[c] = (int) test_random_below((uint64_t) n);
	for (int i = 0; i < n; i++)
	{
		CsqProcessEvents *pe = new_events();

		for (int k = 0; k < nrows; k++)
			if (of[rows[k].c + 3] == i)
				add_row(&pe, &rows[k]);
		part[i] = value_of(pe);
	}
	if (n > 1 && test_random_below(2) == 0) /* all at once */
	{
		for (int i = 0; i < n; i++) /* values of both versions */
			if (test_random_below(4) == 0)
				part[i] = (CsqStored *) csq_process_plain(part[i], &err);
		return csq_process_merge((const void *const *) part, (uint32_t) n, &err);
	}
	for (; n > 1; n--)
	{
		int        into = (int) test_random_below((uint64_t) n - 1);
		CsqStored *more = through(part[n - 1]);
		CsqProcess a;
		CsqProcess b;
		CsqProcess sum;
		bool       swap = test_random_below(2) == 0;

		CHECK(csq_process_open(part[into], csq_flat_size(part[into]), &a, &err));
		CHECK(csq_process_open(more, csq_flat_size(more), &b, &err));
		CHECK(csq_process_add(swap ? &b : &a, swap ? &a : &b, &sum, &err));
		part[into] = csq_process_pack(&sum, &err);
	}
	return part[0];
}

/* Packed variants are found right where the thorough check of the others finds so, and have the same edges. */
static void
check_packed(const CsqStored *v)
{
	CsqProcess packed;
	CsqProcess p;
	CsqError   err;
	bool       right = csq_process_open(v, csq_flat_size(v), &p, &err);

	CHECK(csq_process_open_packed(v, csq_flat_size(v), &packed, &err) == right);
	if (!right)
		return;
	CHECK(p.paths == NULL && csq_process_check(&p, &err));
	CHECK(packed.nvariants == p.nvariants && packed.nedges == p.nedges);
	CHECK(memcmp(csq_process_edge_cases(&packed), csq_process_edge_cases(&p), p.nedges * sizeof(int64_t)) == 0);
	CHECK(same(v->version == 2 ? v : csq_process_pack(&p, &err), csq_process_pack(&packed, &err)));
}

/* Variants that are not in order have the right sums all the same. */
static void
disorder(const CsqStored *v)
{
	CsqProcess p;
	CsqProcess other;
	CsqError   err;
	uint32_t   at;
	CsqVariant swap;
	CsqStored *bad;

	CHECK(csq_process_open(v, csq_flat_size(v), &p, &err));
	if (p.nvariants < 2)
		return;
	at = (uint32_t) test_random_below(p.nvariants - 1);
	swap = p.variants[at];
	p.variants[at] = p.variants[at + 1];
	p.variants[at + 1] = test_random_below(4) == 0 ? p.variants[at] : swap;
	bad = csq_process_pack(&p, &err);
	CHECK(!csq_process_open_packed(bad, csq_flat_size(bad), &other, &err));
	CHECK(!csq_process_open(bad, csq_flat_size(bad), &other, &err));
}

/* Most of the damaged ones are refused, some read as another process. */
static void
damage(const CsqStored *v)
{
	size_t     size = csq_flat_size(v);
	CsqStored *bad = csq_alloc(size);

	for (int i = 0; i < 4; i++)
	{
		CsqProcess p;
		CsqError   err;

		memcpy(bad, v, size);
		((unsigned char *) bad)[sizeof *bad + test_random_below(size - sizeof *bad)] ^=
			(unsigned char) (1 << test_random_below(8));
		if (csq_process_open(bad, size, &p, &err))
			CHECK(csq_process_check(&p, &err));
		CHECK(csq_process_open_packed(bad, size, &p, &err) == csq_process_open(bad, size, &p, &err));
	}
}

static void
test_random_logs(void)
{
	test_section("random logs: figures against naive counting, all ways of building give the same bytes");
	for (int i = 0; i < 12000; i++)
	{
		CsqStored *v;

		random_rows(i % 50 == 0 ? MAX_ROWS : i % 5 == 0 ? 40 : 12);
		v = value_of_rows();
		CHECK(same(v, split_rows()));
		CHECK(same(v, value_taken_in()));
		CHECK(same(v, by_journeys()));
		CHECK(same(v, split_cases()));
		CHECK(same(v, through(v)));
		check_naive(v);
		check_packed(v);
		disorder(v);
		damage(v);
		csq_host_reset();
	}
}

/* ---- outcomes ---- */

/* Repeat x = b + P x from zero until it stands, with counts taken from the sorted rows up to an activity with stop. */
static void
iterate(const CsqProcess *p, const uint32_t *goal, const uint32_t *stop, double x[LABELS][4], double *n)
{
	double counts[LABELS][LABELS] = {{0}};
	double moves[LABELS][LABELS] = {{0}};
	double gaps[LABELS][LABELS] = {{0}};
	double ends[LABELS] = {0};
	int    number[LABELS] = {0};
	bool   over = false;

	for (uint32_t i = 0; i < p->nactivities; i++)
		for (int l = 0; l < LABELS; l++)
			if (is_label(&p->activities[i], names[l]))
				number[l] = (int) i;
	for (int k = 0; k < nrows; k++)
	{
		int  i = number[rows[k].activity];
		bool last = k + 1 == nrows || rows[k + 1].c != rows[k].c;
		int  j = last ? 0 : number[rows[k + 1].activity];

		if (!last)
		{
			moves[i][j]++;
			gaps[i][j] += (double) time_between(rows[k].at, rows[k + 1].at);
		}
		if (!over)
		{
			over = stop != NULL && stop[i] != 0;
			n[i]++;
			if (last || over)
				ends[i]++;
			else
				counts[i][j]++;
		}
		over = over && !last;
	}
	for (int round = 0; round < 6000; round++)
		for (uint32_t i = 0; i < p->nactivities; i++)
		{
			double sum[4] = {ends[i], 0, 0, 0};

			if (goal[i] != 0)
				x[i][goal[i]] = 1;
			if (goal[i] != 0 || n[i] == 0)
				continue;
			for (uint32_t j = 0; j < p->nactivities; j++)
			{
				for (int g = 0; g < 4; g++)
					sum[g] += counts[i][j] * x[j][g];
				if (counts[i][j] > 0)
					sum[3] += counts[i][j] * gaps[i][j] / moves[i][j];
			}
			for (int g = 0; g < 4; g++)
				x[i][g] = sum[g] / n[i];
		}
}

/* An activity as goal 1, and often another one as goal 2. */
static void
random_goals(const CsqProcess *p, uint32_t *goal)
{
	goal[test_random_below(p->nactivities)] = 1;
	if (test_random_below(2) == 0)
		for (uint32_t i = 0; i < p->nactivities; i++)
			if (goal[i] == 0)
			{
				goal[i] = 2;
				break;
			}
}

/* Removing: goal 2 leads nowhere; the frequencies stop at goal 1 alone. */
static void
check_removal(const CsqProcess *p, const uint32_t *goal, bool beyond)
{
	CsqActivityCounts *all = csq_process_activities(p);
	uint32_t           stop[LABELS] = {0};
	double             x[LABELS][4] = {{0}};
	double             n[LABELS] = {0};
	double             with = 0;
	double             without[LABELS];
	double             reach = 0;
	CsqError           err;

	for (uint32_t i = 0; i < p->nactivities; i++)
		if ((stop[i] = goal[i] == 1) != 0)
			CHECK(csq_process_removal(p, i, beyond, &with, without, &err));
	iterate(p, goal, beyond ? NULL : stop, x, n);
	for (uint32_t i = 0; i < p->nactivities; i++)
		reach += (double) all[i].starts / (double) csq_process_cases(p) * x[i][1];
	for (uint32_t i = 0; i < p->nactivities; i++)
	{
		if (goal[i] == 2)
			CHECK_NEAR(without[i], reach, 1e-6);
		CHECK(without[i] <= with + 1e-9);
	}
}

static void
test_outcomes(void)
{
	int unknown = 0;

	test_section("outcomes: the linear system against iteration");
	for (int round = 0; round < 800; round++)
	{
		CsqProcess  p;
		CsqError    err;
		CsqOutcomes o;
		uint32_t    goal[LABELS] = {0};
		double      x[LABELS][4] = {{0}};
		double      n[LABELS] = {0};
		bool        beyond = round % 2 == 0;
		CsqStored  *v;

		random_rows(round % 8 < 2 ? MAX_ROWS : 30);
		v = value_of_rows();
		CHECK(csq_process_open(v, csq_flat_size(v), &p, &err));
		qsort(rows, (size_t) nrows, sizeof rows[0], compare_rows);
		random_goals(&p, goal);
		CHECK(csq_process_outcomes(&p, goal, 2, beyond, &o, &err));
		iterate(&p, goal, beyond ? NULL : goal, x, n);
		for (uint32_t i = 0; i < p.nactivities; i++)
		{
			CHECK(o.known[i] == (goal[i] != 0 || n[i] > 0));
			unknown += !o.known[i];
			for (int g = 0; g < 3; g++)
				CHECK_NEAR(o.probability[i * 3 + (uint32_t) g], x[i][g], 1e-6);
			CHECK_NEAR(o.expected[i], x[i][3], 1e-6 * (1 + x[i][3]));
		}
		check_removal(&p, goal, beyond);
		csq_host_reset();
	}
	CHECK(unknown > 20);
}

/* ---- times ---- */

static void
test_times(void)
{
	static int64_t all[6000];

	test_section("times: exact or rounded, the same for every split, quantiles within the bound");
	for (int round = 0; round < 300; round++)
	{
		CsqTimesBuild whole = {0};
		CsqTimesBuild part[3] = {{{0}, 0}};
		CsqTimes      t;
		CsqTimes      merged;
		CsqTimes      two;
		CsqError      err;
		int           n = 1 + (int) test_random_below(round % 10 == 0 ? 6000 : 700);
		uint64_t      span = test_random_below(2) == 0 ? 600 : UINT64_C(1) << (1 + test_random_below(55));

		for (int i = 0; i < n; i++)
		{
			all[i] = (int64_t) test_random_below(span);
			CHECK(csq_times_add(&whole, all[i], &err));
			CHECK(csq_times_add(&part[test_random_below(3)], all[i], &err));
		}
		t = csq_times_done(&whole);
		{
			CsqTimes x = csq_times_done(&part[0]);
			CsqTimes y = csq_times_done(&part[1]);
			CsqTimes z = csq_times_done(&part[2]);

			CHECK(csq_times_merge(&z, &x, &two, &err) && csq_times_merge(&two, &y, &merged, &err));
			CHECK(csq_times_sum((const CsqTimes *const[]){&y, &x, &z}, 3, &two, &err));
		}
		CHECK(csq_times_same(&t, &merged));
		CHECK(csq_times_same(&t, &two));
		qsort(all, (size_t) n, sizeof all[0], compare_i64);
		for (int q = 0; q <= 20; q++)
		{
			int     rank = (q * n + 19) / 20;
			int64_t want = all[rank < 1 ? 0 : rank - 1];
			int64_t got = csq_times_quantile(&t, q / 20.0);

			if (t.rounded)
				CHECK_NEAR((double) got, (double) want, (double) want / 100);
			else
				CHECK_EQ_I64(got, want);
		}
		csq_host_reset();
	}
}

static void
test_long_times(void)
{
	CsqTimesBuild b = {0};
	CsqError      err;

	test_section("times: sums beyond 64 bits, refused beyond 128");
	for (int i = 0; i < 3; i++)
		CHECK(csq_times_add(&b, INT64_MAX, &err));
	CHECK(b.t.sum == 3 * (CsqU128) INT64_MAX);
	CHECK(csq_times_add(&b, INT64_MAX, &err));
	CHECK(!csq_times_add(&b, INT64_MAX, &err) && err.code == CSQ_RANGE);
	csq_host_reset();
}

/* ---- calendars ---- */

static void
test_calendars(void)
{
	static const char other[] = "tz UTC; mon-fri 09:00-17:30";
	CsqText           wire[3] = {{"", 0}};
	CsqStored        *v[3];
	CsqProcess        p[3];
	CsqProcess        sum;
	CsqCompared      *side;
	uint32_t          nside;
	CsqError          err;

	test_section("times of different calendars do not meet");
	nrows = 0;
	business = by_seq = false;
	wire[1] = calendar_wire();
	wire[2] = (CsqText){other, sizeof other - 1};
	CHECK(csq_process_calendar_parse(&wire[2], NULL, &wire[2], &err));
	for (int a = 0; a < 3; a++)
	{
		CsqProcessEvents *pe = csq_process_events_new();
		Row               row = {0, 5, 0, -1, -1};

		CHECK(csq_process_events_bind(&pe, &wire[a], &err));
		add_row(&pe, &row);
		CHECK(csq_process_events_check(pe, csq_flat_size(pe), &err));
		v[a] = value_of(travel(pe));
		CHECK(csq_process_open(v[a], csq_flat_size(v[a]), &p[a], &err));
		CHECK(p[a].calendar.len == wire[a].len && memcmp(p[a].calendar.s, wire[a].s, wire[a].len) == 0);
		for (int b = 0; b < 3; b++)
		{
			CsqProcessEvents *from = csq_process_events_new();

			CHECK(csq_process_events_bind(&from, &wire[b], &err));
			add_row(&from, &row);
			CHECK(csq_process_events_merge(&pe, from, &err) == (a == b));
			CHECK(a == b || (err.code == CSQ_PARAM && strstr(err.detail, b == 0   ? "no calendar"
			                                                             : b == 1 ? "17:00"
			                                                                      : "17:30") != NULL));
			CHECK(csq_process_events_bind(&pe, &wire[b], &err) == (a == b));
			CHECK(b > a || csq_process_add(&p[a], &p[b], &sum, &err) == (a == b));
			CHECK(b > a || csq_process_compare(&p[a], &p[b], &side, &nside, &err) == (a == b));
		}
	}
	csq_host_reset();
}

/* ---- before and after ---- */

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* Has a case of the sorted rows [from, to) the activity, or the move when b is not -1? */
static bool
case_has(int from, int to, int a, int b)
{
	for (int i = from; i < to; i++)
		if (rows[i].activity == a && (b < 0 || (i + 1 < to && rows[i + 1].activity == b)))
			return true;
	return false;
}

/* Cases with it, time on it and moves, of the sorted rows. */
static int64_t
count_cases(int a, int b, int64_t *time, int64_t *moves)
{
	int64_t n = 0;

	*time = *moves = 0;
	for (int from = 0, to; from < nrows; from = to)
	{
		for (to = from; to < nrows && rows[to].c == rows[from].c;)
			to++;
		n += case_has(from, to, a, b);
		for (int i = from; b >= 0 && i + 1 < to; i++)
			if (rows[i].activity == a && rows[i + 1].activity == b)
			{
				*time += time_between(rows[i].at, rows[i + 1].at);
				(*moves)++;
			}
	}
	return n;
}

static int
name_index(const CsqText *t)
{
	for (int i = 0; i < LABELS; i++)
		if (strlen(names[i]) == t->len && memcmp(names[i], t->s, t->len) == 0)
			return i;
	return -1;
}

static void
test_compare(void)
{
	static int64_t want[2][LABELS][LABELS + 1][3]; /* cases, time, moves; target LABELS = the activity itself */
	const char    *sorted[LABELS];

	test_section("two processes side by side: every activity and edge of either, in order, counted naively");
	memcpy(sorted, names, sizeof sorted);
	qsort(sorted, LABELS, sizeof sorted[0], compare_names);
	for (int round = 0; round < 10000; round++)
	{
		CsqProcess   p[2];
		CsqCompared *all;
		uint32_t     n;
		uint32_t     at = 0;
		CsqError     err;

		for (int s = 0; s < 2; s++)
		{
			bool       was = business;
			CsqStored *v;

			random_rows(round % 10 == 0 ? 60 : 12);
			if (s == 1)
				business = was;
			v = value_of_rows();
			CHECK(csq_process_open(v, csq_flat_size(v), &p[s], &err));
			qsort(rows, (size_t) nrows, sizeof rows[0], compare_rows);
			for (int a = 0; a < LABELS; a++)
				for (int b = 0; b <= LABELS; b++)
					want[s][a][b][0] = count_cases(a, b < LABELS ? b : -1, &want[s][a][b][1], &want[s][a][b][2]);
		}
		CHECK(csq_process_compare(&p[0], &p[1], &all, &n, &err));
		for (int kind = 0; kind < 2; kind++)
			for (int i = 0; i < LABELS; i++)
				for (int k = 0; k < (kind == 0 ? 1 : LABELS); k++)
				{
					CsqText            x = {sorted[i], strlen(sorted[i])};
					CsqText            y = {sorted[k], strlen(sorted[k])};
					int                a = name_index(&x);
					int                b = kind == 0 ? LABELS : name_index(&y);
					const CsqCompared *c = &all[at];

					if (want[0][a][b][0] == 0 && want[1][a][b][0] == 0)
						continue;
					CHECK(at < n && c->is_edge == (kind == 1) && name_index(&c->source) == a &&
					      (kind == 0 || name_index(&c->target) == b));
					for (int s = 0; s < 2; s++)
					{
						const CsqTimes *t = c->times[s];

						CHECK_EQ_I64(c->cases[s], want[s][a][b][0]);
						CHECK((t != NULL) == (kind == 1 && want[s][a][b][0] > 0));
						CHECK(t == NULL || (t->n == want[s][a][b][2] && t->sum == (CsqU128) want[s][a][b][1]));
					}
					at++;
				}
		CHECK_EQ_I64(n, at);
		csq_host_reset();
	}
}

/* ---- parts ---- */

/* Against a search through all pairs so far; indexes on both sides of the square. */
static void
test_pairs(void)
{
	test_section("pairs: numbered as they come, each once");
	for (int round = 0; round < 200; round++)
	{
		CsqPairs        pairs;
		uint64_t        known[600];
		uint32_t        n = 0;
		uint64_t        below = 1 + test_random_below(round % 2 == 0 ? 20 : 3 * CSQ_PAIRS_SIDE);
		const uint32_t *order;

		csq_pairs_init(&pairs);
		for (int i = 0; i < 600; i++)
		{
			uint32_t source = (uint32_t) test_random_below(below);
			uint32_t target = (uint32_t) test_random_below(below);
			uint32_t want = 0;

			while (want < n && known[want] != ((uint64_t) source << 32 | target))
				want++;
			if (want == n)
				known[n++] = (uint64_t) source << 32 | target;
			CHECK_EQ_I64(csq_pairs_add(&pairs, source, target), want);
		}
		CHECK_EQ_I64(pairs.n, n);
		order = csq_pairs_order(&pairs);
		for (uint32_t i = 0; i < n; i++)
			CHECK(pairs.keys[order[i]] == known[order[i]] && (i == 0 || known[order[i - 1]] < known[order[i]]));
		csq_host_reset();
	}
}

/* The memo holds what was kept or nothing, for labels that differ anywhere. */
static void
test_memo(void)
{
	CsqLabelMemo *memo = csq_alloc0(sizeof *memo);
	long          held = 0;
	long          asked = 0;

	test_section("memo of labels: never another label's number");
	for (int i = 0; i < 200000; i++)
	{
		char          s[20] = {0};
		size_t        len = test_random_below(20);
		int32_t       number = (int32_t) len;
		CsqMemoLabel  label;
		CsqMemoLabel *place;

		/* mostly one letter, and one place that differs: the number tells them apart */
		memset(s, 'a', len);
		if (len > 0)
		{
			size_t at = test_random_below(len);

			s[at] = (char) ('a' + test_random_below(4));
			number += (int32_t) (s[at] == 'a' ? 0 : 100 * (at + 1) + (size_t) (s[at] - 'a') * 10000);
		}
		CHECK(csq_memo_label(s, len, &label) == (len >= 1 && len <= 16));
		if (len < 1 || len > 16)
			continue;
		asked++;
		place = csq_memo_place(memo, &label);
		if (csq_memo_holds(place, &label))
		{
			CHECK_EQ_I64(place->number, number);
			held++;
		}
		label.number = number;
		*place = label;
	}
	/* 16 lengths, and three letters at each place of each: 424 labels for 256 places */
	CHECK(held > asked / 3);
	csq_host_reset();
}

/* Lengths of time around every border between places. */
static void
test_places(void)
{
	test_section("times: a rounded length keeps its seven bits");
	for (int bit = 7; bit < 63; bit++)
	{
		CsqTimesBuild b = {0};
		CsqTimes      t;
		CsqError      err;
		uint32_t      at = 0;
		int64_t       step = bit < 60 ? 1 : 63; /* squares must fit */

		for (int i = 0; i <= CSQ_TIMES_EXACT; i++)
			CHECK(csq_times_add(&b, i, &err));
		for (int64_t i = 64; i < 128; i += step)
			for (int64_t side = -1; side <= 0; side++)
				CHECK(csq_times_add(&b, (i << (bit - 6)) + side, &err));
		t = csq_times_done(&b);
		CHECK(t.rounded);
		CHECK_EQ_I64(t.n, CSQ_TIMES_EXACT + 1 + (bit < 60 ? 128 : 4));
		for (int64_t i = 64; i < 128; i += step)
		{
			while (at < t.nvalues && t.values[at] < i << (bit - 6))
				at++;
			CHECK(at < t.nvalues && t.values[at] == i << (bit - 6));
		}
		for (uint32_t i = 0; i < t.nvalues; i++)
			CHECK(t.values[i] < 128 || t.values[i] >> (57 - __builtin_clzll((unsigned long long) t.values[i]))
			                                              << (57 - __builtin_clzll((unsigned long long) t.values[i])) ==
			                               t.values[i]);
		csq_host_reset();
	}
}

/* Case ids in the wrong place, or of bytes that are no text: one id could be two cases. */
static void
test_damaged(void)
{
	CsqNewEvent       e = {.at = 1, .activity = "a", .activity_len = 1};
	CsqCaseKey        key[2] = {{CSQ_KEY_TEXT, "short", 5, 0}, {CSQ_KEY_TEXT, "a longer one", 12, 0}};
	CsqProcessEvents *pe[2];
	CsqError          err;

	test_section("damaged case ids are refused");
	for (int i = 0; i < 2; i++)
	{
		pe[i] = csq_process_events_new();
		CHECK(csq_process_events_add(&pe[i], &key[i], &e, NULL, &err));
		CHECK(csq_process_events_check(pe[i], csq_flat_size(pe[i]), &err));
		CHECK_EQ_I64(pe[i]->ntexts, i);
	}
	for (char *p = (char *) pe[0]; p < (char *) pe[0] + csq_flat_size(pe[0]) - 5; p++)
		if (memcmp(p, "short", 5) == 0)
			p[2] = '\0'; /* a zero, then bytes */
	CHECK(!csq_process_events_check(pe[0], csq_flat_size(pe[0]), &err) && err.code == CSQ_BINARY);
	CHECK(csq_process_events_order(pe[1], false, &err) && !csq_process_events_order(pe[1], true, &err) &&
	      err.code == CSQ_PARAM);
	pe[1]->seq_size = 4;
	CHECK(!csq_process_events_check(pe[1], csq_flat_size(pe[1]), &err) && err.code == CSQ_BINARY);
	pe[1]->seq_size = 0;
	pe[1]->flat.flags = CSQ_FLAT_OWNED;
	CHECK(!csq_process_events_check(pe[1], csq_flat_size(pe[1]), &err) && err.code == CSQ_BINARY);
	csq_host_reset();
}

/* ---- refusing ---- */

static void
test_refused(void)
{
	static const char *const bad[] = {
		"{}",
		"[]",
		"{\"v\":2}",
		"{\"v\":1,\"activities\":[\"a\"],\"resources\":[],\"variants\":[],\"edges\":[],\"handovers\":[],\"durations\":[]}",
		"{\"v\":1,\"activities\":[\"a\"],\"resources\":[],\"variants\":[[[0],1,\"0\"]],\"edges\":[],\"handovers\":[],\"durations\":[]}",
		"{\"v\":1,\"activities\":[\"a\"],\"resources\":[],\"variants\":[[[1],1,\"0\"]],\"edges\":[],\"handovers\":[],\"durations\":[0,1]}",
		"{\"v\":1,\"activities\":[\"a\"],\"resources\":[],\"variants\":[[[0,0],1,\"5\"]],\"edges\":[[0,0,[4,1]]],\"handovers\":[],\"durations\":[5,1]}",
		"{\"v\":1,\"activities\":[\"a\"],\"resources\":[],\"variants\":[[[0,0],1,\"5\"]],\"edges\":[[0,0,[5,2]]],\"handovers\":[],\"durations\":[5,1]}",
		"{\"v\":1,\"activities\":[\"a\"],\"resources\":[\"x\"],\"variants\":[[[0],1,\"0\"]],\"edges\":[],\"handovers\":[[0,0,1]],\"durations\":[0,1]}",
		"{\"v\":1,\"activities\":[\"b\",\"a\"],\"resources\":[],\"variants\":[[[0],1,\"0\"],[[1],1,\"0\"]],\"edges\":[],\"handovers\":[],\"durations\":[0,2]}",
		"{\"v\":1,\"calendar\":\"mon\",\"activities\":[\"a\"],\"resources\":[],\"variants\":[[[0],1,\"0\"]],\"edges\":[],\"handovers\":[],\"durations\":[0,1]}",
		"{\"v\":1,\"activities\":[\"a\"],\"resources\":[],\"variants\":[[[0],1,\"0\"]],\"edges\":[],\"handovers\":[],\"durations\":[0,1],\"v\":1}"};
	static const char good[] =
		"{\"v\":1,\"activities\":[\"a\"],\"resources\":[\"x\"],\"variants\":[[[0,0],1,\"5\"]],\"edges\":[[0,0,[5,1]]],\"handovers\":[[0,0,1]],\"durations\":[5,1]}";
	CsqProcess p;
	CsqError   err;

	test_section("texts whose parts contradict each other are refused");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
	{
		CHECK(!csq_process_parse(bad[i], strlen(bad[i]), NULL, &p, &err));
		CHECK(err.code == CSQ_SYNTAX || err.code == CSQ_UNSUPPORTED);
	}
	CHECK(csq_process_parse(good, strlen(good), NULL, &p, &err));
	csq_host_reset();
}

int
main(void)
{
	test_random_logs();
	test_outcomes();
	test_times();
	test_long_times();
	test_places();
	test_compare();
	test_pairs();
	test_memo();
	test_damaged();
	test_calendars();
	test_refused();
	return test_done();
}
