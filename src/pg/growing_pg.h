/*
 * growing_pg.h
 *		States of aggregates that collect things: flat while small, then an object.
 *
 * Shell header: include after csq.h.
 *
 * A state that the executor keeps as a plain value is copied twice each time it
 * grows: by us and by the executor.  From 1 MB on it is an expanded object
 * instead, a memory context of its own in which it grows in place (flat.h,
 * CSQ_FLAT_OWNED).  Not from the start: a context per group would cost more than
 * it saves, and makes hash aggregation slow when there are many.
 *
 * A large state can have something beside it that makes adding to it cheaper.
 */
#ifndef CSQ_GROWING_PG_H
#define CSQ_GROWING_PG_H

#include "utils/expandeddatum.h"

#include "pg/csq.h"
#include "base/flat.h"

/* What a type of states says of itself. */
typedef struct CsqGrowing
{
	CsqCheck check;
	size_t (*used)(const void *state); /* bytes without slack, and a copy of only these */
	void (*copy)(const void *state, void *to, size_t size);
	bool (*merge)(void **into, const void *from, CsqError *err); /* of another state, which is checked */
	size_t beside;                                             /* bytes beside a large state, zero at first; 0 = none */
	bool (*settle)(void **state, void *beside, CsqError *err); /* bring in what waits there; NULL = nothing does */
} CsqGrowing;

typedef struct CsqLargeState
{
	ExpandedObjectHeader hdr;
	const CsqGrowing    *type;
	void                *state; /* in the object's context */
	void                *beside;
} CsqLargeState;

/* The state of a transition: argument 0, or none yet. */
typedef struct CsqGrowingState
{
	CsqLargeState *large;  /* NULL: a plain value */
	void          *state;  /* may be changed in place, or replaced; NULL: none yet */
	void          *beside; /* NULL: a plain value, or nothing there */
} CsqGrowingState;

extern const ExpandedObjectMethods csq_large_methods;

/* Argument n when it is a large state of this type, else NULL. */
static inline CsqLargeState *
csq_large_arg(FunctionCallInfo fcinfo, int n, const CsqGrowing *type)
{
	struct varlena *arg = (struct varlena *) PG_GETARG_POINTER(n);

	if (VARATT_IS_EXTERNAL_EXPANDED(arg))
	{
		varatt_expanded       e; /* as DatumGetEOHP() does it, without a call for each row */
		ExpandedObjectHeader *hdr;

		memcpy(&e, VARDATA_EXTERNAL(arg), sizeof e);
		hdr = e.eohptr;
		if (hdr->eoh_methods == &csq_large_methods && ((CsqLargeState *) hdr)->type == type)
			return (CsqLargeState *) hdr;
	}
	return NULL;
}

/* Makes a large state of a plain one that has grown to this size. */
extern Datum csq_growing_moved(FunctionCallInfo fcinfo, CsqGrowingState *s, const CsqGrowing *type);

static inline CsqGrowingState
csq_growing_arg(FunctionCallInfo fcinfo, const CsqGrowing *type)
{
	CsqGrowingState s = {NULL, NULL, NULL};

	if (PG_ARGISNULL(0))
		return s;
	if (csq_in_aggregate(fcinfo) && VARATT_IS_EXTERNAL_EXPANDED_RW((struct varlena *) PG_GETARG_POINTER(0)))
		s.large = csq_large_arg(fcinfo, 0, type);
	s.state = s.large != NULL ? s.large->state : csq_flat_state(fcinfo, type->check);
	s.beside = s.large != NULL ? s.large->beside : NULL;
	return s;
}

/* What the transition returns; was: the state as it came. */
static inline Datum
csq_growing_datum(FunctionCallInfo fcinfo, CsqGrowingState *s, const void *was, const CsqGrowing *type)
{
	if (CSQ_LIKELY(s->large != NULL))
	{
		s->large->state = s->state;
		return EOHPGetRWDatum(&s->large->hdr);
	}
	if (CSQ_LIKELY(s->state == was))
		return PointerGetDatum(s->state);
	return csq_growing_moved(fcinfo, s, type);
}

/* Combine function: argument 1 added to argument 0; a NULL adds nothing. */
extern Datum csq_growing_combine(FunctionCallInfo fcinfo, const CsqGrowing *type);

/* Argument n to be read, nothing waiting beside it.  own: it is our own work and need not be checked; may be NULL. */
extern const void *csq_growing_value(FunctionCallInfo fcinfo, int n, const CsqGrowing *type, bool *own);

#endif /* CSQ_GROWING_PG_H */
