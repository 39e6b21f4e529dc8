/*
 * xes_fuzz.c
 *		Fuzz target: logs of XES from arbitrary bytes.
 *
 * Events lie in traces that are there, attributes are JSON, every trace has a name.
 */
#include "process/xes.h"

#include "base/json.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqXes   x;
	CsqError err;
	uint32_t events = 0;

	if (!csq_utf8_valid((const char *) data, size) || !csq_xes_read((const char *) data, size, &x, &err))
	{
		csq_host_reset();
		return 0;
	}
	for (uint32_t i = 0; i < x.nevents; i++)
	{
		must(x.events[i].trace <= x.ntraces);
		must(x.events[i].attributes.len >= 2);
		events += x.events[i].trace > 0;
	}
	for (uint32_t t = 0; t < x.ntraces; t++)
	{
		must(x.traces[t].name.s != NULL && x.traces[t].attributes.len >= 2);
		events -= x.traces[t].nevents;
	}
	must(events == 0);
	for (uint32_t i = 0; i < x.problems.n; i++)
		must(csq_xes_problem_text(x.problems.items[i].kind)[0] != '\0' && x.problems.items[i].trace <= x.ntraces &&
		     x.problems.items[i].event <= x.nevents);
	csq_host_reset();
	return 0;
}
