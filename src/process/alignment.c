/*
 * alignment.c
 *		Optimal alignments by A*.
 *
 * A state is a position in the trace and a marking of the net.  From it lead
 *	- for the next event and an enabled transition with its label, a synchronous move;
 *	- for an enabled transition, a move on the model: silent, or at the cost of 1;
 *	- for the next event, a move on the log at the cost of 1.
 * Sought is the cheapest way to the end of the trace and the final marking; of equally
 * cheap ones that with the fewest silent moves, of those that with the fewest moves on
 * the log.  Between two synchronous moves those on the model come first: no move on the
 * model is tried behind one on the log, since the other order costs the same.  What is
 * still equal is settled by the order of the net, always alike.
 *
 * The three parts of a cost are packed in 64 bits, the first of them on top.
 *
 * What is left from a state costs at least the sum of
 *	- the events that come, of which no transition with that label can ever fire;
 *	- the larger of: the most expensive place of the final marking, a transition costing
 *	  1 when its label comes no more and nothing otherwise, and a place what the cheapest
 *	  transition before it and the dearest place before that cost; and the transitions
 *	  without which some place of the final marking gets no token, of each label as many
 *	  as there are more of them than events.
 * All as if firing took no tokens away, so that nothing that can happen is left out;
 * the first counts moves on the log, the second moves on the model, so they add up.
 * The transitions needed are looked for when a state's turn comes, which most never have.
 * The bound never falls by more than a move costs (what is needed behind a transition was
 * needed before it, but for itself): a state whose turn has come is
 * reached as cheaply as it can be.  Where a place of the final marking can get no
 * token a state leads nowhere and is dropped.
 *
 * The search sees a bounded number of states.  A state for which there is no room is
 * left out, the cheapest of those remembered: what ends no dearer than that is optimal
 * all the same, else the search is cut short, and that is a lower bound of the cost.
 *
 * O(states x (places + arcs)), times the transitions with a label by 64 where they are
 * looked at (NEEDED_MAX).
 *
 * Source: A. Adriansyah, Aligning observed and modeled behavior (TU Eindhoven, 2014);
 * the estimates are h_max of B. Bonet, H. Geffner, Planning as heuristic search,
 * Artificial Intelligence 129 (2001), 5-33, and the landmarks of L. Zhu, R. Givan,
 * Landmark extraction via planning graph propagation (ICAPS 2003).
 */
#include "process/alignment.h"

#include "base/heap.h"
#include "base/sort.h"
#include "base/table.h"

#define NOWHERE    UINT32_MAX
#define TOKENS_MAX UINT16_MAX
#define NEEDED_MAX 512       /* transitions with a label of a net in which those that are needed are looked for */
#define WORK_MAX   (1 << 20) /* places, arcs and transitions between two looks for a cancel */

/* A cost as one number; each part is below 2^21, the first with the estimate below 2^22. */
#define COST_1   (UINT64_C(1) << 42)
#define SILENT_1 (UINT64_C(1) << 21)
#define LOG_1    (COST_1 + 1)

#define COST_OF(f) ((int64_t) ((f) >> 42))

typedef struct State
{
	uint64_t g;       /* of the cheapest way here that is known */
	uint64_t h;       /* what is left costs at least */
	uint32_t at;      /* events that lie behind */
	uint32_t marking; /* its number */
	uint32_t from;    /* the state before; NOWHERE: the start */
	uint32_t by;      /* the transition between; NOWHERE: a move on the log */
	bool     closely; /* h was looked at closely */
	bool     done;    /* its successors are there */
} State;

/* A state as it was when it came; a cheaper way may come later, then both are there. */
typedef struct Entry
{
	uint64_t f;
	uint32_t at;
	uint32_t state;
} Entry;

struct CsqAligner
{
	const CsqNet *net;
	uint32_t      most_states;
	uint32_t      most_markings;
	uint32_t      nlabels;
	CsqText      *labels; /* ascending */
	uint32_t     *label;  /* by transition; NOWHERE: silent */
	uint32_t     *first;  /* label l has the transitions list[first[l]] .. */
	uint32_t     *list;
	uint32_t     *first_behind; /* place p leads into the transitions behind[first_behind[p]] .. */
	uint32_t     *behind;
	uint64_t      size; /* places, transitions and arcs: what an estimate goes through at most */
	uint64_t      work; /* done since a cancel was looked for */
	/* the trace */
	const uint32_t *trace;
	uint32_t        len;
	uint32_t       *first_event; /* label l, or nlabels for what is not known, is at events[first_event[l]] .. */
	uint32_t       *events;
	uint32_t        events_room;
	/* the search */
	uint32_t  nstates;
	uint32_t  states_room;
	State    *states;
	CsqTable  state_table;
	uint32_t  nmarkings;
	uint32_t  markings_room;
	uint16_t *tokens; /* of marking i from i * nplaces on */
	CsqTable  marking_table;
	uint32_t  nheap;
	uint32_t  heap_room;
	Entry    *heap;    /* the cheapest on top */
	uint64_t  dropped; /* the cheapest state that found no room; UINT64_MAX: none */
	uint16_t *now;     /* a marking that is looked at, and one behind it */
	uint16_t *next;
	/* the estimate */
	uint32_t *price;   /* by place; NOWHERE: it can get no token */
	uint32_t *waiting; /* by transition: places before it that have no price */
	uint32_t *level[2];
	uint32_t  nlevel[2];
	bool     *can;   /* by label: some transition of it may fire */
	uint32_t *fired; /* transitions that may, in an order in which each comes behind what it needs */
	uint32_t  nfired;
	uint32_t  nwords;     /* of a set of transitions that have a label; 0: they are too many */
	uint32_t *visible;    /* by transition: its number in sets; NOWHERE: silent */
	uint32_t *of_visible; /* the label of each number */
	uint64_t *needed;     /* place p has the set from p * nwords on, and one set more */
	bool     *has_set;    /* by place */
	uint32_t *times;      /* by label */
	uint32_t  moves_room;
	CsqMove  *moves;
};

/*
 * Work on that many places, arcs or transitions.  The net decides what a state costs, and
 * whether its moves come to anything, so neither states nor turns say when to look.
 */
static inline void
worked(CsqAligner *al, uint64_t n)
{
	al->work += n;
	if (CSQ_UNLIKELY(al->work >= WORK_MAX))
	{
		al->work = 0;
		csq_check_interrupts();
	}
}

/* ---- the net ---- */

/* Numbers 0 .. n-1 by what they belong to: those of k are list[first[k]] .. list[first[k + 1] - 1], ascending. */
static void
group(const uint32_t *of, uint32_t n, uint32_t groups, uint32_t *first, uint32_t *list)
{
	uint32_t sum = 0;

	memset(first, 0, (groups + (size_t) 1) * sizeof *first);
	for (uint32_t i = 0; i < n; i++)
		if (of[i] < groups)
			first[of[i]]++;
	for (uint32_t k = 0; k <= groups; k++)
		sum = first[k] += sum;
	for (uint32_t i = n; i-- > 0;)
		if (of[i] < groups)
			list[--first[of[i]]] = i;
}

static void
number_labels(CsqAligner *al)
{
	const CsqNet *net = al->net;
	size_t        nt = net->ntransitions;
	CsqText      *all = csq_alloc((nt + 1) * sizeof *all);
	uint32_t      n = 0;

	for (uint32_t t = 0; t < nt; t++)
		if (net->transitions[t].label.s != NULL)
			all[n++] = net->transitions[t].label;
	csq_sort(all, n, sizeof *all, csq_by_text);
	for (uint32_t i = 0; i < n; i++)
		if (i == 0 || !csq_text_same(&all[i], &all[al->nlabels - 1]))
			all[al->nlabels++] = all[i];
	al->labels = all;
	al->label = csq_alloc((nt + 1) * sizeof *al->label);
	for (uint32_t t = 0; t < nt; t++)
		al->label[t] =
			net->transitions[t].label.s == NULL ? NOWHERE : csq_aligner_label(al, &net->transitions[t].label);
	al->first = csq_alloc((al->nlabels + (size_t) 1) * sizeof *al->first);
	al->list = csq_alloc((nt + 1) * sizeof *al->list);
	group(al->label, net->ntransitions, al->nlabels, al->first, al->list);
}

/* Which transitions a place leads into. */
static void
number_arcs(CsqAligner *al)
{
	const CsqNet *net = al->net;
	uint32_t      n = 0;

	al->first_behind = csq_alloc0((net->nplaces + (size_t) 1) * sizeof *al->first_behind);
	for (uint32_t t = 0; t < net->ntransitions; t++)
		for (uint32_t i = 0; i < net->transitions[t].nin; i++, n++)
			al->first_behind[net->transitions[t].in[i]]++;
	al->behind = csq_alloc((n + (size_t) 1) * sizeof *al->behind);
	n = 0;
	for (uint32_t p = 0; p <= net->nplaces; p++)
		n = al->first_behind[p] += n;
	for (uint32_t t = net->ntransitions; t-- > 0;)
		for (uint32_t i = 0; i < net->transitions[t].nin; i++)
			al->behind[--al->first_behind[net->transitions[t].in[i]]] = t;
}

/* Sets of transitions that have a label. */
static void
number_visible(CsqAligner *al)
{
	const CsqNet *net = al->net;
	size_t        nt = net->ntransitions + (size_t) 1;
	uint32_t      n = 0;

	al->fired = csq_alloc(nt * sizeof *al->fired);
	al->visible = csq_alloc(nt * sizeof *al->visible);
	al->of_visible = csq_alloc(nt * sizeof *al->of_visible);
	for (uint32_t t = 0; t < net->ntransitions; t++)
	{
		al->visible[t] = al->label[t] == NOWHERE ? NOWHERE : n;
		if (al->label[t] != NOWHERE)
			al->of_visible[n++] = al->label[t];
	}
	al->nwords = n > NEEDED_MAX ? 0 : (n + 63) / 64;
	al->needed = csq_alloc((net->nplaces + (size_t) 1) * (al->nwords + (size_t) 1) * sizeof *al->needed);
	al->has_set = csq_alloc(net->nplaces + (size_t) 1);
	al->times = csq_alloc((al->nlabels + (size_t) 1) * sizeof *al->times);
}

CsqAligner *
csq_aligner(const CsqNet *net, uint32_t states)
{
	CsqAligner *al = csq_alloc0(sizeof *al);
	size_t      np = net->nplaces + (size_t) 1;
	size_t      nt = net->ntransitions + (size_t) 1;
	size_t      most = CSQ_ALIGNMENT_MAX_BYTES / (np * sizeof *al->tokens);
	size_t      arcs = np;

	al->net = net;
	al->most_states = states;
	al->most_markings = states < most ? states : (uint32_t) most;
	number_labels(al);
	number_arcs(al);
	number_visible(al);
	for (uint32_t t = 0; t < net->ntransitions; t++)
	{
		arcs += net->transitions[t].nout;
		al->size += net->transitions[t].nin;
	}
	al->size += arcs + net->ntransitions;
	al->first_event = csq_alloc((al->nlabels + (size_t) 2) * sizeof *al->first_event);
	al->now = csq_alloc(2 * np * sizeof *al->now);
	al->next = al->now + np;
	al->price = csq_alloc(np * sizeof *al->price);
	al->waiting = csq_alloc(nt * sizeof *al->waiting);
	al->level[0] = csq_alloc(2 * arcs * sizeof *al->level[0]);
	al->level[1] = al->level[0] + arcs;
	al->can = csq_alloc(al->nlabels + (size_t) 1);
	csq_table_init(&al->state_table, 64);
	csq_table_init(&al->marking_table, 64);
	return al;
}

uint32_t
csq_aligner_label(const CsqAligner *al, const CsqText *activity)
{
	uint32_t l = (uint32_t) csq_text_find(al->labels, al->nlabels, sizeof *al->labels, activity);

	return l < al->nlabels ? l : CSQ_NO_LABEL;
}

/* ---- the estimate ---- */

/* How many events with this label come from a position on? */
static uint32_t
events_left(const CsqAligner *al, uint32_t label, uint32_t at)
{
	uint32_t lo = al->first_event[label];
	uint32_t end = al->first_event[label + 1];
	uint32_t hi = end;

	while (lo < hi)
	{
		uint32_t mid = lo + (hi - lo) / 2;

		if (al->events[mid] < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return end - lo;
}

/* A transition whose places all have a price, the dearest of them this one: what it gives its places. */
static void
price_behind(CsqAligner *al, uint32_t t, uint32_t price, uint32_t at)
{
	const CsqTransition *x = &al->net->transitions[t];
	uint32_t             l = al->label[t];
	uint32_t             more = 0;

	al->fired[al->nfired++] = t;
	if (l != NOWHERE)
	{
		uint32_t end = al->first_event[l + 1];

		al->can[l] = true;
		more = end == al->first_event[l] || al->events[end - 1] < at;
	}
	for (uint32_t i = 0; i < x->nout; i++)
		if (al->price[x->out[i]] > price + more)
		{
			al->price[x->out[i]] = price + more;
			al->level[more][al->nlevel[more]++] = x->out[i];
		}
}

/*
 * Prices by rising levels, as a search that is breadth-first: at each level the places
 * whose price it is.  A place that was put in a list and then got cheaper is there twice;
 * its transitions are counted down where its price is first looked at.
 */
static void
find_prices(CsqAligner *al, const uint16_t *marking, uint32_t at)
{
	const CsqNet *net = al->net;

	worked(al, al->size);
	al->nlevel[0] = al->nlevel[1] = al->nfired = 0;
	memset(al->can, 0, al->nlabels);
	for (uint32_t p = 0; p < net->nplaces; p++)
	{
		al->price[p] = marking[p] > 0 ? 0 : NOWHERE;
		if (marking[p] > 0)
			al->level[0][al->nlevel[0]++] = p;
	}
	for (uint32_t t = 0; t < net->ntransitions; t++)
	{
		al->waiting[t] = net->transitions[t].nin;
		if (al->waiting[t] == 0)
			price_behind(al, t, 0, at);
	}
	for (uint32_t price = 0; al->nlevel[0] + al->nlevel[1] > 0; price++)
	{
		uint32_t *swap;

		while (al->nlevel[0] > 0)
		{
			uint32_t p = al->level[0][--al->nlevel[0]];

			if (al->price[p] != price) /* it was cheaper */
				continue;
			for (uint32_t i = al->first_behind[p]; i < al->first_behind[p + 1]; i++)
				if (--al->waiting[al->behind[i]] == 0)
					price_behind(al, al->behind[i], price, at);
		}
		swap = al->level[0];
		al->level[0] = al->level[1];
		al->level[1] = swap;
		al->nlevel[0] = al->nlevel[1];
		al->nlevel[1] = 0;
	}
}

/*
 * What a place needs is what all transitions before it need, and a transition needs what
 * its places do, and itself; in the order of firing, until nothing changes.  True when the
 * set of some place got smaller.
 */
static bool
narrow(CsqAligner *al, const uint16_t *marking)
{
	uint32_t  nw = al->nwords;
	uint64_t *own = al->needed + al->net->nplaces * (size_t) nw;
	bool      changed = false;

	worked(al, al->size * nw);
	for (uint32_t k = 0; k < al->nfired; k++)
	{
		const CsqTransition *x = &al->net->transitions[al->fired[k]];
		uint32_t             v = al->visible[al->fired[k]];

		memset(own, 0, nw * sizeof *own);
		for (uint32_t i = 0; i < x->nin; i++)
			for (uint32_t w = 0; w < nw && marking[x->in[i]] == 0; w++)
				own[w] |= al->needed[x->in[i] * (size_t) nw + w];
		if (v != NOWHERE)
			own[v / 64] |= UINT64_C(1) << v % 64;
		for (uint32_t i = 0; i < x->nout; i++)
		{
			uint32_t  p = x->out[i];
			uint64_t *set = al->needed + p * (size_t) nw;

			if (marking[p] > 0)
				continue;
			for (uint32_t w = 0; w < nw; w++)
			{
				uint64_t both = al->has_set[p] ? set[w] & own[w] : own[w];

				changed |= al->has_set[p] && both != set[w];
				set[w] = both;
			}
			al->has_set[p] = true;
		}
	}
	return changed;
}

/* Moves on the model by transitions that are needed, beyond the events with their labels; prices are there. */
static uint32_t
moves_needed(CsqAligner *al, const uint16_t *marking, uint32_t at)
{
	const CsqNet *net = al->net;
	uint32_t      nw = al->nwords;
	uint64_t     *all = al->needed + net->nplaces * (size_t) nw;
	uint32_t      n = 0;

	if (nw == 0)
		return 0;
	memset(al->has_set, 0, net->nplaces);
	while (narrow(al, marking))
		;
	memset(all, 0, nw * sizeof *all);
	for (uint32_t p = 0; p < net->nplaces; p++)
		for (uint32_t w = 0; w < nw && net->final[p] > 0 && marking[p] == 0; w++)
			all[w] |= al->needed[p * (size_t) nw + w];
	memset(al->times, 0, al->nlabels * sizeof *al->times);
	for (uint32_t w = 0; w < nw; w++)
		for (uint64_t bits = all[w]; bits != 0; bits &= bits - 1)
		{
			uint32_t l = al->of_visible[w * 64 + (uint32_t) __builtin_ctzll(bits)];

			n += ++al->times[l] > events_left(al, l, at);
		}
	return n;
}

/* What is left costs at least; UINT64_MAX: the end cannot be reached.  closely: what is needed counts, too. */
static uint64_t
estimate(CsqAligner *al, const uint16_t *marking, uint32_t at, bool closely)
{
	const CsqNet *net = al->net;
	uint32_t      dearest = 0;
	uint32_t      n;

	find_prices(al, marking, at);
	for (uint32_t p = 0; p < net->nplaces; p++)
		if (net->final[p] > 0)
		{
			if (al->price[p] == NOWHERE)
				return UINT64_MAX;
			if (al->price[p] > dearest)
				dearest = al->price[p];
		}
	n = closely ? moves_needed(al, marking, at) : 0;
	if (n > dearest)
		dearest = n;
	n = events_left(al, al->nlabels, at);
	for (uint32_t l = 0; l < al->nlabels; l++)
		if (!al->can[l])
			n += events_left(al, l, at);
	return dearest * COST_1 + n * LOG_1;
}

/* ---- the heap ---- */

/* Cheaper first, then further on, then what came later. */
static inline bool
before(const void *arg, const Entry *a, const Entry *b)
{
	(void) arg;
	return a->f != b->f ? a->f < b->f : a->at != b->at ? a->at > b->at : a->state > b->state;
}

CSQ_HEAP(heap, Entry, before)

static void
put_in_heap(CsqAligner *al, uint32_t state)
{
	const State *s = &al->states[state];

	if (al->nheap == al->heap_room)
		csq_grow(al->heap, al->heap_room);
	heap_push(NULL, al->heap, al->nheap++, (Entry){s->g + s->h, s->at, state});
}

/* ---- states ---- */

/* The number of a marking, which may not lie in al->tokens; NOWHERE: there is no room. */
static uint32_t
number_marking(CsqAligner *al, const uint16_t *marking)
{
	size_t   np = al->net->nplaces;
	size_t   bytes = np * sizeof *marking;
	uint64_t hash = csq_hash_bytes(marking, bytes, 0);

	csq_table_each(&al->marking_table, hash, i)
	{
		if (memcmp(al->tokens + i * np, marking, bytes) == 0)
			return i;
	}
	if (al->nmarkings == al->most_markings)
		return NOWHERE;
	csq_table_room(&al->marking_table, al->nmarkings, i, csq_hash_bytes(al->tokens + i * np, bytes, 0));
	if (al->nmarkings == al->markings_room)
	{
		al->markings_room = al->markings_room == 0 ? 64 : al->markings_room * 2;
		if (al->markings_room > al->most_markings)
			al->markings_room = al->most_markings;
		al->tokens = csq_resized(al->tokens, bytes + 1, al->markings_room);
	}
	memcpy(al->tokens + al->nmarkings * np, marking, bytes);
	csq_table_put(&al->marking_table, hash, al->nmarkings);
	return al->nmarkings++;
}

static inline uint64_t
hash_state(uint32_t at, uint32_t marking)
{
	return csq_mix64((uint64_t) at << 32 | marking);
}

static inline void
drop(CsqAligner *al, uint64_t f)
{
	if (f < al->dropped)
		al->dropped = f;
}

/* A way to a state, unless another leads there as cheaply; the marking is al->next or al->now. */
static void
reach(CsqAligner *al, uint64_t g, uint32_t from, uint32_t by, uint32_t at, const uint16_t *tokens, uint64_t least)
{
	uint32_t marking = number_marking(al, tokens);
	uint64_t hash = hash_state(at, marking);
	uint64_t h;

	csq_table_each(&al->state_table, hash, i)
	{
		State *s = &al->states[i];

		if (s->at != at || s->marking != marking) /* a marking without a number is that of no state */
			continue;
		if (s->g > g && !s->done)
		{
			s->g = g;
			s->from = from;
			s->by = by;
			put_in_heap(al, i);
		}
		return;
	}
	if ((h = estimate(al, tokens, at, false)) == UINT64_MAX)
		return;
	if (marking == NOWHERE || al->nstates == al->most_states)
	{
		/* the rough estimate may be below what is known of the state before, looked at closely */
		drop(al, g + h > least ? g + h : least);
		return;
	}
	csq_table_room(&al->state_table, al->nstates, i, hash_state(al->states[i].at, al->states[i].marking));
	if (al->nstates == al->states_room)
		csq_grow(al->states, al->states_room);
	al->states[al->nstates] = (State){g, h, at, marking, from, by, false, false};
	csq_table_put(&al->state_table, hash, al->nstates);
	put_in_heap(al, al->nstates++);
}

/* The marking behind a transition in al->next; false when it is not enabled. */
static bool
fire(CsqAligner *al, const CsqTransition *t, bool *overfull)
{
	worked(al, t->nin);
	for (uint32_t i = 0; i < t->nin; i++)
		if (al->now[t->in[i]] == 0)
			return false;
	worked(al, al->net->nplaces);
	memcpy(al->next, al->now, al->net->nplaces * sizeof *al->next);
	for (uint32_t i = 0; i < t->nin; i++)
		al->next[t->in[i]]--;
	for (uint32_t i = 0; i < t->nout; i++)
		if (al->next[t->out[i]] == TOKENS_MAX)
			*overfull = true;
		else
			al->next[t->out[i]]++;
	return true;
}

/* All moves from a state. */
static void
go_on(CsqAligner *al, uint32_t from)
{
	const CsqNet *net = al->net;
	const State   was = al->states[from];
	uint64_t      f = was.g + was.h;
	uint32_t      l = was.at < al->len ? al->trace[was.at] : NOWHERE;
	bool          behind_log = was.from != NOWHERE && was.by == NOWHERE;

	memcpy(al->now, al->tokens + was.marking * (size_t) net->nplaces, net->nplaces * sizeof *al->now);
	for (uint32_t i = l < al->nlabels ? al->first[l] : 0; l < al->nlabels && i < al->first[l + 1]; i++)
	{
		bool overfull = false;

		if (!fire(al, &net->transitions[al->list[i]], &overfull))
			continue;
		if (overfull)
			drop(al, f);
		else
			reach(al, was.g, from, al->list[i], was.at + 1, al->next, f);
	}
	for (uint32_t t = 0; t < net->ntransitions && !behind_log; t++)
	{
		bool overfull = false;

		if (!fire(al, &net->transitions[t], &overfull))
			continue;
		if (overfull)
			drop(al, f);
		else
			reach(al, was.g + (al->label[t] == NOWHERE ? SILENT_1 : COST_1), from, t, was.at, al->next, f);
	}
	if (was.at < al->len)
		reach(al, was.g + LOG_1, from, NOWHERE, was.at + 1, al->now, f);
}

/*
 * A state whose turn has come is looked at closely, once, and comes back later when it turns out to be dearer: true.
 * Most states never have their turn.
 */
static bool
looked_closely(CsqAligner *al, uint32_t state)
{
	State   *s = &al->states[state];
	uint64_t h;

	if (s->closely)
		return false;
	s->closely = true;
	h = estimate(al, al->tokens + s->marking * (size_t) al->net->nplaces, s->at, true);
	if (h <= s->h)
		return false;
	s->h = h;
	put_in_heap(al, state);
	return true;
}

static bool
is_end(const CsqAligner *al, const State *s)
{
	const uint16_t *tokens = al->tokens + s->marking * (size_t) al->net->nplaces;

	if (s->at < al->len)
		return false;
	for (uint32_t p = 0; p < al->net->nplaces; p++)
		if (tokens[p] != al->net->final[p])
			return false;
	return true;
}

/* ---- aligning ---- */

static void
small_table(CsqTable *t)
{
	if (t->mask < 4096)
		csq_table_clear(t);
	else
	{
		csq_free(t->slots);
		csq_table_init(t, 64);
	}
}

/* The trace, with the events of each label together, and the first state. */
static void
begin(CsqAligner *al, const uint32_t *trace, uint32_t len)
{
	uint32_t *of = csq_alloc((len + (size_t) 1) * sizeof *of);

	al->trace = trace;
	al->len = len;
	if (al->events_room <= len)
	{
		al->events_room = len + 1;
		csq_free(al->events);
		al->events = csq_alloc(al->events_room * sizeof *al->events);
	}
	for (uint32_t i = 0; i < len; i++)
		of[i] = trace[i] == CSQ_NO_LABEL ? al->nlabels : trace[i];
	group(of, len, al->nlabels + 1, al->first_event, al->events);
	csq_free(of);
	al->nstates = al->nmarkings = al->nheap = 0;
	al->dropped = UINT64_MAX;
	small_table(&al->state_table);
	small_table(&al->marking_table);
	for (uint32_t p = 0; p < al->net->nplaces; p++)
		al->now[p] = (uint16_t) al->net->initial[p];
	reach(al, 0, NOWHERE, NOWHERE, 0, al->now, 0);
}

/* The moves that lead to a state. */
static void
tell(CsqAligner *al, uint32_t end, CsqAlignment *out)
{
	uint32_t n = 0;

	for (uint32_t i = end; al->states[i].from != NOWHERE; i = al->states[i].from)
		n++;
	if (al->moves == NULL || al->moves_room < n)
	{
		al->moves_room = n + 8;
		csq_free(al->moves);
		al->moves = csq_alloc(al->moves_room * sizeof *al->moves);
	}
	out->nmoves = n;
	out->moves = al->moves;
	for (uint32_t i = end; n > 0; i = al->states[i].from)
	{
		const State *s = &al->states[i];
		const State *was = &al->states[s->from];
		CsqMoveKind  kind = s->by == NOWHERE              ? CSQ_MOVE_LOG
		                    : s->at > was->at             ? CSQ_MOVE_SYNCHRONOUS
		                    : al->label[s->by] == NOWHERE ? CSQ_MOVE_SILENT
		                                                  : CSQ_MOVE_MODEL;

		al->moves[--n] = (CsqMove){kind, was->at, s->by};
		out->moves_by[kind]++;
	}
}

void
csq_align(CsqAligner *al, const uint32_t *trace, uint32_t len, CsqAlignment *out)
{
	uint32_t found = NOWHERE;

	memset(out, 0, sizeof *out);
	if (len >= CSQ_ALIGNMENT_MAX_STATES) /* not even its own length fits */
	{
		out->verdict = CSQ_CUT_SHORT;
		return;
	}
	begin(al, trace, len);
	while (al->nheap > 0)
	{
		Entry  top = heap_pop(NULL, al->heap, al->nheap--);
		State *s = &al->states[top.state];

		worked(al, 64); /* the heap's */
		if (COST_OF(top.f) > COST_OF(al->dropped))
			break;
		if (s->done || looked_closely(al, top.state))
			continue;
		s->done = true;
		if (is_end(al, s))
		{
			found = top.state;
			break;
		}
		go_on(al, top.state);
	}
	out->states = al->nstates;
	if (found != NOWHERE)
	{
		out->cost = COST_OF(al->states[found].g);
		tell(al, found, out);
	}
	else if (al->dropped != UINT64_MAX)
	{
		out->verdict = CSQ_CUT_SHORT;
		out->cost = COST_OF(al->dropped);
	}
	else
		out->verdict = CSQ_NO_RUN;
}
