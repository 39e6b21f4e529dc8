/*
 * pareto_pg.c
 *		SQL shell of Pareto charts.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "funcapi.h"

#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "pg/tally_pg.h"
#include "metrics/pareto.h"

CSQ_TALLY_FUNCTIONS(pareto_tally, csq_pareto_type)

/*
 * Text: {"v":1,"rows":[[reason,rows,weight in millionths],...]}; binary likewise (tally.c).
 * Errors: 22P02, 22P03 for what is none; 0A000 in a database that is not UTF-8.  Cost: O(reasons).
 */
CSQ_STORED_TYPE(pareto_summary, pareto_tally, .utf8 = true, .check = pareto_tally_check, .open = pareto_tally_open)
CSQ_STORED_JSON(pareto_summary, pareto_summary_type)
CSQ_STORED_MERGE(pareto_summary, CsqTally, pareto_tally_check, pareto_tally_merge)

/*
 * pareto_append(pareto_summary, reason text [, weight float8]) -> pareto_summary
 *
 * Transition function of pareto_agg.
 * NULL:    a row without a reason (NULL or blank) is counted as such; without a weight it is ignored.  White space at
 *          the ends of a reason is no part of it.
 * Errors:  22023 a weight that is negative; 22003 not finite, or above 1e12; 54000 a reason of more than 1,000 bytes.
 * Cost:    O(1).
 */
static Datum
append(FunctionCallInfo fcinfo, double weight)
{
	CsqText reason = csq_label_or_blank(fcinfo, 1);
	int64   numbers[2] = {1, 0};

	csq_require_finite(weight, "weight");
	if (!(weight >= 0 && weight <= 1e12))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("weight must not be %g", weight),
		                errdetail("Weights are kept in millionths, from 0 to 1e12.")));
	numbers[1] = (int64) rint(weight * CSQ_PARETO_UNIT);
	return csq_tally_added(&csq_pareto_type,
	                       csq_tally_state(fcinfo, &csq_pareto_type, pareto_tally_check, 0, &(CsqText){"", 0}), &reason,
	                       numbers);
}

PG_FUNCTION_INFO_V1(csq_pareto_append);
Datum
csq_pareto_append(PG_FUNCTION_ARGS)
{
	return append(fcinfo, 1);
}

PG_FUNCTION_INFO_V1(csq_pareto_append_weight);
Datum
csq_pareto_append_weight(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(2))
		return csq_tally_unchanged(fcinfo, pareto_tally_check);
	return append(fcinfo, PG_GETARG_FLOAT8(2));
}

/*
 * pareto(pareto_summary, vital float8)
 *		-> setof (rank int, label text, n bigint, share, cumulative float8, vital bool, weight float8)
 *
 * Reasons by falling weight, with shares of the whole; vital: the fewest that together reach a share.  label NULL:
 * rows without a reason, last.
 * NULL:    strict.
 * Errors:  22023 vital not between 0 and 1.
 * Cost:    O(n log n).
 * Source:  Juran, Quality Control Handbook (1951).
 */
PG_FUNCTION_INFO_V1(csq_pareto_chart);
Datum
csq_pareto_chart(PG_FUNCTION_ARGS)
{
	ReturnSetInfo  *rsinfo = csq_srf_begin(fcinfo);
	const CsqTally *t = csq_stored_arg(fcinfo, 0, &pareto_summary_type);
	CsqParetoRow   *rows;
	uint32          n;

	rows = csq_pareto_rows(t, csq_share_arg(fcinfo, 1, "vital"), &n);
	for (uint32 i = 0; i < n; i++)
	{
		Datum values[7];
		bool  nulls[7] = {false};

		values[0] = Int32GetDatum((int32) i + 1);
		values[1] = csq_label_or_nothing(&rows[i].label, &nulls[1]);
		values[2] = Int64GetDatum(rows[i].n);
		values[3] = Float8GetDatum(rows[i].share);
		values[4] = Float8GetDatum(rows[i].cumulative);
		values[5] = BoolGetDatum(rows[i].vital);
		values[6] = Float8GetDatum((double) rows[i].weight / CSQ_PARETO_UNIT);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_pareto_chart, CsqTally, v->rows)
