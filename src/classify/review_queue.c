/*
 * review_queue.c
 *		The choice behind review_queue(): least margin first, some by lot.
 *
 * Labels of the texts that a model hesitates about teach it most, but tell
 * nothing of how it does on all texts.  So a share of the queue is drawn from
 * the rest with equal probability.  The n texts then are two strata: those
 * chosen by margin, each with certainty (weight 1), and the rest, each with
 * probability r / (n - m) (weight (n - m) / r).  Weights of what was chosen add
 * up to n, and a weighted accuracy is unbiased (Horvitz and Thompson, 1952).
 * Without any drawn by lot the weights speak for the chosen ones alone.
 *
 * Cost: O(n log n).
 */
#include <math.h>

#include "classify/review_queue.h"
#include "base/sort.h"

static int
by_margin(const void *pa, const void *pb)
{
	const CsqReviewItem *a = pa;
	const CsqReviewItem *b = pb;

	if (a->margin != b->margin)
		return a->margin < b->margin ? -1 : 1;
	return a->draw != b->draw ? (a->draw < b->draw ? -1 : 1) : 0;
}

static int
by_draw(const void *pa, const void *pb)
{
	const CsqReviewItem *a = pa;
	const CsqReviewItem *b = pb;

	return a->draw != b->draw ? (a->draw < b->draw ? -1 : 1) : 0;
}

size_t
csq_review_choose(CsqReviewItem *items, size_t n, size_t take, double random_share)
{
	size_t sure, drawn;

	if (take > n)
		take = n;
	drawn = take == n ? 0 : (size_t) floor((double) take * random_share + 0.5);
	if (drawn == 0 && random_share > 0 && take > 1 && take < n)
		drawn = 1; /* or the weights would speak for the queue alone */
	sure = take - drawn;
	csq_sort(items, n, sizeof *items, by_margin);
	csq_sort(items + sure, n - sure, sizeof *items, by_draw);
	for (size_t i = 0; i < take; i++)
	{
		items[i].at_random = i >= sure;
		items[i].weight = i < sure ? 1 : (double) (n - sure) / (double) drawn;
	}
	return take;
}
