/*
 * process_footprints.c
 *		Footprints: the relation of each pair of activities, and where two differ.
 *
 * Of two activities a and b either only b directly follows a ("->"), only a b
 * ("<-"), each the other ("||"), or neither the other ("#").  What follows what is
 * read off the edges of a process or of a model, so a table costs O(edges) and
 * its n^2 cells.
 *
 * Fitness of a process with a model: let S be the pairs of the process in "->"
 * or "||" (one for each edge), D those that are in neither in the model.  Then
 *
 *		((1 - moves on D / moves on S) * |S| + starts and ends that the model has)
 *			/ (|S| + starts + ends)
 *
 * where starts and ends are the different first and last activities of the
 * process, and count only where the model lists them.  Source: the token-free
 * measure of pm4py, algo/conformance/footprints/util/evaluation.py; the relations
 * are those of W. van der Aalst, Process Mining (2016), section 6.2.
 */
#include "process/process_conformance.h"

#include "base/sort.h"

const char *
csq_relation_text(CsqRelation r)
{
	static const char *const texts[] = {"#", "->", "<-", "||"};

	return texts[r];
}

static bool
new_table(uint32_t n, CsqFootprints *f, CsqError *err)
{
	f->n = n;
	if (n > CSQ_FOOTPRINT_MAX)
		return csq_fail(err, CSQ_LIMIT, "footprints of %u activities are too large", n) ||
		       csq_detail(err, "There may be %d activities.", CSQ_FOOTPRINT_MAX) ||
		       csq_hint(err, "Rename rare activities to one name first.");
	f->relation = csq_alloc0((size_t) n * n + 1);
	return true;
}

/* b directly follows a. */
static void
follows(CsqFootprints *f, uint32_t a, uint32_t b)
{
	uint8_t *there = &f->relation[(size_t) a * f->n + b];
	uint8_t *back = &f->relation[(size_t) b * f->n + a];

	if (a == b)
		*there = CSQ_BOTH;
	else
	{
		*there |= CSQ_BEFORE; /* the two together are CSQ_BOTH */
		*back |= CSQ_AFTER;
	}
}

bool
csq_process_footprints(const CsqProcess *p, CsqFootprints *f, CsqError *err)
{
	f->labels = p->activities;
	if (!new_table(p->nactivities, f, err))
		return false;
	for (uint32_t i = 0; i < p->nedges; i++)
		follows(f, p->edges[i].source, p->edges[i].target);
	return true;
}

/* ---- comparing ---- */

static uint32_t
find_label(const CsqFootprintComparison *c, const CsqText *t)
{
	return (uint32_t) csq_text_find(c->labels, c->nlabels, sizeof *c->labels, t);
}

/* The labels of both, ascending. */
static void
unite_labels(const CsqProcess *p, const CsqMoves *m, CsqFootprintComparison *c)
{
	size_t n = 0;

	c->labels = csq_alloc(((size_t) p->nactivities + 2 * (size_t) m->nedges + 1) * sizeof *c->labels);
	for (uint32_t i = 0; i < p->nactivities; i++)
		c->labels[n++] = p->activities[i];
	for (uint32_t i = 0; i < m->nedges; i++)
	{
		c->labels[n++] = m->edges[i][0];
		c->labels[n++] = m->edges[i][1];
	}
	csq_sort(c->labels, n, sizeof *c->labels, csq_by_text);
	c->nlabels = 0;
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !csq_text_same(&c->labels[c->nlabels - 1], &c->labels[i]))
			c->labels[c->nlabels++] = c->labels[i];
}

/* Different first (last) activities of the process, and how many of them the model has. */
static void
count_ends(const CsqProcess *p, const CsqActivityCounts *all, bool ends, const bool *allowed, int64_t *n, int64_t *good)
{
	for (uint32_t a = 0; a < p->nactivities; a++)
		if ((ends ? all[a].ends : all[a].starts) > 0)
		{
			(*n)++;
			*good += allowed[a];
		}
}

static void
judge(const CsqProcess *p, const CsqMoves *moves, const uint32_t *place, const CsqFootprints *model,
      CsqFootprintComparison *c)
{
	CsqProcessModel    m;
	CsqActivityCounts *all = csq_process_activities(p);
	double             n = 0; /* moves */
	double             deviating = 0;
	double             share;
	int64_t            ends = 0;
	int64_t            good = 0;

	csq_process_model_bind(p, moves, &m);
	for (uint32_t i = 0; i < p->nedges; i++)
	{
		const CsqEdge *e = &p->edges[i];
		CsqRelation    r = model->relation[(size_t) place[e->source] * model->n + place[e->target]];

		n += (double) e->times.n;
		deviating += r == CSQ_BEFORE || r == CSQ_BOTH ? 0 : (double) e->times.n;
	}
	if (!m.any_start)
		count_ends(p, all, false, m.start, &ends, &good);
	if (!m.any_end)
		count_ends(p, all, true, m.end, &ends, &good);
	share = n > 0 ? 1 - deviating / n : 1;
	c->judged = p->nedges + ends > 0;
	if (c->judged)
		c->fitness = (share * p->nedges + (double) good) / (double) (p->nedges + ends);
	csq_free(all);
}

bool
csq_footprints_compare(const CsqProcess *p, const CsqMoves *moves, CsqFootprintComparison *c, CsqError *err)
{
	CsqFootprints own = {0};
	CsqFootprints model = {0};
	uint32_t     *place = csq_alloc((p->nactivities + (size_t) 1) * sizeof *place);
	uint32_t      cap = 0;

	memset(c, 0, sizeof *c);
	unite_labels(p, moves, c);
	if (!new_table(c->nlabels, &own, err) || !new_table(c->nlabels, &model, err))
		return false;
	for (uint32_t a = 0; a < p->nactivities; a++)
		place[a] = find_label(c, &p->activities[a]);
	for (uint32_t i = 0; i < p->nedges; i++)
		follows(&own, place[p->edges[i].source], place[p->edges[i].target]);
	for (uint32_t i = 0; i < moves->nedges; i++)
		follows(&model, find_label(c, &moves->edges[i][0]), find_label(c, &moves->edges[i][1]));
	for (uint32_t a = 0; a < c->nlabels; a++)
	{
		for (uint32_t b = 0; b < c->nlabels; b++)
		{
			size_t cell = (size_t) a * c->nlabels + b;

			if (own.relation[cell] == model.relation[cell])
				continue;
			if (c->ndeviations == cap)
				csq_grow(c->deviations, cap);
			c->deviations[c->ndeviations++] =
				(CsqFootprintDeviation){a, b, own.relation[cell], model.relation[cell], 0};
		}
		csq_check_interrupts();
	}
	/* edges and deviations both ascend by source, target */
	for (uint32_t i = 0, d = 0; i < p->nedges; i++)
	{
		uint32_t a = place[p->edges[i].source];
		uint32_t b = place[p->edges[i].target];

		while (d < c->ndeviations && (c->deviations[d].a < a || (c->deviations[d].a == a && c->deviations[d].b < b)))
			d++;
		if (d < c->ndeviations && c->deviations[d].a == a && c->deviations[d].b == b)
			c->deviations[d].n = p->edges[i].times.n;
	}
	judge(p, moves, place, &model, c);
	return true;
}
