/*
 * stored_type.h
 *		What a stored type says of itself, so that its SQL functions can be made.
 *
 * Every stored type has text and binary input and output, = and <>, an order and a
 * hash.  They differ only in the functions of the core they call: those are named
 * once, in a CsqStoredType, and stored_type_pg.c makes the rest (see stored_type_pg.h;
 * the SQL side is sql/templates/stored_type.sql).
 *
 * Two values are equal when their canonical binary forms (write) are the same bytes;
 * slack and the way a value came about do not count.  They are ordered by these
 * bytes, unless compare knows an order that people expect.
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
	bool   canonical; /* equal values are stored as equal bytes, which may be compared instead of what write gives */

	/*
	 * Of a canonical type whose newer values are stored in another way than older ones:
	 * the value, which may be either, in the one way by which both are compared and
	 * hashed, as they were before there were two; NULL on failure.
	 */
	const void *(*plain)(const void *value, CsqError *err);

	/*
	 * A value that nobody reads as text, such as the state of an aggregate: its name
	 * in SQL.  Its text form is the envelope (envelope.h) of its binary form, and
	 * parse and text are NULL.
	 */
	const char *sealed;

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

	/* A total order that agrees with equality: negative, 0, positive.  NULL: the order of the bytes. */
	int (*compare)(const void *a, const void *b);
} CsqStoredType;

#endif /* CSQ_STORED_TYPE_H */
