/*
 * calendar_build.h
 *		What the two text forms of a calendar (literal and JSON) share: the words
 *		of the language and a builder that sorts, merges and refuses contradictions.
 *		Included by calendar_build.c, calendar_year.c, calendar_text.c and
 *		calendar_json.c only.
 */
#ifndef CSQ_CALENDAR_BUILD_H
#define CSQ_CALENDAR_BUILD_H

#include "base/labels.h"
#include "calendar/calendar.h"

/* Kinds of yearly rules, the later ones before the earlier: see calendar_year.c. */
typedef enum YearKind
{
	YEAR_RANGE,
	YEAR_WEEKDAY,
	YEAR_CLOSURE,
	YEAR_DAY,
	YEAR_BREAK
} YearKind;

#define NTH_LAST 0x20u

typedef struct YearRule
{
	YearKind kind;
	int      from; /* days of a leap year from 0; a range may go over its end */
	int      to;
	unsigned months; /* of weekday rules: bit 0 January */
	unsigned nth;    /* bit 0 the first, NTH_LAST */
	unsigned days;   /* bit 0 Monday */
	int      era;
	CsqHours hours;
} YearRule;

typedef struct CalendarBuilder
{
	const char *text; /* the whole input, for messages */
	size_t      len;
	CsqError   *err;
	bool        failed;
	CsqSpec    *spec;
	int         cap_eras;
	int         cap_dates;
	int         cap_breaks;
	unsigned    week_given; /* weekdays of the era being built, bit 0 Monday */
	int         nrules;     /* yearly rules of that era, as they were said */
	int         cap_rules;
	YearRule   *rules;
	int         nyear_breaks; /* of the eras before */
	int         cap_year_breaks;
	YearRule   *year_breaks;
	bool        valid_given;
	bool        provisional_given;
} CalendarBuilder;

#define ALL_DAYS 0x7fu

extern void csq_cb_init(CalendarBuilder *b, CsqSpec *spec, const char *text, size_t len, CsqError *err);
extern bool csq_cb_fail(CalendarBuilder *b, const char *fmt, ...) CSQ_PRINTF(2, 3); /* keeps the first failure */
extern bool csq_cb_zone(CalendarBuilder *b, const char *name, size_t len);
extern bool csq_cb_valid(CalendarBuilder *b, int32_t from, int32_t to);
extern bool csq_cb_provisional(CalendarBuilder *b, int32_t after);
extern bool csq_cb_since(CalendarBuilder *b, int32_t date);
extern bool csq_cb_week(CalendarBuilder *b, unsigned days, CsqHours hours);
extern bool csq_cb_yearly(CalendarBuilder *b, int month, int day, unsigned days, CsqHours hours);
extern bool csq_cb_dates(CalendarBuilder *b, int32_t from, int32_t to, int as, CsqHours hours);
extern bool csq_cb_breaks(CalendarBuilder *b, int32_t from, int32_t to, CsqHours hours);
extern bool csq_cb_finish(CalendarBuilder *b);

/* Room for one more item of an array. */
extern void *csq_cb_grow(void *array, int n, int *cap, size_t size);

/* calendar_year.c, with csq_cb_yearly(), csq_cb_since() and csq_cb_finish() */
extern bool csq_cb_year_rule(CalendarBuilder *b, const YearRule *rule);

/* ---- words: each advances *p past what it read, or returns false and leaves it ---- */

/* NULL, or what is wrong as a sentence: 09:00-17:30, 22:00-06:00 */
extern const char *csq_lex_span(const char **p, const char *end, CsqSpan *span);
extern const char *csq_wrong_bare_hours(const CsqSpan *span);   /* of two ends without minutes */
extern const char *csq_close_span(CsqSpan *span, bool minutes); /* the ends of an interval put in order */
extern bool        csq_lex_weekday(const char **p, const char *end, int *day);
extern bool        csq_weekday_parse(CsqText given, int *day);
extern bool        csq_lex_days(const char **p, const char *end, unsigned *days);       /* mon-fri,sun */
extern bool        csq_lex_date(const char **p, const char *end, int32_t *date);        /* 2026-10-01 */
extern bool csq_lex_dates(const char **p, const char *end, int32_t *from, int32_t *to); /* 2026-10-01[..2026-10-07] */
extern bool csq_lex_month_day(const char **p, const char *end, int *month, int *day);
extern bool csq_lex_time(const char **p, const char *end, int64_t *usec);

extern void csq_put_time(CsqBuf *b, int64_t usec); /* shortest of HH:MM, HH:MM:SS, HH:MM:SS.ffffff */
extern void csq_put_span(CsqBuf *b, CsqSpan span, const char *between);

extern const char *const csq_weekday_names[7];

#endif /* CSQ_CALENDAR_BUILD_H */
