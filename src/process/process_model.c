/*
 * process_model.c
 *		Does a process keep to a model of allowed moves?
 *
 * A model is a set of allowed edges and, where given, of allowed first and last
 * activities.  It is bound to the process it is compared with: what the process
 * does not do is of no interest.  A case deviates when it makes at least one move
 * that is not allowed, as its start, on an edge or as its end; each case is
 * counted once in deviating_cases however often it deviates.
 *
 * Checking walks each variant once: O(length of all variants).
 */
#include "process/process_conformance.h"

/* ---- binding ---- */

static uint32_t
find_edge(const CsqProcess *p, uint32_t source, uint32_t target)
{
	uint32_t lo = 0;
	uint32_t hi = p->nedges;

	while (lo < hi)
	{
		uint32_t       mid = lo + (hi - lo) / 2;
		const CsqEdge *e = &p->edges[mid];

		if (e->source < source || (e->source == source && e->target < target))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < p->nedges && p->edges[lo].source == source && p->edges[lo].target == target ? lo : p->nedges;
}

static void
allow_edge(const CsqProcess *p, CsqProcessModel *m, const CsqText *source, const CsqText *target)
{
	uint32_t a = csq_process_activity(p, source);
	uint32_t b = csq_process_activity(p, target);

	if (a < p->nactivities && b < p->nactivities)
		m->edge[find_edge(p, a, b)] = true; /* one more place for edges that do not occur */
}

/* Labels of the activities for which a count is not zero. */
static void
activities_text(const CsqProcess *p, const CsqActivityCounts *all, bool ends, CsqBuf *out)
{
	bool first = true;

	csq_buf_char(out, '[');
	for (uint32_t i = 0; i < p->nactivities; i++)
		if ((ends ? all[i].ends : all[i].starts) > 0)
		{
			if (!first)
				csq_buf_char(out, ',');
			csq_buf_json(out, p->activities[i].s, p->activities[i].len);
			first = false;
		}
	csq_buf_char(out, ']');
}

void
csq_process_model_text(const CsqProcess *p, CsqBuf *out)
{
	CsqActivityCounts *all = csq_process_activities(p);

	csq_buf_str(out, "{\"edges\":[");
	for (uint32_t i = 0; i < p->nedges; i++)
	{
		const CsqText *source = &p->activities[p->edges[i].source];
		const CsqText *target = &p->activities[p->edges[i].target];

		csq_buf_str(out, i > 0 ? ",[" : "[");
		csq_buf_json(out, source->s, source->len);
		csq_buf_char(out, ',');
		csq_buf_json(out, target->s, target->len);
		csq_buf_char(out, ']');
	}
	csq_buf_str(out, "],\"start\":");
	activities_text(p, all, false, out);
	csq_buf_str(out, ",\"end\":");
	activities_text(p, all, true, out);
	csq_buf_char(out, '}');
	csq_free(all);
}

static void
parse_activities(CsqJson *j, CsqText **list, uint32_t *n)
{
	uint32_t cap = 0;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		if (*n == cap)
			csq_grow(*list, cap);
		(*list)[(*n)++] = csq_json_string(j);
	}
}

static void
parse_edges(CsqJson *j, CsqMoves *m)
{
	uint32_t cap = 0;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		CsqText source = {"", 0};
		CsqText target = {"", 0};

		csq_json_open(j, '[');
		if (csq_json_item(j))
			source = csq_json_string(j);
		if (!j->failed && !csq_json_item(j))
			csq_json_fail(j, "An edge of a model is a list of two activities.");
		else
			target = csq_json_string(j);
		if (!j->failed && csq_json_item(j))
			csq_json_fail(j, "An edge of a model is a list of two activities.");
		if (j->failed)
			return;
		if (m->nedges == cap)
			csq_grow(m->edges, cap);
		m->edges[m->nedges][0] = source;
		m->edges[m->nedges++][1] = target;
	}
}

bool
csq_process_moves_parse(const char *json, size_t len, CsqMoves *m, CsqError *err)
{
	static const char *const names[] = {"edges", "start", "end", NULL};
	CsqJson                  j;
	CsqError                 why;
	unsigned                 seen = 0;
	int                      k;

	memset(m, 0, sizeof *m);
	csq_json_init(&j, json, len, "process model", &why);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		if (k == 0)
			parse_edges(&j, m);
		else
			parse_activities(&j, k == 1 ? &m->start : &m->end, k == 1 ? &m->nstart : &m->nend);
	m->any_start = (seen & 2) == 0;
	m->any_end = (seen & 4) == 0;
	csq_json_need(&j, names, seen, 1);
	if (csq_json_end(&j))
		return true;
	return csq_fail(err, CSQ_PARAM, "malformed model \"%s\"", csq_quoted(json, len).s) ||
	       csq_detail(err, "%s", why.detail) ||
	       csq_hint(
			   err,
			   "Write it like {\"edges\":[[\"opened\",\"replied\"]],\"start\":[\"opened\"],\"end\":[\"replied\"]}.");
}

void
csq_process_model_bind(const CsqProcess *p, const CsqMoves *moves, CsqProcessModel *m)
{
	m->any_start = moves->any_start;
	m->any_end = moves->any_end;
	m->start = csq_alloc0(p->nactivities + (size_t) 1); /* one more place for what does not occur */
	m->end = csq_alloc0(p->nactivities + (size_t) 1);
	m->edge = csq_alloc0(p->nedges + (size_t) 1);
	for (uint32_t i = 0; i < moves->nedges; i++)
		allow_edge(p, m, &moves->edges[i][0], &moves->edges[i][1]);
	for (uint32_t i = 0; i < moves->nstart; i++)
		m->start[csq_process_activity(p, &moves->start[i])] = true;
	for (uint32_t i = 0; i < moves->nend; i++)
		m->end[csq_process_activity(p, &moves->end[i])] = true;
}

/* ---- checking ---- */

/* Where the deviations are counted while the variants are walked: starts, edges, ends. */
typedef struct Tally
{
	int64_t  *n;
	int64_t  *cases;
	uint32_t *last; /* variant that had it last, from 1 */
} Tally;

static inline void
tally(Tally *t, size_t item, uint32_t variant, int64_t n)
{
	t->n[item] += n;
	if (t->last[item] != variant + 1)
		t->cases[item] += n;
	t->last[item] = variant + 1;
}

static bool
check_variant(const CsqProcess *p, const CsqProcessModel *m, const CsqPairs *pairs, uint32_t i, bool open, Tally *t)
{
	const CsqVariant *v = &p->variants[i];
	uint32_t          last = v->path[v->len - 1];
	bool              deviates = false;

	if (!m->any_start && !m->start[v->path[0]])
	{
		tally(t, v->path[0], i, v->n);
		deviates = true;
	}
	for (uint32_t k = 1; k < v->len; k++)
	{
		/* all edges are in the table, in their own order */
		uint32_t e = csq_pairs_add((CsqPairs *) pairs, v->path[k - 1], v->path[k]);

		if (m->edge[e])
			continue;
		tally(t, (size_t) p->nactivities + e, i, v->n);
		deviates = true;
	}
	if (!open && !m->any_end && !m->end[last])
	{
		tally(t, (size_t) p->nactivities + p->nedges + last, i, v->n);
		deviates = true;
	}
	return deviates;
}

static CsqDeviation
deviation_at(const CsqProcess *p, const Tally *t, size_t item)
{
	CsqDeviation d = {'s', (uint32_t) item, (uint32_t) item, t->n[item], t->cases[item]};

	if (item >= (size_t) p->nactivities + p->nedges)
	{
		d.kind = 'f';
		d.source = d.target = (uint32_t) (item - p->nactivities - p->nedges);
	}
	else if (item >= p->nactivities)
	{
		d.kind = 'e';
		d.source = p->edges[item - p->nactivities].source;
		d.target = p->edges[item - p->nactivities].target;
	}
	return d;
}

bool
csq_process_conformance(const CsqProcess *p, const CsqProcessModel *m, const bool *closed, CsqConformance *c,
                        CsqError *err)
{
	int64_t  open_cases = 0;
	size_t   nitems = 2 * (size_t) p->nactivities + p->nedges;
	Tally    t = {csq_alloc0((nitems + 1) * sizeof(int64_t)), csq_alloc0((nitems + 1) * sizeof(int64_t)),
	              csq_alloc0((nitems + 1) * sizeof(uint32_t))};
	CsqPairs pairs;

	memset(c, 0, sizeof *c);
	csq_pairs_init(&pairs);
	for (uint32_t e = 0; e < p->nedges; e++)
		csq_pairs_add(&pairs, p->edges[e].source, p->edges[e].target);
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		const CsqVariant *v = &p->variants[i];
		bool              open = closed != NULL && !closed[v->path[v->len - 1]];
		bool              deviates = check_variant(p, m, &pairs, i, open, &t);

		c->deviating_cases += deviates ? v->n : 0;
		c->pending_cases += open && !deviates ? v->n : 0;
		open_cases += open ? v->n : 0;
		csq_poll(i);
	}
	/* moves that are judged: edges, and starts and ends where the model has a list of them; open cases have no end */
	for (uint32_t e = 0; e < p->nedges; e++)
		c->moves += p->edges[e].times.n; /* the check of the process has added them up */
	if ((!m->any_start && !csq_add_i64(c->moves, csq_process_cases(p), &c->moves)) ||
	    (!m->any_end && !csq_add_i64(c->moves, csq_process_cases(p) - open_cases, &c->moves)))
		return csq_fail(err, CSQ_RANGE, "number of moves of a process out of range");
	c->allowed = c->moves;
	c->deviations = csq_alloc((nitems + 1) * sizeof *c->deviations);
	for (size_t k = 0; k < nitems; k++)
		if (t.n[k] > 0)
		{
			c->allowed -= t.n[k];
			c->deviations[c->ndeviations++] = deviation_at(p, &t, k);
		}
	return true;
}
