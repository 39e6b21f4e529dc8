/*
 * funnel_pg.h
 *		What the shell files of funnels share.
 *
 * Shell header: include after csq.h and funnel.h.  A stored funnel_spec is a
 * CsqStoredText (stored_text.h).
 */
#ifndef CSQ_FUNNEL_PG_H
#define CSQ_FUNNEL_PG_H

#include "pg/case_id_pg.h"
#include "funnel/funnel_case.h"
#include "funnel/funnel_events.h"
#include "funnel/funnel_shared.h"
#include "journey/journey_shared_pg.h"
#include "pg/stored_type_pg.h"

/* CsqCompile: the parsed specification (CsqFunnelSpec *); its labels point into the value. */
extern void *csq_funnel_spec_compile(struct varlena *value);

/* What an aggregate over rows needs of the specification at a call site. */
typedef struct CsqFunnelSite
{
	CsqFunnelPlan  plan;
	CsqStoredText *value;
	uint64         hash; /* of its text */
	CsqLabelMemo   memo; /* of kinds */
} CsqFunnelSite;

/* CsqCompile: a CsqFunnelSite, and one without a plan, for those who keep labels. */
extern void *csq_funnel_site(struct varlena *value);
extern void *csq_funnel_site_of_labels(struct varlena *value);

/*
 * A case that begins.  Within an aggregate whoever calls copies it at once, so that it may lie in memory of the call
 * site, the same for each: a case then takes neither an allocation nor the emptying of a context.
 */
static inline CsqFunnelCase *
csq_funnel_case_begin(FunctionCallInfo fcinfo, uint8 kind, uint64 key)
{
	CsqFunnelCase *c;

	if (!csq_in_aggregate(fcinfo))
		return csq_funnel_case_new(kind, key, 0, 0);
	csq_one_state_more(fcinfo);
	c = csq_call_memory_again(fcinfo, CSQ_FUNNEL_CASE_FIRST_SIZE);
	memset(c, 0, CSQ_FUNNEL_CASE_FIRST_SIZE);
	csq_flat_set_size(c, CSQ_FUNNEL_CASE_FIRST_SIZE);
	c->flat.version = CSQ_FUNNEL_CASE_VERSION;
	c->flat.kind = kind;
	c->key = key;
	return c;
}

/* Header and first events lie in one cache line, the other events of most cases in the next. */
static inline void
csq_funnel_case_prefetch(const void *c)
{
	__builtin_prefetch((const char *) c + 64, 1);
}

/* Argument 0 as a state that may be changed in place. */
static inline CsqFunnelCase *
csq_funnel_case_state(FunctionCallInfo fcinfo)
{
	csq_funnel_case_prefetch(PG_GETARG_POINTER(0));
	return csq_flat_state(fcinfo, csq_funnel_case_check);
}

/* Raises what merging raises when the case was not collected for this. */
static inline void
csq_funnel_case_require(CsqFunnelCase *c, uint8 kind, uint64 key)
{
	if (CSQ_UNLIKELY(c->key != key || c->flat.kind != kind))
	{
		CsqFunnelCase *other = csq_funnel_case_new(kind, key, 0, 0);
		CsqError       err;

		if (!csq_funnel_case_merge(&c, other, &err))
			csq_throw(&err);
	}
}

/* What the kinds of shared journeys are to a compiled specification; NULL: it asks for whole journeys. */
extern CsqFunnelKinds *csq_funnel_kinds(CsqFunnelSpec *spec);

/* Argument n, not NULL, when it is a journey in words that tell this specification all it asks; else NULL. */
static inline const CsqSharedState *
csq_funnel_shared_arg(FunctionCallInfo fcinfo, int n, CsqFunnelSpec *spec)
{
	const CsqSharedState *s = csq_shared_arg(fcinfo, n);

	return s == NULL || (spec->kinds == NULL && csq_funnel_kinds(spec) == NULL) ? NULL : s;
}

/* Its level; raises. */
static inline int
csq_funnel_level_of_words(const CsqFunnelSpec *spec, const CsqSharedState *s)
{
	CsqSharedEvents events = csq_shared_events(s);
	CsqError        err;
	int             level = csq_funnel_shared_level(spec->kinds, &s->arena->labels, &events, &err);

	if (level == CSQ_FUNNEL_FAILED)
		csq_throw(&err);
	return level;
}

/*
 * The events of the journey in argument n that matter to the specification, unsorted; room for all.  Raises.
 * *j: the journey, NULL where it lies in words, which *s then is.
 */
extern size_t csq_funnel_hits_arg(FunctionCallInfo fcinfo, int n, CsqFunnelSpec *spec, CsqHit **hits,
                                  const CsqJourney **j, const CsqSharedState **s);

/* Argument n, checked; raises. */
extern const CsqFunnel *csq_funnel_arg(FunctionCallInfo fcinfo, int n);

/* With a third argument the events go by the clock of that calendar; raises. */
extern void csq_funnel_clock_arg(FunctionCallInfo fcinfo, CsqHit *hits, size_t n);

/* Argument n, until when events are known: 22004 for NULL, 22008 for an infinite one. */
extern int64 csq_as_of_arg(FunctionCallInfo fcinfo, int n);
extern void  csq_require_as_of(int64 as_of);

/* The result of level(). */
extern Datum csq_level_datum(FunctionCallInfo fcinfo, int level);

/* The result of steps() for the events of a case; sorts hits. */
extern Datum csq_steps_datum(FunctionCallInfo fcinfo, const CsqFunnelRule *rule, CsqHit *hits, size_t n);

#endif /* CSQ_FUNNEL_PG_H */
