/*
 * solver.h
 *		Dual coordinate descent for one-vs-rest squared-hinge problems.
 *
 * n sparse rows (documents), k columns (classes; one column for two classes).
 * Column j learns +1 for documents of class j, -1 for the others; with one
 * column, +1 is class 1.
 */
#ifndef CSQ_SOLVER_H
#define CSQ_SOLVER_H

#include "core.h"

typedef struct CsqProblem
{
	size_t		n;				/* documents */
	uint32_t	rows;			/* features; row number rows is the bias, always 1 */
	int			classes;
	int			columns;		/* classes, or 1 when there are two */
	int			stride;			/* 1, 4, or columns rounded up to 8 */
	uint64_t   *start;			/* n + 1: documents in row[] and x[] */
	uint32_t   *row;
	float	   *x;				/* values of the features */
	uint16_t   *label;			/* n */
	float	   *weight;			/* n: weight of the document */
	float	   *positive;		/* classes: factor of the cost of a class's own documents; NULL = 1 */
	double		c;
	double		tolerance;
	int			epochs;
	double		nb;				/* 0 = no scaling by log-count ratio */
} CsqProblem;

typedef struct CsqSolution
{
	float	   *w;				/* (rows + 1) * stride, feature-major */
	float	   *prior;			/* as w: prior variance of each weight; NULL without nb */
	float	   *alpha;			/* n * stride */
	int			epochs;			/* passes that it took */
	bool		converged;
} CsqSolution;

/* Documents with use[i] == skip are left out (use NULL: none).  Reuses the alpha of an earlier solution. */
extern void csq_solve(const CsqProblem *p, const uint8_t *use, uint8_t skip, CsqSolution *s);

/* Margins of one document: columns values. */
extern void csq_solution_margins(const CsqProblem *p, const CsqSolution *s, size_t doc, float *z);

/* Half the squared length of w under the prior plus the losses, summed over the columns: what csq_solve() minimises; and the dual. */
extern double csq_primal(const CsqProblem *p, const uint8_t *use, uint8_t skip, const CsqSolution *s);
extern double csq_dual(const CsqProblem *p, const uint8_t *use, uint8_t skip, const CsqSolution *s);

#endif							/* CSQ_SOLVER_H */
