/*
 * calendar_args_pg.h
 *		Arguments and results that calendars, targets and clocks share in SQL:
 *		instants, dates, ranges, pauses.  Shell only; needs fmgr.h.
 */
#ifndef CSQ_CALENDAR_ARGS_H
#define CSQ_CALENDAR_ARGS_H

#include "catalog/pg_type.h"
#include "utils/timestamp.h"

#include "calendar/calendar.h"
#include "pg/args_pg.h"
#include "pg/csq.h"

/* The stored value: wire bytes after the header. */
typedef struct Calendar
{
	CsqStored stored;
	char      data[FLEXIBLE_ARRAY_MEMBER];
} Calendar;

/* Argument argno, a calendar, compiled once per value and call site. */
extern const CsqCalendar *csq_calendar_arg(FunctionCallInfo fcinfo, int argno);

/* The same of a text that is one: for overloads without which an untyped literal would be ambiguous. */
extern const CsqCalendar *csq_calendar_text_arg(FunctionCallInfo fcinfo, int argno);

/* Raises err of a text that is no calendar; one that is a whole number may have been meant as a seq. */
CSQ_NORETURN extern void csq_throw_calendar_text(const char *s, size_t len, CsqError *err);

/*
 * Refuses (22023) a label in argument n that reads as a calendar: a literal that lacks its cast would be everybody's
 * label.  What is the same in all rows is refused without a zone, too; strict: also the first of others, with one.
 * function and what name the place, for_calendar says where a calendar goes.
 */
extern void csq_refuse_calendar(FunctionCallInfo fcinfo, int n, bool strict, const char *function, const char *what,
                                const char *for_calendar);

/* The same once per call site, which keeps nothing else in its word: for the first row of a state. */
static inline void
csq_refuse_calendar_once(FunctionCallInfo fcinfo, int n, const char *function, const char *what,
                         const char *for_calendar)
{
	int *seen = csq_call_word(fcinfo);

	if (*seen == 0 && n < PG_NARGS())
		csq_refuse_calendar(fcinfo, n, false, function, what, for_calendar);
	*seen = 1;
}

/* A detoasted calendar compiled (CsqCalendar *) in the current memory context, which must keep the value as well. */
extern void *csq_calendar_of_value(struct varlena *value);

/* The stored value of wire bytes that csq_calendar_write() made. */
extern struct varlena *csq_calendar_value(const char *wire, size_t len);

/* A finite timestamptz; a finite date: else 22008. */
static inline int64
csq_instant_arg(FunctionCallInfo fcinfo, int argno)
{
	TimestampTz at = PG_GETARG_TIMESTAMPTZ(argno);

	if (CSQ_UNLIKELY(TIMESTAMP_NOT_FINITE(at)))
		csq_refuse_infinite("timestamp");
	return at;
}

extern int32 csq_date_arg(FunctionCallInfo fcinfo, int argno);

/* Argument n, of type date, timestamp or text local time of the calendar, or a timestamptz; infinities as they are. */
extern int64 csq_local_arg(FunctionCallInfo fcinfo, int n, Oid type, const CsqCalendar *cal);

/*
 * Argument n, a text in the place of a timestamptz, becomes the instant that it says: without a zone local time of the
 * calendar in argument calendar, or typed in argument calendar_text (0: there is none, and it must have a zone).  NULL
 * stays; beside a calendar that is NULL, which is refused elsewhere, it is any.
 */
static inline void
csq_read_row_time(FunctionCallInfo fcinfo, int n, int calendar, int calendar_text)
{
	int                of = calendar > 0 ? calendar : calendar_text;
	const CsqCalendar *cal;

	if (of == 0)
		csq_read_typed_time(fcinfo, n);
	else if (PG_ARGISNULL(n) || PG_ARGISNULL(of))
		fcinfo->args[n].value = TimestampTzGetDatum(0);
	else
	{
		cal = calendar > 0 ? csq_calendar_arg(fcinfo, of) : csq_calendar_text_arg(fcinfo, of);
		fcinfo->args[n].value = TimestampTzGetDatum(csq_local_arg(fcinfo, n, TEXTOID, cal));
	}
}

/* The open time from one instant to another; without a calendar (NULL) the physical time. */
static inline int64
csq_time_between(const CsqCalendar *calendar, int64 from, int64 to)
{
	int64    usec;
	CsqError err;

	if (!csq_calendar_between(calendar, from, to, &usec, &err))
		csq_throw(&err);
	return usec;
}

/* Is it a time in ISO 8601?  Then with a zone: else 22007. */
extern bool csq_is_time_text(const char *s, size_t len, int64 *at);

/* An instant as timestamptz: INT64_MAX is infinity; 22008 outside the range of timestamps. */
extern Datum csq_instant_datum(int64 at);

/* The pauses of a tstzmultirange. */
extern CsqPauses csq_pauses_arg(FunctionCallInfo fcinfo, int argno);

/* A tstzrange with two finite bounds (else 22008); false if it is empty. */
extern bool csq_period_arg(FunctionCallInfo fcinfo, int argno, int64 *from, int64 *to);

/* n pairs [lo, hi), sorted and disjoint, as tstzmultirange. */
extern Datum csq_multirange_datum(const int64 *lohi, int n);

/* A daterange as from <= d < to with INT32_MIN and INT32_MAX for no bound; an empty one gives to <= from. */
extern void  csq_daterange_arg(FunctionCallInfo fcinfo, int argno, int32 *from, int32 *to);
extern Datum csq_daterange_datum(int32 first, int32 last);

/* When something counts as received under a cut-off hour of the local day, in microseconds: see received_at(). */
extern int64 csq_received(const CsqCalendar *cal, int64 at, int64 cutoff);

#endif /* CSQ_CALENDAR_ARGS_H */
