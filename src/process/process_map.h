/*
 * process_map.h
 *		The map of the journeys in a log of events: see process_map.c.
 */
#ifndef CSQ_PROCESS_MAP_H
#define CSQ_PROCESS_MAP_H

#include "journey/journey_map.h"
#include "process/process.h"

/* The calendar of the log, compiled, or NULL for none; the map remembers it by csq_map_calendar(). */
struct CsqCalendar;
extern bool csq_process_map(const CsqProcessLog *log, const struct CsqCalendar *calendar, CsqMap *m, CsqError *err);

#endif /* CSQ_PROCESS_MAP_H */
