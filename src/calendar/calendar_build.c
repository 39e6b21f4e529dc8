/*
 * calendar_build.c
 *		Words and builder for the text forms of a calendar: see calendar_build.h.
 *
 * Two different hours for one weekday or date are refused: one would silently
 * lose.  The same hours twice are no contradiction.  Intervals within one day are
 * merged.
 */
#include "calendar/calendar_build.h"
#include "base/literal.h"

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

static bool
lex_sign(const char **p, const char *end, const char *sign)
{
	size_t n = strlen(sign);

	if ((size_t) (end - *p) < n || memcmp(*p, sign, n) != 0)
		return false;
	*p += n;
	return true;
}

/* 点 or 时 behind the hour, perhaps 半 or minutes with or without 分. */
static bool
lex_han_minutes(const char **p, const char *end, int *m)
{
	if (!lex_sign(p, end, "点") && !lex_sign(p, end, "點") && !lex_sign(p, end, "时") && !lex_sign(p, end, "時"))
		return true;
	if (lex_sign(p, end, "半"))
		*m = 30;
	else if (*p < end && is_digit(**p))
	{
		if (!lex_digits(p, end, 1, 2, m))
			return false;
		(void) lex_sign(p, end, "分");
	}
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
	else if (!lex_han_minutes(&s, end, &m))
		return false;
	if (m > 59 || sec > 59)
		return false;
	*usec = h * CSQ_USEC_PER_HOUR + m * CSQ_USEC_PER_MIN + sec * CSQ_USEC_PER_SEC + frac;
	if (*usec > CSQ_DAY_END_MAX)
		return false;
	*p = s;
	return true;
}

/*
 * An end before the start lies on the next date.  An end above 24:00 says the same,
 * and is taken only where nothing else can: in an interval of a day or more, with
 * minutes (the canonical form of what the algebra of calendars may give).  So a
 * slip such as 9-25 is not read as a night shift.
 */
const char *
csq_close_span(CsqSpan *span, bool minutes)
{
	bool beyond = span->hi > CSQ_USEC_PER_DAY;

	if (beyond && (!minutes || (span->lo < CSQ_USEC_PER_DAY && span->hi - CSQ_USEC_PER_DAY < span->lo)))
		return "24:00 is the last time of a day; across midnight is written 22:00-06:00.";
	if (span->lo > CSQ_USEC_PER_DAY && !beyond)
		return "24:00 is the last time of a day.";
	if (span->hi < span->lo)
		span->hi += CSQ_USEC_PER_DAY;
	return span->lo < span->hi && span->hi <= CSQ_DAY_END_MAX
	           ? NULL
	           : "An interval must end after it begins; the whole day is 00:00-24:00.";
}

/* What stands between two times or weekdays: a hyphen, a dash, a wave, 至 or 到. */
static bool
lex_to(const char **p, const char *end)
{
	static const char *const words[] = {"-", "~", "\xE2\x80\x93", "\xE2\x80\x94", "至", "到"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (lex_sign(p, end, words[i]))
			return true;
	return false;
}

/*
 * 9-5, in hours without minutes, is nine to five to whoever writes it, not a shift of twenty hours: a bare end before
 * a bare start in the morning, both of which a twelve-hour clock has, is refused.
 */
const char *
csq_wrong_bare_hours(const CsqSpan *span)
{
	if (span->hi >= span->lo || span->hi < CSQ_USEC_PER_HOUR || span->lo > 12 * CSQ_USEC_PER_HOUR)
		return NULL;
	return "Hours run from 0 to 24: nine to five is 9-17; until the next morning is written 09:00-05:00.";
}

/* What to say where no time stands: of a clock of twelve hours that ours has 24. */
static const char *
no_time(const char *s, const char *end)
{
	static const char *const words[] = {"am", "pm", "AM", "PM", "a.m.", "p.m.", "上午", "下午", "早上", "晚上", "中午"};

	while (s < end && (is_digit(*s) || *s == ':' || *s == ' '))
		s++;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (lex_sign(&s, end, words[i]))
			return "Hours run from 0 to 24: 9 am to 6 pm is 09:00-18:00.";
	return "";
}

const char *
csq_lex_span(const char **p, const char *end, CsqSpan *span)
{
	const char *s = *p;
	const char *from = s;
	const char *wrong;
	bool        minutes;
	bool        bare;

	if (!csq_lex_time(&s, end, &span->lo))
		return no_time(from, end);
	minutes = memchr(from, ':', (size_t) (s - from)) != NULL;
	bare = !minutes;
	if (!lex_to(&s, end))
		return no_time(from, end);
	from = s;
	if (!csq_lex_time(&s, end, &span->hi))
		return no_time(from, end);
	minutes = minutes && memchr(from, ':', (size_t) (s - from)) != NULL;
	bare = bare && memchr(from, ':', (size_t) (s - from)) == NULL;
	wrong = bare ? csq_wrong_bare_hours(span) : NULL;
	if (wrong == NULL)
		wrong = csq_close_span(span, minutes);
	if (wrong == NULL)
		*p = s;
	return wrong;
}

/* Does a word stand here, and no letter after it?  Any case; advances past it. */
static bool
lex_word(const char **p, const char *end, const char *word)
{
	size_t n = strlen(word);

	if ((size_t) (end - *p) < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((*p)[i] != word[i] && !(is_alpha((*p)[i]) && ((*p)[i] | 32) == word[i]))
			return false;
	if (is_alpha(word[n - 1]) && *p + n < end && is_alpha((*p)[n]))
		return false;
	*p += n;
	return true;
}

/* Three letters or the whole English name, any case; 周一, 星期一. */
bool
csq_lex_weekday(const char **p, const char *end, int *day)
{
	static const char *const names[][7] = {
		{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
		{"mon", "tue", "wed", "thu", "fri", "sat", "sun"},
		{"周一", "周二", "周三", "周四", "周五", "周六", "周日"},
		{"星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"},
		{"周天", "tues", "礼拜二", "thur", "礼拜五", "礼拜六", "星期天"},
		{"週一", "週二", "週三", "週四", "週五", "週六", "週日"}};
	static const int others[7] = {6, 1, 1, 3, 4, 5, 6};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (int d = 0; d < 7; d++)
			if (lex_word(p, end, names[i][d]))
			{
				*day = i == 4 ? others[d] : d;
				return true;
			}
	return false;
}

/* A text that is one of these, and nothing else. */
bool
csq_weekday_parse(CsqText given, int *day)
{
	const char *at = given.s;

	return csq_lex_weekday(&at, given.s + given.len, day) && at == given.s + given.len;
}

/* Words for several weekdays. */
static bool
lex_day_group(const char **p, const char *end, unsigned *days)
{
	static const struct
	{
		const char *word;
		unsigned    days;
	} groups[] = {{"daily", ALL_DAYS}, {"every day", ALL_DAYS}, {"everyday", ALL_DAYS},  {"weekdays", 0x1f},
	              {"weekday", 0x1f},   {"workdays", 0x1f},      {"weekends", 0x60},      {"weekend", 0x60},
	              {"workday", 0x1f},   {"working days", 0x1f},  {"business days", 0x1f}, {"工作日", 0x1f},
	              {"每天", ALL_DAYS},  {"每日", ALL_DAYS},      {"周末", 0x60},          {"週末", 0x60}};

	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		if (lex_word(p, end, groups[i].word))
		{
			*days = groups[i].days;
			return true;
		}
	return false;
}

bool
csq_lex_days(const char **p, const char *end, unsigned *days)
{
	const char *s = *p;

	if (lex_day_group(p, end, days))
		return true;
	*days = 0;
	do
	{
		int from, to;

		for (size_t i = 0; *days != 0 && lex_char(&s, end, ' '); i++)
			csq_poll(i);
		if (!csq_lex_weekday(&s, end, &from))
			return false;
		to = from;
		if (lex_to(&s, end) && !csq_lex_weekday(&s, end, &to))
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

void *
csq_cb_grow(void *array, int n, int *cap, size_t size)
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
	spec->known_to = INT32_MAX;
	spec->eras = csq_cb_grow(NULL, 0, &b->cap_eras, sizeof *spec->eras);
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

bool
csq_cb_provisional(CalendarBuilder *b, int32_t after)
{
	if (b->provisional_given)
		return csq_cb_fail(b, "\"provisional\" is given twice.");
	b->provisional_given = true;
	b->spec->known_to = after;
	return true;
}

static CsqEra *
current_era(CalendarBuilder *b)
{
	return &b->spec->eras[b->spec->neras - 1];
}

bool
csq_cb_week(CalendarBuilder *b, unsigned days, CsqHours hours)
{
	for (int d = 0; d < 7; d++)
		if (days & 1u << d)
		{
			if (b->week_given & 1u << d && !csq_hours_equal(current_era(b)->week[d], hours))
				return csq_cb_fail(b, "The hours of %s are given twice; name all intervals of a weekday in one place.",
				                   csq_weekday_names[d]);
			current_era(b)->week[d] = hours;
		}
	b->week_given |= days;
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
		s->dates = csq_cb_grow(s->dates, s->ndates, &b->cap_dates, sizeof *s->dates);
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
		s->breaks = csq_cb_grow(s->breaks, s->nbreaks, &b->cap_breaks, sizeof *s->breaks);
		s->breaks[s->nbreaks++] = (CsqBreak){(int32_t) d, hours};
	}
	return true;
}
