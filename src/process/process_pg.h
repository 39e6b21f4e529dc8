/*
 * process_pg.h
 *		What the shell files of processes share.
 *
 * Shell header: include after csq.h and process.h, and utils/builtins.h and
 * utils/timestamp.h.
 */
#ifndef CSQ_PROCESS_PG_H
#define CSQ_PROCESS_PG_H

#include <math.h>

#include "pg/args_pg.h"

/* Argument n, opened and checked; raises. */
extern void csq_process_arg(FunctionCallInfo fcinfo, int n, CsqProcess *p);

/* Microseconds as an interval, hours part only. */
static inline Datum
csq_exact_interval(int64 usec)
{
	Interval *i = palloc0(sizeof *i);

	i->time = usec;
	return IntervalPGetDatum(i);
}

/* The same, rounded to the nearest; raises 22008. */
static inline Datum
csq_interval_datum(double usec)
{
	usec = rint(usec);
	if (!(fabs(usec) < 9.2e18))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("interval out of range"),
		                errdetail("An interval holds 292,000 years.")));
	return csq_exact_interval((int64) usec);
}

/* The number of an activity that the process must have; 22023, naming it and those there are. */
extern uint32_t csq_require_activity(const CsqProcess *p, const CsqText *label, const char *function);

/* The path of a variant as text[]; labels by activity. */
extern Datum csq_path_datum(const CsqVariant *v, const Datum *labels);

/* A text argument, which must not be NULL. */
static inline CsqText
csq_label_arg(FunctionCallInfo fcinfo, int n)
{
	text *t = PG_GETARG_TEXT_PP(n);

	return (CsqText){VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)};
}

#endif /* CSQ_PROCESS_PG_H */
