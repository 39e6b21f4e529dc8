/*
 * retention_fuzz.c
 *		Fuzz target: cohorts from arbitrary bytes.
 *
 * First byte: 0 text, 1 binary, 2 a value as it would lie on disk, 3 events of two
 * bytes counted into a cohort.  What was read is written and read again, and merged
 * with nothing it stays what it is.
 */
#include "base/instant.h"
#include "journey/retention.h"

#include "fuzz.h"

static void
there_and_back(const CsqCohort *c)
{
	CsqBuf        form[4];
	CsqError      err;
	CsqCohort    *again;
	CsqCohort    *sum;
	CsqCohortRule rule = csq_cohort_rule(c);

	for (int i = 0; i < 4; i++)
		csq_buf_init(&form[i]);
	must(csq_cohort_check(c, csq_flat_size(c), &err));
	csq_cohort_text(c, &form[0]);
	csq_cohort_write(c, &form[1]);
	must((again = csq_cohort_parse(form[0].data, form[0].len, &err)) != NULL);
	csq_cohort_write(again, &form[2]);
	same(&form[1], &form[2]);
	must((again = csq_cohort_read(form[1].data, form[1].len, &err)) != NULL);
	must((sum = csq_cohort_new(&rule, &err)) != NULL && csq_cohort_merge(&sum, again, &err));
	csq_cohort_text(sum, &form[3]);
	same(&form[0], &form[3]);
}

/* A damaged stored value is refused or read without harm. */
static void
stored(const uint8_t *data, size_t size)
{
	CsqCohort *c = stored_value(data, size, sizeof *c);
	CsqError   err;
	CsqBuf     out;

	if (!csq_cohort_check(c, size + 4, &err))
		return;
	csq_buf_init(&out);
	csq_cohort_text(c, &out);
	csq_cohort_write(c, &out);
}

static void
counted(const uint8_t *data, size_t size)
{
	CsqCohortRule rule = {(CsqPeriod) (data[0] % 5), "UTC", {"a", 1}, {data[0] & 8 ? "b" : NULL, data[0] & 8 ? 1 : 0}};
	CsqError      err;
	CsqCohort    *c = csq_cohort_new(&rule, &err);
	CsqZone       zone;

	csq_zone_init(&zone, "UTC", 0);
	csq_zone_done(&zone);
	for (data++, size--; size >= 2;)
	{
		CsqJourney    *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		CsqJourneyView view;

		for (; size >= 2 && data[0] != 0xFF; data += 2, size -= 2)
		{
			CsqNewEvent e = {.at = (int64_t) data[1] * data[1] * data[0] * CSQ_USEC_PER_HOUR,
			                 .activity = data[0] & 1 ? "a" : "b",
			                 .activity_len = 1};

			must(csq_journey_add(&j, &e, &err));
		}
		must(csq_journey_open(j, &view, &err) && csq_cohort_add(&c, &view, &zone, &err));
		if (size >= 2)
		{
			data += 2;
			size -= 2;
		}
	}
	there_and_back(c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError   err;
	CsqCohort *c;

	if (size < 2)
		return 0;
	switch (data[0] % 4)
	{
		case 0:
			if ((c = csq_cohort_parse((const char *) data + 1, size - 1, &err)) != NULL)
				there_and_back(c);
			break;
		case 1:
			if ((c = csq_cohort_read(data + 1, size - 1, &err)) != NULL)
				there_and_back(c);
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
