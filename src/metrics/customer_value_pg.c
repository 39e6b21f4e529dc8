/*
 * customer_value_pg.c
 *		Churn, repurchase and RFM: what a row says of one customer, for rate_agg() and
 *		GROUP BY.
 *
 * Each answers true, false, or NULL for what is not known, or not asked of this
 * customer: only so are the rates over them those of the customers who could have
 * left, or whose time is over.  Dates are days, both ends said in each contract.
 *
 * Sources: the segments are those of the R package rfm (rfm_segment and its
 * vignette), in its order, since their bounds overlap.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "pg/csq.h"

/* ---- dates and numbers of days ---- */

/* The day of argument n, infinity included. */
static DateADT
day_of(FunctionCallInfo fcinfo, int n)
{
	return DatumGetDateADT(PG_GETARG_DATUM(n));
}

/* The last day of a window of so many days after a day; what lies beyond all dates is infinity. */
static DateADT
last_day(FunctionCallInfo fcinfo, DateADT from, int argument)
{
	int32 days = PG_GETARG_INT32(argument);

	if (days < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%d is no number of days", days),
		                errdetail("A window begins with its event and lasts 0 days or more.")));
	if (DATE_NOT_FINITE(from))
		return from;
	return from > DATE_END_JULIAN - POSTGRES_EPOCH_JDATE - 1 - days ? DATEVAL_NOEND : from + days;
}

/* ---- churn ---- */

static Datum
churned(FunctionCallInfo fcinfo, bool counts)
{
	DateADT from, to;

	if (PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	from = day_of(fcinfo, 2);
	to = day_of(fcinfo, 3);
	if (from > to)
	{
		char *first = DatumGetCString(DirectFunctionCall1(date_out, PG_GETARG_DATUM(2)));
		char *last = DatumGetCString(DirectFunctionCall1(date_out, PG_GETARG_DATUM(3)));

		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("a period from %s to %s ends before it begins", first, last),
		                errdetail("It reaches from its first day until before the second date.")));
	}
	if (PG_ARGISNULL(0) || day_of(fcinfo, 0) >= from || (!PG_ARGISNULL(1) && day_of(fcinfo, 1) < from))
		PG_RETURN_NULL();
	PG_RETURN_BOOL(!PG_ARGISNULL(1) && day_of(fcinfo, 1) < to && counts);
}

/*
 * csq_churned(joined_on, left_on, period_from, period_to date) -> bool
 * csq_churned_because(the same, because bool)
 *
 * Of those who were there when the period began (joined before, not left before): who
 * left before period_to; with because only where that is true.
 * NULL:    NULL for who was not there; left_on NULL is still there.
 * Errors:  22023 a period that ends before it begins.
 * Cost:    O(1).
 */
PG_FUNCTION_INFO_V1(csq_churned);
Datum
csq_churned(PG_FUNCTION_ARGS)
{
	return churned(fcinfo, true);
}

PG_FUNCTION_INFO_V1(csq_churned_because);
Datum
csq_churned_because(PG_FUNCTION_ARGS)
{
	return churned(fcinfo, !PG_ARGISNULL(4) && PG_GETARG_BOOL(4));
}

/*
 * csq_after_complaint(complained_on, left_on date, within_days int4) -> bool
 *
 * Left on the day of a complaint or at most so many days after it.
 * NULL:    NULL for who has not left; false without a complaint.
 * Errors:  22023 a negative number of days.  Cost: O(1).
 */
PG_FUNCTION_INFO_V1(csq_after_complaint);
Datum
csq_after_complaint(PG_FUNCTION_ARGS)
{
	DateADT last;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	last = last_day(fcinfo, PG_ARGISNULL(0) ? 0 : day_of(fcinfo, 0), 2);
	PG_RETURN_BOOL(!PG_ARGISNULL(0) && day_of(fcinfo, 1) >= day_of(fcinfo, 0) && day_of(fcinfo, 1) <= last);
}

/*
 * csq_repurchased(bought_on, again_on date, within_days int4, as_of date) -> bool
 *
 * Bought again within so many days, once the last of these lies before as_of.  Who
 * bought again while they are not is not known yet either: of the same age those who
 * have not are not counted, and a rate over the others alone would be too high.
 * NULL:    NULL up to and on the last of the days.
 * Errors:  22023 a negative number of days.  Cost: O(1).
 */
PG_FUNCTION_INFO_V1(csq_repurchased);
Datum
csq_repurchased(PG_FUNCTION_ARGS)
{
	DateADT last;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	last = last_day(fcinfo, day_of(fcinfo, 0), 2);
	if (last >= day_of(fcinfo, 3)) /* that day is not over */
		PG_RETURN_NULL();
	PG_RETURN_BOOL(!PG_ARGISNULL(1) && day_of(fcinfo, 1) >= day_of(fcinfo, 0) && day_of(fcinfo, 1) <= last);
}

/* ---- recency, frequency, monetary value ---- */

/*
 * csq_cut_score(value float8, cuts float8[]) -> int4
 *
 * The class of a value: 1 up to and including the first cut, one more for each cut
 * below it.
 * NULL:    strict.
 * Errors:  22003 NaN, as value or cut; 22023 cuts that descend or are NULL.
 * Cost:    O(cuts).
 */
PG_FUNCTION_INFO_V1(csq_cut_score);
Datum
csq_cut_score(PG_FUNCTION_ARGS)
{
	float8        value = PG_GETARG_FLOAT8(0);
	ArrayType    *cuts = PG_GETARG_ARRAYTYPE_P(1);
	int           n = ArrayGetNItems(ARR_NDIM(cuts), ARR_DIMS(cuts));
	const float8 *cut;
	int           below = 0;

	if (n > 0 && (ARR_NDIM(cuts) != 1 || array_contains_nulls(cuts)))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("the cuts of a score must be a one-dimensional array without NULL"),
		                errhint("Write for example '{10,20,40}', or take percentile_disc('{0.2,0.4,0.6,0.8}') of the "
		                        "values.")));
	if (isnan(value))
		csq_require_finite(value, "a value to be scored");
	/* ARR_DATA_PTR without its mixture of signs */
	cut = (const float8 *) ((char *) cuts +
	                        (ARR_HASNULL(cuts) ? (Size) cuts->dataoffset : ARR_OVERHEAD_NONULLS(ARR_NDIM(cuts))));
	for (int i = 0; i < n; i++)
	{
		if (isnan(cut[i]))
			csq_require_finite(cut[i], "a cut");
		if (i > 0 && cut[i] < cut[i - 1])
			ereport(ERROR,
			        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("cut %g stands after %g", cut[i], cut[i - 1]),
			         errdetail("The cuts of a score ascend; equal ones are allowed."),
			         errhint("Where less is better, score the negative: cut_score(-value, cuts of it).")));
		below += cut[i] < value;
	}
	PG_RETURN_INT32(below + 1);
}

/* A segment: the scores it takes of each, and its name. */
typedef struct Segment
{
	int         r[2], f[2], m[2];
	const char *name;
} Segment;

static const Segment segments[] = {
	{{5, 5}, {5, 5}, {5, 5}, "champions"},       {{3, 5}, {3, 5}, {2, 5}, "potential loyalists"},
	{{2, 4}, {2, 4}, {2, 4}, "loyal customers"}, {{3, 4}, {1, 3}, {3, 5}, "promising"},
	{{4, 5}, {1, 3}, {1, 5}, "new customers"},   {{1, 2}, {3, 4}, {4, 5}, "can't lose them"},
	{{1, 2}, {2, 5}, {4, 5}, "at risk"},         {{1, 3}, {3, 5}, {3, 5}, "need attention"},
	{{2, 3}, {1, 3}, {1, 4}, "about to sleep"},  {{1, 1}, {1, 5}, {1, 5}, "lost"},
	{{1, 5}, {1, 5}, {1, 5}, "others"}};

/*
 * csq_rfm_segment(recency, frequency, monetary int4) -> text
 *
 * The first segment that takes the scores, others if none does.
 * NULL:    strict.  Errors: 22023 a score that is not 1 to 5.  Cost: O(segments).
 */
PG_FUNCTION_INFO_V1(csq_rfm_segment);
Datum
csq_rfm_segment(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {"recency", "frequency", "monetary"};
	const Segment           *s = segments;
	int                      score[3];

	for (int i = 0; i < 3; i++)
	{
		score[i] = PG_GETARG_INT32(i);
		if (score[i] < 1 || score[i] > 5)
			ereport(ERROR,
			        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s score %d is not 1 to 5", names[i], score[i]),
			         errdetail("The segments are made of fifths: 1 is the lowest, 5 the highest."),
			         errhint("Make it by cut_score(value, cuts) with four cuts.")));
	}
	while (score[0] < s->r[0] || score[0] > s->r[1] || score[1] < s->f[0] || score[1] > s->f[1] || score[2] < s->m[0] ||
	       score[2] > s->m[1])
		s++;
	PG_RETURN_TEXT_P(cstring_to_text(s->name));
}
