/*
 * lexicon_negation.c
 *		What denies or strengthens a match.
 *
 * Read backwards from the match, word by word, the longest word first:
 *	 - a negator is counted; words that carry a denial on (PASS: 任何, 会, any,
 *	   been) and degree words are walked over;
 *	 - behind a negator only a further negator, degree words and the few LINK
 *	   words (是, 会, is) go on, so that two negators count as a double negation
 *	   only where they stand together;
 *	 - anything else ends the scope: the next verb or noun (不退款|起诉), every
 *	   mark but quotes and hyphens (、 too), an idiom (不小心, 无故), the end of
 *	   the reach of SCOPE_UNITS.
 * So a negator reaches the first word that it can deny and nothing behind that.
 * One line break is walked over, as editors break lines (没有⏎受伤), unless what stands
 * before it is an answer: a negator alone on its line or behind : ? = | (Hurt: no⏎fire).
 * Spaces between Han clauses need no rule: the words before them end the scope.
 *
 * After the match stand the negators that follow what they deny: 满意不了.
 *
 * Both lists are one tree of letters: from one root backwards, from another
 * forwards.  Words are read as simplified characters.  Cost: O(reach) a match.
 */
#include "text/lexicon.h"

#define SCOPE_UNITS 12 /* a Han character is one, a word or number two */
#define SCOPE_CHARS 64 /* never longer than this, spaces and quotes included */

typedef struct Node
{
	CsqModifier kind;
	double      factor;
} Node;

typedef struct Edge
{
	uint32_t from; /* 0 = free: node 0 is none, 1 the root backwards, 2 forwards */
	uint32_t cp;
	uint32_t to;
} Edge;

struct CsqWordTree
{
	Node    *node;
	uint32_t nnodes;
	Edge    *edge;
	uint32_t mask;
};

#define BACKWARDS 1
#define FORWARDS  2

static Edge *
edge_at(const CsqWordTree *w, uint32_t from, uint32_t cp)
{
	uint32_t i = (uint32_t) csq_mix64((uint64_t) from << 32 | cp) & w->mask;

	while (w->edge[i].from != 0 && (w->edge[i].from != from || w->edge[i].cp != cp))
		i = (i + 1) & w->mask;
	return &w->edge[i];
}

static void
add_word(CsqWordTree *w, const CsqModifierWord *m, const CsqChars *c)
{
	bool     after = m->kind == CSQ_MOD_AFTER;
	uint32_t at = after ? FORWARDS : BACKWARDS;

	for (size_t i = 0; i < c->n; i++)
	{
		uint32_t cp = csq_simplified(c->cp[after ? i : c->n - 1 - i]);
		Edge    *e = edge_at(w, at, cp);

		if (e->from == 0)
		{
			*e = (Edge){at, cp, w->nnodes};
			w->node[w->nnodes++] = (Node){CSQ_MOD_NONE, 0};
		}
		at = e->to;
	}
	if (w->node[at].kind == CSQ_MOD_NONE)
		w->node[at] = (Node){m->kind, m->factor};
}

CsqWordTree *
csq_word_tree(CsqError *err)
{
	CsqWordTree *w = csq_alloc(sizeof *w);
	size_t       letters = 16; /* each makes one node at most */

	for (const CsqModifierWord *m = csq_modifier_words; m->kind != CSQ_MOD_NONE; m++)
		letters += csq_utf8_count(m->words, strlen(m->words));
	for (w->mask = 1023; w->mask / 2 < letters;)
		w->mask = w->mask * 2 + 1;
	w->edge = csq_alloc0(((size_t) w->mask + 1) * sizeof *w->edge);
	w->node = csq_alloc0((letters + 3) * sizeof *w->node);
	w->nnodes = 3;
	for (const CsqModifierWord *m = csq_modifier_words; m->kind != CSQ_MOD_NONE; m++)
		for (const char *p = m->words; *p != '\0';)
		{
			size_t   len = strcspn(p, "|");
			CsqChars c;

			if (!csq_chars_read(&c, p, len, CSQ_CHARS_MATCH | CSQ_CHARS_NO_MAP, err))
				return NULL;
			add_word(w, m, &c);
			csq_chars_free(&c);
			p += len + (p[len] == '|');
		}
	return w;
}

static inline bool
word_at(const CsqChars *t, size_t i)
{
	return csq_class_is_word(csq_char_class(t->cp[i]));
}

/* White space within a sentence, quotes and hyphens: denials reach over them. */
static bool
is_passed(const CsqChars *t, size_t i)
{
	switch (t->cp[i])
	{
		case ' ':
		case '"':
		case '\'':
		case '-':
		case 0x201C:
		case 0x201D:
		case 0x300C:
		case 0x300D:
		case 0x300E:
		case 0x300F:
			return true;
	}
	return false;
}

/* The longest word that ends before i, not before limit: its node and where it begins; 0 none. */
static uint32_t
word_before(const CsqWordTree *w, const CsqChars *t, size_t limit, size_t i, size_t *begin)
{
	uint32_t at = BACKWARDS;
	uint32_t best = 0;

	for (size_t j = i; j > limit; j--)
	{
		at = edge_at(w, at, csq_simplified(t->cp[j - 1]))->to;
		if (at == 0)
			break;
		if (w->node[at].kind != CSQ_MOD_NONE && (j < 2 || !word_at(t, j - 1) || !word_at(t, j - 2)))
		{
			best = at;
			*begin = j - 1;
		}
	}
	return best;
}

/* Where does the number that ends before i begin?  i itself if there is none. */
static size_t
number_before(const CsqChars *t, size_t limit, size_t i)
{
	size_t j = i;

	while (j > limit && (t->cp[j - 1] >= '0' && t->cp[j - 1] <= '9'))
		j--;
	return j > limit && j < i && word_at(t, j - 1) ? i : j;
}

static int
units(const CsqChars *t, size_t from, size_t to)
{
	int n = 0;

	for (size_t i = from; i < to; i++)
		n += !word_at(t, i) ? t->cp[i] != ' ' && t->cp[i] != '\'' : i == from || !word_at(t, i - 1) ? 2 : 0;
	return n;
}

/* Take a word of this kind into the scope; false when it ends there. */
static bool
take(const Node *x, CsqScope *scope, double *after)
{
	switch (x->kind)
	{
		case CSQ_MOD_NEGATE:
		case CSQ_MOD_WEAK:
			if (scope->negators++ == 0)
				scope->weak = x->kind == CSQ_MOD_WEAK || *after != 1;
			return true;
		case CSQ_MOD_DEGREE:
			if (scope->negators == 0)
				*after *= x->factor;
			else
				scope->degree *= x->factor;
			return true;
		case CSQ_MOD_LINK:
			return true;
		case CSQ_MOD_PASS:
			return scope->negators == 0;
		case CSQ_MOD_NONE:
		case CSQ_MOD_STOP:
		case CSQ_MOD_AFTER:
			break;
	}
	return false;
}

/* May the walk go on over the line break before i?  Not over a second one, nor from a list's sign or a negator. */
static bool
goes_over_break(const CsqChars *t, size_t i, size_t start, const CsqScope *own)
{
	return t->cp[i - 1] == 0x0A && own->negators == 0 && !(i < start && t->cp[i] == '-');
}

/* Are the negators that begin at i the answer to something, so that they deny nothing on the next line? */
static bool
is_answer(const CsqChars *t, size_t i)
{
	while (i > 0 && t->cp[i - 1] == ' ')
		i--;
	return i > 0 && (t->cp[i - 1] == ':' || t->cp[i - 1] == '?' || t->cp[i - 1] == '=' || t->cp[i - 1] == '|' ||
	                 t->cp[i - 1] == 0x0A);
}

void
csq_scope_before(const CsqWordTree *w, const CsqChars *t, size_t limit, size_t start, CsqScope *scope)
{
	static const Node number = {CSQ_MOD_PASS, 0};
	size_t            stop = start > limit + SCOPE_CHARS ? start - SCOPE_CHARS : limit;
	size_t            i = start;
	int               left = SCOPE_UNITS;
	CsqScope          own = {.degree = 1};
	CsqScope          kept = own; /* as it was at the line break */
	double            after = 1;
	double            kept_after = 1;
	int               behind = -1; /* words before the line break; -1: none was passed */

	while (i > stop)
	{
		size_t   begin = 0;
		uint32_t word;

		if (is_passed(t, i - 1))
		{
			i--;
			continue;
		}
		if (behind < 0 && goes_over_break(t, i, start, &own))
		{
			kept = own;
			kept_after = after;
			behind = 0;
			i--;
			continue;
		}
		word = word_before(w, t, stop, i, &begin);
		if (word == 0 && (begin = number_before(t, stop, i)) == i)
			break;
		if ((left -= units(t, begin, i)) < 0 || !take(word == 0 ? &number : &w->node[word], &own, &after))
			break;
		i = begin;
		behind += behind >= 0;
	}
	if (behind >= 0 && behind == own.negators && is_answer(t, i))
	{
		own = kept;
		after = kept_after;
	}
	if (own.negators % 2 == 0 || !own.weak)
		own.degree *= after;
	scope->weak = scope->negators == 0 ? own.weak : scope->weak;
	scope->negators += own.negators;
	scope->degree *= own.degree;
	scope->degree = scope->degree < 0.1 ? 0.1 : scope->degree > 4 ? 4 : scope->degree;
}

void
csq_scope_after(const CsqWordTree *w, const CsqChars *t, size_t end, CsqScope *scope)
{
	uint32_t at = FORWARDS;
	uint32_t best = 0;

	for (size_t i = end; i < t->n && i < end + SCOPE_CHARS; i++)
	{
		at = edge_at(w, at, csq_simplified(t->cp[i]))->to;
		if (at == 0)
			break;
		if (w->node[at].kind != CSQ_MOD_NONE && (i + 1 == t->n || !word_at(t, i) || !word_at(t, i + 1)))
			best = at;
	}
	if (best != 0 && w->node[best].factor > 0)
		scope->negators++;
}
