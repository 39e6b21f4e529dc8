/*
 * held_out.h
 *		Margins of rows that a training did not see: the temperature that makes them
 *		probabilities, and the figures of text_model.
 */
#ifndef CSQ_HELD_OUT_H
#define CSQ_HELD_OUT_H

#include "base/core.h"

/* How the model did on examples that it had not seen: a tenth, or all of them in turn when there are few. */
typedef struct CsqHeldOut
{
	int64_t examples; /* rows */
	double  accuracy; /* shares by weight */
	double  macro_f1;
	double  ece; /* expected calibration error, 15 bins, after the temperature */
	double  log_loss;
} CsqHeldOut;

/* Margins of the examples that were held out: the first ones in canonical order, which is a random one. */
typedef struct CsqHeldOutRows
{
	int       classes;
	int       columns; /* classes, or 1 when there are two */
	size_t    n;
	size_t    cap;
	size_t    most;
	int64_t   rows;   /* that they stand for */
	float    *z;      /* n * columns */
	float    *weight; /* n */
	uint16_t *label;  /* n */
} CsqHeldOutRows;

/* Probabilities of classes classes from their columns margins. */
extern void csq_probabilities(const float *z, int classes, int columns, double temperature, double *p);

/* Mean of -ln of the probability of the right label. */
extern double csq_log_loss(const CsqHeldOutRows *h, double temperature);

/*
 * The temperature from 0.02 to 5 with the least log loss plus a weak pull towards 0.4: ln(T / 0.4)^2 / rows.
 * Its logarithm is right to a thousandth.
 */
extern double csq_best_temperature(const CsqHeldOutRows *h);

extern void csq_held_out_measure(const CsqHeldOutRows *h, double temperature, CsqHeldOut *out);

#endif /* CSQ_HELD_OUT_H */
