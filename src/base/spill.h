/*
 * spill.h
 *		Temporary files for what does not fit into memory.
 *
 * A file is bytes at positions: what is written at the end makes it longer, what
 * is written before the end replaces what is there.  The binding (spill_pg.c in the
 * server, test/unit/host.c in tests) removes the file when it is freed, and when
 * the query ends by an error, a cancel or a crash: core code may hold one across
 * csq_check_interrupts().  A failed read or write does not return.
 *
 * How much memory there is says csq_spill_memory(), and nothing that is computed
 * may depend on it: it decides where bytes lie, never which.
 */
#ifndef CSQ_SPILL_H
#define CSQ_SPILL_H

#include "base/core.h"

typedef struct CsqSpill CsqSpill;

extern CsqSpill *csq_spill_new(void);
extern void      csq_spill_write(CsqSpill *f, uint64_t at, const void *data, size_t len);
extern void      csq_spill_read(CsqSpill *f, uint64_t at, void *data, size_t len);
extern void      csq_spill_free(CsqSpill *f);

/* Bytes that one piece of work may keep in memory: maintenance_work_mem. */
extern size_t csq_spill_memory(void);

#endif /* CSQ_SPILL_H */
