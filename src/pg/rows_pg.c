/*
 * rows_pg.c
 *		The planner's support function of set-returning functions: see rows_pg.h.
 *
 * What it says is an estimate: values are looked at as far as their header goes and
 * not checked, nothing is raised because of one, and plans never change a result.
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "fmgr.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "optimizer/optimizer.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

#include "pg/rows_pg.h"

typedef double (*PlannedRows)(const CsqPlannedCall *call);

const void *
csq_planned_value(const CsqPlannedCall *call, int n, size_t header)
{
	const CsqStored *value;

	if (n >= call->nargs || !call->known[n])
		return NULL;
	value = (const CsqStored *) PG_DETOAST_DATUM(call->value[n]);
	return VARSIZE(value) >= header ? value : NULL;
}

double
csq_planned_int(const CsqPlannedCall *call, int n, double otherwise)
{
	return n < call->nargs && call->known[n] && DatumGetInt32(call->value[n]) >= 0 ? DatumGetInt32(call->value[n])
	                                                                               : otherwise;
}

double
csq_planned_elements(const CsqPlannedCall *call, int n)
{
	ArrayType *array;

	if (n >= call->nargs || !call->known[n])
		return -1;
	array = DatumGetArrayTypeP(call->value[n]);
	return ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
}

/* csq_X_planned of the function with this OID, or NULL. */
static PlannedRows
planned_rows(Oid function)
{
	HeapTuple   tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
	PlannedRows found = NULL;
	bool        no_symbol;
	bool        no_library;
	Datum       symbol;
	Datum       library;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	symbol = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &no_symbol);
	library = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_probin, &no_library);
	if (!no_symbol && !no_library)
		found = (PlannedRows) load_external_function(TextDatumGetCString(library),
		                                             psprintf("%s_planned", TextDatumGetCString(symbol)), false, NULL);
	ReleaseSysCache(tuple);
	return found;
}

/*
 * rows_support(internal) -> internal
 *
 * Planner support function of set-returning functions: answers how many rows a call
 * gives where the arguments that tell are known, as described in rows_pg.h.
 * NULL:    strict.
 * Cost:    reads the header of a constant, for a process or journey_map all of it.
 */
PG_FUNCTION_INFO_V1(csq_rows_support);
Datum
csq_rows_support(PG_FUNCTION_ARGS)
{
	SupportRequestRows *req = (SupportRequestRows *) PG_GETARG_POINTER(0);
	bool                known[FUNC_MAX_ARGS];
	Datum               value[FUNC_MAX_ARGS];
	CsqPlannedCall      call = {0, known, value};
	ListCell           *cell;
	PlannedRows         rows;
	double              n;

	if (!IsA(req, SupportRequestRows) || !is_funcclause(req->node) || (rows = planned_rows(req->funcid)) == NULL)
		PG_RETURN_POINTER(NULL);
	foreach (cell, ((FuncExpr *) req->node)->args)
	{
		Const *arg = (Const *) estimate_expression_value(req->root, lfirst(cell));

		known[call.nargs] = IsA(arg, Const) && !arg->constisnull;
		value[call.nargs] = known[call.nargs] ? arg->constvalue : 0;
		call.nargs++;
	}
	n = rows(&call);
	if (n < 0)
		PG_RETURN_POINTER(NULL);
	req->rows = n;
	PG_RETURN_POINTER(req);
}
