/*
 * zone_pg.c
 *		Reads zones from PostgreSQL's time zone library.
 *
 * A calendar stores the name of its zone, never the transitions, so that a new
 * release of the time zone database applies to stored calendars, as it does to
 * PostgreSQL's own timezone().  Each backend lists the transitions of a zone once
 * and keeps them: they cannot change while the process lives, since the server's
 * library reads each zone file once, too.  The cache is bounded by the number of
 * zones in the database (about 600, at most some 20 kB each).
 *
 * From 2100 on every zone of the database follows a rule that repeats after 400
 * years (the last listed exception is in 2087), see zone.h.
 */
#include "postgres.h"

#include "pgtime.h"
#include "utils/memutils.h"

#include "pg/csq.h"
#include "calendar/zone_pg.h"

#define UNIX_2000  INT64CONST(946684800)
#define UNIX_START INT64CONST(-210866803200) /* 4714-11-24 BC, where timestamps begin */
#define UNIX_CYCLE INT64CONST(4102444800)    /* 2100-01-01 UTC */

typedef struct CachedZone
{
	struct CachedZone *next;
	CsqZone            zone;
} CachedZone;

static CachedZone *cache = NULL; /* process-constant data: see above */

/* Names with digits that are zones and no POSIX rules. */
static bool
digits_allowed(const char *name)
{
	static const char *const names[] = {"EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT",
	                                    "GMT0",    "GMT+0",   "GMT-0",   "Etc/GMT0"};
	const char              *digit = name + strcspn(name, "0123456789");

	if (*digit == '\0')
		return true;
	for (int i = 0; i < (int) lengthof(names); i++)
		if (pg_strcasecmp(name, names[i]) == 0)
			return true;
	return pg_strncasecmp(name, "Etc/GMT", 7) == 0 && (name[7] == '+' || name[7] == '-') && atoi(name + 8) <= 14 &&
	       strspn(name + 8, "0123456789") == strlen(name + 8);
}

static pg_tz *
find_zone(const char *name, CsqError *err)
{
	pg_tz *tz = strlen(name) <= CSQ_ZONE_NAME_MAX && digits_allowed(name) ? pg_tzset(name) : NULL;

	if (tz != NULL && pg_tz_acceptable(tz) && strlen(pg_get_timezone_name(tz)) <= CSQ_ZONE_NAME_MAX)
		return tz;
	csq_fail(err, CSQ_PARAM, "time zone \"%s\" not recognized", csq_quoted(name, strlen(name)).s);
	csq_detail(err,
	           "A calendar takes names of the IANA time zone database; abbreviations and offsets are not accepted.");
	csq_hint(err,
	         "See pg_timezone_names. For a fixed offset use a zone such as Etc/GMT-8, which is 8 hours ahead of UTC.");
	return NULL;
}

bool
csq_zone_canonical(const char *name, char *out, CsqError *err)
{
	pg_tz *tz = find_zone(name, err);

	if (tz == NULL)
		return false;
	strlcpy(out, pg_get_timezone_name(tz), CSQ_ZONE_NAME_MAX + 1);
	return true;
}

/* Next transition after t, if there is one before the end. */
static bool
next_transition(const pg_tz *tz, pg_time_t t, pg_time_t end, long *before, pg_time_t *at, long *after)
{
	int isdst;
	int found = pg_next_dst_boundary(&t, before, &isdst, at, after, &isdst, tz);

	if (found == 0)
	{ /* at the very last listed transition the library stops short of the cycle */
		t++;
		found = pg_next_dst_boundary(&t, before, &isdst, at, after, &isdst, tz);
	}
	if (found < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("cannot read the transitions of time zone \"%s\"", pg_get_timezone_name((pg_tz *) tz))));
	return found > 0 && *at < end;
}

static void
list_transitions(CsqZone *z, const char *name, const pg_tz *tz)
{
	pg_time_t t = UNIX_START;
	pg_time_t at;
	long      before;
	long      after;
	bool      found = next_transition(tz, t, UNIX_CYCLE, &before, &at, &after);

	csq_zone_init(z, name, before);
	for (; found; found = next_transition(tz, t, UNIX_CYCLE, &before, &at, &after))
	{
		csq_zone_add(z, (at - UNIX_2000) * CSQ_USEC_PER_SEC, after);
		t = at;
	}
	csq_zone_cycle(z, (UNIX_CYCLE - UNIX_2000) * CSQ_USEC_PER_SEC);
	t = UNIX_CYCLE - 1;
	while (next_transition(tz, t, UNIX_CYCLE + CSQ_CYCLE_DAYS * INT64CONST(86400), &before, &at, &after))
	{
		csq_zone_add(z, (at - UNIX_2000) * CSQ_USEC_PER_SEC, after);
		t = at;
	}
	csq_zone_done(z);
}

const CsqZone *
csq_zone_get(const char *name)
{
	CachedZone   *entry;
	MemoryContext context;
	MemoryContext old;
	CsqError      err;
	pg_tz        *tz;

	for (entry = cache; entry != NULL; entry = entry->next)
		if (strcmp(entry->zone.name, name) == 0)
			return &entry->zone;
	tz = find_zone(name, &err);
	if (tz == NULL)
		csq_throw(&err);

	/* built in a context of its own, which joins the permanent ones once complete */
	context = AllocSetContextCreate(CurrentMemoryContext, "csq time zone", ALLOCSET_SMALL_SIZES);
	old = MemoryContextSwitchTo(context);
	entry = palloc0(sizeof *entry);
	list_transitions(&entry->zone, name, tz);
	MemoryContextSwitchTo(old);
	MemoryContextSetParent(context, TopMemoryContext);
	entry->next = cache;
	cache = entry;
	return &entry->zone;
}
