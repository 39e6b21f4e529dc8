/*
 * lexicon_test.c
 *		Matching, borders, leftmost-longest, negation, algebra and forms against
 *		a naive reading of the rules in docs/lexicon.md.
 */
#include "test.h"
#include "text/lexicon.h"

static CsqText
text(const char *s)
{
	return (CsqText){s, strlen(s)};
}

static CsqLexRows
parse(const char *s)
{
	CsqLexRows rows;
	CsqError   err = {0};

	if (!csq_lexicon_parse(s, strlen(s), &rows, &err))
		CHECK_EQ_STR(err.message, s);
	return rows;
}

/* ---- the naive matcher: the rules of docs/lexicon.md, letter by letter ---- */

typedef struct Word
{
	CsqChars    c;
	CsqModifier kind;
	double      factor;
} Word;

static Word words[2000];
static int  nwords;

static Word
make_word(const char *s, size_t len, CsqModifier kind, double factor)
{
	Word     w = {.kind = kind, .factor = factor};
	CsqError err;

	CHECK(csq_chars_read(&w.c, s, len, CSQ_CHARS_MATCH, &err));
	return w;
}

static void
load_modifiers(void)
{
	for (const CsqModifierWord *m = csq_modifier_words; m->words != NULL; m++)
	{
		char *copy = strdup(m->words);

		for (char *save, *p = strtok_r(copy, "|", &save); p != NULL; p = strtok_r(NULL, "|", &save))
		{
			Word w = make_word(p, strlen(p), m->kind, m->factor);
			bool known = false;

			for (int i = 0; i < nwords; i++)
				known |= (words[i].kind == CSQ_MOD_AFTER) == (m->kind == CSQ_MOD_AFTER) && words[i].c.n == w.c.n &&
				         memcmp(words[i].c.cp, w.c.cp, w.c.n * sizeof *w.c.cp) == 0;
			if (known)
				continue;
			words[nwords] = w;
			words[nwords].c.cp = malloc(w.c.n * sizeof *w.c.cp); /* outlives csq_host_reset() */
			memcpy(words[nwords++].c.cp, w.c.cp, w.c.n * sizeof *w.c.cp);
		}
		free(copy);
	}
}

static bool
wordish(uint32_t c)
{
	return csq_class_is_word(csq_char_class(c));
}

static bool
sign_between(const uint32_t *cp, size_t n, size_t i)
{
	return i > 0 && i + 1 < n && csq_is_han(cp[i - 1]) && csq_is_han(cp[i + 1]) &&
	       (cp[i] == 0xB7 || cp[i] == 0x2022 || cp[i] == 0x30FB ||
	        (cp[i] < 0x80 && strchr(".*~-_|/#+^=@", (int) cp[i])));
}

/* Does the literal stand at i of t, borders and all?  Where does it end?  0 = it does not. */
static size_t
stands(const uint32_t *cp, size_t n, const CsqChars *t, size_t i, bool exact)
{
	size_t j = i;

	if (!exact && i < t->n && sign_between(t->cp, t->n, i))
		return 0;
	for (size_t k = 0; k < n; k++)
	{
		if (!exact && sign_between(cp, n, k))
			continue;
		while (!exact && j > i && j < t->n && sign_between(t->cp, t->n, j))
			j++;
		if (j >= t->n)
			return 0;
		if (cp[k] == ' ' ? t->cp[j] != ' ' && t->cp[j] != '\n'
		    : exact      ? cp[k] != t->cp[j]
		                 : csq_simplified(cp[k]) != csq_simplified(t->cp[j]))
			return 0;
		j++;
	}
	if (i > 0 && wordish(t->cp[i]) && wordish(t->cp[i - 1]))
		return 0;
	return j < t->n && wordish(t->cp[j - 1]) && wordish(t->cp[j]) ? 0 : j;
}

/* ---- negation, naive ---- */

static int
naive_units(const CsqChars *t, size_t from, size_t to)
{
	int n = 0;

	for (size_t i = from; i < to; i++)
		if (wordish(t->cp[i]))
			n += i == from || !wordish(t->cp[i - 1]) ? 2 : 0;
		else
			n += t->cp[i] != ' ' && t->cp[i] != '\'';
	return n;
}

/* The longest word of the lists that ends before i. */
static const Word *
naive_word_before(const CsqChars *t, size_t limit, size_t i)
{
	const Word *best = NULL;

	for (int k = 0; k < nwords; k++)
	{
		const Word *w = &words[k];
		bool        same = w->c.n <= i - limit && w->kind != CSQ_MOD_AFTER && (best == NULL || w->c.n > best->c.n);

		for (size_t j = 0; same && j < w->c.n; j++)
			same = csq_simplified(t->cp[i - w->c.n + j]) == csq_simplified(w->c.cp[j]);
		if (same && i - w->c.n > 0 && wordish(t->cp[i - w->c.n]) && wordish(t->cp[i - w->c.n - 1]))
			same = false;
		if (same)
			best = w;
	}
	return best;
}

static void
naive_before(const CsqChars *t, size_t limit, size_t start, CsqScope *out)
{
	size_t   stop = start > limit + 64 ? start - 64 : limit;
	size_t   i = start;
	int      left = 12;
	double   after = 1;
	double   after_line = 1;
	CsqScope own = {.degree = 1};
	CsqScope line = own;
	bool     broken = false;
	bool     alone = true; /* nothing but negators before the line break */

	while (i > stop)
	{
		static const Word number = {.kind = CSQ_MOD_PASS};
		const Word       *w;
		size_t            len;

		if (t->cp[i - 1] < 0x80 ? strchr(" \"'-", (int) t->cp[i - 1]) != NULL
		                        : t->cp[i - 1] == 0x201C || t->cp[i - 1] == 0x201D ||
		                              (t->cp[i - 1] >= 0x300C && t->cp[i - 1] <= 0x300F))
		{
			i--;
			continue;
		}
		if (t->cp[i - 1] == 0x0A && !broken && own.negators == 0 && (i == start || t->cp[i] != '-'))
		{
			broken = true;
			line = own;
			after_line = after;
			i--;
			continue;
		}
		w = naive_word_before(t, stop, i);
		len = w != NULL ? w->c.n : 0;
		if (w == NULL)
		{
			while (i - len > stop && t->cp[i - len - 1] >= '0' && t->cp[i - len - 1] <= '9')
				len++;
			if (len == 0 || (i - len > stop && wordish(t->cp[i - len - 1])))
				break;
			w = &number;
		}
		if ((left -= naive_units(t, i - len, i)) < 0)
			break;
		if (w->kind == CSQ_MOD_NEGATE || w->kind == CSQ_MOD_WEAK)
		{
			if (own.negators++ == 0)
				own.weak = w->kind == CSQ_MOD_WEAK || after != 1;
		}
		else if (w->kind == CSQ_MOD_DEGREE)
		{
			if (own.negators > 0)
				own.degree *= w->factor;
			else
				after *= w->factor;
		}
		else if (w->kind != CSQ_MOD_LINK && !(w->kind == CSQ_MOD_PASS && own.negators == 0))
			break;
		alone &= !broken || w->kind == CSQ_MOD_NEGATE || w->kind == CSQ_MOD_WEAK;
		i -= len;
	}
	while (i > 0 && t->cp[i - 1] == ' ')
		i--;
	if (broken && alone && i > 0 && strchr(":?=|\n", t->cp[i - 1] < 0x80 ? (int) t->cp[i - 1] : 'x') != NULL)
	{
		own = line;
		after = after_line;
	}
	if (own.negators % 2 == 0 || !own.weak)
		own.degree *= after;
	if (out->negators == 0)
		out->weak = own.weak;
	out->negators += own.negators;
	out->degree = fmin(4, fmax(0.1, out->degree * own.degree));
}

static void
naive_after(const CsqChars *t, size_t end, CsqScope *out)
{
	const Word *best = NULL;

	for (int k = 0; k < nwords; k++)
		if (words[k].kind == CSQ_MOD_AFTER && (best == NULL || words[k].c.n > best->c.n))
		{
			bool same = words[k].c.n <= t->n - end;

			for (size_t j = 0; same && j < words[k].c.n; j++)
				same = csq_simplified(t->cp[end + j]) == csq_simplified(words[k].c.cp[j]);
			if (same)
				best = &words[k];
		}
	out->negators += best != NULL && best->factor > 0;
}

/* ---- phrases of several parts, naive: the phrase language is read here once more ---- */

typedef struct Part
{
	char literal[200]; /* {name} for a class */
	int  gap;          /* to the part before */
} Part;

typedef struct Term
{
	Part part[17];
	int  nparts;
	bool absent;
	bool begins;
	bool ends;
} Term;

typedef struct Place
{
	size_t start; /* of the chain */
	size_t end;
	size_t last; /* where its last part begins */
	size_t starts[17];
	size_t ends[17];
} Place;

/* The canonical text of a phrase into terms: " & ", " ... ", " ..N " and {} are all there is. */
static int
split_phrase(const char *s, Term *term)
{
	int n = 0;

	memset(term, 0, 17 * sizeof *term);
	for (const char *p = s;; n++)
	{
		const char *end = strstr(p, " & ");
		char        one[600];
		char       *q = one;
		Term       *t = &term[n];

		snprintf(one, sizeof one, "%.*s", end == NULL ? 500 : (int) (end - p), p);
		if ((t->absent = n > 0 && *q == '!'))
			q++;
		if ((t->begins = *q == '^'))
			q++;
		if (q[strlen(q) - 1] == '$' && (t->ends = true))
			q[strlen(q) - 1] = '\0';
		while (*q != '\0')
		{
			Part *x;

			q += *q == ' ' && q[1] != '.'; /* a space about a class */
			x = &t->part[t->nparts++];
			char  *dots = strstr(q, " ..");
			char  *brace = *q == '{' ? strchr(q, '}') + 1 : strchr(q, '{');
			char  *stop = dots != NULL && (brace == NULL || dots < brace) ? dots : brace;
			size_t len = stop == NULL ? strlen(q) : (size_t) (stop - q);

			snprintf(x->literal, sizeof x->literal, "%.*s", (int) len, q);
			q += len;
			if (len > 0 && x->literal[len - 1] == ' ')
				x->literal[len - 1] = '\0';
			if (*q == ' ' && q[1] == '.')
			{
				t->part[t->nparts].gap = q[3] == '.' ? 8 : atoi(q + 3);
				q = strchr(q + 1, ' ') + 1;
			}
		}
		if (end == NULL)
			return n + 1;
		p = end + 3;
	}
}

/* Where is the sentence that holds character i - 1? */
static void
sentence_around(const CsqChars *t, size_t i, size_t *from, size_t *to)
{
	*from = i - 1;
	while (*from > 0 && csq_char_class_at(t->cp, t->n, *from - 1) != CSQ_CH_SENTENCE)
		(*from)--;
	*to = i - 1;
	while (*to < t->n && csq_char_class_at(t->cp, t->n, *to) != CSQ_CH_SENTENCE)
		(*to)++;
	if (*to < t->n)
		(*to)++;
}

static int
distance(const CsqChars *t, size_t from, size_t to)
{
	int n = 0;

	for (size_t i = from; i < to; i++)
	{
		CsqCharClass k = csq_char_class_at(t->cp, t->n, i);

		if (k == CSQ_CH_SENTENCE)
			return 1000;
		if (csq_class_is_word(k))
			n += (i > 0 && wordish(t->cp[i - 1])) || (i > 1 && t->cp[i - 1] == '\'' && wordish(t->cp[i - 2])) ? 0 : 2;
		else
			n += k != CSQ_CH_SPACE && t->cp[i] != '\'';
	}
	return n;
}

/* All ends of what the part can be at i. */
static int
part_ends(const Part *p, const CsqLexRows *rows, const CsqChars *t, size_t i, bool exact, size_t *ends)
{
	int n = 0;

	if (p->literal[0] != '{')
	{
		Word   w = make_word(p->literal, strlen(p->literal), CSQ_MOD_NONE, 0);
		size_t e = stands(w.c.cp, w.c.n, t, i, exact);

		if (e > 0)
			ends[n++] = e;
		return n;
	}
	for (size_t k = 0; k < rows->n; k++)
	{
		const CsqLexRow *r = &rows->row[k];
		Word             w;
		size_t           e;

		if (exact || r->axis.len != 5 || memcmp(r->axis.s, "class", 5) != 0 || r->label.len != strlen(p->literal) - 2 ||
		    memcmp(r->label.s, p->literal + 1, r->label.len) != 0)
			continue;
		w = make_word(r->phrase.s, r->phrase.len, CSQ_MOD_NONE, 0);
		if ((e = stands(w.c.cp, w.c.n, t, i, exact)) > 0)
			ends[n++] = e;
	}
	for (int k = 0; k < nwords && strcmp(p->literal, "{neg}") == 0; k++)
	{
		size_t e = words[k].kind == CSQ_MOD_NEGATE || words[k].kind == CSQ_MOD_WEAK
		               ? stands(words[k].c.cp, words[k].c.n, t, i, exact)
		               : 0;

		if (e > 0)
			ends[n++] = e;
	}
	return n;
}

/* The places of the first `upto` parts of a term, each with the best chain before it. */
static int
chains(const Term *term, int upto, const CsqLexRows *rows, const CsqChars *t, bool exact, Place *out, int cap)
{
	static Place before[17][400];
	int          nbefore = upto > 1 ? chains(term, upto - 1, rows, t, exact, before[upto - 1], 400) : 0;
	int          n = 0;
	size_t       ends[200];

	for (size_t i = 0; i < t->n; i++)
	{
		int ne = part_ends(&term->part[upto - 1], rows, t, i, exact, ends);

		for (int e = 0; e < ne; e++)
		{
			Place  p = {.start = i, .end = ends[e], .last = i};
			Place *best = NULL;
			bool   known = false;

			for (int b = 0; b < nbefore; b++)
			{
				Place *x = &before[upto - 1][b];

				if (x->end <= i &&
				    (best == NULL || x->end > best->end || (x->end == best->end && x->last > best->last)))
					best = x;
			}
			if (upto > 1 && (best == NULL || distance(t, best->end, i) > term->part[upto - 1].gap))
				continue;
			if (best != NULL)
			{
				memcpy(p.starts, best->starts, sizeof p.starts);
				memcpy(p.ends, best->ends, sizeof p.ends);
				p.start = best->start;
			}
			p.starts[upto - 1] = i;
			p.ends[upto - 1] = p.end;
			for (int k = 0; k < n; k++)
				known |= out[k].last == p.last && out[k].end == p.end;
			if (!known && n < cap)
				out[n++] = p;
		}
	}
	return n;
}

static bool
term_holds(const Term *term, const CsqChars *t, const Place *p)
{
	size_t from;
	size_t to;

	sentence_around(t, p->end, &from, &to);
	for (size_t i = from; i < to; i++)
		if (csq_is_han(t->cp[i]) || wordish(t->cp[i]) || csq_char_class(t->cp[i]) == CSQ_CH_JOINED)
			if ((term->begins && i < p->start) || (term->ends && i >= p->end))
				return false;
	return true;
}

/* Every place where the phrase of a row stands. */
static int
naive_places(const CsqLexRow *row, const CsqLexRows *rows, const CsqChars *t, bool exact, Place *out, int cap)
{
	char  phrase[600];
	Term  term[8];
	Place all[400];
	int   nterms;
	int   nall;
	int   n = 0;
	bool  is_class = !exact && row->axis.len == 5 && memcmp(row->axis.s, "class", 5) == 0;

	snprintf(phrase, sizeof phrase, "%.*s", (int) row->phrase.len, row->phrase.s);
	nterms = split_phrase(phrase, term);
	nall = is_class ? 0 : chains(&term[0], term[0].nparts, rows, t, exact, all, 400);
	for (int i = 0; i < nall; i++)
	{
		bool   holds = term_holds(&term[0], t, &all[i]);
		size_t from;
		size_t to;

		sentence_around(t, all[i].end, &from, &to);
		for (int k = 1; k < nterms && holds; k++)
		{
			static Place there[400];
			int          nthere = chains(&term[k], term[k].nparts, rows, t, exact, there, 400);
			bool         found = false;

			for (int x = 0; x < nthere; x++)
				found |= there[x].end > from && there[x].end <= to && term_holds(&term[k], t, &there[x]);
			holds = found != term[k].absent;
		}
		if (holds && n < cap)
			out[n++] = all[i];
	}
	for (int i = 0; i < n; i++) /* of the same span once: that of the last part that begins last */
		for (int k = n - 1; k > i; k--)
			if (out[i].start == out[k].start && out[i].end == out[k].end)
				memmove(&out[k], &out[k + 1], (size_t) (--n - k) * sizeof *out);
	return n;
}

static void
naive_scope(const CsqLexRow *row, const CsqChars *t, const Place *p, CsqScope *out)
{
	char phrase[600];
	Term term[17];

	snprintf(phrase, sizeof phrase, "%.*s", (int) row->phrase.len, row->phrase.s);
	split_phrase(phrase, term);
	*out = (CsqScope){.degree = 1};
	naive_after(t, p->end, out);
	for (int k = term[0].nparts - 1; k >= 0; k--)
		naive_before(t, k == 0 ? 0 : p->ends[k - 1], p->starts[k], out);
}

/* ---- random lexicons and texts ---- */

static const char *const bits[] = {
	"不",   "没有", "很",        "非常", "不得不", "但是",     "退",      "款",  "满",        "意",
	"特别", "任何", "别",        "无",   "法",     "无法",     "，",      "。",  " ",         "\n",
	"、",   "不了", "起诉",      "是",   "not ",   "very ",    "any ",    "no ", "doubt ",    "no doubt ",
	"but ", "a",    "b",         "ab",   "don’t ", "ﬁne ",     "Ａ",      "㎏",  "e\xCC\x81", "1",
	".",    ",",    "not only ", "有点", "不怎么", "without ", "notice ", "!",   "'s ",       "滿",
	"訴",   "·",    "*",         "-",    "\n",     "\n",       "not",     ":"};

static const char *const operators[] = {" ... ", "...", " ..2 ", " ..0 ", " & ",  " & !",
                                        "^",     "$",   "{neg}", "{c}",   " & ^", "…"};

static void
random_bits(CsqBuf *b, int n)
{
	for (int i = 0; i < n; i++)
		csq_buf_str(b, bits[test_random_below(sizeof bits / sizeof bits[0])]);
}

static void
random_phrase(CsqBuf *b)
{
	csq_buf_init(b);
	random_bits(b, 1 + (int) test_random_below(2));
	while (test_random_below(3) == 0)
	{
		csq_buf_str(b, operators[test_random_below(sizeof operators / sizeof operators[0])]);
		random_bits(b, (int) test_random_below(2));
	}
}

typedef struct Naive
{
	size_t row;
	Place  place;
	bool   hidden;
} Naive;

static int
by_place(const void *x, const void *y)
{
	const Naive *a = x;
	const Naive *b = y;

	if (a->place.start != b->place.start)
		return a->place.start < b->place.start ? -1 : 1;
	if (a->place.end != b->place.end)
		return a->place.end > b->place.end ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

static Naive naive[20000];

/* What should be found, in order, hidden ones marked. */
static int
naive_matches(const CsqLexRows *rows, const CsqChars *t)
{
	static Place places[400];
	int          n = 0;

	for (size_t k = 0; k < rows->n; k++)
	{
		int np = naive_places(&rows->row[k], rows, t, rows->exact, places, 400);

		for (int i = 0; i < np; i++)
			naive[n++] = (Naive){k, places[i], rows->row[k].negation == CSQ_NEGATION_HIDE};
	}
	qsort(naive, (size_t) n, sizeof *naive, by_place);
	for (int i = 0; i < n; i++)
		for (int h = 0; h < n; h++)
		{
			const Place     *m = &naive[i].place;
			const Place     *x = &naive[h].place;
			const CsqLexRow *a = &rows->row[naive[i].row];
			const CsqLexRow *b = &rows->row[naive[h].row];
			bool             within = m->start <= x->start && x->end <= m->end;

			if (b->negation != CSQ_NEGATION_HIDE || a->label.s[0] != b->label.s[0] || a->axis.s[0] != b->axis.s[0])
				continue;
			if (x->start < m->end && m->start < x->end && (!within || (m->start == x->start && m->end == x->end)))
				naive[i].hidden = true;
		}
	return n;
}

static void
one_text(const CsqMatcher *m, const CsqLexRows *rows)
{
	CsqBuf          b;
	CsqChars        t;
	CsqScan         scan;
	CsqError        err;
	CsqEvidenceList list;
	int             n;
	uint32_t        h = 0;
	size_t          e = 0;
	size_t          taken[3] = {0, 0, 0};

	csq_buf_init(&b);
	random_bits(&b, (int) test_random_below(30));
	CHECK(csq_chars_read(&t, b.data, b.len, CSQ_CHARS_MATCH, &err));
	CHECK(csq_lexicon_scan(m, &t, &scan, &err));
	csq_lexicon_evidence(m, &scan, &list);
	n = naive_matches(rows, &t);
	for (int i = 0; i < n; i++)
	{
		const Naive     *x = &naive[i];
		const CsqLexRow *row = &rows->row[x->row];
		int              label = row->label.s[0] - 'x';
		CsqScope         want;
		CsqScope         scope;
		double           score;

		if (x->hidden)
			continue;
		if (h >= scan.nhits || scan.hit[h].start != x->place.start || scan.hit[h].end != x->place.end ||
		    scan.hit[h].row != x->row)
		{
			CHECK_EQ_STR(b.data, row->phrase.s);
			return;
		}
		naive_scope(row, &t, &x->place, &want);
		csq_lexicon_scope(m, &scan, &scan.hit[h], &scope);
		if (want.negators != scope.negators || want.weak != scope.weak)
			CHECK_EQ_STR(b.data, "same negation");
		CHECK_NEAR(scope.degree, want.degree, 1e-12);
		h++;
		if (x->place.start < taken[label])
			continue;
		taken[label] = x->place.end;
		score = row->weight * want.degree;
		if (want.negators % 2 == 1 && row->negation == CSQ_NEGATION_DROP)
			continue;
		if (want.negators % 2 == 1 && row->negation == CSQ_NEGATION_FLIP)
			score *= want.weak ? -0.5 : -0.8;
		CHECK(e < list.n && list.item[e].hit == &scan.hit[h - 1]);
		if (e < list.n)
			CHECK_NEAR(list.item[e].score, score, 1e-12);
		e++;
	}
	CHECK_EQ_I64((int64_t) scan.nhits, h);
	CHECK_EQ_I64((int64_t) list.n, (int64_t) e);
}

/* One random lexicon, read against one random text. */
static void
one_lexicon(void)
{
	CsqLexRows  rows = {0};
	CsqBuf      b;
	CsqMatcher *m;
	CsqError    err;
	int         want = (int) test_random_below(10);

	for (int i = 0; i < want; i++)
	{
		static const char *const labels[] = {"x", "y", "z"};
		CsqLexRow                row;

		random_phrase(&b);
		if (csq_lexicon_row(&row, text("a"), text(labels[test_random_below(3)]), (CsqText){b.data, b.len},
		                    (double) (1 + test_random_below(4)), (CsqNegation) test_random_below(4), &err))
			csq_lexicon_add_row(&rows, &row);
	}
	for (int i = 0; i < 2; i++)
	{
		CsqLexRow row;

		csq_buf_init(&b);
		random_bits(&b, 1 + (int) test_random_below(2));
		if (csq_lexicon_row(&row, text("class"), text("c"), (CsqText){b.data, b.len}, 1, CSQ_NEGATION_KEEP, &err))
			csq_lexicon_add_row(&rows, &row);
	}
	csq_lexicon_canonical(&rows);
	m = csq_lexicon_compile(&rows, &err);
	if (m == NULL)
	{
		CHECK(strstr(err.message, "no class") != NULL);
		return;
	}
	one_text(m, &rows);
}

/* ---- fixed readings of the negation rule ---- */

static void
check_score(const char *lexicon, const char *s, double want)
{
	CsqLexRows      rows = parse(lexicon);
	CsqError        err;
	CsqMatcher     *m = csq_lexicon_compile(&rows, &err);
	CsqChars        t;
	CsqScan         scan;
	CsqEvidenceList list;
	CsqLabelScore  *scores;
	size_t          n;
	char            what[200];

	CHECK(csq_chars_read(&t, s, strlen(s), CSQ_CHARS_MATCH, &err) && csq_lexicon_scan(m, &t, &scan, &err));
	csq_lexicon_evidence(m, &scan, &list);
	scores = csq_lexicon_scores(m, &list, &n);
	snprintf(what, sizeof what, "%s scores", s);
	test_near(n > 0 ? scores[0].score : 0, want, 1e-12, __FILE__, __LINE__, what);
}

static void
test_negation(void)
{
	const char *flip = "s/p: 满意 1 flip, 好 1 flip, 高兴 1 flip, satisfied 1 flip, good 1 flip, excellent 1 flip";
	const char *drop =
		"s/p: 退款 1 drop, 扣费 1 drop, problem 1 drop, 起诉 1 drop, 受伤 1 drop, 死亡 1 drop, injury 1 drop, "
		"bleeding 1 drop, \"identity theft\" 1 drop, 烫伤 1 drop, 爆炸 1 drop, 跳楼 1 drop, 曝光 1 drop";

	test_section("negation: readings of the rule");
	check_score(flip, "满意", 1);
	check_score(flip, "不满意", -0.8);
	check_score(flip, "很不满意", -0.8 * 1.5);
	check_score(flip, "不很满意", -0.5);
	check_score(flip, "不太满意", -0.5);
	check_score(flip, "非常满意", 1.75);
	check_score(flip, "不“满意”", -0.8);
	/* two negators: together they cancel out, apart each has its own */
	check_score(flip, "没有不满意", 1);
	check_score(flip, "不是不满意", 1);
	check_score(flip, "没有一个人不满意", 1);
	check_score(flip, "不高兴也不满意", -1.6);
	check_score(drop, "没有受伤没有死亡", 0);
	check_score(drop, "没有受伤、没有死亡", 0);
	check_score(drop, "没有受伤 没有死亡", 0);
	check_score(drop, "no injury no bleeding", 0);
	/* the scope ends at the next verb or noun */
	check_score(drop, "不退款起诉", 1);
	check_score(drop, "孩子不小心烫伤了", 1);
	check_score(drop, "不合格电池爆炸", 1);
	check_score(drop, "没办法只能跳楼", 1);
	check_score(drop, "非正常死亡", 1);
	check_score(drop, "不排除向媒体曝光", 1);
	check_score(drop, "NO CONSENT IS IDENTITY THEFT", 1);
	check_score(drop, "没有任何人受伤", 0);
	check_score(drop, "沒有人受傷", 0);
	check_score(drop, "no one was hurt, no sign of any injury", 0);
	check_score(flip, "不好，满意", -0.8 + 1);
	check_score(flip, "没来，满意", 1);
	check_score(flip, "虽然不便宜但是满意", 1);
	check_score(flip, "没有一二三四满意", -0.8);
	check_score(flip, "没有一二三四五六七八九十一二三满意", 1);
	check_score(flip, "not satisfied", -0.8);
	check_score(flip, "I’m not at all satisfied", -0.8);
	check_score(flip, "they don't seem good", -0.8);
	check_score(flip, "not what they call good", 1);
	check_score(flip, "not only good", 1);
	check_score(flip, "no doubt good", 1);
	check_score(flip, "without a doubt excellent", 1);
	check_score(flip, "别提多高兴", 1);
	check_score(flip, "not cheap but good", 1);
	check_score(flip, "goodness", 0);
	/* negators behind, and those of several words */
	check_score(flip, "满意不了", -0.8);
	check_score(flip, "高兴不起来", -0.8);
	check_score(flip, "满意不了解", 1);
	check_score(flip, "难以满意", -0.8);
	check_score(flip, "failed to be satisfied", -0.8);
	check_score(flip, "barely satisfied", -0.8);
	check_score(flip, "nowhere near good", -0.8);
	check_score(drop, "lack of injury", 0);
	check_score(drop, "没有退款", 0);
	check_score(drop, "不得不起诉", 1);
	check_score(drop, "无故扣费", 1);
	check_score(drop, "未经同意扣费", 1);
	check_score(drop, "不断扣费", 1);
	check_score(drop, "no problem", 0);
	check_score("s/p: 退款 1 keep", "没有退款", 1);
	check_score("s/p: 退款 1 drop; s/q: 不到账 1 drop", "不到账我要退款", 1);
	/* in a gap, and before it */
	check_score("s/p: \"态度 ... 好\" 1 flip", "客服态度不好", -0.8);
	check_score("s/p: \"态度 ... 好\" 1 flip", "态度一直很好", 1.5);
	/* hides, signs, scripts */
	check_score("s/p: 被打 1 drop, 被打开 1 hide", "门被打开了", 0);
	check_score("s/p: 被打 1 drop, 被打开 1 hide", "孩子被打了，门被打开了", 1);
	check_score("s/p: 向人行, 人行道 1 hide", "污水排向人行道", 0);
	check_score("s/p: 火灾 1 drop, \"去年 ... 火灾\" 1 hide", "去年发生了3起火灾", 0);
	check_score("s/p: 火灾, \"火灾 & 演练\" 1 hide", "火灾应急演练。", 0);
	check_score("s/p: 退款", "退.款 退·款 退款", 3);
	check_score("s/p: 退款", "退，款", 0);
	check_score("s/p: 投诉没人管", "投訴沒人管", 1);
	check_score("v2 exact; s/p: 投诉没人管", "投訴沒人管", 0);
	check_score("v1; s/p: 退款", "退.款", 0);
	/* a line break within a denial, and an answer at the end of a line */
	check_score(drop, "没有\n受伤", 0);
	check_score(drop, "没\r\n有受伤，也没有人\n死亡", 0);
	check_score(drop, "there was no\ninjury", 0);
	check_score(drop, "是否受到惊吓：没有\n受伤：是", 1);
	check_score(drop, "Fire? No\nInjury", 1);
	check_score(drop, "火灾\n无\n受伤\n有", 1);
	check_score(drop, "no\n- injury", 1);
	check_score(flip, "不\n满意", -0.8);
	check_score(flip, "非常\n满意", 1.75);
	check_score(flip, "not \n very\nsatisfied", 1.5);
	check_score(flip, "I can't say I'm satisfied", -0.8);
	check_score(flip, "not what I would call good", -0.8);
	check_score(flip, "别提有多高兴了", 1);
	check_score(flip, "没有理由不满意", 1);
	check_score(flip, "这算什么满意", -0.8);
	check_score(flip, "不见得满意，未必高兴", -1);
	check_score(flip, "不比别人好", -0.8);
	check_score(flip, "谁说不好", 1);
	check_score(flip, "I'd hardly call myself satisfied", -0.8);
	check_score("s/p: 退款 1 DROP", "没有退款", 0);
}

/* ---- algebra and forms ---- */

static CsqLexRows
random_rows(int n)
{
	CsqLexRows               rows = {0};
	static const char *const names[] = {"a", "b", "x y", "级/别", "q\"uote", "é", "v1"};

	for (int i = 0; i < n; i++)
	{
		CsqBuf    b;
		CsqLexRow row;
		CsqError  err;

		csq_buf_init(&b);
		random_bits(&b, 1 + (int) test_random_below(2));
		if (test_random_below(3) == 0)
			random_phrase(&b);
		if (csq_lexicon_row(
				&row, text(names[test_random_below(7)]), text(names[test_random_below(7)]), (CsqText){b.data, b.len},
				test_random_below(3) ? (double) test_random_below(5) : ((double) test_random_below(1000) - 500) / 7,
				(CsqNegation) test_random_below(4), &err))
			csq_lexicon_add_row(&rows, &row);
	}
	return rows;
}

static CsqLexRows
copy_rows(const CsqLexRows *a)
{
	CsqLexRows c = {0};

	for (size_t i = 0; i < a->n; i++)
		csq_lexicon_add_row(&c, &a->row[i]);
	return c;
}

static void
test_forms(void)
{
	test_section("algebra and forms: random rows");
	for (int round = 0; round < 10000; round++)
	{
		CsqLexRows  all = random_rows((int) test_random_below(15));
		CsqLexRows  shuffled = copy_rows(&all);
		CsqLexRows  back;
		CsqLexRows  rest;
		CsqLexicon *lx;
		CsqBuf      b;
		CsqError    err = {0};
		size_t      size;

		for (size_t i = shuffled.n; i > 1; i--)
		{
			size_t    j = test_random_below(i);
			CsqLexRow t = shuffled.row[i - 1];

			shuffled.row[i - 1] = shuffled.row[j];
			shuffled.row[j] = t;
		}
		if (all.n > 0)
			csq_lexicon_add_row(&shuffled, &all.row[test_random_below(all.n)]);
		all.exact = shuffled.exact = test_random_below(4) == 0;
		csq_lexicon_canonical(&all);
		csq_lexicon_canonical(&shuffled);
		CHECK(csq_lexicon_equal(&all, &shuffled));
		lx = csq_lexicon_pack(&all, &size, &err);
		CHECK(csq_lexicon_rows(lx, size, &back, &err) && csq_lexicon_equal(&all, &back));
		csq_buf_init(&b);
		csq_lexicon_text(&b, &all);
		CHECK(csq_lexicon_parse(b.data, b.len, &back, &err));
		if (!csq_lexicon_equal(&all, &back))
			CHECK_EQ_STR(b.data, "same after reading");
		b.len = 0;
		csq_lexicon_write(&b, &all);
		CHECK(csq_lexicon_read(b.data, b.len, &back, &err) && csq_lexicon_equal(&all, &back));
		for (size_t cut = 0; cut < b.len; cut += 1 + test_random_below(20))
			CHECK(!csq_lexicon_read(b.data, cut, &back, &err) && err.code == CSQ_BINARY);
		rest = copy_rows(&all);
		back = random_rows(5);
		csq_lexicon_canonical(&back);
		csq_lexicon_minus(&rest, &back);
		for (size_t i = 0, k = 0; i < all.n; i++)
		{
			bool gone = false;

			for (size_t j = 0; j < back.n; j++)
				gone |= csq_lexicon_key_compare(&all.row[i], &back.row[j]) == 0;
			if (!gone)
				CHECK(k < rest.n && csq_lexicon_key_compare(&all.row[i], &rest.row[k]) == 0), k++;
		}
	}
}

static void
check_refused(const char *s, CsqCode code)
{
	CsqLexRows rows;
	CsqError   err = {0};

	if (csq_lexicon_parse(s, strlen(s), &rows, &err))
		CHECK_EQ_STR(s, "refused");
	CHECK_EQ_I64(err.code, code);
}

static void
test_refused(void)
{
	test_section("text input that is refused");
	check_refused("a", CSQ_SYNTAX);
	check_refused("a:", CSQ_SYNTAX);
	check_refused("a/: x", CSQ_SYNTAX);
	check_refused("a: x,", CSQ_SYNTAX);
	check_refused("a: x y z", CSQ_PARAM);
	check_refused("a: \"x", CSQ_SYNTAX);
	check_refused("a: x 1e999", CSQ_SYNTAX);
	check_refused("a: x 1e9", CSQ_RANGE);
	check_refused("a: x 1 keep keep", CSQ_SYNTAX);
	check_refused("a: \" \"", CSQ_PARAM);
	check_refused("\"\": x", CSQ_PARAM);
	check_refused("a: \"... y\"", CSQ_PARAM);
	check_refused("a: \"x ...\"", CSQ_PARAM);
	check_refused("a: \"x ..65 y\"", CSQ_PARAM);
	check_refused("a: \"x ..y\"", CSQ_PARAM);
	check_refused("a: \"x & \"", CSQ_PARAM);
	check_refused("a: \"!x & y\"", CSQ_PARAM);
	check_refused("a: \"^\"", CSQ_PARAM);
	check_refused("a: \"{neg\"", CSQ_PARAM);
	check_refused("a: \"{}x\"", CSQ_PARAM);
	check_refused("class/a: \"x ... y\"", CSQ_PARAM);
	check_refused("v1; a: \"x ... y\"", CSQ_PARAM);
	check_refused("v1; a: x 1 hide", CSQ_PARAM);
	check_refused("v3; a: x", CSQ_SYNTAX);
	check_refused("v1 a: x", CSQ_SYNTAX);
	CHECK_EQ_I64((int64_t) parse("a: \"at&t\", \"$5\", \"!\"").n, 3);
}

int
main(void)
{
	load_modifiers();
	test_section("matching against the naive matcher");
	for (int i = 0; i < 20000; i++)
	{
		one_lexicon();
		csq_host_reset();
	}
	test_negation();
	test_forms();
	test_refused();
	return test_done();
}
