/*
 * defect_pg.c
 *		SQL shell of defect_summary.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "utils/array.h"
#include "utils/lsyscache.h"

#include "pg/summary_pg.h"
#include "metrics/defect.h"

/* The functions of every summary: see summary_pg.h. */
CSQ_SUMMARY_FUNCTIONS(defect_summary, csq_defect_type)

/*
 * defect_append(defect_summary, defects bigint, units bigint, opportunities bigint) -> defect_summary
 *
 * Transition function of defect_agg.
 * NULL:    a row with any NULL is ignored.
 * Errors:  22023 negative numbers, more defects than opportunities; 22003 beyond int8.
 * Cost:    O(1).
 */
PG_FUNCTION_INFO_V1(csq_defect_append);
Datum
csq_defect_append(PG_FUNCTION_ARGS)
{
	CsqDefectSummary *s;
	CsqError          err;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(csq_summary_state(fcinfo, &csq_defect_type));
	}
	s = PG_ARGISNULL(0) ? csq_defect_new() : csq_summary_state(fcinfo, &csq_defect_type);
	if (!csq_defect_add(s, PG_GETARG_INT64(1), PG_GETARG_INT64(2), PG_GETARG_INT64(3), &err))
		csq_throw(&err);
	PG_RETURN_POINTER(s);
}

/*
 * defects, units, opportunities(defect_summary) -> int8: what was counted.  Strict.
 */
static Datum
count_of(FunctionCallInfo fcinfo, int which)
{
	const CsqDefectSummary *s = csq_summary_arg(fcinfo, 0, &csq_defect_type);

	PG_RETURN_INT64(s->counts[which]);
}

PG_FUNCTION_INFO_V1(csq_defect_defects);
Datum
csq_defect_defects(PG_FUNCTION_ARGS)
{
	return count_of(fcinfo, CSQ_DEFECTS);
}

PG_FUNCTION_INFO_V1(csq_defect_units);
Datum
csq_defect_units(PG_FUNCTION_ARGS)
{
	return count_of(fcinfo, CSQ_UNITS);
}

PG_FUNCTION_INFO_V1(csq_defect_opportunities);
Datum
csq_defect_opportunities(PG_FUNCTION_ARGS)
{
	return count_of(fcinfo, CSQ_OPPORTUNITIES);
}

/* which: 0 estimate, -1 and +1 ends of its interval; NaN without opportunities. */
static double
share_of(FunctionCallInfo fcinfo, int which, int confidence_arg)
{
	const CsqDefectSummary *s = csq_summary_arg(fcinfo, 0, &csq_defect_type);
	CsqInterval             i;

	if (which != 0)
		csq_require_level(PG_GETARG_FLOAT8(confidence_arg), "confidence");
	if (s->counts[CSQ_OPPORTUNITIES] == 0)
		return NAN;
	if (which == 0)
		return (double) s->counts[CSQ_DEFECTS] / (double) s->counts[CSQ_OPPORTUNITIES];
	i = csq_defect_share(s, PG_GETARG_FLOAT8(confidence_arg));
	return which < 0 ? i.lo : i.hi;
}

static Datum
number_or_null(FunctionCallInfo fcinfo, double v)
{
	if (isnan(v))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(v);
}

/*
 * dpmo(defect_summary), dpmo_lo, dpmo_hi(defect_summary, confidence float8) -> float8
 *
 * Defects per million opportunities, and the exact interval.
 * NULL:    strict; NULL without opportunities.  Errors: 22023 confidence.  Cost: O(1).
 * Source:  Clopper and Pearson, Biometrika 26 (1934).
 */
#define DEFECT_SHARE(name, which)                                                                                      \
	PG_FUNCTION_INFO_V1(csq_defect_##name);                                                                            \
	Datum csq_defect_##name(PG_FUNCTION_ARGS)                                                                          \
	{                                                                                                                  \
		return number_or_null(fcinfo, 1e6 * share_of(fcinfo, which, 1));                                               \
	}

DEFECT_SHARE(dpmo, 0)
DEFECT_SHARE(dpmo_lo, -1)
DEFECT_SHARE(dpmo_hi, 1)

/*
 * sigma_level(defect_summary, shift float8), sigma_level_lo, sigma_level_hi(defect_summary, shift, confidence)
 * -> float8
 *
 * The standard deviations between mean and limit that leave such a share of defects beyond it, plus the shift: 1.5 by
 * convention, 0 for the long term.  Fewer defects, higher level: the lower end comes from the upper end of the share.
 * NULL:    strict; NULL without opportunities; the level and its upper end without any defect: there is no bound.
 * Errors:  22003 a shift that is not finite; 22023 confidence.  Cost: O(1).
 */
#define DEFECT_SIGMA(name, which)                                                                                      \
	PG_FUNCTION_INFO_V1(csq_defect_##name);                                                                            \
	Datum csq_defect_##name(PG_FUNCTION_ARGS)                                                                          \
	{                                                                                                                  \
		csq_require_finite(PG_GETARG_FLOAT8(1), "shift");                                                              \
		return number_or_null(fcinfo, csq_sigma_level(share_of(fcinfo, which, 2), PG_GETARG_FLOAT8(1)));               \
	}

DEFECT_SIGMA(sigma_level, 0)
DEFECT_SIGMA(sigma_level_lo, 1)
DEFECT_SIGMA(sigma_level_hi, -1)

/* Share of units that pass, each defect counted as a unit that does not; NaN where that is no share. */
static double
first_time_yield(const CsqDefectSummary *s)
{
	return csq_rolled_yield(1, &s);
}

/*
 * fty(defect_summary) -> float8
 *
 * First time yield: (units - defects) / units.
 * NULL:    strict; NULL without units, and with more defects than units (then throughput_yield).
 */
PG_FUNCTION_INFO_V1(csq_defect_fty);
Datum
csq_defect_fty(PG_FUNCTION_ARGS)
{
	return number_or_null(fcinfo, first_time_yield(csq_summary_arg(fcinfo, 0, &csq_defect_type)));
}

/*
 * throughput_yield(defect_summary) -> float8
 *
 * Share of units without any defect when defects fall at random, several on a unit too: exp(-defects / units).
 * NULL:    strict; NULL without units.
 */
PG_FUNCTION_INFO_V1(csq_defect_throughput_yield);
Datum
csq_defect_throughput_yield(PG_FUNCTION_ARGS)
{
	const CsqDefectSummary *s = csq_summary_arg(fcinfo, 0, &csq_defect_type);

	if (s->counts[CSQ_UNITS] == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(exp(-(double) s->counts[CSQ_DEFECTS] / (double) s->counts[CSQ_UNITS]));
}

/*
 * rty(steps defect_summary[]) -> float8
 *
 * Rolled throughput yield: the product of the first time yields of the steps, rounded once.
 * NULL:    strict; NULL when a step is NULL or has no yield, or there is none.
 * Cost:    O(steps).
 */
PG_FUNCTION_INFO_V1(csq_defect_rty);
Datum
csq_defect_rty(PG_FUNCTION_ARGS)
{
	ArrayType               *steps = PG_GETARG_ARRAYTYPE_P(0);
	Datum                   *elements;
	bool                    *nulls;
	int                      n;
	int16                    len;
	bool                     byval;
	char                     align;
	const CsqDefectSummary **step;

	get_typlenbyvalalign(ARR_ELEMTYPE(steps), &len, &byval, &align);
	deconstruct_array(steps, ARR_ELEMTYPE(steps), len, byval, align, &elements, &nulls, &n);
	step = palloc((size_t) n * sizeof *step);
	for (int i = 0; i < n; i++)
	{
		if (nulls[i])
			PG_RETURN_NULL();
		step[i] = csq_checked(PG_DETOAST_DATUM(elements[i]), csq_defect_type.stored.check);
	}
	return number_or_null(fcinfo, csq_rolled_yield(n, step));
}
