/*
 * journey_map_pg.c
 *		SQL shell of journey maps: the type and its aggregates.
 *
 * journey_map_agg's state is a map to which journeys are appended, and counted when
 * enough of them wait (journey_map_text.c); at the end those that still do.  The readers are in
 * journey_map_read_pg.c.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/expandeddatum.h"
#include "utils/memutils.h"

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
	m->hash = csq_map_calendar(&(CsqText){((Calendar *) value)->data, VARSIZE(value) - offsetof(Calendar, data)});
	return m;
}

/* ---- a map under construction ---- */

#define GROWN 65536 /* bytes of a state that becomes one */

typedef struct Growing
{
	ExpandedObjectHeader hdr;
	uint64               calendar;
	MemoryContext        live;
	CsqMapBuild         *build;  /* in live; NULL: what is packed is all */
	CsqJourneyMap       *packed; /* NULL: there is a build */
} Growing;

static Size
growing_flat_size(ExpandedObjectHeader *eohptr)
{
	Growing       *g = (Growing *) eohptr;
	CsqJourneyMap *packed;
	MemoryContext  caller;
	CsqMap         m;
	CsqError       err;

	if (g->packed == NULL)
	{
		caller = MemoryContextSwitchTo(g->live);
		if (!csq_map_done(g->build, &m, &err) || (packed = csq_journey_map_pack(&m, &err)) == NULL)
			csq_throw(&err);
		g->packed = MemoryContextAlloc(g->hdr.eoh_context, VARSIZE(packed));
		memcpy(g->packed, packed, VARSIZE(packed));
		g->build = NULL;
		MemoryContextSwitchTo(caller);
		MemoryContextReset(g->live);
	}
	return VARSIZE(g->packed);
}

static void
growing_flatten(ExpandedObjectHeader *eohptr, void *result, Size allocated_size)
{
	Growing *g = (Growing *) eohptr;

	Assert(allocated_size == VARSIZE(g->packed));
	memcpy(result, g->packed, allocated_size);
}

static const ExpandedObjectMethods growing_methods = {growing_flat_size, growing_flatten};

/* Argument 0 when it is such an object that may be changed, else NULL. */
static Growing *
growing_arg(FunctionCallInfo fcinfo)
{
	struct varlena *arg = PG_ARGISNULL(0) ? NULL : (struct varlena *) PG_GETARG_POINTER(0);

	if (arg != NULL && csq_agg_context(fcinfo) != NULL && VARATT_IS_EXTERNAL_EXPANDED_RW(arg))
	{
		ExpandedObjectHeader *hdr = DatumGetEOHP(PointerGetDatum(arg));

		if (hdr->eoh_methods == &growing_methods)
			return (Growing *) hdr;
	}
	return NULL;
}

/* The build of an object, from a state or from what was packed. */
static void
build_up(Growing *g, const CsqJourneyMap *from)
{
	MemoryContext caller = MemoryContextSwitchTo(g->live);
	CsqError      err;

	g->build = csq_journey_map_build(from, &err);
	if (g->build == NULL)
		csq_throw(&err);
	MemoryContextSwitchTo(caller);
	if (g->packed != NULL)
		pfree(g->packed);
	g->packed = NULL;
}

static Growing *
new_growing(MemoryContext agg, const CsqJourneyMap *v, uint64 calendar)
{
	MemoryContext own = AllocSetContextCreate(agg, "csq journey map", ALLOCSET_SMALL_SIZES);
	Growing      *g = MemoryContextAllocZero(own, sizeof *g);

	EOH_init_header(&g->hdr, &growing_methods, own);
	g->calendar = calendar;
	g->live = AllocSetContextCreate(own, "csq journey map under construction", ALLOCSET_DEFAULT_SIZES);
	build_up(g, v);
	return g;
}

static void
count_journey(Growing *g, uint64 calendar, const CsqJourneyView *view, const int64 *spent, uint32 nspent)
{
	MemoryContext caller;
	CsqError      err;

	if (g->build == NULL)
		build_up(g, g->packed);
	caller = MemoryContextSwitchTo(g->live);
	/* an empty map of another calendar says what is wrong */
	if ((calendar != g->calendar && !csq_map_add_map(g->build, &(CsqMap){.calendar = calendar}, &err)) ||
	    !csq_map_add_journey(g->build, view, spent, nspent, &err))
		csq_throw(&err);
	MemoryContextSwitchTo(caller);
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
	Growing          *g = growing_arg(fcinfo);
	CsqJourneyMap    *v = PG_ARGISNULL(0) || g != NULL ? NULL : csq_flat_state(fcinfo, csq_journey_map_check);
	MemoryContext     agg = csq_agg_context(fcinfo);
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
		if (g != NULL)
			return EOHPGetRWDatum(&g->hdr);
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
	if (g == NULL && v != NULL && agg != NULL && csq_flat_size(v) >= GROWN &&
	    csq_journey_map_calendar(v) == measure->hash)
		g = new_growing(agg, v, measure->hash);
	if (g != NULL)
	{
		count_journey(g, measure->hash, &view, spent, n - 1);
		return EOHPGetRWDatum(&g->hdr);
	}
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

static const CsqFolding map_folding = {open_map, fitting, merged, false, NULL}; /* states hold journeys that wait */

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
