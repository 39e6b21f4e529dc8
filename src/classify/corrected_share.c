/*
 * corrected_share.c
 *		Shares corrected for classifier error: see corrected_share.h.
 *
 * All texts fall into two strata: those that the classifier called so (share w of all,
 * known from all of them) and the others.  The review tells of each stratum how many are
 * in truth: p (precision) and m (missed).  The share is w p + (1 - w) m, the post-stratified
 * estimate, valid when the reviewed texts of each stratum are a random sample of it,
 * whatever the shares of the strata among them (Tenenbein, JASA 65, 1970; for machine
 * labels Angelopoulos et al., Science 382, 2023).
 *
 * Interval: Wilson's for p, m and w, put together by Zou and Donner's method of recovering
 * variances (Statistics in Medicine 27, 2008), which keeps its coverage where shares are
 * near 0 or 1 and the review is small.
 */
#include "classify/corrected_share.h"

#include <math.h>

static double
square(double v)
{
	return v * v;
}

bool
csq_corrected_share(const CsqConfusion *c, const CsqText *label, int64_t hits, int64_t trials, double z,
                    CsqCorrected *r, CsqError *err)
{
	CsqConfusionView v;
	double           n[2] = {0}, yes[2] = {0}; /* by stratum: called so, called otherwise or not at all */
	double           w = (double) hits / (double) trials, p, m;
	CsqInterval      ip, im, iw;

	err->code = CSQ_OK;
	csq_confusion_view(c, &v);
	for (uint32_t i = 0; i < v.n_cells; i++)
	{
		const CsqCell *cell = &v.cells[i];
		bool           called = cell->predicted != CSQ_NO_ANSWER && csq_text_same(&v.labels[cell->predicted], label);

		if (cell->weight % CSQ_CONFUSION_UNIT != 0)
			return csq_fail(err, CSQ_PARAM, "a review with weights does not tell how many texts were looked at") ||
			       csq_hint(err, "Count the reviewed texts without weights: confusion_agg(actual, predicted).");
		n[!called] += (double) (cell->weight / CSQ_CONFUSION_UNIT);
		if (csq_text_same(&v.labels[cell->actual], label))
			yes[!called] += (double) (cell->weight / CSQ_CONFUSION_UNIT);
	}
	r->counted = w;
	r->reviewed = n[0] + n[1];
	r->precision = n[0] > 0 ? yes[0] / n[0] : NAN;
	r->missed = n[1] > 0 ? yes[1] / n[1] : NAN;
	r->share = r->lo = r->hi = NAN;
	if ((n[0] <= 0 && hits > 0) || (n[1] <= 0 && hits < trials))
		return false;
	/* a stratum that is empty has no part in it */
	p = n[0] > 0 ? r->precision : 0;
	m = n[1] > 0 ? r->missed : 0;
	ip = n[0] > 0 ? csq_wilson((CsqShare){yes[0], n[0]}, z) : (CsqInterval){0, 0};
	im = n[1] > 0 ? csq_wilson((CsqShare){yes[1], n[1]}, z) : (CsqInterval){0, 0};
	iw = csq_wilson((CsqShare){(double) hits, (double) trials}, z);
	r->share = w * p + (1 - w) * m;
	/* more texts called so means more (or less) of the share, whichever of p and m is larger */
	r->lo = r->share - sqrt(square(w * (p - ip.lo)) + square((1 - w) * (m - im.lo)) +
	                        square((p - m) * (p > m ? w - iw.lo : iw.hi - w)));
	r->hi = r->share + sqrt(square(w * (ip.hi - p)) + square((1 - w) * (im.hi - m)) +
	                        square((p - m) * (p > m ? iw.hi - w : w - iw.lo)));
	if (r->lo < 0)
		r->lo = 0;
	if (r->hi > 1)
		r->hi = 1;
	return true;
}
