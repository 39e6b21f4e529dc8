/*
 * text_pg.c
 *		SQL shell of text reading: normalize_text, tokens, mask_pii, amounts.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "pg/csq.h"
#include "text/text.h"

/* Read argument argno as normalised characters; raises what csq_chars_read() reports. */
static text *
read_argument(FunctionCallInfo fcinfo, int argno, int flags, CsqChars *chars)
{
	text    *source = PG_GETARG_TEXT_PP(argno);
	CsqError err;

	csq_require_utf8();
	if (!csq_chars_read(chars, VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source), flags, &err))
		csq_throw(&err);
	return source;
}

/*
 * normalize_text(text) -> text
 *
 * NFKC_Casefold, then each run of white space as one space, none at the ends:
 * the form in which csq compares texts.
 * NULL:    NULL.
 * Errors:  54000 longer than 16 MB; 0A000 the database is not UTF-8.
 * Cost:    O(length).
 * Source:  Unicode Standard Annex 15 (NFKC_Casefold).
 */
PG_FUNCTION_INFO_V1(csq_normalize_text);
Datum
csq_normalize_text(PG_FUNCTION_ARGS)
{
	CsqChars chars;
	CsqBuf   out;

	read_argument(fcinfo, 0, CSQ_CHARS_NO_MAP, &chars);
	csq_buf_init(&out);
	csq_chars_write(&out, chars.cp, chars.n);
	PG_RETURN_DATUM(csq_text_datum(&out));
}

typedef struct TokenList
{
	const CsqChars *chars;
	Datum          *items;
	size_t          n;
	size_t          cap;
} TokenList;

static void
add_token(void *arg, size_t from, size_t to)
{
	TokenList *list = arg;
	CsqBuf     b;

	if (list->n == list->cap)
		csq_grow(list->items, list->cap);
	csq_buf_init(&b);
	csq_chars_write(&b, list->chars->cp + from, to - from);
	list->items[list->n++] = csq_text_datum(&b);
	csq_free(b.data);
}

/*
 * tokens(text) -> text[]
 *
 * The tokens of the normalised text in order: words and numbers whole, Han
 * runs as overlapping bigrams.  No dictionary, so the same in every version.
 * NULL:    NULL.
 * Errors:  54000 longer than 16 MB; 0A000 the database is not UTF-8.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_tokens);
Datum
csq_tokens(PG_FUNCTION_ARGS)
{
	CsqChars  chars;
	TokenList list = {.chars = &chars, .cap = 64};

	read_argument(fcinfo, 0, CSQ_CHARS_MATCH | CSQ_CHARS_NO_MAP, &chars);
	list.items = csq_alloc(list.cap * sizeof *list.items);
	csq_each_token(&chars, add_token, &list);
	PG_RETURN_ARRAYTYPE_P(construct_array(list.items, (int) list.n, TEXTOID, -1, false, TYPALIGN_INT));
}

/*
 * mask_pii(text) -> text
 *
 * The text with telephone and identity numbers, bank cards and accounts, plates and
 * e-mail addresses masked by asterisks; the number of characters does not change.
 * NULL:    NULL.
 * Errors:  54000 longer than 16 MB; 0A000 the database is not UTF-8.
 * Cost:    O(length).
 * Source:  GB 11643-1999 (check character, ISO 7064 MOD 11-2), ISO/IEC 7812-1 (Luhn),
 *          ISO 13616 (IBAN).
 */
PG_FUNCTION_INFO_V1(csq_mask_pii);
Datum
csq_mask_pii(PG_FUNCTION_ARGS)
{
	text    *source = PG_GETARG_TEXT_PP(0);
	CsqBuf   out;
	CsqError err;

	csq_require_utf8();
	csq_buf_init(&out);
	if (!csq_pii_mask(&out, VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source), &err))
		csq_throw(&err);
	PG_RETURN_DATUM(csq_text_datum(&out));
}

/*
 * amounts(text) -> setof (amount float8, currency text, start_at int, evidence text)
 *
 * The sums of money that a text names, in order.  currency is an ISO 4217 code
 * or NULL where the text does not say; start_at counts characters from 1.
 * NULL:    no rows.
 * Errors:  54000 longer than 16 MB; 0A000 the database is not UTF-8.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_amounts);
Datum
csq_amounts(PG_FUNCTION_ARGS)
{
	struct ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqChars              chars;
	text                 *source = read_argument(fcinfo, 0, CSQ_CHARS_LINES, &chars);
	const char           *bytes = VARDATA_ANY(source);
	size_t                pos = 0;
	size_t                counted = 0; /* bytes and characters before the last amount */
	size_t                start_at = 1;
	CsqAmount             a;

	while (csq_next_amount(&chars, &pos, &a))
	{
		size_t from = chars.at[a.from];
		size_t to = chars.end[a.to - 1];
		Datum  values[4];
		bool   nulls[4] = {false, a.currency[0] == '\0', false, false};

		start_at += csq_utf8_count(bytes + counted, from - counted);
		counted = from;
		values[0] = Float8GetDatum(a.value);
		values[1] = nulls[1] ? (Datum) 0 : CStringGetTextDatum(a.currency);
		values[2] = Int32GetDatum((int32) start_at);
		values[3] = PointerGetDatum(cstring_to_text_with_len(bytes + from, (int) (to - from)));
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}
