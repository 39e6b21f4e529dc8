/*
 * funnel_terms_pg.c
 *		The arguments as_of and calendar of funnel_agg and funnel_count_agg.
 *
 * Either may be typed without a cast: a text is an instant where it reads as one in
 * ISO 8601, else a calendar; beside a calendar it is an instant, in local time of the
 * calendar when it has no zone.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"

#include "pg/csq.h"
#include "calendar/zone_pg.h"
#include "funnel/funnel_terms_pg.h"
#include "funnel/funnel_pg.h"
#include "pg/args_pg.h"

/* ---- compiled once per call site ---- */

static CsqFunnelCalendar *
calendar_of(const CsqCalendar *calendar)
{
	CsqFunnelCalendar *c = palloc0(sizeof *c);
	CsqBuf             text;

	csq_buf_init(&text);
	csq_calendar_text(&text, csq_calendar_spec(calendar));
	c->calendar = calendar;
	c->text = (CsqText){text.data, text.len};
	c->hash = csq_funnel_calendar_fingerprint(text.data, text.len);
	c->context = CurrentMemoryContext;
	return c;
}

/* CsqCompile */
static void *
compile_calendar(struct varlena *value)
{
	return calendar_of(csq_calendar_of_value(value));
}

/* CsqCompile: the text of a calendar. */
static void *
compile_calendar_text(struct varlena *value)
{
	CsqSpec *spec = palloc(sizeof *spec);
	CsqError err;

	if (!csq_calendar_parse(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), spec, &err))
		csq_throw_calendar_text(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &err);
	return calendar_of(csq_calendar_compile(spec, csq_zone_get(spec->zone)));
}

/* CsqCompile: a text that is an instant or a calendar. */
static void *
compile_clock(struct varlena *value)
{
	CsqFunnelCalendar *c = palloc0(sizeof *c);

	return csq_is_time_text(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &c->as_of) ? c : compile_calendar_text(value);
}

/* ---- the arguments of a row ---- */

static void
require(FunctionCallInfo fcinfo, int n)
{
	if (PG_ARGISNULL(n))
		ereport(ERROR,
		        (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("the calendar of a funnel must not be null"),
		         errdetail("It says which time counts."), errhint("Leave it out where the clock on the wall counts.")));
}

/* The instant that a text names beside a calendar. */
static int64
local_instant(FunctionCallInfo fcinfo, int n, const CsqCalendar *calendar)
{
	int64 at;

	if (PG_ARGISNULL(n))
		return csq_as_of_arg(fcinfo, n); /* raises */
	at = csq_local_arg(fcinfo, n, TEXTOID, calendar);
	csq_require_as_of(at);
	return at;
}

const CsqCalendar *
csq_funnel_clock_calendar(FunctionCallInfo fcinfo, int n)
{
	return ((CsqFunnelCalendar *) csq_compiled(fcinfo, n, compile_clock))->calendar;
}

CsqFunnelTermsArgs
csq_funnel_terms_args(FunctionCallInfo fcinfo, const CsqFunnelArgs *args)
{
	CsqFunnelTermsArgs t = {0};

	if (args->calendar > 0)
	{
		require(fcinfo, args->calendar);
		t.calendar = csq_compiled(fcinfo, args->calendar, compile_calendar);
	}
	if (args->calendar_text > 0)
	{
		require(fcinfo, args->calendar_text);
		t.calendar = csq_compiled(fcinfo, args->calendar_text, compile_calendar_text);
	}
	t.has_as_of = args->as_of > 0 || (args->clock > 0 && t.calendar != NULL);
	if (args->as_of > 0)
		t.as_of = csq_as_of_arg(fcinfo, args->as_of);
	else if (args->clock > 0 && t.calendar != NULL)
		t.as_of = local_instant(fcinfo, args->clock, t.calendar->calendar);
	else if (args->clock > 0)
	{
		CsqFunnelCalendar *c;

		require(fcinfo, args->clock);
		c = csq_compiled(fcinfo, args->clock, compile_clock);
		if (c->calendar != NULL)
			t.calendar = c;
		else
		{
			csq_require_as_of(c->as_of);
			t.has_as_of = true;
			t.as_of = c->as_of;
		}
	}
	return t;
}
