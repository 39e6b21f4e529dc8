/*
 * funnel_case_test.c
 *		One case as a funnel needs it, against the journey of the same events: level
 *		and steps, under every split, through both forms; and the state of window_funnel.
 */
#include "base/core.h"
#include "base/envelope.h"
#include "funnel/funnel_case.h"
#include "funnel/funnel_hits.h"
#include "base/instant.h"
#include "journey/journey.h"

#include <stdio.h>

#include "funnel_specs.h"
#include "host.h"
#include "test.h"

#define MAX_EVENTS 40

static const char *const labels[] = {"a",
                                     "b",
                                     "c",
                                     "d",
                                     "a longer label than sixteen bytes",
                                     "",
                                     "a\x1f"
                                     "b"};

#define NLABELS (sizeof labels / sizeof *labels)

/* Times in and out of the range of words, close enough together for windows and ties. */
static int64_t
random_time(int64_t base)
{
	switch (test_random_below(8))
	{
		case 0:
			return CSQ_WINDOW_END_AT - 3 + (int64_t) test_random_below(6);
		case 1:
			return CSQ_WINDOW_MIN_AT - 3 + (int64_t) test_random_below(6);
		default:
			return base + (int64_t) test_random_below(12);
	}
}

typedef struct Both
{
	CsqJourney    *journey;
	CsqFunnelCase *whole;
	CsqFunnelCase *part[3];
} Both;

static void
add(CsqFunnelCase **c, const CsqFunnelPlan *plan, const CsqNewEvent *e)
{
	CsqError err;

	CHECK(csq_funnel_case_add(c, plan, e->at, csq_funnel_kind(plan, e->activity, e->activity_len), e->activity,
	                          e->activity_len, &err));
}

static void
random_case(Both *both, const CsqFunnelPlan *plan, uint64_t hash, bool near_only)
{
	size_t   n = test_random_below(MAX_EVENTS);
	CsqError err;

	both->journey = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	both->whole = csq_funnel_case_new(CSQ_CASE_OF_SPEC, hash, 0, 0);
	for (int i = 0; i < 3; i++)
		both->part[i] = csq_funnel_case_new(CSQ_CASE_OF_SPEC, hash, 0, 0);
	for (size_t i = 0; i < n; i++)
	{
		const char *label = labels[test_random_below(NLABELS)];
		CsqNewEvent e = {.at = near_only ? (int64_t) test_random_below(12) : random_time(-5),
		                 .activity = label,
		                 .activity_len = strlen(label)};

		CHECK(csq_journey_add(&both->journey, &e, &err));
		add(&both->whole, plan, &e);
		add(&both->part[test_random_below(3)], plan, &e);
	}
}

static size_t
journey_hits(const CsqJourney *j, const CsqFunnelSpec *spec, CsqHit **hits)
{
	CsqError err;
	size_t   n;

	CHECK(csq_funnel_hits(j, spec, hits, &n, &err));
	return n;
}

/* Level and steps are those of the journey. */
static void
check_equal(const CsqFunnelCase *c, const CsqJourney *j, const CsqFunnelPlan *plan)
{
	const CsqFunnelRule *rule = &plan->spec->rule;
	int64_t              times[2][CSQ_FUNNEL_MAX_STEPS];
	CsqHit              *hits;
	size_t               n;
	CsqError             err;
	int                  level;

	CHECK(csq_funnel_case_check(c, csq_flat_size(c), &err));
	n = journey_hits(j, plan->spec, &hits);
	level = csq_funnel_level(rule, hits, n);
	CHECK_EQ_I64(csq_funnel_case_level(c, plan, c->key, &err), level);
	CHECK_EQ_I64(csq_funnel_steps(rule, hits, n, times[0], &err), level);
	CHECK(csq_funnel_case_hits(c, plan, c->key, &hits, &n, &err));
	CHECK_EQ_I64(csq_funnel_steps(rule, hits, n, times[1], &err), level);
	if (level > 0)
		CHECK(memcmp(times[0], times[1],
		             (size_t) (rule->order == CSQ_ORDER_ANY ? rule->nsteps : level) * sizeof(int64_t)) == 0);
}

static void *
sealed_read(const void *data, size_t len, CsqError *err)
{
	return csq_funnel_case_read(data, len, err);
}

static void
sealed_write(const void *value, CsqBuf *out)
{
	csq_funnel_case_write(value, out);
}

static const CsqStoredType sealed = {.sealed = "funnel_case", .read = sealed_read, .write = sealed_write};

/* Written and read again, in both forms; the canonical forms are those of any split. */
static void
check_forms(const CsqFunnelCase *c, const CsqFunnelCase *other)
{
	CsqBuf               form[4];
	CsqError             err;
	const CsqFunnelCase *again;

	for (int i = 0; i < 4; i++)
		csq_buf_init(&form[i]);
	csq_sealed_text(&sealed, c, &form[0]);
	csq_funnel_case_write(c, &form[1]);
	csq_sealed_text(&sealed, other, &form[2]);
	csq_funnel_case_write(other, &form[3]);
	CHECK(form[0].len == form[2].len && memcmp(form[0].data, form[2].data, form[0].len) == 0);
	CHECK(form[1].len == form[3].len && memcmp(form[1].data, form[3].data, form[1].len) == 0);
	form[3].len = 0;
	CHECK((again = csq_sealed_parse(&sealed, form[0].data, form[0].len, &err)) != NULL &&
	      csq_funnel_case_check(again, csq_flat_size(again), &err));
	csq_funnel_case_write(again, &form[3]);
	CHECK(form[1].len == form[3].len && memcmp(form[1].data, form[3].data, form[1].len) == 0);
	CHECK(csq_funnel_case_read(form[1].data, test_random_below(form[1].len), &err) == NULL && err.code == CSQ_BINARY);
	/* a damaged byte is refused, or makes another value that is canonical too */
	form[1].data[test_random_below(form[1].len)] ^= (char) (1 << test_random_below(8));
	form[3].len = 0;
	if ((again = csq_funnel_case_read(form[1].data, form[1].len, &err)) != NULL)
	{
		CHECK(csq_funnel_case_check(again, csq_flat_size(again), &err));
		csq_funnel_case_write(again, &form[3]);
		CHECK(form[1].len == form[3].len && memcmp(form[1].data, form[3].data, form[1].len) == 0);
	}
	else
		CHECK(err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED); /* a newer version */
}

/* The state of window_funnel: the same forms; what it holds is tested with the levels (funnel_test.c). */
static void
test_windows(void)
{
	CsqError err;

	test_section("window_funnel: its forms");
	for (int round = 0; round < 4000; round++)
	{
		CsqFunnelCase *w =
			csq_funnel_case_new(CSQ_CASE_OF_WINDOW, (test_random_u64() >> 1) >> test_random_below(63), 0, 0);
		CsqFunnelCase *part[2];

		for (int i = 0; i < 2; i++)
			part[i] = csq_funnel_case_new(CSQ_CASE_OF_WINDOW, w->key, 0, 0);
		for (size_t n = test_random_below(40); n-- > 0;)
		{
			int64_t at = (int64_t) (test_random_u64() & (CSQ_WINDOW_END_AT * 2 - 1)) + CSQ_WINDOW_MIN_AT;
			int     step = 1 + (int) test_random_below(64);

			CHECK(csq_funnel_case_add_word(&w, at, step, &err) &&
			      csq_funnel_case_add_word(&part[test_random_below(2)], at, step, &err));
		}
		CHECK(csq_funnel_case_merge(&part[0], part[1], &err));
		CHECK_EQ_I64(csq_funnel_case_window_level(part[0], &err), csq_funnel_case_window_level(w, &err));
		check_forms(w, part[0]);
		csq_host_reset();
	}
}

static void
test_random_cases(void)
{
	test_section("level and steps are those of the journey, under any split");
	for (int i = 0; i < 40000; i++)
	{
		const char    *text = specs[i % NSPECS];
		uint64_t       hash = csq_funnel_spec_fingerprint(text, strlen(text));
		CsqFunnelPlan  plan;
		CsqFunnelSpec *spec;
		CsqError       err;
		Both           both;
		int            first = (int) test_random_below(3);

		CHECK((spec = csq_funnel_spec_parse(text, strlen(text), &err)) != NULL && csq_funnel_plan(spec, &plan, &err));
		random_case(&both, &plan, hash, i % 2 == 0);
		check_equal(both.whole, both.journey, &plan);
		for (int k = 1; k < 3; k++)
			CHECK(csq_funnel_case_merge(&both.part[first], both.part[(first + k) % 3], &err));
		check_equal(both.part[first], both.journey, &plan);
		check_forms(both.whole, both.part[first]);
		csq_host_reset();
	}
}

static void
test_refused(void)
{
	const char    *text = "a -> b";
	CsqFunnelCase *c = csq_funnel_case_new(CSQ_CASE_OF_SPEC, 1, 0, 0);
	CsqFunnelCase *d = csq_funnel_case_new(CSQ_CASE_OF_SPEC, 2, 0, 0);
	CsqFunnelPlan  plan;
	CsqFunnelSpec *spec;
	CsqError       err;
	CsqHit        *hits;
	size_t         n;

	test_section("what is refused");
	CHECK((spec = csq_funnel_spec_parse(text, strlen(text), &err)) != NULL && csq_funnel_plan(spec, &plan, &err));
	CHECK(!csq_funnel_case_merge(&c, d, &err) && err.code == CSQ_PARAM);
	CHECK(csq_funnel_case_level(c, &plan, 2, &err) == CSQ_FUNNEL_FAILED && err.code == CSQ_PARAM);
	/* a case of window_funnel and one of a specification */
	{
		CsqFunnelCase *w = csq_funnel_case_new(CSQ_CASE_OF_WINDOW, 1, 0, 0);
		CsqFunnelCase *v = csq_funnel_case_new(CSQ_CASE_OF_WINDOW, 2, 0, 0);

		CHECK(!csq_funnel_case_merge(&c, w, &err) && err.code == CSQ_PARAM && !csq_funnel_case_merge(&w, c, &err));
		CHECK(!csq_funnel_case_merge(&w, v, &err) && strstr(err.message, "windows") != NULL);
		CHECK(csq_funnel_case_level(w, &plan, 1, &err) == CSQ_FUNNEL_FAILED && err.code == CSQ_PARAM);
		CHECK(csq_funnel_case_window_level(c, &err) == CSQ_FUNNEL_FAILED && err.code == CSQ_PARAM);
		w->key = UINT64_MAX; /* a negative window */
		CHECK(!csq_funnel_case_check(w, csq_flat_size(w), &err));
		v->nwhole = 1;
		CHECK(!csq_funnel_case_check(v, csq_flat_size(v), &err));
	}
	/* steps and exclusions that the specification does not have */
	for (int k = 0; k < 3; k++)
		CHECK(csq_funnel_case_add(&c, &plan, k, k, "", 0, &err));
	CHECK(csq_funnel_case_level(c, &plan, 1, &err) == CSQ_FUNNEL_FAILED && err.code == CSQ_BINARY);
	CHECK(!csq_funnel_case_hits(c, &plan, 1, &hits, &n, &err) && err.code == CSQ_BINARY);
	CHECK(csq_funnel_case_add_whole(&d, 0, (CsqFunnelMarks){4, 0}, &err));
	CHECK(csq_funnel_case_level(d, &plan, 2, &err) == CSQ_FUNNEL_FAILED && err.code == CSQ_BINARY);
	csq_funnel_case_whole(d)->marks = (CsqFunnelMarks){1, 1};
	CHECK(csq_funnel_case_level(d, &plan, 2, &err) == CSQ_FUNNEL_FAILED && err.code == CSQ_BINARY);
	/* as many words and as many whole events as there are bytes for each, but not for both */
	{
		CsqBuf b;

		csq_buf_init(&b);
		csq_put_u8(&b, CSQ_FUNNEL_CASE_VERSION);
		csq_put_u8(&b, CSQ_CASE_OF_SPEC);
		csq_put_u64(&b, 1);
		csq_put_u32(&b, 6);
		csq_put_u32(&b, 2);
		for (int k = 0; k < 6; k++)
			csq_put_u64(&b, 64);
		CHECK(csq_funnel_case_read(b.data, b.len, &err) == NULL && err.code == CSQ_BINARY &&
		      strstr(err.detail, "as long as") != NULL);
	}
	/* stored values: no instant, more events than there is room for */
	csq_funnel_case_whole(d)->at = INT64_MAX;
	CHECK(!csq_funnel_case_check(d, csq_flat_size(d), &err) && err.code == CSQ_BINARY);
	c->nwhole = UINT32_MAX;
	CHECK(!csq_funnel_case_check(c, csq_flat_size(c), &err));
	c->nwhole = 0;
	c->nevents = 14;
	CHECK(!csq_funnel_case_check(c, csq_flat_size(c), &err));
	c->nevents = 13;
	CHECK(csq_funnel_case_check(c, csq_flat_size(c), &err));
}

int
main(void)
{
	test_random_cases();
	test_windows();
	test_refused();
	return test_done();
}
