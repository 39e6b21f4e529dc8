/*
 * process_events.c
 *		What process_agg collects: events with the case they belong to.
 *
 * See process.h for the layout.  Adding an event costs a look-up of each label and
 * of a case id that is a longer text, and 24 bytes; nothing is sorted before it is
 * read (process_log.c).
 */
#include "process/process_events.h"

#include "base/instant.h"

#define FIRST_SIZE  512
#define FIRST_SLOTS 16
#define KEY_SEED    UINT64_C(0x70726f6365737331)

static inline size_t
back(const CsqProcessEvents *pe)
{
	return pe->back + (size_t) pe->nslots * 4;
}

size_t
csq_process_events_used(const CsqProcessEvents *pe)
{
	return front(pe) + back(pe);
}

void
csq_process_events_copy(const CsqProcessEvents *pe, void *to, size_t size)
{
	csq_flat_compact(pe, front(pe), to, size);
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

/* What a slot holds of an entry: most others are told apart by it without a look at them. */
static inline uint32_t
slot_of(uint32_t ref, uint32_t hash)
{
	return ref | (hash & ~REF_MASK);
}

/* Fill an empty hash table from the dictionary. */
static void
fill_slots(CsqProcessEvents *pe)
{
	uint32_t *slots = slots_of(pe);

	for (size_t at = 0; at < pe->back;)
	{
		uint32_t     ref = (uint32_t) ((pe->back - at) / 4);
		const Entry *e = entry_of(pe, ref);
		uint32_t     len = e->kind_len & LEN_MASK;
		uint32_t     hash = hash_key(e->kind_len >> 30, e->bytes, len);
		uint32_t     i = hash & (pe->nslots - 1);

		while (slots[i] != 0)
			i = (i + 1) & (pe->nslots - 1);
		slots[i] = slot_of(ref, hash);
		at += entry_size(len);
	}
}

/* Room for more bytes, and a hash table of nslots. */
static bool
reshape(CsqProcessEvents **pp, size_t more, uint32_t nslots, CsqError *err)
{
	CsqProcessEvents *pe = *pp;
	CsqProcessEvents *copy;
	size_t            need = front(pe) + pe->back + (size_t) nslots * 4 + more;
	size_t            size = FIRST_SIZE;
	uint32_t          was;

	while (size < need)
		size *= 2;
	if (size > CSQ_MAX_VALUE_SIZE)
		size = CSQ_MAX_VALUE_SIZE & ~(size_t) 7;
	if (size < need)
		return csq_fail(err, CSQ_LIMIT, "too many events for one process_agg: %u", pe->nevents) ||
		       csq_detail(err, "The events of one group must fit 1 GB.") ||
		       csq_hint(
				   err,
				   "Aggregate parts that hold whole cases, for example GROUP BY a hash of the case, and add the processes with rollup(), which keeps counts only.");
	was = pe->nslots;
	copy = csq_flat_resize(pe, size, front(pe), back(pe));
	if (nslots != was)
	{
		char *labels = dictionary_end(copy) - copy->back;

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
	uint32_t         *slots;
	uint32_t          i;
	Entry            *e;

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
	slots[i] = slot_of(pe->back / 4, hash);
	return true;
}

/* The number of a label or case id with this hash, which is added when it is new. */
static inline bool
hashed_number(CsqProcessEvents **pp, uint32_t kind, const char *s, size_t len, uint32_t hash, uint32_t *number,
              CsqError *err)
{
	const CsqProcessEvents *pe = *pp;
	const uint32_t         *slots = slots_of(pe);
	uint32_t                want = kind << 30 | (uint32_t) len;

	for (uint32_t i = hash & (pe->nslots - 1); slots[i] != 0; i = (i + 1) & (pe->nslots - 1))
	{
		const Entry *e = entry_of(pe, slots[i] & REF_MASK);

		if (((slots[i] ^ hash) & ~REF_MASK) == 0 && e->kind_len == want && memcmp(e->bytes, s, len) == 0)
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
	CsqMemoLabel  label;
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
	*w = (CsqWaitingId){hash_key(CSQ_KEY_TEXT, key->s, key->len), (uint32_t) key->len, in->nbytes, (*pp)->nevents};
	memcpy(in->bytes + in->nbytes, key->s, key->len);
	in->nbytes += w->len;
	__builtin_prefetch(&slots_of(*pp)[w->hash & ((*pp)->nslots - 1)]);
	return true;
}

bool
csq_process_events_settle(CsqProcessEvents **pp, CsqProcessIntake *in, CsqError *err)
{
	const uint32_t *slots = slots_of(*pp);
	uint32_t        mask = (*pp)->nslots - 1;

	for (uint32_t i = 0; i < in->nwaiting; i++)
		__builtin_prefetch(entry_of(*pp, slots[in->waiting[i].hash & mask] & REF_MASK));
	for (uint32_t i = 0; i < in->nwaiting; i++)
	{
		const CsqWaitingId *w = &in->waiting[i];
		uint32_t            number;

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
		return (CsqText){"", 0};
	e = entry_of(pe, pe->calendar);
	return (CsqText){e->bytes, e->kind_len & LEN_MASK};
}

bool
csq_process_events_bind(CsqProcessEvents **pp, const CsqText *calendar, CsqError *err)
{
	CsqText  own = csq_process_events_calendar(*pp);
	uint32_t number;

	if (CSQ_LIKELY((*pp)->calendar != 0 || (*pp)->nevents > 0 || calendar->len == 0))
		return csq_process_calendar_same(&own, calendar, err);
	if (!csq_process_calendar_check(calendar, err) ||
	    !add_key(pp, CSQ_KEY_CALENDAR, calendar->s, calendar->len,
	             hash_key(CSQ_KEY_CALENDAR, calendar->s, calendar->len), &number, err))
		return false;
	(*pp)->calendar = (*pp)->back / 4; /* the entry added last */
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
	Record   r = {e->at, key->id, 0, 0};
	uint32_t kind = key->kind;

	if (kind == CSQ_KEY_TEXT && key->len <= SHORT)
	{
		kind = KIND_SHORT;
		r.key = short_text(key->s, key->len);
	}
	else if (kind == CSQ_KEY_TEXT && in != NULL && key->len <= CSQ_WAITING_BYTES)
	{
		if (!wait_id(pp, in, key, err))
			return false;
	}
	else if (kind == CSQ_KEY_TEXT)
	{
		uint32_t number;

		if (!key_number(pp, CSQ_KEY_TEXT, key->s, key->len, &number, err))
			return false;
		r.key = number;
	}
	if (!label_number(pp, in, e->activity, e->activity_len, &r.activity, err) ||
	    (e->channel != NULL && !label_number(pp, in, e->channel, e->channel_len, &r.resource, err)))
		return false;
	r.resource |= kind << 30;
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
	uint32_t *number = csq_alloc0((j->nlabels + (size_t) 1) * sizeof *number);
	int64_t   key = 0;

	if (j->nevents > 0 && !new_journey(*pp, &key, err))
		return false;
	for (uint32_t i = 0; i < j->nevents; i++)
	{
		const CsqEvent *e = &j->events[i];
		const uint32_t  wanted[2] = {e->activity, e->channel};
		Record          r;

		/* labels are looked up when an event needs them: a journey may hold others */
		for (int w = 0; w < 2; w++)
			if (wanted[w] != 0 && number[wanted[w]] == 0 &&
			    !key_number(pp, CSQ_KEY_LABEL, j->labels[wanted[w]].s, j->labels[wanted[w]].len, &number[wanted[w]],
			                err))
				return false;
		r = (Record){e->at, key, number[e->activity], number[e->channel] | (uint32_t) CSQ_KEY_NONE << 30};
		if (!add_record(pp, &r, err))
			return false;
		csq_poll(i);
	}
	csq_free(number);
	return true;
}

bool
csq_process_events_merge(CsqProcessEvents **pp, const CsqProcessEvents *from, CsqError *err)
{
	uint32_t *label = csq_alloc0((from->nlabels + (size_t) 1) * sizeof *label);
	uint32_t *key = csq_alloc((from->ntexts + (size_t) 1) * sizeof *key);
	int64_t  *journey = csq_alloc((from->njourneys + (size_t) 1) * sizeof *journey);
	CsqText   calendar = csq_process_events_calendar(from);

	if (!csq_process_events_bind(pp, &calendar, err))
		return false;
	if (!room(pp, (size_t) from->nevents * RECORD, err))
		return false;
	for (size_t at = 0; at < from->back;)
	{
		const Entry *e = entry_of(from, (uint32_t) ((from->back - at) / 4));
		uint32_t     kind = e->kind_len >> 30;
		uint32_t     len = e->kind_len & LEN_MASK;

		at += entry_size(len);
		if (kind == CSQ_KEY_CALENDAR)
			continue;
		if (!key_number(pp, kind, e->bytes, len, kind == CSQ_KEY_LABEL ? &label[e->number] : &key[e->number], err))
			return false;
	}
	for (uint32_t i = 0; i < from->njourneys; i++) /* a journey's case is its own */
		if (!new_journey(*pp, &journey[i], err))
			return false;
	for (uint32_t i = 0; i < from->nevents; i++)
	{
		Record   r = *record_at(from, i);
		uint32_t kind = record_kind(&r);

		if (kind == CSQ_KEY_TEXT)
			r.key = key[r.key];
		else if (kind == CSQ_KEY_NONE)
			r.key = journey[r.key];
		r.activity = label[r.activity];
		r.resource = label[record_resource(&r)] | kind << 30;
		if (!add_record(pp, &r, err))
			return false;
		csq_poll(i);
	}
	csq_free(label);
	csq_free(key);
	csq_free(journey);
	return true;
}

/* ---- checking ---- */

static bool
check_head(const CsqProcessEvents *pe, size_t size, CsqError *err)
{
	size_t used;

	if (!csq_stored_check(pe, size, HEAD, CSQ_PROCESS_EVENTS_TYPE, err))
		return false;
	if (size % 4 != 0 || csq_flat_size(pe) != size)
		return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "Its size is not that of collected events.");
	if (pe->unused != 0)
		return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "What must be zero is not.");
	used = front(pe) + (size_t) pe->back + (size_t) pe->nslots * 4;
	if (used > size || pe->back % 4 != 0 || pe->nslots == 0 || (pe->nslots & (pe->nslots - 1)) != 0)
		return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "Its events and labels exceed its size.");
	return true;
}

/* Entries fill the dictionary, each number occurs once, the table leads to each entry and has free places. */
static bool
check_dictionary(const CsqProcessEvents *pe, CsqError *err)
{
	size_t          n = 0;
	size_t          filled = 0;
	bool           *label = csq_alloc0(pe->nlabels + (size_t) 1);
	bool           *key = csq_alloc0(pe->ntexts + (size_t) 1);
	bool           *start = csq_alloc0(pe->back / 4 + (size_t) 1);
	size_t          nlabels = 0;
	size_t          calendars = 0;
	const uint32_t *slots = slots_of(pe);

	for (size_t at = 0; at < pe->back; n++)
	{
		const Entry *e = entry_of(pe, (uint32_t) ((pe->back - at) / 4));
		size_t       len;
		uint32_t     kind;

		if (pe->back - at < ENTRY_HEAD || (len = e->kind_len & LEN_MASK, entry_size(len) > pe->back - at))
			return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "A label exceeds the dictionary.");
		kind = e->kind_len >> 30;
		start[(pe->back - at) / 4] = true;
		if (kind == CSQ_KEY_CALENDAR)
		{
			CsqError why;

			if (e->number != 0 || pe->calendar != (pe->back - at) / 4 || len == 0 ||
			    !csq_process_calendar_check(&(CsqText){e->bytes, len}, &why))
				return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "Its calendar is damaged.");
			calendars++;
			at += entry_size(len);
			continue;
		}
		if (kind > CSQ_KEY_TEXT ||
		    (kind == CSQ_KEY_LABEL ? e->number == 0 || e->number > pe->nlabels || label[e->number]
		                           : len <= SHORT || e->number >= pe->ntexts || key[e->number]))
			return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "A label or a case is numbered wrongly.");
		*(kind == CSQ_KEY_LABEL ? &label[e->number] : &key[e->number]) = true;
		nlabels += kind == CSQ_KEY_LABEL;
		at += entry_size(len);
		csq_poll(n);
	}
	if (nlabels != pe->nlabels || n - nlabels - calendars != pe->ntexts || calendars != (pe->calendar != 0))
		return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "The dictionary does not hold what it announces.");
	for (uint32_t i = 0; i < pe->nslots; i++)
	{
		uint32_t ref = slots[i] & REF_MASK;

		if (ref > pe->back / 4 || (slots[i] != 0 && !start[ref]))
			return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "A link does not lead to a label.");
		filled += slots[i] != 0;
	}
	if (filled != n || filled >= pe->nslots)
		return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "The hash table does not fit the dictionary.");
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
		return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "There are more cases or labels than events.");
	if (!check_dictionary(pe, err))
		return false;
	for (uint32_t i = 0; i < pe->nevents; i++)
	{
		const Record *r = record_at(pe, i);

		uint32_t kind = record_kind(r);

		if (r->activity == 0 || r->activity > pe->nlabels || record_resource(r) > pe->nlabels ||
		    (kind == CSQ_KEY_TEXT && (uint64_t) r->key >= pe->ntexts) ||
		    (kind == CSQ_KEY_NONE && (uint64_t) r->key >= pe->njourneys) ||
		    (kind == KIND_SHORT && short_text((const char *) &r->key, short_len(r)) != r->key))
			return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err,
			                          "An event refers to a case or label that is not there.");
		if (!csq_is_instant(r->at))
			return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "The time of an event is out of range.");
		csq_poll(i);
	}
	return true;
}
