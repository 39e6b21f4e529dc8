/*
 * journey_map.c
 *		Counting journeys into a map: see journey_map.h.
 *
 * One pass over the events of a journey.  Labels are numbered in order of arrival
 * while counting, pairs are found by hash (base/pairs.h); at the end all of it is
 * brought into the order of the labels.  "Once a journey" is kept by a stamp, the
 * number of the journey that counted last.
 */
#include "journey/journey_map.h"

#include <math.h>

#include "base/table.h"

/* ---- moments ---- */

static bool
sums_too_large(CsqError *err)
{
	return csq_fail(err, CSQ_RANGE, "journey map out of range") ||
	       csq_detail(err, "The sum of the squares of its values must fit 128 bits, its counts 62 bits.");
}

static inline bool
plus(int64_t *count, int64_t more)
{
	return csq_add_i64(*count, more, count) && *count <= CSQ_MAP_COUNT_MAX;
}

bool
csq_moments_merge(CsqMapMoments *into, const CsqMapMoments *m, CsqError *err)
{
	CsqI128 sum; /* |sum| <= n * 1e15 always fits */

	sum = into->sum + m->sum;
	if (!csq_add_i64(into->n, m->n, &into->n) || __builtin_add_overflow(into->squares, m->squares, &into->squares))
		return sums_too_large(err);
	into->sum = sum;
	return true;
}

static bool
add_value(CsqMapMoments *m, double value, CsqError *err)
{
	int64_t       v = (int64_t) llrint(value * CSQ_MAP_VALUE_UNIT);
	CsqMapMoments one = {1, v, (CsqU128) (uint64_t) (v < 0 ? -v : v) * (uint64_t) (v < 0 ? -v : v)};

	return csq_moments_merge(m, &one, err);
}

static double
i128_double(CsqI128 v)
{
	return v < 0 ? -csq_u128_double(-(CsqU128) v) : csq_u128_double((CsqU128) v);
}

double
csq_moments_mean(const CsqMapMoments *m)
{
	CsqI128 whole = m->sum / m->n;
	CsqI128 rest = m->sum % m->n;

	return (i128_double(whole) + i128_double(rest) / (double) m->n) / CSQ_MAP_VALUE_UNIT;
}

double
csq_moments_stddev(const CsqMapMoments *m)
{
	/* around the integer part of the mean: what cancels does so in integers, modulo 2^128 */
	CsqU128 centre = (CsqU128) (m->sum / m->n);
	CsqU128 around = m->squares - 2 * centre * (CsqU128) m->sum + centre * centre * (uint64_t) m->n;
	double  rest = i128_double(m->sum % m->n);
	double  variance = (csq_u128_double(around) - rest * rest / (double) m->n) / (double) (m->n - 1);

	return (variance > 0 ? sqrt(variance) : 0) / CSQ_MAP_VALUE_UNIT;
}

bool
csq_map_values_check(const CsqJourneyView *view, CsqError *err)
{
	for (uint32_t i = 0; i < view->nevents; i++)
		if (CSQ_UNLIKELY(!(fabs(view->events[i].value) <= CSQ_MAP_VALUE_MAX)))
			return csq_fail(err, CSQ_RANGE, "value %g of an event is out of range for a journey map",
			                view->events[i].value) ||
			       csq_detail(err, "Values are summed exactly, as whole millionths between -1e9 and 1e9.") ||
			       csq_hint(err, "Divide the values by a constant when the journeys are made.");
	return true;
}

/* ---- building ---- */

typedef struct StageCount
{
	CsqMapStage      s; /* label and times are not used */
	CsqTimesBuild    live;
	const CsqTimes **added; /* times of the maps that were added: summed at the end, in one go */
	uint32_t         nadded;
	uint32_t         room;
	int64_t          stamp;
} StageCount;

typedef struct TouchCount
{
	CsqMapTouch t;
	int64_t     stamp;
} TouchCount;

struct CsqMapBuild
{
	uint64_t       calendar;
	int64_t        journeys;
	int64_t        stamp;
	CsqNames       stages;
	CsqNames       channels;
	StageCount    *stage; /* by number */
	uint32_t       stage_room;
	CsqMapChannel *channel;
	uint32_t       channel_room;
	CsqPairs       touch_pairs; /* stage, channel + 1 or 0 */
	TouchCount    *touch;       /* by slot */
	uint32_t       touch_room;
	CsqPairs       move_pairs;
	int64_t       *moves;
	uint32_t       move_room;
	CsqPairs       flow_pairs;
	int64_t       *flows;
	uint32_t       flow_room;
	CsqMapMoments  bins[CSQ_MAP_BINS];
};

CsqMapBuild *
csq_map_build(uint64_t calendar)
{
	CsqMapBuild *b = csq_alloc0(sizeof *b);

	b->calendar = calendar;
	csq_names_init(&b->stages, 16);
	csq_names_init(&b->channels, 16);
	csq_pairs_init(&b->touch_pairs);
	csq_pairs_init(&b->move_pairs);
	csq_pairs_init(&b->flow_pairs);
	return b;
}

static StageCount *
stage_count(CsqMapBuild *b, const CsqText *label, uint32_t *number)
{
	*number = csq_names_number(&b->stages, label);
	if (CSQ_UNLIKELY(*number == b->stage_room))
		csq_grow0(b->stage, b->stage_room);
	return &b->stage[*number];
}

static CsqMapChannel *
channel_count(CsqMapBuild *b, const CsqText *label, uint32_t *number)
{
	*number = csq_names_number(&b->channels, label);
	if (CSQ_UNLIKELY(*number == b->channel_room))
		csq_grow0(b->channel, b->channel_room);
	return &b->channel[*number];
}

static TouchCount *
touch_count(CsqMapBuild *b, uint32_t stage, uint32_t channel)
{
	uint32_t slot = csq_pairs_add(&b->touch_pairs, stage, channel);

	if (CSQ_UNLIKELY(slot == b->touch_room))
		csq_grow0(b->touch, b->touch_room);
	return &b->touch[slot];
}

static int64_t *
move_count(CsqPairs *pairs, int64_t **counts, uint32_t *room, uint32_t source, uint32_t target)
{
	uint32_t slot = csq_pairs_add(pairs, source, target);

	if (CSQ_UNLIKELY(slot == *room))
		csq_grow0(*counts, *room);
	return &(*counts)[slot];
}

/* Counts of one journey are far from 2^63; sums of maps are checked. */
static void
count_channels(CsqMapBuild *b, const CsqJourneyView *view, const uint32_t *stage, const uint32_t *channel)
{
	uint32_t first = 0; /* channel + 1, 0 = none yet */
	uint32_t last = 0;
	bool     contained = true;

	for (uint32_t i = 0; i < view->nevents; i++)
	{
		uint32_t is = view->events[i].channel == 0 ? 0 : channel[view->events[i].channel] + 1;

		if (is == 0)
			continue;
		if (last != 0)
			++*move_count(&b->flow_pairs, &b->flows, &b->flow_room, last - 1, is - 1);
		if (last != 0 && last != is)
			b->stage[stage[view->events[i].activity]].s.switches++;
		first = first == 0 ? is : first;
		contained &= is == first;
		last = is;
	}
	if (first != 0)
	{
		b->channel[first - 1].first++;
		b->channel[first - 1].contained += contained;
	}
}

static bool
count_touch(CsqMapBuild *b, const CsqJourneyView *view, uint32_t i, uint32_t stage, uint32_t channel, CsqError *err)
{
	const CsqEvent *e = &view->events[i];
	TouchCount     *t = touch_count(b, stage, channel);
	uint32_t        bin = view->nevents == 1 ? 0 : (uint32_t) ((uint64_t) i * CSQ_MAP_BINS / (view->nevents - 1));

	t->t.n++;
	if (t->stamp != b->stamp)
		t->t.journeys++;
	t->stamp = b->stamp;
	bin = bin < CSQ_MAP_BINS ? bin : CSQ_MAP_BINS - 1;
	return !e->has_value || (add_value(&t->t.felt, e->value, err) && add_value(&b->bins[bin], e->value, err));
}

/* A stage begins, the run-th of the journey (from 0); time is what was spent in the one before. */
static bool
enter(CsqMapBuild *b, uint32_t run, uint32_t before, uint32_t stage, int64_t time, CsqError *err)
{
	StageCount *s = &b->stage[stage];

	s->s.entries++;
	if (s->stamp != b->stamp)
	{
		s->s.journeys++;
		if (!plus(&s->s.places, (int64_t) run + 1))
			return sums_too_large(err);
	}
	s->stamp = b->stamp;
	if (run == 0)
		return true;
	++*move_count(&b->move_pairs, &b->moves, &b->move_room, before, stage);
	return csq_times_add(&b->stage[before].live, time, err);
}

CsqMapLabels
csq_map_labels(uint32_t nlabels)
{
	size_t       size = (nlabels + (size_t) 1) * sizeof(uint32_t);
	CsqMapLabels of = {csq_alloc(size), csq_alloc(size)};

	memset(of.stage, 0xFF, size);
	memset(of.channel, 0xFF, size);
	return of;
}

bool
csq_map_add_case(CsqMapBuild *b, const CsqJourneyView *view, const CsqMapLabels *of, const int64_t *spent,
                 uint32_t nspent, CsqError *err)
{
	uint32_t *stage = of->stage;
	uint32_t *channel = of->channel;
	uint32_t  runs = 0;
	uint32_t  before = 0;

	b->stamp++;
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		const CsqEvent *e = &view->events[i];

		if (stage[e->activity] == UINT32_MAX)
			stage_count(b, &view->labels[e->activity], &stage[e->activity]);
		if (e->channel != 0 && channel[e->channel] == UINT32_MAX)
			channel_count(b, &view->labels[e->channel], &channel[e->channel]);
		if (i == 0 || e[-1].activity != e->activity)
		{
			if (runs > nspent || (runs > 0 && spent[runs - 1] < 0))
				return csq_stored_invalid("journey_map", err, "The times of a journey are not those of its stages.");
			if (!enter(b, runs, before, stage[e->activity], runs > 0 ? spent[runs - 1] : 0, err))
				return false;
			runs++;
			before = stage[e->activity];
		}
		if (!count_touch(b, view, i, stage[e->activity], e->channel == 0 ? 0 : channel[e->channel] + 1, err))
			return false;
		csq_poll(i);
	}
	if (nspent != (runs > 0 ? runs - 1 : 0))
		return csq_stored_invalid("journey_map", err, "The times of a journey are not those of its stages.");
	if (runs > 0)
	{
		b->stage[before].s.ends++;
		count_channels(b, view, stage, channel);
		if (!plus(&b->journeys, 1))
			return sums_too_large(err);
	}
	return true;
}

bool
csq_map_add_journey(CsqMapBuild *b, const CsqJourneyView *view, const int64_t *spent, uint32_t nspent, CsqError *err)
{
	CsqMapLabels of = csq_map_labels(view->nlabels);

	if (!csq_map_add_case(b, view, &of, spent, nspent, err))
		return false;
	csq_free(of.stage);
	csq_free(of.channel);
	return true;
}

/* ---- adding maps ---- */

static bool
add_stage(CsqMapBuild *b, const CsqMapStage *s, uint32_t *number, CsqError *err)
{
	StageCount *to = stage_count(b, &s->label, number);
	CsqTimes   *times;

	if (!plus(&to->s.journeys, s->journeys) || !plus(&to->s.entries, s->entries) || !plus(&to->s.ends, s->ends) ||
	    !plus(&to->s.switches, s->switches) || !plus(&to->s.places, s->places))
		return sums_too_large(err);
	times = csq_alloc(sizeof *times);
	*times = s->times;
	if (to->nadded == to->room)
		csq_grow(to->added, to->room);
	to->added[to->nadded++] = times;
	return true;
}

static bool
add_moves(CsqPairs *pairs, int64_t **counts, uint32_t *room, const CsqMapMove *moves, uint32_t n,
          const uint32_t *number, CsqError *err)
{
	for (uint32_t i = 0; i < n; i++)
	{
		int64_t *count = move_count(pairs, counts, room, number[moves[i].source], number[moves[i].target]);

		if (!plus(count, moves[i].n))
			return sums_too_large(err);
	}
	return true;
}

bool
csq_map_add_map(CsqMapBuild *b, const CsqMap *m, CsqError *err)
{
	uint32_t *stage = csq_alloc((m->nstages + (size_t) 1) * sizeof *stage);
	uint32_t *channel = csq_alloc((m->nchannels + (size_t) 1) * sizeof *channel);

	if (m->calendar != b->calendar)
		return csq_fail(err, CSQ_PARAM, "journey maps measured with different calendars cannot be added") ||
		       csq_detail(err, "Times by one calendar, by another and without any are different things.") ||
		       csq_hint(err, "Build all of them with the same calendar.");
	for (uint32_t i = 0; i < m->nstages; i++)
	{
		if (!add_stage(b, &m->stages[i], &stage[i], err))
			return false;
		csq_check_interrupts();
	}
	for (uint32_t i = 0; i < m->nchannels; i++)
	{
		CsqMapChannel *to = channel_count(b, &m->channels[i].label, &channel[i]);

		if (!plus(&to->first, m->channels[i].first) || !plus(&to->contained, m->channels[i].contained))
			return sums_too_large(err);
	}
	for (uint32_t i = 0; i < m->ntouches; i++)
	{
		const CsqMapTouch *t = &m->touches[i];
		TouchCount        *to = touch_count(b, stage[t->stage], t->channel == 0 ? 0 : channel[t->channel - 1] + 1);

		if (!plus(&to->t.n, t->n) || !plus(&to->t.journeys, t->journeys))
			return sums_too_large(err);
		if (!csq_moments_merge(&to->t.felt, &t->felt, err))
			return false;
	}
	for (int i = 0; i < CSQ_MAP_BINS; i++)
		if (!csq_moments_merge(&b->bins[i], &m->bins[i], err))
			return false;
	if (!add_moves(&b->move_pairs, &b->moves, &b->move_room, m->moves, m->nmoves, stage, err) ||
	    !add_moves(&b->flow_pairs, &b->flows, &b->flow_room, m->flows, m->nflows, channel, err))
		return false;
	csq_free(stage);
	csq_free(channel);
	return plus(&b->journeys, m->journeys) || sums_too_large(err);
}

/* ---- the map ---- */

/* The same pairs with other numbers: slots stay, order is that of the new numbers. */
static uint32_t *
ranked_pairs(const CsqPairs *pairs, const uint32_t *source, const uint32_t *target, CsqPairs *ranked)
{
	csq_pairs_init(ranked);
	for (uint32_t i = 0; i < pairs->n; i++)
		csq_pairs_add(ranked, source[pairs->keys[i] >> 32], target[(uint32_t) pairs->keys[i]]);
	return csq_pairs_order(ranked);
}

static CsqMapMove *
ranked_moves(const CsqPairs *pairs, const int64_t *counts, const uint32_t *rank)
{
	CsqPairs    ranked;
	uint32_t   *order = ranked_pairs(pairs, rank, rank, &ranked);
	CsqMapMove *moves = csq_alloc((pairs->n + (size_t) 1) * sizeof *moves);

	for (uint32_t i = 0; i < pairs->n; i++)
		moves[i] =
			(CsqMapMove){(uint32_t) (ranked.keys[order[i]] >> 32), (uint32_t) ranked.keys[order[i]], counts[order[i]]};
	return moves;
}

static CsqMapTouch *
ranked_touches(const CsqMapBuild *b, const uint32_t *stage, const uint32_t *channel)
{
	CsqPairs     ranked;
	uint32_t    *order = ranked_pairs(&b->touch_pairs, stage, channel, &ranked);
	CsqMapTouch *touches = csq_alloc((b->touch_pairs.n + (size_t) 1) * sizeof *touches);

	for (uint32_t i = 0; i < b->touch_pairs.n; i++)
	{
		touches[i] = b->touch[order[i]].t;
		touches[i].stage = (uint32_t) (ranked.keys[order[i]] >> 32);
		touches[i].channel = (uint32_t) ranked.keys[order[i]];
	}
	return touches;
}

bool
csq_map_done(CsqMapBuild *b, CsqMap *m, CsqError *err)
{
	uint32_t  *stage = csq_alloc((b->stages.n + (size_t) 1) * sizeof *stage);
	uint32_t  *channel = csq_alloc((b->channels.n + (size_t) 2) * sizeof *channel);
	CsqRanked *stages = csq_text_rank(b->stages.items, b->stages.n, stage);
	CsqRanked *channels = csq_text_rank(b->channels.items, b->channels.n, channel + 1);

	memset(m, 0, sizeof *m);
	m->calendar = b->calendar;
	m->journeys = b->journeys;
	m->nstages = b->stages.n;
	m->stages = csq_alloc((m->nstages + (size_t) 1) * sizeof *m->stages);
	for (uint32_t i = 0; i < m->nstages; i++)
	{
		StageCount *s = &b->stage[stages[i].number];
		CsqTimes    live = csq_times_done(&s->live);
		CsqTimes    sum = {0};

		m->stages[i] = s->s;
		m->stages[i].label = stages[i].text;
		if (!csq_times_sum(s->added, s->nadded, &sum, err) || !csq_times_merge(&sum, &live, &m->stages[i].times, err))
			return false;
	}
	m->nchannels = b->channels.n;
	m->channels = csq_alloc((m->nchannels + (size_t) 1) * sizeof *m->channels);
	for (uint32_t i = 0; i < m->nchannels; i++)
	{
		m->channels[i] = b->channel[channels[i].number];
		m->channels[i].label = channels[i].text;
	}
	m->nmoves = b->move_pairs.n;
	m->moves = ranked_moves(&b->move_pairs, b->moves, stage);
	m->nflows = b->flow_pairs.n;
	m->flows = ranked_moves(&b->flow_pairs, b->flows, channel + 1);
	/* touches number channels from 1, 0 is none */
	channel[0] = 0;
	for (uint32_t i = 1; i <= m->nchannels; i++)
		channel[i]++;
	m->ntouches = b->touch_pairs.n;
	m->touches = ranked_touches(b, stage, channel);
	memcpy(m->bins, b->bins, sizeof m->bins);
	return true;
}
