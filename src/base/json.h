/*
 * json.h
 *		A pull reader for the JSON text forms of csq's values.
 *
 * Summaries print as compact JSON with "v":1 first (readable in psql, castable
 * to jsonb, the same bytes on every platform).  Input accepts white space and
 * any key order.  Usage:
 *
 *		static const char *const names[] = {"v", "n", "cells", NULL};
 *		enum { V, N, CELLS };
 *
 *		csq_json_init(&j, text, len, "score_summary", err);
 *		csq_json_open(&j, '{');
 *		while ((k = csq_json_member(&j, names, &seen)) >= 0)
 *			switch (k)
 *			{
 *				case V: csq_json_version(&j, 1); break;
 *				case N: n = csq_json_i64(&j); break;
 *				case CELLS: ...
 *			}
 *		csq_json_need(&j, names, seen, 1u << V | 1u << N);
 *		return csq_json_end(&j);
 *
 * So a key that is not known, that appears twice or that is missing is refused in
 * one wording for all types.  An object whose keys are the user's own (labels) is
 * read by csq_json_key().
 *
 * The first failure is kept (sticky) with SQLSTATE 22P02, or 0A000 for a version
 * that is newer; later calls return zero values, so callers test once, at the end.
 *
 * Every reader asks for interrupts in its loops, whatever the shape of the text:
 * members and items, long strings and numbers, white space.
 */
#ifndef CSQ_JSON_H
#define CSQ_JSON_H

#include "base/core.h"
#include "base/labels.h"

typedef struct CsqJson
{
	const char *start;
	const char *at;
	const char *end;
	const char *type; /* SQL type name for messages */
	CsqError   *err;
	bool        failed;
	bool        first; /* nothing read yet in the innermost container */
	int         depth;
	uint32_t    turns; /* members and items read: for csq_poll */
} CsqJson;

extern void    csq_json_init(CsqJson *j, const char *text, size_t len, const char *type, CsqError *err);
extern bool    csq_json_fail(CsqJson *j, const char *fmt, ...) CSQ_PRINTF(2, 3); /* detail; 22P02 */
extern char    csq_json_peek(CsqJson *j);               /* next significant byte, 0 at the end */
extern void    csq_json_open(CsqJson *j, char bracket); /* '{' or '[' */
extern bool    csq_json_key(CsqJson *j, CsqText *key);  /* false when '}' was read */
extern bool    csq_json_item(CsqJson *j);               /* false when ']' was read */
extern int64_t csq_json_i64(CsqJson *j);
extern double  csq_json_double(CsqJson *j); /* finite */
extern bool    csq_json_bool(CsqJson *j);
extern bool    csq_json_null(CsqJson *j);                    /* consumes null if it is next */
extern CsqText csq_json_string(CsqJson *j);                  /* not NUL-terminated */
extern void    csq_json_skip(CsqJson *j);                    /* passes over a value of any kind */
extern void    csq_json_version(CsqJson *j, int64_t newest); /* reads the value of "v" */
extern bool    csq_json_end(CsqJson *j);                     /* true if all went well and nothing is left */

/*
 * The next member of an object whose keys are names[0], names[1], ... NULL (at most
 * 32): which one it is, with j before its value; -1 after the last one or on failure.
 * seen, 0 at first, collects 1 << number.
 */
extern int csq_json_member(CsqJson *j, const char *const *names, unsigned *seen);

/* Fails unless all these members were seen. */
extern bool csq_json_need(CsqJson *j, const char *const *names, unsigned seen, unsigned need);

/* For keys that come from somewhere else than names: marks bit in *seen, or fails when it was; there is no such key. */
extern bool csq_json_once(CsqJson *j, const CsqText *key, unsigned *seen, unsigned bit);
extern void csq_json_unknown(CsqJson *j, const CsqText *key);

static inline bool
csq_json_is(const CsqText *t, const char *word)
{
	return strlen(word) == t->len && memcmp(t->s, word, t->len) == 0;
}

/* Writing: a quoted JSON string. */
extern void csq_buf_json(CsqBuf *b, const char *s, size_t len);

/* A decimal number as JSON writes it; false, and nothing written, when the text is none. */
extern bool csq_buf_json_number(CsqBuf *b, const CsqText *text);

#endif /* CSQ_JSON_H */
