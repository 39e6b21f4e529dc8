/*
 * decide_pg.c
 *		SQL shell: label paths, drift, and the decision between rules, model and person.
 *
 * The order of decide(): what must never be missed is found by rules first; then
 * the model, where it is sure enough of its label; then a lexicon that names one
 * label clearly; else a person.
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "nodes/execnodes.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"

#include "pg/csq.h"
#include "base/json.h"
#include "text/lexicon.h"
#include "classify/model.h"

/* ---- compiled arguments ---- */

static void *
compile_model(struct varlena *value)
{
	return csq_classifier_new(csq_checked(value, csq_model_check));
}

static void *
compile_lexicon(struct varlena *value)
{
	CsqLexRows  rows;
	CsqMatcher *m;
	CsqError    err;

	if (!csq_lexicon_check((CsqLexicon *) value, VARSIZE(value), &err) ||
	    !csq_lexicon_rows((CsqLexicon *) value, VARSIZE(value), &rows, &err) ||
	    (m = csq_lexicon_compile(&rows, &err)) == NULL)
		csq_throw(&err);
	return m;
}

/* Numbers by label, from a JSON object; null reads as none. */
typedef struct Numbers
{
	CsqText *label;
	double  *value;
	size_t   n;
} Numbers;

static void
read_numbers(Jsonb *json, double none, double most, const char *what, Numbers *out)
{
	char    *text = JsonbToCString(NULL, &json->root, VARSIZE(json));
	CsqJson  j;
	CsqText  key;
	CsqError err;
	size_t   cap = 16;

	csq_json_init(&j, text, strlen(text), what, &err);
	if (csq_json_peek(&j) != '{')
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("%s must be a JSON object of numbers by label", what)));
	out->label = palloc(cap * sizeof *out->label);
	out->value = palloc(cap * sizeof *out->value);
	out->n = 0;
	csq_json_open(&j, '{');
	while (csq_json_key(&j, &key))
	{
		double v = csq_json_null(&j) ? none : csq_json_double(&j);

		if (!j.failed && !(v == none || (v >= 0 && v <= most)))
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			                errmsg("%s of label \"%s\" must not be %g", what, csq_quoted(key.s, key.len).s, v)));
		if (out->n == cap)
		{
			cap *= 2;
			out->label = repalloc(out->label, cap * sizeof *out->label);
			out->value = repalloc(out->value, cap * sizeof *out->value);
		}
		out->label[out->n] = key;
		out->value[out->n++] = v;
	}
	if (!csq_json_end(&j))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("%s must be a JSON object of numbers by label", what), errdetail("%s", err.detail)));
}

#define NEVER 2.0 /* no probability reaches it */

static void *
compile_thresholds(struct varlena *value)
{
	Numbers *t = palloc(sizeof *t);

	read_numbers((Jsonb *) value, NEVER, 1, "threshold", t);
	return t;
}

/* The compiled model of argument n after it read a text; *best is the likeliest label. */
static CsqClassifier *
read_text(FunctionCallInfo fcinfo, int n, text *document, int *best)
{
	CsqClassifier *c = csq_compiled(fcinfo, n, compile_model);
	MemoryContext  old = MemoryContextSwitchTo(GetMemoryChunkContext(c));
	CsqError       err;

	*best = csq_classifier_probabilities(c, VARDATA_ANY(document), VARSIZE_ANY_EXHDR(document), &err);
	MemoryContextSwitchTo(old);
	if (*best < 0)
		csq_throw(&err);
	return c;
}

static Datum
text_datum(CsqText t)
{
	return PointerGetDatum(cstring_to_text_with_len(t.s, (int) t.len));
}

/* ---- label paths ---- */

/*
 * level_scores(model text_model, document text, level int DEFAULT 1) -> setof (path text, probability float8)
 *
 * Probabilities of labels such as loan/fees/late rolled up to their first level components, the likeliest first.
 * NULL:    no rows; nor for a document in which the model knows nothing.
 * Errors:  22023 unless level >= 1.
 * Cost:    that of classify().
 */
PG_FUNCTION_INFO_V1(csq_level_scores);
Datum
csq_level_scores(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	int            best;
	int            n;
	CsqClassifier *c;
	CsqPathScore  *scores;

	csq_require_utf8();
	if (PG_GETARG_INT32(2) < 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("level must be 1 or more, not %d", PG_GETARG_INT32(2))));
	c = read_text(fcinfo, 0, PG_GETARG_TEXT_PP(1), &best);
	scores = palloc(c->model->labels * sizeof *scores);
	n = c->known == 0 ? 0 : csq_paths_of_level(c, PG_GETARG_INT32(2), scores);
	for (int i = 0; i < n; i++)
	{
		Datum values[2] = {text_datum(scores[i].path), Float8GetDatum(scores[i].p)};
		bool  nulls[2] = {false, false};

		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * classify_path(model text_model, document text, min_confidence float8) -> text
 *
 * The deepest path whose probability, rolled up over the labels under it, is at least min_confidence: loan/fees
 * where loan/fees/late is not sure.
 * NULL:    not even the first component is sure, or the model knows nothing of the document; any NULL argument.
 * Errors:  22023 min_confidence outside 0..1.
 */
PG_FUNCTION_INFO_V1(csq_classify_path);
Datum
csq_classify_path(PG_FUNCTION_ARGS)
{
	double         least = PG_GETARG_FLOAT8(2);
	CsqClassifier *c;
	CsqPathScore   path;
	int            best;

	csq_require_utf8();
	if (!(least >= 0 && least <= 1))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("min_confidence must lie between 0 and 1, not %g", least)));
	c = read_text(fcinfo, 0, PG_GETARG_TEXT_PP(1), &best);
	if (c->known == 0)
		PG_RETURN_NULL();
	path = csq_path_down(c, least);
	if (path.path.len == 0)
		PG_RETURN_NULL();
	return text_datum(path.path);
}

/* ---- drift ---- */

/*
 * label_psi(model text_model, counts jsonb) -> float8
 *
 * Population stability index between the label shares of the training examples and counts ({label: number}).
 * NULL:    without counts, or all of them zero.
 * Errors:  22023 counts that are no object of non-negative numbers.
 */
PG_FUNCTION_INFO_V1(csq_label_psi_model);
Datum
csq_label_psi_model(PG_FUNCTION_ARGS)
{
	CsqClassifier *c = csq_compiled(fcinfo, 0, compile_model);
	Numbers        now;
	double         sum = 0;

	read_numbers(PG_GETARG_JSONB_P(1), 0, 1e15, "count", &now);
	for (size_t i = 0; i < now.n; i++)
		sum += now.value[i];
	if (!(sum > 0))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(csq_label_psi(c->model, now.label, now.value, now.n));
}

/* ---- the decision ---- */

typedef struct Found
{
	const CsqLabelScore *best;  /* NULL: nothing */
	bool                 clear; /* twice as strong as any other label */
	CsqText              label;
	CsqText              evidence;
} Found;

/* What a lexicon says about a text. */
static Found
ask_lexicon(CsqMatcher *m, text *document)
{
	Found           f = {0};
	CsqChars        chars;
	CsqScan         scan;
	CsqEvidenceList list;
	CsqLabelScore  *scores;
	size_t          n;
	CsqError        err;
	const char     *bytes = VARDATA_ANY(document);

	if (!csq_chars_read(&chars, bytes, VARSIZE_ANY_EXHDR(document), CSQ_CHARS_MATCH, &err) ||
	    !csq_lexicon_scan(m, &chars, &scan, &err))
		csq_throw(&err);
	csq_lexicon_evidence(m, &scan, &list);
	scores = csq_lexicon_scores(m, &list, &n);
	f.best = csq_lexicon_best(m, scores, n, NULL);
	if (f.best == NULL)
		return f;
	f.clear = true;
	for (size_t i = 0; i < n; i++)
		if (&scores[i] != f.best && 2 * scores[i].score > f.best->score)
			f.clear = false;
	f.label = csq_matcher_row(m, f.best->row)->label;
	for (size_t i = 0; i < list.n; i++)
		if (csq_matcher_label(m, list.item[i].hit->row) == csq_matcher_label(m, f.best->row) && list.item[i].score > 0)
		{
			const CsqLexiconHit *h = list.item[i].hit;

			f.evidence = (CsqText){bytes + chars.at[h->start], chars.end[h->end - 1] - chars.at[h->start]};
			break;
		}
	return f;
}

static double
threshold_of(FunctionCallInfo fcinfo, const CsqModel *m, int label)
{
	if (!PG_ARGISNULL(4))
	{
		const Numbers *t = csq_compiled(fcinfo, 4, compile_thresholds);
		CsqText        name = csq_model_label(m, (uint32_t) label);

		for (size_t i = 0; i < t->n; i++)
			if (t->label[i].len == name.len && memcmp(t->label[i].s, name.s, name.len) == 0)
				return t->value[i];
	}
	return PG_ARGISNULL(5) ? 0.7 : PG_GETARG_FLOAT8(5);
}

static Datum
answer(FunctionCallInfo fcinfo, const CsqText *label, const char *source, const double *probability,
       const CsqText *evidence)
{
	TupleDesc desc;
	Datum     values[4] = {0};
	bool      nulls[4] = {label == NULL, source == NULL, probability == NULL, evidence == NULL};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "csq: decide() must return a row");
	if (label)
		values[0] = text_datum(*label);
	if (source)
		values[1] = CStringGetTextDatum(source);
	if (probability)
		values[2] = Float8GetDatum(*probability);
	if (evidence)
		values[3] = text_datum(*evidence);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/*
 * decide(model text_model, document text, risk lexicon DEFAULT NULL, fallback lexicon DEFAULT NULL,
 *		  thresholds jsonb DEFAULT NULL, min_confidence float8 DEFAULT 0.7)
 *		-> (label text, source text, probability float8, evidence text)
 *
 * Who decides, in this order:
 *	 rule		a phrase of the risk lexicon matches: its best label, with the words that say so
 *	 model		the likeliest label reaches its threshold (thresholds:
 *	 {label: number}, null = never; others min_confidence)
 *	 lexicon	the fallback lexicon has one label at least twice as strong as any other
 *	 person		none of these: label is NULL
 * probability is the model's for its likeliest label, also where it does not decide; NULL where it knows nothing.
 * NULL:    a NULL document gives NULLs; any other NULL argument leaves its step out.
 * Errors:  22023 thresholds that are no object of numbers within 0..1.
 * Cost:    that of classify() and of matching the lexicons.
 */
PG_FUNCTION_INFO_V1(csq_decide);
Datum
csq_decide(PG_FUNCTION_ARGS)
{
	text         *document;
	double        probability = 0;
	const double *known = NULL;
	Found         f;

	csq_require_utf8();
	if (PG_ARGISNULL(1))
		return answer(fcinfo, NULL, NULL, NULL, NULL);
	if (!PG_ARGISNULL(5) && !(PG_GETARG_FLOAT8(5) >= 0 && PG_GETARG_FLOAT8(5) <= 1))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("min_confidence must lie between 0 and 1, not %g", PG_GETARG_FLOAT8(5))));
	document = PG_GETARG_TEXT_PP(1);
	if (!PG_ARGISNULL(0))
	{
		int            best;
		CsqClassifier *c = read_text(fcinfo, 0, document, &best);
		double         threshold = threshold_of(fcinfo, c->model, best);

		if (c->known > 0)
		{
			probability = c->p[best];
			known = &probability;
		}
		if (!PG_ARGISNULL(2) && (f = ask_lexicon(csq_compiled(fcinfo, 2, compile_lexicon), document)).best)
			return answer(fcinfo, &f.label, "rule", known, &f.evidence);
		if (known != NULL && probability >= threshold)
		{
			CsqText label = csq_model_label(c->model, (uint32_t) best);

			return answer(fcinfo, &label, "model", known, NULL);
		}
	}
	else if (!PG_ARGISNULL(2) && (f = ask_lexicon(csq_compiled(fcinfo, 2, compile_lexicon), document)).best)
		return answer(fcinfo, &f.label, "rule", known, &f.evidence);
	if (!PG_ARGISNULL(3) && (f = ask_lexicon(csq_compiled(fcinfo, 3, compile_lexicon), document)).clear)
		return answer(fcinfo, &f.label, "lexicon", known, &f.evidence);
	return answer(fcinfo, NULL, "person", known, NULL);
}
