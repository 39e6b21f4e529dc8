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
} CsqExampleRow;

/* Arguments 1 and 2 are label and document, 0 stands for no such argument; false: a NULL, the row is ignored. */
extern bool csq_example_row(FunctionCallInfo fcinfo, int weight_arg, int options_arg, CsqExampleRow *row);

/* Options over the defaults; raises 22023. */
extern void csq_train_options_jsonb(struct varlena *json, CsqTrainOptions *o);

#endif /* CSQ_CORPUS_PG_H */
