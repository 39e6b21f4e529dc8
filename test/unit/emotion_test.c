/*
 * emotion_test.c
 *		The way of an emotion through a dialogue, against a naive reading.
 */
#include "test.h"
#include "text/emotion.h"

int
main(void)
{
	test_section("trajectory: random turns");
	for (int round = 0; round < 10000; round++)
	{
		double        v[30];
		size_t        n = 1 + test_random_below(29);
		size_t        third = n / 3 + (n % 3 > 0);
		double        first = 0;
		double        last = 0;
		double        worst = 9;
		CsqTrajectory t;

		for (size_t i = 0; i < n; i++)
			v[i] = (double) test_random_below(9) - 4;
		csq_trajectory(v, n, &t);
		for (size_t i = 0; i < n; i++)
		{
			first += i < third ? v[i] : 0;
			last += n - i <= third ? v[i] : 0;
			worst = v[i] < worst ? v[i] : worst;
		}
		CHECK_NEAR(t.first, first / (double) third, 1e-12);
		CHECK_NEAR(t.last, last / (double) third, 1e-12);
		CHECK_NEAR(t.worst, worst, 0);
		for (size_t i = 0; i < t.worst_turn; i++)
			CHECK(v[i] > worst);
		CHECK(v[t.worst_turn] == worst);
		CHECK_EQ_I64(t.recovered, worst >= 0 ? -1 : last >= 0 ? 1 : 0);
	}
	return test_done();
}
