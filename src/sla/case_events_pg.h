/*
 * case_events_pg.h
 *		The events of one case, as arrays or out of the table of a workspace (case_events_pg.c).
 *
 * Shell only.
 */
#ifndef CSQ_CASE_EVENTS_H
#define CSQ_CASE_EVENTS_H

#include "fmgr.h"

/* The columns of an event. */
typedef enum CsqCaseColumn
{
	CSQ_CASE_STAGE,
	CSQ_CASE_AT,
	CSQ_CASE_EVENT,
	CSQ_CASE_REASON,
	CSQ_CASE_SEQ,
	CSQ_CASE_COLUMNS
} CsqCaseColumn;

/* Events as they came, column by column. */
typedef struct CsqCaseEvents
{
	int    n;
	int    cap; /* 0: of arrays */
	Datum *item[CSQ_CASE_COLUMNS];
	bool  *null[CSQ_CASE_COLUMNS];
} CsqCaseEvents;

/* What a call site keeps of the table that it reads; begins as zeros. */
typedef struct CsqCaseTable
{
	Oid   table;
	Oid   user;                     /* who may read it so */
	Oid   index;                    /* 0: it is asked by a query */
	int   column[CSQ_CASE_COLUMNS]; /* their numbers */
	char *query;                    /* in the memory of the call site */
} CsqCaseTable;

/* Of five arrays, arguments first to first + 4.  Errors: 2202E of different lengths. */
extern void csq_case_events_of_arrays(FunctionCallInfo fcinfo, int first, CsqCaseEvents *events);

/* Those of one complaint in a table of events; known is what the call site keeps, in the memory context. */
extern void csq_case_events_of_table(CsqCaseTable *known, MemoryContext context, Oid table, Datum tenant,
                                     Datum complaint, CsqCaseEvents *events);

#endif /* CSQ_CASE_EVENTS_H */
