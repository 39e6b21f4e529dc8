/*
 * intake_pg.c
 *		Intake of complaints: the deadlines of a row before it is stored.
 *
 * A row trigger that PL/pgSQL would spend most of a bulk load in.  What it needs
 * is read once per statement, relation and tenant, with the rights of whoever
 * writes, and lies in the memory of the statement:
 *
 *	 call site -> tenants seen (base/table.h) -> policies compiled (policy_set_pg.c)
 *
 * so nothing has to be invalidated: the next statement sees what is in the tables
 * then, and all rows of a statement are judged alike.  Only plans outlive it, which
 * the server itself keeps right.
 *
 * Cost: O(policies of the tenant tried) per row, some queries per tenant and statement.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/partition.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

#include "base/table.h"
#include "calendar/calendar_args_pg.h"
#include "pg/args_pg.h"
#include "pg/csq.h"
#include "sla/intake_pg.h"
#include "sla/policy_pg.h"

typedef enum Column
{
	TENANT = CSQ_FACTS, /* after the facts, which have their own names */
	CUSTOMER,
	RECEIVED_AT,
	TAGS,
	RESPONSE_DUE,
	RESOLUTION_DUE,
	COLUMNS
} Column;

static const char *const column_names[COLUMNS - CSQ_FACTS] = {"tenant", "customer_id",  "received_at",
                                                              "tags",   "response_due", "resolution_due"};

typedef struct Tenant
{
	CsqText name;
	uint64  hash;
	void   *known; /* NULL: there is nothing, or it was not looked for */
} Tenant;

/* Those that a call site has met. */
typedef struct Tenants
{
	MemoryContext context;
	CsqTable      table;
	Tenant       *item;
	uint32        n;
	uint32        cap;
	uint32        last;
} Tenants;

/*
 * Plans of a session, by the schema of a workspace, as foreign keys keep theirs: a
 * statement of one row would spend most of its time planning.
 */
typedef struct Plans
{
	Oid        schema; /* the key */
	NameData   name;   /* by which the plans know it: it can be renamed */
	SPIPlanPtr policies;
	SPIPlanPtr segment;
	SPIPlanPtr zone;
} Plans;

static HTAB *session_plans = NULL;

/* What a statement keeps per relation that it writes. */
typedef struct Intake
{
	Oid     schema;          /* of the workspace; 0 until the first row */
	int     column[COLUMNS]; /* their numbers, 0 for what is no column */
	Tenants tenants;         /* their policies (CsqPolicySet *) */
} Intake;

/* What tenant_zone() keeps. */
typedef struct Zones
{
	Oid     schema;
	Tenants of; /* their zones (text *) */
} Zones;

/* A row, and what may be asked for while its policies are tried. */
typedef struct Row
{
	Intake *in;
	Datum  *values;
	bool   *nulls;
	CsqText segment;
	bool    asked;
} Row;

/* ---- once per statement ---- */

/* Partitions may lie anywhere; the other tables are where the partitioned one is. */
Oid
csq_workspace_of(Relation rel)
{
	Oid root = RelationGetRelid(rel);

	if (rel->rd_rel->relispartition)
		root = llast_oid(get_partition_ancestors(root));
	return get_rel_namespace(root);
}

static Oid
type_of(int column)
{
	switch (column)
	{
		case RECEIVED_AT:
		case RESPONSE_DUE:
		case RESOLUTION_DUE:
			return TIMESTAMPTZOID;
		case TAGS:
			return TEXTARRAYOID;
		default:
			return TEXTOID;
	}
}

static void
open_intake(Intake *in, Relation rel)
{
	TupleDesc desc = RelationGetDescr(rel);

	for (int c = 0; c < COLUMNS; c++)
	{
		const char *name = c == CSQ_FACT_SEGMENT ? NULL
		                   : c < CSQ_FACTS       ? csq_fact_names[c]
		                                         : column_names[c - CSQ_FACTS];

		if (name == NULL)
			continue; /* of the customer */
		in->column[c] = SPI_fnumber(desc, name);
		if (in->column[c] <= 0 || TupleDescAttr(desc, in->column[c] - 1)->atttypid != type_of(c))
			ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
			                errmsg("table \"%s\" has no column \"%s\" of type %s", RelationGetRelationName(rel), name,
			                       format_type_be(type_of(c))),
			                errdetail("Intake reads and fills the columns that complaint of a workspace has.")));
	}
	in->schema = csq_workspace_of(rel);
}

/* The plans of a workspace; SPI is connected. */
static Plans *
plans_of(Oid schema)
{
	HASHCTL ctl = {.keysize = sizeof(Oid), .entrysize = sizeof(Plans)};
	char   *name = get_namespace_name(schema);
	Plans  *p;
	bool    found;

	if (name == NULL)
		elog(ERROR, "csq: schema %u is gone", schema);
	if (session_plans == NULL)
		session_plans = hash_create("csq plans of intake", 8, &ctl, HASH_ELEM | HASH_BLOBS);
	p = hash_search(session_plans, &schema, HASH_ENTER, &found);
	if (found && strcmp(NameStr(p->name), name) != 0)
	{
		if (p->policies != NULL)
			SPI_freeplan(p->policies);
		if (p->segment != NULL)
			SPI_freeplan(p->segment);
		if (p->zone != NULL)
			SPI_freeplan(p->zone);
		found = false;
	}
	if (!found)
	{
		p->policies = p->segment = p->zone = NULL;
		namestrcpy(&p->name, name);
	}
	return p;
}

/* The first column of the only row of a query of texts, in the memory of SPI; NULL when there is none. */
static struct varlena *
ask(SPIPlanPtr *plan, const char *query, const char *schema, const CsqText *texts, int n)
{
	Oid   types[] = {TEXTOID, TEXTOID};
	Datum args[2];
	Datum value;
	bool  null;

	for (int i = 0; i < n; i++)
		args[i] = csq_label_datum(&texts[i]);
	if (*plan == NULL)
	{
		SPIPlanPtr made = SPI_prepare(psprintf(query, quote_identifier(schema)), n, types);

		if (made == NULL || SPI_keepplan(made) != 0)
			elog(ERROR, "csq: no plan for \"%s\"", query);
		*plan = made;
	}
	if (SPI_execute_plan(*plan, args, NULL, ActiveSnapshotSet(), 1) != SPI_OK_SELECT)
		elog(ERROR, "csq: \"%s\" failed", query);
	if (SPI_processed == 0)
		return NULL;
	value = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &null);
	return null ? NULL : (struct varlena *) DatumGetPointer(value);
}

static void
begin_queries(void)
{
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "csq: SPI_connect failed");
}

/* The policies of a tenant, read and compiled; NULL when it has none. */
static CsqPolicySet *
read_set(Intake *in, CsqText name)
{
	CsqPolicySet   *set = NULL;
	struct varlena *value;
	Plans          *plans;

	begin_queries();
	plans = plans_of(in->schema);
	value =
		ask(&plans->policies, "SELECT p.policies FROM %s.policy_sets() AS p WHERE p.tenant OPERATOR(pg_catalog.=) $1",
	        NameStr(plans->name), &name, 1);
	if (value != NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(in->tenants.context);

		set = csq_policy_set_of_value(PG_DETOAST_DATUM_COPY(PointerGetDatum(value)));
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
	return set;
}

/* The tenant of this name; *met says whether it was met before. */
static Tenant *
tenant_of(Tenants *t, CsqText name, bool *met)
{
	MemoryContext old;
	uint64        hash;

	*met = true;
	if (t->n > 0 && csq_text_same(&t->item[t->last].name, &name))
		return &t->item[t->last];
	*met = false;
	old = MemoryContextSwitchTo(t->context);
	if (t->item == NULL)
	{
		csq_table_init(&t->table, 8);
		t->cap = 8;
		t->item = palloc(t->cap * sizeof(Tenant));
	}
	hash = csq_hash_bytes(name.s, name.len, 0);
	csq_table_each(&t->table, hash, i) if (!*met && t->item[i].hash == hash && csq_text_same(&t->item[i].name, &name))
	{
		t->last = i;
		*met = true;
	}
	if (!*met)
	{
		if (t->n == t->cap)
			t->item = repalloc(t->item, (t->cap *= 2) * sizeof(Tenant));
		csq_table_room(&t->table, t->n, i, t->item[i].hash);
		t->item[t->n] = (Tenant){{pnstrdup(name.s, name.len), name.len}, hash, NULL};
		csq_table_put(&t->table, hash, t->n);
		t->last = t->n++;
	}
	MemoryContextSwitchTo(old);
	return &t->item[t->last];
}

static CsqPolicySet *
set_of_tenant(Intake *in, CsqText name)
{
	bool    met;
	Tenant *tenant = tenant_of(&in->tenants, name, &met);

	if (!met)
		tenant->known = read_set(in, name);
	return tenant->known;
}

/* ---- a row ---- */

static CsqText
text_column(const Row *row, int column)
{
	int   at = row->in->column[column] - 1;
	text *t;

	if (at < 0 || row->nulls[at])
		return (CsqText){NULL, 0};
	t = DatumGetTextPP(row->values[at]);
	return (CsqText){VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)};
}

/* The segment of the row's customer: asked for once, and only where a condition does. */
static CsqText
segment_of(void *arg)
{
	Row            *row = arg;
	CsqText         key[] = {text_column(row, TENANT), text_column(row, CUSTOMER)};
	struct varlena *value;
	Plans          *plans;

	if (row->asked || key[1].s == NULL)
		return row->segment;
	begin_queries();
	plans = plans_of(row->in->schema);
	value = ask(&plans->segment,
	            "SELECT c.segment FROM %s.customer AS c WHERE c.tenant OPERATOR(pg_catalog.=) $1 AND c.customer_id "
	            "OPERATOR(pg_catalog.=) $2",
	            NameStr(plans->name), key, 2);
	if (value != NULL)
	{
		text *t = DatumGetTextPP(PointerGetDatum(value));
		char *s = SPI_palloc(VARSIZE_ANY_EXHDR(t) + 1);

		memcpy(s, VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t));
		row->segment = (CsqText){s, VARSIZE_ANY_EXHDR(t)};
	}
	SPI_finish();
	row->asked = true;
	return row->segment;
}

static bool
is_stage(const CsqPolicy *p, const char *stage)
{
	return p->anchor.s == NULL && p->stage.len == strlen(stage) && memcmp(p->stage.s, stage, p->stage.len) == 0;
}

/* The deadline of a stage that is counted from the receipt; *null when no policy holds. */
static Datum
deadline(CsqPolicySet *set, const char *stage, int64 at, DateADT date, CsqFacts *facts, bool *null)
{
	*null = true;
	for (int i = 0; i < set->n; i++)
	{
		CsqPolicy *p = &set->policy[i];
		CsqPauses  none = {0, NULL};
		int64      due;
		CsqError   err;

		if (!is_stage(p, stage) || !csq_policy_holds(p, date, facts))
			continue;
		if (!csq_target_due(csq_policy_calendar(set, p), at, &p->target, none, &due, &err))
			csq_throw(&err);
		*null = false;
		return csq_instant_datum(due);
	}
	return (Datum) 0;
}

static void
facts_of(Row *row, CsqFacts *facts)
{
	int tags = row->in->column[TAGS] - 1;

	memset(facts, 0, sizeof *facts);
	for (int f = 0; f < CSQ_FACTS; f++)
		if (f != CSQ_FACT_SEGMENT)
			facts->text[f] = text_column(row, f);
	facts->tags = row->nulls[tags] ? NULL : DatumGetArrayTypeP(row->values[tags]);
	facts->segment_of = segment_of;
	facts->arg = row;
}

/* The row with the deadlines that it does not have yet. */
static HeapTuple
with_deadlines(Row *row, HeapTuple tuple, TupleDesc desc)
{
	static const char *const stages[] = {"response", "resolution"};
	Intake                  *in = row->in;
	int                      received = in->column[RECEIVED_AT] - 1;
	CsqText                  tenant = text_column(row, TENANT);
	CsqPolicySet            *set = tenant.s == NULL || row->nulls[received] ? NULL : set_of_tenant(in, tenant);
	CsqFacts                 facts;
	HeapTuple                made;
	int64                    at;
	DateADT                  date;
	bool                     changed = false;

	if (set == NULL)
		return tuple;
	at = DatumGetTimestampTz(row->values[received]);
	if (TIMESTAMP_NOT_FINITE(at))
		return tuple; /* which the table refuses */
	date = csq_policy_date(set, at);
	facts_of(row, &facts);
	for (int i = 0; i < 2; i++)
	{
		int column = in->column[RESPONSE_DUE + i] - 1;

		if (!row->nulls[column])
			continue;
		row->values[column] = deadline(set, stages[i], at, date, &facts, &row->nulls[column]);
		changed |= !row->nulls[column];
	}
	if (!changed)
		return tuple;
	/* the row has been taken apart once already */
	made = heap_form_tuple(desc, row->values, row->nulls);
	made->t_data->t_ctid = tuple->t_data->t_ctid;
	made->t_self = tuple->t_self;
	made->t_tableOid = tuple->t_tableOid;
	return made;
}

/*
 * take_in_complaint() -> trigger
 *
 * BEFORE INSERT FOR EACH ROW on the complaints of a workspace, or on a partition of them: response_due and
 * resolution_due, where the row does not say them, by the first policy of the stage that is counted from the
 * receipt and holds for the row.
 * NULL:    a row without tenant or finite time, a tenant without policies: nothing is set.
 * Errors:  39P01 called otherwise; 42703 a table without these columns; 22008 outside the calendar's
 *          validity; 22023 a condition that means nothing; whatever reading policies raises.
 * Cost:    O(policies tried), reads policies once per statement and tenant.
 */
PG_FUNCTION_INFO_V1(csq_take_in_complaint);
Datum
csq_take_in_complaint(PG_FUNCTION_ARGS)
{
	TriggerData  *trigger = (TriggerData *) fcinfo->context;
	MemoryContext context;
	Intake       *in;
	HeapTuple     tuple;
	TupleDesc     desc;
	Row           row;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_BEFORE(trigger->tg_event) ||
	    !TRIGGER_FIRED_FOR_ROW(trigger->tg_event) || TRIGGER_FIRED_BY_DELETE(trigger->tg_event))
		ereport(ERROR, (errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
		                errmsg("take_in_complaint() was not called by a trigger before a row is stored"),
		                errhint("CREATE TRIGGER take_in BEFORE INSERT ON complaint FOR EACH ROW "
		                        "EXECUTE FUNCTION csq.take_in_complaint();")));
	in = csq_call_memory(fcinfo, sizeof *in, &context);
	in->tenants.context = context;
	if (in->schema == InvalidOid)
		open_intake(in, trigger->tg_relation);
	tuple = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ? trigger->tg_newtuple : trigger->tg_trigtuple;
	desc = RelationGetDescr(trigger->tg_relation);
	row = (Row){.in = in, .values = palloc(desc->natts * sizeof(Datum)), .nulls = palloc(desc->natts * sizeof(bool))};
	heap_deform_tuple(tuple, desc, row.values, row.nulls);
	return PointerGetDatum(with_deadlines(&row, tuple, desc));
}

/*
 * tenant_zone(tenant text, settings regclass) -> text
 *
 * The time zone of a tenant as the table setting beside (or being) settings has it, read once per call site and tenant:
 * a subquery is run for each row.
 * NULL:    NULL; a tenant without a setting.
 * Errors:  whatever reading setting raises.
 * Cost:    O(1) a row, one query per tenant and call site.
 */
PG_FUNCTION_INFO_V1(csq_tenant_zone);
Datum
csq_tenant_zone(PG_FUNCTION_ARGS)
{
	text         *name = PG_GETARG_TEXT_PP(0);
	CsqText       key = {VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)};
	MemoryContext context;
	Zones        *zones = csq_call_memory(fcinfo, sizeof *zones, &context);
	Oid           schema = get_rel_namespace(PG_GETARG_OID(1));
	Tenant       *tenant;
	bool          met;

	zones->of.context = context;
	if (zones->schema != schema)
		*zones = (Zones){.schema = schema, .of.context = context};
	tenant = tenant_of(&zones->of, key, &met);
	if (!met)
	{
		Plans          *plans;
		struct varlena *value;

		begin_queries();
		plans = plans_of(schema);
		value = ask(&plans->zone, "SELECT s.zone FROM %s.setting AS s WHERE s.tenant OPERATOR(pg_catalog.=) $1",
		            NameStr(plans->name), &key, 1);
		if (value != NULL)
		{
			text *zone = DatumGetTextPP(PointerGetDatum(value));

			tenant->known = MemoryContextAlloc(context, VARSIZE_ANY(zone));
			memcpy(tenant->known, zone, VARSIZE_ANY(zone));
		}
		SPI_finish();
	}
	if (tenant->known == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(tenant->known);
}
