/*
 * review_queue_test.c
 *		The queue against its definition, on random pools.
 */
#include "test.h"

#include "classify/review_queue.h"

#define MAX 60

int
main(void)
{
	test_section("the queue is what its definition says");
	for (int round = 0; round < 20000; round++)
	{
		CsqReviewItem items[MAX], before[MAX];
		size_t        n = test_random_below(MAX), take = 1 + test_random_below(MAX + 10);
		double        share = (double) test_random_below(11) / 10;
		bool          chosen[MAX] = {false};
		size_t        got, sure = 0;
		double        sum = 0;

		for (size_t i = 0; i < n; i++)
			items[i] = before[i] =
				(CsqReviewItem){(double) test_random_below(20), test_random_u64(), (uint32_t) i, false, 0};
		got = csq_review_choose(items, n, take, share);
		CHECK_EQ_I64((int64_t) got, (int64_t) (take < n ? take : n));
		for (size_t i = 0; i < got; i++)
		{
			CHECK(!chosen[items[i].item]);
			chosen[items[i].item] = true;
			sure += !items[i].at_random;
			sum += items[i].weight;
		}
		if (take < n && take > 1 && share > 0) /* one at least, so that the weights speak for all */
			CHECK_EQ_I64((int64_t) (got - sure), (int64_t) fmax(1, floor((double) take * share + 0.5)));
		else
			CHECK_EQ_I64((int64_t) (got - sure), take < n ? (int64_t) floor((double) take * share + 0.5) : 0);
		if (got > sure || got == n)
			CHECK_NEAR(sum, (double) n, 1e-9);
		/*
		 * no item outside the first part has a smaller margin;
		 * no item that was left has a smaller lot than one that was drawn
		 */
		for (size_t i = 0; i < got; i++)
			for (size_t k = 0; k < n; k++)
			{
				bool first = false;

				for (size_t s = 0; s < sure; s++)
					first |= items[s].item == k;
				if (i < sure && !first)
					CHECK(before[k].margin >= items[i].margin);
				if (i >= sure && !chosen[k])
					CHECK(before[k].draw > items[i].draw);
			}
	}
	return test_done();
}
