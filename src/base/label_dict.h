/*
 * label_dict.h
 *		Labels at the back of a flat value (flat.h), numbered as they came.
 *
 *	label	bytes, padded to 4 | length u32 | hash u32		(growing downwards)
 *
 * An entry's distance from the end of the value never changes, so the numbers
 * stay true when the value grows.
 */
#ifndef CSQ_LABEL_DICT_H
#define CSQ_LABEL_DICT_H

#include "base/flat.h"
#include "base/labels.h"

#define CSQ_MAX_LABELS      1000
#define CSQ_MAX_LABEL_BYTES 400

/* Bytes that a label takes at the back. */
extern size_t csq_dict_size(size_t len);

/* The entry at distance *back from the end; moves *back over it. */
extern CsqText csq_dict_next(const void *value, size_t *back);

/* Number of a label among the first labels entries, or -1. */
extern int csq_dict_find(const void *value, uint32_t labels, const char *label, size_t len);

/* May this become a label?  Not empty, not too long, not one too many. */
extern bool csq_dict_check(uint32_t labels, const char *label, size_t len, CsqError *err);

/*
 * Are these labels, in back bytes at the end of a value of this size, well formed,
 * each once?  Reads nothing before them.  type names the value that has them.
 */
extern bool csq_dict_valid(const void *value, size_t size, uint32_t labels, size_t back, const char *type,
                           CsqError *err);

/* Write an entry that ends at distance back; there must be room for it. */
extern void csq_dict_put(void *value, size_t back, const char *label, size_t len);

/* A type of value that such a dictionary grows in. */
typedef struct CsqDictForm
{
	size_t labels; /* where in the value the number of its entries is, uint32 */
	size_t back;   /* ... and the bytes that they take, uint64 */
	void *(*room)(void *value, size_t more, CsqError *err); /* the value or a larger copy; NULL and an error */
} CsqDictForm;

/* The value, or a larger copy, with a label in it, and the label's number; NULL and an error. */
extern void *csq_dict_add(const CsqDictForm *form, void *value, const char *label, size_t len, int *number,
                          CsqError *err);

/* All labels sorted by their bytes; rank[number] = place in that order. */
extern void csq_dict_rank(const void *value, uint32_t labels, CsqText **sorted, uint32_t **rank);

#endif /* CSQ_LABEL_DICT_H */
