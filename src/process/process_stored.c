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
#include "process/process_columns.h"

#define TYPE           "process"
#define STORED_VERSION 2

/* ---- writing ---- */

void
csq_labels_pack(CsqBuf *out, const CsqText *labels, uint32_t n)
{
	csq_put_varint(out, n);
	for (uint32_t i = 0; i < n; i++)
	{
		csq_put_varint(out, labels[i].len);
		csq_buf_put(out, labels[i].s, labels[i].len);
	}
}

static void
pack_variants(const void *process, CsqBuf *out, int width)
{
	const CsqProcess *p = process;

	if (p->pair != NULL)
		csq_paths_pack_pair(p->pair, out);
	else if (p->variants != NULL || p->paths == NULL)
		csq_paths_pack(p->variants, p->nvariants, width, out);
	else
		csq_paths_copy(p->paths, out);
}

bool
csq_process_edges_fit(const CsqProcess *p, CsqError *err)
{
	int64_t moves = 0;
	CsqU128 sum = 0;

	for (uint32_t i = 0; i < p->nedges; i++)
		if (!csq_add_i64(moves, p->edges[i].times.n, &moves) ||
		    __builtin_add_overflow(sum, p->edges[i].times.sum, &sum))
			return csq_process_too_many(err);
	return true;
}

void
csq_process_begin(CsqBuf *b, uint8_t version)
{
	CsqStored head;

	memset(&head, 0, sizeof head);
	head.version = version;
	csq_buf_init(b);
	csq_buf_put(b, &head, sizeof head);
}

void *
csq_process_sealed(CsqBuf *b, uint32_t n, const char *what, CsqError *err)
{
	if (b->len > CSQ_MAX_VALUE_SIZE)
	{
		csq_fail(err, CSQ_LIMIT, "process of %u %s is too large", n, what);
		csq_detail(err, "A process must fit 1 GB.");
		csq_hint(err, "Aggregate fewer cases, or rename rare activities to \"other\" first.");
		return NULL;
	}
	csq_flat_set_size(b->data, b->len);
	return b->data;
}

void *
csq_process_pack(const CsqProcess *p, CsqError *err)
{
	return csq_process_pack_with(p, pack_variants, p, err);
}

void *
csq_process_pack_with(const CsqProcess *p, CsqPackVariants pack, const void *from, CsqError *err)
{
	int    width = csq_paths_width(p->nactivities);
	CsqBuf b;

	if (!csq_process_edges_fit(p, err))
		return NULL;
	csq_process_begin(&b, STORED_VERSION);
	csq_put_varint(&b, p->calendar.len);
	csq_buf_put(&b, p->calendar.s, p->calendar.len);
	csq_labels_pack(&b, p->activities, p->nactivities);
	csq_labels_pack(&b, p->resources, p->nresources);
	pack(from, &b, width);
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
	if (p->pair != NULL && p->pair->overflow)
		return csq_process_too_many(err), NULL;
	return csq_process_sealed(&b, p->pair != NULL ? p->pair->nvariants : p->nvariants, "variants", err);
}

/* ---- reading ---- */

CsqText *
csq_labels_unpack(CsqReader *r, uint32_t *n)
{
	CsqText *labels;

	*n = csq_read_number(r, 1);
	labels = csq_alloc((*n + (size_t) 1) * sizeof *labels);
	for (uint32_t i = 0; i < *n && !r->failed; i++)
	{
		labels[i].len = csq_read_number(r, 1);
		labels[i].s = csq_read_bytes(r, labels[i].len);
	}
	return labels;
}

/* What is done with a value. */
typedef struct Reading
{
	bool check;
	bool packed;       /* variants may stay as they are */
	bool times_packed; /* times, too; they do where nothing is checked */
} Reading;

static inline void
unpack_times(CsqReader *r, Reading how, CsqTimes *t)
{
	if (!how.check)
		csq_times_skip(r, t);
	else if (how.times_packed)
		csq_times_pass(r, CSQ_TIMES_EXACT, t);
	else
		csq_times_unpack(r, CSQ_TIMES_EXACT, t);
}

static void
unpack_edges(CsqReader *r, CsqProcess *p, int width, Reading how)
{
	uint32_t nedges = csq_read_number(r, 2 * (size_t) width + 2);

	p->edges = csq_alloc0((nedges + (size_t) 1) * sizeof *p->edges);
	while (p->nedges < nedges && !r->failed)
	{
		CsqEdge  *e = &p->edges[p->nedges++];
		CsqColumn ends = csq_read_column(r, 2, (uint8_t) width);

		if (r->failed)
			return;
		e->source = (uint32_t) csq_column_get(&ends, 0);
		e->target = (uint32_t) csq_column_get(&ends, 1);
		unpack_times(r, how, &e->times);
	}
}

static void
unpack_handovers(CsqReader *r, CsqProcess *p)
{
	p->nhandovers = csq_read_number(r, 3);
	p->handovers = csq_alloc((p->nhandovers + (size_t) 1) * sizeof *p->handovers);
	for (uint32_t i = 0; i < p->nhandovers && !r->failed; i++)
	{
		p->handovers[i].source = csq_read_index(r);
		p->handovers[i].target = csq_read_index(r);
		p->handovers[i].n = (int64_t) csq_read_varint(r);
	}
}

/* The calendar, which is what comes first. */
static CsqText
unpack_calendar(CsqReader *r)
{
	CsqText calendar = {NULL, csq_read_number(r, 1)};

	calendar.s = csq_read_bytes(r, calendar.len);
	return calendar;
}

/* The check of variants as they are stored is quick, that of unpacked ones says what is wrong. */
static bool
sound(CsqProcess *p, CsqError *why)
{
	if (csq_process_check(p, why))
		return true;
	if (p->variants == NULL)
		csq_paths_unpack(p->paths, p);
	p->paths = NULL;
	return csq_process_check(p, why);
}

/* As csq_process_read_parts, of version 2. */
static bool
unpack(CsqReader *r, Reading how, CsqProcess *p, CsqError *err)
{
	bool     check = how.check;
	CsqError why;
	int      width;

	memset(p, 0, sizeof *p);
	p->calendar = unpack_calendar(r);
	if (r->failed)
		return false;
	if (check && !csq_process_calendar_settle(NULL, &p->calendar, err))
		return false;
	p->activities = csq_labels_unpack(r, &p->nactivities);
	p->resources = csq_labels_unpack(r, &p->nresources);
	if (r->failed)
		return false;
	width = csq_paths_width(p->nactivities);
	p->paths = csq_alloc(sizeof *p->paths);
	if (csq_paths_read(r, width, p->paths))
	{
		p->nvariants = p->paths->nvariants;
		if (!how.packed || (check && !csq_paths_are_few(p->nactivities)))
			csq_paths_unpack(p->paths, p);
		unpack_edges(r, p, width, how);
	}
	if (!r->failed)
		unpack_handovers(r, p);
	if (!r->failed)
		unpack_times(r, how, &p->durations);
	if (!csq_read_end(r))
		return false;
	if (check && !sound(p, &why))
		return csq_read_fail(r, "%s", why.detail);
	if (p->variants != NULL)
		p->paths = NULL;
	return true;
}

static bool
read_stored(const void *value, Reading how, CsqProcess *p, CsqError *err)
{
	const char *data = (const char *) value + sizeof(CsqStored);
	size_t      len = csq_flat_size(value) - sizeof(CsqStored);
	CsqReader   r;

	if (((const CsqStored *) value)->version == 1)
		return csq_process_read_parts(data, len, how.check, NULL, p, err);
	csq_reader_init(&r, data, len, TYPE, err);
	return unpack(&r, how, p, err);
}

static bool
open_stored(const void *value, size_t size, Reading how, CsqProcess *p, CsqError *err)
{
	const CsqStored *head = value;

	if (!csq_stored_head(value, size, sizeof *head, STORED_VERSION, TYPE, err))
		return false;
	if (head->kind != 0 || head->flags != 0)
		return csq_stored_invalid(TYPE, err, "It has kind %u and flags %u, both must be 0.", head->kind, head->flags);
	if (csq_flat_size(value) != size)
		return csq_stored_invalid(TYPE, err, "Its size is not that of a process.");
	return read_stored(value, how, p, err) || csq_stored_unread(TYPE, err);
}

bool
csq_process_open(const void *value, size_t size, CsqProcess *p, CsqError *err)
{
	return open_stored(value, size, (Reading){.check = true}, p, err);
}

bool
csq_process_open_packed(const void *value, size_t size, CsqProcess *p, CsqError *err)
{
	return open_stored(value, size, (Reading){.check = true, .packed = true}, p, err);
}

bool
csq_process_open_to_add(const void *value, size_t size, CsqProcess *p, CsqError *err)
{
	return open_stored(value, size, (Reading){true, true, true}, p, err);
}

/* A value that was opened or packed before, to be added up: its times may still be packed. */
static bool
reopen(const void *value, CsqProcess *p, CsqError *err)
{
	return read_stored(value, (Reading){.packed = true}, p, err);
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
