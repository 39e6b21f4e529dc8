/*
 * erlang.h
 *		Queues of calls: Erlang B and C.
 *
 * Offered load is in erlangs: calls per unit of time times their mean handling time
 * in it.  Plain functions of doubles, stable for any number of agents.
 */
#ifndef CSQ_ERLANG_H
#define CSQ_ERLANG_H

#include "base/core.h"

#define CSQ_ERLANG_AGENTS 1000000 /* at most */

/* Chance that a call finds all agents busy and is lost. */
extern double csq_erlang_b(int agents, double load);

/* Chance that a call has to wait; NaN unless load < agents: the queue would grow without end. */
extern double csq_erlang_c(int agents, double load);

/* Share answered within so many seconds, and mean wait in seconds; handling: mean handling time in seconds. */
extern double csq_erlang_share_within(int agents, double load, double handling, double within);
extern double csq_erlang_mean_wait(int agents, double load, double handling);

/*
 * The fewest agents that answer a share within so many seconds and are busy for no
 * more than a share of their time; 0: not even CSQ_ERLANG_AGENTS are enough.
 */
extern int csq_erlang_agents(double load, double handling, double share, double within, double most_busy);

#endif /* CSQ_ERLANG_H */
