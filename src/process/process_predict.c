/*
 * process_predict.c
 *		What becomes of a case that has come so far: outcomes and the time until then.
 *
 * The cases that went the same way say it.  Those that began with exactly this path
 * count; are they too few, the places count at which cases had the same last
 * activities, ever fewer of them, the longest such end that enough cases share.  What
 * a case does after it has reached a goal does not count, nor do cases that are not
 * over.
 *
 * The time until an outcome is the sum of the mean times of the edges that lead there,
 * averaged over these places: a process keeps times by edge.
 *
 * O(length of all variants) for each end that is tried, of which there are CSQ_PREDICT_LAST
 * at most.
 *
 * Source: the annotated transition system of W. van der Aalst, M. Schonenberg, M. Song,
 * Time prediction based on process mining, Information Systems 36 (2011), 450-475, with
 * sequences as the abstraction of a state.
 */
#include "process/process.h"

/* Edge means along the paths, looked up by edge. */
typedef struct Predicting
{
	const CsqProcess *p;
	const uint32_t   *goal;
	uint32_t          ngoals;
	const bool       *closed;
	CsqPairs          edges;
	double           *until; /* by position of a variant: time to its outcome */
	CsqPrediction    *out;
} Predicting;

/* The position of the first goal, and the time to it or to the end from each position up to it. */
static uint32_t
look_ahead(Predicting *x, const CsqVariant *v)
{
	uint32_t last = 0;

	while (last + 1 < v->len && x->goal[v->path[last]] == 0)
		last++;
	x->until[last] = 0;
	for (uint32_t k = last; k > 0; k--)
	{
		uint32_t e = csq_pairs_add(&x->edges, v->path[k - 1], v->path[k]);

		x->until[k - 1] = x->until[k] + csq_times_mean(&x->p->edges[e].times);
	}
	return last;
}

/* One place: n cases that go on to the outcome of position last. */
static void
observe(Predicting *x, const CsqVariant *v, uint32_t last, double until)
{
	uint32_t g = x->goal[v->path[last]];

	x->out->cases += v->n;
	x->out->reached[g] += v->n;
	x->out->remaining[g] += (double) v->n * until;
}

/* All places whose last activities are these; whole: that also begin there.  Counts from scratch. */
static void
look_for(Predicting *x, const uint32_t *path, uint32_t len, bool whole)
{
	x->out->cases = 0;
	memset(x->out->reached, 0, (x->ngoals + (size_t) 1) * sizeof *x->out->reached);
	memset(x->out->remaining, 0, (x->ngoals + (size_t) 1) * sizeof *x->out->remaining);
	for (uint32_t i = 0; i < x->p->nvariants; i++)
	{
		const CsqVariant *v = &x->p->variants[i];
		uint32_t          last;

		csq_poll(i);
		if ((x->closed != NULL && !x->closed[v->path[v->len - 1]]) || v->len < len)
			continue;
		if (whole && memcmp(v->path, path, len * sizeof *path) != 0)
			continue;
		last = look_ahead(x, v);
		if (len == 0)
			observe(x, v, last, x->until[0]);
		/* place k: the case has come to its k-th event; a goal is an outcome, no place to wait at */
		for (uint32_t k = len; len > 0 && k <= last + 1; k = whole ? last + 2 : k + 1)
			if (x->goal[v->path[k - 1]] == 0 && memcmp(v->path + k - len, path, len * sizeof *path) == 0)
				observe(x, v, last, x->until[k - 1]);
	}
}

static uint32_t
longest_variant(const CsqProcess *p)
{
	uint32_t most = 0;

	for (uint32_t i = 0; i < p->nvariants; i++)
		most = p->variants[i].len > most ? p->variants[i].len : most;
	return most;
}

void
csq_process_predict(const CsqProcess *p, const uint32_t *path, uint32_t len, const uint32_t *goal, uint32_t ngoals,
                    const bool *closed, int64_t at_least, CsqPrediction *out)
{
	Predicting x = {p, goal, ngoals, closed, {0}, NULL, out};
	uint32_t   last = len < CSQ_PREDICT_LAST ? len : CSQ_PREDICT_LAST;

	memset(out, 0, sizeof *out);
	out->reached = csq_alloc0((ngoals + (size_t) 1) * sizeof *out->reached);
	out->remaining = csq_alloc0((ngoals + (size_t) 1) * sizeof *out->remaining);
	for (uint32_t k = 0; k < len; k++)
		if (path[k] < p->nactivities && goal[path[k]] != 0)
		{
			out->reached_goal = goal[path[k]];
			return;
		}
	csq_pairs_init(&x.edges);
	for (uint32_t e = 0; e < p->nedges; e++)
		csq_pairs_add(&x.edges, p->edges[e].source, p->edges[e].target);
	x.until = csq_alloc((longest_variant(p) + (size_t) 1) * sizeof *x.until);
	out->whole = true;
	out->last = len;
	look_for(&x, path, len, true);
	while (out->cases < at_least && last > 0)
	{
		out->whole = false;
		out->last = last;
		look_for(&x, path + len - last, last, false);
		last--;
	}
	for (uint32_t g = 0; g <= ngoals; g++)
		if (out->reached[g] > 0)
			out->remaining[g] /= (double) out->reached[g];
	csq_free(x.until);
}
