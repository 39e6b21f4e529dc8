/*
 * sort.h
 *		A stable, interruptible merge sort for the pure core.
 *
 * csq_sort() first looks whether the input is sorted already (n - 1 comparisons,
 * no memory): data that arrive in order are the usual case.
 *
 * csq_sort_keyed() takes items of a whole number each and compares nothing: digit by
 * digit, and only the digits in which the keys differ.
 */
#ifndef CSQ_SORT_H
#define CSQ_SORT_H

#include "base/core.h"

typedef int (*CsqCompare)(const void *a, const void *b);

extern void csq_sort(void *items, size_t n, size_t size, CsqCompare compare);

/* By the number that items are, or begin with; of numbers that are no NaN. */
extern int csq_by_i32(const void *a, const void *b);
extern int csq_by_u32(const void *a, const void *b);
extern int csq_by_i64(const void *a, const void *b);
extern int csq_by_u64(const void *a, const void *b);
extern int csq_by_double(const void *a, const void *b);

/* What to sort by, and the caller's number of what it belongs to. */
typedef struct CsqKeyed
{
	uint64_t key;
	uint64_t item;
} CsqKeyed;

/* By key, stable: O(n) for each of the bytes in which keys differ. */
extern void csq_sort_keyed(CsqKeyed *items, size_t n);

#endif /* CSQ_SORT_H */
