/*
 * han_number.c
 *		Chinese numerals: digits, units, and whole numbers as they are written in targets.
 *
 * Everyday numerals (一, 十) and those that only cheques have (壹, 拾) are told apart: a
 * literal is full of words that people chose, and 陆 or 伍 in one is a surname.  A number
 * is exact here; one that is vague is an amount of text/numeral.c, which reads the same
 * digits and units.
 */
#include "base/han_number.h"

static int
everyday_digit(uint32_t c)
{
	static const uint32_t digits[] = {0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
	                                  0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D}; /* 零一二三四五六七八九 */

	for (int d = 0; d < 10; d++)
		if (digits[d] == c)
			return d;
	return c == 0x3007 /* 〇 */ ? 0 : c == 0x4E24 || c == 0x5169 /* 两 兩 */ ? 2 : -1;
}

static int
everyday_unit(uint32_t c)
{
	return c == 0x5341 /* 十 */ ? 10 : c == 0x767E /* 百 */ ? 100 : c == 0x5343 /* 千 */ ? 1000 : 0;
}

int
csq_han_digit(uint32_t c)
{
	static const uint32_t formal[] = {0x58F9, 0x8D30, 0x53C1, 0x8086, 0x4F0D,
	                                  0x9646, 0x67D2, 0x634C, 0x7396}; /* 壹贰叁肆伍陆柒捌玖 */
	int                   everyday = everyday_digit(c);

	if (everyday >= 0)
		return everyday;
	switch (c)
	{
		case 0x5169: /* 兩 */
		case 0x8CB3: /* 貳 */
			return 2;
		case 0x53C3: /* 參 */
		case 0x53C4: /* 叄 */
			return 3;
		case 0x9678: /* 陸 */
			return 6;
	}
	for (int d = 0; d < 9; d++)
		if (formal[d] == c)
			return d + 1;
	return -1;
}

double
csq_han_unit(uint32_t c)
{
	switch (c)
	{
		case 0x62FE: /* 拾 */
			return 10;
		case 0x4F70: /* 佰 */
			return 100;
		case 0x4EDF: /* 仟 */
			return 1000;
		case 0x4E07: /* 万 */
		case 0x842C: /* 萬 */
			return 1e4;
		case 0x4EBF: /* 亿 */
		case 0x5104: /* 億 */
			return 1e8;
	}
	return everyday_unit(c);
}

/* The character at *at, moving over it; 0 at the end. */
static uint32_t
take_character(const char **at, const char *end)
{
	return *at < end ? csq_utf8_next(at, end) : 0;
}

bool
csq_chinese_number(const char **at, const char *end, int64_t *number)
{
	int64_t     sum = 0;
	int64_t     least = 1; /* what a last digit counts: 一百二 is 120, 一百零二 102 */
	const char *p = *at;

	for (int64_t value = 1000; value >= 1;)
	{
		const char *behind = p;
		int         digit = everyday_digit(take_character(&behind, end));
		const char *unit = digit < 0 ? p : behind;

		if (digit == 0 && sum > 0)
		{ /* 一百零五: the nought stands for the units that are left out */
			p = behind;
			least = 1;
			continue;
		}
		if (value == 1)
		{
			if (digit >= 0)
				p = behind;
			sum += digit > 0 ? digit * least : 0;
		}
		else if (everyday_unit(take_character(&unit, end)) == value && (digit > 0 || value == 10))
		{
			p = unit;
			sum += (digit > 0 ? digit : 1) * value;
			least = value / 10;
		} /* else no such unit: the digit belongs to a lesser one */
		value /= 10;
	}
	if (p == *at || sum == 0)
		return false;
	*at = p;
	*number = sum;
	return true;
}
