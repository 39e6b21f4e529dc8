/*
 * case_id_pg.c
 *		The case id of a one-level aggregate as a key.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/uuid.h"

#include "pg/csq.h"
#include "pg/case_id_pg.h"
#include "base/placeholder.h"

CsqCaseKey
csq_case_text_key(CsqCaseType type, Datum id, char *buffer)
{
	text *t;

	if (type == CSQ_CASE_UUID)
	{
		memcpy(buffer, DatumGetCString(DirectFunctionCall1(uuid_out, id)), 36);
		return (CsqCaseKey){CSQ_KEY_TEXT, buffer, 36, 0};
	}
	t = DatumGetTextPP(id);
	return (CsqCaseKey){CSQ_KEY_TEXT, VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), 0};
}

CsqText
csq_case_text(CsqCaseType type, Datum id, char *buffer)
{
	CsqCaseKey key;

	csq_case_key(type, id, buffer, &key);
	if (key.kind == CSQ_KEY_INT)
		return (CsqText){buffer, (size_t) pg_lltoa(key.id, buffer)};
	return (CsqText){key.s, key.len};
}

/*
 * is_placeholder(id text) -> bool
 *
 * Whether an id is what is written where there is none: N/A, null, unknown, 无, 未知 and
 * their like, nothing but signs, zeros or x.
 * NULL:    strict.
 * Errors:  none.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_is_placeholder_pg);
Datum
csq_is_placeholder_pg(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(csq_is_placeholder(csq_text_arg(fcinfo, 0)));
}
