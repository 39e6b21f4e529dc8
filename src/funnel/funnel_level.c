/*
 * funnel_level.c
 *		The exact level of a funnel: tie groups and the forward pass.
 *
 * Of two chains that have reached the same level, the one that started later can
 * be completed whenever the other can: so it suffices to keep, per level, the
 * latest start.  With bounds on the gap between two steps the time of the last
 * step matters too: then candidates (last, start) are kept in order of last, per
 * pair of a level and a step that may come next, and "the latest start with last
 * in [t - max, t - min]" is the front of a queue with falling starts, O(1)
 * amortised.  An optional step may be passed over: each step may come after
 * several levels.  An excluded event throws away what is kept for the levels at
 * which its clause holds, whatever start and last are.
 *
 * Events that may be read in any order (a tie group) are taken together.  A chain
 * that comes in at level a and is to leave at level b needs two things:
 *	 - the steps it takes can be given to different events of the group;
 *	 - no event breaks it.  An unused event can be read before the first of the
 *	   steps taken here, between two, or after the last; it breaks the chain when
 *	   its exclusion holds at each of the levels a .. b, and then must itself be
 *	   used as a step.  A chain that begins or ends here is broken by none.
 * In bipartite terms: a matching that covers the steps taken, and one that covers
 * the breaking events; by the theorem of Mendelsohn and Dulmage then one matching
 * covers both.  Optional steps beyond those needed only help, so all that are
 * allowed may serve to use up events.  Whether an event breaks depends on a and b
 * alone, as its exclusions never hold both before and after a row of optional
 * steps without holding in it (the parser sees to that).
 *
 * order strict is the same with every event excluded at every level.  With ties
 * strict a chain takes at most one event of an instant, and events of that
 * instant are not between.
 *
 * Cost: O(n k) with k steps (a step after o optional ones counts o times); in
 * groups whose events satisfy several steps or are excluded, matching costs
 * O(k^3 m) per group with m different kinds of events; sorting if needed.
 */
#include "funnel/funnel_level.h"

#include "base/sort.h"

#define NONE (-1) /* no chain */

static int
compare_hits(const void *pa, const void *pb)
{
	const CsqHit *a = pa;
	const CsqHit *b = pb;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->no_seq != b->no_seq)
		return a->no_seq ? 1 : -1;
	if (a->seq != b->seq)
		return a->seq < b->seq ? -1 : 1;
	/* alike ones side by side */
	if (a->steps != b->steps)
		return a->steps < b->steps ? -1 : 1;
	return (a->stops > b->stops) - (a->stops < b->stops);
}

void
csq_funnel_sort(CsqHit *hits, size_t n)
{
	csq_sort(hits, n, sizeof *hits, compare_hits);
}

void
csq_engine_init(CsqFunnelEngine *e, const CsqFunnelRule *rule, const CsqHit *hits, size_t n)
{
	e->rule = rule;
	e->hits = hits;
	e->n = n;
	e->stops = 0;
	e->covers = false;
	e->tied_ok = 0;
	e->group.sets = NULL;
	e->group.nsets = e->group.cap = 0;
	for (int q = 0; q < rule->nsteps; q++)
	{
		e->after[q] = 0;
		if (rule->ties != CSQ_TIES_STRICT && rule->min_gap[q] == 0)
			e->tied_ok |= csq_bit(q);
		e->from[q] = (uint8_t) q;
		while (e->from[q] > 0 && (rule->optional >> (e->from[q] - 1) & 1))
			e->from[q]--;
		for (int a = e->from[q]; a <= q; a++)
			e->after[a] |= csq_bit(q);
	}
}

void
csq_engine_done(CsqFunnelEngine *e)
{
	if (e->group.sets != NULL)
		csq_free(e->group.sets);
}

bool
csq_funnel_stops_apart(const CsqFunnelRule *rule, uint64_t stops)
{
	uint64_t cover = 0;
	bool     skippable = false; /* since the last level covered all steps are optional, and there is one */
	int      last = 0;

	for (; stops != 0; stops &= stops - 1)
		cover |= rule->stop_levels[__builtin_ctzll(stops)];
	for (int p = 1; p <= rule->nsteps; p++)
	{
		if (cover >> (p - 1) & 1)
		{
			if (last > 0 && skippable)
				return true;
			last = p;
			skippable = false;
		}
		else if (last == p - 1)
			skippable = rule->optional >> (p - 1) & 1;
		else
			skippable &= rule->optional >> (p - 1) & 1;
	}
	return false;
}

void
csq_engine_forbid(CsqFunnelEngine *e, uint64_t stops)
{
	e->stops = stops;
	e->covers = stops != 0 || e->rule->order == CSQ_ORDER_STRICT;
}

/* ---- tie groups ---- */

/* Levels at which an event breaks a chain that does not use it. */
static uint64_t
cover_of(const CsqFunnelEngine *e, const CsqHit *h)
{
	uint64_t cover = 0;

	if (e->rule->order == CSQ_ORDER_STRICT)
		return csq_below(e->rule->nsteps - 1);
	for (uint64_t m = h->stops & e->stops; m != 0; m &= m - 1)
		cover |= e->rule->stop_levels[__builtin_ctzll(m)];
	return cover;
}

static void
add_set(CsqTieGroup *g, uint64_t steps, uint64_t cover)
{
	if (g->nsets == g->cap)
		csq_grow(g->sets, g->cap);
	g->sets[g->nsets++] = (CsqTieSet){.steps = steps, .cover = cover};
}

/* The different kinds of events of the hits from i to end, which are sorted by kind. */
static void
load_sets(CsqFunnelEngine *e, size_t i, size_t end)
{
	CsqTieGroup  *g = &e->group;
	const CsqHit *kind = NULL;

	for (; i < end; i++)
	{
		const CsqHit *h = &e->hits[i];

		if (kind == NULL || kind->steps != h->steps || kind->stops != h->stops)
			add_set(g, h->steps, e->covers ? cover_of(e, h) : 0);
		kind = h;
		if (g->sets[g->nsets - 1].count <= e->rule->nsteps)
			g->sets[g->nsets - 1].count++;
		csq_poll(i);
	}
}

size_t
csq_engine_load(CsqFunnelEngine *e, size_t i)
{
	CsqTieGroup *g = &e->group;
	size_t       end = i;

	g->at = e->hits[i].at;
	g->clock = e->hits[i].clock;
	g->present = 0;
	g->cover = 0;
	g->plain = true;
	g->nsets = 0;
	for (; end < e->n && csq_same_group(e->rule, &e->hits[i], &e->hits[end]); end++)
	{
		uint64_t steps = e->hits[end].steps;

		g->present |= steps;
		g->plain &= (steps & (steps - 1)) == 0;
		if (e->covers)
			g->cover |= cover_of(e, &e->hits[end]);
		csq_poll(end);
	}
	g->plain &= g->cover == 0;
	g->tied = end - i > 1 && e->rule->ties != CSQ_TIES_STRICT;
	if (g->tied && !g->plain)
		load_sets(e, i, end);
	return end;
}

/* ---- matching ---- */

static void
forget(CsqTieGroup *g)
{
	for (size_t i = 0; i < g->nsets; i++)
		g->sets[i].held = 0;
}

/*
 * Find an event for step q, moving steps that hold events if need be.
 * Depth at most nsteps: each set is entered once.
 */
static bool
augment(CsqTieGroup *g, int q)
{
	for (size_t i = 0; i < g->nsets; i++)
	{
		CsqTieSet *set = &g->sets[i];

		if (set->seen || !(set->steps >> q & 1))
			continue;
		set->seen = true;
		if (__builtin_popcountll(set->held) < set->count)
		{
			set->held |= csq_bit(q);
			return true;
		}
		for (uint64_t m = set->held; m != 0; m &= m - 1)
			if (augment(g, __builtin_ctzll(m)))
			{
				set->held ^= (m & -m) | csq_bit(q);
				return true;
			}
	}
	return false;
}

static bool
give_event(CsqTieGroup *g, int q)
{
	for (size_t i = 0; i < g->nsets; i++)
		g->sets[i].seen = false;
	return augment(g, q);
}

/* Can step q have an event beside those that hold one?  Changes nothing. */
static bool
could_give_event(CsqTieGroup *g, int q)
{
	uint64_t *was = csq_alloc((g->nsets + 1) * sizeof *was);
	bool      ok;

	for (size_t i = 0; i < g->nsets; i++)
		was[i] = g->sets[i].held;
	ok = give_event(g, q);
	for (size_t i = 0; i < g->nsets; i++)
		g->sets[i].held = was[i];
	csq_free(was);
	return ok;
}

/* One more event of a set becomes one of the steps not seen yet: the same search from the other side. */
static bool
use_event(const CsqTieGroup *g, int set, uint64_t allowed, uint64_t *seen, int *owner)
{
	uint64_t m;

	while ((m = g->sets[set].steps & allowed & ~*seen) != 0)
	{
		int q = __builtin_ctzll(m);

		*seen |= csq_bit(q);
		if (owner[q] < 0 || use_event(g, owner[q], allowed, seen, owner))
		{
			owner[q] = set;
			return true;
		}
	}
	return false;
}

/*
 * Can every event that would break a chain from level a to level b be one of the
 * steps?  Only of a tied group with sets.
 */
static bool
harmless(const CsqTieGroup *g, int a, int b, uint64_t steps)
{
	uint64_t levels = csq_below(b) & ~csq_below(a - 1);
	int      owner[CSQ_FUNNEL_MAX_STEPS];
	int      left = __builtin_popcountll(steps);

	memset(owner, -1, sizeof owner);
	for (size_t i = 0; i < g->nsets; i++)
	{
		if ((g->sets[i].cover & levels) != levels)
			continue;
		left -= g->sets[i].count;
		if (left < 0)
			return false;
		for (int n = 0; n < g->sets[i].count; n++)
		{
			uint64_t seen = 0;

			if (!use_event(g, (int) i, steps, &seen, owner))
				return false;
		}
	}
	return true;
}

bool
csq_engine_takes(CsqFunnelEngine *e, int a, int b, uint64_t need, uint64_t may, bool on)
{
	CsqTieGroup *g = &e->group;

	if ((need & ~g->present) != 0 || (!g->tied && (need & (need - 1)) != 0))
		return false;
	if (!g->tied || g->plain)
		return true;
	forget(g);
	for (uint64_t m = need; m != 0; m &= m - 1)
		if (!give_event(g, __builtin_ctzll(m)))
			return false;
	return !on || a == 0 || g->cover == 0 || harmless(g, a, b, need | may);
}

void
csq_engine_climb(CsqFunnelEngine *e, int a, int q, uint64_t *end, uint64_t *on)
{
	CsqTieGroup         *g = &e->group;
	const CsqFunnelRule *rule = e->rule;
	uint64_t             taken = csq_bit(q);
	uint64_t             may = 0;
	bool                 watch = a > 0 && g->cover != 0;

	*end = *on = taken;
	if (!g->tied)
		return;
	if (!g->plain)
	{
		csq_check_interrupts();
		forget(g);
		give_event(g, q);
		if (watch && !harmless(g, a, q + 1, taken))
			*on = 0;
	}
	for (int b = q + 1; b < rule->nsteps; b++)
	{
		bool optional = rule->optional >> b & 1;
		bool ok = (e->tied_ok & g->present) >> b & 1;

		if (ok && !g->plain)
			ok = optional ? could_give_event(g, b) : give_event(g, b);
		if (!ok && !optional)
			break;
		if (!ok && !((e->tied_ok & g->present) >> b & 1))
			continue;
		*(optional ? &may : &taken) |= csq_bit(b);
		if (!ok)
			continue;
		*end |= csq_bit(b);
		if (!watch || harmless(g, a, b + 1, taken | may))
			*on |= csq_bit(b);
	}
}

/* ---- candidates, for bounded gaps ---- */

typedef struct Candidate
{
	int64_t last;  /* on the clock */
	int64_t start; /* index of the hit */
} Candidate;

/*
 * Of a level, for one step that may come next.  items[head .. tail) is the queue
 * of candidates old enough, starts falling; items[fresh .. n) are those not yet
 * old enough.
 */
typedef struct Queue
{
	Candidate *items;
	size_t     head;
	size_t     tail;
	size_t     fresh;
	size_t     n;
	size_t     cap;
} Queue;

static void
push(Queue *l, int64_t last, int64_t start)
{
	if (l->n == l->cap)
	{
		if (l->head > l->cap / 2)
		{ /* reclaim what has expired */
			memmove(l->items, l->items + l->head, (l->n - l->head) * sizeof *l->items);
			l->tail -= l->head;
			l->fresh -= l->head;
			l->n -= l->head;
			l->head = 0;
		}
		else
			csq_grow(l->items, l->cap);
	}
	l->items[l->n++] = (Candidate){last, start};
}

/* The latest start among candidates whose last lies in [t - max, t - min]; t never falls. */
static int64_t
best_start(Queue *l, int64_t t, uint64_t min, uint64_t max)
{
	for (; l->fresh < l->n && csq_distance(l->items[l->fresh].last, t) >= min; l->fresh++)
	{
		Candidate c = l->items[l->fresh];

		while (l->tail > l->head && l->items[l->tail - 1].start <= c.start)
			l->tail--;
		l->items[l->tail++] = c;
	}
	while (l->head < l->tail && csq_distance(l->items[l->head].last, t) > max)
		l->head++;
	return l->head < l->tail ? l->items[l->head].start : NONE;
}

/* ---- the forward pass ---- */

typedef struct Forward
{
	CsqFunnelEngine *e;
	int64_t          latest[CSQ_FUNNEL_MAX_STEPS + 1]; /* without gaps: start of the latest chain at the level */
	Queue           *queues;                           /* with gaps */
	int              first
		[CSQ_FUNNEL_MAX_STEPS]; /* [level]: its queue for the step of the same index; those for later steps follow */
	bool       level_only;
	CsqReached best;
} Forward;

static void
forward_init(Forward *f, CsqFunnelEngine *e, bool level_only)
{
	int k = e->rule->nsteps;
	int n = 0;

	f->e = e;
	f->level_only = level_only;
	f->best = (CsqReached){0, 0, 0};
	for (int b = 0; b <= k; b++)
		f->latest[b] = NONE;
	f->queues = NULL;
	if (!e->rule->has_gaps)
		return;
	for (int a = 0; a < k; a++)
	{
		f->first[a] = n;
		n += __builtin_popcountll(e->after[a]);
	}
	f->queues = csq_alloc0((size_t) n * sizeof *f->queues);
}

static void
forward_done(Forward *f)
{
	int k = f->e->rule->nsteps;

	if (f->queues == NULL)
		return;
	for (int i = f->first[k - 1] + __builtin_popcountll(f->e->after[k - 1]); i-- > 0;)
		if (f->queues[i].items != NULL)
			csq_free(f->queues[i].items);
	csq_free(f->queues);
}

/* The latest start of a chain at level a that may take step q now, by gap and window. */
static inline int64_t
start_for(Forward *f, int a, int q, int64_t clock)
{
	const CsqFunnelRule *rule = f->e->rule;
	int64_t start = f->queues ? best_start(&f->queues[f->first[a] + q - a], clock, rule->min_gap[q], rule->max_gap[q])
	                          : f->latest[a];

	if (start != NONE && csq_distance(f->e->hits[start].clock, clock) > rule->within)
		return NONE;
	return start;
}

/* No chain at this level goes on. */
static void
clear_level(Forward *f, int level)
{
	f->latest[level] = NONE;
	if (f->queues != NULL && level < f->e->rule->nsteps)
		for (int i = __builtin_popcountll(f->e->after[level]); i-- > 0;)
		{
			Queue *l = &f->queues[f->first[level] + i];

			l->head = l->tail = l->fresh = l->n = 0;
		}
}

/* A chain is at this level and may go on. */
static inline void
keep(Forward *f, int level, int64_t start, int64_t clock)
{
	if (f->queues == NULL)
	{
		if (start > f->latest[level])
			f->latest[level] = start;
	}
	else if (level < f->e->rule->nsteps)
		for (int i = __builtin_popcountll(f->e->after[level]); i-- > 0;)
			push(&f->queues[f->first[level] + i], clock, start);
}

bool
csq_funnel_prefers(const CsqFunnelRule *rule, const CsqHit *hits, const CsqReached *r, int level, size_t start,
                   size_t end)
{
	const CsqHit *s = &hits[start];
	const CsqHit *t = &hits[end];
	const CsqHit *rs = &hits[r->start];
	const CsqHit *rt = &hits[r->end];

	if (level != r->level)
		return level > r->level;
	switch (rule->chain)
	{
		case CSQ_CHAIN_LAST:
			return s->at != rs->at ? s->at > rs->at : t->at < rt->at;
		case CSQ_CHAIN_FASTEST:
		{
			uint64_t took = csq_distance(s->clock, t->clock);
			uint64_t other = csq_distance(rs->clock, rt->clock);

			if (took != other)
				return took < other;
		}
			/* FALLTHROUGH */
		case CSQ_CHAIN_FIRST:
			break;
	}
	return t->at != rt->at ? t->at < rt->at : s->at > rs->at;
}

static inline void
reached(Forward *f, int level, int64_t start, size_t end)
{
	if (level > f->best.level || (level == f->best.level && !f->level_only &&
	                              csq_funnel_prefers(f->e->rule, f->e->hits, &f->best, level, (size_t) start, end)))
		f->best = (CsqReached){level, (size_t) start, end};
}

/* A group of one event: its steps from the last to the first, so that none sees what another has written. */
static void
one_event(Forward *f, size_t i)
{
	CsqFunnelEngine *e = f->e;
	const CsqHit    *h = &e->hits[i];
	uint64_t         cover = e->covers ? cover_of(e, h) : 0;

	for (uint64_t m = h->steps; m != 0;)
	{
		int     q = 63 - __builtin_clzll(m);
		int64_t start = NONE;

		m ^= csq_bit(q);
		for (int a = e->from[q]; a <= q; a++)
		{
			int64_t s = a == 0 ? (int64_t) i : start_for(f, a, q, h->clock);

			if (s > start)
				start = s;
		}
		if (start == NONE)
			continue;
		if (cover >> q & 1)
		{
			clear_level(f, q + 1);
			cover ^= csq_bit(q);
		}
		keep(f, q + 1, start, h->clock);
		reached(f, q + 1, start, i);
	}
	for (; cover != 0; cover &= cover - 1)
		clear_level(f, __builtin_ctzll(cover) + 1);
}

static void
raise(int64_t *starts, uint64_t levels, int64_t start)
{
	for (; levels != 0; levels &= levels - 1)
	{
		int b = __builtin_ctzll(levels);

		if (start > starts[b])
			starts[b] = start;
	}
}

/* The group that is loaded and begins at hit i. */
static void
one_group(Forward *f, size_t i)
{
	CsqFunnelEngine   *e = f->e;
	const CsqTieGroup *g = &e->group;
	int64_t            ends[CSQ_FUNNEL_MAX_STEPS];
	int64_t            goes_on[CSQ_FUNNEL_MAX_STEPS];
	int                k = e->rule->nsteps;

	for (int b = 0; b < k; b++)
		ends[b] = goes_on[b] = NONE;
	for (int a = 0; a < k && a <= f->best.level; a++)
		for (uint64_t m = e->after[a] & g->present; m != 0; m &= m - 1)
		{
			int      q = __builtin_ctzll(m);
			int64_t  start = a == 0 ? (int64_t) i : start_for(f, a, q, g->clock);
			uint64_t end;
			uint64_t on;

			if (start == NONE)
				continue;
			csq_engine_climb(e, a, q, &end, &on);
			raise(ends, end, start);
			raise(goes_on, on, start);
		}
	for (uint64_t m = g->cover; m != 0; m &= m - 1)
		clear_level(f, __builtin_ctzll(m) + 1);
	for (int b = 0; b < k; b++)
	{
		if (goes_on[b] != NONE)
			keep(f, b + 1, goes_on[b], g->clock);
		if (ends[b] != NONE)
			reached(f, b + 1, ends[b], i);
	}
}

CsqReached
csq_engine_forward(CsqFunnelEngine *e, bool level_only)
{
	const CsqFunnelRule *rule = e->rule;
	bool                 stops = level_only || rule->chain == CSQ_CHAIN_FIRST;
	Forward              f;
	size_t               turns = 0;

	forward_init(&f, e, level_only);
	for (size_t i = 0; i < e->n;)
	{
		if (stops && f.best.level == rule->nsteps && (level_only || e->hits[i].at > e->hits[f.best.end].at))
			break;
		if (i + 1 == e->n || !csq_same_group(rule, &e->hits[i], &e->hits[i + 1]))
			one_event(&f, i++);
		else
		{
			size_t from = i;

			i = csq_engine_load(e, i);
			one_group(&f, from);
		}
		csq_poll(turns++);
	}
	forward_done(&f);
	return f.best;
}

/* ---- the level ---- */

uint64_t
csq_engine_stops(const CsqFunnelRule *rule, const CsqHit *hits, size_t n)
{
	uint64_t seen = 0;

	for (size_t i = 0; i < n && rule->nstops > 0; i++)
	{
		seen |= hits[i].stops;
		csq_poll(i);
	}
	return seen;
}

CsqReached
csq_engine_reach(CsqFunnelEngine *e, bool level_only)
{
	const CsqFunnelRule *rule = e->rule;
	uint64_t             seen = csq_engine_stops(rule, e->hits, e->n);
	CsqReached           all;

	csq_engine_forbid(e, seen);
	all = csq_engine_forward(e, level_only);
	if ((seen & rule->drops_journey) != 0)
	{
		csq_engine_forbid(e, seen & ~rule->drops_journey);
		if (csq_engine_forward(e, true).level > all.level)
			all.level = CSQ_FUNNEL_OUT;
		csq_engine_forbid(e, seen);
	}
	return all;
}
