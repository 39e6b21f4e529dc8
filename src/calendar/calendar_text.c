/*
 * calendar_text.c
 *		The literal language of calendars.
 *
 *	calendar	clause { ";" clause }
 *	clause		"tz" NAME
 *				| DAYS hours					weekly hours; unnamed days are closed
 *				| "24x7" | "7x24"				mon-sun 00:00-24:00
 *				| year { "," year } [ DAYS ] hours		every year on those dates, before the week
 *				| NTH { "," NTH } DAYS [ MONTHS ] hours	every year on those weekdays: 1st,3rd sat; last mon may
 *				| year { "," year } "break" span...		closed then, every year
 *				| dates hours					these dates, before yearly rules and week
 *				| dates "as" DAY				hours of that weekday (a make-up working day)
 *				| dates "break" span...			closed then, whatever else is said
 *				| "since" DATE					weekly and yearly clauses that follow hold from here on
 *				| "valid" [ DATE ] ".." [ DATE ]	nothing is known outside
 *				| "provisional" "after" DATE	later dates go on by the weekly and yearly hours, until more is known
 *	hours		"closed" | "holiday" | "open" | span { [","] span }
 *	span		HH:MM[:SS[.ffffff]] "-" HH:MM...; an end before the start is on the next date
 *	year		MM-DD [ ".." MM-DD ]			a range may go over the end of the year
 *	dates		DATE [ ".." DATE ] { "," ... }
 *	DAYS		"mon-fri", "sat,sun", "fri-mon", "daily", "weekdays", 工作日, "weekends", 周一至周五; also whole names, any case
 *
 * Full-width forms of an input method read as their half-width twins (literal.h).
 * calendar_year.c says which yearly rule goes before which.
 *
 * "closed 12-25" reads like "12-25 closed", and so do other dates.  The canonical form has one order, see
 * csq_calendar_text().
 */
#include "calendar/calendar_build.h"

#include <stdio.h>

#include "base/literal.h"

typedef struct Literal
{
	CalendarBuilder b;
	const char     *from; /* the whole literal, half-width */
	const char     *p;
	const char     *end; /* of the clause */
	uint32_t        turns;
} Literal;

static void
skip_space(Literal *l)
{
	while (l->p < l->end && strchr(" \t\r\n\f\v", *l->p) != NULL && *l->p != '\0')
	{
		l->p++;
		csq_poll(l->turns++);
	}
}

static bool
at_end(Literal *l)
{
	skip_space(l);
	return l->p >= l->end;
}

static bool
expected(Literal *l, const char *what)
{
	size_t n = 0;

	skip_space(l);
	for (; l->p + n < l->end && strchr(" \t\r\n", l->p[n]) == NULL; n++)
		csq_poll(n);
	if (n == 0)
		return csq_cb_fail(&l->b, "Expected %s at character %zu.", what, csq_literal_column(l->from, l->p));
	return csq_cb_fail(&l->b, "Expected %s at character %zu, found \"%s\".", what, csq_literal_column(l->from, l->p),
	                   csq_quoted(l->p, n).s);
}

/* A whole word, any case. */
static bool
word(Literal *l, const char *w)
{
	size_t n = strlen(w);

	skip_space(l);
	if ((size_t) (l->end - l->p) < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (l->p[i] != w[i] && !((l->p[i] | 32) == w[i] && w[i] >= 'a' && w[i] <= 'z'))
			return false;
	if ((size_t) (l->end - l->p) > n)
	{
		char c = l->p[n];

		if (((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9'))
			return false;
	}
	l->p += n;
	return true;
}

static bool
comma(Literal *l)
{
	skip_space(l);
	if (l->p < l->end && *l->p == ',')
	{
		l->p++;
		csq_poll(l->turns++);
		return true;
	}
	return false;
}

/* One interval or more, up to the end of the clause or to something that is no interval. */
static bool
spans(Literal *l, CsqHours *hours)
{
	CsqSpan     list[CSQ_CALENDAR_MAX_SPANS];
	CsqSpan    *copy;
	const char *wrong;
	int         n = 0;
	bool        more = true;

	while (more || !at_end(l))
	{
		if (n == CSQ_CALENDAR_MAX_SPANS)
			return csq_cb_fail(&l->b, "A day has at most %d intervals.", CSQ_CALENDAR_MAX_SPANS);
		skip_space(l);
		wrong = csq_lex_span(&l->p, l->end, &list[n]);
		if (wrong != NULL)
		{
			expected(l, "an interval such as 09:00-17:30");
			return csq_hint(
				l->b.err, "%s",
				*wrong != '\0'
					? wrong
					: "Times run from 00:00 to 24:00; \"22:00-06:00\" ends on the next date; the whole day is 00:00-24:00.");
		}
		if (n > 0 && list[n].lo < list[n - 1].lo)
		{
			csq_cb_fail(&l->b, "An interval of a day begins before the one that is written before it.");
			return csq_hint(l->b.err, "Write the afternoon as 13:30-18:00, and the intervals of a day in order.");
		}
		n++;
		more = comma(l);
	}
	copy = csq_alloc((size_t) n * sizeof *copy);
	memcpy(copy, list, (size_t) n * sizeof *copy);
	*hours = csq_hours_make(copy, n);
	return true;
}

static bool
closed_word(Literal *l)
{
	static const char *const words[] = {"closed", "off", "holidays", "holiday", "休息", "休", "不上班", "放假"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (word(l, words[i]))
			return true;
	return false;
}

static bool
hours_clause(Literal *l, CsqHours *hours)
{
	static const CsqSpan whole_day = {0, CSQ_USEC_PER_DAY};

	hours->n = 0;
	hours->spans = NULL;
	if (closed_word(l))
		return true;
	if (word(l, "open") || word(l, "24h") || word(l, "全天"))
	{
		hours->n = 1;
		hours->spans = &whole_day;
		return true;
	}
	return spans(l, hours);
}

/* After one date range: further ones, then what holds on them. */
static bool
date_clause(Literal *l)
{
	const char *list = l->p;
	int32_t     from, to;
	int         as = -1;
	bool        is_break = false;
	CsqHours    hours = {0, NULL};

	do
	{
		skip_space(l);
		if (!csq_lex_dates(&l->p, l->end, &from, &to))
		{
			expected(l, "a date such as 2026-10-01, or a range such as 2026-10-01..2026-10-07");
			return csq_hint(l->b.err, "Dates are written year-month-day with hyphens; every year: 10-01..10-07.");
		}
	} while (comma(l));
	if (word(l, "as"))
	{
		skip_space(l);
		if (!csq_lex_weekday(&l->p, l->end, &as))
			return expected(l, "a weekday such as fri");
	}
	else if (word(l, "break"))
	{
		is_break = true;
		if (!spans(l, &hours))
			return false;
	}
	else if (!hours_clause(l, &hours))
		return false;
	if (!at_end(l))
		return expected(l, "\";\"");
	l->p = list; /* once more, now with what holds */
	do
	{
		skip_space(l);
		csq_lex_dates(&l->p, l->end, &from, &to);
		if (is_break ? !csq_cb_breaks(&l->b, from, to, hours) : !csq_cb_dates(&l->b, from, to, as, hours))
			return false;
	} while (comma(l));
	l->p = l->end;
	return true;
}

/* MM-DD, or a range of them, as days of a leap year. */
static bool
year_dates(Literal *l, int *from, int *to)
{
	int month, day;

	skip_space(l);
	if (!csq_lex_month_day(&l->p, l->end, &month, &day))
		return expected(l, "a month and day such as 12-25");
	*from = *to = csq_date_make(2000, month, day);
	if (l->end - l->p < 2 || l->p[0] != '.' || l->p[1] != '.')
		return true;
	l->p += 2;
	if (!csq_lex_month_day(&l->p, l->end, &month, &day))
		return expected(l, "a month and day such as 12-31");
	*to = csq_date_make(2000, month, day);
	return true;
}

/* What holds on yearly dates: [ DAYS ] hours, or a break. */
static bool
yearly_hours(Literal *l, YearRule *rule)
{
	skip_space(l);
	rule->days = 0;
	if (word(l, "break"))
	{
		rule->kind = YEAR_BREAK;
		return spans(l, &rule->hours);
	}
	csq_lex_days(&l->p, l->end, &rule->days);
	if (rule->days == 0)
		rule->days = ALL_DAYS;
	return hours_clause(l, &rule->hours);
}

/* Each of several yearly dates, or ranges, with the hours that follow them; those are read first. */
static bool
yearly_clause(Literal *l)
{
	const char *list = l->p;
	YearRule    rule = {.kind = YEAR_DAY};

	do
	{
		if (!year_dates(l, &rule.from, &rule.to))
			return false;
	} while (comma(l));
	if (!yearly_hours(l, &rule))
		return false;
	if (!at_end(l))
		return expected(l, "\";\"");
	l->p = list;
	do
	{
		year_dates(l, &rule.from, &rule.to);
		if (rule.kind != YEAR_BREAK)
			rule.kind = rule.from == rule.to ? YEAR_DAY : YEAR_RANGE;
		if (!csq_cb_year_rule(&l->b, &rule))
			return false;
	} while (comma(l));
	l->p = l->end;
	return true;
}

static bool
closed_clause(Literal *l)
{
	YearRule rule = {.days = ALL_DAYS};
	int32_t  from, to;

	do
	{
		skip_space(l);
		if (csq_lex_dates(&l->p, l->end, &from, &to))
		{
			if (!csq_cb_dates(&l->b, from, to, -1, (CsqHours){0, NULL}))
				return false;
			continue;
		}
		if (!year_dates(l, &rule.from, &rule.to))
			return false;
		rule.kind = rule.from == rule.to ? YEAR_DAY : YEAR_RANGE;
		if (!csq_cb_year_rule(&l->b, &rule))
			return false;
	} while (comma(l));
	return true;
}

/* ---- n-th weekdays of a month ---- */

static bool
nth_word(Literal *l, unsigned *nth)
{
	static const char *const words[] = {"1st", "2nd", "3rd", "4th", "5th", "last"};

	for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
		if (word(l, words[i]))
		{
			*nth |= 1u << i;
			return true;
		}
	return false;
}

static bool
month_word(Literal *l, int *month)
{
	static const char *const names[12] = {"january", "february", "march",     "april",   "may",      "june",
	                                      "july",    "august",   "september", "october", "november", "december"};

	for (*month = 0; *month < 12; (*month)++)
	{
		char brief[4];

		memcpy(brief, names[*month], 3);
		brief[3] = '\0';
		if (word(l, names[*month]) || word(l, brief))
			return true;
	}
	return false;
}

/* nov, or jan,apr,jul,oct; none: every month. */
static bool
months(Literal *l, unsigned *set)
{
	int month;

	*set = 0;
	if (!month_word(l, &month))
	{
		*set = 0xfff;
		return true;
	}
	*set = 1u << month;
	while (comma(l))
	{
		if (!month_word(l, &month))
			return expected(l, "a month such as nov");
		*set |= 1u << month;
	}
	return true;
}

static bool
nth_clause(Literal *l, unsigned nth)
{
	YearRule rule = {.kind = YEAR_WEEKDAY, .nth = nth};

	while (comma(l))
		if (!nth_word(l, &rule.nth))
			return expected(l, "1st, 2nd, 3rd, 4th, 5th or last");
	skip_space(l);
	if (!csq_lex_days(&l->p, l->end, &rule.days))
		return expected(l, "a weekday such as sat");
	if (!months(l, &rule.months))
		return false;
	if (rule.nth & NTH_LAST && rule.months & 2)
	{
		csq_cb_fail(&l->b, "The last weekday of February depends on the year.");
		return csq_hint(l->b.err,
		                "Name the other months (last fri jan,mar,apr), and the dates of February that matter.");
	}
	return hours_clause(l, &rule.hours) && csq_cb_year_rule(&l->b, &rule);
}

static bool
provisional_clause(Literal *l)
{
	int32_t date;

	if (!word(l, "after"))
		return expected(l, "\"after\"");
	skip_space(l);
	if (!csq_lex_date(&l->p, l->end, &date))
		return expected(l, "a date such as 2026-12-31");
	return csq_cb_provisional(&l->b, date);
}

static bool
valid_clause(Literal *l)
{
	int32_t from = INT32_MIN;
	int32_t to = INT32_MAX;

	skip_space(l);
	if (!(l->end - l->p >= 2 && l->p[0] == '.' && l->p[1] == '.') && !csq_lex_date(&l->p, l->end, &from))
		return expected(l, "a date");
	if (!(l->end - l->p >= 2 && l->p[0] == '.' && l->p[1] == '.'))
		return expected(l, "\"..\"");
	l->p += 2;
	if (!at_end(l) && !csq_lex_date(&l->p, l->end, &to))
		return expected(l, "a date");
	return csq_cb_valid(&l->b, from, to);
}

static bool
zone_clause(Literal *l)
{
	size_t n = 0;

	skip_space(l);
	for (; l->p + n < l->end && strchr(" \t\r\n", l->p[n]) == NULL; n++)
		csq_poll(n);
	if (n == 0)
		return expected(l, "the name of a time zone");
	if (!csq_cb_zone(&l->b, l->p, n))
		return false;
	l->p += n;
	return true;
}

/* What people write that is no clause, and what is meant. */
static bool
unknown_clause(Literal *l)
{
	static const struct
	{
		const char *begins;
		const char *hint;
	} hints[] = {
		{"cn", "A ready-made calendar is a call, not a text: default_calendar('CN')."},
		{"break",
	     "A pause of every day is left out of its hours: mon-fri 09:00-12:00 13:30-18:00. That of some dates is "
	     "2026-03-02 break 10:00-10:30."},
		{"lunch", "A pause of every day is left out of its hours: mon-fri 09:00-12:00 13:30-18:00."},
		{"午休", "A pause of every day is left out of its hours: mon-fri 09:00-12:00 13:30-18:00."},
		{"utc", "The zone stands after tz: tz UTC; a fixed offset is a zone such as Etc/GMT-8, 8 hours ahead of UTC."},
		{"asia/", "The zone stands after tz, in a clause of its own: tz Asia/Shanghai; mon-fri 09:00-18:00."},
		{"europe/", "The zone stands after tz, in a clause of its own: tz Europe/Berlin; mon-fri 09:00-18:00."},
		{"america/", "The zone stands after tz, in a clause of its own: tz America/New_York; mon-fri 09:00-18:00."},
	};

	expected(l, "tz, weekdays, a date, month-day, since or valid");
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
	{
		size_t n = strlen(hints[i].begins);
		size_t k = 0;

		while (k < n && l->p + k < l->end && (l->p[k] == hints[i].begins[k] || (l->p[k] | 32) == hints[i].begins[k]))
			k++;
		if (k == n)
			return csq_hint(l->b.err, "%s", hints[i].hint);
	}
	return csq_hint(l->b.err,
	                "For example: tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00; 2026-10-01..2026-10-07 closed.");
}

static bool
clause(Literal *l)
{
	const char *s = l->p;
	int         month, day;
	unsigned    days;
	unsigned    nth = 0;
	CsqHours    hours;

	if (word(l, "tz") || word(l, "时区") || word(l, "時區"))
		return zone_clause(l);
	if (word(l, "valid"))
		return valid_clause(l);
	if (word(l, "provisional"))
		return provisional_clause(l);
	if (nth_word(l, &nth))
		return nth_clause(l, nth);
	if (closed_word(l))
		return closed_clause(l);
	if (word(l, "24x7") || word(l, "24/7") || word(l, "7x24"))
	{
		static const CsqSpan whole_day = {0, CSQ_USEC_PER_DAY};

		return csq_cb_week(&l->b, ALL_DAYS, (CsqHours){1, &whole_day});
	}
	if (word(l, "since"))
	{
		int32_t date;

		skip_space(l);
		if (!csq_lex_date(&l->p, l->end, &date))
			return expected(l, "a date such as 2026-10-01");
		return csq_cb_since(&l->b, date);
	}
	s = l->p;
	if (csq_lex_month_day(&s, l->end, &month, &day))
		return yearly_clause(l);
	if (*s >= '0' && *s <= '9')
		return date_clause(l);
	if (csq_lex_days(&l->p, l->end, &days))
		return hours_clause(l, &hours) && csq_cb_week(&l->b, days, hours);
	return unknown_clause(l);
}

bool
csq_calendar_parse(const char *text, size_t len, CsqSpec *s, CsqError *err)
{
	CsqText     folded = csq_fold_width(text, len);
	Literal     l;
	const char *stop = folded.s + folded.len;

	csq_cb_init(&l.b, s, text, len, err);
	l.from = l.p = folded.s;
	l.end = stop;
	skip_space(&l);
	if (l.p < stop && *l.p == '{')
		return csq_calendar_parse_json(text, len, s, err);
	while (l.p < stop)
	{
		const char *semicolon = memchr(l.p, ';', (size_t) (stop - l.p));

		csq_check_interrupts();
		l.end = semicolon ? semicolon : stop;
		skip_space(&l);
		if (l.p < l.end)
		{
			if (!clause(&l))
				return false;
			if (!at_end(&l))
				return expected(&l, "\";\"");
		}
		l.p = semicolon ? semicolon + 1 : stop;
	}
	return csq_cb_finish(&l.b);
}

/* ---- writing: zone, first pattern, later patterns, dates, breaks, validity ---- */

static void
put_hours(CsqBuf *b, CsqHours h)
{
	if (h.n == 0)
		csq_buf_str(b, " closed");
	for (int i = 0; i < h.n; i++)
	{
		csq_buf_char(b, ' ');
		csq_put_span(b, h.spans[i], "-");
	}
}

/* Runs of weekdays with equal hours; closed days need no mention. */
static void
put_week(CsqBuf *b, const char *before, const CsqHours *week)
{
	for (int d = 0, last; d < 7; d = last + 1)
	{
		last = d;
		while (last < 6 && csq_hours_equal(week[last + 1], week[d]))
			last++;
		if (week[d].n == 0)
			continue;
		csq_buf_str(b, before);
		csq_buf_str(b, csq_weekday_names[d]);
		if (last > d)
		{
			csq_buf_char(b, '-');
			csq_buf_str(b, csq_weekday_names[last]);
		}
		put_hours(b, week[d]);
	}
}

static bool
next_day(const CsqYearly *a, const CsqYearly *b)
{
	return csq_date_make(2000, a->month, a->day) + 1 == csq_date_make(2000, b->month, b->day);
}

static bool
same_week(const CsqHours *a, const CsqHours *b)
{
	for (int d = 0; d < 7; d++)
		if (!csq_hours_equal(a[d], b[d]))
			return false;
	return true;
}

static void
put_era(CsqBuf *b, const CsqEra *e)
{
	if (e->since != INT32_MIN)
	{
		csq_buf_printf(b, "; since %s", csq_date_text(e->since).s);
		if (csq_week_is_uniform(e->week) && e->week[0].n == 0)
			csq_buf_str(b, "; mon-sun closed");
	}
	put_week(b, "; ", e->week);
	for (int i = 0, last; i < e->nyearly; i = last + 1)
	{
		const CsqYearly *y = &e->yearly[i];
		char             before[40];
		int              n;

		csq_check_interrupts();
		last = i;
		while (last + 1 < e->nyearly && next_day(&e->yearly[last], &e->yearly[last + 1]) &&
		       same_week(y->week, e->yearly[last + 1].week))
			last++;
		n = snprintf(before, sizeof before, "; %02d-%02d", y->month % 100, y->day % 100);
		if (last > i)
			n += snprintf(before + n, sizeof before - (size_t) n, "..%02d-%02d", e->yearly[last].month % 100,
			              e->yearly[last].day % 100);
		if (csq_week_is_uniform(y->week))
		{
			csq_buf_str(b, before);
			put_hours(b, y->week[0]);
		}
		else
		{
			before[n] = ' ';
			before[n + 1] = '\0';
			put_week(b, before, y->week);
		}
	}
}

static void
put_dates(CsqBuf *b, int32_t from, int32_t to)
{
	csq_buf_printf(b, "; %s", csq_date_text(from).s);
	if (to > from)
		csq_buf_printf(b, "..%s", csq_date_text(to).s);
}

void
csq_calendar_text(CsqBuf *b, const CsqSpec *s)
{
	csq_buf_str(b, "tz ");
	csq_buf_str(b, s->zone);
	for (int i = 0; i < s->neras; i++)
		put_era(b, &s->eras[i]);
	for (int i = 0, last; i < s->ndates; i = last + 1)
	{
		const CsqDateRule *r = &s->dates[i];

		last = i;
		while (last + 1 < s->ndates && s->dates[last + 1].date == r->date + (last + 1 - i) &&
		       s->dates[last + 1].as == r->as && csq_hours_equal(s->dates[last + 1].hours, r->hours))
			last++;
		put_dates(b, r->date, s->dates[last].date);
		if (r->as >= 0)
			csq_buf_printf(b, " as %s", csq_weekday_names[r->as]);
		else
			put_hours(b, r->hours);
	}
	for (int i = 0, last; i < s->nbreaks; i = last + 1)
	{
		const CsqBreak *r = &s->breaks[i];

		last = i;
		while (last + 1 < s->nbreaks && s->breaks[last + 1].date == r->date + (last + 1 - i) &&
		       csq_hours_equal(s->breaks[last + 1].hours, r->hours))
			last++;
		put_dates(b, r->date, s->breaks[last].date);
		csq_buf_str(b, " break");
		put_hours(b, r->hours);
	}
	if (s->valid_from != INT32_MIN || s->valid_to != INT32_MAX)
	{
		csq_buf_str(b, "; valid ");
		if (s->valid_from != INT32_MIN)
			csq_buf_str(b, csq_date_text(s->valid_from).s);
		csq_buf_str(b, "..");
		if (s->valid_to != INT32_MAX)
			csq_buf_str(b, csq_date_text(s->valid_to).s);
	}
	if (s->known_to != INT32_MAX)
		csq_buf_printf(b, "; provisional after %s", csq_date_text(s->known_to).s);
}
