/*
 * funnel_agg_test.c
 *		Funnels of many cases: one-level against case by case, under every split.
 */
#include "core.h"
#include "funnel.h"
#include "funnel_events.h"

#include <stdio.h>
#include <stdlib.h>

#include "host.h"
#include "test.h"

#define MAX_CASES 12
#define MAX_EVENTS 60

static const char *const labels[] = {"a", "b", "c", "d", "a longer label than sixteen bytes", ""};

#define NLABELS (sizeof labels / sizeof *labels)

typedef struct Event
{
	int			key;			/* of its case */
	int64_t		at;
	const char *label;
} Event;

/* Specifications with one label per step, several, gaps, exclusions, foreign events that matter. */
static const char *const specs[] = {
	"a -> b -> c",
	"a -> b -> c; within 6us",
	"a -> b|c -> a; within 9us",
	"a -> a -> b",
	"a -> b[>=2us] -> c[<=5us]; within 9us",
	"a -> b; ties strict",
	"a -> b -> c; ties seq; within 5us",
	"a longer label than sixteen bytes -> \"\" -> a",
	"c"
};

#define NSPECS (sizeof specs / sizeof *specs)

static CsqFunnelSpec *
spec_of(const char *text)
{
	CsqError	err;
	CsqFunnelSpec *spec = csq_funnel_spec_parse(text, strlen(text), &err);

	CHECK(spec != NULL);
	return spec;
}

static size_t
random_events(Event *events)
{
	size_t		n = 1 + test_random_below(MAX_EVENTS);
	uint64_t	ncases = 1 + test_random_below(MAX_CASES);
	uint64_t	span = 1 + test_random_below(30);

	for (size_t i = 0; i < n; i++)
		events[i] = (Event) {(int) test_random_below(ncases), (int64_t) test_random_below(span) - 5, labels[test_random_below(NLABELS)]};
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
	CsqError	err;
	int64_t		key = e->key - 3;
	int			kind = csq_funnel_kind(plan, e->label, strlen(e->label));
	char		id[32];

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
	CsqFunnel  *f = csq_funnel_new(CSQ_FUNNEL_PLAIN, spec->rule.nsteps, text->data, text->len);
	CsqError	err;

	for (int key = 0; key < MAX_CASES; key++)
	{
		CsqHit		hits[MAX_EVENTS];
		size_t		m = 0;
		bool		known = false;

		for (size_t i = 0; i < n; i++)
		{
			CsqHit		h = {.at = events[i].at, .clock = events[i].at, .no_seq = spec->rule.ties == CSQ_TIES_SEQ};

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

/* A state through its two forms, which must not depend on how it came to be. */
static CsqFunnelEvents *
there_and_back(const CsqFunnelEvents *fe, const CsqFunnelEvents *other)
{
	CsqBuf		form[4];
	CsqError	err;
	CsqFunnelEvents *again;

	for (int i = 0; i < 4; i++)
		csq_buf_init(&form[i]);
	CHECK(csq_funnel_events_check(fe, csq_flat_size(fe), &err));
	CHECK(csq_funnel_events_text(fe, &form[0], &err) && csq_funnel_events_write(fe, &form[1], &err));
	CHECK(csq_funnel_events_text(other, &form[2], &err) && csq_funnel_events_write(other, &form[3], &err));
	CHECK_EQ_STR(form[0].data, form[2].data);
	CHECK(form[1].len == form[3].len && memcmp(form[1].data, form[3].data, form[1].len) == 0);
	again = csq_funnel_events_parse(form[0].data, form[0].len, &err);
	CHECK(again != NULL);
	form[2].len = 0;
	CHECK(csq_funnel_events_write(again, &form[2], &err));
	CHECK(form[1].len == form[2].len && memcmp(form[1].data, form[2].data, form[1].len) == 0);
	again = csq_funnel_events_read(form[1].data, form[1].len, &err);
	CHECK(again != NULL);
	CHECK(csq_funnel_events_read(form[1].data, test_random_below(form[1].len), &err) == NULL && err.code == CSQ_BINARY);
	return again;
}

static void
test_one_level(void)
{
	test_section("one-level: case by case, any split, text and binary");
	for (int round = 0; round < 20000; round++)
	{
		const CsqFunnelSpec *spec = spec_of(specs[round % NSPECS]);
		bool		texts = test_random_below(2);
		Event		events[MAX_EVENTS];
		size_t		n = random_events(events);
		CsqFunnelPlan plan;
		CsqFunnelEvents *whole = NULL;
		CsqFunnelEvents *part[3] = {NULL, NULL, NULL};
		CsqFunnelEvents *sum = NULL;
		CsqFunnel  *f;
		CsqBuf		text;
		CsqError	err;

		csq_buf_init(&text);
		csq_funnel_spec_text(spec, &text);
		CHECK(csq_funnel_plan(spec, &plan, &err));
		for (size_t i = 0; i < n; i++)
		{
			append(&whole, &plan, &text, texts, &events[i]);
			append(&part[test_random_below(3)], &plan, &text, texts, &events[i]);
		}
		f = case_by_case(spec, &text, events, n);
		same_value(csq_funnel_events_count(whole, &err), f);
		for (int p = 2; p >= 0; p--)
			if (part[p] != NULL && sum == NULL)
				sum = part[p];
			else if (part[p] != NULL)
				CHECK(csq_funnel_events_merge(&sum, part[p], &err));
		same_value(csq_funnel_events_count(sum, &err), f);
		same_value(csq_funnel_events_count(there_and_back(whole, sum), &err), f);
		csq_host_reset();
	}
}

/* More records than one part holds, one case with most of them, and a block that grows in place. */
static void
test_large(void)
{
	test_section("one-level: many records");
	for (int round = 0; round < 4; round++)
	{
		const CsqFunnelSpec *spec = spec_of("a -> b -> c; within 50us");
		CsqFunnelPlan plan;
		CsqBuf		text;
		CsqError	err;
		CsqFunnelEvents *copied = NULL;
		CsqFunnelEvents *owned = NULL;
		const int	ncases = round % 2 ? 3000 : 20;
		size_t		n = 100000;
		CsqHit	   *hits = csq_alloc(n * sizeof *hits);
		CsqFunnel  *f;
		Event	   *events = csq_alloc(n * sizeof *events);
		void	   *copy;

		csq_buf_init(&text);
		csq_funnel_spec_text(spec, &text);
		f = csq_funnel_new(CSQ_FUNNEL_PLAIN, spec->rule.nsteps, text.data, text.len);
		CHECK(csq_funnel_plan(spec, &plan, &err) && plan.plain);
		for (size_t i = 0; i < n; i++)
		{
			int			key = test_random_below(4) == 0 ? 0 : (int) test_random_below((uint64_t) ncases);

			events[i] = (Event) {key, (int64_t) (round < 2 ? i : test_random_below(n)), labels[test_random_below(4)]};
			append(&copied, &plan, &text, round >= 2, &events[i]);
			append(&owned, &plan, &text, round >= 2, &events[i]);
			owned->flat.flags |= CSQ_FUNNEL_OWNED;
		}
		for (int key = 0; key < ncases; key++)
		{
			size_t		m = 0;
			bool		known = false;

			for (size_t i = 0; i < n; i++)
				if (events[i].key == key)
				{
					uint64_t	stops;
					uint64_t	steps = csq_funnel_spec_marks(spec, events[i].label, strlen(events[i].label), &stops);

					known = true;
					if (steps != 0)
						hits[m++] = (CsqHit) {.at = events[i].at, .clock = events[i].at, .steps = steps};
				}
			if (known)
				CHECK(csq_funnel_add(f, csq_funnel_level(&spec->rule, hits, m), 1, &err));
		}
		same_value(csq_funnel_events_count(copied, &err), f);
		same_value(csq_funnel_events_count(owned, &err), f);
		copy = csq_alloc(csq_funnel_events_used(owned));
		csq_funnel_events_copy(owned, copy, csq_funnel_events_used(owned));
		CHECK(csq_funnel_events_check(copy, csq_flat_size(copy), &err));
		same_value(csq_funnel_events_count(copy, &err), f);
		csq_host_reset();
	}
}

static void
refused(const char *text)
{
	CsqError	err = {0};

	CHECK(csq_funnel_events_parse(text, strlen(text), &err) == NULL);
	CHECK_EQ_I64(err.code, CSQ_SYNTAX);
}

static void
test_refused(void)
{
	CsqError	err;
	CsqFunnelEvents *a = csq_funnel_events_new(CSQ_FUNNEL_INTS, "a -> b", 6);
	CsqFunnelEvents *b = csq_funnel_events_new(CSQ_FUNNEL_INTS, "a -> c", 6);
	CsqFunnelEvents *c = csq_funnel_events_new(CSQ_FUNNEL_TEXTS, "a -> b", 6);

	test_section("one-level: what is refused");
	CHECK(csq_funnel_events_add(&b, 1, CSQ_FUNNEL_KNOWN, &err));
	CHECK(!csq_funnel_events_merge(&a, b, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_funnel_events_merge(&a, c, &err) && err.code == CSQ_PARAM);
	CHECK(!csq_funnel_events_check(a, csq_flat_size(a), &err));	/* no case */
	CHECK(csq_funnel_events_check(b, csq_flat_size(b), &err));
	CHECK(csq_funnel_events_add(&b, 1, csq_window_pack(5, 3), &err));	/* there are two steps */
	CHECK(!csq_funnel_events_check(b, csq_flat_size(b), &err) && err.code == CSQ_DATA);
	refused("{\"v\":1,\"funnel\":\"a -> b\",\"cases\":[]}");
	refused("{\"v\":1,\"cases\":[[1,[]]],\"funnel\":\"a -> b\"}");
	refused("{\"v\":2,\"funnel\":\"a -> b\",\"cases\":[[1,[]]]}");
	refused("{\"v\":1,\"funnel\":\"a ->\",\"cases\":[[1,[]]]}");
	refused("{\"v\":1,\"funnel\":\"a -> b\",\"cases\":[[1,[[\"2026-01-05T09:00:00Z\",3]]]]}");
	refused("{\"v\":1,\"funnel\":\"a -> b\",\"cases\":[[1,[[\"9026-01-05T09:00:00Z\",1]]]]}");
	refused("{\"v\":1,\"funnel\":\"a -> b\",\"cases\":[[1,[]],[\"1\",[]]]}");
	refused("{\"v\":1,\"funnel\":\"a -> b\",\"cases\":[[1]]}");
	refused("{\"v\":1,\"funnel\":\"a -> b\",\"cases\":[[1,[],[]]]}");
}

int
main(void)
{
	test_one_level();
	test_large();
	test_refused();
	return test_done();
}
