/*
 * process_markov.c
 *		The process as an absorbing Markov chain: outcomes, expected times, removal.
 *
 * From each activity the next step is taken with its observed frequency: along an
 * edge, or the case ends.  Reaching a goal ends the walk as well.  What follows is
 * asked for by one system of linear equations over the activities that are no
 * goals,
 *
 *		n(i) x(i) = b(i) + sum over j of n(i, j) x(j),
 *
 * n being counts, with a right side for each outcome and one for the time.
 *
 * How often a step is taken is counted on the paths up to their first goal: what a
 * case does after the goal says nothing about who reaches it, and would count as
 * failing to.  On request all moves count (beyond).  Then the A of the cases A G A
 * and A leads to G in one of three times, else in one of two.  A process keeps the
 * times of an edge for all its moves together, so those are the same in both.
 *
 * Every activity that was seen before a goal was seen in a case that ended or came
 * to one, so each has a way out and the system one solution.  Of an activity that
 * was seen only after a goal nothing is known.  Solved by elimination with partial
 * pivoting: O(A^3 + A^2 outcomes) time, O(A^2) memory for A activities, which CSQ_MARKOV_MAX bounds.
 */
#include "process/process.h"

#include <math.h>

/* Room for n unknowns and k right sides, row by row. */
typedef struct System
{
	uint32_t n;
	uint32_t k;
	double  *rows; /* n rows of n + k */
} System;

static inline double *
row_of(const System *s, uint32_t i)
{
	return s->rows + (size_t) i * (s->n + s->k);
}

static void
eliminate(System *s, uint32_t col)
{
	uint32_t width = s->n + s->k;
	uint32_t best = col;
	double  *top = row_of(s, col);

	for (uint32_t i = col + 1; i < s->n; i++)
		if (fabs(row_of(s, i)[col]) > fabs(row_of(s, best)[col]))
			best = i;
	for (uint32_t j = col; best != col && j < width; j++)
	{
		double swap = top[j];

		top[j] = row_of(s, best)[j];
		row_of(s, best)[j] = swap;
	}
	for (uint32_t i = 0; i < s->n; i++)
	{
		double *row = row_of(s, i);
		double  factor = row[col] / top[col];

		if (i == col || factor == 0)
			continue;
		for (uint32_t j = col; j < width; j++)
			row[j] -= factor * top[j];
	}
}

/* The solutions end up on the right sides. */
static bool
solve(System *s, CsqError *err)
{
	for (uint32_t col = 0; col < s->n; col++)
	{
		eliminate(s, col);
		if (!(fabs(row_of(s, col)[col]) > 1e-300))
			return csq_fail(err, CSQ_DATA, "the outcomes of this process cannot be computed") ||
			       csq_detail(err, "An activity is left too rarely in proportion to how often it occurs.");
		csq_check_interrupts();
	}
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t g = 0; g < s->k; g++)
			row_of(s, i)[s->n + g] /= row_of(s, i)[i];
	return true;
}

/* How often which step is taken. */
typedef struct Chain
{
	int64_t *n;      /* by activity: occurrences */
	int64_t *starts; /* of these the first of their case */
	int64_t *ends;   /* of these the last */
	int64_t *moves;  /* by edge */
} Chain;

/* Counted up to the first activity with stop; NULL: everything. */
static Chain
count_steps(const CsqProcess *p, const uint32_t *stop)
{
	Chain    c;
	CsqPairs pairs;

	c.n = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *c.n);
	c.starts = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *c.starts);
	c.ends = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *c.ends);
	c.moves = csq_alloc0((p->nedges + (size_t) 1) * sizeof *c.moves);
	csq_pairs_init(&pairs);
	for (uint32_t e = 0; e < p->nedges; e++)
		csq_pairs_add(&pairs, p->edges[e].source, p->edges[e].target); /* slot e */
	for (uint32_t i = 0; i < p->nvariants; i++)
	{
		const CsqVariant *v = &p->variants[i];
		uint32_t          k = 0;

		c.starts[v->path[0]] += v->n;
		c.n[v->path[0]] += v->n;
		while (k + 1 < v->len && (stop == NULL || stop[v->path[k]] == 0))
		{
			c.moves[csq_pairs_add(&pairs, v->path[k], v->path[k + 1])] += v->n;
			c.n[v->path[++k]] += v->n;
		}
		c.ends[v->path[k]] += v->n;
		csq_poll(i);
	}
	return c;
}

/* One edge into the equation of its source. */
static void
add_edge(System *s, const CsqEdge *e, const uint32_t *goal, const uint32_t *unknown, double moves)
{
	double *row = row_of(s, unknown[e->source]);

	row[s->n + s->k - 1] += moves * csq_times_mean(&e->times);
	if (goal[e->target] != 0)
		row[s->n + goal[e->target]] += moves;
	else
		row[unknown[e->target]] -= moves;
}

static bool
too_many(const CsqProcess *p, CsqError *err)
{
	return csq_fail(err, CSQ_LIMIT, "too many activities for outcomes: %u", p->nactivities) ||
	       csq_detail(err, "The limit is %d, because the work grows with the cube of their number.", CSQ_MARKOV_MAX) ||
	       csq_hint(err, "Rename rare activities to \"other\" before process_agg.");
}

/* The equations of all activities that are no goals. */
static void
set_up(System *s, const CsqProcess *p, const Chain *c, const uint32_t *goal, uint32_t *unknown)
{
	for (uint32_t i = 0; i < p->nactivities; i++)
		if (goal[i] == 0)
			unknown[i] = s->n++;
	s->rows = csq_alloc0(((size_t) s->n * (s->n + s->k) + 1) * sizeof *s->rows);
	for (uint32_t i = 0; i < p->nactivities; i++)
		if (goal[i] == 0)
		{
			row_of(s, unknown[i])[unknown[i]] = c->n[i] > 0 ? (double) c->n[i] : 1;
			row_of(s, unknown[i])[s->n] = (double) c->ends[i];
		}
	for (uint32_t e = 0; e < p->nedges; e++)
		if (goal[p->edges[e].source] == 0 && c->moves[e] > 0)
			add_edge(s, &p->edges[e], goal, unknown, (double) c->moves[e]);
}

static bool
outcomes_of_chain(const CsqProcess *p, const Chain *c, const uint32_t *goal, uint32_t ngoals, CsqOutcomes *o,
                  CsqError *err)
{
	uint32_t *unknown = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *unknown);
	System    s = {0, ngoals + 2, NULL};

	if (p->nactivities > CSQ_MARKOV_MAX)
		return too_many(p, err);
	set_up(&s, p, c, goal, unknown);
	if (!solve(&s, err))
		return false;
	o->probability = csq_alloc0((p->nactivities * ((size_t) ngoals + 1) + 1) * sizeof *o->probability);
	o->expected = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *o->expected);
	o->known = csq_alloc0(p->nactivities + (size_t) 1);
	for (uint32_t i = 0; i < p->nactivities; i++)
	{
		double  *to = o->probability + i * ((size_t) ngoals + 1);
		uint32_t possible = 0;
		uint32_t certain = 0;

		o->known[i] = goal[i] != 0 || c->n[i] > 0;
		if (goal[i] != 0)
		{
			to[goal[i]] = 1;
			continue;
		}
		for (uint32_t g = 0; g <= ngoals; g++)
		{
			double x = row_of(&s, unknown[i])[s.n + g];

			to[g] = x < 0 ? 0 : x > 1 ? 1 : x; /* rounding may leave the range by a little */
			possible += to[g] > 0;
			certain = to[g] > 0 ? g : certain;
		}
		if (possible == 1 && o->known[i]) /* all cases come to it: no rounding makes that less than 1 */
			to[certain] = 1;
		o->expected[i] = fmax(0, row_of(&s, unknown[i])[s.n + s.k - 1]);
	}
	csq_free(s.rows);
	csq_free(unknown);
	return true;
}

bool
csq_process_outcomes(const CsqProcess *p, const uint32_t *goal, uint32_t ngoals, bool beyond, CsqOutcomes *o,
                     CsqError *err)
{
	Chain c = count_steps(p, beyond ? NULL : goal);

	return outcomes_of_chain(p, &c, goal, ngoals, o, err);
}

/* Probability that a case reaches outcome 1, from where cases start. */
static double
from_start(const CsqProcess *p, const Chain *c, const CsqOutcomes *o, uint32_t ngoals)
{
	double sum = 0;

	for (uint32_t i = 0; i < p->nactivities; i++)
		sum += (double) c->starts[i] * o->probability[i * ((size_t) ngoals + 1) + 1];
	return sum / (double) csq_process_cases(p);
}

bool
csq_process_removal(const CsqProcess *p, uint32_t target, bool beyond, double *with, double *without, CsqError *err)
{
	uint32_t   *goal = csq_alloc0((p->nactivities + (size_t) 1) * sizeof *goal);
	Chain       chain;
	CsqOutcomes o;

	goal[target] = 1;
	chain = count_steps(p, beyond ? NULL : goal);
	if (!outcomes_of_chain(p, &chain, goal, 1, &o, err))
		return false;
	*with = from_start(p, &chain, &o, 1);
	for (uint32_t c = 0; c < p->nactivities; c++)
	{
		if (c == target)
		{
			without[c] = 0;
			continue;
		}
		goal[c] = 2; /* reaching it leads nowhere */
		if (!outcomes_of_chain(p, &chain, goal, 2, &o, err))
			return false;
		goal[c] = 0;
		without[c] = from_start(p, &chain, &o, 2);
		csq_free(o.probability);
		csq_free(o.expected);
		csq_free(o.known);
	}
	return true;
}
