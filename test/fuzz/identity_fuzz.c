/*
 * identity_fuzz.c
 *		Fuzz target: identity graphs from arbitrary bytes.
 *
 * First byte: 0 text, 1 binary, 2 a value as it would lie on disk.  What was read is
 * written and read again, and merging a graph with itself changes nothing.
 */
#include "journey/identity_rules.h"

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

/*
 * Links that end, and rules: at the instants of the first links everybody is asked for one by one
 * as all are at once; no path is longer than the ids.
 */
static void
read_rules(const CsqIdentity *g)
{
	const CsqIdentityRules *rules = csq_identity_rules(g);
	CsqIdentityAsked       *asked = csq_identity_asked(g, g->nnodes % 2 == 0 ? CSQ_IDENTITY_ANSWERS : 0);
	CsqIdentitySolution     solution = csq_identity_solution(rules);
	CsqIdentitySolver      *solver = csq_identity_solver(rules);

	for (uint32_t i = 0; i <= rules->nlinks && i < 8; i++)
	{
		CsqIdentityLimits limits = {i % 3, i % 4 == 0 ? INT32_MAX : 2,
		                            i < rules->nlinks ? rules->links[i].since : INT64_MAX};
		CsqPeople         people = csq_identity_people_as(g, &limits);
		CsqIdentityEdge  *edges = csq_alloc(((size_t) rules->nlinks + 1) * sizeof *edges);
		uint32_t          nedges = 0;
		uint32_t          n;
		CsqIdentityForest forest;

		csq_identity_solve(solver, &limits, &solution);
		for (uint32_t node = 1; node <= g->nnodes; node++)
			must(csq_identity_person_at(asked, &limits, node) == people.person[node]);
		for (uint32_t k = 0; k < rules->nlinks; k++)
			if (solution.fate[k] == CSQ_FATE_TAKEN)
				edges[nedges++] = (CsqIdentityEdge){rules->links[k].a, rules->links[k].b, k};
		forest = csq_identity_forest(g->nnodes, edges, nedges);
		if (g->nnodes > 0 && csq_identity_path(&forest, 1, g->nnodes, &n) != NULL)
			must(n < g->nnodes && solution.person[1] == solution.person[g->nnodes]);
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
	if (g->flat.kind == CSQ_IDENTITY_FULL)
		read_rules(g);
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
	if (g->flat.kind == CSQ_IDENTITY_FULL)
		read_rules(g);
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
