/*
 * intake_pg.h
 *		What the triggers of intake share (intake_pg.c, label_intake_pg.c, note_pg.c).
 *
 * Shell only.
 */
#ifndef CSQ_INTAKE_H
#define CSQ_INTAKE_H

#include "commands/trigger.h"
#include "utils/relcache.h"

/* The schema of the workspace that a table of complaints, or a partition of it, belongs to. */
extern Oid csq_workspace_of(Relation rel);

/* Notes for tick() that the complaints which a statement has inserted are new. */
extern void csq_note_new_rows(TriggerData *trigger);

#endif /* CSQ_INTAKE_H */
