/*
 * journey_shared_pg.h
 *		States of journey_agg: objects that share their labels.
 *
 * Shell header: include after csq.h.
 */
#ifndef CSQ_JOURNEY_SHARED_PG_H
#define CSQ_JOURNEY_SHARED_PG_H

#include "utils/expandeddatum.h"
#include "utils/float.h"

#include "journey/journey_shared.h"
#include "pg/csq.h"

#define CSQ_SHARED_FIRST 23 /* words of a new state: with what is before them 256 bytes */

typedef struct CsqSharedArena CsqSharedArena;

/* Of one group. */
typedef struct CsqSharedState
{
	ExpandedObjectHeader hdr;
	uint32               n;   /* events */
	uint32               cap; /* words; 0: a journey as ever */
	union
	{
		int64      *words;
		CsqJourney *journey; /* CSQ_FLAT_OWNED */
	};
	CsqSharedArena *arena;
	int64           first[CSQ_SHARED_FIRST];
} CsqSharedState;

/* What the states of one hash table share, or those of groups that come sorted, one after the other. */
struct CsqSharedArena
{
	CsqSharedLabels labels;
	bool            wide;     /* events have room for a value */
	bool            far;      /* states are in no cache */
	MemoryContext   memory;   /* of all of this */
	MemoryContext   context;  /* of the objects, as each says: that of all of them, or of the group that began last */
	MemoryContext   table;    /* of the hash table, in which the objects lie beside their groups; NULL: sorted groups */
	const void     *measured; /* of this state the labels say how long it is */
	uint32          measured_n;
	const void     *written; /* this state was written last, with so many events */
	uint32          written_n;
	bool            again;     /* some state was asked for its bytes twice in a row: they are kept from then on */
	uint32          kept_size; /* of those of the state that was written last; 0: they are not kept */
	char           *kept;      /* room for MOST_KEPT */
};

extern const ExpandedObjectMethods csq_shared_methods;

/* Argument 0, not NULL, when it is such a state, else NULL. */
static inline CsqSharedState *
csq_shared_state(FunctionCallInfo fcinfo)
{
	struct varlena       *arg = (struct varlena *) PG_GETARG_POINTER(0);
	varatt_expanded       e;
	ExpandedObjectHeader *hdr;

	if (!VARATT_IS_EXTERNAL_EXPANDED_RW(arg) || !csq_in_aggregate(fcinfo))
		return NULL;
	memcpy(&e, VARDATA_EXTERNAL(arg), sizeof e);
	hdr = e.eohptr;
	return hdr->eoh_methods == &csq_shared_methods ? (CsqSharedState *) hdr : NULL;
}

/* Argument n, not NULL, when it is a journey whose events lie in words, read only or not; else NULL: it is a value. */
static inline const CsqSharedState *
csq_shared_arg(FunctionCallInfo fcinfo, int n)
{
	struct varlena       *arg = (struct varlena *) PG_GETARG_POINTER(n);
	varatt_expanded       e;
	const CsqSharedState *s;

	if (!VARATT_IS_EXTERNAL_EXPANDED(arg))
		return NULL;
	memcpy(&e, VARDATA_EXTERNAL(arg), sizeof e);
	s = (const CsqSharedState *) e.eohptr;
	return s->hdr.eoh_methods == &csq_shared_methods && s->cap != 0 ? s : NULL;
}

static inline CsqSharedEvents
csq_shared_events(const CsqSharedState *s)
{
	return (CsqSharedEvents){s->words, s->n, s->arena->wide};
}

/*
 * The same of a state of this arena, for most rows: nothing depends on what lies there but the answer, so that
 * the processor goes on with the row, and perhaps with the next, before it comes.
 */
static inline CsqSharedState *
csq_shared_usual_state(FunctionCallInfo fcinfo, const CsqSharedArena *arena)
{
	struct varlena *arg = (struct varlena *) PG_GETARG_POINTER(0);
	CsqSharedState *s = (CsqSharedState *) ((char *) arg - offsetof(ExpandedObjectHeader, eoh_rw_ptr));
	bool            ours = VARATT_IS_EXTERNAL_EXPANDED_RW(arg);

	return CSQ_LIKELY(ours && s->hdr.eoh_methods == &csq_shared_methods && s->hdr.eoh_context == arena->context) ? s
	                                                                                                             : NULL;
}

/* The arena of this call site, NULL when there is none. */
static inline CsqSharedArena *
csq_shared_arena(FunctionCallInfo fcinfo)
{
	const CsqCallHead *head = fcinfo->flinfo != NULL ? fcinfo->flinfo->fn_extra : NULL;

	return CSQ_LIKELY(head != NULL && head->constant.magic == CSQ_CALL_SITE_MAGIC && head->memory != NULL &&
	                  csq_in_aggregate(fcinfo))
	           ? *(CsqSharedArena **) head->memory
	           : NULL;
}

/* A new one, if this call is for groups of an aggregate (see there); else NULL.  wide: its events may have values. */
extern CsqSharedState *csq_shared_begin(FunctionCallInfo fcinfo, bool wide);

/* The same of a call site that has an arena. */
extern CsqSharedState *csq_shared_begin_again(FunctionCallInfo fcinfo, CsqSharedArena *a);

/* One more event of a kind that there is, where there is room; else false. */
static inline bool
csq_shared_add_usual(CsqSharedState *s, bool wide, int64 at, int kind, const float8 *value)
{
	if (CSQ_UNLIKELY(kind < 0 || !csq_shared_has_place(at)))
		return false;
	if (wide)
	{
		float8 v = value != NULL ? *value + 0.0 : get_float8_nan(); /* + 0.0: no negative zero */

		if (CSQ_UNLIKELY(2 * s->n + 2 > s->cap))
			return false;
		s->words[2 * s->n] = csq_shared_word(at, kind);
		memcpy(&s->words[2 * s->n + 1], &v, sizeof v);
	}
	else
	{
		if (CSQ_UNLIKELY(s->n >= s->cap))
			return false;
		if (s->arena->far)
			csq_store_far(&s->words[s->n], csq_shared_word(at, kind));
		else
			s->words[s->n] = csq_shared_word(at, kind);
	}
	s->n++;
	return true;
}

/* Any event; raises what csq_journey_add() does. */
extern void csq_shared_add(CsqSharedState *s, const CsqNewEvent *e);

#endif /* CSQ_JOURNEY_SHARED_PG_H */
