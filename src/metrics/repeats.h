/*
 * repeats.h
 *		Who contacts again about the same thing: type repeats.
 *
 * An exact multiset of (customer and issue, instant), with the window within which a
 * contact is a repeat, and the instant up to which contacts are known.  Customer and
 * issue are kept as a hash of 128 bits: no name is stored.  Sorted entries with a tail
 * (entries.h).
 *
 * Core header.
 */
#ifndef CSQ_REPEATS_H
#define CSQ_REPEATS_H

#include "base/entries.h"
#include "base/json.h"

#define CSQ_REPEATS_VERSION 1

typedef struct CsqRepeats
{
	CsqEntries list;
	int64_t    missing; /* rows without customer or instant */
	int64_t    within;  /* microseconds, > 0 */
	int64_t    as_of;
} CsqRepeats;

typedef struct CsqContact
{
	uint64_t who[2];
	int64_t  at;
} CsqContact;

/* 22023 unless within is above 0. */
extern CsqRepeats *csq_repeats_new(int64_t within, int64_t as_of, CsqError *err);

/* Adds a contact; issue.s NULL: no issue is known, which is an issue of its own.  Later than as_of: not added. */
extern bool csq_repeats_add(CsqRepeats **r, CsqText customer, CsqText issue, int64_t at, CsqError *err);

/* 22023 when window or as_of differ. */
extern bool                 csq_repeats_same(const CsqRepeats *a, int64_t within, int64_t as_of, CsqError *err);
extern const CsqEntriesType csq_repeats_entries_type;

extern bool csq_repeats_merge(CsqRepeats **into, const CsqRepeats *from, CsqError *err); /* from is checked */
extern bool csq_repeats_check(const void *value, size_t size, CsqError *err);

extern CsqRepeats *csq_repeats_pack(const CsqRepeats *r, CsqError *err);
extern CsqRepeats *csq_repeats_parse(const char *text, size_t len, CsqError *err);
extern void        csq_repeats_text(const CsqRepeats *packed, CsqBuf *out);
extern CsqRepeats *csq_repeats_read(const void *data, size_t len, CsqError *err);
extern void        csq_repeats_write(const CsqRepeats *packed, CsqBuf *out);

/*
 * A contact is first when none of the same customer and issue came within the window
 * before it.  A first contact is repeated when another follows within the window,
 * pending when none has and the window is not over, else resolved.
 */
typedef struct CsqRepeatCounts
{
	int64_t contacts;
	int64_t first;
	int64_t repeated;
	int64_t pending;
	int64_t over;          /* first contacts whose window is over: of those alone is a share fair */
	int64_t over_repeated; /* of those, repeated */
} CsqRepeatCounts;

extern CsqRepeatCounts csq_repeats_count(const CsqRepeats *packed);

#endif /* CSQ_REPEATS_H */
