/*
 * funnel_events_detail.c
 *		The funnel with details, straight from the events of all cases.
 *
 * Each activity is looked up in the specification once, by its number; a case then
 * is one pass over its records for the events that matter to the funnel, the
 * chosen chain (funnel_chain.c), and one more pass for the activity after it: the
 * least of time and name among what is later.  No case is sorted for that, only
 * its events that matter are.  O(events) beside the chains; the space of one case
 * beside that of dealing out.
 */
#include "funnel/funnel_events.h"

#include "funnel/funnel_detail.h"
#include "base/instant.h"
#include "base/sort.h"

/* ---- activities ---- */

/* Does the second of the records of an event lie beside the first, of the same case? */
static inline bool
is_seq_of(const CsqFunnelRecord *seq, const CsqFunnelRecord *event)
{
	return (seq->key & CSQ_FUNNEL_LABEL_MASK) <= 1 &&
	       seq->key >> CSQ_FUNNEL_LABEL_BITS == event->key >> CSQ_FUNNEL_LABEL_BITS;
}

static bool
seq_invalid(CsqError *err)
{
	return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "The seq of an event is not beside it.");
}

bool
csq_funnel_events_names(const CsqFunnelEvents *fe, const CsqText *text, CsqFunnelNames *names, CsqError *err)
{
	const CsqFunnelRecord *r = csq_funnel_records(fe);
	uint32_t               room = 0;
	CsqRanked             *found = NULL;
	bool                  *known = csq_alloc0(fe->ntexts + (size_t) 1);
	bool                   seqs = csq_funnel_has_seqs(fe);

	names->n = 0;
	for (uint32_t i = 0; i < fe->nrecords; i += seqs ? 2 : 1)
	{
		uint32_t number = (uint32_t) (r[i].key & CSQ_FUNNEL_LABEL_MASK);

		/* or a case would begin with what is no event */
		if (seqs && !is_seq_of(&r[i + 1], &r[i]))
			return seq_invalid(err);
		if (CSQ_UNLIKELY(number >= fe->ntexts))
			return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "An event has an activity that is not there.");
		if (CSQ_UNLIKELY(!known[number]))
		{
			known[number] = true;
			if (names->n == room)
				csq_grow(found, room);
			found[names->n++] = (CsqRanked){text[number], number};
		}
		csq_poll(i);
	}
	csq_sort(found, names->n, sizeof *found, csq_by_text);
	names->names = csq_alloc((names->n + (size_t) 1) * sizeof *names->names);
	names->place = csq_alloc0((fe->ntexts + (size_t) 1) * sizeof *names->place);
	for (uint32_t i = 0; i < names->n; i++)
	{
		names->names[i] = found[i].text;
		names->place[found[i].number] = i;
	}
	csq_free(found);
	csq_free(known);
	return true;
}

int64_t
csq_funnel_events_int(const CsqText *text, int64_t id)
{
	if (id >= CSQ_FUNNEL_INT_END)
		memcpy(&id, text[id - CSQ_FUNNEL_INT_END].s, sizeof id);
	return id;
}

/* ---- checking: the dictionary is right ---- */

/* Is this the case of an integer? */
static bool
is_int_case(const CsqFunnelEvents *fe, const CsqText *text, int64_t id)
{
	if (id >= -CSQ_FUNNEL_INT_END && id < CSQ_FUNNEL_INT_END)
		return true;
	if (id < 0 || id - CSQ_FUNNEL_INT_END >= fe->ntexts || text[id - CSQ_FUNNEL_INT_END].len != sizeof id)
		return false;
	id = csq_funnel_events_int(text, id);
	return id < -CSQ_FUNNEL_INT_END || id >= CSQ_FUNNEL_INT_END;
}

bool
csq_funnel_details_check(const CsqFunnelEvents *fe, CsqError *err)
{
	const CsqFunnelRecord *r = csq_funnel_records(fe);
	bool                   texts = fe->flat.kind & CSQ_FUNNEL_TEXTS;
	CsqText               *text = csq_funnel_events_texts(fe);

	for (uint32_t i = 0; i < fe->nrecords; i++)
	{
		int64_t id = r[i].key >> CSQ_FUNNEL_LABEL_BITS;

		if (texts ? id < 0 || id >= fe->ntexts : !is_int_case(fe, text, id))
			return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "An event refers to a case id that is not there.");
		if (csq_funnel_has_seqs(fe) && i % 2 == 1)
		{
			if (!is_seq_of(&r[i], &r[i - 1]) || ((r[i].key & 1) == 0 && r[i].word != 0))
				return seq_invalid(err);
			continue;
		}
		if ((r[i].key & CSQ_FUNNEL_LABEL_MASK) >= fe->ntexts)
			return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "An event has an activity that is not there.");
		if (!csq_is_instant(r[i].word))
			return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "The time of an event is out of range.");
		csq_poll(i);
	}
	csq_free(text);
	return true;
}

/* ---- counting ---- */

typedef struct Counting
{
	CsqFunnelView        view;
	const CsqFunnelSpec *spec;
	size_t               step; /* records of an event */
	CsqFunnel           *f;    /* the counts */
	CsqFunnelBuild      *details;
	CsqFunnelNames       names;
	CsqFunnelMarks      *marks; /* by place of the name */
	CsqHit              *hits;
	size_t               room;
	CsqFunnelOutcome     o;
} Counting;

static bool
more_hits(Counting *c, CsqError *err)
{
	const size_t most = CSQ_MAX_VALUE_SIZE / sizeof *c->hits;
	size_t       size;

	if (c->room == most)
		return csq_array_size(most + 1, sizeof *c->hits, &size, err) ||
		       csq_hint(err, "Filter the events of such a case before the funnel.");
	c->room = c->room > most / 2 ? most : c->room * 2;
	csq_resize(c->hits, c->room);
	return true;
}

/* Has the event at r a seq? */
static inline bool
has_seq(const Counting *c, const CsqFunnelRecord *r)
{
	return c->step == 2 && (r[1].key & CSQ_FUNNEL_LABEL_MASK) == 1;
}

/* The events of a case that matter, into c->hits. */
static bool
collect_hits(Counting *c, const CsqDealtCase *one, size_t *n, CsqError *err)
{
	const CsqFunnelRule *rule = &c->spec->rule;
	bool                 by_seq = rule->ties == CSQ_TIES_SEQ;

	*n = 0;
	for (size_t i = 0; i + c->step <= one->n; i += c->step)
	{
		const CsqFunnelRecord *r = &one->records[i];
		const CsqFunnelMarks  *m = &c->marks[c->names.place[r->key & CSQ_FUNNEL_LABEL_MASK]];

		if (!csq_is_instant(r->word))
			return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "The time of an event is out of range.");
		if (!rule->keeps_all && (m->steps | m->stops) == 0)
			continue;
		if (CSQ_UNLIKELY(*n == c->room) && !more_hits(c, err))
			return false;
		c->hits[(*n)++] = (CsqHit){.at = r->word,
		                           .clock = r->word,
		                           .seq = by_seq && has_seq(c, r) ? r[1].word : 0,
		                           .steps = m->steps,
		                           .stops = m->stops,
		                           .no_seq = by_seq && !has_seq(c, r)};
		csq_poll(i);
	}
	return true;
}

/* Is event a before event b, in the order of a journey?  By names only where seq does not tell. */
static bool
comes_first(const Counting *c, const CsqFunnelRecord *a, const CsqFunnelRecord *b)
{
	bool seq_a = has_seq(c, a);
	bool seq_b = has_seq(c, b);

	if (a->word != b->word)
		return a->word < b->word;
	if (seq_a != seq_b)
		return seq_a;
	if (seq_a && a[1].word != b[1].word)
		return a[1].word < b[1].word;
	return c->names.place[a->key & CSQ_FUNNEL_LABEL_MASK] < c->names.place[b->key & CSQ_FUNNEL_LABEL_MASK];
}

/* The activity after the time: of the earliest events that which comes first.  NULL: there is none. */
static const CsqText *
next_name(const Counting *c, const CsqDealtCase *one, int64_t last)
{
	int64_t                until = c->view.has_as_of ? c->view.as_of : INT64_MAX;
	const CsqFunnelRecord *next = NULL;

	for (size_t i = 0; i + c->step <= one->n; i += c->step)
	{
		const CsqFunnelRecord *r = &one->records[i];

		if (r->word > last && r->word <= until && (next == NULL || comes_first(c, r, next)))
			next = r;
		csq_poll(i);
	}
	return next != NULL ? &c->names.names[c->names.place[next->key & CSQ_FUNNEL_LABEL_MASK]] : NULL;
}

static bool
count_case(void *arg, const CsqDealtCase *one, CsqError *err)
{
	static const CsqText pending = {NULL, 0};

	Counting            *c = arg;
	const CsqFunnelRule *rule = &c->spec->rule;
	CsqFunnelOutcome    *o = &c->o;
	const CsqText       *next = NULL;
	size_t               n;

	if (!collect_hits(c, one, &n, err) || !csq_funnel_outcome(&c->view, c->hits, n, o, err) ||
	    !csq_funnel_count(c->f, o, err))
		return false;
	if (o->level <= 0 || c->view.counts_only)
		return true;
	if (o->pending)
		next = &pending;
	else if (o->level < rule->nsteps)
		next = next_name(c, one, csq_funnel_last_time(rule, o->level, o->times));
	return csq_funnel_build_add(c->details, rule, o, next, err);
}

CsqFunnel *
csq_funnel_details_count(const CsqFunnelEvents *fe, const CsqFunnelTerms *terms, const CsqFunnelSpec *spec,
                         const CsqCalendar *calendar, CsqError *err)
{
	Counting       *c = csq_alloc0(sizeof *c);
	CsqFunnelTerms  kept = {.spec = terms->spec, .calendar = terms->calendar}; /* until when is of no use to the sum */
	CsqFunnelDetail d;
	CsqText        *text;
	CsqBuf          b;

	if (!csq_funnel_events_check_dictionary(fe, err))
		return NULL;
	text = csq_funnel_events_texts(fe);
	if (!csq_funnel_events_names(fe, text, &c->names, err))
		return NULL;
	c->spec = spec;
	c->view = (CsqFunnelView){&spec->rule, calendar, terms->has_as_of, terms->as_of,
	                          (fe->flat.kind & CSQ_FUNNEL_COUNTS) != 0};
	c->step = csq_funnel_has_seqs(fe) ? 2 : 1;
	c->room = 64;
	c->marks = csq_alloc((c->names.n + (size_t) 1) * sizeof *c->marks);
	for (uint32_t i = 0; i < c->names.n; i++)
		c->marks[i].steps = csq_funnel_spec_marks(spec, c->names.names[i].s, c->names.names[i].len, &c->marks[i].stops);
	c->hits = csq_alloc(c->room * sizeof *c->hits);
	csq_buf_init(&b);
	csq_funnel_terms_write(&kept, &b);
	c->f = csq_funnel_new(!c->view.counts_only ? CSQ_FUNNEL_FULL
	                      : terms->has_as_of   ? CSQ_FUNNEL_AS_OF
	                                           : CSQ_FUNNEL_PLAIN,
	                      spec->rule.nsteps, b.data, b.len);
	c->details = csq_funnel_build_new();
	if (!csq_funnel_events_each(fe, count_case, c, err) || !csq_funnel_build_done(c->details, c->f->nsteps, &d, err))
		return NULL;
	return c->view.counts_only ? c->f : csq_funnel_with_details(c->f, &d, err);
}
