/*
 * fuzz.h
 *		What every fuzz target begins with.
 *
 * A target is one function, LLVMFuzzerTestOneInput, called with arbitrary bytes by
 * libFuzzer or by driver.c.  It ends with csq_host_reset().
 */
#ifndef CSQ_FUZZ_H
#define CSQ_FUZZ_H

#include <stdlib.h>

#include "base/core.h"
#include "base/flat.h"
#include "host.h"

extern int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A claim of the target; where it does not hold the input is kept. */
static inline void
must(bool ok)
{
	if (!ok)
		abort();
}

/* The same bytes? */
static inline void
same(const CsqBuf *a, const CsqBuf *b)
{
	must(a->len == b->len && memcmp(a->data, b->data, a->len) == 0);
}

/* The same value, and is there one? */
static inline bool
same_value(const void *a, const void *b)
{
	return a != NULL && b != NULL && csq_flat_size(a) == csq_flat_size(b) && memcmp(a, b, csq_flat_size(a)) == 0;
}

/*
 * The bytes as a value on disk: the length is right, the rest is what it is.
 * least: bytes that may be read in any case.
 */
static inline void *
stored_value(const uint8_t *data, size_t size, size_t least)
{
	char *v = csq_alloc0(size + 4 < least ? least : size + 4);

	memcpy(v + 4, data, size);
	csq_flat_set_size(v, size + 4);
	return v;
}

#endif /* CSQ_FUZZ_H */
