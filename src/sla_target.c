/*
 * sla_target.c
 *		SQL shell of targets: type and deadlines.
 *
 * An sla_target has a fixed length of 16 bytes: the struct CsqTarget itself.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "csq.h"
#include "calendar_args.h"
#include "sla_target.h"

StaticAssertDecl(sizeof(CsqTarget) == 16, "sla_target is declared with internallength 16");

static const CsqTarget *
target_arg(FunctionCallInfo fcinfo, int argno)
{
	return (const CsqTarget *) PG_GETARG_POINTER(argno);
}

static Datum
target_datum(const CsqTarget *t)
{
	CsqTarget  *copy = palloc(sizeof *copy);

	*copy = *t;
	PG_RETURN_POINTER(copy);
}

/*
 * sla_target_in(cstring) -> sla_target
 *
 * Errors:  22P02 syntax, a bare day, week or month; 22003 out of range.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_sla_target_in);
Datum
csq_sla_target_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	CsqTarget	t;
	CsqError	err;

	if (!csq_target_parse(text, strlen(text), &t, &err))
		return csq_soft_error(fcinfo, &err);
	return target_datum(&t);
}

/* sla_target_out(sla_target) -> cstring: canonical text, reads back to the same value. */
PG_FUNCTION_INFO_V1(csq_sla_target_out);
Datum
csq_sla_target_out(PG_FUNCTION_ARGS)
{
	CsqBuf		b;

	csq_buf_init(&b);
	csq_target_text(&b, target_arg(fcinfo, 0));
	PG_RETURN_CSTRING(b.data);
}

/*
 * sla_target_recv(internal) -> sla_target
 *
 * Errors:  22P03 for bytes that break a rule of the type.
 */
PG_FUNCTION_INFO_V1(csq_sla_target_recv);
Datum
csq_sla_target_recv(PG_FUNCTION_ARGS)
{
	const void *data;
	size_t		len;
	CsqReader	r;
	CsqError	err;
	CsqTarget	t;

	csq_recv_bytes(fcinfo, &data, &len);
	csq_reader_init(&r, data, len, "sla_target", &err);
	if (!csq_target_read(&r, &t))
		csq_throw(&err);
	return target_datum(&t);
}

/* sla_target_send(sla_target) -> bytea: u8 kind, i64 amount. */
PG_FUNCTION_INFO_V1(csq_sla_target_send);
Datum
csq_sla_target_send(PG_FUNCTION_ARGS)
{
	CsqBuf		b;

	csq_buf_init(&b);
	csq_target_write(&b, target_arg(fcinfo, 0));
	return csq_send_bytes(&b);
}

/* sla_target_eq(sla_target, sla_target) -> bool: same kind and amount. */
PG_FUNCTION_INFO_V1(csq_sla_target_eq);
Datum
csq_sla_target_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(memcmp(target_arg(fcinfo, 0), target_arg(fcinfo, 1), sizeof(CsqTarget)) == 0);
}

/* sla_target_ne(sla_target, sla_target) -> bool */
PG_FUNCTION_INFO_V1(csq_sla_target_ne);
Datum
csq_sla_target_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(memcmp(target_arg(fcinfo, 0), target_arg(fcinfo, 1), sizeof(CsqTarget)) != 0);
}

/* sla_target_hash(sla_target) -> int4 */
PG_FUNCTION_INFO_V1(csq_sla_target_hash);
Datum
csq_sla_target_hash(PG_FUNCTION_ARGS)
{
	const CsqTarget *t = target_arg(fcinfo, 0);

	PG_RETURN_INT32((int32) csq_mix64((uint64) t->amount * 8 + t->kind));
}

static Datum
deadline(FunctionCallInfo fcinfo, bool breach)
{
	const CsqCalendar *c = csq_calendar_arg(fcinfo, 0);
	int64		start = csq_instant_arg(fcinfo, 1);
	const CsqTarget *t = target_arg(fcinfo, 2);
	CsqPauses	pauses = {0, NULL};
	int64		at;
	CsqError	err;

	if (PG_NARGS() == 4)
		pauses = csq_pauses_arg(fcinfo, 3);
	if (!(breach ? csq_target_breach : csq_target_due) (c, start, t, pauses, &at, &err))
		csq_throw(&err);
	return csq_instant_datum(at);
}

/*
 * due_at(calendar, start timestamptz, target sla_target [, pauses tstzmultirange]) -> timestamptz
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
	static const char *const names[] = {"", "business seconds", "seconds", "business days", "calendar days",
	"calendar weeks", "calendar months"};

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
