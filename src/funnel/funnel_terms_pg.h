/*
 * funnel_terms_pg.h
 *		On what terms an aggregate counts: arguments as_of and calendar.
 *
 * Shell header: include after csq.h.
 */
#ifndef CSQ_FUNNEL_TERMS_PG_H
#define CSQ_FUNNEL_TERMS_PG_H

#include "calendar/calendar_args_pg.h"
#include "funnel/funnel.h"

/* Where arguments are, 0 = there is none.  clock: a text, an instant or, without a calendar beside it, a calendar. */
typedef struct CsqFunnelArgs
{
	int as_of;
	int calendar;
	int calendar_text; /* beside a clock */
	int clock;
	int seq;
} CsqFunnelArgs;

/* A calendar at a call site, compiled. */
typedef struct CsqFunnelCalendar
{
	const CsqCalendar *calendar; /* NULL: the text is an instant */
	int64              as_of;
	CsqText            text; /* canonical */
	uint64             hash;
	MemoryContext      context; /* that all this lives in */
	const void        *made_for;
	void              *made; /* what the caller made of it and of made_for */
} CsqFunnelCalendar;

typedef struct CsqFunnelTermsArgs
{
	bool               has_as_of;
	int64              as_of;
	CsqFunnelCalendar *calendar; /* NULL: none */
} CsqFunnelTermsArgs;

/* The calendar that a clock beside no other calendar is; NULL: it is an instant. */
extern const CsqCalendar *csq_funnel_clock_calendar(FunctionCallInfo fcinfo, int n);

/* Raises 22004 for NULL, 22008 for an infinite as_of, 22007 for a time without a zone. */
extern CsqFunnelTermsArgs csq_funnel_terms_args(FunctionCallInfo fcinfo, const CsqFunnelArgs *args);

#endif /* CSQ_FUNNEL_TERMS_PG_H */
