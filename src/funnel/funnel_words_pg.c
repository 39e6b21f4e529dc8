/*
 * funnel_words_pg.c
 *		SQL shell of what level and steps of a case are planned with.
 *
 * See funnel_words_pg.h for the state.  funnel_words_agg gives the case, as funnel_case_agg
 * does, whose state is the case itself: that one is for engines that spread aggregates over
 * servers, and for who keeps states.
 *
 * A worker hands over the case, as bytes, and what is merged is a case as ever.
 */
#include "postgres.h"

#include "fmgr.h"
#include "nodes/execnodes.h"
#include "nodes/plannodes.h"
#include "utils/memutils.h"

#include "funnel/funnel_pg.h"
#include "funnel/funnel_words_pg.h"
#include "pg/csq.h"

StaticAssertDecl(sizeof(Datum) == 8, "a state is an address and a number");

/* ---- states ---- */

static CsqFunnelCase *
empty_cell(void *cell, uint8 kind, uint64 key)
{
	CsqFunnelCase *c = cell;

	*c = (CsqFunnelCase){.flat = {.version = CSQ_FUNNEL_CASE_VERSION, .kind = kind}, .key = key};
	return c;
}

static bool
fits_state(const void *address)
{
	return ((uintptr_t) address >> CSQ_WORDS_SHIFT) == 0;
}

static uint32
room_of(Size size)
{
	return (uint32) ((size - sizeof(CsqFunnelCase)) / sizeof(int64));
}

/* What cells of this call site can be: decided by its plan, once. */
static void
decide(FunctionCallInfo fcinfo, CsqWordsSite *w, uint8 kind, uint64 key)
{
	const AggState *agg = (const AggState *) fcinfo->context;
	const Agg      *plan;

	w->decided = true;
	if (!IsA(agg, AggState) || csq_called_for_aggregate(fcinfo))
		return;
	plan = (const Agg *) agg->ss.ps.plan;
	if (plan->groupingSets != NIL || plan->chain != NIL)
		return;
	w->key = key;
	if (plan->aggstrategy == AGG_HASHED)
		w->room = room_of(CSQ_WORDS_SIZE);
	else if (plan->aggstrategy == AGG_PLAIN || plan->aggstrategy == AGG_SORTED)
	{
		void *cell = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, CSQ_WORDS_ALONE_SIZE);

		if (!fits_state(cell))
			return;
		w->alone = empty_cell(cell, kind, key);
		w->room = room_of(CSQ_WORDS_ALONE_SIZE);
	}
}

static MemoryContext
state_context(FunctionCallInfo fcinfo)
{
	MemoryContext context = csq_agg_context(fcinfo);

	if (context == NULL)
		elog(ERROR, "csq: called outside an aggregate");
	return context;
}

/* The state of a case as ever. */
static Datum
case_datum(CsqFunnelCase *c)
{
	if (!fits_state(c))
		elog(ERROR, "csq: address %p does not fit the state of a case", (void *) c);
	return PointerGetDatum(c) | CSQ_WORDS_CASE;
}

Datum
csq_words_begin(FunctionCallInfo fcinfo, uint8 kind, uint64 key)
{
	CsqWordsSite  *w = csq_call_memory_again(fcinfo, sizeof *w);
	MemoryContext  context = state_context(fcinfo);
	CsqFunnelCase *c;

	if (CSQ_UNLIKELY(!w->decided))
		decide(fcinfo, w, kind, key);
	if (CSQ_LIKELY(w->room > 0 && w->key == key))
	{
		if (w->alone != NULL)
			return csq_words_begin_usual(w);
		csq_one_state_more(fcinfo);
		w->far = csq_groups_are_far(fcinfo);
		c = empty_cell(MemoryContextAlloc(context, CSQ_WORDS_SIZE), kind, key);
		if (CSQ_LIKELY(fits_state(c)))
			return PointerGetDatum(c) | CSQ_WORDS_CELL;
	}
	context = MemoryContextSwitchTo(context);
	c = csq_funnel_case_new(kind, key, 0, 0);
	MemoryContextSwitchTo(context);
	return case_datum(c);
}

CsqFunnelCase *
csq_words_case(Datum state)
{
	CsqFunnelCase *c = csq_words_place(state);

	if ((state & CSQ_WORDS_TAGS) == CSQ_WORDS_CELL)
	{
		c->nevents = (uint32) (state >> CSQ_WORDS_SHIFT);
		csq_flat_set_size(c, sizeof *c + c->nevents * sizeof(int64));
	}
	return c;
}

void
csq_words_open(FunctionCallInfo fcinfo, Datum state, CsqWordsCase *open)
{
	CsqError err;

	open->caller = MemoryContextSwitchTo(state_context(fcinfo));
	open->c = csq_words_case(state);
	open->was = NULL;
	if ((state & CSQ_WORDS_TAGS) == CSQ_WORDS_CASE)
		open->was = open->c;
	else if (!csq_funnel_case_grow(&open->c, 1, 0, &err)) /* a cell has no room beyond its events: a copy */
		csq_throw(&err);
}

Datum
csq_words_close(CsqWordsCase *open)
{
	if (open->was != NULL && open->was != open->c)
		pfree(open->was);
	MemoryContextSwitchTo(open->caller);
	return case_datum(open->c);
}

/* ---- what the aggregates are made of ---- */

/*
 * words_combine(internal, internal) -> internal
 *
 * Combine function of window_funnel and funnel_words_agg.
 * NULL:    a NULL adds nothing.
 * Errors:  22023 different specifications or windows; 54000 above 1 GB.
 * Cost:    O(events of the second).
 */
PG_FUNCTION_INFO_V1(csq_words_combine);
Datum
csq_words_combine(PG_FUNCTION_ARGS)
{
	CsqWordsCase         open;
	const CsqFunnelCase *from;
	CsqError             err;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	from = csq_words_case(PG_GETARG_DATUM(1));
	if (PG_ARGISNULL(0))
	{
		open.caller = MemoryContextSwitchTo(state_context(fcinfo));
		open.c = palloc(csq_flat_size(from));
		memcpy(open.c, from, csq_flat_size(from));
		open.was = NULL;
		PG_RETURN_DATUM(csq_words_close(&open));
	}
	csq_words_open(fcinfo, PG_GETARG_DATUM(0), &open);
	if (!csq_funnel_case_merge(&open.c, from, &err))
		csq_throw(&err);
	PG_RETURN_DATUM(csq_words_close(&open));
}

/*
 * words_serial(internal) -> bytea, words_deserial(bytea, internal) -> internal
 *
 * How a worker hands a case over: as its value.
 * NULL:    strict.
 * Errors:  22000 bytes that are no case.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_words_serial);
Datum
csq_words_serial(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(csq_words_case(PG_GETARG_DATUM(0)));
}

PG_FUNCTION_INFO_V1(csq_words_deserial);
Datum
csq_words_deserial(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(case_datum(csq_checked(PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0)), csq_funnel_case_check)));
}

/*
 * words_result(internal) -> funnel_case
 *
 * Final function of funnel_words_agg: the case, which lies where it is until the next row of the aggregate.
 * NULL:    strict.
 * Cost:    O(1).
 */
PG_FUNCTION_INFO_V1(csq_words_result);
Datum
csq_words_result(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(csq_words_case(PG_GETARG_DATUM(0)));
}
