/*
 * labels.h
 *		Labels: bytes that are compared, found, ranked.
 *
 * The order is that of their bytes, a shorter label before one that it begins: the
 * same on every platform, whatever the collation.
 *
 * Whatever begins with a CsqText (a label, or a struct whose first member is one) can
 * be sorted by csq_sort(items, n, size, csq_by_text) and found by csq_text_find().
 *
 * CsqNames numbers labels as they come: what counts by label, in memory, keeps.  Those
 * of a flat value are in label_dict.h and flat_dict.h.
 */
#ifndef CSQ_LABELS_H
#define CSQ_LABELS_H

#include "base/core.h"
#include "base/table.h"

/* Bytes that lie somewhere else: not NUL-terminated unless it says so. */
typedef struct CsqText
{
	const char *s;
	size_t      len;
} CsqText;

/* A label and its number before it was sorted. */
typedef struct CsqRanked
{
	CsqText  text;
	uint32_t number;
} CsqRanked;

static inline bool
csq_text_same(const CsqText *a, const CsqText *b)
{
	return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
}

extern int csq_text_compare(const CsqText *a, const CsqText *b);
extern int csq_by_text(const void *a, const void *b); /* CsqCompare of items that begin with a CsqText */

/* Which of n sorted items of this size begins with the label; n when none does. */
extern size_t csq_text_find(const void *items, size_t n, size_t size, const CsqText *label);

/*
 * The labels in order, each with its number;
 * equal ones in the order of their numbers.  rank[number] = place, unless NULL.
 */
extern CsqRanked *csq_text_rank(const CsqText *labels, uint32_t n, uint32_t *rank);

/*
 * The labels of a binary value: their number, then of each its length and its bytes, UTF-8.  They lie
 * in the input, from 1 on: number 0 is no label.  sorted: they must stand in order.
 */
extern bool csq_read_labels(CsqReader *r, bool sorted, CsqText **labels, uint32_t *n);

/* A person is 128 bits of a hash, written as 32 hexadecimal digits. */
extern void csq_buf_person(CsqBuf *out, const uint64_t who[2]);
extern bool csq_parse_person(const CsqText *text, uint64_t who[2]);

/* Labels numbered 0, 1, 2, ... as they come; their bytes are copied. */
typedef struct CsqNames
{
	uint32_t  n;
	uint32_t  room;
	CsqText  *items;
	uint64_t *hashes;
	CsqTable  table;
} CsqNames;

/* No label yet, and places for so many before the table doubles. */
extern void csq_names_init(CsqNames *names, uint32_t n);

/* The number of a label; a new one is n as it was before, and takes O(its bytes). */
extern uint32_t csq_names_number(CsqNames *names, const CsqText *label);

/* The numbers 0 .. n-1 by their counts, falling; equal ones ascending. */
extern uint32_t *csq_order_by_count(const int64_t *counts, uint32_t n);

#endif /* CSQ_LABELS_H */
