/*
 * calendar_build.h
 *		What the two text forms of a calendar (literal and JSON) share: the words
 *		of the language and a builder that sorts, merges and refuses contradictions.
 *		Included by calendar_build.c, calendar_text.c and calendar_json.c only.
 */
#ifndef CSQ_CALENDAR_BUILD_H
#define CSQ_CALENDAR_BUILD_H

#include "calendar/calendar.h"

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
	int         cap_yearly;   /* of the era being built */
	unsigned    week_given;   /* weekdays of the era being built, bit 0 Monday */
	unsigned   *yearly_given; /* for each yearly rule of that era */
	bool        valid_given;
} CalendarBuilder;

#define ALL_DAYS 0x7fu

extern void csq_cb_init(CalendarBuilder *b, CsqSpec *spec, const char *text, size_t len, CsqError *err);
extern bool csq_cb_fail(CalendarBuilder *b, const char *fmt, ...) CSQ_PRINTF(2, 3); /* keeps the first failure */
extern bool csq_cb_zone(CalendarBuilder *b, const char *name, size_t len);
extern bool csq_cb_valid(CalendarBuilder *b, int32_t from, int32_t to);
extern bool csq_cb_since(CalendarBuilder *b, int32_t date);
extern bool csq_cb_week(CalendarBuilder *b, unsigned days, CsqHours hours);
extern bool csq_cb_yearly(CalendarBuilder *b, int month, int day, unsigned days, CsqHours hours);
extern bool csq_cb_dates(CalendarBuilder *b, int32_t from, int32_t to, int as, CsqHours hours);
extern bool csq_cb_breaks(CalendarBuilder *b, int32_t from, int32_t to, CsqHours hours);
extern bool csq_cb_finish(CalendarBuilder *b);

/* ---- words: each advances *p past what it read, or returns false and leaves it ---- */

extern bool csq_lex_span(const char **p, const char *end, CsqSpan *span); /* 09:00-17:30, 22:00-06:00 */
extern bool csq_lex_weekday(const char **p, const char *end, int *day);
extern bool csq_lex_days(const char **p, const char *end, unsigned *days);              /* mon-fri,sun */
extern bool csq_lex_date(const char **p, const char *end, int32_t *date);               /* 2026-10-01 */
extern bool csq_lex_dates(const char **p, const char *end, int32_t *from, int32_t *to); /* 2026-10-01[..2026-10-07] */
extern bool csq_lex_month_day(const char **p, const char *end, int *month, int *day);
extern bool csq_lex_time(const char **p, const char *end, int64_t *usec);

extern void csq_put_time(CsqBuf *b, int64_t usec); /* shortest of HH:MM, HH:MM:SS, HH:MM:SS.ffffff */
extern void csq_put_span(CsqBuf *b, CsqSpan span, const char *between);

extern const char *const csq_weekday_names[7];

#endif /* CSQ_CALENDAR_BUILD_H */
