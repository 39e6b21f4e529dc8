/*
 * near_duplicate.c
 *		MinHash signatures of texts.
 *
 * A text is the set of its 3-grams of letters, digits and ideographs, normalised
 * (NFKC_Casefold), whatever stands between them: white space and punctuation do
 * not count.  A text of fewer than three such characters is one gram.  For each of
 * 64 hash functions the signature keeps the least value over the set; two sets
 * agree in a component with probability |A and B| / |A or B| (Broder, On the
 * resemblance and containment of documents, 1997), so the share of equal components
 * estimates it with a standard error of at most 1/16.
 *
 * Bands: 12 times 3 components hashed to an int4.  Two texts of likeness s share a
 * band with probability 1 - (1 - s^3)^12: 0.99 at 0.7, 0.80 at 0.5, 0.28 at 0.3.
 * Each key costs a page of the index, and a session that is new to it pays for
 * mapping that page: so few keys, of 36 of the 64 components, rather than all of
 * them.  Two components a key would find more and give too many that are not alike.
 *
 * The functions are (a x + b) / 2^32 modulo 2^32 over a 64-bit mix x of the gram, with
 * constants a and b from a fixed sequence: the same on every platform and for ever.
 */
#include "base/sort.h"
#include "text/near_duplicate.h"

#define GRAM 3

/* The i-th number of the sequence that the hash functions are made of. */
static uint64_t
constant(uint64_t i)
{
	return csq_mix64(UINT64_C(0x9e3779b97f4a7c15) * (i + 1));
}

/* Does a character count? */
static inline bool
counts(uint32_t c)
{
	CsqCharClass k;

	if (c >= 0x4E00 && c <= 0x9FFF)
		return true;
	k = csq_char_class(c);
	return csq_class_is_word(k) || k == CSQ_CH_HAN || k == CSQ_CH_JOINED;
}

uint64_t *
csq_signature_grams(const CsqChars *chars, size_t *n)
{
	uint64_t *hash = csq_alloc((chars->n + 1) * sizeof *hash);
	uint64_t  last = 0, before = 0;
	size_t    seen = 0;
	size_t    kept = 0;

	*n = 0;
	for (size_t i = 0; i < chars->n; i++)
	{
		uint64_t c = chars->cp[i];

		csq_poll(i);
		if (!counts(chars->cp[i]))
			continue;
		if (++seen >= GRAM)
			hash[(*n)++] = csq_mix64(before << 42 | last << 21 | c);
		before = last;
		last = c;
	}
	if (seen > 0 && seen < GRAM)
		hash[(*n)++] = csq_mix64(before << 42 | last << 21);
	csq_sort(hash, *n, sizeof *hash, csq_by_u64);
	for (size_t i = 0; i < *n; i++)
		if (i == 0 || hash[i] != hash[i - 1])
			hash[kept++] = hash[i];
	*n = kept;
	return hash;
}

CsqSignature *
csq_signature_new(const CsqChars *chars)
{
	size_t        n;
	uint64_t     *hash = csq_signature_grams(chars, &n);
	CsqSignature *s;
	uint64_t      a[CSQ_SIGNATURE_HASHES], b[CSQ_SIGNATURE_HASHES];

	if (n == 0)
		return NULL;
	s = csq_flat_new(sizeof *s, 1);
	s->grams = (uint32_t) n;
	for (int k = 0; k < CSQ_SIGNATURE_HASHES; k++)
	{
		a[k] = constant(2 * (uint64_t) k) | 1;
		b[k] = constant(2 * (uint64_t) k + 1);
		s->least[k] = UINT32_MAX;
	}
	for (size_t i = 0; i < n; i++)
	{
		csq_poll(i);
		for (int k = 0; k < CSQ_SIGNATURE_HASHES; k++)
		{
			uint32_t h = (uint32_t) ((a[k] * hash[i] + b[k]) >> 32);

			s->least[k] = h < s->least[k] ? h : s->least[k];
		}
	}
	csq_free(hash);
	return s;
}

double
csq_signature_similarity(const CsqSignature *a, const CsqSignature *b)
{
	int equal = 0;

	for (int k = 0; k < CSQ_SIGNATURE_HASHES; k++)
		equal += a->least[k] == b->least[k];
	return (double) equal / CSQ_SIGNATURE_HASHES;
}

/* |A and B| = J / (1 + J) (|A| + |B|), and never more than the smaller set. */
double
csq_signature_containment(const CsqSignature *a, const CsqSignature *b)
{
	double j = csq_signature_similarity(a, b);
	double share = j / (1 + j) * ((double) a->grams + b->grams) / a->grams;
	double most = b->grams < a->grams ? (double) b->grams / a->grams : 1;

	return share < most ? share : most;
}

void
csq_signature_bands(const CsqSignature *s, int32_t *bands)
{
	for (int i = 0; i < CSQ_SIGNATURE_BANDS; i++)
	{
		uint64_t h = (uint64_t) i;

		for (int k = 0; k < CSQ_SIGNATURE_ROWS; k++)
			h = csq_mix64(h * UINT64_C(0x9e3779b97f4a7c15) + s->least[i * CSQ_SIGNATURE_ROWS + k] + 1);
		bands[i] = (int32_t) (uint32_t) (h >> 32);
	}
}

/* ---- the value ---- */

bool
csq_signature_check(const void *value, size_t size, CsqError *err)
{
	const CsqSignature *s = value;

	if (!csq_stored_check(value, size, sizeof *s, "text_signature", err))
		return false;
	return (size == sizeof *s && s->grams > 0 && s->unused == 0) ||
	       csq_stored_invalid("text_signature", err, "It has a number of grams above 0 and %d minima.",
	                          CSQ_SIGNATURE_HASHES);
}

/* Binary form: version u8, grams u32, 64 minima u32. */
void
csq_signature_write(const CsqSignature *s, CsqBuf *out)
{
	csq_put_u8(out, 1);
	csq_put_u32(out, s->grams);
	for (int k = 0; k < CSQ_SIGNATURE_HASHES; k++)
		csq_put_u32(out, s->least[k]);
}

CsqSignature *
csq_signature_read(const void *data, size_t len, CsqError *err)
{
	CsqReader     r;
	CsqSignature *s = csq_flat_new(sizeof *s, 1);

	csq_reader_init(&r, data, len, "text_signature", err);
	(void) csq_read_version(&r, 1);
	s->grams = csq_read_u32(&r);
	for (int k = 0; k < CSQ_SIGNATURE_HASHES; k++)
		s->least[k] = csq_read_u32(&r);
	if (!r.failed && s->grams == 0)
		csq_read_fail(&r, "It has no gram.");
	return csq_read_end(&r) ? s : NULL;
}
