/*
 * funnel_pg.h
 *		What the shell files of funnels share.
 *
 * Shell header: include after csq.h and funnel.h.  A stored funnel_spec is a
 * CsqStoredText (stored_text.h).
 */
#ifndef CSQ_FUNNEL_PG_H
#define CSQ_FUNNEL_PG_H

/* CsqCompile: the parsed specification (CsqFunnelSpec *); its labels point into the value. */
extern void *csq_funnel_spec_compile(struct varlena *value);

/* Argument n, checked; raises. */
extern const CsqFunnel *csq_funnel_arg(FunctionCallInfo fcinfo, int n);

/* The result of steps() for the events of a case; sorts hits. */
extern Datum csq_steps_datum(FunctionCallInfo fcinfo, const CsqFunnelRule *rule, CsqHit *hits, size_t n);

#endif							/* CSQ_FUNNEL_PG_H */
