/*
 * process_cases_pg.c
 *		SQL shell of process_agg(journey): a process that grows in place.
 *
 * The state is the result, a process; within an aggregate it is an expanded object
 * from the first journey on (process_cases.h), which is packed when somebody reads it:
 * the executor at the end, a window function in between, a worker that hands over.
 * The combine function is that of rollup.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/expandeddatum.h"
#include "utils/memutils.h"

#include "pg/csq.h"
#include "calendar/calendar_args_pg.h"
#include "process/process_cases.h"
#include "process/process_pg.h"

typedef struct Growing
{
	ExpandedObjectHeader hdr;
	CsqProcessCases     *cases;  /* in the object's context */
	MemoryContext        work;   /* of packing */
	void                *packed; /* NULL: not since the last case */
} Growing;

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
	g->packed = NULL;
	MemoryContextReset(g->work);
}

static const ExpandedObjectMethods growing_methods = {growing_flat_size, growing_flatten};

/* Argument 0 when it is such an object that may be changed, else NULL. */
static Growing *
growing_arg(FunctionCallInfo fcinfo)
{
	struct varlena *arg = (struct varlena *) PG_GETARG_POINTER(0);

	if (csq_agg_context(fcinfo) != NULL && VARATT_IS_EXTERNAL_EXPANDED_RW(arg))
	{
		ExpandedObjectHeader *hdr = DatumGetEOHP(PointerGetDatum(arg));

		if (hdr->eoh_methods == &growing_methods)
			return (Growing *) hdr;
	}
	return NULL;
}

/* An object that begins with the process of argument 0, if there is one. */
static Growing *
new_growing(FunctionCallInfo fcinfo)
{
	MemoryContext agg = csq_agg_context(fcinfo);
	MemoryContext own = AllocSetContextCreate(agg != NULL ? agg : CurrentMemoryContext, "csq process of journeys",
	                                          ALLOCSET_SMALL_SIZES);
	Growing      *g = MemoryContextAllocZero(own, sizeof *g);
	MemoryContext caller;
	CsqProcess    p;
	CsqError      err;

	if (!PG_ARGISNULL(0))
		csq_process_arg(fcinfo, 0, &p);
	EOH_init_header(&g->hdr, &growing_methods, own);
	g->work = AllocSetContextCreate(own, "csq process packed", ALLOCSET_SMALL_SIZES);
	caller = MemoryContextSwitchTo(own);
	g->cases = csq_process_cases_new();
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
	Growing *g = PG_ARGISNULL(0) ? NULL : growing_arg(fcinfo);

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	if (g == NULL)
		g = new_growing(fcinfo);
	if (g->packed != NULL)
	{
		g->packed = NULL;
		MemoryContextReset(g->work);
	}
	add_journey(fcinfo, g, CSQ_GETARG_VALUE(1));
	return EOHPGetRWDatum(&g->hdr);
}
