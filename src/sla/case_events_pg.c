/*
 * case_events_pg.c
 *		The events of one case, as arrays or out of the table of a workspace.
 *
 * A view over all clocks reads the events of each complaint.  A function in SQL that
 * does it spends most of its time on beginning and ending a query; here it is one look
 * into the index, with the snapshot of the query that asks:
 *
 *	 table, index and columns are found once per call site and user
 *	 per complaint: open both (the lock is held by then), scan, copy the rows
 *
 * Only a plain table that whoever asks may read as a whole is read like this: where
 * there is row-level security, a grant of some columns, a partitioned table or no
 * index that begins with tenant and complaint, a query is asked, which says what it
 * always says.
 *
 * Cost: O(log rows of the table + events of the complaint).
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/stratnum.h"
#include "access/table.h"
#include "access/tableam.h"
#include "catalog/pg_am.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/rls.h"
#include "utils/snapmgr.h"

#include "pg/csq.h"
#include "sla/case_events_pg.h"

static const Oid         column_types[] = {TEXTOID, TIMESTAMPTZOID, TEXTOID, TEXTOID, INT8OID};
static const char *const column_names[] = {"stage", "at", "event", "reason", "seq"};

#define KEY_COLUMNS 2

static const char *const key_names[KEY_COLUMNS] = {"tenant", "complaint_id"};

/* ---- arrays ---- */

void
csq_case_events_of_arrays(FunctionCallInfo fcinfo, int first, CsqCaseEvents *events)
{
	static const char *const names[] = {"stages", "at", "events", "reasons", "seqs"};

	memset(events, 0, sizeof *events);
	for (int i = 0; i < CSQ_CASE_COLUMNS; i++)
	{
		bool fixed = column_types[i] != TEXTOID;
		int  n = 0;

		if (!PG_ARGISNULL(first + i)) /* NULL is an array of nothing */
			deconstruct_array(PG_GETARG_ARRAYTYPE_P(first + i), column_types[i], fixed ? 8 : -1,
			                  fixed ? FLOAT8PASSBYVAL : false, fixed ? TYPALIGN_DOUBLE : TYPALIGN_INT, &events->item[i],
			                  &events->null[i], &n);
		if (i == 0)
			events->n = n;
		else if (n != events->n)
			ereport(ERROR, (errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
			                errmsg("%s has %d elements and stages %d", names[i], n, events->n),
			                errdetail("The five arrays are the columns of the same events.")));
	}
}

/* ---- the table ---- */

static AttrNumber
column_of(Relation rel, const char *name, Oid type)
{
	AttrNumber n = get_attnum(RelationGetRelid(rel), name);

	return n > 0 && TupleDescAttr(RelationGetDescr(rel), n - 1)->atttypid == type ? n : InvalidAttrNumber;
}

/* Does an index begin with tenant and complaint, and hold every row? */
static bool
begins_with_key(Relation rel, Oid oid)
{
	Relation index = index_open(oid, AccessShareLock);
	bool is = index->rd_rel->relam == BTREE_AM_OID && index->rd_index->indisvalid && !index->rd_index->indcheckxmin &&
	          index->rd_index->indnkeyatts >= KEY_COLUMNS && RelationGetIndexPredicate(index) == NIL;

	for (int i = 0; is && i < KEY_COLUMNS; i++)
	{
		AttrNumber column = index->rd_index->indkey.values[i];

		is = column > 0 && column == column_of(rel, key_names[i], TEXTOID) && index->rd_opcintype[i] == TEXTOID &&
		     index->rd_indcollation[i] == TupleDescAttr(RelationGetDescr(rel), column - 1)->attcollation;
	}
	index_close(index, NoLock);
	return is;
}

static bool
may_be_read_straight(Relation rel)
{
	return rel->rd_rel->relkind == RELKIND_RELATION && !rel->rd_rel->relhassubclass &&
	       pg_class_aclcheck(RelationGetRelid(rel), GetUserId(), ACL_SELECT) == ACLCHECK_OK &&
	       check_enable_rls(RelationGetRelid(rel), InvalidOid, true) != RLS_ENABLED;
}

static void
know_table(CsqCaseTable *known, MemoryContext context, Oid table)
{
	Relation rel = table_open(table, AccessShareLock);
	List    *indexes = RelationGetIndexList(rel);
	bool     straight = may_be_read_straight(rel);

	known->index = InvalidOid;
	for (int i = 0; i < CSQ_CASE_COLUMNS; i++)
	{
		known->column[i] = column_of(rel, column_names[i], column_types[i]);
		straight &= known->column[i] > 0;
	}
	for (int i = 0; straight && i < list_length(indexes) && !OidIsValid(known->index); i++)
		if (begins_with_key(rel, list_nth_oid(indexes, i)))
			known->index = list_nth_oid(indexes, i);
	if (!OidIsValid(known->index))
	{
		char *query = psprintf(
			"SELECT e.stage::pg_catalog.text, e.at::pg_catalog.timestamptz, e.event::pg_catalog.text, "
			"e.reason::pg_catalog.text, e.seq::pg_catalog.int8 FROM %s AS e WHERE e.tenant "
			"OPERATOR(pg_catalog.=) $1 AND e.complaint_id OPERATOR(pg_catalog.=) $2",
			quote_qualified_identifier(get_namespace_name(RelationGetNamespace(rel)), RelationGetRelationName(rel)));

		known->query = MemoryContextStrdup(context, query);
	}
	known->table = table;
	known->user = GetUserId();
	list_free(indexes);
	table_close(rel, NoLock); /* until the end of the transaction nobody takes the index away */
}

/* Room for one more. */
static int
next_event(CsqCaseEvents *e)
{
	if (e->n == e->cap)
	{
		e->cap = e->cap == 0 ? 8 : e->cap * 2;
		for (int i = 0; i < CSQ_CASE_COLUMNS; i++)
		{
			e->item[i] = e->n == 0 ? palloc(e->cap * sizeof(Datum)) : repalloc_huge(e->item[i], e->cap * sizeof(Datum));
			e->null[i] = e->n == 0 ? palloc(e->cap * sizeof(bool)) : repalloc_huge(e->null[i], e->cap * sizeof(bool));
		}
	}
	return e->n++;
}

static void
put_value(CsqCaseEvents *e, int event, int column, Datum value, bool null)
{
	e->null[column][event] = null;
	e->item[column][event] = null                              ? (Datum) 0
	                         : column_types[column] == TEXTOID ? PointerGetDatum(PG_DETOAST_DATUM_COPY(value))
	                                                           : value;
}

static void
scan_events(const CsqCaseTable *known, Datum tenant, Datum complaint, CsqCaseEvents *e)
{
	Relation        rel = table_open(known->table, AccessShareLock);
	Relation        index = index_open(known->index, AccessShareLock);
	TupleTableSlot *slot = table_slot_create(rel, NULL);
	IndexScanDesc   scan = csq_index_beginscan(rel, index, GetActiveSnapshot(), KEY_COLUMNS);
	Datum           values[KEY_COLUMNS] = {tenant, complaint};
	ScanKeyData     keys[KEY_COLUMNS];

	for (int i = 0; i < KEY_COLUMNS; i++)
		ScanKeyEntryInitialize(&keys[i], 0, i + 1, BTEqualStrategyNumber, InvalidOid, index->rd_indcollation[i],
		                       F_TEXTEQ, values[i]);
	index_rescan(scan, keys, KEY_COLUMNS, NULL, 0);
	while (index_getnext_slot(scan, ForwardScanDirection, slot))
	{
		int n = next_event(e);

		csq_poll(n);
		for (int i = 0; i < CSQ_CASE_COLUMNS; i++)
		{
			bool  null;
			Datum value = slot_getattr(slot, known->column[i], &null);

			put_value(e, n, i, value, null);
		}
	}
	index_endscan(scan);
	ExecDropSingleTupleTableSlot(slot);
	index_close(index, NoLock);
	table_close(rel, NoLock);
}

/* Plans of a session, by the table; a table that has another name by now has another query. */
typedef struct EventPlan
{
	Oid        table; /* the key */
	char      *query;
	SPIPlanPtr plan;
} EventPlan;

static HTAB *session_plans = NULL;

static SPIPlanPtr
plan_of(const CsqCaseTable *known)
{
	HASHCTL    ctl = {.keysize = sizeof(Oid), .entrysize = sizeof(EventPlan)};
	Oid        types[KEY_COLUMNS] = {TEXTOID, TEXTOID};
	EventPlan *p;
	bool       found;

	if (session_plans == NULL)
		session_plans = hash_create("csq plans of events", 8, &ctl, HASH_ELEM | HASH_BLOBS);
	p = hash_search(session_plans, &known->table, HASH_ENTER, &found);
	if (!found)
		*p = (EventPlan){.table = known->table};
	if (p->plan != NULL && strcmp(p->query, known->query) != 0)
	{
		SPI_freeplan(p->plan);
		pfree(p->query);
		p->plan = NULL;
	}
	if (p->plan == NULL)
	{
		SPIPlanPtr made = SPI_prepare(known->query, KEY_COLUMNS, types);

		if (made == NULL || SPI_keepplan(made) != 0)
			elog(ERROR, "csq: no plan for the events of a complaint");
		p->query = MemoryContextStrdup(TopMemoryContext, known->query);
		p->plan = made;
	}
	return p->plan;
}

static void
ask_for_events(const CsqCaseTable *known, Datum tenant, Datum complaint, CsqCaseEvents *e)
{
	Datum         values[KEY_COLUMNS] = {tenant, complaint};
	MemoryContext caller = CurrentMemoryContext;

	if (SPI_connect() != SPI_OK_CONNECT || SPI_execute_plan(plan_of(known), values, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "csq: no events of a complaint");
	MemoryContextSwitchTo(caller);
	for (uint64 row = 0; row < SPI_processed; row++)
	{
		int n = next_event(e);

		csq_poll(n);
		for (int i = 0; i < CSQ_CASE_COLUMNS; i++)
		{
			bool  null;
			Datum value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, i + 1, &null);

			put_value(e, n, i, value, null);
		}
	}
	SPI_finish();
}

void
csq_case_events_of_table(CsqCaseTable *known, MemoryContext context, Oid table, Datum tenant, Datum complaint,
                         CsqCaseEvents *events)
{
	memset(events, 0, sizeof *events);
	if (known->table != table || known->user != GetUserId())
		know_table(known, context, table);
	if (OidIsValid(known->index))
		scan_events(known, tenant, complaint, events);
	else
		ask_for_events(known, tenant, complaint, events);
}
