/*
 * calendar_build.c
 *		Words and builder for the text forms of a calendar: see calendar_build.h.
 *
 * Saying the same weekday, date or yearly rule twice is refused: of two hours for
 * one date, one would silently lose.  Intervals within one day are merged.
 */
#include "calendar/calendar_build.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

const char *const csq_weekday_names[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/* ---- words ---- */

static bool
is_alpha(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Between min and max digits. */
static bool
lex_digits(const char **p, const char *end, int min, int max, int *value)
{
	int n = 0;

	*value = 0;
	while (n < max && *p + n < end && is_digit((*p)[n]))
		*value = *value * 10 + ((*p)[n++] - '0');
	if (n < min || (*p + n < end && is_digit((*p)[n])))
		return false;
	*p += n;
	return true;
}

static bool
lex_char(const char **p, const char *end, char c)
{
	if (*p >= end || **p != c)
		return false;
	(*p)++;
	return true;
}

bool
csq_lex_time(const char **p, const char *end, int64_t *usec)
{
	const char *s = *p;
	int         h, m = 0, sec = 0;
	int64_t     frac = 0;

	if (!lex_digits(&s, end, 1, 2, &h))
		return false;
	if (lex_char(&s, end, ':'))
	{
		if (!lex_digits(&s, end, 2, 2, &m))
			return false;
		if (lex_char(&s, end, ':'))
		{
			if (!lex_digits(&s, end, 2, 2, &sec))
				return false;
			if (lex_char(&s, end, '.'))
			{
				const char *from = s;
				int         v;

				if (!lex_digits(&s, end, 1, 6, &v))
					return false;
				frac = v;
				for (int i = (int) (s - from); i < 6; i++)
					frac *= 10;
			}
		}
	}
	if (m > 59 || sec > 59)
		return false;
	*usec = h * CSQ_USEC_PER_HOUR + m * CSQ_USEC_PER_MIN + sec * CSQ_USEC_PER_SEC + frac;
	if (*usec > CSQ_DAY_END_MAX)
		return false;
	*p = s;
	return true;
}

/* An end that is not after the start lies on the next date. */
static bool
close_span(CsqSpan *span)
{
	if (span->hi < span->lo)
		span->hi += CSQ_USEC_PER_DAY;
	return span->lo < span->hi && span->hi <= CSQ_DAY_END_MAX;
}

bool
csq_lex_span(const char **p, const char *end, CsqSpan *span)
{
	const char *s = *p;

	if (!csq_lex_time(&s, end, &span->lo) || !lex_char(&s, end, '-') || !csq_lex_time(&s, end, &span->hi) ||
	    !close_span(span))
		return false;
	*p = s;
	return true;
}

/* Three letters or the whole English name, any case. */
bool
csq_lex_weekday(const char **p, const char *end, int *day)
{
	static const char *const full[7] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
	size_t                   n = 0;

	while (*p + n < end && is_alpha((*p)[n]))
		n++;
	for (int d = 0; d < 7; d++)
	{
		size_t i = 0;

		while (i < n && full[d][i] != '\0' && ((*p)[i] | 32) == full[d][i])
			i++;
		if (i == n && (n == 3 || full[d][n] == '\0'))
		{
			*p += n;
			*day = d;
			return true;
		}
	}
	return false;
}

bool
csq_lex_days(const char **p, const char *end, unsigned *days)
{
	const char *s = *p;

	*days = 0;
	if (end - s >= 5 && (s[0] | 32) == 'd' && (s[1] | 32) == 'a' && (s[2] | 32) == 'i' && (s[3] | 32) == 'l' &&
	    (s[4] | 32) == 'y' && (end - s == 5 || !is_alpha(s[5])))
	{
		*days = ALL_DAYS;
		*p = s + 5;
		return true;
	}
	do
	{
		int from, to;

		if (!csq_lex_weekday(&s, end, &from))
			return false;
		to = from;
		if (lex_char(&s, end, '-') && !csq_lex_weekday(&s, end, &to))
			return false;
		for (;; from = (from + 1) % 7)
		{
			if (*days & 1u << from)
				return false;
			*days |= 1u << from;
			if (from == to)
				break;
		}
	} while (lex_char(&s, end, ','));
	*p = s;
	return true;
}

bool
csq_lex_date(const char **p, const char *end, int32_t *date)
{
	const char *s = *p;
	int         y, m, d;

	if (!lex_digits(&s, end, 4, 4, &y) || !lex_char(&s, end, '-') || !lex_digits(&s, end, 2, 2, &m) ||
	    !lex_char(&s, end, '-') || !lex_digits(&s, end, 2, 2, &d))
		return false;
	if (y < 1 || m < 1 || m > 12 || d < 1 || d > csq_month_length(y, m))
		return false;
	*date = csq_date_make(y, m, d);
	*p = s;
	return true;
}

bool
csq_lex_dates(const char **p, const char *end, int32_t *from, int32_t *to)
{
	const char *s = *p;

	if (!csq_lex_date(&s, end, from))
		return false;
	*to = *from;
	if (end - s >= 2 && s[0] == '.' && s[1] == '.')
	{
		s += 2;
		if (!csq_lex_date(&s, end, to) || *to < *from)
			return false;
	}
	*p = s;
	return true;
}

bool
csq_lex_month_day(const char **p, const char *end, int *month, int *day)
{
	const char *s = *p;

	if (!lex_digits(&s, end, 2, 2, month) || !lex_char(&s, end, '-') || !lex_digits(&s, end, 2, 2, day) || *month < 1 ||
	    *month > 12 || *day < 1 || *day > csq_month_length(2000, *month) || (s < end && (*s == ':' || *s == '-')))
		return false;
	*p = s;
	return true;
}

void
csq_put_time(CsqBuf *b, int64_t usec)
{
	int sec = (int) (usec / CSQ_USEC_PER_SEC % 60);
	int frac = (int) (usec % CSQ_USEC_PER_SEC);

	csq_buf_printf(b, "%02d:%02d", (int) (usec / CSQ_USEC_PER_HOUR), (int) (usec / CSQ_USEC_PER_MIN % 60));
	if (sec != 0 || frac != 0)
		csq_buf_printf(b, ":%02d", sec);
	if (frac != 0)
	{
		char digits[8];
		int  n = snprintf(digits, sizeof digits, "%06d", frac);

		while (digits[n - 1] == '0')
			n--;
		csq_buf_char(b, '.');
		csq_buf_put(b, digits, (size_t) n);
	}
}

/* 22:00-06:00 where that reads back to the same, else 22:00-46:30. */
void
csq_put_span(CsqBuf *b, CsqSpan span, const char *between)
{
	int64_t hi = span.hi;

	if (hi > CSQ_USEC_PER_DAY && span.lo < CSQ_USEC_PER_DAY && hi - CSQ_USEC_PER_DAY < span.lo)
		hi -= CSQ_USEC_PER_DAY;
	csq_put_time(b, span.lo);
	csq_buf_str(b, between);
	csq_put_time(b, hi);
}

/* ---- builder ---- */

bool
csq_cb_fail(CalendarBuilder *b, const char *fmt, ...)
{
	va_list args;

	if (b->failed)
		return false;
	b->failed = true;
	csq_fail(b->err, CSQ_SYNTAX, "invalid input syntax for type csq.calendar: \"%s\"", csq_quoted(b->text, b->len).s);
	va_start(args, fmt);
	vsnprintf(b->err->detail, sizeof b->err->detail, fmt, args);
	va_end(args);
	return false;
}

/* Room for one more item of an array. */
static void *
grow(void *array, int n, int *cap, size_t size)
{
	if (n < *cap)
		return array;
	*cap = *cap == 0 ? 16 : 2 * *cap;
	return array == NULL ? csq_alloc((size_t) *cap * size) : csq_realloc(array, (size_t) *cap * size);
}

void
csq_cb_init(CalendarBuilder *b, CsqSpec *spec, const char *text, size_t len, CsqError *err)
{
	memset(b, 0, sizeof *b);
	memset(spec, 0, sizeof *spec);
	b->text = text;
	b->len = len;
	b->err = err;
	b->spec = spec;
	spec->valid_from = INT32_MIN;
	spec->valid_to = INT32_MAX;
	spec->eras = grow(NULL, 0, &b->cap_eras, sizeof *spec->eras);
	memset(spec->eras, 0, sizeof *spec->eras);
	spec->eras[0].since = INT32_MIN;
	spec->neras = 1;
}

bool
csq_cb_zone(CalendarBuilder *b, const char *name, size_t len)
{
	if (b->spec->zone[0] != '\0')
		return csq_cb_fail(b, "The time zone is given twice.");
	if (len == 0 || len > CSQ_ZONE_NAME_MAX || memchr(name, '\0', len) != NULL)
		return csq_cb_fail(b, "The name of a time zone has 1 to %d bytes.", CSQ_ZONE_NAME_MAX);
	memcpy(b->spec->zone, name, len);
	return true;
}

bool
csq_cb_valid(CalendarBuilder *b, int32_t from, int32_t to)
{
	if (b->valid_given)
		return csq_cb_fail(b, "\"valid\" is given twice.");
	b->valid_given = true;
	b->spec->valid_from = from;
	b->spec->valid_to = to;
	return true;
}

static CsqEra *
current_era(CalendarBuilder *b)
{
	return &b->spec->eras[b->spec->neras - 1];
}

static int
compare_yearly(const void *x, const void *y)
{
	const CsqYearly *a = x;
	const CsqYearly *b = y;

	return (a->month * 32 + a->day) - (b->month * 32 + b->day);
}

bool
csq_cb_since(CalendarBuilder *b, int32_t date)
{
	CsqSpec *s = b->spec;

	if (s->neras > 1 && date <= current_era(b)->since)
		return csq_cb_fail(b, "\"since %s\" must come before \"since %s\".", csq_date_text(date).s,
		                   csq_date_text(current_era(b)->since).s);
	if (s->neras >= CSQ_CALENDAR_MAX_ERAS)
		return csq_cb_fail(b, "There are more than %d weekly patterns.", CSQ_CALENDAR_MAX_ERAS);
	s->eras = grow(s->eras, s->neras, &b->cap_eras, sizeof *s->eras);
	memset(&s->eras[s->neras], 0, sizeof *s->eras);
	s->eras[s->neras++].since = date;
	b->week_given = 0;
	b->cap_yearly = 0;
	return true;
}

bool
csq_cb_week(CalendarBuilder *b, unsigned days, CsqHours hours)
{
	for (int d = 0; d < 7; d++)
		if (days & 1u << d)
		{
			if (b->week_given & 1u << d)
				return csq_cb_fail(b, "The hours of %s are given twice; name all intervals of a weekday in one place.",
				                   csq_weekday_names[d]);
			current_era(b)->week[d] = hours;
		}
	b->week_given |= days;
	return true;
}

bool
csq_cb_yearly(CalendarBuilder *b, int month, int day, unsigned days, CsqHours hours)
{
	CsqEra *e = current_era(b);
	int     i = 0;

	while (i < e->nyearly && (e->yearly[i].month != month || e->yearly[i].day != day))
		i++;
	if (i == e->nyearly)
	{
		int cap = b->cap_yearly;

		if (i >= CSQ_CALENDAR_MAX_YEARLY)
			return csq_cb_fail(b, "There are more than %d yearly rules.", CSQ_CALENDAR_MAX_YEARLY);
		b->yearly_given = grow(i == 0 ? NULL : b->yearly_given, i, &cap, sizeof *b->yearly_given);
		e->yearly = grow(e->yearly, i, &b->cap_yearly, sizeof *e->yearly);
		memset(&e->yearly[i], 0, sizeof *e->yearly);
		e->yearly[i].month = month;
		e->yearly[i].day = day;
		b->yearly_given[i] = 0;
		e->nyearly++;
	}
	if (b->yearly_given[i] & days)
		return csq_cb_fail(b, "The yearly rule for %02d-%02d is given twice.", month, day);
	b->yearly_given[i] |= days;
	for (int d = 0; d < 7; d++)
		if (days & 1u << d)
			e->yearly[i].week[d] = hours;
	return true;
}

bool
csq_cb_dates(CalendarBuilder *b, int32_t from, int32_t to, int as, CsqHours hours)
{
	CsqSpec *s = b->spec;

	if ((int64_t) to - from >= CSQ_CALENDAR_MAX_DATES - s->ndates)
		return csq_cb_fail(b, "There are more than %d date rules.", CSQ_CALENDAR_MAX_DATES);
	for (int64_t d = from; d <= to; d++)
	{
		s->dates = grow(s->dates, s->ndates, &b->cap_dates, sizeof *s->dates);
		s->dates[s->ndates++] = (CsqDateRule){(int32_t) d, as, hours};
	}
	return true;
}

bool
csq_cb_breaks(CalendarBuilder *b, int32_t from, int32_t to, CsqHours hours)
{
	CsqSpec *s = b->spec;

	if (hours.n == 0)
		return true;
	if (hours.spans[hours.n - 1].hi > CSQ_USEC_PER_DAY)
		return csq_cb_fail(b, "A break lies within one date; write one that crosses midnight as two.");
	if ((int64_t) to - from >= CSQ_CALENDAR_MAX_DATES - s->nbreaks)
		return csq_cb_fail(b, "There are more than %d breaks.", CSQ_CALENDAR_MAX_DATES);
	for (int64_t d = from; d <= to; d++)
	{
		s->breaks = grow(s->breaks, s->nbreaks, &b->cap_breaks, sizeof *s->breaks);
		s->breaks[s->nbreaks++] = (CsqBreak){(int32_t) d, hours};
	}
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
	for (int i = 0; i < s->neras; i++)
		if (s->eras[i].nyearly > 0)
			qsort(s->eras[i].yearly, (size_t) s->eras[i].nyearly, sizeof *s->eras[i].yearly, compare_yearly);
	if (s->ndates > 0)
		qsort(s->dates, (size_t) s->ndates, sizeof *s->dates, compare_rules);
	for (int i = 1; i < s->ndates; i++)
		if (s->dates[i].date == s->dates[i - 1].date)
			return csq_cb_fail(b, "The date %s is given twice.", csq_date_text(s->dates[i].date).s);
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
