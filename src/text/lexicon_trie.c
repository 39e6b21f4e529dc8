/*
 * lexicon_trie.c
 *		The automaton that finds every literal of a lexicon in one pass.
 *
 * Aho and Corasick's (CACM 18, 1975) over code points that are renumbered
 * densely: a two-level table gives each code point its number, 0 if no phrase
 * has it (the automaton falls back to its root at once).  Edges of the root are
 * an array, all others lie in one hash table keyed by (state, number).  A text
 * of n characters takes O(n + occurrences) steps whatever the number of
 * literals; 2,000 phrases compile in about a millisecond.
 *
 * A literal whose first or last character belongs to a word (Latin, digit, other
 * alphabets) matches only where a word begins or ends there; Han matches
 * anywhere.  A line break in a text stands for a space of a literal.
 *
 * Unless the lexicon is exact, a traditional character has the number of its
 * simplified one, and one sign between two Han characters is not there: 退.款.
 */
#include "text/lexicon_match.h"

/* ---- code points to numbers ---- */

static inline uint32_t
id_of(const CsqMatcher *m, uint32_t cp)
{
	if (CSQ_UNLIKELY(cp == 0x0A))
		cp = ' ';
	return m->ids[m->page[cp >> 8]][cp & 0xFF];
}

static void
find_slot(CsqMatcher *m, uint32_t cp, uint16_t **slot)
{
	if (m->page[cp >> 8] == 0)
	{
		if (m->npages == m->page_cap)
			m->ids = csq_realloc(m->ids, (m->page_cap *= 2) * sizeof *m->ids);
		memset(m->ids[m->npages], 0, sizeof *m->ids);
		m->page[cp >> 8] = (uint16_t) m->npages++;
	}
	*slot = &m->ids[m->page[cp >> 8]][cp & 0xFF];
}

static bool
make_id(CsqMatcher *m, uint32_t cp, uint32_t *id, CsqError *err)
{
	uint16_t *slot;

	find_slot(m, cp, &slot);
	if (*slot == 0)
	{
		if (m->nids == UINT16_MAX)
			return csq_fail(err, CSQ_LIMIT, "lexicon uses more than %d different characters", UINT16_MAX);
		*slot = (uint16_t) ++m->nids;
		if (m->nids == m->root_cap)
		{
			m->root = csq_realloc(m->root, 2 * (size_t) m->root_cap * sizeof *m->root);
			memset(m->root + m->root_cap, 0, m->root_cap * sizeof *m->root);
			m->root_cap *= 2;
		}
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
	if ((m->node[state].kids >> (id & 63) & 1) == 0)
		return 0;
	for (uint32_t i = edge_hash(state, id) & m->edge_mask;; i = (i + 1) & m->edge_mask)
	{
		const CsqTrieEdge *e = &m->edge[i];

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
	m->edge[i] = (CsqTrieEdge){state, id, next};
}

static void
grow_edges(CsqMatcher *m)
{
	CsqTrieEdge *old = m->edge;
	uint32_t     old_size = m->edge_mask + 1;

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
	m->node[m->nnodes] = (CsqTrieNode){.parent = parent, .id = id, .depth = m->node[parent].depth + 1};
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
		m->node[state].kids |= UINT64_C(1) << (id & 63);
		put_edge(m, state, id, next);
	}
	return next;
}

void
csq_trie_init(CsqMatcher *m)
{
	m->page_cap = 64;
	m->ids = csq_alloc(m->page_cap * sizeof *m->ids);
	memset(m->ids[0], 0, sizeof *m->ids);
	m->npages = 1;
	m->node_cap = m->pattern_cap = m->root_cap = 1024;
	m->root = csq_alloc0(m->root_cap * sizeof *m->root);
	m->node = csq_alloc0(m->node_cap * sizeof *m->node);
	m->nnodes = 1;
	m->pattern = csq_alloc(m->pattern_cap * sizeof *m->pattern);
	m->edge_mask = 4095;
	m->edge = csq_alloc0(((size_t) m->edge_mask + 1) * sizeof *m->edge);
}

/* ---- signs within a word ---- */

static inline bool
is_sign(uint32_t c)
{
	/* . * ~ - _ | / # + ^ = @ */
	static const uint32_t signs[4] = {0, 0x2000EC08, 0xC0000001, 0x50000000};

	if (c >= 0x80)
		return c == 0xB7 || c == 0x2022 || c == 0x30FB;
	return (signs[c >> 5] >> (c & 31) & 1) != 0;
}

/* Is cp[i] one sign between two Han characters? */
static inline bool
is_inserted(const uint32_t *cp, size_t n, size_t i)
{
	return is_sign(cp[i]) && i > 0 && i + 1 < n && csq_is_han(cp[i - 1]) && csq_is_han(cp[i + 1]);
}

/* The pattern of these characters, made where it is missing. */
bool
csq_trie_add(CsqMatcher *m, const uint32_t *cp, size_t n, uint32_t *pattern, CsqError *err)
{
	uint32_t    state = 0;
	uint32_t    id = 0;
	uint32_t    len = 0;
	CsqLiteral *p;

	for (size_t i = 0; i < n; i++)
	{
		if (!m->exact && is_inserted(cp, n, i))
			continue;
		if (!make_id(m, m->exact ? cp[i] : csq_simplified(cp[i]), &id, err))
			return false;
		state = child(m, state, id);
		len++;
	}
	if (m->node[state].pattern == 0)
	{
		if (m->npatterns == m->pattern_cap)
			m->pattern = csq_realloc(m->pattern, (size_t) (m->pattern_cap *= 2) * sizeof *m->pattern);
		p = &m->pattern[m->npatterns++];
		memset(p, 0, sizeof *p);
		p->len = len;
		p->left = csq_class_is_word(csq_char_class(cp[0]));
		p->right = csq_class_is_word(csq_char_class(cp[n - 1]));
		m->node[state].pattern = m->npatterns;
	}
	*pattern = m->node[state].pattern - 1;
	return true;
}

/* Give each traditional character the number of its simplified one. */
static void
join_scripts(CsqMatcher *m)
{
	const uint16_t(*pair)[2];
	size_t n = csq_traditional_pairs(&pair);

	for (size_t i = 0; i < n; i++)
	{
		uint16_t *slot;

		if (id_of(m, pair[i][1]) == 0)
			continue;
		find_slot(m, pair[i][0], &slot);
		*slot = (uint16_t) id_of(m, pair[i][1]);
	}
}

/* Failure and dictionary links, states in order of depth. */
void
csq_trie_link(CsqMatcher *m)
{
	uint32_t  max_depth = 0;
	uint32_t *start;
	uint32_t *order = csq_alloc(m->nnodes * sizeof *order);

	if (!m->exact)
		join_scripts(m);
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
		CsqTrieNode *x = &m->node[order[i]];
		uint32_t     f;
		uint32_t     to = 0;

		csq_poll(i);
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
	m->root = csq_realloc(m->root, (m->nids + 1) * sizeof *m->root);
	csq_free(order);
	csq_free(start);
}

/* ---- scanning ---- */

bool
csq_add_found(CsqFoundList *f, CsqFound x, CsqError *err)
{
	if (f->n == f->cap)
	{
		if (f->n >= CSQ_LEXICON_MAX_HITS)
			return csq_fail(err, CSQ_LIMIT, "more than %d matches in one text", CSQ_LEXICON_MAX_HITS) ||
			       csq_hint(err, "Split the text, or remove phrases of one common character.");
		f->cap = f->cap == 0 ? 64 : f->cap * 2;
		f->item =
			f->item == NULL ? csq_alloc(f->cap * sizeof *f->item) : csq_realloc(f->item, f->cap * sizeof *f->item);
	}
	f->item[f->n++] = x;
	return true;
}

bool
csq_add_hit(CsqHitList *h, CsqLexiconHit x, CsqError *err)
{
	if (h->n == h->cap)
	{
		if (h->n >= CSQ_LEXICON_MAX_HITS)
			return csq_fail(err, CSQ_LIMIT, "more than %d matches in one text", CSQ_LEXICON_MAX_HITS) ||
			       csq_hint(err, "Split the text, or remove phrases of one common character.");
		h->cap = h->cap == 0 ? 64 : h->cap * 2;
		h->item =
			h->item == NULL ? csq_alloc(h->cap * sizeof *h->item) : csq_realloc(h->item, h->cap * sizeof *h->item);
	}
	h->item[h->n++] = x;
	return true;
}

static inline bool
word_char(const CsqChars *t, size_t i)
{
	return csq_class_is_word(csq_char_class(t->cp[i]));
}

/* The text without signs within words: where each of its characters stands; NULL when nothing is left out. */
static uint32_t *
without_signs(const CsqMatcher *m, const CsqChars *t, size_t *n)
{
	uint32_t *at = NULL;
	size_t    k = 0;

	*n = t->n;
	if (m->exact)
		return NULL;
	for (size_t i = 0; i < t->n; i++)
	{
		csq_poll(i);
		if (CSQ_UNLIKELY(is_inserted(t->cp, t->n, i)))
		{
			if (at != NULL)
				continue;
			at = csq_alloc(t->n * sizeof *at);
			for (k = 0; k < i; k++)
				at[k] = (uint32_t) k;
		}
		else if (at != NULL)
			at[k++] = (uint32_t) i;
	}
	if (at != NULL)
		*n = k;
	return at;
}

/* Report the literals that end before character k of the text as it is scanned. */
static inline bool
report(const CsqMatcher *m, const CsqChars *t, const uint32_t *at, uint32_t state, uint32_t k, CsqFoundList *found,
       CsqError *err)
{
	for (uint32_t s = m->node[state].pattern != 0 ? state : m->node[state].dict; s != 0; s = m->node[s].dict)
	{
		uint32_t          pattern = m->node[s].pattern - 1;
		const CsqLiteral *p = &m->pattern[pattern];
		uint32_t          start = at == NULL ? k - p->len : at[k - p->len];
		uint32_t          end = at == NULL ? k : at[k - 1] + 1;

		if ((p->left && start > 0 && word_char(t, start - 1)) || (p->right && end < t->n && word_char(t, end)))
			continue;
		if (!csq_add_found(found, (CsqFound){start, end, pattern}, err))
			return false;
	}
	return true;
}

bool
csq_trie_find(const CsqMatcher *m, const CsqChars *text, CsqFoundList *found, CsqError *err)
{
	size_t          n;
	const uint32_t *at = without_signs(m, text, &n);
	uint32_t        state = 0;

	for (size_t k = 0; k < n; k++)
	{
		uint32_t id = id_of(m, text->cp[at == NULL ? k : at[k]]);
		uint32_t next = 0;

		csq_poll(k);
		if (id == 0)
		{
			state = 0;
			continue;
		}
		while (state != 0 && (next = find_edge(m, state, id)) == 0)
			state = m->node[state].fail;
		state = state != 0 ? next : m->root[id];
		if ((m->node[state].pattern | m->node[state].dict) != 0 &&
		    !report(m, text, at, state, (uint32_t) k + 1, found, err))
			return false;
	}
	return true;
}
