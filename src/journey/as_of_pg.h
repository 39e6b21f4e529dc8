/*
 * as_of_pg.h
 *		Arguments that questions about people over time share: a zone, and as of when.
 *
 * Shell header: include after csq.h.
 */
#ifndef CSQ_AS_OF_PG_H
#define CSQ_AS_OF_PG_H

#include "calendar/zone_pg.h"
#include "pg/args_pg.h"

/* What is known: a day is over at the beginning of the next, and its events are known to the last. */
typedef struct CsqAsOf
{
	int64 at;
	int64 known; /* events up to this instant */
} CsqAsOf;

/* Argument n, the name of a zone, UTC when there is no such argument; 22023 for another. */
extern const CsqZone *csq_zone_arg(FunctionCallInfo fcinfo, int n);

/* The end of a local day, days since 2000-01-01; 22008 beyond what instants reach. */
extern CsqAsOf csq_as_of_day(const CsqZone *zone, int64 date);

/* ISO 8601: a date, a local time of the zone, or an instant; else 22007 with this hint. */
extern CsqAsOf csq_as_of_text(const CsqZone *zone, CsqText given, const char *hint);

#endif /* CSQ_AS_OF_PG_H */
