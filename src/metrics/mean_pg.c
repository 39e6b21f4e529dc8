/*
 * mean_pg.c
 *		mean_summary and incidence in SQL.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "metrics/evaluation.h"
#include "metrics/incidence.h"
#include "metrics/mean.h"
#include "pg/args_pg.h"
#include "pg/summary_pg.h"

CSQ_SUMMARY_FUNCTIONS(mean_summary, csq_mean_type)
CSQ_SUMMARY_FUNCTIONS(incidence, csq_incidence_type)

/* ---- numbers as units of a decimal ---- */

/*
 * A numeric as units * 10^-scale, read off its stored form, which is the same in
 * all versions: digits to the base 10,000 behind a header of two or four bytes
 * (src/backend/utils/adt/numeric.c).
 */
#define NUMERIC_SHORT_FORM   0x8000
#define NUMERIC_SPECIAL_FORM 0xC000

pg_attribute_cold static void
refuse_numeric(Numeric v)
{
	ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
	                errmsg("%s has more digits than are counted",
	                       csq_quoted(DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(v))), 60).s),
	                errdetail("Numbers of at most 37 digits are added up, those behind the decimal point included."),
	                errhint("Round them, for example to 6 decimals.")));
}

static CsqI128
numeric_units(Numeric v, uint32 *scale)
{
	const char *data = VARDATA_ANY(v);
	int         bytes = (int) VARSIZE_ANY_EXHDR(v);
	uint16      header;
	int16       digit;
	int         weight, digits, decimals;
	bool        negative;
	CsqI128     units = 0;

	memcpy(&header, data, 2);
	if (CSQ_UNLIKELY((header & NUMERIC_SPECIAL_FORM) == NUMERIC_SPECIAL_FORM))
		csq_require_finite(DatumGetFloat8(DirectFunctionCall1(numeric_float8, NumericGetDatum(v))), "a number");
	if (header & NUMERIC_SHORT_FORM)
	{
		negative = (header & 0x2000) != 0;
		decimals = (header & 0x1F80) >> 7;
		weight = (header & 0x0040 ? ~0x003F : 0) | (header & 0x003F);
		data += 2;
		digits = (bytes - 2) / 2;
	}
	else
	{
		int16 long_weight;

		negative = (header & 0x4000) != 0;
		decimals = header & 0x3FFF;
		memcpy(&long_weight, data + 2, 2);
		weight = long_weight;
		data += 4;
		digits = (bytes - 4) / 2;
	}
	if (CSQ_UNLIKELY(digits > 0 && (weight > 9 || decimals > CSQ_MEAN_SCALE)))
		refuse_numeric(v);
	for (int i = 0; i < digits; i++)
	{
		memcpy(&digit, data + 2 * i, 2);
		if (CSQ_UNLIKELY(units > (CsqI128) 1 << 108))
			refuse_numeric(v);
		units = units * 10000 + digit;
	}
	/* the last digit stands for 10,000^(weight - digits + 1), a unit for 10^-decimals */
	for (int e = 4 * (weight - digits + 1) + decimals; e != 0 && digits > 0; e += e > 0 ? -1 : 1)
	{
		if (CSQ_UNLIKELY(e > 0 && units > (CsqI128) 1 << 119))
			refuse_numeric(v);
		units = e > 0 ? units * 10 : units / 10; /* what is divided away are zeros */
	}
	*scale = (uint32) decimals <= CSQ_MEAN_SCALE ? (uint32) decimals : 0;
	return negative ? -units : units;
}

/* ---- counting ---- */

static CsqMeanSummary *
mean_state(FunctionCallInfo fcinfo)
{
	if (!PG_ARGISNULL(0))
		return csq_summary_state(fcinfo, &csq_mean_type);
	return csq_mean_new(); /* the executor copies it into the aggregate's memory */
}

static Datum
step_missing(CsqMeanSummary *s, bool add)
{
	csq_summary_bump(&s->missing, add ? 1 : -1);
	PG_RETURN_POINTER(s);
}

static inline Datum
step(CsqMeanSummary *s, CsqI128 units, uint32 scale, bool add)
{
	CsqError err;

	if (CSQ_UNLIKELY(!csq_mean_step(s, units, scale, add, &err)))
		csq_throw(&err);
	PG_RETURN_POINTER(s);
}

static Datum
step_numeric(FunctionCallInfo fcinfo, bool add)
{
	CsqMeanSummary *s = mean_state(fcinfo);
	struct varlena *v;
	uint32          scale;
	CsqI128         units;

	if (PG_ARGISNULL(1))
		return step_missing(s, add);
	v = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1));
	units = numeric_units((Numeric) v, &scale);
	return step(s, units, scale, add);
}

static Datum
step_float8(FunctionCallInfo fcinfo, bool add)
{
	CsqMeanSummary *s = mean_state(fcinfo);
	int32           scale = 6;
	CsqI128         units;
	CsqError        err;

	if (PG_NARGS() > 2)
	{
		csq_require_given(fcinfo, 2, "the decimals of a mean", "Leave them out for 6.");
		scale = PG_GETARG_INT32(2);
		if (scale < 0 || scale > 18)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			                errmsg("a number cannot be counted with %d decimals", scale),
			                errdetail("Of double precision numbers 0 to 18 decimals are counted.")));
	}
	if (PG_ARGISNULL(1))
		return step_missing(s, add);
	csq_require_finite(PG_GETARG_FLOAT8(1), "a number");
	if (!csq_mean_units(PG_GETARG_FLOAT8(1), (uint32) scale, &units, &err))
		csq_throw(&err);
	return step(s, units, (uint32) scale, add);
}

static Datum
step_int8(FunctionCallInfo fcinfo, bool add)
{
	CsqMeanSummary *s = mean_state(fcinfo);

	return PG_ARGISNULL(1) ? step_missing(s, add) : step(s, PG_GETARG_INT64(1), 0, add);
}

static Datum
step_int4(FunctionCallInfo fcinfo, bool add)
{
	CsqMeanSummary *s = mean_state(fcinfo);

	return PG_ARGISNULL(1) ? step_missing(s, add) : step(s, PG_GETARG_INT32(1), 0, add);
}

/*
 * csq_mean_append_T, csq_mean_remove_T(state mean_summary, value T) -> mean_summary
 * csq_mean_append_float8, csq_mean_remove_float8(state, value float8, decimals int4)
 *
 * Forward and inverse transition of mean_agg(), for T = numeric, int8, int4, and
 * float8, which is rounded to so many decimals (6) and then summed exactly.
 * NULL:    a NULL value counts as missing; decimals must not be NULL (22004).
 * Errors:  22003 not finite, more than 37 digits.
 * Cost:    O(1), in place.
 */
#define MEAN_FUNCTIONS(type)                                                                                           \
	PG_FUNCTION_INFO_V1(csq_mean_append_##type);                                                                       \
	Datum csq_mean_append_##type(PG_FUNCTION_ARGS)                                                                     \
	{                                                                                                                  \
		return step_##type(fcinfo, true);                                                                              \
	}                                                                                                                  \
	PG_FUNCTION_INFO_V1(csq_mean_remove_##type);                                                                       \
	Datum csq_mean_remove_##type(PG_FUNCTION_ARGS)                                                                     \
	{                                                                                                                  \
		return step_##type(fcinfo, false);                                                                             \
	}

MEAN_FUNCTIONS(numeric)
MEAN_FUNCTIONS(float8)
MEAN_FUNCTIONS(int8)
MEAN_FUNCTIONS(int4)

/* ---- reading a mean ---- */

static const CsqMeanSummary *
mean_arg(FunctionCallInfo fcinfo)
{
	return csq_summary_arg(fcinfo, 0, &csq_mean_type);
}

/* A float8 result, or NULL where it is undefined. */
static Datum
defined(FunctionCallInfo fcinfo, double v)
{
	if (!isfinite(v))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(v);
}

/*
 * csq_mean_count, csq_mean_missing(mean_summary) -> int8
 * csq_mean_value, csq_mean_deviation(mean_summary) -> float8
 * csq_mean_total(mean_summary) -> numeric
 *
 * Numbers; rows without one; their mean, standard deviation (of a sample) and exact sum.
 * NULL:    strict; NULL without numbers, the deviation for fewer than two.
 * Cost:    O(1).
 */
PG_FUNCTION_INFO_V1(csq_mean_count);
Datum
csq_mean_count(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(mean_arg(fcinfo)->n);
}

PG_FUNCTION_INFO_V1(csq_mean_missing);
Datum
csq_mean_missing(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(mean_arg(fcinfo)->missing);
}

PG_FUNCTION_INFO_V1(csq_mean_value);
Datum
csq_mean_value(PG_FUNCTION_ARGS)
{
	return defined(fcinfo, csq_mean_mean(mean_arg(fcinfo)));
}

PG_FUNCTION_INFO_V1(csq_mean_deviation);
Datum
csq_mean_deviation(PG_FUNCTION_ARGS)
{
	return defined(fcinfo, sqrt(csq_mean_variance(mean_arg(fcinfo))));
}

PG_FUNCTION_INFO_V1(csq_mean_sum);
Datum
csq_mean_sum(PG_FUNCTION_ARGS)
{
	const CsqMeanSummary *s = csq_stored_arg(fcinfo, 0, &csq_mean_type.stored);
	CsqBuf                out;

	if (s->n == 0)
		PG_RETURN_NULL();
	csq_buf_init(&out);
	csq_mean_total_text(s, &out);
	return DirectFunctionCall3(numeric_in, CStringGetDatum(out.data), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

/*
 * csq_mean_lo, csq_mean_hi(mean_summary, confidence float8) -> float8
 *
 * Ends of Student's interval of the mean.
 * NULL:    strict; NULL for fewer than two numbers.  Errors: 22023 unless 0 < confidence < 1.
 */
static Datum
mean_end(FunctionCallInfo fcinfo, bool upper)
{
	const CsqMeanSummary *s = mean_arg(fcinfo);
	double                n = (double) s->n;
	CsqFigure             f = csq_figure_mean(n, csq_mean_mean(s), sqrt(csq_mean_variance(s) / n), -INFINITY, INFINITY);
	CsqInterval           i;

	csq_require_level(PG_GETARG_FLOAT8(1), "confidence");
	i = csq_figure_interval(&f, 1, PG_GETARG_FLOAT8(1));
	return defined(fcinfo, upper ? i.hi : i.lo);
}

PG_FUNCTION_INFO_V1(csq_mean_lo);
Datum
csq_mean_lo(PG_FUNCTION_ARGS)
{
	return mean_end(fcinfo, false);
}

PG_FUNCTION_INFO_V1(csq_mean_hi);
Datum
csq_mean_hi(PG_FUNCTION_ARGS)
{
	return mean_end(fcinfo, true);
}

/* ---- incidence ---- */

static Datum
step_incidence(FunctionCallInfo fcinfo, bool add)
{
	CsqIncidence *s = PG_ARGISNULL(0) ? csq_incidence_new() : csq_summary_state(fcinfo, &csq_incidence_type);
	CsqIncidence  row = {.missing = 1};
	CsqError      err;

	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2))
	{
		csq_require_finite(PG_GETARG_FLOAT8(2), "exposure");
		if (!csq_incidence_row(PG_GETARG_INT64(1), PG_GETARG_FLOAT8(2), &row, &err))
			csq_throw(&err);
	}
	if (!(add ? csq_incidence_type.add : csq_incidence_type.subtract)(s, &row, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(s);
}

/*
 * csq_incidence_append, csq_incidence_remove(state incidence, events int8, exposure float8) -> incidence
 *
 * Forward and inverse transition of incidence_agg().  Exposure counts in millionths.
 * NULL:    a row where either is NULL counts as missing.
 * Errors:  22023 negative; 22003 not finite, or sums out of range.
 * Cost:    O(1), in place.
 */
PG_FUNCTION_INFO_V1(csq_incidence_append);
Datum
csq_incidence_append(PG_FUNCTION_ARGS)
{
	return step_incidence(fcinfo, true);
}

PG_FUNCTION_INFO_V1(csq_incidence_remove);
Datum
csq_incidence_remove(PG_FUNCTION_ARGS)
{
	return step_incidence(fcinfo, false);
}

/*
 * csq_incidence_make(events int8, exposure float8) -> incidence
 *
 * Sums known from elsewhere.  NULL: strict.  Errors: as above.
 */
PG_FUNCTION_INFO_V1(csq_incidence_make);
Datum
csq_incidence_make(PG_FUNCTION_ARGS)
{
	CsqIncidence *s = csq_incidence_new();
	CsqIncidence  row;
	CsqError      err;

	csq_require_finite(PG_GETARG_FLOAT8(1), "exposure");
	if (!csq_incidence_row(PG_GETARG_INT64(0), PG_GETARG_FLOAT8(1), &row, &err) ||
	    !csq_incidence_type.add(s, &row, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(s);
}

static const CsqIncidence *
incidence_arg(FunctionCallInfo fcinfo)
{
	return csq_summary_arg(fcinfo, 0, &csq_incidence_type);
}

/*
 * csq_incidence_events, _missing(incidence) -> int8;  _exposure, _rate(incidence) -> float8
 *
 * Sums; rows without; events over exposure.
 * NULL:    strict; the rate is NULL without exposure.
 */
PG_FUNCTION_INFO_V1(csq_incidence_events);
Datum
csq_incidence_events(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(incidence_arg(fcinfo)->events);
}

PG_FUNCTION_INFO_V1(csq_incidence_missing);
Datum
csq_incidence_missing(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(incidence_arg(fcinfo)->missing);
}

PG_FUNCTION_INFO_V1(csq_incidence_exposed);
Datum
csq_incidence_exposed(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(csq_incidence_exposure(incidence_arg(fcinfo)));
}

PG_FUNCTION_INFO_V1(csq_incidence_rate);
Datum
csq_incidence_rate(PG_FUNCTION_ARGS)
{
	const CsqIncidence *i = incidence_arg(fcinfo);

	return defined(fcinfo, i->exposure == 0 ? NAN : (double) i->events / csq_incidence_exposure(i));
}

/*
 * csq_incidence_rate_lo, _hi(incidence, confidence float8) -> float8
 *
 * Exact limits of a Poisson count over the exposure.
 * NULL:    strict; NULL without exposure.  Errors: 22023 unless 0 < confidence < 1.
 * Source:  Garwood 1936.
 */
static Datum
incidence_end(FunctionCallInfo fcinfo, bool upper)
{
	const CsqIncidence *i = incidence_arg(fcinfo);
	CsqInterval         ends;

	csq_require_level(PG_GETARG_FLOAT8(1), "confidence");
	if (i->exposure == 0)
		PG_RETURN_NULL();
	ends = csq_poisson_interval((double) i->events, PG_GETARG_FLOAT8(1));
	PG_RETURN_FLOAT8((upper ? ends.hi : ends.lo) / csq_incidence_exposure(i));
}

PG_FUNCTION_INFO_V1(csq_incidence_rate_lo);
Datum
csq_incidence_rate_lo(PG_FUNCTION_ARGS)
{
	return incidence_end(fcinfo, false);
}

PG_FUNCTION_INFO_V1(csq_incidence_rate_hi);
Datum
csq_incidence_rate_hi(PG_FUNCTION_ARGS)
{
	return incidence_end(fcinfo, true);
}
