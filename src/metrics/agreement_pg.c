/*
 * agreement_pg.c
 *		SQL shell of ratings and their agreement.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "funcapi.h"

#include "pg/csq.h"
#include "pg/tally_pg.h"
#include "metrics/agreement.h"
#include "base/literal.h"

CSQ_TALLY_FUNCTIONS(ratings_tally, csq_ratings_type)

/*
 * Text: {"v":1,"rows":[[unit,rater,value],...]}; binary likewise (tally.c).
 * Errors: 22P02, 22P03 for what is none; 0A000 in a database that is not UTF-8.  Cost: O(ratings).
 */
CSQ_STORED_TYPE(ratings, ratings_tally, .utf8 = true, .check = ratings_tally_check, .open = ratings_tally_open)
CSQ_STORED_JSON(ratings, ratings_type)
CSQ_STORED_MERGE(ratings, CsqTally, ratings_tally_check, ratings_tally_merge)

static Datum
append(FunctionCallInfo fcinfo, CsqText value)
{
	CsqText labels[3] = {csq_label_or_blank(fcinfo, 1), csq_label_or_blank(fcinfo, 2), value};
	int64   one = 1;

	return csq_tally_added(&csq_ratings_type,
	                       csq_tally_state(fcinfo, &csq_ratings_type, ratings_tally_check, 0, &(CsqText){"", 0}),
	                       labels, &one);
}

/*
 * ratings_append(ratings, unit text, rater text, value text | float8) -> ratings
 *
 * Transition function of alpha_agg.
 * NULL:    a row with anything NULL or blank is ignored: a rating that is missing.
 * Errors:  22003 a value that is not finite; 54000 texts of more than 1,000 bytes.
 * Cost:    O(1).
 */
PG_FUNCTION_INFO_V1(csq_ratings_append_text);
Datum
csq_ratings_append_text(PG_FUNCTION_ARGS)
{
	if (csq_is_missing(fcinfo, 1) || csq_is_missing(fcinfo, 2) || csq_is_missing(fcinfo, 3))
		return csq_tally_unchanged(fcinfo, ratings_tally_check);
	return append(fcinfo, csq_label_or_blank(fcinfo, 3));
}

PG_FUNCTION_INFO_V1(csq_ratings_append_number);
Datum
csq_ratings_append_number(PG_FUNCTION_ARGS)
{
	char buffer[40];
	int  len;

	if (csq_is_missing(fcinfo, 1) || csq_is_missing(fcinfo, 2) || PG_ARGISNULL(3))
		return csq_tally_unchanged(fcinfo, ratings_tally_check);
	csq_require_finite(PG_GETARG_FLOAT8(3), "value");
	len = csq_double_text(PG_GETARG_FLOAT8(3), buffer);
	return append(fcinfo, (CsqText){buffer, (size_t) len});
}

/*
 * alpha(ratings, level text) -> (alpha, agreement float8, units, ratings bigint)
 *
 * Krippendorff's alpha: 1 is full agreement, 0 what chance gives.  agreement: share of equal pairs.  units,
 * ratings: those
 * with two ratings or more, which are all that count.
 * NULL:    strict; alpha is NULL where all values are the same, or nothing was rated twice.
 * Errors:  22023 an unknown level; values that are no numbers at a level other than nominal; a rater with two ratings
 *          of a unit.
 * Cost:    O(ratings^2 within a unit, and values^2).
 * Source:  Krippendorff, Content Analysis (2004).
 */
PG_FUNCTION_INFO_V1(csq_ratings_alpha);
Datum
csq_ratings_alpha(PG_FUNCTION_ARGS)
{
	static const char *const levels[] = {"nominal", "ordinal", "interval", "ratio"};
	const CsqTally          *t = csq_stored_arg(fcinfo, 0, &ratings_type);
	CsqText                  word = csq_text_arg(fcinfo, 1);
	CsqAlpha                 a;
	CsqError                 err;
	Datum                    values[4];
	bool                     nulls[4] = {false};
	int                      level = csq_option_of(word, levels, 4);

	if (level < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("there is no level \"%s\" of measurement", csq_quoted(word.s, word.len).s),
		                errhint("Levels are nominal, ordinal, interval and ratio.")));
	if (!csq_alpha(t, (CsqScaleLevel) level, &a, &err))
		csq_throw(&err);
	values[0] = csq_finite_or_null(a.alpha, &nulls[0]);
	values[1] = csq_finite_or_null(a.agreement, &nulls[1]);
	values[2] = Int64GetDatum(a.units);
	values[3] = Int64GetDatum(a.ratings);
	return csq_row_datum(fcinfo, values, nulls);
}
