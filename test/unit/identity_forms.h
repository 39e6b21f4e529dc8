/*
 * identity_forms.h
 *		What every kind of identity_graph must do with its text and binary forms.
 */
#ifndef IDENTITY_FORMS_H
#define IDENTITY_FORMS_H

#include "journey/identity.h"

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
