/*
 * corpus_text.c
 *		text_corpus there and back: binary and text forms, canonical.
 *
 * Binary form: version u8, scheme u8, options u8 [+ 9 doubles], labels u32 with
 * (length u32, bytes) each, examples u32 with (label u16, weight u64, rows u64,
 * features u32, bytes u32, coded features) each.  Labels ascend by their bytes,
 * examples by a hash of their features and then by label; equal examples are
 * one.  The text form holds the same bytes.
 */
#include "classify/corpus.h"
#include "base/envelope.h"
#include "base/json.h"

bool
csq_corpus_check(const void *value, size_t size, CsqError *err)
{
	const CsqCorpus *c = value;

	return (c->flat.version == CSQ_CORPUS_VERSION && c->scheme == CSQ_FEATURE_SCHEME) ||
	       csq_fail(err, CSQ_UNSUPPORTED, "text_corpus of version %u and feature scheme %u is not known",
	                c->flat.version, c->scheme) ||
	       csq_hint(err, "Update the extension's library.");
}

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

/* Decode a varint that may be hostile; false when it is longer than four bytes, cut or not the shortest form. */
static bool
safe_varint(const unsigned char **p, const unsigned char *end, uint32_t *v)
{
	*v = 0;
	for (int shift = 0; shift < 28; shift += 7)
	{
		unsigned char byte;

		if (*p == end)
			return false;
		byte = *(*p)++;
		*v |= (uint32_t) (byte & 0x7F) << shift;
		if (!(byte & 0x80))
			return byte != 0 || shift == 0;
	}
	return false;
}

/* Features of one example into items; false when they break a rule. */
static bool
read_features(CsqReader *r, const unsigned char *p, uint32_t len, CsqFeature *items, uint32_t n)
{
	const unsigned char *end = p + len;
	uint64_t             next = 0;

	for (uint32_t i = 0; i < n; i++)
	{
		uint32_t v;
		uint32_t count = 1;

		if (!safe_varint(&p, end, &v))
			return csq_read_fail(r, "The features of an example are cut or badly coded.");
		next += v >> 1;
		if (next >> CSQ_FEATURE_BITS)
			return csq_read_fail(r, "A feature exceeds %d bits.", CSQ_FEATURE_BITS);
		if (v & 1)
		{
			if (p == end || (count = *p++) < 2)
				return csq_read_fail(r, "A count of occurrences is wrong.");
		}
		items[i] = (CsqFeature) (next << 8 | count);
		next++;
	}
	return p == end || csq_read_fail(r, "An example has bytes behind its features.");
}

static bool
read_label(CsqReader *r, CsqText *label, const CsqText *before)
{
	label->len = csq_read_u32(r);
	label->s = csq_read_bytes(r, label->len);
	if (r->failed)
		return false;
	if (label->len == 0 || label->len > CSQ_MAX_LABEL_BYTES || !csq_utf8_valid(label->s, label->len))
		return csq_read_fail(r, "A label is empty, too long or no UTF-8 text.");
	if (before != NULL)
	{
		size_t n = before->len < label->len ? before->len : label->len;
		int    d = memcmp(before->s, label->s, n);

		if (d > 0 || (d == 0 && before->len >= label->len))
			return csq_read_fail(r, "Labels do not ascend.");
	}
	return true;
}

static bool
read_head(CsqReader *r, CsqCorpus *c, CsqText *labels, uint32_t *n_labels)
{
	uint8_t version = csq_read_u8(r);

	c->scheme = csq_read_u8(r);
	c->has_options = csq_read_u8(r);
	if (r->failed)
		return false;
	if (version != CSQ_CORPUS_VERSION || c->scheme != CSQ_FEATURE_SCHEME || c->has_options > 1)
		return csq_read_fail(r, "Version %u or feature scheme %u is not known.", version, c->scheme);
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

	csq_reader_init(&r, data, len, "text_corpus", err);
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
		CsqExample  e = {0, (int64_t) weight, (int64_t) rows, (const unsigned char *) coded, bytes, features, 0, 0};

		if ((i & 0xFFF) == 0)
			csq_check_interrupts();
		if (r.failed)
			break;
		if (label >= n_labels || weight == 0 || weight > (uint64_t) INT64_MAX || rows == 0 ||
		    rows > (uint64_t) INT64_MAX || features > bytes || features > 4 * CSQ_FEATURE_MAX_CHARS)
		{
			csq_read_fail(&r, "An example has an impossible label, weight, number of rows or of features.");
			break;
		}
		items = csq_alloc(((size_t) features + 1) * sizeof *items);
		used[label] = 1;
		if (!read_features(&r, (const unsigned char *) coded, bytes, items, features))
			break;
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

	if (!csq_envelope_read(text, len, "text_corpus", &bytes, err))
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
	csq_buf_printf(b, "{\"version\":%u,\"scheme\":%u,\"examples\":%zu,\"features\":%llu,\"labels\":{", c->flat.version,
	               c->scheme, n, (unsigned long long) features);
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
