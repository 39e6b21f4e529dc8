/*
 * corpus_text.c
 *		text_corpus there and back: binary and text forms, canonical.
 *
 * Binary form: version u8, scheme u8 [numbers beside a text u16 with scheme 2],
 * options u8 [+ 9 doubles], labels u32 with (length u32, bytes) each,
 * examples u32 with (label u16, weight u64, rows u64,
 * features u32, bytes u32, coded features) each.  Labels ascend by their bytes,
 * examples by a hash of their features and then by label; equal examples are
 * one.  The text form holds the same bytes.
 */
#include "classify/corpus.h"
#include "base/envelope.h"
#include "base/json.h"

#define TYPE "text_corpus"

void
csq_corpus_write(const CsqCorpus *c, CsqBuf *out)
{
	CsqText   *labels;
	uint32_t  *rank;
	CsqCursor *cur;
	CsqExample e;
	CsqBuf     count;
	size_t     count_at;
	uint32_t   n = 0;

	csq_dict_rank(c, c->labels, &labels, &rank);
	csq_put_u8(out, CSQ_CORPUS_VERSION);
	csq_put_u8(out, c->scheme);
	if (c->scheme == CSQ_GIVEN_SCHEME)
		csq_put_u16(out, c->given);
	csq_put_u8(out, c->has_options);
	if (c->has_options)
		csq_train_options_write(out, &c->options);
	csq_put_u32(out, c->labels);
	for (uint32_t i = 0; i < c->labels; i++)
	{
		csq_put_u32(out, (uint32_t) labels[i].len);
		csq_buf_put(out, labels[i].s, labels[i].len);
	}
	count_at = out->len;
	csq_put_u32(out, 0);
	cur = csq_corpus_cursor(c, rank);
	for (; csq_cursor_next(cur, &e); n++)
	{
		csq_put_u16(out, (uint16_t) e.label);
		csq_put_u64(out, (uint64_t) e.weight);
		csq_put_u64(out, (uint64_t) e.rows);
		csq_put_u32(out, e.n);
		csq_put_u32(out, e.len);
		csq_buf_put(out, e.features, e.len);
	}
	csq_cursor_free(cur);
	csq_buf_init(&count);
	csq_put_u32(&count, n);
	memcpy(out->data + count_at, count.data, 4);
	csq_free(rank);
}

/* Decode a hostile varint of at most so many bytes; false when it is longer, cut or not the shortest form. */
static bool
safe_varint(const unsigned char **p, const unsigned char *end, int most, uint64_t *v)
{
	*v = 0;
	for (int shift = 0; shift < 7 * most; shift += 7)
	{
		unsigned char byte;

		if (*p == end)
			return false;
		byte = *(*p)++;
		*v |= (uint64_t) (byte & 0x7F) << shift;
		if (!(byte & 0x80))
			return byte != 0 || shift == 0;
	}
	return false;
}

/* The features of one example, which end at end, into items unless NULL; says what is wrong, or NULL. */
static const char *
decode_features(const unsigned char *p, const unsigned char *end, CsqFeature *items, uint64_t n)
{
	uint64_t next = 0;

	for (uint64_t i = 0; i < n; i++)
	{
		uint64_t v;
		uint32_t count = 1;

		csq_poll(i);
		if (!safe_varint(&p, end, 4, &v))
			return "The features of an example are cut or badly coded.";
		next += v >> 1;
		if (next >> CSQ_FEATURE_BITS)
			return "A feature is out of its range.";
		if ((v & 1) && (p == end || (count = *p++) < 2))
			return "A count of occurrences is wrong.";
		if (items != NULL)
			items[i] = (CsqFeature) (next << 8 | count);
		next++;
	}
	return p == end ? NULL : "An example has bytes behind its features.";
}

/* ---- what lies on disk ---- */

/* One record, with no more than left bytes; its size in *size.  Says what is wrong, or NULL. */
static const char *
check_record(const CsqCorpus *c, const unsigned char *start, size_t left, uint32_t *size)
{
	const unsigned char *p = start + 6;
	uint16_t             label;
	uint64_t             weight, rows, n;

	if (left < 9)
		return "An example is cut.";
	memcpy(size, start, 4);
	memcpy(&label, start + 4, 2);
	if (*size < 9 || *size > left)
		return "An example is cut.";
	if (label >= c->labels || !safe_varint(&p, start + *size, 9, &weight) || weight == 0 ||
	    !safe_varint(&p, start + *size, 9, &rows) || rows == 0 || !safe_varint(&p, start + *size, 5, &n) ||
	    n > CSQ_MAX_FEATURES)
		return "An example has an impossible label, weight, number of rows or of features.";
	return decode_features(p, start + *size, NULL, n);
}

bool
csq_corpus_check(const void *value, size_t size, CsqError *err)
{
	const CsqCorpus *c = value;
	size_t           at = sizeof *c;

	if (!csq_stored_check(value, size, sizeof *c, TYPE, err))
		return false;
	if (c->scheme != CSQ_FEATURE_SCHEME && c->scheme != CSQ_GIVEN_SCHEME)
		return csq_feature_scheme_unknown(TYPE, c->scheme, err);
	if (c->given > (c->scheme == CSQ_GIVEN_SCHEME ? CSQ_MAX_GIVEN : 0))
		return csq_stored_invalid(TYPE, err, "It has too many features beside a text.");
	if (c->front < sizeof *c || c->front > size || c->back > size - c->front || c->records < 0 || c->has_options > 1)
		return csq_stored_invalid(TYPE, err, "Its examples and labels exceed its size.");
	if (c->has_options && !csq_train_options_check(&c->options, err))
		return csq_stored_invalid(TYPE, err, "Its options are out of their range.");
	if (!csq_dict_valid(c, size, c->labels, c->back, TYPE, err))
		return false;
	for (int64_t i = 0; i < c->records; i++)
	{
		uint32_t    bytes;
		const char *wrong = check_record(c, (const unsigned char *) c + at, c->front - at, &bytes);

		csq_poll((uint64_t) i);
		if (wrong != NULL)
			return csq_stored_invalid(TYPE, err, "%s", wrong);
		at += bytes;
	}
	return at == c->front || csq_stored_invalid(TYPE, err, "There are bytes behind the examples.");
}

/* ---- reading ---- */

static bool
read_label(CsqReader *r, CsqText *label, const CsqText *before)
{
	label->len = csq_read_u32(r);
	label->s = csq_read_bytes(r, label->len);
	if (r->failed)
		return false;
	if (label->len == 0 || label->len > CSQ_MAX_LABEL_BYTES || !csq_utf8_valid(label->s, label->len))
		return csq_read_fail(r, "A label is empty, too long or no UTF-8 text.");
	if (before != NULL && csq_text_compare(before, label) >= 0)
		return csq_read_fail(r, "Labels do not ascend.");
	return true;
}

static bool
read_head(CsqReader *r, CsqCorpus *c, CsqText *labels, uint32_t *n_labels)
{
	csq_read_version(r, CSQ_CORPUS_VERSION);
	c->scheme = csq_read_u8(r);
	if (!r->failed && c->scheme != CSQ_FEATURE_SCHEME && c->scheme != CSQ_GIVEN_SCHEME)
	{
		r->failed = true;
		return csq_feature_scheme_unknown(TYPE, c->scheme, r->err);
	}
	if (c->scheme == CSQ_GIVEN_SCHEME && (c->given = csq_read_u16(r)) > CSQ_MAX_GIVEN)
		return csq_read_fail(r, "It has too many features beside a text.");
	c->has_options = csq_read_u8(r);
	if (r->failed)
		return false;
	if (c->has_options > 1)
		return csq_read_fail(r, "It has options or not: 1 or 0.");
	if (c->has_options && !csq_train_options_read(r, &c->options))
		return false;
	*n_labels = csq_read_count(r, 5);
	if (*n_labels > CSQ_MAX_LABELS)
		return csq_read_fail(r, "There are more than %d labels.", CSQ_MAX_LABELS);
	for (uint32_t i = 0; i < *n_labels; i++)
		if (!read_label(r, &labels[i], i > 0 ? &labels[i - 1] : NULL))
			return false;
	return !r->failed;
}

CsqCorpus *
csq_corpus_read(const void *data, size_t len, CsqError *err)
{
	CsqReader  r;
	CsqCorpus *c = csq_corpus_new();
	CsqText   *labels = csq_alloc(CSQ_MAX_LABELS * sizeof *labels);
	uint32_t   n_labels = 0;
	uint32_t   n;
	uint8_t    used[CSQ_MAX_LABELS] = {0};
	CsqBuf     again;

	csq_reader_init(&r, data, len, TYPE, err);
	if (!read_head(&r, c, labels, &n_labels))
		return NULL;
	n = csq_read_count(&r, 26);
	for (uint32_t i = 0; i < n && !r.failed; i++)
	{
		uint32_t    label = csq_read_u16(&r);
		uint64_t    weight = csq_read_u64(&r);
		uint64_t    rows = csq_read_u64(&r);
		uint32_t    features = csq_read_u32(&r);
		uint32_t    bytes = csq_read_u32(&r);
		const char *coded = csq_read_bytes(&r, bytes);
		CsqFeature *items;
		const char *wrong;
		CsqExample  e = {0, (int64_t) weight, (int64_t) rows, (const unsigned char *) coded, bytes, features, 0, 0};

		csq_poll(i);
		if (r.failed)
			break;
		if (label >= n_labels || weight == 0 || weight > (uint64_t) INT64_MAX || rows == 0 ||
		    rows > (uint64_t) INT64_MAX || features > bytes || features > CSQ_MAX_FEATURES)
		{
			csq_read_fail(&r, "An example has an impossible label, weight, number of rows or of features.");
			break;
		}
		items = csq_alloc(((size_t) features + 1) * sizeof *items);
		used[label] = 1;
		wrong = decode_features((const unsigned char *) coded, (const unsigned char *) coded + bytes, items, features);
		if (wrong != NULL)
		{
			csq_read_fail(&r, "%s", wrong);
			break;
		}
		c = csq_corpus_put(c, labels[label].s, labels[label].len, &e, err);
		if (c == NULL)
			return NULL;
		csq_free(items);
	}
	for (uint32_t i = 0; i < n_labels && !r.failed; i++)
		if (!used[i])
			csq_read_fail(&r, "A label has no example.");
	if (!csq_read_end(&r))
		return NULL;
	csq_buf_init(&again);
	csq_corpus_write(c, &again);
	if (again.len != len || memcmp(again.data, data, len) != 0)
	{
		csq_read_fail(&r, "Its examples are not in canonical order, each once.");
		return NULL;
	}
	csq_free(again.data);
	return c;
}

void
csq_corpus_text(const CsqCorpus *c, CsqBuf *out)
{
	CsqBuf bytes;

	csq_buf_init(&bytes);
	csq_corpus_write(c, &bytes);
	csq_envelope_write(out, bytes.data, bytes.len);
}

/* Errors of the bytes inside are errors of the text. */
CsqCorpus *
csq_corpus_parse(const char *text, size_t len, CsqError *err)
{
	CsqBuf     bytes;
	CsqCorpus *c;

	if (!csq_envelope_read(text, len, TYPE, &bytes, err))
		return NULL;
	c = csq_corpus_read(bytes.data, bytes.len, err);
	if (c == NULL && err->code == CSQ_BINARY)
		err->code = CSQ_SYNTAX;
	return c;
}

bool
csq_corpus_describe(CsqBuf *b, const CsqCorpus *c, CsqError *err)
{
	int64_t   *weight = csq_alloc0((c->labels + 1) * sizeof *weight);
	uint64_t   features = 0;
	size_t     n = 0;
	CsqText   *labels;
	uint32_t  *rank;
	CsqCursor *cur;
	CsqExample e;

	csq_dict_rank(c, c->labels, &labels, &rank);
	cur = csq_corpus_cursor(c, rank);
	for (; csq_cursor_next(cur, &e); n++)
	{
		features += e.n;
		if (!csq_add_i64(weight[e.label], e.weight, &weight[e.label]))
			return csq_fail(err, CSQ_RANGE, "the weights of a label add up to too much");
	}
	csq_cursor_free(cur);
	csq_buf_printf(b, "{\"version\":%u,\"scheme\":%u,\"examples\":%zu,\"features\":%llu", c->flat.version, c->scheme, n,
	               (unsigned long long) features);
	if (c->scheme == CSQ_GIVEN_SCHEME)
		csq_buf_printf(b, ",\"given\":%u", c->given);
	csq_buf_str(b, ",\"labels\":{");
	for (uint32_t i = 0; i < c->labels; i++)
	{
		csq_buf_str(b, i > 0 ? "," : "");
		csq_buf_json(b, labels[i].s, labels[i].len);
		csq_buf_char(b, ':');
		csq_buf_double(b, (double) weight[i] / CSQ_WEIGHT_UNIT);
	}
	csq_buf_str(b, "},\"options\":");
	if (c->has_options)
		csq_train_options_text(b, &c->options);
	else
		csq_buf_str(b, "null");
	csq_buf_char(b, '}');
	return true;
}
