/*
 * train.h
 *		From a corpus to weights: what csq_train() makes and text_model keeps.
 */
#ifndef CSQ_TRAIN_H
#define CSQ_TRAIN_H

#include "classify/gather.h"
#include "classify/held_out.h"
#include "classify/solver.h"

typedef struct CsqTrained
{
	const CsqText *labels;       /* sorted by bytes */
	int64_t       *label_weight; /* millionths */
	int            classes;
	int            columns;
	int            stride;
	int            bits;
	uint32_t       rows;
	uint32_t      *id;      /* rows features, ascending, of bits bits */
	float         *w;       /* (rows + 1) * stride; the last row is the bias */
	uint8_t       *given;   /* rows: 1 for what was given beside the text */
	uint8_t        scheme;  /* of the examples */
	uint16_t       numbers; /* given beside each text */
	double         temperature;
	int64_t        examples; /* distinct texts */
	int            epochs;
	bool           converged;
	double         violation; /* largest of the last epoch */
	CsqHeldOut     held_out;
} CsqTrained;

/* The same result whatever of g lies in files.  watch may be NULL.  out->labels lie in g. */
extern bool csq_train(const CsqGather *g, const CsqTrainOptions *options, CsqWatch *watch, CsqTrained *out,
                      CsqError *err);

#endif /* CSQ_TRAIN_H */
