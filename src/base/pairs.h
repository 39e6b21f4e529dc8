/*
 * pairs.h
 *		Counting pairs of indexes.
 */
#ifndef CSQ_PAIRS_H
#define CSQ_PAIRS_H

#include "base/table.h"

/*
 * A hash table from pairs of indexes to slots 0, 1, 2, ... in order of arrival.
 * Pairs of small indexes, which most are, are found in a square before it.
 */
#define CSQ_PAIRS_SIDE 32

typedef struct CsqPairs
{
	uint64_t *keys; /* by slot: source << 32 | target */
	CsqTable  table;
	uint32_t  n;
	uint32_t  cap;
	uint32_t  square[CSQ_PAIRS_SIDE * CSQ_PAIRS_SIDE]; /* slot + 1; 0 = not yet */
} CsqPairs;

extern void     csq_pairs_init(CsqPairs *p);
extern uint32_t csq_pairs_add_any(CsqPairs *p, uint32_t source, uint32_t target);

/* The slot, new or not. */
static inline uint32_t
csq_pairs_add(CsqPairs *p, uint32_t source, uint32_t target)
{
	if (CSQ_LIKELY((source | target) < CSQ_PAIRS_SIDE))
	{
		uint32_t *known = &p->square[source * CSQ_PAIRS_SIDE + target];

		if (CSQ_UNLIKELY(*known == 0))
			*known = csq_pairs_add_any(p, source, target) + 1;
		return *known - 1;
	}
	return csq_pairs_add_any(p, source, target);
}

extern uint32_t *csq_pairs_order(const CsqPairs *p); /* the slots, ascending by source, target */

#endif /* CSQ_PAIRS_H */
