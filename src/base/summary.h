/*
 * summary.h
 *		Values that are counts: what makes a type mergeable, and its SQL shell.
 *
 * A summary is a stored value that consists of parameters (a scale, a threshold)
 * and a vector of counts.  Two summaries with equal parameters add and subtract
 * count by count, so merging is exact, in any order, and has an exact inverse.
 *
 * A topic describes its type once, in its core file, by a CsqSummaryType.  From
 * that description
 *	 - counts.c offers what the descriptions share: checked vectors of int64;
 *	 - stored_type_pg.c and summary_pg.c make the SQL functions: in, out, recv, send, =,
 *	   <>, hash, +, -, combine and inverse are one line in the topic's shell file;
 *	 - the fuzz target and the unit tests drive every type alike.
 *
 * To add a summary type, see score.c (with parameters) or rate.c
 * (without), the smallest complete examples.
 *
 * Core: includes core.h only.
 */
#ifndef CSQ_SUMMARY_H
#define CSQ_SUMMARY_H

#include "base/flat.h"
#include "base/json.h"
#include "base/stored_type.h"

typedef struct CsqSummaryType
{
	/*
	 * Has a check, through which text input passes as well; its error is CSQ_BINARY.
	 * Canonical and without padding.
	 */
	CsqStoredType stored;

	/* Size of a well-formed value in bytes, header included. */
	size_t (*size)(const void *value);

	/* sum += more, rest -= less; the first argument is spoilt on failure. */
	bool (*add)(void *sum, const void *more, CsqError *err);
	bool (*subtract)(void *rest, const void *less, CsqError *err);
} CsqSummaryType;

/* ---- counts.c ---- */

/* All counts are >= 0 and their sum is an int64? */
extern bool csq_counts_check(const int64_t *counts, int n, const char *type, CsqError *err);

/* a += b, a -= b with the invariants of csq_counts_check() kept; errors 22003 and 22023. */
extern bool csq_counts_add(int64_t *a, const int64_t *b, int n, const char *type, CsqError *err);
extern bool csq_counts_subtract(int64_t *a, const int64_t *b, int n, const char *type, CsqError *err);

extern int64_t csq_counts_total(const int64_t *counts, int n);

/* JSON: [1,2,3].  Reading returns how many there were, at most max. */
extern void    csq_buf_counts(CsqBuf *out, const int64_t *counts, int n);
extern int     csq_json_counts(CsqJson *j, int64_t *counts, int max);
extern int64_t csq_json_count(CsqJson *j);

#endif /* CSQ_SUMMARY_H */
