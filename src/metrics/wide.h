/*
 * wide.h
 *		Unsigned integers of several 64-bit limbs, the lowest first, of fixed size.
 *
 * Just what exact sums of decimal numbers need: sums of squares of numbers of 38
 * digits have some 320 bits.  No memory, no errors: what can overflow says so.
 */
#ifndef CSQ_WIDE_H
#define CSQ_WIDE_H

#include "base/times.h"

static inline bool
csq_wide_is_zero(const uint64_t *a, int n)
{
	for (int i = 0; i < n; i++)
		if (a[i] != 0)
			return false;
	return true;
}

static inline int
csq_wide_compare(const uint64_t *a, const uint64_t *b, int n)
{
	for (int i = n - 1; i >= 0; i--)
		if (a[i] != b[i])
			return a[i] > b[i] ? 1 : -1;
	return 0;
}

/* a += b * 2^(64 at), b of nb limbs; false on overflow. */
static inline bool
csq_wide_add(uint64_t *a, int n, const uint64_t *b, int nb)
{
	unsigned char carry = 0;

	for (int i = 0; i < n && (i < nb || carry); i++)
	{
		uint64_t more = i < nb ? b[i] : 0;
		uint64_t sum = a[i] + more;
		uint64_t with = sum + carry;

		carry = (unsigned char) ((sum < more) | (with < sum));
		a[i] = with;
	}
	return carry == 0;
}

/* a -= b; false when b is larger. */
static inline bool
csq_wide_subtract(uint64_t *a, int n, const uint64_t *b, int nb)
{
	unsigned char borrow = 0;

	for (int i = 0; i < n && (i < nb || borrow); i++)
	{
		uint64_t less = i < nb ? b[i] : 0;
		uint64_t rest = a[i] - less;
		uint64_t with = rest - borrow;

		borrow = (unsigned char) ((a[i] < less) | (rest < borrow));
		a[i] = with;
	}
	return borrow == 0;
}

/* a = a * by + more; false on overflow. */
static inline bool
csq_wide_multiply(uint64_t *a, int n, uint64_t by, uint64_t more)
{
	CsqU128 carry = more;

	for (int i = 0; i < n; i++)
	{
		carry += (CsqU128) a[i] * by;
		a[i] = (uint64_t) carry;
		carry >>= 64;
	}
	return carry == 0;
}

/* a /= by; returns the remainder. */
static inline uint64_t
csq_wide_divide(uint64_t *a, int n, uint64_t by)
{
	CsqU128 rest = 0;

	for (int i = n - 1; i >= 0; i--)
	{
		rest = rest << 64 | a[i];
		a[i] = (uint64_t) (rest / by);
		rest %= by;
	}
	return (uint64_t) rest;
}

/* product, of na + nb limbs, = a * b */
static inline void
csq_wide_product(const uint64_t *a, int na, const uint64_t *b, int nb, uint64_t *product)
{
	memset(product, 0, (size_t) (na + nb) * sizeof *product);
	for (int i = 0; i < na; i++)
	{
		CsqU128 carry = 0;

		for (int j = 0; j < nb; j++)
		{
			carry += (CsqU128) a[i] * b[j] + product[i + j];
			product[i + j] = (uint64_t) carry;
			carry >>= 64;
		}
		product[i + nb] = (uint64_t) carry;
	}
}

/* As a double, within one place of the last digit. */
static inline double
csq_wide_double(const uint64_t *a, int n)
{
	double d = 0;
	int    i = n - 1;

	while (i > 0 && a[i] == 0)
		i--;
	/* below the third limb from the top nothing shows */
	for (int j = i; j >= 0; j--)
		d = d * 18446744073709551616.0 + (j > i - 3 ? (double) a[j] : 0);
	return d;
}

#endif /* CSQ_WIDE_H */
