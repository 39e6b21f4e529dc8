/*
 * calendar_text.c
 *		The literal language of calendars.
 *
 *	calendar	clause { ";" clause }
 *	clause		"tz" NAME
 *				| DAYS hours					weekly hours; unnamed days are closed
 *				| "24x7"						mon-sun 00:00-24:00
 *				| MM-DD [ DAYS ] hours			every year on that day, before the week
 *				| dates hours					these dates, before yearly rules and week
 *				| dates "as" DAY				hours of that weekday (a make-up working day)
 *				| dates "break" span...			closed then, whatever else is said
 *				| "since" DATE					weekly and yearly clauses that follow hold from here on
 *				| "valid" [ DATE ] ".." [ DATE ]	nothing is known outside
 *	hours		"closed" | "open" | span { [","] span }
 *	span		HH:MM[:SS[.ffffff]] "-" HH:MM...; up to 48:00; an end before the start is on the next date
 *	dates		DATE [ ".." DATE ] { "," ... }
 *	DAYS		"mon-fri", "sat,sun", "fri-mon", "daily"; also whole names, any case
 *
 * "closed 12-25" reads like "12-25 closed".  The canonical form has one order, see
 * csq_calendar_text().
 */
#include "calendar/calendar_build.h"

typedef struct Literal
{
	CalendarBuilder b;
	const char     *p;
	const char     *end; /* of the clause */
} Literal;

static void
skip_space(Literal *l)
{
	while (l->p < l->end && strchr(" \t\r\n\f\v", *l->p) != NULL && *l->p != '\0')
		l->p++;
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
	while (l->p + n < l->end && strchr(" \t\r\n", l->p[n]) == NULL)
		n++;
	if (n == 0)
		return csq_cb_fail(&l->b, "Expected %s at byte %td.", what, l->p - l->b.text + 1);
	return csq_cb_fail(&l->b, "Expected %s at byte %td, found \"%s\".", what, l->p - l->b.text + 1,
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
		return true;
	}
	return false;
}

/* One interval or more, up to the end of the clause or to something that is no interval. */
static bool
spans(Literal *l, CsqHours *hours)
{
	CsqSpan  list[CSQ_CALENDAR_MAX_SPANS];
	CsqSpan *copy;
	int      n = 0;
	bool     more = true;

	while (more || !at_end(l))
	{
		if (n == CSQ_CALENDAR_MAX_SPANS)
			return csq_cb_fail(&l->b, "A day has at most %d intervals.", CSQ_CALENDAR_MAX_SPANS);
		skip_space(l);
		if (!csq_lex_span(&l->p, l->end, &list[n]))
		{
			expected(l, "an interval such as 09:00-17:30");
			return csq_hint(
				l->b.err,
				"Times run from 00:00 to 24:00; \"22:00-06:00\" ends on the next date; the whole day is 00:00-24:00.");
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
hours_clause(Literal *l, CsqHours *hours)
{
	static const CsqSpan whole_day = {0, CSQ_USEC_PER_DAY};

	hours->n = 0;
	hours->spans = NULL;
	if (word(l, "closed"))
		return true;
	if (word(l, "open") || word(l, "24h"))
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
			return expected(l, "a date such as 2026-10-01, or a range such as 2026-10-01..2026-10-07");
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

static bool
yearly_clause(Literal *l)
{
	int      month, day;
	unsigned days = ALL_DAYS;
	CsqHours hours;

	csq_lex_month_day(&l->p, l->end, &month, &day);
	skip_space(l);
	csq_lex_days(&l->p, l->end, &days);
	if (days == 0)
		days = ALL_DAYS;
	return hours_clause(l, &hours) && csq_cb_yearly(&l->b, month, day, days, hours);
}

static bool
closed_clause(Literal *l)
{
	CsqHours none = {0, NULL};

	do
	{
		int month, day;

		skip_space(l);
		if (!csq_lex_month_day(&l->p, l->end, &month, &day))
			return expected(l, "a month and day such as 12-25");
		if (!csq_cb_yearly(&l->b, month, day, ALL_DAYS, none))
			return false;
	} while (comma(l));
	return true;
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
	while (l->p + n < l->end && strchr(" \t\r\n", l->p[n]) == NULL)
		n++;
	if (n == 0)
		return expected(l, "the name of a time zone");
	if (!csq_cb_zone(&l->b, l->p, n))
		return false;
	l->p += n;
	return true;
}

static bool
clause(Literal *l)
{
	const char *s = l->p;
	int         month, day;
	unsigned    days;
	CsqHours    hours;

	if (word(l, "tz"))
		return zone_clause(l);
	if (word(l, "valid"))
		return valid_clause(l);
	if (word(l, "closed"))
		return closed_clause(l);
	if (word(l, "24x7") || word(l, "24/7"))
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
	if (csq_lex_month_day(&s, l->end, &month, &day))
		return yearly_clause(l);
	if (*s >= '0' && *s <= '9')
		return date_clause(l);
	if (csq_lex_days(&l->p, l->end, &days))
		return hours_clause(l, &hours) && csq_cb_week(&l->b, days, hours);
	expected(l, "tz, weekdays, a date, month-day, since or valid");
	return csq_hint(l->b.err,
	                "For example: tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00; 2026-10-01..2026-10-07 closed.");
}

bool
csq_calendar_parse(const char *text, size_t len, CsqSpec *s, CsqError *err)
{
	Literal     l;
	const char *stop = text + len;

	csq_cb_init(&l.b, s, text, len, err);
	l.p = text;
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
	for (int i = 0; i < e->nyearly; i++)
	{
		const CsqYearly *y = &e->yearly[i];
		char             before[16];

		csq_check_interrupts();
		before[0] = ';';
		before[1] = ' ';
		before[2] = (char) ('0' + y->month / 10);
		before[3] = (char) ('0' + y->month % 10);
		before[4] = '-';
		before[5] = (char) ('0' + y->day / 10);
		before[6] = (char) ('0' + y->day % 10);
		before[7] = '\0';
		if (csq_week_is_uniform(y->week))
		{
			csq_buf_str(b, before);
			put_hours(b, y->week[0]);
		}
		else
		{
			before[7] = ' ';
			before[8] = '\0';
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
}
