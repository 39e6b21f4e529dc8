/*
 * sessions_fuzz.c
 *		Fuzz target: session_summary from arbitrary bytes, and its sessions.
 *
 * First byte: 0 text, 1 binary, 2 a value as it would lie on disk; the length of the input
 * chooses the rules.  What was read is written and read again, merged with nothing it stays
 * what it is, and its sessions hold each event once.
 */
#include "base/instant.h"
#include "journey/sessions.h"

#include "fuzz.h"

static void
cut(const CsqVisitsView *v, unsigned choice)
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

static void
there_and_back(const CsqVisits *v, unsigned choice)
{
	CsqBuf        form[4];
	CsqVisitsView view;
	CsqError      err;
	CsqVisits    *again;
	CsqVisits    *sum = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);

	for (int i = 0; i < 4; i++)
		csq_buf_init(&form[i]);
	must(csq_visits_check(v, csq_flat_size(v), &err) && csq_visits_open(v, &view, &err));
	cut(&view, choice);
	csq_visits_text(&view, &form[0]);
	csq_visits_write(&view, &form[1]);
	must((again = csq_visits_parse(form[0].data, form[0].len, &err)) != NULL && csq_visits_open(again, &view, &err));
	csq_visits_write(&view, &form[2]);
	same(&form[1], &form[2]);
	must((again = csq_visits_read(form[1].data, form[1].len, &err)) != NULL);
	must(csq_visits_merge(&sum, again, &err) && csq_visits_open(sum, &view, &err));
	csq_visits_text(&view, &form[3]);
	same(&form[0], &form[3]);
}

/* A damaged stored value is refused or read without harm. */
static void
stored(const uint8_t *data, size_t size)
{
	CsqVisits    *v = stored_value(data, size, sizeof *v);
	CsqVisitsView view;
	CsqError      err;

	if (csq_visits_check(v, size + 4, &err) && csq_visits_open(v, &view, &err))
		cut(&view, size & 31);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError   err;
	CsqVisits *v;

	if (size < 2)
		return 0;
	switch (data[0] % 3)
	{
		case 0:
			if ((v = csq_visits_parse((const char *) data + 1, size - 1, &err)) != NULL)
				there_and_back(v, size & 31);
			break;
		case 1:
			if ((v = csq_visits_read(data + 1, size - 1, &err)) != NULL)
				there_and_back(v, size & 31);
			break;
		case 2:
			stored(data + 1, size - 1);
			break;
	}
	csq_host_reset();
	return 0;
}
