/*
 * folding_pg.h
 *		Adding up many large values: a pile that is folded as it grows.
 *
 * Shell header: include after csq.h.
 *
 * Where merging two values costs as much as both are long, merging a small one into
 * a large one again and again costs their product.  The state of rollup() then is a
 * pile: an expanded object with sums that at least halve in size from one to the
 * next, and the values that came since.  When these are sixteen times as long as the
 * first sum (64 kB at least, at most a quarter of work_mem, from 4 to 64 MB), they are
 * merged all at once, with the sums that are no longer than they; and two sums are
 * merged when the second is more than half as long as the first.  So whatever is merged,
 * is merged with something of its own size: a byte is merged O(log n) times, and a value
 * that repeats what is there costs no more than its own length.
 *
 * Whoever reads the object as a value (a tuple for another process, an accessor, a
 * result) gets the sum of all, in the one canonical form: a pile never shows.  Small
 * states and plain ones stay what they are, and no group has a memory context before
 * it needs one.
 */
#ifndef CSQ_FOLDING_PG_H
#define CSQ_FOLDING_PG_H

#include "pg/csq.h"

/* What a type says of its values. */
typedef struct CsqFolding
{
	/* Checks a value that comes from outside, and gives its canonical form; NULL on error. */
	void *(*open)(void *value, CsqError *err);

	/* May these be merged?  Both are right. */
	bool (*fits)(const void *a, const void *b, CsqError *err);

	/* The sum of n >= 2 that are right, in canonical form; NULL on error.  None is changed. */
	void *(*merge)(const void *const *values, uint32_t n, CsqError *err);

	/* States that workers and partitions hand over are what open gives: they are not opened again. */
	bool states_are_open;

	/* Checks what rows bring where that is of another type, and gives what it adds, of this one; NULL: it is this. */
	void *(*open_added)(void *added, CsqError *err);
} CsqFolding;

/* Transition function of rollup(T), combine function, T + T: a NULL adds nothing. */
extern Datum csq_folding_combine(FunctionCallInfo fcinfo, const CsqFolding *type);

#endif /* CSQ_FOLDING_PG_H */
