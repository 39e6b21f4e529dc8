/*
 * process_flow.c
 *		Cases position by position: the bands of a Sankey diagram.
 *
 * A band leads from what cases do with their step-th event to what they do with
 * the next one, or to their end.  Diagrams with hundreds of bands cannot be read,
 * so at each position only the most frequent activities stand for themselves and
 * the rest is one band, "other".  What is folded is decided for each position by
 * itself, the same for the bands that come in and those that go out, so the bands
 * of neighbouring positions meet.
 *
 * O(variants that have this step) for each step.
 */
#include "process/process.h"

#include "base/sort.h"

static inline bool
takes_part(const CsqFlowView *view, const CsqVariant *v)
{
	return view->start == view->p->nactivities || v->path[0] == view->start;
}

CsqFlowView
csq_process_flow_view(const CsqProcess *p, uint32_t start, uint32_t top)
{
	CsqFlowView view = {.p = p, .start = start, .top = top};

	view.live = csq_alloc((p->nvariants + (size_t) 1) * sizeof *view.live);
	view.count = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *view.count);
	view.activity = csq_alloc((p->nactivities + (size_t) 1) * sizeof *view.activity);
	for (uint32_t i = 0; i < p->nvariants; i++)
		if (takes_part(&view, &p->variants[i]))
		{
			view.cases += p->variants[i].n;
			view.live[view.nlive++] = i;
		}
	return view;
}

/* Variants that end before this step are asked no more. */
static void
leave_ended(CsqFlowView *view, uint32_t step)
{
	uint32_t kept = 0;

	for (uint32_t k = 0; k < view->nlive; k++)
		if (view->p->variants[view->live[k]].len > step)
			view->live[kept++] = view->live[k];
	view->nlive = kept;
}

static int
compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *) a;
	uint32_t y = *(const uint32_t *) b;

	return (x > y) - (x < y);
}

/* By activity what it is shown as at this position, itself or OTHER; those that occur there are the only ones set. */
static void
show(CsqFlowView *view, uint32_t step, uint32_t *shown)
{
	const CsqProcess *p = view->p;
	uint32_t          n = 0;
	int64_t          *cases;
	uint32_t         *order;

	for (uint32_t k = 0; k < view->nlive; k++)
	{
		const CsqVariant *v = &p->variants[view->live[k]];

		if (v->len <= step)
			continue;
		if (view->count[v->path[step]] == 0)
			view->activity[n++] = v->path[step];
		view->count[v->path[step]] += v->n;
		csq_poll(k);
	}
	csq_sort(view->activity, n, sizeof *view->activity, compare_numbers);
	cases = csq_alloc((n + (size_t) 1) * sizeof *cases);
	for (uint32_t i = 0; i < n; i++)
	{
		cases[i] = view->count[view->activity[i]];
		view->count[view->activity[i]] = 0;
	}
	order = csq_order_by_count(cases, n);
	for (uint32_t i = 0; i < n; i++)
		shown[view->activity[order[i]]] = i < view->top ? view->activity[order[i]] : CSQ_FLOW_OTHER(p);
	csq_free(cases);
	csq_free(order);
}

uint32_t
csq_process_flow(CsqFlowView *view, uint32_t step, CsqFlow **flow)
{
	const CsqProcess *p = view->p;
	uint32_t         *here = csq_alloc((p->nactivities + (size_t) 1) * sizeof *here);
	uint32_t         *next = csq_alloc((p->nactivities + (size_t) 1) * sizeof *next);
	CsqPairs          pairs;
	uint32_t          cap = 0;
	int64_t          *n = NULL;
	uint32_t         *order;

	leave_ended(view, step);
	show(view, step, here);
	show(view, step + 1, next);
	csq_pairs_init(&pairs);
	for (uint32_t k = 0; k < view->nlive; k++)
	{
		const CsqVariant *v = &p->variants[view->live[k]];
		uint32_t          slot;

		slot =
			csq_pairs_add(&pairs, here[v->path[step]], v->len == step + 1 ? CSQ_FLOW_END(p) : next[v->path[step + 1]]);
		if (slot == cap)
			csq_grow0(n, cap);
		n[slot] += v->n;
		csq_poll(k);
	}
	order = csq_pairs_order(&pairs);
	*flow = csq_alloc((pairs.n + (size_t) 1) * sizeof **flow);
	for (uint32_t i = 0; i < pairs.n; i++)
		(*flow)[i] = (CsqFlow){(uint32_t) (pairs.keys[order[i]] >> 32), (uint32_t) pairs.keys[order[i]], n[order[i]]};
	csq_free(order);
	if (n != NULL)
		csq_free(n);
	csq_free(here);
	csq_free(next);
	return pairs.n;
}

/* ---- Mermaid ---- */

/* A node as a CSV field: position and label, quotes doubled, what ends a line a space. */
static void
node_text(const CsqFlowView *view, uint32_t step, uint32_t node, const CsqText *other, CsqBuf *out)
{
	const CsqProcess *p = view->p;
	const CsqText    *label = node == CSQ_FLOW_OTHER(p) ? other : &p->activities[node];
	const char       *s = label->s;

	csq_buf_printf(out, "\"%u. ", step + 1);
	while (s < label->s + label->len)
	{
		uint32_t c = csq_utf8_next(&s, label->s + label->len);

		if (c == '"')
			csq_buf_char(out, '"');
		csq_buf_utf8(out, c < 0x20 || c == 0x7F || c == 0x85 || c == 0x2028 || c == 0x2029 ? ' ' : c);
	}
	csq_buf_char(out, '"');
}

void
csq_process_flow_to_mermaid(CsqFlowView *view, uint32_t depth, const CsqText *other, CsqBuf *out)
{
	csq_buf_str(out, "sankey-beta\n\n");
	for (uint32_t step = 0; step < depth; step++)
	{
		CsqFlow *flow;
		uint32_t n = csq_process_flow(view, step, &flow);

		for (uint32_t i = 0; i < n; i++)
		{
			node_text(view, step, flow[i].source, other, out);
			csq_buf_char(out, ',');
			if (flow[i].target == CSQ_FLOW_END(view->p))
				csq_buf_str(out, "exit");
			else
				node_text(view, step + 1, flow[i].target, other, out);
			csq_buf_printf(out, ",%lld\n", (long long) flow[i].n);
		}
		csq_free(flow);
		if (n == 0)
			break;
	}
}
