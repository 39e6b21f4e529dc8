/*
 * process_draw.c
 *		A process as a picture: Mermaid flowchart or Graphviz digraph, as text.
 *
 * The most frequent edges are drawn (equally frequent ones by source and target),
 * with the activities they touch, and dashed arrows from where cases start and to
 * where they end.  Whatever is drawn keeps its strongest way in and out, be it an
 * edge from another activity (drawn beyond top then) or a start or an end, so
 * that nothing seems to come from nowhere.  With fewer edges than top every
 * activity is drawn, also one that has none.  Labels are escaped, nodes are numbered: the text is ready to
 * paste, whatever the labels hold, and the same for the same process.
 */
#include "process/process.h"

#include "base/sort.h"
#include "base/literal.h"

/* ---- measures ---- */

bool
csq_measure_parse(const char *s, size_t len, CsqMeasure *m, CsqError *err)
{
	static const char *const names[] = {"n", "cases", "mean", "p50", "p90", "min", "max", "total"};

	for (int i = 0; i < 8; i++)
		if (csq_option_is((CsqText){s, len}, names[i]))
		{
			*m = (CsqMeasure) i;
			return true;
		}
	return csq_fail(err, CSQ_PARAM, "unknown measure \"%s\"", csq_quoted(s, len).s) ||
	       csq_hint(err, "The measures are n, cases, mean, p50, p90, min, max and total.");
}

/* A length of time for people: one decimal of the largest unit that fits twice, halves rounded up. */
static void
time_label(double usec, CsqBuf *out)
{
	static const struct
	{
		double      from;
		double      unit;
		const char *name;
	} units[] = {{2 * 86400e6, 86400e6, "d"},
	             {2 * 3600e6, 3600e6, "h"},
	             {2 * 60e6, 60e6, "min"},
	             {1e6, 1e6, "s"},
	             {0, 1e3, "ms"}};
	int     u = 0;
	CsqU128 tenths;

	while (usec < units[u].from)
		u++;
	tenths = (CsqU128) (usec * 10 / units[u].unit + 0.5);
	csq_buf_u128(out, tenths / 10);
	if (tenths % 10 != 0)
		csq_buf_printf(out, ".%d", (int) (tenths % 10));
	csq_buf_printf(out, " %s", units[u].name);
}

static void
edge_label(const CsqEdge *e, int64_t cases, CsqMeasure m, CsqBuf *out)
{
	const CsqTimes *t = &e->times;

	switch (m)
	{
		case CSQ_MEASURE_N:
			csq_buf_i64(out, t->n);
			break;
		case CSQ_MEASURE_CASES:
			csq_buf_i64(out, cases);
			break;
		case CSQ_MEASURE_MEAN:
			time_label(csq_times_mean(t), out);
			break;
		case CSQ_MEASURE_P50:
			time_label((double) csq_times_quantile(t, 0.5), out);
			break;
		case CSQ_MEASURE_P90:
			time_label((double) csq_times_quantile(t, 0.9), out);
			break;
		case CSQ_MEASURE_MIN:
			time_label((double) t->min, out);
			break;
		case CSQ_MEASURE_MAX:
			time_label((double) t->max, out);
			break;
		case CSQ_MEASURE_TOTAL:
			time_label(csq_u128_double(t->sum), out);
			break;
	}
}

/* ---- what is drawn ---- */

typedef struct Picture
{
	bool              *edge; /* by edge */
	bool              *node; /* by activity */
	CsqActivityCounts *counts;
	int64_t           *cases; /* by edge */
} Picture;

/* One way more, and what it touches, when there is one that is not drawn. */
static void
draw_way(const CsqProcess *p, Picture *pic, uint32_t edge, uint32_t *pending, uint32_t *npending)
{
	if (edge == p->nedges || pic->edge[edge])
		return;
	pic->edge[edge] = true;
	for (int side = 0; side < 2; side++)
	{
		uint32_t a = side == 0 ? p->edges[edge].source : p->edges[edge].target;

		if (!pic->node[a])
			pending[(*npending)++] = a;
		pic->node[a] = true;
	}
}

/* Each node that is drawn gets its strongest way in and out, and so do those that this adds: O(edges + activities). */
static void
keep_ways(const CsqProcess *p, Picture *pic, const uint32_t *order)
{
	uint32_t *in = csq_alloc((p->nactivities + (size_t) 1) * sizeof *in);
	uint32_t *out = csq_alloc((p->nactivities + (size_t) 1) * sizeof *out);
	uint32_t *pending = csq_alloc((p->nactivities + (size_t) 1) * sizeof *pending);
	uint32_t  npending = 0;

	for (uint32_t a = 0; a < p->nactivities; a++)
	{
		in[a] = out[a] = p->nedges;
		if (pic->node[a])
			pending[npending++] = a;
	}
	for (uint32_t i = 0; i < p->nedges; i++)
	{
		const CsqEdge *e = &p->edges[order[i]];

		if (e->source == e->target)
			continue;
		if (in[e->target] == p->nedges && e->times.n > pic->counts[e->target].starts)
			in[e->target] = order[i];
		if (out[e->source] == p->nedges && e->times.n > pic->counts[e->source].ends)
			out[e->source] = order[i];
		csq_poll(i);
	}
	while (npending > 0)
	{
		uint32_t a = pending[--npending];

		draw_way(p, pic, in[a], pending, &npending);
		draw_way(p, pic, out[a], pending, &npending);
	}
	csq_free(in);
	csq_free(out);
	csq_free(pending);
}

static Picture
choose(const CsqProcess *p, uint32_t top)
{
	Picture   pic;
	int64_t  *moves = csq_alloc((p->nedges + (size_t) 1) * sizeof *moves);
	uint32_t *order;

	pic.edge = csq_alloc0(p->nedges + (size_t) 1);
	pic.node = csq_alloc0(p->nactivities + (size_t) 1);
	pic.counts = csq_process_activities(p);
	pic.cases = csq_process_edge_cases(p);
	for (uint32_t i = 0; i < p->nedges; i++)
		moves[i] = p->edges[i].times.n;
	order = csq_order_by_count(moves, p->nedges);
	for (uint32_t i = 0; i < p->nedges && i < top; i++)
	{
		const CsqEdge *e = &p->edges[order[i]];

		pic.edge[order[i]] = true;
		pic.node[e->source] = pic.node[e->target] = true;
	}
	if (top >= p->nedges)
		memset(pic.node, true, p->nactivities);
	else
		keep_ways(p, &pic, order);
	csq_free(moves);
	csq_free(order);
	return pic;
}

/* The next character of a label: what ends a line becomes a space. */
static uint32_t
next_char(const char **s, const char *end)
{
	uint32_t c = csq_utf8_next(s, end);

	return c < 0x20 || c == 0x7F || c == 0x85 || c == 0x2028 || c == 0x2029 ? ' ' : c;
}

/* ---- Mermaid ---- */

/* In a quoted label everything that Mermaid or HTML could read becomes an entity (#35; for #). */
static void
mermaid_label(const CsqText *t, CsqBuf *out)
{
	const char *s = t->s;
	const char *end = t->s + t->len;

	if (t->len == 0)
		csq_buf_char(out, ' ');
	while (s < end)
	{
		uint32_t c = next_char(&s, end);

		if (c < 0x80 && strchr("\"#&<>`\\*_~[]{}()|;:", (int) c) != NULL)
			csq_buf_printf(out, "#%u;", c);
		else
			csq_buf_utf8(out, c);
	}
}

void
csq_process_mermaid(const CsqProcess *p, uint32_t top, CsqMeasure m, CsqBuf *out)
{
	Picture pic = choose(p, top);

	csq_buf_str(out, "flowchart TD\n");
	for (uint32_t i = 0; i < p->nactivities; i++)
		if (pic.node[i])
		{
			csq_buf_printf(out, "  a%u[\"", i);
			mermaid_label(&p->activities[i], out);
			csq_buf_printf(out, " (%lld)\"]\n", (long long) pic.counts[i].n);
		}
	if (csq_process_cases(p) > 0)
		csq_buf_str(out, "  start([\"start\"])\n  stop([\"end\"])\n");
	for (uint32_t i = 0; i < p->nactivities; i++)
		if (pic.node[i] && pic.counts[i].starts > 0)
			csq_buf_printf(out, "  start -.->|\"%lld\"| a%u\n", (long long) pic.counts[i].starts, i);
	for (uint32_t i = 0; i < p->nedges; i++)
		if (pic.edge[i])
		{
			csq_buf_printf(out, "  a%u -->|\"", p->edges[i].source);
			edge_label(&p->edges[i], pic.cases[i], m, out);
			csq_buf_printf(out, "\"| a%u\n", p->edges[i].target);
		}
	for (uint32_t i = 0; i < p->nactivities; i++)
		if (pic.node[i] && pic.counts[i].ends > 0)
			csq_buf_printf(out, "  a%u -.->|\"%lld\"| stop\n", i, (long long) pic.counts[i].ends);
}

/* ---- Graphviz ---- */

static void
dot_label(const CsqText *t, CsqBuf *out)
{
	const char *s = t->s;
	const char *end = t->s + t->len;

	while (s < end)
	{
		uint32_t c = next_char(&s, end);

		if (c == '"' || c == '\\')
			csq_buf_char(out, '\\');
		if (c == '&') /* Graphviz reads HTML entities in labels */
			csq_buf_str(out, "&amp;");
		else
			csq_buf_utf8(out, c);
	}
}

/* 1 .. 5: the width of an arrow by the share of the most frequent edge, one decimal. */
static void
pen_width(int64_t n, int64_t most, CsqBuf *out)
{
	int tenths = 10 + (int) ((double) n / (double) most * 40 + 0.5);

	csq_buf_printf(out, ", penwidth=%d.%d", tenths / 10, tenths % 10);
}

void
csq_process_dot(const CsqProcess *p, uint32_t top, CsqMeasure m, CsqBuf *out)
{
	Picture pic = choose(p, top);
	int64_t most = 1;

	for (uint32_t i = 0; i < p->nedges; i++)
		most = p->edges[i].times.n > most ? p->edges[i].times.n : most;
	csq_buf_str(out, "digraph process {\n  rankdir=TB;\n  node [shape=box, style=rounded];\n");
	for (uint32_t i = 0; i < p->nactivities; i++)
		if (pic.node[i])
		{
			csq_buf_printf(out, "  a%u [label=\"", i);
			dot_label(&p->activities[i], out);
			csq_buf_printf(out, "\\n%lld\"];\n", (long long) pic.counts[i].n);
		}
	if (csq_process_cases(p) > 0)
		csq_buf_str(out, "  start [shape=circle, label=\"\"];\n  stop [shape=doublecircle, label=\"\"];\n");
	for (uint32_t i = 0; i < p->nactivities; i++)
		if (pic.node[i] && pic.counts[i].starts > 0)
			csq_buf_printf(out, "  start -> a%u [label=\"%lld\", style=dashed];\n", i,
			               (long long) pic.counts[i].starts);
	for (uint32_t i = 0; i < p->nedges; i++)
		if (pic.edge[i])
		{
			csq_buf_printf(out, "  a%u -> a%u [label=\"", p->edges[i].source, p->edges[i].target);
			edge_label(&p->edges[i], pic.cases[i], m, out);
			csq_buf_char(out, '"');
			pen_width(p->edges[i].times.n, most, out);
			csq_buf_str(out, "];\n");
		}
	for (uint32_t i = 0; i < p->nactivities; i++)
		if (pic.node[i] && pic.counts[i].ends > 0)
			csq_buf_printf(out, "  a%u -> stop [label=\"%lld\", style=dashed];\n", i, (long long) pic.counts[i].ends);
	csq_buf_str(out, "}\n");
}
