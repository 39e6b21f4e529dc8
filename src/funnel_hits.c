/*
 * funnel_hits.c
 *		From a journey to the events that matter to a funnel.
 *
 * Each label of the journey's dictionary is looked up in the specification once;
 * the events then cost one array access each.  Events in no step are dropped.
 */
#include "funnel_hits.h"

#include "instant.h"

/* steps[n] for the label with number n; false when none is in any step. */
static bool
steps_of_labels(const CsqJourney *j, const CsqFunnelSpec *spec, uint64_t *steps)
{
	size_t		at = 0;
	uint32_t	n = 0;
	uint64_t	any = 0;
	CsqText		label;
	uint32_t	ref;

	while (csq_journey_next_label(j, &at, &label, &ref))
	{
		CsqText		part;

		/* an event with several activities is in the steps of each */
		for (steps[++n] = 0; csq_label_next_part(&label, &part);)
			steps[n] |= csq_funnel_spec_steps(spec, part.s, part.len);
		any |= steps[n];
	}
	return any != 0;
}

bool
csq_funnel_hits(const CsqJourney *j, const CsqFunnelSpec *spec, CsqHit **hits, size_t *n, CsqError *err)
{
	uint32_t   *known;
	uint64_t   *steps;
	uint32_t	max;
	bool		by_seq = spec->rule.ties == CSQ_TIES_SEQ;
	CsqHit	   *h;

	*n = 0;
	*hits = NULL;
	if (!csq_journey_labels(j, &known, err))
		return false;
	max = j->back / 4;
	steps = csq_alloc((j->nlabels + (size_t) 1) * sizeof *steps);
	if (!steps_of_labels(j, spec, steps))
		return true;
	*hits = h = csq_alloc(j->nevents * sizeof *h);
	for (uint32_t i = 0; i < j->nevents; i++)
	{
		int64_t		seq;
		CsqRawEvent raw = csq_journey_event(j, i, &seq);
		uint32_t	ref = raw.activity & ~CSQ_HAS_SEQ;

		if (CSQ_UNLIKELY(ref > max || known[ref] == 0 || !csq_is_instant(raw.at)))
			return csq_fail(err, CSQ_DATA, "invalid journey") ||
				csq_detail(err, "An event has no label, or its time is out of range.");
		if (steps[known[ref]] != 0)
			*h++ = (CsqHit) {raw.at, by_seq ? seq : 0, steps[known[ref]], by_seq && !(raw.activity & CSQ_HAS_SEQ)};
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	*n = (size_t) (h - *hits);
	csq_free(steps);
	csq_free(known);
	return true;
}
