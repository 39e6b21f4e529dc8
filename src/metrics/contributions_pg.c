/*
 * contributions_pg.c
 *		SQL shell of the search over combinations of dimensions.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"

#include "base/stats.h"
#include "pg/csq.h"
#include "pg/tally_pg.h"
#include "metrics/contributions.h"

CSQ_TALLY_FUNCTIONS(cube_tally, csq_contribution_type)

/*
 * Text: {"v":1,"dimensions":2,"metric":"rate","rows":[[three labels, hits before, rows before, hits after, rows
 *       after],
 * ...]}; binary likewise (tally.c).
 * Errors: 22P02, 22P03 for what is none; 0A000 in a database that is not UTF-8.  Cost: O(combinations).
 */
CSQ_STORED_TYPE(contribution_cube, cube_tally, .utf8 = true, .check = cube_tally_check, .open = cube_tally_open)
CSQ_STORED_JSON(contribution_cube, contribution_cube_type)
CSQ_STORED_MERGE(contribution_cube, CsqTally, cube_tally_check, cube_tally_merge)

static Datum
append(FunctionCallInfo fcinfo, const char *metric, bool hit)
{
	CsqText labels[CSQ_MAX_DIMENSIONS] = {{"", 0}, {"", 0}, {"", 0}};
	CsqText word = {metric, strlen(metric)};
	int64   numbers[4] = {0};
	int     period = PG_GETARG_BOOL(2) ? 2 : 0;
	Datum  *elements;
	bool   *nulls;
	int     n;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, &n);
	if (n < 1 || n > CSQ_MAX_DIMENSIONS)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%d dimensions are not possible", n),
		                errdetail("A search looks at combinations of 1 to %d dimensions.", CSQ_MAX_DIMENSIONS)));
	for (int i = 0; i < n; i++)
		if (!nulls[i])
		{
			struct varlena *t = PG_DETOAST_DATUM_PACKED(elements[i]);

			labels[i] = csq_trimmed((CsqText){VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)});
		}
	numbers[period] = hit;
	numbers[period + 1] = 1;
	return csq_tally_added(&csq_contribution_type,
	                       csq_tally_state(fcinfo, &csq_contribution_type, cube_tally_check, n, &word), labels,
	                       numbers);
}

/*
 * contribution_append(contribution_cube, dimensions text[], after bool [, hit bool]) -> contribution_cube
 *
 * Transition functions of contribution_agg.
 * NULL:    a NULL period or outcome: the row is ignored; a NULL or blank dimension is a value of its own (no text).
 * Errors:  22023 no dimensions, more than three, or another number than before; 54000 values of more than 1,000
 *          bytes.
 * Cost:    O(1).
 */
PG_FUNCTION_INFO_V1(csq_contribution_append_row);
Datum
csq_contribution_append_row(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return csq_tally_unchanged(fcinfo, cube_tally_check);
	return append(fcinfo, "count", true);
}

PG_FUNCTION_INFO_V1(csq_contribution_append_hit);
Datum
csq_contribution_append_hit(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		return csq_tally_unchanged(fcinfo, cube_tally_check);
	return append(fcinfo, "rate", PG_GETARG_BOOL(3));
}

/*
 * contributions(contribution_cube, rate float8, min_rows bigint)
 *		-> setof (dimensions text[], before, after, effect, lo, hi, p_value float8, found, explained bool,
 *			smallest_found float8)
 *
 * Combinations of values that moved otherwise than the rest.  dimensions: NULL for any value.  effect: of
 * counts the rows
 * beyond what the rest's growth would have given; of shares what the segment added to the change of the whole beyond
 * that; with a 95 % interval.  found: at a false discovery rate; explained: nothing is left of it without a
 * found part.
 * NULL:    strict.
 * Errors:  22023 rate not between 0 and 1, min_rows below 1.
 * Cost:    O(combinations log n), and the square of those found.
 * Source:  see contributions.c.
 */
PG_FUNCTION_INFO_V1(csq_contribution_rows);
Datum
csq_contribution_rows(PG_FUNCTION_ARGS)
{
	ReturnSetInfo   *rsinfo = csq_srf_begin(fcinfo);
	const CsqTally  *t = csq_stored_arg(fcinfo, 0, &contribution_cube_type);
	CsqContribution *c;
	uint32           n;

	csq_require_level(PG_GETARG_FLOAT8(1), "rate");
	if (PG_GETARG_INT64(2) < 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("min_rows must be 1 or more, not " INT64_FORMAT, PG_GETARG_INT64(2)),
		                errdetail("Combinations of values with fewer rows are left out.")));
	c = csq_contributions(t, PG_GETARG_FLOAT8(1), csq_z_of(0.95), PG_GETARG_INT64(2), &n);
	for (uint32 i = 0; i < n; i++)
	{
		Datum  labels[CSQ_MAX_DIMENSIONS] = {0};
		bool   any[CSQ_MAX_DIMENSIONS];
		int    dims = (int) t->parameter, lower = 1;
		Datum  values[10];
		bool   nulls[10] = {false};
		double columns[6] = {c[i].before, c[i].after, c[i].effect, c[i].lo, c[i].hi, c[i].p_value};

		for (int d = 0; d < dims; d++)
		{
			any[d] = !(c[i].mask & (1U << d));
			labels[d] = any[d] ? (Datum) 0 : csq_label_datum(&c[i].label[d]);
		}
		values[0] =
			PointerGetDatum(construct_md_array(labels, any, 1, &dims, &lower, TEXTOID, -1, false, TYPALIGN_INT));
		for (int k = 0; k < 6; k++)
			values[1 + k] = csq_finite_or_null(columns[k], &nulls[1 + k]);
		values[7] = BoolGetDatum(c[i].found);
		values[8] = BoolGetDatum(c[i].explained);
		values[9] = csq_finite_or_null(c[i].smallest, &nulls[9]);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}
