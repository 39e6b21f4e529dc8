/*
 * process_ways.h
 *		The ways that cases took, while labels have no final numbers, on their way to columns.
 */
#ifndef CSQ_PROCESS_WAYS_H
#define CSQ_PROCESS_WAYS_H

#include "process/process_columns.h"

/* A path, and the cases that took it. */
typedef struct CsqWay
{
	const void *path;
	uint32_t    len; /* > 0 */
	int64_t     n;
	CsqU128     total;
} CsqWay;

typedef struct CsqWays
{
	const CsqWay   *items; /* different paths, in any order */
	uint32_t        n;
	int             width; /* of a label in a path: 1 or 4 */
	const uint32_t *rank;  /* by label: the number of the activity */
	uint32_t        nactivities;
} CsqWays;

/* CsqPackVariants (process.h) of a CsqWays: in canonical order. */
extern void csq_ways_pack(const void *ways, CsqBuf *out, int width);

#endif /* CSQ_PROCESS_WAYS_H */
