/*
 * counts.c
 *		Checked vectors of int64 counts: what all summary types are made of.
 *
 * Invariant of every stored vector: no count is negative and the sum of all
 * counts fits an int64.  So totals need no check, shares are never above 1, and
 * a sum that would break the invariant is refused when it is made.
 */
#include "base/summary.h"

#include <stdio.h>

/* ---- vectors ---- */

bool
csq_counts_check(const int64_t *counts, int n, const char *type, CsqError *err)
{
	int64_t total = 0;

	for (int i = 0; i < n; i++)
	{
		if (counts[i] < 0)
			return csq_stored_invalid(type, err, "The count %lld is negative.", (long long) counts[i]);
		if (!csq_add_i64(total, counts[i], &total))
			return csq_stored_invalid(type, err, "The counts add up to more than 9223372036854775807.");
	}
	return true;
}

int64_t
csq_counts_total(const int64_t *counts, int n)
{
	int64_t total = 0;

	for (int i = 0; i < n; i++)
		total += counts[i];
	return total;
}

bool
csq_counts_add(int64_t *a, const int64_t *b, int n, const char *type, CsqError *err)
{
	int64_t total;

	if (!csq_add_i64(csq_counts_total(a, n), csq_counts_total(b, n), &total))
		return csq_fail(err, CSQ_RANGE, "sum of two %s values is out of range", type) ||
		       csq_detail(err, "A summary counts at most 9223372036854775807 rows.");
	for (int i = 0; i < n; i++)
		a[i] += b[i];
	return true;
}

bool
csq_counts_subtract(int64_t *a, const int64_t *b, int n, const char *type, CsqError *err)
{
	for (int i = 0; i < n; i++)
	{
		if (b[i] > a[i])
			return csq_fail(err, CSQ_PARAM, "cannot subtract a %s that is not part of the other", type) ||
			       csq_detail(err, "A count of %lld would become %lld.", (long long) a[i], (long long) (a[i] - b[i])) ||
			       csq_hint(err, "Subtract only what was added before, for example one day from its month.");
		a[i] -= b[i];
	}
	return true;
}

/* ---- JSON ---- */

void
csq_buf_counts(CsqBuf *out, const int64_t *counts, int n)
{
	for (int i = 0; i < n; i++)
	{
		csq_buf_char(out, i == 0 ? '[' : ',');
		csq_buf_i64(out, counts[i]);
	}
	csq_buf_char(out, ']');
}

int64_t
csq_json_count(CsqJson *j)
{
	int64_t v = csq_json_i64(j);

	if (v < 0)
		csq_json_fail(j, "The count %lld is negative.", (long long) v);
	return v;
}

int
csq_json_counts(CsqJson *j, int64_t *counts, int max)
{
	int n = 0;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		if (n == max)
		{
			csq_json_fail(j, "There are more than %d counts.", max);
			break;
		}
		counts[n++] = csq_json_count(j);
	}
	return n;
}
