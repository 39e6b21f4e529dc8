/*
 * funnel_test.c
 *		Funnels against exhaustive search.
 *
 * The oracle tries every way to give different events to steps 1 .. k and looks
 * at the rules one by one; the engine must agree on the level and on the chosen
 * chain, for all three rules for ties, with and without gaps and windows, for
 * events in several steps.  window_funnel's own evaluation must agree too.
 */
#include "test.h"

#include "funnel/funnel_case.h"
#include "funnel/funnel_hits.h"
#include "base/instant.h"
#include "journey/journey.h"

#define MAX_EVENTS 8
#define MAX_STEPS  6

/* ---- the oracle ---- */

typedef struct Oracle
{
	const CsqFunnelRule *rule;
	const CsqHit        *hits;
	size_t               n;
	bool                 used[MAX_EVENTS];
	int64_t              chain[MAX_STEPS];
	int                  level;
	int64_t              best[MAX_STEPS];
} Oracle;

/* May b be read after a? */
static bool
follows(CsqTies ties, const CsqHit *a, const CsqHit *b)
{
	if (a->at != b->at)
		return a->at < b->at;
	if (ties == CSQ_TIES_STRICT)
		return false;
	if (ties == CSQ_TIES_ANY)
		return true;
	if (a->no_seq || b->no_seq)
		return b->no_seq;
	return a->seq <= b->seq;
}

/* Is the chain of k steps better than the best of the same length? */
static bool
better(const int64_t *chain, const int64_t *best, int k)
{
	if (chain[k - 1] != best[k - 1])
		return chain[k - 1] < best[k - 1];
	if (chain[0] != best[0])
		return chain[0] > best[0];
	for (int i = 1; i < k; i++)
		if (chain[i] != best[i])
			return chain[i] < best[i];
	return false;
}

static void
search(Oracle *o, int k, const CsqHit *last)
{
	if (k > 0 && (k > o->level || (k == o->level && better(o->chain, o->best, k))))
	{
		o->level = k;
		memcpy(o->best, o->chain, sizeof o->best);
	}
	if (k == o->rule->nsteps)
		return;
	for (size_t i = 0; i < o->n; i++)
	{
		const CsqHit *h = &o->hits[i];

		if (o->used[i] || !(h->steps >> k & 1))
			continue;
		if (last != NULL &&
		    (!follows(o->rule->ties, last, h) || (uint64_t) (h->at - last->at) < o->rule->min_gap[k] ||
		     (uint64_t) (h->at - last->at) > o->rule->max_gap[k] || (uint64_t) (h->at - o->chain[0]) > o->rule->within))
			continue;
		o->used[i] = true;
		o->chain[k] = h->at;
		search(o, k + 1, h);
		o->used[i] = false;
	}
}

/* ---- random cases ---- */

static void
random_rule(CsqFunnelRule *rule, bool gaps)
{
	memset(rule, 0, sizeof *rule);
	rule->nsteps = 1 + (int) test_random_below(MAX_STEPS - 1);
	rule->ties = (CsqTies) test_random_below(3);
	rule->within = test_random_below(3) ? test_random_below(12) : CSQ_NO_LIMIT;
	for (int s = 0; s < rule->nsteps; s++)
	{
		rule->max_gap[s] = CSQ_NO_LIMIT;
		if (!gaps || s == 0)
			continue;
		if (test_random_below(2))
			rule->min_gap[s] = test_random_below(4);
		if (test_random_below(2))
			rule->max_gap[s] = rule->min_gap[s] + test_random_below(5);
		rule->has_gaps |= rule->min_gap[s] > 0 || rule->max_gap[s] != CSQ_NO_LIMIT;
	}
}

static size_t
random_hits(const CsqFunnelRule *rule, CsqHit *hits, bool multi, int span)
{
	size_t   n = test_random_below(MAX_EVENTS + 1);
	uint64_t all = (UINT64_C(1) << rule->nsteps) - 1;

	for (size_t i = 0; i < n; i++)
	{
		hits[i].at = hits[i].clock = (int64_t) test_random_below((uint64_t) span) - 3;
		hits[i].stops = 0;
		hits[i].steps = UINT64_C(1) << test_random_below((uint64_t) rule->nsteps);
		if (multi && test_random_below(2))
			hits[i].steps |= (test_random_u64() & all);
		hits[i].no_seq = rule->ties == CSQ_TIES_SEQ && test_random_below(4) == 0;
		hits[i].seq = rule->ties == CSQ_TIES_SEQ && !hits[i].no_seq ? (int64_t) test_random_below(3) - 1 : 0;
	}
	return n;
}

static void
one_case(bool gaps, bool multi, int span)
{
	CsqFunnelRule rule;
	CsqHit        hits[MAX_EVENTS];
	CsqHit        copy[MAX_EVENTS];
	int64_t       times[MAX_STEPS];
	Oracle        o = {0};
	CsqError      err;

	random_rule(&rule, gaps);
	o.rule = &rule;
	o.hits = hits;
	o.n = random_hits(&rule, hits, multi, span);
	search(&o, 0, NULL);
	memcpy(copy, hits, sizeof copy);
	CHECK_EQ_I64(csq_funnel_level(&rule, copy, o.n), o.level);
	memcpy(copy, hits, sizeof copy);
	CHECK_EQ_I64(csq_funnel_steps(&rule, copy, o.n, times, &err), o.level);
	for (int i = 0; i < o.level; i++)
		CHECK_EQ_I64(times[i], o.best[i]);
}

/* window_funnel: one step per event, ties any. */
static void
window_case(int span)
{
	CsqFunnelRule  rule;
	CsqHit         hits[MAX_EVENTS];
	CsqFunnelCase *whole;
	CsqFunnelCase *part[2];
	Oracle         o = {0};
	CsqError       err;

	random_rule(&rule, false);
	rule.ties = CSQ_TIES_ANY;
	if (rule.within == CSQ_NO_LIMIT)
		rule.within = INT64_MAX;
	o.rule = &rule;
	o.hits = hits;
	o.n = random_hits(&rule, hits, false, span);
	search(&o, 0, NULL);
	whole = csq_funnel_case_new(CSQ_CASE_OF_WINDOW, rule.within, 0, 0);
	part[0] = csq_funnel_case_new(CSQ_CASE_OF_WINDOW, rule.within, 0, 0);
	part[1] = csq_funnel_case_new(CSQ_CASE_OF_WINDOW, rule.within, 0, 0);
	for (size_t i = 0; i < o.n; i++)
	{
		int             step = __builtin_ctzll(hits[i].steps) + 1;
		CsqFunnelCase **p = &part[test_random_below(2)];

		CHECK(csq_funnel_case_add_word(&whole, hits[i].at, step, &err) &&
		      csq_funnel_case_add_word(p, hits[i].at, step, &err));
	}
	CHECK_EQ_I64(csq_funnel_case_window_level(whole, &err), o.level);
	CHECK(csq_funnel_case_merge(&part[0], part[1], &err));
	CHECK_EQ_I64(csq_funnel_case_window_level(part[0], &err), o.level);
}

static void
test_oracle(void)
{
	static const int spans[] = {4, 9, 30};

	for (int gaps = 0; gaps < 2; gaps++)
		for (int multi = 0; multi < 2; multi++)
			for (int s = 0; s < 3; s++)
			{
				char name[80];

				snprintf(name, sizeof name, "exhaustive search: gaps %d, several steps %d, span %d", gaps, multi,
				         spans[s]);
				test_section(strdup(name));
				for (int i = 0; i < 6000; i++)
				{
					one_case(gaps, multi, spans[s]);
					csq_host_reset();
				}
			}
	test_section("window_funnel: exhaustive search, any split");
	for (int i = 0; i < 12000; i++)
	{
		window_case(spans[i % 3]);
		csq_host_reset();
	}
}

/*
 * Longer sequences: the engine with gaps that say nothing must
 * agree with the one without, and window_funnel with both.
 */
static void
test_long(void)
{
	test_section("long sequences: three evaluations agree");
	for (int round = 0; round < 300; round++)
	{
		CsqFunnelRule  rule;
		size_t         n = 1 + test_random_below(400);
		CsqHit        *hits = csq_alloc(n * sizeof *hits);
		CsqHit        *copy = csq_alloc(n * sizeof *hits);
		CsqFunnelCase *w;
		int64_t        times[MAX_STEPS];
		CsqError       err;
		int            level;

		random_rule(&rule, false);
		rule.ties = CSQ_TIES_ANY;
		rule.within = test_random_below(60);
		w = csq_funnel_case_new(CSQ_CASE_OF_WINDOW, rule.within, n, 0);
		for (size_t i = 0; i < n; i++)
		{
			hits[i] = (CsqHit){.steps = UINT64_C(1) << test_random_below((uint64_t) rule.nsteps)};
			hits[i].at = hits[i].clock = (int64_t) test_random_below(2000);
			CHECK(csq_funnel_case_add_word(&w, hits[i].at, __builtin_ctzll(hits[i].steps) + 1, &err));
		}
		memcpy(copy, hits, n * sizeof *hits);
		level = csq_funnel_level(&rule, copy, n);
		CHECK_EQ_I64(csq_funnel_case_window_level(w, &err), level);
		memcpy(copy, hits, n * sizeof *hits);
		CHECK_EQ_I64(csq_funnel_steps(&rule, copy, n, times, &err), level);
		for (int i = 1; i < level; i++)
			CHECK(times[i - 1] <= times[i]);
		CHECK(level == 0 || (uint64_t) (times[level - 1] - times[0]) <= rule.within);
		rule.has_gaps = true;
		memcpy(copy, hits, n * sizeof *hits);
		CHECK_EQ_I64(csq_funnel_level(&rule, copy, n), level);
		csq_host_reset();
	}
}

/* The level of events that follow each other: from each event of step 1 the next of step 2, and so on. */
static int
level_of_rising(const int64_t *words, size_t n, int64_t within)
{
	int best = 0;

	for (size_t i = 0; i < n; i++)
	{
		int level = 0;

		for (size_t j = i; j < n; j++)
			if ((words[j] & 63) == level && csq_window_time(words[j]) - csq_window_time(words[i]) <= within &&
			    ++level == CSQ_FUNNEL_MAX_STEPS)
				break;
		best = level > best ? level : best;
	}
	return best;
}

/* Events in order, no two at one time: few steps and all of them, times and windows up to their limits. */
static void
test_rising(void)
{
	test_section("words whose times rise: from each start, all in turn");
	for (int round = 0; round < 12000; round++)
	{
		static const int steps[] = {1, 2, 6, 7, 8, 9, 10, 63, 64};
		static int64_t   words[2500];
		size_t           n = test_random_below(round % 1000 == 0 ? 2500 : 90);
		int              nsteps = steps[test_random_below(9)];
		bool             chains = test_random_below(2) == 0;
		int64_t          step_max = round % 3 == 0 ? CSQ_WINDOW_END_AT / 64 : 20;
		int64_t          at = round % 5 == 0 ? CSQ_WINDOW_MIN_AT : (int64_t) test_random_below(1000) - 500;
		int64_t          within = round % 7 == 0 ? INT64_MAX : (int64_t) test_random_below((uint64_t) step_max * 30);
		size_t           m = 0;
		int              level;

		for (; m < n && at < CSQ_WINDOW_END_AT; m++)
		{
			int step = (int) (chains && test_random_below(10) != 0 ? m % (size_t) nsteps
			                                                       : test_random_below((uint64_t) nsteps));

			words[m] = csq_window_pack(at, step + 1);
			at += 1 + (int64_t) test_random_below((uint64_t) step_max);
		}
		level = level_of_rising(words, m, within);
		CHECK_EQ_I64(csq_window_words_level(words, m, within), level);
		CHECK_EQ_I64(csq_window_unsorted_level(words, (uint32_t) m, within), level);
		/* two change places */
		if (m > 1)
		{
			size_t  i = test_random_below(m - 1);
			int64_t word = words[i];

			words[i] = words[m - 1];
			words[m - 1] = word;
			CHECK_EQ_I64(csq_window_unsorted_level(words, (uint32_t) m, within), level);
		}
		csq_host_reset();
	}
}

/* ---- known cases ---- */

static int
level_of(const char *spec_text, const char *journey)
{
	CsqError       err = {0};
	CsqFunnelSpec *spec = csq_funnel_spec_parse(spec_text, strlen(spec_text), &err);
	CsqJourney    *j = csq_journey_parse(journey, strlen(journey), &err);
	CsqHit        *hits;
	size_t         n;

	if (spec == NULL || j == NULL || !csq_funnel_hits(j, spec, &hits, &n, &err))
	{
		printf("%s: %s\n", err.message, err.detail);
		return -9;
	}
	return csq_funnel_level(&spec->rule, hits, n);
}

#define AT(h, a) "[\"2026-01-05T0" h ":00:00Z\",\"" a "\"]"

static void
test_known(void)
{
	test_section("the smallest sequences on which published funnels go wrong");
	/* one event is one step, whatever it satisfies */
	CHECK_EQ_I64(level_of("a -> a", "{\"v\":1,\"events\":[" AT("1", "a") "]}"), 1);
	CHECK_EQ_I64(level_of("a|b -> b", "{\"v\":1,\"events\":[" AT("1", "b") "," AT("1", "a") "]}"), 2);
	/* strictly increasing: a later hit at the same time must not hide an earlier one */
	CHECK_EQ_I64(level_of("a -> b; within 8h; ties strict",
	                      "{\"v\":1,\"events\":[" AT("1", "a") "," AT("6", "a") "," AT("6", "b") "]}"),
	             2);
	CHECK_EQ_I64(level_of("a -> b; ties strict", "{\"v\":1,\"events\":[" AT("6", "a") "," AT("6", "b") "]}"), 1);
	/* the first start is too early for the window, the second is not */
	CHECK_EQ_I64(level_of("a -> b -> c; within 3h", "{\"v\":1,\"events\":[" AT("1", "a") "," AT("2", "b") "," AT(
														"3", "a") "," AT("4", "b") "," AT("6", "c") "]}"),
	             3);
	/* the latest predecessor is too late for the gap, an earlier one is not */
	CHECK_EQ_I64(level_of("a -> b[>=2h]", "{\"v\":1,\"events\":[" AT("1", "a") "," AT("3", "a") "," AT("4", "b") "]}"),
	             2);
	/* seq decides ties when asked to */
	CHECK_EQ_I64(
		level_of(
			"a -> b; ties seq",
			"{\"v\":1,\"events\":[[\"2026-01-05T01:00:00Z\",\"b\",null,null,1],[\"2026-01-05T01:00:00Z\",\"a\",null,null,2]]}"),
		1);
	CHECK_EQ_I64(
		level_of(
			"a -> b",
			"{\"v\":1,\"events\":[[\"2026-01-05T01:00:00Z\",\"b\",null,null,1],[\"2026-01-05T01:00:00Z\",\"a\",null,null,2]]}"),
		2);
	/* exclusions: the design's example; an event of the chain is none of its exclusions */
	CHECK_EQ_I64(level_of("a -> b[<=4h] -> c; within 7d; not x",
	                      "{\"v\":1,\"events\":[" AT("1", "a") "," AT("2", "b") "," AT("3", "x") "," AT("4", "c") "]}"),
	             2);
	CHECK_EQ_I64(level_of("a -> b[<=4h] -> c; within 7d; not x between 1 and 2",
	                      "{\"v\":1,\"events\":[" AT("1", "a") "," AT("2", "b") "," AT("3", "x") "," AT("4", "c") "]}"),
	             3);
	CHECK_EQ_I64(level_of("a -> b -> c; not x drop journey",
	                      "{\"v\":1,\"events\":[" AT("1", "a") "," AT("2", "b") "," AT("3", "x") "," AT("4", "c") "]}"),
	             CSQ_FUNNEL_OUT);
	CHECK_EQ_I64(level_of("a -> b -> c; not x drop journey",
	                      "{\"v\":1,\"events\":[" AT("1", "a") "," AT("2", "b") "," AT("3", "x") "]}"),
	             2);
	CHECK_EQ_I64(level_of("a -> b -> c; not x",
	                      "{\"v\":1,\"events\":[" AT("1", "a") "," AT("2", "b") "," AT("2", "x") "," AT("4", "c") "]}"),
	             2);
	CHECK_EQ_I64(level_of("a -> b -> c; not x between 2 and 3",
	                      "{\"v\":1,\"events\":[" AT("1", "a") "," AT("2", "b") "," AT("2", "x") "," AT("4", "c") "]}"),
	             3);
	CHECK_EQ_I64(level_of("a -> b -> c; not x; ties strict",
	                      "{\"v\":1,\"events\":[" AT("1", "a") "," AT("2", "b") "," AT("2", "x") "," AT("4", "c") "]}"),
	             3);
	CHECK_EQ_I64(
		level_of("a -> a -> b; not a", "{\"v\":1,\"events\":[" AT("1", "a") "," AT("2", "a") "," AT("3", "b") "]}"), 3);
	CHECK_EQ_I64(level_of("a -> b; not a; within 1h",
	                      "{\"v\":1,\"events\":[" AT("1", "a") "," AT("2", "a") "," AT("3", "b") "]}"),
	             2);
	/* order strict starts anew: where others stop at 1 */
	CHECK_EQ_I64(level_of("a -> b -> c; order strict", "{\"v\":1,\"events\":[" AT("1", "a") "," AT("2", "d") "," AT(
														   "3", "a") "," AT("4", "b") "," AT("5", "c") "]}"),
	             3);
	CHECK_EQ_I64(level_of("a -> b -> c; order strict",
	                      "{\"v\":1,\"events\":[" AT("1", "a") "," AT("2", "b") "," AT("3", "d") "," AT("4", "c") "]}"),
	             2);
	/* optional, repeated, any */
	CHECK_EQ_I64(level_of("a -> b? -> c", "{\"v\":1,\"events\":[" AT("1", "a") "," AT("4", "c") "]}"), 3);
	CHECK_EQ_I64(level_of("a -> b? -> c", "{\"v\":1,\"events\":[" AT("1", "a") "," AT("4", "b") "]}"), 2);
	CHECK_EQ_I64(level_of("a{3}[<=1h]", "{\"v\":1,\"events\":[" AT("1", "a") "," AT("2", "a") "," AT("4", "a") "]}"),
	             2);
	CHECK_EQ_I64(level_of("a -> b -> c; order any; within 2h",
	                      "{\"v\":1,\"events\":[" AT("1", "a") "," AT("4", "c") "," AT("5", "b") "]}"),
	             2);
	/* the ends of time: no overflow */
	CHECK_EQ_I64(
		level_of("a -> b",
	             "{\"v\":1,\"events\":[[\"-4713-11-24T00:00:00Z\",\"a\"],[\"294276-12-31T23:59:59.999999Z\",\"b\"]]}"),
		2);
	CHECK_EQ_I64(
		level_of("a -> b; within 100000000d",
	             "{\"v\":1,\"events\":[[\"-4713-11-24T00:00:00Z\",\"a\"],[\"294276-12-31T23:59:59.999999Z\",\"b\"]]}"),
		1);
}

/* ---- the language ---- */

static void
canonical(const char *text, const char *want)
{
	CsqError       err = {0};
	CsqFunnelSpec *spec = csq_funnel_spec_parse(text, strlen(text), &err);
	CsqBuf         b;

	csq_buf_init(&b);
	if (spec != NULL)
		csq_funnel_spec_text(spec, &b);
	else
		csq_buf_str(&b, err.message);
	CHECK_EQ_STR(b.data, want);
	if (spec == NULL)
		return;
	spec = csq_funnel_spec_parse(b.data, b.len, &err);
	CHECK(spec != NULL);
	csq_buf_init(&b);
	csq_funnel_spec_text(spec, &b);
	CHECK_EQ_STR(b.data, want);
}

static void
refused(const char *text, CsqCode code)
{
	CsqError err = {0};

	CHECK(csq_funnel_spec_parse(text, strlen(text), &err) == NULL);
	CHECK_EQ_I64(err.code, code);
	CHECK(err.hint[0] != '\0');
}

static void
test_language(void)
{
	test_section("canonical text");
	canonical("a", "a");
	canonical(" a->b ", "a -> b");
	canonical("opened -> replied[<=4h] -> resolved; within 7d", "opened -> replied[<=4h] -> resolved; within 7d");
	canonical("a -> b [ >= 36 hours ] ; within 2 weeks ;", "a -> b[>=1d12h]; within 14d");
	canonical("a -> b[90m..5400s]", "a -> b[1h30m..1h30m]");
	canonical("a -> b[0s..1h]; ties any; order then; chain first", "a -> b[<=1h]");
	canonical("a -> b[>=0s]", "a -> b");
	canonical("a -> b; ties seq; within 0s", "a -> b; within 0s; ties seq");
	canonical("Take in charge ticket -> \"Wait\" | \"a->b\" | \"\" | \"say \"\"x\"\"\"",
	          "Take in charge ticket -> Wait|\"a->b\"|\"\"|\"say \"\"x\"\"\"");
	canonical("投诉 -> 已解决|已关闭; within 3 days", "投诉 -> 已解决|已关闭; within 3d");
	canonical("a|a|b", "a|b");
	canonical("a-b -> c-", "a-b -> c-");
	canonical("a{1}->b{3}[<=1h] -> c ?", "a -> b{3}[<=1h] -> c?");
	canonical("a -> a -> b? -> b? -> b", "a{2} -> b? -> b? -> b");
	canonical("a -> a[<=1h] -> a[<=1h] -> a", "a{3}[<=1h] -> a");
	canonical("a|b{2} -> b|a", "a|b{2} -> b|a");
	canonical("a -> b[<=2h] -> b[<=2h] -> b?[<=2h]", "a -> b{2}[<=2h] -> b?[<=2h]");
	canonical("opened -> replied[<=4h] -> resolved; within 7d; not reopened",
	          "opened -> replied[<=4h] -> resolved; within 7d; not reopened");
	canonical(
		"a -> b -> c; chain fastest; not x|\"y z\" between 1 and 3 drop chain; order strict; ties strict; not a between 2 and 3 drop journey; within 1h",
		"a -> b -> c; within 1h; order strict; ties strict; not x|y z; not a between 2 and 3 drop journey; chain fastest");
	canonical("a -> b; not hung up between 1 and 2 drop journey ; chain last;",
	          "a -> b; not hung up drop journey; chain last");
	canonical("a -> b; not \"call drop\"|\"in between\"|dropped|betweens drop chain",
	          "a -> b; not \"call drop\"|\"in between\"|dropped|betweens");
	canonical("between calls -> drop off", "between calls -> drop off");
	canonical("a{2} -> b; order any", "a{2} -> b; order any");
	canonical("a->b?->c; not d|e drop journey; not f drop chain; order any",
	          "a -> b? -> c; order any; not d|e drop journey; not f");
	/* between them a required step: events at the same time are told apart by it */
	canonical("a -> b -> c -> d -> e; not x between 1 and 3; not x between 4 and 5",
	          "a -> b -> c -> d -> e; not x between 1 and 3; not x between 4 and 5");
	canonical("a -> b -> c? -> d -> e; not x between 1 and 4; not y between 4 and 5",
	          "a -> b -> c? -> d -> e; not x between 1 and 4; not y between 4 and 5");
	test_section("what is refused");
	refused("", CSQ_SYNTAX);
	refused("a ->", CSQ_SYNTAX);
	refused("-> a", CSQ_SYNTAX);
	refused("a b | -> c", CSQ_SYNTAX);
	refused("a[<=4h] -> b", CSQ_SYNTAX);
	refused("a -> b[<=4]", CSQ_SYNTAX);
	refused("a -> b[<4h]", CSQ_SYNTAX);
	refused("a -> b within", CSQ_SYNTAX);
	refused("a -> b[2h..1h]", CSQ_SYNTAX);
	refused("a -> b[<=9223372036854775807d]", CSQ_SYNTAX);
	refused("a -> \"b", CSQ_SYNTAX);
	refused("a -> b; within 1h; within 2h", CSQ_SYNTAX);
	refused("a -> b; within 1 month", CSQ_SYNTAX);
	refused("a -> b; sometimes", CSQ_SYNTAX);
	refused("a -> b; ties maybe", CSQ_SYNTAX);
	refused("a, b", CSQ_SYNTAX);
	refused("a -> b; calendar x", CSQ_UNSUPPORTED);
	refused("a -> b; order sometimes", CSQ_SYNTAX);
	refused("a -> b; chain", CSQ_SYNTAX);
	refused("a -> b; chain last; chain first", CSQ_SYNTAX);
	refused("a? -> b", CSQ_SYNTAX);
	refused("a -> b?{2}", CSQ_SYNTAX);
	refused("a -> b{2}?", CSQ_SYNTAX);
	refused("a -> b?|c", CSQ_SYNTAX);
	refused("a -> b{0}", CSQ_SYNTAX);
	refused("a -> b{}", CSQ_SYNTAX);
	refused("a -> b{2", CSQ_SYNTAX);
	refused("a -> b{99999}", CSQ_SYNTAX);
	refused("a -> b{64}", CSQ_LIMIT);
	refused("a{1}[<=1h] -> b", CSQ_SYNTAX);
	refused("a; not b", CSQ_SYNTAX);
	refused("a -> b; not", CSQ_SYNTAX);
	refused("a -> b; not between 1 and 2", CSQ_SYNTAX);
	refused("a -> b; not c between 2 and 1", CSQ_SYNTAX);
	refused("a -> b; not c between 1 and 1", CSQ_SYNTAX);
	refused("a -> b; not c between 0 and 1", CSQ_SYNTAX);
	refused("a -> b; not c between 1 and 3", CSQ_SYNTAX);
	refused("a -> b; not c between a and b", CSQ_SYNTAX);
	refused("a -> b; not c drop", CSQ_SYNTAX);
	refused("a -> b; not c drop case", CSQ_SYNTAX);
	refused("a -> b; not call drop", CSQ_SYNTAX);
	refused("a -> b[<=1h]; order any", CSQ_SYNTAX);
	refused("a{2}[<=1h] -> b; order any", CSQ_SYNTAX);
	refused("a -> b -> c; not d between 1 and 2; order any", CSQ_SYNTAX);
	refused("a -> b -> c; order any; not d between 1 and 3", CSQ_SYNTAX); /* all of it, but the word makes no sense */
	/* excluded before and after optional steps, not between them */
	refused("a -> b -> c? -> d -> e; not x between 1 and 3; not y between 4 and 5", CSQ_UNSUPPORTED);
}

/* 64 steps, and events at one time that each satisfy many of them: matching must stay polynomial. */
static void
test_limits(void)
{
	CsqFunnelRule rule = {.nsteps = 64, .within = CSQ_NO_LIMIT};
	CsqHit        hits[200];
	CsqBuf        text;
	CsqError      err;

	test_section("64 steps");
	for (int s = 0; s < 64; s++)
		rule.max_gap[s] = CSQ_NO_LIMIT;
	for (int i = 0; i < 64; i++)
		hits[i] = (CsqHit){.steps = ~UINT64_C(0) >> i}; /* event i satisfies steps 1 .. 64 - i */
	CHECK_EQ_I64(csq_funnel_level(&rule, hits, 64), 64);
	for (int i = 0; i < 64; i++)
		hits[i].steps = ~UINT64_C(0) << (i / 2 * 2); /* two events each */
	CHECK_EQ_I64(csq_funnel_level(&rule, hits, 64), 64);
	for (int i = 0; i < 32; i++)
		hits[i].steps = ~UINT64_C(0) << (i * 2); /* only event 0 satisfies steps 1 and 2 */
	CHECK_EQ_I64(csq_funnel_level(&rule, hits, 32), 1);
	for (int i = 0; i < 63; i++)
		hits[i].steps = ~UINT64_C(0);
	CHECK_EQ_I64(csq_funnel_level(&rule, hits, 63), 63);
	csq_buf_init(&text);
	for (int s = 1; s <= 65; s++)
	{
		csq_buf_printf(&text, s > 1 ? " -> s%d" : "s%d", s);
		CHECK((csq_funnel_spec_parse(text.data, text.len, &err) != NULL) == (s <= 64));
	}
	CHECK_EQ_I64(err.code, CSQ_LIMIT);
}

/* What ties can ask at most: 64 optional steps, every event in many of them and excluded, several groups. */
static void
test_worst_ties(void)
{
	CsqFunnelRule rule = {.nsteps = 64,
	                      .within = CSQ_NO_LIMIT,
	                      .nstops = 1,
	                      .stop_levels = {~UINT64_C(0) >> 1},
	                      .optional = ~UINT64_C(1)};
	CsqHit        hits[300];
	int64_t       times[CSQ_FUNNEL_MAX_STEPS];
	CsqError      err;

	test_section("64 optional steps, tied, excluded");
	for (int s = 0; s < 64; s++)
		rule.max_gap[s] = CSQ_NO_LIMIT;
	for (int round = 0; round < 6; round++)
	{
		int level;

		rule.order = round < 4 ? CSQ_ORDER_THEN : CSQ_ORDER_ANY;
		rule.has_gaps = round & 1;
		rule.optional = round < 4 ? ~UINT64_C(1) : 0;
		for (int i = 0; i < 300; i++)
			hits[i] = (CsqHit){.at = i / 60,
			                   .clock = i / 60,
			                   .steps = test_random_u64() & (round & 2 ? test_random_u64() : ~UINT64_C(0)),
			                   .stops = 1};
		level = csq_funnel_level(&rule, hits, 300);
		CHECK_EQ_I64(level, 64);
		CHECK_EQ_I64(csq_funnel_steps(&rule, hits, 300, times, &err), level);
	}
}

static void
test_marks(void)
{
	CsqError       err;
	const char    *text = "a -> b|c -> a; not c|d; not e between 1 and 2";
	CsqFunnelSpec *spec = csq_funnel_spec_parse(text, strlen(text), &err);
	uint64_t       stops;

	test_section("marks of one activity and of several");
	CHECK(csq_funnel_spec_marks(spec, "a", 1, &stops) == 5 && stops == 0);
	CHECK(csq_funnel_spec_marks(spec, "c", 1, &stops) == 2 && stops == 1);
	CHECK(csq_funnel_spec_marks(spec, "e", 1, &stops) == 0 && stops == 2);
	CHECK(csq_funnel_spec_marks(spec,
	                            "a\x1f"
	                            "c\x1f"
	                            "e",
	                            5, &stops) == 7 &&
	      stops == 3);
	CHECK(csq_funnel_spec_marks(spec, "\x1f", 1, &stops) == 0 && stops == 0);
	CHECK(csq_funnel_spec_marks(spec, "", 0, &stops) == 0 && stops == 0);
}

/* ---- states: there and back, hostile bytes ---- */

/* A text reads as its canonical form, or is refused with this detail. */
static void
reads(const char *text, const char *want)
{
	CsqError       err;
	CsqFunnelSpec *spec = csq_funnel_spec_parse(text, strlen(text), &err);
	CsqBuf         b;

	csq_buf_init(&b);
	if (spec != NULL)
		csq_funnel_spec_text(spec, &b);
	CHECK_EQ_STR(spec != NULL ? b.data : err.detail, want);
}

static void
test_labels(void)
{
	static const char *const parts[] = {"a", "->",   " ",  "within", "7d", "(", "；",        "投",
	                                    "+", "drop", "\"", "!",      "~",  ".", "order any", "（"};
	const char              *old = "b；within 7d -> c";
	CsqError                 err;
	CsqFunnelSpec           *spec;
	CsqBuf                   b;

	test_section("labels and clauses as people write them");
	reads("a -> b within 7d", "a -> b; within 7d");
	reads("a -> b；within 7d", "a -> b; within 7d");
	reads("打开　→　回复［＜＝４h］ -> 解决｜关闭；not 重开", "打开 -> 回复[<=4h] -> 解决|关闭; not 重开");
	reads("a -> \"b within 7d\"", "a -> \"b within 7d\"");
	reads("a -> “b；c”", "a -> \"b；c\"");
	reads("a -> b within 7d; order strict", "a -> b; within 7d; order strict");
	reads("a -> resolved within target", "a -> \"resolved within target\"");
	reads("a -> b order any", "A clause begins with a semicolon. At character 8: \"order any\".");
	reads("a -> b not c drop journey", "A clause begins with a semicolon. At character 6: \"b not c drop journey\".");
	reads("a -> b~c", "Steps are joined by \"->\", clauses begin with \";\". At character 7: \"~c\".");
	spec = csq_funnel_spec_stored(old, strlen(old), &err);
	CHECK(spec != NULL && spec->rule.nsteps == 2 && spec->rule.within == CSQ_NO_LIMIT);
	csq_buf_init(&b);
	csq_funnel_spec_text(spec, &b);
	CHECK_EQ_STR(b.data, "\"b；within 7d\" -> c");

	test_section("any label prints so that it reads back");
	for (int turn = 0; turn < 20000; turn++)
	{
		CsqBuf  label, text, again;
		CsqText t;

		csq_buf_init(&label);
		csq_buf_init(&text);
		csq_buf_init(&again);
		for (int n = 1 + (int) test_random_below(4); n > 0; n--)
			csq_buf_str(&label, parts[test_random_below(sizeof parts / sizeof *parts)]);
		t = (CsqText){label.data, label.len};
		csq_buf_str(&text, "x -> ");
		csq_buf_quoted(&text, &t);
		csq_buf_str(&text, "; not ");
		csq_buf_quoted(&text, &t);
		spec = csq_funnel_spec_parse(text.data, text.len, &err);
		CHECK(spec != NULL && spec->rule.nsteps == 2 && spec->rule.nstops == 1);
		if (spec == NULL)
			continue;
		csq_funnel_spec_text(spec, &again);
		spec = csq_funnel_spec_parse(again.data, again.len, &err);
		CHECK(spec != NULL && spec->nlabels == 2 && spec->labels[1].text.len == t.len &&
		      memcmp(spec->labels[1].text.s, t.s, t.len) == 0);
		csq_host_reset();
	}
}

int
main(void)
{
	test_oracle();
	test_long();
	test_rising();
	test_known();
	test_language();
	test_limits();
	test_worst_ties();
	test_marks();
	test_labels();
	return test_done();
}
