/*
 * funnel_read.c
 *		SQL shell of what a funnel of many cases tells: stages, num_cases.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"

#include "csq.h"
#include "funnel.h"
#include "funnel_pg.h"
#include "stats.h"

#define Z95 1.959963984540054	/* normal quantile of 0.975 */

/*
 * stages(funnel) -> setof (step int, label text, reached int8, share float8, from_previous float8, lo float8, hi float8)
 *
 * reached: cases whose level is at least this step.  share: of the cases that
 * reached step 1.  from_previous: of the cases that reached the step before (of
 * all cases for step 1), with its 95 % Wilson interval lo .. hi.
 * NULL:    no rows; shares of nothing are NULL.
 * Cost:    O(steps).
 * Source:  E. B. Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212.
 */
PG_FUNCTION_INFO_V1(csq_stages);
Datum
csq_stages(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqFunnel  *f;
	CsqFunnelSpec *spec;
	CsqError	err;
	int64_t		reached[CSQ_FUNNEL_MAX_STEPS + 1];

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	f = csq_funnel_arg(fcinfo, 0);
	spec = csq_funnel_spec_parse(csq_funnel_spec_of(f), f->text_len, &err);
	if (spec == NULL)
		csq_throw(&err);
	reached[f->nsteps] = f->counts[f->nsteps];
	for (int i = (int) f->nsteps - 1; i >= 0; i--)
		if (!csq_add_i64(reached[i + 1], f->counts[i], &reached[i]))
			ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
							errmsg("number of cases of a funnel out of range")));
	for (int s = 1; s <= (int) f->nsteps; s++)
	{
		Datum		values[7] = {0};
		bool		nulls[7] = {false};
		CsqBuf		label;

		csq_buf_init(&label);
		csq_funnel_step_label(spec, s, &label);
		values[0] = Int32GetDatum(s);
		values[1] = csq_text_datum(&label);
		values[2] = Int64GetDatum(reached[s]);
		nulls[3] = reached[1] == 0;
		if (!nulls[3])
			values[3] = Float8GetDatum((double) reached[s] / (double) reached[1]);
		nulls[4] = nulls[5] = nulls[6] = reached[s - 1] == 0;
		if (!nulls[4])
		{
			CsqInterval wilson = csq_wilson((CsqShare) {(double) reached[s], (double) reached[s - 1]}, Z95);

			values[4] = Float8GetDatum((double) reached[s] / (double) reached[s - 1]);
			values[5] = Float8GetDatum(wilson.lo);
			values[6] = Float8GetDatum(wilson.hi);
		}
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * num_cases(funnel) -> int8
 *
 * All cases that were counted, those at level 0 included.
 * NULL:    strict.
 * Cost:    O(steps).
 */
PG_FUNCTION_INFO_V1(csq_funnel_num_cases);
Datum
csq_funnel_num_cases(PG_FUNCTION_ARGS)
{
	CsqFunnel  *f = csq_funnel_arg(fcinfo, 0);
	int64_t		n = 0;

	for (uint32_t i = 0; i <= f->nsteps; i++)
		n += f->counts[i];		/* the check has added them up */
	PG_RETURN_INT64(n);
}
