/*
 * rows_pg.h
 *		How many rows a set-returning function tells the planner to expect.
 *
 * ROWS in SQL is a guess for all values.  Where a call's arguments are known when
 * it is planned (literals, parameters), the value itself knows better: a journey
 * of 100,000 events has as many rows of events().  One support function,
 * csq_internal.rows_support, serves all functions: for a function whose C name is
 * csq_X it calls csq_X_planned, if there is one, which CSQ_PLANNED_ROWS below
 * defines beside csq_X.
 */
#ifndef CSQ_ROWS_PG_H
#define CSQ_ROWS_PG_H

#include "pg/csq.h"

/* The arguments of a call that is planned. */
typedef struct CsqPlannedCall
{
	int          nargs;
	const bool  *known; /* a constant for the planner, and not NULL */
	const Datum *value;
} CsqPlannedCall;

/* Argument n as a stored value that has a header of this size, detoasted; NULL when it is not known. */
extern const void *csq_planned_value(const CsqPlannedCall *call, int n, size_t header);

/* Argument n, an int; otherwise where it is not known or negative. */
extern double csq_planned_int(const CsqPlannedCall *call, int n, double otherwise);

/* Elements of argument n, an array; -1 when it is not known. */
extern double csq_planned_elements(const CsqPlannedCall *call, int n);

/* Rows that a call of the function is planned with, from the CsqPlannedCall *call; negative: as ROWS says. */
#define CSQ_PLANNED_ROWS(function, rows)                                                                               \
	extern PGDLLEXPORT double function##_planned(const CsqPlannedCall *call);                                          \
	double                    function##_planned(const CsqPlannedCall *call)                                           \
	{                                                                                                                  \
		return rows;                                                                                                   \
	}

/* The same, from the header of the first argument, a Type *v. */
#define CSQ_PLANNED_ROWS_OF(function, Type, rows)                                                                      \
	extern PGDLLEXPORT double function##_planned(const CsqPlannedCall *call);                                          \
	double                    function##_planned(const CsqPlannedCall *call)                                           \
	{                                                                                                                  \
		const Type *v = csq_planned_value(call, 0, sizeof(Type));                                                      \
                                                                                                                       \
		return v == NULL ? -1 : (double) (rows);                                                                       \
	}

#endif /* CSQ_ROWS_PG_H */
