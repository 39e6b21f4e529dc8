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

bool
csq_example_row(FunctionCallInfo fcinfo, int weight_arg, int options_arg, CsqExampleRow *row)
{
	Site         *site;
	text         *document;
	CsqChars      chars;
	CsqError      err;
	MemoryContext old;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || (weight_arg && PG_ARGISNULL(weight_arg)))
		return false;
	csq_require_utf8();
	site = call_site(fcinfo);
	row->options =
		options_arg && !PG_ARGISNULL(options_arg) ? site_options(site, PG_GETARG_JSONB_P(options_arg)) : NULL;
	row->label = PG_GETARG_TEXT_PP(1);
	row->weight = CSQ_WEIGHT_UNIT;
	document = PG_GETARG_TEXT_PP(2);
	if ((weight_arg && !csq_corpus_weight(PG_GETARG_FLOAT8(weight_arg), &row->weight, &err)) ||
	    !csq_chars_read(&chars, VARDATA_ANY(document), VARSIZE_ANY_EXHDR(document),
	                    CSQ_FEATURE_CHARS | CSQ_CHARS_NO_MAP, &err))
		csq_throw(&err);
	old = MemoryContextSwitchTo(site->context);
	csq_features_read(&site->features, &chars, CSQ_FEATURE_BITS);
	MemoryContextSwitchTo(old);
	csq_chars_free(&chars);
	row->features = &site->features;
	row->tmp = csq_alloc((2 * site->features.n + 1) * sizeof *row->tmp);
	return true;
}

/* ---- collecting ---- */

static Datum
append(FunctionCallInfo fcinfo, int weight_arg)
{
	CsqExampleRow row;
	CsqCorpus    *c;
	CsqError      err;

	if (!csq_example_row(fcinfo, weight_arg, 0, &row))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	c = PG_ARGISNULL(0) ? csq_corpus_new() : csq_flat_state(fcinfo, csq_corpus_check);
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
	return append(fcinfo, 0);
}

/*
 * corpus_append(state, label, document, weight float8):
 * 22023 unless 0 < weight <= 1,000,000; a NULL weight: ignored.
 */
PG_FUNCTION_INFO_V1(csq_corpus_append_weight);
Datum
csq_corpus_append_weight(PG_FUNCTION_ARGS)
{
	return append(fcinfo, 3);
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
