/*
 * confusion.h
 *		What a classifier said against what was true: a table of weights.
 */
#ifndef CSQ_CONFUSION_H
#define CSQ_CONFUSION_H

#include "base/label_dict.h"
#include "base/times.h"

#define CSQ_CONFUSION_VERSION 1       /* of the stored form */
#define CSQ_CONFUSION_FORMS   2       /* of the text and binary forms: 1 without squares, 2 with */
#define CSQ_CONFUSION_UNIT    1000000 /* weights are counted in millionths: sums are exact in any order */
#define CSQ_NO_ANSWER         0xFFFF  /* predicted: the classifier abstained */

/* One cell of the table: weight of rows with this actual and this predicted label. */
typedef struct CsqCell
{
	uint16_t actual;
	uint16_t predicted;
	uint32_t used; /* 1 in an occupied slot of the hash table, 0 in a free one */
	int64_t  weight;
} CsqCell;

/*
 * Flags of the header.  A whole weight is a number of rows, which is counted by its weight alone.  Of sampled rows,
 * whose weight says what they stand for, the squares of the weights are summed from the first one on that is not 1:
 * what intervals rest on.  CSQ_CONFUSION_SQUARES.  Of other weights that are no whole numbers the squares are not
 * known, nor of what they are merged into: CSQ_CONFUSION_UNKNOWN where squares were summed before, else no flag and a
 * sum that is no whole number.
 */
#define CSQ_CONFUSION_SQUARES 1
#define CSQ_CONFUSION_UNKNOWN 2

/*
 * Front: a hash table of cells (a power of two), and where there are squares those of each slot, in millionths of
 * millionths; back: labels (label_dict.h).
 */
typedef struct CsqConfusion
{
	CsqStored flat;
	uint32_t  labels;
	uint32_t  cells; /* occupied slots */
	uint32_t  slots;
	uint32_t  unused;
	uint64_t  back;
	int64_t   total; /* sum of all weights */
} CsqConfusion;

extern CsqConfusion *csq_confusion_new(void);
/*
 * predicted NULL: no answer.  weight may be negative: taking back.  sampled: one row of that weight, not rows.  NULL
 * and an error.
 */
extern CsqConfusion *csq_confusion_add(CsqConfusion *c, const char *actual, size_t actual_len, const char *predicted,
                                       size_t predicted_len, int64_t weight, bool sampled, CsqError *err);
/* An empty one whose squares are summed, or known not to be (flags); and a cell of it; predicted NULL: no answer. */
extern CsqConfusion *csq_confusion_begin(uint16_t flags, CsqError *err);
extern CsqConfusion *csq_confusion_put(CsqConfusion *c, const CsqText *actual, const CsqText *predicted, int64_t weight,
                                       CsqU128 squares, CsqError *err);
extern bool          csq_confusion_weight(double weight, int64_t *result, CsqError *err);
extern bool          csq_confusion_merge(CsqConfusion **into, const CsqConfusion *b, CsqError *err);
extern bool          csq_confusion_check(const void *value, size_t size, CsqError *err);

/* Can weights of at least a millionth have these sums of themselves and their squares? */
static inline bool
csq_squares_possible(int64_t weight, CsqU128 squares)
{
	return squares >= (CsqU128) (uint64_t) weight && squares <= (CsqU128) (uint64_t) weight * (uint64_t) weight;
}

/* The table in canonical order: labels that occur sorted by bytes, cells by (actual, predicted), none of weight 0. */
typedef struct CsqConfusionView
{
	CsqText *labels;
	uint32_t n_labels;
	CsqCell *cells;
	uint32_t n_cells;
	CsqU128 *squares; /* of each cell; NULL: not known */
	bool     plain;   /* every row weighs 1 */
} CsqConfusionView;

extern void csq_confusion_view(const CsqConfusion *c, CsqConfusionView *v);

/* Sums by label, of a view. */
typedef struct CsqLabelCounts
{
	int64_t actual;    /* weight of rows that are of this label */
	int64_t predicted; /* ... that were said to be */
	int64_t hits;      /* ... both */
} CsqLabelCounts;

extern CsqLabelCounts *csq_confusion_by_label(const CsqConfusionView *v);

/* NaN where nothing was answered or the figure is not defined. */
extern double csq_confusion_accuracy(const CsqConfusion *c);
extern double csq_confusion_coverage(const CsqConfusion *c);
extern double csq_confusion_macro_f1(const CsqConfusion *c);
extern double csq_confusion_weighted_f1(const CsqConfusion *c);
extern double csq_confusion_kappa(const CsqConfusion *c);

extern void          csq_confusion_write(const CsqConfusion *c, CsqBuf *b);
extern CsqConfusion *csq_confusion_read(const void *data, size_t len, CsqError *err);
extern void          csq_confusion_text(const CsqConfusion *c, CsqBuf *b);
extern CsqConfusion *csq_confusion_parse(const char *text, size_t len, CsqError *err);

#endif /* CSQ_CONFUSION_H */
