/*
 * confusion.c
 *		The confusion matrix as a flat, mergeable value, and the figures read from it.
 *
 * Only cells that occur are kept.  A row whose prediction is NULL is an answer
 * withheld: it counts in coverage and as a miss of its label, not in accuracy
 * and kappa, which speak of the answers.  Weights are whole millionths, so that
 * merging is exact and can be undone.
 *
 * Text form:	{"v":1,"labels":["a","b"],"cells":[[0,0,12],[0,1,2.5],[1,null,3]]}
 * Binary form: version u8; labels u32, each length u32 and bytes; cells u32, each
 *				actual u16, predicted u16 (65535: none), weight u64; network order.
 */
#include <math.h>

#include "classify/confusion.h"
#include "base/json.h"
#include "base/sort.h"

#define TYPE        "confusion"
#define FIRST_SLOTS 16

static CsqCell *
slots_of(const CsqConfusion *c)
{
	return (CsqCell *) (void *) ((char *) c + sizeof *c);
}

static size_t
front_of(const CsqConfusion *c)
{
	return sizeof *c + c->slots * sizeof(CsqCell);
}

CsqConfusion *
csq_confusion_new(void)
{
	CsqConfusion *c = csq_flat_new(512, CSQ_CONFUSION_VERSION);

	c->slots = FIRST_SLOTS;
	return c;
}

static CsqConfusion *
room(CsqConfusion *c, size_t more, CsqError *err)
{
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
	size_t   size = c->slots * sizeof(CsqCell);
	CsqCell *old = csq_alloc(size);
	uint32_t n = c->slots;

	memcpy(old, slots_of(c), size);
	c = room(c, size, err);
	if (c != NULL)
	{
		c->slots = 2 * n;
		memset(slots_of(c), 0, 2 * size);
		for (uint32_t i = 0; i < n; i++)
		{
			csq_poll(i);
			if (old[i].used)
				*slot_of(c, old[i].actual, old[i].predicted) = old[i];
		}
	}
	csq_free(old);
	return c;
}

static CsqConfusion *
add_cell(CsqConfusion *c, uint16_t actual, uint16_t predicted, int64_t weight, CsqError *err)
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
		c->cells++;
	}
	if (weight < 0 && cell->weight < -weight)
		return csq_fail(err, CSQ_PARAM, "more rows were taken out of a confusion than are in it"), NULL;
	if (!csq_add_i64(c->total, weight, &c->total))
		return csq_fail(err, CSQ_RANGE, "the weights of a confusion add up to too much"), NULL;
	cell->weight += weight; /* no more than total */
	return c;
}

static int
label_number(CsqConfusion **confusion, const char *label, size_t len, CsqError *err)
{
	CsqConfusion *c = *confusion;
	int           number = csq_dict_find(c, c->labels, label, len);

	if (number >= 0)
		return number;
	if (!csq_dict_check(c->labels, label, len, err) || (c = room(c, csq_dict_size(len), err)) == NULL)
		return -1;
	csq_dict_put(c, c->back, label, len);
	c->back += csq_dict_size(len);
	*confusion = c;
	return (int) c->labels++;
}

CsqConfusion *
csq_confusion_add(CsqConfusion *c, const char *actual, size_t actual_len, const char *predicted, size_t predicted_len,
                  int64_t weight, CsqError *err)
{
	int a = label_number(&c, actual, actual_len, err);
	int p = CSQ_NO_ANSWER;

	if (a < 0 || (predicted != NULL && (p = label_number(&c, predicted, predicted_len, err)) < 0))
		return NULL;
	return add_cell(c, (uint16_t) a, (uint16_t) p, weight, err);
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

bool
csq_confusion_merge(CsqConfusion **into, const CsqConfusion *b, CsqError *err)
{
	CsqConfusion  *a = *into;
	int           *map = csq_alloc((b->labels + 1) * sizeof *map);
	const CsqCell *cells = slots_of(b);
	size_t         back = 0;

	for (uint32_t i = 0; i < b->labels; i++)
	{
		CsqText label = csq_dict_next(b, &back);

		if ((map[i] = label_number(&a, label.s, label.len, err)) < 0)
			return false;
	}
	for (uint32_t i = 0; i < b->slots && a != NULL; i++)
	{
		const CsqCell *cell = &cells[i];

		csq_poll(i);
		if (cell->used)
			a = add_cell(a, (uint16_t) map[cell->actual],
			             cell->predicted == CSQ_NO_ANSWER ? CSQ_NO_ANSWER : (uint16_t) map[cell->predicted],
			             cell->weight, err);
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

	if (!csq_stored_check(value, size, sizeof *c, TYPE, err))
		return false;
	if (c->slots < FIRST_SLOTS || (c->slots & (c->slots - 1)) != 0 || c->slots > (size - sizeof *c) / sizeof *slots ||
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
		used++;
	}
	if (used != c->cells || total != c->total)
		return csq_stored_invalid(TYPE, err, "Its cells are not as many, or do not weigh as much, as it says.");
	return check_places(c, err);
}

/* ---- the canonical view ---- */

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

double
csq_confusion_kappa(const CsqConfusion *c)
{
	CsqConfusionView v;
	double          *actual;
	double          *predicted;
	Sums             s = sums(c);
	double           chance = 0;

	if (!(s.answered > 0))
		return NAN;
	csq_confusion_view(c, &v);
	actual = csq_alloc0((v.n_labels + 1) * sizeof *actual);
	predicted = csq_alloc0((v.n_labels + 1) * sizeof *predicted);
	for (uint32_t i = 0; i < v.n_cells; i++)
		if (v.cells[i].predicted != CSQ_NO_ANSWER)
		{
			actual[v.cells[i].actual] += (double) v.cells[i].weight / s.answered;
			predicted[v.cells[i].predicted] += (double) v.cells[i].weight / s.answered;
		}
	for (uint32_t i = 0; i < v.n_labels; i++)
		chance += actual[i] * predicted[i];
	/* one label on both sides: agreement is certain, kappa says nothing */
	return chance < 1 - 1e-12 ? (s.hits / s.answered - chance) / (1 - chance) : NAN;
}

/* ---- forms ---- */

void
csq_confusion_write(const CsqConfusion *c, CsqBuf *b)
{
	CsqConfusionView v;

	csq_confusion_view(c, &v);
	csq_put_u8(b, CSQ_CONFUSION_VERSION);
	csq_put_u32(b, v.n_labels);
	for (uint32_t i = 0; i < v.n_labels; i++)
	{
		csq_put_u32(b, (uint32_t) v.labels[i].len);
		csq_buf_put(b, v.labels[i].s, v.labels[i].len);
	}
	csq_put_u32(b, v.n_cells);
	for (uint32_t i = 0; i < v.n_cells; i++)
	{
		csq_poll(i);
		csq_put_u16(b, v.cells[i].actual);
		csq_put_u16(b, v.cells[i].predicted);
		csq_put_u64(b, (uint64_t) v.cells[i].weight);
	}
}

/* Adds a cell that came from outside; labels by number. */
static CsqConfusion *
add_numbered(CsqConfusion *c, const CsqText *labels, uint32_t n, uint32_t actual, uint32_t predicted, int64_t weight,
             CsqError *err)
{
	if (actual >= n || (predicted >= n && predicted != CSQ_NO_ANSWER) || weight <= 0)
	{
		csq_stored_invalid(TYPE, err, "A cell names a label that is not there, or has no weight.");
		return NULL;
	}
	return csq_confusion_add(c, labels[actual].s, labels[actual].len,
	                         predicted == CSQ_NO_ANSWER ? NULL : labels[predicted].s,
	                         predicted == CSQ_NO_ANSWER ? 0 : labels[predicted].len, weight, err);
}

CsqConfusion *
csq_confusion_read(const void *data, size_t len, CsqError *err)
{
	CsqReader     r;
	CsqConfusion *c = csq_confusion_new();
	CsqText      *labels;
	uint32_t      n, cells;
	CsqBuf        again;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, CSQ_CONFUSION_VERSION);
	n = csq_read_count(&r, 5);
	labels = csq_alloc((n + (size_t) 1) * sizeof *labels);
	for (uint32_t i = 0; i < n && !r.failed; i++)
	{
		labels[i].len = csq_read_u32(&r);
		labels[i].s = csq_read_bytes(&r, labels[i].len);
		if (!r.failed && !csq_utf8_valid(labels[i].s, labels[i].len))
			csq_read_fail(&r, "A label is no UTF-8 text.");
	}
	cells = csq_read_count(&r, 12);
	for (uint32_t i = 0; i < cells && !r.failed; i++)
	{
		uint32_t actual = csq_read_u16(&r);
		uint32_t predicted = csq_read_u16(&r);
		int64_t  weight = (int64_t) csq_read_u64(&r);

		csq_poll(i);
		if (!r.failed && (c = add_numbered(c, labels, n, actual, predicted, weight, err)) == NULL)
			return NULL;
	}
	if (!csq_read_end(&r))
		return NULL;
	csq_buf_init(&again);
	csq_confusion_write(c, &again);
	if (again.len != len || memcmp(again.data, data, len) != 0)
		return csq_read_fail(&r, "Its labels or cells are not in canonical order, each once."), NULL;
	return c;
}

/* A weight in units, exactly: 12, 2.5, 0.000001. */
static void
put_weight(CsqBuf *b, int64_t weight)
{
	int64_t fraction = weight % CSQ_CONFUSION_UNIT;
	char    digits[8];
	int     n = 6;

	csq_buf_i64(b, weight / CSQ_CONFUSION_UNIT);
	if (fraction == 0)
		return;
	for (int i = 5; i >= 0; i--, fraction /= 10)
		digits[i] = (char) ('0' + fraction % 10);
	while (digits[n - 1] == '0')
		n--;
	csq_buf_char(b, '.');
	csq_buf_put(b, digits, (size_t) n);
}

void
csq_confusion_text(const CsqConfusion *c, CsqBuf *b)
{
	CsqConfusionView v;

	csq_confusion_view(c, &v);
	csq_buf_str(b, "{\"v\":1,\"labels\":[");
	for (uint32_t i = 0; i < v.n_labels; i++)
	{
		csq_buf_str(b, i ? "," : "");
		csq_buf_json(b, v.labels[i].s, v.labels[i].len);
	}
	csq_buf_str(b, "],\"cells\":[");
	for (uint32_t i = 0; i < v.n_cells; i++)
	{
		csq_poll(i);
		csq_buf_printf(b, "%s[%u,", i ? "," : "", v.cells[i].actual);
		if (v.cells[i].predicted == CSQ_NO_ANSWER)
			csq_buf_str(b, "null,");
		else
			csq_buf_printf(b, "%u,", v.cells[i].predicted);
		put_weight(b, v.cells[i].weight);
		csq_buf_char(b, ']');
	}
	csq_buf_str(b, "]}");
}

/* A weight as decimal text: no double, which has too few digits for large sums. */
static int64_t
json_weight(CsqJson *j)
{
	const char *start;
	int64_t     whole = 0, unit = CSQ_CONFUSION_UNIT;
	bool        point = false;

	csq_json_peek(j);
	start = j->at;
	(void) csq_json_double(j);
	for (const char *p = start; p < j->at && !j->failed; p++)
	{
		if (*p == '.' && !point)
			point = true;
		else if (*p < '0' || *p > '9' || (point && unit == 1) || !csq_mul_i64(whole, 10, &whole) ||
		         !csq_add_i64(whole, *p - '0', &whole))
			return csq_json_fail(j, "A weight is a number above 0 with at most six decimals.");
		else if (point)
			unit /= 10;
	}
	if (!csq_mul_i64(whole, unit, &whole) || whole <= 0)
		return csq_json_fail(j, "A weight is a number above 0 with at most six decimals.");
	return whole;
}

static CsqConfusion *
parse_cells(CsqJson *j, CsqConfusion *c, const CsqText *labels, uint32_t n, CsqError *err)
{
	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		int64_t actual = -1, predicted = -1, weight = -1;

		csq_json_open(j, '[');
		if (csq_json_item(j))
			actual = csq_json_i64(j);
		if (csq_json_item(j))
			predicted = csq_json_null(j) ? CSQ_NO_ANSWER : csq_json_i64(j);
		if (csq_json_item(j))
			weight = json_weight(j);
		if (csq_json_item(j))
			csq_json_fail(j, "A cell is [actual, predicted or null, weight].");
		if (j->failed)
			return NULL;
		if (actual < 0 || actual >= n || predicted < 0 || (predicted >= n && predicted != CSQ_NO_ANSWER) || weight <= 0)
			return csq_json_fail(j, "A cell names a label that is not there, or has no weight."), NULL;
		c = add_numbered(c, labels, n, (uint32_t) actual, (uint32_t) predicted, weight, err);
		if (c == NULL)
		{
			j->failed = true;
			return NULL;
		}
	}
	return j->failed ? NULL : c;
}

/* How many labels there are. */
static uint32_t
parse_labels(CsqJson *j, CsqText *labels)
{
	uint32_t n = 0;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		if (n == CSQ_MAX_LABELS)
		{
			csq_json_fail(j, "There are more than %d labels.", CSQ_MAX_LABELS);
			break;
		}
		labels[n++] = csq_json_string(j);
	}
	return n;
}

/* The labels must be known before the cells are read, whatever the order of the keys. */
CsqConfusion *
csq_confusion_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "labels", "cells", NULL};
	CsqJson                  j;
	CsqJson                  cells;
	CsqText                 *labels = csq_alloc(CSQ_MAX_LABELS * sizeof *labels);
	uint32_t                 n = 0;
	unsigned                 seen = 0;
	int                      k;

	csq_json_init(&j, text, len, TYPE, err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&j, CSQ_CONFUSION_VERSION);
		else if (k == 1)
			n = parse_labels(&j, labels);
		else
		{
			cells = j;
			csq_json_skip(&j);
		}
	csq_json_need(&j, names, seen, 1 | 2 | 4);
	return csq_json_end(&j) ? parse_cells(&cells, csq_confusion_new(), labels, n, err) : NULL;
}
