/*
 * corpus_pg.h
 *		What the transition functions of corpus_agg() and train_agg() share: reading a row.
 */
#ifndef CSQ_CORPUS_PG_H
#define CSQ_CORPUS_PG_H

#include "classify/corpus.h"
#include "pg/csq.h"

/* A row of examples, read; good until the next one of the call site. */
typedef struct CsqExampleRow
{
	text                  *label;
	CsqFeatures           *features;
	CsqFeature            *tmp; /* for csq_corpus_add() */
	int64                  weight;
	const CsqTrainOptions *options; /* NULL: none came with the row */
	bool                   beside;  /* something may be given beside the text */
	uint32                 numbers; /* given; 0: not known */
} CsqExampleRow;

/* Which arguments are what; 0 stands for no such argument. */
typedef struct CsqExampleArgs
{
	int weight;
	int options;
	int features; /* real[] */
	int facts;    /* text[] */
} CsqExampleArgs;

/* Arguments 1 and 2 are label and document; false: a NULL that makes the row ignored. */
extern bool csq_example_row(FunctionCallInfo fcinfo, CsqExampleArgs args, CsqExampleRow *row);

/* Arrays of arguments (0 or NULL: nothing known); raises 22004, 22003, 54000, 2202E. */
extern void csq_given_args(FunctionCallInfo fcinfo, int features, int facts, CsqGiven *g);

/* Options over the defaults; raises 22023. */
extern void csq_train_options_jsonb(struct varlena *json, CsqTrainOptions *o);

#endif /* CSQ_CORPUS_PG_H */
