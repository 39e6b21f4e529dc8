/*
 * retention_summary.c
 *		The events behind retention: what retention_agg collects (see retention_summary.h).
 *
 * Text form:	{"v":1,"events":[["32 hexadecimal digits","2026-03-02T09:00:00Z","opened","phone"], ...]},
 *				null for no activity or segment, both left out at the end
 * Binary form: version u8; labels u32, length u32 and bytes of each, ascending; events u32,
 *				two u64 of the hash, instant u64, activity u32, segment u32 of each, ascending
 */
#include "journey/retention_summary.h"

#include <stdio.h>

#include "base/instant.h"
#include "base/label_dict.h"
#include "base/sort.h"

#define TYPE       "retention_summary"
#define HEAD       sizeof(CsqReturns)
#define EVENT      sizeof(CsqReturn)
#define FIRST_ROOM 3
#define WIRE_EVENT 32

static const uint64_t seeds[2] = {UINT64_C(0x72657475726e6564), UINT64_C(0xc2b2ae3d27d4eb4f)};

static inline size_t
front(const CsqReturns *r)
{
	return HEAD + (size_t) r->nevents * EVENT;
}

size_t
csq_returns_used(const CsqReturns *r)
{
	return front(r) + r->back;
}

static CsqReturns *
new_value(uint32_t events, size_t back)
{
	return csq_flat_new(HEAD + events * EVENT + back, CSQ_RETURNS_VERSION);
}

/* The same for as many events as r has, which are to be written; all else is zero. */
static CsqReturns *
new_value_like(const CsqReturns *r, size_t back)
{
	size_t      size = front(r) + back;
	CsqReturns *p = csq_alloc(size);

	memset(p, 0, HEAD);
	memset((char *) p + size - back, 0, back);
	csq_flat_set_size(p, size);
	p->flat.version = CSQ_RETURNS_VERSION;
	p->nevents = r->nevents;
	return p;
}

CsqReturns *
csq_returns_new(void)
{
	return new_value(FIRST_ROOM, 0);
}

static bool
too_large(CsqError *err)
{
	return csq_fail(err, CSQ_LIMIT, "retention_summary exceeds the limit of 1 GB") ||
	       csq_detail(err, "It has room for %zu events.", CSQ_MAX_VALUE_SIZE / EVENT) ||
	       csq_hint(err, "Give it one event per person and day, or take each part of the people by itself: what their "
	                     "retention() counts adds up.");
}

/* The number of a label, which is put into the dictionary when it is new; s NULL: 0. */
static bool
number_of(CsqReturns **rp, const CsqText *label, uint32_t *number, CsqError *err)
{
	CsqReturns *r = *rp;
	int         found;

	*number = 0;
	if (label == NULL || label->s == NULL)
		return true;
	found = csq_dict_find(r, r->nlabels, label->s, label->len);
	if (CSQ_LIKELY(found >= 0))
	{
		*number = (uint32_t) found + 1;
		return true;
	}
	if (r->nlabels >= CSQ_MAX_LABELS)
		return csq_fail(err, CSQ_LIMIT, "more than %d activities and segments", CSQ_MAX_LABELS) ||
		       csq_detail(err, "The first one too many is \"%s\".", csq_quoted(label->s, label->len).s) ||
		       csq_hint(err, "Group rare ones, and give NULL for what no question is about.");
	if (label->len == 0)
		return csq_fail(err, CSQ_PARAM, "an activity or a segment must not be empty") ||
		       csq_hint(err, "Make it NULL where there is none: nullif(activity, '').");
	if (!csq_dict_check(r->nlabels, label->s, label->len, err))
		return false;
	r = csq_flat_room(r, front(r), r->back, csq_dict_size(label->len));
	if (r == NULL)
		return too_large(err);
	*rp = r;
	csq_dict_put(r, r->back, label->s, label->len);
	r->back += (uint32_t) csq_dict_size(label->len);
	*number = ++r->nlabels;
	return true;
}

static bool
add_event(CsqReturns **rp, const CsqReturn *e, CsqError *err)
{
	CsqReturns *r = csq_flat_room(*rp, front(*rp), (*rp)->back, EVENT);

	if (r == NULL)
		return too_large(err);
	*rp = r;
	r->events[r->nevents++] = *e;
	return true;
}

static inline bool
add_labelled(CsqReturns **r, CsqReturn *e, const CsqText *activity, const CsqText *segment, CsqError *err)
{
	return number_of(r, activity, &e->activity, err) && number_of(r, segment, &e->segment, err) && add_event(r, e, err);
}

bool
csq_returns_add(CsqReturns **r, CsqText who, int64_t at, const CsqText *activity, const CsqText *segment, CsqError *err)
{
	CsqReturn e = {.at = at};

	for (int i = 0; i < 2; i++)
		e.who[i] = csq_hash_bytes(who.s, who.len, seeds[i]);
	return add_labelled(r, &e, activity, segment, err);
}

bool
csq_returns_add_number(CsqReturns **r, int64_t who, int64_t at, const CsqText *activity, const CsqText *segment,
                       CsqError *err)
{
	CsqReturn e = {.at = at};

	csq_hash_decimal(who, seeds, e.who);
	return add_labelled(r, &e, activity, segment, err);
}

bool
csq_returns_merge(CsqReturns **into, const CsqReturns *from, CsqError *err)
{
	uint32_t *number = csq_alloc0(((size_t) from->nlabels + 1) * sizeof *number);
	size_t    back = 0;

	for (uint32_t i = 1; i <= from->nlabels; i++)
	{
		CsqText label = csq_dict_next(from, &back);

		if (!number_of(into, &label, &number[i], err))
			return false;
	}
	for (uint32_t i = 0; i < from->nevents; i++)
	{
		CsqReturn e = from->events[i];

		e.activity = number[e.activity];
		e.segment = number[e.segment];
		if (!add_event(into, &e, err))
			return false;
		csq_poll(i);
	}
	csq_free(number);
	return true;
}

/* ---- in order ---- */

static inline int
compare_events(const CsqReturn *a, const CsqReturn *b)
{
	if (a->who[0] != b->who[0])
		return a->who[0] < b->who[0] ? -1 : 1;
	if (a->who[1] != b->who[1])
		return a->who[1] < b->who[1] ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->activity != b->activity)
		return a->activity < b->activity ? -1 : 1;
	return (a->segment > b->segment) - (a->segment < b->segment);
}

static int
by_all(const void *a, const void *b)
{
	return compare_events(a, b);
}

static bool
is_sorted(const CsqReturn *e, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++)
	{
		if (compare_events(&e[i - 1], &e[i]) > 0)
			return false;
		csq_poll(i);
	}
	return true;
}

/* ---- sorting ---- */

#define DEAL_BITS 12 /* as many places as a write can have open */
#define FEW       64
#define NEXT_BITS 5
#define HAND      24

/* A handful. */
static void
insert_events(CsqReturn *e, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++)
	{
		CsqReturn x = e[i];
		uint32_t  to = i;

		for (; to > 0 && compare_events(&e[to - 1], &x) > 0; to--)
			e[to] = e[to - 1];
		e[to] = x;
	}
}

/* Deals n events to places by bits of their hash below shift + bits; place p is to[from[p] .. from[p + 1] - 1] then. */
static void
deal(const CsqReturn *e, uint32_t n, uint32_t shift, uint32_t bits, uint32_t *from, CsqReturn *to)
{
	uint32_t mask = (1u << bits) - 1;

	memset(from, 0, (((size_t) 1 << bits) + 2) * sizeof *from);
	for (uint32_t i = 0; i < n; i++)
	{
		from[(e[i].who[0] >> shift & mask) + 2]++;
		csq_poll(i);
	}
	for (uint32_t p = 2; p <= mask + 1; p++)
		from[p] += from[p - 1];
	for (uint32_t i = 0; i < n; i++)
	{
		to[from[(e[i].who[0] >> shift & mask) + 1]++] = e[i];
		csq_poll(i);
	}
}

/* The events of a place, which agree in the bits above shift: dealt once more, in near memory. */
static void
sort_place(CsqReturn *e, uint32_t n, uint32_t shift, CsqReturn *near)
{
	uint32_t from[(1 << NEXT_BITS) + 2];

	if (n <= HAND)
	{
		insert_events(e, n);
		return;
	}
	if (n > FEW * 16)
	{
		csq_sort(e, n, EVENT, by_all);
		return;
	}
	memcpy(near, e, (size_t) n * EVENT);
	deal(near, n, shift - NEXT_BITS, NEXT_BITS, from, e);
	for (uint32_t p = 0; p < 1u << NEXT_BITS; p++)
		if (from[p + 1] - from[p] <= HAND)
			insert_events(e + from[p], from[p + 1] - from[p]);
		else
			csq_sort(e + from[p], from[p + 1] - from[p], EVENT, by_all);
}

/*
 * The events in order at another place.  They are dealt by the upper bits of their hash, which are uniform, and then
 * sorted place by place: one pass over memory instead of one per bit.
 */
static void
sort_events(const CsqReturn *e, uint32_t n, CsqReturn *sorted)
{
	uint32_t   bits = 0;
	uint32_t  *from;
	CsqReturn *near;

	while (bits < DEAL_BITS && n >> bits > FEW)
		bits++;
	from = csq_alloc((((size_t) 1 << bits) + 2) * sizeof *from);
	near = csq_alloc((size_t) FEW * 16 * EVENT);
	if (bits > 0)
		deal(e, n, 64 - bits, bits, from, sorted);
	else
	{
		memcpy(sorted, e, (size_t) n * EVENT);
		from[0] = 0;
		from[1] = n;
	}
	for (uint32_t p = 0; p < 1u << bits; p++)
	{
		sort_place(sorted + from[p], from[p + 1] - from[p], 64 - bits, near);
		csq_poll(p);
	}
	csq_free(near);
	csq_free(from);
}

/* The labels under their new numbers. */
static void
rename_labels(CsqReturns *r, const uint32_t *rank)
{
	for (uint32_t i = 0; i < r->nevents; i++)
	{
		CsqReturn *e = &r->events[i];

		e->activity = e->activity == 0 ? 0 : rank[e->activity - 1] + 1;
		e->segment = e->segment == 0 ? 0 : rank[e->segment - 1] + 1;
		csq_poll(i);
	}
}

CsqReturns *
csq_returns_pack(const CsqReturns *r)
{
	CsqReturns      *p = new_value_like(r, r->back);
	CsqReturns      *renamed = NULL;
	const CsqReturn *events = r->events;
	CsqText         *sorted;
	uint32_t        *rank;
	bool             same = true;

	csq_dict_rank(r, r->nlabels, &sorted, &rank);
	p->nlabels = r->nlabels;
	for (uint32_t i = 0; i < r->nlabels; i++)
	{
		csq_dict_put(p, p->back, sorted[i].s, sorted[i].len);
		p->back += (uint32_t) csq_dict_size(sorted[i].len);
		same &= rank[i] == i;
	}
	if (!same) /* the order is that of the new numbers */
	{
		renamed = new_value_like(r, 0);
		memcpy(renamed->events, r->events, (size_t) r->nevents * EVENT);
		rename_labels(renamed, rank);
		events = renamed->events;
	}
	if (is_sorted(events, r->nevents))
	{
		if (r->nevents > 0)
			memcpy(p->events, events, (size_t) r->nevents * EVENT);
	}
	else
		sort_events(events, r->nevents, p->events);
	if (renamed != NULL)
		csq_free(renamed);
	csq_free(sorted);
	csq_free(rank);
	return p;
}

CsqText *
csq_returns_labels(const CsqReturns *packed)
{
	CsqText *labels = csq_alloc(((size_t) packed->nlabels + 1) * sizeof *labels);
	size_t   back = 0;

	labels[0] = (CsqText){NULL, 0};
	for (uint32_t i = 1; i <= packed->nlabels; i++)
		labels[i] = csq_dict_next(packed, &back);
	return labels;
}

/* ---- checking ---- */

bool
csq_returns_check(const void *value, size_t size, CsqError *err)
{
	const CsqReturns *r = value;

	if (!csq_stored_check(value, size, HEAD, TYPE, err))
		return false;
	if (csq_flat_size(r) != size || r->unused != 0)
		return csq_stored_invalid(TYPE, err, "Its size is not that of a retention_summary.");
	if (r->nevents > (size - HEAD) / EVENT || r->back > size - HEAD - r->nevents * EVENT)
		return csq_stored_invalid(TYPE, err, "Its events and labels exceed its size.");
	if (!csq_dict_valid(r, size, r->nlabels, r->back, TYPE, err))
		return false;
	for (uint32_t i = 0; i < r->nevents; i++)
	{
		const CsqReturn *e = &r->events[i];

		if (e->activity > r->nlabels || e->segment > r->nlabels || !csq_is_instant(e->at))
			return csq_stored_invalid(TYPE, err, "An event has a time or a label that is none.");
		csq_poll(i);
	}
	return true;
}

/* ---- text ---- */

static void
label_text(const CsqText *label, CsqBuf *out)
{
	if (label->s == NULL)
		csq_buf_str(out, ",null");
	else
	{
		csq_buf_char(out, ',');
		csq_buf_json(out, label->s, label->len);
	}
}

void
csq_returns_text(const CsqReturns *packed, CsqBuf *out)
{
	CsqText *labels = csq_returns_labels(packed);

	csq_buf_str(out, "{\"v\":1,\"events\":[");
	for (uint32_t i = 0; i < packed->nevents; i++)
	{
		const CsqReturn *e = &packed->events[i];

		csq_buf_str(out, i > 0 ? ",[\"" : "[\"");
		csq_buf_person(out, e->who);
		csq_buf_str(out, "\",\"");
		csq_buf_instant(out, e->at);
		csq_buf_char(out, '"');
		if (e->activity != 0 || e->segment != 0)
			label_text(&labels[e->activity], out);
		if (e->segment != 0)
			label_text(&labels[e->segment], out);
		csq_buf_char(out, ']');
		csq_poll(i);
	}
	csq_buf_str(out, "]}");
	csq_free(labels);
}

/* [who, at, activity, segment], the last two null or left out */
static bool
parse_event(CsqJson *j, CsqReturns **r)
{
	CsqReturn e = {.at = 0};
	int       parts = 0;

	csq_json_open(j, '[');
	for (; csq_json_item(j); parts++)
	{
		CsqText t;

		if (parts >= 2 && csq_json_null(j))
			continue;
		t = csq_json_string(j);
		if (j->failed)
			return false;
		if (parts > 3 || t.len == 0 || (parts == 0 && !csq_parse_person(&t, e.who)) ||
		    (parts == 1 && !csq_parse_instant(t.s, t.len, &e.at)))
			return csq_json_fail(j, "An event is [32 hexadecimal digits, instant, activity, segment].");
		if (parts >= 2 && !number_of(r, &t, parts == 2 ? &e.activity : &e.segment, j->err))
			return false;
	}
	if (j->failed)
		return false;
	if (parts < 2)
		return csq_json_fail(j, "An event is [32 hexadecimal digits, instant, activity, segment].");
	return add_event(r, &e, j->err);
}

CsqReturns *
csq_returns_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "events", NULL};
	CsqReturns              *r = csq_returns_new();
	CsqJson                  j;
	unsigned                 seen = 0;
	int                      member;

	csq_json_init(&j, text, len, TYPE, err);
	csq_json_open(&j, '{');
	while ((member = csq_json_member(&j, names, &seen)) >= 0)
	{
		if (member == 0)
		{
			csq_json_version(&j, CSQ_RETURNS_VERSION);
			continue;
		}
		csq_json_open(&j, '[');
		while (csq_json_item(&j))
			if (!parse_event(&j, &r))
				return NULL;
	}
	csq_json_need(&j, names, seen, 3);
	return csq_json_end(&j) ? csq_returns_pack(r) : NULL;
}

/* ---- binary ---- */

void
csq_returns_write(const CsqReturns *packed, CsqBuf *out)
{
	CsqText *labels = csq_returns_labels(packed);

	csq_put_u8(out, CSQ_RETURNS_VERSION);
	csq_put_u32(out, packed->nlabels);
	for (uint32_t i = 1; i <= packed->nlabels; i++)
	{
		csq_put_u32(out, (uint32_t) labels[i].len);
		csq_buf_put(out, labels[i].s, labels[i].len);
	}
	csq_put_u32(out, packed->nevents);
	for (uint32_t i = 0; i < packed->nevents; i++)
	{
		const CsqReturn *e = &packed->events[i];

		csq_put_u64(out, e->who[0]);
		csq_put_u64(out, e->who[1]);
		csq_put_u64(out, (uint64_t) e->at);
		csq_put_u32(out, e->activity);
		csq_put_u32(out, e->segment);
		csq_poll(i);
	}
	csq_free(labels);
}

/* The labels in order, each once. */
static bool
read_labels(CsqReader *in, CsqReturns **r, CsqError *err)
{
	uint32_t n = csq_read_count(in, 5);
	CsqText  before = {NULL, 0};

	for (uint32_t i = 0; i < n; i++)
	{
		uint32_t number;
		CsqText  label = {NULL, csq_read_u32(in)};

		label.s = csq_read_bytes(in, label.len);
		if (in->failed)
			return false;
		if (label.len == 0 || !csq_utf8_valid(label.s, label.len) || (i > 0 && csq_text_compare(&before, &label) >= 0))
			return csq_read_fail(in, "Its labels are not in order, or no text.");
		if (!number_of(r, &label, &number, err))
			return csq_read_fail(in, "Its labels are too many or too long.");
		before = label;
	}
	return !in->failed;
}

/* Is each label that of an event? */
static bool
all_used(const CsqReturns *r)
{
	bool *used = csq_alloc0((size_t) r->nlabels + 1);
	bool  all = true;

	for (uint32_t i = 0; i < r->nevents; i++)
	{
		used[r->events[i].activity] = used[r->events[i].segment] = true;
		csq_poll(i);
	}
	for (uint32_t i = 1; i <= r->nlabels; i++)
		all &= used[i];
	csq_free(used);
	return all;
}

CsqReturns *
csq_returns_read(const void *data, size_t len, CsqError *err)
{
	CsqReader   in;
	CsqReturns *r = csq_returns_new();
	CsqError    why;
	uint32_t    n;

	csq_reader_init(&in, data, len, TYPE, err);
	csq_read_version(&in, CSQ_RETURNS_VERSION);
	if (in.failed || !read_labels(&in, &r, err))
		return NULL;
	n = csq_read_count(&in, WIRE_EVENT);
	for (uint32_t i = 0; i < n; i++)
	{
		CsqReturn e;

		e.who[0] = csq_read_u64(&in);
		e.who[1] = csq_read_u64(&in);
		e.at = (int64_t) csq_read_u64(&in);
		e.activity = csq_read_u32(&in);
		e.segment = csq_read_u32(&in);
		if (in.failed || !add_event(&r, &e, err))
			return NULL;
		csq_poll(i);
	}
	if (!csq_read_end(&in))
		return NULL;
	if (!csq_returns_check(r, csq_flat_size(r), &why))
	{
		csq_read_fail(&in, "%s", why.detail);
		return NULL;
	}
	if (!is_sorted(r->events, r->nevents) || !all_used(r))
	{
		csq_read_fail(&in, "Its events are not in order, or a label is that of none.");
		return NULL;
	}
	return csq_returns_pack(r);
}
