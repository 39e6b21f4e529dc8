/*
 * calendar_zones.h
 *		Zones for the unit tests, written as rules by hand: no server, no zone files.
 */
#ifndef CALENDAR_ZONES_H
#define CALENDAR_ZONES_H

#include "calendar/zone.h"

#define MIN_  CSQ_USEC_PER_MIN
#define HOUR_ CSQ_USEC_PER_HOUR
#define DAY_  CSQ_USEC_PER_DAY

/* n-th weekday of a month (Monday 0); n = 5: the last. */
static inline int32_t
nth_weekday(int year, int month, int weekday, int n)
{
	int32_t first = csq_date_make(year, month, 1);
	int32_t d = first + (weekday - csq_date_weekday(first) + 7) % 7 + 7 * (n - 1);

	return d >= first + csq_month_length(year, month) ? d - 7 : d;
}

/* A transition at a wall-clock time of the offset that ends (seconds). */
static inline void
at_local(CsqZone *z, int32_t date, int64_t usec, int64_t before_sec, int64_t after_sec)
{
	csq_zone_add(z, date * DAY_ + usec - before_sec * CSQ_USEC_PER_SEC, after_sec);
}

typedef void (*YearRule)(CsqZone *z, int year);

static inline void
rule_new_york(CsqZone *z, int y)
{
	at_local(z, nth_weekday(y, 3, 6, 2), 2 * HOUR_, -18000, -14400);
	at_local(z, nth_weekday(y, 11, 6, 1), 2 * HOUR_, -14400, -18000);
}

static inline void
rule_berlin(CsqZone *z, int y)
{
	at_local(z, nth_weekday(y, 3, 6, 5), 2 * HOUR_, 3600, 7200);
	at_local(z, nth_weekday(y, 10, 6, 5), 3 * HOUR_, 7200, 3600);
}

/* half an hour */
static inline void
rule_lord_howe(CsqZone *z, int y)
{
	at_local(z, nth_weekday(y, 4, 6, 1), 2 * HOUR_, 39600, 37800);
	at_local(z, nth_weekday(y, 10, 6, 1), 2 * HOUR_, 37800, 39600);
}

/* gap at midnight, overlap back over midnight */
static inline void
rule_tehran(CsqZone *z, int y)
{
	if (y > 2022)
		return;
	at_local(z, csq_date_make(y, 3, 22), 0, 12600, 16200);
	at_local(z, csq_date_make(y, 9, 22), 0, 16200, 12600);
}

static inline void
rule_sao_paulo(CsqZone *z, int y)
{
	if (y > 2018)
		return;
	at_local(z, nth_weekday(y, 2, 6, 3), 0, -7200, -10800);
	at_local(z, nth_weekday(y, 10, 6, 3), 0, -10800, -7200);
}

/* the date line moved: no 30 December 2011 */
static inline void
rule_apia(CsqZone *z, int y)
{
	if (y == 2011)
	{
		at_local(z, csq_date_make(2011, 4, 2), 4 * HOUR_, -36000, -39600);
		at_local(z, csq_date_make(2011, 9, 24), 3 * HOUR_, -39600, -36000);
		at_local(z, csq_date_make(2011, 12, 30), 0, -36000, 50400);
	}
	if (y == 2012)
		at_local(z, csq_date_make(2012, 4, 1), 4 * HOUR_, 50400, 46800);
}

typedef struct ZoneCase
{
	const char *name;
	int64_t     offset_sec; /* before 2000 */
	YearRule    rule;
	struct
	{
		int y, m, d;
	} near[3]; /* dates of interest */
} ZoneCase;

static const ZoneCase zone_cases[] = {
	{"America/New_York", -18000, rule_new_york, {{2024, 3, 10}, {2024, 11, 3}, {2150, 3, 8}}},
	{"Europe/Berlin", 3600, rule_berlin, {{2025, 3, 30}, {2025, 10, 26}, {2931, 10, 28}}},
	{"Australia/Lord_Howe", 39600, rule_lord_howe, {{2024, 4, 7}, {2024, 10, 6}, {2550, 4, 1}}},
	{"Asia/Tehran", 12600, rule_tehran, {{2021, 3, 22}, {2021, 9, 22}, {2026, 3, 22}}},
	{"America/Sao_Paulo", -7200, rule_sao_paulo, {{2017, 10, 15}, {2018, 2, 18}, {2026, 2, 15}}},
	{"Pacific/Apia", -36000, rule_apia, {{2011, 12, 30}, {2012, 4, 1}, {2011, 12, 29}}},
	{"UTC", 0, NULL, {{2026, 1, 1}, {2024, 2, 29}, {2026, 12, 31}}},
};

#define NZONES ((int) (sizeof zone_cases / sizeof *zone_cases))

static inline void
make_zone(CsqZone *z, const ZoneCase *c)
{
	csq_zone_init(z, c->name, c->offset_sec);
	for (int y = 2000; c->rule != NULL && y < 2100; y++)
		c->rule(z, y);
	csq_zone_cycle(z, csq_date_make(2100, 1, 1) * DAY_);
	for (int y = 2100; c->rule != NULL && y < 2500; y++)
		c->rule(z, y);
	csq_zone_done(z);
}

/* The same year by year, without a cycle: what make_zone() must agree with. */
static inline void
make_plain_zone(CsqZone *z, const ZoneCase *c, int until)
{
	csq_zone_init(z, c->name, c->offset_sec);
	for (int y = 2000; c->rule != NULL && y <= until; y++)
		c->rule(z, y);
}

#endif /* CALENDAR_ZONES_H */
