/*
 * sla_target.h
 *		How long something may take: an amount and what it counts.
 *
 *	business time		open time of a calendar: '4 business hours', '90 business minutes'
 *	elapsed time		physical time round the clock: '72 hours', '10 minutes'
 *	business days		'3 business days': close of the 3rd working day after the day of receipt
 *	calendar days		'15 calendar days': end of the local date 15 days later; weeks are 7 days
 *	calendar months		'1 calendar month': end of the same day of a later month, or of its last day
 *
 *	rolled				'15 calendar days to next business day': a term of calendar days, weeks or months
 *						that ends on a date without open hours ends with the next working day
 *
 * A bare 'day', 'week' or 'month' is refused, because people mean both.  Chinese is
 * read too: '3个工作日', '4个工作小时', '2小时', '15个自然日', '15个自然日顺延'; the canonical form is English.
 */
#ifndef CSQ_SLA_TARGET_H
#define CSQ_SLA_TARGET_H

#include "calendar/calendar.h"

typedef enum CsqTargetKind
{
	CSQ_TARGET_BUSINESS_TIME = 1,
	CSQ_TARGET_ELAPSED_TIME,
	CSQ_TARGET_BUSINESS_DAYS,
	CSQ_TARGET_CALENDAR_DAYS,
	CSQ_TARGET_CALENDAR_WEEKS,
	CSQ_TARGET_CALENDAR_MONTHS
} CsqTargetKind;

/* Also the stored form: fixed length, 16 bytes. */
typedef struct CsqTarget
{
	int64_t amount; /* microseconds or a count; never negative */
	uint8_t kind;
	uint8_t rolls; /* 1: to the next working day; only of calendar days, weeks, months */
	uint8_t zero[6];
} CsqTarget;

#define CSQ_TARGET_MAX_USEC  (INT64_C(1000000) * CSQ_USEC_PER_HOUR)
#define CSQ_TARGET_MAX_COUNT 1000000

/*
 * Order by nominal length: a day counts as 24 hours, a week as 7 days, a month as 30, business time as it is;
 * of equal lengths by kind.  0 only for equal targets.
 */
extern int csq_target_compare(const CsqTarget *a, const CsqTarget *b);

/* Kind and rolling in one byte, as binary forms have them. */
#define CSQ_TARGET_ROLLS 0x80

static inline uint8_t
csq_target_code(const CsqTarget *t)
{
	return (uint8_t) (t->kind | (t->rolls ? CSQ_TARGET_ROLLS : 0));
}

static inline void
csq_target_set_code(CsqTarget *t, uint8_t code)
{
	t->kind = code & (uint8_t) ~CSQ_TARGET_ROLLS;
	t->rolls = (code & CSQ_TARGET_ROLLS) != 0;
}

extern bool csq_target_check(const CsqTarget *t, CsqCode code, CsqError *err);

/* Is it one of the targets that pass the check at a glance?  Those that roll are not; asked for each row. */
static inline bool
csq_target_plain(const CsqTarget *t)
{
	const uint8_t kind_alone[8] = {t->kind};

	return memcmp(&t->kind, kind_alone, sizeof kind_alone) == 0 &&
	       (uint8_t) (t->kind - CSQ_TARGET_BUSINESS_TIME) <= CSQ_TARGET_CALENDAR_MONTHS - CSQ_TARGET_BUSINESS_TIME &&
	       (uint64_t) t->amount <=
	           (uint64_t) (t->kind <= CSQ_TARGET_ELAPSED_TIME ? CSQ_TARGET_MAX_USEC : CSQ_TARGET_MAX_COUNT);
}

extern bool csq_target_parse(const char *text, size_t len, CsqTarget *t, CsqError *err);
extern void csq_target_text(CsqBuf *b, const CsqTarget *t);
extern void csq_target_write(CsqBuf *b, const CsqTarget *t);
extern bool csq_target_read(CsqReader *r, CsqTarget *t);

static inline bool
csq_target_is_time(const CsqTarget *t)
{
	return t->kind <= CSQ_TARGET_ELAPSED_TIME;
}

/*
 * due: the earliest instant at which the target is used up; breach: the first from
 * which it is exceeded.  They differ only in business time and at pauses.
 * INT64_MAX: a pause without end comes first.
 */
extern bool csq_target_due(const CsqCalendar *c, int64_t start, const CsqTarget *t, CsqPauses pauses, int64_t *at,
                           CsqError *err);
extern bool csq_target_breach(const CsqCalendar *c, int64_t start, const CsqTarget *t, CsqPauses pauses, int64_t *at,
                              CsqError *err);

#endif /* CSQ_SLA_TARGET_H */
