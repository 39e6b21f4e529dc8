/*
 * identity_forms.h
 *		What every kind of identity_graph must do with its text and binary forms.
 */
#ifndef IDENTITY_FORMS_H
#define IDENTITY_FORMS_H

#include "journey/identity.h"

/* The parts merged two at a time in any order. */
static inline CsqIdentity *
merge_parts(CsqIdentity **parts, int n)
{
	CsqError err;

	for (int left = n; left > 1; left--)
	{
		int          from = (int) test_random_below(left);
		CsqIdentity *other = parts[from];
		int          into;

		parts[from] = parts[left - 1];
		into = (int) test_random_below(left - 1);
		CHECK(csq_identity_check(other, csq_flat_size(other), &err));
		CHECK(csq_identity_merge(&parts[into], other, &err));
	}
	return parts[0];
}

static inline void
same_forms(const CsqIdentity *a, const CsqIdentity *b)
{
	CsqBuf x;
	CsqBuf y;

	csq_buf_init(&x);
	csq_buf_init(&y);
	csq_identity_text(a, &x);
	csq_identity_text(b, &y);
	CHECK_EQ_STR(x.data, y.data);
	x.len = y.len = 0;
	csq_identity_write(a, &x);
	csq_identity_write(b, &y);
	CHECK(x.len == y.len && memcmp(x.data, y.data, x.len) == 0);
}

/* Ids that are no text, and ids that are longer together than their bytes, are refused in what is stored. */
static inline void
refuses_damaged_ids(const CsqIdentity *g)
{
	size_t       size = csq_flat_size(g);
	CsqIdentity *copy = csq_alloc(size);
	CsqError     err;

	for (uint32_t n = 1; n <= g->nnodes; n++)
	{
		CsqText id;

		memcpy(copy, g, size);
		id = csq_identity_id(copy, n);
		if (id.len == 0)
			continue;
		((char *) copy)[id.s - (const char *) copy + test_random_below(id.len)] = (char) 0xff;
		CHECK(!csq_identity_check(copy, size, &err));
		CHECK(err.code == CSQ_BINARY);
		CHECK_EQ_STR(err.detail, "An id is not valid UTF-8.");
	}
	memcpy(copy, g, size);
	for (uint32_t n = 1; n <= g->nnodes; n++)
	{ /* each is all that there is */
		csq_identity_node(copy, n)->ref = g->back / 4;
		csq_identity_node(copy, n)->len = g->back;
	}
	if (g->nnodes > 1 && g->back > 0)
		CHECK(!csq_identity_check(copy, size, &err));
	csq_free(copy);
}

static inline void
there_and_back(const CsqIdentity *g)
{
	CsqBuf             text;
	CsqBuf             binary;
	CsqError           err;
	const CsqIdentity *again;

	csq_buf_init(&text);
	csq_buf_init(&binary);
	csq_identity_text(g, &text);
	csq_identity_write(g, &binary);
	refuses_damaged_ids(g);
	CHECK((again = csq_identity_parse(text.data, text.len, &err)) != NULL);
	same_forms(g, again);
	CHECK((again = csq_identity_read(binary.data, binary.len, &err)) != NULL);
	same_forms(g, again);
	CHECK(csq_identity_check(again, csq_flat_size(again), &err));
	CHECK(csq_identity_read(binary.data, test_random_below(binary.len), &err) == NULL && err.code == CSQ_BINARY);
	/* a changed byte is refused, or makes another canonical value */
	binary.data[test_random_below(binary.len)] ^= (char) (1 << test_random_below(8));
	again = csq_identity_read(binary.data, binary.len, &err);
	if (again == NULL)
		CHECK(err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED); /* a newer version */
	else
	{
		text.len = 0;
		csq_identity_write(again, &text);
		CHECK(text.len == binary.len && memcmp(text.data, binary.data, text.len) == 0);
	}
}

#endif /* IDENTITY_FORMS_H */
