/*
 * alignment.h
 *		Optimal alignments: the cheapest way to lay a trace beside a run of a Petri net.
 *
 * An alignment is a sequence of moves.  Without the moves on the model it is the trace,
 * without the moves on the log it is a run of the net from the initial marking to the
 * final one.  A move on the log and a move on the model by a transition that has a
 * label cost 1 each, all others nothing.
 */
#ifndef CSQ_ALIGNMENT_H
#define CSQ_ALIGNMENT_H

#include "process/process_conformance.h"

#define CSQ_ALIGNMENT_MAX_STATES 1000000
#define CSQ_ALIGNMENT_MAX_BYTES  ((size_t) 256 << 20) /* of markings in one search */
#define CSQ_NO_LABEL             UINT32_MAX           /* an activity that the net does not know */

typedef enum CsqMoveKind
{
	CSQ_MOVE_SYNCHRONOUS, /* an event, and a transition with its label */
	CSQ_MOVE_SILENT,      /* a transition without a label */
	CSQ_MOVE_MODEL,       /* a transition with a label, without an event */
	CSQ_MOVE_LOG          /* an event without a transition */
} CsqMoveKind;

typedef struct CsqMove
{
	CsqMoveKind kind;
	uint32_t    event;      /* of the trace; of moves on the model that which comes next */
	uint32_t    transition; /* of the net; unused in moves on the log */
} CsqMove;

typedef enum CsqAlignmentVerdict
{
	CSQ_ALIGNED,   /* there is none that costs less */
	CSQ_CUT_SHORT, /* the search met its bound: cost is what every alignment costs at least */
	CSQ_NO_RUN     /* no run of the net comes to the final marking */
} CsqAlignmentVerdict;

typedef struct CsqAlignment
{
	CsqAlignmentVerdict verdict;
	int64_t             cost;
	int64_t             moves_by[4]; /* of each kind; 0 unless it is aligned, as below */
	uint32_t            states;      /* that the search has seen */
	uint32_t            nmoves;
	CsqMove            *moves; /* those of the last alignment; the next one overwrites them */
} CsqAlignment;

/* A net made ready, with the memory of its searches. */
typedef struct CsqAligner CsqAligner;

/* states: pairs of position and marking that a search may see, 1 to CSQ_ALIGNMENT_MAX_STATES.  The net must stay. */
extern CsqAligner *csq_aligner(const CsqNet *net, uint32_t states);

/* The number of an activity in traces; CSQ_NO_LABEL when no transition has it. */
extern uint32_t csq_aligner_label(const CsqAligner *al, const CsqText *activity);

extern void csq_align(CsqAligner *al, const uint32_t *trace, uint32_t len, CsqAlignment *out);

/* 22023: what is said of a net without a run; returns false. */
extern bool csq_alignment_no_run(CsqError *err);

/* ---- a process (alignment_variants.c) ---- */

typedef struct CsqVariantAlignment
{
	CsqAlignment a;     /* without its moves */
	int64_t      worst; /* its length, and the cheapest run of the net; -1: not known */
} CsqVariantAlignment;

/* 1 - cost / worst; an empty trace on a net that asks for nothing departs from nothing. */
static inline double
csq_fitness_of_cost(int64_t cost, int64_t worst)
{
	return worst == 0 ? 1 : 1 - (double) cost / (double) worst;
}

/* What is done with each variant, in their order, while its moves are there. */
typedef void (*CsqAligned)(void *arg, uint32_t variant, const CsqVariantAlignment *v);

/* Every variant; false (CSQ_PARAM) when the net has no run. */
extern bool csq_process_align(const CsqProcess *p, const CsqNet *net, uint32_t states, CsqAligned each, void *arg,
                              CsqError *err);

/* Over all cases. */
typedef struct CsqAlignmentTotal
{
	int64_t cases;
	int64_t fitting;
	int64_t cut_short;   /* cases whose cost is not known */
	int64_t cost;        /* at least, where some are cut short */
	int64_t worst;       /* unless it is not known */
	bool    worst_known; /* the cheapest run of the net was found */
	double  average;     /* of the fitness of each case, unless some are cut short */
} CsqAlignmentTotal;

extern bool csq_process_align_total(const CsqProcess *p, const CsqNet *net, uint32_t states, CsqAlignmentTotal *t,
                                    CsqError *err);

/* Moves on the log, then moves on the model: by activity or transition how often, and in how many cases. */
typedef struct CsqAlignmentDeviation
{
	CsqMoveKind kind;
	uint32_t    which; /* an activity of the process or a transition of the net */
	int64_t     n;
	int64_t     cases;
} CsqAlignmentDeviation;

typedef struct CsqAlignmentDeviations
{
	CsqAlignmentTotal      total;
	uint32_t               n;
	CsqAlignmentDeviation *items;
} CsqAlignmentDeviations;

extern bool csq_process_align_deviations(const CsqProcess *p, const CsqNet *net, uint32_t states,
                                         CsqAlignmentDeviations *d, CsqError *err);

#endif /* CSQ_ALIGNMENT_H */
