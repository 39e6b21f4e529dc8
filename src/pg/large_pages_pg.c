/*
 * large_pages_pg.c
 *		Memory of very many states, in large pages.
 *
 * An aggregate of a million groups in no order touches a state somewhere else for each
 * row.  In pages of 4 kB each of these is also a miss of the processor's table of pages,
 * and all of them have to be given out one by one.  The states themselves are copied by
 * the executor into blocks of its own, up to 8 MB each, filled from below.  So every
 * some states, once the context is large, a few bytes are taken of it: they lie where
 * it is being filled, and of what follows up to the size of a block the kernel is told
 * that pages of 2 MB are welcome.  It is advice: where the kernel does not give such
 * pages to who asks (/sys/kernel/mm/transparent_hugepage/enabled), or where other
 * memory follows, nothing else happens.
 */
#include "postgres.h"

#ifdef __linux__
#include <sys/mman.h>
#endif

#include "fmgr.h"
#include "utils/memutils.h"

#include "pg/csq.h"

#define LARGE_PAGE ((uintptr_t) 2 * 1024 * 1024)
#define BLOCK      (8 * 1024 * 1024) /* of a memory context, at most */
#define LEAST      (4 * 1024 * 1024) /* of the context: smaller ones have small blocks */
#define REMEMBERED 4096              /* large pages, by their address */

void
csq_advise_states(FunctionCallInfo fcinfo, CsqCallHead *head)
{
#ifdef MADV_HUGEPAGE
	MemoryContext agg = csq_agg_context(fcinfo);
	uintptr_t     page;

	if (agg == NULL || MemoryContextMemAllocated(agg, false) < LEAST)
		return;
	if (head->advised == NULL)
		head->advised = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, REMEMBERED);
	page = (uintptr_t) MemoryContextAlloc(agg, 1) / LARGE_PAGE;
	if (head->advised[page % REMEMBERED] != 0)
		return;
	head->advised[page % REMEMBERED] = 1;
	/* that of the next large page on: this one has been touched already */
	if (madvise((void *) ((page + 1) * LARGE_PAGE), BLOCK, MADV_HUGEPAGE) == 0)
		for (uintptr_t n = 1; n <= BLOCK / LARGE_PAGE; n++)
			head->advised[(page + n) % REMEMBERED] = 1;
#endif
}
