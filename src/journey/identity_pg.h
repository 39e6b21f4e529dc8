/*
 * identity_pg.h
 *		Arguments and results that the functions over identity_graph share.
 *
 * Shell header: include after csq.h.
 */
#ifndef CSQ_IDENTITY_PG_H
#define CSQ_IDENTITY_PG_H

#include "journey/identity_rules.h"

/* A value detoasted and checked. */
extern CsqIdentity *csq_identity_value(void *value);

/* The id of a node as text. */
extern Datum csq_identity_datum(const CsqIdentity *g, uint32_t node);

/* Argument n is max_size; the other limits are open. */
extern void csq_identity_max_size_arg(FunctionCallInfo fcinfo, int n, CsqIdentityLimits *limits);

/*
 * Arguments n, max_rank, and as_of: into the limits of a graph with all links; the
 * result is the greatest weight of a link that is believed in any other graph.
 */
extern int64 csq_identity_weight_args(FunctionCallInfo fcinfo, int n, int as_of, const CsqIdentity *g,
                                      CsqIdentityLimits *limits);

#endif /* CSQ_IDENTITY_PG_H */
