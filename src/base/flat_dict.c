/*
 * flat_dict.c
 *		The dictionary at the back of a flat value: growing and checking.
 *
 * Core: see flat_dict.h.
 */
#include "base/flat_dict.h"

/* Into a table that has a free place. */
static inline void
put(const CsqFlatDictForm *form, void *value, uint32_t ref, uint32_t hash)
{
	uint32_t *slots = csq_flat_dict_slots(form, value);
	uint32_t  mask = csq_flat_dict_of(form, value)->nslots - 1;
	uint32_t  i = hash & mask;

	while (slots[i] != 0)
		i = (i + 1) & mask;
	slots[i] = ref | (hash & form->tag);
}

/* Another table, which begins where the old one does not: the entries move. */
static void
retable(const CsqFlatDictForm *form, void *value, uint32_t nslots)
{
	CsqFlatDict *d = csq_flat_dict_of(form, value);
	char        *entries = (char *) csq_flat_dict_slots(form, value) - d->back;
	uint32_t     n = 0;

	d->nslots = nslots;
	memmove((char *) csq_flat_dict_slots(form, value) - d->back, entries, d->back);
	memset(csq_flat_dict_slots(form, value), 0, (size_t) nslots * 4);
	csq_flat_dict_each(form, value, e)
	{
		CsqFlatDictKey key = csq_flat_dict_key(form, csq_flat_dict_kind(e), e->bytes, csq_flat_dict_len(e));

		put(form, value, csq_flat_dict_ref(form, value, e), key.hash);
		csq_poll(n++);
	}
}

void *
csq_flat_dict_reshape(const CsqFlatDictForm *form, void *value, size_t front, size_t more, uint32_t nslots)
{
	const CsqFlatDict *d = csq_flat_dict_of(form, value);
	uint32_t           was = d->nslots;
	size_t             need = front + d->back + (size_t) nslots * 4 + more;
	size_t             size = form->first_size;
	void              *copy;

	while (size < need)
		size *= 2;
	if (size > CSQ_MAX_VALUE_SIZE)
		size = CSQ_MAX_VALUE_SIZE & ~(size_t) 7;
	if (size < need)
		return NULL;
	copy = csq_flat_resize(value, size, front, csq_flat_dict_bytes(form, value));
	if (nslots != was)
		retable(form, copy, nslots);
	return copy;
}

void *
csq_flat_dict_add(const CsqFlatDictForm *form, void *value, size_t front, const CsqFlatDictKey *key, uint32_t n,
                  uint32_t number)
{
	CsqFlatDict      *d = csq_flat_dict_of(form, value);
	size_t            size = csq_flat_dict_entry_size(key->len);
	uint32_t          nslots = d->nslots;
	CsqFlatDictEntry *e;

	if ((n + UINT32_C(1)) * 2 > nslots)
	{
		nslots = nslots == 0 ? form->first_slots : nslots * (nslots < 1 << 20 ? 4 : 2);
		value = csq_flat_dict_reshape(form, value, front, size, nslots);
	}
	else
		value = csq_flat_dict_room(form, value, front, size);
	if (value == NULL)
		return NULL;
	d = csq_flat_dict_of(form, value);
	d->back += (uint32_t) size;
	e = csq_flat_dict_entry(form, value, d->back / 4);
	e->number = number;
	e->kind_len = key->kind << 30 | (uint32_t) key->len;
	memcpy(e->bytes, key->s, key->len);
	put(form, value, d->back / 4, key->hash);
	return value;
}

/* ---- checking ---- */

bool
csq_flat_dict_fits(const CsqFlatDictForm *form, const void *value, size_t front)
{
	const CsqFlatDict *d = csq_flat_dict_of(form, value);

	return front + csq_flat_dict_bytes(form, value) <= csq_flat_size(value) && d->back % 4 == 0 &&
	       (d->nslots & (d->nslots - 1)) == 0;
}

/* Each place leads to the start of an entry, and none is led to twice. */
static bool
check_slots(const CsqFlatDictForm *form, const void *value, uint32_t n, bool *start, const char *type, CsqError *err)
{
	const CsqFlatDict *d = csq_flat_dict_of(form, value);
	const uint32_t    *slots = csq_flat_dict_slots(form, value);
	uint32_t           filled = 0;

	for (uint32_t i = 0; i < d->nslots; i++)
	{
		uint32_t ref = slots[i] & ~form->tag;

		csq_poll(i);
		if (slots[i] == 0)
			continue;
		if (ref > d->back / 4 || !start[ref])
			return csq_stored_invalid(type, err, "A link does not lead to an entry of the dictionary.");
		start[ref] = false;
		filled++;
	}
	if (filled != n || (n > 0 && filled >= d->nslots))
		return csq_stored_invalid(type, err, "The hash table does not fit the dictionary.");
	return true;
}

bool
csq_flat_dict_check(const CsqFlatDictForm *form, const void *value, CsqFlatDictLook look, void *arg, const char *type,
                    uint32_t *n, CsqError *err)
{
	uint32_t back = csq_flat_dict_of(form, value)->back;
	bool    *start = csq_alloc0(back / 4 + (size_t) 1);

	*n = 0;
	for (size_t at = 0; at < back; ++*n)
	{
		uint32_t                ref = (uint32_t) ((back - at) / 4);
		const CsqFlatDictEntry *e = csq_flat_dict_entry(form, value, ref);
		const char             *why;

		if (back - at < CSQ_FLAT_DICT_ENTRY_HEAD || csq_flat_dict_entry_size(csq_flat_dict_len(e)) > back - at)
			return csq_stored_invalid(type, err, "An entry exceeds the dictionary.");
		if ((why = look(arg, e, ref)) != NULL)
			return csq_stored_invalid(type, err, "%s", why);
		start[ref] = true;
		at += csq_flat_dict_entry_size(csq_flat_dict_len(e));
		csq_poll(*n);
	}
	if (!check_slots(form, value, *n, start, type, err))
		return false;
	csq_free(start);
	return true;
}
