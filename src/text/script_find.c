/*
 * script_find.c
 *		Where a phrase is said in a turn, in spite of errors of recognition.
 *
 * Only letters, digits and ideographs count; what stands between them does not.  A phrase of SHORT characters and more
 * is said where a stretch of 1.5 times its pairs of characters holds at least a share of its distinct pairs: a window
 * that slides over the text, with a count for each pair of the phrase, so that a character is looked at once.  Shorter
 * phrases, and all with a likeness of 1, are found letter by letter.
 *
 * Cost: characters of the text x pairs of the phrase; with "first" only as far as the first place, so that all places
 * of a text together cost no more than one search.
 */
#include "text/conversation.h"

#define SHORT 4 /* shorter phrases are found letter by letter */

static inline bool
counts(uint32_t c)
{
	CsqCharClass k = csq_char_class(c);

	return csq_class_is_word(k) || k == CSQ_CH_HAN || k == CSQ_CH_JOINED;
}

size_t
csq_script_places(const CsqChars *c, uint32_t *at)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (counts(c->cp[i]))
			at[n++] = (uint32_t) i;
	return n;
}

/* Does a word go on from code point i to the next? */
static bool
inside_word(const CsqChars *c, size_t i)
{
	return i + 1 < c->n && csq_class_is_word(csq_char_class(c->cp[i])) &&
	       csq_class_is_word(csq_char_class(c->cp[i + 1]));
}

static bool
find_exact(const CsqChars *t, const uint32_t *ta, size_t n, const CsqChars *p, const uint32_t *pa, size_t m,
           size_t *from, size_t *to)
{
	for (size_t i = 0; i + m <= n; i++)
	{
		size_t k = 0;

		csq_poll(i);
		while (k < m && t->cp[ta[i + k]] == p->cp[pa[k]])
			k++;
		if (k < m || (ta[i] > 0 && inside_word(t, ta[i] - 1)) || inside_word(t, ta[i + m - 1]))
			continue;
		*from = ta[i];
		*to = ta[i + m - 1] + 1;
		return true;
	}
	return false;
}

static inline uint64_t
pair_at(const CsqChars *c, const uint32_t *at, size_t i)
{
	return (uint64_t) c->cp[at[i]] << 21 | c->cp[at[i + 1]];
}

/* Which of the phrase's pairs x is; -1: none. */
static inline int16_t
which_pair(const uint64_t *pair, size_t pairs, uint64_t x)
{
	for (size_t k = 0; k < pairs; k++)
		if (pair[k] == x)
			return (int16_t) k;
	return -1;
}

/*
 * The stretch that holds most of the phrase's pairs, the first of equals; with "first" the first that holds enough, as
 * far as it goes on getting better.  false when there is none.
 */
static bool
find_pairs(const CsqChars *t, const uint32_t *ta, size_t n, const CsqChars *p, const uint32_t *pa, size_t m,
           double likeness, bool first, size_t *from, size_t *to)
{
	uint64_t pair[CSQ_SCRIPT_MAX_PHRASE];
	int      held[CSQ_SCRIPT_MAX_PHRASE] = {0};    /* in the stretch */
	int16_t  which[CSQ_SCRIPT_MAX_PHRASE * 3 / 2]; /* of the last pairs, in a ring */
	size_t   pairs = 0;
	size_t   width = m + m / 2 - 1; /* pairs in a stretch */
	size_t   covered = 0, best = 0, best_end = 0, enough = SIZE_MAX, start;

	for (size_t i = 0; i + 1 < m; i++)
	{
		pair[pairs] = pair_at(p, pa, i);
		pairs += which_pair(pair, pairs, pair[pairs]) < 0;
	}
	for (size_t i = 0; i + 1 < n; i++)
	{
		int16_t k = which_pair(pair, pairs, pair_at(t, ta, i));

		csq_poll(i);
		if (k >= 0)
			covered += held[k]++ == 0;
		if (i >= width && which[i % width] >= 0)
			covered -= --held[which[i % width]] == 0;
		which[i % width] = k;
		if (covered > best)
		{
			best = covered;
			best_end = i;
		}
		if (enough == SIZE_MAX && best > 0 && (double) best >= likeness * (double) pairs)
			enough = i;
		if (first && enough != SIZE_MAX &&
		    (best == pairs || covered < best || i - best_end > m / 4 + 1 || i - enough >= width))
			break;
	}
	if (enough == SIZE_MAX)
		return false;
	start = best_end + 1 > width ? best_end + 1 - width : 0;
	while (which_pair(pair, pairs, pair_at(t, ta, start)) < 0)
		start++;
	*from = ta[start];
	*to = ta[best_end + 1] + 1;
	return true;
}

bool
csq_script_find_in(const CsqChars *t, const uint32_t *ta, size_t n, const CsqChars *p, const uint32_t *pa, size_t m,
                   double likeness, bool first, size_t *from, size_t *to)
{
	if (m == 0 || n == 0)
		return false;
	if (m < SHORT || likeness >= 1)
		return find_exact(t, ta, n, p, pa, m, from, to);
	return find_pairs(t, ta, n, p, pa, m, likeness, first, from, to);
}

bool
csq_script_find(const CsqChars *text, const CsqChars *phrase, double likeness, bool first, size_t *from, size_t *to)
{
	uint32_t *ta = csq_alloc((text->n + 1) * sizeof *ta);
	uint32_t *pa = csq_alloc((phrase->n + 1) * sizeof *pa);
	size_t    n = csq_script_places(text, ta);
	size_t    m = csq_script_places(phrase, pa);
	bool      found = csq_script_find_in(text, ta, n, phrase, pa, m, likeness, first, from, to);

	csq_free(ta);
	csq_free(pa);
	return found;
}
