/*
 * gather.h
 *		Any number of training examples: the state of train_agg().
 *
 * A corpus in memory (the chunk) and, when that exceeds its share of
 * maintenance_work_mem, sorted runs in temporary files.  Read through a
 * CsqMerge, which gives the distinct examples in canonical order, whatever lies
 * where.
 */
#ifndef CSQ_GATHER_H
#define CSQ_GATHER_H

#include "classify/corpus.h"
#include "base/spill.h"

#define CSQ_GATHER_MIN    ((size_t) 256 * 1024) /* a chunk below this is never spilled */
#define CSQ_GATHER_FAN_IN 32
#define CSQ_GATHER_LEVELS 8

typedef struct CsqLevel CsqLevel;

typedef struct CsqGather
{
	CsqCorpus *chunk; /* all labels, the options, and the records that are in no run */
	size_t     limit; /* bytes of the chunk and its cursor; beyond it a run is written */
	CsqLevel  *level[CSQ_GATHER_LEVELS];
	int        levels;  /* 0: nothing was spilled */
	int64_t    spilled; /* bytes written to runs */
} CsqGather;

/* Share of the memory for a chunk: a power of two, as chunks double. */
extern size_t csq_gather_share(size_t memory);

extern CsqGather *csq_gather_new(void);
/* As csq_corpus_add(); false and an error otherwise. */
extern bool csq_gather_add(CsqGather *g, const char *label, size_t label_len, CsqFeature *features, size_t n,
                           CsqFeature *tmp, int64_t weight, CsqError *err);
/* The examples of a corpus, too. */
extern bool csq_gather_corpus(CsqGather *g, const CsqCorpus *c, CsqError *err);
/* All as one corpus, or NULL and an error when it would exceed 1 GB. */
extern CsqCorpus *csq_gather_flatten(CsqGather *g, CsqError *err);
/* Write the chunk out, too, when there are runs. */
extern void csq_gather_settle(CsqGather *g);
/* Frees the files; the memory stays with its context. */
extern void csq_gather_close(CsqGather *g);

/* The distinct examples in canonical order; nothing may be added meanwhile. */
typedef struct CsqMerge CsqMerge;

extern CsqMerge *csq_merge_new(const CsqGather *g, const uint32_t *rank);
/* e->features is good until the next call. */
extern bool csq_merge_next(CsqMerge *m, CsqExample *e);
extern void csq_merge_rewind(CsqMerge *m);
extern void csq_merge_free(CsqMerge *m);

#endif /* CSQ_GATHER_H */
