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
#include "funnel/funnel_events.h"
#include "pg/stored_type_pg.h"

/* CsqCompile: the parsed specification (CsqFunnelSpec *); its labels point into the value. */
extern void *csq_funnel_spec_compile(struct varlena *value);

/* What an aggregate over rows needs of the specification at a call site. */
typedef struct CsqFunnelSite
{
	CsqFunnelPlan  plan;
	CsqStoredText *value;
	uint64         hash;      /* of its text */
	CsqLabelMemo   memo;      /* of kinds */
	CsqCaseType    case_type; /* 0 until asked for */
} CsqFunnelSite;

/* CsqCompile: a CsqFunnelSite, and one without a plan, for those who keep labels. */
extern void *csq_funnel_site(struct varlena *value);
extern void *csq_funnel_site_of_labels(struct varlena *value);

/* Argument n, checked; raises. */
extern const CsqFunnel *csq_funnel_arg(FunctionCallInfo fcinfo, int n);

/* With a third argument the events go by the clock of that calendar; raises. */
extern void csq_funnel_clock_arg(FunctionCallInfo fcinfo, CsqHit *hits, size_t n);

/* The result of level(). */
extern Datum csq_level_datum(FunctionCallInfo fcinfo, int level);

/* The result of steps() for the events of a case; sorts hits. */
extern Datum csq_steps_datum(FunctionCallInfo fcinfo, const CsqFunnelRule *rule, CsqHit *hits, size_t n);

#endif /* CSQ_FUNNEL_PG_H */
