/*
 * instant.c
 *		Text of instants and lengths of time, independent of every setting.
 *
 * Calendar arithmetic is the proleptic Gregorian calendar on a year that begins
 * in March, so that the leap day is the last day of the year.
 */
#include <math.h>
#include <string.h>

#include "base/han_number.h"
#include "base/instant.h"

#define DAYS_TO_2000 730425 /* days from 0000-03-01 to 2000-01-01 */

/* Days since 2000-01-01 of a date whose month and day are in range. */
static int64_t
days_from_date(int64_t year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1;
	int     m = month > 2 ? month - 3 : month + 9;

	return 365 * y + csq_floor_div(y, 4) - csq_floor_div(y, 100) + csq_floor_div(y, 400) + (153 * m + 2) / 5 + day - 1 -
	       DAYS_TO_2000;
}

static void
date_from_days(int64_t days, int64_t *year, int *month, int *day)
{
	int64_t d = days + DAYS_TO_2000;
	int64_t era = csq_floor_div(d, 146097);
	int64_t in_era = d - era * 146097;
	int64_t y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int     in_year = (int) (in_era - (365 * y + y / 4 - y / 100));
	int     m = (5 * in_year + 2) / 153;

	*day = in_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = era * 400 + y + (*month <= 2);
}

void
csq_buf_instant(CsqBuf *b, int64_t at)
{
	int64_t days = csq_floor_div(at, CSQ_USEC_PER_DAY);
	int64_t rest = csq_floor_mod(at, CSQ_USEC_PER_DAY);
	int     usec = (int) (rest % CSQ_USEC_PER_SEC);
	int     secs = (int) (rest / CSQ_USEC_PER_SEC);
	int64_t year;
	int     month;
	int     day;

	date_from_days(days, &year, &month, &day);
	csq_buf_printf(b, year < 0 ? "-%04lld" : "%04lld", (long long) (year < 0 ? -year : year));
	csq_buf_printf(b, "-%02d-%02dT%02d:%02d:%02d", month, day, secs / 3600, secs / 60 % 60, secs % 60);
	if (usec != 0)
	{
		csq_buf_printf(b, ".%06d", usec);
		while (b->data[b->len - 1] == '0')
			b->data[--b->len] = '\0';
	}
	csq_buf_char(b, 'Z');
}

/* Exactly width digits, or at least width when more is set. */
static bool
digits(const char **p, const char *end, int width, bool more, int64_t *v)
{
	int n = 0;

	*v = 0;
	while (*p < end && **p >= '0' && **p <= '9' && n < (more ? 7 : width))
	{
		*v = *v * 10 + (*(*p)++ - '0');
		n++;
	}
	return n >= width;
}

static bool
literal(const char **p, const char *end, char c)
{
	if (*p < end && **p == c)
	{
		(*p)++;
		return true;
	}
	return false;
}

/* Z or +hh or +hh:mm; *east in microseconds. */
static bool
offset(const char **p, const char *end, int64_t *east)
{
	bool    west;
	int64_t h;
	int64_t m = 0;

	*east = 0;
	if (literal(p, end, 'Z') || literal(p, end, 'z'))
		return true;
	west = literal(p, end, '-');
	if (!west && !literal(p, end, '+'))
		return false;
	if (!digits(p, end, 2, false, &h))
		return false;
	literal(p, end, ':');
	if (*p < end && !digits(p, end, 2, false, &m))
		return false;
	if (h > 15 || m > 59)
		return false;
	*east = (h * 60 + m) * CSQ_USEC_PER_MIN * (west ? -1 : 1);
	return true;
}

static int
month_days(int64_t year, int64_t month)
{
	static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool                leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* Behind the point: .NET writes seven digits, Java nine.  To the microsecond, rounded as PostgreSQL does. */
static int64_t
fraction(const char **p, const char *end)
{
	int64_t n = 0;
	double  of = 1;

	for (; *p < end && **p >= '0' && **p <= '9'; (*p)++)
		if (n < INT64_C(100000000000000)) /* both exact: one rounding, that of the quotient */
		{
			n = n * 10 + (**p - '0');
			of *= 10;
		}
	return (int64_t) rint((double) n / of * 1000000);
}

/* Optional ":ss[.ffffff]"; a leap second is the first of the next minute. */
static bool
seconds(const char **p, const char *end, int64_t *usec)
{
	int64_t sec;

	*usec = 0;
	if (!literal(p, end, ':'))
		return true;
	if (!digits(p, end, 2, false, &sec) || sec > 60)
		return false;
	*usec = sec * CSQ_USEC_PER_SEC;
	if (!literal(p, end, '.'))
		return true;
	if (*p >= end || **p < '0' || **p > '9')
		return false;
	*usec += fraction(p, end);
	return *usec <= CSQ_USEC_PER_MIN;
}

/* A year may be negative or have more than four digits. */
static bool
date_part(const char **p, const char *end, int64_t *days)
{
	bool    negative = literal(p, end, '-');
	int64_t year;
	int64_t month;
	int64_t day;

	if (!digits(p, end, 4, true, &year) || !literal(p, end, '-') || !digits(p, end, 2, false, &month) ||
	    !literal(p, end, '-') || !digits(p, end, 2, false, &day) || year > 300000)
		return false;
	if (negative)
		year = -year;
	if (month < 1 || month > 12 || day < 1 || day > month_days(year, month))
		return false;
	*days = days_from_date(year, (int) month, (int) day);
	return true;
}

bool
csq_parse_when(const char *s, size_t len, CsqWhen *when)
{
	const char *p = s;
	const char *end = s + len;
	int64_t     days;
	int64_t     hour;
	int64_t     minute;
	int64_t     usec;
	int64_t     east = 0;

	while (p < end && *p == ' ')
		p++;
	while (p < end && end[-1] == ' ')
		end--;
	if (!date_part(&p, end, &days) || !csq_mul_i64(days, CSQ_USEC_PER_DAY, &when->at))
		return false;
	when->kind = CSQ_WHEN_DATE;
	if (p == end)
		return csq_is_instant(when->at);
	if (end - p > 1 && *p == ' ' && strchr("Zz+-", p[1]) != NULL)
		p++;
	if (*p == 'Z' || *p == 'z' || *p == '+' || (*p == '-' && p[-1] == ' '))
	{ /* midnight in a zone; without the space -08 could be a slip of the pen */
		when->kind = CSQ_WHEN_INSTANT;
		return offset(&p, end, &east) && p == end && csq_add_i64(when->at, -east, &when->at) &&
		       csq_is_instant(when->at);
	}
	if (!literal(&p, end, 'T') && !literal(&p, end, ' '))
		return false;
	if (!digits(&p, end, 2, false, &hour) || !literal(&p, end, ':') || !digits(&p, end, 2, false, &minute) ||
	    hour > 24 || minute > 59 || !seconds(&p, end, &usec) || (hour == 24 && (minute != 0 || usec != 0)))
		return false;
	when->kind = p == end ? CSQ_WHEN_LOCAL : CSQ_WHEN_INSTANT;
	if (p < end && *p == ' ')
		p++;
	if (when->kind == CSQ_WHEN_INSTANT && (!offset(&p, end, &east) || p != end))
		return false;
	usec += hour * CSQ_USEC_PER_HOUR + minute * CSQ_USEC_PER_MIN - east;
	return csq_add_i64(when->at, usec, &when->at) && csq_is_instant(when->at);
}

bool
csq_parse_instant(const char *s, size_t len, int64_t *at)
{
	CsqWhen when;

	if (len == 0 || s[0] == ' ' || s[len - 1] == ' ' || !csq_parse_when(s, len, &when) || when.kind != CSQ_WHEN_INSTANT)
		return false;
	*at = when.at;
	return true;
}

/* ---- lengths of time ---- */

typedef struct Unit
{
	const char *name;
	int64_t     usec;
} Unit;

static const Unit units[] = {
	/* the short names first, largest unit first: they are what is printed */
	{"w", 7 * CSQ_USEC_PER_DAY},
	{"d", CSQ_USEC_PER_DAY},
	{"h", CSQ_USEC_PER_HOUR},
	{"m", CSQ_USEC_PER_MIN},
	{"s", CSQ_USEC_PER_SEC},
	{"ms", 1000},
	{"us", 1},
	/* these in the plural, too */
	{"week", 7 * CSQ_USEC_PER_DAY},
	{"wk", 7 * CSQ_USEC_PER_DAY},
	{"day", CSQ_USEC_PER_DAY},
	{"hour", CSQ_USEC_PER_HOUR},
	{"hr", CSQ_USEC_PER_HOUR},
	{"minute", CSQ_USEC_PER_MIN},
	{"min", CSQ_USEC_PER_MIN},
	{"second", CSQ_USEC_PER_SEC},
	{"sec", CSQ_USEC_PER_SEC},
	{"millisecond", 1000},
	{"microsecond", 1},
};

#define SHORT_UNITS 7
#define ALL_UNITS   (sizeof units / sizeof units[0])

void
csq_buf_length(CsqBuf *b, int64_t usec)
{
	if (usec == 0)
		csq_buf_str(b, "0s");
	for (int i = 1; i < SHORT_UNITS; i++) /* 7d reads better than 1w */
		if (usec >= units[i].usec)
		{
			csq_buf_i64(b, usec / units[i].usec);
			csq_buf_str(b, units[i].name);
			usec %= units[i].usec;
		}
}

/* Read, never printed; a unit before the units that it begins with. */
static const Unit chinese[] = {
	{"周", 7 * CSQ_USEC_PER_DAY},
	{"週", 7 * CSQ_USEC_PER_DAY},
	{"星期", 7 * CSQ_USEC_PER_DAY},
	{"个星期", 7 * CSQ_USEC_PER_DAY},
	{"個星期", 7 * CSQ_USEC_PER_DAY},
	{"天", CSQ_USEC_PER_DAY},
	{"日", CSQ_USEC_PER_DAY},
	{"小时", CSQ_USEC_PER_HOUR},
	{"小時", CSQ_USEC_PER_HOUR},
	{"个小时", CSQ_USEC_PER_HOUR},
	{"個小時", CSQ_USEC_PER_HOUR},
	{"分钟", CSQ_USEC_PER_MIN},
	{"分鐘", CSQ_USEC_PER_MIN},
	{"分", CSQ_USEC_PER_MIN},
	{"秒钟", CSQ_USEC_PER_SEC},
	{"秒鐘", CSQ_USEC_PER_SEC},
	{"秒", CSQ_USEC_PER_SEC},
	{"毫秒", 1000},
	{"微秒", 1},
};

static const char *
skip_spaces(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
		p++;
	return p;
}

/* The word of n letters in any case. */
static bool
same_letters(const char *name, const char *word, size_t n)
{
	if (strlen(name) != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((word[i] | 32) != name[i])
			return false;
	return true;
}

/* Decimals of a number, at most six: *part of *whole. */
static void
decimals(const char **at, const char *end, int64_t *part, int64_t *whole)
{
	const char *p = *at;

	*part = 0;
	*whole = 1;
	if (end - p < 2 || *p != '.' || p[1] < '0' || p[1] > '9')
		return;
	for (p++; p < end && *p >= '0' && *p <= '9' && *whole < 1000000; p++, *whole *= 10)
		*part = *part * 10 + (*p - '0');
	*at = p;
}

/* So many of a unit; false: too long, or no whole microseconds. */
static bool
length_of(int64_t n, int64_t part, int64_t whole, int64_t unit, int64_t *usec)
{
	return csq_mul_i64(n, unit, usec) && part * unit % whole == 0 && csq_add_i64(*usec, part * unit / whole, usec);
}

/* One number with its unit. */
static bool
length_part(const char **at, const char *end, int64_t *usec)
{
	const char *p = skip_spaces(*at, end);
	const char *word;
	int64_t     n = 0;
	int64_t     part;
	int64_t     whole;

	if (p >= end || ((*p < '0' || *p > '9') && !csq_chinese_number(&p, end, &n)))
		return false;
	for (; p < end && *p >= '0' && *p <= '9'; p++)
		if (!csq_mul_i64(n, 10, &n) || !csq_add_i64(n, *p - '0', &n))
			return false;
	decimals(&p, end, &part, &whole);
	p = word = skip_spaces(p, end);
	for (size_t i = 0; i < sizeof chinese / sizeof chinese[0]; i++)
		if (csq_begins(p, end, chinese[i].name) > 0)
		{
			*at = p + strlen(chinese[i].name);
			return length_of(n, part, whole, chinese[i].usec, usec);
		}
	while (p < end && (*p | 32) >= 'a' && (*p | 32) <= 'z')
		p++;
	if (p - word == 1 && *word == 'M')
		return false; /* a month or a minute? */
	for (size_t i = 0; i < ALL_UNITS; i++)
		if (same_letters(units[i].name, word, (size_t) (p - word)) ||
		    (i >= SHORT_UNITS && p > word && (p[-1] | 32) == 's' &&
		     same_letters(units[i].name, word, (size_t) (p - word) - 1)))
		{
			*at = p;
			return length_of(n, part, whole, units[i].usec, usec);
		}
	return false;
}

bool
csq_parse_length(const char **at, const char *end, int64_t *usec)
{
	const char *p = *at;
	int64_t     part;

	if (!length_part(&p, end, usec))
		return false;
	for (const char *next = p;; p = next)
	{
		const char *digit = skip_spaces(next, end);

		if (digit >= end || *digit < '0' || *digit > '9')
			break;
		if (!length_part(&next, end, &part) || !csq_add_i64(*usec, part, usec))
			return false;
	}
	*at = p;
	return true;
}
