/*
 * decide.c
 *		Who decides about a text: see decide.h.
 *
 * O(length of the text) for each part that is asked; the later ones are asked only
 * when the earlier ones do not decide.
 */
#include "classify/decide.h"

#include "base/json.h"
#include "base/sort.h"

const char *const csq_decider_names[] = {NULL, "rule", "model", "lexicon", "person"};

/* ---- numbers by label ---- */

static bool
no_numbers(const char *what, CsqError *err)
{
	char detail[sizeof err->detail];

	memcpy(detail, err->detail, sizeof detail);
	return csq_fail(err, CSQ_PARAM, "%s must be a JSON object of numbers by label", what) ||
	       csq_detail(err, "%s", detail);
}

bool
csq_label_numbers_parse(const char *json, size_t len, double none, double most, const char *what, CsqLabelNumbers *out,
                        CsqError *err)
{
	CsqJson j;
	CsqText key;
	size_t  cap = 0;

	*out = (CsqLabelNumbers){NULL, 0};
	csq_json_init(&j, json, len, what, err);
	csq_json_open(&j, '{');
	while (csq_json_key(&j, &key))
	{
		bool   null = csq_json_null(&j);
		double v = null ? none : csq_json_double(&j);

		if (!j.failed && !null && !(v >= 0 && v <= most))
			return csq_fail(err, CSQ_PARAM, "%s of label \"%s\" must not be %g", what, csq_quoted(key.s, key.len).s,
			                v) ||
			       csq_detail(err, "It lies between 0 and %g.", most);
		if (out->n == cap)
			csq_grow(out->items, cap);
		out->items[out->n++] = (CsqLabelNumber){key, v};
	}
	if (!csq_json_end(&j))
		return no_numbers(what, err);
	csq_sort(out->items, out->n, sizeof *out->items, csq_by_text);
	for (size_t i = 1; i < out->n; i++)
		if (csq_by_text(&out->items[i - 1], &out->items[i]) == 0)
			return csq_fail(err, CSQ_PARAM, "%s of label \"%s\" is given twice", what,
			                csq_quoted(out->items[i].label.s, out->items[i].label.len).s);
	return true;
}

double
csq_label_number(const CsqLabelNumbers *numbers, const CsqText *label, double otherwise)
{
	size_t at = csq_text_find(numbers->items, numbers->n, sizeof *numbers->items, label);

	return at < numbers->n ? numbers->items[at].value : otherwise;
}

/* ---- what a lexicon says ---- */

typedef struct Found
{
	bool    any;
	bool    clear; /* twice as strong as any other label */
	CsqText label;
	CsqText evidence;
} Found;

static bool
ask(const CsqMatcher *m, const char *text, size_t len, Found *f, CsqError *err)
{
	CsqChars             chars;
	CsqScan              scan;
	CsqEvidenceList      list;
	CsqLabelScore       *scores;
	const CsqLabelScore *best;
	size_t               n;

	memset(f, 0, sizeof *f);
	if (!csq_chars_read(&chars, text, len, CSQ_CHARS_MATCH, err) || !csq_lexicon_scan(m, &chars, &scan, err))
		return false;
	csq_lexicon_evidence(m, &scan, &list);
	scores = csq_lexicon_scores(m, &list, &n);
	best = csq_lexicon_best(m, scores, n, NULL);
	if (best == NULL)
		return true;
	f->any = f->clear = true;
	for (size_t i = 0; i < n; i++)
		if (&scores[i] != best && 2 * scores[i].score > best->score)
			f->clear = false;
	f->label = csq_matcher_row(m, best->row)->label;
	for (size_t i = 0; i < list.n; i++)
		if (csq_matcher_label(m, list.item[i].hit->row) == csq_matcher_label(m, best->row) && list.item[i].score > 0)
		{
			const CsqLexiconHit *h = list.item[i].hit;

			f->evidence = (CsqText){text + chars.at[h->start], chars.end[h->end - 1] - chars.at[h->start]};
			break;
		}
	return true;
}

/* ---- the decision ---- */

/* The likeliest label of the model; does it reach its threshold? */
static bool
model_sure(const CsqDecide *d, CsqDecision *decision, CsqText *label)
{
	double least = d->min_confidence;

	if (d->model->known == 0)
		return false; /* it knows nothing of this text */
	*label = csq_model_label(d->model->model, (uint32_t) d->best);
	if (d->thresholds != NULL)
		least = csq_label_number(d->thresholds, label, least);
	decision->has_probability = true;
	decision->probability = d->model->p[d->best];
	return decision->probability >= least;
}

static bool
by_lexicon(CsqDecision *decision, CsqDecider by, const Found *f)
{
	decision->by = by;
	decision->label = f->label;
	decision->evidence = f->evidence;
	return true;
}

bool
csq_decision_make(const CsqDecide *d, const char *text, size_t len, CsqDecision *decision, CsqError *err)
{
	Found   f;
	CsqText label = {NULL, 0};
	bool    sure;

	memset(decision, 0, sizeof *decision);
	sure = d->model != NULL && model_sure(d, decision, &label);
	if (d->risk != NULL)
	{
		if (!ask(d->risk, text, len, &f, err))
			return false;
		if (f.any)
			return by_lexicon(decision, CSQ_DECIDES_RULE, &f);
	}
	if (sure)
	{
		decision->by = CSQ_DECIDES_MODEL;
		decision->label = label;
		return true;
	}
	if (d->fallback != NULL)
	{
		if (!ask(d->fallback, text, len, &f, err))
			return false;
		if (f.clear)
			return by_lexicon(decision, CSQ_DECIDES_LEXICON, &f);
	}
	decision->by = CSQ_DECIDES_PERSON;
	return true;
}
