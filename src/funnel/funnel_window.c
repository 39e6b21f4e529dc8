/*
 * funnel_window.c
 *		Events as words, and the level of a plain sequence of steps over them.
 *
 * An event is time << 6 | step - 1, so sorting words sorts events.  That leaves 58
 * bits of microseconds: the years -2567 to 6567.  Every event is in one step, so
 * groups of equal time need no matching: presence decides (funnel_level.c has the
 * method, the unit test compares the two).
 */
#include "funnel/funnel.h"

#include "base/sort.h"

#define ON_STACK 512

static int
compare_words(const void *a, const void *b)
{
	int64_t x = *(const int64_t *) a;
	int64_t y = *(const int64_t *) b;

	return (x > y) - (x < y);
}

/* Words in order, nothing to do when they are. */
void
csq_window_sort(int64_t *e, size_t n)
{
	if (n > 64)
	{
		csq_sort(e, n, sizeof *e, compare_words);
		return;
	}
	for (size_t i = 1; i < n; i++)
	{
		int64_t x = e[i];
		size_t  j = i;

		for (; j > 0 && e[j - 1] > x; j--)
			e[j] = e[j - 1];
		e[j] = x;
	}
}

/* The highest level over sorted words; see funnel_level.c. */
int
csq_window_words_level(const int64_t *e, size_t n, int64_t within)
{
	int64_t latest[CSQ_FUNNEL_MAX_STEPS + 1];
	int     best = 0;

	for (size_t i = 0; i < n;)
	{
		int64_t  t = csq_window_time(e[i]);
		uint64_t present = 0;
		size_t   first = i;
		int      was = best;

		if (CSQ_LIKELY(i + 1 == n || csq_window_time(e[i + 1]) != t)) /* alone at its time: one step up, if any */
		{
			int     a = (int) (e[i++] & 63);
			int64_t start;

			if (CSQ_UNLIKELY((i & 0xFFF) == 0))
				csq_check_interrupts();
			latest[0] = t;
			start = latest[a < best ? a : best];
			if (a > best || t - start > within)
				continue;
			if (a == best)
				latest[best = a + 1] = start;
			else if (start > latest[a + 1])
				latest[a + 1] = start;
			continue;
		}
		for (; i < n && csq_window_time(e[i]) == t; i++)
			present |= UINT64_C(1) << (e[i] & 63);
		if (CSQ_UNLIKELY((first ^ i) > 0xFFF))
			csq_check_interrupts();
		/* from high to low: a level read here was reached before this instant */
		for (int a = was; a >= 0; a--)
		{
			int64_t start;

			if (a == CSQ_FUNNEL_MAX_STEPS || !(present >> a & 1))
				continue;
			start = a == 0 ? t : latest[a];
			if (t - start > within)
				continue;
			for (int b = a; b < CSQ_FUNNEL_MAX_STEPS && (present >> b & 1); b++)
			{
				if (b + 1 > best)
					latest[best = b + 1] = start; /* levels are reached one by one */
				else if (start > latest[b + 1])
					latest[b + 1] = start;
			}
		}
	}
	return best;
}

int
csq_window_unsorted_level(const int64_t *e, uint32_t n, int64_t within)
{
	int64_t  words[ON_STACK];
	int64_t *copy = words;
	uint32_t i = 1;
	int      level;

	for (; i < n && e[i - 1] <= e[i]; i++)
		csq_poll(i);
	if (i >= n) /* they came in order */
		return csq_window_words_level(e, n, within);
	if (n > ON_STACK)
		copy = csq_alloc(n * sizeof *copy);
	memcpy(copy, e, n * sizeof *copy);
	csq_window_sort(copy, n);
	level = csq_window_words_level(copy, n, within);
	if (copy != words)
		csq_free(copy);
	return level;
}
