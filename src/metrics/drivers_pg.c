/*
 * drivers_pg.c
 *		SQL shell of drivers and their importance.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"

#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "pg/stored_type_pg.h"
#include "pg/tally_pg.h"
#include "metrics/drivers.h"

/*
 * Text: {"v":1,"k":2,"n":10,"incomplete":1,"moments":["...",...]}, see drivers.c; binary likewise.
 * Errors: 22P02, 22P03 for what is none.  Cost: O(ratings^2).
 */
CSQ_STORED_TYPE(drivers, csq_drivers, .check = csq_drivers_check)
CSQ_STORED_JSON(drivers, drivers_type)
CSQ_STORED_MERGE(drivers, CsqDrivers, csq_drivers_check, csq_drivers_merge)

/*
 * drivers_append(drivers, outcome float8, ratings float8[]) -> drivers
 *
 * Transition function of driver_agg.
 * NULL:    a row with a NULL outcome or rating is left out and counted as incomplete; a NULL array is ignored.
 * Errors:  22023 no ratings, more than 30, or another number than before; 22003 a value that is not finite or
 *          too large.
 * Cost:    O(ratings^2).
 */
PG_FUNCTION_INFO_V1(csq_drivers_append);
Datum
csq_drivers_append(PG_FUNCTION_ARGS)
{
	CsqDrivers *d = PG_ARGISNULL(0) ? NULL : csq_flat_state(fcinfo, csq_drivers_check);
	int64       values[CSQ_DRIVERS_MAX + 1];
	bool        whole = !PG_ARGISNULL(1);
	Datum      *ratings;
	bool       *nulls;
	int         n;
	CsqError    err;

	if (PG_ARGISNULL(2))
	{
		if (d == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(d);
	}
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(2), FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &ratings,
	                  &nulls, &n);
	if (n < 1 || n > CSQ_DRIVERS_MAX || (d != NULL && d->k != (uint32) n))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%d ratings are not possible here", n),
		                errdetail("Every row has the same number of ratings, 1 to %d.", CSQ_DRIVERS_MAX),
		                errhint("Write NULL for a rating that is missing: ARRAY[speed, NULL, price].")));
	if (d == NULL)
		d = csq_drivers_new((uint32) n);
	for (int i = 0; i <= n && whole; i++)
	{
		double v;

		whole = i == 0 || !nulls[i - 1];
		if (!whole)
			break;
		v = i == 0 ? PG_GETARG_FLOAT8(1) : DatumGetFloat8(ratings[i - 1]);
		csq_require_finite(v, i == 0 ? "outcome" : "rating");
		if (!csq_drivers_value(v, &values[i], &err))
			csq_throw(&err);
	}
	if (!whole)
		d->incomplete++;
	else if (!csq_drivers_add(d, values, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(d);
}

/*
 * importance(drivers, confidence float8)
 *		-> setof (ord int, weight, lo, hi, share, correlation, mean, r2 float8, rows_used, incomplete bigint)
 *
 * Relative weight of each rating: its part of R squared.  share: of R squared; correlation: with the outcome.
 * NULL:    strict; figures are NULL when there are fewer rows than ratings + 3, when the outcome or a rating never
 *          varies, or when ratings determine each other.
 * Errors:  22023 confidence not between 0 and 1.
 * Cost:    O(1,000 ratings^3), can be cancelled.
 * Source:  Johnson, Multivariate Behavioral Research 35 (2000).
 */
PG_FUNCTION_INFO_V1(csq_drivers_importance);
Datum
csq_drivers_importance(PG_FUNCTION_ARGS)
{
	ReturnSetInfo    *rsinfo = csq_srf_begin(fcinfo);
	const CsqDrivers *d = csq_stored_arg(fcinfo, 0, &drivers_type);
	CsqImportance     rows[CSQ_DRIVERS_MAX];
	double            r2 = NAN;

	csq_require_level(PG_GETARG_FLOAT8(1), "confidence");
	if (!csq_importance(d, PG_GETARG_FLOAT8(1), rows, &r2))
	{
		for (uint32 i = 0; i < d->k; i++)
			rows[i] = (CsqImportance){NAN, NAN, NAN, NAN, NAN, NAN};
		r2 = NAN;
	}
	for (uint32 i = 0; i < d->k; i++)
	{
		const double figures[7] = {rows[i].weight,      rows[i].lo,   rows[i].hi, rows[i].share,
		                           rows[i].correlation, rows[i].mean, r2};
		Datum        values[10];
		bool         nulls[10] = {false};

		values[0] = Int32GetDatum((int32) i + 1);
		for (int k = 0; k < 7; k++)
			values[1 + k] = csq_finite_or_null(figures[k], &nulls[1 + k]);
		values[8] = Int64GetDatum(d->n);
		values[9] = Int64GetDatum(d->incomplete);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_drivers_importance, CsqDrivers, v->k)
