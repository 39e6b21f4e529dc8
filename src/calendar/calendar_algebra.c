/*
 * calendar_algebra.c
 *		Union, intersection and difference of calendars, and during().
 *
 * The result is an ordinary calendar.  A date of the result belongs to the same
 * date of the left operand (of both, for a union), so that shifts across midnight
 * keep their owner:
 *
 *	 a | b	date d owns what d owns in a or in b
 *	 a & b	date d owns what it owns in a, cut to the hours b is open
 *	 a - b	date d owns what it owns in a, without the hours b is open
 *
 * Weekly patterns, yearly rules and named dates are combined one by one; a rule
 * that says no more than the pattern under it is dropped.  Breaks are taken out of
 * the hours of their dates.
 */
#include "calendar/calendar.h"

#include "base/sort.h"

#define DAY CSQ_USEC_PER_DAY

typedef struct Algebra
{
	const CsqSpec *a;
	const CsqSpec *b;
	char           op;
	bool           window; /* some shift crosses midnight and op looks at neighbouring dates */
	CsqSpec       *r;
} Algebra;

/* What date d owns in the result, given what b owns on d - 1, d and d + 1. */
static CsqHours
combine_day(const Algebra *g, CsqHours a, CsqHours before, CsqHours own, CsqHours after)
{
	CsqHours window = own;

	if (g->window)
	{
		window = csq_hours_combine(window, csq_hours_window(before, DAY, 2 * DAY, -DAY), '|');
		window = csq_hours_combine(window, csq_hours_window(after, 0, DAY, DAY), '|');
	}
	return csq_hours_combine(a, window, g->op);
}

static bool
crosses(const CsqHours *h, int n)
{
	for (int i = 0; i < n; i++)
		if (h[i].n > 0 && h[i].spans[h[i].n - 1].hi > DAY)
			return true;
	return false;
}

static bool
has_shift(const CsqSpec *s)
{
	for (int i = 0; i < s->neras; i++)
	{
		if (crosses(s->eras[i].week, 7))
			return true;
		for (int k = 0; k < s->eras[i].nyearly; k++)
			if (crosses(s->eras[i].yearly[k].week, 7))
				return true;
	}
	for (int i = 0; i < s->ndates; i++)
		if (crosses(&s->dates[i].hours, 1))
			return true;
	return false;
}

/* ---- patterns ---- */

/* Hours of a weekday on a day of the year (leap years count: 366 days, from 0) in a pattern without its dates. */
static CsqHours
pattern_hours(const CsqEra *e, int year_day, int weekday)
{
	const CsqYearly *y = NULL;

	if (e->nyearly > 0)
	{
		int year, m, d;

		csq_date_split((year_day + 366) % 366, &year, &m, &d); /* 2000 is a leap year */
		y = csq_era_yearly(e, m, d);
	}
	return (y ? y->week : e->week)[(weekday + 7) % 7];
}

static CsqHours
combine_pattern(const Algebra *g, const CsqEra *a, const CsqEra *b, int year_day, int weekday)
{
	return combine_day(g, pattern_hours(a, year_day, weekday), pattern_hours(b, year_day - 1, weekday - 1),
	                   pattern_hours(b, year_day, weekday), pattern_hours(b, year_day + 1, weekday + 1));
}

static void
mark_yearly(const Algebra *g, const CsqEra *e, bool neighbours, bool *mark)
{
	for (int i = 0; i < e->nyearly; i++)
	{
		int d = csq_date_make(2000, e->yearly[i].month, e->yearly[i].day);

		mark[d] = true;
		if (neighbours && g->window)
			mark[(d + 365) % 366] = mark[(d + 1) % 366] = true;
	}
}

static bool
combine_era(const Algebra *g, const CsqEra *a, const CsqEra *b, CsqEra *r, CsqError *err)
{
	bool   mark[366] = {false};
	CsqEra plain_a = *a;
	CsqEra plain_b = *b;
	int    feb28 = csq_date_make(2000, 2, 28);
	size_t most = 1; /* one to try in */

	plain_a.nyearly = plain_b.nyearly = 0;
	for (int w = 0; w < 7; w++)
		r->week[w] = combine_pattern(g, &plain_a, &plain_b, 100, w);
	mark_yearly(g, a, false, mark);
	mark_yearly(g, b, true, mark);
	/* which day comes before 1 March differs from year to year */
	if (g->window)
		for (int i = 0; i < b->nyearly; i++)
		{
			int d = csq_date_make(2000, b->yearly[i].month, b->yearly[i].day);

			if (d >= feb28 && d <= feb28 + 2)
				return csq_fail(err, CSQ_UNSUPPORTED,
				                "cannot combine a yearly rule for %02d-%02d with shifts across midnight",
				                b->yearly[i].month, b->yearly[i].day) ||
				       csq_hint(err, "Name the dates of the years that matter instead.");
		}
	for (int d = 0; d < 366; d++)
		most += mark[d];
	r->nyearly = 0;
	r->yearly = csq_alloc(most * sizeof *r->yearly);
	for (int d = 0; d < 366; d++)
	{
		CsqYearly *y = &r->yearly[r->nyearly];
		bool       differs = false;
		int        year;

		if (!mark[d])
			continue;
		csq_date_split(d, &year, &y->month, &y->day);
		for (int w = 0; w < 7; w++)
		{
			y->week[w] = combine_pattern(g, a, b, d, w);
			differs = differs || !csq_hours_equal(y->week[w], r->week[w]);
		}
		r->nyearly += differs;
	}
	return true;
}

static bool
same_era(const CsqEra *a, const CsqEra *b)
{
	if (a->nyearly != b->nyearly)
		return false;
	for (int w = 0; w < 7; w++)
	{
		if (!csq_hours_equal(a->week[w], b->week[w]))
			return false;
		for (int i = 0; i < a->nyearly; i++)
			if (a->yearly[i].month != b->yearly[i].month || a->yearly[i].day != b->yearly[i].day ||
			    !csq_hours_equal(a->yearly[i].week[w], b->yearly[i].week[w]))
				return false;
	}
	return true;
}

static bool
combine_eras(const Algebra *g, CsqError *err)
{
	const CsqSpec *a = g->a;
	const CsqSpec *b = g->b;
	CsqSpec       *r = g->r;
	int            i = 0, j = 0;
	int32_t        since = INT32_MIN;

	r->eras = csq_alloc((size_t) (a->neras + b->neras) * sizeof *r->eras);
	for (;;)
	{
		CsqEra *e = &r->eras[r->neras];
		int32_t next_a, next_b;

		csq_check_interrupts();
		e->since = since;
		if (!combine_era(g, &a->eras[i], &b->eras[j], e, err))
			return false;
		if (r->neras == 0 || !same_era(e, e - 1))
			r->neras++;
		next_a = i + 1 < a->neras ? a->eras[i + 1].since : INT32_MAX;
		next_b = j + 1 < b->neras ? b->eras[j + 1].since : INT32_MAX;
		if (next_a == INT32_MAX && next_b == INT32_MAX)
			return true;
		since = next_a < next_b ? next_a : next_b;
		i += next_a == since;
		j += next_b == since;
	}
}

/* ---- dates ---- */

/* Every date on which the result may differ from its pattern. */
static int
list_dates(const Algebra *g, const CsqSpec *s, int32_t *out)
{
	int n = 0;

	for (int i = 0; i < s->ndates; i++)
		for (int k = -1; k <= 1; k++)
			if (k == 0 || (s == g->b && g->window))
				out[n++] = s->dates[i].date + k;
	for (int i = 0; i < s->nbreaks; i++)
		for (int k = -2; k <= 1; k++)
			out[n++] = s->breaks[i].date + k;
	for (int i = 1; i < s->neras && g->window; i++)
		for (int k = -1; k <= 1; k++)
			out[n++] = s->eras[i].since + k;
	return n;
}

static bool
combine_dates(const Algebra *g, CsqError *err)
{
	CsqSpec *r = g->r;
	size_t   most = 3 * (size_t) (g->a->ndates + g->b->ndates + g->a->neras + g->b->neras) +
	              4 * (size_t) (g->a->nbreaks + g->b->nbreaks);
	int32_t *dates = csq_alloc(most * sizeof *dates + 1);
	int      n = list_dates(g, g->a, dates);

	n += list_dates(g, g->b, dates + n);
	csq_sort(dates, (size_t) n, sizeof *dates, csq_by_i32);
	r->dates = csq_alloc((size_t) n * sizeof *r->dates + 1);
	for (int i = 0; i < n; i++)
	{
		int32_t  d = dates[i];
		CsqHours none = {0, NULL};
		CsqHours h;

		csq_poll((uint64_t) i);
		if (i > 0 && d == dates[i - 1])
			continue;
		h = combine_day(g, csq_spec_owned_net(g->a, d), g->window ? csq_spec_owned_net(g->b, d - 1) : none,
		                csq_spec_owned_net(g->b, d), g->window ? csq_spec_owned_net(g->b, d + 1) : none);
		if (csq_hours_equal(h, csq_spec_owned(&(CsqSpec){.neras = r->neras, .eras = r->eras}, d)))
			continue; /* the pattern says so already */
		if (r->ndates == CSQ_CALENDAR_MAX_DATES)
			return csq_fail(err, CSQ_LIMIT, "calendar too large") ||
			       csq_detail(err, "The result would have more than %d date rules.", CSQ_CALENDAR_MAX_DATES);
		r->dates[r->ndates++] = (CsqDateRule){d, -1, h};
	}
	return true;
}

/* ---- the operations ---- */

void
csq_calendar_provisional(const CsqSpec *a, CsqSpec *r)
{
	*r = *a;
	if (r->known_to == INT32_MAX)
		r->known_to = r->valid_to;
	r->valid_to = INT32_MAX;
}

static int
compare_dates(const void *a, const void *b)
{
	const CsqDateRule *x = a;
	const CsqDateRule *y = b;

	return (x->date > y->date) - (x->date < y->date);
}

bool
csq_calendar_with_days(const CsqSpec *a, const CsqDateRule *rules, int n, CsqSpec *r, CsqError *err)
{
	CsqDateRule *sorted = csq_alloc(((size_t) n + 1) * sizeof *sorted);
	int          i = 0, k = 0;

	*r = *a;
	memcpy(sorted, rules, (size_t) n * sizeof *sorted);
	csq_sort(sorted, (size_t) n, sizeof *sorted, compare_dates);
	r->dates = csq_alloc(((size_t) n + (size_t) a->ndates + 1) * sizeof *r->dates);
	r->ndates = 0;
	while (i < a->ndates || k < n)
	{
		if ((r->ndates & 1023) == 1023)
			csq_check_interrupts();
		if (k + 1 < n && sorted[k].date == sorted[k + 1].date)
		{
			if (sorted[k].as != sorted[k + 1].as)
				return csq_fail(err, CSQ_PARAM, "the date %s is both closed and worked",
				                csq_date_text(sorted[k].date).s) ||
				       csq_detail(err, "A date is in one of the two lists.");
			k++;
		}
		else if (k == n || (i < a->ndates && a->dates[i].date < sorted[k].date))
			r->dates[r->ndates++] = a->dates[i++];
		else
		{
			i += i < a->ndates && a->dates[i].date == sorted[k].date; /* what is given now holds */
			r->dates[r->ndates++] = sorted[k++];
		}
	}
	return csq_calendar_check(r, CSQ_PARAM, err);
}

bool
csq_calendar_combine(const CsqSpec *a, const CsqSpec *b, char op, CsqSpec *r, CsqError *err)
{
	Algebra g = {a, b, op, op != '|' && (has_shift(a) || has_shift(b)), r};

	memset(r, 0, sizeof *r);
	if (strcmp(a->zone, b->zone) != 0)
		return csq_fail(err, CSQ_PARAM, "cannot combine calendars of the time zones %s and %s", a->zone, b->zone) ||
		       csq_detail(err, "A calendar keeps the wall clock of one zone.") ||
		       csq_hint(err,
		                "Write one on the clock of the other first, for the dates that matter: csq.in_zone(b, '%s', "
		                "'[2026-01-01,2028-01-01)').",
		                a->zone);
	memcpy(r->zone, a->zone, sizeof r->zone);
	r->valid_from = a->valid_from > b->valid_from ? a->valid_from : b->valid_from;
	r->valid_to = a->valid_to < b->valid_to ? a->valid_to : b->valid_to;
	r->known_to = a->known_to < b->known_to ? a->known_to : b->known_to;
	if (r->known_to >= r->valid_to)
		r->known_to = INT32_MAX;
	if (r->valid_from > r->valid_to || r->known_to < r->valid_from)
		return csq_fail(err, CSQ_PARAM, "the calendars have no valid dates in common") ||
		       csq_detail(err, "One ends on %s, the other begins on %s.",
		                  csq_date_text(r->known_to < r->valid_to ? r->known_to : r->valid_to).s,
		                  csq_date_text(r->valid_from).s) ||
		       csq_hint(err, "Limit each to its own dates first: during(a, daterange) | during(b, daterange).");
	return combine_eras(&g, err) && combine_dates(&g, err) && csq_calendar_check(r, CSQ_LIMIT, err);
}

/* a on the dates from <= d < to, closed on all others (INT32_MIN, INT32_MAX: no bound). */
bool
csq_calendar_during(const CsqSpec *a, int32_t from, int32_t to, CsqSpec *r, CsqError *err)
{
	CsqEra *e;

	*r = *a;
	if (from != INT32_MIN && from >= a->valid_from)
		r->valid_from = INT32_MIN; /* before, it is known to be closed */
	if (to != INT32_MAX && (a->valid_to == INT32_MAX || to <= a->valid_to + 1))
		r->valid_to = INT32_MAX;
	if (to != INT32_MAX && a->known_to != INT32_MAX && to <= a->known_to + 1)
		r->known_to = INT32_MAX; /* after it, it is known to be closed */
	if (r->known_to < r->valid_from)
		r->known_to = r->valid_from;
	r->eras = csq_alloc0((size_t) (a->neras + 2) * sizeof *r->eras);
	r->neras = 0;
	if (from != INT32_MIN || to <= from)
		r->eras[r->neras++].since = INT32_MIN; /* all closed */
	for (int i = 0; i < a->neras && from < to; i++)
	{
		int32_t since = a->eras[i].since > from ? a->eras[i].since : from;

		if (since >= to || (i + 1 < a->neras && a->eras[i + 1].since <= from))
			continue;
		e = &r->eras[r->neras++];
		*e = a->eras[i];
		e->since = since;
	}
	if (to != INT32_MAX && from < to)
		r->eras[r->neras++].since = to;
	for (int i = 1; i < r->neras; i++)
		if (same_era(&r->eras[i], &r->eras[i - 1]))
		{
			memmove(&r->eras[i], &r->eras[i + 1], (size_t) (r->neras - i - 1) * sizeof *r->eras);
			r->neras--;
			i--;
		}
	r->dates = csq_alloc((size_t) a->ndates * sizeof *r->dates + 1);
	r->ndates = 0;
	for (int i = 0; i < a->ndates; i++)
		if (a->dates[i].date >= from && a->dates[i].date < to)
			r->dates[r->ndates++] = a->dates[i];
	r->breaks = csq_alloc((size_t) a->nbreaks * sizeof *r->breaks + 1);
	r->nbreaks = 0;
	for (int i = 0; i < a->nbreaks; i++) /* the date after the last may hold the end of a shift */
		if (a->breaks[i].date >= from && a->breaks[i].date <= to)
			r->breaks[r->nbreaks++] = a->breaks[i];
	return csq_calendar_check(r, CSQ_PARAM, err);
}
