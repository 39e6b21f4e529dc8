/*
 * identity_person_pg.c
 *		SQL shell of identity_graph: who one id is, why two are one person, and what is
 *		against it.
 *
 * person() and link_path() work out who is who once per graph and query, by
 * csq_compiled(): without ends and rules for every max_rank and as_of at once, else part
 * by part as rows ask for it.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "pg/args_pg.h"
#include "journey/identity_pg.h"

/* What person() keeps of a graph: who is who under the last max_size, for all ranks and times. */
typedef struct Compiled
{
	CsqIdentity      *graph;
	CsqIdentityAsked *asked;   /* of a graph with all links, instead of what follows the index */
	CsqIdentityIndex  index;   /* of a graph with weights only where there are no names */
	MemoryContext     context; /* of people and names, and then of the index, too; NULL: not there yet */
	CsqPeople         people;
	CsqIdentityNames  names;
} Compiled;

/* CsqCompile */
static void *
compile_graph(struct varlena *value)
{
	Compiled *c = palloc0(sizeof *c);

	c->graph = csq_identity_value(value);
	if (c->graph->flat.kind == CSQ_IDENTITY_PLAIN || c->graph->flat.kind == CSQ_IDENTITY_FULL)
		c->index = csq_identity_index(c->graph);
	if (c->graph->flat.kind == CSQ_IDENTITY_FULL)
		c->asked = csq_identity_asked(c->graph, CSQ_IDENTITY_ANSWERS);
	return c;
}

/* See to it that names, or people and the index that leads there, are those under max_size. */
static void
work_out(Compiled *c, uint32_t max_size)
{
	MemoryContext old;

	if (c->people.person != NULL)
		c->people.max_size = max_size; /* it is applied on reading */
	if (c->context != NULL && c->people.max_size == max_size)
		return;
	if (c->context == NULL)
		c->context = AllocSetContextCreate(GetMemoryChunkContext(c), "csq people", ALLOCSET_SMALL_SIZES);
	else
		MemoryContextReset(c->context);
	c->people.max_size = UINT32_MAX; /* whatever happens now, it is not what was asked for */
	old = MemoryContextSwitchTo(c->context);
	if (c->graph->flat.kind == CSQ_IDENTITY_PLAIN)
		c->people = csq_identity_people(c->graph, max_size);
	else
	{
		CsqPeople steps = csq_identity_steps(c->graph, max_size);

		c->names = csq_identity_names(&steps);
		csq_free(steps.by_id);
		csq_free(steps.steps);
		if (c->names.first == NULL)
		{
			c->index = csq_identity_index(c->graph);
			c->people = csq_identity_people(c->graph, max_size);
		}
	}
	c->people.max_size = max_size; /* all is there */
	MemoryContextSwitchTo(old);
}

/*
 * person(identity_graph, id text, max_size int = NULL, max_rank int = NULL, as_of timestamptz = NULL) -> text
 *
 * The smallest id, by bytes, of the person with this id; with the limits as members().
 * NULL:    graph or id NULL, or an id that is not in the graph, or not known as of then: NULL.
 * Errors:  22023 as members().
 * Cost:    O(n log n) once per graph, max_size and query, whatever max_rank and as_of; then O(1) without ranks or
 *          times, else O(log n).  With all links see identity_asked.c.
 */
PG_FUNCTION_INFO_V1(csq_person);
Datum
csq_person(PG_FUNCTION_ARGS)
{
	CsqIdentityLimits limits;
	Compiled         *c;
	CsqText           id;
	int64             weight;
	uint32_t          node;
	uint32_t          person;
	uint32_t          size;

	csq_identity_max_size_arg(fcinfo, 2, &limits);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	c = csq_compiled(fcinfo, 0, compile_graph);
	weight = csq_identity_weight_args(fcinfo, 3, 4, c->graph, &limits);
	id = csq_text_arg(fcinfo, 1);
	if (c->asked == NULL)
		work_out(c, limits.max_size);
	if (c->names.first != NULL)
	{
		if (!csq_identity_name_of(c->graph, &c->names, &id, weight, &id))
			PG_RETURN_NULL();
		return csq_label_datum(&id);
	}
	node = csq_identity_look_up(c->graph, &c->index, &id);
	if (node == 0)
		PG_RETURN_NULL();
	if (c->asked != NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(GetMemoryChunkContext(c)); /* answers are kept */

		person = csq_identity_person_at(c->asked, &limits, node);
		MemoryContextSwitchTo(old);
		if (person == 0)
			PG_RETURN_NULL();
		return csq_identity_datum(c->graph, person);
	}
	if (!csq_identity_who(&c->people, node, weight, &person, &size))
		PG_RETURN_NULL();
	return csq_identity_datum(c->graph, person);
}

/* ---- why ---- */

/* A link as the rows of link_path() and conflicts() show it. */
typedef struct Shown
{
	uint32_t a;
	uint32_t b;
	int64    rank;  /* 0: there are none */
	int64    since; /* PG_INT64_MAX: there are no times */
	int64    until;
} Shown;

/* The links of a graph under limits, and the forest of those that are taken. */
typedef struct Ground
{
	const CsqIdentity      *graph;
	const CsqIdentityRules *rules; /* of a graph with all links */
	CsqIdentitySolution     solution;
	CsqPeople               people; /* of any other */
	CsqIdentityForest       forest;
	CsqIdentityEdge        *edges;
} Ground;

static Shown
shown(const Ground *ground, uint32_t link)
{
	const CsqIdentityLink *step;

	if (ground->rules != NULL)
	{
		const CsqIdentityRow *row = &ground->rules->links[link];

		return (Shown){row->a, row->b, row->rank, row->since, row->until};
	}
	step = &ground->people.steps[link].link;
	if (ground->graph->flat.kind == CSQ_IDENTITY_RANKED)
		return (Shown){step->a, step->b, step->weight, PG_INT64_MAX, PG_INT64_MAX};
	return (Shown){step->a, step->b, 0, step->weight, PG_INT64_MAX};
}

/* Fills rank, since and until of a row. */
static void
shown_columns(const Shown *link, Datum *values, bool *nulls)
{
	values[0] = Int32GetDatum((int32) link->rank);
	nulls[0] = link->rank == 0;
	values[1] = TimestampTzGetDatum(link->since);
	nulls[1] = link->since == PG_INT64_MAX;
	values[2] = TimestampTzGetDatum(link->until);
	nulls[2] = link->until == PG_INT64_MAX;
}

/* Who is who under the limits; for other graphs than with all links by links of at most this weight. */
static Ground
ground_of(const CsqIdentity *g, const CsqIdentityLimits *limits, int64 weight)
{
	Ground   ground = {.graph = g};
	uint32_t n = 0;

	if (g->flat.kind == CSQ_IDENTITY_PLAIN)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		         errmsg("the links of an identity_graph without ranks or times are not defined"),
		         errdetail("Which of several links that say the same are kept depends on the order of the rows."),
		         errhint("Make the graph by identity_agg(a, b, rank), (a, b, since) or (a, b, since, until).")));
	if (g->flat.kind == CSQ_IDENTITY_FULL)
	{
		ground.rules = csq_identity_rules(g);
		ground.solution = csq_identity_solution(ground.rules);
		csq_identity_solve(csq_identity_solver(ground.rules), limits, &ground.solution);
		ground.edges = csq_alloc(((size_t) ground.rules->nlinks + 1) * sizeof *ground.edges);
		for (uint32_t i = 0; i < ground.rules->nlinks; i++)
		{
			csq_poll(i);
			if (ground.solution.fate[i] == CSQ_FATE_TAKEN)
				ground.edges[n++] = (CsqIdentityEdge){ground.rules->links[i].a, ground.rules->links[i].b, i};
		}
	}
	else
	{
		ground.people = csq_identity_people(g, limits->max_size);
		ground.edges = csq_alloc(((size_t) ground.people.nsteps + 1) * sizeof *ground.edges);
		for (uint32_t i = 0; i < ground.people.nsteps && ground.people.steps[i].link.weight <= weight; i++)
		{
			const CsqIdentityStep *step = &ground.people.steps[i];

			csq_poll(i);
			if (step->person != 0)
				ground.edges[n++] = (CsqIdentityEdge){step->link.a, step->link.b, i};
		}
	}
	ground.forest = csq_identity_forest(g->nnodes, ground.edges, n);
	return ground;
}

/*
 * link_path(identity_graph, id text, other_id text, as_of timestamptz = NULL, max_size int = NULL, max_rank int = NULL)
 *		-> setof (step int, a text, b text, rank int, since timestamptz, until timestamptz)
 *
 * Why two ids are one person: the links that lead from the one to the other, a being
 * where each step starts and b where it leads.  There is one such path among the
 * links that are taken, under the limits of members().  rank, since and until are NULL where the
 * graph has none; until is NULL for a link that has not ended.
 * NULL:    graph or an id NULL, an id that is not in the graph, two ids of different people, or the same id
 *          twice: no rows; the others NULL: no limit.
 * Errors:  22023 a graph without ranks or times, and as members().
 * Cost:    O(n log n) for n ids and links.
 */
PG_FUNCTION_INFO_V1(csq_link_path);
Datum
csq_link_path(PG_FUNCTION_ARGS)
{
	ReturnSetInfo    *rsinfo = csq_srf_begin(fcinfo);
	CsqIdentityLimits limits;
	CsqIdentity      *g;
	CsqText           id;
	int64             weight;
	uint32_t          from;
	uint32_t          to;
	Ground            ground;
	CsqIdentityHop   *hops;
	uint32_t          n;

	csq_identity_max_size_arg(fcinfo, 4, &limits);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return (Datum) 0;
	g = csq_identity_value(CSQ_GETARG_VALUE(0));
	weight = csq_identity_weight_args(fcinfo, 5, 3, g, &limits);
	ground = ground_of(g, &limits, weight);
	id = csq_text_arg(fcinfo, 1);
	from = csq_identity_find(g, &id);
	id = csq_text_arg(fcinfo, 2);
	to = csq_identity_find(g, &id);
	if (from == 0 || to == 0)
		return (Datum) 0;
	hops = csq_identity_path(&ground.forest, from, to, &n);
	for (uint32_t i = 0; i < n; i++)
	{
		Shown link = shown(&ground, ground.edges[hops[i].edge].link);
		Datum values[6];
		bool  nulls[6] = {false};

		values[0] = Int32GetDatum((int32) i + 1);
		values[1] = csq_identity_datum(g, i == 0 ? from : hops[i - 1].node);
		values[2] = csq_identity_datum(g, hops[i].node);
		shown_columns(&link, &values[3], &nulls[3]);
		csq_srf_row(rsinfo, values, nulls);
		pfree(DatumGetPointer(values[1]));
		pfree(DatumGetPointer(values[2]));
		csq_poll(i);
	}
	return (Datum) 0;
}

/* ---- what is against it ---- */

/* Ids one after the other as text[]. */
static Datum
ids_datum(const CsqIdentity *g, const uint32_t *nodes, uint32_t n)
{
	Datum     *ids = csq_alloc(((size_t) n + 1) * sizeof *ids);
	ArrayType *array;

	for (uint32_t i = 0; i < n; i++)
	{
		ids[i] = csq_identity_datum(g, nodes[i]);
		csq_poll(i);
	}
	array = construct_array(ids, (int) n, TEXTOID, -1, false, TYPALIGN_INT);
	for (uint32_t i = 0; i < n; i++)
		pfree(DatumGetPointer(ids[i]));
	pfree(ids);
	return PointerGetDatum(array);
}

/* The ids from one to the other of two that must not be one person, by way of a refused link. */
static Datum
conflict_path(const Ground *ground, uint32_t i)
{
	const CsqIdentitySolution *s = &ground->solution;
	const CsqIdentityRow      *link = &ground->rules->links[i];
	uint32_t                   ends[2] = {link->a, link->b};
	uint32_t                   n;
	uint32_t                   m;
	CsqIdentityHop            *to = csq_identity_path(&ground->forest, s->one[i], ends[0], &n);
	CsqIdentityHop            *from;
	uint32_t                  *nodes;
	uint32_t                   k = 0;
	Datum                      result;

	if (to == NULL) /* the first of the two is on the side of b */
	{
		ends[0] = link->b;
		ends[1] = link->a;
		to = csq_identity_path(&ground->forest, s->one[i], ends[0], &n);
	}
	from = csq_identity_path(&ground->forest, ends[1], s->other[i], &m);
	if (to == NULL || from == NULL)
		elog(ERROR, "csq: a refused link has no path");
	nodes = csq_alloc(((size_t) n + m + 2) * sizeof *nodes);
	nodes[k++] = s->one[i];
	for (uint32_t h = 0; h < n; h++)
		nodes[k++] = to[h].node;
	nodes[k++] = ends[1];
	for (uint32_t h = 0; h < m; h++)
		nodes[k++] = from[h].node;
	result = ids_datum(ground->graph, nodes, k);
	pfree(nodes);
	pfree(to);
	pfree(from);
	return result;
}

/* A refused link of a graph with all links: why, and the two ids with the path between them. */
static void
conflict_columns(const Ground *ground, uint32_t i, Datum *values, bool *nulls)
{
	static const char *const   reasons[] = {NULL, NULL, NULL, "apart", "accounts", "shared", "size"};
	const CsqIdentitySolution *s = &ground->solution;

	values[0] = CStringGetTextDatum(reasons[s->fate[i]]);
	nulls[1] = nulls[2] = nulls[3] = s->fate[i] == CSQ_FATE_SIZE;
	if (s->fate[i] == CSQ_FATE_SIZE)
		return;
	values[1] = csq_identity_datum(ground->graph, s->one[i]);
	values[2] = csq_identity_datum(ground->graph, s->other[i]);
	if (s->fate[i] == CSQ_FATE_SHARED)
	{
		uint32_t nodes[3] = {s->one[i], s->cut[i], s->other[i]};

		values[3] = ids_datum(ground->graph, nodes, 3);
	}
	else
		values[3] = conflict_path(ground, i);
}

/*
 * conflicts(identity_graph, as_of timestamptz = NULL, max_size int = NULL, max_rank int = NULL)
 *		-> setof (a text, b text, rank int, since timestamptz, until timestamptz,
 *				  reason text, one text, other text, path text[])
 *
 * The valid links that are not taken, in the order in which links are taken, and why:
 *	 apart		it would join two ids that are said to be different people
 *	 accounts	it would join two people of whom each has an account, and is no link between accounts
 *	 shared		one of its ids is linked equally well to two people who must not be one: it is cut
 *	 size		it would make a person of more than max_size ids
 * one and other are the two ids that must not be one person, path the ids from one to
 * the other across the link; NULL for size.
 * NULL:    a NULL graph gives no rows; the others NULL: no limit.
 * Errors:  22023 a graph without ranks or times, and as members().
 * Cost:    O(n log n) for n ids and links, and the length of the paths.
 */
PG_FUNCTION_INFO_V1(csq_conflicts);
Datum
csq_conflicts(PG_FUNCTION_ARGS)
{
	ReturnSetInfo    *rsinfo = csq_srf_begin(fcinfo);
	CsqIdentityLimits limits;
	CsqIdentity      *g;
	int64             weight;
	Ground            ground;
	uint32_t          n;
	CsqRows           rows;

	csq_identity_max_size_arg(fcinfo, 2, &limits);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	g = csq_identity_value(CSQ_GETARG_VALUE(0));
	weight = csq_identity_weight_args(fcinfo, 3, 1, g, &limits);
	ground = ground_of(g, &limits, weight);
	n = ground.rules != NULL ? ground.rules->nlinks : ground.people.nsteps;
	csq_rows_begin(&rows, rsinfo);
	for (uint32_t i = 0; i < n; i++)
	{
		Shown link = shown(&ground, i);
		Datum values[9];
		bool  nulls[9] = {false};

		csq_poll(i);
		if (ground.rules != NULL ? ground.solution.fate[i] < CSQ_FATE_APART
		                         : ground.people.steps[i].person != 0 || ground.people.steps[i].link.weight > weight)
			continue;
		values[0] = csq_identity_datum(g, link.a);
		values[1] = csq_identity_datum(g, link.b);
		shown_columns(&link, &values[2], &nulls[2]);
		if (ground.rules != NULL)
			conflict_columns(&ground, i, &values[5], &nulls[5]);
		else
		{
			values[5] = CStringGetTextDatum("size");
			nulls[6] = nulls[7] = nulls[8] = true;
		}
		csq_rows_put(&rows, values, nulls);
	}
	csq_rows_end(&rows);
	return (Datum) 0;
}
