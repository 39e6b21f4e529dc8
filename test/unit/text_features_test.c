/*
 * text_features_test.c
 *		Hashed n-grams against a naive list of n-grams as strings.
 */
#include "test.h"

#include "classify/text_features.h"

/* ---- the naive reading: every n-gram spelt out ---- */

typedef struct Gram
{
	char   name[400]; /* kind and code points */
	size_t from;
	size_t to;
} Gram;

static Gram   grams[2000];
static size_t n_grams;

static bool
han(uint32_t c)
{
	return csq_char_class(c) == CSQ_CH_HAN || csq_char_class(c) == CSQ_CH_JOINED;
}

static bool
letter(uint32_t c)
{
	CsqCharClass k = csq_char_class(c);

	return k == CSQ_CH_LATIN || k == CSQ_CH_LETTER || k == CSQ_CH_MARK;
}

static bool
digit(uint32_t c)
{
	return csq_char_class(c) == CSQ_CH_DIGIT;
}

static void
add(const char *kind, const char *body, size_t from, size_t to)
{
	Gram *g = &grams[n_grams++];

	snprintf(g->name, sizeof g->name, "%s:%.390s", kind, body);
	g->from = from;
	g->to = to;
}

static const char *
spell(const uint32_t *cp, long from, long to, const char *edge_left, const char *edge_right)
{
	static char out[300];
	size_t      n = 0;

	n += (size_t) snprintf(out + n, sizeof out - n, "%s", edge_left);
	for (long i = from; i < to; i++)
		n += (size_t) snprintf(out + n, sizeof out - n, "%x.", cp[i]);
	snprintf(out + n, sizeof out - n, "%s", edge_right);
	return out;
}

/* End of the word that starts at i: letters, and ' before a letter. */
static size_t
word_end(const CsqChars *c, size_t i)
{
	while (i < c->n && (letter(c->cp[i]) || (c->cp[i] == '\'' && i + 1 < c->n && letter(c->cp[i + 1]))))
		i++;
	return i;
}

static void
naive(const CsqChars *c)
{
	char   before[300] = "";
	size_t before_from = 0;

	n_grams = 0;
	for (size_t i = 0; i < c->n;)
	{
		size_t from = i;
		char   word[300] = "";

		if (letter(c->cp[i]))
		{
			i = word_end(c, i);
			strcpy(word, spell(c->cp, (long) from, (long) i, "", ""));
		}
		else if (digit(c->cp[i]))
		{
			while (i < c->n && digit(c->cp[i]))
				i++;
			snprintf(word, sizeof word, "digits%zu", i - from);
		}
		else
		{
			if (han(c->cp[i]))
			{
				add("c", spell(c->cp, (long) i, (long) i + 1, "", ""), i, i + 1);
				if (i > 0 && han(c->cp[i - 1]))
					add("p", spell(c->cp, (long) i - 1, (long) i + 1, "", ""), i - 1, i + 1);
			}
			else if (csq_char_class(c->cp[i]) == CSQ_CH_OTHER && c->cp[i] >= 0x80)
				add("m", spell(c->cp, (long) i, (long) i + 1, "", ""), i, i + 1);
			else if (c->cp[i] == '!' || c->cp[i] == '?')
				add("m", spell(c->cp, (long) i, (long) i + 1, "", ""), i, i + 1);
			if (csq_char_class(c->cp[i]) != CSQ_CH_SPACE)
				before[0] = '\0';
			i++;
			continue;
		}
		add("w", word, from, i);
		if (before[0])
		{
			char both[620];

			snprintf(both, sizeof both, "%.190s+%.190s", before, word);
			add("ww", both, before_from, i);
		}
		strcpy(before, word);
		before_from = from;
		/* 3-grams of _word_ with the 4-gram that begins at the same place */
		for (long a = (long) from - 1; letter(c->cp[from]) && i - from >= 3 && a + 3 <= (long) i + 1; a++)
			for (int len = 3; len <= 4 && a + len <= (long) i + 1; len++)
			{
				long s = a < (long) from ? (long) from : a;
				long e = a + len > (long) i ? (long) i : a + len;

				add(len == 3 ? "3" : "4", spell(c->cp, s, e, a < (long) from ? "_" : "", a + len > (long) i ? "_" : ""),
				    (size_t) s, (size_t) e);
			}
	}
}

/* ---- n-gram <-> number must be one to one (but for collisions of 24 bits) ---- */

#define TABLE 65536

static struct
{
	char    *name;
	uint32_t feature;
} table[TABLE];

static uint8_t *seen; /* features that have a name */
static long     names, collisions, renamed;

static void
meet(const char *name, uint32_t feature)
{
	size_t s = csq_hash_bytes(name, strlen(name), 7) % TABLE;

	for (; table[s].name; s = (s + 1) % TABLE)
		if (strcmp(table[s].name, name) == 0)
		{
			renamed += table[s].feature != feature;
			return;
		}
	if (names > TABLE / 2)
		return;
	table[s].name = strdup(name);
	table[s].feature = feature;
	names++;
	collisions += seen[feature] != 0;
	seen[feature] = 1;
}

typedef struct Seen
{
	uint32_t feature[2000];
	size_t   from[2000];
	size_t   to[2000];
	size_t   n;
} Seen;

static Seen got;

static void
collect(void *arg, uint32_t feature, size_t from, size_t to)
{
	(void) arg;
	got.feature[got.n] = feature;
	got.from[got.n] = from;
	got.to[got.n++] = to;
}

/* The naive list and the emitted occurrences are the same, in the same order. */
static void
compare_one(const CsqChars *c, CsqFeatures *f)
{
	static CsqFeature  tmp[40000];
	static CsqFeatures lookup;
	static long        turn_of_lookup;
	long               wrong = 0;

	naive(c);
	got.n = 0;
	csq_features_each(c, collect, NULL);
	CHECK_EQ_I64((int64_t) got.n, (int64_t) n_grams);
	for (size_t i = 0; i < n_grams && i < got.n; i++)
	{
		wrong += got.from[i] != grams[i].from || got.to[i] != grams[i].to;
		meet(grams[i].name, got.feature[i]);
	}
	CHECK_EQ_I64(wrong, 0);
	csq_features_read(f, c, CSQ_FEATURE_BITS);
	csq_features_read(&lookup, c, CSQ_FEATURE_BITS);
	CHECK_EQ_I64(csq_features_count(&lookup, 0xFFFFFFFF), 0);
	csq_features_sort(f->items, f->n, tmp);
	for (size_t k = 0; k < f->n; k++)
	{
		uint32_t times = 0;

		CHECK(k == 0 || CSQ_FEATURE_ID(f->items[k - 1]) < CSQ_FEATURE_ID(f->items[k]));
		for (size_t j = 0; j < got.n; j++)
			times += got.feature[j] == CSQ_FEATURE_ID(f->items[k]);
		if (turn_of_lookup++ % 16 == 0)
			CHECK_EQ_I64(csq_features_count(&lookup, CSQ_FEATURE_ID(f->items[k])), CSQ_FEATURE_COUNT(f->items[k]));
		CHECK_EQ_I64(CSQ_FEATURE_COUNT(f->items[k]), times < CSQ_FEATURE_MAX_COUNT ? times : CSQ_FEATURE_MAX_COUNT);
	}
}

static int
by_number(const void *a, const void *b)
{
	CsqFeature x = *(const CsqFeature *) a;
	CsqFeature y = *(const CsqFeature *) b;

	return (x > y) - (x < y);
}

/* Each way to sort, at its edges, of features anywhere, in a corner, and all but one of them there. */
static void
test_sort(void)
{
	static CsqFeature items[3000], want[3000], tmp[3000];

	test_section("features sort as numbers do");
	for (int turn = 0; turn < 10000; turn++)
	{
		static const uint32_t edges[] = {0, 1, 2, 23, 24, 25, 26, 255, 1023, 1024, 1025, 3000};
		size_t                n = turn % 4 ? (size_t) test_random_below(200) : edges[test_random_below(12)];
		uint32_t              room = turn % 3 ? UINT32_C(1) << CSQ_FEATURE_BITS : 5000;
		uint32_t              step = room / (uint32_t) (n + 1);

		for (size_t i = 0; i < n; i++) /* a feature occurs once */
			items[i] = ((uint32_t) i * step + (uint32_t) test_random_below(step)) << 8 |
			           (1 + (uint32_t) test_random_below(255));
		if (n > 0 && turn % 3 == 0)
			items[n / 2] = ((UINT32_C(1) << CSQ_FEATURE_BITS) - 1) << 8 | 1;
		for (size_t i = n; i > 1; i--)
		{
			size_t     j = test_random_below(i);
			CsqFeature x = items[j];

			items[j] = items[i - 1];
			items[i - 1] = x;
		}
		memcpy(want, items, n * sizeof *items);
		qsort(want, n, sizeof *want, by_number);
		csq_features_sort(items, n, tmp);
		CHECK(memcmp(items, want, n * sizeof *want) == 0);
	}
}

static void
test_random(void)
{
	static const char *pieces[] = {"a", "b", "C", "don't", "'",      " ",  " ",      "  ",   "1",  "22",
	                               ".", ",", "!", "?",     "退",     "款", "信用卡", "。",   "の", "é",
	                               "Ж", "😀", "-", "word",  "Refund", "\n", "３",     "ＡＢ", "x'", "_"};
	CsqFeatures        f = {0};

	test_section("random texts against the naive list");
	for (int turn = 0; turn < 12000; turn++)
	{
		char     text[400] = "";
		int      n = (int) test_random_below(14);
		CsqChars c;
		CsqError err;

		for (int i = 0; i < n; i++)
			strcat(text, pieces[test_random_below(sizeof pieces / sizeof *pieces)]);
		CHECK(csq_chars_read(&c, text, strlen(text), CSQ_FEATURE_CHARS, &err));
		compare_one(&c, &f);
		csq_chars_free(&c);
	}
	CHECK_EQ_I64(renamed, 0);
	CHECK(names > 25000);
}

/* Names that are told apart by the scan must have different numbers: single n-gram texts. */
static void
one_gram(const char *text, const char *name)
{
	CsqChars c;
	CsqError err;

	csq_chars_read(&c, text, strlen(text), CSQ_FEATURE_CHARS, &err);
	got.n = 0;
	csq_features_each(&c, collect, NULL);
	meet(name, got.feature[0]);
	csq_chars_free(&c);
}

static void
test_numbers(void)
{
	test_section("different n-grams have different numbers");
	for (uint32_t cp = 0x4E00; cp < 0x4E00 + 20000; cp++)
	{
		char   name[40];
		CsqBuf b;

		csq_buf_init(&b);
		csq_buf_utf8(&b, cp);
		snprintf(name, sizeof name, "c:%x.", cp);
		one_gram(b.data, name);
		csq_free(b.data);
	}
	for (int a = 'a'; a <= 'z'; a++)
		for (int b = 'a'; b <= 'z'; b++)
		{
			char text[3] = {(char) a, (char) b, 0};
			char name[40];

			snprintf(name, sizeof name, "w:%x.%x.", a, b);
			one_gram(text, name);
		}
	CHECK(names > 20000);
	/* 21,000 numbers of 2^24: 13 pairs expected to coincide */
	CHECK(collisions < 35);
	CHECK_EQ_I64(renamed, 0);
}

/* The numbers of some n-grams, for ever: a change here needs a new CSQ_FEATURE_SCHEME. */
static void
test_vectors(void)
{
	static const struct
	{
		const char *text;
		const char *features;
	} vector[] = {
		{"", ""},
		{"退款", "427dbb 0cb954 beeb9a"},
		{"ok", "d3d74d"},
		{"Refund!", "82402a 10e3a1 8a34fc 766701 b7cada 5a7204 1c7e03 ff7bc0 31031d 757992 aa905b ef10d9 7b17be"},
		{"12345", "2628df"},
		{"no refund",
	     "614221 82402a f8c5b7 10e3a1 8a34fc 766701 b7cada 5a7204 1c7e03 ff7bc0 31031d 757992 aa905b ef10d9"},
	};

	test_section("published numbers");
	for (size_t i = 0; i < sizeof vector / sizeof *vector; i++)
	{
		CsqChars c;
		CsqError err;
		CsqBuf   b;

		csq_buf_init(&b);
		csq_chars_read(&c, vector[i].text, strlen(vector[i].text), CSQ_FEATURE_CHARS, &err);
		got.n = 0;
		csq_features_each(&c, collect, NULL);
		for (size_t j = 0; j < got.n; j++)
			csq_buf_printf(&b, "%s%06x", j ? " " : "", got.feature[j]);
		CHECK_EQ_STR(b.len ? b.data : "", vector[i].features);
	}
}

static void
test_limits(void)
{
	CsqFeatures f = {0};
	CsqChars    c;
	CsqError    err;
	char       *text = malloc(400001);

	test_section("limits");
	/* more than MAX_COUNT of one, more than MAX_CHARS in all, then a small text in the same room */
	memset(text, 'a', 400000);
	for (int i = 1; i < 400000; i += 2)
		text[i] = ' ';
	text[400000] = '\0';
	CHECK(csq_chars_read(&c, text, 400000, CSQ_FEATURE_CHARS, &err));
	csq_features_read(&f, &c, CSQ_FEATURE_BITS);
	CHECK_EQ_I64((int64_t) f.n, 2);
	CHECK_EQ_I64(CSQ_FEATURE_COUNT(f.items[0]), 255);
	for (int i = 0; i < 400000; i++)
		text[i] = (char) ("etaoinshr "[test_random_below(10)]);
	CHECK(csq_chars_read(&c, text, 400000, CSQ_FEATURE_CHARS, &err));
	csq_features_read(&f, &c, CSQ_FEATURE_BITS);
	CHECK(f.n > 1000 && f.n < f.item_cap);
	CHECK(csq_chars_read(&c, "hello", 5, CSQ_FEATURE_CHARS, &err));
	csq_features_read(&f, &c, CSQ_FEATURE_BITS);
	CHECK_EQ_I64((int64_t) f.n, 10);
	for (int i = 1; i < 256; i++)
		CHECK_NEAR(csq_feature_tf[i], 1 + log(i), 3e-7);
	free(text);
}

int
main(void)
{
	seen = calloc(1, (size_t) 1 << CSQ_FEATURE_BITS);
	test_vectors();
	test_numbers();
	test_random();
	test_sort();
	test_limits();
	return test_done();
}
