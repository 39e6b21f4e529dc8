/*
 * process_replay.c
 *		Token replay: how well does a Petri net explain each variant?
 *
 * The initial marking is produced.  For each activity a transition with its label
 * fires: it consumes a token from each place before it, where there is none one is
 * counted as missing, and produces a token in each place behind it.  At the end
 * the final marking is consumed, tokens that are lacking are missing, those that
 * are left remain.  So produced + missing = consumed + remaining.
 *
 * Which transition fires?
 *	1. the first (in the order of the net) with this label that is enabled;
 *	2. else silent transitions are looked for that enable one: the shortest
 *	   sequence, found breadth-first; among equally short ones that which comes
 *	   first when silent transitions are tried in the order of the net.  They fire,
 *	   then 1;
 *	3. else the one that lacks the fewest tokens, the first of equal ones.
 * At the end the silent sequence fires that leaves the smallest number of missing
 * and remaining tokens, the shortest and first of those.
 *
 * That looks no further than the next event.  Where it does not fit although the
 * net leaves a choice (two transitions of one label, or silent ones), all runs are
 * searched for one with fewer missing and remaining tokens: least tokens first, of
 * those the fewest firings (Dijkstra over the pairs of position and marking, a run
 * being dropped as soon as it lacks as many tokens as the one that is known).  So a
 * case that some run of the net explains fits.
 *
 * A search visits a bounded number of markings; what it has not found by then does
 * not exist for it, and the replay says that it was cut short.  An activity that
 * the net does not know consumes one missing token, or is passed over when the
 * caller wants that.
 *
 * O(length of all variants), and for each event that is not enabled, and each
 * variant that does not fit, a search: O(markings x (places + arcs)).
 *
 * Source: A. Rozinat, W. van der Aalst, Conformance checking of processes based on
 * monitoring real behavior, Information Systems 33 (2008), 64-95; the formula as
 * in W. van der Aalst, Process Mining (2016), section 8.2.
 */
#include "process/process_conformance.h"
#include "base/heap.h"
#include "base/table.h"

#define NOWHERE    UINT32_MAX
#define TOKENS_MAX ((uint32_t) INT32_MAX)

/* A marking that the search has reached. */
typedef struct Reached
{
	uint32_t from; /* the marking before; NOWHERE: the start */
	uint32_t by;   /* the silent transition between */
} Reached;

/* A run of the net up to some event: its place in the search for the best one. */
typedef struct Run
{
	uint32_t from; /* the run before; NOWHERE: the start */
	uint32_t by;   /* the transition between; NOWHERE: an event passed over or unknown, or the end */
	uint32_t at;   /* events replayed; above their number: the end */
	uint32_t firings;
	uint64_t lost; /* missing tokens, at the end remaining ones too */
	bool     done; /* its successors are there */
} Run;

/* A run as it was when it came; a later one may be better, then both are there. */
typedef struct HeapRun
{
	uint64_t lost;
	uint32_t firings;
	uint32_t run;
} HeapRun;

typedef struct RunSearch
{
	uint32_t  n;
	uint32_t  room;
	Run      *runs;
	uint32_t *tokens; /* the marking of each */
	HeapRun  *heap;   /* the best on top */
	uint32_t  nheap;
	uint32_t  heap_room;
	CsqTable  table;
} RunSearch;

typedef struct Replayer
{
	const CsqNet  *net;
	uint32_t      *first; /* activity a has the transitions list[first[a]] .. */
	uint32_t      *list;
	uint32_t      *silent;
	uint32_t       nsilent;
	uint32_t      *marking; /* tokens by place, now */
	CsqTokenReplay r;
	/* the search */
	uint32_t  most; /* markings that it may reach */
	uint32_t  nreached;
	uint32_t  room;
	Reached  *reached;
	uint32_t *tokens; /* of marking i from i * nplaces on */
	CsqTable  table;
	bool      choice; /* a net that leaves one */
	RunSearch run;
} Replayer;

/* ---- firing ---- */

static uint32_t
lacking(const CsqTransition *t, const uint32_t *marking)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < t->nin; i++)
		n += marking[t->in[i]] == 0;
	return n;
}

static bool
fire(Replayer *re, const CsqTransition *t, CsqError *err)
{
	re->r.missing += lacking(t, re->marking);
	for (uint32_t i = 0; i < t->nin; i++)
		re->marking[t->in[i]] -= re->marking[t->in[i]] > 0;
	for (uint32_t i = 0; i < t->nout; i++)
		if (re->marking[t->out[i]]++ == TOKENS_MAX)
			return csq_fail(err, CSQ_LIMIT, "too many tokens in place \"%s\"",
			                csq_quoted(re->net->places[t->out[i]].s, re->net->places[t->out[i]].len).s);
	re->r.consumed += t->nin;
	re->r.produced += t->nout;
	return true;
}

/* ---- the search ---- */

static inline uint64_t
hash_marking(const Replayer *re, const uint32_t *marking)
{
	return csq_hash_bytes(marking, re->net->nplaces * sizeof *marking, 0);
}

/* A marking unless it is known; marking may not lie in re->tokens. */
static bool
reach(Replayer *re, const uint32_t *marking, uint32_t from, uint32_t by)
{
	uint64_t hash = hash_marking(re, marking);
	size_t   np = re->net->nplaces;

	csq_table_each(&re->table, hash,
	               i) if (memcmp(re->tokens + i * np, marking, np * sizeof *marking) == 0) return false;
	csq_table_room(&re->table, re->nreached, i, hash_marking(re, re->tokens + i * np));
	if (re->nreached == re->room)
	{
		csq_grow(re->reached, re->room);
		re->tokens = csq_realloc(re->tokens, re->room * np * sizeof *re->tokens + 1);
	}
	memcpy(re->tokens + re->nreached * np, marking, np * sizeof *marking);
	csq_table_put(&re->table, hash, re->nreached);
	re->reached[re->nreached++] = (Reached){from, by};
	return true;
}

static void
start_search(Replayer *re)
{
	re->nreached = 0;
	csq_table_clear(&re->table);
	reach(re, re->marking, NOWHERE, 0);
}

/* The marking behind a silent transition that is enabled and does not overfill a place. */
static bool
behind(const Replayer *re, const uint32_t *marking, const CsqTransition *t, uint32_t *next)
{
	if (lacking(t, marking) > 0)
		return false;
	memcpy(next, marking, re->net->nplaces * sizeof *next);
	for (uint32_t i = 0; i < t->nin; i++)
		next[t->in[i]]--;
	for (uint32_t i = 0; i < t->nout; i++)
		if (next[t->out[i]]++ == TOKENS_MAX)
			return false;
	return true;
}

/* How far a marking is from what is wanted; the search ends at 0. */
typedef uint64_t (*Distance)(const Replayer *re, const uint32_t *marking, uint32_t activity);

/* 0 when a transition of the activity is enabled, else 1. */
static uint64_t
not_enabled(const Replayer *re, const uint32_t *marking, uint32_t activity)
{
	for (uint32_t i = re->first[activity]; i < re->first[activity + 1]; i++)
		if (lacking(&re->net->transitions[re->list[i]], marking) == 0)
			return 0;
	return 1;
}

/* Missing and remaining tokens if this were the end. */
static uint64_t
from_final(const Replayer *re, const uint32_t *marking, uint32_t activity)
{
	uint64_t d = 0;

	(void) activity;
	for (uint32_t p = 0; p < re->net->nplaces; p++)
		d += marking[p] > re->net->final[p] ? marking[p] - re->net->final[p] : re->net->final[p] - marking[p];
	return d;
}

/* The silent transitions on the way to a reached marking fire. */
static bool
go_to(Replayer *re, uint32_t target, CsqError *err)
{
	uint32_t  n = 0;
	uint32_t *way;
	bool      ok = true;

	for (uint32_t i = target; re->reached[i].from != NOWHERE; i = re->reached[i].from)
		n++;
	way = csq_alloc((n + (size_t) 1) * sizeof *way);
	for (uint32_t i = target, k = n; k > 0; i = re->reached[i].from)
		way[--k] = re->reached[i].by;
	for (uint32_t k = 0; k < n && ok; k++)
		ok = fire(re, &re->net->transitions[way[k]], err);
	csq_free(way);
	return ok;
}

/* Silent transitions fire as far as they bring the marking nearer. */
static bool
approach(Replayer *re, Distance distance, uint32_t activity, CsqError *err)
{
	size_t    np = re->net->nplaces;
	uint64_t  best = distance(re, re->marking, activity);
	uint32_t  nearest = 0;
	uint32_t *next;
	uint32_t *now;

	if (best == 0 || re->nsilent == 0)
		return true;
	start_search(re);
	next = csq_alloc(np * sizeof *next + 1);
	now = csq_alloc(np * sizeof *now + 1);
	for (uint32_t i = 0; i < re->nreached && best > 0; i++)
	{
		memcpy(now, re->tokens + i * np, np * sizeof *now); /* the tokens may move */
		for (uint32_t s = 0; s < re->nsilent && best > 0 && re->nreached < re->most; s++)
			if (behind(re, now, &re->net->transitions[re->silent[s]], next) && reach(re, next, i, re->silent[s]))
			{
				uint64_t d = distance(re, next, activity);

				if (d < best)
				{
					best = d;
					nearest = re->nreached - 1;
				}
			}
		if (CSQ_UNLIKELY((i & 0x3F) == 0x3F))
			csq_check_interrupts();
	}
	re->r.cut_short |= best > 0 && re->nreached >= re->most;
	csq_free(next);
	csq_free(now);
	return go_to(re, nearest, err);
}

/* ---- replaying ---- */

static bool
replay_event(Replayer *re, uint32_t activity, CsqError *err)
{
	uint32_t chosen = NOWHERE;
	uint32_t least = UINT32_MAX;

	if (!approach(re, not_enabled, activity, err))
		return false;
	for (uint32_t i = re->first[activity]; i < re->first[activity + 1]; i++)
	{
		uint32_t n = lacking(&re->net->transitions[re->list[i]], re->marking);

		if (n < least)
		{
			least = n;
			chosen = re->list[i];
		}
	}
	return fire(re, &re->net->transitions[chosen], err);
}

static bool
replay_variant(Replayer *re, const CsqVariant *v, bool ignore, CsqError *err)
{
	const CsqNet *net = re->net;

	memset(&re->r, 0, sizeof re->r);
	memcpy(re->marking, net->initial, net->nplaces * sizeof *re->marking);
	for (uint32_t p = 0; p < net->nplaces; p++)
		re->r.produced += net->initial[p];
	for (uint32_t k = 0; k < v->len; k++)
	{
		uint32_t a = v->path[k];

		if (re->first[a] < re->first[a + 1])
		{
			if (!replay_event(re, a, err))
				return false;
		}
		else if (!ignore)
		{
			re->r.consumed++;
			re->r.missing++;
		}
		csq_poll(k);
	}
	if (!approach(re, from_final, 0, err))
		return false;
	for (uint32_t p = 0; p < net->nplaces; p++)
	{
		re->r.consumed += net->final[p];
		if (re->marking[p] < net->final[p])
			re->r.missing += net->final[p] - re->marking[p];
		else
			re->r.remaining += re->marking[p] - net->final[p];
	}
	return true;
}

/* ---- the best of all runs ---- */

/* Better runs are lighter. */
static inline bool
lighter(const void *arg, const HeapRun *a, const HeapRun *b)
{
	(void) arg;
	return a->lost != b->lost         ? a->lost < b->lost
	       : a->firings != b->firings ? a->firings < b->firings
	                                  : a->run < b->run;
}

CSQ_HEAP(heap, HeapRun, lighter)

static void
put_in_heap(RunSearch *s, uint32_t run)
{
	if (s->nheap == s->heap_room)
		csq_grow(s->heap, s->heap_room);
	heap_push(NULL, s->heap, s->nheap++, (HeapRun){s->runs[run].lost, s->runs[run].firings, run});
}

static inline uint64_t
hash_run(const Replayer *re, uint32_t at, const uint32_t *marking)
{
	return csq_hash_bytes(marking, re->net->nplaces * sizeof *marking, at);
}

/* A run that comes to a position and marking, unless another came there at least as well. */
static void
reach_run(Replayer *re, Run run, const uint32_t *marking)
{
	RunSearch *s = &re->run;
	size_t     np = re->net->nplaces;
	uint64_t   hash = hash_run(re, run.at, marking);

	csq_table_each(&s->table, hash, i)
	{
		Run *r = &s->runs[i];

		if (r->at != run.at || memcmp(s->tokens + i * np, marking, np * sizeof *marking) != 0)
			continue;
		if (!r->done && (run.lost < r->lost || (run.lost == r->lost && run.firings < r->firings)))
		{
			*r = run;
			put_in_heap(s, i);
		}
		return;
	}
	csq_table_room(&s->table, s->n, i, hash_run(re, s->runs[i].at, s->tokens + i * np));
	if (s->n == s->room)
	{
		csq_grow(s->runs, s->room);
		s->tokens = csq_realloc(s->tokens, s->room * np * sizeof *s->tokens + 1);
	}
	memcpy(s->tokens + s->n * np, marking, np * sizeof *marking);
	csq_table_put(&s->table, hash, s->n);
	s->runs[s->n] = run;
	put_in_heap(s, s->n++);
}

/* The run that a transition makes of another; false when a place would be overfull. */
static bool
run_behind(const Replayer *re, const CsqTransition *t, const uint32_t *marking, uint32_t *next, uint64_t *lost)
{
	memcpy(next, marking, re->net->nplaces * sizeof *next);
	*lost += lacking(t, marking);
	for (uint32_t i = 0; i < t->nin; i++)
		next[t->in[i]] -= next[t->in[i]] > 0;
	for (uint32_t i = 0; i < t->nout; i++)
		if (next[t->out[i]]++ == TOKENS_MAX)
			return false;
	return true;
}

/* All runs that are one step longer, as long as they lose less than most. */
static void
continue_run(Replayer *re, uint32_t from, const CsqVariant *v, bool ignore, uint64_t most, uint32_t *now,
             uint32_t *next)
{
	const Run was = re->run.runs[from];
	uint32_t  a = was.at < v->len ? v->path[was.at] : 0;
	uint32_t  n = was.at < v->len ? re->first[a + 1] - re->first[a] : 0;

	memcpy(now, re->run.tokens + from * (size_t) re->net->nplaces, re->net->nplaces * sizeof *now);
	for (uint32_t i = 0; i < n + re->nsilent; i++)
	{
		uint32_t             k = i < n ? re->list[re->first[a] + i] : re->silent[i - n];
		const CsqTransition *t = &re->net->transitions[k];
		Run                  run = {from, k, was.at + (i < n), was.firings + 1, was.lost, false};

		if (i >= n && lacking(t, now) > 0) /* what is silent fires only when it is enabled */
			continue;
		if (run_behind(re, t, now, next, &run.lost) && run.lost < most)
			reach_run(re, run, next);
	}
	if (was.at == v->len || n == 0)
	{
		Run run = {from, NOWHERE, was.at + 1, was.firings, was.lost, false};

		run.lost += was.at == v->len ? from_final(re, now, 0) : !ignore;
		if (run.lost < most)
			reach_run(re, run, now);
	}
}

/* The best run that loses less than most; NOWHERE when there is none, or none was found. */
static uint32_t
search_runs(Replayer *re, const CsqVariant *v, bool ignore, uint64_t most, bool *cut_short)
{
	RunSearch *s = &re->run;
	Run        start = {NOWHERE, NOWHERE, 0, 0, 0, false};
	uint32_t  *now = csq_alloc(2 * (re->net->nplaces * sizeof *now + 1));
	uint32_t  *next = now + re->net->nplaces;
	uint32_t   found = NOWHERE;

	s->n = s->nheap = 0;
	csq_table_clear(&s->table);
	reach_run(re, start, re->net->initial);
	for (uint32_t turn = 0; s->nheap > 0 && found == NOWHERE; turn++)
	{
		uint32_t top = heap_pop(NULL, s->heap, s->nheap--).run;

		if (s->runs[top].done)
			continue;
		s->runs[top].done = true;
		if (s->runs[top].at > v->len)
			found = top;
		else if (s->n < re->most)
			continue_run(re, top, v, ignore, most, now, next);
		else
		{
			*cut_short = true;
			break;
		}
		if (CSQ_UNLIKELY((turn & 0x3F) == 0x3F))
			csq_check_interrupts();
	}
	csq_free(now);
	return found;
}

/* What a run that came to its end consumes and produces. */
static CsqTokenReplay
tokens_of(const Replayer *re, uint32_t end)
{
	const RunSearch *s = &re->run;
	CsqTokenReplay   r = {0, 0, 0, 0, 0};
	size_t           np = re->net->nplaces;

	for (uint32_t i = end; s->runs[i].from != NOWHERE; i = s->runs[i].from)
	{
		const Run *run = &s->runs[i];
		uint64_t   lost = run->lost - s->runs[run->from].lost;

		if (run->by != NOWHERE)
		{
			r.consumed += re->net->transitions[run->by].nin;
			r.produced += re->net->transitions[run->by].nout;
		}
		else if (i != end)
			r.consumed += (int64_t) lost;
		r.missing += i == end ? 0 : (int64_t) lost;
	}
	for (uint32_t p = 0; p < np; p++)
	{
		uint32_t tokens = s->tokens[end * np + p];

		r.produced += re->net->initial[p];
		r.consumed += re->net->final[p];
		r.missing += tokens < re->net->final[p] ? re->net->final[p] - tokens : 0;
		r.remaining += tokens > re->net->final[p] ? tokens - re->net->final[p] : 0;
	}
	return r;
}

/* A run that loses fewer tokens than the replay did takes its place. */
static void
improve(Replayer *re, const CsqVariant *v, bool ignore)
{
	bool     cut_short = false;
	uint32_t best;

	if (!re->choice || csq_replay_fits(&re->r))
		return;
	best = search_runs(re, v, ignore, (uint64_t) re->r.missing + (uint64_t) re->r.remaining, &cut_short);
	if (best != NOWHERE)
		re->r = tokens_of(re, best);
	else
		re->r.cut_short = cut_short;
}

/* The transitions of each activity, and the silent ones. */
static void
prepare(Replayer *re, const CsqProcess *p, const CsqNet *net)
{
	uint32_t *of = csq_alloc((net->ntransitions + (size_t) 1) * sizeof *of);
	uint32_t  n = 0;

	memset(re, 0, sizeof *re);
	re->net = net;
	re->first = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *re->first);
	re->list = csq_alloc((net->ntransitions + (size_t) 1) * sizeof *re->list);
	re->silent = csq_alloc((net->ntransitions + (size_t) 1) * sizeof *re->silent);
	for (uint32_t t = 0; t < net->ntransitions; t++)
	{
		const CsqTransition *x = &net->transitions[t];

		of[t] = x->label.s == NULL ? NOWHERE : csq_process_activity(p, &x->label);
		if (x->label.s == NULL)
			re->silent[re->nsilent++] = t;
	}
	/* transitions of activity a go from first[a] to first[a + 1], in the order of the net */
	for (uint32_t t = 0; t < net->ntransitions; t++)
		if (of[t] < p->nactivities)
			re->first[of[t]]++;
	for (uint32_t a = 0; a <= p->nactivities; a++)
		n = re->first[a] += n;
	for (uint32_t t = net->ntransitions; t-- > 0;)
		if (of[t] < p->nactivities)
			re->list[--re->first[of[t]]] = t;
	re->choice = re->nsilent > 0;
	for (uint32_t a = 0; a < p->nactivities; a++)
		re->choice |= re->first[a + 1] > re->first[a] + 1;
	re->run.room = re->run.heap_room = 64;
	re->run.runs = csq_alloc(re->run.room * sizeof *re->run.runs);
	re->run.tokens = csq_alloc(re->run.room * (size_t) net->nplaces * sizeof *re->run.tokens + 1);
	re->run.heap = csq_alloc(re->run.heap_room * sizeof *re->run.heap);
	csq_table_init(&re->run.table, re->run.room);
	re->marking = csq_alloc(net->nplaces * sizeof *re->marking + 1);
	re->room = 64;
	re->reached = csq_alloc(re->room * sizeof *re->reached);
	re->tokens = csq_alloc(re->room * (size_t) net->nplaces * sizeof *re->tokens + 1);
	csq_table_init(&re->table, re->room);
	csq_free(of);
}

bool
csq_process_replay(const CsqProcess *p, const CsqNet *net, bool ignore, uint32_t markings, CsqTokenReplay *by_variant,
                   CsqError *err)
{
	Replayer re;

	prepare(&re, p, net);
	re.most = markings;
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		if (!replay_variant(&re, &p->variants[i], ignore, err))
			return false;
		improve(&re, &p->variants[i], ignore);
		by_variant[i] = re.r;
		if (CSQ_UNLIKELY((i & 0x3F) == 0x3F))
			csq_check_interrupts();
	}
	return true;
}

/* n times as much more. */
static bool
add_times(int64_t *sum, int64_t value, int64_t n)
{
	int64_t more;

	return csq_mul_i64(value, n, &more) && csq_add_i64(*sum, more, sum);
}

bool
csq_replay_total(const CsqProcess *p, const CsqTokenReplay *by_variant, CsqReplayTotal *t, CsqError *err)
{
	double sum = 0;

	memset(t, 0, sizeof *t);
	t->cases = csq_process_cases(p);
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		const CsqTokenReplay *r = &by_variant[i];
		int64_t               n = p->variants[i].n;

		if (!add_times(&t->sum.produced, r->produced, n) || !add_times(&t->sum.consumed, r->consumed, n) ||
		    !add_times(&t->sum.missing, r->missing, n) || !add_times(&t->sum.remaining, r->remaining, n) ||
		    !add_times(&t->sum.cut_short, r->cut_short, n))
			return csq_fail(err, CSQ_RANGE, "number of tokens out of range") ||
			       csq_detail(err, "The tokens of all cases together must fit 64 bits.");
		t->fitting += csq_replay_fits(r) ? n : 0;
		sum += (double) n * csq_replay_fitness(r);
	}
	t->average = t->cases == 0 ? 0 : sum / (double) t->cases;
	return true;
}
