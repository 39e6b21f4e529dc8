/*
 * funnel_pending.c
 *		Has a case that has come to a level a way on, as of some instant?
 *
 * A case is pending when events that may follow could take a chain that has begun
 * to a further step: its window is not over, nor the gap to the next step, and no
 * exclusion has broken it.  A chain has begun with its first step that may not be
 * left out; a case that could merely begin anew is not pending.
 *
 * What may follow is tried: from each step that may have been the last one taken
 * the steps up to one beyond the level, each as early as its least gap allows,
 * are put behind the events there are, and the level is evaluated again.  Of the
 * optional steps on the way only the next one can help, as its bound may be the
 * wider one; each further one but costs time.  For k steps that is one evaluation
 * when the case can go on from its level, and O(k) when it cannot; with optional
 * steps at most O(k^3).  With order any one step less than all that must be there is put
 * behind; the level is full only if a chain that has begun takes part.
 */
#include "funnel/funnel_pending.h"

#include "base/sort.h"
#include "funnel/funnel_level.h"

static bool
is_optional(const CsqFunnelRule *rule, int step)
{
	return (rule->optional >> (step - 1) & 1) != 0;
}

/* By clock, then step: the order in which they are to happen. */
static int
compare_coming(const void *a, const void *b)
{
	const CsqHit *x = a;
	const CsqHit *y = b;

	if (x->clock != y->clock)
		return x->clock < y->clock ? -1 : 1;
	return (x->steps > y->steps) - (x->steps < y->steps);
}

/* The level when these m events come, all[n] ..; their times follow the last instant one by one. */
static int
level_with(const CsqFunnelRule *rule, const CsqHit *hits, CsqHit *all, size_t n, size_t m, const CsqHit *now)
{
	if (n > 0)
		memcpy(all, hits, n * sizeof *all);
	csq_sort(all + n, m, sizeof *all, compare_coming);
	for (size_t i = 0; i < m; i++)
		all[n + i].at = now->at + 1 + (int64_t) i;
	return csq_funnel_level(rule, all, n + m);
}

/* Step f, those that must be taken between it and q, and q, behind an event with this clock; returns how many. */
static size_t
come(const CsqFunnelRule *rule, int f, int q, int64_t clock, const CsqHit *now, CsqHit *coming)
{
	size_t m = 0;

	for (int s = f; s <= q; s++)
	{
		if (s > f && s < q && is_optional(rule, s))
			continue;
		if (!csq_add_i64(clock, (int64_t) rule->min_gap[s - 1], &clock))
			return 0;
		clock = clock < now->clock ? now->clock : clock;
		coming[m++] = (CsqHit){.clock = clock, .steps = UINT64_C(1) << (s - 1), .no_seq = rule->ties == CSQ_TIES_SEQ};
	}
	return m;
}

/* Can a chain go on from step p by step f to step q, which is beyond the level? */
static bool
goes_on(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, const CsqHit *now, CsqHit *all, int p, int f, int q)
{
	size_t m = 0;

	for (size_t i = n; i-- > 0;)
	{
		if ((hits[i].steps >> (p - 1) & 1) == 0)
			continue;
		if (rule->order == CSQ_ORDER_STRICT || !rule->has_gaps)
		{
			/* one row of steps will do: with the order strict only the last event can be the last step */
			m = come(rule, f, q, hits[i].clock, now, all + n);
			break;
		}
		m += come(rule, f, q, hits[i].clock, now, all + n + m);
		csq_poll(i);
	}
	return m > 0 && level_with(rule, hits, all, n, m, now) >= q;
}

static bool
any_order(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, const CsqHit *now, CsqHit *all)
{
	uint64_t must = ~rule->optional & (UINT64_MAX >> (64 - rule->nsteps));
	size_t   m = (size_t) __builtin_popcountll(must);

	for (size_t i = 0; i + 1 < m; i++)
		all[n + i] = (CsqHit){.clock = now->clock, .steps = must};
	return m > 0 && level_with(rule, hits, all, n, m - 1, now) == rule->nsteps;
}

static bool
is_pending(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, const CsqHit *now, int level, bool *pending,
           CsqError *err)
{
	int     first = 1;
	size_t  size;
	CsqHit *all;

	*pending = false;
	if (level < 1 || level >= rule->nsteps)
		return true;
	while (first < rule->nsteps && is_optional(rule, first))
		first++;
	/* with gaps a row of steps behind each event, else one */
	if (!csq_array_size(n + 1, (size_t) (rule->has_gaps ? 1 + rule->nsteps : 1) * sizeof *all, &size, err) ||
	    !csq_array_size(size / sizeof *all + CSQ_FUNNEL_MAX_STEPS, sizeof *all, &size, err))
		return false;
	all = csq_alloc(size);
	if (rule->order == CSQ_ORDER_ANY)
		*pending = any_order(rule, hits, n, now, all);
	else
		for (int q = level + 1; !*pending && q <= rule->nsteps; q++)
		{
			for (int p = q - 1; !*pending && p >= first; p--)
				for (int f = p + 1; !*pending && f <= q; f++)
				{
					*pending = goes_on(rule, hits, n, now, all, p, f, q);
					if (!is_optional(rule, f))
						break;
				}
			if (!is_optional(rule, q))
				break;
		}
	csq_free(all);
	return true;
}

bool
csq_funnel_pending(const CsqFunnelRule *rule, const CsqHit *hits, size_t n, const CsqHit *now, int level, bool *pending,
                   CsqError *err)
{
	CsqFunnelRule alone = *rule;
	CsqHit       *sorted;

	if (rule->same == CSQ_SAME_NONE || n == 0)
		return is_pending(rule, hits, n, now, level, pending, err);
	/* what may follow is of the part of the chain that it takes further */
	alone.same = CSQ_SAME_NONE;
	sorted = csq_funnel_by_part(hits, n);
	*pending = false;
	for (size_t i = 0, to; i < n && !*pending; i = to)
	{
		to = csq_funnel_next_part(sorted, n, i);
		if (sorted[i].part != 0 && !is_pending(&alone, sorted + i, to - i, now, level, pending, err))
			return false;
	}
	csq_free(sorted);
	return true;
}
