/*
 * process.h
 *		The process behind many cases: type process, and what process_agg collects.
 *
 * A case is a sequence of events (time, activity, resource or none) in the order
 * of time, activity, resource (none first); labels compare by bytes.  Where events
 * have a seq it goes before the activity, those without one behind them, as in a
 * journey, whose events keep their order.
 *
 * Two stored types:
 *
 *	process_events	what process_agg collects: the events as they came.  A case
 *					may be spread over several of them, so merging them is right
 *					for any split of the rows.  O(events).
 *	process			what process_agg returns: the variants with their counts, the
 *					times between neighbours for each edge, the handovers and the
 *					durations of the cases.  Adding two of them is exact when no
 *					case is in both.  O(variants + edges).
 *
 * Times are physical, or business time of a calendar, which is then part of both:
 * what has one does not merge with what has another or none.
 *
 * Every frequency of a process (edges, activities, rework, outcomes, conformance)
 * follows from the variants, so it is computed when asked for.
 *
 * A process is stored packed (process_stored.c); equal processes are equal bytes.
 * Values of 0.1.0 are its wire form behind the common header, and are read as well.
 * csq_process_open() checks all of either.
 */
#ifndef CSQ_PROCESS_H
#define CSQ_PROCESS_H

#include "base/case_key.h"
#include "base/core.h"
#include "base/flat_dict.h"
#include "journey/journey.h"
#include "base/json.h"
#include "base/label_memo.h"
#include "base/pairs.h"
#include "base/times.h"

#define CSQ_PROCESS_VERSION 1

/* ---- the calendar that times are counted in (process_calendar.c) ---- */

/* The canonical name of a time zone; out may be name and has CSQ_ZONE_NAME_MAX + 1 bytes. */
typedef bool (*CsqZoneName)(const char *name, char *out, CsqError *err);

/* A calendar is its wire form, of length 0 for none.  zone_name NULL: names stay as they are. */
extern bool csq_process_calendar_check(const CsqText *wire, CsqError *err);
extern bool csq_process_calendar_parse(const CsqText *literal, CsqZoneName zone_name, CsqText *wire, CsqError *err);
extern bool csq_process_calendar_settle(CsqZoneName zone_name, CsqText *wire, CsqError *err);
extern void csq_process_calendar_text(const CsqText *wire, CsqBuf *out); /* the literal as a JSON string */
extern bool csq_process_calendar_same(const CsqText *a, const CsqText *b, CsqError *err); /* else names both */

/* ---- events under way (process_events.c) ---- */

/*
 * Layout (flat.h): header, records from the front, a dictionary at the back
 * (flat_dict.h).  Its entries are labels, numbered from 1, and case ids that are
 * texts of more than 8 bytes, numbered from 0.  The calendar, if there is one, is
 * an entry too.  A case id that is an integer or a
 * shorter text is in the record itself: it is looked up when the events are read,
 * all at a time, which is several times faster than one by one (the look-ups of a
 * loop overlap, those of a query's rows do not).  Journeys are numbered from 0.
 * Where events have a seq it lies behind each record, and a value, which maps of
 * journeys need, behind that; then journeys are not among them.
 */
typedef struct CsqProcessEvents
{
	CsqStored   flat;
	uint32_t    nevents;
	CsqFlatDict dict;
	uint32_t    nlabels;
	uint32_t    ntexts;
	uint32_t    njourneys;
	uint32_t    calendar;   /* its entry, 0 = none */
	uint16_t    seq_size;   /* bytes of a seq behind each record: 0, or 8 */
	uint16_t    value_size; /* bytes of a value behind that: 0, or 8 */
} CsqProcessEvents;

#define CSQ_KEY_LABEL 0
/* CSQ_KEY_TEXT, CSQ_KEY_INT: a case id (case_key.h) */
#define CSQ_KEY_NONE     3 /* a journey: a case without an id */
#define CSQ_KEY_CALENDAR 2 /* in the dictionary only: the calendar */

extern CsqProcessEvents *csq_process_events_new(void);

/* Whether events have a seq or a value, each or none.  Before the first event; later it must be the same. */
extern bool csq_process_events_keep(CsqProcessEvents *pe, bool seqs, bool values, CsqError *err);

static inline bool
csq_process_events_order(CsqProcessEvents *pe, bool by_seq, CsqError *err)
{
	return csq_process_events_keep(pe, by_seq, false, err);
}

/* Times are counted in this calendar.  Before the first event; later it must be the same, or none again. */
extern bool    csq_process_events_bind(CsqProcessEvents **pe, const CsqText *calendar, CsqError *err);
extern CsqText csq_process_events_calendar(const CsqProcessEvents *pe);

/*
 * What a large state has beside it while rows come in: the labels met last, and
 * case ids that are texts, which wait until there are some to be looked up
 * together, because each look-up misses the cache and together their misses
 * overlap.  The event of an id that waits is there, but without its case: settle
 * before anything but adding.  Empty when zero.
 */
#define CSQ_WAITING_IDS   64
#define CSQ_WAITING_BYTES 4096

typedef struct CsqWaitingId
{
	uint32_t hash;
	uint32_t len;
	uint32_t at; /* in bytes */
	uint32_t record;
} CsqWaitingId;

typedef struct CsqProcessIntake
{
	CsqLabelMemo labels;
	uint32_t     nwaiting;
	uint32_t     nbytes;
	CsqWaitingId waiting[CSQ_WAITING_IDS];
	char         bytes[CSQ_WAITING_BYTES];
} CsqProcessIntake;

extern bool csq_process_events_settle(CsqProcessEvents **pe, CsqProcessIntake *in, CsqError *err);

/*
 * An event on its way in; channel of e is the resource.  Replaces *pe by a larger
 * one when it is full.  in may be NULL; else it is always that of the same events.
 */
extern bool csq_process_events_add(CsqProcessEvents **pe, const CsqCaseKey *key, const CsqNewEvent *e,
                                   CsqProcessIntake *in, CsqError *err);

/* Bytes in use, and a copy of only these. */
extern size_t csq_process_events_used(const CsqProcessEvents *pe);
extern void   csq_process_events_copy(const CsqProcessEvents *pe, void *to, size_t size);

/* All events of one case in order; a journey without events is no case. */
extern bool csq_process_events_journey(CsqProcessEvents **pe, const CsqJourneyView *j, CsqError *err);
extern bool csq_process_events_merge(CsqProcessEvents **into, const CsqProcessEvents *from, CsqError *err);
extern bool csq_process_events_check(const void *value, size_t size, CsqError *err);

typedef struct CsqStep
{
	int64_t  at;
	uint32_t activity; /* index into labels */
	uint32_t resource; /* index into labels, 0 = none */
} CsqStep;

/* What orders the steps of one time. */
typedef struct CsqStepSeq
{
	int64_t seq;
	bool    has_seq; /* else seq is 0 */
} CsqStepSeq;

/* Events brought into cases. */
typedef struct CsqProcessLog
{
	CsqText     calendar;
	uint32_t    nlabels;
	CsqText    *labels;      /* [1 .. nlabels], ascending by bytes */
	bool       *is_activity; /* by label: of some event */
	uint32_t    ncases;
	CsqCaseKey *keys;  /* by case */
	uint32_t   *first; /* case c has steps first[c] .. first[c + 1] - 1 */
	CsqStep    *steps;
	CsqStepSeq *seqs;   /* by step; NULL: none has one */
	double     *values; /* by step, not a number: has none; NULL: none has one */
} CsqProcessLog;

/* Checks; the order of the cases is that of arrival, or canonical: ints, texts, journeys. */
extern bool csq_process_log(const CsqProcessEvents *pe, bool ordered, CsqProcessLog *log, CsqError *err);
extern bool csq_process_log_checked(const CsqProcessEvents *pe, bool ordered, CsqProcessLog *log, CsqError *err);

/* the binary form (process_events_binary.c) */
extern CsqProcessEvents *csq_process_events_read(const void *data, size_t len, CsqZoneName zone_name, CsqError *err);
extern void              csq_process_events_write(const CsqProcessLog *log, CsqBuf *out);

/* ---- the process (process.c) ---- */

typedef struct CsqVariant
{
	uint32_t        len;
	const uint32_t *path;  /* indexes into activities */
	int64_t         n;     /* cases */
	CsqU128         total; /* sum of their durations */
} CsqVariant;

typedef struct CsqEdge
{
	uint32_t source;
	uint32_t target;
	CsqTimes times;
	int64_t  cases; /* in which it occurs: where there are no variants to tell (process_graph.h), else 0 */
} CsqEdge;

typedef struct CsqHandover
{
	uint32_t source; /* indexes into resources */
	uint32_t target;
	int64_t  n;
} CsqHandover;

typedef struct CsqProcess
{
	CsqText              calendar; /* of all times below */
	uint32_t             nactivities;
	CsqText             *activities; /* ascending by bytes, each in some variant */
	uint32_t             nresources;
	CsqText             *resources; /* ascending by bytes, each in some handover */
	uint32_t             nvariants;
	CsqVariant          *variants; /* ascending by length, then path; NULL where they stay packed */
	struct CsqPaths     *paths;    /* then they are these (process_columns.h); else NULL */
	struct CsqPathsPair *pair;     /* or the sum of these two, which is to be packed and nothing else; else NULL */
	uint32_t             nedges;
	CsqEdge             *edges; /* ascending by source, target */
	uint32_t             nhandovers;
	CsqHandover         *handovers; /* ascending by source, target */
	CsqTimes             durations; /* one per case */
	bool                 is_graph;  /* without variants and handovers (process_graph.h) */
} CsqProcess;

/* calendar: that of the log, compiled; NULL when it has none. */
struct CsqCalendar;
extern bool csq_process_build(const CsqProcessLog *log, const struct CsqCalendar *calendar, CsqProcess *p,
                              CsqError *err);
extern bool csq_process_add(const CsqProcess *a, const CsqProcess *b, CsqProcess *sum, CsqError *err);

/*
 * The same of n > 0 in one go: sorted together, not one after the other.  Variants of all may be packed; those of the
 * sum may be a pair of them then, and only csq_process_pack() knows what that is.
 */
extern bool csq_process_add_all(CsqProcess *p, uint32_t n, CsqProcess *sum, CsqError *err);

/* Both ascending lists of labels in one; map_a and map_b lead from old numbers to new ones, which ascend too. */
extern CsqText *csq_labels_unite(const CsqText *a, uint32_t na, const CsqText *b, uint32_t nb, uint32_t *map_a,
                                 uint32_t *map_b, uint32_t *n);

/* Do the parts agree with each other?  The detail says which do not, but for packed variants of few activities. */
extern bool csq_process_check(const CsqProcess *p, CsqError *err);

/* Ascending labels, each once, in UTF-8? */
extern bool csq_process_labels_check(const CsqText *labels, uint32_t n, CsqError *err);

/* A stored value and its parts (process_stored.c): open checks everything. */
extern void *csq_process_pack(const CsqProcess *p, CsqError *err);

/* The same of a process whose number of variants and they themselves are elsewhere: pack writes them, in order. */
typedef void (*CsqPackVariants)(const void *from, CsqBuf *out, int width);
extern void *csq_process_pack_with(const CsqProcess *p, CsqPackVariants pack, const void *from, CsqError *err);

/* Counts that no value holds. */
static inline bool
csq_process_too_many(CsqError *err)
{
	return csq_fail(err, CSQ_RANGE, "counts of a process out of range") ||
	       csq_detail(err, "Cases, moves and handovers, each kind together, must fit 64 bits, a sum of times 128.") ||
	       csq_hint(err, "Add up fewer processes.");
}

/* Whether the moves on all edges together fit a value, and their times: else none could read it. */
extern bool csq_process_edges_fit(const CsqProcess *p, CsqError *err);

/* The header of a value that is written; the value when all is behind it, NULL when it is too large (n of what). */
extern void  csq_process_begin(CsqBuf *b, uint8_t version);
extern void *csq_process_sealed(CsqBuf *b, uint32_t n, const char *what, CsqError *err);

extern bool csq_process_open(const void *value, size_t size, CsqProcess *p, CsqError *err);

/* The same, where variants may stay packed: for those who ask nothing of them but csq_process_edge_cases(). */
extern bool csq_process_open_packed(const void *value, size_t size, CsqProcess *p, CsqError *err);

/* The same, where times may stay packed, too, but for their moments: for who adds up. */
extern bool csq_process_open_to_add(const void *value, size_t size, CsqProcess *p, CsqError *err);

/* The value, of whatever version, as one of version 1: the same bytes for equal processes.  NULL on error. */
extern const void *csq_process_plain(const void *value, CsqError *err);

/* The calendar of such a value. */
extern CsqText csq_process_calendar_in(const void *value);

/* The sum of n > 1 such values, in canonical form; NULL on error. */
extern void *csq_process_merge(const void *const *values, uint32_t n, CsqError *err);

/* Text and binary form (process_text.c); read_parts checks whether the parts agree with each other only when asked. */
extern bool csq_process_read(const void *data, size_t len, CsqZoneName zone_name, CsqProcess *p, CsqError *err);
extern bool csq_process_read_parts(const void *data, size_t len, bool check, CsqZoneName zone_name, CsqProcess *p,
                                   CsqError *err);
extern void csq_process_write(const CsqProcess *p, CsqBuf *out);
extern void csq_process_text(const CsqProcess *p, CsqBuf *out);
extern bool csq_process_parse(const char *text, size_t len, CsqZoneName zone_name, CsqProcess *p, CsqError *err);

static inline int64_t
csq_process_cases(const CsqProcess *p)
{
	return p->durations.n;
}

/* ---- reading (process_read.c) ---- */

typedef struct CsqActivityCounts
{
	int64_t n; /* occurrences = cases + self_loops + repetitions */
	int64_t cases;
	int64_t starts;
	int64_t ends;
	int64_t reworked_cases; /* cases in which it occurs more than once */
	int64_t self_loops;     /* occurrences directly after the same activity */
	int64_t repetitions;    /* occurrences after the same activity with others between */
} CsqActivityCounts;

/* By activity. */
extern CsqActivityCounts *csq_process_activities(const CsqProcess *p);

/* By edge: the cases in which it occurs.  Of a graph, too. */
extern int64_t *csq_process_edge_cases(const CsqProcess *p);

/* Variants by number of cases, falling; equal ones in their own order. */
extern uint32_t *csq_process_variant_order(const CsqProcess *p);

/* Time over the average of all edges, in microseconds, by edge; may be negative. */
extern double *csq_process_excess(const CsqProcess *p);

/*
 * source somewhere before target in a case: n counts the pairs of events, cases
 * the cases with at least one.  Ascending by source, target.  CSQ_LIMIT for more
 * than CSQ_FOLLOWS_MAX different pairs.
 */
#define CSQ_FOLLOWS_MAX 4000000

typedef struct CsqFollows
{
	uint32_t source;
	uint32_t target;
	int64_t  n;
	int64_t  cases;
} CsqFollows;

extern bool csq_process_follows(const CsqProcess *p, CsqFollows **follows, uint32_t *n, CsqError *err);

/*
 * Two processes side by side: each activity of either, then each edge of either,
 * ascending by their labels.  cases: those in which it occurs; times: of an edge,
 * NULL where it does not occur.  false when their times are of different calendars.
 */
typedef struct CsqCompared
{
	CsqText         source; /* or the activity */
	CsqText         target;
	bool            is_edge;
	int64_t         cases[2];
	const CsqTimes *times[2];
} CsqCompared;

extern bool csq_process_compare(const CsqProcess *before, const CsqProcess *after, CsqCompared **rows, uint32_t *n,
                                CsqError *err);

/* The activity with this label, nactivities when there is none. */
extern uint32_t csq_process_activity(const CsqProcess *p, const CsqText *label);

/* ---- flow by position (process_flow.c) ---- */

/*
 * The cases that begin with activity start (nactivities: all), position by
 * position.  At each position the top activities with the most cases stand for
 * themselves (equally frequent ones by label), the others for OTHER together.
 */
typedef struct CsqFlowView
{
	const CsqProcess *p;
	uint32_t          start;
	uint32_t          top;
	int64_t           cases; /* that begin so */
	uint32_t         *live;  /* variants that do, and are not over */
	uint32_t          nlive;
	int64_t          *count;    /* by activity; zero between two steps */
	uint32_t         *activity; /* room for those of a step */
} CsqFlowView;

#define CSQ_FLOW_OTHER(p) ((p)->nactivities)
#define CSQ_FLOW_END(p)   ((p)->nactivities + 1)

/* n cases are at source with their step-th event (from 0) and at target with the next, or end. */
typedef struct CsqFlow
{
	uint32_t source;
	uint32_t target;
	int64_t  n;
} CsqFlow;

extern CsqFlowView csq_process_flow_view(const CsqProcess *p, uint32_t start, uint32_t top);

/* Ascending by source, target; none: no case is that long.  Steps are asked for one after the other. */
extern uint32_t csq_process_flow(CsqFlowView *view, uint32_t step, CsqFlow **flow);
extern void     csq_process_flow_to_mermaid(CsqFlowView *view, uint32_t depth, const CsqText *other, CsqBuf *out);

/* ---- drawing (process_draw.c) ---- */

typedef enum CsqMeasure
{
	CSQ_MEASURE_N,
	CSQ_MEASURE_CASES,
	CSQ_MEASURE_MEAN,
	CSQ_MEASURE_P50,
	CSQ_MEASURE_P90,
	CSQ_MEASURE_MIN,
	CSQ_MEASURE_MAX,
	CSQ_MEASURE_TOTAL
} CsqMeasure;

extern bool csq_measure_parse(const char *s, size_t len, CsqMeasure *m, CsqError *err);
extern void csq_process_mermaid(const CsqProcess *p, uint32_t top, CsqMeasure m, CsqBuf *out);
extern void csq_process_dot(const CsqProcess *p, uint32_t top, CsqMeasure m, CsqBuf *out);

/* ---- outcomes (process_markov.c) ---- */

#define CSQ_MARKOV_MAX 400 /* activities: the work grows with their cube */

/*
 * Absorbing Markov chain.  goal[i] = 1 .. ngoals: reaching activity i ends the
 * walk with that outcome; 0: it goes on.  probability[i * (ngoals + 1) + g]: from
 * activity i, outcome g, 0 = the case ends without one; expected[i]: time until
 * then in microseconds.  Steps are counted up to the first goal of a case, with
 * beyond after it, too; known[i]: some step of the activity counts, or it is a goal.
 */
typedef struct CsqOutcomes
{
	double *probability;
	double *expected;
	bool   *known;
} CsqOutcomes;

extern bool csq_process_outcomes(const CsqProcess *p, const uint32_t *goal, uint32_t ngoals, bool beyond,
                                 CsqOutcomes *o, CsqError *err);

/* Probability that a case reaches the goal, and by activity the same if it led nowhere. */
extern bool csq_process_removal(const CsqProcess *p, uint32_t goal, bool beyond, double *with, double *without,
                                CsqError *err);

/* ---- prediction (process_predict.c) ---- */

#define CSQ_PREDICT_LAST 20 /* last activities that are compared when the whole path is too rare */

typedef struct CsqPrediction
{
	uint32_t reached_goal; /* the path has come to it already; 0: to none, and the rest is the prediction */
	bool     whole;        /* from cases that began with the path; else that had its last activities somewhere */
	uint32_t last;         /* how many of them */
	int64_t  cases;        /* places looked at */
	int64_t *reached;      /* by goal, 0 = the case ended without one */
	double  *remaining;    /* mean time until then, in microseconds */
} CsqPrediction;

/*
 * path: activities, nactivities for one that the process does not have.  goal: by activity, 1 .. ngoals, 0 = none.
 * closed: by activity, whether a case is over that has come to it last; NULL: all are.
 */
extern void csq_process_predict(const CsqProcess *p, const uint32_t *path, uint32_t len, const uint32_t *goal,
                                uint32_t ngoals, const bool *closed, int64_t at_least, CsqPrediction *out);

/* ---- attribution (process_credit.c) ---- */

typedef enum CsqCredit
{
	CSQ_CREDIT_FIRST,
	CSQ_CREDIT_LAST,
	CSQ_CREDIT_LINEAR,
	CSQ_CREDIT_POSITION,
	CSQ_CREDIT_TIME_DECAY,
	CSQ_CREDIT_MARKOV
} CsqCredit;

extern bool csq_credit_parse(const char *s, size_t len, CsqCredit *m, CsqError *err);

/* Weights of n > 0 touches that are this old, in order of time, when the goal is reached. */
extern void csq_credit_weights(CsqCredit m, const int64_t *ages, uint32_t n, int64_t half_life, double *weights);

/* Credit in cases, by activity; the cases that begin with the goal.  Not for time_decay. */
extern bool csq_process_credit(const CsqProcess *p, uint32_t goal, CsqCredit m, double *credit, int64_t *untouched,
                               CsqError *err);

#endif /* CSQ_PROCESS_H */
