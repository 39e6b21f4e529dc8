/*
 * calendar_in_zone.c
 *		The open instants of a calendar, written on the wall clock of another zone.
 *
 * Calendars of one zone can be united; desks that hand a case around the world keep
 * different clocks.  csq_calendar_in_zone() writes one desk's hours on the clock of
 * another, for the dates that are asked for:
 *
 *	 1. The open stretches between the first and the last midnight are listed.
 *	 2. Each is cut where the new clock is put forward or back, and where it is
 *		longer than a day, at each midnight.  What is left belongs to the date on which
 *		it begins, so that a shift into the next morning stays one shift.
 *	 3. Between two changes of either clock the hours repeat week by week: the most
 *		frequent hours of each weekday become the pattern, the other dates are named.
 *
 * The result is closed nowhere where the original is open.  It may be open where the
 * original is not in one case: an hour that the new clock shows twice, of which only
 * one pass is open.  Both open times are compared, and a difference is refused.
 *
 * Complexity: O(stretches log stretches).
 */
#include "calendar/calendar.h"

#include "base/sort.h"

#define DAY       CSQ_USEC_PER_DAY
#define MAX_DATES 36525 /* a hundred years */

/* A piece on the new clock; lo < 24 h from the midnight of its date. */
typedef struct Piece
{
	int32_t date;
	CsqSpan span;
} Piece;

typedef struct Move
{
	const CsqCalendar *from;
	const CsqZone     *zone;
	int32_t            first; /* dates of the new clock; last is exclusive */
	int32_t            last;
	int64_t            lo; /* their instants */
	int64_t            hi;
	Piece             *pieces;
	size_t             n;
	size_t             cap;
	CsqHours          *hours; /* of each date, from first */
} Move;

/* ---- 1 and 2: the pieces ---- */

static void
add_piece(Move *m, int64_t lo, int64_t hi)
{
	Piece *p;

	if (m->n == m->cap)
		csq_grow(m->pieces, m->cap);
	p = &m->pieces[m->n++];
	p->date = (int32_t) csq_floor_div(lo, DAY);
	p->span = (CsqSpan){lo - p->date * DAY, hi - p->date * DAY};
	csq_poll(m->n);
}

/* A stretch on the new clock: one piece, or a piece for each date when it is longer than a day. */
static void
add_local(Move *m, int64_t lo, int64_t hi)
{
	while (hi - lo > DAY)
	{
		int64_t midnight = (csq_floor_div(lo, DAY) + 1) * DAY;

		add_piece(m, lo, midnight);
		lo = midnight;
	}
	if (lo < hi)
		add_piece(m, lo, hi);
}

static void
add_stretch(Move *m, int64_t lo, int64_t hi)
{
	CsqZoneSpan span, next;

	for (int j = csq_zone_find(m->zone, lo); lo < hi; j++)
	{
		int64_t end = hi;

		if (!csq_zone_span(m->zone, j, &span))
			break;
		if (csq_zone_span(m->zone, j + 1, &next) && next.from < hi)
			end = next.from;
		add_local(m, lo + span.offset, end + span.offset);
		lo = end;
	}
}

static bool
list_pieces(Move *m, CsqError *err)
{
	int64_t at = m->lo;

	for (;;)
	{
		bool    found;
		int64_t lo, hi;

		if (!csq_calendar_next_range(m->from, at, m->hi, &found, &lo, &hi, err))
			return false;
		if (!found)
			return true;
		add_stretch(m, lo, hi < m->hi ? hi : m->hi);
		at = hi;
	}
}

static int
by_date(const void *a, const void *b)
{
	const Piece *x = a;
	const Piece *y = b;

	return x->date != y->date ? (x->date > y->date) - (x->date < y->date)
	                          : (x->span.lo > y->span.lo) - (x->span.lo < y->span.lo);
}

/* The pieces of each date together; one that the clock put before the first date stays with it. */
static void
gather_dates(Move *m)
{
	size_t i = 0;

	csq_sort(m->pieces, m->n, sizeof *m->pieces, by_date);
	m->hours = csq_alloc0((size_t) (m->last - m->first) * sizeof *m->hours);
	while (i < m->n)
	{
		int32_t  date = m->pieces[i].date;
		size_t   k = i;
		CsqSpan *raw;

		while (k < m->n && m->pieces[k].date == date)
			k++;
		raw = csq_alloc((k - i) * sizeof *raw);
		for (size_t j = i; j < k; j++)
			raw[j - i] = m->pieces[j].span;
		if (date >= m->first && date < m->last)
			m->hours[date - m->first] = csq_hours_make(raw, (int) (k - i));
		csq_poll(i);
		i = k;
	}
}

/* ---- 3: patterns and the dates that differ ---- */

/* Dates on which one of the clocks is changed, ascending, without the first date itself. */
static int
list_changes(const Move *m, int32_t *dates, int n, const CsqZone *zone)
{
	CsqZoneSpan span;

	for (int j = csq_zone_find(zone, m->lo) + 1; csq_zone_span(zone, j, &span) && span.from < m->hi; j++)
	{
		int32_t date = (int32_t) csq_floor_div(span.from + csq_zone_offset(m->zone, span.from), DAY);
		int     k = n;

		if (date <= m->first || date >= m->last)
			continue;
		if (n == CSQ_CALENDAR_MAX_ERAS - 1)
			return n; /* a longer era is right as well, with more dates named */
		for (; k > 0 && dates[k - 1] > date; k--)
			dates[k] = dates[k - 1];
		dates[k] = date;
		n++;
	}
	return n;
}

/* Of the dates [from, to), the hours of a weekday that most of them have, if most of them have the same. */
static CsqHours
usual_hours(const Move *m, int32_t from, int32_t to, int weekday)
{
	CsqHours usual = {0, NULL};
	int      votes = 0;

	for (int32_t d = from + (weekday - csq_date_weekday(from) + 7) % 7; d < to; d += 7)
	{
		CsqHours h = m->hours[d - m->first];

		if (votes == 0)
			usual = h;
		votes += csq_hours_equal(h, usual) ? 1 : -1;
	}
	return usual;
}

static void
add_era(const Move *m, int32_t from, int32_t to, CsqSpec *r)
{
	CsqEra  *e = &r->eras[r->neras];
	CsqHours before;
	bool     same = r->neras > 0;

	memset(e, 0, sizeof *e);
	e->since = r->neras == 0 ? INT32_MIN : from;
	for (int w = 0; w < 7; w++)
	{
		e->week[w] = usual_hours(m, from, to, w);
		same = same && csq_hours_equal(e->week[w], e[-1].week[w]);
	}
	before = e->week[csq_date_weekday(from - 1)];
	if (r->neras == 0 && before.n > 0 && before.spans[before.n - 1].hi > DAY)
		r->dates[r->ndates++] = (CsqDateRule){from - 1, -1, {0, NULL}}; /* no shift comes in from before */
	if (same)
		e--;
	else
		r->neras++;
	for (int32_t d = from; d < to; d++)
		if (!csq_hours_equal(m->hours[d - m->first], e->week[csq_date_weekday(d)]))
			r->dates[r->ndates++] = (CsqDateRule){d, -1, m->hours[d - m->first]};
}

static void
write_spec(const Move *m, CsqSpec *r)
{
	int32_t *changes = csq_alloc(CSQ_CALENDAR_MAX_ERAS * sizeof *changes);
	int      n = list_changes(m, changes, 0, csq_calendar_zone(m->from));
	int32_t  since = m->first;
	int64_t  known = csq_calendar_spec(m->from)->known_to;

	n = list_changes(m, changes, n, m->zone);
	memset(r, 0, sizeof *r);
	memcpy(r->zone, m->zone->name, sizeof r->zone);
	r->valid_from = m->first;
	r->valid_to = m->last - 1;
	/* the new clock may be a date ahead of or behind the date that is known to its end */
	r->known_to = known < m->last + 1 ? (int32_t) known - 1 : INT32_MAX;
	if (r->known_to < r->valid_from)
		r->known_to = r->valid_from;
	if (r->known_to >= r->valid_to)
		r->known_to = INT32_MAX;
	r->eras = csq_alloc((size_t) (n + 1) * sizeof *r->eras);
	r->dates = csq_alloc((size_t) (m->last - m->first + 1) * sizeof *r->dates);
	for (int i = 0; i <= n; i++)
	{
		int32_t to = i < n ? changes[i] : m->last;

		if (to == since)
			continue;
		add_era(m, since, to, r);
		since = to;
	}
}

/* ---- the whole ---- */

static bool
check_same(const Move *m, const CsqSpec *r, CsqError *err)
{
	const CsqCalendar *moved = csq_calendar_compile(r, m->zone);
	int64_t            was, is;

	if (!csq_calendar_elapsed(m->from, m->lo, m->hi, &was, err) || !csq_calendar_elapsed(moved, m->lo, m->hi, &is, err))
		return false;
	if (was == is)
		return true;
	return csq_fail(err, CSQ_PARAM, "the hours cannot be written on the clock of %s", m->zone->name) ||
	       csq_detail(
			   err, "The calendar opens or closes within an hour that this clock shows twice, when it is put back.") ||
	       csq_hint(err, "Take a zone whose clock is not changed, such as UTC, for all calendars that are united.");
}

bool
csq_calendar_in_zone(const CsqCalendar *c, const CsqZone *zone, int32_t from, int32_t to, CsqSpec *r, CsqError *err)
{
	Move m = {.from = c, .zone = zone, .first = from, .last = to};

	if (from < CSQ_DATE_MIN || to > CSQ_DATE_MAX || from >= to || to - from > MAX_DATES)
		return csq_fail(err, CSQ_PARAM, "a calendar is moved to another zone for 1 to %d dates", MAX_DATES) ||
		       csq_detail(err, "Both ends must be finite: each date is written on its own clock.") ||
		       csq_hint(err, "Give the dates that matter, such as '[2026-01-01,2028-01-01)'.");
	m.lo = csq_zone_first(zone, from * DAY);
	m.hi = csq_zone_first(zone, to * DAY);
	if (!list_pieces(&m, err))
		return false;
	gather_dates(&m);
	write_spec(&m, r);
	return csq_calendar_check(r, CSQ_LIMIT, err) && check_same(&m, r, err);
}
