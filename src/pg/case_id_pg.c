/*
 * case_id_pg.c
 *		The case id of a one-level aggregate: anyelement as a key.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/uuid.h"

#include "pg/csq.h"
#include "pg/case_id_pg.h"

CsqCaseType
csq_case_type(FunctionCallInfo fcinfo, int argno, const char *aggregate)
{
	Oid type = get_fn_expr_argtype(fcinfo->flinfo, argno);

	if (OidIsValid(type))
		type = getBaseType(type);
	switch (type)
	{
		case INT2OID:
			return CSQ_CASE_INT2;
		case INT4OID:
			return CSQ_CASE_INT4;
		case INT8OID:
			return CSQ_CASE_INT8;
		case TEXTOID:
		case VARCHAROID:
			return CSQ_CASE_TEXT;
		case BPCHAROID:
			return CSQ_CASE_BPCHAR;
		case UUIDOID:
			return CSQ_CASE_UUID;
		default:
			ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			                errmsg("%s does not take a case id of type %s", aggregate,
			                       OidIsValid(type) ? format_type_be(type) : "unknown"),
			                errdetail("It takes smallint, integer, bigint, text, varchar, char and uuid."),
			                errhint("Cast the case id to text.")));
	}
}

CsqCaseKey
csq_case_key(CsqCaseType type, Datum id, char *buffer)
{
	CsqCaseKey key = {CSQ_KEY_INT, buffer, 0, 0};
	text      *t;

	switch (type)
	{
		case CSQ_CASE_INT2:
			key.id = DatumGetInt16(id);
			return key;
		case CSQ_CASE_INT4:
			key.id = DatumGetInt32(id);
			return key;
		case CSQ_CASE_INT8:
			key.id = DatumGetInt64(id);
			return key;
		case CSQ_CASE_UUID:
			key.kind = CSQ_KEY_TEXT;
			key.len = 36;
			memcpy(buffer, DatumGetCString(DirectFunctionCall1(uuid_out, id)), 36);
			return key;
		case CSQ_CASE_TEXT:
		case CSQ_CASE_BPCHAR:
			break;
	}
	t = DatumGetTextPP(id);
	key.kind = CSQ_KEY_TEXT;
	key.s = VARDATA_ANY(t);
	key.len = VARSIZE_ANY_EXHDR(t);
	while (type == CSQ_CASE_BPCHAR && key.len > 0 && key.s[key.len - 1] == ' ')
		key.len--;
	return key;
}
