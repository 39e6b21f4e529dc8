/*
 * control_chart_pg.c
 *		SQL shell of control charts and capability.
 */
#include "postgres.h"

#include <math.h>

#include "pg/rows_pg.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "pg/args_pg.h"
#include "base/sort.h"
#include "base/stats.h"
#include "charts/control_chart.h"
#include "charts/series_pg.h"

/* date[] as buckets, ascending, each once. */
static int64 *
phases_arg(FunctionCallInfo fcinfo, int argno, const CsqSeries *s, uint32 *count)
{
	Datum *dates;
	bool  *nulls;
	int    n;
	int64 *phases;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(argno), DATEOID, sizeof(DateADT), true, TYPALIGN_INT, &dates, &nulls, &n);
	phases = palloc(((size_t) n + 1) * sizeof *phases);
	for (int i = 0; i < n; i++)
	{
		if (nulls[i] || DATE_NOT_FINITE(DatumGetDateADT(dates[i])))
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			                errmsg("a phase of a control chart begins on a date, not on NULL or infinity")));
		phases[i] = csq_bucket_of_date(s, DatumGetDateADT(dates[i]));
	}
	csq_sort(phases, (size_t) n, sizeof *phases, csq_by_i64);
	*count = 0;
	for (int i = 0; i < n; i++) /* what begins twice on a day begins once */
		if (*count == 0 || phases[*count - 1] != phases[i])
			phases[(*count)++] = phases[i];
	return phases;
}

static void
chart_args(FunctionCallInfo fcinfo, const CsqSeries *s, CsqChart *chart)
{
	CsqText  kind = csq_text_arg(fcinfo, 1);
	CsqError err;

	*chart = (CsqChart){CSQ_CHART_XMR, PG_INT64_MIN, PG_INT64_MAX, 0, NULL, 0, {0}};
	csq_chart_defaults(&chart->options);
	if (!csq_chart_kind(kind.s, kind.len, &chart->kind, &err))
		csq_throw(&err);
	if (!PG_ARGISNULL(2))
	{
		int32 from, to;

		csq_daterange_arg(fcinfo, 2, &from, &to);
		if (to <= from)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			                errmsg("the baseline of a control chart must not be empty")));
		if (from != PG_INT32_MIN)
			chart->baseline_from = csq_bucket_of_date(s, from);
		if (to != PG_INT32_MAX)
			chart->baseline_to = csq_bucket_of_date(s, to);
	}
	if (!PG_ARGISNULL(3))
		chart->phases = phases_arg(fcinfo, 3, s, &chart->nphases);
	{
		CsqText rules = PG_ARGISNULL(4) ? (CsqText){"all", 3} : csq_text_arg(fcinfo, 4);

		if (!csq_signals_parse(rules.s, rules.len, &chart->rules, &err))
			csq_throw(&err);
	}
	if (!PG_ARGISNULL(5))
	{
		CsqText options = csq_jsonb_arg(fcinfo, 5);

		if (!csq_chart_options(options.s, options.len, &chart->options, &err))
			csq_throw(&err);
	}
}

static Datum
signals_datum(unsigned signals)
{
	Datum names[CSQ_SIGNALS];
	int   n = 0;

	for (int i = 0; i < CSQ_SIGNALS; i++)
		if (signals & (1U << i))
			names[n++] = CStringGetTextDatum(csq_signal_name(i));
	return PointerGetDatum(construct_array(names, n, TEXTOID, -1, false, TYPALIGN_INT));
}

/*
 * control_chart(series, kind text, baseline daterange, phases date[], rules text, options jsonb, step interval)
 *		-> setof (bucket date, value, centre, lcl, ucl float8, signals text[], phase int, at timestamptz)
 *
 * The chart bucket by bucket.  Kinds: xmr mr xbar_s s p np c u p_prime u_prime g t ewma cusum.  baseline: the limits
 * are those of its buckets and hold for the phase that it lies in; phases: where new ones begin, each with
 * limits of its
 * own.  signals: the names of the rules that a bucket breaks, none an empty array.
 * NULL:    no rows without a series or a kind; NULL for the others is their default.  value is NULL where nothing is
 *          known of a bucket, centre and limits where there is too little for them.
 * Errors:  22023 an unknown kind, rule or option, a series that the kind does not read, an empty baseline; as
 *          points().
 * Cost:    O(buckets).
 * Source:  see control_chart.c.
 */
PG_FUNCTION_INFO_V1(csq_control_chart);
Datum
csq_control_chart(PG_FUNCTION_ARGS)
{
	ReturnSetInfo   *rsinfo = csq_srf_begin(fcinfo);
	Datum            none = PointerGetDatum(construct_empty_array(TEXTOID));
	const CsqSeries *s;
	CsqGrid          grid;
	CsqChart         chart;
	CsqChartPoint   *points;
	CsqError         err;
	uint32           n;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	s = csq_series_arg(fcinfo, 0);
	chart_args(fcinfo, s, &chart);
	csq_grid_of(fcinfo, s, 6, PG_INT64_MIN, &grid);
	if (!csq_chart(&grid, &chart, &points, &n, &err))
		csq_throw(&err);
	for (uint32 i = 0; i < n; i++)
	{
		const CsqChartPoint *p = &points[i];
		Datum                values[8];
		bool                 nulls[8] = {false};

		csq_bucket_columns(&grid, NULL, p->at, values, nulls, 0, 7);
		values[1] = csq_number_or_null(p->value, &nulls[1]);
		values[2] = csq_number_or_null(p->centre, &nulls[2]);
		values[3] = csq_number_or_null(p->lcl, &nulls[3]);
		values[4] = csq_number_or_null(p->ucl, &nulls[4]);
		values[5] = p->signals == 0 ? none : signals_datum(p->signals);
		values[6] = Int32GetDatum(p->phase);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_control_chart, CsqSeries, v->nbuckets)

/*
 * capability(series, lower float8, upper float8, confidence float8)
 *		-> (n, mean, sigma_within, sigma_overall, cp, cp_lo, cp_hi, cpk, cpk_lo, cpk_hi, pp, ppk float8)
 *
 * How the values of a series fit between two limits of a specification.  Within: from neighbouring values, or
 * from the spread within buckets where those have several; overall: of all values.  Cp and Pp compare the width,
 * Cpk and Ppk the nearer limit.  Intervals: chi-squared of Cp, Bissell's of Cpk, with the degrees of freedom that
 * the estimate of sigma is worth (control_chart.c).
 * NULL:    NULL without a series or confidence, or fewer than two values; a limit that is NULL does not exist,
 *          and cp and pp are NULL then.
 * Errors:  22023 no limit at all, limits in the wrong order or NaN, a series that is not of values.
 * Cost:    O(buckets).
 * Source:  Montgomery, Introduction to Statistical Quality Control, chapter 8; Bissell, Applied Statistics 39 (1990).
 */
PG_FUNCTION_INFO_V1(csq_series_capability);
Datum
csq_series_capability(PG_FUNCTION_ARGS)
{
	double        lower = PG_ARGISNULL(1) ? NAN : PG_GETARG_FLOAT8(1);
	double        upper = PG_ARGISNULL(2) ? NAN : PG_GETARG_FLOAT8(2);
	CsqGrid       grid;
	CsqCapability c;
	Datum         values[12];
	bool          nulls[12];

	if (PG_ARGISNULL(0) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	csq_require_level(PG_GETARG_FLOAT8(3), "confidence");
	for (int n = 1; n <= 2; n++)
		if (!PG_ARGISNULL(n) && isnan(PG_GETARG_FLOAT8(n)))
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a limit of capability cannot be NaN"),
			                errhint("Pass NULL where there is no such limit.")));
	if ((PG_ARGISNULL(1) && PG_ARGISNULL(2)) || lower >= upper)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		         errmsg("capability needs a lower limit, an upper one above it, or both"),
		         errhint("With one limit only leave the other out: capability(series, upper => 15) for at most 15.")));
	csq_grid_arg(fcinfo, -1, &grid);
	if (grid.measure != CSQ_MEASURE_VALUE)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("capability is one of values, not of a %s", csq_measure_name(grid.measure)),
		                errhint("Make the series of single values: series_agg(bucket, value).")));
	if (!csq_capability(&grid, lower, upper, csq_z_of(PG_GETARG_FLOAT8(3)), false, &c))
		PG_RETURN_NULL();
	{
		const double columns[12] = {c.n,     c.mean, c.sigma_within, c.sigma_overall, c.cp, c.cp_lo,
		                            c.cp_hi, c.cpk,  c.cpk_lo,       c.cpk_hi,        c.pp, c.ppk};

		for (int i = 0; i < 12; i++)
			values[i] = csq_number_or_null(columns[i], &nulls[i]);
	}
	return csq_row_datum(fcinfo, values, nulls);
}
