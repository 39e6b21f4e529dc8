/*
 * process_events.c
 *		What process_agg collects: events with the case they belong to.
 *
 * See process.h for the layout.  Adding an event costs a look-up of each label and
 * of a case id that is a longer text, and 24 bytes, 8 more with a seq and 8 more with a value;
 * nothing is sorted before it is read (process_log.c).
 */
#include "process/process_events.h"

#include <math.h>

#include "base/instant.h"

size_t
csq_process_events_used(const CsqProcessEvents *pe)
{
	return front(pe) + csq_flat_dict_bytes(&dictionary, pe);
}

void
csq_process_events_copy(const CsqProcessEvents *pe, void *to, size_t size)
{
	csq_flat_compact(pe, front(pe), to, size);
}

CsqProcessEvents *
csq_process_events_new(void)
{
	CsqProcessEvents *pe = csq_flat_new(dictionary.first_size, CSQ_PROCESS_VERSION);

	pe->dict.nslots = dictionary.first_slots;
	return pe;
}

static bool
unlike(const char *what, CsqError *err)
{
	return csq_fail(err, CSQ_PARAM, "events with a %s and events without cannot be merged", what) ||
	       csq_hint(err, "Pass NULL for the %s of those that have none.", what);
}

bool
csq_process_events_keep(CsqProcessEvents *pe, bool seqs, bool values, CsqError *err)
{
	if (pe->nevents == 0)
	{
		pe->seq_size = seqs ? sizeof(int64_t) : 0;
		pe->value_size = values ? sizeof(double) : 0;
	}
	return (CSQ_LIKELY((pe->seq_size > 0) == seqs) || unlike("seq", err)) &&
	       (CSQ_LIKELY((pe->value_size > 0) == values) || unlike("value", err));
}

/* ---- growing ---- */

/* A larger copy, unless there is none. */
static bool
grown(CsqProcessEvents **pp, void *copy, CsqError *err)
{
	if (copy == NULL)
		return csq_fail(err, CSQ_LIMIT, "too many events for one %s: %u",
		                (*pp)->value_size > 0 ? "journey_map_agg" : "process_agg", (*pp)->nevents) ||
		       csq_detail(err, "The events of one group must fit 1 GB.") ||
		       csq_hint(
				   err,
				   "Aggregate parts that hold whole cases, for example GROUP BY a hash of the case, and add the results with rollup(), which keeps counts only.");
	*pp = copy;
	return true;
}

static inline bool
room(CsqProcessEvents **pp, size_t more, CsqError *err)
{
	void *pe = csq_flat_dict_room(&dictionary, *pp, front(*pp), more);

	return CSQ_LIKELY(pe == *pp) || grown(pp, pe, err);
}

/* ---- labels and case ids ---- */

static bool
add_key(CsqProcessEvents **pp, const CsqFlatDictKey *key, uint32_t *number, CsqError *err)
{
	CsqProcessEvents *pe = *pp;

	if (key->len > CSQ_FLAT_DICT_LEN_MASK)
		return csq_fail(err, CSQ_LIMIT, "a label of %zu bytes is too long", key->len);
	*number = key->kind == CSQ_KEY_LABEL ? pe->nlabels + 1 : key->kind == CSQ_KEY_TEXT ? pe->ntexts : 0;
	/* one more than there are: the calendar may be another */
	if (!grown(pp, csq_flat_dict_add(&dictionary, pe, front(pe), key, pe->nlabels + pe->ntexts + 1, *number), err))
		return false;
	(*pp)->nlabels += key->kind == CSQ_KEY_LABEL;
	(*pp)->ntexts += key->kind == CSQ_KEY_TEXT;
	return true;
}

/* The number of a label or case id, which is added when it is new. */
static inline bool
key_number(CsqProcessEvents **pp, const CsqFlatDictKey *key, uint32_t *number, CsqError *err)
{
	const CsqFlatDictEntry *e = csq_flat_dict_find(&dictionary, *pp, key);

	if (CSQ_UNLIKELY(e == NULL))
		return add_key(pp, key, number, err);
	*number = e->number;
	return true;
}

static bool
text_number(CsqProcessEvents **pp, uint32_t kind, const char *s, size_t len, uint32_t *number, CsqError *err)
{
	CsqFlatDictKey key = csq_flat_dict_key(&dictionary, kind, s, len);

	return key_number(pp, &key, number, err);
}

/* The number of a label, which is remembered if there is a memo. */
static inline bool
label_number(CsqProcessEvents **pp, CsqProcessIntake *in, const char *s, size_t len, uint32_t *number, CsqError *err)
{
	CsqMemoLabel  label;
	CsqMemoLabel *place;

	if (in == NULL || !csq_memo_label(s, len, &label))
		return text_number(pp, CSQ_KEY_LABEL, s, len, number, err);
	place = csq_memo_place(&in->labels, &label);
	if (!csq_memo_holds(place, &label))
	{
		if (!text_number(pp, CSQ_KEY_LABEL, s, len, number, err))
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
	*w = (CsqWaitingId){csq_flat_dict_key(&dictionary, CSQ_KEY_TEXT, key->s, key->len).hash, (uint32_t) key->len,
	                    in->nbytes, (*pp)->nevents};
	memcpy(in->bytes + in->nbytes, key->s, key->len);
	in->nbytes += w->len;
	__builtin_prefetch(&csq_flat_dict_slots(&dictionary, *pp)[w->hash & ((*pp)->dict.nslots - 1)]);
	return true;
}

bool
csq_process_events_settle(CsqProcessEvents **pp, CsqProcessIntake *in, CsqError *err)
{
	const uint32_t *slots = csq_flat_dict_slots(&dictionary, *pp);
	uint32_t        mask = (*pp)->dict.nslots - 1;

	for (uint32_t i = 0; i < in->nwaiting; i++)
		__builtin_prefetch(
			csq_flat_dict_entry(&dictionary, *pp, slots[in->waiting[i].hash & mask] & CSQ_FLAT_DICT_REF_MASK));
	for (uint32_t i = 0; i < in->nwaiting; i++)
	{
		const CsqWaitingId *w = &in->waiting[i];
		CsqFlatDictKey      key = {in->bytes + w->at, w->len, CSQ_KEY_TEXT, w->hash};
		uint32_t            number;

		if (!key_number(pp, &key, &number, err))
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
	const CsqFlatDictEntry *e;

	if (pe->calendar == 0)
		return (CsqText){"", 0};
	e = csq_flat_dict_entry(&dictionary, pe, pe->calendar);
	return (CsqText){e->bytes, csq_flat_dict_len(e)};
}

/* What is wrong with two calendars, where the events become a map and no process; false. */
static bool
of_maps(CsqError *err)
{
	CsqError was = *err;

	return csq_fail(err, CSQ_PARAM, "journey maps measured with different calendars cannot be added") ||
	       csq_detail(err, "%s", was.detail) || csq_hint(err, "Build all of them with the same calendar.");
}

bool
csq_process_events_bind(CsqProcessEvents **pp, const CsqText *calendar, CsqError *err)
{
	CsqText        own = csq_process_events_calendar(*pp);
	CsqFlatDictKey key;
	uint32_t       number;

	if (CSQ_LIKELY((*pp)->calendar != 0 || (*pp)->nevents > 0 || calendar->len == 0))
		return csq_process_calendar_same(&own, calendar, err) || ((*pp)->value_size > 0 && of_maps(err));
	key = csq_flat_dict_key(&dictionary, CSQ_KEY_CALENDAR, calendar->s, calendar->len);
	if (!csq_process_calendar_check(calendar, err) || !add_key(pp, &key, &number, err))
		return false;
	(*pp)->calendar = csq_flat_dict_last(&dictionary, *pp);
	return true;
}

/* ---- adding ---- */

static const CsqNewEvent no_seq;

/* by: the event whose seq and value it gets, if events have any. */
static inline bool
add_record(CsqProcessEvents **pp, const Record *record, const CsqNewEvent *by, CsqError *err)
{
	Record *r;

	if (!room(pp, record_size(*pp), err))
		return false;
	r = record_at(*pp, (*pp)->nevents++);
	*r = *record;
	if (CSQ_UNLIKELY((*pp)->seq_size > 0))
	{
		*record_seq(r) = by->has_seq ? by->seq : 0;
		r->activity |= by->has_seq ? HAS_SEQ : 0;
	}
	if ((*pp)->value_size > 0)
		*record_value(*pp, r) = by->has_value ? by->value + 0.0 : NAN; /* one zero */
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

		if (!text_number(pp, CSQ_KEY_TEXT, key->s, key->len, &number, err))
			return false;
		r.key = number;
	}
	if (!label_number(pp, in, e->activity, e->activity_len, &r.activity, err) ||
	    (e->channel != NULL && !label_number(pp, in, e->channel, e->channel_len, &r.resource, err)))
		return false;
	r.resource |= kind << 30;
	return add_record(pp, &r, e, err);
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
			    !text_number(pp, CSQ_KEY_LABEL, j->labels[wanted[w]].s, j->labels[wanted[w]].len, &number[wanted[w]],
			                 err))
				return false;
		r = (Record){e->at, key, number[e->activity], number[e->channel] | (uint32_t) CSQ_KEY_NONE << 30};
		if (!add_record(pp, &r, &no_seq, err))
			return false;
		csq_poll(i);
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
	CsqText     calendar = csq_process_events_calendar(from);
	bool        seqs = from->seq_size > 0;
	bool        values = from->value_size > 0;
	CsqNewEvent by = no_seq;

	if (!csq_process_events_bind(pp, &calendar, err) || !csq_process_events_keep(*pp, seqs, values, err))
		return false;
	if (!room(pp, (size_t) from->nevents * record_size(from), err))
		return false;
	csq_flat_dict_each(&dictionary, from, e)
	{
		uint32_t kind = csq_flat_dict_kind(e);

		if (kind != CSQ_KEY_CALENDAR && !text_number(pp, kind, e->bytes, csq_flat_dict_len(e),
		                                             kind == CSQ_KEY_LABEL ? &label[e->number] : &key[e->number], err))
			return false;
		csq_poll(e->number);
	}
	for (uint32_t i = 0; i < from->njourneys; i++) /* a journey's case is its own */
		if (!new_journey(*pp, &journey[i], err))
			return false;
	for (uint32_t i = 0; i < from->nevents; i++)
	{
		const Record *was = record_at(from, i);
		Record        r = *was;
		uint32_t      kind = record_kind(&r);

		if (kind == CSQ_KEY_TEXT)
			r.key = key[r.key];
		else if (kind == CSQ_KEY_NONE)
			r.key = journey[r.key];
		if (CSQ_UNLIKELY(seqs))
		{
			by.has_seq = (r.activity & HAS_SEQ) != 0;
			by.seq = *record_seq(was);
			r.activity = record_activity(&r);
		}
		if (CSQ_UNLIKELY(values))
		{
			by.value = *record_value(from, was);
			by.has_value = !isnan(by.value);
		}
		r.activity = label[r.activity];
		r.resource = label[record_resource(&r)] | kind << 30;
		if (!add_record(pp, &r, &by, err))
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
	if (!csq_stored_check(pe, size, HEAD, CSQ_PROCESS_EVENTS_TYPE, err))
		return false;
	if (size % 4 != 0 || csq_flat_size(pe) != size)
		return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "Its size is not that of collected events.");
	if (pe->seq_size != 0 && (pe->seq_size != sizeof(int64_t) || pe->njourneys > 0))
		return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "What orders its events is unknown.");
	if (pe->value_size != 0 && (pe->value_size != sizeof(double) || pe->njourneys > 0))
		return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "What its events have for a value is unknown.");
	if (pe->dict.nslots == 0 || !csq_flat_dict_fits(&dictionary, pe, front(pe)))
		return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "Its events and labels exceed its size.");
	return true;
}

/* What a dictionary is found to hold. */
typedef struct Seen
{
	const CsqProcessEvents *pe;
	bool                   *label; /* by number */
	bool                   *text;
	uint32_t                nlabels;
	uint32_t                ntexts;
	uint32_t                ncalendars;
} Seen;

static const char *
look_at_entry(void *arg, const CsqFlatDictEntry *e, uint32_t ref)
{
	Seen                   *seen = arg;
	const CsqProcessEvents *pe = seen->pe;
	uint32_t                kind = csq_flat_dict_kind(e);
	bool                   *known;

	if (kind == CSQ_KEY_CALENDAR)
	{
		CsqError why;

		seen->ncalendars++;
		if (e->number != 0 || pe->calendar != ref || csq_flat_dict_len(e) == 0 ||
		    !csq_process_calendar_check(&(CsqText){e->bytes, csq_flat_dict_len(e)}, &why))
			return "Its calendar is damaged.";
		return NULL;
	}
	if (kind == CSQ_KEY_LABEL && e->number > 0 && e->number <= pe->nlabels)
	{
		known = &seen->label[e->number];
		seen->nlabels++;
	}
	else if (kind == CSQ_KEY_TEXT && csq_flat_dict_len(e) > SHORT && e->number < pe->ntexts)
	{
		known = &seen->text[e->number];
		seen->ntexts++;
	}
	else
		return "A label or a case is numbered wrongly.";
	if (*known)
		return "A label or a case is numbered wrongly.";
	*known = true;
	return NULL;
}

/* Each number occurs once. */
static bool
check_dictionary(const CsqProcessEvents *pe, CsqError *err)
{
	Seen     seen = {pe, csq_alloc0(pe->nlabels + (size_t) 1), csq_alloc0(pe->ntexts + (size_t) 1), 0, 0, 0};
	uint32_t n;

	if (!csq_flat_dict_check(&dictionary, pe, look_at_entry, &seen, CSQ_PROCESS_EVENTS_TYPE, &n, err))
		return false;
	if (seen.nlabels != pe->nlabels || seen.ntexts != pe->ntexts || seen.ncalendars != (pe->calendar != 0))
		return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "The dictionary does not hold what it announces.");
	csq_free(seen.label);
	csq_free(seen.text);
	return true;
}

bool
csq_process_events_check(const void *value, size_t size, CsqError *err)
{
	const CsqProcessEvents *pe = value;
	const Record           *r;
	size_t                  size_of_one;
	uint32_t                mask;
	bool                    seqs;

	/* every case has an event, which bounds what is allocated by the size of the value */
	if (!check_head(pe, size, err))
		return false;
	if (pe->njourneys > pe->nevents || pe->ntexts > pe->dict.back / CSQ_FLAT_DICT_ENTRY_HEAD ||
	    pe->nlabels > pe->dict.back / CSQ_FLAT_DICT_ENTRY_HEAD)
		return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "There are more cases or labels than events.");
	if (!check_dictionary(pe, err))
		return false;
	r = record_at(pe, 0);
	size_of_one = record_size(pe);
	seqs = pe->seq_size > 0;
	mask = seqs ? ~HAS_SEQ : UINT32_MAX;
	for (uint32_t i = 0; i < pe->nevents; i++, r = next_record(r, size_of_one))
	{
		uint32_t kind = record_kind(r);
		uint32_t activity = r->activity & mask;

		if (activity == 0 || activity > pe->nlabels || record_resource(r) > pe->nlabels ||
		    (kind == CSQ_KEY_TEXT && (uint64_t) r->key >= pe->ntexts) ||
		    (kind == CSQ_KEY_NONE && (uint64_t) r->key >= pe->njourneys) ||
		    (kind == KIND_SHORT && short_text((const char *) &r->key, short_len(r)) != r->key))
			return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err,
			                          "An event refers to a case or label that is not there.");
		if (CSQ_UNLIKELY(seqs) && activity == r->activity && *record_seq(r) != 0)
			return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "An event without a seq has one.");
		if (pe->value_size > 0 && isinf(*record_value(pe, r)))
			return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "The value of an event is infinite.");
		if (!csq_is_instant(r->at))
			return csq_stored_invalid(CSQ_PROCESS_EVENTS_TYPE, err, "The time of an event is out of range.");
		csq_poll(i);
	}
	return true;
}
