/*
 * calendar_spec.c
 *		The specification of a calendar: hours as interval lists, look-ups by date,
 *		the one check, and the wire form (which is also the stored form).
 *
 * Wire form, network byte order:
 *		u8 zone length (+ 128: provisional), zone name; i32 valid from, i32 valid to [, i32 provisional after];
 *		u16 eras, each: i32 since, 7 hours, u16 yearly rules, each: u8 month, u8 day, 7 hours;
 *		u32 date rules, each: i32 date, u8 as (255: hours follow);
 *		u32 breaks, each: i32 date, hours.
 *		hours: u8 count, then count times i64 lo, i64 hi.
 *
 * Everything is sorted and minimal (csq_calendar_check refuses the rest), so that
 * two calendars that say the same have the same bytes.
 */
#include "calendar/calendar.h"

#include <stdlib.h>

#define AS_HOURS    255
#define PROVISIONAL 128 /* beside the length of the zone's name */

/* ---- interval lists ---- */

static int
compare_spans(const void *a, const void *b)
{
	const CsqSpan *x = a;
	const CsqSpan *y = b;

	return x->lo != y->lo ? (x->lo < y->lo ? -1 : 1) : (x->hi > y->hi) - (x->hi < y->hi);
}

CsqHours
csq_hours_make(CsqSpan *raw, int n)
{
	CsqHours h = {0, raw};

	qsort(raw, (size_t) n, sizeof *raw, compare_spans);
	for (int i = 0; i < n; i++)
	{
		if (h.n > 0 && raw[i].lo <= raw[h.n - 1].hi)
		{
			if (raw[i].hi > raw[h.n - 1].hi)
				raw[h.n - 1].hi = raw[i].hi;
		}
		else
			raw[h.n++] = raw[i];
	}
	return h;
}

bool
csq_hours_equal(CsqHours a, CsqHours b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.spans, b.spans, (size_t) a.n * sizeof *a.spans) == 0);
}

bool
csq_week_is_uniform(const CsqHours *week)
{
	for (int d = 1; d < 7; d++)
		if (!csq_hours_equal(week[d], week[0]))
			return false;
	return true;
}

/*
 * Union, intersection or difference by a sweep over the edges of both lists:
 * linear, and at most a.n + b.n intervals come out.
 */
CsqHours
csq_hours_combine(CsqHours a, CsqHours b, char op)
{
	CsqHours r = {0, NULL};
	CsqSpan *out;
	int      i = 0; /* next edge of a: even opens, odd closes */
	int      j = 0;
	bool     was = false;

	if (b.n == 0)
		return op == '&' ? b : a;
	if (a.n == 0)
		return op == '|' ? b : a;
	out = csq_alloc((size_t) (a.n + b.n) * sizeof *out);
	while (i < 2 * a.n || j < 2 * b.n)
	{
		int64_t ea = i < 2 * a.n ? (i % 2 ? a.spans[i / 2].hi : a.spans[i / 2].lo) : INT64_MAX;
		int64_t eb = j < 2 * b.n ? (j % 2 ? b.spans[j / 2].hi : b.spans[j / 2].lo) : INT64_MAX;
		int64_t at = ea < eb ? ea : eb;
		bool    in_a, in_b, now;

		i += ea == at;
		j += eb == at;
		in_a = i % 2;
		in_b = j % 2;
		now = op == '|' ? in_a || in_b : op == '&' ? in_a && in_b : in_a && !in_b;
		if (now && !was)
			out[r.n].lo = at;
		else if (was && !now)
			out[r.n++].hi = at;
		was = now;
	}
	r.spans = out;
	return r;
}

CsqHours
csq_hours_window(CsqHours a, int64_t lo, int64_t hi, int64_t shift)
{
	CsqHours r = {0, NULL};
	CsqSpan *out;

	if (shift == 0 && (a.n == 0 || (a.spans[0].lo >= lo && a.spans[a.n - 1].hi <= hi)))
		return a;
	if (a.n == 0 || a.spans[a.n - 1].hi <= lo || a.spans[0].lo >= hi)
		return r;
	out = csq_alloc((size_t) a.n * sizeof *out);
	for (int i = 0; i < a.n; i++)
	{
		int64_t l = a.spans[i].lo > lo ? a.spans[i].lo : lo;
		int64_t h = a.spans[i].hi < hi ? a.spans[i].hi : hi;

		if (l < h)
		{
			out[r.n].lo = l + shift;
			out[r.n++].hi = h + shift;
		}
	}
	r.spans = out;
	return r;
}

/* ---- what a specification says about a date ---- */

const CsqEra *
csq_spec_era(const CsqSpec *s, int32_t date)
{
	int lo = 0;
	int hi = s->neras;

	while (hi - lo > 1)
	{
		int mid = (lo + hi) / 2;

		if (s->eras[mid].since <= date)
			lo = mid;
		else
			hi = mid;
	}
	return &s->eras[lo];
}

const CsqYearly *
csq_era_yearly(const CsqEra *era, int month, int day)
{
	for (int i = 0; i < era->nyearly; i++)
		if (era->yearly[i].month == month && era->yearly[i].day == day)
			return &era->yearly[i];
	return NULL;
}

const CsqDateRule *
csq_spec_date_rule(const CsqSpec *s, int32_t date)
{
	int lo = 0;
	int hi = s->ndates;

	while (lo < hi)
	{
		int mid = (lo + hi) / 2;

		if (s->dates[mid].date < date)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < s->ndates && s->dates[lo].date == date ? &s->dates[lo] : NULL;
}

CsqHours
csq_spec_breaks(const CsqSpec *s, int32_t date)
{
	CsqHours none = {0, NULL};
	int      lo = 0;
	int      hi = s->nbreaks;

	while (lo < hi)
	{
		int mid = (lo + hi) / 2;

		if (s->breaks[mid].date < date)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < s->nbreaks && s->breaks[lo].date == date ? s->breaks[lo].hours : none;
}

/* A date rule beats a yearly rule beats the week. */
CsqHours
csq_spec_owned(const CsqSpec *s, int32_t date)
{
	const CsqEra      *era = csq_spec_era(s, date);
	const CsqDateRule *rule = csq_spec_date_rule(s, date);

	if (rule != NULL)
		return rule->as >= 0 ? era->week[rule->as] : rule->hours;
	if (era->nyearly > 0)
	{
		const CsqYearly *yearly;
		int              y, m, d;

		csq_date_split(date, &y, &m, &d);
		yearly = csq_era_yearly(era, m, d);
		if (yearly != NULL)
			return yearly->week[csq_date_weekday(date)];
	}
	return era->week[csq_date_weekday(date)];
}

CsqHours
csq_spec_owned_net(const CsqSpec *s, int32_t date)
{
	CsqHours h = csq_spec_owned(s, date);

	if (s->nbreaks > 0 && h.n > 0)
	{
		h = csq_hours_combine(h, csq_spec_breaks(s, date), '-');
		h = csq_hours_combine(h, csq_hours_window(csq_spec_breaks(s, date + 1), 0, CSQ_USEC_PER_DAY, CSQ_USEC_PER_DAY),
		                      '-');
	}
	return h;
}

/* ---- the check ---- */

static bool
check_hours(CsqHours h, int64_t end, CsqCode code, CsqError *err)
{
	if (h.n > CSQ_CALENDAR_MAX_SPANS)
		return csq_fail(err, CSQ_LIMIT, "too many intervals in one day: %d", h.n) ||
		       csq_detail(err, "A calendar day holds at most %d intervals.", CSQ_CALENDAR_MAX_SPANS);
	for (int i = 0; i < h.n; i++)
		if (h.spans[i].lo < 0 || h.spans[i].lo >= h.spans[i].hi || h.spans[i].hi > end ||
		    (i > 0 && h.spans[i].lo <= h.spans[i - 1].hi))
			return csq_fail(err, code, "invalid calendar: the intervals of a day are out of order") ||
			       csq_detail(
					   err,
					   "Each must end after it begins, within 48 hours (a break within 24), after the one before.");
	return true;
}

static bool
check_week(const CsqHours *week, CsqCode code, CsqError *err)
{
	for (int i = 0; i < 7; i++)
		if (!check_hours(week[i], CSQ_DAY_END_MAX, code, err))
			return false;
	return true;
}

static bool
check_date(int32_t date, CsqCode code, CsqError *err)
{
	if (date < CSQ_DATE_MIN || date > CSQ_DATE_MAX)
		return csq_fail(err, code, "invalid calendar: a date is out of range") ||
		       csq_detail(err, "Dates lie in the years 1 to 9999.");
	return true;
}

static bool
check_zone_name(const char *zone, CsqCode code, CsqError *err)
{
	size_t n = strlen(zone);

	for (size_t i = 0; i < n; i++)
	{
		char c = zone[i];

		if (!((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9' && i > 0) &&
		    !(i > 0 && strchr("_/+-", c) != NULL))
			n = 0;
	}
	if (n == 0 || n > CSQ_ZONE_NAME_MAX)
		return csq_fail(err, code, "invalid time zone name: \"%s\"", csq_quoted(zone, strlen(zone)).s) ||
		       csq_detail(err, "A calendar takes names of the IANA time zone database.") ||
		       csq_hint(err, "For example: tz Asia/Shanghai, tz Europe/London, tz UTC.");
	return true;
}

static bool
check_era(const CsqSpec *s, int i, int *yearly, CsqCode code, CsqError *err)
{
	const CsqEra *e = &s->eras[i];

	if (i > 0 && !check_date(e->since, code, err))
		return false;
	if (i == 0 ? e->since != INT32_MIN : e->since <= s->eras[i - 1].since)
		return csq_fail(err, code, "invalid calendar: the dates of \"since\" do not ascend");
	if (!check_week(e->week, code, err))
		return false;
	*yearly += e->nyearly;
	if (*yearly > CSQ_CALENDAR_MAX_YEARLY)
		return csq_fail(err, CSQ_LIMIT, "too many yearly rules in one calendar") ||
		       csq_detail(err, "The limit is %d.", CSQ_CALENDAR_MAX_YEARLY);
	for (int k = 0; k < e->nyearly; k++)
	{
		const CsqYearly *y = &e->yearly[k];

		if (y->month < 1 || y->month > 12 || y->day < 1 || y->day > csq_month_length(2000, y->month))
			return csq_fail(err, code, "invalid month and day: %02d-%02d", y->month, y->day);
		if (k > 0 && y->month * 32 + y->day <= y[-1].month * 32 + y[-1].day)
			return csq_fail(err, code, "invalid calendar: yearly rules are out of order");
		if (!check_week(y->week, code, err))
			return false;
	}
	return true;
}

/*
 * Validates everything that comes in by text, JSON, wire or disk; code tells
 * which SQLSTATE a violation has.
 */
bool
csq_calendar_check(const CsqSpec *s, CsqCode code, CsqError *err)
{
	int yearly = 0;

	if (!check_zone_name(s->zone, code, err))
		return false;
	if ((s->valid_from != INT32_MIN && !check_date(s->valid_from, code, err)) ||
	    (s->valid_to != INT32_MAX && !check_date(s->valid_to, code, err)))
		return false;
	if (s->valid_from > s->valid_to)
		return csq_fail(err, code, "invalid calendar: it is valid from %s to %s", csq_date_text(s->valid_from).s,
		                csq_date_text(s->valid_to).s) ||
		       csq_detail(err, "The first date must not be after the last.");
	if (s->known_to != INT32_MAX && !check_date(s->known_to, code, err))
		return false;
	if (s->known_to != INT32_MAX && (s->known_to >= s->valid_to || s->known_to < s->valid_from))
		return csq_fail(err, code, "invalid calendar: it is provisional after %s, outside its validity",
		                csq_date_text(s->known_to).s) ||
		       csq_detail(err, "Dates that are provisional lie after those that are known, and within \"valid\".");
	if (s->neras < 1)
		return csq_fail(err, code, "invalid calendar: it has no week");
	if (s->neras > CSQ_CALENDAR_MAX_ERAS || s->ndates > CSQ_CALENDAR_MAX_DATES || s->nbreaks > CSQ_CALENDAR_MAX_DATES)
		return csq_fail(err, CSQ_LIMIT, "calendar too large") ||
		       csq_detail(err, "A calendar holds at most %d date rules, %d breaks and %d weekly patterns.",
		                  CSQ_CALENDAR_MAX_DATES, CSQ_CALENDAR_MAX_DATES, CSQ_CALENDAR_MAX_ERAS);
	for (int i = 0; i < s->neras; i++)
		if (!check_era(s, i, &yearly, code, err))
			return false;
	for (int i = 0; i < s->ndates; i++)
	{
		const CsqDateRule *r = &s->dates[i];

		if (!check_date(r->date, code, err) || !check_hours(r->hours, CSQ_DAY_END_MAX, code, err))
			return false;
		if ((i > 0 && r->date <= r[-1].date) || r->as < -1 || r->as > 6 || (r->as >= 0 && r->hours.n > 0))
			return csq_fail(err, code, "invalid calendar: date rules are out of order");
	}
	for (int i = 0; i < s->nbreaks; i++)
	{
		const CsqBreak *b = &s->breaks[i];

		if (!check_date(b->date, code, err) || !check_hours(b->hours, CSQ_USEC_PER_DAY, code, err))
			return false;
		if ((i > 0 && b->date <= b[-1].date) || b->hours.n == 0)
			return csq_fail(err, code, "invalid calendar: breaks are out of order");
	}
	return true;
}

/* ---- wire form ---- */

static void
write_hours(CsqBuf *b, CsqHours h)
{
	csq_put_u8(b, (uint8_t) h.n);
	for (int i = 0; i < h.n; i++)
	{
		csq_put_u64(b, (uint64_t) h.spans[i].lo);
		csq_put_u64(b, (uint64_t) h.spans[i].hi);
	}
}

void
csq_calendar_write(CsqBuf *b, const CsqSpec *s)
{
	csq_put_u8(b, (uint8_t) (strlen(s->zone) | (s->known_to != INT32_MAX ? PROVISIONAL : 0)));
	csq_buf_str(b, s->zone);
	csq_put_u32(b, (uint32_t) s->valid_from);
	csq_put_u32(b, (uint32_t) s->valid_to);
	if (s->known_to != INT32_MAX)
		csq_put_u32(b, (uint32_t) s->known_to);
	csq_put_u16(b, (uint16_t) s->neras);
	for (int i = 0; i < s->neras; i++)
	{
		const CsqEra *e = &s->eras[i];

		csq_put_u32(b, (uint32_t) e->since);
		for (int d = 0; d < 7; d++)
			write_hours(b, e->week[d]);
		csq_put_u16(b, (uint16_t) e->nyearly);
		for (int k = 0; k < e->nyearly; k++)
		{
			csq_put_u8(b, (uint8_t) e->yearly[k].month);
			csq_put_u8(b, (uint8_t) e->yearly[k].day);
			for (int d = 0; d < 7; d++)
				write_hours(b, e->yearly[k].week[d]);
		}
	}
	csq_put_u32(b, (uint32_t) s->ndates);
	for (int i = 0; i < s->ndates; i++)
	{
		csq_put_u32(b, (uint32_t) s->dates[i].date);
		csq_put_u8(b, s->dates[i].as < 0 ? AS_HOURS : (uint8_t) s->dates[i].as);
		if (s->dates[i].as < 0)
			write_hours(b, s->dates[i].hours);
	}
	csq_put_u32(b, (uint32_t) s->nbreaks);
	for (int i = 0; i < s->nbreaks; i++)
	{
		csq_put_u32(b, (uint32_t) s->breaks[i].date);
		write_hours(b, s->breaks[i].hours);
	}
}

static CsqHours
read_hours(CsqReader *r)
{
	CsqHours h = {0, NULL};
	CsqSpan *out;
	int      n = csq_read_u8(r);

	if (r->failed || n == 0)
		return h;
	if (n > CSQ_CALENDAR_MAX_SPANS)
	{
		csq_read_fail(r, "A day has %d intervals, more than %d.", n, CSQ_CALENDAR_MAX_SPANS);
		return h;
	}
	out = csq_alloc((size_t) n * sizeof *out);
	for (int i = 0; i < n; i++)
	{
		out[i].lo = (int64_t) csq_read_u64(r);
		out[i].hi = (int64_t) csq_read_u64(r);
	}
	h.n = n;
	h.spans = out;
	return h;
}

static void
read_era(CsqReader *r, CsqEra *e)
{
	e->since = (int32_t) csq_read_u32(r);
	for (int d = 0; d < 7; d++)
		e->week[d] = read_hours(r);
	e->nyearly = csq_read_u16(r);
	if (e->nyearly > CSQ_CALENDAR_MAX_YEARLY)
	{
		csq_read_fail(r, "There are %d yearly rules, more than %d.", e->nyearly, CSQ_CALENDAR_MAX_YEARLY);
		e->nyearly = 0;
	}
	e->yearly = csq_alloc0((size_t) e->nyearly * sizeof *e->yearly + 1);
	for (int k = 0; k < e->nyearly && !r->failed; k++)
	{
		e->yearly[k].month = csq_read_u8(r);
		e->yearly[k].day = csq_read_u8(r);
		for (int d = 0; d < 7; d++)
			e->yearly[k].week[d] = read_hours(r);
	}
}

/* Reads and checks; true only when nothing is left over. */
bool
csq_calendar_read(CsqReader *r, CsqSpec *s)
{
	size_t      zone_len = csq_read_u8(r);
	bool        provisional = zone_len & PROVISIONAL;
	const char *zone;

	memset(s, 0, sizeof *s);
	zone_len &= PROVISIONAL - 1;
	if (zone_len > CSQ_ZONE_NAME_MAX)
		return csq_read_fail(r, "The name of a time zone has %zu bytes, more than %d.", zone_len, CSQ_ZONE_NAME_MAX);
	zone = csq_read_bytes(r, zone_len);
	if (zone != NULL)
		memcpy(s->zone, zone, zone_len);
	if (strlen(s->zone) != zone_len)
		return csq_read_fail(r, "The name of a time zone holds a zero byte.");
	s->valid_from = (int32_t) csq_read_u32(r);
	s->valid_to = (int32_t) csq_read_u32(r);
	s->known_to = provisional ? (int32_t) csq_read_u32(r) : INT32_MAX;
	if (provisional && s->known_to == INT32_MAX)
		return csq_read_fail(r, "It is provisional after no date.");
	s->neras = csq_read_u16(r);
	if (s->neras > CSQ_CALENDAR_MAX_ERAS)
		return csq_read_fail(r, "There are %d weekly patterns, more than %d.", s->neras, CSQ_CALENDAR_MAX_ERAS);
	s->eras = csq_alloc0((size_t) s->neras * sizeof *s->eras + 1);
	for (int i = 0; i < s->neras && !r->failed; i++)
		read_era(r, &s->eras[i]);
	s->ndates = (int) csq_read_count(r, 5);
	if (s->ndates > CSQ_CALENDAR_MAX_DATES)
		return csq_read_fail(r, "There are %d date rules, more than %d.", s->ndates, CSQ_CALENDAR_MAX_DATES);
	s->dates = csq_alloc0((size_t) s->ndates * sizeof *s->dates + 1);
	for (int i = 0; i < s->ndates && !r->failed; i++)
	{
		int as;

		s->dates[i].date = (int32_t) csq_read_u32(r);
		as = csq_read_u8(r);
		s->dates[i].as = as == AS_HOURS ? -1 : as;
		if (as == AS_HOURS)
			s->dates[i].hours = read_hours(r);
	}
	s->nbreaks = (int) csq_read_count(r, 21);
	if (s->nbreaks > CSQ_CALENDAR_MAX_DATES)
		return csq_read_fail(r, "There are %d breaks, more than %d.", s->nbreaks, CSQ_CALENDAR_MAX_DATES);
	s->breaks = csq_alloc0((size_t) s->nbreaks * sizeof *s->breaks + 1);
	for (int i = 0; i < s->nbreaks && !r->failed; i++)
	{
		s->breaks[i].date = (int32_t) csq_read_u32(r);
		s->breaks[i].hours = read_hours(r);
	}
	return csq_read_end(r) && csq_calendar_check(s, CSQ_BINARY, r->err);
}
