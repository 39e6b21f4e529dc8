/*
 * alignment_variants.c
 *		The optimal alignments of a process: variant by variant, weighted by cases.
 *
 * The fitness of a case is 1 - cost / worst; worst is what a case costs that has
 * nothing in common with the net: each of its events a move on the log, the cheapest
 * run of the net in moves on the model.  The fitness of all is the same of the sums.
 *
 * Where a search was cut short its cost is only known from below, and so is that of
 * all: then there is a bound and no figure.  Where the cheapest run of the net was not
 * found no fitness is known at all.
 *
 * Each variant is aligned once, however many cases take it.
 *
 * Source: W. van der Aalst, A. Adriansyah, B. van Dongen, Replaying history on process
 * models for conformance checking and performance analysis, WIREs Data Mining and
 * Knowledge Discovery 2 (2012), 182-192.
 */
#include "process/alignment.h"

bool
csq_process_align(const CsqProcess *p, const CsqNet *net, uint32_t states, CsqAligned each, void *arg, CsqError *err)
{
	CsqAligner         *al = csq_aligner(net, states);
	uint32_t           *label = csq_alloc((p->nactivities + (size_t) 1) * sizeof *label);
	uint32_t           *trace = NULL;
	uint32_t            room = 0;
	CsqVariantAlignment v;
	int64_t             shortest;

	for (uint32_t a = 0; a < p->nactivities; a++)
		label[a] = csq_aligner_label(al, &p->activities[a]);
	csq_align(al, NULL, 0, &v.a);
	shortest = v.a.verdict == CSQ_ALIGNED ? v.a.cost : -1;
	for (uint32_t i = 0; i < p->nvariants && v.a.verdict != CSQ_NO_RUN; i++)
	{
		const CsqVariant *x = &p->variants[i];

		if (room < x->len)
		{
			room = x->len;
			csq_resize(trace, room);
		}
		for (uint32_t k = 0; k < x->len; k++)
			trace[k] = label[x->path[k]];
		csq_align(al, trace, x->len, &v.a);
		v.worst = shortest < 0 ? -1 : shortest + x->len;
		if (v.a.verdict != CSQ_NO_RUN)
			each(arg, i, &v);
		csq_check_interrupts();
	}
	return v.a.verdict != CSQ_NO_RUN || csq_alignment_no_run(err);
}

bool
csq_alignment_no_run(CsqError *err)
{
	return csq_fail(err, CSQ_PARAM, "no run of the net leads to its final marking") ||
	       csq_detail(err, "An alignment ends with the tokens of \"final\", and with no others.") ||
	       csq_hint(err, "A transition without a label (null) may take away tokens that are left.");
}

/* ---- all cases ---- */

typedef struct Summing
{
	const CsqProcess  *p;
	CsqAlignmentTotal *t;
	double             sum; /* of the fitness of each case */
	bool               overflow;
	/* by activity, then by transition: moves, and cases with any; NULL: not asked for */
	CsqAlignmentDeviation *moves;
	uint32_t              *seen; /* the last variant, from 1, that had such a move */
} Summing;

/* n times as much more. */
static bool
add_times(int64_t *sum, int64_t value, int64_t n)
{
	int64_t more;

	return csq_mul_i64(value, n, &more) && csq_add_i64(*sum, more, sum);
}

static void
sum_moves(Summing *s, uint32_t variant, const CsqAlignment *a)
{
	const CsqVariant *x = &s->p->variants[variant];

	for (uint32_t i = 0; i < a->nmoves; i++)
	{
		const CsqMove *m = &a->moves[i];
		uint32_t       which;

		if (m->kind != CSQ_MOVE_LOG && m->kind != CSQ_MOVE_MODEL)
			continue;
		which = m->kind == CSQ_MOVE_LOG ? x->path[m->event] : s->p->nactivities + m->transition;
		s->overflow |= !csq_add_i64(s->moves[which].n, x->n, &s->moves[which].n);
		if (s->seen[which] != variant + 1)
			s->moves[which].cases += x->n;
		s->seen[which] = variant + 1;
	}
}

static void
sum_variant(void *arg, uint32_t variant, const CsqVariantAlignment *v)
{
	Summing           *s = arg;
	CsqAlignmentTotal *t = s->t;
	int64_t            n = s->p->variants[variant].n;

	t->cut_short += v->a.verdict == CSQ_CUT_SHORT ? n : 0;
	t->fitting += v->a.verdict == CSQ_ALIGNED && v->a.cost == 0 ? n : 0;
	t->worst_known &= v->worst >= 0;
	s->overflow |= !add_times(&t->cost, v->a.cost, n) || !add_times(&t->worst, v->worst < 0 ? 0 : v->worst, n);
	if (v->worst >= 0)
		s->sum += (double) n * csq_fitness_of_cost(v->a.cost, v->worst);
	if (s->moves != NULL)
		sum_moves(s, variant, &v->a);
}

static bool
sum_all(Summing *s, const CsqNet *net, uint32_t states, CsqError *err)
{
	CsqAlignmentTotal *t = s->t;

	memset(t, 0, sizeof *t);
	t->cases = csq_process_cases(s->p);
	t->worst_known = true;
	if (!csq_process_align(s->p, net, states, sum_variant, s, err))
		return false;
	t->average = t->cases == 0 ? 0 : s->sum / (double) t->cases;
	return !s->overflow || csq_fail(err, CSQ_RANGE, "cost of the alignments out of range") ||
	       csq_detail(err, "The costs of all cases together must fit 64 bits.");
}

bool
csq_process_align_total(const CsqProcess *p, const CsqNet *net, uint32_t states, CsqAlignmentTotal *t, CsqError *err)
{
	Summing s = {p, t, 0, false, NULL, NULL};

	return sum_all(&s, net, states, err);
}

bool
csq_process_align_deviations(const CsqProcess *p, const CsqNet *net, uint32_t states, CsqAlignmentDeviations *d,
                             CsqError *err)
{
	size_t  n = (size_t) p->nactivities + net->ntransitions;
	Summing s = {p, &d->total, 0, false, csq_alloc0((n + 1) * sizeof *s.moves), csq_alloc0((n + 1) * sizeof *s.seen)};

	if (!sum_all(&s, net, states, err))
		return false;
	d->n = 0;
	d->items = s.moves;
	for (uint32_t i = 0; i < n; i++)
		if (s.moves[i].n > 0)
		{
			CsqAlignmentDeviation x = s.moves[i];

			x.kind = i < p->nactivities ? CSQ_MOVE_LOG : CSQ_MOVE_MODEL;
			x.which = i < p->nactivities ? i : i - p->nactivities;
			d->items[d->n++] = x;
		}
	return true;
}
