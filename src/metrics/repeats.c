/*
 * repeats.c
 *		repeats: contacts by customer and issue, and how many of them had to come
 *		again (see repeats.h).
 *
 * Text form:	{"v":1,"within":604800000000,"as_of":"2026-03-31T00:00:00Z","missing":0,
 *				 "contacts":[["32 hexadecimal digits","2026-03-02T09:00:00Z"],...]}
 * Binary form: version u8; within, as_of, missing u64; count u32; two u64 of the hash and
 *				the instant of each, ascending; network order.
 */
#include "metrics/repeats.h"

#include <stdio.h>

#include "base/instant.h"
#include "base/summary.h"

#define TYPE          "repeats"
#define FIRST_ENTRIES 7

static int
compare(const void *a, const void *b)
{
	const CsqContact *x = a;
	const CsqContact *y = b;

	for (int i = 0; i < 2; i++)
		if (x->who[i] != y->who[i])
			return x->who[i] < y->who[i] ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

const CsqEntriesType csq_repeats_entries_type = {TYPE, sizeof(CsqRepeats), sizeof(CsqContact), compare, NULL};

static inline const CsqContact *
contact(const CsqRepeats *r, uint32_t i)
{
	return csq_entry(r, &csq_repeats_entries_type, i);
}

static CsqRepeats *
new_value(int64_t within, int64_t as_of, uint32_t room)
{
	CsqRepeats *r = csq_entries_new(&csq_repeats_entries_type, room);

	r->within = within;
	r->as_of = as_of;
	return r;
}

CsqRepeats *
csq_repeats_new(int64_t within, int64_t as_of, CsqError *err)
{
	if (within <= 0)
	{
		csq_fail(err, CSQ_PARAM, "the window of repeats must be above 0");
		csq_hint(err, "Seven days are usual: interval '7 days'.");
		return NULL;
	}
	return new_value(within, as_of, FIRST_ENTRIES);
}

static void
put_length(CsqBuf *out, int64_t usec, int64_t as_of)
{
	csq_buf_length(out, usec);
	csq_buf_str(out, " as of ");
	csq_buf_instant(out, as_of);
}

bool
csq_repeats_same(const CsqRepeats *a, int64_t within, int64_t as_of, CsqError *err)
{
	CsqBuf one, other;

	if (a->within == within && a->as_of == as_of)
		return true;
	csq_buf_init(&one);
	csq_buf_init(&other);
	put_length(&one, a->within, a->as_of);
	put_length(&other, within, as_of);
	return csq_fail(err, CSQ_PARAM, "repeats of different windows cannot be combined") ||
	       csq_detail(err, "One counts repeats within %s, the other within %s.", one.data, other.data) ||
	       csq_hint(err, "Give the same window and the same as_of to each aggregate.");
}

static bool
add_entry(CsqRepeats **r, CsqContact c, CsqError *err)
{
	void *value = *r;
	bool  ok = csq_entries_add(&value, &csq_repeats_entries_type, &c, err);

	*r = value;
	return ok;
}

bool
csq_repeats_add(CsqRepeats **r, CsqText customer, CsqText issue, int64_t at, CsqError *err)
{
	CsqContact c = {{0, 0}, at};

	if (at > (*r)->as_of)
		return true;
	for (int i = 0; i < 2; i++)
	{
		uint64_t seed = i == 0 ? UINT64_C(0x636f6e7461637431) : UINT64_C(0x636f6e7461637432);
		/* the length of the one keeps ("ab", "c") and ("a", "bc") apart; no issue is none of any text */
		uint64_t of_issue = issue.s == NULL ? ~UINT64_C(0) : csq_hash_bytes(issue.s, issue.len, seed + 1);

		c.who[i] = csq_hash_bytes(customer.s, customer.len, csq_mix64(seed ^ of_issue));
	}
	return add_entry(r, c, err);
}

bool
csq_repeats_merge(CsqRepeats **into, const CsqRepeats *from, CsqError *err)
{
	void *value = *into;
	bool  ok;

	if (!csq_repeats_same(*into, from->within, from->as_of, err))
		return false;
	if (!csq_add_i64((*into)->missing, from->missing, &(*into)->missing))
		return csq_fail(err, CSQ_RANGE, "count of a summary is out of range");
	ok = csq_entries_merge(&value, from, &csq_repeats_entries_type, err);
	*into = value;
	return ok;
}

/* ---- checking ---- */

static const char *
wrong_with(const CsqRepeats *r)
{
	if (r->missing < 0 || r->within <= 0 || !csq_is_instant(r->as_of))
		return "Its header makes no sense.";
	for (uint32_t i = 0; i < r->list.nentries; i++)
	{
		csq_poll(i);
		if (!csq_is_instant(contact(r, i)->at) || contact(r, i)->at > r->as_of)
			return "A contact is out of range, or later than as_of.";
	}
	return NULL;
}

bool
csq_repeats_check(const void *value, size_t size, CsqError *err)
{
	const char *why;

	if (!csq_entries_check(value, size, &csq_repeats_entries_type, err))
		return false;
	why = wrong_with(value);
	return why == NULL || csq_stored_invalid(TYPE, err, "%s", why);
}

CsqRepeats *
csq_repeats_pack(const CsqRepeats *r, CsqError *err)
{
	return csq_entries_pack(r, &csq_repeats_entries_type, err);
}

/* ---- text ---- */

void
csq_repeats_text(const CsqRepeats *packed, CsqBuf *out)
{
	csq_buf_printf(out, "{\"v\":1,\"within\":%lld,\"as_of\":\"", (long long) packed->within);
	csq_buf_instant(out, packed->as_of);
	csq_buf_printf(out, "\",\"missing\":%lld,\"contacts\":[", (long long) packed->missing);
	for (uint32_t i = 0; i < packed->list.nentries; i++)
	{
		const CsqContact *c = contact(packed, i);

		csq_poll(i);
		csq_buf_str(out, i > 0 ? ",[\"" : "[\"");
		csq_buf_person(out, c->who);
		csq_buf_str(out, "\",\"");
		csq_buf_instant(out, c->at);
		csq_buf_str(out, "\"]");
	}
	csq_buf_str(out, "]}");
}

static bool
parse_contacts(CsqJson *j, CsqRepeats **r, CsqError *err)
{
	csq_json_open(j, '[');
	for (int n = 0; csq_json_item(j); n++)
	{
		CsqContact c = {{0, 0}, 0};
		int        parts = 0;
		bool       ok = true;

		csq_poll((uint64_t) n);
		csq_json_open(j, '[');
		while (csq_json_item(j) && parts < 3)
		{
			CsqText t = csq_json_string(j);

			if (j->failed)
				break;
			ok = ok && (parts == 0 ? csq_parse_person(&t, c.who) : parts == 1 && csq_parse_instant(t.s, t.len, &c.at));
			parts++;
		}
		if (!j->failed && (!ok || parts != 2))
			return csq_json_fail(j, "A contact is [32 hexadecimal digits, instant].");
		if (j->failed || !add_entry(r, c, err))
			return false;
	}
	return !j->failed;
}

static int64_t
parse_instant(CsqJson *j)
{
	CsqText t = csq_json_string(j);
	int64_t at = 0;

	if (!j->failed && !csq_parse_instant(t.s, t.len, &at))
		csq_json_fail(j, "\"%s\" is not an instant.", csq_quoted(t.s, t.len).s);
	return at;
}

CsqRepeats *
csq_repeats_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "within", "as_of", "missing", "contacts", NULL};

	CsqRepeats *r = new_value(1, 0, FIRST_ENTRIES);
	CsqJson     j;
	unsigned    seen = 0;
	const char *why;
	int         k;

	csq_json_init(&j, text, len, TYPE, err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		switch (k)
		{
			case 0:
				csq_json_version(&j, CSQ_REPEATS_VERSION);
				break;
			case 1:
				r->within = csq_json_i64(&j);
				break;
			case 2:
				r->as_of = parse_instant(&j);
				break;
			case 3:
				r->missing = csq_json_count(&j);
				break;
			default:
				if (!parse_contacts(&j, &r, err))
					return NULL;
		}
	csq_json_need(&j, names, seen, 1 | 2 | 4 | 16);
	if (!csq_json_end(&j))
		return NULL;
	r = csq_repeats_pack(r, err);
	if (r != NULL && (why = wrong_with(r)) != NULL)
		return csq_json_fail(&j, "%s", why), NULL;
	return r;
}

/* ---- binary ---- */

void
csq_repeats_write(const CsqRepeats *packed, CsqBuf *out)
{
	csq_put_u8(out, CSQ_REPEATS_VERSION);
	csq_put_u64(out, (uint64_t) packed->within);
	csq_put_u64(out, (uint64_t) packed->as_of);
	csq_put_u64(out, (uint64_t) packed->missing);
	csq_put_u32(out, packed->list.nentries);
	for (uint32_t i = 0; i < packed->list.nentries; i++)
	{
		csq_poll(i);
		csq_put_u64(out, contact(packed, i)->who[0]);
		csq_put_u64(out, contact(packed, i)->who[1]);
		csq_put_u64(out, (uint64_t) contact(packed, i)->at);
	}
}

CsqRepeats *
csq_repeats_read(const void *data, size_t len, CsqError *err)
{
	CsqReader   r;
	CsqRepeats *v;
	int64_t     within, as_of, missing;
	uint32_t    n;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, CSQ_REPEATS_VERSION);
	within = (int64_t) csq_read_u64(&r);
	as_of = (int64_t) csq_read_u64(&r);
	missing = (int64_t) csq_read_u64(&r);
	n = csq_read_count(&r, 24);
	if (r.failed)
		return NULL;
	v = new_value(within, as_of, n);
	v->missing = missing;
	v->list.nentries = v->list.nsorted = n;
	for (uint32_t i = 0; i < n; i++)
	{
		CsqContact *c = csq_entry(v, &csq_repeats_entries_type, i);

		csq_poll(i);
		c->who[0] = csq_read_u64(&r);
		c->who[1] = csq_read_u64(&r);
		c->at = (int64_t) csq_read_u64(&r);
	}
	return csq_read_end(&r) && csq_repeats_check(v, csq_flat_size(v), err) ? v : NULL;
}

/* ---- reading ---- */

static inline bool
same_who(const CsqContact *a, const CsqContact *b)
{
	return a->who[0] == b->who[0] && a->who[1] == b->who[1];
}

/* Does b follow a within the window?  Instants are some 2^63 apart at most. */
static inline bool
follows(const CsqContact *a, const CsqContact *b, int64_t within)
{
	return same_who(a, b) && (uint64_t) b->at - (uint64_t) a->at <= (uint64_t) within;
}

CsqRepeatCounts
csq_repeats_count(const CsqRepeats *packed)
{
	uint32_t        n = packed->list.nentries;
	CsqRepeatCounts c = {.contacts = n};

	for (uint32_t i = 0; i < n; i++)
	{
		const CsqContact *this = contact(packed, i);
		bool repeated, over;

		csq_poll(i);
		if (i > 0 && follows(contact(packed, i - 1), this, packed->within))
			continue;
		repeated = i + 1 < n && follows(this, contact(packed, i + 1), packed->within);
		over = (uint64_t) packed->as_of - (uint64_t) this->at > (uint64_t) packed->within;

		c.first++;
		c.repeated += repeated;
		c.pending += !repeated && !over;
		c.over += over;
		c.over_repeated += repeated && over;
	}
	return c;
}
