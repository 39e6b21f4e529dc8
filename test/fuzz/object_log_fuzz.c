/*
 * object_log_fuzz.c
 *		Fuzz target: object_log from arbitrary bytes, and what is read off it.
 *
 * parted_fuzz.h says what the bytes are.  The figures agree with each other.
 */
#include "process/object_log.h"
#include "process/ocel.h"

#include "fuzz.h"

/* What is written as OCEL is read again. */
static void
document(const CsqPartedView *v, const CsqObjects *o)
{
	CsqBuf   b;
	CsqOcel  log;
	CsqError err;

	csq_buf_init(&b);
	if (!csq_object_log_ocel(v, &b, &err))
		return;
	must(csq_ocel_read(b.data, b.len, &log, &err));
	must(log.nevents == o->nevents && log.nobjects == o->nobjects);
}

/* Each relation is on one way; steps lie between them; what is counted once is not more than what flattening counts. */
static void
figures(const CsqPartedView *v, unsigned choice)
{
	CsqObjects         o;
	CsqObjectEdge     *edges;
	CsqObjectActivity *rows;
	CsqProcess         p;
	CsqError           err;
	uint32_t           n;
	int64_t            steps = 0;
	int64_t            ways = 0;

	(void) choice;
	csq_objects(v, &o);
	must(o.nevents <= v->view.nevents && o.first[o.nobjects] <= v->view.nevents);
	for (uint32_t k = 0; k < o.nobjects; k++)
	{
		must(o.first[k] < o.first[k + 1]);
		ways += o.first[k + 1] - o.first[k];
		for (uint32_t i = o.first[k] + 1; i < o.first[k + 1]; i++)
			must(o.way[i - 1] < o.way[i]);
	}
	if (csq_edges_of_objects(&o, &edges, &n, &err))
	{
		for (uint32_t i = 0; i < n; i++)
		{
			must(edges[i].times.n > 0 && edges[i].times.n <= edges[i].steps && edges[i].objects <= edges[i].steps);
			steps += edges[i].steps;
		}
		must(steps == ways - o.nobjects);
	}
	rows = csq_activities_of_objects(&o, &n);
	for (uint32_t i = 0; i < n; i++)
	{
		must(rows[i].events > 0);
		if (rows[i].type == o.ntypes)
			continue;
		must(rows[i].relations == rows[i].objects + rows[i].repeated && rows[i].relations >= rows[i].events);
		must(rows[i].shared <= rows[i].events && rows[i].lost >= 0);
		ways -= rows[i].relations;
	}
	must(ways == 0);
	document(v, &o);
	for (uint32_t t = 0; t < o.ntypes && t < 4; t++)
		if (csq_process_of_objects(&o, t, &p, &err))
			must(csq_process_cases(&p) == o.first_object[t + 1] - o.first_object[t]);
}

#define PARTED(name) csq_object_log_##name
#include "parted_fuzz.h"
