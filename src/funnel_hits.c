/*
 * funnel_hits.c
 *		From a journey to the events that matter to a funnel.
 *
 * Each label of the journey's dictionary is looked up in the specification once;
 * the events then cost one array access each.  Events in no step are dropped.
 */
#include "funnel.h"
#include "journey.h"

#include "funnel_hits.h"

bool
csq_funnel_hits(const CsqJourney *j, const CsqFunnelSpec *spec, CsqHit **hits, size_t *n, CsqError *err)
{
	uint64_t   *steps;
	uint64_t	any = 0;
	size_t		at = 0;
	CsqText		label;
	uint32_t	ref;
	bool		by_seq = spec->rule.ties == CSQ_TIES_SEQ;
	CsqHit	   *h;

	*n = 0;
	*hits = NULL;
	if (!csq_journey_check(j, csq_flat_size(j), err))
		return false;
	steps = csq_alloc((j->back / 4 + 1) * sizeof *steps);
	while (csq_journey_next_label(j, &at, &label, &ref))
		any |= steps[ref] = csq_funnel_spec_steps(spec, label.s, label.len);
	if (any == 0)
		return true;
	*hits = h = csq_alloc(j->nevents * sizeof *h);
	for (uint32_t i = 0; i < j->nevents; i++)
	{
		int64_t		seq;
		CsqRawEvent raw = csq_journey_event(j, i, &seq);
		uint64_t	s = steps[raw.activity & ~CSQ_HAS_SEQ];

		if (s == 0)
			continue;
		h->at = raw.at;
		h->seq = by_seq ? seq : 0;
		h->steps = s;
		h->no_seq = by_seq && !(raw.activity & CSQ_HAS_SEQ);
		h++;
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	*n = (size_t) (h - *hits);
	csq_free(steps);
	return true;
}
