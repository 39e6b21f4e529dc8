/*
 * tally.c
 *		Numbers by labels: see tally.h.
 *
 * A row's position is the number of bytes between its end and the end of the value: it
 * stays true when the value grows.  The table holds positions / 8 + 1; 0 is free.
 *
 * Text: {"v":1, the parameter and the word by their keys, "rows":[[labels, numbers],...]}
 * Binary: version u8, parameter f64, word, rows u32; of each its labels (u32 length and
 * bytes) and its numbers i64.
 */
#include "base/tally.h"

#include "base/sort.h"

#define TAIL        8
#define FIRST_SLOTS 16

static size_t
padded(size_t n)
{
	return (n + 7) & ~(size_t) 7;
}

/* ---- rows ---- */

static uint32_t
get_u32(const char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof v);
	return v;
}

/* Size of the row whose end is at a position. */
static size_t
row_size(const CsqTally *t, uint64_t position)
{
	return get_u32((const char *) t + csq_flat_size(t) - position - TAIL);
}

static uint32_t
row_hash(const CsqTally *t, uint64_t position)
{
	return get_u32((const char *) t + csq_flat_size(t) - position - 4);
}

static CsqTallyRow
row_at(const CsqTallyType *type, const CsqTally *t, uint64_t position)
{
	const char *start = (const char *) t + csq_flat_size(t) - position - row_size(t, position);
	const char *lengths = start + (size_t) type->numbers * 8;
	const char *bytes = lengths + (size_t) type->labels * 4;
	CsqTallyRow r = {{{NULL, 0}}, (const int64_t *) start};

	for (int i = 0; i < type->labels; i++)
	{
		r.label[i] = (CsqText){bytes, get_u32(lengths + 4 * i)};
		bytes += r.label[i].len;
	}
	return r;
}

static uint32_t
hash_of(const CsqTallyType *type, const CsqText *labels)
{
	uint64_t h = 0;

	for (int i = 0; i < type->labels; i++)
		h = csq_hash_bytes(labels[i].s, labels[i].len, h + labels[i].len);
	return (uint32_t) (h ^ h >> 32);
}

static int
compare_labels(const CsqTallyType *type, const CsqText *a, const CsqText *b)
{
	int r = 0;

	for (int i = 0; i < type->labels && r == 0; i++)
		r = csq_text_compare(&a[i], &b[i]);
	return r;
}

/* ---- the table ---- */

static uint32_t *
slots_of(const CsqTally *t)
{
	return (uint32_t *) ((char *) t + sizeof(CsqTally));
}

static size_t
front_size(const CsqTally *t)
{
	return sizeof *t + (size_t) t->slots * 4;
}

static void
put_slot(CsqTally *t, uint32_t hash, uint64_t position)
{
	uint32_t at = hash & (t->slots - 1);

	while (slots_of(t)[at] != 0)
		at = (at + 1) & (t->slots - 1);
	slots_of(t)[at] = (uint32_t) (position / 8) + 1;
}

static bool
too_large(const CsqTallyType *type, CsqError *err)
{
	return csq_fail(err, CSQ_LIMIT, "value of type csq.%s is too large", type->name) ||
	       csq_detail(err, "A value has at most 1 GB.") ||
	       csq_hint(err, "Group by something more, and read the groups one by one.");
}

/* A table with room for another row. */
static bool
index_rows(const CsqTallyType *type, CsqTally **pt, CsqError *err)
{
	CsqTally *t = *pt;
	uint32_t  slots = t->slots == 0 ? FIRST_SLOTS : t->slots * 2;
	uint64_t  position = padded(t->word_len);

	while (slots / 2 <= t->rows)
		slots *= 2;
	t = csq_flat_room(t, front_size(t), t->back, (size_t) (slots - t->slots) * 4);
	if (t == NULL)
		return too_large(type, err);
	t->slots = slots;
	memset(slots_of(t), 0, (size_t) slots * 4);
	for (uint32_t i = 0; i < t->rows; i++)
	{
		csq_poll(i);
		put_slot(t, row_hash(t, position), position);
		position += row_size(t, position);
	}
	*pt = t;
	return true;
}

/* ---- collecting ---- */

CsqTally *
csq_tally_new(const CsqTallyType *type, double parameter, const CsqText *word)
{
	size_t    word_len = word != NULL ? word->len : 0;
	CsqTally *t = csq_flat_new(256 + padded(word_len), 1);

	(void) type;
	t->parameter = parameter + 0.0; /* no negative zero */
	t->word_len = (uint32_t) word_len;
	t->back = padded(word_len);
	if (word_len > 0)
		memcpy((char *) t + csq_flat_size(t) - t->back, word->s, word_len);
	return t;
}

CsqText
csq_tally_word(const CsqTally *t)
{
	return (CsqText){(const char *) t + csq_flat_size(t) - padded(t->word_len), t->word_len};
}

bool
csq_tally_alike(const CsqTallyType *type, const CsqTally *t, double parameter, const CsqText *word, CsqError *err)
{
	CsqText is = csq_tally_word(t);

	if (type->parameter != NULL && t->parameter != parameter)
		return csq_fail(err, CSQ_PARAM, "two values of type csq.%s have different parameters", type->name) ||
		       csq_detail(err, "One has %s %g, the other %g.", type->parameter, t->parameter, parameter);
	if (type->word != NULL && !csq_text_same(&is, word))
		return csq_fail(err, CSQ_PARAM, "two values of type csq.%s have different parameters", type->name) ||
		       csq_detail(err, "One has %s \"%s\", the other \"%s\".", type->word, csq_quoted(is.s, is.len).s,
		                  csq_quoted(word->s, word->len).s);
	return true;
}

static bool
add_numbers(const CsqTallyType *type, int64_t *to, const int64_t *numbers, CsqError *err)
{
	for (int i = 0; i < type->numbers && !type->once; i++)
		if (!csq_add_i64(to[i], numbers[i], &to[i]))
			return csq_fail(err, CSQ_RANGE, "sum of a %s is out of range", type->name) ||
			       csq_detail(err, "It is at most 9223372036854775807.");
	return true;
}

static bool
label_check(const CsqTallyType *type, const CsqText *label, CsqError *err)
{
	if (label->len > CSQ_TALLY_MAX_LEN)
		return csq_fail(err, CSQ_LIMIT, "%s \"%s\" is too long", type->what, csq_quoted(label->s, label->len).s) ||
		       csq_detail(err, "The limit is %d bytes.", CSQ_TALLY_MAX_LEN);
	return true;
}

static const int64_t *
find_row(const CsqTallyType *type, const CsqTally *t, uint32_t hash, const CsqText *labels)
{
	for (uint32_t i = hash & (t->slots - 1); slots_of(t)[i] != 0; i = (i + 1) & (t->slots - 1))
	{
		uint64_t position = ((uint64_t) slots_of(t)[i] - 1) * 8;

		if (row_hash(t, position) == hash)
		{
			CsqTallyRow r = row_at(type, t, position);

			if (compare_labels(type, r.label, labels) == 0)
				return r.numbers;
		}
	}
	return NULL;
}

const int64_t *
csq_tally_find(const CsqTallyType *type, const CsqTally *t, const CsqText *labels)
{
	return t->slots == 0 ? NULL : find_row(type, t, hash_of(type, labels), labels);
}

bool
csq_tally_add(const CsqTallyType *type, CsqTally **pt, const CsqText *labels, const int64_t *numbers, CsqError *err)
{
	CsqTally      *t = *pt;
	uint32_t       hash = hash_of(type, labels);
	size_t         size = (size_t) type->numbers * 8 + (size_t) type->labels * 4;
	const int64_t *there;
	char          *end, *at;

	if (t->slots / 2 <= t->rows)
	{
		if (!index_rows(type, pt, err))
			return false;
		t = *pt;
	}
	there = find_row(type, t, hash, labels);
	if (there != NULL)
		return add_numbers(type, (int64_t *) there, numbers, err);
	for (int i = 0; i < type->labels; i++)
	{
		if (!label_check(type, &labels[i], err))
			return false;
		size += labels[i].len;
	}
	size = padded(size) + TAIL;
	t = csq_flat_room(t, front_size(t), t->back, size);
	if (t == NULL)
		return too_large(type, err);
	*pt = t;
	end = (char *) t + csq_flat_size(t) - t->back;
	at = end - size;
	memset(at, 0, size);
	memcpy(at, numbers, (size_t) type->numbers * 8);
	at += (size_t) type->numbers * 8;
	for (int i = 0; i < type->labels; i++, at += 4)
	{
		uint32_t len = (uint32_t) labels[i].len;

		memcpy(at, &len, 4);
	}
	for (int i = 0; i < type->labels; at += labels[i].len, i++)
		memcpy(at, labels[i].s, labels[i].len);
	{
		uint32_t tail[2] = {(uint32_t) size, hash};

		memcpy(end - TAIL, tail, TAIL);
	}
	put_slot(t, hash, t->back);
	t->back += size;
	t->rows++;
	return true;
}

bool
csq_tally_merge(const CsqTallyType *type, CsqTally **into, const CsqTally *from, CsqError *err)
{
	CsqText  word = csq_tally_word(from);
	uint64_t position = padded(from->word_len);

	if (!csq_tally_alike(type, *into, from->parameter, &word, err))
		return false;
	for (uint32_t i = 0; i < from->rows; i++)
	{
		CsqTallyRow r = row_at(type, from, position);

		csq_poll(i);
		if (!csq_tally_add(type, into, r.label, r.numbers, err))
			return false;
		position += row_size(from, position);
	}
	return true;
}

/* ---- checking ---- */

static bool
row_check(const CsqTallyType *type, const CsqTally *t, uint64_t position, CsqError *err)
{
	size_t      size = row_size(t, position);
	size_t      least = (size_t) type->numbers * 8 + (size_t) type->labels * 4;
	CsqTallyRow r;

	if (size % 8 != 0 || size < padded(least) + TAIL || size > t->back - position)
		return csq_stored_invalid(type->name, err, "A row has a wrong size.");
	r = row_at(type, t, position);
	for (int i = 0; i < type->labels; i++)
	{
		if (r.label[i].len > CSQ_TALLY_MAX_LEN)
			return csq_stored_invalid(type->name, err, "A label is too long.");
		least += r.label[i].len;
	}
	if (padded(least) + TAIL != size)
		return csq_stored_invalid(type->name, err, "A row has a wrong size.");
	if (hash_of(type, r.label) != row_hash(t, position))
		return csq_stored_invalid(type->name, err, "A row has a wrong hash.");
	for (int i = 0; i < type->numbers; i++)
		if ((r.numbers[i] < 0 && !(type->negative & (1U << i))) || (type->once && r.numbers[i] != 1))
			return csq_stored_invalid(type->name, err, "The number %lld is out of range.", (long long) r.numbers[i]);
	return true;
}

/* Each slot names a row, each row has one? */
static bool
slots_check(const CsqTallyType *type, const CsqTally *t, const uint32_t *positions, CsqError *err)
{
	uint32_t used = 0;

	for (uint32_t i = 0; i < t->slots; i++)
	{
		uint32_t slot = slots_of(t)[i];
		uint32_t lo = 0, hi = t->rows;

		csq_poll(i);
		if (slot == 0)
			continue;
		used++;
		while (lo < hi)
		{
			uint32_t mid = lo + (hi - lo) / 2;

			if (positions[mid] < slot - 1)
				lo = mid + 1;
			else
				hi = mid;
		}
		if (lo == t->rows || positions[lo] != slot - 1)
			return csq_stored_invalid(type->name, err, "Its table points to no row.");
	}
	return used == t->rows || csq_stored_invalid(type->name, err, "Its table has %u of %u rows.", used, t->rows);
}

bool
csq_tally_check(const CsqTallyType *type, const void *value, size_t size, CsqError *err)
{
	const CsqTally *t = value;
	uint64_t        position;
	uint32_t       *positions;

	if (!csq_stored_check(value, size, sizeof *t, type->name, err))
		return false;
	if (csq_flat_size(t) != size || size % 8 != 0 || t->unused != 0 || t->back > size - sizeof *t ||
	    t->slots > (size - sizeof *t - t->back) / 4 || padded(t->word_len) > t->back)
		return csq_stored_invalid(type->name, err, "Its parts are larger than the whole.");
	if ((t->slots != 0 && (t->slots & (t->slots - 1)) != 0) || (t->slots != 0 && t->slots / 2 < t->rows) ||
	    t->rows > t->back / 16)
		return csq_stored_invalid(type->name, err, "Its table has a wrong size.");
	if (type->parameter != NULL ? !(t->parameter >= type->least && t->parameter <= type->largest) : t->parameter != 0)
		return csq_stored_invalid(type->name, err, "Its parameter is out of range.");
	if (t->parameter == 0 && 1 / t->parameter < 0)
		return csq_stored_invalid(type->name, err, "Its parameter is out of range.");
	if ((type->word == NULL && t->word_len > 0) || t->word_len > CSQ_TALLY_MAX_LEN)
		return csq_stored_invalid(type->name, err, "Its text is too long.");
	position = padded(t->word_len);
	positions = csq_alloc(((size_t) t->rows + 1) * sizeof *positions);
	for (uint32_t i = 0; i < t->rows; i++)
	{
		csq_poll(i);
		if (t->back - position < TAIL)
			return csq_stored_invalid(type->name, err, "It has more rows than its size allows.");
		if (!row_check(type, t, position, err))
			return false;
		positions[i] = (uint32_t) (position / 8);
		position += row_size(t, position);
	}
	if (position != t->back)
		return csq_stored_invalid(type->name, err, "There are bytes behind its last row.");
	if (t->slots != 0 && !slots_check(type, t, positions, err))
		return false;
	csq_free(positions);
	return true;
}

/* ---- the canonical form ---- */

typedef struct Sorted
{
	CsqTallyRow         row;
	const CsqTallyType *type;
} Sorted;

static int
by_labels(const void *a, const void *b)
{
	const Sorted *const *x = a;
	const Sorted *const *y = b;

	return compare_labels((*x)->type, (*x)->row.label, (*y)->row.label);
}

CsqTallyRow *
csq_tally_rows(const CsqTallyType *type, const CsqTally *t)
{
	Sorted      *all = csq_alloc(((size_t) t->rows + 1) * sizeof *all);
	Sorted     **order = csq_alloc(((size_t) t->rows + 1) * sizeof *order);
	CsqTallyRow *rows = csq_alloc(((size_t) t->rows + 1) * sizeof *rows);
	uint64_t     position = padded(t->word_len);

	for (uint32_t i = 0; i < t->rows; i++)
	{
		csq_poll(i);
		all[i] = (Sorted){row_at(type, t, position), type};
		order[i] = &all[i];
		position += row_size(t, position);
	}
	csq_sort(order, t->rows, sizeof *order, by_labels);
	for (uint32_t i = 0; i < t->rows; i++)
		rows[i] = order[i]->row;
	csq_free(all);
	csq_free(order);
	return rows;
}

CsqTally *
csq_tally_pack(const CsqTallyType *type, const CsqTally *t, CsqError *err)
{
	CsqText      word = csq_tally_word(t);
	CsqTallyRow *rows = csq_tally_rows(type, t);
	CsqTally    *r = csq_tally_new(type, t->parameter, &word);
	CsqTally    *packed;
	size_t       size = sizeof *t + t->back;

	for (uint32_t i = 0; i < t->rows; i++)
	{
		csq_poll(i);
		if (!csq_tally_add(type, &r, rows[i].label, rows[i].numbers, err))
			return NULL;
	}
	/* without the table */
	size = sizeof *r + r->back;
	packed = csq_alloc(size);
	r->slots = 0;
	csq_flat_compact(r, sizeof *r, packed, size);
	csq_free(rows);
	csq_free(r);
	return packed;
}

/* ---- text ---- */

void
csq_tally_text(const CsqTallyType *type, const CsqTally *t, CsqBuf *out)
{
	CsqTallyRow *rows = csq_tally_rows(type, t);
	CsqText      word = csq_tally_word(t);

	csq_buf_str(out, "{\"v\":1");
	if (type->parameter != NULL)
	{
		csq_buf_printf(out, ",\"%s\":", type->parameter);
		csq_buf_double(out, t->parameter);
	}
	if (type->word != NULL)
	{
		csq_buf_printf(out, ",\"%s\":", type->word);
		csq_buf_json(out, word.s, word.len);
	}
	csq_buf_str(out, ",\"rows\":[");
	for (uint32_t i = 0; i < t->rows; i++)
	{
		csq_poll(i);
		csq_buf_str(out, i == 0 ? "[" : ",[");
		for (int k = 0; k < type->labels; k++)
		{
			if (k > 0)
				csq_buf_char(out, ',');
			csq_buf_json(out, rows[i].label[k].s, rows[i].label[k].len);
		}
		for (int k = 0; k < type->numbers && !type->once; k++)
		{
			csq_buf_char(out, ',');
			csq_buf_i64(out, rows[i].numbers[k]);
		}
		csq_buf_char(out, ']');
	}
	csq_buf_str(out, "]}");
	csq_free(rows);
}

static bool
parse_row(const CsqTallyType *type, CsqJson *j, CsqTally **t, CsqError *err)
{
	CsqText labels[CSQ_TALLY_LABELS];
	int64_t numbers[CSQ_TALLY_NUMBERS] = {1, 1, 1, 1, 1, 1};
	int     want = type->labels + (type->once ? 0 : type->numbers);
	int     n = 0;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		if (n < type->labels)
			labels[n] = csq_json_string(j);
		else if (n < want)
		{
			int k = n - type->labels;

			numbers[k] = csq_json_i64(j);
			if (!j->failed && numbers[k] < 0 && !(type->negative & (1U << k)))
				csq_json_fail(j, "The number %lld is negative.", (long long) numbers[k]);
		}
		else
			return csq_json_fail(j, "A row has %d items.", want);
		n++;
	}
	if (!j->failed && n != want)
		csq_json_fail(j, "A row has %d items, not %d.", want, n);
	return !j->failed && csq_tally_add(type, t, labels, numbers, err);
}

CsqTally *
csq_tally_parse(const CsqTallyType *type, const char *text, size_t len, CsqError *err)
{
	const char *names[5] = {"v", "rows", type->parameter != NULL ? type->parameter : type->word,
	                        type->parameter != NULL ? type->word : NULL, NULL};
	unsigned    need = type->parameter != NULL && type->word != NULL ? 15 : names[2] != NULL ? 7 : 3;
	CsqTally   *t = NULL;
	CsqText     word = {"", 0};
	double      parameter = 0;
	CsqJson     j, rows;
	unsigned    seen = 0;
	int         k;

	csq_json_init(&j, text, len, type->name, err);
	csq_json_open(&j, '{');
	rows = j;
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
	{
		if (k == 0)
			csq_json_version(&j, 1);
		else if (k == 2 && type->parameter != NULL)
		{
			parameter = csq_json_double(&j);
			if (!j.failed && !(parameter >= type->least && parameter <= type->largest))
				csq_json_fail(&j, "The number \"%s\" is out of range.", type->parameter);
		}
		else if (k >= 2)
		{
			word = csq_json_string(&j);
			if (!j.failed && word.len > CSQ_TALLY_MAX_LEN)
				csq_json_fail(&j, "The text \"%s\" is too long.", type->word);
		}
		else
		{
			rows = j; /* read when the other members are known */
			csq_json_skip(&j);
		}
	}
	csq_json_need(&j, names, seen, need);
	if (!csq_json_end(&j))
		return NULL;
	t = csq_tally_new(type, parameter, &word);
	csq_json_open(&rows, '[');
	while (csq_json_item(&rows))
		if (!parse_row(type, &rows, &t, err))
			return NULL;
	return rows.failed ? NULL : csq_tally_pack(type, t, err);
}

/* ---- binary ---- */

static void
put_label(CsqBuf *out, const CsqText *t)
{
	csq_put_u32(out, (uint32_t) t->len);
	csq_buf_put(out, t->s, t->len);
}

void
csq_tally_write(const CsqTallyType *type, const CsqTally *t, CsqBuf *out)
{
	CsqTallyRow *rows = csq_tally_rows(type, t);
	CsqText      word = csq_tally_word(t);

	csq_put_u8(out, 1);
	csq_put_double(out, t->parameter);
	put_label(out, &word);
	csq_put_u32(out, t->rows);
	for (uint32_t i = 0; i < t->rows; i++)
	{
		csq_poll(i);
		for (int k = 0; k < type->labels; k++)
			put_label(out, &rows[i].label[k]);
		for (int k = 0; k < type->numbers; k++)
			csq_put_u64(out, (uint64_t) rows[i].numbers[k]);
	}
	csq_free(rows);
}

static CsqText
read_label(CsqReader *r)
{
	uint32_t len = csq_read_count(r, 1);
	CsqText  t = {r->failed ? "" : csq_read_bytes(r, len), len};

	if (!r->failed && len > CSQ_TALLY_MAX_LEN)
		csq_read_fail(r, "A label has %u bytes, the limit is %d.", len, CSQ_TALLY_MAX_LEN);
	if (!r->failed && !csq_utf8_valid(t.s, t.len))
		csq_read_fail(r, "A label is no UTF-8 text.");
	return r->failed ? (CsqText){"", 0} : t;
}

CsqTally *
csq_tally_read(const CsqTallyType *type, const void *data, size_t len, CsqError *err)
{
	CsqReader r;
	CsqTally *t;
	CsqText   word, last[CSQ_TALLY_LABELS], labels[CSQ_TALLY_LABELS];
	int64_t   numbers[CSQ_TALLY_NUMBERS];
	double    parameter;
	uint32_t  rows;

	csq_reader_init(&r, data, len, type->name, err);
	csq_read_version(&r, 1);
	parameter = csq_read_double(&r);
	if (!r.failed && parameter == 0 && 1 / parameter < 0)
		csq_read_fail(&r, "Its parameter is a negative zero.");
	word = read_label(&r);
	rows = csq_read_count(&r, (size_t) type->labels * 4 + (size_t) type->numbers * 8);
	if (r.failed)
		return NULL;
	t = csq_tally_new(type, parameter, &word);
	for (uint32_t i = 0; i < rows; i++)
	{
		csq_poll(i);
		for (int k = 0; k < type->labels; k++)
			labels[k] = read_label(&r);
		for (int k = 0; k < type->numbers; k++)
			numbers[k] = (int64_t) csq_read_u64(&r);
		if (r.failed)
			return NULL;
		if (i > 0 && compare_labels(type, last, labels) >= 0)
			return csq_read_fail(&r, "Its rows are not in order."), NULL;
		if (!csq_tally_add(type, &t, labels, numbers, err))
			return NULL;
		memcpy(last, labels, sizeof last);
	}
	if (!csq_read_end(&r))
		return NULL;
	t = csq_tally_pack(type, t, err);
	return t != NULL && csq_tally_check(type, t, csq_flat_size(t), err) ? t : NULL;
}
