/*
 * process_events.c
 *		What process_agg collects: events with the case they belong to.
 *
 * See process.h for the layout.  Adding an event costs a look-up of each label in
 * the hash table at the end of the value and 24 bytes; nothing is sorted before
 * it is read.  Reading numbers the labels by rank and the cases by arrival, deals
 * the events out to their cases (one counting pass), and sorts each case, which
 * usually is sorted.
 */
#include "process.h"

#include "instant.h"
#include "sort.h"

#define HEAD sizeof(CsqProcessEvents)
#define FIRST_SIZE 512
#define FIRST_SLOTS 16
#define RECORD sizeof(Record)
#define ENTRY_HEAD 8
#define KEY_SEED UINT64_C(0x70726f6365737331)
#define LEN_MASK UINT32_C(0x3fffffff)

typedef struct Record
{
	int64_t		at;
	int64_t		key;			/* the id, or the number of the text or journey */
	uint32_t	activity;
	uint32_t	resource;		/* 0 = none; the kind of the key in the two upper bits */
} Record;

typedef struct Entry
{
	uint32_t	number;
	uint32_t	kind_len;		/* kind in the two upper bits */
	char		bytes[];
} Entry;

static inline size_t
entry_size(size_t len)
{
	return (ENTRY_HEAD + len + 3) & ~(size_t) 3;
}

static inline size_t
front(const CsqProcessEvents *pe)
{
	return HEAD + (size_t) pe->nevents * RECORD;
}

static inline char *
dictionary_end(const CsqProcessEvents *pe)
{
	return (char *) pe + csq_flat_size(pe) - (size_t) pe->nslots * 4;
}

static inline Entry *
entry_of(const CsqProcessEvents *pe, uint32_t ref)
{
	return (Entry *) (dictionary_end(pe) - (size_t) ref * 4);
}

static inline Record *
record_at(const CsqProcessEvents *pe, size_t i)
{
	return (Record *) ((char *) pe + HEAD + i * RECORD);
}

static inline uint32_t
record_kind(const Record *r)
{
	return r->resource >> 30;
}

static inline uint32_t
record_resource(const Record *r)
{
	return r->resource & LEN_MASK;
}

size_t
csq_process_events_front(const void *pe)
{
	return front(pe);
}

size_t
csq_process_events_back(const void *value)
{
	const CsqProcessEvents *pe = value;

	return pe->back + (size_t) pe->nslots * 4;
}

static CsqProcessEvents *
new_events(size_t size, uint32_t nslots)
{
	CsqProcessEvents *pe = csq_flat_new(size, CSQ_PROCESS_VERSION);

	pe->nslots = nslots;
	return pe;
}

CsqProcessEvents *
csq_process_events_new(void)
{
	return new_events(FIRST_SIZE, FIRST_SLOTS);
}

/* ---- growing ---- */

static inline uint32_t *
slots_of(const CsqProcessEvents *pe)
{
	return (uint32_t *) dictionary_end(pe);
}

static inline uint32_t
hash_key(uint32_t kind, const char *s, size_t len)
{
	return (uint32_t) (csq_hash_bytes(s, len, KEY_SEED + kind) >> 20);
}

/* Fill an empty hash table from the dictionary. */
static void
fill_slots(CsqProcessEvents *pe)
{
	uint32_t   *slots = slots_of(pe);

	for (size_t at = 0; at < pe->back;)
	{
		uint32_t	ref = (uint32_t) ((pe->back - at) / 4);
		const Entry *e = entry_of(pe, ref);
		uint32_t	len = e->kind_len & LEN_MASK;
		uint32_t	i = hash_key(e->kind_len >> 30, e->bytes, len) & (pe->nslots - 1);

		while (slots[i] != 0)
			i = (i + 1) & (pe->nslots - 1);
		slots[i] = ref;
		at += entry_size(len);
	}
}

/* Room for more bytes, and a hash table of nslots. */
static bool
reshape(CsqProcessEvents **pp, size_t more, uint32_t nslots, CsqError *err)
{
	CsqProcessEvents *pe = *pp;
	CsqProcessEvents *copy;
	size_t		need = front(pe) + pe->back + (size_t) nslots * 4 + more;
	size_t		size = FIRST_SIZE;
	uint32_t	was;

	while (size < need)
		size *= 2;
	if (size > CSQ_MAX_VALUE_SIZE)
		size = CSQ_MAX_VALUE_SIZE & ~(size_t) 7;
	if (size < need)
		return csq_fail(err, CSQ_LIMIT, "too many events for one process_agg: %u", pe->nevents) ||
			csq_detail(err, "The events of one group must fit 1 GB.") ||
			csq_hint(err, "Aggregate parts that hold whole cases, for example GROUP BY a hash of the case, and add the processes with rollup(), which keeps counts only.");
	was = pe->nslots;
	copy = csq_flat_resize(pe, size, front(pe), csq_process_events_back(pe));
	if (nslots != was)
	{
		char	   *labels = dictionary_end(copy) - copy->back;

		copy->nslots = nslots;
		memmove(dictionary_end(copy) - copy->back, labels, copy->back);
		memset(dictionary_end(copy), 0, (size_t) nslots * 4);
		fill_slots(copy);
	}
	*pp = copy;
	return true;
}

static inline bool
room(CsqProcessEvents **pp, size_t more, CsqError *err)
{
	const CsqProcessEvents *pe = *pp;

	return CSQ_LIKELY(front(pe) + pe->back + (size_t) pe->nslots * 4 + more <= csq_flat_size(pe)) ||
		reshape(pp, more, pe->nslots, err);
}

/* ---- labels and case ids ---- */

static bool
add_key(CsqProcessEvents **pp, uint32_t kind, const char *s, size_t len, uint32_t hash, uint32_t *number, CsqError *err)
{
	CsqProcessEvents *pe = *pp;
	uint32_t   *slots;
	uint32_t	i;
	Entry	   *e;

	if (len > LEN_MASK)
		return csq_fail(err, CSQ_LIMIT, "a label of %zu bytes is too long", len);
	if ((pe->nlabels + pe->ntexts + UINT32_C(2)) * 2 > pe->nslots)
	{
		if (!reshape(pp, entry_size(len), pe->nslots * (pe->nslots < 1 << 20 ? 4 : 2), err))
			return false;
	}
	else if (!room(pp, entry_size(len), err))
		return false;
	pe = *pp;
	pe->back += (uint32_t) entry_size(len);
	e = entry_of(pe, pe->back / 4);
	e->kind_len = kind << 30 | (uint32_t) len;
	memcpy(e->bytes, s, len);
	e->number = kind == CSQ_KEY_LABEL ? ++pe->nlabels : kind == CSQ_KEY_TEXT ? pe->ntexts++ : 0;
	*number = e->number;
	slots = slots_of(pe);
	for (i = hash & (pe->nslots - 1); slots[i] != 0;)
		i = (i + 1) & (pe->nslots - 1);
	slots[i] = pe->back / 4;
	return true;
}

/* The number of a label or case id with this hash, which is added when it is new. */
static inline bool
hashed_number(CsqProcessEvents **pp, uint32_t kind, const char *s, size_t len, uint32_t hash, uint32_t *number, CsqError *err)
{
	const CsqProcessEvents *pe = *pp;
	const uint32_t *slots = slots_of(pe);
	uint32_t	want = kind << 30 | (uint32_t) len;

	for (uint32_t i = hash & (pe->nslots - 1); slots[i] != 0; i = (i + 1) & (pe->nslots - 1))
	{
		const Entry *e = entry_of(pe, slots[i]);

		if (e->kind_len == want && memcmp(e->bytes, s, len) == 0)
		{
			*number = e->number;
			return true;
		}
	}
	return add_key(pp, kind, s, len, hash, number, err);
}

static bool
key_number(CsqProcessEvents **pp, uint32_t kind, const char *s, size_t len, uint32_t *number, CsqError *err)
{
	return hashed_number(pp, kind, s, len, hash_key(kind, s, len), number, err);
}

/* The number of a label, which is remembered if there is a memo. */
static inline bool
label_number(CsqProcessEvents **pp, CsqProcessIntake *in, const char *s, size_t len, uint32_t *number, CsqError *err)
{
	CsqMemoLabel label;
	CsqMemoLabel *place;

	if (in == NULL || !csq_memo_label(s, len, &label))
		return key_number(pp, CSQ_KEY_LABEL, s, len, number, err);
	place = csq_memo_place(&in->labels, &label);
	if (!csq_memo_holds(place, &label))
	{
		if (!key_number(pp, CSQ_KEY_LABEL, s, len, number, err))
			return false;
		label.number = (int32_t) *number;
		*place = label;
	}
	*number = (uint32_t) place->number;
	return true;
}

/* ---- case ids that wait ---- */

/* Leave a text for later; what its look-up will touch first is fetched meanwhile. */
static inline bool
wait_id(CsqProcessEvents **pp, CsqProcessIntake *in, const CsqCaseKey *key, CsqError *err)
{
	CsqWaitingId *w;

	if (CSQ_UNLIKELY(in->nwaiting == CSQ_WAITING_IDS || in->nbytes + key->len > CSQ_WAITING_BYTES) &&
		!csq_process_events_settle(pp, in, err))
		return false;
	w = &in->waiting[in->nwaiting++];
	*w = (CsqWaitingId) {hash_key(CSQ_KEY_TEXT, key->s, key->len), (uint32_t) key->len, in->nbytes, (*pp)->nevents};
	memcpy(in->bytes + in->nbytes, key->s, key->len);
	in->nbytes += w->len;
	__builtin_prefetch(&slots_of(*pp)[w->hash & ((*pp)->nslots - 1)]);
	return true;
}

bool
csq_process_events_settle(CsqProcessEvents **pp, CsqProcessIntake *in, CsqError *err)
{
	const uint32_t *slots = slots_of(*pp);
	uint32_t	mask = (*pp)->nslots - 1;

	for (uint32_t i = 0; i < in->nwaiting; i++)
		__builtin_prefetch(entry_of(*pp, slots[in->waiting[i].hash & mask]));
	for (uint32_t i = 0; i < in->nwaiting; i++)
	{
		const CsqWaitingId *w = &in->waiting[i];
		uint32_t	number;

		if (!hashed_number(pp, CSQ_KEY_TEXT, in->bytes + w->at, w->len, w->hash, &number, err))
			return false;
		record_at(*pp, w->record)->key = number;
	}
	in->nwaiting = in->nbytes = 0;
	return true;
}

/* ---- the calendar ---- */

CsqText
csq_process_events_calendar(const CsqProcessEvents *pe)
{
	const Entry *e;

	if (pe->calendar == 0)
		return (CsqText) {"", 0};
	e = entry_of(pe, pe->calendar);
	return (CsqText) {e->bytes, e->kind_len & LEN_MASK};
}

bool
csq_process_events_bind(CsqProcessEvents **pp, const CsqText *calendar, CsqError *err)
{
	CsqText		own = csq_process_events_calendar(*pp);
	uint32_t	number;

	if (CSQ_LIKELY((*pp)->calendar != 0 || (*pp)->nevents > 0 || calendar->len == 0))
		return csq_process_calendar_same(&own, calendar, err);
	if (!csq_process_calendar_check(calendar, err) ||
		!add_key(pp, CSQ_KEY_CALENDAR, calendar->s, calendar->len, hash_key(CSQ_KEY_CALENDAR, calendar->s, calendar->len), &number, err))
		return false;
	(*pp)->calendar = (*pp)->back / 4;	/* the entry added last */
	return true;
}

/* ---- adding ---- */

static inline bool
add_record(CsqProcessEvents **pp, const Record *record, CsqError *err)
{
	if (!room(pp, RECORD, err))
		return false;
	*record_at(*pp, (*pp)->nevents++) = *record;
	return true;
}

bool
csq_process_events_add(CsqProcessEvents **pp, const CsqCaseKey *key, const CsqNewEvent *e, CsqProcessIntake *in,
					   CsqError *err)
{
	Record		r = {e->at, key->id, 0, 0};

	if (key->kind == CSQ_KEY_TEXT && in != NULL && key->len <= CSQ_WAITING_BYTES)
	{
		if (!wait_id(pp, in, key, err))
			return false;
	}
	else if (key->kind == CSQ_KEY_TEXT)
	{
		uint32_t	number;

		if (!key_number(pp, CSQ_KEY_TEXT, key->s, key->len, &number, err))
			return false;
		r.key = number;
	}
	if (!label_number(pp, in, e->activity, e->activity_len, &r.activity, err) ||
		(e->channel != NULL && !label_number(pp, in, e->channel, e->channel_len, &r.resource, err)))
		return false;
	r.resource |= (uint32_t) key->kind << 30;
	return add_record(pp, &r, err);
}

/* The number of one more journey. */
static bool
new_journey(CsqProcessEvents *pe, int64_t *number, CsqError *err)
{
	if (pe->njourneys == UINT32_MAX)
		return csq_fail(err, CSQ_LIMIT, "too many cases for one process_agg");
	*number = pe->njourneys++;
	return true;
}

bool
csq_process_events_journey(CsqProcessEvents **pp, const CsqJourneyView *j, CsqError *err)
{
	uint32_t   *number = csq_alloc0((j->nlabels + (size_t) 1) * sizeof *number);
	int64_t		key = 0;

	if (j->nevents > 0 && !new_journey(*pp, &key, err))
		return false;
	for (uint32_t i = 0; i < j->nevents; i++)
	{
		const CsqEvent *e = &j->events[i];
		const uint32_t wanted[2] = {e->activity, e->channel};
		Record		r;

		/* labels are looked up when an event needs them: a journey may hold others */
		for (int w = 0; w < 2; w++)
			if (wanted[w] != 0 && number[wanted[w]] == 0 &&
				!key_number(pp, CSQ_KEY_LABEL, j->labels[wanted[w]].s, j->labels[wanted[w]].len, &number[wanted[w]], err))
				return false;
		r = (Record) {e->at, key, number[e->activity], number[e->channel] | (uint32_t) CSQ_KEY_NONE << 30};
		if (!add_record(pp, &r, err))
			return false;
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	csq_free(number);
	return true;
}

bool
csq_process_events_merge(CsqProcessEvents **pp, const CsqProcessEvents *from, CsqError *err)
{
	uint32_t   *label = csq_alloc0((from->nlabels + (size_t) 1) * sizeof *label);
	uint32_t   *key = csq_alloc((from->ntexts + (size_t) 1) * sizeof *key);
	int64_t    *journey = csq_alloc((from->njourneys + (size_t) 1) * sizeof *journey);
	CsqText		calendar = csq_process_events_calendar(from);

	if (!csq_process_events_bind(pp, &calendar, err))
		return false;
	if (!room(pp, (size_t) from->nevents * RECORD, err))
		return false;
	for (size_t at = 0; at < from->back;)
	{
		const Entry *e = entry_of(from, (uint32_t) ((from->back - at) / 4));
		uint32_t	kind = e->kind_len >> 30;
		uint32_t	len = e->kind_len & LEN_MASK;

		at += entry_size(len);
		if (kind == CSQ_KEY_CALENDAR)
			continue;
		if (!key_number(pp, kind, e->bytes, len, kind == CSQ_KEY_LABEL ? &label[e->number] : &key[e->number], err))
			return false;
	}
	for (uint32_t i = 0; i < from->njourneys; i++)	/* a journey's case is its own */
		if (!new_journey(*pp, &journey[i], err))
			return false;
	for (uint32_t i = 0; i < from->nevents; i++)
	{
		Record		r = *record_at(from, i);
		uint32_t	kind = record_kind(&r);

		if (kind != CSQ_KEY_INT)
			r.key = kind == CSQ_KEY_TEXT ? key[r.key] : journey[r.key];
		r.activity = label[r.activity];
		r.resource = label[record_resource(&r)] | kind << 30;
		if (!add_record(pp, &r, err))
			return false;
		if (CSQ_UNLIKELY((i & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	csq_free(label);
	csq_free(key);
	csq_free(journey);
	return true;
}

/* ---- checking ---- */

static bool
corrupt(CsqError *err, const char *why)
{
	return csq_fail(err, CSQ_DATA, "invalid process_events") || csq_detail(err, "%s", why);
}

static bool
check_head(const CsqProcessEvents *pe, size_t size, CsqError *err)
{
	size_t		used;

	if (size < HEAD || size % 4 != 0 || csq_flat_size(pe) != size)
		return corrupt(err, "Its size is not that of collected events.");
	if (pe->flat.version != CSQ_PROCESS_VERSION || pe->flat.kind != 0 || pe->flat.flags != 0)
		return corrupt(err, "It was written by another version of csq.") ||
			csq_hint(err, "Upgrade the csq library on this server.");
	if (pe->unused != 0)
		return corrupt(err, "What must be zero is not.");
	used = front(pe) + (size_t) pe->back + (size_t) pe->nslots * 4;
	if (used > size || pe->back % 4 != 0 || pe->nslots == 0 || (pe->nslots & (pe->nslots - 1)) != 0)
		return corrupt(err, "Its events and labels exceed its size.");
	return true;
}

/* Entries fill the dictionary, each number occurs once, the table leads to each entry and has free places. */
static bool
check_dictionary(const CsqProcessEvents *pe, CsqError *err)
{
	size_t		n = 0;
	size_t		filled = 0;
	bool	   *label = csq_alloc0(pe->nlabels + (size_t) 1);
	bool	   *key = csq_alloc0(pe->ntexts + (size_t) 1);
	bool	   *start = csq_alloc0(pe->back / 4 + (size_t) 1);
	size_t		nlabels = 0;
	size_t		calendars = 0;
	const uint32_t *slots = slots_of(pe);

	for (size_t at = 0; at < pe->back; n++)
	{
		const Entry *e = entry_of(pe, (uint32_t) ((pe->back - at) / 4));
		size_t		len;
		uint32_t	kind;

		if (pe->back - at < ENTRY_HEAD || (len = e->kind_len & LEN_MASK, entry_size(len) > pe->back - at))
			return corrupt(err, "A label exceeds the dictionary.");
		kind = e->kind_len >> 30;
		start[(pe->back - at) / 4] = true;
		if (kind == CSQ_KEY_CALENDAR)
		{
			CsqError	why;

			if (e->number != 0 || pe->calendar != (pe->back - at) / 4 || len == 0 ||
				!csq_process_calendar_check(&(CsqText) {e->bytes, len}, &why))
				return corrupt(err, "Its calendar is damaged.");
			calendars++;
			at += entry_size(len);
			continue;
		}
		if (kind > CSQ_KEY_TEXT ||
			(kind == CSQ_KEY_LABEL ? e->number == 0 || e->number > pe->nlabels || label[e->number]
			 : e->number >= pe->ntexts || key[e->number]))
			return corrupt(err, "A label or a case is numbered wrongly.");
		*(kind == CSQ_KEY_LABEL ? &label[e->number] : &key[e->number]) = true;
		nlabels += kind == CSQ_KEY_LABEL;
		at += entry_size(len);
		if (CSQ_UNLIKELY((n & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	if (nlabels != pe->nlabels || n - nlabels - calendars != pe->ntexts || calendars != (pe->calendar != 0))
		return corrupt(err, "The dictionary does not hold what it announces.");
	for (uint32_t i = 0; i < pe->nslots; i++)
	{
		if (slots[i] > pe->back / 4 || (slots[i] != 0 && !start[slots[i]]))
			return corrupt(err, "A link does not lead to a label.");
		filled += slots[i] != 0;
	}
	if (filled != n || filled >= pe->nslots)
		return corrupt(err, "The hash table does not fit the dictionary.");
	csq_free(label);
	csq_free(key);
	csq_free(start);
	return true;
}

bool
csq_process_events_check(const void *value, size_t size, CsqError *err)
{
	const CsqProcessEvents *pe = value;

	/* every case has an event, which bounds what is allocated by the size of the value */
	if (!check_head(pe, size, err))
		return false;
	if (pe->njourneys > pe->nevents || pe->ntexts > pe->back / ENTRY_HEAD || pe->nlabels > pe->back / ENTRY_HEAD)
		return corrupt(err, "There are more cases or labels than events.");
	if (!check_dictionary(pe, err))
		return false;
	for (uint32_t i = 0; i < pe->nevents; i++)
	{
		const Record *r = record_at(pe, i);

		uint32_t	kind = record_kind(r);

		if (r->activity == 0 || r->activity > pe->nlabels || record_resource(r) > pe->nlabels || kind == CSQ_KEY_LABEL ||
			(kind != CSQ_KEY_INT && (uint64_t) r->key >= (kind == CSQ_KEY_TEXT ? pe->ntexts : pe->njourneys)))
			return corrupt(err, "An event refers to a case or label that is not there.");
		if (!csq_is_instant(r->at))
			return corrupt(err, "The time of an event is out of range.");
		if (CSQ_UNLIKELY((i & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	return true;
}

/* ---- reading ---- */

typedef struct Ranked
{
	CsqText		text;
	uint32_t	number;
} Ranked;

static int
compare_ranked(const void *a, const void *b)
{
	return csq_text_compare(&((const Ranked *) a)->text, &((const Ranked *) b)->text);
}

static int
compare_steps(const void *pa, const void *pb)
{
	const CsqStep *a = pa;
	const CsqStep *b = pb;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->activity != b->activity)
		return a->activity < b->activity ? -1 : 1;
	return (a->resource > b->resource) - (a->resource < b->resource);
}

/* Labels by rank; rank[number] is the place of a label. */
static bool
rank_labels(const CsqProcessEvents *pe, CsqProcessLog *log, uint32_t *rank, CsqError *err)
{
	Ranked	   *ranked = csq_alloc((pe->nlabels + (size_t) 1) * sizeof *ranked);
	uint32_t	n = 0;

	for (size_t at = 0; at < pe->back;)
	{
		const Entry *e = entry_of(pe, (uint32_t) ((pe->back - at) / 4));
		uint32_t	kind = e->kind_len >> 30;
		uint32_t	len = e->kind_len & LEN_MASK;

		if (kind == CSQ_KEY_LABEL)
			ranked[n++] = (Ranked) {{e->bytes, len}, e->number};
		else if (kind == CSQ_KEY_TEXT)
			log->keys[e->number] = (CsqCaseKey) {CSQ_KEY_TEXT, e->bytes, len, 0};
		at += entry_size(len);
	}
	csq_sort(ranked, n, sizeof *ranked, compare_ranked);
	rank[0] = 0;
	log->labels[0] = (CsqText) {"", 0};
	for (uint32_t i = 0; i < n; i++)
	{
		if (i > 0 && compare_ranked(&ranked[i - 1], &ranked[i]) == 0)
			return corrupt(err, "A label is in the dictionary twice.");
		log->labels[i + 1] = ranked[i].text;
		rank[ranked[i].number] = i + 1;
	}
	csq_free(ranked);
	return true;
}

/* ---- numbering the cases ---- */

#define AHEAD 12				/* how far look-ups run ahead of their use */

typedef struct IdSlot
{
	int64_t		id;
	uint32_t	number;			/* + 1; 0 = free */
} IdSlot;

typedef struct Ids
{
	IdSlot	   *slots;
	uint32_t	nslots;			/* a power of two */
	uint32_t	n;
} Ids;

static inline uint32_t
id_place(const Ids *ids, int64_t id)
{
	return (uint32_t) (((uint64_t) id * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & (ids->nslots - 1);
}

static inline IdSlot *
id_slot(const Ids *ids, int64_t id)
{
	uint32_t	at = id_place(ids, id);

	while (ids->slots[at].number != 0 && ids->slots[at].id != id)
		at = (at + 1) & (ids->nslots - 1);
	return &ids->slots[at];
}

static void
ids_grow(Ids *ids)
{
	Ids			old = *ids;

	ids->nslots *= 4;
	ids->slots = csq_alloc0(ids->nslots * sizeof *ids->slots);
	for (uint32_t i = 0; i < old.nslots; i++)
		if (old.slots[i].number != 0)
			*id_slot(ids, old.slots[i].id) = old.slots[i];
	csq_free(old.slots);
}

/*
 * Number the cases: texts, journeys, then ids in order of arrival.  Gives the
 * number of each event's case; keys of the log are filled for ids.
 */
static uint32_t *
number_cases(const CsqProcessEvents *pe, CsqProcessLog *log)
{
	uint32_t   *of = csq_alloc((pe->nevents + (size_t) 1) * sizeof *of);
	uint32_t	others = pe->ntexts + pe->njourneys;
	uint32_t	cap = others + 1024;
	Ids			ids = {csq_alloc0(1024 * sizeof(IdSlot)), 1024, 0};

	log->keys = csq_alloc(cap * sizeof *log->keys);
	for (uint32_t i = 0; i < pe->nevents; i++)
	{
		const Record *r = record_at(pe, i);
		IdSlot	   *slot;

		if (i + AHEAD < pe->nevents)
			__builtin_prefetch(&ids.slots[id_place(&ids, r[AHEAD].key)]);
		if (record_kind(r) != CSQ_KEY_INT)
		{
			of[i] = (uint32_t) r->key + (record_kind(r) == CSQ_KEY_TEXT ? 0 : pe->ntexts);
			continue;
		}
		slot = id_slot(&ids, r->key);
		if (CSQ_UNLIKELY(slot->number == 0))
		{
			if (others + ids.n == cap)
				log->keys = csq_realloc(log->keys, (size_t) (cap *= 2) * sizeof *log->keys);
			log->keys[others + ids.n] = (CsqCaseKey) {CSQ_KEY_INT, "", 0, r->key};
			slot->id = r->key;
			slot->number = ++ids.n;
			of[i] = others + ids.n - 1;
			if (ids.n * 2 > ids.nslots)
				ids_grow(&ids);
		}
		else
			of[i] = others + slot->number - 1;
		if (CSQ_UNLIKELY((i & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	for (uint32_t c = pe->ntexts; c < others; c++)
		log->keys[c] = (CsqCaseKey) {CSQ_KEY_NONE, "", 0, 0};
	log->ncases = others + ids.n;
	csq_free(ids.slots);
	return of;
}

/* Deal the events out to their cases. */
static bool
deal(const CsqProcessEvents *pe, CsqProcessLog *log, const uint32_t *of, const uint32_t *rank, CsqError *err)
{
	uint32_t   *next = csq_alloc((log->ncases + (size_t) 1) * sizeof *next);
	uint32_t	sum = 0;

	log->first = csq_alloc0((log->ncases + (size_t) 1) * sizeof *log->first);
	log->steps = csq_alloc((pe->nevents + (size_t) 1) * sizeof *log->steps);
	for (uint32_t i = 0; i < pe->nevents; i++)
		log->first[of[i]]++;
	for (uint32_t c = 0; c < log->ncases; c++)
	{
		uint32_t	n = log->first[c];

		if (n == 0)
			return corrupt(err, "A case has no event.");
		log->first[c] = next[c] = sum;
		sum += n;
	}
	log->first[log->ncases] = sum;
	csq_check_interrupts();
	for (uint32_t i = 0; i < pe->nevents; i++)
	{
		const Record *r = record_at(pe, i);
		CsqStep    *s;

		if (i + AHEAD < pe->nevents)
			__builtin_prefetch(&log->steps[next[of[i + AHEAD]]], 1);
		s = &log->steps[next[of[i]]++];
		s->at = r->at;
		s->activity = rank[r->activity];
		s->resource = rank[record_resource(r)];
		if (CSQ_UNLIKELY((i & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	csq_free(next);
	return true;
}

static inline bool
in_order(const CsqStep *s, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++)
		if (CSQ_UNLIKELY(s[i - 1].at >= s[i].at) && compare_steps(&s[i - 1], &s[i]) > 0)
			return false;
	return true;
}

typedef struct CaseItem
{
	const CsqProcessLog *log;	/* csq_sort has no context argument */
	uint32_t	c;
} CaseItem;

/* Ints, then texts by bytes, then journeys by their events. */
static int
compare_cases(const void *pa, const void *pb)
{
	const CsqProcessLog *log = ((const CaseItem *) pa)->log;
	uint32_t	a = ((const CaseItem *) pa)->c;
	uint32_t	b = ((const CaseItem *) pb)->c;
	const CsqCaseKey *x = &log->keys[a];
	const CsqCaseKey *y = &log->keys[b];
	static const uint8_t order[4] = {0, 1, 0, 2};
	uint32_t	n = log->first[a + 1] - log->first[a];
	uint32_t	m = log->first[b + 1] - log->first[b];

	if (x->kind != y->kind)
		return order[x->kind] < order[y->kind] ? -1 : 1;
	if (x->kind == CSQ_KEY_INT)
		return (x->id > y->id) - (x->id < y->id);
	if (x->kind == CSQ_KEY_TEXT)
		return csq_text_compare(&(CsqText) {x->s, x->len}, &(CsqText) {y->s, y->len});
	for (uint32_t i = 0; i < n && i < m; i++)
	{
		int			c = compare_steps(&log->steps[log->first[a] + i], &log->steps[log->first[b] + i]);

		if (c != 0)
			return c;
	}
	return (n > m) - (n < m);
}

/* Bring the cases themselves into canonical order. */
static void
order_cases(CsqProcessLog *log)
{
	CaseItem   *order = csq_alloc((log->ncases + (size_t) 1) * sizeof *order);
	CsqCaseKey *keys = csq_alloc((log->ncases + (size_t) 1) * sizeof *keys);
	uint32_t   *first = csq_alloc((log->ncases + (size_t) 1) * sizeof *first);
	CsqStep    *steps = csq_alloc((log->first[log->ncases] + (size_t) 1) * sizeof *steps);
	uint32_t	at = 0;

	for (uint32_t c = 0; c < log->ncases; c++)
		order[c] = (CaseItem) {log, c};
	csq_sort(order, log->ncases, sizeof *order, compare_cases);
	for (uint32_t c = 0; c < log->ncases; c++)
	{
		uint32_t	from = order[c].c;
		uint32_t	n = log->first[from + 1] - log->first[from];

		keys[c] = log->keys[from];
		first[c] = at;
		memcpy(steps + at, log->steps + log->first[from], n * sizeof *steps);
		at += n;
	}
	first[log->ncases] = at;
	log->keys = keys;
	log->first = first;
	log->steps = steps;
}

bool
csq_process_log(const CsqProcessEvents *pe, bool ordered, CsqProcessLog *log, CsqError *err)
{
	return csq_process_events_check(pe, csq_flat_size(pe), err) && csq_process_log_checked(pe, ordered, log, err);
}

bool
csq_process_log_checked(const CsqProcessEvents *pe, bool ordered, CsqProcessLog *log, CsqError *err)
{
	uint32_t   *rank;
	uint32_t   *of;

	rank = csq_alloc((pe->nlabels + (size_t) 1) * sizeof *rank);
	log->calendar = csq_process_events_calendar(pe);
	log->nlabels = pe->nlabels;
	log->labels = csq_alloc((pe->nlabels + (size_t) 1) * sizeof *log->labels);
	of = number_cases(pe, log);
	if (!rank_labels(pe, log, rank, err) || !deal(pe, log, of, rank, err))
		return false;
	csq_free(of);
	csq_free(rank);
	for (uint32_t c = 0; c < log->ncases; c++)
	{
		CsqStep    *s = &log->steps[log->first[c]];
		uint32_t	n = log->first[c + 1] - log->first[c];

		if (log->keys[c].kind != CSQ_KEY_NONE && !in_order(s, n))
			csq_sort(s, n, sizeof *s, compare_steps);
		else if (log->keys[c].kind == CSQ_KEY_NONE)
			for (uint32_t i = 1; i < n; i++)
				if (s[i].at < s[i - 1].at)
					return corrupt(err, "The events of a journey are out of order.");
		if (CSQ_UNLIKELY((c & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	if (ordered)
		order_cases(log);
	return true;
}
