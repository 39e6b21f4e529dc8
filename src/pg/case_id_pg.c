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

CsqCaseKey
csq_case_key(CsqCaseType type, Datum id, char *buffer)
{
	CsqCaseKey key = {CSQ_KEY_INT, buffer, 0, 0};
	text      *t;

	switch (type)
	{
		case CSQ_CASE_BIGINT:
			key.id = DatumGetInt64(id);
			return key;
		case CSQ_CASE_UUID:
			key.kind = CSQ_KEY_TEXT;
			key.len = 36;
			memcpy(buffer, DatumGetCString(DirectFunctionCall1(uuid_out, id)), 36);
			return key;
		case CSQ_CASE_TEXT:
			break;
	}
	t = DatumGetTextPP(id);
	key.kind = CSQ_KEY_TEXT;
	key.s = VARDATA_ANY(t);
	key.len = VARSIZE_ANY_EXHDR(t);
	return key;
}
