/*
 * funnel_events_count.c
 *		The funnel of collected events, and whether a stored state is right.
 *
 * Without details a case is its sorted words: those of a plain specification go the
 * way of window_funnel (funnel_window.c), any other that of a journey
 * (funnel_level.c).  With details see funnel_events_detail.c.
 */
#include "funnel/funnel_events.h"

/* ---- checking ---- */

/* Case ids that are there, kinds of the specification, times within range. */
static bool
check_records(const CsqFunnelEvents *fe, CsqError *err)
{
	const CsqFunnelRecord *r = csq_funnel_records(fe);
	CsqFunnelSpec         *spec = csq_funnel_spec_of_terms(fe->spec, fe->spec_len, err);
	uint64_t               ntexts = fe->flat.kind == CSQ_FUNNEL_TEXTS ? fe->ntexts : UINT64_MAX;
	CsqFunnelPlan          plan;

	if (spec == NULL)
		return false;
	if (fe->nrecords == 0)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "It has no case.");
	if (csq_funnel_has_details(fe))
		return csq_funnel_details_check(fe, err);
	if (!csq_funnel_plan(spec, &plan, err))
		return false;
	for (uint32_t i = 0; i < fe->nrecords; i++)
	{
		if (ntexts != UINT64_MAX && (uint64_t) r[i].key >= ntexts)
			return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "An event refers to a case id that is not there.");
		if (r[i].word != CSQ_FUNNEL_KNOWN &&
		    ((r[i].word & 63) >= plan.nkinds || csq_window_time(r[i].word) <= CSQ_WINDOW_MIN_AT))
			return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "An event is not of the specification.");
		csq_poll(i);
	}
	return true;
}

bool
csq_funnel_events_check(const void *value, size_t size, CsqError *err)
{
	const CsqFunnelEvents *fe = value;

	if (!csq_funnel_events_check_head(fe, size, err))
		return false;
	if (!csq_funnel_has_details(fe) && memchr(fe->spec, '\0', fe->spec_len) != NULL)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Events without details have no calendar.");
	if (fe->flat.flags != 0 || fe->spec_hash != csq_funnel_terms_hash(fe->spec, fe->spec_len))
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Its specification does not have the hash it says.");
	return (fe->flat.kind == CSQ_FUNNEL_INTS || csq_funnel_events_check_dictionary(fe, err)) && check_records(fe, err);
}

/* ---- counting ---- */

typedef struct Counting
{
	CsqFunnelPlan plan;
	int64_t       within;
	CsqFunnel    *f;
	CsqHit       *hits;
	size_t        room;
} Counting;

static bool
count_case(void *arg, const CsqDealtCase *one, CsqError *err)
{
	Counting      *c = arg;
	const int64_t *words = one->words;
	size_t         n = one->n;
	size_t         m = 0;

	while (n > 0 && *words == CSQ_FUNNEL_KNOWN)
		words++, n--;
	if (c->plan.plain)
	{
		int level = csq_window_words_level(words, n, c->within);

		if (level > c->plan.nkinds)
			return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err,
			                          "An event is of a step that the specification does not have.");
		return csq_funnel_add(c->f, level, 1, err);
	}
	if (n > c->room)
	{
		size_t size;

		if (!csq_array_size(n, sizeof *c->hits, &size, err))
			return csq_hint(err, "A case of so many events needs window_funnel, or a specification of plain steps.");
		csq_resize(c->hits, n);
		c->room = n;
	}
	for (; m < n; m++)
	{
		c->hits[m] = csq_funnel_hit(&c->plan, csq_window_time(words[m]), words[m] & 63);
		csq_poll(m);
	}
	return csq_funnel_add(c->f, csq_funnel_level(&c->plan.spec->rule, c->hits, m), 1, err);
}

CsqFunnel *
csq_funnel_events_count(const CsqFunnelEvents *fe, const CsqCalendar *calendar, CsqError *err)
{
	Counting       c = {0};
	CsqFunnelTerms terms;
	CsqFunnelSpec *spec;

	if (!csq_funnel_events_check_head(fe, csq_flat_size(fe), err))
		return NULL;
	if (!csq_funnel_terms_read(fe->spec, fe->spec_len, &terms, err) ||
	    (spec = csq_funnel_spec_stored(terms.spec.s, terms.spec.len, err)) == NULL)
		return NULL;
	if (csq_funnel_has_details(fe))
		return csq_funnel_details_count(fe, &terms, spec, calendar, err);
	if (!csq_funnel_plan(spec, &c.plan, err))
		return NULL;
	c.within = spec->rule.within > INT64_MAX ? INT64_MAX : (int64_t) spec->rule.within;
	c.f = csq_funnel_new(CSQ_FUNNEL_PLAIN, spec->rule.nsteps, fe->spec, fe->spec_len);
	if (!csq_funnel_events_each(fe, count_case, &c, err))
		return NULL;
	return c.f;
}
