/*
 * emotion.c
 *		Which emotion do the words of a text show, how strong, and how does it move over a dialogue?
 *
 * The emotion is the best label of the axis "emotion", its intensity the score of
 * its strongest evidence, rounded, from 1 to 4: with the shipped weight of 2 a
 * plain word is 2, one with 有点 or "slightly" 1, with 很 or "very" 3, with 非常 or "extremely" 4.
 * Valence is the sum of all evidence, satisfied against the others, from -4 to 4.
 *
 * The thirds of a dialogue have n / 3 turns, rounded up, and so share turns when
 * there are one, two or four.
 */
#include "text/emotion.h"

#include <math.h>

static const struct
{
	const char *label;
	const char *ekman;
	int         sign;
} known[] = {{"angry", "anger", -1},          {"threatening", "anger", -1},    {"anxious", "fear", -1},
             {"disappointed", "sadness", -1}, {"dissatisfied", "disgust", -1}, {"satisfied", "happiness", 1},
             {"surprised", "surprise", 0},    {"sad", "sadness", -1},          {"fearful", "fear", -1},
             {"happy", "happiness", 1}};

static int
find_known(CsqText label)
{
	for (int i = 0; i < (int) (sizeof known / sizeof known[0]); i++)
		if (strlen(known[i].label) == label.len && memcmp(known[i].label, label.s, label.len) == 0)
			return i;
	return -1;
}

static bool
is_emotion(const CsqLexRow *row)
{
	return row->axis.len == strlen(CSQ_EMOTION_AXIS) && memcmp(row->axis.s, CSQ_EMOTION_AXIS, row->axis.len) == 0;
}

bool
csq_emotion(const CsqMatcher *m, const CsqChars *text, CsqEmotion *e, CsqError *err)
{
	CsqText              axis = {CSQ_EMOTION_AXIS, strlen(CSQ_EMOTION_AXIS)};
	CsqScan              scan;
	CsqEvidenceList      list;
	CsqLabelScore       *scores;
	const CsqLabelScore *best;
	size_t               n;
	double               strongest = 0;

	*e = (CsqEmotion){{"", 0}, 0, NULL, 0, 0, 0, csq_chars_have_words(text)};
	if (!csq_lexicon_check_axis(m, &axis, err) || !csq_lexicon_scan(m, text, &scan, err))
		return false;
	csq_lexicon_evidence(m, &scan, &list);
	scores = csq_lexicon_scores(m, &list, &n);
	best = csq_lexicon_best(m, scores, n, &axis);
	for (size_t i = 0; i < list.n; i++)
	{
		const CsqEvidence *x = &list.item[i];
		const CsqLexRow   *row = csq_matcher_row(m, x->hit->row);
		int                k = is_emotion(row) ? find_known(row->label) : -1;

		e->known |= is_emotion(row);
		e->valence += k >= 0 ? known[k].sign * x->score : 0;
		if (best == NULL || csq_matcher_label(m, x->hit->row) != csq_matcher_label(m, best->row) ||
		    x->score <= strongest)
			continue;
		strongest = x->score;
		e->from = x->hit->start;
		e->to = x->hit->end;
	}
	e->valence = fmin(4, fmax(-4, e->valence));
	if (best != NULL)
	{
		int k = find_known(csq_matcher_row(m, best->row)->label);

		e->label = csq_matcher_row(m, best->row)->label;
		e->ekman = k >= 0 ? known[k].ekman : NULL;
		e->intensity = (int) fmin(4, fmax(1, floor(strongest + 0.5)));
	}
	csq_free(scores);
	return true;
}

static double
mean(const double *v, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	return sum / (double) n;
}

void
csq_trajectory(const double *valence, size_t n, CsqTrajectory *t)
{
	size_t third = (n + 2) / 3;

	t->first = mean(valence, third);
	t->last = mean(valence + n - third, third);
	t->worst_turn = 0;
	for (size_t i = 1; i < n; i++)
		if (valence[i] < valence[t->worst_turn])
			t->worst_turn = i;
	t->worst = valence[t->worst_turn];
	t->recovered = t->worst >= 0 ? -1 : t->last >= 0;
}
