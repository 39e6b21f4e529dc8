/*
 * funnel_shared_test.c
 *		A funnel of journeys that share their labels, against the same funnel of each written journey.
 *
 * Journeys of one dictionary grow side by side; at any time the level, the events that
 * matter and the activity after the chain must be those that the journey gives which
 * csq_shared_write() makes of the same words.
 */
#include "base/core.h"
#include "funnel/funnel_detail.h"
#include "funnel/funnel_hits.h"
#include "funnel/funnel_shared.h"
#include "journey/journey.h"

#include "funnel_specs.h"
#include "test.h"

#define NJOURNEYS  12
#define MAX_EVENTS 100

static const char *const labels[] = {"a",
                                     "b",
                                     "c",
                                     "d",
                                     "a longer label than sixteen bytes",
                                     "",
                                     "e",
                                     "b\x1f"
                                     "c"};

#define NLABELS (sizeof labels / sizeof *labels)

typedef struct Grown
{
	int64_t  words[2 * MAX_EVENTS];
	uint32_t n;
} Grown;

static Grown    grown[NJOURNEYS];
static uint32_t levels[CSQ_FUNNEL_MAX_STEPS + 2]; /* how often each was met, the first for cases that are out */
static uint32_t compared;
static uint32_t nexts;

static uint32_t
below(uint32_t n)
{
	return (uint32_t) test_random_below(n);
}

static void
same_hits(CsqHit *a, size_t na, CsqHit *b, size_t nb)
{
	bool same = na == nb;

	csq_funnel_sort(a, na);
	csq_funnel_sort(b, nb);
	for (size_t i = 0; i < na && same; i++)
	{
		uint64_t sum_a[2] = {0, 0};
		uint64_t sum_b[2] = {0, 0};

		same = a[i].at == b[i].at && a[i].clock == b[i].clock && a[i].seq == b[i].seq && a[i].no_seq == b[i].no_seq &&
		       a[i].part == b[i].part;
		/* within one time in any order */
		for (size_t k = 0; k < na; k++)
		{
			sum_a[0] += a[k].at == a[i].at ? (a[k].steps + 1) * (a[k].steps + 7) : 0;
			sum_b[0] += b[k].at == a[i].at ? (b[k].steps + 1) * (b[k].steps + 7) : 0;
			sum_a[1] += a[k].at == a[i].at ? (a[k].stops + 1) * (a[k].stops + 7) : 0;
			sum_b[1] += b[k].at == a[i].at ? (b[k].stops + 1) * (b[k].stops + 7) : 0;
		}
		same = same && sum_a[0] == sum_b[0] && sum_a[1] == sum_b[1];
	}
	CHECK(same);
}

static void
compare(CsqFunnelKinds *k, const CsqFunnelSpec *spec, CsqSharedLabels *l, const Grown *g, bool wide)
{
	CsqSharedEvents e = {g->words, g->n, wide};
	size_t          size = csq_shared_size(l, &e);
	CsqJourney     *j = csq_alloc(size);
	CsqHit         *hits;
	CsqHit         *of_words;
	size_t          n;
	size_t          nwords;
	int64_t         times[CSQ_FUNNEL_MAX_STEPS];
	CsqText         a = {NULL, 0};
	CsqText         b = {NULL, 0};
	CsqError        err;
	int             level;

	csq_shared_write(l, &e, j, size);
	CHECK(csq_funnel_hits(j, spec, &hits, &n, &err));
	level = csq_funnel_steps(&spec->rule, hits, n, times, &err);
	CHECK_EQ_I64(csq_funnel_shared_level(k, l, &e, &err), level);
	levels[level + 1]++;
	CHECK(csq_funnel_shared_hits(k, l, &e, &of_words, &nwords, &err));
	CHECK_EQ_I64(csq_funnel_level(&spec->rule, of_words, nwords), level);
	if (n > 0)
		same_hits(hits, n, of_words, nwords);
	if (level > 0 && level < spec->rule.nsteps)
	{
		int64_t until = below(2) == 0 ? INT64_MAX : (int64_t) below(30);
		bool    found = csq_funnel_next(j, &spec->rule, level, times, until, &a);

		CHECK(csq_funnel_shared_next(l, &e, &spec->rule, level, times, until, &b) == found);
		CHECK(a.len == b.len && (a.len == 0 || memcmp(a.s, b.s, a.len) == 0));
		nexts += found;
	}
	compared++;
	csq_free(j);
}

static void
add(CsqSharedLabels *l, Grown *g, bool wide)
{
	const char *a = labels[below(NLABELS)];
	const char *c = below(3) == 0 ? labels[below(NLABELS)] : NULL;
	int kind = csq_shared_kind(l, csq_shared_label(l, a, strlen(a)), c != NULL ? csq_shared_label(l, c, strlen(c)) : 0);
	int64_t at = (int64_t) below(30) - 5;
	double  value = below(2) == 0 ? NAN : 1.5;

	CHECK(kind >= 0);
	if (below(40) == 0)
		at = below(2) == 0 ? CSQ_SHARED_END_AT - 1 : -CSQ_SHARED_END_AT;
	g->words[wide ? 2 * g->n : g->n] = csq_shared_word(at, kind);
	if (wide)
		memcpy(&g->words[2 * g->n + 1], &value, sizeof value);
	g->n++;
}

/* Two dictionaries in turn, as of two hash tables that are read by one call. */
static void
side_by_side(const char *text)
{
	static uint64_t  last;
	CsqError         err;
	CsqFunnelSpec   *spec = csq_funnel_spec_parse(text, strlen(text), &err);
	CsqFunnelKinds  *k = csq_funnel_kinds_new(spec);
	CsqSharedLabels *l[2];

	for (int d = 0; d < 2; d++)
	{
		l[d] = csq_alloc0(sizeof *l[d]);
		csq_shared_init(l[d]);
		l[d]->id = ++last;
	}
	for (int i = 0; i < NJOURNEYS; i++)
		grown[i].n = 0;
	for (int turn = 0; turn < 600; turn++)
	{
		int    i = (int) below(below(NJOURNEYS) + 1); /* some grow long */
		Grown *g = &grown[i];

		if (g->n < MAX_EVENTS)
			add(l[i % 2], g, i % 4 >= 2);
		if (below(4) > 0)
			continue;
		i = (int) below(NJOURNEYS);
		compare(k, spec, l[i % 2], &grown[i], i % 4 >= 2);
	}
}

int
main(void)
{
	CsqFunnelSpec *spec;
	CsqError       err;

	test_section("a funnel of words is that of the journey");
	for (int round = 0; round < 8; round++)
		for (size_t s = 0; s < NSPECS; s++)
			side_by_side(specs[s]);
	CHECK(compared > 20000);
	CHECK(nexts > 1000 && levels[0] > 100 && levels[1] > 1000 && levels[2] > 1000 && levels[3] > 1000);
	test_section("what words do not tell is not asked of them");
	spec = csq_funnel_spec_parse("a -> b; same channel", 20, &err);
	CHECK(spec != NULL && csq_funnel_kinds_new(spec) == NULL);
	spec = csq_funnel_spec_parse("a -> b; same value", 18, &err);
	CHECK(spec != NULL && csq_funnel_kinds_new(spec) == NULL);
	return test_done();
}
