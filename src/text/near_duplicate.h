/*
 * near_duplicate.h
 *		text_signature: a text as 64 minima of hashes, so that likeness is a comparison
 *		and finding what is alike an index look-up.
 */
#ifndef CSQ_NEAR_DUPLICATE_H
#define CSQ_NEAR_DUPLICATE_H

#include "base/flat.h"
#include "text/text.h"

#define CSQ_SIGNATURE_HASHES 64
#define CSQ_SIGNATURE_BANDS  12
#define CSQ_SIGNATURE_ROWS   3

typedef struct CsqSignature
{
	CsqStored flat;
	uint32_t  grams;  /* distinct ones, at least 1 */
	uint32_t  unused; /* 0 */
	uint32_t  least[CSQ_SIGNATURE_HASHES];
} CsqSignature;

/* The signature of a text that was read with CSQ_SIGNATURE_CHARS; NULL when it has no letter, digit or ideograph. */
#define CSQ_SIGNATURE_CHARS (CSQ_CHARS_NO_MAP)
extern CsqSignature *csq_signature_new(const CsqChars *chars);

/* The distinct 3-grams of a text as hashes, ascending; n of them.  For tests. */
extern uint64_t *csq_signature_grams(const CsqChars *chars, size_t *n);

/* Estimates: |a and b| / |a or b|, and |a and b| / |a|. */
extern double csq_signature_similarity(const CsqSignature *a, const CsqSignature *b);
extern double csq_signature_containment(const CsqSignature *a, const CsqSignature *b);
extern void   csq_signature_bands(const CsqSignature *s, int32_t *bands);

extern bool          csq_signature_check(const void *value, size_t size, CsqError *err);
extern void          csq_signature_write(const CsqSignature *s, CsqBuf *out);
extern CsqSignature *csq_signature_read(const void *data, size_t len, CsqError *err);

#endif /* CSQ_NEAR_DUPLICATE_H */
