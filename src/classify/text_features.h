/*
 * text_features.h
 *		A text as a bag of hashed n-grams: what the classifier learns from and reads.
 *
 * No word list and no dictionary: Han and other scripts written without spaces
 * give characters and pairs of neighbours, words give themselves, pairs of
 * neighbours and, from three letters on, the 3- and 4-grams of _word_.  A run of
 * digits is only its length, so amounts, order and telephone numbers never
 * become features.  Every n-gram is a number of CSQ_FEATURE_BITS bits, the same
 * on every platform and for ever: a stored corpus or model names the scheme.
 */
#ifndef CSQ_TEXT_FEATURES_H
#define CSQ_TEXT_FEATURES_H

#include "text/text.h"

#define CSQ_FEATURE_SCHEME    1 /* changes whenever any text gives other features */
#define CSQ_FEATURE_BITS      24
#define CSQ_FEATURE_MAX_CHARS 16384 /* of a longer text the first so many are read */
#define CSQ_FEATURE_MAX_COUNT 255   /* occurrences counted in one text */

/* How a text must be read for these functions (add CSQ_CHARS_NO_MAP where no offsets are needed). */
#define CSQ_FEATURE_CHARS (CSQ_CHARS_JOIN_HAN | CSQ_CHARS_APOSTROPHE)

/* A feature of one text and how often it stands there: feature << 8 | count. */
typedef uint32_t CsqFeature;

#define CSQ_FEATURE_ID(f)    ((f) >> 8)
#define CSQ_FEATURE_COUNT(f) ((f) &0xFF)

/* Room that is used again for the next text. */
typedef struct CsqFeatures
{
	CsqFeature *items; /* n distinct features, in the order of their first occurrence */
	size_t      n;
	uint32_t   *slots; /* hash table: index of the item + 1, 0 = free */
	size_t      item_cap;
	size_t      slot_cap; /* a power of two */
	int         shift;    /* CSQ_FEATURE_BITS - bits */
	size_t      extra;    /* room to keep for csq_features_put() */
} CsqFeatures;

/*
 * Zeroed CsqFeatures are ready; memory comes from csq_alloc and stays with them.
 * With fewer bits than CSQ_FEATURE_BITS only the top bits of a feature are kept.
 */
extern void csq_features_read(CsqFeatures *f, const CsqChars *c, int bits);

/* 0A000: a value of this type was made with features that this library does not make. */
extern bool csq_feature_scheme_unknown(const char *type, unsigned scheme, CsqError *err);

/* The feature of a hash with this count, in place of any that it meets. */
extern void csq_features_put(CsqFeatures *f, uint64_t hash, uint8_t count);

/* Occurrences of a feature in the text read last. */
extern uint32_t csq_features_count(const CsqFeatures *f, uint32_t feature);

/* Into ascending order of the feature; tmp holds n items. */
extern void csq_features_sort(CsqFeature *items, size_t n, CsqFeature *tmp);

/* Every occurrence in reading order, with the code points that it covers. */
typedef void (*CsqFeatureFn)(void *arg, uint32_t feature, size_t from, size_t to);
extern void csq_features_each(const CsqChars *c, CsqFeatureFn emit, void *arg);

/* 1 + ln(count), from a table: the same bits everywhere. */
extern const float csq_feature_tf[CSQ_FEATURE_MAX_COUNT + 1];

#endif /* CSQ_TEXT_FEATURES_H */
