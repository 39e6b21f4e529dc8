/*
 * score_pg.c
 *		Aggregates over survey scores: score_agg(score), nps(score) and the
 *		functions of type score_summary that every summary has.
 *
 * Both aggregates have the same state, a score_summary.  score_agg() counts NULL
 * as missing and returns its state; nps() skips NULL and needs no scale argument,
 * so its state is there from the start (INITCOND) and a row costs a range check
 * and an increment.
 *
 * Readers of a summary are in score_read_pg.c.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "pg/args_pg.h"
#include "pg/summary_pg.h"
#include "metrics/score.h"

CSQ_SUMMARY_FUNCTIONS(score_summary, csq_score_type)

/* ---- one score, of any number type ---- */

pg_attribute_cold static void
refuse_fraction(const char *text)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("score %s is not a whole number", text),
	                errdetail("A score must be one of the points of its scale."),
	                errhint("Round it first, if that is what is meant: score_agg(round(score)).")));
}

/* No scale has such points; the message of a score beyond its own scale takes an integer. */
pg_attribute_cold static void
refuse_huge(const char *text)
{
	ereport(ERROR,
	        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	         errmsg("score %s is outside every scale", csq_quoted(text, strlen(text)).s),
	         errdetail("The points of a scale lie between %d and %d.", -CSQ_SCORE_POINT_MAX, CSQ_SCORE_POINT_MAX),
	         errhint("Leave such rows out with FILTER.")));
}

static int64
from_float8(float8 v)
{
	char text[32];

	csq_require_finite(v, "score");
	if (CSQ_UNLIKELY(v != rint(v) || fabs(v) > 1e9))
	{
		text[csq_double_text(v, text)] = '\0';
		if (v != rint(v))
			refuse_fraction(text);
		refuse_huge(text);
	}
	return (int64) v;
}

static int64
from_numeric(Datum d)
{
	Numeric v = DatumGetNumeric(d);
	bool    too_large = false;
	int32   whole;

	if (CSQ_UNLIKELY(numeric_is_nan(v) || numeric_is_inf(v)))
		csq_require_finite(DatumGetFloat8(DirectFunctionCall1(numeric_float8, NumericGetDatum(v))), "score");
	whole = numeric_int4_opt_error(v, &too_large);
	if (CSQ_UNLIKELY(too_large))
		refuse_huge(DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(v))));
	if (CSQ_UNLIKELY(!DatumGetBool(
			DirectFunctionCall2(numeric_eq, NumericGetDatum(v), NumericGetDatum(int64_to_numeric(whole))))))
		refuse_fraction(DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(v))));
	return whole;
}

/*
 * A column of numeric scores holds a handful of different values, each of a few
 * bytes: what such bytes mean is remembered per call site, which is ten times
 * faster than numeric arithmetic.
 */
#define SEEN_SLOTS 64 /* a power of two */

typedef struct SeenNumeric
{
	uint64 bytes; /* the value without its header */
	int32  len;   /* 0 = free */
	int32  score;
} SeenNumeric;

static int64
from_numeric_seen(Datum d, SeenNumeric *seen)
{
	struct varlena *v = (struct varlena *) DatumGetPointer(d);
	SeenNumeric     key = {0, 0, 0};
	SeenNumeric    *slot;

	if (VARATT_IS_EXTENDED(v) && !VARATT_IS_SHORT(v))
		return from_numeric(d);
	key.len = (int32) VARSIZE_ANY_EXHDR(v);
	if (key.len == 0 || key.len > (int32) sizeof key.bytes)
		return from_numeric(d);
	if (CSQ_LIKELY(key.len == 4)) /* a header and one digit, which counts to 9999: without a call */
		memcpy(&key.bytes, VARDATA_ANY(v), 4);
	else
		memcpy(&key.bytes, VARDATA_ANY(v), (size_t) key.len);
	slot = &seen[csq_mix64(key.bytes) & (SEEN_SLOTS - 1)];
	if (slot->bytes != key.bytes || slot->len != key.len)
	{
		key.score = (int32) from_numeric(d);
		*slot = key;
	}
	return slot->score;
}

/* Argument 1 of a call site. */
static int64
numeric_score(FunctionCallInfo fcinfo)
{
	return from_numeric_seen(PG_GETARG_DATUM(1), csq_call_memory_again(fcinfo, SEEN_SLOTS * sizeof(SeenNumeric)));
}

/* ---- counting ---- */

pg_attribute_cold static void
refuse_score(const CsqScoreSummary *s, int64 score)
{
	CsqError err;

	csq_scale_refuses(&s->scale, score, &err);
	csq_throw(&err);
}

static inline void
count_point(CsqScoreSummary *s, int64 score, int step)
{
	/* one comparison for both ends of the scale */
	uint64 point = (uint64) score - (uint64) (int64) s->scale.lo;

	if (CSQ_UNLIKELY(point >= (uint64) csq_score_points(s)))
		refuse_score(s, score);
	csq_summary_bump(&s->counts[point], step);
}

static inline Datum
count_score(FunctionCallInfo fcinfo, int64 score, int step)
{
	CsqScoreSummary *s = csq_summary_state(fcinfo, &csq_score_type);

	count_point(s, score, step);
	PG_RETURN_POINTER(s);
}

/* ---- score_agg ---- */

static int64
scale_argument(FunctionCallInfo fcinfo, int n)
{
	csq_require_given(fcinfo, n, "the scale of a score", "Leave it out for answers from 0 to 10.");
	return PG_GETARG_INT32(n);
}

/* The scale asked for: (state, score [, answers] [, lo, hi [, detractors_to, promoters_from]]); lo is argument at. */
static CsqScale
wanted_scale(FunctionCallInfo fcinfo, int at)
{
	CsqScale scale;
	CsqError err;
	int64    lo = PG_NARGS() > at ? scale_argument(fcinfo, at) : 0;
	int64    hi = PG_NARGS() > at ? scale_argument(fcinfo, at + 1) : 10;

	if (!csq_scale_make(lo, hi, &scale, &err))
		csq_throw(&err);
	if (PG_NARGS() > at + 2 &&
	    !csq_scale_cut(&scale, scale_argument(fcinfo, at + 2), scale_argument(fcinfo, at + 3), &err))
		csq_throw(&err);
	return scale;
}

/* Do the arguments still say what they said in the first row? */
static bool
same_arguments(FunctionCallInfo fcinfo, int at, const CsqScale *scale)
{
	if (PG_NARGS() <= at)
		return true;
	if (scale_argument(fcinfo, at) != scale->lo || scale_argument(fcinfo, at + 1) != scale->hi)
		return false;
	return PG_NARGS() <= at + 2 || (scale_argument(fcinfo, at + 2) == scale->detractors_to &&
	                                scale_argument(fcinfo, at + 3) == scale->promoters_from);
}

static inline CsqScoreSummary *
state_for(FunctionCallInfo fcinfo, int at)
{
	CsqScoreSummary *s;
	CsqScale         scale;
	CsqError         err;

	if (PG_ARGISNULL(0))
	{
		scale = wanted_scale(fcinfo, at);
		s = csq_score_new(&scale);
		return s; /* the executor copies it into the aggregate's memory */
	}
	s = csq_summary_state(fcinfo, &csq_score_type);
	if (CSQ_UNLIKELY(!same_arguments(fcinfo, at, &s->scale)))
	{
		scale = wanted_scale(fcinfo, at);
		csq_scale_same(&s->scale, &scale, &err);
		csq_throw(&err);
	}
	return s;
}

static Datum
count_answer(FunctionCallInfo fcinfo, int64 score, int step)
{
	CsqScoreSummary *s = state_for(fcinfo, 2);

	if (PG_ARGISNULL(1))
		csq_summary_bump(&s->missing, step);
	else
		count_point(s, score, step);
	PG_RETURN_POINTER(s);
}

/* A row that stands for n answers, or takes them out again; of how many nobody knows: one that is missing. */
static Datum
count_answers(FunctionCallInfo fcinfo, int64 score, bool add)
{
	CsqScoreSummary *s = state_for(fcinfo, 3);
	CsqScoreSummary *row = csq_score_new(&s->scale);
	int64            n = PG_ARGISNULL(2) ? 1 : PG_GETARG_INT64(2);
	CsqError         err;

	if (n < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg(INT64_FORMAT " is no number of answers", n),
		                errdetail("The second argument says how many gave this score: 0 or more."),
		                errhint("The scale stands behind it: score_agg(score, answers, lo, hi).")));
	if (!PG_ARGISNULL(1))
	{
		count_point(row, score, 1); /* refuses what is no point of the scale */
		row->counts[score - s->scale.lo] = PG_ARGISNULL(2) ? 0 : n;
	}
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		row->missing = n;
	if (!(add ? csq_score_type.add : csq_score_type.subtract)(s, row, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(s);
}

/*
 * For each type T of scores, smallint, int, bigint, numeric, real, float8:
 *
 * csq_nps_append_T(state score_summary, score T) -> score_summary
 * csq_nps_remove_T(the same)
 *
 * Forward and inverse transition of nps(score).
 * NULL:    strict: the executor skips NULL scores.
 *
 * csq_score_append_T(state score_summary, score T [, lo int, hi int
 * [, detractors_to int, promoters_from int]]) -> score_summary
 * csq_score_remove_T(the same)
 *
 * Forward and inverse transition of score_agg().
 * NULL:    a NULL state begins a summary; a NULL score counts as missing; a NULL
 *          scale is an error 22004.
 *
 * csq_score_append_counted_T(state score_summary, score T, n int8 [, lo int, hi int
 * [, detractors_to int, promoters_from int]]) -> score_summary
 * csq_score_remove_counted_T(the same)
 *
 * The same of score_agg(score, n): the row stands for n answers.
 * NULL:    as above; of a NULL score n are missing, of a NULL n one is.
 *
 * Errors:  22023 a score that is no point of the scale, a scale that is none or
 *          that changes within the group, n below 0; 22003 NaN or infinity, counts
 *          beyond int8.
 * Cost:    O(1), in place, no memory; counted: O(points of the scale).
 *
 * One function per type: an engine that calls them on many servers does not tell
 * a function which types its arguments have.
 */
#define TRANSITION(name, count)                                                                                        \
	PG_FUNCTION_INFO_V1(name);                                                                                         \
	Datum name(PG_FUNCTION_ARGS)                                                                                       \
	{                                                                                                                  \
		return count;                                                                                                  \
	}

#define SCORE_FUNCTIONS(type, value)                                                                                   \
	TRANSITION(csq_nps_append_##type, count_score(fcinfo, value, 1))                                                   \
	TRANSITION(csq_nps_remove_##type, count_score(fcinfo, value, -1))                                                  \
	TRANSITION(csq_score_append_##type, count_answer(fcinfo, PG_ARGISNULL(1) ? 0 : value, 1))                          \
	TRANSITION(csq_score_remove_##type, count_answer(fcinfo, PG_ARGISNULL(1) ? 0 : value, -1))                         \
	TRANSITION(csq_score_append_counted_##type, count_answers(fcinfo, PG_ARGISNULL(1) ? 0 : value, true))              \
	TRANSITION(csq_score_remove_counted_##type, count_answers(fcinfo, PG_ARGISNULL(1) ? 0 : value, false))

SCORE_FUNCTIONS(smallint, PG_GETARG_INT16(1))
SCORE_FUNCTIONS(int, PG_GETARG_INT32(1))
SCORE_FUNCTIONS(bigint, PG_GETARG_INT64(1))
SCORE_FUNCTIONS(numeric, numeric_score(fcinfo))
SCORE_FUNCTIONS(real, from_float8((float8) PG_GETARG_FLOAT4(1)))
SCORE_FUNCTIONS(float8, from_float8(PG_GETARG_FLOAT8(1)))
