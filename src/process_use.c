/*
 * process_use.c
 *		SQL shell: pictures of a process, conformance with a model, outcomes.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/timestamp.h"

#include "csq.h"
#include "process.h"
#include "process_pg.h"

/* ---- pictures ---- */

typedef void (*Draw) (const CsqProcess *p, uint32_t top, CsqMeasure m, CsqBuf *out);

static Datum
draw(FunctionCallInfo fcinfo, const char *function, Draw drawing)
{
	CsqProcess	p;
	CsqMeasure	m;
	CsqError	err;
	CsqBuf		b;
	int32		top = PG_GETARG_INT32(1);
	text	   *measure = PG_GETARG_TEXT_PP(2);

	if (top < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("top of %s must not be negative, not %d", function, top)));
	if (!csq_measure_parse(VARDATA_ANY(measure), VARSIZE_ANY_EXHDR(measure), &m, &err))
		csq_throw(&err);
	csq_process_arg(fcinfo, 0, &p);
	csq_buf_init(&b);
	drawing(&p, (uint32_t) top, m, &b);
	return csq_text_datum(&b);
}

/*
 * to_mermaid(process, top int default 100, measure text default 'n') -> text
 *
 * A Mermaid flowchart of the most frequent edges; measure: what is written on
 * them, one of n, cases, mean, p50, p90, min, max, total.
 * NULL:    strict.
 * Errors:  22023 top below 0, unknown measure.
 * Cost:    O(size of the process).
 */
PG_FUNCTION_INFO_V1(csq_to_mermaid);
Datum
csq_to_mermaid(PG_FUNCTION_ARGS)
{
	return draw(fcinfo, "to_mermaid", csq_process_mermaid);
}

/*
 * to_dot(process, top int default 100, measure text default 'n') -> text
 *
 * The same for Graphviz; arrows are as wide as their edges are frequent.
 * NULL:    strict.
 * Errors:  22023 top below 0, unknown measure.
 * Cost:    O(size of the process).
 */
PG_FUNCTION_INFO_V1(csq_to_dot);
Datum
csq_to_dot(PG_FUNCTION_ARGS)
{
	return draw(fcinfo, "to_dot", csq_process_dot);
}

/* ---- conformance ---- */

/* The process of argument 0 against the model of argument 1. */
static void
compare_args(FunctionCallInfo fcinfo, CsqProcess *p, CsqConformance *c)
{
	Jsonb	   *json = PG_GETARG_JSONB_P(1);
	char	   *text = JsonbToCString(NULL, &json->root, VARSIZE(json));
	CsqModel	m;
	CsqError	err;

	csq_process_arg(fcinfo, 0, p);
	if (!csq_process_model_parse(p, text, strlen(text), &m, &err))
		csq_throw(&err);
	if (!csq_process_conformance(p, &m, c, &err))
		csq_throw(&err);
}

static Datum
label_of(const CsqProcess *p, uint32_t activity)
{
	return PointerGetDatum(cstring_to_text_with_len(p->activities[activity].s, (int) p->activities[activity].len));
}

/*
 * conformance(process, model jsonb) -> setof (kind text, source text, target text, n int8, cases int8, share float8)
 *
 * What cases do that the model {"edges":[[source, target], ...], "start":[...],
 * "end":[...]} does not allow; without start or end every activity may be first
 * or last.  The first row, kind "any", counts all deviations and the cases with at
 * least one; share is then the deviation rate.  Then one row for each deviation:
 * kind start (target: the activity), edge, end (source: the activity).
 * NULL:    no rows; no rows for a process without cases.
 * Errors:  22023 malformed model.
 * Cost:    O(size of the process + size of the model log).
 */
PG_FUNCTION_INFO_V1(csq_conformance);
Datum
csq_conformance(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess	p;
	CsqConformance c;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	compare_args(fcinfo, &p, &c);
	if (csq_process_cases(&p) == 0)
		return (Datum) 0;
	for (int64_t i = -1; i < (int64_t) c.ndeviations; i++)
	{
		const CsqDeviation *d = &c.deviations[i < 0 ? 0 : i];
		int64_t		cases = i < 0 ? c.deviating_cases : d->cases;
		Datum		values[6] = {0};
		bool		nulls[6] = {false};

		values[0] = CStringGetTextDatum(i < 0 ? "any" : d->kind == 's' ? "start" : d->kind == 'e' ? "edge" : "end");
		nulls[1] = i < 0 || d->kind == 's';
		nulls[2] = i < 0 || d->kind == 'f';
		if (!nulls[1])
			values[1] = label_of(&p, d->source);
		if (!nulls[2])
			values[2] = label_of(&p, d->target);
		values[3] = Int64GetDatum(i < 0 ? c.moves - c.allowed : d->n);
		values[4] = Int64GetDatum(cases);
		values[5] = Float8GetDatum((double) cases / (double) csq_process_cases(&p));
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * fitness(process, model jsonb) -> float8
 *
 * The share of moves that the model allows; moves are the edges cases take, and
 * their starts and ends where the model lists those.
 * NULL:    strict; NULL when there are no moves.
 * Errors:  22023 malformed model.
 * Cost:    that of conformance.
 */
PG_FUNCTION_INFO_V1(csq_fitness);
Datum
csq_fitness(PG_FUNCTION_ARGS)
{
	CsqProcess	p;
	CsqConformance c;

	compare_args(fcinfo, &p, &c);
	if (c.moves == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8((double) c.allowed / (double) c.moves);
}

/*
 * model_of(process) -> jsonb
 *
 * The model that allows what the process does: its edges, its first and its last
 * activities.  Compare another process with it, or edit it.
 * NULL:    strict.
 * Cost:    O(size of the process).
 */
PG_FUNCTION_INFO_V1(csq_model_of);
Datum
csq_model_of(PG_FUNCTION_ARGS)
{
	CsqProcess	p;
	CsqBuf		b;

	csq_process_arg(fcinfo, 0, &p);
	csq_buf_init(&b);
	csq_process_model_text(&p, &b);
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(b.data));
}

/* ---- outcomes ---- */

/* The activity with this label; raises nothing: nactivities when there is none. */
static uint32_t
activity_of(const CsqProcess *p, const char *s, size_t len)
{
	CsqText		t = {s, len};

	for (uint32_t i = 0; i < p->nactivities; i++)
		if (csq_text_compare(&p->activities[i], &t) == 0)
			return i;
	return p->nactivities;
}

static Datum
time_datum(double usec)
{
	Interval   *i = palloc0(sizeof *i);

	if (!(usec < 9.2e18))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("interval out of range"),
				 errdetail("An interval holds 292,000 years.")));
	i->time = (int64) rint(usec);
	return IntervalPGetDatum(i);
}

/* One row for each outcome that can be reached from an activity; outcome 0 is NULL and comes last. */
static void
outcome_rows(ReturnSetInfo *rsinfo, const CsqProcess *p, uint32_t i, const Datum *labels, uint32_t ngoals, const CsqOutcomes *o)
{
	for (uint32_t k = 1; k <= ngoals + 1; k++)
	{
		uint32_t	g = k % (ngoals + 1);
		double		probability = o->probability[i * ((size_t) ngoals + 1) + g];
		Datum		values[4] = {0};
		bool		nulls[4] = {false};

		if (probability == 0)
			continue;
		values[0] = label_of(p, i);
		nulls[1] = g == 0;
		if (g != 0)
			values[1] = labels[g - 1];
		values[2] = Float8GetDatum(probability);
		values[3] = time_datum(o->expected[i]);
		csq_srf_row(rsinfo, values, nulls);
	}
}

/*
 * outcomes(process, goals text[]) -> setof (activity text, outcome text, probability float8, expected_time interval)
 *
 * Where a case that is at an activity will end up, if it goes on as cases did: the
 * probability that it reaches each of the goals first, or (outcome NULL) that it
 * ends without any; expected_time until then, whichever comes.  The process is
 * read as an absorbing Markov chain, in which what follows depends on the present
 * activity alone.  Goals that do not occur are never reached.
 * NULL:    no rows; NULL goals are skipped.
 * Errors:  54000 more than 400 activities; 22008 an expected time beyond 292,000 years.
 * Cost:    O(A^3) for A activities.
 * Source:  J. G. Kemeny and J. L. Snell, Finite Markov Chains (1960), chapter 3.
 */
PG_FUNCTION_INFO_V1(csq_outcomes);
Datum
csq_outcomes(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess	p;
	CsqOutcomes o;
	CsqError	err;
	Datum	   *items;
	Datum	   *labels;
	bool	   *nulls;
	int			nitems;
	uint32_t	ngoals = 0;
	uint32_t   *goal;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	csq_process_arg(fcinfo, 0, &p);
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &nitems);
	goal = csq_alloc0((p.nactivities + (size_t) 1) * sizeof *goal);
	labels = csq_alloc((nitems + (size_t) 1) * sizeof *labels);
	for (int i = 0; i < nitems; i++)
	{
		uint32_t	a = nulls[i] ? p.nactivities : activity_of(&p, VARDATA_ANY(DatumGetPointer(items[i])), VARSIZE_ANY_EXHDR(DatumGetPointer(items[i])));

		if (a == p.nactivities || goal[a] != 0)
			continue;
		labels[ngoals] = items[i];
		goal[a] = ++ngoals;
	}
	if (!csq_process_outcomes(&p, goal, ngoals, &o, &err))
		csq_throw(&err);
	for (uint32_t i = 0; i < p.nactivities; i++)
		outcome_rows(rsinfo, &p, i, labels, ngoals, &o);
	return (Datum) 0;
}

/*
 * removal_effect(process, goal text) -> setof (activity text, effect float8, share float8)
 *
 * How much rarer the goal would be reached if an activity led nowhere: effect =
 * 1 - P(goal without it) / P(goal), by the Markov chain of outcomes(); share: of
 * the sum of all effects, the credit of Markov attribution.  The goal itself is
 * left out.
 * NULL:    no rows; no rows when no case reaches the goal.
 * Errors:  54000 more than 400 activities.
 * Cost:    O(A^4) for A activities; can be cancelled.
 * Source:  E. Anderl et al., Mapping the customer journey, Int. J. Research in Marketing 33 (2016), 457-474.
 */
PG_FUNCTION_INFO_V1(csq_removal_effect);
Datum
csq_removal_effect(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess	p;
	CsqError	err;
	text	   *label;
	uint32_t	goal;
	double		with;
	double	   *without;
	double		sum = 0;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	csq_process_arg(fcinfo, 0, &p);
	label = PG_GETARG_TEXT_PP(1);
	goal = activity_of(&p, VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label));
	if (goal == p.nactivities)
		return (Datum) 0;
	without = csq_alloc(p.nactivities * sizeof *without);
	if (!csq_process_removal(&p, goal, &with, without, &err))
		csq_throw(&err);
	for (uint32_t i = 0; i < p.nactivities; i++)
	{
		without[i] = fmin(1, fmax(0, 1 - without[i] / with));	/* now the effect */
		sum += i == goal ? 0 : without[i];
	}
	for (uint32_t i = 0; i < p.nactivities; i++)
	{
		Datum		values[3] = {0};
		bool		nulls[3] = {false};

		if (i == goal)
			continue;
		values[0] = label_of(&p, i);
		values[1] = Float8GetDatum(without[i]);
		nulls[2] = sum == 0;
		if (sum > 0)
			values[2] = Float8GetDatum(without[i] / sum);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}
