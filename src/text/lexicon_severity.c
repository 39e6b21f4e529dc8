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
 * threshold is evidence too.  A long Chinese text names riots, multitudes and
 * what may hurt somebody in passing: these, alone in one, want to be said in
 * three ways; what happens to a person (urgent/safety) never does.  The level is the
 * maximum: a floor that later judgement may raise and never lowers.
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

/*
 * Reasons that a long text names in passing: the residents of another estate, a fire that there might be.  A danger
 * that is acute, "safety", is none of them, nor is a defect that is there, "hazard".
 */
static const char *const in_passing[] = {"public_order", "collective", "danger"};

#define LONG_TEXT   100 /* Han characters, from here on */
#define SAID_ENOUGH 3   /* different phrases */

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

/*
 * What speaks for a label: the weights of its phrases that match and how many these are, each counted once, and where
 * the heaviest stands, the first among equals.
 */
typedef struct
{
	double   sum;
	double   heaviest;
	uint32_t phrases;
	uint32_t from;
	uint32_t to;
} LabelWeight;

static LabelWeight *
label_weights(const CsqMatcher *m, const CsqEvidenceList *list)
{
	LabelWeight *of = csq_alloc0((csq_matcher_labels(m) + 1) * sizeof *of);
	bool        *seen = csq_alloc0(csq_matcher_nrows(m) + 1);

	for (size_t i = 0; i < list->n; i++)
	{
		const CsqEvidence *e = &list->item[i];
		LabelWeight       *label = &of[csq_matcher_label(m, e->hit->row)];
		double             weight = evidence_weight(m, e);

		if (weight > label->heaviest)
		{
			label->heaviest = weight;
			label->from = e->hit->start;
			label->to = e->hit->end;
		}
		if (seen[e->hit->row])
			continue;
		seen[e->hit->row] = true;
		label->sum += weight;
		label->phrases++;
	}
	csq_free(seen);
	return of;
}

/* Is the only reason one that the text names in passing? */
static bool
only_in_passing(const CsqReason *r, uint32_t phrases, const CsqChars *text)
{
	size_t han = 0;

	if (text->n < LONG_TEXT || phrases >= SAID_ENOUGH)
		return false;
	for (size_t i = 0; i < text->n && han < LONG_TEXT; i++)
		han += csq_is_han(text->cp[i]);
	if (han < LONG_TEXT)
		return false;
	for (size_t i = 0; i < sizeof in_passing / sizeof in_passing[0]; i++)
		if (strlen(in_passing[i]) == r->reason.len && memcmp(in_passing[i], r->reason.s, r->reason.len) == 0)
			return true;
	return false;
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
	LabelWeight    *of;
	uint32_t        phrases = 0;

	csq_lexicon_evidence(m, scan, &list);
	scores = csq_lexicon_scores(m, &list, &nscores);
	of = label_weights(m, &list);
	result->reason = csq_alloc((nscores + 1) * sizeof *result->reason);
	result->n = 0;
	for (size_t i = 0; i < nscores; i++)
	{
		const CsqLexRow   *row = csq_matcher_row(m, scores[i].row);
		CsqReason         *r = &result->reason[result->n];
		const LabelWeight *label = &of[csq_matcher_label(m, scores[i].row)];

		if (row->axis.len != strlen(CSQ_SEVERITY_AXIS) || memcmp(row->axis.s, CSQ_SEVERITY_AXIS, row->axis.len) != 0)
			continue;
		if (!split_label(row->label, r, err))
			return false;
		if (label->sum < 1)
			continue;
		r->from = label->from;
		r->to = label->to;
		phrases = label->phrases;
		result->n++;
	}
	if (threshold >= 0 && !add_amount(scan->text, threshold, amount_level, result, err))
		return false;
	if (result->n == 1 && only_in_passing(result->reason, phrases, scan->text))
		result->n = 0;
	if (result->n > 1)
		qsort(result->reason, result->n, sizeof *result->reason, reason_compare);
	result->level = result->n > 0 ? result->reason[0].level : (CsqText){"general", 7};
	return true;
}
