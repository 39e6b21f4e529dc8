/*
 * journey_map_fuzz.c
 *		Fuzz target: journey maps from arbitrary bytes.
 *
 * First byte: 0 text, 1 binary, 2 a value as it would lie on disk, 3 journeys of one
 * byte an event, appended in one go and in two parts.  What was read is written and
 * read again, and every figure that readers compute of it is a number.
 */
#include "base/envelope.h"
#include "journey/journey_map.h"

#include <math.h>
#include "fuzz.h"

static void
finite_moments(const CsqMapMoments *m)
{
	must(m->n == 0 ||
	     (fabs(csq_moments_mean(m)) <= CSQ_MAP_VALUE_MAX && (m->n == 1 || isfinite(csq_moments_stddev(m)))));
}

static void
there_and_back(const CsqMap *m)
{
	CsqBuf       a;
	CsqBuf       b;
	CsqMap       again;
	CsqError     err;
	CsqMapBuild *build = csq_map_build(m->calendar);

	csq_buf_init(&a);
	csq_buf_init(&b);
	must(csq_map_check(m, &err));
	csq_journey_map_write(m, &a);
	must(csq_map_read(a.data, a.len, &again, &err));
	/* counting it into nothing changes nothing */
	must(csq_map_add_map(build, &again, &err) && csq_map_done(build, &again, &err) && csq_map_check(&again, &err));
	csq_journey_map_write(&again, &b);
	same(&a, &b);
	for (uint32_t i = 0; i < m->ntouches; i++)
		finite_moments(&m->touches[i].felt);
	for (int i = 0; i < CSQ_MAP_BINS; i++)
		finite_moments(&m->bins[i]);
	for (uint32_t i = 0; i < m->nstages; i++)
		must(m->stages[i].times.n == 0 || isfinite(csq_times_mean(&m->stages[i].times)));
}

/* A damaged stored value is refused or read without harm. */
static void
stored(const uint8_t *data, size_t size)
{
	CsqJourneyMap *v = stored_value(data, size, sizeof *v);
	CsqMap         m;
	CsqError       err;
	CsqBuf         out;

	if (!csq_journey_map_check(v, size + 4, &err) || !csq_journey_map_open(v, &m, &err))
		return;
	csq_buf_init(&out);
	csq_journey_map_write(&m, &out); /* labels of what waits need not be UTF-8, so it need not read back */
	must(csq_map_check(&m, &err));
}

/* Journeys of a byte an event; 0xFF ends one. */
static void
counted(const uint8_t *data, size_t size)
{
	CsqJourneyMap *whole = NULL;
	CsqJourneyMap *part[2] = {NULL, NULL};
	CsqMap         m;
	CsqMap         sum;
	CsqError       err;
	int64_t       *spent = csq_alloc(4096 * sizeof *spent);

	for (int no = 0; size > 0; no++)
	{
		CsqJourney    *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		CsqJourneyView view;
		uint32_t       n = 0;
		size_t         i = 0;

		for (; i < size && data[i] != 0xFF && i < 4096; i++)
		{
			char        label = (char) ('a' + (data[i] & 3));
			CsqNewEvent e = {.at = (int64_t) i,
			                 .activity = &label,
			                 .activity_len = 1,
			                 .channel = (data[i] >> 2 & 3) == 0 ? NULL : &"xyz"[(data[i] >> 2 & 3) - 1],
			                 .channel_len = 1,
			                 .value = data[i] >> 5,
			                 .has_value = (data[i] & 16) != 0};

			must(csq_journey_add(&j, &e, &err));
			if (i > 0 && ((data[i] ^ data[i - 1]) & 3) != 0)
				spent[n++] = data[i];
		}
		must(csq_journey_open(j, &view, &err));
		must(csq_journey_map_add(&whole, 0, j, spent, n, &err) &&
		     csq_journey_map_add(&part[no % 2], 0, j, spent, n, &err));
		i += i < size && data[i] == 0xFF;
		data += i;
		size -= i;
	}
	if (part[1] == NULL)
		return;
	must(csq_journey_map_open(whole, &m, &err));
	there_and_back(&m);
	must((part[0] = csq_journey_map_merge(part[0], part[1], &err)) != NULL &&
	     csq_journey_map_open(part[0], &sum, &err));
	must(sum.journeys == m.journeys && sum.nmoves == m.nmoves && sum.nflows == m.nflows && sum.ntouches == m.ntouches);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError err;
	CsqBuf   bytes;
	CsqMap   m;

	if (size == 0)
		return 0;
	switch (data[0] % 4)
	{
		case 0:
			csq_buf_init(&bytes);
			if (csq_envelope_read((const char *) data + 1, size - 1, "journey_map", &bytes, &err) &&
			    csq_map_read(bytes.data, bytes.len, &m, &err))
				there_and_back(&m);
			break;
		case 1:
			if (csq_map_read(data + 1, size - 1, &m, &err))
				there_and_back(&m);
			break;
		case 2:
			stored(data + 1, size - 1);
			break;
		case 3:
			counted(data + 1, size - 1);
			break;
	}
	csq_host_reset();
	return 0;
}
