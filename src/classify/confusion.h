/*
 * confusion.h
 *		What a classifier said against what was true: a table of weights.
 */
#ifndef CSQ_CONFUSION_H
#define CSQ_CONFUSION_H

#include "base/label_dict.h"

#define CSQ_CONFUSION_VERSION 1
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

/* Front: a hash table of cells (a power of two); back: labels (label_dict.h). */
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
/* predicted NULL: no answer.  weight may be negative: taking back.  NULL and an error. */
extern CsqConfusion *csq_confusion_add(CsqConfusion *c, const char *actual, size_t actual_len, const char *predicted,
                                       size_t predicted_len, int64_t weight, CsqError *err);
extern bool          csq_confusion_weight(double weight, int64_t *result, CsqError *err);
extern bool          csq_confusion_merge(CsqConfusion **into, const CsqConfusion *b, CsqError *err);
extern bool          csq_confusion_check(const void *value, size_t size, CsqError *err);

/* The table in canonical order: labels that occur sorted by bytes, cells by (actual, predicted), none of weight 0. */
typedef struct CsqConfusionView
{
	CsqText *labels;
	uint32_t n_labels;
	CsqCell *cells;
	uint32_t n_cells;
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
