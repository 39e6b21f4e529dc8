/*
 * value_cache_pg.c
 *		Compiled forms of value arguments, kept per call site.
 *
 * A calendar, lexicon, model or funnel reaches a function as a varlena, perhaps
 * toasted, for every row anew.  Decoding it per row would cost more than the
 * function itself, so each call site (FmgrInfo) keeps what it compiled:
 *
 *	 call site (fn_extra) -> slot per (argument, compile function) -> up to 8 entries
 *
 * An entry is recognised, in this order,
 *	 1. by address, when the argument is a constant of the expression, or of an
 *		aggregate an external parameter (its bytes cannot change under the same
 *		address); a parameter of another expression can be a variable of PL/pgSQL,
 *		whose next value may lie where the last one was, for the same call site;
 *	 2. by TOAST pointer (relation, value id, sizes), without reading the value,
 *		while the snapshot stays the same: what it can see is not removed, so its
 *		value ids are not used again.  A simple expression of PL/pgSQL keeps its
 *		call site over the statements of a transaction; when one of them has
 *		changed what is seen, identities are forgotten and bytes are compared;
 *	 3. by its compressed bytes, without unpacking them;
 *	 4. by its bytes.
 *
 * Engines that spread an aggregate over servers call its functions through an
 * FmgrInfo made for each row, which forgets everything.  Such calls, known by an
 * aggregate's context without an expression, share a call site per plan node and
 * function, which lives as long as the query (query_site).
 *
 * What is compiled for long and only read afterwards (csq_compiled_kept: lexicons)
 * outlives its statement, since one that inserts a single row would do little else.
 * A session keeps some of these, found again by their bytes alone, so that they
 * cannot be out of date; a call site holds what it uses by a pin, which goes with
 * the memory of the call site, and what nobody holds may give way to another.
 *
 * Everything else lives in the context of its call site and dies with it,
 * so nothing needs invalidation.  Entries are replaced round-robin; the entry in
 * use is never the one replaced within a call, because each call compiles at
 * most once per slot.
 */
#include "postgres.h"

#include "access/detoast.h"
#include "access/htup_details.h"
#include "access/xact.h"
#include "fmgr.h"
#include "funcapi.h"
#include "nodes/execnodes.h"
#include "nodes/primnodes.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

#include "pg/csq.h"

#define ENTRIES    8
#define KEPT       8                  /* values that a session keeps */
#define LEAST_KEPT 1024               /* bytes of a value below which it is compiled at once */
#define MOST_KEPT  (16 * 1024 * 1024) /* bytes of a compiled value beyond which it is not kept */

typedef struct Entry
{
	MemoryContext          context; /* holds value and compiled; NULL = free */
	const void            *address; /* where a constant argument lies */
	struct varatt_external toast;   /* va_valueid 0: not stored out of line, or forgotten */
	struct varlena        *value;   /* own copy */
	struct varlena        *packed;  /* as it came, if compressed in the row; else NULL */
	void                  *compiled;
} Entry;

typedef struct Slot
{
	struct Slot *next;
	int          argno;
	CsqCompile   compile;
	bool         stable; /* the argument is constant during the query */
	bool         kept;   /* what is compiled is kept by the session */
	int          last;   /* entry used last */
	int          hand;   /* entry to replace next */
	Entry        entries[ENTRIES];
} Slot;

/* What a snapshot sees, told apart from what another one of this transaction sees. */
typedef struct Sight
{
	TransactionId xmin;
	TransactionId xmax;
	CommandId     command;   /* of the transaction: grows with what it has written */
	uint64        completed; /* transactions ended in this server when it was taken */
} Sight;

typedef struct CallSite
{
	CsqCallHead   head; /* first */
	MemoryContext context;
	Sight         sight;
	Slot         *slots;
	TupleDesc     row;  /* of the function's result, once asked for */
	int           word; /* the function's own */
} CallSite;

/* The call site of a plan node and function whose FmgrInfo is made for each row. */
typedef struct QuerySite
{
	struct QuerySite     *next;
	const void           *node;
	Oid                   function;
	MemoryContextCallback gone;
	CallSite              site;
} QuerySite;

/* Of the queries that run; each takes itself out when its query's memory goes. */
static QuerySite *query_sites = NULL;

static void
query_gone(void *arg)
{
	QuerySite **at = &query_sites;

	while (*at != NULL && *at != arg)
		at = &(*at)->next;
	if (*at != NULL)
		*at = (*at)->next;
}

static CallSite *
query_site(FunctionCallInfo fcinfo)
{
	PlanState    *node = (PlanState *) fcinfo->context; /* an AggState or a WindowAggState */
	MemoryContext context;
	QuerySite    *q;

	for (q = query_sites; q != NULL; q = q->next)
		if (q->node == node && q->function == fcinfo->flinfo->fn_oid)
			return &q->site;
	context = node->state->es_query_cxt;
	q = MemoryContextAllocZero(context, sizeof *q);
	q->node = node;
	q->function = fcinfo->flinfo->fn_oid;
	q->site.head.constant.magic = CSQ_CALL_SITE_MAGIC;
	q->site.context = context;
	q->gone.func = query_gone;
	q->gone.arg = q;
	MemoryContextRegisterResetCallback(context, &q->gone);
	q->next = query_sites;
	query_sites = q;
	return &q->site;
}

static CallSite *
call_site(FunctionCallInfo fcinfo)
{
	FmgrInfo *flinfo = fcinfo->flinfo;
	CallSite *site = flinfo->fn_extra;

	if (CSQ_UNLIKELY(site == NULL))
	{
		if (csq_called_for_aggregate(fcinfo))
			return query_site(fcinfo);
		site = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof *site);
		site->head.constant.magic = CSQ_CALL_SITE_MAGIC;
		site->context = flinfo->fn_mcxt;
		flinfo->fn_extra = site;
	}
	if (site->head.constant.magic != CSQ_CALL_SITE_MAGIC)
		elog(ERROR, "csq: fn_extra of function %u is in use", flinfo->fn_oid);
	return site;
}

void
csq_zones_are_told(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo != NULL && !csq_called_for_aggregate(fcinfo))
		call_site(fcinfo)->head.zones = true;
}

int *
csq_call_word(FunctionCallInfo fcinfo)
{
	return &call_site(fcinfo)->word;
}

void *
csq_call_memory(FunctionCallInfo fcinfo, size_t size, MemoryContext *context)
{
	CallSite *site = call_site(fcinfo);

	if (CSQ_UNLIKELY(site->head.memory == NULL))
		site->head.memory = MemoryContextAllocZero(site->context, size);
	if (context != NULL)
		*context = site->context;
	return site->head.memory;
}

/* ---- expressions ---- */

/* Is an argument of a function or operator a constant? */
static bool
call_arg_stable(const FmgrInfo *flinfo, int argno)
{
	Node *expr = flinfo->fn_expr;
	List *args = NIL;

	if (expr != NULL && IsA(expr, FuncExpr))
		args = ((FuncExpr *) expr)->args;
	else if (expr != NULL && IsA(expr, OpExpr))
		args = ((OpExpr *) expr)->args;
	return argno < list_length(args) && IsA(list_nth(args, argno), Const);
}

/*
 * Is an argument of a transition function constant during the query?  What the
 * function manager knows of it are parameters, so the aggregate is asked.
 */
static bool
aggregate_arg_stable(FunctionCallInfo fcinfo, int argno)
{
	List *args = csq_called_for_aggregate(fcinfo) ? NIL : csq_aggregate_args(fcinfo);
	Node *arg;

	if (argno < 1 || argno > list_length(args))
		return false;
	arg = list_nth(args, argno - 1);
	return IsA(arg, Const) || (IsA(arg, Param) && ((Param *) arg)->paramkind == PARAM_EXTERN);
}

bool
csq_arg_is_constant(FunctionCallInfo fcinfo, int argno)
{
	return AggCheckCallContext(fcinfo, NULL) ? aggregate_arg_stable(fcinfo, argno)
	                                         : call_arg_stable(fcinfo->flinfo, argno);
}

static Slot *
find_slot(FunctionCallInfo fcinfo, int argno, CsqCompile compile, bool kept)
{
	CallSite *site = call_site(fcinfo);
	Slot     *slot;

	for (slot = site->slots; slot != NULL; slot = slot->next)
		if (slot->argno == argno && slot->compile == compile)
			return slot;
	slot = MemoryContextAllocZero(site->context, sizeof *slot);
	slot->argno = argno;
	slot->compile = compile;
	slot->kept = kept;
	slot->stable = csq_arg_is_constant(fcinfo, argno);
	slot->next = site->slots;
	site->slots = slot;
	return slot;
}

/* ---- what a session keeps ---- */

typedef struct Kept
{
	MemoryContext   context; /* holds value and compiled; NULL = free */
	CsqCompile      compile;
	uint64          hash;
	struct varlena *value;
	void           *compiled;
	uint64          used; /* when last: a count of uses */
	int             pins; /* call sites that hold it */
} Kept;

static Kept   kept[KEPT];
static uint64 uses = 0;

static void
unpin(void *arg)
{
	((Kept *) arg)->pins--;
}

/* Holds an entry until a context goes. */
static Kept *
pin(Kept *k, MemoryContext holder)
{
	MemoryContextCallback *gone = MemoryContextAlloc(holder, sizeof *gone);

	gone->func = unpin;
	gone->arg = k;
	MemoryContextRegisterResetCallback(holder, gone);
	k->pins++;
	k->used = ++uses;
	return k;
}

/* The place that a new value may take: free, or what was not used for longest; NULL when all are held. */
static Kept *
place_to_keep(void)
{
	Kept *best = NULL;

	for (int i = 0; i < KEPT; i++)
		if (kept[i].pins == 0 && (best == NULL || kept[i].used < best->used))
			best = &kept[i];
	return best;
}

/*
 * A value compiled, of the session where it has it, else anew; held by a context.
 * It is compiled below that context, which an error takes away, and kept when it is whole.
 */
static Kept
compiled_kept(CsqCompile compile, const struct varlena *value, MemoryContext holder)
{
	Size          size = VARSIZE(value) - VARHDRSZ;
	Kept          k = {.compile = compile, .hash = csq_hash_bytes(VARDATA(value), size, 0)};
	MemoryContext old;
	Kept         *place;

	for (int i = 0; i < KEPT; i++)
		if (kept[i].context != NULL && kept[i].compile == compile && kept[i].hash == k.hash &&
		    VARSIZE(kept[i].value) == VARSIZE(value) && memcmp(VARDATA(kept[i].value), VARDATA(value), size) == 0)
			return *pin(&kept[i], holder);
	k.context = AllocSetContextCreate(holder, "csq kept value", ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(k.context);
	k.value = palloc(VARSIZE(value));
	memcpy(k.value, value, VARSIZE(value));
	k.compiled = compile(k.value);
	MemoryContextSwitchTo(old);
	place = place_to_keep();
	if (place == NULL || MemoryContextMemAllocated(k.context, true) > MOST_KEPT)
		return k; /* it goes with its holder */
	if (place->context != NULL)
		MemoryContextDelete(place->context);
	*place = k;
	MemoryContextSetParent(k.context, TopMemoryContext);
	return *pin(place, holder);
}

static MemoryContext
entry_context(FunctionCallInfo fcinfo)
{
	return AllocSetContextCreate(call_site(fcinfo)->context, "csq compiled value", ALLOCSET_SMALL_SIZES);
}

/*
 * Put a compiled value into the slot, replacing the entry at the hand.
 * own: the entry's context, where the value lies already; or NULL.
 */
static void *
add_entry(FunctionCallInfo fcinfo, Slot *slot, struct varlena *value, const struct varlena *arg,
          const struct varatt_external *toast, MemoryContext own)
{
	Entry          *e = &slot->entries[slot->hand];
	MemoryContext   context = own != NULL ? own : entry_context(fcinfo);
	MemoryContext   old = MemoryContextSwitchTo(context);
	struct varlena *copy;
	struct varlena *packed = NULL;
	void           *compiled;

	elog(DEBUG3, "csq compiles a value for function %u", fcinfo->flinfo->fn_oid);
	if (VARATT_IS_COMPRESSED(arg))
	{
		packed = palloc(VARSIZE(arg));
		memcpy(packed, arg, VARSIZE(arg));
	}
	if (slot->kept && VARSIZE(value) >= LEAST_KEPT)
	{
		Kept k = compiled_kept(slot->compile, value, context);

		copy = k.value;
		compiled = k.compiled;
	}
	else
	{
		copy = own != NULL ? value : palloc(VARSIZE(value));
		if (own == NULL)
			memcpy(copy, value, VARSIZE(value));
		compiled = slot->compile(copy);
	}
	MemoryContextSwitchTo(old);

	if (e->context != NULL)
		MemoryContextDelete(e->context);
	e->context = context;
	e->address = slot->stable ? arg : NULL;
	if (toast != NULL)
		e->toast = *toast;
	else
		memset(&e->toast, 0, sizeof e->toast);
	e->value = copy;
	e->packed = packed;
	e->compiled = compiled;
	call_site(fcinfo)->head.constant.arg = NULL; /* it may be what was replaced */
	slot->last = slot->hand;
	slot->hand = (slot->hand + 1) % ENTRIES;
	return compiled;
}

/* Entry i, tried from the one used last. */
#define EACH_ENTRY(slot, n, e)                                                                                         \
	for (int n = 0; n < ENTRIES; n++)                                                                                  \
		if ((e = &(slot)->entries[((slot)->last + n) % ENTRIES])->context != NULL)

static void *
hit(Slot *slot, const Entry *e)
{
	slot->last = (int) (e - slot->entries);
	return e->compiled;
}

/* Does this call see what the one before it saw?  Without a snapshot it is not known. */
static bool
same_sight(CallSite *site)
{
	Snapshot snapshot = ActiveSnapshotSet() ? GetActiveSnapshot() : NULL;
	Sight    now;

	if (snapshot == NULL)
		return false;
	memset(&now, 0, sizeof now);
	now.xmin = snapshot->xmin;
	now.xmax = snapshot->xmax;
	now.command = GetCurrentCommandId(false); /* a simple expression may run under the snapshot of an outer query */
	now.completed = snapshot->snapXactCompletionCount;
	if (memcmp(&now, &site->sight, sizeof now) == 0)
		return true;
	site->sight = now;
	return false;
}

static void
forget_toast(CallSite *site)
{
	for (Slot *slot = site->slots; slot != NULL; slot = slot->next)
		for (int i = 0; i < ENTRIES; i++)
			memset(&slot->entries[i].toast, 0, sizeof slot->entries[i].toast);
}

void *
csq_find_compiled(FunctionCallInfo fcinfo, int argno, CsqCompile compile, bool keep)
{
	struct varlena        *arg = (struct varlena *) PG_GETARG_POINTER(argno);
	struct varatt_external toast;
	bool                   stored = VARATT_IS_EXTERNAL_ONDISK(arg);
	struct varlena        *value;
	Slot                  *slot = find_slot(fcinfo, argno, compile, keep);
	MemoryContext          own = NULL;
	Entry                 *e;
	void                  *result;

	if (slot->stable && slot->entries[slot->last].address == arg)
	{
		result = slot->entries[slot->last].compiled;
		call_site(fcinfo)->head.constant = (CsqConstant){CSQ_CALL_SITE_MAGIC, argno, arg, compile, result};
		return result;
	}
	if (stored)
	{
		VARATT_EXTERNAL_GET_POINTER(toast, arg);
		if (CSQ_UNLIKELY(!same_sight(call_site(fcinfo))))
			forget_toast(call_site(fcinfo));
		EACH_ENTRY(slot, n, e)
		if (memcmp(&e->toast, &toast, sizeof toast) == 0)
			return hit(slot, e);
	}
	if (VARATT_IS_COMPRESSED(arg))
		EACH_ENTRY(slot, n, e)
	if (e->packed != NULL && VARSIZE(e->packed) == VARSIZE(arg) && memcmp(e->packed, arg, VARSIZE(arg)) == 0)
		return hit(slot, e);
	if (slot->entries[0].context == NULL)
		csq_refuse_zoneless(fcinfo); /* the first call of this call site */
	if (slot->entries[0].context == NULL && !slot->kept && VARATT_IS_EXTENDED(arg))
	{
		MemoryContext old = MemoryContextSwitchTo(own = entry_context(fcinfo)); /* it will be kept: no second copy */

		value = PG_DETOAST_DATUM(PointerGetDatum(arg));
		MemoryContextSwitchTo(old);
	}
	else
		value = PG_DETOAST_DATUM(PointerGetDatum(arg));
	result = NULL;
	EACH_ENTRY(slot, n, e)
	if (VARSIZE(e->value) == VARSIZE(value) &&
	    memcmp(VARDATA(e->value), VARDATA(value), VARSIZE(value) - VARHDRSZ) == 0)
	{
		result = hit(slot, e);
		if (stored)
			e->toast = toast; /* as it is stored now */
		break;
	}
	if (result == NULL)
		result = add_entry(fcinfo, slot, value, arg, stored ? &toast : NULL, own);
	if (value != arg && own == NULL)
		pfree(value);
	return result;
}

Datum
csq_row_datum(FunctionCallInfo fcinfo, Datum *values, bool *nulls)
{
	CallSite *site = call_site(fcinfo);

	if (CSQ_UNLIKELY(site->row == NULL))
	{
		MemoryContext old = MemoryContextSwitchTo(site->context);
		TupleDesc     desc;

		if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "csq: function %u does not return a row", fcinfo->flinfo->fn_oid);
		site->row = BlessTupleDesc(desc);
		MemoryContextSwitchTo(old);
	}
	return HeapTupleGetDatum(heap_form_tuple(site->row, values, nulls));
}
