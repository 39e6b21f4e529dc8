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
 * A review may have weights: the inverse of the probability with which a text was chosen within its
 * stratum, as review_queue() gives it.  Then p and m are weighted shares (Hajek 1971), and their
 * intervals are Wilson's of the number of unweighted rows of the same variance (Korn and Graubard,
 * Survey Methodology 24, 1998; Dean and Pagano, Journal of Survey Statistics and Methodology 3, 2015).
 *
 * Interval: Wilson's for p, m and w, put together by Zou and Donner's method of recovering
 * variances (Statistics in Medicine 27, 2008), which keeps its coverage where shares are
 * near 0 or 1 and the review is small.
 */
#include "classify/corrected_share.h"

#include <math.h>

#define CHANCE_BELOW 100 /* texts of which two numbers may be the same by chance */

static double
square(double v)
{
	return v * v;
}

/* A stratum: sums of the weights and of their squares, of all rows and of those that are so in truth. */
typedef struct Stratum
{
	double weight;
	double squares;
	double yes;
	double yes_squares;
} Stratum;

/*
 * How many rows of weight 1 would tell as much of the share as these do.  The variance of a weighted share is, to first
 * order, sum w^2 (y - p)^2 / (sum w)^2; without weights that gives the number of rows.  A few heavy rows that happen to
 * say the same would make it far too small, so it is taken with some rows of either kind added, of the weight that
 * weighs in on the variance; how many was tried out (test/bench/coverage.c): 4 hold 94 to 96 % where none hold 91.
 */
static double
effective(const Stratum *s)
{
	const double added = 4;
	double       w = s->squares / s->weight;
	double       weight = s->weight + 2 * added * w;
	double       p = (s->yes + added * w) / weight;
	double       yes = s->yes_squares + added * w * w;
	double       no = s->squares - s->yes_squares + added * w * w;

	return fmax(p * (1 - p) * square(weight) / (yes * square(1 - p) + no * square(p)) - 2 * added, 1);
}

/* Share of a stratum that is so in truth, and its interval; an empty one has no part in it. */
static double
share_of(const Stratum *s, bool plain, double z, CsqInterval *i)
{
	double p, n;

	*i = (CsqInterval){0, 0};
	if (s->weight <= 0)
		return 0;
	p = s->yes / s->weight;
	n = plain ? s->weight : effective(s);
	*i = csq_wilson((CsqShare){plain ? s->yes : p * n, n}, z);
	return p;
}

/*
 * Weights of a queue add up to the number of all texts, and whole ones that were counted as rows look like a review
 * of them all.  That it is none shows in how many were called so, which would be the same; of few it may be chance.
 */
static bool
weights_for_rows(const Stratum *s, int64_t hits, int64_t trials)
{
	return trials >= CHANCE_BELOW && s[0].weight + s[1].weight == (double) trials && s[0].weight != (double) hits;
}

bool
csq_corrected_share(const CsqConfusion *c, const CsqText *label, int64_t hits, int64_t trials, double z,
                    CsqCorrected *r, CsqError *err)
{
	CsqConfusionView v;
	Stratum          s[2] = {{0}}; /* called so, called otherwise or not at all */
	double           w = (double) hits / (double) trials, p, m;
	CsqInterval      ip, im, iw;

	err->code = CSQ_OK;
	csq_confusion_view(c, &v);
	if (v.squares == NULL)
		return csq_fail(err, CSQ_PARAM, "a review with weights does not tell how many texts were looked at") ||
		       csq_detail(err, "It rests on rows whose weight is no whole number and was only added up.") ||
		       csq_hint(err, "Count it by review_agg(actual, predicted, weight), or without weights.");
	for (uint32_t i = 0; i < v.n_cells; i++)
	{
		const CsqCell *cell = &v.cells[i];
		bool           called = cell->predicted != CSQ_NO_ANSWER && csq_text_same(&v.labels[cell->predicted], label);
		double         weight = (double) cell->weight / CSQ_CONFUSION_UNIT;
		double         squares = csq_u128_double(v.squares[i]) / CSQ_CONFUSION_UNIT / CSQ_CONFUSION_UNIT;
		bool           yes = csq_text_same(&v.labels[cell->actual], label);

		s[!called].weight += weight;
		s[!called].squares += squares;
		s[!called].yes += yes ? weight : 0;
		s[!called].yes_squares += yes ? squares : 0;
	}
	if (v.plain && weights_for_rows(s, hits, trials))
		return csq_fail(err, CSQ_PARAM,
		                "this review of %lld texts is not of these, of which %lld were called \"%s\" and not %.0f",
		                (long long) trials, (long long) hits, csq_quoted(label->s, label->len).s, s[0].weight) ||
		       csq_detail(err, "It adds up to as many as there are: weights seem to be counted as so many rows.") ||
		       csq_hint(err, "Count it by review_agg(actual, predicted, weight), or without weights.");
	r->counted = w;
	r->reviewed = v.plain ? s[0].weight + s[1].weight : NAN;
	p = share_of(&s[0], v.plain, z, &ip);
	m = share_of(&s[1], v.plain, z, &im);
	r->precision = s[0].weight > 0 ? p : NAN;
	r->missed = s[1].weight > 0 ? m : NAN;
	r->share = r->lo = r->hi = NAN;
	if ((s[0].weight <= 0 && hits > 0) || (s[1].weight <= 0 && hits < trials))
		return false;
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
