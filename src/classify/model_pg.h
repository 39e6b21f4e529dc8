/*
 * model_pg.h
 *		A text_model argument, compiled once per call site.
 *
 * Shell header: include after csq.h.
 */
#ifndef CSQ_MODEL_PG_H
#define CSQ_MODEL_PG_H

#include "classify/model.h"
#include "pg/csq.h"

/* CsqCompile: a text_model as a CsqClassifier. */
extern void *csq_compile_model(struct varlena *value);

/* The compiled model of argument 0 after it has read the text of argument 1; *best is the likeliest label. */
extern CsqClassifier *csq_classified_arg(FunctionCallInfo fcinfo, int *best);

/* ... of arguments at and at + 1. */
extern CsqClassifier *csq_classified_at(FunctionCallInfo fcinfo, int at, int *best);

/* ... and arrays of features and facts (0: no such argument), which may be NULL. */
extern CsqClassifier *csq_classified_given(FunctionCallInfo fcinfo, int features, int facts, int *best);

#endif /* CSQ_MODEL_PG_H */
