/*
 * funnel_events_binary.c
 *		The binary form of collected events, in both directions.
 *
 * Network byte order: version u8; length of the specification u32 and its bytes;
 * kind of the state u8; with details the number of activities u32 and length u32
 * and bytes of each; number of cases u32; then of each the id as i64 or as length
 * u32 and bytes, the number of events u32 and their words i64, with details time
 * i64 and place among the activities u32, and where there are seqs whether it has one u8
 * and the seq i64.
 *
 * Canonical: cases ascending by id, events by time and kind or name; the
 * activities ascending, each of some event.  A case without an event that matters
 * has an empty list; with details every event matters.
 */
#include "funnel/funnel_events.h"

#include "base/case_key.h"
#include "base/instant.h"
#include "journey/journey.h"
#include "base/sort.h"

typedef struct Case
{
	CsqText text;
	int64_t id;    /* or the number of the text */
	size_t  first; /* of its words or events */
	size_t  n;
} Case;

/* An event with details. */
typedef struct Event
{
	int64_t  at;
	int64_t  seq;
	uint32_t place; /* of the name */
	bool     has_seq;
} Event;

/* All cases with their words, copied out. */
struct CsqFunnelListing
{
	const CsqFunnelEvents *fe;
	bool                   texts;
	const CsqText         *text;
	Case                  *cases;
	size_t                 ncases;
	size_t                 room;
	int64_t               *words;
	size_t                 nwords;
	/* with details */
	CsqFunnelNames names;
	Event         *events;
};

static int
compare_events(const void *pa, const void *pb)
{
	const Event *a = pa;
	const Event *b = pb;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	if (a->has_seq != b->has_seq)
		return a->has_seq ? -1 : 1;
	return (a->seq > b->seq) - (a->seq < b->seq);
}

/* The events of a case in order; how many. */
static size_t
list_events(const CsqFunnelListing *l, const CsqDealtCase *one, Event *to)
{
	size_t step = csq_funnel_has_seqs(l->fe) ? 2 : 1;
	size_t n = 0;

	for (size_t i = 0; i + step <= one->n; i += step)
	{
		const CsqFunnelRecord *r = &one->records[i];
		bool                   has_seq = step == 2 && (r[1].key & CSQ_FUNNEL_LABEL_MASK) == 1;

		to[n++] = (Event){r->word, has_seq ? r[1].word : 0, l->names.place[r->key & CSQ_FUNNEL_LABEL_MASK], has_seq};
		csq_poll(i);
	}
	csq_sort(to, n, sizeof *to, compare_events);
	return n;
}

static bool
list_case(void *arg, const CsqDealtCase *one, CsqError *err)
{
	CsqFunnelListing *l = arg;
	const int64_t    *words = one->words;
	size_t            n = one->n;
	int64_t           id = one->id;

	(void) err;
	while (words != NULL && n > 0 && *words == CSQ_FUNNEL_KNOWN)
		words++, n--;
	if (words == NULL && !l->texts)
		id = csq_funnel_events_int(l->text, id);
	if (l->ncases == l->room)
		csq_grow(l->cases, l->room);
	if (words != NULL)
		memcpy(l->words + l->nwords, words, n * sizeof *words);
	else
		n = list_events(l, one, l->events + l->nwords);
	l->cases[l->ncases++] = (Case){l->texts ? l->text[id] : (CsqText){"", 0}, id, l->nwords, n};
	l->nwords += n;
	return true;
}

static int
compare_ints(const void *a, const void *b)
{
	int64_t x = ((const Case *) a)->id;
	int64_t y = ((const Case *) b)->id;

	return (x > y) - (x < y);
}

CsqFunnelListing *
csq_funnel_events_list(const CsqFunnelEvents *fe, CsqError *err)
{
	CsqFunnelListing *l;

	if (!csq_funnel_events_check(fe, csq_flat_size(fe), err))
		return NULL;
	l = csq_alloc0(sizeof *l);
	l->fe = fe;
	l->texts = fe->flat.kind & CSQ_FUNNEL_TEXTS;
	l->text = csq_funnel_events_texts(fe);
	if (!csq_funnel_has_details(fe))
		l->words = csq_alloc((fe->nrecords + (size_t) 1) * sizeof *l->words);
	else if (csq_funnel_events_names(fe, l->text, &l->names, err))
		l->events = csq_alloc((fe->nrecords + (size_t) 1) * sizeof *l->events);
	else
		return NULL;
	if (!csq_funnel_events_each(fe, list_case, l, err))
		return NULL;
	csq_sort(l->cases, l->ncases, sizeof *l->cases, l->texts ? csq_by_text : compare_ints);
	return l;
}

/* ---- writing ---- */

static void
write_text(const CsqText *t, CsqBuf *out)
{
	csq_put_u32(out, (uint32_t) t->len);
	csq_buf_put(out, t->s, t->len);
}

void
csq_funnel_events_write(const CsqFunnelListing *l, CsqBuf *out)
{
	csq_put_u8(out, CSQ_FUNNEL_EVENTS_VERSION);
	csq_put_u32(out, l->fe->spec_len);
	csq_buf_put(out, l->fe->spec, l->fe->spec_len);
	csq_put_u8(out, l->fe->flat.kind);
	if (l->words == NULL)
		csq_put_u32(out, l->names.n);
	for (uint32_t i = 0; i < l->names.n; i++)
		write_text(&l->names.names[i], out);
	csq_put_u32(out, (uint32_t) l->ncases);
	for (size_t c = 0; c < l->ncases; c++)
	{
		const Case *k = &l->cases[c];

		if (l->texts)
			write_text(&k->text, out);
		else
			csq_put_u64(out, (uint64_t) k->id);
		csq_put_u32(out, (uint32_t) k->n);
		for (size_t i = k->first; i < k->first + k->n; i++)
			if (l->words != NULL)
				csq_put_u64(out, (uint64_t) l->words[i]);
			else
			{
				csq_put_u64(out, (uint64_t) l->events[i].at);
				csq_put_u32(out, l->events[i].place);
				if (csq_funnel_has_seqs(l->fe))
				{
					csq_put_u8(out, l->events[i].has_seq);
					csq_put_u64(out, (uint64_t) l->events[i].seq);
				}
			}
		csq_poll(c);
	}
}

/* ---- reading ---- */

/* What is read: the state, the specification as it was written. */
typedef struct Reading
{
	CsqFunnelEvents *fe;   /* NULL until the first case */
	CsqText          spec; /* the terms */
	uint8_t          kind;
	bool             details;
	int              nkinds;
} Reading;

/* A state without events. */
static bool
new_state(Reading *g, CsqError *err)
{
	CsqFunnelTerms terms;
	CsqFunnelSpec *spec;
	CsqFunnelPlan  plan;
	CsqBuf         canonical;
	CsqBuf         text;

	if (!csq_funnel_terms_read(g->spec.s, g->spec.len, &terms, err) ||
	    (spec = csq_funnel_spec_stored(terms.spec.s, terms.spec.len, err)) == NULL ||
	    (!g->details && !csq_funnel_plan(spec, &plan, err)))
		return false;
	if (!g->details && terms.spec.len != g->spec.len)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Events without details have no calendar.");
	g->nkinds = g->details ? 0 : plan.nkinds;
	csq_buf_init(&canonical);
	csq_buf_init(&text);
	csq_funnel_spec_text(spec, &canonical);
	terms.spec = (CsqText){canonical.data, canonical.len};
	csq_funnel_terms_write(&terms, &text);
	if (text.len > CSQ_FUNNEL_MAX_TERMS)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Its specification and its calendar are too long.");
	g->fe = csq_funnel_events_new(g->kind, text.data, text.len);
	return true;
}

/* A text that must come after the one before. */
static bool
read_text(CsqReader *r, bool first, CsqText *text, const char *what)
{
	CsqText before = *text;

	text->len = csq_read_u32(r);
	text->s = csq_read_bytes(r, text->len);
	if (!r->failed && !csq_utf8_valid(text->s, text->len))
		csq_read_fail(r, "%s is not valid UTF-8.", what);
	if (!r->failed && !first && csq_text_compare(text, &before) <= 0)
		csq_read_fail(r, "%s does not come after the one before.", what);
	return !r->failed;
}

/* The id of a case, which must come after the one before. */
static bool
read_id(CsqReader *r, CsqFunnelEvents **fe, bool first, CsqCaseKey *key, int64_t *id, CsqError *err)
{
	int64_t was = key->id;
	CsqText text = {key->s, key->len};

	if (key->kind == CSQ_KEY_INT)
	{
		key->id = (int64_t) csq_read_u64(r);
		if (!r->failed && !first && key->id <= was)
			csq_read_fail(r, "The ids of the cases do not ascend.");
	}
	else if (read_text(r, first, &text, "The id of a case"))
	{
		key->s = text.s;
		key->len = text.len;
	}
	return !r->failed && csq_funnel_events_case(fe, key, id, err);
}

static bool
read_case(CsqReader *r, Reading *g, int64_t id, CsqError *err)
{
	uint32_t n = csq_read_count(r, 8);
	int64_t  before = CSQ_FUNNEL_KNOWN;

	if (r->failed || !csq_funnel_events_add(&g->fe, id, CSQ_FUNNEL_KNOWN, err))
		return false;
	for (uint32_t i = 0; i < n; i++)
	{
		int64_t word = (int64_t) csq_read_u64(r);

		if (csq_window_time(word) <= CSQ_WINDOW_MIN_AT || (word & 63) >= g->nkinds || word < before)
			return csq_read_fail(r, "An event is out of order, or not of the specification.");
		before = word;
		if (!csq_funnel_events_add(&g->fe, id, word, err))
			return false;
		csq_poll(i);
	}
	return true;
}

/* The activities of events with details. */
typedef struct Activities
{
	uint32_t n;
	CsqText *text;
	bool    *used;
} Activities;

static bool
read_activities(CsqReader *r, Activities *a)
{
	a->n = csq_read_count(r, 4);
	if (r->failed)
		return false;
	a->text = csq_alloc((a->n + (size_t) 1) * sizeof *a->text);
	a->used = csq_alloc0(a->n + (size_t) 1);
	for (uint32_t i = 0; i < a->n; i++)
	{
		a->text[i] = i > 0 ? a->text[i - 1] : (CsqText){"", 0};
		if (!read_text(r, i == 0, &a->text[i], "An activity"))
			return false;
		csq_poll(i);
	}
	return true;
}

static bool
read_case_details(CsqReader *r, Reading *g, const Activities *a, int64_t id, CsqError *err)
{
	bool     seqs = csq_funnel_has_seqs(g->fe);
	uint32_t n = csq_read_count(r, seqs ? 21 : 12);
	Event    before = {0};

	if (!r->failed && n == 0)
		csq_read_fail(r, "A case has no event.");
	for (uint32_t i = 0; i < n; i++)
	{
		Event   e = {.at = (int64_t) csq_read_u64(r)};
		uint8_t has = 0;

		e.place = csq_read_u32(r);
		if (seqs)
		{
			has = csq_read_u8(r);
			e.seq = (int64_t) csq_read_u64(r);
			e.has_seq = has == 1;
		}
		if (!r->failed && (has > 1 || (has == 0 && e.seq != 0)))
			csq_read_fail(r, "An event without a seq has one.");
		if (!r->failed && (!csq_is_instant(e.at) || e.place >= a->n || (i > 0 && compare_events(&e, &before) < 0)))
			csq_read_fail(r, "An event is out of order, its time out of range, or its activity not there.");
		if (r->failed || !csq_funnel_events_add_detail(&g->fe, id, e.at, a->text[e.place].s, a->text[e.place].len, NULL,
		                                               e.has_seq ? &e.seq : NULL, err))
			return false;
		before = e;
		a->used[e.place] = true;
		csq_poll(i);
	}
	return !r->failed;
}

static bool
read_cases(CsqReader *r, Reading *g, const Activities *a, CsqError *err)
{
	bool       texts = g->fe->flat.kind & CSQ_FUNNEL_TEXTS;
	CsqCaseKey key = {texts ? CSQ_KEY_TEXT : CSQ_KEY_INT, "", 0, 0};
	uint32_t   n = csq_read_count(r, 8);

	if (!r->failed && n == 0)
		csq_read_fail(r, "It has no case.");
	for (uint32_t c = 0; c < n; c++)
	{
		int64_t id;

		if (!read_id(r, &g->fe, c == 0, &key, &id, err) ||
		    !(g->details ? read_case_details(r, g, a, id, err) : read_case(r, g, id, err)))
			return false;
		csq_poll(c);
	}
	for (uint32_t i = 0; i < a->n && !r->failed; i++)
		if (!a->used[i])
			csq_read_fail(r, "An activity is of no event.");
	return !r->failed;
}

CsqFunnelEvents *
csq_funnel_events_read(const void *data, size_t len, CsqError *err)
{
	Reading    g = {NULL, {NULL, 0}, 0, false, 0};
	Activities a = {0, NULL, NULL};
	CsqReader  r;
	uint8_t    kind;

	csq_reader_init(&r, data, len, "funnel_events", err);
	csq_read_version(&r, CSQ_FUNNEL_EVENTS_VERSION);
	g.spec.len = csq_read_u32(&r);
	g.spec.s = csq_read_bytes(&r, g.spec.len);
	kind = csq_read_u8(&r);
	if (!r.failed && (kind > CSQ_FUNNEL_KINDS ||
	                  ((kind & (CSQ_FUNNEL_COUNTS | CSQ_FUNNEL_SEQS)) != 0 && !(kind & CSQ_FUNNEL_DETAILS))))
		csq_read_fail(&r, "Its case ids are of an unknown kind.");
	if (r.failed)
		return NULL;
	g.kind = kind;
	g.details = kind & CSQ_FUNNEL_DETAILS;
	if (!new_state(&g, err))
	{
		err->code = CSQ_BINARY;
		return NULL;
	}
	if (g.fe->spec_len != g.spec.len || memcmp(g.fe->spec, g.spec.s, g.spec.len) != 0)
	{
		csq_read_fail(&r, "The specification is not in canonical form.");
		return NULL;
	}
	if ((g.details && !read_activities(&r, &a)) || !read_cases(&r, &g, &a, err))
		return NULL;
	return csq_read_end(&r) ? g.fe : NULL;
}
