/*
 * han_number.h
 *		Chinese numerals: digits, units, and whole numbers as they are written in targets.
 */
#ifndef CSQ_HAN_NUMBER_H
#define CSQ_HAN_NUMBER_H

#include "base/core.h"

/*
 * Value of a Chinese digit, -1 for none; of a unit (十 to 亿), 0 for none.  Those of cheques, 壹 and 拾, and traditional
 * ones included.
 */
extern int    csq_han_digit(uint32_t c);
extern double csq_han_unit(uint32_t c);

/*
 * The number at *at from 一 to 九千九百九十九, exact: everyday numerals, 两 and 〇 included; false, and nothing taken, when
 * there is none.  What people say of amounts (几万, 五六千) is read by text/numeral.h.
 */
extern bool csq_chinese_number(const char **at, const char *end, int64_t *number);

#endif /* CSQ_HAN_NUMBER_H */
