/*
 * funnel_core.c
 *		The exact level of a funnel and the chain that explains it.
 *
 * Of two chains that have reached the same step, the one that started later can
 * be completed whenever the other can: so it suffices to keep, per level, the
 * latest start.  With bounds on the gap between two steps the time of the last
 * step matters too: then each level keeps its candidates (last, start) in order
 * of last, and "the latest start with last in [t - max, t - min]" is the front of
 * a queue with falling starts, O(1) amortised.
 *
 * Events that may be read in either order (a tie group) are taken together: a
 * chain at level a climbs to b within the group if steps a+1 .. b can be given
 * to different events of it, which is bipartite matching by augmenting paths.
 * Events of one step each need no matching: presence decides.
 *
 * Cost: O(n k) plus the matching in groups whose events satisfy several steps,
 * O(k^3 m) per such group with m different step sets; sorting if needed.
 *
 * The chain: a forward pass finds level, completion and start; a backward pass
 * over the events between the two finds from where the completion can still be
 * reached; then each step is taken as early as that allows.
 */
#include "funnel.h"

#include "sort.h"

#define NONE INT64_MIN			/* no chain: lies before every instant */

/* Distance of two instants, exact over the whole range. */
static inline uint64_t
distance(int64_t from, int64_t to)
{
	return (uint64_t) to - (uint64_t) from;
}

static int
compare_hits(const void *pa, const void *pb)
{
	const CsqHit *a = pa;
	const CsqHit *b = pb;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->no_seq != b->no_seq)
		return a->no_seq ? 1 : -1;
	return (a->seq > b->seq) - (a->seq < b->seq);
}

void
csq_funnel_sort(CsqHit *hits, size_t n)
{
	csq_sort(hits, n, sizeof *hits, compare_hits);
}

/* ---- tie groups ---- */

/* One group prepared: its different step sets, each with how many events have it. */
typedef struct Group
{
	int64_t		at;
	uint64_t	present;		/* steps of some event */
	bool		single;			/* every event is in one step */
	size_t		nsets;			/* only when not single */
	size_t		cap;
	uint64_t   *sets;
	int		   *room;			/* events per set, at most nsteps matter */
	int		   *used;			/* in the matching */
	bool	   *seen;			/* in the search for an augmenting path */
	int		   *owner;			/* [set * nsteps + i]: step index that holds place i of the set */
} Group;

typedef struct Engine
{
	const CsqFunnelRule *rule;
	const CsqHit *hits;
	size_t		n;
	uint64_t	tied_ok;		/* bit s - 1: step s may lie at the same time as the step before */
	Group		group;
} Engine;

static void
engine_init(Engine *e, const CsqFunnelRule *rule, CsqHit *hits, size_t n)
{
	memset(e, 0, sizeof *e);
	csq_funnel_sort(hits, n);
	e->rule = rule;
	e->hits = hits;
	e->n = n;
	for (int s = 0; s < rule->nsteps; s++)
		if (rule->ties != CSQ_TIES_STRICT && rule->min_gap[s] == 0)
			e->tied_ok |= UINT64_C(1) << s;
}

/* Register a step set of the group. */
static void
add_set(Engine *e, uint64_t steps)
{
	Group	   *g = &e->group;
	int			k = e->rule->nsteps;

	for (size_t i = 0; i < g->nsets; i++)
		if (g->sets[i] == steps)
		{
			if (g->room[i] < k)
				g->room[i]++;
			return;
		}
	if (g->nsets == g->cap)
	{
		size_t		cap = g->cap ? g->cap * 2 : 8;

		if (g->cap == 0)
		{
			g->sets = csq_alloc(cap * sizeof *g->sets);
			g->room = csq_alloc(cap * sizeof *g->room);
			g->used = csq_alloc(cap * sizeof *g->used);
			g->seen = csq_alloc(cap * sizeof *g->seen);
			g->owner = csq_alloc(cap * (size_t) k * sizeof *g->owner);
		}
		else
		{
			g->sets = csq_realloc(g->sets, cap * sizeof *g->sets);
			g->room = csq_realloc(g->room, cap * sizeof *g->room);
			g->used = csq_realloc(g->used, cap * sizeof *g->used);
			g->seen = csq_realloc(g->seen, cap * sizeof *g->seen);
			g->owner = csq_realloc(g->owner, cap * (size_t) k * sizeof *g->owner);
		}
		g->cap = cap;
	}
	g->sets[g->nsets] = steps;
	g->room[g->nsets++] = 1;
}

static inline bool
same_group(const Engine *e, const CsqHit *a, const CsqHit *b)
{
	return a->at == b->at &&
		(e->rule->ties != CSQ_TIES_SEQ || (a->seq == b->seq && a->no_seq == b->no_seq));
}

/* Prepare the group that begins at hit i; returns the index after it. */
static size_t
load_group(Engine *e, size_t i)
{
	Group	   *g = &e->group;
	size_t		end = i;

	g->at = e->hits[i].at;
	g->present = 0;
	g->single = true;
	g->nsets = 0;
	for (; end < e->n && same_group(e, &e->hits[i], &e->hits[end]); end++)
	{
		uint64_t	steps = e->hits[end].steps;

		g->present |= steps;
		g->single &= (steps & (steps - 1)) == 0;
		if (CSQ_UNLIKELY((end & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	if (!g->single && e->rule->ties != CSQ_TIES_STRICT)
		for (; i < end; i++)
		{
			add_set(e, e->hits[i].steps);
			if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
				csq_check_interrupts();
		}
	return end;
}

/* Find a place for a step, moving the steps that hold places if need be. */
static bool
augment(Engine *e, int step)
{
	Group	   *g = &e->group;
	int			k = e->rule->nsteps;

	for (size_t i = 0; i < g->nsets; i++)
	{
		int		   *owner = &g->owner[i * (size_t) k];

		if (g->seen[i] || !(g->sets[i] >> step & 1))
			continue;
		g->seen[i] = true;
		if (g->used[i] < g->room[i])
		{
			owner[g->used[i]++] = step;
			return true;
		}
		for (int p = 0; p < g->used[i]; p++)
			if (augment(e, owner[p]))	/* depth at most nsteps: each set is entered once */
			{
				owner[p] = step;
				return true;
			}
	}
	return false;
}

/* The highest level that a chain at level a reaches within the group; a when none. */
static int
climb(Engine *e, int a)
{
	Group	   *g = &e->group;
	int			k = e->rule->nsteps;
	int			b = a;

	if (!(g->present >> a & 1))
		return a;
	if (g->single || e->rule->ties == CSQ_TIES_STRICT)
	{
		for (b = a + 1; b < k && (g->present >> b & 1) && (e->tied_ok >> b & 1);)
			b++;
		return b;
	}
	memset(g->used, 0, g->nsets * sizeof *g->used);
	csq_check_interrupts();
	while (b < k && (g->present >> b & 1) && (b == a || (e->tied_ok >> b & 1)))
	{
		memset(g->seen, 0, g->nsets * sizeof *g->seen);
		if (!augment(e, b))
			break;
		b++;
	}
	return b;
}

/* ---- candidates per level, for bounded gaps ---- */

typedef struct Candidate
{
	int64_t		last;
	int64_t		start;
} Candidate;

/*
 * items[head .. tail) is the queue of candidates old enough for the next step,
 * starts falling; items[fresh .. n) are those not yet old enough.
 */
typedef struct Level
{
	Candidate  *items;
	size_t		head;
	size_t		tail;
	size_t		fresh;
	size_t		n;
	size_t		cap;
} Level;

static void
push(Level *l, int64_t last, int64_t start)
{
	if (l->n == l->cap)
	{
		if (l->head > l->cap / 2)
		{						/* reclaim what has expired */
			memmove(l->items, l->items + l->head, (l->n - l->head) * sizeof *l->items);
			l->tail -= l->head;
			l->fresh -= l->head;
			l->n -= l->head;
			l->head = 0;
		}
		else
		{
			l->cap = l->cap ? l->cap * 2 : 8;
			l->items = l->items ? csq_realloc(l->items, l->cap * sizeof *l->items)
				: csq_alloc(l->cap * sizeof *l->items);
		}
	}
	l->items[l->n++] = (Candidate) {last, start};
}

/* The latest start among candidates whose last lies in [t - max, t - min]; t never falls. */
static int64_t
best_start(Level *l, int64_t t, uint64_t min, uint64_t max)
{
	for (; l->fresh < l->n && distance(l->items[l->fresh].last, t) >= min; l->fresh++)
	{
		Candidate	c = l->items[l->fresh];

		while (l->tail > l->head && l->items[l->tail - 1].start <= c.start)
			l->tail--;
		l->items[l->tail++] = c;
	}
	while (l->head < l->tail && distance(l->items[l->head].last, t) > max)
		l->head++;
	return l->head < l->tail ? l->items[l->head].start : NONE;
}

/* ---- the forward pass ---- */

typedef struct Reached
{
	int			level;
	int64_t		at;				/* earliest completion of the level */
	int64_t		start;			/* latest start among those */
} Reached;

/*
 * Go through all groups.  With stop_early the pass ends at the first complete
 * chain, else at the end of its instant.
 */
static Reached
forward(Engine *e, bool stop_early)
{
	const CsqFunnelRule *rule = e->rule;
	int			k = rule->nsteps;
	int64_t		latest[CSQ_FUNNEL_MAX_STEPS + 1];	/* without gaps: latest start per level */
	int64_t		fresh[CSQ_FUNNEL_MAX_STEPS + 1];	/* found in this group */
	Level	   *levels = rule->has_gaps ? csq_alloc0((size_t) (k + 1) * sizeof *levels) : NULL;
	Reached		best = {0, 0, 0};
	size_t		turns = 0;

	for (int b = 0; b <= k; b++)
		latest[b] = fresh[b] = NONE;
	for (size_t i = 0; i < e->n;)
	{
		int			top = 0;
		int64_t		t;

		i = load_group(e, i);
		t = e->group.at;
		if (best.level == k && t > best.at)
			break;
		for (int a = 0; a < k && a <= best.level; a++)
		{
			int64_t		start;
			int			b;

			if (!(e->group.present >> a & 1))
				continue;
			start = a == 0 ? t : rule->has_gaps ? best_start(&levels[a], t, rule->min_gap[a], rule->max_gap[a])
				: latest[a];
			if (start == NONE || distance(start, t) > rule->within)
				continue;
			b = climb(e, a);
			for (int c = a + 1; c <= b; c++)
				if (start > fresh[c])
					fresh[c] = start;
			top = b > top ? b : top;
		}
		for (int c = 1; c <= top; c++)
		{
			if (fresh[c] == NONE)
				continue;
			if (c > best.level || (c == best.level && t == best.at && fresh[c] > best.start))
				best = (Reached) {c, t, fresh[c]};
			if (rule->has_gaps)
				push(&levels[c], t, fresh[c]);
			else if (fresh[c] > latest[c])
				latest[c] = fresh[c];
			fresh[c] = NONE;
		}
		if (stop_early && best.level == k)
			break;
		if (CSQ_UNLIKELY((++turns & 0x3FF) == 0))
			csq_check_interrupts();
	}
	return best;
}

int
csq_funnel_level(const CsqFunnelRule *rule, CsqHit *hits, size_t n)
{
	Engine		e;

	if (n == 0)
		return 0;
	engine_init(&e, rule, hits, n);
	return forward(&e, true).level;
}

/* ---- the chosen chain ---- */

/* For each group of the span and each level: can the completion be reached? */
typedef struct Span
{
	size_t		ngroups;
	size_t	   *first;			/* first hit of each group, and the end */
	int			level;			/* of the chain */
	uint8_t    *enter;			/* [g * level + a]: a chain at a (last earlier) goes on with this group */
	uint8_t    *leave;			/* [g * (level + 1) + b]: a chain at b whose last is in this group goes on */
} Span;

/* Times, falling, of the groups that a chain at one level can enter. */
typedef struct Targets
{
	int64_t    *times;
	size_t		n;
	size_t		far_enough;		/* how many are at least the least gap away */
} Targets;

/* Is there a group to enter within the gap of the step after level b?  t never rises. */
static bool
can_go_on(Targets *x, int64_t t, uint64_t min, uint64_t max)
{
	while (x->far_enough < x->n && distance(t, x->times[x->far_enough]) >= min)
		x->far_enough++;
	return x->far_enough > 0 && distance(t, x->times[x->far_enough - 1]) <= max;
}

static bool
find_span(Engine *e, const Reached *r, Span *s, CsqError *err)
{
	size_t		from = 0;
	size_t		size;

	while (e->hits[from].at < r->start)
		from++;
	s->level = r->level;
	s->ngroups = 0;
	for (size_t i = from; i < e->n && e->hits[i].at <= r->at; s->ngroups++)
		i = load_group(e, i);
	if (!csq_array_size(s->ngroups + 1, sizeof *s->first + (size_t) (3 * s->level + 1), &size, err))
		return csq_hint(err, "Give the funnel a window with \"within\".");
	s->first = csq_alloc((s->ngroups + 1) * sizeof *s->first);
	s->enter = csq_alloc0(s->ngroups * (size_t) s->level);
	s->leave = csq_alloc0(s->ngroups * (size_t) (s->level + 1));
	s->ngroups = 0;
	for (size_t i = from; i < e->n && e->hits[i].at <= r->at;)
	{
		s->first[s->ngroups++] = i;
		i = load_group(e, i);
	}
	return true;
}

static void
backward(Engine *e, const Reached *r, Span *s)
{
	const CsqFunnelRule *rule = e->rule;
	Targets		targets[CSQ_FUNNEL_MAX_STEPS];

	for (int a = 0; a < s->level; a++)
		targets[a] = (Targets) {csq_alloc(s->ngroups * sizeof(int64_t)), 0, 0};
	for (size_t g = s->ngroups; g-- > 0;)
	{
		uint8_t    *enter = &s->enter[g * (size_t) s->level];
		uint8_t    *leave = &s->leave[g * (size_t) (s->level + 1)];
		int64_t		t;

		load_group(e, s->first[g]);
		t = e->group.at;
		leave[s->level] = t == r->at;
		for (int b = 1; b < s->level; b++)
			leave[b] = can_go_on(&targets[b], t, rule->min_gap[b], rule->max_gap[b]);
		for (int a = 0; a < s->level; a++)
		{
			int			b = climb(e, a);

			for (int c = a + 1; c <= b && c <= s->level; c++)
				enter[a] |= leave[c];
		}
		for (int a = 0; a < s->level; a++)
			if (enter[a])
				targets[a].times[targets[a].n++] = t;
		if (CSQ_UNLIKELY((g & 0x3FF) == 0))
			csq_check_interrupts();
	}
}

/* Take each step as early as the completion allows. */
static void
choose(Engine *e, const Reached *r, const Span *s, int64_t *times)
{
	const CsqFunnelRule *rule = e->rule;
	int			a = 0;

	for (size_t g = 0; g < s->ngroups && a < s->level; g++)
	{
		int64_t		t = e->hits[s->first[g]].at;
		uint64_t	gap = a == 0 ? distance(r->start, t) : distance(times[a - 1], t);
		int			b;

		if (CSQ_UNLIKELY((g & 0x3FF) == 0))
			csq_check_interrupts();
		if (!s->enter[g * (size_t) s->level + (size_t) a])
			continue;
		if (a == 0 ? gap != 0 : (gap < rule->min_gap[a] || gap > rule->max_gap[a]))
			continue;
		load_group(e, s->first[g]);
		b = climb(e, a);
		if (b > s->level)
			b = s->level;
		while (!s->leave[g * (size_t) (s->level + 1) + (size_t) b])
			b--;
		for (; a < b; a++)
			times[a] = t;
	}
}

int
csq_funnel_steps(const CsqFunnelRule *rule, CsqHit *hits, size_t n, int64_t *times, CsqError *err)
{
	Engine		e;
	Reached		r;
	Span		span = {0};

	for (int s = 0; s < rule->nsteps; s++)
		times[s] = CSQ_NO_TIME;
	if (n == 0)
		return 0;
	engine_init(&e, rule, hits, n);
	r = forward(&e, false);
	if (r.level == 0)
		return 0;
	if (!find_span(&e, &r, &span, err))
		return CSQ_FUNNEL_FAILED;
	backward(&e, &r, &span);
	choose(&e, &r, &span, times);
	return r.level;
}
