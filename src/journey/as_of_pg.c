/*
 * as_of_pg.c
 *		A zone, and as of when: see as_of_pg.h.  No setting of the session is asked.
 */
#include "postgres.h"

#include "fmgr.h"

#include "pg/csq.h"
#include "base/literal.h"
#include "journey/as_of_pg.h"

const CsqZone *
csq_zone_arg(FunctionCallInfo fcinfo, int n)
{
	CsqText  t = {"UTC", 3};
	char     name[CSQ_ZONE_NAME_MAX + 1];
	CsqError err;

	if (n < PG_NARGS())
		t = csq_text_arg(fcinfo, n);
	if (!csq_zone_canonical(pnstrdup(t.s, t.len), name, &err))
		csq_throw(&err);
	return csq_zone_get(name);
}

CsqAsOf
csq_as_of_day(const CsqZone *zone, int64 date)
{
	int64 end;

	/* the last whole day that instants reach is long after any event */
	if (date > CSQ_END_INSTANT / CSQ_USEC_PER_DAY - 2 || date < CSQ_MIN_INSTANT / CSQ_USEC_PER_DAY)
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("as_of is out of range"),
		                errdetail("It must lie between 4714-11-24 BC and 294276-12-30.")));
	end = csq_zone_first(zone, (date + 1) * CSQ_USEC_PER_DAY);
	return (CsqAsOf){end, end - 1};
}

CsqAsOf
csq_as_of_text(const CsqZone *zone, CsqText given, const char *hint)
{
	CsqText folded = csq_fold_width(given.s, given.len);
	CsqWhen when;
	int64   at;

	if (!csq_parse_when(folded.s, folded.len, &when))
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_DATETIME_FORMAT),
		         errmsg("\"%s\" is not a time", csq_quoted(given.s, given.len).s),
		         errdetail("as_of is read as ISO 8601: a date, a time of the zone, or an instant with an offset."),
		         errhint("%s", hint)));
	if (when.kind == CSQ_WHEN_DATE)
		return csq_as_of_day(zone, csq_floor_div(when.at, CSQ_USEC_PER_DAY));
	at = when.kind == CSQ_WHEN_LOCAL ? csq_zone_first(zone, when.at) : when.at;
	return (CsqAsOf){at, at};
}
