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

#define NEVER   (-(INT64_C(1) << 62)) /* further from any time than windows reach */
#define LONGEST (INT64_C(1) << 60)    /* no two times of words are as far from each other */
#define FEW     8                     /* steps that most funnels do not exceed */
#define MANY    1024                  /* events, of which a second look takes too long to be worth it */

typedef enum Order
{
	RISING, /* each event later than the one before */
	TIED,   /* or at the same time */
	FALLING /* in no order */
} Order;

/*
 * The level when each event is later than the one before: it takes a chain one step up, or does not.  Otherwise
 * only the order is told.  There is no branch on a step or a time: steps come in no order, and half the guesses of
 * the processor would be wrong.
 */
static Order
rising_level(const int64_t *e, size_t n, int64_t within, int *level)
{
	int64_t  latest[CSQ_FUNNEL_MAX_STEPS + 1]; /* where the best chain of this level begins */
	uint64_t reached = 0;                      /* levels, bit level - 1: those below a level are reached before it */
	int64_t  before = INT64_MIN;
	int      ready = FEW; /* levels that have a beginning, or NEVER */
	bool     tied = false;
	bool     fallen = false;

	for (int k = 1; k <= FEW; k++)
		latest[k] = NEVER;
	if (within > LONGEST)
		within = LONGEST;
	for (size_t i = 0; i < n; i++)
	{
		int64_t t = csq_window_time(e[i]);
		int     a = (int) (e[i] & 63);
		int64_t start;
		int64_t late; /* all bits: the chain began too early, or there is none; else 0 */

		if (CSQ_UNLIKELY(a >= ready))
			while (ready < CSQ_FUNNEL_MAX_STEPS)
				latest[++ready] = NEVER;
		fallen |= e[i] < before;
		tied |= t == csq_window_time(before);
		before = e[i];
		latest[0] = t;
		start = latest[a];
		late = -(int64_t) (t - start > within);
		start ^= (start ^ NEVER) & late;
		reached |= (uint64_t) (late + 1) << a;
		latest[a + 1] = start > latest[a + 1] ? start : latest[a + 1];
		if (CSQ_UNLIKELY((i & 1023) == 1023))
		{
			csq_check_interrupts();
			if (fallen)
				break;
		}
	}
	*level = ~reached == 0 ? CSQ_FUNNEL_MAX_STEPS : __builtin_ctzll(~reached);
	return fallen ? FALLING : tied ? TIED : RISING;
}

/*
 * The same of a few events where that is all: each later than the one before, and the first chain, which takes every
 * step as early as it can, so that none is higher, is within the window.  Else false.  Of most cases it is, and an
 * event then is a comparison and a sum.
 */
static bool
first_chain(const int64_t *e, size_t n, int64_t within, int *level)
{
	int64_t at[CSQ_FUNNEL_MAX_STEPS + 1]; /* of each step; what lies at the level is written over until it is taken */
	int64_t before = INT64_MIN;
	int     up = 0;
	bool    rising = true;

	for (size_t i = 0; i < n; i++)
	{
		int64_t t = csq_window_time(e[i]);

		rising &= t > before;
		before = at[up] = t;
		up += (int) (e[i] & 63) == up;
	}
	*level = up;
	return rising && (up < 2 || at[up - 1] - at[0] <= within);
}

/* The level when several may be at one time. */
static int
level_of_groups(const int64_t *e, size_t n, int64_t within)
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

/* The highest level over sorted words; see funnel_level.c. */
int
csq_window_words_level(const int64_t *e, size_t n, int64_t within)
{
	int level;

	if (CSQ_LIKELY(n <= MANY) && CSQ_LIKELY(first_chain(e, n, within, &level)))
		return level;
	return CSQ_LIKELY(rising_level(e, n, within, &level) == RISING) ? level : level_of_groups(e, n, within);
}

/* The level of words that may be in any order; apart, as its array makes a call dear. */
__attribute__((noinline)) static int
level_of_any(const int64_t *e, uint32_t n, int64_t within)
{
	int64_t  words[ON_STACK];
	int64_t *copy = words;
	int      level;
	Order    order = rising_level(e, n, within, &level);

	if (order == RISING)
		return level;
	if (order == TIED)
		return level_of_groups(e, n, within);
	if (n > ON_STACK)
		copy = csq_alloc(n * sizeof *copy);
	memcpy(copy, e, n * sizeof *copy);
	csq_window_sort(copy, n);
	level = csq_window_words_level(copy, n, within);
	if (copy != words)
		csq_free(copy);
	return level;
}

int
csq_window_unsorted_level(const int64_t *e, uint32_t n, int64_t within)
{
	int level;

	if (CSQ_LIKELY(n <= MANY) && CSQ_LIKELY(first_chain(e, n, within, &level)))
		return level;
	return level_of_any(e, n, within);
}
