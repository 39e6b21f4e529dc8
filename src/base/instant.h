/*
 * instant.h
 *		Exact, setting-independent text of instants and lengths of time.
 *
 * The text form of a stored value may depend on neither TimeZone nor DateStyle,
 * so instants are ISO 8601 in UTC: 2026-01-05T09:00:00Z, fractions only when
 * there are any, years before 1 as 0000, -0001 ...  Lengths of time are 1d12h,
 * 90s, 250ms: units w d h m s ms us.  Both read back to the same microsecond.
 */
#ifndef CSQ_INSTANT_H
#define CSQ_INSTANT_H

#include "base/core.h"

/* PostgreSQL's range of finite timestamptz: 4714-11-24 BC up to, not including, 294277-01-01. */
#define CSQ_MIN_INSTANT INT64_C(-211813488000000000)
#define CSQ_END_INSTANT INT64_C(9223371331200000000)

static inline bool
csq_is_instant(int64_t at)
{
	return at >= CSQ_MIN_INSTANT && at < CSQ_END_INSTANT;
}

extern void csq_buf_instant(CsqBuf *b, int64_t at);

/*
 * Accepts T or a space between date and time, Z or an offset, seconds and fraction optional; as PostgreSQL does also
 * 24:00, a leap second, and a fraction of more than six digits, which is rounded.
 */
extern bool csq_parse_instant(const char *s, size_t len, int64_t *at);

/* What a text says of a time: an instant (with a zone), a time on the wall, or a bare date. */
typedef enum CsqWhenKind
{
	CSQ_WHEN_INSTANT,
	CSQ_WHEN_LOCAL,
	CSQ_WHEN_DATE
} CsqWhenKind;

typedef struct CsqWhen
{
	CsqWhenKind kind;
	int64_t     at; /* microseconds: an instant, or local time (of a date: its midnight) */
} CsqWhen;

/* ISO 8601 with or without time and zone (2026-03-02Z is midnight there); depends on no setting. */
extern bool csq_parse_when(const char *s, size_t len, CsqWhen *when);

/* A length of time >= 0; 0 prints as 0s. */
extern void csq_buf_length(CsqBuf *b, int64_t usec);

/* Bytes of the token if it stands here, else 0. */
static inline size_t
csq_begins(const char *at, const char *end, const char *token)
{
	size_t n = strlen(token);

	return (size_t) (end - at) >= n && memcmp(at, token, n) == 0 ? n : 0;
}

/*
 * Reads the longest prefix that is a length ("4h", "1d 12h", "7 days", "90 min")
 * and advances *at; false, with *at unchanged, when there is none or it overflows.
 */
extern bool csq_parse_length(const char **at, const char *end, int64_t *usec);

#endif /* CSQ_INSTANT_H */
