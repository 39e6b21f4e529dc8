/*
 * entries.h
 *		Flat values that are a sorted list of entries with a tail in order of arrival.
 *
 * A type's value, of version 1, begins with CsqEntries; after its own header come the entries, all of
 * one size.  The first nsorted ascend, the rest wait to be sorted: when the value is
 * full they are, equal ones are joined, and only if that frees less than half does the
 * value double.  Amortised O(log n) per entry; nothing is sorted that comes in order.
 */
#ifndef CSQ_ENTRIES_H
#define CSQ_ENTRIES_H

#include "base/flat.h"
#include "base/sort.h"

typedef struct CsqEntries
{
	CsqStored flat;
	uint32_t  nentries;
	uint32_t  nsorted;
} CsqEntries;

typedef struct CsqEntriesType
{
	const char *name; /* of the SQL type */
	size_t      head; /* bytes before the entries */
	size_t      size; /* of an entry */
	CsqCompare  compare;

	/* Adds an equal entry to another, 22003 when that cannot be; NULL: equal ones stay side by side. */
	bool (*join)(void *into, const void *equal, CsqError *err);
} CsqEntriesType;

static inline void *
csq_entry(const void *value, const CsqEntriesType *type, uint32_t i)
{
	return (char *) value + type->head + i * type->size;
}

/* Bytes without slack. */
static inline size_t
csq_entries_used(const void *value, const CsqEntriesType *type)
{
	return type->head + ((const CsqEntries *) value)->nentries * type->size;
}

extern void *csq_entries_new(const CsqEntriesType *type, uint32_t room);

/* 54000: a value of the type would have more than 1 GB. */
extern bool csq_entries_too_large(const CsqEntriesType *type, CsqError *err);

/* Adds an entry; replaces *value when it grows.  54000 beyond 1 GB. */
extern bool csq_entries_add(void **value, const CsqEntriesType *type, const void *entry, CsqError *err);

/* Adds all of another value, which is checked. */
extern bool csq_entries_merge(void **into, const void *from, const CsqEntriesType *type, CsqError *err);

/* Header, size, number and order; what an entry says is for the type to check. */
extern bool csq_entries_check(const void *value, size_t size, const CsqEntriesType *type, CsqError *err);

/* A copy that is all sorted and has no slack. */
extern void *csq_entries_pack(const void *value, const CsqEntriesType *type, CsqError *err);

#endif /* CSQ_ENTRIES_H */
