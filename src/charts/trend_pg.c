/*
 * trend_pg.c
 *		SQL shell of interrupted time series and of trends towards a target.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "pg/args_pg.h"
#include "base/stats.h"
#include "charts/series_pg.h"
#include "charts/trend.h"
#include "base/literal.h"

/* ---- interrupted time series ---- */

static Datum
its_row(FunctionCallInfo fcinfo, const CsqIts *r, bool known)
{
	Datum  values[14];
	bool   nulls[14];
	double columns[12];

	for (int i = 0; i < 12; i++)
		columns[i] = NAN;
	for (int k = 0; known && k < 2; k++)
	{
		columns[4 * k] = r->b[2 + k];
		columns[4 * k + 1] = r->lo[2 + k];
		columns[4 * k + 2] = r->hi[2 + k];
		columns[4 * k + 3] = r->p[2 + k];
	}
	if (known)
	{
		columns[8] = r->b[0];
		columns[9] = r->b[1];
		columns[10] = r->durbin_watson;
		columns[11] = r->autocorrelation;
	}
	for (int i = 0; i < 12; i++)
		values[i] = csq_number_or_null(columns[i], &nulls[i]);
	nulls[12] = nulls[13] = false;
	values[12] = Int32GetDatum((int32) r->before);
	values[13] = Int32GetDatum((int32) r->after);
	return csq_row_datum(fcinfo, values, nulls);
}

static Datum
its(FunctionCallInfo fcinfo, int64 intervention)
{
	CsqGrid grid;
	CsqIts  r;
	bool    known;

	csq_require_level(PG_GETARG_FLOAT8(2), "confidence");
	csq_grid_arg(fcinfo, -1, &grid);
	known = csq_its(&grid, intervention, PG_GETARG_FLOAT8(2), &r);
	return its_row(fcinfo, &r, known);
}

/*
 * its(series, intervention date | timestamptz | text, confidence float8)
 *		-> (level_change, lo, hi, p_value, slope_change, slope_lo, slope_hi, slope_p_value, level_before,
 *		slope_before, durbin_watson, autocorrelation float8, points_before, points_after int)
 *
 * How the level and the slope of a series changed at an intervention: the change of level at once, and of the slope
 * per bucket.  The bucket of the intervention is the first one after it.  Errors last from bucket to bucket by an
 * autocorrelation that is integrated out.
 * NULL:    strict; figures are NULL with fewer than eight points on a side; intervals, p-values, durbin_watson and
 *          autocorrelation of a series that lies on its lines.
 * Errors:  22023 confidence not between 0 and 1, an instant for a series by date; 22007 text that is no date.
 * Cost:    O(buckets), and some hundreds of small fits whatever there are.
 * Source:  Wagner et al., J Clin Pharm Ther 27 (2002); Zellner and Tiao, JASA 59 (1964); Berger and Yang,
 *          Econometric Theory 10 (1994).
 */
PG_FUNCTION_INFO_V1(csq_its_date);
Datum
csq_its_date(PG_FUNCTION_ARGS)
{
	return its(fcinfo, csq_bucket_of_date(csq_series_arg(fcinfo, 0), csq_date_arg(fcinfo, 1)));
}

/* An intervention at an instant, which a series by date has no bucket of. */
static Datum
its_at_instant(FunctionCallInfo fcinfo, int64 at)
{
	if (!csq_series_arg(fcinfo, 0)->instants)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the intervention of a series by date is a date"),
		         errhint("Say on which date: its(series, '2026-03-01').")));
	return its(fcinfo, at);
}

PG_FUNCTION_INFO_V1(csq_its_instant);
Datum
csq_its_instant(PG_FUNCTION_ARGS)
{
	return its_at_instant(fcinfo, csq_instant_arg(fcinfo, 1));
}

PG_FUNCTION_INFO_V1(csq_its_text);
Datum
csq_its_text(PG_FUNCTION_ARGS)
{
	int64 at;

	if (csq_text_bucket_arg(fcinfo, 1, "the intervention", &at))
		return its(fcinfo, csq_bucket_of_date(csq_series_arg(fcinfo, 0), (int32) (at / USECS_PER_DAY)));
	return its_at_instant(fcinfo, at);
}

/* ---- trends ---- */

/* at_least or at_most */
static bool
is_at_least(FunctionCallInfo fcinfo, int n)
{
	CsqText word = csq_text_arg(fcinfo, n);

	if (csq_option_is(word, "at_least"))
		return true;
	if (csq_option_is(word, "at_most"))
		return false;
	ereport(ERROR,
	        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a target is not \"%s\"", csq_quoted(word.s, word.len).s),
	         errhint("Write at_least where higher is better, at_most where lower is.")));
}

/* The figures of a measure lie between these: shares between 0 and 1, counts and rates are not negative. */
static void
measure_range(const CsqSeries *series, double *least, double *most)
{
	*least = series->measure == CSQ_MEASURE_VALUE ? -INFINITY : 0;
	*most = series->measure == CSQ_MEASURE_SHARE ? 1 : INFINITY;
}

/*
 * on_track(series, target float8, due date, kind text, confidence float8)
 *		-> (projected, lo, hi, probability, slope, slope_lo, slope_hi float8, points int)
 *
 * Where the trend of a series leads: the figure of the bucket that the due date lies in, with its prediction
 * interval, and the
 * probability that it attains the target.  slope is per bucket.
 * A trend does not lead out of what the measure can be: the projection of a share ends at 0 and at 1.
 * NULL:    strict; figures are NULL with fewer than five points; the projection and its probability where the due date
 *          lies before the last bucket: what was reached then stands in the series; intervals and probability of a
 *          series that lies on its line.
 * Errors:  22023 a kind other than at_least and at_most, a target that the measure cannot be, confidence not between
 * 0 and 1; 54000 beyond 3,000 points.
 * Cost:    O(n^2 log n).
 * Source:  Sen, JASA 63 (1968); how errors last: lines.c.
 */
PG_FUNCTION_INFO_V1(csq_on_track);
Datum
csq_on_track(PG_FUNCTION_ARGS)
{
	double   target = PG_GETARG_FLOAT8(1);
	int32    due = csq_date_arg(fcinfo, 2);
	bool     at_least = is_at_least(fcinfo, 3);
	double   confidence = PG_GETARG_FLOAT8(4);
	double   columns[7] = {NAN, NAN, NAN, NAN, NAN, NAN, NAN};
	double   least, most;
	Datum    values[8];
	bool     nulls[8];
	CsqGrid  grid;
	CsqTrend t;
	CsqError err;

	csq_require_finite(target, "target");
	measure_range(csq_series_arg(fcinfo, 0), &least, &most);
	if (target < least || target > most)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the series cannot reach a target of %g", target),
		         most == 1 ? errdetail("It is a series of shares, from 0 to 1.")
		                   : errdetail("It is a series of counts or rates, which are not negative."),
		         most == 1 ? errhint("Write 90 %% as 0.9.") : 0));
	csq_require_level(confidence, "confidence");
	csq_grid_arg(fcinfo, -1, &grid);
	if (csq_trend(&grid, confidence, &t, &err))
	{
		double at = floor(csq_grid_place(&grid, csq_bucket_of_date(csq_series_arg(fcinfo, 0), due)));

		if (at >= floor(csq_grid_place(&grid, grid.points[grid.n - 1].at)))
		{
			CsqLineMixture m;
			double         y = csq_trend_at(&t, at, &m), density;

			columns[0] = Min(Max(y, least), most);
			if (!t.on_line)
			{
				double below = csq_mixture_below(&m, target, &density);

				columns[1] = Min(Max(csq_mixture_quantile(&m, (1 - confidence) / 2), least), most);
				columns[2] = Min(Max(csq_mixture_quantile(&m, (1 + confidence) / 2), least), most);
				columns[3] = at_least ? 1 - below : below;
			}
		}
		columns[4] = t.slope;
		columns[5] = t.slope_lo;
		columns[6] = t.slope_hi;
	}
	else if (err.code != CSQ_OK)
		csq_throw(&err);
	for (int i = 0; i < 7; i++)
		values[i] = csq_number_or_null(columns[i], &nulls[i]);
	values[7] = Int32GetDatum((int32) t.n);
	nulls[7] = false;
	return csq_row_datum(fcinfo, values, nulls);
}
