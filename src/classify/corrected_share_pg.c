/*
 * corrected_share_pg.c
 *		SQL shell of corrected_share.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "funcapi.h"

#include "pg/args_pg.h"
#include "pg/csq.h"
#include "pg/summary_pg.h"
#include "classify/corrected_share.h"
#include "metrics/rate.h"

static bool
review_check(const void *value, size_t size, CsqError *err)
{
	return csq_stored_head(value, size, sizeof(CsqConfusion), CSQ_CONFUSION_VERSION, "confusion", err);
}

static Datum
corrected(FunctionCallInfo fcinfo, const CsqConfusion *review, const CsqText *label, const CsqRateSummary *predicted,
          double confidence)
{
	CsqCorrected r = {NAN, NAN, NAN, NAN, NAN, NAN, 0};
	int64        trials = predicted->hits + predicted->misses;
	CsqError     err;
	Datum        values[7];
	bool         nulls[7];

	csq_require_level(confidence, "confidence");
	if (trials > 0 && !csq_corrected_share(review, label, predicted->hits, trials, csq_z_of(confidence), &r, &err) &&
	    err.code != CSQ_OK)
		csq_throw(&err);
	{
		const double columns[6] = {r.share, r.lo, r.hi, r.counted, r.precision, r.missed};

		for (int i = 0; i < 6; i++)
		{
			nulls[i] = isnan(columns[i]);
			values[i] = Float8GetDatum(columns[i]);
		}
	}
	nulls[6] = isnan(r.reviewed);
	values[6] = Int64GetDatum(nulls[6] ? 0 : (int64) r.reviewed);
	return csq_row_datum(fcinfo, values, nulls);
}

/*
 * corrected_share(review confusion, label text, predicted rate_summary, confidence float8)
 *		-> (share, lo, hi, counted, label_precision, missed float8, reviewed bigint)
 *
 * The true share of a label among all texts: predicted says how many of all texts the classifier called so, the
 * review what
 * people said of some of them, a random sample of those called so and of the others.  counted: the classifier's
 * own share; label_precision: of those called so, how many are; missed: of the others, how many are.
 * Weights of the review are inverse probabilities of having been chosen, as those of review_queue().
 * NULL:    strict; share, lo and hi are NULL when one side was not reviewed at all, or nothing was predicted;
 *          reviewed where rows have weights.
 * Errors:  22023 weights of which only sums are known, or that were counted as rows where that shows; confidence not
 *          between 0 and 1.
 * Cost:    O(cells).
 * Source:  see corrected_share.c.
 */
PG_FUNCTION_INFO_V1(csq_corrected_share_of);
Datum
csq_corrected_share_of(PG_FUNCTION_ARGS)
{
	CsqText label = csq_text_arg(fcinfo, 1);

	return corrected(fcinfo, csq_checked(CSQ_GETARG_VALUE(0), review_check), &label,
	                 csq_summary_arg(fcinfo, 2, &csq_rate_type), PG_GETARG_FLOAT8(3));
}

/* The label that means yes, in a review whose labels are yes and no. */
static CsqText
yes_label(const CsqConfusion *review)
{
	static const char *const yes[] = {"true", "t", "yes", "y", "1"};
	static const char *const no[] = {"false", "f", "no", "n", "0"};
	CsqConfusionView         v;

	csq_confusion_view(review, &v);
	for (int k = 0; k < 5; k++)
		for (uint32 i = 0; i < v.n_labels; i++)
			if (csq_json_is(&v.labels[i], yes[k]) && v.n_labels <= 2)
			{
				bool known = v.n_labels == 1;

				for (int j = 0; j < 5; j++)
					known = known || csq_json_is(&v.labels[!i], no[j]);
				if (known)
					return v.labels[i];
			}
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the labels of this review are not yes and no"),
	                errhint("Name the label: corrected_share(review, 'fee', predicted).")));
}

/* The same of the label that means yes: true, t, yes, y or 1. */
PG_FUNCTION_INFO_V1(csq_corrected_share_true);
Datum
csq_corrected_share_true(PG_FUNCTION_ARGS)
{
	const CsqConfusion *review = csq_checked(CSQ_GETARG_VALUE(0), review_check);
	CsqText             label = yes_label(review);

	return corrected(fcinfo, review, &label, csq_summary_arg(fcinfo, 1, &csq_rate_type), 0.95);
}
