/*
 * tally.h
 *		Numbers by labels: what Pareto charts, samples, agreement and contributions keep.
 *
 * A tally is a growing flat value (flat.h): rows of one to four labels and some int64
 * numbers, each combination of labels once.  What a type of tallies is made of it says
 * in a CsqTallyType; collecting, merging, checking and all four directions follow from
 * that.  Numbers are added, so merging is exact in any order; with once, a row is there
 * or is not.
 *
 * Layout: header; from the front a hash table of row positions (a power of two, none in
 * the canonical form); from the back the word, then the rows as they came:
 *
 *	row		numbers i64[] | lengths u32[] | labels, padded to 8 | size u32, hash u32
 *
 * The canonical form has its rows in the order of their labels and no table.
 *
 * Core: base only.
 */
#ifndef CSQ_TALLY_H
#define CSQ_TALLY_H

#include "base/flat.h"
#include "base/json.h"

#define CSQ_TALLY_LABELS  4
#define CSQ_TALLY_NUMBERS 6
#define CSQ_TALLY_MAX_LEN 1000 /* bytes of a label */

typedef struct CsqTallyType
{
	const char *name; /* SQL type */
	const char *what; /* what a label is, for messages: "reason" */
	int         labels;
	int         numbers;
	bool        once;           /* a set: numbers are 1, and the same labels again add nothing */
	unsigned    negative;       /* bit i: number i may be negative */
	const char *parameter;      /* key of a number that all rows share, or NULL */
	double      least, largest; /* its range */
	const char *word;           /* key of a text that all rows share, or NULL */
} CsqTallyType;

typedef struct CsqTally
{
	CsqStored flat;
	uint32_t  rows;
	uint32_t  slots;
	uint64_t  back; /* bytes used from the end */
	double    parameter;
	uint32_t  word_len;
	uint32_t  unused;
} CsqTally;

typedef struct CsqTallyRow
{
	CsqText        label[CSQ_TALLY_LABELS];
	const int64_t *numbers;
} CsqTallyRow;

extern CsqTally *csq_tally_new(const CsqTallyType *type, double parameter, const CsqText *word);
extern CsqText   csq_tally_word(const CsqTally *t);

/* Adds numbers to the row of labels; replaces *t when it grows. */
extern bool csq_tally_add(const CsqTallyType *type, CsqTally **t, const CsqText *labels, const int64_t *numbers,
                          CsqError *err);

/* The numbers of the row of labels in a tally that was collected (has a table), or NULL. */
extern const int64_t *csq_tally_find(const CsqTallyType *type, const CsqTally *t, const CsqText *labels);

/* Same parameter and word?  Else CSQ_PARAM, naming both. */
extern bool csq_tally_alike(const CsqTallyType *type, const CsqTally *t, double parameter, const CsqText *word,
                            CsqError *err);

extern bool      csq_tally_merge(const CsqTallyType *type, CsqTally **into, const CsqTally *from, CsqError *err);
extern bool      csq_tally_check(const CsqTallyType *type, const void *value, size_t size, CsqError *err);
extern CsqTally *csq_tally_pack(const CsqTallyType *type, const CsqTally *t, CsqError *err);

/* The rows in the order of their labels; they point into the tally. */
extern CsqTallyRow *csq_tally_rows(const CsqTallyType *type, const CsqTally *t);

extern CsqTally *csq_tally_parse(const CsqTallyType *type, const char *text, size_t len, CsqError *err);
extern void      csq_tally_text(const CsqTallyType *type, const CsqTally *packed, CsqBuf *b);
extern CsqTally *csq_tally_read(const CsqTallyType *type, const void *data, size_t len, CsqError *err);
extern void      csq_tally_write(const CsqTallyType *type, const CsqTally *packed, CsqBuf *b);

/* The functions that a stored type names, of a type of tallies: prefix_check and so on. */
#define CSQ_TALLY_FUNCTIONS(prefix, type)                                                                              \
	static inline bool prefix##_check(const void *value, size_t size, CsqError *err)                                   \
	{                                                                                                                  \
		return csq_tally_check(&(type), value, size, err);                                                             \
	}                                                                                                                  \
	static inline const void *prefix##_open(const void *value, CsqError *err)                                          \
	{                                                                                                                  \
		if (!csq_tally_check(&(type), value, csq_flat_size(value), err))                                               \
			return NULL;                                                                                               \
		return csq_tally_pack(&(type), value, err);                                                                    \
	}                                                                                                                  \
	static inline bool prefix##_merge(CsqTally **into, const CsqTally *from, CsqError *err)                            \
	{                                                                                                                  \
		return csq_tally_merge(&(type), into, from, err);                                                              \
	}                                                                                                                  \
	static inline CsqTally *prefix##_parse(const char *text, size_t len, CsqError *err)                                \
	{                                                                                                                  \
		return csq_tally_parse(&(type), text, len, err);                                                               \
	}                                                                                                                  \
	static inline void prefix##_text(const CsqTally *packed, CsqBuf *b)                                                \
	{                                                                                                                  \
		csq_tally_text(&(type), packed, b);                                                                            \
	}                                                                                                                  \
	static inline CsqTally *prefix##_read(const void *data, size_t len, CsqError *err)                                 \
	{                                                                                                                  \
		return csq_tally_read(&(type), data, len, err);                                                                \
	}                                                                                                                  \
	static inline void prefix##_write(const CsqTally *packed, CsqBuf *b)                                               \
	{                                                                                                                  \
		csq_tally_write(&(type), packed, b);                                                                           \
	}

#endif /* CSQ_TALLY_H */
