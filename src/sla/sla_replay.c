/*
 * sla_replay.c
 *		From a clock's events to what happened: spells and runs.
 *
 * A state machine over the events in the order of sla.h: events of one instant are
 * arranged so that the fewest are without effect.  What fits no state changes
 * nothing and is recorded as an ignored event:
 *
 *	 start	  begins; while running: ignored; after stop or cancel: as reopen
 *	 pause	  one open pause per reason (no reason is a reason of its own); before
 *			  the start it waits, so that the clock starts paused; ignored if that
 *			  reason is open already, or after stop
 *	 resume	  ends the pause of its reason; if there is none of that reason, all
 *	 stop	  ends the run and every pause; ignored unless running
 *	 reopen	  see CsqReopen; after cancel always a new cycle, unless ignored
 *	 cancel	  ends the run and every pause
 *	 extend	  adds to the target from its instant on; lapses with the run
 *	 retarget see CsqRetarget; replaces the target with its extensions
 *	 assign	  changes the owner from its instant on
 *
 * Overlapping pauses make one paused spell, or several that touch when their
 * reasons are asked for.  O(events), whatever the time they span.
 */
#include "sla/sla.h"

#include "base/instant.h"

typedef struct Machine
{
	CsqReplay       *r;
	CsqSlaRules      rules;
	const CsqTarget *given; /* NULL: targets are not looked at */
	CsqTarget        base;  /* target without extensions */
	CsqTarget        total; /* target in force */
	bool             explain;
	CsqSpellState    phase; /* pending, running, stopped, cancelled */
	int64_t          at;    /* everything before is recorded */
	int              cycle;
	bool             cut; /* all pauses ended at this instant: one that begins now is another spell */
	CsqText          owner;
	int              npauses;
	CsqText          pauses[CSQ_CLOCK_MAX_OPEN_PAUSES]; /* open, oldest first */
	CsqError        *err;
} Machine;

/* ---- spells ---- */

/* "waiting for customer + vendor"; NULL when no open pause has a reason. */
static CsqText
joined_reasons(const Machine *m)
{
	CsqText t = {NULL, 0};
	CsqBuf  b;
	bool    any = false;

	for (int i = 0; i < m->npauses; i++)
		any |= m->pauses[i].s != NULL;
	if (!any)
		return t;
	csq_buf_init(&b);
	for (int i = 0; i < m->npauses; i++)
	{
		if (m->pauses[i].s == NULL)
			continue;
		if (b.len > 0)
			csq_buf_str(&b, " + ");
		csq_buf_put(&b, m->pauses[i].s, m->pauses[i].len);
	}
	t.s = b.data;
	t.len = b.len;
	return t;
}

static CsqSpellState
spell_state(const Machine *m)
{
	return m->phase == CSQ_SPELL_RUNNING && m->npauses > 0 ? CSQ_SPELL_PAUSED : m->phase;
}

static CsqSpell *
new_spell(Machine *m, int64_t lo, int64_t hi, CsqSpellState state)
{
	CsqSpell *s = &m->r->spells[m->r->nspells++];

	memset(s, 0, sizeof *s);
	s->lo = lo;
	s->hi = hi;
	s->state = state;
	s->owner = m->owner;
	return s;
}

/* Record what lasted until now.  A spell that only goes on grows, unless it is to be explained. */
static void
advance(Machine *m, int64_t at)
{
	CsqSpellState state = spell_state(m);
	CsqReplay    *r = m->r;
	const CsqRun *run = r->nruns > 0 ? &r->runs[r->nruns - 1] : NULL;

	if (at <= m->at)
		return;
	if (!m->explain && !m->cut && r->nspells > 0 && r->spells[r->nspells - 1].state == state &&
	    r->spells[r->nspells - 1].hi == m->at && (run == NULL || r->nspells > run->first_spell))
		r->spells[r->nspells - 1].hi = at;
	else
	{
		CsqSpell *s = new_spell(m, m->at, at, state);

		if (m->explain && state == CSQ_SPELL_PAUSED)
			s->reason = joined_reasons(m);
	}
	m->at = at;
	m->cut = false;
}

static bool
ignored(Machine *m, const CsqClockEvent *e, const char *why)
{
	CsqBuf    b;
	CsqSpell *s;

	if (!m->explain)
		return true;
	advance(m, e->at);
	s = new_spell(m, e->at, e->at, CSQ_SPELL_IGNORED);
	csq_buf_init(&b);
	csq_buf_printf(&b, "%s ignored: %s", csq_clock_kind_name(e->kind), why);
	s->reason.s = b.data;
	s->reason.len = b.len;
	return true;
}

/* The spell that just ended was a pause that nobody ended. */
static void
mark_open_end(Machine *m)
{
	uint32_t i = m->r->nspells;

	while (i > 0 && m->r->spells[i - 1].state == CSQ_SPELL_IGNORED)
		i--;
	if (m->npauses > 0 && i > 0)
		m->r->spells[i - 1].open_end = m->r->spells[i - 1].state == CSQ_SPELL_PAUSED;
}

/* ---- runs and targets ---- */

static CsqRun *
last_run(const Machine *m)
{
	return m->r->nruns == 0 ? NULL : &m->r->runs[m->r->nruns - 1];
}

static void
push_target(Machine *m, int64_t from)
{
	CsqTargetFrom *t = &m->r->targets[m->r->ntargets++];

	t->from = from;
	t->target = m->total;
	if (m->r->nruns > 0)
		last_run(m)->ntargets++;
}

static void
begin_run(Machine *m, int64_t at)
{
	CsqRun *run = &m->r->runs[m->r->nruns++];

	memset(run, 0, sizeof *run);
	run->cycle = m->cycle;
	run->start = at;
	run->first_spell = m->r->nspells;
	run->first_target = m->r->ntargets;
	m->phase = CSQ_SPELL_RUNNING;
	push_target(m, at);
}

static void
end_run(Machine *m, int64_t at, CsqRunEnd how)
{
	CsqRun *run = last_run(m);

	mark_open_end(m);
	run->ended = how;
	run->end = at;
	run->paused = m->npauses > 0;
	run->nspells = m->r->nspells - run->first_spell;
}

/* Go on with a stopped run.  Targets set in the meantime hold from now on: a stopped clock breaches nothing. */
static void
resume_run(Machine *m, int64_t at)
{
	CsqRun *run = last_run(m);

	for (uint32_t i = m->r->ntargets; i > run->first_target && m->r->targets[i - 1].from > run->end; i--)
		m->r->targets[i - 1].from = at;
	m->phase = CSQ_SPELL_RUNNING;
	run->ended = CSQ_RUN_OPEN;
}

static bool
reopen(Machine *m, const CsqClockEvent *e)
{
	bool cancelled = m->phase == CSQ_SPELL_CANCELLED;

	if (m->rules.reopen == CSQ_REOPEN_IGNORE && m->r->nruns > 0)
		return ignored(m, e, "the first stop is final");
	if (m->rules.reopen == CSQ_REOPEN_IGNORE && cancelled)
		return ignored(m, e, "the clock was cancelled");
	advance(m, e->at);
	if (m->rules.reopen == CSQ_REOPEN_RESUME && !cancelled)
	{
		resume_run(m, e->at);
		return true;
	}
	if (m->rules.reopen == CSQ_REOPEN_RESTART && !cancelled)
		last_run(m)->ended = CSQ_RUN_RESTARTED;
	else
		m->cycle++;
	m->total = m->base;
	begin_run(m, e->at);
	return true;
}

static bool
start(Machine *m, const CsqClockEvent *e)
{
	if (m->phase == CSQ_SPELL_RUNNING)
		return ignored(m, e, "the clock has started already");
	if (m->phase != CSQ_SPELL_PENDING)
		return reopen(m, e);
	advance(m, e->at);
	m->cycle++;
	begin_run(m, e->at);
	return true;
}

static bool
stop(Machine *m, const CsqClockEvent *e)
{
	if (m->phase != CSQ_SPELL_RUNNING)
		return ignored(m, e,
		               m->phase == CSQ_SPELL_PENDING   ? "the clock has not started"
		               : m->phase == CSQ_SPELL_STOPPED ? "the clock has stopped already"
		                                               : "the clock was cancelled");
	advance(m, e->at);
	end_run(m, e->at, CSQ_RUN_STOPPED);
	m->npauses = 0;
	m->phase = CSQ_SPELL_STOPPED;
	return true;
}

static bool
cancel(Machine *m, const CsqClockEvent *e)
{
	if (m->phase == CSQ_SPELL_CANCELLED)
		return ignored(m, e, "the clock was cancelled already");
	advance(m, e->at);
	if (m->phase == CSQ_SPELL_RUNNING)
		end_run(m, e->at, CSQ_RUN_CANCELLED);
	else if (m->r->nruns > 0)
		last_run(m)->ended = CSQ_RUN_CANCELLED;
	m->npauses = 0;
	m->phase = CSQ_SPELL_CANCELLED;
	return true;
}

/* ---- pauses ---- */

static bool
same_reason(const CsqText *a, const CsqText *b)
{
	if (a->s == NULL || b->s == NULL)
		return a->s == b->s;
	return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
}

static int
find_pause(const Machine *m, const CsqText *reason)
{
	for (int i = 0; i < m->npauses; i++)
		if (same_reason(&m->pauses[i], reason))
			return i;
	return -1;
}

static bool
pause_clock(Machine *m, const CsqClockEvent *e)
{
	if (m->phase == CSQ_SPELL_STOPPED || m->phase == CSQ_SPELL_CANCELLED)
		return ignored(m, e, "the clock does not run");
	if (find_pause(m, &e->reason) >= 0)
		return ignored(m, e, "it is paused for that reason already");
	if (m->npauses == CSQ_CLOCK_MAX_OPEN_PAUSES)
		return csq_fail(m->err, CSQ_LIMIT, "too many pauses are open at once") ||
		       csq_detail(m->err, "A clock has at most %d pauses with different reasons open at a time.",
		                  CSQ_CLOCK_MAX_OPEN_PAUSES);
	advance(m, e->at);
	m->pauses[m->npauses++] = e->reason;
	return true;
}

static bool
resume(Machine *m, const CsqClockEvent *e)
{
	int i = e->reason.s == NULL ? -1 : find_pause(m, &e->reason);

	if (m->npauses == 0)
		return ignored(m, e, "the clock is not paused");
	advance(m, e->at);
	if (i < 0)
		m->npauses = 0;
	else
	{
		m->npauses--;
		memmove(&m->pauses[i], &m->pauses[i + 1], (size_t) (m->npauses - i) * sizeof *m->pauses);
	}
	m->cut = m->npauses == 0;
	return true;
}

/* ---- targets ---- */

static bool
extend(Machine *m, const CsqClockEvent *e)
{
	bool      weeks = m->total.kind == CSQ_TARGET_CALENDAR_WEEKS || e->amount.kind == CSQ_TARGET_CALENDAR_WEEKS;
	CsqTarget more = e->amount;

	if (m->given == NULL)
		return true;
	if (weeks && more.kind != m->total.kind)
	{ /* weeks and calendar days are both days */
		CsqTarget *w = more.kind == CSQ_TARGET_CALENDAR_WEEKS ? &more : &m->total;

		w->kind = CSQ_TARGET_CALENDAR_DAYS;
		w->amount *= 7;
	}
	if (more.kind != m->total.kind)
	{
		CsqBuf a, b;

		csq_buf_init(&a);
		csq_buf_init(&b);
		csq_target_text(&a, &e->amount);
		csq_target_text(&b, &m->total);
		return csq_fail(m->err, CSQ_PARAM, "cannot extend a target of %s by %s", b.data, a.data) ||
		       csq_detail(
				   m->err,
				   "An extension counts the same thing as the target: open time, time round the clock, business days, calendar days or months.") ||
		       csq_hint(m->err, "Replace the target by a retarget event.");
	}
	m->total.rolls |= more.rolls;
	if (!csq_add_i64(m->total.amount, more.amount, &m->total.amount) || !csq_target_check(&m->total, CSQ_RANGE, m->err))
		return csq_fail(m->err, CSQ_RANGE, "extended target out of range") ||
		       csq_detail(m->err, "A target has at most 1000000 hours, days, weeks or months.");
	push_target(m, e->at);
	return true;
}

static bool
retarget(Machine *m, const CsqClockEvent *e)
{
	if (m->given == NULL && m->rules.retarget != CSQ_RETARGET_RESTART)
		return true;
	if (m->rules.retarget == CSQ_RETARGET_FREEZE)
		return ignored(m, e, "the target is frozen");
	m->base = m->total = e->amount;
	if (m->rules.retarget == CSQ_RETARGET_RESTART && m->phase == CSQ_SPELL_RUNNING)
	{
		int open = m->npauses;

		advance(m, e->at);
		m->npauses = 0; /* its pauses go on in the new run: they are not left open */
		end_run(m, e->at, CSQ_RUN_RESTARTED);
		m->npauses = open;
		begin_run(m, e->at);
		return true;
	}
	if (m->rules.retarget == CSQ_RETARGET_RETROACTIVE && m->r->nruns > 0)
	{
		CsqRun *run = last_run(m);

		m->r->ntargets = run->first_target;
		run->ntargets = 0;
		push_target(m, run->start);
		return true;
	}
	push_target(m, e->at);
	return true;
}

static bool
assign(Machine *m, const CsqClockEvent *e)
{
	if (m->explain)
		advance(m, e->at);
	m->owner = e->reason;
	return true;
}

/* ---- events of one instant ---- */

/* What decides whether an event has an effect. */
typedef struct Light
{
	CsqSpellState  phase;
	bool           has_run;
	int            npauses;
	const CsqText *pauses[CSQ_CLOCK_MAX_OPEN_PAUSES];
} Light;

static bool
moves_state(int kind)
{
	return kind != CSQ_CLOCK_RETARGET && kind != CSQ_CLOCK_EXTEND && kind != CSQ_CLOCK_ASSIGN;
}

/* The effect of an event that moves the state, as step() has it; false: none. */
static bool
light_step(Light *l, CsqReopen rule, const CsqClockEvent *e)
{
	bool ended = l->phase == CSQ_SPELL_STOPPED || l->phase == CSQ_SPELL_CANCELLED;
	int  i = 0;

	switch (e->kind)
	{
		case CSQ_CLOCK_START:
		case CSQ_CLOCK_REOPEN:
			if (ended ? rule == CSQ_REOPEN_IGNORE && (l->has_run || l->phase == CSQ_SPELL_CANCELLED)
			          : e->kind == CSQ_CLOCK_REOPEN || l->phase == CSQ_SPELL_RUNNING)
				return false;
			l->phase = CSQ_SPELL_RUNNING;
			l->has_run = true;
			return true;
		case CSQ_CLOCK_RESUME:
			if (l->npauses == 0)
				return false;
			while (i < l->npauses && (e->reason.s == NULL || !same_reason(l->pauses[i], &e->reason)))
				i++;
			if (i == l->npauses)
				l->npauses = 0;
			else
				l->pauses[i] = l->pauses[--l->npauses];
			return true;
		case CSQ_CLOCK_PAUSE:
			for (i = 0; i < l->npauses; i++)
				if (same_reason(l->pauses[i], &e->reason))
					return false;
			if (ended || l->npauses == CSQ_CLOCK_MAX_OPEN_PAUSES)
				return false;
			l->pauses[l->npauses++] = &e->reason;
			return true;
		case CSQ_CLOCK_STOP:
			if (l->phase != CSQ_SPELL_RUNNING)
				return false;
			break;
		default:
			if (l->phase == CSQ_SPELL_CANCELLED)
				return false;
	}
	l->phase = e->kind == CSQ_CLOCK_STOP ? CSQ_SPELL_STOPPED : CSQ_SPELL_CANCELLED;
	l->npauses = 0;
	return true;
}

#define TIED_ALL_ORDERS 6 /* so many are tried in every order; of more, whatever has an effect goes first */

typedef struct Arranger
{
	const CsqClockEvent **events; /* in canonical order */
	int                   n;
	CsqReopen             rule;
	int                   order[TIED_ALL_ORDERS];
	int                   best[TIED_ALL_ORDERS];
	int                   fewest; /* events without effect */
} Arranger;

/* All orders, canonical ones first: the first of those with the fewest events without effect is kept. */
static void
try_orders(Arranger *a, const Light *before, int depth, unsigned used, int wasted)
{
	if (wasted >= a->fewest)
		return;
	if (depth == a->n)
	{
		a->fewest = wasted;
		memcpy(a->best, a->order, sizeof a->best);
		return;
	}
	for (int i = 0; i < a->n && a->fewest > 0; i++)
	{
		Light after;
		bool  effect;

		if (used >> i & 1)
			continue;
		after = *before;
		effect = light_step(&after, a->rule, a->events[i]);
		a->order[depth] = i;
		try_orders(a, &after, depth + 1, used | 1u << i, wasted + !effect);
	}
}

/* Many at once: whatever has an effect goes first. */
static void
greedy_order(const CsqClockEvent **events, int n, Light *l, CsqReopen rule)
{
	for (int done = 0; done < n; done++)
	{
		int                  i = done;
		const CsqClockEvent *e;

		while (i < n)
		{
			Light after = *l;

			if (light_step(&after, rule, events[i]))
			{
				*l = after;
				break;
			}
			i++;
		}
		if (i == n)
			return; /* nothing has an effect any more */
		e = events[i];
		memmove(&events[done + 1], &events[done], (size_t) (i - done) * sizeof *events);
		events[done] = e;
		csq_check_interrupts();
	}
}

/*
 * The order of n events of one instant and one seq: see sla.h.  Targets and owners
 * change after the last start or reopening among them, so that they hold for what
 * it begins, else first.
 */
static void
arrange(const Machine *m, const CsqClockEvent *tied, int n, const CsqClockEvent **out)
{
	const CsqClockEvent **moves = csq_alloc((size_t) n * sizeof *moves);
	Arranger              a = {.events = moves, .rule = m->rules.reopen};
	Light                 l = {m->phase, m->r->nruns > 0, m->npauses, {NULL}};
	int                   begins = 0; /* moves up to the last start or reopening */
	int                   k = 0;

	for (int i = 0; i < m->npauses; i++)
		l.pauses[i] = &m->pauses[i];
	for (int i = 0; i < n; i++)
		if (moves_state(tied[i].kind))
			moves[a.n++] = &tied[i];
	if (a.n <= TIED_ALL_ORDERS)
	{
		const CsqClockEvent *copy[TIED_ALL_ORDERS];

		a.fewest = a.n + 1;
		try_orders(&a, &l, 0, 0, 0);
		for (int i = 0; i < a.n; i++)
			copy[i] = moves[i];
		for (int i = 0; i < a.n; i++)
			moves[i] = copy[a.best[i]];
	}
	else
		greedy_order(moves, a.n, &l, a.rule);
	for (int i = 0; i < a.n; i++)
		if (moves[i]->kind == CSQ_CLOCK_START || moves[i]->kind == CSQ_CLOCK_REOPEN)
			begins = i + 1;
	for (int i = 0; i < begins; i++)
		out[k++] = moves[i];
	for (int i = 0; i < n; i++)
		if (!moves_state(tied[i].kind))
			out[k++] = &tied[i];
	for (int i = begins; i < a.n; i++)
		out[k++] = moves[i];
	csq_free(moves);
}

/* ---- all of it ---- */

static bool
step(Machine *m, const CsqClockEvent *e)
{
	switch (e->kind)
	{
		case CSQ_CLOCK_START:
			return start(m, e);
		case CSQ_CLOCK_REOPEN:
			if (m->phase == CSQ_SPELL_STOPPED || m->phase == CSQ_SPELL_CANCELLED)
				return reopen(m, e);
			return ignored(m, e,
			               m->phase == CSQ_SPELL_PENDING ? "the clock has not started" : "the clock has not stopped");
		case CSQ_CLOCK_RETARGET:
			return retarget(m, e);
		case CSQ_CLOCK_EXTEND:
			return extend(m, e);
		case CSQ_CLOCK_RESUME:
			return resume(m, e);
		case CSQ_CLOCK_ASSIGN:
			return assign(m, e);
		case CSQ_CLOCK_PAUSE:
			return pause_clock(m, e);
		case CSQ_CLOCK_STOP:
			return stop(m, e);
		default:
			return cancel(m, e);
	}
}

/* All events of one instant and one seq; settled, if not NULL, takes them in the order in which they count. */
static bool
steps(Machine *m, const CsqClockEvent *events, int n, CsqClockEvent *settled)
{
	const CsqClockEvent **order;

	if (n == 1 && settled == NULL)
		return step(m, events);
	order = csq_alloc((size_t) n * sizeof *order);
	arrange(m, events, n, order);
	for (int i = 0; i < n; i++)
	{
		if (settled != NULL)
			settled[i] = *order[i];
		if (!step(m, order[i]))
			return false;
	}
	csq_free(order);
	return true;
}

static bool
replay(const CsqClockView *view, const CsqTarget *target, CsqSlaRules rules, int64_t as_of, bool explain,
       CsqClockEvent *settled, CsqReplay *r, CsqError *err)
{
	Machine m;
	size_t  n = view->n;

	memset(r, 0, sizeof *r);
	memset(&m, 0, offsetof(Machine, pauses));
	/* an event ends at most one spell and is at most one more; one run, one target and one more target at a new run */
	r->spells = csq_alloc((2 * n + 2) * sizeof *r->spells);
	r->runs = csq_alloc((n + 1) * sizeof *r->runs);
	r->targets = csq_alloc((2 * n + 2) * sizeof *r->targets);
	m.r = r;
	m.rules = rules;
	m.given = target;
	m.explain = explain;
	m.err = err;
	m.phase = CSQ_SPELL_PENDING;
	m.at = n > 0 ? view->events[0].at : as_of;
	if (target != NULL)
		m.base = m.total = *target;
	for (size_t i = 0, end; i < n && view->events[i].at <= as_of; i = end)
	{
		end = i + 1;
		while (end < n && csq_clock_tied(&view->events[i], &view->events[end]))
			end++;
		csq_check_interrupts();
		if (!steps(&m, &view->events[i], (int) (end - i), settled == NULL ? NULL : &settled[i]))
			return false;
	}
	advance(&m, as_of);
	r->state = spell_state(&m);
	if (m.phase == CSQ_SPELL_RUNNING)
		end_run(&m, as_of, CSQ_RUN_OPEN);
	else if (r->nruns > 0)
		last_run(&m)->nspells = r->nspells - last_run(&m)->first_spell;
	return true;
}

bool
csq_sla_replay(const CsqClockView *view, const CsqTarget *target, CsqSlaRules rules, int64_t as_of, bool explain,
               CsqReplay *r, CsqError *err)
{
	return replay(view, target, rules, as_of, explain, NULL, r, err);
}

bool
csq_sla_settle(CsqClockView *view, CsqSlaRules rules, CsqError *err)
{
	CsqClockEvent *settled = csq_alloc(((size_t) view->n + 1) * sizeof *settled);
	CsqReplay      r;

	if (!replay(view, NULL, rules, CSQ_END_INSTANT - 1, false, settled, &r, err))
		return false;
	for (uint32_t i = 0, end; i < view->n; i = end)
	{
		end = i + 1;
		while (end < view->n && settled[end].at == settled[i].at)
			end++;
		for (uint32_t k = i; k < end && end - i > 1; k++)
		{
			settled[k].has_seq = true;
			settled[k].seq = k - i + 1;
		}
	}
	view->events = settled;
	return true;
}
