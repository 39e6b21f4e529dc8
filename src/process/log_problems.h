/*
 * log_problems.h
 *		What a reader of a log dropped or had to settle, piece by piece.
 */
#ifndef CSQ_LOG_PROBLEMS_H
#define CSQ_LOG_PROBLEMS_H

#include "base/labels.h"

typedef struct CsqLogProblem
{
	uint32_t kind;   /* of the reader: CsqXesKind, CsqOcelKind */
	uint32_t trace;  /* from 1; 0: of none, as are all of OCEL */
	uint32_t event;  /* from 1; 0: of none */
	CsqText  object; /* s NULL: of none, as are all of XES; likewise below */
	CsqText  key;
	CsqText  value;
} CsqLogProblem;

typedef struct CsqLogProblems
{
	uint32_t       n;
	uint32_t       room;
	CsqLogProblem *items;
} CsqLogProblems;

static inline void
csq_log_problem(CsqLogProblems *p, CsqLogProblem problem)
{
	if (p->n == p->room)
		csq_grow(p->items, p->room);
	p->items[p->n++] = problem;
}

#endif /* CSQ_LOG_PROBLEMS_H */
