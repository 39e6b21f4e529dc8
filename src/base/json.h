/*
 * json.h
 *		A pull reader for the JSON text forms of csq's values.
 *
 * Summaries print as compact JSON with "v":1 first (readable in psql, castable
 * to jsonb, the same bytes on every platform).  Input accepts white space and
 * any key order.  Usage:
 *
 *		csq_json_init(&j, text, len, "score_summary", err);
 *		csq_json_open(&j, '{');
 *		while (csq_json_key(&j, &key))
 *			if (csq_json_is(&key, "n")) n = csq_json_i64(&j);
 *			else csq_json_unknown(&j, &key);
 *		csq_json_end(&j);
 *
 * The first failure is kept (sticky) with SQLSTATE 22P02; later calls return
 * zero values, so callers test once, at the end.
 */
#ifndef CSQ_JSON_CORE_H
#define CSQ_JSON_CORE_H

#include "base/core.h"

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
} CsqJson;

/* A string as it was decoded: not NUL-terminated unless it came from csq_alloc. */
typedef struct CsqText
{
	const char *s;
	size_t      len;
} CsqText;

extern void    csq_json_init(CsqJson *j, const char *text, size_t len, const char *type, CsqError *err);
extern bool    csq_json_fail(CsqJson *j, const char *fmt, ...) CSQ_PRINTF(2, 3); /* detail; 22P02 */
extern char    csq_json_peek(CsqJson *j);               /* next significant byte, 0 at the end */
extern void    csq_json_open(CsqJson *j, char bracket); /* '{' or '[' */
extern bool    csq_json_key(CsqJson *j, CsqText *key);  /* false when '}' was read */
extern bool    csq_json_item(CsqJson *j);               /* false when ']' was read */
extern int64_t csq_json_i64(CsqJson *j);
extern double  csq_json_double(CsqJson *j); /* finite */
extern bool    csq_json_bool(CsqJson *j);
extern bool    csq_json_null(CsqJson *j); /* consumes null if it is next */
extern CsqText csq_json_string(CsqJson *j);
extern void    csq_json_unknown(CsqJson *j, const CsqText *key); /* fails: key not known */
extern void    csq_json_version(CsqJson *j, int64_t newest);     /* reads the value of "v" */
extern bool    csq_json_end(CsqJson *j);                         /* true if all went well and nothing is left */

static inline bool
csq_json_is(const CsqText *t, const char *word)
{
	return strlen(word) == t->len && memcmp(t->s, word, t->len) == 0;
}

/* Writing: a quoted JSON string. */
extern void csq_buf_json(CsqBuf *b, const char *s, size_t len);

#endif /* CSQ_JSON_CORE_H */
