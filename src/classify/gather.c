/*
 * gather.c
 *		Training examples beyond memory: sorted runs, merged level by level.
 *
 * Examples are appended to the chunk, a text_corpus (corpus.c).  When the
 * chunk and what sorting it takes exceed the limit, its distinct examples are
 * written in canonical order as a run of level 0, and an empty chunk with the
 * same labels takes its place.  When a level has FAN_IN runs they are merged
 * into one of the next level, and the level's file is dropped: N examples are
 * written O(log N) times, never more than FAN_IN runs of a level are open, and
 * the files hold about twice the examples while they merge.
 *
 * A label keeps its number for ever; canonical order compares labels by rank,
 * and adding labels does not change the order of two others, so a run that was
 * sorted by the ranks of its time is sorted by those of any later time.
 *
 * Order and content of the merged examples depend on the multiset of what was
 * added alone, neither on the limit nor on where the chunk was cut.
 */
#include "classify/gather.h"

#include "base/heap.h"

#define MIN_BUFFER ((size_t) 8 << 10)
#define MAX_BUFFER ((size_t) 256 << 10)

typedef struct Run
{
	uint64_t from;
	uint64_t to;
} Run;

struct CsqLevel
{
	CsqSpill *file;
	uint64_t  end;
	uint32_t  n;
	Run       run[CSQ_GATHER_FAN_IN];
};

/* An example in a run; its features follow. */
typedef struct Head
{
	uint64_t hash;
	int64_t  weight;
	int64_t  rows;
	uint32_t len;
	uint32_t n;
	uint32_t number;
	uint32_t unused;
} Head;

/* ---- runs ---- */

static void
put_example(CsqLevel *l, const CsqExample *e)
{
	Head h = {e->hash, e->weight, e->rows, e->len, e->n, e->number, 0};

	csq_spill_write(l->file, l->end, &h, sizeof h);
	csq_spill_write(l->file, l->end + sizeof h, e->features, e->len);
	l->end += sizeof h + e->len;
}

static CsqLevel *
level_at(CsqGather *g, int at)
{
	while (g->levels <= at)
	{
		CsqLevel *l = csq_alloc0(sizeof *l);

		l->file = csq_spill_new();
		g->level[g->levels++] = l;
	}
	return g->level[at];
}

/* A part of the merge: a run, or the chunk. */
typedef struct Source
{
	CsqCursor     *cursor; /* NULL: a run */
	CsqSpill      *file;
	Run            run;
	uint64_t       at; /* first byte of the run that is not in the buffer */
	unsigned char *buffer;
	size_t         cap;
	size_t         from; /* the next example in the buffer */
	size_t         to;   /* end of what was read */
	CsqExample     e;    /* the current example */
} Source;

struct CsqMerge
{
	const uint32_t *rank;
	Source         *source;
	size_t          n;
	uint32_t       *heap; /* sources by their current example */
	size_t          heap_n;
	uint32_t       *taken; /* sources whose current example was given out */
	size_t          taken_n;
	uint32_t        calls;
};

/* At least so many bytes behind s->from. */
static void
fill(Source *s, size_t need)
{
	size_t more;

	if (s->to - s->from >= need)
		return;
	if (s->cap < need)
	{
		unsigned char *larger = csq_alloc(need);

		memcpy(larger, s->buffer + s->from, s->to - s->from);
		csq_free(s->buffer);
		s->buffer = larger;
		s->cap = need;
	}
	else
		memmove(s->buffer, s->buffer + s->from, s->to - s->from);
	s->to -= s->from;
	s->from = 0;
	more = s->cap - s->to;
	if (more > s->run.to - s->at)
		more = (size_t) (s->run.to - s->at);
	csq_spill_read(s->file, s->at, s->buffer + s->to, more);
	s->at += more;
	s->to += more;
}

/* The next example of a source into s->e; false at its end. */
static bool
advance(Source *s, const uint32_t *rank)
{
	Head h;

	if (s->cursor != NULL)
		return csq_cursor_next(s->cursor, &s->e);
	if (s->from == s->to && s->at == s->run.to)
		return false;
	fill(s, sizeof h);
	memcpy(&h, s->buffer + s->from, sizeof h);
	fill(s, sizeof h + h.len);
	s->e = (CsqExample){h.hash, h.weight, h.rows, s->buffer + s->from + sizeof h, h.len, h.n, rank[h.number], h.number};
	s->from += sizeof h + h.len;
	return true;
}

/* ---- merging ---- */

static inline bool
before(const void *merge, const uint32_t *a, const uint32_t *b)
{
	const CsqMerge *m = merge;
	int             d = csq_example_compare(&m->source[*a].e, &m->source[*b].e);

	return d != 0 ? d < 0 : *a < *b;
}

CSQ_HEAP(heap, uint32_t, before)

void
csq_merge_rewind(CsqMerge *m)
{
	m->heap_n = m->taken_n = 0;
	for (size_t i = 0; i < m->n; i++)
	{
		Source *s = &m->source[i];

		if (s->cursor != NULL)
			csq_cursor_rewind(s->cursor);
		s->at = s->run.from;
		s->from = s->to = 0;
		if (advance(s, m->rank))
			heap_push(m, m->heap, m->heap_n++, (uint32_t) i);
	}
}

static CsqMerge *
merge_alloc(size_t sources, const uint32_t *rank)
{
	CsqMerge *m = csq_alloc0(sizeof *m);

	m->rank = rank;
	m->source = csq_alloc0((sources + 1) * sizeof *m->source);
	m->heap = csq_alloc((sources + 1) * sizeof *m->heap);
	m->taken = csq_alloc((sources + 1) * sizeof *m->taken);
	return m;
}

/* The runs of a level as sources; all buffers together take a quarter of the memory. */
static void
add_level(CsqMerge *m, const CsqLevel *l, size_t runs)
{
	size_t cap = csq_spill_memory() / 4 / runs;

	cap = cap < MIN_BUFFER ? MIN_BUFFER : cap > MAX_BUFFER ? MAX_BUFFER : cap;
	for (uint32_t i = 0; i < l->n; i++)
	{
		Source *s = &m->source[m->n++];

		s->file = l->file;
		s->run = l->run[i];
		s->cap = cap;
		s->buffer = csq_alloc(cap);
	}
}

CsqMerge *
csq_merge_new(const CsqGather *g, const uint32_t *rank)
{
	size_t    runs = 0;
	CsqMerge *m;

	for (int i = 0; i < g->levels; i++)
		runs += g->level[i]->n;
	m = merge_alloc(runs + 1, rank);
	for (int i = 0; i < g->levels; i++)
		add_level(m, g->level[i], runs);
	if (g->chunk->records > 0)
		m->source[m->n++].cursor = csq_corpus_cursor(g->chunk, rank);
	csq_merge_rewind(m);
	return m;
}

bool
csq_merge_next(CsqMerge *m, CsqExample *e)
{
	uint32_t top;

	csq_poll(m->calls++);
	for (size_t i = 0; i < m->taken_n; i++)
		if (advance(&m->source[m->taken[i]], m->rank))
			heap_push(m, m->heap, m->heap_n++, m->taken[i]);
	m->taken_n = 0;
	if (m->heap_n == 0)
		return false;
	top = m->taken[m->taken_n++] = heap_pop(m, m->heap, m->heap_n--);
	*e = m->source[top].e;
	/* a source has an example once, so equal ones are on top of others */
	while (m->heap_n > 0 && csq_example_compare(&m->source[m->heap[0]].e, e) == 0)
	{
		top = m->taken[m->taken_n++] = heap_pop(m, m->heap, m->heap_n--);
		csq_example_add(e, &m->source[top].e);
	}
	return true;
}

void
csq_merge_free(CsqMerge *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->source[i].cursor != NULL)
			csq_cursor_free(m->source[i].cursor);
		else
			csq_free(m->source[i].buffer);
	csq_free(m->source);
	csq_free(m->heap);
	csq_free(m->taken);
	csq_free(m);
}

/* ---- spilling ---- */

static uint32_t *
ranks(const CsqCorpus *c)
{
	CsqText  *labels;
	uint32_t *rank;

	csq_dict_rank(c, c->labels, &labels, &rank);
	csq_free(labels);
	return rank;
}

/* Make the runs of a full level one of the next. */
static void
merge_up(CsqGather *g, int at, const uint32_t *rank)
{
	CsqLevel  *l = g->level[at];
	CsqLevel  *up = level_at(g, at + 1);
	CsqMerge  *m = merge_alloc(l->n, rank);
	CsqExample e;
	uint64_t   from = up->end;

	add_level(m, l, l->n);
	csq_merge_rewind(m);
	while (csq_merge_next(m, &e))
		put_example(up, &e);
	csq_merge_free(m);
	up->run[up->n++] = (Run){from, up->end};
	g->spilled += (int64_t) (up->end - from);
	csq_spill_free(l->file);
	l->file = csq_spill_new();
	l->end = 0;
	l->n = 0;
	if (up->n == CSQ_GATHER_FAN_IN && at + 2 < CSQ_GATHER_LEVELS)
		merge_up(g, at + 1, rank);
}

/* An empty chunk with the labels and options of the old one. */
static CsqCorpus *
next_chunk(const CsqCorpus *old)
{
	size_t     size = 1024;
	size_t     end = csq_flat_size(old);
	CsqCorpus *c;

	while (size < old->back + sizeof *old)
		size *= 2;
	c = csq_flat_new(size, CSQ_CORPUS_VERSION);
	memcpy((char *) c + sizeof(CsqStored), (const char *) old + sizeof(CsqStored), sizeof *old - sizeof(CsqStored));
	c->front = sizeof *c;
	c->records = 0;
	memcpy((char *) c + size - old->back, (const char *) old + end - old->back, old->back);
	return c;
}

static void
spill(CsqGather *g)
{
	CsqLevel  *l = level_at(g, 0);
	uint32_t  *rank = ranks(g->chunk);
	CsqCursor *cur = csq_corpus_cursor(g->chunk, rank);
	CsqCorpus *old = g->chunk;
	uint64_t   from = l->end;
	CsqExample e;

	while (csq_cursor_next(cur, &e))
		put_example(l, &e);
	csq_cursor_free(cur);
	l->run[l->n++] = (Run){from, l->end};
	g->spilled += (int64_t) (l->end - from);
	g->chunk = next_chunk(old);
	csq_free(old);
	if (l->n == CSQ_GATHER_FAN_IN)
		merge_up(g, 0, rank);
	csq_free(rank);
}

/* ---- collecting ---- */

size_t
csq_gather_share(size_t memory)
{
	size_t share = CSQ_GATHER_MIN;

	while (share * 2 <= memory / 2 && share < CSQ_MAX_VALUE_SIZE / 4)
		share *= 2;
	return share;
}

CsqGather *
csq_gather_new(void)
{
	CsqGather *g = csq_alloc0(sizeof *g);

	g->chunk = csq_corpus_new();
	g->limit = csq_gather_share(csq_spill_memory());
	return g;
}

static inline void
make_room(CsqGather *g)
{
	if (CSQ_UNLIKELY(g->chunk->front + g->chunk->back + (size_t) g->chunk->records * CSQ_CURSOR_BYTES > g->limit) &&
	    g->chunk->records > 0)
		spill(g);
}

/* The chunk after an addition, which may have moved it. */
static inline bool
settle(CsqGather *g, CsqCorpus *c)
{
	if (c == NULL)
		return false;
	if (c != g->chunk)
	{
		csq_free(g->chunk);
		g->chunk = c;
	}
	return true;
}

bool
csq_gather_add(CsqGather *g, const char *label, size_t label_len, CsqFeature *features, size_t n, CsqFeature *tmp,
               int64_t weight, CsqError *err)
{
	make_room(g);
	return settle(g, csq_corpus_add(g->chunk, label, label_len, features, n, tmp, weight, err));
}

bool
csq_gather_corpus(CsqGather *g, const CsqCorpus *c, CsqError *err)
{
	CsqText   *labels = csq_alloc((c->labels + 1) * sizeof *labels);
	size_t     back = 0;
	size_t     at = 0;
	CsqExample e;

	if (g->chunk->records == 0 && g->levels == 0)
	{
		g->chunk->has_options = c->has_options;
		g->chunk->options = c->options;
		g->chunk->scheme = c->scheme;
	}
	if (!csq_corpus_join(g->chunk, c, err))
		return false;
	for (uint32_t i = 0; i < c->labels; i++)
		labels[i] = csq_dict_next(c, &back);
	for (uint32_t i = 0; csq_corpus_scan(c, &at, &e); i++)
	{
		csq_poll(i);
		make_room(g);
		if (!settle(g, csq_corpus_put(g->chunk, labels[e.number].s, labels[e.number].len, &e, err)))
			return false;
	}
	csq_free(labels);
	return true;
}

CsqCorpus *
csq_gather_flatten(CsqGather *g, CsqError *err)
{
	CsqCorpus *c;
	CsqCorpus *larger;
	CsqMerge  *m;
	CsqExample e;
	CsqText   *labels;
	uint32_t  *rank;

	if (g->levels == 0)
		return g->chunk;
	csq_dict_rank(g->chunk, g->chunk->labels, &labels, &rank);
	c = next_chunk(g->chunk);
	m = csq_merge_new(g, rank);
	while (csq_merge_next(m, &e))
	{
		larger = csq_corpus_put(c, labels[e.label].s, labels[e.label].len, &e, err);
		if (larger == NULL)
			return NULL;
		if (larger != c)
			csq_free(c);
		c = larger;
	}
	csq_merge_free(m);
	csq_free(labels);
	csq_free(rank);
	return c;
}

void
csq_gather_settle(CsqGather *g)
{
	if (g->levels > 0 && g->chunk->records > 0)
		spill(g);
}

void
csq_gather_close(CsqGather *g)
{
	for (int i = 0; i < g->levels; i++)
		csq_spill_free(g->level[i]->file);
	g->levels = 0;
}
