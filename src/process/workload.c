/*
 * workload.c
 *		Pieces of work as they came: collecting, merging, the forms of the value.
 *
 * Binary form, the same for equal workloads: version u8; ignored u64; entries: count
 * u32, then kind u8, length u32 and bytes of each, ascending by kind and bytes, all of
 * them used; records: count u32, then started, completed u64, case, activity,
 * resource u32, kind u8, ascending.  A case id that is a number is 8 bytes that sort
 * like it.  Network order.  The text form is this in base64.
 *
 * Adding costs three look-ups; opening sorts, O(n log n).
 */
#include "process/workload.h"

#include "base/instant.h"
#include "base/sort.h"

#define TYPE   "workload"
#define HEAD   sizeof(CsqWorkload)
#define RECORD sizeof(CsqWorkRecord)

enum
{
	KIND_LABEL,
	KIND_TEXT_ID = CSQ_KEY_TEXT,
	KIND_INT_ID = CSQ_KEY_INT
};

static const CsqFlatDictForm dictionary = {offsetof(CsqWorkload, dict), UINT64_C(0x776f726b6c6f6164), CSQ_FLAT_DICT_TAG,
                                           16, 512};

static inline size_t
front(const CsqWorkload *w)
{
	return HEAD + (size_t) w->nrecords * RECORD;
}

static inline CsqWorkRecord *
record_at(const CsqWorkload *w, size_t i)
{
	return (CsqWorkRecord *) ((char *) w + HEAD + i * RECORD);
}

CsqWorkload *
csq_workload_new(void)
{
	return csq_flat_new(512, CSQ_WORKLOAD_VERSION);
}

static bool
too_large(CsqError *err)
{
	return csq_fail(err, CSQ_LIMIT, "workload is too large") || csq_detail(err, "It must fit 1 GB.") ||
	       csq_hint(err, "Aggregate fewer cases.");
}

/* The number of a text, which is added when it is new. */
static bool
number_of(CsqWorkload **w, uint32_t kind, const char *s, size_t len, uint32_t *number, CsqError *err)
{
	CsqFlatDictKey          key = csq_flat_dict_key(&dictionary, kind, s, len);
	const CsqFlatDictEntry *e = csq_flat_dict_find(&dictionary, *w, &key);
	CsqWorkload            *grown;

	if (CSQ_LIKELY(e != NULL))
	{
		*number = e->number;
		return true;
	}
	*number = (*w)->nentries + 1;
	grown = csq_flat_dict_add(&dictionary, *w, front(*w), &key, (*w)->nentries, *number);
	if (grown == NULL)
		return too_large(err);
	*w = grown;
	grown->nentries++;
	return true;
}

static bool
append(CsqWorkload **w, const CsqWorkRecord *r, CsqError *err)
{
	CsqWorkload *grown = csq_flat_dict_room(&dictionary, *w, front(*w), RECORD);

	if (grown == NULL)
		return too_large(err);
	memcpy(record_at(grown, grown->nrecords), r, RECORD);
	grown->nrecords++;
	*w = grown;
	return true;
}

bool
csq_workload_add(CsqWorkload **w, const CsqCaseKey *key, CsqText activity, CsqText resource, CsqWorkRecord r,
                 CsqError *err)
{
	char        id[8];
	uint64_t    sorted = (uint64_t) key->id ^ UINT64_C(1) << 63;
	const char *s = key->kind == CSQ_KEY_INT ? id : key->s;

	for (int i = 0; i < 8; i++)
		id[i] = (char) (sorted >> (56 - 8 * i));
	r.resource = 0;
	return number_of(w, key->kind, s, key->kind == CSQ_KEY_INT ? 8 : key->len, &r.of_case, err) &&
	       number_of(w, KIND_LABEL, activity.s, activity.len, &r.activity, err) &&
	       (resource.s == NULL || number_of(w, KIND_LABEL, resource.s, resource.len, &r.resource, err)) &&
	       append(w, &r, err);
}

bool
csq_workload_merge(CsqWorkload **into, const CsqWorkload *from, CsqError *err)
{
	uint32_t *map = csq_alloc0((from->nentries + (size_t) 1) * sizeof *map);
	uint32_t  turn = 0;

	if (__builtin_add_overflow((*into)->ignored, from->ignored, &(*into)->ignored))
		return csq_fail(err, CSQ_RANGE, "count of a workload is out of range");
	csq_flat_dict_each(&dictionary, from, e)
	{
		if (!number_of(into, csq_flat_dict_kind(e), e->bytes, csq_flat_dict_len(e), &map[e->number], err))
			return false;
		csq_poll(turn++);
	}
	for (uint32_t i = 0; i < from->nrecords; i++)
	{
		CsqWorkRecord r = *record_at(from, i);

		r.of_case = map[r.of_case];
		r.activity = map[r.activity];
		r.resource = map[r.resource];
		if (!append(into, &r, err))
			return false;
		csq_poll(i);
	}
	csq_free(map);
	return true;
}

size_t
csq_workload_used(const CsqWorkload *w)
{
	return front(w) + csq_flat_dict_bytes(&dictionary, w);
}

void
csq_workload_copy(const CsqWorkload *w, void *to, size_t size)
{
	csq_flat_compact(w, front(w), to, size);
}

/* ---- checking ---- */

static const char *
wrong_record(const CsqWorkRecord *r)
{
	if (r->kind > CSQ_WORK_COMPLETION)
		return "A record is of no known kind.";
	if ((r->kind == CSQ_WORK_COMPLETION ? r->started != 0 : !csq_is_instant(r->started)) ||
	    (r->kind == CSQ_WORK_START ? r->completed != 0 : !csq_is_instant(r->completed)))
		return "A time is out of range.";
	return r->kind == CSQ_WORK_WHOLE && r->completed < r->started ? "Work ends before it starts." : NULL;
}

/* By number of an entry: its kind. */
typedef struct Looking
{
	uint32_t n;
	uint8_t *kinds; /* 0xff: none so far */
} Looking;

static const char *
look(void *arg, const CsqFlatDictEntry *e, uint32_t ref)
{
	Looking *l = arg;
	uint32_t kind = csq_flat_dict_kind(e);

	(void) ref;
	if (e->number == 0 || e->number > l->n || l->kinds[e->number] != 0xff)
		return "An entry has a number that is another's or none.";
	if (kind > KIND_INT_ID ||
	    (kind == KIND_INT_ID ? csq_flat_dict_len(e) != 8 : !csq_utf8_valid(e->bytes, csq_flat_dict_len(e))))
		return "An entry is not valid.";
	l->kinds[e->number] = (uint8_t) kind;
	return NULL;
}

bool
csq_workload_check(const void *value, size_t size, CsqError *err)
{
	const CsqWorkload *w = value;
	Looking            l;
	uint32_t           n;

	if (!csq_stored_check(value, size, HEAD, TYPE, err))
		return false;
	if (csq_flat_size(value) != size || !csq_flat_dict_fits(&dictionary, w, front(w)) ||
	    w->nentries > csq_flat_dict_of(&dictionary, w)->back / CSQ_FLAT_DICT_ENTRY_HEAD)
		return csq_stored_invalid(TYPE, err, "Its size is not that of its records and labels.");
	l.n = w->nentries;
	l.kinds = csq_alloc(l.n + (size_t) 1);
	memset(l.kinds, 0xff, l.n + (size_t) 1);
	if (!csq_flat_dict_check(&dictionary, w, look, &l, TYPE, &n, err))
		return false;
	if (n != w->nentries)
		return csq_stored_invalid(TYPE, err, "It has not as many entries as it says.");
	for (uint32_t i = 0; i < w->nrecords; i++)
	{
		const CsqWorkRecord *r = record_at(w, i);
		const char          *why = wrong_record(r);

		if (why != NULL)
			return csq_stored_invalid(TYPE, err, "%s", why);
		if (r->of_case == 0 || r->of_case > n || r->activity == 0 || r->activity > n || r->resource > n ||
		    l.kinds[r->of_case] == KIND_LABEL || l.kinds[r->activity] != KIND_LABEL ||
		    (r->resource != 0 && l.kinds[r->resource] != KIND_LABEL))
			return csq_stored_invalid(TYPE, err, "A record names no entry of the right kind.");
		csq_poll(i);
	}
	csq_free(l.kinds);
	return true;
}

/* ---- opening ---- */

static int
compare_entries(const void *pa, const void *pb)
{
	const CsqFlatDictEntry *a = *(const CsqFlatDictEntry *const *) pa;
	const CsqFlatDictEntry *b = *(const CsqFlatDictEntry *const *) pb;
	CsqText                 x = {a->bytes, csq_flat_dict_len(a)};
	CsqText                 y = {b->bytes, csq_flat_dict_len(b)};

	if (csq_flat_dict_kind(a) != csq_flat_dict_kind(b))
		return csq_flat_dict_kind(a) < csq_flat_dict_kind(b) ? -1 : 1;
	return csq_text_compare(&x, &y);
}

static inline int64_t
time_of(const CsqWorkRecord *r)
{
	return r->kind == CSQ_WORK_COMPLETION ? r->completed : r->started;
}

static int
compare_records(const void *pa, const void *pb)
{
	const CsqWorkRecord *a = pa;
	const CsqWorkRecord *b = pb;

	if (a->of_case != b->of_case)
		return a->of_case < b->of_case ? -1 : 1;
	if (time_of(a) != time_of(b))
		return time_of(a) < time_of(b) ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->completed != b->completed)
		return a->completed < b->completed ? -1 : 1;
	if (a->activity != b->activity)
		return a->activity < b->activity ? -1 : 1;
	return (a->resource > b->resource) - (a->resource < b->resource);
}

bool
csq_workload_open(const CsqWorkload *w, CsqWorkView *view, CsqError *err)
{
	const CsqFlatDictEntry **order = csq_alloc((w->nentries + (size_t) 1) * sizeof *order);
	uint32_t                *map = csq_alloc0((w->nentries + (size_t) 1) * sizeof *map);
	bool                    *used = csq_alloc0(w->nentries + (size_t) 1);
	uint32_t                 n = 0;

	(void) err;
	memset(view, 0, sizeof *view);
	view->ignored = w->ignored;
	for (uint32_t i = 0; i < w->nrecords; i++)
	{
		const CsqWorkRecord *r = record_at(w, i);

		used[r->of_case] = used[r->activity] = used[r->resource] = true;
		csq_poll(i);
	}
	csq_flat_dict_each(&dictionary, w, e) if (used[e->number]) order[n++] = e;
	csq_sort(order, n, sizeof *order, compare_entries);
	view->entries = csq_alloc0((n + (size_t) 1) * sizeof *view->entries);
	view->kinds = csq_alloc0(n + (size_t) 1);
	for (uint32_t i = 0; i < n; i++)
	{
		CsqText t = {order[i]->bytes, csq_flat_dict_len(order[i])};
		uint8_t kind = (uint8_t) csq_flat_dict_kind(order[i]);

		/* a text may be in a dictionary twice */
		if (view->nentries == 0 || view->kinds[view->nentries] != kind ||
		    !csq_text_same(&view->entries[view->nentries], &t))
		{
			view->entries[++view->nentries] = t;
			view->kinds[view->nentries] = kind;
			view->nlabels += kind == KIND_LABEL;
		}
		map[order[i]->number] = view->nentries;
		csq_poll(i);
	}
	view->nrecords = w->nrecords;
	view->records = csq_alloc((w->nrecords + (size_t) 1) * sizeof *view->records);
	for (uint32_t i = 0; i < w->nrecords; i++)
	{
		CsqWorkRecord r = *record_at(w, i);

		r.of_case = map[r.of_case];
		r.activity = map[r.activity];
		r.resource = map[r.resource];
		view->records[i] = r;
		csq_poll(i);
	}
	csq_sort(view->records, view->nrecords, sizeof *view->records, compare_records);
	csq_free(order);
	csq_free(map);
	csq_free(used);
	return true;
}

/* ---- binary ---- */

void
csq_workload_write(const CsqWorkView *view, CsqBuf *out)
{
	csq_put_u8(out, CSQ_WORKLOAD_VERSION);
	csq_put_u64(out, view->ignored);
	csq_put_u32(out, view->nentries);
	for (uint32_t i = 1; i <= view->nentries; i++)
	{
		csq_put_u8(out, view->kinds[i]);
		csq_put_u32(out, (uint32_t) view->entries[i].len);
		csq_buf_put(out, view->entries[i].s, view->entries[i].len);
	}
	csq_put_u32(out, view->nrecords);
	for (uint32_t i = 0; i < view->nrecords; i++)
	{
		const CsqWorkRecord *r = &view->records[i];

		csq_put_u64(out, (uint64_t) r->started);
		csq_put_u64(out, (uint64_t) r->completed);
		csq_put_u32(out, r->of_case);
		csq_put_u32(out, r->activity);
		csq_put_u32(out, r->resource);
		csq_put_u8(out, (uint8_t) r->kind);
	}
}

/* The entries, each of which gets its place as its number. */
static bool
read_entries(CsqReader *r, CsqWorkload **w, CsqError *err)
{
	uint32_t n = csq_read_count(r, 5);

	for (uint32_t i = 0; i < n && !r->failed; i++)
	{
		uint32_t    kind = csq_read_u8(r);
		uint32_t    len = csq_read_u32(r);
		const char *s = csq_read_bytes(r, len);
		uint32_t    number;

		if (r->failed)
			return false;
		if (kind > KIND_INT_ID || len > CSQ_FLAT_DICT_LEN_MASK)
			return csq_read_fail(r, "An entry is not valid.");
		if (!number_of(w, kind, s, len, &number, err))
			return false;
		if (number != i + 1)
			return csq_read_fail(r, "An entry is there twice.");
	}
	return !r->failed;
}

/* Only what csq_workload_write() writes is read: that is compared. */
CsqWorkload *
csq_workload_read(const void *data, size_t len, CsqError *err)
{
	CsqReader    r;
	CsqWorkload *w = csq_workload_new();
	CsqWorkView  view;
	CsqBuf       again;
	uint32_t     n;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, CSQ_WORKLOAD_VERSION);
	w->ignored = csq_read_u64(&r);
	if (r.failed || !read_entries(&r, &w, err))
		return NULL;
	n = csq_read_count(&r, 29);
	for (uint32_t i = 0; i < n && !r.failed; i++)
	{
		CsqWorkRecord x;

		x.started = (int64_t) csq_read_u64(&r);
		x.completed = (int64_t) csq_read_u64(&r);
		x.of_case = csq_read_u32(&r);
		x.activity = csq_read_u32(&r);
		x.resource = csq_read_u32(&r);
		x.kind = csq_read_u8(&r);
		if (!append(&w, &x, err))
			return NULL;
	}
	if (!csq_read_end(&r))
		return NULL;
	if (!csq_workload_check(w, csq_flat_size(w), err) || !csq_workload_open(w, &view, err))
		return NULL;
	csq_buf_init(&again);
	csq_workload_write(&view, &again);
	if (again.len != len || memcmp(again.data, data, len) != 0)
		return csq_read_fail(&r, "Labels and records ascend, and every label is used."), NULL;
	return w;
}
