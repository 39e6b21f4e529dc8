/*
 * sampling_pg.c
 *		SQL shell of stable hashes, samples and acceptance plans.
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "calendar/zone.h"
#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "pg/tally_pg.h"
#include "metrics/sampling.h"

/*
 * stable_hash(text [, salt text]) -> int8
 *
 * XXH64 of the bytes, with seed 0 or XXH64(salt): the same for ever and everywhere.
 * NULL:    strict.  Cost: O(bytes).
 * Source:  the specification of xxHash.
 */
PG_FUNCTION_INFO_V1(csq_stable_hash_of);
Datum
csq_stable_hash_of(PG_FUNCTION_ARGS)
{
	CsqText key = csq_text_arg(fcinfo, 0);
	CsqText salt = PG_NARGS() > 1 ? csq_text_arg(fcinfo, 1) : (CsqText){"", 0};

	PG_RETURN_INT64((int64) csq_stable_hash(&key, &salt));
}

/*
 * in_sample(key text, day date, rate float8, salt text) -> bool
 *
 * Is this key in the sample of that day?  Each with probability rate, by its hash with the day and the salt.
 * NULL:    strict.  Errors: 22023 rate not between 0 and 1; 22008 an infinite day.  Cost: O(bytes).
 */
PG_FUNCTION_INFO_V1(csq_in_sample);
Datum
csq_in_sample(PG_FUNCTION_ARGS)
{
	CsqText key = csq_text_arg(fcinfo, 0);
	DateADT day = PG_GETARG_DATEADT(1);
	double  rate = csq_share_arg(fcinfo, 2, "rate");
	CsqText salt = csq_text_arg(fcinfo, 3);
	CsqBuf  b;
	CsqText whole;

	if (DATE_NOT_FINITE(day))
		ereport(ERROR,
		        (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("the day of a sample must not be infinite")));
	csq_buf_init(&b);
	csq_buf_put(&b, key.s, key.len);
	csq_buf_char(&b, '\n');
	csq_buf_str(&b, csq_date_text(day).s);
	whole = (CsqText){b.data, b.len};
	PG_RETURN_BOOL((double) (csq_stable_hash(&whole, &salt) >> 11) / 9007199254740992.0 < rate);
}

/* ---- samples of an exact size ---- */

CSQ_TALLY_FUNCTIONS(sample_tally, csq_qa_sample_type)

/*
 * Text: {"v":1,"share":0.05,"salt":"2026-03","rows":[[stratum,key],...]}; binary likewise (tally.c).
 * Errors: 22P02, 22P03 for what is none; 0A000 in a database that is not UTF-8.  Cost: O(keys).
 */
CSQ_STORED_TYPE(qa_sample, sample_tally, .utf8 = true, .check = sample_tally_check, .open = sample_tally_open)
CSQ_STORED_JSON(qa_sample, qa_sample_type)
CSQ_STORED_MERGE(qa_sample, CsqTally, sample_tally_check, sample_tally_merge)

/*
 * qa_sample_append(qa_sample, key text, stratum text, share float8, salt text) -> qa_sample
 *
 * Transition function of qa_sample.  The same key again in its stratum is the same key.
 * NULL:    a row without a key (NULL or blank) is ignored; a NULL or blank stratum is one of its own; a NULL salt is
 *          none.
 * Errors:  22023 a share that is not between 0 and 1, or changes within the group, as the salt.
 * Cost:    O(1).
 */
PG_FUNCTION_INFO_V1(csq_qa_sample_append);
Datum
csq_qa_sample_append(PG_FUNCTION_ARGS)
{
	CsqText labels[2], salt;
	int64   one = 1;
	double  share;

	if (csq_is_missing(fcinfo, 1))
		return csq_tally_unchanged(fcinfo, sample_tally_check);
	csq_require_given(fcinfo, 3, "the share of a sample",
	                  "It is the part of the cases that is drawn, for example 0.05.");
	share = csq_share_arg(fcinfo, 3, "share");
	labels[0] = csq_label_or_blank(fcinfo, 2);
	labels[1] = csq_text_arg(fcinfo, 1);
	salt = csq_text_or_nothing(fcinfo, 4);
	if (salt.len > CSQ_TALLY_MAX_LEN)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("the salt of a sample is too long"),
		                errdetail("The limit is %d bytes.", CSQ_TALLY_MAX_LEN)));
	return csq_tally_added(&csq_qa_sample_type,
	                       csq_tally_state(fcinfo, &csq_qa_sample_type, sample_tally_check, share, &salt), labels,
	                       &one);
}

/*
 * picks(qa_sample, minimum int) -> setof (key, stratum text, inclusion float8, place int)
 *
 * What is drawn: ceil(share * all) keys, by stratum, and at least minimum of each.  inclusion: the probability with
 * which a key of the stratum is drawn; the mean of 1 / inclusion weights is unbiased.
 * NULL:    strict.  Errors: 22023 a negative minimum.  Cost: O(n log n).
 * Source:  Horvitz and Thompson (1952) for the weights; Hamilton's method for the remainders.
 */
PG_FUNCTION_INFO_V1(csq_qa_sample_picks);
Datum
csq_qa_sample_picks(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	int32          minimum = PG_GETARG_INT32(1);
	CsqPick       *p;
	uint32         n;

	if (minimum < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("the minimum of a sample must not be negative: %d", minimum)));
	p = csq_qa_picks(csq_stored_arg(fcinfo, 0, &qa_sample_type), minimum, &n);
	for (uint32 i = 0; i < n; i++)
	{
		Datum values[4];
		bool  nulls[4] = {false};

		values[0] = csq_label_datum(&p[i].key);
		values[1] = csq_label_or_nothing(&p[i].stratum, &nulls[1]);
		values[2] = Float8GetDatum(p[i].inclusion);
		values[3] = Int32GetDatum(p[i].place);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_qa_sample_picks, CsqTally, v->rows * v->parameter)

/* ---- acceptance plans ---- */

/*
 * accept_plan(lot bigint, aql float8, level text) -> (code text, n, accept, reject int, p_accept float8)
 *
 * The single sampling plan for normal inspection.  p_accept: probability that a lot of that quality is accepted.
 * NULL:    strict.  Errors: 22023 a lot below 2, a quality level or inspection level that the table has not.
 * Cost: O(1).
 * Source:  MIL-STD-105E, tables I and II-A.
 */
PG_FUNCTION_INFO_V1(csq_accept_plan);
Datum
csq_accept_plan(PG_FUNCTION_ARGS)
{
	double   aql = PG_GETARG_FLOAT8(1);
	CsqText  level = csq_text_arg(fcinfo, 2);
	CsqPlan  plan;
	CsqError err;
	Datum    values[5];
	bool     nulls[5] = {false};

	if (!csq_accept_table(PG_GETARG_INT64(0), aql, &level, &plan, &err))
		csq_throw(&err);
	values[0] = csq_string_datum(&plan.code, 1);
	values[1] = Int32GetDatum((int32) plan.n);
	values[2] = Int32GetDatum((int32) plan.accept);
	values[3] = Int32GetDatum((int32) plan.accept + 1);
	values[4] = Float8GetDatum(csq_accept_probability(plan.n, plan.accept, aql / 100));
	return csq_row_datum(fcinfo, values, nulls);
}

/*
 * accept_plan(good, good_accept, bad, bad_accept float8) -> (n, accept, reject bigint, p_good, p_bad float8)
 *
 * The smallest plan that accepts lots with a share of good defective at least with probability good_accept, and
 * lots with
 * bad at most with bad_accept.
 * NULL:    strict.  Errors: 22023 shares or probabilities in the wrong order; 54000 a plan beyond 100,000,000.
 * Cost:    O(accept log n), can be cancelled.
 */
PG_FUNCTION_INFO_V1(csq_accept_plan_search);
Datum
csq_accept_plan_search(PG_FUNCTION_ARGS)
{
	double   good = PG_GETARG_FLOAT8(0), bad = PG_GETARG_FLOAT8(2);
	CsqPlan  plan;
	CsqError err;
	Datum    values[5];
	bool     nulls[5] = {false};

	if (!csq_accept_search(good, PG_GETARG_FLOAT8(1), bad, PG_GETARG_FLOAT8(3), &plan, &err))
		csq_throw(&err);
	values[0] = Int64GetDatum(plan.n);
	values[1] = Int64GetDatum(plan.accept);
	values[2] = Int64GetDatum(plan.accept + 1);
	values[3] = Float8GetDatum(csq_accept_probability(plan.n, plan.accept, good));
	values[4] = Float8GetDatum(csq_accept_probability(plan.n, plan.accept, bad));
	return csq_row_datum(fcinfo, values, nulls);
}

/*
 * accept_probability(n bigint, accept bigint, share float8) -> float8
 *
 * Probability that a plan accepts a lot with this share of defectives: the operating characteristic.
 * NULL:    strict.  Errors: 22023 negative numbers, a share not between 0 and 1.  Cost: O(1).
 */
PG_FUNCTION_INFO_V1(csq_accept_probability_of);
Datum
csq_accept_probability_of(PG_FUNCTION_ARGS)
{
	int64 n = PG_GETARG_INT64(0), accept = PG_GETARG_INT64(1);

	if (n < 1 || accept < 0 || n > INT64CONST(1000000000))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("a plan of %lld with %lld accepted is not possible", (long long) n, (long long) accept),
		                errdetail("A sample has 1 to 1000000000 units, the acceptance number is not negative.")));
	PG_RETURN_FLOAT8(csq_accept_probability(n, accept, csq_share_arg(fcinfo, 2, "share")));
}
