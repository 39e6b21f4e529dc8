/*
 * stored_type.h
 *		What a stored type says of itself, so that its SQL functions can be made.
 *
 * Every stored type has text and binary input and output, and most have = and <>.
 * They differ only in the functions of the core they call: those are named once,
 * in a CsqStoredType, and stored_type.c makes the rest (see stored_type_pg.h).
 *
 * Core: includes core.h only.
 */
#ifndef CSQ_STORED_TYPE_H
#define CSQ_STORED_TYPE_H

#include "base/core.h"

typedef struct CsqStoredType
{
	size_t fixed;     /* bytes of a type of fixed length; 0: a varlena */
	bool   utf8;      /* input takes text as characters: 0A000 in a database of another encoding */
	bool   canonical; /* equal values are stored as equal bytes */

	/*
	 * Is this a well-formed value of len bytes?  Reads nothing beyond len.  The
	 * one place that knows the invariants.  NULL where open says that.
	 */
	bool (*check)(const void *value, size_t len, CsqError *err);

	/* What text and write take, where that is not the value itself; NULL on failure. */
	const void *(*open)(const void *value, CsqError *err);

	/* The four directions; parse and read give a stored value, NULL on failure. */
	void *(*parse)(const char *text, size_t len, CsqError *err);
	void (*text)(const void *opened, CsqBuf *out);
	void *(*read)(const void *data, size_t len, CsqError *err);
	void (*write)(const void *opened, CsqBuf *out);
} CsqStoredType;

#endif /* CSQ_STORED_TYPE_H */
