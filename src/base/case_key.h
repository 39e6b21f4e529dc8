/*
 * case_key.h
 *		The id of a case: a number, or bytes.
 */
#ifndef CSQ_CASE_KEY_H
#define CSQ_CASE_KEY_H

#include "base/core.h"

#define CSQ_KEY_TEXT 1 /* bytes */
#define CSQ_KEY_INT  2 /* a number */

typedef struct CsqCaseKey
{
	uint8_t     kind;
	const char *s; /* of a text */
	size_t      len;
	int64_t     id; /* of a number */
} CsqCaseKey;

#endif /* CSQ_CASE_KEY_H */
