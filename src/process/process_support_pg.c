/*
 * process_support_pg.c
 *		What the planner may know of edges, bottlenecks, throughput and num_cases.
 *
 * They read the graph of a process and no variant.  Of nearly random cases variants are
 * as many as cases, and to collect, sort, pack, send, merge and check them is most of
 * the work.  So a call that asks an aggregate,
 *
 *		edges((SELECT process_agg(j) FROM journeys))
 *		SELECT throughput(rollup(p)), num_cases(rollup(p)) FROM days
 *		FROM (SELECT team, process_agg(j) AS p FROM journeys GROUP BY team) x, edges(p)
 *
 * is planned with twins: process_graph_agg, which takes the same arguments as process_agg
 * or rollup, and what reads a graph (process_graph.h), graph_edges for edges.  Both are in
 * csq_internal, where there is one for each form, and the result is the same.  FILTER,
 * DISTINCT and ORDER BY stay with the aggregate.
 *
 * The call is left as it is when the process of the aggregate is used for anything
 * else, too (it would be aggregated twice), when that other use cannot be seen from
 * here, when the user may not execute any of the four, or when a table is on another
 * server, which could be asked for the aggregate by name.
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "optimizer/planmain.h"
#include "parser/parsetree.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "pg/csq.h"

extern Datum csq_rows_support(PG_FUNCTION_ARGS);

#define INTERNAL "csq_internal"

/* ---- twins ---- */

/* The function of this name in csq_internal with the arguments of another, the first of which may be given; or 0. */
static Oid
internal_function(const char *name, Oid like, Oid first)
{
	Oid  schema = get_namespace_oid(INTERNAL, true);
	Oid *types;
	int  n;

	get_func_signature(like, &types, &n);
	if (OidIsValid(first) && n > 0)
		types[0] = first;
	return GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid, CStringGetDatum(name),
	                       PointerGetDatum(buildoidvector(types, n)), ObjectIdGetDatum(schema));
}

static Oid
graph_type(void)
{
	return GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum("process_graph"),
	                       ObjectIdGetDatum(get_namespace_oid(INTERNAL, true)));
}

/* What reads a graph instead of a process, or 0. */
static Oid
reader_of_graph(Oid reader)
{
	char *name = get_func_name(reader);

	return name == NULL ? InvalidOid : internal_function(psprintf("graph_%s", name), reader, graph_type());
}

/* What collects the graph instead of the process; the same when it does already; 0 for any other aggregate. */
static Oid
graph_agg(Oid aggregate, Oid schema)
{
	char *name = get_func_name(aggregate);
	Oid   found = InvalidOid;

	if (name == NULL)
		return InvalidOid;
	if (get_func_rettype(aggregate) == graph_type())
		return aggregate;
	if ((strcmp(name, "process_agg") == 0 || strcmp(name, "rollup") == 0) && get_func_namespace(aggregate) == schema)
		found = internal_function("process_graph_agg", aggregate, InvalidOid);
	return found;
}

/* A reader that may be put in the place of this one by this user, or 0. */
static Oid
allowed_reader(Oid reader)
{
	Oid twin = reader_of_graph(reader);

	return OidIsValid(twin) && csq_may_execute(reader) && csq_may_execute(twin) ? twin : InvalidOid;
}

/* ---- uses ---- */

/* A process: what an aggregate of a query gives, or a column of a subquery in its FROM. */
typedef struct Used
{
	const Query *query;
	Oid          schema;    /* that of readers */
	Oid          aggregate; /* or 0 */
	int          rte;
	int          column;
	int          depth; /* of what is looked at, below the query */
	bool         read;  /* by functions that have a twin */
	bool         other; /* used in any other way */
} Used;

/* Is a column, of the query itself, this one, or a join's that may stand for it? */
static bool
is_column(const Var *v, const Used *used)
{
	RangeTblEntry *rte;
	Node          *joined;

	if ((int) v->varno == used->rte)
		return v->varattno == used->column || v->varattno <= 0;
	if ((int) v->varno < 1 || (int) v->varno > list_length(used->query->rtable))
		return false;
	rte = rt_fetch(v->varno, used->query->rtable);
	if (rte->rtekind != RTE_JOIN)
		return false;
	if (v->varattno <= 0 || v->varattno > list_length(rte->joinaliasvars))
		return true;
	joined = list_nth(rte->joinaliasvars, v->varattno - 1);
	return joined == NULL || !IsA(joined, Var) || is_column((Var *) joined, used);
}

static bool
is_used(Node *node, const Used *used)
{
	if (node == NULL)
		return false;
	if (OidIsValid(used->aggregate))
		return IsA(node, Aggref) && ((Aggref *) node)->aggfnoid == used->aggregate;
	return IsA(node, Var) && (int) ((Var *) node)->varlevelsup == used->depth && is_column((Var *) node, used);
}

/* A function that reads it and nothing else of it, and has a twin or is one. */
static bool
reads_it(const FuncExpr *call, const Used *used)
{
	Node *process = call->args == NIL ? NULL : linitial(call->args);

	if (used->depth > 0 || !is_used(process, used))
		return false;
	if (IsA(process, Var) && ((int) ((Var *) process)->varno != used->rte || ((Var *) process)->varattno <= 0))
		return false;
	if (IsA(process, Aggref) && ((Aggref *) process)->agglevelsup != 0)
		return false;
	if (get_func_namespace(call->funcid) == used->schema)
		return OidIsValid(allowed_reader(call->funcid));
	return exprType(process) == graph_type();
}

static bool
look_for_uses(Node *node, void *context)
{
	Used *used = context;
	bool  stop;

	if (node == NULL)
		return false;
	if (IsA(node, FuncExpr) && reads_it((FuncExpr *) node, used))
	{
		used->read = true;
		for (int i = 1; i < list_length(((FuncExpr *) node)->args); i++)
			if (look_for_uses(list_nth(((FuncExpr *) node)->args, i), context))
				return true;
		return false;
	}
	if (is_used(node, used))
		return used->other = true;
	if (IsA(node, Query))
	{
		used->depth++;
		stop = query_tree_walker((Query *) node, look_for_uses, context, QTW_IGNORE_JOINALIASES);
		used->depth--;
		return stop;
	}
	return expression_tree_walker(node, look_for_uses, context);
}

/* Is an aggregate of this query read by functions that have a twin, and not used in any other way? */
static bool
aggregate_is_only_read(const Query *q, Oid aggregate, Oid schema)
{
	Used used = {.query = q, .schema = schema, .aggregate = aggregate};

	return !look_for_uses((Node *) q->targetList, &used) && !look_for_uses(q->havingQual, &used) && used.read;
}

/* Is a column of a subquery in FROM? */
static bool
column_is_only_read(Query *q, const Var *v, Oid schema)
{
	Used used = {.query = q, .schema = schema, .rte = (int) v->varno, .column = v->varattno};

	return !query_tree_walker(q, look_for_uses, &used, QTW_IGNORE_JOINALIASES) && used.read;
}

/* A column of a query when it is an aggregate that is used nowhere else in it, and nothing depends on its type. */
static TargetEntry *
aggregate_column(const Query *q, int column)
{
	TargetEntry *e;
	Aggref      *agg;
	Used         used = {.query = q};

	if (q->commandType != CMD_SELECT || q->setOperations != NULL || !q->hasAggs || column < 1 ||
	    column > list_length(q->targetList))
		return NULL;
	e = list_nth(q->targetList, column - 1);
	agg = (Aggref *) e->expr;
	if (e->resjunk || e->ressortgroupref != 0 || !IsA(agg, Aggref) || agg->agglevelsup != 0)
		return NULL;
	used.aggregate = agg->aggfnoid;
	for (int i = 1; i <= list_length(q->targetList); i++)
		if (i != column && look_for_uses(list_nth(q->targetList, i - 1), &used))
			return NULL;
	return look_for_uses(q->havingQual, &used) || used.read ? NULL : e;
}

/* ---- the call planned instead ---- */

static void
collect_graph(Aggref *agg, Oid graph)
{
	agg->aggfnoid = graph;
	agg->aggtype = get_func_rettype(graph);
}

/* A call, and what is to read a graph in its place. */
typedef struct Twins
{
	PlannerInfo *root;
	FuncExpr    *call;
	Oid          schema;
	Oid          reader;
} Twins;

/* The plan depends on functions that are no longer in it, and is for whoever may execute them. */
static void
depend_on(const Twins *t, Oid function)
{
	record_plan_function_dependency(t->root, function);
	t->root->glob->dependsOnRole = true;
}

/* The twin of an aggregate of a query, if the user may execute both and it is computed here, or 0. */
static Oid
allowed_graph(const Twins *t, const Aggref *agg, Query *q)
{
	Oid graph = graph_agg(agg->aggfnoid, t->schema);

	if (!OidIsValid(graph) || !csq_may_execute(agg->aggfnoid) || !csq_may_execute(graph) ||
	    csq_is_elsewhere((Node *) q, NULL))
		return InvalidOid;
	depend_on(t, agg->aggfnoid);
	return graph;
}

/* Each of these gives what the call is to read instead of its argument, or NULL. */

static Node *
graph_of_aggregate(const Twins *t, const Aggref *agg)
{
	Aggref *new;
	Oid graph;

	if (agg->agglevelsup != 0 || !aggregate_is_only_read(t->root->parse, agg->aggfnoid, t->schema) ||
	    !OidIsValid(graph = allowed_graph(t, agg, t->root->parse)))
		return NULL;
	new = copyObject(unconstify(Aggref *, agg));
	collect_graph(new, graph);
	return (Node *) new;
}

static Node *
graph_of_query(const Twins *t, const SubLink *link)
{
	SubLink *new;
	TargetEntry *e;
	Oid          graph;

	if (link->subLinkType != EXPR_SUBLINK || !IsA(link->subselect, Query) ||
	    (e = aggregate_column((Query *) link->subselect, 1)) == NULL ||
	    !OidIsValid(graph = allowed_graph(t, (Aggref *) e->expr, (Query *) link->subselect)))
		return NULL;
	new = copyObject(unconstify(SubLink *, link));
	e = linitial(((Query *) new->subselect)->targetList);
	collect_graph((Aggref *) e->expr, graph);
	return (Node *) new;
}

/*
 * A column of a subquery in FROM.  Its aggregate becomes the twin at the first call that reads it, before the subquery
 * has a plan, and from then on every call must follow, wherever the planner has moved it to.  The tree is the
 * planner's own.
 */
static Node *
graph_of_column(const Twins *t, const Var *v)
{
	PlannerInfo   *root = t->root;
	Query         *q;
	RangeTblEntry *rte;
	TargetEntry   *e;
	Oid            graph;
	Var *new;

	for (Index up = 0; root != NULL && up < v->varlevelsup; up++)
		root = root->parent_root;
	q = root == NULL ? NULL : root->parse;
	if (q == NULL || v->varattno <= 0 || (int) v->varno < 1 || (int) v->varno > list_length(q->rtable))
		return NULL;
	rte = rt_fetch(v->varno, q->rtable);
	if (rte->rtekind != RTE_SUBQUERY || rte->subquery == NULL || v->varattno > list_length(rte->subquery->targetList))
		return NULL;
	e = list_nth(rte->subquery->targetList, v->varattno - 1);
	if (exprType((Node *) e->expr) != graph_type())
	{
		if (v->varlevelsup != 0 || q->commandType != CMD_SELECT || q->rowMarks != NIL || root->append_rel_list != NIL ||
		    aggregate_column(rte->subquery, v->varattno) != e || !column_is_only_read(q, v, t->schema) ||
		    !OidIsValid(graph = allowed_graph(t, (Aggref *) e->expr, rte->subquery)))
			return NULL;
		collect_graph((Aggref *) e->expr, graph);
	}
	new = copyObject(unconstify(Var *, v));
	new->vartype = graph_type();
	return (Node *) new;
}

static Node *
direct_call(SupportRequestSimplify *req)
{
	FuncExpr *call = req->fcall;
	Twins     t = {.root = req->root, .call = call};
	Node     *process = call->args == NIL ? NULL : linitial(call->args);
	Node     *graph = NULL;
	List     *args;

	if (req->root == NULL || process == NULL || (!IsA(process, Aggref) && !IsA(process, SubLink) && !IsA(process, Var)))
		return NULL;
	t.schema = get_func_namespace(call->funcid);
	t.reader = allowed_reader(call->funcid);
	if (!OidIsValid(t.reader))
		return NULL;
	if (IsA(process, Aggref))
		graph = graph_of_aggregate(&t, (Aggref *) process);
	else if (IsA(process, SubLink))
		graph = graph_of_query(&t, (SubLink *) process);
	else
		graph = graph_of_column(&t, (Var *) process);
	if (graph == NULL)
		return NULL;
	depend_on(&t, call->funcid);
	args = list_copy(call->args);
	linitial(args) = graph;
	call = makeFuncExpr(t.reader, call->funcresulttype, args, call->funccollid, call->inputcollid, call->funcformat);
	call->funcretset = req->fcall->funcretset;
	return (Node *) call;
}

/*
 * process_support(internal) -> internal
 *
 * Planner support function of what reads the graph of a process: answers requests to
 * simplify a call, as described above, and what rows_support answers.
 * NULL:    strict.
 * Cost:    a few look-ups in the catalogue's cache per call planned.
 */
PG_FUNCTION_INFO_V1(csq_process_support);
Datum
csq_process_support(PG_FUNCTION_ARGS)
{
	Node *request = (Node *) PG_GETARG_POINTER(0);

	if (IsA(request, SupportRequestSimplify))
		PG_RETURN_POINTER(direct_call((SupportRequestSimplify *) request));
	return csq_rows_support(fcinfo);
}
