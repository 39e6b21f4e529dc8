/*
 * sla_args_pg.h
 *		Arguments and results that the SQL functions of SLA clocks share.
 *
 * Shell only.
 */
#ifndef CSQ_SLA_ARGS_H
#define CSQ_SLA_ARGS_H

#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "calendar/calendar_args_pg.h"
#include "pg/args_pg.h"
#include "sla/sla.h"

static inline void
open_clock(FunctionCallInfo fcinfo, int n, CsqClockView *view)
{
	CsqError err;

	if (!csq_clock_open(CSQ_GETARG_VALUE(n), view, &err))
		csq_throw(&err);
}

static inline CsqReopen
reopen_arg(FunctionCallInfo fcinfo, int n)
{
	text     *word = PG_GETARG_TEXT_PP(n);
	CsqReopen r;
	CsqError  err;

	if (!csq_sla_reopen_parse(VARDATA_ANY(word), VARSIZE_ANY_EXHDR(word), &r, &err))
		csq_throw(&err);
	return r;
}

static inline CsqRetarget
retarget_arg(FunctionCallInfo fcinfo, int n)
{
	text       *word = PG_GETARG_TEXT_PP(n);
	CsqRetarget r;
	CsqError    err;

	if (!csq_sla_retarget_parse(VARDATA_ANY(word), VARSIZE_ANY_EXHDR(word), &r, &err))
		csq_throw(&err);
	return r;
}

/* An sla_target, as it lies on disk; raises 22P03 for a damaged one. */
static inline const CsqTarget *
target_of(Datum value)
{
	const CsqTarget *t = (const CsqTarget *) DatumGetPointer(value);
	CsqError         err;

	if (CSQ_UNLIKELY(!csq_target_plain(t)) && !csq_target_check(t, CSQ_BINARY, &err))
		csq_throw(&err);
	return t;
}

static inline const CsqTarget *
target_arg(FunctionCallInfo fcinfo, int n)
{
	return target_of(PG_GETARG_DATUM(n));
}

#endif /* CSQ_SLA_ARGS_H */
