/*
 * pareto.c
 *		Pareto charts: see pareto.h.
 *
 * The vital few are the fewest reasons that together reach a share of all weight (Juran's
 * 80 %): the reason that crosses it is one of them.  Rows without a reason are part of
 * the whole, since leaving them out would make every other share larger than it is, but
 * are no reason: they come last and are never vital.
 */
#include "metrics/pareto.h"

#include "base/sort.h"

const CsqTallyType csq_pareto_type = {"pareto_summary", "reason", 1, 2, false, 0, NULL, 0, 0, NULL};

static int
by_weight(const void *a, const void *b)
{
	const CsqParetoRow *x = a, *y = b;

	if ((x->label.len == 0) != (y->label.len == 0))
		return x->label.len == 0 ? 1 : -1;
	return (x->weight < y->weight) - (x->weight > y->weight); /* the sort is stable: labels were in order */
}

CsqParetoRow *
csq_pareto_rows(const CsqTally *packed, double vital, uint32_t *n)
{
	CsqTallyRow  *rows = csq_tally_rows(&csq_pareto_type, packed);
	CsqParetoRow *r = csq_alloc(((size_t) packed->rows + 1) * sizeof *r);
	double        total = 0, seen = 0;
	bool          reached = false;

	*n = packed->rows;
	for (uint32_t i = 0; i < *n; i++)
	{
		r[i] = (CsqParetoRow){rows[i].label[0], rows[i].numbers[0], rows[i].numbers[1], 0, 0, false};
		total += (double) r[i].weight;
	}
	csq_sort(r, *n, sizeof *r, by_weight);
	for (uint32_t i = 0; i < *n; i++)
	{
		csq_poll(i);
		seen += (double) r[i].weight;
		r[i].share = total > 0 ? (double) r[i].weight / total : 0;
		r[i].cumulative = total > 0 ? seen / total : 0;
		r[i].vital = !reached && r[i].label.len > 0 && r[i].weight > 0;
		reached = reached || r[i].cumulative >= vital - 1e-12;
	}
	csq_free(rows);
	return r;
}
