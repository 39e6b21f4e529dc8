/*
 * sla_target_pg.c
 *		SQL shell of targets: type and deadlines.
 *
 * An sla_target has a fixed length of 16 bytes: the struct CsqTarget itself.
 * All functions are strict: NULL gives NULL.  Those of a target alone cost O(1).
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "calendar/calendar_args_pg.h"
#include "sla/sla_args_pg.h"
#include "sla/sla_target.h"
#include "pg/stored_type_pg.h"

StaticAssertDecl(sizeof(CsqTarget) == 16, "sla_target is declared with internallength 16");

static CsqTarget *
target_parse(const char *text, size_t len, CsqError *err)
{
	CsqTarget *t = csq_alloc(sizeof *t);

	return csq_target_parse(text, len, t, err) ? t : NULL;
}

static CsqTarget *
target_read(const void *data, size_t len, CsqError *err)
{
	CsqTarget *t = csq_alloc(sizeof *t);
	CsqReader  r;

	csq_reader_init(&r, data, len, "sla_target", err);
	return csq_target_read(&r, t) ? t : NULL;
}

static void
target_text(const CsqTarget *t, CsqBuf *out)
{
	csq_target_text(out, t);
}

static void
target_write(const CsqTarget *t, CsqBuf *out)
{
	csq_target_write(out, t);
}

static int
compare(const void *a, const void *b)
{
	return csq_target_compare(a, b);
}

static bool
check(const void *value, size_t size, CsqError *err)
{
	return csq_target_check(value, CSQ_BINARY, err);
}

/*
 * sla_target_in, _out, _recv, _send, _eq, _ne, _lt, _le, _gt, _ge, _cmp, _hash
 *
 * Text: '4 business hours'; out, canonical.  Binary: u8 kind, i64 amount.
 * Order: nominal length, see csq_target_compare.
 * Errors:  in: 22P02 syntax, a bare day, week or month; 22003 out of range; recv, a damaged stored value: 22P03.
 * Cost:    in: O(n).
 */
CSQ_STORED_TYPE(sla_target, target, .fixed = sizeof(CsqTarget), .canonical = true, .compare = compare, .check = check)

static Datum
deadline(FunctionCallInfo fcinfo, bool breach)
{
	const CsqCalendar *c = csq_calendar_arg(fcinfo, 0);
	int64              start = csq_instant_arg(fcinfo, 1);
	const CsqTarget   *t = target_arg(fcinfo, 2);
	CsqPauses          pauses = {0, NULL};
	int64              at;
	CsqError           err;

	if (PG_NARGS() >= 4)
		pauses = csq_pauses_arg(fcinfo, 3);
	if (PG_NARGS() >= 5)
		start = csq_received(c, start, PG_GETARG_TIMEADT(4));
	if (!(breach ? csq_target_breach : csq_target_due)(c, start, t, pauses, &at, &err))
		csq_throw(&err);
	return csq_instant_datum(at);
}

/*
 * due_at(calendar, start timestamptz, target sla_target [, pauses tstzmultirange [, cutoff time]]) -> timestamptz
 *
 * The earliest instant at which the target is used up; with a target of zero time
 * the next open instant.  Infinity when a pause without end comes first.
 * Errors:  22008 outside validity, no open time, infinite start.
 * Cost:    O(log n), and the same for each pause.
 */
PG_FUNCTION_INFO_V1(csq_due_at);
Datum
csq_due_at(PG_FUNCTION_ARGS)
{
	return deadline(fcinfo, false);
}

/*
 * breach_at(calendar, start timestamptz, target sla_target [, pauses tstzmultirange]) -> timestamptz
 *
 * The first instant from which the target is exceeded: after a target that runs out
 * at closing time, the next opening.
 * Errors, cost: as due_at.
 */
PG_FUNCTION_INFO_V1(csq_breach_at);
Datum
csq_breach_at(PG_FUNCTION_ARGS)
{
	return deadline(fcinfo, true);
}

/*
 * target_unit(sla_target) -> text
 *
 * What it counts: business seconds, seconds, business days, calendar days, calendar
 * weeks, calendar months.
 */
PG_FUNCTION_INFO_V1(csq_target_unit);
Datum
csq_target_unit(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {
		"", "business seconds", "seconds", "business days", "calendar days", "calendar weeks", "calendar months"};

	PG_RETURN_TEXT_P(cstring_to_text(names[target_arg(fcinfo, 0)->kind]));
}

/* target_amount(sla_target) -> float8: how many of its target_unit(). */
PG_FUNCTION_INFO_V1(csq_target_amount);
Datum
csq_target_amount(PG_FUNCTION_ARGS)
{
	const CsqTarget *t = target_arg(fcinfo, 0);

	PG_RETURN_FLOAT8(csq_target_is_time(t) ? (double) t->amount / 1e6 : (double) t->amount);
}
