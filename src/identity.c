/*
 * identity.c
 *		SQL shell of identity_graph: input and output, aggregates, readers.
 *
 * identity_agg's state is its result; rollup and the parallel combine step add the
 * links of one graph to the other.  person() works out who is who once per graph
 * and query, by csq_compiled().
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "csq.h"
#include "identity.h"
#include "stored_type_pg.h"

/* ---- helpers ---- */

static CsqIdentity *
checked(void *value)
{
	return csq_checked(value, csq_identity_check);
}

/* Argument 0 as a state that may be added to. */
static CsqIdentity *
state_arg(FunctionCallInfo fcinfo)
{
	return csq_flat_state(fcinfo, csq_identity_check);
}

static CsqText
text_arg(FunctionCallInfo fcinfo, int n)
{
	text	   *t = PG_GETARG_TEXT_PP(n);

	return (CsqText) {VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)};
}

static Datum
id_datum(const CsqIdentity *g, uint32_t node)
{
	CsqText		id = csq_identity_id(g, node);

	return PointerGetDatum(cstring_to_text_with_len(id.s, (int) id.len));
}

/* Argument n, the largest person that is believed; 0 for no limit. */
static uint32_t
max_size_arg(FunctionCallInfo fcinfo, int n)
{
	int32		max;

	if (PG_ARGISNULL(n))
		return 0;
	max = PG_GETARG_INT32(n);
	if (max < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("max_size must be at least 1, not %d", max),
				 errhint("Leave it out for people of any size.")));
	return (uint32_t) max;
}

/* The node that names a node's person; itself where the person is too large to be one. */
static uint32_t
person_of(const CsqPeople *people, uint32_t node, uint32_t max_size)
{
	uint32_t	person = people->person[node];

	return max_size > 0 && people->size[person] > max_size ? node : person;
}

/* ---- the type ---- */

/*
 * identity_graph_in, _out, _recv, _send, _eq, _ne
 *
 * Text: {"v":1,"people":[["ann@example.com","cookie 7"],["bob"]]}; in, in any order;
 * out, ids and people ascending by bytes.  Binary: see identity_core.c.
 * Equal: the same people with the same ids.
 * Errors:  in: 22P02 malformed text; recv: 22P03.
 * Cost:    in, recv: O(length); the others: O(n log n) for n ids.
 */
CSQ_STORED_TYPE(identity_graph, csq_identity,.utf8 = true,.check = csq_identity_check)
CSQ_STORED_EQUALITY(identity_graph, identity_graph_type)

/* ---- aggregates ---- */

/*
 * identity_append(identity_graph, a text, b text) -> identity_graph
 *
 * Transition function of identity_agg: a and b are one person.
 * NULL:    with one id NULL the other is known, but linked to nothing; both NULL: skipped.
 * Errors:  54000 graph above 1 GB.
 * Cost:    O(log n) amortised.
 */
PG_FUNCTION_INFO_V1(csq_identity_append);
Datum
csq_identity_append(PG_FUNCTION_ARGS)
{
	CsqIdentity *g = PG_ARGISNULL(0) ? NULL : state_arg(fcinfo);
	CsqText		a = {NULL, 0};
	CsqText		b = {NULL, 0};
	CsqError	err;

	if (PG_ARGISNULL(1) && PG_ARGISNULL(2))
	{
		if (g == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(g);
	}
	if (g == NULL)
	{
		csq_require_utf8();
		g = csq_identity_new(0);
	}
	if (!PG_ARGISNULL(1))
		a = text_arg(fcinfo, 1);
	if (!PG_ARGISNULL(2))
		b = text_arg(fcinfo, 2);
	if (!csq_identity_add(&g, a.s != NULL ? &a : NULL, b.s != NULL ? &b : NULL, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(g);
}

/*
 * identity_merge(identity_graph, identity_graph) -> identity_graph
 *
 * Transition function of rollup(identity_graph) and combine function of both: who is
 * one person in either is one person.
 * NULL:    a NULL graph adds nothing.
 * Errors:  54000 graph above 1 GB; 22000 a damaged stored value.
 * Cost:    O(ids of the second), times a logarithm.
 */
CSQ_STORED_MERGE(csq_identity_merge_states, CsqIdentity, csq_identity_check, csq_identity_merge)

/* ---- readers ---- */

/*
 * members(identity_graph, max_size int = NULL) -> setof (id text, person text, size int)
 *
 * Each id with its person, who is named by the smallest of the ids by bytes, and
 * the number of ids of that person.  Ordered by person and id.  The ids of a person
 * with more than max_size ids (a shared device, a placeholder) are not believed to
 * be one person: each is given as its own, with the size that was found.
 * NULL:    a NULL graph gives no rows; max_size NULL: no limit.
 * Errors:  22023 max_size below 1.
 * Cost:    O(n log n) for n ids.
 */
PG_FUNCTION_INFO_V1(csq_members);
Datum
csq_members(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	uint32_t	max_size = max_size_arg(fcinfo, 1);
	CsqIdentity *g;
	CsqPeople	people;
	uint32_t   *order;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	g = checked(CSQ_GETARG_VALUE(0));
	people = csq_identity_people(g);
	order = csq_identity_order(&people);
	for (uint32_t i = 0; i < g->nnodes; i++)
	{
		uint32_t	node = order[i];
		Datum		values[3];
		bool		nulls[3] = {false};

		values[0] = id_datum(g, node);
		values[1] = id_datum(g, person_of(&people, node, max_size));
		values[2] = Int32GetDatum((int32) people.size[people.person[node]]);
		csq_srf_row(rsinfo, values, nulls);
		pfree(DatumGetPointer(values[0]));
		pfree(DatumGetPointer(values[1]));
		if (CSQ_UNLIKELY((i & 0x3FF) == 0))
			csq_check_interrupts();
	}
	return (Datum) 0;
}

/* CsqCompile: who is who. */
static void *
compile_people(struct varlena *value)
{
	CsqPeople  *people = palloc(sizeof *people);

	*people = csq_identity_people(checked(value));
	return people;
}

/*
 * person(identity_graph, id text, max_size int = NULL) -> text
 *
 * The smallest id, by bytes, of the person with this id; with max_size as members().
 * NULL:    graph or id NULL, or an id that is not in the graph: NULL.
 * Errors:  22023 max_size below 1.
 * Cost:    O(n) once per graph and query, then O(log n).
 */
PG_FUNCTION_INFO_V1(csq_person);
Datum
csq_person(PG_FUNCTION_ARGS)
{
	uint32_t	max_size = max_size_arg(fcinfo, 2);
	const CsqPeople *people;
	CsqText		id;
	uint32_t	node;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	people = csq_compiled(fcinfo, 0, compile_people);
	id = text_arg(fcinfo, 1);
	node = csq_identity_find(people->graph, &id);
	if (node == 0)
		PG_RETURN_NULL();
	return id_datum(people->graph, person_of(people, node, max_size));
}

/*
 * num_ids(identity_graph) -> int
 *
 * NULL:    strict.
 * Cost:    O(n), to check the value.
 */
PG_FUNCTION_INFO_V1(csq_num_ids);
Datum
csq_num_ids(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32((int32) checked(CSQ_GETARG_VALUE(0))->nnodes);
}

/*
 * num_people(identity_graph) -> int
 *
 * NULL:    strict.
 * Cost:    O(n).
 */
PG_FUNCTION_INFO_V1(csq_num_people);
Datum
csq_num_people(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32((int32) csq_identity_people(checked(CSQ_GETARG_VALUE(0))).npeople);
}
