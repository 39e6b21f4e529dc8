/*
 * process_read_pg.c
 *		SQL shell: what is read off a process, row by row, and as a picture.
 */
#include "postgres.h"

#include <math.h>

#include "pg/rows_pg.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "process/process.h"
#include "process/process_pg.h"
#include "metrics/rate.h"
#include "base/sort.h"

/* ---- rows that the planner expects ---- */

/* The process of argument 0 of a planned call, if it is known. */
static bool
planned_process(const CsqPlannedCall *call, CsqProcess *p)
{
	const void *value = csq_planned_value(call, 0, sizeof(CsqStored));
	CsqError    err;

	return value != NULL && csq_process_open(value, VARSIZE(value), p, &err);
}

#define PLANNED_ROWS_OF_PROCESS(function, rows)                                                                        \
	extern PGDLLEXPORT double function##_planned(const CsqPlannedCall *call);                                          \
	double                    function##_planned(const CsqPlannedCall *call)                                           \
	{                                                                                                                  \
		CsqProcess p;                                                                                                  \
                                                                                                                       \
		return planned_process(call, &p) ? (double) (rows) : -1;                                                       \
	}

PLANNED_ROWS_OF_PROCESS(csq_edges, p.nedges)
PLANNED_ROWS_OF_PROCESS(csq_activities, p.nactivities)
PLANNED_ROWS_OF_PROCESS(csq_handovers, p.nhandovers)
PLANNED_ROWS_OF_PROCESS(csq_variants, Min(p.nvariants, csq_planned_int(call, 1, p.nvariants)))
PLANNED_ROWS_OF_PROCESS(csq_bottlenecks, Min(p.nedges, csq_planned_int(call, 1, p.nedges)))

/* ---- reading ---- */

/*
 * Some of the functions below need only the graph of a process (process_graph.h): they have a twin in csq_internal
 * that reads one, which the planner puts in their place (process_support_pg.c), and one body for both.
 */
typedef void (*ProcessArg)(FunctionCallInfo fcinfo, int n, CsqProcess *p);

#define READ_GRAPH_TOO(function, process_arg)                                                                          \
	PG_FUNCTION_INFO_V1(csq_##function);                                                                               \
	Datum csq_##function(PG_FUNCTION_ARGS)                                                                             \
	{                                                                                                                  \
		return read_##function(fcinfo, process_arg);                                                                   \
	}                                                                                                                  \
	PG_FUNCTION_INFO_V1(csq_graph_##function);                                                                         \
	Datum csq_graph_##function(PG_FUNCTION_ARGS)                                                                       \
	{                                                                                                                  \
		return read_##function(fcinfo, csq_process_graph_arg);                                                         \
	}

/*
 * edges(process) -> setof (source text, target text, n int8,
 * cases int8, mean, stddev, p50, p90, min, max, total interval)
 *
 * n: how often target directly follows source; cases: in how many cases.  The
 * times between them: stddev of a sample, NULL for n = 1; p50 and p90 are lengths
 * that occurred (nearest rank), exact up to 512 different ones, else within 1 %.
 * Ordered by source and target.
 * NULL:    no rows.
 * Errors:  22008 a total beyond 292,000 years.
 * Cost:    O(size of the process).
 */
static Datum
read_edges(FunctionCallInfo fcinfo, ProcessArg process_arg)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     p;
	int64_t       *cases;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	process_arg(fcinfo, 0, &p);
	cases = csq_process_edge_cases(&p);
	for (uint32_t i = 0; i < p.nedges; i++)
	{
		const CsqEdge  *e = &p.edges[i];
		const CsqTimes *t = &e->times;
		Datum           values[11] = {0};
		bool            nulls[11] = {false};

		values[0] = csq_label_datum(&p.activities[e->source]);
		values[1] = csq_label_datum(&p.activities[e->target]);
		values[2] = Int64GetDatum(t->n);
		values[3] = Int64GetDatum(cases[i]);
		values[4] = csq_mean_length_datum(csq_times_mean(t));
		nulls[5] = t->n < 2;
		if (!nulls[5])
			values[5] = csq_mean_length_datum(csq_times_stddev(t));
		values[6] = csq_length_datum(csq_times_quantile(t, 0.5));
		values[7] = csq_length_datum(csq_times_quantile(t, 0.9));
		values[8] = csq_length_datum(t->min);
		values[9] = csq_length_datum(t->max);
		if (t->sum > INT64_MAX)
			csq_mean_length_datum(1e19);
		values[10] = csq_length_datum((int64_t) t->sum);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

READ_GRAPH_TOO(edges, csq_process_packed_arg)

/*
 * eventually_follows(process) -> setof (source text, target text, n int8, cases int8)
 *
 * Pairs of activities of which target comes after source in some case, directly or
 * not: n counts the pairs of events (each source with each later target of its
 * case), cases the cases with at least one.  Ordered by source and target.
 * NULL:    no rows.
 * Errors:  54000 more than 4,000,000 different pairs; 22003 a count beyond 64 bits.
 * Cost:    O(length of the variants x different activities in each).
 */
PG_FUNCTION_INFO_V1(csq_eventually_follows);
Datum
csq_eventually_follows(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     p;
	CsqFollows    *all;
	uint32_t       n;
	CsqError       err;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	csq_process_arg(fcinfo, 0, &p);
	if (!csq_process_follows(&p, &all, &n, &err))
		csq_throw(&err);
	for (uint32_t i = 0; i < n; i++)
	{
		Datum values[4] = {csq_label_datum(&p.activities[all[i].source]), csq_label_datum(&p.activities[all[i].target]),
		                   Int64GetDatum(all[i].n), Int64GetDatum(all[i].cases)};
		bool  nulls[4] = {false};

		csq_srf_row(rsinfo, values, nulls);
		pfree(DatumGetPointer(values[0]));
		pfree(DatumGetPointer(values[1]));
	}
	return (Datum) 0;
}

/*
 * activities(process) -> setof (activity text, n, cases, starts, ends, reworked_cases, self_loops, repetitions int8)
 *
 * reworked_cases: cases in which the activity occurs more than once.  Every
 * occurrence is the first of its case, a self-loop (directly after itself) or a
 * repetition (again, with something between): n = cases + self_loops + repetitions.
 * Ordered by activity.
 * NULL:    no rows.
 * Cost:    O(size of the process).
 */
PG_FUNCTION_INFO_V1(csq_activities);
Datum
csq_activities(PG_FUNCTION_ARGS)
{
	ReturnSetInfo     *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess         p;
	CsqActivityCounts *all;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	csq_process_arg(fcinfo, 0, &p);
	all = csq_process_activities(&p);
	for (uint32_t i = 0; i < p.nactivities; i++)
	{
		const CsqActivityCounts *a = &all[i];
		Datum                    reworked = Int64GetDatum(a->reworked_cases);
		Datum values[8] = {csq_label_datum(&p.activities[i]), Int64GetDatum(a->n),          Int64GetDatum(a->cases),
		                   Int64GetDatum(a->starts),          Int64GetDatum(a->ends),       reworked,
		                   Int64GetDatum(a->self_loops),      Int64GetDatum(a->repetitions)};
		bool  nulls[8] = {false};

		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

Datum
csq_path_datum(const CsqVariant *v, const Datum *labels)
{
	Datum *items = csq_alloc(v->len * sizeof *items);
	Datum  path;

	for (uint32_t k = 0; k < v->len; k++)
		items[k] = labels[v->path[k]];
	path = PointerGetDatum(construct_array(items, (int) v->len, TEXTOID, -1, false, TYPALIGN_INT));
	pfree(items);
	return path;
}

/*
 * variants(process, top int default 10)
 * -> setof (rank int, n int8, share float8, cumulative float8, path text[], mean_duration interval)
 *
 * The commonest sequences of activities; equally common ones by length, then
 * activity by activity.  share: of all cases.
 * NULL:    no rows.
 * Errors:  22023 top below 0.
 * Cost:    O(size of the process + v log v) for v variants.
 */
PG_FUNCTION_INFO_V1(csq_variants);
Datum
csq_variants(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     p;
	uint32_t      *order;
	Datum         *labels;
	int64          top;
	int64          seen = 0;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	top = csq_top_arg(fcinfo, 1, 1, "variants");
	csq_process_arg(fcinfo, 0, &p);
	order = csq_process_variant_order(&p);
	labels = csq_alloc((p.nactivities + (size_t) 1) * sizeof *labels);
	for (uint32_t i = 0; i < p.nactivities; i++)
		labels[i] = csq_label_datum(&p.activities[i]);
	for (uint32_t i = 0; i < p.nvariants && i < top; i++)
	{
		const CsqVariant *v = &p.variants[order[i]];
		Datum             values[6];
		bool              nulls[6] = {false};

		seen += v->n;
		values[0] = Int32GetDatum((int32) i + 1);
		values[1] = Int64GetDatum(v->n);
		values[2] = Float8GetDatum((double) v->n / (double) csq_process_cases(&p));
		values[3] = Float8GetDatum((double) seen / (double) csq_process_cases(&p));
		values[4] = csq_path_datum(v, labels);
		values[5] = csq_mean_length_datum(csq_u128_double(v->total) / (double) v->n);
		csq_srf_row(rsinfo, values, nulls);
		pfree(DatumGetPointer(values[4]));
	}
	return (Datum) 0;
}

/*
 * throughput(process, q float8 default 0.5) -> interval
 *
 * The duration, from the first to the last event, that this fraction of the cases do
 * not exceed; 0.5 is the median, 0 the shortest, 1 the longest.  Nearest rank;
 * exact up to 512 different durations, else within 1 %.
 * NULL:    strict; NULL for a process without cases.
 * Errors:  22023 q outside 0 .. 1.
 * Cost:    O(size of the process).
 */
static Datum
read_throughput(FunctionCallInfo fcinfo, ProcessArg process_arg)
{
	CsqProcess p;
	double     q = csq_share_arg(fcinfo, 1, "fraction of throughput");

	process_arg(fcinfo, 0, &p);
	if (csq_process_cases(&p) == 0)
		PG_RETURN_NULL();
	return csq_length_datum(csq_times_quantile(&p.durations, q));
}

READ_GRAPH_TOO(throughput, csq_process_arg)

/*
 * num_cases(process) -> int8
 *
 * NULL:    strict.
 * Cost:    O(size of the process).
 */
static Datum
read_process_num_cases(FunctionCallInfo fcinfo, ProcessArg process_arg)
{
	CsqProcess p;

	process_arg(fcinfo, 0, &p);
	PG_RETURN_INT64(csq_process_cases(&p));
}

READ_GRAPH_TOO(process_num_cases, csq_process_arg)

/*
 * handovers(process) -> setof (source text, target text, n int8)
 *
 * How often an event of resource target directly follows one of source in a case,
 * source = target (work that stayed) included; a pair in which either event has
 * no resource is none.  Ordered by source and target.
 * NULL:    no rows.
 * Cost:    O(size of the process).
 */
PG_FUNCTION_INFO_V1(csq_handovers);
Datum
csq_handovers(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     p;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	csq_process_arg(fcinfo, 0, &p);
	for (uint32_t i = 0; i < p.nhandovers; i++)
	{
		const CsqHandover *h = &p.handovers[i];
		Datum values[3] = {csq_label_datum(&p.resources[h->source]), csq_label_datum(&p.resources[h->target]),
		                   Int64GetDatum(h->n)};
		bool  nulls[3] = {false};

		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

typedef struct Bottleneck
{
	double   excess;
	uint32_t edge;
} Bottleneck;

static int
compare_excess(const void *a, const void *b)
{
	double x = ((const Bottleneck *) a)->excess;
	double y = ((const Bottleneck *) b)->excess;

	return (x < y) - (x > y);
}

/*
 * bottlenecks(process, top int default 10)
 * -> setof (source text, target text, n int8, mean interval, excess_wait interval, share_of_total_wait float8)
 *
 * The edges that cost most time: excess_wait is the time spent on the edge beyond
 * what its n moves would have taken at the average of all moves.  Edges at or
 * below the average are not shown; share_of_total_wait: of the time on all edges.
 * Ordered by excess_wait, falling.
 * NULL:    no rows.
 * Errors:  22023 top below 0; 22008 an excess beyond 292,000 years.
 * Cost:    O(size of the process).
 */
static Datum
read_bottlenecks(FunctionCallInfo fcinfo, ProcessArg process_arg)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     p;
	double        *excess;
	Bottleneck    *ranked;
	int64          top;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	top = csq_top_arg(fcinfo, 1, 1, "bottlenecks");
	process_arg(fcinfo, 0, &p);
	excess = csq_process_excess(&p);
	ranked = csq_alloc((p.nedges + (size_t) 1) * sizeof *ranked);
	for (uint32_t i = 0; i < p.nedges; i++)
		ranked[i] = (Bottleneck){excess[i], i};
	csq_sort(ranked, p.nedges, sizeof *ranked, compare_excess);
	for (uint32_t i = 0; i < p.nedges && i < top && rint(ranked[i].excess) > 0; i++)
	{
		const CsqEdge *e = &p.edges[ranked[i].edge];
		Datum          values[6];
		bool           nulls[6] = {false};

		values[0] = csq_label_datum(&p.activities[e->source]);
		values[1] = csq_label_datum(&p.activities[e->target]);
		values[2] = Int64GetDatum(e->times.n);
		values[3] = csq_mean_length_datum(csq_times_mean(&e->times));
		values[4] = csq_mean_length_datum(ranked[i].excess);
		values[5] = Float8GetDatum(csq_u128_double(e->times.sum) / csq_u128_double(p.durations.sum));
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

READ_GRAPH_TOO(bottlenecks, csq_process_arg)

/* ---- before and after ---- */

/*
 * Columns n .. n + 2: the mean time of an edge before and after and its change,
 * in whole microseconds, so that they add up.
 */
static void
mean_columns(const CsqCompared *c, int n, Datum *values, bool *nulls)
{
	double mean[2];

	for (int s = 0; s < 2; s++)
	{
		nulls[n + s] = c->times[s] == NULL;
		mean[s] = nulls[n + s] ? 0 : rint(csq_times_mean(c->times[s]));
		if (!nulls[n + s])
			values[n + s] = csq_mean_length_datum(mean[s]);
	}
	nulls[n + 2] = nulls[n] || nulls[n + 1];
	if (!nulls[n + 2])
		values[n + 2] = csq_mean_length_datum(mean[1] - mean[0]);
}

/* Columns n .. n + 6: the share of the cases before and after, its change, interval and test. */
static void
share_columns(const CsqCompared *c, const CsqProcess *before, const CsqProcess *after, double confidence, int n,
              Datum *values, bool *nulls)
{
	CsqShare      x = {(double) c->cases[0], (double) csq_process_cases(before)};
	CsqShare      y = {(double) c->cases[1], (double) csq_process_cases(after)};
	CsqDifference d;

	nulls[n] = x.trials == 0;
	nulls[n + 1] = y.trials == 0;
	if (!nulls[n])
		values[n] = Float8GetDatum(x.hits / x.trials);
	if (!nulls[n + 1])
		values[n + 1] = Float8GetDatum(y.hits / y.trials);
	for (int i = 2; i < 7; i++)
		nulls[n + i] = nulls[n] || nulls[n + 1];
	if (nulls[n + 2])
		return;
	d = csq_rate_compare(x, y, confidence);
	values[n + 2] = Float8GetDatum(d.difference);
	values[n + 3] = Float8GetDatum(d.lo);
	values[n + 4] = Float8GetDatum(d.hi);
	values[n + 5] = Float8GetDatum(d.z);
	values[n + 6] = Float8GetDatum(d.p_value);
}

/*
 * compare(before process, after process, confidence float8 default 0.95) -> setof (kind text, source text, target text,
 *		cases_before int8, cases_after int8, share_before float8, share_after float8, difference float8, lo float8,
 *		hi float8, z float8, p_value float8, mean_before interval, mean_after interval, mean_difference interval)
 *
 * One row per activity of either process (kind activity, target NULL), then one
 * per edge of either (kind edge), ordered by their labels.  Share: of the cases,
 * those in which it occurs; the difference, after minus before, with Newcombe's
 * hybrid score interval, and the pooled score test.  Mean: time from source to
 * target over all moves, and its change.
 * NULL:    no rows; the share of a process without cases, and with it the
 *          difference; the mean of an edge that does not occur, and its change.
 * Errors:  22023 times of different calendars; unless 0 < confidence < 1; 22008 a mean
 *          beyond 292,000 years.
 * Cost:    O(size of both).
 */
PG_FUNCTION_INFO_V1(csq_compare_process);
Datum
csq_compare_process(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     before;
	CsqProcess     after;
	CsqCompared   *rows;
	uint32_t       n;
	float8         confidence;
	CsqError       err;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return (Datum) 0;
	confidence = PG_GETARG_FLOAT8(2);
	csq_require_level(confidence, "confidence");
	csq_process_arg(fcinfo, 0, &before);
	csq_process_arg(fcinfo, 1, &after);
	if (!csq_process_compare(&before, &after, &rows, &n, &err))
		csq_throw(&err);
	for (uint32_t i = 0; i < n; i++)
	{
		const CsqCompared *c = &rows[i];
		Datum              values[15] = {0};
		bool               nulls[15] = {false};

		values[0] = CStringGetTextDatum(c->is_edge ? "edge" : "activity");
		values[1] = csq_label_datum(&c->source);
		nulls[2] = !c->is_edge;
		if (c->is_edge)
			values[2] = csq_label_datum(&c->target);
		values[3] = Int64GetDatum(c->cases[0]);
		values[4] = Int64GetDatum(c->cases[1]);
		share_columns(c, &before, &after, confidence, 5, values, nulls);
		mean_columns(c, 12, values, nulls);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/* ---- pictures ---- */

typedef void (*Draw)(const CsqProcess *p, uint32_t top, CsqMeasure m, CsqBuf *out);

static Datum
draw(FunctionCallInfo fcinfo, const char *function, Draw drawing)
{
	CsqProcess p;
	CsqMeasure m;
	CsqError   err;
	CsqBuf     b;
	int32      top = csq_top_arg(fcinfo, 1, 0, function);
	CsqText    measure = csq_text_arg(fcinfo, 2);

	if (!csq_measure_parse(measure.s, measure.len, &m, &err))
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
