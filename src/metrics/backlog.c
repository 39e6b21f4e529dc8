/*
 * backlog.c
 *		backlog: exact pairs of instants, and what was open when (see backlog.h).
 *
 * Text form:	{"v":1,"missing":0,"cases":[["2026-03-02T09:00:00Z","2026-03-02T10:00:00Z",2],["...",null,1]]}
 * Binary form: version u8; missing u64; count u32; opened, closed, count u64 of each,
 *				closed INT64_MAX for open cases; network order.
 */
#include "metrics/backlog.h"

#include "base/instant.h"
#include "base/summary.h"

#define TYPE          "backlog"
#define FIRST_ENTRIES 7

static int
compare(const void *a, const void *b)
{
	const CsqBacklogEntry *x = a;
	const CsqBacklogEntry *y = b;

	if (x->opened != y->opened)
		return x->opened < y->opened ? -1 : 1;
	return (x->closed > y->closed) - (x->closed < y->closed);
}

static bool
too_many(CsqError *err)
{
	return csq_fail(err, CSQ_RANGE, "%s has too many cases", TYPE) ||
	       csq_detail(err, "It counts up to 9223372036854775807 cases.");
}

static bool
join(void *into, const void *equal, CsqError *err)
{
	CsqBacklogEntry *e = into;

	return csq_add_i64(e->count, ((const CsqBacklogEntry *) equal)->count, &e->count) || too_many(err);
}

const CsqEntriesType csq_backlog_entries_type = {TYPE, sizeof(CsqBacklog), sizeof(CsqBacklogEntry), compare, join};

CsqBacklog *
csq_backlog_new(void)
{
	return csq_entries_new(&csq_backlog_entries_type, FIRST_ENTRIES);
}

static bool
add_entry(CsqBacklog **b, CsqBacklogEntry entry, CsqError *err)
{
	void *value = *b;
	bool  ok = csq_entries_add(&value, &csq_backlog_entries_type, &entry, err);

	*b = value;
	return ok;
}

bool
csq_backlog_add(CsqBacklog **b, int64_t opened, int64_t closed, CsqError *err)
{
	size_t size;

	if (closed < opened)
	{
		CsqBuf from, to;

		csq_buf_init(&from);
		csq_buf_init(&to);
		csq_buf_instant(&from, opened);
		csq_buf_instant(&to, closed);
		return csq_fail(err, CSQ_PARAM, "a case was closed before it was opened: %s, %s", to.data, from.data) ||
		       csq_hint(err, "Leave such rows out with FILTER (WHERE closed_at >= opened_at), and look into them.");
	}
	if ((*b)->packing)
	{
		CsqBacklog *grown = csq_backlog_add_packing(*b, opened, closed);

		if (grown == NULL)
			return csq_entries_too_large(&csq_backlog_entries_type, err);
		*b = grown;
		return true;
	}
	size = csq_flat_size(*b);
	if (!add_entry(b, (CsqBacklogEntry){opened, closed, 1}, err))
		return false;
	if (csq_flat_size(*b) > size)
		csq_backlog_begin_packing(*b);
	return true;
}

bool
csq_backlog_merge(CsqBacklog **into, const CsqBacklog *from, CsqError *err)
{
	CsqBacklogRun r = {.b = from};

	if (!csq_add_i64((*into)->missing, from->missing, &(*into)->missing))
		return too_many(err);
	if ((*into)->packing)
		*into = csq_backlog_unpack(*into);
	while (csq_backlog_next(&r))
		for (uint32_t i = 0; i < r.n; i++)
		{
			csq_poll(i);
			if (!add_entry(into, r.entries[i], err))
				return false;
		}
	return true;
}

/* ---- checking and the canonical form ---- */

static const char *
wrong_with(const CsqBacklogEntry *e)
{
	if (!csq_is_instant(e->opened) || (e->closed != CSQ_STILL_OPEN && !csq_is_instant(e->closed)) ||
	    e->closed < e->opened)
		return "An instant is out of range, or a case was closed before it was opened.";
	return e->count <= 0 ? "A count is not positive." : NULL;
}

bool
csq_backlog_check(const void *value, size_t size, CsqError *err)
{
	const CsqBacklog *b = value;
	int64_t           total = 0;

	if (!csq_entries_check(value, size, &csq_backlog_entries_type, err))
		return false;
	if (b->missing < 0)
		return csq_stored_invalid(TYPE, err, "A count is negative.");
	if (!csq_backlog_blocks_check(b, err))
		return false;
	for (uint32_t i = 0; i < b->nwaiting; i++)
	{
		CsqBacklogCase c = csq_backlog_waiting(b)[i];

		if (wrong_with(&(CsqBacklogEntry){c.opened, c.closed, 1}) != NULL)
			return csq_stored_invalid(TYPE, err, "A case that waits to be packed is none.");
	}
	total = (int64_t) csq_backlog_cases(b) - b->list.nentries;
	for (uint32_t i = 0; i < b->list.nentries; i++)
	{
		const CsqBacklogEntry *e = &csq_backlog_entries(b)[i];

		csq_poll(i);
		if (wrong_with(e) != NULL)
			return csq_stored_invalid(TYPE, err, "%s", wrong_with(e));
		if (!csq_add_i64(total, e->count, &total))
			return csq_stored_invalid(TYPE, err, "The counts add up to more than 9223372036854775807.");
	}
	return true;
}

CsqBacklog *
csq_backlog_pack(const CsqBacklog *b, CsqError *err)
{
	if (b->packing)
	{
		CsqBacklog *copy = csq_alloc(csq_flat_size(b));

		memcpy(copy, b, csq_flat_size(b));
		copy->list.flat.flags &= (uint16_t) ~CSQ_FLAT_OWNED;
		b = csq_backlog_unpack(copy);
	}
	return csq_entries_pack(b, &csq_backlog_entries_type, err);
}

/* ---- text ---- */

void
csq_backlog_text(const CsqBacklog *packed, CsqBuf *out)
{
	csq_buf_printf(out, "{\"v\":1,\"missing\":%lld,\"cases\":[", (long long) packed->missing);
	for (uint32_t i = 0; i < packed->list.nentries; i++)
	{
		const CsqBacklogEntry *e = &csq_backlog_entries(packed)[i];

		csq_poll(i);
		csq_buf_str(out, i > 0 ? ",[\"" : "[\"");
		csq_buf_instant(out, e->opened);
		if (e->closed == CSQ_STILL_OPEN)
			csq_buf_str(out, "\",null,");
		else
		{
			csq_buf_str(out, "\",\"");
			csq_buf_instant(out, e->closed);
			csq_buf_str(out, "\",");
		}
		csq_buf_i64(out, e->count);
		csq_buf_char(out, ']');
	}
	csq_buf_str(out, "]}");
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

static bool
parse_cases(CsqJson *j, CsqBacklog **b, CsqError *err)
{
	csq_json_open(j, '[');
	for (int n = 0; csq_json_item(j); n++)
	{
		CsqBacklogEntry e = {0, CSQ_STILL_OPEN, 0};
		int             parts = 0;

		csq_poll((uint64_t) n);
		csq_json_open(j, '[');
		while (csq_json_item(j))
		{
			if (parts == 0)
				e.opened = parse_instant(j);
			else if (parts == 1 && !csq_json_null(j))
				e.closed = parse_instant(j);
			else if (parts == 2)
				e.count = csq_json_i64(j);
			parts++;
			if (parts > 3)
				break;
		}
		if (!j->failed && (parts != 3 || wrong_with(&e) != NULL))
			return csq_json_fail(
				j, "A case is [opened, closed or null, count]: closed not before opened, the count above 0.");
		if (j->failed || !add_entry(b, e, err))
			return false;
	}
	return !j->failed;
}

CsqBacklog *
csq_backlog_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "missing", "cases", NULL};

	CsqBacklog *b = csq_backlog_new();
	CsqJson     j;
	unsigned    seen = 0;
	int         k;

	csq_json_init(&j, text, len, TYPE, err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&j, CSQ_BACKLOG_VERSION);
		else if (k == 1)
			b->missing = csq_json_count(&j);
		else if (!parse_cases(&j, &b, err))
			return NULL;
	csq_json_need(&j, names, seen, 1 | 4);
	if (!csq_json_end(&j))
		return NULL;
	b = csq_backlog_pack(b, err);
	if (b != NULL && !csq_backlog_check(b, csq_flat_size(b), err))
		return too_many(err), NULL; /* only the sum of the counts can be wrong here */
	return b;
}

/* ---- binary ---- */

void
csq_backlog_write(const CsqBacklog *packed, CsqBuf *out)
{
	csq_put_u8(out, CSQ_BACKLOG_VERSION);
	csq_put_u64(out, (uint64_t) packed->missing);
	csq_put_u32(out, packed->list.nentries);
	for (uint32_t i = 0; i < packed->list.nentries; i++)
	{
		const CsqBacklogEntry *e = &csq_backlog_entries(packed)[i];

		csq_poll(i);
		csq_put_u64(out, (uint64_t) e->opened);
		csq_put_u64(out, (uint64_t) e->closed);
		csq_put_u64(out, (uint64_t) e->count);
	}
}

CsqBacklog *
csq_backlog_read(const void *data, size_t len, CsqError *err)
{
	CsqReader   r;
	CsqBacklog *b;
	int64_t     missing;
	uint32_t    n;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, CSQ_BACKLOG_VERSION);
	missing = (int64_t) csq_read_u64(&r);
	n = csq_read_count(&r, 24);
	if (r.failed)
		return NULL;
	b = csq_flat_new(sizeof *b + (size_t) n * sizeof(CsqBacklogEntry), CSQ_BACKLOG_VERSION);
	b->missing = missing;
	b->list.nentries = b->list.nsorted = n;
	for (uint32_t i = 0; i < n; i++)
	{
		CsqBacklogEntry *e = &csq_backlog_entries(b)[i];

		csq_poll(i);
		e->opened = (int64_t) csq_read_u64(&r);
		e->closed = (int64_t) csq_read_u64(&r);
		e->count = (int64_t) csq_read_u64(&r);
	}
	return csq_read_end(&r) && csq_backlog_check(b, csq_flat_size(b), err) ? b : NULL;
}

/* ---- reading ---- */

int64_t
csq_backlog_open_at(const CsqBacklog *b, int64_t at)
{
	int64_t open = csq_backlog_blocks_open_at(b, at);

	for (uint32_t i = 0; i < b->list.nentries; i++)
	{
		csq_poll(i);
		if (csq_backlog_is_open(&csq_backlog_entries(b)[i], at))
			open += csq_backlog_entries(b)[i].count;
	}
	return open;
}

bool
csq_backlog_is_daily(const CsqBacklog *b)
{
	CsqBacklogRun r = {.b = b};

	while (csq_backlog_next(&r))
		for (uint32_t i = 0; i < r.n; i++)
		{
			const CsqBacklogEntry *e = &r.entries[i];

			csq_poll(i);
			if (e->opened % CSQ_USEC_PER_DAY != 0 || (e->closed != CSQ_STILL_OPEN && e->closed % CSQ_USEC_PER_DAY != 0))
				return false;
		}
	return true;
}

int64_t
csq_backlog_opened(const CsqBacklog *b, int64_t from, int64_t to)
{
	CsqBacklogRun r = {.b = b};
	int64_t       n = 0;

	while (csq_backlog_next(&r))
		for (uint32_t i = 0; i < r.n; i++)
			if (r.entries[i].opened >= from && r.entries[i].opened < to)
				n += r.entries[i].count;
	return n;
}

int64_t
csq_backlog_closed(const CsqBacklog *b, int64_t from, int64_t to)
{
	CsqBacklogRun r = {.b = b};
	int64_t       n = 0;

	while (csq_backlog_next(&r))
		for (uint32_t i = 0; i < r.n; i++)
			if (r.entries[i].closed >= from && r.entries[i].closed < to)
				n += r.entries[i].count;
	return n;
}

void
csq_backlog_ages(const CsqBacklog *b, int64_t at, const int64_t *cuts, int n, int64_t *counts)
{
	CsqBacklogRun r = {.b = b};

	memset(counts, 0, ((size_t) n + 1) * sizeof *counts);
	while (csq_backlog_next(&r))
		for (uint32_t i = 0; i < r.n; i++)
		{
			uint64_t age = (uint64_t) at - (uint64_t) r.entries[i].opened; /* from one end of time to the other */
			int      k = 0;

			csq_poll(i);
			if (!csq_backlog_is_open(&r.entries[i], at))
				continue;
			while (k < n && age >= (uint64_t) cuts[k])
				k++;
			counts[k] += r.entries[i].count;
		}
}

/* Index of the first of n ascending instants that is not before at. */
static int
first_from(const int64_t *instants, int n, int64_t at)
{
	int lo = 0;
	int hi = n;

	while (lo < hi)
	{
		int mid = lo + (hi - lo) / 2;

		if (instants[mid] < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void
csq_backlog_series(const CsqBacklog *b, const int64_t *at, int n, int64_t *open)
{
	CsqBacklogRun r = {.b = b};

	memset(open, 0, (size_t) n * sizeof *open);
	/* what changes at each instant, then the sums */
	while (csq_backlog_next(&r))
		for (uint32_t i = 0; i < r.n; i++)
		{
			const CsqBacklogEntry *e = &r.entries[i];
			int                    from = first_from(at, n, e->opened);
			int                    to = e->closed == CSQ_STILL_OPEN ? n : first_from(at, n, e->closed);

			csq_poll(i);
			if (from < n)
				open[from] += e->count;
			if (to < n)
				open[to] -= e->count;
		}
	for (int i = 1; i < n; i++)
		open[i] += open[i - 1];
}
