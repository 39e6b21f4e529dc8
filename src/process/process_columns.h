/*
 * process_columns.h
 *		The variants of a stored process, as the columns that they are stored in.
 *
 * process_stored.c says how they lie.  Here they are written length by length, by
 * whoever has them in order, and read without making a struct of each: such structs
 * and their paths take ten times the memory of the columns, most of which would be
 * touched for the first time.
 */
#ifndef CSQ_PROCESS_COLUMNS_H
#define CSQ_PROCESS_COLUMNS_H

#include "base/columns.h"
#include "process/process.h"

#define CSQ_PATHS_AHEAD 16 /* paths in order lie anywhere: they are fetched so many before they are read */

/* The columns beside the paths: cases less 1, lower and upper half of the total. */
#define CSQ_PATHS_COLUMNS 3

/* Bytes of an activity. */
static inline int
csq_paths_width(uint32_t nactivities)
{
	return nactivities <= 256 ? 1 : nactivities <= 65536 ? 2 : 4;
}

static inline uint64_t
csq_paths_number(int column, int64_t n, CsqU128 total)
{
	return column == 0 ? (uint64_t) n - 1 : column == 1 ? (uint64_t) total : (uint64_t) (total >> 64);
}

/* ---- labels ---- */

extern void     csq_labels_pack(CsqBuf *out, const CsqText *labels, uint32_t n);
extern CsqText *csq_labels_unpack(CsqReader *r, uint32_t *n);

/* ---- writing ---- */

/* What comes before all variants. */
extern void csq_paths_begin(CsqBuf *out, uint32_t nvariants, uint64_t steps, int width);

/*
 * What comes before n variants of one length; all: the numbers of each column, or'ed.
 * There is room then for the columns, csq_column_new() of each of these widths, and
 * for the paths, which the caller writes in this order.
 */
extern void csq_paths_length(CsqBuf *out, uint32_t len, uint32_t n, const uint64_t all[CSQ_PATHS_COLUMNS], int width,
                             int widths[CSQ_PATHS_COLUMNS]);

/* Variants in order. */
extern void csq_paths_pack(const CsqVariant *variants, uint32_t n, int width, CsqBuf *out);

/* ---- reading ---- */

/* Variants of one length. */
typedef struct CsqPathGroup
{
	uint32_t  len;
	uint32_t  n;
	CsqColumn columns[CSQ_PATHS_COLUMNS];
	CsqColumn ids;
} CsqPathGroup;

typedef struct CsqPaths
{
	int           width; /* of an activity */
	uint32_t      nvariants;
	uint64_t      steps;
	uint32_t      ngroups;
	CsqPathGroup *groups; /* by length, which is checked to be as announced, not to ascend */
} CsqPaths;

extern bool csq_paths_read(CsqReader *r, int width, CsqPaths *paths);

/* Each variant as a struct. */
extern void csq_paths_unpack(const CsqPaths *paths, CsqProcess *p);

/* As they are. */
extern void csq_paths_copy(const CsqPaths *paths, CsqBuf *out);

/* ---- few activities ---- */

/* May the functions below be asked?  Activities are bytes then, and their pairs places of a square. */
static inline bool
csq_paths_are_few(uint32_t nactivities)
{
	return nactivities <= CSQ_PAIRS_SIDE;
}

/* A square of pairs is as small as the activities allow: source << these bits | target; 3 at least. */
static inline int
csq_paths_bits(uint32_t nactivities)
{
	int bits = 3;

	while (nactivities > UINT32_C(1) << bits)
		bits++;
	return bits;
}

/* What the check of a process adds up. */
typedef struct CsqPathSums
{
	bool     used[CSQ_PAIRS_SIDE];
	int64_t  cases;
	CsqU128  total;
	int64_t *pairs; /* how often, by source and target */
} CsqPathSums;

/* Do variants keep the rules, and do sums fit?  When not, the check of unpacked ones says why. */
extern bool csq_paths_sum(const CsqPaths *paths, uint32_t nactivities, CsqPathSums *sums);

/* By source and target: in how many cases one follows the other.  Of paths that csq_paths_sum() found in order. */
extern void csq_paths_pair_cases(const CsqPaths *paths, uint32_t nactivities, int64_t *cases);

/* ---- merging ---- */

/*
 * The variants of two, of which equal ones become one, on their way into a value: merged as they are written, so that
 * the sum lies nowhere else.  maps ascend and lead from their activities to those of the sum, which are bytes in all
 * three; NULL: they are the same.
 */
typedef struct CsqPathsPair
{
	const CsqPaths *paths[2];
	const uint32_t *maps[2];
	uint32_t        nvariants; /* set: of the sum */
	bool            overflow;  /* set: a count does not fit, and what was written is of no use */
} CsqPathsPair;

extern void csq_paths_pack_pair(CsqPathsPair *pair, CsqBuf *out);

#endif /* CSQ_PROCESS_COLUMNS_H */
