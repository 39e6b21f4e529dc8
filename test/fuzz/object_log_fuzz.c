/*
 * object_log_fuzz.c
 *		Fuzz target: object_log from arbitrary bytes, and what is read off it.
 *
 * First byte: 0 text, 1 binary, 2 a value as it would lie on disk.  What was read is
 * written and read again, merged with itself it gives the same figures, and these agree
 * with each other.
 */
#include "process/object_log.h"

#include "fuzz.h"

/* Each relation is on one way; steps lie between them; what is counted once is not more than what flattening counts. */
static void
figures(const CsqPartedView *v)
{
	CsqObjects         o;
	CsqObjectEdge     *edges;
	CsqObjectActivity *rows;
	CsqProcess         p;
	CsqError           err;
	uint32_t           n;
	int64_t            steps = 0;
	int64_t            ways = 0;

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
	for (uint32_t t = 0; t < o.ntypes && t < 4; t++)
		if (csq_process_of_objects(&o, t, &p, &err))
			must(csq_process_cases(&p) == o.first_object[t + 1] - o.first_object[t]);
}

static void
there_and_back(const CsqObjectLog *v)
{
	CsqBuf        form[4];
	CsqPartedView view;
	CsqError      err;
	CsqObjectLog *again;
	CsqObjectLog *sum = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);

	for (int i = 0; i < 4; i++)
		csq_buf_init(&form[i]);
	must(csq_object_log_check(v, csq_flat_size(v), &err) && csq_object_log_open(v, &view, &err));
	figures(&view);
	csq_object_log_text(&view, &form[0]);
	csq_object_log_write(&view, &form[1]);
	must((again = csq_object_log_parse(form[0].data, form[0].len, &err)) != NULL);
	must(csq_object_log_open(again, &view, &err));
	csq_object_log_write(&view, &form[2]);
	same(&form[1], &form[2]);
	must((again = csq_object_log_read(form[1].data, form[1].len, &err)) != NULL);
	must(csq_object_log_merge(&sum, again, &err) && csq_object_log_open(sum, &view, &err));
	csq_object_log_text(&view, &form[3]);
	same(&form[0], &form[3]);
}

/* A damaged stored value is refused or read without harm. */
static void
stored(const uint8_t *data, size_t size)
{
	CsqObjectLog *v = stored_value(data, size, sizeof *v);
	CsqPartedView view;
	CsqError      err;

	if (csq_object_log_check(v, size + 4, &err) && csq_object_log_open(v, &view, &err))
		figures(&view);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError      err;
	CsqObjectLog *v;

	if (size < 2)
		return 0;
	switch (data[0] % 3)
	{
		case 0:
			if ((v = csq_object_log_parse((const char *) data + 1, size - 1, &err)) != NULL)
				there_and_back(v);
			break;
		case 1:
			if ((v = csq_object_log_read(data + 1, size - 1, &err)) != NULL)
				there_and_back(v);
			break;
		case 2:
			stored(data + 1, size - 1);
			break;
	}
	csq_host_reset();
	return 0;
}
