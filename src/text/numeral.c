/*
 * numeral.c
 *		Numbers as people write them: 1,234.5, 1.234,50, 三千五, 3万5千, 三点五, 廿五, 百八十.
 *
 * A digit that ends a Chinese number behind a unit counts in the next lower unit
 * (三千五 = 3500).  What is vague gives the least that is meant: the lower of two
 * digits (五六千), two for 几 and 数 (几万 = 20000), nothing behind 十 and 百 (十几万,
 * 一百几十), eight of the next lower unit in 百八十, 千儿八百.  A number of more than 15
 * digits is none.
 *
 * Cost: O(length).
 */
#include "text/numeral.h"

/* 1.234.567,89: points between groups and a decimal comma; returns the index after it, or i. */
static size_t
continental(const CsqChars *c, size_t i, double *value)
{
	double v = 0;
	size_t j = i;
	int    digits = 0;

	for (; is_digit(c, j) && j < i + 3; j++, digits++)
		v = v * 10 + (c->cp[j] - '0');
	if (j == i || !is_cp(c, j, '.'))
		return i;
	while (is_cp(c, j, '.') && is_digit(c, j + 1) && is_digit(c, j + 2) && is_digit(c, j + 3) && digits < 12)
		for (int k = 0; k < 4; k++, j++)
			if (k > 0)
			{
				v = v * 10 + (c->cp[j] - '0');
				digits++;
			}
	if (!is_cp(c, j, ',') || digits < 4 || !is_digit(c, j + 1) || !is_digit(c, j + 2) || is_digit(c, j + 3))
		return i;
	*value = v + (c->cp[j + 1] - '0') / 10.0 + (c->cp[j + 2] - '0') / 100.0;
	return j + 3;
}

/* 1,234,567.89; a number of more than 15 digits gives a negative value. */
static size_t
arabic(const CsqChars *c, size_t i, double *value)
{
	double v = 0;
	double unit = 1;
	int    digits = 0;
	size_t end = continental(c, i, value);

	if (end > i)
		return end;
	for (;;)
	{
		for (; is_digit(c, i); i++, digits++)
			v = digits < 16 ? v * 10 + (c->cp[i] - '0') : v;
		if (i < c->n && c->cp[i] == ',' && is_digit(c, i + 1) && is_digit(c, i + 2) && is_digit(c, i + 3) &&
		    !is_digit(c, i + 4))
			i++;
		else
			break;
	}
	if (i < c->n && c->cp[i] == '.' && is_digit(c, i + 1))
		for (i++; is_digit(c, i); i++, digits++)
			if (digits < 16)
			{
				v = v * 10 + (c->cp[i] - '0');
				unit *= 10;
			}
	*value = digits > 15 ? -1 : v / unit;
	return i;
}

static bool
take_unit(CsqNumber *x, double unit)
{
	if (unit < 1e4)
	{
		if (x->digit < 0 && x->section > 0)
			return false;
		x->bare |= x->digit < 0 && unit != 10 && x->total <= 0;
		x->section += (x->digit < 0 ? 1 : x->digit) * unit;
	}
	else
	{
		if (x->digit >= 0)
			x->section += x->digit;
		if (x->section <= 0 && x->total <= 0 && x->unit == 0)
		{
			x->bare = true;
			x->section = 1;
		}
		if (x->section <= 0 && unit <= 1e4)
			return false;
		if (unit > 1e4)
			x->total = (x->total + x->section) * unit;
		else
			x->total += x->section * unit;
		x->section = 0;
		x->big = unit;
	}
	x->digit = -1;
	x->unit = unit;
	x->zero = false;
	return true;
}

/* 三点五: the fraction behind a Chinese digit at i - 1; the index after it, or i. */
static size_t
take_fraction(const CsqChars *c, size_t i, CsqNumber *x)
{
	double unit = 1;
	size_t j = i + 1;

	if (!is_cp(c, i, 0x70B9) || x->unit > 0 || j >= c->n || csq_han_digit(c->cp[j]) < 0)
		return i;
	for (; j < c->n && csq_han_digit(c->cp[j]) >= 0 && j < i + 12; j++)
	{
		unit /= 10;
		x->digit += csq_han_digit(c->cp[j]) * unit;
	}
	if (j < c->n && csq_han_unit(c->cp[j]) > 0 && csq_han_unit(c->cp[j]) < 100)
		return i; /* 三点五十: a time */
	x->single = false;
	return j;
}

/* 十二点五万, 三百二十点五元: a fraction behind a unit, where 万, 亿 or 元 tells it from a time; the index after it, or i. */
static size_t
take_point(const CsqChars *c, size_t i, CsqNumber *x)
{
	double unit = 1;
	double fraction = 0;
	size_t j = i + 1;

	if (!is_cp(c, i, 0x70B9) || x->unit == 0 || x->unit > 1000 || (x->digit >= 0 && !x->single))
		return i;
	for (; j < c->n && csq_han_digit(c->cp[j]) >= 0 && j < i + 12; j++)
		fraction += csq_han_digit(c->cp[j]) * (unit /= 10);
	if (j == i + 1 || j >= c->n ||
	    (csq_han_unit(c->cp[j]) < 1e4 && !is_cp(c, j, 0x5143) && !is_cp(c, j, 0x5757) && !is_cp(c, j, 0x5706)))
		return i; /* 万 亿, 元 块 圆 */
	x->digit = (x->digit < 0 ? 0 : x->digit) + fraction;
	x->single = false;
	return j;
}

/* 百八十, 千儿八百, 万八千: a unit and eight of the next lower one, which is the least that is meant. */
static size_t
take_loose(const CsqChars *c, size_t i, CsqNumber *x)
{
	double unit = csq_han_unit(c->cp[i]);
	size_t j = i + 1;

	if (x->unit > 0 || x->digit >= 0 || x->section > 0 || unit < 100 || unit > 1e4)
		return i;
	j += is_cp(c, j, 0x513F); /* 儿 */
	if (!is_cp(c, j, 0x516B) || j + 1 >= c->n || csq_han_unit(c->cp[j + 1]) != unit / 10)
	{
		/* 百十块, 百十来块 */
		if (unit == 100 && is_cp(c, i + 1, 0x5341))
		{
			x->section = 100;
			x->vague = true;
			x->unit = 10;
			return i + 2;
		}
		return i;
	}
	x->section = unit * 0.8;
	x->vague = true;
	x->unit = unit / 10;
	return j + 2;
}

/* Take a digit or an Arabic number at i; returns the index after it, or i. */
static size_t
take_digit(const CsqChars *c, size_t i, CsqNumber *x)
{
	int    d = csq_han_digit(c->cp[i]);
	double v;
	size_t end = i + 1;

	if (d < 0)
	{
		if (x->digit >= 0 || !is_digit(c, i))
			return i;
		end = arabic(c, i, &v);
		if (v < 0)
			return i;
		x->single = end == i + 1;
		x->digit = v;
		x->chinese = false;
		if (is_cp(c, end, ' ') && end + 1 < c->n && csq_han_unit(c->cp[end + 1]) >= 1e4)
			end++; /* 30 万 */
		return end;
	}
	if (d == 0 && x->digit < 0 && !(x->unit == 0 && x->section == 0 && is_cp(c, end, 0x70B9)))
	{
		x->zero = true;
		return end;
	}
	if (x->digit >= 0 && x->single && d == (int) x->digit + 1 && x->digit >= 1 &&
	    (end >= c->n || csq_han_digit(c->cp[end]) < 0))
	{
		x->vague = true; /* 五六千, 十七八万: the lower of the two */
		return end;
	}
	if (x->digit >= 0 && (x->unit > 0 || x->digit > 1e14))
		return i; /* 三千五七: stop */
	x->single = x->digit < 0;
	x->digit = (x->digit < 0 ? 0 : x->digit * 10) + d;
	if (x->single)
	{
		double whole = x->digit;
		size_t fraction = take_fraction(c, end, x);

		if (fraction == end)
			x->digit = whole;
		return fraction;
	}
	return end;
}

/* 几, 数 and 十几: at least two, behind a unit nothing. */
static size_t
take_some(const CsqChars *c, size_t i, CsqNumber *x)
{
	if (x->digit >= 0 ||
	    !((is_some(c, i) && (x->unit == 0 || csq_han_unit(c->cp[i + 1]) < x->unit || x->unit >= 1e4)) ||
	      (x->unit == 10 && (is_cp(c, i, 0x51E0) || is_cp(c, i, 0x5E7E)))))
		return i;
	x->vague = true;
	if (x->unit == 0)
		x->digit = 2;
	else if (is_some(c, i) && csq_han_unit(c->cp[i + 1]) < x->unit)
		return i + 2; /* 一百几十 */
	return i + 1;
}

/* 廿 and 卅 */
static size_t
take_tens(const CsqChars *c, size_t i, CsqNumber *x)
{
	if (x->digit >= 0 || (x->unit > 0 && x->unit <= 10))
		return i;
	x->section += 10 * han_tens(c->cp[i]);
	x->unit = 10;
	return i + 1;
}

size_t
csq_read_number(const CsqChars *c, size_t i, CsqNumber *x, double *value)
{
	size_t start = i;

	*x = (CsqNumber){.digit = -1, .chinese = true};
	while (i < c->n)
	{
		double unit = is_numeral(c, i) ? csq_han_unit(c->cp[i]) : 0;
		size_t next = unit > 0 ? take_loose(c, i, x) : i;

		if (next == i)
			next = unit > 0                 ? i + take_unit(x, unit)
			       : !is_numeral(c, i)      ? take_some(c, i, x)
			       : han_tens(c->cp[i]) > 0 ? take_tens(c, i, x)
			                                : take_digit(c, i, x);
		if (next == i && i > start)
			next = take_point(c, i, x);
		if (next == i)
			break;
		i = next;
	}
	if (i == start || is_numeral(c, i))
		return start;
	if (x->digit >= 0)
		x->section += x->unit >= 100 && x->single && !x->zero ? x->digit * x->unit / 10 : x->digit;
	*value = x->total + x->section;
	return i;
}
