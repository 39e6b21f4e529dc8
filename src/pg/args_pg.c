/*
 * args_pg.c
 *		Arguments and results of SQL functions: see args_pg.h.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "pg/args_pg.h"

/* ---- arguments ---- */

CsqText *
csq_texts_arg(FunctionCallInfo fcinfo, int n, uint32 *count)
{
	Datum   *items;
	bool    *nulls;
	int      nitems;
	CsqText *texts;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(n), TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &nitems);
	texts = csq_alloc(((size_t) nitems + 1) * sizeof *texts);
	*count = 0;
	for (int i = 0; i < nitems; i++)
		if (!nulls[i])
			texts[(*count)++] =
				(CsqText){VARDATA_ANY(DatumGetPointer(items[i])), VARSIZE_ANY_EXHDR(DatumGetPointer(items[i]))};
	return texts;
}

void
csq_refuse_null(const char *what, const char *hint)
{
	ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("%s must not be null", what),
	                hint != NULL ? errhint("%s", hint) : 0));
	pg_unreachable();
}

double
csq_share_arg(FunctionCallInfo fcinfo, int n, const char *what)
{
	double v = PG_GETARG_FLOAT8(n);

	if (!(v >= 0 && v <= 1))
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s must lie between 0 and 1, not %g", what, v),
		         v > 1 && v <= 100 ? errhint("Write %g for %g %%.", v / 100, v) : 0));
	return v;
}

int32
csq_top_arg(FunctionCallInfo fcinfo, int n, int32 least, const char *function)
{
	int32 top = PG_GETARG_INT32(n);

	if (top < least)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("top of %s must be %d or more, not %d", function, least, top)));
	return top;
}

void
csq_interval_out_of_range(void)
{
	ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("interval out of range"),
	                errdetail("An interval holds 292,000 years.")));
}

int64
csq_interval_length(const Interval *i, const char *what)
{
	int64  usec;
	CsqBuf given;

	if (i->month != 0)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s must not contain months or years", what),
		         errdetail("Months differ in length."), errhint("Write it in days, for example interval '30 days'.")));
	if (!csq_interval_usec(i, &usec))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("%s is out of range", what)));
	if (usec < 0)
	{
		csq_buf_init(&given);
		csq_buf_length(&given, usec == PG_INT64_MIN ? PG_INT64_MAX : -usec);
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s must not be negative: -%s", what, given.data)));
	}
	return usec;
}

int64
csq_length_arg(FunctionCallInfo fcinfo, int argno, const char *what)
{
	return csq_interval_length(PG_GETARG_INTERVAL_P(argno), what);
}

CsqText
csq_jsonb_text(const struct varlena *json)
{
	Jsonb *j = unconstify(Jsonb *, (const Jsonb *) json);
	char  *text = JsonbToCString(NULL, &j->root, VARSIZE(j));

	return (CsqText){text, strlen(text)};
}

/* ---- results ---- */

Datum
csq_string_datum(const char *s, size_t len)
{
	return PointerGetDatum(cstring_to_text_with_len(s, (int) len));
}

Datum
csq_texts_datum(const CsqText *labels, uint32 n)
{
	Datum *items = palloc((n + (size_t) 1) * sizeof *items);

	for (uint32 i = 0; i < n; i++)
		items[i] = csq_label_datum(&labels[i]);
	return PointerGetDatum(construct_array(items, (int) n, TEXTOID, -1, false, TYPALIGN_INT));
}

Datum
csq_mean_length_datum(double usec)
{
	usec = rint(usec);
	if (!(fabs(usec) < 9.2e18))
		csq_interval_out_of_range();
	return csq_length_datum((int64) usec);
}

Datum
csq_length_between(int64 from, int64 to)
{
	int64 usec;

	if (!csq_sub_i64(to, from, &usec))
		csq_interval_out_of_range();
	return csq_length_datum(usec);
}
