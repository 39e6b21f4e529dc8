/*
 * corrected_share.h
 *		Shares corrected for the errors of the classifier that counted them.  Core header.
 */
#ifndef CSQ_CORRECTED_SHARE_H
#define CSQ_CORRECTED_SHARE_H

#include "base/stats.h"
#include "classify/confusion.h"

typedef struct CsqCorrected
{
	double share;
	double lo;
	double hi;
	double counted;   /* as the classifier says */
	double precision; /* of those it called so, how many are (NaN: none reviewed) */
	double missed;    /* of those it called otherwise, how many are */
	double reviewed;  /* rows in the review (NaN: they have weights) */
} CsqCorrected;

/*
 * The share of a label among all texts: hits of trials were called so by the classifier, the confusion is a review by
 * people of some of them.  false: squares of its weights are not known (err), or one side was not reviewed
 * (err->code CSQ_OK).
 */
extern bool csq_corrected_share(const CsqConfusion *c, const CsqText *label, int64_t hits, int64_t trials, double z,
                                CsqCorrected *r, CsqError *err);

#endif /* CSQ_CORRECTED_SHARE_H */
