/*
 * classify.c
 *		Reading a text with a model: margins, probabilities, evidence.
 *
 * A model is compiled once per call site: a hash table from feature to row and
 * the weights as bytes of 16 columns.  A document's margins are sums of products
 * of a 16-bit coefficient (value of the feature times scale of its row, in a
 * unit chosen per document) and an 8-bit weight, in 32-bit integers: the same
 * with and without vector instructions, and a quarter of the memory traffic of
 * floats, which is what many classes cost.
 *
 * Cost: about 10 ns a character, 5-10 ns a known feature and 16 columns.
 */
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/exact_math.h"
#include "base/sort.h"
#include "classify/model.h"

#define COLUMNS         16 /* of one step of accumulate() */
#define MAX_COEFFICIENT 32767.0f
#define MAX_SUM         8400000.0f /* times 255 still fits 32 bits */

/* ---- compiling ---- */

CsqClassifier *
csq_classifier_new(const CsqModel *m)
{
	CsqClassifier *c = csq_alloc0(sizeof *c);
	CsqModelArrays a = csq_model_arrays(m);
	size_t         slots = 64;

	while (slots < 2 * (size_t) m->rows)
		slots *= 2;
	c->model = m;
	c->bias = a.bias;
	c->scale = a.scale;
	c->value = csq_values_of_scheme(m->scheme);
	c->mask = slots - 1;
	c->slots = csq_alloc0(slots * sizeof *c->slots);
	c->stride = m->columns == 1 ? 1 : (m->columns + COLUMNS - 1) / COLUMNS * COLUMNS;
	c->w = csq_alloc0((size_t) m->rows * c->stride + 1);
	for (uint32_t f = 0; f < m->rows; f++)
	{
		size_t s = a.id[f] * UINT32_C(0x9e3779b1) & c->mask;

		while (c->slots[s] != 0)
			s = (s + 1) & c->mask;
		c->slots[s] = (uint64_t) a.id[f] << 32 | (f + 1);
		for (uint32_t j = 0; j < m->columns; j++)
			c->w[f * c->stride + j] = (uint8_t) (a.w[(size_t) f * m->columns + j] + 128);
		csq_poll(f);
	}
	c->z = csq_alloc0((c->stride + 1) * sizeof *c->z);
	c->p = csq_alloc0(m->labels * sizeof *c->p);
	return c;
}

/* Row of a feature, or -1. */
static inline int64_t
row_of(const CsqClassifier *c, uint32_t id)
{
	size_t s = id * UINT32_C(0x9e3779b1) & c->mask;

	for (; c->slots[s] != 0; s = (s + 1) & c->mask)
		if (c->slots[s] >> 32 == id)
			return (int64_t) (c->slots[s] & 0xFFFFFFFF) - 1;
	return -1;
}

/* ---- margins ---- */

/* Known features of the document with their coefficients; an even number, so that they go in pairs. */
static void
look_up(CsqClassifier *c)
{
	const CsqFeatures *f = &c->features;
	float              square = 0;
	float              norm;

	if (c->cap < f->n + 2)
	{
		c->cap = f->n * 2 + 64;
		csq_resize(c->row, c->cap);
		csq_resize(c->coefficient, c->cap);
		csq_resize(c->fixed, c->cap);
	}
	c->known = 0;
	for (size_t i = 0; i < f->n; i++)
	{
		float   x = c->value[CSQ_FEATURE_COUNT(f->items[i])];
		int64_t row = row_of(c, CSQ_FEATURE_ID(f->items[i]));

		square += x * x;
		if (row < 0)
			continue;
		c->row[c->known] = (uint32_t) row;
		c->coefficient[c->known++] = x * c->scale[row];
	}
	norm = square > 0 ? (float) (1 / csq_sqrt(square)) : 0;
	for (size_t i = 0; i < c->known; i++)
		c->coefficient[i] *= norm;
}

/* acc[0..15] = sum over pairs of features of coefficient * byte. */
static inline void
accumulate(const uint8_t *w, size_t stride, const uint32_t *row, const int16_t *k, size_t n, int32_t *acc)
{
#ifdef __SSE2__
	__m128i zero = _mm_setzero_si128();
	__m128i s0 = zero, s1 = zero, s2 = zero, s3 = zero;

	for (size_t i = 0; i < n; i += 2)
	{
		__m128i a = _mm_loadu_si128((const __m128i *) (const void *) (w + row[i] * stride));
		__m128i b = _mm_loadu_si128((const __m128i *) (const void *) (w + row[i + 1] * stride));
		__m128i both = _mm_set1_epi32((int32_t) ((uint32_t) (uint16_t) k[i] | (uint32_t) (uint16_t) k[i + 1] << 16));
		__m128i lo = _mm_unpacklo_epi8(a, b);
		__m128i hi = _mm_unpackhi_epi8(a, b);

		s0 = _mm_add_epi32(s0, _mm_madd_epi16(_mm_unpacklo_epi8(lo, zero), both));
		s1 = _mm_add_epi32(s1, _mm_madd_epi16(_mm_unpackhi_epi8(lo, zero), both));
		s2 = _mm_add_epi32(s2, _mm_madd_epi16(_mm_unpacklo_epi8(hi, zero), both));
		s3 = _mm_add_epi32(s3, _mm_madd_epi16(_mm_unpackhi_epi8(hi, zero), both));
	}
	_mm_storeu_si128((__m128i *) (void *) acc, s0);
	_mm_storeu_si128((__m128i *) (void *) (acc + 4), s1);
	_mm_storeu_si128((__m128i *) (void *) (acc + 8), s2);
	_mm_storeu_si128((__m128i *) (void *) (acc + 12), s3);
#else
	memset(acc, 0, COLUMNS * sizeof *acc);
	for (size_t i = 0; i < n; i++)
		for (int j = 0; j < COLUMNS; j++)
			acc[j] += (int32_t) k[i] * w[row[i] * stride + (size_t) j];
#endif
}

static void
margins_of_many(CsqClassifier *c)
{
	float   largest = 0, sum = 0, unit;
	int32_t fixed_sum = 0;
	size_t  n = c->known;

	for (size_t i = 0; i < n; i++)
	{
		float size = c->coefficient[i] < 0 ? -c->coefficient[i] : c->coefficient[i];

		largest = size > largest ? size : largest;
		sum += size;
	}
	unit = largest > 0 ? MAX_COEFFICIENT / largest : 1;
	if (unit * sum > MAX_SUM)
		unit = MAX_SUM / sum;
	for (size_t i = 0; i < n; i++)
	{
		c->fixed[i] = (int16_t) (c->coefficient[i] * unit + (c->coefficient[i] < 0 ? -0.5f : 0.5f));
		fixed_sum += c->fixed[i];
	}
	if (n % 2 != 0)
	{
		c->row[n] = 0;
		c->fixed[n++] = 0;
	}
	for (size_t k = 0; k < c->stride; k += COLUMNS)
	{
		int32_t acc[COLUMNS];

		accumulate(c->w + k, c->stride, c->row, c->fixed, n, acc);
		for (size_t j = 0; j < COLUMNS && k + j < c->model->columns; j++)
			c->z[k + j] = (float) (acc[j] - 128 * fixed_sum) / unit + c->bias[k + j];
	}
}

static void
margin_of_one(CsqClassifier *c)
{
	float z = c->bias[0];

	for (size_t i = 0; i < c->known; i++)
		z += c->coefficient[i] * (float) (c->w[c->row[i]] - 128);
	c->z[0] = z;
}

bool
csq_classifier_margins(CsqClassifier *c, const char *text, size_t len, CsqError *err)
{
	CsqChars chars;

	if (!csq_chars_read(&chars, text, len, CSQ_FEATURE_CHARS | CSQ_CHARS_NO_MAP, err))
		return false;
	c->features.extra = c->given != NULL ? c->given->n + (size_t) c->given->facts : 0;
	csq_features_read(&c->features, &chars, c->model->bits);
	csq_chars_free(&chars);
	if (c->given != NULL)
		csq_features_give(&c->features, c->given);
	look_up(c);
	if (c->model->columns == 1)
		margin_of_one(c);
	else
		margins_of_many(c);
	return true;
}

int
csq_classifier_probabilities(CsqClassifier *c, const char *text, size_t len, CsqError *err)
{
	const CsqModel *m = c->model;
	int             best = 0;

	if (!csq_classifier_margins(c, text, len, err))
		return -1;
	csq_probabilities(c->z, m->labels, (int) m->columns, m->temperature, c->p);
	for (int k = 1; k < m->labels; k++)
		if (c->p[k] > c->p[best])
			best = k;
	return best;
}

double
csq_classifier_gap(const CsqClassifier *c)
{
	double first = -1e300, second = -1e300;

	if (c->model->columns == 1)
		return 2 * (double) (c->z[0] < 0 ? -c->z[0] : c->z[0]);
	for (uint32_t k = 0; k < c->model->columns; k++)
	{
		double z = c->z[k];

		if (z > first)
		{
			second = first;
			first = z;
		}
		else if (z > second)
			second = z;
	}
	return first - second;
}

/* ---- evidence ---- */

typedef struct Explain
{
	const CsqClassifier *c;
	int                  label;
	float                norm;
	double              *score; /* per code point */
} Explain;

/* Give every code point under an occurrence its share of what the feature contributes. */
static void
explain_one(void *arg, uint32_t feature, size_t from, size_t to)
{
	Explain             *e = arg;
	const CsqClassifier *c = e->c;
	uint32_t             id = feature >> c->features.shift;
	int64_t              row = row_of(c, id);
	uint32_t             count;
	double               w;

	if (row < 0)
		return;
	count = csq_features_count(&c->features, id);
	if (c->model->columns == 1)
		w = (c->w[row] - 128) * (e->label == 1 ? 1 : -1);
	else
		w = c->w[(size_t) row * c->stride + (size_t) e->label] - 128;
	w *= (double) c->scale[row] * csq_feature_tf[count] * e->norm / count / (double) (to - from);
	for (size_t i = from; i < to; i++)
		e->score[i] += w;
}

static bool
in_word(const CsqChars *c, size_t i)
{
	CsqCharClass k = csq_char_class(c->cp[i]);

	return csq_class_is_word(k) || c->cp[i] == '\'';
}

/* A word is shown whole: its letters share what they have. */
static void
share_in_words(const CsqChars *c, double *score)
{
	for (size_t i = 0; i < c->n;)
	{
		size_t from = i;
		double sum = 0;

		while (i < c->n && in_word(c, i))
			sum += score[i++];
		for (size_t k = from; k < i; k++)
			score[k] = sum / (double) (i - from);
		i += i == from;
	}
}

static int
compare_evidence(const void *a, const void *b)
{
	const CsqTermSpan *x = a, *y = b;
	double             dx = x->contribution < 0 ? -x->contribution : x->contribution;
	double             dy = y->contribution < 0 ? -y->contribution : y->contribution;

	return dx != dy ? (dx > dy ? -1 : 1) : x->from < y->from ? -1 : x->from > y->from;
}

/* Maximal runs of one sign whose code points matter: 1 % of all, or a tenth of the strongest. */
static size_t
cut_runs(const CsqChars *c, const double *score, CsqTermSpan *out)
{
	double total = 0, largest = 0, least;
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
	{
		double v = score[i] < 0 ? -score[i] : score[i];

		total += v;
		largest = v > largest ? v : largest;
	}
	least = total * 0.01 > largest * 0.1 ? total * 0.01 : largest * 0.1;
	for (size_t i = 0; i < c->n;)
	{
		bool   up = score[i] > 0;
		size_t from = i;
		double sum = 0;

		while (i < c->n && score[i] != 0 && (score[i] > 0) == up && (up ? score[i] : -score[i]) >= least)
			sum += score[i++];
		if (i == from)
		{
			i++;
			continue;
		}
		while (c->cp[from] == ' ' && from + 1 < i)
			from++;
		out[n].from = c->at[from];
		out[n].to = c->end[i - 1 - (c->cp[i - 1] == ' ' && i - 1 > from)];
		out[n++].contribution = sum;
	}
	return n;
}

bool
csq_classifier_explain(CsqClassifier *c, const char *text, size_t len, int label, CsqTermSpan **out, size_t *n,
                       CsqError *err)
{
	CsqChars chars;
	Explain  e = {c, label, 0, NULL};
	float    square = 0;

	if (!csq_chars_read(&chars, text, len, CSQ_FEATURE_CHARS, err))
		return false;
	csq_features_read(&c->features, &chars, c->model->bits);
	for (size_t i = 0; i < c->features.n; i++)
	{
		float x = csq_feature_tf[CSQ_FEATURE_COUNT(c->features.items[i])];

		square += x * x;
	}
	e.norm = square > 0 ? (float) (1 / csq_sqrt(square)) : 0;
	e.score = csq_alloc0((chars.n + 1) * sizeof *e.score);
	csq_features_each(&chars, explain_one, &e);
	share_in_words(&chars, e.score);
	*out = csq_alloc((chars.n + 1) * sizeof **out);
	*n = cut_runs(&chars, e.score, *out);
	csq_sort(*out, *n, sizeof **out, compare_evidence);
	csq_free(e.score);
	csq_chars_free(&chars);
	return true;
}
