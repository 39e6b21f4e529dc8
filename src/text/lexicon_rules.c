/*
 * lexicon_rules.c
 *		Phrases of several parts: gaps, conjunctions in a sentence, edges, classes.
 *
 * Every part is a literal, or a class that stands for many, of the one automaton;
 * what is found of them is read once, in order of place.  For each part but the
 * last of a term the latest occurrence that completes the parts before it is
 * kept: an occurrence of the next part is matched when that one ends before it,
 * near enough, in the same sentence.  So of the part before, the nearest that is
 * itself matched counts; of two that end together the shorter.  A term stands in
 * a sentence where its last part ends; the match is where the first term stands,
 * the other terms are conditions.  No backtracking: O(text + occurrences of
 * parts x phrases that they are parts of).
 *
 * Distance is counted in units: a Han character or a sign is one, a word or
 * number two, white space nothing.  One array holds the units before each
 * character, with so many for the end of a sentence that no gap reaches over it.
 */
#include "text/lexicon_match.h"

#include "base/sort.h"

#define SENTENCE_UNITS (CSQ_PHRASE_MAX_GAP * 2)
#define MAX_USES       8000000

/* ---- compiling ---- */

typedef struct Class
{
	CsqText   name;
	uint32_t  first; /* rows of the axis "class" */
	uint32_t  nrows;
	uint32_t *atom;
	uint32_t  natoms;
	uint32_t  cap;
	uint32_t  shared; /* its atom that phrases begin with + 1; 0 none yet */
} Class;

typedef struct Use
{
	uint32_t pattern;
	uint32_t atom;
} Use;

typedef struct Compiler
{
	CsqMatcher *m;
	CsqError   *err;
	Class *class;
	uint32_t  nclasses;
	Use      *use;
	size_t    nuses;
	size_t    use_cap;
	uint32_t  atom_cap;
	uint32_t  term_cap;
	uint32_t  rule_cap;
	uint32_t *shared; /* by pattern, as of a class */
	uint32_t  shared_cap;
} Compiler;

static bool
add_use(Compiler *c, uint32_t pattern, uint32_t atom)
{
	if (c->nuses == MAX_USES)
		return csq_fail(c->err, CSQ_LIMIT, "classes of the lexicon are too large") ||
		       csq_detail(c->err, "Phrases times the phrases of the classes they name may be %d.", MAX_USES);
	if (c->nuses == c->use_cap)
		c->use = csq_realloc(c->use, (c->use_cap *= 2) * sizeof *c->use);
	c->use[c->nuses++] = (Use){pattern, atom};
	return true;
}

static bool
text_is(CsqText t, const char *s)
{
	return t.len == strlen(s) && memcmp(t.s, s, t.len) == 0;
}

#define COMPLAIN 5
#define PEOPLE   6
#define NALWAYS  7

/* The classes that the lexicon has rows of, and those that always are. */
static void
find_classes(Compiler *c)
{
	static const char *const always[] = {"neg", "degree", "number", "amount", "often", "complain", "people"};
	const CsqMatcher        *m = c->m;

	c->class = csq_alloc0((m->nlabels + NALWAYS) * sizeof *c->class);
	for (int i = 0; i < NALWAYS; i++)
		c->class[c->nclasses++].name = (CsqText){always[i], strlen(always[i])};
	for (uint32_t i = 0; i < m->nrows; i++)
	{
		Class *last = &c->class[c->nclasses - 1];

		if (m->exact || !text_is(m->row[i].axis, CSQ_LEXICON_CLASS))
			continue;
		if (last->nrows > 0 && m->label[last->first] == m->label[i])
			last->nrows++;
		else
			c->class[c->nclasses++] = (Class){.name = m->row[i].label, .first = i, .nrows = 1};
	}
	/* words of the lexicon's own stand instead of {complain} and {people} */
	for (uint32_t i = NALWAYS; i < c->nclasses; i++)
		for (int k = COMPLAIN; k <= PEOPLE; k++)
			if (text_is(c->class[i].name, always[k]))
				c->class[k].name.len = 0;
}

static bool
use_class(Compiler *c, const CsqText *name, uint32_t atom)
{
	bool found = false;

	for (uint32_t k = 0; k < c->nclasses; k++)
	{
		Class *x = &c->class[k];

		if (x->name.len != name->len || memcmp(x->name.s, name->s, name->len) != 0)
			continue;
		if (x->natoms == x->cap)
		{
			x->cap = x->cap == 0 ? 8 : x->cap * 2;
			x->atom =
				x->atom == NULL ? csq_alloc(x->cap * sizeof *x->atom) : csq_realloc(x->atom, x->cap * sizeof *x->atom);
		}
		x->atom[x->natoms++] = atom;
		found = true;
	}
	return found || csq_fail(c->err, CSQ_PARAM, "lexicon has no class \"%s\"", csq_quoted(name->s, name->len).s) ||
	       csq_detail(c->err,
	                  "A class is the rows of the axis \"class\" with its name as their label; neg, degree, often, "
	                  "complain, people, number and amount always are.") ||
	       csq_hint(c->err, "Add rows such as class/person: 老人, child.");
}

static void *
grown(void *p, uint32_t n, uint32_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	*cap = *cap == 0 ? 64 : *cap * 2;
	return p == NULL ? csq_alloc(*cap * size) : csq_realloc(p, *cap * size);
}

/* Where the number of the atom is kept that phrases beginning with this part share. */
static uint32_t *
shared_atom(Compiler *c, const CsqText *class, uint32_t pattern)
{
	uint32_t cap = c->shared_cap;

	for (uint32_t k = 0; class != NULL && k < c->nclasses; k++)
		if (c->class[k].name.len == class->len && memcmp(c->class[k].name.s, class->s, class->len) == 0)
			return &c->class[k].shared;
	if (pattern >= cap)
	{
		while (pattern >= c->shared_cap)
			c->shared_cap = c->shared_cap == 0 ? 256 : c->shared_cap * 2;
		c->shared = c->shared == NULL ? csq_alloc(c->shared_cap * sizeof *c->shared)
		                              : csq_realloc(c->shared, c->shared_cap * sizeof *c->shared);
		memset(c->shared + cap, 0, (c->shared_cap - cap) * sizeof *c->shared);
	}
	return &c->shared[pattern];
}

/* An atom of the part after `before`, the first of its term if that is UINT32_MAX; *atom is its number. */
static bool
add_part(Compiler *c, const CsqPhrasePart *part, const uint32_t *cp, CsqAtom a, uint32_t *atom)
{
	CsqMatcher *m = c->m;
	uint32_t    pattern = 0;
	CsqText     name = {NULL, 0};
	bool        done = true;
	CsqBuf      b;

	csq_buf_init(&b);
	if (part->is_class)
	{
		csq_chars_write(&b, cp + part->from, part->to - part->from);
		name = (CsqText){b.data, b.len};
	}
	else if (!csq_trie_add(m, cp + part->from, part->to - part->from, &pattern, c->err))
		return false;
	*atom = m->natoms;
	if (a.first && !a.last)
	{
		uint32_t *shared = shared_atom(c, part->is_class ? &name : NULL, pattern);

		if (*shared != 0)
			*atom = *shared - 1;
		*shared = *atom + 1;
	}
	if (*atom == m->natoms)
	{
		m->atom = grown(m->atom, m->natoms, &c->atom_cap, sizeof *m->atom);
		if (a.first)
			a.before = *atom;
		m->atom[m->natoms++] = a;
		done = part->is_class ? use_class(c, &name, *atom) : add_use(c, pattern, *atom);
	}
	csq_free(b.data);
	return done;
}

static bool
add_parts(Compiler *c, const CsqPhrase *p, const CsqPhraseTerm *t, const uint32_t *cp)
{
	uint32_t atom = 0;

	for (uint32_t i = 0; i < t->n; i++)
	{
		const CsqPhrasePart *part = &p->part[t->first + i];
		CsqAtom              a = {.gap = part->gap == CSQ_PHRASE_TOUCH ? 0 : part->gap,
		                          .before = atom,
		                          .term = c->m->nterms,
		                          .first = i == 0,
		                          .last = i + 1 == t->n};

		if (!add_part(c, part, cp, a, &atom))
			return false;
	}
	return true;
}

static bool
add_rule(Compiler *c, uint32_t row, const uint32_t *cp, size_t n)
{
	CsqMatcher *m = c->m;
	CsqPhrase   p;

	if (!csq_phrase_parse(&p, cp, n, csq_quoted(m->row[row].phrase.s, m->row[row].phrase.len), c->err))
		return false;
	m->rule = grown(m->rule, m->nrules, &c->rule_cap, sizeof *m->rule);
	m->rule[m->nrules] = (CsqPhraseRule){row, m->nterms, p.nterms};
	for (uint32_t i = 0; i < p.nterms; i++)
	{
		const CsqPhraseTerm *t = &p.term[i];

		if (!add_parts(c, &p, t, cp))
			return false;
		m->term = grown(m->term, m->nterms, &c->term_cap, sizeof *m->term);
		m->term[m->nterms++] = (CsqRuleTerm){m->nrules, i == 0, t->absent, t->begins, t->ends};
	}
	m->nrules++;
	return true;
}

/* The literal `word` is of class k. */
static bool
add_member(Compiler *c, const Class *k, const CsqChars *word)
{
	uint32_t pattern;

	if (!csq_trie_add(c->m, word->cp, word->n, &pattern, c->err))
		return false;
	for (uint32_t i = 0; i < k->natoms; i++)
		if (!add_use(c, pattern, k->atom[i]))
			return false;
	return true;
}

static bool
add_words(Compiler *c, const Class *k, const char *words)
{
	for (const char *p = words; *p != '\0';)
	{
		size_t   len = strcspn(p, "|");
		CsqChars chars;

		if (!csq_chars_read(&chars, p, len, CSQ_CHARS_MATCH | CSQ_CHARS_NO_MAP, c->err) || !add_member(c, k, &chars))
			return false;
		p += len + (p[len] == '|');
	}
	return true;
}

/* {number} and {amount} are found by reading, not by the automaton: a pattern without a literal. */
static bool
add_read_class(Compiler *c, const Class *k, uint32_t *pattern)
{
	CsqMatcher *m = c->m;

	if (k->natoms == 0)
		return true;
	if (m->npatterns == m->pattern_cap)
		m->pattern = csq_realloc(m->pattern, (size_t) (m->pattern_cap *= 2) * sizeof *m->pattern);
	memset(&m->pattern[m->npatterns], 0, sizeof *m->pattern);
	*pattern = ++m->npatterns;
	for (uint32_t i = 0; i < k->natoms; i++)
		if (!add_use(c, *pattern - 1, k->atom[i]))
			return false;
	return true;
}

static bool
fill_classes(Compiler *c)
{
	const CsqMatcher *m = c->m;

	for (uint32_t i = 0; i < c->nclasses; i++)
	{
		const Class *k = &c->class[i];

		for (uint32_t r = 0; k->natoms > 0 && r < k->nrows; r++)
		{
			const CsqLexRow *row = &m->row[k->first + r];
			CsqChars         chars;

			if (!csq_chars_read(&chars, row->phrase.s, row->phrase.len, CSQ_CHARS_MATCH | CSQ_CHARS_NO_MAP, c->err) ||
			    !add_member(c, k, &chars))
				return false;
		}
	}
	for (const CsqModifierWord *w = csq_modifier_words; w->kind != CSQ_MOD_NONE; w++)
	{
		bool neg = w->kind == CSQ_MOD_NEGATE || w->kind == CSQ_MOD_WEAK;

		if (((neg && c->class[0].natoms > 0) || (w->kind == CSQ_MOD_DEGREE && c->class[1].natoms > 0)) &&
		    !add_words(c, &c->class[neg ? 0 : 1], w -> words))
			return false;
	}
	if ((c->class[4].natoms > 0 && !add_words(c, &c->class[4], csq_often_words)) ||
	    (c->class[COMPLAIN].natoms > 0 && !add_words(c, &c->class[COMPLAIN], csq_complain_words)) ||
	    (c->class[PEOPLE].natoms > 0 && !add_words(c, &c->class[PEOPLE], csq_people_words)))
		return false;
	return add_read_class(c, &c->class[2], &c -> m -> number_pattern) &&
	       add_read_class(c, &c->class[3], &c -> m -> amount_pattern);
}

static int
by_pattern(const void *x, const void *y)
{
	const Use *a = x;
	const Use *b = y;

	if (a->pattern != b->pattern)
		return a->pattern < b->pattern ? -1 : 1;
	return (a->atom > b->atom) - (a->atom < b->atom);
}

static CsqUse
use_of(const CsqMatcher *m, uint32_t atom)
{
	const CsqAtom *a = &m->atom[atom];

	return (CsqUse){atom, a->first ? CSQ_FIRST_PART : a->before, a->gap};
}

/* Uses by pattern; a class may hold a word in two scripts, which is one pattern. */
static void
sort_uses(Compiler *c)
{
	CsqMatcher *m = c->m;
	uint32_t    n = 0;

	csq_sort(c->use, c->nuses, sizeof *c->use, by_pattern);
	m->use = csq_alloc((c->nuses + 1) * sizeof *m->use);
	for (size_t i = 0; i < c->nuses; i++)
	{
		CsqLiteral *p = &m->pattern[c->use[i].pattern];

		if (i > 0 && by_pattern(&c->use[i - 1], &c->use[i]) == 0)
			continue;
		if (p->nuses++ == 0)
			p->first_use = n;
		m->use[n++] = use_of(m, c->use[i].atom);
	}
}

bool
csq_rules_compile(CsqMatcher *m, CsqError *err)
{
	Compiler c = {.m = m, .err = err, .use_cap = 256};

	c.use = csq_alloc(c.use_cap * sizeof *c.use);
	find_classes(&c);
	for (uint32_t i = 0; i < m->nrows; i++)
	{
		CsqLexRow *r = &m->row[i];
		CsqChars   chars;

		csq_poll(i);
		if (!csq_lexicon_is_rule(&r->phrase))
			continue;
		if (!csq_chars_read(&chars, r->phrase.s, r->phrase.len, (CSQ_CHARS_MATCH & ~CSQ_CHARS_LINES) | CSQ_CHARS_NO_MAP,
		                    err) ||
		    !add_rule(&c, i, chars.cp, chars.n))
			return false;
		csq_free(chars.cp);
	}
	if (!fill_classes(&c))
		return false;
	sort_uses(&c);
	m->scratch.latest = csq_alloc0((m->natoms + 1) * sizeof *m->scratch.latest);
	m->scratch.seen = csq_alloc0((m->nterms + 1) * sizeof *m->scratch.seen);
	return true;
}

/* ---- reading the text ---- */

typedef struct Sentence
{
	uint32_t end;   /* index after its mark */
	uint32_t first; /* its first word or Han character; end if none */
	uint32_t last;  /* index after its last one; 0 if none */
} Sentence;

/* A link that waits for the others: see the fields of CsqLink. */
typedef struct Work
{
	const CsqMatcher *m;
	const CsqChars   *text;
	CsqRuleScratch   *scratch;
	CsqError         *err;
	uint32_t         *units;
	Sentence         *sentence;
	uint32_t          nsentences;
	uint32_t          at_sentence; /* of the last term that was found */
	CsqLink          *link;
	uint32_t         *atom;  /* of each link */
	uint32_t         *begin; /* where its chain begins */
	size_t            nlinks;
	size_t            link_cap;
	uint32_t         *pending; /* links of first terms in this sentence */
	size_t            npending;
	size_t            pending_cap;
	CsqHitList       *hits;
} Work;

static bool
counts(CsqCharClass k)
{
	return k == CSQ_CH_HAN || k == CSQ_CH_JOINED || csq_class_is_word(k);
}

static void
add_sentence(Work *w, Sentence s, size_t *cap)
{
	if (w->nsentences == *cap)
		w->sentence = csq_realloc(w->sentence, (*cap *= 2) * sizeof *w->sentence);
	w->sentence[w->nsentences++] = s;
}

/* Does the word before an apostrophe go on at i? */
static bool
in_word(const uint32_t *cp, size_t i)
{
	return i > 1 && cp[i - 1] == '\'' && csq_class_is_word(csq_char_class(cp[i - 2]));
}

static void
measure(Work *w)
{
	const CsqChars *t = w->text;
	size_t          cap = 16;
	Sentence        s = {0, UINT32_MAX, 0};
	CsqCharClass    before = CSQ_CH_SPACE;

	w->units = csq_alloc((t->n + 1) * sizeof *w->units);
	w->sentence = csq_alloc(cap * sizeof *w->sentence);
	w->units[0] = 0;
	for (size_t i = 0; i < t->n; i++)
	{
		CsqCharClass k = csq_char_class_at(t->cp, t->n, i);
		uint32_t     cost = 1;

		csq_poll(i);
		if (csq_class_is_word(k))
			cost = csq_class_is_word(before) || in_word(t->cp, i) ? 0 : 2;
		else if (k == CSQ_CH_SPACE || t->cp[i] == '\'')
			cost = 0;
		else if (k == CSQ_CH_SENTENCE)
			cost = SENTENCE_UNITS;
		w->units[i + 1] = w->units[i] + cost;
		if (counts(k))
		{
			s.first = s.first == UINT32_MAX ? (uint32_t) i : s.first;
			s.last = (uint32_t) i + 1;
		}
		if (k == CSQ_CH_SENTENCE)
		{
			s.end = (uint32_t) i + 1;
			add_sentence(w, s, &cap);
			s = (Sentence){0, UINT32_MAX, 0};
		}
		before = k;
	}
	s.end = (uint32_t) t->n;
	add_sentence(w, s, &cap);
}

static bool
add_link(Work *w, CsqLink link, uint32_t atom)
{
	if (w->nlinks == w->link_cap)
	{
		if (w->nlinks >= CSQ_LEXICON_MAX_HITS)
			return csq_fail(w->err, CSQ_LIMIT, "more than %d parts of phrases in one text", CSQ_LEXICON_MAX_HITS) ||
			       csq_hint(w->err, "Split the text, or remove phrases that begin with one common character.");
		w->link_cap *= 2;
		w->link = csq_realloc(w->link, w->link_cap * sizeof *w->link);
		w->atom = csq_realloc(w->atom, w->link_cap * sizeof *w->atom);
		w->begin = csq_realloc(w->begin, w->link_cap * sizeof *w->begin);
	}
	w->begin[w->nlinks] = link.before == 0 ? link.start : w->begin[link.before - 1];
	w->atom[w->nlinks] = atom;
	w->link[w->nlinks++] = link;
	return true;
}

/* An occurrence begins: which parts does it make, with what stands before? */
static bool
begin_found(Work *w, const CsqFound *x)
{
	const CsqMatcher *m = w->m;
	const CsqLiteral *p = &m->pattern[x->pattern];
	uint64_t          call = w->scratch->call;
	const CsqUse     *use = m->use + p->first_use;

	for (uint32_t i = 0; i < p->nuses; i++, use++)
	{
		CsqLink link = {x->start, x->end, 0};

		if (use->before != CSQ_FIRST_PART)
		{
			const CsqLatest *latest = &w->scratch->latest[use->before];

			if (latest->call != call || w->units[x->start] - w->units[w->link[latest->link].end] > use->gap)
				continue;
			link.before = latest->link + 1;
		}
		if (!add_link(w, link, use->atom))
			return false;
	}
	return true;
}

/* The sentence that holds what ends at `end`; calls go forward. */
static uint32_t
sentence_of(Work *w, uint32_t end)
{
	while (w->at_sentence + 1 < w->nsentences && w->sentence[w->at_sentence].end < end)
		w->at_sentence++;
	return w->at_sentence;
}

static inline uint64_t
sentence_mark(const Work *w, uint32_t sentence)
{
	return w->scratch->call << 32 | sentence;
}

/* The sentence is over: which first terms have all that they need in it? */
static bool
settle(Work *w, uint32_t sentence)
{
	const CsqMatcher *m = w->m;

	for (size_t i = 0; i < w->npending; i++)
	{
		uint32_t             l = w->pending[i];
		const CsqPhraseRule *r = &m->rule[m->term[m->atom[w->atom[l]].term].rule];
		bool                 holds = true;

		for (uint32_t t = 1; t < r->nterms && holds; t++)
			holds = (w->scratch->seen[r->term + t] == sentence_mark(w, sentence)) != m->term[r->term + t].absent;
		if (holds && !csq_add_hit(w->hits, (CsqLexiconHit){w->begin[l], w->link[l].end, r->row, l + 1}, w->err))
			return false;
	}
	w->npending = 0;
	return true;
}

/* A term is complete. */
static bool
end_term(Work *w, uint32_t l, uint32_t *sentence)
{
	const CsqMatcher    *m = w->m;
	uint32_t             term = m->atom[w->atom[l]].term;
	const CsqRuleTerm   *t = &m->term[term];
	const CsqPhraseRule *r = &m->rule[t->rule];
	uint32_t             s = sentence_of(w, w->link[l].end);

	if ((t->begins && w->begin[l] > w->sentence[s].first) || (t->ends && w->link[l].end < w->sentence[s].last))
		return true;
	if (r->nterms == 1)
		return csq_add_hit(w->hits, (CsqLexiconHit){w->begin[l], w->link[l].end, r->row, l + 1}, w->err);
	if (s != *sentence && !settle(w, *sentence))
		return false;
	*sentence = s;
	if (!t->head)
	{
		w->scratch->seen[term] = sentence_mark(w, s);
		return true;
	}
	if (w->npending == w->pending_cap)
		w->pending = csq_realloc(w->pending, (w->pending_cap *= 2) * sizeof *w->pending);
	w->pending[w->npending++] = l;
	return true;
}

/* An occurrence ends: from here on its links may be followed. */
static bool
end_found(Work *w, uint32_t from, uint32_t to, uint32_t *sentence)
{
	for (uint32_t l = from; l < to; l++)
	{
		uint32_t a = w->atom[l];

		if (w->m->atom[a].last)
		{
			if (!end_term(w, l, sentence))
				return false;
			continue;
		}
		w->scratch->latest[a] = (CsqLatest){w->scratch->call, l};
	}
	return true;
}

/* By end, of the same end the longest first: the order in which links become the latest. */
static int
by_end(const void *x, const void *y)
{
	const CsqFound *a = x;
	const CsqFound *b = y;

	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	return (a->start > b->start) - (a->start < b->start);
}

static bool
is_number_char(uint32_t c)
{
	return (c >= '0' && c <= '9') || c == 0x96F6 || c == 0x3007 || c == 0x4E00 || c == 0x4E8C || c == 0x4E24 ||
	       c == 0x4E09 || c == 0x56DB || c == 0x4E94 || c == 0x516D || c == 0x4E03 || c == 0x516B || c == 0x4E5D ||
	       c == 0x5341 || c == 0x767E || c == 0x5343 || c == 0x4E07 || c == 0x4EBF ||
	       c == 0x51E0; /* 零〇一二两三四五六七八九十百千万亿几 */
}

/* Add what the automaton does not find: numbers and sums of money. */
static bool
add_read(const CsqMatcher *m, const CsqChars *t, CsqFoundList *found, CsqError *err)
{
	CsqAmount a;
	size_t    pos = 0;

	for (size_t i = 0; m->number_pattern != 0 && i < t->n; i++)
	{
		size_t from = i;

		while (i < t->n &&
		       (is_number_char(t->cp[i]) ||
		        (i > from && i + 1 < t->n && (t->cp[i] == '.' || t->cp[i] == ',') && is_number_char(t->cp[i + 1]))))
			i++;
		if (i > from && !csq_add_found(found, (CsqFound){(uint32_t) from, (uint32_t) i, m->number_pattern - 1}, err))
			return false;
		csq_poll(i);
	}
	while (m->amount_pattern != 0 && csq_next_amount(t, &pos, &a))
		if (!csq_add_found(found, (CsqFound){(uint32_t) a.from, (uint32_t) a.to, m->amount_pattern - 1}, err))
			return false;
	csq_sort(found->item, found->n, sizeof *found->item, by_end);
	return true;
}

static void
begin_work(Work *w)
{
	w->link_cap = w->pending_cap = 64;
	w->link = csq_alloc(w->link_cap * sizeof *w->link);
	w->atom = csq_alloc(w->link_cap * sizeof *w->atom);
	w->begin = csq_alloc(w->link_cap * sizeof *w->begin);
	w->pending = csq_alloc(w->pending_cap * sizeof *w->pending);
	w->scratch->call++;
	measure(w);
}

/* Occurrences that parts are found by, in order of start and, of the same start, of end: those before come by end. */
static uint32_t *
by_start(const CsqMatcher *m, const CsqFoundList *found, size_t text_len, size_t *n)
{
	uint32_t *first = csq_alloc0((text_len + 1) * sizeof *first);
	uint32_t *next = csq_alloc((found->n + 1) * sizeof *next);
	uint32_t *order = csq_alloc((found->n + 1) * sizeof *order);

	*n = 0;
	for (size_t i = found->n; i-- > 0;)
	{
		const CsqFound *x = &found->item[i];

		csq_poll(i);
		if (m->pattern[x->pattern].nuses == 0)
			continue;
		next[i] = first[x->start];
		first[x->start] = (uint32_t) i + 1;
	}
	for (size_t at = 0; at < text_len; at++)
	{
		csq_poll(at);
		for (uint32_t i = first[at]; i != 0; i = next[i - 1])
			order[(*n)++] = i - 1;
	}
	csq_free(first);
	csq_free(next);
	return order;
}

bool
csq_rules_find(const CsqMatcher *m, const CsqChars *text, CsqFoundList *found, CsqHitList *hits, const CsqLink **links,
               CsqError *err)
{
	Work      w = {.m = m, .text = text, .scratch = &((CsqMatcher *) m)->scratch, .err = err, .hits = hits};
	uint32_t *order;
	uint32_t *link_of; /* first link of each occurrence, by end; one more at the end of the last */
	uint32_t *link_to;
	uint32_t  sentence = 0;
	size_t    ended = 0;
	size_t    n = 0;

	*links = NULL;
	if (m->number_pattern != 0 || m->amount_pattern != 0)
		if (!add_read(m, text, found, err))
			return false;
	order = by_start(m, found, text->n, &n);
	if (n == 0)
		return true;
	link_of = csq_alloc0(found->n * sizeof *link_of);
	link_to = csq_alloc0(found->n * sizeof *link_to);
	begin_work(&w);
	for (size_t i = 0; i <= n; i++)
	{
		size_t k = i < n ? order[i] : 0;

		csq_poll(i);
		for (; ended < found->n && (i == n || found->item[ended].end <= found->item[k].start); ended++)
			if (!end_found(&w, link_of[ended], link_to[ended], &sentence))
				return false;
		if (i == n)
			break;
		link_of[k] = (uint32_t) w.nlinks;
		if (!begin_found(&w, &found->item[k]))
			return false;
		link_to[k] = (uint32_t) w.nlinks;
	}
	*links = w.link;
	return settle(&w, sentence);
}
