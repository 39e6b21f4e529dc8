/*
 * sla_target.c
 *		Targets: text and wire forms, and deadlines.
 *
 * Pauses and targets
 *	 - times (business or elapsed) do not run during a pause;
 *	 - days: a day counts unless its end (close of business, or midnight) is
 *	   suspended, that is lies in a pause: lo < end <= hi.  So a deadline never falls
 *	   into a pause, and each day end that a pause covers moves it by one day.
 *	   Months are turned into days first.
 */
#include "sla/sla_target.h"

#include <stdio.h>

#include "base/han_number.h"
#include "base/instant.h"
#include "base/literal.h"

#define DAY CSQ_USEC_PER_DAY

typedef struct Unit
{
	const char   *name;     /* singular */
	int64_t       usec;     /* of a time unit, else 0 */
	CsqTargetKind calendar; /* of a day unit, after "calendar" */
	CsqTargetKind business; /* after "business"; 0: no such thing */
} Unit;

static const Unit units[] = {
	{"second", CSQ_USEC_PER_SEC, CSQ_TARGET_ELAPSED_TIME, CSQ_TARGET_BUSINESS_TIME},
	{"minute", CSQ_USEC_PER_MIN, CSQ_TARGET_ELAPSED_TIME, CSQ_TARGET_BUSINESS_TIME},
	{"hour", CSQ_USEC_PER_HOUR, CSQ_TARGET_ELAPSED_TIME, CSQ_TARGET_BUSINESS_TIME},
	{"day", 0, CSQ_TARGET_CALENDAR_DAYS, CSQ_TARGET_BUSINESS_DAYS},
	{"week", 0, CSQ_TARGET_CALENDAR_WEEKS, 0},
	{"month", 0, CSQ_TARGET_CALENDAR_MONTHS, 0},
};

/* ---- check and wire ---- */

bool
csq_target_check(const CsqTarget *t, CsqCode code, CsqError *err)
{
	if (t->kind < CSQ_TARGET_BUSINESS_TIME || t->kind > CSQ_TARGET_CALENDAR_MONTHS)
		return csq_stored_invalid("sla_target", err, "There is no kind %d.", t->kind);
	for (int i = 0; i < 6; i++)
		if (t->zero[i] != 0)
			return csq_stored_invalid("sla_target", err, "What must be zero is not.");
	if (t->rolls > 1 || (t->rolls && t->kind < CSQ_TARGET_CALENDAR_DAYS))
		return csq_stored_invalid("sla_target", err, "Only calendar days, weeks and months roll.");
	if (t->amount < 0 || t->amount > (csq_target_is_time(t) ? CSQ_TARGET_MAX_USEC : CSQ_TARGET_MAX_COUNT))
		return csq_fail(err, code == CSQ_BINARY ? code : CSQ_RANGE, "sla_target out of range") ||
		       csq_detail(err, "A target has at most 1000000 hours, days, weeks or months.");
	return true;
}

static int64_t
nominal_length(const CsqTarget *t)
{
	switch ((CsqTargetKind) t->kind)
	{
		case CSQ_TARGET_BUSINESS_DAYS:
		case CSQ_TARGET_CALENDAR_DAYS:
			return t->amount * CSQ_USEC_PER_DAY;
		case CSQ_TARGET_CALENDAR_WEEKS:
			return t->amount * 7 * CSQ_USEC_PER_DAY;
		case CSQ_TARGET_CALENDAR_MONTHS:
			return t->amount * 30 * CSQ_USEC_PER_DAY;
		case CSQ_TARGET_BUSINESS_TIME:
		case CSQ_TARGET_ELAPSED_TIME:
			break;
	}
	return t->amount;
}

int
csq_target_compare(const CsqTarget *a, const CsqTarget *b)
{
	int64_t x = nominal_length(a);
	int64_t y = nominal_length(b);

	if (x != y)
		return x < y ? -1 : 1;
	return (a->kind > b->kind) - (a->kind < b->kind);
}

void
csq_target_write(CsqBuf *b, const CsqTarget *t)
{
	csq_put_u8(b, csq_target_code(t));
	csq_put_u64(b, (uint64_t) t->amount);
}

bool
csq_target_read(CsqReader *r, CsqTarget *t)
{
	memset(t, 0, sizeof *t);
	csq_target_set_code(t, csq_read_u8(r));
	t->amount = (int64_t) csq_read_u64(r);
	return csq_read_end(r) && csq_target_check(t, CSQ_BINARY, r->err);
}

/* ---- text ---- */

typedef enum Qualifier
{
	NONE,
	BUSINESS,
	CALENDAR
} Qualifier;

typedef struct TargetText
{
	const char *text; /* as given, for messages */
	size_t      len;
	const char *from; /* half-width */
	const char *p;
	const char *end;
	CsqError   *err;
} TargetText;

static bool
bad(TargetText *x, const char *detail)
{
	csq_fail(x->err, CSQ_SYNTAX, "invalid input syntax for type csq.sla_target: \"%s\"", csq_quoted(x->text, x->len).s);
	if (x->p < x->end)
		csq_detail(x->err, "%s  At character %zu: \"%s\".", detail, csq_literal_column(x->from, x->p),
		           csq_quoted(x->p, (size_t) (x->end - x->p)).s);
	else
		csq_detail(x->err, "%s", detail);
	return csq_hint(
		x->err,
		"For example: 4 business hours, 90 minutes, 3 business days, 15 calendar days, 8 calendar weeks, 1 calendar month; 3个工作日, 2小时.");
}

static void
skip_space(TargetText *x)
{
	csq_literal_spaces(&x->p, x->end);
}

/* A Chinese word, or any other string of bytes. */
static bool
take(TargetText *x, const char *s)
{
	return csq_literal_take(&x->p, x->end, s);
}

static size_t
word_length(TargetText *x)
{
	size_t n = 0;

	skip_space(x);
	while (x->p + n < x->end && (x->p[n] | 32) >= 'a' && (x->p[n] | 32) <= 'z')
		n++;
	return n;
}

static bool
is_word(TargetText *x, size_t n, const char *w)
{
	if (strlen(w) != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((x->p[i] | 32) != w[i])
			return false;
	return true;
}

static void
qualifier(TargetText *x, Qualifier *q)
{
	size_t n = word_length(x);

	if (n == 0)
	{
		(void) (take(x, "个") || take(x, "個")); /* a measure word */
		if (take(x, "工作") || take(x, "营业") || take(x, "營業"))
			*q = BUSINESS;
		else if (take(x, "自然") || take(x, "日历") || take(x, "日曆"))
			*q = CALENDAR;
		return;
	}
	if (is_word(x, n, "workday") || is_word(x, n, "workdays"))
	{
		*q = BUSINESS;
		n = strlen("work"); /* the day is the unit */
	}
	else if (is_word(x, n, "business") || is_word(x, n, "working"))
		*q = BUSINESS;
	else if (is_word(x, n, "calendar") || is_word(x, n, "elapsed"))
		*q = CALENDAR;
	else
		return;
	x->p += n;
}

/* A decimal number as millionths of micro-units: at most 12 digits before and 6 after the point. */
static bool
number(TargetText *x, int64_t *whole, int64_t *millionths)
{
	const char *from;

	skip_space(x);
	from = x->p;
	*whole = *millionths = 0;
	if (take(x, "半") || csq_chinese_number(&x->p, x->end, whole))
	{
		if (*whole == 0 || take(x, "个半") || take(x, "個半"))
			*millionths = 500000;
		return true;
	}
	for (; x->p < x->end && *x->p >= '0' && *x->p <= '9'; x->p++)
	{
		if (x->p - from == 12)
			return bad(x, "The number is too large.");
		*whole = *whole * 10 + (*x->p - '0');
	}
	if (x->p == from)
		return bad(x, from < x->end && *from == '-' ? "A target is not negative." : "Expected a number.");
	if (x->p < x->end && *x->p == '.')
	{
		int64_t unit = 100000;

		for (from = ++x->p; x->p < x->end && *x->p >= '0' && *x->p <= '9'; x->p++, unit /= 10)
		{
			if (unit == 0)
				return bad(x, "A number has at most 6 digits after the point.");
			*millionths += (*x->p - '0') * unit;
		}
		if (x->p == from)
			return bad(x, "Expected digits after the point.");
	}
	return true;
}

static const Unit *
unit_word(TargetText *x)
{
	static const struct
	{
		const char *s;
		int         unit;
	} shorts[] = {{"s", 0},    {"sec", 0}, {"secs", 0}, {"m", 1},  {"min", 1},
	              {"mins", 1}, {"h", 2},   {"hr", 2},   {"hrs", 2}};
	static const struct
	{
		const char *s;
		int         unit;
	} chinese[] = {{"秒钟", 0}, {"秒鐘", 0}, {"秒", 0},     {"分钟", 1},   {"分鐘", 1}, {"分", 1},
	               {"小时", 2}, {"小時", 2}, {"个小时", 2}, {"個小時", 2}, {"日", 3},   {"天", 3},
	               {"周", 4},   {"週", 4},   {"星期", 4},   {"个月", 5},   {"個月", 5}, {"月", 5}};
	size_t      n = word_length(x);
	const Unit *u = NULL;

	for (size_t i = 0; n == 0 && i < sizeof chinese / sizeof *chinese; i++)
		if (take(x, chinese[i].s))
			return &units[chinese[i].unit];
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (is_word(x, n, units[i].name) || (n > 1 && (x->p[n - 1] | 32) == 's' && is_word(x, n - 1, units[i].name)))
			u = &units[i];
	for (size_t i = 0; i < sizeof shorts / sizeof *shorts; i++)
		if (is_word(x, n, shorts[i].s))
			u = &units[shorts[i].unit];
	if (u != NULL)
		x->p += n;
	return u;
}

/* d, bd, w and kin: letters that say neither which days nor when on them. */
static bool
short_day(TargetText *x)
{
	size_t n = word_length(x);

	return is_word(x, n, "d") || is_word(x, n, "w") || is_word(x, n, "bd") || is_word(x, n, "wd") ||
	       is_word(x, n, "mo") || is_word(x, n, "mon");
}

static bool
refuse_bare(TargetText *x, const Unit *u)
{
	bad(x, "A bare day, week or month means different things to different people.");
	if (u->business != 0)
		return csq_hint(
			x->err,
			"Write \"business %ss\" (close of business, working days only) or \"calendar %ss\" (end of the local day).",
			u->name, u->name);
	return csq_hint(x->err, "Write \"calendar %ss\", or count in \"business days\".", u->name);
}

/* One amount with its unit, added to *t. */
static bool
part(TargetText *x, Qualifier *q, CsqTarget *t, bool first)
{
	int64_t       whole, millionths, amount;
	const Unit   *u;
	CsqTargetKind kind;

	qualifier(x, q);
	if (!number(x, &whole, &millionths))
		return false;
	qualifier(x, q);
	u = unit_word(x);
	if (u == NULL && short_day(x))
		return bad(x, "A bare day, week or month means different things to different people.") ||
		       csq_hint(x->err, "Write \"business days\" (close of business, working days only) or \"calendar days\".");
	if (u == NULL)
		return bad(x, "Expected a unit: seconds, minutes, hours, days, weeks or months.");
	if (u->usec == 0 && *q == NONE)
		return refuse_bare(x, u);
	kind = *q == BUSINESS ? u->business : u->calendar;
	if (kind == 0)
	{
		bad(x, "There are no business weeks or months.");
		return csq_hint(x->err, "Write \"calendar %ss\", or count in \"business days\".", u->name);
	}
	if (!first && (u->usec == 0 || kind != t->kind))
		return bad(x, "Only hours, minutes and seconds of one kind add up.");
	if (u->usec == 0)
	{
		if (millionths != 0)
			return bad(x, "Days, weeks and months are whole numbers.");
		amount = whole;
	}
	else
	{
		int64_t rest = u->usec / 1000000 * millionths;

		if (!csq_mul_i64(whole, u->usec, &amount) || !csq_add_i64(amount, rest, &amount))
			return csq_fail(x->err, CSQ_RANGE, "sla_target out of range");
	}
	t->kind = (uint8_t) kind;
	if (!csq_add_i64(t->amount, amount, &t->amount))
		return csq_fail(x->err, CSQ_RANGE, "sla_target out of range");
	return csq_target_check(t, CSQ_SYNTAX, x->err);
}

/* "to next business day", 顺延: what follows the amount of a term that rolls. */
static bool
rolls(TargetText *x)
{
	static const char *const words[] = {"to", "the", "next", "business", "day"}; /* "the" may be missing */
	static const char *const chinese[] = {"遇节假日顺延", "遇休息日顺延", "顺延至下一工作日", "顺延至工作日", "顺延"};
	const char *from = x->p;

	for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++)
		if (take(x, chinese[i]))
			return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
	{
		size_t n = word_length(x);

		if (is_word(x, n, words[i]))
			x->p += n;
		else if (i != 1)
		{
			x->p = from;
			return false;
		}
	}
	return true;
}

bool
csq_target_parse(const char *text, size_t len, CsqTarget *t, CsqError *err)
{
	CsqText    folded = csq_fold_width(text, len);
	TargetText x = {text, len, folded.s, folded.s, folded.s + folded.len, err};
	Qualifier  q = NONE;

	memset(t, 0, sizeof *t);
	for (bool first = true;; first = false)
	{
		if (!part(&x, &q, t, first))
			return false;
		if (!take(&x, "内") && !take(&x, "以内") && !take(&x, "之内") && !take(&x, "內") && !take(&x, "以內"))
			take(&x, ",");
		skip_space(&x);
		if (x.p == x.end)
			return true;
		if (csq_target_is_time(t))
			continue;
		if (!rolls(&x))
			return bad(&x, "Only hours, minutes and seconds of one kind add up.");
		skip_space(&x);
		if (x.p < x.end)
			return bad(&x, "Nothing follows a term that rolls.");
		if (t->kind < CSQ_TARGET_CALENDAR_DAYS)
			return bad(&x, "Business days end on a working day anyway; only calendar days, weeks and months roll.");
		t->rolls = 1;
		return true;
	}
}

/* Largest time unit of which the amount is a whole number; seconds may have a fraction. */
void
csq_target_text(CsqBuf *b, const CsqTarget *t)
{
	const Unit *u = NULL;
	bool        business = t->kind == CSQ_TARGET_BUSINESS_TIME || t->kind == CSQ_TARGET_BUSINESS_DAYS;
	int64_t     amount = t->amount;

	if (csq_target_is_time(t))
	{
		u = amount % CSQ_USEC_PER_HOUR == 0 ? &units[2] : amount % CSQ_USEC_PER_MIN == 0 ? &units[1] : &units[0];
		csq_buf_i64(b, amount / u->usec);
		if (amount % u->usec != 0)
		{
			char digits[8];
			int  n = snprintf(digits, sizeof digits, "%06d", (int) (amount % u->usec));

			while (digits[n - 1] == '0')
				n--;
			csq_buf_char(b, '.');
			csq_buf_put(b, digits, (size_t) n);
		}
	}
	else
	{
		for (size_t i = 0; i < sizeof units / sizeof *units; i++)
			if (units[i].usec == 0 && (units[i].calendar == t->kind || units[i].business == t->kind))
				u = &units[i];
		csq_buf_i64(b, amount);
	}
	if (business)
		csq_buf_str(b, " business");
	else if (!csq_target_is_time(t))
		csq_buf_str(b, " calendar");
	csq_buf_printf(b, " %s%s", u->name, amount == (u->usec ? u->usec : 1) ? "" : "s");
	if (t->rolls)
		csq_buf_str(b, " to next business day");
}

/* ---- deadlines ---- */

static bool
out_of_range(CsqError *err)
{
	return csq_fail(err, CSQ_DATETIME, "deadline out of range") ||
	       csq_detail(err, "It would lie outside the range of timestamps.");
}

/* The clock round the clock, standing still in pauses; last as for open time. */
static bool
elapsed_deadline(int64_t start, int64_t usec, CsqPauses pauses, bool last, int64_t *at, CsqError *err)
{
	for (int i = 0; i < pauses.n; i++)
	{
		int64_t lo = pauses.lohi[2 * i];
		int64_t hi = pauses.lohi[2 * i + 1];

		csq_poll(i);
		if (hi <= start)
			continue;
		if (lo > start)
		{
			if (last ? usec < lo - start : usec <= lo - start)
				break;
			usec -= lo - start;
		}
		*at = hi;
		if (hi == INT64_MAX)
			return true;
		start = hi;
	}
	return csq_add_i64(start, usec, at) || out_of_range(err);
}

/* The pause that suspends an instant (lo < at <= hi): its index, or -1. */
static int
suspended(CsqPauses pauses, int64_t at)
{
	int lo = 0;
	int hi = pauses.n;

	while (lo < hi) /* first pause that ends at or after it */
	{
		int mid = (lo + hi) / 2;

		if (pauses.lohi[2 * mid + 1] < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < pauses.n && pauses.lohi[2 * lo] < at ? lo : -1;
}

/* First pause that ends after an instant; pauses.n if none. */
static int
next_pause(CsqPauses pauses, int64_t at)
{
	int lo = 0;
	int hi = pauses.n;

	while (lo < hi)
	{
		int mid = (lo + hi) / 2;

		if (pauses.lohi[2 * mid + 1] <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static int64_t
local_day(const CsqCalendar *c, int64_t at)
{
	return csq_floor_div(csq_calendar_local(c, at), DAY);
}

/*
 * The end of a date for day targets: close of business, or of the local date.
 * *counts is false for a date that is no working day.
 */
static bool
day_end(const CsqCalendar *c, bool business, int64_t day, int64_t *at, bool *counts, CsqError *err)
{
	if (business)
		return csq_calendar_close_of(c, (int32_t) day, counts, at, err);
	*counts = true;
	*at = csq_calendar_instant(c, (day + 1) * DAY);
	return true;
}

static bool
nth_day(const CsqCalendar *c, bool business, int64_t day, int64_t n, int64_t *result, CsqError *err)
{
	int32_t d;

	if (!business)
	{
		*result = day + n;
		return true;
	}
	if (!csq_calendar_add_days(c, (int32_t) day, n, &d, err))
		return false;
	*result = d;
	return true;
}

/*
 * Skip whole days that lie safely before the next pause (two days before it, so
 * that no shift or change of the clock reaches into it).
 */
static bool
skip_to_pause(const CsqCalendar *c, bool business, int64_t *day, int64_t *n, int64_t pause_from, CsqError *err)
{
	int64_t safe = pause_from == INT64_MIN ? INT64_MIN : local_day(c, pause_from) - 3;
	int64_t passed;

	if (safe <= *day)
		return true;
	passed = safe - *day;
	if (business)
	{
		int64_t first;

		/* never past the day that is sought: it may be the last one known */
		if (!nth_day(c, true, *day, *n, &first, err))
			return false;
		if (first <= safe)
		{
			*n = 0;
			*day = first;
			return true;
		}
		if (!csq_calendar_count_days(c, (int32_t) *day, (int32_t) safe, &passed, err))
			return false;
	}
	if (passed >= *n)
		safe = *day + *n;
	*n -= passed < *n ? passed : *n;
	*day = safe;
	return true;
}

static bool
day_deadline(const CsqCalendar *c, bool business, int64_t day, int64_t n, CsqPauses pauses, int64_t *at, CsqError *err)
{
	bool counts;
	bool zero = n == 0;

	if (zero)
		day--, n = 1; /* the first day end at or after the day of receipt */
	for (int turn = 0; n > 0; turn++)
	{
		int     i;
		int64_t next;

		csq_poll(turn);
		i = next_pause(pauses, csq_calendar_instant(c, (day + 1) * DAY));
		if (i == pauses.n)
		{ /* nothing suspends what follows */
			if (!nth_day(c, business, day, n, &day, err))
				return false;
			break;
		}
		if (!skip_to_pause(c, business, &day, &n, pauses.lohi[2 * i], err))
			return false;
		if (n == 0)
			break;
		if (!nth_day(c, business, day, 1, &next, err) || !day_end(c, business, next, at, &counts, err))
			return false;
		i = counts ? suspended(pauses, *at) : -1;
		if (i < 0)
			n -= counts;
		else if (pauses.lohi[2 * i + 1] == INT64_MAX)
		{
			*at = INT64_MAX;
			return true;
		}
		else if (pauses.lohi[2 * i] == INT64_MIN || next > local_day(c, pauses.lohi[2 * i]) + 1)
		{ /* all ends up to shortly before the pause ends are suspended */
			int64_t resumed = local_day(c, pauses.lohi[2 * i + 1]) - 3;

			if (resumed > next)
				next = resumed;
		}
		day = next;
	}
	return day_end(c, business, day, at, &counts, err);
}

/* Same day of a later month, or the last day of that month. */
static int64_t
add_months(int64_t day, int64_t months)
{
	int     y, m, d;
	int64_t month;
	int     last;

	csq_date_split((int32_t) day, &y, &m, &d);
	month = (int64_t) y * 12 + m - 1 + months;
	y = (int) csq_floor_div(month, 12);
	m = (int) csq_floor_mod(month, 12) + 1;
	last = csq_month_length(y, m);
	return csq_date_make(y, m, d < last ? d : last);
}

/*
 * The last day of a term, given by its end, that is no working day, or whose end a
 * pause covers, gives way to the next working day that ends outside pauses.
 */
static bool
roll(const CsqCalendar *c, CsqPauses pauses, int64_t *at, CsqError *err)
{
	int64_t day = local_day(c, *at - 1);
	bool    workday;
	int     i;

	if (!csq_calendar_is_workday(c, (int32_t) day, &workday, err))
		return false;
	if (workday)
		return true;
	for (;;)
	{
		if (!nth_day(c, true, day, 1, &day, err))
			return false;
		*at = csq_calendar_instant(c, (day + 1) * DAY);
		i = suspended(pauses, *at);
		if (i < 0)
			return true;
		if (pauses.lohi[2 * i + 1] == INT64_MAX)
		{
			*at = INT64_MAX;
			return true;
		}
		if (local_day(c, pauses.lohi[2 * i + 1]) - 2 > day)
			day = local_day(c, pauses.lohi[2 * i + 1]) - 2; /* all ends before are suspended */
		csq_check_interrupts();
	}
}

static bool
days_due(const CsqCalendar *c, int64_t start, const CsqTarget *t, CsqPauses pauses, int64_t *at, CsqError *err)
{
	int64_t day = local_day(c, start);
	int64_t n = t->amount;
	bool    business = t->kind == CSQ_TARGET_BUSINESS_DAYS;

	if (t->kind == CSQ_TARGET_CALENDAR_WEEKS)
		n *= 7;
	if (t->kind == CSQ_TARGET_CALENDAR_MONTHS)
		n = add_months(day, n) - day;
	if (!business && day + n > INT64_C(106700000))
		return out_of_range(err);
	if (!day_deadline(c, business, day, n, pauses, at, err))
		return false;
	if (t->rolls && *at != INT64_MAX)
		return roll(c, pauses, at, err);
	/* zero business days, received after closing: the next working day */
	if (business && n == 0 && *at < start)
		return day_deadline(c, business, day, 1, pauses, at, err);
	return true;
}

static bool
deadline(const CsqCalendar *c, int64_t start, const CsqTarget *t, CsqPauses pauses, bool last, int64_t *at,
         CsqError *err)
{
	if (t->kind == CSQ_TARGET_BUSINESS_TIME)
		return (last ? csq_calendar_breach : csq_calendar_due)(c, start, t->amount, pauses, at, err);
	if (t->kind == CSQ_TARGET_ELAPSED_TIME)
		return elapsed_deadline(start, t->amount, pauses, last || t->amount == 0, at, err);
	return days_due(c, start, t, pauses, at, err);
}

bool
csq_target_due(const CsqCalendar *c, int64_t start, const CsqTarget *t, CsqPauses pauses, int64_t *at, CsqError *err)
{
	return deadline(c, start, t, pauses, false, at, err);
}

bool
csq_target_breach(const CsqCalendar *c, int64_t start, const CsqTarget *t, CsqPauses pauses, int64_t *at, CsqError *err)
{
	return deadline(c, start, t, pauses, true, at, err);
}
