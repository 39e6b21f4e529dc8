/*
 * funnel_outcome.c
 *		What a funnel counts of one case: the level, the chain with its times on the
 *		clock, attempts, whether the case is under way.
 *
 * Shared by the forms over journeys and those straight from events.  Cost: that of
 * the level and its chain, and a pass over the events that matter.
 */
#include "funnel/funnel_outcome.h"

#include "funnel/funnel_hits.h"
#include "funnel/funnel_pending.h"

/* The clock of the hits at an instant that some hit has; they are sorted. */
static int64_t
clock_at(const CsqHit *hits, size_t n, int64_t at)
{
	size_t lo = 0;
	size_t hi = n;

	while (lo + 1 < hi)
	{
		size_t mid = lo + (hi - lo) / 2;

		if (hits[mid].at <= at)
			lo = mid;
		else
			hi = mid;
	}
	return hits[lo].clock;
}

/* Where the attempts at a step of the chain lie: later than from, no later than to. */
typedef struct Span
{
	int64_t from; /* on the clock, no earlier */
	int64_t after;
	int64_t to;
} Span;

/* Of the taken steps in order of time: place i of n. */
static Span
span_of(const CsqFunnelRule *rule, const CsqFunnelOutcome *o, const int *order, int i, int n)
{
	Span s = {INT64_MIN, INT64_MIN, INT64_MAX};
	int  next = i + 1 < n ? order[i + 1] : -1;

	if (i > 0)
		s.after = o->times[order[i - 1]];
	else if (rule->within != CSQ_NO_LIMIT)
	{
		int64_t to = o->clocks[next >= 0 ? next : order[i]];

		if (rule->within > INT64_MAX || !csq_sub_i64(to, (int64_t) rule->within, &s.from))
			s.from = INT64_MIN;
	}
	if (next >= 0)
		s.to = o->times[next] - 1;
	else if (o->level == rule->nsteps)
		s.to = o->times[order[i]];
	return s;
}

static void
count_attempts(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, uint32_t part, CsqFunnelOutcome *o)
{
	int  order[CSQ_FUNNEL_MAX_STEPS];
	Span span[CSQ_FUNNEL_MAX_STEPS];
	int  m = 0;

	for (uint64_t t = o->taken; t != 0; t &= t - 1)
	{
		int s = __builtin_ctzll(t);
		int i = m++;

		for (; i > 0 && o->times[order[i - 1]] > o->times[s]; i--)
			order[i] = order[i - 1];
		order[i] = s;
	}
	for (int i = 0; i < m; i++)
		span[order[i]] = span_of(rule, o, order, i, m);
	for (size_t i = 0; i < n; i++)
	{
		for (uint64_t t = rule->same == CSQ_SAME_NONE || hits[i].part == part ? hits[i].steps & o->taken : 0; t != 0;
		     t &= t - 1)
		{
			const Span *s = &span[__builtin_ctzll(t)];

			o->attempts[__builtin_ctzll(t)] += hits[i].at > s->after && hits[i].at <= s->to && hits[i].clock >= s->from;
		}
		csq_poll(i);
	}
	for (int i = 0; i < m; i++) /* at one instant with its neighbours the chain's own event is outside */
		if (o->attempts[order[i]] == 0)
			o->attempts[order[i]] = 1;
}

static void
look_at_chain(const CsqFunnelView *view, CsqHit *hits, size_t n, uint32_t part, CsqFunnelOutcome *o)
{
	const CsqFunnelRule *rule = view->rule;

	o->any = rule->order == CSQ_ORDER_ANY;
	for (int s = 0; s < rule->nsteps; s++)
		if ((o->any || s < o->level) && o->times[s] != CSQ_NO_TIME)
		{
			o->taken |= UINT64_C(1) << s;
			o->clocks[s] = view->calendar == NULL ? o->times[s] : clock_at(hits, n, o->times[s]);
		}
	count_attempts(rule, hits, n, part, o);
}

/* What is known of the case as of the instant. */
static bool
look_ahead(const CsqFunnelView *view, CsqHit *hits, size_t n, CsqFunnelOutcome *o, CsqError *err)
{
	CsqHit  now;
	CsqHit  next;
	int64_t first = INT64_MAX;

	if (o->level < 1 || o->level >= view->rule->nsteps)
		return true;
	if (!csq_funnel_now(hits, n, view->as_of, view->calendar, &now, &next, err) ||
	    !csq_funnel_pending(view->rule, hits, n, &next, o->level, &o->pending, err))
		return false;
	for (uint64_t t = o->taken; t != 0; t &= t - 1)
		if (o->clocks[__builtin_ctzll(t)] < first)
			first = o->clocks[__builtin_ctzll(t)];
	if (o->taken != 0 && !csq_sub_i64(now.clock, first, &o->wait))
		return csq_fail(err, CSQ_RANGE, "times between steps of a funnel out of range") ||
		       csq_hint(err, "Look for events with a year far from the others.");
	return true;
}

bool
csq_funnel_outcome(const CsqFunnelView *view, CsqHit *hits, size_t n, CsqFunnelOutcome *o, CsqError *err)
{
	const CsqFunnelRule *rule = view->rule;
	uint32_t             part;

	o->pending = o->any = false;
	o->seen = o->taken = 0;
	o->level = 0;
	o->wait = -1;
	memset(o->attempts, 0, (size_t) rule->nsteps * sizeof *o->attempts);
	if (view->has_as_of)
		n = csq_funnel_hits_until(hits, n, view->as_of);
	if (n == 0)
		return true;
	if (view->calendar != NULL && !csq_funnel_clock(hits, n, view->calendar, err))
		return false;
	if (view->counts_only)
		o->level = csq_funnel_level(rule, hits, n);
	else
	{
		for (size_t i = 0; i < n; i++)
		{
			o->seen |= hits[i].steps;
			csq_poll(i);
		}
		o->level = csq_funnel_steps_of(rule, hits, n, o->times, &part, err);
		if (o->level == CSQ_FUNNEL_FAILED)
			return false;
		if (o->level > 0)
			look_at_chain(view, hits, n, part, o);
	}
	return !view->has_as_of || look_ahead(view, hits, n, o, err);
}
