/*
 * identity_fuzz.c
 *		Fuzz target: identity graphs from arbitrary bytes.
 *
 * First byte: 0 text, 1 binary, 2 a value as it would lie on disk.  What was read is
 * written and read again, and merging a graph with itself changes nothing.
 */
#include "identity.h"

#include "fuzz.h"

static void
there_and_back(const CsqIdentity *g)
{
	CsqError	err;
	CsqBuf		form[4];
	CsqIdentity *again;

	for (int i = 0; i < 4; i++)
		csq_buf_init(&form[i]);
	must(csq_identity_check(g, csq_flat_size(g), &err));
	csq_identity_text(g, &form[0]);
	csq_identity_write(g, &form[1]);
	must((again = csq_identity_parse(form[0].data, form[0].len, &err)) != NULL);
	must(csq_identity_merge(&again, g, &err));
	csq_identity_write(again, &form[2]);
	same(&form[1], &form[2]);
	must((again = csq_identity_read(form[1].data, form[1].len, &err)) != NULL);
	csq_identity_text(again, &form[3]);
	same(&form[0], &form[3]);
}

/* A damaged stored value is refused or read without harm. */
static void
stored(const uint8_t *data, size_t size)
{
	CsqIdentity *g = stored_value(data, size, 0);
	CsqIdentity *copy = csq_identity_new(0);
	CsqError	err;
	CsqBuf		out;

	if (!csq_identity_check(g, size + 4, &err))
		return;
	csq_buf_init(&out);
	csq_identity_text(g, &out);
	must(csq_identity_merge(&copy, g, &err));
	must(csq_identity_check(copy, csq_flat_size(copy), &err));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError	err;
	const CsqIdentity *g;

	if (size == 0)
		return 0;
	if (data[0] % 3 == 2)
		stored(data + 1, size - 1);
	else
	{
		g = data[0] % 3 == 0 ? csq_identity_parse((const char *) data + 1, size - 1, &err) : csq_identity_read(data + 1, size - 1, &err);
		if (g != NULL)
			there_and_back(g);
	}
	csq_host_reset();
	return 0;
}
