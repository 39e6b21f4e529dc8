/*
 * process_flow_pg.c
 *		SQL shell: where cases go, step by step and in the end.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "base/labels.h"
#include "base/sort.h"
#include "pg/args_pg.h"
#include "process/process.h"
#include "process/process_pg.h"

/* ---- flow ---- */

/* Arguments (process, depth, top, start, other) of which start may be NULL; false: no rows. */
static bool
flow_args(FunctionCallInfo fcinfo, const char *function, CsqProcess *p, CsqFlowView *view, uint32_t *depth,
          CsqText *other)
{
	CsqText  label;
	uint32_t start;
	int32    top;

	if (PG_ARGISNULL(0))
		return false;
	csq_require_given(fcinfo, 1, psprintf("depth of %s", function), "Leave it out for its default.");
	csq_require_given(fcinfo, 2, psprintf("top of %s", function), "Leave it out for its default.");
	csq_require_given(fcinfo, 4, psprintf("other of %s", function), "Leave it out for its default.");
	if (PG_GETARG_INT32(1) < 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("depth of %s must be at least 1, not %d", function, PG_GETARG_INT32(1))));
	*depth = (uint32_t) PG_GETARG_INT32(1);
	top = csq_top_arg(fcinfo, 2, 0, function);
	csq_process_arg(fcinfo, 0, p);
	*other = csq_text_arg(fcinfo, 4);
	if (csq_process_activity(p, other) < p->nactivities)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("\"%s\" is an activity of the process", csq_quoted(other->s, other->len).s),
		                errdetail("Activities that are not shown by themselves need a name that no activity has."),
		                errhint("Give another one, for example other => '(rest)'.")));
	start = p->nactivities;
	if (!PG_ARGISNULL(3))
	{
		if (p->nactivities == 0)
			return false;
		label = csq_text_arg(fcinfo, 3);
		start = csq_require_activity(p, &label, function);
	}
	*view = csq_process_flow_view(p, start, (uint32_t) top);
	return PG_ARGISNULL(3) || view->cases > 0; /* no case may begin with it */
}

/*
 * flow(process, depth int default 5, top int default 100, start text default NULL, other text default '(other)')
 *		-> setof (step int, source text, target text, n int8, share float8)
 *
 * The bands of a Sankey diagram: in n cases the step-th event is source and the
 * next is target; target is NULL where the case ends.  Up to depth steps.  Only
 * cases that begin with start, where it is given; share: of those.  At each
 * position the top activities with the most cases stand for themselves, all
 * others together for other.  Ordered by step, source, target (other after the
 * activities, NULL last).
 * NULL:    start NULL: all cases; process NULL: no rows.
 * Errors:  22023 depth below 1, top below 0, other is an activity of the process, start is none; 22004 depth, top or
 *          other NULL.
 * Cost:    O(events of the variants).
 */
PG_FUNCTION_INFO_V1(csq_flow);
Datum
csq_flow(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     p;
	CsqFlowView    view;
	CsqText        other;
	uint32_t       depth;

	if (!flow_args(fcinfo, "flow", &p, &view, &depth, &other))
		return (Datum) 0;
	for (uint32_t step = 0; step < depth; step++)
	{
		CsqFlow *flow;
		uint32_t n = csq_process_flow(&view, step, &flow);

		for (uint32_t i = 0; i < n; i++)
		{
			uint32_t source = flow[i].source;
			uint32_t target = flow[i].target;
			Datum    values[5] = {Int32GetDatum((int32) step + 1), 0, 0, Int64GetDatum(flow[i].n),
			                      Float8GetDatum((double) flow[i].n / (double) view.cases)};
			bool     nulls[5] = {false, false, target == CSQ_FLOW_END(&p), false, false};

			values[1] = csq_label_datum(source == CSQ_FLOW_OTHER(&p) ? &other : &p.activities[source]);
			if (!nulls[2])
				values[2] = csq_label_datum(target == CSQ_FLOW_OTHER(&p) ? &other : &p.activities[target]);
			csq_srf_row(rsinfo, values, nulls);
		}
		pfree(flow);
		if (n == 0) /* no case is that long */
			break;
	}
	return (Datum) 0;
}

/*
 * flow_to_mermaid(process, depth int default 5, top int default 8,
 * start text default NULL, other text default '(other)') -> text
 *
 * The same as a Mermaid sankey-beta diagram; nodes are numbered by position, cases
 * that end flow to "exit".
 * NULL:    start NULL: all cases; process NULL: NULL; NULL when no case begins with start.
 * Errors:  those of flow.
 * Cost:    that of flow.
 */
PG_FUNCTION_INFO_V1(csq_flow_to_mermaid);
Datum
csq_flow_to_mermaid(PG_FUNCTION_ARGS)
{
	CsqProcess  p;
	CsqFlowView view;
	CsqText     other;
	uint32_t    depth;
	CsqBuf      b;

	if (!flow_args(fcinfo, "flow_to_mermaid", &p, &view, &depth, &other))
		PG_RETURN_NULL();
	csq_buf_init(&b);
	csq_process_flow_to_mermaid(&view, depth, &other, &b);
	return csq_text_datum(&b);
}

/* ---- outcomes ---- */

/* One row for each outcome that can be reached from an activity; outcome 0 is NULL and comes last. */
static void
outcome_rows(ReturnSetInfo *rsinfo, const CsqProcess *p, uint32_t i, const Datum *labels, uint32_t ngoals,
             const CsqOutcomes *o)
{
	if (!o->known[i])
	{
		Datum row[4] = {csq_label_datum(&p->activities[i]), 0, 0, 0};
		bool  row_nulls[4] = {false, true, true, true};

		csq_srf_row(rsinfo, row, row_nulls);
		return;
	}
	for (uint32_t k = 1; k <= ngoals + 1; k++)
	{
		uint32_t g = k % (ngoals + 1);
		double   probability = o->probability[i * ((size_t) ngoals + 1) + g];
		Datum    values[4] = {0};
		bool     nulls[4] = {false};

		if (probability == 0)
			continue;
		values[0] = csq_label_datum(&p->activities[i]);
		nulls[1] = g == 0;
		if (g != 0)
			values[1] = labels[g - 1];
		values[2] = Float8GetDatum(probability);
		values[3] = csq_mean_length_datum(o->expected[i]);
		csq_srf_row(rsinfo, values, nulls);
	}
}

/* The optional argument after_goal: moves after a goal count, too. */
static inline bool
beyond_arg(FunctionCallInfo fcinfo)
{
	return PG_NARGS() > 2 && PG_GETARG_BOOL(2);
}

/*
 * outcomes(process, goals text[] [, after_goal bool])
 *		-> setof (activity text, outcome text, probability float8, expected_time interval)
 *
 * Where a case that is at an activity will end up, if it goes on as cases did: the
 * probability that it reaches each of the goals first, or (outcome NULL) that it
 * ends without any; expected_time until then, whichever comes.  The process is
 * read as an absorbing Markov chain, in which what follows depends on the present
 * activity alone; its frequencies are those up to the first goal of each case, with
 * after_goal those of all moves.  Of a goal that the process does not have nothing is known,
 * as it may be misspelt: one row without activity names it.  An activity that was seen after
 * goals only has one row, all else NULL.
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
	CsqProcess     p;
	CsqOutcomes    o;
	CsqError       err;
	CsqText       *items;
	Datum         *labels;
	uint32         nitems;
	uint32_t       ngoals = 0;
	uint32_t      *goal;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || (PG_NARGS() > 2 && PG_ARGISNULL(2)))
		return (Datum) 0;
	csq_process_arg(fcinfo, 0, &p);
	items = csq_texts_arg(fcinfo, 1, &nitems);
	goal = csq_alloc0((p.nactivities + (size_t) 1) * sizeof *goal);
	labels = csq_alloc((nitems + (size_t) 1) * sizeof *labels);
	for (uint32_t i = 0; i < nitems; i++)
	{
		Datum    row[4] = {0, csq_label_datum(&items[i]), 0, 0};
		bool     row_nulls[4] = {true, false, true, true};
		uint32_t a = csq_process_activity(&p, &items[i]);

		if (a == p.nactivities && a > 0)
			csq_srf_row(rsinfo, row, row_nulls);
		if (a == p.nactivities || goal[a] != 0)
			continue;
		labels[ngoals] = row[1];
		goal[a] = ++ngoals;
	}
	if (!csq_process_outcomes(&p, goal, ngoals, beyond_arg(fcinfo), &o, &err))
		csq_throw(&err);
	for (uint32_t i = 0; i < p.nactivities; i++)
		outcome_rows(rsinfo, &p, i, labels, ngoals, &o);
	return (Datum) 0;
}

/*
 * removal_effect(process, goal text [, after_goal bool]) -> setof (activity text, effect float8, share float8)
 *
 * How much rarer the goal would be reached if an activity led nowhere: effect =
 * 1 - P(goal without it) / P(goal), by the Markov chain of outcomes(); share: of
 * the sum of all effects, the credit of Markov attribution.  The goal itself is
 * left out.
 * NULL:    no rows; no rows for a process without cases.
 * Errors:  22023 the process has no such activity; 54000 more than 400 activities.
 * Cost:    O(A^4) for A activities; can be cancelled.
 * Source:  E. Anderl et al., Mapping the customer journey, Int. J. Research in Marketing 33 (2016), 457-474.
 */
PG_FUNCTION_INFO_V1(csq_removal_effect);
Datum
csq_removal_effect(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     p;
	CsqError       err;
	CsqText        label;
	uint32_t       goal;
	double         with;
	double        *without;
	double         sum = 0;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || (PG_NARGS() > 2 && PG_ARGISNULL(2)))
		return (Datum) 0;
	csq_process_arg(fcinfo, 0, &p);
	if (p.nactivities == 0)
		return (Datum) 0;
	label = csq_text_arg(fcinfo, 1);
	goal = csq_require_activity(&p, &label, "removal_effect");
	without = csq_alloc(p.nactivities * sizeof *without);
	if (!csq_process_removal(&p, goal, beyond_arg(fcinfo), &with, without, &err))
		csq_throw(&err);
	for (uint32_t i = 0; i < p.nactivities; i++)
	{
		without[i] = fmin(1, fmax(0, 1 - without[i] / with)); /* now the effect */
		sum += i == goal ? 0 : without[i];
	}
	for (uint32_t i = 0; i < p.nactivities; i++)
	{
		Datum values[3] = {0};
		bool  nulls[3] = {false};

		if (i == goal)
			continue;
		values[0] = csq_label_datum(&p.activities[i]);
		values[1] = Float8GetDatum(without[i]);
		nulls[2] = sum == 0;
		if (sum > 0)
			values[2] = Float8GetDatum(without[i] / sum);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/* ---- segments ---- */

/*
 * processes_of(segments text[], processes process[]) -> process[]
 *
 * The processes, when each has a segment of its own: what explain() compares.
 * NULL:    strict; a process may be NULL: there are no cases of the segment.
 * Errors:  22023 more of the one than of the other, a segment that is NULL or there twice.
 * Cost:    O(n log n) for n segments.
 */
PG_FUNCTION_INFO_V1(csq_processes_of);
Datum
csq_processes_of(PG_FUNCTION_ARGS)
{
	ArrayType *segments = PG_GETARG_ARRAYTYPE_P(0);
	ArrayType *processes = PG_GETARG_ARRAYTYPE_P(1);
	int        given = ArrayGetNItems(ARR_NDIM(segments), ARR_DIMS(segments));
	int        there = ArrayGetNItems(ARR_NDIM(processes), ARR_DIMS(processes));
	uint32     n;
	CsqText   *names = csq_texts_arg(fcinfo, 0, &n);

	if (given != there)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		         errmsg("explain has %d segments and %d processes", given, there),
		         errdetail("Each process is that of the segment in the same place."),
		         errhint("Gather both alike: array_agg(segment ORDER BY segment), array_agg(p ORDER BY segment).")));
	if ((int) n < given)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a segment of explain is null"),
		                errhint("Give the cases without one a name, such as 'none'.")));
	csq_sort(names, n, sizeof *names, csq_by_text);
	for (uint32 i = 1; i < n; i++)
		if (csq_text_same(&names[i - 1], &names[i]))
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			                errmsg("segment \"%s\" of explain is there twice", csq_quoted(names[i].s, names[i].len).s),
			                errhint("Add its processes up: rollup(p) GROUP BY segment.")));
	PG_RETURN_DATUM(PG_GETARG_DATUM(1));
}
