/*
 * zoneless_pg.c
 *		Zoneless times that would be read in the session's zone are refused.
 *
 * PostgreSQL casts a date or a timestamp to timestamptz without being asked, in the
 * zone of the session, so that one query gives different answers to different
 * people.  Whoever calls a function of csq that has no calendar says the zone; a
 * function that has one takes local times of it by twins of their own, and only a
 * mixture for which there is no twin comes to here.
 *
 * What is looked at is the expression of the call: the arguments of a function, or
 * of the aggregate whose transition function is running.  An explicit cast is the
 * caller's own decision and passes; where there is no expression nothing is seen.
 */
#include "postgres.h"

#include "fmgr.h"
#include "nodes/nodeFuncs.h"
#include "nodes/primnodes.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"

#include "pg/compat.h"
#include "pg/csq.h"

static void
refuse(bool is_date)
{
	ereport(
		ERROR,
		(errcode(ERRCODE_DATATYPE_MISMATCH),
	     errmsg("a %s was given where an instant is meant", is_date ? "date" : "timestamp without time zone"),
	     errdetail("It would be read in the time zone of the session, and give different results to different people."),
	     is_date ? errhint("Say the zone: day::timestamp AT TIME ZONE 'Asia/Shanghai'.")
	             : errhint("Say the zone: at AT TIME ZONE 'Asia/Shanghai'.")));
}

static void
look_at(Node *arg)
{
	while (arg != NULL && IsA(arg, RelabelType))
		arg = (Node *) ((RelabelType *) arg)->arg;
	if (arg == NULL || !IsA(arg, FuncExpr) || ((FuncExpr *) arg)->funcformat != COERCE_IMPLICIT_CAST)
		return;
	if (((FuncExpr *) arg)->funcid == F_TIMESTAMPTZ_DATE || ((FuncExpr *) arg)->funcid == F_TIMESTAMPTZ_TIMESTAMP)
		refuse(((FuncExpr *) arg)->funcid == F_TIMESTAMPTZ_DATE);
}

void
csq_refuse_zoneless(FunctionCallInfo fcinfo)
{
	Node     *expr = fcinfo->flinfo == NULL ? NULL : fcinfo->flinfo->fn_expr;
	List     *args = csq_aggregate_args(fcinfo);
	ListCell *cell;

	if (args == NIL && expr != NULL && IsA(expr, FuncExpr))
		args = ((FuncExpr *) expr)->args;
	else if (args == NIL && expr != NULL && IsA(expr, OpExpr))
		args = ((OpExpr *) expr)->args;
	foreach (cell, args)
		look_at(lfirst(cell));
}
