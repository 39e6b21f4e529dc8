/*
 * sla_status.c
 *		One run of a clock judged against its targets on a calendar.
 *
 * A run is an instant, and the gaps in which it does not count: its pauses, and
 * the time between a stop and a reopening that resumed it.  So every figure is a
 * question to the calendar with those gaps as pauses:
 *
 *	 elapsed	open time from start to end without the gaps
 *	 due		earliest instant at which the target is used up, breach: the last one
 *	 breached	end > breach
 *
 * A pause that is open at the end lasts until the end, so deadlines of a clock
 * that is paused now are those it would have if it were resumed now.
 *
 * The days that a calendar knows may end before the deadline.  What they decide is
 * decided all the same: a run that ends within them is in time when they do not use
 * up its target.  What they do not decide is unknown, never a guess.
 *
 * The target may change on the way.  The first breach is looked for in the window
 * of each target in turn, so it is found also when a later target healed it.
 */
#include "sla/sla.h"

#include <math.h>

#include "base/instant.h"
#include "base/sort.h"
#include "base/literal.h"

const char *
csq_sla_state_name(CsqSlaState s)
{
	static const char *const names[] = {"pending",  "running", "paused",    "met",
	                                    "breached", "overdue", "cancelled", NULL};

	return names[s];
}

static bool
bad_word(const char *what, const char *s, size_t len, const char *known, CsqError *err)
{
	return csq_fail(err, CSQ_PARAM, "unknown %s rule \"%s\"", what, csq_quoted(s, len).s) ||
	       csq_detail(err, "Known are %s.", known);
}

bool
csq_sla_reopen_parse(const char *s, size_t len, CsqReopen *r, CsqError *err)
{
	static const char *const words[] = {"resume", "restart", "new_cycle", "ignore"};
	int                      i = csq_option_of((CsqText){s, len}, words, 4);

	*r = (CsqReopen) i;
	return i >= 0 || bad_word("reopen", s, len, "resume, restart, new_cycle and ignore", err);
}

bool
csq_sla_retarget_parse(const char *s, size_t len, CsqRetarget *r, CsqError *err)
{
	static const char *const words[] = {"carry", "restart", "retroactive", "freeze"};
	int                      i = csq_option_of((CsqText){s, len}, words, 4);

	*r = (CsqRetarget) i;
	return i >= 0 || bad_word("retarget", s, len, "carry, restart, retroactive and freeze", err);
}

/* ---- measuring ---- */

/* Time round the clock between two instants (lo <= hi) without the pauses. */
static bool
round_the_clock(int64_t lo, int64_t hi, CsqPauses pauses, int64_t *usec, CsqError *err)
{
	if (!csq_sub_i64(hi, lo, usec))
		return csq_fail(err, CSQ_DATETIME, "time between two instants out of range");
	for (int i = 0; i < pauses.n; i++)
	{
		int64_t a = pauses.lohi[2 * i] > lo ? pauses.lohi[2 * i] : lo;
		int64_t b = pauses.lohi[2 * i + 1] < hi ? pauses.lohi[2 * i + 1] : hi;

		csq_poll(i);
		if (a < b)
			*usec -= b - a;
	}
	return true;
}

bool
csq_sla_measure(const CsqCalendar *cal, bool open_time, int64_t from, int64_t to, CsqPauses pauses, int64_t *usec,
                CsqError *err)
{
	if (open_time)
		return csq_calendar_elapsed_pauses(cal, from, to, pauses, usec, err);
	if (from <= to)
		return round_the_clock(from, to, pauses, usec, err);
	if (!round_the_clock(to, from, pauses, usec, err))
		return false;
	*usec = -*usec;
	return true;
}

/* ---- thresholds ---- */

static bool
check_share(double share, CsqError *err)
{
	if (share >= 0 && share <= 1000000)
		return true;
	return csq_fail(err, CSQ_PARAM, "share of a target must lie between 0 and 1000000, not %g", share) ||
	       csq_hint(err, "Write 0.8 for 80 %%.");
}

bool
csq_sla_scale(const CsqTarget *t, double share, CsqTarget *result, CsqError *err)
{
	double usec;

	if (!check_share(share, err))
		return false;
	*result = *t;
	if (!csq_target_is_time(t))
		return csq_fail(err, CSQ_PARAM, "only targets that are a time have shares, not days or months") ||
		       csq_detail(err, "A day target ends at the end of a day; half of it has no meaning of its own.") ||
		       csq_hint(err,
		                "Use threshold_at(calendar, start, target, share), which divides the time up to the deadline.");
	usec = rint((double) t->amount * share);
	if (usec > (double) CSQ_TARGET_MAX_USEC)
		return csq_fail(err, CSQ_RANGE, "sla_target out of range") ||
		       csq_detail(err, "A target has at most 1000000 hours, days, weeks or months.");
	result->amount = (int64_t) usec;
	return true;
}

bool
csq_sla_threshold(const CsqCalendar *cal, int64_t start, const CsqTarget *t, double share, CsqPauses pauses,
                  int64_t *at, CsqError *err)
{
	CsqTarget part;
	int64_t   due;
	int64_t   whole;

	if (!check_share(share, err))
		return false;
	if (csq_target_is_time(t))
		return csq_sla_scale(t, share, &part, err) && csq_target_due(cal, start, &part, pauses, at, err);
	if (!csq_target_due(cal, start, t, pauses, &due, err))
		return false;
	if (due == INT64_MAX)
	{
		*at = INT64_MAX;
		return true;
	}
	memset(&part, 0, sizeof part);
	part.kind = csq_sla_counts_open_time(t) ? CSQ_TARGET_BUSINESS_TIME : CSQ_TARGET_ELAPSED_TIME;
	if (!csq_sla_measure(cal, csq_sla_counts_open_time(t), start, due < start ? start : due, pauses, &whole, err))
		return false;
	part.amount = whole;
	return csq_sla_scale(&part, share, &part, err) && csq_target_due(cal, start, &part, pauses, at, err);
}

/* ---- pauses cut short ---- */

/* Add a resume to each pause that hides more than cap; *added tells how many. */
static bool
cap_once(CsqClockView *view, const CsqCalendar *cal, int64_t cap, uint32_t *added, CsqError *err)
{
	CsqSlaRules    rules = {CSQ_REOPEN_RESUME, CSQ_RETARGET_CARRY};
	CsqPauses      none = {0, NULL};
	CsqReplay      r;
	CsqClockEvent *events;
	int64_t        at;

	*added = 0;
	if (!csq_sla_replay(view, NULL, rules, CSQ_END_INSTANT - 1, false, &r, err))
		return false;
	events = csq_alloc(((size_t) view->n + r.nspells + 1) * sizeof *events);
	memcpy(events, view->events, view->n * sizeof *events);
	for (uint32_t i = 0; i < r.nspells; i++)
	{
		if (r.spells[i].state != CSQ_SPELL_PAUSED)
			continue;
		if (!csq_calendar_breach(cal, r.spells[i].lo, cap, none, &at, err))
		{
			if (err->code != CSQ_BEYOND)
				return false;
			continue; /* not within the days that are known */
		}
		if (at < r.spells[i].hi)
		{
			CsqClockEvent *e = &events[view->n + (*added)++];

			memset(e, 0, sizeof *e);
			e->at = at;
			e->kind = CSQ_CLOCK_RESUME;
		}
	}
	view->events = events;
	view->n += *added;
	csq_sort(view->events, view->n, sizeof *view->events, csq_clock_event_compare);
	return true;
}

/*
 * A pause that began during one that is cut short becomes a pause of its own:
 * look again until nothing is left to cut.
 */
bool
csq_sla_cap_pauses(CsqClockView *view, const CsqCalendar *cal, int64_t cap, CsqError *err)
{
	CsqSlaRules rules = {CSQ_REOPEN_RESUME, CSQ_RETARGET_CARRY};
	uint32_t    added;

	if (!csq_sla_settle(view, rules, err))
		return false;
	do
	{
		csq_check_interrupts();
		if (!cap_once(view, cal, cap, &added, err))
			return false;
	} while (added > 0);
	return true;
}

/* ---- judging ---- */

/* The gaps of a run, and its pauses alone, clipped to the run. */
static void
collect_gaps(const CsqReplay *r, const CsqRun *run, CsqPauses *gaps, CsqPauses *pauses)
{
	int64_t *all = csq_alloc((2 * (size_t) run->nspells + 1) * 2 * sizeof *all);
	int64_t *paused = all + 2 * (size_t) run->nspells;

	gaps->n = pauses->n = 0;
	for (uint32_t i = 0; i < run->nspells; i++)
	{
		const CsqSpell *s = &r->spells[run->first_spell + i];
		int64_t         lo = s->lo > run->start ? s->lo : run->start;
		int64_t         hi = s->hi < run->end ? s->hi : run->end;

		if (lo >= hi || (s->state != CSQ_SPELL_PAUSED && s->state != CSQ_SPELL_STOPPED))
			continue;
		if (gaps->n > 0 && all[2 * gaps->n - 1] == lo)
			all[2 * gaps->n - 1] = hi;
		else
		{
			all[2 * gaps->n] = lo;
			all[2 * gaps->n++ + 1] = hi;
		}
		if (s->state == CSQ_SPELL_PAUSED)
		{
			paused[2 * pauses->n] = lo;
			paused[2 * pauses->n++ + 1] = hi;
		}
	}
	gaps->lohi = all;
	pauses->lohi = paused;
}

/* The target in force at the end of a run: a change at the very end still counts. */
static uint32_t
last_target(const CsqReplay *r, const CsqRun *run)
{
	uint32_t i = run->first_target + run->ntargets - 1;

	while (i > run->first_target && r->targets[i].from > run->end)
		i--;
	return i;
}

/* A question to the calendar: *known is false when it reaches past the known days; false for other failures. */
static bool
unless_beyond(bool answered, bool *known, const CsqError *err)
{
	*known = answered;
	return answered || err->code == CSQ_BEYOND;
}

/*
 * First instant from which the target then in force was exceeded.  *known is false
 * when later days than the calendar knows would tell.
 */
static bool
first_breach(const CsqReplay *r, const CsqRun *run, const CsqCalendar *cal, CsqPauses gaps, bool *found, int64_t *at,
             bool *known, CsqError *err)
{
	uint32_t last = last_target(r, run);

	*found = false;
	for (uint32_t i = run->first_target; i <= last && !*found; i++)
	{
		int64_t lo = r->targets[i].from > run->start ? r->targets[i].from : run->start;
		int64_t hi = i < last ? r->targets[i + 1].from : run->end;
		int64_t breach;
		bool    told;

		if (lo >= hi && i < last)
			continue; /* replaced at once */
		if (!unless_beyond(csq_target_breach(cal, run->start, &r->targets[i].target, gaps, &breach, err), &told, err))
			return false;
		if (!told)
			*known = *known && hi <= csq_calendar_known_until(cal);
		else if (breach < hi)
		{
			*found = true;
			*at = breach > lo ? breach : lo;
		}
	}
	return true;
}

static bool
judge_amounts(const CsqCalendar *cal, const CsqRun *run, const CsqTarget *t, CsqPauses gaps, CsqPauses pauses,
              CsqSlaStatus *s, CsqError *err)
{
	bool      open_time = csq_sla_counts_open_time(t);
	CsqPauses none = {0, NULL};
	int64_t   whole = t->amount;
	bool      has_whole = csq_target_is_time(t);

	if (!unless_beyond(csq_sla_measure(cal, open_time, run->start, run->end, gaps, &s->elapsed, err), &s->has_elapsed,
	                   err))
		return false;
	s->paused = 0;
	s->has_paused = true;
	for (int i = 0; i < pauses.n && s->has_paused; i++)
	{
		int64_t usec = 0;

		csq_check_interrupts();
		if (!unless_beyond(
				csq_sla_measure(cal, open_time, pauses.lohi[2 * i], pauses.lohi[2 * i + 1], none, &usec, err),
				&s->has_paused, err))
			return false;
		s->paused += usec;
	}
	if (s->state == CSQ_SLA_CANCELLED || s->state == CSQ_SLA_UNKNOWN)
		return true;
	if (has_whole)
	{
		s->has_remaining = s->has_elapsed;
		s->remaining = whole - s->elapsed;
	}
	else if (s->has_due)
	{
		if (!unless_beyond(csq_sla_measure(cal, open_time, run->start, s->due, gaps, &whole, err), &has_whole, err) ||
		    !unless_beyond(csq_sla_measure(cal, open_time, run->end, s->due, gaps, &s->remaining, err),
		                   &s->has_remaining, err))
			return false;
	}
	s->has_used = has_whole && s->has_elapsed && whole > 0;
	if (s->has_used)
		s->used = (double) s->elapsed / (double) whole;
	return true;
}

/* From the last run of a cycle: due known or not, breached before or not. */
static CsqSlaState
verdict(const CsqRun *run, const CsqCalendar *cal, const CsqSlaStatus *s, bool known)
{
	bool late;

	if (run->ended == CSQ_RUN_CANCELLED)
		return s->has_breached ? CSQ_SLA_BREACHED : known ? CSQ_SLA_CANCELLED : CSQ_SLA_UNKNOWN;
	if (!s->has_breach && run->end > csq_calendar_known_until(cal))
		return CSQ_SLA_UNKNOWN;
	late = s->has_breach && run->end > s->breach;
	if (run->ended == CSQ_RUN_STOPPED)
		return late ? CSQ_SLA_BREACHED : CSQ_SLA_MET;
	return late ? CSQ_SLA_OVERDUE : run->paused ? CSQ_SLA_PAUSED : CSQ_SLA_RUNNING;
}

bool
csq_sla_judge(const CsqReplay *r, uint32_t index, const CsqCalendar *cal, CsqSlaStatus *s, CsqError *err)
{
	const CsqRun    *run = &r->runs[index];
	const CsqTarget *t = &r->targets[last_target(r, run)].target;
	uint32_t         first = index;
	bool             known = true;
	CsqPauses        gaps;
	CsqPauses        pauses;

	memset(s, 0, sizeof *s);
	s->cycle = run->cycle;
	s->has_start = true;
	s->started = run->start;
	s->has_stop = run->ended == CSQ_RUN_STOPPED;
	s->stopped = run->end;
	while (first > 0 && r->runs[first - 1].cycle == run->cycle)
		first--;
	for (; first < index && !s->has_breached; first++)
	{ /* runs of this cycle that were restarted */
		collect_gaps(r, &r->runs[first], &gaps, &pauses);
		if (!first_breach(r, &r->runs[first], cal, gaps, &s->has_breached, &s->breached, &known, err))
			return false;
	}
	collect_gaps(r, run, &gaps, &pauses);
	if (!s->has_breached && !first_breach(r, run, cal, gaps, &s->has_breached, &s->breached, &known, err))
		return false;
	if (run->ended != CSQ_RUN_CANCELLED || s->has_breached)
	{
		if (!unless_beyond(csq_target_due(cal, run->start, t, gaps, &s->due, err), &s->has_due, err))
			return false;
		if (!unless_beyond(csq_target_breach(cal, run->start, t, gaps, &s->breach, err), &s->has_breach, err))
			return false;
	}
	s->state = verdict(run, cal, s, known);
	return judge_amounts(cal, run, t, gaps, pauses, s, err);
}

bool
csq_sla_status(const CsqClockView *view, const CsqTarget *target, const CsqCalendar *cal, CsqSlaRules rules,
               int64_t as_of, CsqSlaStatus *s, CsqError *err)
{
	CsqReplay r;

	if (!csq_sla_replay(view, target, rules, as_of, false, &r, err))
		return false;
	if (r.nruns == 0)
	{
		memset(s, 0, sizeof *s);
		s->state = r.state == CSQ_SPELL_CANCELLED ? CSQ_SLA_CANCELLED : CSQ_SLA_PENDING;
		return true;
	}
	return csq_sla_judge(&r, r.nruns - 1, cal, s, err);
}
