/*
 * exact_math.h
 *		ln and exp with the same bits on every platform.
 *
 * libm's differ in the last place between systems and versions, and a trained
 * model must not.  Series in plain IEEE double arithmetic, good to 1e-15.
 */
#ifndef CSQ_EXACT_MATH_H
#define CSQ_EXACT_MATH_H

#include "base/core.h"

#define CSQ_LN2 0.693147180559945309417

/* 2^n for -1022 <= n <= 1023 */
static inline double
csq_pow2(int n)
{
	uint64_t bits = (uint64_t) (n + 1023) << 52;
	double   d;

	memcpy(&d, &bits, sizeof d);
	return d;
}

/* Natural logarithm of a positive, normal number. */
static inline double
csq_ln(double x)
{
	uint64_t bits;
	int      e;
	double   m, s, t, sum;

	memcpy(&bits, &x, sizeof bits);
	e = (int) (bits >> 52) - 1023;
	bits = (bits & UINT64_C(0xFFFFFFFFFFFFF)) | UINT64_C(0x3FF0000000000000);
	memcpy(&m, &bits, sizeof m);
	if (m > 1.4142135623730951)
	{
		m *= 0.5;
		e++;
	}
	s = (m - 1) / (m + 1);
	t = s * s;
	sum = 1.0 / 21;
	for (int k = 19; k >= 1; k -= 2)
		sum = sum * t + 1.0 / k;
	return e * CSQ_LN2 + 2 * s * sum;
}

/* e^x; 0 below -700, no more than e^700 above. */
static inline double
csq_exp(double x)
{
	int    n;
	double r, sum = 1;

	if (!(x > -700))
		return 0;
	if (x > 700)
		x = 700;
	n = (int) (x / CSQ_LN2 + (x < 0 ? -0.5 : 0.5));
	r = x - n * 0.693145751953125 - n * 1.42860682030941723212e-6;
	for (int k = 14; k >= 1; k--)
		sum = 1 + sum * r / k;
	return sum * csq_pow2(n);
}

static inline double
csq_sqrt(double x)
{
	return __builtin_sqrt(x); /* exact by IEEE 754 */
}

#endif /* CSQ_EXACT_MATH_H */
