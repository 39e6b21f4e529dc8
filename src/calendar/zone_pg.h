/*
 * zone_pg.h
 *		Zones of the server's time zone database, for the shell.
 */
#ifndef CSQ_ZONE_H
#define CSQ_ZONE_H

#include "calendar/zone.h"

/*
 * The zone of that name, in the spelling of the database; false with 22023 when
 * there is none.  Names of any letter case are found.  Abbreviations and POSIX
 * rules are refused: the first depend on a setting, the second count backwards.
 */
extern bool csq_zone_canonical(const char *name, char *out, CsqError *err);

/* The transitions of a zone by its canonical name: read once per backend; raises 22023 if there is none. */
extern const CsqZone *csq_zone_get(const char *name);

#endif /* CSQ_ZONE_H */
