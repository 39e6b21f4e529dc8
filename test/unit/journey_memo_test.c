/*
 * journey_memo_test.c
 *		Journeys whose dictionaries were met before, against the long way.
 *
 * The same journeys, sound and damaged, are read by two copies of each
 * specification and pattern: one remembers dictionaries, the other does not.  Hits,
 * matches and refusals must be the same.
 */
#include "test.h"

#include "funnel/funnel_hits.h"
#include "funnel_specs.h"
#include "journey/journey_memo.h"
#include "journey/pattern.h"

#define NPATTERNS 5

static const char *const labels[] = {"a",
                                     "b",
                                     "c",
                                     "d",
                                     "",
                                     "a longer label than sixteen bytes",
                                     "a\x1f"
                                     "b"};
static const char *const patterns[NPATTERNS] = {"a ~> b ~> c", "(a|b){2,} c", "^a .* d$", "a !~b~> c within 4us",
                                                "a ~> \"\" ~> b"};

static int
below(int n)
{
	return (int) test_random_below((uint64_t) n);
}

static CsqFunnelSpec *plain_spec[NSPECS];
static CsqFunnelSpec *memo_spec[NSPECS];
static CsqPattern    *plain_pattern[NPATTERNS];
static CsqPattern    *memo_pattern[NPATTERNS];

static CsqFunnelSpec *
spec_of(const char *text)
{
	CsqError       err;
	CsqFunnelSpec *spec = csq_funnel_spec_parse(text, strlen(text), &err);

	CHECK(spec != NULL);
	return spec;
}

static CsqPattern *
pattern_of(const char *text)
{
	CsqPatternTree *tree = csq_alloc(sizeof *tree); /* the program refers to it */
	CsqPattern     *p = NULL;
	CsqError        err;

	if (csq_pattern_parse(text, strlen(text), tree, &err))
		p = csq_pattern_build(tree, &err);
	CHECK(p != NULL);
	return p;
}

/* Events in order or not, of few labels or all; some with channel, value, seq. */
static CsqJourney *
random_journey(void)
{
	CsqJourney *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	int         n = below(12);
	int         nlabels = 1 + below(7);
	int         kind = below(6);
	int64_t     at = 0;
	CsqError    err;

	for (int i = 0; i < n; i++)
	{
		CsqNewEvent e = {0};

		at += kind == 0 ? below(5) - 2 : 1 + below(3);
		e.at = at;
		e.activity = labels[below(nlabels)];
		e.activity_len = strlen(e.activity);
		if (kind == 1)
		{
			e.channel = below(2) ? "phone" : "mail";
			e.channel_len = strlen(e.channel);
		}
		if (kind == 2 && (e.has_value = below(2)))
			e.value = below(3);
		if (kind == 3 && (e.has_seq = below(2)))
			e.seq = below(3);
		CHECK(csq_journey_add(&j, &e, &err));
	}
	if (below(2))
	{
		CsqJourneyView view;

		CHECK(csq_journey_open(j, &view, &err));
		j = csq_journey_pack(&view, &err);
	}
	return j;
}

/* Some bytes of it changed, its length not. */
static void
damage(CsqJourney *j)
{
	size_t size = csq_flat_size(j);

	for (int i = below(3); i >= 0; i--)
		((char *) j)[4 + below((int) size - 4)] ^= (char) (1 << below(8));
}

static void
compare_funnels(const CsqJourney *j, int s)
{
	CsqHit  *a;
	CsqHit  *b;
	size_t   na;
	size_t   nb;
	CsqError ea = {0};
	CsqError eb = {0};
	bool     ok = csq_funnel_hits(j, plain_spec[s], &a, &na, &ea);

	CHECK(csq_funnel_hits(j, memo_spec[s], &b, &nb, &eb) == ok);
	if (!ok)
	{
		CHECK_EQ_STR(ea.detail, eb.detail);
		return;
	}
	CHECK_EQ_I64(na, nb);
	for (size_t i = 0; i < na && na == nb; i++)
		CHECK(a[i].at == b[i].at && a[i].steps == b[i].steps && a[i].stops == b[i].stops && a[i].seq == b[i].seq &&
		      a[i].no_seq == b[i].no_seq && a[i].part == b[i].part);
}

static void
compare_patterns(const CsqJourney *j, int s)
{
	CsqPatternInput   a;
	CsqPatternInput   b;
	CsqError          ea = {0};
	CsqError          eb = {0};
	const CsqPattern *p = csq_pattern_journey(plain_pattern[s], j, &a, &ea);
	const CsqPattern *q = csq_pattern_journey(memo_pattern[s], j, &b, &eb);
	bool              x;
	bool              y;

	CHECK((p == NULL) == (q == NULL));
	if (p == NULL || q == NULL)
	{
		CHECK_EQ_STR(ea.detail, eb.detail);
		return;
	}
	CHECK(csq_pattern_matches(p, &a, &x, &ea) && csq_pattern_matches(q, &b, &y, &eb));
	CHECK(x == y && a.n == b.n);
	CHECK(memcmp(a.at, b.at, a.n * sizeof *a.at) == 0);
}

static void
test_memo(void)
{
	long refused = 0;

	test_section("with and without a memo");
	for (size_t s = 0; s < NSPECS; s++)
	{
		plain_spec[s] = spec_of(specs[s]);
		memo_spec[s] = spec_of(specs[s]);
		csq_funnel_remember(memo_spec[s]);
	}
	for (int s = 0; s < NPATTERNS; s++)
	{
		plain_pattern[s] = pattern_of(patterns[s]);
		memo_pattern[s] = pattern_of(patterns[s]);
		csq_pattern_remember(memo_pattern[s]);
	}
	for (int i = 0; i < 60000; i++)
	{
		CsqJourney *j = random_journey();
		CsqError    err;

		if (below(4) == 0)
			damage(j);
		refused += !csq_journey_check(j, csq_flat_size(j), &err);
		compare_funnels(j, below(NSPECS));
		compare_patterns(j, below(NPATTERNS));
	}
	CHECK(refused > 1000);
}

/* Journeys of the same activities have one dictionary when they are compact, whatever the order of the events. */
static void
test_compact(void)
{
	test_section("compact dictionaries");
	for (int i = 0; i < 10000; i++)
	{
		CsqJourney    *j[2];
		int            set = 1 + below(63);
		CsqError       err;
		CsqJourneyView view;

		for (int k = 0; k < 2; k++)
		{
			j[k] = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
			for (int n = 0, from = below(6); n < 6; n++)
			{
				CsqNewEvent e = {.at = below(100)};
				int         l = (from + n) % 6;

				e.activity = labels[l];
				e.activity_len = strlen(e.activity);
				if (set >> l & 1)
					CHECK(csq_journey_add(&j[k], &e, &err));
			}
			CHECK(csq_journey_open(j[k], &view, &err));
			j[k] = csq_journey_pack(&view, &err);
			CHECK(csq_journey_check(j[k], csq_flat_size(j[k]), &err));
		}
		CHECK(j[0]->back == j[1]->back && j[0]->root == j[1]->root);
		CHECK(memcmp((char *) j[0] + csq_flat_size(j[0]) - j[0]->back, (char *) j[1] + csq_flat_size(j[1]) - j[1]->back,
		             j[0]->back) == 0);
	}
}

int
main(void)
{
	test_memo();
	test_compact();
	return test_done();
}
