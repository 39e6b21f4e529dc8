/*
 * call_args_pg.h
 *		What stands behind the arguments of an aggregate, down the plan.
 *
 * Shell header: include after csq.h.
 */
#ifndef CSQ_CALL_ARGS_PG_H
#define CSQ_CALL_ARGS_PG_H

#include "nodes/plannodes.h"
#include "nodes/primnodes.h"

#include "pg/csq.h"

/* The expression of a column that a plan node gives; NULL without it. */
extern Node *csq_column_of(Plan *plan, AttrNumber attno);

/* The plans of which a node gives the rows one after another, as UNION ALL does; NIL for any other node. */
extern List *csq_plans_appended(Plan *plan);

/*
 * What stands behind a column that node *plan reads, which becomes the node that reads that: of several that are
 * appended the first; NULL: a column of a table itself.
 */
extern Node *csq_behind(const Var *var, Plan **plan, const PlannedStmt *stmt);

/* What a CASE gives. */
extern List *csq_results_of_case(const CaseExpr *c);

extern List *csq_exprs_of_targets(List *targets);

#endif /* CSQ_CALL_ARGS_PG_H */
