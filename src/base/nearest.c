/*
 * nearest.c
 *		The label that one is most likely a misspelling of.
 *
 * The distance is that of optimal string alignment: characters put in, left out,
 * exchanged, or two neighbours swapped; upper and lower case of ASCII do not differ, nor full and half width.
 * Near is a third of the characters, one at least, and not all of them; of several that
 * are equally near the first by bytes.  O(length^2) a label, so labels of more than 200
 * characters are near to nothing.
 */
#include "base/nearest.h"

#define MAX_CHARACTERS 200

/* The characters of a text; more than MAX_CHARACTERS: that is enough to know. */
static int
characters(const CsqText *t, uint32_t *out)
{
	int n = 0;

	for (size_t i = 0; i < t->len && n <= MAX_CHARACTERS; n++)
	{
		unsigned char c = (unsigned char) t->s[i++];
		uint32_t      u = c;

		while (i < t->len && ((unsigned char) t->s[i] & 0xC0) == 0x80)
			u = u << 8 | (unsigned char) t->s[i++];
		if (u >= 0xEFBC81 && u <= 0xEFBCBF) /* full width, by their bytes */
			u = u - 0xEFBC81 + '!';
		else if (u >= 0xEFBD80 && u <= 0xEFBD9E)
			u = u - 0xEFBD80 + '`';
		else if (u == 0xE38080)
			u = ' ';
		if (u >= 'A' && u <= 'Z')
			u += 32;
		if (n < MAX_CHARACTERS)
			out[n] = u;
	}
	return n;
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

static int
distance(const uint32_t *a, int n, const uint32_t *b, int m)
{
	int rows[3][MAX_CHARACTERS + 1];

	for (int j = 0; j <= m; j++)
		rows[0][j] = j;
	for (int i = 1; i <= n; i++)
	{
		int *row = rows[i % 3];
		int *last = rows[(i + 2) % 3];
		int *before = rows[(i + 1) % 3];

		row[0] = i;
		for (int j = 1; j <= m; j++)
		{
			row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
	}
	return rows[n % 3][m];
}

uint32_t
csq_nearest_label(const CsqText *t, const CsqText *labels, uint32_t n)
{
	uint32_t a[MAX_CHARACTERS];
	uint32_t b[MAX_CHARACTERS];
	int      na = characters(t, a);
	uint32_t best = n;
	int      bound = na / 3 > 1 ? na / 3 : 1; /* the greatest distance that is near */

	for (uint32_t i = 0; i < n && na <= MAX_CHARACTERS; i++)
	{
		int nb = characters(&labels[i], b);
		int d;

		csq_poll(i);
		if (nb > MAX_CHARACTERS || nb - na > bound || na - nb > bound)
			continue;
		d = distance(a, na, b, nb);
		if (d > bound || d >= na || d >= nb)
			continue;
		if (best == n || d < bound || csq_text_compare(&labels[i], &labels[best]) < 0)
			best = i;
		bound = d;
	}
	return best;
}
