/*
 * rate_pg.c
 *		rate_summary in SQL: rate_agg(), rate(), its Wilson interval, tier().
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "pg/summary_pg.h"
#include "metrics/rate.h"
#include "base/literal.h"
#include "pg/args_pg.h"

CSQ_SUMMARY_FUNCTIONS(rate_summary, csq_rate_type)

/* ---- counting ---- */

static CsqRateSummary *
state_of(FunctionCallInfo fcinfo)
{
	if (!PG_ARGISNULL(0))
		return csq_summary_state(fcinfo, &csq_rate_type);
	return csq_rate_new(); /* the executor copies it into the aggregate's memory */
}

static inline Datum
count_outcome(FunctionCallInfo fcinfo, int step)
{
	CsqRateSummary *s = state_of(fcinfo);

	csq_summary_bump(PG_ARGISNULL(1) ? &s->missing : PG_GETARG_BOOL(1) ? &s->hits : &s->misses, step);
	PG_RETURN_POINTER(s);
}

static Datum
count_row(FunctionCallInfo fcinfo, bool known, int64 hits, int64 trials, bool add)
{
	CsqRateSummary *s = state_of(fcinfo);
	CsqRateSummary  row = {.missing = !known};
	CsqError        err;

	if ((known && !csq_rate_count(&row, hits, trials, &err)) ||
	    !(add ? csq_rate_type.add : csq_rate_type.subtract)(s, &row, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(s);
}

/*
 * csq_rate_append_bool(state rate_summary, hit bool) -> rate_summary
 * csq_rate_remove_bool(the same)
 *
 * Forward and inverse transition of rate_agg(hit): one trial per row.
 * NULL:    a NULL state begins a summary; a NULL hit counts as missing.
 * Errors:  22003 more than 2^63-1 rows.
 * Cost:    O(1), in place.
 */
PG_FUNCTION_INFO_V1(csq_rate_append_bool);
Datum
csq_rate_append_bool(PG_FUNCTION_ARGS)
{
	return count_outcome(fcinfo, 1);
}

PG_FUNCTION_INFO_V1(csq_rate_remove_bool);
Datum
csq_rate_remove_bool(PG_FUNCTION_ARGS)
{
	return count_outcome(fcinfo, -1);
}

/*
 * csq_rate_append_counts(state rate_summary, hits int8, trials int8) -> rate_summary
 * csq_rate_remove_counts(the same)
 *
 * Forward and inverse transition of rate_agg(hits, trials): counted rows.
 * NULL:    a row where either is NULL adds 1 to missing and nothing else.
 * Errors:  22023 unless 0 <= hits <= trials; 22003 sums beyond int8.
 * Cost:    O(1), in place.
 */
PG_FUNCTION_INFO_V1(csq_rate_append_counts);
Datum
csq_rate_append_counts(PG_FUNCTION_ARGS)
{
	bool known = !PG_ARGISNULL(1) && !PG_ARGISNULL(2);

	return count_row(fcinfo, known, known ? PG_GETARG_INT64(1) : 0, known ? PG_GETARG_INT64(2) : 0, true);
}

PG_FUNCTION_INFO_V1(csq_rate_remove_counts);
Datum
csq_rate_remove_counts(PG_FUNCTION_ARGS)
{
	bool known = !PG_ARGISNULL(1) && !PG_ARGISNULL(2);

	return count_row(fcinfo, known, known ? PG_GETARG_INT64(1) : 0, known ? PG_GETARG_INT64(2) : 0, false);
}

/*
 * csq_rate_make(hits int8, trials int8) -> rate_summary
 *
 * A summary of counts known from elsewhere.
 * NULL:    strict.  Errors: 22023 unless 0 <= hits <= trials.  Cost: O(1).
 */
PG_FUNCTION_INFO_V1(csq_rate_make);
Datum
csq_rate_make(PG_FUNCTION_ARGS)
{
	CsqRateSummary *s = csq_rate_new();
	CsqError        err;

	if (!csq_rate_count(s, PG_GETARG_INT64(0), PG_GETARG_INT64(1), &err))
		csq_throw(&err);
	PG_RETURN_POINTER(s);
}

/* ---- reading ---- */

static const CsqRateSummary *
summary(FunctionCallInfo fcinfo)
{
	return csq_summary_arg(fcinfo, 0, &csq_rate_type);
}

/*
 * csq_rate_hits, csq_rate_trials, csq_rate_missing(rate_summary) -> int8
 *
 * The counts; trials are hits and misses, not missing rows.
 * NULL:    strict.  Cost: O(1).
 */
PG_FUNCTION_INFO_V1(csq_rate_hits);
Datum
csq_rate_hits(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(summary(fcinfo)->hits);
}

PG_FUNCTION_INFO_V1(csq_rate_trials);
Datum
csq_rate_trials(PG_FUNCTION_ARGS)
{
	const CsqRateSummary *s = summary(fcinfo);

	PG_RETURN_INT64(s->hits + s->misses);
}

PG_FUNCTION_INFO_V1(csq_rate_missing);
Datum
csq_rate_missing(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(summary(fcinfo)->missing);
}

/*
 * csq_rate(rate_summary) -> float8
 *
 * hits / trials, 0 to 1.
 * NULL:    strict; NULL without trials.  Cost: O(1).
 */
PG_FUNCTION_INFO_V1(csq_rate);
Datum
csq_rate(PG_FUNCTION_ARGS)
{
	CsqShare s = csq_rate_share(summary(fcinfo));

	if (s.trials == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(s.hits / s.trials);
}

/*
 * csq_rate_lo, csq_rate_hi(rate_summary, confidence float8) -> float8
 *
 * Ends of the Wilson interval of the rate, 0 to 1.
 * NULL:    strict; NULL without trials.  Errors: 22023 unless 0 < confidence < 1.
 * Cost:    O(1).  Source: Wilson 1927.
 */
static bool
wilson(FunctionCallInfo fcinfo, CsqInterval *i)
{
	CsqShare s = csq_rate_share(summary(fcinfo));
	float8   confidence = PG_GETARG_FLOAT8(1);

	csq_require_level(confidence, "confidence");
	if (s.trials == 0)
		return false;
	*i = csq_wilson(s, csq_z_of(confidence));
	return true;
}

PG_FUNCTION_INFO_V1(csq_rate_lo);
Datum
csq_rate_lo(PG_FUNCTION_ARGS)
{
	CsqInterval i;

	if (!wilson(fcinfo, &i))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(i.lo);
}

PG_FUNCTION_INFO_V1(csq_rate_hi);
Datum
csq_rate_hi(PG_FUNCTION_ARGS)
{
	CsqInterval i;

	if (!wilson(fcinfo, &i))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(i.hi);
}

/* ---- tiers ---- */

static double *
cuts_argument(FunctionCallInfo fcinfo, int argno, int *n)
{
	ArrayType *a = PG_GETARG_ARRAYTYPE_P(argno);
	Datum     *elements;
	double    *cuts;

	if (ARR_NDIM(a) > 1 || array_contains_nulls(a))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("tier cuts must be a one-dimensional array without NULL"),
		                errhint("Write for example '{80,90,95}'.")));
	deconstruct_array(a, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &elements, NULL, n);
	cuts = palloc((size_t) *n * sizeof(double));
	for (int i = 0; i < *n; i++)
		cuts[i] = DatumGetFloat8(elements[i]);
	return cuts;
}

/*
 * csq_tier(rate_summary, cuts float8[], mode text, confidence float8) -> int4
 *
 * How many of the ascending cuts the rate reaches: 0 to their number.  Mode
 * 'point' judges the rate, 'lower_bound' the lower end of its Wilson interval:
 * a tier that is certain, not one that luck may have lent.
 * NULL:    strict; NULL without trials.
 * Errors:  22023 cuts that do not ascend or are no rates, an unknown mode.
 * Cost:    O(cuts).
 */
PG_FUNCTION_INFO_V1(csq_tier);
Datum
csq_tier(PG_FUNCTION_ARGS)
{
	CsqShare      s = csq_rate_share(summary(fcinfo));
	int           n;
	const double *cuts = cuts_argument(fcinfo, 1, &n);
	CsqText       mode = csq_text_arg(fcinfo, 2);
	float8        confidence = PG_GETARG_FLOAT8(3);
	bool          lower = csq_option_is(mode, "lower_bound");
	CsqError      err;
	int           tier;

	csq_require_level(confidence, "confidence");
	if (!lower && !csq_option_is(mode, "point"))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("unknown tier mode \"%s\"", csq_quoted(mode.s, mode.len).s),
		                errhint("The modes are point and lower_bound.")));
	if (s.trials > 0)
		s = lower ? (CsqShare){csq_wilson(s, csq_z_of(confidence)).lo, 1} : s;
	if (!csq_rate_tier(s, cuts, n, &tier, &err))
		csq_throw(&err);
	if (s.trials == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(tier);
}
