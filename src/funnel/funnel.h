/*
 * funnel.h
 *		Funnels: the specification, the exact level, the chosen chain, the counts.
 *
 * A chain gives different events to steps of the funnel, each event after the one
 * before it, each gap within its bounds, the last event no later than `within`
 * after the first.  It takes every step up to the last one it reaches, except
 * optional ones.  The level of a case is the number of the last step that some
 * chain reaches.  Order is by time; what equal times mean is said by `ties`:
 *		any		events at the same time may be read in any order that suits the chain
 *		seq		the same, but events with different seq are read in order of seq
 *				(an event without a seq after those that have one)
 *		strict	the time must increase from step to step
 *
 * An exclusion breaks a chain when an excluded event, not itself a step of the
 * chain, lies between the step p last taken and the next one, for a p from i to
 * j - 1.  `order strict` is the exclusion of every event.  With `drop journey` a
 * journey is out when every chain of the highest level is broken so.
 *
 * `order unbroken` reads the events one by one, those of an instant by seq where ties
 * are by seq, then those in no step first and the others by step, and stops for good at the first event after one in
 * step 1 that is in no step, or only in steps whose step before no chain has reached.
 * The level is that of the events before it.
 *
 * With `same channel` or `same value` the events of each channel (value) are looked at
 * as if they were a case of their own; those that have none, not at all.  The case has the
 * preferred chain among theirs; one that is out counts nowhere.
 *
 * With `order any` a chain gives different events within one window to as many
 * steps as it can.  The level is the number of steps when all but optional ones
 * have an event, else the number of those that have one.  An exclusion breaks a
 * chain when an excluded event, not itself one of the chain, lies later than its
 * first and earlier than its last event; as order says nothing, so does seq.
 */
#ifndef CSQ_FUNNEL_H
#define CSQ_FUNNEL_H

#include "base/core.h"
#include "base/flat.h"
#include "base/json.h"
#include "base/literal.h"
#include "base/table.h"

#define CSQ_FUNNEL_MAX_STEPS  64
#define CSQ_FUNNEL_MAX_STOPS  64
#define CSQ_FUNNEL_MAX_LABELS 1024
#define CSQ_FUNNEL_MAX_TEXT   65536
#define CSQ_FUNNEL_MAX_TERMS  (CSQ_FUNNEL_MAX_TEXT * 16) /* with the calendar */
#define CSQ_FUNNEL_VERSION    1

typedef enum CsqTies
{
	CSQ_TIES_ANY,
	CSQ_TIES_SEQ,
	CSQ_TIES_STRICT
} CsqTies;

typedef enum CsqOrder
{
	CSQ_ORDER_THEN,
	CSQ_ORDER_STRICT,
	CSQ_ORDER_ANY,
	CSQ_ORDER_UNBROKEN
} CsqOrder;

/* What all events of a chain have in common. */
typedef enum CsqSame
{
	CSQ_SAME_NONE,
	CSQ_SAME_CHANNEL,
	CSQ_SAME_VALUE
} CsqSame;

/* Which of the chains of the highest level csq_funnel_steps() reports. */
typedef enum CsqChain
{
	CSQ_CHAIN_FIRST,
	CSQ_CHAIN_LAST,
	CSQ_CHAIN_FASTEST
} CsqChain;

/* What the evaluation needs of a specification; step s has index s - 1. */
typedef struct CsqFunnelRule
{
	int      nsteps;
	CsqTies  ties;
	CsqOrder order;
	CsqChain chain;
	CsqSame  same;
	bool     has_gaps;
	bool     keeps_all;                     /* hits are to hold every event of the journey: order strict, unbroken */
	uint64_t optional;                      /* bit s - 1: step s may be left out */
	uint64_t within;                        /* microseconds, CSQ_NO_LIMIT = none */
	uint64_t min_gap[CSQ_FUNNEL_MAX_STEPS]; /* to the step before */
	uint64_t max_gap[CSQ_FUNNEL_MAX_STEPS];
	int      nstops;                            /* exclusion clauses */
	uint64_t stop_levels[CSQ_FUNNEL_MAX_STOPS]; /* bit p - 1: the clause holds while step p was the last taken */
	uint64_t drops_journey;                     /* bit x: clause x drops the journey, not just the chain */
} CsqFunnelRule;

/* One alternative of a step. */
typedef struct CsqFunnelLabel
{
	CsqText  text;
	uint64_t steps; /* bit s - 1: the label is in step s */
	uint64_t stops; /* bit x: exclusion clause x names the label */
} CsqFunnelLabel;

/* A parsed specification. */
typedef struct CsqFunnelSpec
{
	CsqFunnelRule   rule;
	int             nlabels;
	CsqFunnelLabel *labels; /* distinct, in order of appearance */
	CsqTable        table;  /* of labels */
	int             nalternatives;
	uint16_t       *alternatives;                    /* label of each alternative, as written */
	int             first[CSQ_FUNNEL_MAX_STEPS + 1]; /* alternatives of step s: first[s-1] .. first[s]-1 */
	int stop_first[CSQ_FUNNEL_MAX_STOPS + 1]; /* those of exclusion clause x: stop_first[x] .. stop_first[x+1]-1 */
	struct CsqJourneyMemo *memo;  /* what is known of dictionaries (funnel_hits.c); NULL: nothing is remembered */
	struct CsqFunnelKinds *kinds; /* the same of shared ones (funnel_shared.h); NULL: nothing yet */
} CsqFunnelSpec;

/*
 * An event that is in a step or an exclusion at least (any event of the journey
 * when rule.keeps_all).  Whoever makes hits sets clock to at; csq_funnel_clock()
 * replaces it by business time.
 */
typedef struct CsqHit
{
	int64_t  at;
	int64_t  clock;  /* gaps and windows are measured on it: never falls as at rises */
	int64_t  seq;    /* 0 unless ties are by seq */
	uint64_t steps;  /* bit s - 1: satisfies step s */
	uint64_t stops;  /* bit x: excluded by clause x */
	bool     no_seq; /* ties by seq: comes after those that have one */
	uint32_t part;   /* number of what all events of a chain have in common; 0 = it has none */
} CsqHit;

/*
 * ---- evaluation (funnel_level.c, funnel_level_any.c, funnel_chain.c) ----
 *
 * Hits are sorted in place.  No memory is left behind, for the one-level forms
 * evaluate millions of cases in one call.
 */

#define CSQ_NO_TIME       INT64_MIN
#define CSQ_FUNNEL_OUT    (-1) /* the journey is dropped: it counts nowhere in the funnel */
#define CSQ_FUNNEL_FAILED (-2) /* see *err */

/* By time, then seq; both functions below do it first. */
extern void csq_funnel_sort(CsqHit *hits, size_t n);

/* 0 .. nsteps, or CSQ_FUNNEL_OUT. */
extern int csq_funnel_level(const CsqFunnelRule *rule, CsqHit *hits, size_t n);

/*
 * The times of the chosen chain: times has room for nsteps, step s at index
 * s - 1; CSQ_NO_TIME where the chain has no such step.  Returns the level,
 * CSQ_FUNNEL_OUT or CSQ_FUNNEL_FAILED with *err.  Among the chains of the highest
 * level
 *		first	the one that completes first, of these the one that starts last
 *		last	the one that starts last, of these the one that completes first
 *		fastest	the one with the least time from first to last event (on the
 *				clock), of these the one that completes first, then starts last
 * of these the one whose second step is earliest, then the third, and so on; a
 * step not taken is later than any.
 */
extern int csq_funnel_steps(const CsqFunnelRule *rule, CsqHit *hits, size_t n, int64_t *times, CsqError *err);

/* The same; *part is that of the chain, where the rule asks for the same. */
extern int csq_funnel_steps_of(const CsqFunnelRule *rule, CsqHit *hits, size_t n, int64_t *times, uint32_t *part,
                               CsqError *err);

/*
 * Do these exclusions, taken together, hold before and after a row of optional
 * steps but not in it?  The language refuses that of any two, and the evaluation
 * relies on it.
 */
extern bool csq_funnel_stops_apart(const CsqFunnelRule *rule, uint64_t stops);

/* ---- events as words: time << 6 | step - 1 (funnel_window.c) ---- */

#define CSQ_WINDOW_MIN_AT (-(INT64_C(1) << 57))
#define CSQ_WINDOW_END_AT (INT64_C(1) << 57) /* the year 6567 */

static inline int64_t
csq_window_pack(int64_t at, int step)
{
	return (int64_t) ((uint64_t) at << 6) | (step - 1);
}

static inline int64_t
csq_window_time(int64_t word)
{
	return word >> 6; /* an arithmetic shift: rounds down */
}

extern void csq_window_sort(int64_t *words, size_t n);
extern int  csq_window_words_level(const int64_t *sorted, size_t n, int64_t within);
/* The same for words in any order. */
extern int csq_window_unsorted_level(const int64_t *words, uint32_t n, int64_t within);

/* ---- the specification (funnel_spec.c) ---- */

extern CsqFunnelSpec *csq_funnel_spec_parse(const char *text, size_t len, CsqError *err);
extern CsqFunnelSpec *csq_funnel_spec_stored(const char *text, size_t len, CsqError *err); /* of a stored value */
extern void           csq_funnel_spec_text(const CsqFunnelSpec *spec, CsqBuf *out);
/* Steps and exclusions that name an activity, or one of several separated by U+001F. */
extern uint64_t csq_funnel_spec_marks(const CsqFunnelSpec *spec, const char *label, size_t len, uint64_t *stops);

extern void csq_funnel_step_label(const CsqFunnelSpec *spec, int step, CsqBuf *out);

/* ---- the funnel: how many cases reached which level (funnel.c) ---- */

/*
 * Header, counts, the canonical text of the specification padded to 8 bytes; with
 * details (funnel_detail.h) these and the log of cases not yet worked into them,
 * then room to grow.  csq_funnel_open() gives the canonical form.
 *
 * The text is that of the specification; where times are counted in the open time
 * of a calendar two NUL and the canonical text of the calendar follow (funnel_terms.c).
 */
typedef struct CsqFunnel
{
	CsqStored flat;
	uint32_t  nsteps;
	uint32_t  text_len;
	uint32_t  detail_len; /* 0: none yet */
	uint32_t  log_len;
	int64_t   counts[]; /* cases whose level is exactly 0 .. nsteps, then those that are out; then by kind */
} CsqFunnel;

/* Kinds of the header, and what counts go on with. */
#define CSQ_FUNNEL_PLAIN    0
#define CSQ_FUNNEL_DETAILED 1 /* as written before there were the counts of FULL; merging with one drops these */
#define CSQ_FUNNEL_FULL     2 /* with details; per step: cases that have such an event at all, attempts */
#define CSQ_FUNNEL_AS_OF    3 /* without details; per step: cases of this level that are pending */

static inline bool
csq_funnel_is_detailed(const CsqFunnel *f)
{
	return f->flat.kind == CSQ_FUNNEL_DETAILED || f->flat.kind == CSQ_FUNNEL_FULL;
}

static inline uint32_t
csq_funnel_ncounts(uint8_t kind, uint32_t nsteps)
{
	return nsteps + 2 + (kind == CSQ_FUNNEL_FULL ? 2 * nsteps : kind == CSQ_FUNNEL_AS_OF ? nsteps : 0);
}

/* The counts per step that a kind has beyond the levels; of FULL the attempts follow. */
static inline int64_t *
csq_funnel_more(const CsqFunnel *f)
{
	return (int64_t *) f->counts + f->nsteps + 2;
}

static inline const char *
csq_funnel_spec_of(const CsqFunnel *f)
{
	return (const char *) &f->counts[csq_funnel_ncounts(f->flat.kind, f->nsteps)];
}

static inline const char *
csq_funnel_detail_of(const CsqFunnel *f)
{
	return csq_funnel_spec_of(f) + (((size_t) f->text_len + 7) & ~(size_t) 7);
}

/* Are the bytes after a text that is padded to 8 bytes zero?  Equal values are equal bytes. */
static inline bool
csq_funnel_padded(const char *text, size_t len)
{
	for (; len % 8 != 0; len++)
		if (text[len] != 0)
			return false;
	return true;
}

/* text: of the specification, and of the calendar. */
extern CsqFunnel *csq_funnel_new(uint8_t kind, int nsteps, const char *text, size_t len);

/* ---- on what terms cases are counted (funnel_terms.c) ---- */

/* As bytes: the specification; if there is more NUL, as_of in ISO 8601 if any, NUL, the calendar if any. */
typedef struct CsqFunnelTerms
{
	CsqText spec;
	CsqText calendar; /* canonical text; length 0 = none */
	bool    has_as_of;
	int64_t as_of;
} CsqFunnelTerms;

extern void csq_funnel_terms_write(const CsqFunnelTerms *t, CsqBuf *out);

/* Splits and checks but for the specification; the texts point into the bytes. */
extern bool csq_funnel_terms_read(const char *text, size_t len, CsqFunnelTerms *t, CsqError *err);

/* What each side is, for messages: "opened -> solved" as of ... in the calendar ... */
extern CsqText csq_funnel_terms_said(const char *text, size_t len);

/* The specification of a value whose terms are right; NULL: see *err. */
extern CsqFunnelSpec *csq_funnel_spec_of_terms(const char *text, size_t len, CsqError *err);

/* level 0 .. nsteps, or CSQ_FUNNEL_OUT: the case was dropped by an exclusion. */
extern bool csq_funnel_add(CsqFunnel *f, int level, int64_t cases, CsqError *err);

/* Count a case, without details (funnel_outcome.h). */
struct CsqFunnelOutcome;
extern bool csq_funnel_count(CsqFunnel *f, const struct CsqFunnelOutcome *o, CsqError *err);

/* Append to the log. */
extern bool csq_funnel_log(CsqFunnel **f, const void *data, size_t len, CsqError *err);

/* The canonical form of a value that is right; itself when it is canonical. */
extern CsqFunnel *csq_funnel_pack(const CsqFunnel *f, CsqError *err);

/* Check all of a value and pack it; NULL on error. */
extern CsqFunnel *csq_funnel_open(const void *value, size_t size, CsqError *err);
extern bool       csq_funnel_check(const void *value, size_t size, CsqError *err);
extern bool       csq_funnel_same_spec(const CsqFunnel *a, const CsqFunnel *b, CsqError *err);
/* May they be merged? */
extern bool csq_funnel_fits(const CsqFunnel *a, const CsqFunnel *b, CsqError *err);
extern bool csq_funnel_merge(CsqFunnel **into, const CsqFunnel *from, CsqError *err);

/* The sum of n > 1 that fit each other, packed; NULL on error. */
extern CsqFunnel *csq_funnel_sum(const CsqFunnel *const *funnels, uint32_t n, CsqError *err);
extern CsqFunnel *csq_funnel_parse(const char *text, size_t len, CsqError *err);
extern void       csq_funnel_text(const CsqFunnel *packed, CsqBuf *out);
extern CsqFunnel *csq_funnel_read(const void *data, size_t len, CsqError *err);
extern void       csq_funnel_write(const CsqFunnel *packed, CsqBuf *out);

#endif /* CSQ_FUNNEL_H */
