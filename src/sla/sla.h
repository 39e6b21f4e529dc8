/*
 * sla.h
 *		SLA clocks: the history of one case's clock, and what follows from it.
 *
 *	 CsqClock	stored value: an unordered multiset of events with slack (type sla_clock,
 *				state of clock_agg)
 *	 CsqClockView	the events in canonical order, decoded
 *	 CsqReplay	what happened: spells (running, paused, ...) and runs (measurements)
 *	 CsqSlaStatus	one cycle judged against a target on a calendar
 *
 * Nothing is counted while events arrive; every figure is computed from the
 * history when it is asked for, so that the same history can be judged again
 * under another target, calendar or rule.
 *
 * Canonical order is (instant, seq, kind, amount, reason), events without a seq
 * before those with one.  Of events of one instant (and one seq), the order counts
 * in which the fewest are without effect in the state that the clock is in: while
 * running, stop before reopen and pause before resume; while paused, resume before
 * pause.  What that leaves open goes by the order of the kinds below: what comes
 * later has the last word, so stop beats pause, resume and pause come after start.
 */
#ifndef CSQ_SLA_H
#define CSQ_SLA_H

#include "calendar/calendar.h"
#include "base/flat.h"
#include "base/json.h"
#include "sla/sla_target.h"

/* ---- the clock ---- */

typedef enum CsqClockKind
{
	CSQ_CLOCK_START = 1,
	CSQ_CLOCK_REOPEN,
	CSQ_CLOCK_RETARGET, /* with an amount: the new target */
	CSQ_CLOCK_EXTEND,   /* with an amount: added to the target */
	CSQ_CLOCK_RESUME,
	CSQ_CLOCK_ASSIGN, /* with a reason: the new owner */
	CSQ_CLOCK_PAUSE,
	CSQ_CLOCK_STOP,
	CSQ_CLOCK_CANCEL
} CsqClockKind;

#define CSQ_CLOCK_KINDS 9

/* Does this kind carry an amount? */
static inline bool
csq_clock_has_amount(int kind)
{
	return kind == CSQ_CLOCK_RETARGET || kind == CSQ_CLOCK_EXTEND;
}

#define CSQ_CLOCK_VERSION         1
#define CSQ_CLOCK_FIRST_SIZE      128  /* 6 plain events */
#define CSQ_CLOCK_MAX_REASON      1024 /* bytes */
#define CSQ_CLOCK_MAX_OPEN_PAUSES 64

/*
 * Layout (flat.h): header, records from the front, extras from the back.  A
 * record's extra is its distance from the end of the value, 0 for none:
 *		flags uint8 (1 amount, 2 reason, 4 seq) [kind uint8, amount int64] [length uint16, bytes] [seq int64]
 */
typedef struct CsqClock
{
	CsqStored flat;
	uint32_t  nevents;
	uint32_t  back; /* bytes of extras */
} CsqClock;

typedef struct CsqClockRecord
{
	int64_t  at;
	uint32_t kind;
	uint32_t extra;
} CsqClockRecord;

typedef struct CsqClockEvent
{
	int64_t   at;
	int       kind;
	CsqTarget amount; /* zeroed when the kind has none */
	CsqText   reason; /* s == NULL: none */
	bool      has_seq;
	int64_t   seq; /* order among events of one instant; 0 when there is none */
} CsqClockEvent;

/* Events in canonical order; reasons point into the clock. */
typedef struct CsqClockView
{
	uint32_t       n;
	CsqClockEvent *events;
} CsqClockView;

extern const char *csq_clock_kind_name(int kind);

/* "pause", "extend 15 calendar days" */
extern bool csq_clock_event_parse(const char *text, size_t len, CsqClockEvent *e, CsqError *err);

extern CsqClock *csq_clock_new(void);
extern bool      csq_clock_add(CsqClock **clock, const CsqClockEvent *e, CsqError *err);
extern bool      csq_clock_merge(CsqClock **into, const CsqClock *from, CsqError *err); /* from is checked */

/* Is this value, of this many bytes, a clock?  O(events). */
extern bool csq_clock_check(const void *value, size_t size, CsqError *err);

/* Check, decode and order. */
extern bool csq_clock_open(const CsqClock *c, CsqClockView *view, CsqError *err);
extern int  csq_clock_event_compare(const void *a, const void *b);

/* Of one instant and one seq: nothing but the tie rule orders them. */
extern bool csq_clock_tied(const CsqClockEvent *a, const CsqClockEvent *b);

/* The canonical clock of a view: ordered, no slack. */
extern CsqClock *csq_clock_pack(const CsqClockView *view, CsqError *err);

/* the four directions (sla_clock_text.c); clocks returned are canonical */
extern CsqClock *csq_clock_parse(const char *text, size_t len, CsqError *err);
extern void      csq_clock_text(const CsqClockView *view, CsqBuf *b);
extern CsqClock *csq_clock_read(const void *data, size_t len, CsqError *err);
extern void      csq_clock_write(const CsqClockView *view, CsqBuf *b);

/* ---- the rules ---- */

typedef enum CsqReopen
{
	CSQ_REOPEN_RESUME,    /* go on counting; the time between does not count */
	CSQ_REOPEN_RESTART,   /* from zero, in the same cycle */
	CSQ_REOPEN_NEW_CYCLE, /* a new cycle; the old one keeps its result */
	CSQ_REOPEN_IGNORE     /* the first stop is final */
} CsqReopen;

typedef enum CsqRetarget
{
	CSQ_RETARGET_CARRY,       /* from now on, with the time used so far */
	CSQ_RETARGET_RESTART,     /* from now on, from zero */
	CSQ_RETARGET_RETROACTIVE, /* as if it had held from the start */
	CSQ_RETARGET_FREEZE       /* not at all */
} CsqRetarget;

typedef struct CsqSlaRules
{
	CsqReopen   reopen;
	CsqRetarget retarget;
} CsqSlaRules;

extern bool csq_sla_reopen_parse(const char *s, size_t len, CsqReopen *r, CsqError *err);
extern bool csq_sla_retarget_parse(const char *s, size_t len, CsqRetarget *r, CsqError *err);

/* ---- what happened (sla_replay.c) ---- */

typedef enum CsqSpellState
{
	CSQ_SPELL_PENDING,
	CSQ_SPELL_RUNNING,
	CSQ_SPELL_PAUSED,
	CSQ_SPELL_STOPPED,
	CSQ_SPELL_CANCELLED,
	CSQ_SPELL_IGNORED /* of no length: an event that changed nothing, and why */
} CsqSpellState;

typedef struct CsqSpell
{
	int64_t       lo;
	int64_t       hi;
	CsqSpellState state;
	bool          open_end; /* paused: nobody resumed it (stop, cancel or as_of ended it) */
	CsqText       owner;    /* s == NULL: none */
	CsqText       reason;   /* only if asked for: reasons of a pause, why an event was ignored */
} CsqSpell;

typedef enum CsqRunEnd
{
	CSQ_RUN_OPEN,
	CSQ_RUN_STOPPED,
	CSQ_RUN_CANCELLED,
	CSQ_RUN_RESTARTED
} CsqRunEnd;

/* One measurement from zero; a cycle has one, or more after restarts. */
typedef struct CsqRun
{
	int       cycle; /* from 1 */
	CsqRunEnd ended;
	bool      paused; /* at its end */
	int64_t   start;
	int64_t   end; /* as_of while open */
	uint32_t  first_spell;
	uint32_t  nspells;
	uint32_t  first_target;
	uint32_t  ntargets;
} CsqRun;

typedef struct CsqTargetFrom
{
	int64_t   from;
	CsqTarget target;
} CsqTargetFrom;

typedef struct CsqReplay
{
	CsqSpellState  state; /* at the end: pending, running, paused, stopped, cancelled */
	uint32_t       nspells;
	CsqSpell      *spells; /* without gaps from the first event to as_of */
	uint32_t       nruns;
	CsqRun        *runs;
	uint32_t       ntargets;
	CsqTargetFrom *targets;
} CsqReplay;

/*
 * Events after as_of have not happened.  target may be NULL: then amounts are
 * not looked at.  explain: record reasons and ignored events as well.
 */
extern bool csq_sla_replay(const CsqClockView *view, const CsqTarget *target, CsqSlaRules rules, int64_t as_of,
                           bool explain, CsqReplay *r, CsqError *err);

/* Give events of one instant the seq in which they count, so that it stays when others are added. */
extern bool csq_sla_settle(CsqClockView *view, CsqSlaRules rules, CsqError *err);

/* ---- how it is judged (sla_status.c) ---- */

typedef enum CsqSlaState
{
	CSQ_SLA_PENDING,
	CSQ_SLA_RUNNING,
	CSQ_SLA_PAUSED,
	CSQ_SLA_MET,
	CSQ_SLA_BREACHED,
	CSQ_SLA_OVERDUE,
	CSQ_SLA_CANCELLED, /* before a breach; a breach stays one */
	CSQ_SLA_UNKNOWN    /* the days that the calendar knows do not decide it */
} CsqSlaState;

extern const char *csq_sla_state_name(CsqSlaState s);

typedef struct CsqSlaStatus
{
	CsqSlaState state;
	int         cycle; /* 0: not started */
	bool        has_start;
	bool        has_stop;
	bool        has_due; /* not where it lies past the days that the calendar knows; likewise has_breach */
	bool        has_breach;
	bool        has_elapsed;
	bool        has_paused;
	bool        has_remaining;
	bool        has_breached;
	bool        has_used;
	int64_t     started;
	int64_t     stopped;
	int64_t     due;
	int64_t     breach;
	int64_t     breached; /* first instant from which the target then in force was exceeded */
	int64_t     elapsed;  /* in the measure of the target: open time, or time round the clock */
	int64_t     paused;
	int64_t     remaining;
	double      used;
} CsqSlaStatus;

/* The last run of a cycle judged; run is an index into r->runs. */
extern bool csq_sla_judge(const CsqReplay *r, uint32_t run, const CsqCalendar *cal, CsqSlaStatus *s, CsqError *err);

/* The state of the last cycle, or of a clock that never started. */
extern bool csq_sla_status(const CsqClockView *view, const CsqTarget *target, const CsqCalendar *cal, CsqSlaRules rules,
                           int64_t as_of, CsqSlaStatus *s, CsqError *err);

/*
 * Does the target count open time (business ...) or time round the clock?
 * csq_sla_measure: that time between two instants without the pauses; negative
 * when reversed.
 */
static inline bool
csq_sla_counts_open_time(const CsqTarget *t)
{
	return t->kind == CSQ_TARGET_BUSINESS_TIME || t->kind == CSQ_TARGET_BUSINESS_DAYS;
}

extern bool csq_sla_measure(const CsqCalendar *cal, bool open_time, int64_t from, int64_t to, CsqPauses pauses,
                            int64_t *usec, CsqError *err);

/*
 * The events of a clock and those that end each pause once it has hidden cap
 * microseconds of open time.  view grows by the events added.
 */
extern bool csq_sla_cap_pauses(CsqClockView *view, const CsqCalendar *cal, int64_t cap, CsqError *err);

/* Earliest instant at which a share (>= 0) of the target is used up. */
extern bool csq_sla_threshold(const CsqCalendar *cal, int64_t start, const CsqTarget *t, double share, CsqPauses pauses,
                              int64_t *at, CsqError *err);

/* A share of a target that is a time, rounded to the microsecond; 22023 for days. */
extern bool csq_sla_scale(const CsqTarget *t, double share, CsqTarget *result, CsqError *err);

/* ---- chains of stages (sla_chain.c) ---- */

typedef enum CsqAnchor
{
	CSQ_ANCHOR_TRIGGER = -1,  /* counted from the trigger */
	CSQ_ANCHOR_PREVIOUS = -2, /* from the completion of the stage before */
	CSQ_ANCHOR_BUDGET = -3    /* from the deadline of the stage before: time saved is inherited */
} CsqAnchor;

typedef struct CsqChainStage
{
	CsqText            name;
	CsqTarget          target;
	const CsqCalendar *cal;
	int                anchor; /* a CsqAnchor, or the index of an earlier stage */
	bool               done;
	int64_t            done_at;
} CsqChainStage;

typedef enum CsqStageState
{
	CSQ_STAGE_PENDING, /* what it is counted from has not happened */
	CSQ_STAGE_RUNNING,
	CSQ_STAGE_OVERDUE,
	CSQ_STAGE_MET,
	CSQ_STAGE_BREACHED,
	CSQ_STAGE_SKIPPED, /* not done, but a later stage is */
	CSQ_STAGE_UNKNOWN  /* the days that the calendar knows do not decide it */
} CsqStageState;

extern const char *csq_stage_state_name(CsqStageState s);

typedef struct CsqStageResult
{
	CsqStageState state;
	bool          has_anchor; /* else only projected fields hold */
	bool          has_due;    /* not past the days that the calendar knows; likewise has_breach */
	bool          has_breach;
	bool          projected; /* the anchor is known, or can be told from deadlines that are */
	bool          has_elapsed;
	bool          has_slack;
	bool          has_spent;
	bool          critical; /* took the largest share of the time */
	int64_t       anchor;   /* pending: where it will be counted from if stages before end when due */
	int64_t       due;
	int64_t       breach;
	int64_t       elapsed; /* from its anchor, in the measure of its target */
	int64_t       slack;   /* left of its target at completion or as_of; negative: overrun */
	int64_t       spent;   /* its own part of the way: from the completion before it */
	double        share;   /* of the time spent by all stages */
} CsqStageResult;

extern bool csq_sla_chain(const CsqChainStage *stages, int n, int64_t trigger, int64_t as_of, CsqPauses pauses,
                          CsqStageResult *results, CsqError *err);

#endif /* CSQ_SLA_H */
