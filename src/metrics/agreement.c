/*
 * agreement.c
 *		Krippendorff's alpha: see agreement.h.
 *
 * Any number of raters, ratings may be missing; a unit with one rating tells nothing and
 * is left out.  alpha = 1 - (n - 1) sum(o d^2) / sum(n_c n_k d^2) with the coincidences
 * o within units, each unit's pairs divided by its ratings less one, the frequencies n_c
 * of the values in them, and the distance d of the scale (Krippendorff, Content Analysis,
 * 2004, chapter 11).
 */
#include "metrics/agreement.h"

#include <math.h>
#include <stdlib.h>

#include "base/sort.h"

const CsqTallyType csq_ratings_type = {"ratings", "unit, rater or value", 3, 1, true, 0, NULL, 0, 0, NULL};

typedef struct Value
{
	CsqText text;
	double  number;
	double  n;     /* frequency in units with two ratings or more */
	double  below; /* frequencies of the values before it */
} Value;

typedef struct Rating
{
	CsqText  unit;
	uint32_t value;
} Rating;

static int
by_number(const void *a, const void *b)
{
	const Value *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

static int
by_value_text(const void *a, const void *b)
{
	return csq_text_compare(&((const Value *) a)->text, &((const Value *) b)->text);
}

static bool
number_of(const CsqText *t, double *v)
{
	char  buffer[64];
	char *end;

	if (t->len == 0 || t->len >= sizeof buffer)
		return false;
	memcpy(buffer, t->s, t->len);
	buffer[t->len] = '\0';
	*v = strtod(buffer, &end);
	return end == buffer + t->len && *v - *v == 0 && strpbrk(buffer, "xXnN") == NULL;
}

/* The different values in order; numbers where the level needs them ("1" and "1.0" are one). */
static bool
values_of(const CsqTallyRow *rows, uint32_t n, CsqScaleLevel level, Value **values, uint32_t *count, CsqError *err)
{
	Value   *v = csq_alloc(((size_t) n + 1) * sizeof *v);
	uint32_t k = 0;

	for (uint32_t i = 0; i < n; i++)
	{
		v[i] = (Value){rows[i].label[2], 0, 0, 0};
		if (level != CSQ_NOMINAL && !number_of(&v[i].text, &v[i].number))
			return csq_fail(err, CSQ_PARAM, "\"%s\" is no number", csq_quoted(v[i].text.s, v[i].text.len).s) ||
			       csq_detail(err, "Levels other than nominal compare how far ratings are apart.") ||
			       csq_hint(err, "Use alpha(ratings, 'nominal'), or number the grades.");
	}
	csq_sort(v, n, sizeof *v, level == CSQ_NOMINAL ? by_value_text : by_number);
	for (uint32_t i = 0; i < n; i++)
		if (k == 0 || (level == CSQ_NOMINAL ? by_value_text : by_number)(&v[k - 1], &v[i]) != 0)
			v[k++] = v[i];
	if (k > CSQ_ALPHA_MAX_VALUES)
		return csq_fail(err, CSQ_LIMIT, "alpha of more than %d different values", CSQ_ALPHA_MAX_VALUES) ||
		       csq_hint(err, "Round the ratings.");
	*values = v;
	*count = k;
	return true;
}

static uint32_t
find_value(const Value *v, uint32_t n, const CsqText *text, CsqScaleLevel level)
{
	Value    key = {*text, 0, 0, 0};
	uint32_t lo = 0, hi = n;

	if (level != CSQ_NOMINAL)
		number_of(text, &key.number);
	while (lo < hi)
	{
		uint32_t mid = (lo + hi) / 2;

		if ((level == CSQ_NOMINAL ? by_value_text : by_number)(&v[mid], &key) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Square of the distance of two values, a before b. */
static double
distance(const Value *a, const Value *b, CsqScaleLevel level)
{
	double d = b->number - a->number;

	switch (level)
	{
		case CSQ_NOMINAL:
			return 1;
		case CSQ_ORDINAL:
			d = b->below - a->below - a->n + (a->n + b->n) / 2;
			return d * d;
		case CSQ_INTERVAL_SCALE:
			return d * d;
		default:
			d /= a->number + b->number;
			return d - d == 0 ? d * d : 1;
	}
}

/* Rows first .. last - 1 are of one unit: counts by value of those, and whether to use them. */
static uint32_t
unit_end(const CsqTallyRow *rows, uint32_t first, uint32_t n)
{
	uint32_t i = first + 1;

	while (i < n && csq_text_same(&rows[i].label[0], &rows[first].label[0]))
		i++;
	return i;
}

/* A rater gives a unit one rating: two are not two raters who agree or differ. */
static bool
rated_once(const CsqTallyRow *rows, uint32_t n, CsqError *err)
{
	for (uint32_t i = 1; i < n; i++)
	{
		const CsqText *was = rows[i - 1].label, *is = rows[i].label;

		csq_poll(i);
		if (csq_text_same(&is[0], &was[0]) && csq_text_same(&is[1], &was[1]))
			return csq_fail(err, CSQ_PARAM, "\"%s\" has rated \"%s\" twice: \"%s\" and \"%s\"",
			                csq_quoted(is[1].s, is[1].len).s, csq_quoted(is[0].s, is[0].len).s,
			                csq_quoted(was[2].s, was[2].len).s, csq_quoted(is[2].s, is[2].len).s) ||
			       csq_detail(err, "A rater gives a unit one rating; the same one again counts once.") ||
			       csq_hint(err, "Take the last of each by DISTINCT ON (unit, rater), or name the second look as a "
			                     "rater of its own.");
	}
	return true;
}

/* Sum over the pairs of a unit of their distances, over its ratings less one; equal pairs likewise. */
static void
add_unit(const Value *v, const uint32_t *of, uint32_t first, uint32_t last, CsqScaleLevel level, double *apart,
         double *equal)
{
	double same = 0, sum = 0;

	for (uint32_t i = first; i < last; i++)
		for (uint32_t j = first; j < i; j++)
		{
			uint32_t a = of[i] < of[j] ? of[i] : of[j], b = of[i] < of[j] ? of[j] : of[i];

			if (a == b)
				same += 2;
			else
				sum += 2 * distance(&v[a], &v[b], level);
		}
	*apart += sum / (last - first - 1);
	*equal += same / (last - first - 1);
}

bool
csq_alpha(const CsqTally *packed, CsqScaleLevel level, CsqAlpha *r, CsqError *err)
{
	CsqTallyRow *rows = csq_tally_rows(&csq_ratings_type, packed);
	uint32_t     n = packed->rows, count = 0;
	uint32_t    *of = csq_alloc(((size_t) n + 1) * sizeof *of);
	Value       *v = NULL;
	double       observed = 0, expected = 0, equal = 0, below = 0;

	*r = (CsqAlpha){NAN, NAN, 0, 0};
	if (!rated_once(rows, n, err) || !values_of(rows, n, level, &v, &count, err))
		return false;
	for (uint32_t i = 0, end; i < n; i = end)
	{
		end = unit_end(rows, i, n);
		for (uint32_t j = i; j < end; j++)
		{
			csq_poll(j);
			of[j] = find_value(v, count, &rows[j].label[2], level);
			if (end - i > 1)
				v[of[j]].n++;
		}
		r->units += end - i > 1;
		r->ratings += end - i > 1 ? end - i : 0;
	}
	for (uint32_t c = 0; c < count; below += v[c].n, c++)
		v[c].below = below;
	for (uint32_t i = 0, end; i < n; i = end)
	{
		csq_check_interrupts();
		end = unit_end(rows, i, n);
		if (end - i > 1)
			add_unit(v, of, i, end, level, &observed, &equal);
	}
	for (uint32_t c = 0; c < count; c++)
	{
		csq_poll(c);
		for (uint32_t k = c + 1; k < count; k++)
			expected += 2 * v[c].n * v[k].n * distance(&v[c], &v[k], level);
	}
	if (r->ratings > 0)
		r->agreement = equal / (double) r->ratings;
	if (expected > 0)
		r->alpha = 1 - ((double) r->ratings - 1) * observed / expected;
	return true;
}
