/*
 * duration_fuzz.c
 *		Fuzz target: text and binary input of sets of lengths, and stored bytes.
 *
 * First byte: text, binary, or bytes as they lie on disk, of which type.  What is accepted must
 * come back unchanged from both of its forms, and merge with itself.
 */
#include "metrics/call.h"
#include "metrics/duration.h"

#include "fuzz.h"

static const CsqLengthsType *type = &csq_duration_type;

static CsqBuf
written(const CsqLengths *l)
{
	CsqBuf b;

	csq_buf_init(&b);
	csq_lengths_write(l, type, &b);
	return b;
}

static void
must_equal(const CsqLengths *a, const CsqLengths *b)
{
	CsqBuf x, y;

	must(b != NULL);
	x = written(a);
	y = written(b);
	must(x.len == y.len && memcmp(x.data, y.data, x.len) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqLengths *l = NULL;
	CsqError    err;
	CsqBuf      text, binary;

	if (size == 0)
		return 0;
	type = data[0] & 0x80 ? &csq_call_type : &csq_duration_type;
	if (data[0] % 3 == 2)
	{
		if (size - 1 >= sizeof *l)
		{
			l = csq_alloc(size - 1);
			memcpy(l, data + 1, size - 1);
			csq_flat_set_size(l, size - 1);
			if (csq_lengths_check(l, size - 1, type, &err))
				written(l);
		}
		csq_host_reset();
		return 0;
	}
	l = data[0] % 3 ? csq_lengths_parse((const char *) data + 1, size - 1, type, &err)
	                : csq_lengths_read(data + 1, size - 1, type, &err);
	if (l != NULL)
	{
		must(csq_lengths_check(l, csq_flat_size(l), type, &err));
		csq_buf_init(&text);
		csq_lengths_text(l, type, &text);
		binary = written(l);
		must_equal(l, csq_lengths_parse(text.data, text.len, type, &err));
		must_equal(l, csq_lengths_read(binary.data, binary.len, type, &err));
		if (csq_lengths_merge(&l, csq_lengths_read(binary.data, binary.len, type, &err), type, &err))
			must(csq_lengths_check(l, csq_flat_size(l), type, &err));
	}
	csq_host_reset();
	return 0;
}
