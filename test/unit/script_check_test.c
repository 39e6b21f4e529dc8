/*
 * script_check_test.c
 *		Finding a phrase in a text against every stretch tried one by one; silence and
 *		interruptions against tenths of a second counted one by one.
 */
#include "test.h"

#include "text/conversation.h"

static const char *letters[] = {"退", "款", "到", "账", "a", "b", "，", " "};

static void
make_text(char *s, size_t n)
{
	s[0] = '\0';
	for (size_t i = 0; i < n; i++)
		strcat(s, letters[test_random_below(sizeof letters / sizeof *letters)]);
}

/* The code points that count. */
static size_t
kept(const CsqChars *c, uint32_t *cp)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (csq_is_han(c->cp[i]) || (c->cp[i] >= 'a' && c->cp[i] <= 'z'))
			cp[n++] = c->cp[i];
	return n;
}

/* Most distinct pairs of the phrase in any stretch of so many pairs, and how many pairs it has. */
static size_t
naive_pairs(const uint32_t *t, size_t n, const uint32_t *p, size_t m, size_t *pairs)
{
	size_t width = m + m / 2 - 1;
	size_t best = 0;

	*pairs = 0;
	for (size_t i = 0; i + 1 < m; i++)
	{
		bool first = true;

		for (size_t k = 0; k < i; k++)
			first &= p[k] != p[i] || p[k + 1] != p[i + 1];
		*pairs += first;
	}
	for (size_t start = 0; start + 1 < n; start++)
	{
		size_t found = 0;

		for (size_t i = 0; i + 1 < m; i++)
		{
			bool first = true, there = false;

			for (size_t k = 0; k < i; k++)
				first &= p[k] != p[i] || p[k + 1] != p[i + 1];
			for (size_t k = start; k + 1 < n && k < start + width; k++)
				there |= t[k] == p[i] && t[k + 1] == p[i + 1];
			found += first && there;
		}
		best = found > best ? found : best;
	}
	return best;
}

/* The first stretch that holds enough: at most its width behind the shortest beginning of the text that has one. */
static void
check_first(const CsqChars *t, const CsqChars *p, const uint32_t *a, size_t n, const uint32_t *b, size_t m,
            double likeness, bool found)
{
	size_t from, to, pairs, end = 0, shortest = 0, longest = n;

	CHECK(csq_script_find(t, p, likeness, true, &from, &to) == found);
	if (!found)
		return;
	while (shortest + 1 < longest)
	{
		size_t middle = (shortest + longest) / 2;

		if ((double) naive_pairs(a, middle, b, m, &pairs) >= likeness * (double) pairs)
			longest = middle;
		else
			shortest = middle;
	}
	for (size_t i = 0; i < to; i++)
		end += csq_is_han(t->cp[i]) || (t->cp[i] >= 'a' && t->cp[i] <= 'z');
	CHECK(end >= longest && end <= longest + m + m / 2 - 1);
}

static void
test_find(void)
{
	long found_ones = 0;

	test_section("phrases with errors against every stretch");
	for (int turn = 0; turn < 20000; turn++)
	{
		char     text[200], phrase[60];
		CsqChars t, p;
		uint32_t a[60], b[20];
		size_t   n, m, from = 0, to = 0, pairs, best;
		double   likeness = 0.4 + 0.1 * (double) test_random_below(6);
		bool     found;
		CsqError err;

		make_text(text, test_random_below(40));
		make_text(phrase, 1 + test_random_below(9));
		csq_chars_read(&t, text, strlen(text), 0, &err);
		csq_chars_read(&p, phrase, strlen(phrase), 0, &err);
		n = kept(&t, a);
		m = kept(&p, b);
		found = csq_script_find(&t, &p, likeness, false, &from, &to);
		if (m >= 4)
		{
			best = naive_pairs(a, n, b, m, &pairs);
			CHECK(found == (best > 0 && (double) best >= likeness * (double) pairs));
			if (turn % 4 == 0)
				check_first(&t, &p, a, n, b, m, likeness, found);
		}
		if (found)
		{
			CHECK(from < to && to <= t.n);
			found_ones++;
		}
		csq_host_reset();
	}
	CHECK(found_ones > 1000);
}

/* Letter by letter: in a text of ideographs only, as strstr does. */
static void
test_exact(void)
{
	test_section("letter by letter");
	for (int turn = 0; turn < 10000; turn++)
	{
		char     text[100] = "", phrase[30] = "";
		CsqChars t, p;
		size_t   from, to;
		CsqError err;

		for (size_t i = test_random_below(12); i > 0; i--)
			strcat(text, letters[test_random_below(4)]);
		for (size_t i = 1 + test_random_below(3); i > 0; i--)
			strcat(phrase, letters[test_random_below(4)]);
		csq_chars_read(&t, text, strlen(text), 0, &err);
		csq_chars_read(&p, phrase, strlen(phrase), 0, &err);
		CHECK(csq_script_find(&t, &p, 1, turn % 2 == 0, &from, &to) == (strstr(text, phrase) != NULL));
		csq_host_reset();
	}
}

static void
test_times(void)
{
	test_section("silence and talk against a grid");
	for (int turn = 0; turn < 10000; turn++)
	{
		CsqTranscript t = {0};
		CsqTurn       turns[8];
		bool          said[120] = {false};
		int           first = 1000, last = 0, silent = 0, longest = 0, run = 0;
		CsqSilence    s;
		CsqTalk      *talk;
		size_t        n;
		double        all = 0;

		memset(turns, 0, sizeof turns);
		t.turn = turns;
		t.n = 1 + test_random_below(8);
		for (size_t i = 0; i < t.n; i++)
		{
			int start = (int) test_random_below(90), end = start + 1 + (int) test_random_below(20);

			turns[i].speaker = test_random_below(2) ? (CsqText){"agent", 5} : (CsqText){"customer", 8};
			turns[i].text = (CsqText){"好", 3};
			turns[i].start = start;
			turns[i].end = end;
			first = start < first ? start : first;
			last = end > last ? end : last;
			all += end - start;
			for (int k = start; k < end; k++)
				said[k] = true;
		}
		for (int k = first; k < last; k++)
		{
			run = said[k] ? 0 : run + 1;
			silent += !said[k];
			longest = run > longest ? run : longest;
		}
		s = csq_silence(&t);
		CHECK_NEAR(s.seconds, silent, 1e-9);
		CHECK_NEAR(s.longest, longest, 1e-9);
		CHECK_NEAR(s.share, (double) silent / (last - first), 1e-9);
		talk = csq_talk(&t, &n);
		for (size_t i = 0; i < n; i++)
			all -= talk[i].seconds;
		CHECK_NEAR(all, 0, 1e-9);
		csq_host_reset();
	}
}

int
main(void)
{
	test_find();
	test_exact();
	test_times();
	return test_done();
}
