/*
 * host.h
 *		What tests may do with the malloc binding of core.h.
 */
#ifndef CSQ_HOST_H
#define CSQ_HOST_H

/* One allocation beyond this aborts: the core must bound what it allocates by its input. */
#define CSQ_HOST_LIMIT ((size_t) 1 << 30)

/* Free all that was allocated and not freed. */
extern void csq_host_reset(void);

#endif							/* CSQ_HOST_H */
