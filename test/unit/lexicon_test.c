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

/* ---- the naive matcher ---- */

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
			words[nwords++] = make_word(p, strlen(p), m->kind, m->factor);
		free(copy);
	}
}

static bool
wordish(uint32_t c)
{
	return csq_class_is_word(csq_char_class(c));
}

/* Does w stand at i of t, borders and all? */
static bool
stands(const Word *w, const CsqChars *t, size_t i)
{
	if (i + w->c.n > t->n)
		return false;
	for (size_t k = 0; k < w->c.n; k++)
		if (w->c.cp[k] != t->cp[i + k] && !(w->c.cp[k] == ' ' && t->cp[i + k] == '\n'))
			return false;
	if (i > 0 && wordish(t->cp[i]) && wordish(t->cp[i - 1]))
		return false;
	i += w->c.n;
	return !(i < t->n && wordish(t->cp[i - 1]) && wordish(t->cp[i]));
}

/* How many of the units of the scope does the text between i and start use; -1 = a border lies between. */
static size_t
naive_scope(const CsqChars *t, size_t start)
{
	size_t i = start;
	int    used = 0;

	while (i > 0 && start - i < 64)
	{
		uint32_t c = t->cp[i - 1];
		size_t   j = i - 1;

		if (strchr("!?;\n", (int) c) && c < 0x80)
			break;
		if (c == 0x3002)
			break;
		if ((c == '.' || c == ',') &&
		    !(i > 1 && i < t->n && t->cp[i - 2] >= '0' && t->cp[i - 2] <= '9' && t->cp[i] >= '0' && t->cp[i] <= '9'))
			break;
		if (csq_is_han(c))
			used += 1;
		else if (wordish(c))
		{
			used += 2;
			while (j > 0 && (wordish(t->cp[j - 1]) || (t->cp[j - 1] == '\'' && j > 1 && wordish(t->cp[j - 2]))))
				j--;
		}
		if (used > 6)
			break;
		i = j;
	}
	return i;
}

static void
naive_negation(const Word *phrases, int nphrases, const CsqChars *t, size_t start, CsqScope *out)
{
	size_t from = naive_scope(t, start);
	size_t pos = from;
	double before = 1;
	double after = 1;

	*out = (CsqScope){.degree = 1};
	for (size_t i = from > 32 ? from - 32 : 0; i < from; i++)
		for (int k = 0; k < nwords; k++)
			if (stands(&words[k], t, i) && i + words[k].c.n <= start && i + words[k].c.n > pos)
				pos = i + words[k].c.n;
	while (pos < start)
	{
		const Word *best = NULL;

		for (int k = 0; k < nphrases; k++)
			if (stands(&phrases[k], t, pos) && pos + phrases[k].c.n <= start &&
			    (best == NULL || phrases[k].c.n > best->c.n))
				best = &phrases[k];
		for (int k = 0; k < nwords; k++)
			if (stands(&words[k], t, pos) && pos + words[k].c.n <= start &&
			    (best == NULL || words[k].c.n > best->c.n || (words[k].c.n == best->c.n && best->kind == CSQ_MOD_NONE)))
				best = &words[k];
		pos += best == NULL ? 1 : best->c.n;
		if (best == NULL)
			continue;
		if (best->kind == CSQ_MOD_NEGATE || best->kind == CSQ_MOD_WEAK)
		{
			out->negators++;
			out->weak = best->kind == CSQ_MOD_WEAK;
			before *= after;
			after = 1;
		}
		else if (best->kind == CSQ_MOD_DEGREE)
		{
			after *= best->factor;
			out->weak = out->negators > 0;
		}
		else if (best->kind == CSQ_MOD_CONTRAST)
		{
			*out = (CsqScope){.degree = 1};
			before = after = 1;
		}
	}
	if (out->negators % 2 == 0 || !out->weak)
		before *= after;
	out->degree = fmin(4, fmax(0.1, before));
}

static const char *const bits[] = {
	"不",        "没有",   "很",        "非常", "不得不",    "但是", "退",     "款",       "满",      "意",   "特别",
	"别",        "无",     "法",        "无法", "，",        "。",   " ",      "\n",       "、",      "not ", "very ",
	"no ",       "doubt ", "no doubt ", "but ", "a",         "b",    "ab",     "don’t ",   "ﬁne ",    "Ａ",   "㎏",
	"e\xCC\x81", "1",      ".",         ",",    "not only ", "有点", "不怎么", "without ", "notice ", "!",    "'s "};

static void
random_bits(CsqBuf *b, int n)
{
	for (int i = 0; i < n; i++)
		csq_buf_str(b, bits[test_random_below(sizeof bits / sizeof bits[0])]);
}

static void one_text(const CsqMatcher *m, const CsqLexRows *rows, const Word *phrases);

/* One random lexicon, read against ten random texts. */
static void
one_lexicon(void)
{
	CsqLexRows  rows = {0};
	Word        phrases[12];
	CsqBuf      b;
	CsqMatcher *m;
	CsqError    err;
	int         want = (int) test_random_below(10);

	for (int i = 0; i < want; i++)
	{
		static const char *const labels[] = {"x", "y", "z"};
		CsqLexRow                row;

		csq_buf_init(&b);
		random_bits(&b, 1 + (int) test_random_below(3));
		if (csq_lexicon_row(&row, text("a"), text(labels[test_random_below(3)]), (CsqText){b.data, b.len},
		                    (double) (1 + test_random_below(4)), (CsqNegation) test_random_below(3), &err))
			csq_lexicon_add_row(&rows, &row);
	}
	csq_lexicon_canonical(&rows);
	for (size_t i = 0; i < rows.n; i++)
		phrases[i] = make_word(rows.row[i].phrase.s, rows.row[i].phrase.len, CSQ_MOD_NONE, 0);
	m = csq_lexicon_compile(&rows, &err);
	CHECK(m != NULL);
	for (int i = 0; i < 10; i++)
		one_text(m, &rows, phrases);
}

static void
one_text(const CsqMatcher *m, const CsqLexRows *rows, const Word *phrases)
{
	CsqBuf          b;
	CsqChars        t;
	CsqScan         scan;
	CsqError        err;
	CsqEvidenceList list;
	int             nlist = 0;
	uint32_t        h = 0;
	size_t          taken[3] = {0, 0, 0};

	csq_buf_init(&b);
	random_bits(&b, (int) test_random_below(30));
	CHECK(csq_chars_read(&t, b.data, b.len, CSQ_CHARS_MATCH, &err));
	CHECK(csq_lexicon_scan(m, &t, &scan, &err));
	csq_lexicon_evidence(m, &scan, &list);
	for (size_t i = 0; i < t.n; i++)
		for (size_t len = t.n - i; len > 0; len--)
		{
			bool first = true;

			for (size_t k = 0; k < rows->n; k++)
			{
				uint32_t        n;
				const uint32_t *of;
				int             label = rows->row[k].label.s[0] - 'x';
				CsqScope        naive;
				CsqScope        scope;
				double          score;
				bool            found;

				if (phrases[k].c.n != len || !stands(&phrases[k], &t, i))
					continue;
				if (first)
					while (h < scan.nhits && (csq_matcher_rows(m, &scan.hit[h], &n), n == 0))
						h++;
				if (h >= scan.nhits)
				{
					CHECK_EQ_STR(b.data, "more hits");
					return;
				}
				CHECK(scan.hit[h].start == i && scan.hit[h].end == i + len);
				of = csq_matcher_rows(m, &scan.hit[h], &n);
				found = false;
				for (uint32_t r = 0; r < n; r++)
					found |= of[r] == k;
				CHECK(found);
				first = false;
				naive_negation(phrases, (int) rows->n, &t, i, &naive);
				csq_lexicon_scope(m, &scan, (uint32_t) i, &scope);
				if (naive.negators != scope.negators || naive.weak != scope.weak)
					CHECK_EQ_STR(b.data, "same negation");
				CHECK_NEAR(scope.degree, naive.degree, 1e-12);
				if (i < taken[label])
					continue;
				taken[label] = i + len;
				score = rows->row[k].weight * naive.degree;
				if (naive.negators % 2 == 1 && rows->row[k].negation == CSQ_NEGATION_DROP)
					continue;
				if (naive.negators % 2 == 1 && rows->row[k].negation == CSQ_NEGATION_FLIP)
					score *= naive.weak ? -0.5 : -0.8;
				CHECK(nlist < (int) list.n && list.item[nlist].row == k && scan.hit[list.item[nlist].hit].start == i);
				if (nlist < (int) list.n)
					CHECK_NEAR(list.item[nlist].score, score, 1e-12);
				nlist++;
			}
			if (!first)
				h++;
		}
	CHECK_EQ_I64((int64_t) list.n, nlist);
	for (uint32_t n; h < scan.nhits; h++)
	{
		csq_matcher_rows(m, &scan.hit[h], &n);
		CHECK(n == 0);
	}
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
	scores = csq_lexicon_scores(m, &scan, &list, &n);
	snprintf(what, sizeof what, "%s scores", s);
	test_near(n > 0 ? scores[0].score : 0, want, 1e-12, __FILE__, __LINE__, what);
}

static void
test_negation(void)
{
	const char *flip = "s/p: 满意 1 flip, 好 1 flip, satisfied 1 flip, good 1 flip";
	const char *drop = "s/p: 退款 1 drop, 扣费 1 drop, problem 1 drop, 起诉 1 drop";

	test_section("negation: readings of the rule");
	check_score(flip, "满意", 1);
	check_score(flip, "不满意", -0.8);
	check_score(flip, "很不满意", -0.8 * 1.5);
	check_score(flip, "不很满意", -0.5);
	check_score(flip, "不太满意", -0.5);
	check_score(flip, "非常满意", 1.75);
	check_score(flip, "没有不满意", 1);
	check_score(flip, "不是不满意", 1);
	check_score(flip, "不好，满意", -0.8 + 1);
	check_score(flip, "没来，满意", 1);
	check_score(flip, "虽然不便宜但是满意", 1);
	check_score(flip, "没有一二三四满意", -0.8);
	check_score(flip, "没有一二三四五满意", 1);
	check_score(flip, "not satisfied", -0.8);
	check_score(flip, "I’m not at all satisfied", -0.8);
	check_score(flip, "they don't seem good", -0.8);
	check_score(flip, "not what they call good", 1);
	check_score(flip, "not only good", 1);
	check_score(flip, "no doubt good", 1);
	check_score(flip, "not cheap but good", 1);
	check_score(flip, "goodness", 0);
	check_score(drop, "没有退款", 0);
	check_score(drop, "不得不起诉", 1);
	check_score(drop, "无故扣费", 1);
	check_score(drop, "未经同意扣费", 1);
	check_score(drop, "不断扣费", 1);
	check_score(drop, "no problem", 0);
	check_score("s/p: 退款 1 keep", "没有退款", 1);
	check_score("s/p: 退款 1 drop; s/q: 不到账 1 drop", "不到账我要退款",
	            1); /* a phrase of the lexicon hides its own negator */
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
		if (csq_lexicon_row(
				&row, text(names[test_random_below(7)]), text(names[test_random_below(7)]), (CsqText){b.data, b.len},
				test_random_below(3) ? (double) test_random_below(5) : ((double) test_random_below(1000) - 500) / 7,
				(CsqNegation) test_random_below(3), &err))
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
		csq_lexicon_difference(&rest, &back);
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
	check_refused("a: \"x ... y\"", CSQ_UNSUPPORTED);
	check_refused("a: \"x…y\"", CSQ_UNSUPPORTED);
	check_refused("a: \"x & y\"", CSQ_UNSUPPORTED);
	check_refused("a: \"x &!y\"", CSQ_UNSUPPORTED);
	check_refused("a: \"^x\"", CSQ_UNSUPPORTED);
	check_refused("a: \"x$\"", CSQ_UNSUPPORTED);
	check_refused("a: \"{neg}x\"", CSQ_UNSUPPORTED);
	check_refused("v1 a: x", CSQ_SYNTAX);
	CHECK_EQ_I64((int64_t) parse("a: \"at&t\", \"$5\", \"!\"").n, 3);
}

int
main(void)
{
	load_modifiers();
	test_section("matching against the naive matcher");
	for (int i = 0; i < 2000; i++)
		one_lexicon();
	test_negation();
	test_forms();
	test_refused();
	return test_done();
}
