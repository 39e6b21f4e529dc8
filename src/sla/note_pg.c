/*
 * note_pg.c
 *		What has changed in a workspace since tick() last looked, noted while it is stored.
 *
 * change_note is a list without an order, a key or an index, in which tick() finds the
 * complaints whose clocks it must run anew, and the days whose counts are others now:
 *
 *	 tenant, complaint_id, NULL       an event of the complaint has come, changed or gone
 *	 tenant, complaint_id, instant    so has the complaint, received then
 *	 tenant, complaint_id, -infinity  or what is said of it: its day is that of the complaint
 *	 tenant, NULL, instant            an answer of that day
 *	 tenant, NULL, NULL               written by tick(): notes since its last full look are all here
 *
 * A note says only that something may be another; one too many costs a look.  It belongs
 * to the transaction whose change it notes, so that nobody sees one without the other;
 * that is why a second note of the same complaint is left out only if the first is of
 * the same command.
 *
 * The table is written as an index is, whoever changes the complaint; a workspace from
 * before this version has none, and is not noted.
 *
 * Cost: a short row, in a load of complaints many to a page.
 */
#include "postgres.h"

#include "access/heapam.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/partition.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#include "pg/csq.h"
#include "sla/intake_pg.h"

/* The columns of change_note, in their order. */
enum
{
	TENANT,
	COMPLAINT,
	AT,
	COLUMNS
};

static const Oid column_types[COLUMNS] = {TEXTOID, TEXTOID, TIMESTAMPTZOID};

/* What is noted, and where it stands in the rows of a table; 0: in none. */
typedef struct Source
{
	int  column[COLUMNS];
	bool any_day; /* AT is -infinity */
} Source;

typedef struct Note
{
	Datum value[COLUMNS];
	bool  null[COLUMNS];
} Note;

/* ---- the table ---- */

static bool
has_its_columns(Relation rel)
{
	TupleDesc desc = RelationGetDescr(rel);
	bool      same = rel->rd_rel->relkind == RELKIND_RELATION && desc->natts == COLUMNS;

	for (int i = 0; same && i < COLUMNS; i++)
		same = !TupleDescAttr(desc, i)->attisdropped && TupleDescAttr(desc, i)->atttypid == column_types[i];
	return same;
}

static Oid
owner_of_whole(Relation rel)
{
	Relation root;
	Oid      owner = rel->rd_rel->relowner;

	if (!rel->rd_rel->relispartition)
		return owner;
	root = table_open(llast_oid(get_partition_ancestors(RelationGetRelid(rel))), AccessShareLock);
	owner = root->rd_rel->relowner;
	table_close(root, NoLock);
	return owner;
}

/* The table of notes beside one whose changes are noted; NULL if there is none. */
static Relation
open_notes(Relation changed)
{
	Oid      oid = get_relname_relid("change_note", csq_workspace_of(changed));
	Relation rel;

	if (!OidIsValid(oid))
		return NULL;
	rel = table_open(oid, RowExclusiveLock);
	if (!has_its_columns(rel))
		ereport(ERROR,
		        (errcode(ERRCODE_DATATYPE_MISMATCH), errmsg("\"change_note\" is not the table that notes changes"),
		         errdetail("Its columns are tenant text, complaint_id text, at timestamptz."),
		         errhint("DROP it, then SELECT csq.upgrade_workspace(%s);",
		                 quote_literal_cstr(get_namespace_name(RelationGetNamespace(rel))))));
	/* whoever may change a table of a workspace adds to its notes; to a table of somebody else as to any other */
	if (rel->rd_rel->relowner != owner_of_whole(changed) &&
	    pg_class_aclcheck(oid, GetUserId(), ACL_INSERT) != ACLCHECK_OK)
		aclcheck_error(ACLCHECK_NO_PRIV, OBJECT_TABLE, RelationGetRelationName(rel));
	return rel;
}

static void
fill(TupleTableSlot *slot, const Note *note)
{
	ExecClearTuple(slot);
	memcpy(slot->tts_values, note->value, sizeof note->value);
	memcpy(slot->tts_isnull, note->null, sizeof note->null);
	ExecStoreVirtualTuple(slot);
}

/* Nothing but the table has to be written. */
static bool
is_bare(Relation rel)
{
	return !rel->rd_rel->relhasindex && rel->trigdesc == NULL;
}

/* As any row is stored: somebody has given the table an index, or a trigger. */
static void
store_slots(Relation rel, TupleTableSlot **slots, int n)
{
	EState        *estate = CreateExecutorState();
	ResultRelInfo *into = makeNode(ResultRelInfo);

	estate->es_output_cid = GetCurrentCommandId(true);
	InitResultRelInfo(into, rel, 0, NULL, 0);
	ExecOpenIndices(into, false);
	for (int i = 0; i < n; i++)
	{
		ResetPerTupleExprContext(estate);
		ExecSimpleRelationInsert(into, estate, slots[i]);
	}
	ExecCloseIndices(into);
	FreeExecutorState(estate);
}

/* ---- the rows of a statement ---- */

#define BATCH 256

static void
store_batch(Relation rel, TupleTableSlot **slots, int n, BulkInsertState bulk)
{
	if (n == 0)
		return;
	if (is_bare(rel))
		table_multi_insert(rel, slots, n, GetCurrentCommandId(true), 0, bulk);
	else
		store_slots(rel, slots, n);
	for (int i = 0; i < n; i++)
		ExecClearTuple(slots[i]);
}

static void
read_note(TupleTableSlot *row, const Source *source, Note *note)
{
	for (int i = 0; i < COLUMNS; i++)
		note->value[i] = slot_getattr(row, source->column[i], &note->null[i]);
}

static Source
source_of(TupleDesc desc, const char *at)
{
	Source s = {.any_day = at != NULL && strcmp(at, "-infinity") == 0};

	s.column[TENANT] = SPI_fnumber(desc, "tenant");
	s.column[COMPLAINT] = Max(SPI_fnumber(desc, "complaint_id"), 0);
	s.column[AT] = at == NULL || s.any_day ? 0 : SPI_fnumber(desc, at);
	if (s.column[TENANT] <= 0 || s.column[AT] < 0)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
		                errmsg("there is no column \"%s\"", s.column[TENANT] <= 0 ? "tenant" : at),
		                errdetail("Of a change the tenant is noted, the complaint and an instant.")));
	for (int i = 0; i < COLUMNS; i++)
		if (s.column[i] > 0 && SPI_gettypeid(desc, s.column[i]) != column_types[i])
			ereport(ERROR,
			        (errcode(ERRCODE_DATATYPE_MISMATCH),
			         errmsg("column \"%s\" is of type %s", NameStr(TupleDescAttr(desc, s.column[i] - 1)->attname),
			                format_type_be(SPI_gettypeid(desc, s.column[i]))),
			         errdetail("A tenant and a complaint are texts, an instant is a timestamp with time zone.")));
	return s;
}

/* The complaints that a statement has inserted, each with its instant. */
void
csq_note_new_rows(TriggerData *trigger)
{
	Relation         rel = open_notes(trigger->tg_relation);
	TupleDesc        desc = RelationGetDescr(trigger->tg_relation);
	Tuplestorestate *rows = trigger->tg_newtable;
	TupleTableSlot  *slots[BATCH];
	TupleTableSlot  *row;
	BulkInsertState  bulk;
	Source           source;
	int              n = 0, num_slots = 0;

	if (rel == NULL)
		return;
	source = source_of(desc, "received_at");
	bulk = GetBulkInsertState();
	row = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
	tuplestore_select_read_pointer(rows, tuplestore_alloc_read_pointer(rows, EXEC_FLAG_REWIND));
	tuplestore_rescan(rows);
	while (tuplestore_gettupleslot(rows, true, false, row))
	{
		Note note;

		csq_poll(n);
		if (n == num_slots)
			slots[num_slots++] = table_slot_create(rel, NULL);
		read_note(row, &source, &note);
		fill(slots[n], &note);
		ExecMaterializeSlot(slots[n++]); /* the row goes when the next one comes */
		if (n < BATCH)
			continue;
		store_batch(rel, slots, n, bulk);
		n = 0;
	}
	store_batch(rel, slots, n, bulk);
	for (int i = 0; i < num_slots; i++)
		ExecDropSingleTupleTableSlot(slots[i]);
	ExecDropSingleTupleTableSlot(row);
	FreeBulkInsertState(bulk);
	table_close(rel, NoLock);
}

/* ---- one row ---- */

/* The last note of this session, if it is of the command that runs. */
static struct
{
	FullTransactionId transaction;
	SubTransactionId  part;
	CommandId         command;
	Oid               table;
	TimestampTz       at;
	bool              has_at;
	char              key[128]; /* tenant and complaint, if they fit */
	size_t            len;
} last_note;

/* Is the note the same again?  It is the last one from now on. */
static bool
is_again(Oid table, const Note *note)
{
	FullTransactionId transaction = GetTopFullTransactionId();
	SubTransactionId  part = GetCurrentSubTransactionId();
	CommandId         command = GetCurrentCommandId(true);
	char              key[sizeof last_note.key];
	size_t            len = 0;
	bool              again;

	for (int i = TENANT; i <= COMPLAINT; i++)
	{
		struct varlena *t = note->null[i] ? NULL : PG_DETOAST_DATUM_PACKED(note->value[i]);
		size_t          n = t == NULL ? 0 : VARSIZE_ANY_EXHDR(t);

		if (len + n + 1 > sizeof key)
		{
			last_note.len = 0;
			return false;
		}
		if (t != NULL)
			memcpy(key + len, VARDATA_ANY(t), n);
		len += n;
		key[len++] = t == NULL; /* ends it: no text has these bytes */
	}
	again = FullTransactionIdEquals(last_note.transaction, transaction) && last_note.part == part &&
	        last_note.command == command && last_note.table == table && last_note.has_at == !note->null[AT] &&
	        (note->null[AT] || last_note.at == DatumGetTimestampTz(note->value[AT])) && last_note.len == len &&
	        memcmp(last_note.key, key, len) == 0;
	last_note.transaction = transaction;
	last_note.part = part;
	last_note.command = command;
	last_note.table = table;
	last_note.has_at = !note->null[AT];
	last_note.at = note->null[AT] ? 0 : DatumGetTimestampTz(note->value[AT]);
	memcpy(last_note.key, key, len);
	last_note.len = len;
	return again;
}

static void
note_tuple(Relation rel, TupleDesc desc, HeapTuple tuple, const Source *source)
{
	TupleTableSlot *slot;
	Note            note;

	for (int i = 0; i < COLUMNS; i++)
	{
		note.null[i] = true;
		note.value[i] = (Datum) 0;
		if (source->column[i] > 0)
			note.value[i] = heap_getattr(tuple, source->column[i], desc, &note.null[i]);
	}
	if (source->any_day)
	{
		note.null[AT] = false;
		note.value[AT] = TimestampTzGetDatum(DT_NOBEGIN);
	}
	if (is_again(RelationGetRelid(rel), &note))
		return;
	slot = table_slot_create(rel, NULL);
	fill(slot, &note);
	if (is_bare(rel))
		table_tuple_insert(rel, slot, GetCurrentCommandId(true), 0, NULL);
	else
		store_slots(rel, &slot, 1);
	ExecDropSingleTupleTableSlot(slot);
}

/*
 * note_change() -> trigger;  note_change(column) or note_change('-infinity')
 *
 * AFTER INSERT, UPDATE or DELETE, FOR EACH ROW, on a table of a workspace with columns tenant and, where it is about
 * one, complaint_id: notes for tick() that something of it is another; of an update what it was and what it is.  The
 * column is an instant of the day that counts otherwise now, -infinity says: the day of the complaint.
 * NULL:    no complaint_id: the note is of the tenant and the day.
 * Errors:  39P01 called otherwise; 42703, 42804 columns that are no tenant, complaint and instant; 42501 change_note is
 *          somebody else's.
 * Cost:    storing a short row.
 */
PG_FUNCTION_INFO_V1(csq_note_change);
Datum
csq_note_change(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	TupleDesc    desc;
	Relation     rel;
	Source       source;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_AFTER(trigger->tg_event) ||
	    !TRIGGER_FIRED_FOR_ROW(trigger->tg_event))
		ereport(ERROR, (errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
		                errmsg("note_change() was not called by a trigger after a row"),
		                errhint("CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON complaint_event "
		                        "FOR EACH ROW EXECUTE FUNCTION csq.note_change();")));
	rel = open_notes(trigger->tg_relation);
	if (rel == NULL)
		return PointerGetDatum(NULL);
	desc = RelationGetDescr(trigger->tg_relation);
	source = source_of(desc, trigger->tg_trigger->tgnargs > 0 ? trigger->tg_trigger->tgargs[0] : NULL);
	note_tuple(rel, desc, trigger->tg_trigtuple, &source);
	if (TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
		note_tuple(rel, desc, trigger->tg_newtuple, &source);
	else if (TRIGGER_FIRED_BY_DELETE(trigger->tg_event) && trigger->tg_relation->rd_rel->relispartition &&
	         source.column[AT] > 0)
	{
		/* a row that goes from one partition to another is deleted from one: its day is that which it has then */
		source.any_day = true;
		note_tuple(rel, desc, trigger->tg_trigtuple, &source);
	}
	table_close(rel, NoLock);
	return PointerGetDatum(NULL);
}
