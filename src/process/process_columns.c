/*
 * process_columns.c
 *		The variants of a stored process, as the columns that they are stored in.
 *
 * See process_columns.h; process_stored.c says how they lie.
 */
#include "process/process_columns.h"

#define AT_ONCE 65536 /* steps between two questions for a cancel */

/* ---- writing ---- */

void
csq_paths_begin(CsqBuf *out, uint32_t nvariants, uint64_t steps, int width)
{
	csq_put_varint(out, nvariants);
	csq_put_varint(out, steps);
	if (steps * (uint64_t) width < CSQ_MAX_VALUE_SIZE)
		csq_buf_reserve(out, steps * (uint64_t) width + 8 * (size_t) nvariants);
}

void
csq_paths_length(CsqBuf *out, uint32_t len, uint32_t n, const uint64_t all[CSQ_PATHS_COLUMNS], int width,
                 int widths[CSQ_PATHS_COLUMNS])
{
	size_t bytes = (size_t) len * (size_t) width;

	csq_put_varint(out, len);
	csq_put_varint(out, n);
	for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
	{
		csq_put_u8(out, (uint8_t) (widths[c] = csq_number_width(all[c])));
		bytes += (size_t) widths[c];
	}
	csq_buf_reserve(out, n * bytes + 8);
}

/* The paths of n variants of one length. */
static void
pack_ids(CsqBuf *out, const CsqVariant *v, uint32_t n, int width)
{
	unsigned char *to = csq_column_new(out, (size_t) n * v->len, width);

	for (uint32_t i = 0; i < n; i++)
	{
		if (CSQ_LIKELY(i + CSQ_PATHS_AHEAD < n))
			__builtin_prefetch(v[i + CSQ_PATHS_AHEAD].path);
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
	uint64_t all[CSQ_PATHS_COLUMNS] = {0};
	int      widths[CSQ_PATHS_COLUMNS];

	for (uint32_t i = 0; i < n; i++)
		for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
			all[c] |= csq_paths_number(c, v[i].n, v[i].total);
	csq_paths_length(out, v->len, n, all, width, widths);
	for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
	{
		unsigned char *column = csq_column_new(out, n, widths[c]);

		for (uint32_t i = 0; i < n && widths[c] > 0; i++)
		{
			csq_column_set(column, i, widths[c], csq_paths_number(c, v[i].n, v[i].total));
			csq_poll(i);
		}
	}
	pack_ids(out, v, n, width);
}

void
csq_paths_pack(const CsqVariant *variants, uint32_t n, int width, CsqBuf *out)
{
	uint64_t steps = 0;
	uint32_t to;

	for (uint32_t i = 0; i < n; i++)
		steps += variants[i].len;
	csq_paths_begin(out, n, steps, width);
	for (uint32_t from = 0; from < n; from = to)
	{
		for (to = from + 1; to < n && variants[to].len == variants[from].len; to++)
			csq_poll(to);
		pack_length(out, &variants[from], to - from, width);
	}
}

/* ---- reading ---- */

static uint32_t
read_index(CsqReader *r)
{
	uint64_t v = csq_read_varint(r);

	if (v > UINT32_MAX)
		csq_read_fail(r, "%llu is not an index.", (unsigned long long) v);
	return (uint32_t) v;
}

static void
read_group(CsqReader *r, int width, CsqPathGroup *g)
{
	uint8_t widths[CSQ_PATHS_COLUMNS];

	for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
		widths[c] = csq_read_u8(r);
	for (int c = 0; c < CSQ_PATHS_COLUMNS; c++)
		g->columns[c] = csq_read_column(r, g->n, widths[c]);
	g->ids = csq_read_column(r, (size_t) g->n * g->len, (uint8_t) width);
}

bool
csq_paths_read(CsqReader *r, int width, CsqPaths *paths)
{
	uint64_t nvariants = csq_read_varint(r);
	uint64_t steps = csq_read_varint(r);
	uint64_t used = 0;
	uint32_t room = 0;

	*paths = (CsqPaths){.width = width};
	if (!r->failed && (nvariants > UINT32_MAX || nvariants > (size_t) (r->end - r->at)))
		csq_read_fail(r, "Input is too short for the %llu items it announces.", (unsigned long long) nvariants);
	if (!r->failed && steps > (size_t) (r->end - r->at) / (size_t) width)
		csq_read_fail(r, "Input is too short for the %llu steps it announces.", (unsigned long long) steps);
	if (r->failed)
		return false;
	while (paths->nvariants < nvariants)
	{
		CsqPathGroup *g;
		uint64_t      all;

		if (paths->ngroups == room)
			csq_grow(paths->groups, room);
		g = &paths->groups[paths->ngroups++];
		g->len = read_index(r);
		g->n = read_index(r);
		all = (uint64_t) g->len * g->n;
		if (!r->failed && (g->len == 0 || g->n == 0 || g->n > nvariants - paths->nvariants || all > steps - used))
			csq_read_fail(r, "Variants are not as many, or not as long, as announced.");
		if (!r->failed)
			read_group(r, width, g);
		if (r->failed)
			return false;
		paths->nvariants += g->n;
		used += all;
		csq_poll(paths->ngroups);
	}
	paths->steps = steps;
	return used == steps || csq_read_fail(r, "Variants are not as long as announced.");
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
unpack_ids(const CsqColumn *ids, size_t n, uint32_t *path)
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

void
csq_paths_unpack(const CsqPaths *paths, CsqProcess *p)
{
	CsqVariant *v = csq_alloc((paths->nvariants + (size_t) 1) * sizeof *v);
	uint32_t   *path = csq_alloc((paths->steps + 1) * sizeof *path);

	p->nvariants = paths->nvariants;
	p->variants = v;
	for (uint32_t k = 0; k < paths->ngroups; k++)
	{
		const CsqPathGroup *g = &paths->groups[k];

		unpack_ids(&g->ids, (size_t) g->n * g->len, path);
		for (uint32_t i = 0; i < g->n; i++, v++, path += g->len)
		{
			uint64_t cases = csq_column_get(&g->columns[0], i);

			v->len = g->len;
			v->path = path;
			v->n = (int64_t) (cases + (cases <= INT64_MAX)); /* what is too much stays or gets negative */
			v->total = (CsqU128) csq_column_get(&g->columns[2], i) << 64 | csq_column_get(&g->columns[1], i);
			csq_poll(i);
		}
	}
}
