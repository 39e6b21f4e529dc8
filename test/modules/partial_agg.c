/*
 * partial_agg.c
 *		For tests only: aggregates in two halves, as an engine that spreads them over
 *		servers does.
 *
 *	 partial_agg(oid, argument or ROW(arguments)) -> text	the state of the rows here, by its output function
 *	 merged_agg(oid, text) -> text							states read back, combined, finished
 *
 * oid is that of the aggregate.  Its functions are looked up anew in each row and
 * called without an expression, with the context of the aggregate of this file.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_aggregate.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/expandeddatum.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

PG_MODULE_MAGIC;

typedef struct Half
{
	Oid   function; /* transition or combine function */
	Oid   final;
	Oid   type; /* of the state */
	int16 len;
	bool  by_value;
	bool  strict;
	bool  isnull;
	bool  begun; /* a strict function has had its first row */
	Datum state;
} Half;

static Half *
half_of(FunctionCallInfo fcinfo, bool combine)
{
	MemoryContext context;
	MemoryContext old;
	Oid           aggregate = PG_GETARG_OID(1);
	HeapTuple     tuple;
	HeapTuple     function;
	Half         *h;
	Datum         initial;
	bool          none;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "not in an aggregate");
	if (!PG_ARGISNULL(0))
		return (Half *) PG_GETARG_POINTER(0);
	old = MemoryContextSwitchTo(context);
	h = palloc0(sizeof *h);
	tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(aggregate));
	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "no aggregate %u", aggregate);
	h->function = combine ? ((Form_pg_aggregate) GETSTRUCT(tuple))->aggcombinefn
	                      : ((Form_pg_aggregate) GETSTRUCT(tuple))->aggtransfn;
	h->final = ((Form_pg_aggregate) GETSTRUCT(tuple))->aggfinalfn;
	h->type = ((Form_pg_aggregate) GETSTRUCT(tuple))->aggtranstype;
	get_typlenbyval(h->type, &h->len, &h->by_value);
	initial = SysCacheGetAttr(AGGFNOID, tuple, Anum_pg_aggregate_agginitval, &none);
	h->isnull = none || combine;
	if (!h->isnull)
	{
		Oid input;
		Oid param;

		getTypeInputInfo(h->type, &input, &param);
		h->state = OidInputFunctionCall(input, TextDatumGetCString(initial), param, -1);
	}
	ReleaseSysCache(tuple);
	function = SearchSysCache1(PROCOID, ObjectIdGetDatum(h->function));
	h->strict = ((Form_pg_proc) GETSTRUCT(function))->proisstrict;
	ReleaseSysCache(function);
	MemoryContextSwitchTo(old);
	return h;
}

/* The function called with the state in argument 0, its result kept as the executor would. */
static void
advance(Half *h, FunctionCallInfo outer, FunctionCallInfo inner)
{
	MemoryContext context;
	MemoryContext old;
	FmgrInfo      info;
	Datum         value;

	AggCheckCallContext(outer, &context);
	fmgr_info(h->function, &info);
	inner->flinfo = &info;
	inner->context = outer->context;
	inner->fncollation = outer->fncollation;
	inner->isnull = false;
	inner->args[0].value = h->state;
	inner->args[0].isnull = h->isnull;
	if (h->strict)
	{
		for (int i = 1; i < inner->nargs; i++)
			if (inner->args[i].isnull)
				return;
		if (h->isnull)
		{
			old = MemoryContextSwitchTo(context);
			h->state = datumCopy(inner->args[1].value, h->by_value, h->len);
			h->isnull = false;
			MemoryContextSwitchTo(old);
			return;
		}
	}
	value = FunctionCallInvoke(inner);
	if (!h->by_value && !inner->isnull && DatumGetPointer(value) != DatumGetPointer(h->state))
	{
		old = MemoryContextSwitchTo(context);
		if (!(DatumIsReadWriteExpandedObject(value, false, h->len) &&
		      MemoryContextGetParent(DatumGetEOHP(value)->eoh_context) == context))
			value = datumCopy(value, h->by_value, h->len);
		MemoryContextSwitchTo(old);
	}
	h->state = value;
	h->isnull = inner->isnull;
}

PG_FUNCTION_INFO_V1(partial_row);
Datum
partial_row(PG_FUNCTION_ARGS)
{
	Half *h = half_of(fcinfo, false);
	LOCAL_FCINFO(inner, 16);

	InitFunctionCallInfoData(*inner, NULL, 2, InvalidOid, NULL, NULL);
	inner->args[1].value = PG_GETARG_DATUM(2);
	inner->args[1].isnull = PG_ARGISNULL(2);
	if (get_fn_expr_argtype(fcinfo->flinfo, 2) == RECORDOID && !PG_ARGISNULL(2))
	{
		HeapTupleHeader row = PG_GETARG_HEAPTUPLEHEADER(2);
		TupleDesc       desc = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(row), HeapTupleHeaderGetTypMod(row));
		HeapTupleData   tuple = {.t_len = HeapTupleHeaderGetDatumLength(row), .t_data = row};
		Datum           values[15];
		bool            nulls[15];

		if (desc->natts > 15)
			elog(ERROR, "too many arguments");
		heap_deform_tuple(&tuple, desc, values, nulls);
		for (int i = 0; i < desc->natts; i++)
			inner->args[i + 1] = (NullableDatum){values[i], nulls[i]};
		inner->nargs = (short) (desc->natts + 1);
		ReleaseTupleDesc(desc);
	}
	advance(h, fcinfo, inner);
	PG_RETURN_POINTER(h);
}

PG_FUNCTION_INFO_V1(partial_text);
Datum
partial_text(PG_FUNCTION_ARGS)
{
	Half *h = PG_ARGISNULL(0) ? NULL : (Half *) PG_GETARG_POINTER(0);
	Oid   output;
	bool  varlena;

	if (h == NULL || h->isnull)
		PG_RETURN_NULL();
	getTypeOutputInfo(h->type, &output, &varlena);
	PG_RETURN_TEXT_P(cstring_to_text(OidOutputFunctionCall(output, h->state)));
}

PG_FUNCTION_INFO_V1(merged_row);
Datum
merged_row(PG_FUNCTION_ARGS)
{
	Half *h = half_of(fcinfo, true);
	Oid   input;
	Oid   param;
	LOCAL_FCINFO(inner, 2);

	InitFunctionCallInfoData(*inner, NULL, 2, InvalidOid, NULL, NULL);
	inner->args[1].isnull = PG_ARGISNULL(2);
	getTypeInputInfo(h->type, &input, &param);
	inner->args[1].value =
		PG_ARGISNULL(2) ? (Datum) 0 : OidInputFunctionCall(input, text_to_cstring(PG_GETARG_TEXT_PP(2)), param, -1);
	advance(h, fcinfo, inner);
	PG_RETURN_POINTER(h);
}

PG_FUNCTION_INFO_V1(merged_text);
Datum
merged_text(PG_FUNCTION_ARGS)
{
	Half *h = PG_ARGISNULL(0) ? NULL : (Half *) PG_GETARG_POINTER(0);
	Oid   output;
	Oid   type;
	bool  varlena;
	Datum result;

	if (h == NULL || h->isnull)
		PG_RETURN_NULL();
	type = h->type;
	result = h->state;
	if (OidIsValid(h->final))
	{
		FmgrInfo info;
		LOCAL_FCINFO(inner, 1);

		fmgr_info(h->final, &info);
		InitFunctionCallInfoData(*inner, &info, 1, InvalidOid, fcinfo->context, NULL);
		inner->args[0].value = MakeExpandedObjectReadOnly(h->state, h->isnull, h->len);
		inner->args[0].isnull = false;
		result = FunctionCallInvoke(inner);
		if (inner->isnull)
			PG_RETURN_NULL();
		type = get_func_rettype(h->final);
	}
	getTypeOutputInfo(type, &output, &varlena);
	PG_RETURN_TEXT_P(cstring_to_text(OidOutputFunctionCall(output, result)));
}
