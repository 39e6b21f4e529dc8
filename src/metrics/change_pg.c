/*
 * change_pg.c
 *		SQL shell of changes and their parts.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"

#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "pg/summary_pg.h"
#include "pg/tally_pg.h"
#include "metrics/change.h"
#include "metrics/duration.h"
#include "metrics/duration_pg.h"
#include "metrics/incidence.h"
#include "metrics/mean.h"
#include "metrics/rate.h"
#include "metrics/score.h"
#include "base/literal.h"

CSQ_TALLY_FUNCTIONS(change_tally, csq_change_type)

/*
 * Text: {"v":1,"metric":"rate","rows":[[segment,sum before,weight before,sum after,weight after],...]}; binary
 * likewise (tally.c).
 * Errors: 22P02, 22P03 for what is none; 0A000 in a database that is not UTF-8.  Cost: O(segments).
 */
CSQ_STORED_TYPE(change, change_tally, .utf8 = true, .check = change_tally_check, .open = change_tally_open)
CSQ_STORED_JSON(change, change_type)
CSQ_STORED_MERGE(change, CsqTally, change_tally_check, change_tally_merge)

/* Adds sums and weights to the segment of argument 1. */
static Datum
append(FunctionCallInfo fcinfo, const char *metric, const int64 *numbers)
{
	CsqText segment = csq_label_or_blank(fcinfo, 1);
	CsqText word = {metric, strlen(metric)};

	return csq_tally_added(&csq_change_type, csq_tally_state(fcinfo, &csq_change_type, change_tally_check, 0, &word),
	                       &segment, numbers);
}

/*
 * change_append(change, segment text, before X, after X [, metric text]) -> change
 *
 * Transition functions of change_agg.  X: rate_summary, score_summary (metric nps or mean), mean_summary,
 * duration_summary (the mean of what has ended, in seconds), incidence, bigint (counts).
 * NULL:    a NULL summary or count is a period without the segment; a NULL or blank segment is one of its own.
 * Errors:  22023 an unknown metric, scores of other scales, a negative count, business time beside any time;
 *          22003 a sum beyond 64 bits; 22P03 a damaged summary.
 * Cost:    O(1).
 */
PG_FUNCTION_INFO_V1(csq_change_append_rate);
Datum
csq_change_append_rate(PG_FUNCTION_ARGS)
{
	int64 numbers[4] = {0};

	for (int k = 0; k < 2; k++)
		if (!PG_ARGISNULL(2 + k))
		{
			const CsqRateSummary *r = csq_summary_arg(fcinfo, 2 + k, &csq_rate_type);

			numbers[2 * k] = r->hits;
			numbers[2 * k + 1] = r->hits + r->misses;
		}
	return append(fcinfo, "rate", numbers);
}

static Datum
append_score(FunctionCallInfo fcinfo, bool nps)
{
	int64                  numbers[4] = {0};
	const CsqScoreSummary *first = NULL;
	CsqBuf                 metric;
	CsqError               err;

	for (int k = 0; k < 2; k++)
		if (!PG_ARGISNULL(2 + k))
		{
			const CsqScoreSummary *s = csq_summary_arg(fcinfo, 2 + k, &csq_score_type);

			if (first != NULL && !csq_scale_same(&first->scale, &s->scale, &err))
				csq_throw(&err);
			first = s;
			if (nps)
			{
				CsqNps c = csq_score_nps(s);

				numbers[2 * k] = c.promoters - c.detractors;
				numbers[2 * k + 1] = csq_nps_n(&c);
			}
			else
				for (int i = 0; i <= s->scale.hi - s->scale.lo; i++)
				{
					int64 part;

					if (!csq_mul_i64(s->counts[i], s->scale.lo + i, &part) ||
					    !csq_add_i64(numbers[2 * k], part, &numbers[2 * k]))
						ereport(ERROR,
						        (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("sum of scores is out of range")));
					numbers[2 * k + 1] += s->counts[i];
				}
		}
	if (first == NULL) /* in neither period: on which scale is not known */
		return csq_tally_unchanged(fcinfo, change_tally_check);
	csq_buf_init(&metric);
	if (nps)
		csq_buf_printf(&metric, "nps %d..%d %d %d", first->scale.lo, first->scale.hi, first->scale.detractors_to,
		               first->scale.promoters_from);
	else
		csq_buf_printf(&metric, "mean %d..%d", first->scale.lo, first->scale.hi);
	return append(fcinfo, metric.data, numbers);
}

PG_FUNCTION_INFO_V1(csq_change_append_nps);
Datum
csq_change_append_nps(PG_FUNCTION_ARGS)
{
	return append_score(fcinfo, true);
}

PG_FUNCTION_INFO_V1(csq_change_append_score);
Datum
csq_change_append_score(PG_FUNCTION_ARGS)
{
	CsqText metric = csq_text_or_nothing(fcinfo, 4);

	if (!csq_option_is(metric, "nps") && !csq_option_is(metric, "mean"))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("there is no metric \"%s\" of scores", csq_quoted(metric.s, metric.len).s),
		                errhint("Metrics are nps and mean.")));
	return append_score(fcinfo, csq_option_is(metric, "nps"));
}

PG_FUNCTION_INFO_V1(csq_change_append_mean);
Datum
csq_change_append_mean(PG_FUNCTION_ARGS)
{
	int64    numbers[4] = {0};
	CsqError err;

	for (int k = 0; k < 2; k++)
		if (!PG_ARGISNULL(2 + k))
		{
			const CsqMeanSummary *m = csq_summary_arg(fcinfo, 2 + k, &csq_mean_type);

			if (!csq_mean_millionths(m, &numbers[2 * k], &err))
				csq_throw(&err);
			numbers[2 * k + 1] = m->n;
		}
	return append(fcinfo, "value", numbers);
}

/* A sum of 128 bits as one of 64, else 22003. */
static int64
narrow_sum(CsqU128 sum, const char *what)
{
	if (sum > (CsqU128) INT64_MAX)
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("%s of a segment is out of range", what),
		                errdetail("It is kept in millionths, up to 9.2e12.")));
	return (int64) sum;
}

PG_FUNCTION_INFO_V1(csq_change_append_duration);
Datum
csq_change_append_duration(PG_FUNCTION_ARGS)
{
	int64             numbers[4] = {0};
	int               business = -1;
	const CsqLengths *first = NULL;
	CsqError          err;

	for (int k = 0; k < 2; k++)
		if (!PG_ARGISNULL(2 + k))
		{
			const CsqLengths   *l = csq_duration_arg(fcinfo, 2 + k);
			const CsqLengthSet *ended = &l->sets[CSQ_DURATION_ENDED];

			if (first != NULL && !csq_duration_comparable(first, l, &err))
				csq_throw(&err);
			first = l;
			business = csq_lengths_business(l);
			numbers[2 * k] = narrow_sum(ended->sum, "the time");
			numbers[2 * k + 1] = ended->n;
		}
	if (business < 0) /* in neither period: of which time is not known */
		return csq_tally_unchanged(fcinfo, change_tally_check);
	return append(fcinfo, business ? "business duration" : "duration", numbers);
}

PG_FUNCTION_INFO_V1(csq_change_append_incidence);
Datum
csq_change_append_incidence(PG_FUNCTION_ARGS)
{
	int64 numbers[4] = {0};

	for (int k = 0; k < 2; k++)
		if (!PG_ARGISNULL(2 + k))
		{
			const CsqIncidence *i = csq_summary_arg(fcinfo, 2 + k, &csq_incidence_type);

			numbers[2 * k] = i->events;
			numbers[2 * k + 1] = narrow_sum(i->exposure, "the exposure");
		}
	return append(fcinfo, "incidence", numbers);
}

PG_FUNCTION_INFO_V1(csq_change_append_count);
Datum
csq_change_append_count(PG_FUNCTION_ARGS)
{
	int64 numbers[4] = {0};

	for (int k = 0; k < 2; k++)
		if (!PG_ARGISNULL(2 + k))
		{
			numbers[2 * k] = PG_GETARG_INT64(2 + k);
			if (numbers[2 * k] < 0)
				ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				                errmsg("a count is not negative: %lld", (long long) numbers[2 * k])));
		}
	return append(fcinfo, "count", numbers);
}

/*
 * parts(change) -> setof (segment text, share_before, share_after, mix, within, total, value_before,
 * value_after float8)
 *
 * What each segment did to the change of the whole, the largest effect first.  The sum of total over the rows is the
 * change; mix: by its share, within: by its own figure.
 * NULL:    strict; no rows when a period has no data at all; value_ of a period without the segment.
 * Cost:    O(n log n).
 * Source:  see change.c.
 */
PG_FUNCTION_INFO_V1(csq_change_part_rows);
Datum
csq_change_part_rows(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	uint32         n;
	CsqChangePart *p = csq_change_parts(csq_stored_arg(fcinfo, 0, &change_type), &n);

	for (uint32 i = 0; i < n; i++)
	{
		Datum values[8];
		bool  nulls[8] = {false};

		values[0] = csq_label_or_nothing(&p[i].segment, &nulls[0]);
		values[1] = Float8GetDatum(p[i].share_before);
		values[2] = Float8GetDatum(p[i].share_after);
		values[3] = Float8GetDatum(p[i].mix);
		values[4] = Float8GetDatum(p[i].within);
		values[5] = Float8GetDatum(p[i].total);
		values[6] = csq_finite_or_null(p[i].value_before, &nulls[6]);
		values[7] = csq_finite_or_null(p[i].value_after, &nulls[7]);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_change_part_rows, CsqTally, v->rows)
