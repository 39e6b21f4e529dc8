/*
 * funnel.h
 *		Funnels: the specification, the exact level, the chosen chain, the counts.
 *
 * The level of a case is the largest k for which k different events satisfy
 * steps 1 .. k in order, each gap within its bounds, and the last no later than
 * `within` after the first.  Order is by time; what equal times mean is said by
 * `ties`:
 *		any		events at the same time may be read in either order
 *		seq		the same, but events with different seq are read in order of seq
 *				(an event without a seq after those that have one)
 *		strict	the time must increase from step to step
 * An event counts for one step at most, even when its activity is in several.
 */
#ifndef CSQ_FUNNEL_H
#define CSQ_FUNNEL_H

#include "core.h"
#include "flat.h"
#include "json_core.h"
#include "literal.h"

#define CSQ_FUNNEL_MAX_STEPS 64
#define CSQ_FUNNEL_MAX_LABELS 1024
#define CSQ_FUNNEL_MAX_TEXT 65536
#define CSQ_FUNNEL_VERSION 1

typedef enum CsqTies
{
	CSQ_TIES_ANY,
	CSQ_TIES_SEQ,
	CSQ_TIES_STRICT
} CsqTies;

/* What the evaluation needs of a specification; step s has index s - 1. */
typedef struct CsqFunnelRule
{
	int			nsteps;
	CsqTies		ties;
	bool		has_gaps;
	uint64_t	within;			/* microseconds, CSQ_NO_LIMIT = none */
	uint64_t	min_gap[CSQ_FUNNEL_MAX_STEPS];	/* to the step before */
	uint64_t	max_gap[CSQ_FUNNEL_MAX_STEPS];
} CsqFunnelRule;

/* One alternative of a step. */
typedef struct CsqFunnelLabel
{
	CsqText		text;
	uint64_t	steps;			/* bit s - 1: the label is in step s */
} CsqFunnelLabel;

/* A parsed specification. */
typedef struct CsqFunnelSpec
{
	CsqFunnelRule rule;
	int			nlabels;
	int			table_size;		/* power of two */
	CsqFunnelLabel *labels;		/* distinct, in order of appearance */
	uint16_t   *table;			/* open addressing: index + 1 into labels, 0 = free */
	int			nalternatives;
	uint16_t   *alternatives;	/* label of each alternative, as written */
	int			first[CSQ_FUNNEL_MAX_STEPS + 1];	/* alternatives of step s: first[s-1] .. first[s]-1 */
} CsqFunnelSpec;

/* An event that is in one step at least. */
typedef struct CsqHit
{
	int64_t		at;
	int64_t		seq;			/* 0 unless ties are by seq */
	uint64_t	steps;			/* bit s - 1: satisfies step s */
	bool		no_seq;			/* ties by seq: comes after those that have one */
} CsqHit;

/* ---- evaluation (funnel_core.c); hits are sorted in place ---- */

extern int	csq_funnel_level(const CsqFunnelRule *rule, CsqHit *hits, size_t n);

/*
 * The times of the chosen chain: of the chains of the highest level the one that
 * completes first; of these the one that starts last; of these the one whose
 * second step is earliest, then the third, and so on.  times has room for
 * nsteps; returns the level, or -1 with *err.
 */
extern int	csq_funnel_steps(const CsqFunnelRule *rule, CsqHit *hits, size_t n, int64_t *times, CsqError *err);

/* ---- window_funnel: its state (window_core.c) ---- */

/* Events packed as time << 6 | step - 1, in order of arrival. */
typedef struct CsqWindow
{
	CsqStored	flat;
	int64_t		within;
	uint32_t	nevents;
	uint32_t	reserved;
	int64_t		events[];
} CsqWindow;

#define CSQ_WINDOW_VERSION 1
#define CSQ_WINDOW_FIRST_SIZE 128	/* 13 events */
#define CSQ_WINDOW_MIN_AT (-(INT64_C(1) << 57))
#define CSQ_WINDOW_END_AT (INT64_C(1) << 57)	/* the year 6567 */

static inline int64_t
csq_window_pack(int64_t at, int step)
{
	return (int64_t) ((uint64_t) at << 6) | (step - 1);
}

extern CsqWindow *csq_window_new(int64_t within, size_t nevents);
extern bool csq_window_room(CsqWindow **w, size_t nevents, CsqError *err);
extern bool csq_window_merge(CsqWindow **into, const CsqWindow *from, CsqError *err);
extern int	csq_window_level(const CsqWindow *w);
extern bool csq_window_check(const void *value, size_t size, CsqError *err);
extern CsqWindow *csq_window_parse(const char *text, size_t len, CsqError *err);
extern void csq_window_text(const CsqWindow *w, CsqBuf *out);
extern CsqWindow *csq_window_read(const void *data, size_t len, CsqError *err);
extern void csq_window_write(const CsqWindow *w, CsqBuf *out);

/* ---- the specification (funnel_text.c) ---- */

extern CsqFunnelSpec *csq_funnel_spec_parse(const char *text, size_t len, CsqError *err);
extern void csq_funnel_spec_text(const CsqFunnelSpec *spec, CsqBuf *out);
extern uint64_t csq_funnel_spec_steps(const CsqFunnelSpec *spec, const char *label, size_t len);
extern void csq_funnel_step_label(const CsqFunnelSpec *spec, int step, CsqBuf *out);

/* ---- the funnel: how many cases reached which level (funnel_counts.c) ---- */

/* counts[0 .. nsteps], then the canonical text of the specification. */
typedef struct CsqFunnel
{
	CsqStored	flat;
	uint32_t	nsteps;
	uint32_t	text_len;
	int64_t		counts[];		/* cases whose level is exactly this */
} CsqFunnel;

static inline const char *
csq_funnel_spec_of(const CsqFunnel *f)
{
	return (const char *) &f->counts[f->nsteps + 1];
}

extern CsqFunnel *csq_funnel_new(int nsteps, const char *spec, size_t len);
extern bool csq_funnel_add(CsqFunnel *f, int level, int64_t cases, CsqError *err);
extern bool csq_funnel_merge(CsqFunnel *into, const CsqFunnel *from, CsqError *err);
extern bool csq_funnel_check(const void *value, size_t size, CsqError *err);
extern CsqFunnel *csq_funnel_parse(const char *text, size_t len, CsqError *err);
extern void csq_funnel_text(const CsqFunnel *f, CsqBuf *out);
extern CsqFunnel *csq_funnel_read(const void *data, size_t len, CsqError *err);
extern void csq_funnel_write(const CsqFunnel *f, CsqBuf *out);

#endif							/* CSQ_FUNNEL_H */
