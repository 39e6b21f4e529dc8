/*
 * text_features.c
 *		From normalised code points to hashed n-grams.
 *
 * One pass over the code points, four kinds of things:
 *
 *		a run of joined characters (Han, kana, Thai ...)	each c; each pair c1 c2
 *		a word (letters, with ' between them)				the word; pair with the word before
 *		of a word of three letters or more					3-grams and 4-grams of _word_
 *		a run of digits										its length, as a word
 *		! ? and symbols (emoji)								themselves
 *
 * Pairs do not cross punctuation.  The hash of an n-gram is a mix of its code
 * points and its kind, cut to its top CSQ_FEATURE_BITS bits.  Nothing here reads
 * a locale; cost is about 10 ns a character.
 */
#include "classify/text_features.h"

/* Kinds of n-grams: salts of their hashes. */
#define SALT_CHAR   UINT64_C(0x243f6a8885a308d3)
#define SALT_PAIR   UINT64_C(0x13198a2e03707344)
#define SALT_WORD   UINT64_C(0xa4093822299f31d0)
#define SALT_WORDS  UINT64_C(0x082efa98ec4e6c89)
#define SALT_GRAM3  UINT64_C(0x452821e638d01377)
#define SALT_GRAM4  UINT64_C(0xbe5466cf34e90c6c)
#define SALT_DIGITS UINT64_C(0xc0ac29b7c97c50dd)
#define SALT_MARK   UINT64_C(0x3f84d5b5b5470917)

#define MAX_WORD 64 /* letters of a word that its n-grams are taken from */

const float csq_feature_tf[CSQ_FEATURE_MAX_COUNT + 1] = {
	0.0f,        1.0f,        1.69314718f, 2.09861229f, 2.38629436f, 2.60943791f, 2.79175947f, 2.94591015f, 3.07944154f,
	3.19722458f, 3.30258509f, 3.39789527f, 3.48490665f, 3.56494936f, 3.63905733f, 3.7080502f,  3.77258872f, 3.83321334f,
	3.89037176f, 3.94443898f, 3.99573227f, 4.04452244f, 4.09104245f, 4.13549422f, 4.17805383f, 4.21887582f, 4.25809654f,
	4.29583687f, 4.33220451f, 4.36729583f, 4.40119738f, 4.4339872f,  4.4657359f,  4.49650756f, 4.52636052f, 4.55534806f,
	4.58351894f, 4.61091791f, 4.63758616f, 4.66356165f, 4.68887945f, 4.71357207f, 4.73766962f, 4.76120012f, 4.78418963f,
	4.80666249f, 4.8286414f,  4.8501476f,  4.87120101f, 4.8918203f,  4.91202301f, 4.93182563f, 4.95124372f, 4.97029191f,
	4.98898405f, 5.00733319f, 5.02535169f, 5.04305127f, 5.06044301f, 5.07753744f, 5.09434456f, 5.11087386f, 5.12713439f,
	5.14313473f, 5.15888308f, 5.17438727f, 5.18965474f, 5.20469262f, 5.21950771f, 5.2341065f,  5.24849524f, 5.26267988f,
	5.27666612f, 5.29045944f, 5.30406509f, 5.31748811f, 5.33073334f, 5.34380542f, 5.35670883f, 5.36944785f, 5.38202663f,
	5.39444915f, 5.40671925f, 5.41884061f, 5.4308168f,  5.44265126f, 5.4543473f,  5.46590812f, 5.47733681f, 5.48863637f,
	5.49980967f, 5.51085951f, 5.52178858f, 5.53259949f, 5.54329478f, 5.55387689f, 5.56434819f, 5.57471098f, 5.58496748f,
	5.59511985f, 5.60517019f, 5.61512052f, 5.62497281f, 5.63472899f, 5.6443909f,  5.65396035f, 5.66343909f, 5.67282883f,
	5.68213123f, 5.69134788f, 5.70048037f, 5.7095302f,  5.71849887f, 5.72738782f, 5.73619845f, 5.74493213f, 5.75359019f,
	5.76217393f, 5.77068462f, 5.77912349f, 5.78749174f, 5.79579055f, 5.80402104f, 5.81218436f, 5.82028157f, 5.82831374f,
	5.83628191f, 5.84418709f, 5.85203026f, 5.8598124f,  5.86753445f, 5.87519732f, 5.88280192f, 5.89034913f, 5.8978398f,
	5.90527478f, 5.91265489f, 5.91998093f, 5.92725369f, 5.93447393f, 5.94164242f, 5.94875989f, 5.95582706f, 5.96284463f,
	5.9698133f,  5.97673374f, 5.98360662f, 5.99043259f, 5.99721227f, 6.00394631f, 6.01063529f, 6.01727984f, 6.02388052f,
	6.03043792f, 6.0369526f,  6.04342512f, 6.04985601f, 6.05624581f, 6.06259503f, 6.0689042f,  6.07517382f, 6.08140436f,
	6.08759634f, 6.0937502f,  6.09986643f, 6.10594547f, 6.11198779f, 6.11799381f, 6.12396398f, 6.12989871f, 6.13579844f,
	6.14166356f, 6.14749448f, 6.15329159f, 6.1590553f,  6.16478597f, 6.170484f,   6.17614973f, 6.18178355f, 6.18738581f,
	6.19295685f, 6.19849703f, 6.20400669f, 6.20948615f, 6.21493576f, 6.22035583f, 6.22574667f, 6.23110862f, 6.23644196f,
	6.24174702f, 6.24702407f, 6.25227343f, 6.25749537f, 6.26269019f, 6.26785816f, 6.27299956f, 6.27811466f, 6.28320373f,
	6.28826703f, 6.29330482f, 6.29831737f, 6.30330491f, 6.3082677f,  6.31320598f, 6.31811999f, 6.32300998f, 6.32787617f,
	6.33271879f, 6.33753808f, 6.34233425f, 6.34710753f, 6.35185813f, 6.35658627f, 6.36129217f, 6.36597602f, 6.37063803f,
	6.37527841f, 6.37989735f, 6.38449506f, 6.38907173f, 6.39362755f, 6.3981627f,  6.40267738f, 6.40717177f, 6.41164605f,
	6.4161004f,  6.420535f,   6.42495002f, 6.42934563f, 6.433722f,   6.43807931f, 6.44241771f, 6.44673737f, 6.45103845f,
	6.45532112f, 6.45958551f, 6.46383181f, 6.46806014f, 6.47227067f, 6.47646355f, 6.48063892f, 6.48479693f, 6.48893773f,
	6.49306144f, 6.49716823f, 6.50125821f, 6.50533154f, 6.50938834f, 6.51342875f, 6.5174529f,  6.52146092f, 6.52545294f,
	6.52942909f, 6.53338949f, 6.53733427f, 6.54126355f,
};

/* ---- kinds of characters ---- */

typedef enum Kind
{
	K_BREAK, /* punctuation: ends words and pairs */
	K_SPACE,
	K_JOINED,
	K_LETTER,
	K_DIGIT,
	K_APOSTROPHE,
	K_MARK /* a feature by itself */
} Kind;

static inline Kind
kind_of(uint32_t c)
{
	if (c < 0x80)
	{
		if (c >= 'a' && c <= 'z')
			return K_LETTER;
		if (c == ' ')
			return K_SPACE;
		if (c >= '0' && c <= '9')
			return K_DIGIT;
		if (c == '\'')
			return K_APOSTROPHE;
		return c == '!' || c == '?' ? K_MARK : K_BREAK;
	}
	if (c >= 0x4E00 && c <= 0x9FFF)
		return K_JOINED;
	switch (csq_char_class(c))
	{
		case CSQ_CH_HAN:
		case CSQ_CH_JOINED:
			return K_JOINED;
		case CSQ_CH_LATIN:
		case CSQ_CH_LETTER:
		case CSQ_CH_MARK:
			return K_LETTER;
		case CSQ_CH_DIGIT:
			return K_DIGIT;
		case CSQ_CH_SPACE:
			return K_SPACE;
		case CSQ_CH_OTHER:
			return K_MARK;
		default:
			return K_BREAK;
	}
}

/* ---- the scan ---- */

/* So that each user's emit is a direct call within the loop. */
#define INLINE static inline __attribute__((always_inline))

static inline uint32_t
cut(uint64_t h)
{
	return (uint32_t) (h >> (64 - CSQ_FEATURE_BITS));
}

/* The word before, for pairs. */
typedef struct Before
{
	uint64_t hash; /* 0 = none */
	size_t   from;
} Before;

INLINE void
emit_word(CsqFeatureFn emit, void *arg, uint64_t h, Before *before, size_t from, size_t to)
{
	emit(arg, cut(csq_mix64(h ^ SALT_WORD)), from, to);
	if (before->hash != 0)
		emit(arg, cut(csq_mix64((before->hash * 3) ^ h ^ SALT_WORDS)), before->from, to);
	before->hash = h;
	before->from = from;
}

/* 3- and 4-grams of the word between two edges. */
INLINE void
emit_grams(CsqFeatureFn emit, void *arg, const uint32_t *cp, size_t from, size_t n)
{
	uint64_t a = '_';
	uint64_t b = cp[from];
	uint64_t c = cp[from + 1];

	if (n > MAX_WORD)
		n = MAX_WORD;
	for (size_t i = 2; i <= n + 1; i++)
	{
		uint64_t h3 = csq_mix64((a | b << 21 | c << 42) ^ SALT_GRAM3);
		size_t   start = i == 2 ? from : from + i - 3;
		size_t   end = from + (i < n ? i : n);

		emit(arg, cut(h3), start, end);
		if (i <= n)
		{
			uint64_t d = i < n ? cp[from + i] : '_';

			emit(arg, cut(csq_mix64(h3 ^ d ^ SALT_GRAM4)), start, from + (i + 1 < n ? i + 1 : n));
			a = b;
			b = c;
			c = d;
		}
	}
}

INLINE size_t
scan_word(CsqFeatureFn emit, void *arg, const uint32_t *cp, size_t n, size_t i, Before *before)
{
	size_t   from = i;
	uint64_t h = 0;

	for (; i < n; i++)
	{
		Kind k = kind_of(cp[i]);

		if (k != K_LETTER && !(k == K_APOSTROPHE && i + 1 < n && kind_of(cp[i + 1]) == K_LETTER))
			break;
		h = (h ^ cp[i]) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 29;
	}
	h = csq_mix64(h);
	emit_word(emit, arg, h, before, from, i);
	if (i - from >= 3)
		emit_grams(emit, arg, cp, from, i - from);
	return i;
}

INLINE size_t
scan_joined(CsqFeatureFn emit, void *arg, const uint32_t *cp, size_t n, size_t i)
{
	uint64_t last = 0;

	for (; i < n && kind_of(cp[i]) == K_JOINED; i++)
	{
		emit(arg, cut(csq_mix64(cp[i] ^ SALT_CHAR)), i, i + 1);
		if (last != 0)
			emit(arg, cut(csq_mix64((last << 21 | cp[i]) ^ SALT_PAIR)), i - 1, i + 1);
		last = cp[i];
	}
	return i;
}

INLINE void
scan(const CsqChars *c, CsqFeatureFn emit, void *arg)
{
	const uint32_t *cp = c->cp;
	size_t          n = c->n < CSQ_FEATURE_MAX_CHARS ? c->n : CSQ_FEATURE_MAX_CHARS;
	Before          before = {0};

	for (size_t i = 0; i < n;)
	{
		size_t from = i;

		switch (kind_of(cp[i]))
		{
			case K_SPACE:
				i++;
				continue;
			case K_LETTER:
				i = scan_word(emit, arg, cp, n, i, &before);
				continue;
			case K_DIGIT:
				while (i < n && kind_of(cp[i]) == K_DIGIT)
					i++;
				emit_word(emit, arg, csq_mix64((i - from) ^ SALT_DIGITS), &before, from, i);
				continue;
			case K_JOINED:
				i = scan_joined(emit, arg, cp, n, i);
				break;
			case K_MARK:
				emit(arg, cut(csq_mix64(cp[i] ^ SALT_MARK)), i, i + 1);
				i++;
				break;
			default:
				i++;
				break;
		}
		before.hash = 0;
	}
}

void
csq_features_each(const CsqChars *c, CsqFeatureFn emit, void *arg)
{
	scan(c, emit, arg);
}

/* ---- the bag ---- */

static inline size_t
first_slot(const CsqFeatures *f, uint32_t feature)
{
	return (feature * UINT32_C(0x9e3779b1)) >> 8 & (f->slot_cap - 1);
}

uint32_t
csq_features_count(const CsqFeatures *f, uint32_t feature)
{
	for (size_t s = first_slot(f, feature); f->slots[s] != 0; s = (s + 1) & (f->slot_cap - 1))
		if (CSQ_FEATURE_ID(f->items[f->slots[s] - 1]) == feature)
			return CSQ_FEATURE_COUNT(f->items[f->slots[s] - 1]);
	return 0;
}

static inline void
count_feature(void *arg, uint32_t feature, size_t from, size_t to)
{
	CsqFeatures *f = arg;
	size_t       mask = f->slot_cap - 1;
	size_t       s = first_slot(f, feature >>= f->shift);

	(void) from;
	(void) to;
	for (; f->slots[s] != 0; s = (s + 1) & mask)
	{
		CsqFeature *item = &f->items[f->slots[s] - 1];

		if (CSQ_FEATURE_ID(*item) == feature)
		{
			if (CSQ_FEATURE_COUNT(*item) < CSQ_FEATURE_MAX_COUNT)
				(*item)++;
			return;
		}
	}
	f->items[f->n++] = feature << 8 | 1;
	f->slots[s] = (uint32_t) f->n;
}

void
csq_features_put(CsqFeatures *f, uint64_t hash, uint8_t count)
{
	size_t   mask = f->slot_cap - 1;
	uint32_t feature = cut(hash) >> f->shift;
	size_t   s = first_slot(f, feature);

	for (; f->slots[s] != 0; s = (s + 1) & mask)
		if (CSQ_FEATURE_ID(f->items[f->slots[s] - 1]) == feature)
		{
			f->items[f->slots[s] - 1] = feature << 8 | count;
			return;
		}
	f->items[f->n++] = feature << 8 | count;
	f->slots[s] = (uint32_t) f->n;
}

bool
csq_feature_scheme_unknown(const char *type, unsigned scheme, CsqError *err)
{
	return csq_fail(err, CSQ_UNSUPPORTED, "feature scheme %u of a value of type csq.%s is not known", scheme, type) ||
	       csq_detail(err, "This version of csq reads feature schemes %d and %d.", CSQ_FEATURE_SCHEME,
	                  CSQ_FEATURE_SCHEME + 1) ||
	       csq_hint(err, "Upgrade the csq library on this server, or train anew.");
}

void
csq_features_read(CsqFeatures *f, const CsqChars *c, int bits)
{
	/* at most three n-grams begin at one code point, and one pair of words */
	size_t chars = c->n < CSQ_FEATURE_MAX_CHARS ? c->n : CSQ_FEATURE_MAX_CHARS;
	size_t most = 4 * chars + 16 + f->extra;
	size_t slots = 64;

	while (slots < most)
		slots *= 2;
	if (f->item_cap < most)
	{
		if (f->items != NULL)
		{
			csq_free(f->items);
			csq_free(f->slots);
		}
		f->item_cap = slots;
		f->items = csq_alloc(f->item_cap * sizeof *f->items);
		f->slots = csq_alloc(f->item_cap * sizeof *f->slots);
	}
	f->slot_cap = slots;
	memset(f->slots, 0, f->slot_cap * sizeof *f->slots);
	f->n = 0;
	f->shift = CSQ_FEATURE_BITS - bits;
	scan(c, count_feature, f);
}

void
csq_features_sort(CsqFeature *items, size_t n, CsqFeature *tmp)
{
	/*
	 * A few by insertion, some by their first byte and then that, many by radix: a feature is unique, its count need
	 * not be sorted.
	 */
	if (n > 24 && n <= 1024)
	{
		uint32_t start[257] = {0};

		for (size_t i = 0; i < n; i++)
			start[(items[i] >> 24) + 1]++;
		for (int d = 1; d <= 256; d++)
			start[d] += start[d - 1];
		memcpy(tmp, items, n * sizeof *items);
		for (size_t i = 0; i < n; i++)
			items[start[tmp[i] >> 24]++] = tmp[i];
	}
	if (n <= 1024)
	{
		for (size_t i = 1; i < n; i++)
		{
			CsqFeature x = items[i];
			size_t     j = i;

			for (; j > 0 && items[j - 1] > x; j--)
				items[j] = items[j - 1];
			items[j] = x;
		}
		return;
	}
	for (int shift = 8; shift < 32; shift += 8)
	{
		uint32_t start[257] = {0};

		for (size_t i = 0; i < n; i++)
			start[(items[i] >> shift & 0xFF) + 1]++;
		for (int d = 1; d <= 256; d++)
			start[d] += start[d - 1];
		for (size_t i = 0; i < n; i++)
			tmp[start[items[i] >> shift & 0xFF]++] = items[i];
		memcpy(items, tmp, n * sizeof *items);
	}
}
