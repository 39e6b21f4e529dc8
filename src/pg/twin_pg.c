/*
 * twin_pg.c
 *		The planner's support function of twins that return rows.
 *
 * A twin is a function in SQL that takes an instant in another form, as a date, a
 * local time, a text, or the present, and asks the function of the same name:
 *
 *		SELECT twin.* FROM csq.f(f.a, f.b, csq.calendar_instant(f.b, f.at)) AS twin
 *
 * The planner puts such a body in the place of a call where the result is one value,
 * never where it is a row.  Then each call is a query of its own, with its own call
 * sites, so that a calendar is compiled for every row.  This puts it there: the call
 * becomes one of the function that is asked, and what is constant in it is computed
 * once.  Where the body is not of that form, or the change could be seen, the call stays.
 */
#include "postgres.h"

#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "fmgr.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "optimizer/optimizer.h"
#include "optimizer/planmain.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "pg/csq.h"

/* The call in the body of a twin, its arguments Params; NULL when the body is another. */
static FuncExpr *
call_in(Node *body)
{
	Query         *q = NULL;
	RangeTblEntry *rte;
	FuncExpr      *call;
	ListCell      *cell;
	int            column = 0;

	while (body != NULL && IsA(body, List) && list_length((List *) body) == 1)
		body = linitial((List *) body);
	if (body != NULL && IsA(body, Query))
		q = (Query *) body;
	if (q == NULL || q->commandType != CMD_SELECT || list_length(q->rtable) != 1 || q->cteList != NIL || q->hasAggs ||
	    q->hasWindowFuncs || q->hasTargetSRFs || q->hasSubLinks || q->jointree->quals != NULL ||
	    list_length(q->jointree->fromlist) != 1 || q->groupClause != NIL || q->havingQual != NULL ||
	    q->distinctClause != NIL || q->sortClause != NIL || q->limitCount != NULL || q->limitOffset != NULL ||
	    q->setOperations != NULL || q->rowMarks != NIL)
		return NULL;
	rte = linitial(q->rtable);
	if (rte->rtekind != RTE_FUNCTION || list_length(rte->functions) != 1 || rte->funcordinality)
		return NULL;
	call = (FuncExpr *) linitial_node(RangeTblFunction, rte->functions)->funcexpr;
	foreach (cell, q->targetList)
	{ /* every column, in its place */
		TargetEntry *e = lfirst(cell);
		Var         *v = (Var *) e->expr;

		if (e->resjunk || !IsA(v, Var) || v->varattno != ++column)
			return NULL;
	}
	return IsA(call, FuncExpr) && column == linitial_node(RangeTblFunction, rte->functions)->funccolcount ? call : NULL;
}

/* The arguments of a call put in the place of Params. */
typedef struct Given
{
	List *args;
	int   used[FUNC_MAX_ARGS];
	bool  null[FUNC_MAX_ARGS]; /* NULL makes the call NULL */
	bool  strict;              /* all functions down to here are */
} Given;

static Node *
given_in(Node *node, void *arg)
{
	Given *g = arg;
	bool   strict = g->strict;
	Node  *result;

	if (node == NULL)
		return NULL;
	if (IsA(node, Param))
	{
		int n = ((Param *) node)->paramid - 1;

		g->used[n]++;
		g->null[n] |= g->strict;
		return copyObject(list_nth(g->args, n));
	}
	g->strict = strict && (IsA(node, List) || (IsA(node, FuncExpr) && func_strict(((FuncExpr *) node)->funcid)));
	result = expression_tree_mutator(node, given_in, arg);
	g->strict = strict;
	return result;
}

/* Does it change nothing, and cost little, to compute this twice?  A query of its own mostly runs once. */
static bool
is_simple(Node *arg)
{
	while (IsA(arg, RelabelType))
		arg = (Node *) ((RelabelType *) arg)->arg;
	return IsA(arg, Const) || IsA(arg, Var) || IsA(arg, Param) ||
	       (IsA(arg, SubLink) && !contain_volatile_functions(arg));
}

static bool
is_param_out_of_range(Node *node, void *nargs)
{
	if (node == NULL)
		return false;
	if (IsA(node, Param))
		return ((Param *) node)->paramkind != PARAM_EXTERN || ((Param *) node)->paramid < 1 ||
		       ((Param *) node)->paramid > *(int *) nargs;
	return expression_tree_walker(node, is_param_out_of_range, nargs);
}

/* The call of what the twin asks, or NULL. */
static Node *
asked(SupportRequestSimplify *req, Node *body, bool strict)
{
	FuncExpr *call = call_in(body);
	Given     given = {.args = req->fcall->args, .strict = true};
	int       nargs = list_length(req->fcall->args);
	Node     *result;

	if (call == NULL || is_param_out_of_range((Node *) call, &nargs) || call->funcretset != req->fcall->funcretset ||
	    call->funcresulttype != req->fcall->funcresulttype)
		return NULL;
	result = given_in((Node *) call, &given);
	for (int i = 0; i < nargs; i++)
		if ((strict && !given.null[i]) || (given.used[i] != 1 && !is_simple(list_nth(req->fcall->args, i))))
			return NULL;
	if (req->root != NULL)
	{
		/* the plan depends on the function that is no longer in it, and is for whoever may execute it */
		record_plan_function_dependency(req->root, req->fcall->funcid);
		req->root->glob->dependsOnRole = true;
	}
	return eval_const_expressions(req->root, result);
}

/*
 * twin_support(internal) -> internal
 *
 * Planner support function of twins: answers requests to simplify a call, as described above.
 * NULL:    strict.
 * Cost:    reads the body once per call in a query.
 */
PG_FUNCTION_INFO_V1(csq_twin_support);
Datum
csq_twin_support(PG_FUNCTION_ARGS)
{
	SupportRequestSimplify *req = (SupportRequestSimplify *) PG_GETARG_POINTER(0);
	HeapTuple               tuple;
	Form_pg_proc            form;
	Node                   *result = NULL;
	bool                    none;
	bool                    no_settings;
	Datum                   body;

	if (!IsA(req, SupportRequestSimplify) || !csq_may_execute(req->fcall->funcid) ||
	    FmgrHookIsNeeded(req->fcall->funcid))
		PG_RETURN_POINTER(NULL);
	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(req->fcall->funcid));
	if (!HeapTupleIsValid(tuple))
		PG_RETURN_POINTER(NULL);
	form = (Form_pg_proc) GETSTRUCT(tuple);
	body = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosqlbody, &none);
	SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_proconfig, &no_settings);
	if (!none && no_settings && !form->prosecdef && form->prolang == SQLlanguageId)
		result = asked(req, stringToNode(TextDatumGetCString(body)), form->proisstrict);
	ReleaseSysCache(tuple);
	PG_RETURN_POINTER(result);
}
