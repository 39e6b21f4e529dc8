/*
 * process_cases_pg.c
 *		SQL shell of process_agg(journey): a process, or its graph, that grows in place.
 *
 * The state is the result, a process; within an aggregate it is an expanded object
 * from the first journey on (process_cases.h), which is packed when somebody reads it:
 * the executor at the end, a window function in between, a worker that hands over.
 * The combine function is that of rollup.
 *
 * Where nothing is asked but edges and durations the planner has their graph collected
 * instead (process_support_pg.c), in the same way; and that of stored processes, where
 * rollup is asked, which adds the graphs up as it would add the processes.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/expandeddatum.h"
#include "utils/memutils.h"

#include "pg/csq.h"
#include "calendar/calendar_args_pg.h"
#include "calendar/zone_pg.h"
#include "pg/folding_pg.h"
#include "pg/stored_type_pg.h"
#include "process/process_cases.h"
#include "process/process_graph.h"
#include "process/process_pg.h"

typedef struct Growing
{
	ExpandedObjectHeader hdr;
	CsqProcessCases     *cases;  /* in the object's context, which objects of other groups share */
	MemoryContext        work;   /* of packing, NULL but when packed */
	void                *packed; /* NULL: not since the last case */
	bool                 is_graph;
} Growing;

/* What was packed is of no use any more. */
static void
forget_packed(Growing *g)
{
	if (g->work != NULL)
		MemoryContextDelete(g->work);
	g->work = NULL;
	g->packed = NULL;
}

static Size
growing_flat_size(ExpandedObjectHeader *eohptr)
{
	Growing      *g = (Growing *) eohptr;
	MemoryContext caller;
	CsqError      err;

	if (g->packed == NULL)
	{
		caller = MemoryContextSwitchTo(g->hdr.eoh_context);
		csq_process_cases_settle(g->cases);
		g->work = AllocSetContextCreate(g->hdr.eoh_context, "csq process packed", ALLOCSET_SMALL_SIZES);
		MemoryContextSwitchTo(g->work);
		g->packed = csq_process_cases_pack(g->cases, &err);
		MemoryContextSwitchTo(caller);
		if (g->packed == NULL)
			csq_throw(&err);
	}
	return VARSIZE(g->packed);
}

static void
growing_flatten(ExpandedObjectHeader *eohptr, void *result, Size allocated_size)
{
	Growing *g = (Growing *) eohptr;

	Assert(allocated_size == VARSIZE(g->packed));
	memcpy(csq_in_large_pages(result, allocated_size), g->packed, allocated_size);
	forget_packed(g);
}

static const ExpandedObjectMethods growing_methods = {growing_flat_size, growing_flatten};

/* Argument 0 when it is such an object that may be changed, else NULL. */
static Growing *
growing_arg(FunctionCallInfo fcinfo, bool is_graph)
{
	struct varlena *arg = (struct varlena *) PG_GETARG_POINTER(0);

	if (csq_agg_context(fcinfo) != NULL && VARATT_IS_EXTERNAL_EXPANDED_RW(arg))
	{
		ExpandedObjectHeader *hdr = DatumGetEOHP(PointerGetDatum(arg));

		if (hdr->eoh_methods == &growing_methods && ((Growing *) hdr)->is_graph == is_graph)
			return (Growing *) hdr;
	}
	return NULL;
}

#define CONTEXT_NAME "csq processes of journeys"

/*
 * The context in which the groups of an aggregate grow.  One of their own each would be visited whenever a hash
 * table of groups asks for its memory, which is at every new group: time by the square of the groups.  Nothing of
 * it is freed before the memory of all groups is.
 */
static MemoryContext
context_of_groups(MemoryContext agg)
{
	int depth = 8; /* contexts of other aggregates may come before it */

	for (MemoryContext c = agg->firstchild; c != NULL && depth > 0; c = c->nextchild, depth--)
		if (c->name != NULL && strcmp(c->name, CONTEXT_NAME) == 0)
			return c;
	return AllocSetContextCreate(agg, CONTEXT_NAME, ALLOCSET_START_SMALL_SIZES);
}

/* An object that begins with the process, or graph, of argument 0, if there is one. */
static Growing *
new_growing(FunctionCallInfo fcinfo, bool is_graph)
{
	MemoryContext agg = csq_agg_context(fcinfo);
	MemoryContext own = agg != NULL ? context_of_groups(agg)
	                                : AllocSetContextCreate(CurrentMemoryContext, CONTEXT_NAME, ALLOCSET_SMALL_SIZES);
	Growing      *g = MemoryContextAllocZero(own, sizeof *g);
	MemoryContext caller;
	CsqProcess    p;
	CsqError      err;

	if (!PG_ARGISNULL(0))
		(is_graph ? csq_process_graph_arg : csq_process_arg)(fcinfo, 0, &p);
	EOH_init_header(&g->hdr, &growing_methods, own);
	caller = MemoryContextSwitchTo(own);
	g->is_graph = is_graph;
	g->cases = csq_process_cases_new(is_graph);
	if (!PG_ARGISNULL(0) && !csq_process_cases_load(g->cases, &p, &err))
		csq_throw(&err);
	MemoryContextSwitchTo(caller);
	return g;
}

/* The calendar of argument 2, compiled; argument 1, which has nothing compiled of its own, stands for it. */
static const CsqCalendar *
compiled_calendar(FunctionCallInfo fcinfo)
{
	LOCAL_FCINFO(call, 2);

	InitFunctionCallInfoData(*call, fcinfo->flinfo, 2, InvalidOid, NULL, NULL);
	call->args[1] = fcinfo->args[2];
	return csq_calendar_arg(call, 1);
}

static void
add_journey(FunctionCallInfo fcinfo, Growing *g, const CsqJourney *j)
{
	CsqText            calendar = {"", 0};
	const CsqCalendar *compiled = NULL;
	CsqJourneyView     view;
	MemoryContext      caller;
	bool               added;
	CsqError           err;

	if (PG_NARGS() > 2)
	{
		calendar = csq_process_calendar_arg(fcinfo, 2);
		compiled = compiled_calendar(fcinfo);
	}
	caller = MemoryContextSwitchTo(g->hdr.eoh_context);
	if (!csq_process_cases_bind(g->cases, &calendar, &err) ||
	    !csq_process_cases_add(g->cases, j, compiled, &added, &err))
		csq_throw(&err);
	MemoryContextSwitchTo(caller);
	if (added)
		return;
	if (!csq_journey_open(j, &view, &err))
		csq_throw(&err);
	caller = MemoryContextSwitchTo(g->hdr.eoh_context);
	if (!csq_process_cases_view(g->cases, &view, compiled, &err))
		csq_throw(&err);
	MemoryContextSwitchTo(caller);
}

static Datum
append_case(FunctionCallInfo fcinfo, bool is_graph)
{
	Growing *g = PG_ARGISNULL(0) ? NULL : growing_arg(fcinfo, is_graph);

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	if (g == NULL)
		g = new_growing(fcinfo, is_graph);
	if (g->packed != NULL)
		forget_packed(g);
	add_journey(fcinfo, g, CSQ_GETARG_VALUE(1));
	return EOHPGetRWDatum(&g->hdr);
}

/*
 * process_append(process, journey [, calendar]) -> process
 *
 * Transition function of process_agg(journey): the journey's events as one case;
 * its channels are the resources.
 * NULL:    a NULL journey is skipped; an empty one is no case.
 * Errors:  22000 a damaged stored journey; 22003 the squares of the times do not fit 128 bits;
 *          54000 process above 1 GB; 22004 a NULL calendar; 22023 another calendar than that of
 *          the cases so far; 22008 an event outside the validity of the calendar.
 * Cost:    O(events of the journey), O(n log n) when they are not in order; packing the
 *          result O(v log v) for v variants.
 */
PG_FUNCTION_INFO_V1(csq_process_append_case);
Datum
csq_process_append_case(PG_FUNCTION_ARGS)
{
	return append_case(fcinfo, false);
}

/* ---- the graph ---- */

/*
 * process_graph_append(process_graph, journey [, calendar]) -> process_graph
 *
 * Transition function of process_graph_agg: as process_append, but for variants and
 * handovers, which are not kept.
 * NULL:    as process_append.
 * Errors:  as process_append; never that there are too many variants.
 * Cost:    O(events of the journey), O(n log n) when they are not in order.
 */
PG_FUNCTION_INFO_V1(csq_process_graph_append);
Datum
csq_process_graph_append(PG_FUNCTION_ARGS)
{
	return append_case(fcinfo, true);
}

void
csq_process_graph_arg(FunctionCallInfo fcinfo, int n, CsqProcess *g)
{
	void    *value = CSQ_GETARG_VALUE(n);
	CsqError err;

	if (!csq_process_graph_open(value, VARSIZE(value), g, &err))
		csq_throw(&err);
}

static const void *
graph_opened(const void *value, CsqError *err)
{
	CsqProcess *g = csq_alloc(sizeof *g);

	return csq_process_graph_open(value, VARSIZE(value), g, err) ? g : NULL;
}

static void *
graph_read(const void *data, size_t len, CsqError *err)
{
	return csq_process_graph_read(data, len, csq_zone_canonical, err);
}

#define graph_write csq_process_graph_write

/*
 * process_graph_in, _out, _recv, _send
 *
 * Text: {"v":1,"data":"<base64>"} of the binary form, which process_graph.h says.
 * Errors:  in: 22P02 malformed text; 22023 unknown time zone of the calendar; recv:
 *          22P03 for anything but a canonical binary form.
 * Cost:    O(length).
 */
CSQ_STATE_TYPE(process_graph, graph, .utf8 = true, .open = graph_opened)

static void *
open_graph(void *value, CsqError *err)
{
	CsqProcess g;

	return csq_process_graph_open(value, VARSIZE(value), &g, err) ? value : NULL;
}

static bool
same_calendar(const void *a, const void *b, CsqError *err)
{
	CsqText x = csq_process_graph_calendar(a);
	CsqText y = csq_process_graph_calendar(b);

	return csq_process_calendar_same(&x, &y, err);
}

/* What a stored process adds to a graph. */
static void *
graph_of_process(void *value, CsqError *err)
{
	CsqProcess p;

	return csq_process_open_to_add(value, VARSIZE(value), &p, err) ? csq_process_graph_of(&p, err) : NULL;
}

static const CsqFolding graph_folding = {open_graph, same_calendar, csq_process_graph_merge, true, NULL};
static const CsqFolding rollup_folding = {open_graph, same_calendar, csq_process_graph_merge, true, graph_of_process};

/*
 * process_graph_combine(process_graph, process_graph) -> process_graph
 *
 * Combine function of process_graph_agg: the cases of both, which must be different
 * cases.  Exact, in any order.
 * NULL:    a NULL adds nothing.
 * Errors:  22003 counts out of range; 54000 more than 1 GB; 22000 a damaged value;
 *          22023 different calendars.
 * Cost:    O(edges of both).
 */
PG_FUNCTION_INFO_V1(csq_process_graph_combine);
Datum
csq_process_graph_combine(PG_FUNCTION_ARGS)
{
	return csq_folding_combine(fcinfo, &graph_folding);
}

/*
 * process_graph_add(process_graph, process) -> process_graph
 *
 * Transition function of process_graph_agg(process), which is planned in the place of
 * rollup(process): the graph of both, whose cases must be different ones.  Variants are
 * read, but neither merged nor kept.
 * NULL:    a NULL adds nothing.
 * Errors:  as process_combine, but for those of variants that are too many.
 * Cost:    O(size of the process).
 */
PG_FUNCTION_INFO_V1(csq_process_graph_add);
Datum
csq_process_graph_add(PG_FUNCTION_ARGS)
{
	return csq_folding_combine(fcinfo, &rollup_folding);
}
