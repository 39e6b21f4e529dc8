/*
 * host.h
 *		What tests may do with the malloc binding of core.h.
 */
#ifndef CSQ_HOST_H
#define CSQ_HOST_H

/* One allocation beyond this aborts: the core must bound what it allocates by its input. */
#define CSQ_HOST_LIMIT ((size_t) 1 << 30)

/* Free all that was allocated and not freed, temporary files too. */
extern void csq_host_reset(void);

/* Blocks that are allocated and not freed. */
extern size_t csq_host_blocks(void);

/* Bytes that were asked for so far, freed or not. */
extern uint64_t csq_host_asked;

/* What csq_spill_memory() gives; tests set it low. */
extern size_t csq_host_memory;

/* Temporary files that are open, and bytes written to any so far. */
extern long     csq_host_files;
extern uint64_t csq_host_spilled;

/* How often the core has asked for interrupts. */
extern uint64_t csq_host_polls;

#endif /* CSQ_HOST_H */
