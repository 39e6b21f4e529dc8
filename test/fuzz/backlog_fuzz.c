/*
 * backlog_fuzz.c
 *		Fuzz target: text and binary input of backlogs and repeats, and stored bytes.
 *
 * First byte: which type, and text, binary or bytes as they lie on disk.  What is
 * accepted must come back unchanged from both of its forms.
 */
#include "metrics/backlog.h"
#include "metrics/repeats.h"

#include "fuzz.h"

static void
must_equal(const void *a, const void *b)
{
	must(b != NULL && csq_flat_size(a) == csq_flat_size(b) && memcmp(a, b, csq_flat_size(a)) == 0);
}

static void
try_backlog(int way, const uint8_t *data, size_t size)
{
	CsqBacklog *b, *packed;
	CsqError    err;
	CsqBuf      text, binary;

	if (way == 2)
	{
		b = csq_alloc(size);
		memcpy(b, data, size);
		if (size < sizeof *b)
			return;
		csq_flat_set_size(b, size);
		if (!csq_backlog_check(b, size, &err))
			return;
		csq_backlog_open_at(b, b->missing);
		packed = csq_backlog_pack(b, &err);
		if (packed == NULL)
			return; /* equal cases whose counts are out of range */
		must(csq_backlog_check(packed, csq_flat_size(packed), &err));
		must(csq_backlog_open_at(packed, b->missing) == csq_backlog_open_at(b, b->missing));
		must(csq_backlog_opened(packed, 0, b->missing) == csq_backlog_opened(b, 0, b->missing));
		if (!csq_backlog_add_there(packed, 5, 7))
			(void) csq_backlog_add(&packed, 5, 7, &err);
		(void) csq_backlog_merge(&packed, b, &err);
		return;
	}
	b = way == 0 ? csq_backlog_parse((const char *) data, size, &err) : csq_backlog_read(data, size, &err);
	if (b == NULL)
		return;
	must(csq_backlog_check(b, csq_flat_size(b), &err));
	csq_buf_init(&text);
	csq_buf_init(&binary);
	csq_backlog_text(b, &text);
	csq_backlog_write(b, &binary);
	must_equal(b, csq_backlog_parse(text.data, text.len, &err));
	must_equal(b, csq_backlog_read(binary.data, binary.len, &err));
}

static void
try_repeats(int way, const uint8_t *data, size_t size)
{
	CsqRepeats *r;
	CsqError    err;
	CsqBuf      text, binary;

	if (way == 2)
	{
		r = csq_alloc(size);
		memcpy(r, data, size);
		if (size < sizeof *r)
			return;
		csq_flat_set_size(r, size);
		if (csq_repeats_check(r, size, &err))
			csq_repeats_count(csq_repeats_pack(r, &err));
		return;
	}
	r = way == 0 ? csq_repeats_parse((const char *) data, size, &err) : csq_repeats_read(data, size, &err);
	if (r == NULL)
		return;
	must(csq_repeats_check(r, csq_flat_size(r), &err));
	csq_buf_init(&text);
	csq_buf_init(&binary);
	csq_repeats_text(r, &text);
	csq_repeats_write(r, &binary);
	must_equal(r, csq_repeats_parse(text.data, text.len, &err));
	must_equal(r, csq_repeats_read(binary.data, binary.len, &err));
	csq_repeats_count(r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	if (data[0] & 0x80)
		try_repeats(data[0] % 3, data + 1, size - 1);
	else
		try_backlog(data[0] % 3, data + 1, size - 1);
	csq_host_reset();
	return 0;
}
