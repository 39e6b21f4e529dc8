/*
 * folding_pg.c
 *		Adding up many large values: a pile that is folded as it grows.
 *
 * See folding_pg.h.  The object owns a memory context, and below it one for the values
 * of the pile and one for the work of merging, which are emptied each time.
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/execnodes.h"
#include "utils/expandeddatum.h"
#include "utils/memutils.h"

#include "base/flat.h"
#include "pg/folding_pg.h"

#define PLAIN_SIZE 8192          /* up to here a state is merged where it lies */
#define OWN_SIZE   (1024 * 1024) /* from here on the executor is not to copy what two were merged to */
#define LEAST_SIZE 65536
#define MOST_SIZE  (4 * 1024 * 1024)
#define WAITING    16 /* times the first sum may wait: so many values are merged in one go, not two by two */
#define MAX_SUMS   40 /* sizes halve: more than 1 GB has bits */

typedef struct Pile
{
	ExpandedObjectHeader hdr;
	const CsqFolding    *type;
	MemoryContext        work;
	MemoryContext        first; /* that of the first sum, where it is as large as to lie where it was merged; or NULL */
	int                  nsums; /* at least one */
	void                *sums[MAX_SUMS];
	MemoryContext        fresh_context; /* of the values that came since */
	Size                 fresh_size;
	uint32               nfresh;
	uint32               room;
	void               **fresh;
} Pile;

static void *
copied(MemoryContext context, const void *value)
{
	void *copy = MemoryContextAlloc(context, VARSIZE(value));

	memcpy(copy, value, VARSIZE(value));
	return copy;
}

/* The sum of n values, in the object's context. */
static void *
sum_of(Pile *p, void **values, uint32 n)
{
	MemoryContext caller;
	CsqError      err;
	void         *sum;

	if (n == 1)
		return copied(p->hdr.eoh_context, values[0]);
	caller = MemoryContextSwitchTo(p->work);
	sum = p->type->merge((const void *const *) values, n, &err);
	if (sum == NULL)
		csq_throw(&err);
	MemoryContextSwitchTo(caller);
	sum = copied(p->hdr.eoh_context, sum);
	MemoryContextReset(p->work);
	return sum;
}

/*
 * What came since and the last n sums become one sum, in one go.  Nothing is taken from the caller's context: a sort
 * asks for the size of an object in one of which nothing can be freed, since PostgreSQL 17.
 */
static void
fold_with(Pile *p, int n)
{
	void **values = MemoryContextAlloc(p->hdr.eoh_context, (p->nfresh + (Size) n) * sizeof *values);
	void  *sum;

	Assert(p->nsums - n < MAX_SUMS);
	if (n > 0)
		memcpy(values, p->sums + p->nsums - n, (Size) n * sizeof *values);
	if (p->nfresh > 0)
		memcpy(values + n, p->fresh, p->nfresh * sizeof *values);
	sum = sum_of(p, values, p->nfresh + (uint32) n);
	for (int i = 0; i < n; i++)
		pfree(values[i]);
	pfree(values);
	p->nsums -= n;
	if (p->nsums == 0 && p->first != NULL)
	{
		MemoryContextDelete(p->first);
		p->first = NULL;
	}
	p->sums[p->nsums++] = sum;
	p->nfresh = 0;
	p->fresh_size = 0;
	MemoryContextReset(p->fresh_context);
}

/* What came since becomes a sum; with it those that it would be merged with next, as they are no larger. */
static void
fold(Pile *p)
{
	int n = 0;

	if (p->nfresh == 0)
		return;
	while (n < p->nsums && VARSIZE(p->sums[p->nsums - 1 - n]) <= p->fresh_size)
		n++;
	fold_with(p, n);
	while (p->nsums > 1 && VARSIZE(p->sums[p->nsums - 1]) > VARSIZE(p->sums[p->nsums - 2]) / 2)
		fold_with(p, 2);
}

/* What may wait: a quarter of work_mem, within limits.  When values are merged does not change their sum. */
static inline Size
most_size(void)
{
	return Min(Max((Size) work_mem * 256, MOST_SIZE), 16 * (Size) MOST_SIZE);
}

/* own: the value lies among the fresh ones already. */
static void
add(Pile *p, void *value, bool own)
{
	if (p->nfresh == p->room)
	{
		MemoryContext caller = MemoryContextSwitchTo(p->hdr.eoh_context);

		csq_grow(p->fresh, p->room);
		MemoryContextSwitchTo(caller);
	}
	p->fresh[p->nfresh] = own ? value : copied(p->fresh_context, value);
	p->fresh_size += VARSIZE(p->fresh[p->nfresh]);
	p->nfresh++;
	if (p->fresh_size > LEAST_SIZE && (p->fresh_size / WAITING > VARSIZE(p->sums[0]) || p->fresh_size > most_size()))
		fold(p);
}

static Size
pile_flat_size(ExpandedObjectHeader *eohptr)
{
	Pile *p = (Pile *) eohptr;

	if (p->nfresh > 0 || p->nsums > 1)
		fold_with(p, p->nsums);
	return VARSIZE(p->sums[0]);
}

static void
pile_flatten(ExpandedObjectHeader *eohptr, void *result, Size allocated_size)
{
	memcpy(csq_in_large_pages(result, allocated_size), ((Pile *) eohptr)->sums[0], allocated_size);
}

static const ExpandedObjectMethods pile_methods = {pile_flat_size, pile_flatten};

/* Argument 0 when it is a pile of this type that may be changed, else NULL. */
static Pile *
pile_arg(FunctionCallInfo fcinfo, const CsqFolding *type)
{
	struct varlena *arg = (struct varlena *) PG_GETARG_POINTER(0);

	if (csq_in_aggregate(fcinfo) && VARATT_IS_EXTERNAL_EXPANDED_RW(arg))
	{
		ExpandedObjectHeader *hdr = DatumGetEOHP(PointerGetDatum(arg));

		if (hdr->eoh_methods == &pile_methods && ((Pile *) hdr)->type == type)
			return (Pile *) hdr;
	}
	return NULL;
}

/* Without a sum yet. */
static Pile *
new_pile(MemoryContext agg, const CsqFolding *type)
{
	MemoryContext own = AllocSetContextCreate(agg, "csq pile", ALLOCSET_SMALL_SIZES);
	Pile         *p = MemoryContextAllocZero(own, sizeof *p);

	EOH_init_header(&p->hdr, &pile_methods, own);
	p->type = type;
	p->fresh_context = AllocSetContextCreate(own, "csq pile values", ALLOCSET_SMALL_SIZES);
	p->work = AllocSetContextCreate(own, "csq pile work", ALLOCSET_SMALL_SIZES);
	return p;
}

static Pile *
pile_with(MemoryContext agg, const void *sum, const CsqFolding *type)
{
	Pile *p = new_pile(agg, type);

	p->sums[p->nsums++] = copied(p->hdr.eoh_context, sum);
	return p;
}

/* Two large values: their sum stays where it is merged, so that it is written once. */
static Pile *
pile_of_both(MemoryContext agg, const void *const *both, const CsqFolding *type)
{
	Pile         *p = new_pile(agg, type);
	MemoryContext caller = MemoryContextSwitchTo(p->work);
	CsqError      err;
	void         *sum = type->merge(both, 2, &err);

	if (sum == NULL)
		csq_throw(&err);
	MemoryContextSwitchTo(caller);
	p->sums[p->nsums++] = sum;
	p->first = p->work;
	p->work = AllocSetContextCreate(p->hdr.eoh_context, "csq pile work", ALLOCSET_SMALL_SIZES);
	return p;
}

static void *
opened(void *value, void *(*open)(void *value, CsqError *err))
{
	CsqError err;
	void    *right = open(value, &err);

	if (right == NULL)
		csq_throw(&err);
	return right;
}

/* Argument 0 as a plain value: in an aggregate our own work, unless it came from elsewhere. */
static void *
plain_arg(FunctionCallInfo fcinfo, const CsqFolding *type)
{
	struct varlena *arg = (struct varlena *) PG_GETARG_POINTER(0);

	if (csq_in_aggregate(fcinfo) && !VARATT_IS_EXTENDED(arg))
		return arg;
	return opened(CSQ_GETARG_VALUE(0), type->open);
}

/*
 * Argument 1, opened unless it is the aggregate's own work in a worker or for a partition.  What
 * is unpacked for a pile is unpacked among its fresh values, where it stays: own.
 */
static void *
added_arg(FunctionCallInfo fcinfo, const CsqFolding *type, Pile *pile, bool *own)
{
	void *(*open_added)(void *, CsqError *) = type->open_added != NULL ? type->open_added : type->open;
	MemoryContext caller;
	void         *value;
	void         *open;

	*own = false;
	if (type->states_are_open && csq_in_aggregate(fcinfo) && IsA(fcinfo->context, AggState) &&
	    DO_AGGSPLIT_COMBINE(((AggState *) fcinfo->context)->aggsplit))
		return CSQ_GETARG_VALUE(1);
	if (pile == NULL || !VARATT_IS_EXTENDED((struct varlena *) PG_GETARG_POINTER(1)))
		return opened(CSQ_GETARG_VALUE(1), open_added);
	caller = MemoryContextSwitchTo(pile->fresh_context);
	value = CSQ_GETARG_VALUE(1);
	MemoryContextSwitchTo(caller);
	open = opened(value, open_added);
	*own = open == value;
	if (!*own)
		pfree(value);
	return open;
}

Datum
csq_folding_combine(FunctionCallInfo fcinfo, const CsqFolding *type)
{
	MemoryContext agg = csq_agg_context(fcinfo);
	Pile         *pile = PG_ARGISNULL(0) ? NULL : pile_arg(fcinfo, type);
	void         *into = PG_ARGISNULL(0) || pile != NULL ? NULL : plain_arg(fcinfo, type);
	bool          own = false;
	void         *from = PG_ARGISNULL(1) ? NULL : added_arg(fcinfo, type, pile, &own);
	CsqError      err;

	if (from == NULL)
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		return pile != NULL ? EOHPGetRWDatum(&pile->hdr) : PointerGetDatum(into);
	}
	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(from); /* the executor copies it */
	if (!type->fits(pile != NULL ? pile->sums[0] : into, from, &err))
		csq_throw(&err);
	if (pile == NULL && (agg == NULL || VARSIZE(into) <= PLAIN_SIZE ||
	                     (type->open_added == NULL && (Size) VARSIZE(from) > (Size) VARSIZE(into) / 2)))
	{
		const void *both[2] = {into, from};
		void       *sum;

		if (agg != NULL && VARSIZE(into) >= OWN_SIZE)
			return EOHPGetRWDatum(&pile_of_both(agg, both, type)->hdr);
		sum = type->merge(both, 2, &err);
		if (sum == NULL)
			csq_throw(&err);
		PG_RETURN_POINTER(sum);
	}
	if (pile == NULL)
		pile = pile_with(agg, into, type);
	add(pile, from, own);
	return EOHPGetRWDatum(&pile->hdr);
}
