/*
 * summary.c
 *		The SQL functions every summary type has: see summary_pg.h.
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

#include "summary_pg.h"

static void
check(const void *value, const CsqSummaryType *type)
{
	CsqError	err;

	if (CSQ_UNLIKELY(!type->check(value, VARSIZE(value), &err)))
		csq_throw(&err);
}

const void *
csq_summary_arg(FunctionCallInfo fcinfo, int n, const CsqSummaryType *type)
{
	const void *value = CSQ_GETARG_VALUE(n);

	check(value, type);
	return value;
}

Datum
csq_summary_datum(void *value, const CsqSummaryType *type)
{
	SET_VARSIZE(value, type->size(value));
	return PointerGetDatum(value);
}

void
csq_summary_refuse(int step)
{
	if (step > 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("count of a summary is out of range")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("cannot remove a row that was never added")));
}

void *
csq_summary_own(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	struct varlena *arg = (struct varlena *) PG_GETARG_POINTER(0);
	MemoryContext context = csq_agg_context(fcinfo);
	void	   *state;

	if (context != NULL && VARATT_IS_4B_U(arg))
		return arg;
	/* in an aggregate the executor copies what is returned and frees the packed state */
	state = PG_DETOAST_DATUM_COPY(PointerGetDatum(arg));
	check(state, type);
	return state;
}

/* ---- text and binary ---- */

Datum
csq_summary_in(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	const char *text = PG_GETARG_CSTRING(0);
	CsqError	err;
	void	   *value = type->parse(text, strlen(text), &err);

	if (value == NULL)
		return csq_soft_error(fcinfo, &err);
	return csq_summary_datum(value, type);
}

Datum
csq_summary_out(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	CsqBuf		out;

	csq_buf_init(&out);
	type->text(csq_summary_arg(fcinfo, 0, type), &out);
	PG_RETURN_CSTRING(out.data);
}

Datum
csq_summary_recv(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	const void *data;
	size_t		len;
	CsqError	err;
	void	   *value;

	csq_recv_bytes(fcinfo, &data, &len);
	value = type->read(data, len, &err);
	if (value == NULL)
		csq_throw(&err);
	return csq_summary_datum(value, type);
}

Datum
csq_summary_send(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	CsqBuf		out;

	csq_buf_init(&out);
	type->write(csq_summary_arg(fcinfo, 0, type), &out);
	return csq_send_bytes(&out);
}

/* ---- equality ---- */

/* Values are canonical and without padding: equal means equal bytes. */
bool
csq_summary_equal(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	const void *a = csq_summary_arg(fcinfo, 0, type);
	const void *b = csq_summary_arg(fcinfo, 1, type);

	return VARSIZE(a) == VARSIZE(b) && memcmp(VARDATA(a), VARDATA(b), VARSIZE(a) - VARHDRSZ) == 0;
}

Datum
csq_summary_hash(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	const void *a = csq_summary_arg(fcinfo, 0, type);
	uint64_t	seed = PG_NARGS() > 1 ? (uint64_t) PG_GETARG_INT64(1) : 0;
	uint64_t	h = csq_hash_bytes(VARDATA(a), VARSIZE(a) - VARHDRSZ, seed);

	/* the extended form (value, seed) returns 64 bits, which must agree with the short one for seed 0 */
	if (PG_NARGS() > 1)
		PG_RETURN_INT64((int64) h);
	PG_RETURN_INT32((int32) (uint32_t) h);
}

/* ---- arithmetic ---- */

static Datum
apply(FunctionCallInfo fcinfo, const CsqSummaryType *type, void *state,
	  bool (*operation) (void *, const void *, CsqError *))
{
	CsqError	err;

	/* an own state was not checked; that its size is what its parameters say keeps us within it */
	if (CSQ_UNLIKELY(VARSIZE(state) != type->size(state)))
		check(state, type);
	if (CSQ_UNLIKELY(!operation(state, csq_summary_arg(fcinfo, 1, type), &err)))
		csq_throw(&err);
	PG_RETURN_POINTER(state);
}

static void *
copy_of_first(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	void	   *copy = PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0));

	check(copy, type);
	return copy;
}

Datum
csq_summary_plus(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	return apply(fcinfo, type, copy_of_first(fcinfo, type), type->add);
}

Datum
csq_summary_minus(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	return apply(fcinfo, type, copy_of_first(fcinfo, type), type->subtract);
}

Datum
csq_summary_combine(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	return apply(fcinfo, type, csq_summary_own(fcinfo, type), type->add);
}

Datum
csq_summary_inverse(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	return apply(fcinfo, type, csq_summary_own(fcinfo, type), type->subtract);
}
