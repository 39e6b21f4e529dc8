/*
 * score_read_pg.c
 *		Readers of a score_summary: NPS, CSAT, boxes, moments, histogram.
 *
 * NPS is in points, -100 to 100; shares are 0 to 1.  Without a single answer
 * every estimate is NULL.  Parameters of reading (how many boxes, which cut,
 * which confidence) are arguments here, never part of the summary.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "funcapi.h"
#include "pg/rows_pg.h"
#include "utils/builtins.h"

#include "pg/summary_pg.h"
#include "metrics/rate.h"
#include "metrics/score.h"

static const CsqScoreSummary *
summary(FunctionCallInfo fcinfo)
{
	return csq_summary_arg(fcinfo, 0, &csq_score_type);
}

/* A float8 result, or NULL where it is undefined. */
#define RETURN_DEFINED(value)                                                                                          \
	do                                                                                                                 \
	{                                                                                                                  \
		double result_ = (value);                                                                                      \
		if (isnan(result_))                                                                                            \
			PG_RETURN_NULL();                                                                                          \
		PG_RETURN_FLOAT8(result_);                                                                                     \
	} while (0)

/* ---- counts ---- */

/*
 * csq_score_answers, csq_score_missing, csq_score_promoters, csq_score_passives,
 * csq_score_detractors(score_summary) -> int8
 *
 * Answers; rows without one; and the answers by their part in NPS.
 * NULL:    strict.  Cost: O(points).
 */
PG_FUNCTION_INFO_V1(csq_score_answers);
Datum
csq_score_answers(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(csq_score_answered(summary(fcinfo)));
}

PG_FUNCTION_INFO_V1(csq_score_missing);
Datum
csq_score_missing(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(summary(fcinfo)->missing);
}

PG_FUNCTION_INFO_V1(csq_score_promoters);
Datum
csq_score_promoters(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(csq_score_nps(summary(fcinfo)).promoters);
}

PG_FUNCTION_INFO_V1(csq_score_passives);
Datum
csq_score_passives(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(csq_score_nps(summary(fcinfo)).passives);
}

PG_FUNCTION_INFO_V1(csq_score_detractors);
Datum
csq_score_detractors(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(csq_score_nps(summary(fcinfo)).detractors);
}

/* ---- NPS ---- */

/*
 * csq_nps(score_summary) -> float8
 *
 * 100 * (promoters - detractors) / answers.
 * NULL:    strict; NULL without answers.  Cost: O(points).
 */
PG_FUNCTION_INFO_V1(csq_nps);
Datum
csq_nps(PG_FUNCTION_ARGS)
{
	CsqNps c = csq_score_nps(summary(fcinfo));

	if (csq_nps_n(&c) == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(csq_nps_points(&c));
}

/* Answers that end at top, read on a scale that goes on. */
CSQ_NORETURN static void refuse_short(const CsqScoreSummary *s, int top, const char *measure);

static void
refuse_short(const CsqScoreSummary *s, int top, const char *measure)
{
	ereport(ERROR,
	        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	         errmsg("no score is above %d, which %lld have, where %s is of scores from %d to %d", top,
	                (long long) s->counts[top - s->scale.lo], measure, s->scale.lo, s->scale.hi),
	         errdetail("Where the question has higher points, somebody chooses them."),
	         errhint("If it ends at %d: %s(score_agg(score, %d, %d)). If it does not: %s(score_agg(score, %d, %d)).",
	                 top, measure, csq_score_lowest(s), top, measure, s->scale.lo, s->scale.hi)));
}

/*
 * csq_nps_of_scores(score_summary) -> float8
 *
 * Final function of nps(score): the same, but answers of a question of 5 points, or of others that end below 8, are
 * no NPS.
 * Whoever collects them by score_agg() has said the scale, or reads scale_note().
 * NULL:    strict; NULL without answers.
 * Errors:  22023 30 answers or more, each from 1 to 5, or 30 at a point up to 7 and none above.
 */
PG_FUNCTION_INFO_V1(csq_nps_of_scores);
Datum
csq_nps_of_scores(PG_FUNCTION_ARGS)
{
	const CsqScoreSummary *s = summary(fcinfo);
	int                    top;

	if (csq_score_like_five(s, CSQ_SCORE_MANY))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("all %lld scores lie from 1 to 5, where NPS is of scores from 0 to 10",
		                       (long long) csq_score_answered(s)),
		                errdetail("Each of them would be a detractor, and NPS -100 whatever they say."),
		                errhint("If the question has 5 points: csat(score), or nps(score_agg(score, 1, 5)). If it has "
		                        "eleven: nps(score_agg(score)).")));
	if (csq_score_stops_short(s, CSQ_SCORE_MANY, &top))
		refuse_short(s, top, "nps");
	return csq_nps(fcinfo);
}

/*
 * csq_scale_note(score_summary) -> text
 *
 * What is odd about the scale on which answers were collected.
 * NULL:    strict; NULL when nothing is, or with fewer than 5 answers.
 */
PG_FUNCTION_INFO_V1(csq_scale_note);
Datum
csq_scale_note(PG_FUNCTION_ARGS)
{
	const CsqScoreSummary *s = summary(fcinfo);
	int                    top;

	if (!csq_score_like_five(s, CSQ_SCORE_FEW))
	{
		if (!csq_score_stops_short(s, CSQ_SCORE_FEW, &top))
			PG_RETURN_NULL();
		PG_RETURN_TEXT_P(cstring_to_text(
			psprintf("no answer is above %d, which %lld of %lld gave: of a question of points up to %d collect them by "
		             "score_agg(score, %d, %d)",
		             top, (long long) s->counts[top - s->scale.lo], (long long) csq_score_answered(s), top,
		             csq_score_lowest(s), top)));
	}
	PG_RETURN_TEXT_P(
		cstring_to_text(psprintf("all %lld answers lie from 1 to 5: of a question of 5 points collect them "
	                             "by score_agg(score, 1, 5)",
	                             (long long) csq_score_answered(s))));
}

static bool
nps_interval(FunctionCallInfo fcinfo, CsqInterval *i)
{
	CsqNps       c = csq_score_nps(summary(fcinfo));
	float8       confidence = PG_GETARG_FLOAT8(1);
	text        *name = PG_GETARG_TEXT_PP(2);
	CsqNpsMethod method;
	CsqError     err;

	csq_require_level(confidence, "confidence");
	if (!csq_nps_method(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), &method, &err))
		csq_throw(&err);
	if (csq_nps_n(&c) == 0)
		return false;
	if (!csq_nps_interval(&c, confidence, method, i, &err))
		csq_throw(&err);
	return !isnan(i->lo);
}

/*
 * csq_nps_lo, csq_nps_hi, csq_nps_margin(score_summary, confidence float8, method text) -> float8
 *
 * Ends of the confidence interval of NPS, and half its width, in points.
 * NULL:    strict; NULL without answers, of wald and bootstrap also with one.
 * Errors:  22023 unless 0 < confidence < 1; an unknown method.
 * Cost:    O(points) and 100 steps of bisection (score), 20,000 binomial draws
 *          (bootstrap, about 2 ms), whatever the number of answers.
 * Source:  nps.c.
 */
PG_FUNCTION_INFO_V1(csq_nps_lo);
Datum
csq_nps_lo(PG_FUNCTION_ARGS)
{
	CsqInterval i;

	if (!nps_interval(fcinfo, &i))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(i.lo);
}

PG_FUNCTION_INFO_V1(csq_nps_hi);
Datum
csq_nps_hi(PG_FUNCTION_ARGS)
{
	CsqInterval i;

	if (!nps_interval(fcinfo, &i))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(i.hi);
}

PG_FUNCTION_INFO_V1(csq_nps_margin);
Datum
csq_nps_margin(PG_FUNCTION_ARGS)
{
	CsqInterval i;

	if (!nps_interval(fcinfo, &i))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(0.5 * (i.hi - i.lo));
}

/* ---- shares of points ---- */

/* The answers between two points, as a share of all answers. */
static CsqShare
share_between(const CsqScoreSummary *s, int64 from, int64 to)
{
	CsqShare share = {(double) csq_score_between(s, from, to), (double) csq_score_answered(s)};

	return share;
}

static double
share_value(CsqShare s)
{
	return s.trials > 0 ? s.hits / s.trials : NAN;
}

static int64
boxes_argument(FunctionCallInfo fcinfo, const CsqScoreSummary *s)
{
	int64 boxes = PG_GETARG_INT32(1);

	if (boxes < 1 || boxes > csq_score_points(s))
		ereport(
			ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		     errmsg("cannot take %lld boxes of the scale %d to %d", (long long) boxes, s->scale.lo, s->scale.hi),
		     errdetail("The number of boxes must be between 1 and the %d points of the scale.", csq_score_points(s))));
	return boxes;
}

static CsqShare
top_share(FunctionCallInfo fcinfo)
{
	const CsqScoreSummary *s = summary(fcinfo);

	return share_between(s, s->scale.hi - boxes_argument(fcinfo, s) + 1, s->scale.hi);
}

static CsqShare
bottom_share(FunctionCallInfo fcinfo)
{
	const CsqScoreSummary *s = summary(fcinfo);

	return share_between(s, s->scale.lo, s->scale.lo + boxes_argument(fcinfo, s) - 1);
}

/*
 * csq_top_box, csq_bottom_box, csq_net_box(score_summary, boxes int4) -> float8
 *
 * Share of the answers on the highest or lowest points, 0 to 1; net is top minus
 * bottom, -1 to 1.
 * NULL:    strict; NULL without answers.
 * Errors:  22023 unless 1 <= boxes <= points.  Cost: O(points).
 */
PG_FUNCTION_INFO_V1(csq_top_box);
Datum
csq_top_box(PG_FUNCTION_ARGS)
{
	RETURN_DEFINED(share_value(top_share(fcinfo)));
}

PG_FUNCTION_INFO_V1(csq_bottom_box);
Datum
csq_bottom_box(PG_FUNCTION_ARGS)
{
	RETURN_DEFINED(share_value(bottom_share(fcinfo)));
}

PG_FUNCTION_INFO_V1(csq_net_box);
Datum
csq_net_box(PG_FUNCTION_ARGS)
{
	CsqShare top = top_share(fcinfo);
	CsqShare net = {top.hits - bottom_share(fcinfo).hits, top.trials};

	RETURN_DEFINED(share_value(net));
}

/*
 * csq_csat(score_summary [, top int4]) -> float8
 * csq_csat_lo, csq_csat_hi(score_summary [, top int4], confidence float8) -> float8
 *
 * Share of the top points and the ends of its Wilson interval, 0 to 1.  Without top,
 * the two highest of at most seven points.
 * NULL:    strict; NULL without answers.
 * Errors:  22023 as top_box; a longer scale without top; unless 0 < confidence < 1.
 * Cost:    O(points).
 */
static CsqShare
csat_share(FunctionCallInfo fcinfo, bool given)
{
	const CsqScoreSummary *s = summary(fcinfo);
	CsqError               err;

	if (given)
		return top_share(fcinfo);
	if (csq_score_points(s) > CSQ_CSAT_POINTS && !csq_score_refuses_csat(s, &err))
		csq_throw(&err);
	return share_between(s, s->scale.hi - 1, s->scale.hi);
}

static CsqInterval
csat_interval(FunctionCallInfo fcinfo)
{
	CsqShare    s = csat_share(fcinfo, PG_NARGS() > 2);
	float8      confidence = PG_GETARG_FLOAT8(PG_NARGS() - 1);
	CsqInterval none = {NAN, NAN};

	csq_require_level(confidence, "confidence");
	return s.trials > 0 ? csq_wilson(s, csq_z_of(confidence)) : none;
}

PG_FUNCTION_INFO_V1(csq_csat);
Datum
csq_csat(PG_FUNCTION_ARGS)
{
	RETURN_DEFINED(share_value(csat_share(fcinfo, PG_NARGS() > 1)));
}

/*
 * csq_csat_of_scores(score_summary) -> float8
 *
 * Final function of csat(score): the same, but answers of a question of fewer points are no share of 4 and 5.
 * NULL:    strict; NULL without answers.
 * Errors:  22023 30 answers or more at a point below 5 and none above.
 */
PG_FUNCTION_INFO_V1(csq_csat_of_scores);
Datum
csq_csat_of_scores(PG_FUNCTION_ARGS)
{
	const CsqScoreSummary *s = summary(fcinfo);
	int                    top;

	if (csq_score_stops_short(s, CSQ_SCORE_MANY, &top))
		refuse_short(s, top, "csat");
	return csq_csat(fcinfo);
}

PG_FUNCTION_INFO_V1(csq_csat_lo);
Datum
csq_csat_lo(PG_FUNCTION_ARGS)
{
	RETURN_DEFINED(csat_interval(fcinfo).lo);
}

PG_FUNCTION_INFO_V1(csq_csat_hi);
Datum
csq_csat_hi(PG_FUNCTION_ARGS)
{
	RETURN_DEFINED(csat_interval(fcinfo).hi);
}

/* ---- shares beyond a cut ---- */

/* Argument 1: a point of the scale. */
static int
cut_argument(FunctionCallInfo fcinfo, const CsqScoreSummary *s)
{
	int      cut = PG_GETARG_INT32(1);
	CsqError err;

	if (cut < s->scale.lo || cut > s->scale.hi)
	{
		csq_fail(&err, CSQ_PARAM, "cut %d is outside the scale %d to %d", cut, s->scale.lo, s->scale.hi);
		csq_detail(&err, "A cut must be a point of the scale of the summary.");
		csq_throw(&err);
	}
	return cut;
}

static Datum
as_rate(const CsqScoreSummary *s, int64 from, int64 to)
{
	CsqRateSummary *r = csq_rate_new();

	r->hits = csq_score_between(s, from, to);
	r->misses = csq_score_answered(s) - r->hits;
	r->missing = s->missing;
	PG_RETURN_POINTER(r);
}

/*
 * csq_at_least, csq_at_most(score_summary, cut int4) -> rate_summary
 *
 * The answers at or above (below) the cut as hits of all answers: for compare(),
 * tier() and intervals of any share, on scales where high or low is good.
 * NULL:    strict.  Errors: 22023 a cut that is no point of the scale.  Cost: O(points).
 */
PG_FUNCTION_INFO_V1(csq_at_least);
Datum
csq_at_least(PG_FUNCTION_ARGS)
{
	const CsqScoreSummary *s = summary(fcinfo);

	return as_rate(s, cut_argument(fcinfo, s), s->scale.hi);
}

PG_FUNCTION_INFO_V1(csq_at_most);
Datum
csq_at_most(PG_FUNCTION_ARGS)
{
	const CsqScoreSummary *s = summary(fcinfo);

	return as_rate(s, s->scale.lo, cut_argument(fcinfo, s));
}

/* ---- moments ---- */

/*
 * csq_score_mean, csq_score_standard_deviation(score_summary) -> float8
 *
 * Mean and standard deviation of a sample (divisor n - 1), from exact sums.
 * NULL:    strict; NULL without answers, for the standard deviation with fewer than two.
 * Cost:    O(points).
 */
PG_FUNCTION_INFO_V1(csq_score_mean);
Datum
csq_score_mean(PG_FUNCTION_ARGS)
{
	RETURN_DEFINED(csq_score_moments(summary(fcinfo)).mean);
}

PG_FUNCTION_INFO_V1(csq_score_standard_deviation);
Datum
csq_score_standard_deviation(PG_FUNCTION_ARGS)
{
	RETURN_DEFINED(sqrt(csq_score_moments(summary(fcinfo)).variance));
}

/* ---- histogram ---- */

/*
 * csq_score_histogram(score_summary, confidence float8)
 *		-> setof (score int4, n int8, share float8, lo float8, hi float8)
 *
 * One row per point of the scale, points nobody chose included; share of all
 * answers with its Wilson interval.
 * NULL:    strict; without answers share, lo and hi are NULL.
 * Errors:  22023 unless 0 < confidence < 1.  Cost: O(points).
 */
PG_FUNCTION_INFO_V1(csq_score_histogram);
Datum
csq_score_histogram(PG_FUNCTION_ARGS)
{
	const CsqScoreSummary *s = summary(fcinfo);
	float8                 confidence = PG_GETARG_FLOAT8(1);
	ReturnSetInfo         *rows;

	csq_require_level(confidence, "confidence");
	rows = csq_srf_begin(fcinfo);
	for (int point = s->scale.lo; point <= s->scale.hi; point++)
	{
		CsqShare    share = share_between(s, point, point);
		bool        empty = share.trials == 0;
		CsqInterval i = {0, 0};
		Datum       values[5];
		bool        nulls[5] = {false, false, empty, empty, empty};

		if (!empty)
			i = csq_wilson(share, csq_z_of(confidence));
		values[0] = Int32GetDatum(point);
		values[1] = Int64GetDatum(csq_score_between(s, point, point));
		values[2] = Float8GetDatum(empty ? 0 : share_value(share));
		values[3] = Float8GetDatum(i.lo);
		values[4] = Float8GetDatum(i.hi);
		csq_srf_row(rows, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_score_histogram, CsqScoreSummary, csq_score_points(v))
