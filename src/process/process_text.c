/*
 * process_text.c
 *		The process in its four directions; process_stored.c has the stored value.
 *
 * Text: {"v":1,"calendar":literal,"activities":[..],"resources":[..],"variants":[[path, cases,
 * "total duration"],..],"edges":[[source, target, times],..],"handovers":
 * [[source, target, n],..],"durations":times}; paths and ends of edges are indexes
 * from 0, lengths of time are microseconds, times are those of times.c; the
 * calendar is left out when there is none.
 *
 * Binary (network byte order): version u8; calendar (length u32, 0 for none, and
 * bytes); activities and resources (count u32,
 * then length u32 and bytes of each); variants (count u32, then length u32, path,
 * cases u64, total u128); edges (count u32, then source, target, times);
 * handovers (count u32, then source u32, target u32, n u64); durations.  Activities
 * are u8 up to 256 of them, u16 up to 65,536, else u32.
 *
 * All forms are canonical.
 */
#include "process/process.h"

#define TYPE  "process"
#define AHEAD 16

/* ---- binary ---- */

static inline int
id_width(uint32_t nactivities)
{
	return nactivities <= 256 ? 1 : nactivities <= 65536 ? 2 : 4;
}

static inline void
put_id(CsqBuf *out, int width, uint32_t id)
{
	if (width == 1)
		csq_put_u8(out, (uint8_t) id);
	else if (width == 2)
		csq_put_u16(out, (uint16_t) id);
	else
		csq_put_u32(out, id);
}

static inline uint32_t
read_id(CsqReader *r, int width)
{
	return width == 1 ? csq_read_u8(r) : width == 2 ? csq_read_u16(r) : csq_read_u32(r);
}

static void
put_labels(CsqBuf *out, const CsqText *labels, uint32_t n)
{
	csq_put_u32(out, n);
	for (uint32_t i = 0; i < n; i++)
	{
		csq_put_u32(out, (uint32_t) labels[i].len);
		csq_buf_put(out, labels[i].s, labels[i].len);
	}
}

/* A variant in one go: a process may have one for each case. */
static void
put_variant(CsqBuf *out, int width, const CsqVariant *v)
{
	uint64_t sums[3] = {csq_be64((uint64_t) v->n), csq_be64((uint64_t) (v->total >> 64)),
	                    csq_be64((uint64_t) v->total)};
	char    *to;

	csq_put_u32(out, v->len);
	csq_buf_reserve(out, (size_t) v->len * (size_t) width + sizeof sums);
	if (width == 1)
	{
		to = out->data + out->len;
		for (uint32_t k = 0; k < v->len; k++)
			to[k] = (char) v->path[k];
		out->len += v->len;
	}
	else
		for (uint32_t k = 0; k < v->len; k++)
			put_id(out, width, v->path[k]);
	csq_buf_put(out, sums, sizeof sums);
}

/* About what most processes are made of: room that need not be found by doubling. */
static size_t
size_of_variants(const CsqProcess *p)
{
	uint64_t events = 0;

	for (uint32_t i = 0; i < p->nvariants; i++)
		events += p->variants[i].len;
	events = events * (uint64_t) id_width(p->nactivities) + (uint64_t) p->nvariants * 28;
	return events < CSQ_MAX_VALUE_SIZE ? events : 0;
}

void
csq_process_write(const CsqProcess *p, CsqBuf *out)
{
	int width = id_width(p->nactivities);

	csq_buf_reserve(out, size_of_variants(p));
	csq_put_u8(out, CSQ_PROCESS_VERSION);
	csq_put_u32(out, (uint32_t) p->calendar.len);
	csq_buf_put(out, p->calendar.s, p->calendar.len);
	put_labels(out, p->activities, p->nactivities);
	put_labels(out, p->resources, p->nresources);
	csq_put_u32(out, p->nvariants);
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		/* in order the paths lie anywhere: they are fetched ahead */
		if (CSQ_LIKELY(i + AHEAD < p->nvariants))
			__builtin_prefetch(p->variants[i + AHEAD].path);
		put_variant(out, width, &p->variants[i]);
		csq_poll(i);
	}
	csq_put_u32(out, p->nedges);
	for (uint32_t i = 0; i < p->nedges; i++)
	{
		put_id(out, width, p->edges[i].source);
		put_id(out, width, p->edges[i].target);
		csq_times_write(&p->edges[i].times, out);
	}
	csq_put_u32(out, p->nhandovers);
	for (uint32_t i = 0; i < p->nhandovers; i++)
	{
		csq_put_u32(out, p->handovers[i].source);
		csq_put_u32(out, p->handovers[i].target);
		csq_put_u64(out, (uint64_t) p->handovers[i].n);
	}
	csq_times_write(&p->durations, out);
}

static CsqText *
read_labels(CsqReader *r, uint32_t *n)
{
	CsqText *labels;

	*n = csq_read_count(r, 4);
	labels = csq_alloc((*n + (size_t) 1) * sizeof *labels);
	for (uint32_t i = 0; i < *n && !r->failed; i++)
	{
		labels[i].len = csq_read_u32(r);
		labels[i].s = csq_read_bytes(r, labels[i].len);
	}
	return labels;
}

static void
read_variants(CsqReader *r, CsqProcess *p, int width)
{
	uint32_t *path;
	size_t    used = 0;

	p->nvariants = csq_read_count(r, 28 + (size_t) width);
	if (r->failed)
		return;
	p->variants = csq_alloc((p->nvariants + (size_t) 1) * sizeof *p->variants);
	/* what is left of the input bounds all paths together */
	path = csq_alloc(((size_t) (r->end - r->at) / (size_t) width + 1) * sizeof *path);
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		CsqVariant *v = &p->variants[i];

		v->len = csq_read_count(r, (size_t) width);
		v->path = path + used;
		if (r->failed)
			return;
		if (width == 1)
		{
			const unsigned char *ids = (const unsigned char *) csq_read_bytes(r, v->len);

			for (uint32_t k = 0; k < v->len; k++)
				path[used + k] = ids[k];
		}
		else
			for (uint32_t k = 0; k < v->len; k++)
				path[used + k] = read_id(r, width);
		used += v->len;
		v->n = (int64_t) csq_read_u64(r);
		v->total = (CsqU128) csq_read_u64(r) << 64;
		v->total |= csq_read_u64(r);
		csq_poll(i);
	}
}

static void
read_edges(CsqReader *r, CsqProcess *p, int width)
{
	p->nedges = csq_read_count(r, 5 + 2 * (size_t) width);
	if (r->failed)
		return;
	p->edges = csq_alloc0((p->nedges + (size_t) 1) * sizeof *p->edges);
	for (uint32_t i = 0; i < p->nedges && !r->failed; i++)
	{
		p->edges[i].source = read_id(r, width);
		p->edges[i].target = read_id(r, width);
		csq_times_read(r, CSQ_TIMES_EXACT, &p->edges[i].times);
	}
}

static void
read_handovers(CsqReader *r, CsqProcess *p)
{
	p->nhandovers = csq_read_count(r, 16);
	if (r->failed)
		return;
	p->handovers = csq_alloc((p->nhandovers + (size_t) 1) * sizeof *p->handovers);
	for (uint32_t i = 0; i < p->nhandovers; i++)
	{
		p->handovers[i].source = csq_read_u32(r);
		p->handovers[i].target = csq_read_u32(r);
		p->handovers[i].n = (int64_t) csq_read_u64(r);
	}
}

bool
csq_process_read_parts(const void *data, size_t len, bool check, CsqZoneName zone_name, CsqProcess *p, CsqError *err)
{
	CsqReader r;
	CsqError  why;
	int       width;

	memset(p, 0, sizeof *p);
	csq_reader_init(&r, data, len, "process", err);
	csq_read_version(&r, CSQ_PROCESS_VERSION);
	p->calendar.len = csq_read_u32(&r);
	p->calendar.s = csq_read_bytes(&r, p->calendar.len);
	if (r.failed)
		return false;
	if (check && !csq_process_calendar_settle(zone_name, &p->calendar, err))
		return false;
	p->activities = read_labels(&r, &p->nactivities);
	p->resources = read_labels(&r, &p->nresources);
	if (r.failed)
		return false;
	width = id_width(p->nactivities);
	read_variants(&r, p, width);
	if (!r.failed)
		read_edges(&r, p, width);
	if (!r.failed)
		read_handovers(&r, p);
	if (!r.failed)
		csq_times_read(&r, CSQ_TIMES_EXACT, &p->durations);
	if (!csq_read_end(&r))
		return false;
	return !check || csq_process_check(p, &why) || csq_read_fail(&r, "%s", why.detail);
}

bool
csq_process_read(const void *data, size_t len, CsqZoneName zone_name, CsqProcess *p, CsqError *err)
{
	return csq_process_read_parts(data, len, true, zone_name, p, err);
}

/* ---- text ---- */

static void
labels_text(const CsqText *labels, uint32_t n, CsqBuf *out)
{
	csq_buf_char(out, '[');
	for (uint32_t i = 0; i < n; i++)
	{
		if (i > 0)
			csq_buf_char(out, ',');
		csq_buf_json(out, labels[i].s, labels[i].len);
	}
	csq_buf_char(out, ']');
}

static void
variant_text(const CsqVariant *v, CsqBuf *out)
{
	csq_buf_str(out, "[[");
	for (uint32_t k = 0; k < v->len; k++)
	{
		if (k > 0)
			csq_buf_char(out, ',');
		csq_buf_i64(out, v->path[k]);
	}
	csq_buf_str(out, "],");
	csq_buf_i64(out, v->n);
	csq_buf_str(out, ",\"");
	csq_buf_u128(out, v->total);
	csq_buf_str(out, "\"]");
}

void
csq_process_text(const CsqProcess *p, CsqBuf *out)
{
	csq_buf_str(out, "{\"v\":1,");
	if (p->calendar.len > 0)
	{
		csq_buf_str(out, "\"calendar\":");
		csq_process_calendar_text(&p->calendar, out);
		csq_buf_char(out, ',');
	}
	csq_buf_str(out, "\"activities\":");
	labels_text(p->activities, p->nactivities, out);
	csq_buf_str(out, ",\"resources\":");
	labels_text(p->resources, p->nresources, out);
	csq_buf_str(out, ",\"variants\":[");
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		if (i > 0)
			csq_buf_char(out, ',');
		variant_text(&p->variants[i], out);
		csq_poll(i);
	}
	csq_buf_str(out, "],\"edges\":[");
	for (uint32_t i = 0; i < p->nedges; i++)
	{
		const CsqEdge *e = &p->edges[i];

		csq_buf_printf(out, "%s[%u,%u,", i > 0 ? "," : "", e->source, e->target);
		csq_times_text(&e->times, out);
		csq_buf_char(out, ']');
	}
	csq_buf_str(out, "],\"handovers\":[");
	for (uint32_t i = 0; i < p->nhandovers; i++)
		csq_buf_printf(out, "%s[%u,%u,%lld]", i > 0 ? "," : "", p->handovers[i].source, p->handovers[i].target,
		               (long long) p->handovers[i].n);
	csq_buf_str(out, "],\"durations\":");
	csq_times_text(&p->durations, out);
	csq_buf_char(out, '}');
}

static uint32_t
parse_id(CsqJson *j)
{
	int64_t id = csq_json_i64(j);

	if (!j->failed && (id < 0 || id >= UINT32_MAX))
		csq_json_fail(j, "%lld is not an index.", (long long) id);
	return j->failed ? 0 : (uint32_t) id;
}

/* The next item of a tuple; what is missing is an error. */
static bool
need_item(CsqJson *j, const char *what)
{
	return csq_json_item(j) || csq_json_fail(j, "%s has too few parts.", what);
}

static void
end_tuple(CsqJson *j, const char *what)
{
	if (!j->failed && csq_json_item(j))
		csq_json_fail(j, "%s has too many parts.", what);
}

static void
parse_labels(CsqJson *j, CsqText **labels, uint32_t *n)
{
	uint32_t cap = 0;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		if (*n == cap)
			csq_grow(*labels, cap);
		(*labels)[(*n)++] = csq_json_string(j);
	}
}

static void
parse_variant(CsqJson *j, CsqVariant *v)
{
	uint32_t *path = NULL;
	uint32_t  cap = 0;

	memset(v, 0, sizeof *v);
	csq_json_open(j, '[');
	if (!need_item(j, "A variant"))
		return;
	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		if (v->len == cap)
			csq_grow(path, cap);
		path[v->len++] = parse_id(j);
	}
	v->path = path;
	need_item(j, "A variant");
	v->n = csq_json_i64(j);
	need_item(j, "A variant");
	v->total = csq_json_u128(j);
	end_tuple(j, "A variant");
}

static void
parse_edge(CsqJson *j, CsqEdge *e)
{
	csq_json_open(j, '[');
	need_item(j, "An edge");
	e->source = parse_id(j);
	need_item(j, "An edge");
	e->target = parse_id(j);
	e->cases = 0;
	if (need_item(j, "An edge"))
		csq_times_parse(j, CSQ_TIMES_EXACT, &e->times);
	end_tuple(j, "An edge");
}

static void
parse_handover(CsqJson *j, CsqHandover *h)
{
	csq_json_open(j, '[');
	need_item(j, "A handover");
	h->source = parse_id(j);
	need_item(j, "A handover");
	h->target = parse_id(j);
	need_item(j, "A handover");
	h->n = csq_json_i64(j);
	end_tuple(j, "A handover");
}

/* One of the lists of tuples. */
#define PARSE_LIST(j, array, n, parse)                                                                                 \
	do                                                                                                                 \
	{                                                                                                                  \
		uint32_t cap = 0;                                                                                              \
		csq_json_open(j, '[');                                                                                         \
		while (csq_json_item(j))                                                                                       \
		{                                                                                                              \
			if ((n) == cap)                                                                                            \
				csq_grow(array, cap);                                                                                  \
			parse(j, &(array)[(n)++]);                                                                                 \
		}                                                                                                              \
	} while (0)

static void
parse_part(CsqJson *j, int part, CsqZoneName zone_name, CsqProcess *p)
{
	if (part == 0)
		csq_json_version(j, CSQ_PROCESS_VERSION);
	else if (part == 1)
		parse_labels(j, &p->activities, &p->nactivities);
	else if (part == 2)
		parse_labels(j, &p->resources, &p->nresources);
	else if (part == 3)
		PARSE_LIST(j, p->variants, p->nvariants, parse_variant);
	else if (part == 4)
		PARSE_LIST(j, p->edges, p->nedges, parse_edge);
	else if (part == 5)
		PARSE_LIST(j, p->handovers, p->nhandovers, parse_handover);
	else if (part == 6)
		csq_times_parse(j, CSQ_TIMES_EXACT, &p->durations);
	else
	{
		CsqText literal = csq_json_string(j);

		if (!j->failed && !csq_process_calendar_parse(&literal, zone_name, &p->calendar, j->err))
			j->failed = true; /* with the calendar's own error */
	}
}

bool
csq_process_parse(const char *text, size_t len, CsqZoneName zone_name, CsqProcess *p, CsqError *err)
{
	static const char *const names[] = {"v",         "activities", "resources", "variants", "edges",
	                                    "handovers", "durations",  "calendar",  NULL};
	CsqJson                  j;
	CsqError                 why;
	unsigned                 seen = 0;
	int                      part;

	memset(p, 0, sizeof *p);
	csq_json_init(&j, text, len, TYPE, err);
	csq_json_open(&j, '{');
	while ((part = csq_json_member(&j, names, &seen)) >= 0)
		parse_part(&j, part, zone_name, p);
	csq_json_need(&j, names, seen, 127);
	if (!csq_json_end(&j))
		return false;
	return csq_process_check(p, &why) || csq_json_fail(&j, "%s", why.detail);
}
