/*
 * erlang.c
 *		Erlang B and C (see erlang.h).
 *
 * Erlang B by its recursion, B(0) = 1, 1 / B(n) = 1 + n / load / B(n - 1), in the form
 * that neither overflows nor cancels; C follows from B.  O(agents), each step one
 * division.  Source: Erlang 1917; Cooper, Introduction to Queueing Theory (1981).
 */
#include "metrics/erlang.h"

#include <math.h>

double
csq_erlang_b(int agents, double load)
{
	double b = 1;

	if (load == 0)
		return agents == 0;
	for (int n = 1; n <= agents; n++)
	{
		csq_poll((uint64_t) n);
		b = load * b / (n + load * b);
		if (b == 0)
			break;
	}
	return b;
}

/* C from B; NaN where the queue would grow without end. */
static double
wait_of(double b, int agents, double load)
{
	return load < agents ? b / (1 - load / agents * (1 - b)) : NAN;
}

double
csq_erlang_c(int agents, double load)
{
	return wait_of(csq_erlang_b(agents, load), agents, load);
}

static double
share_of(double wait, int agents, double load, double handling, double within)
{
	return 1 - wait * exp(-(agents - load) * within / handling);
}

double
csq_erlang_share_within(int agents, double load, double handling, double within)
{
	return share_of(csq_erlang_c(agents, load), agents, load, handling, within);
}

double
csq_erlang_mean_wait(int agents, double load, double handling)
{
	return csq_erlang_c(agents, load) * handling / (agents - load);
}

int
csq_erlang_agents(double load, double handling, double share, double within, double most_busy)
{
	double b = 1;

	if (load == 0)
		return 1;
	for (int n = 1; n <= CSQ_ERLANG_AGENTS; n++)
	{
		csq_poll((uint64_t) n);
		b = load * b / (n + load * b);
		if (load < n && load <= most_busy * n && share_of(wait_of(b, n, load), n, load, handling, within) >= share)
			return n;
	}
	return 0;
}
