/*
 * lexicon_match.c
 *		Finding every phrase of a lexicon in one pass, and what negates it.
 *
 * The automaton is Aho and Corasick's (CACM 18, 1975) over code points that are
 * renumbered densely: a two-level table gives each code point its number, 0 if
 * no phrase has it (the automaton falls back to its root at once).  Edges of the
 * root are an array, all others lie in one hash table keyed by (state, number).
 * A text of n characters takes O(n + occurrences) steps whatever the number of
 * phrases; 2,000 phrases compile in about a millisecond.
 *
 * A phrase whose first or last character belongs to a word (Latin, digit, other
 * alphabets) matches only where a word begins or ends there; Han matches
 * anywhere.  A line break in a text stands for a space of a phrase.
 *
 * Negation.  The scope of a match reaches back to the nearest sentence or clause
 * mark, over at most six Han characters, a word counting as two (so three
 * words), and behind the last contrast word.  In it negators, degree words,
 * idioms and the lexicon's own phrases are read leftmost-longest; what does not
 * end before the match is not read.  An odd number of negators negates.
 */
#include "text/lexicon.h"

#include <stdlib.h>

#define MAX_HITS     4000000
#define SCOPE_UNITS  6  /* a Han character is one, a word two */
#define SCOPE_CHARS  64 /* never longer than this, punctuation and spaces included */
#define MAX_MODIFIER 32 /* no modifier is longer */
#define PAGES        (0x110000 >> 8)

typedef struct Edge
{
	uint32_t state; /* 0 = free: the root's edges are elsewhere */
	uint32_t id;
	uint32_t next;
} Edge;

typedef struct Node
{
	uint32_t fail;
	uint32_t dict;    /* nearest shorter suffix that is a pattern; 0 none */
	uint32_t pattern; /* index + 1; 0 none */
	uint32_t parent;
	uint32_t id; /* of the edge that leads here */
	uint32_t depth;
} Node;

typedef struct Pattern
{
	uint32_t    first; /* in rows_of */
	uint32_t    nrows;
	uint32_t    len;  /* characters */
	bool        left; /* wants a word border before it */
	bool        right;
	CsqModifier kind;
	double      factor;
} Pattern;

struct CsqMatcher
{
	CsqLexRow *row; /* canonical order */
	uint32_t   nrows;
	uint32_t  *label; /* of each row */
	uint32_t   nlabels;
	uint32_t  *rows_of; /* rows by pattern */
	Pattern   *pattern;
	uint32_t   npatterns;
	uint32_t   pattern_cap;
	uint16_t   page[PAGES]; /* 0 = no code point of this page occurs */
	uint16_t (*ids)[256];
	uint32_t  npages;
	uint32_t  page_cap;
	uint32_t  nids;
	uint32_t *root; /* by id */
	Node     *node;
	uint32_t  nnodes;
	uint32_t  node_cap;
	Edge     *edge;
	uint32_t  nedges;
	uint32_t  edge_mask;
};

/* ---- code points to numbers ---- */

static inline uint32_t
id_of(const CsqMatcher *m, uint32_t cp)
{
	if (CSQ_UNLIKELY(cp == 0x0A))
		cp = ' ';
	return m->ids[m->page[cp >> 8]][cp & 0xFF];
}

static bool
make_id(CsqMatcher *m, uint32_t cp, uint32_t *id, CsqError *err)
{
	uint16_t *slot;

	if (m->page[cp >> 8] == 0)
	{
		if (m->npages == m->page_cap)
			m->ids = csq_realloc(m->ids, (m->page_cap *= 2) * sizeof *m->ids);
		memset(m->ids[m->npages], 0, sizeof *m->ids);
		m->page[cp >> 8] = (uint16_t) m->npages++;
	}
	slot = &m->ids[m->page[cp >> 8]][cp & 0xFF];
	if (*slot == 0)
	{
		if (m->nids == UINT16_MAX)
			return csq_fail(err, CSQ_LIMIT, "lexicon uses more than %d different characters", UINT16_MAX);
		*slot = (uint16_t) ++m->nids;
	}
	*id = *slot;
	return true;
}

/* ---- the trie ---- */

static inline uint32_t
edge_hash(uint32_t state, uint32_t id)
{
	uint64_t h = ((uint64_t) state << 16 | id) * UINT64_C(0x9e3779b97f4a7c15);

	return (uint32_t) (h >> 32);
}

static inline uint32_t
find_edge(const CsqMatcher *m, uint32_t state, uint32_t id)
{
	for (uint32_t i = edge_hash(state, id) & m->edge_mask;; i = (i + 1) & m->edge_mask)
	{
		const Edge *e = &m->edge[i];

		if (e->state == state && e->id == id)
			return e->next;
		if (e->state == 0)
			return 0;
	}
}

static void
put_edge(CsqMatcher *m, uint32_t state, uint32_t id, uint32_t next)
{
	uint32_t i = edge_hash(state, id) & m->edge_mask;

	while (m->edge[i].state != 0)
		i = (i + 1) & m->edge_mask;
	m->edge[i] = (Edge){state, id, next};
}

static void
grow_edges(CsqMatcher *m)
{
	Edge    *old = m->edge;
	uint32_t old_size = m->edge_mask + 1;

	m->edge_mask = old_size * 4 - 1;
	m->edge = csq_alloc0(((size_t) m->edge_mask + 1) * sizeof *m->edge);
	for (uint32_t i = 0; i < old_size; i++)
		if (old[i].state != 0)
			put_edge(m, old[i].state, old[i].id, old[i].next);
	csq_free(old);
}

static uint32_t
new_node(CsqMatcher *m, uint32_t parent, uint32_t id)
{
	if (m->nnodes == m->node_cap)
		m->node = csq_realloc(m->node, (size_t) (m->node_cap *= 2) * sizeof *m->node);
	m->node[m->nnodes] = (Node){.parent = parent, .id = id, .depth = m->node[parent].depth + 1};
	return m->nnodes++;
}

/* The state that id leads to from state, made where it is missing. */
static uint32_t
child(CsqMatcher *m, uint32_t state, uint32_t id)
{
	uint32_t next;

	if (state == 0)
		return m->root[id] != 0 ? m->root[id] : (m->root[id] = new_node(m, 0, id));
	next = find_edge(m, state, id);
	if (next == 0)
	{
		if (++m->nedges > m->edge_mask / 2)
			grow_edges(m);
		next = new_node(m, state, id);
		put_edge(m, state, id, next);
	}
	return next;
}

/* The pattern of these characters, made where it is missing. */
static bool
add_pattern(CsqMatcher *m, const CsqChars *c, uint32_t *pattern, CsqError *err)
{
	uint32_t state = 0;
	uint32_t id = 0;
	Pattern *p;

	for (size_t i = 0; i < c->n; i++)
	{
		if (!make_id(m, c->cp[i], &id, err))
			return false;
		state = child(m, state, id);
	}
	if (m->node[state].pattern == 0)
	{
		if (m->npatterns == m->pattern_cap)
			m->pattern = csq_realloc(m->pattern, (size_t) (m->pattern_cap *= 2) * sizeof *m->pattern);
		p = &m->pattern[m->npatterns++];
		memset(p, 0, sizeof *p);
		p->len = (uint32_t) c->n;
		p->left = csq_class_is_word(csq_char_class(c->cp[0]));
		p->right = csq_class_is_word(csq_char_class(c->cp[c->n - 1]));
		m->node[state].pattern = m->npatterns;
	}
	*pattern = m->node[state].pattern - 1;
	return true;
}

/* Failure and dictionary links, states in order of depth. */
static void
link_states(CsqMatcher *m)
{
	uint32_t  max_depth = 0;
	uint32_t *start;
	uint32_t *order = csq_alloc(m->nnodes * sizeof *order);

	for (uint32_t s = 1; s < m->nnodes; s++)
		max_depth = m->node[s].depth > max_depth ? m->node[s].depth : max_depth;
	start = csq_alloc0((max_depth + 2) * sizeof *start);
	for (uint32_t s = 1; s < m->nnodes; s++)
		start[m->node[s].depth + 1]++;
	for (uint32_t d = 1; d <= max_depth + 1; d++)
		start[d] += start[d - 1];
	for (uint32_t s = 1; s < m->nnodes; s++)
		order[start[m->node[s].depth]++] = s;
	for (uint32_t i = 0; i + 1 < m->nnodes; i++)
	{
		Node    *x = &m->node[order[i]];
		uint32_t f;
		uint32_t to = 0;

		if ((i & 0xFFF) == 0)
			csq_check_interrupts();
		if (x->depth > 1)
		{
			for (f = m->node[x->parent].fail; f != 0 && (to = find_edge(m, f, x->id)) == 0;)
				f = m->node[f].fail;
			if (f == 0)
				to = m->root[x->id];
		}
		x->fail = to;
		x->dict = m->node[to].pattern != 0 ? to : m->node[to].dict;
	}
	csq_free(order);
	csq_free(start);
}

/* ---- compiling ---- */

static bool
add_modifiers(CsqMatcher *m, CsqError *err)
{
	for (const CsqModifierWord *w = csq_modifier_words; w->kind != CSQ_MOD_NONE; w++)
		for (const char *p = w->words; *p != '\0';)
		{
			size_t   len = strcspn(p, "|");
			CsqChars c;
			uint32_t pattern;

			if (!csq_chars_read(&c, p, len, CSQ_CHARS_MATCH | CSQ_CHARS_NO_MAP, err) ||
			    !add_pattern(m, &c, &pattern, err))
				return false;
			if (m->pattern[pattern].kind == CSQ_MOD_NONE)
			{
				m->pattern[pattern].kind = w->kind;
				m->pattern[pattern].factor = w->factor;
			}
			csq_chars_free(&c);
			p += len + (p[len] == '|');
		}
	return true;
}

static bool
add_rows(CsqMatcher *m, const CsqLexRows *rows, CsqError *err)
{
	uint32_t *pattern_of = csq_alloc((rows->n + 1) * sizeof *pattern_of);
	uint32_t  at = 0;

	m->nrows = (uint32_t) rows->n;
	m->row = csq_alloc((rows->n + 1) * sizeof *m->row);
	m->label = csq_alloc((rows->n + 1) * sizeof *m->label);
	m->rows_of = csq_alloc((rows->n + 1) * sizeof *m->rows_of);
	for (uint32_t i = 0; i < m->nrows; i++)
	{
		const CsqLexRow *r = &rows->row[i];
		CsqChars         c;

		if ((i & 0xFF) == 0)
			csq_check_interrupts();
		m->row[i] = *r;
		if (i == 0 || r->axis.len != r[-1].axis.len || r->label.len != r[-1].label.len ||
		    memcmp(r->axis.s, r[-1].axis.s, r->axis.len) != 0 || memcmp(r->label.s, r[-1].label.s, r->label.len) != 0)
			m->nlabels++;
		m->label[i] = m->nlabels - 1;
		if (!csq_chars_read(&c, r->phrase.s, r->phrase.len, CSQ_CHARS_MATCH | CSQ_CHARS_NO_MAP, err))
			return false;
		if (c.n == 0 || c.n > CSQ_LEXICON_MAX_PHRASE)
			return csq_fail(err, CSQ_DATA, "damaged value of type csq.lexicon") ||
			       csq_detail(err, "The phrase of row %u has %zu characters.", i, c.n);
		if (!add_pattern(m, &c, &pattern_of[i], err))
			return false;
		m->pattern[pattern_of[i]].nrows++;
		csq_chars_free(&c);
	}
	for (uint32_t p = 0; p < m->npatterns; p++)
	{
		m->pattern[p].first = at;
		at += m->pattern[p].nrows;
		m->pattern[p].nrows = 0;
	}
	for (uint32_t i = 0; i < m->nrows; i++)
	{
		Pattern *p = &m->pattern[pattern_of[i]];

		m->rows_of[p->first + p->nrows++] = i;
	}
	csq_free(pattern_of);
	return true;
}

CsqMatcher *
csq_lexicon_compile(const CsqLexRows *rows, CsqError *err)
{
	CsqMatcher *m = csq_alloc0(sizeof *m);

	m->page_cap = 64;
	m->ids = csq_alloc(m->page_cap * sizeof *m->ids);
	memset(m->ids[0], 0, sizeof *m->ids);
	m->npages = 1;
	m->root = csq_alloc0((UINT16_MAX + 1) * sizeof *m->root);
	m->node_cap = m->pattern_cap = 1024;
	m->node = csq_alloc0(m->node_cap * sizeof *m->node);
	m->nnodes = 1;
	m->pattern = csq_alloc(m->pattern_cap * sizeof *m->pattern);
	m->edge_mask = 4095;
	m->edge = csq_alloc0(((size_t) m->edge_mask + 1) * sizeof *m->edge);
	if (!add_modifiers(m, err) || !add_rows(m, rows, err))
		return NULL;
	link_states(m);
	m->root = csq_realloc(m->root, (m->nids + 1) * sizeof *m->root);
	return m;
}

const uint32_t *
csq_matcher_rows(const CsqMatcher *m, const CsqLexiconHit *hit, uint32_t *n)
{
	const Pattern *p = &m->pattern[hit->pattern];

	*n = p->nrows;
	return m->rows_of + p->first;
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

/* ---- scanning ---- */

typedef struct Found
{
	CsqLexiconHit *hit;
	size_t         n;
	size_t         cap;
} Found;

static inline bool
word_char(const CsqChars *t, size_t i)
{
	return csq_class_is_word(csq_char_class(t->cp[i]));
}

static bool
add_hit(Found *f, const CsqMatcher *m, const CsqChars *t, uint32_t state, uint32_t end, CsqError *err)
{
	uint32_t       pattern = m->node[state].pattern - 1;
	const Pattern *p = &m->pattern[pattern];
	uint32_t       start = end - p->len;

	if ((p->left && start > 0 && word_char(t, start - 1)) || (p->right && end < t->n && word_char(t, end)))
		return true;
	if (f->n == f->cap)
	{
		if (f->n >= MAX_HITS)
			return csq_fail(err, CSQ_LIMIT, "more than %d matches in one text", MAX_HITS) ||
			       csq_hint(err, "Split the text, or remove phrases of one common character.");
		f->cap *= 2;
		f->hit = csq_realloc(f->hit, f->cap * sizeof *f->hit);
	}
	f->hit[f->n++] = (CsqLexiconHit){start, end, pattern};
	return true;
}

/* Sort by start, longest first: hits come by end, so a counting sort of the reversed list does it. */
static void
sort_hits(CsqScan *scan, Found *f)
{
	size_t    n = scan->text->n;
	uint32_t *first = csq_alloc0((n + 2) * sizeof *first);

	scan->hit = csq_alloc((f->n + 1) * sizeof *scan->hit);
	scan->nhits = (uint32_t) f->n;
	for (size_t i = 0; i < f->n; i++)
		first[f->hit[i].start + 1]++;
	for (size_t i = 1; i <= n; i++)
		first[i] += first[i - 1];
	for (size_t i = f->n; i-- > 0;)
		scan->hit[first[f->hit[i].start]++] = f->hit[i];
	/* each entry now points behind its bucket, that is to the start of the next */
	memmove(first + 1, first, n * sizeof *first);
	first[0] = 0;
	scan->first = first;
	csq_free(f->hit);
}

bool
csq_lexicon_scan(const CsqMatcher *m, const CsqChars *text, CsqScan *scan, CsqError *err)
{
	Found    f = {.cap = 64};
	uint32_t state = 0;

	f.hit = csq_alloc(f.cap * sizeof *f.hit);
	memset(scan, 0, sizeof *scan);
	scan->text = text;
	for (size_t i = 0; i < text->n; i++)
	{
		uint32_t id = id_of(m, text->cp[i]);
		uint32_t next = 0;

		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
		if (id == 0)
		{
			state = 0;
			continue;
		}
		while (state != 0 && (next = find_edge(m, state, id)) == 0)
			state = m->node[state].fail;
		state = state != 0 ? next : m->root[id];
		for (uint32_t s = m->node[state].pattern != 0 ? state : m->node[state].dict; s != 0; s = m->node[s].dict)
			if (!add_hit(&f, m, text, s, (uint32_t) i + 1, err))
				return false;
	}
	for (size_t i = 0; i < f.n; i++)
		scan->nmodifiers += m->pattern[f.hit[i].pattern].kind != CSQ_MOD_NONE;
	sort_hits(scan, &f);
	return true;
}

/* ---- negation and degree ---- */

/* How far back does the scope of a match at start reach? */
static uint32_t
scope_begin(const CsqChars *t, uint32_t start)
{
	uint32_t stop = start > SCOPE_CHARS ? start - SCOPE_CHARS : 0;
	uint32_t i = start;
	int      units = SCOPE_UNITS;

	while (i > stop)
	{
		CsqCharClass k = csq_char_class_at(t->cp, t->n, i - 1);
		uint32_t     j = i;

		if (k == CSQ_CH_SENTENCE || k == CSQ_CH_CLAUSE)
			break;
		if (k == CSQ_CH_HAN || k == CSQ_CH_JOINED)
		{
			if (--units < 0)
				break;
			i--;
			continue;
		}
		if (!csq_class_is_word(k))
		{
			i--;
			continue;
		}
		while (j > stop && (word_char(t, j - 1) || (t->cp[j - 1] == '\'' && j - 1 > stop && word_char(t, j - 2))))
			j--;
		if ((units -= 2) < 0 || (j == stop && j > 0 && word_char(t, j - 1)))
			break; /* no word left, or a word longer than the scope */
		i = j;
	}
	return i;
}

/* A word that reaches over the far border of the scope is not read from its middle. */
static uint32_t
skip_straddling(const CsqMatcher *m, const CsqScan *scan, uint32_t from, uint32_t start)
{
	uint32_t back = from > MAX_MODIFIER ? from - MAX_MODIFIER : 0;
	uint32_t pos = from;

	for (uint32_t h = scan->first[back]; h < scan->first[from]; h++)
		if (m->pattern[scan->hit[h].pattern].kind != CSQ_MOD_NONE && scan->hit[h].end > pos &&
		    scan->hit[h].end <= start)
			pos = scan->hit[h].end;
	return pos;
}

void
csq_lexicon_scope(const CsqMatcher *m, const CsqScan *scan, uint32_t start, CsqScope *scope)
{
	uint32_t pos;
	double   before = 1;
	double   after = 1;

	*scope = (CsqScope){.degree = 1};
	if (scan->nmodifiers == 0)
		return;
	pos = scope_begin(scan->text, start);
	pos = skip_straddling(m, scan, pos, start);
	for (uint32_t h = scan->first[pos]; h < scan->first[start]; h++)
	{
		const CsqLexiconHit *x = &scan->hit[h];
		const Pattern       *p = &m->pattern[x->pattern];

		if (x->start < pos || x->end > start)
			continue;
		pos = x->end;
		switch (p->kind)
		{
			case CSQ_MOD_NEGATE:
			case CSQ_MOD_WEAK:
				scope->negators++;
				scope->weak = p->kind == CSQ_MOD_WEAK;
				before *= after;
				after = 1;
				break;
			case CSQ_MOD_DEGREE:
				after *= p->factor;
				scope->weak = scope->negators > 0;
				break;
			case CSQ_MOD_CONTRAST:
				*scope = (CsqScope){.degree = 1};
				before = after = 1;
				break;
			case CSQ_MOD_IDIOM:
			case CSQ_MOD_NONE:
				break;
		}
	}
	if (scope->negators % 2 == 0 || !scope->weak)
		before *= after;
	scope->degree = before < 0.1 ? 0.1 : before > 4 ? 4 : before;
}

/* ---- evidence and scores ---- */

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
	uint32_t *taken = csq_alloc0((m->nlabels + 1) * sizeof *taken); /* end of the label's last match */
	CsqScope  scope;
	uint32_t  scope_of = UINT32_MAX;

	list->n = 0;
	list->item = csq_alloc(cap * sizeof *list->item);
	for (uint32_t h = 0; h < scan->nhits; h++)
	{
		const CsqLexiconHit *hit = &scan->hit[h];
		uint32_t             n;
		const uint32_t      *rows = csq_matcher_rows(m, hit, &n);

		if ((h & 0x3FF) == 0)
			csq_check_interrupts();
		for (uint32_t i = 0; i < n; i++)
		{
			uint32_t    label = m->label[rows[i]];
			CsqEvidence e = {.hit = h, .row = rows[i]};

			if (hit->start < taken[label])
				continue;
			taken[label] = hit->end;
			if (scope_of != hit->start)
				csq_lexicon_scope(m, scan, hit->start, &scope);
			scope_of = hit->start;
			if (!score_of(&m->row[rows[i]], &scope, &e.score))
				continue;
			e.scope = scope;
			if (list->n == cap)
				list->item = csq_realloc(list->item, (cap *= 2) * sizeof *list->item);
			list->item[list->n++] = e;
		}
	}
	csq_free(taken);
}

CsqLabelScore *
csq_lexicon_scores(const CsqMatcher *m, const CsqScan *scan, const CsqEvidenceList *list, size_t *n)
{
	CsqLabelScore *all = csq_alloc((m->nlabels + 1) * sizeof *all);
	size_t         kept = 0;

	for (uint32_t l = 0; l < m->nlabels; l++)
		all[l] = (CsqLabelScore){.row = UINT32_MAX};
	for (size_t i = 0; i < list->n; i++)
	{
		CsqLabelScore *s = &all[m->label[list->item[i].row]];

		if (s->row == UINT32_MAX)
		{
			s->row = list->item[i].row;
			s->first = scan->hit[list->item[i].hit].start;
		}
		s->score += list->item[i].score;
	}
	for (uint32_t l = 0; l < m->nlabels; l++)
		if (all[l].row != UINT32_MAX)
			all[kept++] = all[l];
	*n = kept;
	return all;
}

const CsqLabelScore *
csq_lexicon_best(const CsqMatcher *m, const CsqLabelScore *scores, size_t n, const CsqText *axis)
{
	const CsqLabelScore *best = NULL;

	for (size_t i = 0; i < n; i++)
	{
		const CsqLabelScore *s = &scores[i];
		const CsqText       *a = &m->row[s->row].axis;

		if (axis != NULL && (a->len != axis->len || memcmp(a->s, axis->s, a->len) != 0))
			continue;
		if (s->score > 0 &&
		    (best == NULL || s->score > best->score || (s->score == best->score && s->first < best->first)))
			best = s;
	}
	return best;
}
