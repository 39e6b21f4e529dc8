/*
 * log_problems_pg.h
 *		What readers of logs share in SQL.
 *
 * Shell: include after postgres.h.
 */
#ifndef CSQ_LOG_PROBLEMS_PG_H
#define CSQ_LOG_PROBLEMS_PG_H

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "pg/args_pg.h"
#include "process/log_problems.h"

/* The text is JSON, of our own making or a part of a document that is. */
static inline Datum
csq_jsonb_datum(const CsqText *json)
{
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(pnstrdup(json->s, json->len)));
}

/* Says that there are problems; function: which tells them. */
static inline void
csq_notice_problems(const CsqLogProblems *p, const char *function)
{
	if (p->n > 0)
		ereport(NOTICE, (errmsg_plural("this log has %u problem", "this log has %u problems", p->n, p->n),
		                 errhint("csq.%s(document) tells what was dropped or had to be settled.", function)));
}

/* The last three columns of that function: problem, key, value. */
static inline void
csq_problem_columns(const CsqLogProblem *p, const char *said, Datum *values, bool *nulls)
{
	values[0] = CStringGetTextDatum(said);
	values[1] = csq_label_or_null(&p->key, &nulls[1]);
	values[2] = csq_label_or_null(&p->value, &nulls[2]);
}

#endif /* CSQ_LOG_PROBLEMS_PG_H */
