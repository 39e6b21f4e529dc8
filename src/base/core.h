/*
 * core.h
 *		What the pure core may use of the world: memory, errors, interrupts,
 *		byte buffers.
 *
 * A core file (src/FOLDER/TOPIC.c, without _pg) computes over plain structs and knows nothing
 * of fmgr, SPI or the catalogue.  It includes this header and never postgres.h,
 * so that the same object code runs inside a server (bound by host_pg.c) and in
 * the unit tests and fuzzers (bound by test/unit/host.c).
 *
 * Conventions
 *	 - A function that can fail for a reason the user caused returns bool (or a
 *	   pointer that may be NULL) and fills a CsqError; the shell turns that into
 *	   ereport() or, in an input function, into a soft error.
 *	 - Memory comes from csq_alloc().  In the server that is the current memory
 *	   context: an error between two calls leaks nothing, so core code has no
 *	   clean-up paths.  Core code holds no resource other than such memory
 *	   and temporary files (spill.h) across a call of csq_check_interrupts(), which may
 *	   not return.
 *	 - Instants are int64 microseconds since 2000-01-01 00:00 UTC, as in
 *	   PostgreSQL; local wall-clock times are the same scale without a zone;
 *	   dates are int32 days since 2000-01-01.
 *
 * Any file of the project may include this header.
 */
#ifndef CSQ_CORE_H
#define CSQ_CORE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* GCC and clang only: the code relies on their checked arithmetic and on 128-bit integers. */
#define CSQ_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define CSQ_LIKELY(x)    __builtin_expect((x) != 0, 1)
#define CSQ_UNLIKELY(x)  __builtin_expect((x) != 0, 0)

/* ---- time ---- */

#define CSQ_USEC_PER_SEC  INT64_C(1000000)
#define CSQ_USEC_PER_MIN  (60 * CSQ_USEC_PER_SEC)
#define CSQ_USEC_PER_HOUR (3600 * CSQ_USEC_PER_SEC)
#define CSQ_USEC_PER_DAY  (86400 * CSQ_USEC_PER_SEC)

/* ---- how every stored value of csq begins ---- */

typedef struct CsqStored
{
	uint32_t vl_len_; /* PostgreSQL's varlena header, four bytes */
	uint8_t  version; /* 1 */
	uint8_t  kind;    /* 0 until a type needs it; anything unknown is refused */
	uint16_t flags;   /* likewise */
} CsqStored;

/* ---- errors ---- */

typedef enum CsqCode
{
	CSQ_OK = 0,
	CSQ_SYNTAX,      /* 22P02: text that does not parse */
	CSQ_RANGE,       /* 22003: number outside its range */
	CSQ_PARAM,       /* 22023: argument or parameter that makes no sense */
	CSQ_DATA,        /* 22000: data that contradict each other */
	CSQ_DATETIME,    /* 22008: instant or date outside its range */
	CSQ_BEYOND,      /* 22008: past the last date that a calendar knows */
	CSQ_LIMIT,       /* 54000: a documented limit is exceeded */
	CSQ_UNSUPPORTED, /* 0A000: well-formed, but not offered */
	CSQ_BINARY       /* 22P03: binary input that breaks a rule of its type */
} CsqCode;

/* One error with its three texts; each is cut at a character border to fit. */
typedef struct CsqError
{
	CsqCode code;
	char    message[320]; /* lower case, no period, quotes the offending value */
	char    detail[512];  /* a sentence: the rule; may be empty */
	char    hint[320];    /* a sentence: the remedy; may be empty */
} CsqError;

/*
 * Each fills its part and returns false, so that a failure reads
 *		return csq_fail(err, CSQ_PARAM, "...") || csq_detail(err, "...") || csq_hint(err, "...");
 */
extern bool csq_fail(CsqError *err, CsqCode code, const char *fmt, ...) CSQ_PRINTF(3, 4);
extern bool csq_detail(CsqError *err, const char *fmt, ...) CSQ_PRINTF(2, 3);
extern bool csq_hint(CsqError *err, const char *fmt, ...) CSQ_PRINTF(2, 3);

/* A quoted, shortened copy of user text for a message: at most 60 bytes, cut at a character. */
typedef struct CsqQuoted
{
	char s[72];
} CsqQuoted;

extern CsqQuoted csq_quoted(const char *text, size_t len);

/* ---- memory and interrupts: bound by host_pg.c or test/unit/host.c ---- */

extern void *csq_alloc(size_t size);
extern void *csq_alloc0(size_t size);
extern void *csq_realloc(void *p, size_t size);
extern void  csq_free(void *p);
extern void  csq_check_interrupts(void);

/*
 * In each loop over user data, i counting its turns: may a cancel come in?  Every
 * 1,024 turns, the first of them not before the 1,024th, so that a short loop never asks.
 * csq_check_interrupts() itself stands where one turn may take long or is not counted: a
 * turn that sorts, merges, solves or parses, or that goes over many items.
 */
static inline void
csq_poll(uint64_t i)
{
	if (CSQ_UNLIKELY((i & 1023) == 1023))
		csq_check_interrupts();
}

/* The array with room for cap items of this size, which may be none yet (NULL); a size that overflows is refused. */
static inline void *
csq_resized(void *items, size_t size, size_t cap)
{
	size_t bytes;

	if (CSQ_UNLIKELY(__builtin_mul_overflow(size, cap, &bytes)))
		bytes = SIZE_MAX; /* which no allocator has */
	return items == NULL ? csq_alloc(bytes) : csq_realloc(items, bytes);
}

/*
 * Twice the room: csq_grow(list->item, list->cap) when list->n == list->cap.  From 0
 * and NULL to 8 items.  Another array of as many items follows by csq_resize().
 */
#define csq_resize(items, cap) ((items) = csq_resized((items), sizeof *(items), (cap)))
#define csq_grow(items, cap)                                                                                           \
	((items) = csq_resized((items), sizeof *(items),                                                                   \
	                       (cap) == 0                                 ? (size_t) ((cap) = 8)                           \
	                       : __builtin_mul_overflow((cap), 2, &(cap)) ? SIZE_MAX                                       \
	                                                                  : (size_t) (cap)))

/* csq_grow of an array whose items are zero until they are used. */
#define csq_grow0(items, cap)                                                                                          \
	do                                                                                                                 \
	{                                                                                                                  \
		size_t was_ = (cap);                                                                                           \
		csq_grow(items, cap);                                                                                          \
		memset((items) + was_, 0, ((cap) -was_) * sizeof *(items));                                                    \
	} while (0)

/* Shortest decimal text that reads back to the same bits; returns its length (< 32). */
extern int csq_double_text(double value, char *out);

/* n * size, or an error CSQ_LIMIT when that does not fit a PostgreSQL value (1 GB). */
#define CSQ_MAX_VALUE_SIZE ((size_t) 0x3fffffff)
extern bool csq_array_size(size_t n, size_t size, size_t *result, CsqError *err);

/* ---- what is wrong with a value: one wording and one SQLSTATE for all types ---- */

/* 22P03 "invalid value of type csq.T": what is stored, sent or handed over breaks a rule of its type, the detail. */
extern bool csq_stored_invalid(const char *type, CsqError *err, const char *rule, ...) CSQ_PRINTF(3, 4);

/* The same of bytes within a stored value that a binary reader refused, *err being what it said; other errors stay. */
extern bool csq_stored_unread(const char *type, CsqError *err);

/*
 * 0A000 "version 3 of type csq.T is not known": a value, in whatever form, that a newer
 * version of csq wrote.  Versions begin with 1: a lower one is a value that breaks a rule.
 */
extern bool csq_stored_newer(const char *type, CsqError *err, int64_t version, int64_t newest);

/*
 * The header of a stored value of len bytes:
 * long enough, of a version that is known?  Flags and kind are the type's.
 */
extern bool csq_stored_head(const void *value, size_t len, size_t min_size, uint8_t newest, const char *type,
                            CsqError *err);

/* The same for a type whose flags and kind are 0 and whose only version is 1. */
extern bool csq_stored_check(const void *value, size_t len, size_t min_size, const char *type, CsqError *err);

/* ---- overflow-safe integers ---- */

static inline bool
csq_add_i64(int64_t a, int64_t b, int64_t *r)
{
	return !__builtin_add_overflow(a, b, r);
}

static inline bool
csq_sub_i64(int64_t a, int64_t b, int64_t *r)
{
	return !__builtin_sub_overflow(a, b, r);
}

static inline bool
csq_mul_i64(int64_t a, int64_t b, int64_t *r)
{
	return !__builtin_mul_overflow(a, b, r);
}

/* Floor division and its remainder: the remainder has the sign of the divisor (> 0). */
static inline int64_t
csq_floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static inline int64_t
csq_floor_mod(int64_t a, int64_t b)
{
	return a - csq_floor_div(a, b) * b;
}

/* Mix of 64 bits (Stafford's variant 13 of the MurmurHash3 finalizer). */
static inline uint64_t
csq_mix64(uint64_t x)
{
	x ^= x >> 30;
	x *= UINT64_C(0xbf58476d1ce4e5b9);
	x ^= x >> 27;
	x *= UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

/* Hash of a byte string: stable for ever, the same on every platform. */
extern uint64_t csq_hash_bytes(const void *data, size_t len, uint64_t seed);

/* Those of a number written in decimal, for two seeds, without writing it: what is stored and read at once waits. */
extern void csq_hash_decimal(int64_t number, const uint64_t seeds[2], uint64_t hashes[2]);

/* ---- a growing byte string; putting bytes asks for interrupts now and then ---- */

typedef struct CsqBuf
{
	char  *data; /* always NUL-terminated, the NUL not counted */
	size_t len;
	size_t cap;
} CsqBuf;

extern void csq_buf_init(CsqBuf *b);
extern void csq_buf_reserve(CsqBuf *b, size_t more);
extern void csq_buf_put(CsqBuf *b, const void *data, size_t len);
extern void csq_buf_str(CsqBuf *b, const char *s);
extern void csq_buf_char(CsqBuf *b, char c);
extern void csq_buf_printf(CsqBuf *b, const char *fmt, ...) CSQ_PRINTF(2, 3);
extern void csq_buf_i64(CsqBuf *b, int64_t v);   /* decimal text */
extern void csq_buf_double(CsqBuf *b, double v); /* shortest exact text */

/* binary wire form: network byte order, to and from which this leads */
static inline uint64_t
csq_be64(uint64_t v)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return v;
#else
	return __builtin_bswap64(v);
#endif
}

extern void csq_put_u8(CsqBuf *b, uint8_t v);
extern void csq_put_u16(CsqBuf *b, uint16_t v);
extern void csq_put_u32(CsqBuf *b, uint32_t v);
extern void csq_put_u64(CsqBuf *b, uint64_t v);
extern void csq_put_double(CsqBuf *b, double v);

/* ---- reading binary input, which is hostile until checked; it asks for interrupts likewise ---- */

typedef struct CsqReader
{
	const unsigned char *at;
	const unsigned char *end;
	const char          *type; /* SQL type name for messages */
	CsqError            *err;
	bool                 failed; /* sticky: later reads return 0 */
} CsqReader;

extern void        csq_reader_init(CsqReader *r, const void *data, size_t len, const char *type, CsqError *err);
extern bool        csq_read_fail(CsqReader *r, const char *fmt, ...) CSQ_PRINTF(2, 3); /* 22P03 */
extern uint8_t     csq_read_u8(CsqReader *r);
extern uint8_t     csq_read_version(CsqReader *r, uint8_t newest); /* u8, 1 to newest; 0A000 when it is newer */
extern uint16_t    csq_read_u16(CsqReader *r);
extern uint32_t    csq_read_u32(CsqReader *r);
extern uint64_t    csq_read_u64(CsqReader *r);
extern double      csq_read_double(CsqReader *r);
extern const char *csq_read_bytes(CsqReader *r, size_t len); /* NULL on failure; not copied */

/* A count of items that each need at least min_item_size more bytes: checked before anything is allocated. */
extern uint32_t csq_read_count(CsqReader *r, size_t min_item_size);
extern bool     csq_read_end(CsqReader *r); /* true if all went well and nothing is left */

/* Is this a well-formed UTF-8 string without NUL? */
extern bool csq_utf8_valid(const char *s, size_t len);

/*
 * Next code point of well-formed UTF-8 at *p, advancing it; *p < end must hold.
 * Ill-formed bytes never read past end: they give U+FFFD and advance by one.
 */
extern uint32_t csq_utf8_next(const char **p, const char *end);
extern void     csq_buf_utf8(CsqBuf *b, uint32_t codepoint);

#endif /* CSQ_CORE_H */
