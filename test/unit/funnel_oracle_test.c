/*
 * funnel_oracle_test.c
 *		Every clause of a funnel against exhaustive search.
 *
 * The oracle takes the definitions at their word.  It lists every order in which
 * the events of a small journey can be read (all orders of equal times, by the
 * ties policy), in each every chain, and looks between the events of the chain
 * for events that break it.  The engine, which reads nothing twice and matches
 * tie groups instead, must agree on the level and on all times of the chosen
 * chain.  For order any the oracle tries every way to give events to steps.
 *
 * A section is one mode: 40,000 random journeys of up to 7 events and 5 steps, in
 * half of which a long chain is planted.
 */
#include "test.h"

#include "funnel/funnel.h"
#include "funnel/funnel_pending.h"
#include "host.h"

#define MAX_EVENTS 7
#define MAX_STEPS  5
#define CASES      40000
#define LATER      INT64_MAX /* a step not taken is later than any */

typedef struct Oracle
{
	const CsqFunnelRule *rule;
	const CsqHit        *hits;
	int                  n;
	uint64_t             stops;             /* exclusions in force */
	int                  order[MAX_EVENTS]; /* the reading */
	bool                 read[MAX_EVENTS];
	/* the chain being built, or for order any the assignment */
	int     taken[MAX_STEPS]; /* step: event, -1 */
	int     level;
	int64_t best[MAX_STEPS];
	int64_t best_key[3];
} Oracle;

static bool
covers(const Oracle *o, const CsqHit *h, int level)
{
	if (o->rule->order == CSQ_ORDER_STRICT)
		return true;
	for (int x = 0; x < o->rule->nstops; x++)
		if ((o->stops & h->stops) >> x & 1 && o->rule->stop_levels[x] >> (level - 1) & 1)
			return true;
	return false;
}

/* Keep the chain if it is the one to report so far. */
static void
judge(Oracle *o, int level)
{
	int64_t times[MAX_STEPS];
	int64_t key[3]; /* smaller is better */
	int64_t first = INT64_MAX, last = INT64_MIN, clock_first = INT64_MAX, clock_last = INT64_MIN;
	int     c = 0;

	if (level < o->level)
		return;
	for (int s = 0; s < MAX_STEPS; s++)
	{
		const CsqHit *h = o->taken[s] < 0 ? NULL : &o->hits[o->taken[s]];

		times[s] = h ? h->at : LATER;
		if (h == NULL)
			continue;
		first = h->at < first ? h->at : first;
		last = h->at > last ? h->at : last;
		clock_first = h->clock < clock_first ? h->clock : clock_first;
		clock_last = h->clock > clock_last ? h->clock : clock_last;
	}
	key[0] = o->rule->chain == CSQ_CHAIN_FASTEST ? clock_last - clock_first : 0;
	key[1] = o->rule->chain == CSQ_CHAIN_LAST ? -first : last;
	key[2] = o->rule->chain == CSQ_CHAIN_LAST ? last : -first;
	if (level == o->level)
	{
		for (int i = 0; i < 3 && c == 0; i++)
			c = (key[i] > o->best_key[i]) - (key[i] < o->best_key[i]);
		for (int i = 0; i < MAX_STEPS && c == 0; i++)
			c = (times[i] > o->best[i]) - (times[i] < o->best[i]);
		if (c >= 0)
			return;
	}
	o->level = level;
	memcpy(o->best, times, sizeof times);
	memcpy(o->best_key, key, sizeof key);
}

/* Does an event between two of the reading break the chain left at this level? */
static bool
broken(const Oracle *o, int p, int q, int level)
{
	const CsqHit *a = &o->hits[o->order[p]];
	const CsqHit *b = &o->hits[o->order[q]];

	for (int i = 0; i < o->n; i++)
	{
		const CsqHit *h = &o->hits[o->order[i]];

		if ((o->rule->ties == CSQ_TIES_STRICT ? h->at > a->at && h->at < b->at : i > p && i < q) && covers(o, h, level))
			return true;
	}
	return false;
}

/* Lengthen the chain whose last event is at place p of the reading (-1: none) at this level. */
static void
chains(Oracle *o, int p, int level, int64_t clock_start)
{
	const CsqFunnelRule *rule = o->rule;

	if (level > 0)
		judge(o, level);
	for (int i = p + 1; i < o->n; i++)
	{
		const CsqHit *h = &o->hits[o->order[i]];

		for (int s = level; s < rule->nsteps; s++)
		{
			bool ok = h->steps >> s & 1;

			if (ok && p >= 0)
			{
				const CsqHit *last = &o->hits[o->order[p]];
				uint64_t      gap = (uint64_t) (h->clock - last->clock);

				ok = (rule->ties != CSQ_TIES_STRICT || h->at > last->at) && gap >= rule->min_gap[s] &&
				     gap <= rule->max_gap[s] && (uint64_t) (h->clock - clock_start) <= rule->within &&
				     !broken(o, p, i, level);
			}
			if (ok)
			{
				o->taken[s] = o->order[i];
				chains(o, i, s + 1, p < 0 ? h->clock : clock_start);
				o->taken[s] = -1;
			}
			if (!(rule->optional >> s & 1))
				break; /* a required step is not passed over */
		}
	}
}

/* Must a be read before b? */
static bool
before(const CsqFunnelRule *rule, const CsqHit *a, const CsqHit *b)
{
	if (a->at != b->at)
		return a->at < b->at;
	if (rule->ties != CSQ_TIES_SEQ || (a->no_seq && b->no_seq))
		return false;
	return a->no_seq != b->no_seq ? b->no_seq : a->seq < b->seq;
}

static void
readings(Oracle *o, int n)
{
	if (n == o->n)
		chains(o, -1, 0, 0);
	for (int i = 0; i < o->n; i++)
	{
		bool next = !o->read[i];

		for (int j = 0; next && j < o->n; j++)
			next = o->read[j] || !before(o->rule, &o->hits[j], &o->hits[i]);
		if (!next)
			continue;
		o->read[i] = true;
		o->order[n] = i;
		readings(o, n + 1);
		o->read[i] = false;
		if (o->rule->ties == CSQ_TIES_STRICT)
			break; /* between is by time: the reading does not matter */
	}
}

/* order any: is an excluded event that is not used later than the first and earlier than the last that is? */
static bool
crossed(const Oracle *o)
{
	for (int i = 0; i < o->n; i++)
	{
		int64_t at = o->hits[i].at;
		bool    after = false;
		bool    before = false;
		bool    used = o->read[i];

		for (int s = 0; s < o->rule->nsteps; s++)
		{
			const CsqHit *h = o->taken[s] < 0 ? NULL : &o->hits[o->taken[s]];

			after |= h != NULL && at > h->at;
			before |= h != NULL && at < h->at;
			used |= h != NULL && o->rule->ties == CSQ_TIES_STRICT && at == h->at;
		}
		if (after && before && !used && (o->hits[i].stops & o->stops) != 0)
			return true;
	}
	return false;
}

/* order any: has a step no event that needs one? */
static bool
missing(const Oracle *o)
{
	for (int s = 0; s < o->rule->nsteps; s++)
		if (o->taken[s] < 0 && !(o->rule->optional >> s & 1))
			return true;
	return false;
}

/* order any: step s and those after it are given events or none. */
static void
assignments(Oracle *o, int s, int level)
{
	if (s == o->rule->nsteps)
	{
		for (int a = 0; a < s; a++)
			for (int b = 0; b < a; b++)
			{
				const CsqHit *x = o->taken[a] < 0 ? NULL : &o->hits[o->taken[a]];
				const CsqHit *y = o->taken[b] < 0 ? NULL : &o->hits[o->taken[b]];

				if (x && y &&
				    ((o->rule->ties == CSQ_TIES_STRICT && x->at == y->at) ||
				     (uint64_t) llabs((long long) (x->clock - y->clock)) > o->rule->within))
					return;
			}
		if (level > 0 && !crossed(o))
			judge(o, missing(o) ? level : o->rule->nsteps);
		return;
	}
	assignments(o, s + 1, level);
	for (int i = 0; i < o->n; i++)
	{
		if (o->read[i] || !(o->hits[i].steps >> s & 1))
			continue;
		o->read[i] = true;
		o->taken[s] = i;
		assignments(o, s + 1, level + 1);
		o->taken[s] = -1;
		o->read[i] = false;
	}
}

static Oracle
ask(const CsqFunnelRule *rule, const CsqHit *hits, int n, uint64_t stops)
{
	Oracle o = {.rule = rule, .hits = hits, .n = n, .stops = stops};

	memset(o.taken, -1, sizeof o.taken);
	if (rule->order == CSQ_ORDER_ANY)
		assignments(&o, 0, 0);
	else
		readings(&o, 0);
	return o;
}

/* ---- random cases ---- */

static long nasked; /* about what is pending */
static long npending;

typedef struct Mode
{
	const char *name;
	int         order; /* -1: then or strict */
	int         chain; /* -1: any of the three */
	int         ties;  /* -1: any of the three */
	bool        gaps;
	bool        optional;
	bool        repeated;
	bool        stops;
	bool        drops;
	bool        clock;
} Mode;

static bool
one_in(int n)
{
	return test_random_below((uint64_t) n) == 0;
}

static void
random_rule(const Mode *m, CsqFunnelRule *rule)
{
	memset(rule, 0, sizeof *rule);
	rule->nsteps = one_in(20) ? 1 : 2 + (int) test_random_below(MAX_STEPS - 1);
	rule->ties = (CsqTies) (m->ties >= 0 ? (uint64_t) m->ties : test_random_below(3));
	rule->chain = (CsqChain) (m->chain >= 0 ? (uint64_t) m->chain : test_random_below(3));
	rule->order = (CsqOrder) (m->order >= 0 ? (uint64_t) m->order : test_random_below(2));
	rule->keeps_all = rule->order == CSQ_ORDER_STRICT;
	rule->within = test_random_below(3) ? test_random_below(12) : CSQ_NO_LIMIT;
	for (int s = 0; s < rule->nsteps; s++)
	{
		rule->max_gap[s] = CSQ_NO_LIMIT;
		if (m->optional && s > 0 && one_in(2))
			rule->optional |= UINT64_C(1) << s;
		if (!m->gaps || s == 0)
			continue;
		if (one_in(3))
			rule->min_gap[s] = test_random_below(3);
		if (one_in(2))
			rule->max_gap[s] = rule->min_gap[s] + test_random_below(5);
		rule->has_gaps |= rule->min_gap[s] > 0 || rule->max_gap[s] != CSQ_NO_LIMIT;
	}
	if (m->stops && rule->nsteps > 1)
		rule->nstops = 1 + (int) test_random_below(3);
	for (int x = 0; x < rule->nstops; x++)
	{
		int from = one_in(2) ? 1 : 1 + (int) test_random_below((uint64_t) rule->nsteps - 1);
		int to = one_in(2) ? rule->nsteps : from + 1 + (int) test_random_below((uint64_t) (rule->nsteps - from));

		for (int p = from; p < to; p++)
			rule->stop_levels[x] |= UINT64_C(1) << (p - 1);
		if (m->drops && one_in(2))
			rule->drops_journey |= UINT64_C(1) << x;
	}
	/* what the language refuses: two exclusions before and after a row of optional steps, not in it */
	for (int x = 0; x < rule->nstops; x++)
		for (int y = 0; y < x; y++)
			if (csq_funnel_stops_apart(rule, UINT64_C(1) << x | UINT64_C(1) << y))
				rule->stop_levels[x] = rule->stop_levels[y];
}

/* What an activity means: its steps, with a repeated step several; its exclusions. */
static void
random_hit(const Mode *m, const CsqFunnelRule *rule, CsqHit *h)
{
	int      s = (int) test_random_below((uint64_t) rule->nsteps);
	uint64_t all = (UINT64_C(1) << rule->nsteps) - 1;

	h->steps = UINT64_C(1) << s;
	if (m->repeated)
		h->steps |= (UINT64_C(3) << s) & all;
	if (one_in(3))
		h->steps |= test_random_u64() & all;
	h->stops = 0;
	if (rule->nstops > 0 && one_in(3))
	{
		h->stops = UINT64_C(1) << test_random_below((uint64_t) rule->nstops);
		if (one_in(3))
			h->stops |= test_random_u64() & ((UINT64_C(1) << rule->nstops) - 1);
		if (one_in(2))
			h->steps = 0;
	}
	if (rule->keeps_all && one_in(5))
		h->steps = h->stops = 0;
}

static int
random_hits(const Mode *m, const CsqFunnelRule *rule, CsqHit *hits, int span)
{
	int     n = (int) test_random_below(MAX_EVENTS + 1);
	int64_t clock[64];
	bool    planted = one_in(2); /* a long chain to find: time rises with the steps */
	int     last = 0;

	if (span == 4 && n > 6)
		n = 6; /* keeps the number of readings small */
	clock[0] = 0;
	for (int i = 1; i < span; i++)
		clock[i] = clock[i - 1] + (m->clock ? (int64_t) test_random_below(3) : 1);
	for (int i = 0; i < n; i++)
	{
		int at = (int) test_random_below((uint64_t) span);

		if (planted)
		{
			at = last + (one_in(2) ? 0 : (int) test_random_below(3));
			last = at = at < span ? at : span - 1;
		}
		memset(&hits[i], 0, sizeof hits[i]);
		hits[i].at = at - 3;
		hits[i].clock = m->clock ? clock[at] : hits[i].at;
		random_hit(m, rule, &hits[i]);
		if (planted && i < rule->nsteps && !one_in(8))
			hits[i].steps = UINT64_C(1) << i | (one_in(4) ? hits[i].steps : 0);
		hits[i].no_seq = rule->ties == CSQ_TIES_SEQ && one_in(4);
		hits[i].seq = rule->ties == CSQ_TIES_SEQ && !hits[i].no_seq ? (int64_t) test_random_below(3) - 1 : 0;
	}
	return n;
}

static void
show(const CsqFunnelRule *rule, const CsqHit *hits, int n)
{
	static int shown = 0;

	if (shown++ > 3)
		return;
	printf("steps %d order %d ties %d chain %d optional %x within %d;", rule->nsteps, rule->order, rule->ties,
	       rule->chain, (unsigned) rule->optional, (int) rule->within);
	for (int s = 1; s < rule->nsteps; s++)
		printf(" [%d..%d]", (int) rule->min_gap[s], (int) rule->max_gap[s]);
	for (int x = 0; x < rule->nstops; x++)
		printf(" not %x%s", (unsigned) rule->stop_levels[x], rule->drops_journey >> x & 1 ? "!" : "");
	for (int i = 0; i < n; i++)
		printf(" (%d/%d %s%d: %x %x)", (int) hits[i].at, (int) hits[i].clock, hits[i].no_seq ? "-" : "",
		       (int) hits[i].seq, (unsigned) hits[i].steps, (unsigned) hits[i].stops);
	printf("\n");
}

/* Is there any row of up to left events to come that makes the level rise?  Each is one step but the first. */
static bool
can_rise(const CsqFunnelRule *rule, const CsqHit *hits, int n, int64_t at, int64_t clock, int left, int level)
{
	CsqHit more[MAX_EVENTS + MAX_STEPS];

	if (left == 0)
		return false;
	for (int s = rule->order == CSQ_ORDER_ANY ? 0 : 1; s < rule->nsteps; s++)
		for (int later = 0; later < 3; later++)
		{
			CsqHit copy[MAX_EVENTS + MAX_STEPS];
			int    got;

			memcpy(more, hits, (size_t) n * sizeof *hits);
			more[n] = (CsqHit){
				.at = at + 1, .clock = clock + later, .steps = UINT64_C(1) << s, .no_seq = rule->ties == CSQ_TIES_SEQ};
			memcpy(copy, more, sizeof copy);
			got = csq_funnel_level(rule, copy, (size_t) n + 1);
			/* in any order only a full level shows that what has begun takes part */
			if (rule->order == CSQ_ORDER_ANY ? got == rule->nsteps : got > level)
				return true;
			if (can_rise(rule, more, n + 1, at + 1, clock + later, left - 1, level))
				return true;
		}
	return false;
}

static void
pending_case(const CsqFunnelRule *rule, const CsqHit *hits, int n, int level)
{
	CsqHit   sorted[MAX_EVENTS];
	CsqHit   now = {.at = -3, .clock = 0};
	int      must = rule->nsteps - __builtin_popcountll(rule->optional);
	bool     pending;
	bool     want;
	CsqError err;

	if (n > 0)
		memcpy(sorted, hits, (size_t) n * sizeof *hits);
	csq_funnel_sort(sorted, (size_t) n);
	if (n > 0)
		now = sorted[n - 1];
	now.at += (int64_t) test_random_below(4);
	now.clock += (int64_t) test_random_below(4);
	want =
		level > 0 && level < rule->nsteps &&
		can_rise(rule, sorted, n, now.at, now.clock, rule->order == CSQ_ORDER_ANY ? must - 1 : rule->nsteps - 1, level);
	CHECK(csq_funnel_pending(rule, sorted, (size_t) n, &now, level, &pending, &err));
	CHECK(pending == want);
	if (pending != want)
		show(rule, sorted, n);
	npending += want;
	nasked++;
}

static void
one_case(const Mode *m, int span)
{
	CsqFunnelRule rule;
	CsqHit        hits[MAX_EVENTS];
	CsqHit        copy[MAX_EVENTS];
	int64_t       times[MAX_STEPS];
	Oracle        o;
	CsqError      err;
	int           n;
	int           want;
	long          bad = test_bad;

	random_rule(m, &rule);
	n = random_hits(m, &rule, hits, span);
	o = ask(&rule, hits, n, ~UINT64_C(0));
	want = o.level;
	if (rule.drops_journey != 0 && ask(&rule, hits, n, ~rule.drops_journey).level > o.level)
		want = CSQ_FUNNEL_OUT;
	memcpy(copy, hits, sizeof copy);
	CHECK_EQ_I64(csq_funnel_level(&rule, copy, (size_t) n), want);
	memcpy(copy, hits, sizeof copy);
	CHECK_EQ_I64(csq_funnel_steps(&rule, copy, (size_t) n, times, &err), want);
	CHECK_EQ_I64(csq_host_blocks(), 0); /* no memory is left behind */
	if (rule.nsteps <= 4 && one_in(40))
		pending_case(&rule, hits, n, want);
	for (int s = 0; s < rule.nsteps; s++)
		CHECK_EQ_I64(times[s], want <= 0 || o.best[s] == LATER ? CSQ_NO_TIME : o.best[s]);
	if (test_bad > bad)
		show(&rule, hits, n);
}

static void
test_modes(void)
{
	static const int  spans[] = {4, 9, 30};
	static const Mode modes[] = {
		{.name = "then, first: ties any", .ties = CSQ_TIES_ANY},
		{.name = "then, first: ties seq", .ties = CSQ_TIES_SEQ},
		{.name = "then, first: ties strict", .ties = CSQ_TIES_STRICT},
		{.name = "gaps, chain first", .ties = -1, .gaps = true},
		{.name = "gaps, chain last", .ties = -1, .gaps = true, .chain = CSQ_CHAIN_LAST},
		{.name = "gaps, chain fastest", .ties = -1, .gaps = true, .chain = CSQ_CHAIN_FASTEST},
		{.name = "optional steps", .ties = -1, .chain = -1, .optional = true},
		{.name = "optional steps with gaps", .ties = -1, .chain = -1, .optional = true, .gaps = true},
		{.name = "repeated steps", .ties = -1, .chain = -1, .repeated = true},
		{.name = "exclusions: ties any", .ties = CSQ_TIES_ANY, .chain = -1, .stops = true},
		{.name = "exclusions: ties seq", .ties = CSQ_TIES_SEQ, .chain = -1, .stops = true},
		{.name = "exclusions: ties strict", .ties = CSQ_TIES_STRICT, .chain = -1, .stops = true},
		{.name = "exclusions that drop the journey", .ties = -1, .chain = -1, .stops = true, .drops = true},
		{.name = "optional steps and exclusions: ties any",
	     .ties = CSQ_TIES_ANY,
	     .chain = -1,
	     .optional = true,
	     .stops = true},
		{.name = "optional steps and exclusions: ties seq",
	     .ties = CSQ_TIES_SEQ,
	     .chain = -1,
	     .optional = true,
	     .stops = true},
		{.name = "optional steps in order strict",
	     .order = CSQ_ORDER_STRICT,
	     .ties = -1,
	     .chain = -1,
	     .optional = true},
		{.name = "order strict: ties any", .order = CSQ_ORDER_STRICT, .ties = CSQ_TIES_ANY, .chain = -1},
		{.name = "order strict: ties seq", .order = CSQ_ORDER_STRICT, .ties = CSQ_TIES_SEQ, .chain = -1},
		{.name = "order strict: ties strict", .order = CSQ_ORDER_STRICT, .ties = CSQ_TIES_STRICT, .chain = -1},
		{.name = "a clock of its own", .order = -1, .ties = -1, .chain = -1, .gaps = true, .clock = true},
		{.name = "all together",
	     .order = -1,
	     .ties = -1,
	     .chain = -1,
	     .gaps = true,
	     .optional = true,
	     .stops = true,
	     .drops = true,
	     .clock = true},
		{.name = "all together, repeated steps, ties any",
	     .order = -1,
	     .chain = -1,
	     .gaps = true,
	     .optional = true,
	     .repeated = true,
	     .stops = true},
		{.name = "all together, repeated steps, ties seq",
	     .order = -1,
	     .ties = CSQ_TIES_SEQ,
	     .chain = -1,
	     .gaps = true,
	     .optional = true,
	     .repeated = true,
	     .stops = true,
	     .clock = true},
		{.name = "order any: chain first", .order = CSQ_ORDER_ANY, .ties = -1, .chain = CSQ_CHAIN_FIRST},
		{.name = "order any: chain last", .order = CSQ_ORDER_ANY, .ties = -1, .chain = CSQ_CHAIN_LAST},
		{.name = "order any: chain fastest, a clock of its own",
	     .order = CSQ_ORDER_ANY,
	     .ties = -1,
	     .chain = CSQ_CHAIN_FASTEST,
	     .clock = true},
		{.name = "order any: repeated steps", .order = CSQ_ORDER_ANY, .ties = -1, .chain = -1, .repeated = true},
		{.name = "order any: optional steps", .order = CSQ_ORDER_ANY, .ties = -1, .chain = -1, .optional = true},
		{.name = "order any: exclusions", .order = CSQ_ORDER_ANY, .ties = -1, .chain = -1, .stops = true},
		{.name = "order any: exclusions that drop the journey",
	     .order = CSQ_ORDER_ANY,
	     .ties = -1,
	     .chain = -1,
	     .stops = true,
	     .drops = true},
		{.name = "order any: optional steps and exclusions",
	     .order = CSQ_ORDER_ANY,
	     .ties = -1,
	     .chain = -1,
	     .optional = true,
	     .stops = true},
		{.name = "order any: all together",
	     .order = CSQ_ORDER_ANY,
	     .ties = -1,
	     .chain = -1,
	     .optional = true,
	     .repeated = true,
	     .stops = true,
	     .drops = true,
	     .clock = true},
	};

	for (size_t m = 0; m < sizeof modes / sizeof *modes; m++)
	{
		test_section(modes[m].name);
		for (int i = 0; i < CASES; i++)
		{
			one_case(&modes[m], spans[i % 3]);
			csq_host_reset();
		}
	}
}

/* ---- order unbroken: one loop over the events, as ClickHouse words its strict_order ---- */

static int
unbroken_loop(const CsqFunnelRule *rule, const CsqHit *hits, int n)
{
	int64_t start[MAX_STEPS];
	bool    has[MAX_STEPS] = {false};
	int     level = 0;

	for (int i = 0; i < n; i++)
	{
		int q = hits[i].steps == 0 ? -1 : __builtin_ctzll(hits[i].steps);

		if (q < 0 && has[0])
			break;
		if (q < 0)
			continue;
		if (q == 0)
		{
			start[0] = hits[i].clock;
			has[0] = true;
		}
		else if (!has[q - 1] && has[0])
			break;
		else if (has[q - 1] && (uint64_t) (hits[i].clock - start[q - 1]) <= rule->within)
		{
			start[q] = start[q - 1];
			has[q] = true;
		}
	}
	while (level < rule->nsteps && has[level])
		level++;
	return level;
}

/* Can events of later steps, one after the other from now on, take it further? */
static bool
unbroken_goes_on(const CsqFunnelRule *rule, const CsqHit *hits, int n, int64_t clock, int level, int more)
{
	CsqHit all[MAX_EVENTS + 8];

	for (int q = 1; q < rule->nsteps && more > 0; q++)
	{
		memcpy(all, hits, (size_t) n * sizeof *hits);
		all[n] = (CsqHit){.at = clock + 1, .clock = clock, .steps = UINT64_C(1) << q}; /* one after the other at once */
		if (unbroken_loop(rule, all, n + 1) > level || unbroken_goes_on(rule, all, n + 1, clock, level, more - 1))
			return true;
	}
	return false;
}

static void
test_unbroken(void)
{
	int64_t differs = 0;

	test_section("order unbroken: a loop over the events, and what may come");
	for (int i = 0; i < CASES; i++)
	{
		CsqFunnelRule rule = {.nsteps = 2 + (int) test_random_below(3), .order = CSQ_ORDER_UNBROKEN, .keeps_all = true};
		CsqFunnelRule then;
		CsqHit        hits[MAX_EVENTS];
		CsqHit        now;
		int           n = (int) test_random_below(MAX_EVENTS + 1);
		int           level;
		bool          pending;
		CsqError      err;

		rule.within = test_random_below(3) ? test_random_below(12) : CSQ_NO_LIMIT;
		for (int q = 0; q < rule.nsteps; q++)
			rule.max_gap[q] = CSQ_NO_LIMIT;
		for (int h = 0; h < n; h++)
		{
			int64_t at = (int64_t) test_random_below(test_random_below(2) ? 6 : 20);
			int     q = (int) test_random_below((uint64_t) rule.nsteps + (i % 3 == 0));

			hits[h] = (CsqHit){.at = at, .clock = at, .steps = q < rule.nsteps ? UINT64_C(1) << q : 0};
		}
		csq_funnel_sort(hits, (size_t) n);
		level = csq_funnel_level(&rule, hits, (size_t) n);
		CHECK_EQ_I64(level, unbroken_loop(&rule, hits, n));
		then = rule;
		then.order = CSQ_ORDER_THEN;
		differs += level != csq_funnel_level(&then, hits, (size_t) n);
		now = (CsqHit){.at = 20 + (int64_t) test_random_below(4), .clock = 0};
		now.clock = now.at;
		CHECK(csq_funnel_pending(&rule, hits, (size_t) n, &now, level, &pending, &err));
		CHECK_EQ_I64(pending, level > 0 && level < rule.nsteps && unbroken_goes_on(&rule, hits, n, now.at, level, 4));
		csq_host_reset();
	}
	CHECK(differs > CASES / 20);
}

/* ---- the same channel or value: the best of the events of each ---- */

static void
test_same(void)
{
	int64_t several = 0;

	test_section("same channel: by channel, and the best of them");
	for (int i = 0; i < CASES; i++)
	{
		CsqFunnelRule rule = {.nsteps = 3, .same = CSQ_SAME_CHANNEL, .nstops = i % 4 == 0, .stop_levels = {3}};
		CsqFunnelRule alone;
		CsqHit        hits[MAX_EVENTS + 3];
		CsqHit        now = {.at = 14, .clock = 14};
		int           n = (int) test_random_below(MAX_EVENTS + 4);
		int           level = 0;
		int           parts = 0;
		int64_t       times[MAX_STEPS];
		int64_t       want[MAX_STEPS] = {0};
		uint32_t      part;
		bool          pending;
		bool          any = false;
		CsqError      err;

		rule.within = test_random_below(3) ? test_random_below(12) : CSQ_NO_LIMIT;
		rule.order = i % 5 == 0 ? CSQ_ORDER_STRICT : i % 7 == 0 ? CSQ_ORDER_UNBROKEN : CSQ_ORDER_THEN;
		if (rule.order == CSQ_ORDER_UNBROKEN)
			rule.nstops = 0;
		rule.keeps_all = rule.order != CSQ_ORDER_THEN;
		for (int q = 0; q < 3; q++)
			rule.max_gap[q] = CSQ_NO_LIMIT;
		for (int h = 0; h < n; h++)
			hits[h] = (CsqHit){.at = (int64_t) test_random_below(15),
			                   .steps = UINT64_C(1) << test_random_below(3),
			                   .stops = rule.nstops > 0 && test_random_below(5) == 0,
			                   .part = (uint32_t) test_random_below(4)};
		for (int h = 0; h < n; h++)
			hits[h].clock = hits[h].at;
		alone = rule;
		alone.same = CSQ_SAME_NONE;
		for (uint32_t p = 1; p < 4; p++)
		{
			CsqHit mine[MAX_EVENTS + 3];
			size_t m = 0;
			int    l;

			for (int h = 0; h < n; h++)
				if (hits[h].part == p)
					mine[m++] = hits[h];
			parts += m > 0;
			l = csq_funnel_steps(&alone, mine, m, times, &err);
			if (l > level || (l == level && l > 0 &&
			                  (times[l - 1] < want[l - 1] || (times[l - 1] == want[l - 1] && times[0] > want[0]))))
			{
				level = l;
				memcpy(want, times, sizeof want);
			}
		}
		for (uint32_t p = 1; p < 4; p++)
		{
			CsqHit mine[MAX_EVENTS + 3];
			size_t m = 0;
			bool   goes_on;

			for (int h = 0; h < n; h++)
				if (hits[h].part == p)
					mine[m++] = hits[h];
			csq_funnel_sort(mine, m);
			CHECK(m == 0 || csq_funnel_pending(&alone, mine, m, &now, level, &goes_on, &err));
			any |= m > 0 && goes_on;
		}
		several += parts > 1;
		CHECK_EQ_I64(csq_funnel_level(&rule, hits, (size_t) n), level);
		CHECK_EQ_I64(csq_funnel_steps_of(&rule, hits, (size_t) n, times, &part, &err), level);
		for (int q = 0; q < level; q++)
			CHECK(q == 1 || times[q] == want[q]);
		CHECK(level == 0 || (part > 0 && part < 4));
		csq_funnel_sort(hits, (size_t) n);
		CHECK(csq_funnel_pending(&rule, hits, (size_t) n, &now, level, &pending, &err));
		CHECK_EQ_I64(pending, any);
		csq_host_reset();
	}
	CHECK(several > CASES / 2);
}

int
main(void)
{
	test_unbroken();
	test_same();
	test_modes();
	test_section("pending: every row of events that may come");
	CHECK(nasked > 10000 && npending > 1000 && nasked - npending > 1000);
	return test_done();
}
