/*
 * review_queue_pg.c
 *		SQL shell of review_queue.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "pg/csq.h"
#include "classify/review_queue.h"

/* The elements of an array argument of one dimension. */
typedef struct Elements
{
	Datum *values;
	bool  *nulls;
	int    n;
} Elements;

static Elements
elements_arg(FunctionCallInfo fcinfo, int argno, Oid type, int len, bool byval, char align)
{
	Elements e;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(argno), type, len, byval, align, &e.values, &e.nulls, &e.n);
	return e;
}

/* Items with an id and a margin; their lots are hashes of id and salt. */
static CsqReviewItem *
make_items(const Elements *ids, const Elements *margins, uint64_t salt, size_t *n)
{
	CsqReviewItem *items = csq_alloc(((size_t) ids->n + 1) * sizeof *items);

	*n = 0;
	for (int i = 0; i < ids->n; i++)
	{
		text  *id;
		double margin;

		csq_poll(i);
		if (ids->nulls[i] || margins->nulls[i])
			continue;
		id = DatumGetTextPP(ids->values[i]);
		margin = DatumGetFloat8(margins->values[i]);
		csq_require_finite(margin, "margin");
		items[(*n)++] = (CsqReviewItem){margin, csq_hash_bytes(VARDATA_ANY(id), VARSIZE_ANY_EXHDR(id), salt),
		                                (uint32_t) i, false, 0};
	}
	return items;
}

/*
 * review_queue(ids text[], margins float8[], take int, random_share float8 = 0.2, salt text = '')
 *		-> setof (place int, id text, reason text, margin float8, weight float8)
 *
 * take of the ids, for people to label: those of least margin, and random_share
 * of them by lot from the rest.  reason is 'margin' or 'random', weight the
 * inverse of the probability of being chosen.  The same arguments give the same
 * queue; another salt draws other lots.
 * NULL:    strict; an id without a margin, or the other way round, is passed over.
 * Errors:  22023 arrays of different lengths, take below 1, random_share outside 0..1;
 * 22003 a margin that is not finite.
 * Cost:    O(n log n).
 * Source:  Horvitz and Thompson, A generalization of sampling without replacement (1952).
 */
PG_FUNCTION_INFO_V1(csq_review_queue);
Datum
csq_review_queue(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	Elements       ids = elements_arg(fcinfo, 0, TEXTOID, -1, false, TYPALIGN_INT);
	Elements       margins = elements_arg(fcinfo, 1, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE);
	int32          take = PG_GETARG_INT32(2);
	double         share = PG_GETARG_FLOAT8(3);
	text          *salt = PG_GETARG_TEXT_PP(4);
	CsqReviewItem *items;
	size_t         n;

	if (ids.n != margins.n)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%d ids do not go with %d margins", ids.n, margins.n),
		         errhint("Collect both in one query: array_agg(id), array_agg(margin(model, document)).")));
	if (take < 1)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a review queue of %d texts is not possible", take),
		         errdetail("Its length is at least 1.")));
	if (!(share >= 0 && share <= 1))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("random_share must not be %g", share),
		                errdetail("It is a share between 0 and 1."),
		                errhint("0.1 to 0.2 keeps the estimate of accuracy honest at little cost.")));
	items = make_items(&ids, &margins, csq_hash_bytes(VARDATA_ANY(salt), VARSIZE_ANY_EXHDR(salt), 0), &n);
	n = csq_review_choose(items, n, (size_t) take, share);
	for (size_t i = 0; i < n; i++)
	{
		Datum values[5];
		bool  nulls[5] = {false};

		values[0] = Int32GetDatum((int32) i + 1);
		values[1] = ids.values[items[i].item];
		values[2] = CStringGetTextDatum(items[i].at_random ? "random" : "margin");
		values[3] = Float8GetDatum(items[i].margin);
		values[4] = Float8GetDatum(items[i].weight);
		csq_srf_row(rsinfo, values, nulls);
		csq_poll(i);
	}
	return (Datum) 0;
}
