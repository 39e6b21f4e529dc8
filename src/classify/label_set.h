/*
 * label_set.h
 *		Sets of labels that hold the right one as often as was promised.
 */
#ifndef CSQ_LABEL_SET_H
#define CSQ_LABEL_SET_H

#include "classify/calibration.h"

/*
 * The bin of a calibration from which on labels belong to a set, where the calibration counted the probability of
 * the right label of each row, and nothing else; 0 (all labels) when there are too few rows for this coverage.
 */
extern bool csq_label_set_bin(const CsqCalibration *right, double coverage, int *bin, CsqError *err);

/* Does a label of this probability belong to the set? */
extern bool csq_in_label_set(double probability, int bin);

#endif /* CSQ_LABEL_SET_H */
