/*
 * calendar_year.c
 *		Rules that repeat every year, brought together for each weekly pattern, and
 *		the end of a calendar under construction.
 *
 * Five kinds, the later ones before the earlier where they meet:
 *
 *	week		the pattern itself
 *	range		06-01..08-31 mon-fri 08:00-15:00	a season: on its dates unnamed weekdays are closed
 *	weekday		1st,3rd sat 09:00-12:00; 4th thu nov closed	only that weekday of those dates
 *	closure		12-24..01-02 closed					a range on which nobody works
 *	day			12-24 09:00-12:00					unnamed weekdays are closed
 *
 * and then breaks (12-24..12-31 break 12:00-13:00), taken out of whatever is left.
 * They are kept as said until the pattern is complete, because a weekday or a break
 * needs the hours under it, and the weekly hours may stand behind (jsonb orders its
 * keys).  What comes out is a CsqYearly for each month and day that any rule names.
 *
 * Saying the same twice is no contradiction; saying two things of one date in one
 * kind is, and is refused with the date.
 */
#include "calendar/calendar_build.h"

#include <stdio.h>
#include <stdlib.h>

#define YEAR_DAYS 366
#define MAX_RULES (YEAR_DAYS * 8) /* each weekday of each day said for itself, and breaks */

/* A day of a leap year under construction. */
typedef struct YearDay
{
	CsqHours week[7];
	unsigned named; /* weekdays named by the kind at work, bit 0 Monday */
	YearKind kind;  /* of named */
	bool     touched;
} YearDay;

static int
year_day(int month, int day)
{
	return csq_date_make(2000, month, day); /* 2000 is a leap year that begins at 0 */
}

static void
month_day_text(int index, char out[8])
{
	int y, m, d;

	csq_date_split(index, &y, &m, &d);
	snprintf(out, 8, "%02d-%02d", m % 100, d % 100);
}

bool
csq_cb_year_rule(CalendarBuilder *b, const YearRule *rule)
{
	if (rule->kind == YEAR_BREAK && rule->hours.n > 0 && rule->hours.spans[rule->hours.n - 1].hi > CSQ_USEC_PER_DAY)
		return csq_cb_fail(b, "A break lies within one date; write one that crosses midnight as two.");
	if (b->nrules == MAX_RULES)
		return csq_cb_fail(b, "There are more than %d yearly rules in one weekly pattern.", MAX_RULES);
	b->rules = csq_cb_grow(b->rules, b->nrules, &b->cap_rules, sizeof *b->rules);
	b->rules[b->nrules] = *rule;
	if (rule->kind == YEAR_RANGE && rule->days == ALL_DAYS && rule->hours.n == 0)
		b->rules[b->nrules].kind = YEAR_CLOSURE;
	b->nrules++;
	return true;
}

bool
csq_cb_yearly(CalendarBuilder *b, int month, int day, unsigned days, CsqHours hours)
{
	YearRule rule = {.kind = YEAR_DAY, .days = days, .hours = hours};

	rule.from = rule.to = year_day(month, day);
	return csq_cb_year_rule(b, &rule);
}

/* Does the n-th (bit n - 1) or last (bit 5) weekday of a month fall on this day of it, if it is that weekday? */
static bool
nth_matches(unsigned nth, int month, int day)
{
	return (nth >> ((day - 1) / 7) & 1) || (nth & NTH_LAST && day > csq_month_length(2001, month) - 7);
}

static bool
applies(const YearRule *r, int index)
{
	int y, m, d;

	if (r->kind != YEAR_WEEKDAY)
		return r->from <= r->to ? index >= r->from && index <= r->to : index >= r->from || index <= r->to;
	csq_date_split(index, &y, &m, &d);
	return r->months >> (m - 1) & 1 && nth_matches(r->nth, m, d);
}

static bool
apply_rule(CalendarBuilder *b, const YearRule *r, YearDay *day, int index)
{
	static const CsqHours none = {0, NULL};

	if (!day->touched || day->kind != r->kind)
	{ /* the first of its kind on this date */
		for (int d = 0; d < 7 && r->kind != YEAR_WEEKDAY; d++)
			day->week[d] = none;
		day->kind = r->kind;
		day->named = 0;
		day->touched = true;
	}
	for (int d = 0; d < 7; d++)
	{
		if (!(r->days >> d & 1))
			continue;
		if (day->named >> d & 1 && !csq_hours_equal(day->week[d], r->hours))
		{
			char text[8];

			month_day_text(index, text);
			return csq_cb_fail(b, "The yearly rules for %s (%s) contradict each other.", text, csq_weekday_names[d]);
		}
		day->named |= 1u << d;
		day->week[d] = r->hours;
	}
	return true;
}

/* Hours of the date before that reach into the break. */
static bool
reaches(const CsqHours *week, CsqHours gap)
{
	for (int d = 0; d < 7; d++)
		if (week[d].n > 0 && week[d].spans[week[d].n - 1].hi > CSQ_USEC_PER_DAY + gap.spans[0].lo)
			return true;
	return false;
}

static bool
apply_break(CalendarBuilder *b, const YearRule *r, YearDay *year)
{
	for (int i = 0; i < YEAR_DAYS; i++)
	{
		char text[8];

		if (!applies(r, i) || r->hours.n == 0)
			continue;
		month_day_text(i, text);
		if (reaches(year[(i + YEAR_DAYS - 1) % YEAR_DAYS].week, r->hours))
			return csq_cb_fail(
				b, "The break on %s cuts a shift that begins the day before; write the hours of that date.", text);
		for (int d = 0; d < 7; d++)
			year[i].week[d] = csq_hours_combine(year[i].week[d], r->hours, '-');
		year[i].touched = true;
	}
	return true;
}

/* Breaks hold on named dates too: remember them until all dates are there. */
static void
keep_breaks(CalendarBuilder *b)
{
	for (int i = 0; i < b->nrules; i++)
	{
		if (b->rules[i].kind != YEAR_BREAK || b->rules[i].hours.n == 0)
			continue;
		b->year_breaks = csq_cb_grow(b->year_breaks, b->nyear_breaks, &b->cap_year_breaks, sizeof *b->year_breaks);
		b->year_breaks[b->nyear_breaks] = b->rules[i];
		b->year_breaks[b->nyear_breaks++].era = b->spec->neras - 1;
	}
}

/* The weekly hours of the last pattern are complete: work its yearly rules out. */
static bool
close_era(CalendarBuilder *b)
{
	CsqEra  *e = &b->spec->eras[b->spec->neras - 1];
	YearDay *year;
	int      n = 0;

	if (b->nrules == 0)
		return true;
	year = csq_alloc0(YEAR_DAYS * sizeof *year);
	for (int i = 0; i < YEAR_DAYS; i++)
		memcpy(year[i].week, e->week, sizeof e->week);
	for (YearKind kind = YEAR_RANGE; kind < YEAR_BREAK; kind++)
		for (int k = 0; k < b->nrules; k++)
		{
			csq_check_interrupts();
			for (int i = 0; b->rules[k].kind == kind && i < YEAR_DAYS; i++)
				if (applies(&b->rules[k], i) && !apply_rule(b, &b->rules[k], &year[i], i))
					return false;
		}
	for (int k = 0; k < b->nrules; k++)
		if (b->rules[k].kind == YEAR_BREAK && !apply_break(b, &b->rules[k], year))
			return false;
	e->yearly = csq_alloc(YEAR_DAYS * sizeof *e->yearly);
	for (int i = 0; i < YEAR_DAYS; i++)
	{
		CsqYearly *y = &e->yearly[n];
		int        ignored;

		if (!year[i].touched)
			continue;
		csq_date_split(i, &ignored, &y->month, &y->day);
		memcpy(y->week, year[i].week, sizeof y->week);
		n++;
	}
	e->nyearly = n;
	keep_breaks(b);
	b->nrules = 0;
	return true;
}

/* The yearly breaks of an era on the dates in it that have a rule of their own. */
static bool
year_breaks(CalendarBuilder *b)
{
	const CsqSpec *s = b->spec;

	for (int k = 0; k < b->nyear_breaks; k++)
	{
		const YearRule *r = &b->year_breaks[k];
		int64_t         from = s->eras[r->era].since;
		int64_t         to = r->era + 1 < s->neras ? s->eras[r->era + 1].since : INT64_MAX;

		for (int i = 0; i < s->ndates; i++)
		{
			int32_t date = s->dates[i].date;
			int     y, m, d;

			if (date < from || date >= to)
				continue;
			csq_date_split(date, &y, &m, &d);
			if (applies(r, year_day(m, d)) && !csq_cb_breaks(b, date, date, r->hours))
				return false;
		}
		csq_check_interrupts();
	}
	return true;
}

bool
csq_cb_since(CalendarBuilder *b, int32_t date)
{
	CsqSpec *s = b->spec;
	int32_t  before;

	if (!close_era(b))
		return false;
	before = s->eras[s->neras - 1].since;
	if (s->neras > 1 && date <= before)
		return csq_cb_fail(b, "\"since %s\" must come before \"since %s\".", csq_date_text(date).s,
		                   csq_date_text(before).s);
	if (s->neras >= CSQ_CALENDAR_MAX_ERAS)
		return csq_cb_fail(b, "There are more than %d weekly patterns.", CSQ_CALENDAR_MAX_ERAS);
	s->eras = csq_cb_grow(s->eras, s->neras, &b->cap_eras, sizeof *s->eras);
	memset(&s->eras[s->neras], 0, sizeof *s->eras);
	s->eras[s->neras++].since = date;
	b->week_given = 0;
	return true;
}

static int
compare_rules(const void *x, const void *y)
{
	const CsqDateRule *a = x;
	const CsqDateRule *b = y;

	return (a->date > b->date) - (a->date < b->date);
}

static int
compare_breaks(const void *x, const void *y)
{
	const CsqBreak *a = x;
	const CsqBreak *b = y;

	return (a->date > b->date) - (a->date < b->date);
}

/* Sort, refuse what is said twice, and check the whole. */
bool
csq_cb_finish(CalendarBuilder *b)
{
	CsqSpec *s = b->spec;
	int      n = 0;

	if (b->failed)
		return false;
	if (s->zone[0] == '\0')
	{
		csq_cb_fail(b, "A calendar needs a time zone.");
		return csq_hint(b->err, "Begin with the name of a zone, for example: tz Asia/Shanghai.");
	}
	if (!close_era(b))
		return false;
	if (s->ndates > 0)
		qsort(s->dates, (size_t) s->ndates, sizeof *s->dates, compare_rules);
	for (int i = 0; i < s->ndates; i++)
	{
		const CsqDateRule *last = n > 0 ? &s->dates[n - 1] : NULL;

		if (last == NULL || last->date != s->dates[i].date)
			s->dates[n++] = s->dates[i];
		else if (last->as != s->dates[i].as || !csq_hours_equal(last->hours, s->dates[i].hours))
			return csq_cb_fail(b, "The date %s is given twice, with different hours.", csq_date_text(last->date).s);
	}
	s->ndates = n;
	n = 0;
	if (!year_breaks(b))
		return false;
	if (s->nbreaks > 0)
		qsort(s->breaks, (size_t) s->nbreaks, sizeof *s->breaks, compare_breaks);
	for (int i = 0; i < s->nbreaks; i++)
		if (n > 0 && s->breaks[n - 1].date == s->breaks[i].date)
			s->breaks[n - 1].hours = csq_hours_combine(s->breaks[n - 1].hours, s->breaks[i].hours, '|');
		else
			s->breaks[n++] = s->breaks[i];
	s->nbreaks = n;
	b->failed = !csq_calendar_check(s, CSQ_SYNTAX, b->err);
	return !b->failed;
}
