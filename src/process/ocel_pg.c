/*
 * ocel_pg.c
 *		SQL shell: events and objects from a log of OCEL 2.0.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

#include "pg/csq.h"
#include "pg/args_pg.h"
#include "process/log_problems_pg.h"
#include "process/ocel.h"

/* The log in argument 0: a jsonb; or, of the functions _text, an xml or a text of either form. */
static void
ocel_arg(FunctionCallInfo fcinfo, bool is_text, CsqOcel *log)
{
	CsqText  doc = {NULL, 0};
	CsqError err;
	size_t   from = 0;

	csq_require_utf8();
	if (is_text)
	{
		doc = csq_text_arg(fcinfo, 0);
		while (from < doc.len && strchr(" \t\r\n", doc.s[from]) != NULL)
			from++;
		if (from < doc.len && doc.s[from] == '<')
		{
			if (!csq_ocel_read_xml(doc.s + from, doc.len - from, log, &err))
				csq_throw(&err);
			return;
		}
		PG_GETARG_DATUM(0) = DirectFunctionCall1(jsonb_in, CStringGetDatum(pnstrdup(doc.s, doc.len)));
	}
	doc = csq_jsonb_arg(fcinfo, 0);
	if (!csq_ocel_read(doc.s, doc.len, log, &err))
		csq_throw(&err);
}

/*
 * events_from_ocel(document jsonb | xml | text)
 *		-> setof (ord int8, event_id text, at timestamptz, activity text, object_type text, object_id text,
 *		qualifier text, attributes jsonb)
 *
 * The events of a log of OCEL 2.0, a row for each object that an event is related to:
 * one row, without an object, where it is related to none.  ord counts the events in
 * the order of the document, which decides between events of one time; it is the same
 * in all rows of an event, as all columns but those of the object are.  An event
 * without an id gets one, "(event 7)".  A notice says how much ocel_problems() has to
 * tell.  A text is XML where it begins with "<", else JSON.
 * NULL:    no rows; a column that an event does not have is NULL.
 * Errors:  22P02 malformed JSON or XML, or a document type declaration; 22023 no log of
 *          OCEL 2.0; 54000 too deep; 0A000 a log of OCEL 1.0, or a database of another
 *          encoding than UTF-8.
 * Cost:    O(length log length).
 * Source:  A. Berti and others, OCEL 2.0 Specification (2023).
 */
static Datum
events_of(FunctionCallInfo fcinfo, bool is_text)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqOcel        log;
	CsqRows        rows;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	ocel_arg(fcinfo, is_text, &log);
	csq_rows_begin(&rows, rsinfo);
	for (uint32 i = 0; i < log.nevents; i++)
	{
		const CsqOcelEvent *e = &log.events[i];
		Datum               values[8] = {Int64GetDatum((int64) i + 1), csq_label_datum(&e->id)};
		bool                nulls[8] = {false};

		values[2] = TimestampTzGetDatum(e->at);
		nulls[2] = !e->has_at;
		values[3] = csq_label_or_null(&e->activity, &nulls[3]);
		values[7] = csq_jsonb_datum(&e->attributes);
		nulls[4] = nulls[5] = nulls[6] = true;
		for (uint32 k = 0; k < Max(e->nrelations, 1); k++)
		{
			if (e->nrelations > 0)
			{
				const CsqOcelRelation *x = &log.relations[e->first + k];

				values[4] = csq_label_or_null(&x->type, &nulls[4]);
				values[5] = csq_label_or_null(&x->object, &nulls[5]);
				values[6] = csq_label_or_null(&x->qualifier, &nulls[6]);
			}
			csq_srf_row(rsinfo, values, nulls);
			csq_poll(k);
		}
		MemoryContextReset(rows.row);
		csq_poll(i);
	}
	csq_rows_end(&rows);
	csq_notice_problems(&log.problems, "ocel_problems");
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(csq_events_from_ocel);
Datum
csq_events_from_ocel(PG_FUNCTION_ARGS)
{
	return events_of(fcinfo, false);
}

PG_FUNCTION_INFO_V1(csq_events_from_ocel_text);
Datum
csq_events_from_ocel_text(PG_FUNCTION_ARGS)
{
	return events_of(fcinfo, true);
}

/*
 * objects_from_ocel(document jsonb | xml | text)
 *		-> setof (ord int8, object_id text, object_type text, attributes jsonb, history jsonb, related jsonb)
 *
 * The objects of a log of OCEL 2.0, each id once.  attributes: the last value of each,
 * by time; history: the list that the log has, every value with its time; related: the
 * list of relations to other objects.
 * NULL:    no rows; object_type where the log gives none.
 * Errors, Cost, Source: those of events_from_ocel.
 */
static Datum
objects_of(FunctionCallInfo fcinfo, bool is_text)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqOcel        log;
	CsqRows        rows;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	ocel_arg(fcinfo, is_text, &log);
	csq_rows_begin(&rows, rsinfo);
	for (uint32 i = 0; i < log.nobjects; i++)
	{
		const CsqOcelObject *o = &log.objects[i];
		Datum                values[6] = {Int64GetDatum((int64) i + 1), csq_label_datum(&o->id)};
		bool                 nulls[6] = {false};

		values[2] = csq_label_or_null(&o->type, &nulls[2]);
		values[3] = csq_jsonb_datum(&o->attributes);
		values[4] = csq_jsonb_datum(&o->history);
		values[5] = csq_jsonb_datum(&o->related);
		csq_rows_put(&rows, values, nulls);
	}
	csq_rows_end(&rows);
	csq_notice_problems(&log.problems, "ocel_problems");
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(csq_objects_from_ocel);
Datum
csq_objects_from_ocel(PG_FUNCTION_ARGS)
{
	return objects_of(fcinfo, false);
}

PG_FUNCTION_INFO_V1(csq_objects_from_ocel_text);
Datum
csq_objects_from_ocel_text(PG_FUNCTION_ARGS)
{
	return objects_of(fcinfo, true);
}

/*
 * ocel_problems(document jsonb | xml | text) -> setof (event int8, object_id text, problem text, key text, value text)
 *
 * What events_from_ocel() and objects_from_ocel() dropped or had to settle: events
 * without id, type, time or objects, times that are none or have no zone, relations
 * without an object or given twice, objects that the log does not list, attributes
 * without a name or given twice, keys that OCEL 2.0 does not have.  event is ord of
 * events_from_ocel.
 * NULL:    no rows; event, object_id, key, value where there is none.
 * Errors, Cost: those of events_from_ocel.
 */
static Datum
problems_of(FunctionCallInfo fcinfo, bool is_text)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqOcel        log;
	CsqRows        rows;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	ocel_arg(fcinfo, is_text, &log);
	csq_rows_begin(&rows, rsinfo);
	for (uint32 i = 0; i < log.problems.n; i++)
	{
		const CsqLogProblem *p = &log.problems.items[i];
		Datum                values[5] = {Int64GetDatum((int64) p->event)};
		bool                 nulls[5] = {p->event == 0};

		values[1] = csq_label_or_null(&p->object, &nulls[1]);
		csq_problem_columns(p, csq_ocel_problem_text(p->kind), &values[2], &nulls[2]);
		csq_rows_put(&rows, values, nulls);
	}
	csq_rows_end(&rows);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(csq_ocel_problems);
Datum
csq_ocel_problems(PG_FUNCTION_ARGS)
{
	return problems_of(fcinfo, false);
}

PG_FUNCTION_INFO_V1(csq_ocel_problems_text);
Datum
csq_ocel_problems_text(PG_FUNCTION_ARGS)
{
	return problems_of(fcinfo, true);
}
