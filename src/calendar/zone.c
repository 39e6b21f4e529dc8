/*
 * zone.c
 *		Time zones as spans of constant offset, and civil dates: see zone.h.
 *
 * Dates: the Gregorian calendar counted from 1 March, so that the leap day is the
 * last day of its year; five-month groups of 153 days (a classical method, see
 * for instance Richards, "Calendars", in Explanatory Supplement to the Astronomical Almanac).
 */
#include "calendar/zone.h"

#include <stdio.h>

#define DAYS_TO_2000_03_01 60 /* from 2000-01-01 */

/* ---- zones ---- */

void
csq_zone_init(CsqZone *z, const char *name, int64_t offset_sec)
{
	memset(z, 0, sizeof *z);
	snprintf(z->name, sizeof z->name, "%s", name);
	z->cap = 16;
	z->spans = csq_alloc((size_t) z->cap * sizeof *z->spans);
	z->spans[0].from = INT64_MIN;
	z->spans[0].offset = offset_sec * CSQ_USEC_PER_SEC;
	z->n = 1;
}

static void
append(CsqZone *z, int64_t from, int64_t offset)
{
	if (z->n == z->cap)
		csq_grow(z->spans, z->cap);
	z->spans[z->n].from = from;
	z->spans[z->n].offset = offset;
	z->n++;
}

void
csq_zone_add(CsqZone *z, int64_t from, int64_t offset_sec)
{
	int64_t offset = offset_sec * CSQ_USEC_PER_SEC;

	if (z->spans[z->n - 1].offset == offset)
		return;
	if (z->spans[z->n - 1].from == from)
		z->spans[z->n - 1].offset = offset;
	else
		append(z, from, offset);
}

void
csq_zone_cycle(CsqZone *z, int64_t cycle_from)
{
	z->cyclic = true;
	z->cycle_from = cycle_from;
	z->cycle_first = z->n;
	append(z, cycle_from, z->spans[z->n - 1].offset);
}

void
csq_zone_done(CsqZone *z)
{
	if (z->cyclic && z->n == z->cycle_first + 1)
	{
		z->cyclic = false;
		z->n--;
	}
}

bool
csq_zone_span(const CsqZone *z, int j, CsqZoneSpan *span)
{
	int per;

	if (j < z->n)
	{
		*span = z->spans[j];
		return true;
	}
	if (!z->cyclic)
		return false;
	per = z->n - z->cycle_first;
	j -= z->cycle_first;
	*span = z->spans[z->cycle_first + j % per];
	return csq_add_i64(span->from, (int64_t) (j / per) * CSQ_CYCLE_USEC,
	                   &span->from); /* false: after the end of time */
}

int
csq_zone_find(const CsqZone *z, int64_t at)
{
	int     lo = 0;
	int     hi = z->n;
	int64_t cycles = 0;

	if (z->cyclic && at >= z->cycle_from)
	{
		cycles = (at - z->cycle_from) / CSQ_CYCLE_USEC;
		at -= cycles * CSQ_CYCLE_USEC;
	}
	while (hi - lo > 1)
	{
		int mid = (lo + hi) / 2;

		if (z->spans[mid].from <= at)
			lo = mid;
		else
			hi = mid;
	}
	return lo + (int) cycles * (z->n - z->cycle_first);
}

int64_t
csq_zone_offset(const CsqZone *z, int64_t at)
{
	CsqZoneSpan span = {0, 0};

	csq_zone_span(z, csq_zone_find(z, at), &span);
	return span.offset;
}

/* No offset, and no step of one, exceeds this. */
#define OFFSET_MAX (50 * CSQ_USEC_PER_HOUR)

int64_t
csq_zone_first(const CsqZone *z, int64_t local)
{
	int         j = csq_zone_find(z, local - OFFSET_MAX);
	CsqZoneSpan span = {0, 0};
	CsqZoneSpan next;

	csq_zone_span(z, j, &span);
	while (csq_zone_span(z, j + 1, &next) && next.from + span.offset <= local)
	{
		span = next;
		j++;
	}
	return span.from != INT64_MIN && span.from > local - span.offset ? span.from : local - span.offset;
}

int64_t
csq_zone_last(const CsqZone *z, int64_t local)
{
	int         j = csq_zone_find(z, local + OFFSET_MAX);
	CsqZoneSpan span = {0, 0};
	CsqZoneSpan next;

	csq_zone_span(z, j, &span);
	while (j > 0 && span.from + span.offset >= local)
		csq_zone_span(z, --j, &span);
	if (csq_zone_span(z, j + 1, &next) && next.from < local - span.offset)
		return next.from;
	return local - span.offset;
}

/* ---- civil dates ---- */

int32_t
csq_date_make(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year; /* years that begin on 1 March */
	int m = (month + 9) % 12;
	int era = (int) csq_floor_div(y, 400);
	int in_era = y - era * 400;
	int in_year = (153 * m + 2) / 5 + day - 1;

	return (int32_t) ((era - 5) * CSQ_CYCLE_DAYS + in_era * 365 + in_era / 4 - in_era / 100 + in_year +
	                  DAYS_TO_2000_03_01);
}

void
csq_date_split(int32_t date, int *year, int *month, int *day)
{
	int64_t z = (int64_t) date - DAYS_TO_2000_03_01;
	int64_t era = csq_floor_div(z, CSQ_CYCLE_DAYS);
	int     d = (int) (z - era * CSQ_CYCLE_DAYS); /* 0 .. 146096 */
	int     y = (d - d / 1460 + d / 36524 - d / 146096) / 365;
	int     in_year = d - (365 * y + y / 4 - y / 100);
	int     m = (5 * in_year + 2) / 153;

	*day = in_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = (int) (y + era * 400 + 2000) + (*month <= 2);
}

int
csq_month_length(int year, int month)
{
	static const int8_t length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool                leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return length[month - 1] + (month == 2 && leap);
}

CsqDateText
csq_date_text(int32_t date)
{
	CsqDateText t;
	int         y, m, d;

	csq_date_split(date, &y, &m, &d);
	if (y < 1)
		snprintf(t.s, sizeof t.s, "%04d-%02d-%02dBC", (1 - y) % 100000, m, d);
	else
		snprintf(t.s, sizeof t.s, "%04d-%02d-%02d", y % 1000000, m, d);
	return t;
}
