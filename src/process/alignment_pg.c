/*
 * alignment_pg.c
 *		SQL shell: optimal alignments of a trace and of a process with a Petri net.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "process/alignment.h"
#include "process/process_pg.h"

static const char *const kinds[] = {"synchronous", "silent", "model", "log"};
static const char *const cut_short = "cut short";

/* How many states a search may see: argument n. */
static uint32
states_arg(FunctionCallInfo fcinfo, int n)
{
	int32 states = PG_GETARG_INT32(n);

	if (states < 1 || states > CSQ_ALIGNMENT_MAX_STATES)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("states must lie between 1 and %d, not %d", CSQ_ALIGNMENT_MAX_STATES, states),
		                errdetail("It is how many pairs of position and marking the search for one trace may see.")));
	return (uint32) states;
}

/*
 * alignment(trace text[], net jsonb, states int default 100000)
 *		-> setof (step int, kind text, log_move text, model_move text, transition text, cost int8, lower_bound int8)
 *
 * The cheapest way to lay a trace beside a run of a Petri net, move by move.  kind:
 * synchronous (an event and a transition with its label), silent (a transition without
 * a label), model (a transition without an event, cost 1), log (an event without a
 * transition, cost 1).  log_move is the activity of the event, model_move the label of
 * the transition, NULL on the side that does not move.  Of equally cheap alignments
 * that with the fewest silent moves, then the fewest moves on the log; between two
 * synchronous moves those on the model come first.  Where the search sees no more than
 * states pairs of position and marking and has not found it, there is one row, kind
 * "cut short", with what every alignment costs at least in lower_bound.
 * NULL:    no rows; NULL activities are left out; lower_bound but for "cut short".
 * Errors:  22023 malformed net, a net without a run, states outside 1 .. 1,000,000.
 * Cost:    O(states * (places + arcs of the net)).
 * Source:  A. Adriansyah, Aligning observed and modeled behavior (TU Eindhoven, 2014).
 */
PG_FUNCTION_INFO_V1(csq_alignment);
Datum
csq_alignment(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	const CsqNet  *net;
	CsqAligner    *al;
	CsqText       *texts;
	uint32        *trace;
	uint32         n;
	CsqAlignment   a;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return (Datum) 0;
	net = csq_net_arg(fcinfo, 1);
	al = csq_aligner(net, states_arg(fcinfo, 2));
	texts = csq_texts_arg(fcinfo, 0, &n);
	trace = csq_alloc((n + (size_t) 1) * sizeof *trace);
	for (uint32 i = 0; i < n; i++)
		trace[i] = csq_aligner_label(al, &texts[i]);
	csq_align(al, trace, n, &a);
	if (a.verdict == CSQ_NO_RUN)
	{
		CsqError err;

		csq_alignment_no_run(&err);
		csq_throw(&err);
	}
	if (a.verdict == CSQ_CUT_SHORT)
	{
		Datum values[7] = {0, CStringGetTextDatum(cut_short), 0, 0, 0, 0, Int64GetDatum(a.cost)};
		bool  nulls[7] = {true, false, true, true, true, true, false};

		csq_srf_row(rsinfo, values, nulls);
	}
	for (uint32 i = 0; i < a.nmoves; i++)
	{
		const CsqMove *m = &a.moves[i];
		bool           costs = m->kind == CSQ_MOVE_LOG || m->kind == CSQ_MOVE_MODEL;
		Datum          values[7] = {Int32GetDatum((int32) i + 1), CStringGetTextDatum(kinds[m->kind])};
		bool           nulls[7] = {false, false, true, true, true, false, true};

		if (m->kind == CSQ_MOVE_SYNCHRONOUS || m->kind == CSQ_MOVE_LOG)
			values[2] = csq_label_or_null(&texts[m->event], &nulls[2]);
		if (m->kind != CSQ_MOVE_LOG)
		{
			values[3] = csq_label_or_null(&net->transitions[m->transition].label, &nulls[3]);
			values[4] = csq_label_or_null(&net->transitions[m->transition].name, &nulls[4]);
		}
		values[5] = Int64GetDatum(costs);
		csq_srf_row(rsinfo, values, nulls);
		csq_poll(i);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS(csq_alignment, csq_planned_elements(call, 0))

/* ---- by variant ---- */

/* What is kept of each variant until they are put in order. */
static void
keep(void *arg, uint32_t variant, const CsqVariantAlignment *v)
{
	CsqVariantAlignment *by_variant = arg;

	by_variant[variant] = *v;
}

/*
 * alignment_variants(process, net jsonb, states int default 100000)
 *		-> setof (rank int, n int8, path text[], fitting bool, cost int8, worst_cost int8, fitness float8,
 *		log_moves int8, model_moves int8, silent_moves int8, lower_bound int8, fitness_hi float8, cut_short bool)
 *
 * The optimal alignment of one case that takes the path.  worst_cost: its events, and
 * the cheapest run of the net, without any synchronous move; fitness = 1 - cost /
 * worst_cost.  Where the search was cut short cost, fitness and the moves are NULL,
 * and lower_bound and fitness_hi say what they are at least and at most.  rank is that
 * of variants().
 * NULL:    no rows; worst_cost, fitness and fitness_hi where the search for the cheapest
 *          run of the net was cut short.
 * Errors:  those of alignment.
 * Cost:    that of alignment for each variant, and O(v log v) for v variants.
 * Source:  W. van der Aalst, A. Adriansyah, B. van Dongen, WIREs Data Mining and
 *          Knowledge Discovery 2 (2012), 182-192.
 */
PG_FUNCTION_INFO_V1(csq_alignment_variants);
Datum
csq_alignment_variants(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     p;
	CsqError       err;
	uint32_t      *order;
	Datum         *labels;

	CsqVariantAlignment *kept;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return (Datum) 0;
	csq_process_arg(fcinfo, 0, &p);
	kept = csq_alloc((p.nvariants + (size_t) 1) * sizeof *kept);
	if (!csq_process_align(&p, csq_net_arg(fcinfo, 1), states_arg(fcinfo, 2), keep, kept, &err))
		csq_throw(&err);
	order = csq_process_variant_order(&p);
	labels = csq_alloc((p.nactivities + (size_t) 1) * sizeof *labels);
	for (uint32_t i = 0; i < p.nactivities; i++)
		labels[i] = csq_label_datum(&p.activities[i]);
	for (uint32_t i = 0; i < p.nvariants; i++)
	{
		const CsqVariant          *v = &p.variants[order[i]];
		const CsqVariantAlignment *x = &kept[order[i]];
		bool                       cut = x->a.verdict == CSQ_CUT_SHORT;
		double                     fitness = csq_fitness_of_cost(x->a.cost, x->worst);
		Datum                      values[13] = {Int32GetDatum((int32) i + 1), Int64GetDatum(v->n)};
		bool                       nulls[13] = {false};

		values[2] = csq_path_datum(v, labels);
		values[3] = BoolGetDatum(x->a.cost == 0);
		values[4] = values[10] = Int64GetDatum(x->a.cost);
		values[5] = Int64GetDatum(x->worst);
		values[6] = values[11] = Float8GetDatum(fitness);
		values[7] = Int64GetDatum(x->a.moves_by[CSQ_MOVE_LOG]);
		values[8] = Int64GetDatum(x->a.moves_by[CSQ_MOVE_MODEL]);
		values[9] = Int64GetDatum(x->a.moves_by[CSQ_MOVE_SILENT]);
		values[12] = BoolGetDatum(cut);
		nulls[3] = cut && x->a.cost == 0; /* a bound above 0 is a departure */
		nulls[4] = nulls[7] = nulls[8] = nulls[9] = cut;
		nulls[5] = nulls[11] = x->worst < 0;
		nulls[6] = cut || x->worst < 0;
		csq_srf_row(rsinfo, values, nulls);
		pfree(DatumGetPointer(values[2]));
		csq_poll(i);
	}
	return (Datum) 0;
}

/* ---- over all cases ---- */

/*
 * alignment_fitness(process, net jsonb, states int default 100000)
 *		-> (traces int8, fitting int8, cost int8, worst_cost int8, fitness float8, average_trace_fitness float8,
 *		cut_short int8, lower_bound int8, fitness_hi float8)
 *
 * The optimal alignments of all cases.  fitness = 1 - cost / worst_cost on the sums;
 * average_trace_fitness is the mean of the same for each case; fitting cases cost
 * nothing.  cut_short: cases whose search ended at its limit; if there are any cost,
 * fitness and the mean are NULL, and lower_bound and fitness_hi say what the first two
 * are at least and at most, fitting what was found to fit.
 * NULL:    strict; the figures of fitness for a process without cases, and where the
 *          search for the cheapest run of the net was cut short, worst_cost then too.
 * Errors:  those of alignment; 22023 a net of other labels only; 22003 sums beyond 64 bits.
 * Cost:    that of alignment for each variant.
 * Source:  as of alignment_variants.
 */
PG_FUNCTION_INFO_V1(csq_alignment_fitness);
Datum
csq_alignment_fitness(PG_FUNCTION_ARGS)
{
	CsqProcess        p;
	CsqAlignmentTotal t;
	CsqError          err;
	Datum             values[9];
	bool              nulls[9] = {false};
	bool              known;
	double            fitness;

	csq_process_arg(fcinfo, 0, &p);
	csq_refuse_other_labels(&p, csq_net_arg(fcinfo, 1));
	if (!csq_process_align_total(&p, csq_net_arg(fcinfo, 1), states_arg(fcinfo, 2), &t, &err))
		csq_throw(&err);
	known = t.worst_known && t.cases > 0;
	fitness = csq_fitness_of_cost(t.cost, t.worst);
	values[0] = Int64GetDatum(t.cases);
	values[1] = Int64GetDatum(t.fitting);
	values[2] = values[7] = Int64GetDatum(t.cost);
	values[3] = Int64GetDatum(t.worst);
	values[4] = values[8] = Float8GetDatum(fitness);
	values[5] = Float8GetDatum(t.average);
	values[6] = Int64GetDatum(t.cut_short);
	nulls[2] = t.cut_short > 0;
	nulls[3] = !t.worst_known;
	nulls[4] = nulls[5] = t.cut_short > 0 || !known;
	nulls[8] = !known;
	return csq_row_datum(fcinfo, values, nulls);
}

/* One row of alignment_deviations. */
static void
deviation_row(ReturnSetInfo *rsinfo, const char *kind, const CsqText *activity, const CsqText *transition, int64 n,
              int64 cases, int64 of)
{
	static const CsqText none = {NULL, 0};
	Datum                values[6] = {CStringGetTextDatum(kind)};
	bool                 nulls[6] = {false};

	values[1] = csq_label_or_null(activity == NULL ? &none : activity, &nulls[1]);
	values[2] = csq_label_or_null(transition == NULL ? &none : transition, &nulls[2]);
	values[3] = Int64GetDatum(n);
	values[4] = Int64GetDatum(cases);
	values[5] = Float8GetDatum((double) cases / (double) of);
	nulls[3] = n < 0;
	csq_srf_row(rsinfo, values, nulls);
}

/*
 * alignment_deviations(process, net jsonb, states int default 100000)
 *		-> setof (kind text, activity text, transition text, n int8, cases int8, share float8)
 *
 * Where cases depart from the net by their optimal alignments.  The first row, kind
 * "any", counts all moves that cost and the cases with at least one.  Then a row "cut
 * short" if the search for some cases was: nothing is known of these, and they are in
 * no other row.  Then moves on the log by activity, then moves on the model by
 * transition, in the order of the net.  share: of all cases.
 * NULL:    no rows, nor for a process without cases; n of "cut short", and of "any"
 *          beside it; transition of moves on the log.
 * Errors:  those of alignment_fitness.
 * Cost:    that of alignment_fitness.
 */
PG_FUNCTION_INFO_V1(csq_alignment_deviations);
Datum
csq_alignment_deviations(PG_FUNCTION_ARGS)
{
	ReturnSetInfo         *rsinfo = csq_srf_begin(fcinfo);
	const CsqNet          *net;
	CsqProcess             p;
	CsqAlignmentDeviations d;
	CsqError               err;
	int64                  cases;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return (Datum) 0;
	csq_process_arg(fcinfo, 0, &p);
	net = csq_net_arg(fcinfo, 1);
	if (!csq_process_align_deviations(&p, net, states_arg(fcinfo, 2), &d, &err))
		csq_throw(&err);
	cases = d.total.cases;
	if (cases == 0)
		return (Datum) 0;
	deviation_row(rsinfo, "any", NULL, NULL, d.total.cut_short > 0 ? -1 : d.total.cost,
	              cases - d.total.fitting - d.total.cut_short, cases);
	if (d.total.cut_short > 0)
		deviation_row(rsinfo, cut_short, NULL, NULL, -1, d.total.cut_short, cases);
	for (uint32 i = 0; i < d.n; i++)
	{
		const CsqAlignmentDeviation *x = &d.items[i];
		const CsqTransition         *t = x->kind == CSQ_MOVE_MODEL ? &net->transitions[x->which] : NULL;

		deviation_row(rsinfo, kinds[x->kind], t == NULL ? &p.activities[x->which] : &t->label,
		              t == NULL ? NULL : &t->name, x->n, x->cases, cases);
		csq_poll(i);
	}
	return (Datum) 0;
}
