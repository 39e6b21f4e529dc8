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
 * of the aggregate whose transition function is running, and of these also the columns
 * of subqueries, UNION and WITH.  The cast may stand within coalesce, CASE, greatest,
 * date_trunc, tstzrange, and times plus or minus intervals.  An explicit cast is the caller's own
 * decision and passes; where there is no expression nothing is seen.
 *
 * A literal is no cast: PostgreSQL reads it in the session's zone before anybody is
 * called.  So functions that people call with literals have twins that take text
 * (made by the script, see tools/expand.pl), and a text says its zone.  Where there is
 * no such twin nothing can be seen: the constant of '2026-03-02 09:00' and that of timestamptz '2026-03-02 09:00+08'
 * are nodes of the same kind, both at the place of their literal, or in a view at none.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "nodes/execnodes.h"
#include "nodes/nodeFuncs.h"
#include "nodes/plannodes.h"
#include "nodes/primnodes.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "base/instant.h"
#include "base/literal.h"
#include "pg/args_pg.h"
#include "pg/call_args_pg.h"
#include "pg/compat.h"
#include "pg/csq.h"

static void
refuse(bool is_date, bool truncated)
{
	ereport(
		ERROR,
		(errcode(ERRCODE_DATATYPE_MISMATCH),
	     errmsg("a %s was given where an instant is meant", is_date ? "date" : "timestamp without time zone"),
	     errdetail("It would be read in the time zone of the session, and give different results to different people."),
	     is_date && truncated
	         ? errhint(
				   "For a date write date_trunc('week', day)::date; for an instant say the zone: day::timestamp AT TIME "
				   "ZONE 'Asia/Shanghai'.")
	     : is_date ? errhint("Say the zone: day::timestamp AT TIME ZONE 'Asia/Shanghai'.")
	               : errhint("Say the zone: at AT TIME ZONE 'Asia/Shanghai'.")));
}

typedef struct Look
{
	const PlannedStmt *stmt;
	int                left;      /* expressions to look at: WITH on WITH, each twice the one before, ends */
	bool               truncated; /* by date_trunc */
} Look;

static void look_at(Look *l, Node *e, Plan *plan, int depth);

/* Those that are instants. */
static void
look_at_all(Look *l, List *args, Plan *plan, int depth)
{
	ListCell *cell;

	foreach (cell, args)
		if (exprType(lfirst(cell)) == TIMESTAMPTZOID)
			look_at(l, lfirst(cell), plan, depth);
}

static void
look_at_function(Look *l, FuncExpr *f, Plan *plan, int depth)
{
	char *name;

	if (f->funcid == F_TIMESTAMPTZ_DATE || f->funcid == F_TIMESTAMPTZ_TIMESTAMP)
	{
		if (f->funcformat == COERCE_IMPLICIT_CAST)
			refuse(f->funcid == F_TIMESTAMPTZ_DATE, l->truncated);
		return;
	}
	if (f->funcid == F_TSTZRANGE_TIMESTAMPTZ_TIMESTAMPTZ || f->funcid == F_TSTZRANGE_TIMESTAMPTZ_TIMESTAMPTZ_TEXT)
	{
		look_at_all(l, f->args, plan, depth);
		return;
	}
	name = f->funcresulttype == TIMESTAMPTZOID && f->args != NIL ? get_func_name(f->funcid) : NULL;
	if (name != NULL && strcmp(name, "date_trunc") == 0)
	{
		l->truncated = true;
		look_at_all(l, f->args, plan, depth);
		l->truncated = false;
	}
}

/* A column: what every branch of a UNION gives for it. */
static void
look_behind(Look *l, Var *var, Plan *plan, int depth)
{
	List     *plans = plan == NULL ? NIL : csq_plans_appended(plan);
	ListCell *cell;
	Node     *e;

	foreach (cell, plans)
		look_at(l, csq_column_of(lfirst(cell), var->varattno), lfirst(cell), depth);
	if (plan == NULL || plans != NIL)
		return;
	e = csq_behind(var, &plan, l->stmt);
	look_at(l, e, plan, depth);
}

static void
look_at(Look *l, Node *e, Plan *plan, int depth)
{
	if (e == NULL || depth > 64 || --l->left < 0)
		return;
	depth++;
	switch (nodeTag(e))
	{
		case T_Var:
			look_behind(l, (Var *) e, plan, depth);
			break;
		case T_RelabelType:
			look_at(l, (Node *) ((RelabelType *) e)->arg, plan, depth);
			break;
		case T_FuncExpr:
			look_at_function(l, (FuncExpr *) e, plan, depth);
			break;
		case T_OpExpr:
			if (((OpExpr *) e)->opresulttype == TIMESTAMPTZOID)
				look_at_all(l, ((OpExpr *) e)->args, plan, depth);
			break;
		case T_Aggref:
			look_at_all(l, csq_exprs_of_targets(((Aggref *) e)->args), plan, depth);
			break;
		case T_MinMaxExpr:
			look_at_all(l, ((MinMaxExpr *) e)->args, plan, depth);
			break;
		case T_CoalesceExpr:
			look_at_all(l, ((CoalesceExpr *) e)->args, plan, depth);
			break;
		case T_CaseExpr:
			look_at_all(l, csq_results_of_case((CaseExpr *) e), plan, depth);
			break;
		default:
			break;
	}
}

void
csq_look_for_zoneless(FunctionCallInfo fcinfo)
{
	Node      *expr = fcinfo->flinfo == NULL ? NULL : fcinfo->flinfo->fn_expr;
	List      *calls = csq_aggregate_calls(fcinfo);
	PlanState *state = calls == NIL ? NULL : (PlanState *) fcinfo->context;
	Look       l = {.stmt = state == NULL ? NULL : state->state->es_plannedstmt, .left = 10000};
	List      *args = NIL;
	ListCell  *cell;

	foreach (cell, calls)
		args = list_concat(args, lfirst(cell));
	if (args == NIL && expr != NULL && IsA(expr, FuncExpr))
		args = ((FuncExpr *) expr)->args;
	else if (args == NIL && expr != NULL && IsA(expr, OpExpr))
		args = ((OpExpr *) expr)->args;
	foreach (cell, args)
		look_at(&l, lfirst(cell), state == NULL ? NULL : state->plan, 0);
	csq_zones_are_told(fcinfo);
}

int
csq_text_infinity(CsqText text)
{
	if (text.len == 8 && pg_strncasecmp(text.s, "infinity", 8) == 0)
		return 1;
	return text.len == 9 && pg_strncasecmp(text.s, "-infinity", 9) == 0 ? -1 : 0;
}

void
csq_refuse_infinite(const char *what)
{
	ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("a %s must not be infinite", what),
	                errdetail("Infinity lies on no calendar, and no length of time reaches it."),
	                errhint("Use NULL for an event that has not happened.")));
}

CsqWhen
csq_when_of_text(CsqText text)
{
	CsqText folded = csq_fold_width(text.s, text.len);
	CsqBuf  month;
	CsqWhen when;

	if (csq_parse_when(folded.s, folded.len, &when))
		return when;
	if (csq_text_infinity(folded) != 0)
		csq_refuse_infinite("time");
	if (csq_is_blank(text))
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_DATETIME_FORMAT), errmsg("\"%s\" is no time", csq_quoted(text.s, text.len).s),
		         errdetail("A blank text may be a time that is not known, or one that was lost."),
		         errhint("Make it NULL where there is none: nullif(btrim(at), '').")));
	csq_buf_init(&month);
	csq_buf_put(&month, folded.s, folded.len);
	csq_buf_str(&month, "-01");
	if (folded.len == 7 && csq_parse_when(month.data, month.len, &when))
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_DATETIME_FORMAT), errmsg("\"%s\" is no date", csq_quoted(text.s, text.len).s),
		         errhint("A month stands as its first day: %s, date_trunc('month', day)::date.", month.data)));
	ereport(ERROR, (errcode(ERRCODE_INVALID_DATETIME_FORMAT),
	                errmsg("\"%s\" is no time in ISO 8601", csq_quoted(text.s, text.len).s),
	                errdetail("A text is read the same whatever DateStyle and TimeZone say."),
	                errhint("Write 2026-03-02 09:00+08 for an instant; beside a calendar also 2026-03-02 09:00 for "
	                        "its local time, and 2026-03-02 for a date.")));
}

int64
csq_instant_of_text(CsqText text)
{
	int     infinite = csq_text_infinity(text);
	CsqWhen when;

	if (infinite != 0)
		return infinite > 0 ? DT_NOEND : DT_NOBEGIN;
	when = csq_when_of_text(text);
	if (when.kind != CSQ_WHEN_INSTANT)
		ereport(ERROR, (errcode(ERRCODE_INVALID_DATETIME_FORMAT),
		                errmsg("\"%s\" has no time zone", csq_quoted(text.s, text.len).s),
		                errdetail("There is no calendar here to say the zone, and that of the session would give "
		                          "different results to different people."),
		                errhint("Write the zone: '2026-03-02 09:00+08', or '2026-03-02 01:00Z'.")));
	if (!csq_is_instant(when.at))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
		                errmsg("\"%s\" is out of range", csq_quoted(text.s, text.len).s)));
	return when.at;
}

void *
csq_compile_instant(struct varlena *value)
{
	int64 *at = palloc(sizeof *at);

	*at = csq_instant_of_text((CsqText){VARDATA(value), VARSIZE(value) - VARHDRSZ});
	return at;
}

/*
 * csq_internal.instant(text) -> timestamptz
 *
 * ISO 8601 with a zone, or infinity; depends on no setting.
 * NULL:    strict.
 * Errors:  22007 not ISO 8601, or without a zone; 22008 out of range.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_instant);
Datum
csq_instant(PG_FUNCTION_ARGS)
{
	PG_RETURN_TIMESTAMPTZ(csq_instant_of_text(csq_text_arg(fcinfo, 0)));
}
