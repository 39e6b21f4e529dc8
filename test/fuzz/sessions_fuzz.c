/*
 * sessions_fuzz.c
 *		Fuzz target: session_summary from arbitrary bytes, and its sessions.
 *
 * parted_fuzz.h says what the bytes are; their number chooses the rules.  The sessions hold
 * each event once.
 */
#include "base/instant.h"
#include "journey/sessions.h"

#include "fuzz.h"

static void
figures(const CsqVisitsView *v, unsigned choice)
{
	CsqZone        zone;
	CsqSessionRule rule = {.has_gap = choice & 1,
	                       .has_length = choice & 2,
	                       .at_midnight = choice & 4,
	                       .by_channel = choice & 8,
	                       .by_campaign = choice & 16,
	                       .gap = 30 * CSQ_USEC_PER_MIN,
	                       .length = (uint64_t) CSQ_USEC_PER_DAY,
	                       .zone = &zone};
	CsqSessionWalk walk;
	CsqSession     s;
	uint32_t       n = 0;

	csq_zone_init(&zone, "UTC", 0);
	csq_zone_done(&zone);
	csq_sessions_begin(&walk, &v->view, v->parts, &rule);
	while (csq_session_next(&walk, &s))
	{
		must(s.nevents > 0 && s.started <= s.ended && s.number > 0 && (s.number == 1) == (s.begun_by == CSQ_CUT_FIRST));
		n += s.nevents;
	}
	must(n == v->view.nevents);
}

#define PARTED(name) csq_visits_##name
#include "parted_fuzz.h"
