/*
 * entries.c
 *		Sorted entries with a tail in order of arrival: see entries.h.
 */
#include "base/entries.h"

void *
csq_entries_new(const CsqEntriesType *type, uint32_t room)
{
	return csq_flat_new(type->head + room * type->size, 1);
}

/* Both parts sorted, [0, n) and [n, end): one list, of equal entries the first part's first. */
static void
merge_tail(CsqEntries *v, const CsqEntriesType *type, uint32_t n, uint32_t end)
{
	uint32_t to = end;
	char    *tail, *t;

	if (n == 0 || n == end || type->compare(csq_entry(v, type, n - 1), csq_entry(v, type, n)) <= 0)
		return;
	tail = csq_alloc((size_t) (end - n) * type->size);
	memcpy(tail, csq_entry(v, type, n), (size_t) (end - n) * type->size);
	t = tail + (size_t) (end - n) * type->size;
	while (t > tail && n > 0)
	{
		csq_poll(--to);
		if (type->compare(csq_entry(v, type, n - 1), t - type->size) > 0)
			memcpy(csq_entry(v, type, to), csq_entry(v, type, --n), type->size);
		else
			memcpy(csq_entry(v, type, to), t -= type->size, type->size);
	}
	memcpy(csq_entry(v, type, 0), tail, (size_t) (t - tail));
	csq_free(tail);
}

/* Sorts the tail, joins what is equal, and brings what is new among the others. */
static bool
compact(CsqEntries *v, const CsqEntriesType *type, CsqError *err)
{
	uint32_t n = v->nsorted;
	uint32_t k = n;  /* end of what stays */
	uint32_t at = 0; /* the first of those sorted that is not below the entry */

	csq_sort(csq_entry(v, type, n), v->nentries - n, type->size, type->compare);
	for (uint32_t i = n; i < v->nentries; i++)
	{
		void *e = csq_entry(v, type, i);
		void *equal = NULL;
		int   order = 1;

		csq_poll(i);
		if (type->join != NULL && k > n && type->compare(csq_entry(v, type, k - 1), e) == 0)
			equal = csq_entry(v, type, k - 1);
		else if (type->join != NULL)
		{
			while (at < n && (order = type->compare(csq_entry(v, type, at), e)) < 0)
				csq_poll(at++);
			if (at < n && order == 0)
				equal = csq_entry(v, type, at);
		}
		if (equal == NULL && k++ != i)
			memcpy(csq_entry(v, type, k - 1), e, type->size);
		if (equal != NULL && !type->join(equal, e, err))
			return false;
	}
	merge_tail(v, type, n, k);
	memset(csq_entry(v, type, k), 0, (size_t) (v->nentries - k) * type->size);
	v->nentries = v->nsorted = k;
	return true;
}

bool
csq_entries_too_large(const CsqEntriesType *type, CsqError *err)
{
	return csq_fail(err, CSQ_LIMIT, "%s is too large", type->name) ||
	       csq_detail(err, "A value has at most 1 GB, enough for %zu different entries.",
	                  CSQ_MAX_VALUE_SIZE / type->size) ||
	       csq_hint(err, "Group by month, team or channel; rollup() and + put parts together.");
}

bool
csq_entries_add(void **value, const CsqEntriesType *type, const void *entry, CsqError *err)
{
	CsqEntries *v = *value;
	size_t      capacity = (csq_flat_size(v) - type->head) / type->size;
	int         order = 1;

	/* in a tail nothing is compared until it is sorted */
	if (v->nsorted == v->nentries)
		order = v->nentries > 0 ? type->compare(csq_entry(v, type, v->nentries - 1), entry) : -1;
	if (order == 0 && type->join != NULL)
		return type->join(csq_entry(v, type, v->nentries - 1), entry, err);
	if (CSQ_UNLIKELY(v->nentries >= capacity))
	{
		if (v->nentries > v->nsorted && !compact(v, type, err))
			return false;
		if (v->nentries > capacity / 2 || capacity == 0)
			v = csq_flat_room(v, csq_entries_used(v, type), 0, (v->nentries + 1) * type->size);
		if (v == NULL)
			return csq_entries_too_large(type, err);
		*value = v;
		/* sorting may have put another entry last */
		order = v->nentries > 0 ? type->compare(csq_entry(v, type, v->nentries - 1), entry) : -1;
	}
	if (v->nsorted == v->nentries && (order < 0 || (order == 0 && type->join == NULL)))
		v->nsorted++;
	memcpy(csq_entry(v, type, v->nentries++), entry, type->size);
	return true;
}

bool
csq_entries_merge(void **into, const void *from, const CsqEntriesType *type, CsqError *err)
{
	const CsqEntries *f = from;

	for (uint32_t i = 0; i < f->nentries; i++)
	{
		csq_poll(i);
		if (!csq_entries_add(into, type, csq_entry(f, type, i), err))
			return false;
	}
	return true;
}

bool
csq_entries_check(const void *value, size_t size, const CsqEntriesType *type, CsqError *err)
{
	const CsqEntries *v = value;

	if (!csq_stored_check(value, size, type->head, type->name, err))
		return false;
	if (size > CSQ_MAX_VALUE_SIZE || csq_flat_size(v) != size)
		return csq_stored_invalid(type->name, err, "Its size is wrong.");
	if ((size - type->head) / type->size < v->nentries || v->nsorted > v->nentries)
		return csq_stored_invalid(type->name, err, "It has more entries than its size allows.");
	for (uint32_t i = 1; i < v->nsorted; i++)
	{
		int order = type->compare(csq_entry(v, type, i - 1), csq_entry(v, type, i));

		csq_poll(i);
		if (order > 0 || (order == 0 && type->join != NULL))
			return csq_stored_invalid(type->name, err, "Its entries are not in order.");
	}
	return true;
}

void *
csq_entries_pack(const void *value, const CsqEntriesType *type, CsqError *err)
{
	const CsqEntries *v = value;
	CsqEntries       *r = csq_alloc(csq_entries_used(v, type));

	memcpy(r, v, csq_entries_used(v, type));
	if (r->nsorted < r->nentries && !compact(r, type, err))
		return NULL;
	csq_flat_set_size(r, csq_entries_used(r, type));
	return r;
}
