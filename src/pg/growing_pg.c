/*
 * growing_pg.c
 *		States of aggregates that are large: expanded objects that grow in place.
 *
 * See growing_pg.h.  Whoever reads the object as a value (a tuple that goes to
 * another process, a window function's result) gets a flat copy without slack.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/memutils.h"

#include "pg/growing_pg.h"

#define OWN_SIZE (1024 * 1024)

static void
settle(CsqLargeState *l)
{
	CsqError err;

	if (l->type->settle != NULL && !l->type->settle(&l->state, l->beside, &err))
		csq_throw(&err);
}

static Size
large_flat_size(ExpandedObjectHeader *eohptr)
{
	CsqLargeState *l = (CsqLargeState *) eohptr;
	/* whoever asks may do so in a context in which nothing can be freed, as sorts have since PostgreSQL 17 */
	MemoryContext caller = MemoryContextSwitchTo(l->hdr.eoh_context);

	settle(l);
	MemoryContextSwitchTo(caller);
	return l->type->used(l->state);
}

static void
large_flatten(ExpandedObjectHeader *eohptr, void *result, Size allocated_size)
{
	CsqLargeState *l = (CsqLargeState *) eohptr;

	l->type->copy(l->state, csq_in_large_pages(result, allocated_size), allocated_size);
}

const ExpandedObjectMethods csq_large_methods = {large_flat_size, large_flatten};

Datum
csq_growing_moved(FunctionCallInfo fcinfo, CsqGrowingState *s, const CsqGrowing *type)
{
	MemoryContext  agg = csq_agg_context(fcinfo);
	MemoryContext  own;
	CsqLargeState *l;

	if (csq_flat_size(s->state) < OWN_SIZE || agg == NULL)
		return PointerGetDatum(s->state);
	own = AllocSetContextCreate(agg, "csq large state", ALLOCSET_SMALL_SIZES);
	s->large = l = MemoryContextAllocZero(own, sizeof *l);
	EOH_init_header(&l->hdr, &csq_large_methods, own);
	l->type = type;
	l->state = MemoryContextAlloc(own, csq_flat_size(s->state));
	memcpy(l->state, s->state, csq_flat_size(s->state));
	((CsqStored *) l->state)->flags |= CSQ_FLAT_OWNED;
	l->beside = type->beside > 0 ? MemoryContextAllocZero(own, type->beside) : NULL;
	return EOHPGetRWDatum(&l->hdr);
}

Datum
csq_growing_combine(FunctionCallInfo fcinfo, const CsqGrowing *type)
{
	CsqGrowingState s = csq_growing_arg(fcinfo, type);
	const void     *was = s.state;
	void           *from = PG_ARGISNULL(1) ? NULL : csq_checked(CSQ_GETARG_VALUE(1), type->check);
	CsqError        err;

	if (s.state == NULL && from == NULL)
		PG_RETURN_NULL();
	if (s.large != NULL)
	{
		settle(s.large);
		s.state = s.large->state;
	}
	if (s.state == NULL)
		s.state = from;
	else if (from != NULL && !type->merge(&s.state, from, &err))
		csq_throw(&err);
	return csq_growing_datum(fcinfo, &s, was, type);
}

const void *
csq_growing_value(FunctionCallInfo fcinfo, int n, const CsqGrowing *type, bool *own)
{
	CsqLargeState *l = csq_large_arg(fcinfo, n, type);

	if (own != NULL)
		*own = l != NULL;
	if (l == NULL)
		return CSQ_GETARG_VALUE(n);
	settle(l);
	return l->state;
}
