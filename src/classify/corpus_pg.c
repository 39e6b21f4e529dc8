/*
 * corpus_pg.c
 *		SQL shell of text_corpus: the type, corpus_agg() and rollup(), reading a corpus.
 *
 * Training is in train_agg_pg.c.
 */
#include "postgres.h"

#include "fmgr.h"
#include "catalog/pg_type_d.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"

#include "classify/corpus_pg.h"
#include "pg/args_pg.h"
#include "pg/stored_type_pg.h"

/* ---- type ---- */

/*
 * text_corpus_in, _out, _recv, _send
 *
 * Forms: see corpus_text.c; canonical, equal examples merged.
 * Errors:  in: 22P02; recv, a damaged stored value: 22P03; of a newer version: 0A000.
 */
CSQ_STORED_TYPE(text_corpus, csq_corpus, .check = csq_corpus_check)
CSQ_STORED_JSON(text_corpus, text_corpus_type)

static CsqCorpus *
corpus_argument(FunctionCallInfo fcinfo, int n)
{
	return csq_checked(CSQ_GETARG_VALUE(n), csq_corpus_check);
}

/* ---- rows ---- */

void
csq_train_options_jsonb(struct varlena *value, CsqTrainOptions *o)
{
	CsqText  text = csq_jsonb_text(value);
	CsqError err;

	if (!csq_train_options_parse(o, text.s, text.len, &err))
		csq_throw(&err);
	csq_free(unconstify(char *, text.s));
}

/* What a call site of the transition function keeps. */
typedef struct Site
{
	MemoryContext   context;
	CsqFeatures     features;
	Jsonb          *json; /* options seen last, parsed */
	CsqTrainOptions options;
} Site;

static Site *
call_site(FunctionCallInfo fcinfo)
{
	MemoryContext context;
	Site         *site = csq_call_memory(fcinfo, sizeof *site, &context);

	if (site->context == NULL)
		site->context = AllocSetContextCreate(context, "csq corpus_agg", ALLOCSET_SMALL_SIZES);
	return site;
}

/* Options as parsed, once for a run of equal ones. */
static const CsqTrainOptions *
site_options(Site *site, Jsonb *json)
{
	if (site->json == NULL || VARSIZE(site->json) != VARSIZE(json) || memcmp(site->json, json, VARSIZE(json)) != 0)
	{
		if (site->json)
			pfree(site->json);
		site->json = NULL;
		csq_train_options_default(&site->options);
		csq_train_options_jsonb((struct varlena *) json, &site->options);
		site->json = MemoryContextAlloc(site->context, VARSIZE(json));
		memcpy(site->json, json, VARSIZE(json));
	}
	return &site->options;
}

static void
numbers_arg(ArrayType *array, CsqGiven *g)
{
	if (ARR_NDIM(array) > 1)
		ereport(ERROR, (errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR), errmsg("features must be an array of one dimension")));
	if (array_contains_nulls(array))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("features must not contain NULL"),
		                errhint("Give NULL for the whole array where its values are not known.")));
	g->n = (uint32) ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	/* ARR_DATA_PTR without its mixture of signs; without a NULL there can still be a bitmap */
	g->value = (const float *) ((const char *) array + (ARR_HASNULL(array) ? (size_t) array->dataoffset
	                                                                       : ARR_OVERHEAD_NONULLS(ARR_NDIM(array))));
	for (uint32 i = 0; i < g->n; i++)
		csq_require_finite(g->value[i], "a feature");
	if (g->n > CSQ_MAX_GIVEN)
		ereport(ERROR,
		        (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("%u features beside the text are too many", g->n),
		         errdetail("There may be %d.", CSQ_MAX_GIVEN)));
}

static void
facts_arg(ArrayType *array, CsqGiven *g)
{
	CsqText *fact;
	Datum   *items;
	bool    *nulls;
	int      n;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &n);
	if (n > CSQ_MAX_FACTS)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("%d facts beside the text are too many", n),
		                errdetail("There may be %d.", CSQ_MAX_FACTS)));
	g->fact = fact = palloc(((size_t) n + 1) * sizeof *fact);
	for (int i = 0; i < n; i++)
		if (!nulls[i])
		{
			text *t = DatumGetTextPP(items[i]);

			fact[g->facts++] = (CsqText){VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)};
		}
}

void
csq_given_args(FunctionCallInfo fcinfo, int features, int facts, CsqGiven *g)
{
	memset(g, 0, sizeof *g);
	if (features && !PG_ARGISNULL(features))
		numbers_arg(PG_GETARG_ARRAYTYPE_P(features), g);
	if (facts && !PG_ARGISNULL(facts))
		facts_arg(PG_GETARG_ARRAYTYPE_P(facts), g);
}

bool
csq_example_row(FunctionCallInfo fcinfo, CsqExampleArgs args, CsqExampleRow *row)
{
	CsqGiven      given;
	Site         *site;
	text         *document;
	CsqChars      chars;
	CsqError      err;
	MemoryContext old;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || (args.weight && PG_ARGISNULL(args.weight)))
		return false;
	csq_require_utf8();
	site = call_site(fcinfo);
	row->options =
		args.options && !PG_ARGISNULL(args.options) ? site_options(site, PG_GETARG_JSONB_P(args.options)) : NULL;
	row->beside = args.features || args.facts;
	csq_given_args(fcinfo, args.features, args.facts, &given);
	row->numbers = given.n;
	row->label = PG_GETARG_TEXT_PP(1);
	row->weight = CSQ_WEIGHT_UNIT;
	document = PG_GETARG_TEXT_PP(2);
	if ((args.weight && !csq_corpus_weight(PG_GETARG_FLOAT8(args.weight), &row->weight, &err)) ||
	    !csq_chars_read(&chars, VARDATA_ANY(document), VARSIZE_ANY_EXHDR(document),
	                    CSQ_FEATURE_CHARS | CSQ_CHARS_NO_MAP, &err))
		csq_throw(&err);
	old = MemoryContextSwitchTo(site->context);
	site->features.extra = given.n + (size_t) given.facts;
	csq_features_read(&site->features, &chars, CSQ_FEATURE_BITS);
	if (row->beside)
		csq_features_give(&site->features, &given);
	MemoryContextSwitchTo(old);
	csq_chars_free(&chars);
	row->features = &site->features;
	row->tmp = csq_alloc((2 * site->features.n + 1) * sizeof *row->tmp);
	return true;
}

/* ---- collecting ---- */

static Datum
append(FunctionCallInfo fcinfo, CsqExampleArgs args)
{
	CsqExampleRow row;
	CsqCorpus    *c;
	CsqError      err;

	if (!csq_example_row(fcinfo, args, &row))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	c = PG_ARGISNULL(0) ? csq_corpus_new() : csq_flat_state(fcinfo, csq_corpus_check);
	if (row.beside && !csq_corpus_give(c, row.numbers, &err))
		csq_throw(&err);
	c = csq_corpus_add(c, VARDATA_ANY(row.label), VARSIZE_ANY_EXHDR(row.label), row.features->items, row.features->n,
	                   row.tmp, row.weight, &err);
	if (c == NULL)
		csq_throw(&err);
	csq_free(row.tmp);
	PG_RETURN_POINTER(c);
}

/*
 * corpus_append(state text_corpus, label text, document text) -> text_corpus
 *
 * The corpus with one more example: transition function of corpus_agg.
 * NULL:    state: an empty corpus; label or document: the row is ignored.
 * Errors:  22023 empty label; 54000 label over 400 bytes,
 * more than 1,000 labels, document over 16 MB, corpus over 1 GB.
 * Cost:    O(length of the document).
 */
PG_FUNCTION_INFO_V1(csq_corpus_append);
Datum
csq_corpus_append(PG_FUNCTION_ARGS)
{
	return append(fcinfo, (CsqExampleArgs){0});
}

/*
 * corpus_append(state, label, document, weight float8):
 * 22023 unless 0 < weight <= 1,000,000; a NULL weight: ignored.
 */
PG_FUNCTION_INFO_V1(csq_corpus_append_weight);
Datum
csq_corpus_append_weight(PG_FUNCTION_ARGS)
{
	return append(fcinfo, (CsqExampleArgs){.weight = 3});
}

/*
 * corpus_append(state, label, document, features real[], facts text[] [, weight float8])
 *
 * The corpus with one more example that has numbers and facts beside its text.
 * NULL:    features, facts: nothing of it is known; else as above.
 * Errors:  22023 another number of features than in other rows; 22003 a feature that is not finite; 22004 a NULL
 *          among them; 54000 more than 16,384 features or 1,000 facts.
 */
PG_FUNCTION_INFO_V1(csq_corpus_append_features);
Datum
csq_corpus_append_features(PG_FUNCTION_ARGS)
{
	return append(fcinfo, (CsqExampleArgs){.features = 3, .facts = 4, .weight = PG_NARGS() > 5 ? 5 : 0});
}

/*
 * corpus_merge(a text_corpus, b text_corpus) -> text_corpus
 *
 * The examples of both: combine function, and transition function of rollup.
 * NULL:    an empty corpus; NULL when both are.
 * Errors:  22023 different options; 54000 more than 1,000 labels, corpus over 1 GB.
 * Cost:    O(size of b).
 */
CSQ_STORED_MERGE(text_corpus, CsqCorpus, csq_corpus_check, csq_corpus_merge)

/* ---- reading ---- */

/* labels(text_corpus) -> text[]: in the order of their bytes. */
PG_FUNCTION_INFO_V1(csq_text_corpus_labels);
Datum
csq_text_corpus_labels(PG_FUNCTION_ARGS)
{
	CsqCorpus *c = corpus_argument(fcinfo, 0);
	CsqText   *labels = csq_corpus_labels(c);

	return csq_texts_datum(labels, c->labels);
}

/*
 * corpus_info(text_corpus) -> jsonb
 *
 * {"version", "scheme", "examples": distinct ones, "features": sum over examples, "labels": {label: weight}, "options"}
 * NULL:    NULL.
 */
PG_FUNCTION_INFO_V1(csq_corpus_info);
Datum
csq_corpus_info(PG_FUNCTION_ARGS)
{
	CsqBuf   b;
	CsqError err;

	csq_buf_init(&b);
	if (!csq_corpus_describe(&b, corpus_argument(fcinfo, 0), &err))
		csq_throw(&err);
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(b.data));
}
