/*
 * sla_test.c
 *		SLA clocks against a clock that is walked minute by minute.
 *
 * The oracle shares no code with the engine.  It keeps flags, asks a table of
 * open minutes that is filled from weekly hours and hand-written offsets, and
 * counts.  Instants of random histories are whole minutes, so the walk is exact.
 */
#include "test.h"

#include "base/instant.h"
#include "sla/sla.h"

#include "calendar_zones.h"

/* ---- calendars, twice: compiled, and as a table of open minutes ---- */

#define WALK_DAYS    130
#define WALK_MINUTES (WALK_DAYS * 1440)

typedef struct World
{
	const ZoneCase *zone;
	const char     *text;
	CsqCalendar    *cal;
	int32_t         first;           /* date of minute 0, UTC */
	int             hours[7][2][2];  /* per weekday up to two intervals in minutes; lo = hi: none */
	int             since_offset[3]; /* minutes of the walk at which offsets begin */
	int             offset[3];       /* minutes east */
	int             noffsets;
	uint8_t         open[WALK_MINUTES];
} World;

#define WORLDS 3

static World worlds[WORLDS];

static void
fill_open(World *w)
{
	for (int m = 0; m < WALK_MINUTES; m++)
	{
		int     o = 0;
		int64_t local;
		int     tod;
		const int(*h)[2];

		while (o + 1 < w->noffsets && m >= w->since_offset[o + 1])
			o++;
		local = (int64_t) w->first * 1440 + m + w->offset[o];
		tod = (int) csq_floor_mod(local, 1440);
		h = (const int(*)[2]) w->hours[csq_floor_mod(csq_floor_div(local, 1440) + 5, 7)];
		w->open[m] = (tod >= h[0][0] && tod < h[0][1]) || (tod >= h[1][0] && tod < h[1][1]);
	}
}

static void
make_world(World *w, int zone, const char *text, int year, int month, int day)
{
	CsqSpec *spec = csq_alloc0(sizeof *spec);
	CsqZone *z = csq_alloc0(sizeof *z);
	CsqError err;

	w->zone = &zone_cases[zone];
	w->text = text;
	make_zone(z, w->zone);
	CHECK(csq_calendar_parse(text, strlen(text), spec, &err));
	w->cal = csq_calendar_compile(spec, z);
	w->first = csq_date_make(year, month, day);
}

static void
all_days(World *w, int from, int to, int which, int lo, int hi)
{
	for (int d = from; d <= to; d++)
	{
		w->hours[d][which][0] = lo;
		w->hours[d][which][1] = hi;
	}
}

/* Minute of the walk at a UTC date and time. */
static int
minute_of(const World *w, int y, int mo, int d, int h)
{
	return (csq_date_make(y, mo, d) - w->first) * 1440 + h * 60;
}

static void
make_worlds(void)
{
	test_section("calendars of the walk");
	/* Berlin around the end of summer time, 26 October 2025, 01:00 UTC */
	make_world(&worlds[0], 1, "tz Europe/Berlin; mon-fri 09:00-12:00 13:30-18:00; sat 10:00-14:00", 2025, 10, 6);
	all_days(&worlds[0], 0, 4, 0, 540, 720);
	all_days(&worlds[0], 0, 4, 1, 810, 1080);
	all_days(&worlds[0], 5, 5, 0, 600, 840);
	worlds[0].noffsets = 2;
	worlds[0].offset[0] = 120;
	worlds[0].offset[1] = 60;
	worlds[0].since_offset[1] = minute_of(&worlds[0], 2025, 10, 26, 1);
	/* New York around the start of summer time, 10 March 2024, 07:00 UTC; open at night and on Sunday */
	make_world(&worlds[1], 0, "tz America/New_York; mon-sun 00:00-03:00 08:00-20:00", 2024, 2, 19);
	all_days(&worlds[1], 0, 6, 0, 0, 180);
	all_days(&worlds[1], 0, 6, 1, 480, 1200);
	worlds[1].noffsets = 2;
	worlds[1].offset[0] = -300;
	worlds[1].offset[1] = -240;
	worlds[1].since_offset[1] = minute_of(&worlds[1], 2024, 3, 10, 7);
	/* Lord Howe: half an hour, 6 April 2024, 15:00 UTC; round the clock on weekends */
	make_world(&worlds[2], 2, "tz Australia/Lord_Howe; mon-fri 07:15-16:45; sat-sun 00:00-24:00", 2024, 3, 25);
	all_days(&worlds[2], 0, 4, 0, 435, 1005);
	all_days(&worlds[2], 5, 6, 0, 0, 1440);
	worlds[2].noffsets = 2;
	worlds[2].offset[0] = 660;
	worlds[2].offset[1] = 630;
	worlds[2].since_offset[1] = minute_of(&worlds[2], 2024, 4, 6, 15);
	for (int i = 0; i < WORLDS; i++)
		fill_open(&worlds[i]);
}

/* ---- random histories ---- */

#define MAX_EVENTS 14

typedef struct Event
{
	int minute;
	int kind;
	int reason; /* 0: none; 1, 2 */
	int amount; /* minutes, for extend and retarget */
} Event;

typedef struct History
{
	World      *w;
	int         n;
	Event       e[MAX_EVENTS]; /* in canonical order */
	int         target;        /* minutes */
	bool        business;
	int         as_of;
	CsqSlaRules rules;
} History;

static int
event_order(const void *pa, const void *pb)
{
	const Event *a = pa;
	const Event *b = pb;

	if (a->minute != b->minute)
		return a->minute - b->minute;
	if (a->kind != b->kind)
		return a->kind - b->kind;
	if (a->amount != b->amount)
		return a->amount - b->amount;
	return a->reason - b->reason;
}

static void
random_history(History *h)
{
	static const int kinds[] = {CSQ_CLOCK_START,    CSQ_CLOCK_PAUSE,  CSQ_CLOCK_PAUSE,  CSQ_CLOCK_PAUSE,
	                            CSQ_CLOCK_RESUME,   CSQ_CLOCK_RESUME, CSQ_CLOCK_RESUME, CSQ_CLOCK_STOP,
	                            CSQ_CLOCK_STOP,     CSQ_CLOCK_REOPEN, CSQ_CLOCK_REOPEN, CSQ_CLOCK_EXTEND,
	                            CSQ_CLOCK_RETARGET, CSQ_CLOCK_CANCEL};
	int              span = 1 + (int) test_random_below(test_random_below(4) == 0 ? 60 : 30 * 1440);
	int              base = 1440 + (int) test_random_below(20 * 1440);

	memset(h, 0, sizeof *h);
	h->w = &worlds[test_random_below(WORLDS)];
	h->n = (int) test_random_below(MAX_EVENTS + 1);
	for (int i = 0; i < h->n; i++)
	{
		Event *e = &h->e[i];

		e->kind = i == 0 && test_random_below(20) != 0
		              ? CSQ_CLOCK_START
		              : kinds[test_random_below(sizeof kinds / sizeof *kinds - (test_random_below(4) != 0))];
		e->minute = base + (i == 0 ? 0 : (int) test_random_below((uint64_t) span));
		if (e->kind == CSQ_CLOCK_PAUSE || e->kind == CSQ_CLOCK_RESUME)
			e->reason = (int) test_random_below(3);
		if (csq_clock_has_amount(e->kind))
			e->amount = (int) test_random_below(600);
	}
	qsort(h->e, (size_t) h->n, sizeof *h->e, event_order);
	h->target = test_random_below(12) == 0 ? 0 : (int) test_random_below(test_random_below(2) ? 600 : 6000);
	h->business = test_random_below(5) != 0;
	h->as_of = base - 30 + (int) test_random_below((uint64_t) span + 1500);
	h->rules.reopen = (CsqReopen) test_random_below(4);
	h->rules.retarget = (CsqRetarget) test_random_below(4);
}

/* ---- the walk ---- */

typedef struct Walk
{
	int     phase;   /* 0 pending 1 running 2 stopped 3 cancelled */
	bool    open[3]; /* open pauses by reason */
	int     cycle;
	int     start; /* of the measurement */
	int     stopped;
	bool    rewritten;
	bool    ever;
	int     base;
	int     total;
	int     elapsed;
	int     paused;
	int     breached;              /* -1: not */
	int     breached_before;       /* in measurements of this cycle that were restarted */
	int     used_at[WALK_MINUTES]; /* elapsed at a minute of this measurement */
	uint8_t moving[WALK_MINUTES];  /* running and counting from this minute on */
	uint8_t gap[WALK_MINUTES];     /* minute does not count in this measurement */
} Walk;

static bool
counts(const History *h, int m)
{
	return !h->business || h->w->open[m];
}

static void
walk_begin(Walk *k, int m, bool new_cycle)
{
	if (new_cycle)
	{
		k->cycle++;
		k->breached = -1;
	}
	k->breached_before = k->breached;
	k->start = m;
	k->elapsed = k->paused = 0;
	k->phase = 1;
	k->ever = true;
	memset(k->gap, 0, sizeof k->gap);
	memset(k->moving, 0, sizeof k->moving);
}

static void
walk_reopen(Walk *k, const History *h, int m)
{
	if (h->rules.reopen == CSQ_REOPEN_IGNORE)
		return;
	if (h->rules.reopen == CSQ_REOPEN_RESUME && k->phase == 2)
	{
		k->phase = 1;
		return;
	}
	k->total = k->base;
	walk_begin(k, m, k->phase == 3 || h->rules.reopen == CSQ_REOPEN_NEW_CYCLE);
}

static void
walk_event(Walk *k, const History *h, const Event *e)
{
	bool any = k->open[0] || k->open[1] || k->open[2];

	switch (e->kind)
	{
		case CSQ_CLOCK_START:
			if (k->phase == 0)
				walk_begin(k, e->minute, true);
			else if (k->phase > 1)
				walk_reopen(k, h, e->minute);
			break;
		case CSQ_CLOCK_REOPEN:
			if (k->phase > 1)
				walk_reopen(k, h, e->minute);
			break;
		case CSQ_CLOCK_PAUSE:
			if (k->phase < 2)
				k->open[e->reason] = true;
			break;
		case CSQ_CLOCK_RESUME:
			if (any && e->reason > 0 && k->open[e->reason])
				k->open[e->reason] = false;
			else
				memset(k->open, 0, sizeof k->open);
			break;
		case CSQ_CLOCK_STOP:
			if (k->phase == 1)
			{
				k->phase = 2;
				k->stopped = e->minute;
				memset(k->open, 0, sizeof k->open);
			}
			break;
		case CSQ_CLOCK_CANCEL:
			if (k->phase != 3)
			{
				if (k->phase == 1)
					k->stopped = e->minute;
				k->phase = 3;
				memset(k->open, 0, sizeof k->open);
			}
			break;
		case CSQ_CLOCK_EXTEND:
			k->total += e->amount;
			break;
		case CSQ_CLOCK_RETARGET:
			if (h->rules.retarget == CSQ_RETARGET_FREEZE)
				break;
			k->base = k->total = e->amount;
			if (h->rules.retarget == CSQ_RETARGET_RESTART && k->phase == 1)
				walk_begin(k, e->minute, false);
			if (h->rules.retarget == CSQ_RETARGET_RETROACTIVE && k->ever)
			{ /* the verdict on the measurement so far is rewritten */
				int end = k->phase == 1 ? e->minute : k->stopped;

				k->rewritten = true;
				k->breached = k->breached_before;
				for (int m = k->start; m < end && k->breached < 0; m++)
					if (k->used_at[m] > k->total || (k->used_at[m] == k->total && k->moving[m]))
						k->breached = m;
			}
			break;
	}
}

/* Would an event change anything?  And what: open pauses are bits by reason. */
typedef struct Short
{
	int      phase;
	bool     ever;
	unsigned open;
} Short;

static bool
short_event(Short *k, CsqReopen rule, const Event *e)
{
	switch (e->kind)
	{
		case CSQ_CLOCK_START:
		case CSQ_CLOCK_REOPEN:
			if (k->phase == 1 || (k->phase == 0 && e->kind == CSQ_CLOCK_REOPEN) ||
			    (k->phase > 1 && rule == CSQ_REOPEN_IGNORE))
				return false;
			k->phase = 1;
			return true;
		case CSQ_CLOCK_PAUSE:
			if (k->phase > 1 || k->open >> e->reason & 1)
				return false;
			k->open |= 1u << e->reason;
			return true;
		case CSQ_CLOCK_RESUME:
			if (k->open == 0)
				return false;
			k->open = e->reason > 0 && k->open >> e->reason & 1 ? k->open & ~(1u << e->reason) : 0;
			return true;
		case CSQ_CLOCK_STOP:
			if (k->phase != 1)
				return false;
			k->phase = 2;
			k->open = 0;
			return true;
		default:
			if (k->phase == 3)
				return false;
			k->phase = 3;
			k->open = 0;
			return true;
	}
}

static bool
is_move(const Event *e)
{
	return e->kind != CSQ_CLOCK_EXTEND && e->kind != CSQ_CLOCK_RETARGET;
}

/* Next permutation of 0 .. n-1 in lexicographic order; false after the last. */
static bool
next_order(int *p, int n)
{
	int i = n - 2;
	int k = n - 1;

	while (i >= 0 && p[i] > p[i + 1])
		i--;
	if (i < 0)
		return false;
	while (p[k] < p[i])
		k--;
	for (int t = p[i]; t >= 0; t = -1)
		p[i] = p[k], p[k] = t;
	for (int a = i + 1, b = n - 1; a < b; a++, b--)
		for (int t = p[a]; t >= 0; t = -1)
			p[a] = p[b], p[b] = t;
	return true;
}

/* The order of one minute that wastes the fewest, found by trying all; returns how many moves there are. */
static int
tie_order(const Walk *k, const History *h, const Event *e, int n, const Event **out)
{
	const Event *moves[MAX_EVENTS];
	int          order[MAX_EVENTS], best[MAX_EVENTS];
	int          nmoves = 0, least = MAX_EVENTS + 1, begins = 0, nout = 0;

	for (int i = 0; i < n; i++)
		if (is_move(&e[i]))
			moves[nmoves++] = &e[i];
	if (nmoves > 6)
		return nmoves;
	for (int i = 0; i < nmoves; i++)
		order[i] = i;
	do
	{
		Short s = {k->phase, k->ever, (unsigned) k->open[0] | (unsigned) k->open[1] << 1 | (unsigned) k->open[2] << 2};
		int   wasted = 0;

		for (int i = 0; i < nmoves; i++)
			wasted += !short_event(&s, h->rules.reopen, moves[order[i]]);
		if (wasted < least)
		{
			least = wasted;
			memcpy(best, order, sizeof best);
		}
	} while (next_order(order, nmoves));
	for (int i = 0; i < nmoves; i++)
		if (moves[best[i]]->kind == CSQ_CLOCK_START || moves[best[i]]->kind == CSQ_CLOCK_REOPEN)
			begins = i + 1;
	for (int i = 0; i < begins; i++)
		out[nout++] = moves[best[i]];
	for (int i = 0; i < n; i++)
		if (!is_move(&e[i]))
			out[nout++] = &e[i];
	for (int i = begins; i < nmoves; i++)
		out[nout++] = moves[best[i]];
	return nmoves;
}

typedef struct Verdict
{
	CsqSlaStatus s;
	int          due;
	int          breach;
} Verdict;

/*
 * Walk through the history.  What happens to the target after the last stop does
 * not matter, unless it rewrites history.
 * False when more events fall on one minute than all orders of which can be tried.
 */
static bool
walk(const History *h, Verdict *v)
{
	static Walk k;
	int         i = 0;
	int         total_at_end = h->target;

	memset(&k, 0, sizeof k);
	memset(v, 0, sizeof *v);
	k.breached = -1;
	k.base = k.total = h->target;
	for (int m = 0; m <= h->as_of; m++)
	{
		bool any;

		int          tied = 0;
		const Event *order[MAX_EVENTS];

		while (i + tied < h->n && h->e[i + tied].minute == m)
			tied++;
		if (tie_order(&k, h, &h->e[i], tied, order) > 6)
			return false;
		i += tied;
		for (int at = 0; at < tied; at++)
		{
			walk_event(&k, h, order[at]);
			if (k.phase == 1 || (k.phase > 1 && k.stopped == m) || k.rewritten)
				total_at_end = k.total;
			k.rewritten = false;
		}
		any = k.open[0] || k.open[1] || k.open[2];
		/* exceeded from this minute on? */
		k.used_at[m] = k.elapsed;
		k.moving[m] = k.phase == 1 && !any && counts(h, m);
		/* exceeded right after this instant: more used than the target, or all used and counting now */
		if (k.phase == 1 && k.breached < 0 && m < h->as_of &&
		    (k.elapsed > k.total || (k.elapsed == k.total && k.moving[m])))
			k.breached = m;
		if (m == h->as_of)
			break;
		if (k.phase == 1 && any)
		{
			k.gap[m] = 1;
			k.paused += counts(h, m);
		}
		else if (k.phase == 1)
			k.elapsed += counts(h, m);
		else
			k.gap[m] = 1;
	}
	/* state */
	v->s.cycle = k.cycle;
	v->s.has_start = k.ever;
	v->s.started = k.start;
	v->s.has_stop = k.phase == 2;
	v->s.stopped = k.stopped;
	v->s.elapsed = k.elapsed;
	v->s.paused = k.paused;
	v->s.has_breached = k.breached >= 0;
	v->s.breached = k.breached;
	v->s.has_due = k.ever && (k.phase != 3 || k.breached >= 0);
	if (k.ever)
	{
		int used = 0;
		int end = k.phase > 1 ? k.stopped : h->as_of;
		int m = k.start;

		/* due: first minute with target used up; breach: last before more is used */
		for (; m < WALK_MINUTES - 1 && used < total_at_end; m++)
			used += counts(h, m) && !(m < end && k.gap[m]);
		v->due = m;
		while (m < WALK_MINUTES - 1 && (!counts(h, m) || (m < end && k.gap[m])))
			m++;
		v->breach = m;
		if (total_at_end == 0)
			v->due = v->breach;
		v->s.state = k.phase == 3                          ? (k.breached >= 0 ? CSQ_SLA_BREACHED : CSQ_SLA_CANCELLED)
		             : k.phase == 2                        ? (k.elapsed > total_at_end ? CSQ_SLA_BREACHED : CSQ_SLA_MET)
		             : k.elapsed > total_at_end            ? CSQ_SLA_OVERDUE
		             : k.open[0] || k.open[1] || k.open[2] ? CSQ_SLA_PAUSED
		                                                   : CSQ_SLA_RUNNING;
		v->s.remaining = total_at_end - k.elapsed;
	}
	else
		v->s.state = k.phase == 3 ? CSQ_SLA_CANCELLED : CSQ_SLA_PENDING;
	return true;
}

/* ---- comparing ---- */

static CsqClock *
clock_of(const History *h)
{
	static const char *const reasons[] = {NULL, "customer", "vendor"};
	CsqClock                *c = csq_clock_new();
	int                      order[MAX_EVENTS];
	CsqError                 err;

	for (int i = 0; i < h->n; i++)
		order[i] = i;
	for (int i = h->n - 1; i > 0; i--)
	{ /* any order of arrival */
		int j = (int) test_random_below((uint64_t) i + 1);
		int t = order[i];

		order[i] = order[j];
		order[j] = t;
	}
	for (int i = 0; i < h->n; i++)
	{
		const Event  *from = &h->e[order[i]];
		CsqClockEvent e;

		memset(&e, 0, sizeof e);
		e.at = h->w->first * DAY_ + from->minute * MIN_;
		e.kind = from->kind;
		if (csq_clock_has_amount(e.kind))
		{
			e.amount.kind = h->business ? CSQ_TARGET_BUSINESS_TIME : CSQ_TARGET_ELAPSED_TIME;
			e.amount.amount = from->amount * MIN_;
		}
		if (reasons[from->reason] != NULL)
		{
			e.reason.s = reasons[from->reason];
			e.reason.len = strlen(e.reason.s);
		}
		CHECK(csq_clock_add(&c, &e, &err));
	}
	return c;
}

static void
print_history(const History *h)
{
	printf("  %s, target %d %s, as_of %d, reopen %d, retarget %d:", h->w->text, h->target,
	       h->business ? "business" : "round the clock", h->as_of, h->rules.reopen, h->rules.retarget);
	for (int i = 0; i < h->n; i++)
		printf(" %d:%s/%d/%d", h->e[i].minute, csq_clock_kind_name(h->e[i].kind), h->e[i].reason, h->e[i].amount);
	printf("\n");
}

/* Spells cover the time from the first event to as_of; counted ones add up. */
static void
check_spells(const History *h, const CsqClockView *view, const Verdict *v)
{
	CsqReplay r;
	CsqError  err;
	int64_t   as_of = h->w->first * DAY_ + h->as_of * MIN_;
	int64_t   at;
	int64_t   sum = 0;

	if (view->n == 0 || view->events[0].at > as_of)
		return;
	CHECK(csq_sla_replay(view, NULL, h->rules, as_of, true, &r, &err));
	at = view->events[0].at;
	for (uint32_t i = 0; i < r.nspells; i++)
	{
		CHECK_EQ_I64(r.spells[i].lo, at);
		CHECK(r.spells[i].hi >= r.spells[i].lo);
		at = r.spells[i].hi;
		if (r.spells[i].state == CSQ_SPELL_RUNNING && v->s.has_start &&
		    r.spells[i].lo >= h->w->first * DAY_ + v->s.started * MIN_)
		{
			int64_t usec;

			CHECK(csq_calendar_elapsed(h->w->cal, r.spells[i].lo, r.spells[i].hi, &usec, &err));
			sum += h->business ? usec : r.spells[i].hi - r.spells[i].lo;
		}
	}
	CHECK_EQ_I64(at, as_of);
	if (v->s.has_start && h->rules.reopen != CSQ_REOPEN_RESTART && h->rules.retarget != CSQ_RETARGET_RESTART)
		CHECK_EQ_I64(sum, v->s.elapsed * MIN_);
}

static bool
compare(const History *h, const Verdict *v, const CsqSlaStatus *s)
{
	int64_t zero = h->w->first * DAY_;
	long    bad = test_bad;

	CHECK_EQ_I64(s->state, v->s.state);
	CHECK_EQ_I64(s->cycle, v->s.cycle);
	CHECK_EQ_I64(s->has_start, v->s.has_start);
	CHECK_EQ_I64(s->has_stop, v->s.has_stop);
	CHECK_EQ_I64(s->has_due, v->s.has_due);
	if (s->has_start)
	{
		CHECK_EQ_I64(s->started, zero + v->s.started * MIN_);
		CHECK_EQ_I64(s->elapsed, v->s.elapsed * MIN_);
		CHECK_EQ_I64(s->paused, v->s.paused * MIN_);
	}
	if (s->has_stop)
		CHECK_EQ_I64(s->stopped, zero + v->s.stopped * MIN_);
	if (s->has_due)
	{
		CHECK_EQ_I64(s->due, zero + v->due * MIN_);
		CHECK_EQ_I64(s->breach, zero + v->breach * MIN_);
		CHECK_EQ_I64(s->remaining, v->s.remaining * MIN_);
	}
	CHECK_EQ_I64(s->has_breached, v->s.has_breached);
	if (s->has_breached)
		CHECK_EQ_I64(s->breached, zero + v->s.breached * MIN_);
	if (test_bad != bad)
		print_history(h);
	return test_bad == bad;
}

/* ---- events of one instant ---- */

static int
ignored_events(const CsqClockView *view, CsqSlaRules rules)
{
	CsqReplay r;
	CsqError  err;
	int       n = 0;

	CHECK(csq_sla_replay(view, NULL, rules, 100 * DAY_, true, &r, &err));
	for (uint32_t i = 0; i < r.nspells; i++)
		n += r.spells[i].state == CSQ_SPELL_IGNORED;
	return n;
}

/* As many events are without effect as in the best of all orders, each forced by seq. */
static void
test_ties(void)
{
	static const int   kinds[] = {CSQ_CLOCK_START, CSQ_CLOCK_REOPEN, CSQ_CLOCK_RESUME,
	                              CSQ_CLOCK_PAUSE, CSQ_CLOCK_STOP,   CSQ_CLOCK_CANCEL};
	static const char *reasons[] = {NULL, "customer", "vendor"};

	test_section("events of one instant waste no more than the best order forced by seq");
	for (int turn = 0; turn < 3000; turn++)
	{
		CsqSlaRules   rules = {(CsqReopen) test_random_below(4), CSQ_RETARGET_CARRY};
		CsqClock     *free_clock = csq_clock_new();
		CsqClockEvent e[10];
		CsqClockView  view;
		CsqError      err;
		int           before = (int) test_random_below(4);
		int           n = 2 + (int) test_random_below(turn % 50 == 0 ? 5 : 3);
		int           order[6] = {0, 1, 2, 3, 4, 5};
		int           least = 100;

		memset(e, 0, sizeof e);
		for (int i = 0; i < before + n; i++)
		{
			int why = (int) test_random_below(3);

			e[i].kind = i == 0 ? CSQ_CLOCK_START : kinds[test_random_below(6)];
			e[i].at = i < before ? (i + 1) * MIN_ : 10 * MIN_;
			if (e[i].kind == CSQ_CLOCK_PAUSE || e[i].kind == CSQ_CLOCK_RESUME)
				e[i].reason = (CsqText){reasons[why], reasons[why] ? strlen(reasons[why]) : 0};
			CHECK(csq_clock_add(&free_clock, &e[i], &err));
		}
		do
		{
			CsqClock *forced = csq_clock_new();

			for (int i = 0; i < before + n; i++)
			{
				CsqClockEvent one = i < before ? e[i] : e[before + order[i - before]];

				one.has_seq = i >= before;
				one.seq = i >= before ? i : 0;
				CHECK(csq_clock_add(&forced, &one, &err));
			}
			CHECK(csq_clock_open(forced, &view, &err));
			least = ignored_events(&view, rules) < least ? ignored_events(&view, rules) : least;
		} while (next_order(order, n));
		CHECK(csq_clock_open(free_clock, &view, &err));
		CHECK_EQ_I64(ignored_events(&view, rules), least);
		csq_host_reset();
	}
}

/* ---- past the days that a calendar knows ---- */

/*
 * A calendar that ends, against the same one that goes on: what the one tells, the
 * other tells too, and it tells whatever the days it knows decide.
 */
static void
test_beyond(void)
{
	static const char bounded[] = "tz UTC; mon-fri 09:00-17:00; valid ..2024-03-15";
	static const char whole[] = "tz UTC; mon-fri 09:00-17:00";
	static const char other[] = "tz UTC; mon-fri 09:00-17:00; since 2024-03-16; sun 00:00-24:00";
	int               told = 0, untold = 0;

	test_section("verdicts at the end of a calendar's validity hold whatever comes after");
	for (int turn = 0; turn < 6000; turn++)
	{
		static const int amounts[] = {CSQ_TARGET_BUSINESS_TIME, CSQ_TARGET_ELAPSED_TIME, CSQ_TARGET_BUSINESS_DAYS,
		                              CSQ_TARGET_CALENDAR_DAYS};
		const char      *texts[] = {bounded, whole, other};
		CsqSlaStatus     s[3];
		CsqTarget        t = {.kind = (uint8_t) amounts[test_random_below(4)]};
		CsqClock        *c = csq_clock_new();
		CsqClockView     view;
		CsqZone          z;
		CsqError         err;
		int64_t          start = csq_date_make(2024, 3, 8) * DAY_ + (int64_t) test_random_below(7 * 1440) * MIN_;
		int64_t          as_of = start + (int64_t) test_random_below(9 * 1440) * MIN_;
		CsqClockEvent    e = {.at = start, .kind = CSQ_CLOCK_START};

		t.amount = t.kind <= CSQ_TARGET_ELAPSED_TIME ? (int64_t) test_random_below(50) * HOUR_
		                                             : (int64_t) test_random_below(8);
		t.rolls = t.kind == CSQ_TARGET_CALENDAR_DAYS && test_random_below(2);
		CHECK(csq_clock_add(&c, &e, &err));
		if (test_random_below(3) > 0)
		{
			e = (CsqClockEvent){.at = start + (int64_t) test_random_below(8 * 1440) * MIN_, .kind = CSQ_CLOCK_STOP};
			CHECK(csq_clock_add(&c, &e, &err));
		}
		CHECK(csq_clock_open(c, &view, &err));
		make_zone(&z, &zone_cases[0]);
		for (int i = 0; i < 3; i++)
		{
			CsqSpec spec;

			CHECK(csq_calendar_parse(texts[i], strlen(texts[i]), &spec, &err));
			CHECK(csq_sla_status(&view, &t, csq_calendar_compile(&spec, &z), (CsqSlaRules){0}, as_of, &s[i], &err));
		}
		if (s[0].state == CSQ_SLA_UNKNOWN)
		{ /* rightly: something past the known days decides */
			untold++;
			CHECK(as_of > csq_date_make(2024, 3, 16) * DAY_);
		}
		else
		{
			told++;
			CHECK(s[0].state == s[1].state && s[0].state == s[2].state);
		}
		if (s[0].has_due)
			CHECK(s[0].due == s[1].due && s[0].due == s[2].due);
		if (s[0].has_elapsed)
			CHECK(s[0].elapsed == s[1].elapsed);
		if (s[0].has_breached)
			CHECK(s[1].has_breached && s[0].breached == s[1].breached);
		csq_host_reset();
	}
	CHECK(told > 4000 && untold > 100);
}

static void
test_walk(void)
{
	int states[7] = {0};
	int healed = 0;
	int shown = 0;

	make_worlds();
	test_section("12000 random histories against a walk by the minute");
	for (int i = 0; i < 12000 && shown < 5; i++)
	{
		History      h;
		Verdict      v;
		CsqClock    *c;
		CsqClockView view;
		CsqSlaStatus s;
		CsqTarget    t = {0};
		CsqError     err;

		random_history(&h);
		if (!walk(&h, &v))
			continue;
		c = clock_of(&h);
		t.kind = h.business ? CSQ_TARGET_BUSINESS_TIME : CSQ_TARGET_ELAPSED_TIME;
		t.amount = h.target * MIN_;
		CHECK(csq_clock_open(c, &view, &err));
		if (!csq_sla_status(&view, &t, h.w->cal, h.rules, h.w->first * DAY_ + h.as_of * MIN_, &s, &err))
		{
			CHECK(!"status");
			printf("%s\n", err.message);
			continue;
		}
		shown += !compare(&h, &v, &s);
		check_spells(&h, &view, &v);
		states[s.state]++;
		healed += s.has_breached && (s.state == CSQ_SLA_MET || s.state == CSQ_SLA_RUNNING || s.state == CSQ_SLA_PAUSED);
	}
	test_section("the histories reach every state, and healed breaches");
	for (int i = 0; i < 7; i++)
		CHECK(shown > 0 || states[i] > 100);
	CHECK(shown > 0 || healed > 50);
}

/* ---- the value ---- */

static CsqClock *
reordered(const CsqClockView *view)
{
	CsqClock *c = csq_clock_new();
	CsqError  err;

	for (uint32_t i = view->n; i > 0; i--)
		CHECK(csq_clock_add(&c, &view->events[i - 1], &err));
	return c;
}

static bool
same_clock(const CsqClock *a, const CsqClock *b)
{
	return csq_flat_size(a) == csq_flat_size(b) && memcmp(a, b, csq_flat_size(a)) == 0;
}

static CsqClock *
packed_clock(const CsqClock *c)
{
	CsqClockView view;
	CsqError     err;

	CHECK(csq_clock_open(c, &view, &err));
	return csq_clock_pack(&view, &err);
}

static void
test_value(void)
{
	test_section("text, binary, order and split give the same clock");
	for (int i = 0; i < 2000; i++)
	{
		History      h;
		CsqClock    *c;
		CsqClock    *p;
		CsqClock    *parts[2] = {csq_clock_new(), csq_clock_new()};
		CsqClockView view;
		CsqBuf       b;
		CsqError     err;

		random_history(&h);
		c = clock_of(&h);
		p = packed_clock(c);
		CHECK(csq_clock_check(p, csq_flat_size(p), &err));
		CHECK(csq_clock_open(p, &view, &err));
		csq_buf_init(&b);
		csq_clock_text(&view, &b);
		CHECK(same_clock(p, csq_clock_parse(b.data, b.len, &err)));
		csq_buf_init(&b);
		csq_clock_write(&view, &b);
		CHECK(same_clock(p, csq_clock_read(b.data, b.len, &err)));
		CHECK(same_clock(p, packed_clock(reordered(&view))));
		for (uint32_t k = 0; k < view.n; k++)
			CHECK(csq_clock_add(&parts[test_random_below(2)], &view.events[k], &err));
		CHECK(csq_clock_merge(&parts[0], parts[1], &err));
		CHECK(same_clock(p, packed_clock(parts[0])));
	}

	test_section("hostile binary clocks and values are refused or canonical");
	for (int i = 0; i < 20000; i++)
	{
		static CsqBuf b;
		CsqClock     *c;
		CsqClockView  view;
		CsqError      err;

		if (i % 50 == 0)
		{
			History h;

			random_history(&h);
			CHECK(csq_clock_open(clock_of(&h), &view, &err));
			csq_buf_init(&b);
			csq_clock_write(&view, &b);
		}
		b.data[test_random_below(b.len)] = (char) test_random_u64();
		c = csq_clock_read(b.data, test_random_below(8) == 0 ? test_random_below(b.len + 1) : b.len, &err);
		if (c != NULL)
		{
			CHECK(csq_clock_check(c, csq_flat_size(c), &err));
			/* and a stored value with a flipped byte: refused, or safe to open */
			((char *) c)[4 + test_random_below(csq_flat_size(c) - 4)] = (char) test_random_u64();
			if (csq_clock_open(c, &view, &err))
				CHECK(packed_clock(c) != NULL);
		}
		else
			CHECK(err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED);
	}
}

/* ---- thresholds ---- */

static void
test_thresholds(void)
{
	CsqPauses none = {0, NULL};

	test_section("thresholds split the time up to the deadline");
	for (int i = 0; i < 3000; i++)
	{
		World    *w = &worlds[test_random_below(WORLDS)];
		CsqTarget t = {0};
		int64_t   start = w->first * DAY_ + (int64_t) test_random_below(20 * 1440) * MIN_;
		double    share = (double) test_random_below(101) / 100;
		int64_t   at;
		int64_t   due;
		int64_t   part;
		int64_t   whole;
		bool      open_time;
		CsqError  err;

		t.kind = (uint8_t) (1 + test_random_below(5));
		t.amount = csq_target_is_time(&t) ? (int64_t) test_random_below(3000) * MIN_ : (int64_t) test_random_below(5);
		open_time = csq_sla_counts_open_time(&t);
		CHECK(csq_sla_threshold(w->cal, start, &t, share, none, &at, &err));
		CHECK(csq_target_due(w->cal, start, &t, none, &due, &err));
		CHECK(csq_sla_measure(w->cal, open_time, start, at, none, &part, &err));
		CHECK(csq_sla_measure(w->cal, open_time, start, due, none, &whole, &err));
		if (whole >= 0)
			CHECK(fabs((double) part - share * (double) whole) <= 1);
		/* the earliest instant: a microsecond before, less was used (zero rolls forward) */
		if (part > 0 && csq_sla_measure(w->cal, open_time, start, at - 1, none, &whole, &err))
			CHECK(whole < part);
	}
	{
		CsqTarget t = {0};
		CsqTarget r;
		CsqError  err;

		t.kind = CSQ_TARGET_BUSINESS_DAYS;
		t.amount = 3;
		CHECK(!csq_sla_scale(&t, 0.5, &r, &err) && err.code == CSQ_PARAM);
		t.kind = CSQ_TARGET_BUSINESS_TIME;
		CHECK(!csq_sla_scale(&t, NAN, &r, &err) && !csq_sla_scale(&t, -0.1, &r, &err));
	}
}

/* ---- pauses cut short ---- */

static void
test_caps(void)
{
	test_section("capped pauses hide no more than the cap, and capping again changes nothing");
	for (int i = 0; i < 3000; i++)
	{
		History      h;
		CsqClockView view;
		CsqClockView again;
		CsqReplay    before;
		CsqReplay    after;
		int64_t      cap = (1 + (int64_t) test_random_below(20) * 15) * MIN_;
		int64_t      total[2] = {0, 0};
		CsqError     err;

		random_history(&h);
		h.rules.reopen = CSQ_REOPEN_RESUME;
		h.rules.retarget = CSQ_RETARGET_CARRY;
		for (int k = 0; k < h.n; k++) /* many pauses begin where a cap falls */
			h.e[k].minute -= h.e[k].minute % 15;
		qsort(h.e, (size_t) h.n, sizeof *h.e, event_order);
		CHECK(csq_clock_open(clock_of(&h), &view, &err));
		CHECK(csq_sla_replay(&view, NULL, h.rules, h.w->first * DAY_ + 100 * DAY_, false, &before, &err));
		CHECK(csq_sla_cap_pauses(&view, h.w->cal, cap, &err));
		CHECK(csq_sla_replay(&view, NULL, h.rules, h.w->first * DAY_ + 100 * DAY_, false, &after, &err));
		for (int k = 0; k < 2; k++)
		{
			const CsqReplay *r = k == 0 ? &before : &after;

			for (uint32_t j = 0; j < r->nspells; j++)
			{
				int64_t usec;

				if (r->spells[j].state != CSQ_SPELL_PAUSED)
					continue;
				CHECK(csq_calendar_elapsed(h.w->cal, r->spells[j].lo, r->spells[j].hi, &usec, &err));
				total[k] += usec;
				if (k == 1)
					CHECK(usec <= cap);
			}
		}
		CHECK(total[1] <= total[0]);
		again = view;
		CHECK(csq_sla_cap_pauses(&again, h.w->cal, cap, &err));
		CHECK_EQ_I64(again.n, view.n);
	}
}

/* ---- chains ---- */

/* What a stage is counted from, told another way: from the back, by recursion. */
static int64_t
oracle_anchor(const CsqChainStage *s, const bool *done, const bool *skipped, int i, int64_t trigger, int64_t as_of,
              const World *w, bool *known)
{
	CsqPauses none = {0, NULL};
	int64_t   due;
	int       from = s[i].anchor >= 0 ? s[i].anchor : i - 1;
	CsqError  err;

	*known = true;
	if (s[i].anchor == CSQ_ANCHOR_TRIGGER || i == 0)
		return trigger;
	if (s[i].anchor != CSQ_ANCHOR_BUDGET && done[from])
		return s[from].done_at;
	if (s[i].anchor != CSQ_ANCHOR_BUDGET && skipped[from])
	{
		int64_t way = trigger;

		for (int k = 0; k < from; k++)
			way = done[k] && s[k].done_at > way ? s[k].done_at : way;
		return way;
	}
	CHECK(csq_target_due(w->cal, oracle_anchor(s, done, skipped, from, trigger, as_of, w, known), &s[from].target, none,
	                     &due, &err));
	if (s[i].anchor == CSQ_ANCHOR_BUDGET)
		return due;
	*known = false;
	return due > as_of ? due : as_of;
}

static void
test_chains(void)
{
	test_section("chains against anchors found by recursion");
	for (int i = 0; i < 5000; i++)
	{
		World         *w = &worlds[test_random_below(WORLDS)];
		int64_t        trigger = w->first * DAY_ + (int64_t) test_random_below(10 * 1440) * MIN_;
		int64_t        as_of = trigger + (int64_t) test_random_below(20 * 1440) * MIN_;
		CsqPauses      none = {0, NULL};
		CsqChainStage  s[6];
		CsqStageResult r[6];
		bool           done[6];
		bool           skipped[6];
		int            n = 1 + (int) test_random_below(6);
		double         share = 0;
		int            critical = 0;
		CsqError       err;

		memset(s, 0, sizeof s);
		for (int k = 0; k < n; k++)
		{
			s[k].cal = w->cal;
			s[k].target.kind = (uint8_t) (1 + test_random_below(3));
			s[k].target.amount = s[k].target.kind == CSQ_TARGET_BUSINESS_DAYS ? (int64_t) test_random_below(3)
			                                                                  : (int64_t) test_random_below(900) * MIN_;
			s[k].anchor = k > 0 && test_random_below(4) == 0 ? (int) test_random_below((uint64_t) k)
			                                                 : -1 - (int) test_random_below(3);
			s[k].done = test_random_below(2) == 0;
			s[k].done_at = trigger + (int64_t) test_random_below(20 * 1440) * MIN_;
			done[k] = s[k].done && s[k].done_at <= as_of;
		}
		for (int k = 0; k < n; k++)
		{
			skipped[k] = false;
			for (int l = k + 1; l < n; l++)
				skipped[k] |= !done[k] && done[l];
		}
		CHECK(csq_sla_chain(s, n, trigger, as_of, none, r, &err));
		for (int k = 0; k < n; k++)
		{
			bool    known;
			int64_t anchor = oracle_anchor(s, done, skipped, k, trigger, as_of, w, &known);
			int64_t due;

			CHECK_EQ_I64(r[k].anchor, anchor);
			CHECK_EQ_I64(r[k].has_anchor, known);
			CHECK(csq_target_due(w->cal, anchor, &s[k].target, none, &due, &err));
			CHECK_EQ_I64(r[k].due, due);
			CHECK_EQ_I64(r[k].state == CSQ_STAGE_SKIPPED, skipped[k]);
			CHECK_EQ_I64(r[k].state == CSQ_STAGE_MET || r[k].state == CSQ_STAGE_BREACHED, done[k]);
			if (r[k].has_anchor && !skipped[k])
			{ /* past a day's end nothing is left, but no open time need have passed */
				bool late = (done[k] ? s[k].done_at : as_of) > r[k].breach;

				CHECK(csq_target_is_time(&s[k].target) ? (r[k].slack < 0) == late
				      : late                           ? r[k].slack <= 0
				                                       : r[k].slack >= 0);
			}
			share += r[k].share;
			critical += r[k].critical;
		}
		CHECK(share == 0 || fabs(share - 1) < 1e-9);
		CHECK(critical <= 1 && (share == 0) == (critical == 0));
	}
}

int
main(void)
{
	test_walk();
	test_value();
	test_thresholds();
	test_caps();
	test_chains();
	test_ties(); /* these two free all memory as they go */
	test_beyond();
	return test_done();
}
