/*
 * corpus.h
 *		text_corpus and text_model: training a linear text classifier, reading it.
 *
 * The path of a document:
 *
 *		text -> CsqChars -> CsqFeatures -> CsqCorpus (value) -> CsqGather (state) -> csq_train()
 *							  |															|
 *							  +-> csq_classifier_probabilities() <- CsqClassifier <- CsqModel (value)
 *
 * A corpus is a multiset of (label, features, weight); a model is a function of
 * that multiset and of the options alone, to the last bit, whatever the order
 * of the rows, the number of workers and the platform: labels are numbered by
 * their bytes, examples sorted by a hash of their content, sums are taken in
 * that order, without fused multiply-add and without libm.
 */
#ifndef CSQ_CLASSIFIER_H
#define CSQ_CLASSIFIER_H

#include "base/label_dict.h"
#include "classify/given.h"

#define CSQ_WEIGHT_UNIT 1000000 /* weights are counted in millionths, so that sums are exact */
#define CSQ_MAX_WEIGHT  1000000.0

/* ---- options of training (train_options.c) ---- */

typedef struct CsqTrainOptions
{
	double  c;         /* cost of an error against the size of the weights */
	double  tolerance; /* stop when no projected gradient exceeds it */
	double  nb;        /* share of the log-count ratio in the prior of a weight, 0..1; 0 with more than 48 labels */
	double  prune;     /* drop rows whose largest weight is below this share of the largest */
	int64_t memory;    /* bytes of weights while training */
	int32_t epochs;    /* at most so many passes */
	int32_t min_count; /* features in fewer examples are ignored */
	int32_t bits;      /* at most 2^bits features */
	int32_t balance;   /* 1: rare labels weigh as much as frequent ones */
} CsqTrainOptions;

extern void csq_train_options_default(CsqTrainOptions *o);
/* Overrides o by what the JSON object says. */
extern bool csq_train_options_parse(CsqTrainOptions *o, const char *json, size_t len, CsqError *err);
extern bool csq_train_options_check(const CsqTrainOptions *o, CsqError *err);
extern bool csq_train_options_equal(const CsqTrainOptions *a, const CsqTrainOptions *b);
/* As a JSON object, all members. */
extern void csq_train_options_text(CsqBuf *b, const CsqTrainOptions *o);
extern void csq_train_options_write(CsqBuf *b, const CsqTrainOptions *o);
extern bool csq_train_options_read(CsqReader *r, CsqTrainOptions *o);

/* ---- text_corpus (corpus.c, corpus_text.c) ---- */

#define CSQ_CORPUS_VERSION 1

/*
 * Front: records; back: labels in the order of their first appearance.
 *
 *	record	size u32 | label u16 | weight varint | rows varint | n varint | n features
 *	feature	varint of (gap to the one before) << 1 | (count > 1), then u8 count if so
 *	label	bytes, padded to 4 | length u32 | hash u32		(growing downwards)
 */
typedef struct CsqCorpus
{
	CsqStored       flat;
	uint8_t         scheme;      /* CSQ_FEATURE_SCHEME, or CSQ_GIVEN_SCHEME */
	uint8_t         has_options; /* options came with the rows (train_agg) */
	uint16_t        given;       /* numbers beside each text; 0: none known */
	uint32_t        labels;
	int64_t         records;
	uint64_t        front;   /* bytes used at the front, this header included */
	uint64_t        back;    /* bytes used at the back */
	CsqTrainOptions options; /* zero unless has_options */
} CsqCorpus;

/* One example; its features stay where they lie. */
typedef struct CsqExample
{
	uint64_t             hash;     /* of the features */
	int64_t              weight;   /* millionths; INT64_MAX: too much */
	int64_t              rows;     /* equal rows that it stands for; INT64_MAX: too many */
	const unsigned char *features; /* len bytes */
	uint32_t             len;
	uint32_t             n;      /* features */
	uint32_t             label;  /* rank of the label in byte order */
	uint32_t             number; /* number of the label in the corpus */
} CsqExample;

/* The same features: one text, perhaps under several labels. */
extern bool csq_example_same_text(const CsqExample *a, const CsqExample *b);
/* Canonical order: hash, bytes, then label, so that a text's labels follow each other.  0 only for equal examples. */
extern int csq_example_compare(const CsqExample *a, const CsqExample *b);
/* An equal example: weights and rows are added up. */
extern void csq_example_add(CsqExample *e, const CsqExample *more);

extern CsqCorpus *csq_corpus_new(void);
/* Each gives the corpus, perhaps moved, or NULL and an error.  Sorts the features; tmp has room for 2 n items. */
extern CsqCorpus *csq_corpus_add(CsqCorpus *c, const char *label, size_t label_len, CsqFeature *features, size_t n,
                                 CsqFeature *tmp, int64_t weight, CsqError *err);
/* An example with so many numbers beside its text (0: not known) is to come. */
extern bool       csq_corpus_give(CsqCorpus *c, uint32_t numbers, CsqError *err);
extern bool       csq_corpus_merge(CsqCorpus **into, const CsqCorpus *b, CsqError *err);
extern CsqCorpus *csq_corpus_put(CsqCorpus *c, const char *label, size_t label_len, const CsqExample *e, CsqError *err);
/* Without slack: in place, or a copy. */
extern CsqCorpus *csq_corpus_pack(CsqCorpus *c);
extern CsqCorpus *csq_corpus_packed(const CsqCorpus *c);
extern bool       csq_corpus_join(CsqCorpus *a, const CsqCorpus *b, CsqError *err); /* may b be added to a? */
extern bool       csq_corpus_weight(double weight, int64_t *result, CsqError *err);

/* All records as they came; start with *at = 0.  Sets neither hash nor label. */
extern bool csq_corpus_scan(const CsqCorpus *c, size_t *at, CsqExample *e);

/* The distinct examples in canonical order; rank as csq_dict_rank() gives it.  Takes CSQ_CURSOR_BYTES a record. */
typedef struct CsqCursor CsqCursor;
#define CSQ_CURSOR_BYTES 32

extern CsqCursor *csq_corpus_cursor(const CsqCorpus *c, const uint32_t *rank);
extern bool       csq_cursor_next(CsqCursor *cur, CsqExample *e);
extern void       csq_cursor_rewind(CsqCursor *cur);
extern void       csq_cursor_free(CsqCursor *cur);

extern CsqText   *csq_corpus_labels(const CsqCorpus *c);                             /* sorted by their bytes */
extern bool       csq_corpus_describe(CsqBuf *b, const CsqCorpus *c, CsqError *err); /* JSON */
extern bool       csq_corpus_check(const void *value, size_t size, CsqError *err);
extern void       csq_corpus_write(const CsqCorpus *c, CsqBuf *out);
extern CsqCorpus *csq_corpus_read(const void *data, size_t len, CsqError *err);
extern void       csq_corpus_text(const CsqCorpus *c, CsqBuf *out);
extern CsqCorpus *csq_corpus_parse(const char *text, size_t len, CsqError *err);

static inline uint64_t
csq_varint_next(const unsigned char **p)
{
	uint64_t      v = 0;
	int           shift = 0;
	unsigned char byte;

	do
	{
		byte = *(*p)++;
		v |= (uint64_t) (byte & 0x7F) << shift;
		shift += 7;
	} while (byte & 0x80);
	return v;
}

/* The feature at *p; prev is the one before (start with UINT32_MAX). */
static inline CsqFeature
csq_corpus_next(const unsigned char **p, uint32_t *prev)
{
	const unsigned char *at = *p;
	uint32_t             v = *at++; /* a varint of four bytes at most, which most are three of */
	uint32_t             id;

	if (v & 0x80)
	{
		v = (v & 0x7F) | (uint32_t) *at++ << 7;
		if (v & 0x80 << 7)
		{
			v = (v & 0x3FFF) | (uint32_t) *at++ << 14;
			if (v & 0x80 << 14)
				v = (v & 0x1FFFFF) | (uint32_t) *at++ << 21;
		}
	}
	id = *prev + 1 + (v >> 1);
	*prev = id;
	v = (v & 1) ? *at++ : 1;
	*p = at;
	return id << 8 | v;
}

#endif
