/*
 * journey_map.c
 *		SQL shell of journey maps: the type and its aggregates.
 *
 * journey_map_agg's state is its result: journeys are appended to it and counted
 * when enough of them wait (journey_map_text.c).  The readers are in
 * journey_map_read.c.
 */
#include "postgres.h"

#include "fmgr.h"

#include "csq.h"
#include "journey_map.h"
#include "journey_pg.h"

/* ---- the type ---- */

/*
 * journey_map_in(cstring) -> journey_map
 *
 * {"v":1,"data":"<base64>"}
 * NULL:    strict.
 * Errors:  22P02 anything else, or a map whose parts do not fit each other.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_journey_map_in);
Datum
csq_journey_map_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	CsqError	err;
	CsqJourneyMap *v;

	csq_require_utf8();
	v = csq_journey_map_parse(text, strlen(text), &err);
	if (v == NULL)
		return csq_soft_error(fcinfo, &err);
	PG_RETURN_POINTER(v);
}

/*
 * journey_map_out(journey_map) -> cstring
 *
 * The canonical text: equal maps print alike.
 * NULL:    strict.
 * Cost:    O(size), and counting what waits.
 */
PG_FUNCTION_INFO_V1(csq_journey_map_out);
Datum
csq_journey_map_out(PG_FUNCTION_ARGS)
{
	CsqBuf		b;
	CsqError	err;

	csq_buf_init(&b);
	if (!csq_journey_map_text(CSQ_GETARG_VALUE(0), &b, &err))
		csq_throw(&err);
	PG_RETURN_CSTRING(b.data);
}

/*
 * journey_map_recv(internal) -> journey_map
 *
 * NULL:    strict.
 * Errors:  22P03 for anything but a canonical binary form.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_journey_map_recv);
Datum
csq_journey_map_recv(PG_FUNCTION_ARGS)
{
	const void *data;
	size_t		len;
	CsqError	err;
	CsqMap		m;
	CsqJourneyMap *v;

	csq_require_utf8();
	csq_recv_bytes(fcinfo, &data, &len);
	if (!csq_map_read(data, len, &m, &err) || (v = csq_journey_map_pack(&m, &err)) == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(v);
}

static void
map_arg(FunctionCallInfo fcinfo, int n, CsqMap *m)
{
	CsqError	err;

	if (!csq_journey_map_open(CSQ_GETARG_VALUE(n), m, &err))
		csq_throw(&err);
}

static CsqBuf
wire_arg(FunctionCallInfo fcinfo, int n)
{
	CsqBuf		b;
	CsqMap		m;

	map_arg(fcinfo, n, &m);
	csq_buf_init(&b);
	csq_map_write(&m, &b);
	return b;
}

/*
 * journey_map_send(journey_map) -> bytea
 *
 * The canonical binary form, see journey_map_text.c.
 * NULL:    strict.
 * Cost:    O(size), and counting what waits.
 */
PG_FUNCTION_INFO_V1(csq_journey_map_send);
Datum
csq_journey_map_send(PG_FUNCTION_ARGS)
{
	CsqBuf		b = wire_arg(fcinfo, 0);

	return csq_send_bytes(&b);
}

static bool
same_map(FunctionCallInfo fcinfo)
{
	CsqBuf		a = wire_arg(fcinfo, 0);
	CsqBuf		b = wire_arg(fcinfo, 1);

	return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

/*
 * journey_map_eq(journey_map, journey_map) -> bool
 *
 * The same counts, times and values?
 * NULL:    strict.
 * Cost:    O(size).
 */
PG_FUNCTION_INFO_V1(csq_journey_map_eq);
Datum
csq_journey_map_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(same_map(fcinfo));
}

/*
 * journey_map_ne(journey_map, journey_map) -> bool
 *
 * NULL:    strict.
 * Cost:    O(size).
 */
PG_FUNCTION_INFO_V1(csq_journey_map_ne);
Datum
csq_journey_map_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!same_map(fcinfo));
}

/* ---- aggregates ---- */

/* A calendar and what a map remembers of it. */
typedef struct Measure
{
	const CsqCalendar *calendar;
	uint64		hash;			/* not 0 */
} Measure;

/* CsqCompile */
static void *
compile_measure(struct varlena *value)
{
	Measure    *m = palloc(sizeof *m);

	m->calendar = csq_calendar_of_value(value);
	m->hash = csq_hash_bytes(((Calendar *) value)->data, VARSIZE(value) - offsetof(Calendar, data), UINT64CONST(0x63616c));
	if (m->hash == 0)
		m->hash = 1;
	return m;
}

/*
 * journey_map_append(journey_map, journey [, working calendar]) -> journey_map
 *
 * Transition function of journey_map_agg: one more journey; with a calendar the time
 * in stages is business time.
 * NULL:    a row whose journey or calendar is NULL is skipped, and so is a journey without events.
 * Errors:  22003 a value beyond 1e9, times or sums out of range; 22008 outside the validity
 *          of the calendar; 22023 another calendar than before; 54000 a map above 1 GB.
 * Cost:    O(n log n) for n events, amortised.
 */
PG_FUNCTION_INFO_V1(csq_journey_map_accum);
Datum
csq_journey_map_accum(PG_FUNCTION_ARGS)
{
	CsqJourneyMap *v = PG_ARGISNULL(0) ? NULL : csq_flat_state(fcinfo, csq_journey_map_check);
	bool		working = PG_NARGS() > 2;
	Measure		none = {NULL, 0};
	const Measure *measure = &none;
	CsqJourneyView view = {0};
	CsqStage   *stages;
	int64	   *spent;
	uint32		n;
	CsqJourney *packed;
	CsqError	err;

	if (!PG_ARGISNULL(1) && !(working && PG_ARGISNULL(2)))
		csq_journey_arg(fcinfo, 1, &view);
	if (view.nevents == 0)
	{
		if (v == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(v);
	}
	if (working)
		measure = csq_compiled(fcinfo, 2, compile_measure);
	if (!csq_map_values_check(&view, &err))
		csq_throw(&err);
	n = csq_journey_stages(&view, (CsqJourneyWindow) {INT64_MIN, INT64_MAX}, NULL, &stages);
	spent = csq_alloc(n * sizeof *spent);
	for (uint32 i = 0; i + 1 < n; i++)
		spent[i] = csq_stage_spent(&stages[i], measure->calendar);
	packed = csq_journey_pack(&view, &err);
	if (packed == NULL || !csq_journey_map_append(&v, measure->hash, packed, spent, n - 1, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(v);
}

/*
 * journey_map_merge(journey_map, journey_map) -> journey_map
 *
 * Transition function of rollup and combine function of both: the journeys of the
 * one and the other.
 * NULL:    a NULL map adds nothing.
 * Errors:  22023 different calendars; 22003 sums out of range; 22000 a damaged stored value.
 * Cost:    O(size of both).
 */
PG_FUNCTION_INFO_V1(csq_journey_map_merge_states);
Datum
csq_journey_map_merge_states(PG_FUNCTION_ARGS)
{
	CsqError	err;
	CsqJourneyMap *sum;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0) && PG_ARGISNULL(1))
			PG_RETURN_NULL();
		sum = csq_checked(CSQ_GETARG_VALUE(PG_ARGISNULL(0) ? 1 : 0), csq_journey_map_check);
	}
	else
		sum = csq_journey_map_merge(CSQ_GETARG_VALUE(0), CSQ_GETARG_VALUE(1), &err);
	if (sum == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(sum);
}
