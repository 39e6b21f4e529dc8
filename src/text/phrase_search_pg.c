/*
 * phrase_search_pg.c
 *		Phrases by an index on tsvectors, without reading the vectors.
 *
 * has_phrase(vector, document, phrase) is two questions.  The index answers the first, which texts have every pair of
 * the phrase; the text answers the second, whether the phrase stands in it.  Both are asked without the text search
 * configuration where the phrase is ideographs and nothing else: its pairs are cut here as csq.icu cuts them, and
 * the bytes of the text tell where it stands.  So a session that asks for such phrases reads neither configuration,
 * parser and dictionary from the catalogue nor ICU's data.  What the bytes do not tell (Latin words, characters that
 * normalising changes) is asked of the vector and of the configuration.
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "nodes/value.h"
#include "tsearch/ts_utils.h"
#include "utils/fmgrprotos.h"
#include "utils/pg_crc.h"

#include "pg/csq.h"
#include "text/text.h"

#define LONGEST_STEP 65536 /* bytes that are searched without asking for a cancel */
#define HAN_BYTES    3     /* of an ideograph that stands for itself, in UTF-8 */
#define PAIR_BYTES   (2 * HAN_BYTES)
#define MOST_PAIRS   1000 /* longer phrases are left to the configuration */

/* Is an ideograph that stands for itself, U+4E00 to U+9FFF, written here?  The text is valid UTF-8. */
static inline bool
at_han(const char *s, const char *end)
{
	unsigned char c = (unsigned char) *s;

	return end - s >= HAN_BYTES && (c == 0xE4 ? (unsigned char) s[1] >= 0xB8 : (unsigned char) (c - 0xE5) < 5);
}

/* Number of ideographs in a phrase of nothing else, of those that stand for themselves; 0 for any other. */
static size_t
plain_han(const char *s, size_t len)
{
	const char *end = s + len;
	size_t      n = 0;

	for (; s < end; s += HAN_BYTES, csq_poll(n))
		if (at_han(s, end))
			n++;
		else
			return 0;
	return n;
}

/*
 * A character that normalising leaves, and whose neighbours too, so that a text of nothing else has the ideographs
 * that are written in it: ASCII, ideographs, full-width ASCII and the commonest marks; no radical, no ligature, none
 * that vanishes or stands upon the one before.
 */
static inline bool
is_plain(uint32_t c)
{
	return c < 0x80 || c - 0x4E00 < 0x5200 || c - 0xFF01 < 0x5E || c - 0x3000 < 3 || c - 0x300A < 8 || c - 0x2018 < 8 ||
	       c - 0x2014 < 2 || c == 0x2026;
}

static bool
all_plain(const char *s, const char *end)
{
	for (size_t i = 0; s < end; i++)
	{
		csq_poll(i);
		if ((unsigned char) *s < 0x80)
			s++;
		else if (at_han(s, end))
			s += HAN_BYTES;
		else if (!is_plain(csq_utf8_next(&s, end)))
			return false;
	}
	return true;
}

/* Does part stand in the text, with a plain character or nothing behind it? */
static bool
stands_in(const char *s, const char *end, const char *part, size_t len)
{
	size_t turns = 0;

	while ((size_t) (end - s) >= len)
	{
		size_t      places = (size_t) (end - s) - len + 1; /* where it may begin */
		const char *hit, *behind;

		csq_poll(turns++);
		if (places > LONGEST_STEP)
		{
			csq_check_interrupts();
			places = LONGEST_STEP;
		}
		hit = memmem(s, places - 1 + len, part, len);
		if (hit == NULL)
		{
			s += places;
			continue;
		}
		behind = hit + len;
		if (behind == end || is_plain(csq_utf8_next(&behind, end)))
			return true;
		s = hit + 1;
	}
	return false;
}

/* ---- queries ---- */

static Oid
configuration(void)
{
	return get_ts_config_oid(list_make2(makeString("csq"), makeString("icu")), false);
}

/* Item of a query that stands for a pair: the lexeme lies at this place behind the items. */
static void
put_pair(QueryItem *item, const char *pair, uint32 at)
{
	pg_crc32 crc;

	INIT_LEGACY_CRC32(crc);
	COMP_LEGACY_CRC32(crc, pair, PAIR_BYTES);
	FIN_LEGACY_CRC32(crc);
	item->type = QI_VAL;
	item->qoperand.valcrc = (int32) crc;
	item->qoperand.length = PAIR_BYTES;
	item->qoperand.distance = at;
}

/*
 * The pairs of n ideographs, all of them asked for, as plainto_tsquery() puts them: each operator has its right
 * operand, the later pair, behind it, and behind that its left one.
 */
static TSQuery
query_of_pairs(const char *s, size_t n)
{
	size_t     pairs = n - 1;
	size_t     items = 2 * pairs - 1;
	Size       bytes = COMPUTESIZE(items, pairs * (PAIR_BYTES + 1));
	TSQuery    q = palloc0(bytes);
	QueryItem *item = GETQUERY(q);
	char      *lexeme;

	SET_VARSIZE(q, bytes);
	q->size = (int32) items;
	lexeme = GETOPERAND(q);
	for (size_t k = pairs; k-- > 0;)
	{
		if (k > 0)
		{
			item->type = QI_OPR;
			item->qoperator.oper = OP_AND;
			item++->qoperator.left = 2;
		}
		put_pair(item++, s + k * HAN_BYTES, (uint32) (k * (PAIR_BYTES + 1)));
		memcpy(lexeme + k * (PAIR_BYTES + 1), s + k * HAN_BYTES, PAIR_BYTES);
	}
	return q;
}

/*
 * phrase_pairs(phrase text) -> tsquery
 *
 * plainto_tsquery('csq.icu', phrase): the texts that have all words and pairs of the phrase.
 * NULL:    strict.
 * Errors:  0A000 the database is not UTF-8.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_phrase_pairs);
Datum
csq_phrase_pairs(PG_FUNCTION_ARGS)
{
	text  *phrase = PG_GETARG_TEXT_PP(0);
	size_t n;

	csq_require_utf8();
	n = plain_han(VARDATA_ANY(phrase), VARSIZE_ANY_EXHDR(phrase));
	if (n > 1 && n <= MOST_PAIRS)
		PG_RETURN_TSQUERY(query_of_pairs(VARDATA_ANY(phrase), n));
	PG_RETURN_DATUM(
		DirectFunctionCall2(plainto_tsquery_byid, ObjectIdGetDatum(configuration()), PointerGetDatum(phrase)));
}

/* ---- has the text the phrase? ---- */

typedef enum Answer
{
	NO,
	YES,
	UNTOLD
} Answer;

/* By the bytes alone: where the phrase is written its pairs stand one behind the other. */
static Answer
by_bytes(const text *document, const text *phrase)
{
	const char *s = VARDATA_ANY(document), *end = s + VARSIZE_ANY_EXHDR(document);

	if (plain_han(VARDATA_ANY(phrase), VARSIZE_ANY_EXHDR(phrase)) < 2)
		return UNTOLD;
	if (stands_in(s, end, VARDATA_ANY(phrase), VARSIZE_ANY_EXHDR(phrase)))
		return YES;
	return all_plain(s, end) ? NO : UNTOLD;
}

static void *
compile_phrase(struct varlena *phrase)
{
	return DatumGetPointer(
		DirectFunctionCall2(phraseto_tsquery_byid, ObjectIdGetDatum(configuration()), PointerGetDatum(phrase)));
}

/*
 * is_phrase(vector tsvector, document text, phrase text) -> bool
 *
 * Does a search by csq.icu for the phrase find the text, whose vector this is?  By the bytes alone, where they tell:
 * where the phrase is not written, it is not there unless normalising makes it of something else.
 * NULL:    NULL where the answer needs what is NULL.
 * Errors:  0A000 the database is not UTF-8.
 * Cost:    O(length) bytes; the vector is read where they do not tell.
 */
PG_FUNCTION_INFO_V1(csq_is_phrase);
Datum
csq_is_phrase(PG_FUNCTION_ARGS)
{
	Answer answer = UNTOLD;

	csq_require_utf8();
	if (PG_ARGISNULL(2))
		PG_RETURN_NULL();
	if (!PG_ARGISNULL(1))
		answer = by_bytes(PG_GETARG_TEXT_PP(1), PG_GETARG_TEXT_PP(2));
	if (answer != UNTOLD)
		PG_RETURN_BOOL(answer == YES);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(
		DirectFunctionCall2(ts_match_vq, PG_GETARG_DATUM(0), PointerGetDatum(csq_compiled(fcinfo, 2, compile_phrase))));
}

/*
 * is_phrase(document text, phrase text) -> bool
 *
 * The same where there is no vector: it is made where the bytes do not tell.
 * NULL:    strict.
 * Errors:  0A000 the database is not UTF-8.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_is_phrase_of_text);
Datum
csq_is_phrase_of_text(PG_FUNCTION_ARGS)
{
	text  *document = PG_GETARG_TEXT_PP(0);
	Answer answer;

	csq_require_utf8();
	answer = by_bytes(document, PG_GETARG_TEXT_PP(1));
	if (answer != UNTOLD)
		PG_RETURN_BOOL(answer == YES);
	PG_RETURN_DATUM(DirectFunctionCall2(
		ts_match_vq,
		DirectFunctionCall2(to_tsvector_byid, ObjectIdGetDatum(configuration()), PointerGetDatum(document)),
		PointerGetDatum(csq_compiled(fcinfo, 1, compile_phrase))));
}
