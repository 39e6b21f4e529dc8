/*
 * funnel_chain.c
 *		The chosen chain of a funnel: the times that explain the level.
 *
 * The forward pass has found the level and, by the rule's choice (first, last,
 * fastest), the instants at which the chain starts and completes.  A backward
 * pass over the groups between them finds at which levels a chain can come into
 * a group, and be left by one, and still complete at that instant.  Then the
 * steps are decided one after the other: each is taken as early as what is
 * decided and the completion allow, or, if it is optional and cannot be taken at
 * all, left out.
 *
 * Decisions are made per instant, not per group: with ties seq an instant has
 * several groups, and which of them holds a step does not show in its time but
 * bears on what else is possible.  For the instant of the last decided step all
 * ways through its groups that take exactly the decided steps are followed at
 * once, level by level.
 *
 * Cost: O(n k) time and space between start and completion, and per instant that
 * holds steps of the chain O(k^2) ways through each of its groups.
 */
#include "funnel/funnel_level.h"

#include "base/sort.h"

/* What the backward pass finds, per group of the span. */
typedef struct Stop
{
	size_t   first; /* hit */
	uint64_t enter; /* bit a: a chain at level a (last before) may go on with this group */
	uint64_t leave; /* bit b - 1: a chain at level b, last at this instant, may go on after the group */
	uint64_t cover;
} Stop;

/* Clocks, falling, of the groups that a chain at one level can enter with one step. */
typedef struct Targets
{
	int64_t *clocks;
	size_t   n;
	size_t   cap;
	size_t   far_enough; /* how many are at least the least gap away */
} Targets;

typedef struct Chooser
{
	CsqFunnelEngine  *e;
	const CsqReached *r;
	int64_t           start_at;
	int64_t           end_at;
	size_t            nstops;
	Stop             *stops;
	Targets          *targets; /* [level * nsteps + step] when there are gaps */
	uint64_t          open;    /* without gaps: bit a: a later group can be entered at level a */
} Chooser;

/* ---- backward ---- */

static void
add_target(Targets *x, int64_t clock)
{
	if (x->n == x->cap)
		csq_grow(x->clocks, x->cap);
	x->clocks[x->n++] = clock;
}

/* Is there a group to enter within these gaps of t?  t never rises. */
static bool
has_target(Targets *x, int64_t t, uint64_t min, uint64_t max)
{
	while (x->far_enough < x->n && csq_distance(t, x->clocks[x->far_enough]) >= min)
		x->far_enough++;
	return x->far_enough > 0 && csq_distance(t, x->clocks[x->far_enough - 1]) <= max;
}

static bool
find_span(Chooser *c, CsqError *err)
{
	CsqFunnelEngine *e = c->e;
	size_t           from = c->r->start;
	size_t           size;

	while (from > 0 && e->hits[from - 1].at == c->start_at)
		from--;
	for (size_t i = from; i < e->n && e->hits[i].at <= c->end_at; c->nstops++)
		i = csq_engine_load(e, i);
	if (!csq_array_size(c->nstops, sizeof *c->stops, &size, err))
		return csq_hint(err, "Give the funnel a window with \"within\".");
	c->stops = csq_alloc0(size);
	c->nstops = 0;
	for (size_t i = from; i < e->n && e->hits[i].at <= c->end_at;)
	{
		Stop *s = &c->stops[c->nstops++];

		s->first = i;
		i = csq_engine_load(e, i);
		s->cover = e->group.cover;
	}
	return true;
}

/* May a chain that is left at this level after an event at t go on to the completion? */
static bool
can_go_on(Chooser *c, int level, int64_t t)
{
	const CsqFunnelRule *rule = c->e->rule;
	bool                 found = false;

	if (c->targets == NULL)
		return c->open >> level & 1;
	for (uint64_t m = c->e->after[level]; m != 0; m &= m - 1)
	{
		int q = __builtin_ctzll(m);

		found |= has_target(&c->targets[level * rule->nsteps + q], t, rule->min_gap[q], rule->max_gap[q]);
	}
	return found;
}

/* From here backward nothing passes the group at a level it breaks. */
static void
close_levels(Chooser *c, uint64_t cover)
{
	int k = c->e->rule->nsteps;

	for (; cover != 0; cover &= cover - 1)
	{
		int level = __builtin_ctzll(cover) + 1;

		c->open &= ~csq_bit(level);
		for (int q = 0; c->targets != NULL && q < k; q++)
			c->targets[level * k + q].n = c->targets[level * k + q].far_enough = 0;
	}
}

static void
backward(Chooser *c)
{
	CsqFunnelEngine *e = c->e;
	int              k = e->rule->nsteps;
	int              level = c->r->level;
	uint64_t         enter_with[CSQ_FUNNEL_MAX_STEPS];

	c->targets = e->rule->has_gaps ? csq_alloc0((size_t) (k * k) * sizeof *c->targets) : NULL;
	for (size_t g = c->nstops; g-- > 0;)
	{
		Stop    *s = &c->stops[g];
		uint64_t done;

		csq_engine_load(e, s->first);
		done = e->group.at == c->end_at ? csq_bit(level - 1) : 0;
		for (int b = 1; b < level; b++)
			if (can_go_on(c, b, e->group.clock))
				s->leave |= csq_bit(b - 1);
		for (int a = 0; a < level; a++)
		{
			enter_with[a] = 0;
			for (uint64_t m = e->after[a] & e->group.present & csq_below(level); m != 0; m &= m - 1)
			{
				uint64_t end;
				uint64_t on;

				csq_engine_climb(e, a, __builtin_ctzll(m), &end, &on);
				if ((end & done) != 0 || (on & s->leave) != 0)
					enter_with[a] |= m & -m;
			}
		}
		s->leave |= done;
		close_levels(c, s->cover & csq_below(level - 1));
		for (int a = 0; a < level; a++)
			for (uint64_t m = enter_with[a]; m != 0; m &= m - 1)
			{
				s->enter |= csq_bit(a);
				c->open |= csq_bit(a);
				if (c->targets != NULL)
					add_target(&c->targets[a * k + __builtin_ctzll(m)], e->group.clock);
			}
		csq_poll(g);
	}
}

/* ---- the choice ---- */

/* An instant that holds steps of the chain: groups lo .. hi - 1, come into at level entry, with the steps taken. */
typedef struct Instant
{
	size_t   lo;
	size_t   hi;
	int      entry;
	uint64_t taken;
} Instant;

static int
highest(uint64_t steps)
{
	return 63 - __builtin_clzll(steps);
}

static int64_t
at_of(const Chooser *c, size_t stop)
{
	return c->e->hits[c->stops[stop].first].at;
}

static Instant
instant_at(const Chooser *c, size_t lo, int entry, uint64_t taken)
{
	Instant x = {lo, lo + 1, entry, taken};

	while (x.hi < c->nstops && at_of(c, x.hi) == at_of(c, lo))
		x.hi++;
	return x;
}

/*
 * From level a, where can a chain be after the loaded group that takes, of the
 * steps up to `decided`, exactly those of x->taken, and of the later ones any
 * (none with exact)?
 */
static void
ways_through(Chooser *c, const Instant *x, int a, int decided, bool exact, bool *next)
{
	CsqFunnelEngine *e = c->e;
	uint64_t         required = ~e->rule->optional;
	uint64_t         need = 0;
	uint64_t         may = 0;

	for (int q = a; q < c->r->level; q++)
	{
		bool first = a == x->entry && need == 0 && may == 0;
		bool possible = (e->group.present >> q & 1) && (first || (e->tied_ok >> q & 1));

		if (q <= decided ? !(x->taken >> q & 1) : exact)
		{
			if (q <= decided)
				continue;
			break;
		}
		if (possible && (q + 1 > highest(x->taken) || (x->taken >> q & 1)) &&
		    csq_engine_takes(e, a, q + 1, need | csq_bit(q), may, q + 1 < c->r->level))
			next[q + 1] = true;
		if (q <= decided || (required >> q & 1))
		{
			if (!possible)
				break;
			need |= csq_bit(q);
		}
		else if (possible)
			may |= csq_bit(q);
	}
}

/* Can the chain complete with what is decided?  exact: it is left after this instant at its highest taken step. */
static bool
passes(Chooser *c, const Instant *x, int decided, bool exact)
{
	CsqFunnelEngine *e = c->e;
	int              level = c->r->level;
	bool             at[CSQ_FUNNEL_MAX_STEPS + 1] = {false};

	at[x->entry] = true;
	for (size_t g = x->lo; g < x->hi; g++)
	{
		bool next[CSQ_FUNNEL_MAX_STEPS + 1];

		csq_engine_load(e, c->stops[g].first);
		memcpy(next, at, sizeof next);
		for (int b = 1; b < level; b++)
			if (c->stops[g].cover >> (b - 1) & 1)
				next[b] = false;
		for (int a = x->entry; a < level; a++)
			if (at[a])
				ways_through(c, x, a, decided, exact, next);
		memcpy(at, next, sizeof at);
		csq_poll(g);
	}
	if (exact)
		return at[highest(x->taken) + 1];
	for (int b = highest(x->taken) + 1; b <= level; b++)
		if (at[b] && (c->stops[x->hi - 1].leave >> (b - 1) & 1))
			return true;
	return false;
}

/* The first later instant that can hold step q next. */
static bool
find_later(Chooser *c, const Instant *now, int q, Instant *found)
{
	const CsqFunnelRule *rule = c->e->rule;
	int64_t              clock = c->e->hits[c->stops[now->lo].first].clock;
	int                  level = highest(now->taken) + 1;

	for (size_t g = now->hi; g < c->nstops; g = found->hi)
	{
		uint64_t gap = csq_distance(clock, c->e->hits[c->stops[g].first].clock);
		uint64_t enter = 0;
		uint64_t cover = 0;

		*found = instant_at(c, g, level, csq_bit(q));
		for (size_t i = found->lo; i < found->hi; i++)
		{
			enter |= c->stops[i].enter;
			cover |= c->stops[i].cover;
		}
		if (gap > rule->max_gap[q])
			return false;
		if (gap >= rule->min_gap[q] && (enter >> level & 1) && passes(c, found, q, false))
			return true;
		if (cover >> (level - 1) & 1)
			return false;
		csq_poll(g);
	}
	return false;
}

static void
choose(Chooser *c, int64_t *times)
{
	CsqFunnelEngine *e = c->e;
	Instant          now = instant_at(c, 0, 0, csq_bit(0));

	times[0] = c->start_at;
	for (int q = 1; q < c->r->level; q++)
	{
		Instant with = now;
		Instant later;

		with.taken |= csq_bit(q);
		if ((e->tied_ok >> q & 1) && passes(c, &with, q, false))
			now = with;
		else if (passes(c, &now, q, true) && find_later(c, &now, q, &later))
			now = later;
		else
			continue; /* optional, and not to be had */
		times[q] = at_of(c, now.lo);
	}
}

/* The chosen chain between the instants of r. */
static bool
explain(CsqFunnelEngine *e, const CsqReached *r, int64_t *times, CsqError *err)
{
	Chooser c = {.e = e, .r = r, .start_at = e->hits[r->start].at, .end_at = e->hits[r->end].at};
	int     k = e->rule->nsteps;

	if (!find_span(&c, err))
		return false;
	backward(&c);
	choose(&c, times);
	for (int i = 0; c.targets != NULL && i < k * k; i++)
		if (c.targets[i].clocks != NULL)
			csq_free(c.targets[i].clocks);
	if (c.targets != NULL)
		csq_free(c.targets);
	csq_free(c.stops);
	return true;
}

/* ---- order unbroken ---- */

/* How many of the sorted hits are read until one breaks the row. */
static size_t
unbroken_length(const CsqFunnelRule *rule, const CsqHit *hits, size_t n)
{
	int64_t  start[CSQ_FUNNEL_MAX_STEPS]; /* on the clock, of the latest chain at step q */
	uint64_t reached = 0;

	for (size_t i = 0; i < n; i++)
	{
		uint64_t may = hits[i].steps & (reached << 1 | 1);

		if (reached != 0 && may == 0)
			return i;
		/* from the last to the first, so that one event is one step */
		for (uint64_t m = may; m != 0;)
		{
			int q = highest(m);

			m ^= csq_bit(q);
			if (q == 0)
				start[0] = hits[i].clock;
			else if (csq_distance(start[q - 1], hits[i].clock) <= rule->within)
				start[q] = start[q - 1];
			else
				continue;
			reached |= csq_bit(q);
		}
		csq_poll(i);
	}
	return n;
}

/* ---- most cases ---- */

/* Steps in order and no bounds but the window: then an event that is alone at its time takes a chain one step up. */
static inline bool
is_plain(const CsqFunnelRule *rule)
{
	return rule->order == CSQ_ORDER_THEN && rule->same == CSQ_SAME_NONE && !rule->has_gaps && rule->optional == 0 &&
	       rule->nstops == 0;
}

/*
 * The level, and the chain that completes first, of these the one that starts last, when each event is in one step and
 * later than the one before, as they mostly come; the hits then are sorted.  Else false.
 */
static bool
plain_reach(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, CsqReached *r)
{
	size_t start[CSQ_FUNNEL_MAX_STEPS + 1]; /* of the latest chain at a level that is reached */
	int    level = 0;

	r->start = r->end = 0;
	for (size_t i = 0; i < n; i++)
	{
		uint64_t steps = hits[i].steps;
		int      q;
		size_t   from = i;

		if (CSQ_UNLIKELY((i > 0 && hits[i].at <= hits[i - 1].at) || steps == 0 || (steps & (steps - 1)) != 0))
			return false;
		csq_poll(i);
		q = __builtin_ctzll(steps);
		if (q > level)
			continue;
		if (q > 0)
			from = start[q];
		if (csq_distance(hits[from].clock, hits[i].clock) > rule->within)
			continue;
		if (q < level && start[q + 1] >= from)
			continue;
		start[q + 1] = from;
		if (q == level)
		{
			level++;
			r->start = from;
			r->end = i;
		}
	}
	r->level = level;
	return true;
}

/* The chain of plain_reach(): each step as early as it comes, which completes when the first one does. */
static void
plain_times(const CsqHit *hits, const CsqReached *r, int64_t *times)
{
	size_t i = r->start;

	for (int q = 0; q < r->level; q++, i++)
	{
		while (hits[i].steps != csq_bit(q))
			i++;
		times[q] = hits[i].at;
	}
}

/* ---- what a funnel asks of one case ---- */

/* The level and the preferred chain of sorted hits that belong together. */
static CsqReached
reach(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, bool level_only)
{
	CsqFunnelEngine e;
	CsqReached      r;

	if (n == 0)
		return (CsqReached){0, 0, 0};
	if (rule->order == CSQ_ORDER_ANY)
		return csq_any_reach(rule, hits, n, level_only);
	csq_engine_init(&e, rule, hits, rule->order == CSQ_ORDER_UNBROKEN ? unbroken_length(rule, hits, n) : n);
	r = csq_engine_reach(&e, level_only);
	csq_engine_done(&e);
	return r;
}

/* The times of the chain that was reached there; false: see *err. */
static bool
times_of(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, const CsqReached *r, int64_t *times, CsqError *err)
{
	CsqFunnelEngine e;
	bool            ok;

	if (r->level <= 0)
		return true;
	if (rule->order == CSQ_ORDER_ANY)
	{
		csq_any_choose(rule, hits, n, r, times);
		return true;
	}
	csq_engine_init(&e, rule, hits, rule->order == CSQ_ORDER_UNBROKEN ? unbroken_length(rule, hits, n) : n);
	csq_engine_forbid(&e, csq_engine_stops(rule, hits, e.n));
	ok = explain(&e, r, times, err);
	csq_engine_done(&e);
	return ok;
}

static int
compare_parts(const void *a, const void *b)
{
	uint32_t x = ((const CsqHit *) a)->part;
	uint32_t y = ((const CsqHit *) b)->part;

	return (x > y) - (x < y);
}

size_t
csq_funnel_next_part(const CsqHit *sorted, size_t n, size_t from)
{
	size_t to = from;

	while (to < n && sorted[to].part == sorted[from].part)
		to++;
	return to;
}

CsqHit *
csq_funnel_by_part(const CsqHit *hits, size_t n)
{
	CsqHit *sorted = csq_alloc((n + 1) * sizeof *sorted);

	memcpy(sorted, hits, n * sizeof *sorted);
	csq_sort(sorted, n, sizeof *sorted, compare_parts);
	return sorted;
}

/* The preferred chain among those of the parts; times NULL: only the level counts. */
static int
best_of_parts(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, int64_t *times, uint32_t *part, CsqError *err)
{
	CsqHit    *sorted = csq_funnel_by_part(hits, n);
	CsqReached best = {0, 0, 0};
	size_t     first = 0; /* of the best part */
	size_t     size = 0;
	bool       out = false;

	for (size_t i = 0, to; i < n; i = to)
	{
		CsqReached r;

		to = csq_funnel_next_part(sorted, n, i);
		if (sorted[i].part == 0)
			continue;
		r = reach(rule, sorted + i, to - i, times == NULL);
		out |= r.level == CSQ_FUNNEL_OUT;
		if (r.level > 0 &&
		    (size == 0 ||
		     csq_funnel_prefers(rule, sorted, &(CsqReached){best.level, best.start + first, best.end + first}, r.level,
		                        r.start + i, r.end + i)))
		{
			best = r;
			first = i;
			size = to - i;
		}
		csq_check_interrupts();
	}
	if (size == 0 && out)
		best.level = CSQ_FUNNEL_OUT;
	*part = size > 0 ? sorted[first].part : 0;
	if (times != NULL && !times_of(rule, sorted + first, size, &best, times, err))
		best.level = CSQ_FUNNEL_FAILED;
	csq_free(sorted);
	return best.level;
}

int
csq_funnel_level(const CsqFunnelRule *rule, CsqHit *hits, size_t n)
{
	CsqReached r;
	uint32_t   part;

	if (n == 0)
		return 0;
	if (is_plain(rule) && plain_reach(rule, hits, n, &r))
		return r.level;
	csq_funnel_sort(hits, n);
	if (rule->same != CSQ_SAME_NONE)
		return best_of_parts(rule, hits, n, NULL, &part, NULL);
	return reach(rule, hits, n, true).level;
}

int
csq_funnel_steps_of(const CsqFunnelRule *rule, CsqHit *hits, size_t n, int64_t *times, uint32_t *part, CsqError *err)
{
	CsqReached r;

	*part = 0;
	for (int s = 0; s < rule->nsteps; s++)
		times[s] = CSQ_NO_TIME;
	if (n == 0)
		return 0;
	if (is_plain(rule) && rule->chain == CSQ_CHAIN_FIRST && plain_reach(rule, hits, n, &r))
	{
		plain_times(hits, &r, times);
		return r.level;
	}
	csq_funnel_sort(hits, n);
	if (rule->same != CSQ_SAME_NONE)
		return best_of_parts(rule, hits, n, times, part, err);
	r = reach(rule, hits, n, false);
	return times_of(rule, hits, n, &r, times, err) ? r.level : CSQ_FUNNEL_FAILED;
}

int
csq_funnel_steps(const CsqFunnelRule *rule, CsqHit *hits, size_t n, int64_t *times, CsqError *err)
{
	uint32_t part;

	return csq_funnel_steps_of(rule, hits, n, times, &part, err);
}
