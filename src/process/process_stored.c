/*
 * process_stored.c
 *		The process as a stored value: in few bytes, read in whole columns.
 *
 * Nearly every case of a log may be a variant of its own, and the lengths of time on
 * an edge are nearly all different until there are too many of them: such a process
 * is as large as its events.  So it is stored as columns (columns.h) behind the common
 * header, version 2:
 *
 *		calendar varint, bytes
 *		activities, resources: varint, then of each varint, bytes
 *		variants varint, all steps of their paths varint; then of each length, which
 *		ascends: length varint, how many varint, widths u8 u8 u8, columns of cases
 *		less 1, the lower and the upper half of the totals, and their paths
 *		edges varint; of each source, target, times (times_packed.c)
 *		handovers varint; of each source varint, target varint, n varint
 *		durations (times_packed.c)
 *
 * Activities are u8 up to 256 of them, else u16 or u32, the lowest byte first.  Equal
 * processes give equal bytes.
 *
 * A value of version 1 is the binary form (process_text.c) behind the header.  It is
 * read as ever, and it is what two stored processes are compared and hashed by
 * (csq_process_plain): values of both versions are equal, in order and in one hash
 * bucket as they were when there was one version.
 */
#include "base/columns.h"
#include "process/process.h"

#define TYPE           "process"
#define STORED_VERSION 2
#define AHEAD          16
#define AT_ONCE        65536 /* steps between two questions for a cancel */

/* ---- writing ---- */

static void
pack_labels(CsqBuf *out, const CsqText *labels, uint32_t n)
{
	csq_put_varint(out, n);
	for (uint32_t i = 0; i < n; i++)
	{
		csq_put_varint(out, labels[i].len);
		csq_buf_put(out, labels[i].s, labels[i].len);
	}
}

static inline int
id_width(uint32_t nactivities)
{
	return nactivities <= 256 ? 1 : nactivities <= 65536 ? 2 : 4;
}

/* The paths of n variants of one length. */
static void
pack_paths(CsqBuf *out, const CsqVariant *v, uint32_t n, int width)
{
	unsigned char *to = csq_column_new(out, (size_t) n * v->len, width);

	for (uint32_t i = 0; i < n; i++)
	{
		/* in order the paths lie anywhere: they are fetched ahead */
		if (CSQ_LIKELY(i + AHEAD < n))
			__builtin_prefetch(v[i + AHEAD].path);
		if (width == 1)
			for (uint32_t k = 0; k < v[i].len; k++)
				to[k] = (unsigned char) v[i].path[k];
		else
			for (uint32_t k = 0; k < v[i].len; k++)
				csq_column_set(to, k, width, v[i].path[k]);
		to += (size_t) v[i].len * (size_t) width;
		csq_poll(i);
	}
}

/* Variants of one length, and how many there are. */
static void
pack_length(CsqBuf *out, const CsqVariant *v, uint32_t n, int width)
{
	uint64_t       all[3] = {0, 0, 0}; /* cases, lower and upper half of the total */
	int            widths[3];
	unsigned char *columns[3];

	for (uint32_t i = 0; i < n; i++)
	{
		all[0] |= (uint64_t) v[i].n - 1;
		all[1] |= (uint64_t) v[i].total;
		all[2] |= (uint64_t) (v[i].total >> 64);
	}
	csq_put_varint(out, v->len);
	csq_put_varint(out, n);
	for (int c = 0; c < 3; c++)
		csq_put_u8(out, (uint8_t) (widths[c] = csq_number_width(all[c])));
	csq_buf_reserve(out, (size_t) n * (size_t) (widths[0] + widths[1] + widths[2]) + 8);
	for (int c = 0; c < 3; c++)
	{
		columns[c] = csq_column_new(out, n, widths[c]);
		for (uint32_t i = 0; i < n && widths[c] > 0; i++)
		{
			csq_column_set(columns[c], i, widths[c],
			               c == 0   ? (uint64_t) v[i].n - 1
			               : c == 1 ? (uint64_t) v[i].total
			                        : (uint64_t) (v[i].total >> 64));
			csq_poll(i);
		}
	}
	pack_paths(out, v, n, width);
}

static void
pack_variants(CsqBuf *out, const CsqProcess *p, int width)
{
	uint64_t steps = 0;
	uint32_t to;

	for (uint32_t i = 0; i < p->nvariants; i++)
		steps += p->variants[i].len;
	csq_put_varint(out, p->nvariants);
	csq_put_varint(out, steps);
	if (steps * (uint64_t) width < CSQ_MAX_VALUE_SIZE)
		csq_buf_reserve(out, steps * (uint64_t) width + 8 * (size_t) p->nvariants);
	for (uint32_t from = 0; from < p->nvariants; from = to)
	{
		for (to = from + 1; to < p->nvariants && p->variants[to].len == p->variants[from].len; to++)
			csq_poll(to);
		pack_length(out, &p->variants[from], to - from, width);
	}
}

void *
csq_process_pack(const CsqProcess *p, CsqError *err)
{
	int       width = id_width(p->nactivities);
	CsqBuf    b;
	CsqStored head;

	memset(&head, 0, sizeof head);
	head.version = STORED_VERSION;
	csq_buf_init(&b);
	csq_buf_put(&b, &head, sizeof head);
	csq_put_varint(&b, p->calendar.len);
	csq_buf_put(&b, p->calendar.s, p->calendar.len);
	pack_labels(&b, p->activities, p->nactivities);
	pack_labels(&b, p->resources, p->nresources);
	pack_variants(&b, p, width);
	csq_put_varint(&b, p->nedges);
	for (uint32_t i = 0; i < p->nedges; i++)
	{
		unsigned char *ends = csq_column_new(&b, 2, width);

		csq_column_set(ends, 0, width, p->edges[i].source);
		csq_column_set(ends, 1, width, p->edges[i].target);
		csq_times_pack(&p->edges[i].times, &b);
	}
	csq_put_varint(&b, p->nhandovers);
	for (uint32_t i = 0; i < p->nhandovers; i++)
	{
		csq_put_varint(&b, p->handovers[i].source);
		csq_put_varint(&b, p->handovers[i].target);
		csq_put_varint(&b, (uint64_t) p->handovers[i].n);
	}
	csq_times_pack(&p->durations, &b);
	if (b.len > CSQ_MAX_VALUE_SIZE)
	{
		csq_fail(err, CSQ_LIMIT, "process of %u variants is too large", p->nvariants);
		csq_detail(err, "A process must fit 1 GB.");
		csq_hint(err, "Aggregate fewer cases, or rename rare activities to \"other\" first.");
		return NULL;
	}
	csq_flat_set_size(b.data, b.len);
	return b.data;
}

/* ---- reading ---- */

/* A number of items that take some bytes each at least. */
static uint32_t
read_number(CsqReader *r, size_t bytes)
{
	uint64_t n = csq_read_varint(r);

	if (!r->failed && (n > UINT32_MAX || n > (size_t) (r->end - r->at) / bytes))
		csq_read_fail(r, "Input is too short for the %llu items it announces.", (unsigned long long) n);
	return r->failed ? 0 : (uint32_t) n;
}

static uint32_t
read_index(CsqReader *r)
{
	uint64_t v = csq_read_varint(r);

	if (v > UINT32_MAX)
		csq_read_fail(r, "%llu is not an index.", (unsigned long long) v);
	return (uint32_t) v;
}

static CsqText *
unpack_labels(CsqReader *r, uint32_t *n)
{
	CsqText *labels;

	*n = read_number(r, 1);
	labels = csq_alloc((*n + (size_t) 1) * sizeof *labels);
	for (uint32_t i = 0; i < *n && !r->failed; i++)
	{
		labels[i].len = read_number(r, 1);
		labels[i].s = csq_read_bytes(r, labels[i].len);
	}
	return labels;
}

/* Bytes as numbers, sixteen at a time, which compilers know how to do in a few instructions. */
static void
widen_bytes(const unsigned char *restrict at, size_t n, uint32_t *restrict path)
{
	size_t k = 0;

	for (; k + 16 <= n; k += 16)
		for (size_t i = 0; i < 16; i++)
			path[k + i] = at[k + i];
	for (; k < n; k++)
		path[k] = at[k];
}

static void
unpack_paths(const CsqColumn *ids, size_t n, uint32_t *path)
{
	for (size_t from = 0, to; from < n; from = to)
	{
		to = n - from > AT_ONCE ? from + AT_ONCE : n;
		if (ids->width == 1)
			widen_bytes(ids->at + from, to - from, path + from);
		else
			for (size_t k = from; k < to; k++)
				path[k] = (uint32_t) csq_column_get(ids, k);
		if (to < n)
			csq_check_interrupts();
	}
}

/* n variants of one length; their paths take steps of the room at path. */
static void
unpack_length(CsqReader *r, CsqVariant *v, uint32_t len, uint32_t n, int width, uint32_t *path)
{
	uint8_t   widths[3];
	CsqColumn columns[3];
	CsqColumn ids;

	for (int c = 0; c < 3; c++)
		widths[c] = csq_read_u8(r);
	for (int c = 0; c < 3; c++)
		columns[c] = csq_read_column(r, n, widths[c]);
	ids = csq_read_column(r, (size_t) n * len, (uint8_t) width);
	if (r->failed)
		return;
	unpack_paths(&ids, (size_t) n * len, path);
	for (uint32_t i = 0; i < n; i++)
	{
		uint64_t cases = csq_column_get(&columns[0], i);

		v[i].len = len;
		v[i].path = path + (size_t) i * len;
		v[i].n = (int64_t) (cases + (cases <= INT64_MAX)); /* what is too much stays or gets negative */
		v[i].total = (CsqU128) csq_column_get(&columns[2], i) << 64 | csq_column_get(&columns[1], i);
		csq_poll(i);
	}
}

static void
unpack_variants(CsqReader *r, CsqProcess *p, int width)
{
	uint32_t  nvariants = read_number(r, 1);
	uint64_t  steps = csq_read_varint(r);
	uint64_t  used = 0;
	uint32_t *path;

	if (!r->failed && steps > (size_t) (r->end - r->at) / (size_t) width)
		csq_read_fail(r, "Input is too short for the %llu steps it announces.", (unsigned long long) steps);
	if (r->failed)
		return;
	p->variants = csq_alloc((nvariants + (size_t) 1) * sizeof *p->variants);
	path = csq_alloc((steps + 1) * sizeof *path);
	while (p->nvariants < nvariants)
	{
		uint32_t len = read_index(r);
		uint32_t n = read_index(r);
		uint64_t all = (uint64_t) len * n;

		if (!r->failed && (len == 0 || n == 0 || n > nvariants - p->nvariants || all > steps - used))
			csq_read_fail(r, "Variants are not as many, or not as long, as announced.");
		if (!r->failed)
			unpack_length(r, p->variants + p->nvariants, len, n, width, path + used);
		if (r->failed)
			return;
		p->nvariants += n;
		used += all;
	}
	if (used != steps)
		csq_read_fail(r, "Variants are not as long as announced.");
}

/* Times, which are passed by where nothing is checked. */
static inline void
unpack_times(CsqReader *r, bool check, CsqTimes *t)
{
	if (check)
		csq_times_unpack(r, CSQ_TIMES_EXACT, t);
	else
		csq_times_skip(r, t);
}

static void
unpack_edges(CsqReader *r, CsqProcess *p, int width, bool check)
{
	uint32_t nedges = read_number(r, 2 * (size_t) width + 2);

	p->edges = csq_alloc((nedges + (size_t) 1) * sizeof *p->edges);
	while (p->nedges < nedges && !r->failed)
	{
		CsqEdge  *e = &p->edges[p->nedges++];
		CsqColumn ends = csq_read_column(r, 2, (uint8_t) width);

		if (r->failed)
			return;
		e->source = (uint32_t) csq_column_get(&ends, 0);
		e->target = (uint32_t) csq_column_get(&ends, 1);
		unpack_times(r, check, &e->times);
	}
}

static void
unpack_handovers(CsqReader *r, CsqProcess *p)
{
	p->nhandovers = read_number(r, 3);
	p->handovers = csq_alloc((p->nhandovers + (size_t) 1) * sizeof *p->handovers);
	for (uint32_t i = 0; i < p->nhandovers && !r->failed; i++)
	{
		p->handovers[i].source = read_index(r);
		p->handovers[i].target = read_index(r);
		p->handovers[i].n = (int64_t) csq_read_varint(r);
	}
}

/* The calendar, which is what comes first. */
static CsqText
unpack_calendar(CsqReader *r)
{
	CsqText calendar = {NULL, read_number(r, 1)};

	calendar.s = csq_read_bytes(r, calendar.len);
	return calendar;
}

/* As csq_process_read_parts, of version 2. */
static bool
unpack(CsqReader *r, bool check, CsqProcess *p, CsqError *err)
{
	CsqError why;
	int      width;

	memset(p, 0, sizeof *p);
	p->calendar = unpack_calendar(r);
	if (r->failed)
		return false;
	if (check && !csq_process_calendar_settle(NULL, &p->calendar, err))
		return false;
	p->activities = unpack_labels(r, &p->nactivities);
	p->resources = unpack_labels(r, &p->nresources);
	if (r->failed)
		return false;
	width = id_width(p->nactivities);
	unpack_variants(r, p, width);
	if (!r->failed)
		unpack_edges(r, p, width, check);
	if (!r->failed)
		unpack_handovers(r, p);
	if (!r->failed)
		unpack_times(r, check, &p->durations);
	if (!csq_read_end(r))
		return false;
	return !check || csq_process_check(p, &why) || csq_read_fail(r, "%s", why.detail);
}

static bool
read_stored(const void *value, bool check, CsqProcess *p, CsqError *err)
{
	const char *data = (const char *) value + sizeof(CsqStored);
	size_t      len = csq_flat_size(value) - sizeof(CsqStored);
	CsqReader   r;

	if (((const CsqStored *) value)->version == 1)
		return csq_process_read_parts(data, len, check, NULL, p, err);
	csq_reader_init(&r, data, len, TYPE, err);
	return unpack(&r, check, p, err);
}

bool
csq_process_open(const void *value, size_t size, CsqProcess *p, CsqError *err)
{
	const CsqStored *head = value;

	if (!csq_stored_head(value, size, sizeof *head, STORED_VERSION, TYPE, err))
		return false;
	if (head->kind != 0 || head->flags != 0)
		return csq_stored_invalid(TYPE, err, "It has kind %u and flags %u, both must be 0.", head->kind, head->flags);
	if (csq_flat_size(value) != size)
		return csq_stored_invalid(TYPE, err, "Its size is not that of a process.");
	return read_stored(value, true, p, err) || csq_stored_unread(TYPE, err);
}

/* A value that was opened or packed before, to be added up: its times may still be packed. */
static bool
reopen(const void *value, CsqProcess *p, CsqError *err)
{
	return read_stored(value, false, p, err);
}

CsqText
csq_process_calendar_in(const void *value)
{
	CsqReader r;
	CsqError  err;
	CsqText   calendar;

	csq_reader_init(&r, (const char *) value + sizeof(CsqStored), csq_flat_size(value) - sizeof(CsqStored), TYPE, &err);
	if (((const CsqStored *) value)->version > 1)
		return unpack_calendar(&r);
	csq_read_u8(&r);
	calendar.len = csq_read_u32(&r);
	calendar.s = csq_read_bytes(&r, calendar.len);
	return calendar;
}

const void *
csq_process_plain(const void *value, CsqError *err)
{
	CsqProcess p;
	CsqStored  head;
	CsqBuf     b;

	if (((const CsqStored *) value)->version == 1)
		return value;
	if (!csq_process_open(value, csq_flat_size(value), &p, err))
		return NULL;
	memset(&head, 0, sizeof head);
	head.version = 1;
	csq_buf_init(&b);
	csq_buf_put(&b, &head, sizeof head);
	csq_process_write(&p, &b);
	if (b.len > CSQ_MAX_VALUE_SIZE)
	{
		csq_fail(err, CSQ_LIMIT, "process of %u variants is too large to be compared", p.nvariants);
		csq_detail(err, "Its binary form must fit 1 GB.");
		return NULL;
	}
	csq_flat_set_size(b.data, b.len);
	return b.data;
}

/* ---- adding up ---- */

void *
csq_process_merge(const void *const *values, uint32_t n, CsqError *err)
{
	CsqProcess *p = csq_alloc(n * sizeof *p);
	CsqProcess  sum;

	for (uint32_t i = 0; i < n; i++)
	{
		if (!reopen(values[i], &p[i], err))
			return NULL;
		csq_check_interrupts();
	}
	if (!csq_process_add_all(p, n, &sum, err))
		return NULL;
	return csq_process_pack(&sum, err);
}
