/*
 * funnel_agg_test.c
 *		Funnels of many cases: one-level against case by case, details against plain
 *		counting, under every split.
 */
#include "base/core.h"
#include "funnel/funnel.h"
#include "funnel/funnel_detail.h"
#include "funnel/funnel_expected.h"
#include "funnel/funnel_events.h"
#include "funnel/funnel_hits.h"
#include "base/instant.h"

#include <stdio.h>
#include <stdlib.h>

#include "funnel_specs.h"
#include "host.h"
#include "test.h"

#define MAX_CASES  12
#define MAX_EVENTS 60

static const char *const labels[] = {"a", "b", "c", "d", "a longer label than sixteen bytes", ""};

#define NLABELS (sizeof labels / sizeof *labels)

typedef struct Event
{
	int         key; /* of its case */
	int64_t     at;
	const char *label;
	bool        has_seq;
	int64_t     seq;
} Event;

static CsqFunnelSpec *
spec_of(const char *text)
{
	CsqError       err;
	CsqFunnelSpec *spec = csq_funnel_spec_parse(text, strlen(text), &err);

	CHECK(spec != NULL);
	return spec;
}

static int
compare_keys(const void *a, const void *b)
{
	return ((const Event *) a)->key - ((const Event *) b)->key;
}

/* As from an index on the case; the times of a case stay out of order. */
static void
in_case_order(Event *events, size_t n)
{
	qsort(events, n, sizeof *events, compare_keys);
}

static size_t
random_events(Event *events)
{
	size_t   n = 1 + test_random_below(MAX_EVENTS);
	uint64_t ncases = 1 + test_random_below(MAX_CASES);
	uint64_t span = 1 + test_random_below(30);

	for (size_t i = 0; i < n; i++)
		events[i] = (Event){(int) test_random_below(ncases), (int64_t) test_random_below(span) - 5,
		                    labels[test_random_below(NLABELS)], false, 0};
	if (test_random_below(3) == 0)
		in_case_order(events, n);
	return n;
}

static void
id_of(int key, char *id)
{
	snprintf(id, 32, "case %d%s", key, key % 3 == 0 ? " with a long name" : "");
}

/* Append an event as the transition function does. */
static void
append(CsqFunnelEvents **fe, const CsqFunnelPlan *plan, const CsqBuf *spec, bool texts, const Event *e)
{
	CsqError err;
	int64_t  key = e->key - 3;
	int      kind = csq_funnel_kind(plan, e->label, strlen(e->label));
	char     id[32];

	if (*fe == NULL)
		*fe = csq_funnel_events_new(texts, spec->data, spec->len);
	id_of(e->key, id);
	if (texts)
		CHECK(csq_funnel_events_text_id(fe, id, strlen(id), &key, &err));
	CHECK(csq_funnel_events_add(fe, key, kind < 0 ? CSQ_FUNNEL_KNOWN : csq_window_pack(e->at, kind + 1), &err));
}

/* The funnel case by case. */
static CsqFunnel *
case_by_case(const CsqFunnelSpec *spec, const CsqBuf *text, const Event *events, size_t n)
{
	CsqFunnel *f = csq_funnel_new(CSQ_FUNNEL_PLAIN, spec->rule.nsteps, text->data, text->len);
	CsqError   err;

	for (int key = 0; key < MAX_CASES; key++)
	{
		CsqHit hits[MAX_EVENTS];
		size_t m = 0;
		bool   known = false;

		for (size_t i = 0; i < n; i++)
		{
			CsqHit h = {.at = events[i].at, .clock = events[i].at, .no_seq = spec->rule.ties == CSQ_TIES_SEQ};

			if (events[i].key != key)
				continue;
			known = true;
			h.steps = csq_funnel_spec_marks(spec, events[i].label, strlen(events[i].label), &h.stops);
			if ((h.steps | h.stops) != 0 || spec->rule.keeps_all)
				hits[m++] = h;
		}
		if (known)
			CHECK(csq_funnel_add(f, csq_funnel_level(&spec->rule, hits, m), 1, &err));
	}
	return f;
}

static void
same_value(const void *a, const void *b)
{
	CHECK(a != NULL && b != NULL && csq_flat_size(a) == csq_flat_size(b) && memcmp(a, b, csq_flat_size(a)) == 0);
}

/* A state through its binary form, which must not depend on how it came to be. */
static CsqFunnelEvents *
there_and_back(const CsqFunnelEvents *fe, const CsqFunnelEvents *other)
{
	CsqBuf            form[4];
	CsqError          err;
	CsqFunnelListing *l;
	CsqFunnelEvents  *again;
	CsqFunnelEvents  *damaged;

	for (int i = 0; i < 4; i++)
		csq_buf_init(&form[i]);
	CHECK(csq_funnel_events_check(fe, csq_flat_size(fe), &err));
	CHECK((l = csq_funnel_events_list(fe, &err)) != NULL);
	csq_funnel_events_write(l, &form[1]);
	CHECK((l = csq_funnel_events_list(other, &err)) != NULL);
	csq_funnel_events_write(l, &form[3]);
	CHECK(form[1].len == form[3].len && memcmp(form[1].data, form[3].data, form[1].len) == 0);
	again = csq_funnel_events_read(form[1].data, form[1].len, &err);
	CHECK(again != NULL);
	CHECK(csq_funnel_events_read(form[1].data, test_random_below(form[1].len), &err) == NULL && err.code == CSQ_BINARY);
	/* a damaged byte is refused, or makes another state that is canonical too */
	form[3].data[test_random_below(form[3].len)] ^= (char) (1 << test_random_below(8));
	damaged = csq_funnel_events_read(form[3].data, form[3].len, &err);
	if (damaged == NULL)
		CHECK(err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED); /* a newer version */
	else
	{
		form[1].len = 0;
		CHECK((l = csq_funnel_events_list(damaged, &err)) != NULL);
		csq_funnel_events_write(l, &form[1]);
		CHECK(form[1].len == form[3].len && memcmp(form[1].data, form[3].data, form[1].len) == 0);
	}
	return again;
}

/* The funnel of the whole, of its parts merged from the last to the first, and of what was written and read. */
static void
check_splits(CsqFunnelEvents *whole, CsqFunnelEvents **part, const CsqFunnel *f)
{
	CsqFunnelEvents *sum = NULL;
	CsqError         err;

	same_value(csq_funnel_events_count(whole, NULL, &err), f);
	for (int p = 2; p >= 0; p--)
		if (part[p] != NULL && sum == NULL)
			sum = part[p];
		else if (part[p] != NULL)
			CHECK(csq_funnel_events_merge(&sum, part[p], &err));
	same_value(csq_funnel_events_count(sum, NULL, &err), f);
	same_value(csq_funnel_events_count(there_and_back(whole, sum), NULL, &err), f);
}

static void
test_one_level(void)
{
	test_section("one-level: case by case, any split, text and binary");
	for (int round = 0; round < 20000; round++)
	{
		const CsqFunnelSpec *spec = spec_of(specs[round % NSPECS]);
		bool                 texts = test_random_below(2);
		Event                events[MAX_EVENTS];
		size_t               n = random_events(events);
		CsqFunnelPlan        plan;
		CsqFunnelEvents     *whole = NULL;
		CsqFunnelEvents     *part[3] = {NULL, NULL, NULL};
		CsqFunnel           *f;
		CsqBuf               text;
		CsqError             err;

		csq_buf_init(&text);
		csq_funnel_spec_text(spec, &text);
		CHECK(csq_funnel_plan(spec, &plan, &err));
		for (size_t i = 0; i < n; i++)
		{
			append(&whole, &plan, &text, texts, &events[i]);
			append(&part[test_random_below(3)], &plan, &text, texts, &events[i]);
		}
		f = case_by_case(spec, &text, events, n);
		check_splits(whole, part, f);
		csq_host_reset();
	}
}

/*
 * More records than one part holds, one case with most of them,
 * in the order of the cases and not, and a block that grows in place.
 */
static void
test_large(void)
{
	test_section("one-level: many records");
	for (int round = 0; round < 6; round++)
	{
		const CsqFunnelSpec *spec = spec_of("a -> b -> c; within 50us");
		CsqFunnelPlan        plan;
		CsqBuf               text;
		CsqError             err;
		CsqFunnelEvents     *copied = NULL;
		CsqFunnelEvents     *owned = NULL;
		const int            ncases = round % 2 ? 3000 : 20;
		size_t               n = 100000;
		CsqHit              *hits = csq_alloc(n * sizeof *hits);
		CsqFunnel           *f;
		Event               *events = csq_alloc(n * sizeof *events);
		void                *copy;

		csq_buf_init(&text);
		csq_funnel_spec_text(spec, &text);
		f = csq_funnel_new(CSQ_FUNNEL_PLAIN, spec->rule.nsteps, text.data, text.len);
		CHECK(csq_funnel_plan(spec, &plan, &err) && plan.plain);
		for (size_t i = 0; i < n; i++)
		{
			int key = test_random_below(4) == 0 ? 0 : (int) test_random_below((uint64_t) ncases);

			events[i] = (Event){key, (int64_t) (round < 2 ? i : test_random_below(n)), labels[test_random_below(4)]};
		}
		if (round >= 4)
			in_case_order(events, n);
		for (size_t i = 0; i < n; i++)
		{
			append(&copied, &plan, &text, round >= 2, &events[i]);
			append(&owned, &plan, &text, round >= 2, &events[i]);
			owned->flat.flags |= CSQ_FLAT_OWNED;
		}
		for (int key = 0; key < ncases; key++)
		{
			size_t m = 0;
			bool   known = false;

			for (size_t i = 0; i < n; i++)
				if (events[i].key == key)
				{
					uint64_t stops;
					uint64_t steps = csq_funnel_spec_marks(spec, events[i].label, strlen(events[i].label), &stops);

					known = true;
					if (steps != 0)
						hits[m++] = (CsqHit){.at = events[i].at, .clock = events[i].at, .steps = steps};
				}
			if (known)
				CHECK(csq_funnel_add(f, csq_funnel_level(&spec->rule, hits, m), 1, &err));
		}
		same_value(csq_funnel_events_count(copied, NULL, &err), f);
		same_value(csq_funnel_events_count(owned, NULL, &err), f);
		copy = csq_alloc(csq_funnel_events_used(owned));
		csq_funnel_events_copy(owned, copy, csq_funnel_events_used(owned));
		CHECK(csq_funnel_events_check(copy, csq_flat_size(copy), &err));
		same_value(csq_funnel_events_count(copy, NULL, &err), f);
		csq_host_reset();
	}
}

/* ---- one-level with details ---- */

#define NIDS 12

/* Integers on both sides of what is a case by itself, and texts that are activities too. */
static const int64_t     ints[NIDS] = {0,
                                       -1,
                                       7,
                                       CSQ_FUNNEL_INT_END - 1,
                                       CSQ_FUNNEL_INT_END,
                                       -CSQ_FUNNEL_INT_END,
                                       -CSQ_FUNNEL_INT_END - 1,
                                       INT64_MAX,
                                       INT64_MIN,
                                       INT64_C(0x6161616161616161),
                                       CSQ_FUNNEL_INT_END + 3,
                                       3};
static const char *const texts[NIDS] = {"a",
                                        "b",
                                        "",
                                        "case 3",
                                        "d",
                                        "c",
                                        "aaaaaaaa",
                                        "a longer label than sixteen bytes",
                                        "x",
                                        "y",
                                        "z",
                                        "b\x1f"
                                        "c"};

static const char *const all_labels[] = {"a",
                                         "b",
                                         "c",
                                         "d",
                                         "a longer label than sixteen bytes",
                                         "",
                                         "aaaaaaaa",
                                         "b\x1f"
                                         "c",
                                         "e",
                                         "f"};

#define NALL (sizeof all_labels / sizeof *all_labels)

static void
append_detail(CsqFunnelEvents **fe, const CsqBuf *spec, bool by_text, uint8_t kind, const Event *e)
{
	char       text[32];
	CsqCaseKey key = {by_text ? CSQ_KEY_TEXT : CSQ_KEY_INT, text, 0,
	                  e->key < NIDS ? ints[e->key] : e->key * INT64_C(10000000)};
	CsqError   err;
	int64_t    id;

	if (e->key < NIDS)
		key.s = texts[e->key];
	else
		snprintf(text, sizeof text, "n%d", e->key);
	key.len = strlen(key.s);
	if (*fe == NULL)
		*fe = csq_funnel_events_new(
			(uint8_t) (CSQ_FUNNEL_DETAILS | kind | (by_text ? CSQ_FUNNEL_TEXTS : CSQ_FUNNEL_INTS)), spec->data,
			spec->len);
	CHECK(csq_funnel_events_case(fe, &key, &id, &err));
	CHECK(csq_funnel_events_add_detail(fe, id, e->at, e->label, strlen(e->label), NULL, e->has_seq ? &e->seq : NULL,
	                                   &err));
}

/* The nested form: a journey for each case. */
static CsqFunnel *
by_journeys(const CsqFunnelSpec *spec, const CsqBuf *text, const Event *events, size_t n, int ncases, uint8_t kind,
            const int64_t *as_of)
{
	bool          counts = kind & CSQ_FUNNEL_COUNTS;
	CsqFunnelView view = {&spec->rule, NULL, as_of != NULL, as_of != NULL ? *as_of : 0, counts};
	CsqFunnel    *f = csq_funnel_new(!counts         ? CSQ_FUNNEL_FULL
	                                 : as_of != NULL ? CSQ_FUNNEL_AS_OF
	                                                 : CSQ_FUNNEL_PLAIN,
	                              spec->rule.nsteps, text->data, text->len);
	CsqError err;

	for (int key = 0; key < ncases; key++)
	{
		CsqJourney      *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		CsqHit          *hits;
		size_t           m;
		CsqFunnelOutcome o;
		CsqText          next = {NULL, 0};
		bool             known;

		for (size_t i = 0; i < n; i++)
		{
			CsqNewEvent e = {.at = events[i].at,
			                 .activity = events[i].label,
			                 .activity_len = strlen(events[i].label),
			                 .has_seq = events[i].has_seq,
			                 .seq = events[i].seq};

			if (events[i].key == key)
				CHECK(csq_journey_add(&j, &e, &err));
		}
		if (j->nevents == 0)
			continue;
		CHECK(csq_funnel_hits(j, spec, &hits, &m, &err));
		CHECK(csq_funnel_outcome(&view, hits, m, &o, &err));
		if (counts)
		{
			CHECK(csq_funnel_count(f, &o, &err));
			continue;
		}
		known = o.pending;
		if (!known && o.level > 0 && o.level < spec->rule.nsteps)
			known = csq_funnel_next(j, &spec->rule, o.level, o.times, as_of != NULL ? *as_of : INT64_MAX, &next);
		CHECK(csq_funnel_add_case(&f, &spec->rule, &o, known ? &next : NULL, &err));
	}
	return csq_funnel_pack(f, &err);
}

static void
test_one_level_details(void)
{
	test_section("one-level with details, seq, as_of, counts: by journeys, any split, text and binary");
	for (int round = 0; round < 20000; round++)
	{
		const CsqFunnelSpec *spec = spec_of(specs[round % NSPECS]);
		bool                 by_text = test_random_below(2);
		Event                events[MAX_EVENTS];
		size_t               n = random_events(events);
		CsqFunnelEvents     *whole = NULL;
		CsqFunnelEvents     *part[3] = {NULL, NULL, NULL};
		CsqFunnel           *f;
		CsqBuf               text;
		CsqBuf               terms;
		uint8_t              kind = test_random_below(2) ? CSQ_FUNNEL_SEQS : 0;
		CsqFunnelTerms       t = {.has_as_of = test_random_below(2), .as_of = (int64_t) test_random_below(25) - 3};

		if (test_random_below(3) == 0)
			kind |= CSQ_FUNNEL_COUNTS;
		csq_buf_init(&text);
		csq_buf_init(&terms);
		csq_funnel_spec_text(spec, &text);
		t.spec = (CsqText){text.data, text.len};
		csq_funnel_terms_write(&t, &terms);
		for (size_t i = 0; i < n; i++)
		{
			events[i].has_seq = (kind & CSQ_FUNNEL_SEQS) && test_random_below(3) > 0;
			events[i].seq = events[i].has_seq ? (int64_t) test_random_below(4) - 1 : 0;
			if (events[i].has_seq && test_random_below(20) == 0)
				events[i].seq = INT64_MIN;
			events[i].label = all_labels[test_random_below(NALL)];
			if (round % 50 == 0 && i == 0)
				events[i].at = CSQ_MIN_INSTANT;
			append_detail(&whole, &terms, by_text, kind, &events[i]);
			append_detail(&part[test_random_below(3)], &terms, by_text, kind, &events[i]);
		}
		f = by_journeys(spec, &text, events, n, NIDS, kind, t.has_as_of ? &t.as_of : NULL);
		check_splits(whole, part, f);
		csq_host_reset();
	}
}

/* Many records in many cases and in one, many activities, many of them where the lost ones went. */
static void
test_large_details(void)
{
	test_section("one-level with details: many records");
	for (int round = 0; round < 4; round++)
	{
		const CsqFunnelSpec *spec = spec_of("n1|n2|n3 -> n4|n5 -> n6; within 3d");
		size_t               n = 60000;
		Event               *events = csq_alloc(n * sizeof *events);
		CsqFunnelEvents     *fe = NULL;
		CsqBuf               text;
		CsqError             err;
		const int            ncases = round % 2 ? 3000 : 1;
		char(*names)[8] = csq_alloc(3000 * sizeof *names);

		csq_buf_init(&text);
		csq_funnel_spec_text(spec, &text);
		for (int i = 0; i < 3000; i++)
			snprintf(names[i], sizeof names[i], "n%d", i);
		for (size_t i = 0; i < n; i++)
			events[i] =
				(Event){(int) test_random_below((uint64_t) ncases), (int64_t) test_random_below(1000) * 3600000000,
			            names[test_random_below(test_random_below(2) ? 10 : 3000)], false, 0};
		if (round >= 2)
			in_case_order(events, n);
		for (size_t i = 0; i < n; i++)
		{
			append_detail(&fe, &text, round >= 2, 0, &events[i]);
			if (round % 2)
				fe->flat.flags |= CSQ_FLAT_OWNED;
		}
		same_value(csq_funnel_events_count(fe, NULL, &err), by_journeys(spec, &text, events, n, ncases, 0, NULL));
		csq_host_reset();
	}
}

static void
test_refused_details(void)
{
	CsqFunnelEvents *plain = csq_funnel_events_new(CSQ_FUNNEL_INTS, "a -> b", 6);
	CsqFunnelEvents *good = csq_funnel_events_new(CSQ_FUNNEL_DETAILS, "a -> b", 6);
	CsqError         err;
	CsqFunnelRecord *r;

	test_section("one-level with details: what is refused");
	CHECK(!csq_funnel_events_merge(&good, plain, &err) && err.code == CSQ_PARAM);
	CHECK(csq_funnel_events_add_detail(&good, 5, 1, "a", 1, NULL, NULL, &err));
	CHECK(csq_funnel_events_check(good, csq_flat_size(good), &err));
	r = csq_funnel_records(good);
	r->key++; /* activity 1 */
	CHECK(!csq_funnel_events_check(good, csq_flat_size(good), &err) && err.code == CSQ_BINARY);
	CHECK(csq_funnel_events_count(good, NULL, &err) == NULL && err.code == CSQ_BINARY);
	r->key = CSQ_FUNNEL_INT_END << CSQ_FUNNEL_LABEL_BITS; /* an integer of one byte */
	CHECK(!csq_funnel_events_check(good, csq_flat_size(good), &err) && err.code == CSQ_BINARY);
	r->key = 0;
	r->word = CSQ_MIN_INSTANT - 1;
	CHECK(!csq_funnel_events_check(good, csq_flat_size(good), &err) && err.code == CSQ_BINARY);
	CHECK(csq_funnel_events_count(good, NULL, &err) == NULL && err.code == CSQ_BINARY);
}

static void
test_refused(void)
{
	CsqError         err;
	CsqFunnelEvents *a = csq_funnel_events_new(CSQ_FUNNEL_INTS, "a -> b", 6);
	CsqFunnelEvents *b = csq_funnel_events_new(CSQ_FUNNEL_INTS, "a -> c", 6);
	CsqFunnelEvents *c = csq_funnel_events_new(CSQ_FUNNEL_TEXTS, "a -> b", 6);

	test_section("one-level: what is refused");
	CHECK(csq_funnel_events_add(&b, 1, CSQ_FUNNEL_KNOWN, &err));
	CHECK(!csq_funnel_events_merge(&a, b, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_funnel_events_merge(&a, c, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_funnel_events_check(a, csq_flat_size(a), &err)); /* no case */
	CHECK(csq_funnel_events_check(b, csq_flat_size(b), &err));
	CHECK(csq_funnel_events_add(&b, 1, csq_window_pack(5, 3), &err)); /* there are two steps */
	CHECK(!csq_funnel_events_check(b, csq_flat_size(b), &err) && err.code == CSQ_BINARY);
}

/* ---- the value ---- */

static void
test_funnel_value(void)
{
	CsqError    err;
	const char *text = "{\"v\":1,\"funnel\":\"a -> b; within 7d\",\"levels\":[3,2,1]}";
	CsqFunnel  *f = csq_funnel_parse(text, strlen(text), &err);
	CsqFunnel  *g;
	CsqBuf      b;

	test_section("funnel: text, binary, merge");
	CHECK(f != NULL && csq_funnel_check(f, csq_flat_size(f), &err));
	csq_buf_init(&b);
	csq_funnel_text(f, &b);
	CHECK_EQ_STR(b.data, text);
	csq_buf_init(&b);
	csq_funnel_write(f, &b);
	g = csq_funnel_read(b.data, b.len, &err);
	CHECK(g != NULL && csq_flat_size(g) == csq_flat_size(f) && memcmp(f, g, csq_flat_size(f)) == 0);
	for (size_t cut = 0; cut < b.len; cut++)
	{
		CHECK(csq_funnel_read(b.data, cut, &err) == NULL);
		CHECK_EQ_I64(err.code, CSQ_BINARY);
	}
	CHECK(csq_funnel_merge(&f, g, &err));
	CHECK_EQ_I64(f->counts[0], 6);
	CHECK_EQ_I64(f->counts[2], 2);
	g->counts[1] = INT64_MAX;
	CHECK(!csq_funnel_merge(&f, g, &err));
	CHECK_EQ_I64(err.code, CSQ_RANGE);
	text = "{\"v\":1,\"funnel\":\"a -> c\",\"levels\":[3,2,1]}";
	CHECK(!csq_funnel_merge(&f, csq_funnel_parse(text, strlen(text), &err), &err));
	CHECK_EQ_I64(err.code, CSQ_PARAM);
	text = "{\"v\":1,\"funnel\":\"a -> c\",\"levels\":[3,2]}";
	CHECK(csq_funnel_parse(text, strlen(text), &err) == NULL);
	text = "{\"v\":1,\"funnel\":\"a -> c\",\"levels\":[3,-2,1]}";
	CHECK(csq_funnel_parse(text, strlen(text), &err) == NULL);
	text = "{\"v\":1,\"funnel\":\"a -> b\",\"levels\":[3,2,1],\"excluded\":7}";
	f = csq_funnel_parse(text, strlen(text), &err);
	CHECK(f != NULL && f->counts[3] == 7);
	b.len = 0;
	csq_funnel_text(f, &b);
	CHECK_EQ_STR(b.data, text);
}

static void
bad_value(const char *text)
{
	CsqError err = {0};

	CHECK(csq_funnel_parse(text, strlen(text), &err) == NULL);
	CHECK_EQ_I64(err.code, CSQ_SYNTAX);
}

#define DETAILED(levels, gaps, totals, lost)                                                                           \
	"{\"v\":1,\"funnel\":\"a -> b\",\"levels\":[" levels "],\"details\":{\"gaps\":[" gaps "],\"totals\":[" totals      \
	"],\"lost\":[" lost "]}}"

static void
test_details_refused(void)
{
	const char *good = DETAILED("1,3,2", "[],[5,2]", "[],[5,1,9,1]", "[1,null,2],[1,\"x\",1]");
	CsqError    err;
	CsqFunnel  *f = csq_funnel_parse(good, strlen(good), &err);
	CsqFunnel  *plain = csq_funnel_new(CSQ_FUNNEL_PLAIN, 2, "a -> b", 6);
	CsqBuf      b;

	test_section("details: what is refused");
	CHECK(f != NULL);
	csq_buf_init(&b);
	csq_funnel_text(f, &b);
	CHECK_EQ_STR(b.data, good);
	CHECK(!csq_funnel_merge(&plain, f, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_funnel_merge(&f, plain, &err) && err.code == CSQ_PARAM);
	bad_value(DETAILED("1,3,2", "[]", "[]", "[1,null,3]"));             /* steps */
	bad_value(DETAILED("1,3,2", "[],[5,2]", "[],[5,1]", "[1,null,3]")); /* as many gaps as totals */
	bad_value(DETAILED("1,3,2", "[],[5,6]", "[],[5,6]", "[1,null,3]")); /* more times than cases */
	bad_value(DETAILED("1,3,2", "[],[5,2]", "[],[5,2]", "[1,null,2]")); /* where did the third go */
	bad_value(DETAILED("1,3,2", "[],[5,2]", "[],[5,2]", "[1,\"x\",1],[1,null,2]"));
	bad_value(DETAILED("1,3,2", "[],[5,2]", "[],[5,2]", "[1,\"x\",1],[1,\"x\",2]"));
	bad_value(DETAILED("1,3,2", "[],[5,2]", "[],[5,2]", "[1,null,3],[2,null,2]"));
	bad_value(DETAILED("1,3,2", "[],[5,2]", "[],[5,2]", "[1,null,3],[1,\"y\",0]"));
	bad_value(DETAILED("1,3,2", "[],[-5,2]", "[],[5,2]", "[1,null,3]"));
}

/* ---- details ---- */

#define MAX_STEPS 4
#define MAX_TIME  40

/* What a funnel with details should hold, in plain arrays. */
typedef struct Oracle
{
	int64_t levels[MAX_STEPS + 1];
	int64_t gap[MAX_STEPS][MAX_TIME];
	int64_t total[MAX_STEPS][MAX_TIME];
	int64_t lost[MAX_STEPS + 1][NLABELS + 2]; /* the last ones: the end, pending */
	int64_t wait[MAX_STEPS + 1][MAX_TIME + 1];
	int64_t seen[MAX_STEPS];
	int64_t attempts[MAX_STEPS];
} Oracle;

/* By the words of funnel_outcome.h. */
static void
oracle_attempts(const CsqFunnelSpec *spec, const CsqHit *hits, size_t n, int level, const int64_t *times, Oracle *o)
{
	for (int s = 0; s < level; s++)
	{
		int64_t count = 0;

		for (size_t i = 0; i < n; i++)
		{
			int64_t at = hits[i].at;
			bool    ok = hits[i].steps >> s & 1;

			if (s > 0)
				ok &= at > times[s - 1];
			else if (spec->rule.within != CSQ_NO_LIMIT)
				ok &= at >= times[level > 1 ? 1 : 0] - (int64_t) spec->rule.within;
			if (s + 1 < level)
				ok &= at < times[s + 1];
			else if (level == spec->rule.nsteps)
				ok &= at <= times[s];
			count += ok;
		}
		o->attempts[s] += count > 0 ? count : 1;
	}
}

/* One case, into the funnel and the oracle. */
static void
one_case(const CsqFunnelSpec *spec, CsqFunnel **f, Oracle *o, const int64_t *as_of)
{
	CsqJourney      *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqJourneyView   view;
	CsqHit          *hits;
	size_t           n;
	int64_t          times[CSQ_FUNNEL_MAX_STEPS];
	int64_t          first = 0;
	int64_t          last = 0;
	CsqText          next;
	bool             goes_on = false;
	CsqError         err;
	int              level;
	CsqFunnelView    look = {&spec->rule, NULL, as_of != NULL, as_of != NULL ? *as_of : 0, false};
	CsqFunnelOutcome got;
	CsqHit          *all;
	uint64_t         seen = 0;

	for (size_t i = test_random_below(12); i > 0; i--)
	{
		const char *label = labels[test_random_below(NLABELS)];
		CsqNewEvent e = {.at = (int64_t) test_random_below(MAX_TIME),
		                 .activity = label,
		                 .activity_len = strlen(label),
		                 .has_seq = test_random_below(3) == 0,
		                 .seq = (int64_t) test_random_below(3)};

		CHECK(csq_journey_add(&j, &e, &err));
	}
	CHECK(csq_funnel_hits(j, spec, &hits, &n, &err));
	all = csq_alloc((n + 1) * sizeof *all);
	if (n > 0)
		memcpy(all, hits, n * sizeof *all);
	CHECK(csq_funnel_outcome(&look, all, n, &got, &err));
	if (as_of != NULL)
		n = csq_funnel_hits_until(hits, n, *as_of);
	level = csq_funnel_steps(&spec->rule, hits, n, times, &err);
	CHECK(level >= 0);
	for (size_t i = 0; i < n; i++)
		seen |= hits[i].steps;
	for (int s = 0; s < spec->rule.nsteps; s++)
		o->seen[s] += seen >> s & 1;
	oracle_attempts(spec, hits, n, level, times, o);
	if (as_of != NULL && level > 0 && level < spec->rule.nsteps)
		o->wait[level][*as_of - times[0]]++;
	o->levels[level]++;
	for (int s = 0; s < level; s++)
	{
		if (s == 0)
			first = times[0];
		else
		{
			o->gap[s][times[s] - last]++;
			o->total[s][times[s] - first]++;
		}
		last = times[s];
	}
	if (level > 0 && level < spec->rule.nsteps)
	{
		const CsqText *want = NULL;
		size_t         l = NLABELS;

		goes_on = csq_funnel_next(j, &spec->rule, level, times, as_of != NULL ? *as_of : INT64_MAX, &next);
		CHECK(csq_journey_open(j, &view, &err));
		for (uint32_t i = 0; i < view.nevents && want == NULL; i++)
			if (view.events[i].at > last && (as_of == NULL || view.events[i].at <= *as_of))
				want = &view.labels[view.events[i].activity];
		CHECK((want != NULL) == goes_on);
		if (want != NULL && goes_on)
		{
			CHECK(csq_text_compare(want, &next) == 0);
			for (l = 0; strlen(labels[l]) != want->len || memcmp(labels[l], want->s, want->len) != 0;)
				l++;
		}
		if (got.pending)
		{
			l = NLABELS + 1;
			next = (CsqText){NULL, 0};
			goes_on = true;
		}
		o->lost[level][l]++;
	}
	CHECK(csq_funnel_add_case(f, &spec->rule, &got, goes_on ? &next : NULL, &err));
}

static void
check_times(const CsqTimes *t, const int64_t *want)
{
	uint32_t i = 0;

	for (int v = 0; v < MAX_TIME; v++)
		if (want[v] > 0)
		{
			CHECK(i < t->nvalues && t->values[i] == v && t->counts[i] == want[v]);
			i++;
		}
	CHECK_EQ_I64(i, t->nvalues);
}

static void
check_oracle(const CsqFunnel *f, const Oracle *o)
{
	CsqFunnelDetail d;
	CsqError        err;
	int64_t         lost = 0;

	CHECK(csq_funnel_detail(f, &d, &err));
	for (uint32_t s = 0; s < f->nsteps; s++)
	{
		check_times(&d.gap[s], o->gap[s]);
		check_times(&d.total[s], o->total[s]);
		check_times(&d.wait[s], o->wait[s + 1]);
		CHECK_EQ_I64(csq_funnel_more(f)[s], o->seen[s]);
		CHECK_EQ_I64(csq_funnel_more(f)[f->nsteps + s], o->attempts[s]);
	}
	for (uint32_t l = 0; l <= f->nsteps; l++)
		CHECK_EQ_I64(f->counts[l], o->levels[l]);
	for (uint32_t i = 0; i < d.nlost; i++)
	{
		size_t l = d.lost[i].pending ? NLABELS + 1 : NLABELS;

		if (!d.lost[i].end)
			for (l = 0; strlen(labels[l]) != d.lost[i].label.len ||
			            memcmp(labels[l], d.lost[i].label.s, d.lost[i].label.len) != 0;)
				l++;
		CHECK_EQ_I64(d.lost[i].n, o->lost[d.lost[i].level][l]);
		lost += d.lost[i].n;
	}
	for (uint32_t level = 1; level < f->nsteps; level++)
		lost -= f->counts[level];
	CHECK_EQ_I64(lost, 0);
}

static CsqFunnel *
value_there_and_back(const CsqFunnel *f)
{
	CsqError   err;
	CsqBuf     b;
	CsqFunnel *packed = csq_funnel_open(f, csq_flat_size(f), &err);
	CsqFunnel *again;

	CHECK(packed != NULL);
	csq_buf_init(&b);
	csq_funnel_text(packed, &b);
	again = csq_funnel_parse(b.data, b.len, &err);
	same_value(again, packed);
	b.len = 0;
	csq_funnel_write(packed, &b);
	again = csq_funnel_read(b.data, b.len, &err);
	same_value(again, packed);
	CHECK(csq_funnel_read(b.data, test_random_below(b.len), &err) == NULL && err.code == CSQ_BINARY);
	return again;
}

static void
test_details(void)
{
	static const char *const chains[] = {"a -> b -> c",
	                                     "a -> b; within 9us",
	                                     "a -> b|c -> a -> d; within 30us",
	                                     "c",
	                                     "a -> b -> c; ties seq",
	                                     "a -> b -> c; chain last",
	                                     "a -> c -> b; not d"};

	test_section("details: plain counting, any split, text and binary");
	for (int round = 0; round < 3000; round++)
	{
		CsqFunnelSpec *spec = spec_of(chains[round % 7]);
		Oracle         o = {0};
		CsqFunnel     *whole;
		CsqFunnel     *part[3];
		CsqBuf         text;
		CsqError       err;
		uint64_t       state;

		csq_buf_init(&text);
		csq_funnel_spec_text(spec, &text);
		whole = csq_funnel_new(CSQ_FUNNEL_FULL, spec->rule.nsteps, text.data, text.len);
		for (int p = 0; p < 3; p++)
			part[p] = csq_funnel_new(CSQ_FUNNEL_FULL, spec->rule.nsteps, text.data, text.len);
		for (size_t i = test_random_below(round % 100 == 0 ? 3000 : 20); i > 0; i--)
		{
			Oracle  twice = {0};
			int64_t as_of = MAX_TIME - 1 - (int64_t) test_random_below(MAX_TIME / 2);

			state = test_state; /* the same case once more, into a part */
			one_case(spec, &whole, &o, round % 2 ? &as_of : NULL);
			test_state = state;
			one_case(spec, &part[i % 3], &twice, round % 2 ? &as_of : NULL);
		}
		check_oracle(whole, &o);
		whole = value_there_and_back(whole);
		check_oracle(whole, &o);
		if (test_random_below(2))
			part[0] = value_there_and_back(part[0]);
		CHECK(csq_funnel_merge(&part[2], part[1], &err) && csq_funnel_merge(&part[2], part[0], &err));
		same_value(csq_funnel_open(part[2], csq_flat_size(part[2]), &err), whole);
		csq_host_reset();
	}
}

/* The product-limit estimate of single cases, in order of their times: who came before who was watched no longer. */
static double
naive_expected(const int64_t *time, const bool *came, int n)
{
	double s = 1;

	for (int64_t t = 0; t < 100; t++)
	{
		int risk = 0;
		int k = 0;

		for (int i = 0; i < n; i++)
		{
			risk += time[i] >= t;
			k += came[i] && time[i] == t;
		}
		s *= k > 0 ? 1 - (double) k / risk : 1;
	}
	return 1 - s;
}

/* Cases of "a -> b -> c" by hand: those that came to c, and the others, which were watched for so long. */
static void
test_expected(void)
{
	test_section("expected shares: the estimate case by case");
	for (int round = 0; round < 5000; round++)
	{
		const CsqFunnelSpec *spec = spec_of("a -> b -> c");
		CsqFunnelBuild      *build = csq_funnel_build_new();
		CsqFunnelDetail      d;
		CsqFunnelExpected    e;
		CsqError             err;
		int64_t              counts[5] = {0};
		int64_t              time[60];
		bool                 came[60];
		int                  n = 1 + (int) test_random_below(60);
		bool                 over = round % 3 == 0;

		for (int i = 0; i < n; i++)
		{
			CsqFunnelOutcome o = {.level = 1 + (int) test_random_below(3), .taken = 1, .wait = -1};

			time[i] = (int64_t) test_random_below(40);
			came[i] = o.level == 3;
			if (o.level > 1)
			{
				o.taken = o.level == 3 ? 7 : 3;
				o.clocks[1] = (int64_t) test_random_below((uint64_t) time[i] + 1);
				o.clocks[2] = time[i];
			}
			if (!came[i] && over)
				time[i] = 99;
			o.wait = came[i] || over ? -1 : time[i];
			counts[o.level]++;
			CHECK(csq_funnel_build_add(build, &spec->rule, &o, NULL, &err));
		}
		CHECK(csq_funnel_build_done(build, 3, &d, &err));
		CHECK(csq_funnel_expected(&spec->rule, &d, counts, 3, 1.96, &e));
		CHECK_NEAR(e.share, naive_expected(time, came, n), 1e-9);
		CHECK(e.lo <= e.share + 1e-9 && e.share <= e.hi + 1e-9 && e.lo >= -1e-9 && e.hi <= 1 + 1e-9);
		CHECK(!over || e.share == (double) counts[3] / n);
		CHECK(csq_funnel_expected(&spec->rule, &d, counts, 1, 1.96, &e) && e.share == 1);
		csq_host_reset();
	}
}

/* The limits are met before memory is touched, so values that only say they are large will do. */
static void
test_limits(void)
{
	CsqFunnelEvents *fe = csq_funnel_events_new(CSQ_FUNNEL_INTS, "a -> b", 6);
	CsqFunnel       *f = csq_funnel_new(CSQ_FUNNEL_DETAILED, 2, "a -> b", 6);
	CsqError         err;

	test_section("limits");
	fe->nrecords = UINT32_C(1) << 26;
	CHECK(!csq_funnel_events_grow(&fe, &err) && err.code == CSQ_LIMIT);
	CHECK(strstr(err.detail, "1 GB") != NULL && strstr(err.hint, "rollup") != NULL);
	fe = csq_funnel_events_new(CSQ_FUNNEL_DETAILS, "a -> b", 6);
	fe->nrecords = UINT32_C(1) << 26;
	CHECK(!csq_funnel_events_add_detail(&fe, 1, 1, "a", 1, NULL, NULL, &err) && err.code == CSQ_LIMIT);
	CHECK(strstr(err.message, "funnel_agg") != NULL && strstr(err.hint, "rollup") != NULL);
	f->log_len = UINT32_C(1) << 30;
	CHECK(!csq_funnel_log(&f, "x", 1, &err) && err.code == CSQ_LIMIT);
	CHECK(strstr(err.message, "1 GB") != NULL && err.hint[0] != '\0');
}

int
main(void)
{
	test_limits();
	test_funnel_value();
	test_details_refused();
	test_details();
	test_expected();
	test_one_level();
	test_large();
	test_one_level_details();
	test_large_details();
	test_refused();
	test_refused_details();
	return test_done();
}
