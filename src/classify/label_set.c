/*
 * label_set.c
 *		Label sets with a guaranteed coverage: split conformal prediction.
 *
 * Of n rows that the model was not trained on, the probability that it gave to the
 * right label of each is known.  Let q be the k-th smallest of them, with
 * k = floor((n + 1) (1 - coverage)), and the set of a new text all labels of
 * probability q or more.  If the new text and those n are exchangeable, each of the
 * n + 1 places is as likely for the probability of its right label, so it is one of
 * the k - 1 that lie below q with a probability of at most (k - 1 + 1) / (n + 1)
 * <= 1 - coverage: the set holds the right label with the coverage at least,
 * whatever the model is worth (Sadinle, Lei and Wasserman, Least ambiguous
 * set-valued classifiers with bounded error levels, JASA 114, 2019).
 *
 * A calibration (calibration.h) that counted these probabilities as hits is all
 * that is needed.  It knows them to 1/1200: the lower edge of the bin of the k-th is
 * taken, so sets are larger, never smaller, than those of the exact ones.
 */
#include "classify/label_set.h"

#define UNIT CSQ_PROBABILITY_UNIT

bool
csq_label_set_bin(const CsqCalibration *right, double coverage, int *bin, CsqError *err)
{
	CsqCalibrationBin all = csq_calibration_sum(right, 0, CSQ_CALIBRATION_BINS);
	int64_t           miss = UNIT - (int64_t) (coverage * UNIT + 0.5); /* 1 - coverage without the noise of a double */
	int64_t           k, seen = 0;

	if (all.n != all.hits)
		return csq_fail(err, CSQ_PARAM, "a calibration with wrong answers says nothing about sets of labels") ||
		       csq_detail(err, "It must count the probability of the right label of each row, and no other.") ||
		       csq_hint(err, "Make it by right_label_agg(model, document, label), or by calibration_agg(true, "
		                     "probability_of_the_right_label).");
	k = (int64_t) ((__int128) (all.n + 1) * miss / UNIT);
	*bin = 0;
	for (int b = 0; b < CSQ_CALIBRATION_BINS && k > 0; b++)
	{
		seen += right->bin[b].n;
		if (seen >= k)
		{
			*bin = b;
			break;
		}
	}
	return true;
}

bool
csq_in_label_set(double probability, int bin)
{
	return (int64_t) (probability * UNIT + 0.5) * CSQ_CALIBRATION_BINS >= (int64_t) bin * UNIT;
}
