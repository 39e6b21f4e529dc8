/*
 * model.c
 *		text_model: quantising, layout, validation, binary and text forms.
 *
 * Weights are kept as bytes with one scale a row (a feature): a row's largest
 * weight becomes 127.  Rows that hardly weigh are dropped.  Feature ids ascend.
 * A model says which feature scheme it was trained with (and with it, as of
 * which version of Unicode), and a library that does not know the scheme refuses
 * it.
 */
#include <math.h>

#include "base/envelope.h"
#include "classify/model.h"
#include "base/json.h"

#define TYPE      "text_model"
#define ALIGN8(n) (((n) + 7) & ~(size_t) 7)

/* Where the arrays of a model lie. */
typedef struct Layout
{
	size_t label_weight;
	size_t bias;
	size_t id;
	size_t scale;
	size_t label_end;
	size_t w;
	size_t text;
	size_t size;
} Layout;

static Layout
layout(uint32_t labels, uint32_t columns, uint32_t rows, uint32_t label_bytes)
{
	Layout l;

	l.label_weight = ALIGN8(sizeof(CsqModel));
	l.bias = l.label_weight + 8 * (size_t) labels;
	l.id = ALIGN8(l.bias + 4 * (size_t) columns);
	l.scale = ALIGN8(l.id + 4 * (size_t) rows);
	l.label_end = ALIGN8(l.scale + 4 * (size_t) rows);
	l.w = ALIGN8(l.label_end + 4 * (size_t) labels);
	l.text = ALIGN8(l.w + (size_t) rows * columns);
	l.size = ALIGN8(l.text + label_bytes);
	return l;
}

CsqModelArrays
csq_model_arrays(const CsqModel *m)
{
	Layout l = layout(m->labels, m->columns, m->rows, m->label_bytes);
	char  *base = (char *) m;

	return (CsqModelArrays){(int64_t *) (void *) (base + l.label_weight),
	                        (float *) (void *) (base + l.bias),
	                        (uint32_t *) (void *) (base + l.id),
	                        (float *) (void *) (base + l.scale),
	                        (uint32_t *) (void *) (base + l.label_end),
	                        (int8_t *) base + l.w,
	                        base + l.text};
}

/* A zeroed model of this shape, or NULL when it would be too large. */
static CsqModel *
new_model(uint32_t labels, uint32_t columns, uint32_t rows, uint32_t label_bytes, CsqError *err)
{
	size_t    size;
	CsqModel *m;

	if (!csq_array_size(rows, (size_t) columns + 8, &size, err))
		return NULL;
	size = layout(labels, columns, rows, label_bytes).size;
	if (size > CSQ_MAX_VALUE_SIZE)
	{
		(void) csq_fail(err, CSQ_LIMIT, "text_model of %zu bytes is too large", size);
		return NULL;
	}
	m = csq_flat_new(size, CSQ_MODEL_VERSION);
	m->scheme = CSQ_FEATURE_SCHEME;
	m->labels = (uint16_t) labels;
	m->columns = columns;
	m->rows = rows;
	m->label_bytes = label_bytes;
	return m;
}

CsqText
csq_model_label(const CsqModel *m, uint32_t i)
{
	CsqModelArrays a = csq_model_arrays(m);
	uint32_t       start = i > 0 ? a.label_end[i - 1] : 0;

	return (CsqText){a.text + start, a.label_end[i] - start};
}

const int64_t *
csq_model_label_weights(const CsqModel *m)
{
	return csq_model_arrays(m).label_weight;
}

int
csq_model_find_label(const CsqModel *m, const char *label, size_t len)
{
	for (uint32_t i = 0; i < m->labels; i++)
	{
		CsqText t = csq_model_label(m, i);

		if (t.len == len && memcmp(t.s, label, len) == 0)
			return (int) i;
	}
	return -1;
}

/* ---- building ---- */

static float
largest_of(const float *w, int n)
{
	float largest = 0;

	for (int j = 0; j < n; j++)
	{
		float v = w[j] < 0 ? -w[j] : w[j];

		if (v > largest)
			largest = v;
	}
	return largest;
}

/* Largest weight of each row, and how many rows stay. */
static uint32_t
rows_to_keep(const CsqTrained *t, double prune, float *largest)
{
	float    top = 0;
	uint32_t kept = 0;

	for (uint32_t f = 0; f < t->rows; f++)
	{
		csq_poll(f);
		largest[f] = largest_of(t->w + (size_t) f * (size_t) t->stride, t->columns);
		if (largest[f] > top)
			top = largest[f];
	}
	for (uint32_t f = 0; f < t->rows; f++)
	{
		if (t->given[f]) /* one of many numbers, which weigh little each and much together */
			largest[f] = largest[f] < 1e-6f ? 1e-6f : largest[f];
		else if (largest[f] < (float) prune * top || largest[f] < 1e-6f)
			largest[f] = 0;
		kept += largest[f] > 0;
	}
	return kept;
}

CsqModel *
csq_model_build(const CsqTrained *t, const CsqTrainOptions *options, CsqError *err)
{
	float         *largest = csq_alloc((t->rows + (size_t) 1) * sizeof *largest);
	uint32_t       kept = rows_to_keep(t, options->prune, largest);
	uint32_t       label_bytes = 0;
	CsqModel      *m;
	CsqModelArrays a;
	uint32_t       row = 0;

	for (int k = 0; k < t->classes; k++)
		label_bytes += (uint32_t) t->labels[k].len;
	m = new_model((uint32_t) t->classes, (uint32_t) t->columns, kept, label_bytes, err);
	if (m == NULL)
		return NULL;
	a = csq_model_arrays(m);
	m->bits = (uint8_t) t->bits;
	m->temperature = t->temperature;
	m->examples = t->examples;
	m->epochs = t->epochs;
	m->converged = t->converged;
	m->scheme = t->scheme;
	m->given = t->numbers;
	m->held_out = t->held_out;
	m->options = *options;
	label_bytes = 0;
	for (int k = 0; k < t->classes; k++)
	{
		memcpy(a.text + label_bytes, t->labels[k].s, t->labels[k].len);
		a.label_end[k] = label_bytes += (uint32_t) t->labels[k].len;
		a.label_weight[k] = t->label_weight[k];
	}
	memcpy(a.bias, t->w + (size_t) t->rows * (size_t) t->stride, (size_t) t->columns * sizeof *a.bias);
	for (uint32_t f = 0; f < t->rows; f++)
	{
		const float *w = t->w + (size_t) f * (size_t) t->stride;
		float        scale = largest[f] / 127;

		csq_poll(f);
		if (largest[f] == 0)
			continue;
		a.id[row] = t->id[f];
		a.scale[row] = scale;
		for (int j = 0; j < t->columns; j++)
			a.w[(size_t) row * (size_t) t->columns + (size_t) j] = (int8_t) (w[j] / scale + (w[j] < 0 ? -0.5f : 0.5f));
		row++;
	}
	csq_free(largest);
	return m;
}

/* ---- binary form ---- */

static void
put_float(CsqBuf *b, float v)
{
	uint32_t bits;

	memcpy(&bits, &v, sizeof bits);
	csq_put_u32(b, bits);
}

static float
read_float(CsqReader *r)
{
	uint32_t bits = csq_read_u32(r);
	float    v;

	memcpy(&v, &bits, sizeof v);
	return v;
}

void
csq_model_write(const CsqModel *m, CsqBuf *out)
{
	CsqModelArrays a = csq_model_arrays(m);

	csq_put_u8(out, CSQ_MODEL_VERSION);
	csq_put_u8(out, m->scheme);
	if (m->scheme == CSQ_GIVEN_SCHEME)
		csq_put_u16(out, m->given);
	csq_put_u8(out, m->bits);
	csq_put_u8(out, (uint8_t) m->converged);
	csq_put_u32(out, m->labels);
	csq_put_u32(out, m->rows);
	csq_put_u32(out, m->label_bytes);
	csq_put_u32(out, (uint32_t) m->epochs);
	csq_put_double(out, m->temperature);
	csq_put_u64(out, (uint64_t) m->examples);
	csq_put_u64(out, (uint64_t) m->held_out.examples);
	csq_put_double(out, m->held_out.accuracy);
	csq_put_double(out, m->held_out.macro_f1);
	csq_put_double(out, m->held_out.ece);
	csq_put_double(out, m->held_out.log_loss);
	csq_train_options_write(out, &m->options);
	for (uint32_t i = 0; i < m->labels; i++)
	{
		csq_put_u32(out, a.label_end[i]);
		csq_put_u64(out, (uint64_t) a.label_weight[i]);
	}
	csq_buf_put(out, a.text, m->label_bytes);
	for (uint32_t j = 0; j < m->columns; j++)
		put_float(out, a.bias[j]);
	for (uint32_t f = 0; f < m->rows; f++)
	{
		csq_put_u32(out, a.id[f]);
		put_float(out, a.scale[f]);
	}
	csq_buf_put(out, a.w, (size_t) m->rows * m->columns);
}

/* What csq_classifier_new() and the readers rely on, beyond the shape; NULL when all is well. */
static const char *
wrong_with(const CsqModel *m)
{
	CsqModelArrays    a = csq_model_arrays(m);
	const CsqHeldOut *h = &m->held_out;

	if (m->bits < 12 || m->bits > CSQ_FEATURE_BITS)
		return "Its features have too few or too many bits.";
	if (!(m->temperature >= 0.001 && m->temperature <= 1000))
		return "The temperature is out of its range.";
	if (m->examples < 0 || h->examples < 0 || m->epochs < 0 || m->converged > 1 ||
	    m->given > (m->scheme == CSQ_GIVEN_SCHEME ? CSQ_MAX_GIVEN : 0))
		return "A count is out of its range.";
	if (!(h->accuracy >= 0 && h->accuracy <= 1.000001 && h->macro_f1 >= 0 && h->macro_f1 <= 1.000001 && h->ece >= 0 &&
	      h->ece <= 1.000001 && h->log_loss >= 0 && h->log_loss < 1e6))
		return "A measure of quality is out of its range.";
	for (uint32_t i = 0; i < m->labels; i++)
	{
		uint32_t start = i > 0 ? a.label_end[i - 1] : 0;
		size_t   len = (size_t) a.label_end[i] - start;

		if (a.label_end[i] <= start || len > CSQ_MAX_LABEL_BYTES || a.label_end[i] > m->label_bytes ||
		    a.label_weight[i] < 0)
			return "A label is empty, too long or has a negative weight.";
		if (!csq_utf8_valid(a.text + start, len))
			return "A label is no UTF-8 text.";
		if (i > 0)
		{
			CsqText x = csq_model_label(m, i - 1);

			if (csq_text_compare(&x, &(CsqText){a.text + start, len}) >= 0)
				return "Labels do not ascend.";
		}
	}
	if (a.label_end[m->labels - 1] != m->label_bytes)
		return "There are bytes behind the labels.";
	for (uint32_t j = 0; j < m->columns; j++)
		if (!(fabsf(a.bias[j]) <= 1e6f))
			return "A bias is out of its range.";
	for (uint32_t f = 0; f < m->rows; f++)
	{
		csq_poll(f);
		if (a.id[f] >> m->bits || (f > 0 && a.id[f] <= a.id[f - 1]) || !(a.scale[f] > 0 && a.scale[f] <= 1e6f))
			return "A feature is out of its range or its order.";
	}
	return NULL;
}

bool
csq_model_check(const void *value, size_t size, CsqError *err)
{
	const CsqModel *m = value;
	const char     *wrong;

	if (!csq_stored_check(value, size, sizeof *m, TYPE, err))
		return false;
	if (m->scheme != CSQ_FEATURE_SCHEME && m->scheme != CSQ_GIVEN_SCHEME)
		return csq_feature_scheme_unknown(TYPE, m->scheme, err);
	if (m->labels < 2 || m->labels > CSQ_MAX_LABELS || m->columns != (m->labels == 2 ? 1u : m->labels) ||
	    layout(m->labels, m->columns, m->rows, m->label_bytes).size != size)
		return csq_stored_invalid(TYPE, err, "Its size does not fit its numbers of labels and features.");
	if (!csq_train_options_check(&m->options, err))
		return csq_stored_invalid(TYPE, err, "Its options are out of their range.");
	wrong = wrong_with(m);
	return wrong == NULL || csq_stored_invalid(TYPE, err, "%s", wrong);
}

/* The numbers of the header; the shape comes first, the rest into *head. */
static bool
read_head(CsqReader *r, CsqModel *head)
{
	uint32_t labels;

	csq_read_version(r, CSQ_MODEL_VERSION);
	head->scheme = csq_read_u8(r);
	if (!r->failed && head->scheme != CSQ_FEATURE_SCHEME && head->scheme != CSQ_GIVEN_SCHEME)
	{
		r->failed = true;
		return csq_feature_scheme_unknown(TYPE, head->scheme, r->err);
	}
	if (head->scheme == CSQ_GIVEN_SCHEME)
		head->given = csq_read_u16(r);
	head->bits = csq_read_u8(r);
	head->converged = csq_read_u8(r);
	labels = csq_read_u32(r);
	head->rows = csq_read_u32(r);
	head->label_bytes = csq_read_u32(r);
	head->epochs = (int32_t) csq_read_u32(r);
	head->temperature = csq_read_double(r);
	head->examples = (int64_t) csq_read_u64(r);
	head->held_out.examples = (int64_t) csq_read_u64(r);
	head->held_out.accuracy = csq_read_double(r);
	head->held_out.macro_f1 = csq_read_double(r);
	head->held_out.ece = csq_read_double(r);
	head->held_out.log_loss = csq_read_double(r);
	if (!csq_train_options_read(r, &head->options))
		return false;
	if (labels < 2 || labels > CSQ_MAX_LABELS)
		return csq_read_fail(r, "A model has between 2 and %d labels.", CSQ_MAX_LABELS);
	head->labels = (uint16_t) labels;
	head->columns = labels == 2 ? 1 : labels;
	/* all sizes before anything is allocated */
	if ((size_t) (r->end - r->at) != 12 * (size_t) labels + head->label_bytes + 4 * (size_t) head->columns +
	                                     (size_t) head->rows * (8 + (size_t) head->columns))
		return csq_read_fail(r, "The length does not fit the numbers of labels and features.");
	return true;
}

CsqModel *
csq_model_read(const void *data, size_t len, CsqError *err)
{
	CsqReader      r;
	CsqModel       head = {0};
	CsqModel      *m;
	CsqModelArrays a;
	const char    *bytes;

	csq_reader_init(&r, data, len, TYPE, err);
	if (!read_head(&r, &head))
		return NULL;
	m = new_model(head.labels, head.columns, head.rows, head.label_bytes, err);
	if (m == NULL)
		return NULL;
	head.flat = m->flat;
	*m = head;
	a = csq_model_arrays(m);
	for (uint32_t i = 0; i < m->labels; i++)
	{
		a.label_end[i] = csq_read_u32(&r);
		a.label_weight[i] = (int64_t) csq_read_u64(&r);
	}
	if ((bytes = csq_read_bytes(&r, m->label_bytes)) != NULL)
		memcpy(a.text, bytes, m->label_bytes);
	for (uint32_t j = 0; j < m->columns; j++)
		a.bias[j] = read_float(&r);
	for (uint32_t f = 0; f < m->rows; f++)
	{
		csq_poll(f);
		a.id[f] = csq_read_u32(&r);
		a.scale[f] = read_float(&r);
	}
	if ((bytes = csq_read_bytes(&r, (size_t) m->rows * m->columns)) != NULL)
		memcpy(a.w, bytes, (size_t) m->rows * m->columns);
	if (csq_read_end(&r) && (bytes = wrong_with(m)) != NULL)
		csq_read_fail(&r, "%s", bytes);
	return r.failed ? NULL : m;
}

/* ---- text form ---- */

void
csq_model_text(const CsqModel *m, CsqBuf *out)
{
	CsqBuf bytes;

	csq_buf_init(&bytes);
	csq_model_write(m, &bytes);
	csq_envelope_write(out, bytes.data, bytes.len);
	csq_free(bytes.data);
}

CsqModel *
csq_model_parse(const char *text, size_t len, CsqError *err)
{
	CsqBuf    bytes;
	CsqModel *m;

	if (!csq_envelope_read(text, len, TYPE, &bytes, err))
		return NULL;
	m = csq_model_read(bytes.data, bytes.len, err);
	if (m == NULL && err->code == CSQ_BINARY)
		err->code = CSQ_SYNTAX;
	return m;
}

static void
put_rounded(CsqBuf *b, const char *name, double v)
{
	csq_buf_printf(b, ",\"%s\":", name);
	csq_buf_double(b, floor(v * 10000 + 0.5) / 10000);
}

void
csq_model_info(CsqBuf *b, const CsqModel *m)
{
	CsqBuf         bytes;
	const int64_t *weight = csq_model_label_weights(m);

	csq_buf_init(&bytes);
	csq_model_write(m, &bytes);
	csq_buf_printf(b,
	               "{\"version\":%u,\"scheme\":%u,\"unicode\":%d,\"bits\":%u,\"hash\":\"%016llx%016llx\",\"bytes\":%u",
	               m->flat.version, m->scheme, CSQ_UNICODE_VERSION, m->bits,
	               (unsigned long long) csq_hash_bytes(bytes.data, bytes.len, 1),
	               (unsigned long long) csq_hash_bytes(bytes.data, bytes.len, 2), csq_flat_size(m));
	if (m->scheme == CSQ_GIVEN_SCHEME)
		csq_buf_printf(b, ",\"given\":%u", m->given);
	csq_buf_printf(b, ",\"features\":%u,\"examples\":%lld,\"epochs\":%d,\"converged\":%s", m->rows,
	               (long long) m->examples, m->epochs, m->converged ? "true" : "false");
	put_rounded(b, "temperature", m->temperature);
	csq_buf_printf(b, ",\"held_out\":{\"examples\":%lld", (long long) m->held_out.examples);
	put_rounded(b, "accuracy", m->held_out.accuracy);
	put_rounded(b, "macro_f1", m->held_out.macro_f1);
	put_rounded(b, "ece", m->held_out.ece);
	put_rounded(b, "log_loss", m->held_out.log_loss);
	csq_buf_str(b, "},\"labels\":{");
	for (uint32_t i = 0; i < m->labels; i++)
	{
		CsqText t = csq_model_label(m, i);

		csq_buf_str(b, i > 0 ? "," : "");
		csq_buf_json(b, t.s, t.len);
		csq_buf_char(b, ':');
		csq_buf_double(b, (double) weight[i] / CSQ_WEIGHT_UNIT);
	}
	csq_buf_str(b, "},\"options\":");
	csq_train_options_text(b, &m->options);
	csq_buf_char(b, '}');
	csq_free(bytes.data);
}
