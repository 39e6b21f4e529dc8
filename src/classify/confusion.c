/*
 * confusion.c
 *		The confusion matrix as a flat, mergeable value, and the figures read from it.
 *
 * Only cells that occur are kept.  A row whose prediction is NULL is an answer
 * withheld: it counts in coverage and as a miss of its label, not in accuracy
 * and kappa, which speak of the answers.  Weights are whole millionths, so that
 * merging is exact and can be undone; so are the sums of their squares (confusion.h).  Text and binary forms
 * are in confusion_text.c.
 */
#include <math.h>

#include "classify/confusion.h"
#include "base/json.h"
#include "base/sort.h"

#define TYPE        "confusion"
#define FIRST_SLOTS 16

__extension__ typedef __int128 Whole; /* products of two sums of weights */

static CsqCell *
slots_of(const CsqConfusion *c)
{
	return (CsqCell *) (void *) ((char *) c + sizeof *c);
}

static bool
has_squares(const CsqConfusion *c)
{
	return (c->flat.flags & CSQ_CONFUSION_SQUARES) != 0;
}

/* Sums of squares, one a slot. */
static CsqU128 *
squares_of(const CsqConfusion *c)
{
	void *end = slots_of(c) + c->slots;

	return end;
}

static size_t
slot_size(const CsqConfusion *c)
{
	return sizeof(CsqCell) + (has_squares(c) ? sizeof(CsqU128) : 0);
}

static size_t
front_of(const CsqConfusion *c)
{
	return sizeof *c + c->slots * slot_size(c);
}

/* The square of a weight that is that of rows of weight 1. */
static CsqU128
plain_square(int64_t weight)
{
	return (CsqU128) (uint64_t) weight * CSQ_CONFUSION_UNIT;
}

/* Are there rows of which only the weights are known, one of them not 1? */
static bool
is_unknown(const CsqConfusion *c)
{
	if (c->flat.flags != 0)
		return (c->flat.flags & CSQ_CONFUSION_UNKNOWN) != 0;
	for (uint32_t i = 0; i < c->slots; i++)
		if (slots_of(c)[i].used && slots_of(c)[i].weight % CSQ_CONFUSION_UNIT != 0)
			return true;
	return false;
}

CsqConfusion *
csq_confusion_new(void)
{
	CsqConfusion *c = csq_flat_new(512, CSQ_CONFUSION_VERSION);

	c->slots = FIRST_SLOTS;
	return c;
}

static void *
room(void *value, size_t more, CsqError *err)
{
	CsqConfusion *c = value;
	CsqConfusion *grown = csq_flat_room(c, front_of(c), c->back, more);

	if (grown == NULL)
		(void) csq_fail(err, CSQ_LIMIT, "confusion of %u cells is too large", c->cells);
	return grown;
}

/* Where a cell is sought first. */
static uint32_t
home_of(const CsqConfusion *c, uint16_t actual, uint16_t predicted)
{
	return (uint32_t) csq_mix64((uint64_t) actual << 16 | predicted) & (c->slots - 1);
}

/* The slot of a cell, occupied or free. */
static CsqCell *
slot_of(const CsqConfusion *c, uint16_t actual, uint16_t predicted)
{
	CsqCell *slots = slots_of(c);
	uint32_t s = home_of(c, actual, predicted);

	while (slots[s].used && (slots[s].actual != actual || slots[s].predicted != predicted))
		s = (s + 1) & (c->slots - 1);
	return &slots[s];
}

/* Twice the slots; the cells find new places. */
static CsqConfusion *
more_slots(CsqConfusion *c, CsqError *err)
{
	size_t   size = c->slots * slot_size(c);
	char    *old = csq_alloc(size);
	uint32_t n = c->slots;

	memcpy(old, slots_of(c), size);
	c = room(c, size, err);
	if (c != NULL)
	{
		const CsqCell *cells = (const CsqCell *) (void *) old;
		const CsqU128 *squares = (const CsqU128 *) (const void *) (cells + n);

		c->slots = 2 * n;
		memset(slots_of(c), 0, 2 * size);
		for (uint32_t i = 0; i < n; i++)
		{
			CsqCell *cell;

			csq_poll(i);
			if (!cells[i].used)
				continue;
			cell = slot_of(c, cells[i].actual, cells[i].predicted);
			*cell = cells[i];
			if (has_squares(c))
				squares_of(c)[cell - slots_of(c)] = squares[i];
		}
	}
	csq_free(old);
	return c;
}

/* The same value with sums of squares, of rows that all weigh 1 so far; where they do not, they stay unknown. */
static CsqConfusion *
begin_squares(CsqConfusion *c, CsqError *err)
{
	if (c->flat.flags != 0)
		return c;
	if (is_unknown(c))
	{
		c->flat.flags = CSQ_CONFUSION_UNKNOWN;
		return c;
	}
	if ((c = room(c, c->slots * sizeof(CsqU128), err)) == NULL)
		return NULL;
	for (uint32_t i = 0; i < c->slots; i++)
		squares_of(c)[i] = slots_of(c)[i].used ? plain_square(slots_of(c)[i].weight) : 0;
	c->flat.flags = CSQ_CONFUSION_SQUARES;
	return c;
}

/* Squares that are summed no longer: slack is zero. */
static void
forget_squares(CsqConfusion *c)
{
	if (has_squares(c))
		memset(squares_of(c), 0, c->slots * sizeof(CsqU128));
	c->flat.flags = CSQ_CONFUSION_UNKNOWN;
}

/* Adds rows to a cell, or takes them out where the weight is negative; squares count where they are summed. */
static CsqConfusion *
add_cell(CsqConfusion *c, uint16_t actual, uint16_t predicted, int64_t weight, CsqU128 squares, CsqError *err)
{
	CsqCell *cell = slot_of(c, actual, predicted);

	if (!cell->used)
	{
		if (4 * c->cells >= 3 * c->slots)
		{
			if ((c = more_slots(c, err)) == NULL)
				return NULL;
			cell = slot_of(c, actual, predicted);
		}
		*cell = (CsqCell){actual, predicted, 1, 0};
		if (has_squares(c))
			squares_of(c)[cell - slots_of(c)] = 0;
		c->cells++;
	}
	if (weight < 0 && cell->weight < -weight)
		return csq_fail(err, CSQ_PARAM, "more rows were taken out of a confusion than are in it"), NULL;
	if (!csq_add_i64(c->total, weight, &c->total))
		return csq_fail(err, CSQ_RANGE, "the weights of a confusion add up to too much"), NULL;
	cell->weight += weight; /* no more than total */
	if (has_squares(c))
	{
		CsqU128 *sum = &squares_of(c)[cell - slots_of(c)];
		CsqU128  was = *sum;

		*sum += weight < 0 ? -squares : squares; /* at most the square of an int64 */
		if ((weight < 0 && was < squares) || !csq_squares_possible(cell->weight, *sum))
			return csq_fail(err, CSQ_PARAM, "rows were taken out of a confusion that are not in it"), NULL;
	}
	return c;
}

/* The labels at the back of the value. */
static const CsqDictForm dict = {offsetof(CsqConfusion, labels), offsetof(CsqConfusion, back), room};

CsqConfusion *
csq_confusion_add(CsqConfusion *c, const char *actual, size_t actual_len, const char *predicted, size_t predicted_len,
                  int64_t weight, bool sampled, CsqError *err)
{
	int      a = 0;
	int      p = CSQ_NO_ANSWER;
	uint64_t size = (uint64_t) (weight < 0 ? -weight : weight);

	if ((c = csq_dict_add(&dict, c, actual, actual_len, &a, err)) == NULL ||
	    (predicted != NULL && (c = csq_dict_add(&dict, c, predicted, predicted_len, &p, err)) == NULL))
		return NULL;
	if (sampled && size != CSQ_CONFUSION_UNIT && (c = begin_squares(c, err)) == NULL)
		return NULL;
	if (!sampled && size % CSQ_CONFUSION_UNIT != 0 && has_squares(c))
		forget_squares(c);
	return add_cell(c, (uint16_t) a, (uint16_t) p, weight,
	                sampled ? (CsqU128) size * size : plain_square((int64_t) size), err);
}

CsqConfusion *
csq_confusion_begin(uint16_t flags, CsqError *err)
{
	CsqConfusion *c = csq_confusion_new();

	if (flags & CSQ_CONFUSION_SQUARES)
		return begin_squares(c, err);
	c->flat.flags = flags;
	return c;
}

CsqConfusion *
csq_confusion_put(CsqConfusion *c, const CsqText *actual, const CsqText *predicted, int64_t weight, CsqU128 squares,
                  CsqError *err)
{
	int a = 0;
	int p = CSQ_NO_ANSWER;

	if ((c = csq_dict_add(&dict, c, actual->s, actual->len, &a, err)) == NULL ||
	    (predicted != NULL && (c = csq_dict_add(&dict, c, predicted->s, predicted->len, &p, err)) == NULL))
		return NULL;
	if (has_squares(c) && !csq_squares_possible(weight, squares))
		return csq_stored_invalid(TYPE, err, "A sum of squares is not that of any weights."), NULL;
	return add_cell(c, (uint16_t) a, (uint16_t) p, weight, squares, err);
}

bool
csq_confusion_weight(double weight, int64_t *result, CsqError *err)
{
	if (!(weight > 0 && weight <= 1e9))
		return (weight != weight ? csq_fail(err, CSQ_PARAM, "weight NaN is not allowed")
		                         : csq_fail(err, CSQ_PARAM, "weight %g is not allowed", weight)) ||
		       csq_detail(err, "A weight is a number above 0 and at most 1000000000.");
	*result = (int64_t) (weight * CSQ_CONFUSION_UNIT + 0.5);
	if (*result == 0)
		*result = 1;
	return true;
}

/*
 * Makes the first sum squares, or no longer, as both together can.  Where neither sums any there is nothing to agree
 * on: their sum says as much as rows that were added one by one.
 */
static CsqConfusion *
agree(CsqConfusion *a, const CsqConfusion *b, CsqError *err)
{
	if (a->flat.flags == 0 && b->flat.flags == 0)
		return a;
	if (is_unknown(b) || is_unknown(a))
	{
		forget_squares(a);
		return a;
	}
	return has_squares(b) ? begin_squares(a, err) : a;
}

bool
csq_confusion_merge(CsqConfusion **into, const CsqConfusion *b, CsqError *err)
{
	CsqConfusion  *a = agree(*into, b, err);
	int           *map = csq_alloc((b->labels + 1) * sizeof *map);
	const CsqCell *cells = slots_of(b);
	size_t         back = 0;

	if (a == NULL)
		return false;

	for (uint32_t i = 0; i < b->labels; i++)
	{
		CsqText label = csq_dict_next(b, &back);

		if ((a = csq_dict_add(&dict, a, label.s, label.len, &map[i], err)) == NULL)
			return false;
	}
	for (uint32_t i = 0; i < b->slots && a != NULL; i++)
	{
		const CsqCell *cell = &cells[i];

		csq_poll(i);
		if (cell->used)
			a = add_cell(a, (uint16_t) map[cell->actual],
			             cell->predicted == CSQ_NO_ANSWER ? CSQ_NO_ANSWER : (uint16_t) map[cell->predicted],
			             cell->weight, has_squares(b) ? squares_of(b)[i] : plain_square(cell->weight), err);
	}
	csq_free(map);
	*into = a;
	return a != NULL;
}

/* ---- what lies on disk ---- */

static int
compare_cells(const void *a, const void *b)
{
	const CsqCell *x = a, *y = b;

	if (x->actual != y->actual)
		return x->actual < y->actual ? -1 : 1;
	return x->predicted < y->predicted ? -1 : x->predicted > y->predicted;
}

/* A cell that names labels and has a weight; *total is the sum so far. */
static bool
check_cell(const CsqConfusion *c, const CsqCell *cell, int64_t *total)
{
	return cell->used == 1 && cell->actual < c->labels &&
	       (cell->predicted < c->labels || cell->predicted == CSQ_NO_ANSWER) && cell->weight >= 0 &&
	       csq_add_i64(*total, cell->weight, total);
}

/*
 * Every cell is found where it is sought: no free slot lies between the place that
 * its hash gives and its own, and no cell is there twice.
 */
static bool
check_places(const CsqConfusion *c, CsqError *err)
{
	const CsqCell *slots = slots_of(c);
	CsqCell       *cells = csq_alloc((c->cells + (size_t) 1) * sizeof *cells);
	uint32_t       mask = c->slots - 1, start = 0, n = 0;
	uint32_t       unused; /* the free slot before the present one */

	while (slots[start].used)
		start++; /* there is a free one: cells are fewer than slots */
	unused = start;
	for (uint32_t step = 1; step < c->slots; step++)
	{
		uint32_t at = (start + step) & mask;
		uint32_t home;

		csq_poll(step);
		if (!slots[at].used)
		{
			unused = at;
			continue;
		}
		home = home_of(c, slots[at].actual, slots[at].predicted);
		if (((home - unused - 1) & mask) > ((at - unused - 1) & mask))
			return csq_stored_invalid(TYPE, err, "A cell does not lie where it is sought.");
		cells[n++] = slots[at];
	}
	csq_sort(cells, n, sizeof *cells, compare_cells);
	for (uint32_t i = 1; i < n; i++)
		if (compare_cells(&cells[i - 1], &cells[i]) == 0)
			return csq_stored_invalid(TYPE, err, "A cell is there twice.");
	csq_free(cells);
	return true;
}

bool
csq_confusion_check(const void *value, size_t size, CsqError *err)
{
	const CsqConfusion *c = value;
	const CsqCell      *slots;
	uint32_t            used = 0;
	int64_t             total = 0;

	if (!csq_stored_head(value, size, sizeof *c, CSQ_CONFUSION_VERSION, TYPE, err))
		return false;
	if (c->flat.kind != 0 || c->flat.flags > CSQ_CONFUSION_UNKNOWN)
		return csq_stored_invalid(TYPE, err, "It has kind %u and flags %u, which this version does not know.",
		                          c->flat.kind, c->flat.flags);
	if (c->slots < FIRST_SLOTS || (c->slots & (c->slots - 1)) != 0 || c->slots > (size - sizeof *c) / slot_size(c) ||
	    c->cells >= c->slots || c->back > size - front_of(c))
		return csq_stored_invalid(TYPE, err, "Its cells and labels exceed its size.");
	if (!csq_dict_valid(c, size, c->labels, c->back, TYPE, err))
		return false;
	slots = slots_of(c);
	for (uint32_t i = 0; i < c->slots; i++)
	{
		csq_poll(i);
		if (!slots[i].used)
			continue;
		if (!check_cell(c, &slots[i], &total))
			return csq_stored_invalid(TYPE, err, "A cell names a label that is not there, or its weight is wrong.");
		if (has_squares(c) && !csq_squares_possible(slots[i].weight, squares_of(c)[i]))
			return csq_stored_invalid(TYPE, err, "A sum of squares is not that of any weights.");
		used++;
	}
	if (used != c->cells || total != c->total)
		return csq_stored_invalid(TYPE, err, "Its cells are not as many, or do not weigh as much, as it says.");
	return check_places(c, err);
}

/* ---- the canonical view ---- */

/* What is known of the weights of the cells of a view, which name their slots. */
static void
view_squares(const CsqConfusion *c, CsqConfusionView *v)
{
	bool unknown = is_unknown(c);

	v->plain = !unknown;
	v->squares = unknown ? NULL : csq_alloc((v->n_cells + 1) * sizeof *v->squares);
	for (uint32_t i = 0; i < v->n_cells; i++)
	{
		CsqCell *cell = &v->cells[i];

		if (!unknown)
		{
			v->squares[i] = has_squares(c) ? squares_of(c)[cell->used] : plain_square(cell->weight);
			v->plain =
				v->plain && cell->weight % CSQ_CONFUSION_UNIT == 0 && v->squares[i] == plain_square(cell->weight);
		}
		cell->used = 1;
	}
}

void
csq_confusion_view(const CsqConfusion *c, CsqConfusionView *v)
{
	const CsqCell *slots = slots_of(c);
	uint32_t      *rank;
	uint16_t      *place = csq_alloc0((c->labels + 1) * sizeof *place); /* of a rank among those that occur */

	csq_dict_rank(c, c->labels, &v->labels, &rank);
	v->cells = csq_alloc((c->cells + 1) * sizeof *v->cells);
	v->n_cells = v->n_labels = 0;
	for (uint32_t i = 0; i < c->slots; i++)
	{
		csq_poll(i);
		if (slots[i].used && slots[i].weight > 0)
		{
			CsqCell *cell = &v->cells[v->n_cells++];

			*cell = slots[i];
			cell->used = i;
			cell->actual = (uint16_t) rank[cell->actual];
			place[cell->actual] = 1;
			if (cell->predicted != CSQ_NO_ANSWER)
			{
				cell->predicted = (uint16_t) rank[cell->predicted];
				place[cell->predicted] = 1;
			}
		}
	}
	for (uint32_t i = 0; i < c->labels; i++)
		if (place[i])
		{
			v->labels[v->n_labels] = v->labels[i];
			place[i] = (uint16_t) v->n_labels++;
		}
	for (uint32_t i = 0; i < v->n_cells; i++)
	{
		v->cells[i].actual = place[v->cells[i].actual];
		if (v->cells[i].predicted != CSQ_NO_ANSWER)
			v->cells[i].predicted = place[v->cells[i].predicted];
	}
	csq_sort(v->cells, v->n_cells, sizeof *v->cells, compare_cells);
	view_squares(c, v);
	csq_free(rank);
	csq_free(place);
}

CsqLabelCounts *
csq_confusion_by_label(const CsqConfusionView *v)
{
	CsqLabelCounts *s = csq_alloc0((v->n_labels + 1) * sizeof *s);

	for (uint32_t i = 0; i < v->n_cells; i++)
	{
		const CsqCell *cell = &v->cells[i];

		s[cell->actual].actual += cell->weight;
		if (cell->predicted == CSQ_NO_ANSWER)
			continue;
		s[cell->predicted].predicted += cell->weight;
		if (cell->predicted == cell->actual)
			s[cell->actual].hits += cell->weight;
	}
	return s;
}

/* ---- figures ---- */

typedef struct Sums
{
	double answered;
	double hits;
} Sums;

static Sums
sums(const CsqConfusion *c)
{
	const CsqCell *slots = slots_of(c);
	int64_t        answered = 0, hits = 0;

	for (uint32_t i = 0; i < c->slots; i++)
		if (slots[i].used && slots[i].predicted != CSQ_NO_ANSWER)
		{
			answered += slots[i].weight;
			hits += slots[i].predicted == slots[i].actual ? slots[i].weight : 0;
		}
	return (Sums){(double) answered, (double) hits};
}

double
csq_confusion_accuracy(const CsqConfusion *c)
{
	Sums s = sums(c);

	return s.answered > 0 ? s.hits / s.answered : NAN;
}

double
csq_confusion_coverage(const CsqConfusion *c)
{
	return c->total > 0 ? sums(c).answered / (double) c->total : NAN;
}

static double
mean_f1(const CsqConfusion *c, bool weighted)
{
	CsqConfusionView v;
	CsqLabelCounts  *s;
	double           sum = 0, weight = 0;

	csq_confusion_view(c, &v);
	s = csq_confusion_by_label(&v);
	for (uint32_t i = 0; i < v.n_labels; i++)
	{
		double w = weighted ? (double) s[i].actual : 1;

		sum += w * 2 * (double) s[i].hits / ((double) s[i].actual + (double) s[i].predicted);
		weight += w;
	}
	return weight > 0 ? sum / weight : NAN;
}

double
csq_confusion_macro_f1(const CsqConfusion *c)
{
	return mean_f1(c, false);
}

double
csq_confusion_weighted_f1(const CsqConfusion *c)
{
	return mean_f1(c, true);
}

/* a / b to the last bit: both are whole, and what they share is struck out. */
static double
quotient(Whole a, Whole b)
{
	Whole x = a < 0 ? -a : a;
	Whole y = b;

	while (y != 0)
	{
		Whole rest = x % y;

		x = y;
		y = rest;
	}
	return (double) (a / x) / (double) (b / x);
}

/* In whole numbers, n * hits - chance of n * n - chance: 0.4 is 0.4. */
double
csq_confusion_kappa(const CsqConfusion *c)
{
	CsqConfusionView v;
	int64_t         *actual;
	int64_t         *predicted;
	Whole            answered = 0, hits = 0, chance = 0;

	csq_confusion_view(c, &v);
	actual = csq_alloc0((v.n_labels + 1) * sizeof *actual);
	predicted = csq_alloc0((v.n_labels + 1) * sizeof *predicted);
	for (uint32_t i = 0; i < v.n_cells; i++)
		if (v.cells[i].predicted != CSQ_NO_ANSWER)
		{
			actual[v.cells[i].actual] += v.cells[i].weight;
			predicted[v.cells[i].predicted] += v.cells[i].weight;
			answered += v.cells[i].weight;
			hits += v.cells[i].actual == v.cells[i].predicted ? v.cells[i].weight : 0;
		}
	for (uint32_t i = 0; i < v.n_labels; i++)
		chance += (Whole) actual[i] * predicted[i];
	/* no answers; or one label on both sides: agreement is certain, kappa says nothing */
	return answered * answered > chance ? quotient(answered * hits - chance, answered * answered - chance) : NAN;
}
