/*
 * lines.h
 *		Straight lines through a series whose errors last, by how much nobody knows (see lines.c).
 *
 * Core header.
 */
#ifndef CSQ_LINES_H
#define CSQ_LINES_H

#include "base/core.h"

#define CSQ_LINES_COLUMNS 4
#define CSQ_LINES_TURNS   100 /* autocorrelations that are looked at, and one */

typedef struct CsqLineRow
{
	double place; /* in buckets */
	double y;
	double v[CSQ_LINES_COLUMNS + 1]; /* columns of the lines; then orthonormal, and after the last the residual */
} CsqLineRow;

typedef struct CsqLineGap CsqLineGap;

/* Filled by the caller: rows, n, k; the rest by csq_lines_fit. */
typedef struct CsqLines
{
	CsqLineRow *rows;
	uint32_t    n;
	int         k;                                          /* columns */
	double      r[CSQ_LINES_COLUMNS][CSQ_LINES_COLUMNS];    /* columns = orthonormal ones times r, upper triangle */
	double      back[CSQ_LINES_COLUMNS][CSQ_LINES_COLUMNS]; /* its inverse */
	double      b[CSQ_LINES_COLUMNS];                       /* by least squares */
	double      error[CSQ_LINES_COLUMNS];                   /* as if errors did not last */
	double      squares;                                    /* that remain; 0: the series lies on its lines */
	double      durbin_watson;                              /* NaN then */
	CsqLineGap *gaps;
	uint32_t    ngaps;
} CsqLines;

/* What one autocorrelation says. */
typedef struct CsqLineTurn
{
	double rho;
	double log_likelihood;
	double b[CSQ_LINES_COLUMNS];
	double se[CSQ_LINES_COLUMNS];
	double s;                                                    /* standard deviation of what is new in a bucket */
	double factor[CSQ_LINES_COLUMNS + 1][CSQ_LINES_COLUMNS + 1]; /* Cholesky's, of the orthonormal columns' products */
} CsqLineTurn;

/* Student's t of all turns, each with its share. */
typedef struct CsqLineMixture
{
	double df;
	double centre[CSQ_LINES_TURNS + 1];
	double error[CSQ_LINES_TURNS + 1];
	double share[CSQ_LINES_TURNS + 1];
} CsqLineMixture;

/* By least squares; false: a column lies in the others. */
extern bool csq_lines_fit(CsqLines *l);

/* CSQ_LINES_TURNS + 1 of them, for a series that does not lie on its lines. */
extern void csq_lines_turns(CsqLines *l, CsqLineTurn *turns);

/* v, of orthonormal columns, divided by the factor: its squares times s^2 add up to the variance of v' coefficients. */
extern void csq_lines_solve(const CsqLines *l, const CsqLineTurn *t, double *v);

/* Their shares: of levels by the reference prior, of slopes by a prior of 1.  Then a coefficient with its error. */
extern void csq_lines_weigh(const CsqLineTurn *turns, bool level, CsqLineMixture *m);
extern void csq_lines_coefficient(const CsqLines *l, const CsqLineTurn *turns, int j, CsqLineMixture *m);

extern double csq_mixture_mean(const CsqLineMixture *m);
extern double csq_mixture_below(const CsqLineMixture *m, double x, double *density);
extern double csq_mixture_quantile(const CsqLineMixture *m, double p);

#endif /* CSQ_LINES_H */
