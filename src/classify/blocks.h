/*
 * blocks.h
 *		The examples of a training as numbered rows, in blocks of about a megabyte.
 *
 * A block is one piece of memory, the same in memory and in a file.  Blocks are
 * cut by their size alone; the first of them stay in memory as far as it goes,
 * the others lie in one temporary file and are read when they are visited.
 */
#ifndef CSQ_BLOCKS_H
#define CSQ_BLOCKS_H

#include "base/spill.h"
#include "classify/text_features.h"

#define CSQ_BLOCK_BYTES ((size_t) 1 << 20)
#define CSQ_FOLDS       10

/*
 * A text is one example, with a share for each label that it came with.  Folds
 * are for holding out: a text lies in one of them; a text that came often
 * (spread) has of each share a tenth of the rows in each, the odd ones in folds
 * that follow each other.
 */
typedef struct CsqLabelShare
{
	uint16_t label;
	uint32_t rows; /* at most UINT32_MAX */
	float    weight;
} CsqLabelShare;

#define CSQ_SPREAD 0x80 /* in fold[]: its rows lie in all folds */

/* A block at hand, good until the next is taken.  What the solver changes comes first. */
typedef struct CsqBlock
{
	uint32_t          n;        /* examples */
	uint32_t         *order;    /* n: in which the examples are visited */
	float            *alpha;    /* n * columns: multipliers */
	float            *diagonal; /* n * columns: of the dual, 0 = not computed yet */
	const float      *norm;     /* n: factor of its values */
	const uint32_t   *start;    /* n + 1: examples in feature[] */
	const uint32_t   *share;    /* n + 1: examples in weight[], rows[] and label[] */
	const float      *weight;   /* of a label of an example */
	const uint32_t   *rows;
	const CsqFeature *feature; /* row << 8 | occurrences, rows ascending */
	const uint16_t   *label;   /* labels of an example ascend */
	const uint8_t    *fold;    /* n: which tenth | CSQ_SPREAD */
} CsqBlock;

/* What is known of a block without reading it. */
typedef struct CsqBlockPlace
{
	char    *image; /* NULL: in the file */
	uint64_t at;    /* there */
	uint32_t n;
	uint32_t features;
	uint32_t shares;
	uint32_t used; /* examples that are trained, the first of order */
	uint32_t left; /* of those, the first that still change */
} CsqBlockPlace;

typedef struct CsqBlocks
{
	int            columns;
	size_t         block_bytes; /* a block is cut before it exceeds this, unless it has one example */
	size_t         memory;      /* bytes of blocks that may stay in memory */
	CsqBlockPlace *place;
	uint32_t       n;
	uint32_t       cap;
	uint64_t       examples;
	uint64_t       features; /* sum over the examples */
	CsqSpill      *file;     /* NULL: all in memory */
	uint64_t       file_end;
	char          *buffer; /* a block of the file */
	size_t         buffer_size;
	size_t         longest; /* features of the longest example */
	/* the block that is being filled */
	CsqBuf norm;
	CsqBuf start;
	CsqBuf share;
	CsqBuf weight;
	CsqBuf rows;
	CsqBuf feature;
	CsqBuf label;
	CsqBuf fold;
} CsqBlocks;

extern void csq_blocks_init(CsqBlocks *b, int columns, size_t memory);
/* A text with its shares, at least one; fold may bear CSQ_SPREAD. */
extern void csq_blocks_add(CsqBlocks *b, const CsqLabelShare *share, size_t shares, uint8_t fold, float norm,
                           const CsqFeature *rows, size_t n);
/* After the last example. */
extern void     csq_blocks_finish(CsqBlocks *b);
extern CsqBlock csq_blocks_get(CsqBlocks *b, uint32_t i);
/* Keep what was changed in the block taken last. */
extern void csq_blocks_put(CsqBlocks *b, uint32_t i);
/* Frees the file. */
extern void csq_blocks_close(CsqBlocks *b);

/* ---- what is held out ---- */

/* Rows of a share that lie in a set of folds. */
static inline uint32_t
csq_share_rows_in(const CsqBlock *b, size_t i, uint32_t share, uint32_t folds)
{
	uint32_t rows = b->rows[share];
	uint32_t first = (b->fold[i] & ~CSQ_SPREAD) + (uint32_t) b->label[share];
	uint32_t n = rows / CSQ_FOLDS * (uint32_t) __builtin_popcount(folds);

	if (!(b->fold[i] & CSQ_SPREAD))
		return folds >> b->fold[i] & 1 ? rows : 0;
	for (uint32_t k = 0; k < rows % CSQ_FOLDS; k++)
		n += folds >> (first + k) % CSQ_FOLDS & 1;
	return n;
}

/* What a share weighs without the rows of a set of folds. */
static inline float
csq_share_weight(const CsqBlock *b, size_t i, uint32_t share, uint32_t skip)
{
	uint32_t rows = b->rows[share];

	if (skip == 0)
		return b->weight[share];
	return b->weight[share] * ((float) (rows - csq_share_rows_in(b, i, share, skip)) / (float) rows);
}

/* Is anything of a document left without a set of folds? */
static inline bool
csq_example_used(const CsqBlock *b, uint32_t skip, size_t i)
{
	if (skip == 0)
		return true;
	for (uint32_t k = b->share[i]; k < b->share[i + 1]; k++)
		if (csq_share_rows_in(b, i, k, skip) < b->rows[k])
			return true;
	return false;
}

#endif /* CSQ_BLOCKS_H */
