/*
 * retention_sets.c
 *		Who came back, by the set of periods in which each person came.
 *
 * Where any activity lets in and any is a return, what is counted of a person follows
 * from the periods of the calendar in which there is an event, whatever their order:
 * the first one, or each, is a cohort, and the later ones are returns.  So events need
 * not be sorted, which costs several times as much: one pass puts them into a hash
 * table from the person to a set of bits, a second adds up entry and return by pairs of
 * periods, and cells come out in order.
 *
 * It is the same as what retention_read.c counts, which does everything else: rolling
 * periods, activities that are asked for, segments, brackets; periods that are many;
 * and zones whose clocks were put back over midnight, where the first period of a
 * person may not be that of the first event.
 *
 * O(events + people + sum of squares of the periods of each person); 8 bytes a person
 * and 64 periods, 4 bytes a pair of periods.
 */
#include "journey/retention_summary.h"

#include "base/sort.h"
#include "calendar/zone.h"

#define MOST_DAYS    40000 /* days between the first and the last event */
#define MOST_PERIODS 1024
#define MOST_SPANS   64 /* of constant offset of the zone */
#define MOST_PROBES  16 /* on average: who is a hash, but a value may have been made to collide */
#define AHEAD        12 /* events whose place is fetched before it is looked at */
#define SOME_BYTES   65536
#define LINE         64   /* bytes of a cache line */
#define LEAST_EVENTS 1000 /* fewer are counted as fast the other way */

typedef struct Sets
{
	const CsqReturns      *events;
	const CsqRetentionAsk *ask;
	int64_t                known; /* events after it are left out */

	/* from an instant to its period */
	uint32_t    nspans;
	CsqZoneSpan spans[MOST_SPANS];
	int64_t     first_day;
	int32_t     first_period;
	uint32_t    nperiods;
	uint16_t   *period_of_day;

	/* from a person to a set of periods: places of who, which is zero where nobody is, and the bits */
	uint32_t  size; /* words of a place */
	uint32_t  mask;
	uint32_t  npeople;
	uint64_t *places; /* and behind them that of who has a hash of zero */
	void     *block;  /* where they lie */

	uint32_t *entries; /* by period */
	uint32_t *pairs;   /* by period of entry, period of return */
} Sets;

/* ---- the calendar ---- */

static inline int64_t
local_day(const CsqZoneSpan *span, int64_t at)
{
	return csq_floor_div(at + span->offset, CSQ_USEC_PER_DAY);
}

/* The offsets from lo to hi; false when they are many, or a day comes twice. */
static bool
find_spans(Sets *s, int64_t lo, int64_t hi)
{
	int         j = csq_zone_find(s->ask->zone, lo);
	CsqZoneSpan next;

	csq_zone_span(s->ask->zone, j, &s->spans[0]);
	for (s->nspans = 1; csq_zone_span(s->ask->zone, ++j, &next) && next.from <= hi; s->spans[s->nspans++] = next)
		if (s->nspans == MOST_SPANS || local_day(&s->spans[s->nspans - 1], next.from - 1) > local_day(&next, next.from))
			return false;
	return true;
}

/* What is needed of the calendar between the first and the last event; false when it is too much. */
static bool
find_periods(Sets *s, int64_t lo, int64_t hi)
{
	int     shift = s->ask->unit == CSQ_PERIOD_WEEK ? s->ask->week_start : 0;
	int64_t days;

	/* far from the ends of dates, where retention_read.c says what is out of range */
	if (lo < -1000 * (int64_t) 366 * CSQ_USEC_PER_DAY || hi > 8000 * (int64_t) 366 * CSQ_USEC_PER_DAY ||
	    hi - lo > (MOST_DAYS - 3) * CSQ_USEC_PER_DAY || !find_spans(s, lo, hi))
		return false;
	s->first_day = local_day(&s->spans[0], lo);
	days = local_day(&s->spans[s->nspans - 1], hi) - s->first_day + 1;
	s->first_period = csq_period_of_date(s->ask->unit, (int32_t) s->first_day - shift);
	s->period_of_day = csq_alloc((size_t) days * sizeof *s->period_of_day);
	for (int64_t d = 0; d < days; d++)
	{
		int32_t period = csq_period_of_date(s->ask->unit, (int32_t) (s->first_day + d) - shift);

		s->nperiods = (uint32_t) (period - s->first_period) + 1;
		if (s->nperiods > MOST_PERIODS)
			return false;
		s->period_of_day[d] = (uint16_t) (s->nperiods - 1);
	}
	return true;
}

static inline uint32_t
period_of(const Sets *s, int64_t at)
{
	int64_t offset = s->spans[0].offset;

	for (uint32_t i = 1; i < s->nspans; i++)
		offset = at >= s->spans[i].from ? s->spans[i].offset : offset;
	return s->period_of_day[(uint64_t) (at + offset - s->first_day * CSQ_USEC_PER_DAY) / (uint64_t) CSQ_USEC_PER_DAY];
}

/* ---- people ---- */

static inline uint64_t *
place_at(const Sets *s, uint32_t at)
{
	return s->places + (size_t) at * s->size;
}

static inline bool
is_free(const uint64_t *place)
{
	return (place[0] | place[1]) == 0;
}

static inline uint32_t
first_place(const Sets *s, const uint64_t *who)
{
	return (uint32_t) (who[0] ^ who[1] >> 32) & s->mask;
}

static inline size_t
bytes_of(const Sets *s, uint32_t mask)
{
	return ((size_t) mask + 2) * s->size * sizeof *s->places + LINE;
}

/* From the begin of a cache line on: small places then lie in one. */
static void
new_places(Sets *s)
{
	s->block = csq_alloc0(bytes_of(s, s->mask));
	s->places = (uint64_t *) (((uintptr_t) s->block + LINE - 1) & ~(uintptr_t) (LINE - 1));
}

/* Twice the places; false when they would take more than four times the memory of the events. */
static bool
grow(Sets *s)
{
	Sets was = *s;

	s->mask = was.mask * 2 + 1;
	if (bytes_of(s, s->mask) > CSQ_MAX_VALUE_SIZE ||
	    bytes_of(s, s->mask) > SOME_BYTES + 4 * sizeof(CsqReturn) * s->events->nevents)
		return false;
	new_places(s);
	memcpy(place_at(s, s->mask + 1), place_at(&was, was.mask + 1), s->size * sizeof *s->places);
	for (uint32_t i = 0; i <= was.mask; i++)
	{
		const uint64_t *from = place_at(&was, i);
		uint32_t        at = first_place(s, from);

		csq_poll(i);
		if (is_free(from))
			continue;
		while (!is_free(place_at(s, at)))
			at = (at + 1) & s->mask;
		memcpy(place_at(s, at), from, s->size * sizeof *from);
	}
	csq_free(was.block);
	return true;
}

/* The place of a person, who may be new; NULL when too many collide. */
static inline uint64_t *
place_of(Sets *s, const uint64_t *who, uint64_t *probes)
{
	uint32_t  at = is_free(who) ? s->mask + 1 : first_place(s, who);
	uint64_t *place = place_at(s, at);

	while (place[0] != who[0] || place[1] != who[1])
	{
		if (is_free(place))
		{
			place[0] = who[0];
			place[1] = who[1];
			s->npeople++;
			break;
		}
		place = place_at(s, at = (at + 1) & s->mask);
		if (CSQ_UNLIKELY((*probes)-- == 0))
			return NULL;
	}
	return place;
}

/* The sets of all people; false when that takes too much time or memory. */
static bool
find_sets(Sets *s)
{
	const CsqReturn *e = s->events->events;
	uint32_t         n = s->events->nevents;
	uint64_t         probes = (uint64_t) n * MOST_PROBES;

	s->size = 2 + (s->nperiods + 63) / 64;
	if (s->size == 3)
		s->size = 4;
	s->mask = 15;
	new_places(s);
	for (uint32_t i = 0; i < n; i++)
	{
		uint64_t *place;
		uint32_t  period;

		if (CSQ_LIKELY(i + AHEAD < n))
			__builtin_prefetch(place_at(s, first_place(s, e[i + AHEAD].who)), 1);
		csq_poll(i);
		if (CSQ_UNLIKELY(e[i].at > s->known))
			continue;
		if ((place = place_of(s, e[i].who, &probes)) == NULL)
			return false;
		period = period_of(s, e[i].at);
		place[2 + period / 64] |= UINT64_C(1) << period % 64;
		if (CSQ_UNLIKELY(s->npeople > s->mask / 2) && !grow(s))
			return false;
	}
	return true;
}

/* ---- counting ---- */

/* A person who came in these periods, ascending. */
static void
count_person(Sets *s, const uint16_t *periods, uint32_t n)
{
	uint32_t nentries = s->ask->repeats ? n : 1;

	for (uint32_t i = 0; i < nentries; i++)
	{
		uint32_t *row = s->pairs + (size_t) periods[i] * s->nperiods;

		s->entries[periods[i]]++;
		if (s->ask->after)
			row[periods[n - 1]]++;
		else
			for (uint32_t k = i; k < n; k++)
				row[periods[k]]++;
		csq_poll(i);
	}
}

static void
count_people(Sets *s)
{
	uint16_t periods[MOST_PERIODS];

	s->entries = csq_alloc0(s->nperiods * sizeof *s->entries);
	s->pairs = csq_alloc0((size_t) s->nperiods * s->nperiods * sizeof *s->pairs);
	for (uint32_t i = 0; i <= s->mask + 1; i++)
	{
		const uint64_t *bits = place_at(s, i) + 2;
		uint32_t        n = 0;

		for (uint32_t w = 0; w < s->size - 2; w++)
			for (uint64_t left = bits[w]; left != 0; left &= left - 1)
				periods[n++] = (uint16_t) (w * 64 + (uint32_t) __builtin_ctzll(left));
		if (n > 0)
			count_person(s, periods, n);
		csq_poll(i);
	}
}

/* ---- cells ---- */

static CsqRetentionCell *
cell_after(CsqRetention *r, size_t *room, uint32_t group, int32_t n)
{
	CsqRetentionCell *cell = r->ncells > 0 ? &r->cells[r->ncells - 1] : NULL;

	if (cell != NULL && cell->group == group && cell->n == n)
		return cell;
	if (r->ncells == *room)
		csq_grow(r->cells, *room);
	cell = &r->cells[r->ncells++];
	*cell = (CsqRetentionCell){group, n, 0, 0, 0};
	return cell;
}

/* The cells of those who entered in a period: what came of them by n, and the n that is not over. */
static void
put_cells(const Sets *s, CsqRetention *r, size_t *room, uint32_t group, uint32_t entry, int32_t begun)
{
	const uint32_t *row = s->pairs + (size_t) entry * s->nperiods;
	bool            ended = false;

	for (uint32_t k = entry; k < s->nperiods; k++)
	{
		int32_t           n = (int32_t) (k - entry);
		CsqRetentionCell *cell;

		if (row[k] == 0)
			continue;
		if (!ended && begun <= n)
		{
			cell_after(r, room, group, begun)->ends += s->entries[entry];
			ended = true;
		}
		if (s->ask->after)
			n = n < begun ? n : begun;
		cell = cell_after(r, room, group, n);
		cell->came += s->ask->after || n < begun ? row[k] : 0;
		cell->so_far += n >= begun ? row[k] : 0;
	}
	if (!ended)
		cell_after(r, room, group, begun)->ends += s->entries[entry];
}

static int
by_n(const void *a, const void *b)
{
	const CsqRetentionCell *x = a;
	const CsqRetentionCell *y = b;

	return (x->n > y->n) - (x->n < y->n);
}

/* One cohort of all: cells of one n come together. */
static void
add_up(CsqRetention *r)
{
	size_t m = 0;

	csq_sort(r->cells, r->ncells, sizeof *r->cells, by_n);
	for (size_t i = 0; i < r->ncells; i++)
	{
		csq_poll(i);
		if (m == 0 || r->cells[m - 1].n != r->cells[i].n)
		{
			r->cells[m++] = r->cells[i];
			continue;
		}
		r->cells[m - 1].came += r->cells[i].came;
		r->cells[m - 1].so_far += r->cells[i].so_far;
		r->cells[m - 1].ends += r->cells[i].ends;
	}
	r->ncells = m;
}

static void
put_groups(const Sets *s, CsqRetention *r, int32_t now, int32_t known_period)
{
	bool   periods = s->ask->periods;
	size_t room = 0;

	r->groups = csq_alloc(((size_t) s->nperiods + 1) * sizeof *r->groups);
	for (uint32_t p = 0; p < s->nperiods; p++)
	{
		int32_t period = s->first_period + (int32_t) p;
		int64_t last = (int64_t) known_period - period;
		/* clocks put back before as_of: the period of the entry has just begun */
		int32_t begun = now > period ? now - period : 0;

		if (s->entries[p] == 0)
			continue;
		if (periods || r->ngroups == 0)
			r->groups[r->ngroups++] = (CsqRetentionGroup){periods ? period : INT32_MIN, 0, 0, 0};
		put_cells(s, r, &room, r->ngroups - 1, p, begun);
		r->groups[r->ngroups - 1].size += s->entries[p];
		if (r->groups[r->ngroups - 1].last < last)
			r->groups[r->ngroups - 1].last = last;
		csq_check_interrupts();
	}
	if (!periods)
		add_up(r);
}

bool
csq_retention_by_sets(const CsqReturns *events, const CsqRetentionAsk *ask, bool always, CsqRetention *r)
{
	Sets     s = {.events = events, .ask = ask};
	int64_t  lo = INT64_MAX;
	int64_t  hi = INT64_MIN;
	int64_t  as_of = ask->as_of;
	int32_t  now;
	int32_t  known_period;
	CsqError ignored;

	if (ask->rolling || ask->segments || ask->nbrackets > 0 || ask->first.s != NULL || ask->again.s != NULL ||
	    (!always && events->nevents < LEAST_EVENTS))
		return false;
	for (uint32_t i = 0; i < events->nevents; i++)
	{
		int64_t at = events->events[i].at;

		lo = at < lo ? at : lo;
		hi = at > hi ? at : hi;
		csq_poll(i);
	}
	if (as_of == INT64_MIN)
		as_of = hi;
	s.known = ask->known == INT64_MIN ? as_of : ask->known;
	hi = hi < s.known ? hi : s.known;
	if (events->nevents == 0 || lo > hi || !csq_retention_period(ask, as_of, &now, &ignored) ||
	    !csq_retention_period(ask, s.known, &known_period, &ignored) || !find_periods(&s, lo, hi))
		return false;
	/* pairs of periods that are many beside the events would take longer to clear than events to count */
	if ((!always && (uint64_t) s.nperiods * s.nperiods > 16 * (uint64_t) events->nevents) || !find_sets(&s))
		return false;
	count_people(&s);
	*r = (CsqRetention){.ask = ask, .labels = csq_returns_labels(events), .as_of = as_of};
	put_groups(&s, r, now, known_period);
	csq_free(s.block);
	csq_free(s.pairs);
	return true;
}
