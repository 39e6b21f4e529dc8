/*
 * process_graph.c
 *		The graph of a process as a value: what is stored, checked and added up.
 *
 * Behind the common header, version 1:
 *
 *		calendar varint, bytes
 *		activities varint, then of each varint, bytes
 *		edges varint; of each source varint, target varint, cases varint, times (times_packed.c)
 *		durations (times_packed.c)
 *
 * Equal graphs give equal bytes.  Invariants: labels ascend and each is in an edge;
 * edges ascend by source and target; an edge occurs in at least one case, in no more
 * than it has times, and in no more than there are; the times on all edges have the
 * sum of the durations.  O(edges).
 */
#include "process/process_graph.h"

#include "process/process_columns.h"

#define TYPE           "process_graph"
#define STORED_VERSION 1

/* ---- writing ---- */

static void
put_graph(const CsqProcess *g, CsqBuf *out)
{
	csq_put_varint(out, g->calendar.len);
	csq_buf_put(out, g->calendar.s, g->calendar.len);
	csq_labels_pack(out, g->activities, g->nactivities);
	csq_put_varint(out, g->nedges);
	for (uint32_t i = 0; i < g->nedges; i++)
	{
		csq_put_varint(out, g->edges[i].source);
		csq_put_varint(out, g->edges[i].target);
		csq_put_varint(out, (uint64_t) g->edges[i].cases);
		csq_times_pack(&g->edges[i].times, out);
		csq_check_interrupts();
	}
	csq_times_pack(&g->durations, out);
}

void *
csq_process_graph_pack(const CsqProcess *g, CsqError *err)
{
	CsqBuf b;

	if (!csq_process_edges_fit(g, err))
		return NULL;
	csq_process_begin(&b, STORED_VERSION);
	put_graph(g, &b);
	return csq_process_sealed(&b, g->nedges, "edges", err);
}

/* The activities of edges under numbers of their own: one that is only in cases of one event is in none. */
static void
take_activities(const CsqProcess *p, CsqProcess *g)
{
	uint32_t *number = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *number);

	for (uint32_t i = 0; i < p->nedges; i++)
	{
		number[p->edges[i].source] = number[p->edges[i].target] = 1;
		csq_poll(i);
	}
	g->activities = csq_alloc((p->nactivities + (size_t) 1) * sizeof *g->activities);
	for (uint32_t a = 0; a < p->nactivities; a++)
		if (number[a] != 0)
		{
			g->activities[g->nactivities] = p->activities[a];
			number[a] = g->nactivities++;
		}
	for (uint32_t i = 0; i < g->nedges; i++)
	{
		g->edges[i].source = number[p->edges[i].source];
		g->edges[i].target = number[p->edges[i].target];
		csq_poll(i);
	}
	csq_free(number);
}

void *
csq_process_graph_of(const CsqProcess *p, CsqError *err)
{
	CsqProcess g = {.is_graph = true, .calendar = p->calendar, .nedges = p->nedges, .durations = p->durations};
	int64_t   *cases = csq_process_edge_cases(p);

	g.edges = csq_alloc((p->nedges + (size_t) 1) * sizeof *g.edges);
	for (uint32_t i = 0; i < p->nedges; i++)
	{
		g.edges[i] = p->edges[i];
		g.edges[i].cases = cases[i];
		csq_poll(i);
	}
	csq_free(cases);
	take_activities(p, &g);
	return csq_process_graph_pack(&g, err);
}

void
csq_process_graph_write(const CsqProcess *g, CsqBuf *out)
{
	csq_put_u8(out, STORED_VERSION);
	put_graph(g, out);
}

/* ---- reading ---- */

static CsqText
read_calendar(CsqReader *r)
{
	CsqText calendar = {NULL, csq_read_number(r, 1)};

	calendar.s = csq_read_bytes(r, calendar.len);
	return calendar;
}

/* The parts, where checked or not: times that are not are passed by. */
static bool
read_graph(CsqReader *r, bool check, CsqZoneName zone_name, CsqProcess *g, CsqError *err)
{
	uint32_t nedges;

	memset(g, 0, sizeof *g);
	g->is_graph = true;
	g->calendar = read_calendar(r);
	if (r->failed || (check && !csq_process_calendar_settle(zone_name, &g->calendar, err)))
		return false;
	g->activities = csq_labels_unpack(r, &g->nactivities);
	nedges = csq_read_number(r, 5);
	g->edges = csq_alloc0((nedges + (size_t) 1) * sizeof *g->edges);
	while (g->nedges < nedges && !r->failed)
	{
		CsqEdge *e = &g->edges[g->nedges++];

		e->source = csq_read_index(r);
		e->target = csq_read_index(r);
		e->cases = (int64_t) csq_read_varint(r);
		if (!r->failed)
			check ? csq_times_unpack(r, CSQ_TIMES_EXACT, &e->times) : csq_times_skip(r, &e->times);
		csq_check_interrupts();
	}
	if (!r->failed)
		check ? csq_times_unpack(r, CSQ_TIMES_EXACT, &g->durations) : csq_times_skip(r, &g->durations);
	return csq_read_end(r);
}

static bool
check_edges(const CsqProcess *g, CsqError *err)
{
	bool   *used = csq_alloc0(g->nactivities + (size_t) 1);
	int64_t moves = 0;
	CsqU128 sum = 0;

	for (uint32_t i = 0; i < g->nedges; i++)
	{
		const CsqEdge *e = &g->edges[i];

		if (e->source >= g->nactivities || e->target >= g->nactivities)
			return csq_stored_invalid(TYPE, err, "An edge refers to an activity that is not there.");
		if (i > 0 && (e->source < e[-1].source || (e->source == e[-1].source && e->target <= e[-1].target)))
			return csq_stored_invalid(TYPE, err, "Edges must ascend by source and target.");
		if (e->cases <= 0 || e->cases > e->times.n || e->cases > g->durations.n)
			return csq_stored_invalid(TYPE, err, "An edge is in no case, or in more than there are.");
		if (!csq_add_i64(moves, e->times.n, &moves) || __builtin_add_overflow(sum, e->times.sum, &sum))
			return csq_stored_invalid(TYPE, err, "The counts of the edges are out of range.");
		used[e->source] = used[e->target] = true;
		csq_poll(i);
	}
	for (uint32_t a = 0; a < g->nactivities; a++)
		if (!used[a])
			return csq_stored_invalid(TYPE, err, "An activity is in no edge.");
	csq_free(used);
	return sum == g->durations.sum ||
	       csq_stored_invalid(TYPE, err, "The times on the edges and the durations must have one sum.");
}

static bool
check_graph(CsqReader *r, const CsqProcess *g)
{
	CsqError why;

	return (csq_process_labels_check(g->activities, g->nactivities, &why) && check_edges(g, &why)) ||
	       csq_read_fail(r, "%s", why.detail);
}

static void
begin(CsqReader *r, const void *value, CsqError *err)
{
	csq_reader_init(r, (const char *) value + sizeof(CsqStored), csq_flat_size(value) - sizeof(CsqStored), TYPE, err);
}

bool
csq_process_graph_open(const void *value, size_t size, CsqProcess *g, CsqError *err)
{
	const CsqStored *head = value;
	CsqReader        r;

	if (!csq_stored_head(value, size, sizeof *head, STORED_VERSION, TYPE, err))
		return false;
	if (head->kind != 0 || head->flags != 0)
		return csq_stored_invalid(TYPE, err, "It has kind %u and flags %u, both must be 0.", head->kind, head->flags);
	if (csq_flat_size(value) != size)
		return csq_stored_invalid(TYPE, err, "Its size is not that of a graph.");
	begin(&r, value, err);
	return (read_graph(&r, true, NULL, g, err) && check_graph(&r, g)) || csq_stored_unread(TYPE, err);
}

CsqText
csq_process_graph_calendar(const void *value)
{
	CsqReader r;
	CsqError  err;

	begin(&r, value, &err);
	return read_calendar(&r);
}

void *
csq_process_graph_read(const void *data, size_t len, CsqZoneName zone_name, CsqError *err)
{
	CsqReader  r;
	CsqProcess g;
	CsqBuf     again;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, STORED_VERSION);
	if (r.failed || !read_graph(&r, true, zone_name, &g, err) || !check_graph(&r, &g))
		return NULL;
	csq_buf_init(&again);
	csq_process_graph_write(&g, &again);
	if (again.len != len || memcmp(again.data, data, len) != 0)
		return csq_read_fail(&r, "It is not in canonical form."), NULL;
	return csq_process_graph_pack(&g, err);
}

/* ---- adding up ---- */

void *
csq_process_graph_merge(const void *const *values, uint32_t n, CsqError *err)
{
	CsqProcess *g = csq_alloc(n * sizeof *g);
	CsqProcess  sum;
	CsqReader   r;

	for (uint32_t i = 0; i < n; i++)
	{
		begin(&r, values[i], err);
		if (!read_graph(&r, false, NULL, &g[i], err))
			return NULL;
	}
	if (!csq_process_add_all(g, n, &sum, err))
		return NULL;
	sum.is_graph = true;
	return csq_process_graph_pack(&sum, err);
}
