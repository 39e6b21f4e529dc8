/*
 * pattern_shared_test.c
 *		Patterns over journeys that share their labels, against the same pattern over each written journey.
 */
#include "base/core.h"
#include "journey/journey_shared.h"
#include "journey/pattern.h"

#include "test.h"

#define MAX_EVENTS 40

static const char *const labels[] = {"a",
                                     "b",
                                     "c",
                                     "a longer label than sixteen bytes",
                                     "",
                                     "a\x1f"
                                     "b"};

#define NLABELS (sizeof labels / sizeof *labels)

static const char *const patterns[] = {"a -> b",
                                       "a ~> b",
                                       "^ a !~c~> b $",
                                       "(a|b){2,} c",
                                       ". \"\" ~[<=4us]> c within 9us",
                                       "\"a longer label than sixteen bytes\"+ -> b",
                                       "[a|b] ~> c ~> a",
                                       "a[channel = b] ~> c",
                                       "never"};

#define NPATTERNS (sizeof patterns / sizeof *patterns)

static uint32_t by_words;
static uint32_t by_journey;
static uint32_t found;

static uint32_t
below(uint32_t n)
{
	return (uint32_t) test_random_below(n);
}

/* Is every event later than the one before, and none of several activities known to the dictionary? */
static bool
is_simple(const CsqSharedLabels *l, const CsqSharedEvents *e)
{
	for (uint32_t i = 0; i < l->nkinds; i++)
		if (memchr(l->labels[l->kinds[i].activity].bytes, '\x1f', l->labels[l->kinds[i].activity].len) != NULL)
			return false;
	for (uint32_t i = 1; i < e->n; i++)
		if (csq_shared_time(e->words[i * (e->wide ? 2U : 1U)]) <=
		    csq_shared_time(e->words[(i - 1) * (e->wide ? 2U : 1U)]))
			return false;
	return true;
}

static void
compare(const CsqPattern *p, CsqSharedLabels *l, const CsqSharedEvents *e)
{
	size_t            size = csq_shared_size(l, e);
	CsqJourney       *j = csq_alloc(size);
	CsqPatternInput   of_journey;
	CsqPatternInput   of_words;
	const CsqPattern *q;
	CsqError          err;
	bool              a;
	bool              b;

	csq_shared_write(l, e, j, size);
	q = csq_pattern_journey(p, j, &of_journey, &err);
	CHECK(q != NULL && csq_pattern_matches(q, &of_journey, &a, &err));
	CHECK(csq_pattern_words(p, l, e, &of_words) == (p->nguards == 0 && is_simple(l, e)));
	if (p->nguards > 0 || !is_simple(l, e))
	{
		by_journey++;
		return;
	}
	CHECK(q == p && of_words.n == of_journey.n &&
	      memcmp(of_words.at, of_journey.at, of_words.n * sizeof *of_words.at) == 0 &&
	      memcmp(of_words.label, of_journey.label, of_words.n * sizeof *of_words.label) == 0);
	CHECK(csq_pattern_matches(p, &of_words, &b, &err) && a == b);
	by_words++;
	found += b;
}

/* Journeys of two dictionaries in turn; of one of them the kinds come little by little, sets of activities at last. */
static void
side_by_side(const char *text)
{
	static uint64_t  last;
	CsqPatternTree   tree;
	CsqPattern      *p = NULL;
	CsqSharedLabels *l[2];
	CsqError         err;

	if (!csq_pattern_parse(text, strlen(text), &tree, &err) || (p = csq_pattern_build(&tree, &err)) == NULL)
	{
		printf("%s: %s\n", text, err.message);
		CHECK(false);
		return;
	}
	csq_pattern_remember(p);
	for (int d = 0; d < 2; d++)
	{
		l[d] = csq_alloc0(sizeof *l[d]);
		csq_shared_init(l[d]);
		l[d]->id = ++last;
	}
	for (uint32_t turn = 0; turn < 400; turn++)
	{
		int64_t         words[2 * MAX_EVENTS];
		CsqSharedEvents e = {words, below(below(MAX_EVENTS) + 1), below(2) == 0};
		uint32_t        d = below(2);
		uint32_t        nlabels = d == 0 ? (uint32_t) NLABELS - 1 : turn < 300 ? 1 + turn / 60 : (uint32_t) NLABELS;
		int64_t         at = (int64_t) below(100) - 50;

		for (uint32_t i = 0; i < e.n; i++)
		{
			const char *a = labels[below(nlabels)];
			uint32_t    channel = below(3) == 0 ? csq_shared_label(l[d], "b", 1) : 0;
			int         kind = csq_shared_kind(l[d], csq_shared_label(l[d], a, strlen(a)), channel);
			double      value = NAN;

			at += below(20) == 0 ? (int64_t) below(3) - 2 : 1 + (int64_t) below(4);
			words[e.wide ? 2 * i : i] = csq_shared_word(at, kind);
			if (e.wide)
				memcpy(&words[2 * i + 1], &value, sizeof value);
		}
		compare(p, l[d], &e);
	}
}

int
main(void)
{
	test_section("a pattern finds in words what it finds in the journey");
	for (int round = 0; round < 6; round++)
		for (size_t i = 0; i < NPATTERNS; i++)
			side_by_side(patterns[i]);
	CHECK(by_words > 8000 && by_journey > 5000 && found > 1000 && found < by_words / 2);
	return test_done();
}
