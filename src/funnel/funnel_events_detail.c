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

bool
csq_funnel_events_names(const CsqFunnelEvents *fe, const CsqText *text, CsqFunnelNames *names, CsqError *err)
{
	const CsqFunnelRecord *r = csq_funnel_records(fe);
	uint32_t               room = 0;
	CsqRanked             *found = NULL;
	bool                  *known = csq_alloc0(fe->ntexts + (size_t) 1);

	names->n = 0;
	for (uint32_t i = 0; i < fe->nrecords; i++)
	{
		uint32_t number = (uint32_t) (r[i].key & CSQ_FUNNEL_LABEL_MASK);

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
	const CsqFunnelSpec *spec;
	CsqFunnel           *f; /* the counts */
	CsqFunnelBuild      *details;
	CsqFunnelNames       names;
	CsqFunnelMarks      *marks; /* by place of the name */
	CsqHit              *hits;
	size_t               room;
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

/* The events of a case that matter, into c->hits. */
static bool
collect_hits(Counting *c, const CsqDealtCase *one, size_t *n, CsqError *err)
{
	const CsqFunnelRule *rule = &c->spec->rule;

	*n = 0;
	for (size_t i = 0; i < one->n; i++)
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
		                           .steps = m->steps,
		                           .stops = m->stops,
		                           .no_seq = rule->ties == CSQ_TIES_SEQ};
		csq_poll(i);
	}
	return true;
}

/* The activity after the time: of the earliest events that which comes first by name.  NULL: there is none. */
static const CsqText *
next_name(const Counting *c, const CsqDealtCase *one, int64_t last)
{
	int64_t  at = 0;
	uint32_t place = 0;
	bool     found = false;

	for (size_t i = 0; i < one->n; i++)
	{
		const CsqFunnelRecord *r = &one->records[i];
		uint32_t               p = c->names.place[r->key & CSQ_FUNNEL_LABEL_MASK];

		if (r->word > last && (!found || r->word < at || (r->word == at && p < place)))
		{
			at = r->word;
			place = p;
			found = true;
		}
		csq_poll(i);
	}
	return found ? &c->names.names[place] : NULL;
}

static bool
count_case(void *arg, const CsqDealtCase *one, CsqError *err)
{
	Counting            *c = arg;
	const CsqFunnelRule *rule = &c->spec->rule;
	const CsqText       *next = NULL;
	int64_t              times[CSQ_FUNNEL_MAX_STEPS];
	size_t               n;
	int                  level;

	if (!collect_hits(c, one, &n, err) || (level = csq_funnel_steps(rule, c->hits, n, times, err)) == CSQ_FUNNEL_FAILED)
		return false;
	if (level > 0 && level < rule->nsteps)
		next = next_name(c, one, csq_funnel_last_time(rule, level, times));
	return csq_funnel_add(c->f, level, 1, err) &&
	       (level <= 0 || csq_funnel_build_add(c->details, rule, level, times, next, err));
}

CsqFunnel *
csq_funnel_details_count(const CsqFunnelEvents *fe, const CsqFunnelSpec *spec, CsqError *err)
{
	Counting        c = {.spec = spec, .room = 64};
	CsqFunnelDetail d;
	CsqText        *text;

	if (!csq_funnel_events_check_dictionary(fe, err))
		return NULL;
	text = csq_funnel_events_texts(fe);
	if (!csq_funnel_events_names(fe, text, &c.names, err))
		return NULL;
	c.marks = csq_alloc((c.names.n + (size_t) 1) * sizeof *c.marks);
	for (uint32_t i = 0; i < c.names.n; i++)
		c.marks[i].steps = csq_funnel_spec_marks(spec, c.names.names[i].s, c.names.names[i].len, &c.marks[i].stops);
	c.hits = csq_alloc(c.room * sizeof *c.hits);
	c.f = csq_funnel_new(CSQ_FUNNEL_DETAILED, spec->rule.nsteps, fe->spec, fe->spec_len);
	c.details = csq_funnel_build_new();
	if (!csq_funnel_events_each(fe, count_case, &c, err) || !csq_funnel_build_done(c.details, c.f->nsteps, &d, err))
		return NULL;
	return csq_funnel_with_details(c.f, &d, err);
}
