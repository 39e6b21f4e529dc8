/*
 * workload.h
 *		Who worked when on which case: type workload.
 *
 * A lossless multiset of pieces of work: an activity of a case, by a resource or
 * none, with its start and its completion; or the events that tell of them, a start
 * or a completion each, which are paired when the value is read, because the two may
 * come in different parts of it.  Merging is adding up, right for any split of the
 * rows.  So waiting and working times can be told apart, and what a resource does in
 * several cases at once can be seen.
 *
 * Layout (flat.h): header, records; at the end the dictionary of labels and case ids
 * (flat_dict.h), numbered from 1.
 */
#ifndef CSQ_WORKLOAD_H
#define CSQ_WORKLOAD_H

#include "base/case_key.h"
#include "base/flat_dict.h"
#include "base/json.h"
#include "base/times.h"

#define CSQ_WORKLOAD_VERSION 1

typedef struct CsqWorkload
{
	CsqStored   flat;
	uint32_t    nrecords;
	uint32_t    nentries;
	CsqFlatDict dict;
	uint64_t    ignored; /* events of other steps of the lifecycle */
} CsqWorkload;

typedef enum CsqWorkKind
{
	CSQ_WORK_WHOLE,
	CSQ_WORK_START,
	CSQ_WORK_COMPLETION
} CsqWorkKind;

typedef struct CsqWorkRecord
{
	int64_t  started;   /* 0 of a completion */
	int64_t  completed; /* 0 of a start */
	uint32_t of_case;   /* numbers of entries */
	uint32_t activity;
	uint32_t resource; /* 0 = none */
	uint32_t kind;
} CsqWorkRecord;

/* A workload opened: entries ascend (labels by bytes, then case ids), records by case, time and the rest. */
typedef struct CsqWorkView
{
	uint64_t       ignored;
	uint32_t       nlabels; /* entries 1 .. nlabels are labels, then come case ids */
	uint32_t       nentries;
	CsqText       *entries; /* [1 .. nentries] */
	uint8_t       *kinds;   /* of each */
	uint32_t       nrecords;
	CsqWorkRecord *records;
} CsqWorkView;

extern CsqWorkload *csq_workload_new(void);

/* Adds a piece of work, or an event of one; times in r, the rest beside it.  resource.s NULL: none. */
extern bool   csq_workload_add(CsqWorkload **w, const CsqCaseKey *key, CsqText activity, CsqText resource,
                               CsqWorkRecord r, CsqError *err);
extern bool   csq_workload_merge(CsqWorkload **into, const CsqWorkload *from, CsqError *err);
extern bool   csq_workload_check(const void *value, size_t size, CsqError *err);
extern size_t csq_workload_used(const CsqWorkload *w);
extern void   csq_workload_copy(const CsqWorkload *w, void *to, size_t size);

/* Of a checked value. */
extern bool csq_workload_open(const CsqWorkload *w, CsqWorkView *view, CsqError *err);

extern CsqWorkload *csq_workload_read(const void *data, size_t len, CsqError *err);
extern void         csq_workload_write(const CsqWorkView *view, CsqBuf *out);

/* ---- reading (workload_read.c) ---- */

/* A piece of work, paired. */
typedef struct CsqWork
{
	uint32_t of_case;
	uint32_t activity;
	uint32_t resource; /* 0 = none */
	bool     has_start;
	bool     has_end;
	int64_t  started;
	int64_t  completed;
	uint32_t before;   /* the one whose completion it waited for, a number in the list; UINT32_MAX: none */
	bool     overlaps; /* it started while another of its case was under way */
	int64_t  waiting;  /* from that completion to its start, 0 when it overlaps */
} CsqWork;

/* By case, in order of their starts (without one: completions). */
extern CsqWork *csq_workload_work(const CsqWorkView *view, uint32_t *n);

/* Time at work that is not counted twice: intervals [from, to], sorted in place; most: how many at once. */
typedef struct CsqBusy
{
	int64_t from;
	int64_t to;
} CsqBusy;

/* The union, as disjoint ascending intervals in place; returns how many. */
extern uint32_t csq_busy_union(CsqBusy *b, uint32_t n, uint32_t *most);

typedef struct CsqBatch
{
	const char *kind;
	uint32_t    resource;
	uint32_t    activity;
	uint32_t    n;
	uint32_t    cases;
	int64_t     started;
	int64_t     completed;
} CsqBatch;

/* Runs of work of one activity by one resource: at most gap between, at least so many pieces, two cases or more. */
extern CsqBatch *csq_workload_batches(const CsqWork *work, uint32_t n, int64_t gap, uint32_t least, uint32_t *nbatches);

/* The different resources of n pieces of work, ascending; returns how many. */
extern uint32_t csq_workload_resources(const CsqWork *work, uint32_t n, uint32_t *resources);

#endif /* CSQ_WORKLOAD_H */
