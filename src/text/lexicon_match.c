/*
 * lexicon_match.c
 *		From rows to a matcher, from a text to the rows whose phrases stand in it.
 *
 * One automaton finds every literal and every part of a phrase of several parts
 * (lexicon_trie.c, lexicon_rules.c).  Then a row with the effect hide takes away
 * the matches of its label that it overlaps, unless they contain it: 被打开 hides
 * 被打, and 人行道塌陷 is found although 人行道 hides 向人行.
 *
 * Cost: O(text + occurrences log occurrences).
 */
#include "text/lexicon_match.h"

#include "base/sort.h"

#include <stdlib.h>

/* ---- compiling ---- */

static bool
same_label(const CsqLexRow *a, const CsqLexRow *b)
{
	return a->axis.len == b->axis.len && a->label.len == b->label.len &&
	       memcmp(a->axis.s, b->axis.s, a->axis.len) == 0 && memcmp(a->label.s, b->label.s, a->label.len) == 0;
}

static bool
is_class(const CsqMatcher *m, const CsqLexRow *r)
{
	return !m->exact && r->axis.len == strlen(CSQ_LEXICON_CLASS) &&
	       memcmp(r->axis.s, CSQ_LEXICON_CLASS, r->axis.len) == 0;
}

/* The rows whose phrases are literals, by pattern. */
static void
sort_rows(CsqMatcher *m, const uint32_t *pattern_of)
{
	uint32_t at = 0;

	for (uint32_t p = 0; p < m->npatterns; p++)
	{
		m->pattern[p].first = at;
		at += m->pattern[p].nrows;
		m->pattern[p].nrows = 0;
	}
	for (uint32_t i = 0; i < m->nrows; i++)
		if (pattern_of[i] != UINT32_MAX)
		{
			CsqLiteral *p = &m->pattern[pattern_of[i]];

			m->rows_of[p->first + p->nrows++] = i;
		}
}

static bool
add_rows(CsqMatcher *m, const CsqLexRows *rows, CsqError *err)
{
	uint32_t *pattern_of = csq_alloc((rows->n + 1) * sizeof *pattern_of);

	m->nrows = (uint32_t) rows->n;
	m->row = csq_alloc((rows->n + 1) * sizeof *m->row);
	m->label = csq_alloc((rows->n + 1) * sizeof *m->label);
	m->rows_of = csq_alloc((rows->n + 1) * sizeof *m->rows_of);
	m->hides = csq_alloc0(rows->n + 1);
	for (uint32_t i = 0; i < m->nrows; i++)
	{
		const CsqLexRow *r = &rows->row[i];
		CsqChars         c;

		csq_poll(i);
		m->row[i] = *r;
		m->nlabels += i == 0 || !same_label(r, r - 1);
		m->label[i] = m->nlabels - 1;
		pattern_of[i] = UINT32_MAX;
		if (r->negation == CSQ_NEGATION_HIDE)
		{
			m->hides[m->label[i]] = true;
			m->nhides++;
		}
		if (is_class(m, r) || csq_lexicon_is_rule(&r->phrase))
			continue;
		if (!csq_chars_read(&c, r->phrase.s, r->phrase.len, CSQ_CHARS_MATCH | CSQ_CHARS_NO_MAP, err))
			return false;
		if (c.n == 0 || c.n > CSQ_LEXICON_MAX_PHRASE)
			return csq_stored_invalid(CSQ_LEXICON_TYPE, err, "The phrase of row %u has %zu characters.", i, c.n);
		if (!csq_trie_add(m, c.cp, c.n, &pattern_of[i], err))
			return false;
		m->pattern[pattern_of[i]].nrows++;
		csq_chars_free(&c);
	}
	sort_rows(m, pattern_of);
	csq_free(pattern_of);
	return true;
}

CsqMatcher *
csq_lexicon_compile(const CsqLexRows *rows, CsqError *err)
{
	CsqMatcher *m = csq_alloc0(sizeof *m);

	m->exact = rows->exact;
	csq_trie_init(m);
	m->words = csq_word_tree(err);
	if (m->words == NULL || !add_rows(m, rows, err) || !csq_rules_compile(m, err))
		return NULL;
	csq_trie_link(m);
	return m;
}

const CsqLexRow *
csq_matcher_row(const CsqMatcher *m, uint32_t row)
{
	return &m->row[row];
}

uint32_t
csq_matcher_nrows(const CsqMatcher *m)
{
	return m->nrows;
}

uint32_t
csq_matcher_label(const CsqMatcher *m, uint32_t row)
{
	return m->label[row];
}

uint32_t
csq_matcher_labels(const CsqMatcher *m)
{
	return m->nlabels;
}

bool
csq_matcher_is_class(const CsqMatcher *m, uint32_t row)
{
	return is_class(m, &m->row[row]);
}

/* ---- scanning ---- */

static int
by_place(const void *x, const void *y)
{
	const CsqLexiconHit *a = x;
	const CsqLexiconHit *b = y;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

/* A row is found once in one place, though a number is of two classes, say. */
static void
once(CsqHitList *hits)
{
	size_t kept = 0;

	for (size_t i = 0; i < hits->n; i++)
		if (kept == 0 || by_place(&hits->item[kept - 1], &hits->item[i]) != 0)
			hits->item[kept++] = hits->item[i];
	hits->n = kept;
}

/* ---- what hides ---- */

typedef struct Span
{
	uint32_t label;
	uint32_t start;
	uint32_t end;
	uint32_t reach; /* largest end of the label's spans up to here */
} Span;

static int
by_label(const void *x, const void *y)
{
	const Span *a = x;
	const Span *b = y;

	if (a->label != b->label)
		return a->label < b->label ? -1 : 1;
	return (a->start > b->start) - (a->start < b->start);
}

/* Index of the first span of the label that starts at or after start. */
static size_t
span_at(const Span *span, size_t n, uint32_t label, uint32_t start)
{
	size_t lo = 0;
	size_t hi = n;

	while (lo < hi)
	{
		size_t mid = (lo + hi) / 2;

		if (span[mid].label < label || (span[mid].label == label && span[mid].start < start))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
is_hidden(const Span *span, size_t n, uint32_t label, const CsqLexiconHit *h)
{
	size_t i = span_at(span, n, label, h->start);

	if (i > 0 && span[i - 1].label == label && span[i - 1].reach > h->start)
		return true;
	for (; i < n && span[i].label == label && span[i].start < h->end; i++)
		if (span[i].end > h->end || (span[i].end == h->end && span[i].start == h->start))
			return true;
	return false;
}

static void
hide(const CsqMatcher *m, CsqHitList *hits)
{
	Span  *span = csq_alloc((hits->n + 1) * sizeof *span);
	size_t n = 0;
	size_t kept = 0;

	for (size_t i = 0; i < hits->n; i++)
	{
		const CsqLexiconHit *h = &hits->item[i];

		if (m->row[h->row].negation == CSQ_NEGATION_HIDE)
			span[n++] = (Span){m->label[h->row], h->start, h->end, 0};
	}
	csq_sort(span, n, sizeof *span, by_label);
	for (size_t i = 0; i < n; i++)
	{
		span[i].reach = span[i].end;
		if (i > 0 && span[i - 1].label == span[i].label && span[i - 1].reach > span[i].reach)
			span[i].reach = span[i - 1].reach;
	}
	for (size_t i = 0; i < hits->n; i++)
	{
		const CsqLexiconHit h = hits->item[i];
		uint32_t            label = m->label[h.row];

		csq_poll(i);
		if (m->row[h.row].negation == CSQ_NEGATION_HIDE || (m->hides[label] && n > 0 && is_hidden(span, n, label, &h)))
			continue;
		hits->item[kept++] = h;
	}
	hits->n = kept;
	csq_free(span);
}

bool
csq_lexicon_scan(const CsqMatcher *m, const CsqChars *text, CsqScan *scan, CsqError *err)
{
	CsqFoundList found = {0};
	CsqHitList   hits = {0};

	memset(scan, 0, sizeof *scan);
	scan->text = text;
	if (!csq_trie_find(m, text, &found, err))
		return false;
	for (size_t i = 0; i < found.n; i++)
	{
		const CsqFound   *x = &found.item[i];
		const CsqLiteral *p = &m->pattern[x->pattern];

		for (uint32_t k = 0; k < p->nrows; k++)
			if (!csq_add_hit(&hits, (CsqLexiconHit){x->start, x->end, m->rows_of[p->first + k], 0}, err))
				return false;
		csq_poll(i);
	}
	if (m->nrules > 0 && !csq_rules_find(m, text, &found, &hits, &scan->link, err))
		return false;
	csq_sort(hits.item, hits.n, sizeof *hits.item, by_place);
	if (m->nrules > 0)
		once(&hits);
	if (m->nhides > 0)
		hide(m, &hits);
	scan->hit = hits.item;
	scan->nhits = (uint32_t) hits.n;
	return true;
}

/* ---- negation and degree ---- */

void
csq_lexicon_scope(const CsqMatcher *m, const CsqScan *scan, const CsqLexiconHit *hit, CsqScope *scope)
{
	*scope = (CsqScope){.degree = 1};
	csq_scope_after(m->words, scan->text, hit->end, scope);
	if (hit->chain == 0)
		csq_scope_before(m->words, scan->text, 0, hit->start, scope);
	for (uint32_t l = hit->chain; l != 0; l = scan->link[l - 1].before)
	{
		const CsqLink *x = &scan->link[l - 1];

		csq_scope_before(m->words, scan->text, x->before == 0 ? 0 : scan->link[x->before - 1].end, x->start, scope);
	}
}
