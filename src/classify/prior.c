/*
 * prior.c
 *		Prior variances of the weights: what a feature tells of a class before the
 *		margins are looked at.
 *
 * A feature that stands mostly in one class may carry more: its variance in the
 * column of the class is the square of (1 - nb) + nb |log-count ratio| (Wang and
 * Manning, Baselines and bigrams, 2012).  The counts are those of the texts that
 * are trained, so what is held out is in no prior.
 *
 * Cost: one pass over the blocks, and two logarithms a feature and class, which
 * a table has for small whole numbers.
 */
#include "base/exact_math.h"
#include "classify/solver.h"

/* Logarithms of small whole numbers, which sums of weights mostly are. */
typedef struct SmallLogs
{
	double ln[256]; /* of 1, 2, ... */
} SmallLogs;

/* ln(x + 1) for x >= 0, to the last bit that of csq_ln() */
static inline double
ln_after(const SmallLogs *logs, double x)
{
	return x < 255 && x == (int) x ? logs->ln[(int) x] : csq_ln(x + 1);
}

/*
 * prior[f][j] = ((1 - nb) + nb |ln((a + 1) / (A + F)) - ln((b + 1) / (B + F))|)^2
 * where a documents of class j and b others hold f, A and B are their sums over
 * all features, F the number of features.
 */
void
csq_solver_prior(const CsqProblem *p, uint32_t skip, float *prior)
{
	size_t    stride = (size_t) p->stride;
	float    *held = prior; /* a, until it is turned into the prior */
	float    *total = csq_alloc0((p->rows + (size_t) 1) * sizeof *total);
	double   *own = csq_alloc0(stride * sizeof *own);
	double   *ratio = csq_alloc0(stride * sizeof *ratio);
	double    all = 0;
	SmallLogs logs;

	for (int i = 0; i < 256; i++)
		logs.ln[i] = csq_ln(i + 1);
	for (uint32_t k = 0; k < p->blocks->n; k++)
	{
		CsqBlock b = csq_blocks_get(p->blocks, k);

		csq_check_interrupts();
		csq_solver_tell(p, 0, 0, false);
		for (uint32_t i = 0; i < b.n; i++)
		{
			double n = (double) (b.start[i + 1] - b.start[i]);

			if (!csq_example_used(&b, skip, i))
				continue;
			for (uint32_t h = b.share[i]; h < b.share[i + 1]; h++)
			{
				size_t column = p->columns == 1 ? 0 : b.label[h];
				bool   mine = p->columns > 1 || b.label[h] == 1;
				float  weight = csq_share_weight(&b, i, h, skip);

				for (uint32_t f = b.start[i]; f < b.start[i + 1]; f++)
				{
					size_t row = CSQ_FEATURE_ID(b.feature[f]);

					total[row] += weight;
					if (mine)
						held[row * stride + column] += weight;
				}
				all += n * weight;
				if (mine)
					own[column] += n * weight;
			}
		}
	}
	for (int j = 0; j < p->columns; j++)
		ratio[j] = csq_ln(all - own[j] + p->rows) - csq_ln(own[j] + p->rows);
	for (uint32_t f = 0; f < p->rows; f++)
	{
		double none = -ln_after(&logs, (double) total[f]); /* of a class that never holds f */

		csq_poll(f);
		for (int j = 0; j < p->columns; j++)
		{
			double a = held[f * stride + j];
			double b = (double) total[f] - a;
			double r = ratio[j] + (a == 0 ? none : ln_after(&logs, a) - ln_after(&logs, b < 0 ? 0 : b));

			r = (1 - p->nb) + p->nb * (r < 0 ? -r : r);
			held[f * stride + j] = p->given != NULL && p->given[f] ? 1 : (float) (r * r);
		}
	}
	for (int j = 0; j < p->columns; j++)
		held[p->rows * stride + j] = 1;
	csq_free(total);
	csq_free(own);
	csq_free(ratio);
}
