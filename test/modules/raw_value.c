/*
 * raw_value.c
 *		For tests only: values of a type as they lie on disk, without its input and output.
 *
 *	 raw_of(anyelement) -> bytea
 *	 of_raw(bytea, anyelement) -> anyelement	the second argument only says which type
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/lsyscache.h"

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(raw_of);
Datum
raw_of(PG_FUNCTION_ARGS)
{
	int16  len = get_typlen(get_fn_expr_argtype(fcinfo->flinfo, 0));
	void  *value = len == -1 ? (void *) PG_DETOAST_DATUM(PG_GETARG_DATUM(0)) : PG_GETARG_POINTER(0);
	size_t size = len == -1 ? VARSIZE(value) - VARHDRSZ : (size_t) len;
	bytea *raw = palloc(VARHDRSZ + size);

	SET_VARSIZE(raw, VARHDRSZ + size);
	memcpy(VARDATA(raw), len == -1 ? VARDATA(value) : value, size);
	PG_RETURN_BYTEA_P(raw);
}

PG_FUNCTION_INFO_V1(of_raw);
Datum
of_raw(PG_FUNCTION_ARGS)
{
	int16  len = get_typlen(get_fn_expr_argtype(fcinfo->flinfo, 1));
	bytea *raw = PG_GETARG_BYTEA_P(0);
	char  *value = palloc(VARSIZE(raw));

	memcpy(value, raw, VARSIZE(raw));
	PG_RETURN_POINTER(len == -1 ? value : value + VARHDRSZ);
}
