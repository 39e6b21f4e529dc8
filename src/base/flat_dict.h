/*
 * flat_dict.h
 *		The dictionary at the back of a flat value: texts, each with a number.
 *
 * Collected events (funnel_events, process_events) keep their labels and case ids
 * once each.  At the end of the value (flat.h) is a hash table of nslots places of
 * 4 bytes, before it the entries, which grow downwards:
 *
 *		| header | records -> ... slack ... <- entries | hash table |
 *
 *		entry		number uint32, kind in the two upper bits and length uint32, bytes, padded to 4
 *		place		distance of an entry from the end of the entries in units of 4 bytes, its
 *					reference; 0 = free; in the four upper bits some of the hash, if the form has tags
 *
 * References stay true when the value grows.  1 GB has fewer than 2^28 of them, which
 * leaves the bits for the tag, by which most other entries are told apart without a
 * look at them.  Open addressing with linear probing, at most half full; nslots is a
 * power of two, or 0 as long as there is no entry.  What a number means, and of which
 * kinds entries are, is the topic's own.
 *
 * A CsqFlatDictForm is a constant, known where these functions are inlined.
 *
 * Cost: a look-up is a hash of the text and, in a large dictionary, two cache lines.
 */
#ifndef CSQ_FLAT_DICT_H
#define CSQ_FLAT_DICT_H

#include "base/flat.h"

#define CSQ_FLAT_DICT_ENTRY_HEAD 8
#define CSQ_FLAT_DICT_LEN_MASK   UINT32_C(0x3fffffff)
#define CSQ_FLAT_DICT_REF_MASK   UINT32_C(0x0fffffff)
#define CSQ_FLAT_DICT_TAG        (~CSQ_FLAT_DICT_REF_MASK)

/* A part of the value's header. */
typedef struct CsqFlatDict
{
	uint32_t back;   /* bytes of entries */
	uint32_t nslots; /* a power of two, or 0 */
} CsqFlatDict;

typedef struct CsqFlatDictEntry
{
	uint32_t number;
	uint32_t kind_len;
	char     bytes[];
} CsqFlatDictEntry;

/* What the dictionaries of a type of value have in common. */
typedef struct CsqFlatDictForm
{
	size_t   offset;      /* of the CsqFlatDict in the value */
	uint64_t seed;        /* of the hash; that of a kind is seed + kind */
	uint32_t tag;         /* CSQ_FLAT_DICT_TAG, or 0: places have none */
	uint32_t first_slots; /* a power of two */
	size_t   first_size;  /* of a value: sizes are this times a power of two */
} CsqFlatDictForm;

/* What is looked up: a text of a kind, with its hash. */
typedef struct CsqFlatDictKey
{
	const char *s;
	size_t      len;
	uint32_t    kind; /* 0 to 3 */
	uint32_t    hash;
} CsqFlatDictKey;

static inline CsqFlatDict *
csq_flat_dict_of(const CsqFlatDictForm *form, const void *value)
{
	return (CsqFlatDict *) ((char *) value + form->offset);
}

static inline size_t
csq_flat_dict_entry_size(size_t len)
{
	return (CSQ_FLAT_DICT_ENTRY_HEAD + len + 3) & ~(size_t) 3;
}

static inline uint32_t
csq_flat_dict_kind(const CsqFlatDictEntry *e)
{
	return e->kind_len >> 30;
}

static inline uint32_t
csq_flat_dict_len(const CsqFlatDictEntry *e)
{
	return e->kind_len & CSQ_FLAT_DICT_LEN_MASK;
}

/* Bytes at the back of the value: entries and table. */
static inline size_t
csq_flat_dict_bytes(const CsqFlatDictForm *form, const void *value)
{
	const CsqFlatDict *d = csq_flat_dict_of(form, value);

	return (size_t) d->back + (size_t) d->nslots * 4;
}

/* The table, where the entries end. */
static inline uint32_t *
csq_flat_dict_slots(const CsqFlatDictForm *form, const void *value)
{
	return (uint32_t *) ((char *) value + csq_flat_size(value) - (size_t) csq_flat_dict_of(form, value)->nslots * 4);
}

static inline CsqFlatDictEntry *
csq_flat_dict_entry(const CsqFlatDictForm *form, const void *value, uint32_t ref)
{
	return (CsqFlatDictEntry *) ((char *) csq_flat_dict_slots(form, value) - (size_t) ref * 4);
}

static inline uint32_t
csq_flat_dict_ref(const CsqFlatDictForm *form, const void *value, const CsqFlatDictEntry *e)
{
	return (uint32_t) (((const char *) csq_flat_dict_slots(form, value) - (const char *) e) / 4);
}

/* The reference of the entry that was added last. */
static inline uint32_t
csq_flat_dict_last(const CsqFlatDictForm *form, const void *value)
{
	return csq_flat_dict_of(form, value)->back / 4;
}

/* A loop over the entries of a checked value, the last one first; what is done must not add to it. */
#define csq_flat_dict_each(form, value, e)                                                                             \
	for (const CsqFlatDictEntry *e = csq_flat_dict_entry(form, value, csq_flat_dict_last(form, value)),                \
	                            *end_ = (const CsqFlatDictEntry *) csq_flat_dict_slots(form, value);                   \
	     e < end_; e = (const CsqFlatDictEntry *) ((const char *) e + csq_flat_dict_entry_size(csq_flat_dict_len(e))))

static inline CsqFlatDictKey
csq_flat_dict_key(const CsqFlatDictForm *form, uint32_t kind, const char *s, size_t len)
{
	return (CsqFlatDictKey){s, len, kind, (uint32_t) (csq_hash_bytes(s, len, form->seed + kind) >> 20)};
}

/* The entry of a key; NULL when there is none. */
static inline const CsqFlatDictEntry *
csq_flat_dict_find(const CsqFlatDictForm *form, const void *value, const CsqFlatDictKey *key)
{
	const uint32_t *slots = csq_flat_dict_slots(form, value);
	uint32_t        mask = csq_flat_dict_of(form, value)->nslots - 1;
	uint32_t        want = key->kind << 30 | (uint32_t) key->len;

	if (mask == UINT32_MAX)
		return NULL;
	for (uint32_t i = key->hash & mask; slots[i] != 0; i = (i + 1) & mask)
	{
		const CsqFlatDictEntry *e = csq_flat_dict_entry(form, value, slots[i] & ~form->tag);

		if (((slots[i] ^ key->hash) & form->tag) == 0 && e->kind_len == want && memcmp(e->bytes, key->s, key->len) == 0)
			return e;
	}
	return NULL;
}

/*
 * Room for more bytes behind the used front, and a table of nslots, which are at least
 * those it has: the value, or a larger copy.  NULL when it would exceed 1 GB: the
 * caller reports that.
 */
extern void *csq_flat_dict_reshape(const CsqFlatDictForm *form, void *value, size_t front, size_t more,
                                   uint32_t nslots);

static inline void *
csq_flat_dict_room(const CsqFlatDictForm *form, void *value, size_t front, size_t more)
{
	if (CSQ_LIKELY(front + csq_flat_dict_bytes(form, value) + more <= csq_flat_size(value)))
		return value;
	return csq_flat_dict_reshape(form, value, front, more, csq_flat_dict_of(form, value)->nslots);
}

/*
 * Adds a key that is not there, as the entry after n others (or fewer), with a number.
 * Gives the value, or a larger copy; NULL when it would exceed 1 GB.  The key has at
 * most CSQ_FLAT_DICT_LEN_MASK bytes.
 */
extern void *csq_flat_dict_add(const CsqFlatDictForm *form, void *value, size_t front, const CsqFlatDictKey *key,
                               uint32_t n, uint32_t number);

/* ---- checking ---- */

/* Do the used front, the entries and the table fit the size of the value? */
extern bool csq_flat_dict_fits(const CsqFlatDictForm *form, const void *value, size_t front);

/* What is wrong with an entry whose length is right, NULL when nothing is. */
typedef const char *(*CsqFlatDictLook)(void *arg, const CsqFlatDictEntry *e, uint32_t ref);

/*
 * Entries fill the dictionary, nothing is wrong with any, the table leads to each once
 * and has free places.  Which text is in it twice is not looked for.  Gives how many
 * there are.  The value fits.
 */
extern bool csq_flat_dict_check(const CsqFlatDictForm *form, const void *value, CsqFlatDictLook look, void *arg,
                                const char *type, uint32_t *n, CsqError *err);

#endif /* CSQ_FLAT_DICT_H */
