/*
 * funnel_read_pg.c
 *		SQL shell of what a funnel of many cases tells: stages, lost_to,
 *		time_to_convert, compare, num_cases, num_excluded.
 *
 * Everything is computed from the counts and the multisets when it is asked for.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "pg/args_pg.h"
#include "funnel/funnel.h"
#include "funnel/funnel_detail.h"
#include "funnel/funnel_expected.h"
#include "funnel/funnel_pg.h"
#include "metrics/rate.h"
#include "base/sort.h"
#include "base/stats.h"

#define MAX_BINS 1000

/* The funnel with what its readers need; raises. */
typedef struct Opened
{
	const CsqFunnel *f;
	CsqFunnelSpec   *spec;
	bool             detailed;
	CsqFunnelDetail  d;
	int64_t          reached[CSQ_FUNNEL_MAX_STEPS + 1]; /* cases whose level is at least this */
} Opened;

static void
open_funnel(FunctionCallInfo fcinfo, int n, Opened *o)
{
	CsqError err;

	o->f = csq_funnel_arg(fcinfo, n);
	o->spec = csq_funnel_spec_of_terms(csq_funnel_spec_of(o->f), o->f->text_len, &err);
	o->detailed = csq_funnel_is_detailed(o->f);
	if (o->spec == NULL || (o->detailed && !csq_funnel_detail(o->f, &o->d, &err)))
		csq_throw(&err);
	o->reached[o->f->nsteps] = o->f->counts[o->f->nsteps];
	for (int i = (int) o->f->nsteps - 1; i >= 0; i--)
		o->reached[i] = o->reached[i + 1] + o->f->counts[i]; /* the check has added them up */
}

static void
require_details(const Opened *o, const char *what)
{
	if (!o->detailed)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s needs a funnel with details", what),
		         errdetail("This one has counts only."), errhint("Make it with funnel_agg(journey, funnel_spec).")));
}

static void
require_step(const Opened *o, int32 step)
{
	if (step < 1 || step > (int32) o->f->nsteps)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the funnel has no step %d", step),
		                errdetail("Its steps are 1 to %u.", o->f->nsteps)));
}

static Datum
step_label(const Opened *o, int step)
{
	CsqBuf label;

	csq_buf_init(&label);
	csq_funnel_step_label(o->spec, step, &label);
	return csq_text_datum(&label);
}

/* The cases of a level that can still go on. */
static int64
num_pending(const Opened *o, int level)
{
	int64 n = 0;

	if (o->f->flat.kind == CSQ_FUNNEL_AS_OF)
		return csq_funnel_more(o->f)[level - 1];
	for (uint32_t i = 0; o->detailed && i < o->d.nlost; i++)
		if (o->d.lost[i].pending && o->d.lost[i].level == (uint32_t) level)
			n += o->d.lost[i].n;
	return n;
}

/* What a funnel of today knows beyond the counts: columns 12 to 16 of stages. */
static void
full_columns(const Opened *o, int s, double confidence, Datum *values, bool *nulls)
{
	const int64_t    *seen = csq_funnel_more(o->f);
	CsqFunnelExpected e;

	if (o->f->flat.kind != CSQ_FUNNEL_FULL)
		return;
	nulls[12] = nulls[13] = false;
	values[12] = Int64GetDatum(seen[s - 1]);
	values[13] = Int64GetDatum(seen[o->f->nsteps + s - 1]);
	if (!csq_funnel_expected(&o->spec->rule, &o->d, o->f->counts, s, csq_z_of(confidence), &e))
		return;
	nulls[14] = nulls[15] = nulls[16] = false;
	values[14] = Float8GetDatum(e.share);
	values[15] = Float8GetDatum(e.lo);
	values[16] = Float8GetDatum(e.hi);
}

/*
 * stages(funnel, confidence float8 default 0.95) -> setof (step int, label text, reached int8, share float8,
 *		from_previous float8, lo float8, hi float8, median_gap interval,
 *		p90_gap interval, median_total interval, dropped int8, pending int8, seen int8, attempts int8,
 *		expected_share float8, expected_lo float8, expected_hi float8)
 *
 * reached: cases whose level is at least this step.  share: of the cases that
 * reached step 1.  from_previous: of the cases that reached the step before (of
 * all cases for step 1), with its Wilson interval lo .. hi.  median_gap, p90_gap:
 * time since the step taken before; median_total: since the first; NULL without
 * details, or where no chain has the step after another.  dropped: cases whose
 * level is this step though it is not the last, without those that are pending:
 * as of the instant that the aggregate was told they can still go on (NULL where it was told
 * none and kept no details).  seen: cases that have an event of this step at all, reached or
 * not.  attempts: events that were attempts at this step in the cases that took it
 * (funnel_outcome.h).  expected_share: the share of the cases that reached step 1 that
 * comes to this step, those under way allowed for, with its interval (funnel_expected.c).
 * NULL:    no rows; shares of nothing are NULL; seen and what follows without details and
 *          for a funnel that holds cases counted before these were; expected_share of a step
 *          that may be left out and with order any.
 * Errors:  22023 unless 0 < confidence < 1.
 * Cost:    O(length).
 * Source:  E. B. Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212; E. L. Kaplan, P. Meier,
 *          J. Am. Stat. Assoc. 53 (1958), 457-481.
 */
PG_FUNCTION_INFO_V1(csq_stages);
Datum
csq_stages(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	Opened        *o;
	float8         confidence;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	confidence = PG_GETARG_FLOAT8(1);
	csq_require_level(confidence, "confidence");
	o = palloc(sizeof *o);
	open_funnel(fcinfo, 0, o);
	for (int s = 1; s <= (int) o->f->nsteps; s++)
	{
		Datum           values[17] = {0};
		bool            nulls[17];
		int64           pending = num_pending(o, s);
		const CsqTimes *gap = o->detailed ? &o->d.gap[s - 1] : NULL;

		memset(nulls, true, sizeof nulls);
		nulls[0] = nulls[1] = nulls[2] = nulls[10] = false;
		values[0] = Int32GetDatum(s);
		values[1] = step_label(o, s);
		values[2] = Int64GetDatum(o->reached[s]);
		nulls[3] = o->reached[1] == 0;
		if (!nulls[3])
			values[3] = Float8GetDatum((double) o->reached[s] / (double) o->reached[1]);
		nulls[4] = nulls[5] = nulls[6] = o->reached[s - 1] == 0;
		if (!nulls[4])
		{
			CsqInterval wilson =
				csq_wilson((CsqShare){(double) o->reached[s], (double) o->reached[s - 1]}, csq_z_of(confidence));

			values[4] = Float8GetDatum((double) o->reached[s] / (double) o->reached[s - 1]);
			values[5] = Float8GetDatum(wilson.lo);
			values[6] = Float8GetDatum(wilson.hi);
		}
		nulls[7] = nulls[8] = nulls[9] = gap == NULL || gap->n == 0;
		if (!nulls[7])
		{
			values[7] = csq_length_datum(csq_times_quantile(gap, 0.5));
			values[8] = csq_length_datum(csq_times_quantile(gap, 0.9));
			values[9] = csq_length_datum(csq_times_quantile(&o->d.total[s - 1], 0.5));
		}
		values[10] = Int64GetDatum(s < (int) o->f->nsteps ? o->f->counts[s] - pending : 0);
		values[11] = Int64GetDatum(pending);
		nulls[11] = o->f->flat.kind == CSQ_FUNNEL_PLAIN;
		full_columns(o, s, confidence, values, nulls);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_stages, CsqFunnel, v->nsteps)

/* By level, then the most first, then as they are. */
static int
compare_lost(const void *a, const void *b)
{
	const CsqFunnelLost *x = a;
	const CsqFunnelLost *y = b;

	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	return (x->n < y->n) - (x->n > y->n);
}

/*
 * lost_to(funnel) -> setof (step int, next_activity text, n int8, share float8)
 *
 * Where the cases went whose last step is this one: the activity of the first
 * event later than their chain, NULL when the journey ended there.  share: of the
 * cases dropped at this step.  The most frequent first.
 * NULL:    no rows.
 * Errors:  22023 the funnel has no details.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_lost_to);
Datum
csq_lost_to(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	Opened        *o;
	int64          dropped[CSQ_FUNNEL_MAX_STEPS + 1];
	CsqRows        rows;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	o = palloc(sizeof *o);
	open_funnel(fcinfo, 0, o);
	require_details(o, "lost_to");
	for (uint32_t level = 1; level <= o->f->nsteps; level++)
		dropped[level] = o->f->counts[level] - num_pending(o, (int) level);
	csq_rows_begin(&rows, rsinfo);
	csq_sort(o->d.lost, o->d.nlost, sizeof *o->d.lost, compare_lost);
	for (uint32_t i = 0; i < o->d.nlost; i++)
	{
		const CsqFunnelLost *l = &o->d.lost[i];
		Datum                values[4] = {0};
		bool                 nulls[4] = {false};

		if (l->pending) /* not lost */
			continue;
		values[0] = Int32GetDatum((int32) l->level);
		nulls[1] = l->end;
		if (!l->end)
			values[1] = csq_label_datum(&l->label);
		values[2] = Int64GetDatum(l->n);
		values[3] = Float8GetDatum((double) l->n / (double) dropped[l->level]);
		csq_rows_put(&rows, values, nulls);
	}
	csq_rows_end(&rows);
	return (Datum) 0;
}

/* Lower end of bin i of n over the lengths from min to max. */
static int64_t
bin_edge(int64_t min, int64_t max, int32 i, int32 n)
{
	return min + (int64_t) ((CsqU128) (uint64_t) (max - min) * (uint32_t) i / (uint32_t) n);
}

/*
 * time_to_convert(funnel, from_step int, to_step int, bins int default 10) -> setof (lo interval, hi interval, n int8)
 *
 * How long the cases took that have to_step, in bins of equal width from the
 * shortest to the longest time: since the step taken before when from_step is
 * to_step - 1, since the first step taken when it is 1.  A time on the border of
 * two bins is in the later one; the last bin includes its end.  Beyond 512
 * different times a time is known to 1/128 only, and may fall in the next bin.
 * NULL:    no rows; none either when no case has to_step.
 * Errors:  22023 the funnel has no details, another pair of steps, bins not 1 to 1,000.
 * Cost:    O(length + bins).
 */
PG_FUNCTION_INFO_V1(csq_time_to_convert);
Datum
csq_time_to_convert(PG_FUNCTION_ARGS)
{
	ReturnSetInfo  *rsinfo = csq_srf_begin(fcinfo);
	Opened         *o;
	int32           from;
	int32           to;
	int32           bins;
	const CsqTimes *t;
	int64          *n;
	int32           bin = 0;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		return (Datum) 0;
	from = PG_GETARG_INT32(1);
	to = PG_GETARG_INT32(2);
	bins = PG_GETARG_INT32(3);
	o = palloc(sizeof *o);
	open_funnel(fcinfo, 0, o);
	require_details(o, "time_to_convert");
	require_step(o, from);
	require_step(o, to);
	if (to <= from || (from != 1 && from != to - 1))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("a funnel does not keep the time from step %d to step %d", from, to),
		                errdetail("It keeps the time of each step since the step before and since the first."),
		                errhint("For other pairs take differences of steps(journey, funnel_spec).")));
	if (bins < 1 || bins > MAX_BINS)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("the number of bins must be 1 to %d, not %d", MAX_BINS, bins)));
	t = from == to - 1 ? &o->d.gap[to - 1] : &o->d.total[to - 1];
	if (t->n == 0)
		return (Datum) 0;
	if (t->min == t->max)
		bins = 1;
	n = palloc0(bins * sizeof *n);
	for (uint32_t i = 0; i < t->nvalues; i++)
	{
		int64_t v = t->values[i] < t->min ? t->min : t->values[i]; /* a bucket begins at or below its times */

		while (bin < bins - 1 && v >= bin_edge(t->min, t->max, bin + 1, bins))
			bin++;
		n[bin] += t->counts[i];
	}
	for (int32 i = 0; i < bins; i++)
	{
		Datum values[3];
		bool  nulls[3] = {false};

		values[0] = csq_length_datum(bin_edge(t->min, t->max, i, bins));
		values[1] = csq_length_datum(bin_edge(t->min, t->max, i + 1, bins));
		values[2] = Int64GetDatum(n[i]);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * compare(before funnel, after funnel, confidence float8 default 0.95) -> setof (step int, label text,
 *		share_before float8, share_after float8, difference float8, lo float8, hi float8, z float8, p_value float8)
 *
 * Per step, the share of the cases that reached the step before (of all cases for
 * step 1): the difference, after minus before, with Newcombe's hybrid score
 * interval, and the pooled score test.
 * NULL:    no rows; where no case reached the step before, its share and the
 *          difference are NULL.
 * Errors:  22023 different specifications; unless 0 < confidence < 1.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_compare_funnel);
Datum
csq_compare_funnel(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	Opened        *a;
	Opened        *b;
	float8         confidence;
	CsqError       err;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return (Datum) 0;
	confidence = PG_GETARG_FLOAT8(2);
	csq_require_level(confidence, "confidence");
	a = palloc(sizeof *a);
	b = palloc(sizeof *b);
	open_funnel(fcinfo, 0, a);
	open_funnel(fcinfo, 1, b);
	if (!csq_funnel_same_spec(a->f, b->f, &err))
		csq_throw(&err);
	for (int s = 1; s <= (int) a->f->nsteps; s++)
	{
		Datum    values[9] = {0};
		bool     nulls[9] = {false};
		CsqShare x = {(double) a->reached[s], (double) a->reached[s - 1]};
		CsqShare y = {(double) b->reached[s], (double) b->reached[s - 1]};

		values[0] = Int32GetDatum(s);
		values[1] = step_label(a, s);
		nulls[2] = x.trials == 0;
		nulls[3] = y.trials == 0;
		if (!nulls[2])
			values[2] = Float8GetDatum(x.hits / x.trials);
		if (!nulls[3])
			values[3] = Float8GetDatum(y.hits / y.trials);
		nulls[4] = nulls[5] = nulls[6] = nulls[7] = nulls[8] = nulls[2] || nulls[3];
		if (!nulls[4])
		{
			CsqDifference d = csq_rate_compare(x, y, confidence);

			values[4] = Float8GetDatum(d.difference);
			values[5] = Float8GetDatum(d.lo);
			values[6] = Float8GetDatum(d.hi);
			values[7] = Float8GetDatum(d.z);
			values[8] = Float8GetDatum(d.p_value);
		}
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_compare_funnel, CsqFunnel, v->nsteps)

/*
 * num_cases(funnel) -> int8
 *
 * The cases counted at a level, level 0 included; those that an exclusion dropped are not.
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_num_cases);
Datum
csq_funnel_num_cases(PG_FUNCTION_ARGS)
{
	const CsqFunnel *f = csq_funnel_arg(fcinfo, 0);
	int64_t          n = 0;

	for (uint32_t i = 0; i <= f->nsteps; i++)
		n += f->counts[i]; /* the check has added them up */
	PG_RETURN_INT64(n);
}

/*
 * num_excluded(funnel) -> int8
 *
 * Cases that an exclusion with "drop journey" left out of the funnel.
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_num_excluded);
Datum
csq_funnel_num_excluded(PG_FUNCTION_ARGS)
{
	const CsqFunnel *f = csq_funnel_arg(fcinfo, 0);

	PG_RETURN_INT64(f->counts[f->nsteps + 1]);
}
