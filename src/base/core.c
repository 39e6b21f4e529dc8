/*
 * core.c
 *		Errors, byte buffers, binary reading and UTF-8 for the pure core.
 *
 * Nothing here touches the server: see core.h for the rules, host_pg.c for the
 * server's binding of memory and interrupts.
 */
#include "base/core.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- errors ---- */

/* Cut s at len bytes or before, so that no UTF-8 character is split. */
static size_t
utf8_cut(const char *s, size_t len)
{
	while (len > 0 && ((unsigned char) s[len] & 0xC0) == 0x80)
		len--;
	return len;
}

static void print_cut(char *out, size_t size, const char *fmt, va_list args) CSQ_PRINTF(3, 0);

static void
print_cut(char *out, size_t size, const char *fmt, va_list args)
{
	int n = vsnprintf(out, size, fmt, args);

	if (n < 0)
		out[0] = '\0';
	else if ((size_t) n >= size)
	{
		/* the last byte is the terminator: step back over a split character */
		size_t end = size - 1;
		size_t lead = end;

		while (lead > 0 && ((unsigned char) out[lead - 1] & 0xC0) == 0x80)
			lead--;
		if (lead > 0)
		{
			unsigned char c = (unsigned char) out[lead - 1];
			size_t        want = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;

			if (lead - 1 + want > end)
				end = lead - 1;
		}
		out[end] = '\0';
	}
}

bool
csq_fail(CsqError *err, CsqCode code, const char *fmt, ...)
{
	va_list args;

	err->code = code;
	err->detail[0] = err->hint[0] = '\0';
	va_start(args, fmt);
	print_cut(err->message, sizeof err->message, fmt, args);
	va_end(args);
	return false;
}

bool
csq_detail(CsqError *err, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	print_cut(err->detail, sizeof err->detail, fmt, args);
	va_end(args);
	return false;
}

bool
csq_hint(CsqError *err, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	print_cut(err->hint, sizeof err->hint, fmt, args);
	va_end(args);
	return false;
}

CsqQuoted
csq_quoted(const char *text, size_t len)
{
	CsqQuoted q;
	size_t    n = len;

	if (n > 60)
		n = utf8_cut(text, 57);
	memcpy(q.s, text, n);
	if (n < len)
		memcpy(q.s + n, "...", 4);
	else
		q.s[n] = '\0';
	return q;
}

bool
csq_array_size(size_t n, size_t size, size_t *result, CsqError *err)
{
	if (__builtin_mul_overflow(n, size, result) || *result > CSQ_MAX_VALUE_SIZE)
		return csq_fail(err, CSQ_LIMIT, "value too large") ||
		       csq_detail(err, "%zu items of %zu bytes exceed the limit of 1 GB for one value.", n, size);
	return true;
}

/* ---- what is wrong with a value ---- */

bool
csq_stored_invalid(const char *type, CsqError *err, const char *rule, ...)
{
	va_list args;

	csq_fail(err, CSQ_BINARY, "invalid value of type csq.%s", type);
	va_start(args, rule);
	print_cut(err->detail, sizeof err->detail, rule, args);
	va_end(args);
	return false;
}

bool
csq_stored_unread(const char *type, CsqError *err)
{
	CsqError said = *err;

	return said.code != CSQ_BINARY ? false : csq_stored_invalid(type, err, "%s", said.detail);
}

bool
csq_stored_newer(const char *type, CsqError *err, int64_t version, int64_t newest)
{
	csq_fail(err, CSQ_UNSUPPORTED, "version %lld of type csq.%s is not known", (long long) version, type);
	if (newest == 1)
		csq_detail(err, "This version of csq reads version 1.");
	else
		csq_detail(err, "This version of csq reads versions 1 to %lld.", (long long) newest);
	return csq_hint(err, "Upgrade the csq library on this server.");
}

bool
csq_stored_head(const void *value, size_t len, size_t min_size, uint8_t newest, const char *type, CsqError *err)
{
	const CsqStored *v = value;

	if (len < sizeof *v)
		return csq_stored_invalid(type, err, "It has %zu bytes, at least %zu are needed.", len, min_size);
	if (v->version > newest)
		return csq_stored_newer(type, err, v->version, newest);
	if (v->version == 0)
		return csq_stored_invalid(type, err, "There is no version 0.");
	if (len < min_size)
		return csq_stored_invalid(type, err, "It has %zu bytes, at least %zu are needed.", len, min_size);
	return true;
}

bool
csq_stored_check(const void *value, size_t len, size_t min_size, const char *type, CsqError *err)
{
	const CsqStored *v = value;

	if (!csq_stored_head(value, len, min_size, 1, type, err))
		return false;
	if (v->kind != 0 || v->flags != 0)
		return csq_stored_invalid(type, err, "It has kind %u and flags %u, both must be 0.", v->kind, v->flags);
	return true;
}

/* ---- hashing ---- */

/* Fewer than 8 bytes, at least one, as a number, the first the lowest: loads that overlap instead of a loop. */
static inline uint64_t
load_some(const unsigned char *p, size_t len)
{
	uint32_t low;
	uint32_t high;

	if (len < 4)
		return p[0] | (uint64_t) p[len / 2] << (8 * (len / 2)) | (uint64_t) p[len - 1] << (8 * (len - 1));
	memcpy(&low, p, sizeof low);
	memcpy(&high, p + len - 4, sizeof high);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	low = __builtin_bswap32(low);
	high = __builtin_bswap32(high);
#endif
	return low | (uint64_t) high << (8 * (len - 4));
}

uint64_t
csq_hash_bytes(const void *data, size_t len, uint64_t seed)
{
	const unsigned char *p = data;
	uint64_t             h = seed ^ (UINT64_C(0x9e3779b97f4a7c15) * (uint64_t) len);

	for (; len >= 8; len -= 8, p += 8)
	{
		uint64_t w;

		memcpy(&w, p, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		w = __builtin_bswap64(w); /* little-endian whatever the platform */
#endif
		h = csq_mix64(h ^ w) + UINT64_C(0x9e3779b97f4a7c15);
	}
	if (len > 0)
		h = csq_mix64(h ^ load_some(p, len));
	return csq_mix64(h);
}

#define TEN_TO_8 INT64_C(100000000)

/*
 * The eight digits of n < 10^8 as bytes of a word, the first the lowest: halves, then quarters, then
 * digits, all of a step side by side (n / 10000, / 100 and / 10 by multiplication).
 */
static inline uint64_t
eight_digits(uint64_t n)
{
	uint64_t halves = n / 10000 | n % 10000 << 32;
	uint64_t hundreds = halves * 10486 >> 20 & UINT64_C(0x0000007f0000007f);
	uint64_t quarters = hundreds | (halves - 100 * hundreds) << 16;
	uint64_t tens = quarters * 103 >> 10 & UINT64_C(0x000f000f000f000f);

	return tens | (quarters - 10 * tens) << 8;
}

/* A number below 0 or of more than 16 digits: as its text. */
static void
hash_long_decimal(int64_t number, const uint64_t seeds[2], uint64_t hashes[2])
{
	char     text[24];
	char    *at = text + sizeof text;
	uint64_t left = number < 0 ? -(uint64_t) number : (uint64_t) number;

	do
		*--at = (char) ('0' + left % 10);
	while ((left /= 10) > 0);
	if (number < 0)
		*--at = '-';
	for (int i = 0; i < 2; i++)
		hashes[i] = csq_hash_bytes(at, (size_t) (text + sizeof text - at), seeds[i]);
}

void
csq_hash_decimal(int64_t number, const uint64_t seeds[2], uint64_t hashes[2])
{
	bool     two = number >= TEN_TO_8;
	uint64_t first;
	uint64_t word[2] = {0, 0};
	uint32_t skipped;
	uint32_t len;

	if (CSQ_UNLIKELY(number < 0 || number >= TEN_TO_8 * TEN_TO_8))
	{
		hash_long_decimal(number, seeds, hashes);
		return;
	}
	first = eight_digits((uint64_t) (two ? number / TEN_TO_8 : number));
	skipped = first == 0 ? 7 : (uint32_t) __builtin_ctzll(first) / 8; /* zeros that are not written */
	len = 8 - skipped;
	word[0] = (first | UINT64_C(0x3030303030303030)) >> 8 * skipped;
	if (CSQ_UNLIKELY(two))
	{
		uint64_t second = eight_digits((uint64_t) (number % TEN_TO_8)) | UINT64_C(0x3030303030303030);

		/* its first digits fill the word, the others are the next */
		word[1] = skipped == 0 ? second : second >> 8 * skipped;
		word[0] |= skipped == 0 ? 0 : second << 8 * len;
		len += 8;
	}
	for (int i = 0; i < 2; i++)
	{
		uint64_t h = seeds[i] ^ (UINT64_C(0x9e3779b97f4a7c15) * len);
		uint32_t left = len;

		for (int w = 0; left > 0; w++)
		{
			h = csq_mix64(h ^ word[w]) + (left >= 8 ? UINT64_C(0x9e3779b97f4a7c15) : 0);
			left -= left >= 8 ? 8 : left;
		}
		hashes[i] = csq_mix64(h);
	}
}

/* ---- a growing byte string ---- */

void
csq_buf_init(CsqBuf *b)
{
	b->cap = 64;
	b->len = 0;
	b->data = csq_alloc(b->cap);
	b->data[0] = '\0';
}

void
csq_buf_reserve(CsqBuf *b, size_t more)
{
	size_t need = b->len + more + 1;

	if (need <= b->cap)
		return;
	while (b->cap < need)
		b->cap *= 2;
	b->data = csq_realloc(b->data, b->cap);
}

/* Whoever writes or reads much asks for interrupts by that, every 16 kB, whatever the loop around it does. */
static inline void
poll_way(size_t from, size_t to)
{
	if (CSQ_UNLIKELY((from ^ to) >> 14 != 0))
		csq_check_interrupts();
}

void
csq_buf_put(CsqBuf *b, const void *data, size_t len)
{
	csq_buf_reserve(b, len);
	if (len > 0)
		memcpy(b->data + b->len, data, len);
	poll_way(b->len, b->len + len);
	b->len += len;
	b->data[b->len] = '\0';
}

void
csq_buf_str(CsqBuf *b, const char *s)
{
	csq_buf_put(b, s, strlen(s));
}

void
csq_buf_char(CsqBuf *b, char c)
{
	csq_buf_put(b, &c, 1);
}

void
csq_buf_printf(CsqBuf *b, const char *fmt, ...)
{
	va_list args;
	size_t  room;
	int     n;

	csq_buf_reserve(b, 64);
	room = b->cap - b->len;
	va_start(args, fmt);
	n = vsnprintf(b->data + b->len, room, fmt, args);
	va_end(args);
	if (n > 0 && (size_t) n >= room)
	{ /* once more, with room for all of it */
		csq_buf_reserve(b, (size_t) n);
		va_start(args, fmt);
		n = vsnprintf(b->data + b->len, (size_t) n + 1, fmt, args);
		va_end(args);
	}
	if (n > 0)
		b->len += (size_t) n;
}

void
csq_buf_i64(CsqBuf *b, int64_t v)
{
	char     tmp[24];
	char    *p = tmp + sizeof tmp;
	uint64_t u = v < 0 ? 0 - (uint64_t) v : (uint64_t) v;

	do
		*--p = (char) ('0' + u % 10);
	while ((u /= 10) != 0);
	if (v < 0)
		*--p = '-';
	csq_buf_put(b, p, (size_t) (tmp + sizeof tmp - p));
}

void
csq_buf_double(CsqBuf *b, double v)
{
	char tmp[40];
	int  n = csq_double_text(v, tmp);

	csq_buf_put(b, tmp, (size_t) n);
}

void
csq_put_u8(CsqBuf *b, uint8_t v)
{
	csq_buf_put(b, &v, 1);
}

static inline void
put_be(CsqBuf *b, uint64_t v, int bytes)
{
	v = csq_be64(v);
	csq_buf_put(b, (const char *) &v + 8 - bytes, (size_t) bytes);
}

void
csq_put_u16(CsqBuf *b, uint16_t v)
{
	put_be(b, v, 2);
}

void
csq_put_u32(CsqBuf *b, uint32_t v)
{
	put_be(b, v, 4);
}

void
csq_put_u64(CsqBuf *b, uint64_t v)
{
	put_be(b, v, 8);
}

void
csq_put_double(CsqBuf *b, double v)
{
	uint64_t bits;

	memcpy(&bits, &v, sizeof bits);
	put_be(b, bits, 8);
}

/* ---- reading binary input ---- */

void
csq_reader_init(CsqReader *r, const void *data, size_t len, const char *type, CsqError *err)
{
	r->at = data;
	r->end = r->at + len;
	r->type = type;
	r->err = err;
	r->failed = false;
}

bool
csq_read_fail(CsqReader *r, const char *fmt, ...)
{
	va_list args;

	if (r->failed)
		return false; /* the first failure is the one to report */
	r->failed = true;
	csq_fail(r->err, CSQ_BINARY, "invalid binary representation for type csq.%s", r->type);
	va_start(args, fmt);
	print_cut(r->err->detail, sizeof r->err->detail, fmt, args);
	va_end(args);
	return false;
}

static inline uint64_t
read_be(CsqReader *r, int bytes)
{
	uint64_t v = 0;

	if (r->failed)
		return 0;
	if (r->end - r->at < bytes)
	{
		csq_read_fail(r, "Input ends where %d more bytes are needed.", bytes);
		return 0;
	}
	poll_way((uintptr_t) r->at, (uintptr_t) (r->at + bytes));
	memcpy((char *) &v + 8 - bytes, r->at, (size_t) bytes);
	r->at += bytes;
	return csq_be64(v);
}

uint8_t
csq_read_u8(CsqReader *r)
{
	return (uint8_t) read_be(r, 1);
}

uint8_t
csq_read_version(CsqReader *r, uint8_t newest)
{
	uint8_t v = csq_read_u8(r);

	if (r->failed)
		return 0;
	if (v == 0)
		csq_read_fail(r, "There is no version 0.");
	else if (v > newest)
	{
		r->failed = true;
		csq_stored_newer(r->type, r->err, v, newest);
	}
	return v;
}

uint16_t
csq_read_u16(CsqReader *r)
{
	return (uint16_t) read_be(r, 2);
}

uint32_t
csq_read_u32(CsqReader *r)
{
	return (uint32_t) read_be(r, 4);
}

uint64_t
csq_read_u64(CsqReader *r)
{
	return read_be(r, 8);
}

double
csq_read_double(CsqReader *r)
{
	uint64_t bits = read_be(r, 8);
	double   v;

	memcpy(&v, &bits, sizeof v);
	return v;
}

const char *
csq_read_bytes(CsqReader *r, size_t len)
{
	const char *p = (const char *) r->at;

	if (r->failed)
		return NULL;
	if ((size_t) (r->end - r->at) < len)
	{
		csq_read_fail(r, "Input ends where %zu more bytes are needed.", len);
		return NULL;
	}
	poll_way((uintptr_t) r->at, (uintptr_t) (r->at + len));
	r->at += len;
	return p;
}

uint32_t
csq_read_count(CsqReader *r, size_t min_item_size)
{
	uint32_t n = csq_read_u32(r);

	if (r->failed)
		return 0;
	if (min_item_size > 0 && n > (size_t) (r->end - r->at) / min_item_size)
	{
		csq_read_fail(r, "Input is too short for the %u items it announces.", n);
		return 0;
	}
	return n;
}

bool
csq_read_end(CsqReader *r)
{
	if (!r->failed && r->at != r->end)
		csq_read_fail(r, "%td bytes are left over at the end.", r->end - r->at);
	return !r->failed;
}

/* ---- UTF-8 ---- */

/* Length of the well-formed character at p, or 0. */
static int
utf8_char(const unsigned char *p, const unsigned char *end, uint32_t *cp)
{
	unsigned char c = *p;
	int           n;

	if (c < 0x80)
	{
		*cp = c;
		return 1;
	}
	n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
	if (c < 0xC2 || c > 0xF4 || end - p < n)
		return 0;
	*cp = c & (0xFFu >> (n + 1));
	for (int i = 1; i < n; i++)
	{
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		*cp = (*cp << 6) | (p[i] & 0x3F);
	}
	if ((n == 3 && *cp < 0x800) || (n == 4 && (*cp < 0x10000 || *cp > 0x10FFFF)) || (*cp >= 0xD800 && *cp <= 0xDFFF))
		return 0;
	return n;
}

/* Are these eight bytes ASCII, none of them NUL?  Without the high bits no borrow passes from one byte to the next. */
static inline bool
ascii8(const unsigned char *p)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t       w;

	memcpy(&w, p, sizeof w);
	return (w & high) == 0 && (((w | high) - UINT64_C(0x0101010101010101)) & high) == high;
}

bool
csq_utf8_valid(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *) s;
	const unsigned char *end = p + len;

	for (size_t i = 0; p < end; i++)
	{
		uint32_t cp;
		int      n;

		csq_poll(i);
		if (end - p >= 8 && ascii8(p))
		{
			p += 8;
			continue;
		}
		n = utf8_char(p, end, &cp);
		if (n == 0 || cp == 0)
			return false;
		p += n;
	}
	return true;
}

uint32_t
csq_utf8_next(const char **p, const char *end)
{
	uint32_t cp;
	int      n = utf8_char((const unsigned char *) *p, (const unsigned char *) end, &cp);

	if (CSQ_UNLIKELY(n == 0))
	{
		(*p)++;
		return 0xFFFD;
	}
	*p += n;
	return cp;
}

void
csq_buf_utf8(CsqBuf *b, uint32_t c)
{
	char t[4];
	int  n;

	if (c < 0x80)
	{
		t[0] = (char) c;
		n = 1;
	}
	else if (c < 0x800)
	{
		t[0] = (char) (0xC0 | (c >> 6));
		t[1] = (char) (0x80 | (c & 0x3F));
		n = 2;
	}
	else if (c < 0x10000)
	{
		t[0] = (char) (0xE0 | (c >> 12));
		t[1] = (char) (0x80 | ((c >> 6) & 0x3F));
		t[2] = (char) (0x80 | (c & 0x3F));
		n = 3;
	}
	else
	{
		t[0] = (char) (0xF0 | (c >> 18));
		t[1] = (char) (0x80 | ((c >> 12) & 0x3F));
		t[2] = (char) (0x80 | ((c >> 6) & 0x3F));
		t[3] = (char) (0x80 | (c & 0x3F));
		n = 4;
	}
	csq_buf_put(b, t, (size_t) n);
}
