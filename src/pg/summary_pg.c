/*
 * summary_pg.c
 *		The SQL functions every summary type has besides those of every stored
 *		type: see summary_pg.h.
 *
 * Values come from three sources with three degrees of trust:
 *	 - text and binary input: checked by the type's parse and read;
 *	 - arguments (a column, a worker's partial state): checked by csq_summary_arg,
 *	   which costs one pass over the counts;
 *	 - an aggregate's own state: made here, not checked again per row.
 *
 * A state may arrive packed (a short header from a worker's tuple, or compressed
 * and copied as it was when a strict aggregate takes its first input as the
 * state): csq_summary_own() unpacks it, once.
 */
#include "postgres.h"

#include "access/detoast.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "pg/summary_pg.h"

const void *
csq_summary_arg(FunctionCallInfo fcinfo, int n, const CsqSummaryType *type)
{
	return csq_stored_arg(fcinfo, n, &type->stored);
}

void
csq_summary_refuse(int step)
{
	if (step > 0)
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("count of a summary is out of range")));
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("cannot remove a row that was never added")));
}

void *
csq_summary_own(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	struct varlena *arg = (struct varlena *) PG_GETARG_POINTER(0);
	MemoryContext   context = csq_agg_context(fcinfo);

	if (context != NULL && VARATT_IS_4B_U(arg))
		return arg;
	/* in an aggregate the executor copies what is returned and frees the packed state */
	return csq_checked(PG_DETOAST_DATUM_COPY(PointerGetDatum(arg)), type->stored.check);
}

/* ---- arithmetic ---- */

static Datum
apply(FunctionCallInfo fcinfo, const CsqSummaryType *type, void *state,
      bool (*operation)(void *, const void *, CsqError *))
{
	CsqError err;

	/* an own state was not checked; that its size is what its parameters say keeps us within it */
	if (CSQ_UNLIKELY(VARSIZE(state) != type->size(state)))
		csq_checked(state, type->stored.check);
	if (CSQ_UNLIKELY(!operation(state, csq_summary_arg(fcinfo, 1, type), &err)))
		csq_throw(&err);
	PG_RETURN_POINTER(state);
}

Datum
csq_summary_combine(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	/* + takes a NULL as nothing; the functions of aggregates are strict */
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
	{
		int other = PG_ARGISNULL(0) ? 1 : 0;

		if (PG_ARGISNULL(other))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(csq_summary_arg(fcinfo, other, type));
	}
	return apply(fcinfo, type, csq_summary_own(fcinfo, type), type->add);
}

Datum
csq_summary_minus(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	return apply(fcinfo, type, csq_summary_own(fcinfo, type), type->subtract);
}
