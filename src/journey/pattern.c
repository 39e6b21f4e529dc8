/*
 * pattern.c
 *		Finding the matches of a pattern in linear time.
 *
 * Backtracking takes exponential time on patterns such as (a|a b)* c, and the usual
 * remedy, all threads in parallel, cannot keep bounds on time: of two threads in
 * one state the preferred one may run out of time later.  So the journey is read
 * twice (Frisch and Cardelli, "Greedy regular expression matching", 2004):
 *
 *	 backwards	end(s, i) = the earliest end of a match of what is left, when state s
 *				reads event i; "none" when there is no match.  An end in time is a
 *				matter of the earliest end alone, so one number a state is exact.
 *	 forwards	from the first event where an end is in time, at each choice the first
 *				alternative that still has an end in time.  No step is ever taken back.
 *
 * A timed link that is reached before event i waits for an event j whose time lies
 * in [t + min, t + max], t the time of event i - 1, no blocking event before it.
 * All three bounds move in one direction as i goes down, so the least end(s, j) over
 * the window is the front of a monotone deque: O(1) an event, amortised.
 *
 * O(events x edges) time; matches that overlap are read one by one, so theirs is that
 * and the sum of their lengths (counting them needs no reading).  "Is there a match" needs O(states + links x events)
 * space, matches themselves 4 bytes a state and event.  Programs of at most 64
 * states without time need one bit a state instead of a number: one word an event.
 */
#include "journey/pattern.h"

#define NONE UINT32_MAX

struct CsqPatternSearch
{
	const CsqPattern      *p;
	const CsqPatternInput *in;
	size_t                 at;   /* where the next match may begin */
	uint64_t              *sets; /* small programs: states that reach an end, [n + 1] */
	uint32_t              *ends; /* others: [(n + 1) * nstates] */
};

static inline uint64_t
between(int64_t from, int64_t to)
{
	return (uint64_t) to - (uint64_t) from;
}

/* ---- backwards, small programs ---- */

static inline uint64_t
small_row(const CsqPattern *p, const CsqPatternInput *in, size_t i, uint64_t next)
{
	uint64_t final = p->final | (i + 1 == in->n ? p->final_end : 0);
	uint64_t reads = p->accepts[in->label[i]];
	uint64_t row = reads & final;

	for (uint64_t left = reads & ~final; left != 0; left &= left - 1)
		if (p->follow[__builtin_ctzll(left)] & next)
			row |= left & -left;
	return row;
}

static inline bool
small_starts(const CsqPattern *p, size_t i, uint64_t row)
{
	return (row & (p->start | (i == 0 ? p->start_begin : 0))) != 0;
}

/* ---- backwards, all programs ---- */

/* A timed link and the events it may still wait for. */
typedef struct Window
{
	uint32_t *end;   /* [n]: earliest end when the link is left by event j */
	uint32_t *deque; /* [n]: events of the window, ends increasing from tail to head */
	size_t    head;  /* latest event of the window */
	size_t    tail;  /* one behind the earliest */
	size_t    lo;    /* events from here on are late enough */
	size_t    block; /* first event that blocks */
} Window;

typedef struct Backwards
{
	const CsqPattern      *p;
	const CsqPatternInput *in;
	Window                *windows;
} Backwards;

static Backwards
start_backwards(const CsqPattern *p, const CsqPatternInput *in)
{
	Backwards b = {p, in, csq_alloc0((size_t) (p->nlinks + 1) * sizeof(Window))};

	for (int l = 0; l < p->nlinks; l++)
	{
		b.windows[l].end = csq_alloc((in->n + 1) * sizeof(uint32_t));
		b.windows[l].deque = csq_alloc((in->n + 1) * sizeof(uint32_t));
		b.windows[l].lo = b.windows[l].block = in->n;
	}
	return b;
}

static void
end_backwards(Backwards *b)
{
	for (int l = 0; l < b->p->nlinks; l++)
	{
		csq_free(b->windows[l].end);
		csq_free(b->windows[l].deque);
	}
	csq_free(b->windows);
}

static inline uint32_t
least_end(const CsqPattern *p, int state, const uint32_t *row, size_t i, size_t n)
{
	const CsqPatternEdge *e = &p->edges[p->states[state].first];
	uint32_t              least = NONE;

	for (uint32_t k = p->states[state].nedges; k > 0; k--, e++)
	{
		uint32_t end = e->to != CSQ_PATTERN_MATCH ? row[e->to] : !e->bound || i == n ? (uint32_t) i : NONE;

		least = end < least ? end : least;
	}
	return least;
}

/* The earliest end for a link reached behind event i - 1. */
static uint32_t
link_end(const Backwards *b, int l, size_t i)
{
	const CsqTimedLink *link = &b->p->links[l];
	const int64_t      *at = b->in->at;
	Window             *w = &b->windows[l];

	if (link->blocks[b->in->label[i]])
		w->block = i;
	if (i == 0)
		return NONE;
	while (w->lo > i && between(at[i - 1], at[w->lo - 1]) >= link->min)
	{
		w->lo--;
		while (w->tail > w->head && w->end[w->deque[w->tail - 1]] >= w->end[w->lo])
			w->tail--;
		w->deque[w->tail++] = (uint32_t) w->lo;
	}
	while (w->tail > w->head && (w->deque[w->head] > w->block || between(at[i - 1], at[w->deque[w->head]]) > link->max))
		w->head++;
	return w->tail > w->head ? w->end[w->deque[w->head]] : NONE;
}

/* row and next: states at event i and at the one behind it. */
static void
full_row(const Backwards *b, size_t i, uint32_t *row, const uint32_t *next)
{
	const CsqPattern *p = b->p;
	const uint64_t   *reads = &p->accepts[(size_t) b->in->label[i] * (size_t) p->words];

	memset(row, 0xFF, (size_t) p->nstates * sizeof *row);
	for (int word = 0; word < p->words; word++)
		for (uint64_t left = reads[word]; left != 0; left &= left - 1)
		{
			int s = word * 64 + __builtin_ctzll(left);

			row[s] = least_end(p, s, next, i + 1, b->in->n);
		}
	for (int l = 0; l < p->nlinks; l++)
	{
		b->windows[l].end[i] = least_end(p, p->links[l].state, row, i, b->in->n);
		row[p->links[l].state] = link_end(b, l, i);
	}
}

/* Is this the end of a match that began at event from, and in time? */
static inline bool
in_time(const CsqPattern *p, const CsqPatternInput *in, size_t from, uint32_t end)
{
	return end != NONE && (p->within == CSQ_NO_LIMIT || between(in->at[from], in->at[end - 1]) <= p->within);
}

static bool
full_starts(const CsqPattern *p, const CsqPatternInput *in, size_t i, const uint32_t *row)
{
	const CsqPatternEdge *e = &p->edges[p->states[p->nstates].first];

	for (uint32_t k = p->states[p->nstates].nedges; k > 0; k--, e++)
		if ((!e->bound || i == 0) && in_time(p, in, i, row[e->to]))
			return true;
	return false;
}

bool
csq_pattern_matches(const CsqPattern *p, const CsqPatternInput *in, bool *found, CsqError *err)
{
	size_t    bytes;
	uint32_t *rows;
	Backwards b;
	uint64_t  set = 0;

	*found = false;
	if (p->small)
	{
		for (size_t i = in->n; i-- > 0 && !*found;)
		{
			set = small_row(p, in, i, set);
			*found = small_starts(p, i, set);
			csq_poll(i);
		}
		return true;
	}
	if (!csq_array_size(in->n + 1, sizeof(uint32_t), &bytes, err))
		return false;
	rows = csq_alloc((size_t) p->nstates * 2 * sizeof *rows + 8);
	memset(rows, 0xFF, (size_t) p->nstates * 2 * sizeof *rows);
	b = start_backwards(p, in);
	for (size_t i = in->n; i-- > 0 && !*found;)
	{
		uint32_t *row = rows + (i & 1) * (size_t) p->nstates;

		full_row(&b, i, row, rows + (~i & 1) * (size_t) p->nstates);
		*found = full_starts(p, in, i, row);
		csq_poll(i);
	}
	end_backwards(&b);
	csq_free(rows);
	return true;
}

/* ---- forwards ---- */

CsqPatternSearch *
csq_pattern_search(const CsqPattern *p, const CsqPatternInput *in, CsqError *err)
{
	CsqPatternSearch *s = csq_alloc0(sizeof *s);
	size_t            row = p->small ? 8 : (size_t) p->nstates * sizeof(uint32_t);
	size_t            bytes;
	Backwards         b;

	s->p = p;
	s->in = in;
	if (!csq_array_size(in->n + 1, row, &bytes, err))
	{
		csq_fail(err, CSQ_LIMIT, "matches of a pattern with %d states in %zu events need more than 1 GB", p->nstates,
		         in->n);
		csq_hint(err, "Take a slice of the journey or keep(...) of its activities; matches() needs less space.");
		return NULL;
	}
	if (p->small)
	{
		s->sets = csq_alloc(bytes);
		s->sets[in->n] = 0;
		for (size_t i = in->n; i-- > 0;)
		{
			s->sets[i] = small_row(p, in, i, s->sets[i + 1]);
			csq_poll(i);
		}
		return s;
	}
	s->ends = csq_alloc(bytes + 8);
	memset((char *) s->ends + in->n * row, 0xFF, row);
	b = start_backwards(p, in);
	for (size_t i = in->n; i-- > 0;)
	{
		uint32_t *ends = s->ends + i * (size_t) p->nstates;

		full_row(&b, i, ends, ends + p->nstates);
		csq_poll(i);
	}
	end_backwards(&b);
	return s;
}

/* Has state q, at event i, an end in time for a match that began at from? */
static inline bool
reaches(const CsqPatternSearch *s, size_t from, size_t i, int q)
{
	if (s->p->small)
		return s->sets[i] >> q & 1;
	return in_time(s->p, s->in, from, s->ends[i * (size_t) s->p->nstates + (size_t) q]);
}

/* The first edge of state q that is good before event i: its target, -1 for none. */
static int
choose(const CsqPatternSearch *s, size_t from, size_t i, int q)
{
	const CsqPattern     *p = s->p;
	const CsqPatternEdge *e = &p->edges[p->states[q].first];

	for (uint32_t k = p->states[q].nedges; k > 0; k--, e++)
	{
		if (e->to == CSQ_PATTERN_MATCH)
		{
			if ((!e->bound || i == s->in->n) && in_time(p, s->in, from, (uint32_t) i))
				return CSQ_PATTERN_MATCH;
		}
		else if ((q != p->nstates || !e->bound || i == 0) && reaches(s, from, i, e->to))
			return e->to;
	}
	return -1;
}

/* Leave a timed link, reached before event *i, by the first event that will do. */
static int
leave(const CsqPatternSearch *s, size_t from, size_t *i, int q, bool *passed)
{
	const CsqTimedLink *link = &s->p->links[s->p->states[q].link];
	int64_t             t = s->in->at[*i - 1];

	for (;; (*i)++)
	{
		int to = between(t, s->in->at[*i]) >= link->min ? choose(s, from, *i, q) : -1;

		if (to >= 0)
			return to;
		if (passed != NULL)
			passed[*i] = true;
	}
}

bool
csq_pattern_next(CsqPatternSearch *s, CsqPatternMatch *m, bool *passed)
{
	const CsqPattern *p = s->p;
	size_t            n = s->in->n;
	size_t            i = s->at;
	int               q = -1;

	while (i < n && (q = choose(s, i, i, p->nstates)) < 0)
		csq_poll(i++);
	s->at = n;
	if (i >= n)
		return false;
	m->from = i;
	while (q != CSQ_PATTERN_MATCH)
	{
		if (passed != NULL)
			passed[i] = p->states[q].passes;
		i++;
		q = choose(s, m->from, i, q);
		if (q != CSQ_PATTERN_MATCH && p->states[q].link >= 0)
			q = leave(s, m->from, &i, q, passed);
		csq_poll(i);
	}
	m->to = s->at = i;
	return true;
}

bool
csq_pattern_next_start(CsqPatternSearch *s, CsqPatternMatch *m, bool *passed)
{
	if (!csq_pattern_next(s, m, passed))
		return false;
	s->at = m->from + 1;
	return true;
}

int64_t
csq_pattern_starts(const CsqPatternSearch *s)
{
	int64_t n = 0;

	for (size_t i = 0; i < s->in->n; i++)
	{
		n += choose(s, i, i, s->p->nstates) >= 0;
		csq_poll(i);
	}
	return n;
}
