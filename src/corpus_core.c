/*
 * corpus_core.c
 *		text_corpus: hashed training examples in one flat, growing value.
 *
 * The value is the state of corpus_agg() and train_agg(): records are appended
 * in place, labels are numbered as they come, and no text is kept.  Two corpora
 * merge by appending.  Everything that must not depend on that order (output,
 * training) goes through csq_corpus_examples(), which numbers the labels by
 * their bytes, sorts the examples by a hash of their content and adds up the
 * weights of equal ones.
 *
 * A record takes about 3 bytes a feature, 150-700 bytes a complaint: a corpus
 * holds one to five million complaints before it meets the 1 GB of a value.
 */
#include "classifier.h"
#include "sort.h"

#define HEAD sizeof(CsqCorpus)
#define MAX_VARINT 10

static uint32_t
get_u32(const void *p)
{
	uint32_t	v;

	memcpy(&v, p, sizeof v);
	return v;
}

static uint16_t
get_u16(const void *p)
{
	uint16_t	v;

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
	CsqCorpus  *c = csq_flat_new(1024, CSQ_CORPUS_VERSION);

	c->scheme = CSQ_FEATURE_SCHEME;
	c->front = HEAD;
	return c;
}

/* Room for more bytes, or an error. */
static CsqCorpus *
room(CsqCorpus *c, size_t more, CsqError *err)
{
	CsqCorpus  *grown = csq_flat_room(c, c->front, c->back, more);

	if (grown == NULL)
		(void) (csq_fail(err, CSQ_LIMIT, "text_corpus of %lld examples is too large", (long long) c->records) ||
				csq_detail(err, "A value holds at most 1 GB.") ||
				csq_hint(err, "Train on a sample of the documents: more than 200,000 change a model little."));
	return grown;
}

/* Number of the label, adding it when it is new; -1 and an error. */
static int
label_number(CsqCorpus **corpus, const char *label, size_t len, CsqError *err)
{
	CsqCorpus  *c = *corpus;
	int			number = csq_dict_find(c, c->labels, label, len);

	if (number >= 0)
		return number;
	if (!csq_dict_check(c->labels, label, len, err) || (c = room(c, csq_dict_size(len), err)) == NULL)
		return -1;
	csq_dict_put(c, c->back, label, len);
	c->back += csq_dict_size(len);
	*corpus = c;
	return (int) c->labels++;
}

/* ---- adding ---- */

bool
csq_corpus_weight(double weight, int64_t *result, CsqError *err)
{
	if (!(weight > 0 && weight <= CSQ_MAX_WEIGHT))
		return (weight != weight ? csq_fail(err, CSQ_PARAM, "weight NaN is not allowed") :
				csq_fail(err, CSQ_PARAM, "weight %g is not allowed", weight)) ||
			csq_detail(err, "A weight is a number above 0 and at most %.0f.", CSQ_MAX_WEIGHT) ||
			csq_hint(err, "Leave examples that must not count out by FILTER or WHERE.");
	*result = (int64_t) (weight * CSQ_WEIGHT_UNIT + 0.5);
	if (*result == 0)
		*result = 1;
	return true;
}

/* Append a record whose features are already coded. */
static CsqCorpus *
append_record(CsqCorpus *c, int label, int64_t weight, uint32_t n, const void *coded, size_t len, CsqError *err)
{
	unsigned char head[6 + 2 * MAX_VARINT];
	unsigned char *p = put_varint(put_varint(head + 6, (uint64_t) weight), n);
	uint32_t	size = (uint32_t) ((size_t) (p - head) + len);

	memcpy(head, &size, 4);
	memcpy(head + 4, &(uint16_t) {(uint16_t) label}, 2);
	if ((c = room(c, size, err)) == NULL)
		return NULL;
	memcpy((char *) c + c->front, head, (size_t) (p - head));
	memcpy((char *) c + c->front + (p - head), coded, len);
	c->front += size;
	c->records++;
	return c;
}

CsqCorpus *
csq_corpus_add(CsqCorpus *c, const char *label, size_t label_len, CsqFeature *features, size_t n, CsqFeature *tmp,
			   int64_t weight, CsqError *err)
{
	unsigned char *coded = (unsigned char *) tmp;	/* at most 5 + 1 bytes a feature, tmp has 8 */
	unsigned char *p = coded;
	uint32_t	prev = UINT32_MAX;
	int			number = label_number(&c, label, label_len, err);

	if (number < 0)
		return NULL;
	csq_features_sort(features, n, tmp);
	for (size_t i = 0; i < n; i++)
	{
		uint32_t	id = CSQ_FEATURE_ID(features[i]);
		uint32_t	count = CSQ_FEATURE_COUNT(features[i]);

		p = put_varint(p, (uint64_t) (id - prev - 1) << 1 | (count > 1));
		if (count > 1)
			*p++ = (unsigned char) count;
		prev = id;
	}
	return append_record(c, number, weight, (uint32_t) n, coded, (size_t) (p - coded), err);
}

/* One record as it lies in the value. */
typedef struct Record
{
	uint32_t	size;
	uint16_t	label;
	int64_t		weight;
	uint32_t	n;
	const unsigned char *features;
	uint32_t	len;
} Record;

static Record
record_at(const CsqCorpus *c, size_t at)
{
	const unsigned char *start = (const unsigned char *) c + at;
	const unsigned char *p = start + 6;
	Record		r;

	r.size = get_u32(start);
	r.label = get_u16(start + 4);
	r.weight = (int64_t) csq_varint_next(&p);
	r.n = (uint32_t) csq_varint_next(&p);
	r.features = p;
	r.len = r.size - (uint32_t) (p - start);
	return r;
}

static bool
same_options(const CsqCorpus *a, const CsqCorpus *b, CsqError *err)
{
	CsqBuf		x,
				y;

	if (a->has_options == b->has_options && csq_train_options_equal(&a->options, &b->options))
		return true;
	csq_buf_init(&x);
	csq_buf_init(&y);
	csq_train_options_text(&x, &a->options);
	csq_train_options_text(&y, &b->options);
	return csq_fail(err, CSQ_PARAM, "text_corpus values with different options cannot be merged") ||
		csq_detail(err, "One has %s, the other %s.", a->has_options ? x.data : "none", b->has_options ? y.data : "none") ||
		csq_hint(err, "Give the options to train() after merging.");
}

CsqCorpus *
csq_corpus_merge(CsqCorpus *a, const CsqCorpus *b, CsqError *err)
{
	int		   *map = csq_alloc((b->labels + 1) * sizeof *map);
	size_t		back = 0;
	size_t		at;

	if (!same_options(a, b, err))
		return NULL;
	for (uint32_t i = 0; i < b->labels; i++)
	{
		CsqText		label = csq_dict_next(b, &back);

		if ((map[i] = label_number(&a, label.s, label.len, err)) < 0)
			return NULL;
	}
	if ((a = room(a, b->front - HEAD, err)) == NULL)
		return NULL;
	at = a->front;
	memcpy((char *) a + at, (const char *) b + HEAD, b->front - HEAD);
	a->front += b->front - HEAD;
	a->records += b->records;
	for (int64_t i = 0; i < b->records; i++)
	{
		char	   *record = (char *) a + at;
		uint16_t	number = (uint16_t) map[get_u16(record + 4)];

		if ((i & 0xFFFF) == 0)
			csq_check_interrupts();
		memcpy(record + 4, &number, 2);
		at += get_u32(record);
	}
	csq_free(map);
	return a;
}

/* ---- the canonical order ---- */

CsqText *
csq_corpus_labels(const CsqCorpus *c)
{
	CsqText    *sorted;
	uint32_t   *rank;

	csq_dict_rank(c, c->labels, &sorted, &rank);
	csq_free(rank);
	return sorted;
}

/* Where examples of equal hash are told apart by their bytes. */
typedef struct Keyed
{
	CsqExample	e;
	const unsigned char *base;
} Keyed;

static int
compare_bytes(const CsqExample *x, const CsqExample *y, const unsigned char *base)
{
	if (x->label != y->label)
		return x->label < y->label ? -1 : 1;
	if (x->len != y->len)
		return x->len < y->len ? -1 : 1;
	return memcmp(base + x->at, base + y->at, x->len);
}

static int
compare_hash(const void *a, const void *b)
{
	const CsqExample *x = a,
			   *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int
compare_keyed(const void *a, const void *b)
{
	const Keyed *x = a;

	return compare_bytes(&x->e, &((const Keyed *) b)->e, x->base);
}

/* Order examples of one hash by their bytes, and merge equal ones; returns how many are left. */
static size_t
merge_equal(CsqExample *out, const CsqExample *items, size_t n, const unsigned char *base, CsqError *err, bool *ok)
{
	Keyed	   *k = csq_alloc(n * sizeof *k);
	size_t		kept = 0;

	for (size_t i = 0; i < n; i++)
		k[i] = (Keyed) {items[i], base};
	csq_sort(k, n, sizeof *k, compare_keyed);
	for (size_t i = 0; i < n; i++)
	{
		if (kept > 0 && compare_bytes(&out[kept - 1], &k[i].e, base) == 0)
		{
			if (!csq_add_i64(out[kept - 1].weight, k[i].e.weight, &out[kept - 1].weight))
				*ok = csq_fail(err, CSQ_RANGE, "the weights of equal examples add up to too much");
		}
		else
			out[kept++] = k[i].e;
	}
	csq_free(k);
	return kept;
}

bool
csq_corpus_examples(const CsqCorpus *c, CsqExamples *out, CsqError *err)
{
	const unsigned char *base = (const unsigned char *) c;
	size_t		n = (size_t) c->records;
	size_t		at = HEAD;
	size_t		kept = 0;
	uint64_t   *label_hash = csq_alloc((c->labels + 1) * sizeof *label_hash);
	uint32_t   *rank;
	bool		ok = true;

	csq_dict_rank(c, c->labels, &out->labels, &rank);
	out->n_labels = c->labels;
	for (uint32_t i = 0; i < c->labels; i++)
		label_hash[i] = csq_hash_bytes(out->labels[i].s, out->labels[i].len, 1);
	out->items = csq_alloc((n + 1) * sizeof *out->items);
	for (size_t i = 0; i < n; i++)
	{
		Record		r = record_at(c, at);
		CsqExample *e = &out->items[i];

		if ((i & 0x3FF) == 0)
			csq_check_interrupts();
		e->label = rank[r.label];
		e->hash = csq_hash_bytes(r.features, r.len, label_hash[e->label]);
		e->weight = r.weight;
		e->at = (uint32_t) (r.features - base);
		e->len = r.len;
		e->n = r.n;
		at += r.size;
	}
	csq_sort(out->items, n, sizeof *out->items, compare_hash);
	out->features = 0;
	for (size_t i = 0, end; i < n; i = end)
	{
		for (end = i + 1; end < n && out->items[end].hash == out->items[i].hash;)
			end++;
		if (end - i == 1)
			out->items[kept++] = out->items[i];
		else
			kept += merge_equal(out->items + kept, out->items + i, end - i, base, err, &ok);
	}
	out->n = kept;
	for (size_t i = 0; i < kept; i++)
		out->features += out->items[i].n;
	csq_free(label_hash);
	csq_free(rank);
	return ok;
}
