/*
 * module_pg.c
 *		The library itself: magic block, version, text of the shipped knowledge,
 *		and the check of a word that must be one of a list.
 *
 * csq has no preload requirement, no background worker, no hook and no setting
 * that could change a result.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

#include "pg/csq.h"
#include "base/literal.h"

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

/*
 * csq_known(escaped text) -> text
 *
 * Text of the knowledge that csq ships.  The script is ASCII, so that it can be
 * loaded into a database of any encoding: make writes each literal that is not
 * ASCII as csq_internal.known('\5DE5\4F5C\65E5'), as unistr() reads it.
 * NULL:    NULL gives NULL.
 * Errors:  0A000 the encoding of the database is not UTF-8.
 * Cost:    O(bytes).
 */
PG_FUNCTION_INFO_V1(csq_known);
Datum
csq_known(PG_FUNCTION_ARGS)
{
	csq_require_utf8();
	return DirectFunctionCall1(unistr, PG_GETARG_DATUM(0));
}

/*
 * csq_one_of(value text, allowed text[], what text) -> text
 *
 * The value itself if it is one of the allowed words: how the SQL functions that
 * ship knowledge refuse a topic or language they do not have.
 *	 what	names the argument in the message
 * NULL:    any NULL argument gives NULL.
 * Errors:  22023 the value is none of them; the hint lists them.
 * Cost:    O(words).
 */
PG_FUNCTION_INFO_V1(csq_one_of);
Datum
csq_one_of(PG_FUNCTION_ARGS)
{
	text          *value = PG_GETARG_TEXT_PP(0);
	Datum         *words;
	bool          *nulls;
	int            n;
	StringInfoData list;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &words, &nulls, &n);
	initStringInfo(&list);
	for (int i = 0; i < n; i++)
	{
		text *w;

		if (nulls[i])
			continue;
		w = DatumGetTextPP(words[i]);
		if (csq_option_is((CsqText){VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)}, text_to_cstring(w)))
			PG_RETURN_TEXT_P(w);
		appendStringInfo(&list, "%s\"%s\"", list.len ? ", " : "", text_to_cstring(w));
	}
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	                errmsg("unknown %s \"%s\"", text_to_cstring(PG_GETARG_TEXT_PP(2)),
	                       csq_quoted(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)).s),
	                list.len ? errhint("Known are %s.", list.data) : 0));
}
