/*
 * funnel_any.c
 *		Funnels whose steps may come in any order.
 *
 * The level is the largest number of different steps that different events within
 * one window can satisfy: a maximum matching of steps and events.  Sets of events
 * that can be matched together are the independent sets of a matroid, so there is
 * one basis that prefers later events throughout: of it, the members no earlier
 * than t - within are a maximum matching of the window that ends at t, for every
 * t.  It has at most one event per step.  A new event joins when an alternating
 * path leads from it to a free step; else it takes the place of the oldest event
 * on the alternating paths from it.  So a pass keeps k events and costs O(k) per
 * event, whatever the window.
 *
 * The chosen chain: the instants between which it lies are found on the way.
 * Then step 1 takes the earliest event that a maximum matching allows, then step
 * 2, and so on; only the first k events of each step can matter, as one of them
 * is always free.
 *
 * With ties strict an instant counts as one event, in all steps of its events;
 * ties any and seq do not differ.
 */
#include "funnel_engine.h"

/* ---- one event after the other ---- */

/* A member of the basis. */
typedef struct Member
{
	size_t		hit;
	uint64_t	steps;
} Member;

typedef struct Basis
{
	const CsqFunnelRule *rule;
	const CsqHit *hits;
	int			n;
	Member		member[CSQ_FUNNEL_MAX_STEPS];
	int			owner[CSQ_FUNNEL_MAX_STEPS];	/* [step]: member, -1 = free */
} Basis;

/* Match one more event, moving others; seen: the steps looked at, all that can be reached when it fails. */
static bool
match(Basis *b, uint64_t steps, int member, uint64_t *seen)
{
	uint64_t	m;

	while ((m = steps & ~*seen) != 0)
	{
		int			q = __builtin_ctzll(m);

		*seen |= csq_bit(q);
		if (b->owner[q] < 0 || match(b, b->member[b->owner[q]].steps, b->owner[q], seen))
		{
			b->owner[q] = member;
			return true;
		}
	}
	return false;
}

static void
add_event(Basis *b, size_t hit, uint64_t steps)
{
	uint64_t	seen = 0;
	int			oldest = -1;
	int			freed = -1;

	if (match(b, steps, b->n, &seen))
	{
		b->member[b->n++] = (Member) {hit, steps};
		return;
	}
	for (uint64_t m = seen; m != 0; m &= m - 1)
	{
		int			o = b->owner[__builtin_ctzll(m)];

		if (oldest < 0 || b->member[o].hit < b->member[oldest].hit)
		{
			oldest = o;
			freed = __builtin_ctzll(m);
		}
	}
	b->owner[freed] = -1;
	b->member[oldest] = (Member) {hit, steps};
	seen = 0;
	match(b, steps, oldest, &seen);
}

/* The basis members inside the window that ends at hit `end`: how many, and the first of them. */
static int
in_window(const Basis *b, size_t end, size_t *first)
{
	int			n = 0;

	*first = end;
	for (int i = 0; i < b->n; i++)
	{
		size_t		hit = b->member[i].hit;

		if (csq_distance(b->hits[hit].clock, b->hits[end].clock) > b->rule->within)
			continue;
		n++;
		if (hit < *first)
			*first = hit;
	}
	return n;
}

/* The hits that count as one event from hit i on: all of the instant with ties strict.  Returns the index after them. */
static size_t
next_event(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, size_t i, uint64_t *steps)
{
	size_t		end = i + 1;

	*steps = hits[i].steps;
	while (rule->ties == CSQ_TIES_STRICT && end < n && hits[end].at == hits[i].at)
	{
		if (CSQ_UNLIKELY((end & 0xFFF) == 0xFFF))
			csq_check_interrupts();
		*steps |= hits[end++].steps;
	}
	return end;
}

CsqReached
csq_any_reach(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, bool level_only)
{
	CsqReached	best = {0, 0, 0};
	Basis		b = {.rule = rule, .hits = hits};
	bool		stops = level_only || rule->chain == CSQ_CHAIN_FIRST;
	size_t		turns = 0;

	memset(b.owner, -1, sizeof b.owner);
	for (size_t i = 0; i < n;)
	{
		size_t		end;
		size_t		first;
		uint64_t	steps;
		int			level;

		if (stops && best.level == rule->nsteps && (level_only || hits[i].at > hits[best.end].at))
			break;
		end = next_event(rule, hits, n, i, &steps);
		if (steps != 0)
		{
			add_event(&b, i, steps);
			level = in_window(&b, i, &first);
			if (level >= best.level && csq_funnel_prefers(rule, hits, &best, level, first, i))
				best = (CsqReached) {level, first, i};
		}
		i = end;
		if (CSQ_UNLIKELY((++turns & 0x3FF) == 0))
			csq_check_interrupts();
	}
	return best;
}

/* ---- the chosen chain ---- */

/* An event that may be given to a step. */
typedef struct Item
{
	int64_t		at;
	int			step;			/* that holds it, -1 = free */
	bool		seen;
} Item;

typedef struct Choice
{
	int			k;
	Item	   *items;
	int			nitems;
	int		   *list[CSQ_FUNNEL_MAX_STEPS];	/* items that satisfy the step, by time */
	int			n[CSQ_FUNNEL_MAX_STEPS];
	int			lo[CSQ_FUNNEL_MAX_STEPS];	/* the step must take one of list[lo .. hi - 1] */
	int			hi[CSQ_FUNNEL_MAX_STEPS];
	int			item[CSQ_FUNNEL_MAX_STEPS]; /* held by the step, -1 = none */
} Choice;

static void
collect(Choice *c, const CsqFunnelRule *rule, const CsqHit *hits, size_t n, const CsqReached *r)
{
	size_t		i = r->start;

	c->k = rule->nsteps;
	c->items = csq_alloc((size_t) (c->k * c->k) * sizeof *c->items);
	for (int q = 0; q < c->k; q++)
	{
		c->list[q] = csq_alloc((size_t) c->k * sizeof *c->list[q]);
		c->item[q] = -1;
	}
	while (i > 0 && hits[i - 1].at == hits[r->start].at)
		i--;
	while (i < n && hits[i].at <= hits[r->end].at)
	{
		uint64_t	steps;
		size_t		end = next_event(rule, hits, n, i, &steps);
		bool		wanted = false;

		for (; steps != 0; steps &= steps - 1)
		{
			int			q = __builtin_ctzll(steps);

			if (c->n[q] == c->k)
				continue;		/* one of those before is free in any case */
			wanted = true;
			c->list[q][c->n[q]++] = c->nitems;
		}
		if (wanted)
			c->items[c->nitems++] = (Item) {hits[i].at, -1, false};
		i = end;
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	for (int q = 0; q < c->k; q++)
		c->hi[q] = c->n[q];
}

static bool
augment(Choice *c, int q)
{
	for (int j = c->lo[q]; j < c->hi[q]; j++)
	{
		Item	   *x = &c->items[c->list[q][j]];

		if (x->seen)
			continue;
		x->seen = true;
		if (x->step < 0 || augment(c, x->step))
		{
			x->step = q;
			c->item[q] = c->list[q][j];
			return true;
		}
	}
	return false;
}

static void
match_step(Choice *c, int q)
{
	for (int i = 0; i < c->nitems; i++)
		c->items[i].seen = false;
	augment(c, q);
}

/*
 * Is there a matching of this size in which step q takes one of the first hi events
 * of its list, and those before it take what they have been given?  A step once
 * matched stays matched, so those that must be go first.
 */
static bool
possible(Choice *c, int q, int hi, int level)
{
	int			matched = 0;

	csq_check_interrupts();
	for (int i = 0; i < c->nitems; i++)
		c->items[i].step = -1;
	memset(c->item, -1, sizeof c->item);
	c->hi[q] = hi;
	for (int s = 0; s < c->k; s++)
	{
		match_step(c, s);
		if (s == q && c->item[s] < 0)
			return false;
		matched += c->item[s] >= 0;
	}
	return matched == level;
}

/* The least number of events of its list with which step q can do; 0 when it cannot be taken at all. */
static int
least(Choice *c, int q, int level)
{
	int			lo = 0;
	int			hi = c->n[q];

	if (!possible(c, q, hi, level))
		return 0;
	while (hi - lo > 1)
	{
		int			mid = lo + (hi - lo) / 2;

		if (possible(c, q, mid, level))
			hi = mid;
		else
			lo = mid;
	}
	return hi;
}

void
csq_any_choose(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, const CsqReached *r, int64_t *times)
{
	Choice		c = {0};

	collect(&c, rule, hits, n, r);
	for (int q = 0; q < c.k; q++)
	{
		int			hi = least(&c, q, r->level);

		if (hi == 0)
			c.lo[q] = c.hi[q] = 0;
		else
		{
			/* any event of that instant will do */
			times[q] = c.items[c.list[q][hi - 1]].at;
			for (c.hi[q] = hi; c.hi[q] < c.n[q] && c.items[c.list[q][c.hi[q]]].at == times[q];)
				c.hi[q]++;
			for (c.lo[q] = hi - 1; c.lo[q] > 0 && c.items[c.list[q][c.lo[q] - 1]].at == times[q];)
				c.lo[q]--;
		}
	}
}
