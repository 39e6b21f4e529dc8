/*
 * ocel_fuzz.c
 *		Fuzz target: logs of OCEL 2.0 from arbitrary bytes.
 *
 * What begins with "<" is XML, all else JSON.  Relations lie in events, one after the
 * other; every event has an id, every object a different one; attributes are JSON.
 */
#include "process/ocel.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqOcel  log;
	CsqError err;
	uint32_t relations = 0;

	if (!csq_utf8_valid((const char *) data, size) ||
	    !(size > 0 && data[0] == '<' ? csq_ocel_read_xml : csq_ocel_read)((const char *) data, size, &log, &err))
	{
		csq_host_reset();
		return 0;
	}
	for (uint32_t i = 0; i < log.nevents; i++)
	{
		CsqJson j;

		must(log.events[i].first == relations && log.events[i].id.s != NULL);
		relations += log.events[i].nrelations;
		csq_json_init(&j, log.events[i].attributes.s, log.events[i].attributes.len, "attributes", &err);
		csq_json_skip(&j);
		must(csq_json_end(&j));
	}
	must(relations == log.nrelations);
	for (uint32_t i = 0; i < relations; i++)
		must(log.relations[i].object.s != NULL);
	for (uint32_t i = 0; i < log.nobjects; i++)
		must(log.objects[i].id.s != NULL && log.objects[i].history.len >= 2 && log.objects[i].related.len >= 2);
	for (uint32_t i = 0; i < log.problems.n; i++)
		must(csq_ocel_problem_text(log.problems.items[i].kind)[0] != '\0' &&
		     log.problems.items[i].event <= log.nevents);
	csq_host_reset();
	return 0;
}
