/*
 * lexicon_score.c
 *		From matches to evidence, scores and the best label.
 *
 * Of each label the leftmost-longest matches are its evidence (态度差 and not the
 * 态度 in it), without those that negation drops.  A score is the sum of weight x
 * degree x effect of negation.
 */
#include "text/lexicon.h"

static bool
score_of(const CsqLexRow *row, const CsqScope *scope, double *score)
{
	bool negated = scope->negators % 2 == 1;

	*score = row->weight * scope->degree;
	if (!negated || row->negation == CSQ_NEGATION_KEEP)
		return true;
	if (row->negation == CSQ_NEGATION_DROP)
		return false;
	*score *= scope->weak ? -0.5 : -0.8;
	return true;
}

void
csq_lexicon_evidence(const CsqMatcher *m, const CsqScan *scan, CsqEvidenceList *list)
{
	size_t    cap = 32;
	uint32_t *taken = csq_alloc0((csq_matcher_labels(m) + 1) * sizeof *taken); /* end of the label's last match */

	list->n = 0;
	list->item = csq_alloc(cap * sizeof *list->item);
	for (uint32_t h = 0; h < scan->nhits; h++)
	{
		const CsqLexiconHit *hit = &scan->hit[h];
		uint32_t             label = csq_matcher_label(m, hit->row);
		CsqEvidence          e = {.hit = hit};

		csq_poll(h);
		if (hit->start < taken[label])
			continue;
		taken[label] = hit->end;
		csq_lexicon_scope(m, scan, hit, &e.scope);
		if (!score_of(csq_matcher_row(m, hit->row), &e.scope, &e.score))
			continue;
		if (list->n == cap)
			list->item = csq_realloc(list->item, (cap *= 2) * sizeof *list->item);
		list->item[list->n++] = e;
	}
	csq_free(taken);
}

CsqLabelScore *
csq_lexicon_scores(const CsqMatcher *m, const CsqEvidenceList *list, size_t *n)
{
	uint32_t       nlabels = csq_matcher_labels(m);
	CsqLabelScore *all = csq_alloc((nlabels + 1) * sizeof *all);
	size_t         kept = 0;

	for (uint32_t l = 0; l < nlabels; l++)
		all[l] = (CsqLabelScore){.row = UINT32_MAX};
	for (size_t i = 0; i < list->n; i++)
	{
		const CsqEvidence *e = &list->item[i];
		CsqLabelScore     *s = &all[csq_matcher_label(m, e->hit->row)];

		if (s->row == UINT32_MAX)
		{
			s->row = e->hit->row;
			s->first = e->hit->start;
		}
		s->score += e->score;
	}
	for (uint32_t l = 0; l < nlabels; l++)
		if (all[l].row != UINT32_MAX)
			all[kept++] = all[l];
	*n = kept;
	return all;
}

static bool
is_axis(const CsqLexRow *row, const CsqText *axis)
{
	return row->axis.len == axis->len && memcmp(row->axis.s, axis->s, axis->len) == 0;
}

const CsqLabelScore *
csq_lexicon_best(const CsqMatcher *m, const CsqLabelScore *scores, size_t n, const CsqText *axis)
{
	const CsqLabelScore *best = NULL;

	for (size_t i = 0; i < n; i++)
	{
		const CsqLabelScore *s = &scores[i];

		if (axis != NULL && !is_axis(csq_matcher_row(m, s->row), axis))
			continue;
		if (s->score > 0 &&
		    (best == NULL || s->score > best->score || (s->score == best->score && s->first < best->first)))
			best = s;
	}
	return best;
}

/* Rows are in order of their axes: has any but a class this one? */
static bool
has_axis(const CsqMatcher *m, const CsqText *axis)
{
	uint32_t lo = 0, hi = csq_matcher_nrows(m);

	while (lo < hi)
	{
		uint32_t mid = lo + (hi - lo) / 2;

		if (csq_text_compare(&csq_matcher_row(m, mid)->axis, axis) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < csq_matcher_nrows(m) && is_axis(csq_matcher_row(m, lo), axis) && !csq_matcher_is_class(m, lo);
}

/* Each new axis differs from the one before; classes are no axis. */
bool
csq_lexicon_check_axis(const CsqMatcher *m, const CsqText *axis, CsqError *err)
{
	CsqBuf names;
	size_t n = 0;

	if (has_axis(m, axis))
		return true;
	csq_buf_init(&names);
	for (uint32_t i = 0; i < csq_matcher_nrows(m); i++)
	{
		const CsqLexRow *r = csq_matcher_row(m, i);

		if (csq_matcher_is_class(m, i) || (i > 0 && is_axis(csq_matcher_row(m, i - 1), &r->axis)))
			continue;
		if (names.len < 200)
		{
			csq_buf_str(&names, n++ == 0 ? "" : ", ");
			csq_buf_put(&names, r->axis.s, r->axis.len);
		}
	}
	return csq_fail(err, CSQ_PARAM, "lexicon has no axis \"%s\"", csq_quoted(axis->s, axis->len).s) ||
	       (n == 0 ? csq_detail(err, "It has no rows at all.") : csq_detail(err, "Its axes are %s.", names.data)) ||
	       csq_hint(err, "The axis stands before the first slash: %s/label: phrase.", csq_quoted(axis->s, axis->len).s);
}
