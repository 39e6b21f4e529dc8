/*
 * funnel_support_pg.c
 *		What the planner may know of level and steps.
 *
 * A query that asks one funnel of each case,
 *
 *		SELECT level(journey_agg(at, activity), 'a -> b') ... GROUP BY case
 *
 * does not need whole journeys.  Where the specification is a constant the call is
 * planned as
 *
 *		level(funnel_words_agg(at, activity, 'a -> b'), 'a -> b')
 *
 * which gives the same result (funnel_case.h) from a third of the memory; where a table
 * is on another server, with funnel_case_agg, which can be sent there.  FILTER
 * stays with the aggregate.  The call is left as it is when the query has another
 * use of a journey_agg (it would aggregate twice; a function in SQL that is inlined
 * and uses its argument several times escapes that look, and costs that), when the
 * rows have an ORDER BY or DISTINCT of their own, when the specification has more
 * kinds of events than a word can name, or when the user may not execute the
 * functions named above.
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "optimizer/planmain.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "pg/csq.h"
#include "funnel/funnel_events.h"
#include "funnel/funnel_pg.h"

/* The function of this name and these arguments in a schema, or 0. */
static Oid
function_in(Oid schema, const char *name, const Oid *types, int n)
{
	oidvector *vector = buildoidvector(types, n);

	return GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid, CStringGetDatum(name), PointerGetDatum(vector),
	                       ObjectIdGetDatum(schema));
}

/* ---- is journey_agg used once? ---- */

typedef struct Uses
{
	Oid function;
	int n;
} Uses;

static bool
count_uses(Node *node, void *context)
{
	Uses *uses = context;

	if (node == NULL)
		return false;
	if (IsA(node, Aggref) && ((Aggref *) node)->aggfnoid == uses->function)
		uses->n++;
	return expression_tree_walker(node, count_uses, context);
}

static bool
used_once(PlannerInfo *root, Oid function)
{
	Uses uses = {function, 0};

	count_uses((Node *) root->parse->targetList, &uses);
	count_uses(root->parse->havingQual, &uses);
	return uses.n == 1;
}

/* ---- the call planned instead ---- */

/* Does a word name every kind of event of this specification? */
static bool
spec_fits(const Const *spec)
{
	CsqFunnelPlan plan;
	CsqError      err;

	return csq_funnel_plan(csq_funnel_spec_compile(PG_DETOAST_DATUM(spec->constvalue)), &plan, &err);
}

/* funnel_case_agg(the arguments of agg, spec) */
static Aggref *
case_agg(const Aggref *agg, Oid function, const Const *spec)
{
	Aggref *new = copyObject(unconstify(Aggref *, agg));

	new->aggfnoid = function;
	new->aggtype = get_func_rettype(function);
	new->aggargtypes = lappend_oid(new->aggargtypes, spec->consttype);
	new->args = lappend(new->args, makeTargetEntry((Expr *) copyObject(unconstify(Const *, spec)),
	                                               (AttrNumber) (list_length(new->args) + 1), NULL, false));
	return new;
}

/* funnel_words_agg, or funnel_case_agg where that is sent to another server, for which csq_internal is nothing. */
static Oid
case_function(Query *q, Oid schema, const Oid *types)
{
	return csq_is_elsewhere((Node *) q, NULL)
	           ? function_in(schema, "funnel_case_agg", types, 3)
	           : function_in(get_namespace_oid("csq_internal", true), "funnel_words_agg", types, 3);
}

static Node *
direct_call(SupportRequestSimplify *req)
{
	FuncExpr *call = req->fcall;
	Oid       schema = get_func_namespace(call->funcid);
	Oid       types[] = {TIMESTAMPTZOID, TEXTOID, exprType(lsecond(call->args))};
	Oid       reader_types[] = {InvalidOid, types[2],
                          list_length(call->args) > 2 ? exprType(lthird(call->args)) : InvalidOid};
	Aggref   *agg = linitial(call->args);
	Const    *spec = lsecond(call->args);
	Oid       function;
	Oid       reader;
	List     *args;

	if (req->root == NULL || !IsA(agg, Aggref) || !IsA(spec, Const) || spec->constisnull || agg->agglevelsup != 0 ||
	    agg->aggorder != NIL || agg->aggdistinct != NIL ||
	    agg->aggfnoid != function_in(schema, "journey_agg", types, 2) || !used_once(req->root, agg->aggfnoid))
		return NULL;
	function = case_function(req->root->parse, schema, types);
	if (!OidIsValid(function) || !spec_fits(spec))
		return NULL;
	reader_types[0] = get_func_rettype(function);
	reader = function_in(schema, get_func_name(call->funcid), reader_types, list_length(call->args));
	if (!OidIsValid(reader) || !csq_may_execute(call->funcid) || !csq_may_execute(agg->aggfnoid) ||
	    !csq_may_execute(function) || !csq_may_execute(reader))
		return NULL;
	/* the plan depends on the functions that are no longer in it */
	record_plan_function_dependency(req->root, call->funcid);
	record_plan_function_dependency(req->root, agg->aggfnoid);
	/* and it is for whoever may execute them */
	req->root->glob->dependsOnRole = true;
	args = list_copy(call->args);
	linitial(args) = case_agg(agg, function, spec);
	return (Node *) makeFuncExpr(reader, call->funcresulttype, args, call->funccollid, call->inputcollid,
	                             call->funcformat);
}

/*
 * funnel_support(internal) -> internal
 *
 * Planner support function of level and steps of a journey: answers requests to
 * simplify a call, as described above.
 * NULL:    strict.
 * Cost:    a few look-ups in the catalogue's cache per call planned.
 */
PG_FUNCTION_INFO_V1(csq_funnel_support);
Datum
csq_funnel_support(PG_FUNCTION_ARGS)
{
	Node *request = (Node *) PG_GETARG_POINTER(0);
	Node *result = NULL;

	if (IsA(request, SupportRequestSimplify))
		result = direct_call((SupportRequestSimplify *) request);
	PG_RETURN_POINTER(result);
}
