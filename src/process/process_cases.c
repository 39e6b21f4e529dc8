/*
 * process_cases.c
 *		A process that grows case by case.
 *
 * Labels are numbered as they come; which of them are activities and in what order
 * they stand shows only when the process is packed.  Paths are bytes while there are
 * at most 256 labels, else words, one after the other in chunks that are never moved.
 * Small on purpose while there is little in it: a query may have a process per group.
 *
 * A graph keeps no ways and no handovers: it counts in how many cases each edge occurs
 * while a case is read, and so it stays as small as its edges.
 *
 * A journey whose dictionary was met before (journey_memo.h) and whose events ascend
 * by time is read straight from its bytes; the others by csq_journey_open().  O(events),
 * and a sort of the variants when it is packed.
 */
#include "process/process_cases.h"

#include "base/sort.h"
#include "base/table.h"
#include "calendar/calendar.h"
#include "journey/journey_memo.h"
#include "process/process_graph.h"
#include "process/process_ways.h"

#define SQUARE      32 /* up to so many labels a pair is looked up in a square */
#define LEAST_CHUNK 256
#define MOST_CHUNK  (1 << 20)
#define BYTE_LABELS 256
#define REMEMBER    64 /* cases from which on dictionaries are remembered */

/* Pairs of labels that follow each other, by slot in order of arrival. */
typedef struct Moves
{
	uint32_t  side; /* a power of two up to SQUARE; 0 = none yet */
	uint32_t *square;
	CsqPairs *many; /* when some label is beyond it */
	uint64_t *keys; /* by slot, unless many */
	uint32_t  n;
	uint32_t  room;
} Moves;

/*
 * Nearly every path may be new, and each look-up misses the cache: cases wait until
 * there are some, so that their misses overlap.  A slot holds a hash beside the number,
 * by which other paths are told apart without a look at them.
 */
#define WAITING       16
#define WAITING_BYTES 64

typedef struct Waiting
{
	uint32_t hash;
	uint32_t len;
	int64_t  span;
	char     path[WAITING_BYTES];
} Waiting;

/* In how many cases an edge occurs, the last of which has this number, from 1. */
typedef struct EdgeCases
{
	int64_t n;
	int64_t last;
} EdgeCases;

struct CsqProcessCases
{
	CsqText         calendar;
	bool            bound;
	bool            is_graph;
	int64_t         ncases;
	int64_t         moves; /* of all cases: no edge and no handover has more */
	CsqNames        labels;
	uint8_t        *is_activity; /* by label */
	uint32_t        flag_room;
	CsqJourneyMemo *memo;  /* NULL at first */
	int             width; /* of an activity in a path: 1 or 4 */
	char           *chunk;
	size_t          chunk_used;
	size_t          chunk_size;
	CsqWay         *ways;
	uint64_t       *way_slots; /* hash << 32 | number + 1; 0 = free */
	uint32_t        way_mask;
	uint32_t        nways;
	uint32_t        way_room;
	Moves           edges;
	CsqTimesBuild  *times; /* by edge */
	uint32_t        time_room;
	EdgeCases      *seen; /* by edge, of a graph */
	uint32_t        seen_room;
	Moves           handovers;
	int64_t        *nhandovers;
	uint32_t        handover_room;
	CsqTimesBuild   durations;
	CsqStep        *steps; /* of the case that comes in */
	uint32_t        step_room;
	uint32_t        nwaiting;
	Waiting         waiting[WAITING];
};

CsqProcessCases *
csq_process_cases_new(bool is_graph)
{
	CsqProcessCases *c = csq_alloc0(sizeof *c);

	c->is_graph = is_graph;
	c->calendar.s = "";
	c->width = 1;
	csq_names_init(&c->labels, 4);
	c->way_mask = 7;
	c->way_slots = csq_alloc0((c->way_mask + (size_t) 1) * sizeof *c->way_slots);
	return c;
}

bool
csq_process_cases_bind(CsqProcessCases *c, const CsqText *calendar, CsqError *err)
{
	char *copy;

	if (CSQ_LIKELY(c->bound && c->calendar.len == 0 && calendar->len == 0))
		return true;
	if (c->bound || c->ncases > 0 || calendar->len == 0)
	{
		c->bound = true;
		return csq_process_calendar_same(&c->calendar, calendar, err);
	}
	if (!csq_process_calendar_check(calendar, err))
		return false;
	copy = csq_alloc(calendar->len);
	memcpy(copy, calendar->s, calendar->len);
	c->calendar = (CsqText){copy, calendar->len};
	c->bound = true;
	return true;
}

/* ---- labels ---- */

static void widen(CsqProcessCases *c);

/* The number of a label, which is new or not. */
static uint32_t
label_number(CsqProcessCases *c, const CsqText *text)
{
	uint32_t was = c->labels.n;
	uint32_t number = csq_names_number(&c->labels, text);

	if (number < was)
		return number;
	if (number == c->flag_room)
		csq_grow(c->is_activity, c->flag_room);
	c->is_activity[number] = 0;
	if (number == BYTE_LABELS)
		widen(c);
	return number;
}

/* ---- pairs ---- */

/* Room for a label beyond the square. */
static void
moves_grow(Moves *m, uint32_t label)
{
	uint32_t side = m->side == 0 ? 4 : m->side;

	while (side <= label && side <= SQUARE)
		side *= 2;
	if (m->square != NULL)
		csq_free(m->square);
	m->square = NULL;
	if (side > SQUARE)
	{
		m->many = csq_alloc(sizeof *m->many);
		csq_pairs_init(m->many);
		for (uint32_t i = 0; i < m->n; i++)
			csq_pairs_add(m->many, (uint32_t) (m->keys[i] >> 32), (uint32_t) m->keys[i]);
		return;
	}
	m->side = side;
	m->square = csq_alloc0((size_t) side * side * sizeof *m->square);
	for (uint32_t i = 0; i < m->n; i++)
		m->square[(m->keys[i] >> 32) * side + (uint32_t) m->keys[i]] = i + 1;
}

/* The slot of a pair, new or not. */
static inline uint32_t
move_slot(Moves *m, uint32_t source, uint32_t target)
{
	uint32_t *known;

	if (CSQ_UNLIKELY(m->many == NULL && (source >= m->side || target >= m->side)))
		moves_grow(m, source > target ? source : target);
	if (CSQ_UNLIKELY(m->many != NULL))
	{
		uint32_t slot = csq_pairs_add(m->many, source, target);

		m->n = m->many->n;
		return slot;
	}
	known = &m->square[source * m->side + target];
	if (CSQ_UNLIKELY(*known == 0))
	{
		if (m->n == m->room)
			csq_grow(m->keys, m->room);
		m->keys[m->n] = (uint64_t) source << 32 | target;
		*known = ++m->n;
	}
	return *known - 1;
}

static inline uint64_t
move_key(const Moves *m, uint32_t slot)
{
	return m->many != NULL ? m->many->keys[slot] : m->keys[slot];
}

/* ---- paths ---- */

/* A copy of a path at the end of the chunk. */
static const void *
keep_path(CsqProcessCases *c, const void *path, size_t bytes)
{
	size_t room = (bytes + 3) & ~(size_t) 3;
	char  *to;

	if (CSQ_UNLIKELY(c->chunk_size - c->chunk_used < room))
	{
		size_t size = c->chunk_size == 0 ? LEAST_CHUNK : c->chunk_size < MOST_CHUNK ? c->chunk_size * 2 : MOST_CHUNK;

		c->chunk_size = size < room ? room : size;
		c->chunk = csq_alloc(c->chunk_size);
		c->chunk_used = 0;
	}
	to = c->chunk + c->chunk_used;
	memcpy(to, path, bytes);
	c->chunk_used += room;
	return to;
}

static inline uint32_t
path_hash(const char *path, size_t bytes)
{
	uint64_t h = bytes * UINT64_C(0x9e3779b97f4a7c15);
	uint64_t w = 0;

	for (; bytes >= 8; path += 8, bytes -= 8)
	{
		memcpy(&w, path, 8);
		h = (h ^ w) * UINT64_C(0x9fb21c651e98df25);
		h ^= h >> 32;
	}
	w = 0;
	memcpy(&w, path, bytes);
	return (uint32_t) (csq_mix64(h ^ w * UINT64_C(0xd6e8feb86659fd93)) >> 16);
}

static inline void
put_way(CsqProcessCases *c, uint64_t slot)
{
	uint32_t at = (uint32_t) (slot >> 32) & c->way_mask;

	while (c->way_slots[at] != 0)
		at = (at + 1) & c->way_mask;
	c->way_slots[at] = slot;
}

static void
double_ways(CsqProcessCases *c)
{
	uint64_t *old = c->way_slots;
	uint32_t  was = c->way_mask;

	c->way_mask = was * 2 + 1;
	c->way_slots = csq_alloc0((c->way_mask + (size_t) 1) * sizeof *c->way_slots);
	for (size_t i = 0; i <= was; i++)
		if (old[i] != 0)
			put_way(c, old[i]);
	csq_free(old);
}

/* The way with this path, new with n = 0 when there was none. */
static CsqWay *
find_way(CsqProcessCases *c, const void *path, uint32_t hash, uint32_t len)
{
	size_t   bytes = (size_t) len * (size_t) c->width;
	uint32_t at;

	if (CSQ_UNLIKELY(c->nways > c->way_mask / 2))
		double_ways(c);
	for (at = hash & c->way_mask; c->way_slots[at] != 0; at = (at + 1) & c->way_mask)
	{
		CsqWay *w = &c->ways[(uint32_t) c->way_slots[at] - 1];

		if ((uint32_t) (c->way_slots[at] >> 32) == hash && w->len == len && memcmp(w->path, path, bytes) == 0)
			return w;
	}
	if (CSQ_UNLIKELY(c->nways == c->way_room))
		csq_grow(c->ways, c->way_room);
	c->ways[c->nways] = (CsqWay){keep_path(c, path, bytes), len, 0, 0};
	c->way_slots[at] = (uint64_t) hash << 32 | ++c->nways;
	return &c->ways[c->nways - 1];
}

/* The cases that wait come to their ways. */
void
csq_process_cases_settle(CsqProcessCases *c)
{
	for (uint32_t i = 0; i < c->nwaiting; i++)
	{
		const Waiting *wait = &c->waiting[i];
		CsqWay        *w = find_way(c, wait->path, wait->hash, wait->len);

		w->n++;
		w->total += (uint64_t) wait->span; /* of all cases: as the durations, which fit */
	}
	c->nwaiting = 0;
}

/* All paths in words from now on: byte is not wide enough. */
static void
widen(CsqProcessCases *c)
{
	csq_process_cases_settle(c);
	c->width = 4;
	memset(c->way_slots, 0, (c->way_mask + (size_t) 1) * sizeof *c->way_slots);
	c->chunk_used = c->chunk_size = 0;
	for (uint32_t w = 0; w < c->nways; w++)
	{
		const uint8_t *bytes = c->ways[w].path;
		uint32_t      *words = csq_alloc((c->ways[w].len + (size_t) 1) * sizeof *words);

		for (uint32_t k = 0; k < c->ways[w].len; k++)
			words[k] = bytes[k];
		c->ways[w].path = words;
		put_way(c, (uint64_t) path_hash((const char *) words, c->ways[w].len * sizeof *words) << 32 | (w + 1));
		csq_poll(w);
	}
}

/* ---- cases ---- */

static void
add_handover(CsqProcessCases *c, const CsqStep *s)
{
	uint32_t h = move_slot(&c->handovers, s[0].resource - 1, s[1].resource - 1);

	while (CSQ_UNLIKELY(h >= c->handover_room))
		csq_grow0(c->nhandovers, c->handover_room);
	c->nhandovers[h]++;
}

/* Which way a case went, and how long it took. */
static void
add_way(CsqProcessCases *c, const CsqStep *s, uint32_t n, int64_t span)
{
	size_t   bytes = (size_t) n * (size_t) c->width;
	bool     waits = bytes <= WAITING_BYTES;
	Waiting *wait = &c->waiting[c->nwaiting];
	char    *path = waits ? wait->path : csq_alloc(bytes);
	uint32_t hash;
	CsqWay  *w;

	for (uint32_t i = 0; i < n; i++)
		if (CSQ_LIKELY(c->width == 1))
			((uint8_t *) path)[i] = (uint8_t) s[i].activity;
		else
			memcpy(path + (size_t) i * 4, &s[i].activity, 4);
	hash = path_hash(path, bytes);
	if (waits)
	{
		wait->hash = hash;
		wait->len = n;
		wait->span = span;
		__builtin_prefetch(&c->way_slots[hash & c->way_mask], 1);
		if (++c->nwaiting == WAITING)
			csq_process_cases_settle(c);
		return;
	}
	w = find_way(c, path, hash, n);
	w->n++;
	w->total += (uint64_t) span;
	csq_free(path);
}

/* One more case has this edge, here or before. */
static inline void
see_edge(CsqProcessCases *c, uint32_t e)
{
	EdgeCases *seen;

	while (CSQ_UNLIKELY(e >= c->seen_room))
		csq_grow0(c->seen, c->seen_room);
	seen = &c->seen[e];
	seen->n += seen->last != c->ncases + 1;
	seen->last = c->ncases + 1;
}

/* The n > 0 steps as one more case; here activity is the number of a label, resource that + 1. */
static bool
add_case(CsqProcessCases *c, const CsqStep *s, uint32_t n, const CsqCalendar *calendar, CsqError *err)
{
	int64_t  span;
	int64_t  gap;
	uint32_t e;

	if (CSQ_UNLIKELY(c->ncases == INT64_MAX || !csq_add_i64(c->moves, n - 1, &c->moves)))
		return csq_process_too_many(err);
	c->is_activity[s[0].activity] = 1;
	for (uint32_t i = 1; i < n; i++)
	{
		c->is_activity[s[i].activity] = 1;
		e = move_slot(&c->edges, s[i - 1].activity, s[i].activity);
		while (CSQ_UNLIKELY(e >= c->time_room))
			csq_grow0(c->times, c->time_room);
		if (!csq_calendar_between(calendar, s[i - 1].at, s[i].at, &gap, err) || !csq_times_add(&c->times[e], gap, err))
			return false;
		if (c->is_graph)
			see_edge(c, e);
		else if (s[i - 1].resource != 0 && s[i].resource != 0)
			add_handover(c, &s[i - 1]);
	}
	if (!csq_calendar_between(calendar, s[0].at, s[n - 1].at, &span, err) || !csq_times_add(&c->durations, span, err))
		return false;
	if (!c->is_graph)
		add_way(c, s, n, span);
	c->ncases++;
	return true;
}

static void
step_room(CsqProcessCases *c, uint32_t n)
{
	if (CSQ_LIKELY(n <= c->step_room))
		return;
	c->step_room = n < 16 ? 16 : n < UINT32_MAX / 2 ? n * 2 : n;
	csq_resize(c->steps, c->step_room);
}

static bool
number_fact(const void *cases, const CsqText *label, void *fact)
{
	*(uint32_t *) fact = label_number((CsqProcessCases *) cases, label);
	return true;
}

/* Straight from the bytes of a journey; false: some event is damaged, or not later than the one before. */
static bool
read_steps(CsqProcessCases *c, const CsqJourney *j, const CsqKnownLabels *known)
{
	const uint32_t *number = known->facts;
	size_t          size = csq_journey_event_size(j);
	int64_t         last = INT64_MIN;

	step_room(c, j->nevents);
	for (uint32_t i = 0; i < j->nevents; i++)
	{
		CsqRawEvent raw;
		uint32_t    activity = csq_known_event(j, known, size, i, &raw);

		if (CSQ_UNLIKELY(activity == 0 || raw.at <= last))
			return false;
		c->steps[i].at = last = raw.at;
		c->steps[i].activity = number[activity];
		c->steps[i].resource = raw.channel == 0 ? 0 : number[known->number[raw.channel]] + 1;
		csq_poll(i);
	}
	return true;
}

bool
csq_process_cases_add(CsqProcessCases *c, const CsqJourney *j, const CsqCalendar *calendar, bool *added, CsqError *err)
{
	CsqKnownLabels known;

	*added = false;
	if (c->memo == NULL)
	{
		if (c->ncases < REMEMBER)
			return true;
		c->memo = csq_journey_memo_new(sizeof(uint32_t));
	}
	if (!csq_journey_memo_find(c->memo, j, number_fact, c, &known) || !read_steps(c, j, &known))
		return true;
	*added = true;
	return j->nevents == 0 || add_case(c, c->steps, j->nevents, calendar, err);
}

bool
csq_process_cases_view(CsqProcessCases *c, const CsqJourneyView *view, const CsqCalendar *calendar, CsqError *err)
{
	uint32_t *number = csq_alloc0((view->nlabels + (size_t) 1) * sizeof *number); /* + 1 */

	step_room(c, view->nevents);
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		const CsqEvent *e = &view->events[i];
		const uint32_t  wanted[2] = {e->activity, e->channel};

		/* labels are numbered when an event needs them: a journey may hold others */
		for (int w = 0; w < 2; w++)
			if (wanted[w] != 0 && number[wanted[w]] == 0)
				number[wanted[w]] = label_number(c, &view->labels[wanted[w]]) + 1;
		c->steps[i] = (CsqStep){e->at, number[e->activity] - 1, number[e->channel]};
		csq_poll(i);
	}
	csq_free(number);
	return view->nevents == 0 || add_case(c, c->steps, view->nevents, calendar, err);
}

bool
csq_process_cases_log(CsqProcessCases *c, const CsqProcessLog *log, const CsqCalendar *calendar, CsqError *err)
{
	uint32_t *number = csq_alloc0((log->nlabels + (size_t) 1) * sizeof *number); /* + 1 for a resource; 0 = none */

	if (!csq_process_cases_bind(c, &log->calendar, err))
		return false;
	for (int activities = 1; activities >= 0; activities--) /* first: pairs of small numbers are found quickly */
		for (uint32_t l = 1; l <= log->nlabels; l++)
			if (log->is_activity[l] == (activities != 0))
				number[l] = label_number(c, &log->labels[l]) + 1;
	for (uint32_t i = 0; i < log->ncases; i++)
	{
		const CsqStep *s = &log->steps[log->first[i]];
		uint32_t       n = log->first[i + 1] - log->first[i];

		step_room(c, n);
		for (uint32_t k = 0; k < n; k++)
			c->steps[k] = (CsqStep){s[k].at, number[s[k].activity] - 1, number[s[k].resource]};
		if (!add_case(c, c->steps, n, calendar, err))
			return false;
		csq_poll(i);
	}
	csq_free(number);
	return true;
}

/* ---- a process that goes on ---- */

bool
csq_process_cases_load(CsqProcessCases *c, const CsqProcess *p, CsqError *err)
{
	uint32_t *activity = csq_alloc((p->nactivities + (size_t) 1) * sizeof *activity);
	uint32_t *resource = csq_alloc((p->nresources + (size_t) 1) * sizeof *resource);

	if (!csq_process_cases_bind(c, &p->calendar, err))
		return false;
	for (uint32_t i = 0; i < p->nactivities; i++)
	{
		activity[i] = label_number(c, &p->activities[i]);
		c->is_activity[activity[i]] = 1;
	}
	for (uint32_t i = 0; i < p->nresources; i++)
		resource[i] = label_number(c, &p->resources[i]);
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		const CsqVariant *v = &p->variants[i];
		size_t            bytes = (size_t) v->len * (size_t) c->width;
		char             *path = csq_alloc(bytes);
		CsqWay           *w;

		for (uint32_t k = 0; k < v->len; k++)
			if (c->width == 1)
				((uint8_t *) path)[k] = (uint8_t) activity[v->path[k]];
			else
				memcpy(path + (size_t) k * 4, &activity[v->path[k]], 4);
		w = find_way(c, path, path_hash(path, bytes), v->len);
		csq_free(path);
		if (!csq_add_i64(w->n, v->n, &w->n) || __builtin_add_overflow(w->total, v->total, &w->total) ||
		    !csq_add_i64(c->ncases, v->n, &c->ncases))
			return csq_process_too_many(err);
		csq_poll(i);
	}
	for (uint32_t i = 0; i < p->nedges; i++)
	{
		uint32_t e = move_slot(&c->edges, activity[p->edges[i].source], activity[p->edges[i].target]);

		while (e >= c->time_room)
			csq_grow0(c->times, c->time_room);
		csq_times_reopen(&p->edges[i].times, &c->times[e]);
		if (!csq_add_i64(c->moves, p->edges[i].times.n, &c->moves))
			return csq_process_too_many(err);
		while (c->is_graph && e >= c->seen_room)
			csq_grow0(c->seen, c->seen_room);
		if (c->is_graph)
			c->seen[e].n = p->edges[i].cases;
		csq_check_interrupts();
	}
	if (c->is_graph)
		c->ncases = p->durations.n;
	for (uint32_t i = 0; i < p->nhandovers; i++)
	{
		uint32_t h = move_slot(&c->handovers, resource[p->handovers[i].source], resource[p->handovers[i].target]);

		while (h >= c->handover_room)
			csq_grow0(c->nhandovers, c->handover_room);
		c->nhandovers[h] += p->handovers[i].n;
	}
	csq_times_reopen(&p->durations, &c->durations);
	csq_free(activity);
	csq_free(resource);
	return true;
}

/* ---- packing ---- */

/* Those of the labels that are wanted, ascending; rank[label] leads there. */
static CsqText *
rank_wanted(const CsqProcessCases *c, const uint8_t *wanted, uint32_t *rank, uint32_t *n)
{
	CsqRanked *ranked = csq_alloc((c->labels.n + (size_t) 1) * sizeof *ranked);
	CsqText   *labels = csq_alloc((c->labels.n + (size_t) 1) * sizeof *labels);

	*n = 0;
	for (uint32_t l = 0; l < c->labels.n; l++)
		if (wanted[l])
			ranked[(*n)++] = (CsqRanked){c->labels.items[l], l};
	csq_sort(ranked, *n, sizeof *ranked, csq_by_text);
	for (uint32_t i = 0; i < *n; i++)
	{
		labels[i] = ranked[i].text;
		rank[ranked[i].number] = i;
		csq_poll(i);
	}
	csq_free(ranked);
	return labels;
}

/* A pair under its new numbers, and its slot. */
typedef struct Move
{
	uint64_t key;
	uint32_t slot;
} Move;

static Move *
rank_moves(const Moves *m, const uint32_t *rank)
{
	Move *moves = csq_alloc((m->n + (size_t) 1) * sizeof *moves);

	for (uint32_t i = 0; i < m->n; i++)
	{
		uint64_t key = move_key(m, i);

		moves[i] = (Move){(uint64_t) rank[key >> 32] << 32 | rank[(uint32_t) key], i};
		csq_poll(i);
	}
	csq_sort(moves, m->n, sizeof *moves, csq_by_u64);
	return moves;
}

/* The edges, under the ranks of their labels. */
static void
rank_edges(const CsqProcessCases *c, const uint32_t *rank, CsqProcess *p)
{
	Move *moves = rank_moves(&c->edges, rank);

	p->nedges = c->edges.n;
	p->edges = csq_alloc((p->nedges + (size_t) 1) * sizeof *p->edges);
	for (uint32_t i = 0; i < p->nedges; i++)
	{
		p->edges[i].source = (uint32_t) (moves[i].key >> 32);
		p->edges[i].target = (uint32_t) moves[i].key;
		p->edges[i].times = csq_times_so_far(&c->times[moves[i].slot]);
		p->edges[i].cases = c->is_graph ? c->seen[moves[i].slot].n : 0;
		csq_check_interrupts();
	}
}

/* Marks the labels of pairs. */
static uint8_t *
labels_of(const CsqProcessCases *c, const Moves *m)
{
	uint8_t *wanted = csq_alloc0(c->labels.n + (size_t) 1);

	for (uint32_t i = 0; i < m->n; i++)
	{
		uint64_t key = move_key(m, i);

		wanted[key >> 32] = wanted[(uint32_t) key] = 1;
		csq_poll(i);
	}
	return wanted;
}

static void *
pack_graph(const CsqProcessCases *c, CsqError *err)
{
	uint32_t  *rank = csq_alloc((c->labels.n + (size_t) 1) * sizeof *rank);
	CsqProcess g;

	memset(&g, 0, sizeof g);
	g.is_graph = true;
	g.calendar = c->calendar;
	g.activities = rank_wanted(c, labels_of(c, &c->edges), rank, &g.nactivities);
	rank_edges(c, rank, &g);
	g.durations = csq_times_so_far(&c->durations);
	return csq_process_graph_pack(&g, err);
}

void *
csq_process_cases_pack(const CsqProcessCases *c, CsqError *err)
{
	CsqProcess p;
	uint32_t  *rank = csq_alloc((c->labels.n + (size_t) 1) * sizeof *rank);
	uint32_t  *who = csq_alloc((c->labels.n + (size_t) 1) * sizeof *who); /* the rank of a resource */
	CsqWays    ways;
	Move      *moves;

	if (c->is_graph)
		return pack_graph(c, err);
	memset(&p, 0, sizeof p);
	p.calendar = c->calendar;
	p.activities = rank_wanted(c, c->is_activity, rank, &p.nactivities);
	ways = (CsqWays){c->ways, c->nways, c->width, rank, p.nactivities};
	rank_edges(c, rank, &p);
	p.resources = rank_wanted(c, labels_of(c, &c->handovers), who, &p.nresources);
	moves = rank_moves(&c->handovers, who);
	p.nhandovers = c->handovers.n;
	p.handovers = csq_alloc((p.nhandovers + (size_t) 1) * sizeof *p.handovers);
	for (uint32_t i = 0; i < p.nhandovers; i++)
		p.handovers[i] =
			(CsqHandover){(uint32_t) (moves[i].key >> 32), (uint32_t) moves[i].key, c->nhandovers[moves[i].slot]};
	p.durations = csq_times_so_far(&c->durations);
	return csq_process_pack_with(&p, csq_ways_pack, &ways, err);
}
