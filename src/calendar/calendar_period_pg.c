/*
 * calendar_period_pg.c
 *		Ranges of time as people write them, beside a calendar or without one.
 *
 * '[2026-03-02 10:00,2026-03-02 12:00)' would be read in the session's zone by
 * tstzrange itself.  Here each end is read as calendar_instant() reads a text: local
 * time of the calendar unless it has a zone; without a calendar it must have one.
 * Brackets, commas and quotes stay as they are, so PostgreSQL's own reader
 * judges the rest.  The twins that call these are made by the script, see
 * tools/expand.pl.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "base/instant.h"
#include "base/literal.h"
#include "calendar/calendar_args_pg.h"
#include "pg/args_pg.h"

/* One end, without quotes and spaces around it: as an instant in UTC. */
static void
write_end(CsqBuf *out, const char *s, size_t len, const CsqCalendar *cal)
{
	CsqText text = {s, len};
	CsqWhen when;

	while (text.len > 0 && (text.s[0] == ' ' || text.s[0] == '"'))
	{
		text.s++;
		text.len--;
	}
	while (text.len > 0 && (text.s[text.len - 1] == ' ' || text.s[text.len - 1] == '"'))
		text.len--;
	if (text.len == 0)
		return;
	if (csq_text_infinity(text) != 0 || (text.len == 5 && pg_strncasecmp(text.s, "empty", 5) == 0))
	{
		csq_buf_put(out, text.s, text.len);
		return;
	}
	if (cal == NULL)
		when.at = csq_instant_of_text(text);
	else
	{
		when = csq_when_of_text(text);
		if (when.kind != CSQ_WHEN_INSTANT)
			when.at = csq_calendar_instant(cal, when.at);
	}
	csq_buf_instant(out, when.at);
}

/* A value of a type of ranges; argument argno says it. */
static Datum
read_ranges(FunctionCallInfo fcinfo, int argno, const CsqCalendar *cal, Oid type)
{
	CsqText text = csq_text_arg(fcinfo, argno);
	CsqText folded = csq_fold_width(text.s, text.len);
	CsqBuf  out;
	size_t  from = 0;
	Oid     input, param;

	csq_buf_init(&out);
	for (size_t i = 0; i <= folded.len; i++)
	{
		csq_poll(i);
		if (i < folded.len && (folded.s[i] == '\0' || strchr("{}[](),", folded.s[i]) == NULL))
			continue;
		write_end(&out, folded.s + from, i - from, cal);
		if (i < folded.len)
			csq_buf_put(&out, folded.s + i, 1);
		from = i + 1;
	}
	csq_buf_put(&out, "", 1);
	getTypeInputInfo(type, &input, &param);
	return OidInputFunctionCall(input, out.data, param, -1);
}

/*
 * csq_internal.period(text) -> tstzrange
 * csq_internal.period(calendar, text) -> tstzrange
 * csq_internal.periods(calendar, text) -> tstzmultirange
 *
 * NULL:    strict.
 * Errors:  22007 an end that is not ISO 8601, or without a calendar has no zone; 22P02 no range; 22000 ends that
 *			do not ascend.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_period);
Datum
csq_period(PG_FUNCTION_ARGS)
{
	CsqText text = csq_text_arg(fcinfo, 0);
	CsqText folded = csq_option_text(text.s, text.len);

	/* a literal without its type may have been meant as a calendar */
	if (folded.len == 0 || (strchr("[(", *folded.s) == NULL && !csq_option_is(folded, "empty")))
		ereport(ERROR, (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
		                errmsg("\"%s\" is no period of time", csq_quoted(text.s, text.len).s),
		                errdetail("A period is written [from, to): [2026-03-02 09:00+08, 2026-03-03 09:00+08)."),
		                csq_option_begins(folded, "tz ") > 0
		                    ? errhint("A calendar in its place is written with its type: 'tz Asia/Shanghai; mon-fri "
		                              "9-18'::csq.calendar.")
		                    : errhint("A period without an end is [2026-03-02 09:00+08,).")));
	return read_ranges(fcinfo, 0, NULL, TSTZRANGEOID);
}

PG_FUNCTION_INFO_V1(csq_calendar_period);
Datum
csq_calendar_period(PG_FUNCTION_ARGS)
{
	return read_ranges(fcinfo, 1, csq_calendar_arg(fcinfo, 0), TSTZRANGEOID);
}

PG_FUNCTION_INFO_V1(csq_calendar_periods);
Datum
csq_calendar_periods(PG_FUNCTION_ARGS)
{
	return read_ranges(fcinfo, 1, csq_calendar_arg(fcinfo, 0), TSTZMULTIRANGEOID);
}
