/*
 * xes_pg.c
 *		SQL shell: events from a log of XES.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/datum.h"

#include "pg/csq.h"
#include "pg/args_pg.h"
#include "process/log_problems_pg.h"
#include "process/xes.h"

/* The log in argument 0, an xml or a text: both are their bytes. */
static void
xes_arg(FunctionCallInfo fcinfo, CsqXes *xes)
{
	CsqText  doc = csq_text_arg(fcinfo, 0);
	CsqError err;

	csq_require_utf8();
	if (!csq_xes_read(doc.s, doc.len, xes, &err))
		csq_throw(&err);
}

/*
 * events_from_xes(document xml | text)
 *		-> setof (ord int8, case_id text, at timestamptz, activity text, resource text, lifecycle text,
 *		attributes jsonb, trace int4, case_attributes jsonb)
 *
 * The events of a log of XES, in the order of the file, which decides between events
 * of one time: ord counts them.  The columns are concept:name of the trace,
 * time:timestamp, concept:name, org:resource and lifecycle:transition; attributes are
 * the others, case_attributes those of the trace, trace counts the traces.  A trace
 * without a name is a case of its own, "(trace 7)".  Of a key that is given twice the
 * last one counts.  A notice says how much xes_problems() has to tell.
 * NULL:    no rows; a column that an event does not have is NULL.
 * Errors:  22P02 malformed XML, or a document type declaration; 22023 no log of XES;
 *          54000 too deep; 0A000 another encoding than UTF-8.
 * Cost:    O(length log length).
 * Source:  IEEE 1849-2016.
 */
PG_FUNCTION_INFO_V1(csq_events_from_xes);
Datum
csq_events_from_xes(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqXes         xes;
	CsqRows        rows;
	uint32_t       trace = 0;
	Datum          of_trace = (Datum) 0;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	xes_arg(fcinfo, &xes);
	csq_rows_begin(&rows, rsinfo);
	for (uint32_t i = 0; i < xes.nevents; i++)
	{
		const CsqXesEvent *e = &xes.events[i];
		const CsqXesTrace *t = e->trace == 0 ? NULL : &xes.traces[e->trace - 1];
		Datum              values[9] = {Int64GetDatum((int64) i + 1)};
		bool               nulls[9] = {false};

		if (t != NULL && e->trace != trace)
		{
			Datum made = csq_jsonb_datum(&t->attributes); /* whose making leaves 2 kB behind */

			MemoryContextSwitchTo(rows.around);
			if (trace != 0)
				pfree(DatumGetPointer(of_trace));
			of_trace = datumCopy(made, false, -1);
			MemoryContextSwitchTo(rows.row);
			trace = e->trace;
		}
		nulls[1] = nulls[7] = nulls[8] = t == NULL;
		if (t != NULL)
			values[1] = csq_label_datum(&t->name);
		nulls[2] = !e->has_at;
		values[2] = TimestampTzGetDatum(e->at);
		values[3] = csq_label_or_null(&e->activity, &nulls[3]);
		values[4] = csq_label_or_null(&e->resource, &nulls[4]);
		values[5] = csq_label_or_null(&e->lifecycle, &nulls[5]);
		values[6] = csq_jsonb_datum(&e->attributes);
		values[7] = Int32GetDatum((int32) e->trace);
		values[8] = of_trace;
		csq_rows_put(&rows, values, nulls);
	}
	csq_rows_end(&rows);
	csq_notice_problems(&xes.problems, "xes_problems");
	return (Datum) 0;
}

/*
 * xes_problems(document xml | text) -> setof (trace int4, event int8, problem text, key text, value text)
 *
 * What events_from_xes() dropped or had to settle: keys given twice (value: the one
 * that does not count), attributes of attributes and of the log, what is no time or
 * number, traces without a name (value: the one they get), without events, or with
 * the name of another, events without case, activity or time.  trace and event count
 * those of the file, event as ord of events_from_xes.
 * NULL:    no rows; trace, event, key, value where there is none.
 * Errors:  those of events_from_xes.
 * Cost:    that of events_from_xes.
 */
PG_FUNCTION_INFO_V1(csq_xes_problems);
Datum
csq_xes_problems(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqXes         xes;
	CsqRows        rows;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	xes_arg(fcinfo, &xes);
	csq_rows_begin(&rows, rsinfo);
	for (uint32_t i = 0; i < xes.problems.n; i++)
	{
		const CsqLogProblem *p = &xes.problems.items[i];
		Datum                values[5] = {Int32GetDatum((int32) p->trace), Int64GetDatum((int64) p->event)};
		bool                 nulls[5] = {p->trace == 0, p->event == 0};

		csq_problem_columns(p, csq_xes_problem_text(p->kind), &values[2], &nulls[2]);
		csq_rows_put(&rows, values, nulls);
	}
	csq_rows_end(&rows);
	return (Datum) 0;
}
