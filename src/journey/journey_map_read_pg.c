/*
 * journey_map_read_pg.c
 *		SQL shell of journey maps: what they say of stages, touchpoints, channels and emotion.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "funcapi.h"

#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "journey/journey_map.h"
#include "journey/journey_pg.h"
#include "base/sort.h"
#include "base/stats.h"

/* ---- arguments and columns ---- */

/* Argument 0 opened; the confidence is argument n, -1 for none.  False: some argument is NULL. */
static bool
arguments(FunctionCallInfo fcinfo, CsqMap *m, int n, double *confidence)
{
	CsqError err;

	for (int i = 0; i < PG_NARGS(); i++)
		if (PG_ARGISNULL(i))
			return false;
	if (n >= 0)
	{
		*confidence = PG_GETARG_FLOAT8(n);
		csq_require_level(*confidence, "confidence");
	}
	if (!csq_journey_map_open(CSQ_GETARG_VALUE(0), m, &err))
		csq_throw(&err);
	return true;
}

/* share, lo, hi in columns c to c + 2; NULL without trials */
static void
put_share(Datum *values, bool *nulls, int c, int64 hits, int64 trials, double confidence)
{
	CsqShare    s = {(double) hits, (double) trials};
	CsqInterval i;

	nulls[c] = nulls[c + 1] = nulls[c + 2] = trials == 0;
	if (trials == 0)
		return;
	i = csq_wilson(s, csq_z_of(confidence));
	values[c] = Float8GetDatum(s.hits / s.trials);
	values[c + 1] = Float8GetDatum(i.lo);
	values[c + 2] = Float8GetDatum(i.hi);
}

/* n, mean, lo, hi in columns c to c + 3: Student's t; no mean without values, no interval of one or of equal ones */
static void
put_moments(Datum *values, bool *nulls, int c, const CsqMapMoments *m, double confidence)
{
	double mean;
	double half;

	values[c] = Int64GetDatum(m->n);
	nulls[c] = false;
	nulls[c + 1] = m->n == 0;
	nulls[c + 2] = nulls[c + 3] = true;
	if (m->n == 0)
		return;
	mean = csq_moments_mean(m);
	values[c + 1] = Float8GetDatum(mean);
	if (m->n < 2 || csq_moments_stddev(m) == 0)
		return;
	nulls[c + 2] = nulls[c + 3] = false;
	half = csq_t_of(confidence, (double) m->n - 1) * csq_moments_stddev(m) / sqrt((double) m->n);
	values[c + 2] = Float8GetDatum(mean - half);
	values[c + 3] = Float8GetDatum(mean + half);
}

/* mean, p50, p90 in columns c to c + 2 */
static void
put_times(Datum *values, bool *nulls, int c, const CsqTimes *t)
{
	nulls[c] = nulls[c + 1] = nulls[c + 2] = t->n == 0;
	if (t->n == 0)
		return;
	values[c] = csq_mean_length_datum(csq_times_mean(t));
	values[c + 1] = csq_length_datum(csq_times_quantile(t, 0.5));
	values[c + 2] = csq_length_datum(csq_times_quantile(t, 0.9));
}

/* ---- rows that the planner expects ---- */

static bool
planned_map(const CsqPlannedCall *call, CsqMap *m)
{
	const void *value = csq_planned_value(call, 0, sizeof(CsqJourneyMap));
	CsqError    err;

	return value != NULL && csq_journey_map_check(value, VARSIZE(value), &err) && csq_journey_map_open(value, m, &err);
}

#define PLANNED_ROWS_OF_MAP(function, rows)                                                                            \
	extern PGDLLEXPORT double function##_planned(const CsqPlannedCall *call);                                          \
	double                    function##_planned(const CsqPlannedCall *call)                                           \
	{                                                                                                                  \
		CsqMap m;                                                                                                      \
                                                                                                                       \
		return planned_map(call, &m) ? (double) (rows) : -1;                                                           \
	}

PLANNED_ROWS_OF_MAP(csq_map_stages, m.nstages)
PLANNED_ROWS_OF_MAP(csq_map_touchpoints, m.ntouches)
PLANNED_ROWS_OF_MAP(csq_map_stage_flow, m.nmoves)
PLANNED_ROWS_OF_MAP(csq_map_channel_flow, m.nflows)
PLANNED_ROWS_OF_MAP(csq_map_containment, m.nchannels)
CSQ_PLANNED_ROWS(csq_map_emotion_curve, csq_planned_int(call, 1, -1))

/* ---- stages ---- */

typedef struct Placed
{
	double   place;
	uint32_t stage;
} Placed;

static int
compare_placed(const void *pa, const void *pb)
{
	const Placed *a = pa;
	const Placed *b = pb;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return (a->stage > b->stage) - (a->stage < b->stage);
}

/* The stages in the order in which they come first, on average. */
static Placed *
in_order(const CsqMap *m)
{
	Placed *placed = csq_alloc((m->nstages + (size_t) 1) * sizeof *placed);

	for (uint32_t i = 0; i < m->nstages; i++)
		placed[i] = (Placed){(double) m->stages[i].places / (double) m->stages[i].journeys, i};
	csq_sort(placed, m->nstages, sizeof *placed, compare_placed);
	return placed;
}

/*
 * The commonest of the moves from a stage, which begin at *move;
 * NULL for none.  *move goes on to those of the next stage.
 */
static const CsqMapMove *
next_of(const CsqMap *m, uint32_t stage, uint32_t *move)
{
	const CsqMapMove *best = NULL;

	for (; *move < m->nmoves && m->moves[*move].source == stage; ++*move)
		if (best == NULL || m->moves[*move].n > best->n)
			best = &m->moves[*move];
	return best;
}

/* What is said of a stage over all channels and moves. */
typedef struct Said
{
	const CsqMapMove *next;   /* the commonest, NULL for none */
	double            events; /* more than 64 bits in a map made by hand */
	CsqMapMoments     felt;
} Said;

/* By stage, in one pass: moves and touchpoints are in the order of the stages. */
static Said *
said_of_stages(const CsqMap *m)
{
	Said    *said = csq_alloc0((m->nstages + (size_t) 1) * sizeof *said);
	uint32_t move = 0;
	uint32_t touch = 0;
	CsqError err;

	for (uint32_t i = 0; i < m->nstages; i++)
	{
		said[i].next = next_of(m, i, &move);
		for (; touch < m->ntouches && m->touches[touch].stage == i; touch++)
		{
			if (!csq_moments_merge(&said[i].felt, &m->touches[touch].felt, &err))
				csq_throw(&err);
			said[i].events += (double) m->touches[touch].n;
		}
		csq_poll(i);
	}
	return said;
}

/*
 * stages(journey_map [, confidence float8]) -> setof (stage text, journeys int8, share float8, place float8,
 *		went_on float8, went_on_lo float8, went_on_hi float8, next_stage text, next_share float8,
 *		mean interval, p50 interval, p90 interval, num_values int8,
 *		emotion float8, emotion_lo float8, emotion_hi float8,
 *		touches float8, repeats float8, switches float8)
 *
 * The stages in the order of place, the number of the stage in a journey when it first
 * comes, on average.  went_on is the share of its journeys that did not end in it (Wilson's
 * interval); next_stage the commonest stage after it, next_share its share of the moves
 * from it; mean, p50, p90 the time until the next stage began; emotion the mean value of
 * its events (Student's interval); touches, repeats (events behind another of the same
 * activity) and switches (events by another channel than the one before) are per journey
 * that had the stage.
 * NULL:    no rows.
 * Errors:  22023 confidence not between 0 and 1.
 * Cost:    O(size of the map), and sorting its stages.
 */
PG_FUNCTION_INFO_V1(csq_map_stages);
Datum
csq_map_stages(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqMap         m;
	double         confidence;
	Placed        *order;
	Said          *all;

	if (!arguments(fcinfo, &m, 1, &confidence))
		return (Datum) 0;
	order = in_order(&m);
	all = said_of_stages(&m);
	for (uint32_t i = 0; i < m.nstages; i++)
	{
		const CsqMapStage *s = &m.stages[order[i].stage];
		const Said        *said = &all[order[i].stage];
		double             journeys = (double) s->journeys;
		Datum              values[19] = {0};
		bool               nulls[19] = {false};

		values[0] = csq_label_datum(&s->label);
		values[1] = Int64GetDatum(s->journeys);
		values[2] = Float8GetDatum(journeys / (double) m.journeys);
		values[3] = Float8GetDatum(order[i].place);
		put_share(values, nulls, 4, s->journeys - s->ends, s->journeys, confidence);
		nulls[7] = nulls[8] = said->next == NULL;
		if (said->next != NULL)
		{
			values[7] = csq_label_datum(&m.stages[said->next->target].label);
			values[8] = Float8GetDatum((double) said->next->n / (double) s->times.n);
		}
		put_times(values, nulls, 9, &s->times);
		put_moments(values, nulls, 12, &said->felt, confidence);
		values[16] = Float8GetDatum(said->events / journeys);
		values[17] = Float8GetDatum((said->events - (double) s->entries) / journeys);
		values[18] = Float8GetDatum((double) s->switches / journeys);
		csq_srf_row(rsinfo, values, nulls);
		csq_poll(i);
	}
	return (Datum) 0;
}

/*
 * touchpoints(journey_map [, confidence float8])
 * -> setof (activity text, channel text, n int8, journeys int8, share float8,
 *		num_values int8, emotion float8, emotion_lo float8, emotion_hi float8)
 *
 * Each activity by channel: events, the journeys that had one and their share of all, and
 * the mean value.
 * NULL:    no rows; channel is NULL for events without one.
 * Errors:  22023 confidence not between 0 and 1.
 * Cost:    O(size of the map).
 */
PG_FUNCTION_INFO_V1(csq_map_touchpoints);
Datum
csq_map_touchpoints(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqMap         m;
	double         confidence;

	if (!arguments(fcinfo, &m, 1, &confidence))
		return (Datum) 0;
	for (uint32_t i = 0; i < m.ntouches; i++)
	{
		const CsqMapTouch *t = &m.touches[i];
		Datum              values[9] = {0};
		bool               nulls[9] = {false};

		values[0] = csq_label_datum(&m.stages[t->stage].label);
		nulls[1] = t->channel == 0;
		if (t->channel != 0)
			values[1] = csq_label_datum(&m.channels[t->channel - 1].label);
		values[2] = Int64GetDatum(t->n);
		values[3] = Int64GetDatum(t->journeys);
		values[4] = Float8GetDatum((double) t->journeys / (double) m.journeys);
		put_moments(values, nulls, 5, &t->felt, confidence);
		csq_srf_row(rsinfo, values, nulls);
		csq_poll(i);
	}
	return (Datum) 0;
}

/* ---- emotion ---- */

/*
 * emotion_curve(journey_map [, bins int [, confidence float8]]) -> setof (position_from float8, position_to float8,
 *		num_values int8, mean float8, lo float8, hi float8)
 *
 * The mean value by position in the journey, 0 its first event, 1 its last, with
 * Student's interval.  The last bin includes its end.
 * NULL:    no rows; no mean where there are no values, no interval for a single one.
 * Errors:  22023 bins not 1, 2, 4, 5, 10 or 20; confidence not between 0 and 1.
 * Cost:    O(size of the map).
 */
PG_FUNCTION_INFO_V1(csq_map_emotion_curve);
Datum
csq_map_emotion_curve(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqMap         m;
	CsqError       err;
	double         confidence;
	int            bins;
	int            width;

	if (!arguments(fcinfo, &m, 2, &confidence))
		return (Datum) 0;
	bins = PG_GETARG_INT32(1);
	if (bins < 1 || bins > CSQ_MAP_BINS || CSQ_MAP_BINS % bins != 0)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("an emotion curve of %d bins cannot be drawn", bins),
		         errdetail("A journey map keeps %d, of which several can be put together.", CSQ_MAP_BINS),
		         errhint("Use 1, 2, 4, 5, 10 or 20 bins.")));
	width = CSQ_MAP_BINS / bins;
	for (int i = 0; i < bins; i++)
	{
		CsqMapMoments felt = {0};
		Datum         values[6] = {0};
		bool          nulls[6] = {false};

		for (int k = 0; k < width; k++)
			if (!csq_moments_merge(&felt, &m.bins[i * width + k], &err))
				csq_throw(&err);
		values[0] = Float8GetDatum((double) i / bins);
		values[1] = Float8GetDatum((double) (i + 1) / bins);
		put_moments(values, nulls, 2, &felt, confidence);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/* ---- moves ---- */

static void
put_moves(ReturnSetInfo *rsinfo, const CsqMapMove *moves, uint32_t n, const CsqText *(*label)(const CsqMap *, uint32_t),
          const CsqMap *m)
{
	int64 total = 0; /* of the moves from one source */

	for (uint32_t i = 0; i < n; i++)
	{
		Datum values[4];
		bool  nulls[4] = {false};

		if (i == 0 || moves[i].source != moves[i - 1].source)
		{
			total = 0;
			for (uint32_t k = i; k < n && moves[k].source == moves[i].source; k++)
				if (!csq_add_i64(total, moves[k].n, &total))
					total = INT64_MAX;
		}
		values[0] = csq_label_datum(label(m, moves[i].source));
		values[1] = csq_label_datum(label(m, moves[i].target));
		values[2] = Int64GetDatum(moves[i].n);
		values[3] = Float8GetDatum((double) moves[i].n / (double) total);
		csq_srf_row(rsinfo, values, nulls);
		csq_poll(i);
	}
}

static const CsqText *
stage_label(const CsqMap *m, uint32_t i)
{
	return &m->stages[i].label;
}

static const CsqText *
channel_label(const CsqMap *m, uint32_t i)
{
	return &m->channels[i].label;
}

/*
 * stage_flow(journey_map) -> setof (source text, target text, n int8, share float8)
 *
 * How often a stage came directly after another, and the share of all moves from source.
 * NULL:    no rows.
 * Cost:    O(size of the map).
 */
PG_FUNCTION_INFO_V1(csq_map_stage_flow);
Datum
csq_map_stage_flow(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqMap         m;

	if (arguments(fcinfo, &m, -1, NULL))
		put_moves(rsinfo, m.moves, m.nmoves, stage_label, &m);
	return (Datum) 0;
}

/*
 * channel_flow(journey_map) -> setof (source text, target text, n int8, share float8)
 *
 * How often an event by one channel was followed by one by another or the same, and the
 * share of all moves from source.  Events without a channel are passed over.
 * NULL:    no rows.
 * Cost:    O(size of the map).
 */
PG_FUNCTION_INFO_V1(csq_map_channel_flow);
Datum
csq_map_channel_flow(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqMap         m;

	if (arguments(fcinfo, &m, -1, NULL))
		put_moves(rsinfo, m.flows, m.nflows, channel_label, &m);
	return (Datum) 0;
}

/*
 * containment(journey_map [, confidence float8]) -> setof (channel text, journeys int8, contained int8, share float8,
 *		lo float8, hi float8)
 *
 * The journeys that began in a channel, and of these the ones that never left it, with
 * Wilson's interval.
 * NULL:    no rows; no share for a channel in which no journey began.
 * Errors:  22023 confidence not between 0 and 1.
 * Cost:    O(size of the map).
 */
PG_FUNCTION_INFO_V1(csq_map_containment);
Datum
csq_map_containment(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqMap         m;
	double         confidence;

	if (!arguments(fcinfo, &m, 1, &confidence))
		return (Datum) 0;
	for (uint32_t i = 0; i < m.nchannels; i++)
	{
		const CsqMapChannel *c = &m.channels[i];
		Datum                values[6] = {0};
		bool                 nulls[6] = {false};

		values[0] = csq_label_datum(&c->label);
		values[1] = Int64GetDatum(c->first);
		values[2] = Int64GetDatum(c->contained);
		put_share(values, nulls, 3, c->contained, c->first, confidence);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * num_journeys(journey_map) -> int8
 *
 * NULL:    strict.
 * Cost:    O(size of the map).
 */
PG_FUNCTION_INFO_V1(csq_map_num_journeys);
Datum
csq_map_num_journeys(PG_FUNCTION_ARGS)
{
	CsqMap m;

	if (!arguments(fcinfo, &m, -1, NULL))
		PG_RETURN_NULL();
	PG_RETURN_INT64(m.journeys);
}
