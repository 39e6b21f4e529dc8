/*
 * funnel_level_any.c
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
 * Optional steps: a window in which the others can all be matched is complete.
 * That is a second basis, of these steps only.
 *
 * Exclusions: an excluded event between the first and the last instant of a chain
 * must be one of the chain.  Of a window that is so when its excluded events within
 * can all be matched together, for then (Mendelsohn and Dulmage) a maximum
 * matching covers them too; and so it is when all are in the basis of the excluded
 * events.  Hence the latest that was ever thrown out of that basis is the earliest
 * with which a chain that ends later can begin, and the window ends there.
 *
 * The chosen chain: the instants between which it lies are found on the way.
 * Then step 1 takes the earliest event that a maximum matching allows, then step
 * 2, and so on; only the first k events of each step can matter, as one of them
 * is always free, and the excluded events that must be used.
 *
 * With ties strict an instant counts as one event, in all steps and exclusions of
 * its events; ties any and seq do not differ.
 */
#include "funnel/funnel_level.h"

#define NONE SIZE_MAX /* no hit */

/* ---- one event after the other ---- */

/* A member of the basis. */
typedef struct Member
{
	size_t   hit;
	uint64_t steps;
} Member;

typedef struct Basis
{
	const CsqFunnelRule *rule;
	const CsqHit        *hits;
	int                  n;
	Member               member[CSQ_FUNNEL_MAX_STEPS];
	int                  owner[CSQ_FUNNEL_MAX_STEPS]; /* [step]: member, -1 = free */
} Basis;

/* Match one more event, moving others; seen: the steps looked at, all that can be reached when it fails. */
static bool
match(Basis *b, uint64_t steps, int member, uint64_t *seen)
{
	uint64_t m;

	while ((m = steps & ~*seen) != 0)
	{
		int q = __builtin_ctzll(m);

		*seen |= csq_bit(q);
		if (b->owner[q] < 0 || match(b, b->member[b->owner[q]].steps, b->owner[q], seen))
		{
			b->owner[q] = member;
			return true;
		}
	}
	return false;
}

/* One more event, the latest.  Returns the one that is thrown out for it, which may be itself. */
static size_t
add_event(Basis *b, size_t hit, uint64_t steps)
{
	size_t   out = hit;
	uint64_t seen = 0;
	int      oldest = -1;
	int      freed = -1;

	if (match(b, steps, b->n, &seen))
	{
		b->member[b->n++] = (Member){hit, steps};
		return NONE;
	}
	if (seen == 0)
		return out; /* in no step */
	for (uint64_t m = seen; m != 0; m &= m - 1)
	{
		int o = b->owner[__builtin_ctzll(m)];

		if (oldest < 0 || b->member[o].hit < b->member[oldest].hit)
		{
			oldest = o;
			freed = __builtin_ctzll(m);
		}
	}
	b->owner[freed] = -1;
	out = b->member[oldest].hit;
	b->member[oldest] = (Member){hit, steps};
	seen = 0;
	match(b, steps, oldest, &seen);
	return out;
}

/* Members are set as they come. */
static void
basis_init(Basis *b, const CsqFunnelRule *rule, const CsqHit *hits)
{
	b->rule = rule;
	b->hits = hits;
	b->n = 0;
	memset(b->owner, -1, sizeof b->owner);
}

/*
 * The basis members inside the window that ends at hit `end` and begins no earlier
 * than the instant of hit `from`: how many, and the first of them.
 */
static int
in_window(const Basis *b, size_t from, size_t end, size_t *first)
{
	int n = 0;

	*first = end;
	for (int i = 0; i < b->n; i++)
	{
		size_t hit = b->member[i].hit;

		if (csq_distance(b->hits[hit].clock, b->hits[end].clock) > b->rule->within ||
		    (from != NONE && b->hits[hit].at < b->hits[from].at))
			continue;
		n++;
		if (hit < *first)
			*first = hit;
	}
	return n;
}

/*
 * The hits that count as one event from hit i on:
 * all of the instant with ties strict.  Returns the index after them.
 */
static size_t
next_event(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, size_t i, uint64_t *steps, uint64_t *stops)
{
	size_t end = i + 1;

	*steps = hits[i].steps;
	*stops = hits[i].stops;
	while (rule->ties == CSQ_TIES_STRICT && end < n && hits[end].at == hits[i].at)
	{
		csq_poll(end);
		*steps |= hits[end].steps;
		*stops |= hits[end++].stops;
	}
	return end;
}

typedef struct Pass
{
	const CsqFunnelRule *rule;
	const CsqHit        *hits;
	size_t               n;
	uint64_t             stops;    /* exclusion clauses in force */
	uint64_t             required; /* steps that are not optional */
	Basis                all;
	Basis                needed; /* of the required steps; only when some are optional */
	Basis                excluded;
	size_t               looked; /* hits before this have been looked at for exclusions */
	size_t               from;   /* a chain begins at this hit's instant at the earliest; NONE: anywhere */
} Pass;

static void
pass_init(Pass *p, const CsqFunnelRule *rule, const CsqHit *hits, size_t n, uint64_t stops)
{
	p->rule = rule;
	p->hits = hits;
	p->n = n;
	p->stops = stops;
	p->required = csq_below(rule->nsteps) & ~rule->optional;
	p->looked = 0;
	p->from = NONE;
	basis_init(&p->all, rule, hits);
	if (rule->optional != 0)
		basis_init(&p->needed, rule, hits);
	if (stops != 0)
		basis_init(&p->excluded, rule, hits);
}

/* Take in the excluded events before an instant. */
static void
look_for_excluded(Pass *p, int64_t at)
{
	while (p->looked < p->n && p->hits[p->looked].at < at)
	{
		uint64_t steps;
		uint64_t stops;
		size_t   end = next_event(p->rule, p->hits, p->n, p->looked, &steps, &stops);
		size_t   out = (stops & p->stops) != 0 ? add_event(&p->excluded, p->looked, steps) : NONE;

		if (out != NONE && (p->from == NONE || out > p->from))
			p->from = out;
		csq_poll(p->looked);
		p->looked = end;
	}
}

/* The level of chains that end with this event, and the latest hit with which one of them begins. */
static int
level_at(Pass *p, size_t i, uint64_t steps, size_t *first)
{
	int    level;
	size_t begin;

	if (p->stops != 0)
		look_for_excluded(p, p->hits[i].at);
	add_event(&p->all, i, steps);
	level = in_window(&p->all, p->from, i, first);
	if (p->rule->optional == 0)
		return level;
	if ((steps & p->required) != 0)
		add_event(&p->needed, i, steps & p->required);
	if (in_window(&p->needed, p->from, i, &begin) < __builtin_popcountll(p->required))
		return level;
	*first = begin;
	return p->rule->nsteps;
}

static CsqReached
reach(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, uint64_t stops, bool level_only)
{
	CsqReached best = {0, 0, 0};
	Pass       pass;
	Pass      *p = &pass;
	bool       early = level_only || rule->chain == CSQ_CHAIN_FIRST;
	size_t     turns = 0;

	pass_init(p, rule, hits, n, stops);
	for (size_t i = 0; i < n;)
	{
		size_t   end;
		size_t   first;
		uint64_t steps;
		uint64_t excluded;

		if (early && best.level == rule->nsteps && (level_only || hits[i].at > hits[best.end].at))
			break;
		end = next_event(rule, hits, n, i, &steps, &excluded);
		if (steps != 0)
		{
			int level = level_at(p, i, steps, &first);

			if (level >= best.level && csq_funnel_prefers(rule, hits, &best, level, first, i))
				best = (CsqReached){level, first, i};
		}
		i = end;
		csq_poll(turns++);
	}
	return best;
}

CsqReached
csq_any_reach(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, bool level_only)
{
	uint64_t   seen = csq_engine_stops(rule, hits, n);
	CsqReached all = reach(rule, hits, n, seen, level_only);

	if ((seen & rule->drops_journey) != 0 && reach(rule, hits, n, seen & ~rule->drops_journey, true).level > all.level)
		all.level = CSQ_FUNNEL_OUT;
	return all;
}

/* ---- the chosen chain ---- */

/* An event that may be given to a step. */
typedef struct Item
{
	int64_t at;
	int     step; /* that holds it, -1 = free */
	bool    seen;
	bool    excluded; /* must be one of the chain */
} Item;

typedef struct Choice
{
	int      k;
	int      size;   /* of the matching; 0: whatever it is, complete */
	uint64_t needed; /* steps that must be taken */
	Item    *items;
	int      nitems;
	int     *list[CSQ_FUNNEL_MAX_STEPS]; /* items that satisfy the step, by time */
	int      n[CSQ_FUNNEL_MAX_STEPS];
	int      lo[CSQ_FUNNEL_MAX_STEPS]; /* the step must take one of list[lo .. hi - 1] */
	int      hi[CSQ_FUNNEL_MAX_STEPS];
	int      item[CSQ_FUNNEL_MAX_STEPS]; /* held by the step, -1 = none */
} Choice;

static void
collect(Choice *c, const CsqFunnelRule *rule, const CsqHit *hits, size_t n, const CsqReached *r)
{
	size_t i = r->start;

	c->k = rule->nsteps;
	c->items = csq_alloc((size_t) (c->k * (c->k + 1)) * sizeof *c->items);
	for (int q = 0; q < c->k; q++)
	{
		c->list[q] = csq_alloc((size_t) (2 * c->k) * sizeof *c->list[q]);
		c->item[q] = -1;
	}
	while (i > 0 && hits[i - 1].at == hits[r->start].at)
		i--;
	while (i < n && hits[i].at <= hits[r->end].at)
	{
		uint64_t steps;
		uint64_t stops;
		size_t   end = next_event(rule, hits, n, i, &steps, &stops);
		bool     excluded = stops != 0 && hits[i].at > hits[r->start].at && hits[i].at < hits[r->end].at;
		bool     wanted = false;

		for (; steps != 0; steps &= steps - 1)
		{
			int q = __builtin_ctzll(steps);

			if (c->n[q] >= c->k && !excluded)
				continue; /* one of those before is free in any case */
			wanted = true;
			c->list[q][c->n[q]++] = c->nitems;
		}
		if (wanted)
			c->items[c->nitems++] = (Item){hits[i].at, -1, false, excluded};
		i = end;
		csq_poll(i);
	}
	for (int q = 0; q < c->k; q++)
		c->hi[q] = c->n[q];
}

static bool
augment(Choice *c, int q)
{
	for (int j = c->lo[q]; j < c->hi[q]; j++)
	{
		Item *x = &c->items[c->list[q][j]];

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

/* Can the excluded events all be used at once? */
static bool
excluded_fit(const Choice *c)
{
	Basis b;

	basis_init(&b, NULL, NULL);
	for (int i = 0; i < c->nitems; i++)
	{
		uint64_t steps = 0;
		uint64_t seen = 0;

		if (!c->items[i].excluded)
			continue;
		for (int q = 0; q < c->k; q++)
			for (int j = c->lo[q]; j < c->hi[q]; j++)
				if (c->list[q][j] == i)
					steps |= csq_bit(q);
		if (!match(&b, steps, b.n, &seen))
			return false;
		b.member[b.n++] = (Member){(size_t) i, steps};
	}
	return true;
}

/*
 * Is there a matching of the size wanted in which step q takes one of the first hi
 * events of its list, those before it take what they have been given, those needed
 * take something, and no excluded event is left?  A step once matched stays
 * matched, so those that must be go first.
 */
static bool
possible(Choice *c, int q, int hi)
{
	int matched = 0;

	csq_check_interrupts();
	for (int i = 0; i < c->nitems; i++)
		c->items[i].step = -1;
	memset(c->item, -1, sizeof c->item);
	c->hi[q] = hi;
	for (int round = 0; round < 2; round++)
		for (int s = 0; s < c->k; s++)
		{
			bool must = c->needed >> s & 1;

			if ((s <= q || must) != (round == 0))
				continue;
			match_step(c, s);
			if ((s == q || must) && c->item[s] < 0)
				return false;
			matched += c->item[s] >= 0;
		}
	return (c->size == 0 || matched == c->size) && excluded_fit(c);
}

/* The least number of events of its list with which step q can do; 0 when it cannot be taken at all. */
static int
least(Choice *c, int q)
{
	int lo = 0;
	int hi = c->n[q];

	if (!possible(c, q, hi))
		return 0;
	while (hi - lo > 1)
	{
		int mid = lo + (hi - lo) / 2;

		if (possible(c, q, mid))
			hi = mid;
		else
			lo = mid;
	}
	return hi;
}

void
csq_any_choose(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, const CsqReached *r, int64_t *times)
{
	Choice c = {0};

	if (r->level == rule->nsteps)
		c.needed = csq_below(rule->nsteps) & ~rule->optional;
	else
		c.size = r->level;
	collect(&c, rule, hits, n, r);
	for (int q = 0; q < c.k; q++)
	{
		int hi = least(&c, q);

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
	for (int q = 0; q < c.k; q++)
		csq_free(c.list[q]);
	csq_free(c.items);
}
