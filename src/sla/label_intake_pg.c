/*
 * label_intake_pg.c
 *		Intake of complaints: the labels of the rows of a statement, after they are stored.
 *
 * What lexicons and model find in the texts is one query over the new rows; its rows
 * are not gathered but go straight into complaint_label:
 *
 *	 new rows -> query -> receiver (below) -> table and indexes
 *
 * The foreign key from a label to its complaint costs more than the rest of storing
 * a label: the server asks a query for each row, at the end.  Here it holds before it
 * is asked, as long as the complaint that the label names is a row which this very
 * transaction has inserted and not deleted: nobody else can see it, so nobody can take
 * it away, and what this transaction does to it later meets the label.  Three steps,
 * each where the one before says nothing:
 *
 *	 the transaction has changed and deleted no complaint at all (the server counts
 *	 that): all new rows stand, as in every load;
 *	 one look into the index of the complaints: this one was inserted by it, and stands;
 *	 the server asks (a trigger deleted the complaint meanwhile, a partitioned table).
 *
 * All else is left to a plain INSERT: where complaint_label is not the table that
 * create_workspace() made - other columns, other triggers, rules, row-level security.
 *
 * Cost: that of reading the texts and storing the labels.
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/stratnum.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_am.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "tcop/dest.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/rls.h"
#include "utils/snapmgr.h"

#include "pg/csq.h"
#include "sla/intake_pg.h"

/* The columns of complaint_label, in their order. */
static const struct
{
	const char *name;
	Oid         type;
} label_columns[] = {
	{"tenant", TEXTOID},        {"complaint_id", TEXTOID}, {"labeller", TEXTOID},          {"category", TEXTOID},
	{"cause", TEXTOID},         {"severity", TEXTOID},     {"reasons", TEXTARRAYOID},      {"emotion", TEXTOID},
	{"probability", FLOAT8OID}, {"labelled_by", TEXTOID},  {"labelled_at", TIMESTAMPTZOID}};

#define LABEL_COLUMNS lengthof(label_columns)
#define KEY_COLUMNS   2 /* the first of them */

static const char insert_into[] = "INSERT INTO %s.complaint_label (tenant, complaint_id, labeller, category, cause, "
								  "severity, reasons, emotion, probability, labelled_by, labelled_at) %s";

static const char labels_of_new_rows[] =
	"SELECT n.tenant, n.complaint_id, r.labeller, r.category, NULL::pg_catalog.text AS cause, r.severity, r.reasons, "
	"r.emotion, r.probability, r.labelled_by, pg_catalog.now() AS labelled_at "
	"FROM new_rows AS n JOIN %s.setting AS s ON s.tenant OPERATOR(pg_catalog.=) n.tenant CROSS JOIN LATERAL ("
	"SELECT 'lexicon'::pg_catalog.text AS labeller, x.labels[1] AS category, (x.found).level AS severity, "
	"COALESCE((x.found).reasons, '{}') AS reasons, x.labels[2] AS emotion, NULL::pg_catalog.float8 AS probability, "
	"'default lexicon'::pg_catalog.text AS labelled_by FROM (SELECT csq.lexicon_labels(s.lexicon, n.text, "
	"'{category,emotion}'::pg_catalog.text[]) AS labels, csq.severity(s.severity_lexicon, n.text) AS found OFFSET 0) "
	"AS x WHERE s.lexicon IS NOT NULL "
	"UNION ALL SELECT 'model', b.label, NULL, '{}', NULL, b.probability, 'model' "
	"FROM csq.classify_scores(s.model, n.text, 1) AS b WHERE s.model IS NOT NULL) AS r "
	"WHERE n.text IS NOT NULL AND (s.lexicon IS NOT NULL OR s.model IS NOT NULL)";

/* Where labels go, and the complaints that they name. */
typedef struct Labels
{
	DestReceiver    dest; /* first: a receiver of rows */
	Relation        rel;
	EState         *estate;
	ResultRelInfo  *into;
	TupleTableSlot *row;
	TriggerDesc    *checks;    /* the foreign key: fires where the row does not prove it; NULL without one */
	Relation        complaint; /* NULL where no row proves anything */
	Relation        index;
	int             column[KEY_COLUMNS]; /* of the label, for each column of the index */
	IndexScanDesc   scan;
	TupleTableSlot *found;
	bool            proved;            /* of the last complaint, */
	text           *last[KEY_COLUMNS]; /* whose key this is: a complaint has a label of each labeller */
} Labels;

/* ---- is complaint_label what it was made as? ---- */

static bool
has_its_columns(Relation rel)
{
	TupleDesc desc = RelationGetDescr(rel);

	if (desc->natts != LABEL_COLUMNS)
		return false;
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute a = TupleDescAttr(desc, i);

		if (a->attisdropped || a->attgenerated != '\0' || a->atttypid != label_columns[i].type ||
		    strcmp(NameStr(a->attname), label_columns[i].name) != 0)
			return false;
	}
	return true;
}

/* Nothing happens to a new row but at most one foreign key, and a note: the complaint, new itself, is noted anyway. */
static bool
has_its_triggers(Relation rel)
{
	int keys = 0;

	for (int i = 0; rel->trigdesc != NULL && i < rel->trigdesc->numtriggers; i++)
	{
		Trigger *t = &rel->trigdesc->triggers[i];

		if (TRIGGER_FOR_INSERT(t->tgtype) && strcmp(t->tgname, "note_change") != 0 &&
		    (RI_FKey_trigger_type(t->tgfoid) != RI_TRIGGER_FK || keys++ > 0))
			return false;
	}
	return true;
}

static bool
may_be_written_straight(Relation rel)
{
	return rel->rd_rel->relkind == RELKIND_RELATION && !rel->rd_rel->relispartition && rel->rd_rules == NULL &&
	       has_its_columns(rel) && has_its_triggers(rel) &&
	       pg_class_aclcheck(RelationGetRelid(rel), GetUserId(), ACL_INSERT) == ACLCHECK_OK &&
	       check_enable_rls(RelationGetRelid(rel), InvalidOid, true) != RLS_ENABLED;
}

/* ---- the foreign key ---- */

/* The index of the complaints that the key of a label points to; false where it is of another shape. */
static bool
open_key(Labels *l, const ForeignKeyCacheInfo *key, Oid index)
{
	l->complaint = table_open(key->confrelid, AccessShareLock);
	l->index = index_open(index, AccessShareLock);
	if (l->complaint->rd_rel->relkind != RELKIND_RELATION || key->nkeys != KEY_COLUMNS ||
	    l->index->rd_index->indnkeyatts != KEY_COLUMNS)
		return false;
	for (int i = 0; i < KEY_COLUMNS; i++)
	{
		int k = l->index->rd_index->indkey.values[i] == key->confkey[0] ? 0 : 1;
		int column = key->conkey[k] - 1;

		if (l->index->rd_index->indkey.values[i] != key->confkey[k] || column >= KEY_COLUMNS ||
		    key->conpfeqop[k] != TextEqualOperator || l->index->rd_opcintype[i] != TEXTOID)
			return false;
		l->column[i] = column;
	}
	return l->column[0] != l->column[1];
}

static void
close_key(Labels *l)
{
	if (l->scan != NULL)
	{
		index_endscan(l->scan);
		ExecDropSingleTupleTableSlot(l->found);
	}
	if (l->complaint != NULL)
	{
		index_close(l->index, NoLock);
		table_close(l->complaint, NoLock);
	}
	l->scan = NULL;
	l->complaint = l->index = NULL;
}

/* Do all rows that this statement has inserted still stand?  False where that is not known. */
static bool
new_rows_stand(Relation complaints, int64 num_new)
{
	int64 inserted = 0;

	if (complaints->rd_rel->relam != HEAP_TABLE_AM_OID || complaints->pgstat_info == NULL)
		return false; /* nobody counts */
	for (PgStat_TableXactStatus *level = complaints->pgstat_info->trans; level != NULL; level = level->upper)
	{
		if (level->tuples_updated > 0 || level->tuples_deleted > 0)
			return false;
		inserted += level->tuples_inserted;
	}
	return inserted >= num_new;
}

static void
begin_key(Labels *l)
{
	TriggerDesc *triggers = l->rel->trigdesc;
	Oid          constraint = InvalidOid;
	Oid          index = InvalidOid;
	ListCell    *cell;

	for (int i = 0; triggers != NULL && i < triggers->numtriggers; i++)
		if (TRIGGER_FOR_INSERT(triggers->triggers[i].tgtype) &&
		    RI_FKey_trigger_type(triggers->triggers[i].tgfoid) == RI_TRIGGER_FK)
		{
			constraint = triggers->triggers[i].tgconstraint;
			index = triggers->triggers[i].tgconstrindid;
		}
	foreach (cell, RelationGetFKeyList(l->rel))
	{
		ForeignKeyCacheInfo *key = lfirst(cell);

		if (key->conoid == constraint && !open_key(l, key, index))
			close_key(l);
	}
	if (l->complaint == NULL)
		return;
	l->scan = csq_index_beginscan(l->complaint, l->index, SnapshotSelf, KEY_COLUMNS);
	l->found = table_slot_create(l->complaint, NULL);
}

/* Is the complaint of a label one that this transaction has inserted, and not deleted? */
static bool
is_of_this_transaction(Labels *l, const Datum *values)
{
	ScanKeyData keys[KEY_COLUMNS];
	bool        null;
	bool        found = false;

	for (int i = 0; i < KEY_COLUMNS; i++)
		ScanKeyEntryInitialize(&keys[i], 0, i + 1, BTEqualStrategyNumber, InvalidOid, l->index->rd_indcollation[i],
		                       F_TEXTEQ, values[l->column[i]]);
	index_rescan(l->scan, keys, KEY_COLUMNS, NULL, 0);
	while (!found && index_getnext_slot(l->scan, ForwardScanDirection, l->found))
		found = TransactionIdIsCurrentTransactionId(
			DatumGetTransactionId(slot_getsysattr(l->found, MinTransactionIdAttributeNumber, &null)));
	ExecClearTuple(l->found);
	return found;
}

static bool
same_complaint(const Labels *l, const Datum *values)
{
	for (int i = 0; i < KEY_COLUMNS; i++)
	{
		text *t = DatumGetTextPP(values[i]);

		if (l->last[i] == NULL || VARSIZE_ANY_EXHDR(t) != VARSIZE_ANY_EXHDR(l->last[i]) ||
		    memcmp(VARDATA_ANY(t), VARDATA_ANY(l->last[i]), VARSIZE_ANY_EXHDR(t)) != 0)
			return false;
	}
	return true;
}

static bool
is_proved(Labels *l, const Datum *values)
{
	MemoryContext old;

	if (l->complaint == NULL)
		return false;
	if (same_complaint(l, values))
		return l->proved;
	old = MemoryContextSwitchTo(l->estate->es_query_cxt);
	for (int i = 0; i < KEY_COLUMNS; i++)
	{
		if (l->last[i] != NULL)
			pfree(l->last[i]);
		l->last[i] = DatumGetTextPCopy(values[i]);
	}
	MemoryContextSwitchTo(old);
	l->proved = is_of_this_transaction(l, values);
	return l->proved;
}

/* ---- a receiver of rows ---- */

static void
start_labels(DestReceiver *self, int operation, TupleDesc desc)
{
	(void) self;
	(void) operation;
	if (desc->natts != LABEL_COLUMNS)
		elog(ERROR, "csq: labels of %d columns", desc->natts);
}

static bool
store_label(TupleTableSlot *slot, DestReceiver *self)
{
	Labels *l = (Labels *) self;

	slot_getallattrs(slot);
	ExecClearTuple(l->row);
	memcpy(l->row->tts_values, slot->tts_values, LABEL_COLUMNS * sizeof(Datum));
	memcpy(l->row->tts_isnull, slot->tts_isnull, LABEL_COLUMNS * sizeof(bool));
	ExecStoreVirtualTuple(l->row);
	l->into->ri_TrigDesc = l->checks == NULL || is_proved(l, slot->tts_values) ? NULL : l->checks;
	ResetPerTupleExprContext(l->estate);
	ExecSimpleRelationInsert(l->into, l->estate, l->row);
	return true;
}

static void
end_labels(DestReceiver *self)
{
	(void) self;
}

static void
open_labels(Labels *l, Relation rel, const TriggerData *trigger)
{
	l->dest = (DestReceiver){store_label, start_labels, end_labels, end_labels, DestTuplestore};
	l->rel = rel;
	l->estate = CreateExecutorState();
	l->estate->es_output_cid = GetCurrentCommandId(true);
	l->into = makeNode(ResultRelInfo);
	InitResultRelInfo(l->into, rel, 0, NULL, 0);
	l->checks = l->into->ri_TrigDesc;
	ExecOpenIndices(l->into, false);
	l->row = table_slot_create(rel, NULL);
	begin_key(l);
	if (l->complaint != NULL && RelationGetRelid(l->complaint) == RelationGetRelid(trigger->tg_relation) &&
	    new_rows_stand(trigger->tg_relation, tuplestore_tuple_count(trigger->tg_newtable)))
		l->checks = NULL;
}

static void
close_labels(Labels *l)
{
	close_key(l);
	ExecDropSingleTupleTableSlot(l->row);
	ExecCloseIndices(l->into);
	FreeExecutorState(l->estate);
}

/* ---- plans ---- */

/* Plans of a session, as take_in_complaint() keeps its own; by the table, as new_rows has its columns. */
typedef struct LabelPlans
{
	Oid        table; /* the key */
	NameData   schema;
	SPIPlanPtr plan[2]; /* of an INSERT, of what is written straight */
} LabelPlans;

static HTAB *session_plans = NULL;

static SPIPlanPtr
plan_of(Relation table, bool straight)
{
	HASHCTL     ctl = {.keysize = sizeof(Oid), .entrysize = sizeof(LabelPlans)};
	char       *schema = get_namespace_name(csq_workspace_of(table));
	Oid         oid = RelationGetRelid(table);
	LabelPlans *p;
	bool        found;

	if (schema == NULL)
		elog(ERROR, "csq: the schema of \"%s\" is gone", RelationGetRelationName(table));
	if (session_plans == NULL)
		session_plans = hash_create("csq plans of labels", 8, &ctl, HASH_ELEM | HASH_BLOBS);
	p = hash_search(session_plans, &oid, HASH_ENTER, &found);
	if (found && strcmp(NameStr(p->schema), schema) != 0)
	{
		for (int i = 0; i < 2; i++)
			if (p->plan[i] != NULL)
				SPI_freeplan(p->plan[i]);
		found = false;
	}
	if (!found)
	{
		p->plan[0] = p->plan[1] = NULL;
		namestrcpy(&p->schema, schema);
	}
	if (p->plan[straight] == NULL)
	{
		const char *name = quote_identifier(schema);
		char       *query = psprintf(labels_of_new_rows, name);
		SPIPlanPtr  made = SPI_prepare(straight ? query : psprintf(insert_into, name, query), 0, NULL);

		if (made == NULL || SPI_keepplan(made) != 0)
			elog(ERROR, "csq: no plan for labels");
		p->plan[straight] = made;
	}
	return p->plan[straight];
}

static Relation
open_label_table(Relation complaints)
{
	Oid schema = csq_workspace_of(complaints);
	Oid table = get_relname_relid("complaint_label", schema);

	if (!OidIsValid(table))
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE),
		                errmsg("there is no table \"complaint_label\" in schema \"%s\"", get_namespace_name(schema)),
		                errdetail("What is found in the texts of complaints is kept there."),
		                errhint("SELECT csq.upgrade_workspace(%s);", quote_literal_cstr(get_namespace_name(schema)))));
	return table_open(table, RowExclusiveLock);
}

/*
 * label_complaints() -> trigger
 *
 * AFTER INSERT FOR EACH STATEMENT on the complaints of a workspace, or on a partition of them, REFERENCING NEW TABLE
 * AS new_rows: what the lexicons and the model of each tenant find in the texts becomes rows of complaint_label.
 * That they have come is noted for tick() (note_pg.c).
 * NULL:    a complaint without text, a tenant with neither lexicon nor model: no row.
 * Errors:  39P01 called otherwise; 42P01 there is no complaint_label; 23505 a label that is there already; whatever
 *          writing into complaint_label raises.
 * Cost:    that of lexicon_labels, severity and classify_scores for each text, and storing the labels.
 */
PG_FUNCTION_INFO_V1(csq_label_complaints);
Datum
csq_label_complaints(PG_FUNCTION_ARGS)
{
	TriggerData      *trigger = (TriggerData *) fcinfo->context;
	SPIExecuteOptions options = {0};
	Labels            labels = {.scan = NULL};
	Relation          rel;
	bool              straight;
	int               result;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_AFTER(trigger->tg_event) ||
	    !TRIGGER_FIRED_FOR_STATEMENT(trigger->tg_event) || !TRIGGER_FIRED_BY_INSERT(trigger->tg_event) ||
	    trigger->tg_newtable == NULL || strcmp(trigger->tg_trigger->tgnewtable, "new_rows") != 0)
		ereport(ERROR, (errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
		                errmsg("label_complaints() was not called by a trigger after a statement, with its new rows"),
		                errhint("CREATE TRIGGER label_new AFTER INSERT ON complaint REFERENCING NEW TABLE AS new_rows "
		                        "FOR EACH STATEMENT EXECUTE FUNCTION csq.label_complaints();")));
	if (SPI_connect() != SPI_OK_CONNECT || SPI_register_trigger_data(trigger) != SPI_OK_TD_REGISTER)
		elog(ERROR, "csq: SPI_connect failed");
	rel = open_label_table(trigger->tg_relation);
	straight = may_be_written_straight(rel);
	if (straight)
	{
		open_labels(&labels, rel, trigger);
		options.dest = &labels.dest;
	}
	result = SPI_execute_plan_extended(plan_of(trigger->tg_relation, straight), &options);
	if (result != (straight ? SPI_OK_SELECT : SPI_OK_INSERT))
		elog(ERROR, "csq: labels of \"%s\" failed: %d", RelationGetRelationName(trigger->tg_relation), result);
	if (straight)
		close_labels(&labels);
	SPI_finish();
	table_close(rel, NoLock);
	csq_note_new_rows(trigger);
	return PointerGetDatum(NULL);
}
