/*
 * calibration.h
 *		How probabilities of answers compare with how often the answers were right.
 */
#ifndef CSQ_CALIBRATION_H
#define CSQ_CALIBRATION_H

#include "base/summary.h"

/* Divisible by every common number of bins: 10, 12, 15, 20, 25 ... */
#define CSQ_CALIBRATION_BINS 1200
#define CSQ_PROBABILITY_UNIT 1000000000 /* probabilities are counted in billionths: sums are exact in any order */

typedef struct CsqCalibrationBin
{
	int64_t n;           /* answers with a probability in [bin / 1200, (bin + 1) / 1200), the last bin with 1 */
	int64_t hits;        /* right ones */
	int64_t probability; /* sum, in units */
} CsqCalibrationBin;

typedef struct CsqCalibration
{
	CsqStored         header;
	int64_t           squares; /* sum of the squared distances to 0 or 1, in units */
	CsqCalibrationBin bin[CSQ_CALIBRATION_BINS];
} CsqCalibration;

extern const CsqSummaryType csq_calibration_type;

extern CsqCalibration *csq_calibration_new(void);
/* One more answer, or with step -1 one less. */
extern bool csq_calibration_count(CsqCalibration *c, bool hit, double probability, int step, CsqError *err);

/* Sums of a range of bins. */
extern CsqCalibrationBin csq_calibration_sum(const CsqCalibration *c, int from, int to);

/* NaN without answers. */
extern double csq_calibration_ece(const CsqCalibration *c, int bins);
extern double csq_calibration_brier(const CsqCalibration *c);

/*
 * The least threshold from which on the answers are right with at least this
 * share: their share, or with z > 0 the lower Wilson limit of it.  NaN: none.
 */
extern double csq_calibration_threshold(const CsqCalibration *c, double precision, double z);

#endif /* CSQ_CALIBRATION_H */
