/*
 * near_duplicate_pg.c
 *		SQL shell of text_signature: near duplicates.
 */
#include "postgres.h"

#include "catalog/pg_type_d.h"
#include "fmgr.h"
#include "utils/array.h"

#include "pg/csq.h"
#include "pg/stored_type_pg.h"
#include "text/near_duplicate.h"

/*
 * text_signature_in, _out, _recv, _send and what sorting needs
 *
 * Forms: sealed (envelope.h); 261 bytes behind it.
 * Errors:  in: 22P02; recv: 22P03; 0A000 of a newer version.
 */
CSQ_SEALED_TYPE(text_signature, csq_signature, .canonical = true, .check = csq_signature_check)
CSQ_STORED_JSON(text_signature, text_signature_type)

static const CsqSignature *
signature_argument(FunctionCallInfo fcinfo, int n)
{
	return csq_checked(CSQ_GETARG_VALUE(n), csq_signature_check);
}

/*
 * signature(document text) -> text_signature
 *
 * 64 minima of hashes over the 3-grams of letters, digits and ideographs.
 * NULL:    NULL; a text without any of them.
 * Errors:  54000 longer than 16 MB; 0A000 the database is not UTF-8.
 * Cost:    O(length): 0.1 us a character.
 * Source:  Broder, On the resemblance and containment of documents (1997).
 */
PG_FUNCTION_INFO_V1(csq_signature);
Datum
csq_signature(PG_FUNCTION_ARGS)
{
	text         *source = PG_GETARG_TEXT_PP(0);
	CsqChars      chars;
	CsqSignature *s;
	CsqError      err;

	csq_require_utf8();
	if (!csq_chars_read(&chars, VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source), CSQ_SIGNATURE_CHARS, &err))
		csq_throw(&err);
	s = csq_signature_new(&chars);
	csq_chars_free(&chars);
	if (s == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(s);
}

/*
 * similarity(one text_signature, other text_signature) -> float8
 *
 * Estimated share of the 3-grams of either text that both have, 0..1, in steps of 1/64; standard error at most 0.0625.
 * NULL:    NULL.
 */
PG_FUNCTION_INFO_V1(csq_text_similarity);
Datum
csq_text_similarity(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(csq_signature_similarity(signature_argument(fcinfo, 0), signature_argument(fcinfo, 1)));
}

/*
 * containment(part text_signature, whole text_signature) -> float8
 *
 * Estimated share of the 3-grams of part that whole has, too, 0..1: near 1 when whole quotes part.
 * NULL:    NULL.
 */
PG_FUNCTION_INFO_V1(csq_text_containment);
Datum
csq_text_containment(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(csq_signature_containment(signature_argument(fcinfo, 0), signature_argument(fcinfo, 1)));
}

/*
 * bands(signature text_signature) -> int4[]
 *
 * 12 hashes of 3 minima each: what GIN indexes.  Texts of likeness s have one in common with probability
 * 1 - (1 - s^3)^12.
 * NULL:    NULL.
 */
PG_FUNCTION_INFO_V1(csq_bands);
Datum
csq_bands(PG_FUNCTION_ARGS)
{
	int32 bands[CSQ_SIGNATURE_BANDS];
	Datum items[CSQ_SIGNATURE_BANDS];

	csq_signature_bands(signature_argument(fcinfo, 0), bands);
	for (int i = 0; i < CSQ_SIGNATURE_BANDS; i++)
		items[i] = Int32GetDatum(bands[i]);
	PG_RETURN_ARRAYTYPE_P(construct_array(items, CSQ_SIGNATURE_BANDS, INT4OID, sizeof(int32), true, TYPALIGN_INT));
}
