/*
 * policy_pg.c
 *		Which policy holds for a case: conditions over facts, both jsonb.
 *
 * A condition is an object; each of its keys must be met by the fact of that name:
 *
 *	null			anything
 *	a scalar		equal to the fact, or to an element of a fact that is a list
 *	a list			one of these
 *	an object		every operator in it:  = <> < <= > >= in not exists
 *
 * and {"not": {...}} in the place of a fact is met when the condition within is
 * not.  A fact that is missing meets nothing but null, exists false and a "not".
 * Numbers compare as numbers, texts by their bytes (dates in ISO 8601 in their
 * order); two kinds that cannot be compared are an error, as is an operator that
 * is none: a condition that means nothing must not look like one that is not met.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "base/nearest.h"
#include "pg/csq.h"
#include "sla/policy_pg.h"

static const char *
kind_name(const JsonbValue *v)
{
	switch (v->type)
	{
		case jbvString:
			return "a text";
		case jbvNumeric:
			return "a number";
		case jbvBool:
			return "true or false";
		case jbvNull:
			return "null";
		default:
			return JsonContainerIsArray(v->val.binary.data) ? "a list" : "an object";
	}
}

static bool
is_container(const JsonbValue *v, bool array)
{
	return v->type == jbvBinary && JsonContainerIsArray(v->val.binary.data) == array;
}

/* Two scalars of one kind: below, equal or above. */
static int
compare_scalars(const JsonbValue *a, const JsonbValue *b)
{
	int c;

	switch (a->type)
	{
		case jbvNumeric:
			return DatumGetInt32(
				DirectFunctionCall2(numeric_cmp, NumericGetDatum(a->val.numeric), NumericGetDatum(b->val.numeric)));
		case jbvBool:
			return (int) a->val.boolean - (int) b->val.boolean;
		case jbvString:
			c = memcmp(a->val.string.val, b->val.string.val, Min(a->val.string.len, b->val.string.len));
			return c != 0 ? c : a->val.string.len - b->val.string.len;
		default:
			return 0; /* two nulls */
	}
}

/* Is any element of a list equal to a scalar? */
static bool
any_equal(JsonbContainer *list, const JsonbValue *other)
{
	JsonbIterator     *it = JsonbIteratorInit(list);
	JsonbValue         v;
	JsonbIteratorToken token;

	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if (token == WJB_ELEM && v.type == other->type && v.type != jbvBinary && compare_scalars(&v, other) == 0)
			return true;
	}
	return false;
}

static void
refuse_kinds(const JsonbValue *want, const JsonbValue *fact)
{
	ereport(ERROR,
	        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	         errmsg("%s cannot be compared with %s", kind_name(fact), kind_name(want)),
	         errdetail("The fact and the condition must be of one kind."),
	         is_container(fact, false)
	             ? errhint("Facts are texts, numbers, true, false or lists; the condition comes first, then the facts.")
	             : errhint("Write numbers without quotes in both, dates in ISO 8601.")));
}

/* A scalar against a fact: equal to it, or to one of its elements. */
static bool
equals(const JsonbValue *want, const JsonbValue *fact)
{
	if (fact == NULL)
		return false;
	if (is_container(fact, true))
		return any_equal(fact->val.binary.data, want);
	if (fact->type == want->type)
		return compare_scalars(want, fact) == 0;
	if (fact->type != jbvNull && want->type != jbvNull)
		refuse_kinds(want, fact);
	return false;
}

static void
refuse_nested(void)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	                errmsg("a list of a condition holds values, not objects or lists"),
	                errdetail("One of the values is enough: {\"channel\":[\"phone\", \"app\"]}."),
	                errhint("Conditions of which one is enough are policies of their own; one that must not hold is "
	                        "{\"not\":{\"channel\":\"phone\"}}.")));
}

/* One of a list: some element of it equals the fact, which must be of the kind of some element. */
static bool
one_of(JsonbContainer *list, const JsonbValue *fact)
{
	JsonbIterator     *it = JsonbIteratorInit(list);
	JsonbValue         v, other = {.type = jbvNull};
	JsonbIteratorToken token;
	bool               alike = fact == NULL || fact->type == jbvNull || is_container(fact, true);

	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		if (token != WJB_ELEM)
			continue;
		if (v.type == jbvBinary)
			refuse_nested();
		if (alike || v.type == fact->type)
		{
			alike = true;
			if ((fact == NULL || fact->type == v.type || is_container(fact, true)) && equals(&v, fact))
				return true;
		}
		else if (v.type != jbvNull)
			other = v;
	}
	if (!alike && other.type != jbvNull)
		refuse_kinds(&other, fact);
	return false;
}

static void
refuse(const char *key, int len, const char *message, const char *detail)
{
	ereport(ERROR,
	        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg(message, csq_quoted(key, len).s), errdetail("%s", detail),
	         errhint("Operators are =, <>, <, <=, >, >=, in, not, exists: {\"amount\":{\">=\":1000}, "
	                 "\"channel\":{\"in\":[\"phone\",\"app\"]}}.")));
}

static bool
ordered(const char *op, int len, const JsonbValue *want, const JsonbValue *fact)
{
	int c;

	if (fact == NULL || fact->type == jbvNull)
		return false;
	if (want->type != jbvNumeric && want->type != jbvString)
		refuse(op, len, "operator \"%s\" needs a number or a text", "Only these have an order.");
	if (fact->type != want->type)
		refuse_kinds(want, fact);
	c = compare_scalars(fact, want);
	if (len == 2)
		return op[0] == '<' ? c <= 0 : c >= 0;
	return op[0] == '<' ? c < 0 : c > 0;
}

static bool match_value(const JsonbValue *want, const JsonbValue *fact);

/* One operator of an object. */
static bool
meets(const JsonbValue *key, const JsonbValue *want, const JsonbValue *fact)
{
	const char *op = key->val.string.val;
	int         len = key->val.string.len;

#define IS(word) (len == (int) strlen(word) && memcmp(op, word, strlen(word)) == 0)
	if (IS("=") || IS("<>"))
	{
		if (want->type == jbvBinary)
			refuse(op, len, "operator \"%s\" needs a number, a text, true, false or null",
			       "For a list of values there is in.");
		return IS("=") ? equals(want, fact) : fact != NULL && !equals(want, fact);
	}
	if (IS("<") || IS("<=") || IS(">") || IS(">="))
		return ordered(op, len, want, fact);
	if (IS("in"))
	{
		if (!is_container(want, true))
			refuse(op, len, "operator \"%s\" needs a list", "It is met by one of several values.");
		return one_of(want->val.binary.data, fact);
	}
	if (IS("not"))
		return !match_value(want, fact);
	if (IS("exists"))
	{
		if (want->type != jbvBool)
			refuse(op, len, "operator \"%s\" needs true or false", "It asks whether the fact is there.");
		return (fact != NULL && fact->type != jbvNull) == want->val.boolean;
	}
#undef IS
	refuse(op, len, "\"%s\" is no operator of a condition", "An object in the place of a value holds operators.");
	return false;
}

static bool
match_value(const JsonbValue *want, const JsonbValue *fact)
{
	JsonbIterator     *it;
	JsonbValue         key = {0};
	JsonbValue         value;
	JsonbIteratorToken token;
	bool               met = true;

	check_stack_depth();
	if (want->type == jbvNull)
		return true;
	if (want->type != jbvBinary)
		return equals(want, fact);
	if (is_container(want, true))
		return one_of(want->val.binary.data, fact);
	it = JsonbIteratorInit(want->val.binary.data);
	while ((token = JsonbIteratorNext(&it, &value, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			key = value;
		else if (token == WJB_VALUE)
			met = meets(&key, &value, fact) && met; /* each is looked at, so that a wrong one is always seen */
	}
	return met;
}

bool
csq_condition_met(JsonbContainer *condition, CsqFactOf fact_of, void *facts)
{
	JsonbIterator     *it = JsonbIteratorInit(condition);
	JsonbValue         key = {0};
	JsonbValue         value, fact;
	JsonbIteratorToken token;
	bool               met = true;

	check_stack_depth();
	while ((token = JsonbIteratorNext(&it, &value, true)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if (token == WJB_KEY)
			key = value;
		else if (token == WJB_VALUE && key.val.string.len == 3 && memcmp(key.val.string.val, "not", 3) == 0 &&
		         is_container(&value, false))
			met = !csq_condition_met(value.val.binary.data, fact_of, facts) && met;
		else if (token == WJB_VALUE)
			met = match_value(&value, fact_of(facts, key.val.string.val, key.val.string.len, &fact)) && met;
	}
	return met;
}

/* A CsqFactOf of facts that are an object, or none. */
static const JsonbValue *
fact_of_object(void *facts, const char *name, int len, JsonbValue *room)
{
	return facts == NULL ? NULL : getKeyJsonValueFromContainer(facts, name, len, room);
}

static JsonbContainer *
object_arg(FunctionCallInfo fcinfo, int n, const char *what)
{
	Jsonb *j = PG_ARGISNULL(n) ? NULL : PG_GETARG_JSONB_P(n);

	if (j == NULL)
		return NULL;
	if (!JB_ROOT_IS_OBJECT(j))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s must be a JSON object", what),
		                errhint("For example {\"channel\":\"phone\", \"amount\":1200}.")));
	return &j->root;
}

/* ---- a key that is misspelt ---- */

#define MOST_KEYS  200 /* of facts, among which the nearest is looked for */
#define MOST_LOOKS 100 /* in a statement: facts that have but some of the keys are ordinary */

/* Are two names the same but for their digits, as line_1 and line_2 are? */
static bool
differ_by_number(const CsqText *a, const CsqText *b)
{
	size_t i = 0;
	size_t j = 0;

	for (;;)
	{
		while (i < a->len && a->s[i] >= '0' && a->s[i] <= '9')
			i++;
		while (j < b->len && b->s[j] >= '0' && b->s[j] <= '9')
			j++;
		if (i == a->len || j == b->len)
			return i == a->len && j == b->len;
		if (a->s[i++] != b->s[j++])
			return false;
	}
}

/* The key of the facts, not one of the condition, that `name` is most likely meant to be; s == NULL: none. */
static CsqText
nearest_fact(const CsqText *name, JsonbContainer *condition, JsonbContainer *facts)
{
	CsqText            keys[MOST_KEYS];
	uint32             n = 0;
	uint32             near;
	JsonbIterator     *it = JsonbIteratorInit(facts);
	JsonbValue         v, room;
	JsonbIteratorToken token;

	while (n < MOST_KEYS && (token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		CsqText key = {v.val.string.val, v.val.string.len};

		if (token == WJB_KEY && getKeyJsonValueFromContainer(condition, key.s, key.len, &room) == NULL &&
		    !differ_by_number(name, &key))
			keys[n++] = key;
	}
	near = csq_nearest_label(name, keys, n);
	return near < n ? keys[near] : (CsqText){NULL, 0};
}

/*
 * A condition that is not met because the facts have no such key, but one spelt nearly so, was hardly meant: a warning,
 * one in a statement of the client.
 */
static void
warn_of_slips(JsonbContainer *condition, JsonbContainer *facts)
{
	static TimestampTz statement = 0;
	static int         looks;
	JsonbIterator     *it;
	JsonbValue         key = {0};
	JsonbValue         value, room;
	JsonbIteratorToken token;

	if (statement != GetCurrentStatementStartTimestamp())
		looks = 0;
	statement = GetCurrentStatementStartTimestamp();
	if (looks >= MOST_LOOKS)
		return;
	it = JsonbIteratorInit(condition);
	while ((token = JsonbIteratorNext(&it, &value, true)) != WJB_DONE)
	{
		CsqText name = {key.val.string.val, key.val.string.len};
		CsqText near;

		if (token == WJB_KEY)
			key = value;
		if (token != WJB_VALUE || value.type == jbvNull || is_container(&value, false) ||
		    getKeyJsonValueFromContainer(facts, name.s, name.len, &room) != NULL)
			continue;
		looks++;
		near = nearest_fact(&name, condition, facts);
		if (near.s == NULL)
			continue;
		looks = MOST_LOOKS;
		ereport(
			WARNING,
			(errmsg("a condition asks for \"%s\", and the facts have \"%s\"", csq_quoted(name.s, name.len).s,
		            csq_quoted(near.s, near.len).s),
		     errdetail("A fact that is not there meets no value."),
		     errhint("policy_missing(condition, facts) lists the keys of a condition that the facts do not have.")));
		return;
	}
}

/*
 * policy_matches(condition jsonb, facts jsonb) -> bool
 *
 * Do the facts meet every key of the condition?  A warning names a key that the facts have spelt a little otherwise.
 * NULL:    no condition is met by everything; no facts are no fact.
 * Errors:  22023 an unknown operator, an operand that it cannot have, kinds that cannot be compared, no object.
 * Cost:    O(size of the condition * log facts).
 */
PG_FUNCTION_INFO_V1(csq_policy_matches);
Datum
csq_policy_matches(PG_FUNCTION_ARGS)
{
	JsonbContainer *condition = object_arg(fcinfo, 0, "a condition");
	JsonbContainer *facts = object_arg(fcinfo, 1, "facts");

	bool met = condition == NULL || csq_condition_met(condition, fact_of_object, facts);

	if (!met && facts != NULL)
		warn_of_slips(condition, facts);
	PG_RETURN_BOOL(met);
}

/*
 * policy_missing(condition jsonb, facts jsonb) -> text[]
 *
 * The keys of a condition for which there is no fact: a key that is misspelt is never met, and stands here.
 * NULL:    as policy_matches; an empty array when all are there.
 * Errors:  22023 no object.
 * Cost:    O(keys * log facts).
 */
PG_FUNCTION_INFO_V1(csq_policy_missing);
Datum
csq_policy_missing(PG_FUNCTION_ARGS)
{
	JsonbContainer    *condition = object_arg(fcinfo, 0, "a condition");
	JsonbContainer    *facts = object_arg(fcinfo, 1, "facts");
	ArrayBuildState   *missing = initArrayResult(TEXTOID, CurrentMemoryContext, false);
	JsonbIterator     *it;
	JsonbValue         key = {0};
	JsonbValue         value, fact;
	JsonbIteratorToken token;

	it = condition == NULL ? NULL : JsonbIteratorInit(condition);
	while (it != NULL && (token = JsonbIteratorNext(&it, &value, true)) != WJB_DONE)
	{
		bool is_not = token == WJB_VALUE && key.val.string.len == 3 && memcmp(key.val.string.val, "not", 3) == 0 &&
		              is_container(&value, false);

		if (token == WJB_KEY)
			key = value;
		else if (token == WJB_VALUE && !is_not &&
		         (facts == NULL ||
		          getKeyJsonValueFromContainer(facts, key.val.string.val, key.val.string.len, &fact) == NULL))
			missing = accumArrayResult(
				missing, PointerGetDatum(cstring_to_text_with_len(key.val.string.val, key.val.string.len)), false,
				TEXTOID, CurrentMemoryContext);
	}
	PG_RETURN_DATUM(makeArrayResult(missing, CurrentMemoryContext));
}
