/*
 * model_pg.c
 *		SQL shell of text_model: classifying, explaining, describing.
 *
 * Each call site compiles a model once (value_cache_pg.c); room for one document
 * at a time lies beside the compiled form.  What reads a document costs what
 * classify() does, O(length x labels / 16), and its errors are those of classify();
 * what describes a model costs one pass over it.
 */
#include "postgres.h"

#include <limits.h>
#include <math.h>

#include "fmgr.h"
#include "catalog/pg_type_d.h"
#include "nodes/execnodes.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"

#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "pg/stored_type_pg.h"
#include "classify/corpus_pg.h"
#include "classify/model_pg.h"
#include "pg/args_pg.h"

/* ---- type ---- */

/*
 * text_model_in, _out, _recv, _send, _eq, _ne
 *
 * Forms: see model.c.  Stored models are canonical, so equal means the same bytes.
 * Errors:  in: 22P02; recv, a damaged stored value: 22P03; of a newer version: 0A000.
 */
CSQ_STORED_TYPE(text_model, csq_model, .canonical = true, .check = csq_model_check)
CSQ_STORED_JSON(text_model, text_model_type)

static CsqModel *
model_argument(FunctionCallInfo fcinfo, int n)
{
	return csq_checked(CSQ_GETARG_VALUE(n), csq_model_check);
}

/* labels(text_model) -> text[]: in the order of their bytes. */
PG_FUNCTION_INFO_V1(csq_text_model_labels);
Datum
csq_text_model_labels(PG_FUNCTION_ARGS)
{
	CsqModel *m = model_argument(fcinfo, 0);
	CsqText  *labels = palloc(m->labels * sizeof *labels);

	for (uint32 i = 0; i < m->labels; i++)
		labels[i] = csq_model_label(m, i);
	return csq_texts_datum(labels, m->labels);
}

/*
 * model_info(text_model) -> jsonb
 *
 * Version, feature scheme, content hash, sizes, labels with their training weight, options, and how the
 * model did on examples that it had not seen.
 */
PG_FUNCTION_INFO_V1(csq_model_info_json);
Datum
csq_model_info_json(PG_FUNCTION_ARGS)
{
	CsqBuf b;

	csq_buf_init(&b);
	csq_model_info(&b, model_argument(fcinfo, 0));
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(b.data));
}

/* ---- reading texts ---- */

void *
csq_compile_model(struct varlena *value)
{
	return csq_classifier_new(csq_checked(value, csq_model_check));
}

/* The model of argument at after it has read the text of the argument behind it. */
static CsqClassifier *
classified(FunctionCallInfo fcinfo, int at, const CsqGiven *given, int *best)
{
	CsqClassifier *c;
	text          *document;
	MemoryContext  old;
	CsqError       err;

	csq_require_utf8();
	c = csq_compiled(fcinfo, at, csq_compile_model);
	if (given == NULL && c->model->scheme == CSQ_GIVEN_SCHEME)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		         errmsg("the model learned from features beside the text, and none are given"),
		         errhint("classify(model, document, features, facts); where they are not known give NULL::real[].")));
	if (given != NULL && c->model->scheme != CSQ_GIVEN_SCHEME)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("the model learned from texts alone, and features are given"),
		                errhint("Train with them: train_agg(label, document, features, facts).")));
	if (given != NULL && given->n > 0 && c->model->given > 0 && given->n != c->model->given)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("%u features, where the model learned from %u", given->n, c->model->given)));
	document = PG_GETARG_TEXT_PP(at + 1);
	/* what grows with the longest document stays beside the compiled model */
	old = MemoryContextSwitchTo(GetMemoryChunkContext(c));
	c->given = given;
	*best = csq_classifier_probabilities(c, VARDATA_ANY(document), VARSIZE_ANY_EXHDR(document), &err);
	c->given = NULL;
	MemoryContextSwitchTo(old);
	if (*best < 0)
		csq_throw(&err);
	return c;
}

CsqClassifier *
csq_classified_arg(FunctionCallInfo fcinfo, int *best)
{
	return classified(fcinfo, 0, NULL, best);
}

CsqClassifier *
csq_classified_at(FunctionCallInfo fcinfo, int at, int *best)
{
	return classified(fcinfo, at, NULL, best);
}

CsqClassifier *
csq_classified_given(FunctionCallInfo fcinfo, int features, int facts, int *best)
{
	CsqGiven given;

	csq_given_args(fcinfo, features, facts, &given);
	return classified(fcinfo, 0, &given, best);
}

static Datum
label_datum(const CsqModel *m, int label)
{
	CsqText t = csq_model_label(m, (uint32) label);

	return csq_label_datum(&t);
}

/*
 * classify(model text_model, document text) -> text
 *
 * The likeliest label.
 * NULL:    NULL; a document in which the model knows nothing.
 * Errors:  54000 document over 16 MB; 0A000 the database is not UTF-8, or a model of a newer library.
 * Cost:    O(length x labels / 16): 1 - 20 us for a complaint; compiling once per model and call site.
 */
PG_FUNCTION_INFO_V1(csq_classify_model);
Datum
csq_classify_model(PG_FUNCTION_ARGS)
{
	int            best;
	CsqClassifier *c = csq_classified_arg(fcinfo, &best);

	if (c->known == 0)
		PG_RETURN_NULL();
	return label_datum(c->model, best);
}

/*
 * classify(model text_model, document text, min_confidence float8) -> text
 *
 * The likeliest label, or NULL when its probability is below min_confidence: a person should decide.
 * NULL:    NULL.
 * Errors:  22023 min_confidence outside 0..1.
 */
PG_FUNCTION_INFO_V1(csq_classify_model_confidence);
Datum
csq_classify_model_confidence(PG_FUNCTION_ARGS)
{
	int            best;
	double         least = csq_share_arg(fcinfo, 2, "min_confidence");
	CsqClassifier *c = csq_classified_arg(fcinfo, &best);

	if (c->known == 0 || c->p[best] < least)
		PG_RETURN_NULL();
	return label_datum(c->model, best);
}

/* Any of the first two arguments, or this one, is NULL. */
static bool
unanswerable(FunctionCallInfo fcinfo, int more)
{
	return PG_ARGISNULL(0) || PG_ARGISNULL(1) || (more && PG_ARGISNULL(more));
}

/*
 * classify(model text_model, document text, features real[] [, facts text[] [, min_confidence float8]]) -> text
 *
 * The likeliest label of a text with numbers and facts beside it, by a model that learned from such.
 * NULL:    model, document, min_confidence: NULL; features, facts: nothing of it is known.  Also NULL as above.
 * Errors:  22023 a model that learned from texts alone, another number of features than it learned from;
 *          22003 a feature that is not finite; 22004 a NULL among them.
 */
PG_FUNCTION_INFO_V1(csq_classify_model_features);
Datum
csq_classify_model_features(PG_FUNCTION_ARGS)
{
	int            best;
	int            confidence = PG_NARGS() > 4 ? 4 : 0;
	double         least;
	CsqClassifier *c;

	if (unanswerable(fcinfo, confidence))
		PG_RETURN_NULL();
	least = confidence ? csq_share_arg(fcinfo, 4, "min_confidence") : 0;
	c = csq_classified_given(fcinfo, 2, PG_NARGS() > 3 ? 3 : 0, &best);
	if (c->known == 0 || c->p[best] < least)
		PG_RETURN_NULL();
	return label_datum(c->model, best);
}

/* margin(model, document, features real[] [, facts text[]]): as classify with features. */
PG_FUNCTION_INFO_V1(csq_margin_features);
Datum
csq_margin_features(PG_FUNCTION_ARGS)
{
	int            best;
	CsqClassifier *c;

	if (unanswerable(fcinfo, 0))
		PG_RETURN_NULL();
	c = csq_classified_given(fcinfo, 2, PG_NARGS() > 3 ? 3 : 0, &best);
	PG_RETURN_FLOAT8(c->known == 0 ? 0 : csq_classifier_gap(c));
}

/*
 * margin(model text_model, document text) -> float8
 *
 * Difference of the two largest margins, 0 or more: small where the model hesitates, 0 where it knows nothing of
 * the document.  Orders a review queue.
 * NULL:    NULL.
 */
PG_FUNCTION_INFO_V1(csq_margin);
Datum
csq_margin(PG_FUNCTION_ARGS)
{
	int            best;
	CsqClassifier *c = csq_classified_arg(fcinfo, &best);

	PG_RETURN_FLOAT8(c->known == 0 ? 0 : csq_classifier_gap(c));
}

/*
 * unseen_share(model text_model, document text) -> float8
 *
 * Share of the document's distinct n-grams that the model does not know; NULL for a text without any.
 * NULL:    NULL.
 */
PG_FUNCTION_INFO_V1(csq_unseen_share);
Datum
csq_unseen_share(PG_FUNCTION_ARGS)
{
	int            best;
	CsqClassifier *c = csq_classified_arg(fcinfo, &best);

	if (c->features.n == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(1 - (double) c->known / (double) c->features.n);
}

static int
compare_ranks(const void *a, const void *b, void *arg)
{
	const double *p = arg;
	int           x = *(const int *) a, y = *(const int *) b;

	return p[x] != p[y] ? (p[x] > p[y] ? -1 : 1) : x - y;
}

static Datum
score_rows(ReturnSetInfo *rsinfo, const CsqClassifier *c, int top)
{
	int  n = c->model->labels;
	int *rank = palloc((size_t) n * sizeof *rank);

	if (c->known == 0)
		return (Datum) 0;
	for (int i = 0; i < n; i++)
		rank[i] = i;
	qsort_arg(rank, (size_t) n, sizeof *rank, compare_ranks, c->p);
	for (int i = 0; i < n && i < top; i++)
	{
		Datum values[2] = {label_datum(c->model, rank[i]), Float8GetDatum(c->p[rank[i]])};
		bool  nulls[2] = {false, false};

		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

static Datum
scores(FunctionCallInfo fcinfo, int top)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	int            best;

	return score_rows(rsinfo, csq_classified_arg(fcinfo, &best), top);
}

/*
 * classify_scores(model, document, features real[] [, facts text[]]) -> setof (label text, probability float8)
 *
 * All labels of a text with numbers and facts beside it, the likeliest first.
 * NULL:    model or document: no rows; features, facts: nothing of it is known.
 * Errors:  as classify with features.
 */
PG_FUNCTION_INFO_V1(csq_classify_scores_features);
Datum
csq_classify_scores_features(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	int            best;

	if (unanswerable(fcinfo, 0))
		return (Datum) 0;
	return score_rows(rsinfo, csq_classified_given(fcinfo, 2, PG_NARGS() > 3 ? 3 : 0, &best), INT_MAX);
}

/*
 * classify_scores(model text_model, document text) -> setof (label text, probability float8)
 *
 * All labels, the likeliest first; the probabilities add up to 1.
 * NULL:    no rows; nor for a document in which the model knows nothing.
 */
PG_FUNCTION_INFO_V1(csq_classify_scores);
Datum
csq_classify_scores(PG_FUNCTION_ARGS)
{
	return scores(fcinfo, INT_MAX);
}

CSQ_PLANNED_ROWS_OF(csq_classify_scores, CsqModel, v->labels)

/* classify_scores(model, document, top int): the first top of them; 22023 unless top >= 1. */
PG_FUNCTION_INFO_V1(csq_classify_scores_top);
Datum
csq_classify_scores_top(PG_FUNCTION_ARGS)
{
	if (PG_GETARG_INT32(2) < 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("top must be 1 or more, not %d", PG_GETARG_INT32(2))));
	return scores(fcinfo, PG_GETARG_INT32(2));
}

CSQ_PLANNED_ROWS_OF(csq_classify_scores_top, CsqModel, Min(v->labels, csq_planned_int(call, 2, v->labels)))

/* ---- explaining ---- */

static Datum
explain(FunctionCallInfo fcinfo, int label)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	int            best;
	CsqClassifier *c = csq_classified_arg(fcinfo, &best);
	text          *document = PG_GETARG_TEXT_PP(1);
	const char    *bytes = VARDATA_ANY(document);
	CsqTermSpan   *e;
	size_t         n;
	CsqError       err;

	if (label == -2)
	{
		text *name = PG_GETARG_TEXT_PP(2);

		label = csq_model_find_label(c->model, VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
		if (label < 0)
			ereport(ERROR,
			        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			         errmsg("the model has no label \"%s\"", csq_quoted(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)).s),
			         errhint("labels(model) lists them.")));
	}
	if (!csq_classifier_explain(c, bytes, VARSIZE_ANY_EXHDR(document), label < 0 ? best : label, &e, &n, &err))
		csq_throw(&err);
	for (size_t i = 0; i < n; i++)
	{
		Datum values[3] = {csq_string_datum(bytes + e[i].from, e[i].to - e[i].from), Float8GetDatum(e[i].contribution),
		                   Int32GetDatum((int32) csq_utf8_count(bytes, e[i].from) + 1)};
		bool  nulls[3] = {false, false, false};

		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * explain(model text_model, document text) -> setof (term text, contribution float8, start_at int)
 *
 * Stretches of the document that speak for (contribution > 0) or against its likeliest label, the weightiest
 * first; start_at counts characters of the document from 1.
 * NULL:    no rows.
 */
PG_FUNCTION_INFO_V1(csq_explain);
Datum
csq_explain(PG_FUNCTION_ARGS)
{
	return explain(fcinfo, -1);
}

/* explain(model, document, label text): for and against this label; 22023 when the model does not have it. */
PG_FUNCTION_INFO_V1(csq_explain_label);
Datum
csq_explain_label(PG_FUNCTION_ARGS)
{
	return explain(fcinfo, -2);
}

/* ---- features ---- */

typedef struct FirstSeen
{
	const CsqFeatures *features;
	uint32            *from; /* per slot of the hash table's items: where it stands first */
	uint32            *to;
	size_t             n; /* items met so far: they come in the order of their first occurrence */
} FirstSeen;

static void
note_first(void *arg, uint32_t feature, size_t from, size_t to)
{
	FirstSeen *f = arg;

	if (f->n < f->features->n && CSQ_FEATURE_ID(f->features->items[f->n]) == feature)
	{
		f->from[f->n] = (uint32) from;
		f->to[f->n++] = (uint32) to;
	}
}

/*
 * text_features(document text) -> setof (feature int, term text, occurrences int, value float4)
 *
 * The hashed n-grams of a text as the classifier sees them, in the order of their first occurrence; value is
 * 1 + ln(occurrences) over the length of the vector.  For other learners and for looking.
 * NULL:    no rows.
 */
PG_FUNCTION_INFO_V1(csq_text_features);
Datum
csq_text_features(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	text          *document = PG_GETARG_TEXT_PP(0);
	const char    *bytes = VARDATA_ANY(document);
	CsqChars       chars;
	CsqFeatures    f = {0};
	FirstSeen      seen = {.features = &f};
	CsqError       err;
	float          square = 0;

	csq_require_utf8();
	if (!csq_chars_read(&chars, bytes, VARSIZE_ANY_EXHDR(document), CSQ_FEATURE_CHARS, &err))
		csq_throw(&err);
	csq_features_read(&f, &chars, CSQ_FEATURE_BITS);
	seen.from = palloc((f.n + 1) * sizeof(uint32));
	seen.to = palloc((f.n + 1) * sizeof(uint32));
	csq_features_each(&chars, note_first, &seen);
	for (size_t i = 0; i < f.n; i++)
		square += csq_feature_tf[CSQ_FEATURE_COUNT(f.items[i])] * csq_feature_tf[CSQ_FEATURE_COUNT(f.items[i])];
	for (size_t i = 0; i < f.n; i++)
	{
		uint32 from = chars.at[seen.from[i]];
		uint32 to = chars.end[seen.to[i] - 1];
		Datum values[4] = {Int32GetDatum((int32) CSQ_FEATURE_ID(f.items[i])), csq_string_datum(bytes + from, to - from),
		                   Int32GetDatum((int32) CSQ_FEATURE_COUNT(f.items[i])),
		                   Float4GetDatum(csq_feature_tf[CSQ_FEATURE_COUNT(f.items[i])] / sqrtf(square))};
		bool  nulls[4] = {false, false, false, false};

		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}
