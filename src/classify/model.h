/*
 * model.h
 *		The stored classifier and its compiled form.
 */
#ifndef CSQ_TEXT_MODEL_H
#define CSQ_TEXT_MODEL_H

#include "classify/train.h"

#define CSQ_MODEL_VERSION 1

/*
 * A trained model.  Behind the header lie, each aligned to 8 bytes,
 *	 int64 label_weight[labels], float bias[columns], uint32 id[rows], float scale[rows],
 *	 uint32 label_end[labels], int8 w[rows * columns], label bytes
 * Weight of (row, column) = scale[row] * w[row][column].
 */
typedef struct CsqModel
{
	CsqStored       flat;
	uint8_t         scheme; /* CSQ_FEATURE_SCHEME, or CSQ_GIVEN_SCHEME */
	uint8_t         bits;   /* of a feature id */
	uint16_t        labels;
	uint32_t        rows;
	uint32_t        columns; /* labels, or 1 when there are two */
	uint32_t        label_bytes;
	double          temperature;
	int64_t         examples; /* distinct ones that were trained on */
	int32_t         epochs;
	uint16_t        converged;
	uint16_t        given; /* numbers beside each text; 0: none known */
	CsqHeldOut      held_out;
	CsqTrainOptions options;
} CsqModel;

/* Where they lie in a given model. */
typedef struct CsqModelArrays
{
	int64_t  *label_weight;
	float    *bias;
	uint32_t *id;
	float    *scale;
	uint32_t *label_end;
	int8_t   *w;
	char     *text;
} CsqModelArrays;

extern CsqModelArrays csq_model_arrays(const CsqModel *m);
extern CsqModel      *csq_model_build(const CsqTrained *t, const CsqTrainOptions *options, CsqError *err);
extern bool           csq_model_check(const void *value, size_t size, CsqError *err);
extern void           csq_model_write(const CsqModel *m, CsqBuf *out);
extern CsqModel      *csq_model_read(const void *data, size_t len, CsqError *err);
extern void           csq_model_text(const CsqModel *m, CsqBuf *out);
extern CsqModel      *csq_model_parse(const char *text, size_t len, CsqError *err);
extern void           csq_model_info(CsqBuf *b, const CsqModel *m); /* JSON */
extern CsqText        csq_model_label(const CsqModel *m, uint32_t i);
extern const int64_t *csq_model_label_weights(const CsqModel *m);

/* ---- reading texts with it (classify.c) ---- */

typedef struct CsqClassifier
{
	const CsqModel *model;
	const float    *bias;
	const float    *scale;
	uint64_t       *slots; /* hash table of id << 32 | row + 1 */
	size_t          mask;
	uint8_t        *w;        /* rows * stride, value + 128 */
	size_t          stride;   /* columns rounded up to 16 */
	const float    *value;    /* by count of a feature */
	const CsqGiven *given;    /* beside the text that is read next; or NULL */
	CsqFeatures     features; /* room, used again */
	uint32_t       *row;      /* of the known features of the current document */
	float          *coefficient;
	int16_t        *fixed;
	size_t          cap;
	size_t          known; /* known features of the current document */
	float          *z;     /* columns */
	double         *p;     /* labels */
} CsqClassifier;

extern CsqClassifier *csq_classifier_new(const CsqModel *m);

/* Margins of a text in c->z. */
extern bool csq_classifier_margins(CsqClassifier *c, const char *text, size_t len, CsqError *err);
/* ... and probabilities in c->p; gives the best label. */
extern int csq_classifier_probabilities(CsqClassifier *c, const char *text, size_t len, CsqError *err); /* -1: error */
/* Difference of the two largest margins. */
extern double csq_classifier_gap(const CsqClassifier *c);
/* Number of a label, -1 when the model does not have it. */
extern int csq_model_find_label(const CsqModel *m, const char *label, size_t len);

/* A stretch of the text and what it adds to the margin of a label. */
typedef struct CsqTermSpan
{
	uint32_t from; /* bytes in the text */
	uint32_t to;
	double   contribution;
} CsqTermSpan;

/* Sorted by the size of the contribution. */
extern bool csq_classifier_explain(CsqClassifier *c, const char *text, size_t len, int label, CsqTermSpan **out,
                                   size_t *n, CsqError *err);

/* ---- label paths: a/b/c (label_path.c) ---- */

typedef struct CsqPathScore
{
	CsqText path; /* a prefix of a label, whole components; lies in the model */
	double  p;    /* sum over the labels under it */
} CsqPathScore;

/* The labels of c->p rolled up to their first level components, the likeliest first; returns how many. */
extern int csq_paths_of_level(const CsqClassifier *c, int level, CsqPathScore *out);

/* The deepest path, followed from the top by the likelier branch, whose probability is at least least; len 0: none. */
extern CsqPathScore csq_path_down(const CsqClassifier *c, double least);

/* Population stability index of label shares now (weights by label) against those of the training examples. */
extern double csq_label_psi(const CsqModel *m, const CsqText *labels, const double *weights, size_t n);

#endif /* CSQ_TEXT_MODEL_H */
