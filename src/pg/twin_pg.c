/*
 * twin_pg.c
 *		The planner's support function of twins: functions that ask another.
 *
 * A twin is a function in SQL that takes an instant in another form, as a date, a
 * local time, a text, or the present, and asks the function of the same name:
 *
 *		RETURN csq.f(f.a, f.b, csq.calendar_instant(f.b, f.at))
 *		SELECT twin.* FROM csq.f(f.a, f.b, csq.calendar_instant(f.b, f.at)) AS twin
 *
 * The planner puts such a body in the place of a call, but never where the result is
 * a row, nor where an argument that the body names twice is a query of its own, as a
 * calendar of a table is.  Then each call is a query with its own call sites, so that
 * a calendar is compiled for every row.  This puts it there: the call becomes one of
 * the function that is asked, and what is constant in it is computed once.  Where the
 * body is not of that form, or an argument may change when it is computed twice, the
 * call stays.
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
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

/* ---- where a query reads ---- */

bool
csq_is_elsewhere(Node *node, void *unused)
{
	ListCell *cell;

	if (node == NULL)
		return false;
	if (IsA(node, Query))
		return query_tree_walker((Query *) node, csq_is_elsewhere, unused, QTW_EXAMINE_RTES_BEFORE);
	if (!IsA(node, RangeTblEntry))
		return expression_tree_walker(node, csq_is_elsewhere, unused);
	if (((RangeTblEntry *) node)->rtekind != RTE_RELATION)
		return false;
	if (((RangeTblEntry *) node)->relkind == RELKIND_FOREIGN_TABLE)
		return true;
	if (!((RangeTblEntry *) node)->inh || !has_subclass(((RangeTblEntry *) node)->relid))
		return false;
	foreach (cell, find_all_inheritors(((RangeTblEntry *) node)->relid, NoLock, NULL))
		if (get_rel_relkind(lfirst_oid(cell)) == RELKIND_FOREIGN_TABLE)
			return true;
	return false;
}

/* ---- twins ---- */

/* Has a query nothing but columns, and one function in FROM or nothing there? */
static bool
is_plain(const Query *q)
{
	return q->commandType == CMD_SELECT && q->cteList == NIL && !q->hasAggs && !q->hasWindowFuncs &&
	       !q->hasTargetSRFs && !q->hasSubLinks && q->jointree->quals == NULL && q->groupClause == NIL &&
	       q->groupingSets == NIL && q->havingQual == NULL && q->distinctClause == NIL && q->sortClause == NIL &&
	       q->limitCount == NULL && q->limitOffset == NULL && q->setOperations == NULL && q->rowMarks == NIL &&
	       list_length(q->rtable) == list_length(q->jointree->fromlist) && list_length(q->rtable) <= 1;
}

/* What the body of a twin asks, its arguments Params; NULL when the body is another. */
static Node *
question_in(Node *body)
{
	Query            *q;
	RangeTblEntry    *rte;
	RangeTblFunction *call;
	ListCell         *cell;
	int               column = 0;

	while (body != NULL && IsA(body, List) && list_length((List *) body) == 1)
		body = linitial((List *) body);
	q = (Query *) body;
	if (q == NULL || !IsA(q, Query) || !is_plain(q) || q->targetList == NIL)
		return NULL;
	if (q->rtable == NIL)
		return list_length(q->targetList) == 1 ? (Node *) linitial_node(TargetEntry, q->targetList)->expr : NULL;
	rte = linitial(q->rtable);
	if (rte->rtekind != RTE_FUNCTION || list_length(rte->functions) != 1 || rte->funcordinality)
		return NULL;
	foreach (cell, q->targetList)
	{ /* every column, in its place */
		TargetEntry *e = lfirst(cell);
		Var         *v = (Var *) e->expr;

		if (e->resjunk || !IsA(v, Var) || v->varattno != ++column)
			return NULL;
	}
	call = linitial(rte->functions);
	return column == call->funccolcount && IsA(call->funcexpr, FuncExpr) ? call->funcexpr : NULL;
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

static bool
has_subplan(Node *node, void *unused)
{
	if (node == NULL)
		return false;
	return IsA(node, SubPlan) || IsA(node, AlternativeSubPlan) || expression_tree_walker(node, has_subplan, unused);
}

/*
 * May an argument be computed another number of times than once?  A query in it can be looked into for what is
 * volatile; once it has a plan, as where a condition is simplified again for each partition, nobody knows.
 */
static bool
may_change(Node *arg)
{
	return contain_volatile_functions(arg) || has_subplan(arg, NULL);
}

/* What the twin asks with the arguments of this call, or NULL. */
static Node *
asked(SupportRequestSimplify *req, Node *body, bool strict)
{
	Node     *question = question_in(body);
	FuncExpr *call = req->fcall;
	Given     given = {.args = call->args, .strict = true};
	int       nargs = list_length(call->args);
	Node     *result;

	if (question == NULL || is_param_out_of_range(question, &nargs) || exprType(question) != call->funcresulttype ||
	    exprCollation(question) != call->funccollid || expression_returns_set(question) != call->funcretset)
		return NULL;
	result = given_in(question, &given);
	for (int i = 0; i < nargs; i++)
		if ((strict && !given.null[i]) || (given.used[i] != 1 && may_change(list_nth(call->args, i))))
			return NULL;
	if (req->root != NULL)
	{
		/* the plan depends on the function that is no longer in it, and is for whoever may execute it */
		record_plan_function_dependency(req->root, call->funcid);
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
