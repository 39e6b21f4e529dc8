/*
 * numeral.h
 *		Numbers in Arabic digits, in Chinese numerals and in both.
 */
#ifndef CSQ_NUMERAL_H
#define CSQ_NUMERAL_H

#include "base/han_number.h"
#include "text/text.h"

typedef struct CsqNumber
{
	double total;   /* finished 万 and 亿 sections */
	double section; /* under the next 万 or 亿 */
	double digit;   /* read, unit not seen yet; negative: none */
	double unit;    /* last unit */
	double big;     /* last of 万 and 亿; 0 none */
	bool   zero;    /* 零 since the last unit */
	bool   single;  /* digit is one Chinese or Arabic digit */
	bool   bare;    /* begins with a unit that is no 十: 百万 */
	bool   vague;   /* has 几, 数 or 上: the least that is meant */
	bool   chinese; /* all in Chinese numerals */
} CsqNumber;

/* Read the number at i: returns the index after it, or i when there is none. */
extern size_t csq_read_number(const CsqChars *c, size_t i, CsqNumber *x, double *value);

/* Is it this character, or its traditional form? */
static inline bool
is_cp(const CsqChars *c, size_t i, uint32_t cp)
{
	return i < c->n && (c->cp[i] == cp || (cp >= 0x4E00 && csq_simplified(c->cp[i]) == cp));
}

/* 廿 and 卅: twenty and thirty; 0 for others. */
static inline double
han_tens(uint32_t c)
{
	return c == 0x5EFF ? 2 : c == 0x5345 ? 3 : 0;
}

static inline bool
is_digit(const CsqChars *c, size_t i)
{
	return i < c->n && c->cp[i] >= '0' && c->cp[i] <= '9';
}

static inline bool
is_numeral(const CsqChars *c, size_t i)
{
	return i < c->n &&
	       (is_digit(c, i) || (c->cp[i] >= 0x3007 &&
	                           (csq_han_digit(c->cp[i]) >= 0 || csq_han_unit(c->cp[i]) > 0 || han_tens(c->cp[i]) > 0)));
}

/* 几 and 数 before a unit, 几 before 个亿. */
static inline bool
is_some(const CsqChars *c, size_t i)
{
	if (i + 1 >= c->n || !(is_cp(c, i, 0x51E0) || is_cp(c, i, 0x6570)))
		return false;
	return csq_han_unit(c->cp[i + 1]) > 0 ||
	       (is_cp(c, i + 1, 0x4E2A) && i + 2 < c->n && csq_han_unit(c->cp[i + 2]) >= 1e8);
}

#endif /* CSQ_NUMERAL_H */
