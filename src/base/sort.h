/*
 * sort.h
 *		A stable, interruptible merge sort for the pure core.
 *
 * csq_sort() first looks whether the input is sorted already (n - 1 comparisons,
 * no memory): data that arrive in order are the usual case.
 */
#ifndef CSQ_SORT_H
#define CSQ_SORT_H

#include "base/core.h"

typedef int (*CsqCompare)(const void *a, const void *b);

extern void csq_sort(void *items, size_t n, size_t size, CsqCompare compare);

#endif /* CSQ_SORT_H */
