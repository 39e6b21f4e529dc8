/*
 * corpus.c
 *		text_corpus: hashed training examples in one flat, growing value.
 *
 * The value is the state of corpus_agg(), and the part of train_agg()'s that lies in
 * memory (gather.c): records are appended
 * in place, labels are numbered as they come, and no text is kept.  Two corpora
 * merge by appending.  Everything that must not depend on that order (output,
 * training) goes through a CsqCursor, which numbers the labels by
 * their bytes, sorts the examples by a hash of their content and adds up the
 * weights of equal ones.  The cursor does that over 16 bytes a record.
 *
 * A corpus that is full is made compact, equal examples become one, when that
 * leaves half of it free; otherwise it is doubled.  So copies of one text, forms
 * and canned answers, take the memory of two at most, and each record is hashed a
 * bounded number of times while the corpus doubles.
 *
 * A record takes about 3 bytes a feature, 150-700 bytes a complaint: a corpus
 * holds one to five million complaints before it meets the 1 GB of a value.
 */
#include "classify/corpus.h"
#include "base/sort.h"

#define HEAD       sizeof(CsqCorpus)
#define MAX_VARINT 10
#define COMPACT    (64 * 1024) /* bytes of records; what is smaller just grows */

static uint32_t
get_u32(const void *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof v);
	return v;
}

static uint16_t
get_u16(const void *p)
{
	uint16_t v;

	memcpy(&v, p, sizeof v);
	return v;
}

static unsigned char *
put_varint(unsigned char *p, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		*p++ = (unsigned char) (v | 0x80);
	*p++ = (unsigned char) v;
	return p;
}

CsqCorpus *
csq_corpus_new(void)
{
	CsqCorpus *c = csq_flat_new(1024, CSQ_CORPUS_VERSION);

	c->scheme = CSQ_FEATURE_SCHEME;
	c->front = HEAD;
	return c;
}

static void *room(void *value, size_t more, CsqError *err);

/* The labels at the back of the value. */
static const CsqDictForm dict = {offsetof(CsqCorpus, labels), offsetof(CsqCorpus, back), room};

/* ---- adding ---- */

bool
csq_corpus_weight(double weight, int64_t *result, CsqError *err)
{
	if (!(weight > 0 && weight <= CSQ_MAX_WEIGHT))
		return (weight != weight ? csq_fail(err, CSQ_PARAM, "weight NaN is not allowed")
		                         : csq_fail(err, CSQ_PARAM, "weight %g is not allowed", weight)) ||
		       csq_detail(err, "A weight is a number above 0 and at most %.0f.", CSQ_MAX_WEIGHT) ||
		       csq_hint(err, "Leave examples that must not count out by FILTER or WHERE.");
	*result = (int64_t) (weight * CSQ_WEIGHT_UNIT + 0.5);
	if (*result == 0)
		*result = 1;
	return true;
}

/* What stands before the features of a record. */
static size_t
code_head(unsigned char *head, int label, int64_t weight, int64_t rows, uint32_t n, size_t len)
{
	unsigned char *p = put_varint(put_varint(put_varint(head + 6, (uint64_t) weight), (uint64_t) rows), n);
	uint32_t       size = (uint32_t) ((size_t) (p - head) + len);

	memcpy(head, &size, 4);
	memcpy(head + 4, &(uint16_t){(uint16_t) label}, 2);
	return (size_t) (p - head);
}

/* A record whose features are already coded; returns its size. */
static size_t
code_record(char *to, int label, int64_t weight, int64_t rows, uint32_t n, const void *coded, size_t len)
{
	unsigned char head[6 + 3 * MAX_VARINT];
	size_t        before = code_head(head, label, weight, rows, n, len);

	memcpy(to, head, before);
	memcpy(to + before, coded, len);
	return before + len;
}

static CsqCorpus *
append_record(CsqCorpus *c, int label, int64_t weight, int64_t rows, uint32_t n, const void *coded, size_t len,
              CsqError *err)
{
	if ((c = room(c, 6 + 3 * MAX_VARINT + len, err)) == NULL)
		return NULL;
	c->front += code_record((char *) c + c->front, label, weight, rows, n, coded, len);
	c->records++;
	return c;
}

CsqCorpus *
csq_corpus_put(CsqCorpus *c, const char *label, size_t label_len, const CsqExample *e, CsqError *err)
{
	int number = 0;

	c = csq_dict_add(&dict, c, label, label_len, &number, err);
	return c == NULL ? NULL : append_record(c, number, e->weight, e->rows, e->n, e->features, e->len, err);
}

CsqCorpus *
csq_corpus_add(CsqCorpus *c, const char *label, size_t label_len, CsqFeature *features, size_t n, CsqFeature *tmp,
               int64_t weight, CsqError *err)
{
	unsigned char *coded = (unsigned char *) tmp; /* at most 5 + 1 bytes a feature, tmp has 8 */
	unsigned char *p = coded;
	uint32_t       prev = UINT32_MAX;
	int            number = 0;

	if ((c = csq_dict_add(&dict, c, label, label_len, &number, err)) == NULL)
		return NULL;
	csq_features_sort(features, n, tmp);
	for (size_t i = 0; i < n; i++)
	{
		uint32_t id = CSQ_FEATURE_ID(features[i]);
		uint32_t count = CSQ_FEATURE_COUNT(features[i]);

		p = put_varint(p, (uint64_t) (id - prev - 1) << 1 | (count > 1));
		if (count > 1)
			*p++ = (unsigned char) count;
		prev = id;
	}
	return append_record(c, number, weight, 1, (uint32_t) n, coded, (size_t) (p - coded), err);
}

/* One record as it lies in the value. */
typedef struct Record
{
	uint32_t             size;
	uint16_t             label;
	int64_t              weight;
	int64_t              rows;
	uint32_t             n;
	const unsigned char *features;
	uint32_t             len;
} Record;

static Record
record_at(const CsqCorpus *c, size_t at)
{
	const unsigned char *start = (const unsigned char *) c + at;
	const unsigned char *p = start + 6;
	Record               r;

	r.size = get_u32(start);
	r.label = get_u16(start + 4);
	r.weight = (int64_t) csq_varint_next(&p);
	r.rows = (int64_t) csq_varint_next(&p);
	r.n = (uint32_t) csq_varint_next(&p);
	r.features = p;
	r.len = r.size - (uint32_t) (p - start);
	return r;
}

/* Numbers of another example or corpus. */
static bool
join_given(CsqCorpus *c, uint32_t numbers, CsqError *err)
{
	if (numbers > 0 && c->given > 0 && numbers != c->given)
		return csq_fail(err, CSQ_PARAM, "%u features beside the text where others have %u", numbers, c->given) ||
		       csq_detail(err, "All arrays of features that one classifier learns from have the same length.") ||
		       csq_hint(err, "Give NULL where they are not known.");
	c->given = numbers > 0 ? (uint16_t) numbers : c->given;
	return true;
}

bool
csq_corpus_give(CsqCorpus *c, uint32_t numbers, CsqError *err)
{
	if (numbers > CSQ_MAX_GIVEN)
		return csq_fail(err, CSQ_LIMIT, "%u features beside the text are too many", numbers) ||
		       csq_detail(err, "There may be %d.", CSQ_MAX_GIVEN);
	if (c->records == 0)
		c->scheme = CSQ_GIVEN_SCHEME;
	return join_given(c, numbers, err);
}

bool
csq_corpus_join(CsqCorpus *a, const CsqCorpus *b, CsqError *err)
{
	CsqBuf x, y;

	if (a->scheme != b->scheme)
		return csq_fail(err, CSQ_PARAM,
		                "examples with features beside the text and examples without cannot be merged") ||
		       csq_hint(err, "Collect the latter with NULL features: corpus_agg(label, document, NULL, NULL).");
	if (!join_given(a, b->given, err))
		return false;
	if (a->has_options == b->has_options && csq_train_options_equal(&a->options, &b->options))
		return true;
	csq_buf_init(&x);
	csq_buf_init(&y);
	csq_train_options_text(&x, &a->options);
	csq_train_options_text(&y, &b->options);
	return csq_fail(err, CSQ_PARAM, "text_corpus values with different options cannot be merged") ||
	       csq_detail(err, "One has %s, the other %s.", a->has_options ? x.data : "none",
	                  b->has_options ? y.data : "none") ||
	       csq_hint(err, "Give the options to train() after merging.");
}

bool
csq_corpus_merge(CsqCorpus **into, const CsqCorpus *b, CsqError *err)
{
	CsqCorpus *a = *into;
	int       *map = csq_alloc((b->labels + 1) * sizeof *map);
	size_t     back = 0;
	size_t     at;

	if (!csq_corpus_join(a, b, err))
		return false;
	for (uint32_t i = 0; i < b->labels; i++)
	{
		CsqText label = csq_dict_next(b, &back);

		if ((a = csq_dict_add(&dict, a, label.s, label.len, &map[i], err)) == NULL)
			return false;
	}
	if ((a = room(a, b->front - HEAD, err)) == NULL)
		return false;
	at = a->front;
	memcpy((char *) a + at, (const char *) b + HEAD, b->front - HEAD);
	a->front += b->front - HEAD;
	a->records += b->records;
	for (int64_t i = 0; i < b->records; i++)
	{
		char    *record = (char *) a + at;
		uint16_t number = (uint16_t) map[get_u16(record + 4)];

		csq_poll(i);
		memcpy(record + 4, &number, 2);
		at += get_u32(record);
	}
	csq_free(map);
	*into = a;
	return true;
}

CsqCorpus *
csq_corpus_packed(const CsqCorpus *c)
{
	CsqCorpus *copy = csq_alloc(csq_flat_size(c));

	memcpy(copy, c, csq_flat_size(c));
	return csq_corpus_pack(copy);
}

CsqCorpus *
csq_corpus_pack(CsqCorpus *c)
{
	size_t front = (c->front + 7) & ~(size_t) 7;
	size_t back = (c->back + 7) & ~(size_t) 7;
	size_t size = csq_flat_size(c);

	if (front + back >= size)
		return c;
	memmove((char *) c + front + back - c->back, (char *) c + size - c->back, c->back);
	memset((char *) c + c->front, 0, front + back - c->back - c->front);
	csq_flat_set_size(c, front + back);
	return c;
}

bool
csq_corpus_scan(const CsqCorpus *c, size_t *at, CsqExample *e)
{
	Record r;

	if (*at == 0)
		*at = HEAD;
	if (*at >= c->front)
		return false;
	r = record_at(c, *at);
	*e = (CsqExample){0, r.weight, r.rows, r.features, r.len, r.n, 0, r.label};
	*at += r.size;
	return true;
}

/* ---- the canonical order ---- */

CsqText *
csq_corpus_labels(const CsqCorpus *c)
{
	CsqText  *sorted;
	uint32_t *rank;

	csq_dict_rank(c, c->labels, &sorted, &rank);
	csq_free(rank);
	return sorted;
}

bool
csq_example_same_text(const CsqExample *a, const CsqExample *b)
{
	return a->hash == b->hash && a->len == b->len && memcmp(a->features, b->features, a->len) == 0;
}

int
csq_example_compare(const CsqExample *a, const CsqExample *b)
{
	int d;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	if (a->len != b->len)
		return a->len < b->len ? -1 : 1;
	d = memcmp(a->features, b->features, a->len);
	return d != 0 ? d : a->label < b->label ? -1 : a->label > b->label;
}

void
csq_example_add(CsqExample *e, const CsqExample *more)
{
	if (!csq_add_i64(e->weight, more->weight, &e->weight))
		e->weight = INT64_MAX;
	if (!csq_add_i64(e->rows, more->rows, &e->rows))
		e->rows = INT64_MAX;
}

/* What is sorted: 16 bytes a record, and as many while sorting. */
typedef struct Key
{
	uint64_t hash;
	uint32_t at; /* the record */
	uint32_t unused;
} Key;

struct CsqCursor
{
	const CsqCorpus *corpus;
	const uint32_t  *rank;
	Key             *keys;
	size_t           n;
	size_t           next;  /* first key that is not in the group */
	CsqExample      *group; /* the distinct examples of one hash, in order: nearly always one */
	size_t           group_n;
	size_t           group_at;
	size_t           group_cap;
};

CsqCursor *
csq_corpus_cursor(const CsqCorpus *c, const uint32_t *rank)
{
	CsqCursor *cur = csq_alloc0(sizeof *cur);
	size_t     at = HEAD;

	cur->corpus = c;
	cur->rank = rank;
	cur->n = (size_t) c->records;
	cur->keys = csq_alloc((cur->n + 1) * sizeof *cur->keys);
	cur->group_cap = 4;
	cur->group = csq_alloc(cur->group_cap * sizeof *cur->group);
	for (size_t i = 0; i < cur->n; i++)
	{
		Record r = record_at(c, at);

		csq_poll(i);
		cur->keys[i] = (Key){csq_hash_bytes(r.features, r.len, 1), (uint32_t) at, 0};
		at += r.size;
	}
	csq_sort(cur->keys, cur->n, sizeof *cur->keys, csq_by_u64);
	return cur;
}

/* Put an example among the group's, or its weight to an equal one. */
static void
group_add(CsqCursor *cur, const CsqExample *e)
{
	size_t lo = 0, hi = cur->group_n;

	while (lo < hi)
	{
		size_t mid = (lo + hi) / 2;
		int    d = csq_example_compare(&cur->group[mid], e);

		if (d == 0)
		{
			csq_example_add(&cur->group[mid], e);
			return;
		}
		if (d < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (cur->group_n == cur->group_cap)
		csq_grow(cur->group, cur->group_cap);
	memmove(cur->group + lo + 1, cur->group + lo, (cur->group_n - lo) * sizeof *cur->group);
	cur->group[lo] = *e;
	cur->group_n++;
}

bool
csq_cursor_next(CsqCursor *cur, CsqExample *e)
{
	if (cur->group_at == cur->group_n)
	{
		uint64_t hash;

		if (cur->next == cur->n)
			return false;
		hash = cur->keys[cur->next].hash;
		cur->group_n = cur->group_at = 0;
		do
		{
			Record r = record_at(cur->corpus, cur->keys[cur->next].at);

			csq_poll(cur->next);
			group_add(cur, &(CsqExample){hash, r.weight, r.rows, r.features, r.len, r.n, cur->rank[r.label], r.label});
		} while (++cur->next < cur->n && cur->keys[cur->next].hash == hash);
	}
	*e = cur->group[cur->group_at++];
	return true;
}

void
csq_cursor_rewind(CsqCursor *cur)
{
	cur->next = cur->group_n = cur->group_at = 0;
}

void
csq_cursor_free(CsqCursor *cur)
{
	csq_free(cur->keys);
	csq_free(cur->group);
	csq_free(cur);
}

/* ---- growing ---- */

/* Equal examples become one, in place. */
static void
compact(CsqCorpus *c)
{
	uint32_t  *number = csq_alloc((c->labels + 1) * sizeof *number);
	char      *records = csq_alloc(c->front);
	size_t     used = 0;
	int64_t    n = 0;
	CsqCursor *cur;
	CsqExample e;

	for (uint32_t i = 0; i < c->labels; i++)
		number[i] = i;
	cur = csq_corpus_cursor(c, number);
	for (; csq_cursor_next(cur, &e); n++)
		used += code_record(records + used, (int) e.number, e.weight, e.rows, e.n, e.features, e.len);
	csq_cursor_free(cur);
	memcpy((char *) c + HEAD, records, used);
	memset((char *) c + HEAD + used, 0, c->front - HEAD - used);
	c->front = HEAD + used;
	c->records = n;
	csq_free(records);
	csq_free(number);
}

/*
 * Bytes of the distinct examples, counted over a table of one bit for each of eight times the records: a little too
 * few where two fall on one bit.  Costs a hash a record, where making the corpus compact sorts and copies it.
 */
static size_t
distinct_bytes(const CsqCorpus *c)
{
	size_t   size = 64;
	size_t   at = HEAD;
	size_t   sum = 0;
	uint8_t *seen;

	while (size < (size_t) c->records)
		size *= 2;
	seen = csq_alloc0(size);
	for (int64_t i = 0; i < c->records; i++)
	{
		Record   r = record_at(c, at);
		uint64_t h = csq_hash_bytes(r.features, r.len, r.label);
		uint8_t *byte = &seen[(h >> 3) & (size - 1)];

		csq_poll(i);
		if (!(*byte >> (h & 7) & 1))
			sum += r.size;
		*byte |= (uint8_t) (1 << (h & 7));
		at += r.size;
	}
	csq_free(seen);
	return sum;
}

/* Room for more bytes, or an error. */
static void *
room(void *value, size_t more, CsqError *err)
{
	CsqCorpus *c = value;
	size_t     size = csq_flat_size(c);
	CsqCorpus *grown;

	if (c->front >= COMPACT && c->front + c->back + more > size &&
	    HEAD + distinct_bytes(c) + c->back + more <= size / 2)
	{
		compact(c);
		if (c->front + c->back + more <= size / 2)
			return c;
	}
	grown = csq_flat_room(c, c->front, c->back, more);
	if (grown == NULL)
		(void) (csq_fail(err, CSQ_LIMIT, "text_corpus of %lld examples is too large", (long long) c->records) ||
		        csq_detail(err, "A value holds at most 1 GB.") ||
		        csq_hint(
					err,
					"Train with train_agg(), which keeps examples in temporary files, or on a sample of the documents."));
	return grown;
}
