/*
 * review_queue.h
 *		Which texts a person should label next, and what each label is worth.
 */
#ifndef CSQ_REVIEW_QUEUE_H
#define CSQ_REVIEW_QUEUE_H

#include "base/core.h"

typedef struct CsqReviewItem
{
	double   margin;
	uint64_t draw; /* a hash of the id: the lot of this item */
	uint32_t item; /* number of the item in the caller's arrays */
	bool     at_random;
	double   weight; /* 1 / probability of being chosen */
} CsqReviewItem;

/*
 * Choose take of n items: the round(take * (1 - random_share)) of least margin,
 * the others by lot from the rest.  The chosen ones come first, those by margin
 * before those by lot, each in their order.  Returns how many were chosen.
 */
extern size_t csq_review_choose(CsqReviewItem *items, size_t n, size_t take, double random_share);

#endif /* CSQ_REVIEW_QUEUE_H */
