/*
 * identity_fuzz.c
 *		Fuzz target: identity graphs from arbitrary bytes.
 *
 * First byte: 0 text, 1 binary, 2 a value as it would lie on disk.  What was read is
 * written and read again, and merging a graph with itself changes nothing.
 */
#include "journey/identity.h"

#include "fuzz.h"

/*
 * Who is who under every limit that makes a difference:
 * nothing but no harm, for damaged values; nodes are always listed when known.
 */
static void
read_people(const CsqIdentity *g)
{
	for (uint32_t max_size = 0; max_size < 4; max_size++)
	{
		CsqPeople people = csq_identity_people(g, max_size);

		for (uint32_t i = 0; i <= people.nsteps; i++)
		{
			int64_t   weight = i < people.nsteps ? people.steps[i].link.weight : INT64_MAX;
			uint32_t  person;
			uint32_t  size;
			uint32_t  n;
			uint32_t *order = csq_identity_order(&people, weight, &n);

			must(n <= g->nnodes && (weight < INT64_MAX || n == g->nnodes));
			for (uint32_t k = 0; k < n; k++)
				must(csq_identity_who(&people, order[k], weight, &person, &size) && person >= 1 &&
				     person <= g->nnodes && size >= 1);
			if (i > 20)
				i = people.nsteps - (i < people.nsteps); /* the last, and then all */
		}
	}
}

static void
there_and_back(const CsqIdentity *g)
{
	CsqError     err;
	CsqBuf       form[4];
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
	read_people(g);
	must((again = csq_identity_read(form[1].data, form[1].len, &err)) != NULL);
	csq_identity_text(again, &form[3]);
	same(&form[0], &form[3]);
}

/* A damaged stored value is refused or read without harm. */
static void
stored(const uint8_t *data, size_t size)
{
	CsqIdentity *g = stored_value(data, size, 0);
	CsqIdentity *copy;
	CsqError     err;
	CsqBuf       out;

	if (!csq_identity_check(g, size + 4, &err))
		return;
	csq_buf_init(&out);
	csq_identity_text(g, &out);
	read_people(g);
	copy = csq_identity_new(g->flat.kind);
	must(csq_identity_merge(&copy, g, &err));
	must(csq_identity_check(copy, csq_flat_size(copy), &err));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError           err;
	const CsqIdentity *g;

	if (size == 0)
		return 0;
	if (data[0] % 3 == 2)
		stored(data + 1, size - 1);
	else
	{
		g = data[0] % 3 == 0 ? csq_identity_parse((const char *) data + 1, size - 1, &err)
		                     : csq_identity_read(data + 1, size - 1, &err);
		if (g != NULL)
			there_and_back(g);
	}
	csq_host_reset();
	return 0;
}
