/*
 * funnel_case_fuzz.c
 *		Fuzz target: one case as a funnel needs it, from arbitrary bytes.
 *
 * First byte: 0 binary, 1 a value as it would lie on disk, 2 events of three bytes
 * each (time, label, part): level as from a journey of them.  What was
 * read is written and read again; a damaged stored value is refused or read
 * without harm.
 */
#include "funnel/funnel_case.h"
#include "funnel/funnel_hits.h"
#include "journey/journey.h"

#include "fuzz.h"

static const char spec_text[] = "a -> b -> c; within 100us; not d";

static void
make_plan(CsqFunnelPlan *plan)
{
	CsqError       err;
	CsqFunnelSpec *spec = csq_funnel_spec_parse(spec_text, sizeof spec_text - 1, &err);

	must(spec != NULL && csq_funnel_plan(spec, plan, &err));
}

static void
read_it(const CsqFunnelCase *c)
{
	CsqFunnelPlan plan;
	CsqError      err;

	make_plan(&plan);
	csq_funnel_case_level(c, &plan, c->key, &err);
}

static void
there_and_back(const CsqFunnelCase *c)
{
	CsqBuf               form[2];
	CsqError             err;
	const CsqFunnelCase *again;

	csq_buf_init(&form[0]);
	csq_buf_init(&form[1]);
	must(csq_funnel_case_check(c, csq_flat_size(c), &err));
	csq_funnel_case_write(c, &form[0]);
	must((again = csq_funnel_case_read(form[0].data, form[0].len, &err)) != NULL);
	csq_funnel_case_write(again, &form[1]);
	same(&form[0], &form[1]);
	if (c->flat.kind == CSQ_CASE_OF_WINDOW)
		must(csq_funnel_case_window_level(again, &err) == csq_funnel_case_window_level(c, &err));
	read_it(c);
}

static void
stored(const uint8_t *data, size_t size)
{
	const CsqFunnelCase *c = stored_value(data, size, sizeof *c);
	CsqError             err;

	if (csq_funnel_case_check(c, csq_flat_size(c), &err))
		there_and_back(c);
}

static void
events(const uint8_t *data, size_t size)
{
	static const char *const labels[] = {"a",
	                                     "b",
	                                     "c",
	                                     "d",
	                                     "e",
	                                     "a\x1f"
	                                     "b",
	                                     "a\x1f"
	                                     "d",
	                                     "e\x1f"
	                                     "f"};
	CsqFunnelPlan            plan;
	CsqJourney              *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqFunnelCase           *part[2] = {csq_funnel_case_new(CSQ_CASE_OF_SPEC, 1, 0, 0),
	                                    csq_funnel_case_new(CSQ_CASE_OF_SPEC, 1, 0, 0)};
	CsqHit                  *hits;
	size_t                   n;
	CsqError                 err;

	make_plan(&plan);
	for (; size >= 3; data += 3, size -= 3)
	{
		const char *label = labels[data[1] & 7];
		CsqNewEvent e = {.at = data[0], .activity = label, .activity_len = strlen(label)};

		if (data[2] & 2)
			e.at += CSQ_WINDOW_END_AT - 128;
		must(csq_journey_add(&j, &e, &err));
		must(csq_funnel_case_add(&part[data[2] & 1], &plan, e.at, csq_funnel_kind(&plan, label, e.activity_len), label,
		                         e.activity_len, &err));
	}
	must(csq_funnel_case_merge(&part[0], part[1], &err));
	must(csq_funnel_hits(j, plan.spec, &hits, &n, &err));
	must(csq_funnel_case_level(part[0], &plan, 1, &err) == csq_funnel_level(&plan.spec->rule, hits, n));
	there_and_back(part[0]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const CsqFunnelCase *c = NULL;
	CsqError             err;

	if (size < 1)
		return 0;
	switch (data[0] % 3)
	{
		case 0:
			c = csq_funnel_case_read(data + 1, size - 1, &err);
			break;
		case 1:
			stored(data + 1, size - 1);
			break;
		default:
			events(data + 1, size - 1);
	}
	if (c != NULL)
		there_and_back(c);
	csq_host_reset();
	return 0;
}
