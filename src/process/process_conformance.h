/*
 * process_conformance.h
 *		Does a process keep to what is expected of it?
 *
 * Four ways to say what is expected, from the coarse to the fine:
 *
 *	moves		allowed edges, starts and ends (process_model.c)
 *	footprints	the relation of each pair of activities (process_footprints.c)
 *	rules		templates such as response(a, b) (process_rules.c)
 *	net			a Petri net, on which each variant is replayed (process_net.c,
 *				process_replay.c)
 *
 * All of them follow from the variants, so a case is judged once with all cases
 * that take the same path.
 */
#ifndef CSQ_PROCESS_CONFORMANCE_H
#define CSQ_PROCESS_CONFORMANCE_H

#include "process/process.h"

/* ---- allowed moves (process_model.c) ---- */

/* A model as it was written: {"edges":[["a","b"],...],"start":["a"],"end":["b"]}; start and end may be left out: any. */
typedef struct CsqMoves
{
	bool     any_start; /* no list of first activities was given */
	bool     any_end;
	uint32_t nedges;
	uint32_t nstart;
	uint32_t nend;
	CsqText (*edges)[2];
	CsqText *start;
	CsqText *end;
} CsqMoves;

/* The same bound to a process: by its indexes. */
typedef struct CsqProcessModel
{
	bool  any_start;
	bool  any_end;
	bool *start; /* by activity */
	bool *end;
	bool *edge; /* by edge of the process */
} CsqProcessModel;

typedef struct CsqDeviation
{
	char     kind;   /* 's'tart, 'e'dge, 'f'inish */
	uint32_t source; /* activity; of an edge its source */
	uint32_t target;
	int64_t  n;
	int64_t  cases;
} CsqDeviation;

typedef struct CsqConformance
{
	int64_t       deviating_cases;
	int64_t       pending_cases; /* open ones that have not deviated so far */
	int64_t       moves;         /* starts, edges and ends */
	int64_t       allowed;
	uint32_t      ndeviations;
	CsqDeviation *deviations; /* starts, edges, ends, each by label */
} CsqConformance;

extern bool csq_process_moves_parse(const char *json, size_t len, CsqMoves *m, CsqError *err);
extern void csq_process_model_bind(const CsqProcess *p, const CsqMoves *moves, CsqProcessModel *m);
/* The model that allows what the process does. */
extern void csq_process_model_text(const CsqProcess *p, CsqBuf *out);
/* closed: by activity, whether a case is over that has come to it last; NULL: all are over. */
extern bool csq_process_conformance(const CsqProcess *p, const CsqProcessModel *m, const bool *closed,
                                    CsqConformance *c, CsqError *err);

/* ---- footprints (process_footprints.c) ---- */

#define CSQ_FOOTPRINT_MAX 2000 /* activities: the table is their square */

typedef enum CsqRelation
{
	CSQ_NEVER,  /* "#": neither directly follows the other */
	CSQ_BEFORE, /* "->": b directly follows a, never the reverse */
	CSQ_AFTER,  /* "<-" */
	CSQ_BOTH    /* "||" */
} CsqRelation;

extern const char *csq_relation_text(CsqRelation r);

/* A relation for each pair of labels: relation[a * n + b]. */
typedef struct CsqFootprints
{
	uint32_t n;
	CsqText *labels; /* ascending by bytes */
	uint8_t *relation;
} CsqFootprints;

/* One cell in which a process and a model differ. */
typedef struct CsqFootprintDeviation
{
	uint32_t    a; /* into labels */
	uint32_t    b;
	CsqRelation relation;
	CsqRelation model;
	int64_t     n; /* how often b directly follows a in the process */
} CsqFootprintDeviation;

typedef struct CsqFootprintComparison
{
	uint32_t               nlabels; /* of both */
	CsqText               *labels;
	uint32_t               ndeviations;
	CsqFootprintDeviation *deviations; /* ascending by a, b */
	bool                   judged;     /* there is something to judge: the fitness is defined */
	double                 fitness;
} CsqFootprintComparison;

extern bool csq_process_footprints(const CsqProcess *p, CsqFootprints *f, CsqError *err);
extern bool csq_footprints_compare(const CsqProcess *p, const CsqMoves *moves, CsqFootprintComparison *c,
                                   CsqError *err);

/* ---- rules (process_rules.c) ---- */

typedef enum CsqTemplate
{
	CSQ_RESPONSE,
	CSQ_PRECEDENCE,
	CSQ_SUCCESSION,
	CSQ_CHAIN_RESPONSE,
	CSQ_CHAIN_PRECEDENCE,
	CSQ_CHAIN_SUCCESSION,
	CSQ_RESPONDED_EXISTENCE,
	CSQ_COEXISTENCE,
	CSQ_NOT_COEXISTENCE,
	CSQ_NOT_SUCCESSION,
	CSQ_ALTERNATE_RESPONSE,
	CSQ_ALTERNATE_PRECEDENCE,
	CSQ_ALTERNATE_SUCCESSION,
	CSQ_NOT_CHAIN_SUCCESSION,
	CSQ_EXISTENCE, /* from here on: one activity and a number */
	CSQ_ABSENCE,
	CSQ_EXACTLY,
	CSQ_INIT, /* from here on: one activity */
	CSQ_END
} CsqTemplate;

typedef struct CsqRule
{
	CsqTemplate template;
	CsqText  a;
	CsqText  b;     /* of templates with two activities */
	uint32_t times; /* of templates with a number */
} CsqRule;

typedef struct CsqRuleCounts
{
	int64_t activated; /* cases to which the rule says something */
	int64_t pending;   /* of these, open cases of which later events can still change the verdict */
	int64_t violated;  /* of the others, cases that break it */
} CsqRuleCounts;

extern bool csq_rule_parse(const char *s, size_t len, CsqRule *rule, CsqError *err);
extern void csq_rule_text(const CsqRule *rule, CsqBuf *out); /* canonical */

/*
 * counts[i] of rule i, counts[nrules] of any: activated by, violating at least one.  closed: by activity, whether a
 * case is over that has come to it last; NULL: all are over.
 */
extern void csq_process_rules(const CsqProcess *p, const CsqRule *rules, uint32_t nrules, const bool *closed,
                              CsqRuleCounts *counts);

/* ---- Petri nets (process_net.c) ---- */

#define CSQ_NET_MAX_PLACES      1000
#define CSQ_NET_MAX_TRANSITIONS 2000
#define CSQ_NET_MAX_TOKENS      1000 /* in one place of the initial or final marking */

typedef struct CsqTransition
{
	CsqText   name;
	CsqText   label; /* s NULL: silent */
	uint32_t  nin;
	uint32_t  nout;
	uint32_t *in; /* places, in the order they were given */
	uint32_t *out;
} CsqTransition;

typedef struct CsqNet
{
	uint32_t       nplaces;
	CsqText       *places;
	uint32_t       ntransitions;
	CsqTransition *transitions; /* in the order they were given */
	uint32_t      *initial;     /* tokens by place */
	uint32_t      *final;
} CsqNet;

extern bool csq_net_parse(const char *json, size_t len, CsqNet *net, CsqError *err);

/* ---- replay (process_replay.c) ---- */

#define CSQ_REPLAY_MARKINGS 10000 /* visited in one search for silent transitions */

typedef struct CsqTokenReplay
{
	int64_t produced;
	int64_t consumed;
	int64_t missing;
	int64_t remaining; /* produced + missing = consumed + remaining */
	int64_t cut_short; /* 1: a search ended at its limit, and a run that loses fewer tokens may exist */
} CsqTokenReplay;

static inline bool
csq_replay_fits(const CsqTokenReplay *r)
{
	return r->missing == 0 && r->remaining == 0;
}

/* 1/2 (1 - missing / consumed) + 1/2 (1 - remaining / produced); a part with nothing in it is 1/2. */
static inline double
csq_replay_fitness(const CsqTokenReplay *r)
{
	return 0.5 * (r->consumed == 0 ? 1 : 1 - (double) r->missing / (double) r->consumed) +
	       0.5 * (r->produced == 0 ? 1 : 1 - (double) r->remaining / (double) r->produced);
}

/*
 * Of each variant, for one case.  ignore: activities that the net does not know
 * are passed over.  markings: how many a search visits, up to CSQ_REPLAY_MARKINGS.
 */
extern bool csq_process_replay(const CsqProcess *p, const CsqNet *net, bool ignore, uint32_t markings,
                               CsqTokenReplay *by_variant, CsqError *err);

/* Over all cases. */
typedef struct CsqReplayTotal
{
	int64_t        cases;
	int64_t        fitting;
	CsqTokenReplay sum;
	double         average; /* of the fitness of each case */
} CsqReplayTotal;

extern bool csq_replay_total(const CsqProcess *p, const CsqTokenReplay *by_variant, CsqReplayTotal *t, CsqError *err);

#endif /* CSQ_PROCESS_CONFORMANCE_H */
