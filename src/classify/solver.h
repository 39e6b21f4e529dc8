/*
 * solver.h
 *		Dual coordinate descent for one-vs-rest squared-hinge problems.
 *
 * n sparse rows (documents), k columns (classes; one column for two classes).
 * Column j learns +1 for documents of class j, -1 for the others; with one
 * column, +1 is class 1.  A document may be of several classes by shares.
 */
#ifndef CSQ_SOLVER_H
#define CSQ_SOLVER_H

#include "classify/blocks.h"

/* How far a long training is; shown by whoever watches. */
typedef struct CsqProgress
{
	const char *phase;
	int         epoch; /* 0: not counted */
	bool        epoch_done;
	double      violation; /* largest of the epoch so far */
	int64_t     examples;  /* seen by the phase or, once counted, of the training */
	int64_t     spilled;   /* bytes in temporary files */
} CsqProgress;

typedef struct CsqWatch
{
	void (*tell)(struct CsqWatch *watch); /* called about every megabyte of work */
	CsqProgress now;
} CsqWatch;

typedef struct CsqProblem
{
	CsqBlocks     *blocks; /* documents; row number rows is the bias, always 1 */
	uint32_t       rows;   /* features */
	int            classes;
	int            columns;  /* classes, or 1 when there are two */
	int            stride;   /* 1, 4, or columns rounded up to 8 */
	float         *positive; /* classes: factor of the cost of a class's own documents; NULL = 1 */
	double         c;
	double         tolerance;
	int            epochs;
	const float   *value; /* by count of a feature; NULL: csq_feature_tf */
	const uint8_t *given; /* rows: 1 for what was given beside the text, whose prior is 1; or NULL */
	double         nb;    /* 0 = no scaling by log-count ratio */
	CsqWatch      *watch; /* or NULL */
} CsqProblem;

typedef struct CsqSolution
{
	float *w;      /* (rows + 1) * stride, feature-major */
	float *prior;  /* as w: prior variance of each weight; NULL without nb */
	int    epochs; /* passes that it took */
	bool   converged;
	double violation; /* largest of the last pass */
} CsqSolution;

#define CSQ_NONE UINT32_C(0) /* skip no fold */

static inline void
csq_solver_tell(const CsqProblem *p, int epoch, float violation, bool done)
{
	if (p->watch == NULL)
		return;
	p->watch->now.epoch = epoch;
	p->watch->now.violation = violation;
	p->watch->now.epoch_done = done;
	p->watch->tell(p->watch);
}

/* Prior variances of the weights as the texts that are not skipped tell them (prior.c); p->nb > 0, prior is zero. */
extern void csq_solver_prior(const CsqProblem *p, uint32_t skip, float *prior);

/*
 * What lies in the folds of the set skip (1 << number) is left out.  Starts from the multipliers that an
 * earlier call left in the blocks, unless fresh.
 */
extern void csq_solve(const CsqProblem *p, uint32_t skip, bool fresh, CsqSolution *s);

/*
 * Margins of what lies in a set of folds, in its order, a call for each label of a text:
 * emit(arg, weight, rows, label, columns values).
 */
typedef void (*CsqMarginFn)(void *arg, float weight, uint32_t rows, uint16_t label, const float *z);
extern void csq_solution_margins(const CsqProblem *p, const CsqSolution *s, uint32_t folds, CsqMarginFn emit,
                                 void *arg);

/*
 * Half the squared length of w under the prior plus the losses, summed over the columns:
 * what csq_solve() minimises; and the dual.
 */
extern double csq_primal(const CsqProblem *p, uint32_t skip, const CsqSolution *s);
extern double csq_dual(const CsqProblem *p, uint32_t skip, const CsqSolution *s);

#endif /* CSQ_SOLVER_H */
