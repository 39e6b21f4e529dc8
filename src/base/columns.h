/*
 * columns.h
 *		Numbers in as few bytes as they need: columns of one width, and varints.
 *
 * A column is n numbers one behind the other, the lowest byte first, each in as
 * many bytes as the largest of them takes; none when all are 0.  One width for all
 * is read in a load and a mask, several times faster than a length for each.  A
 * varint is seven bits a byte, the lowest first, the uppermost bit set in all but
 * the last.
 *
 * Core: base only.
 */
#ifndef CSQ_COLUMNS_H
#define CSQ_COLUMNS_H

#include "base/core.h"

/* Bytes that hold a number; 0 for 0. */
static inline int
csq_number_width(uint64_t v)
{
	return v == 0 ? 0 : 8 - __builtin_clzll(v) / 8;
}

/* What of eight bytes belongs to a number of so many. */
static inline uint64_t
csq_width_mask(int width)
{
	return width >= 8 ? UINT64_MAX : (UINT64_C(1) << 8 * width) - 1;
}

typedef struct CsqColumn
{
	const unsigned char *at;
	const unsigned char *end; /* up to here memory may be read */
	size_t               width;
	uint64_t             mask;
} CsqColumn;

/* Number i, behind whose first byte 7 more can be read. */
static inline uint64_t
csq_column_within(const CsqColumn *c, size_t i)
{
	uint64_t v;

	memcpy(&v, c->at + i * c->width, sizeof v);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return v & c->mask;
}

/* Does that hold for the first n numbers? */
static inline bool
csq_column_is_within(const CsqColumn *c, size_t n)
{
	return (size_t) (c->end - c->at) >= n * c->width + 8;
}

static inline uint64_t
csq_column_get(const CsqColumn *c, size_t i)
{
	const unsigned char *p = c->at + i * c->width;
	uint64_t             v = 0;

	if (CSQ_LIKELY(c->end - p >= 8))
		return csq_column_within(c, i);
	for (size_t k = c->width; k > 0; k--)
		v = v << 8 | p[k - 1];
	return v;
}

/* Room for n numbers of this width at the end of a buffer: what csq_column_set fills. */
static inline unsigned char *
csq_column_new(CsqBuf *out, size_t n, int width)
{
	csq_buf_reserve(out, n * (size_t) width + 8);
	out->len += n * (size_t) width;
	return (unsigned char *) out->data + out->len - n * (size_t) width;
}

/* In ascending order of i: up to 8 bytes behind it are overwritten. */
static inline void
csq_column_set(unsigned char *column, size_t i, int width, uint64_t v)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	memcpy(column + i * (size_t) width, &v, sizeof v);
}

/* The next n numbers of the input, of a width that it gave; fails for a width above 8. */
static inline CsqColumn
csq_read_column(CsqReader *r, size_t n, uint8_t width)
{
	CsqColumn c = {NULL, r->end, width, csq_width_mask(width)};

	if (!r->failed && width > 8)
		csq_read_fail(r, "A number has %u bytes.", width);
	c.at = (const unsigned char *) csq_read_bytes(r, n * width);
	return c;
}

static inline void
csq_put_varint(CsqBuf *out, uint64_t v)
{
	unsigned char bytes[10];
	size_t        n = 0;

	for (; v >= 128; v >>= 7)
		bytes[n++] = (unsigned char) (v | 128);
	bytes[n++] = (unsigned char) v;
	csq_buf_put(out, bytes, n);
}

static inline uint64_t
csq_read_varint(CsqReader *r)
{
	uint64_t v = 0;

	if (CSQ_LIKELY(!r->failed && r->at < r->end && *r->at < 128)) /* most are of one byte */
		return *r->at++;
	for (int shift = 0; shift < 64; shift += 7)
	{
		uint8_t byte = csq_read_u8(r);

		if (shift == 63 && byte > 1)
			break;
		v |= (uint64_t) (byte & 127) << shift;
		if (byte < 128)
			return v;
	}
	csq_read_fail(r, "A number is larger than 64 bits.");
	return 0;
}

static inline uint32_t
csq_read_index(CsqReader *r)
{
	uint64_t v = csq_read_varint(r);

	if (v > UINT32_MAX)
		csq_read_fail(r, "%llu is not an index.", (unsigned long long) v);
	return (uint32_t) v;
}

/* A number of items of which each takes so many bytes at least of what comes; 0 when it fails. */
static inline uint32_t
csq_read_number(CsqReader *r, size_t bytes)
{
	uint64_t n = csq_read_varint(r);

	if (!r->failed && (n > UINT32_MAX || n > (size_t) (r->end - r->at) / bytes))
		csq_read_fail(r, "Input is too short for the %llu items it announces.", (unsigned long long) n);
	return r->failed ? 0 : (uint32_t) n;
}

#endif /* CSQ_COLUMNS_H */
