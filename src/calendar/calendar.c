/*
 * calendar.c
 *		Questions to a compiled calendar: open time between instants and its
 *		inverse, openings and closings, working days.
 *
 * W(x)	open wall-clock time before local time x; E(t) open physical time before
 * instant t (calendar_compile.h has the structure).  Elapsed time is E(b) - E(a);
 * a deadline is the inverse of E, of which there are two where E is flat:
 *
 *	 first	the earliest t with E(t) = v: the close of a stretch (due, and the
 *			previous close when going back)
 *	 last	the latest t with E(t) = v: the next opening (breach, next open)
 *
 * Every question is O(log n) in rules and zone transitions, whatever the span,
 * except those that list something and next_close() of a calendar that is open
 * for months on end.
 */
#include "calendar/calendar_compile.h"

#define DAY CSQ_USEC_PER_DAY

/* The last date that a PostgreSQL timestamp can have; a few days more still fit 64 bits. */
#define DAY_LIMIT INT64_C(106751982)

const CsqSpec *
csq_calendar_spec(const CsqCalendar *c)
{
	return c->spec;
}

const CsqZone *
csq_calendar_zone(const CsqCalendar *c)
{
	return c->zone;
}

int64_t
csq_calendar_known_until(const CsqCalendar *c)
{
	return c->valid_hi;
}

/* ---- errors ---- */

static bool
fail_limit(const CsqCalendar *c, bool late, CsqError *err)
{
	if (late)
		return csq_fail(err, CSQ_BEYOND, "the calendar is valid only until %s", csq_date_text(c->spec->valid_to).s) ||
		       csq_detail(
				   err, "The answer would need the opening hours of later dates, which the calendar does not know.") ||
		       csq_hint(
				   err,
				   "Add the later dates and set \"valid\" to a later end, or go on by the weekly hours with csq.provisional(calendar).");
	return csq_fail(err, CSQ_DATETIME, "the calendar is valid only from %s", csq_date_text(c->spec->valid_from).s) ||
	       csq_detail(err,
	                  "The answer would need the opening hours of earlier dates, which the calendar does not know.") ||
	       csq_hint(err, "Extend the calendar: add the earlier dates and set \"valid\" to an earlier start.");
}

/* No instant on the given side has the open time that was asked for. */
static bool
fail_search(const CsqCalendar *c, bool late, CsqError *err)
{
	if (late ? c->valid_hi != INT64_MAX : c->valid_lo != INT64_MIN)
		return fail_limit(c, late, err);
	return csq_fail(err, CSQ_DATETIME, "the calendar has not enough open time") ||
	       csq_detail(err,
	                  "It has no open hours %s the last date that it names, or none within the range of timestamps.",
	                  late ? "after" : "before") ||
	       csq_hint(err, "Give the calendar weekly hours, or the dates that are open.");
}

static inline bool
check_instant(const CsqCalendar *c, int64_t at, CsqError *err)
{
	if (CSQ_LIKELY(at >= c->valid_lo && at <= c->valid_hi))
		return true;
	return fail_limit(c, at > c->valid_hi, err);
}

static bool
check_dates(const CsqCalendar *c, int64_t first, int64_t last, CsqError *err)
{
	if (first < -DAY_LIMIT || last > DAY_LIMIT)
		return csq_fail(err, CSQ_DATETIME, "date out of range for a calendar") ||
		       csq_detail(err, "Dates must lie within the range of timestamps.");
	if (first < c->spec->valid_from)
		return fail_limit(c, false, err);
	if (last > c->spec->valid_to)
		return fail_limit(c, true, err);
	return true;
}

/* ---- sums over local dates ---- */

/* Last knot that begins on or before a date. */
static inline int
find_knot(const CsqCalendar *c, int64_t day)
{
	if (c->nknots == 1)
		return 0;
	return lower_bound_i32(c->kdate + 1, c->nknots - 1, (int32_t) day + 1);
}

static inline int64_t
day_sum(const CsqCalendar *c, CsqSum which, int knot, int64_t day)
{
	return c->kset[knot] >= 0 ? c->kat[which][knot]
	                          : c->kbias[which][knot] + pattern_sum(&c->patterns[c->kpattern[knot]], which, day);
}

/* The set of a date, and with it whether the date is a working day. */
static inline const DaySet *
day_set(const CsqCalendar *c, int knot, int64_t day, bool *work)
{
	const Pattern *p = &c->patterns[c->kpattern[knot]];
	int            weekday;

	if (c->kset[knot] >= 0)
	{
		*work = c->kwork[knot];
		return &c->sets[c->kset[knot]];
	}
	if (p->ny > 0)
	{
		int32_t in_cycle = (int32_t) csq_floor_mod(day, CSQ_CYCLE_DAYS);
		int     j = lower_bound_i32(p->ydays, p->ny, in_cycle);

		if (j < p->ny && p->ydays[j] == in_cycle)
		{
			*work = p->ywork[j];
			return &c->sets[p->yset[j]];
		}
	}
	weekday = (int) csq_floor_mod(day + 5, 7);
	*work = p->work[weekday];
	return &c->sets[p->set[weekday]];
}

int64_t
csq_calendar_wall(const CsqCalendar *c, int64_t local)
{
	int64_t       day = csq_floor_div(local, DAY);
	int64_t       tod = local - day * DAY;
	int           knot = find_knot(c, day);
	bool          work;
	const DaySet *s = day_set(c, knot, day, &work);
	int64_t       sum = day_sum(c, SUM_OPEN, knot, day);

	for (int i = 0; i < s->hours.n && s->hours.spans[i].lo < tod; i++)
		sum += (s->hours.spans[i].hi < tod ? s->hours.spans[i].hi : tod) - s->hours.spans[i].lo;
	return sum;
}

/* Does v lie within value, counted from at?  "first" takes the upper end, "last" the lower. */
static inline bool
within(int64_t v, int64_t value, bool last)
{
	return last ? v >= 0 && v < value : v > 0 && v <= value;
}

/* The day at which a weekly sum reaches v; *rest is what is left of v at its start. */
static bool
invert_week(const PatternSum *s, int64_t v, bool last, int64_t *day, int64_t *rest)
{
	int64_t total = s->cum7[7];
	int64_t week;

	if (total == 0 || v == INT64_MIN)
		return false;
	week = csq_floor_div(last ? v : v - 1, total);
	if (week > DAY_LIMIT / 7 || week < -DAY_LIMIT / 7)
		return false;
	v -= week * total;
	for (int i = 0; i < 7; i++)
		if (within(v - s->cum7[i], s->cum7[i + 1] - s->cum7[i], last))
		{
			*day = 7 * week + i - 5;
			*rest = v - s->cum7[i];
			return true;
		}
	return false;
}

/* Last index whose item is below key (or not above it, if last); -1 if none. */
static inline int
find_sum(const int64_t *a, int n, int64_t key, bool last)
{
	const int64_t *base = a;

	if (last && key == INT64_MAX)
		return n - 1;
	key += last;
	while (n > 0) /* which half it is cannot be foretold: a move, no branch */
	{
		int half = n / 2;

		base += base[half] < key ? n - half : 0;
		n = half;
	}
	return (int) (base - a) - 1;
}

static bool
invert_pattern(const CsqCalendar *c, const Pattern *p, CsqSum which, int64_t v, bool last, int64_t *day, int64_t *rest)
{
	const PatternSum *s = &p->sum[which];
	int64_t           cycle;
	int               j;

	if (p->ny == 0)
		return invert_week(s, v, last, day, rest);
	if (s->cycle == 0 || v == INT64_MIN)
		return false;
	cycle = csq_floor_div(last ? v : v - 1, s->cycle);
	if (cycle > DAY_LIMIT / CSQ_CYCLE_DAYS || cycle < -DAY_LIMIT / CSQ_CYCLE_DAYS)
		return false;
	v -= cycle * s->cycle;
	j = find_sum(s->ycum, p->ny, v, last);
	if (j >= 0)
	{
		int64_t value = which == SUM_OPEN ? c->sets[p->yset[j]].total : p->ywork[j];

		if (within(v - s->ycum[j], value, last))
		{
			*day = p->ydays[j] + cycle * CSQ_CYCLE_DAYS;
			*rest = v - s->ycum[j];
			return true;
		}
	}
	/* between yearly dates the weekly sum rules, shifted by their corrections */
	if (!invert_week(s, v + s->h0 - s->ycorr[j + 1], last, day, rest))
		return false;
	*day += cycle * CSQ_CYCLE_DAYS;
	return true;
}

static bool
invert_days(const CsqCalendar *c, CsqSum which, int64_t v, bool last, int64_t *day, int64_t *rest)
{
	int k = find_sum(c->kat[which], c->nknots, v, last);

	if (k < 0)
		return false;
	if (c->kset[k] < 0)
	{
		if (!csq_sub_i64(v, c->kbias[which][k], &v))
			return false;
		return invert_pattern(c, &c->patterns[c->kpattern[k]], which, v, last, day, rest);
	}
	*day = c->kdate[k];
	*rest = v - c->kat[which][k];
	return true;
}

/* Inverse of W. */
static bool
invert_wall(const CsqCalendar *c, int64_t v, bool last, int64_t *local)
{
	int64_t       day;
	int64_t       rest;
	bool          work;
	const DaySet *s;
	int           i;

	if (!invert_days(c, SUM_OPEN, v, last, &day, &rest) || day > DAY_LIMIT || day < -DAY_LIMIT)
		return false;
	s = day_set(c, find_knot(c, day), day, &work);
	i = find_sum(s->cum, s->hours.n, rest, last);
	if (i < 0)
		return false; /* cannot be: the day was chosen to hold rest */
	*local = day * DAY + s->hours.spans[i].lo + rest - s->cum[i];
	return true;
}

/* ---- sums over instants ---- */

static inline int
find_segment(const CsqCalendar *c, int64_t at)
{
	uint64_t b;
	int      i;

	if (c->nsegs == 1 || at < c->from[1])
		return 0;
	b = ((uint64_t) at - (uint64_t) c->from[1]) >> BUCKET_SHIFT;
	i = c->bucket[b < (uint64_t) c->nbuckets ? (int) b : c->nbuckets - 1];
	while (i + 1 < c->nsegs && c->from[i + 1] <= at)
		i++;
	return i;
}

/* How many whole zone cycles after the first one an instant lies. */
static inline int64_t
cycles_of(const CsqCalendar *c, int64_t at)
{
	return c->cyclic && CSQ_UNLIKELY(at >= c->cycle_from) ? (at - c->cycle_from) / CSQ_CYCLE_USEC : 0;
}

static int64_t
sum_before(const CsqCalendar *c, int64_t at)
{
	int64_t cycles = cycles_of(c, at);
	int     i;

	at -= cycles * CSQ_CYCLE_USEC;
	i = find_segment(c, at);
	return c->bias[i] + csq_calendar_wall(c, at + c->offset[i]) + cycles * c->cycle_total;
}

static bool
invert(const CsqCalendar *c, int64_t v, bool last, int64_t *at)
{
	int64_t cycles = 0;
	int64_t local;
	int     i;

	if (c->cyclic && v >= c->cycle_at && (last || v > c->cycle_at))
	{
		if (c->cycle_total == 0)
			return false;
		cycles = (v - c->cycle_at - !last) / c->cycle_total;
		if (cycles > DAY_LIMIT / CSQ_CYCLE_DAYS)
			return false;
		v -= cycles * c->cycle_total;
	}
	i = find_sum(c->at, c->nsegs, v, last);
	if (i < 0 || !csq_sub_i64(v, c->bias[i], &v) || !invert_wall(c, v, last, &local))
		return false;
	return csq_add_i64(local - c->offset[i], cycles * CSQ_CYCLE_USEC, at);
}

/* Inverse with the limits of validity; late tells which side the search runs to. */
static bool
search(const CsqCalendar *c, int64_t v, bool last, bool late, int64_t *at, CsqError *err)
{
	if (!invert(c, v, last, at))
		return fail_search(c, late, err);
	return check_instant(c, *at, err);
}

static bool
open_at(const CsqCalendar *c, int64_t at)
{
	int64_t       reduced = at - cycles_of(c, at) * CSQ_CYCLE_USEC;
	int64_t       local = reduced + c->offset[find_segment(c, reduced)];
	int64_t       day = csq_floor_div(local, DAY);
	bool          work;
	const DaySet *s = day_set(c, find_knot(c, day), day, &work);

	local -= day * DAY;
	for (int i = 0; i < s->hours.n && s->hours.spans[i].lo <= local; i++)
		if (local < s->hours.spans[i].hi)
			return true;
	return false;
}

bool
csq_calendar_is_open(const CsqCalendar *c, int64_t at, bool *open, CsqError *err)
{
	if (!check_instant(c, at, err))
		return false;
	if (at == c->valid_hi)
		return fail_limit(c, true, err);
	*open = open_at(c, at);
	return true;
}

bool
csq_calendar_elapsed(const CsqCalendar *c, int64_t from, int64_t to, int64_t *usec, CsqError *err)
{
	if (!check_instant(c, from, err) || !check_instant(c, to, err))
		return false;
	if (!csq_sub_i64(sum_before(c, to), sum_before(c, from), usec))
		return csq_fail(err, CSQ_DATETIME, "business time out of range");
	return true;
}

bool
csq_too_far_apart(CsqError *err)
{
	return csq_fail(err, CSQ_DATETIME, "times between events out of range") ||
	       csq_detail(err, "Two events of a case are more than 292,000 years apart.");
}

/* The part of pause i within [lo, hi), if any. */
static inline bool
clip_pause(CsqPauses p, int i, int64_t lo, int64_t hi, int64_t *a, int64_t *b)
{
	*a = p.lohi[2 * i] > lo ? p.lohi[2 * i] : lo;
	*b = p.lohi[2 * i + 1] < hi ? p.lohi[2 * i + 1] : hi;
	return *a < *b;
}

bool
csq_calendar_elapsed_pauses(const CsqCalendar *c, int64_t from, int64_t to, CsqPauses pauses, int64_t *usec,
                            CsqError *err)
{
	int64_t lo = from < to ? from : to;
	int64_t hi = from < to ? to : from;

	if (!csq_calendar_elapsed(c, lo, hi, usec, err))
		return false;
	for (int i = 0; i < pauses.n; i++)
	{
		int64_t a, b;

		csq_poll(i);
		if (clip_pause(pauses, i, lo, hi, &a, &b))
			*usec -= sum_before(c, b) - sum_before(c, a);
	}
	if (to < from)
		*usec = -*usec;
	return true;
}

/* ---- deadlines ---- */

static bool
out_of_range(CsqError *err)
{
	return csq_fail(err, CSQ_DATETIME, "business time out of range") ||
	       csq_detail(err, "The result would lie outside the range of timestamps.");
}

/*
 * Walk from pause to pause, spending usec in the open time between them; last as
 * for invert().
 */
static bool
deadline(const CsqCalendar *c, int64_t from, int64_t usec, CsqPauses pauses, bool last, int64_t *at, CsqError *err)
{
	int64_t cur = from;
	int64_t sum;

	if (!check_instant(c, from, err))
		return false;
	sum = sum_before(c, from);
	for (int i = 0; i < pauses.n; i++)
	{
		int64_t lo = pauses.lohi[2 * i];
		int64_t hi = pauses.lohi[2 * i + 1];
		int64_t open;

		csq_poll(i);
		if (hi <= cur)
			continue;
		if (lo > cur)
		{
			if (lo > c->valid_hi)
				break; /* the search ends before */
			open = sum_before(c, lo) - sum;
			if (last ? usec < open : usec <= open)
				break;
			usec -= open;
		}
		if (hi == INT64_MAX)
		{
			*at = INT64_MAX;
			return true;
		}
		cur = hi;
		if (!check_instant(c, cur, err))
			return false;
		sum = sum_before(c, cur);
	}
	if (!csq_add_i64(sum, usec, &sum))
		return out_of_range(err);
	return search(c, sum, last, true, at, err);
}

bool
csq_calendar_due(const CsqCalendar *c, int64_t from, int64_t usec, CsqPauses pauses, int64_t *at, CsqError *err)
{
	return deadline(c, from, usec, pauses, usec == 0, at, err);
}

bool
csq_calendar_breach(const CsqCalendar *c, int64_t from, int64_t usec, CsqPauses pauses, int64_t *at, CsqError *err)
{
	return deadline(c, from, usec, pauses, true, at, err);
}

bool
csq_calendar_subtract(const CsqCalendar *c, int64_t from, int64_t usec, int64_t *at, CsqError *err)
{
	int64_t sum;

	if (!check_instant(c, from, err))
		return false;
	if (!csq_sub_i64(sum_before(c, from), usec, &sum))
		return out_of_range(err);
	return search(c, sum, usec != 0, false, at, err);
}

/* ---- openings and closings ---- */

bool
csq_calendar_next_open(const CsqCalendar *c, int64_t at, int64_t *open, CsqError *err)
{
	if (!check_instant(c, at, err) || !search(c, sum_before(c, at), true, true, open, err))
		return false;
	/* exactly at the end of validity: what follows is not known */
	return *open < c->valid_hi || fail_limit(c, true, err);
}

/* Is a pattern open round the clock, yearly rules included? */
static bool
always_open(const Pattern *p)
{
	return p->ny == 0 ? p->sum[SUM_OPEN].cum7[7] == 7 * DAY : p->sum[SUM_OPEN].cycle == CSQ_CYCLE_USEC;
}

/* First closed local time at or after local, or limit if that comes first. */
static int64_t
wall_close(const CsqCalendar *c, int64_t local, int64_t limit)
{
	for (int turn = 0; local < limit; turn++)
	{
		int64_t        day = csq_floor_div(local, DAY);
		int            k = find_knot(c, day);
		const Pattern *p = &c->patterns[c->kpattern[k]];
		bool           work;
		const DaySet  *s;
		int            i = 0;

		csq_poll(turn);
		if (c->kset[k] < 0 && always_open(p))
		{ /* open round the clock up to the next exception */
			if (k + 1 == c->nknots)
				return limit;
			local = c->kdate[k + 1] * DAY;
			continue;
		}
		s = day_set(c, k, day, &work);
		while (i < s->hours.n && s->hours.spans[i].hi <= local - day * DAY)
			i++;
		if (i == s->hours.n || s->hours.spans[i].lo > local - day * DAY)
			return local;
		local = day * DAY + s->hours.spans[i].hi;
		if (s->hours.spans[i].hi < DAY)
			return local < limit ? local : limit;
	}
	return limit;
}

bool
csq_calendar_next_close(const CsqCalendar *c, int64_t at, int64_t *close, CsqError *err)
{
	int64_t shift;
	int     turns = 0;
	int     i;

	if (!csq_calendar_next_open(c, at, &at, err))
		return false;
	shift = cycles_of(c, at) * CSQ_CYCLE_USEC;
	at -= shift;
	for (i = find_segment(c, at);; i++)
	{
		int64_t end = i + 1 < c->nsegs ? c->from[i + 1] : c->cyclic ? c->cycle_from + CSQ_CYCLE_USEC : INT64_MAX;
		int64_t limit = end == INT64_MAX ? INT64_MAX : end + c->offset[i];
		int64_t x = wall_close(c, at + c->offset[i], limit);

		if (x < limit)
		{
			*close = x - c->offset[i] + shift;
			return *close <= c->valid_hi || fail_limit(c, true, err);
		}
		if (end == INT64_MAX || ++turns > 2 * c->nsegs + 2)
		{
			*close = INT64_MAX;
			return c->valid_hi == INT64_MAX || fail_limit(c, true, err);
		}
		at = end;
		if (i + 1 == c->nsegs)
		{ /* wrap to the start of the cycle */
			shift += CSQ_CYCLE_USEC;
			at -= CSQ_CYCLE_USEC;
			i = find_segment(c, at) - 1;
		}
		csq_poll(turns);
	}
}

bool
csq_calendar_next_range(const CsqCalendar *c, int64_t at, int64_t to, bool *found, int64_t *lo, int64_t *hi,
                        CsqError *err)
{
	int64_t sum;

	*found = false;
	if (at >= to)
		return true;
	if (!check_instant(c, at, err) || !check_instant(c, to, err))
		return false;
	sum = sum_before(c, at);
	if (sum_before(c, to) == sum)
		return true; /* nothing open before the end: no search beyond it */
	if (!search(c, sum, true, true, lo, err))
		return false;
	*found = true;
	if (sum_before(c, to) - sum == to - *lo)
	{ /* open throughout */
		*hi = to;
		return true;
	}
	return csq_calendar_next_close(c, *lo, hi, err);
}

/* ---- working days ---- */

bool
csq_calendar_is_workday(const CsqCalendar *c, int32_t date, bool *workday, CsqError *err)
{
	if (!check_dates(c, date, date, err))
		return false;
	day_set(c, find_knot(c, date), date, workday);
	return true;
}

bool
csq_calendar_count_days(const CsqCalendar *c, int32_t from, int32_t to, int64_t *days, CsqError *err)
{
	int64_t first = (int64_t) (from < to ? from : to) + 1;
	int64_t last = from < to ? to : from;

	*days = 0;
	if (from == to)
		return true;
	if (!check_dates(c, first, last, err))
		return false;
	*days = day_sum(c, SUM_DAYS, find_knot(c, last + 1), last + 1) - day_sum(c, SUM_DAYS, find_knot(c, first), first);
	if (to < from)
		*days = -*days;
	return true;
}

/* n-th working day after (before) a date, which is not counted; with 0 the date itself or the next working day. */
bool
csq_calendar_add_days(const CsqCalendar *c, int32_t date, int64_t n, int32_t *result, CsqError *err)
{
	int64_t start = n < 0 ? date : (int64_t) date + (n > 0); /* first date whose count moves */
	int64_t v;
	int64_t day;
	int64_t rest;

	if (!check_dates(c, n < 0 ? start - 1 : start, n < 0 ? start - 1 : start, err))
		return false;
	v = day_sum(c, SUM_DAYS, find_knot(c, start), start);
	if (n == 0)
		n = 1;
	if (!csq_add_i64(v, n + (n < 0), &v) || !invert_days(c, SUM_DAYS, v, false, &day, &rest))
		return fail_search(c, n > 0, err);
	if (!check_dates(c, day, day, err))
		return false;
	*result = (int32_t) day;
	return true;
}

/* End of the last interval that a date owns; it may lie on the next date. */
bool
csq_calendar_close_of(const CsqCalendar *c, int32_t date, bool *found, int64_t *at, CsqError *err)
{
	CsqHours own;
	bool     workday;

	*found = false;
	if (!csq_calendar_is_workday(c, date, &workday, err))
		return false;
	if (!workday)
		return true;
	own = csq_spec_owned_net(c->spec, date);
	for (int i = own.n - 1; i >= 0; i--)
	{
		*at = csq_zone_last(c->zone, date * DAY + own.spans[i].hi);
		if (csq_zone_first(c->zone, date * DAY + own.spans[i].lo) < *at)
		{
			*found = true;
			return true;
		}
	}
	return true;
}

/* ---- wall clock ---- */

int64_t
csq_calendar_local(const CsqCalendar *c, int64_t at)
{
	return at + csq_zone_offset(c->zone, at);
}

int64_t
csq_calendar_instant(const CsqCalendar *c, int64_t local)
{
	return csq_zone_first(c->zone, local);
}
