/*
 * sla_chain.c
 *		Chains of stages: acknowledge, classify, assign, resolve, review, close.
 *
 * Each stage has its own target, its own calendar and an explicit anchor, because
 * "assign within 2 hours, resolve within 2 hours" does not say from when:
 *
 *	 trigger	from what set the case off
 *	 previous	from the completion of the stage before
 *	 budget		from the deadline of the stage before: what the stages before saved
 *				is left to this one, what they overran it has to make good
 *	 a stage	from the completion of that earlier stage
 *
 * A stage without completion that a later one has overtaken is skipped: it ended
 * when the latest stage before it did.  A stage whose anchor has not happened is
 * pending; its deadline is projected as if each stage it waits for ended when due,
 * or now if that has passed.
 *
 * O(stages), each with O(log n + pauses) calendar work.
 */
#include "sla/sla.h"

const char *
csq_stage_state_name(CsqStageState s)
{
	static const char *const names[] = {"pending", "running", "overdue", "met", "breached", "skipped"};

	return names[s];
}

typedef struct Chain
{
	const CsqChainStage *stages;
	CsqStageResult      *results;
	int                  n;
	int64_t              trigger;
	int64_t              as_of;
	CsqPauses            pauses;
	CsqError            *err;
} Chain;

static bool
is_done(const Chain *c, int i)
{
	return c->stages[i].done && c->stages[i].done_at <= c->as_of;
}

/* Latest completion among the stages before i, or the trigger. */
static int64_t
way_before(const Chain *c, int i)
{
	int64_t way = c->trigger;

	for (int k = 0; k < i; k++)
		if (is_done(c, k) && c->stages[k].done_at > way)
			way = c->stages[k].done_at;
	return way;
}

/* Where stage j ended, or would end; *known is false for the latter. */
static int64_t
end_of(const Chain *c, int j, bool *known)
{
	*known = true;
	if (is_done(c, j))
		return c->stages[j].done_at;
	if (c->results[j].state == CSQ_STAGE_SKIPPED)
		return way_before(c, j);
	*known = false;
	return c->results[j].due > c->as_of ? c->results[j].due : c->as_of;
}

static void
find_anchor(const Chain *c, int i, CsqStageResult *r)
{
	int anchor = c->stages[i].anchor;

	r->has_anchor = true;
	if (anchor == CSQ_ANCHOR_TRIGGER || (anchor < 0 && i == 0))
		r->anchor = c->trigger;
	else if (anchor == CSQ_ANCHOR_BUDGET)
	{
		r->anchor = c->results[i - 1].due;
		r->has_anchor = c->results[i - 1].has_anchor;
	}
	else
		r->anchor = end_of(c, anchor == CSQ_ANCHOR_PREVIOUS ? i - 1 : anchor, &r->has_anchor);
	if (c->trigger > c->as_of)
		r->has_anchor = false;
}

static void
find_state(const Chain *c, int i, CsqStageResult *r)
{
	bool    done = is_done(c, i);
	int64_t end = done ? c->stages[i].done_at : c->as_of;

	if (!done)
		for (int k = i + 1; k < c->n; k++)
			if (is_done(c, k))
			{
				r->state = CSQ_STAGE_SKIPPED;
				return;
			}
	if (done)
		r->state = end > r->breach ? CSQ_STAGE_BREACHED : CSQ_STAGE_MET;
	else if (!r->has_anchor)
		r->state = CSQ_STAGE_PENDING;
	else
		r->state = end > r->breach ? CSQ_STAGE_OVERDUE : CSQ_STAGE_RUNNING;
}

static bool
measure_stage(const Chain *c, int i, bool current, CsqStageResult *r)
{
	const CsqChainStage *s = &c->stages[i];
	bool                 open_time = csq_sla_counts_open_time(&s->target);
	bool                 done = is_done(c, i);
	int64_t              end = done ? s->done_at : c->as_of;
	int64_t              way = way_before(c, i);
	int64_t              from = s->anchor == CSQ_ANCHOR_BUDGET && way < r->anchor ? way : r->anchor;
	int64_t              used;

	r->has_spent = done || current;
	if (r->has_spent && way < end && !csq_sla_measure(s->cal, open_time, way, end, c->pauses, &r->spent, c->err))
		return false;
	if (!r->has_anchor || r->state == CSQ_STAGE_SKIPPED)
		return true;
	if (from < end && !csq_sla_measure(s->cal, open_time, from, end, c->pauses, &r->elapsed, c->err))
		return false;
	if (!csq_target_is_time(&s->target))
		return csq_sla_measure(s->cal, open_time, end, r->due, c->pauses, &r->slack, c->err);
	if (!csq_sla_measure(s->cal, open_time, r->anchor, end, c->pauses, &used, c->err))
		return false;
	r->slack = s->target.amount - used;
	return true;
}

/* Shares of the time spent, and the stage that took most. */
static void
find_critical(Chain *c)
{
	double total = 0;
	int    most = -1;

	for (int i = 0; i < c->n; i++)
		if (c->results[i].has_spent)
		{
			total += (double) c->results[i].spent;
			if (c->results[i].spent > 0 && (most < 0 || c->results[i].spent > c->results[most].spent))
				most = i;
		}
	for (int i = 0; i < c->n && total > 0; i++)
		if (c->results[i].has_spent)
			c->results[i].share = (double) c->results[i].spent / total;
	if (most >= 0)
		c->results[most].critical = true;
}

bool
csq_sla_chain(const CsqChainStage *stages, int n, int64_t trigger, int64_t as_of, CsqPauses pauses,
              CsqStageResult *results, CsqError *err)
{
	Chain c = {stages, results, n, trigger, as_of, pauses, err};
	bool  current = trigger <= as_of;

	memset(results, 0, (size_t) n * sizeof *results);
	for (int i = 0; i < n; i++)
	{
		CsqStageResult *r = &results[i];

		find_anchor(&c, i, r);
		if (!csq_target_due(stages[i].cal, r->anchor, &stages[i].target, pauses, &r->due, err) ||
		    !csq_target_breach(stages[i].cal, r->anchor, &stages[i].target, pauses, &r->breach, err))
			return false;
		find_state(&c, i, r);
		if (!measure_stage(&c, i, current && !is_done(&c, i) && r->state != CSQ_STAGE_SKIPPED, r))
			return false;
		if (!is_done(&c, i) && r->state != CSQ_STAGE_SKIPPED)
			current = false;
	}
	find_critical(&c);
	return true;
}
