/*
 * identity_pg.c
 *		SQL shell of identity_graph: input and output, aggregates, readers.
 *
 * identity_agg's state is its result; rollup and the parallel combine step add the
 * links of one graph to the other.  person() works out who is who once per graph
 * and query, by csq_compiled(); so does it for every max_rank and as_of at once.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "pg/case_id_pg.h"
#include "pg/rows_pg.h"
#include "pg/args_pg.h"
#include "journey/identity_pg.h"
#include "base/instant.h"
#include "pg/stored_type_pg.h"

/* ---- helpers ---- */

CsqIdentity *
csq_identity_value(void *value)
{
	return csq_checked(value, csq_identity_check);
}

/* Argument 0 as a state that may be added to. */
static CsqIdentity *
state_arg(FunctionCallInfo fcinfo)
{
	return csq_flat_state(fcinfo, csq_identity_check);
}

Datum
csq_identity_datum(const CsqIdentity *g, uint32_t node)
{
	CsqText id = csq_identity_id(g, node);

	return csq_label_datum(&id);
}

/* Argument n, the largest person that is believed; 0 for no limit. */
static uint32_t
max_size_arg(FunctionCallInfo fcinfo, int n)
{
	int32 max;

	if (PG_ARGISNULL(n))
		return 0;
	max = PG_GETARG_INT32(n);
	if (max < 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("max_size must be at least 1, not %d", max),
		                errhint("Leave it out for people of any size.")));
	return (uint32_t) max;
}

/* Refuse a reader's argument that asks for weights which the graph does not have. */
static void
require_kind(const CsqIdentity *g, CsqIdentityKind kind, const char *what)
{
	if (g->flat.kind == kind || g->flat.kind == CSQ_IDENTITY_FULL)
		return;
	ereport(ERROR,
	        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	         errmsg("%s asks for %s, but the identity_graph is one %s", what,
	                kind == CSQ_IDENTITY_RANKED ? "ranks" : "times", csq_identity_kind_text(g->flat.kind)),
	         errhint("Make the graph by identity_agg(a, b, %s).", kind == CSQ_IDENTITY_RANKED ? "rank" : "since")));
}

void
csq_identity_max_size_arg(FunctionCallInfo fcinfo, int n, CsqIdentityLimits *limits)
{
	*limits = (CsqIdentityLimits){max_size_arg(fcinfo, n), INT32_MAX, PG_INT64_MAX};
}

int64
csq_identity_weight_args(FunctionCallInfo fcinfo, int n, int as_of, const CsqIdentity *g, CsqIdentityLimits *limits)
{
	int64 weight = PG_INT64_MAX;

	if (!PG_ARGISNULL(n))
	{
		require_kind(g, CSQ_IDENTITY_RANKED, "max_rank");
		weight = limits->max_rank = PG_GETARG_INT32(n);
		if (weight < 1)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			                errmsg("max_rank must be at least 1, not %d", PG_GETARG_INT32(n)),
			                errhint("Leave it out for links of any rank.")));
	}
	if (!PG_ARGISNULL(as_of))
	{
		require_kind(g, CSQ_IDENTITY_TIMED, "as_of");
		csq_refuse_zoneless(fcinfo);
		weight = limits->at = PG_GETARG_TIMESTAMPTZ(as_of);
	}
	return weight;
}

/* ---- the type ---- */

/*
 * identity_graph_in, _out, _recv, _send, _eq, _ne
 *
 * Text: {"v":1,"people":[["ann@example.com","cookie 7"],["bob"]]}; in, in any order;
 * out, ids and people ascending by bytes.  With weights {"v":1,"ranked":[["ann","cookie 7",1],["bob"]]}
 * or "since"; see identity_text.c, also for the binary form.
 * Equal: the same people with the same ids; with weights, at every rank or time, by the same forest.
 * Errors:  in: 22P02 malformed text; recv: 22P03.
 * Cost:    in, recv: O(length); the others: O(n log n) for n ids.
 */
CSQ_STORED_TYPE(identity_graph, csq_identity, .utf8 = true, .check = csq_identity_check)
CSQ_STORED_JSON(identity_graph, identity_graph_type)

/* ---- aggregates ---- */

/* Refuse a row of one form for a graph of another. */
static void
refuse_other_kind(const CsqIdentity *g, CsqIdentityKind kind)
{
	if (CSQ_UNLIKELY(g->flat.kind != kind))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("cannot add a link to an identity_graph %s as to one %s",
		                       csq_identity_kind_text(g->flat.kind), csq_identity_kind_text(kind)),
		                errdetail("All links of a graph have the same form: (a, b), with a rank, with a time, or with "
		                          "an end.")));
}

static void
check_rank(int32 rank)
{
	if (rank < 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a rank must be at least 1, not %d", rank),
		                errdetail("1 is the strongest kind of link; the greater the rank, the weaker.")));
}

static void
check_since(TimestampTz since)
{
	if (TIMESTAMP_IS_NOEND(since))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("a link cannot be known since infinity"),
		                errdetail("It is known since an instant, or since -infinity: always."),
		                errhint("Leave such rows out by FILTER (WHERE since < 'infinity').")));
}

/* A row that says nothing: the state as it is. */
static Datum
unchanged(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state_arg(fcinfo));
}

/* The id in argument n; without one where it is NULL or blank: an empty field of a file is nobody's name. */
static CsqText
id_arg(FunctionCallInfo fcinfo, int n)
{
	static const CsqText none = {NULL, 0};
	CsqText              id;

	if (PG_ARGISNULL(n))
		return none;
	id = csq_text_arg(fcinfo, n);
	return csq_is_blank(id) ? none : id;
}

/* A row of identity_agg, whose weight is not NULL. */
static Datum
append(FunctionCallInfo fcinfo, CsqIdentityKind kind, int64 weight)
{
	CsqIdentity *g;
	CsqText      a = id_arg(fcinfo, 1);
	CsqText      b = id_arg(fcinfo, 2);
	CsqError     err;

	if (a.s == NULL && b.s == NULL)
		return unchanged(fcinfo);
	g = PG_ARGISNULL(0) ? NULL : state_arg(fcinfo);
	if (g == NULL)
	{
		csq_require_utf8();
		csq_refuse_zoneless(fcinfo);
		g = csq_identity_new(kind);
	}
	refuse_other_kind(g, kind);
	if (!(kind == CSQ_IDENTITY_PLAIN
	          ? csq_identity_add(&g, a.s != NULL ? &a : NULL, b.s != NULL ? &b : NULL, &err)
	          : csq_identity_add_weighted(&g, a.s != NULL ? &a : NULL, b.s != NULL ? &b : NULL, weight, &err)))
		csq_throw(&err);
	PG_RETURN_POINTER(g);
}

/*
 * identity_append(identity_graph, a text, b text) -> identity_graph
 *
 * Transition function of identity_agg(a, b): a and b are one person.
 * NULL:    with one id NULL the other is known, but linked to nothing; both NULL: skipped.  A blank id is NULL.
 * Errors:  54000 graph above 1 GB; 22023 a graph with ranks or times.
 * Cost:    O(log n) amortised.
 */
PG_FUNCTION_INFO_V1(csq_identity_append);
Datum
csq_identity_append(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(1) && PG_ARGISNULL(2))
		return unchanged(fcinfo);
	return append(fcinfo, CSQ_IDENTITY_PLAIN, 0);
}

/*
 * identity_append(identity_graph, a text, b text, rank int) -> identity_graph
 *
 * Transition function of identity_agg(a, b, rank): a and b are one person, by a link
 * of this rank, 1 being the strongest kind.
 * NULL:    rank NULL, or both ids: skipped; one id NULL: the other is known, whatever the rank.
 * Errors:  22023 rank below 1, a graph without ranks; 54000 graph above 1 GB.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_identity_append_rank);
Datum
csq_identity_append_rank(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(3) || (PG_ARGISNULL(1) && PG_ARGISNULL(2)))
		return unchanged(fcinfo);
	check_rank(PG_GETARG_INT32(3));
	return append(fcinfo, CSQ_IDENTITY_RANKED, PG_GETARG_INT32(3));
}

/*
 * identity_append(identity_graph, a text, b text, since timestamptz) -> identity_graph
 *
 * Transition function of identity_agg(a, b, since): from since on it is known that a
 * and b are one person; -infinity: it always was.
 * NULL:    since NULL, or both ids: skipped; one id NULL: the other is known since then.
 * Errors:  22008 since is infinity; 22023 a graph without times; 54000 graph above 1 GB.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_identity_append_since);
Datum
csq_identity_append_since(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(3) || (PG_ARGISNULL(1) && PG_ARGISNULL(2)))
		return unchanged(fcinfo);
	check_since(PG_GETARG_TIMESTAMPTZ(3));
	return append(fcinfo, CSQ_IDENTITY_TIMED, PG_GETARG_TIMESTAMPTZ(3));
}

/* ---- aggregates with all links ---- */

/* The state of an aggregate whose graph has all links, made by the first row. */
static CsqIdentity *
full_state(FunctionCallInfo fcinfo)
{
	CsqIdentity *g = PG_ARGISNULL(0) ? NULL : state_arg(fcinfo);

	if (g == NULL)
	{
		csq_require_utf8();
		csq_refuse_zoneless(fcinfo);
		return csq_identity_new(CSQ_IDENTITY_FULL);
	}
	refuse_other_kind(g, CSQ_IDENTITY_FULL);
	return g;
}

static const char *
time_text(TimestampTz at)
{
	CsqBuf text;

	if (TIMESTAMP_NOT_FINITE(at))
		return TIMESTAMP_IS_NOBEGIN(at) ? "-infinity" : "infinity";
	csq_buf_init(&text);
	csq_buf_instant(&text, at);
	return text.data;
}

/* A row of identity_agg with an end: arguments since, and behind it until. */
static Datum
append_until(FunctionCallInfo fcinfo, int32 rank, int since_arg)
{
	TimestampTz  since = PG_GETARG_TIMESTAMPTZ(since_arg);
	TimestampTz  until = PG_ARGISNULL(since_arg + 1) ? PG_INT64_MAX : PG_GETARG_TIMESTAMPTZ(since_arg + 1);
	CsqIdentity *g;
	CsqText      a = id_arg(fcinfo, 1);
	CsqText      b = id_arg(fcinfo, 2);
	CsqError     err;

	if (a.s == NULL && b.s == NULL)
		return unchanged(fcinfo);
	check_since(since);
	if (until < since)
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
		                errmsg("a link known since %s cannot end at %s", time_text(since), time_text(until)),
		                errdetail("A link is valid from since on, and before until."),
		                errhint("Exchange the two, or leave such rows out by FILTER (WHERE since <= until).")));
	g = full_state(fcinfo);
	if (!csq_identity_add_row(&g, a.s != NULL ? &a : NULL, b.s != NULL ? &b : NULL, rank, since, until, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(g);
}

/*
 * identity_append(identity_graph, a text, b text, since timestamptz, until timestamptz) -> identity_graph
 *
 * Transition function of identity_agg(a, b, since, until): from since on, and before until, a and b are one person.
 * NULL:    since NULL, or both ids: skipped; until NULL: it has not ended; one id NULL: the other is known since then.
 * Errors:  22008 since is infinity, until before since; 22023 a graph of another form; 54000 graph above 1 GB.
 * Cost:    O(log n) amortised.
 */
PG_FUNCTION_INFO_V1(csq_identity_append_until);
Datum
csq_identity_append_until(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(3) || (PG_ARGISNULL(1) && PG_ARGISNULL(2)))
		return unchanged(fcinfo);
	return append_until(fcinfo, 1, 3);
}

/*
 * identity_append(identity_graph, a text, b text, rank int, since timestamptz, until timestamptz) -> identity_graph
 *
 * Transition function of identity_agg(a, b, rank, since, until): the same by a link of this rank.
 * NULL:    rank or since NULL, or both ids: skipped; until NULL: it has not ended.
 * Errors:  22023 rank below 1, a graph of another form; 22008, 54000 as above.
 * Cost:    O(log n) amortised.
 */
PG_FUNCTION_INFO_V1(csq_identity_append_rank_until);
Datum
csq_identity_append_rank_until(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(3) || PG_ARGISNULL(4) || (PG_ARGISNULL(1) && PG_ARGISNULL(2)))
		return unchanged(fcinfo);
	check_rank(PG_GETARG_INT32(3));
	return append_until(fcinfo, PG_GETARG_INT32(3), 4);
}

/* The same of times as they are typed, which are arguments first to last: with a zone, else 22007. */
#define TYPED_LINK(name, of, first, last)                                                                              \
	PG_FUNCTION_INFO_V1(name);                                                                                         \
	Datum name(PG_FUNCTION_ARGS)                                                                                       \
	{                                                                                                                  \
		for (int n = (first); n <= (last); n++)                                                                        \
			csq_read_typed_time(fcinfo, n);                                                                            \
		return of(fcinfo);                                                                                             \
	}

/* What drivers send without a type comes here too where a rank is meant: a whole number is one. */
PG_FUNCTION_INFO_V1(csq_identity_append_since_typed);
Datum
csq_identity_append_since_typed(PG_FUNCTION_ARGS)
{
	CsqText given = PG_ARGISNULL(3) ? (CsqText){NULL, 0} : csq_text_arg(fcinfo, 3);
	int32   rank = 0;

	for (size_t i = 0; i < given.len && rank >= 0; i++)
		rank = given.s[i] >= '0' && given.s[i] <= '9' && i < 9 ? rank * 10 + (given.s[i] - '0') : -1;
	if (given.len > 0 && rank >= 0)
	{
		fcinfo->args[3].value = Int32GetDatum(rank);
		return csq_identity_append_rank(fcinfo);
	}
	csq_read_typed_time(fcinfo, 3);
	return csq_identity_append_since(fcinfo);
}

TYPED_LINK(csq_identity_append_until_typed, csq_identity_append_until, 3, 4)
TYPED_LINK(csq_identity_append_until_since, csq_identity_append_until, 3, 3)
TYPED_LINK(csq_identity_append_until_end, csq_identity_append_until, 4, 4)
TYPED_LINK(csq_identity_append_rank_until_typed, csq_identity_append_rank_until, 4, 5)
TYPED_LINK(csq_identity_append_rank_until_since, csq_identity_append_rank_until, 4, 4)
TYPED_LINK(csq_identity_append_rank_until_end, csq_identity_append_rank_until, 5, 5)

/*
 * apart_append(identity_graph, a text, b text) -> identity_graph
 *
 * Transition function of apart_agg: a and b are two different people.
 * NULL:    one of the ids NULL: skipped.
 * Errors:  22023 a and b are the same id, a graph of another form; 54000 graph above 1 GB.
 * Cost:    O(log n) amortised.
 */
PG_FUNCTION_INFO_V1(csq_apart_append);
Datum
csq_apart_append(PG_FUNCTION_ARGS)
{
	CsqIdentity *g;
	CsqText      a = id_arg(fcinfo, 1);
	CsqText      b = id_arg(fcinfo, 2);
	CsqError     err;

	if (a.s == NULL || b.s == NULL)
		return unchanged(fcinfo);
	g = full_state(fcinfo);
	if (!csq_identity_add_apart(&g, &a, &b, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(g);
}

/*
 * account_append(identity_graph, id text) -> identity_graph
 *
 * Transition function of account_agg: the id is an account, which no device joins to another.
 * NULL:    skipped.
 * Errors:  22023 a graph of another form; 54000 graph above 1 GB.
 * Cost:    O(log n).
 */
PG_FUNCTION_INFO_V1(csq_account_append);
Datum
csq_account_append(PG_FUNCTION_ARGS)
{
	CsqIdentity *g;
	CsqText      id = id_arg(fcinfo, 1);
	CsqError     err;

	if (id.s == NULL)
		return unchanged(fcinfo);
	g = full_state(fcinfo);
	if (!csq_identity_add_account(&g, &id, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(g);
}

/*
 * identity_merge(identity_graph, identity_graph) -> identity_graph
 *
 * Transition function of rollup(identity_graph) and combine function of both: who is
 * one person in either is one person.
 * NULL:    a NULL graph adds nothing.
 * Errors:  22023 one has ranks, times or neither, and the other not; 54000 graph above 1 GB;
 *          22000 a damaged stored value.
 * Cost:    O(ids of the second), times a logarithm.
 */
CSQ_STORED_MERGE(identity_graph, CsqIdentity, csq_identity_check, csq_identity_merge)

/* ---- readers ---- */

/*
 * members(identity_graph, max_size int = NULL, max_rank int = NULL, as_of timestamptz = NULL)
 *		-> setof (id text, person text, size int)
 *
 * Each id with its person, who is named by the smallest of the ids by bytes, and
 * the number of ids of that person.  Ordered by person and id.  Only links of at
 * most max_rank count, or those known as of an instant; then ids of which nothing is
 * known yet are left out.
 *
 * max_size, without ranks or times: the ids of a person with more ids (a shared
 * device, a placeholder) are not believed to be one person, each is given as its
 * own, with the size that was found.  With them: links are taken by rank or time
 * (then by ids), and one that would make a larger person is not; see links().
 *
 * With all links: those count that are valid as of then, or without as_of have no end;
 * links are refused by rules, too, and a person with accounts is named by the
 * smallest of these: identity_rules.h.
 * NULL:    a NULL graph gives no rows; the others NULL: no limit.
 * Errors:  22023 max_size or max_rank below 1, a limit on ranks or times that the graph does not have.
 * Cost:    O(n log n) for n ids.
 */
PG_FUNCTION_INFO_V1(csq_members);
Datum
csq_members(PG_FUNCTION_ARGS)
{
	ReturnSetInfo    *rsinfo = csq_srf_begin(fcinfo);
	CsqIdentityLimits limits;
	CsqIdentity      *g;
	CsqPeople         people;
	int64             weight;
	uint32_t          n;
	uint32_t         *order;

	csq_identity_max_size_arg(fcinfo, 1, &limits);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	g = csq_identity_value(CSQ_GETARG_VALUE(0));
	weight = csq_identity_weight_args(fcinfo, 2, 3, g, &limits);
	people = csq_identity_people_as(g, &limits);
	order = csq_identity_order(&people, weight, &n);
	for (uint32_t i = 0; i < n; i++)
	{
		uint32_t person;
		uint32_t size;
		Datum    values[3];
		bool     nulls[3] = {false};

		if (!csq_identity_who(&people, order[i], weight, &person, &size))
			continue;
		values[0] = csq_identity_datum(g, order[i]);
		values[1] = csq_identity_datum(g, person);
		values[2] = Int32GetDatum((int32) size);
		csq_srf_row(rsinfo, values, nulls);
		pfree(DatumGetPointer(values[0]));
		pfree(DatumGetPointer(values[1]));
		csq_poll(i);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_members, CsqIdentity, v->nnodes)

/* A row of links(), or of links_with_ends(). */
typedef struct LinkRow
{
	uint32_t a;
	uint32_t b;
	int32_t  rank;  /* 0: there are none */
	int64    since; /* PG_INT64_MAX: there are no times */
	int64    until; /* PG_INT64_MAX: it has not ended */
	uint32_t size;
	bool     taken;
} LinkRow;

static void
put_link(ReturnSetInfo *rsinfo, const CsqIdentity *g, const LinkRow *link, bool ends)
{
	Datum values[7];
	bool  nulls[7] = {false};
	int   n = 0;

	values[n++] = csq_identity_datum(g, link->a);
	values[n++] = csq_identity_datum(g, link->b);
	nulls[n] = link->rank == 0;
	values[n++] = Int32GetDatum(link->rank);
	nulls[n] = link->since == PG_INT64_MAX;
	values[n++] = TimestampTzGetDatum(link->since);
	nulls[n] = ends && link->until == PG_INT64_MAX;
	values[n] = TimestampTzGetDatum(link->until);
	n += ends;
	values[n++] = Int32GetDatum((int32) link->size);
	values[n++] = BoolGetDatum(link->taken);
	csq_srf_row(rsinfo, values, nulls);
	pfree(DatumGetPointer(values[0]));
	pfree(DatumGetPointer(values[1]));
}

/* links() of a graph with all links. */
static Datum
full_links(ReturnSetInfo *rsinfo, const CsqIdentity *g, const CsqIdentityLimits *limits, bool ends)
{
	const CsqIdentityRules *rules = csq_identity_rules(g);
	CsqIdentitySolution     solution = csq_identity_solution(rules);

	csq_identity_solve(csq_identity_solver(rules), limits, &solution);
	for (uint32_t i = 0; i < rules->nlinks; i++)
	{
		const CsqIdentityRow *x = &rules->links[i];
		bool                  taken = solution.fate[i] == CSQ_FATE_TAKEN || solution.fate[i] == CSQ_FATE_KNOWN;
		LinkRow               link = {x->a, x->b, x->rank, x->since, x->until, solution.made[i], taken};

		csq_poll(i);
		if (solution.fate[i] != CSQ_FATE_ABSENT)
			put_link(rsinfo, g, &link, ends);
	}
	return (Datum) 0;
}

/*
 * links(identity_graph, max_size int = NULL, max_rank int = NULL, as_of timestamptz = NULL)
 *		-> setof (a text, b text, rank int, since timestamptz, size int, taken bool)
 *
 * The links that make the people of a graph with ranks or times: its minimum spanning
 * forest, in the order in which they are taken, by rank or time and then by ids.  a is
 * the smaller id by bytes; rank or since is NULL.  size is the number of ids of the
 * person that the link makes, or would make where it is not taken because of max_size.
 * With all links: those that are valid then, taken or not; conflicts() says why not.
 * NULL:    a NULL graph gives no rows; the others NULL: no limit.
 * Errors:  22023 a graph without ranks or times (which of its links are kept depends on
 *          the order of rows), max_size or max_rank below 1, a limit on what the graph does not have.
 * Cost:    O(n log n) for n ids.
 */
static Datum
links_of(FunctionCallInfo fcinfo, bool ends)
{
	ReturnSetInfo    *rsinfo = csq_srf_begin(fcinfo);
	CsqIdentityLimits limits;
	CsqIdentity      *g;
	CsqPeople         people;
	int64             weight;

	csq_identity_max_size_arg(fcinfo, 1, &limits);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	g = csq_identity_value(CSQ_GETARG_VALUE(0));
	weight = csq_identity_weight_args(fcinfo, 2, 3, g, &limits);
	if (g->flat.kind == CSQ_IDENTITY_PLAIN)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		         errmsg("the links of an identity_graph without ranks or times are not defined"),
		         errdetail("Which of several links that say the same are kept depends on the order of the rows."),
		         errhint("Make the graph by identity_agg(a, b, rank) or identity_agg(a, b, since).")));
	if (g->flat.kind == CSQ_IDENTITY_FULL)
		return full_links(rsinfo, g, &limits, ends);
	people = csq_identity_people_as(g, &limits);
	for (uint32_t i = 0; i < people.nsteps && people.steps[i].link.weight <= weight; i++)
	{
		const CsqIdentityStep *step = &people.steps[i];
		bool                   ranked = g->flat.kind == CSQ_IDENTITY_RANKED;
		LinkRow link = {step->link.a, step->link.b, 0, PG_INT64_MAX, PG_INT64_MAX, step->size, step->person != 0};

		if (ranked)
			link.rank = (int32_t) step->link.weight;
		else
			link.since = step->link.weight;
		put_link(rsinfo, g, &link, ends);
		csq_poll(i);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(csq_links);
Datum
csq_links(PG_FUNCTION_ARGS)
{
	return links_of(fcinfo, false);
}

/*
 * links_with_ends(identity_graph, max_size int = NULL, max_rank int = NULL, as_of timestamptz = NULL)
 *		-> setof (a text, b text, rank int, since timestamptz, until timestamptz, size int, taken bool)
 *
 * The same with the instant before which each link is valid.
 * NULL:    as links(); until of a link that has not ended, or where links do not end.
 * Errors, Cost: those of links().
 */
PG_FUNCTION_INFO_V1(csq_links_with_ends);
Datum
csq_links_with_ends(PG_FUNCTION_ARGS)
{
	return links_of(fcinfo, true);
}

CSQ_PLANNED_ROWS_OF(csq_links, CsqIdentity, v->nnodes)
CSQ_PLANNED_ROWS_OF(csq_links_with_ends, CsqIdentity, v->nnodes)

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
	PG_RETURN_INT32((int32) csq_identity_value(CSQ_GETARG_VALUE(0))->nnodes);
}

/*
 * num_people(identity_graph, max_size int = NULL, max_rank int = NULL, as_of timestamptz = NULL) -> int
 *
 * The number of people that members() with the same limits tells apart.
 * NULL:    a NULL graph: NULL; the others NULL: no limit.
 * Errors:  22023 as members().
 * Cost:    O(n) without ranks or times, else O(n log n).
 */
PG_FUNCTION_INFO_V1(csq_num_people);
Datum
csq_num_people(PG_FUNCTION_ARGS)
{
	CsqIdentityLimits limits;
	CsqIdentity      *g;
	CsqPeople         people;
	int64             weight;
	int32             n = 0;

	csq_identity_max_size_arg(fcinfo, 1, &limits);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	g = csq_identity_value(CSQ_GETARG_VALUE(0));
	weight = csq_identity_weight_args(fcinfo, 2, 3, g, &limits);
	people = csq_identity_people_as(g, &limits);
	for (uint32_t i = 1; i <= g->nnodes; i++)
	{
		uint32_t person;
		uint32_t size;

		n += csq_identity_who(&people, i, weight, &person, &size) && person == i;
		csq_poll(i);
	}
	PG_RETURN_INT32(n);
}
