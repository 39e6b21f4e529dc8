/*
 * drift.h
 *		How far two periods lie apart: shares of labels, of probabilities.
 */
#ifndef CSQ_DRIFT_H
#define CSQ_DRIFT_H

#include "base/core.h"

#define CSQ_DRIFT_LEAST 0.0001 /* a share of zero reads as this, as is customary */

typedef struct CsqDrift
{
	double psi;       /* population stability index */
	double by_chance; /* what it would be on average between two samples of one population */
	double p_value;   /* of the chi-square test that they are; NaN with one category */
} CsqDrift;

/* Weights of n categories before and after.  False where one side has none at all. */
extern bool csq_drift(const double *before, const double *after, size_t n, CsqDrift *out);

/* (after - before) ln(after / before) of two shares. */
extern double csq_psi_term(double before, double after);

#endif /* CSQ_DRIFT_H */
