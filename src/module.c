/*
 * module.c
 *		The library itself: magic block and version.
 *
 * csq has no preload requirement, no background worker, no hook and no setting
 * that could change a result.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "csq.h"

CSQ_MODULE_MAGIC;

/*
 * csq_library_version() -> text
 *
 * Version of the loaded library.  When it differs from the version of the SQL
 * objects (pg_extension.extversion), run ALTER EXTENSION csq UPDATE, or
 * reconnect after a package upgrade.
 * NULL:    never.
 * Cost:    O(1).
 */
PG_FUNCTION_INFO_V1(csq_library_version);
Datum
csq_library_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(CSQ_VERSION));
}
