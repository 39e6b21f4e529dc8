/*
 * object_log_pg.c
 *		SQL shell of object-centric event logs: the type object_log, its aggregate, its readers.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "journey/parted_pg.h"
#include "pg/case_id_pg.h"
#include "pg/stored_type_pg.h"
#include "process/log_problems_pg.h"
#include "process/object_log.h"
#include "process/process_pg.h"

/* ---- the type ---- */

CSQ_PARTED_OPENED(csq_object_log)

/*
 * object_log_in, _out, _recv, _send, comparison, hash, json
 *
 * Text: {"v":1,"events":[[at, activity, event_id, object_type, object_id, seq], ...]}, a row
 * for each relation, the last three null or left out where there is none; in, in any order;
 * out, in order, instants in UTC.  Binary: see journey/parted.h.
 * Errors:  in: 22P02 malformed text; recv: 22P03 for anything but a canonical form.
 * Cost:    O(n log n), O(n) for rows in order.
 */
CSQ_STORED_TYPE(object_log, csq_object_log, .utf8 = true, .open = opened)
CSQ_STORED_JSON(object_log, object_log_type)

/*
 * object_log_combine(object_log, object_log) -> object_log
 *
 * The operator +, transition function of rollup and combine function: the relations of
 * both; one that is in both counts once where it is read.
 * NULL:    a NULL adds nothing.
 * Errors:  54000 above 1 GB; 22000 a damaged value.
 * Cost:    O(relations of the second).
 */
CSQ_STORED_MERGE(object_log, CsqObjectLog, csq_object_log_check, csq_object_log_merge)

/* ---- object_log_agg ---- */

/* The arguments of the transition function. */
enum
{
	STATE,
	EVENT_ID,
	AT,
	ACTIVITY,
	OF_TYPE,
	OF_OBJECT,
	SEQ
};

/* An id as text; s NULL where it is NULL or blank.  buffer: 40 bytes. */
static CsqText
id_arg(FunctionCallInfo fcinfo, int n, CsqCaseType type, char *buffer)
{
	CsqText id;

	if (PG_ARGISNULL(n))
		return (CsqText){NULL, 0};
	id = csq_case_text(type, PG_GETARG_DATUM(n), buffer);
	return csq_is_blank(id) ? (CsqText){NULL, 0} : id;
}

/*
 * object_append(object_log, event_id E, at timestamptz, activity text, object_type text, object_id O [, seq int8])
 *		-> object_log
 *
 * Transition function of object_log_agg: adds a relation.  Appends in place within an
 * aggregate.
 * NULL:    a row without an event's id, time or activity is skipped; without an object's
 *          type or id it is an event without an object.  A blank id or activity is none.
 * Errors:  22008 infinite time; 22023 an id or type that has U+001E; 54000 above 1 GB.
 * Cost:    O(1) amortised.
 */
static Datum
append(FunctionCallInfo fcinfo, CsqCaseType event_type, CsqCaseType object_type)
{
	CsqObjectLog  *v = csq_parted_state_arg(fcinfo, csq_object_log_check);
	CsqPartedEvent e = {.at = 0};
	char           buffers[2][40];
	CsqText        type;
	CsqText        object;
	CsqError       err;

	e.parts.part[CSQ_OBJECT_EVENT] = id_arg(fcinfo, EVENT_ID, event_type, buffers[0]);
	if (e.parts.part[CSQ_OBJECT_EVENT].s == NULL || PG_ARGISNULL(AT) || csq_no_label(fcinfo, ACTIVITY))
		return csq_parted_skip(fcinfo, v);
	v = csq_parted_state(fcinfo, v, AT, SEQ, &e);
	type = id_arg(fcinfo, OF_TYPE, CSQ_CASE_TEXT, NULL);
	object = id_arg(fcinfo, OF_OBJECT, object_type, buffers[1]);
	if (type.s != NULL && object.s != NULL)
	{
		e.parts.part[CSQ_OBJECT_TYPE] = type;
		e.parts.part[CSQ_OBJECT_ID] = object;
	}
	if (!csq_object_log_add(&v, &e, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(v);
}

static Datum
append_bigint(FunctionCallInfo fcinfo, CsqCaseType object_type)
{
	return append(fcinfo, CSQ_CASE_BIGINT, object_type);
}

static Datum
append_text(FunctionCallInfo fcinfo, CsqCaseType object_type)
{
	return append(fcinfo, CSQ_CASE_TEXT, object_type);
}

static Datum
append_uuid(FunctionCallInfo fcinfo, CsqCaseType object_type)
{
	return append(fcinfo, CSQ_CASE_UUID, object_type);
}

CSQ_CASE_FUNCTIONS(csq_object_append_bigint, append_bigint)
CSQ_CASE_FUNCTIONS(csq_object_append_text, append_text)
CSQ_CASE_FUNCTIONS(csq_object_append_uuid, append_uuid)
CSQ_TYPED_CASE_FUNCTIONS(csq_object_append_bigint, append_bigint, AT)
CSQ_TYPED_CASE_FUNCTIONS(csq_object_append_text, append_text, AT)
CSQ_TYPED_CASE_FUNCTIONS(csq_object_append_uuid, append_uuid, AT)

/* ---- reading ---- */

/* The log in argument 0 by its objects. */
static void
objects_arg(FunctionCallInfo fcinfo, CsqObjects *o)
{
	csq_objects(csq_stored_arg(fcinfo, 0, &object_log_type), o);
}

/*
 * object_edges(object_log)
 *		-> setof (object_type text, source text, target text, num_pairs int8, num_objects int8, num_steps int8,
 *		mean interval, p50 interval, p90 interval, min interval, max interval)
 *
 * The directly-follows graph of each type of object: target comes next after source on
 * the way of an object.  num_pairs: different pairs of events; num_objects: objects on
 * whose way they are; num_steps: both together, which is what a log flattened to this type
 * counts.  The times are those of the pairs, each once.  Ordered by type, source, target.
 * NULL:    no rows.
 * Errors:  22000 a damaged value; 22003 times beyond what 64 bits hold.
 * Cost:    O(n log n) for n relations.
 * Source:  A. Berti, W. van der Aalst, OC-PM, STTT 25 (2023), 1-17.
 */
PG_FUNCTION_INFO_V1(csq_object_edges);
Datum
csq_object_edges(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqObjects     o;
	CsqObjectEdge *edges;
	uint32_t       n;
	CsqError       err;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	objects_arg(fcinfo, &o);
	if (!csq_edges_of_objects(&o, &edges, &n, &err))
		csq_throw(&err);
	for (uint32 i = 0; i < n; i++)
	{
		const CsqObjectEdge *e = &edges[i];
		Datum                values[11] = {0};
		bool                 nulls[11] = {false};

		values[0] = csq_label_datum(&o.types[e->type]);
		values[1] = csq_label_datum(&o.activities[e->source]);
		values[2] = csq_label_datum(&o.activities[e->target]);
		values[3] = Int64GetDatum(e->times.n);
		values[4] = Int64GetDatum(e->objects);
		values[5] = Int64GetDatum(e->steps);
		values[6] = csq_mean_length_datum(csq_times_mean(&e->times));
		values[7] = csq_length_datum(csq_times_quantile(&e->times, 0.5));
		values[8] = csq_length_datum(csq_times_quantile(&e->times, 0.9));
		values[9] = csq_length_datum(e->times.min);
		values[10] = csq_length_datum(e->times.max);
		csq_srf_row(rsinfo, values, nulls);
		csq_poll(i);
	}
	return (Datum) 0;
}

/*
 * object_activities(object_log)
 *		-> setof (object_type text, activity text, num_events int8, num_objects int8, num_relations int8,
 *		num_shared int8, num_repeated int8, num_lost int8, starts int8, ends int8)
 *
 * The activities of each type of object, and what a log flattened to this type would do
 * to them: it counts num_relations in place of num_events (convergence: num_shared events
 * are about several objects of the type), shows num_repeated as loops (divergence: an
 * object has the activity again) and leaves num_lost events out (deficiency: they are
 * about no object of the type).  starts and ends count the objects whose way begins and
 * ends with it.  Events about no object at all come last, object_type NULL.
 * NULL:    no rows; but for num_events everything in the rows without a type.
 * Errors:  22000 a damaged value.
 * Cost:    O(n log n) for n relations.
 * Source:  W. van der Aalst, Object-Centric Process Mining (SEFM 2019).
 */
PG_FUNCTION_INFO_V1(csq_object_activities);
Datum
csq_object_activities(PG_FUNCTION_ARGS)
{
	ReturnSetInfo           *rsinfo = csq_srf_begin(fcinfo);
	CsqObjects               o;
	const CsqObjectActivity *rows;
	uint32_t                 n;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	objects_arg(fcinfo, &o);
	rows = csq_activities_of_objects(&o, &n);
	for (uint32 i = 0; i < n; i++)
	{
		const CsqObjectActivity *x = &rows[i];
		bool                     none = x->type == o.ntypes;
		Datum                    values[10] = {0,
		                                       csq_label_datum(&o.activities[x->activity]),
		                                       Int64GetDatum(x->events),
		                                       Int64GetDatum(x->objects),
		                                       Int64GetDatum(x->relations),
		                                       Int64GetDatum(x->shared),
		                                       Int64GetDatum(x->repeated),
		                                       Int64GetDatum(x->lost),
		                                       Int64GetDatum(x->starts),
		                                       Int64GetDatum(x->ends)};
		bool                     nulls[10] = {none, false, false, none, none, none, none, none, none, none};

		if (!none)
			values[0] = csq_label_datum(&o.types[x->type]);
		csq_srf_row(rsinfo, values, nulls);
		csq_poll(i);
	}
	return (Datum) 0;
}

/*
 * object_processes(object_log) -> setof (object_type text, process process)
 *
 * The process of each type: every object a case, with the events that it is related to,
 * each once, in the order of the log.  Ordered by type.
 * NULL:    no rows.
 * Errors:  22000 a damaged value; those of process_agg.
 * Cost:    O(n log n) for n relations.
 */
PG_FUNCTION_INFO_V1(csq_object_processes);
Datum
csq_object_processes(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqObjects     o;
	CsqRows        rows;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	objects_arg(fcinfo, &o);
	csq_rows_begin(&rows, rsinfo);
	for (uint32 t = 0; t < o.ntypes; t++)
	{
		CsqProcess p;
		CsqError   err;
		void      *packed;
		Datum      values[2] = {csq_label_datum(&o.types[t])};
		bool       nulls[2] = {false};

		if (!csq_process_of_objects(&o, t, &p, &err) || (packed = csq_process_pack(&p, &err)) == NULL)
			csq_throw(&err);
		values[1] = PointerGetDatum(packed);
		csq_rows_put(&rows, values, nulls);
	}
	csq_rows_end(&rows);
	return (Datum) 0;
}

/* ---- writing ---- */

/*
 * to_ocel(object_log) -> jsonb
 *
 * The log as a document of OCEL 2.0: types, objects and events in the order of the log,
 * each relation once.  What a log does not keep (attributes, qualifiers, relations between
 * objects, seq but for the order) is empty.
 * NULL:    strict.
 * Errors:  22023 an object id of two types, or an event id of two events; 22000 a damaged
 *          value; 54000 beyond what jsonb holds.
 * Cost:    O(n log n) for n relations.
 * Source:  A. Berti and others, OCEL 2.0 Specification (2023).
 */
PG_FUNCTION_INFO_V1(csq_to_ocel);
Datum
csq_to_ocel(PG_FUNCTION_ARGS)
{
	CsqBuf   b;
	CsqError err;
	CsqText  document;

	csq_buf_init(&b);
	if (!csq_object_log_ocel(csq_stored_arg(fcinfo, 0, &object_log_type), &b, &err))
		csq_throw(&err);
	document = (CsqText){b.data, b.len};
	PG_RETURN_DATUM(csq_jsonb_datum(&document));
}
