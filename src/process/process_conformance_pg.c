/*
 * process_conformance_pg.c
 *		SQL shell: a process against allowed moves, footprints, rules, a Petri net.
 *
 * Models and nets are read once per value and call site (csq_compiled).
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "base/sort.h"
#include "process/process_conformance.h"
#include "process/process_pg.h"
#include "base/literal.h"

static Datum
activity_datum(const CsqProcess *p, uint32_t activity)
{
	return csq_label_datum(&p->activities[activity]);
}

/* ---- activities that the process does not have ---- */

typedef struct Unknown
{
	CsqText *labels;
	uint32   n;
} Unknown;

static void
unknown_add(Unknown *u, const CsqProcess *p, const CsqText *label)
{
	if (csq_process_activity(p, label) < p->nactivities)
		return;
	if (u->n == 0 || (u->n >= 8 && (u->n & (u->n - 1)) == 0))
		u->labels = u->n == 0 ? csq_alloc(8 * sizeof *u->labels)
		                      : csq_realloc(u->labels, (size_t) u->n * 2 * sizeof *u->labels);
	u->labels[u->n++] = *label;
}

static int
compare_labels(const void *a, const void *b)
{
	return csq_text_compare(a, b);
}

/* Each once, ascending by bytes, as text[]; NULL when there are none. */
static Datum
unknown_datum(Unknown *u, bool *null)
{
	uint32 n = 0;

	*null = u->n == 0;
	if (*null)
		return (Datum) 0;
	csq_sort(u->labels, u->n, sizeof *u->labels, compare_labels);
	for (uint32 i = 0; i < u->n; i++)
		if (i == 0 || csq_text_compare(&u->labels[i], &u->labels[n - 1]) != 0)
			u->labels[n++] = u->labels[i];
	return csq_texts_datum(u->labels, n);
}

/* The activities of argument n by activity of the process; NULL without such an argument. */
static bool *
closed_arg(FunctionCallInfo fcinfo, int n, const CsqProcess *p, Unknown *unknown)
{
	bool    *closed;
	CsqText *labels;
	uint32   nlabels;

	if (PG_NARGS() <= n)
		return NULL;
	labels = csq_texts_arg(fcinfo, n, &nlabels);
	closed = csq_alloc0(p->nactivities + (size_t) 1);
	for (uint32 i = 0; i < nlabels; i++)
	{
		closed[csq_process_activity(p, &labels[i])] = true;
		unknown_add(unknown, p, &labels[i]);
	}
	return closed;
}

/* ---- allowed moves ---- */

static void *
compile_moves(struct varlena *value)
{
	CsqText   text = csq_jsonb_text(value);
	CsqMoves *m = palloc(sizeof *m);
	CsqError  err;

	if (!csq_process_moves_parse(text.s, text.len, m, &err))
		csq_throw(&err);
	return m;
}

/* The process of argument 0 against the model of argument 1; in 2, where there is one, what closes a case. */
static void
compare_args(FunctionCallInfo fcinfo, CsqProcess *p, CsqConformance *c, Unknown *unknown)
{
	const CsqMoves *moves = csq_compiled(fcinfo, 1, compile_moves);
	CsqProcessModel m;
	CsqError        err;

	csq_process_arg(fcinfo, 0, p);
	csq_process_model_bind(p, moves, &m);
	if (!csq_process_conformance(p, &m, closed_arg(fcinfo, 2, p, unknown), c, &err))
		csq_throw(&err);
}

static void
unknown_of_moves(Unknown *unknown, const CsqProcess *p, const CsqMoves *m)
{
	for (uint32_t i = 0; i < m->nedges; i++)
	{
		unknown_add(unknown, p, &m->edges[i][0]);
		unknown_add(unknown, p, &m->edges[i][1]);
		csq_poll(i);
	}
	for (uint32_t i = 0; i < m->nstart; i++)
		unknown_add(unknown, p, &m->start[i]);
	for (uint32_t i = 0; i < m->nend; i++)
		unknown_add(unknown, p, &m->end[i]);
}

/*
 * conformance(process, model jsonb [, closed_by text[]])
 * -> setof (kind text, source text, target text, n int8, cases int8, share float8, unknown text[] [, pending int8])
 *
 * What cases do that the model {"edges":[[source, target], ...], "start":[...],
 * "end":[...]} does not allow; without start or end every activity may be first
 * or last.  The first row, kind "any", counts all deviations and the cases with at
 * least one; share is then the deviation rate, and unknown the activities of the
 * model that the process does not have (NULL: none).  Then one row for each deviation:
 * kind start (target: the activity), edge, end (source: the activity).  With closed_by,
 * a case whose last event is none of these activities is open: its last activity is no
 * end, and it is pending (in the first row) as long as it has not deviated.
 * NULL:    no rows; no rows for a process without cases.
 * Errors:  22023 malformed model.
 * Cost:    O(size of the process + size of the model log).
 */
PG_FUNCTION_INFO_V1(csq_conformance);
Datum
csq_conformance(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     p;
	CsqConformance c;
	Unknown        unknown = {0};

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || (PG_NARGS() > 2 && PG_ARGISNULL(2)))
		return (Datum) 0;
	compare_args(fcinfo, &p, &c, &unknown);
	if (csq_process_cases(&p) == 0)
		return (Datum) 0;
	unknown_of_moves(&unknown, &p, csq_compiled(fcinfo, 1, compile_moves));
	for (int64_t i = -1; i < (int64_t) c.ndeviations; i++)
	{
		const CsqDeviation *d = &c.deviations[i < 0 ? 0 : i];
		int64_t             cases = i < 0 ? c.deviating_cases : d->cases;
		Datum               values[8] = {0}; /* the last only with closed_by */
		bool                nulls[8] = {false};

		nulls[6] = nulls[7] = i >= 0;
		values[7] = Int64GetDatum(c.pending_cases);
		if (i < 0)
			values[6] = unknown_datum(&unknown, &nulls[6]);
		values[0] = CStringGetTextDatum(i < 0 ? "any" : d->kind == 's' ? "start" : d->kind == 'e' ? "edge" : "end");
		nulls[1] = i < 0 || d->kind == 's';
		nulls[2] = i < 0 || d->kind == 'f';
		if (!nulls[1])
			values[1] = activity_datum(&p, d->source);
		if (!nulls[2])
			values[2] = activity_datum(&p, d->target);
		values[3] = Int64GetDatum(i < 0 ? c.moves - c.allowed : d->n);
		values[4] = Int64GetDatum(cases);
		values[5] = Float8GetDatum((double) cases / (double) csq_process_cases(&p));
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/* A model none of whose activities the process has: names that are written otherwise, not a process without fitness. */
CSQ_NORETURN static void other_names(const CsqProcess *p, const CsqText *named);

static void
other_names(const CsqProcess *p, const CsqText *named)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	                errmsg("the process has none of the activities that the model names, such as \"%s\"",
	                       csq_quoted(named->s, named->len).s),
	                errdetail("It has %u others, such as \"%s\"; names are the same when their bytes are.",
	                          p->nactivities, csq_quoted(p->activities[0].s, p->activities[0].len).s),
	                errhint("activities(process) lists them all.")));
}

static void
refuse_other_names(const CsqProcess *p, const CsqMoves *m)
{
	Unknown unknown = {0};
	uint32  named = 2 * m->nedges + m->nstart + m->nend;

	unknown_of_moves(&unknown, p, m);
	if (named == 0 || unknown.n < named)
		return;
	other_names(p, &unknown.labels[0]);
}

void
csq_refuse_other_labels(const CsqProcess *p, const CsqNet *net)
{
	const CsqText *first = NULL;

	for (uint32_t i = 0; i < net->ntransitions; i++)
	{
		const CsqText *label = &net->transitions[i].label;

		if (label->s != NULL && csq_process_activity(p, label) < p->nactivities)
			return;
		if (first == NULL && label->s != NULL)
			first = label;
	}
	if (first != NULL && p->nactivities > 0)
		other_names(p, first);
}

/*
 * fitness(process, model jsonb [, closed_by text[]]) -> float8
 *
 * The share of moves that the model allows; moves are the edges cases take, and
 * their starts and ends where the model lists those.  With closed_by, cases whose
 * last event is none of these have no end.
 * NULL:    strict; NULL when there are no moves.
 * Errors:  22023 malformed model, or one of other activities only.
 * Cost:    that of conformance.
 */
PG_FUNCTION_INFO_V1(csq_fitness);
Datum
csq_fitness(PG_FUNCTION_ARGS)
{
	CsqProcess     p;
	CsqConformance c;
	Unknown        unknown = {0};

	compare_args(fcinfo, &p, &c, &unknown);
	if (c.moves == 0)
		PG_RETURN_NULL();
	if (c.allowed == 0)
		refuse_other_names(&p, csq_compiled(fcinfo, 1, compile_moves));
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
	CsqProcess p;
	CsqBuf     b;

	csq_process_arg(fcinfo, 0, &p);
	csq_buf_init(&b);
	csq_process_model_text(&p, &b);
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(b.data));
}

/* ---- footprints ---- */

/*
 * footprints(process) -> setof (a text, b text, relation text)
 *
 * For each pair of activities: "->" b directly follows a and never the reverse,
 * "<-" the reverse, "||" each directly follows the other (or itself), "#" neither.
 * Ordered by a and b.
 * NULL:    no rows.
 * Errors:  54000 more than 2,000 activities.
 * Cost:    O(size of the process + A^2) for A activities.
 * Source:  W. van der Aalst, Process Mining (2016), section 6.2.
 */
PG_FUNCTION_INFO_V1(csq_footprints);
Datum
csq_footprints(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     p;
	CsqFootprints  f;
	CsqError       err;
	Datum         *labels;
	Datum          relations[4];

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	csq_process_arg(fcinfo, 0, &p);
	if (!csq_process_footprints(&p, &f, &err))
		csq_throw(&err);
	labels = csq_alloc((f.n + (size_t) 1) * sizeof *labels);
	for (uint32_t a = 0; a < f.n; a++)
		labels[a] = csq_label_datum(&f.labels[a]);
	for (int r = 0; r < 4; r++)
		relations[r] = CStringGetTextDatum(csq_relation_text((CsqRelation) r));
	for (uint32_t a = 0; a < f.n; a++)
	{
		for (uint32_t b = 0; b < f.n; b++)
		{
			Datum values[3] = {labels[a], labels[b], relations[f.relation[(size_t) a * f.n + b]]};
			bool  nulls[3] = {false};

			csq_srf_row(rsinfo, values, nulls);
		}
		csq_check_interrupts();
	}
	return (Datum) 0;
}

static void
compare_footprints(FunctionCallInfo fcinfo, CsqFootprintComparison *c)
{
	const CsqMoves *moves = csq_compiled(fcinfo, 1, compile_moves);
	CsqProcess      p;
	CsqError        err;

	csq_process_arg(fcinfo, 0, &p);
	if (!csq_footprints_compare(&p, moves, c, &err))
		csq_throw(&err);
}

/*
 * footprint_conformance(process, model jsonb) -> setof (a text, b text, relation text, model_relation text, n int8)
 *
 * The pairs of activities, of the process or of the model, whose relation differs;
 * n: how often b directly follows a in the process.  The model is that of
 * conformance(); its footprints are those of its edges.  Ordered by a and b.
 * NULL:    no rows.
 * Errors:  22023 malformed model; 54000 more than 2,000 activities.
 * Cost:    O(size of the process + size of the model log + A^2) for A activities.
 * Source:  W. van der Aalst, Process Mining (2016), section 8.4.
 */
PG_FUNCTION_INFO_V1(csq_footprint_conformance);
Datum
csq_footprint_conformance(PG_FUNCTION_ARGS)
{
	ReturnSetInfo         *rsinfo = csq_srf_begin(fcinfo);
	CsqFootprintComparison c;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	compare_footprints(fcinfo, &c);
	for (uint32_t i = 0; i < c.ndeviations; i++)
	{
		const CsqFootprintDeviation *d = &c.deviations[i];
		Datum                        observed = CStringGetTextDatum(csq_relation_text(d->relation));
		Datum                        model = CStringGetTextDatum(csq_relation_text(d->model));
		Datum values[5] = {csq_label_datum(&c.labels[d->a]), csq_label_datum(&c.labels[d->b]), observed, model,
		                   Int64GetDatum(d->n)};
		bool  nulls[5] = {false};

		csq_srf_row(rsinfo, values, nulls);
		csq_poll(i);
	}
	return (Datum) 0;
}

/*
 * footprint_fitness(process, model jsonb) -> float8
 *
 * How far the process stays within the footprints of the model: (share of moves
 * between pairs that are "->" or "||" in the model x pairs of the process + first
 * and last activities that the model has) / (pairs + first and last activities),
 * the latter only where the model lists them.
 * NULL:    strict; NULL when there is nothing to judge.
 * Errors:  22023 malformed model; 54000 more than 2,000 activities.
 * Cost:    that of footprint_conformance.
 * Source:  pm4py, algo/conformance/footprints/util/evaluation.py, fp_fitness.
 */
PG_FUNCTION_INFO_V1(csq_footprint_fitness);
Datum
csq_footprint_fitness(PG_FUNCTION_ARGS)
{
	CsqFootprintComparison c;

	compare_footprints(fcinfo, &c);
	if (!c.judged)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(c.fitness);
}

/* ---- rules ---- */

static void
unknown_of_rule(Unknown *unknown, const CsqProcess *p, const CsqRule *r)
{
	unknown_add(unknown, p, &r->a);
	if (r->template <CSQ_EXISTENCE)
		unknown_add(unknown, p, &r->b);
}

/*
 * check_rules(process, rules text[] [, closed_by text[]])
 * -> setof (rule text, cases int8, activated int8, satisfied int8, violated int8, share float8, pending int8,
 *		unknown text[])
 *
 * How many cases keep to rules such as response(opened, replied).  activated: the
 * rule says something about the case; satisfied, violated, pending: of those;
 * share: violated of all cases.  pending: with closed_by, a case whose last event
 * is none of these activities is open, and pending while later events can change
 * the verdict.  unknown: activities that the process does not have, of the rule,
 * in the first row of all rules and of closed_by; NULL: none.  The first row, rule
 * "any", counts the cases with at least one rule activated, with at least one
 * violated, and of the others those with one pending; its share is the deviation
 * rate.  Then one row for each rule, in their order and canonical form.
 * NULL:    no rows; NULL rules are skipped; no rows for a process without cases.
 * Errors:  22023 malformed or unknown rule.
 * Cost:    O(length of all variants * number of rules).
 * Source:  M. Pesic, H. Schonenberg, W. van der Aalst, DECLARE (EDOC 2007); pending as the verdict "?" of three in
 *          A. Bauer, M. Leucker, C. Schallhart, Runtime verification for LTL and TLTL (ACM TOSEM 20, 2011).
 */
PG_FUNCTION_INFO_V1(csq_check_rules);
Datum
csq_check_rules(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     p;
	CsqRule       *rules;
	CsqRuleCounts *counts;
	CsqError       err;
	CsqText       *texts;
	Unknown        all = {0};
	bool          *closed;
	uint32         n;
	int64          cases;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || (PG_NARGS() > 2 && PG_ARGISNULL(2)))
		return (Datum) 0;
	csq_process_arg(fcinfo, 0, &p);
	texts = csq_texts_arg(fcinfo, 1, &n);
	rules = csq_alloc((n + (size_t) 1) * sizeof *rules);
	closed = closed_arg(fcinfo, 2, &p, &all);
	for (uint32 i = 0; i < n; i++)
	{
		if (!csq_rule_parse(texts[i].s, texts[i].len, &rules[i], &err))
			csq_throw(&err);
		unknown_of_rule(&all, &p, &rules[i]);
	}
	counts = csq_alloc((n + (size_t) 1) * sizeof *counts);
	csq_process_rules(&p, rules, n, closed, counts);
	cases = csq_process_cases(&p);
	for (uint32_t i = 0; cases > 0 && i <= n; i++)
	{
		const CsqRuleCounts *c = &counts[i == 0 ? n : i - 1];
		Unknown              own = {0};
		Datum                values[8] = {0,
		                                  Int64GetDatum(cases),
		                                  Int64GetDatum(c->activated),
		                                  Int64GetDatum(c->activated - c->violated - c->pending),
		                                  Int64GetDatum(c->violated),
		                                  Float8GetDatum((double) c->violated / (double) cases),
		                                  Int64GetDatum(c->pending),
		                                  0};
		bool                 nulls[8] = {false};
		CsqBuf               b;

		csq_buf_init(&b);
		if (i == 0)
			csq_buf_str(&b, "any");
		else
		{
			csq_rule_text(&rules[i - 1], &b);
			unknown_of_rule(&own, &p, &rules[i - 1]);
		}
		values[0] = csq_text_datum(&b);
		values[7] = unknown_datum(i == 0 ? &all : &own, &nulls[7]);
		csq_srf_row(rsinfo, values, nulls);
		csq_poll(i);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS(csq_check_rules, csq_planned_elements(call, 1))

/* ---- replay ---- */

static void *
compile_net(struct varlena *value)
{
	CsqText  text = csq_jsonb_text(value);
	CsqNet  *net = palloc(sizeof *net);
	CsqError err;

	if (!csq_net_parse(text.s, text.len, net, &err))
		csq_throw(&err);
	return net;
}

const CsqNet *
csq_net_arg(FunctionCallInfo fcinfo, int n)
{
	return csq_compiled(fcinfo, n, compile_net);
}

/* The process of argument 0 on the net of argument 1; argument 2: what becomes of unknown activities. */
static CsqTokenReplay *
replay_args(FunctionCallInfo fcinfo, CsqProcess *p)
{
	const CsqNet   *net = csq_net_arg(fcinfo, 1);
	CsqText         unknown = csq_text_arg(fcinfo, 2);
	bool            ignore = csq_option_is(unknown, "ignore");
	CsqTokenReplay *by_variant;
	CsqError        err;

	if (!ignore && !csq_option_is(unknown, "missing"))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("unknown must be missing or ignore, not \"%s\"", csq_quoted(unknown.s, unknown.len).s),
		                errdetail("It says what becomes of activities that the net does not know.")));
	csq_process_arg(fcinfo, 0, p);
	csq_refuse_other_labels(p, net);
	by_variant = csq_alloc((p->nvariants + (size_t) 1) * sizeof *by_variant);
	if (!csq_process_replay(p, net, ignore, CSQ_REPLAY_MARKINGS, by_variant, &err))
		csq_throw(&err);
	return by_variant;
}

/*
 * replay(process, net jsonb, unknown text default 'missing')
 *		-> (traces, fitting, produced, consumed, missing, remaining int8, fitness, average_trace_fitness float8,
 *		cut_short int8)
 *
 * Token replay of all cases on a Petri net {"places":[...], "transitions":[{"name",
 * "label", "in":[...], "out":[...]}, ...], "initial":{place: tokens}, "final":{...}}.
 * fitness = 1/2 (1 - missing / consumed) + 1/2 (1 - remaining / produced) on the sums;
 * average_trace_fitness is the mean of the same for each case; fitting cases have no
 * missing and no remaining token.  An activity that the net does not know consumes a
 * missing token; unknown => 'ignore' passes it over.  Where the net leaves a choice the
 * run counts that loses the fewest tokens; cut_short: cases whose search for it ended
 * at its limit.
 * NULL:    strict; fitness NULL for a process without cases.
 * Errors:  22023 malformed net or unknown; 54000 more than 2^31 tokens in a place; 22003
 *          sums beyond 64 bits.
 * Cost:    O(length of all variants), and a search of up to 10,000 markings for each event
 *          that is not enabled in nets with silent transitions, and for each variant that
 *          does not fit in nets that leave a choice.
 * Source:  A. Rozinat, W. van der Aalst, Information Systems 33 (2008), 64-95.
 */
PG_FUNCTION_INFO_V1(csq_replay);
Datum
csq_replay(PG_FUNCTION_ARGS)
{
	CsqProcess      p;
	CsqTokenReplay *by_variant = replay_args(fcinfo, &p);
	CsqReplayTotal  t;
	CsqError        err;
	Datum           values[9];
	bool            nulls[9] = {false};

	if (!csq_replay_total(&p, by_variant, &t, &err))
		csq_throw(&err);
	values[0] = Int64GetDatum(t.cases);
	values[1] = Int64GetDatum(t.fitting);
	values[2] = Int64GetDatum(t.sum.produced);
	values[3] = Int64GetDatum(t.sum.consumed);
	values[4] = Int64GetDatum(t.sum.missing);
	values[5] = Int64GetDatum(t.sum.remaining);
	values[6] = Float8GetDatum(csq_replay_fitness(&t.sum));
	values[7] = Float8GetDatum(t.average);
	values[8] = Int64GetDatum(t.sum.cut_short);
	nulls[6] = nulls[7] = t.cases == 0;
	return csq_row_datum(fcinfo, values, nulls);
}

/*
 * replay_variants(process, net jsonb, unknown text default 'missing')
 *		-> setof (rank int, n int8, path text[], fitting bool,
 *		produced, consumed, missing, remaining int8, fitness float8, cut_short bool)
 *
 * The same by variant: the tokens are those of one case.  rank is that of
 * variants().
 * NULL:    no rows.
 * Errors:  those of replay.
 * Cost:    that of replay, and O(v log v) for v variants.
 */
PG_FUNCTION_INFO_V1(csq_replay_variants);
Datum
csq_replay_variants(PG_FUNCTION_ARGS)
{
	ReturnSetInfo  *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess      p;
	CsqTokenReplay *by_variant;
	uint32_t       *order;
	Datum          *labels;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return (Datum) 0;
	by_variant = replay_args(fcinfo, &p);
	order = csq_process_variant_order(&p);
	labels = csq_alloc((p.nactivities + (size_t) 1) * sizeof *labels);
	for (uint32_t i = 0; i < p.nactivities; i++)
		labels[i] = activity_datum(&p, i);
	for (uint32_t i = 0; i < p.nvariants; i++)
	{
		const CsqVariant     *v = &p.variants[order[i]];
		const CsqTokenReplay *r = &by_variant[order[i]];
		Datum                 path = csq_path_datum(v, labels);
		Datum                 fits = BoolGetDatum(csq_replay_fits(r));
		Datum                 fitness = Float8GetDatum(csq_replay_fitness(r));
		Datum                 cut_short = BoolGetDatum(r->cut_short > 0);
		Datum                 values[10] = {Int32GetDatum((int32) i + 1),
		                                    Int64GetDatum(v->n),
		                                    path,
		                                    fits,
		                                    Int64GetDatum(r->produced),
		                                    Int64GetDatum(r->consumed),
		                                    Int64GetDatum(r->missing),
		                                    Int64GetDatum(r->remaining),
		                                    fitness,
		                                    cut_short};
		bool                  nulls[10] = {false};

		csq_srf_row(rsinfo, values, nulls);
		pfree(DatumGetPointer(path));
		csq_poll(i);
	}
	return (Datum) 0;
}
