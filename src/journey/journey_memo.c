/*
 * journey_memo.c
 *		Dictionaries of journeys that were met before.
 *
 * See journey_memo.h.  Each dictionary has one place, by its hash; one that comes
 * later takes it.
 *
 * Journeys of a table come as they lie in its pages, and a page fills from its end:
 * the journey that comes next lies just before this one.  No processor guesses that,
 * as each is read upwards, so it is fetched while this one is read, which is a third
 * of the time of whoever reads stored journeys.  Where something else lies there,
 * nothing is lost: a fetch ahead touches nothing and cannot fail.
 */
#include "journey/journey_memo.h"

#define CACHE_LINE 64
#define MOST_AHEAD 1024

/* What of the header belongs to the dictionary. */
typedef struct Head
{
	uint32_t back; /* 0: the place is free */
	uint32_t nlabels;
	uint32_t root;
} Head;

/* One dictionary; its facts follow. */
typedef struct Place
{
	uint8_t number[CSQ_KNOWN_BYTES / 4 + 8]; /* by ref, 0 .. back / 4 */
	char    bytes[CSQ_KNOWN_BYTES];
} Place;

struct CsqJourneyMemo
{
	size_t fact_size;
	size_t place_size;
	char  *places;
	Head   heads[CSQ_KNOWN_DICTIONARIES];
};

CsqJourneyMemo *
csq_journey_memo_new(size_t fact_size)
{
	CsqJourneyMemo *memo = csq_alloc0(sizeof *memo);

	memo->fact_size = fact_size;
	memo->place_size = (sizeof(Place) + (CSQ_KNOWN_LABELS + 1) * fact_size + 7) & ~(size_t) 7;
	memo->places = csq_alloc(CSQ_KNOWN_DICTIONARIES * memo->place_size);
	return memo;
}

/* Of a dictionary, whose bytes are a multiple of 4: two chains, so that the multiplications overlap. */
static inline uint32_t
hash_of(const char *s, size_t len)
{
	uint64_t a = len * UINT64_C(0x9e3779b97f4a7c15);
	uint64_t b = 1;
	uint64_t w[2];
	uint32_t last;

	for (; len >= 16; s += 16, len -= 16)
	{
		memcpy(w, s, 16);
		a = (a ^ w[0]) * UINT64_C(0x9fb21c651e98df25);
		b = (b ^ w[1]) * UINT64_C(0xd6e8feb86659fd93);
		a ^= a >> 32;
		b ^= b >> 32;
	}
	for (; len >= 4; s += 4, len -= 4)
	{
		memcpy(&last, s, 4);
		a = (a ^ last) * UINT64_C(0x9fb21c651e98df25);
		a ^= a >> 32;
	}
	return (uint32_t) ((a + b) * UINT64_C(0x9e3779b97f4a7c15) >> 40) % CSQ_KNOWN_DICTIONARIES;
}

/* Finds out about a dictionary; false: it is damaged, or is not to be remembered. */
static bool
find_out(const CsqJourneyMemo *memo, const CsqJourney *j, Place *place, CsqLabelFact fact, const void *question)
{
	char     *facts = (char *) (place + 1);
	uint32_t *known;
	uint32_t  n = 0;
	size_t    at = 0;
	CsqText   label;
	uint32_t  ref;
	CsqError  err;

	if (!csq_journey_labels(j, &known, &err))
		return false;
	csq_free(known);
	memset(place->number, 0, j->back / 4 + (size_t) 1);
	memcpy(place->bytes, (const char *) j + csq_flat_size(j) - j->back, j->back);
	while (csq_journey_next_label(j, &at, &label, &ref))
	{
		place->number[ref] = (uint8_t) ++n;
		if (!fact(question, &label, facts + n * memo->fact_size))
			return false;
	}
	return true;
}

/* What lies before this journey: the next is nearly as long, and has a row's header before it. */
static inline void
fetch_next(const CsqJourney *j)
{
	uintptr_t at = (uintptr_t) j;
	size_t    far = csq_flat_size(j) + CACHE_LINE;

	far = far < MOST_AHEAD ? far : MOST_AHEAD;
	for (size_t before = CACHE_LINE; before <= far; before += CACHE_LINE)
		__builtin_prefetch((const void *) (at - before));
}

bool
csq_journey_memo_find(CsqJourneyMemo *memo, const CsqJourney *j, CsqLabelFact fact, const void *question,
                      CsqKnownLabels *known)
{
	const char *bytes;
	uint32_t    h;
	Head       *head;
	Place      *place;
	CsqError    err;

	fetch_next(j);
	if (!csq_journey_head(j, csq_flat_size(j), &err) || j->back == 0 || j->back > CSQ_KNOWN_BYTES)
		return false;
	bytes = (const char *) j + csq_flat_size(j) - j->back;
	h = hash_of(bytes, j->back);
	head = &memo->heads[h];
	place = (Place *) (memo->places + h * memo->place_size);
	if (CSQ_UNLIKELY(head->back != j->back || head->nlabels != j->nlabels || head->root != j->root ||
	                 memcmp(place->bytes, bytes, j->back) != 0))
	{
		head->back = 0;
		if (!find_out(memo, j, place, fact, question))
			return false;
		*head = (Head){j->back, j->nlabels, j->root};
	}
	*known = (CsqKnownLabels){j->back / 4, place->number, place + 1};
	return true;
}
