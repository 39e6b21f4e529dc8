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
	static const char *const names[] = {"pending", "running", "overdue", "met", "breached", "skipped", NULL};

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

/* Where stage j ended, or would end (*known false; *projected false where that is past the days that are known). */
static int64_t
end_of(const Chain *c, int j, bool *known, bool *projected)
{
	*known = true;
	if (is_done(c, j))
		return c->stages[j].done_at;
	if (c->results[j].state == CSQ_STAGE_SKIPPED)
		return way_before(c, j);
	*known = false;
	*projected = c->results[j].has_due;
	return c->results[j].due > c->as_of ? c->results[j].due : c->as_of;
}

/* False when not even a projection can be made. */
static bool
find_anchor(const Chain *c, int i, CsqStageResult *r)
{
	int  anchor = c->stages[i].anchor;
	bool projected = true;

	r->has_anchor = true;
	if (anchor == CSQ_ANCHOR_TRIGGER || (anchor < 0 && i == 0))
		r->anchor = c->trigger;
	else if (anchor == CSQ_ANCHOR_BUDGET)
	{
		r->anchor = c->results[i - 1].due;
		r->has_anchor = c->results[i - 1].has_anchor && c->results[i - 1].has_due;
		projected = c->results[i - 1].has_due;
	}
	else
		r->anchor = end_of(c, anchor == CSQ_ANCHOR_PREVIOUS ? i - 1 : anchor, &r->has_anchor, &projected);
	if (c->trigger > c->as_of)
		r->has_anchor = false;
	return projected;
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
	if (!done && !r->has_anchor)
		r->state = CSQ_STAGE_PENDING;
	else if (!r->has_breach && end > csq_calendar_known_until(c->stages[i].cal))
		r->state = CSQ_STAGE_UNKNOWN;
	else if (done)
		r->state = r->has_breach && end > r->breach ? CSQ_STAGE_BREACHED : CSQ_STAGE_MET;
	else
		r->state = r->has_breach && end > r->breach ? CSQ_STAGE_OVERDUE : CSQ_STAGE_RUNNING;
}

/* Time in the measure of a stage; *known is false where it reaches past the days that its calendar knows. */
static bool
measure(const Chain *c, const CsqChainStage *s, int64_t from, int64_t to, int64_t *usec, bool *known)
{
	*known = csq_sla_measure(s->cal, csq_sla_counts_open_time(&s->target), from, to, c->pauses, usec, c->err);
	return *known || c->err->code == CSQ_BEYOND;
}

static bool
measure_stage(const Chain *c, int i, bool current, CsqStageResult *r)
{
	const CsqChainStage *s = &c->stages[i];
	bool                 done = is_done(c, i);
	int64_t              end = done ? s->done_at : c->as_of;
	int64_t              way = way_before(c, i);
	int64_t              from = s->anchor == CSQ_ANCHOR_BUDGET && way < r->anchor ? way : r->anchor;
	int64_t              used;

	r->has_spent = done || current;
	if (r->has_spent && way < end && !measure(c, s, way, end, &r->spent, &r->has_spent))
		return false;
	if (!r->has_anchor || r->state == CSQ_STAGE_SKIPPED)
		return true;
	r->has_elapsed = true;
	if (from < end && !measure(c, s, from, end, &r->elapsed, &r->has_elapsed))
		return false;
	if (!csq_target_is_time(&s->target))
		return !r->has_due || measure(c, s, end, r->due, &r->slack, &r->has_slack);
	if (!measure(c, s, r->anchor, end, &used, &r->has_slack))
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

/* The deadline of a stage: none where it lies past the days that its calendar knows. */
static bool
find_due(const Chain *c, const CsqChainStage *s, CsqStageResult *r)
{
	r->has_due = csq_target_due(s->cal, r->anchor, &s->target, c->pauses, &r->due, c->err);
	if (!r->has_due && c->err->code != CSQ_BEYOND)
		return false;
	r->has_breach = csq_target_breach(s->cal, r->anchor, &s->target, c->pauses, &r->breach, c->err);
	return r->has_breach || c->err->code == CSQ_BEYOND;
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

		r->projected = find_anchor(&c, i, r);
		if (r->projected && !find_due(&c, &stages[i], r))
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
