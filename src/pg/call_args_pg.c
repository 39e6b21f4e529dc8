/*
 * call_args_pg.c
 *		What the query wrote for the arguments of an aggregate.
 *
 * The function manager knows the arguments of a transition function as parameters
 * only, so the plan is asked: of an aggregate its Aggref; of a window aggregate the
 * WindowFuncs of the plan node that have this function, which may be several.
 *
 * One use of it is that days are not taken for seconds.  date - date is a number of
 * days, whose type says nothing, and an aggregate of seconds would count it as such.
 * csq_seconds_of_one() finds it through casts, sums with numbers, abs, round,
 * greatest, coalesce, CASE, averages and the like, and through the columns of
 * subqueries and WITH.  Days times 86,400 are seconds; days in any other multiple or
 * part are refused.  extract(epoch FROM ...), seconds() and business_seconds() are
 * seconds: over 60, 3,600 or 86,400, as people divide, they are refused, and so are
 * business days, whose length nobody knows.  A column of a table says nothing and is
 * seconds, as documented.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_aggregate.h"
#include "catalog/pg_type.h"
#include "nodes/execnodes.h"
#include "nodes/nodeFuncs.h"
#include "nodes/plannodes.h"
#include "nodes/primnodes.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "pg/args_pg.h"
#include "pg/call_args_pg.h"
#include "pg/csq.h"

#define MAX_DEPTH 64
#define MAX_READ  10000 /* so that WITH on WITH, each twice the one before, ends */

/* ---- calls ---- */

bool
csq_called_for_aggregate(FunctionCallInfo fcinfo)
{
	return fcinfo->flinfo->fn_expr == NULL && AggCheckCallContext(fcinfo, NULL) != 0;
}

/* Does the aggregate move by this function? */
static bool
moves_by(Oid aggregate, Oid function)
{
	HeapTuple tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(aggregate));
	bool      found = false;

	if (HeapTupleIsValid(tuple))
	{
		Form_pg_aggregate form = (Form_pg_aggregate) GETSTRUCT(tuple);

		found = form->aggtransfn == function || form->aggmtransfn == function || form->aggminvtransfn == function;
		ReleaseSysCache(tuple);
	}
	return found;
}

static List *
window_calls(FunctionCallInfo fcinfo)
{
	List     *calls = NIL;
	ListCell *cell;

	foreach (cell, ((WindowAggState *) fcinfo->context)->funcs)
	{
		WindowFunc *call = ((WindowFuncExprState *) lfirst(cell))->wfunc;

		if (call->winagg && moves_by(call->winfnoid, fcinfo->flinfo->fn_oid))
			calls = lappend(calls, call->args);
	}
	return calls;
}

/*
 * An engine that spreads aggregates over servers calls from an aggregate of its own, whose arguments are the
 * aggregate that is meant, then its argument, or a row of its arguments.
 */
List *
csq_aggregate_calls(FunctionCallInfo fcinfo)
{
	Aggref   *ref = fcinfo->flinfo == NULL ? NULL : AggGetAggref(fcinfo);
	List     *args = NIL;
	List     *row = NIL;
	ListCell *cell;

	if (ref == NULL && fcinfo->flinfo != NULL && fcinfo->context != NULL && IsA(fcinfo->context, WindowAggState))
		return window_calls(fcinfo);
	if (ref == NULL)
		return NIL;
	foreach (cell, ref->args)
		args = lappend(args, ((TargetEntry *) lfirst(cell))->expr);
	if (!csq_called_for_aggregate(fcinfo))
		return list_make1(args);
	args = list_delete_first(args);
	if (list_length(args) == 1 && IsA(linitial(args), RowExpr))
		row = ((RowExpr *) linitial(args))->args;
	return list_make1(row != NIL ? row : args);
}

List *
csq_aggregate_args(FunctionCallInfo fcinfo)
{
	List *calls = csq_aggregate_calls(fcinfo);

	return list_length(calls) == 1 ? linitial(calls) : NIL;
}

/* ---- columns, down the plan ---- */

Node *
csq_column_of(Plan *plan, AttrNumber attno)
{
	if (plan == NULL || attno < 1 || attno > list_length(plan->targetlist))
		return NULL;
	return (Node *) ((TargetEntry *) list_nth(plan->targetlist, attno - 1))->expr;
}

List *
csq_plans_appended(Plan *plan)
{
	return IsA(plan, Append)        ? ((Append *) plan)->appendplans
	       : IsA(plan, MergeAppend) ? ((MergeAppend *) plan)->mergeplans
	                                : NIL;
}

static Plan *
plan_below(Plan *plan)
{
	List *plans = csq_plans_appended(plan);

	return plans != NIL ? linitial(plans) : outerPlan(plan);
}

Node *
csq_behind(const Var *var, Plan **plan, const PlannedStmt *stmt)
{
	Plan *at = *plan;

	if (var->varno == OUTER_VAR)
		*plan = plan_below(at);
	else if (var->varno == INNER_VAR)
		*plan = innerPlan(at);
	else if (IsA(at, SubqueryScan))
		*plan = ((SubqueryScan *) at)->subplan;
	else if (IsA(at, CteScan) && ((CteScan *) at)->ctePlanId <= list_length(stmt->subplans))
		*plan = list_nth(stmt->subplans, ((CteScan *) at)->ctePlanId - 1);
	else
		return NULL;
	return csq_column_of(*plan, var->varattno);
}

/* ---- days ---- */

typedef enum Unit
{
	DAYS,
	SECONDS,
	BUSINESS_DAYS
} Unit;

typedef struct Reading
{
	const PlannedStmt *stmt;
	const char        *field;   /* of an interval, that is not its length */
	Unit               unit;    /* what was read last */
	double             factor;  /* by which it is multiplied */
	bool               unclear; /* days are divided, multiplied by what is no constant, or in several multiples */
	int                left;    /* expressions to read: columns that are named twice are read twice */
} Reading;

static bool has_unit(Reading *r, Node *e, Plan *plan, int depth);

static bool
is_one_of(const char *name, const char *const *names)
{
	for (; name != NULL && *names != NULL; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

static bool
leaf(Reading *r, Unit unit)
{
	r->unit = unit;
	r->factor = 1;
	return true;
}

/* One of several; all that have a unit are of the same length, so that days times 86,400 and seconds add up. */
static bool
any_has_unit(Reading *r, List *args, Plan *plan, int depth)
{
	bool      any = false;
	Unit      unit = DAYS;
	double    factor = 1;
	ListCell *cell;

	foreach (cell, args)
		if (has_unit(r, lfirst(cell), plan, depth))
		{
			if (any && unit != r->unit)
			{
				factor *= unit == SECONDS ? 1 : 1 / 86400.0;
				r->factor *= r->unit == SECONDS ? 1 : 1 / 86400.0;
				r->unit = SECONDS;
			}
			r->unclear |= any && fabs(r->factor - factor) > 1e-9 * factor;
			unit = r->unit;
			factor = r->factor;
			any = true;
		}
	r->unit = unit;
	r->factor = factor;
	return any;
}

/* extract(field FROM interval, or a time), date_part(field, the same): is it seconds? */
static bool
field_is_seconds(Reading *r, List *args)
{
	Node *field = linitial(args);
	char *name;

	if (!IsA(field, Const) || ((Const *) field)->consttype != TEXTOID || ((Const *) field)->constisnull)
		return false;
	name = TextDatumGetCString(((Const *) field)->constvalue);
	if (strcmp(name, "epoch") == 0)
		return leaf(r, SECONDS);
	if (exprType(lsecond(args)) == INTERVALOID)
		r->field = name;
	return false;
}

/* Does a function give the same kind of number that it is given first?  args is of Exprs. */
static bool
function_has_unit(Reading *r, Oid function, List *args, Plan *plan, int depth)
{
	static const char *const through[] = {"abs",    "round",   "ceil",        "ceiling",    "floor", "trunc", "float8",
	                                      "float4", "numeric", "int8",        "int4",       "int2",  "min",   "max",
	                                      "avg",    "sum",     "first_value", "last_value", NULL};
	static const char *const fields[] = {"date_part", "extract", NULL};
	static const char *const seconds[] = {"seconds", "business_seconds", NULL};
	char                    *name = args == NIL ? NULL : get_func_name(function);

	if (is_one_of(name, through))
		return has_unit(r, linitial(args), plan, depth);
	if (is_one_of(name, fields) && list_length(args) == 2)
		return field_is_seconds(r, args);
	if (is_one_of(name, seconds))
		return leaf(r, SECONDS);
	return name != NULL && strcmp(name, "business_days") == 0 && leaf(r, BUSINESS_DAYS);
}

/* The factor of a product, or the divisor of a quotient; false: no constant. */
static bool
note_factor(Reading *r, Node *e, bool divisor)
{
	Oid    output;
	bool   varlena;
	double factor;

	while (IsA(e, FuncExpr) && list_length(((FuncExpr *) e)->args) == 1)
		e = linitial(((FuncExpr *) e)->args);
	if (!IsA(e, Const) || ((Const *) e)->constisnull)
		return false;
	getTypeOutputInfo(((Const *) e)->consttype, &output, &varlena);
	factor = strtod(OidOutputFunctionCall(output, ((Const *) e)->constvalue), NULL);
	r->factor *= divisor ? 1 / factor : factor;
	return true;
}

/* Sums and differences of days and numbers are days, in products the factor counts; seconds per seconds are none. */
static bool
operator_has_unit(Reading *r, const OpExpr *op, Plan *plan, int depth)
{
	static const char *const sums[] = {"+", "-", NULL};
	static const char *const products[] = {"*", "/", NULL};
	char                    *name = get_opname(op->opno);

	if (op->opfuncid == F_DATE_MI)
		return leaf(r, DAYS);
	if (is_one_of(name, sums))
		return any_has_unit(r, op->args, plan, depth);
	if (!is_one_of(name, products) || list_length(op->args) != 2)
		return false;
	for (int i = 0; i < 2; i++)
		if (has_unit(r, list_nth(op->args, i), plan, depth))
		{
			bool constant = note_factor(r, list_nth(op->args, 1 - i), *name == '/');

			if (r->unit == SECONDS)
				return constant && (*name == '*' || i == 0);
			r->unclear |= !constant || *name == '/';
			return true;
		}
	return false;
}

List *
csq_results_of_case(const CaseExpr *c)
{
	List     *results = c->defresult == NULL ? NIL : list_make1(c->defresult);
	ListCell *cell;

	foreach (cell, c->args)
		results = lappend(results, ((CaseWhen *) lfirst(cell))->result);
	return results;
}

List *
csq_exprs_of_targets(List *targets)
{
	List     *exprs = NIL;
	ListCell *cell;

	foreach (cell, targets)
		exprs = lappend(exprs, ((TargetEntry *) lfirst(cell))->expr);
	return exprs;
}

static bool
has_unit(Reading *r, Node *e, Plan *plan, int depth)
{
	if (e == NULL || depth > MAX_DEPTH || --r->left < 0)
		return false;
	depth++;
	switch (nodeTag(e))
	{
		case T_Var:
			e = plan == NULL ? NULL : csq_behind((Var *) e, &plan, r->stmt);
			return has_unit(r, e, plan, depth);
		case T_RelabelType:
			return has_unit(r, (Node *) ((RelabelType *) e)->arg, plan, depth);
		case T_OpExpr:
			return operator_has_unit(r, (OpExpr *) e, plan, depth);
		case T_FuncExpr:
			return function_has_unit(r, ((FuncExpr *) e)->funcid, ((FuncExpr *) e)->args, plan, depth);
		case T_Aggref:
			return function_has_unit(r, ((Aggref *) e)->aggfnoid, csq_exprs_of_targets(((Aggref *) e)->args), plan,
			                         depth);
		case T_WindowFunc:
			return function_has_unit(r, ((WindowFunc *) e)->winfnoid, ((WindowFunc *) e)->args, plan, depth);
		case T_MinMaxExpr:
			return any_has_unit(r, ((MinMaxExpr *) e)->args, plan, depth);
		case T_CoalesceExpr:
			return any_has_unit(r, ((CoalesceExpr *) e)->args, plan, depth);
		case T_CaseExpr:
			return any_has_unit(r, csq_results_of_case((CaseExpr *) e), plan, depth);
		default:
			return false;
	}
}

static void
refuse_field(const char *field)
{
	ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
	                errmsg("the \"%s\" field of an interval was given where seconds are meant", field),
	                errdetail("It is one part of a length of time, in its own unit."),
	                errhint("Give the interval itself, or extract(epoch FROM ...), which is all of it in seconds.")));
}

static void
refuse_days(void)
{
	ereport(ERROR,
	        (errcode(ERRCODE_DATATYPE_MISMATCH), errmsg("a multiple or part of days was given where seconds are meant"),
	         errdetail("The difference of two dates is a number of days; times 86400 it is seconds."),
	         errhint("Give an interval, such as (closed - opened) * interval '1 day' / 2.")));
}

/* Seconds over 60 and the like are minutes, hours, days, weeks; times 1000 milliseconds. */
static void
refuse_other_seconds(double factor)
{
	static const struct
	{
		const char *name;
		double      factor;
	} units[] = {{"minutes", 1 / 60.0},
	             {"hours", 1 / 3600.0},
	             {"days", 1 / 86400.0},
	             {"weeks", 1 / 604800.0},
	             {"milliseconds", 1000}};

	for (size_t i = 0; i < lengthof(units); i++)
		if (fabs(factor / units[i].factor - 1) < 1e-9)
			ereport(ERROR,
			        (errcode(ERRCODE_DATATYPE_MISMATCH), errmsg("%s were given where seconds are meant", units[i].name),
			         errdetail("A number is a length in seconds; this one is seconds %s %.0f.",
			                   factor < 1 ? "divided by" : "times", factor < 1 ? 1 / factor : factor),
			         errhint("Give the seconds as they are, or the interval itself.")));
}

static void
refuse_business_days(void)
{
	ereport(ERROR,
	        (errcode(ERRCODE_DATATYPE_MISMATCH), errmsg("a number of business days was given where seconds are meant"),
	         errdetail("How long a business day is depends on its hours."),
	         errhint("Give business_time(calendar, opened_at, closed_at), or count days by "
	                 "mean_agg(business_days(calendar, opened_on, closed_on)).")));
}

/* Seconds of one, as this call has it. */
static int
seconds_of_call(const PlanState *state, List *args, int n)
{
	Reading r = {.stmt = state->state->es_plannedstmt, .factor = 1, .left = MAX_READ};
	bool    known = n <= list_length(args) && has_unit(&r, list_nth(args, n - 1), state->plan, 0);

	if (r.field != NULL)
		refuse_field(r.field);
	if (known && r.unit == SECONDS)
		refuse_other_seconds(r.factor);
	if (known && r.unit == BUSINESS_DAYS && r.factor != 86400)
		refuse_business_days();
	if (known && (r.unclear || (r.unit == DAYS && r.factor != 1 && r.factor != 86400)))
		refuse_days();
	return known && r.unit == DAYS && r.factor == 1 ? 86400 : 1;
}

/* Several calls that differ cannot be told apart. */
static int
seconds_of_one(FunctionCallInfo fcinfo, int n)
{
	List     *calls = csq_aggregate_calls(fcinfo);
	int       seconds = 0;
	ListCell *cell;

	foreach (cell, calls)
	{
		int one = seconds_of_call((PlanState *) fcinfo->context, lfirst(cell), n);

		if (seconds != 0 && one != seconds)
			ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			                errmsg("lengths in days and in seconds cannot be counted in windows side by side"),
			                errhint("Give intervals, such as (closed - opened) * interval '1 day'.")));
		seconds = one;
	}
	return seconds == 0 ? 1 : seconds;
}

double
csq_seconds_of_one(FunctionCallInfo fcinfo, int n)
{
	int *known = csq_call_word(fcinfo);

	if (CSQ_UNLIKELY(*known == 0))
		*known = seconds_of_one(fcinfo, n);
	return *known;
}
