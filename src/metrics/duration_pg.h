/*
 * duration_pg.h
 *		A duration_summary as an argument.  Shell header: include after csq.h.
 */
#ifndef CSQ_DURATION_PG_H
#define CSQ_DURATION_PG_H

#include "metrics/lengths.h"
#include "pg/csq.h"

/* Is this a duration_summary? */
extern bool csq_duration_check(const void *value, size_t size, CsqError *err);

/* Argument n, detoasted and checked. */
extern const CsqLengths *csq_duration_arg(FunctionCallInfo fcinfo, int n);

#endif /* CSQ_DURATION_PG_H */
