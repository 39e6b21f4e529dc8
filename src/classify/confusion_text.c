/*
 * confusion_text.c
 *		Text and binary forms of the confusion matrix.
 *
 * Text form:	{"v":1,"labels":["a","b"],"cells":[[0,0,12],[0,1,2],[1,null,3]]}, or with squares
 *				{"v":2,...,"cells":[[0,1,2.5,"3250000000000"],...]}, in which null says that they are not known
 * Binary form: version u8; labels u32, each length u32 and bytes; cells u32, each
 *				actual u16, predicted u16 (65535: none), weight u64; network order.
 *				Version 2: whether squares are known u8 behind the version, and two u64 behind each weight.
 *
 * Version 2 is used where version 1 would be read as something else: where weights are known and one
 * is not 1, and where squares were summed and are no longer known.
 */
#include "classify/confusion.h"
#include "base/json.h"

#define TYPE "confusion"

/* Would version 1 be read as another value? */
static bool
needs_squares(const CsqConfusion *c, const CsqConfusionView *v)
{
	return v->squares != NULL ? !v->plain : v->n_cells > 0 && (c->flat.flags & CSQ_CONFUSION_UNKNOWN);
}

void
csq_confusion_write(const CsqConfusion *c, CsqBuf *b)
{
	CsqConfusionView v;
	bool             squares;

	csq_confusion_view(c, &v);
	squares = needs_squares(c, &v);
	csq_put_u8(b, squares ? 2 : 1);
	if (squares)
		csq_put_u8(b, v.squares != NULL);
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
		if (squares && v.squares != NULL)
		{
			csq_put_u64(b, (uint64_t) (v.squares[i] >> 64));
			csq_put_u64(b, (uint64_t) v.squares[i]);
		}
	}
}

/* Adds a cell that came from outside; labels by number. */
static CsqConfusion *
add_numbered(CsqConfusion *c, const CsqText *labels, uint32_t n, const CsqCell *cell, CsqU128 squares, CsqError *err)
{
	if (cell->actual >= n || (cell->predicted >= n && cell->predicted != CSQ_NO_ANSWER) || cell->weight <= 0)
	{
		csq_stored_invalid(TYPE, err, "A cell names a label that is not there, or has no weight.");
		return NULL;
	}
	return csq_confusion_put(c, &labels[cell->actual],
	                         cell->predicted == CSQ_NO_ANSWER ? NULL : &labels[cell->predicted], cell->weight, squares,
	                         err);
}

CsqConfusion *
csq_confusion_read(const void *data, size_t len, CsqError *err)
{
	CsqReader     r;
	CsqConfusion *c;
	CsqText      *labels;
	uint32_t      n, cells;
	uint16_t      flags = 0;
	CsqBuf        again;

	csq_reader_init(&r, data, len, TYPE, err);
	if (csq_read_version(&r, CSQ_CONFUSION_FORMS) == 2)
		flags = csq_read_u8(&r) == 1 ? CSQ_CONFUSION_SQUARES : CSQ_CONFUSION_UNKNOWN;
	if ((c = csq_confusion_begin(flags, err)) == NULL)
		return NULL;
	n = csq_read_count(&r, 5);
	labels = csq_alloc((n + (size_t) 1) * sizeof *labels);
	for (uint32_t i = 0; i < n && !r.failed; i++)
	{
		labels[i].len = csq_read_u32(&r);
		labels[i].s = csq_read_bytes(&r, labels[i].len);
		if (!r.failed && !csq_utf8_valid(labels[i].s, labels[i].len))
			csq_read_fail(&r, "A label is no UTF-8 text.");
	}
	cells = csq_read_count(&r, flags == CSQ_CONFUSION_SQUARES ? 28 : 12);
	for (uint32_t i = 0; i < cells && !r.failed; i++)
	{
		CsqCell cell = {.actual = csq_read_u16(&r)};
		CsqU128 squares = 0;

		cell.predicted = csq_read_u16(&r);
		cell.weight = (int64_t) csq_read_u64(&r);
		if (flags == CSQ_CONFUSION_SQUARES)
		{
			squares = (CsqU128) csq_read_u64(&r) << 64;
			squares |= csq_read_u64(&r);
		}
		csq_poll(i);
		if (!r.failed && (c = add_numbered(c, labels, n, &cell, squares, err)) == NULL)
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
	bool             squares;

	csq_confusion_view(c, &v);
	squares = needs_squares(c, &v);
	csq_buf_printf(b, "{\"v\":%d,\"labels\":[", squares ? 2 : 1);
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
		if (squares && v.squares == NULL)
			csq_buf_str(b, ",null");
		else if (squares)
		{
			csq_buf_str(b, ",\"");
			csq_buf_u128(b, v.squares[i]);
			csq_buf_char(b, '"');
		}
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

/* One cell; *flags says whether it has squares, or that they are not known. */
static void
parse_cell(CsqJson *j, uint32_t n, CsqCell *cell, CsqU128 *squares, uint16_t *flags)
{
	int64_t actual = -1, predicted = -1;

	*cell = (CsqCell){0};
	*flags = 0;
	csq_json_open(j, '[');
	if (csq_json_item(j))
		actual = csq_json_i64(j);
	if (csq_json_item(j))
		predicted = csq_json_null(j) ? CSQ_NO_ANSWER : csq_json_i64(j);
	if (csq_json_item(j))
		cell->weight = json_weight(j);
	if (csq_json_item(j))
	{
		*flags = csq_json_null(j) ? CSQ_CONFUSION_UNKNOWN : CSQ_CONFUSION_SQUARES;
		if (*flags == CSQ_CONFUSION_SQUARES)
			*squares = csq_json_u128(j);
		if (csq_json_item(j))
			csq_json_fail(j, "A cell is [actual, predicted or null, weight, sum of squares or null].");
	}
	if (!j->failed && (actual < 0 || actual >= n || predicted < 0 || (predicted >= n && predicted != CSQ_NO_ANSWER) ||
	                   cell->weight <= 0))
		csq_json_fail(j, "A cell names a label that is not there, or has no weight.");
	cell->actual = (uint16_t) actual;
	cell->predicted = (uint16_t) predicted;
	if (!j->failed && *flags == CSQ_CONFUSION_SQUARES && !csq_squares_possible(cell->weight, *squares))
		csq_json_fail(j, "A sum of squares is not that of any weights.");
}

static CsqConfusion *
parse_cells(CsqJson *j, const CsqText *labels, uint32_t n, CsqError *err)
{
	CsqConfusion *c = NULL;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		CsqCell  cell;
		CsqU128  squares = 0;
		uint16_t flags;

		parse_cell(j, n, &cell, &squares, &flags);
		if (j->failed)
			return NULL;
		if (c == NULL && (c = csq_confusion_begin(flags, err)) == NULL)
			return NULL;
		if (c->flat.flags != flags)
			return csq_json_fail(j, "All cells have sums of squares, or none has."), NULL;
		if ((c = add_numbered(c, labels, n, &cell, squares, err)) == NULL)
		{
			j->failed = true;
			return NULL;
		}
	}
	return j->failed ? NULL : c != NULL ? c : csq_confusion_new();
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
			csq_json_version(&j, CSQ_CONFUSION_FORMS);
		else if (k == 1)
			n = parse_labels(&j, labels);
		else
		{
			cells = j;
			csq_json_skip(&j);
		}
	csq_json_need(&j, names, seen, 1 | 2 | 4);
	return csq_json_end(&j) ? parse_cells(&cells, labels, n, err) : NULL;
}
