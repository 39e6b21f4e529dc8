/*
 * lexicon_severity.c
 *		How severe is a complaint at least, why, and which words say so.
 *
 * Labels of the axis "severity" read level/reason: major/regulator,
 * urgent/safety.  Each label is independent evidence; it holds when the weights
 * of its phrases that match add up to 1 or more, each counted once, so that weak
 * phrases of weight 0.5 need company; the heaviest, the first among equals, is
 * shown as evidence.  Negation counts as everywhere (lexicon_match.c), degree
 * words do not: who is 有点受伤 is hurt.  An amount of money at or above a
 * threshold is evidence too.  The level is the maximum: a floor that later
 * judgement may raise and never lowers.
 */
#include "text/lexicon.h"

#include <stdlib.h>

static const struct
{
	const char *name;
	int         rank;
} levels[] = {{"general", 1}, {"major", 2}, {"urgent", 3}, {"一般", 1}, {"重大", 2}, {"紧急", 3}};

static bool
level_rank(CsqText t, int *rank, CsqError *err)
{
	for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
		if (strlen(levels[i].name) == t.len && memcmp(levels[i].name, t.s, t.len) == 0)
		{
			*rank = levels[i].rank;
			return true;
		}
	return csq_fail(err, CSQ_PARAM, "unknown level of severity \"%s\"", csq_quoted(t.s, t.len).s) ||
	       csq_detail(err, "Levels are general, major and urgent, or 一般, 重大 and 紧急.") ||
	       csq_hint(err, "Labels of the axis \"severity\" read level/reason, for example major/regulator.");
}

/* level/reason; without a slash the reason is the level's name. */
static bool
split_label(CsqText label, CsqReason *r, CsqError *err)
{
	const char *slash = memchr(label.s, '/', label.len);

	r->level = r->reason = label;
	if (slash != NULL)
	{
		r->level.len = (size_t) (slash - label.s);
		r->reason.s = slash + 1;
		r->reason.len = label.len - r->level.len - 1;
	}
	return level_rank(r->level, &r->rank, err);
}

static bool
add_amount(const CsqChars *text, double threshold, CsqText level, CsqSeverity *result, CsqError *err)
{
	CsqReason *r = &result->reason[result->n];
	CsqAmount  a;
	size_t     pos = 0;
	double     largest = -1;

	if (!level_rank(level, &r->rank, err))
		return false;
	r->level = level;
	r->reason.s = "amount";
	r->reason.len = 6;
	while (csq_next_amount(text, &pos, &a))
		if (a.value >= threshold && a.value > largest)
		{
			largest = a.value;
			r->from = (uint32_t) a.from;
			r->to = (uint32_t) a.to;
		}
	result->n += largest >= 0;
	return true;
}

/* What a phrase that matched is worth to its label: without degree words, less than nothing where it is denied. */
static double
evidence_weight(const CsqMatcher *m, const CsqEvidence *e)
{
	const CsqLexRow *row = csq_matcher_row(m, e->hit->row);
	bool             against = e->scope.negators % 2 == 1 && row->negation == CSQ_NEGATION_FLIP;

	return against ? -row->weight : row->weight;
}

/* Weights of the evidence by label: each phrase once. */
static double *
label_weights(const CsqMatcher *m, const CsqEvidenceList *list)
{
	double *sum = csq_alloc0((csq_matcher_labels(m) + 1) * sizeof *sum);
	bool   *seen = csq_alloc0(csq_matcher_nrows(m) + 1);

	for (size_t i = 0; i < list->n; i++)
	{
		const CsqEvidence *e = &list->item[i];

		if (seen[e->hit->row])
			continue;
		seen[e->hit->row] = true;
		sum[csq_matcher_label(m, e->hit->row)] += evidence_weight(m, e);
	}
	csq_free(seen);
	return sum;
}

static int
reason_compare(const void *x, const void *y)
{
	const CsqReason *a = x;
	const CsqReason *b = y;
	size_t           len = a->reason.len < b->reason.len ? a->reason.len : b->reason.len;
	int              r;

	if (a->rank != b->rank)
		return b->rank - a->rank;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	r = memcmp(a->reason.s, b->reason.s, len);
	return r != 0 ? r : (a->reason.len > b->reason.len) - (a->reason.len < b->reason.len);
}

bool
csq_lexicon_severity(const CsqMatcher *m, const CsqScan *scan, double threshold, CsqText amount_level,
                     CsqSeverity *result, CsqError *err)
{
	CsqEvidenceList list;
	size_t          nscores;
	CsqLabelScore  *scores;
	double         *sum;

	csq_lexicon_evidence(m, scan, &list);
	scores = csq_lexicon_scores(m, &list, &nscores);
	sum = label_weights(m, &list);
	result->reason = csq_alloc((nscores + 1) * sizeof *result->reason);
	result->n = 0;
	for (size_t i = 0; i < nscores; i++)
	{
		const CsqLexRow *row = csq_matcher_row(m, scores[i].row);
		CsqReason       *r = &result->reason[result->n];
		uint32_t         label = csq_matcher_label(m, scores[i].row);
		double           heaviest = 0;

		if (row->axis.len != strlen(CSQ_SEVERITY_AXIS) || memcmp(row->axis.s, CSQ_SEVERITY_AXIS, row->axis.len) != 0)
			continue;
		if (!split_label(row->label, r, err))
			return false;
		if (sum[label] < 1)
			continue;
		for (size_t k = 0; k < list.n; k++)
		{
			const CsqEvidence *e = &list.item[k];
			double             weight = evidence_weight(m, e);

			if (csq_matcher_label(m, e->hit->row) != label || weight <= heaviest)
				continue;
			heaviest = weight;
			r->from = e->hit->start;
			r->to = e->hit->end;
		}
		result->n++;
	}
	if (threshold >= 0 && !add_amount(scan->text, threshold, amount_level, result, err))
		return false;
	if (result->n > 1)
		qsort(result->reason, result->n, sizeof *result->reason, reason_compare);
	result->level = result->n > 0 ? result->reason[0].level : (CsqText){"general", 7};
	return true;
}
