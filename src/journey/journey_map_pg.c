/*
 * journey_map_pg.c
 *		SQL shell of journey maps: the type and its aggregates.
 *
 * journey_map_agg's state is a map to which journeys are appended, and counted when
 * enough of them wait (journey_map_text.c); at the end those that still do.  The readers are in
 * journey_map_read.c.
 */
#include "postgres.h"

#include "fmgr.h"

#include "pg/csq.h"
#include "journey/journey_map.h"
#include "journey/journey_pg.h"
#include "pg/folding_pg.h"
#include "pg/stored_type_pg.h"

/* ---- the type ---- */

static const void *
opened(const void *value, CsqError *err)
{
	CsqMap *m = csq_alloc(sizeof *m);

	return csq_journey_map_open(value, m, err) ? m : NULL;
}

/*
 * journey_map_in, _out, _recv, _send, _eq, _ne
 *
 * Text: {"v":1,"data":"<base64 of the binary form>"}.  Binary: see journey_map_text.c.
 * Equal: the same counts, times and values.
 * Errors:  in: 22P02, recv: 22P03 for anything else, or a map whose parts do not fit each
 *          other.
 * Cost:    O(size), and counting what waits.
 */
CSQ_SEALED_TYPE(journey_map, csq_journey_map, .utf8 = true, .open = opened)
CSQ_STORED_JSON(journey_map, journey_map_type)

/* ---- aggregates ---- */

/* A calendar and what a map remembers of it. */
typedef struct Measure
{
	const CsqCalendar *calendar;
	uint64             hash; /* not 0 */
} Measure;

/* CsqCompile */
static void *
compile_measure(struct varlena *value)
{
	Measure *m = palloc(sizeof *m);

	m->calendar = csq_calendar_of_value(value);
	m->hash =
		csq_hash_bytes(((Calendar *) value)->data, VARSIZE(value) - offsetof(Calendar, data), UINT64CONST(0x63616c));
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
PG_FUNCTION_INFO_V1(csq_journey_map_append);
Datum
csq_journey_map_append(PG_FUNCTION_ARGS)
{
	CsqJourneyMap    *v = PG_ARGISNULL(0) ? NULL : csq_flat_state(fcinfo, csq_journey_map_check);
	bool              working = PG_NARGS() > 2;
	Measure           none = {NULL, 0};
	const Measure    *measure = &none;
	const CsqJourney *j = NULL;
	CsqJourneyView    view = {0};
	CsqStage         *stages;
	int64            *spent;
	uint32            n;
	CsqError          err;

	if (!PG_ARGISNULL(1) && !(working && PG_ARGISNULL(2)))
	{
		j = CSQ_GETARG_VALUE(1);
		if (!csq_journey_open(j, &view, &err))
			csq_throw(&err);
	}
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
	n = csq_journey_stages(&view, (CsqJourneyWindow){INT64_MIN, INT64_MAX}, NULL, &stages);
	spent = csq_alloc(n * sizeof *spent);
	for (uint32 i = 0; i + 1 < n; i++)
		spent[i] = csq_stage_spent(&stages[i], measure->calendar);
	if (!csq_journey_map_add(&v, measure->hash, j, spent, n - 1, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(v);
}

/*
 * journey_map_final(journey_map) -> journey_map
 *
 * Final function of journey_map_agg: the same map in canonical form, nothing waiting.
 * Whoever stores it need not count again each time it is read.
 * NULL:    strict.
 * Errors:  22003 sums out of range.
 * Cost:    O(size), and counting what waits.
 */
PG_FUNCTION_INFO_V1(csq_journey_map_final);
Datum
csq_journey_map_final(PG_FUNCTION_ARGS)
{
	CsqError       err;
	CsqJourneyMap *v = csq_journey_map_counted(CSQ_GETARG_VALUE(0), &err);

	if (v == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(v);
}

static void *
open_map(void *value, CsqError *err)
{
	return csq_journey_map_counted(value, err);
}

static bool
fitting(const void *a, const void *b, CsqError *err)
{
	return csq_journey_map_fits(a, b, err);
}

static void *
merged(const void *const *values, uint32_t n, CsqError *err)
{
	return csq_journey_map_sum((const CsqJourneyMap *const *) values, n, err);
}

static const CsqFolding map_folding = {open_map, fitting, merged};

/*
 * journey_map_combine(journey_map, journey_map) -> journey_map
 *
 * Transition function of rollup, operator + and combine function of both: the
 * journeys of the one and the other.
 * NULL:    a NULL map adds nothing.
 * Errors:  22023 different calendars; 22003 sums out of range; 22000 a damaged stored value.
 * Cost:    O(size of both); in rollup that of the second, times a logarithm.
 */
PG_FUNCTION_INFO_V1(csq_journey_map_combine);
Datum
csq_journey_map_combine(PG_FUNCTION_ARGS)
{
	return csq_folding_combine(fcinfo, &map_folding);
}
