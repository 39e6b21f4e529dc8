/*
 * contributions.c
 *		Search over combinations of dimensions: see contributions.h.
 *
 * Every combination of fixed values of up to three dimensions (app; app and north; app and
 * north and gold) is a segment.  Its figure before and after is compared with that of all
 * the rest: of counts, whether it grew as the rest did (a 2 by 2 table of counts); of
 * shares, whether its share changed as that of the rest (difference in differences, times
 * its weight in the whole afterwards).
 *
 * One search makes many tests: Benjamini and Hochberg's rate is held over all segments
 * with enough rows.  A segment is left out when it does not differ (5 %) from what else is
 * in a wider one: it then only repeats the wider one.  A segment is explained when it does
 * not differ from the rest once a found narrower one is taken out of it.
 *
 * What is not found may be there: each segment says which effect would have been found in
 * eight of ten searches with as many rows and tests.
 */
#include "metrics/contributions.h"

#include <math.h>

#include "base/sort.h"
#include "base/stats.h"

const CsqTallyType csq_contribution_type = {"contribution_cube", "dimension", 3, 4, false, 0, "dimensions", 1,
                                            CSQ_MAX_DIMENSIONS,  "metric"};

/* What a segment did beyond what others did; n: sums and numbers before and after. */
typedef struct Effect
{
	double effect;
	double se;
	double z;
} Effect;

#define EIGHT_OF_TEN 0.8416212335729143 /* normal quantile of .8 */

/* The size that an effect must have to be found in eight of ten searches, where one is found from this z on. */
static double
smallest_found(bool counts, const Effect *e, double z)
{
	double least = z + EIGHT_OF_TEN;
	double v;

	if (!counts)
		return least * e->se;
	/* more rows vary more: the root of e^2 = least^2 (v + e), with the variance v that there is without an effect */
	v = fmax(e->se * e->se - e->effect, 0);
	return least * (least + sqrt(least * least + 4 * v)) / 2;
}

static Effect
effect_of_counts(const double *a, const double *b)
{
	Effect e = {NAN, NAN, NAN};
	double n = a[0] + a[2] + b[0] + b[2];
	double margins = (a[0] + a[2]) * (b[0] + b[2]) * (a[0] + b[0]) * (a[2] + b[2]);

	if (!(margins > 0))
		return e;
	e.z = (a[2] * b[0] - a[0] * b[2]) * sqrt(n / margins);
	if (b[0] > 0)
	{
		double growth = b[2] / b[0];

		e.effect = a[2] - a[0] * growth;
		e.se = sqrt(a[2] + a[0] * growth * growth + a[0] * a[0] / (b[0] * b[0]) * (b[2] + b[2] * growth));
	}
	return e;
}

static Effect
effect_of_shares(const double *a, const double *b)
{
	Effect        e = {NAN, NAN, NAN};
	const double *of[2] = {a, b};
	double        change[2], variance = 0, weight;

	for (int k = 0; k < 2; k++)
	{
		if (of[k][1] <= 0 || of[k][3] <= 0)
			return e;
		change[k] = of[k][2] / of[k][3] - of[k][0] / of[k][1];
		for (int t = 0; t < 2; t++)
		{
			/* a share of 0 or 1 of few rows has a variance, too */
			double p = (of[k][2 * t] + 0.5) / (of[k][2 * t + 1] + 1);

			variance += p * (1 - p) / of[k][2 * t + 1];
		}
	}
	weight = a[3] / (a[3] + b[3]);
	e.effect = weight * (change[0] - change[1]);
	e.se = weight * sqrt(variance);
	e.z = e.effect / e.se;
	return e;
}

static Effect
effect_of(bool counts, const double *a, const double *b)
{
	return counts ? effect_of_counts(a, b) : effect_of_shares(a, b);
}

static bool
differs(bool counts, const double *a, const double *b)
{
	double z = effect_of(counts, a, b).z;

	return !isnan(z) && csq_normal_two_sided(z) < 0.05;
}

/* ---- segments ---- */

typedef struct Search
{
	CsqTally *of_mask[1 << CSQ_MAX_DIMENSIONS];
	double    total[4];
	bool      counts;
	int       dimensions;
} Search;

static void
less(const double *a, const double *b, double *rest)
{
	for (int i = 0; i < 4; i++)
		rest[i] = a[i] - b[i];
}

/* The numbers of the segment of these labels that fixes only the dimensions of a mask. */
static void
numbers_of(const Search *s, unsigned mask, const CsqText *label, double *numbers)
{
	CsqText        key[CSQ_MAX_DIMENSIONS];
	int64_t        zero[4] = {0};
	const int64_t *found;

	for (int i = 0; i < CSQ_MAX_DIMENSIONS; i++)
		key[i] = mask & (1U << i) ? label[i] : (CsqText){"", 0};
	found = csq_tally_find(&csq_contribution_type, s->of_mask[mask], key);
	for (int i = 0; i < 4; i++)
		numbers[i] = (double) (found != NULL ? found : zero)[i];
}

/* The sums of every combination of fixed dimensions. */
static bool
sum_up(Search *s, const CsqTally *packed, const CsqTallyRow *rows)
{
	CsqError err;

	for (unsigned mask = 1; mask < 1U << s->dimensions; mask++)
	{
		s->of_mask[mask] = csq_tally_new(&csq_contribution_type, packed->parameter, NULL);
		for (uint32_t i = 0; i < packed->rows; i++)
		{
			CsqText key[CSQ_MAX_DIMENSIONS];

			csq_poll(i);
			for (int d = 0; d < CSQ_MAX_DIMENSIONS; d++)
				key[d] = mask & (1U << d) ? rows[i].label[d] : (CsqText){"", 0};
			if (!csq_tally_add(&csq_contribution_type, &s->of_mask[mask], key, rows[i].numbers, &err))
				return false;
		}
	}
	return true;
}

/* Does the segment differ from what else is in each wider one? */
static bool
stands_out(const Search *s, const CsqContribution *c)
{
	for (int d = 0; d < s->dimensions; d++)
	{
		unsigned wider = c->mask & ~(1U << d);
		double   whole[4], rest[4];

		if (wider == c->mask || wider == 0)
			continue;
		numbers_of(s, wider, c->label, whole);
		less(whole, c->numbers, rest);
		if (!differs(s->counts, c->numbers, rest))
			return false;
	}
	return true;
}

static CsqContribution
contribution_of(const Search *s, unsigned mask, const CsqTallyRow *row, double z)
{
	CsqContribution c = {.mask = mask, .p_value = NAN, .smallest = NAN, .before = NAN, .after = NAN};
	double          rest[4];
	Effect          e;

	for (int i = 0; i < CSQ_MAX_DIMENSIONS; i++)
		c.label[i] = row->label[i];
	for (int i = 0; i < 4; i++)
		c.numbers[i] = (double) row->numbers[i];
	less(s->total, c.numbers, rest);
	e = effect_of(s->counts, c.numbers, rest);
	for (int t = 0; t < 2; t++)
		*(t == 0 ? &c.before : &c.after) = s->counts ? c.numbers[2 * t] : c.numbers[2 * t] / c.numbers[2 * t + 1];
	c.effect = e.effect;
	c.lo = e.effect - z * e.se;
	c.hi = e.effect + z * e.se;
	if (!isnan(e.z))
		c.p_value = csq_normal_two_sided(e.z);
	return c;
}

static int
by_effect(const void *a, const void *b)
{
	const CsqContribution *x = *(const CsqContribution *const *) a, *y = *(const CsqContribution *const *) b;

	if (x->found != y->found)
		return x->found ? -1 : 1;
	if (x->explained != y->explained)
		return x->explained ? 1 : -1;
	return (fabs(x->effect) < fabs(y->effect)) - (fabs(x->effect) > fabs(y->effect));
}

static int
by_p(const void *a, const void *b)
{
	const CsqContribution *x = *(const CsqContribution *const *) a, *y = *(const CsqContribution *const *) b;

	return (x->p_value > y->p_value) - (x->p_value < y->p_value);
}

/* Is b part of a, fixing more? */
static bool
is_part(const CsqContribution *a, const CsqContribution *b)
{
	if ((a->mask & b->mask) != a->mask || a->mask == b->mask)
		return false;
	for (int i = 0; i < CSQ_MAX_DIMENSIONS; i++)
		if (a->mask & (1U << i) && !csq_text_same(&a->label[i], &b->label[i]))
			return false;
	return true;
}

static void
explain(const Search *s, CsqContribution **c, uint32_t n)
{
	for (uint32_t i = 0; i < n && c[i]->found; i++)
	{
		double outside[4];

		csq_check_interrupts();
		less(s->total, c[i]->numbers, outside);
		for (uint32_t j = 0; j < n && c[j]->found && !c[i]->explained; j++)
			if (is_part(c[i], c[j]))
			{
				double left[4];

				less(c[i]->numbers, c[j]->numbers, left);
				c[i]->explained = !differs(s->counts, left, outside);
			}
	}
}

CsqContribution *
csq_contributions(const CsqTally *packed, double rate, double z, int64_t least, uint32_t *n)
{
	CsqTallyRow      *rows = csq_tally_rows(&csq_contribution_type, packed);
	CsqText           metric = csq_tally_word(packed);
	Search            s = {.counts = csq_json_is(&metric, "count"), .dimensions = (int) packed->parameter};
	CsqContribution  *all, *result;
	CsqContribution **order;
	uint32_t          count = 0, room = 0, found = 0;
	Effect            e;

	for (uint32_t i = 0; i < packed->rows; i++)
		for (int k = 0; k < 4; k++)
			s.total[k] += (double) rows[i].numbers[k];
	*n = 0;
	if (!sum_up(&s, packed, rows))
		return NULL;
	for (unsigned mask = 1; mask < 1U << s.dimensions; mask++)
		room += s.of_mask[mask]->rows;
	all = csq_alloc(((size_t) room + 1) * sizeof *all);
	order = csq_alloc(((size_t) room + 1) * sizeof *order);
	for (unsigned mask = 1; mask < 1U << s.dimensions; mask++)
	{
		CsqTallyRow *part = csq_tally_rows(&csq_contribution_type, s.of_mask[mask]);

		for (uint32_t i = 0; i < s.of_mask[mask]->rows; i++)
		{
			csq_poll(i);
			all[count] = contribution_of(&s, mask, &part[i], z);
			if (all[count].numbers[1] + all[count].numbers[3] >= (double) least && !isnan(all[count].p_value))
				order[count] = &all[count], count++;
		}
	}
	csq_sort(order, count, sizeof *order, by_p);
	for (uint32_t i = 0; i < count; i++)
		if (order[i]->p_value <= rate * (i + 1) / count)
			found = i + 1;
	for (uint32_t i = 0; i < found; i++)
		order[i]->found = true;
	for (uint32_t i = 0; i < count; i++)
	{
		/* the rank that it has among the found ones, or would have behind them */
		double p = rate * (found + (i >= found)) / count;

		csq_poll(i);
		e = (Effect){order[i]->effect, (order[i]->hi - order[i]->effect) / z, NAN};
		order[i]->smallest = smallest_found(s.counts, &e, csq_normal_quantile(1 - fmin(p, 1) / 2));
	}
	for (uint32_t i = 0; i < count; i++)
	{
		csq_poll(i);
		if (stands_out(&s, order[i]))
			order[(*n)++] = order[i];
	}
	csq_sort(order, *n, sizeof *order, by_effect);
	explain(&s, order, *n);
	csq_sort(order, *n, sizeof *order, by_effect);
	result = csq_alloc(((size_t) *n + 1) * sizeof *result);
	for (uint32_t i = 0; i < *n; i++)
		result[i] = *order[i];
	return result;
}
