/*
 * decide_pg.c
 *		SQL shell: label paths, drift, and the decision between rules, model and person.
 */
#include "postgres.h"

#include "fmgr.h"
#include "nodes/execnodes.h"
#include "utils/builtins.h"

#include "classify/decide.h"
#include "classify/model_pg.h"
#include "pg/args_pg.h"
#include "text/lexicon_pg.h"

/* ---- compiled arguments ---- */

/* {label: number} from jsonb; raises. */
static void
numbers_of(const struct varlena *json, double none, double most, const char *what, CsqLabelNumbers *out)
{
	CsqText  text = csq_jsonb_text(json);
	CsqError err;

	if (!csq_label_numbers_parse(text.s, text.len, none, most, what, out, &err))
		csq_throw(&err);
}

static void *
compile_thresholds(struct varlena *value)
{
	CsqLabelNumbers *t = palloc(sizeof *t);

	numbers_of(value, CSQ_NEVER_SURE, 1, "threshold", t);
	return t;
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

	if (PG_GETARG_INT32(2) < 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("level must be 1 or more, not %d", PG_GETARG_INT32(2))));
	c = csq_classified_arg(fcinfo, &best);
	scores = palloc(c->model->labels * sizeof *scores);
	n = c->known == 0 ? 0 : csq_paths_of_level(c, PG_GETARG_INT32(2), scores);
	for (int i = 0; i < n; i++)
	{
		Datum values[2] = {csq_label_datum(&scores[i].path), Float8GetDatum(scores[i].p)};
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
	double         least = csq_share_arg(fcinfo, 2, "min_confidence");
	CsqPathScore   path;
	int            best;
	CsqClassifier *c = csq_classified_arg(fcinfo, &best);

	if (c->known == 0)
		PG_RETURN_NULL();
	path = csq_path_down(c, least);
	if (path.path.len == 0)
		PG_RETURN_NULL();
	return csq_label_datum(&path.path);
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
	CsqClassifier  *c = csq_compiled(fcinfo, 0, csq_compile_model);
	CsqLabelNumbers now;
	CsqText        *labels;
	double         *counts;
	double          sum = 0;

	numbers_of(PG_DETOAST_DATUM(PG_GETARG_DATUM(1)), 0, 1e15, "count", &now);
	labels = palloc((now.n + 1) * sizeof *labels);
	counts = palloc((now.n + 1) * sizeof *counts);
	for (size_t i = 0; i < now.n; i++)
	{
		labels[i] = now.items[i].label;
		sum += counts[i] = now.items[i].value;
	}
	if (!(sum > 0))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(csq_label_psi(c->model, labels, counts, now.n));
}

/* ---- the decision ---- */

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
	CsqDecide   d = {.min_confidence = 0.7};
	CsqDecision found = {0};
	CsqText     document;
	Datum       values[4];
	bool        nulls[4];
	CsqError    err;

	csq_require_utf8();
	if (!PG_ARGISNULL(1))
	{
		if (!PG_ARGISNULL(5))
			d.min_confidence = csq_share_arg(fcinfo, 5, "min_confidence");
		if (!PG_ARGISNULL(0))
			d.model = csq_classified_arg(fcinfo, &d.best);
		if (!PG_ARGISNULL(2))
			d.risk = csq_compiled_kept(fcinfo, 2, csq_compile_lexicon);
		if (!PG_ARGISNULL(3))
			d.fallback = csq_compiled_kept(fcinfo, 3, csq_compile_lexicon);
		if (!PG_ARGISNULL(4))
			d.thresholds = csq_compiled(fcinfo, 4, compile_thresholds);
		document = csq_text_arg(fcinfo, 1);
		if (!csq_decision_make(&d, document.s, document.len, &found, &err))
			csq_throw(&err);
	}
	values[0] = csq_label_or_null(&found.label, &nulls[0]);
	nulls[1] = found.by == CSQ_DECIDES_NOBODY;
	values[1] = nulls[1] ? (Datum) 0 : CStringGetTextDatum(csq_decider_names[found.by]);
	nulls[2] = !found.has_probability;
	values[2] = Float8GetDatum(found.probability);
	values[3] = csq_label_or_null(&found.evidence, &nulls[3]);
	return csq_row_datum(fcinfo, values, nulls);
}
