/*
 * journey_time_fuzz.c
 *		Fuzz target: mappings, weights and windows on a journey.
 *
 * First byte: 0 a mapping, 1 weights; then events (two bytes each: label and time),
 * a NUL, and the JSON.  Relabelling gives a sound journey with no more events, effort
 * does no harm, and the stages of a window add up to it.
 */
#include "journey/journey_time.h"

#include "fuzz.h"

static CsqJourney *
make_journey(const uint8_t *data, size_t size)
{
	static const char labels[] = "abcdefgh";
	CsqJourney       *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqError          err;

	for (; size >= 2; size -= 2, data += 2)
	{
		CsqNewEvent e = {(data[1] & 31) * CSQ_USEC_PER_HOUR,
		                 &labels[data[0] & 7],
		                 data[0] & 8 ? &labels[data[0] >> 5] : NULL,
		                 1,
		                 1,
		                 0,
		                 0,
		                 false,
		                 false};

		must(csq_journey_add(&j, &e, &err));
	}
	return j;
}

static void
check_stages(const CsqJourneyView *view, int64_t from, int64_t length)
{
	CsqText          carry = {"x", 1};
	CsqJourneyWindow window = {from * CSQ_USEC_PER_HOUR, (from + length) * CSQ_USEC_PER_HOUR};
	CsqStage        *stages;
	uint32_t         n = csq_journey_stages(view, window, &carry, &stages);
	int64_t          at = window.from;

	for (uint32_t i = 0; i < n; i++)
	{
		must(stages[i].entered == at && stages[i].left >= at);
		at = stages[i].left;
	}
	must(at == window.to);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *nul = size > 3 ? memchr(data + 3, '\0', size - 3) : NULL;
	const char    *json;
	size_t         len;
	CsqJourneyView view;
	CsqError       err;
	CsqRelabels    r;
	CsqEffort      e;

	if (nul == NULL)
		return 0;
	json = (const char *) nul + 1;
	len = size - (size_t) (nul + 1 - data);
	must(csq_journey_open(make_journey(data + 3, (size_t) (nul - data - 3)), &view, &err));
	check_stages(&view, data[1] & 31, data[2] & 31);
	if (data[0] % 2 == 0 && csq_relabels_parse(json, len, &r, &err))
	{
		CsqJourney *j = csq_journey_relabel(&view, &r, &err);

		/* refused: an activity that a key names but for case, width and spaces */
		must(j == NULL ? err.code == CSQ_PARAM
		               : csq_journey_check(j, csq_flat_size(j), &err) && j->nevents <= view.nevents);
	}
	if (data[0] % 2 == 1 && csq_effort_parse(json, len, &e, &err))
	{
		double sum;

		must(csq_journey_effort(&view, &e, &sum, &err) || err.code == CSQ_PARAM);
	}
	csq_host_reset();
	return 0;
}
