/*
 * journey.c
 *		The journey: appending, merging, checking, opening, packing.
 *
 * See journey.h for the layout.  Appending is amortised O(1): the label of the
 * event before is tried first, then the trie.  Opening is O(events) when they
 * arrived in order and O(n log n) otherwise.
 */
#include "journey/journey.h"

#include <math.h>

#include "base/instant.h"
#include "base/sort.h"

#define TYPE "journey"

#define HEAD       sizeof(CsqJourney)
#define ENTRY_HEAD 12 /* child[2], len */
#define LABEL_SEED CSQ_JOURNEY_LABEL_SEED

typedef struct Entry
{
	uint32_t child[2]; /* refs, 0 = none */
	uint32_t len;
	char     bytes[];
} Entry;

static inline Entry *
entry_of(const CsqJourney *j, uint32_t ref)
{
	return (Entry *) ((char *) j + csq_flat_size(j) - (size_t) ref * 4);
}

static inline size_t
entry_size(size_t len)
{
	return (ENTRY_HEAD + len + 3) & ~(size_t) 3;
}

static inline size_t
front(const CsqJourney *j)
{
	return HEAD + j->nevents * csq_journey_event_size(j);
}

static inline char *
event_at(const CsqJourney *j, size_t i)
{
	return (char *) j + HEAD + i * csq_journey_event_size(j);
}

CsqJourney *
csq_journey_new(size_t size)
{
	return csq_flat_new(size, CSQ_JOURNEY_VERSION);
}

size_t
csq_journey_used(const CsqJourney *j)
{
	return front(j) + j->back;
}

void
csq_journey_copy(CsqJourney *to, const CsqJourney *from)
{
	size_t used = csq_journey_used(from);

	memcpy(to, from, front(from));
	memcpy((char *) to + front(from), (const char *) from + csq_flat_size(from) - from->back, from->back);
	csq_flat_set_size(to, used);
}

void
csq_journey_plain(CsqJourney *to, const CsqJourney *from)
{
	size_t size = csq_flat_size(from);

	memcpy(to, from, front(from));
	memset((char *) to + front(from), 0, size - front(from) - from->back);
	memcpy((char *) to + size - from->back, (const char *) from + size - from->back, from->back);
	to->flat.flags &= (uint16_t) ~CSQ_FLAT_OWNED;
}

static bool
too_large(const CsqJourney *j, CsqError *err)
{
	return csq_fail(err, CSQ_LIMIT, "journey exceeds the limit of 1 GB") ||
	       csq_detail(err, "It holds %u events and %u labels already.", j->nevents, j->nlabels) ||
	       csq_hint(err, "Group by a finer case, or build one journey per period and read them separately.");
}

static bool
room(CsqJourney **j, size_t more, CsqError *err)
{
	CsqJourney *grown = csq_flat_room(*j, front(*j), (*j)->back, more);

	if (CSQ_UNLIKELY(grown == NULL))
		return too_large(*j, err);
	*j = grown;
	return true;
}

/* ---- labels ---- */

/* Add a label under a parent (0 = it is the first). */
static bool
add_label(CsqJourney **jp, uint32_t parent, int side, const char *s, size_t len, uint32_t *ref, CsqError *err)
{
	CsqJourney *j;
	Entry      *e;

	if (len > CSQ_MAX_VALUE_SIZE / 2 || !room(jp, entry_size(len), err))
		return len > CSQ_MAX_VALUE_SIZE / 2 ? too_large(*jp, err) : false;
	j = *jp;
	j->back += (uint32_t) entry_size(len);
	j->nlabels++;
	*ref = j->back / 4;
	e = entry_of(j, *ref);
	memset((char *) e + entry_size(len) - 4, 0, 4); /* the padding: slack is not zero where it owns its memory */
	e->child[0] = e->child[1] = 0;
	e->len = (uint32_t) len;
	memcpy(e->bytes, s, len);
	if (parent == 0)
		j->root = *ref;
	else
		entry_of(j, parent)->child[side] = *ref;
	return true;
}

static inline bool
is_label(const Entry *e, const char *s, size_t len)
{
	return e->len == len && memcmp(e->bytes, s, len) == 0;
}

/* On the way down the trie to a label. */
typedef struct Walk
{
	const char *s;
	size_t      len;
	uint64_t    hash;
	uint32_t    at; /* 0: there is no such label, and it would go below the parent */
	uint32_t    parent;
	int         side;
} Walk;

static inline Walk
walk_to(const CsqJourney *j, const char *s, size_t len)
{
	return (Walk){s, len, csq_hash_bytes(s, len, LABEL_SEED), j->root, 0, 0};
}

/* One entry further; false: it goes no further. */
static inline bool
walk_on(const CsqJourney *j, Walk *w)
{
	const Entry *e;

	if (w->at == 0)
		return false;
	e = entry_of(j, w->at);
	if (is_label(e, w->s, w->len))
		return false;
	w->parent = w->at;
	w->side = (int) (w->hash & 1);
	w->hash >>= 1;
	w->at = e->child[w->side];
	return true;
}

/* The ref of the label at the end of the way, which is added when it is new. */
static bool
arrive(CsqJourney **jp, Walk *w, uint32_t *ref, CsqError *err)
{
	while (walk_on(*jp, w))
		;
	*ref = w->at;
	return w->at != 0 || add_label(jp, w->parent, w->side, w->s, w->len, ref, err);
}

static bool
label_ref(CsqJourney **jp, const char *s, size_t len, uint32_t *ref, CsqError *err)
{
	Walk w = walk_to(*jp, s, len);

	return arrive(jp, &w, ref, err);
}

/*
 * The same of two labels, first one and then the other.  In a large dictionary each entry on
 * the way is in no cache: the two ways are gone side by side.
 */
static bool
label_refs(CsqJourney **jp, Walk *a, Walk *b, CsqRawEvent *raw, CsqError *err)
{
	bool on_a = true;
	bool on_b = true;

	while (on_a || on_b)
	{
		on_a = on_a && walk_on(*jp, a);
		on_b = on_b && walk_on(*jp, b);
	}
	if (!arrive(jp, a, &raw->activity, err))
		return false;
	if (b->at == 0) /* the one may be what the other was looking for, or where it would go */
		b->at = b->parent != 0 ? entry_of(*jp, b->parent)->child[b->side] : (*jp)->root;
	return arrive(jp, b, &raw->channel, err);
}

bool
csq_journey_next_label(const CsqJourney *j, size_t *at, CsqText *label, uint32_t *ref)
{
	const Entry *e;

	if (*at >= j->back)
		return false;
	*ref = (uint32_t) ((j->back - *at) / 4);
	e = entry_of(j, *ref);
	label->s = e->bytes;
	label->len = e->len;
	*at += entry_size(e->len);
	return true;
}

/* ---- appending ---- */

/* Give every event room for a value or a seq, going from the last one backwards. */
static bool
widen(CsqJourney **jp, uint16_t flag, CsqError *err)
{
	CsqJourney *j;
	size_t      was;
	size_t      is;
	bool        seqs;

	if (!room(jp, (size_t) (*jp)->nevents * 8, err))
		return false;
	j = *jp;
	was = csq_journey_event_size(j);
	is = was + 8;
	seqs = (j->flat.flags & CSQ_JOURNEY_SEQS) != 0;
	for (size_t i = j->nevents; i-- > 0;)
	{
		char  *to = (char *) j + HEAD + i * is;
		double none = NAN;

		memmove(to, (char *) j + HEAD + i * was, was);
		if (flag == CSQ_JOURNEY_VALUES)
		{ /* the value goes before the seq */
			if (seqs)
				memcpy(to + 24, to + 16, 8);
			memcpy(to + 16, &none, 8);
		}
		else
			memset(to + was, 0, 8);
	}
	j->flat.flags |= flag;
	return true;
}

/*
 * With a million cases in turn every touch of a state is a cache miss: ask for
 * the end of the events and for a small dictionary at once, not one after the
 * other.
 */
static inline void
prefetch_state(const CsqJourney *j)
{
	const char *end = (const char *) j + csq_flat_size(j);

	__builtin_prefetch((const char *) j + front(j), 1);
	for (size_t off = 1; off <= j->back && off <= 256; off += 64)
		__builtin_prefetch(end - off);
}

/* Is the label of an event the one of the event before?  Most likely. */
static inline bool
is_as_before(const CsqJourney *j, uint32_t before, const char *s, size_t len)
{
	return before != 0 && is_label(entry_of(j, before), s, len);
}

static inline bool
event_labels(CsqJourney **jp, const CsqNewEvent *e, const CsqRawEvent *last, CsqRawEvent *raw, CsqError *err)
{
	bool activity;
	bool channel;

	raw->activity = last->activity & ~CSQ_HAS_SEQ;
	raw->channel = e->channel != NULL ? last->channel : 0;
	activity = is_as_before(*jp, raw->activity, e->activity, e->activity_len);
	channel = e->channel == NULL || is_as_before(*jp, raw->channel, e->channel, e->channel_len);
	if (!activity && !channel)
	{
		Walk a = walk_to(*jp, e->activity, e->activity_len);
		Walk b = walk_to(*jp, e->channel, e->channel_len);

		return label_refs(jp, &a, &b, raw, err);
	}
	return (activity || label_ref(jp, e->activity, e->activity_len, &raw->activity, err)) &&
	       (channel || label_ref(jp, e->channel, e->channel_len, &raw->channel, err));
}

/* One more event, for which there is room. */
static inline void
put_event(CsqJourney *j, const CsqRawEvent *raw, const double *value, int64_t seq)
{
	char    *to = event_at(j, j->nevents);
	uint16_t flags = j->flat.flags;

	memcpy(to, raw, sizeof *raw);
	to += sizeof *raw;
	if (flags & CSQ_JOURNEY_VALUES)
	{
		double v = value != NULL ? *value + 0.0 : NAN; /* + 0.0: no negative zero */

		memcpy(to, &v, 8);
		to += 8;
	}
	if (flags & CSQ_JOURNEY_SEQS)
		memcpy(to, &seq, 8);
	j->nevents++;
}

bool
csq_journey_add(CsqJourney **jp, const CsqNewEvent *e, CsqError *err)
{
	CsqRawEvent raw = {e->at, 0, 0};
	CsqRawEvent last = {0, 0, 0};
	uint16_t    flags = (*jp)->flat.flags;

	prefetch_state(*jp);
	if (CSQ_UNLIKELY(e->has_value && !(flags & CSQ_JOURNEY_VALUES)) && !widen(jp, CSQ_JOURNEY_VALUES, err))
		return false;
	if (CSQ_UNLIKELY(e->has_seq && !(flags & CSQ_JOURNEY_SEQS)) && !widen(jp, CSQ_JOURNEY_SEQS, err))
		return false;
	if ((*jp)->nevents > 0)
		memcpy(&last, event_at(*jp, (*jp)->nevents - 1), sizeof last);
	if (!event_labels(jp, e, &last, &raw, err))
		return false;
	if (!room(jp, csq_journey_event_size(*jp), err))
		return false;
	if (e->has_seq)
		raw.activity |= CSQ_HAS_SEQ;
	put_event(*jp, &raw, e->has_value ? &e->value : NULL, e->has_seq ? e->seq : 0);
	return true;
}

/* Event i as it was appended; labels are left to the caller. */
static void
raw_event(const CsqJourney *j, size_t i, CsqRawEvent *raw, CsqEvent *e)
{
	const char *p = event_at(j, i);

	memcpy(raw, p, sizeof *raw);
	p += sizeof *raw;
	e->at = raw->at;
	e->has_value = false;
	e->value = 0;
	if (j->flat.flags & CSQ_JOURNEY_VALUES)
	{
		double v;

		memcpy(&v, p, 8);
		p += 8;
		if (!isnan(v))
		{
			e->value = v;
			e->has_value = true;
		}
	}
	e->has_seq = (raw->activity & CSQ_HAS_SEQ) != 0;
	e->seq = 0;
	if (e->has_seq && (j->flat.flags & CSQ_JOURNEY_SEQS)) /* the check refuses one without the other */
		memcpy(&e->seq, p, 8);
	raw->activity &= ~CSQ_HAS_SEQ;
}

bool
csq_journey_merge(CsqJourney **into, const CsqJourney *from, CsqError *err)
{
	CsqNewEvent e;

	/* one growth instead of several; a little too much when labels are shared */
	if (!room(into, (size_t) from->nevents * csq_journey_event_size(from), err))
		return false;
	for (uint32_t i = 0; i < from->nevents; i++)
	{
		CsqRawEvent  raw;
		CsqEvent     read;
		const Entry *label;

		raw_event(from, i, &raw, &read);
		label = entry_of(from, raw.activity);
		e.at = read.at;
		e.activity = label->bytes;
		e.activity_len = label->len;
		e.channel = NULL;
		e.channel_len = 0;
		if (raw.channel != 0)
		{
			label = entry_of(from, raw.channel);
			e.channel = label->bytes;
			e.channel_len = label->len;
		}
		e.value = read.value;
		e.has_value = read.has_value;
		e.seq = read.seq;
		e.has_seq = read.has_seq;
		if (!csq_journey_add(into, &e, err))
			return false;
		csq_poll(i);
	}
	return true;
}

/* ---- checking ---- */

bool
csq_journey_head(const CsqJourney *j, size_t size, CsqError *err)
{
	size_t front_size;

	if (!csq_stored_head(j, size, HEAD, CSQ_JOURNEY_VERSION, TYPE, err))
		return false;
	if (size % 4 != 0 || csq_flat_size(j) != size)
		return csq_stored_invalid(TYPE, err, "Its size is not that of a journey.");
	if (j->flat.kind != 0 || (j->flat.flags & ~(CSQ_JOURNEY_VALUES | CSQ_JOURNEY_SEQS)) != 0)
		return csq_stored_invalid(TYPE, err, "It has kind %u and flags %u.", j->flat.kind, j->flat.flags);
	if (__builtin_mul_overflow((size_t) j->nevents, csq_journey_event_size(j), &front_size) ||
	    front_size > size - HEAD || j->back > size - HEAD - front_size || j->back % 4 != 0)
		return csq_stored_invalid(TYPE, err, "Its events and labels exceed its size.");
	return true;
}

/*
 * The dictionary: entries fill the back exactly, children are newer than their
 * parents.  known[ref] becomes 1, 2, ... in the order of the walk; room for
 * back / 4 + 1 numbers.
 */
static bool
check_labels(const CsqJourney *j, uint32_t *known, CsqError *err)
{
	uint32_t n = 0;
	size_t   at = 0;
	uint32_t ref = 0;

	memset(known, 0, (j->back / 4 + 1) * sizeof *known);
	while (at < j->back)
	{
		const Entry *e;

		ref = (uint32_t) ((j->back - at) / 4);
		e = entry_of(j, ref);
		if (j->back - at < ENTRY_HEAD || e->len > j->back - at - ENTRY_HEAD || entry_size(e->len) > j->back - at)
			return csq_stored_invalid(TYPE, err, "A label exceeds the dictionary.");
		for (int i = 0; i < 2; i++)
			if (e->child[i] != 0 && (e->child[i] <= ref || e->child[i] > j->back / 4 || known[e->child[i]] == 0))
				return csq_stored_invalid(TYPE, err, "A link in the dictionary does not lead to a newer label.");
		known[ref] = ++n;
		at += entry_size(e->len);
		csq_poll(n);
	}
	if (n != j->nlabels || j->root != ref)
		return csq_stored_invalid(TYPE, err, "The dictionary does not hold the labels it announces.");
	return true;
}

static bool
check_event(const CsqJourney *j, const CsqRawEvent *raw, const CsqEvent *e, const uint32_t *known, CsqError *err)
{
	uint32_t max = j->back / 4;

	if (!csq_is_instant(e->at))
		return csq_stored_invalid(TYPE, err, "The time of an event is out of range.");
	if (raw->activity == 0 || raw->activity > max || known[raw->activity] == 0 ||
	    (raw->channel != 0 && (raw->channel > max || known[raw->channel] == 0)))
		return csq_stored_invalid(TYPE, err, "An event refers to a label that is not there.");
	if (e->has_seq && !(j->flat.flags & CSQ_JOURNEY_SEQS))
		return csq_stored_invalid(TYPE, err, "An event has a seq where none are kept.");
	if (isinf(e->value))
		return csq_stored_invalid(TYPE, err, "The value of an event is infinite.");
	return true;
}

bool
csq_journey_labels(const CsqJourney *j, uint32_t **known, CsqError *err)
{
	if (!csq_journey_head(j, csq_flat_size(j), err))
		return false;
	*known = csq_alloc((j->back / 4 + 1) * sizeof **known);
	return check_labels(j, *known, err);
}

bool
csq_journey_check(const void *value, size_t size, CsqError *err)
{
	const CsqJourney *j = value;
	uint32_t         *known;
	bool              ok;

	if (!csq_journey_head(j, size, err))
		return false;
	known = csq_alloc((j->back / 4 + 1) * sizeof *known);
	ok = check_labels(j, known, err);
	for (uint32_t i = 0; ok && i < j->nevents; i++)
	{
		CsqRawEvent raw;
		CsqEvent    e;

		raw_event(j, i, &raw, &e);
		ok = check_event(j, &raw, &e, known, err);
		csq_poll(i);
	}
	csq_free(known);
	return ok;
}

bool
csq_journey_span(const CsqJourney *j, int64_t *first, int64_t *last, CsqError *err)
{
	int64_t seq;

	err->code = CSQ_OK;
	if (!csq_journey_head(j, csq_flat_size(j), err))
		return false;
	*first = INT64_MAX;
	*last = INT64_MIN;
	for (uint32_t i = 0; i < j->nevents; i++)
	{
		int64_t at = csq_journey_event(j, i, &seq).at;

		if (!csq_is_instant(at))
			return csq_stored_invalid(TYPE, err, "The time of an event is out of range.");
		*first = at < *first ? at : *first;
		*last = at > *last ? at : *last;
	}
	return j->nevents > 0;
}

/* ---- opening ---- */

#define CMP(a, b) (((a) > (b)) - ((a) < (b)))

int
csq_event_compare(const void *pa, const void *pb)
{
	const CsqEvent *a = pa;
	const CsqEvent *b = pb;

	if (a->at != b->at)
		return CMP(a->at, b->at);
	if (a->has_seq != b->has_seq)
		return a->has_seq ? -1 : 1;
	if (a->seq != b->seq)
		return CMP(a->seq, b->seq);
	if (a->activity != b->activity)
		return CMP(a->activity, b->activity);
	if (a->channel != b->channel)
		return CMP(a->channel, b->channel);
	if (a->has_value != b->has_value)
		return a->has_value ? 1 : -1;
	return CMP(a->value, b->value);
}

/* Sort the labels; known[ref] becomes the label's rank from 1. */
static bool
rank_labels(const CsqJourney *j, uint32_t *known, CsqJourneyView *view, CsqError *err)
{
	CsqRanked *ranked = csq_alloc((j->nlabels + (size_t) 1) * sizeof *ranked); /* number: the ref */
	size_t     at = 0;
	uint32_t   n = 0;

	while (csq_journey_next_label(j, &at, &ranked[n].text, &ranked[n].number))
		n++;
	csq_sort(ranked, n, sizeof *ranked, csq_by_text);
	view->nlabels = n;
	view->labels = csq_alloc((n + (size_t) 1) * sizeof *view->labels);
	view->labels[0] = (CsqText){"", 0};
	for (uint32_t i = 0; i < n; i++)
	{
		if (i > 0 && csq_text_same(&ranked[i - 1].text, &ranked[i].text))
			return csq_stored_invalid(TYPE, err, "A label is in the dictionary twice.");
		view->labels[i + 1] = ranked[i].text;
		known[ranked[i].number] = i + 1;
	}
	csq_free(ranked);
	return true;
}

bool
csq_journey_open(const CsqJourney *j, CsqJourneyView *view, CsqError *err)
{
	uint32_t *known;

	if (!csq_journey_head(j, csq_flat_size(j), err))
		return false;
	known = csq_alloc((j->back / 4 + 1) * sizeof *known);
	if (!check_labels(j, known, err) || !rank_labels(j, known, view, err))
		return false;
	view->nevents = j->nevents;
	view->events = csq_alloc((j->nevents + (size_t) 1) * sizeof *view->events);
	for (uint32_t i = 0; i < j->nevents; i++)
	{
		CsqRawEvent raw;
		CsqEvent   *e = &view->events[i];

		raw_event(j, i, &raw, e);
		if (!check_event(j, &raw, e, known, err))
			return false;
		e->activity = known[raw.activity];
		e->channel = raw.channel != 0 ? known[raw.channel] : 0;
		csq_poll(i);
	}
	csq_free(known);
	csq_sort(view->events, view->nevents, sizeof *view->events, csq_event_compare);
	return true;
}

/* ---- labels that stand for several activities ---- */

CsqText
csq_label_join(CsqText *parts, uint32_t n)
{
	CsqBuf b;

	csq_sort(parts, n, sizeof *parts, csq_by_text);
	csq_buf_init(&b);
	for (uint32_t i = 0; i < n; i++)
	{
		if (i > 0 && csq_text_same(&parts[i - 1], &parts[i]))
			continue;
		if (i > 0)
			csq_buf_char(&b, CSQ_LABEL_SEPARATOR);
		csq_buf_put(&b, parts[i].s, parts[i].len);
	}
	return (CsqText){b.data, b.len};
}

bool *
csq_labels_among(const CsqJourneyView *view, CsqText *activities, uint32_t n)
{
	bool *among = csq_alloc0(view->nlabels + (size_t) 1);

	csq_sort(activities, n, sizeof *activities, csq_by_text);
	for (uint32_t l = 1; l <= view->nlabels; l++)
	{
		CsqText rest = view->labels[l];
		CsqText part;

		while (!among[l] && csq_label_next_part(&rest, &part))
			among[l] = csq_text_find(activities, n, sizeof *activities, &part) < n;
	}
	return among;
}

/* ---- thinning out ---- */

void
csq_journey_thin(CsqJourneyView *view, CsqPathMode mode)
{
	uint32_t *last = csq_alloc0((view->nlabels + (size_t) 1) * sizeof *last);
	uint32_t  n = 0;

	/* by activity, the number of its last event so far, from 1 */
	for (uint32_t i = 0; mode == CSQ_PATH_LAST && i < view->nevents; i++)
		last[view->events[i].activity] = i + 1;
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		uint32_t a = view->events[i].activity;
		bool     keep = mode == CSQ_PATH_ALL || (mode == CSQ_PATH_FIRST && last[a] == 0) ||
		            (mode == CSQ_PATH_NO_REPEATS && (i == 0 || last[a] != i)) ||
		            (mode == CSQ_PATH_LAST && last[a] == i + 1);

		last[a] = mode == CSQ_PATH_LAST ? last[a] : i + 1;
		if (keep)
			view->events[n++] = view->events[i];
	}
	view->nevents = n;
	csq_free(last);
}

/* ---- packing and comparing ---- */

CsqJourney *
csq_journey_pack(const CsqJourneyView *view, CsqError *err)
{
	size_t      event_size = sizeof(CsqRawEvent);
	size_t      size;
	uint32_t   *refs = csq_alloc0((view->nlabels + (size_t) 1) * sizeof *refs); /* at first: is it in use? */
	bool        values = false;
	bool        seqs = false;
	CsqJourney *j;

	for (uint32_t i = 0; i < view->nevents; i++)
	{
		refs[view->events[i].activity] = refs[view->events[i].channel] = 1;
		values |= view->events[i].has_value;
		seqs |= view->events[i].has_seq;
		csq_poll(i);
	}
	event_size += (values ? 8 : 0) + (seqs ? 8 : 0);
	size = HEAD + view->nevents * event_size;
	for (uint32_t i = 1; i <= view->nlabels; i++)
		if (refs[i] != 0)
			size += entry_size(view->labels[i].len);
	j = csq_journey_new(size < HEAD + 40 ? HEAD + 40 : size);
	j->flat.flags = (uint16_t) ((values ? CSQ_JOURNEY_VALUES : 0) | (seqs ? CSQ_JOURNEY_SEQS : 0));
	for (uint32_t i = 1; i <= view->nlabels; i++)
	{
		if (refs[i] != 0 && !label_ref(&j, view->labels[i].s, view->labels[i].len, &refs[i], err))
			return NULL;
		csq_poll(i);
	}
	if (!room(&j, view->nevents * event_size, err))
		return NULL;
	refs[0] = 0;
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		const CsqEvent *e = &view->events[i];
		CsqRawEvent     raw = {e->at, refs[e->activity] | (e->has_seq ? CSQ_HAS_SEQ : 0), refs[e->channel]};

		put_event(j, &raw, e->has_value ? &e->value : NULL, e->has_seq ? e->seq : 0);
		csq_poll(i);
	}
	csq_free(refs);
	return j;
}

int
csq_journey_compare(const CsqJourneyView *a, const CsqJourneyView *b)
{
	if (a->nevents != b->nevents)
		return CMP(a->nevents, b->nevents);
	for (uint32_t i = 0; i < a->nevents; i++)
	{
		CsqEvent x = a->events[i];
		CsqEvent y = b->events[i];
		int      c;

		if ((c = CMP(x.at, y.at)) != 0)
			return c;
		if ((c = csq_text_compare(&a->labels[x.activity], &b->labels[y.activity])) != 0)
			return c;
		if ((x.channel == 0) != (y.channel == 0))
			return x.channel == 0 ? -1 : 1;
		if ((c = csq_text_compare(&a->labels[x.channel], &b->labels[y.channel])) != 0)
			return c;
		x.activity = y.activity = x.channel = y.channel = 0;
		if ((c = csq_event_compare(&x, &y)) != 0)
			return c;
		csq_poll(i);
	}
	return 0;
}

bool
csq_journey_value(const CsqJourney *j, size_t i, double *value)
{
	if (!(j->flat.flags & CSQ_JOURNEY_VALUES))
		return false;
	memcpy(value, (const char *) j + sizeof *j + i * csq_journey_event_size(j) + sizeof(CsqRawEvent), sizeof *value);
	return *value == *value;
}
