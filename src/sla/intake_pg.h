/*
 * intake_pg.h
 *		What the triggers of intake share (intake_pg.c, label_intake_pg.c).
 *
 * Shell only.
 */
#ifndef CSQ_INTAKE_H
#define CSQ_INTAKE_H

#include "utils/relcache.h"

/* The schema of the workspace that a table of complaints, or a partition of it, belongs to. */
extern Oid csq_workspace_of(Relation rel);

#endif /* CSQ_INTAKE_H */
