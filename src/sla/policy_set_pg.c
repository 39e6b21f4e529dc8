/*
 * policy_set_pg.c
 *		The policies of a tenant, compiled once from a jsonb value:
 *
 *	{"zone": "Asia/Shanghai", "calendar": "tz ...", "policies": [
 *		{"policy_id": "response_major", "stage": "response", "anchor": "receipt", "condition": {"severity": "major"},
 *		 "target": "30 minutes", "calendar": "tz ...", "reopen": "resume", "retarget": "carry",
 *		 "from": "2026-01-01", "until": "2027-01-01"}, ...]}
 *
 * Of a policy only stage and target must be there.  The anchor is receipt, or a
 * stage whose stop starts the clock; a policy without a calendar has that of all,
 * and where there is none either, 24x7.  It holds on the local dates of zone from
 * "from" and before "until".  Policies are tried in their order, and the first of
 * each stage that holds is the one that counts.
 *
 * Conditions are read where they lie (policy_pg.c), and facts are not made jsonb:
 * a condition asks for them by name.  Calendars are compiled when they are first
 * needed, equal ones once.
 *
 * Cost: O(size) to compile; O(policies tried * size of their conditions) per case.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "calendar/calendar_args_pg.h"
#include "calendar/zone_pg.h"
#include "pg/csq.h"
#include "sla/policy_pg.h"

const char *const csq_fact_names[CSQ_FACTS] = {"channel",  "product", "branch", "severity",
                                               "category", "segment", "source"};

/* ---- facts ---- */

/* Tags as a list; what is no list of texts has no element that could be equal to anything. */
static JsonbValue *
tag_list(ArrayType *tags)
{
	JsonbParseState *state = NULL;
	JsonbValue      *list = palloc(sizeof *list);
	Datum           *item;
	bool            *null;
	int              n = 0;
	Jsonb           *j;

	if (ARR_NDIM(tags) == 1)
		deconstruct_array(tags, TEXTOID, -1, false, TYPALIGN_INT, &item, &null, &n);
	pushJsonbValue(&state, WJB_BEGIN_ARRAY, NULL);
	for (int i = 0; i < n; i++)
	{
		JsonbValue v = {.type = jbvNull};

		if (!null[i])
		{
			v.type = jbvString;
			v.val.string.val = VARDATA_ANY(DatumGetPointer(item[i]));
			v.val.string.len = VARSIZE_ANY_EXHDR(DatumGetPointer(item[i]));
		}
		pushJsonbValue(&state, WJB_ELEM, &v);
	}
	j = JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_ARRAY, NULL));
	list->type = jbvBinary;
	list->val.binary.data = &j->root;
	list->val.binary.len = VARSIZE(j) - VARHDRSZ;
	return list;
}

static bool
is_name(const char *name, int len, const char *word)
{
	return len == (int) strlen(word) && memcmp(name, word, len) == 0;
}

/* A CsqFactOf: a fact that is not known is null, a name that is none of these is no fact. */
static const JsonbValue *
fact_of(void *arg, const char *name, int len, JsonbValue *room)
{
	CsqFacts *facts = arg;

	room->type = jbvNull;
	if (is_name(name, len, "tags"))
	{
		if (facts->tags == NULL)
			return room;
		if (facts->tag_list == NULL)
			facts->tag_list = tag_list(facts->tags);
		return facts->tag_list;
	}
	for (int f = 0; f < CSQ_FACTS; f++)
		if (is_name(name, len, csq_fact_names[f]))
		{
			CsqText t =
				f == CSQ_FACT_SEGMENT && facts->segment_of != NULL ? facts->segment_of(facts->arg) : facts->text[f];

			if (t.s != NULL)
			{
				room->type = jbvString;
				room->val.string.val = (char *) t.s;
				room->val.string.len = (int) t.len;
			}
			return room;
		}
	return NULL;
}

/* ---- compiling ---- */

CSQ_NORETURN static void
refuse(const char *message, const char *detail)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s", message), errdetail("%s", detail),
	                errhint("For example {\"zone\":\"UTC\",\"policies\":[{\"policy_id\":\"p1\",\"stage\":\"response\","
	                        "\"target\":\"2 hours\"}]}.")));
}

/* A text of an object; s == NULL when it is not there or null. */
static CsqText
text_member(JsonbContainer *object, const char *name)
{
	JsonbValue  room;
	JsonbValue *v = getKeyJsonValueFromContainer(object, name, (int) strlen(name), &room);

	if (v == NULL || v->type == jbvNull)
		return (CsqText){NULL, 0};
	if (v->type != jbvString)
		refuse(psprintf("\"%s\" of policies must be a text", name),
		       "Each policy is an object of texts and a condition.");
	return (CsqText){v->val.string.val, (size_t) v->val.string.len};
}

static bool
is_word(CsqText t, const char *word)
{
	return t.len == strlen(word) && memcmp(t.s, word, t.len) == 0;
}

static char *
as_cstring(CsqText t)
{
	return pnstrdup(t.s, t.len);
}

/* A date in ISO 8601, whatever the order of days and months in this session. */
static DateADT
date_member(JsonbContainer *object, const char *name, DateADT otherwise)
{
	CsqText t = text_member(object, name);

	return t.s == NULL ? otherwise : DatumGetDateADT(DirectFunctionCall1(date_in, CStringGetDatum(as_cstring(t))));
}

static JsonbContainer *
condition_of(JsonbContainer *object)
{
	JsonbValue  room;
	JsonbValue *v = getKeyJsonValueFromContainer(object, "condition", (int) strlen("condition"), &room);

	if (v == NULL || v->type == jbvNull)
		return NULL;
	if (v->type != jbvBinary || !JsonContainerIsObject(v->val.binary.data))
		refuse("the condition of a policy must be a JSON object", "Its keys name facts.");
	return JsonContainerSize(v->val.binary.data) == 0 ? NULL : v->val.binary.data;
}

static void
read_policy(CsqPolicy *p, JsonbContainer *object, CsqText calendar)
{
	CsqText  target = text_member(object, "target");
	CsqText  word;
	CsqError err;

	p->id = text_member(object, "policy_id");
	p->stage = text_member(object, "stage");
	p->anchor = text_member(object, "anchor");
	if (p->anchor.s != NULL && is_word(p->anchor, "receipt"))
		p->anchor.s = NULL;
	if (p->stage.s == NULL || target.s == NULL)
		refuse("a policy has no stage or no target", "Each policy says how long which stage may take.");
	if (!csq_target_parse(target.s, target.len, &p->target, &err))
		csq_throw(&err);
	p->literal = text_member(object, "calendar");
	if (p->literal.s == NULL)
		p->literal = calendar;
	p->condition = condition_of(object);
	word = text_member(object, "reopen");
	if (word.s != NULL && !csq_sla_reopen_parse(word.s, word.len, &p->rules.reopen, &err))
		csq_throw(&err);
	word = text_member(object, "retarget");
	if (word.s != NULL && !csq_sla_retarget_parse(word.s, word.len, &p->rules.retarget, &err))
		csq_throw(&err);
	p->from = date_member(object, "from", DATEVAL_NOBEGIN);
	p->until = date_member(object, "until", DATEVAL_NOEND);
}

/* Which of the stages so far it is: policies of one stage need not stand together. */
static void
number_stage(CsqPolicySet *set, CsqPolicy *p)
{
	for (const CsqPolicy *q = set->policy; q < p; q++)
		if (csq_text_same(&q->stage, &p->stage))
		{
			p->number_of_stage = q->number_of_stage;
			return;
		}
	p->number_of_stage = set->stages++;
}

static void
read_policies(CsqPolicySet *set, JsonbContainer *list, CsqText calendar)
{
	JsonbIterator     *it = JsonbIteratorInit(list);
	JsonbValue         v;
	JsonbIteratorToken token;

	set->policy = palloc0((JsonContainerSize(list) + 1) * sizeof *set->policy);
	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		CsqPolicy *p = &set->policy[set->n];

		CHECK_FOR_INTERRUPTS();
		if (token != WJB_ELEM)
			continue;
		if (v.type != jbvBinary || !JsonContainerIsObject(v.val.binary.data))
			refuse("a policy must be a JSON object", "Each policy says how long which stage may take.");
		read_policy(p, v.val.binary.data, calendar);
		number_stage(set, p);
		set->bounded |= !DATE_IS_NOBEGIN(p->from) || !DATE_IS_NOEND(p->until);
		set->n++;
	}
}

void *
csq_policy_set_of_value(struct varlena *value)
{
	Jsonb        *j = (Jsonb *) value;
	CsqPolicySet *set = palloc0(sizeof *set);
	CsqText       zone;
	JsonbValue    room;
	JsonbValue   *list;

	set->context = CurrentMemoryContext;
	if (!JB_ROOT_IS_OBJECT(j))
		refuse("policies must be a JSON object", "It has the members zone, calendar and policies.");
	zone = text_member(&j->root, "zone");
	set->zone = zone.s == NULL ? NULL : cstring_to_text_with_len(zone.s, (int) zone.len);
	list = getKeyJsonValueFromContainer(&j->root, "policies", (int) strlen("policies"), &room);
	if (list == NULL || list->type != jbvBinary || !JsonContainerIsArray(list->val.binary.data))
		refuse("there is no list of policies", "The member policies is a list of objects.");
	read_policies(set, list->val.binary.data, text_member(&j->root, "calendar"));
	return set;
}

/* ---- asking ---- */

DateADT
csq_policy_date(const CsqPolicySet *set, int64 at)
{
	Datum local;

	if (!set->bounded)
		return 0;
	local = set->zone == NULL
	            ? TimestampTzGetDatum(at)
	            : DirectFunctionCall2(timestamptz_zone, PointerGetDatum(set->zone), TimestampTzGetDatum(at));
	return DatumGetDateADT(DirectFunctionCall1(timestamp_date, local));
}

bool
csq_policy_holds(const CsqPolicy *p, DateADT date, CsqFacts *facts)
{
	return (DATE_IS_NOBEGIN(p->from) || date >= p->from) && (DATE_IS_NOEND(p->until) || date < p->until) &&
	       (p->condition == NULL || csq_condition_met(p->condition, fact_of, facts));
}

const CsqCalendar *
csq_policy_calendar(CsqPolicySet *set, CsqPolicy *p)
{
	CsqText       always = {"tz UTC; 24x7", strlen("tz UTC; 24x7")};
	CsqText       literal = p->literal.s == NULL ? always : p->literal;
	MemoryContext old;
	CsqSpec      *spec;
	CsqError      err;

	for (int i = 0; p->cal == NULL && i < set->n; i++)
		if (set->policy[i].cal != NULL && set->policy[i].literal.len == p->literal.len &&
		    (p->literal.len == 0 || csq_text_same(&set->policy[i].literal, &p->literal)))
			p->cal = set->policy[i].cal;
	if (p->cal != NULL)
		return p->cal;
	old = MemoryContextSwitchTo(set->context);
	spec = palloc(sizeof *spec);
	if (!csq_calendar_parse(literal.s, literal.len, spec, &err) || !csq_zone_canonical(spec->zone, spec->zone, &err))
		csq_throw(&err);
	p->cal = csq_calendar_compile(spec, csq_zone_get(spec->zone));
	MemoryContextSwitchTo(old);
	return p->cal;
}
